"""A path, or text that was typed, in; articles out."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from knowledge.articles.article import Article
from knowledge.articles.decoding import to_text
from knowledge.articles.layout import lay_out
from knowledge.articles.limits import DEFAULT_LIMITS, Limits
from knowledge.errors import UnreadableArticleError

SUFFIXES = (".txt", ".text")


def read_articles(path: Path | str, limits: Limits = DEFAULT_LIMITS) -> Iterator[Article]:
    """
    Read the articles of one file.

    Args:
        path: The file.
        limits: Bounds on what is read.

    Returns:
        One article for most formats, one a line for JSONL.

    Raises:
        UnreadableArticleError: Not text, damaged, refused, or too large.
        MissingFormatError: The library that reads this format is not installed.
    """
    path = Path(path)
    try:
        size = path.stat().st_size
        if size > limits.file_bytes:
            raise UnreadableArticleError(str(path), "文件太大")
        data = path.read_bytes()
    except OSError as trouble:
        raise UnreadableArticleError(str(path), trouble.strerror or "读不出来") from trouble
    yield article_from_text(to_text(data, str(path)), str(path))


def article_from_text(raw: str, source: str) -> Article:
    """Make an article of plain text: its title, kicker, authors, origin and date are found in it."""
    raw = raw.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")
    frame = lay_out(raw).frame
    return Article(
        raw=raw,
        source=source,
        title=frame.title or Path(source).stem,
        kicker=frame.kicker,
        authors=frame.authors,
        origin=frame.origin,
        published=frame.published,
        year=frame.year,
    )


def find_article_files(paths: Iterable[Path | str]) -> Iterator[Path]:
    """Walk files and folders; yield each file that may hold articles once, in name order."""
    seen: set[Path] = set()
    for path in map(Path, paths):
        found = [path]
        if path.is_dir():
            found = sorted(file for file in path.rglob("*") if file.is_file() and file.suffix.lower() in SUFFIXES)
        for file in found:
            if file.resolve() not in seen:
                seen.add(file.resolve())
                yield file
