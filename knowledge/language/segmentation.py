"""Text, in; its words and index terms, out: by jieba's dictionary without guessing, whichever program reads it."""

import logging
import os
import re
import stat
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from functools import cache, lru_cache
from hashlib import sha256
from math import inf, log
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

Cut = Callable[[str], Sequence[str]]


class Segmenter:
    """
    A reader of jieba's dictionary that cuts runs of Han into words.

    Args:
        name: The program that cuts: jieba or rjieba.
        cut: Han characters -> words, in order and without loss.
        cut_search: The same with the words inside long words before them.
    """

    def __init__(self, name: str, cut: Cut, cut_search: Cut) -> None:
        self.name, self._cut, self._cut_search = name, cut, cut_search

    def cut(self, run: str) -> list[str]:
        """Cut a run of Han into words; a character written three times or more is a word each time."""
        return list(self._cut(run)) if _REPEATED.search(run) is None else _cut_repeated(run, self._cut)

    def cut_search(self, run: str) -> list[str]:
        """Cut a run of Han into words, and give the words inside long words as well."""
        return list(self._cut_search(run)) if _REPEATED.search(run) is None else _cut_repeated(run, self._cut_search)


def _cut_repeated(run: str, cut: Cut) -> list[str]:
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
    return tuple(term_line(text).split())


def term_line(text: str, found: set[str] | None = None) -> str:
    """
    Write the terms of a text in one line, a blank between; making a whole document's is half of reading it.

    >>> term_line("农贸市场")
    '农贸 市场 农贸市场 农 贸 市 场'

    Args:
        text: As printed.
        found: Takes the terms of more than one Han character.
    """
    parts: list[str] = []
    cut_search = segmenter().cut_search
    for token in _TOKEN.finditer(fold(text)):
        run = token.group()
        if token.lastgroup == "han":
            if len(run) > 1:
                words = [word for word in cut_search(run) if len(word) > 1]
                if found is not None:
                    found.update(words)
                parts += words
            parts.append(" ".join(run))
        elif token.lastgroup == "number":
            parts.append(run.replace(",", ""))
        else:
            parts.append(run)
    return " ".join(parts)


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
    return Segmenter("jieba", *_read_dictionary(reader.FREQ, reader.total))


def _read_dictionary(frequencies: dict[str, float], total: int) -> tuple[Cut, Cut]:
    """
    Make the two ways of cutting a run of Han by jieba's dictionary.

    The words are those of jieba's `cut(HMM=False)` and `cut_for_search(HMM=False)`, ties included, which the tests
    compare; without a graph of all words made first, and for Han alone, they take less than half the time.

    Args:
        frequencies: Every word with its frequency, and every beginning of a word, with 0 where it is none itself. The
            frequency of a word that was met becomes the logarithm of its share, which is below 0.
        total: The sum of the frequencies.
    """
    log_total = log(total)
    unknown = log(1) - log_total
    look_up = frequencies.get

    @lru_cache(maxsize=8192)  # facts and terms cut the same runs one after the other
    def cut(run: str) -> tuple[str, ...]:
        length = len(run)
        scores, ends = [0.0] * (length + 1), [0] * length
        for start in range(length - 1, -1, -1):
            best, chosen = -inf, 0
            for end in range(start + 1, length + 1):
                weight = look_up(run[start:end])
                if weight is None:
                    break
                if weight:
                    if weight > 0:
                        weight = frequencies[run[start:end]] = log(weight) - log_total
                    score = weight + scores[end]
                    if score >= best:  # of equals the longer word
                        best, chosen = score, end
            if not chosen:
                best, chosen = unknown + scores[start + 1], start + 1
            scores[start], ends[start] = best, chosen
        words, start = [], 0
        while start < length:
            words.append(run[start : ends[start]])
            start = ends[start]
        return tuple(words)

    @lru_cache(maxsize=1 << 16)
    def inside(word: str) -> tuple[str, ...]:
        parts = [word[at : at + 2] for at in range(len(word) - 1)]
        if len(word) > 3:
            parts += [word[at : at + 3] for at in range(len(word) - 2)]
        return (*(part for part in parts if look_up(part)), word)

    def cut_search(run: str) -> list[str]:
        found: list[str] = []
        for word in cut(run):
            if len(word) > 2:
                found += inside(word)
            else:
                found.append(word)
        return found

    return cut, cut_search


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
