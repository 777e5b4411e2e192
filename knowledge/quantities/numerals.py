"""Numerals as articles write them, in; exact decimals, out."""

import re
from decimal import Decimal

from knowledge.errors import NumeralError

ZERO = Decimal(0)
DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {
    "〇": 0, "○": 0, "两": 2, "俩": 2, "仨": 3,
    "壹": 1, "贰": 2, "貳": 2, "叁": 3, "参": 3, "肆": 4, "伍": 5, "陆": 6, "陸": 6, "柒": 7, "捌": 8, "玖": 9,
}  # fmt: skip
SCORES = {"廿": 20, "卅": 30, "卌": 40}
POWERS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1_000, "仟": 1_000}
SECTIONS = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8, "兆": 10**12}

_PLAIN = re.compile(r"[0-9]+(?:\.[0-9]+)?", re.ASCII)
_GROUPED = re.compile(r"[0-9]{1,3}(?:[, ][0-9]{3})+(?:\.[0-9]+)?", re.ASCII)
_TOKEN = re.compile(r"[0-9]+(?:\.[0-9]+)?|[^0-9\s,]", re.ASCII)
_FRACTION = re.compile(r"(.+?)分之(.+)")
_ENDLESS = re.compile(r"[万萬亿億兆]{4}")  # 万亿 and 万万亿 are said, a run of them is no numeral
_LONGEST_POWER = 4  # 一点五千万亿


def read_numeral(surface: str) -> Decimal | None:
    """Return the value of a numeral as `parse_numeral` does, or None for what is none."""
    try:
        return parse_numeral(surface)
    except NumeralError:
        return None


def parse_numeral(surface: str) -> Decimal:
    """
    Read a numeral in Chinese digits, Arabic digits, or both.

    >>> parse_numeral("1.2亿")
    Decimal('120000000.0')
    >>> parse_numeral("三千零五十")
    Decimal('3050')
    >>> parse_numeral("三万五")
    Decimal('35000')

    Args:
        surface: The numeral alone, in simplified characters and half width, its unit left off.

    Returns:
        The exact value, with no unit; a fraction (三分之一) to 28 digits.

    Raises:
        NumeralError: Some character has no reading as part of a numeral.

    Source:
        GB/T 15835-2011, 出版物上数字用法.
    """
    if _PLAIN.fullmatch(surface):
        return Decimal(surface)
    if _GROUPED.fullmatch(surface):
        return Decimal(surface.replace(",", "").replace(" ", ""))
    fraction = _FRACTION.fullmatch(surface)
    if fraction:
        parts, share = fraction.groups()
        below = parse_numeral(parts)
        if below == 0:
            raise NumeralError(surface, 0)
        return parse_numeral(share) / below
    if not surface.strip():
        raise NumeralError(surface, 0)
    if endless := _ENDLESS.search(surface):
        raise NumeralError(surface, endless.start())
    if surface[0] in "-负" and len(surface) > 1:
        return -parse_numeral(surface[1:])
    for mark in "点.":
        if mark in surface and not surface[0].isascii():
            return _read_decimal(surface, surface.index(mark))
    return _read_whole(surface)


def _read_decimal(surface: str, mark: int) -> Decimal:
    """Read 十二点五万: the digits behind 点 stand one by one, a multiplier may follow them."""
    whole = _read_whole(surface[:mark]) if mark else ZERO
    end = mark + 1
    while end < len(surface) and (surface[end] in DIGITS or surface[end] in "0123456789"):
        end += 1
    if end == mark + 1 or len(surface) - end > _LONGEST_POWER or whole != whole.to_integral_value():
        raise NumeralError(surface, mark)
    behind = "".join(str(DIGITS.get(char, char)) for char in surface[mark + 1 : end])
    value = Decimal(f"{whole}.{behind}")
    for position in range(end, len(surface)):
        factor = POWERS.get(surface[position]) or SECTIONS.get(surface[position])
        if factor is None:
            raise NumeralError(surface, position)
        value *= factor
    return value


def _read_whole(surface: str) -> Decimal:
    """Read digits, powers and sections from left to right: a section (万, 亿) multiplies what stands before it."""
    if len(surface) > 1 and all(char in DIGITS for char in surface):
        return Decimal("".join(str(DIGITS[char]) for char in surface))
    compact = surface.replace(",", "").replace(" ", "")
    total = section = ZERO  # total: closed by 亿 or 万; section: the one being read
    digit: Decimal | None = None
    last_power = 0  # what a bare last digit is a tenth of: 三千五 is 3500
    tail_open = False
    last_section = 0
    seen_zero = False
    for match in _TOKEN.finditer(compact):
        token = match.group()
        char = token[0]
        if char in DIGITS or (char.isascii() and char.isdigit()):
            number = Decimal(token) if char.isascii() else Decimal(DIGITS[char])
            if char in "零〇○":
                tail_open, digit, seen_zero = False, None, True
                continue
            if digit is not None:  # 一百二三: two digits side by side are no numeral
                if char.isascii() or (not tail_open and last_power):
                    raise NumeralError(surface, match.start())
                number += digit * 10
            digit = number
        elif char in SCORES:
            section += SCORES[char]
            last_power, tail_open = 10, False
        elif char in POWERS:
            power = POWERS[char]
            if digit is None and section and last_power and power > last_power:  # 十千, 百千
                section *= power
            else:
                section += (Decimal(1) if digit is None else digit) * power
            digit, last_power, tail_open = None, power, True
        elif char in SECTIONS:
            factor = SECTIONS[char]
            bare = digit is None and not section and not seen_zero
            section += digit or ZERO
            if bare and factor >= last_section > 0:  # 万亿, 四万万
                total *= factor
            elif total and factor > last_section > 0:  # 一万二千亿
                total = (total + section) * factor
            else:
                total += (Decimal(1) if bare else section) * factor
            section, digit, last_power, tail_open, last_section = ZERO, None, factor, True, factor
        elif char == "半" and len(compact) == 1:
            return Decimal("0.5")
        else:
            raise NumeralError(surface, surface.find(char))
    if digit is not None:
        section += digit * (last_power // 10) if tail_open and last_power > 10 and digit < 10 else digit
    return total + section
