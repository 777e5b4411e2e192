"""
How fast the index finds and is built: ratios within one run, printed; no test asserts wall time.

    python -m pytest tests/benchmarks/bench_retrieval.py -s -p no:xdist

The index is made over a store of 100,000 sentences from a seed (YOUJU_BENCH_SENTENCES takes another number).
"""

import os
import random
import statistics
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest

from knowledge.articles import article_from_text, clean_article
from knowledge.index import SearchIndex
from knowledge.language import lexicon_words, terms
from knowledge.storage import SqlStore, prepare
from tests.benchmarks.made_articles import Made, make_articles

SENTENCES = int(os.environ.get("YOUJU_BENCH_SENTENCES", "100000"))
QUESTIONS, ROUNDS, SEED, BATCH = 300, 5, 20261122, 200


@pytest.fixture(scope="module")
def made() -> Made:
    """The articles and questions of a seed."""
    return make_articles(SENTENCES, QUESTIONS, random.Random(SEED), sorted(lexicon_words()))


@pytest.fixture(scope="module")
def store(made: Made, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SqlStore]:
    """A store of the articles, without facts."""
    with SqlStore.open(tmp_path_factory.mktemp("store") / "base.sqlite3") as opened:
        numbered = iter(enumerate(made.articles))
        while some := list(islice(numbered, BATCH)):
            opened.add_prepared(
                [prepare(clean_article(article_from_text(text, str(number))), ()) for number, text in some]
            )
        yield opened


def test_build_index_100k_sentences(store: SqlStore, tmp_path: Path, made: Made):
    """
    The whole index against one pass of cutting the text into terms.
    """
    started = time.perf_counter()
    for text in made.articles:
        terms(text)
    cutting = time.perf_counter() - started
    started = time.perf_counter()
    index = SearchIndex.open(tmp_path / "index", store)
    building = time.perf_counter() - started
    size = sum(path.stat().st_size for path in (tmp_path / "index").rglob("*") if path.is_file())
    raw = sum(len(text.encode()) for text in made.articles)
    print(
        f"\nbuild {index.sentence_count} sentences: {building:.2f} s, {building / cutting:.1f} x one pass of cutting terms"
    )
    print(f"on disk {size / 1e6:.1f} MB, {size / raw:.2f} x the text")
    started = time.perf_counter()
    SearchIndex.open(tmp_path / "index", store).close()
    print(f"open: {(time.perf_counter() - started) * 1000:.1f} ms")


def test_search_100k_sentences(store: SqlStore, tmp_path: Path, made: Made):
    """
    The best fifty sentences and the best forty passages.
    """
    index = SearchIndex.open(tmp_path / "index", store)
    weights = [dict.fromkeys(terms(question), 1.0) for question in made.questions]
    for name, search in (("sentences", index.search_sentences), ("passages", index.search_passages)):
        times = []
        for _ in range(ROUNDS):
            for weight in weights:
                started = time.perf_counter()
                search(weight, 50)
                times.append((time.perf_counter() - started) * 1000)
        slow = sorted(times)[int(0.99 * len(times))]
        print(f"\n{name}: p50 {statistics.median(times):.3f} ms, p99 {slow:.3f} ms")


def test_add_one_article(store: SqlStore, tmp_path: Path, made: Made):
    """
    One article more, found by who catches up.
    """
    index = SearchIndex.open(tmp_path / "index", store)
    times = []
    for number in range(ROUNDS):
        store.add_prepared(
            [prepare(clean_article(article_from_text(made.articles[0] + str(number), f"new{number}")), ())]
        )
        started = time.perf_counter()
        index.catch_up(store)
        times.append((time.perf_counter() - started) * 1000)
    print(f"\ncatch up with one article: {statistics.median(times):.1f} ms")
