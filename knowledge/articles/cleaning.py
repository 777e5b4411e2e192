"""An article in; the document it is cleaned into, every sentence mapped to the raw text, out."""

import re
from bisect import bisect_right
from itertools import accumulate
from typing import NamedTuple

from knowledge.articles.article import Article, Document, RepairStep, Section, Sentence
from knowledge.articles.frame import TERMINAL, match_frame
from knowledge.articles.lines import Line, find_lines

NUMBERED = (
    (re.compile(r"第[一二三四五六七八九十百\d]{1,4}[编篇章]|第[一二三四五六七八九十]{1,3}部分"), 1),
    (re.compile(r"第[一二三四五六七八九十百\d]{1,4}节"), 2),
    (re.compile(r"[一二三四五六七八九十]{1,3}\s?、"), 3),
    (re.compile(r"[（(][一二三四五六七八九十]{1,3}[）)]"), 4),
    (re.compile(r"\d{1,2}\s?[.、．](?!\d)"), 5),
    (re.compile(r"[（(]\d{1,2}[）)]"), 6),
)
HASHES = re.compile(r"(#{1,6})\s+")
ITEM = re.compile(r"[-*•●○■◆▪·]\s+|[①②③④⑤⑥⑦⑧⑨⑩]|——(?=\S)")
ENUMERATED = re.compile(
    r"[一二三四五六七八九十]{1,2}是|第[一二三四五六七八九十]{1,2}[,，]|其[一二三四五六七八九十][,，]"
)
ROW = re.compile(r"^\|.*\||\t\S")
RULE = re.compile(r"^[|:\-\s+=_*—–]{3,}$")
PROSE = re.compile(r"[。！？；;!?]|[，,].*[，,、]")


class Block(NamedTuple):
    """Lines that belong together: a paragraph, a heading, a row."""

    kind: str
    lines: tuple[Line, ...]
    level: int = 0


def clean_article(article: Article) -> Document:
    """
    Clean an article: join what layout broke, set apart heading, byline, table row and advertisement, cut sentences.

    Args:
        article: What was given.

    Returns:
        Its sentences, each with its place in `article.raw`, its sections, and what the repair did.
    """
    lines = find_lines(article.raw)
    kinds = match_frame(lines).kinds
    steps: list[RepairStep] = []
    blocks = find_blocks(lines, kinds, steps)
    sentences: list[Sentence] = []
    sections: list[Section] = []
    section = ""
    for paragraph, block in enumerate(blocks):
        pieces = tuple((line.start, line.end) for line in block.lines)
        text = "".join(line.text for line in block.lines)
        for left, right in find_joins(pieces):
            steps.append(RepairStep("接上断行", left, right, "版面折断的句子接上"))
        spans = split(text) if block.kind == "body" else [(0, len(text))]
        inline = match_inline_heading(text, spans) if block.kind == "body" else 0
        for number, (start, end) in enumerate(spans):
            kind = block.kind
            if kind == "heading" or (inline and number == 0):
                kind = "heading"
                level = block.level or inline
                section = text[start:end].lstrip("# ").rstrip("。 ")
                sections.append(Section(section, level, to_raw(pieces, start)))
            item = ENUMERATED.match(text, start)
            sentences.append(
                Sentence(
                    text=text[start:end],
                    start=to_raw(pieces, start),
                    end=to_raw(pieces, end - 1) + 1,
                    section="" if kind in ("title", "byline") else section,
                    paragraph=paragraph,
                    position=len(sentences),
                    kind=kind,
                    item=item.group() if item and kind == "body" else "",
                )
            )
    return Document(article, tuple(sentences), close_sections(sections, len(article.raw)), tuple(steps))


def find_blocks(lines: tuple[Line, ...], kinds: dict[int, str], steps: list[RepairStep]) -> list[Block]:
    """Put lines together that belong together."""
    blocks: list[Block] = []
    current: list[Line] = []

    def close() -> None:
        if current:
            blocks.append(Block("body", tuple(current)))
            current.clear()

    for index, line in enumerate(lines):
        text = line.text
        kind, level = match_kind(line, lines, index, kinds)
        if kind == "advertisement":
            close()
            steps.append(RepairStep("去掉广告", line.start, line.end, "英文图片说明或广告，不入库"))
            continue
        if kind == "rule":
            close()
            continue
        whole = "".join(part.text for part in current)
        if kind in ("body", "heading") and not level and current and not TERMINAL.search(whole):
            if PROSE.search(whole) or len(whole) > 40:
                current.append(line)
                continue
        if kind == "body":
            close()
            current.append(line)
        else:
            close()
            blocks.append(Block("title" if kind == "kicker" else kind, (line,), level))
    close()
    return blocks


def match_kind(line: Line, lines: tuple[Line, ...], index: int, kinds: dict[int, str]) -> tuple[str, int]:
    """Say what a line is by itself, and for a numbered heading its level."""
    if line.start in kinds:
        return kinds[line.start], 1
    text = line.text
    if RULE.match(text):
        return "rule", 0
    if ROW.search(text):
        return "row", 1
    if is_foreign(text):
        return "advertisement", 0
    if hashes := HASHES.match(text):
        return "heading", len(hashes.group(1))
    closed = TERMINAL.search(text)
    for pattern, level in NUMBERED:
        if pattern.match(text):
            short = len(text) <= 50 and not closed and not re.search(r"[。；;]|[，,：:]$", text)
            return ("heading", level) if short else ("body", level)
    if ITEM.match(text):
        return "body", 1
    if len(text) <= 30 and not closed and not re.search(r"[。；;，,：:]$|[。；;]", text) and index + 1 < len(lines):
        following = lines[index + 1].text
        if len(following) > len(text) and (len(following) > 30 or TERMINAL.search(following)):
            return "heading", 0
    return "body", 0


def is_foreign(text: str) -> bool:
    """An English caption in a Chinese article: it holds an English sentence of several words."""
    return len(re.findall(r"[A-Za-z]{2,}", text)) >= 8


def match_inline_heading(text: str, spans: list[tuple[int, int]]) -> int:
    """Return the level of a numbered heading that opens its paragraph: （一）城市发展深刻转型。立足首都……"""
    if len(spans) < 2 or spans[0][1] - spans[0][0] > 60 or not text[: spans[0][1]].endswith("。"):
        return 0
    return next((level for pattern, level in NUMBERED[:4] if pattern.match(text)), 0)


def find_joins(pieces: tuple[tuple[int, int], ...]) -> list[tuple[int, int]]:
    return [(left[1], right[0]) for left, right in zip(pieces, pieces[1:], strict=False)]


def to_raw(pieces: tuple[tuple[int, int], ...], offset: int) -> int:
    """Return the place in the raw text of the character at `offset` of the joined pieces."""
    if len(pieces) == 1:
        return pieces[0][0] + offset
    starts = list(accumulate((end - start for start, end in pieces), initial=0))
    piece = min(bisect_right(starts, offset) - 1, len(pieces) - 1)
    return pieces[piece][0] + offset - starts[piece]


def close_sections(sections: list[Section], end: int) -> tuple[Section, ...]:
    """Say where each section ends: at the next heading of its level or above."""
    closed: list[Section] = []
    for index, section in enumerate(sections):
        after = (later.start for later in sections[index + 1 :] if later.level <= section.level)
        closed.append(Section(section.title, section.level, section.start, next(after, end)))
    return tuple(closed)


END = re.compile(r"[。！？!?…]+[”’」』）)】》\"]*|(?<=[^。！？!?…])$")


def split(text: str) -> list[tuple[int, int]]:
    spans = []
    start = 0
    for match in END.finditer(text):
        end = match.end()
        while start < end and text[start].isspace():
            start += 1
        if start < end:
            spans.append((start, end))
        start = end
    return spans
