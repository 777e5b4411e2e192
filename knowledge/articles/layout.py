"""Raw text in; its blocks, what its frame says, and what the repair did, out."""

from dataclasses import dataclass
from functools import lru_cache

from knowledge.articles import repairs
from knowledge.articles.article import RepairStep
from knowledge.articles.blocks import Block, mend_blocks
from knowledge.articles.frame import Frame, find_bylines
from knowledge.articles.joining import find_kinds, find_lone, find_setting, join_lines
from knowledge.articles.lines import Line, find_lines
from knowledge.articles.structure import mark_headings, mark_tables, mark_title

LINE_REPAIRS: tuple[repairs.LineRepair, ...] = (
    repairs.drop_page_furniture,
    repairs.drop_contents,
    repairs.drop_web_furniture,
    repairs.drop_jumps,
    repairs.drop_advertisements,
)


@dataclass(frozen=True, slots=True)
class Layout:
    """The blocks of a text, what its frame says, and what the repair did."""

    blocks: tuple[Block, ...]
    frame: Frame
    steps: tuple[RepairStep, ...]


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
    kinds = find_kinds(lines, frame.bylines)
    lone = find_lone(lines, kinds)
    setting = find_setting(lines, kinds, lone)
    paragraphs = join_lines(lines, kinds, setting, lone)
    blocks, joined = mend_blocks(raw, paragraphs, steps)
    steps.extend(joined)
    blocks = mark_headings(blocks)
    blocks = mark_title(blocks, frame)
    blocks = mark_tables(blocks)
    steps.sort(key=lambda step: step.start)
    return Layout(tuple(blocks), frame, tuple(steps))
