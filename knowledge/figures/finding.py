"""A text, in; the figures in it, whole, with value, unit, qualifier and kind, out."""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from knowledge.figures.alone import read_alone
from knowledge.figures.amounts import end_of_numeral, read_amount, read_half
from knowledge.figures.cells import unit_cells, unit_marked_cells
from knowledge.figures.damage import read_damaged
from knowledge.figures.dates import read_date, read_foremost, read_ordinal, read_plan
from knowledge.figures.draft import Draft, Reading
from knowledge.figures.figure import Figure
from knowledge.figures.finishing import finish
from knowledge.figures.forms import JOIN, START
from knowledge.figures.layout import Page, read_page
from knowledge.figures.modifiers import match_before
from knowledge.figures.money import SIGNS, read_coded_sum, read_signed_sum
from knowledge.figures.names import end_of_code, end_of_name, end_of_tag, slogan_spans
from knowledge.figures.numbers import Number
from knowledge.figures.shares import HALF, read_doubling, read_product, read_share

_DECIMAL = re.compile(r"一点[零二三四五六七八九]|一点一(?!滴)")
_JOIN = re.compile(JOIN)
_MISREAD = re.compile(r"[0-9][OoI丨]|[OolI丨][0-9]|[0-9]l[0-9年月日号时点分秒:]|第[0-9]{1,4}[OolI丨]")
# What is printed as one: a date, a time of day, a span of either.
_RUN = re.compile(
    rf"(?<![A-Za-z0-9])(?:[0-9OolI丨年月日号时点分秒第]|小时|[.,:](?=[0-9OolI丨])|{JOIN}(?=[0-9OolI丨]))+"
)
_ENUMERATOR = re.compile(r"[一二三四五六七八九十]{1,3} (?=[^\W\d_])")


def find_figures(text: str, heads: Sequence[str] = ()) -> tuple[Figure, ...]:
    """
    Find the figures of a sentence, a paragraph, a table's row or a whole article as it is.

    >>> [figure.text for figure in find_figures("拆除118处,约2万平方米,参与党员440余名。")]
    ['118处', '约2万平方米', '440余名']

    Args:
        text: As printed, line breaks and all.
        heads: Where the text is one row of a table (`钢材 | 112350 | 0.6`), the heads of its columns: a bare number
            takes its unit from there.

    Returns:
        The figures in text order, none overlapping another; `text[figure.start:figure.end] == figure.text`.
        Dates, clock times and ordinals are among them, as their own kinds.
    """
    page = read_page(text)
    figures = _scan(page)
    if not figures and (alone := read_alone(page)):
        figures = [alone]
    if "|" in page.text:
        figures = unit_cells(page, figures, heads)
    if "<t" in page.text:
        figures = unit_marked_cells(page, figures)
    if _MISREAD.search(page.raw):
        figures = _doubt_misread_runs(page.raw, figures)
    if page.places is None:
        return tuple(figures)
    return tuple(_placed(figure, text, page) for figure in figures)


def _scan(page: Page) -> list[Figure]:
    """Go over the page once, from left to right, and keep what is read where a figure can begin."""
    text = page.text
    figures: list[Figure] = []
    slogans = slogan_spans(text)
    slogan = position = floor = 0  # floor: where the last figure ended
    search = START.search
    while (match := search(text, position)) is not None:
        at = match.start()
        while slogan < len(slogans) and slogans[slogan][1] <= at:
            slogan += 1
        if slogan < len(slogans) and slogans[slogan][0] <= at:
            position = slogans[slogan][1]
            continue
        reading = _read(page, at, floor)
        if isinstance(reading, int):
            position = max(reading, at + 1)
            continue
        figure = finish(page, reading, floor) if isinstance(reading, Draft) else reading
        if figures and figures[-1].end == at and figure.doubtful != figures[-1].doubtful:
            figures[-1], figure = _doubt_date(figures[-1]), _doubt_date(figure)
        if figures and _JOIN.fullmatch(text, figures[-1].end, at) and figure.doubtful != figures[-1].doubtful:
            figures[-1], figure = replace(figures[-1], doubtful=True), replace(figure, doubtful=True)  # 6O岁至79岁
        figures.append(figure)
        position = floor = figure.end
    return figures


def _doubt_misread_runs(raw: str, figures: list[Figure]) -> list[Figure]:
    """11:3O, 4月l0日, 小时O4分38秒, 8:0O到20:O0: where one part was misread, no other part is the figure printed."""
    runs = [run.span() for run in _RUN.finditer(raw) if _MISREAD.search(raw, *run.span())]
    return [
        replace(figure, doubtful=True)
        if any(start < figure.end and figure.start < end for start, end in runs)
        else figure
        for figure in figures
    ]


def _doubt_date(figure: Figure) -> Figure:
    """1l月8日, 8月l5日: a part of a date that was misread makes the rest of it doubtful."""
    return replace(figure, doubtful=True) if figure.kind == "date" else figure


def _read(page: Page, at: int, floor: int) -> Reading:
    """Read what begins at `at`."""
    char = page.text[at]
    if "0" <= char <= "9":
        return _read_digits(page, at, floor)
    if char == "第":
        return read_ordinal(page, at) or at + 1
    if char == "前":
        return read_foremost(page, at, floor) or at + 1
    if char == "翻":
        return read_doubling(page, at)
    if char == "对":  # 打对折
        return Draft(at, at + 2, "percent", Number(at + 2, Decimal(50)), "%")
    if char in SIGNS:
        return read_signed_sum(page, at)
    if char in "<h":
        return end_of_tag(page.text, at)
    if char in "olisbz丨|":
        return read_damaged(page, at) or at + 1
    return _read_chinese(page, at, floor)


def _read_digits(page: Page, at: int, floor: int) -> Reading:
    text = page.text
    previous, one_before = text[at - 1 : at], text[max(0, at - 2) : max(0, at - 1)]
    hyphened = previous == "-" and one_before.isascii() and one_before.isalnum()
    if not hyphened and not (previous.isascii() and previous.isalpha()):
        date = read_date(page, at, floor)
        if date:
            return date
    return (
        read_coded_sum(page, at)
        or read_product(page, at)
        or end_of_code(page, at)
        or read_share(page, at)
        or read_damaged(page, at)
        or read_amount(page, at, floor)
    )


def _read_chinese(page: Page, at: int, floor: int) -> Reading:
    text = page.text
    char, previous = text[at], text[at - 1 : at]
    if previous in ("", "\n") and (enumerator := _ENUMERATOR.match(text, at)):  # 七 对机构改革的说明
        return enumerator.end()
    if (
        char in "一二三四五六"
        and text[at - 2 : at] in ("星期", "礼拜")
        and text[at - 3 : at - 2] not in tuple("每一个两")
    ):
        return at + 1
    if char in "十百千万亿" and previous.isascii() and previous.isalnum():
        return end_of_numeral(text, at)  # what a damaged or a coded number left over
    if text.startswith("季度", at + 1):
        date = read_date(page, at, floor)
        if date:
            return date
    if "分之" in text[at : at + 8] and not (char == "百" and end_of_name(text, at)):  # 三个百分之百
        share = read_share(page, at)
        if share:
            return share
    qualified = char in "百千万亿" and bool(match_before(text, at, floor, round_power=True)[0])
    name = end_of_name(text, at, qualified=qualified)
    if name and not _DECIMAL.match(text, at):  # 一点四倍
        return name
    if char == "半":
        return read_half(page, at, floor)
    if text.startswith("一半", at):
        return Draft(at, at + 2, "fraction", Number(at + 2, HALF))
    return read_plan(page, at) or read_date(page, at, floor) or read_share(page, at) or read_amount(page, at, floor)


def _placed(figure: Figure, text: str, page: Page) -> Figure:
    """Move a figure from the page to the text given, where a break may stand inside it."""
    assert page.places is not None
    start, end = page.places[figure.start], page.places[figure.end - 1] + 1
    seam = any(figure.start < seam < figure.end for seam in page.seams)
    return replace(figure, text=text[start:end], start=start, end=end, doubtful=figure.doubtful or seam)


def is_grammatical(figure: Figure) -> bool:
    """
    Say whether a figure is 一 with a measure word, which mostly is grammar: 一个, 一种, 一座.

    One that is stated per something (每周一次) or qualified (近一个月) counts.
    """
    return figure.kind == "quantity" and figure.text.startswith("一") and figure.value == 1 and not figure.per
