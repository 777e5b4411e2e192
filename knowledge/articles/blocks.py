"""Paragraphs in; blocks of mended text that know which stretches of the raw text they keep, out."""

import re
from collections.abc import Sequence, Set
from typing import NamedTuple

from knowledge.articles import repairs
from knowledge.articles.article import RepairStep
from knowledge.articles.headings import BULLET, HASHES, ITEM, PLAIN_LEVEL
from knowledge.articles.joining import INNER, Paragraph
from knowledge.articles.lines import UNSEEN, Line
from knowledge.articles.repairs import CAPTION as MOVED_CAPTION
from knowledge.articles.repairs import HYPHEN, LINE_BREAK, crosses_word, shorten

Piece = tuple[int, int]  # raw[start:end] is kept

BLANK = re.compile("[ \t\u00a0\u3000\u2002\u2003\u2009]")
LATIN_END = re.compile(r"[A-Za-z][,.;:)]?$")


class Block(NamedTuple):
    """A title, a heading, a paragraph or a row."""

    kind: str  # body, title, kicker, heading, row, head (of a table), byline
    text: str  # what the pieces hold, one blank where lines of Latin words met
    pieces: tuple[Piece, ...]
    level: int = 0  # of a heading
    gap: int = 0  # empty lines above it
    item: str = ""  # the mark it opens with
    heads: tuple[str, ...] = ()
    skip: int = 0  # of its text, marks such as ## before the words


def mend_blocks(
    raw: str, paragraphs: Sequence[Paragraph], dropped: Sequence[RepairStep] = ()
) -> tuple[list[Block], list[RepairStep]]:
    """
    Make each paragraph a block, and leave out of it what layout put inside.

    Args:
        raw: The whole text.
        paragraphs: Its lines, as they belong together.
        dropped: What repairs of lines have left out.
    """
    left_out = {place for step in dropped for place in range(step.start, step.end)}
    blocks: list[Block] = []
    steps: list[RepairStep] = []
    hidden = bool(repairs.HIDDEN.search(raw))
    marked = repairs.may_be_marked(raw)
    spaced_out = repairs.is_spaced_out(
        line.text for kind, lines in paragraphs if kind in ("plain", "numbered", "item") for line in lines
    )
    for kind, lines in paragraphs:
        text, pieces = join_text(raw, lines, steps, left_out)
        if hidden and (cuts := repairs.find_hidden(text)):
            text, pieces, _ = leave_out(text, pieces, cuts, 0)
            steps.append(summed(repairs.UNSEEN_MARK, pieces, len(cuts)))
        skip, item, level = 0, "", 0
        if kind == "hashes":
            if match := HASHES.match(text):
                skip, level = match.end(), len(match.group(1))
            else:
                level = PLAIN_LEVEL
        elif kind == "item":
            match = BULLET.match(text)
            skip = match.end() if match else 0
            item = (match or ITEM.match(text)).group().strip()  # type: ignore[union-attr]
        if marked and (cuts := repairs.find_marks(text)):
            text, pieces, skip = leave_out(text, pieces, cuts, skip)
            steps.append(summed(repairs.MARKDOWN, pieces, len(cuts), lines))
        if kind == "row" and "|" in text and (cuts := repairs.find_row_blanks(text)):
            text, pieces, skip = leave_out(text, pieces, cuts, skip)
            steps.append(summed(repairs.COLUMN_BLANK, pieces, len(cuts), lines))
        elif kind not in ("row", "byline") and BLANK.search(text):
            if cuts := repairs.find_number_spaces(text):
                steps.extend(
                    RepairStep(
                        repairs.NUMBER_SPACE,
                        to_raw(pieces, start),
                        to_raw(pieces, end - 1) + 1,
                        f"{text[max(0, start - 6) : start]}｜{text[end : end + 6]}",
                    )
                    for start, end in cuts
                )
                text, pieces, skip = leave_out(text, pieces, cuts, skip)
            if INNER.search(text) and (cuts := repairs.find_spaces(text, spaced_out)):
                text, pieces, skip = leave_out(text, pieces, cuts, skip)
                steps.append(summed(repairs.SPACE, pieces, len(cuts)))
        if "[" in text or "【" in text or "〔" in text:
            steps.extend(note(repairs.FOOTNOTE, text, pieces, repairs.find_footnotes(text), "留在原句，不算数字"))
        if kind != "byline":
            steps.extend(
                note(repairs.CONFUSABLE, text, pieces, repairs.find_confusables(text), "可能是扫描误识，原样保留")
            )
        if text.strip():
            blocks.append(Block(kind, text, pieces, level, lines[0].gap, item, (), skip))
    return blocks, steps


def join_text(
    raw: str, lines: Sequence[Line], steps: list[RepairStep], left_out: Set[int]
) -> tuple[str, tuple[Piece, ...]]:
    """Put lines together; words of Latin letters keep one blank between them."""
    if len(lines) == 1:
        return lines[0].text, ((lines[0].start, lines[0].end),)
    parts: list[str] = []
    pieces: list[Piece] = []
    for line in lines:
        start, end, text = line.start, line.end, line.text
        if pieces:
            left, right = pieces[-1], parts[-1]
            between = raw[left[1] : start]
            step = RepairStep(LINE_BREAK, left[1], start, f"{shorten(right[-8:])}｜{shorten(text[:8])}")
            if between.strip() and any(
                place not in left_out and not raw[place].isspace() and raw[place] not in UNSEEN
                for place in range(left[1], start)
            ):
                # A picture's caption that stands inside the sentence is a block of its own.
                steps.append(RepairStep(MOVED_CAPTION, left[1], start, "句子中间的图注，移到句外"))
            steps.append(step)
            if (
                right[-1] in "-\u00ad‐"
                and len(right) > 1
                and not right[-2].isascii()
                and crosses_word(right[:-1], text)
            ):
                parts[-1], pieces[-1] = right[:-1], (left[0], left[1] - 1)
                steps.append(RepairStep(HYPHEN, left[1] - 1, left[1], right[-1]))
            elif needs_blank(right, text) and between[:1].isspace():
                parts.append(" ")
                pieces.append((left[1], left[1] + 1))
        parts.append(text)
        pieces.append((start, end))
    return "".join(parts), tuple(pieces)


def needs_blank(left: str, right: str) -> bool:
    """Two lines: Latin words are parted by a blank; digits are not, because a number was cut there."""
    return left[-1].isascii() and right[0].isascii() and right[0].isalnum() and bool(LATIN_END.search(left))


def leave_out(
    text: str, pieces: tuple[Piece, ...], cuts: Sequence[repairs.Cut], skip: int
) -> tuple[str, tuple[Piece, ...], int]:
    """Cut stretches out of a block's text and out of the pieces it keeps of the raw text."""
    kept: list[tuple[int, int]] = []
    at = 0
    for start, end in cuts:
        if start > at:
            kept.append((at, start))
        at = max(at, end)
    if at < len(text):
        kept.append((at, len(text)))
    skip -= sum(min(end, skip) - start for start, end in cuts if start < skip)
    left: list[Piece] = []
    offset = 0
    spans = iter(kept)
    span = next(spans, None)
    for start, end in pieces:
        length = end - start
        while span is not None and span[0] < offset + length:
            low, high = max(span[0], offset), min(span[1], offset + length)
            left.append((start + low - offset, start + high - offset))
            if span[1] <= offset + length:
                span = next(spans, None)
            else:
                break
        offset += length
    return "".join(text[start:end] for start, end in kept), tuple(left), skip


def summed(name: str, pieces: tuple[Piece, ...], count: int, lines: Sequence[Line] = ()) -> RepairStep:
    start = min(pieces[0][0], lines[0].start) if lines and pieces else pieces[0][0] if pieces else 0
    end = max(pieces[-1][1], lines[-1].end) if lines and pieces else pieces[-1][1] if pieces else 0
    return RepairStep(name, start, end, f"{count} 处")


def note(name: str, text: str, pieces: tuple[Piece, ...], spans: Sequence[repairs.Cut], why: str) -> list[RepairStep]:
    return [
        RepairStep(name, to_raw(pieces, start), to_raw(pieces, end - 1) + 1, f"{text[start:end]}：{why}")
        for start, end in spans
    ]


def to_raw(pieces: tuple[Piece, ...], offset: int) -> int:
    """Return the place in the raw text of the character at `offset` of what the pieces hold."""
    for start, end in pieces:
        if offset < end - start:
            return start + offset
        offset -= end - start
    raise IndexError("the pieces hold less text than that")
