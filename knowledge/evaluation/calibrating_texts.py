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
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import cast

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
from knowledge.evaluation.calibrating import GONE_WEIGHT, Row, Without, divided, fill, train, write
from knowledge.evaluation.judging import GoldQuestion, is_held, to_comparable, wants_silence
from knowledge.evaluation.report import read_gold_questions
from knowledge.knowledge_base import KnowledgeBase
from knowledge.questions import AnalysedQuestion, analyse_question
from knowledge.storage import SqlStore

ABOUT = "the confidence that the best sentence answers; written by knowledge.evaluation.calibrating_texts"
BOUNDS = (0.25, 0.5)


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
    write(trained, tuple(rows), len(everything), ABOUT, "text_confidence.json")
    for questions, own in rows.items():
        others = train([row for path, some in rows.items() if path != questions for row in some])
        print(questions.name, "; ".join(divided(own, others.chances(own), bound) for bound in BOUNDS))
    return 0


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
