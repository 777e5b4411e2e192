"""
A pool with its scores, in; the evidences for and against its best figure, and a calibrated probability, out.

A score says which figure is best, not whether the best is right: whether the articles hold the answer at all is told by
what they leave uncovered. So the probability is drawn from several evidences, by a logistic regression that was trained
on questions with and without an answer: the article gone, its passage gone, only the one sentence gone.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from knowledge.ranking.pool import Floats, Pool
from knowledge.ranking.signals import SIGNALS, words_around

# Signals of the best figure that say, apart from any rival, how far it answers.
OWN_SIGNALS = (
    "words_in_sentence", "words_around_sentence", "words_in_passage", "words_in_clause", "words_in_title",
    "pairs_in_sentence", "pairs_around_sentence", "pairs_in_clause", "pairs_near", "pairs_before", "pairs_after",
    "pairs_in_year", "characters_in_sentence", "characters_around_sentence", "characters_in_clause", "words_close",
    "pairs_close", "clause_ratio", "runs_along", "clause_covered", "rarest_missing", "title_named", "agrees",
    "date_exact", "same_unit", "same_dimension", "noun_behind", "tail_held", "head_held", "counted_named", "act_named",
    "asked_named", "contrary", "stated", "stated_beside", "lone_one", "right_end", "year_match", "year_clash",
    "year_governs", "place_match", "place_clash", "in_scope", "out_of_scope", "outdone", "change_fits", "is_planned",
    "sentence_score", "passage_score", "leads_passage",
)  # fmt: skip


def find_evidences(pool: Pool, scores: Floats, order: list[int]) -> dict[str, float]:
    """
    Collect what speaks for and against the best figure of a pool.

    Args:
        pool: The pool.
        scores: Shape (candidates,), of the model.
        order: Candidates of different figures, best first.

    Returns:
        Evidence by name; see `data/confidence.json` for what each weighs.
    """
    best = order[0]
    second = float(scores[order[1]]) if len(order) > 1 else float(scores[best]) - 6.0
    third = float(scores[order[2]]) if len(order) > 2 else second - 2.0
    top = float(scores[best])
    evidences = {
        "score": top,
        "gap": min(top - second, 6.0),
        "gap_to_third": min(top - third, 8.0),
    }
    chances = np.exp(np.minimum(scores[order] - top, 0.0))
    evidences["chance"] = float(chances[0] / chances.sum())
    for name in OWN_SIGNALS:
        evidences[name] = float(SIGNALS[name].count(pool)[best])
    sentence = int(pool.figure_sentence[best])
    weights = pool.word_weights
    missing = np.sort(weights * (1.0 - words_around(pool)[:, sentence]))[::-1] if len(weights) else np.zeros(0)
    evidences["missing"] = float(missing[0]) if len(missing) else 0.0
    evidences["missing_second"] = float(missing[1]) if len(missing) > 1 else 0.0
    pairs = pool.pair_weights
    around = np.maximum(pool.pairs_in[:, sentence], pool.pairs_in[:, int(pool.title_of[sentence])])
    lost = np.sort(pairs * (1.0 - around))[::-1] if len(pairs) else np.zeros(0)
    evidences["pair_missing"] = float(lost[0]) if len(lost) else 0.0
    evidences["pair_missing_third"] = float(lost[2]) if len(lost) > 2 else 0.0
    total = float(weights.sum() + pairs.sum())
    evidences["sentence_strength"] = float(pool.sentence_scores[sentence]) / total if total else 0.0
    best_sentence = int(np.argmax(pool.sentence_scores))
    evidences["in_best_sentence"] = float(best_sentence == sentence)
    evidences["question_words"] = min(float(len(weights)), 12.0)
    evidences["question_weight"] = math.log1p(total)
    evidences["rivals"] = float((scores > top - 1.0).sum() - 1)
    asked = pool.probe.asked
    evidences["asked_unknown"] = float(asked.kind == "unknown")
    evidences["asked_date"] = float(asked.kind == "date")
    evidences["asked_count"] = float(asked.kind == "count")
    evidences["asked_unit"] = float(bool(asked.unit))
    return evidences


@dataclass(frozen=True, slots=True)
class Calibrator:
    """A logistic regression over standardised evidences."""

    weights: Mapping[str, tuple[float, float, float]]  # evidence -> mean, spread, weight
    intercept: float

    def to_probability(self, evidences: Mapping[str, float]) -> float:
        """Return the probability that the best figure is right."""
        log_odds = self.intercept + sum(
            weight * max(-4.0, min(4.0, (evidences.get(name, mean) - mean) / spread))
            for name, (mean, spread, weight) in self.weights.items()
        )
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, log_odds))))
