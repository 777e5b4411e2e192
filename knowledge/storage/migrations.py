"""An older base in, the schema of today out; a copy of the base is kept before anything changes."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Connection

from knowledge.storage import schema


@dataclass(frozen=True, slots=True)
class Migration:
    """One step of the schema; steps are never changed after a release, only added."""

    version: int
    note: str
    apply: Callable[[Connection], None]


def make_first_tables(connection: Connection) -> None:
    schema.metadata.create_all(connection)


MIGRATIONS = (Migration(1, "articles, sentences, facts, vocabulary", make_first_tables),)
CURRENT_VERSION = MIGRATIONS[-1].version


def steps_after(version: int) -> tuple[Migration, ...]:
    """Return the migrations that a base of this version still lacks."""
    return tuple(migration for migration in MIGRATIONS if migration.version > version)
