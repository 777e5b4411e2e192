"""A number with a letter where a digit was, in; the figure as it is printed, without a value and flagged, out."""

import re

from knowledge.figures.draft import kind_of
from knowledge.figures.figure import Figure
from knowledge.figures.forms import DAMAGED, DAMAGED_CHINESE
from knowledge.figures.layout import Page
from knowledge.figures.measures import match_unit_behind

_TAIL = re.compile(r"[余多]?[百千万亿]{0,2}[余多]?")
_TABLE_REACH = 80


def read_damaged(page: Page, at: int) -> Figure | None:
    """Read what a scanner made of a number (1O8处, 二于五个): never mended, always flagged; None for no such thing."""
    text, raw = page.text, page.raw
    if text[at] in "一二两三四五六七八九":
        match = DAMAGED_CHINESE.match(text, at)
    else:
        match = DAMAGED.match(raw, at)
        previous = text[at - 1] if at else ""
        if previous and previous.isascii() and (previous.isalnum() or previous in "-_./"):
            return None
        if match and "|" in match.group() and raw.count("|", max(0, at - _TABLE_REACH), at + _TABLE_REACH) > 1:
            return None  # cells of a table
    if match is None:
        return None
    tail = _TAIL.match(text, match.end())
    unit, end = match_unit_behind(text, raw, tail.end() if tail else match.end())
    return Figure(raw[at:end], at, end, kind_of(unit), unit=unit, doubtful=True) if unit else None
