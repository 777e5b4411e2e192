"""
An older base in, the schema of today out; a copy of the base is kept before anything changes.

A new base is made from `schema` as it stands. What a release has changed since is a step here: steps are never changed
once they are released, only added, and `schema` and the last step always agree, which the tests compare.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Connection, text

from knowledge.storage import schema


@dataclass(frozen=True, slots=True)
class Migration:
    """One step of the schema."""

    version: int  # that a base has after it
    note: str
    apply: Callable[[Connection], None]


def add_index_of_places(connection: Connection) -> None:
    connection.exec_driver_sql("CREATE INDEX IF NOT EXISTS ix_articles_place ON articles (place)")


# Formats that may say title, authors, origin or day: what an older base holds of these stays when it is read again.
SAYING = re.compile(r"\.(?:x?html?|docx|xls[xm]|csv|tsv|md|markdown)$|\.(?:jsonl|ndjson)#", re.IGNORECASE)


def add_reading(connection: Connection) -> None:
    for column in ("given", "read_by"):
        connection.exec_driver_sql(f"ALTER TABLE articles ADD COLUMN {column} TEXT NOT NULL DEFAULT ''")
    rows = connection.exec_driver_sql("SELECT id, source FROM articles").all()
    if saying := [{"one": article_id} for article_id, source in rows if SAYING.search(source)]:
        query = "UPDATE articles SET given = 'title authors origin published' WHERE id = :one"
        connection.execute(text(query), saying)


FIRST_VERSION = 1
MIGRATIONS = (
    Migration(2, "articles are found by place", add_index_of_places),
    Migration(3, "articles tell which version read them", add_reading),
)
CURRENT_VERSION = MIGRATIONS[-1].version


def make_tables(connection: Connection) -> None:
    """Make every table of a new base."""
    schema.metadata.create_all(connection)


def steps_after(version: int) -> tuple[Migration, ...]:
    """Return the migrations that a base of this version still lacks."""
    return tuple(migration for migration in MIGRATIONS if migration.version > version)
