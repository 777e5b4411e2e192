"""Text, in; its words and index terms, out: by jieba's dictionary without guessing, whichever program reads it."""

import logging
import os
import re
import stat
import sys
import threading
from collections.abc import Callable, Iterator
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from knowledge.language.folding import fold
from knowledge.language.tables import DATA, read_rows

# Han that jieba's dictionary covers; then other Han, one by one; then runs of digits and letters of other scripts.
_TOKEN: Final = re.compile(
    r"(?P<han>[\u4e00-\u9fd5]+)"
    r"|(?P<rare>[\u3007\u3400-\u4dbf\u9fd6-\u9fff\uf900-\ufaff\U00020000-\U000323af])"
    r"|(?P<number>\d{1,3}(?:,\d{3})+(?![\d,])(?:\.\d+)?|\d+(?:\.\d+)*)"
    r"|(?P<latin>[^\W\d_\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af]"
    r"(?:[^\W_\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af]|(?<=\d)\.(?=\d))*)"
)
# 大大大 is 大大 and 大 in either order, equally likely, and the two programs round the tie differently.
_REPEATED: Final = re.compile(r"((.)\2{2,})")


class Segmenter:
    """
    A reader of jieba's dictionary that cuts runs of Han into words.

    Args:
        name: The program that cuts: jieba or rjieba.
        cut: Han characters -> words, in order and without loss.
        cut_search: The same with the words inside long words before them.
    """

    def __init__(self, name: str, cut: Callable[[str], list[str]], cut_search: Callable[[str], list[str]]) -> None:
        self.name, self._cut, self._cut_search = name, cut, cut_search

    def cut(self, run: str) -> list[str]:
        """Cut a run of Han into words; a character written three times or more is a word each time."""
        return self._cut(run) if _REPEATED.search(run) is None else _cut_repeated(run, self._cut)

    def cut_search(self, run: str) -> list[str]:
        """Cut a run of Han into words, and give the words inside long words as well."""
        return self._cut_search(run) if _REPEATED.search(run) is None else _cut_repeated(run, self._cut_search)


def _cut_repeated(run: str, cut: Callable[[str], list[str]]) -> list[str]:
    found: list[str] = []
    last = 0
    for repeated in _REPEATED.finditer(run):
        if last < repeated.start():
            found.extend(cut(run[last : repeated.start()]))
        found.extend(repeated.group())
        last = repeated.end()
    return [*found, *cut(run[last:])] if last < len(run) else found


def words(text: str) -> tuple[str, ...]:
    """
    Cut text into words.

    >>> words("花园口镇清运垃圾22,505立方米。")
    ('花园口', '镇', '清运', '垃圾', '22505', '立方米')

    Returns:
        The words of the folded text in order, without blanks and punctuation; thousands lose their commas.
    """
    return tuple([word for word, _, _ in _spans(fold(text))])


def word_spans(text: str) -> tuple[tuple[str, int, int], ...]:
    """
    Cut text into words that know their places.

    >>> word_spans("拆除 违建")
    (('拆除', 0, 2), ('违建', 3, 5))

    Returns:
        (word, start, end) in order; `fold(text)[start:end]` is the word, but for commas of thousands.
    """
    return tuple(_spans(fold(text)))


def _spans(folded: str) -> Iterator[tuple[str, int, int]]:
    cut = segmenter().cut
    for token in _TOKEN.finditer(folded):
        start, end = token.span()
        kind = token.lastgroup
        if kind == "han":
            if end - start == 1:
                yield token.group(), start, end
                continue
            for word in cut(token.group()):
                yield word, start, start + len(word)
                start += len(word)
        elif kind == "number":
            yield token.group().replace(",", ""), start, end
        else:
            yield token.group(), start, end


def terms(text: str) -> tuple[str, ...]:
    """
    Tell what the index holds of a text: its words, the words inside them, and every Han character.

    >>> terms("S312沿线农贸市场")
    ('s312', '沿线', '农贸', '市场', '农贸市场', '沿', '线', '农', '贸', '市', '场')

    Returns:
        Terms, as often as they occur: of each run of Han its words, then its characters; a character that is a word
        by itself stands once.
    """
    found: list[str] = []
    cut_search = segmenter().cut_search
    for token in _TOKEN.finditer(fold(text)):
        run = token.group()
        if token.lastgroup == "han":
            if len(run) > 1:
                found.extend([word for word in cut_search(run) if len(word) > 1])
            found.extend(run)
        elif token.lastgroup == "number":
            found.append(run.replace(",", ""))
        else:
            found.append(run)
    return tuple(found)


def segmenter() -> Segmenter:
    """
    Give the segmenter of this process, opened at first use.

    Returns:
        rjieba where it is installed, else jieba: both give the same words (HMM off), which the tests compare.
    """
    return _open_segmenter()


@cache
def dictionary_digest() -> str:
    """
    Name the dictionary and the way of cutting, for a base to record: bases with another digest hold other terms.

    Returns:
        Twelve hexadecimal digits that change with our own words, with the tables of folding and with jieba's version.
    """
    digest = sha256(b"jieba 0.42.1, HMM off, search mode, single characters")
    for name in ("user_words.tsv", "simplified.tsv"):
        digest.update((DATA / name).read_bytes())
    return digest.hexdigest()[:12]


_OPENING: Final = threading.Lock()
_opened: list[Segmenter] = []


def _open_segmenter() -> Segmenter:
    if not _opened:
        with _OPENING:
            if not _opened:
                _opened.append(_open_rjieba() or open_jieba())
    return _opened[0]


def user_words() -> tuple[tuple[str, int], ...]:
    """Tell the words that jieba's dictionary lacks, with the frequency each is given."""
    rows = read_rows("user_words.tsv", ("word", "frequency", "source"))
    return tuple((word, int(frequency)) for word, frequency, _ in rows)


def _open_rjieba() -> Segmenter | None:
    if os.environ.get("YOUJU_SEGMENTER") == "jieba":
        return None
    return open_rjieba()


def open_rjieba() -> Segmenter | None:
    """Open rjieba's segmenter, or tell that it is not installed."""
    try:
        import rjieba
    except ImportError:
        return None
    reader = rjieba.Jieba()
    for word, frequency in user_words():
        reader.add_word(word, frequency, "n")
    return Segmenter(
        "rjieba",
        lambda run: list(reader.cut(run, False)),
        lambda run: list(reader.cut_for_search(run, False)),
    )


def open_jieba() -> Segmenter:
    """Open jieba's own segmenter: its cache in our own folder, its log silent, nothing guessed."""
    jieba = _import_jieba()
    jieba.setLogLevel(logging.WARNING)
    reader = jieba.Tokenizer()
    folder = cache_folder()
    if folder is None:
        # Otherwise jieba would write to, and later trust, a predictable name in the shared temporary folder.
        reader.FREQ, reader.total = reader.gen_pfdict(reader.get_dict_file())
        reader.initialized = True
    else:
        reader.tmp_dir = str(folder)
        reader.initialize()
    for word, frequency in user_words():
        reader.add_word(word, frequency)
    return Segmenter(
        "jieba",
        lambda run: list(reader.cut(run, HMM=False)),
        lambda run: list(reader.cut_for_search(run, HMM=False)),
    )


def _import_jieba() -> Any:
    # jieba asks pkg_resources for its dictionary if it can: 135 ms and a warning, for what a path gives as well.
    if "jieba" in sys.modules or "pkg_resources" in sys.modules:
        import jieba

        return jieba
    sys.modules["pkg_resources"] = None  # type: ignore[assignment]
    try:
        import jieba
    finally:
        del sys.modules["pkg_resources"]
    return jieba


def cache_folder() -> Path | None:
    """
    Find or make the folder that holds the dictionary's cache.

    Returns:
        `youju` in the user's cache folder, readable by its owner alone; None when it cannot be had so.
    """
    home = os.environ.get("XDG_CACHE_HOME", "")
    try:
        folder = (Path(home) if os.path.isabs(home) else Path.home() / ".cache") / "youju"
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        state = folder.stat()
        if hasattr(os, "getuid") and state.st_uid != os.getuid():
            return None
        if stat.S_IMODE(state.st_mode) & 0o077:
            folder.chmod(0o700)
        return folder if os.access(folder, os.W_OK | os.X_OK) else None
    except (OSError, RuntimeError):
        return None
