"""CSV and TSV: one table."""

import csv
import io
from collections.abc import Iterator
from pathlib import PurePath

from knowledge.articles.article import Article
from knowledge.articles.decoding import decode
from knowledge.articles.formats.plain import check_length, reading_notes
from knowledge.articles.formats.table import sheet_text
from knowledge.articles.from_text import article_from_text
from knowledge.articles.limits import Limits
from knowledge.errors import UnreadableArticleError

DELIMITERS = ",\t;|，"


def read(data: bytes, source: str, limits: Limits) -> Iterator[Article]:
    """Read a file of separated values as an article that is one table, named for the file."""
    decoded = decode(data, source)
    check_length(decoded.text, source, limits)
    text = decoded.text
    delimiter = find_delimiter(text[:20_000])
    rows: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            rows.append(row)
            if len(rows) > limits.rows:
                raise UnreadableArticleError(source, f"行数太多，最多 {limits.rows} 行")
    except csv.Error as trouble:
        raise UnreadableArticleError(source, f"表格读不出来：第 {len(rows) + 1} 行附近") from trouble
    raw = sheet_text(rows)
    check_length(raw, source, limits)
    yield article_from_text(raw, source, title=PurePath(source).stem, notes=reading_notes(decoded))


def find_delimiter(sample: str) -> str:
    """Choose the delimiter that gives the first lines the same number of cells, and the most of them."""
    lines = [line for line in sample.splitlines()[:20] if line.strip()]

    def weight(delimiter: str) -> tuple[bool, int]:
        counts = [len(row) for row in csv.reader(lines, delimiter=delimiter)]
        most = max(counts, default=1)
        return most > 1 and sum(count == most for count in counts) * 2 >= len(counts), most

    return max(DELIMITERS, key=weight)
