"""Fields that name what an article is, in Chinese or English, in; title, text, authors, origin and date, out."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from knowledge.articles.frame import match_day

NAMES = {
    "title": ("title", "标题", "题目", "headline", "subject"),
    "text": ("text", "正文", "内容", "content", "body", "article", "全文"),
    "authors": ("author", "authors", "作者", "记者", "byline", "署名"),
    "origin": ("origin", "来源", "出处", "publisher", "paper", "媒体", "source"),
    "published": (
        "date",
        "published",
        "日期",
        "发布日期",
        "发布时间",
        "时间",
        "publish_date",
        "pubdate",
        "time",
        "published_at",
    ),
    "source": ("id", "编号", "url", "link", "链接", "网址"),
}


def match_fields(given: Mapping[str, Any]) -> dict[str, Any]:
    """
    Pick out the fields that are known.

    >>> sorted(match_fields({"标题": "甲镇拆违", "作者": "李山、毛志刚", "日期": "2021-05-12"}).items())
    [('authors', ('李山', '毛志刚')), ('published', datetime.date(2021, 5, 12)), ('title', '甲镇拆违')]
    """
    lowered = {str(name).strip().lower(): value for name, value in given.items()}
    found: dict[str, Any] = {}
    for field, names in NAMES.items():
        for name in names:
            value = lowered.get(name)
            if value in (None, "", [], {}):
                continue
            if field == "authors":
                parts = value if isinstance(value, list) else re.split(r"[、，,;；/]|\s{2,}", str(value))
                found[field] = tuple(str(part).strip() for part in parts if str(part).strip())
            elif field == "published":
                day = to_day(str(value))
                if day is None:
                    continue
                found[field] = day
            else:
                found[field] = str(value).strip()
            break
    return found


def to_day(text: str) -> date | None:
    """Read a date in any of the writings of articles, or as ISO 8601 has it."""
    try:
        return date.fromisoformat(text.strip()[:10])
    except ValueError:
        return match_day(text)
