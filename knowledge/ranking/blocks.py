"""
Neighbouring sentences of an article, in; what ranking knows of them whatever the question, out, and kept.

The same passages answer many questions. What does not depend on the question (the folded text, where sentences and
clauses begin, which figures stand where and of what kind they are) is worked out once for a passage and held in memory,
the most recently used ones only.
"""

import re
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from knowledge.language import fold
from knowledge.ranking.agreement import class_of, has_year
from knowledge.ranking.parts import find_parts
from knowledge.storage.records import StoredFact, StoredSentence

Ints = NDArray[np.int64]

CLAUSE_END = re.compile(r"(?<!\d)[,]|,(?!\d)|[;:()、。!?\n“”《》「」『』【】\[\]~—]")
MOST_BLOCKS = 2000  # of about 8 sentences each: some 30 MB


@dataclass(frozen=True, slots=True)
class Candidate:
    """A figure that may answer."""

    fact: StoredFact  # of a range, its figure may be one end of the stored fact's
    sentence: StoredSentence
    place: int  # of its sentence in the block, in a pool: in the pool
    end: int  # of a range: 1 its first end, 2 its last; 0 the figure as found
    kind: str  # as `class_of` names it
    is_range: bool
    has_year: bool


@dataclass(frozen=True, slots=True)
class Block:
    """Sentences that stand together, laid out in one text with a line break behind each."""

    sentences: tuple[StoredSentence, ...]
    text: str  # folded
    starts: Ints  # shape (sentences,)
    ends: Ints
    clauses: Ints  # where clauses begin, but for the first
    candidates: tuple[Candidate, ...]
    figure_starts: Ints  # shape (candidates,)
    figure_ends: Ints


def make_block(sentences: Sequence[StoredSentence]) -> Block:
    """Lay sentences out; they are an article's, in text order."""
    text = fold("".join(sentence.text.replace("\n", " ") + "\n" for sentence in sentences))
    lengths = np.array([len(sentence.text) + 1 for sentence in sentences], dtype=np.int64)
    ends = np.cumsum(lengths) - 1
    starts = ends - lengths + 1
    candidates = tuple(
        candidate
        for place, sentence in enumerate(sentences)
        if sentence.kind != "byline"
        for fact in sentence.facts
        for candidate in candidates_of(fact, sentence, place)
    )
    bases = starts[[candidate.place for candidate in candidates]] if candidates else np.zeros(0, dtype=np.int64)
    figures = [candidate.fact.figure for candidate in candidates]
    return Block(
        tuple(sentences), text, starts, ends,
        np.array([end.end() for end in CLAUSE_END.finditer(text)], dtype=np.int64), candidates,
        bases + np.array([figure.start for figure in figures], dtype=np.int64),
        bases + np.array([figure.end for figure in figures], dtype=np.int64),
    )  # fmt: skip


def candidates_of(fact: StoredFact, sentence: StoredSentence, place: int) -> tuple[Candidate, ...]:
    """Return what a fact offers: its figure, and of a range both ends."""
    ends = find_parts(fact.figure)
    is_range = bool(ends) or fact.figure.kind == "range"
    whole = Candidate(fact, sentence, place, 0, class_of(fact.figure), is_range, has_year(fact.figure))
    return (
        whole,
        *(
            Candidate(replace(fact, figure=part), sentence, place, number, class_of(part), False, has_year(part))
            for number, part in enumerate(ends, start=1)
        ),
    )


class BlockShelf:
    """Blocks of one base at one generation, the most recently used; shared by threads."""

    def __init__(self) -> None:
        self._blocks: OrderedDict[int, Block] = OrderedDict()
        self._lock = threading.Lock()

    def take(
        self, wanted: Iterable[int], fetch: Callable[[list[int]], Mapping[int, Sequence[StoredSentence]]]
    ) -> dict[int, Block]:
        """
        Return blocks by number, in the order asked for; those that are not there are fetched, all in one go.

        Args:
            wanted: Numbers of passages.
            fetch: Numbers -> the sentences of each; what is gone may be missing.
        """
        numbers = list(dict.fromkeys(wanted))
        with self._lock:
            held = {number: self._blocks[number] for number in numbers if number in self._blocks}
            for number in held:
                self._blocks.move_to_end(number)
        lacking = [number for number in numbers if number not in held]
        if lacking:
            made = {number: make_block(sentences) for number, sentences in fetch(lacking).items() if sentences}
            held |= made
            with self._lock:
                self._blocks |= made
                while len(self._blocks) > MOST_BLOCKS:
                    self._blocks.popitem(last=False)
        return {number: held[number] for number in numbers if number in held}


_shelves: OrderedDict[tuple[str, int], BlockShelf] = OrderedDict()


def open_shelf(base_id: str, generation: int) -> BlockShelf:
    """Return the shelf of a base at a generation; those of two others at most are kept."""
    key = (base_id, generation)
    shelf = _shelves.get(key)
    if shelf is None:
        shelf = _shelves[key] = BlockShelf()
        while len(_shelves) > 3:
            _shelves.popitem(last=False)
    return shelf
