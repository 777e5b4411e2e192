"""The best candidate and one close behind it, in; whether the question may mean either, out."""

import math
from functools import cache

from knowledge.answers.choosing import Chosen
from knowledge.answers.confidence import Calibration, read_calibration
from knowledge.questions import AnalysedQuestion, telling

CLOSE = 0.05  # two candidates nearer than this in fit are compared
CLOSE_BARE = 0.13  # the same where the question has but one word to tell by
CLOSE_ELSEWHERE = 0.22  # the same for another place's figure, when the question names no place
CLOSE_ALIKE = 0.55  # the same where both count the very thing that is named
HEAD_SURE = 0.85  # of the head word's cover: from there it is meant
LEAST_CHANCE = 1e-4  # of the learned ranker; below it one chance is as small as another
SHOWN_FROM = 0.2  # of the chance that a rival is meant as well

# One number each about a question, its best candidate and another; the weights stand in data/rivals.json.
EVIDENCES = (
    "chances",  # of the other over the best by the learned ranker, as a logarithm
    "fit",  # of the best over the other
    "score",  # the same with the ranker's word
    "share",  # of the question's words that are covered, best over other
    "covered",  # of the question's words, by the best
    "same_sentence",  # 1 where both stand in one sentence
    "same_place",  # 1 where both are told of one place
    "same_unit",  # 1 where both have the same unit
    "content",  # how many words tell anything, as a logarithm
)


def is_rival(best: Chosen, other: Chosen) -> bool:
    """Tell whether another candidate says something else than the best: another value, thing or place."""
    if other.fact.figure.text == best.fact.figure.text and other.sentence.text == best.sentence.text:
        return other.fact.id != best.fact.id and other.fact.counted != best.fact.counted
    return True


def is_close(question: AnalysedQuestion, best: Chosen, other: Chosen) -> bool:
    """Tell whether a candidate is near enough to the best to be compared with it."""
    return best.fit - other.fit <= closeness(question, best, other) and is_rival(best, other)


def closeness(question: AnalysedQuestion, best: Chosen, other: Chosen) -> float:
    """Return how near in fit another candidate must be: more loosely for another place when none is named."""
    if question.places or other.sentence.place == best.sentence.place:
        return CLOSE if len(telling(question.words)) > 1 else CLOSE_BARE
    same_thing = min(best.grounding.head or 0.0, other.grounding.head or 0.0) >= HEAD_SURE
    if same_thing and other.agreement >= 0.5:
        return CLOSE_ALIKE if best.named == other.named == 1.0 else 2 * CLOSE_ELSEWHERE
    return CLOSE_ELSEWHERE if other.grounding.near >= 0.5 and other.agreement >= 0.2 else CLOSE


def is_meant_too(question: AnalysedQuestion, best: Chosen, other: Chosen) -> bool:
    """
    Tell whether a candidate close to the best is to be shown beside it.

    What another article, or another place, tells of the same thing always is, and whatever fits a question that names
    but one thing; else the learned chance decides.
    """
    elsewhere = other.sentence.place != best.sentence.place or other.sentence.article_id != best.sentence.article_id
    if elsewhere or len(telling(question.words)) < 2:
        return True
    return open_rivalry().probability(count_rivalry(question, best, other)) >= SHOWN_FROM


@cache
def open_rivalry() -> Calibration:
    """Read the shipped weights."""
    return read_calibration("rivals.json")


def count_rivalry(question: AnalysedQuestion, best: Chosen, other: Chosen) -> dict[str, float]:
    """Return what tells whether another candidate is meant as well, by the names of EVIDENCES."""
    return {
        "chances": math.log((other.chance + LEAST_CHANCE) / (best.chance + LEAST_CHANCE)),
        "fit": best.fit - other.fit,
        "score": best.score - other.score,
        "share": best.grounding.share - other.grounding.share,
        "covered": best.grounding.share,
        "same_sentence": float(other.sentence.id == best.sentence.id),
        "same_place": float(other.sentence.place == best.sentence.place),
        "same_unit": float(other.fact.figure.unit == best.fact.figure.unit),
        "content": math.log1p(len(telling(question.words))),
    }
