"""One side of a comparison and a base, in; the figure that the articles give for it, if they do, out."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from operator import mul

from knowledge.answers import arithmetic
from knowledge.answers.belonging import MORE, said_of
from knowledge.answers.choosing import NAMED, PERSON, Chosen, Scope, choose_facts, counts_people, same_value, score_fact
from knowledge.answers.grounding import weight_of
from knowledge.answers.lookups import facts_of_number, own_measures
from knowledge.answers.rivals import ROLE_GAP
from knowledge.answers.sides import asked_of, things_of
from knowledge.facts import short_names
from knowledge.figures import Figure
from knowledge.language import fold, synonyms_of
from knowledge.quantities import dimension_of
from knowledge.questions import AnalysedQuestion, Asked, telling
from knowledge.questions.analysis import find_content_words, find_question_figures
from knowledge.questions.conversation import LEFT
from knowledge.storage import StoredFact, StoredSentence

DONE_SAID = re.compile(
    r"(?<![没未])(?:整治|整改|整|改|处理|解决|清理|弄|做)(?:完|好|掉)|已(?:经)?(?:整治|整改|完成)|完成(?:的|了|整治|整改)"
)
POPULATION = re.compile(r"(?:总|户籍|常住)?人口(?:总?数|总?量)?|人数")
TOTAL_SAID = re.compile(r"查出|排出|排查|台账|总数|全部|发现|登记|摸排")
BETWEEN_DONE = re.compile(r"已|完成|整改|整治|解决|办结|落实")
PLAN_ASKED = re.compile(r"任务|计划|目标|完成率|完成[^,。?]{0,4}(?:百分之|几成)")
PLAN_WORD = re.compile(r"任务|计划|目标|完成|应[建修造改]|定下|下达")
PLAN_LEAD, PLAN_BEHIND = 14, 5  # characters before and behind a figure that call it a plan
DONE_OF_PLAN = re.compile(
    r"[^,，。;；\d]{0,5}[,，;；](?:[^,，。;；]{0,8}[,，])?[^,，。;；其另]{0,8}(?:实际|已|共)[^,，。;；其另]{0,3}(?:完成|建成|造|修|改|投)[成了]?"
)
CLASH = -0.5  # of the agreement
SAID = 0.55  # on average, how far the words of a side must be said of its figure
MEASURED, TOPICAL = 0.8, 0.35  # the same where the very measure is asked
HEAD_SAID = 0.3  # less than this a word is not said of a figure at all
NEAR_BEST = 0.1  # behind the most that is said of any figure, where the score decides
LEAST_BESIDE = 0.25  # of the question's words, covered around a total
FEW, MANY = 6, 8  # candidates of a place, and of a question, that are tried
GAP = 4  # characters between a count and its measure

TELLING = 100  # from here on a stated amount is one of the articles or none
RATE = re.compile(r"[\u3400-\u9fff]{2}率")  # 办结率 names nothing


def best_for(side: AnalysedQuestion, scope: Scope, beside: Chosen | None = None) -> Chosen | None:
    """
    Return the figure for one side; None where the articles give none of it.

    Args:
        side: The side as a question of its own.
        scope: The base.
        beside: The figure of the other side, whose sentence comes first where several are as good.
    """
    words = things_of(side.words)
    candidates = [
        c
        for c in choose_facts(replace(side, part=True, figures=(), words=words or side.words), scope)
        if c.placed >= 0 and c.agreement > CLASH
    ]
    for figure in side.figures:
        stated = [c for c in candidates if same_value(c.fact, figure)] or by_number(side, figure, scope)
        if stated:
            return stated[0]
    # 松垭种的黄连: the county's own before those of a township in it.
    own = [c for c in candidates if c.fact.place in side.places]
    best = most_said(words, own, scope, beside) or most_said(words, candidates, scope, beside)
    return as_said(best, side.folded) if best is not None else None


def most_said(
    words: tuple[str, ...], candidates: list[Chosen], scope: Scope, beside: Chosen | None = None
) -> Chosen | None:
    """Return the best of the figures that the words of a side are said of; None where they are said of none."""
    told = those_said(words, candidates, scope)
    most = max((share for share, _ in told), default=0.0)
    best = [chosen for share, chosen in told if share >= most - NEAR_BEST]
    # Of those said about as well, what is measured as the other side is (总支出 beside 总收入), a level before a growth in per
    # cent, and what is the thing itself: 道路 for 路, not 路口.
    best.sort(
        key=lambda c: (
            beside is not None and not is_alike(c, beside),
            is_growth(c),
            not is_thing(c, words),
            beside is not None and c.sentence.id != beside.sentence.id,
            distance(c, beside),
        )
    )
    return next(iter(best), None)


def is_alike(one: Chosen, other: Chosen) -> bool:
    """Tell whether two figures measure alike, and are not the same one."""
    return one.fact.id != other.fact.id and arithmetic.is_comparable(one.fact.figure, other.fact.figure)


def distance(one: Chosen, other: Chosen | None) -> int:
    """Return how many characters apart two figures of one list stand: of 肉类41批次、糕点28批次,检出不合格糕点3批次 the nearer."""
    if other is None or one.sentence.id != other.sentence.id:
        return 0
    return abs(one.fact.figure.start - other.fact.figure.start)


def is_growth(chosen: Chosen) -> bool:
    return chosen.fact.figure.kind == "percent" and chosen.fact.figure.change in ("rise", "fall")


def is_thing(chosen: Chosen, words: tuple[str, ...]) -> bool:
    counted = fold(chosen.fact.counted)
    return bool(words and counted) and ends_as(counted, words[-1])


def those_said(words: tuple[str, ...], candidates: list[Chosen], scope: Scope) -> list[tuple[float, Chosen]]:
    """Return the figures that the words of a side are said of, best first, with how far; those of its time where it has one."""
    dated, undated = [c for c in candidates if c.timed > 0], [c for c in candidates if c.timed == 0]
    if not words:
        return [(c.agreement, c) for c in dated if c.agreement > 0]
    return said_by(words, dated, scope) or said_by(words, undated, scope)


def said_by(words: tuple[str, ...], candidates: list[Chosen], scope: Scope) -> list[tuple[float, Chosen]]:
    weights = [weight_of(word) for word in words]
    told: list[tuple[float, Chosen]] = []
    for chosen in candidates:
        if any(map(PERSON.fullmatch, words[-1:])) and not (counts_people(chosen.fact.figure.unit) and names(chosen)):
            continue  # 党员 are counted by no squads, and by nobody whom each of them knows
        if chosen.grounding.contrary:
            continue  # 民办园 for 公办园
        said = said_of(words, chosen.fact, chosen.sentence, above(chosen.sentence, scope))
        share = sum(map(mul, said, weights)) / sum(weights)
        # 项目…历时16个月 measures what is asked, and what it is of stands above it.
        topical = chosen.agreement >= MEASURED and not is_count(chosen.fact) and min(said) >= TOPICAL
        if (share >= SAID or topical) and not names_another(words, said, chosen):
            told.append((share, chosen))
    return told


def above(sentence: StoredSentence, scope: Scope) -> str:
    """Return what its paragraph says before a sentence."""
    if sentence.passage_id not in scope.passages:
        scope.passages.update(scope.store.passages([sentence.passage_id]))
    before = [one for one in scope.passages.get(sentence.passage_id, ()) if one.position < sentence.position]
    return "".join(one.text for one in before if one.paragraph == sentence.paragraph)


def names(chosen: Chosen) -> bool:
    """Tell whether a question names what a figure counts."""
    return chosen.named is None or chosen.named >= NAMED


def names_another(words: tuple[str, ...], said: tuple[float, ...], chosen: Chosen) -> bool:
    """
    Tell whether a side names another thing of the same kind: 宣传标语 for 宣传页.

    A word of it then stands in what is counted, but not at its end, which is what the thing is; and another word is not
    said of the figure at all.
    """
    counted = fold(chosen.fact.counted)
    within = any(len(word) > 1 and word in counted for word in words)
    lost = any(len(word) > 1 and share < HEAD_SAID for word, share in zip(words, said, strict=True))
    called = (*words, *map("".join, pairwise(words)))  # 宣传 资料 is 宣传资料
    return within and lost and not any(ends_as(counted, word) for word in called)


def ends_as(counted: str, word: str) -> bool:
    """
    Tell whether a word names what a counted thing is, by itself or by what it is called otherwise.

    >>> ends_as("生活垃圾", "垃圾"), ends_as("宣传页", "宣传"), ends_as("党员突击队", "队伍")
    (True, False, True)
    """
    others = (word, *(synonym.word for synonym in synonyms_of(word)))
    return any(counted.endswith(other) or other.endswith(counted) for other in others) or counted[-1] in word


def by_number(question: AnalysedQuestion, figure: Figure, scope: Scope) -> list[Chosen]:
    """Find the facts with a stated figure anywhere in the base, those that more of the words are said of first."""
    found = facts_of_number(replace(question, figures=(figure,), words=(), places=()), scope)
    chosen = [choose(question, fact, sentence) for fact, sentence in found]
    return sorted(chosen, key=lambda c: (-c.placed, -c.score, c.fact.id))


def choose(question: AnalysedQuestion, fact: StoredFact, sentence: StoredSentence) -> Chosen:
    """Take a fact that is known as a candidate."""
    return score_fact(question, fact, sentence, "", {})


def choose_each(question: AnalysedQuestion, facts: Sequence[StoredFact], scope: Scope) -> tuple[Chosen, ...]:
    """Weigh facts as `choose` does one, each in its sentence."""
    sentences = scope.store.sentences([fact.sentence_id for fact in facts])
    return tuple(choose(question, fact, sentences[fact.sentence_id]) for fact in facts)


def stated_operands(question: AnalysedQuestion, scope: Scope) -> tuple[Chosen, ...]:
    """Find the facts whose figures a question states itself: 18万余平方米是22505平方米的几倍."""
    stated = [figure for figure in question.figures if figure.unit]
    if len(stated) < 2:
        return ()
    candidates = choose_facts(replace(question, asked=Asked(), figures=(), part=True), scope)
    found: list[Chosen] = []
    for figure in stated:
        fitting = [c for c in candidates if c.placed >= 0 and same_value(c.fact, figure) and c not in found]
        if not fitting:
            fitting = [c for c in by_number(question, figure, scope) if c not in found]
        if fitting:
            found.append(fitting[0])
    return tuple(found)


def by_places(question: AnalysedQuestion, scope: Scope) -> tuple[Chosen, ...]:
    """Return the figure of each place for the thing that a question names, measured alike, those that it names first."""
    words = things_of(question.words)
    asked = asked_of(question)
    things = telling(words)
    if things and all(POPULATION.fullmatch(word) for word in things):
        asked = Asked("count", dimension="people")
    asking = replace(question, words=words, asked=asked, figures=(), part=True)
    if asked.dimension == ("people" if things else "area"):
        own = [choose(asking, *pair) for pair in own_measures(asking, scope)]
        if not things or len(own) == len(question.places):
            return tuple(sorted(own, key=lambda one: place_number(question, one)))
    candidates = choose_facts(asking, scope)
    by_place: dict[str, list[Chosen]] = {}
    for candidate in candidates:
        if (question.places and candidate.placed < 0) or candidate.agreement <= CLASH:
            continue
        by_place.setdefault(candidate.sentence.place, []).append(candidate)
    told = {place: found for place, some in by_place.items() if (found := all_said(words, some, scope)[:FEW])}
    named = [place for place in question.places if place in told]
    order = list(dict.fromkeys((*named, *told)))
    if len(order) < 2:
        return tuple(told[place][0] for place in order)
    # The two that fit best together, measured alike; then what is measured so elsewhere.
    both = [(one, other) for one in told[order[0]] for other in told[order[1]]]
    pairs = [pair for pair in both if arithmetic.is_comparable(pair[0].fact.figure, pair[1].fact.figure)]
    if not pairs:
        # 17条 roads and 540平方米 of them are both told; 5个 branches and a report 一次 to one are not.
        first, second = both[0]
        return (
            (first, second)
            if dimension_of(first.fact.figure.unit) != dimension_of(second.fact.figure.unit)
            else (first,)
        )
    first, second = max(pairs, key=lambda pair: pair[0].score + pair[1].score)
    more = [
        next((c for c in told[place] if arithmetic.is_comparable(first.fact.figure, c.fact.figure)), None)
        for place in order[2:]
    ]
    return (first, second, *(c for c in more if c is not None))


def place_number(question: AnalysedQuestion, one: Chosen) -> int:
    """Return which of the places that a question names, in its order, a figure is of."""
    return question.places.index(one.sentence.place) if one.sentence.place in question.places else len(question.places)


def known_words(words: tuple[str, ...], text: str, scope: Scope) -> tuple[str, ...]:
    """
    Leave out the words that the base does not know; none is left where one of them stands right before one that it does.

    在运的垃圾要骑多久: 骑 says nothing of what is printed; 工业垃圾 is other 垃圾 than the articles'.
    """
    content = [word for word in words if len(word) > 1]
    in_base = scope.store.vocabulary_by_word(content)
    known = {word for word in content if word in in_base or synonyms_of(word)}
    joined = any(one not in known and other in known and one + other in text for one, other in pairwise(content))
    return () if joined else tuple(word for word in content if word in known)


def all_said(words: tuple[str, ...], candidates: list[Chosen], scope: Scope) -> list[Chosen]:
    """Return the figures that the words are said of, best first: as far as of the one that they are said of most."""
    told = those_said(words, candidates, scope)
    most = max((share for share, _ in told), default=0.0)
    return called_so(words, [chosen for share, chosen in told if share >= most - MORE])


def called_so(words: tuple[str, ...], chosen: list[Chosen]) -> list[Chosen]:
    """Leave those that count what a side names, where some do: 道路 for 路, and no 平交路口."""
    called = [c for c in chosen if c.fact.counted and any(ends_as(fold(c.fact.counted), word) for word in words)]
    return called or chosen


def total_and_done(question: AnalysedQuestion, scope: Scope) -> tuple[Chosen, Chosen] | None:
    """Find a total and the part of it that is done, of the same unit, side by side in one clause or the next."""
    words = things_of(find_content_words(without_places(question)))
    own = tuple(word for word in words if not (word[0].isdigit() or LEFT.match(word) or RATE.fullmatch(word)))
    words = own or question.words
    asked = replace(question, asked=Asked(), words=words, context_words=question.context_words, figures=())
    candidates = [c for c in choose_facts(replace(asked, part=True), scope) if c.placed >= 0]
    before = [c for c in candidates if c.sentence.id in question.context_sentences]
    figures = question.figures or pointed_figures(question.folded)
    if before and not any(len(word) > 1 for word in own):
        candidates = before  # 还剩呢: of what was told just now
    elif not figures:
        candidates = [c for c in candidates if c.grounding.beside >= LEAST_BESIDE]
    else:
        # 328处减去弄好的: the pair is the one that the figure stands in.
        stated = {c.sentence.id for c in candidates for f in figures if same_value(c.fact, f)}
        candidates = [c for c in candidates if c.sentence.id in stated]
    planned = planned_and_done(words, candidates, scope) if PLAN_ASKED.search(question.folded) else None
    if planned is not None:
        return planned
    for candidate in candidates[:MANY]:
        for other in candidates:
            if other.fact.id == candidate.fact.id or other.sentence.id != candidate.sentence.id:
                continue
            first, second = sorted((candidate, other), key=lambda c: c.fact.figure.start)
            if not is_total_and_done(first.fact, second.fact, first.sentence):
                continue
            if not figures or any(same_value(one.fact, figure) for one in (first, second) for figure in figures):
                return first, second
    return None


def pointed_figures(folded: str) -> list[Figure]:
    """Return the figures of a question that are large enough to be told by: 那18万多平方."""
    told = (one for one in find_question_figures(folded) if not folded.startswith("年", one.end) and one.unit != "年")
    return [one for one in told if (one.value or 0) >= TELLING]


def planned_and_done(words: tuple[str, ...], candidates: list[Chosen], scope: Scope) -> tuple[Chosen, Chosen] | None:
    """Find what was planned and what came of it, which may be more: 定下造林4000亩的任务,到4月底实际完成4300亩."""
    asked = tuple(word for word in words if not PLAN_WORD.search(word))
    for _, planned in those_said(asked, candidates, scope) if asked else ():
        for fact in planned.sentence.facts:
            if is_plan_and_done(planned.fact, fact, planned.sentence):
                return planned, replace(planned, fact=fact)
    return None


def is_plan_and_done(planned: StoredFact, done: StoredFact, sentence: StoredSentence) -> bool:
    """Tell whether one figure is a plan and the other what was done of it, the very next told."""
    first, second = planned.figure, done.figure
    between = sentence.text[first.end : second.start]
    if (
        first.value is None
        or second.value is None
        or not arithmetic.is_comparable(first, second)
        or second.start < first.end
    ):
        return False
    said = PLAN_WORD.search(sentence.text[max(0, first.start - PLAN_LEAD) : first.start] + between[:PLAN_BEHIND])
    return said is not None and DONE_OF_PLAN.fullmatch(between) is not None


def without_places(question: AnalysedQuestion) -> str:
    """Return a question with the places that it names left out."""
    text = question.folded
    names = {n for place in question.places for n in (place, place[:-1], *short_names(place))}
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(name, " ")
    return text


def is_total_and_done(first: StoredFact, second: StoredFact, sentence: StoredSentence) -> bool:
    """Tell whether one figure is the total of which the next is done: 328处问题已完成整治326处."""
    if first.figure.value is None or second.figure.value is None or first.figure.unit != second.figure.unit:
        return False
    if second.figure.value > first.figure.value:
        return False
    if first.role == "total" and second.role == "done":
        return True
    between = sentence.text[first.figure.end : second.figure.start]
    return len(between) <= ROLE_GAP and BETWEEN_DONE.search(between) is not None and "；" not in between


def as_said(chosen: Chosen, text: str) -> Chosen:
    """Return the total or what is done of it, as a side says: 整治完的 is 326处 of 328处."""
    done, total = DONE_SAID.search(text) is not None, TOTAL_SAID.search(text) is not None
    acts = {fact.act[-2:] for fact in chosen.sentence.facts if fact.act}
    if not done and not total and chosen.fact.counted not in text:
        done = any(act in text for act in acts)  # 滩区整治 names what is done, 滩区的问题 the total
    if done == total:
        return chosen
    for other in chosen.sentence.facts:
        first, second = (chosen.fact, other) if done else (other, chosen.fact)
        if other.id != chosen.fact.id and is_total_and_done(first, second, chosen.sentence):
            return replace(chosen, fact=other)
    return chosen


def as_sizes(operands: tuple[Chosen, ...]) -> tuple[Chosen, ...]:
    """Take the measures beside two counts, where it is asked which is larger: 118处,22505平方米."""
    measures = []
    for one in operands:
        beside = [
            fact
            for fact in one.sentence.facts
            if not is_count(fact)
            and (fact.counted, fact.act) == (one.fact.counted, one.fact.act)
            and abs(fact.figure.start - one.fact.figure.end) <= GAP
        ]
        measures.append(replace(one, fact=beside[0]) if beside and is_count(one.fact) else one)
    return operands if any(is_count(one.fact) for one in measures) else tuple(measures)


def is_count(fact: StoredFact) -> bool:
    return fact.figure.kind == "quantity" and dimension_of(fact.figure.unit) in ("", "count", "people")


def thing_of(chosen: Chosen) -> str:
    """Name what a figure counts, with what is done to it."""
    fact = chosen.fact
    return fact.counted if fact.act and fact.act in fact.counted else f"{fact.act}{fact.counted}"
