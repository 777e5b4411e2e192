"""Bases of an older schema: brought up over every store, a copy kept that the older version can work on."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy
from sqlalchemy import text

from knowledge.errors import BaseWriteError
from knowledge.storage import SqlStore
from tests.storage.conftest import run_alone
from tests.storage.texts import document_of, text_of
from tests.storage.wholeness import find_faults


def make_version_2(store: SqlStore) -> None:
    """Turn a base of today back into one of schema version 2."""
    with store._write() as connection:
        for statement in (
            "ALTER TABLE articles DROP COLUMN given",
            "ALTER TABLE articles DROP COLUMN read_by",
            "UPDATE meta SET value = '2' WHERE key = 'schema_version'",
        ):
            connection.exec_driver_sql(statement)


def version_and_titles(base_name: str) -> tuple[str, list[str]]:
    """Read an older base as its own version would."""
    if "://" not in base_name:
        with closing(sqlite3.connect(base_name)) as base:
            [version] = base.execute("SELECT value FROM meta WHERE key = 'schema_version'").fetchone()
            return version, [title for (title,) in base.execute("SELECT title FROM articles ORDER BY id")]
    engine = sqlalchemy.create_engine(base_name)
    with engine.connect() as connection:
        version = connection.execute(text("SELECT value FROM meta WHERE key = 'schema_version'")).scalar_one()
        titles = list(connection.execute(text("SELECT title FROM articles ORDER BY id")).scalars())
    engine.dispose()
    return version, titles


def test_an_older_base_is_copied_before_it_is_brought_up(base_name: str):
    """
    What it held stays; the copy is whole, and of the older version.
    """
    with SqlStore.open(base_name) as store:
        store.add(*document_of(text_of(1), "a.txt"))
        store.add(*document_of(text_of(2), "page.html"))
        make_version_2(store)
    with SqlStore.open(base_name) as store:
        assert [(), ("title", "authors", "origin", "published")] == [one.given for one in store.articles()]
        assert ["", ""] == [one.read_by for one in store.articles()]
        assert [] == find_faults(store)
        assert "added" == store.add(*document_of(text_of(3), "c")).status
        copy = store.backup if store.is_sqlite else f"{base_name}?options=-csearch_path%3D{store.backup.split()[-1]}"
    assert ("2", ["银杏镇第1号简报抓整治", "海棠镇第2号简报抓整治"]) == version_and_titles(copy)
    with SqlStore.open(base_name) as store:
        assert "" == store.backup


@pytest.fixture
def lesser_base(postgres_url: str, tmp_path: Path) -> Iterator[str]:
    """A base on a server, of a user who may make tables but no schemas."""
    server = sqlalchemy.make_url(postgres_url)
    if server.password:
        pytest.skip("a server with passwords: no second user can be made that logs in")
    name = f"youju_lesser_{abs(hash(tmp_path))}"
    run_alone(server, f"CREATE ROLE {name} LOGIN")
    run_alone(server, f"CREATE DATABASE {name}")
    run_alone(server.set(database=name), f"GRANT ALL ON SCHEMA public TO {name}")
    yield server.set(database=name, username=name).render_as_string()
    run_alone(server, f"DROP DATABASE {name} WITH (FORCE)")
    run_alone(server, f"DROP ROLE {name}")


def test_without_a_copy_nothing_is_brought_up(lesser_base: str, postgres_url: str):
    """
    Where no copy can be made the base is left as it is, and a line says what lets it be made.
    """
    with SqlStore.open(lesser_base) as store:
        store.add(*document_of(text_of(1), "a.txt"))
        make_version_2(store)
    with pytest.raises(BaseWriteError, match="GRANT CREATE ON DATABASE") as caught:
        SqlStore.open(lesser_base)
    assert ("2", ["银杏镇第1号简报抓整治"]) == version_and_titles(lesser_base)
    [grant] = [part for part in str(caught.value).split("执行 ")[1].split("，") if part.startswith("GRANT")]
    run_alone(sqlalchemy.make_url(postgres_url), grant)
    with SqlStore.open(lesser_base) as store:
        assert 1 == store.article_count
