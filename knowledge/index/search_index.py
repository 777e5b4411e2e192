"""
Stored sentences, in; the sentences and passages that a weighted set of terms fits best, out.

The index is derived: it can be thrown away at any time and is built again from the store. It lives in a folder
beside the base, one per machine, and says in `generation.json` which base and which generation it holds.
"""

import json
import os
import re
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Collection, Mapping, Sequence
from operator import add
from pathlib import Path
from typing import Any

import tantivy

from knowledge import language
from knowledge.errors import SearchIndexError
from knowledge.index.source import SentenceSource
from knowledge.storage.records import SentenceTerms

FORMAT = 2  # raise when the fields below or the meaning of terms change: older folders are then built anew
STATE = "generation.json"
KINDS = ("sentences", "passages")
# Articles are read from the store this many at a time: a report has about 500 sentences.
BATCH = 100
WRITER_BYTES = 50_000_000
LOCK_WAIT_S = 10.0
LOCK_POLL_S = 0.02
_SINGLES = re.compile("(?<![^ ])[\u3400-\U0010ffff](?: [\u3400-\U0010ffff](?![^ ]))+")

Hits = tuple[tuple[int, float], ...]  # (id, score), best first, ties by id


class SearchIndex:
    """
    Finds sentences and passages by BM25 over the terms of `language.terms`.

    Open it with `SearchIndex.open`; call `catch_up` before a search when the base may have changed. Searching is
    safe from several threads and while another process writes.
    """

    def __init__(self, folder: Path | None, store: SentenceSource) -> None:
        self._folder = folder
        self._mutex = threading.Lock()
        self._base_id = store.base_id
        self._frequencies: dict[str, int] = {}
        self._passage_frequencies: dict[str, int] = {}
        self._pair: dict[str, Any] = {}
        self._searchers: dict[str, Any] = {}
        self.generation = -1

    @classmethod
    def open(cls, folder: Path | str | None, store: SentenceSource) -> "SearchIndex":
        """
        Open the index of a store, building it where it is missing, old, damaged or of another base.

        Args:
            folder: Where it rests; None keeps it in memory (for a base in memory).
            store: The base it is derived from.

        Raises:
            SearchIndexError: The store's sentences could not be indexed even in memory.
        """
        index = cls(Path(folder) if folder is not None else None, store)
        index._start(store)
        index.catch_up(store)
        return index

    # -- searching -------------------------------------------------------------------------------------------------

    def search_sentences(self, weights: Mapping[str, float], limit: int, articles: Collection[int] = ()) -> Hits:
        """
        Return the sentences that fit the terms best: pairs of sentence id and score, best first.

        Args:
            weights: How much each term counts, 1 as a rule; terms as `language.terms` gives them.
            limit: How many at most.
            articles: Only from these articles; empty for all.
        """
        return self._search("sentences", weights, limit, articles)

    def search_passages(self, weights: Mapping[str, float], limit: int, articles: Collection[int] = ()) -> Hits:
        """Return the passages that fit best, title and section heading counted as part of each."""
        return self._search("passages", weights, limit, articles)

    def document_frequency(self, term: str) -> int:
        """Return how many sentences hold a term."""
        found = self._frequencies.get(term)
        if found is None:
            found = self._frequencies[term] = int(self._searchers["sentences"].doc_freq("terms", term))
        return found

    def passage_frequency(self, term: str) -> int:
        """Return how many passages hold a term; of pairs of characters too, which the sentences do not list."""
        found = self._passage_frequencies.get(term)
        if found is None:
            found = self._passage_frequencies[term] = int(self._searchers["passages"].doc_freq("terms", term))
        return found

    @property
    def sentence_count(self) -> int:
        """How many sentences are indexed."""
        return int(self._searchers["sentences"].num_docs)

    @property
    def passage_count(self) -> int:
        """How many passages are indexed."""
        return int(self._searchers["passages"].num_docs)

    def _search(self, kind: str, weights: Mapping[str, float], limit: int, articles: Collection[int]) -> Hits:
        searcher, schema = self._searchers[kind], self._pair[kind].schema
        clauses = [
            (tantivy.Occur.Should, _weighted(tantivy.Query.term_query(schema, "terms", term, "freq"), weight))
            for term, weight in sorted(weights.items())
            if weight > 0
        ]
        if not clauses or limit <= 0:
            return ()
        query = tantivy.Query.boolean_query(clauses)
        if articles:
            within = tantivy.Query.term_set_query(schema, "article", sorted(set(articles)))
            within = tantivy.Query.const_score_query(within, 0.0)
            query = tantivy.Query.boolean_query([(tantivy.Occur.Must, query), (tantivy.Occur.Must, within)])
        hits = searcher.search(query, limit, count=False).hits
        ids = searcher.fast_field_values("id", [address for _, address in hits])
        return tuple(sorted(((int(i), float(score)) for i, (score, _) in zip(ids, hits, strict=True)), key=_best_first))

    # -- keeping up with the store -----------------------------------------------------------------------------------

    def catch_up(self, store: SentenceSource) -> bool:
        """
        Take in what changed in the store since; return whether anything did.

        Of several processes one writes; the others wait for it, and who waits in vain searches a copy in memory.
        """
        wanted = store.generation
        if wanted == self.generation and store.base_id == self._base_id:
            return False
        with self._mutex:
            if store.base_id != self._base_id:
                self._base_id = store.base_id
                self._build(store, "资料库已更换")
                return True
            if wanted <= self.generation:
                return False
            try:
                self._update(store, wanted)
            except SearchIndexError:
                raise
            except Exception as error:  # tantivy raises ValueError and OSError for whatever went wrong on disk
                self._build(store, f"索引损坏({error})")
        return True

    def close(self) -> None:
        """Let go of the folder."""
        with self._mutex:
            self._pair, self._searchers = {}, {}

    def _start(self, store: SentenceSource) -> None:
        """Open what is on disk, or build it."""
        if self._folder is None:
            self._build(store, "")
            return
        state, trouble = _read_state(self._folder)
        if state is not None and state.get("base") == store.base_id and state["generation"] <= store.generation:
            try:
                self._take({kind: tantivy.Index.open(str(self._folder / kind)) for kind in KINDS})
                self.generation = state["generation"]
                return
            except Exception as error:
                trouble = f"索引损坏({error})"
        elif state is not None:
            trouble = "索引属于另一个资料库"
        elif not trouble and store.generation > 0:
            trouble = "没有找到索引"
        self._build(store, trouble)

    def _take(self, pair: dict[str, Any]) -> None:
        self._pair = pair
        self._searchers = {kind: index.searcher() for kind, index in pair.items()}
        self._frequencies, self._passage_frequencies = {}, {}

    def _reload(self) -> None:
        for index in self._pair.values():
            index.reload()
        self._take(self._pair)

    def _update(self, store: SentenceSource, wanted: int) -> None:
        """Bring the index on disk to a generation, or follow the process that does."""
        waited_until = time.monotonic() + LOCK_WAIT_S
        while True:
            if self._folder is not None:
                state, _ = _read_state(self._folder)
                if state is None or state.get("base") != self._base_id:
                    self._build(store, "索引已被移走")
                    return
                if state["generation"] > self.generation:
                    self._reload()
                    self.generation = state["generation"]
                if self.generation >= wanted:
                    return
            writers = _open_writers(self._pair)
            if writers is not None:
                break
            if time.monotonic() > waited_until:
                _say("索引正由另一进程写入，暂用内存中的副本")
                self._folder = None
                self._build(store, "")
                return
            time.sleep(LOCK_POLL_S)
        try:
            # Read before the changes are: what another process adds meanwhile is taken in again next time.
            reached = store.generation
            changes = store.changes_since(self.generation)
            gone = sorted({*changes.removed, *changes.changed})
            for kind, writer in writers.items():
                # By query: deletion by the term of a number finds nothing in tantivy-py 0.27.
                if gone:
                    writer.delete_documents_by_query(
                        tantivy.Query.term_set_query(self._pair[kind].schema, "article", gone)
                    )
            _write_articles(writers, store, changes.changed)
            _commit(writers)
        finally:
            for writer in writers.values():
                writer.wait_merging_threads()
        self._note(self._folder, reached)
        self._reload()
        self.generation = reached

    def _build(self, store: SentenceSource, reason: str) -> None:
        """Build the whole index anew, on disk where that can be, else in memory."""
        if reason:
            _say(f"{reason}，正在重建索引")
        reached = store.generation
        if self._folder is not None:
            try:
                self._build_on_disk(self._folder, store, reached)
                self.generation = reached
                return
            except (OSError, ValueError) as error:  # tantivy raises ValueError for what went wrong on disk
                _say(f"索引无法写入 {self._folder}（{getattr(error, 'strerror', None) or error}），改用内存")
                self._folder = None
        pair = {kind: tantivy.Index(_schema()) for kind in KINDS}
        _fill(pair, store)
        self._take(pair)
        self._reload()
        self.generation = reached

    def _build_on_disk(self, folder: Path, store: SentenceSource, reached: int) -> None:
        # Built beside its place and then moved there whole: a reader never meets half an index.
        folder.parent.mkdir(parents=True, exist_ok=True)
        fresh = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
        try:
            pair = {}
            for kind in KINDS:
                (fresh / kind).mkdir()
                pair[kind] = tantivy.Index(_schema(), path=str(fresh / kind))
            _fill(pair, store)
            self._note(fresh, reached)
            stale = None
            if folder.exists():
                stale = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
                os.replace(folder, stale / "old")
            os.replace(fresh, folder)
            if stale is not None:
                shutil.rmtree(stale, ignore_errors=True)
            self._take({kind: tantivy.Index.open(str(folder / kind)) for kind in KINDS})
        finally:
            shutil.rmtree(fresh, ignore_errors=True)

    def _note(self, folder: Path | None, generation: int) -> None:
        if folder is None:
            return
        state = {"format": FORMAT, "terms": _terms_version(), "base": self._base_id, "generation": generation}
        waiting = folder / f"{STATE}.{os.getpid()}"
        waiting.write_text(json.dumps(state), encoding="utf-8")
        os.replace(waiting, folder / STATE)


def _best_first(hit: tuple[int, float]) -> tuple[float, int]:
    return (-hit[1], hit[0])


def _weighted(query: Any, weight: float) -> Any:
    return query if weight == 1.0 else tantivy.Query.boost_query(query, weight)


def _schema() -> Any:
    builder = tantivy.SchemaBuilder()
    # Unstored, cut at blanks, no positions: the terms are ours, and the text rests in the store.
    builder.add_text_field("terms", stored=False, tokenizer_name="whitespace", index_option="freq")
    builder.add_unsigned_field("id", indexed=True, fast=True)
    builder.add_unsigned_field("article", indexed=True)
    return builder.build()


def _terms_version() -> str:
    """Name the way text is cut into terms, so that an index cut in another way is not searched."""
    return language.dictionary_digest()


def _read_state(folder: Path) -> tuple[dict[str, Any] | None, str]:
    """Return what an index folder says of itself, or why it cannot be used ("" when it is merely missing)."""
    try:
        state = json.loads((folder / STATE).read_text(encoding="utf-8"))
        if state["format"] != FORMAT or state["terms"] != _terms_version():
            return None, "索引版本已旧"
        int(state["generation"])
        return state, ""
    except FileNotFoundError:
        return None, "索引不完整" if folder.exists() else ""
    except (ValueError, KeyError, TypeError, OSError) as error:
        return None, f"索引损坏({type(error).__name__})"


def _open_writers(pair: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return a writer for each kind, or None while another process holds one."""
    writers: dict[str, Any] = {}
    try:
        for kind in KINDS:
            writers[kind] = pair[kind].writer(heap_size=WRITER_BYTES, num_threads=1)
    except ValueError as error:
        for writer in writers.values():
            writer.wait_merging_threads()
        if "Lock" in str(error):
            return None
        raise
    return writers


def _fill(pair: Mapping[str, Any], store: SentenceSource) -> None:
    writers = _open_writers(pair)
    if writers is None:
        raise SearchIndexError("索引正由另一进程写入")
    _write_articles(writers, store, store.changes_since(0).changed)
    _commit(writers)
    for writer in writers.values():
        writer.wait_merging_threads()


def _commit(writers: Mapping[str, Any]) -> None:
    for writer in writers.values():
        writer.commit()


def _write_articles(writers: Mapping[str, Any], store: SentenceSource, article_ids: Sequence[int]) -> None:
    maker = language.dictionary_digest()
    for start in range(0, len(article_ids), BATCH):
        for article in store.terms_of(article_ids[start : start + BATCH]):
            cut = article.sentences
            if article.term_maker != maker:
                # Another dictionary cut these; terms of two kinds do not meet, so they are cut again.
                cut = tuple(
                    SentenceTerms(sentence.id, sentence.passage_id, language.term_line(sentence.text))
                    for sentence in store.sentences_of((article.article_id,))
                )
            # The title belongs to every passage: the subject often stands only there.
            title_line = language.term_line(article.title)
            title = " ".join((title_line, *find_pairs(title_line)))
            passages: dict[int, list[str]] = {}
            for sentence in cut:
                line = sentence.line
                _put(writers["sentences"], sentence.sentence_id, article.article_id, line)
                passages.setdefault(sentence.passage_id, [title]).extend((line, *find_pairs(line)))
            for passage, parts in passages.items():
                _put(writers["passages"], passage, article.article_id, " ".join(parts))


def find_pairs(line: str) -> list[str]:
    """
    Find the neighbouring characters in a line of terms that are no word together.

    A name that the dictionary lacks falls into characters; its pairs are what finds the passage it stands in.

    >>> find_pairs("农贸 市场 农 贸 市 场")
    ['贸市']
    """
    words = set(line.split())
    pairs: list[str] = []
    for found in _SINGLES.findall(line):
        singles = found.replace(" ", "")
        pairs += [pair for pair in map(add, singles, singles[1:]) if pair not in words]
    return pairs


def _put(writer: Any, document_id: int, article: int, terms: str) -> None:
    document = tantivy.Document()
    document.add_unsigned("id", document_id)
    document.add_unsigned("article", article)
    document.add_text("terms", terms)
    writer.add_document(document)


def _say(line: str) -> None:
    print(line, file=sys.stderr)
