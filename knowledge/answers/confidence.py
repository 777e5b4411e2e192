"""The best candidate and the ones behind it, in; the calibrated probability that it is right, out."""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from knowledge.answers.choosing import Chosen
from knowledge.language import synonyms_of
from knowledge.questions import AnalysedQuestion, telling

# One number each about a question and its best candidate; the weights stand in data/confidence.json.
EVIDENCES = (
    "score",  # of the candidate, 0 to about 2; of one of several asked its fit
    "share",  # of the question's words that are covered, nearer counting more
    "near",  # the same in the clause alone
    "beside",  # the same in the clause and its neighbours
    "head",  # of the word that says what is counted; one half where there is none
    "headless",  # 1 where the question names nothing that is counted
    "named",  # how far the question names what the figure counts
    "agreement",  # does the figure measure what is asked, -1 to 1
    "lead",  # of the fit over that of the next different candidate
    "missing",  # words of two characters and more that nothing covers
    "content",  # how many words tell anything at all
    "placed",  # 1 the place asked, 0 none asked
    "timed",  # 1 the period asked, 0 none asked
    "unit",  # 1 where the question names a unit
    "contrary",  # 1 where the clause says the opposite of a word
    "anchored",  # 1 where the question states a figure and this stands beside it
    "chance",  # what the learned ranker gives it, 0 to 1
    "first",  # 1 where it is the learned ranker's first too
    "behind",  # the ranker's first, in its score; 0 for that one
    "fit",  # the score without the ranker's word
    "fit_lead",  # the same over the next that prints another figure
    "alike",  # how many candidates measure the very thing asked, as a logarithm
    "telling_unit",  # 1 where the question's unit says much (块, 平方米; not 个) and is the figure's
    "missing_known",  # missing words that stand elsewhere in the base, which speak for another thing
    "missing_new",  # missing words that stand nowhere in it, which may be another way of saying it
    "missing_in_lexicon",  # missing words whose synonyms are known, and are missing too
    "missing_single",  # missing single characters
    "missing_share",  # of the characters of the words that say what is asked
    "following",  # 1 where the turn before vouches for the rest
    "place_named",  # 1 where the question names a place
    "wordless",  # 1 where no word tells anything
    "headless_clause",  # 1 where the word that says what is counted is not there
)
# Those of the learned ranker about its first figure follow, each under its own name with this before it.
RANKED = "ranked "
UNTELLING_UNITS = frozenset(("个", "处", "人", "名", "家", "次", ""))
ALIKE, VERY_UNIT = 0.8, 0.99  # of the agreement
HEAD_MISSING = 0.4  # of the head word's cover; below that it is not there


PART_CHANCE = 0.7  # as of most answers: where several things are asked the ranker's chance is of none of them


@dataclass(frozen=True, slots=True)
class Calibration:
    """A logistic regression over standardised evidences."""

    weights: Mapping[str, tuple[float, float, float]]  # evidence -> mean, scale, weight
    intercept: float

    def probability(self, evidences: Mapping[str, float]) -> float:
        """Return the probability, 0 to 1, that the candidate with these evidences is right."""
        odds = self.intercept + sum(self.contributions(evidences).values())
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, odds))))

    def contributions(self, evidences: Mapping[str, float]) -> dict[str, float]:
        """Return what each evidence adds to the log-odds."""
        return {
            name: weight * (evidences.get(name, mean) - mean) / scale
            for name, (mean, scale, weight) in self.weights.items()
        }


@cache
def open_calibration() -> Calibration:
    """Read the shipped weights."""
    return read_calibration("confidence.json")


def read_calibration(name: str) -> Calibration:
    """Read a file of weights of data/."""
    fields = json.loads((files("knowledge.answers") / "data" / name).read_text(encoding="utf-8"))
    weights = {name: (row["mean"], row["scale"], row["weight"]) for name, row in fields["evidences"].items()}
    return Calibration(weights, fields["intercept"])


def count_evidences(
    question: AnalysedQuestion, best: Chosen, candidates: Sequence[Chosen], lead: float, anchored: bool
) -> dict[str, float]:
    """Return what the confidence is drawn from, by the names of EVIDENCES and those of the ranker."""
    grounding = best.grounding
    content = telling(question.words)
    long = [word for word in grounding.missing if len(word) > 1]
    text = best.fact.figure.text
    others = [c.fit for c in candidates if c.placed >= 0 and c.timed >= 0 and c.fact.figure.text != text]
    alike = sum(c.agreement >= ALIKE for c in candidates if c.placed >= 0 and c.timed >= 0)
    own = {
        "score": best.fit if question.part else best.score,
        "share": grounding.share,
        "near": grounding.near,
        "beside": grounding.beside,
        "head": 0.5 if grounding.head is None else grounding.head,
        "headless": float(grounding.head is None),
        "named": 0.4 if best.named is None else best.named,
        "agreement": best.agreement,
        "lead": lead,
        "missing": float(len(long)),
        "content": float(len(content)),
        "placed": best.placed,
        "timed": best.timed,
        "unit": float(bool(question.asked.unit)),
        "contrary": float(grounding.contrary),
        "anchored": float(anchored),
        "chance": PART_CHANCE if question.part else best.chance,
        "first": float(best.chance > 0 and best.chance >= max(candidate.chance for candidate in candidates)),
        "behind": best.behind,
        "fit": best.fit,
        "fit_lead": best.fit - max(others, default=0.0),
        "alike": math.log1p(alike),
        "telling_unit": float(question.asked.unit not in UNTELLING_UNITS and best.agreement >= VERY_UNIT),
        "missing_known": float(grounding.missing_known),
        "missing_new": float(len(long) - grounding.missing_known),
        "missing_in_lexicon": float(sum(bool(synonyms_of(word)) for word in long)),
        "missing_single": float(len(grounding.missing) - len(long)),
        "missing_share": grounding.missing_share,
        "following": float(bool(question.context_sentences)),
        "place_named": float(bool(question.places)),
        "wordless": float(not content),
        "headless_clause": float(grounding.head is not None and grounding.head < HEAD_MISSING),
    }
    return own | {RANKED + name: value for name, value in best.ranked.items()}


def confidence_of(
    question: AnalysedQuestion, best: Chosen, candidates: Sequence[Chosen], lead: float, anchored: bool
) -> float:
    """Return the calibrated probability that the best candidate answers the question."""
    return open_calibration().probability(count_evidences(question, best, candidates, lead, anchored))
