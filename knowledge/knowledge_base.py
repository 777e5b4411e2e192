"""The two lines joined: articles go in, a question goes in, an answer with its evidence comes out."""

import os
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from knowledge.articles import (
    Document,
    Limits,
    article_from_text,
    clean_article,
    find_article_files,
    limits_set,
)
from knowledge.errors import KnowledgeError, StorageError
from knowledge.facts import Fact, document_place, find_facts
from knowledge.storage import (
    AddResult,
    ArticleRecord,
    Gathered,
    PreparedArticle,
    RemovedArticle,
    SameFacts,
    SqlStore,
    StoredFact,
    StoredSentence,
    gather,
    prepare,
    reread,
    without_source,
)

if TYPE_CHECKING:
    from knowledge.answers import Outcome
    from knowledge.index import SearchIndex

BASE_VARIABLE = "YOUJU_BASE"
# Articles are committed in groups, each of them whole: a commit waits for the disk, and that takes longer than writing.
GROUP_SIZE = 24
GROUP_SECONDS = 0.5
# Articles after which the index takes them in: each time costs some tens of milliseconds, and merging later.
SEARCHABLE_AFTER = 96
MOST_UNSEARCHED = 1000
# Sentences of an older reading that opening a base reads again by itself: about a second.
REREAD_AT_ONCE = 2000
REREAD_A_MINUTE = 100_000


@dataclass(frozen=True, slots=True)
class AddReport:
    """What became of one article that was to be added."""

    source: str
    status: str  # added, unchanged, replaced, reread, error; removed: the file no longer holds it
    title: str = ""
    article_id: int | None = None
    sentence_count: int = 0
    fact_count: int = 0
    reprint_of: str = ""  # the title of an article with nearly the same text
    trouble: str = ""  # where the status is error: what is wrong, for a person


@dataclass(frozen=True, slots=True)
class ArticlePreview:
    """What adding a text would bring."""

    title: str
    place: str
    document: Document
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """What a base holds, in a few numbers."""

    article_count: int
    sentence_count: int
    fact_count: int
    places: tuple[tuple[str, int], ...]  # what the articles are about, with how many of them, most first


class KnowledgeBase:
    """
    A base of articles that answers questions from them, and from nothing else.

    It may be shared by threads, and several processes may use one base: every question sees what was added before it.
    """

    def __init__(self, store: SqlStore, index_folder: Path | None) -> None:
        self._store, self._index_folder = store, index_folder
        self._index: SearchIndex | None = None
        self._opening = threading.Lock()

    @classmethod
    def open(cls, base: str | Path | None = None, *, reread: bool = True) -> Self:
        """
        Open a base, making it where there is none.

        What an older version read in a small base is read again at once; of a large one a line on standard error says
        that `reread` would.

        Args:
            base: A SQLite file, or the URL of a database. Without it: what YOUJU_BASE names; else the user's own base,
                filled from the shipped library when it is made.
            reread: Whether to look for what an older version read.

        Raises:
            StorageError: It is no base, is damaged, is newer than this program, or cannot be written.
        """
        base = base if base is not None else os.environ.get(BASE_VARIABLE) or None
        store = SqlStore.open(base if base is not None else own_base())
        found = cls(store, index_folder(store))
        try:
            if base is None and store.generation == 0:
                found._fill_from_library()
            if store.backup:
                say(f"{store.name}: 资料库的格式升级了，原来的一份留在 {store.backup}")
            if reread:
                found._reread_what_is_little()
        except BaseException:
            store.close()
            raise
        return found

    def close(self) -> None:
        """Let go of the base."""
        with self._opening:
            if self._index is not None:
                self._index.close()
                self._index = None
        self._store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    @property
    def name(self) -> str:
        """The base as a person would name it."""
        return self._store.name

    @property
    def store(self) -> SqlStore:
        """The store, for the rooms of `knowledge`."""
        return self._store

    @property
    def index(self) -> "SearchIndex":
        """The index, opened (and built, where it must be) at first use."""
        if self._index is None:
            from knowledge.index import SearchIndex

            with self._opening:
                if self._index is None:
                    self._index = SearchIndex.open(self._index_folder, self._store)
        return self._index

    # Articles in and out

    def add(
        self,
        paths: str | Path | Iterable[str | Path],
        *,
        workers: int = 1,
        limits: Limits | None = None,
        progress: Callable[[int], None] | None = None,
    ) -> Iterator[AddReport]:
        """
        Add or replace the articles of files and folders.

        Each article goes in whole or not at all, and is on the disk when its report is given; one that cannot be read
        is reported and hurts no other.

        Args:
            paths: Files and folders.
            workers: Processes that read.
            limits: Bounds on what is read; those that YOUJU_LIMITS sets by default.
            progress: Called with the number of files done.

        Raises:
            StorageError: The base could not be written; what was reported before stays.
        """
        limits = limits or limits_set()
        paths = [paths] if isinstance(paths, (str, Path)) else list(paths)
        troubles: list[AddReport] = []
        listed = list_files([Path(os.path.abspath(path)) for path in paths], limits, troubles.append)
        waiting: list[Gathered] = []
        file_keys: set[str] | None = set()  # of the texts of the file being read; None once it had a trouble
        _ = self.index  # opened while the base is as it was: a new base has an index from its first article on
        last_commit, unsearched, done = time.monotonic(), 0, 0
        try:
            for part in gather(listed, self._store.content_keys(), workers, limits):
                waiting += part.articles
                file_keys = with_keys(file_keys, part.articles)
                several = part.is_last and any("#" in one.source for one in part.articles)
                if len(waiting) >= GROUP_SIZE or time.monotonic() - last_commit >= GROUP_SECONDS or several:
                    yield from self._commit(waiting, limits)
                    unsearched += len(waiting)
                    waiting, last_commit = [], time.monotonic()
                    if unsearched >= (SEARCHABLE_AFTER if workers > 1 else MOST_UNSEARCHED):
                        # The workers go on meanwhile, and at the end little is left to do.
                        self.refresh()
                        unsearched = 0
                if not part.is_last:
                    continue
                if several and file_keys is not None:
                    yield from self._remove_others(str(part.file), file_keys)
                done, file_keys = done + 1, set()
                if progress is not None:
                    progress(done)
                yield from troubles
                troubles.clear()
            yield from self._commit(waiting, limits)
            yield from troubles
        finally:
            self.refresh()

    def _remove_others(self, file: str, keys: set[str]) -> Iterator[AddReport]:
        """Take out what a file of several articles held before and holds no longer."""
        gone = [article_id for article_id, key in self._store.articles_within(file) if key not in keys]
        for removed in self._store.remove(gone) if gone else ():
            yield AddReport(removed.source, "removed", removed.title, removed.id)

    def _commit(self, gathered: Iterable[Gathered], limits: Limits) -> Iterator[AddReport]:
        gathered = list(gathered)
        fresh = [one.prepared for one in gathered if one.prepared is not None]
        results = iter(self._store.add_prepared(fresh) if fresh else ())
        for one in gathered:
            if one.prepared is not None:
                yield add_report(one.source, next(results))
            elif one.known:
                yield self._add_known(one, limits)
            else:
                yield AddReport(one.source, "error", one.title, trouble=one.trouble)

    def _add_known(self, one: Gathered, limits: Limits) -> AddReport:
        result = self._store.add_known(one.source, one.known)
        if result is not None:
            return add_report(one.source, result)
        # Another process removed the text that this file was found to repeat: it is added after all.
        file = one.source if Path(one.source).exists() else one.source.rpartition("#")[0]
        for part in gather([Path(file)], limits=limits):
            for article in part.articles:
                if article.source == one.source and article.prepared is not None:
                    return add_report(one.source, self._store.add_prepared([article.prepared])[0])
        return AddReport(one.source, "error", one.title, trouble="文件在读取时变了")

    def add_text(
        self,
        text: str,
        source: str,
        *,
        title: str = "",
        authors: tuple[str, ...] = (),
        origin: str = "",
        published: date | None = None,
    ) -> AddReport:
        """
        Add or replace one article that was typed or sent.

        Args:
            text: The article.
            source: A name for it; the same name later replaces it.
            title: What is known of it beside its text; it goes before what the text says. The others too.
            authors: Names.
            origin: The paper or office.
            published: The day.
        """
        given: dict[str, Any] = {"title": title, "authors": authors, "origin": origin, "published": published}
        try:
            document = clean_article(article_from_text(text, source, **given))
            facts = find_facts(document)
        except KnowledgeError as error:
            return AddReport(source, "error", trouble=without_source(str(error), source))
        _ = self.index
        report = add_report(source, self._store.add(document, facts))
        self.refresh()
        return report

    def preview_text(self, text: str, source: str = "") -> ArticlePreview:
        """Show what adding a text would bring, without adding it."""
        document = clean_article(article_from_text(text, source))
        return ArticlePreview(document.article.title, document_place(document), document, find_facts(document))

    def reread(self, *, workers: int = 1, progress: Callable[[int], None] | None = None) -> Iterator[AddReport]:
        """
        Read again, from their raw texts, the articles that an older version read.

        Each goes over whole or not at all; what is asked meanwhile is answered from what there is. Broken off, it goes
        on where it was the next time.

        Args:
            workers: Processes that read.
            progress: Called with the number of articles done.

        Raises:
            StorageError: The base could not be written; what was reported before stays.
        """
        old = self._store.outdated().article_ids
        _ = self.index
        waiting: list[tuple[int, PreparedArticle]] = []
        unsearched, last_commit = 0, time.monotonic()
        records = (record for one in old if (record := self._store.article(one)) is not None)
        try:
            for done, (record, prepared, trouble) in enumerate(reread(records, workers), start=1):
                if prepared is None:
                    self._store.keep_reading(record.id)
                    told = f"重读不了，仍是旧版本读的（{trouble}）"
                    yield AddReport(record.source, "error", record.title, record.id, trouble=told)
                else:
                    waiting.append((record.id, prepared))
                if len(waiting) >= GROUP_SIZE or time.monotonic() - last_commit >= GROUP_SECONDS:
                    yield from self._commit_readings(waiting)
                    unsearched += len(waiting)
                    waiting, last_commit = [], time.monotonic()
                    if unsearched >= SEARCHABLE_AFTER:
                        self.refresh()
                        unsearched = 0
                if progress is not None:
                    progress(done)
            yield from self._commit_readings(waiting)
        finally:
            self.refresh()

    def _commit_readings(self, waiting: list[tuple[int, PreparedArticle]]) -> Iterator[AddReport]:
        for source, result in self._store.replace_readings(waiting) if waiting else ():
            yield add_report(source, result)

    def _reread_what_is_little(self) -> None:
        old = self._store.outdated()
        if not old.article_ids:
            return
        count = len(old.article_ids)
        if old.sentence_count > REREAD_AT_ONCE:
            minutes = max(1, round(old.sentence_count / REREAD_A_MINUTE))
            say(
                f"{self.name}: 有 {count} 篇文章还是旧版本读的，找到的数字可能不如现在准；"
                f"得空时运行 youju reread 重读一遍（约 {minutes} 分钟）"
            )
            return
        say(f"{self.name}: 有 {count} 篇文章是旧版本读的，正在重读")
        try:
            for report in self.reread():
                if report.trouble:
                    say(f"{report.source}: {report.trouble}")
        except StorageError as error:
            say(f"{error}；先用旧版本读的")

    def remove(self, article_ids: Iterable[int]) -> tuple[RemovedArticle, ...]:
        """Take articles out for good; those that are not there are passed over."""
        removed = self._store.remove(article_ids)
        if removed:
            self.refresh()
        return removed

    # Looking

    def articles(self) -> tuple[ArticleRecord, ...]:
        """Return every article, without its text, in the order in which they were added."""
        return self._store.articles()

    def article(self, article_id: int) -> ArticleRecord | None:
        """Return one article with its text."""
        return self._store.article(article_id)

    def facts(self, article_id: int | None = None) -> Iterator[tuple[StoredFact, StoredSentence]]:
        """Return the facts of one article, or of all, each with its sentence, in text order."""
        wanted = [article_id] if article_id is not None else [article.id for article in self.articles()]
        for sentence in self._store.sentences_of(wanted, with_facts=True):
            for fact in sentence.facts:
                yield fact, sentence

    def fact(self, fact_id: int) -> tuple[StoredFact, StoredSentence] | None:
        """Return one fact with its sentence."""
        fact = self._store.fact(fact_id)
        sentence = self.sentence(fact.sentence_id) if fact is not None else None
        return (fact, sentence) if fact is not None and sentence is not None else None

    def same_fact(self, fact_id: int) -> SameFacts:
        """Return what else the base says of the same thing, place and period."""
        return self._store.same_fact(fact_id)

    def sentence(self, sentence_id: int) -> StoredSentence | None:
        """Return one sentence with its facts."""
        return self._store.sentences([sentence_id]).get(sentence_id)

    def context(self, sentence_id: int, around: int = 1) -> tuple[StoredSentence, ...]:
        """Return a sentence with up to `around` sentences before and after it; nothing when it is gone."""
        return self._store.context(sentence_id, around)

    def overview(self) -> Overview:
        """Return what the base holds, in a few numbers."""
        articles = self.articles()
        places = Counter(article.place for article in articles if article.place)
        return Overview(
            len(articles),
            sum(article.sentence_count for article in articles),
            sum(article.fact_count for article in articles),
            tuple(sorted(places.items(), key=lambda place: (-place[1], place[0]))),
        )

    # Asking

    def ask(self, question: str, conversation: Any = None) -> "Outcome":
        """
        Answer a question from the articles, or say that they do not tell.

        Args:
            question: As typed.
            conversation: What the answer before gave as its `conversation`, so that this question may lean on it.
        """
        from knowledge.answers import answer_question

        self.refresh()
        return answer_question(question, store=self._store, index=self.index, conversation=conversation)

    def explain(self, question: str, conversation: Any = None) -> str:
        """Tell how the answer to a question comes about, signal by signal."""
        from knowledge.answers import explain_question

        self.refresh()
        return explain_question(question, store=self._store, index=self.index, conversation=conversation)

    def refresh(self) -> bool:
        """Take into the index what any process added or removed; return whether there was anything."""
        return self.index.catch_up(self._store)

    def _fill_from_library(self) -> None:
        """Put the shipped articles into a base that was just made, all in one step."""
        _ = self.index
        prepared: list[PreparedArticle] = []
        for entry in sorted((files("knowledge") / "library").iterdir(), key=lambda entry: entry.name):
            if not entry.name.endswith(".txt"):
                continue
            document = clean_article(article_from_text(entry.read_text(encoding="utf-8"), entry.name))
            prepared.append(prepare(document, find_facts(document)))
        self._store.add_prepared(prepared)
        self.refresh()


def say(line: str) -> None:
    print(line, file=sys.stderr)


def own_base() -> Path:
    """Return where the user's own base rests."""
    home = os.environ.get("XDG_DATA_HOME", "")
    folder = Path(home) if os.path.isabs(home) else Path.home() / ".local" / "share"
    return folder / "youju" / "base.sqlite3"


def index_folder(store: SqlStore) -> Path:
    """Return where the index of a base rests: beside a file, else in the user's cache."""
    if store.path is not None:
        return store.path.with_name(f"{store.path.name}.index")
    home = os.environ.get("XDG_CACHE_HOME", "")
    folder = Path(home) if os.path.isabs(home) else Path.home() / ".cache"
    return folder / "youju" / f"{store.base_id}.index"


def with_keys(keys: set[str] | None, articles: Iterable[Gathered]) -> set[str] | None:
    """Add the keys of a file's texts to those before; a file that could not be read to its end has none to speak of."""
    for one in articles:
        if one.trouble or keys is None:
            return None
        keys.add(one.prepared.content_key if one.prepared is not None else one.known)
    return keys


def add_report(source: str, result: AddResult) -> AddReport:
    return AddReport(
        source, result.status, result.title, result.article_id, result.sentence_count, result.fact_count,
        result.reprint_of,
    )  # fmt: skip


def list_files(paths: Iterable[Path], limits: Limits, report: Callable[[AddReport], None]) -> Iterator[Path]:
    """List the files of these paths; what cannot be listed is reported and passed over."""
    for path in paths:
        if not path.exists():
            report(AddReport(str(path), "error", trouble="没有这个文件或文件夹"))
            continue
        try:
            yield from find_article_files([path], limits)
        except (KnowledgeError, OSError) as error:
            report(AddReport(str(path), "error", trouble=without_source(str(error), str(path))))
