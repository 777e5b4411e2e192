"""Chinese characters or typed Latin letters, in; toneless syllables, out."""

import re
from functools import cache, lru_cache
from typing import Final

from knowledge.language.folding import fold
from knowledge.language.tables import read_rows

LONGEST_SYLLABLE: Final = 6
LONGEST_RUN: Final = 80
MOST_SPLITS: Final = 6
# Each further syllable must earn its place: xian is 先 before 西安, but fangan is 方案 (fang an) by frequency.
SYLLABLE_COST: Final = 2.0
PINYIN_COLUMNS: Final = ("syllable", "log10_share", "characters", "source")
NEAR_INITIALS: Final = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("n", "l"), ("f", "h"))
NEAR_FINALS: Final = (("ang", "an"), ("eng", "en"), ("ing", "in"))
_LATIN_RUN: Final = re.compile(r"[a-zü']+")


def to_pinyin(text: str) -> tuple[str, ...]:
    """
    Read text aloud without tones, one syllable a character.

    >>> to_pinyin("花园口，3处")
    ('hua', 'yuan', 'kou', '', '', 'chu')

    Args:
        text: Any text; Traditional characters are read as well.

    Returns:
        As many syllables as characters: each the most frequent reading (ü is v), "" for what is not Han.

    Source:
        pypinyin's readings, the most frequent over jieba's words (`data/pinyin.tsv`); equal to the reading in context
        for 99.5 % of running text.
    """
    get = _syllables().get
    return tuple([get(character, "") for character in fold(text)])


def pinyin_readings(character: str) -> tuple[str, ...]:
    """
    Tell every common reading of a character, the most frequent first.

    >>> pinyin_readings("重")
    ('zhong', 'chong')
    """
    folded = fold(character)
    several = _several_readings().get(folded)
    if several is not None:
        return several
    reading = _syllables().get(folded, "")
    return (reading,) if reading else ()


def pinyin_key(text: str, fuzzy: bool = False) -> str:
    """
    Make a key under which words that sound alike meet.

    >>> pinyin_key("花园口"), pinyin_key("花园扣"), pinyin_key("huayuankou")
    ('hua yuan kou', 'hua yuan kou', 'hua yuan kou')
    >>> pinyin_key("平整", fuzzy=True) == pinyin_key("拼针", fuzzy=True)
    True

    Args:
        text: Characters, typed pinyin, or both.
        fuzzy: Also join what many speakers do not tell apart: zh z, ch c, sh s, n l, f h; ang an, eng en, ing in.

    Returns:
        Syllables with a space between; what is neither Han nor pinyin stays as folded, without blanks or punctuation.
    """
    parts: list[str] = []
    folded = fold(text)
    position = 0
    get = _syllables().get
    while position < len(folded):
        syllable = get(folded[position])
        if syllable is not None:
            parts.append(syllable)
            position += 1
            continue
        run = _LATIN_RUN.match(folded, position)
        if run is None:
            end = position + 1
            if folded[position].isalnum():
                while end < len(folded) and folded[end].isdigit() and folded[position].isdigit():
                    end += 1
                parts.append(folded[position:end])
            position = end
            continue
        split = match_pinyin_run(run.group())
        parts.extend(split if split is not None else (run.group().strip("'"),))
        position = run.end()
    return " ".join(near_syllable(part) for part in parts) if fuzzy else " ".join(parts)


@lru_cache(maxsize=2048)
def near_syllable(syllable: str) -> str:
    """
    Turn a syllable into the one that stands for all that sound nearly like it.

    >>> near_syllable("zheng"), near_syllable("ning"), near_syllable("fang")
    ('zen', 'lin', 'han')
    """
    if syllable not in valid_syllables():
        return syllable
    for initial, near in NEAR_INITIALS:
        if syllable.startswith(initial):
            syllable = near + syllable[len(initial) :]
            break
    for final, near in NEAR_FINALS:
        if syllable.endswith(final):
            return syllable[: -len(final)] + near
    return syllable


def split_pinyin(run: str) -> tuple[tuple[str, ...], ...]:
    """
    Split letters typed without blanks into syllables, in every way that is likely.

    >>> split_pinyin("sidaluanjian")[0]
    ('si', 'da', 'luan', 'jian')
    >>> split_pinyin("xian")
    (('xian',), ('xi', 'an'))
    >>> split_pinyin("gps")
    ()

    Args:
        run: Latin letters, an apostrophe where the typist set one (xi'an); ü may be ü or v.

    Returns:
        At most six splits, the likeliest first; none when the letters are no pinyin.
    """
    return _split_pinyin(fold(run).strip("'"))


@lru_cache(maxsize=4096)
def _split_pinyin(run: str) -> tuple[tuple[str, ...], ...]:
    shares = valid_syllables()
    run = run.replace("ü", "v")
    if not run or len(run) > LONGEST_RUN:
        return ()
    # best[i]: the likeliest splits of the first i letters, with their scores
    best: list[list[tuple[float, tuple[str, ...]]]] = [[] for _ in range(len(run) + 1)]
    best[0].append((0.0, ()))
    for end in range(1, len(run) + 1):
        if run[end - 1] == "'":
            best[end] = best[end - 1]
            continue
        found: list[tuple[float, tuple[str, ...]]] = []
        for start in range(max(0, end - LONGEST_SYLLABLE), end):
            share = shares.get(run[start:end])
            if share is not None:
                found.extend(
                    (score + share - SYLLABLE_COST, (*syllables, run[start:end])) for score, syllables in best[start]
                )
        found.sort(key=lambda split: (-split[0], split[1]))
        best[end] = found[:MOST_SPLITS]
    return tuple(syllables for _, syllables in best[-1])


def match_pinyin_run(text: str) -> tuple[str, ...] | None:
    """
    Split letters into the likeliest syllables, or tell that they are no pinyin.

    >>> match_pinyin_run("linshi")
    ('lin', 'shi')
    """
    splits = split_pinyin(text)
    return splits[0] if splits else None


@cache
def valid_syllables() -> dict[str, float]:
    """
    Tell the syllables of Mandarin, each with its share of running text.

    Returns:
        Toneless syllable (ü is v) -> decimal logarithm of its share.
    """
    syllables = {syllable: float(share) for syllable, share, _, _ in read_rows("pinyin.tsv", PINYIN_COLUMNS)}
    # Typists without ü write lve, nve as lue, nue.
    for typed, printed in (("lue", "lve"), ("nue", "nve")):
        if printed in syllables:
            syllables.setdefault(typed, syllables[printed])
    return syllables


@cache
def _syllables() -> dict[str, str]:
    table: dict[str, str] = {}
    for syllable, _, characters, _ in read_rows("pinyin.tsv", PINYIN_COLUMNS):
        table.update(dict.fromkeys(characters, syllable))
    return table


@cache
def _several_readings() -> dict[str, tuple[str, ...]]:
    return {
        character: tuple(readings.split(" "))
        for character, readings, _ in read_rows("readings.tsv", ("character", "readings", "source"))
    }
