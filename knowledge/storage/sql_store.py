"""
A base in, its articles, sentences and facts out; articles in, a generation further out.

SQLite by default (WAL, every commit on the disk before it is acknowledged), PostgreSQL by URL, one schema for both.
"""

import os
import sqlite3
import time
import uuid
import zlib
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any, Self, TypeVar

import sqlalchemy
from sqlalchemy import Connection, and_, bindparam, delete, func, insert, select, update
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from knowledge.articles import Document
from knowledge.errors import BaseWriteError, KnowledgeError, NewerBaseError, NotABaseError, StorageError
from knowledge.facts import Fact
from knowledge.figures import Figure
from knowledge.storage import schema
from knowledge.storage.migrations import CURRENT_VERSION, FIRST_VERSION, make_tables, steps_after
from knowledge.storage.preparing import (
    FACT_COLUMNS,
    SENTENCE_COLUMNS,
    PreparedArticle,
    Row,
    content_key,
    plain_name,
    prepare,
    unpack_lines,
)
from knowledge.storage.reading_version import is_outdated, reading_version
from knowledge.storage.records import (
    AddResult,
    ArticleRecord,
    ArticleTerms,
    Changes,
    Outdated,
    RemovedArticle,
    SameFacts,
    SentenceTerms,
    StoredFact,
    StoredSentence,
    VocabularyWord,
)
from knowledge.storage.sameness import age_of, is_near_amount, is_same_amount, is_same_time, may_be_told_again

SQLITE_HEADER = b"SQLite format 3\x00"
BUSY_TIMEOUT_S = 60.0
BATCH = 500  # ids in one query
REPRINT_SHARE = 0.5  # of the sketch: two articles that share so much are one text
MOST_SAME = 500  # facts of one topic that are looked at
SMALLEST_SKETCH = 6  # below that, chance decides
WRITER_LOCK = 0x796A7531

T = TypeVar("T")


class SqlStore:
    """
    Where articles and facts rest.

    Every method takes its own connection, so a store may be shared by threads; several processes may use one base.
    """

    def __init__(self, engine: sqlalchemy.Engine, url: sqlalchemy.URL) -> None:
        self._engine, self._url = engine, url
        self.base_id = ""
        self.backup = ""  # where opening left a copy of an older base

    @classmethod
    def open(cls, base: str | Path) -> Self:
        """
        Open a base, making it where there is none.

        Args:
            base: A SQLite file, or the URL of a database: `sqlite:///base.sqlite3`, `postgresql+psycopg://host/name`.

        Raises:
            NotABaseError: Something else is there, or it is damaged. It is left as it is.
            NewerBaseError: A newer version wrote it.
            BaseWriteError: It cannot be made or written.
        """
        url = base_url(base)
        if url.get_backend_name() == "sqlite":
            check_sqlite_file(Path(url.database or ""))
        elif url.get_backend_name() != "postgresql":
            raise NotABaseError(f"{hidden(url)}: 资料库只能是 SQLite 文件或 postgresql:// 网址")
        store = cls(make_engine(url), url)
        try:
            with told(store.name):
                store._prepare_schema()
        except BaseException:
            store.close()
            raise
        return store

    def close(self) -> None:
        """Let go of the base."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    @property
    def name(self) -> str:
        """The base as a person would name it: a path, or a URL without its password."""
        return self._url.database or "" if self.is_sqlite else hidden(self._url)

    @property
    def path(self) -> Path | None:
        """The file of a SQLite base."""
        return Path(self._url.database) if self.is_sqlite and self._url.database else None

    @property
    def is_sqlite(self) -> bool:
        return self._url.get_backend_name() == "sqlite"

    # Opening

    def _prepare_schema(self) -> None:
        version = self._version()
        if version is None or version < CURRENT_VERSION:
            self._migrate()
        elif version > CURRENT_VERSION:
            raise NewerBaseError(
                f"{self.name}: 这个资料库由更新版本的 youju 写成（格式 {version}，本版本只认得到 {CURRENT_VERSION}），"
                "请升级 youju 后再用"
            )
        with self._engine.connect() as connection:
            found = connection.execute(select(schema.meta.c.value).where(schema.meta.c.key == "base_id")).scalar()
        self.base_id = str(found)

    def _version(self) -> int | None:
        """Return the schema's version, or None for an empty database."""
        with self._engine.connect() as connection:
            if self.is_sqlite:
                if not connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar():
                    return None
            else:
                names = sqlalchemy.inspect(connection).get_table_names()
                if not set(schema.metadata.tables) & set(names):
                    return None
                if "meta" not in names:
                    raise NotABaseError(f"{self.name}: 这个数据库里是别的程序的表，不是 youju 的资料库；没有改动它")
            query = select(schema.meta.c.value).where(schema.meta.c.key == "schema_version")
            found = connection.execute(query).scalar()
        if found is None or not str(found).isdigit() or int(found) < FIRST_VERSION:
            raise NotABaseError(f"{self.name}: 资料库缺少版本记录，可能已损坏；没有改动它")
        return int(found)

    def _migrate(self) -> None:
        """Bring the schema to the version of today, in one transaction, a copy of an older base kept beside it."""
        version = self._version()
        if version and self.is_sqlite:
            self._back_up(version)
        with self._write() as connection:
            # Another process may have been faster while this one waited for the lock.
            version = self._locked_version(connection)
            if not version:
                make_tables(connection)
                if self.is_sqlite:
                    connection.exec_driver_sql(f"PRAGMA application_id = {schema.APPLICATION_ID}")
                connection.execute(
                    insert(schema.meta),
                    [
                        {"key": "schema_version", "value": str(CURRENT_VERSION)},
                        {"key": "base_id", "value": uuid.uuid4().hex},
                    ],
                )
            elif version < CURRENT_VERSION:
                if not self.is_sqlite:
                    self._copy_tables(connection, version)
                for step in steps_after(version):
                    step.apply(connection)
                query = update(schema.meta).where(schema.meta.c.key == "schema_version")
                connection.execute(query.values(value=str(CURRENT_VERSION)))

    def _locked_version(self, connection: Connection) -> int:
        if not sqlalchemy.inspect(connection).has_table("meta"):
            return 0
        query = select(schema.meta.c.value).where(schema.meta.c.key == "schema_version")
        return int(connection.execute(query).scalar() or 0)

    def _back_up(self, version: int) -> None:
        """Copy an older base beside itself, whole or not at all."""
        assert self.path is not None
        target = Path(f"{self.path}.v{version}.backup")
        for number in range(2, 100):
            if not target.exists():
                break
            target = Path(f"{self.path}.v{version}.backup{number}")
        half = target.with_name(f"{target.name}.{os.getpid()}")
        try:
            with closing(sqlite3.connect(self.path)) as base, closing(sqlite3.connect(half)) as copy:
                base.backup(copy)
            half.replace(target)
            self.backup = str(target)
        except (sqlite3.Error, OSError) as error:
            half.unlink(missing_ok=True)
            raise storage_error(self.name, str(error)) from error

    def _copy_tables(self, connection: Connection, version: int) -> None:
        """
        Copy an older base of a server into a schema of its own, in the transaction that changes it.

        With `?options=-csearch_path%3Dthat_schema` behind its URL, the older youju works on the copy.
        """
        inspector = sqlalchemy.inspect(connection)
        held = set(inspector.get_schema_names())
        names = (f"youju_v{version}_backup{number or ''}" for number in (0, *range(2, 100)))
        name = next(name for name in names if name not in held)
        home = str(connection.exec_driver_sql("SELECT current_schema()").scalar())
        quote = self._engine.dialect.identifier_preparer.quote
        try:
            connection.exec_driver_sql(f"CREATE SCHEMA {name}")
        except DBAPIError as error:
            raise BaseWriteError(
                f"{self.name}: 要升级资料库的格式，先得在数据库里留一份备份，但这个用户不能建立 schema；没有改动它。"
                f"请让管理员执行 GRANT CREATE ON DATABASE {self._url.database} TO {self._url.username}，再打开一次"
            ) from error
        for table in set(inspector.get_table_names()) & set(schema.metadata.tables):
            one = quote(table)
            connection.exec_driver_sql(f"CREATE TABLE {name}.{one} (LIKE {quote(home)}.{one} INCLUDING ALL)")
            connection.exec_driver_sql(f"INSERT INTO {name}.{one} SELECT * FROM {quote(home)}.{one}")
        self.backup = f"schema {name}"

    # Transactions

    @contextmanager
    def _write(self) -> Iterator[Connection]:
        """Hold the one writer's lock of the base from begin to commit."""
        with told(self.name), self._engine.connect() as connection:
            connection.execution_options(youju_write=True)
            with connection.begin():
                if not self.is_sqlite:
                    # Generations are read in the order in which they were committed only if one writes at a time.
                    connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITER_LOCK})")
                yield connection

    @contextmanager
    def _read(self) -> Iterator[Connection]:
        with told(self.name), self._engine.connect() as connection:
            yield connection

    # Generations

    @property
    def generation(self) -> int:
        """How many changes the base has seen, by whichever process."""
        with self._read() as connection:
            return int(connection.exec_driver_sql("SELECT max(generation) FROM changes").scalar() or 0)

    def changes_since(self, generation: int) -> Changes:
        """Return which articles changed and which went after a generation; since 0: all that are there."""
        changes = schema.changes
        with self._read() as connection:
            newest = int(connection.execute(select(func.max(changes.c.generation))).scalar() or 0)
            if generation <= 0:
                present = connection.execute(select(schema.articles.c.id).order_by(schema.articles.c.id)).scalars()
                return Changes(newest, tuple(present), ())
            query = select(changes.c.article_id, changes.c.kind).where(changes.c.generation > generation)
            rows = connection.execute(query.order_by(changes.c.generation)).all()
        kinds = {article_id: kind for article_id, kind in rows}
        return Changes(
            newest,
            tuple(sorted(article_id for article_id, kind in kinds.items() if kind == "added")),
            tuple(sorted(article_id for article_id, kind in kinds.items() if kind == "removed")),
        )

    def _record(self, connection: Connection, articles: Sequence[tuple[int, str]]) -> None:
        newest = int(connection.execute(select(func.max(schema.changes.c.generation))).scalar() or 0)
        connection.execute(
            insert(schema.changes),
            [
                {"generation": newest + number, "article_id": article_id, "kind": kind}
                for number, (article_id, kind) in enumerate(articles, start=1)
            ],
        )

    # Adding and removing

    def add(self, document: Document, facts: Sequence[Fact]) -> AddResult:
        """
        Add an article with its facts, or replace the one of the same source, in one step that happens whole or not.

        Raises:
            BaseWriteError: The base could not be written; it is as it was.
        """
        found = self.find_same(document.article.raw)
        if found is not None and found.source == plain_name(document.article.source) and not is_outdated(found.read_by):
            return AddResult(found.id, "unchanged", found.title, found.sentence_count, found.fact_count)
        return self.add_prepared([prepare(document, facts)])[0]

    def add_prepared(self, prepared: Sequence[PreparedArticle]) -> tuple[AddResult, ...]:
        """Add several articles in one transaction; when this returns, all of them are on the disk."""
        with self._write() as connection:
            added: list[PreparedArticle] = []
            results = tuple(self._add(connection, article, added) for article in prepared)
            self._count_words(connection, added)
            return results

    def find_same(self, raw: str) -> ArticleRecord | None:
        """Return the article with exactly this text, if there is one."""
        articles = schema.articles
        with self._read() as connection:
            query = select(articles).where(articles.c.content_key == content_key(raw)).order_by(articles.c.id)
            row = connection.execute(query).first()
        return None if row is None else article_record(row._mapping)

    def content_keys(self) -> frozenset[str]:
        """Return the keys of all texts that this version has read: none of them needs to be worked through again."""
        articles = schema.articles
        with self._read() as connection:
            rows = connection.execute(select(articles.c.content_key, articles.c.read_by)).all()
        return frozenset(key for key, read_by in rows if not is_outdated(read_by))

    def articles_within(self, file: str) -> tuple[tuple[int, str], ...]:
        """Return id and content key of the articles that a file of several articles gave: their sources are file#…"""
        articles = schema.articles
        first, end = plain_name(f"{file}#"), plain_name(f"{file}$")
        query = select(articles.c.id, articles.c.content_key).where(articles.c.source >= first, articles.c.source < end)
        with self._read() as connection:
            rows = connection.execute(query.order_by(articles.c.id)).all()
        return tuple((int(article_id), str(key)) for article_id, key in rows)

    def add_known(self, source: str, key: str) -> AddResult | None:
        """Add a text that is there already; None when it went in the meantime."""
        articles = schema.articles
        source = plain_name(source)
        query = select(articles.c.source).where(articles.c.content_key == key)
        with self._read() as connection:
            held = set(connection.execute(query).scalars())
            settled = (
                source in held
                or not connection.execute(select(articles.c.id).where(articles.c.source == source)).scalar()
            )
            if held and settled:
                return self._keep(connection, source, key)
        with self._write() as connection:
            return self._keep(connection, source, key)

    def _keep(self, connection: Connection, source: str, key: str) -> AddResult | None:
        articles = schema.articles
        same = connection.execute(
            select(articles.c.id, articles.c.source, articles.c.title, articles.c.sentence_count, articles.c.fact_count)
            .where(articles.c.content_key == key)
            .order_by(articles.c.source != source, articles.c.id)
        ).first()
        if same is None:
            return None
        # The text is there already, under this name or another; a copy of it would count every fact twice.
        old = connection.execute(select(articles.c.id).where(articles.c.source == source)).scalar()
        status = "unchanged"
        if old is not None and old != same.id:
            self._take_out(connection, [old])
            self._record(connection, [(old, "removed")])
            status = "replaced"
        twin = "" if same.source == source else same.title or same.source
        return AddResult(same.id, status, same.title, same.sentence_count, same.fact_count, twin)

    def _add(self, connection: Connection, prepared: PreparedArticle, added: list[PreparedArticle]) -> AddResult:
        kept = self._keep(connection, prepared.source, prepared.content_key)
        if kept is not None:
            # Added again, a text that an older version read is read again.
            renewed = self._replace_reading(connection, kept.article_id, prepared, added)
            return kept if renewed is None else replace(renewed[1], reprint_of=kept.reprint_of)
        articles = schema.articles
        old = connection.execute(select(articles.c.id).where(articles.c.source == prepared.source)).scalar()
        if old is not None:
            # What this very step added has not had its words counted yet.
            self._count_words(connection, added)
            added.clear()
            self._take_out(connection, [old])
        twin_id, twin = self._find_reprint(connection, prepared.sketch)
        article_id = self._write_article(connection, prepared, datetime.now(UTC).replace(tzinfo=None), twin_id)
        added.append(prepared)
        gone = [] if old is None else [(int(old), "removed")]
        self._record(connection, [*gone, (article_id, "added")])
        status = "added" if old is None else "replaced"
        return AddResult(article_id, status, prepared.title, len(prepared.sentences), len(prepared.facts), twin)

    def _write_article(
        self, connection: Connection, prepared: PreparedArticle, added: datetime, reprint_of: int | None
    ) -> int:
        """Write every row of an article but its words, and return the id that it was given."""
        inserted = connection.execute(
            insert(schema.articles).values(
                source=prepared.source, content_key=prepared.content_key, title=prepared.title, kicker=prepared.kicker,
                authors="\n".join(prepared.authors), origin=prepared.origin, site=prepared.site,
                published=prepared.published, year=prepared.year, place=prepared.place, added=added,
                sentence_count=len(prepared.sentences), fact_count=len(prepared.facts), reprint_of=reprint_of,
                given=prepared.given, read_by=prepared.read_by,
            )
        )  # fmt: skip
        assert inserted.inserted_primary_key is not None
        article_id = int(inserted.inserted_primary_key[0])
        self._write_rows(connection, article_id, prepared)
        return article_id

    def _write_rows(self, connection: Connection, article_id: int, prepared: PreparedArticle) -> None:
        base = article_id * schema.ROWS_PER_ARTICLE
        connection.execute(
            insert(schema.texts).values(
                article_id=article_id, raw=prepared.raw, vocabulary=prepared.vocabulary, terms=prepared.terms,
                term_maker=prepared.term_maker,
            )
        )  # fmt: skip
        self._insert(
            connection, "sections", ("id", "title"), [(base + n, title) for n, title in enumerate(prepared.sections)]
        )
        self._insert(
            connection,
            "sentences",
            ("id", "article_id", "passage_id", "section_id", *SENTENCE_COLUMNS[2:]),
            [
                (base + n, article_id, base + row[0], base + row[1], *row[2:])
                for n, row in enumerate(prepared.sentences)
            ],
        )
        self._insert(
            connection,
            "facts",
            ("id", "sentence_id", *FACT_COLUMNS[1:]),
            [(base + n, base + row[0], *row[1:]) for n, row in enumerate(prepared.facts)],
        )
        self._insert(connection, "sketches", ("hash", "article_id"), [(key, article_id) for key in prepared.sketch])

    def _insert(self, connection: Connection, table: str, columns: Sequence[str], rows: Sequence[Row]) -> None:
        """Insert many rows as they are: SQLAlchemy's own way of binding them takes longer than SQLite's writing."""
        if not rows:
            return
        quote = self._engine.dialect.identifier_preparer.quote
        names = ", ".join(quote(column) for column in columns)
        marks = ", ".join(["?" if self.is_sqlite else "%s"] * len(columns))
        connection.exec_driver_sql(f"INSERT INTO {table} ({names}) VALUES ({marks})", list(rows))

    def _count_words(self, connection: Connection, articles: Sequence[PreparedArticle]) -> None:
        """Count the words of articles in; those of several articles together, since they share most of them."""
        counts = Counter(line for article in articles for line in unpack_lines(article.vocabulary))
        if not counts:
            return
        mark = "?" if self.is_sqlite else "%s"
        connection.exec_driver_sql(
            f"INSERT INTO vocabulary (word, kind, pinyin_key, count) VALUES ({mark}, {mark}, {mark}, {mark}) "
            "ON CONFLICT (word, kind) DO UPDATE SET count = vocabulary.count + excluded.count",
            [(*line.split("\t"), count) for line, count in sorted(counts.items())],
        )

    def _find_reprint(self, connection: Connection, sketch: Sequence[int]) -> tuple[int | None, str]:
        if len(sketch) < SMALLEST_SKETCH:
            return None, ""
        sketches, articles = schema.sketches, schema.articles
        shared = func.count().label("shared")
        row = connection.execute(
            select(sketches.c.article_id, shared)
            .where(sketches.c.hash.in_(sketch))
            .group_by(sketches.c.article_id)
            .order_by(shared.desc(), sketches.c.article_id)
            .limit(1)
        ).first()
        if row is None or row.shared < REPRINT_SHARE * len(sketch):
            return None, ""
        twin = connection.execute(select(articles.c.title, articles.c.source).where(articles.c.id == row.article_id))
        found = twin.one()
        return int(row.article_id), str(found.title or found.source)

    def remove(self, article_ids: Iterable[int]) -> tuple[RemovedArticle, ...]:
        """Take articles out, all in one step; ids that are not there are passed over."""
        wanted = sorted(set(article_ids))
        articles = schema.articles
        with self._write() as connection:
            removed: list[RemovedArticle] = []
            for some in batches(wanted):
                query = select(articles.c.id, articles.c.title, articles.c.source).where(articles.c.id.in_(some))
                removed += [RemovedArticle(*row) for row in connection.execute(query.order_by(articles.c.id))]
            if removed:
                gone = [article.id for article in removed]
                self._take_out(connection, gone)
                self._record(connection, [(article_id, "removed") for article_id in gone])
        return tuple(removed)

    # Reading again

    def outdated(self) -> Outdated:
        """Return which articles an older version read, and how many sentences they have."""
        articles = schema.articles
        query = select(articles.c.id, articles.c.sentence_count, articles.c.read_by)
        with self._read() as connection:
            rows = connection.execute(
                query.where(articles.c.read_by != reading_version()).order_by(articles.c.id)
            ).all()
        old = [row for row in rows if is_outdated(row.read_by)]
        return Outdated(tuple(row.id for row in old), sum(row.sentence_count for row in old))

    def replace_readings(self, readings: Sequence[tuple[int, PreparedArticle]]) -> tuple[tuple[str, AddResult], ...]:
        """
        Put what a newer reading found in an article in the place of what the older one did, in one step.

        The raw text, the source and the day it was added stay. The article has a new id: what an old message or index
        names by the old one is gone, rather than another sentence. Articles that went, or that another process was
        faster with, are passed over.

        Returns:
            Source and result of each that was replaced.
        """
        with self._write() as connection:
            added: list[PreparedArticle] = []
            found = [self._replace_reading(connection, article_id, one, added) for article_id, one in readings]
            self._count_words(connection, added)
        return tuple(one for one in found if one is not None)

    def _replace_reading(
        self, connection: Connection, article_id: int, prepared: PreparedArticle, added: list[PreparedArticle]
    ) -> tuple[str, AddResult] | None:
        articles = schema.articles
        old = connection.execute(select(articles).where(articles.c.id == article_id)).first()
        if old is None or old.content_key != prepared.content_key or not is_outdated(old.read_by):
            return None
        self._take_out(connection, [article_id])
        prepared = replace(prepared, source=old.source)
        fresh_id = self._write_article(connection, prepared, old.added, old.reprint_of)
        added.append(prepared)
        reprints = update(articles).where(articles.c.reprint_of == article_id)
        connection.execute(reprints.values(reprint_of=fresh_id))
        self._record(connection, [(article_id, "removed"), (fresh_id, "added")])
        counts = (len(prepared.sentences), len(prepared.facts))
        return old.source, AddResult(fresh_id, "reread", prepared.title, *counts)

    def keep_reading(self, article_id: int) -> None:
        """Let an article stay as the older version read it, since this one cannot."""
        with self._write() as connection:
            articles = schema.articles
            query = update(articles).where(articles.c.id == article_id)
            connection.execute(query.values(read_by=reading_version()))

    def _take_out(self, connection: Connection, article_ids: Sequence[int]) -> None:
        texts, vocabulary = schema.texts, schema.vocabulary
        for article_id in article_ids:
            packed = connection.execute(select(texts.c.vocabulary).where(texts.c.article_id == article_id)).scalar()
            keys = [line.split("\t") for line in unpack_lines(packed)] if packed else []
            if keys:
                rows = [{"the_word": word, "the_kind": kind} for word, kind, _ in keys]
                one = and_(vocabulary.c.word == bindparam("the_word"), vocabulary.c.kind == bindparam("the_kind"))
                connection.execute(update(vocabulary).where(one).values(count=vocabulary.c.count - 1), rows)
                connection.execute(delete(vocabulary).where(one, vocabulary.c.count <= 0), rows)
            first = article_id * schema.ROWS_PER_ARTICLE
            last = first + schema.ROWS_PER_ARTICLE - 1
            for table in (schema.facts, schema.sentences, schema.sections):
                connection.execute(delete(table).where(table.c.id.between(first, last)))
            connection.execute(delete(texts).where(texts.c.article_id == article_id))
            connection.execute(delete(schema.sketches).where(schema.sketches.c.article_id == article_id))
            connection.execute(delete(schema.articles).where(schema.articles.c.id == article_id))

    # Articles

    def articles(self) -> tuple[ArticleRecord, ...]:
        """Return every article, without its text, in the order in which they were added."""
        with self._read() as connection:
            rows = connection.execute(select(schema.articles).order_by(schema.articles.c.id)).mappings().all()
        return tuple(article_record(row) for row in rows)

    def article(self, article_id: int) -> ArticleRecord | None:
        """Return one article with its raw text."""
        articles, texts = schema.articles, schema.texts
        with self._read() as connection:
            query = select(articles, texts.c.raw).join(texts, texts.c.article_id == articles.c.id)
            row = connection.execute(query.where(articles.c.id == article_id)).mappings().first()
        return None if row is None else article_record(row, unpack_text(row["raw"]))

    def articles_of(self, places: Sequence[str], years: Collection[int] = ()) -> tuple[int, ...]:
        """Return the ids of the articles about some places, of some years where any are given, oldest id first."""
        if not places:
            return ()
        query = f"SELECT id FROM articles WHERE place IN ({self._marks(places)})"
        if years:
            query += f" AND year IN ({self._marks(list(years))})"
        with self._read() as connection:
            rows = connection.exec_driver_sql(f"{query} ORDER BY id", (*places, *sorted(years)))
            return tuple(rows.scalars())

    @property
    def article_count(self) -> int:
        """How many articles there are."""
        with self._read() as connection:
            return int(connection.exec_driver_sql("SELECT count(*) FROM articles").scalar() or 0)

    # Sentences

    def sentences(self, sentence_ids: Sequence[int]) -> dict[int, StoredSentence]:
        """Return these sentences with their facts, in the order asked for; those that are gone are left out."""
        wanted = list(dict.fromkeys(sentence_ids))
        found: dict[int, StoredSentence] = {}
        with self._read() as connection:
            for some in batches(wanted):
                for sentence in self._sentences_where(connection, f"s.id IN ({self._marks(some)})", some):
                    found[sentence.id] = sentence
        return {sentence_id: found[sentence_id] for sentence_id in wanted if sentence_id in found}

    def passages(self, passage_ids: Sequence[int]) -> dict[int, tuple[StoredSentence, ...]]:
        """Return every sentence of these passages, with facts, in text order."""
        wanted = list(dict.fromkeys(passage_ids))
        found: defaultdict[int, list[StoredSentence]] = defaultdict(list)
        with self._read() as connection:
            for some in batches(wanted):
                for sentence in self._sentences_where(connection, f"s.passage_id IN ({self._marks(some)})", some):
                    found[sentence.passage_id].append(sentence)
        return {passage_id: tuple(found[passage_id]) for passage_id in wanted if passage_id in found}

    def context(self, sentence_id: int, around: int = 1) -> tuple[StoredSentence, ...]:
        """Return a sentence with up to `around` sentences before and after it in its article."""
        article_id = sentence_id // schema.ROWS_PER_ARTICLE
        first = max(sentence_id - around, article_id * schema.ROWS_PER_ARTICLE)
        last = min(sentence_id + around, (article_id + 1) * schema.ROWS_PER_ARTICLE - 1)
        with self._read() as connection:
            found = tuple(self._sentences_where(connection, self._stretch("s.id"), (first, last)))
        return found if any(sentence.id == sentence_id for sentence in found) else ()

    def sentences_of(self, article_ids: Sequence[int], *, with_facts: bool = False) -> Iterator[StoredSentence]:
        """Return every sentence of these articles, an article's together and in order."""
        for article_id in article_ids:
            first = article_id * schema.ROWS_PER_ARTICLE
            last = first + schema.ROWS_PER_ARTICLE - 1
            with self._read() as connection:
                found = self._sentences_where(connection, self._stretch("s.id"), (first, last), with_facts=with_facts)
            yield from found

    def terms_of(self, article_ids: Sequence[int]) -> Iterator[ArticleTerms]:
        """Return the index's terms of these articles' sentences, made when they were added: nothing is cut twice."""
        texts, sentences, articles = schema.texts, schema.sentences, schema.articles
        for article_id in article_ids:
            first = article_id * schema.ROWS_PER_ARTICLE
            with self._read() as connection:
                row = connection.execute(
                    select(texts.c.terms, texts.c.term_maker, articles.c.title)
                    .join(articles, articles.c.id == texts.c.article_id)
                    .where(texts.c.article_id == article_id)
                ).first()
                if row is None:
                    continue
                query = select(sentences.c.id, sentences.c.passage_id).order_by(sentences.c.id)
                stretch = sentences.c.id.between(first, first + schema.ROWS_PER_ARTICLE - 1)
                ids = connection.execute(query.where(stretch)).all()
            lines = unpack_lines(row.terms) if ids else []
            yield ArticleTerms(
                article_id,
                row.title,
                row.term_maker,
                tuple(
                    SentenceTerms(sentence_id, passage_id, line)
                    for (sentence_id, passage_id), line in zip(ids, lines or [""] * len(ids), strict=True)
                ),
            )

    # Sentences and facts are read with plain SQL: a question reads hundreds, and composing the query anew each time
    # takes longer than the database does.

    def _marks(self, values: Sequence[object]) -> str:
        return ", ".join(["?" if self.is_sqlite else "%s"] * len(values))

    def _stretch(self, column: str) -> str:
        mark = "?" if self.is_sqlite else "%s"
        return f"{column} BETWEEN {mark} AND {mark}"

    def _sentences_where(
        self, connection: Connection, condition: str, values: Sequence[int], *, with_facts: bool = True
    ) -> list[StoredSentence]:
        rows = connection.exec_driver_sql(SENTENCE_QUERY.format(condition), tuple(values)).all()
        held: defaultdict[int, list[StoredFact]] = defaultdict(list)
        if with_facts:
            texts = {row[0]: row[6] for row in rows}
            for some in batches(list(texts)):
                query = FACT_QUERY.format(f"sentence_id IN ({self._marks(some)})")
                for row in connection.exec_driver_sql(query, tuple(some)):
                    held[row[1]].append(stored_fact(row, texts[row[1]]))
        found = []
        for row in rows:
            *fields, published, heads, year = row
            own = tuple(held[row[0]]) if row[0] in held else ()
            fields += [to_day(published), own, tuple(heads.split("\t")) if heads else (), year]
            found.append(StoredSentence(*fields))
        return found

    # Facts

    def fact(self, fact_id: int) -> StoredFact | None:
        """Return one fact."""
        with self._read() as connection:
            found = self._facts_where(connection, schema.facts.c.id == fact_id)
        return found[0] if found else None

    def facts(self, article_id: int | None = None) -> Iterator[StoredFact]:
        """Return the facts of one article, or of all, in text order."""
        wanted = [article_id] if article_id is not None else [article.id for article in self.articles()]
        for one in wanted:
            first = one * schema.ROWS_PER_ARTICLE
            with self._read() as connection:
                found = self._facts_where(
                    connection, schema.facts.c.id.between(first, first + schema.ROWS_PER_ARTICLE - 1)
                )
            yield from found

    def facts_with_number(
        self, low: float | None, high: float | None, measure: str | None = None, limit: int = 200
    ) -> tuple[StoredFact, ...]:
        """
        Return the facts whose value lies between two numbers, both included, smallest first.

        Args:
            low, high: In the base unit of the measure; None leaves that side open.
            measure: What `preparing.measure_of(unit)` names; None takes any.
        """
        facts = schema.facts
        conditions = []
        if measure is not None:
            conditions.append(facts.c.measure == measure)
        if low is not None:
            conditions.append(facts.c.number >= low)
        if high is not None:
            conditions.append(facts.c.number <= high)
        with self._read() as connection:
            return tuple(
                self._facts_where(
                    connection, and_(facts.c.number.is_not(None), *conditions), (facts.c.number, facts.c.id), limit
                )
            )

    def same_fact(self, fact_id: int) -> SameFacts:
        """
        Return what other articles say of the thing, act, place and period of one fact, the newest article first.

        Another article that also has the same amount repeats it; one that has another amount disagrees. What could be
        two things is left out (`sameness`): an article that says several amounts of one thing does not tell them apart.
        """
        facts = schema.facts
        with self._read() as connection:
            topic = connection.execute(select(facts.c.topic).where(facts.c.id == fact_id)).scalar()
            found = self._facts_where(connection, facts.c.topic == topic, limit=MOST_SAME) if topic else []
        mine = next((fact for fact in found if fact.id == fact_id), None)
        if mine is None or len(found) < 2:
            return SameFacts((), ())
        sentences = self.sentences([fact.sentence_id for fact in found])
        own = sentences.get(mine.sentence_id)
        if own is None or not may_be_told_again(mine, own):
            return SameFacts((), ())
        by_article: defaultdict[int, list[StoredFact]] = defaultdict(list)
        for fact in found:
            sentence = sentences.get(fact.sentence_id)
            if sentence is not None and may_be_told_again(fact, sentence):
                by_article[sentence.article_id].append(fact)
        alone = is_one_amount([mine, *by_article.pop(own.article_id)])
        repeats: list[StoredFact] = []
        disagreements: list[StoredFact] = []
        for told in sorted(by_article.values(), key=lambda told: age_of(sentences[told[0].sentence_id]), reverse=True):
            of_then = [fact for fact in told if is_same_time(own, mine, sentences[fact.sentence_id], fact)]
            same = [fact for fact in of_then if is_same_amount(mine.figure, fact.figure)]
            if same:
                repeats.append(same[0])
            elif alone and of_then and is_one_amount(of_then) and is_near_amount(mine.figure, of_then[0].figure):
                disagreements.append(of_then[0])
        return SameFacts(tuple(repeats), tuple(disagreements))

    def _facts_where(
        self,
        connection: Connection,
        condition: sqlalchemy.ColumnElement[bool],
        order: Sequence[sqlalchemy.ColumnElement[Any]] = (),
        limit: int | None = None,
    ) -> list[StoredFact]:
        facts, sentences = schema.facts, schema.sentences
        query = select(*FACT_FIELDS, sentences.c.text).join(sentences, sentences.c.id == facts.c.sentence_id)
        query = query.where(condition).order_by(*(order or (facts.c.id,))).limit(limit)
        return [stored_fact(row, row[-1]) for row in connection.execute(query)]

    # Vocabulary

    def vocabulary_by_word(self, words: Iterable[str]) -> dict[str, tuple[VocabularyWord, ...]]:
        """Return those of these words that the base knows: a word -> its kinds."""
        return self._words_by("word", list(dict.fromkeys(words)))

    def vocabulary_by_pinyin(self, keys: Iterable[str]) -> dict[str, tuple[VocabularyWord, ...]]:
        """Return the words that sound like one of these keys: syllables without tones, a blank between."""
        return self._words_by("pinyin_key", list(dict.fromkeys(keys)))

    def _words_by(self, column: str, wanted: Sequence[str]) -> dict[str, tuple[VocabularyWord, ...]]:
        found: defaultdict[str, list[VocabularyWord]] = defaultdict(list)
        with self._read() as connection:
            for some in batches(wanted):
                query = f"SELECT {column}, word, kind, pinyin_key, count FROM vocabulary WHERE {column} IN "
                query += f"({self._marks(some)}) ORDER BY word, kind"
                for key, *fields in connection.exec_driver_sql(query, tuple(some)):
                    found[key].append(VocabularyWord(*fields))
        return {key: tuple(found[key]) for key in wanted if key in found}

    def vocabulary_by_prefix(self, prefix: str, limit: int = 20, kind: str | None = None) -> tuple[VocabularyWord, ...]:
        """Return words that begin with this, the most frequent of the first thousand first."""
        vocabulary = schema.vocabulary
        if not prefix:
            return ()
        end = prefix[:-1] + chr(min(ord(prefix[-1]) + 1, 0x10FFFF))
        query = select(vocabulary).where(vocabulary.c.word >= prefix, vocabulary.c.word < end)
        if kind is not None:
            query = query.where(vocabulary.c.kind == kind)
        with self._read() as connection:
            rows = connection.execute(query.order_by(vocabulary.c.word).limit(1000)).all()
        words = sorted((VocabularyWord(*row) for row in rows), key=lambda word: (-word.count, word.word, word.kind))
        return tuple(words[:limit])

    def places(self) -> tuple[VocabularyWord, ...]:
        """Return every place that the facts of the base name."""
        vocabulary = schema.vocabulary
        with self._read() as connection:
            query = select(vocabulary).where(vocabulary.c.kind == "place").order_by(vocabulary.c.word)
            return tuple(VocabularyWord(*row) for row in connection.execute(query))


FACT_NAMES = (
    "id", "sentence_id", "start", "end", "kind", "value", "low", "high", "unit", "modifier", "sense", "per", "change",
    "doubtful", "counted", "act", "place", "within", "period", "period_inherited", "planned", "role", "first", "last",
)  # fmt: skip
FACT_FIELDS = tuple(schema.facts.c[name] for name in FACT_NAMES)
FACT_QUERY = f"""SELECT {", ".join(f'"{name}"' for name in FACT_NAMES)} FROM facts WHERE {{}} ORDER BY id"""
SENTENCE_QUERY = """
    SELECT s.id, s.article_id, s.passage_id, s.position, s.paragraph, s.kind, s.text, s.start, s."end", c.title,
        a.title, a.place, a.origin, a.published, s.heads, a.year
    FROM sentences s JOIN sections c ON c.id = s.section_id JOIN articles a ON a.id = s.article_id
    WHERE {} ORDER BY s.id
"""


@lru_cache(maxsize=4096)
def to_day(told: str | date | None) -> date | None:
    """Read a day as either database gives it."""
    return date.fromisoformat(told) if isinstance(told, str) else told


def stored_fact(row: Sequence[Any], text: str) -> StoredFact:
    """Read a row of FACT_FIELDS; `text` is that of its sentence."""
    (fact_id, sentence_id, start, end, kind, value, low, high, unit, modifier, sense, per, change, doubtful, counted,
     act, place, within, period, inherited, planned, role, first, last) = row[:24]  # fmt: skip
    figure = Figure(
        text[start:end], start, end, kind, None if value is None else Decimal(value),
        None if low is None else Decimal(low), None if high is None else Decimal(high), unit, modifier, sense, per,
        change, bool(doubtful),
    )  # fmt: skip
    return StoredFact(
        fact_id, sentence_id, figure, counted, act, place, tuple(within.split(">")) if within else (), period,
        bool(inherited), bool(planned), role, to_day(first), to_day(last),
    )  # fmt: skip


def is_one_amount(facts: Sequence[StoredFact]) -> bool:
    return all(is_same_amount(facts[0].figure, fact.figure) for fact in facts[1:])


def article_of(row_id: int) -> int:
    """Return the id of the article that a row belongs to."""
    return row_id // schema.ROWS_PER_ARTICLE


def article_record(row: Mapping[Any, Any], raw: str = "") -> ArticleRecord:
    return ArticleRecord(
        id=row["id"], source=row["source"], title=row["title"], kicker=row["kicker"],
        authors=tuple(row["authors"].split("\n")) if row["authors"] else (), origin=row["origin"],
        published=row["published"], place=row["place"], added=row["added"].replace(tzinfo=UTC),
        sentence_count=row["sentence_count"], fact_count=row["fact_count"], raw=raw, site=row["site"],
        year=row["year"], reprint_of=row["reprint_of"], given=tuple(row["given"].split()), read_by=row["read_by"],
    )  # fmt: skip


def unpack_text(packed: bytes) -> str:
    return zlib.decompress(packed).decode("utf-8", "surrogatepass")


def batches(ids: Sequence[T]) -> Iterator[Sequence[T]]:
    for start in range(0, len(ids), BATCH):
        yield ids[start : start + BATCH]


def base_url(base: str | Path) -> sqlalchemy.URL:
    """Read a base's name: a URL of a database, or else a path."""
    text = str(base)
    if "://" not in text:
        return sqlalchemy.URL.create("sqlite", database=str(Path(text).expanduser().absolute()))
    try:
        url = sqlalchemy.make_url(text)
    except SQLAlchemyError as error:
        raise NotABaseError(f"{text}: 认不出这个数据库网址；例如 postgresql://用户@主机/库名") from error
    if url.get_backend_name() == "sqlite":
        if not url.database or url.database == ":memory:":
            raise NotABaseError(f"{text}: 资料库要有一个文件，例如 sqlite:///base.sqlite3")
        return url.set(database=str(Path(url.database).expanduser().absolute()))
    if url.drivername in {"postgresql", "postgres"}:
        url = url.set(drivername="postgresql+psycopg")
    return url


def hidden(url: sqlalchemy.URL) -> str:
    return url.render_as_string(hide_password=True)


def check_sqlite_file(path: Path) -> None:
    """Refuse what is no base of ours before anything writes to it: even opening a database for writing marks it."""
    try:
        if path.is_dir():
            raise NotABaseError(f"{path}: 这是文件夹，资料库应是一个文件")
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            return
        with path.open("rb") as file:
            header = file.read(len(SQLITE_HEADER))
    except OSError as error:
        raise BaseWriteError(f"{path}: 打不开资料库：{error.strerror}") from error
    if not header:
        return
    if header != SQLITE_HEADER:
        raise NotABaseError(f"{path}: 这不是资料库文件；没有改动它")
    try:
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, timeout=BUSY_TIMEOUT_S)) as connection:
            tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
            mark = connection.execute("PRAGMA application_id").fetchone()[0]
    except sqlite3.Error as error:
        raise storage_error(str(path), str(error)) from error
    if tables and mark != schema.APPLICATION_ID:
        raise NotABaseError(f"{path}: 这个文件是别的程序的数据库，不是 youju 的资料库；没有改动它")


def make_engine(url: sqlalchemy.URL) -> sqlalchemy.Engine:
    if url.get_backend_name() != "sqlite":
        try:
            return sqlalchemy.create_engine(url, pool_pre_ping=True)
        except ImportError as error:
            raise StorageError("使用 PostgreSQL 需要先运行：pip install 'youju[postgres]'") from error
    engine = sqlalchemy.create_engine(url, connect_args={"timeout": BUSY_TIMEOUT_S})

    @sqlalchemy.event.listens_for(engine, "connect")
    def set_up(connection: sqlite3.Connection, _record: object) -> None:
        # SQLite's module must not begin transactions by itself: it begins them too late, without the writer's lock.
        connection.isolation_level = None
        set_wal(connection)
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA secure_delete = ON")  # what was removed is gone from the file too
        connection.execute("PRAGMA cache_size = -32000")
        connection.execute("PRAGMA temp_store = MEMORY")

    @sqlalchemy.event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writing = connection.get_execution_options().get("youju_write")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")

    return engine


def set_wal(connection: sqlite3.Connection) -> None:
    """Turn the log on. It stays on in the file; only while two processes make a base may one have to try again."""
    until = time.monotonic() + BUSY_TIMEOUT_S
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > until:
                raise
            time.sleep(0.02)


@contextmanager
def told(name: str) -> Iterator[None]:
    """Say what went wrong with the base in our own words."""
    try:
        yield
    except KnowledgeError:
        raise
    except DBAPIError as error:
        raise storage_error(name, str(error.orig)) from error
    except (SQLAlchemyError, zlib.error) as error:
        raise storage_error(name, f"malformed: {error}") from error


def storage_error(name: str, trouble: str) -> StorageError:
    """Turn what a database says into one of our errors."""
    said = trouble.lower()
    if "malformed" in said or "not a database" in said or "corrupt" in said or "no such table" in said:
        return NotABaseError(f"{name}: 资料库已损坏（{trouble}）；没有改动它，请用备份恢复")
    if "full" in said or "disk i/o" in said:
        return BaseWriteError(f"{name}: 写不进去，磁盘可能已满（{trouble}）；资料库保持原样")
    if "readonly" in said or "read-only" in said:
        return BaseWriteError(f"{name}: 资料库是只读的，写不进去")
    if "locked" in said or "busy" in said:
        return BaseWriteError(f"{name}: 资料库一直被别的程序占用，写不进去；请稍后再试")
    if "connection" in said and ("refused" in said or "failed" in said or "closed" in said):
        return StorageError(f"{name}: 连不上数据库（{trouble.splitlines()[0]}）")
    if "unable to open" in said:
        return BaseWriteError(f"{name}: 打不开资料库，请检查路径和权限")
    return StorageError(f"{name}: {trouble.splitlines()[0] if trouble else '数据库出错'}")
