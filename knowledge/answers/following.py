"""A turn that leans on the one before, in; what is meant of the other town, or of the figures beside the answer before, out."""

import re
from dataclasses import replace

from knowledge.answers.belonging import said_of
from knowledge.answers.choosing import Chosen, Scope, choose_facts, measure_word_agreement, names_place
from knowledge.answers.deciding import CLARIFY_FROM, Decision, are_beside, decide
from knowledge.answers.differing import same_ids
from knowledge.answers.grounding import zones_of
from knowledge.answers.numbered import numbered_names
from knowledge.answers.operands import MEASURED, SAID, above, choose, those_said
from knowledge.answers.sides import things_of
from knowledge.language import fold, opposites_of, synonyms_of
from knowledge.quantities import dimension_of, same_unit
from knowledge.questions import AnalysedQuestion, Asked
from knowledge.storage import SqlStore, StoredFact

EVENTS = frozenset("次回趟遍场届")  # count what happens, and no thing
NAMED_HERE = 0.9  # of every word of a turn, said of a figure as its own
AHEAD = 0.3  # in score, of the next figure of which as much is said
COUNTING = "一两几每"  # 一回, 每个: no name of a thing
BARE_TURN = re.compile(
    r"[那么的呢呀啊,?。!\s]*(?:[是有]?(?:多少|几[\u3400-\u9fff]?|怎么样|怎样|如何))?[的了呢呀啊,?。!\s]*"
)
PHYSICAL = ("length", "area", "volume", "mass")
NOW = ("今", "本", "目前", "现在")  # 今年 is the time of which an article without a date may tell
MOST_ELSEWHERE = 4  # other towns that are asked of at once


def ask_elsewhere(question: AnalysedQuestion, store: SqlStore) -> AnalysedQuestion:
    """Set the places of a turn that asks of the other article or town: those that articles are about, the ones before left out."""
    places = dict.fromkeys(article.place for article in store.articles() if article.place)
    others = tuple(place for place in places if place not in question.places)
    if not question.places or not others or len(others) > MOST_ELSEWHERE:
        return question
    return replace(question, places=others, notes=(f"接上问：{'、'.join(others)}",))


def like_before(question: AnalysedQuestion, candidates: tuple[Chosen, ...], scope: Scope) -> tuple[Chosen, ...]:
    """
    Find in the article of the place that a turn turns to the figure that is like the one before.

    22支党员突击队, 那古荥那边的队伍呢: 73支党员志愿服务队, for both are set up, told in 支, and called alike. Of several
    figures that were laid out before, the one of that place is meant.

    Returns:
        One figure; none where several are as like, or the turn names a thing that is neither.
    """
    before = scope.facts(question.before_facts)
    articles = scope.store.articles_of(question.places) if before else ()
    told = {
        fact.id: (fact, sentence)
        for sentence in scope.store.sentences_of(articles, with_facts=True)
        for fact in sentence.facts
        if all(place in (fact.place, sentence.place) or fact.place == "" for place in question.places)
    }
    here = [told[fact.id] for fact in before if fact.id in told]
    if len(here) < len(before) and not here:
        here = [pair for pair in told.values() if any(is_like(pair[0], fact) for fact in before)]
    own = [word for word in things_of(question.words) if word in question.folded]
    meant = [(f, s) for f, s in here if all(set(word) & set(fold(f"{f.act}{f.counted}")) for word in own)]
    if len(meant) != 1:
        return ()
    known = next((c for c in candidates if c.fact.id == meant[0][0].id), None)
    return (known if known is not None else choose(question, *meant[0]),)


def is_like(fact: StoredFact, other: StoredFact) -> bool:
    """Tell whether two figures count things that are called alike, in the same unit, and tell the same act of them."""
    if not same_unit(fact.figure.unit, other.figure.unit) or fact.figure.kind != other.figure.kind:
        return False
    one, two = fold(fact.counted), fold(other.counted)
    acts = {one.act: {one.act, *(synonym.word for synonym in synonyms_of(one.act))} for one in (fact, other)}
    alike = one == two or (len(min(one, two, key=len)) > 1 and (one in two or two in one))
    shared = any(one[at : at + 2] in two for at in range(len(one) - 1))
    same_act = (
        fact.act == other.act or bool(acts[fact.act] & acts[other.act] - {""}) or fact.act[:1] == other.act[:1] != ""
    )
    return bool(one and two) and (alike or shared) and same_act


def decide_following(
    question: AnalysedQuestion, candidates: tuple[Chosen, ...], decision: Decision, scope: Scope
) -> tuple[AnalysedQuestion, tuple[Chosen, ...], Decision]:
    """Decide a turn that leans on the one before otherwise, where its few words and those taken over decide nothing."""
    switched = any(names_place(question.folded, place) for place in question.places)
    if decision.status == "not_found":
        beside = beside_context(question, candidates)
        if beside is not None:
            return question, candidates, Decision("answered", ((beside,),), confidence=decision.confidence)
        parallel = parallel_to_context(question, candidates)
        if parallel is not None:
            return question, candidates, Decision("answered", ((parallel,),), confidence=decision.confidence)
        if switched and question.asked.start < 0:
            # 古荥修了多少路, 花园口呢: what was told in 平方米 there is counted here.
            unit = question.asked.unit
            question = replace(question, asked=Asked())
            # What one measure word counts another of the same sort does not: 15个 branches, a report 一次 to one.
            candidates = tuple(c for c in choose_facts(question, scope) if not clashes(unit, c.fact.figure.unit))
            decision = decide(question, candidates, lambda fact: same_ids(fact, scope))
            if decision.status == "not_found" or decision.confidence < CLARIFY_FROM:
                decision = Decision("not_found", reason="no_thing", confidence=decision.confidence)
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
    if decision.status != "not_found":
        decision = check_leaning(question, decision, scope)
    return question, candidates, decision


def check_leaning(question: AnalysedQuestion, decision: Decision, scope: Scope) -> Decision:
    """
    Leave what was decided out where it is not of what a turn leans on.

    一共多大面积 after 拆了多少临时棚子 wants the area of those and no road's, and 去年呢 a figure of that year.
    """
    best = decision.groups[0][0]
    if asks_period_alone(question) and best.timed <= 0:
        return Decision("not_found", reason="no_period", confidence=decision.confidence)
    if is_of_another(question, best) or (
        question.context_facts
        and best.fact.id not in question.context_facts
        and measures_another(question, best, scope)
    ):
        return Decision("not_found", reason="no_thing", confidence=decision.confidence)
    return decision


def asks_period_alone(question: AnalysedQuestion) -> bool:
    """Tell whether a turn names another time and nothing else: 去年呢; 今年 is open, for an article may tell of its own."""
    rest = question.folded
    for period in question.periods:
        rest = rest.replace(period, "")
    named = len(rest) < len(question.folded) and not any(period.startswith(NOW) for period in question.periods)
    return named and BARE_TURN.fullmatch(rest) is not None


def is_of_another(question: AnalysedQuestion, best: Chosen) -> bool:
    """Tell whether a turn names another thing of the same kind than the figure before: 那4号线呢, 南渡水厂呢."""
    if best.sentence.id not in question.context_sentences:
        return False
    text = fold(best.sentence.text)
    numbered = [numbered_names(one) for one in (question.folded, text)]
    if numbered[0] and not numbered[0] & numbered[1]:
        return True
    own = [
        word
        for word in things_of(question.words)
        if len(word) > 1 and word in question.folded and word[0] not in COUNTING
    ]
    clause = zones_of(best.fact, best.sentence).clause
    contrary = any(word not in clause and any(one in clause for one in opposites_of(word)) for word in own)
    return bool(question.context_words) and (contrary or any(word in best.grounding.missing for word in own))


def measures_another(question: AnalysedQuestion, best: Chosen, scope: Scope) -> bool:
    """Tell whether a figure beside those of the answer before measures something else than they count."""
    beside = [one for one in scope.facts(question.context_facts) if one.sentence_id == best.fact.sentence_id]
    words = things_of(question.words)
    said = said_of(words, best.fact, best.sentence, above(best.sentence, scope))
    if not beside or not words or sum(said) >= SAID * len(words):
        return False
    alike = any(not best.fact.counted or one.counted == best.fact.counted for one in beside)
    return not alike and dimension_of(best.fact.figure.unit) in PHYSICAL


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


def parallel_to_context(question: AnalysedQuestion, candidates: tuple[Chosen, ...]) -> Chosen | None:
    """Return the one figure in the sentence of the answer before of which all that a turn names itself is said: 别墅呢."""
    own = things_of(question.words)
    if not question.context_words or not any(len(word) > 1 for word in own):
        return None
    said = [
        c
        for c in candidates
        if c.sentence.id in question.context_sentences
        and c.placed >= 0
        and c.timed >= 0
        and c.agreement > 0
        and min(said_of(own, c.fact, c.sentence)) >= NAMED_HERE
    ]
    said.sort(key=lambda c: -c.score)
    return said[0] if said and (len(said) == 1 or said[0].score - said[1].score >= AHEAD) else None
