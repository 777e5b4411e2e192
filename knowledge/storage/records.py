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
    site: str = ""
    year: int | None = None  # of publication, where no day is known
    reprint_of: int | None = None  # the article that this one nearly equals
    given: tuple[str, ...] = ()  # which of title, authors, origin and published its format said
    read_by: str = ""  # the reading that its sentences and facts are from


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
    first: date | None = None  # the period resolved: its first and last day
    last: date | None = None


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
    heads: tuple[str, ...] = ()  # of a table row: the heads of its columns
    year: int | None = None  # of the article's publication, where no day is known


@dataclass(frozen=True, slots=True)
class AddResult:
    """What adding one article did."""

    article_id: int
    status: str  # added, unchanged, replaced
    title: str
    sentence_count: int
    fact_count: int
    reprint_of: str = ""  # title of an article with nearly the same text


@dataclass(frozen=True, slots=True)
class RemovedArticle:
    """An article that was taken out."""

    id: int
    title: str
    source: str


@dataclass(frozen=True, slots=True)
class Outdated:
    """What of a base an older version read."""

    article_ids: tuple[int, ...]
    sentence_count: int


@dataclass(frozen=True, slots=True)
class Changes:
    """Which articles differ since a generation."""

    generation: int  # what an index that takes these changes in will hold
    changed: tuple[int, ...]
    removed: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class SameFacts:
    """What the base says elsewhere about the thing, place and period of one fact, newest article first."""

    repeats: tuple[StoredFact, ...]  # the same value
    disagreements: tuple[StoredFact, ...]  # another value


@dataclass(frozen=True, slots=True)
class VocabularyWord:
    """A word that the base knows: a place, a thing that is counted, an act, or any other word."""

    word: str
    kind: str  # place, thing, act, word
    pinyin_key: str
    count: int  # in how many articles


@dataclass(frozen=True, slots=True)
class SentenceTerms:
    """What the index holds of a sentence."""

    sentence_id: int
    passage_id: int
    line: str  # its terms, a blank between

    @property
    def terms(self) -> tuple[str, ...]:
        """The terms one by one."""
        return tuple(self.line.split())


@dataclass(frozen=True, slots=True)
class ArticleTerms:
    """What the index holds of an article."""

    article_id: int
    title: str
    term_maker: str  # tokeniser and dictionary that made the terms
    sentences: tuple[SentenceTerms, ...]
