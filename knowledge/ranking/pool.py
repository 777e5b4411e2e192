"""
A probe and the sentences that were fetched for it, in; everything the signals count on, laid out as arrays, out.

All sentences stand in one text with a line break between them, titles and headings behind; each clue is then looked
for once, in the whole text, and numpy tells sentence, clause and distance. No sentence is cut into words here.
"""

import re
from collections.abc import Sequence
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.language import fold
from knowledge.ranking.agreement import agreement
from knowledge.ranking.blocks import Block, Candidate, Ints, make_block
from knowledge.ranking.probe import Clue, Probe
from knowledge.storage.records import StoredSentence

Floats = NDArray[np.float64]

SHORT_CLAUSE = 8  # characters; a clause that begins so close to its figure takes the one before along
FAR = 10_000.0
LONGEST_RISE = 10
RISE = re.compile(r"[到至为达]$|超过$|突破$")
YEAR_REACH = 3  # sentences that a year may hold for without being named again
# Of so many candidates the gold figure is one in 99.8 of 100 questions, whole sentences taken by promise.
CANDIDATES = 48
WITHIN = 1.0  # what a sentence of the places asked gains when candidates are chosen
K1, B = 1.2, 0.75
PAIR_SHARE, CHARACTER_SHARE = 0.5, 0.15


class Pool:
    """
    The sentences and figures among which a question is decided.

    Args:
        probe: The question.
        blocks: Passages, and stray sentences with their neighbours; sorted here by id.
        passage_scores: What the index said of their passages.
        chosen: Ids of sentences whose figures may answer; the others are there for context. None: all.
        scopes: Sets of articles that are about the place and year of the question, the narrowest first.
        limit: About how many candidates to keep; a sentence is kept or left whole.
    """

    def __init__(
        self,
        probe: Probe,
        blocks: Sequence[Block],
        passage_scores: dict[int, float] | None = None,
        chosen: frozenset[int] | None = None,
        scopes: Sequence[Sequence[int]] = (),
        limit: int = CANDIDATES,
    ) -> None:
        self.probe = probe
        self.passage_scores = passage_scores or {}
        self.chosen = chosen
        self.scopes_of = tuple(frozenset(scope) for scope in scopes)
        self.blocks = tuple(sorted(blocks, key=lambda block: block.sentences[0].id))
        self._lay_out()
        self._choose(limit)

    @classmethod
    def of(cls, probe: Probe, sentences: Sequence[StoredSentence], scores: dict[int, float] | None = None) -> "Pool":
        """Make a pool of an article's sentences, every figure a candidate."""
        return cls(probe, [make_block(sentences)], scores, limit=10**9)

    def _lay_out(self) -> None:
        blocks = self.blocks
        self.sentences = tuple(sentence for block in blocks for sentence in block.sentences)
        titles = tuple(dict.fromkeys(sentence.title for sentence in self.sentences))
        sections = tuple(dict.fromkeys(sentence.section for sentence in self.sentences))
        behind = [*titles, *sections]
        texts = [block.text for block in blocks]
        offsets = np.cumsum([0, *(len(text) for text in texts)])
        count, length = len(self.sentences), int(offsets[-1])
        self.text = "".join(texts) + fold("\n".join(text.replace("\n", " ") for text in behind)) + "\n"
        behind_ends = length + np.cumsum([len(text) + 1 for text in behind]) - 1
        behind_starts = behind_ends - np.array([len(text) for text in behind], dtype=np.int64)
        bases = offsets[:-1].tolist()
        self.segment_start: Ints = np.concatenate(
            [*(block.starts + base for block, base in zip(blocks, bases, strict=True)), behind_starts]
        ).astype(np.int64)
        self.segment_end: Ints = np.concatenate(
            [*(block.ends + base for block, base in zip(blocks, bases, strict=True)), behind_ends]
        ).astype(np.int64)
        self.clause_start: Ints = np.concatenate(
            [
                np.zeros(1, dtype=np.int64),
                *(block.clauses + base for block, base in zip(blocks, bases, strict=True)),
                behind_ends + 1,
            ]
        ).astype(np.int64)
        title_place = {title: count + place for place, title in enumerate(titles)}
        section_place = {section: count + len(titles) + place for place, section in enumerate(sections)}
        self.title_of = np.array([title_place[sentence.title] for sentence in self.sentences], dtype=np.int64)
        self.section_of = np.array([section_place[sentence.section] for sentence in self.sentences], dtype=np.int64)
        articles = np.array([sentence.article_id for sentence in self.sentences], dtype=np.int64)
        positions = np.array([sentence.position for sentence in self.sentences], dtype=np.int64)
        places = np.arange(count)
        joined = np.zeros(count + 1, dtype=bool)
        joined[1:count] = (articles[1:] == articles[:-1]) & (positions[1:] == positions[:-1] + 1)
        self.previous: Ints = np.where(joined[:count], places - 1, -1)
        self.following: Ints = np.where(joined[1:], places + 1, -1)
        passages = tuple(dict.fromkeys(sentence.passage_id for sentence in self.sentences))
        number = {passage: place for place, passage in enumerate(passages)}
        self.passages = passages
        self.passage_of = np.array([number[sentence.passage_id] for sentence in self.sentences], dtype=np.int64)

    def _choose(self, limit: int) -> None:
        """Keep the figures of the sentences that promise most."""
        first = np.cumsum([0, *(len(block.sentences) for block in self.blocks)]).tolist()
        offsets = np.cumsum([0, *(len(block.text) for block in self.blocks)]).tolist()
        asked, chosen = self.probe.asked, self.chosen
        kept: list[tuple[int, int]] = []  # block, place in its candidates
        fit: dict[int, float] = {}
        often: dict[int, int] = {}
        for number, block in enumerate(self.blocks):
            for place, candidate in enumerate(block.candidates):
                if chosen is None or candidate.sentence.id in chosen:
                    kept.append((number, place))
                    sentence = first[number] + candidate.place
                    value = agreement(asked, candidate.fact.figure)
                    fit[sentence] = max(fit.get(sentence, -2.0), value)
                    often[sentence] = often.get(sentence, 0) + 1
        if len(kept) > limit:
            relative = self.relative_scores
            scores = np.array([self.passage_scores.get(passage, 0.0) for passage in self.passages])
            shares = scores / scores.max() if len(scores) and scores.max() > 0 else scores
            promise = (
                relative
                + 0.6 * shares[self.passage_of]
                + 0.25
                * np.maximum(
                    np.where(self.previous >= 0, relative[self.previous], 0.0),
                    np.where(self.following >= 0, relative[self.following], 0.0),
                )
            )
            # What is of the places asked stands before what is not: 永州2020年粮食总产量.
            within = frozenset[int]().union(*self.scopes_of)
            promise = promise + WITHIN * np.array([sentence.article_id in within for sentence in self.sentences])
            order = sorted(
                fit, key=lambda sentence: (-round(float(promise[sentence]) + 0.3 * fit[sentence], 9), sentence)
            )
            taken: set[int] = set()
            total = 0
            for sentence in order:
                if total >= limit:
                    break
                taken.add(sentence)
                total += often[sentence]
            kept = [(n, p) for n, p in kept if first[n] + self.blocks[n].candidates[p].place in taken]
        self.candidates: tuple[Candidate, ...] = tuple(self.blocks[n].candidates[p] for n, p in kept)
        self.figure_sentence: Ints = np.array(
            [first[n] + self.blocks[n].candidates[p].place for n, p in kept], dtype=np.int64
        )
        self.figure_start: Ints = np.array(
            [self.blocks[n].figure_starts[p] + offsets[n] for n, p in kept], dtype=np.int64
        )
        self.figure_end: Ints = np.array([self.blocks[n].figure_ends[p] + offsets[n] for n, p in kept], dtype=np.int64)

    # -- how well sentences match --------------------------------------------------------------------------------------

    @cached_property
    def sentence_scores(self) -> Floats:
        """Shape (sentences,): words, pairs and characters, as BM25 scores them."""
        count = len(self.sentences)
        segments = len(self.segment_end)
        lengths = (self.segment_end - self.segment_start)[:count].astype(float)
        norm = K1 * (1 - B + B * lengths / max(1.0, float(lengths.mean()) if count else 1.0))
        scores = np.zeros(count)
        for hits, weights, part in (
            (self.word_hits, self.word_weights, 1.0),
            (self.pair_hits, self.pair_weights, PAIR_SHARE),
            (self.character_hits, self.character_weights, CHARACTER_SHARE),
        ):
            often = hits.count(hits.bucket(self.segment_end), len(weights), segments)[:, :count]
            scores += part * (weights @ (often * (K1 + 1) / (often + norm)))
        return scores

    @cached_property
    def relative_scores(self) -> Floats:
        """Shape (sentences,): the same over the best of the pool, 0 to 1."""
        scores = self.sentence_scores
        best = float(scores.max()) if len(scores) else 0.0
        return scores / best if best > 0 else np.zeros_like(scores)

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
        return hits.present(hits.bucket(self.segment_end), clues, len(self.segment_end))

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
        left, right = self.candidates[first], self.candidates[second]
        gap = int(self.figure_start[second] - self.figure_end[first])
        if left.kind != right.kind or not 0 <= gap <= LONGEST_RISE:
            return False
        between = self.text[int(self.figure_end[first]) : int(self.figure_start[second])]
        return bool(RISE.search(between + right.fact.figure.modifier))

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
            kind = candidate.kind
            key = (candidate.place, kind)
            other = last.get(key)
            if other is not None and self.figure_start[place] >= self.figure_end[other]:
                # 由2329元增加到4495元: what stands before the first belongs to the second as well.
                before[place] = before[other] if self.is_joined(other, place) else self.figure_end[other]
                step = other
                while step >= 0 and self.figure_sentence[step] == candidate.place:
                    if self.candidates[step].kind == kind and self.figure_end[step] <= self.figure_start[place]:
                        behind[step] = min(behind[step], self.figure_start[place])
                    step -= 1
            last[key] = place
            if kind == "date" and candidate.has_year:
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
            if candidate.kind != "date" or not candidate.has_year:
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
        self._bucket: Ints | None = None
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

    def bucket(self, ends: Ints) -> Ints:
        """Return, for each hit, the segment that it stands in; told once for one set of segments."""
        if self._bucket is None:
            self._bucket = np.searchsorted(ends, self.start)
        return self._bucket

    def present(self, bucket: Ints, clues: int, buckets: int) -> Floats:
        """Return, shape (clues, buckets), the surest hit of each clue in each bucket."""
        table = np.zeros((clues, buckets))
        np.maximum.at(table, (self.clue, bucket), self.factor)
        return table

    def count(self, bucket: Ints, clues: int, buckets: int) -> Floats:
        """Return, shape (clues, buckets), how often each clue stands in each bucket."""
        flat = np.bincount(self.clue * buckets + bucket, weights=self.factor, minlength=clues * buckets)
        return flat.reshape(clues, buckets).astype(np.float64)
