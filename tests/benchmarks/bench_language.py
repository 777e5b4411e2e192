"""
How fast written Chinese is read: ratios within one run, on one core, printed; no test asserts wall time.

    python -m pytest tests/benchmarks/bench_language.py -s
"""

import random
import statistics
import time
from collections.abc import Callable

import pytest

from knowledge.language import (
    fold,
    lexicon_words,
    pinyin_key,
    split_pinyin,
    split_sentences,
    synonyms_of,
    terms,
    to_pinyin,
)
from knowledge.language.segmentation import Segmenter, open_jieba, open_rjieba
from tests.conftest import LIBRARY

ROUNDS = 5
SEED = 20180101
SENTENCES = 4000


@pytest.fixture(scope="module")
def text() -> str:
    """About 200,000 characters: the shipped articles' sentences redrawn, with words of the lexicon put in."""
    chooser, vocabulary = random.Random(SEED), sorted(lexicon_words())
    texts = [path.read_text(encoding="utf-8") for path in sorted(LIBRARY.glob("*.txt"))]
    sentences = [text[start:end] for text in texts for start, end in split_sentences(text)]
    lines = []
    for sentence in chooser.choices(sentences, k=SENTENCES):
        clauses = sentence[:80].split(",")
        clauses.insert(chooser.randrange(len(clauses) + 1), "".join(chooser.choices(vocabulary, k=3)))
        lines.append("，".join(clauses) + "。")
    return "\n".join(lines)


@pytest.fixture(scope="module")
def jieba() -> Segmenter:
    """jieba itself, loaded."""
    return open_jieba()


def seconds(work: Callable[[], object]) -> float:
    """Return the median time of a piece of work."""
    times = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        work()
        times.append(time.perf_counter() - started)
    return statistics.median(times)


def test_reading_200k_characters_against_one_jieba_pass(text, jieba, capsys):
    """Everything this room does to a text, as a share of one jieba pass over it."""
    whole = seconds(lambda: jieba.cut(fold(text)))
    rows = {
        "one jieba pass (HMM off)": whole,
        "fold": seconds(lambda: fold(text)),
        "split_sentences": seconds(lambda: split_sentences(text)),
        "to_pinyin": seconds(lambda: to_pinyin(text)),
        "terms": seconds(lambda: terms(text)),
    }
    with capsys.disabled():
        for name, spent in rows.items():
            print(f"\n{name:>26} {len(text) / spent / 1e6:8.2f} M characters/s {spent / whole:8.4f} of jieba", end="")
    assert len(fold(text)) == len(text)


def test_rjieba_gives_identical_terms_of_4k_sentences(text, jieba, capsys):
    """The share of sentences whose words and search words are the same from both programs, and the speed of each."""
    rjieba = open_rjieba()
    if rjieba is None:
        pytest.skip("rjieba is not installed")
    runs = ["".join(c for c in fold(line) if "\u4e00" <= c <= "\u9fd5") for line in text.splitlines()]
    same = sum(jieba.cut(run) == rjieba.cut(run) and jieba.cut_search(run) == rjieba.cut_search(run) for run in runs)
    slow = seconds(lambda: [jieba.cut_search(run) for run in runs])
    fast = seconds(lambda: [rjieba.cut_search(run) for run in runs])
    with capsys.disabled():
        print(f"\nidentical terms {same}/{len(runs)}; rjieba {slow / fast:.1f} times as fast as jieba", end="")
    assert len(runs) == same


def test_one_question_of_20_characters(capsys):
    """What one question costs in this room, in microseconds."""
    question = "请问花园口镇拆除私搭乱建一共多少处"
    works: dict[str, Callable[[], object]] = {
        "fold": lambda: fold(question),
        "terms": lambda: terms(question),
        "to_pinyin": lambda: to_pinyin(question),
        "pinyin_key fuzzy": lambda: pinyin_key(question, fuzzy=True),
        "split_pinyin": lambda: split_pinyin("sidaluanjian"),
        "synonyms_of": lambda: synonyms_of("违建"),
    }
    with capsys.disabled():
        for name, work in works.items():
            work()
            spent = seconds(lambda work=work: [work() for _ in range(1000)])  # type: ignore[misc]
            print(f"\n{name:>18} {spent * 1000:8.2f} us", end="")
        print()
    assert synonyms_of("违建")
