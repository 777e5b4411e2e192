"""Computed results are exact where the operands are, and say so where they are not."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.answers import arithmetic
from knowledge.errors import UnitMismatchError
from knowledge.figures import Figure, find_figures


def figure(text):
    (found,) = find_figures(text)
    return found


@pytest.mark.parametrize(
    ("left", "right", "expected", "exact"),
    [
        ("73支", "22支", "51支", True),
        ("22支", "73支", "51支", True),
        ("77663立方米", "3万余立方米", "约47663立方米", False),
        ("328处", "326处", "2处", True),
        ("2公里", "500米", "1.5公里", True),
    ],
)
def test_subtract_carries_the_qualifier(left, right, expected, exact):
    """
    A difference is exact only between exact figures; 余 makes it 约.
    """
    result = arithmetic.subtract(figure(left), figure(right))
    assert (expected, exact) == (result.text[: len(expected)], result.exact)


@pytest.mark.parametrize(("part", "whole", "expected"), [("326处", "328处", "约99.4%"), ("1处", "2处", "50%")])
def test_share_of_is_a_percent_with_one_digit(part, whole, expected):
    """
    A share is rounded to one digit, and said to be where it was.
    """
    assert expected == arithmetic.share_of(figure(part), figure(whole)).text


def test_mean_names_both_units():
    """
    A mean is per unit of what was counted.
    """
    assert "约190.7平方米/处" == arithmetic.mean(figure("22505平方米"), figure("118处")).text


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("118处", "22处", 1),
        ("22支", "73支", -1),
        ("5个", "5个", 0),
        ("118处", "110余处", None),
        ("77663立方米", "3万余立方米", 1),
    ],
)
def test_compare_leaves_open_what_qualifiers_leave_open(left, right, expected):
    """
    118 against more than 110 cannot be decided.
    """
    assert expected == arithmetic.compare(figure(left), figure(right))


def test_unlike_units_are_refused():
    """
    Square metres are not cubic metres.
    """
    with pytest.raises(UnitMismatchError):
        arithmetic.subtract(figure("540平方米"), figure("30立方米"))


amounts = st.decimals(min_value=0, max_value=10**9, places=2, allow_nan=False, allow_infinity=False)


@given(amounts, amounts)
def test_a_difference_of_exact_figures_is_exact(one, other):
    """
    Decimals lose nothing: the result is the difference to the last digit.
    """
    left, right = (Figure("", 0, 0, "quantity", value, unit="元") for value in (one, other))
    assert abs(one - other) == arithmetic.subtract(left, right).value


@given(st.lists(amounts, min_size=2, max_size=6))
def test_a_sum_recomputes_from_its_operands(values):
    """
    A sum is what its operands add up to.
    """
    result = arithmetic.add(tuple(Figure("", 0, 0, "quantity", value, unit="元") for value in values))
    assert sum(values, Decimal(0)) == result.value


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("77663立方米", "3万余立方米", "约2.6倍"),
        ("100处", "50处", "2倍"),
        ("2公里", "500米", "4倍"),
        ("10个", "3个", "约3.3倍"),
    ],
)
def test_times_says_where_it_was_rounded(left, right, expected):
    """
    A ratio has one digit, and 约 where it was rounded or an operand is qualified.
    """
    assert expected == arithmetic.times(figure(left), figure(right)).text


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (("22支", "73支"), "95支"),
        (("77663立方米", "3万余立方米"), "超过107663立方米"),
        (("4700余份", "3000余份"), "超过7700份"),
        (("约2万平方米", "22505平方米"), "约42505平方米"),
        (("1公里", "500米"), "1.5公里"),
    ],
)
def test_a_sum_is_as_sure_as_its_operands(texts, expected):
    """
    余 makes a sum 超过, 约 makes it 约, and units are brought to the first one.
    """
    assert expected == arithmetic.add(tuple(figure(text) for text in texts)).text


@pytest.mark.parametrize(("left", "right"), [("118处", "22505平方米"), ("1200米", "540平方米"), ("3吨", "3公里")])
def test_what_measures_unlike_things_is_not_comparable(left, right):
    """
    A count, a length, an area and a mass have nothing in common.
    """
    assert not arithmetic.is_comparable(figure(left), figure(right))
    with pytest.raises(UnitMismatchError):
        arithmetic.share_of(figure(left), figure(right))


def test_nothing_is_divided_by_nothing():
    """
    A share of none and a mean over none are no numbers.
    """
    none = Figure("0处", 0, 2, "quantity", Decimal(0), unit="处")
    with pytest.raises(ZeroDivisionError):
        arithmetic.share_of(figure("3处"), none)
    with pytest.raises(ZeroDivisionError):
        arithmetic.mean(figure("30平方米"), none)


@given(amounts, amounts)
def test_comparing_is_the_same_from_both_sides(one, other):
    """
    What is more than another is what the other is less than.
    """
    left, right = (Figure("", 0, 0, "quantity", value, unit="元") for value in (one, other))
    assert arithmetic.compare(left, right) == -arithmetic.compare(right, left)
    assert ((one > other) - (one < other)) == arithmetic.compare(left, right)
