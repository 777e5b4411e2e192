"""Fields that name what an article is, in Chinese or English, in; title, text, authors, origin and date, out."""

import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta, timezone
from html import unescape
from typing import Any

from knowledge.articles.frame import match_day

NAMES = {
    "title": ("title", "标题", "题目", "headline", "subject", "新闻标题", "文章标题", "articletitle"),
    "text": (
        "text", "正文", "内容", "content", "body", "article", "全文", "新闻内容", "文章内容", "正文内容", "main_text",
        "maintext", "full_text", "fulltext", "contents", "paragraphs",
    ),
    "authors": ("author", "authors", "作者", "记者", "byline", "署名", "writer", "creator", "撰稿"),
    "origin": (
        "origin", "来源", "出处", "publisher", "paper", "媒体", "source", "媒体名称", "来源媒体", "报纸", "media",
    ),
    "published": (
        "date", "published", "日期", "发布日期", "发布时间", "时间", "publish_date", "pubdate", "time", "published_at",
        "publish_time", "publishtime", "pub_time", "datetime", "datepublished", "date_published", "发表时间", "发表日期",
        "created_at",
    ),
    "source": ("id", "编号", "url", "link", "链接", "网址"),
}  # fmt: skip
CHINA = timezone(timedelta(hours=8))
EPOCH = re.compile(r"[12]\d{9}(?:\d{3})?(?:\.\d+)?")
TAG = re.compile(r"</?[a-zA-Z][^<>]{0,300}>")
BREAKING_TAG = re.compile(
    r"</?(?:p|div|br|h[1-6]|li|ul|ol|tr|table|section|article|blockquote)\b[^<>]{0,300}>", re.IGNORECASE
)


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
            elif field == "text":
                lines = value if isinstance(value, list) else [value]
                found[field] = untagged("\n\n".join(map(str, lines))).strip()
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
    """
    Read a date in any of the writings of articles, as ISO 8601 has it, or in seconds or milliseconds since 1970.

    >>> to_day("2021年5月12日"), to_day("1620748800")
    (datetime.date(2021, 5, 12), datetime.date(2021, 5, 12))
    """
    text = text.strip()
    if EPOCH.fullmatch(text):
        return datetime.fromtimestamp(int(text[:10]), CHINA).date()
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return match_day(text)


def untagged(text: str) -> str:
    """
    Leave the marks of HTML out of a field; its blocks become paragraphs.

    >>> untagged("<p>拆除<b>118</b>处。</p><p>a&lt;b</p>").split()
    ['拆除118处。', 'a<b']
    """
    if not BREAKING_TAG.search(text):
        return text
    return unescape(TAG.sub("", BREAKING_TAG.sub("\n\n", text)))
