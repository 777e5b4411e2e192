"""A place in a sentence, in; the qualifier before or behind a figure there, with its sense, out."""

from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "data"


@cache
def modifiers(side: str) -> dict[str, str]:
    """Return the qualifiers of one side (before, inside, after), each with its sense."""
    table: dict[str, str] = {}
    for line in (DATA / "modifiers.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        modifier, where, sense, _ = line.split("\t")
        if where == side:
            table[modifier] = sense
    return table


BEFORE = modifiers("before")
AFTER = modifiers("after")
SENSES = BEFORE | modifiers("inside") | {"半": "", "数": "", "好几": ""} | AFTER
LONGEST_BEFORE = max(map(len, BEFORE))
_BEFORE_ENDS = frozenset(modifier[-1] for modifier in BEFORE)
_AFTER_LENGTHS = {
    first: tuple(sorted({len(modifier) for modifier in AFTER if modifier[0] == first}, reverse=True))
    for first in {modifier[0] for modifier in AFTER}
}

# What stands before the last character of a one-character qualifier and makes another word of it.
NOT_AFTER = {
    "约": frozenset("签节预合违公条契履解邀制隐纽集誓特婚盟背践立大简赴守毁续订失俭"),
    "近": frozenset("附临邻靠最亲切新远贴走就相挨迫凑接将逼几"),
    "超": frozenset("赶反高入英中欧德意法西"),
    "过": frozenset("超通经度路参来去看走做到去进开办见听吃用当搞学打读受有获多少召举渡错闯跳越翻穿跨转掠飞跑追拿得任曾"),
    "破": frozenset("打突侦爆攻踏冲识看勘击戳撕说点"),
    "上": frozenset("以会场网线路桌手身车船山海地天乡县镇街版纸榜台书墙桥坡岸田床班马床顶道晚早"),
    "逾": frozenset(),
}  # fmt: skip


def match_before(text: str, position: int, numeral: str) -> tuple[str, int]:
    """
    Match the qualifier that ends at `position`, one blank allowed between.

    Args:
        text: The folded sentence.
        position: Where the figure's number or sign begins.
        numeral: The number as printed, for 上 and 过, which qualify round powers alone (上百, 过万).

    Returns:
        The qualifier and where it starts; ("", position) when there is none.
    """
    end = position
    if end and text[end - 1] == " ":
        end -= 1
    if not end or text[end - 1] not in _BEFORE_ENDS:
        return "", position
    for length in range(min(LONGEST_BEFORE, end), 0, -1):
        modifier = text[end - length : end]
        if modifier not in BEFORE:
            continue
        start = end - length
        before = text[start - 1] if start else ""
        if length == 1:
            if before and before in NOT_AFTER.get(modifier, ""):
                return "", position
            if modifier in "上过破" and numeral[0] not in "百千万亿":
                return "", position
            if modifier in "~<>+" and (before.isalnum() or end != position):
                return "", position
        if before == "不" and modifier in ("足", "到"):
            return "", position
        return modifier.removesuffix("了"), start
    return "", position


def match_after(text: str, position: int) -> tuple[str, int]:
    """Match the qualifier that begins at `position`; returns it and its end, or ("", position)."""
    start = position
    if text.startswith(" ", start):
        start += 1
    for length in _AFTER_LENGTHS.get(text[start : start + 1], ()):
        modifier = text[start : start + length]
        if modifier in AFTER:
            return modifier, start + length
    return "", position
