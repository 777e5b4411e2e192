"""Raw text in; its blocks (title, headings, paragraphs, rows), each with the stretches of raw text it keeps, out."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from knowledge.articles import repairs
from knowledge.articles.article import RepairStep
from knowledge.articles.frame import (
    DATE_LINE,
    MEETING,
    SALUTATION,
    Frame,
    choose_title,
    find_bylines,
    is_prose,
    match_year,
)
from knowledge.articles.headings import (
    BULLET,
    CAPTION,
    CAPTION_LEVEL,
    ENUMERATED,
    HALF_TERMINAL,
    HASHES,
    INNER_MARKS,
    ITEM,
    PLAIN_LEVEL,
    STRONG,
    TERMINAL,
    is_numbered_heading,
    is_short,
    match_numbered,
)
from knowledge.articles.lines import Line, find_lines
from knowledge.articles.repairs import CAPTION as MOVED_CAPTION
from knowledge.articles.repairs import FOOTNOTE_MARK, HYPHEN, LINE_BREAK, crosses_word, shorten
from knowledge.articles.tables import RULE, UNIT_LINE, find_heads, is_row

Piece = tuple[int, int]  # raw[start:end] is kept

LINE_REPAIRS: tuple[repairs.LineRepair, ...] = (
    repairs.drop_page_furniture,
    repairs.drop_contents,
    repairs.drop_web_furniture,
    repairs.drop_jumps,
    repairs.drop_advertisements,
)
SEPARATOR = re.compile(r"^[-=_*—–―─·.。\s]{2,}$")
PICTURE = re.compile(
    r"^(?:图为|图[一二三四五六七八九十\d]{0,2}[:：]|[▲▼△▽↑↓])|(?:\s|[）)]|^)\S{2,8}(?:\s?摄|供图|摄影报道)[）)]?$"
)
# A line that opens with one of these goes on with the line above it; a line that ends with one of those is not done.
GOES_ON = re.compile(r"^[，。、；：！？”’）》】,.;:!?)\]%％‰℃]")
NOT_DONE = re.compile(r"[，、（《“‘(,：]$|[的和与及或对将把被为是从向于以各该每其]$")
INNER = re.compile(r"[，。；,;]")
BLANK = re.compile("[ \t\u00a0\u3000\u2002\u2003\u2009]")
LATIN_END = re.compile(r"[A-Za-z][,.;:)]?$")
WIDE = re.compile(r"[^\x00-\xff]")
NARROWEST = 24  # a text set in lines narrower than twelve characters may be a poem
PROSE_LENGTH = 45


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


@dataclass(frozen=True, slots=True)
class Layout:
    """The blocks of a text, what its frame says, and what the repair did."""

    blocks: tuple[Block, ...]
    frame: Frame
    steps: tuple[RepairStep, ...]


@dataclass(frozen=True, slots=True)
class Setting:
    """How a text was set: what its line breaks mean."""

    width: int = 0  # lines are broken at this width, in half-width columns; 0 if not
    noisy: tuple[bool, bool] = (False, False)  # breaks cut sentences: single ones, and those with an empty line
    parted: bool = False  # empty lines part the paragraphs


@lru_cache(maxsize=4)
def lay_out(raw: str) -> Layout:
    """
    Mend a text line by line, then put together the lines that belong together.

    Pure: the same text gives the same layout; the last few are remembered, because an article is looked at twice.
    """
    lines: list[Line] = list(find_lines(raw))
    steps: list[RepairStep] = []
    for repair in LINE_REPAIRS:
        lines, done = repair(lines)
        steps.extend(done)
    frame = find_bylines(lines)
    kinds = [match_kind(line.text, line.start in frame.bylines) for line in lines]
    setting = find_setting(lines, kinds)
    paragraphs = join_lines(lines, kinds, setting)
    blocks, joined = mend_blocks(raw, paragraphs, setting)
    steps.extend(joined)
    blocks = mark_headings(blocks)
    blocks = mark_title(blocks, frame)
    blocks = mark_tables(blocks)
    steps.sort(key=lambda step: step.start)
    return Layout(tuple(blocks), frame, tuple(steps))


# --- what a line is by itself ----------------------------------------------------------------------------------------------


def match_kind(text: str, byline: bool) -> str:
    """Say what a line is by its own looks: byline, row, rule, hashes, numbered, item, picture or plain."""
    if byline:
        return "byline"
    first = text[0]
    if SALUTATION.match(text):
        return "salutation"
    if first in "#*_-+•●○■◆▪·▶►☆★※—―─①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳=|.。":
        if HASHES.match(text):
            return "hashes"
        if RULE.match(text) or SEPARATOR.match(text):
            return "rule"
        if STRONG.match(text):
            return "hashes"
    if is_row(text):
        return "row"
    if match_numbered(text)[0]:
        return "numbered"
    if BULLET.match(text) or ITEM.match(text):
        return "item"
    if len(text) <= 60 and PICTURE.search(text):
        return "picture"
    return "plain"


def find_setting(lines: Sequence[Line], kinds: Sequence[str]) -> Setting:
    """Find out what line breaks mean in this text, from all its breaks between plain lines."""
    counts = [0, 0]
    broken = [0, 0]
    closed_apart = closed = 0
    widths: list[int] = []
    for index in range(len(lines) - 1):
        line, after = lines[index], lines[index + 1]
        if kinds[index] not in ("plain", "numbered", "item") or after.page:
            continue
        apart = int(after.gap > 0)
        done = bool(TERMINAL.search(line.text))
        if done:
            closed += 1
            closed_apart += apart
        if kinds[index + 1] != "plain":
            continue
        counts[apart] += 1
        if not done:
            if (
                len(line.text) > 3
                and not (kinds[index] == "numbered" and is_bare(line.text))
                and (INNER.search(line.text) or len(line.text) >= PROSE_LENGTH or GOES_ON.match(after.text))
            ):
                broken[apart] += 1
            if not apart:
                widths.append(columns(line.text))
    width = 0
    if len(widths) >= 3:
        widths.sort()
        widest = widths[int(len(widths) * 0.9)]
        near = sum(widest - 6 <= value <= widest + 4 for value in widths)
        if widest >= NARROWEST and near >= 0.6 * len(widths):
            width = widest
    noisy = tuple(broken[apart] >= 2 and broken[apart] >= 0.12 * counts[apart] for apart in (0, 1))
    return Setting(width, (noisy[0], noisy[1]), closed > 0 and closed_apart >= 0.6 * closed)


def columns(text: str) -> int:
    """The width of a line, a Han character being two columns wide."""
    return len(text) + len(WIDE.findall(text))


# --- which lines belong together ---------------------------------------------------------------------------------------------


class Paragraph(NamedTuple):
    kind: str
    lines: list[Line]


def join_lines(lines: Sequence[Line], kinds: Sequence[str], setting: Setting) -> list[Paragraph]:
    """Put lines together that the layout parted; headings, items, rows and bylines begin anew."""
    paragraphs: list[Paragraph] = []
    current: Paragraph | None = None
    waiting: list[Paragraph] = []  # pictures that stand inside a paragraph

    for index, (line, kind) in enumerate(zip(lines, kinds, strict=True)):
        if kind == "rule":
            if current and not is_open(current):
                current = None
            continue
        if kind == "picture" and current and is_open(current):
            waiting.append(Paragraph("picture", [line]))
            continue
        if current and kind == "plain" and continues(current, line, lines, index, kinds, setting, bool(waiting)):
            current.lines.append(line)
            continue
        if paragraphs and goes_on_byline(paragraphs[-1], line, kind):
            paragraphs[-1].lines.append(line)
            continue
        paragraphs.extend(waiting)
        waiting = []
        current = Paragraph(kind, [line])
        paragraphs.append(current)
        if kind in ("row", "byline", "hashes", "picture", "salutation"):
            current = None
    paragraphs.extend(waiting)
    return paragraphs


def goes_on_byline(above: Paragraph, line: Line, kind: str) -> bool:
    """——2021年1月12日在永州市第五届人民代表大 / 会第六次会议上: one line of a byline that was broken."""
    if above.kind != "byline" or kind not in ("plain", "byline") or line.gap or len(above.lines) > 2:
        return False
    text = above.lines[-1].text
    return bool(
        DATE_LINE.match(text) and not MEETING.search(text) and MEETING.search(text + line.text) and len(line.text) < 30
    )


def is_open(paragraph: Paragraph) -> bool:
    """A running sentence without its end."""
    whole = "".join(line.text for line in paragraph.lines[-3:])
    return not TERMINAL.search(whole) and (bool(INNER.search(whole)) or len(whole) > PROSE_LENGTH)


def continues(
    current: Paragraph,
    line: Line,
    lines: Sequence[Line],
    index: int,
    kinds: Sequence[str],
    setting: Setting,
    torn: bool,
) -> bool:
    """Say whether a plain line goes on with the paragraph above it."""
    above = current.lines[-1]
    whole = above.text if len(current.lines) == 1 else "".join(part.text for part in current.lines[-3:])
    apart = line.gap > 0 and not line.page and not torn
    indented = line.indent > above.indent + 1 and not apart
    full = setting.width and columns(above.text) >= setting.width - 6
    if TERMINAL.search(whole):
        if whole[-1] in "：:" and ENUMERATED.match(line.text):
            return False
        if HALF_TERMINAL.search(whole) and not apart and not indented and (setting.noisy[0] or full):
            return True
        return bool(full and not apart and not indented and line.indent <= above.indent)
    if GOES_ON.match(line.text):
        return True
    if not (len(current.lines) > 1 or INNER.search(whole) or len(whole) >= PROSE_LENGTH):
        return continues_short(current, line, setting, apart, indented)
    if current.kind == "numbered" and is_bare(whole) and not NOT_DONE.search(whole):
        return continues_short(current, line, setting, apart, indented)
    if NOT_DONE.search(whole) and not indented:
        return True
    if indented and setting.width:
        return False
    if ends_with_heading(whole):
        return False
    after = lines[index + 1] if index + 1 < len(lines) else None
    alone = is_short(line.text) and (
        after is None or kinds[index + 1] != "plain" or after.gap > 0 or not setting.parted
    )
    if not alone:
        return True
    if not apart and (setting.noisy[0] or full):
        return True
    return crosses_word(whole, line.text)


def continues_short(current: Paragraph, line: Line, setting: Setting, apart: bool, indented: bool) -> bool:
    """Say whether a line goes on with a short one that may be a heading, or the first line of its paragraph."""
    above = current.lines[-1]
    if not apart and not indented:
        if setting.width:
            return columns(above.text) >= setting.width - 6
        if setting.noisy[0] and setting.parted:
            return True
    if NOT_DONE.search(above.text) and not is_short(line.text, 12):
        return True
    if apart and not setting.noisy[1]:
        return False
    return len(above.text) > 3 and crosses_word(above.text, line.text)


def is_bare(text: str) -> bool:
    """A numbered line without the end of a sentence in it: most likely a heading, commas and all."""
    return len(text) <= 80 and not re.search("[。；;！？]", text) and text[-1] not in "，,、：:"


def ends_with_heading(whole: str) -> bool:
    """A heading that stands at the end of the paragraph before it: ……提出意见。一、2003年工作的回顾"""
    tail = re.split(r"[。！？]", whole)[-1]
    return bool(tail) and tail != whole and match_numbered(tail)[0] in (4, 5) and len(tail) <= 40


# --- blocks ------------------------------------------------------------------------------------------------------------------


def mend_blocks(raw: str, paragraphs: Sequence[Paragraph], setting: Setting) -> tuple[list[Block], list[RepairStep]]:
    """Make each paragraph a block, and leave out of it what layout put inside."""
    blocks: list[Block] = []
    steps: list[RepairStep] = []
    hidden = bool(repairs.HIDDEN.search(raw))
    marked = bool(repairs.MARKED.search(raw))
    spaced_out = repairs.is_spaced_out(
        line.text for kind, lines in paragraphs if kind in ("plain", "numbered", "item") for line in lines
    )
    for kind, lines in paragraphs:
        if len(lines) == 1:
            text, pieces = lines[0].text, ((lines[0].start, lines[0].end),)
        else:
            text, pieces = join_text(raw, lines, steps)
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
        if hidden and (cuts := repairs.find_hidden(text)):
            text, pieces, skip = leave_out(text, pieces, cuts, skip)
            steps.append(summed(repairs.UNSEEN_MARK, pieces, len(cuts)))
        if marked and (cuts := repairs.find_marks(text)):
            text, pieces, skip = leave_out(text, pieces, cuts, skip)
            steps.append(summed(repairs.MARKDOWN, pieces, len(cuts), lines))
        if kind == "row" and "|" in text and (cuts := repairs.find_row_blanks(text)):
            text, pieces, skip = leave_out(text, pieces, cuts, skip)
            steps.append(summed(repairs.COLUMN_BLANK, pieces, len(cuts), lines))
        elif kind not in ("row", "byline") and BLANK.search(text):
            if cuts := repairs.find_number_spaces(text):
                steps.extend(note(repairs.NUMBER_SPACE, text, pieces, cuts, "扫描或排版留下的空格"))
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


def join_text(raw: str, lines: Sequence[Line], steps: list[RepairStep]) -> tuple[str, tuple[Piece, ...]]:
    """Put lines together; words of Latin letters keep one blank between them."""
    parts: list[str] = []
    pieces: list[Piece] = []
    for line in lines:
        start, end, text = line.start, line.end, line.text
        if pieces:
            left, right = pieces[-1], parts[-1]
            between = raw[left[1] : start]
            step = RepairStep(LINE_BREAK, left[1], start, f"{shorten(right[-8:])}｜{shorten(text[:8])}")
            if between.strip():
                # Something that another step left out, or moved, stood between the two lines.
                steps.append(RepairStep(MOVED_CAPTION, left[1], start, "句子中间的图注或杂项，移到句外"))
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


# --- headings, title, tables -------------------------------------------------------------------------------------------------


def mark_headings(blocks: Sequence[Block]) -> list[Block]:
    """Tell headings and list items from paragraphs, by their own looks and by what follows them."""
    marked: list[Block] = []
    numbered_seen = plain_first = False
    for index, block in enumerate(blocks):
        kind, text = block.kind, block.text
        after = blocks[index + 1] if index + 1 < len(blocks) else None
        if kind == "hashes":
            # A whole paragraph that was marked as a heading is a paragraph.
            whole = len(text) > 90 or (len(text) > 40 and len(INNER_MARKS.findall(text)) > 1)
            if whole:
                words, pieces, _ = leave_out(text, block.pieces, [(0, block.skip)], block.skip)
                kind, text = ("numbered" if match_numbered(words)[0] else "body"), words
                block = block._replace(kind=kind, text=words, pieces=pieces, skip=0, level=0)
            else:
                block = block._replace(kind="heading")
                kind = "heading"
        if kind == "numbered":
            level, _ = match_numbered(text)
            numbered_seen = True
            if is_numbered_heading(text, level) and stands_over(blocks, index, level, marked):
                block = block._replace(kind="heading", level=level)
            else:
                mark = text[: match_numbered(text)[1]].strip()
                block = block._replace(kind="body", level=level, item=mark)
        elif kind == "plain" and is_short(text) and after and is_text(after):
            if CAPTION.match(text) or UNIT_LINE.match(text):
                block = (
                    block._replace(kind="heading", level=CAPTION_LEVEL)
                    if CAPTION.match(text)
                    else block._replace(kind="body")
                )
            else:
                plain_first = plain_first or not numbered_seen
                block = block._replace(kind="heading", level=0)
        elif kind in ("plain", "item", "picture", "salutation"):
            block = block._replace(kind="body")
        marked.append(block)
    level = 1 if plain_first else PLAIN_LEVEL
    return [block._replace(level=level) if block.kind == "heading" and not block.level else block for block in marked]


def is_text(block: Block) -> bool:
    """What may stand under a heading: a paragraph, an item, a heading with a number."""
    if block.kind in ("numbered", "item"):
        return True
    return block.kind == "plain" and (
        len(block.text) > 30 or bool(TERMINAL.search(block.text)) or not is_short(block.text)
    )


def stands_over(blocks: Sequence[Block], index: int, level: int, marked: Sequence[Block]) -> bool:
    """A numbered line is a heading if text follows; a run of such lines is a list."""
    if index + 1 == len(blocks):
        return level <= 3
    after = blocks[index + 1]
    same = after.kind == "numbered" and match_numbered(after.text)[0] == level
    if same and is_numbered_heading(after.text, level):
        # 一、…… 二、…… with nothing between them: a list, unless it is of chapters.
        return level <= 3
    if level >= 6 and marked and marked[-1].item and match_numbered(marked[-1].text)[0] == level:
        return False
    return after.kind not in ("byline",)


def mark_title(blocks: Sequence[Block], frame: Frame) -> list[Block]:
    """Find title and kicker among the blocks before the first prose."""
    marked = list(blocks)
    heads: list[int] = []
    explicit = False
    for index, block in enumerate(marked[:12]):
        if block.kind == "byline":
            if heads:
                break
            continue
        if (
            block.kind == "row"
            or is_prose(block.text)
            or len(block.text) > 80
            or TERMINAL.search(block.text[:-1] + block.text[-1:].strip("！？!?"))
        ):
            break
        if match_numbered(block.text)[0] in (4, 5, 6, 7):
            break
        heads.append(index)
        if block.kind == "heading" and block.skip and block.level == 1:
            explicit = True
            break
    if not heads:
        return marked
    later = [block.text[block.skip :] for block in marked[heads[-1] + 1 :] if block.kind == "heading"]
    if explicit:
        title, kicker = len(heads) - 1, len(heads) - 2
    else:
        title, kicker = choose_title([(marked[i].text, marked[i].gap) for i in heads], later)
    frame.title = FOOTNOTE_MARK.sub("", words_of(marked[heads[title]]))
    frame.year = match_year(frame.title) or (frame.published.year if frame.published else None)
    marked[heads[title]] = marked[heads[title]]._replace(kind="title", level=0)
    if kicker >= 0:
        frame.kicker = words_of(marked[heads[kicker]])
        marked[heads[kicker]] = marked[heads[kicker]]._replace(kind="kicker", level=0)
    for index in sorted({*heads, *range(heads[title] + 1, min(heads[title] + 3, len(marked)))}):
        text = words_of(marked[index])
        if marked[index].kind in ("body", "heading") and (text in frame.title or text.startswith(("——", "--"))):
            # A second title of a report, or the line that goes on with the title.
            marked[index] = marked[index]._replace(kind="title", level=0)
    return marked


def words_of(block: Block) -> str:
    return block.text[block.skip :].strip()


def mark_tables(blocks: Sequence[Block]) -> list[Block]:
    """Give the rows of each table the heads of its columns, and the table its caption."""
    if not any(block.kind == "row" for block in blocks):
        return list(blocks)
    marked = list(blocks)
    index = 0
    while index < len(marked):
        if marked[index].kind != "row":
            index += 1
            continue
        first = index
        while index < len(marked) and marked[index].kind == "row":
            index += 1
        mark_table(marked, first, index)
    return marked


def mark_table(blocks: list[Block], first: int, last: int) -> None:
    """Mark one table: rows `first` to `last`, its caption and unit above it."""
    unit = ""
    above = first - 1
    if above >= 0 and (match := UNIT_LINE.match(blocks[above].text)):
        unit = match.group("unit")
        above -= 1
    caption = above
    loose_heads: list[str] = []
    rows = [blocks[i].text for i in range(first, last)]
    piped = "|" in rows[0] or "\t" in rows[0]
    if not piped:
        # The heads of a table that spaces part stand above it as plain lines: 一九七八年产量 一九七七年产量
        while (
            caption >= 0
            and blocks[caption].kind == "body"
            and len(blocks[caption].text) <= 60
            and not TERMINAL.search(blocks[caption].text)
        ):
            loose_heads.insert(0, blocks[caption].text)
            blocks[caption] = blocks[caption]._replace(kind="head")
            caption -= 1
    if caption >= 0 and blocks[caption].kind in ("body", "heading") and len(blocks[caption].text) <= 60:
        text = blocks[caption].text
        if CAPTION.match(text) or re.search(r"(?:如下|情况|下表)?[:：]$", text):
            blocks[caption] = blocks[caption]._replace(kind="heading", level=CAPTION_LEVEL)
        elif blocks[caption].kind == "heading" and not blocks[caption].skip and not match_numbered(text)[0]:
            blocks[caption] = blocks[caption]._replace(level=CAPTION_LEVEL)
    if piped:
        start = first
        filled = [cell for cell in rows[0].replace("\t", "|").split("|") if cell.strip()]
        if len(filled) == 1 and len(rows) > 1:
            # The first row holds the caption alone.
            blocks[first] = blocks[first]._replace(kind="heading", level=CAPTION_LEVEL)
            start += 1
        count, heads = find_heads([blocks[i].text for i in range(start, last)])
        for i in range(start, start + count):
            blocks[i] = blocks[i]._replace(kind="head")
        start += count
    else:
        start = first
        names = " ".join(loose_heads).split()
        heads = ("", *names) if names else ()
    if unit:
        heads = tuple(
            f"{head}（{unit}）" if head and index and "（" not in head else head for index, head in enumerate(heads)
        )
    for i in range(start, last):
        blocks[i] = blocks[i]._replace(heads=heads)
