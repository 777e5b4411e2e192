"""
Reading sets, reports and questions, in; the trees and the calibration that ship with the room, out.

    python -m knowledge.ranking.train [SHARED]

SHARED is the folder of shared data ($YOUJU_SHARED, else ../shared). Every number that is printed is cross-fitted: each
question is ranked by trees, and judged by a calibration, that saw no question of its article. These weights, one pair
for each fold of titles, are left in .cache/training, for measuring and for the calibration of the answers. The trees
are grown by LightGBM with a fixed seed and written as nested tests; nothing of it is needed to use them.
"""

import hashlib
import json
import os
import random
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.ranking.confidence import find_evidences
from knowledge.ranking.generating import MadeQuestion, make_questions
from knowledge.ranking.model import Model
from knowledge.ranking.pool import Floats, Pool
from knowledge.ranking.ranking import order_figures
from knowledge.ranking.signals import SIGNALS, count_signals
from knowledge.ranking.weights import CROSS_FITTED, FOLDS, SHIPPED, fold_folder, fold_of
from knowledge.ranking.workbench import (
    Passage,
    ReadingQuestion,
    Workbench,
    label_reading,
    list_questions,
    list_reports,
    read_passages,
    read_questions,
    read_reports,
    title_of,
)

SEED = 20261122
SETS = ("cmrc", "drcd")
CREDITS = (
    "CMRC 2018 (github:ymcui/cmrc2018, CC BY-SA 4.0)", "DRCD (github:DRCKnowledgeTeam/DRCD, CC BY-SA 3.0)",
    "questions made by youju from government work reports, and asked by hand on two articles and some reports",
)  # fmt: skip
# How much a candidate of each kind of question weighs. The variants of the reading sets keep the trees from leaning on
# one layout: the passage alone, and the passage with its full stops gone, so that sentences run on.
WEIGHTS = {"cmrc": 4.5, "drcd": 5.5, "alone": 1.0, "running on": 0.9, "made": 0.3, "by hand": 6.0}
MADE, PLACES, PER_PLACE, OTHERS = 1400, 9, 8, 34
HARDEST = 28  # candidates of a question that are trained on, besides the right ones
ROUNDS, GROWN = 600, 3  # trees of one growing, and how many growings with other seeds are added up
PARAMETERS = {
    "objective": "lambdarank", "num_leaves": 15, "learning_rate": 0.045, "min_data_in_leaf": 40, "feature_fraction": 0.5,
    "bagging_fraction": 0.8, "bagging_freq": 1, "lambda_l2": 20.0, "lambdarank_truncation_level": 5,
    "label_gain": [0, 1, 3, 4], "deterministic": True, "force_row_wise": True, "verbose": -1, "num_threads": 1,
}  # fmt: skip
CALIBRATION_STRENGTH = 0.05  # of scikit-learn's logistic regression: small is cautious
GONE_WEIGHT = {"answerable": 1.0, "article gone": 0.5, "passage gone": 0.5, "sentence gone": 0.5}

NAMES = tuple(SIGNALS)
Labels = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Example:
    """The candidates of one question, counted and labelled."""

    kind: str  # one of WEIGHTS
    title: str  # decides the fold
    signals: NDArray[np.float32]  # shape (candidates, signals)
    labels: Labels  # shape (candidates,): as `label_reading` gives them


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the ranker made of one question, for the calibration."""

    set: str
    title: str
    case: str  # one of GONE_WEIGHT
    question: str  # its id
    evidences: Mapping[str, float] | None  # None where nothing was found
    right: bool
    elsewhere: bool  # the gold figure is among the candidates, though its place is gone


def main(arguments: Sequence[str]) -> int:
    """Train, print cross-fitted measures, write the files."""
    shared = Path(arguments[0] if arguments else os.environ.get("YOUJU_SHARED") or "../shared")
    if not (shared / "reading").is_dir():
        print(__doc__, file=sys.stderr)
        return 2
    passages = {name: read_passages(shared, name) for name in SETS}
    questions = tuple(question for name in SETS for question in read_questions(shared, name))
    say("gathering")
    examples = [*reading_examples(passages, questions), *made_examples(shared), *hand_examples(shared)]
    say(f"{len(examples)} questions, {sum(len(example.labels) for example in examples)} candidates")
    parts = [grow(example for example in examples if fold_of(example.title) != fold) for fold in range(FOLDS)]
    report_ranking(examples, parts)
    trees = grow(examples)
    outcomes = tuple(reading_outcomes(passages, questions, parts))
    names = tuple(sorted(next(o.evidences for o in outcomes if o.evidences is not None)))
    calibrations = [calibrate((o for o in outcomes if fold_of(o.title) != fold), names) for fold in range(FOLDS)]
    report_calibration(outcomes, calibrations)
    digest = digest_of(shared)
    for fold, (part, calibration) in enumerate(zip(parts, calibrations, strict=True)):
        write_weights(fold_folder(CROSS_FITTED, fold), part, calibration, digest)
    write_weights(SHIPPED, trees, calibrate(outcomes, names), digest)
    return 0


def say(line: str) -> None:
    print(line, flush=True)


# -- examples ------------------------------------------------------------------------------------------------------------


def reading_examples(
    passages: Mapping[str, Sequence[Passage]], questions: Sequence[ReadingQuestion]
) -> Iterator[Example]:
    """Count the candidates of the reading sets: in the whole base, in the passage alone, and with sentences running on."""
    with Workbench(texts_of(passages)) as bench:
        for question in questions:
            article = bench.article_of[question.passage]
            shift = shifted(len(question.title) + 1)
            yield example_of(question, question.set, bench.pool(question.text), article, shift)
            yield example_of(question, "alone", bench.pool_of(question.text, article), article, shift)
    texts = {passage.id: passage.text for some in passages.values() for passage in some}
    with Workbench(texts_of(passages, lambda passage: passage.text.replace("。", ""))) as bench:
        for question in questions:
            article = bench.article_of[question.passage]
            shift = without_stops(len(question.title) + 1, texts[question.passage])
            yield example_of(question, "running on", bench.pool_of(question.text, article), article, shift)


def texts_of(
    passages: Mapping[str, Sequence[Passage]], change: Callable[[Passage], str | None] = lambda passage: passage.text
) -> Iterator[tuple[str, str]]:
    """Write passages as articles, each changed; one that is changed to None is left out."""
    for some in passages.values():
        for passage in some:
            text = change(passage)
            if text is not None:
                yield passage.id, f"{passage.title}\n{text}"


def shifted(title: int) -> Callable[[int], int]:
    return lambda position: position + title


def without_stops(title: int, text: str) -> Callable[[int], int]:
    return lambda position: position + title - text.count("。", 0, position)


def example_of(question: ReadingQuestion, kind: str, pool: Pool, article: int, shift: Callable[[int], int]) -> Example:
    labels = np.array(label_reading(question, pool, article, shift), dtype=np.int64)
    return Example(kind, question.title, count_signals(pool, NAMES).astype(np.float32), labels)


def made_examples(shared: Path) -> Iterator[Example]:
    """Count the candidates of questions made from reports: some places with many years each, and others."""
    asked = {Path(row.get("file") or "").name for path in list_questions(shared, "reports") for row in read_rows(path)}
    chosen = choose_reports([name for name in list_reports(shared) if name not in asked])
    with Workbench(read_reports(shared, chosen.__contains__)) as bench:
        sentences = (sentence for article in bench.sentences_of.values() for sentence in article)
        for question in make_questions(sentences, MADE, SEED):
            pool = bench.pool(question.text)
            labels = np.array(label_made(question, pool), dtype=np.int64)
            yield Example("made", question.sentence.title, count_signals(pool, NAMES).astype(np.float32), labels)


def choose_reports(names: Sequence[str]) -> frozenset[str]:
    """Choose reports to make questions from: some places with many years, and others."""
    chance = random.Random(SEED)
    by_place: dict[str, list[str]] = {}
    for name in sorted(names):
        place, _, rest = name.rpartition("__")
        if rest and place.split("__")[0] in {"主要城市", "其他地市", "省自治区"}:
            by_place.setdefault(place, []).append(name)
    places = [place for place, files in by_place.items() if len(files) >= PER_PLACE]
    chance.shuffle(places)
    many = [name for place in places[:PLACES] for name in by_place[place][-PER_PLACE:]]
    others = [name for place in places[PLACES:] for name in by_place[place]]
    return frozenset(many) | frozenset(chance.sample(others, OTHERS))


def label_made(question: MadeQuestion, pool: Pool) -> list[int]:
    """Label candidates of a made question, as `label_reading` does."""
    gold = question.fact.figure

    def label(place: int) -> int:
        candidate = pool.candidates[place]
        figure = candidate.fact.figure
        if (figure.value, figure.low, figure.high, figure.unit) != (gold.value, gold.low, gold.high, gold.unit):
            return 0
        if candidate.sentence.id != question.sentence.id:
            return 1
        return 3 if figure.start == gold.start and not candidate.end else 2

    return [label(place) for place in range(len(pool.candidates))]


def hand_examples(shared: Path) -> Iterator[Example]:
    """Count the candidates of questions that people asked by hand."""
    others = frozenset(random.Random(SEED).sample(list_reports(shared), 50))
    library = shared / "articles"
    folders = [(library, list_questions(shared, "library"))]
    folders += [(path.with_suffix(""), (path,)) for path in list_questions(shared, "towns")]
    for folder, paths in folders:
        texts = ((path.name, path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.txt")))
        yield from asked_examples(texts, paths)
    reports = list_questions(shared, "reports")
    wanted = others | {Path(row.get("file") or "").name for path in reports for row in read_rows(path)}
    yield from asked_examples(read_reports(shared, wanted.__contains__), reports)


def asked_examples(texts: Iterable[tuple[str, str]], paths: Iterable[Path]) -> Iterator[Example]:
    """Count the candidates of the questions of some files for a figure, in a base of these texts."""
    with Workbench(texts) as bench:
        for row in (row for path in paths for row in read_rows(path)):
            if row["kind"] != "figure" or "q" not in row or not row.get("must_contain_all"):
                continue
            pool = bench.pool(row["q"])
            article = bench.article_of.get(Path(row.get("file") or "").name)
            labels = np.array(label_hand(row, pool, article), dtype=np.int64)
            yield Example("by hand", title_of(row), count_signals(pool, NAMES).astype(np.float32), labels)


def read_rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def label_hand(row: Mapping[str, Any], pool: Pool, article: int | None) -> list[int]:
    """Label candidates by what a right reply holds: 3 such a figure in the gold sentence, or article, else 0."""
    gold = squeeze(row.get("sentence") or "")
    wanted = [squeeze(part) for part in row["must_contain_all"]]
    numbers = {numeral_of(part) for part in wanted}

    def label(place: int) -> int:
        candidate = pool.candidates[place]
        sentence, figure = squeeze(candidate.sentence.text), squeeze(candidate.fact.figure.text)
        held = numeral_of(figure) in numbers or any(part in figure for part in wanted)
        there = gold in sentence or sentence in gold if gold else candidate.sentence.article_id == article
        return 3 if held and not candidate.end and there else 0

    return [label(place) for place in range(len(pool.candidates))]


def squeeze(text: str) -> str:
    return "".join(character for character in text if character.isalnum() or character in ".%％")


def numeral_of(text: str) -> str:
    return "".join(character for character in text if character in "0123456789.一二三四五六七八九十百千万亿两半")


# -- trees ---------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Grown:
    """Trees, as they are written and as they are walked."""

    nested: list[dict[str, Any]]
    model: Model


def grow(examples: Iterable[Example]) -> Grown:
    """Grow trees on examples."""
    import lightgbm

    kept = [(example, hardest(example)) for example in examples if (example.labels > 0).any()]
    signals = np.vstack([example.signals[rows] for example, rows in kept])
    labels = np.concatenate([example.labels[rows] for example, rows in kept])
    weights = np.concatenate([np.full(len(rows), WEIGHTS[example.kind]) for example, rows in kept])
    groups = [len(rows) for _, rows in kept]
    nested: list[dict[str, Any]] = []
    for growing in range(GROWN):
        data = lightgbm.Dataset(signals, labels, group=groups, weight=weights)
        booster = lightgbm.train({**PARAMETERS, "seed": SEED + growing}, data, ROUNDS)
        nested += [to_nested(tree["tree_structure"]) for tree in booster.dump_model()["tree_info"]]
    return Grown(nested, Model.from_trees(NAMES, nested))


def hardest(example: Example) -> NDArray[np.int64]:
    """Return the candidates to train on: the right ones and those that look best."""
    looks = example.signals[:, [NAMES.index(name) for name in LOOKS]].sum(axis=1)
    keep = set(np.argsort(-looks, kind="stable")[:HARDEST].tolist()) | set(np.flatnonzero(example.labels).tolist())
    return np.array(sorted(keep), dtype=np.int64)


LOOKS = (
    "sentence_score", "passage_score", "words_around_sentence", "pairs_around_sentence", "words_close", "pairs_close",
    "words_in_clause", "agrees",
)  # fmt: skip


def to_nested(node: Mapping[str, Any]) -> dict[str, Any]:
    if "leaf_value" in node:
        return {"leaf": round(node["leaf_value"], 5)}
    return {
        "signal": NAMES[node["split_feature"]], "to": float(f"{node['threshold']:.7g}"),
        "then": to_nested(node["left_child"]), "else": to_nested(node["right_child"]),
    }  # fmt: skip


def report_ranking(examples: Sequence[Example], parts: Sequence[Grown]) -> None:
    """Print how often the first figure is right, each question by trees that did not see its article."""
    seen: dict[str, list[tuple[bool, bool]]] = {}
    for example in examples:
        right = both = False
        if len(example.labels):
            scores = parts[fold_of(example.title)].model.score(example.signals.astype(float))
            label = int(example.labels[int(np.argmax(scores))])
            right, both = label > 0, label > 1
        seen.setdefault(example.kind, []).append((right, both))
    for kind, pairs in seen.items():
        shares = [100 * float(np.mean(column)) for column in zip(*pairs, strict=True)]
        say(f"{kind:12} {len(pairs):5} questions: figure right {shares[0]:5.1f} %, and its sentence {shares[1]:5.1f} %")


# -- calibration -----------------------------------------------------------------------------------------------------------


def reading_outcomes(
    passages: Mapping[str, Sequence[Passage]], questions: Sequence[ReadingQuestion], parts: Sequence[Grown]
) -> Iterator[Outcome]:
    """Ask the reading questions with the answer there, and with their article, passage or sentence gone."""
    yield from outcomes_of(passages, questions, parts, "answerable", lambda passage: passage.text)
    for half in (0, 1):
        # Half of the articles at a time: what is left is still a base to err in.
        gone = [question for question in questions if half_of("article", question.title) == half]
        yield from outcomes_of(
            passages, gone, parts, "article gone",
            keeping(frozenset(p.id for some in passages.values() for p in some if half_of("article", p.title) == half)),
        )  # fmt: skip
        gone = [question for question in questions if half_of("passage", question.passage) == half]
        yield from outcomes_of(
            passages, gone, parts, "passage gone",
            keeping(frozenset(question.passage for question in gone)),
        )  # fmt: skip
    cuts: dict[str, list[tuple[int, int]]] = {}
    for question in questions:
        cuts.setdefault(question.passage, []).extend(question.spans)
    yield from outcomes_of(
        passages, questions, parts, "sentence gone",
        lambda passage: cut_sentences(passage.text, cuts.get(passage.id, ())),
    )  # fmt: skip


def keeping(gone: frozenset[str]) -> Callable[[Passage], str | None]:
    """Return a change that leaves some passages out."""
    return lambda passage: None if passage.id in gone else passage.text


def half_of(what: str, name: str) -> int:
    return zlib.crc32(f"{what}{name}".encode()) >> 4 & 1


def cut_sentences(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """Cut the sentences that hold one of some spans."""
    from knowledge.language import split_sentences

    wanted = tuple(spans)
    return "".join(
        text[start:end]
        for start, end in split_sentences(text)
        if not any(first < end and start < last for first, last in wanted)
    )


def outcomes_of(
    passages: Mapping[str, Sequence[Passage]],
    questions: Sequence[ReadingQuestion],
    parts: Sequence[Grown],
    case: str,
    change: Callable[[Passage], str | None],
) -> Iterator[Outcome]:
    """Ask some questions of a changed base."""
    with Workbench(texts_of(passages, change)) as bench:
        for question in questions:
            pool = bench.pool(question.text)
            article = bench.article_of[question.passage] if case == "answerable" else None
            labels = label_reading(question, pool, article, shifted(len(question.title) + 1))
            evidences, right = None, False
            if pool.candidates:
                scores = parts[fold_of(question.title)].model.score(count_signals(pool, NAMES))
                order = order_figures(pool, scores, 20)
                evidences, right = find_evidences(pool, scores, order), labels[order[0]] > 0
            yield Outcome(question.set, question.title, case, question.id, evidences, right, any(labels))


@dataclass(frozen=True, slots=True)
class Calibration:
    """A fitted logistic regression over standardised evidences."""

    names: tuple[str, ...]
    means: Floats
    spreads: Floats
    weights: Floats
    intercept: float

    def to_fields(self) -> dict[str, Any]:
        """Return what is written."""
        rows = zip(self.names, self.means, self.spreads, self.weights, strict=True)
        return {
            "intercept": round(self.intercept, 4),
            "evidences": {
                name: {
                    "mean": round(float(mean), 5),
                    "spread": round(float(spread), 5),
                    "weight": round(float(weight), 4),
                }
                for name, mean, spread, weight in rows
            },
        }

    def judge(self, outcome: Outcome) -> float:
        """Return the probability that the first figure is right."""
        if outcome.evidences is None:
            return 0.0
        values = np.array([outcome.evidences[name] for name in self.names])
        standard = np.clip((values - self.means) / self.spreads, -4, 4)
        return float(1 / (1 + np.exp(-(self.intercept + standard @ self.weights))))


def calibrate(outcomes: Iterable[Outcome], names: tuple[str, ...]) -> Calibration:
    """Fit the probability that the first figure is right."""
    from sklearn.linear_model import LogisticRegression

    rows = [
        (o.evidences, o.right and o.case == "answerable", GONE_WEIGHT[o.case])
        for o in outcomes
        if o.evidences is not None and (o.case == "answerable" or not o.elsewhere)
    ]
    values = np.array([[evidences[name] for name in names] for evidences, _, _ in rows])
    means, spreads = values.mean(axis=0), values.std(axis=0) + 1e-6
    fitted = LogisticRegression(C=CALIBRATION_STRENGTH, max_iter=3000).fit(
        np.clip((values - means) / spreads, -4, 4), [right for _, right, _ in rows],
        sample_weight=[weight for _, _, weight in rows],
    )  # fmt: skip
    return Calibration(names, means, spreads, fitted.coef_[0], float(fitted.intercept_[0]))


def report_calibration(outcomes: Sequence[Outcome], calibrations: Sequence[Calibration]) -> None:
    """Print how many right answers are given when one in ten of the unanswerable questions is answered."""
    chances = [calibrations[fold_of(o.title)].judge(o) for o in outcomes]
    for name in SETS:
        mine = [(o, chance) for o, chance in zip(outcomes, chances, strict=True) if o.set == name]
        there = [(chance, o.right) for o, chance in mine if o.case == "answerable"]
        for case in GONE_WEIGHT:
            if case == "answerable":
                continue
            gone = sorted((chance for o, chance in mine if o.case == case and not o.right), reverse=True)
            bound = gone[len(gone) // 10]
            given = [right for chance, right in there if chance > bound]
            say(
                f"{name} {case:13}: at {bound:.3f} right {100 * sum(given) / len(there):5.1f} % of all, "
                f"wrong {100 * (1 - sum(given) / max(1, len(given))):4.1f} % of the answered"
            )


# -- files -----------------------------------------------------------------------------------------------------------------


def digest_of(shared: Path) -> str:
    """Name the data that was trained on, by its content."""
    digest = hashlib.sha256()
    questions = [path for about in ("library", "towns", "reports") for path in list_questions(shared, about)]
    for path in [*sorted((shared / "reading").glob("*.jsonl")), *questions]:
        digest.update(path.read_bytes())
    digest.update("\n".join(list_reports(shared)).encode())
    return digest.hexdigest()[:16]


def write_weights(folder: Path, trees: Grown, calibration: Calibration, digest: str) -> None:
    """Write trees and a calibration, each with the digest of what it was made from."""
    folder.mkdir(parents=True, exist_ok=True)
    about = {"credits": CREDITS, "data": digest, "seed": SEED}
    write(folder / "trees.json", {**about, "signals": NAMES, "trees": trees.nested})
    write(folder / "confidence.json", {**about, "credits": CREDITS[:2], **calibration.to_fields()})


def write(path: Path, fields: Mapping[str, Any]) -> None:
    """Write a file of weights: a line for each tree, so that a person can read and compare it."""
    if "trees" in fields:
        trees = fields["trees"]
        head = json.dumps({key: value for key, value in fields.items() if key != "trees"}, ensure_ascii=False, indent=1)
        lines = ",\n".join(json.dumps(tree, separators=(",", ":")) for tree in trees)
        text = f'{head[:-2]},\n "trees": [\n{lines}\n]}}\n'
    else:
        text = json.dumps(fields, ensure_ascii=False, indent=1) + "\n"
    path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
