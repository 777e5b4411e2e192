"""A place where a number begins, in; the number there, with its ends where it is vague, out."""

import re
from dataclasses import dataclass
from decimal import Decimal

from knowledge.errors import NumeralError
from knowledge.figures.forms import ARABIC, CHINESE, HAN_DIGIT, HAN_POWER
from knowledge.figures.measures import match_measure
from knowledge.quantities import parse_numeral

ONE = Decimal(1)
# 千 belongs to the unit in 五千克 and 两千瓦, yet 三千米 is three thousand metres.
KILO_UNITS = ("克", "瓦", "伏", "帕", "卡", "赫", "焦")
_FORMAL_DIGITS = "零〇○壹贰叁肆伍陆柒捌玖拾佰仟"
POWERS_ALONE = frozenset(("百", "千", "万", "亿", "百万", "千万", "百亿", "千亿", "万亿"))

NEAR_PAIR = re.compile(
    r"(?<![零〇一二两三四五六七八九])([一二两三四五六七八])([二两三四五六七八九])(?![零〇一二三四五六七八九])"
)
_LISTED_DIGITS = re.compile(
    r"([0-9]{1,2})、([0-9]{1,2})(?=[ ]?(?:个工作日|个月|天|年|个|名|人|家|种|次|元|公里|米|岁|倍|成))"
)
# Pay is named in thousands: 月薪15K, 年薪20-30K; 4K电视 is none.
_KILO = re.compile(r"k(?![a-z0-9])")
_PAID = re.compile(r"(?:薪|工资|奖|提成|收入|报价)[^,。;!?\n]{0,8}$")
_LIST_PAIR = re.compile(r"([一二三四五六七八两])、([二三四五六七八九])(?=[十百千万亿]|[^\W\d_])")


@dataclass(frozen=True, slots=True)
class Number:
    """A number as read: its value, or its ends where it is vague (数十) or a range (三四百)."""

    end: int
    value: Decimal | None
    low: Decimal | None = None
    high: Decimal | None = None
    inner: str = ""  # the qualifier inside it: 余 多 来 几 数
    power: Decimal = ONE  # the multiplier at its end, which a range hands to its first part: 2-3万
    strong: bool = False  # multiplied, grouped, broken or qualified: an amount even without a unit


def read_number(text: str, raw: str, at: int) -> Number | None:
    """
    Read the number that begins at `at`.

    Args:
        text: The folded text.
        raw: The same text as printed, position for position.
        at: Where the number begins.

    Returns:
        The number, or None where the characters are no numeral (三四线, 一一, 1亿亿亿亿).
    """
    try:
        return _read_arabic(text, raw, at) if text[at].isascii() else _read_chinese(text, at)
    except NumeralError:
        return None


def _read_arabic(text: str, raw: str, at: int) -> Number | None:
    match = ARABIC.match(text, at)
    if match is None:
        return None
    listed = _LISTED_DIGITS.match(text, at)
    if listed and int(listed[2]) == int(listed[1]) + 1 and text[at - 1 : at] not in ("、", "第", "\n", ""):
        return Number(listed.end(), None, Decimal(listed[1]), Decimal(listed[2]), strong=True)
    digits, power, power2, more = match["digits"], match["power"], match["power2"], match["more"]
    if "," in digits:
        printed = raw[at : at + len(digits)]
        typed = "，" in printed and not any("０" <= char <= "９" for char in printed)
        alone = match.end() == len(text) or text[match.end()] in " ,。;:、"
        # 1，234，567 is grouped; 5，200 is where a unit follows, and else has the comma of its sentence.
        if typed and alone and digits.count(",") == 1:
            cut = at + digits.index(",")
            return Number(cut, Decimal(text[at:cut]))
        digits = digits.replace(",", "")
    if " " in digits:
        if "." not in digits and not _is_grouping(text, at, match.end("digits")):
            end = text.index(" ", at)
            return Number(end, Decimal(text[at:end]))
        digits = digits.replace(" ", "")
    value = Decimal(digits)
    inner = match["inner"] or match["some"] or match["tail"] or ""
    end = match.end()
    scale = ONE
    if power and match["inner"] == "几" and (step := parse_numeral(power)) < value:  # 100几十
        return Number(end, None, value + 2 * step, value + 10 * step - 1, "几", ONE, True)
    if power:
        scale = parse_numeral(power)
        value = parse_numeral(digits + power + more.replace("零", "")) if more else value * scale
        if match["short"]:  # 1万5
            value += Decimal(match["short"]) * scale / 10
    if power2:
        scale *= parse_numeral(power2)
        value = parse_numeral(digits + power + more + power2) if more else value * parse_numeral(power2)  # 1亿3千多万
    if not power and not inner and _KILO.match(text, end) and _PAID.search(text[max(0, at - 10) : at]):
        return Number(end + 1, value * 1000, power=Decimal(1000), strong=True)
    if inner == "来" and not power2 and not match["inner"] and not text[end : end + 1].strip():
        return Number(match.start("tail"), value)
    strong = bool(power or inner or "," in match["digits"] or "." in digits)
    if inner == "几":
        low, high = _some_more(value / scale)
        return Number(end, None, low * scale, high * scale, "几", scale, True)
    return Number(end, value, None, None, inner, scale, strong)


def _is_grouping(text: str, at: int, end: int) -> bool:
    """Say whether blanks group digits (22 505平方米) rather than part the columns of a table."""
    if at > 1 and text[at - 1] == " " and text[at - 2] in "0123456789":
        return False
    behind = text[end : end + 2].lstrip(" ")
    return bool(behind) and behind[0] not in "0123456789" and (behind[0].isalnum() or behind[0] in "%‰㎡℃")


def _some_more(value: Decimal) -> tuple[Decimal, Decimal]:
    """Return the ends of 十几 (11 to 19), 二十几 (21 to 29), 100几 (101 to 109)."""
    step = ONE
    while value and value % (step * 10) == 0:
        step *= 10
    step = max(ONE, step / 10)
    return value + step, value + 9 * step


def _read_chinese(text: str, at: int) -> Number | None:
    listed = _LIST_PAIR.match(text, at)
    if listed and (at == 0 or text[at - 1] not in "、一二三四五六七八九十第"):
        upper = read_number(text, text, listed.start(2))
        low, high = parse_numeral(listed[1]), parse_numeral(listed[2])
        follows = text[listed.end() : listed.end() + 1]
        if upper and high == low + 1 and upper.value is not None and follows not in "、产期级线季次中章届类审":
            factor = upper.value / high
            return Number(upper.end, None, low * factor, upper.value, upper.inner, upper.power, True)
    match = CHINESE.match(text, at)
    if match is None:
        return None
    digits, vague, tail = match["digits"], match["vague"], match["tail"] or ""
    end = match.end()
    if digits == "一两" and not match["big"] and _measured(text, end):  # 一两天
        return Number(end, None, ONE, Decimal(2), strong=True)
    if digits[-1] == "两" and len(digits) > 1 and not match["big"]:  # 七两, 一百二十两
        digits, end, tail = digits[:-1], match.start("digits") + len(digits) - 1, ""
    if not match["point"] and not _is_numeral(digits, text[end : end + 1]):
        return None
    if digits[-1] == "千" and len(digits) > 1 and not tail and not match["point"] and text[end : end + 1] in KILO_UNITS:
        digits, end = digits[:-1], end - 1
    power2 = (match["power2"] or "").removeprefix("个")  # 十几个亿
    scale = parse_numeral(power2) if power2 else ONE
    if match["big"]:
        digits += "亿"
    inner = vague or match["some"] or tail or match["tail2"] or ""
    if tail == "几" and match["tail2"]:
        inner = "几"
    if vague:
        base = parse_numeral(digits) * scale
        return Number(end, None, 2 * base, 10 * base - 1, vague, ONE, True)
    if tail == "几":
        if digits[-1] not in HAN_POWER:
            return None
        section = digits.rstrip("万亿")
        factor = parse_numeral("一" + digits[len(section) :]) if section and len(section) < len(digits) else ONE
        low, high = _some_more(parse_numeral(section or digits))
        return Number(end, None, low * factor * scale, high * factor * scale, "几", scale, True)
    if match["point"]:
        return Number(end, parse_numeral(digits + match["point"]) * scale, None, None, inner, scale, True)
    pair = NEAR_PAIR.search(digits)
    if (pair and digits.lstrip(HAN_DIGIT) != "") or (pair and len(digits) == 2) or (pair and digits[0] == "十"):
        first, second = (int(parse_numeral(char)) for char in pair.groups())
        if text[end : end + 1] == "折":
            return Number(end, Decimal(first * 10 + second) / 10, strong=True)
        if second == first + 1 or (first, second) == (3, 5):
            low = parse_numeral(digits[: pair.start()] + pair[1] + digits[pair.end() :]) * scale
            high = parse_numeral(digits[: pair.start()] + pair[2] + digits[pair.end() :]) * scale
            return Number(end, None, low, high, inner, scale, True)
        return None
    value = parse_numeral(digits + power2)  # 一亿三千多万
    power = ONE
    for char in reversed(digits):
        if char not in "万亿":
            break
        power *= parse_numeral(char)
    return Number(end, value, None, None, inner, power * scale, bool(inner or match["big"]))


def _measured(text: str, at: int) -> bool:
    """Say whether a measure word stands at a place: 一两天, 一两个; in 一两银子 the 两 is one."""
    unit = match_measure(text, text, at)
    return bool(unit) and unit[0] not in "金银铜钱" and text[at : at + 2] != "面粉"


def _is_numeral(digits: str, follows: str) -> bool:
    """Say whether Chinese numerals in a row are one number: not 零 alone, 陆 before 港, 百千万, 三一, 一二三."""
    if len(digits) == 1:
        return digits not in _FORMAL_DIGITS or follows in tuple("元角万佰仟拾")
    if all(char in HAN_DIGIT for char in digits):
        if any(char in "零〇○" for char in digits):
            return True
        near = len(digits) == 2 and NEAR_PAIR.fullmatch(digits) is not None
        return near or (follows == "折" and len(digits) == 2)
    if all(char in HAN_POWER for char in digits):
        return digits in POWERS_ALONE or digits in ("十", "廿", "卅", "卌", "十万", "十亿", "百十")
    return True
