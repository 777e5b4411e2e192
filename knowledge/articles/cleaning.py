"""An article in; the document it is cleaned into, every sentence mapped to the raw text, out."""

import re
from dataclasses import replace

from knowledge.articles.article import Article, Document, Section, Sentence
from knowledge.articles.blocks import Block, to_raw
from knowledge.articles.headings import BULLET, CAPTION_LEVEL, ENUMERATED, match_numbered
from knowledge.articles.layout import lay_out
from knowledge.articles.tables import LONG_CELL, find_spans
from knowledge.language import split_sentences

KINDS = {"kicker": "title", "head": "row"}
HEAD_MARK = "表头"
LONGEST_HEADING = 60


def clean_article(article: Article) -> Document:
    """
    Clean an article: join what layout broke, set apart heading, byline, table row and advertisement, cut sentences.

    Args:
        article: What was given.

    Returns:
        Its sentences, each with its place in `article.raw`, its sections, and what the repair did. A sentence's text
        is its stretch of the raw text without what the recorded steps left out of it.
    """
    layout = lay_out(article.raw)
    cutter = _Cutter()
    for block in layout.blocks:
        cutter.take(block)
    return Document(article, tuple(cutter.sentences), close_sections(cutter.sections, len(article.raw)), layout.steps)


class _Cutter:
    """Cuts blocks into sentences, and keeps track of the section they stand in."""

    def __init__(self) -> None:
        self.sentences: list[Sentence] = []
        self.sections: list[Section] = []
        self.section = ""
        self.around = ""  # the section that holds again when a table ends
        self.paragraph = 0

    def take(self, block: Block) -> None:
        if block.kind not in ("row", "head") and self.section != self.around and self.sections:
            # A table has ended, and its caption with it.
            self.section = self.around
            self.sections[-1] = replace(self.sections[-1], end=block.pieces[0][0])
        if block.kind == "heading":
            self.open_section(block, block.skip, len(block.text), block.level)
            self.add(block, block.skip, len(block.text), "heading")
        elif block.kind == "row":
            self.take_row(block)
        elif block.kind == "body":
            self.take_paragraph(block)
        else:
            self.add(block, block.skip, len(block.text), KINDS.get(block.kind, block.kind))
        self.paragraph += 1

    def take_paragraph(self, block: Block) -> None:
        text = block.text
        spans = list(split_sentences(text[block.skip :])) if block.skip else list(split_sentences(text))
        if block.skip:
            spans = [(start + block.skip, end + block.skip) for start, end in spans]
        level = match_inline_heading(text, spans, block)
        for number, (start, end) in enumerate(spans):
            kind = "body"
            if level and number == 0:
                self.open_section(block, start, end, level)
                kind = "heading" if not re.search(r"\d", text[match_numbered(text)[1] : end]) else "body"
            elif number and number == len(spans) - 1 and is_trailing_heading(text[start:end]):
                # ……提出意见。一、2003年工作的回顾: the heading of what follows.
                self.open_section(block, start, end, match_numbered(text[start:end])[0])
                kind = "heading"
            self.add(block, start, end, kind, item=block.item if number == 0 and kind == "body" else "")

    def take_row(self, block: Block) -> None:
        cells = find_spans(block.text) if len(block.text) > LONG_CELL else ()
        long = [(start, end) for start, end in cells if end - start > LONG_CELL]
        if not long:
            bullet = BULLET.match(block.text)
            self.add(block, bullet.end() if bullet else 0, len(block.text), "row")
            return
        # A row that holds paragraphs: its first words are their heading.
        labels = [
            (start, end)
            for start, end in cells
            if end - start <= LONG_CELL and re.search(r"[^\d\s]", block.text[start:end])
        ]
        if labels and labels[0][0] < long[0][0]:
            before, self.section = self.section, block.text[labels[0][0] : labels[0][1]]
            self.add(block, 0, labels[0][1], "heading")
        else:
            before = self.section
        for start, end in long:
            for left, right in split_sentences(block.text[start:end]):
                self.add(block, start + left, start + right, "body")
        self.section = before

    def open_section(self, block: Block, start: int, end: int, level: int) -> None:
        title = block.text[start:end].strip().rstrip("。：: ")
        if not title:
            return
        if level < CAPTION_LEVEL:
            self.around = title
        self.section = title
        self.sections.append(Section(title, level, to_raw(block.pieces, start)))

    def add(self, block: Block, start: int, end: int, kind: str, *, item: str = "") -> None:
        text = block.text
        while start < end and text[start].isspace():
            start += 1
        while start < end and text[end - 1].isspace():
            end -= 1
        if start == end:
            return
        if block.kind == "head":
            item = HEAD_MARK
        elif kind == "body" and not item and (found := ENUMERATED.match(text, start)):
            item = found.group()
        self.sentences.append(
            Sentence(
                text=text if end - start == len(text) else text[start:end],
                start=to_raw(block.pieces, start),
                end=to_raw(block.pieces, end - 1) + 1,
                section="" if kind in ("title", "byline") else self.section,
                paragraph=self.paragraph,
                position=len(self.sentences),
                kind=kind,
                heads=block.heads if kind == "row" else (),
                item=item,
            )
        )


def match_inline_heading(text: str, spans: list[tuple[int, int]], block: Block) -> int:
    """
    Return the level of a numbered heading that opens its paragraph: （一）城市发展深刻转型。立足首都……

    A blank may part it from its text, too: 二、今后五年总体设想 今后五年，……
    """
    if not spans or not (level := match_numbered(text)[0]) or level > 6 or ENUMERATED.match(text):
        return 0
    begin = match_numbered(text)[1]
    blank = (
        re.compile(r"[^，。；：,;]{2,40}?[ \u3000]+(?=[^，。；]{2,}[，。])").match(text, begin) if level <= 5 else None
    )
    if blank and len(text) > 40 and blank.end() < spans[0][1]:
        start, end = spans[0]
        spans[0:1] = [(start, blank.end()), (blank.end(), end)]
        return level
    if len(spans) < 2:
        return 0
    start, end = spans[0]
    limit = LONGEST_HEADING if level <= 5 else 24
    if end - start > limit or text[end - 1] not in "。！":
        return 0
    if level == 6 and re.search(r"\d", text[begin:end]):
        return 0
    return level


def is_trailing_heading(text: str) -> bool:
    return match_numbered(text)[0] in (4, 5) and len(text) <= 40 and text[-1] not in "。！？；"


def close_sections(sections: list[Section], end: int) -> tuple[Section, ...]:
    """Say where each section ends: at the next heading of its level or above."""
    closed: list[Section] = []
    ends: list[tuple[int, int]] = []  # (level, start) of the headings below, innermost last
    for section in reversed(sections):
        while ends and ends[-1][0] > section.level:
            ends.pop()
        last = ends[-1][1] if ends else end
        closed.append(replace(section, end=min(section.end or last, last)))
        ends.append((section.level, section.start))
    return tuple(reversed(closed))
