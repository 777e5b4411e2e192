"""
Reading-comprehension sets, in; how often the right figure and its sentence are found, out.

    python -m knowledge.evaluation.reading [SHARED] [--sample N] [--shipped]

The shipped weights were trained on these questions. So each is asked with those that training left for its fold of
titles, which saw no question of its article; with --shipped, or where training has left none, with the shipped ones.
SHARED holds `reading/SET.contexts.jsonl`, `SET.questions.jsonl` and `SET.unanswerable.jsonl`; by default YOUJU_SHARED
or ../shared. The sets are selections of CMRC 2018 and DRCD (CC BY-SA), which are not shipped.
"""

import argparse
import json
import os
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from knowledge.answers.answer import BestCandidate
from knowledge.evaluation.disturbing import slip, telling_words
from knowledge.figures import Figure
from knowledge.knowledge_base import KnowledgeBase
from knowledge.language import fold, split_sentences
from knowledge.ranking.labelling import same_answer
from knowledge.ranking.parts import find_parts, read_whole
from knowledge.ranking.weights import CROSS_FITTED, SHIPPED, cross_fitted
from knowledge.ranking.workbench import GOLD

SETS = ("cmrc", "drcd")
FALSE_ANSWERS = 0.10  # the share of unanswerable questions that may be answered
LONGER_BY, LONGER_ALWAYS = 2, 40  # a sentence cited may be twice as long as the gold one, and 40 characters
SEED = 20261122
FLOORS = GOLD / "floors.json"
LABELS = {
    "right": "总作答 EM",
    "with_sentence": "数字和句子都对",
    "least_alike": "用词与原句最不像的四分之一，EM",
    "one_slip": "错一个同音字，EM",
    "passage_gone": "误答不超过一成时的 EM（少了那一篇）",
    "sentence_gone": "误答不超过一成时的 EM（只少那一句）",
}
IN_SAMPLE = "注意：随附的权重就是用这些题训练的，下面的数字是样本内的，比没见过的题要高；先 make train 就有交叉拟合的。"
HELD_OUT = "每道题都用没见过它那篇文章的权重来答（按标题交叉拟合）。"

Fields = Mapping[str, Any]
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Graded:
    """One question of a set, asked."""

    category: str
    right: bool
    with_sentence: bool  # right, and its sentence is the gold one
    confidence: float


def main(arguments: Sequence[str]) -> int:
    """Measure every set and print what came out."""
    parser = argparse.ArgumentParser(prog="knowledge.evaluation.reading", description=__doc__)
    parser.add_argument("shared", nargs="?", default=os.environ.get("YOUJU_SHARED") or "../shared", type=Path)
    parser.add_argument("--sample", type=int, default=0, metavar="N", help="ask N questions of each kind, not all")
    parser.add_argument("--shipped", action="store_true", help="ask with the shipped weights, in sample")
    chosen = parser.parse_args(arguments)
    folder = chosen.shared / "reading"
    if not folder.is_dir():
        print(f"没有阅读理解题：{folder}", file=sys.stderr)
        return 2
    weights = SHIPPED if chosen.shipped else CROSS_FITTED
    with cross_fitted("", weights) as held_out:
        print(HELD_OUT if held_out else IN_SAMPLE)
    floors = (
        json.loads(FLOORS.read_text(encoding="utf-8")) if held_out and not chosen.sample and FLOORS.exists() else {}
    )
    for name in SETS:
        measured = measure(folder, name, chosen.sample, weights)
        for line in render(name, measured, floors.get(f"reading_{name}", {})):
            print(line, flush=True)
    return 0


def render(name: str, measured: "Measured", floors: Mapping[str, float]) -> Iterator[str]:
    """Write what was measured of a set, and the floors that it does not reach."""
    yield f"{name}（{measured.asked} 题，{measured.contexts} 篇）"
    for key, share in measured.shares.items():
        yield f"  {LABELS[key]} {share:.1%}"
        if share < floors.get(key, 0.0):
            yield f"  below the floor: {key} is {share:.1%}, the floor is {floors[key]:.1%}"
    for category, (count, share) in measured.categories.items():
        yield f"    {category:<10} {share:.1%}（{count} 题）"


@dataclass(frozen=True, slots=True)
class Measured:
    """What came out for a set: shares of its questions, by the names of LABELS, and those right by category."""

    asked: int
    contexts: int
    shares: Mapping[str, float]
    categories: Mapping[str, tuple[int, float]]  # how many questions, and which share of them is right


def measure(folder: Path, name: str, sample: int = 0, weights: Path = CROSS_FITTED) -> Measured:
    """
    Ask the questions of one set.

    Args:
        folder: Where the files of the set are.
        name: Of the set.
        sample: How many questions of each kind to ask; 0 for all. The base always holds every context.
        weights: Where training left the weights of its folds.
    """
    contexts = {row["id"]: row for row in read_rows(folder / f"{name}.contexts.jsonl")}
    questions = read_rows(folder / f"{name}.questions.jsonl")
    gold = {question["id"]: question for question in questions}
    unanswerable = draw(read_rows(folder / f"{name}.unanswerable.jsonl"), sample)
    asked = draw(questions, sample)
    with make_base(contexts.values()) as base:
        graded = [grade(base, row, row, contexts[row["context_id"]], weights) for row in asked]
        slips = [{**row, "question": slip(row["question"], Random(f"{SEED} {row['id']}"))} for row in asked]
        slipped = [grade(base, row, row, contexts[row["context_id"]], weights) for row in slips]
    said = [share_said(row, contexts[row["context_id"]]["text"]) for row in asked]
    least = sorted(range(len(asked)), key=lambda place: (said[place], place))[: max(1, len(asked) // 4)]
    shares = {
        "right": share_of(one.right for one in graded),
        "with_sentence": share_of(one.with_sentence for one in graded),
        "least_alike": share_of(graded[place].right for place in least),
        "one_slip": share_of(one.right for one in slipped),
    }
    for key, left in (
        ("passage_gone", without_contexts(contexts, unanswerable)),
        ("sentence_gone", without_sentences(contexts, unanswerable)),
    ):
        with make_base(left) as base:
            silent = [
                grade(base, row, gold.get(row["id"], {}), contexts[row["context_id"]], weights) for row in unanswerable
            ]
        # What found the gold figure elsewhere is no false answer.
        limit = threshold([one.confidence for one in silent if not one.right], FALSE_ANSWERS)
        shares[key] = share_of(one.right and one.confidence > limit for one in graded)
    by_category: defaultdict[str, list[bool]] = defaultdict(list)
    for one in graded:
        by_category[one.category].append(one.right)
    most_first = sorted(by_category.items(), key=lambda item: -len(item[1]))
    categories = {category: (len(right), share_of(right)) for category, right in most_first}
    return Measured(len(asked), len(contexts), shares, categories)


def read_rows(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def draw(rows: Sequence[dict[str, Any]], sample: int) -> list[dict[str, Any]]:
    """Draw some rows with a fixed seed; all of them for 0."""
    return Random(SEED).sample(rows, sample) if 0 < sample < len(rows) else list(rows)


@contextmanager
def make_base(contexts: Iterable[Fields]) -> Iterator[KnowledgeBase]:
    """Build a base of these contexts, one article file each, in a folder that goes when the block is left."""
    with tempfile.TemporaryDirectory(prefix="youju-reading-") as folder:
        articles = Path(folder) / "articles"
        articles.mkdir()
        for context in contexts:
            (articles / f"{context['id']}.txt").write_text(f"{context['title']}\n\n{context['text']}", encoding="utf-8")
        with KnowledgeBase.open(Path(folder) / "base.sqlite3") as base:
            for report in base.add(articles):
                if report.status == "error":
                    print(f"{report.source}：{report.trouble}", file=sys.stderr)
            base.refresh()
            yield base


def without_contexts(contexts: Mapping[str, Fields], unanswerable: Iterable[Fields]) -> list[Fields]:
    """Leave out every context that answers one of the questions."""
    dropped = {row["drop_context"] for row in unanswerable}
    return [context for name, context in contexts.items() if name not in dropped]


def without_sentences(contexts: Mapping[str, Fields], unanswerable: Iterable[Fields]) -> list[Fields]:
    """Cut only the sentences that answer one of the questions."""
    spans: defaultdict[str, list[Span]] = defaultdict(list)
    for row in unanswerable:
        spans[row["drop_context"]] += [(start, end) for start, end in row["drop_sentences"]]
    return [{**context, "text": cut(context["text"], spans[name])} for name, context in contexts.items()]


def cut(text: str, spans: Iterable[Span]) -> str:
    """
    Take spans, which may overlap, out of a text.

    >>> cut("甲乙丙丁", [(0, 1), (2, 4), (2, 3)])
    '乙'
    """
    gone = {place for start, end in spans for place in range(start, end)}
    return "".join(character for place, character in enumerate(text) if place not in gone)


def grade(base: KnowledgeBase, asked: Fields, gold: Fields, context: Fields, weights: Path) -> Graded:
    """
    Ask one question and compare the best figure with gold, whatever the answer's status.

    Args:
        base: Where to ask.
        asked: The row with the question.
        gold: The row with its answers.
        context: The one that the answers are in.
        weights: Where training left the weights of its folds.
    """
    with cross_fitted(asked["title"], weights):
        best = base.ask(asked["question"]).best
    figure = read_best(base, best) if best is not None else None
    if best is None or figure is None:
        return Graded(asked["category"], False, False, 0.0)
    answers = [answer for answer in gold.get("answers", ()) if same_answer(answer["fig"], figure)]
    found = any(is_gold_sentence(best.sentence, context["text"], answer["fig_start"]) for answer in answers)
    return Graded(asked["category"], bool(answers), found, best.confidence)


def share_said(row: Fields, text: str) -> float:
    """
    Return which share of a question's words stands in its gold sentence as it is.

    >>> share_said({"question": "河湾村有几座石桥", "answers": [{"fig_start": 6}]}, "河湾村有石桥9座。")
    1.0
    """
    places = {answer["fig_start"] for answer in row["answers"]}
    gold = "".join(text[start:end] for start, end in split_sentences(text) if any(start <= p < end for p in places))
    words = {word for word, _, _ in telling_words(row["question"])}
    return sum(fold(word) in fold(gold) for word in words) / max(1, len(words))


def read_best(base: KnowledgeBase, best: BestCandidate) -> Figure | None:
    """Return the figure of the best candidate: that of its fact, or one end of it."""
    shown = best.figure
    stored = base.fact(shown.fact_id) if shown.fact_id is not None else None
    if stored is not None:
        whole = stored[0].figure
        for figure in (whole, *find_parts(whole)):
            if figure.text == shown.text:
                return figure
    return read_whole(shown.text)


def is_gold_sentence(sentence: str, text: str, position: int) -> bool:
    """Tell whether a sentence is the one of a text around a position, and not much more than it."""
    gold = next((end - start for start, end in split_sentences(text) if start <= position < end), len(text))
    return len(sentence) <= LONGER_BY * gold + LONGER_ALWAYS and holds(sentence, text, position)


def holds(sentence: str, text: str, position: int) -> bool:
    """Tell whether a sentence stands in a text around a position; blanks do not count."""
    before, needle = len("".join(text[:position].split())), "".join(sentence.split())
    haystack = "".join(text.split())
    start = haystack.find(needle) if needle else -1
    while start >= 0:
        if start <= before < start + len(needle):
            return True
        start = haystack.find(needle, start + 1)
    return False


def threshold(confidences: Sequence[float], share: float) -> float:
    """
    Return the least confidence above which at most this share lies.

    >>> threshold([0.1, 0.2, 0.3, 0.9], 0.25)
    0.3
    """
    ordered = sorted(confidences, reverse=True)
    allowed = int(share * len(ordered))
    return ordered[allowed] if allowed < len(ordered) else 0.0


def share_of(outcomes: Iterable[bool]) -> float:
    listed = list(outcomes)
    return sum(listed) / len(listed) if listed else 0.0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
