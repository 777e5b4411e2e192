"""A draft, in; the figure whole, out: its sign and qualifiers taken in, and what its clause says of it."""

import re
from dataclasses import replace

from knowledge.figures.draft import Draft
from knowledge.figures.figure import Figure
from knowledge.figures.layout import Page
from knowledge.figures.measures import dimension
from knowledge.figures.modifiers import SENSES, match_after, match_before
from knowledge.figures.numbers import POWERS_ALONE
from knowledge.figures.signs import sign_start
from knowledge.figures.surroundings import find_surroundings

# What these measure may be followed by 多 or 余: 两年多, 8公里多.
_TAILED = frozenset(
    ("time", "length", "area", "mass", "volume", "age", "money", "percent", "multiple", "energy", "temperature")
)
_PERIOD_UNITS = frozenset(("年", "个月", "月", "天", "周", "个星期", "个季度"))
_LONGEST_PERIOD = 10
_SINCE = re.compile(r"以?来(?!回|自|说|到|得)|间(?!隔|接|断)")
_LATELY = re.compile(r"(?:过去|今后|未来|最近|往后|此后|接下来|回顾|这|近|头|前|后|上一?|下一?|新的?)(?:的)?$")
_CLAUSE_HEAD = frozenset(("", "\n", ",", "。", ";", ":", "!", "?", "、", "的", "(", "|", "“"))
_BROKEN_THROUGH = re.compile(r"[^,。;]{0,12}(?:技术|难题|瓶颈)")


def finish(page: Page, draft: Draft, floor: int) -> Figure:
    """
    Make a figure of a draft.

    Args:
        page: The text.
        draft: What was read.
        floor: Where the figure before ends: neither sign nor qualifier is taken from behind it.
    """
    text, number = page.text, draft.number
    start, end, unit, value = draft.start, draft.end, draft.unit, number.value
    qualifier = number.inner
    signed = sign_start(text, start)
    if floor <= signed < start:
        start, value = signed, None if value is None else -value
    elif text[start - 1 : start] == "±":
        start, qualifier = start - 1, "±"
    alone = text[draft.start] in "百千万亿" or text[draft.start : number.end] in POWERS_ALONE
    before, begin = match_before(text, start, floor, round_power=alone)
    before = before.removesuffix("了")
    if before and _qualifies(text, before, (begin, end), replace(draft, number=replace(number, value=value))):
        start, qualifier = begin, before
    else:
        before = ""
    after, stop = match_after(text, end)
    if after and not (after in ("多", "余") and dimension(unit) not in _TAILED) and not (after == "+" and unit):
        end, qualifier = stop, before or after
    if draft.kind == "duration" and not before and _is_period(text, draft, end):
        return Figure(page.raw[draft.start : end], draft.start, end, "date", value, unit=unit)
    per, change = find_surroundings(text, start, unit)
    if draft.kind in ("fraction", "ratio"):
        per = ""
    if draft.kind == "range" and change == "from" and any(word in text[draft.start : end] for word in "到至"):
        change = ""  # 从8500到3万: one range, no change
    return Figure(
        page.raw[start:end], start, end, draft.kind, value, number.low, number.high, unit, qualifier,
        SENSES.get(qualifier, ""), per, change,
    )  # fmt: skip


def _qualifies(text: str, modifier: str, span: tuple[int, int], draft: Draft) -> bool:
    """Say whether a word before a figure qualifies it: 近三年来 and 突破50项技术 do something else."""
    begin, end = span
    if modifier == "近" and draft.kind == "duration" and draft.unit in _PERIOD_UNITS:
        recent = text.startswith(("来", "以来", "内", "间"), end) or text[begin - 1 : begin] in _CLAUSE_HEAD
        value = draft.number.value
        return not recent or (value is not None and value > _LONGEST_PERIOD)
    if modifier == "突破" and dimension(draft.unit) == "count":
        return _BROKEN_THROUGH.match(text, end) is None
    return True


def _is_period(text: str, draft: Draft, end: int) -> bool:
    """Say whether a stretch of time is when, not how long: 五年来, 近三年, 今后五年."""
    value = draft.number.value
    if (
        value is None
        or value > _LONGEST_PERIOD
        or draft.unit not in _PERIOD_UNITS
        or text.startswith("半", draft.start)
    ):
        return False
    if _SINCE.match(text, end) or _LATELY.search(text[max(0, draft.start - 5) : draft.start]):
        return True
    # 五年, 全市…: at the head of a clause a stretch of years is the one reported on.
    return (
        draft.unit == "年"
        and text[draft.start - 1 : draft.start] in _CLAUSE_HEAD
        and text[end : end + 1] in ("中", ",", "。")
    )
