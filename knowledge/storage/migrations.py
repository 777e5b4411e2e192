"""
An older base in, the schema of today out; a copy of the base is kept before anything changes.

A new base is made from `schema` as it stands. What a release has changed since is a step here: steps are never changed
once they are released, only added, and `schema` and the last step always agree, which the tests compare.
"""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Connection

from knowledge.storage import schema


@dataclass(frozen=True, slots=True)
class Migration:
    """One step of the schema."""

    version: int  # that a base has after it
    note: str
    apply: Callable[[Connection], None]


def add_index_of_places(connection: Connection) -> None:
    connection.exec_driver_sql("CREATE INDEX IF NOT EXISTS ix_articles_place ON articles (place)")


FIRST_VERSION = 1
MIGRATIONS = (Migration(2, "articles are found by place", add_index_of_places),)
CURRENT_VERSION = MIGRATIONS[-1].version


def make_tables(connection: Connection) -> None:
    """Make every table of a new base."""
    schema.metadata.create_all(connection)


def steps_after(version: int) -> tuple[Migration, ...]:
    """Return the migrations that a base of this version still lacks."""
    return tuple(migration for migration in MIGRATIONS if migration.version > version)
