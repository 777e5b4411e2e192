"""
How long does reading take, against one pass of `jieba.lcut` over the same text?

300 reports of the shared corpora, read to facts stored and searchable: by step in one process, then as a whole with
one and with two worker processes, by whichever segmenter is installed: uninstall rjieba to measure jieba alone. Nothing is
asserted: the machine may be busy. CPU time is compared for one process, wall time for two.
"""

import resource
import subprocess
import sys
import tarfile
import time
import zlib
from collections import Counter
from pathlib import Path

import pytest

from knowledge.articles import clean_article, read_articles
from knowledge.facts import find_facts
from knowledge.figures import find_figures
from knowledge.index import SearchIndex
from knowledge.language import segmenter
from knowledge.storage import SqlStore, prepare, spare_collector
from tests.conftest import need_shared

REPORTS = 300
ONE_OF = 9  # of the archive's 3,067


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of 300 reports, the same each time."""
    archive = need_shared("corpora", "reports.tar.xz")
    folder = tmp_path_factory.mktemp("reports")
    count = 0
    with tarfile.open(archive) as packed:
        for member in packed:  # in the archive's order: going back in it means unpacking it again
            name = Path(member.name).name
            if not member.isfile() or zlib.crc32(name.encode()) % ONE_OF:
                continue
            content = packed.extractfile(member)
            assert content is not None
            (folder / name).write_bytes(content.read())
            count += 1
            if count == REPORTS:
                break
    return folder


@pytest.fixture(scope="module")
def one_pass(reports: Path) -> float:
    """CPU seconds of `jieba.lcut` over the same text."""
    import jieba

    jieba.initialize()
    texts = [path.read_text(encoding="utf-8") for path in sorted(reports.iterdir())]
    started = time.process_time()
    for text in texts:
        jieba.lcut(text)
    seconds = time.process_time() - started
    print(f"\n{len(texts)} reports, {sum(map(len, texts)):,} characters, jieba.lcut {seconds:.1f} s CPU")
    return seconds


def test_steps_of_ingest_300_reports(reports: Path, one_pass: float, tmp_path: Path) -> None:
    """
    Print what each step takes.
    """
    spent: Counter[str] = Counter()
    spare_collector()  # as `youju add` does
    print(f"\nwith {segmenter().name}")

    def clock(step: str, started: float) -> None:
        spent[step] += time.process_time() - started  # type: ignore[assignment]

    with SqlStore.open(tmp_path / "base.sqlite3") as store:
        group = []
        for path in sorted(reports.iterdir()):
            started = time.process_time()
            articles = list(read_articles(path))
            clock("read", started)
            for article in articles:
                started = time.process_time()
                document = clean_article(article)
                clock("clean", started)
                started = time.process_time()
                for sentence in document.sentences:
                    find_figures(sentence.text)
                clock("(of facts: figures)", started)
                started = time.process_time()
                facts = find_facts(document)
                clock("facts", started)
                started = time.process_time()
                group.append(prepare(document, facts))
                clock("prepare", started)
            if len(group) >= 24:
                started = time.process_time()
                store.add_prepared(group)
                clock("store", started)
                group = []
        started = time.process_time()
        store.add_prepared(group)
        clock("store", started)
        started = time.process_time()
        SearchIndex.open(tmp_path / "index", store).close()
        clock("index", started)
    for step, seconds in spent.items():
        print(f"{step:20} {seconds:6.1f} s  {seconds / one_pass:5.2f} x")
    whole = sum(seconds for step, seconds in spent.items() if not step.startswith("("))
    print(f"{'all':20} {whole:6.1f} s  {whole / one_pass:5.2f} x  (goal 3)")


def test_ingest_300_reports_with_workers(reports: Path, one_pass: float, tmp_path: Path) -> None:
    """
    Print what `youju add` takes with one and with two worker processes, from its start to its end.
    """
    wall = {}
    for workers in (1, 2):
        command = [sys.executable, "-m", "knowledge.cli", "add", str(reports), "--workers", str(workers)]
        started, before = time.perf_counter(), cpu_of_children()
        added = subprocess.run(
            [*command, "--base", str(tmp_path / f"{workers}.sqlite3")], capture_output=True, check=True
        )
        wall[workers], cpu = time.perf_counter() - started, cpu_of_children() - before
        print(
            f"{workers} workers: {added.stdout.count(bytes([10]))} reports, {wall[workers]:.1f} s, {cpu:.1f} s CPU, "
            f"{cpu / one_pass:.2f} x"
        )
    print(f"two are {wall[1] / wall[2]:.2f} times as fast (goal 1.7); jieba.lcut {one_pass:.1f} s")


def cpu_of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
