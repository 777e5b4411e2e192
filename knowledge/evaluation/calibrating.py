"""
Question sets and articles, in; the weights of the confidence, and of what is meant beside the best, out.

    python -m knowledge.evaluation.calibrating SHARED

The questions are those of SHARED/questions and of tests/gold, the articles the shipped library, those of other towns in
folders beside some of them, and for questions on reports those that they name out of SHARED/corpora and fifty others. A question of
kind `figure` is right when the best candidate is a gold figure in the gold sentence; one of kind `unanswerable` never is.
Questions that name one of two towns are asked again with the other town, as unanswerable ones, unless the thing asked
stands in both; and every answerable question is asked again as if its sentence stood in no article. Where training has
left weights that saw no question of an article, the questions on it are ranked with those.
"""

import hashlib
import json
import random
import sys
import tarfile
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from knowledge.answers.choosing import Chosen, Scope, choose_facts
from knowledge.answers.confidence import count_evidences
from knowledge.answers.deciding import weigh
from knowledge.answers.rivals import count_rivalry, is_close
from knowledge.evaluation.judging import GoldQuestion, find_numbers, to_comparable, wants_silence
from knowledge.evaluation.report import read_gold_questions
from knowledge.knowledge_base import KnowledgeBase
from knowledge.questions import AnalysedQuestion, analyse_question
from knowledge.questions.conversation import take_over
from knowledge.questions.splitting import split_question
from knowledge.ranking.weights import cross_fitted
from knowledge.ranking.workbench import list_questions
from knowledge.storage import SqlStore, StoredSentence

STRENGTH = 20.0  # of the regularisation: the weight of a prior that every weight is zero
CONSTANT = 0.001  # an evidence that spreads less than this tells nothing
GONE_WEIGHT = 0.5  # of a question whose sentence was taken away
SEED, OTHERS = 20261122, 50
STEPS = 30  # of Newton's method; it settles in ten
IN_BOTH = ("垃圾", "laji", "宣传", "传单", "资料", "污水", "支部", "党员", "群众")  # told of both towns
BOUNDS, RIVAL_BOUNDS = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8), (0.05, 0.08, 0.12, 0.2, 0.3)
ABOUT_RIVALS = "the chance that a candidate close to the best is meant too; written by knowledge.evaluation.calibrating"
ABOUT = "the confidence that the best candidate answers; written by knowledge.evaluation.calibrating"

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Row:
    """One question asked."""

    evidences: Mapping[str, float]
    right: bool
    weight: float = 1.0


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


class Without:
    """A store as if one sentence stood in no article."""

    def __init__(self, store: SqlStore, sentence_id: int) -> None:
        self._store, self._sentence_id = store, sentence_id

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    @property
    def base_id(self) -> str:
        """Another base's name, so that nothing that is kept of the whole one is taken for this one's."""
        return f"{self._store.base_id} without {self._sentence_id}"

    def sentences(self, sentence_ids: Sequence[int]) -> dict[int, StoredSentence]:
        """Return these sentences but the one."""
        return self._store.sentences([number for number in sentence_ids if number != self._sentence_id])

    def passages(self, passage_ids: Sequence[int]) -> dict[int, tuple[StoredSentence, ...]]:
        """Return every sentence of these passages but the one."""
        found = self._store.passages(passage_ids)
        return {number: tuple(s for s in some if s.id != self._sentence_id) for number, some in found.items()}


def main(arguments: list[str]) -> int:
    """Build the bases, train, write the weights, and print how they divide the training data."""
    shared = Path(arguments[0]) if len(arguments) == 1 else Path()
    if len(arguments) != 1 or not (shared / "questions").is_dir():
        print(__doc__, file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as folder:
        bases = build_bases(shared, Path(folder))
        rows = [row for base, sets in bases for questions in sets for row in gather_rows(questions, base)]
        rivals = [row for base, sets in bases for questions in sets for row in gather_rivals(questions, base)]
    sources = [questions for _, sets in bases for questions in sets]
    for about, name, found, bounds in (
        (ABOUT, "confidence.json", rows, BOUNDS),
        (ABOUT_RIVALS, "rivals.json", rivals, RIVAL_BOUNDS),
    ):
        trained = train(found)
        write(trained, sources, len(found), about, name)
        chances = trained.chances(found)
        for bound in bounds:
            print(name, divided(found, chances, bound))
    return 0


def build_bases(shared: Path, folder: Path) -> list[tuple[str, Sequence[Path]]]:
    """Fill a base for each group of question sets: the library, the reports, and each set's own towns."""
    articles, towns, reports = (list_questions(shared, about) for about in ("library", "towns", "reports"))
    library = str(folder / "library.sqlite3")
    fill(library, [str(files("knowledge") / "library")])
    corpus = str(folder / "reports.sqlite3")
    fill(corpus, list(unpack_reports(shared / "corpora/reports.tar.xz", reports, folder)))
    bases: list[tuple[str, Sequence[Path]]] = [(library, articles), (corpus, reports)]
    for questions in towns:  # each has a folder of its own articles beside it
        elsewhere = str(folder / f"{questions.stem}.sqlite3")
        fill(elsewhere, [str(questions.with_suffix(""))])
        bases.append((elsewhere, (questions,)))
    return bases


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


def write(trained: Weights, sources: Sequence[Path], count: int, about: str, name: str) -> None:
    """Write weights of so many rows to a file of `knowledge/answers/data`."""
    columns = dict(zip(trained.names, np.array([trained.means, trained.scales, trained.weights]).T, strict=True))
    target = Path(str(files("knowledge.answers") / "data" / name))
    target.write_text(render(sources, count, columns, trained.intercept, about), encoding="utf-8")


def fill(base_path: str, sources: list[str]) -> None:
    """Add files to a new base."""
    with KnowledgeBase.open(base_path) as base:
        for _ in base.add(sources):
            pass


def unpack_reports(archive: Path, questions: Sequence[Path], folder: Path) -> Iterator[str]:
    """Unpack the reports that some questions name, and others drawn with a fixed seed."""
    named = {
        Path(gold.file).name
        for path in questions
        for gold in read_gold_questions(path)
        if gold.file not in ("", "none")
    }
    with tarfile.open(archive) as packed:
        members = sorted((m for m in packed.getmembers() if m.isfile()), key=lambda member: member.name)
        drawn = {member.name for member in random.Random(SEED).sample(members, OTHERS)}
        for member in members:
            if member.name in drawn or Path(member.name).name in named:
                target = folder / Path(member.name).name
                read = packed.extractfile(member)
                assert read is not None
                target.write_bytes(read.read())
                yield str(target)


def gather_rows(questions: Path, base_path: str) -> Iterator[Row]:
    """Ask every question that wants one figure, or none, and count the evidences of the best candidate."""
    with KnowledgeBase.open(base_path) as base:
        base.refresh()
        for gold in read_gold_questions(questions):
            if len(gold.turns) > 1:
                yield from gather_turns(gold, base)
                continue
            if gold.kind not in ("figure", "unanswerable"):
                continue
            for text, answerable in variants(gold):
                question = analyse_question(text, base.store, base.index)
                if question.intent != "figure" or len(split_question(question)) > 1:
                    continue
                with cross_fitted(gold.file or gold.article):
                    asked = ask(question, Scope(base.store, base.index))
                if asked is None:
                    continue
                best, evidences = asked
                yield Row(evidences, answerable and is_gold(gold, best.fact.figure.text, best.sentence.text))
                if answerable and is_gold(gold, best.fact.figure.text, best.sentence.text):
                    without = cast(SqlStore, Without(base.store, best.sentence.id))
                    with cross_fitted(gold.file or gold.article):
                        asked = ask(question, Scope(without, base.index))
                    if asked is not None and not is_gold(gold, asked[0].fact.figure.text, asked[0].sentence.text):
                        yield Row(asked[1], False, GONE_WEIGHT)


def gather_rivals(questions: Path, base_path: str) -> Iterator[Row]:
    """
    Ask every question that wants one figure, or fits several, and count what tells of each candidate close to the best.

    A candidate is meant where the question is ambiguous and it is one of those that fit, or where it is right and the
    best is not.
    """
    with KnowledgeBase.open(base_path) as base:
        base.refresh()
        for gold in read_gold_questions(questions):
            if len(gold.turns) > 1 or gold.kind not in ("figure", "ambiguous"):
                continue
            question = analyse_question(gold.turns[0], base.store, base.index)
            if question.intent != "figure" or len(split_question(question)) > 1:
                continue
            with cross_fitted(gold.file or gold.article):
                fitting = weigh(question, choose_facts(question, Scope(base.store, base.index))).fitting
            for other in fitting[1:]:
                if is_close(question, fitting[0], other):
                    yield Row(count_rivalry(question, fitting[0], other), is_meant(gold, fitting[0], other))


def is_meant(gold: GoldQuestion, best: Chosen, other: Chosen) -> bool:
    """Tell whether a candidate beside the best is wanted too, or instead."""
    if gold.kind == "ambiguous":
        numbers = {number for needle in gold.must_contain for number in find_numbers(needle)}
        return bool(numbers & set(find_numbers(other.fact.figure.text)))
    first, second = (is_gold(gold, one.fact.figure.text, one.sentence.text) for one in (best, other))
    return second and not first


def gather_turns(gold: GoldQuestion, base: KnowledgeBase) -> Iterator[Row]:
    """Ask a conversation, and count the evidences for its last turn."""
    if gold.kind not in ("followup", "figure", "unanswerable") or (gold.must_contain and not gold.sentence):
        return
    conversation = None
    for turn in gold.turns[:-1]:
        conversation = base.ask(turn, conversation).conversation
    question = take_over(analyse_question(gold.turns[-1], base.store, base.index), conversation)
    if question.intent != "figure" or len(split_question(question)) > 1:
        return
    asked = ask(question, Scope(base.store, base.index))
    if asked is not None:
        best, evidences = asked
        right = bool(gold.must_contain) and is_gold(gold, best.fact.figure.text, best.sentence.text)
        yield Row(evidences, right)


def ask(question: AnalysedQuestion, scope: Scope) -> tuple[Chosen, dict[str, float]] | None:
    """Return the best candidate and what its confidence is drawn from; None where nothing fits."""
    candidates = choose_facts(question, scope)
    weighed = weigh(question, candidates)
    if not weighed.fitting:
        return None
    best = weighed.fitting[0]
    return best, count_evidences(question, best, candidates, weighed.lead, weighed.anchored)


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


def fit(values: Floats, right: Floats, share: Floats) -> tuple[Floats, float]:
    """
    Fit a logistic regression by Newton's method.

    Args:
        values: Shape (questions, evidences), standardised.
        right: Shape (questions,), 1 or 0.
        share: Shape (questions,), how much each question weighs.

    Returns:
        The weights and the intercept, the latter not regularised.
    """
    design = np.hstack([values, np.ones((len(values), 1))])
    prior = np.diag([STRENGTH] * values.shape[1] + [0.0])
    weights = np.zeros(design.shape[1])
    for _ in range(STEPS):
        chances = 1 / (1 + np.exp(-(design @ weights)))
        slope = design.T @ (share * (right - chances)) - prior @ weights
        curve = (design * (share * chances * (1 - chances))[:, None]).T @ design + prior + 1e-9 * np.eye(len(weights))
        weights = weights + np.linalg.solve(curve, slope)
    return weights[:-1], float(weights[-1])


def render(
    sources: Sequence[Path], count: int, columns: Mapping[str, Floats], intercept: float, about: str = ABOUT
) -> str:
    """
    Write the weights as a file that a person can read, with the digest of every question set.

    Args:
        columns: Mean, scale and weight of each evidence.
        about: What they are for and what writes them.
    """
    fields = {
        "about": about,
        "data": {source.name: hashlib.sha256(source.read_bytes()).hexdigest()[:16] for source in sources},
        "questions": count,
        "intercept": round(intercept, 4),
        "evidences": {
            name: {"mean": round(float(mean), 4), "scale": round(float(scale), 4), "weight": round(float(weight), 4)}
            for name, (mean, scale, weight) in columns.items()
        },
    }
    return json.dumps(fields, ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
