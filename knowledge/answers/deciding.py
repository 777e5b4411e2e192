"""Candidates, best first, in; the figures that answer, those that may, or the reason for silence, out."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from knowledge.answers.belonging import is_end_before
from knowledge.answers.choosing import PERSON, Chosen, asks_people, key_of, same_value
from knowledge.answers.confidence import HEAD_MISSING, confidence_of
from knowledge.answers.grounding import CLAUSE_END, cover, zones_of
from knowledge.answers.numbered import is_numbered_otherwise, numbered_names
from knowledge.answers.phases import is_of_other_phase, is_of_phase, phase_asked
from knowledge.answers.premises import stands_on_other_premises
from knowledge.answers.rivals import ROLE_GAP, are_ends, is_close, is_meant_too, is_rival
from knowledge.answers.timing import years_asked, years_in, years_near
from knowledge.language import fold
from knowledge.quantities import dimension_of, same_unit
from knowledge.questions import AnalysedQuestion, asks_both_ends, asks_change, asks_level, asks_what_was, telling
from knowledge.ranking.labels import LABEL_REACH, condition_holds, stated_numbers
from knowledge.storage import StoredFact

ANSWER_FROM, CLARIFY_FROM = 0.7, 0.42  # of the confidence
CLARIFY_TOLD = 0.1  # where a clause of the place and period asked says most of what is asked
SAID_NEAR, THE_MEASURE, LEVEL_WITH = 0.4, 0.8, -0.5  # of the clause's cover, the agreement, the ranker's best
ALONE_FROM = 0.8  # below that whatever is close to the best is shown with it
SAID, VERY_MEASURE = 0.95, 0.99  # of the clause's cover; of the agreement
SEVERAL = re.compile(r"各(?:自|是|有|为)?(?:多少|几)|分别|从(?:多少|几).{0,8}到")  # asks for more than one figure
CLARIFY_PART = 0.3  # where the other things that are asked vouch for it
CLARIFY_HEADLESS = 0.72  # where the word that says what is counted is not there
CLARIFY_FOLLOWING = 0.15  # in a conversation the turn before vouches for the rest
CLASH, UNLIKELY = -0.6, -0.5  # of the agreement: another measure, another measure word
SURE = 0.4  # of the learned ranker: its first stands, though another unit is asked, or a figure elsewhere is stated
NEXT_BEST = 0.25  # behind the best in score; what is farther behind is not shown beside it
STATED_SHARE = 0.3
MOST_PARTS = 5
AMONG = re.compile(r"^[^,。?!;]{0,6}(?:里|中|当中|之中|里头|里面)(?:头|面)?(?:有|是|包括|的)")
NUMBERED = re.compile(r"几(?:路(?:车|公交|汽车)|号(?:线|楼|院|口))")  # asks which one, not how many
AGAINST = re.compile(
    r"比(?:去年|上年|前年|往年|上一?[年届回次]|前一?[年届回次]|头一?年|往届|同期|上月|上个月|以前|之前|原来|原先|老馆)|同比|环比"
)
LEAST_TIED = 0.5  # of the question's words, covered around figures that fit equally well
LEAST_BESIDE = 0.3  # of the question's words, covered around the ends of a change
LEAST_OF_BEST = 0.6  # of what the best covers: from there a change is of the same thing
LEAST_IN_BAND = 0.35  # of the question's words, covered around a figure that is told for the number it states
CHANGE_REACH = 12  # characters before a figure
ALIKE_MEASURE = 0.5  # of the agreement: a change may be told in per cent
CHANGED = re.compile(r"增|减|降|升|涨|提高|多|少|同比|环比|比上年")

FORMER = re.compile(r"过去|以前|原来|原先|从前|[改整搬]\w?前|之前|早先|曾经")
PRESENT = re.compile(r"现在|如今|目前|现已|眼下|今年|[改整搬]\w?后|之后|[。;;]\s*(?:[一-鿿]{0,4}后)")
ACTUAL = re.compile(r"实际|真正|到底完成|最后完成|完成了多少")
DONE = re.compile(r"实际|完成|落实|兑现")
TASK = re.compile(r"的?(?:任务|目标|计划|指标)")

PAID = re.compile(r"[\u3400-\u9fff](?:费|钱|款|补贴|津贴)$")

SameAs = Callable[[StoredFact], frozenset[int]]


TAKEN_BY_ONE = re.compile(r"[座席床学餐铺工]位$")  # 能坐多少人 is told by 136个座位
THINGS = ("个", "家", "所", "座", "处", "辆", "台", "套", "间")  # no measure words of people, but for 个


@dataclass(frozen=True, slots=True)
class Decision:
    """What to do with the candidates."""

    status: str  # answered, clarify, not_found
    groups: tuple[tuple[Chosen, ...], ...] = ()  # each group is one part of the reply
    reason: str = ""  # of an abstention
    nearest: Chosen | None = None
    confidence: float = 0.0  # calibrated probability that the best candidate is right


@dataclass(frozen=True, slots=True)
class Weighed:
    """The candidates that may answer, and how sure the first is."""

    fitting: tuple[Chosen, ...]  # of the right place, period and measure, best first
    placed: tuple[Chosen, ...]  # the same, of any period
    lead: float  # of the first over the next different one, in fit
    anchored: bool  # the question states a figure, and these stand beside it
    same: frozenset[int] = frozenset()  # facts of other articles that tell the same as the first


def nothing_same(fact: StoredFact) -> frozenset[int]:
    return frozenset()


def weigh(question: AnalysedQuestion, candidates: Sequence[Chosen], same_as: SameAs = nothing_same) -> Weighed:
    """
    Set aside what cannot answer: another place, period or measure, and what the question states itself.

    Args:
        question: The question.
        candidates: Best first.
        same_as: Tells which facts of other articles tell the same as one; these are no other answer.
    """
    beside = beside_stated(question, beside_before(question, candidates))
    placed = tuple(c for c in beside if c.placed >= 0 and not is_set_aside(question, c))
    fitting = told_as_asked(question, tuple(c for c in placed if c.timed >= 0))
    lead, same = 0.0, frozenset[int]()
    if fitting:
        same = same_as(fitting[0].fact)
        rivals = (c.fit for c in fitting[1:] if c.fact.id not in same and is_rival(fitting[0], c))
        lead = fitting[0].fit - max(rivals, default=0.0)
    return Weighed(fitting, placed, lead, len(beside) < len(candidates), same)


def decide(question: AnalysedQuestion, candidates: Sequence[Chosen], same_as: SameAs = nothing_same) -> Decision:
    """
    Decide between an answer, several laid out, and silence.

    Args:
        question: The question.
        candidates: Best first.
        same_as: Tells which facts of other articles tell the same as one: these are shown with it, not against it.
    """
    weighed = weigh(question, candidates, same_as)
    if weighed.placed and not weighed.fitting:
        return Decision("not_found", reason="no_period", nearest=nearest_of(weighed.placed))
    if not weighed.fitting:
        return Decision("not_found", reason=reason_for(question, candidates), nearest=nearest_of(candidates))
    best = most_exact(weighed)
    confidence = confidence_of(question, best, candidates, weighed.lead, weighed.anchored)
    least = CLARIFY_FOLLOWING if question.context_sentences else CLARIFY_PART if question.part else CLARIFY_FROM
    wordless = not question.words and best.agreement < 0
    if lacks_head(best) or is_bare(question, best) or lacks_unit(question, best) or wordless:
        least = max(least, CLARIFY_HEADLESS)
    if is_told_there(question, best, weighed):
        least = min(least, CLARIFY_TOLD)
    whole = is_said_whole(question, best) or is_in_band(question, best)
    alone = len(telling(question.words)) < 2 and not any(is_said_whole(question, c) for c in weighed.fitting[1:])
    # 花园口拆了多少平方米 names the act alone: that one of several is meant is likelier than that any one is.
    likely = confidence * (1 + len(tied_with(question, best, weighed.fitting)))
    if (likely < least and (alone or not whole)) or lacks_change(question, best):
        return Decision(
            "not_found", reason=reason_for(question, candidates), nearest=nearest_of(candidates), confidence=confidence
        )
    group = (best, *companions(question, best, weighed.fitting))
    if asks_both_ends(question.folded):
        group = tuple(sorted(group, key=lambda chosen: chosen.fact.figure.start))
    grouped = weighed.same.union({chosen.fact.id for chosen in group}, *(same_as(one.fact) for one in group[1:]))
    rivals: list[tuple[Chosen]] = []
    several = SEVERAL.search(question.folded) is not None
    for c in weighed.fitting[1:]:
        if c.fact.id in grouped or not is_close(question, best, c):
            continue
        if several or is_meant_too(question, best, c, confidence >= ALONE_FROM):
            rivals.append((c,))
            grouped = grouped.union({c.fact.id}, same_as(c.fact))  # what other articles tell of it is shown with it
    if rivals:
        return Decision("clarify", (group, *rivals)[:MOST_PARTS], confidence=confidence)
    if confidence < ANSWER_FROM and not (whole and len(telling(question.words)) > 1):
        others = [c for c in weighed.fitting[1:] if c.fact.id not in weighed.same][:1]
        second = tuple((c,) for c in others if is_rival(best, c) and c.score >= best.score - NEXT_BEST)
        return Decision("clarify", (group, *second), confidence=confidence)
    return Decision("answered", (group,), confidence=confidence)


def tied_with(question: AnalysedQuestion, best: Chosen, fitting: Sequence[Chosen]) -> tuple[Chosen, ...]:
    """Return what fits as well as the best where a measure and a place or a part, and but one more word, are named."""
    named = len(telling(question.words)) + (best.placed > 0)
    measured = best.agreement >= VERY_MEASURE and bool(question.asked.unit)
    if named != 2 or best.grounding.missing or not (measured or best.grounding.near >= SAID):
        return ()
    alike = (c for c in fitting[1:] if c.placed >= best.placed and c.agreement >= best.agreement)
    said = (c for c in alike if c.grounding.beside >= LEAST_TIED or not c.grounding.missing)
    return tuple(c for c in said if is_close(question, best, c))


def most_exact(weighed: Weighed) -> Chosen:
    """Return the first candidate, or of several articles that tell the same the one that tells it exactly."""
    first = weighed.fitting[0]
    exact = (c for c in weighed.fitting if c.fact.id in weighed.same and not c.fact.figure.modifier)
    return next(exact, first) if first.fact.figure.modifier else first


def beside_stated(question: AnalysedQuestion, candidates: Sequence[Chosen]) -> Sequence[Chosen]:
    """
    Keep the figures of the sentence that a figure stated by the question stands in.

    17条道路里新建的几条 asks about those 17; a figure of another sentence says nothing of them.
    """
    if question.either or question.asked.kind == "frequency":
        return candidates
    for figure in question.figures:
        if not figure.unit or figure.kind == "age":
            continue  # 82岁的魏师傅: an age tells who
        stated = [c for c in candidates if same_value(c.fact, figure) and c.placed >= 0]
        stated = [c for c in stated if len(stated) == 1 or c.grounding.share >= STATED_SHARE]
        if stated:
            # 440余名党员里有几名 asks for some of those, however sure the ranker is of others.
            least = 1.0 if AMONG.search(question.folded[figure.end :]) else SURE
            return [c for c in candidates if c.chance >= least or any(are_beside(c.fact, one.fact) for one in stated)]
    return candidates


def beside_before(question: AnalysedQuestion, candidates: Sequence[Chosen]) -> Sequence[Chosen]:
    """Keep the figures beside those of the answer before, where a turn asks another measure of the same: 面积呢."""
    if not question.context_facts:
        return candidates
    before = [c.fact for c in candidates if c.fact.id in question.context_facts]
    return [c for c in candidates if any(are_beside(c.fact, one) for one in before)] if before else candidates


def are_beside(left: StoredFact, right: StoredFact) -> bool:
    """Tell whether two figures of one sentence count the same thing or stand close together."""
    if left.sentence_id != right.sentence_id:
        return False
    gap = max(left.figure.start, right.figure.start) - min(left.figure.end, right.figure.end)
    return gap <= ROLE_GAP or (bool(left.counted) and left.counted == right.counted)


def is_set_aside(question: AnalysedQuestion, candidate: Chosen) -> bool:
    """Tell whether a candidate is no answer whatever its score: it clashes with what is asked, or stands in the question."""
    # Where a unit is named, the ranker's being sure makes no yuan of 几家.
    told = bool(question.asked.unit) or asks_people(question)
    clashes = candidate.agreement <= UNLIKELY and candidate.chance < SURE
    numbered = NUMBERED.search(question.folded) and candidate.fact.figure.unit not in ("路", "号")
    if not numbered and numbered_names(question.folded):
        clause = zones_of(candidate.fact, candidate.sentence).clause
        numbered = is_numbered_otherwise(question.folded, clause)
    if stands_on_other_premises(question, candidate):
        return True
    paid = PAID.search(question.asked.noun) and candidate.fact.figure.kind != "money"
    if paid and question.asked.noun not in fold(candidate.sentence.text):
        return True  # 合多少亩地皮费 is told by no area
    if question.asked.dimension == "people" and counts_things(candidate):
        return True  # 食堂8个,日均就餐520人次: 多少人 is told by the second
    headed = candidate.sentence.kind == "title" and candidate.fact.figure.kind == "date"  # tells when nothing happened
    return bool(
        headed or clashes or (told and candidate.agreement <= CLASH) or numbered or is_stated(question, candidate)
    )


def counts_things(candidate: Chosen) -> bool:
    """Tell whether a figure counts things by 个, 家 or 所 in a sentence that tells people as well."""
    unit = candidate.fact.figure.unit
    others = (fact.figure for fact in candidate.sentence.facts)
    people = any(dimension_of(other.unit) in ("people", "visits") for other in others)
    counted = fold(candidate.fact.counted)
    return unit in THINGS and people and not PERSON.search(counted) and not TAKEN_BY_ONE.search(counted)


def told_as_asked(question: AnalysedQuestion, candidates: tuple[Chosen, ...]) -> tuple[Chosen, ...]:
    """
    Leave out levels where a change is asked, and what a figure became where it is asked what it was.

    用户39.7万户,比上年末增加1.15万户 tells 用户多了几户 by the second alone. Nothing is left out where nothing else tells it.
    """
    candidates = told_under_condition(question, candidates)
    if asks_both_ends(question.folded):
        ends = tuple(c for c in candidates if any(are_ends(c.fact, other.fact) for other in candidates))
        return ends if any(c.grounding.beside >= LEAST_BESIDE for c in ends) else candidates
    if asks_what_was(question.folded):
        if not asks_change(question.folded):  # 改造前有多少个摊 is told by no 比改造前多96个
            candidates = tuple(c for c in candidates if c.fact.figure.change not in ("rise", "fall", "multiple"))
        former = {c.fact.id for c in candidates if c.fact.figure.change == "from"}
        return without_ends(candidates, former)
    candidates = told_of_phase(question, told_of_now(question, candidates))
    if ACTUAL.search(question.folded):
        done = {c.fact.id for c in candidates if is_done(c)}
        candidates = without_ends(candidates, done)
    if asks_level(question.folded):
        return tuple(c for c in candidates if c.fact.figure.change not in ("rise", "fall", "multiple"))
    if asks_change(question.folded) or AGAINST.search(question.folded):
        changed = {c.fact.id for c in candidates if is_change(c)}
        least = LEAST_OF_BEST * max((c.grounding.beside for c in candidates), default=0.0)
        if any(c.fact.id in changed and c.agreement > 0 and c.grounding.beside >= least for c in candidates):
            return tuple(c for c in candidates if c.fact.id in changed)
        return without_ends(candidates, changed)
    return candidates


def told_of_now(question: AnalysedQuestion, candidates: tuple[Chosen, ...]) -> tuple[Chosen, ...]:
    """
    Leave out what was once where the sentence tells what is now: 过去一个月摊位费要900元;现在只收650元.

    What speaks for the one left out speaks for the thing, and so for what it is now.
    """
    return pass_on(candidates, lambda c: is_former(question, c), is_end_of)


def told_of_phase(question: AnalysedQuestion, candidates: tuple[Chosen, ...]) -> tuple[Chosen, ...]:
    """Leave out what was done where the task is asked, what was added where all is, the beginning where the end is."""
    phase = phase_asked(question)
    if phase is None:
        return candidates
    return pass_on(candidates, lambda c: is_of_other_phase(phase, c), lambda one, other: is_of_phase(phase, other, one))


def told_under_condition(question: AnalysedQuestion, candidates: tuple[Chosen, ...]) -> tuple[Chosen, ...]:
    """Leave out what is told for others where a number of the question falls into one condition: 90至99周岁200元 for 92岁."""
    numbers = stated_numbers(question.folded, years_in(question.folded))
    held = {key_of(c.fact): condition_holds(text_before(c), numbers) for c in candidates} if numbers else {}
    if not any(value > 0 for value in held.values()):
        return candidates

    def is_met(one: Chosen, other: Chosen) -> bool:
        return held[key_of(other.fact)] > 0 and other.sentence.id == one.sentence.id

    return pass_on(candidates, lambda c: held[key_of(c.fact)] < 0, is_met)


def text_before(candidate: Chosen) -> str:
    """Return what stands between a figure and the mark, or the figure of its kind, before it."""
    figure = candidate.fact.figure
    others = (fact.figure.end for fact in candidate.sentence.facts if fact.figure.kind == figure.kind)
    low = max((end for end in others if end <= figure.start), default=0)
    return CLAUSE_END.split(fold(candidate.sentence.text[max(low, figure.start - LABEL_REACH) : figure.start]))[-1]


def pass_on(
    candidates: tuple[Chosen, ...],
    leaves: Callable[[Chosen], bool],
    gives_to: Callable[[Chosen, Chosen], bool],
) -> tuple[Chosen, ...]:
    """Leave out candidates for another of their sentence, which what speaks for them speaks for; those without one stay."""
    kept = [c for c in candidates if not leaves(c)]
    if len(kept) == len(candidates):
        return candidates
    for one in (c for c in candidates if leaves(c)):
        place = next((number for number, c in enumerate(kept) if gives_to(one, c)), None)
        if place is None:
            kept.append(one)
            continue
        to = kept[place]
        chance = min(1.0, to.chance + one.chance)
        kept[place] = replace(
            to,
            score=max(to.score, one.score),
            chance=chance,
            behind=max(to.behind, one.behind),
            fit=max(to.fit, one.fit),
        )
    return tuple(sorted(kept, key=lambda c: -c.score))


def is_former(question: AnalysedQuestion, candidate: Chosen) -> bool:
    """Tell whether a figure is what something was, of no year that is asked, by the words before it."""
    if years_near(candidate.fact, candidate.sentence, against=True) & years_asked(question):
        return False
    if is_end_before(candidate.fact, candidate.sentence):
        return True
    before = candidate.sentence.text[: candidate.fact.figure.start]
    mark = max((found.end() for found in FORMER.finditer(before)), default=-1)
    return mark >= 0 and not PRESENT.search(before, mark)


def is_done(candidate: Chosen) -> bool:
    """Tell whether a figure is what was done of a task, and not the task: 任务4000亩,实际完成4300亩."""
    figure = candidate.fact.figure
    clause = CLAUSE_END.split(candidate.sentence.text[: figure.start])[-1]
    return bool(DONE.search(clause)) and not TASK.match(candidate.sentence.text, figure.end)


def without_ends(candidates: tuple[Chosen, ...], wanted: set[int]) -> tuple[Chosen, ...]:
    """Leave out what stands beside one of the facts wanted, and is none of them."""
    ends = [c for c in candidates if c.fact.id in wanted]
    return tuple(c for c in candidates if c.fact.id in wanted or not any(is_end_of(c, end) for end in ends))


def is_end_of(candidate: Chosen, other: Chosen) -> bool:
    """Tell whether another figure of a candidate's sentence is of the same measure and near it."""
    return (
        other.sentence.id == candidate.sentence.id
        and abs(other.fact.figure.start - candidate.fact.figure.end) <= ROLE_GAP
        and other.agreement >= candidate.agreement - ALIKE_MEASURE
    )


def is_stated(question: AnalysedQuestion, candidate: Chosen) -> bool:
    """Tell whether a question states a candidate itself, and does not leave open whether it is the one."""
    if question.either or question.asked.kind == "frequency":
        return False
    return any(same_value(candidate.fact, figure) for figure in question.figures)


def companions(question: AnalysedQuestion, best: Chosen, candidates: Sequence[Chosen]) -> tuple[Chosen, ...]:
    """Return the figures that belong to the best one, where the question leaves open which is meant: 118处,22505平方米."""
    if asks_both_ends(question.folded):
        return tuple(c for c in candidates if are_ends(best.fact, c.fact))[:1]
    asked = question.asked
    if asked.unit or asked.dimension or asked.kind in ("date", "rank", "percent", "duration", "money", "frequency"):
        return ()
    return tuple(c for c in candidates if c.fact.id != best.fact.id and belong_together(best.fact, c.fact))[:1]


def belong_together(left: StoredFact, right: StoredFact) -> bool:
    """Tell whether two figures of a sentence measure the same thing: counted and act equal, side by side."""
    if left.sentence_id != right.sentence_id:
        return False
    gap = max(left.figure.start, right.figure.start) - min(left.figure.end, right.figure.end)
    if {left.role, right.role} == {"total", "done"}:
        return gap <= ROLE_GAP
    return (
        gap <= 4 and left.figure.unit != right.figure.unit and left.counted == right.counted and left.act == right.act
    )


def lacks_head(best: Chosen) -> bool:
    """Tell whether what is counted stands nowhere near: the figure is of another thing then, or called otherwise."""
    return best.grounding.head is not None and best.grounding.head < HEAD_MISSING


def lacks_unit(question: AnalysedQuestion, best: Chosen) -> bool:
    """Tell whether what is counted is asked right behind 多少 (多少车位) and the sentence knows no such thing: 7个目标 are none."""
    thing = question.asked.unit if len(question.asked.unit) > 1 else question.asked.noun
    unit = best.fact.figure.unit
    if len(thing) < 2 or dimension_of(thing) not in ("", "count") or same_unit(thing, unit):
        return False
    if unit and thing.startswith(unit):
        return False  # 多少支队伍: 支 is no part of the noun
    return thing[-1] not in best.fact.figure.unit and cover(thing, fold(best.sentence.text)) < HEAD_MISSING


def is_said_whole(question: AnalysedQuestion, one: Chosen) -> bool:
    """Tell whether a figure's clause says all that the question does, of the very measure: silence is no answer to it then."""
    said = one.grounding.near >= SAID and not one.grounding.missing and bool(telling(question.words))
    return said and one.agreement >= VERY_MEASURE


def is_in_band(question: AnalysedQuestion, one: Chosen) -> bool:
    """Tell whether a number of the question falls into the condition that a figure is told for: 92岁, 90至99周岁200元."""
    numbers = stated_numbers(question.folded, years_in(question.folded))
    held = bool(numbers) and condition_holds(text_before(one), numbers) > 0
    return held and one.agreement > ALIKE_MEASURE and one.grounding.share >= LEAST_IN_BAND


def is_told_there(question: AnalysedQuestion, one: Chosen, weighed: Weighed) -> bool:
    """
    Tell whether a figure of the place and period asked is of the measure asked, and its sentence says all that the question does.

    Of a place and a year there is one report, and what it says in other words it says nowhere else.
    """
    there = one.placed > 0 and one.timed > 0 and bool(years_asked(question))
    said = one.grounding.near >= SAID_NEAR and not one.grounding.missing and bool(telling(question.words))
    level = one.behind >= LEVEL_WITH + max(other.behind for other in weighed.fitting)
    return there and said and weighed.lead >= 0 and one.agreement >= THE_MEASURE and level


def is_bare(question: AnalysedQuestion, best: Chosen) -> bool:
    """
    Tell whether no word of a question stands in the figure's clause or beside it: S312全长 is no 1200余米.

    Nor is a price told by money of something else, in a clause that says none of it: 仓要投多少钱 by 网络零售额2亿元.
    """
    if not question.words or question.context_sentences or best.grounding.near:
        return False
    of_else = bool(best.fact.counted) and not best.named and bool(best.grounding.missing)
    return best.grounding.beside == 0 or (of_else and question.asked.kind == "money")


def lacks_change(question: AnalysedQuestion, best: Chosen) -> bool:
    """Tell whether a question asks for a change against another time and the figure is none: 比去年多拆了几处."""
    if not AGAINST.search(question.folded):
        return False
    return not is_change(best)


def is_change(candidate: Chosen) -> bool:
    """Tell whether a figure tells by how much something changed."""
    figure = candidate.fact.figure
    before = candidate.sentence.text[max(0, figure.start - CHANGE_REACH) : figure.start]
    if figure.kind == "percentage_point":
        return True  # 低于全省平均水平9个百分点
    return figure.change in ("rise", "fall", "multiple") or bool(CHANGED.search(CLAUSE_END.split(before)[-1]))


def reason_for(question: AnalysedQuestion, candidates: Sequence[Chosen]) -> str:
    if question.unknown_places:
        return "no_place"
    elsewhere = [c for c in candidates if c.placed < 0 and c.score > 0]
    if question.places and elsewhere:
        return "no_thing"
    return "no_figure"


def nearest_of(candidates: Sequence[Chosen]) -> Chosen | None:
    """Return the candidate nearest to the question wherever it is, if it is near at all."""
    near = [c for c in candidates if c.agreement > -0.5 and c.grounding.near >= 0.5]
    return max(near, key=lambda c: (c.grounding.near, c.score, -c.fact.id), default=None)
