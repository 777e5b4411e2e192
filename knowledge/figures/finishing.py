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
    (
        "time",
        "length",
        "area",
        "mass",
        "volume",
        "age",
        "money",
        "percent",
        "multiple",
        "doubling",
        "energy",
        "temperature",
    )
)
_PERIOD_UNITS = frozenset(("年", "个月", "月", "天", "周", "个星期", "个季度"))
_LONGEST_PERIOD = 10
_TERM = 5
_PASSED = POWERS_ALONE | {"半数", "半百", "十万", "十亿"}  # what 过 and 上 may stand before
_SINCE = re.compile(r"以?来(?!回|自|说|到|得)|间(?!隔|接|断)")
_GLOSSED = re.compile(r"\((?:公元|西元)?前?[0-9]{2,4}年?[\),、]")
_LATELY = re.compile(
    r"(?:第一个|首个|新时代|关键|过去|今后|未来|最近|往后|此后|接下来|回顾|这|近|头|(?<!提)前|后|上一?个?|下一?个?|新的?)(?:的)?$"
)
_CLAUSE_HEAD = frozenset(("", "\n", ",", "。", ";", ":", "!", "?", "、", "的", "(", "|", "“"))
# 城市建设五年累计投资…, 改革三年目标: the years of a plan or of a report.
_SUMMED = re.compile(
    r"合计|累计|总计|平均|年均|目标|任务|攻坚|倍增|决战|滚动|(?!内|之内|制定|实施|完成|出台|编制|开展|实现|推进|组织|印发)[\u4e00-\u9fff]{0,6}?(?:规划|计划|行动|方案|工程)(?![^\W\d_]*率)"
)
_REPORTED = re.compile(r"新增|新建|开工|建成|完成|投入|投资|实施|引进|[共总全]|建设|改造")
_RUNNING = re.compile(r"(?:连续|持续|历时|长达|历经|为期|提前|缩短|延长|[用达近约超逾前])$")
_LASTING = re.compile(
    r"(?:连续|持续|历时|长达|历经|为期|经过|通过|徒刑|任期|每隔|提前|缩短|延长|[用达近约超逾满过判隔每])$"
)
_STRETCH_AFTER = re.compile(
    r"$|[;!?|)”]|(?:之|以)?(?:内|后|前|外|上|下|久)|[左右多余的期制未没不零半级生龄]|时间|历史|一(?:度|次|遇|个|换|届|轮)|有期|徒刑|、"
)
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
        if draft.kind != "range" and number.low is not None and number.high is not None:  # 零下二三十度
            number = replace(number, low=-number.high, high=-number.low)
    elif text[start - 1 : start] == "±":
        start, qualifier = start - 1, "±"
    alone = text[draft.start] in "百千万亿" or text[draft.start : number.end] in _PASSED
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
    if draft.unit == "年" and _GLOSSED.match(text, end):  # 嘉佑二年(1057年)
        return True
    if _SINCE.match(text, end) or _LATELY.search(text[max(0, draft.start - 5) : draft.start]):
        return True
    if draft.unit != "年":
        return False
    # 五年, 全市…: at the head of a clause a stretch of years is the one reported on. 五年 is the term of a
    # government and of a plan, so 五年新增油路 and 住宅建设五年投资… are ones too; 两年翻了三番 says how long it took.
    told = text[end : end + 1] in ("中", ",", "。") or _REPORTED.match(text, end) is not None
    term = value == _TERM and not _STRETCH_AFTER.match(text, end)
    if term and not _LASTING.search(text[max(0, draft.start - 3) : draft.start]):
        return True
    if told and text[draft.start - 1 : draft.start] in _CLAUSE_HEAD:
        return True
    before = text[max(0, draft.start - 3) : draft.start]
    if before.endswith("的") and text[end : end + 1] in (",", "。", ";", ""):  # 阔步前进的五年。
        return True
    return _SUMMED.match(text, end) is not None and not _RUNNING.search(before)
