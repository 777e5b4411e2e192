"""A word of a question, in; the words that an article may use for it, out."""

from dataclasses import dataclass
from functools import cache
from typing import Final

from knowledge.language.folding import fold
from knowledge.language.tables import read_rows

WEIGHTS: Final = {"exact": 0.9, "near": 0.6, "broader": 0.4}
# One character stands inside too many other words (米 in 平方米, 名 in 20名): it is asked for, but not looked for.
LOOKED_FOR_ALONE: Final = frozenset("涨跌拆癌霾距获撰娶嫁卒殁薨")
LONGEST_PHRASE: Final = 8  # characters
SYNONYM_COLUMNS: Final = ("kind", "words", "to", "note", "source")


@dataclass(frozen=True, slots=True)
class Synonym:
    """Another word for a thing, as an article may print it."""

    word: str
    weight: float  # exact 0.9, near 0.6, broader 0.4
    oneway: bool = False  # the word may stand for what was asked, but not the other way round


@dataclass(frozen=True, slots=True)
class SynonymGroup:
    """A row of the lexicon."""

    kind: str
    words: tuple[str, ...]
    to: tuple[str, ...]  # empty: the words stand for one another; else: each word may be printed as one of these
    note: str
    source: str


def synonyms_of(word: str) -> tuple[Synonym, ...]:
    """
    Find the words that an article may use for what the asker calls `word`.

    >>> [(synonym.word, synonym.weight) for synonym in synonyms_of("下水道")]
    [('排水沟', 0.9), ('排水管道', 0.9), ('下水管', 0.9)]

    Args:
        word: One word, as typed.

    Returns:
        Other words, the surest first; empty when the lexicon does not know the word.
    """
    return _synonyms().get(fold(word), ())


def find_phrases(text: str) -> tuple[str, ...]:
    """
    Find the words of the lexicon that stand in a text, however it is cut into words; the longest of those that nest.

    >>> find_phrases("最后一班有多少人")
    ('最后一班', '有多少人')

    Args:
        text: Folded.
    """
    return tuple(dict.fromkeys(text[start:end] for start, end in phrase_spans(text)))


def phrase_spans(text: str) -> list[tuple[int, int]]:
    """Tell where the words of the lexicon stand in a folded text, those inside longer ones left out."""
    lexicon = _words()
    found: list[tuple[int, int]] = []
    for length in range(min(LONGEST_PHRASE, len(text)), 1, -1):
        for start in range(len(text) - length + 1):
            if text[start : start + length] in lexicon and not any(
                left <= start and start + length <= right for left, right in found
            ):
                found.append((start, start + length))
    return sorted(found)


def lexicon_words() -> frozenset[str]:
    """Tell every word that stands in the lexicon, on either side."""
    return _words()


def opposites_of(word: str) -> tuple[str, ...]:
    """
    Find the words that an article uses for the contrary, so that one is not taken for the other.

    >>> opposites_of("进口")
    ('出口', '出口额', '出口总额')
    """
    return _opposites().get(fold(word), ())


def is_filler(word: str) -> bool:
    """
    Tell whether a word of a question says nothing about what is asked.

    >>> is_filler("请问"), is_filler("垃圾")
    (True, False)
    """
    return fold(word) in _fillers()


def is_question_word(word: str) -> bool:
    """
    Tell whether a word asks.

    >>> is_question_word("多少"), is_question_word("几多"), is_question_word("请问")
    (True, True, False)
    """
    return _fillers().get(fold(word)) == "question"


@cache
def synonym_groups() -> tuple[SynonymGroup, ...]:
    """Read every row of the lexicon, in file order."""
    return tuple(
        SynonymGroup(kind, tuple(words.split()), tuple(to.split()), note, source)
        for kind, words, to, note, source in read_rows("synonyms.tsv", SYNONYM_COLUMNS)
    )


@cache
def _synonyms() -> dict[str, tuple[Synonym, ...]]:
    found: dict[str, dict[str, Synonym]] = {}
    for group in synonym_groups():
        weight = WEIGHTS[group.kind]
        for word in group.words:
            others = found.setdefault(word, {})
            for other in group.to or group.words:
                known = others.get(other)
                if len(other) == 1 and other not in LOOKED_FOR_ALONE:
                    continue
                if other != word and (known is None or known.weight < weight):
                    others[other] = Synonym(other, weight, oneway=bool(group.to))
    # Stable sort: among equals, the order of the file.
    return {
        word: tuple(sorted(others.values(), key=lambda synonym: -synonym.weight))
        for word, others in found.items()
        if others
    }


@cache
def _words() -> frozenset[str]:
    return frozenset(word for group in synonym_groups() for word in (*group.words, *group.to))


@cache
def opposite_rows() -> tuple[tuple[tuple[str, ...], tuple[str, ...], str], ...]:
    """Read every row of the opposites: words on one side, words on the other, note."""
    rows = read_rows("opposites.tsv", ("words", "opposites", "note", "source"))
    return tuple((tuple(words.split()), tuple(opposites.split()), note) for words, opposites, note, _ in rows)


@cache
def _opposites() -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for left, right, _ in opposite_rows():
        for one, other in ((left, right), (right, left)):
            for word in one:
                found.setdefault(word, {}).update(dict.fromkeys(other))
    return {word: tuple(others) for word, others in found.items()}


@cache
def _fillers() -> dict[str, str]:
    return {word: kind for kind, word, _, _ in read_rows("fillers.tsv", ("kind", "word", "note", "source"))}
