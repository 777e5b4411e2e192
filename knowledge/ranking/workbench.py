"""
Texts, in; a base in memory to ask and the pools of its questions, out: what training and measuring work on.

Everything goes the way that an article and a question go in daily use: cleaned, its facts found, stored, indexed,
analysed, gathered.
"""

import json
import tarfile
import tempfile
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from knowledge.articles import article_from_text, clean_article
from knowledge.facts import find_facts
from knowledge.index import SearchIndex
from knowledge.questions import analyse_question
from knowledge.ranking.blocks import Candidate, make_block
from knowledge.ranking.gathering import gather
from knowledge.ranking.labelling import same_answer
from knowledge.ranking.pool import Pool
from knowledge.ranking.probe import make_probe
from knowledge.ranking.scoping import find_scopes
from knowledge.storage import SqlStore, prepare
from knowledge.storage.records import StoredSentence

ADDED_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Passage:
    """A context of a reading set: an article of its own."""

    id: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class ReadingQuestion:
    """A question of a reading set, with where its answer stands."""

    id: str
    set: str
    passage: str
    title: str
    text: str
    answers: tuple[str, ...]  # the figures alone
    spans: tuple[tuple[int, int], ...]  # of the figures, in the passage
    cuts: tuple[tuple[int, int], ...] = ()  # what to cut from the passage to make it unanswerable


def read_passages(shared: Path, name: str) -> tuple[Passage, ...]:
    """Read the contexts of a reading set."""
    return tuple(Passage(row["id"], row["title"], row["text"]) for row in read_lines(shared, f"{name}.contexts"))


def read_questions(shared: Path, name: str) -> tuple[ReadingQuestion, ...]:
    """Read the questions of a reading set, with the cuts of those that have any."""
    cuts = {row["id"]: tuple(map(tuple, row["drop_sentences"])) for row in read_lines(shared, f"{name}.unanswerable")}
    return tuple(
        ReadingQuestion(
            row["id"], name, row["context_id"], row["title"], row["question"],
            tuple(answer["fig"] for answer in row["answers"]),
            tuple((answer["fig_start"], answer["fig_start"] + len(answer["fig"])) for answer in row["answers"]),
            cuts.get(row["id"], ()),
        )
        for row in read_lines(shared, f"{name}.questions")
    )  # fmt: skip


def read_lines(shared: Path, name: str) -> Iterator[Mapping[str, Any]]:
    with (shared / "reading" / f"{name}.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


GOLD = Path("tests/gold")


def list_questions(shared: Path, about: str) -> tuple[Path, ...]:
    """
    List the question files that people wrote by hand: every one of the shared folder and of tests/gold.

    Args:
        shared: The folder of shared data.
        about: "library", the articles that ship; "towns", those of a folder beside the file that is named like it;
            "reports", those of the corpora.
    """
    paths = [*sorted((shared / "questions").glob("*.jsonl")), *sorted(GOLD.glob("*.jsonl"))]
    return tuple(path for path in paths if asks_about(path) == about)


def asks_about(path: Path) -> str:
    """Tell what a question file asks about; nothing where it asks for no figure."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    if not any(row.get("kind") == "figure" for row in rows):
        return ""
    return "reports" if "file" in rows[0] else "towns" if path.with_suffix("").is_dir() else "library"


def title_of(row: Mapping[str, Any]) -> str:
    """Return what a question by hand is about, which decides its fold."""
    return str(row.get("file") or row.get("article") or "")


def read_reports(shared: Path, wanted: Callable[[str], bool]) -> Iterator[tuple[str, str]]:
    """Read those reports of the corpora whose file name is wanted."""
    with tarfile.open(shared / "corpora" / "reports.tar.xz") as archive:
        for member in archive:
            name = Path(member.name).name
            if member.isfile() and wanted(name):
                file = archive.extractfile(member)
                if file is not None:
                    yield name, file.read().decode("utf-8", "replace")


def list_reports(shared: Path) -> tuple[str, ...]:
    """List the file names of the corpora."""
    with tarfile.open(shared / "corpora" / "reports.tar.xz") as archive:
        return tuple(sorted(Path(member.name).name for member in archive if member.isfile()))


class Workbench:
    """A base for one purpose, its sentences held in memory; use it as a context manager."""

    def __init__(self, texts: Iterable[tuple[str, str]]) -> None:
        """Put texts in: pairs of a name and a raw text, its title in the first line."""
        self._folder = tempfile.TemporaryDirectory()
        self.store = SqlStore.open(Path(self._folder.name) / "base.sqlite3")
        self.article_of: dict[str, int] = {}
        waiting = iter(texts)
        while some := list(islice(waiting, ADDED_AT_ONCE)):
            documents = [clean_article(article_from_text(raw, name)) for name, raw in some]
            added = self.store.add_prepared([prepare(document, find_facts(document)) for document in documents])
            for (name, _), result in zip(some, added, strict=True):
                self.article_of[name] = result.article_id
        self.index = SearchIndex.open(None, self.store)
        self.base_id = self.store.base_id
        self.sentences_of: dict[int, tuple[StoredSentence, ...]] = {}
        self._sentences: dict[int, StoredSentence] = {}
        self._passages: defaultdict[int, list[StoredSentence]] = defaultdict(list)
        for article in self.article_of.values():
            self.sentences_of[article] = tuple(self.store.sentences_of((article,), with_facts=True))
            for sentence in self.sentences_of[article]:
                self._sentences[sentence.id] = sentence
                self._passages[sentence.passage_id].append(sentence)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.index.close()
        self.store.close()
        self._folder.cleanup()

    def sentences(self, sentence_ids: Sequence[int]) -> dict[int, StoredSentence]:
        """These sentences, as a store gives them."""
        return {i: self._sentences[i] for i in sentence_ids if i in self._sentences}

    def passages(self, passage_ids: Sequence[int]) -> dict[int, tuple[StoredSentence, ...]]:
        """Every sentence of these passages."""
        return {i: tuple(self._passages[i]) for i in passage_ids if i in self._passages}

    def articles_of(self, places: Sequence[str], years: Collection[int] = ()) -> tuple[int, ...]:
        """The articles about some places, of some years."""
        return self.store.articles_of(places, years)

    def pool(self, question: str, without: int | None = None) -> Pool:
        """
        Gather the pool of a typed question.

        Args:
            question: As typed.
            without: Leave this sentence out, as if no article had it.
        """
        probe = make_probe(analyse_question(question, self.store, self.index), self.index)
        scopes = find_scopes(probe, self)
        pool = gather(probe, self, self.index, scopes)
        if without is None:
            return pool
        kept = [[sentence for sentence in block.sentences if sentence.id != without] for block in pool.blocks]
        return Pool(probe, [make_block(block) for block in kept if block], pool.passage_scores, pool.chosen, scopes)

    def pool_of(self, question: str, article: int) -> Pool:
        """Gather the sentences of one article alone, as if the base held no other."""
        probe = make_probe(analyse_question(question, self.store, self.index), self.index)
        scores = dict(self.index.search_passages(probe.query, 40, (article,)))
        return Pool.of(probe, self.sentences_of[article], scores)


def label_reading(question: ReadingQuestion, pool: Pool, article: int | None, shift: Callable[[int], int]) -> list[int]:
    """
    Label the candidates of a reading question.

    Args:
        question: With its answers.
        pool: Its pool.
        article: Which article holds the answer; None where it is gone.
        shift: A position in the passage -> in the article's raw text.

    Returns:
        For each candidate: 3 the gold figure in its place; 2 the same figure in the gold sentence; 1 the same figure
        elsewhere; 0 another one.
    """
    spans = [(shift(start), shift(end)) for start, end in question.spans]

    def label(candidate: Candidate) -> int:
        figure = candidate.fact.figure
        if not any(same_answer(answer, figure) for answer in question.answers):
            return 0
        sentence = candidate.sentence
        if sentence.article_id != article:
            return 1
        start, end = sentence.start + figure.start, sentence.start + figure.end
        if any(first < end and start < last for first, last in spans):
            return 3
        return 2 if any(first < sentence.end and sentence.start < last for first, last in spans) else 1

    return [label(candidate) for candidate in pool.candidates]
