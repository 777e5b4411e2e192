"""The figures of a table's cells, in; the same with the units that its heads name, out."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from knowledge.figures.figure import Figure
from knowledge.figures.layout import Page
from knowledge.language import fold
from knowledge.quantities import dimension_of, match_unit

_RULE = re.compile(r"[|:\- ]+")
_UNIT_IN_HEAD = re.compile(r"[(\[]\s*(?:单位[:：]?\s*)?([^()\[\]0-9]{1,14}?)\s*[)\]]|(?P<percent>[±+]?[%‰])\s*\)?\s*$")
_CAPTION = re.compile(r"(?:计量)?单位\s*[:：]?\s*([^\s,，。;；|()（）]{1,14})")
_UNIT_HEAD = re.compile(r"\s*(?:计量)?单\s*位\s*")
_NUMBER = re.compile(r"-?(?!(?:19|20)[0-9][0-9]$)[0-9][0-9.,]*%?")
_CAPTION_REACH = 160
_MARK_UP = re.compile(r"<(?P<tag>table|tr|t[dh])\b[^<>]{0,200}>(?P<words>[^<]*)")


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

    A bare number in a table without heads says nothing, and is dropped; that of a row by itself may have heads
    elsewhere, and is kept.
    """
    text = page.text
    tables = _Tables(text, heads)
    out: list[Figure] = []
    for figure in figures:
        if figure.unit or figure.kind not in ("quantity", "range") or not tables.is_cell(figure):
            out.append(figure)
            continue
        unit, headed = tables.find(figure.start)
        if unit:
            out.append(replace(figure, unit=unit, kind=_kind_of(figure.kind, unit)))
        elif headed or "\n" not in text:
            out.append(figure)
    return out


def unit_marked_cells(page: Page, figures: Sequence[Figure]) -> list[Figure]:
    """Give each bare number in a cell of HTML (`<td>9118</td>`) the unit of its column, its row, or the caption."""
    units = dict(_marked_units(page.text))
    out = []
    for figure in figures:
        unit = "" if figure.unit or figure.kind not in ("quantity", "range") else units.get(figure.start, "")
        out.append(replace(figure, unit=unit, kind=_kind_of(figure.kind, unit)) if unit else figure)
    return out


def _marked_units(text: str) -> Iterator[tuple[int, str]]:
    """Go over the cells of the tables in mark-up; yield where a number stands alone in one, and its unit."""
    heads: _Heads | None = None
    row: list[tuple[int, str]] = []  # where the words of each cell begin, and the words
    caption = ""

    def close() -> Iterator[tuple[int, str]]:
        nonlocal heads
        words = tuple(cell for _, cell in row)
        if heads is None and words and not any(_NUMBER.fullmatch(cell) for cell in words):
            heads = _heads(words, caption)
        elif words:
            own = heads or _heads((), caption)
            for column, (start, _) in enumerate(row[1:], 1):
                unit = own.units[column] if column < len(own.units) else ""
                place = own.unit_columns[column] if column < len(own.unit_columns) else 0
                if not unit and place and match_unit(words[place]) is not None:
                    unit = words[place]
                yield start, unit or unit_of_head(words[0]) or own.caption
        row.clear()

    for found in _MARK_UP.finditer(text):
        if found["tag"] in ("table", "tr"):
            yield from close()
        if found["tag"] == "table":
            heads = None
            above = text[max(0, found.start() - _CAPTION_REACH) : found.end() + _CAPTION_REACH]
            named = [unit for unit in _CAPTION.findall(above.partition("<tr")[0]) if match_unit(unit) is not None]
            caption = named[-1] if named else ""
        elif found["tag"] != "tr":
            words = found["words"].strip()
            row.append((found.end() - len(found["words"].lstrip()), words))
    yield from close()


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


@dataclass(frozen=True, slots=True)
class _Heads:
    """The heads of one table, read once."""

    units: tuple[str, ...]  # of each column, as its head names it
    unit_columns: tuple[int, ...]  # for each column, the column of units (单位) that speaks for it; 0 for none
    caption: str  # the unit that stands above the table


class _Tables:
    """The tables of a page, read line by line as figures ask for their cells."""

    def __init__(self, text: str, heads: Sequence[str]) -> None:
        self.text = text
        self.given = _heads(tuple(heads), "") if heads else None
        self.lines = [0]
        self.lines.extend(found.end() for found in re.finditer("\n", text))
        self.first: dict[int, int] = {}  # line -> the first line of its table
        self.known: dict[int, _Heads | None] = {}  # first line of a table -> its heads
        self.at = -1  # the line whose cells are held
        self.cells: tuple[str, ...] = ()
        self.bars: list[int] = []

    def line(self, index: int) -> str:
        end = self.lines[index + 1] - 1 if index + 1 < len(self.lines) else len(self.text)
        return self.text[self.lines[index] : end]

    def is_cell(self, figure: Figure) -> bool:
        left = self.text[max(0, figure.start - 12) : figure.start].rstrip(" ")
        right = self.text[figure.end : figure.end + 12].lstrip(" ")
        return (not left or left[-1] in "|\n") and (not right or right[0] in "|\n")

    def find(self, position: int) -> tuple[str, bool]:
        """Return the unit of the cell at a position, and whether its table has heads."""
        index = bisect_right(self.lines, position) - 1
        if index != self.at:
            line = self.line(index)
            self.at, self.cells = index, ("", *_cells(line)) if self.opens_blank(line) else _cells(line)
            self.bars = [self.lines[index] + found.start() for found in re.finditer(r"\|", line)]
        if not self.bars:
            return "", False
        heads = self.given or self.heads(index)
        column = bisect_right(self.bars, position) - self.leads()
        if heads is None:
            return (unit_of_head(self.cells[0]) or self.unit_beside(column) if column > 0 else ""), False
        if column < len(heads.units) and heads.units[column]:
            return heads.units[column], True
        unit = unit_of_head(self.cells[0]) if column > 0 else ""
        place = heads.unit_columns[column] if column < len(heads.unit_columns) else 0
        if not unit and place and place < len(self.cells):
            own = self.cells[place].replace(" ", "")
            return (own if match_unit(own) is not None else ""), True
        return unit or heads.caption or self.unit_beside(column), True

    def unit_beside(self, column: int) -> str:
        """Return the unit that stands in a cell of its own left of a number: 原煤 | 万吨 | 9118."""
        beside = self.cells[column - 1].replace(" ", "") if 1 < column <= len(self.cells) else ""
        return beside if match_unit(beside) is not None else ""

    def leads(self) -> bool:
        """Say whether the line begins with a bar, so that its first cell stands behind it."""
        return not self.text[self.lines[self.at] : self.bars[0]].strip(" ") and not self.opens_blank(self.line(self.at))

    def opens_blank(self, line: str) -> bool:
        """Say whether a row whose heads are given begins with an empty cell: | 前进村 | 6, under 区域 村名 工坊."""
        return line.startswith("|") and self.given is not None and line.count("|") + 1 == len(self.given.units)

    def heads(self, index: int) -> _Heads | None:
        """Return the heads of the table that a line belongs to."""
        first = index
        while first and first not in self.first and "|" in self.line(first - 1):
            first -= 1
        first = self.first.get(first, first)
        for line in range(index, first - 1, -1):
            if line in self.first:
                break
            self.first[line] = first
        if first not in self.known:
            self.known[first] = self.read_heads(first, index)
        return self.known[first]

    def read_heads(self, first: int, index: int) -> _Heads | None:
        if first < index and sum(map(bool, _cells(self.line(first)))) == 1:
            first += 2 if _RULE.fullmatch(self.line(first + 1)) else 1  # the caption has a row of its own
        ruled = first + 1 < len(self.lines) and _RULE.fullmatch(self.line(first + 1)) is not None
        cells = _cells(self.line(first)) if first < index or ruled else ()
        if any(_NUMBER.fullmatch(cell) for cell in cells):
            cells = ()
        above = self.text[max(0, self.lines[first] - _CAPTION_REACH) : self.lines[first]]
        captions = _CAPTION.findall(above)
        unit = captions[-1] if captions and match_unit(captions[-1]) is not None else ""
        return _heads(cells, unit) if cells or unit else None


def _heads(cells: tuple[str, ...], caption: str) -> _Heads:
    units = tuple(unit_of_head(cell) for cell in cells)
    speaking: list[int] = []
    place = 0
    for column, cell in enumerate(cells):
        speaking.append(place)
        if _UNIT_HEAD.fullmatch(cell):
            place = column
        elif units[column]:
            place = 0
    return _Heads(units, tuple(speaking), caption)


def _cells(line: str) -> tuple[str, ...]:
    line = line.strip(" ")
    if line.startswith("|"):
        line = line[1:]
    return tuple(cell.strip(" ") for cell in line.removesuffix("|").split("|"))
