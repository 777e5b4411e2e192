"""A row of a table and its figures, in; what each figure counts, and in which unit, out."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from itertools import compress

from knowledge.articles import find_spans, is_wide_row
from knowledge.facts.counting import Counted
from knowledge.figures import Figure, find_figures
from knowledge.quantities import Period, find_periods, match_unit

CELL_END = re.compile(r"[|\t]")
UNIT_HEAD = re.compile(r"^(?:计量)?单\s*位$")
NUMBER = re.compile(r"[-－−+]?[0-9]+(?:[,，][0-9]{3})*(?:\.[0-9]+)?")
CAPTION_UNIT = re.compile(r"单位[:：]\s*([^\s（）()，,；;]{1,6})|[（(](%|％)[）)]\s*$")
IN_BRACKETS = re.compile(r"[（(]([^（）()]{1,8})[）)](?:\s|$)")  # at the end of a head, or of the one above it
HAN = re.compile("[\u4e00-\u9fff]")
FOOTNOTE = re.compile(r"\[\^?\d+\]|\s+")
PART = re.compile(r"^(?:其中|#|含)[：:]?")
# Heads that say no more than that a figure stands below.
EMPTY_HEADS = {"", "绝对数", "数量", "数值", "指标", "合计", "数据", "完成", "实绩", "绝对额", "总量", "本年"}
YEAR = re.compile(r"(?:19|20)\d\d(?:\s?[-—–]\s?(?:19|20)\d\d)?")
COMPARED = re.compile(r"[比较为]")
CHANGE = re.compile(r"增长|增速|增减|下降|上涨|提高|±")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a row: `text[start:end]`."""

    text: str
    start: int
    end: int


def find_cells(text: str, heads: Sequence[str] = ()) -> tuple[Cell, ...]:
    """
    Cut a row at its bars or tabs, or where blanks alone part a name from its numbers; fewer than two cells are none.

    >>> [cell.text for cell in find_cells("原 煤 亿吨 27.93 4.1", ("产品名称", "产量（亿吨）", "比上年增长%"))]
    ['原 煤', '27.93', '4.1']
    """
    if not CELL_END.search(text):
        spans = find_spans(text)
        if is_wide_row(text):
            return tuple(Cell(text[start:end], start, end) for start, end in spans)
        if len(spans) < 2 or not NUMBER.match(text[slice(*spans[1])]):
            return ()
        first, *others = (Cell(text[start:end], start, end) for start, end in spans)
        name, unit = last_word(first.text)
        if name and not is_unit(unit):  # 管道 亿 吨, under 绝对数（亿吨）
            closed = "".join(first.text.split())
            named = (match.group(1) for match in map(IN_BRACKETS.search, heads) if match)
            unit = next((unit for unit in named if closed.endswith(unit) and closed != unit), "")
            name = closed.removesuffix(unit) if unit else ""
        if name:
            first = Cell(name, first.start, first.end)  # the unit is no part of the name
        return first, *others
    cells = []
    start = 0
    for end in [*(match.start() for match in CELL_END.finditer(text)), len(text)]:
        cells.append(Cell(text[start:end].strip(), start, end))
        start = end + 1
    return tuple(cells) if len(cells) > 1 else ()


def last_word(text: str) -> tuple[str, str]:
    """Part the last word from what stands before it: (管道, 亿吨); the first is "" where there is but one."""
    name, *rest = text.rsplit(maxsplit=1) or [""]
    return (name, rest[0]) if rest else ("", name)


def is_unit(word: str) -> bool:
    """Tell whether the last word of a row's name is a unit: 管道 亿吨; in 食 品 it is half of a word."""
    return len(word) > 1 and match_unit(word) is not None


def find_counted_in_row(cells: Sequence[Cell], heads: Sequence[str], figure: Figure, main: str) -> Counted:
    """
    Tell what a figure of a row counts: the row's name and its column's head.

    Args:
        cells: The cells of the row.
        heads: The heads of the columns, perhaps none.
        figure: A figure of the row.
        main: The name of the row that this one's 其中 is a part of.
    """
    number = column_of(cells, figure)
    if number == 0:
        return Counted()
    head = heads[number] if number < len(heads) else ""
    core = FOOTNOTE.sub("", IN_BRACKETS.sub("", head)).rstrip("%％")
    if period := head_period(head):
        core = "" if YEAR.fullmatch(head) else core.replace(period.text, "").strip()
    # Where two tables stand side by side, the nearest name to the left is the figure's.
    named = next(
        (
            cells[position]
            for position in range(number - 1, -1, -1)
            if HAN.search(cells[position].text)
            and not NUMBER.match(cells[position].text)
            and not (position < len(heads) and UNIT_HEAD.match(heads[position].strip()))
        ),
        cells[0],
    )
    label = row_label([named], main)
    act = "增长" if CHANGE.search(core) else ""
    thing = label if core in EMPTY_HEADS or act else f"{label}{core}"
    return Counted(thing, act)


def column_of(cells: Sequence[Cell], figure: Figure) -> int:
    """Return which cell of a row holds a figure; 0, the row's name, where none does."""
    number = max(0, bisect_right(cells, figure.start, key=lambda cell: cell.start) - 1)
    return number if cells[number].start <= figure.start < cells[number].end else 0


@lru_cache(maxsize=512)
def head_period(head: str, anchor: date | None = None) -> Period | None:
    """Return the period that a column's head names (2022年, 2023年产量); None for none, and where two are compared."""
    found = find_periods(f"{head}年" if YEAR.fullmatch(head) else head, anchor)
    if len(found) != 1 or found[0].first is None or found[0].inherited or COMPARED.search(head):
        return None  # 年末数 names no year
    return found[0]


def row_label(cells: Sequence[Cell], main: str = "") -> str:
    """Return the name of a row, with that of the row that it is a part of."""
    label = FOOTNOTE.sub("", cells[0].text.lstrip("-— "))
    own = PART.sub("", label)
    return f"{main}{own}" if own != label and main else own


def is_part(cells: Sequence[Cell]) -> bool:
    """Tell whether a row says 其中."""
    return bool(PART.match(FOOTNOTE.sub("", cells[0].text.lstrip("-— "))))


def find_row_figures(
    text: str, cells: Sequence[Cell], heads: Sequence[str], section: str, found: Sequence[Figure]
) -> tuple[Figure, ...]:
    """
    Find the figures of a row: bare numbers are figures here, with the unit that column, row or caption names.

    Args:
        text: The row.
        cells: Its cells.
        heads: The heads of the columns, perhaps none.
        section: The table's caption.
        found: The figures that the row's text shows by itself.

    Returns:
        Figures in text order; those in the row's own name are left out.
    """
    numbers = [is_number(cell) for cell in cells]
    if any(numbers) and all(YEAR.fullmatch(cell.text) for cell in compress(cells, numbers)):
        return ()  # the heads of a table: 指标 | 单位 | 1998 | 1999
    figures = [figure for figure in found if figure.start >= cells[0].end and not numbers[column_of(cells, figure)]]
    for number, cell in enumerate(cells[1:], start=1):
        bare = NUMBER.match(cell.text)
        if bare is None or not numbers[number]:
            continue
        start = text.index(cell.text, cell.start)
        kind, scale, unit = column_unit(cells, heads, section, number)
        if not unit and number == 1:
            last = last_word(text[cells[0].start : cells[0].end])[1]
            kind, scale, unit = read_unit(last if is_unit(last) else "")
        value = Decimal(bare.group().replace(",", "").replace("，", "").replace("－", "-").replace("−", "-"))
        figures.append(Figure(bare.group(), start, start + bare.end(), kind, value * scale, unit=unit))
    return tuple(sorted(figures, key=lambda figure: figure.start))


def is_number(cell: Cell) -> bool:
    """Tell whether a cell holds a number and nothing else but a footnote's mark."""
    found = NUMBER.match(cell.text)
    return found is not None and not FOOTNOTE.sub("", cell.text[found.end() :])


def column_unit(cells: Sequence[Cell], heads: Sequence[str], section: str, number: int) -> tuple[str, Decimal, str]:
    """Return the kind of a column's figures, what they are multiplied by, and their unit: 万人, 亿元, %."""
    head = heads[number] if number < len(heads) else ""
    bracketed = IN_BRACKETS.search(head)
    unit = bracketed.group(1).strip() if bracketed else ""
    if not unit and (CHANGE.search(head) or head.endswith(("%", "％"))):
        unit = "%"
    if not unit:
        named = (cell.text for cell, head in zip(cells, heads, strict=False) if UNIT_HEAD.match(head.strip()))
        unit = next((name for name in named if not NUMBER.match(name)), "")
    if not unit:
        caption = CAPTION_UNIT.search(section)
        unit = (caption.group(1) or caption.group(2)) if caption else ""
    return read_unit(unit)


@lru_cache(maxsize=512)
def read_unit(unit: str) -> tuple[str, Decimal, str]:
    """Read a unit as it would be behind a 1: 万人 is 10000 人, % is a percent."""
    read = find_figures(f"计1{unit}") if unit else ()
    if len(read) != 1 or read[0].value is None or (read[0].start, read[0].end) != (1, len(unit) + 2):
        return "quantity", Decimal(1), unit
    if read[0].kind in {"percent", "percentage_point"}:
        return read[0].kind, Decimal(1), read[0].unit
    return read[0].kind, read[0].value, read[0].unit
