"""Text that was typed, or that a format gave, in; an article with its title, authors, origin and date, out."""

import re
from dataclasses import replace
from datetime import date
from pathlib import PurePath

from knowledge.articles.article import Article
from knowledge.articles.frame import match_year
from knowledge.articles.layout import lay_out

GIVEN = ("title", "authors", "origin", "published")  # what a format may say by itself
LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def article_from_text(
    raw: str,
    source: str,
    *,
    title: str = "",
    authors: tuple[str, ...] = (),
    origin: str = "",
    published: date | None = None,
    site: str = "",
    notes: tuple[str, ...] = (),
) -> Article:
    """
    Make an article of text: its title, kicker, authors, origin and date are found in its first and last lines.

    Args:
        raw: The whole text, as printed. What no text may hold, NUL and lone surrogates, is left out or replaced.
        source: The path or name it came from.
        title: What a format said by itself, such as a page's title; it goes before what the text says. The others too.
        authors: Names.
        origin: The paper or office.
        published: The day.
        site: The site a page was saved from.
        notes: What reading did, for people: 按 GB18030 读取.
    """
    raw = LONE_SURROGATE.sub("\ufffd", raw.replace("\x00", ""))
    frame = lay_out(raw).frame
    article = Article(
        raw=raw,
        source=source,
        title=title or frame.title or PurePath(source).stem,
        kicker=frame.kicker,
        authors=authors or frame.authors,
        origin=origin or frame.origin,
        published=published or frame.published,
        site=site,
        notes=notes,
        given=tuple(name for name, value in zip(GIVEN, (title, authors, origin, published), strict=True) if value),
    )
    year = match_year(article.title)
    if article.published and (year is None or year > article.published.year + 1):
        # A title may name a year that lies ahead: 二〇一〇年远景目标纲要, of 1996.
        year = article.published.year
    return replace(article, year=year)
