"""XLSX: each sheet a table, its numbers as the sheet shows them."""

import io
from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import PurePath
from typing import Any

from knowledge.articles.article import Article
from knowledge.articles.formats.packages import check_package
from knowledge.articles.formats.plain import check_length
from knowledge.articles.formats.table import render_table
from knowledge.articles.from_text import article_from_text
from knowledge.articles.limits import Limits
from knowledge.errors import MissingFormatError, UnreadableArticleError

WIDEST = 200  # columns looked at


def read(data: bytes, source: str, limits: Limits) -> Iterator[Article]:
    """Read a workbook as one article, its sheets as sections."""
    try:
        import openpyxl
    except ImportError as trouble:
        raise MissingFormatError(source, "openpyxl", "formats") from trouble
    check_package(data, source, limits)
    parts: list[str] = []
    budget = limits.rows
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        for sheet in sheets:
            sheet.reset_dimensions()
            rows: list[list[str]] = []
            for row in sheet.iter_rows(max_col=WIDEST):
                budget -= 1
                if budget < 0:
                    raise UnreadableArticleError(source, f"行数太多，最多 {limits.rows} 行")
                cells = [show(cell.value, cell.number_format or "") if cell.value is not None else "" for cell in row]
                if any(cells):
                    rows.append(cells)
            if rows:
                parts.extend(([f"## {sheet.title}"] if len(sheets) > 1 else []) + [sheet_text(rows)])
        book.close()
    except UnreadableArticleError:
        raise
    except Exception as trouble:  # the library raises what its parsers raise
        raise UnreadableArticleError(source, f"Excel 文件读不出来：{type(trouble).__name__}") from trouble
    raw = "\n\n".join(parts)
    check_length(raw, source, limits)
    yield article_from_text(raw, source, title=PurePath(source).stem, notes=("按 Excel 文件读取",))


def sheet_text(rows: list[list[str]]) -> str:
    """Lines of one cell above or below a table are its caption and notes; the rest is a table."""
    first = next((index for index, row in enumerate(rows) if sum(map(bool, row)) > 1), len(rows))
    last = next((index for index in range(len(rows) - 1, -1, -1) if sum(map(bool, rows[index])) > 1), -1)
    above = ["".join(row) for row in rows[:first]]
    below = ["".join(row) for row in rows[max(last + 1, first) :]]
    table = rows[first : last + 1]
    empty = [
        column
        for column in range(max(map(len, table), default=0))
        if not any(row[column : column + 1] != [""] and row[column : column + 1] for row in table)
    ]
    table = [[cell for column, cell in enumerate(row) if column not in empty] for row in table]
    return "\n\n".join([*above, *([render_table(table)] if table else []), *below])


def show(value: Any, number_format: str) -> str:
    """
    Write a cell as the sheet shows it.

    >>> show(0.853, "0.0%"), show(2946, "#,##0"), show(3.0, "General"), show(datetime(2021, 5, 12), "yyyy-mm-dd")
    ('85.3%', '2,946', '3', '2021年5月12日')
    """
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime):
        clock = f"{value.hour}时{value.minute}分" if value.time() != time() else ""
        return f"{value.year}年{value.month}月{value.day}日{clock}"
    if isinstance(value, date):
        return f"{value.year}年{value.month}月{value.day}日"
    if not isinstance(value, int | float | Decimal):
        return str(value)
    code = number_format.split(";", maxsplit=1)[0]
    places = len(code.split(".", 1)[1]) - len(code.split(".", 1)[1].lstrip("0#")) if "." in code else 0
    exact = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    if "%" in code:
        return f"{exact * 100:.{places}f}%"
    if "0" in code and code not in ("General", "@"):
        separator = "," if "," in code else ""
        return f"{exact:{separator}.{places}f}"
    # 15 digits are what a sheet keeps; what comes after is the machine's.
    text = f"{exact:.15g}" if isinstance(value, float) else str(exact)
    return format(Decimal(text).normalize(), "f")
