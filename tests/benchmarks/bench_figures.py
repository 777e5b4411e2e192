"""
How fast figures are found: against jieba in the same run, and how time grows on hostile lines; printed, not asserted.

    python -m pytest tests/benchmarks/bench_figures.py -s
"""

import random
import statistics
import time
from collections.abc import Callable

import pytest

from knowledge.figures import find_figures
from knowledge.language import split_sentences
from knowledge.language.segmentation import open_jieba
from knowledge.quantities import find_periods
from tests.conftest import LIBRARY

ROUNDS = 5
SEED = 20180101
SENTENCES = 3000
LONG = 100_000
HOSTILE = [
    "1", "1,", "123,", "123 ", "1-", "1.", "1:", "1/", "1+", "1x", "a1", "0O", "1|", "| 1 ", "|1|2|\n", "<tr><td>1", "1\n", "字\n", "1字\n",
    "一", "十百千万亿", "一、", "一次、", "三分之", "5至", "1月-", "2018年", "第", "翻", "前1", "每", "半", "$1", "“", "“”",
    "(", "《", "<a", "http:", "\n", " ", "中华人民共和国", "$1$", "一年", "第六、", "三个", "五年",
]  # fmt: skip


@pytest.fixture(scope="module")
def text() -> str:
    """About 200,000 characters of running text: the shipped articles' sentences redrawn, figures and all."""
    chooser = random.Random(SEED)
    texts = [path.read_text(encoding="utf-8") for path in sorted(LIBRARY.glob("*.txt"))]
    sentences = [text[start:end].strip() for text in texts for start, end in split_sentences(text)]
    return "\n".join(chooser.choices([sentence for sentence in sentences if sentence], k=SENTENCES))


def seconds(work: Callable[[], object]) -> float:
    """Return the median time of a piece of work."""
    times = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        work()
        times.append(time.perf_counter() - started)
    return statistics.median(times)


def test_find_figures_200k_characters_against_jieba(text: str):
    """
    Finding figures takes no more than one `jieba.lcut` pass over the same text (goal: at most 1.0).
    """
    import jieba  # type: ignore[import-untyped]

    open_jieba()
    jieba.lcut(text[:1000])
    cut = seconds(lambda: jieba.lcut(text))
    figures = seconds(lambda: find_figures(text))
    periods = seconds(lambda: find_periods(text))
    print(f"\n{len(text)} characters, {len(find_figures(text))} figures: jieba {cut:.3f} s")
    print(
        f"find_figures {figures:.3f} s = {figures / cut:.2f} of jieba; find_periods {periods:.3f} s = {periods / cut:.2f}"
    )


def test_find_figures_on_hostile_lines_of_100k():
    """
    Twice the line takes about twice the time (growth near 2), whatever it is made of.
    """
    print(f"\n{'line of':>12} {'seconds':>8} {'growth':>7}")
    for piece in HOSTILE:
        spent = []
        for size in (LONG // 2, LONG):
            line = (piece * (size // len(piece) + 1))[:size]
            spent.append(min(_timed(line) for _ in range(3)))
        print(f"{piece!r:>12} {spent[1]:8.3f} {spent[1] / max(spent[0], 1e-6):7.2f}")


def test_find_figures_one_line_of_1_mb(text: str):
    """
    A line of a million characters is read in one go.
    """
    line = (text.replace("\n", "") * 6)[:1_000_000]
    print(f"\n1 MB line: {_timed(line):.2f} s, nested brackets: {_timed('（' * 500_000 + '）' * 500_000):.2f} s")


def _timed(text: str) -> float:
    started = time.perf_counter()
    find_figures(text)
    return time.perf_counter() - started
