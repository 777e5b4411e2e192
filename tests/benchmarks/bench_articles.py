"""
How fast articles are read and cleaned, and how much damage they survive: printed; no test asserts wall time.

    python -m pytest tests/benchmarks/bench_articles.py -s

The ratio to one `jieba.lcut` pass is taken in one run on one core. Where reports are unpacked in the folder that
YOUJU_TEST_REPORTS names, they are measured; elsewhere the shipped articles, many times over.
"""

import os
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

import jieba
import pytest

from knowledge.articles import article_from_text, clean_article, read_articles
from knowledge.articles.columns import to_reading_order
from knowledge.articles.layout import lay_out
from tests.articles.damage import CONTENT, LAYOUT
from tests.articles.other_formats import paragraphs_of, write_docx, write_html, write_pdf
from tests.articles.surviving import measure_survival
from tests.conftest import LIBRARY

ROUNDS = 3
REPORTS = 60


@pytest.fixture(scope="module")
def texts() -> list[str]:
    """What is measured: reports, drawn from a seed, or the shipped articles."""
    folder = os.environ.get("YOUJU_TEST_REPORTS")
    files = sorted(Path(folder).glob("*.txt")) if folder else []
    if files:
        return [path.read_text(encoding="utf-8") for path in Random(2021).sample(files, min(REPORTS, len(files)))]
    texts = [path.read_text(encoding="utf-8") for path in sorted(LIBRARY.glob("*.txt"))]
    return ["\n\n".join(texts[index % 2] for _ in range(8)) + f"\n\n第{index}份" for index in range(REPORTS)]


def seconds(work: Callable[[], object]) -> float:
    """Return the median processor time of a piece of work."""
    times = []
    for _ in range(ROUNDS):
        lay_out.cache_clear()
        started = time.process_time()
        work()
        times.append(time.process_time() - started)
    return statistics.median(times)


def test_read_and_clean_60_texts(texts, tmp_path):
    """Plain text, from the file to the sentences, against one pass of jieba over the same text."""
    for number, text in enumerate(texts):
        (tmp_path / f"{number}.txt").write_text(text, encoding="utf-8")
    files = sorted(tmp_path.glob("*.txt"))
    jieba.initialize()
    length = sum(map(len, texts))
    cleaned = seconds(lambda: [clean_article(article) for path in files for article in read_articles(path)])
    pieces = seconds(lambda: [jieba.lcut(text) for text in texts])
    print(
        f"\n{length:,} characters: read and cleaned {cleaned:.2f} s ({length / cleaned / 1e6:.2f} million a second), "
        f"jieba {pieces:.2f} s, ratio {cleaned / pieces:.2f}"
    )


def test_read_other_formats(tmp_path):
    """The two articles as DOCX, HTML and PDF."""
    for path in sorted(LIBRARY.glob("*.txt")):
        paragraphs = paragraphs_of(clean_article(next(read_articles(path))))
        write_docx(paragraphs, tmp_path / "文.docx")
        write_html(paragraphs, tmp_path / "文.html")
        write_pdf(paragraphs, tmp_path / "文.pdf", columns=2)
        for file in sorted(tmp_path.iterdir()):
            taken = seconds(lambda file=file: [clean_article(article) for article in read_articles(file)])
            print(f"\n{path.stem[:3]} {file.suffix}: {taken * 1000:.0f} ms", end="")


def test_survival_of_damage(texts):
    """The share of sentences and figures that are whole after each kind of damage."""
    print()
    for damage in LAYOUT + CONTENT:
        counts = [0, 0, 0, 0]
        for number, text in enumerate(texts[:8]):
            clean = clean_article(article_from_text(text, "清.txt"))
            broken, _ = to_reading_order(damage(text, Random(number)))
            survival = measure_survival(clean, clean_article(article_from_text(broken, "坏.txt")))
            for place, count in enumerate(
                (survival.sentences, survival.sentences_kept, survival.figures, survival.figures_kept)
            ):
                counts[place] += count
        print(
            f"{damage.__name__:32} sentences {counts[1] / counts[0]:.3f}  figures {counts[3] / max(counts[2], 1):.3f}"
        )
