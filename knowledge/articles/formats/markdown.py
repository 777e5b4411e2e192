"""Markdown: plain text whose marks the repairs know; a block of fields may stand before it."""

import re
from collections.abc import Iterator
from datetime import date

from knowledge.articles.article import Article
from knowledge.articles.decoding import decode
from knowledge.articles.formats.fields import match_fields
from knowledge.articles.formats.plain import check_length, reading_notes
from knowledge.articles.from_text import article_from_text
from knowledge.articles.limits import Limits

FRONT = re.compile(r"\A﻿?---[ \t]*\r?\n(?P<fields>(?:.*\r?\n){1,60}?)(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)")
FIELD = re.compile(r"^(?P<name>[\w\u4e00-\u9fff -]{1,20}?)\s*[:：]\s*(?P<value>.*?)\s*$", re.MULTILINE)


def read(data: bytes, source: str, limits: Limits) -> Iterator[Article]:
    """Read a file of Markdown as one article."""
    decoded = decode(data, source)
    check_length(decoded.text, source, limits)
    text = decoded.text
    given: dict[str, str] = {}
    if front := FRONT.match(text):
        given = {
            match["name"].strip().lower(): match["value"].strip("\"'[] ") for match in FIELD.finditer(front["fields"])
        }
        if match_fields(given):
            text = text[front.end() :]
    fields = match_fields(given)
    published = fields.get("published")
    authors = fields.get("authors")
    yield article_from_text(
        text,
        source,
        title=str(fields.get("title", "")),
        authors=authors if isinstance(authors, tuple) else (),
        origin=str(fields.get("origin", "")),
        published=published if isinstance(published, date) else None,
        notes=reading_notes(decoded),
    )
