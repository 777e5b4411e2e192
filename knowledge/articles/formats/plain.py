"""Plain text."""

from collections.abc import Iterator

from knowledge.articles.article import Article
from knowledge.articles.columns import to_reading_order
from knowledge.articles.decoding import Decoded, decode
from knowledge.articles.from_text import article_from_text
from knowledge.articles.limits import Limits
from knowledge.errors import UnreadableArticleError


def read(data: bytes, source: str, limits: Limits) -> Iterator[Article]:
    """Read a file of plain text as one article."""
    decoded = decode(data, source)
    check_length(decoded.text, source, limits)
    text, columns = to_reading_order(decoded.text)
    notes = reading_notes(decoded)
    if columns:
        notes = (*notes, f"按{'两三'[columns - 2] if columns < 4 else columns}栏理顺了阅读次序")
    yield article_from_text(text, source, notes=notes)


def check_length(text: str, source: str, limits: Limits) -> None:
    """Refuse a text that is too long, and one with nothing in it."""
    if len(text) > limits.characters:
        raise UnreadableArticleError(source, f"文字太多：{len(text)} 字，一篇最多 {limits.characters} 字")
    if not text.strip():
        raise UnreadableArticleError(source, "里面没有文字")


def reading_notes(decoded: Decoded) -> tuple[str, ...]:
    """Say how a text was decoded, where that is worth knowing."""
    notes = [f"按 {decoded.encoding} 读取"]
    if decoded.damaged:
        notes.append(f"有 {decoded.damaged} 处字节读不出，以 \ufffd 代替")
    return tuple(notes)
