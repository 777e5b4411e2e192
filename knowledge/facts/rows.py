"""A row of a table and its figures, in; what each figure counts, and in which unit, out."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from knowledge.facts.counting import Counted
from knowledge.figures import Figure, find_figures

CELL_END = re.compile(r"[|\t]")
UNIT_HEAD = re.compile(r"^(?:计量)?单\s*位$")
IN_BRACKETS = re.compile(r"[（(]([^（）()]{1,8})[）)]\s*$")
FOOTNOTE = re.compile(r"\[\^?\d+\]|\s+")
PART = re.compile(r"^(?:其中|#|含)[：:]?")
# Heads that say no more than that a figure stands below.
EMPTY_HEADS = {"", "绝对数", "数量", "数值", "指标", "合计", "数据", "完成", "实绩", "绝对额", "总量", "本年"}
CHANGE = re.compile(r"增长|增速|增减|下降|上涨|提高|±")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a row: `text[start:end]`."""

    text: str
    start: int
    end: int


def find_cells(text: str) -> tuple[Cell, ...]:
    """Cut a row at its bars or tabs; fewer than two cells are none."""
    cells = []
    start = 0
    for end in [*(match.start() for match in CELL_END.finditer(text)), len(text)]:
        cells.append(Cell(text[start:end].strip(), start, end))
        start = end + 1
    return tuple(cells) if len(cells) > 1 else ()


def find_counted_in_row(cells: Sequence[Cell], heads: Sequence[str], figure: Figure, main: str) -> Counted:
    """
    Tell what a figure of a row counts: the row's name and its column's head.

    Args:
        cells: The cells of the row.
        heads: The heads of the columns, perhaps none.
        figure: A figure of the row.
        main: The name of the row that this one's 其中 is a part of.
    """
    number = next((number for number, cell in enumerate(cells) if cell.start <= figure.start < cell.end), 0)
    if number == 0:
        return Counted()
    head = heads[number] if number < len(heads) else ""
    core = FOOTNOTE.sub("", IN_BRACKETS.sub("", head))
    label = row_label(cells, main)
    act = "增长" if CHANGE.search(core) else ""
    thing = label if core in EMPTY_HEADS or act else f"{label}{core}"
    return Counted(thing, act)


def row_label(cells: Sequence[Cell], main: str = "") -> str:
    """Return the name of a row, with that of the row that it is a part of."""
    label = FOOTNOTE.sub("", cells[0].text.lstrip("-— "))
    own = PART.sub("", label)
    return f"{main}{own}" if own != label and main else own


def is_part(cells: Sequence[Cell]) -> bool:
    """Tell whether a row says 其中."""
    return bool(PART.match(FOOTNOTE.sub("", cells[0].text.lstrip("-— "))))


def with_column_unit(figure: Figure, cells: Sequence[Cell], heads: Sequence[str]) -> Figure:
    """Give a bare number of a table the unit that its column or its row names: 万人, 亿元, %."""
    if figure.unit or figure.kind != "quantity" or figure.value is None:
        return figure
    number = next((number for number, cell in enumerate(cells) if cell.start <= figure.start < cell.end), 0)
    head = heads[number] if number < len(heads) else ""
    bracketed = IN_BRACKETS.search(head)
    unit = bracketed.group(1).strip() if bracketed else ""
    if not unit and not CHANGE.search(head):
        unit = next((cell.text for cell, head in zip(cells, heads, strict=False) if UNIT_HEAD.match(head.strip())), "")
    if not unit:
        return figure
    # The unit is read as it would be behind a 1: 万人 is 10000 人, % is a percent.
    read = find_figures(f"1{unit}")
    if len(read) != 1 or read[0].value is None or read[0].end != len(unit) + 1:
        return figure
    scale = read[0].value if read[0].kind not in {"percent", "fraction"} else 1
    return replace(figure, kind=read[0].kind, value=figure.value * scale, unit=read[0].unit, per=read[0].per)
