"""What a reader gives back: a figure to be finished, a finished one, or how far there is nothing."""

from dataclasses import dataclass

from knowledge.figures.figure import Figure
from knowledge.figures.measures import dimension
from knowledge.figures.numbers import Number


@dataclass(frozen=True, slots=True)
class Draft:
    """A figure as first read: number and unit; its sign, qualifiers and clause are still to be taken in."""

    start: int
    end: int
    kind: str
    number: Number
    unit: str = ""


# A place is read as a draft, as a whole figure (a date, a rank, a damaged number), or as nothing up to some place.
Reading = Draft | Figure | int


def kind_of(unit: str) -> str:
    """Say which kind of figure a unit makes."""
    measured = dimension(unit)
    if "/" in unit:
        return "rate"
    if measured.startswith("money"):
        return "money"
    if measured == "time":
        return "duration"
    return measured if measured in ("percent", "percentage_point") else "quantity"
