"""
Question sets and articles, in; the weights of the confidence in an answer of words, out.

    python -m knowledge.evaluation.calibrating_texts SHARED

The questions are those of the sets on articles that `calibrating` uses, and those of tests/gold/words_*.jsonl, of which
two thirds ask for what no article says of a thing that one speaks of: 幼儿园叫什么名字. A question is right when the
sentences that would be shown hold what a right reply holds; every one that is right is asked again as if the best
sentence stood in no article. Prints how each set is divided by weights from the others.
"""

import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import cast

import numpy as np

from knowledge.answers.choosing import Scope
from knowledge.answers.texts import (
    beside_best,
    find_counted,
    find_headings,
    score_texts,
    weigh_texts,
    with_members,
    with_names,
)
from knowledge.evaluation.calibrating import CONSTANT, GONE_WEIGHT, Floats, Row, Without, fill, fit, render
from knowledge.evaluation.judging import GoldQuestion, is_held, to_comparable, wants_silence
from knowledge.evaluation.report import read_gold_questions
from knowledge.knowledge_base import KnowledgeBase
from knowledge.questions import AnalysedQuestion, analyse_question
from knowledge.storage import SqlStore

ABOUT = "the confidence that the best sentence answers; written by knowledge.evaluation.calibrating_texts"
BOUNDS = (0.25, 0.5)


@dataclass(frozen=True, slots=True)
class Weights:
    """A fit: what to subtract, to divide by and to weigh with, and the intercept."""

    names: tuple[str, ...]
    means: Floats
    scales: Floats
    weights: Floats
    intercept: float

    def chances(self, rows: Sequence[Row]) -> Floats:
        """Return the probability of each row, 0 to 1."""
        values = values_of(rows, self.names)
        odds = (values - self.means) / self.scales @ self.weights + self.intercept
        return 1 / (1 + np.exp(-odds))


def main(arguments: list[str]) -> int:
    """Build the bases, train, write the weights, and print how they divide each set when trained on the others."""
    shared = Path(arguments[0]) if len(arguments) == 1 else Path()
    if len(arguments) != 1 or not (shared / "questions").is_dir():
        print(__doc__, file=sys.stderr)
        return 2
    gold = Path("tests/gold")
    articles = (
        shared / "questions/articles.jsonl", gold / "articles_fresh.jsonl", gold / "articles_third.jsonl",
        gold / "beyond_lookup.jsonl", gold / "beyond_third.jsonl", gold / "words_articles.jsonl",
    )  # fmt: skip
    towns = (gold / "towns_first.jsonl", gold / "words_towns.jsonl")
    rows: dict[Path, list[Row]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for name, source, sets in (
            ("library", str(files("knowledge") / "library"), articles),
            ("towns", str(gold / "towns_first"), towns),
        ):
            base = str(Path(folder) / f"{name}.sqlite3")
            fill(base, [source])
            rows.update((questions, list(gather_rows(questions, base))) for questions in sets)
    everything = [row for some in rows.values() for row in some]
    trained = train(everything)
    columns = dict(zip(trained.names, np.array([trained.means, trained.scales, trained.weights]).T, strict=True))
    target = Path(str(files("knowledge.answers") / "data" / "text_confidence.json"))
    target.write_text(render(tuple(rows), len(everything), columns, trained.intercept, ABOUT), encoding="utf-8")
    for questions, own in rows.items():
        others = train([row for path, some in rows.items() if path != questions for row in some])
        print(questions.name, "; ".join(divided(own, others.chances(own), bound) for bound in BOUNDS))
    return 0


def train(rows: Sequence[Row]) -> Weights:
    """Fit the weights of every evidence that tells rows apart."""
    named = tuple(dict.fromkeys(name for row in rows for name in row.evidences))
    spread = values_of(rows, named).std(axis=0)
    names = tuple(name for name, one in zip(named, spread.tolist(), strict=True) if one > CONSTANT)
    values = values_of(rows, names)
    means, scales = values.mean(axis=0), values.std(axis=0) + 1e-9
    right = np.array([float(row.right) for row in rows])
    weights, intercept = fit((values - means) / scales, right, np.array([row.weight for row in rows]))
    return Weights(names, means, scales, weights, intercept)


def values_of(rows: Sequence[Row], names: Sequence[str]) -> Floats:
    """Return an array, shape (rows, names)."""
    return np.array([[row.evidences.get(name, 0.0) for name in names] for row in rows])


def divided(rows: Sequence[Row], chances: Floats, bound: float) -> str:
    """Say how many of the right and of the wrong rows lie over a bound."""
    asked = [(chance >= bound, row.right) for chance, row in zip(chances.tolist(), rows, strict=True)]
    right = [kept for kept, good in asked if good]
    wrong = [kept for kept, good in asked if not good]
    return f"{bound:.2f}: right {sum(right)} of {len(right)}, wrong {sum(wrong)} of {len(wrong)}"


def gather_rows(questions: Path, base_path: str) -> Iterator[Row]:
    """Ask every question that wants words, or none, and count the evidences of the best sentence."""
    with KnowledgeBase.open(base_path) as base:
        base.refresh()
        for gold in read_gold_questions(questions):
            if gold.kind not in ("text", "unanswerable") or len(gold.turns) > 1:
                continue
            question = analyse_question(gold.turns[0], base.store, base.index)
            asked = ask(question, Scope(base.store, base.index)) if question.intent == "text" else None
            if asked is None:
                continue
            evidences, shown, best = asked
            right = not wants_silence(gold) and holds(gold, shown)
            yield Row(evidences, right)
            if right:
                without = Scope(cast(SqlStore, Without(base.store, best)), base.index)
                again = ask(question, without)
                if again is not None and not holds(gold, again[1]):
                    yield Row(again[0], False, GONE_WEIGHT)


def ask(question: AnalysedQuestion, scope: Scope) -> tuple[dict[str, float], str, int] | None:
    """Return the evidences, what would be shown, and the id of the best sentence; None where no confidence decides."""
    sentences = scope.pool(question)
    question = with_names(question, sentences)
    if find_headings(question, sentences, scope) or find_counted(question, sentences):
        return None
    candidates = with_members(question, score_texts(question, sentences, scope))
    if not candidates:
        return None
    chosen = beside_best(question, candidates)
    shown = " ".join(one.text for candidate in chosen for one in (candidate.sentence, candidate.teller) if one)
    return weigh_texts(question, candidates), shown, candidates[0].sentence.id


def holds(gold: GoldQuestion, text: str) -> bool:
    """Tell whether a text holds all that a right reply holds."""
    return all(is_held(needle, to_comparable(text)) for needle in gold.must_contain)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
