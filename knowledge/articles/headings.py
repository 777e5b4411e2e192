"""A line in; whether it is a heading, of which level, and which mark it opens with, out."""

import re

HAN_NUMBER = "[一二三四五六七八九十百]"
# Marks of headings, outermost first: (pattern, level).
NUMBERED = (
    (re.compile(rf"第(?:{HAN_NUMBER}{{1,4}}|\d{{1,3}})[编篇]\s*|第{HAN_NUMBER}{{1,3}}部分[\s:：、]*"), 1),
    (re.compile(rf"第(?:{HAN_NUMBER}{{1,4}}|\d{{1,3}})章\s*"), 2),
    (re.compile(rf"第(?:{HAN_NUMBER}{{1,4}}|\d{{1,3}})节\s*"), 3),
    (re.compile(rf"{HAN_NUMBER}{{1,3}}\s?[、.．]\s*"), 4),
    (re.compile(rf"[（(]?\s?{HAN_NUMBER}{{1,3}}\s?[）)]\s*|第{HAN_NUMBER}{{1,3}}[,，、]\s*"), 5),
    (re.compile(r"\d{1,3}\s?(?:、|[.．](?!\d))\s*"), 6),
    (re.compile(r"[（(]\s?\d{1,2}\s?[）)]\s*"), 7),
)
PLAIN_LEVEL = 8  # an unnumbered line among numbered headings
CAPTION_LEVEL = 9  # of a table
HASHES = re.compile(r"(#{1,6})\s+")
STRONG = re.compile(r"^(?:\*\*|__)(?P<text>[^*_\n]{2,50}?)(?:\*\*|__)$")
BULLET = re.compile(r"[-*+•●○■◆▪·▶►☆★※]\s+|[●○■◆▪▶►☆★※](?=\S)")
ITEM = re.compile(r"[①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳]\s*|——(?=[^\s—])|\d{1,2}[)）]\s*")
ENUMERATED = re.compile(
    rf"(?:{HAN_NUMBER}{{1,2}}(?:是|要|抓)|第{HAN_NUMBER}{{1,2}}(?=[,，、])|其{HAN_NUMBER}(?=[,，、])|[①②③④⑤⑥⑦⑧⑨⑩])"
)
CAPTION = re.compile(r"^(?:附?表|专栏|附件)\s*[\d一二三四五六七八九十]{0,3}(?:[-－]\d+)?[\s:：]*\S")
# What ends a sentence at the end of a line; a remark in brackets may follow it: 达97%。（牵头单位：市人社局）
TERMINAL = re.compile(
    r"(?:[。｡！？!?…；;：:]|(?<=[㐀-鿿％%”）)])[.．])"
    r"(?:[”’」』）)】》〉\"']|（[^（）]{1,40}）|\([^()]{1,40}\)|\s*[\[【]\d{1,3}[\]】])*$"
)
ENDS = "。｡！？!?…；;：:"  # of these a sentence ends with any, and with what TERMINAL adds
MAY_END = frozenset(ENDS + ".．”’」』）)】》〉\"']】")
LONGEST_ENDING = 160  # a mark, and brackets behind it
HALF_TERMINAL = re.compile(r"[；;：:][”’」』）)】》\"']*$")
INNER_MARKS = re.compile(r"[。！？；;!?]")


def is_closed(text: str) -> bool:
    """
    Say whether a sentence ends with this text.

    >>> is_closed("参保率达97%。（牵头单位：市人社局）"), is_closed("安装路灯等各项工")
    (True, False)
    """
    last = text[-1:]
    if last not in MAY_END:
        return False
    return last in ENDS or TERMINAL.search(text, max(0, len(text) - LONGEST_ENDING)) is not None


def match_numbered(text: str) -> tuple[int, int]:
    """
    Read the number a heading opens with.

    >>> match_numbered("（一）农业"), match_numbered("3.5亿元")
    ((5, 3), (0, 0))

    Returns:
        Its level, 1 the outermost, and where its words begin; zeros where there is none.
    """
    if text[0] in _OPENERS:
        for pattern, level in NUMBERED:
            if match := pattern.match(text):
                return level, match.end()
    return 0, 0


_OPENERS = frozenset("第（(一二三四五六七八九十百0123456789")


def is_short(text: str, limit: int = 30) -> bool:
    """A line short enough, and bare enough of punctuation, to be a heading without a number."""
    return (
        2 <= len(text) <= limit and not is_closed(text) and not re.search(r"[。；;，,]|[：:、—-]$|^[”’）】，。]", text)
    )


def is_numbered_heading(text: str, level: int) -> bool:
    """A numbered line that stands alone as a heading: 一、2020年工作回顾."""
    limit = 80 if level <= 5 else 24
    if len(text) > limit or re.search(r"[；;：:，,、]$", text):
        return False
    ends = len(INNER_MARKS.findall(text))
    if level <= 5:
        return ends == 0 or (ends == 1 and text[-1] in "。！？")
    return ends == 0
