"""Periods: named in a text, resolved from its own years and its day of publication."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.quantities import find_periods
from tests.tables import read_table

ALPHABET = "12890一二三五十年月日季度上下半来近每周前后去今明同当“”十五期间-—至到,。第世纪代末底初\n个"


def as_date(text: str) -> date | None:
    """Read a date of a table; an empty cell is none."""
    return date.fromisoformat(text) if text else None


@pytest.mark.parametrize("row", read_table("quantities_periods.tsv"), ids=lambda row: row[0])
def test_period_is_found_and_resolved(row: tuple[str, ...]):
    """
    A period has the days a reader would give it, and says where it leans on something else.
    """
    text, published, period, kind, first, last, flags = (*row, "")[:7]
    found = find_periods(text, as_date(published))[0]
    assert (period, kind) == (found.text, found.kind)
    assert (as_date(first), as_date(last)) == (found.first, found.last)
    assert ("open" in flags, "inherited" in flags) == (found.open, found.inherited)


def test_year_is_inherited_from_the_text():
    """
    同年 and a bare month take the year that the text named last, and say so.
    """
    named, same, bare = find_periods("2018年全面启动，同年12月完成，3月验收。")
    assert not named.inherited
    assert (date(2018, 12, 1), True) == (same.first, same.inherited)
    assert (date(2018, 3, 1), True) == (bare.first, bare.inherited)


def test_next_year_counts_from_the_last_one():
    """
    次年 is the year after the one named last.
    """
    assert date(2020, 12, 31) == find_periods("2019年动工，次年建成。")[1].last


@pytest.mark.parametrize(
    "text", ["用时3个月", "第三季以后", "一些地方", "2018人", "每个人", "上下半场", "五年内完成", "内蒙古", "3.2018.1"]
)
def test_no_period_is_seen_where_there_is_none(text: str):
    """
    A stretch of time and a count are no periods.
    """
    assert () == tuple(period for period in find_periods(text) if period.kind != "recurring")


@given(st.text(alphabet=ALPHABET, max_size=30), st.none() | st.dates(date(1, 1, 1), date(9999, 12, 31)))
def test_slices_hold_for_any_text(text: str, published: date | None):
    """
    A period is a slice of what was given, in text order, and its days are in order.
    """
    reached = 0
    for period in find_periods(text, published):
        assert text[period.start : period.end] == period.text
        assert reached <= period.start < period.end
        assert period.first is None or period.last is None or period.first <= period.last
        reached = period.end
