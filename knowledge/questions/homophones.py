"""
A folded question and an index, in; the question with homophone slips of the key mended, out.

Only what stands nowhere in the base is touched: a character whose neighbours never stand beside it in any passage, and
whose word no sentence holds. It is read as a character of the same sound that makes the base's own words with them.
Names that no dictionary knows are safe so, as long as the base has them, and are mended to where it has them.
"""

import math
from collections import defaultdict
from functools import cache
from typing import Protocol

from knowledge.language import is_question_word, synonyms_of, to_pinyin, word_spans
from knowledge.questions.empty_words import is_empty

FIRST_HAN, LAST_HAN = "\u3400", "\u9fff"
MOST_SLIPS = 2
BOTH_SIDES, ONE_WORD = 2.0, 1.0
LEAST_SURE = 1.5
MOST_READINGS = 120  # characters of one sound that are tried


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
        slip = find_slip(text, index, asked)
        if slip is None:
            break
        place, character = slip
        if any(abs(place - other) == 1 and not is_word(before, place, other) for other, before in mended):
            break  # a whole word is typed for another only where both are words: 线理 is no slip for 县里
        mended.append((place, text))
        text = text[:place] + character + text[place + 1 :]
    pairs = []
    for place, before in mended:
        word = next(((s, e) for _, s, e in word_spans(text) if s <= place < e), (place, place + 1))
        pairs.append((before[word[0] : word[1]], text[word[0] : word[1]]))
    return text, tuple(pairs)


def is_word(text: str, *places: int) -> bool:
    """Tell whether one word of a text covers some places."""
    return any(start <= min(places) and max(places) < end for _, start, end in word_spans(text))


def find_slip(text: str, index: Frequencies, asked: tuple[int, int]) -> tuple[int, str] | None:
    """Find the surest slip: its place, and the character it is read as."""
    loose = [False] * len(text)  # characters of words that no sentence holds
    for word, start, end in word_spans(text):
        known = len(word) > 1 and (index.document_frequency(word) > 0 or bool(synonyms_of(word)))
        asking = start < asked[1] and asked[0] < end
        if not (known or asking or is_question_word(word) or is_empty(word)):
            loose[start:end] = [is_han(character) for character in text[start:end]]
    best: tuple[float, int, str] | None = None
    for place in range(len(text)):
        if loose[place]:
            reading = read_otherwise(text, place, loose, index)
            if reading is not None and (best is None or reading[0] > best[0]):
                best = (reading[0], place, reading[1])
    return None if best is None else (best[1], best[2])


def read_otherwise(text: str, place: int, loose: list[bool], index: Frequencies) -> tuple[float, str] | None:
    """Return how sure another reading of a character is, and the character; None where the base holds it as typed."""
    typed = text[place]
    left = text[place - 1] if place and is_han(text[place - 1]) else ""
    right = text[place + 1] if place + 1 < len(text) and is_han(text[place + 1]) else ""
    odd_left = bool(left) and loose[place - 1] and not index.passage_frequency(left + typed)
    odd_right = bool(right) and loose[place + 1] and not index.passage_frequency(typed + right)
    if not (odd_left or odd_right):
        return None
    held_left = bool(left) and index.passage_frequency(left + typed) > 0
    held_right = bool(right) and index.passage_frequency(typed + right) > 0
    best: tuple[float, str] | None = None
    for character in same_sound(typed):
        before = index.passage_frequency(left + character) if left else 0
        behind = index.passage_frequency(character + right) if right else 0
        word_before = odd_left and before and index.document_frequency(left + character) > 0
        word_behind = odd_right and behind and index.document_frequency(character + right) > 0
        both = before and behind and not held_left and not held_right
        if not (word_before or word_behind or both):
            continue
        sure = math.log1p(before) + math.log1p(behind) + (BOTH_SIDES if both else 0.0)
        sure += ONE_WORD * (bool(word_before) + bool(word_behind)) - math.log1p(
            index.passage_frequency(left + typed) * held_left + index.passage_frequency(typed + right) * held_right
        )
        if sure >= LEAST_SURE and (best is None or (sure, character) > best):
            best = (sure, character)
    return best


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
