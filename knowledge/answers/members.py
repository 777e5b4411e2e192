"""A question that counts things which the articles name one by one, in; how many of them each side has, out: 在建的站哪个镇多."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from knowledge.answers.answer import AnswerPart
from knowledge.answers.choosing import Scope
from knowledge.answers.operands import best_for, is_count
from knowledge.answers.phrasing import part_of, text_part
from knowledge.answers.sides import split_sides, things_of
from knowledge.answers.statements import best_stretches, load_states, state_in, words_of
from knowledge.answers.texts import LISTING
from knowledge.language import fold
from knowledge.questions import AnalysedQuestion
from knowledge.storage import StoredSentence

LEAST_SAID = 0.6  # of the words of a side, in the stretch that lists its members
OPERATIONS = ("sum", "altogether", "difference", "which", "same")
TWO = 2
BOTH_PLACES = re.compile(r"[两二俩](?:个)?(?:镇|村|地|乡|区|县|市|家|边)")


@dataclass(frozen=True, slots=True)
class Side:
    """One side with how many it has, as printed or as counted in a list."""

    name: str
    count: Decimal
    part: AnswerPart


def compare_members(question: AnalysedQuestion, scope: Scope) -> tuple[AnswerPart, ...] | None:
    """
    Count what is listed of two sides, and set them side by side or add them up.

    Returns:
        The result, marked as computed, and what it was counted in; None where no side is told by a list, or one is not
        told at all.
    """
    stated = [figure for figure in question.figures if not BOTH_PLACES.match(question.folded, figure.start)]
    if question.detail not in OPERATIONS or stated:
        return None
    asked = sides_of(question, scope)
    listed = [count_listed(question, side, scope) or count_named(side, scope) for side in asked]
    if len(asked) != TWO or not any(listed):
        return None
    sides = [one or count_printed(side, scope) for one, side in zip(listed, asked, strict=True)]
    first, second = sides
    if first is None or second is None or first.part == second.part:
        return None
    told = f"{first.name}{first.count}个，{second.name}{second.count}个"
    if question.detail in ("sum", "altogether"):
        line = f"合计{first.count + second.count}个（{first.count} + {second.count} = {first.count + second.count}）"
    elif first.count == second.count:
        line = f"一样多：{told}"
    else:
        more, less = (first, second) if first.count > second.count else (second, first)
        line = f"{more.name}更多：{told}，相差{more.count - less.count}个"
    return (AnswerPart(line, "", (), None, computed=True), first.part, second.part)


def sides_of(question: AnalysedQuestion, scope: Scope) -> tuple[AnalysedQuestion, ...]:
    """Return the two things, or the two places, that a question sets side by side; 两个镇 are those of the articles."""
    sides = split_sides(question, joined=True, topic="both")
    if sides is not None and (
        sides[0].places != sides[1].places
        or state_in(sides[0].folded) != state_in(sides[1].folded)
        or sides[0].words != sides[1].words
    ):
        return sides
    places = question.places
    if not places and BOTH_PLACES.search(question.folded):
        places = tuple(dict.fromkeys(article.place for article in scope.store.articles() if article.place))
    return tuple(replace(question, places=(place,)) for place in places)


def stateless(side: AnalysedQuestion) -> tuple[str, ...]:
    """Return the words of a side that say of what, those left out that say how far it is."""
    return things_of(words_of(side, load_states()[1].sub(" ", " ".join(side.words))))


def count_listed(question: AnalysedQuestion, side: AnalysedQuestion, scope: Scope) -> Side | None:
    """Count the members that one clause lists of a side in the state that is asked for: 马村、张定邦污水处理站正在施工."""
    text = side.folded if state_in(side.folded) is not None else question.folded
    wanted = state_in(text)
    if wanted is None:
        return None
    words = stateless(side)
    sentences = tuple(one for one in scope.pool(side) if is_here(side, one))
    for stretch in best_stretches(side, words, sentences, ()):
        told = state_in(stretch.text)
        if stretch.near < LEAST_SAID or told is None or told[0] > wanted[1] or told[1] < wanted[0]:
            continue
        start, end = stretch.start, stretch.end
        if any(start <= fact.figure.start < end for fact in stretch.sentence.facts):
            continue  # 3个村 is printed
        listed = LISTING.search(fold(stretch.sentence.text)[start:end])
        if listed is not None:
            name = f"{'、'.join(side.places) or stretch.sentence.place}{text[wanted[2] : wanted[3]]}的"
            return Side(name, Decimal(len(listed.group().split("、"))), text_part(stretch.sentence, stretch.spans))
    return None


def count_named(side: AnalysedQuestion, scope: Scope) -> Side | None:
    """Count what one clause names of a side, all that is named of it anywhere: 花园口小学、石桥小学, of 小学."""
    head = next((word for word in reversed(stateless(side)) if len(word) > 1), "")
    if not head or state_in(side.folded) is not None:
        return None
    told = [one for one in scope.pool(side) if is_here(side, one) and head in fold(one.text)]
    if len(told) != 1:
        return None
    text = fold(told[0].text)
    for listed in LISTING.finditer(text):
        names = listed.group().split("、")
        if all(head in name for name in names) and len(names) == text.count(head):
            name = f"{'、'.join(side.places) or told[0].place}的{head}"
            return Side(name, Decimal(len(names)), text_part(told[0], (listed.span(),)))
    return None


def is_here(side: AnalysedQuestion, sentence: StoredSentence) -> bool:
    return not side.places or sentence.place in side.places


def count_printed(side: AnalysedQuestion, scope: Scope) -> Side | None:
    """Take the count that is printed of a side."""
    best = best_for(side, scope)
    if best is None or not is_count(best.fact) or best.fact.figure.value is None or best.fact.figure.sense:
        return None
    return Side(f"{best.fact.act}{best.fact.counted}", best.fact.figure.value, part_of([best.fact], best.sentence))
