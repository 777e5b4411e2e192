"""The unit of a quantity, in: its name, what it measures and how it converts."""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

from knowledge.errors import UnitMismatchError
from knowledge.language import fold

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as the table holds it."""

    name: str  # canonical: 平方米 for ㎡, 平米 and 平
    dimension: str  # length area volume mass money time people count percent ...
    base: str  # the unit that `factor` leads to, "" where the dimension has but one
    factor: Decimal | None  # how many of the base one of this is; None where nothing converts


@cache
def units() -> dict[str, Unit]:
    """Return the table: every surface, folded, with its unit."""
    table: dict[str, Unit] = {}
    lines = (DATA / "units.tsv").read_text(encoding="utf-8").splitlines()
    for line in lines[1:]:
        surface, name, dimension, base, factor, _ = line.split("\t")
        table[fold(surface)] = Unit(name, dimension, base, Decimal(factor) if factor else None)
    return table


_MULTIPLIER = re.compile(r"[十百千万亿兆]+(?=.)")
_BLANK = re.compile(r"\s+")


def match_unit(surface: str) -> Unit | None:
    """
    Look a unit up, as printed, a multiplier before it left aside.

    >>> match_unit("㎡").name, match_unit("平米").dimension
    ('平方米', 'area')
    >>> match_unit("万元").name
    '元'

    Returns:
        The unit, or None where the table has no such unit. A rate (元/吨) has the dimension of both its parts.
    """
    return _match(_BLANK.sub("", fold(surface)))


@cache
def _match(unit: str) -> Unit | None:
    table = units()
    found = table.get(unit)
    if found is None and (multiplied := _MULTIPLIER.match(unit)):
        found = table.get(unit[multiplied.end() :])
    if found is None and unit.startswith("个"):
        found = table.get(unit[1:])
    if found is None and "/" in unit:
        above, _, below = unit.partition("/")
        over, under = _match(above), _match(below)
        if over is not None:
            dimension = f"{over.dimension}/{under.dimension if under else below}"
            return Unit(f"{over.name}/{under.name if under else below}", dimension, "", None)
    return found


def dimension_of(unit: str) -> str:
    """Say what a unit measures: 亩 is area, 名 is people, 座 is count; "" for none and for what is unknown."""
    found = match_unit(unit)
    return found.dimension if found else ""


def same_unit(left: str, right: str) -> bool:
    """Say whether two units are names of one: 公里 and 千米, 名 and 位."""
    if left == right:
        return True
    first, second = match_unit(left), match_unit(right)
    return first is not None and second is not None and first.name == second.name


def convert_to(value: Decimal, unit: str, target: str) -> Decimal:
    """
    Convert a value from one unit to another that measures the same.

    >>> convert_to(Decimal(2), "公顷", "平方米")
    Decimal('20000')

    Raises:
        UnitMismatchError: The two measure unlike things, or no factor leads from one to the other (处 and 座).
    """
    if same_unit(unit, target):
        return value
    first, second = match_unit(unit), match_unit(target)
    if (
        first is None
        or second is None
        or (first.dimension, first.base) != (second.dimension, second.base)
        or first.factor is None
        or second.factor is None
    ):
        raise UnitMismatchError(unit, target)
    converted = value * first.factor / second.factor
    # 30亩 are 20000平方米: a 亩 is 2000/3, and the 28 digits of its factor round back at the tenth.
    rounded = converted.quantize(Decimal("1e-10"))
    return rounded.to_integral_value() if rounded == rounded.to_integral_value() else converted
