"""Bytes in; the text they were meant to be, out."""

import codecs
import re

from knowledge.errors import UnreadableArticleError


def to_text(data: bytes, source: str) -> str:
    """Decode bytes as UTF-8, UTF-16 with its mark, or GB18030."""
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    for encoding in ("utf-8", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnreadableArticleError(source, "不是文字文件")
