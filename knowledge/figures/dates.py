"""A place where a number begins, in; the date, clock time or ordinal there, out."""

import re
from decimal import Decimal
from functools import cache

from knowledge.errors import NumeralError
from knowledge.figures.figure import Figure
from knowledge.figures.forms import CLOCK, DATE, FOREMOST, HALF_DAY, HAN, ORDINAL, PLAN
from knowledge.figures.layout import Page
from knowledge.figures.measures import match_unit_behind
from knowledge.figures.rows import read_rows
from knowledge.language import fold
from knowledge.quantities import parse_numeral

# Words that a date takes in, before its number.
_LEADS = ("公元前", "西元前", "纪元前", "公元", "西元", "同年", "次年", "翌年", "今年", "去年", "明年", "前年", "当年", "上世纪", "本世纪", "农历", "阴历", "夏历")  # fmt: skip
_LEADS_BY_LENGTH = tuple((frozenset(word for word in _LEADS if len(word) == length), length) for length in (3, 2))
_ERA_YEAR = re.compile(
    rf"(?:[{HAN}]{{1,4}}|[0-9]{{1,5}}|元)年(?:闰?[{HAN}正]{{1,2}}月(?:初?[{HAN}]{{1,3}}日?)?)?"
    rf"(?:[ ]?(?:-|—|~|至|到)[ ]?(?:[{HAN}]{{1,4}}|[0-9]{{1,3}})年)?"
)
_SIMPLE = re.compile(
    r"[^0-9〇零○一二三四五六七八九十]*(?P<number>[0-9]+|[〇零○一二三四五六七八九十]+)[ ]?(?P<unit>年代|年|月份|月|日|号|世纪)"
)
_ANCIENT = re.compile(r"[1-9][0-9]{2}年")
_YEAR_BEFORE = re.compile(r"(?:[于在自从]|截至|直到)$")
_LASTING_AFTER = re.compile(r"(?:之|以)?(?:内|后|前|外|上|下|久|间|来)|[中里的多余左半期制]|时间|历史|校庆|零")
_RATIO_BEFORE = re.compile(r"(?:比例|比|比分|比值|配比|按|以|比率|比重|赔率|战绩)(?:为|是|约|达|达到)?[ ]?$")
_LONG_AFTER = re.compile(r"(?:以?前的)?(?:的)?历史|之久|时间|左右的历史")
_DAYS_AFTER = re.compile(r"(?:之|以)?内(?!蒙|地|外|容|部|贾)|游|龄|后(?!备)|以上|以下|以内|为限|时间|左右|以后|之后")
_DAYS_BEFORE = re.compile(
    r"(?:共|为期|连续|历时|达|满|每|近|约|第|过去|最近|提前|延长|缩短|不少于|超过|至少|累计|长达)[ ]?$"
)
_CLOCK_POINT = re.compile(
    r"点(?:钟|整|半|[一三]刻|[0-9]{1,2}分|[二三四五]?十[一二三四五六七八九]?分?|零[一二三四五六七八九])"
)
_AT_POINT = re.compile(
    r"(?:之?前|以?后|开会|开始|开幕|开播|开场|开门|集合|出发|上班|下班|起床|准时|陆续|到场|赶到|抵达|见面|左右)(?!备|续|期)"
)
_POINTS_AFTER = ("建议", "意见", "要求", "措施", "经验", "体会", "共识", "原因", "说明", "启示", "考虑", "希望", "结论")


@cache
def eras() -> frozenset[str]:
    """Return the names that count years: 洪武, 明治, 民国."""
    return frozenset(fold(row[0]) for row in read_rows("eras.tsv"))


def read_date(page: Page, at: int, floor: int) -> Figure | None:
    """
    Read the date or clock time that begins at `at`, the words before it that belong to it taken in.

    Args:
        page: The text.
        at: Where its number begins.
        floor: How far back the words before it may be taken.
    """
    text = page.text
    match = DATE.match(text, at)
    if match and not _is_duration(text, match):
        start = _lead(text, at, floor)
        return _dated(page, start, match.end(), match.group())
    clock = CLOCK.match(text, at)
    if clock and _is_clock(text, clock):
        return Figure(page.raw[at : clock.end()], at, clock.end(), "time")
    ancient = _ANCIENT.match(text, at)
    if ancient and _is_ancient(text, at, ancient):
        return _dated(page, at, ancient.end(), ancient.group())
    return _read_era(page, at, floor)


def _is_ancient(text: str, at: int, match: re.Match[str]) -> bool:
    """Say whether a number of three digits is a year (于272年收复, 611年,起义爆发) rather than how long (500年历史)."""
    if _LASTING_AFTER.match(text, match.end()):
        return False
    if _YEAR_BEFORE.search(text[max(0, at - 2) : at]):
        return True
    return match.group()[2] != "0" and text[at - 1 : at] in ("", "\n", ",", "。", ";", "(", "“")


def _read_era(page: Page, at: int, floor: int) -> Figure | None:
    """Read a year that an era or 公元 makes one: 康熙七年, 公元68年, 前108年."""
    text = page.text
    match = _ERA_YEAR.match(text, at)
    if match is None:
        return None
    start = _lead(text, at, floor)
    if start == at and at > floor and text[at - 1] == "前" and (at < 2 or text[at - 2] in "(,。、于在从自约至到-—~;: "):
        start = at - 1
    if start == at or text[start:at] in ("同年", "次年", "翌年", "今年", "去年", "明年", "前年", "当年"):
        return None
    if text[start:at] in ("农历", "阴历", "夏历") and "月" not in match.group():
        return None
    return _dated(page, start, match.end(), match.group())


def _lead(text: str, at: int, floor: int) -> int:
    """Return where the date begins: before 公元, an era, 同年."""
    for words, length in _LEADS_BY_LENGTH:
        if at - length >= floor and text[at - length : at] in words:
            return at - length
    if at > floor and text[at - 1] == "前" and text[at - 2 : at - 1] in tuple("(,。、于在从自约到至-~—"):
        return at - 1 if re.match(r"[0-9]+年", text[at : at + 6]) else at
    known = eras()
    for length in (4, 3, 2):
        if at - length >= floor and text[at - length : at] in known:
            return at - length
    return at


def _dated(page: Page, start: int, end: int, piece: str) -> Figure:
    value: Decimal | None = None
    unit = next((unit for unit in ("世纪", "年代", "年", "月", "日", "号", "季度") if unit in piece), "")
    simple = _SIMPLE.fullmatch(piece)
    if simple:
        unit = simple["unit"]
        try:
            value = parse_numeral(simple["number"])
        except NumeralError:
            value = None
        if value is not None and unit.startswith("月") and value > 12:  # 七八月
            value = None
    return Figure(page.raw[start:end], start, end, "date", value, unit=unit)


def _is_duration(text: str, match: re.Match[str]) -> bool:
    """Say whether what has the form of a date is a stretch of time: 15日内, 2000年历史, 3个季度."""
    piece, end = match.group(), match.end()
    before = text[max(0, match.start() - 4) : match.start()]
    if piece[-1] == "年" and piece[:-1].isdigit():
        if before.endswith(("树龄", "龄约", "龄达", "龄超", "龄已", "龄为")):
            return True
        if (
            before.endswith(("近", "约", "距今", "长达", "逾", "超过", "达", "历经", "已有", "有"))
            and int(piece[:-1]) % 100 == 0
        ):
            return True
        return bool(_LONG_AFTER.match(text, end))
    if piece[-1] == "日" and "月" not in piece and "年" not in piece:
        if (
            piece[0] in HAN
            and piece not in ("三十日", "三十一日")
            and not before.endswith(("月", "于", "在", "是", "至"))
        ):
            return True
        return bool(_DAYS_AFTER.match(text, end) or _DAYS_BEFORE.search(before))
    if piece.endswith("季度"):
        return before.endswith(("个", "每"))
    return piece in ("一月", "三月") and before.endswith(("每", "个"))


def _is_clock(text: str, match: re.Match[str]) -> bool:
    piece = match.group()
    before = text[max(0, match.start() - 8) : match.start()]
    if ":" in piece:
        return not _RATIO_BEFORE.search(before)
    if "点" not in piece:
        return not before.endswith(("每", "共", "学", "计")) and not text.startswith("/", match.end())
    if text.startswith(_POINTS_AFTER, match.end()):
        return False
    if piece.startswith("零点零") and not piece.endswith("分"):  # 零点零五
        return HALF_DAY.search(before[-3:]) is not None
    return bool(
        piece.count("点") > 1
        or (piece[0] in "0零" and (len(piece) == 2 or piece.endswith(("分", "半", "整", "刻", "钟"))))
        or _AT_POINT.match(text, match.end())
        or _CLOCK_POINT.search(piece)
        or (
            HALF_DAY.search(before[-3:])
            and not before.endswith(("达到", "涨到", "跌到", "升至", "降至", "跌至", "涨至"))
        )
    )


def read_plan(page: Page, at: int) -> Figure | None:
    """Read 十四五, a plan's five years, where what follows says so."""
    match = PLAN.match(page.text, at)
    return Figure(page.raw[at : match.end()], at, match.end(), "date") if match else None


def read_ordinal(page: Page, at: int) -> Figure | None:
    """Read what 第 begins: 第3名, 第十四届, 第二大, 第三季度."""
    text = page.text
    match = ORDINAL.match(text, at)
    if match is None:
        return None
    end = match.end()
    try:
        value: Decimal | None = parse_numeral(match["number"])
    except NumeralError:
        value = None
    if text.startswith("季度", end):
        return Figure(page.raw[at : end + 2], at, end + 2, "date", value, unit="季度")
    unit, stop = match_unit_behind(text, page.raw, end)
    if not unit and text.startswith("次", end):  # 第十一次党代会
        unit, stop = "次", end + 1
    if unit:
        return Figure(page.raw[at:stop], at, stop, "ordinal", value, unit=unit)
    if text.startswith("大", end) and not text.startswith(("大道", "大街"), end):
        unit, end = "大", end + 1
    return Figure(page.raw[at:end], at, end, "ordinal", value, unit=unit)


def read_foremost(page: Page, at: int, floor: int) -> Figure | None:
    """Read what 前 begins: 前三 and 前10名 as the rank they are, 前三季度 as the time it is."""
    date = read_date(page, at, floor)
    if date:
        return date
    match = FOREMOST.match(page.text, at)
    if match is None:
        return None
    value = parse_numeral(match["number"])
    return Figure(page.raw[at : match.end()], at, match.end(), "ordinal", value, unit=match["unit"] or "")
