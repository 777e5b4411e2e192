"""Raw text in; its lines, with their places in it, out."""

import re
from typing import NamedTuple

# What layout leaves at the ends of a line: blanks of all widths, and marks that print nothing.
UNSEEN = "\u00ad\u200b\u200c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\ufeff"
BLANKS = " \t\x0b\x0c\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
LINE = re.compile(r"[^\n\r\u2028\u2029]+|\r\n|[\n\r\u2028\u2029]")


class Line(NamedTuple):
    """A line with something on it."""

    text: str  # without the blanks at both ends
    start: int  # raw[start:end] == text
    end: int
    gap: int  # empty lines above it
    indent: int  # blanks before it
    page: bool = False  # a page break stands above it


def find_lines(raw: str) -> tuple[Line, ...]:
    """Cut raw text into its lines, empty ones left out."""
    lines: list[Line] = []
    breaks = 0
    page = False
    edges = BLANKS + UNSEEN
    for match in LINE.finditer(raw):
        whole = match.group()
        if whole[0] in "\n\r\u2028\u2029":
            breaks += 1
            continue
        page = page or "\x0c" in whole
        text = whole.lstrip(edges)
        indent = len(whole) - len(text)
        text = text.rstrip(edges)
        if not text:
            continue
        start = match.start() + indent
        gap = max(0, breaks - 1) if lines else breaks
        lines.append(Line(text, start, start + len(text), gap, indent, page))
        breaks, page = 0, False
    return tuple(lines)
