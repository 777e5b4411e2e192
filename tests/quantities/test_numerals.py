"""Numerals: written in every way, read as one value."""

from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.errors import NumeralError
from knowledge.quantities import parse_numeral
from tests.tables import read_table

DIGITS = "零一二三四五六七八九"
FORMAL = str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟")


def render_below_ten_thousand(value: int) -> str:
    """Write 0 to 9999 in Chinese, every zero that is read aloud written."""
    text, zero = "", False
    for power, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, value = divmod(value, power)
        if digit:
            text += ("零" if zero and text else "") + DIGITS[digit] + name
            zero = False
        else:
            zero = True
    return text or "零"


def render_numeral(value: int) -> str:
    """Write a whole number in Chinese: 30500 is 三万零五百."""
    if value < 10_000:
        return render_below_ten_thousand(value)
    for factor, name in ((10**12, "万亿"), (10**8, "亿"), (10**4, "万")):
        if value >= factor:
            above, below = divmod(value, factor)
            text = render_numeral(above) + name
            if below:
                text += ("零" if below < factor // 10 else "") + render_numeral(below)
            return text
    raise AssertionError(value)


@pytest.mark.parametrize(("surface", "value", "_class"), read_table("quantities_numerals.tsv"))
def test_parse_numeral_reads(surface: str, value: str, _class: str):
    """
    A numeral has the value a person would read aloud.
    """
    assert Decimal(value) == parse_numeral(surface)


@given(st.integers(0, 10**15))
def test_what_is_written_in_chinese_is_read_back(value: int):
    """
    Writing a number in Chinese and reading it gives the number, in everyday and in financial characters.
    """
    surface = render_numeral(value)
    assert value == parse_numeral(surface)
    assert value == parse_numeral(surface.translate(FORMAL))


@given(st.integers(0, 10**12))
def test_what_is_written_in_groups_is_read_back(value: int):
    """
    Thousands may be parted by commas or by blanks.
    """
    assert value == parse_numeral(f"{value:,}")
    assert value == parse_numeral(f"{value:,}".replace(",", " "))


@given(st.decimals(0, 10**6, places=3), st.sampled_from([("", 1), ("万", 10**4), ("亿", 10**8), ("万亿", 10**12)]))
def test_multipliers_are_exact(value: Decimal, multiplier: tuple[str, int]):
    """
    No float stands between the print and the value.
    """
    name, factor = multiplier
    assert value * factor == parse_numeral(f"{value:f}{name}")


@pytest.mark.parametrize(
    "surface",
    ["", " ", "处", "三公里", "12a", "1.2.3", "负", "百分之", "３", "一" + "亿" * 200_000, "一点五" + "千" * 200_000],
    ids=lambda surface: surface[:8],
)
def test_parse_numeral_names_the_trouble(surface: str):
    """
    What is no numeral raises an error that says which character is none.
    """
    with pytest.raises(NumeralError) as caught:
        parse_numeral(surface)
    assert surface == caught.value.surface


@given(st.text(alphabet="零一二两三十百千万亿半点分之负廿0123.,x ", max_size=12))
def test_parse_numeral_reads_or_raises_its_own_error(surface: str):
    """
    No other error comes out, whatever goes in.
    """
    with suppress(NumeralError):
        assert parse_numeral(surface).is_finite()
