"""Text as printed, in; the same text in one script, width and case, position for position, out."""

import unicodedata
from functools import cache, lru_cache
from itertools import chain
from typing import Final

from knowledge.language.tables import read_rows

# Quotes of Traditional printing, blanks, and the halfwidth forms of Chinese punctuation.
PUNCTUATION: Final = {"「": "“", "」": "”", "『": "‘", "』": "’", "｢": "“", "｣": "”", "｡": "。", "､": "、", "･": "·"}
BLANKS: Final = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t"
FULL_WIDTH: Final = range(0xFF01, 0xFF5F)
SMALL_FORMS: Final = range(0xFE50, 0xFE6C)
LONGEST_PHRASE: Final = 4


def _simplified_table() -> dict[int, int]:
    table: dict[int, int] = {}
    for simplified, traditional, _ in read_rows("simplified.tsv", ("simplified", "traditional", "source")):
        simple = ord(simplified)
        for character in traditional:
            table[ord(character)] = simple
    return table


def _folding_table(simplified: dict[int, int]) -> dict[int, int]:
    table = dict(simplified)
    table |= {ord(printed): ord(folded) for printed, folded in PUNCTUATION.items()}
    table |= {ord(blank): ord(" ") for blank in BLANKS}
    table |= {code: code - 0xFEE0 for code in FULL_WIDTH}
    for code in SMALL_FORMS:
        usual = unicodedata.normalize("NFKC", chr(code))
        if len(usual) == 1 and usual != chr(code):
            table[code] = table.get(ord(usual), ord(usual))
    # Letters whose lower case is longer than one character (İ) stay, since length must hold.
    for code in chain(
        range(0x41, 0x250), range(0x370, 0x530), range(0x1E00, 0x2000), range(0x2160, 0x2170), FULL_WIDTH
    ):
        target = table.get(code, code)
        lower = chr(target).lower()
        if len(lower) == 1 and ord(lower) != code:
            table[code] = ord(lower)
    return table


LONGEST_KEPT: Final = 1000  # characters of a text that is kept folded
_TO_SIMPLIFIED: Final = _simplified_table()
_FOLDED: Final = _folding_table(_TO_SIMPLIFIED)
_FOLDED_FROM: Final = frozenset(map(chr, _FOLDED))
_USUAL: Final = [(mark, chr(_FOLDED[ord(mark)])) for mark in "，：；（）％"]


def fold(text: str) -> str:
    """
    Fold width, script and case away, character for character, so that every position holds.

    >>> fold("共清運垃圾１１８處，ＧＤＰ增長８．５％。")
    '共清运垃圾118处,gdp增长8.5%。'

    Args:
        text: Any text, as printed or as typed.

    Returns:
        As many characters as given: Simplified, half width (，；：（）！？％ included), lower case; every kind of blank
        but the line break is a space; 「」 are “”; 。 、 “ ” stay. Folding twice changes nothing more.
    """
    return _fold_again(text) if len(text) <= LONGEST_KEPT else text.translate(_FOLDED)


# A sentence is folded by each room that it passes: the last ones are kept.
@lru_cache(maxsize=1024)
def _fold_again(text: str) -> str:
    # Most sentences hold no more to be folded than these marks, and looking each character up takes long.
    marked = text
    for printed, folded in _USUAL:
        marked = marked.replace(printed, folded)
    return marked if _FOLDED_FROM.isdisjoint(marked) else text.translate(_FOLDED)


def as_printed(names: str, *texts: str) -> str:
    """
    Write folded names the way that texts print them; a name that none prints stays.

    >>> as_printed("蒙阳市、桥头镇", "濛阳市防汛工作报告", "走进桥头镇")
    '濛阳市、桥头镇'

    Args:
        names: A folded name, or several with 、 between them.
        texts: Where they may stand, the likeliest first.
    """
    return "、".join(_printed(name, texts) for name in names.split("、"))


def _printed(name: str, texts: tuple[str, ...]) -> str:
    for text in texts if name else ():
        at = fold(text).find(name)
        if at >= 0:
            return text[at : at + len(name)]
    return name


def to_simplified(text: str) -> str:
    """
    Turn Traditional characters into Simplified ones, character for character.

    >>> to_simplified("花園口鎮的污水管網有多長？")
    '花园口镇的污水管网有多长？'

    Returns:
        As many characters as given; width, case and punctuation are untouched.

    Source:
        OpenCC's reading of each character alone (`data/simplified.tsv`).
    """
    return text.translate(_TO_SIMPLIFIED)


def has_traditional(text: str) -> bool:
    """
    Tell whether the writer writes Traditional characters.

    >>> has_traditional("這次清理了幾處垃圾"), has_traditional("毕昇发明了什么")
    (True, False)

    Returns:
        True when more characters exist in Traditional writing only than in Simplified writing only: one old form in
        a name does not make a Traditional writer.
    """
    proper, simple = _written()
    return sum(character in proper for character in text) > sum(character in simple for character in text)


def to_traditional(text: str) -> str:
    """
    Turn Simplified text into Traditional text, for display alone.

    >>> to_traditional("头发的发和发现的发")
    '頭髮的發和發現的發'

    Returns:
        Traditional text, phrase by phrase where a character goes two ways (头发 頭髮, 发现 發現).

    Source:
        OpenCC, for characters and for the frequent words of jieba's dictionary (`data/traditional_phrases.tsv`).
    """
    characters, phrases, heads = _traditional_tables()
    turned: list[str] = []
    position = 0
    while position < len(text):
        step = 1
        if text[position] in heads:
            for length in range(min(LONGEST_PHRASE, len(text) - position), 1, -1):
                phrase = text[position : position + length]
                if phrase in phrases:
                    turned.append(phrases[phrase])
                    step = length
                    break
            else:
                turned.append(text[position].translate(characters))
        else:
            turned.append(text[position].translate(characters))
        position += step
    return "".join(turned)


@cache
def _traditional_tables() -> tuple[dict[int, str], dict[str, str], frozenset[str]]:
    characters = {
        ord(simplified): traditional
        for simplified, traditional, _, _ in read_rows(
            "traditional.tsv", ("simplified", "traditional", "written", "source")
        )
    }
    phrases = {
        simplified: traditional
        for simplified, traditional, _ in read_rows("traditional_phrases.tsv", ("simplified", "traditional", "source"))
    }
    return characters, phrases, frozenset(phrase[0] for phrase in phrases)


@cache
def _written() -> tuple[frozenset[str], frozenset[str]]:
    """Characters that Traditional writing alone has, and those that Simplified writing alone has."""
    simple = frozenset(
        simplified
        for simplified, _, written, _ in read_rows(
            "traditional.tsv", ("simplified", "traditional", "written", "source")
        )
        if written == "simplified"
    )
    proper = frozenset(character for character in map(chr, _TO_SIMPLIFIED) if not _is_gb2312(character))
    return proper, simple


def _is_gb2312(character: str) -> bool:
    # 乾 and 瞭 stand in GB 2312 beside 干 and 了: they prove nothing about the writer.
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True
