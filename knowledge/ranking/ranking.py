"""A question and a base, in; the figures that may answer, best first and each with its confidence, out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np

from knowledge.ranking.blocks import Candidate
from knowledge.ranking.confidence import find_evidences
from knowledge.ranking.gathering import Searcher, SentenceStore, gather
from knowledge.ranking.pool import Floats, Pool
from knowledge.ranking.probe import Probe, Question, make_probe
from knowledge.ranking.scoping import ArticleStore, find_scopes
from knowledge.ranking.signals import count_signals
from knowledge.ranking.weights import open_calibrator, open_model
from knowledge.storage.records import StoredFact, StoredSentence


class Store(SentenceStore, ArticleStore, Protocol):
    """What ranking reads of a store."""


@dataclass(frozen=True, slots=True)
class RankedFact:
    """A figure that may answer."""

    fact: StoredFact  # of a range, its figure may be one end of the stored fact's
    sentence: StoredSentence
    score: float  # comparable within one question only
    confidence: float  # calibrated probability that it is right
    signals: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RankedSentence:
    """A sentence that may answer a question for words."""

    sentence: StoredSentence
    score: float  # 0 to 1, over the best of the pool


@dataclass(frozen=True, slots=True)
class Ranking:
    """What ranking found."""

    probe: Probe
    figures: tuple[RankedFact, ...]  # best first, each different figure of a place once
    sentences: tuple[RankedSentence, ...]  # best first
    evidences: Mapping[str, float]  # what the confidence of the first is drawn from
    read: Mapping[int, StoredSentence] = field(default_factory=dict)  # every sentence that was read, by id

    @property
    def confidence(self) -> float:
        """How sure it is that the first figure answers; 0 where there is none."""
        return self.figures[0].confidence if self.figures else 0.0


def rank_facts(question: Question, store: Store, index: Searcher, limit: int = 20) -> Ranking:
    """
    Rank the figures of a base by how well they answer a question.

    Args:
        question: As analysed.
        store: Where the sentences rest.
        index: The index of that store, caught up.
        limit: How many figures and sentences to return at most.
    """
    probe = make_probe(question, index)
    pool = gather(probe, store, index, find_scopes(probe, store))
    return rank_pool(pool, limit)


def rank_texts(question: Question, store: Store, index: Searcher, limit: int = 100) -> tuple[RankedSentence, ...]:
    """Rank the sentences of a base alone, for a question that words answer."""
    probe = make_probe(question, index)
    return rank_sentences(gather(probe, store, index, find_scopes(probe, store)), limit)


def rank_pool(pool: Pool, limit: int = 20) -> Ranking:
    """Rank what was gathered."""
    model = open_model()
    signals = count_signals(pool, model.signals)
    scores = model.score(signals)
    kept = order_figures(pool, scores, limit)
    if not kept:
        return Ranking(pool.probe, (), rank_sentences(pool, limit), {}, read_of(pool))
    evidences = find_evidences(pool, scores, kept)
    sure = open_calibrator().to_probability(evidences)
    chances = np.exp(np.minimum(scores[kept] - scores[kept[0]], 0.0))
    figures = tuple(
        RankedFact(
            pool.candidates[place].fact,
            pool.candidates[place].sentence,
            round(float(scores[place]), 6),
            round(sure * chance, 6),
            dict(zip(model.signals, signals[place].round(4).tolist(), strict=True)),
        )
        for place, chance in zip(kept, chances.tolist(), strict=True)
    )
    rounded = {name: round(value, 4) for name, value in evidences.items()}
    return Ranking(pool.probe, figures, rank_sentences(pool, limit), rounded, read_of(pool))


def read_of(pool: Pool) -> dict[int, StoredSentence]:
    return {sentence.id: sentence for sentence in pool.sentences}


def order_figures(pool: Pool, scores: Floats, limit: int) -> list[int]:
    """Return the places of the best candidates, each different figure of a place once; equal scores by text order."""
    places = range(len(scores))
    order = sorted(places, key=lambda place: (-round(float(scores[place]), 9), key_of(pool.candidates[place])))
    kept: dict[tuple[object, ...], int] = {}
    for place in order:
        same = same_figure(pool.candidates[place])
        if same not in kept:
            if len(kept) >= limit:
                break
            kept[same] = place
        elif (
            scores[kept[same]] - scores[place] <= AS_GOOD
            and pool.candidates[place].fact.figure.text == pool.candidates[kept[same]].fact.figure.text
            and key_of(pool.candidates[place]) < key_of(pool.candidates[kept[same]])
        ):
            # Of two sentences that tell the same about as well, the first, with the score of the better.
            scores[place] = scores[kept[same]]
            kept[same] = place
    return list(kept.values())


AS_GOOD = 0.5  # behind in score


def rank_sentences(pool: Pool, limit: int) -> tuple[RankedSentence, ...]:
    """Rank the sentences of a pool for questions that words answer."""
    scores = pool.relative_scores
    order = sorted(range(len(scores)), key=lambda place: (-round(float(scores[place]), 9), pool.sentences[place].id))
    return tuple(RankedSentence(pool.sentences[place], round(float(scores[place]), 6)) for place in order[:limit])


def key_of(candidate: Candidate) -> tuple[int, int, int]:
    """Order candidates as they stand in the base."""
    return (candidate.sentence.id, candidate.fact.figure.start, candidate.end)


def same_figure(candidate: Candidate) -> tuple[object, ...]:
    """Return what makes two figures one answer: value and unit, and the place they hold for."""
    figure = candidate.fact.figure
    value = (figure.value, figure.low, figure.high)
    return (value if any(part is not None for part in value) else figure.text, figure.unit, candidate.fact.place)
