"""Units: what they are called, what they measure, how they convert."""

from decimal import Decimal

import pytest

from knowledge.errors import UnitMismatchError
from knowledge.quantities import convert_to, dimension_of, match_unit, same_unit
from knowledge.quantities.units import units
from tests.tables import read_table


@pytest.mark.parametrize(("surface", "name", "dimension"), read_table("quantities_units.tsv"))
def test_unit_has_a_name_and_measures_something(surface: str, name: str, dimension: str):
    """
    Every way to print a unit leads to one name and one dimension.
    """
    unit = match_unit(surface)
    assert unit is not None
    assert (name, dimension) == (unit.name, unit.dimension)
    assert dimension == dimension_of(surface)


@pytest.mark.parametrize(("value", "unit", "target", "converted"), read_table("quantities_conversions.tsv"))
def test_value_converts(value: str, unit: str, target: str, converted: str):
    """
    A value converts exactly between units of one dimension.
    """
    assert Decimal(converted) == convert_to(Decimal(value), unit, target)


@pytest.mark.parametrize(
    ("unit", "target"),
    [
        ("亩", "吨"),
        ("处", "座"),
        ("元", "美元"),
        ("年", "天"),
        ("%", "百分点"),
        ("名", "人次"),
        ("", "元"),
        ("怪", "元"),
    ],
)
def test_unlike_units_are_refused_by_name(unit: str, target: str):
    """
    Units that measure unlike things are never compared; the error names both.
    """
    with pytest.raises(UnitMismatchError) as caught:
        convert_to(Decimal(1), unit, target)
    assert (unit, target) == (caught.value.left, caught.value.right)
    assert (target or "no unit") in str(caught.value)


@pytest.mark.parametrize(
    ("left", "right"), [("公里", "千米"), ("名", "位"), ("㎡", "平方米"), ("块钱", "元"), ("％", "%")]
)
def test_same_unit_under_two_names(left: str, right: str):
    """
    Two names of one unit are one unit, from either side.
    """
    assert same_unit(left, right)
    assert same_unit(right, left)


def test_unknown_unit_is_no_error():
    """
    Not knowing a unit is an answer.
    """
    assert match_unit("怪物") is None
    assert "" == dimension_of("怪物")


def test_every_unit_of_the_table_converts_to_itself():
    """
    The table holds no unit that cannot be read back.
    """
    for surface in units():
        assert Decimal(7) == convert_to(Decimal(7), surface, surface)
