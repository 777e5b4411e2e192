"""Lines of a table in; which are its heads, which its rows, and the cells of a row, out."""

import re
from collections.abc import Sequence
from itertools import pairwise
from operator import eq
from typing import NamedTuple

from knowledge.articles.article import Sentence

# A row of Markdown, a row of cells that tabs part, or a row that spaces part: 钢 材 2,208 万吨 1,633 万吨 35.2
PIPED = re.compile(r"\|.*\|")
TABBED = re.compile(r"\S\t+\s*\S")
# Cells that wide blanks part: 1  道路提升  18公里  18.6公里  1260万元
WIDE = re.compile(r"(?<=\S)(?:[ \u00a0]{2,}|\u3000+)(?=\S)")
FEWEST_WIDE, LONGEST_WIDE = 3, 24  # cells, and characters of one
RULE = re.compile(r"^\|?(?:\s*:?-{2,}:?\s*\|)+\s*(?::?-{2,}:?\s*)?$")
NUMBER = r"[-－—+]?\d[\d,，]*(?:[.．]\d+)?[%％‰]?"
NUMERIC = re.compile(rf"^(?:{NUMBER}|—|－|…|--|持平)$")
LOOSE_UNIT = re.compile(r"^(?:[万亿]?[^\W\d_]{1,6}|[%％‰])$")
AMOUNT = re.compile(rf"^(?:{NUMBER}[^\W\d_]{{0,4}}|—|－|…|--)$")
THIN_ROW = re.compile(rf"^[^\W\d_][^\d，。；|]{{0,30}}\s{NUMBER}(?:\s?[^\W\d_]{{1,5}})?$")
SPREAD_PAIR = re.compile(r"(?<!\S)([^\W\d_])\s+([^\W\d_])(?!\S)")
YEAR = re.compile(r"(?:19|20)\d\d(?:\s?[-—–]\s?(?:19|20)\d\d)?年?")
# 1—10月 and 2022年 are heads, 8 and 3.5% are none.
IS_FIGURE = re.compile(rf"{NUMBER}(?![\d,.．年月季]|[-—–－至~～]\d{{1,2}}月)")
MOST_HEADS = 3  # rows
HAS_NUMBER = re.compile(r"\d")
UNIT_LINE = re.compile(r"^[（(]?\s*(?:计量)?单位\s*[:：]\s*(?P<unit>[^\s（）()]{1,20})\s*[）)]?$")
# Rows of a summary table may hold whole paragraphs; a cell of so many characters is read as prose.
LONG_CELL = 60


class Cell(NamedTuple):
    """A cell of a row: `sentence.text[start:end]`, under the head of its column."""

    head: str
    start: int
    end: int


def is_row(text: str) -> bool:
    """
    Tell a row of a table from a sentence.

    >>> is_row("| 钢材 | 万吨 | 112350 |"), is_row("钢 材 2,208 万吨 1,633 万吨 35.2"), is_row("共拆除118处。")
    (True, True, False)
    """
    if "|" in text and (PIPED.search(text) or text.count("|") > 1):
        return True
    if "\t" in text and TABBED.search(text):
        return True
    return is_loose_row(text) or is_wide_row(text)


def is_wide_row(text: str) -> bool:
    """
    A row that wide blanks part: a label, then two amounts or more, each in a cell of its own.

    >>> is_wide_row("1  道路提升  18公里  1260万元"), is_wide_row("来源:本报  记者 王文  2024年1月")
    (True, False)
    """
    cells = WIDE.split(text)
    if len(cells) < FEWEST_WIDE or max(map(len, cells)) > LONGEST_WIDE or re.search("[。；;：:]", text):
        return False
    amounts = [AMOUNT.match(cell) is not None for cell in cells[1:]]
    return sum(amounts) > 1 and not all(NUMERIC.match(cell) for cell in cells[1:])


def is_thin_row(text: str) -> bool:
    """
    A row of a label and one figure; among other rows it is one, alone it may be anything.

    >>> is_thin_row("其中：城市 25.0"), is_thin_row("共拆除 118 处。")
    (True, False)
    """
    return THIN_ROW.match(text) is not None


def is_loose_row(text: str) -> bool:
    """A row that only spaces part: a label, then numbers, each perhaps with its unit."""
    text = text.removeprefix("- ")
    if not 3 <= len(text) <= 120 or text[-1] in "。；，、：;,:" or not HAS_NUMBER.search(text):
        return False
    tokens = text.split()
    if len(tokens) < 3:
        return False
    numbers = [index for index, token in enumerate(tokens) if NUMERIC.match(token)]
    if len(numbers) < 2 or numbers[0] > 8:
        return False
    return all(NUMERIC.match(token) or LOOSE_UNIT.match(token) for token in tokens[numbers[0] :])


def find_spans(text: str) -> tuple[tuple[int, int], ...]:
    """
    Find the cells of a row.

    >>> text = "钢材 | 万吨 | | 11.2"
    >>> [text[start:end] for start, end in find_spans(text)]
    ['钢材', '万吨', '', '11.2']
    """
    if "|" in text or "\t" in text:
        spans = []
        start = 0
        for match in re.finditer(r"[|\t]|$", text):
            left, right = start, match.start()
            while left < right and text[left].isspace():
                left += 1
            while right > left and text[right - 1].isspace():
                right -= 1
            spans.append((left, right))
            start = match.end()
        return tuple(spans)
    if is_wide_row(text):
        ends = [match.span() for match in WIDE.finditer(text)]
        return tuple(zip([0, *(end for _, end in ends)], [*(start for start, _ in ends), len(text)], strict=True))
    return _loose_spans(text)


def _loose_spans(text: str) -> tuple[tuple[int, int], ...]:
    start = 2 if text.startswith("- ") else 0
    tokens = [match.span() for match in re.finditer(r"\S+", text[start:])]
    tokens = [(left + start, right + start) for left, right in tokens]
    spans: list[tuple[int, int]] = []
    for start, end in tokens:
        token = text[start:end]
        number = bool(NUMERIC.match(token))
        # What follows a number and is none is its unit; what comes before the first number is the label.
        if spans and not number:
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    return tuple(spans)


def find_cells(sentence: Sentence) -> tuple[Cell, ...]:
    """
    Find the cells of a table row, each under the head of its column.

    >>> find_cells(Sentence("钢材 | 112350 | 0.6", 0, 18, kind="row", heads=("产品", "产量（万吨）", "增长%")))[1]
    Cell(head='产量（万吨）', start=5, end=11)

    Returns:
        The cells that hold something, in order; the head is "" where the table has none.
    """
    spans = find_spans(sentence.text)
    heads = sentence.heads
    filled = [span for span in spans if span[0] < span[1]]
    named = [head for head in heads if head]
    if len(filled) == len(named) and len(spans) != len(heads):
        # Empty columns that only spread the table do not stand in the same places in head and row.
        return tuple(Cell(head, start, end) for head, (start, end) in zip(named, filled, strict=True))
    return tuple(
        Cell(heads[index] if index < len(heads) else "", start, end)
        for index, (start, end) in enumerate(spans)
        if start < end
    )


def gather_heads(lines: Sequence[str], figures: int) -> tuple[str, ...]:
    """
    Read the heads of a table that only spaces part, from the lines above it.

    >>> gather_heads(["一九七九年 一九七九年比", "一九七八年增长％"], 2), gather_heads(["指 标 全 国", "城 市 农 村"], 3)
    (('一九七九年', '一九七九年比一九七八年增长％'), ('指标', '全国', '城市', '农村'))

    Args:
        lines: The lines.
        figures: How many figures a row of the table has.
    """
    rows = [SPREAD_PAIR.sub(r"\1\2", re.sub(r"^(?:[-*]\s+)+", "", line)).split() for line in lines]
    if rows and len(rows[0]) < figures and sum(map(len, rows)) in (figures, figures + 1):
        return tuple(token for row in rows for token in row)
    heads: list[str] = []
    for tokens in rows:
        if not heads:
            heads = tokens
        elif len(tokens) <= len(heads):
            # A second line goes on with the last heads of the first.
            for index, token in enumerate(tokens, start=len(heads) - len(tokens)):
                heads[index] += token
        else:
            heads = tokens
    return tuple(heads)


def match_loose_heads(row: str, names: Sequence[str]) -> tuple[str, ...]:
    """
    Say which heads stand over the cells of a row that only spaces part: the last ones over its figures.

    >>> match_loose_heads("布 亿米 740.0 4.2", ("产品名称", "单位", "产量", "比上年增长%"))
    ('产品名称', '产量（亿米）', '比上年增长%')
    """
    cells = [row[start:end] for start, end in find_spans(row)]
    figures = len(cells) - 1
    if not names or figures > len(names) or (names[1:2] == ("单位",) and figures != len(names) - 2):
        return ()
    label = names[0] if len(names) > figures else ""
    heads = list(names[len(names) - figures :])
    if len(names) == figures + 2 and names[1] == "单位" and (unit := SPREAD_PAIR.sub(r"\1\2", cells[0]).split()[1:]):
        heads[0] = f"{heads[0]}（{unit[-1]}）"
    return (label, *heads)


def find_heads(rows: Sequence[str]) -> tuple[int, tuple[str, ...]]:
    """
    Find the heads of a table's columns in its first rows.

    >>> find_heads(["指标 | 年末数（万人） | 比重（%）", "全国总人口 | 137462 | 100.0"])
    (1, ('指标', '年末数（万人）', '比重（%）'))

    Returns:
        How many rows are heads, and the heads; no row is where the first one already holds figures.
    """
    heads: list[str] = []
    count = 0
    for row in rows[:MOST_HEADS]:
        cells = [_squeeze(row[start:end]) for start, end in find_spans(row)]
        filled = [cell for cell in cells if cell]
        if not filled or (count == 0 and len(filled) < 2):
            break
        if len(filled) > 2 and all(YEAR.fullmatch(cell) for cell in filled if cell[0].isdigit()):
            filled = [cell for cell in filled if not cell[0].isdigit()]  # 指标 | 单位 | 1998 | 1999: years are heads
        if any(IS_FIGURE.match(cell) for cell in filled):
            break
        if count and not goes_below(heads, cells):
            break
        if count == 0 and len(rows) > 1 and not _holds_more_figures(rows[1:4], row) and len(rows) > 2:
            # A table of words: its first row is a head if it is shorter than the rest.
            longest = max(map(len, filled))
            if longest > 12:
                break
        heads = [add_head(heads, index, cell, cells) for index, cell in enumerate(cells)]
        count += 1
    return count, tuple(heads) if count else ()


def goes_below(heads: Sequence[str], cells: Sequence[str]) -> bool:
    """
    Say whether a row names the parts of the heads above it: 工坊 | 工坊 over 数量 | 就业, 2022年 | over 数量 | 就业.

    Where the row above has an empty cell or names one thing twice, side by side, it was written over several columns.
    """
    twice = {index for index, (left, right) in enumerate(pairwise(heads)) if left == right}
    over = {index for index, head in enumerate(heads) if not head or index in twice or index - 1 in twice}
    if len(cells) > len(heads) or (all(cells) and not (twice and any(map(eq, cells, heads)))):
        return False  # a full row below holds the first words of the table, unless a head goes over both rows
    return any(index in over and cell and cell != heads[index] for index, cell in enumerate(cells))


def add_head(heads: Sequence[str], index: int, cell: str, cells: Sequence[str]) -> str:
    """Put a head below the one that stands over its column; an empty one is filled from its left, if that has parts."""
    if not heads:
        return cell
    above = heads[index]
    left = next((at for at in range(index - 1, -1, -1) if heads[at]), -1)
    if not above and cell and left >= 0 and cells[left]:
        above = heads[left]
    return above if cell in ("", above) else f"{above} {cell}".strip()


def _holds_more_figures(rows: Sequence[str], head: str) -> bool:
    return any(len(HAS_NUMBER.findall(row)) > len(HAS_NUMBER.findall(head)) for row in rows)


def _squeeze(text: str) -> str:
    """指　　标 is 指标: blanks between Han characters of a head only spread it over the column."""
    return re.sub(r"(?<=[^\x00-\x7f\s])\s+(?=[^\x00-\x7f\s])", "", text)
