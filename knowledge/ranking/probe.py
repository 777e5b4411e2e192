"""A question, in; the words, pairs and characters to look for, each with its weight, out."""

import math
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from knowledge.figures import Figure
from knowledge.language import (
    find_phrases,
    is_question_word,
    opposites_of,
    synonyms_of,
    terms,
    word_spans,
)
from knowledge.questions.asking import Asked
from knowledge.questions.empty_words import is_empty

HAN = re.compile(r"[\u3400-\u9fff]")
HAN_RUN = re.compile(r"[\u3400-\u9fffa-z0-9]{2,}")
# A synonym found is worth less than the word itself: twice over, since the lexicon may be wrong here.
SYNONYM_IN_QUERY = 0.5
CONTEXT_WEIGHT = 0.4  # of words taken over from the turns before
PAIR_WEIGHT = 0.7  # of pairs of characters that are no words; only passages list them
SINGLE_WEIGHT = 0.6  # of single characters in the query; words of two and more count 1


class Frequencies(Protocol):
    """What ranking counts on in an index."""

    @property
    def sentence_count(self) -> int:
        """How many sentences it holds."""

    @property
    def passage_count(self) -> int:
        """How many passages."""

    def document_frequency(self, term: str) -> int:
        """How many sentences hold a term."""

    def passage_frequency(self, term: str) -> int:
        """How many passages hold a term or a pair of characters."""


class Question(Protocol):
    """What ranking reads of an analysed question."""

    @property
    def folded(self) -> str:
        """The question, folded and corrected."""

    @property
    def asked(self) -> Asked:
        """What kind of thing is asked."""

    @property
    def places(self) -> tuple[str, ...]:
        """Places of the base that it names."""

    @property
    def periods(self) -> tuple[str, ...]:
        """Periods that it names."""

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Figures that it states."""

    @property
    def words(self) -> tuple[str, ...]:
        """Words that say what is asked; of a turn that says nothing itself, those of the turn before."""

    @property
    def context_words(self) -> tuple[str, ...]:
        """Words taken over from the turns before, beside its own."""


@dataclass(frozen=True, slots=True)
class Clue:
    """One thing to look for: a word, a pair of characters or a character."""

    text: str
    weight: float  # inverse document frequency, natural logarithm
    others: tuple[tuple[str, float], ...] = ()  # words that may stand for it, with how sure that is, 0 to 1
    against: tuple[str, ...] = ()  # its contraries


@dataclass(frozen=True, slots=True)
class Probe:
    """A question as ranking sees it."""

    text: str  # folded
    asked: Asked
    words: tuple[Clue, ...]
    pairs: tuple[Clue, ...]  # neighbouring characters
    characters: tuple[Clue, ...]
    left: str  # what stands left of the asking words, without them
    right: str
    places: tuple[str, ...]
    years: tuple[int, ...]
    figures: frozenset[str]  # texts of figures that the question states
    values: frozenset[Decimal]  # and their values
    query: dict[str, float]  # index term -> weight


YEAR = re.compile(r"(?<!\d)(1[0-9]\d\d|20\d\d)(?!\d)")
SHORT_YEAR = re.compile(r"(?<!\d)(\d\d)年(?![内间来以])")


def make_probe(question: Question, index: Frequencies) -> Probe:
    """
    Read a question for ranking.

    Args:
        question: As analysed.
        index: How many sentences and passages of the base hold a term.
    """
    text, asked = question.folded, question.asked
    frequency, count = index.document_frequency, index.sentence_count
    passages = index.passage_count
    start, end = (asked.start, asked.end) if asked.start >= 0 else (len(text), len(text))
    content = [
        (word, left, right)
        for word, left, right in word_spans(text)
        if not (left < end and start < right) and not is_question_word(word) and not is_empty(word)
    ]

    def idf(term: str) -> float:
        return math.log((count + 1.0) / (frequency(term) + 0.5))

    def rarity(word: str) -> float:
        """Weigh a word: by its own frequency, or by those of its parts where it is no term of the index."""
        found = frequency(word)
        if found or len(word) == 1:
            return idf(word)
        parts = [idf(part) for part in terms(word)]
        return max(parts, default=idf(word))

    words: dict[str, Clue] = {}
    phrases = find_phrases(text)
    for word, _, _ in content:
        if word not in words:
            words[word] = Clue(word, max(rarity(word), 0.1), others_of(word, phrases), opposites_of(word))
    for phrase in phrases:
        if phrase not in words:
            words[phrase] = Clue(phrase, max(rarity(phrase), 0.1) * 0.5, others_of(phrase), opposites_of(phrase))
    # 花园口呢 asks for what the turn before asked for.
    inherited = {word: 1.0 for word in question.words if word not in text}
    inherited |= dict.fromkeys(question.context_words, CONTEXT_WEIGHT)
    for word, weight in inherited.items():
        if word not in words and not is_empty(word):
            words[word] = Clue(word, max(rarity(word), 0.1) * weight, others_of(word), opposites_of(word))
    kept = mask_asking(text, start, end)
    pairs: dict[str, Clue] = {}
    characters: dict[str, Clue] = {}
    for run in HAN_RUN.finditer(kept):
        run_text = run.group()
        for position in range(len(run_text) - 1):
            pair = run_text[position : position + 2]
            if pair not in pairs and HAN.search(pair):
                pairs[pair] = Clue(pair, max(math.log((passages + 1.0) / (index.passage_frequency(pair) + 0.5)), 0.1))
    for character in kept:
        if character not in characters and HAN.match(character):
            characters[character] = Clue(character, max(idf(character), 0.05))
    query = {term: (1.0 if len(term) > 1 else SINGLE_WEIGHT) for term in terms(kept)}
    for pair in pairs:
        query.setdefault(pair, PAIR_WEIGHT)
    for clue in words.values():
        for other, sureness in clue.others:
            for term in terms(other):
                if len(term) > 1:
                    query.setdefault(term, SYNONYM_IN_QUERY * sureness)
    for word, weight in inherited.items():
        for term in terms(word):
            query.setdefault(term, weight * (1.0 if len(term) > 1 else SINGLE_WEIGHT))
    years = [int(year) for year in YEAR.findall(text)] + [2000 + int(year) for year in SHORT_YEAR.findall(text)]
    return Probe(
        text,
        asked,
        tuple(words.values()),
        tuple(pairs.values()),
        tuple(characters.values()),
        text[:start],
        text[end:],
        question.places,
        tuple(dict.fromkeys(years)),
        frozenset(figure.text for figure in question.figures),
        frozenset(figure.value for figure in question.figures if figure.value is not None and figure.kind != "date"),
        query,
    )


def others_of(word: str, phrases: tuple[str, ...] = ()) -> tuple[tuple[str, float], ...]:
    """Return the synonyms of a word, and of the phrases of the question that it is a part of: 三人间 for the 屋 of 三个人一屋."""
    own = {other.word: other.weight for other in synonyms_of(word)}
    for phrase in phrases:
        if word in phrase and word != phrase:
            for other in synonyms_of(phrase):
                own.setdefault(other.word, other.weight)
    return tuple(own.items())


def mask_asking(text: str, start: int, end: int) -> str:
    """Blank out the asking words."""
    return text[:start] + " " * (end - start) + text[end:]
