"""Blocks in; the same blocks, told apart as title, headings, list items and tables, out."""

import re
from collections.abc import Sequence

from knowledge.articles.blocks import Block, leave_out
from knowledge.articles.frame import Frame, choose_title, is_prose
from knowledge.articles.headings import (
    CAPTION,
    CAPTION_LEVEL,
    INNER_MARKS,
    PLAIN_LEVEL,
    is_closed,
    is_numbered_heading,
    is_short,
    match_numbered,
)
from knowledge.articles.repairs import FOOTNOTE_MARK
from knowledge.articles.tables import HAS_NUMBER, UNIT_LINE, find_heads, find_spans, gather_heads, match_loose_heads

LETTER = re.compile(r"[^\W\d_]")


def mark_headings(blocks: Sequence[Block]) -> list[Block]:
    """Tell headings and list items from paragraphs, by their own looks and by what follows them."""
    marked: list[Block] = []
    numbered_seen = plain_first = False
    for index, whole in enumerate(blocks):
        block = unmark(whole) if whole.kind == "hashes" else whole
        numbered_seen = numbered_seen or block.kind == "numbered"
        if block.kind == "numbered":
            block = mark_numbered(block, blocks, index, marked)
        elif block.kind == "plain" and index + 1 < len(blocks) and is_short(block.text) and is_text(blocks[index + 1]):
            block = mark_plain(block)
            plain_first = plain_first or (block.kind == "heading" and not block.level and not numbered_seen)
        elif block.kind == "lone":
            block = mark_plain(block)
            plain_first = plain_first or not numbered_seen
        elif block.kind in ("plain", "item", "picture", "salutation"):
            block = block._replace(kind="body")
        marked.append(block)
    level = 1 if plain_first else PLAIN_LEVEL
    return [block._replace(level=level) if block.kind == "heading" and not block.level else block for block in marked]


def unmark(block: Block) -> Block:
    """A line that is marked as a heading is one; a whole paragraph that is marked as one is a paragraph."""
    text = block.text
    if len(text) <= 40 or (len(text) <= 90 and len(INNER_MARKS.findall(text)) <= 1):
        return block._replace(kind="heading")
    words, pieces, _ = leave_out(text, block.pieces, [(0, block.skip)], block.skip)
    kind = "numbered" if match_numbered(words)[0] else "body"
    return block._replace(kind=kind, text=words, pieces=pieces, skip=0, level=0)


def mark_numbered(block: Block, blocks: Sequence[Block], index: int, marked: Sequence[Block]) -> Block:
    """Tell 一、2020年工作回顾 above its text from 1.新建道路17条 in a list."""
    level, begin = match_numbered(block.text)
    if is_numbered_heading(block.text, level) and stands_over(blocks, index, level, marked):
        return block._replace(kind="heading", level=level)
    return block._replace(kind="body", level=level, item=block.text[:begin].strip())


def mark_plain(block: Block) -> Block:
    """A short line above a text is a heading; the level of one without a number depends on the others."""
    if CAPTION.match(block.text):
        return block._replace(kind="heading", level=CAPTION_LEVEL)
    if UNIT_LINE.match(block.text):
        return block._replace(kind="body")
    return block._replace(kind="heading", level=0)


def is_text(block: Block) -> bool:
    """What may stand under a heading: a paragraph, an item, a heading with a number."""
    if block.kind in ("numbered", "item"):
        return True
    return block.kind == "plain" and (len(block.text) > 30 or is_closed(block.text) or not is_short(block.text))


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
    return after.kind != "byline"


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
        if len(LETTER.findall(block.text)) < 2:
            continue
        if block.pieces[0][0] == frame.headline:
            heads.append(index)
            continue
        if (
            block.kind == "row"
            or is_prose(block.text)
            or len(block.text) > 80
            or is_closed(block.text[:-1] + block.text[-1:].strip("！？!?"))
        ):
            break
        if match_numbered(block.text)[0] in (4, 5, 6, 7) or block.text[-1] in "，,、：:" or block.item:
            break
        if block.skip and block.level > 1 and has_sibling(marked, index):
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


def has_sibling(blocks: Sequence[Block], index: int) -> bool:
    """A heading of Markdown with others of its level below it is no title."""
    level = blocks[index].level
    return any(block.kind == "heading" and block.skip and block.level == level for block in blocks[index + 1 :])


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
        index += 1
        while index < len(marked) and marked[index].kind == "row" and not begins_table(marked, first, index):
            index += 1
        mark_table(marked, first, index)
    return marked


def begins_table(blocks: Sequence[Block], first: int, index: int) -> bool:
    """Say whether a row begins another table than the rows above it: behind an empty line, heads follow on figures."""
    if not blocks[index].gap:
        return False
    rows = [block.text[block.skip :] for block in blocks[index : index + 5] if block.kind == "row"]
    if len([cell for cell in rows[0].split("|") if cell.strip()]) == 1:
        rows = rows[1:]  # the caption stands in a row of its own
    return (
        any("|" in row for row in rows[:1])
        and find_heads(rows)[0] > 0
        and any(HAS_NUMBER.search(block.text) for block in blocks[first:index])
    )


def mark_table(blocks: list[Block], first: int, last: int) -> None:
    """Mark one table: rows `first` to `last`, and above it its caption, its unit and the heads that spaces part."""
    rows = [block.text[block.skip :] for block in blocks[first:last]]
    piped = any("|" in row or "\t" in row for row in rows)
    unit = ""
    loose: list[str] = []
    above = first - 1
    while above >= 0 and blocks[above].kind in ("body", "heading"):
        text = blocks[above].text
        if match := UNIT_LINE.match(text):
            unit = match.group("unit")
        elif not piped and blocks[above].kind == "body" and not CAPTION.match(text) and may_hold_heads(text):
            loose.insert(0, text)
        else:
            break
        blocks[above] = blocks[above]._replace(kind="head")
        above -= 1
    if above >= 0 and blocks[above].kind != "row" and is_caption(blocks[above], piped):
        blocks[above] = blocks[above]._replace(kind="heading", level=CAPTION_LEVEL)
    if not piped:
        names = gather_heads(loose, max(len(find_spans(row)) for row in rows) - 1)
        for index, row in zip(range(first, last), rows, strict=True):
            blocks[index] = blocks[index]._replace(heads=with_unit(match_loose_heads(row, names), unit))
        return
    if len(rows) > 1 and len([cell for cell in re.split(r"[|\t]", rows[0]) if cell.strip()]) == 1:
        # The first row holds the caption alone.
        blocks[first] = blocks[first]._replace(kind="heading", level=CAPTION_LEVEL)
        first += 1
    count, heads = find_heads([block.text[block.skip :] for block in blocks[first:last]])
    for index in range(first, first + count):
        blocks[index] = blocks[index]._replace(kind="head")
    for index in range(first + count, last):
        blocks[index] = blocks[index]._replace(heads=with_unit(heads, unit))


def may_hold_heads(text: str) -> bool:
    return len(text) <= 60 and not is_closed(text) and not re.search("[，。；]", text)


def is_caption(block: Block, piped: bool) -> bool:
    """A line above a table that names it: 表1 人口数及其构成, 主要产品产量如下："""
    text = block.text[block.skip :]
    if len(text) > 60 or block.skip or match_numbered(text)[0]:
        return False
    return bool(CAPTION.match(text) or re.search("[:：]$", text)) or (
        is_short(text, 40) and (piped or block.kind == "heading")
    )


def with_unit(heads: tuple[str, ...], unit: str) -> tuple[str, ...]:
    """Give the unit that stands above a table to the heads of its figures that name none."""
    if not unit:
        return heads
    return tuple(
        f"{head}（{unit}）" if head and index and not re.search("[（(%％]|单位|比重|增长|率$", head) else head
        for index, head in enumerate(heads)
    )
