"""
Reading-comprehension sets, in; the trees of the ranker and the weights of its confidence, out.

    python -m knowledge.ranking.train [SHARED] [--out FOLDER] [--check] [--sample N]

SHARED holds `reading/SET.contexts.jsonl` and `reading/SET.questions.jsonl`; by default YOUJU_SHARED or ../shared. The
trees are grown with LightGBM (the extra `train`) on the candidates of every question. The confidence is a logistic
regression on what trees that never saw the article's title say: about every question with all contexts there, and
again with its title, its context or its sentence gone. `--check` prints how often such trees are right, and writes
nothing.
"""

import argparse
import hashlib
import json
import os
import sys
import tempfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.articles import article_from_text, clean_article
from knowledge.facts import find_facts
from knowledge.index import SearchIndex
from knowledge.language import split_sentences
from knowledge.questions import analyse_question
from knowledge.ranking.confidence import find_evidences
from knowledge.ranking.gathering import gather
from knowledge.ranking.labelling import same_answer
from knowledge.ranking.model import DATA, Model
from knowledge.ranking.pool import Floats, Pool
from knowledge.ranking.probe import make_probe
from knowledge.ranking.ranking import key_of, same_figure
from knowledge.ranking.scoping import find_scopes
from knowledge.ranking.signals import SIGNALS, count_signals
from knowledge.storage import PreparedArticle, SqlStore, prepare

SETS = ("cmrc", "drcd")
CREDITS = (
    "CMRC 2018, https://github.com/ymcui/cmrc2018, CC BY-SA 4.0",
    "DRCD, https://github.com/DRCKnowledgeTeam/DRCD, CC BY-SA 3.0",
)
SEED, FOLDS, ROUNDS = 20261122, 4, 250
GROWTH: Mapping[str, Any] = {
    "objective": "lambdarank", "num_leaves": 15, "learning_rate": 0.06, "min_data_in_leaf": 40,
    "feature_fraction": 0.5, "bagging_fraction": 0.8, "bagging_freq": 1, "lambda_l2": 5,
    "lambdarank_truncation_level": 5, "label_gain": [0, 1, 3, 4], "deterministic": True, "force_row_wise": True,
    "num_threads": 1, "seed": 1, "verbose": -1,
}  # fmt: skip
# Most candidates are far off and teach nothing: only these many of a question are learned from, by these signals.
LEARNED = 28
HARDNESS = {
    "sentence_score": 1.0, "passage_score": 1.0, "words_around_sentence": 1.0, "pairs_around_sentence": 1.0,
    "words_close": 1.0, "pairs_close": 1.0, "words_in_clause": 1.0, "agrees": 0.6,
}  # fmt: skip
WHOLE, GONE = 1.0, 0.5  # what a question weighs with its answer there, and with it gone
STRENGTH = 20.0  # of the regularisation: the weight of a prior that every weight is zero
STEPS = 30  # of Newton's method; it settles in ten
FIGURES = 20  # different figures of a question that the confidence looks at
TITLE_GAP = "\n\n"

Fields = Mapping[str, Any]
Labels = NDArray[np.int64]
Rows = list[tuple[dict[str, float], bool, float]]  # evidences of the best figure, whether it is right, weight
Ask = Callable[[Fields], Pool]


@dataclass(frozen=True, slots=True)
class Reading:
    """The contexts and questions of all sets."""

    contexts: Mapping[str, Fields]
    questions: tuple[Fields, ...]
    digests: Mapping[str, str]  # file name -> the first 16 digits of its SHA-256


@dataclass(frozen=True, slots=True)
class Lesson:
    """The candidates of one question."""

    title: str
    set_name: str
    signals: Floats  # shape (candidates, signals)
    labels: Labels  # shape (candidates,): 3 gold, 2 right and in its sentence, 1 right elsewhere, 0 wrong


def main(arguments: Sequence[str]) -> int:
    """Train and write, or with --check tell how well it goes."""
    parser = argparse.ArgumentParser(prog="knowledge.ranking.train", description=__doc__)
    parser.add_argument("shared", nargs="?", default=os.environ.get("YOUJU_SHARED") or "../shared", type=Path)
    parser.add_argument("--out", default=DATA, type=Path, help="where to write trees.json and confidence.json")
    parser.add_argument("--check", action="store_true", help="only cross-fit by title and print EM open")
    parser.add_argument("--sample", type=int, default=0, metavar="N", help="learn from N questions of a set, not all")
    chosen = parser.parse_args(arguments)
    if not (chosen.shared / "reading").is_dir():
        print(f"没有阅读理解题：{chosen.shared / 'reading'}", file=sys.stderr)
        return 2
    reading = read_sets(chosen.shared / "reading", chosen.sample)
    articles = {name: prepare_context(context) for name, context in reading.contexts.items()}
    names = tuple(SIGNALS)
    with make_base(articles.values()) as (ask, numbers):
        lessons = [make_lesson(question, ask(question), reading, numbers, names) for question in reading.questions]
    models = [grow([one for one in lessons if fold_of(one.title) != fold], names)[1] for fold in range(FOLDS)]
    for line in check(lessons, models):
        print(line, flush=True)
    if chosen.check:
        return 0
    trees, _ = grow(lessons, names)
    rows = gather_rows(reading, articles, models)
    chosen.out.mkdir(parents=True, exist_ok=True)
    write(chosen.out / "trees.json", render_trees(reading, names, trees))
    write(chosen.out / "confidence.json", render_confidence(reading, rows))
    print(f"{chosen.out}：{len(trees)} 棵树，{len(rows)} 行证据")
    return 0


def read_sets(folder: Path, sample: int) -> Reading:
    """Read all sets; with a sample, only so many questions of each and the contexts of their titles."""
    contexts: dict[str, Fields] = {}
    questions: list[Fields] = []
    digests: dict[str, str] = {}
    for name in SETS:
        paths = [folder / f"{name}.{kind}.jsonl" for kind in ("contexts", "questions")]
        digests.update((path.name, hashlib.sha256(path.read_bytes()).hexdigest()[:16]) for path in paths)
        found, asked = ([json.loads(line) for line in path.open(encoding="utf-8")] for path in paths)
        if 0 < sample < len(asked):
            asked = Random(SEED).sample(asked, sample)
            titles = {question["title"] for question in asked}
            found = [context for context in found if context["title"] in titles]
        contexts.update((context["id"], context) for context in found)
        questions += [{**question, "set": name} for question in asked]
    return Reading(contexts, tuple(questions), digests)


def prepare_context(context: Fields, text: str | None = None) -> PreparedArticle:
    """Make an article of a context: its title, an empty line, its text or another one."""
    raw = context["title"] + TITLE_GAP + (context["text"] if text is None else text)
    document = clean_article(article_from_text(raw, f"{context['id']}.txt"))
    return prepare(document, find_facts(document))


@contextmanager
def make_base(articles: Iterable[PreparedArticle]) -> Iterator[tuple[Ask, Mapping[str, int]]]:
    """
    Put articles into a base that goes when the block is left.

    Returns:
        What gathers the pool of a question, and the number of each article by the id of its context.
    """
    prepared = list(articles)
    with tempfile.TemporaryDirectory(prefix="youju-train-") as folder:
        store = SqlStore.open(Path(folder) / "base.sqlite3")
        try:
            store.add_prepared(prepared)
            numbers = {Path(article.source).stem: article.id for article in store.articles()}
            index = SearchIndex.open(None, store)

            def ask(question: Fields) -> Pool:
                probe = make_probe(analyse_question(question["question"], store, index), index)
                return gather(probe, store, index, find_scopes(probe, store, index.generation))

            yield ask, numbers
            index.close()
        finally:
            store.close()


def make_lesson(
    question: Fields, pool: Pool, reading: Reading, numbers: Mapping[str, int], names: tuple[str, ...]
) -> Lesson:
    """Count the signals of a pool and tell which of its candidates are right."""
    context = reading.contexts[question["context_id"]]
    article, shift = numbers.get(context["id"], -1), len(context["title"]) + len(TITLE_GAP)
    spans = [
        (answer["fig_start"] + shift, answer["fig_start"] + shift + len(answer["fig"]))
        for answer in question["answers"]
    ]  # fmt: skip
    labels: list[int] = []
    for candidate in pool.candidates:
        figure, sentence = candidate.fact.figure, candidate.sentence
        first, last = sentence.start + figure.start, sentence.start + figure.end
        at_home = sentence.article_id == article
        if not is_right(question, pool, len(labels)):
            labels.append(0)
        elif at_home and any(first < end and start < last for start, end in spans):
            labels.append(3)
        elif at_home and any(sentence.start < end and start < sentence.end for start, end in spans):
            labels.append(2)
        else:
            labels.append(1)
    signals = count_signals(pool, names) if labels else np.zeros((0, len(names)))
    return Lesson(question["title"], question["set"], signals, np.array(labels, dtype=np.int64))


def is_right(question: Fields, pool: Pool, place: int) -> bool:
    return any(same_answer(answer["fig"], pool.candidates[place].fact.figure) for answer in question["answers"])


def grow(lessons: Sequence[Lesson], names: tuple[str, ...]) -> tuple[list[dict[str, Any]], Model]:
    """Grow trees on the lessons that hold a right candidate; nested as the data file has them, and as a model."""
    import lightgbm

    parts = [choose_hard(lesson, names) for lesson in lessons if lesson.labels.any()]
    data = lightgbm.Dataset(
        np.vstack([signals for signals, _ in parts]),
        np.concatenate([labels for _, labels in parts]),
        group=[len(labels) for _, labels in parts],
    )
    booster = lightgbm.train(dict(GROWTH), data, ROUNDS)
    trees = [nest(tree["tree_structure"], names) for tree in booster.dump_model()["tree_info"]]
    return trees, Model.from_trees(names, trees)


def choose_hard(lesson: Lesson, names: tuple[str, ...]) -> tuple[Floats, Labels]:
    """Keep the candidates that are right or look like it."""
    if len(lesson.labels) <= LEARNED:
        return lesson.signals, lesson.labels
    likeness = sum(weight * lesson.signals[:, names.index(name)] for name, weight in HARDNESS.items())
    kept = lesson.labels > 0
    kept[np.argsort(-np.asarray(likeness), kind="stable")[:LEARNED]] = True
    return lesson.signals[kept], lesson.labels[kept]


def nest(tree: Mapping[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    """Turn a tree of LightGBM into the shape that `Model.from_trees` reads."""
    if "leaf_value" in tree:
        return {"leaf": round(tree["leaf_value"], 6)}
    return {
        "signal": names[tree["split_feature"]],
        "to": float(f"{tree['threshold']:.9g}"),
        "then": nest(tree["left_child"], names),
        "else": nest(tree["right_child"], names),
    }


def fold_of(title: str) -> int:
    """Return the part that a title belongs to: questions of one article share their passages."""
    return (zlib.crc32(title.encode()) >> 3) % FOLDS


def check(lessons: Sequence[Lesson], models: Sequence[Model]) -> Iterator[str]:
    """Tell how often trees that never saw a title choose a right figure for its questions."""
    for name in SETS:
        right = [
            bool(len(lesson.labels)) and lesson.labels[models[fold_of(lesson.title)].score(lesson.signals).argmax()] > 0
            for lesson in lessons
            if lesson.set_name == name
        ]
        yield f"{name}：{len(right)} 题，按标题交叉，EM open {100 * sum(right) / max(1, len(right)):.1f} %"


def gather_rows(reading: Reading, articles: Mapping[str, PreparedArticle], models: Sequence[Model]) -> Rows:
    """Ask every question with its answer there, and with its title, its context or its sentence gone."""
    rows: Rows = []
    contexts = reading.contexts
    gold = {question["context_id"] for question in reading.questions}

    def half(text: str) -> bool:
        return bool(zlib.crc32(text.encode()) >> 4 & 1)

    def add(kept: Mapping[str, PreparedArticle], asked: Iterable[Fields], answerable: bool) -> None:
        with make_base(kept.values()) as (ask, _):
            for question in asked:
                row = weigh(question, ask(question), models[fold_of(question["title"])], answerable)
                if row is not None:
                    rows.append(row)

    add(articles, reading.questions, True)
    for side in (False, True):
        kept = {name: article for name, article in articles.items() if half(contexts[name]["title"]) != side}
        add(kept, [question for question in reading.questions if half(question["title"]) == side], False)
        kept = {name: article for name, article in articles.items() if name not in gold or half(name) != side}
        add(kept, [question for question in reading.questions if half(question["context_id"]) == side], False)
    cut = {name: prepare_context(contexts[name], without_answers(contexts[name], reading)) for name in sorted(gold)}
    add({**articles, **cut}, reading.questions, False)
    return rows


def without_answers(context: Fields, reading: Reading) -> str:
    """Take out of a context every sentence that holds an answer."""
    spans = [
        (answer["fig_start"], answer["fig_start"] + len(answer["fig"]))
        for question in reading.questions
        if question["context_id"] == context["id"]
        for answer in question["answers"]
    ]
    text: str = context["text"]
    gone = {
        place
        for first, last in split_sentences(text)
        if any(first < end and start < last for start, end in spans)
        for place in range(first, last)
    }
    return "".join(character for place, character in enumerate(text) if place not in gone)


def weigh(question: Fields, pool: Pool, model: Model, answerable: bool) -> tuple[dict[str, float], bool, float] | None:
    """Collect the evidences for a question's best figure; None where there is none, or where the answer is not gone."""
    if not pool.candidates:
        return None
    scores = model.score(count_signals(pool, model.signals))
    order = sorted(
        range(len(scores)), key=lambda place: (-round(float(scores[place]), 9), key_of(pool.candidates[place]))
    )
    first: dict[tuple[object, ...], int] = {}
    for place in order:
        first.setdefault(same_figure(pool.candidates[place]), place)
    kept = list(first.values())[:FIGURES]
    if not answerable and any(is_right(question, pool, place) for place in kept):
        return None
    right = answerable and is_right(question, pool, kept[0])
    return find_evidences(pool, scores, kept), right, WHOLE if answerable else GONE


def fit(values: Floats, right: Floats, shares: Floats) -> tuple[Floats, float]:
    """
    Fit a logistic regression by Newton's method.

    Args:
        values: Shape (rows, evidences), standardised.
        right: Shape (rows,), 1 or 0.
        shares: Shape (rows,), what each row weighs.

    Returns:
        The weights and the intercept, the latter not regularised.
    """
    design = np.hstack([values, np.ones((len(values), 1))])
    prior = np.diag([STRENGTH] * values.shape[1] + [0.0])
    weights = np.zeros(design.shape[1])
    for _ in range(STEPS):
        chances = 1 / (1 + np.exp(-np.clip(design @ weights, -30, 30)))
        slope = design.T @ (shares * (right - chances)) - prior @ weights
        curve = (design * (shares * chances * (1 - chances))[:, None]).T @ design + prior
        weights = weights + np.linalg.solve(curve + 1e-9 * np.eye(len(weights)), slope)
    return weights[:-1], float(weights[-1])


def render_trees(reading: Reading, names: tuple[str, ...], trees: Sequence[Mapping[str, Any]]) -> str:
    """Write the trees as `knowledge.ranking.model` reads them."""
    fields = {**provenance(reading, "the trees that rank figures"), "signals": names, "trees": trees}
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":")) + "\n"


def render_confidence(reading: Reading, rows: Rows) -> str:
    """Fit the weights of the confidence and write them as `knowledge.ranking.confidence` reads them."""
    names = sorted(rows[0][0])
    values = np.array([[evidences[name] for name in names] for evidences, _, _ in rows])
    right = np.array([float(is_right) for _, is_right, _ in rows])
    means, spreads = values.mean(axis=0), values.std(axis=0) + 1e-6
    shares = np.array([share for _, _, share in rows])
    weights, intercept = fit(np.clip((values - means) / spreads, -4, 4), right, shares)
    fields = {
        **provenance(reading, "the probability that the best figure answers"),
        "rows": len(rows),
        "intercept": round(intercept, 6),
        "evidences": {
            name: {
                "mean": round(float(mean), 5),
                "spread": max(round(float(spread), 5), 1e-5),
                "weight": round(float(weight), 4),
            }
            for name, mean, spread, weight in zip(names, means, spreads, weights, strict=True)
        },
    }
    return json.dumps(fields, ensure_ascii=False, indent=1) + "\n"


def provenance(reading: Reading, about: str) -> dict[str, Any]:
    """Return what a data file says of itself."""
    return {
        "about": f"{about}; written by knowledge.ranking.train",
        "credits": CREDITS,
        "data": dict(reading.digests),
        "questions": len(reading.questions),
    }


def write(path: Path, text: str) -> None:
    """Write a file whole or not at all."""
    part = path.with_suffix(".part")
    part.write_text(text, encoding="utf-8")
    os.replace(part, path)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
