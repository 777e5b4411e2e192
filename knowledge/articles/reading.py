"""Paths in; the articles of the files, or the files of the folders, out."""

import os
import stat
from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path

from knowledge.articles.article import Article
from knowledge.articles.limits import DEFAULT_LIMITS, Limits
from knowledge.errors import UnreadableArticleError

# Suffix -> the module of formats/ that reads it.
FORMATS = {
    ".txt": "plain",
    ".text": "plain",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".docx": "docx",
    ".pdf": "pdf",
    ".xlsx": "xlsx",
    ".xlsm": "xlsx",
    ".csv": "csv",
    ".tsv": "csv",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "jsonl",
}
# Suffixes of what people hand over and what is to be done with it.
REFUSED = {
    ".zip": "压缩包不直接读，请先解压，再添加里面的文件",
    ".rar": "压缩包不直接读，请先解压，再添加里面的文件",
    ".7z": "压缩包不直接读，请先解压，再添加里面的文件",
    ".gz": "压缩包不直接读，请先解压，再添加里面的文件",
    ".tar": "压缩包不直接读，请先解压，再添加里面的文件",
    ".xz": "压缩包不直接读，请先解压，再添加里面的文件",
    ".doc": "旧版 Word 文件，请另存为 .docx 再添加",
    ".wps": "WPS 文件，请另存为 .docx 再添加",
    ".rtf": "RTF 文件，请另存为 .docx 或 .txt 再添加",
    ".xls": "旧版 Excel 文件，请另存为 .xlsx 再添加",
    ".et": "WPS 表格，请另存为 .xlsx 再添加",
    ".ppt": "演示文稿不读，请把文字另存为 .txt 或 .docx",
    ".pptx": "演示文稿不读，请把文字另存为 .txt 或 .docx",
    ".epub": "电子书不读，请把文字另存为 .txt 或 .html",
    ".caj": "CAJ 文件不读，请另存为带文字的 PDF",
    ".ofd": "OFD 文件不读，请另存为带文字的 PDF",
}


def read_articles(path: Path | str, limits: Limits = DEFAULT_LIMITS) -> Iterator[Article]:
    """
    Read the articles of one file.

    Args:
        path: The file; its format is told by its suffix, and by its first bytes where these say otherwise.
        limits: Bounds on what is read.

    Yields:
        One article for most formats, one for each line of JSONL.

    Raises:
        UnreadableArticleError: Not text, damaged, refused, or beyond the limits.
        MissingFormatError: The library that reads this format is not installed.
    """
    path = Path(path)
    source = str(path)
    suffix = path.suffix.lower()
    if suffix in REFUSED:
        raise UnreadableArticleError(source, REFUSED[suffix])
    data = read_bytes(path, limits)
    reader = import_module(f"knowledge.articles.formats.{match_format(suffix, data)}")
    yield from reader.read(data, source, limits)


def read_bytes(path: Path, limits: Limits) -> bytes:
    """Read a regular file whose size is within the limits."""
    source = str(path)
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            os.scandir(path).close()
            raise UnreadableArticleError(source, "这是文件夹，不是文件")
        if not stat.S_ISREG(status.st_mode):
            raise UnreadableArticleError(source, "不是普通文件，不读")
        if status.st_size > limits.file_bytes:
            raise UnreadableArticleError(
                source, f"文件太大：{megabytes(status.st_size)}，最多读 {megabytes(limits.file_bytes)}"
            )
        with path.open("rb") as file:
            data = file.read(limits.file_bytes + 1)
    except FileNotFoundError as trouble:
        raise UnreadableArticleError(source, "没有这个文件") from trouble
    except PermissionError as trouble:
        raise UnreadableArticleError(source, "没有权限读") from trouble
    except (OSError, ValueError) as trouble:
        raise UnreadableArticleError(source, f"读不出来：{getattr(trouble, 'strerror', None) or trouble}") from trouble
    if len(data) > limits.file_bytes:
        raise UnreadableArticleError(source, f"文件太大，最多读 {megabytes(limits.file_bytes)}")
    if not data.strip(b"\x00 \t\r\n"):
        raise UnreadableArticleError(source, "文件是空的")
    return data


def megabytes(count: int) -> str:
    return f"{count / (1 << 20):.0f} MB" if count >= 1 << 20 else f"{count} 字节"


def match_format(suffix: str, data: bytes) -> str:
    """
    Say which module reads a file.

    The first bytes go before the suffix where they are sure: a Word file that was renamed, a page saved as .txt.
    """
    if data.startswith(b"%PDF-"):
        return "pdf"
    if data.startswith(b"PK\x03\x04"):
        head = data[:4096] + data[-4096:]
        if b"word/" in head:
            return "docx"
        if b"xl/" in head:
            return "xlsx"
    named = FORMATS.get(suffix, "plain")
    if named in ("plain", "markdown") and data[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(
        (b"<!doctype html", b"<html")
    ):
        return "html"
    return named


def find_article_files(paths: Iterable[Path | str], limits: Limits = DEFAULT_LIMITS) -> Iterator[Path]:
    """
    Walk files and folders, in name order.

    Args:
        paths: Files are given back as they are; folders are walked with all that is in them.
        limits: How deep and how many.

    Yields:
        Each file once, however many ways lead to it: those of a known format, and those that `read_articles` refuses
        with a word, such as archives. Hidden files, pictures and the like are passed over. Loops of links end.
    """
    seen: set[tuple[int, int]] = set()
    for path in map(Path, paths):
        if path.is_dir():
            yield from _walk(path, limits, seen, [0], 0)
        elif _is_new(path, seen):
            yield path


def _walk(folder: Path, limits: Limits, seen: set[tuple[int, int]], count: list[int], depth: int) -> Iterator[Path]:
    if depth > limits.depth or not _is_new(folder, seen):
        return
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        yield folder  # read_articles says what is wrong with it, and the walk goes on
        return
    for entry in entries:
        if entry.name.startswith((".", "~$", "__MACOSX")):
            continue
        count[0] += 1
        if count[0] > limits.files:
            raise UnreadableArticleError(str(folder), f"文件太多，一次最多看 {limits.files} 个")
        try:
            inner = entry.is_dir()
            regular = entry.is_file()
        except OSError:
            continue
        path = Path(entry.path)
        if inner:
            yield from _walk(path, limits, seen, count, depth + 1)
        elif regular and (path.suffix.lower() in FORMATS or path.suffix.lower() in REFUSED) and _is_new(path, seen):
            yield path


def _is_new(path: Path, seen: set[tuple[int, int]]) -> bool:
    try:
        status = path.stat()
    except OSError:
        return True  # read_articles says what is wrong with it
    key = (status.st_dev, status.st_ino)
    if key in seen:
        return False
    seen.add(key)
    return True
