"""
How fast a question is answered: ratios within one run, printed; no test asserts wall time.

    python -m pytest tests/benchmarks/bench_ask.py -s -p no:xdist

A base of 100,000 sentences is made from a seed (YOUJU_BENCH_SENTENCES takes another number), asked 300 questions about
what stands in it, and the time of an answer is held against the bare search engine's best fifty sentences.
"""

import os
import random
import statistics
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from knowledge import KnowledgeBase
from knowledge.language import lexicon_words, terms
from knowledge.questions import analyse_question
from knowledge.ranking import make_probe, rank_facts
from knowledge.ranking.gathering import gather
from knowledge.ranking.scoping import find_scopes
from knowledge.ranking.signals import count_signals
from knowledge.ranking.weights import open_model
from knowledge.storage import SqlStore
from tests.benchmarks.made_articles import Made, make_articles

SENTENCES = int(os.environ.get("YOUJU_BENCH_SENTENCES", "100000"))
QUESTIONS, ROUNDS, SEED = 300, 5, 20261122


@pytest.fixture(scope="module")
def made() -> Made:
    """The articles and questions of a seed."""
    return make_articles(SENTENCES, QUESTIONS, random.Random(SEED), sorted(lexicon_words()))


@pytest.fixture(scope="module")
def big(made: Made, tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    """A base of them."""
    folder = tmp_path_factory.mktemp("big")
    (folder / "articles").mkdir()
    for number, text in enumerate(made.articles):
        (folder / "articles" / f"{number}.txt").write_text(text, encoding="utf-8")
    with KnowledgeBase.open(folder / "base.sqlite3") as base:
        list(base.add(folder / "articles"))
        base.refresh()
        yield base


def times_of(work: Iterator[object]) -> list[float]:
    """Return how long each step of some work took, in milliseconds."""
    times = []
    while True:
        started = time.perf_counter()
        if next(work, StopIteration) is StopIteration:
            return times
        times.append((time.perf_counter() - started) * 1000)


def test_ask_100k_sentences(big: KnowledgeBase, made: Made):
    """
    One answer against the bare search for the best fifty, round by round in turns.
    """
    index = big.index
    for question in made.questions[:30]:
        big.ask(question)
    asked: list[float] = []
    searched: list[float] = []
    for _ in range(ROUNDS):
        asked += times_of(iter_ask(big, made.questions))
        searched += times_of(index.search_sentences(dict.fromkeys(terms(q), 1.0), 50) for q in made.questions)
    median, bare = statistics.median(asked), statistics.median(searched)
    slow = sorted(asked)[int(0.99 * len(asked))]
    print(f"\nask {index.sentence_count} sentences: p50 {median:.2f} ms, p99 {slow:.2f} ms ({slow / median:.1f} x p50)")
    print(f"bare top 50: p50 {bare:.3f} ms; ask / bare {median / bare:.1f} (goal <= 40); p99 / p50 goal <= 4")


def iter_ask(base: KnowledgeBase, questions: tuple[str, ...]) -> Iterator[object]:
    for question in questions:
        yield base.ask(question)


def test_steps_of_ranking_100k_sentences(big: KnowledgeBase, made: Made):
    """
    Where the time goes: analysing, gathering, counting, scoring, and the whole of ranking.
    """
    store, index, model = big.store, big.index, open_model()
    spent: dict[str, list[float]] = {}

    def note(name: str, since: float) -> float:
        now = time.perf_counter()
        spent.setdefault(name, []).append((now - since) * 1000)
        return now

    for question in made.questions:
        now = time.perf_counter()
        analysed = analyse_question(question, store, index)
        now = note("analyse", now)
        probe = make_probe(analysed, index)
        now = note("probe", now)
        pool = gather(probe, store, index, find_scopes(probe, store))
        now = note("gather", now)
        table = count_signals(pool, model.signals)
        now = note("signals", now)
        model.score(table)
        now = note("score", now)
        rank_facts(analysed, store, index)
        note("rank, all", now)
        spent.setdefault("candidates", []).append(float(len(pool.candidates)))
    print(
        "\n" + ", ".join(f"{name} {statistics.median(times):.2f}" for name, times in spent.items()) + " (medians, ms)"
    )


def test_open_100k_sentences(big: KnowledgeBase, made: Made):
    """
    A base and its index are opened and the first question is answered.
    """
    path = Path(big.name)
    times = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        with KnowledgeBase.open(path) as base:
            base.ask(made.questions[0])
        times.append((time.perf_counter() - started) * 1000)
    print(f"\nopen and first answer, warm process: {statistics.median(times):.1f} ms")
    with SqlStore.open(path) as store:
        assert store.generation == big.index.generation
