"""JSONL: one article a line, with named fields."""

import json
from collections.abc import Iterator

from knowledge.articles.article import Article
from knowledge.articles.decoding import decode
from knowledge.articles.formats.fields import match_fields
from knowledge.articles.formats.plain import check_length, reading_notes
from knowledge.articles.from_text import article_from_text
from knowledge.articles.limits import Limits
from knowledge.errors import UnreadableArticleError


def read(data: bytes, source: str, limits: Limits) -> Iterator[Article]:
    """
    Read one article from each line: {"title", "text", "author", "origin", "date", "id"}; Chinese names do too.

    Lines that cannot be read do not stop the others: what is wrong with them is raised when all are through.
    """
    decoded = decode(data, source)
    notes = reading_notes(decoded)
    wrong: list[str] = []
    count = 0
    for number, line in enumerate(decoded.text.split("\n"), start=1):
        if not line.strip():
            continue
        count += 1
        if count > limits.articles:
            raise UnreadableArticleError(source, f"文章太多，一个文件最多 {limits.articles} 篇")
        try:
            given = json.loads(line)
            if not isinstance(given, dict):
                raise TypeError
            fields = match_fields(given)
            text = fields["text"]
        except (ValueError, TypeError, RecursionError):
            wrong.append(f"第 {number} 行不是 JSON 对象")
            continue
        except KeyError:
            wrong.append(f"第 {number} 行没有正文（text 或 正文）")
            continue
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
