"""A place where a share begins, in: 2:5, 三分之一, 6又1/3局, 一半, 翻两番; its draft, out."""

import re
from dataclasses import replace
from decimal import Decimal

from knowledge.errors import NumeralError
from knowledge.figures.draft import Draft, Reading, kind_of
from knowledge.figures.forms import DOUBLED, FRACTION, RATIO, SLASHED, WHOLE_AND_FRACTION
from knowledge.figures.layout import Page
from knowledge.figures.measures import dimension, match_measure, match_unit_behind
from knowledge.figures.numbers import NEAR_PAIR, Number, read_number
from knowledge.quantities import parse_numeral

HALF = Decimal("0.5")
_PERCENT = {Decimal(100): Decimal(1), Decimal(1000): Decimal("0.1"), Decimal(10000): Decimal("0.01")}
_TIMES = re.compile(r"([0-9]{1,2})[ ]?[x×*][ ]?(?=[0-9])")
_SIDES = re.compile(r"[ ]?[:∶比][ ]?")
_MATCH = "比分|战胜|击败|不敌|大胜|力克|打平|战平|险胜|完胜|负于|战成|逆转|领先|落后|横扫|淘汰"
_SCORE_BEFORE = re.compile(rf"(?:{_MATCH}|[胜败]|击退|总分|战绩|交锋|以)[了为是以]?[ ]?$")
_SCORE_AFTER = re.compile(rf"[ ]?的?(?:{_MATCH}|获胜|取胜|[胜败]|告负|取得)")
_ROUGHLY = ("多", "强", "弱", "余", "几")


def read_share(page: Page, at: int) -> Reading | None:
    """Read the share that begins at `at`; None where none does."""
    text = page.text
    ratio = RATIO.match(text, at)
    if ratio:
        reading = _read_ratio(page, ratio)
        if reading != at:
            return reading
    whole = WHOLE_AND_FRACTION.match(text, at)
    if whole:
        mixed = _read_mixed(page, whole)
        if mixed:
            return mixed
    fraction = FRACTION.match(text, at)
    if fraction:
        return _read_fraction(text, fraction)
    slashed = SLASHED.match(text, at)
    if slashed and 0 < int(slashed["share"]) < int(slashed["below"]):
        value = Decimal(slashed["share"]) / Decimal(slashed["below"])
        return Draft(at, slashed.end(), "fraction", Number(slashed.end(), value))
    return None


def read_product(page: Page, at: int) -> Draft | None:
    """Read so many units of one size as what they are together: 2×100万千瓦; not 4×100米, 7×24小时."""
    times = _TIMES.match(page.text, at)
    number = read_number(page.text, page.raw, times.end()) if times else None
    if times is None or number is None or number.value is None:
        return None
    unit, end = match_unit_behind(page.text, page.raw, number.end)
    if dimension(unit) not in ("power", "apparent power", "mass", "volume"):
        return None
    return Draft(at, end, kind_of(unit), replace(number, value=number.value * int(times[1])), unit)


def _read_ratio(page: Page, match: re.Match[str]) -> Reading:
    """Read 2:5 and 三比一; the score of a match is nothing."""
    start, end = match.span()
    text = page.text
    before = text[max(0, start - 8) : start]
    if "比例" not in before and (_SCORE_BEFORE.search(before) or _SCORE_AFTER.match(text, end)):
        return end
    if "比" in match.group():
        compared = text[start] == "一" and text[end : end + 1] not in ("", "的", ",", "。")
        if compared or match_measure(text, page.raw, end):
            return start  # 一比一项, 3比2多
        sides = match.group().split("比")
        if sides[0] == sides[1] and sides[0] != "一" and not sides[0].isascii():  # 六查六比六做
            return end
    try:
        parts = [parse_numeral(side) for side in _SIDES.split(match.group())]
    except NumeralError:
        return end
    value = parts[0] / parts[1] if len(parts) == 2 and parts[1] else None
    return Draft(start, end, "ratio", Number(end, value))


def _read_mixed(page: Page, whole: re.Match[str]) -> Draft | None:
    """Read a whole number with a fraction: 6又1/3局, 一又二分之一."""
    text = page.text
    part = SLASHED.match(text, whole.end()) or FRACTION.match(text, whole.end())
    if part is None:
        return None
    try:
        value = parse_numeral(whole.group().replace("又", "").strip())
        value += parse_numeral(part["share"]) / parse_numeral(part["below"])
    except (NumeralError, ArithmeticError):
        return None
    unit, end = match_unit_behind(text, page.raw, part.end())
    return Draft(whole.start(), end, kind_of(unit) if unit else "fraction", Number(part.end(), value), unit)


def _read_fraction(text: str, match: re.Match[str]) -> Reading:
    """Read 三分之一; with a below of 100, 1000 or 10000 it is a percent."""
    start, end = match.span()
    if match["share"] == "几":
        return end
    if "几" in match["share"]:
        return _read_vague_share(text, match)
    try:
        below, share = parse_numeral(match["below"]), parse_numeral(match["share"])
        upto = parse_numeral(match["upto"]) if match["upto"] else None
        near = None if match["upto"] else _near_shares(match["share"])
    except NumeralError:
        return end
    if below in (0, 1):
        return end
    percent = _PERCENT.get(below)
    kind, unit = ("percent", "%") if percent else ("fraction", "")
    inner = text[end] if text.startswith(_ROUGHLY, end) and not text.startswith("数", end + 1) else ""
    if near:
        share, upto = near
    elif upto is not None:
        kind = "range"
    low = share * percent if percent else share / below
    if upto is None:
        return Draft(start, end + len(inner), kind, Number(end, low, inner=inner), unit)
    high = upto * percent if percent else upto / below
    return Draft(start, end + len(inner), kind, Number(end, None, min(low, high), max(low, high), inner), unit)


def _read_vague_share(text: str, match: re.Match[str]) -> Reading:
    """Read 百分之几十 and 百分之十几."""
    number = read_number(text, text, match.start("share"))
    if match["below"] != "百" or number is None or number.low is None:
        return match.end()
    return Draft(match.start(), number.end, "percent", number, "%")


def _near_shares(share: str) -> tuple[Decimal, Decimal] | None:
    """Read the two shares of 百分之二三十; None where there is but one."""
    near = NEAR_PAIR.search(share)
    if near is None or "点" in share or parse_numeral(near[2]) != parse_numeral(near[1]) + 1:
        return None
    head, tail = share[: near.start()], share[near.end() :]
    return parse_numeral(head + near[1] + tail), parse_numeral(head + near[2] + tail)


def read_doubling(page: Page, at: int) -> Reading:
    """Read 翻两番; 翻番 alone states no number."""
    match = DOUBLED.match(page.text, at)
    if match is None:
        return at + 1
    end, times = match.end(), match["times"]
    if times is None or times == "几":
        return end
    value = parse_numeral(times) + (HALF if match["half"] else 0)
    return Draft(at, end, "quantity", Number(end, value), "番")
