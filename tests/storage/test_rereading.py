"""What an older version read is read again: at once where it is little, with a word where it is much."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import text

import knowledge.knowledge_base as whole
from knowledge import KnowledgeBase
from knowledge.errors import StorageError
from knowledge.storage import SqlStore, rereading
from knowledge.storage import reading_version as versions
from knowledge.storage.reading_version import is_outdated, reading_version
from tests.storage.texts import text_of
from tests.storage.wholeness import find_faults

ROOT = Path(__file__).resolve().parents[2]
QUESTION = "银杏镇拆了几处私搭乱建？"


def make_old(base: KnowledgeBase, read_by: str = "0.0.1 0123") -> None:
    """Let a base be as if an older version had read it, and missed every figure."""
    with base.store._write() as connection:
        connection.execute(text("UPDATE articles SET read_by = :name"), {"name": read_by})
        connection.execute(text("UPDATE articles SET fact_count = 0"))
        connection.execute(text("DELETE FROM facts"))


def held(base: KnowledgeBase) -> list[tuple[str, str, int]]:
    return [(one.source, one.title, one.fact_count) for one in base.articles()]


def test_a_small_base_of_an_older_reading_is_read_again_at_once(base_name: str, capsys: pytest.CaptureFixture[str]):
    """
    Opening it reads the raw texts again, says so, and answers from what this version finds.
    """
    with KnowledgeBase.open(base_name) as base:
        base.add_text(text_of(1, version=7), "a")
        base.add_text(text_of(2), "b")
        before, added = held(base), [one.added for one in base.articles()]
        make_old(base)
    capsys.readouterr()
    with KnowledgeBase.open(base_name) as base:
        assert 1 == capsys.readouterr().err.count("有 2 篇文章是旧版本读的")
        assert (before, added) == (held(base), [one.added for one in base.articles()])
        assert "107处" in [figure.text for figure in base.ask(QUESTION).figures]
        assert [] == find_faults(base.store)
        assert base.index.sentence_count == sum(one.sentence_count for one in base.articles())
    with KnowledgeBase.open(base_name) as base:
        assert "旧版本" not in capsys.readouterr().err


def test_ids_of_the_older_reading_name_nothing_any_more(base_name: str):
    """
    A button that an old message bears finds nothing, rather than another sentence; reprints know their twin by its new id.
    """
    with KnowledgeBase.open(base_name) as base:
        base.add_text(text_of(1), "a")
        base.add_text(text_of(1).replace("银杏镇第1号简报抓整治", "小镇换新颜"), "b")
        old = [one.id for one in base.articles()]
        assert [None, old[0]] == [one.reprint_of for one in base.articles()]
        make_old(base)
        assert ["reread", "reread"] == [report.status for report in base.reread()]
        first, second = base.articles()
        assert not {first.id, second.id} & set(old)
        assert (None, first.id) == (first.reprint_of, second.reprint_of)
        assert all(base.article(article_id) is None for article_id in old)


def test_a_large_base_is_left_and_a_line_names_the_command(
    base_name: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    """
    Nobody who asks waits for minutes: the base answers as it is, until `youju reread`.
    """
    with KnowledgeBase.open(base_name) as base:
        base.add_text(text_of(1, version=7), "a")
        make_old(base)
    monkeypatch.setattr(whole, "REREAD_AT_ONCE", 3)
    capsys.readouterr()
    with KnowledgeBase.open(base_name) as base:
        assert "youju reread" in capsys.readouterr().err
        assert () == base.ask(QUESTION).figures
    asked = subprocess.run(
        [sys.executable, "-m", "knowledge.cli", "reread", "--base", base_name, "--workers", "2"],
        cwd=ROOT, capture_output=True, check=True, env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip
    assert asked.stdout.decode().startswith("重读\t2\t银杏镇第1号简报抓整治")
    with KnowledgeBase.open(base_name) as base:
        assert "youju reread" not in capsys.readouterr().err
        assert "107处" in [figure.text for figure in base.ask(QUESTION).figures]


def test_what_cannot_be_read_again_stays_as_it_was(
    base_name: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    """
    A fault of the newer version costs nothing of what the older one read, and is told once.
    """
    with KnowledgeBase.open(base_name) as base:
        base.add_text(text_of(1), "a")
        base.add_text(text_of(2), "b")
        facts = [fact.figure.text for fact, _ in base.facts()]
        with base.store._write() as connection:
            connection.execute(text("UPDATE articles SET read_by = ''"))

    def fail(document: object) -> None:
        raise RecursionError("too deep")

    monkeypatch.setattr(rereading, "find_facts", fail)
    with KnowledgeBase.open(base_name) as base:
        assert 2 == capsys.readouterr().err.count("仍是旧版本读的（RecursionError: too deep）")
        assert facts == [fact.figure.text for fact, _ in base.facts()]
        assert [] == find_faults(base.store)
    with KnowledgeBase.open(base_name):
        assert "旧版本" not in capsys.readouterr().err


def test_a_base_that_cannot_be_written_still_answers(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    """
    Whoever may only read it is told, and answered from the older reading.
    """
    with KnowledgeBase.open(tmp_path / "base.sqlite3") as base:
        base.add_text(text_of(1, version=7), "a")
        with base.store._write() as connection:
            connection.execute(text("UPDATE articles SET read_by = ''"))

    def refuse(*_: object) -> None:
        raise StorageError("资料库是只读的")

    monkeypatch.setattr(SqlStore, "replace_readings", refuse)
    with KnowledgeBase.open(tmp_path / "base.sqlite3") as base:
        assert "资料库是只读的；先用旧版本读的" in capsys.readouterr().err
        assert "107处" in [figure.text for figure in base.ask(QUESTION).figures]


def test_what_a_format_said_is_kept(tmp_path: Path):
    """
    Title, author, origin and day that stand beside a text, not in it, do not go when the text is read again.
    """
    row = {"text": text_of(1), "title": "另有标题", "author": "李山", "origin": "某某日报", "date": "2021-05-12"}
    (tmp_path / "a.jsonl").write_text(json.dumps(row, ensure_ascii=False), encoding="utf-8")
    with KnowledgeBase.open(tmp_path / "base.sqlite3") as base:
        list(base.add(tmp_path / "a.jsonl"))

        def said() -> list[object]:
            [one] = base.articles()
            return [one.title, one.authors, one.origin, one.published, one.given]

        before = said()
        make_old(base)
        assert ["reread"] == [report.status for report in base.reread()]
        assert before == said()
        assert ["另有标题", ("李山",), "某某日报"] == before[:3]


def test_what_is_added_again_is_read_again(base_name: str, tmp_path: Path):
    """
    A file whose text the base holds by an older reading is read by this one, under the name that it had.
    """
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / "a.txt").write_text(text_of(1, version=7), encoding="utf-8")
    (tmp_path / "files" / "b.txt").write_text(text_of(2), encoding="utf-8")
    with KnowledgeBase.open(base_name) as base:
        list(base.add(tmp_path / "files"))
        before = held(base)
        make_old(base)
        assert ["reread", "reread"] == [report.status for report in base.add(tmp_path / "files")]
        assert before == held(base)
        assert [] == find_faults(base.store)
        make_old(base)
        assert "reread" == base.add_text(text_of(1, version=7), "typed").status
        assert "unchanged" == base.add_text(text_of(1, version=7), "typed").status
        assert {source for source, _, _ in before} == {source for source, _, _ in held(base)}
        assert "107处" in [figure.text for figure in base.ask(QUESTION).figures]


def test_two_that_read_again_at_once_do_it_once(tmp_path: Path):
    """
    Of two processes that open an older base, one is faster; the other's readings are not put in.
    """
    with KnowledgeBase.open(tmp_path / "base.sqlite3") as base, KnowledgeBase.open(tmp_path / "base.sqlite3") as other:
        base.add_text(text_of(1), "a")
        make_old(base)
        first, second = base.reread(), other.reread()
        assert ["reread"] == [report.status for report in first]
        assert [] == list(second)
        assert 1 == len(base.articles())


@pytest.mark.parametrize(
    ("read_by", "outdated"),
    [("", True), ("0.0.1 0123", True), (reading_version(), False), ("9999.1 0123", False)],
)
def test_the_later_release_of_two_has_its_way(read_by: str, outdated: bool):
    """
    Two releases that share a base do not read its articles again by turns.
    """
    assert outdated == is_outdated(read_by)


def test_whatever_changes_in_the_reading_names_it_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """
    A row of a table or a line of code makes another reading; how files are opened does not.
    """
    for room in versions.ROOMS:
        shutil.copytree(versions.ROOT / room, tmp_path / room)
    (tmp_path / "storage").mkdir()
    shutil.copy(versions.ROOT / "storage" / "preparing.py", tmp_path / "storage")
    monkeypatch.setattr(versions, "ROOT", tmp_path)
    monkeypatch.setattr(versions, "__file__", str(tmp_path / "storage" / "reading_version.py"))
    name_now = reading_version.__wrapped__
    names = [reading_version(), name_now()]
    for changed in ("articles/formats/pdf.py", "facts/data/words.tsv", "figures/finding.py", "storage/preparing.py"):
        with (tmp_path / changed).open("a", encoding="utf-8") as file:
            file.write("\n")
        names.append(name_now())
    assert names[0] == names[1] == names[2]
    assert 4 == len(set(names))
