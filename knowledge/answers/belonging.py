"""
The words of a claim and a figure, in; how far each word is said of that figure and of no neighbour, out.

In 暂停服务协议6家,解除协议2家 both figures stand beside every word of 解除协议; only one of them is said of it. A word is
said of a figure by what is the figure's own, less by what leads up to it, and little by the rest of its sentence.
"""

import re
from collections.abc import Sequence

from knowledge.answers.grounding import SEGMENT_MARKS, clause_around, cover, zones_of
from knowledge.language import fold
from knowledge.storage import StoredFact, StoredSentence

OWN, LED_TO, BESIDES = 1.0, 0.7, 0.4
MORE = 0.25  # from here on a word is said rather of one figure than of another
CONJOINED = re.compile(r"[、,，及和与]")


def said_of(words: Sequence[str], fact: StoredFact, sentence: StoredSentence) -> tuple[float, ...]:
    """Tell how far each word is said of a figure, 0 to 1."""
    own, leading, rest = stretches_of(fact, sentence)
    return tuple(
        max(OWN * cover(word, own), LED_TO * cover(word, leading), BESIDES * cover(word, rest)) for word in words
    )


def stretches_of(fact: StoredFact, sentence: StoredSentence) -> tuple[str, str, str]:
    """Return what is said of a figure itself, what leads up to it, and all the rest, folded; others' things left out."""
    zones = zones_of(fact, sentence)
    text = sentence.text
    start, _ = clause_around(text, fact.figure.start, fact.figure.end, SEGMENT_MARKS)
    following = min(
        (other.figure.start for other in sentence.facts if other.figure.start >= fact.figure.end), default=0
    )
    _, end = clause_around(text, fact.figure.end, fact.figure.end, SEGMENT_MARKS)
    leading = fold(text[start : min(end, following) if following else end])
    mine = fold(f"{fact.act}{fact.counted}")
    own = zones.own
    for thing in sorted({fold(other.counted) for other in sentence.facts}, key=len, reverse=True):
        if len(thing) > 1 and thing not in mine and mine not in thing:
            own, leading = own.replace(thing, " "), leading.replace(thing, " ")
    return f"{own} {mine}", leading, zones.above


def outdoes(other: Sequence[float], one: Sequence[float], key: int = -1) -> bool:
    """
    Tell whether words are said rather of one figure than of another.

    >>> outdoes((1.0, 1.0), (1.0, 0.4)), outdoes((1.0, 0.4), (0.4, 1.0), key=1)
    (True, False)

    Args:
        other: How far each word is said of the figure that may be meant instead.
        one: The same for the figure that is taken to be meant.
        key: Which word decides where each figure has one of its own; -1 for none.
    """
    better = [position for position, (theirs, mine) in enumerate(zip(other, one, strict=True)) if theirs - mine >= MORE]
    worse = [position for position, (theirs, mine) in enumerate(zip(other, one, strict=True)) if mine - theirs >= MORE]
    return bool(better) and (not worse or key in better)
