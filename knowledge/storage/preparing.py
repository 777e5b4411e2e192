"""
A document and its facts in, the rows a store writes out.

All that costs time is done here, without a database, so that worker processes can do it and one writer only writes.
"""

import hashlib
import re
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from knowledge.articles import Document, Sentence
from knowledge.facts import Fact, document_place, find_places, short_names
from knowledge.figures.figure import plain
from knowledge.language import dictionary_digest, fold, pinyin_key, term_line
from knowledge.storage.reading_version import reading_version

PASSAGE_LENGTH = 400  # characters after which the next paragraph opens a new passage
LONGEST_PASSAGE = 1000  # a single paragraph is cut after so many
SKETCH_SIZE = 32
SHORTEST_CLAUSE = 6
# Acts that say no more than that there is so much of a thing.
PLAIN_ACTS = {"完成", "实现", "达到", "拥有", "形成", "保持", "取得", "获得"}
LONGEST_WORD = 24  # a longer counted thing is a clause: no word to correct a question by
CLAUSES = str.maketrans(dict.fromkeys("，,。；;、：:！!？?", "\n") | dict.fromkeys(" \t\u3000", None))
HAN = re.compile("[\u4e00-\u9fff]")

Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class PreparedArticle:
    """An article as rows; ids count from 0 and move up by the article's own stretch when it is written."""

    source: str
    content_key: str
    title: str
    kicker: str
    authors: tuple[str, ...]
    origin: str
    site: str
    published: date | None
    year: int | None
    place: str
    raw: bytes
    vocabulary: bytes
    terms: bytes
    term_maker: str
    sections: tuple[str, ...]
    sentences: tuple[Row, ...]  # SENTENCE_COLUMNS
    facts: tuple[Row, ...]  # FACT_COLUMNS
    sketch: tuple[int, ...]
    given: str
    read_by: str


SENTENCE_COLUMNS = ("passage", "section", "position", "paragraph", "kind", "start", "end", "text", "heads")
FACT_COLUMNS = (
    "sentence", "start", "end", "kind", "value", "low", "high", "number", "measure", "unit", "modifier", "sense", "per",
    "change", "doubtful", "counted", "act", "place", "within", "period", "first", "last", "period_inherited", "planned",
    "role", "topic",
)  # fmt: skip


def content_key(raw: str) -> str:
    """Return what two equal texts share, whatever file they came from."""
    return hashlib.sha256(raw.encode("utf-8", "surrogatepass")).hexdigest()


def plain_name(source: str) -> str:
    """Write a file's name so that any store takes it: bytes that are no UTF-8 are written out."""
    return source.encode("utf-8", "backslashreplace").decode("utf-8").replace("\x00", "")


def prepare(document: Document, facts: Sequence[Fact]) -> PreparedArticle:
    """Work out every row of an article."""
    article = document.article
    sections = list(dict.fromkeys(sentence.section for sentence in document.sentences))
    section_numbers = {title: number for number, title in enumerate(sections)}
    sentence_numbers = {id(sentence): number for number, sentence in enumerate(document.sentences)}
    words: set[str] = set()
    term_lines = [term_line(sentence.text, words) for sentence in document.sentences]
    return PreparedArticle(
        source=plain_name(article.source),
        content_key=content_key(article.raw),
        title=article.title,
        kicker=article.kicker,
        authors=article.authors,
        origin=article.origin,
        site=article.site,
        published=article.published,
        year=article.year,
        place=document_place(document),
        raw=zlib.compress(article.raw.encode("utf-8", "surrogatepass"), 1),
        vocabulary=pack_lines(vocabulary_of(document, facts, words)),
        terms=pack_lines(term_lines),
        term_maker=dictionary_digest(),
        sections=tuple(sections),
        sentences=tuple(
            (passage, section_numbers[sentence.section], sentence.position, sentence.paragraph, sentence.kind,
             sentence.start, sentence.end, sentence.text, "\t".join(sentence.heads))
            for passage, sentence in zip(passages_of(document.sentences), document.sentences, strict=True)
        ),
        facts=tuple(fact_row(fact, sentence_numbers[id(fact.sentence)]) for fact in facts),
        sketch=sketch_of(document.sentences),
        given=" ".join(article.given),
        read_by=reading_version(),
    )  # fmt: skip


def pack_lines(lines: Iterable[str]) -> bytes:
    return zlib.compress("\n".join(lines).encode("utf-8", "surrogatepass"), 1)


def unpack_lines(packed: bytes) -> list[str]:
    """Read back what `pack_lines` wrote."""
    text = zlib.decompress(packed).decode("utf-8", "surrogatepass")
    return text.split("\n") if text else []


def passages_of(sentences: Sequence[Sentence]) -> list[int]:
    """Give each sentence the number of the first sentence of its passage: a section, or a stretch of a long one."""
    passages: list[int] = []
    first, length = 0, 0
    for number, sentence in enumerate(sentences):
        if number:
            before = sentences[number - 1]
            new_paragraph = sentence.paragraph != before.paragraph
            # A heading belongs with what stands under it, so it does not open a passage that it would be alone in.
            if (
                (sentence.section != before.section and before.kind not in {"title", "heading"})
                or (new_paragraph and length >= PASSAGE_LENGTH)
                or length >= LONGEST_PASSAGE
            ):
                first, length = number, 0
        passages.append(first)
        length += len(sentence.text)
    return passages


def fact_row(fact: Fact, sentence_number: int) -> Row:
    figure = fact.figure
    number, measure = comparable(fact)
    return (
        sentence_number, figure.start, figure.end, figure.kind, plain(figure.value), plain(figure.low),
        plain(figure.high), number, measure, figure.unit, figure.modifier, figure.sense, figure.per, figure.change,
        figure.doubtful, fact.counted, fact.act, fact.place, ">".join(fact.within), fact.period, day_text(fact.first), day_text(fact.last),
        fact.period_inherited, fact.planned, fact.role, topic_of(fact, measure),
    )  # fmt: skip


def day_text(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def comparable(fact: Fact) -> tuple[float | None, str]:
    """Return a figure's value in the base unit of what it measures, and the name of that measure."""
    figure = fact.figure
    measure, factor = measure_of(figure.unit)
    if figure.kind in {"date", "time", "ordinal", "percent", "percentage_point"}:
        measure, factor = figure.kind, None
    if figure.value is None:
        return None, measure
    number = float(figure.value) * (factor or 1.0)
    return (number if abs(number) < 1e300 else None), measure


@lru_cache(maxsize=4096)
def measure_of(unit: str) -> tuple[str, float | None]:
    """Return the dimension of a unit and its factor; a counting unit such as 处 is its own measure."""
    from knowledge.quantities import match_unit

    known = match_unit(unit) if unit else None
    if known is None:
        return unit, None
    if known.factor is None or known.dimension in {"", "count"}:
        return known.name or unit, None
    return known.dimension, float(known.factor)


def topic_of(fact: Fact, measure: str) -> int:
    """Return a number that is equal for facts about the same thing, act, place, period and measure."""
    if (not fact.counted and not fact.act) or fact.figure.kind in {"date", "time", "ordinal"}:
        return 0
    act = "" if fact.act in PLAIN_ACTS else spelt(fact.act)[0]
    period = f"{fact.first}~{fact.last}" if fact.first or fact.last else fact.period
    role = fact.role if fact.role in {"part", "done"} else ""
    parts = (spelt(fact.counted)[0], act, fact.place, period, measure, fact.figure.per, str(fact.planned), role)
    return stable_hash("\x1f".join(parts)) or 1


def stable_hash(text: str) -> int:
    """Hash a text to 63 bits, the same in every process."""
    return int.from_bytes(hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big") >> 1


def vocabulary_of(document: Document, facts: Sequence[Fact], words: Iterable[str]) -> set[str]:
    """
    List the words that a question may be corrected by: places, counted things, acts, and all other words.

    Returns:
        Lines of word, kind and pinyin key, a tab between, each line once.
    """
    named: dict[tuple[str, str], None] = {}
    for fact in facts:
        named[fact.counted, "thing"] = named[fact.act, "act"] = None
        for place in (*fact.place.split("、"), *fact.within):
            named[place, "place"] = None
    for sentence in document.sentences:
        for mention in find_places(fold(sentence.text)):
            named[mention.name, "place"] = None
    for name, _ in [(name, kind) for name, kind in named if kind == "place"]:
        for short in short_names(name):
            named[short, "short"] = None
    lines = {f"{word}\t{kind}\t{key}" for name, kind in named for word, key in [spelt(name)] if key}
    lines.update(map(word_line, words))
    lines.discard("")
    return lines


@lru_cache(maxsize=1 << 17)
def word_line(term: str) -> str:
    if not 2 <= len(term) <= LONGEST_WORD or HAN.search(term) is None:
        return ""
    return f"{term}\tword\t{pinyin_key(term)}"


@lru_cache(maxsize=1 << 17)
def spelt(name: str) -> tuple[str, str]:
    """Return a word folded, and its pinyin key; the key is empty for what is no word to correct a question by."""
    word = fold(name).strip()
    if not 2 <= len(word) <= LONGEST_WORD or HAN.search(word) is None:
        return word, ""
    return word, pinyin_key(word)


def sketch_of(sentences: Sequence[Sentence]) -> tuple[int, ...]:
    """Return the smallest hashes of the clauses of the body."""
    body = "\n".join(sentence.text for sentence in sentences if sentence.kind in {"body", "list", "row"})
    clauses = {clause for clause in body.translate(CLAUSES).split("\n") if len(clause) >= SHORTEST_CLAUSE}
    return tuple(sorted({zlib.crc32(clause.encode("utf-8", "surrogatepass")) for clause in clauses})[:SKETCH_SIZE])
