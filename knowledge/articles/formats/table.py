"""Rows of cells, as CSV, Excel, Word and web pages have them, in; lines of a piped table out."""

from collections.abc import Iterable, Sequence


def sheet_text(rows: list[list[str]]) -> str:
    """
    Write a sheet: lines of one cell above or below a table are its caption and notes; the rest is a table.

    >>> print(sheet_text([["各村情况", ""], ["村名", "工坊（家）"], ["红旗村", "8"], ["注：截至10月底。"]]))
    各村情况
    <BLANKLINE>
    | 村名 | 工坊（家） |
    | --- | --- |
    | 红旗村 | 8 |
    <BLANKLINE>
    注：截至10月底。
    """
    wide = [index for index, row in enumerate(rows) if len(set(filter(None, map(str.strip, row)))) > 1]
    first, last = (wide[0], wide[-1]) if wide else (len(rows), -1)
    table = rows[first : last + 1]
    filled = [
        column
        for column in range(max(map(len, table), default=0))
        if any(row[column].strip() for row in table if column < len(row))
    ]
    table = [[row[column] if column < len(row) else "" for column in filled] for row in table]
    above = [next(filter(str.strip, row), "") for row in rows[:first]]
    below = [next(filter(str.strip, row), "") for row in rows[max(last + 1, first) :]]
    return "\n\n".join(filter(None, [*above, *([render_table(table)] if table else []), *below]))


def render_table(rows: Iterable[Sequence[str]]) -> str:
    """
    Write rows as the lines that `tables` reads.

    >>> print(render_table([["指标", "数值"], ["人口|万人", "645"]]))
    | 指标 | 数值 |
    | --- | --- |
    | 人口｜万人 | 645 |
    """
    lines: list[str] = []
    for row in rows:
        cells = [" ".join(part.strip() for part in cell.split("\n")).strip().replace("|", "｜") for cell in row]
        while cells and not cells[-1]:
            cells.pop()
        if not cells:
            continue
        lines.append("| " + " | ".join(cells) + " |")
        if len(lines) == 1:
            lines.append("| " + " | ".join("---" for _ in cells) + " |")
    return "\n".join(lines)
