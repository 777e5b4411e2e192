"""Text, in; the spans of its sentences, out."""

import re
from typing import Final

TERMINATORS: Final = "。｡．！？!?…"
OPENERS: Final = dict(zip("“‘「『（(【《〈[", "”’」』）)】》〉]", strict=True))
CLOSERS: Final = {close: opener for opener, close in OPENERS.items()}
QUOTES: Final = frozenset('“‘「『"')
LINE_BREAKS: Final = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"
# What goes on after a closed quote: “讲文明！”的标语, “怎么办？”、“谁来办？”
CONTINUES: Final = frozenset("，、；：,;:的地得等之为是和与及或并也都")
LONGEST_QUOTE: Final = 40
LONGEST_BRACKET: Final = 120
ABBREVIATIONS: Final = frozenset(
    {"mr", "mrs", "ms", "dr", "prof", "st", "no", "vol", "pp", "fig", "inc", "ltd", "co"}
) | {*("corp", "jr", "sr", "vs", "etc", "approx", "dept", "est", "e.g", "i.e", "u.s", "u.k", "u.n", "p.m", "a.m")}
_EVENT: Final = re.compile(r"[。｡．.！？!?…“”‘’「」『』（）()【】《》〈〉\[\]\"]")
_LINE: Final = re.compile(rf"[^{LINE_BREAKS}]+")
_END: Final = re.compile(r"[。｡．.！？!?…”’」』）)】》〉\]\"]+")
_LATIN_WORD: Final = re.compile(r"[A-Za-z](?:[A-Za-z]|\.(?=[A-Za-z]))*$")


def split_sentences(text: str) -> tuple[tuple[int, int], ...]:
    """
    Split text into sentences.

    >>> text = "“清了多少？”他问。共3.5吨（见图。）；明天再清！"
    >>> [text[start:end] for start, end in split_sentences(text)]
    ['“清了多少？”他问。', '共3.5吨（见图。）；明天再清！']

    Returns:
        (start, end) of each sentence in order, blanks around it left out. 。！？…… and the line break end a sentence,
        ； does not; a Latin full stop does where it is no decimal, abbreviation, numbering or part of an address.
        Closing quotes and brackets go with their sentence; brackets and short quotes are not split inside.
    """
    spans: list[tuple[int, int]] = []
    for line in _LINE.finditer(text):
        _split_line(text, line.start(), line.end(), spans)
    return tuple(spans)


def _split_line(text: str, start: int, end: int, spans: list[tuple[int, int]]) -> None:
    events = [event.start() for event in _EVENT.finditer(text, start, end)]
    closes = _closing_positions(text, events)
    sentence = start
    position = start
    for at in events:
        if at < position:
            continue
        character = text[at]
        if character in OPENERS or (character == '"' and at in closes):
            close = closes.get(at)
            limit = LONGEST_QUOTE if character in QUOTES else LONGEST_BRACKET
            if close is None or close - at > limit:
                continue
            position = close + 1
            if text[close - 1] not in TERMINATORS:
                continue
            if character not in QUOTES:
                # A remark in brackets that begins here is a sentence by itself: （记者 李明。）, but no title is: 《你好！》
                if character in "（(" and not text[sentence:at].strip():
                    _append(text, sentence, position, spans)
                    sentence = position
                continue
            stop = close - 1
            introduced = text[at - 1 : at] in ("：", ":") if at > start else False
        elif character in TERMINATORS or character == ".":
            if character in ".．" and not _is_full_stop(text, at, sentence, end):
                continue
            if character == "?" and _is_query(text, at, end):
                continue
            stop = at
            introduced = True
        else:
            continue
        tail = _END.match(text, stop, end)
        after = tail.end() if tail else stop + 1
        marks = text[stop:after]
        quoted = any(mark in '”’」』"' for mark in marks)
        following = text[after : after + 1] if after < end else ""
        if quoted or "…" in marks or text[stop - 1 : stop + 1] == "..":
            if following in CONTINUES and following:
                position = after
                continue
            if following and not following.isspace() and not introduced and not any(mark in "。｡" for mark in marks):
                position = after
                continue
        position = after
        _append(text, sentence, after, spans)
        sentence = after
    _append(text, sentence, end, spans)


def _append(text: str, start: int, end: int, spans: list[tuple[int, int]]) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        spans.append((start, end))


def _closing_positions(text: str, events: list[int]) -> dict[int, int]:
    """Find where each bracket or quote of a line closes: position of the opener -> position of its closer."""
    closes: dict[int, int] = {}
    waiting: dict[str, list[int]] = {}
    straight = -1
    for at in events:
        character = text[at]
        if character in OPENERS:
            waiting.setdefault(character, []).append(at)
        elif character in CLOSERS:
            opened = waiting.get(CLOSERS[character])
            if opened:
                closes[opened.pop()] = at
        elif character == '"':
            if straight < 0:
                straight = at
            else:
                closes[straight], straight = at, -1
    return closes


def _is_full_stop(text: str, at: int, start: int, end: int) -> bool:
    """Tell a Latin full stop from a decimal point, an abbreviation, a numbering and a part of an address."""
    before = text[at - 1] if at > start else ""
    after = text[at + 1] if at + 1 < end else ""
    if before == "." or after == ".":
        # Three points are an ellipsis, and only the last of them may end the sentence.
        return before == "." and after != "." and text[max(start, at - 2) : at + 1] == "..."
    if before.isdigit() and (after.isalnum() or not text[start : at - _digits_back(text, at, start)].strip()):
        return False
    if before.isascii() and before.isalpha():
        word = _LATIN_WORD.search(text, max(start, at - 12), at)
        known = word is not None and (
            word.group().lower() in ABBREVIATIONS or max(map(len, word.group().split("."))) == 1  # S.K.
        )
        return not known and not (after.isascii() and after.isalnum())
    if before.isdigit():
        return not after or after.isspace() or after in '”’」』）)"'
    if not before or before.isspace() or before in "，、；：,;:":
        return False
    return not (after.isascii() and after.isalnum())


def _digits_back(text: str, at: int, start: int) -> int:
    count = 0
    while at - count > start and count < 4 and text[at - count - 1].isdigit():
        count += 1
    return count


def _is_query(text: str, at: int, end: int) -> bool:
    before, after = text[at - 1 : at], text[at + 1 : at + 2] if at + 1 < end else ""
    return before.isascii() and before.isalnum() and after.isascii() and after.isalnum()
