"""Killed at any moment, nothing acknowledged is lost, nothing is there by half, and the index agrees."""

import os
import random
import select
import subprocess
import sys
import time
from pathlib import Path

import pytest

from knowledge import KnowledgeBase
from tests.storage.texts import text_of
from tests.storage.wholeness import find_faults

ROOT = Path(__file__).resolve().parents[2]
KILLS = int(os.environ.get("YOUJU_TEST_KILLS", "12"))
LONGEST_WAIT_S = 0.8
GONE = -1


def start_writer(base: Path, seed: int, steps: int) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.storage.busy_writer", str(base), str(seed), str(steps)],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip


def await_ready(writer: subprocess.Popen[bytes]) -> None:
    assert writer.stdout is not None
    assert select.select([writer.stdout], [], [], 60)[0], "the writer does not start"
    first = os.read(writer.stdout.fileno(), 6)
    assert first == b"ready\n", (first, writer.stderr and writer.stderr.read())


def held_versions(base: KnowledgeBase) -> dict[int, int]:
    """Read which version of each source a base holds, from the text itself."""
    held = {}
    for listed in base.articles():
        article = base.article(listed.id)
        assert article is not None
        number, version = article.raw.split("标记")[1].split("乙")[0].split("甲")
        assert article.raw == text_of(int(number), int(version))
        held[int(number)] = int(version)
    return held


def index_holds(base: KnowledgeBase) -> list[int]:
    """List the articles that the index finds, by the sentences that all of them have."""
    sentences = base.index.search_sentences({"拆除": 1.0}, 1000)
    found = base.store.sentences([sentence_id for sentence_id, _ in sentences])
    assert len(found) == len(sentences), "the index finds sentences that are gone"
    assert base.index.sentence_count == sum(article.sentence_count for article in base.articles())
    return sorted({sentence.article_id for sentence in found.values()})


@pytest.mark.slow
def test_kill_at_any_moment_loses_nothing(tmp_path: Path):
    """
    A process that adds, replaces and removes is killed at random moments; each time the base is compared.
    """
    path = tmp_path / "base.sqlite3"
    chance = random.Random(20261122)
    expected: dict[int, int] = {}
    acknowledged = in_doubt = survived = 0
    for kill in range(KILLS):
        writer = start_writer(path, kill + 1, 100_000)
        await_ready(writer)
        time.sleep(chance.uniform(0.0, LONGEST_WAIT_S))
        writer.kill()
        said, _ = writer.communicate(timeout=30)
        doubt: tuple[int, int] | None = None
        for line in said.decode().splitlines():
            if line.count(" ") != 3 or not line.split(" ")[3]:
                continue  # the last line may be cut
            what, _, number, version = line.split(" ")
            if what == "begin":
                doubt = (int(number), int(version))
            else:
                expected[int(number)], doubt = int(version), None
                acknowledged += 1
        with KnowledgeBase.open(path) as base:
            held = held_versions(base)
            assert [] == find_faults(base.store), f"after kill {kill + 1}"
            if doubt is not None:
                in_doubt += 1
                number, version = doubt
                assert held.get(number, GONE) in {version, expected.get(number, GONE)}
                survived += held.get(number, GONE) == version
                expected[number] = held.get(number, GONE)
            assert {number: version for number, version in expected.items() if version != GONE} == held
            assert sorted(article.id for article in base.articles()) == index_holds(base)
    print(
        f"\n{KILLS} kills: {acknowledged} acknowledged, 0 lost, 0 half; "
        f"{in_doubt} killed in the middle, {survived} of them had already happened"
    )
    assert acknowledged > KILLS // 2


def test_two_processes_adding_at_once_both_succeed(tmp_path: Path):
    """
    Each waits for the other; both end well, and all that they added is there.
    """
    path = tmp_path / "base.sqlite3"
    for name, first in (("one", 0), ("two", 100)):
        (tmp_path / name).mkdir()
        for number in range(first, first + 12):
            (tmp_path / name / f"{number}.txt").write_text(text_of(number), encoding="utf-8")
    adders = [
        subprocess.Popen(
            [sys.executable, "-m", "knowledge.cli", "add", str(tmp_path / name), "--base", str(path)],
            cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )
        for name in ("one", "two")
    ]  # fmt: skip
    for adder in adders:
        said, trouble = adder.communicate(timeout=120)
        assert (0, 12) == (adder.returncode, said.decode().count("新增")), trouble.decode()
    with KnowledgeBase.open(path) as base:
        assert 24 == len(base.articles())
        assert [] == find_faults(base.store)
        assert sorted(article.id for article in base.articles()) == index_holds(base)


def test_a_full_disk_is_told_and_leaves_the_base_as_it_was(tmp_path: Path):
    """
    When nothing more can be written, adding ends with one line and status 1, and the base answers as before.
    """
    resource = pytest.importorskip("resource")
    path = tmp_path / "base.sqlite3"
    with KnowledgeBase.open(path) as base:
        base.add_text(text_of(1), "old")
    big = tmp_path / "big.txt"
    big.write_text("\n\n".join(text_of(number, sentences=30) for number in range(60)), encoding="utf-8")
    limit = 200_000
    assert path.stat().st_size < limit < big.stat().st_size * 2

    def fill_disk() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    adder = subprocess.run(
        [sys.executable, "-m", "knowledge.cli", "add", str(big), "--base", str(path)],
        cwd=ROOT, capture_output=True, preexec_fn=fill_disk, timeout=120, check=False,
    )  # fmt: skip
    said = adder.stderr.decode()
    assert (1, 1) == (adder.returncode, said.count("\n")), said
    assert "磁盘可能已满" in said
    with KnowledgeBase.open(path) as base:
        assert ["old"] == [article.source for article in base.articles()]
        assert [] == find_faults(base.store)
        assert [article.id for article in base.articles()] == index_holds(base)
