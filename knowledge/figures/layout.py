"""An article's text as it lies on the page, in; the same text without the breaks inside its sentences, out."""

import re

# A break between two characters that both belong to words is layout: the column ended there, not the sentence.
_BREAK = re.compile(r"[ \u3000\xa0]*\r?\n\s*")
_MARKER = re.compile(
    r"[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十]{1,3}[章节条]|[（(]?\d{1,2}[.、．）)]|[（(][一二三四五六七八九十]"
)
_NUMBER_LINE = re.compile(r"[\d.,，%％\-— ]+")
_WORD = re.compile(r"\w|[%％℃㎡³²￥$]")


def flatten(text: str) -> tuple[str, list[int] | None]:
    """
    Drop the line breaks that stand inside a sentence.

    >>> flatten("修补破损道路540余平\\n方米")
    ('修补破损道路540余平方米', [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 13])

    Returns:
        The text and, for every character of it, its position in the text given; None for the positions when
        nothing was dropped.
    """
    if "\n" not in text:
        return text, None
    pieces: list[str] = []
    places: list[int] = []
    kept = 0
    line_start = 0
    for found in _BREAK.finditer(text):
        start, end = found.span()
        joins = (
            0 < start
            and end < len(text)
            and _WORD.match(text, start - 1)
            and _WORD.match(text, end)
            and not (text[start - 1].isdigit() and text[end].isdigit())
            and not _MARKER.match(text, end)
            and not _NUMBER_LINE.fullmatch(text, line_start, start)
        )
        line_start = end
        if joins:
            pieces.append(text[kept:start])
            places.extend(range(kept, start))
            kept = end
    if not pieces:
        return text, None
    pieces.append(text[kept:])
    places.extend(range(kept, len(text)))
    return "".join(pieces), places
