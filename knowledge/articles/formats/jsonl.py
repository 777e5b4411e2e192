"""JSONL and JSON: one article a line, or a list of articles, with named fields."""

import json
from collections.abc import Iterator
from typing import Any

from knowledge.articles.article import Article
from knowledge.articles.decoding import decode
from knowledge.articles.formats.fields import match_fields
from knowledge.articles.formats.plain import check_length, reading_notes
from knowledge.articles.from_text import article_from_text
from knowledge.articles.limits import Limits
from knowledge.errors import UnreadableArticleError

MOST_NAMED = 6  # fields, in a message


def read(data: bytes, source: str, limits: Limits) -> Iterator[Article]:
    """
    Read one article from each line: {"title", "text", "author", "origin", "date", "id"}; Chinese names do too.

    A file that is one JSON value, a list of articles or a single one, is read as well. Lines that cannot be read do
    not stop the others: what is wrong with them is raised when all are through.
    """
    decoded = decode(data, source)
    notes = reading_notes(decoded)
    wrong: list[str] = []
    count = 0
    for number, given in enumerate_articles(decoded.text):
        count += 1
        if count > limits.articles:
            raise UnreadableArticleError(source, f"文章太多，一个文件最多 {limits.articles} 篇")
        if not isinstance(given, dict):
            wrong.append(f"第 {number} 行不是 JSON 对象")
            continue
        fields = match_fields(given)
        if "text" not in fields:
            # What search engines export has the article one level further in.
            inner = [
                found for one in given.values() if isinstance(one, dict) and "text" in (found := match_fields(one))
            ]
            fields = inner[0] if len(inner) == 1 else fields
        if "text" not in fields:
            named = "、".join(map(str, list(given)[:MOST_NAMED]))
            wrong.append(f"第 {number} 行没有正文（text 或 正文）" + (f"，只有 {named}" if named else ""))
            continue
        text = fields["text"]
        try:
            check_length(text, source, limits)
        except UnreadableArticleError as trouble:
            wrong.append(f"第 {number} 行{trouble.trouble}")
            continue
        title = fields.get("title", "")
        if title and title not in text[:200]:
            # The title is a sentence of the article too, and one that may be cited.
            text = f"{title}\n\n{text}"
        yield article_from_text(
            text,
            f"{source}#{fields.get('source', number)}",
            title=title,
            authors=fields.get("authors", ()),
            origin=fields.get("origin", ""),
            published=fields.get("published"),
            notes=notes,
        )
    if wrong:
        more = f"，等共 {len(wrong)} 行" if len(wrong) > 3 else ""
        raise UnreadableArticleError(source, "；".join(wrong[:3]) + more)
    if not count:
        raise UnreadableArticleError(source, "里面没有文字")


def enumerate_articles(text: str) -> Iterator[tuple[int, Any]]:
    """Yield each JSON value with its line, or with its place in the list; None for what is no JSON."""
    lines = [(number, line) for number, line in enumerate(text.split("\n"), start=1) if line.strip()]
    if lines and (whole := to_json(text) if to_json(lines[0][1]) is None or len(lines) == 1 else None) is not None:
        yield from enumerate(whole if isinstance(whole, list) else [whole], start=1)
        return
    for number, line in lines:
        yield number, to_json(line)


def to_json(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None
