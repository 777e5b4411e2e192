"""The figures of a table's cells, in; the same with the units that its heads name, out."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from knowledge.figures.figure import Figure
from knowledge.figures.layout import Page
from knowledge.language import fold
from knowledge.quantities import dimension_of, match_unit

_RULE = re.compile(r"[|:\- ]+")
_UNIT_IN_HEAD = re.compile(r"[(\[]\s*(?:单位[:：]?\s*)?([^()\[\]\d]{1,14}?)\s*[)\]]|(?P<percent>[±+]?[%‰])\s*\)?\s*$")
_CAPTION = re.compile(r"(?:计量)?单位\s*[:：]?\s*([^\s,，。;；|()（）]{1,14})")
_UNIT_HEAD = re.compile(r"\s*(?:计量)?单\s*位\s*")
_NUMBER = re.compile(r"-?(?!(?:19|20)\d\d$)\d[\d.,]*%?")
_CAPTION_REACH = 160


def unit_of_head(head: str) -> str:
    """
    Say which unit a head of a table gives the bare numbers below it.

    >>> unit_of_head("年末数（亿元）"), unit_of_head("比上年增长%"), unit_of_head("指标")
    ('亿元', '%', '')
    """
    for found in _UNIT_IN_HEAD.finditer(fold(head)):
        unit = "%" if found["percent"] else found[1].replace(" ", "").lstrip("±+")
        if unit.startswith("%"):
            return "%"
        if match_unit(unit) is not None:
            return unit
    return ""


def unit_cells(page: Page, figures: Sequence[Figure], heads: Sequence[str]) -> list[Figure]:
    """
    Give each bare number that stands in a cell the unit of its column, its row, or the table's caption.

    A bare number in a table without heads says nothing, and is dropped.
    """
    text = page.text
    table = _RowHeads(text, heads)
    out: list[Figure] = []
    for figure in figures:
        if figure.unit or figure.kind not in ("quantity", "range") or not table.is_cell(figure):
            out.append(figure)
            continue
        unit = table.unit(figure.start)
        if unit:
            out.append(replace(figure, unit=unit, kind=_kind_of(figure.kind, unit)))
        elif table.has_heads(figure.start):
            out.append(figure)
    return out


def _kind_of(kind: str, unit: str) -> str:
    if kind == "range":
        return kind
    if "/" in unit:
        return "rate"
    measured = dimension_of(unit)
    if measured.startswith("money"):
        return "money"
    if measured == "time":
        return "duration"
    return measured if measured in ("percent", "percentage_point") else "quantity"


class _RowHeads:
    """The rows of a page's tables, read when a figure asks for its cell."""

    def __init__(self, text: str, heads: Sequence[str]) -> None:
        self.text = text
        self.given = tuple(heads)
        self.lines = [0]
        self.lines.extend(found.end() for found in re.finditer("\n", text))
        self.heads: dict[
            int, tuple[tuple[str, ...], str]
        ] = {}  # first line of a table -> heads of columns, caption's unit

    def line(self, index: int) -> str:
        end = self.lines[index + 1] - 1 if index + 1 < len(self.lines) else len(self.text)
        return self.text[self.lines[index] : end]

    def is_cell(self, figure: Figure) -> bool:
        left = self.text[: figure.start][-12:].rstrip(" ")
        right = self.text[figure.end : figure.end + 12].lstrip(" ")
        return (not left or left[-1] in "|\n") and (not right or right[0] in "|\n")

    def has_heads(self, position: int) -> bool:
        index = bisect_right(self.lines, position) - 1
        return bool(self.given or ("|" in self.line(index) and self.table(index)[0]))

    def unit(self, position: int) -> str:
        index = bisect_right(self.lines, position) - 1
        line = self.line(index)
        if "|" not in line:
            return ""
        cells = _cells(line)
        column = line[: position - self.lines[index]].count("|") - line.lstrip(" ").startswith("|")
        heads, caption = (self.given, "") if self.given else self.table(index)
        if column < len(heads):
            unit = unit_of_head(heads[column])
            if unit:
                return unit
        unit = unit_of_head(cells[0]) if cells and column > 0 else ""
        if unit:
            return unit
        for place in range(min(column, len(heads)) - 1, 0, -1):
            if _UNIT_HEAD.fullmatch(heads[place]):
                own = cells[place].replace(" ", "") if place < len(cells) else ""
                return own if match_unit(own) is not None else ""
            if unit_of_head(heads[place]):
                break
        return caption

    def table(self, index: int) -> tuple[tuple[str, ...], str]:
        """Return the heads of the table that a line belongs to, and the unit above it."""
        first = index
        while first and "|" in self.line(first - 1) and index - first < 400:
            first -= 1
        if first not in self.heads:
            heads: tuple[str, ...] = ()
            if first < index or _RULE.fullmatch(self.line(min(first + 1, len(self.lines) - 1))):
                heads = _cells(self.line(first))
                if any(_NUMBER.fullmatch(cell) for cell in heads):
                    heads = ()
            above = self.text[max(0, self.lines[first] - _CAPTION_REACH) : self.lines[first]]
            caption = None
            for caption in _CAPTION.finditer(above):  # noqa: B007  (the last one stands nearest)
                pass
            unit = caption[1] if caption else ""
            self.heads[first] = (heads, unit if unit and match_unit(unit) is not None else "")
        return self.heads[first]


def _cells(line: str) -> tuple[str, ...]:
    line = line.strip(" ")
    if line.startswith("|"):
        line = line[1:]
    return tuple(cell.strip(" ") for cell in line.removesuffix("|").split("|"))
