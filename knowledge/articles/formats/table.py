"""Rows of cells, as CSV, Excel, Word and web pages have them, in; lines of a piped table out."""

from collections.abc import Iterable, Sequence


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
