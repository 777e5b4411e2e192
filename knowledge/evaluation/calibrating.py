"""
Question sets and bases, in; the weights of the confidence, out.

    python -m knowledge.evaluation.calibrating QUESTIONS BASE [QUESTIONS BASE ...]

Each question set is asked of its base (a SQLite file). A question of kind `figure` is right when the best candidate is
a gold figure in the gold sentence; one of kind `unanswerable` never is. Questions that name one of two towns are asked
again with the other town, as unanswerable ones, unless the thing asked stands in both.
"""

import hashlib
import json
import sys
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from knowledge.answers.choosing import Scope, choose_facts
from knowledge.answers.confidence import EVIDENCES, count_evidences
from knowledge.answers.deciding import weigh
from knowledge.evaluation.judging import GoldQuestion, find_numbers, to_comparable, wants_silence
from knowledge.evaluation.report import read_gold_questions
from knowledge.knowledge_base import KnowledgeBase
from knowledge.questions import analyse_question
from knowledge.questions.splitting import split_question

STRENGTH = 3.0  # of the regularisation: the weight of a prior that every weight is zero
STEPS = 30  # of Newton's method; it settles in ten
IN_BOTH = ("垃圾", "laji", "宣传", "传单", "资料", "污水", "支部", "党员", "群众")  # told of both towns

Floats = NDArray[np.float64]
Row = tuple[tuple[float, ...], bool]


def main(arguments: list[str]) -> int:
    """Train on pairs of a question file and a base, write the weights, print how they divide the training data."""
    if not arguments or len(arguments) % 2:
        print(__doc__, file=sys.stderr)
        return 2
    rows: list[Row] = []
    for questions, base in zip(arguments[::2], arguments[1::2], strict=True):
        rows += gather_rows(Path(questions), base)
    values = np.array([evidences for evidences, _ in rows])
    right = np.array([float(is_right) for _, is_right in rows])
    means, scales = values.mean(axis=0), values.std(axis=0) + 1e-9
    weights, intercept = fit((values - means) / scales, right)
    target = Path(str(files("knowledge.answers") / "data" / "confidence.json"))
    target.write_text(
        render(arguments[::2], len(rows), np.array([means, scales, weights]), intercept), encoding="utf-8"
    )
    chances = 1 / (1 + np.exp(-((values - means) / scales @ weights + intercept)))
    for bound in (0.3, 0.4, 0.5, 0.6, 0.7, 0.8):
        kept = chances >= bound
        print(f"{bound:.1f}: right {int((kept & (right > 0)).sum())} of {int(right.sum())}, "
              f"wrong {int((kept & (right == 0)).sum())} of {int((right == 0).sum())}")  # fmt: skip
    return 0


def gather_rows(questions: Path, base_path: str) -> Iterator[Row]:
    """Ask every question that wants one figure, or none, and count the evidences of the best candidate."""
    with KnowledgeBase.open(base_path) as base:
        base.refresh()
        for gold in read_gold_questions(questions):
            if gold.kind not in ("figure", "unanswerable") or len(gold.turns) > 1:
                continue
            for text, answerable in variants(gold):
                question = analyse_question(text, base.store)
                if question.intent != "figure" or len(split_question(question)) > 1:
                    continue
                candidates = choose_facts(question, Scope(base.store, base.index))
                weighed = weigh(question, candidates)
                if not weighed.fitting:
                    continue
                best = weighed.fitting[0]
                evidences = count_evidences(question, best, candidates, weighed.lead, weighed.anchored)
                yield evidences, answerable and is_gold(gold, best.fact.figure.text, best.sentence.text)


def variants(gold: GoldQuestion) -> Iterator[tuple[str, bool]]:
    """Return a question as it is, and with the other town put in its place."""
    text = gold.turns[0]
    yield text, not wants_silence(gold)
    for town, other in (("花园口", "古荥"), ("古荥", "花园口")):
        if gold.kind == "figure" and town in text and other not in text and not any(word in text for word in IN_BOTH):
            yield text.replace(town, other), False


def is_gold(gold: GoldQuestion, figure: str, sentence: str) -> bool:
    numbers = {number for needle in gold.must_contain for number in find_numbers(needle)}
    held = to_comparable(gold.sentence) in to_comparable(sentence)
    return held and (not numbers or bool(numbers & set(find_numbers(figure))))


def fit(values: Floats, right: Floats) -> tuple[Floats, float]:
    """
    Fit a logistic regression by Newton's method.

    Args:
        values: Shape (questions, evidences), standardised.
        right: Shape (questions,), 1 or 0.

    Returns:
        The weights and the intercept, the latter not regularised.
    """
    design = np.hstack([values, np.ones((len(values), 1))])
    prior = np.diag([STRENGTH] * values.shape[1] + [0.0])
    weights = np.zeros(design.shape[1])
    for _ in range(STEPS):
        chances = 1 / (1 + np.exp(-(design @ weights)))
        slope = design.T @ (right - chances) - prior @ weights
        curve = (design * (chances * (1 - chances))[:, None]).T @ design + prior + 1e-9 * np.eye(len(weights))
        weights = weights + np.linalg.solve(curve, slope)
    return weights[:-1], float(weights[-1])


def render(sources: list[str], count: int, columns: Floats, intercept: float) -> str:
    """
    Write the weights as a file that a person can read, with the digest of every question set.

    Args:
        columns: Means, scales and weights; shape (3, evidences).
    """
    fields = {
        "about": "the confidence that the best candidate answers; written by knowledge.evaluation.calibrating",
        "data": {Path(source).name: hashlib.sha256(Path(source).read_bytes()).hexdigest()[:16] for source in sources},
        "questions": count,
        "intercept": round(intercept, 4),
        "evidences": {
            name: {"mean": round(float(mean), 4), "scale": round(float(scale), 4), "weight": round(float(weight), 4)}
            for name, mean, scale, weight in zip(EVIDENCES, *columns, strict=True)
        },
    }
    return json.dumps(fields, ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
