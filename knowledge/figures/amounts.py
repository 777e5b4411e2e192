"""A place where a number begins, in; the amount that number and unit state there, out."""

import re
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from knowledge.figures.counting import NAME_UNITS, counts_big, is_count, is_ordinal
from knowledge.figures.damage import read_damaged
from knowledge.figures.draft import Draft, Reading, kind_of
from knowledge.figures.figure import Figure
from knowledge.figures.forms import BIG_UNIT, COUNTED_TIME, DECIMALS, HAN, JOIN, SHARED_POINTS, SMALLER, TOKEN
from knowledge.figures.layout import Page
from knowledge.figures.measures import PARTS, dimension, match_measure, match_unit_behind
from knowledge.figures.modifiers import match_after, match_before
from knowledge.figures.numbers import POWERS_ALONE, Number, read_number
from knowledge.figures.signs import is_negative
from knowledge.quantities import UnitMismatchError, convert_to, parse_numeral, same_unit

HALF = Decimal("0.5")
HAN_AND_DIGITS = frozenset(HAN + "0123456789")

_JOIN = re.compile(JOIN)
_SIGN = re.compile(r"零下|零上|[-负−]")
_HALVED = frozenset(("time", "multiple", "length", "area", "mass", "volume", "energy", "age"))
# 半 behind these belongs to the word before, before these to the word behind; these units it does not halve.
_BEFORE_HALF = frozenset("上下前后大过对多小夜一参事")
_NOT_HALF = frozenset("夜岛数导成路途边决自年")
_NO_HALF = frozenset(("里", "日", "周年", "方", "平", "两", "石", "岁", "分", "时", "季", "周岁", "度", "月", "步"))
_MONEY_TALK = re.compile(r"[钱价卖买费付收赚售]|一[斤个只条]")
_HAN_CHARACTER = re.compile(r"[\u4e00-\u9fff]")
_STATED = re.compile(
    r"(?:为|达到?|[到至]|共有?|计|[增减升降]至|指数|由|从|约|近|超过?|逾|突破|得分|平均|排名|仅|只有|有|[花卖赚赔用少宜][了掉])[ ]?$"
)
_CURRENCY = re.compile(
    r"(?<![兑对换])(人民币|美元|美金|欧元|日元|英镑|港币|港元|澳元|加元|新台币|台币|澳门元|澳门币|韩元|卢布)$"
)
_A_SUM = 100  # 17块 by itself may be boards, 九十多块 and 两百三十块 are money
_LISTED = re.compile(r"(?:、[ ]?[0-9]+(?:\.[0-9]+)?[万亿]{0,2}){0,6}[、和及与][ ]?(?=[0-9])")
_PER_ONE = re.compile(r"一[斤个只条份张盒瓶]")  # 三块五一斤
_STATED_IN_CHINESE = re.compile(r"(?:[为达到至]|[花卖赚赔用多少高出过][了掉出]|总共|一共|合计|共计)[ ]?$")
# Whom a numeral counts without a measure word: 三万农村人口, 八千兵.
_COUNTED_PEOPLE = re.compile(
    r"(?:多|余)?(?:农[民户村牧][民工人]?|贫困|困难|下岗|失业|返乡|留守|残疾|高校|大中专|城镇|城乡|受灾)?"
    r"(?:农民工?|农户|人口|大?学生|毕业生|职工|工人|民工|群众|干部|党员|官兵|战士|士兵|将士|精兵|大军|兵力|兵马|军队|弟子|移民|灾民|难民|市民|居民|村民|牧民|游客|观众|儿童|青年|妇女|老人|教师|师生|考生|劳动力|家庭|兵(?!工|团|器|种|役|站))"
    r"(?![\u4e00-\u9fff]{0,12}?(?:计划|行动|工程))"
)
_WORTH = re.compile(r"年薪|月薪|年入|身家|身价|市值|票房|资产|投资")
_BOUNDS = ("出头", "开外", "上下", "左右", "以上", "以下", "以内", "之内", "之多", "有余")


def read_amount(page: Page, at: int, floor: int) -> Reading:
    """
    Read the number that begins at `at` with the unit behind it.

    Args:
        page: The text.
        at: Where the number begins.
        floor: Where the figure before ends.

    Returns:
        The draft; the rank that some numbers are without 第 (二期); or where the number ends that states nothing.
    """
    text, raw = page.text, page.raw
    arabic = text[at].isascii()
    if not arabic and text[at + 1 : at + 2] in ("于", "干"):
        damaged = read_damaged(page, at)
        if damaged:
            return damaged
    number = read_number(text, raw, at)
    if number is None:
        return end_of_numeral(text, at)
    number, unit, stop = _measure(page, at, number)
    upper = read_upper(page, at, number, stop, unit)
    if upper is not None:
        return Draft(at, upper.end, "range", upper.number, upper.unit)
    if unit in ("", "元"):
        currency = _CURRENCY.search(text, max(floor, at - 4), at)
        if currency and (not unit or currency[1] != "人民币"):  # 港币800元, 美元300万
            return Draft(currency.start(1), stop, "money", number, "元" if currency[1] == "人民币" else currency[1])
    if not unit and arabic and (shared := _read_shared(page, at, number)):
        return shared
    if not unit:
        return _read_bare_digits(page, at, number) if arabic else _read_bare_numeral(text, at, number, floor)
    if _is_model(text, at, unit):
        return stop
    if is_ordinal(text, at, number, unit, stop):
        return Figure(raw[at:stop], at, stop, "ordinal", number.value, unit=unit)
    if not is_count(text, at, number, unit, stop, floor=floor):
        return stop if arabic else number.end
    if unit == "度" and text[max(floor, at - 2) : at] in ("摄氏", "华氏"):
        return Draft(at - 2, stop, "quantity", number, text[at - 2 : at] + "度")
    return _measured(page, at, number, unit, stop)


def _read_shared(page: Page, at: int, number: Number) -> Draft | None:
    """Read a number that takes unit and multiplier from the one it is listed with: 提高7.14和9.84个百分点, 分别为25、30万元."""
    text = page.text
    follows = _LISTED.match(text, number.end)
    if follows is None or number.value is None or number.inner:
        return None
    if "." not in text[at : number.end] and "分别" not in text[max(0, at - 12) : at]:
        return None
    last = read_number(text, page.raw, follows.end())
    if last is None or last.value is None:
        return None
    unit, _ = match_unit_behind(text, page.raw, last.end)
    if not unit or dimension(unit) in ("", "count", "time", "people"):
        return None
    value = number.value if number.power != 1 else number.value * last.power
    return Draft(at, number.end, kind_of(unit), replace(number, value=value), unit)


def _is_model(text: str, at: int, unit: str) -> bool:
    """Say whether a hyphen between a word and a number makes a model of the two: 米格-21战斗机; 气温-5℃ is none."""
    return (
        text[at - 1 : at] == "-"
        and dimension(unit) in ("count", "people")
        and _HAN_CHARACTER.match(text[at - 2 : at - 1]) is not None
    )


def end_of_numeral(text: str, at: int) -> int:
    """Return where the digits and Chinese numerals in a row end that begin at `at`."""
    end = at + 1
    while end < len(text) and text[end] in HAN_AND_DIGITS:
        end += 1
    return end


def _measure(page: Page, at: int, number: Number) -> tuple[Number, str, int]:
    """Find the unit behind a number, with what may stand between them: 100+家, 3个多月, 一个半小时."""
    text, raw = page.text, page.raw
    unit, stop = match_unit_behind(text, raw, number.end)
    arabic = text[at].isascii()
    if not unit and (BIG_UNIT.match(text, number.end) if arabic else counts_big(text, at, number)):
        return number, "大", number.end + 1
    if arabic and not unit and text.startswith("+", number.end):
        number = replace(number, end=number.end + 1, inner="+")
        unit, stop = match_unit_behind(text, raw, number.end)
    counted = COUNTED_TIME.match(text, number.end)
    if counted:
        if counted["inner"] == "半":
            value = None if number.value is None else number.value + HALF
            number = replace(number, value=value, end=counted.end())
        else:
            number = replace(number, inner="来" if counted["inner"] == "来" else "多")
        return number, "个" + counted["noun"], counted.end()
    if number.inner == "来" and not unit and text[number.end - 1] == "来":
        number = replace(number, end=number.end - 1, inner="", strong=number.power != 1)
        stop = number.end
    if unit == "个" and SHARED_POINTS.match(text, stop):
        unit = "百分点"  # 提高1.5个和2个百分点
    return number, unit, stop


class Upper(NamedTuple):
    """The second end of a range: the whole range as a number, its unit, and where it ends."""

    number: Number
    unit: str
    end: int


def read_upper(page: Page, at: int, lower: Number, stop: int, unit: str, *, sign: str = "") -> Upper | None:
    """
    Read the second end of a range behind the first: 3至5个工作日, 100米至2,800米, 2-3万元.

    Args:
        page: The text.
        at: Where the first number begins.
        lower: The first number.
        stop: Where it ends, its unit included.
        unit: Its unit; the unit and the multiplier of the second are lent to a first that has none.
        sign: The money sign before the first, which may be repeated.
    """
    text, raw = page.text, page.raw
    join = _JOIN.match(text, stop)
    if join is None or lower.value is None:
        return None
    start = join.end() + (1 if sign and text.startswith(sign, join.end()) else 0)
    marked = _SIGN.match(text, start)
    start = marked.end() if marked else start
    if text[start : start + 1] not in HAN_AND_DIGITS:
        return None
    number = read_number(text, raw, start)
    if number is None or number.value is None:
        return None
    upper_unit, end = match_unit_behind(text, raw, number.end)
    counted = COUNTED_TIME.match(text, number.end)
    if counted and counted["inner"] != "半":
        upper_unit, end = "个" + counted["noun"], counted.end()
    word = join.group().strip()
    told = lower.strong or number.strong or sign or word in ("至", "到", "~") or in_cell(text, at, number.end)
    if not upper_unit and ((unit and unit != "%") or not told):
        return None
    if not (upper_unit or unit or text[at].isascii() or number.power != 1 or _ends_clause(text, number.end)):
        return None  # 一至十二大街
    if upper_unit in ("年", "岁") and text.startswith("级", end):
        return None
    if (upper_unit in ("届", "世", "期") or upper_unit in NAME_UNITS) and not text[
        at
    ].isascii():  # 一至八届, 二桥至三桥
        return None
    low, high = lower.value, -number.value if marked and marked.group() != "零上" else number.value
    if not unit and number.power != 1 and lower.power == 1 and low * number.power <= number.value:
        low *= number.power
    if unit and upper_unit and not same_unit(unit, upper_unit) and (unit, upper_unit) != ("个", "百分点"):
        try:
            low = convert_to(low, unit, upper_unit)
        except UnitMismatchError:
            return None
    if is_negative(text, at):
        low = -low
        if text.startswith("零下", max(0, at - 2)) and not marked:  # 零下5至10度
            high = -high
        if high < low and high < 0:
            low, high = high, low
    if low >= high >= 100 and upper_unit == "年" and not unit:
        low, high = high, low  # 距今7000至5000年
    if low >= high:
        return None
    if upper_unit in ("成", "折"):
        low, high, upper_unit = low * 10, high * 10, "%"
    return Upper(Number(end, None, low, high, lower.inner or number.inner, number.power, True), upper_unit, end)


def _measured(page: Page, at: int, number: Number, unit: str, stop: int) -> Draft:
    """Take in what may follow the unit: a smaller part (三块五, 1小时30分), a half (两年半), tenths (八成五)."""
    text = page.text
    if unit in ("成", "折"):
        number, stop = _tenths(text, number, unit, stop)
        return Draft(at, stop, "percent", number, "%")
    kind = kind_of(unit)
    if number.value is not None and not number.inner:
        value, stop, found = _add_parts(page, number.value, unit, stop)
        if found and unit in ("块", "分"):
            kind = "money" if unit == "块" else "duration"
        if found and kind == "money" and text.startswith("钱", stop):  # 三块五毛钱
            stop += 1
        halved = text.startswith("半", stop) and text[stop + 1 : stop + 2] not in _NOT_HALF
        if halved and not found and dimension(unit) in _HALVED:
            value += HALF
            stop += 1
        number = replace(number, value=value)
    behind = stop + 1 if text.startswith("多", stop) else stop
    priced = not text[behind : behind + 1].isalnum() or _PER_ONE.match(text, behind)
    rough = number.inner or number.value is None or number.value >= _A_SUM or behind > stop
    alone = rough and at == 0 and behind == len(text)
    if unit == "块" and priced and (alone or _MONEY_TALK.search(text[max(0, at - 8) : at])):
        kind = "money"
    return Draft(at, stop, kind, number, unit)


def _tenths(text: str, number: Number, unit: str, stop: int) -> tuple[Number, int]:
    """Read 八成 as 80 %, 八成五 as 85 %, 七五折 as 75 %."""
    value = number.value
    if unit == "成" and value is not None and text[stop : stop + 1] in tuple("一二三四五六七八九半"):
        value += HALF if text[stop] == "半" else parse_numeral(text[stop]) / 10
        stop += 1
    factor = 10 if (value or number.high or 0) <= 10 else 1
    value, low, high = (None if part is None else part * factor for part in (value, number.low, number.high))
    return Number(number.end, value, low, high, number.inner), stop


def _add_parts(page: Page, value: Decimal, unit: str, stop: int) -> tuple[Decimal, int, bool]:
    """Add the smaller units that follow: 1小时30分, 六角七分; what follows 块 and 米 without a unit is a decimal."""
    text = page.text
    found = False
    scale = Decimal(1)
    while unit in PARTS:
        begin = stop + 1 if text[stop : stop + 1] in (" ", "零") else stop
        small = SMALLER.match(text, begin)
        if small is None:
            break
        end = small.end()
        part = next((part for part in PARTS[unit] if text.startswith(part, end)), "")
        if not part:
            if begin == stop and (_PER_ONE.match(text, end) or not match_measure(text, page.raw, end)):
                value, stop, more = _add_decimals(text, value, unit, stop, scale)
                found = found or more
            break
        if (part == "分" and text.startswith(("分之", "分别"), end)) or (part == "日" and unit == "个月"):
            break
        scale *= PARTS[unit][part]
        value += (parse_numeral(small["number"]) + (HALF if small["half"] else 0)) / scale
        stop, unit, found = end + len(part), part, True
    return value, stop, found


def _add_decimals(text: str, value: Decimal, unit: str, stop: int, scale: Decimal) -> tuple[Decimal, int, bool]:
    """Add the 75 of 1米75, the 五 of 三块五 and of 八块六毛五, the 97 of 10秒97; `scale` of the unit make one."""
    decimals = DECIMALS.match(text, stop)
    if decimals is None or unit not in ("米", "丈", "尺", "秒", "度", "块", "毛", "块钱"):
        return value, stop, False
    digits = decimals.group()
    if unit in ("块", "毛", "块钱") and len(digits) > 1:
        if not _PER_ONE.match(text, stop + 1):
            return value, stop, False
        digits = digits[0]
    return value + parse_numeral(digits) / Decimal(10) ** len(digits) / scale, stop + len(digits), True


def read_half(page: Page, at: int, floor: int) -> Reading:
    """Read 半年, 半个月, 半公里, 半数以上; 半 before anything else is half of a word."""
    text = page.text
    end = at + 1
    if text.startswith("百", end) and match_before(text, at, floor, round_power=True)[0]:  # 年过半百
        return Draft(at, end + 1, "quantity", Number(end + 1, Decimal(50)))
    if text[at - 1 : at] in _BEFORE_HALF and not (text.startswith("数", end) and text[at - 1] == "过"):
        return end
    if text.startswith("数", end):
        qualified = match_before(text, at, floor, round_power=True)[0] or match_after(text, end + 1)[0]
        return Draft(at, end + 1, "fraction", Number(end + 1, HALF)) if qualified else end + 1
    unit, stop = match_unit_behind(text, page.raw, end)
    inner = ""
    counted = COUNTED_TIME.match(text, end)
    if counted and counted["inner"] in "多来":
        unit, stop, inner = "个" + counted["noun"], counted.end(), counted["inner"]
    if dimension(unit) not in _HALVED or unit in _NO_HALF:
        return end
    return Draft(at, stop, kind_of(unit), Number(end, HALF, inner=inner), unit)


def _read_bare_numeral(text: str, at: int, number: Number, floor: int) -> Reading:
    """Take a Chinese numeral without a unit where it is long or qualified: 四万六千七百一十二, 近三百, 两个亿."""
    end = number.end
    numeral = text[at:end]
    draft = Draft(at, end, "quantity", number)
    powers = sum(char in "十百千万亿" for char in numeral)
    if numeral.endswith("个亿"):
        return draft
    if "点" in numeral:  # 圆周率约为三点一四
        return draft if _ends_clause(text, end) else end
    if not powers:
        return end
    if len(numeral) > 1 and _ends_clause(text, end) and _STATED_IN_CHINESE.search(text[max(0, at - 4) : at]):
        return draft
    if number.value is not None and (len(numeral) >= 4 or (powers > 1 and len(numeral) == 3 and "万" in numeral)):
        return draft
    if (
        len(numeral) > 1
        and numeral not in POWERS_ALONE
        and text[at - 1 : at] != "“"
        and _COUNTED_PEOPLE.match(text, end)
    ):
        return draft
    if numeral in POWERS_ALONE and _ends_clause(text, end) and _WORTH.search(text[max(0, at - 2) : at]):
        return draft  # 年薪百万
    qualifier = match_before(text, at, floor, round_power=numeral in POWERS_ALONE)[0]
    if qualifier in ("上", "过", "破") and text[end : end + 1].isalnum() and text[end] != "的":
        return end
    if match_after(text, end)[0] in _BOUNDS:
        return draft
    return draft if (qualifier or number.inner not in ("", "来")) and number.value != 10 else end


def _ends_clause(text: str, at: int) -> bool:
    """Say whether a clause ends at a place: what stands there is no part of a word."""
    return not text[at : at + 1].isalnum()


def _read_bare_digits(page: Page, at: int, number: Number) -> Reading:
    """Take digits without a unit where they state an amount: 25.1万农村人口, 指数为101, a cell; not a code."""
    text, end = page.text, number.end
    after = text[end : end + 1]
    if after and after.isascii() and (after.isalpha() or after in "-_/#@]\\"):
        token = TOKEN.match(text, end)
        return token.end() if token else end + 1
    draft = Draft(at, end, "quantity", number)
    cell = in_cell(text, at, end)
    if 1900 <= (number.value or 0) < 2100 and end - at == 4 and "." not in text[at:end]:
        return Figure(page.raw[at:end], at, end, "date", number.value, unit="年") if cell else end
    if cell or (number.strong and number.power != 1):
        return draft
    if not _HAN_CHARACTER.match(after) and _STATED.search(text[max(0, at - 4) : at]):
        return draft
    if match_after(text, end)[0] in _BOUNDS and _STATED.search(text[max(0, at - 4) : at]):
        return draft  # 指数达到44以上
    return draft if number.strong and not _is_section(text, at, end) and not _in_column(text, at, end) else end


def _is_section(text: str, at: int, end: int) -> bool:
    """Say whether a number with a point begins a line or a heading: 1.1 总则."""
    previous = text[at - 1 : at]
    if previous in ("", "\n", "第", "表", "图", "附", "章", "节"):
        return True
    return text.startswith(" ", end) and previous == "。"


def _in_column(text: str, at: int, end: int) -> bool:
    """Say whether a number stands between blanks, as in the columns of a table that blanks part."""
    while at and text[at - 1] in "-−+":
        at -= 1
    return text[at - 1 : at] in (" ", "\n", "") and text[end : end + 1] in (" ", "\n", "")


def in_cell(text: str, at: int, end: int) -> bool:
    """Say whether a number stands alone in the cell of a table."""
    while at and text[at - 1] in " -−+":
        at -= 1
    while text[end : end + 1] in (" ", "%"):
        end += 1
    left, right = text[at - 1 : at], text[end : end + 1]
    return (
        left in ("", "|", ">", "\n") and right in ("", "|", "<", "\n") and (left in ("|", ">") or right in ("|", "<"))
    )
