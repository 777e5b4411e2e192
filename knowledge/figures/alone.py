"""A text that is one number and nothing else, in; that number as a figure, out: 三千零五, 1,234.5, 负三, 约二十, 1e5."""

import re
from decimal import Decimal

from knowledge.errors import NumeralError
from knowledge.figures.draft import Draft
from knowledge.figures.figure import Figure
from knowledge.figures.finishing import finish
from knowledge.figures.forms import HAN
from knowledge.figures.layout import Page
from knowledge.figures.names import end_of_name
from knowledge.figures.numbers import Number, read_number
from knowledge.quantities import parse_numeral

_LONGEST = 40
_FIRST = re.compile(rf"[0-9数几半.{HAN}]")
_SPELLED = re.compile(rf"[{HAN}]+(?:点[{HAN}]+)?")
_BLANKS = re.compile(rf"(?<=[{HAN}余多几数]) (?=[{HAN}余多])")
_GROUPED = re.compile(r"[0-9]{1,3}(?:[ ,][0-9]{3})+(?:\.[0-9]+)?")
_SCIENTIFIC = re.compile(r"(?P<factor>[0-9]{1,9}(?:\.[0-9]{1,9})?)(?:e|[x×*]10\^)(?P<exponent>[+-]?[0-9]{1,2})")
_POWER = re.compile(r"(?P<base>[0-9]{1,6}(?:\.[0-9]{1,6})?)\^(?P<exponent>[+-]?[0-9]{1,2})")
_KILO = re.compile(r"(?P<number>[0-9]{2,9}|[0-9]{1,9}\.[0-9]{1,9})k")  # 10K; 4K and 8K are sizes of pictures
_CODE = re.compile(r"0[0-9]")
_HALVES = {"半": Decimal("0.5"), "半百": Decimal(50)}
_EMPTY = frozenset("百千万亿")


def read_alone(page: Page) -> Figure | None:
    """
    Read a text that is a number and nothing else but its sign, its qualifier, blanks around it and a stop behind.

    In running text such a number counts nothing and is left alone; by itself it can only be meant as a number.
    """
    text = page.text
    if len(text) > _LONGEST:
        return None
    begin, end = len(text) - len(text.lstrip()), len(text.rstrip(" 。.!?,;\n"))
    first = _FIRST.search(text, begin)
    if first is None or end_of_name(text, first.start()):
        return None
    number = _read_whole(page, first.start(), end)
    if number is None:
        return None
    figure = finish(page, Draft(first.start(), number.end, "quantity", number), begin)
    start = figure.start
    if text[begin:start] in ("正", "+"):
        start = begin
    return figure if (start, figure.end) == (begin, end) else None


def _read_whole(page: Page, at: int, end: int) -> Number | None:
    """Read the number at `at` as far as it goes, in the forms that only a number by itself may have."""
    text = page.text
    surface = text[at:end]
    scientific = _SCIENTIFIC.fullmatch(surface)
    if scientific:
        return Number(end, Decimal(scientific["factor"]).scaleb(int(scientific["exponent"])))
    power = _POWER.fullmatch(surface)
    if power:
        return Number(end, Decimal(power["base"]) ** int(power["exponent"])) if Decimal(power["base"]) else None
    kilo = _KILO.fullmatch(surface)
    if kilo:
        return Number(end, Decimal(kilo["number"]) * 1000)
    if surface.startswith("."):
        return Number(end, Decimal("0" + surface)) if re.fullmatch(r"\.[0-9]+", surface) else None
    if _GROUPED.fullmatch(surface):
        return Number(end, Decimal(surface.replace(",", "").replace(" ", "")))
    if surface in _HALVES:
        return Number(end, _HALVES[surface])
    if _CODE.match(surface) or surface in _EMPTY:
        return None
    number = read_number(text, page.raw, at)
    if number is not None and number.end >= end:
        return number
    joined = _BLANKS.sub("", surface)
    if joined != surface:
        number = read_number(joined, joined, 0)
        return Number(end, number.value, number.low, number.high, number.inner) if number else None
    if number is None and _SPELLED.fullmatch(surface):
        try:
            return Number(end, parse_numeral(surface))
        except NumeralError:
            return None
    return number
