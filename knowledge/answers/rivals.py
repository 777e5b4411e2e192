"""The best candidate and one close behind it, in; whether the question may mean either, out."""

import math
import re
from functools import cache

from knowledge.answers.choosing import NAMED, Chosen
from knowledge.answers.confidence import Calibration, read_calibration
from knowledge.language import fold
from knowledge.questions import AnalysedQuestion, telling
from knowledge.storage import StoredFact

PERSONAL = re.compile(r"(?<!其)[她他我]们?家?")
MARKS = re.compile(r"\W+")
LEAST_SAID = 6  # characters of a question that stand in a sentence as they are: fewer may stand there by chance
EVEN = 1e-9  # what sums of the same parts may differ by
CLOSE = 0.05  # two candidates nearer than this in fit are compared
CLOSE_BARE = 0.13  # the same where the question has but one word to tell by
CLOSE_ELSEWHERE = 0.22  # the same for another place's figure, when the question names no place
CLOSE_ALIKE = 0.55  # the same where both count the very thing that is named
VERY_MEASURE = 0.99  # of the agreement
HEAD_SURE = 0.85  # of the head word's cover: from there it is meant
ROLE_GAP = 24  # characters between a total and what of it is done
LEAST_CHANCE = 1e-4  # of the learned ranker; below it one chance is as small as another
SHOWN_FROM, OPEN_FROM = 0.2, 0.04  # of the chance that a rival is meant as well; where the best is not sure

# One number each about a question, its best candidate and another; the weights stand in data/rivals.json.
EVIDENCES = (
    "chances",  # of the other over the best by the learned ranker, as a logarithm
    "fit",  # of the best over the other
    "score",  # the same with the ranker's word
    "share",  # of the question's words that are covered, best over other
    "covered",  # of the question's words, by the best
    "same_sentence",  # 1 where both stand in one sentence
    "same_place",  # 1 where both are told of one place
    "same_unit",  # 1 where both have the same unit
    "near",  # the same in the clause alone, best over other
    "agreement",  # does the figure measure what is asked, best over other
    "named",  # how far the question names what the figure counts, best over other
    "exact",  # 1 where the best counts the very thing asked and the other does not, -1 the other way round
    "planned",  # 1 where the other is planned and the best is not, -1 the other way round
    "content",  # how many words tell anything, as a logarithm
)


def is_rival(best: Chosen, other: Chosen) -> bool:
    """Tell whether another candidate says something else than the best: another value, thing or place."""
    if other.fact.figure.text == best.fact.figure.text and other.sentence.text == best.sentence.text:
        return other.fact.id != best.fact.id and other.fact.counted != best.fact.counted
    return True


def is_close(question: AnalysedQuestion, best: Chosen, other: Chosen) -> bool:
    """Tell whether a candidate is near enough to the best to be compared with it."""
    return best.fit - other.fit <= closeness(question, best, other) + EVEN and is_rival(best, other)


def closeness(question: AnalysedQuestion, best: Chosen, other: Chosen) -> float:
    """Return how near in fit another candidate must be: more loosely for another place when none is named."""
    if is_of_one_person(question, best, other):
        return CLOSE_ALIKE
    if question.places or other.sentence.place == best.sentence.place:
        return CLOSE if len(telling(question.words)) > 1 else CLOSE_BARE
    same_thing = min(best.grounding.head or 0.0, other.grounding.head or 0.0) >= HEAD_SURE
    if same_thing and other.agreement >= 0.5:
        return CLOSE_ALIKE if best.named == other.named == 1.0 else 2 * CLOSE_ELSEWHERE
    return CLOSE_ELSEWHERE if other.grounding.near >= 0.5 and other.agreement >= 0.2 else CLOSE


def is_of_one_person(question: AnalysedQuestion, best: Chosen, other: Chosen) -> bool:
    """Tell whether the best is of one household alone (她家种了14亩) and another figure counts the very thing: 黄连11.2万亩."""
    household = PERSONAL.match(fold(best.fact.counted)) is not None and PERSONAL.search(question.folded) is None
    return household and (other.named or 0.0) >= NAMED and other.agreement >= VERY_MEASURE


def is_meant_too(question: AnalysedQuestion, best: Chosen, other: Chosen, sure: bool) -> bool:
    """
    Tell whether a candidate close to the best is to be shown beside it.

    Where no place is named, what another place or article tells of the same thing always is; else the learned chance
    decides, and where the best is not sure, a small one does.

    Args:
        question: The question.
        best: Its best candidate.
        other: One close to it.
        sure: Whether the best answers surely.
    """
    if are_ends(best.fact, other.fact) and other.fact.figure.change == "from":
        return False  # what it was, beside what it became
    if is_said_word_for_word(question, best) and not is_said_word_for_word(question, other):
        return False  # 前后发放宣传页 is told by 前后发放宣传页4700余份, and by no 发放宣传资料3000余份
    elsewhere = other.sentence.place != best.sentence.place or other.sentence.article_id != best.sentence.article_id
    if elsewhere and not question.places:
        return True
    if is_of_one_person(question, best, other):
        return True
    very = counts_the_very(question, best) and not counts_the_very(question, other)
    if very and best.agreement >= VERY_MEASURE and same_place(best, other):
        return False  # 有几个村 is told by 14个村, and not by 3个社区 beside them
    if len(telling(question.words)) < 2 and not very:
        return True  # whatever fits a question that names but one thing
    chance = open_rivalry().probability(count_rivalry(question, best, other))
    return chance >= (SHOWN_FROM if sure else OPEN_FROM)


@cache
def open_rivalry() -> Calibration:
    """Read the shipped weights."""
    return read_calibration("rivals.json")


def count_rivalry(question: AnalysedQuestion, best: Chosen, other: Chosen) -> dict[str, float]:
    """Return what tells whether another candidate is meant as well, by the names of EVIDENCES."""
    return {
        "chances": math.log((other.chance + LEAST_CHANCE) / (best.chance + LEAST_CHANCE)),
        "fit": best.fit - other.fit,
        "score": best.score - other.score,
        "share": best.grounding.share - other.grounding.share,
        "covered": best.grounding.share,
        "same_sentence": float(other.sentence.id == best.sentence.id),
        "same_place": float(other.sentence.place == best.sentence.place),
        "same_unit": float(other.fact.figure.unit == best.fact.figure.unit),
        "near": best.grounding.near - other.grounding.near,
        "agreement": best.agreement - other.agreement,
        "named": (best.named or 0.0) - (other.named or 0.0),
        "exact": float(counts_the_very(question, best)) - float(counts_the_very(question, other)),
        "planned": float(other.fact.planned) - float(best.fact.planned),
        "content": math.log1p(len(telling(question.words))),
    }


def is_said_word_for_word(question: AnalysedQuestion, one: Chosen) -> bool:
    """Tell whether all that a question says before its asking words stands right before a figure as it is."""
    asked = question.asked.start
    said = MARKS.sub("", question.folded[:asked] if asked > 0 else question.folded)
    return len(said) >= LEAST_SAID and MARKS.sub("", fold(one.sentence.text[: one.fact.figure.start])).endswith(said)


def same_place(best: Chosen, other: Chosen) -> bool:
    return (best.fact.place or best.sentence.place) == (other.fact.place or other.sentence.place)


def counts_the_very(question: AnalysedQuestion, one: Chosen) -> bool:
    """Tell whether a figure counts what is asked and nothing narrower: 几个社区 is told by 11个社区, not by 社区食堂5家."""
    counted = fold(one.fact.counted)
    return bool(counted) and counted == (fold(question.asked.noun) or question.head)


def are_ends(left: StoredFact, right: StoredFact) -> bool:
    """Tell whether two figures are what one thing was and what it became: 由5天缩短到1.5天."""
    changes = {left.figure.change, right.figure.change}
    gap = max(left.figure.start, right.figure.start) - min(left.figure.end, right.figure.end)
    same = left.sentence_id == right.sentence_id and left.figure.unit == right.figure.unit
    return (
        same
        and left.id != right.id
        and gap <= ROLE_GAP
        and "from" in changes
        and changes <= {"from", "to", "", "rise", "fall"}
    )
