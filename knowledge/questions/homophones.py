"""
A folded question and an index, in; the question with homophone slips of the key mended, out.

Only what stands nowhere in the base is touched: a character whose neighbours never stand beside it in any passage, and
whose word no sentence holds. It is read as a character of the same sound that makes words of the base or the lexicon
with them.
Names that no dictionary knows are safe so, as long as the base has them, and are mended to where it has them.
"""

import math
import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from typing import Protocol

from knowledge.language import is_question_word, lexicon_words, phrase_spans, synonyms_of, to_pinyin, word_spans
from knowledge.questions.empty_words import is_empty
from knowledge.questions.generic import is_generic

FIRST_HAN, LAST_HAN = "\u3400", "\u9fff"
MOST_SLIPS = 2
STEADY = frozenset("省市县区镇乡村零一二三四五六七八九十百千万两")  # seldom typed for another
TRAVELLING = re.compile(r"[坐骑走](?=[到车船公地])")  # 直接坐到地铁站 is no slip for 做到
BOTH_SIDES, ONE_WORD = 2.0, 1.5
LEAST_SURE, LEAST_SURE_OF_WORD = 1.5, 4.5  # 上班 may be meant though the base has 上半 alone


Frame = tuple[str, str]  # what stands before and behind a character in a word


class Frequencies(Protocol):
    """What mending asks of an index."""

    def document_frequency(self, term: str) -> int:
        """How many sentences hold a term."""

    def passage_frequency(self, term: str) -> int:
        """How many passages hold a term or a pair of characters."""


def mend_slips(
    text: str, index: Frequencies, asked: tuple[int, int] = (-1, -1)
) -> tuple[str, tuple[tuple[str, str], ...]]:
    """
    Read characters that stand in no passage beside their neighbours as others of the same sound.

    Args:
        text: The folded question.
        index: What the base holds.
        asked: Start and end of the asking words, which are left alone; (-1, -1) for none.

    Returns:
        The question, of the same length, and what was read otherwise: (typed, read) by words.
    """
    mended: list[tuple[int, str]] = []
    for _ in range(MOST_SLIPS):
        slip = find_slip(text, index, asked, frozenset(place for place, _ in mended))
        if slip is None:
            break
        place, character = slip
        if any(abs(place - other) == 1 and not is_one_word(before, place, other) for other, before in mended):
            break  # a whole word is typed for another only where both are words: 线理 is no slip for 县里
        mended.append((place, text))
        text = text[:place] + character + text[place + 1 :]
    pairs = []
    for place, before in mended:
        word = next(((s, e) for _, s, e in word_spans(text) if s <= place < e), (place, place + 1))
        pairs.append((before[word[0] : word[1]], text[word[0] : word[1]]))
    return text, tuple(pairs)


def is_one_word(text: str, *places: int) -> bool:
    """Tell whether one word of a text covers some places."""
    return any(start <= min(places) and max(places) < end for _, start, end in word_spans(text))


def find_slip(text: str, index: Frequencies, asked: tuple[int, int], mended: frozenset[int]) -> tuple[int, str] | None:
    """Find the surest slip: its place, and the character it is read as; what was mended stays."""
    spans = word_spans(text)
    known = [len(word) > 1 and (index.document_frequency(word) > 0 or bool(synonyms_of(word))) for word, _, _ in spans]
    loose = [False] * len(text)  # characters of words that no sentence holds
    whole = [False] * len(text)  # characters of words that the dictionary knows
    alone = [False] * len(text)  # characters that the dictionary leaves by themselves, and that no sentence holds
    frames: list[list[Frame]] = [[] for _ in text]  # what a character may make a word with
    for (word, start, end), is_known in zip(spans, known, strict=True):
        asking = start < asked[1] and asked[0] < end
        if asking or not all(map(is_han, word)):
            continue
        said = is_question_word(word) or is_empty(word) or is_generic(word) or word in STEADY
        if not (is_known or said):
            loose[start:end] = [True] * len(word)
            whole[start:end] = [len(word) > 1] * len(word)
            alone[start:end] = [len(word) == 1 and is_strange(word, index)] * len(word)
        ends = (word, word) if is_known else (word[-1], word[0]) if not said or len(word) == 1 else None
        if ends is not None:
            if end < len(text) and (not said or is_strange(text[end], index)):
                frames[end].append((ends[0], ""))
            if start and (not said or is_strange(text[start - 1], index)):
                frames[start - 1].append(("", ends[1]))
        for place in range(start, end - 1):
            frames[place].append(("", text[place + 1]))
            frames[place + 1].append((text[place], ""))
    for start, end in phrase_spans(text) if any(loose) else ():  # 扒掉 is a word, whatever the dictionary cuts it into
        loose[start:end] = [False] * (end - start)
    readings = [
        (*reading, place)
        for place in range(len(text))
        if loose[place]
        and place not in mended
        and not TRAVELLING.match(text, place)
        and (reading := read_otherwise(text, place, frames[place], index, alone[place])) is not None
        and reading[0] >= (LEAST_SURE_OF_WORD if whole[place] else LEAST_SURE)
    ]
    sure = max(readings, key=lambda reading: (reading[0], -reading[2]), default=None)
    return None if sure is None else (sure[2], sure[1])


def is_strange(character: str, index: Frequencies) -> bool:
    """Tell whether no sentence holds a character: 餐与 is 参与 then, and 骑到 stays."""
    return is_han(character) and not index.document_frequency(character)


def read_otherwise(
    text: str, place: int, frames: Iterable["Frame"], index: Frequencies, alone: bool
) -> tuple[float, str] | None:
    """Return how sure another reading of a character is, and the character; None where the base holds it as typed."""
    typed = text[place]
    odd = [
        (head, tail)
        for head, tail in frames
        if not index.passage_frequency(head[-1] + typed if head else typed + tail[0])
    ]
    if not odd:
        return None
    left = text[place - 1] if place and is_han(text[place - 1]) else ""
    right = text[place + 1] if place + 1 < len(text) and is_han(text[place + 1]) else ""
    held_left = index.passage_frequency(left + typed) if left else 0
    held_right = index.passage_frequency(typed + right) if right else 0
    best: tuple[float, str] | None = None
    for character in same_sound(typed):
        before = index.passage_frequency(left + character) if left else 0
        behind = index.passage_frequency(character + right) if right else 0
        made = sum(is_word(head + character + tail, index, alone) for head, tail in odd)
        both = before and behind and not held_left and not held_right
        if not (made or both):
            continue
        sure = math.log1p(before) + math.log1p(behind) - math.log1p(held_left + held_right)
        sure += ONE_WORD * made + (BOTH_SIDES if both else 0.0)
        if sure >= LEAST_SURE and (best is None or (sure, character) > best):
            best = (sure, character)
    return best


def is_word(text: str, index: Frequencies, alone: bool) -> bool:
    """Tell whether the base holds a word, or the lexicon: questions say 面积 and 传单 where articles may not."""
    if index.document_frequency(text) > 0:
        return True
    # What is a word of the dictionary or a character of the base is none of the lexicon's (写作 is no slip for 协作, 改好
    # none for 盖好), and a word that says nothing makes words of the base alone (发了 is no slip for 罚了).
    if not alone or is_empty(text[0]) or is_empty(text[-1]):
        return False
    return text in lexicon_words() or is_generic(text)


def is_han(character: str) -> bool:
    return FIRST_HAN <= character <= LAST_HAN


def is_held(text: str, index: Frequencies) -> bool:
    """
    Tell whether all neighbouring characters of a text stand beside each other somewhere in the base.

    A name that no dictionary knows is held so, and need not be taken for a slip.
    """
    pairs = [text[place : place + 2] for place in range(len(text) - 1)]
    return all(index.passage_frequency(pair) > 0 for pair in pairs if is_han(pair[0]) and is_han(pair[1]))


@cache
def sounds() -> dict[str, str]:
    """Return, for each syllable, the common characters that sound so."""
    table: defaultdict[str, list[str]] = defaultdict(list)
    for code in range(0x4E00, 0x9FA6):
        character = chr(code)
        syllable = to_pinyin(character)[0]
        if syllable:
            table[syllable].append(character)
    return {syllable: "".join(characters) for syllable, characters in table.items()}


def same_sound(character: str) -> str:
    """Return the other characters that sound like one, whatever the tone."""
    syllable = to_pinyin(character)[0]
    return sounds().get(syllable, "").replace(character, "")
