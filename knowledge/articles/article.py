"""An article, the document it is cleaned into, and the document's sentences."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Article:
    """What was given."""

    raw: str  # the whole text, as printed
    source: str  # the path or name it came from; adding the same source again replaces it
    title: str = ""
    kicker: str = ""  # the line above the title
    authors: tuple[str, ...] = ()
    origin: str = ""  # the paper or office, only where it is printed: 郑州日报
    published: date | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, a heading or a table row of a document."""

    text: str  # whole: breaks that the page layout made are joined; otherwise as printed
    start: int  # article.raw[start:end] is the sentence, layout breaks still in it
    end: int
    section: str = ""  # the innermost heading above it
    paragraph: int = 0  # counted through the article
    position: int = 0  # counted through the article
    kind: str = "body"  # body, title, heading, row, byline


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it."""

    title: str
    level: int  # 1 is the outermost
    start: int  # of the heading, in article.raw


@dataclass(frozen=True, slots=True)
class RepairStep:
    """One thing that cleaning did, for `youju add --explain`."""

    name: str
    start: int  # in article.raw
    end: int
    note: str


@dataclass(frozen=True, slots=True)
class Document:
    """An article cleaned: nothing of it is lost, every sentence maps to the raw text."""

    article: Article
    sentences: tuple[Sentence, ...]
    sections: tuple[Section, ...] = ()
    steps: tuple[RepairStep, ...] = ()
