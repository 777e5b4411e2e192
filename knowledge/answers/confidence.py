"""The best candidate and the ones behind it, in; the calibrated probability that it is right, out."""

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from knowledge.answers.choosing import Chosen
from knowledge.questions import AnalysedQuestion, is_generic

# One number each about a question and its best candidate; the weights stand in data/confidence.json.
EVIDENCES = (
    "score",  # of the candidate, 0 to about 1
    "share",  # of the question's words that are covered, nearer counting more
    "near",  # the same in the clause alone
    "beside",  # the same in the clause and its neighbours
    "head",  # of the word that says what is counted; one half where there is none
    "headless",  # 1 where the question names nothing that is counted
    "named",  # how far the question names what the figure counts
    "agreement",  # does the figure measure what is asked, -1 to 1
    "lead",  # over the next different candidate
    "missing",  # words of two characters and more that nothing covers
    "content",  # how many words tell anything at all
    "placed",  # 1 the place asked, 0 none asked
    "timed",  # 1 the period asked, 0 none asked
    "unit",  # 1 where the question names a unit
    "contrary",  # 1 where the clause says the opposite of a word
    "anchored",  # 1 where the question states a figure and this stands beside it
    "chance",  # what the learned ranker gives it, 0 to 1
    "first",  # 1 where it is the learned ranker's first too
)


@dataclass(frozen=True, slots=True)
class Calibration:
    """A logistic regression over standardised evidences."""

    means: tuple[float, ...]
    scales: tuple[float, ...]
    weights: tuple[float, ...]
    intercept: float

    def probability(self, evidences: Sequence[float]) -> float:
        """Return the probability, 0 to 1, that the candidate with these evidences is right."""
        odds = self.intercept + sum(
            weight * (value - mean) / scale
            for value, mean, scale, weight in zip(evidences, self.means, self.scales, self.weights, strict=True)
        )
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, odds))))


@cache
def open_calibration() -> Calibration:
    """Read the shipped weights."""
    fields = json.loads((files("knowledge.answers") / "data" / "confidence.json").read_text(encoding="utf-8"))
    rows = [fields["evidences"][name] for name in EVIDENCES]
    return Calibration(
        tuple(row["mean"] for row in rows),
        tuple(row["scale"] for row in rows),
        tuple(row["weight"] for row in rows),
        fields["intercept"],
    )


def count_evidences(
    question: AnalysedQuestion, best: Chosen, candidates: Sequence[Chosen], lead: float, anchored: bool
) -> tuple[float, ...]:
    """Return what the confidence is drawn from, in the order of EVIDENCES."""
    grounding = best.grounding
    content = [word for word in question.words if not is_generic(word)]
    return (
        best.score,
        grounding.share,
        grounding.near,
        grounding.beside,
        0.5 if grounding.head is None else grounding.head,
        float(grounding.head is None),
        0.4 if best.named is None else best.named,
        best.agreement,
        lead,
        float(len([word for word in grounding.missing if len(word) > 1])),
        float(len(content)),
        best.placed,
        best.timed,
        float(bool(question.asked.unit)),
        float(grounding.contrary),
        float(anchored),
        best.chance,
        float(best.chance > 0 and best.chance >= max(candidate.chance for candidate in candidates)),
    )


def confidence_of(
    question: AnalysedQuestion, best: Chosen, candidates: Sequence[Chosen], lead: float, anchored: bool
) -> float:
    """Return the calibrated probability that the best candidate answers the question."""
    return open_calibration().probability(count_evidences(question, best, candidates, lead, anchored))
