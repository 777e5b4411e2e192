"""An article's text as it lies on the page, in; the same text without the breaks inside its sentences, out."""

import re
from dataclasses import dataclass

from knowledge.language import fold

_BREAK = re.compile(r"[ \u3000\xa0]*(?:\r\n|\n|\r)\s*")
_MARKER = re.compile(
    r"[一二三四五六七八九十]{1,3}[、.．]|第[一二三四五六七八九十]{1,3}[章节条部]|[（(]?[0-9０-９]{1,2}(?:[、．）)]|\.(?![0-9０-９]))|[（(〔\[][一二三四五六七八九十0-9０-９]{1,3}[)）〕\]]"
)
_NUMBER_LINE = re.compile(r"[0-9０-９.,，%％\-— ]+")
# Numbers in columns that blanks part; a line that holds a stop or a comma is running text.
_COLUMNS = re.compile(r"[^\n，。；]*[0-9０-９][^\n，。；]* [ 0-9０-９.,，．-]*[0-9０-９]")
_LONE_NUMBER = re.compile(r"[0-9０-９.,，%％\-— ]{1,60}(?:[\r\n]|$)")
_JOINED = re.compile(r"\w|[%％‰℃㎡³²￥$]")
_HEAD_OF_NUMBER = re.compile(r"(?:[^\W\d_a-zA-Z]|[,，。;；:：、)）”])[0-9０-９][0-9０-９,，]{0,12}\.?$")
_TAIL_OF_NUMBER = re.compile(r"[0-9０-９]{1,12}(?:\.[0-9０-９]{1,6})?(?=[^\W\d_]|[%％℃㎡])(?![年月日号届])")
_YEAR_OR_LABEL = re.compile(r"(?:(?<![0-9０-９])(?:19|20)[0-9０-９][0-9０-９]|(?:附件|第|[表图注])[0-9０-９]{1,3})$")
_GROUP_OF_NUMBER = re.compile(r"[0-9０-９]{3}(?![0-9０-９])")
_LONGEST_NUMBER = 16
_DIGITS = frozenset("0123456789０１２３４５６７８９")


@dataclass(frozen=True, slots=True)
class Page:
    """A text made ready for the scan: its layout breaks dropped, and folded, position for position."""

    raw: str  # as printed, less the dropped breaks
    text: str  # `raw` folded; a tab is a bar, as the edge of a cell
    places: list[int] | None  # where each character stood in the text given; None when nothing was dropped
    seams: tuple[int, ...]  # where the digits of one number were joined across a break


def read_page(given: str) -> Page:
    """
    Make a text ready: drop the breaks inside its sentences, then fold.

    A break between two characters that belong to words is layout: the column ended there, not the sentence.
    Digits that face digits across a break are joined only where the first stand behind a word and the second
    before a unit, and the figure that comes of it is flagged.

    >>> read_page("修补破损道路540余平\\n方米").text
    '修补破损道路540余平方米'
    """
    if "\n" in given or "\r" in given:
        raw, places, seams = _flatten(given)
    else:
        raw, places, seams = given, None, ()
    return Page(raw, fold(raw.replace("\t", "|") if "\t" in raw else raw), places, seams)


def _flatten(text: str) -> tuple[str, list[int] | None, tuple[int, ...]]:
    pieces: list[str] = []
    places: list[int] = []
    seams: list[int] = []
    kept = line = length = 0
    for found in _BREAK.finditer(text):
        start, end = found.span()
        joins, seam = _joins(text, line, start, end)
        line = end
        if joins:
            pieces.append(text[kept:start])
            places.extend(range(kept, start))
            length += start - kept
            kept = end
            if seam:
                seams.append(length)
    if not pieces:
        return text, None, ()
    pieces.append(text[kept:])
    places.extend(range(kept, len(text)))
    return "".join(pieces), places, tuple(seams)


def _has_cells(text: str, line: int, start: int) -> bool:
    """Say whether a line is a row of cells, which ends where it ends: 原煤 | 9118 | -3.2."""
    return text.find("\t", line, start) > line or text.find("|", line, start) > line


def _joins(text: str, line: int, start: int, end: int) -> tuple[bool, bool]:
    """Say whether the break from `start` to `end` is layout, and whether a number was broken there."""
    if not line < start or end >= len(text) or _MARKER.match(text, end):
        return False, False
    if _has_cells(text, line, start):
        return False, False
    before, after = text[start - 1], text[end]
    if after in _DIGITS and (before in _DIGITS or before in ".,，"):
        head = _HEAD_OF_NUMBER.search(text, max(line, start - _LONGEST_NUMBER), start)
        if head is None or (before == "." and head.group().count(".") != 1):
            return False, False
        if _YEAR_OR_LABEL.search(text, max(line, start - _LONGEST_NUMBER), start):
            return False, False
        tail = (_GROUP_OF_NUMBER if before in ",，" else _TAIL_OF_NUMBER).match(text, end)
        return tail is not None, tail is not None
    joined = (
        _JOINED.match(before) is not None
        and _JOINED.match(after) is not None
        and not _NUMBER_LINE.fullmatch(text, max(line, start - 60), start)
        and not (after in _DIGITS and _LONE_NUMBER.match(text, end))
        and not (before in _DIGITS and _COLUMNS.fullmatch(text, max(line, start - 120), start))
    )
    return joined, False
