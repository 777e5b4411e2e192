"""XLSX: each sheet a table, its numbers as the sheet shows them."""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from decimal import Decimal
from itertools import islice
from pathlib import PurePath
from typing import Any

from knowledge.articles.article import Article
from knowledge.articles.formats.packages import check_package
from knowledge.articles.formats.plain import check_length
from knowledge.articles.formats.table import sheet_text
from knowledge.articles.from_text import article_from_text
from knowledge.articles.limits import Limits
from knowledge.errors import MissingFormatError, UnreadableArticleError

MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]{0,40}?ref=\"([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})\"")
MOST_MERGED = 20_000  # ranges of a sheet
LARGEST_MERGED = 5_000  # cells of one range that are filled


def read(data: bytes, source: str, limits: Limits) -> Iterator[Article]:
    """Read a workbook as one article, its sheets as sections."""
    try:
        import openpyxl
    except ImportError as trouble:
        raise MissingFormatError(source, "openpyxl", "formats") from trouble
    package = check_package(data, source, limits)
    parts: list[str] = []
    budget = limits.rows
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        for sheet in sheets:
            sheet.reset_dimensions()
            rows: list[list[str]] = []
            for row in sheet.iter_rows():
                cells = [show(cell.value, cell.number_format or "") if cell.value is not None else "" for cell in row]
                while cells and not cells[-1]:
                    cells.pop()
                rows.append(cells)
                budget -= bool(cells)
                if budget < 0:
                    raise UnreadableArticleError(source, f"行数太多，最多 {limits.rows} 行")
                if len(cells) > limits.columns:
                    raise UnreadableArticleError(source, f"有 {len(cells)} 列，最多读 {limits.columns} 列")
            fill_merged(rows, merged_ranges(package, getattr(sheet, "_worksheet_path", "")))
            rows = [row for row in rows if any(row)]
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


def merged_ranges(package: zipfile.ZipFile, path: str) -> list[tuple[int, int, int, int]]:
    """Read which cells of a sheet were merged, as (top, left, bottom, right) counted from 0."""
    kept = b""
    if path.lstrip("/") not in package.namelist():
        return []
    with package.open(path.lstrip("/")) as part:
        while chunk := part.read(1 << 16):
            # They are named behind the cells; of these only so much is kept that no mark is cut in two.
            kept = kept + chunk if b"mergeCell" in kept + chunk else chunk[-100:]
    found = islice(MERGED.finditer(kept), MOST_MERGED)
    return [(int(match[2]) - 1, column_number(match[1]), int(match[4]) - 1, column_number(match[3])) for match in found]


def column_number(letters: bytes) -> int:
    """
    Count a column from 0.

    >>> column_number(b"A"), column_number(b"AB")
    (0, 27)
    """
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def fill_merged(rows: list[list[str]], ranges: Iterable[tuple[int, int, int, int]]) -> None:
    """Repeat what stands in merged cells in each of them, as formats do that keep tables; empty rows stay empty."""
    for top, left, bottom, right in ranges:
        text = rows[top][left] if top < len(rows) and left < len(rows[top]) else ""
        below = rows[top : bottom + 1]
        if not text or len(below) * (right + 1 - left) > LARGEST_MERGED:
            continue
        for row in filter(any, below):
            row.extend([""] * (right + 1 - len(row)))
            row[left : right + 1] = [text] * (right + 1 - left)


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
