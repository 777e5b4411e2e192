"""A text, in; the periods it names, with their first and last day as far as they are known, out."""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from knowledge.errors import NumeralError
from knowledge.language import fold
from knowledge.quantities.numerals import DIGITS, parse_numeral


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of time as a text names it; `text == given[start:end]` always."""

    text: str
    start: int
    end: int
    kind: str  # century decade plan years year half quarter months month day days recent recurring
    first: date | None  # None where it is not known, and for what recurs
    last: date | None
    inherited: bool = False  # the year stands in an earlier period of the text: 同年5月, 5月 after 2018年
    open: bool = False  # leans on the day of publication, which was not given: 去年


# 五年规划: the plan's ordinal and its first year.
PLANS = {
    "一五": 1953, "二五": 1958, "三五": 1966, "四五": 1971, "五五": 1976, "六五": 1981, "七五": 1986, "八五": 1991, "九五": 1996,
    "十五": 2001, "十一五": 2006, "十二五": 2011, "十三五": 2016, "十四五": 2021, "十五五": 2026, "十六五": 2031,
}  # fmt: skip
YEAR_WORDS = {
    "今年": 0, "本年度": 0, "本年": 0, "去年": -1, "上年": -1, "上年度": -1, "上一年": -1, "昨年": -1, "前年": -2, "大前年": -3,
    "明年": 1, "来年": 1, "下一年": 1, "后年": 2,
}  # fmt: skip
SAME_YEAR = {"同年": 0, "当年": 0, "该年": 0, "次年": 1, "翌年": 1, "转年": 1, "隔年": 1, "第二年": 1}
DAY_WORDS = {
    "今天": 0,
    "今日": 0,
    "当天": 0,
    "昨天": -1,
    "昨日": -1,
    "前天": -2,
    "前日": -2,
    "明天": 1,
    "明日": 1,
    "后天": 2,
}

_HAN_YEAR = r"[一二][〇零○一二三四五六七八九]{3}"
_YEAR = rf"(?:(?<![0-9])(?:1[0-9]|20)[0-9]{{2}}|{_HAN_YEAR})"
_MONTH = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_DAY = r"(?:3[01]|[12][0-9]|0?[1-9]|三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九])"
_TO = r"[ ]?(?:-{1,2}|—{1,2}|–|~|∼|至|到)[ ]?"
_NUMBER = r"(?:[0-9]{1,3}|[一二两三四五六七八九十百]{1,4}|几|数)"
_MONTHS_SPELLED = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")
# 1、2月份: two months that follow one another.
_MONTH_PAIR = "|".join(
    f"{month}[、和]{month + 1}|{_MONTHS_SPELLED[month - 1]}[、和]{_MONTHS_SPELLED[month]}" for month in range(11, 0, -1)
)
_WITHIN = (
    rf"(?P<half>[上下]半年)|(?:第)?(?P<quarter>[一二三四1-4])(?:[、和至](?:第)?(?P<quarter2>[二三四2-4]))?季度|前(?P<quarters>[二两三23])(?:个)?季度"
    rf"|前(?P<months>{_MONTH}|两)个月"
    rf"|(?P<month>{_MONTH})[ ]?月(?:份)?(?:{_TO}(?P<month2>{_MONTH})[ ]?月(?:份)?|[ ]?(?P<day>{_DAY})[ ]?[日号](?:{_TO}(?:(?P<month3>{_MONTH})[ ]?月)?(?P<day2>{_DAY})[ ]?[日号])?)?"
    rf"|(?P<from>{_MONTH}){_TO}(?P<upto>{_MONTH})[ ]?月(?:份)?|(?P<pair>{_MONTH_PAIR})[ ]?月(?:份)?"
    rf"|(?P<edge>年?[初中末底])(?![^\W\d_]{{0}}[^\W\d_]?年)"
)
_WITHIN_2 = re.sub(r"\(\?P<(\w+)>", r"(?P<\1_b>", _WITHIN)
_PERIOD = re.compile(
    rf"""
    (?P<plan>[“"]?(?P<plan_name>十[一二三四五六]?五|[一二三四五六七八九]五)[”"]?(?:期间|时期|规划期|规划|计划|以来|末|初))
    | 第(?P<plan_number>十[一二三四五六]?|[一二三四五六七八九])个五年(?:规划|计划)?(?:期间|时期)?
    | [“"](?P<plan_only>十[一二三四五六]?五)[”"]
    | (?P<listed_a>{_YEAR})(?:、{_YEAR})*[、和](?P<listed_b>{_YEAR})[ ]?(?:年(?![代中])|[两三四五]年)
    | (?<![0-9.])(?P<dotted>(?:19|20)[0-9]{{2}}(?P<mark>[.\-/])(?:1[0-2]|0?[1-9])(?P=mark)(?:3[01]|[12][0-9]|0?[1-9]))(?![0-9.\-/])
    | 民国(?P<republic>[0-9]{{1,2}}|[一二三四五六七八九十]{{1,3}}|元)年
    | (?P<years_a>{_YEAR})(?:[ ]?年)?{_TO}(?P<years_b>{_YEAR})[ ]?年(?!代)
    | (?P<decade>{_YEAR}|(?<![0-9])[0-9]{{2}}|[一二三四五六七八九]十|[〇零二三四五六七八九][〇零])年代
    | (?:公元前?)?(?P<century>[0-9]{{1,2}}|[一二]?十[一二三四五六七八九]?|[一二三四五六七八九])世纪(?:(?P<century_decade>[0-9]0|[一二三四五六七八九]十)年代)?
    | (?P<year>{_YEAR})[ ]?年(?:度)?(?:全年|{_WITHIN})?
    | (?P<word>{"|".join(sorted((*YEAR_WORDS, *SAME_YEAR), key=len, reverse=True))})(?:全年|的?(?:{_WITHIN_2}))?
    """,
    re.VERBOSE,
)
_BARE = re.compile(
    _WITHIN.replace("|" + _WITHIN.rsplit("|", 1)[1], "")
    + r"|(?P<whole>全年|(?<![0-9一二两三四五六七八九十百千几数半多当同今明每本去])年内(?![蒙外]))|(?P<edge>年[初中末底])"
)
_RECENT = re.compile(
    rf"(?P<lead>近|过去|最近|今后|未来|往后|(?<!学)前(?!{_MONTH}个月|两个月)|这|此后|接下来)(?:的)?(?P<count>{_NUMBER})(?:个)?(?P<unit>年|月|周|天)(?:时间)?(?:来|间|里|内|中)?"
    rf"|(?P<count2>{_NUMBER})(?:个)?(?P<unit2>年|月|周|天)(?:多|余)?(?:来|间)"
)
_PAIR_MARK = re.compile("[、和]")
_AGED = re.compile(r"龄[已为约达超近过]{0,2}$")  # 树龄1100年 is no year
_RECURRING = re.compile(
    rf"每(?:隔)?(?:{_NUMBER}(?:个)?)?(?:年|月|周|天|日|季度|季|小时|分钟|秒|学期|晚|星期|旬|半年)|(?:年|月|周|日|季)均(?!衡|匀)"
)
_DAYS = re.compile(
    "|".join(DAY_WORDS)
    + r"|本月|上个?月|下个?月|本周|上周|下周|本季度|上季度|(?<![前今昨明来当同次本该全往历多早近年每])(?:近日|日前|近期)"
)


def find_periods(text: str, published: date | None = None) -> tuple[Period, ...]:
    """
    Find the periods that a text names.

    >>> [(period.text, period.kind, period.last) for period in find_periods("2018年1—6月完成85%,同年12月全部完成")]
    [('2018年1—6月', 'months', datetime.date(2018, 6, 30)), ('同年12月', 'month', datetime.date(2018, 12, 31))]

    Args:
        text: A sentence, a paragraph or a question, as printed.
        published: The article's own day: 去年 and 上半年 are counted from it, and stay open without it.

    Returns:
        The periods in text order, none overlapping another.
    """
    folded = fold(text)
    found = sorted(_candidates(folded), key=lambda item: (item[0].start(), -item[0].end()))
    periods: list[Period] = []
    reached = 0
    year: int | None = None  # the last year that the text itself named
    for match, kind in found:
        if match.start() < reached or not match.group() or _AGED.search(folded, 0, match.start()):
            continue
        period = _READERS[kind](text, match, published, year)
        if period is None:
            continue
        periods.append(period)
        reached = match.end()
        if period.first is not None and kind == "dated":
            year = (period.last or period.first).year if period.kind == "years" else period.first.year
    return tuple(periods)


def _candidates(text: str) -> Iterator[tuple[re.Match[str], str]]:
    for pattern, kind in (
        (_PERIOD, "dated"),
        (_RECENT, "recent"),
        (_RECURRING, "recurring"),
        (_DAYS, "days"),
        (_BARE, "bare"),
    ):
        for match in pattern.finditer(text):
            yield match, kind


def _whole(surface: str) -> int:
    """Read a year, month or day: 2018, 二〇一八, 十二."""
    if surface.isdigit() and surface.isascii():
        return int(surface)
    if all(char in DIGITS for char in surface):
        return int("".join(str(DIGITS[char]) for char in surface))
    return int(parse_numeral(surface))


def _made(
    text: str,
    match: re.Match[str],
    kind: str,
    first: date | None,
    last: date | None,
    *,
    inherited: bool = False,
    open_: bool = False,
) -> Period:
    return Period(text[match.start() : match.end()], match.start(), match.end(), kind, first, last, inherited, open_)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _read_dated(text: str, match: re.Match[str], published: date | None, year: int | None) -> Period | None:
    parts = match.groupdict()
    plan = parts["plan_name"] or parts["plan_only"] or (parts["plan_number"] and parts["plan_number"] + "五")
    if plan:
        begin = PLANS.get(plan)
        if begin is None:
            return None
        return _made(text, match, "plan", date(begin, 1, 1), date(begin + 4, 12, 31))
    if parts["dotted"]:
        named = _day(*(int(part) for part in parts["dotted"].split(parts["mark"])))
        return _made(text, match, "day", named, named) if named else None
    if parts["republic"]:  # 民国18年 is 1929
        return _within(text, match, parts, "", 1911 + (1 if parts["republic"] == "元" else _whole(parts["republic"])))
    if parts["listed_a"] or parts["years_a"]:
        low, high = (_whole(parts[f"listed_{end}"] or parts[f"years_{end}"] or "") for end in "ab")
        if not 0 < low <= high <= 9998:
            return None
        return _made(text, match, "years", date(low, 1, 1), date(high, 12, 31))
    if parts["decade"]:
        begin = _whole(parts["decade"])
        if begin < 100:
            begin += 1900
        return _made(text, match, "decade", date(begin, 1, 1), date(begin + 9, 12, 31))
    if parts["century"]:
        if "前" in match.group():
            return _made(text, match, "century", None, None)
        begin = (_whole(parts["century"]) - 1) * 100
        if begin >= 9900:
            return None
        if parts["century_decade"]:
            begin += int(parse_numeral(parts["century_decade"]))
            return _made(text, match, "decade", date(max(begin, 1), 1, 1), date(begin + 9, 12, 31))
        return _made(text, match, "century", date(max(begin, 1), 1, 1), date(begin + 99, 12, 31))
    if parts["year"]:
        return _within(text, match, parts, "", _whole(parts["year"]))
    word = parts["word"]
    if word in SAME_YEAR:
        if year is None and published is not None:
            year = published.year
        if year is None:
            return _within(text, match, parts, "_b", None, open_=True)
        return _within(text, match, parts, "_b", year + SAME_YEAR[word], inherited=True)
    if published is None:
        return _within(text, match, parts, "_b", None, open_=True)
    return _within(text, match, parts, "_b", published.year + YEAR_WORDS[word])


def _within(
    text: str,
    match: re.Match[str],
    parts: dict[str, str | None],
    mark: str,
    year: int | None,
    *,
    inherited: bool = False,
    open_: bool = False,
) -> Period | None:
    """Read what stands behind the year: a half, a quarter, months, a day."""

    def part(name: str) -> int:
        surface = parts.get(name + mark)
        return _whole(surface) if surface else 0

    half = parts.get("half" + mark)
    kind, low, high, day, day2 = "year", 1, 12, 0, 0
    if half:
        kind, low, high = "half", (1, 7)[half[0] == "下"], (6, 12)[half[0] == "下"]
    elif quarter := part("quarter"):
        kind, low, high = "quarter", quarter * 3 - 2, (part("quarter2") or quarter) * 3
    elif months := part("months"):
        kind, low, high = "months", 1, months
    elif quarters := part("quarters"):
        kind, low, high = "quarter", 1, quarters * 3
    elif month := part("month"):
        kind, low, high, day, day2 = "month", month, month, part("day"), part("day2")
        if second := part("month2"):
            kind, high = "months", second
    elif begin := part("from"):
        kind, low, high = "months", begin, part("upto")
    elif pair := parts.get("pair" + mark):
        kind, low = "months", _whole(_PAIR_MARK.split(pair)[0])
        high = low + 1
    elif edge := parts.get("edge" + mark):
        kind, low, high = "month", (1, 12)[edge[-1] in "末底"], (3, 12)[edge[-1] in "末底"]
        if edge[-1] == "中":
            low, high = 6, 7
    if not 1 <= low <= 12 or not 1 <= high <= 12 or low > high:
        return None
    if year is None:
        return _made(
            text, match, "days" if day2 else "day" if day else kind, None, None, inherited=inherited, open_=open_
        )
    if not 0 < year < 9999:
        return None
    if day:
        first = _day(year, low, day)
        last = _day(year, part("month3") or low, day2) if day2 else first
        if first is None or last is None or last < first:
            return None
        return _made(text, match, "days" if day2 else "day", first, last, inherited=inherited, open_=open_)
    return _made(text, match, kind, date(year, low, 1), _month_end(year, high), inherited=inherited, open_=open_)


def _read_bare(text: str, match: re.Match[str], published: date | None, year: int | None) -> Period | None:
    """Read 上半年, 5月, 一季度: the year is the text's last one, else that of the article's own day."""
    parts = match.groupdict()
    if (
        match.start()
        and (text[match.start() - 1].isdigit() or text[match.start() - 1] in "个第每.")
        and parts.get("quarter") is None
    ):
        return None
    if parts.get("quarter") and match.start() and text[match.start() - 1] in "个每":
        return None
    if year is not None:
        return _within(text, match, parts, "", year, inherited=True)
    if published is not None:
        return _within(text, match, parts, "", published.year, inherited=True)
    return _within(text, match, parts, "", None, open_=True)


def _read_recent(text: str, match: re.Match[str], published: date | None, year: int | None) -> Period | None:
    """Read 近三年, 五年来: they end at the article's own day, 今后五年 begins there."""
    surface = match["count"] or match["count2"]
    unit = match["unit"] or match["unit2"]
    lead = match["lead"] or ""
    if lead in ("前", "这") and surface.isdigit() and len(surface) > 2:
        return None
    try:
        count = int(Decimal(surface)) if surface.isdigit() else int(parse_numeral(surface))
    except NumeralError:
        return _made(text, match, "recent", None, None, open_=True)
    if published is None:
        return _made(text, match, "recent", None, None, open_=True)
    days = {"年": 365, "月": 30, "周": 7, "天": 1}[unit] * count
    if days > 365 * 1000:
        return _made(text, match, "recent", None, None, open_=True)
    ahead = lead in ("今后", "未来", "往后", "此后", "接下来")
    try:
        if unit == "年":
            if ahead:
                return _made(text, match, "recent", published, date(published.year + count, 12, 31))
            return _made(text, match, "recent", date(published.year - count, 1, 1), published)
        span = timedelta(days=days)
        first, last = (published, published + span) if ahead else (published - span, published)
    except (ValueError, OverflowError):
        return _made(text, match, "recent", None, None, open_=True)
    return _made(text, match, "recent", first, last)


def _read_recurring(text: str, match: re.Match[str], published: date | None, year: int | None) -> Period | None:
    return _made(text, match, "recurring", None, None)


def _read_days(text: str, match: re.Match[str], published: date | None, year: int | None) -> Period | None:
    word = fold(match.group())
    kind = "day" if word in DAY_WORDS else "recent"
    if published is None or word in ("近日", "日前", "近期"):
        return _made(text, match, kind, None, None, open_=True)
    if word in DAY_WORDS:
        day = published + timedelta(days=DAY_WORDS[word])
        return _made(text, match, "day", day, day)
    if "月" in word:
        shift = {"本": 0, "上": -1, "下": 1}[word[0]]
        month = published.year * 12 + published.month - 1 + shift
        return _made(
            text, match, "month", date(month // 12, month % 12 + 1, 1), _month_end(month // 12, month % 12 + 1)
        )
    if "周" in word:
        monday = (
            published - timedelta(days=published.weekday()) + timedelta(weeks={"本": 0, "上": -1, "下": 1}[word[0]])
        )
        return _made(text, match, "days", monday, monday + timedelta(days=6))
    quarter = published.year * 4 + (published.month - 1) // 3 + {"本": 0, "上": -1}[word[0]]
    begin = quarter % 4 * 3 + 1
    return _made(text, match, "quarter", date(quarter // 4, begin, 1), _month_end(quarter // 4, begin + 2))


_READERS = {
    "dated": _read_dated,
    "bare": _read_bare,
    "recent": _read_recent,
    "recurring": _read_recurring,
    "days": _read_days,
}
