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
    [("118处", "22处", 1), ("22支", "73支", -1), ("5个", "5个", 0), ("118处", "110余处", None), ("77663立方米", "3万余立方米", 1)],
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
