"""Files that are no base, damaged, old or too new: told in a line, and left as they are."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from knowledge.errors import BaseWriteError, NewerBaseError, NotABaseError, StorageError
from knowledge.storage import SqlStore, schema
from knowledge.storage.migrations import CURRENT_VERSION
from tests.storage.texts import document_of, text_of
from tests.storage.wholeness import find_faults

SAMPLES = Path(__file__).resolve().parents[1] / "samples" / "storage"


def refused(path: Path, kind: type[Exception]) -> str:
    """Open a file, which must fail and change nothing; return what was said."""
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(kind) as caught:
        SqlStore.open(path)
    assert before == (path.read_bytes() if path.is_file() else None)
    return str(caught.value)


def test_a_text_file_is_no_base(tmp_path: Path):
    """
    Some other file is refused and left as it is.
    """
    path = tmp_path / "notes.txt"
    path.write_text("这不是资料库", encoding="utf-8")
    assert "不是资料库文件" in refused(path, NotABaseError)


def test_a_folder_is_no_base(tmp_path: Path):
    """
    A folder is refused.
    """
    assert "文件夹" in refused(tmp_path, NotABaseError)


def test_another_programs_database_is_no_base(tmp_path: Path):
    """
    A database of another program is not touched, not even marked.
    """
    path = tmp_path / "other.db"
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE articles (id INTEGER PRIMARY KEY, mine TEXT)")
        other.commit()
    assert "别的程序" in refused(path, NotABaseError)


def test_a_newer_base_is_left_alone(tmp_path: Path):
    """
    A base that a later version wrote is told from a damaged one.
    """
    path = tmp_path / "base.sqlite3"
    SqlStore.open(path).close()
    with closing(sqlite3.connect(path)) as base:
        base.execute("UPDATE meta SET value = '999' WHERE key = 'schema_version'")
        base.commit()
        base.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert "更新版本" in refused(path, NewerBaseError)


@pytest.mark.parametrize("damage", ["cut", "overwritten", "a page lost"])
def test_a_damaged_base_is_told_and_never_made_anew(tmp_path: Path, damage: str):
    """
    Whoever reads or writes a damaged base hears so, and what can still be saved stays in the file.
    """
    path = tmp_path / "base.sqlite3"
    with SqlStore.open(path) as store:
        store.add(*document_of(text_of(1), "a"))
    data = path.read_bytes()
    damaged = {
        "cut": data[:8192],
        "overwritten": data[:4096] + b"\xff" * (len(data) - 4096),
        "a page lost": data[: len(data) // 2] + bytes(8192) + data[len(data) // 2 + 8192 :],
    }[damage]
    path.write_bytes(damaged)
    with pytest.raises(NotABaseError, match="损坏"):
        use(path)
    assert damaged[:4000] == path.read_bytes()[:4000]


def use(path: Path) -> None:
    with SqlStore.open(path) as store:
        list(store.sentences_of([article.id for article in store.articles()], with_facts=True))
        store.places()
        store.remove([1])
        store.add(*document_of(text_of(2), "b"))


def test_an_older_base_is_copied_and_brought_up(tmp_path: Path):
    """
    What the base held stays, its schema becomes that of a new one, and a copy of the old one stands beside it.
    """
    path, fresh = tmp_path / "base.sqlite3", tmp_path / "fresh.sqlite3"
    with closing(sqlite3.connect(path)) as old:
        old.executescript((SAMPLES / "base_v1.sql").read_text(encoding="utf-8"))
    with SqlStore.open(path) as store:
        assert ["银杏镇第1号简报抓整治"] == [article.title for article in store.articles()]
        assert [] == find_faults(store)
        store.add(*document_of(text_of(2), "b"))
    SqlStore.open(fresh).close()
    assert layout_of(fresh) == layout_of(path)
    [copy] = tmp_path.glob("*.backup")
    with closing(sqlite3.connect(copy)) as kept:
        assert ("1",) == kept.execute("SELECT value FROM meta WHERE key = 'schema_version'").fetchone()
        assert (1,) == kept.execute("SELECT count(*) FROM articles").fetchone()


def layout_of(path: Path) -> dict[str, object]:
    """Describe the tables and indexes of a base, whatever order they were made in."""
    with closing(sqlite3.connect(path)) as base:
        names = base.execute("SELECT type, name, tbl_name FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'").fetchall()
        found: dict[str, object] = {}
        for kind, name, table in names:
            told = "index_info" if kind == "index" else "table_info"
            found[f"{kind} {name} of {table}"] = base.execute(f"PRAGMA {told}({name})").fetchall()
        found["mark"] = base.execute("PRAGMA application_id").fetchall()
        found["version"] = base.execute("SELECT value FROM meta WHERE key = 'schema_version'").fetchall()
        return found


def test_the_last_migration_is_the_version_of_today():
    """
    The schema's number is that of its last step.
    """
    assert CURRENT_VERSION >= 2
    assert "meta" in schema.metadata.tables


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path):
    """
    A base in a place that does not take one is an error of writing.
    """
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(BaseWriteError):
        SqlStore.open(tmp_path / "file" / "base.sqlite3")


def test_an_empty_file_becomes_a_base(tmp_path: Path):
    """
    A file that mktemp made holds nothing that could be lost.
    """
    path = tmp_path / "base.sqlite3"
    path.touch()
    with SqlStore.open(path) as store:
        assert 0 == store.article_count


def test_a_copied_base_is_whole(tmp_path: Path):
    """
    Once closed, the file alone is the base.
    """
    path = tmp_path / "base.sqlite3"
    with SqlStore.open(path) as store:
        store.add(*document_of(text_of(1), "a"))
    shutil.copy(path, tmp_path / "copy.sqlite3")
    with SqlStore.open(tmp_path / "copy.sqlite3") as store:
        assert 1 == store.article_count


def test_what_was_removed_is_gone_from_the_file(tmp_path: Path):
    """
    The words of a removed article cannot be read out of the file either.
    """
    path = tmp_path / "base.sqlite3"
    secret = "绝密代号".encode()
    with SqlStore.open(path) as store:
        result = store.add(*document_of(text_of(1) + "\n\n绝密代号甲乙丙丁。", "a"))
        store.add(*document_of(text_of(2), "b"))
        store.remove([result.article_id])
    assert secret not in path.read_bytes()


def test_a_url_may_name_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """
    sqlite:/// names a file, from here or from the root; a base in memory is none.
    """
    monkeypatch.chdir(tmp_path)
    with SqlStore.open("sqlite:///a base.sqlite3") as store:
        assert tmp_path / "a base.sqlite3" == store.path
    with SqlStore.open(tmp_path / "a base.sqlite3") as again:
        assert again.base_id == store.base_id
    for nothing in ("sqlite://", "sqlite:///:memory:", "nonsense://"):
        with pytest.raises(NotABaseError):
            SqlStore.open(nothing)


def test_a_server_that_is_not_there_is_told():
    """
    No server, no base: one line, without the password.
    """
    pytest.importorskip("psycopg")
    with pytest.raises(StorageError) as caught:
        SqlStore.open("postgresql://someone:geheim@127.0.0.1:9/base")
    assert "geheim" not in str(caught.value)
    assert 1 == len(str(caught.value).splitlines())
