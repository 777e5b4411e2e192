"""A turn that leans on the one before, in; what is meant of the other town, or of the figures beside the answer before, out."""

from dataclasses import replace

from knowledge.answers.choosing import Chosen, Scope, choose_facts, measure_word_agreement, names_place
from knowledge.answers.deciding import Decision, are_beside, decide
from knowledge.answers.differing import same_ids
from knowledge.answers.operands import MEASURED, those_said
from knowledge.answers.sides import things_of
from knowledge.quantities import dimension_of, same_unit
from knowledge.questions import AnalysedQuestion, Asked
from knowledge.storage import SqlStore

EVENTS = frozenset("次回趟遍场届")  # count what happens, and no thing
MOST_ELSEWHERE = 4  # other towns that are asked of at once


def ask_elsewhere(question: AnalysedQuestion, store: SqlStore) -> AnalysedQuestion:
    """Set the places of a turn that asks of the other article or town: those that articles are about, the ones before left out."""
    places = dict.fromkeys(article.place for article in store.articles() if article.place)
    others = tuple(place for place in places if place not in question.places)
    if not question.places or not others or len(others) > MOST_ELSEWHERE:
        return question
    return replace(question, places=others, notes=(f"接上问：{'、'.join(others)}",))


def decide_following(
    question: AnalysedQuestion, candidates: tuple[Chosen, ...], decision: Decision, scope: Scope
) -> tuple[AnalysedQuestion, tuple[Chosen, ...], Decision]:
    """Decide a turn that leans on the one before otherwise, where its few words and those taken over decide nothing."""
    switched = any(names_place(question.folded, place) for place in question.places)
    if decision.status == "not_found":
        beside = beside_context(question, candidates)
        if beside is not None:
            return question, candidates, Decision("answered", ((beside,),), confidence=decision.confidence)
        if switched and question.asked.start < 0:
            # 古荥修了多少路, 花园口呢: what was told in 平方米 there is counted here.
            unit = question.asked.unit
            question = replace(question, asked=Asked())
            # What one measure word counts another of the same sort does not: 15个 branches, a report 一次 to one.
            candidates = tuple(c for c in choose_facts(question, scope) if not clashes(unit, c.fact.figure.unit))
            decision = decide(question, candidates, lambda fact: same_ids(fact, scope))
            if decision.status == "not_found":
                here = [c for c in candidates if c.placed >= 0 and c.timed >= 0]
                said = [c for share, c in those_said(things_of(question.words), here, scope) if share >= MEASURED]
                decision = Decision("clarify", tuple((c,) for c in said[:2])) if said else decision
    if decision.status == "clarify":
        # 临时党支部几个, 古荥呢, or 场站几处, 线路呢: what the thing is not said of is not it.
        words = things_of(question.words)
        told = tuple(
            group
            for group in decision.groups
            if those_said(words, [group[0]], scope) and not clashes(question.asked.unit, group[0].fact.figure.unit)
        )
        if told and len(told) < len(decision.groups):
            decision = replace(decision, groups=told, status="clarify" if switched or len(told) > 1 else "answered")
        elif switched and not told:
            decision = Decision("not_found", reason="no_thing")
    return question, candidates, decision


def clashes(asked: str, printed: str) -> bool:
    """Tell whether two measure words count, and never the same things."""
    counts = all(dimension_of(unit) in ("", "count", "people") for unit in (asked, printed))
    if not asked or not counts or same_unit(asked, printed):
        return False
    return (printed in EVENTS) != (asked in EVENTS) or measure_word_agreement(asked, printed) < 0


def beside_context(question: AnalysedQuestion, candidates: tuple[Chosen, ...]) -> Chosen | None:
    """Return the figure beside those of the answer before that measures what a turn asks: 突击队几支, 人呢."""
    before = [c.fact for c in candidates if c.fact.id in question.context_facts]
    meant = [
        c
        for c in candidates
        if c.agreement >= MEASURED
        and c.fact.id not in question.context_facts
        and any(are_beside(c.fact, one) for one in before)
    ]
    return meant[0] if len(meant) == 1 else None
