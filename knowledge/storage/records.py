"""What a store gives back."""

from dataclasses import dataclass
from datetime import date, datetime

from knowledge.figures import Figure


@dataclass(frozen=True, slots=True)
class ArticleRecord:
    """An article at rest."""

    id: int
    source: str
    title: str
    kicker: str
    authors: tuple[str, ...]
    origin: str
    published: date | None
    place: str  # what the article is about: 花园口镇
    added: datetime
    sentence_count: int
    fact_count: int
    raw: str = ""  # only where it was asked for


@dataclass(frozen=True, slots=True)
class StoredFact:
    """A fact at rest; its figure's offsets count in the sentence's text."""

    id: int
    sentence_id: int
    figure: Figure
    counted: str
    act: str
    place: str
    within: tuple[str, ...]
    period: str
    period_inherited: bool
    planned: bool
    role: str


@dataclass(frozen=True, slots=True)
class StoredSentence:
    """A sentence at rest, with its facts and with what a citation needs."""

    id: int
    article_id: int
    passage_id: int  # the section, or a stretch of a long one
    position: int
    paragraph: int
    kind: str  # body, title, heading, row, byline
    text: str
    start: int  # in the article's raw text
    end: int
    section: str
    title: str
    place: str  # what the article is about
    origin: str
    published: date | None
    facts: tuple[StoredFact, ...] = ()


@dataclass(frozen=True, slots=True)
class AddResult:
    """What adding one article did."""

    article_id: int
    status: str  # added, unchanged, replaced
    title: str
    sentence_count: int
    fact_count: int
    reprint_of: str = ""  # title of an article with nearly the same text
