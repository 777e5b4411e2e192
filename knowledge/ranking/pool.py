"""
A probe and the sentences that were fetched for it, in; everything the signals count on, laid out as arrays, out.

All sentences stand in one text with a line break between them, titles and headings behind; each clue is then looked
for once, in the whole text, and numpy tells sentence, clause and distance. No sentence is cut into words here.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.language import fold
from knowledge.ranking.agreement import class_of, has_year
from knowledge.ranking.parts import find_parts
from knowledge.ranking.probe import Clue, Probe
from knowledge.storage.records import StoredFact, StoredSentence

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

CLAUSE_END = re.compile(r"(?<!\d)[,]|,(?!\d)|[;:()、。!?\n“”《》「」『』【】\[\]~—]")
SHORT_CLAUSE = 8  # characters; a clause that begins so close to its figure takes the one before along
FAR = 10_000.0
LONGEST_RISE = 10
RISE = re.compile(r"[到至为达]$|超过$|突破$")
YEAR_REACH = 3  # sentences that a year may hold for without being named again


@dataclass(frozen=True, slots=True)
class Candidate:
    """A figure that may answer."""

    fact: StoredFact
    sentence: StoredSentence
    place: int  # of its sentence in the pool
    end: int = 0  # of a range: 1 its first end, 2 its last; 0 the figure as found


class Pool:
    """
    The sentences and figures among which a question is decided.

    Args:
        probe: The question.
        sentences: In any order; sorted here by id, so that neighbours in text are neighbours here.
        passage_scores: What the index said of their passages.
        chosen: Ids of sentences whose figures may answer; the others are there for context. None: all.
        scopes: Sets of articles that are about the place and year of the question, the narrowest first.
    """

    def __init__(
        self,
        probe: Probe,
        sentences: Sequence[StoredSentence],
        passage_scores: dict[int, float] | None = None,
        chosen: frozenset[int] | None = None,
        scopes: Sequence[Sequence[int]] = (),
    ) -> None:
        self.probe = probe
        self.sentences = tuple(sorted(sentences, key=lambda sentence: sentence.id))
        self.candidates = tuple(
            Candidate(fact if figure is fact.figure else replace(fact, figure=figure), sentence, place, end)
            for place, sentence in enumerate(self.sentences)
            if sentence.kind != "byline" and (chosen is None or sentence.id in chosen)
            for fact in sentence.facts
            for end, figure in enumerate((fact.figure, *find_parts(fact.figure)))
        )
        self.passage_scores = passage_scores or {}
        self.chosen = chosen
        self.scopes_of = tuple(frozenset(scope) for scope in scopes)
        self._lay_out()

    def _lay_out(self) -> None:
        titles = tuple(dict.fromkeys(sentence.title for sentence in self.sentences))
        sections = tuple(dict.fromkeys(sentence.section for sentence in self.sentences))
        segments = [sentence.text for sentence in self.sentences]
        segments += titles
        segments += sections
        self.text = fold("\n".join(segment.replace("\n", " ") for segment in segments)) + "\n"
        lengths = np.array([len(segment) + 1 for segment in segments], dtype=np.int64)
        self.segment_end: Ints = np.cumsum(lengths) - 1
        self.segment_start: Ints = self.segment_end - lengths + 1
        count = len(self.sentences)
        title_place = {title: count + place for place, title in enumerate(titles)}
        section_place = {section: count + len(titles) + place for place, section in enumerate(sections)}
        self.title_of = np.array([title_place[sentence.title] for sentence in self.sentences], dtype=np.int64)
        self.section_of = np.array([section_place[sentence.section] for sentence in self.sentences], dtype=np.int64)
        self.previous = np.full(count, -1, dtype=np.int64)
        self.following = np.full(count, -1, dtype=np.int64)
        for place in range(1, count):
            before, here = self.sentences[place - 1], self.sentences[place]
            if before.article_id == here.article_id and before.position + 1 == here.position:
                self.previous[place], self.following[place - 1] = place - 1, place
        passages = tuple(dict.fromkeys(sentence.passage_id for sentence in self.sentences))
        number = {passage: place for place, passage in enumerate(passages)}
        self.passages = passages
        self.passage_of = np.array([number[sentence.passage_id] for sentence in self.sentences], dtype=np.int64)
        clause_starts = [0]
        clause_starts.extend(end.end() for end in CLAUSE_END.finditer(self.text))
        self.clause_start: Ints = np.array(clause_starts, dtype=np.int64)
        self.figure_sentence = np.array([candidate.place for candidate in self.candidates], dtype=np.int64)
        base = self.segment_start[self.figure_sentence] if self.candidates else np.zeros(0, dtype=np.int64)
        figures = [candidate.fact.figure for candidate in self.candidates]
        self.figure_start: Ints = base + np.array([figure.start for figure in figures], dtype=np.int64)
        self.figure_end: Ints = base + np.array([figure.end for figure in figures], dtype=np.int64)

    # -- where clues stand -------------------------------------------------------------------------------------------

    @cached_property
    def word_hits(self) -> "Hits":
        """Every place of every word, its stand-ins included."""
        return Hits.of(self.text, self.probe.words)

    @cached_property
    def pair_hits(self) -> "Hits":
        """Every place of every pair of characters."""
        return Hits.of(self.text, self.probe.pairs)

    @cached_property
    def character_hits(self) -> "Hits":
        """Every place of every character."""
        return Hits.of(self.text, self.probe.characters)

    @cached_property
    def word_weights(self) -> Floats:
        """Shape (words,): inverse document frequencies."""
        return np.array([clue.weight for clue in self.probe.words])

    @cached_property
    def pair_weights(self) -> Floats:
        """Shape (pairs,)."""
        return np.array([clue.weight for clue in self.probe.pairs])

    @cached_property
    def character_weights(self) -> Floats:
        """Shape (characters,)."""
        return np.array([clue.weight for clue in self.probe.characters])

    @cached_property
    def words_in(self) -> Floats:
        """Shape (words, segments): 1 where a word stands in a sentence, title or heading; less for a stand-in."""
        return self._present(self.word_hits, len(self.probe.words))

    @cached_property
    def pairs_in(self) -> Floats:
        """Shape (pairs, segments)."""
        return self._present(self.pair_hits, len(self.probe.pairs))

    @cached_property
    def characters_in(self) -> Floats:
        """Shape (characters, segments)."""
        return self._present(self.character_hits, len(self.probe.characters))

    def _present(self, hits: "Hits", clues: int) -> Floats:
        return hits.present(np.searchsorted(self.segment_end, hits.start), clues, len(self.segment_end))

    @cached_property
    def clause_of_figure(self) -> Ints:
        """Shape (candidates,): the clause in which each figure begins."""
        return np.searchsorted(self.clause_start, self.figure_start, side="right") - 1

    @cached_property
    def clause_from(self) -> Ints:
        """Shape (candidates,): where each figure's clause begins; a short one takes the one before along."""
        clause = self.clause_of_figure
        start = self.clause_start[clause]
        base = self.segment_start[self.figure_sentence]
        short = (self.figure_start - start < SHORT_CLAUSE) & (start > base) & (clause > 0)
        return np.maximum(np.where(short, self.clause_start[np.maximum(clause - 1, 0)], start), base)

    @cached_property
    def clause_to(self) -> Ints:
        """Shape (candidates,): where each figure's clause ends."""
        after = np.searchsorted(self.clause_start, self.figure_end, side="right")
        bounds = np.append(self.clause_start, len(self.text))
        ends: Ints = np.minimum(bounds[after], self.segment_end[self.figure_sentence] + 1)
        return ends

    @cached_property
    def breaks(self) -> Ints:
        """Shape (characters of the text + 1,): how many clauses have ended before each position."""
        marks = np.zeros(len(self.text) + 1, dtype=np.int64)
        marks[self.clause_start[1:]] = 1
        return np.cumsum(marks)

    def stretch(self, first: Ints, last: Ints, hits: "Hits", clues: int) -> Floats:
        """Return, shape (clues, candidates), whether each clue stands between two positions of each candidate."""
        found = np.zeros((clues, len(first)))
        for clue, begin, end in hits.blocks:
            starts = hits.start[begin:end]
            low = np.searchsorted(starts, first)
            high = np.searchsorted(starts, last - hits.length[clue] + 1)
            if hits.plain[clue]:
                found[clue] = high > low
            else:
                best = np.zeros(len(first))
                factors = hits.factor[begin:end]
                for place in np.nonzero(high > low)[0]:
                    best[place] = factors[low[place] : high[place]].max()
                found[clue] = best
        return found

    @cached_property
    def chain_start(self) -> Ints:
        """Shape (candidates,): where each figure begins, or the one it grew from: 由2329元增加到4495元 is one statement."""
        start = self.figure_start.copy()
        for place in range(1, len(self.candidates)):
            if self.candidates[place].end:
                continue
            other = place - 1
            while other > 0 and self.candidates[other].end:
                other -= 1
            if self.figure_sentence[other] == self.figure_sentence[place] and self.is_joined(other, place):
                start[place] = start[other]
        return start

    def is_joined(self, first: int, second: int) -> bool:
        """Tell whether a figure is the state that another of its kind has grown or fallen to."""
        left, right = self.candidates[first].fact.figure, self.candidates[second].fact.figure
        if class_of(left) != class_of(right):
            return False
        between = self.text[int(self.figure_end[first]) : int(self.figure_start[second])]
        return len(between) <= LONGEST_RISE and bool(RISE.search(between + right.modifier))

    @cached_property
    def scopes(self) -> tuple[Ints, Ints, Ints]:
        """
        Shape (candidates,) each: what belongs to a figure, cut off where the next one of its kind begins.

        Returns:
            Where the stretch before it begins; where the stretch behind it ends; and, for a date with a year, where
            the next such date begins, sentences later: what is told in between happened in that year.
        """
        count = len(self.candidates)
        before = self.segment_start[self.figure_sentence].copy() if count else np.zeros(0, dtype=np.int64)
        behind = self.segment_end[self.figure_sentence].copy() if count else np.zeros(0, dtype=np.int64)
        year = behind.copy()
        last: dict[tuple[int, str], int] = {}
        dated = -1
        for place, candidate in enumerate(self.candidates):
            kind = class_of(candidate.fact.figure)
            key = (candidate.place, kind)
            other = last.get(key)
            if other is not None and self.figure_start[place] >= self.figure_end[other]:
                # 由2329元增加到4495元: what stands before the first belongs to the second as well.
                before[place] = before[other] if self.is_joined(other, place) else self.figure_end[other]
                step = other
                while step >= 0 and self.figure_sentence[step] == candidate.place:
                    if (
                        class_of(self.candidates[step].fact.figure) == kind
                        and self.figure_end[step] <= self.figure_start[place]
                    ):
                        behind[step] = min(behind[step], self.figure_start[place])
                    step -= 1
            last[key] = place
            if kind == "date" and has_year(candidate.fact.figure):
                dated = place
        if dated >= 0:
            year = self._year_scopes(behind)
        return before, behind, year

    def _year_scopes(self, behind: Ints) -> Ints:
        reach = behind.copy()
        stop = -1
        stop_passage = -1
        for place in range(len(self.candidates) - 1, -1, -1):
            candidate = self.candidates[place]
            if class_of(candidate.fact.figure) != "date":
                continue
            if not has_year(candidate.fact.figure):
                continue
            passage = int(self.passage_of[candidate.place])
            limit = candidate.place
            for _ in range(YEAR_REACH):
                if self.following[limit] < 0:
                    break
                limit = int(self.following[limit])
            end = int(self.segment_end[limit])
            if stop >= 0 and stop_passage == passage and stop > self.figure_start[place]:
                end = min(end, stop)
            reach[place] = max(end, int(self.figure_end[place]))
            if candidate.end == 0:
                stop, stop_passage = int(self.figure_start[place]), passage
        return reach

    @cached_property
    def word_distance(self) -> Floats:
        """Shape (words, candidates): characters to the nearest hit in the sentence, a break counting six; FAR if none."""
        return self._distance(self.word_hits, len(self.probe.words))

    @cached_property
    def pair_distance(self) -> Floats:
        """Shape (pairs, candidates)."""
        return self._distance(self.pair_hits, len(self.probe.pairs))

    def _distance(self, hits: "Hits", clues: int) -> Floats:
        count = len(self.candidates)
        nearest = np.full((clues, count), FAR)
        if not count:
            return nearest
        low = self.segment_start[self.figure_sentence]
        high = self.segment_end[self.figure_sentence]
        for clue, begin, end in hits.blocks:
            starts, ends = hits.start[begin:end], hits.end[begin:end]
            after = np.searchsorted(starts, self.figure_start)
            left = np.maximum(np.searchsorted(starts, self.chain_start) - 1, 0)
            left_ok = (starts[left] < self.chain_start) & (starts[left] >= low)
            before = np.minimum(ends[left], self.chain_start)
            gap = self.chain_start - before + 6.0 * (self.breaks[self.chain_start] - self.breaks[before])
            best = np.where(left_ok, gap, FAR)
            right = np.minimum(after, len(starts) - 1)
            right_ok = (after < len(starts)) & (starts[right] < high)
            gap = np.maximum(starts[right] - self.figure_end, 0)
            gap = gap + 6.0 * np.maximum(self.breaks[starts[right]] - self.breaks[self.figure_end], 0)
            nearest[clue] = np.minimum(best, np.where(right_ok, gap, FAR))
        return nearest

    @cached_property
    def shared(self) -> dict[str, Any]:
        """Whatever several signals count with, each counted once."""
        return {}


class Hits:
    """Where clues stand in a text: arrays ordered by clue and position."""

    def __init__(self, clue: Ints, start: Ints, end: Ints, factor: Floats, length: dict[int, int]) -> None:
        self.clue, self.start, self.end, self.factor, self.length = clue, start, end, factor, length
        edges = np.flatnonzero(np.diff(clue)) + 1
        begins = [0, *edges.tolist()] if len(clue) else []
        finishes = [*edges.tolist(), len(clue)] if len(clue) else []
        self.blocks = tuple((int(clue[begin]), begin, end) for begin, end in zip(begins, finishes, strict=True))
        self.plain = {number: bool((factor[begin:finish] == 1.0).all()) for number, begin, finish in self.blocks}

    @classmethod
    def of(cls, text: str, clues: Sequence[Clue]) -> "Hits":
        """Find every clue in a text."""
        found: list[tuple[int, int, int, float]] = []
        length: dict[int, int] = {}
        for number, clue in enumerate(clues):
            length[number] = len(clue.text)
            mine: list[tuple[int, int, int, float]] = []
            for word, factor in ((clue.text, 1.0), *clue.others):
                position = text.find(word)
                while position >= 0:
                    mine.append((number, position, position + len(word), factor))
                    position = text.find(word, position + 1)
            if clue.others:
                mine.sort()
            found += mine
        columns = np.array(found, dtype=np.float64).reshape(-1, 4)
        return cls(
            columns[:, 0].astype(np.int64), columns[:, 1].astype(np.int64), columns[:, 2].astype(np.int64),
            columns[:, 3], length,
        )  # fmt: skip

    def present(self, bucket: Ints, clues: int, buckets: int) -> Floats:
        """Return, shape (clues, buckets), the surest hit of each clue in each bucket."""
        table = np.zeros((clues, buckets))
        np.maximum.at(table, (self.clue, bucket), self.factor)
        return table

    def count(self, bucket: Ints, clues: int, buckets: int) -> Floats:
        """Return, shape (clues, buckets), how often each clue stands in each bucket."""
        flat = np.bincount(self.clue * buckets + bucket, weights=self.factor, minlength=clues * buckets)
        return flat.reshape(clues, buckets).astype(np.float64)
