"""The two lines joined: what was added is answered from at once, what was removed no longer is."""

import json
import os
import shutil
import threading
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from knowledge import KnowledgeBase, NotABaseError
from tests.storage.texts import text_of
from tests.storage.wholeness import find_faults

QUESTION = "银杏镇拆了几处私搭乱建？"
ARTICLE = "银杏镇抓整治\n\n银杏镇拆除私搭乱建118处,22505平方米。"


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[KnowledgeBase]:
    """A base of its own with nothing in it."""
    with KnowledgeBase.open(tmp_path / "base.sqlite3") as base:
        yield base


def figures_of(base: KnowledgeBase) -> list[str]:
    return [figure.text for figure in base.ask(QUESTION).figures]


def test_a_question_right_after_adding_replacing_and_removing_sees_it(empty: KnowledgeBase):
    """
    Each answer is from what the base holds at that moment.
    """
    report = empty.add_text(ARTICLE, "message:1")
    assert ("added", "银杏镇抓整治", 2) == (report.status, report.title, report.fact_count)
    assert "118处" in figures_of(empty)
    assert "replaced" == empty.add_text(ARTICLE.replace("118", "131"), "message:1").status
    assert "131处" in figures_of(empty)
    [article] = empty.articles()
    assert ["银杏镇抓整治"] == [removed.title for removed in empty.remove([article.id])]
    assert [] == figures_of(empty)
    assert "not_found" == empty.ask(QUESTION).status


def test_what_another_process_adds_is_seen(empty: KnowledgeBase, tmp_path: Path):
    """
    A base that stays open answers from what came in by another door.
    """
    assert [] == figures_of(empty)
    with KnowledgeBase.open(tmp_path / "base.sqlite3") as other:
        other.add_text(ARTICLE, "a")
        assert "118处" in figures_of(empty)
        other.remove([1])
        assert [] == figures_of(empty)


def test_a_preview_adds_nothing(empty: KnowledgeBase):
    """
    A preview shows title, place and facts, and leaves the base alone.
    """
    preview = empty.preview_text(ARTICLE)
    assert ("银杏镇抓整治", "银杏镇", 2) == (preview.title, preview.place, len(preview.facts))
    assert () == empty.articles()


def test_facts_come_with_their_sentences_and_their_surroundings(empty: KnowledgeBase):
    """
    A fact knows its sentence, a sentence its neighbours.
    """
    empty.add_text(text_of(1), "a")
    [(fact, sentence), *rest] = empty.facts()
    assert (fact, sentence) == empty.fact(fact.id)
    assert sentence == empty.sentence(fact.sentence_id)
    assert sentence.id in [one.id for one in empty.context(sentence.id)]
    assert len(rest) + 1 == empty.overview().fact_count
    assert (("银杏镇", 1),) == empty.overview().places
    assert empty.fact(1) is None


@pytest.mark.parametrize("workers", [1, 2])
def test_folders_are_added_in_order_and_bad_files_hurt_no_other(empty: KnowledgeBase, tmp_path: Path, workers: int):
    """
    Reports come in the order of the files; what cannot be read is one report.
    """
    folder = tmp_path / "articles"
    (folder / "deep").mkdir(parents=True)
    for number in range(30):
        (folder / "deep" / f"{number:02}.txt").write_text(text_of(number), encoding="utf-8")
    (folder / "bad.txt").write_bytes(b"\x00\xff\xfe\x01" * 500)
    (folder / "copy.txt").write_text(text_of(7), encoding="utf-8")
    done: list[int] = []
    reports = list(empty.add([folder, tmp_path / "nothing"], workers=workers, progress=done.append))
    by_status = {status: [one for one in reports if one.status == status] for status in ("added", "unchanged", "error")}
    assert (30, 1, 2) == tuple(map(len, by_status.values()))
    assert all(one.trouble for one in by_status["error"])
    assert all(Path(one.source).is_absolute() for one in reports)
    assert list(range(1, 33)) == done
    titles = [one.title for one in by_status["added"] if "deep" in one.source]
    assert titles == sorted(titles, key=lambda title: int(title.split("第")[1].split("号")[0]))
    assert [] == find_faults(empty.store)
    assert {"unchanged", "error"} == {one.status for one in empty.add(folder, workers=workers)}


def test_a_changed_file_replaces_and_a_relative_path_is_the_same_file(
    empty: KnowledgeBase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """
    A file is known by its full path, however it was named.
    """
    path = tmp_path / "a.txt"
    path.write_text(text_of(1), encoding="utf-8")
    list(empty.add(path))
    path.write_text(text_of(1, version=2), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert ["replaced"] == [one.status for one in empty.add("a.txt")]
    assert 1 == len(empty.articles())


def test_adding_may_be_given_up_half_way(empty: KnowledgeBase, tmp_path: Path):
    """
    Whoever stops listening has what was reported, whole, and it can be asked.
    """
    for number in range(60):
        (tmp_path / f"{number:02}.txt").write_text(text_of(number), encoding="utf-8")
    adding = empty.add(tmp_path)
    first = next(adding)
    adding.close()
    assert first.article_id in {article.id for article in empty.articles()}
    assert [] == find_faults(empty.store)
    assert empty.index.generation == empty.store.generation


@pytest.mark.parametrize("damage", ["missing", "emptied", "overwritten"])
def test_an_index_that_is_missing_or_damaged_is_rebuilt_with_a_word(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], damage: str
):
    """
    The index is derived: it is built again from the store, and a line says so.
    """
    path, folder = tmp_path / "base.sqlite3", tmp_path / "base.sqlite3.index"
    with KnowledgeBase.open(path) as base:
        base.add_text(ARTICLE, "a")
        assert "118处" in figures_of(base)
    if damage == "missing":
        shutil.rmtree(folder)
    for file in folder.rglob("*"):
        if file.is_file():
            file.write_bytes(b"" if damage == "emptied" else os.urandom(64))
    capsys.readouterr()
    with KnowledgeBase.open(path) as base:
        assert "118处" in figures_of(base)
    assert "重建索引" in capsys.readouterr().err


def test_threads_may_ask_while_another_adds(empty: KnowledgeBase):
    """
    Asking never sees half an article, nor fails.
    """
    empty.add_text(ARTICLE, "a")
    troubles: list[BaseException] = []

    def keep_asking() -> None:
        try:
            for _ in range(6):
                assert "118处" in figures_of(empty)
        except BaseException as error:
            troubles.append(error)

    threads = [threading.Thread(target=keep_asking) for _ in range(3)]
    for thread in threads:
        thread.start()
    for number in range(4):
        empty.add_text(text_of(number + 2), f"b{number}")
    for thread in threads:
        thread.join()
    assert [] == troubles


def test_the_environment_names_the_base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """
    YOUJU_BASE is used where none is given, and starts empty.
    """
    monkeypatch.setenv("YOUJU_BASE", str(tmp_path / "named.sqlite3"))
    with KnowledgeBase.open() as base:
        assert str(tmp_path / "named.sqlite3") == base.name
        assert () == base.articles()


def test_a_database_of_another_kind_is_refused():
    """
    Only SQLite and PostgreSQL hold a base.
    """
    with pytest.raises(NotABaseError):
        KnowledgeBase.open("mysql://user:secret@host/base")


@pytest.mark.parametrize("workers", [1, 2])
def test_a_file_of_several_articles_is_replaced_as_a_whole(empty: KnowledgeBase, tmp_path: Path, workers: int):
    """
    Lines that are gone from a file are gone from the base; a line that only moved stays.
    """
    path = tmp_path / "articles.jsonl"

    def write(*numbers: int) -> dict[str, int]:
        lines = [json.dumps({"text": text_of(number)}, ensure_ascii=False) for number in numbers]
        path.write_text("\n".join(lines), encoding="utf-8")
        return dict(Counter(report.status for report in empty.add(path, workers=workers)))

    assert {"added": 3} == write(1, 2, 3)
    assert {"unchanged": 3} == write(1, 2, 3)
    write(1, 3)
    assert sorted([text_of(1), text_of(3)]) == sorted(
        found.raw for article in empty.articles() if (found := empty.article(article.id)) is not None
    )
    assert [] == find_faults(empty.store)


def test_a_file_of_very_many_articles_comes_in_parts(empty: KnowledgeBase, tmp_path: Path):
    """
    A long file is read piece by piece, and all of it arrives.
    """
    path = tmp_path / "articles.jsonl"
    lines = [json.dumps({"text": text_of(number, sentences=1)}, ensure_ascii=False) for number in range(150)]
    path.write_text("\n".join(lines), encoding="utf-8")
    done: list[int] = []
    assert 150 == sum(report.status == "added" for report in empty.add(path, progress=done.append))
    assert [1] == done
