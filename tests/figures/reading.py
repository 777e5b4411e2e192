"""What the tests of figures share: how a row states figures, and a slow reader that is plainly right."""

from collections.abc import Iterator
from decimal import Decimal

from knowledge.figures import Figure, find_figures
from knowledge.figures.figure import plain

ASIDE = ("date", "time", "ordinal")  # kinds of their own, never mistaken for an amount
SEPARATOR = " | "


def found(text: str) -> list[Figure]:
    """Find the figures of a text that state an amount."""
    return [figure for figure in find_figures(text) if figure.kind not in ASIDE]


def stated(expected: str) -> list[tuple[str, str, str, str, str]]:
    """Read a cell: `3万余份=30000 份 余 | …`: text, value or ends, unit, modifier, kind; `-` or nothing is empty."""
    rows = []
    for part in expected.split(SEPARATOR):
        text, _, rest = part.rpartition("=")
        value, unit, modifier, kind = (*("" if field == "-" else field for field in rest.split(" ")), "", "", "")[:4]
        rows.append((text, value, unit, modifier, kind))
    return rows


def written(figure: Figure, like: tuple[str, str, str, str, str]) -> tuple[str, str, str, str, str]:
    """Write a figure as `stated` does; the kind only where the row names one."""
    value = plain(figure.value) if figure.value is not None else None
    if value is None and figure.low is not None:
        value = f"{plain(figure.low)}..{plain(figure.high)}"
    if value and like[1] and ".." not in value and abs(Decimal(value) - Decimal(like[1])) < Decimal("0.0001"):
        value = like[1]
    return figure.text, value or "", figure.unit, figure.modifier, figure.kind if like[4] else ""


UNITS = {"处": 1, "平方米": 1, "名": 1, "元": 1, "公里": 1}
POWERS = {"": 1, "万": 10**4, "亿": 10**8}


def read_slowly(text: str) -> Iterator[tuple[str, int, Decimal, str, str]]:
    """
    Read digits, one multiplier, one 余 or 多 and one unit by trying every piece of the text, longest first.

    It knows a small part of the language and nothing of speed: text, start, value, unit, modifier.
    """
    start = 0
    while start < len(text):
        for end in range(len(text), start, -1):
            read = read_whole(text[start:end])
            if read is not None:
                yield text[start:end], start, *read
                start = end - 1
                break
        start += 1


def read_whole(piece: str) -> tuple[Decimal, str, str] | None:
    """Read a piece that is one figure and nothing else."""
    for unit in UNITS:
        if not piece.endswith(unit):
            continue
        number = piece.removesuffix(unit)
        for power, factor in POWERS.items():
            for modifier in ("", "余", "多"):
                for tail in {power + modifier, modifier + power}:
                    digits = number.removesuffix(tail)
                    if number.endswith(tail) and digits.isdigit() and digits.isascii() and not digits.startswith("0"):
                        return Decimal(digits) * factor, unit, modifier
    return None
