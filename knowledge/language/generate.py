"""
OpenCC and pypinyin, in; the character tables of `data/`, out.

Run `python -m knowledge.language.generate` after either library brought better readings; both are needed for this
alone, and neither is imported when a question is asked.
"""

import math
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from importlib.metadata import version
from itertools import chain
from pathlib import Path

from knowledge.language.tables import DATA

HAN = (range(0x3400, 0x4DC0), range(0x4E00, 0xA000))
COMPATIBILITY = (range(0xF900, 0xFB00), range(0x2F00, 0x2FD6))
# Standard in Simplified writing too (哪吒, 蒜薹), though OpenCC maps them on.
KEPT = frozenset("吒薹袷榘")
# Syllables that are sounds rather than readings; they would make every Latin run splittable.
SOUNDS = frozenset({"n", "ng", "m", "hm", "hng", "ê", "ei", "fiao", "cei", "yo", "lo", "eng", "pia", "dia"})
COMMON = 0.02
# Read so in the names of towns, which are asked for more often than mussels: 漯河, 蚌埠.
READ_IN_PLACES = {"漯": "luo", "蚌": "beng"}
PHRASE_FREQUENCY = 10


def main() -> None:
    """Write every generated table anew."""
    for name, text in generate_tables().items():
        (DATA / name).write_text(text, encoding="utf-8")
        print(f"{name}: {text.count(chr(10)) - 1} rows")


def generate_tables() -> dict[str, str]:
    """
    Make the generated tables without writing them.

    Returns:
        The text of each file of `data/` that is generated, by name.
    """
    words = _jieba_words()
    simplified = _simplified()
    traditional, phrases = _traditional(words)
    readings, frequencies = _readings(words)
    return {
        "simplified.tsv": simplified,
        "traditional.tsv": traditional,
        "traditional_phrases.tsv": phrases,
        "pinyin.tsv": readings,
        "readings.tsv": frequencies,
    }


def _characters() -> Iterable[str]:
    return map(chr, chain(*HAN))


def _table(columns: str, rows: Iterable[Iterable[str]]) -> str:
    return "\n".join(["\t".join(columns.split()), *("\t".join(row) for row in rows)]) + "\n"


def _converter(configuration: str) -> Callable[[str], str]:
    import opencc

    convert: Callable[[str], str] = opencc.OpenCC(configuration).convert
    return convert


def _jieba_words() -> dict[str, int]:
    """Read jieba's dictionary: word -> frequency."""
    from importlib.resources import files

    words = {}
    for line in files("jieba").joinpath("dict.txt").read_text(encoding="utf-8").splitlines():
        word, frequency, *_ = line.split(" ")
        words[word] = int(frequency)
    return words


def _simplified() -> str:
    """Make the table of Traditional characters, by the Simplified one that OpenCC gives for each alone."""
    to_simplified = _converter("t2s")
    source = f"OpenCC {version('OpenCC')} t2s"
    variants: dict[str, list[str]] = defaultdict(list)
    for character in _characters():
        simple = to_simplified(to_simplified(character))
        if simple != character and len(simple) == 1 and ord(simple) < 0x10000 and character not in KEPT:
            variants[simple].append(character)
    rows = [(simple, "".join(variants[simple]), source) for simple in sorted(variants)]
    compatible: dict[str, list[str]] = defaultdict(list)
    for character in map(chr, chain(*COMPATIBILITY)):
        usual = unicodedata.normalize("NFKC", character)
        if usual != character and len(usual) == 1 and ord(usual) < 0x10000:
            compatible[to_simplified(to_simplified(usual)) if usual not in KEPT else usual].append(character)
    rows += [
        (usual, "".join(compatible[usual]), f"Unicode {unicodedata.unidata_version} NFKC")
        for usual in sorted(compatible)
        if len(usual) == 1 and ord(usual) < 0x10000
    ]
    return _table("simplified traditional source", rows)


def _traditional(words: dict[str, int]) -> tuple[str, str]:
    """Make the tables of Traditional characters and of the phrases in which a character goes another way."""
    to_traditional = _converter("s2t")
    to_simplified = _converter("t2s")
    source = f"OpenCC {version('OpenCC')} s2t"
    single = {}
    for character in _characters():
        turned = to_traditional(character)
        if turned != character and len(turned) == 1 and ord(turned) < 0x10000:
            single[character] = turned
    rows = []
    for character, turned in sorted(single.items()):
        # 后 and 里 are written in Traditional text as well: they prove nothing about the writer.
        both = to_simplified(character) == character and _is_big5(character)
        rows.append((character, turned, "both" if both else "simplified", source))
    by_character = str.maketrans(single)
    kept: dict[str, str] = {}
    for word in sorted(words, key=lambda word: (len(word), word)):
        if words[word] < PHRASE_FREQUENCY or not 2 <= len(word) <= 4:
            continue
        turned = to_traditional(word)
        if len(turned) == len(word) and turned != _by_phrases(word, kept, by_character):
            kept[word] = turned
    return (
        _table("simplified traditional written source", rows),
        _table("simplified traditional source", ((word, turned, source) for word, turned in kept.items())),
    )


def _by_phrases(word: str, phrases: dict[str, str], by_character: dict[int, str]) -> str:
    """Turn a word as `to_traditional` does: longest phrase first, from the left."""
    turned, position = [], 0
    while position < len(word):
        for length in range(min(4, len(word) - position), 1, -1):
            phrase = word[position : position + length]
            if phrase in phrases:
                turned.append(phrases[phrase])
                position += length
                break
        else:
            turned.append(word[position].translate(by_character))
            position += 1
    return "".join(turned)


def _is_big5(character: str) -> bool:
    try:
        character.encode("big5")
    except UnicodeEncodeError:
        return False
    return True


def _readings(words: dict[str, int]) -> tuple[str, str]:
    """Make the table of characters by their most frequent syllable, and of those with several common ones."""
    from pypinyin import Style, lazy_pinyin
    from pypinyin.constants import PHRASES_DICT

    source = f"pypinyin {version('pypinyin')}"
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    for word, frequency in words.items():
        if len(word) > 1 and word not in PHRASES_DICT:
            continue
        syllables = lazy_pinyin(word, style=Style.NORMAL, errors="ignore")
        if len(syllables) != len(word):
            continue
        for character, syllable in zip(word, syllables, strict=True):
            if syllable and syllable not in SOUNDS:
                # A word of one character is read by its first reading in the dictionary, less sure than a phrase.
                seen[character][syllable] += 1 + (frequency if len(word) > 1 else frequency // 5)
    by_syllable: dict[str, list[str]] = defaultdict(list)
    weights: Counter[str] = Counter()
    several: list[tuple[str, str, str]] = []
    for character in _characters():
        counts = seen.get(character)
        if not counts:
            alone = lazy_pinyin(character, style=Style.NORMAL, errors="ignore")
            if not alone or alone[0] in SOUNDS or not alone[0].isascii():
                continue
            counts = Counter({alone[0]: 1})
        if character in READ_IN_PLACES:
            counts[READ_IN_PLACES[character]] += sum(counts.values())
        best, _ = min(counts.items(), key=lambda item: (-item[1], item[0]))
        by_syllable[best].append(character)
        total = sum(counts.values())
        for syllable, count in counts.items():
            weights[syllable] += count
        others = [s for s, count in counts.most_common() if s != best and count >= COMMON * total and count >= 3]
        if others:
            several.append((character, " ".join([best, *others]), source))
    whole = sum(weights.values())
    rows = [
        (syllable, f"{math.log10(weights[syllable] / whole):.2f}", "".join(by_syllable[syllable]), source)
        for syllable in sorted(by_syllable)
    ]
    return _table("syllable log10_share characters source", rows), _table("character readings source", several)


if __name__ == "__main__":
    assert Path(DATA).is_dir()
    main()
