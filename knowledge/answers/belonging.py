"""
The words of a claim and a figure, in; how far each word is said of that figure and of no neighbour, out.

In 暂停服务协议6家,解除协议2家 both figures stand beside every word of 解除协议; only one of them is said of it. A word is
said of a figure by what is the figure's own, less by what leads up to it, and little by the rest of its sentence.
"""

import re
from collections.abc import Sequence

from knowledge.answers.arithmetic import is_comparable
from knowledge.answers.grounding import CLAUSE_END, SEGMENT_MARKS, clause_around, cover, zones_of
from knowledge.language import fold
from knowledge.storage import StoredFact, StoredSentence

OWN, LED_TO, BESIDES = 1.0, 0.7, 0.4
MORE = 0.25  # from here on a word is said rather of one figure than of another
LEAD = 10  # characters before a figure that tell whether it is what something came from
# 提升至每小时5400立方米: what each is for stands between.
CAME_TO = re.compile(
    r"(?:提升|提高|增加|增长|扩大|上升|减少|缩短|压缩|下降|降低|升|降|增|减|涨|扩|变)(?:到|至|成|为)每[^\d,，。;；]{1,3}$"
)
FROM = re.compile(r"[从由][^,，。;；]{0,8}$")
MORE_OF_PART = 0.31  # the same for a part, to which the words of its whole lead up


def said_of(words: Sequence[str], fact: StoredFact, sentence: StoredSentence, above: str = "") -> tuple[float, ...]:
    """Tell how far each word is said of a figure, 0 to 1; what stands above its sentence may be given as well."""
    own, leading, rest = stretches_of(fact, sentence, above)
    return tuple(
        max(OWN * held_in(word, own), LED_TO * cover(word, leading), BESIDES * cover(word, rest)) for word in words
    )


def stretches_of(fact: StoredFact, sentence: StoredSentence, above: str) -> tuple[str, str, str]:
    """Return what is said of a figure itself, what leads up to it, and all the rest, folded; others' things left out."""
    zones = zones_of(fact, sentence, above)
    text = sentence.text
    start, _ = clause_around(text, fact.figure.start, fact.figure.end, SEGMENT_MARKS)
    following = min(
        (other.figure.start for other in sentence.facts if other.figure.start >= fact.figure.end), default=0
    )
    _, end = clause_around(text, fact.figure.end, fact.figure.end, SEGMENT_MARKS)
    leading = fold(text[start : min(end, following) if following else end])
    mine = fold(f"{fact.act}{fact.counted}")
    own = zones.own
    for other in sorted(sentence.facts, key=lambda other: -len(other.counted)):
        thing = fold(other.counted)
        if len(thing) < 2 or thing in mine or mine in thing:
            continue
        own = own.replace(thing, " ")
        if is_comparable(other.figure, fact.figure) and not (fact.role == "part" and other.role == "total"):
            leading = leading.replace(
                thing, " "
            )  # a neighbour's; a whole, or what is measured otherwise, leads up to it
    return f"{own} {mine}", leading, zones.above


def held_in(word: str, own: str) -> float:
    """
    Tell how far what is a figure's own holds a word, whole or around the figure.

    >>> held_in("初中班", "初中 班")
    0.8
    """
    around = len(word) > 2 and re.search(f"{re.escape(word[:2])}[^,;]{{1,6}}{re.escape(word[2:])}", own)
    return max(cover(word, own), 0.8 if around else 0.0)


def outdoes(other: Sequence[float], one: Sequence[float], key: int = -1, more: float = MORE) -> bool:
    """
    Tell whether words are said rather of one figure than of another.

    >>> outdoes((1.0, 1.0), (1.0, 0.4)), outdoes((1.0, 0.4), (0.4, 1.0), key=1)
    (True, False)

    Args:
        other: How far each word is said of the figure that may be meant instead.
        one: The same for the figure that is taken to be meant.
        key: Which word decides where each figure has one of its own; -1 for none.
        more: From which difference on a word is said rather of one.
    """
    better = [place for place, (theirs, mine) in enumerate(zip(other, one, strict=True)) if theirs - mine >= more]
    worse = [place for place, (theirs, mine) in enumerate(zip(other, one, strict=True)) if mine - theirs >= more]
    return bool(better) and (not worse or key in better)


def came_from(fact: StoredFact, sentence: StoredSentence) -> StoredFact | None:
    """Return the figure that one came from, where its clause tells both ends: 从每度1.2元降到0.8元, 由3小时缩短到40分钟."""
    lead_in = sentence.text[max(0, fact.figure.start - LEAD) : fact.figure.start]
    if fact.figure.change != "to" and not CAME_TO.search(lead_in):
        return None
    before = [other for other in sentence.facts if other.figure.end <= fact.figure.start]
    for other in sorted(before, key=lambda one: -one.figure.end)[:1]:
        lead = sentence.text[max(0, other.figure.start - LEAD) : other.figure.start]
        together = CLAUSE_END.search(sentence.text[other.figure.end : fact.figure.start]) is None
        told = other.figure.change == "from" or FROM.search(lead) is not None
        if together and told and is_comparable(other.figure, fact.figure):
            return other
    return None


def is_end_before(fact: StoredFact, sentence: StoredSentence) -> bool:
    """Tell whether a figure is what something was, and its sentence tells what it became: 由每吨3.5元降为2.8元."""
    return fact.figure.change == "from" or any(came_from(other, sentence) == fact for other in sentence.facts)
