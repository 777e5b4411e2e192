"""An article, the document it is cleaned into, and the document's sentences."""

from bisect import bisect_right
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
    published: date | None = None  # the day printed in the head or foot; None where only a year is known
    year: int | None = None  # of publication: published.year, or the year in the title (2013年甘肃省政府工作报告)
    site: str = ""  # the site a page was saved from
    notes: tuple[str, ...] = ()  # what reading did, for people: 按 GB18030 读取
    given: tuple[str, ...] = ()  # which of title, authors, origin and published the format said, not the text


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
    heads: tuple[str, ...] = ()  # of a table row: the heads of its columns, in order; the table's caption is a heading
    item: str = ""  # the mark of a list item it opens: 一是, 1., -


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it."""

    title: str
    level: int  # 1 is the outermost
    start: int  # of the heading, in article.raw
    end: int = 0  # of all that stands under it, sections within included


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

    def headings_of(self, sentence: Sentence) -> tuple[str, ...]:
        """
        Return the headings above a sentence, outermost first: (一、2012年工作回顾, （一）农业).

        The last one is `sentence.section`, where there is any. A heading stands under itself.
        """
        at = bisect_right(self.sections, sentence.start, key=lambda section: section.start)
        path: list[Section] = []
        for section in reversed(self.sections[:at]):
            if section.end >= sentence.end and (not path or section.level < path[-1].level):
                path.append(section)
        return tuple(section.title for section in reversed(path))
