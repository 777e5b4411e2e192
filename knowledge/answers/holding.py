"""One claimed figure and a base, in; the figure that bears it out, speaks against it or tells whose it is, out."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from knowledge.answers.agreeing import agrees, is_left_open, is_same_measure
from knowledge.answers.belonging import LED_TO, MORE, MORE_OF_PART, came_from, outdoes, said_of
from knowledge.answers.choosing import Chosen, Scope, choose_facts
from knowledge.answers.confidence import confidence_of
from knowledge.answers.deciding import weigh
from knowledge.answers.grounding import zones_of
from knowledge.answers.lookups import OTHER_KINDS
from knowledge.answers.operands import TOTAL_SAID, above, thing_of
from knowledge.answers.phrasing import shown_place
from knowledge.answers.premises import stands_on_other_premises
from knowledge.figures import Figure
from knowledge.language import fold
from knowledge.quantities import dimension_of, same_unit
from knowledge.questions import AnalysedQuestion, bare_claim, is_generic, is_said_around, telling
from knowledge.questions.asking import FIGURE_KINDS, Asked
from knowledge.questions.homophones import is_held

PLANNED = re.compile(
    r"要(?:再|建|修|加|增|达到?|力争)|将(?!近)|计划|打算|准备|拟|力争|争取|预计|目标(?:是|为|定)(?![\d一二两三四五六七八九十]+个)|明年|后年|下一步|今后"
)
GENERAL = re.compile(r"(?:全[村镇县市区乡]|总|共)(?:有)?$")
WHOLE_PLACE = re.compile(r"[全本整][村镇乡县市区省]|[全本]街道")
POPULATION = re.compile(r"人口|人数|总户数|居民$")
SPENT = re.compile(r"花(?=[了掉去出]|[\d一二两三四五六七八九十百千近约])|投(?:了|资|入)|补助|拨|费用|收费")
COUNTS = ("", "count", "people")
OF_SOMETHING = ("people", "time", "percent")  # a squad has members, a fair lasts: its other measure says nothing
NAMED = 0.9  # of a word, said of a figure as its own
NOW = re.compile(r"现在|如今|目前|眼下|当前|今年|已经?")
STAYS = re.compile(r"还是|仍|依然|依旧|照旧|没变|一直(?:都)?是")
BECAME = re.compile(r"[到至为成]了?$")
ALIKE = 0.8  # of what a figure counts, named by a claim whose number is another place's
LEAST_NAMED = 0.3  # of what a figure counts, named by a claim that it is to deny
WHOLE = 0.8  # a claim so far covered may hold a word of its own
SUBJECT = 0.6  # of the words, where the very number is claimed
# 至少三分之一: how a bound is said is no word of what is claimed.
BOUND_SAID = re.compile(
    r"至少|最少|起码|最多|顶多|至多|不少于|不低于|超过|不止|不到|不足|多于|少于|将近|接近|差不多|左右|上下"
)
HAPPENING = frozenset("次回遍场届期")  # 联系一次 counts no 群众
MOST_COUNTED = 2  # figures of one thing that a claim may be held against in another measure word
NEAR = 0.5  # of the words, covered by the clause of another place's figure
TELLING_OF_UNIT = 100
TELLING_DIGITS = 3  # so many tell, of the very number, that its unit is mistaken: 77663, but not 2万
TELLING = 10  # from here on a number tells the thing that it counts
CONFIRM_FROM, DENY_FROM = 0.9, 0.75  # of the confidence in the answer to the question that a claim answers
EXACT, LOOSE = 0.25, 0.4  # share of the words to be covered where the claimed number is the printed one, and where not


@dataclass(frozen=True, slots=True)
class Checked:
    """A claim checked."""

    verdict: bool | None  # None: neither confirmed nor denied
    facts: tuple[Chosen, ...]  # what the articles say
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Held:
    """One claimed figure with what it is held against."""

    question: AnalysedQuestion  # narrowed to what is said around the figure
    claim: Figure
    words: tuple[str, ...]
    behind: tuple[str, ...]  # of the words those right behind the figure
    key: int  # which word stands nearest to it; -1 for none
    chosen: tuple[Chosen, ...]  # every figure, best first
    said: dict[int, tuple[float, ...]]  # by the id of a fact, how far each word is said of it

    @property
    def is_telling(self) -> bool:
        """Whether the number alone tells what it counts."""
        return self.claim.value is not None and self.claim.value >= TELLING

    @property
    def candidates(self) -> list[Chosen]:
        """The figures of the same measure, of no other time."""
        every = [c for c in self.chosen if is_same_measure(self.claim, c)]
        if SPENT.search(self.question.folded) and not self.claim.unit:
            every = [c for c in every if c.fact.figure.kind == "money"]
        return [c for c in every if c.timed >= 0]

    def amount(self, chosen: Chosen) -> float:
        """Tell how much of the claim is said of a figure."""
        return sum(self.said[chosen.fact.id])


def hold_figure(question: AnalysedQuestion, claim: Figure, scope: Scope, narrowing: tuple[Figure, ...] = ()) -> Checked:
    """
    Hold one claimed figure against the figures of the same measure.

    Args:
        question: The claim, narrowed to what is said around the figure.
        claim: The figure.
        scope: The base.
        narrowing: Figures that say for whom it holds; where some stand in the clause of a figure, that is meant.
    """
    held = take_hold(question, claim, scope, narrowing)
    candidates = held.candidates
    if not candidates:
        none = Checked(None, tuple(c for c in held.chosen if is_same_measure(claim, c))[:1])
        return deny_unit(held) or deny_counted_otherwise(held) or none
    planned = PLANNED.search(question.folded) is not None
    here = [
        c for c in candidates if c.placed >= 0 and not is_of_other_kind(held, c) and (c.fact.planned or not planned)
    ]
    here = [c for c in here if not (agrees(claim, c) and counts_no_such(held, c))]
    here = [c for c in here if not stands_on_other_premises(question, c)]
    denying = [c for c in here if is_grounded(held, c, LOOSE) and names_thing(held, c)]
    if not planned:
        here = leave_out_plans(held, here, denying)
        denying = [c for c in denying if c in here]
    return (
        bear_out(held, here, denying)
        or leave_open(held, candidates, denying)
        or deny(held, [c for c in candidates if c.placed < 0], here, denying)
        or tell_whose(held, candidates, here, scope)
        or deny_unit(held)
        or deny_counted_otherwise(held)
        or Checked(None, tuple(candidates[:1]))
    )


def look_up(question: AnalysedQuestion, claim: Figure, scope: Scope) -> Checked | None:
    """
    Ask for what a claimed figure measures, as a question would, and hold the claim against a sure answer.

    A figure of the very unit denies a claim that differs. One that agrees confirms it only where its number is telling:
    73支志愿服务队拿到了补助 is not borne out by 73支.
    """
    asked = replace(
        question, intent="figure", asked=asked_by(claim), figures=tuple(f for f in question.figures if f != claim)
    )
    candidates = choose_facts(asked, scope)
    weighed = weigh(asked, candidates)
    if not weighed.fitting or not claim.unit:
        return None
    best = weighed.fitting[0]
    if best.placed < 0 or not same_unit(best.fact.figure.unit, claim.unit):
        return None
    confidence = confidence_of(asked, best, candidates, weighed.lead, weighed.anchored)
    if agrees(claim, best):
        sure = confidence >= CONFIRM_FROM and (claim.value or 0) >= TELLING_OF_UNIT and not best.grounding.contrary
        return Checked(True, (best,)) if sure else None
    if confidence < DENY_FROM or is_left_open(claim, best) or states_itself(claim, best):
        return None
    return Checked(False, (best,), f"原文是{best.fact.figure.text}")


def asked_by(claim: Figure) -> Asked:
    """Tell what a question asks for that a figure would answer."""
    dimension = dimension_of(claim.unit) if claim.unit else ""
    kind = claim.kind if claim.kind in FIGURE_KINDS else "count"
    if claim.kind == "quantity" and dimension not in ("", "count", "people"):
        kind = "measure"
    return Asked(kind, claim.unit, "" if dimension == "count" else dimension, start=claim.start, end=claim.end)


def take_hold(question: AnalysedQuestion, claim: Figure, scope: Scope, narrowing: tuple[Figure, ...]) -> Held:
    chosen = choose_facts(question, scope)
    chosen = tuple(c for c in chosen if narrowing and is_narrowed(c, narrowing)) or chosen
    rest = re.split(r"[\s,。、;?的吗吧]", bare_claim(question.folded)[claim.end :])[0]
    behind = tuple(word for word in question.words if word in rest)
    words = tuple(word for word in question.words if not is_generic(word) and not WHOLE_PLACE.fullmatch(word))
    said = {c.fact.id: said_of(words, c.fact, c.sentence, above(c.sentence, scope)) for c in chosen}
    return Held(question, claim, words, behind, key_word(words, behind, question, claim), chosen, said)


def is_narrowed(chosen: Chosen, narrowing: tuple[Figure, ...]) -> bool:
    """Tell whether all figures that narrow a claim stand in the clause of a figure, which is none of them."""
    clause = zones_of(chosen.fact, chosen.sentence).clause
    beside = [f for f in chosen.sentence.facts if f.id != chosen.fact.id and fold(f.figure.text) in clause]
    return all(
        any(f.figure.value == one.value and same_unit(f.figure.unit, one.unit) for f in beside) for one in narrowing
    )


def key_word(words: tuple[str, ...], behind: tuple[str, ...], question: AnalysedQuestion, claim: Figure) -> int:
    """Return which word stands nearest to a claimed figure: the first noun behind it, or the last word before it."""
    if behind:
        return words.index(behind[0]) if behind[0] in words else -1
    before = [(question.folded.rfind(word, 0, claim.start), position) for position, word in enumerate(words)]
    return max((found for found in before if found[0] >= 0), default=(-1, -1))[1]


def bear_out(held: Held, here: list[Chosen], denying: list[Chosen]) -> Checked | None:
    """Confirm a claim by a figure that agrees and that its words are said of; deny it where they are rather another's."""
    # A figure that agrees to the digit needs less of its words repeated.
    agreeing = [c for c in here if agrees(held.claim, c) and is_grounded(held, c, EXACT) and not c.grounding.contrary]
    rivals: list[tuple[Chosen, Chosen]] = []
    for one in agreeing:
        done = whose_act(held, one) or what_became(held, one)
        if done is not None:
            return Checked(False, (done, one), f"原文是{done.fact.figure.text}，{meaning_of(one)}")
        others = [c for c in denying if not agrees(held.claim, c) and is_rather(held, c, one)]
        if not others:
            thing = whose_other_measure(held, one)
            if thing is not None:
                reason = f"{meaning_of(one)}；{thing_of(thing)}原文是{thing.fact.figure.text}"
                return Checked(False, (one, thing), reason)
            note = "" if one.fact.figure.modifier == held.claim.modifier else f"原文写作{one.fact.figure.text}"
            return Checked(True, (one,), note)
        rivals.append((max(others, key=lambda c: (c.sentence.id == one.sentence.id, held.amount(c))), one))
    if not rivals:
        return None
    told, other = max(rivals, key=lambda pair: pair[0].sentence.id == pair[1].sentence.id)
    if not held.is_telling:
        return Checked(False, (told,), f"原文是{told.fact.figure.text}")
    return Checked(False, (told, other), f"原文是{told.fact.figure.text}，{meaning_of(other)}")


def counts_no_such(held: Held, chosen: Chosen) -> bool:
    """Tell whether a small number is claimed of a thing that is not what its figure counts: 2条地铁线, 2条公交线路."""
    if held.is_telling or not held.behind or (chosen.named or 0.0) > 0:
        return False
    said = dict(zip(held.words, held.said[chosen.fact.id], strict=True))
    return max((said.get(word, 1.0) for word in held.behind), default=1.0) <= LED_TO


def leave_open(held: Held, candidates: list[Chosen], denying: list[Chosen]) -> Checked | None:
    """Neither confirm nor deny what a printed 余 leaves open, unless the very number is told of something else."""
    vague = next((c for c in denying if is_left_open(held.claim, c)), None)
    if vague is None:
        return None
    same = (c for c in candidates if agrees(held.claim, c) and c.fact.figure.unit == held.claim.unit)
    other = next(same, None) if held.is_telling else None
    if other is None:
        return Checked(None, (vague,), f"原文只写作{vague.fact.figure.text}")
    return Checked(False, (vague, other), f"原文是{vague.fact.figure.text}，{meaning_of(other)}")


def deny(held: Held, away: list[Chosen], here: list[Chosen], denying: list[Chosen]) -> Checked | None:
    """Deny a claim by the figure of its thing, or by the other place that its number is of."""
    denying = [c for c in denying if not states_itself(held.claim, c)]
    elsewhere = [c for c in away if agrees(held.claim, c) and c.grounding.near >= NEAR]
    if denying:
        # 22505亩 is wrong about 22505平方米 rather than about another area.
        most = max(map(held.amount, denying))
        best = [c for c in denying if held.amount(c) > most - MORE]
        told = next((c for c in best if c.fact.figure.value == held.claim.value), best[0])
        there = [c for c in elsewhere if outdoes(held.said[c.fact.id], held.said[told.fact.id], held.key)]
        if not there:
            reason = f"原文是{told.fact.figure.text}"
            very = very_number(held, here)
            if very is not None and is_of_another_time(held, very, told):
                return Checked(True, (very,))
            return (
                Checked(False, (told,), reason)
                if very is None
                else Checked(False, (told, very), f"{reason}，{meaning_of(very)}")
            )
        return Checked(False, (there[0], told), meaning_of(there[0], with_place=True))
    if elsewhere:
        alike = [c for c in here if c.fact.figure.unit == held.claim.unit and (c.named or 0) >= ALIKE]
        return Checked(False, (elsewhere[0], *alike[:1]), meaning_of(elsewhere[0], with_place=True))
    return None


def states_itself(claim: Figure, chosen: Chosen) -> bool:
    """Tell whether the sentence of another figure states the claimed one in a way that no fact holds: 满三次的摘牌."""
    known = any(f.figure.value == claim.value and same_unit(f.figure.unit, claim.unit) for f in chosen.sentence.facts)
    return bool(claim.unit) and not known and fold(claim.text) in fold(chosen.sentence.text)


def is_of_another_time(held: Held, very: Chosen, told: Chosen) -> bool:
    """Tell whether two figures are of one thing at two times, the claimed one being what it became: 54个摊位, 增至186个."""
    one, other = very.fact, told.fact
    became = one.figure.change == "to" and one.period != other.period
    return became and one.counted == other.counted and bool(one.counted) and not names_time(held.question)


def very_number(held: Held, here: list[Chosen]) -> Chosen | None:
    """Find whose a claimed number is, to the digit and with its unit, where it is not that of what the claim names."""
    if not held.is_telling or not held.claim.unit:
        return None
    same = (c for c in here if agrees(held.claim, c) and same_unit(c.fact.figure.unit, held.claim.unit))
    return next((c for c in same if c.fact.figure.value == held.claim.value), None)


def deny_unit(held: Held) -> Checked | None:
    """Deny a claim of the very number in a unit of another kind: 77663吨 where 77663立方米 is printed."""
    claim = held.claim
    if claim.value is None or claim.value < TELLING_OF_UNIT or not claim.unit:
        return None
    digits = len(claim.value.normalize().as_tuple().digits)
    if digits == 1:
        return None  # 2万元 is no slip for 2万平方米
    least = EXACT if digits >= TELLING_DIGITS else LOOSE
    for one in held.chosen:
        figure = one.fact.figure
        if figure.value != claim.value or figure.kind in OTHER_KINDS or not figure.unit or one.placed < 0:
            continue
        counts = {dimension_of(claim.unit), dimension_of(figure.unit)} <= {"", "count", "people"}
        if counts or is_same_measure(claim, one) or not is_grounded(held, one, least):
            continue
        return Checked(False, (one,), f"原文是{figure.text}，单位不是{claim.unit}")
    return None


def deny_counted_otherwise(held: Held) -> Checked | None:
    """
    Deny a number of a thing that the articles count by another measure word: 联系8户群众, 联系6名群众.

    Every word of the claim must be said of the figure, and the noun behind the number be what it counts; of two such
    figures both must differ.
    """
    claim = held.claim
    counts = bool(claim.unit) and dimension_of(claim.unit) in COUNTS and claim.unit not in HAPPENING
    if claim.value is None or not counts or not held.behind or PLANNED.search(held.question.folded):
        return None
    told = [c for c in held.chosen if is_counted_so(held, c)]
    if not 0 < len(told) <= MOST_COUNTED or any(c.fact.figure.value == claim.value for c in told):
        return None
    shown = "、".join(f"{c.fact.figure.text}{c.fact.counted}" for c in told)
    return Checked(False, tuple(told), f"原文是{shown}")


def is_counted_so(held: Held, chosen: Chosen) -> bool:
    """Tell whether a figure counts what a claim names right behind its number, and every word of it is said of that."""
    figure, said = chosen.fact.figure, held.said[chosen.fact.id]
    counts = figure.kind == "quantity" and dimension_of(figure.unit) in COUNTS and figure.unit not in HAPPENING
    here = chosen.placed >= 0 and chosen.timed >= 0 and not chosen.fact.planned
    if not (counts and here and figure.unit and said and held.key >= 0) or not names_thing(held, chosen):
        return False
    if is_same_measure(held.claim, chosen):
        return False
    counted = fold(chosen.fact.counted)
    # 路口 are no 路, though the character stands there.
    named = all(word in counted if len(word) > 1 else counted.endswith(word) for word in held.behind)
    return named and said[held.key] >= NAMED and min(said) >= LED_TO * NAMED


def tell_whose(held: Held, candidates: list[Chosen], here: list[Chosen], scope: Scope) -> Checked | None:
    """Deny a claim whose very number is of another thing than the one that it names: 22支志愿服务队, 22支突击队."""
    if not held.is_telling:
        return None
    for one in here:
        if not agrees(held.claim, one) or one.fact.figure.unit != held.claim.unit:
            continue
        if counts_another(held, one, scope):
            return Checked(False, (one,), meaning_of(one))
        known = known_elsewhere(held, one, candidates)
        if known is not None:
            return Checked(False, (one, known), meaning_of(one))
    return None


def meaning_of(chosen: Chosen, with_place: bool = False) -> str:
    """Say what a figure is of: 3000余份说的是古荥镇的发放宣传资料."""
    where = f"{shown_place(chosen.sentence, chosen.fact.place)}的" if with_place else ""
    return f"{chosen.fact.figure.text}说的是{where}{thing_of(chosen)}"


def is_rather(held: Held, other: Chosen, one: Chosen) -> bool:
    """Tell whether a claim is rather about another figure than about one; a part of it needs no more words than the whole."""
    if one.fact.figure.change == "to" and other.fact.figure.change != "to":
        # 从61%升到88%: what it became is claimed, and what it was is of another time.
        earlier = other.fact.figure.change == "from" and other.sentence.id == one.sentence.id
        if earlier or (other.fact.period != one.fact.period and not names_time(held.question)):
            return False
    of_time = [c.fact.period in held.question.periods for c in (one, other)]
    if of_time[0] != of_time[1] and one.fact.counted == other.fact.counted and one.sentence.id == other.sentence.id:
        return of_time[1]  # 2019年9起,去年1起: what is told of the time that the claim names
    part = other.fact.role == "part" and one.fact.role == "total" and other.sentence.id == one.sentence.id
    return outdoes(held.said[other.fact.id], held.said[one.fact.id], held.key, MORE_OF_PART if part else MORE)


def names_time(question: AnalysedQuestion) -> bool:
    """Tell whether a claim names another time than now."""
    return any(not NOW.fullmatch(period) for period in question.periods)


def whose_act(held: Held, one: Chosen) -> Chosen | None:
    """
    Find the figure beside the one that agrees of which the claimed act is told: 排查931处, 排查958处,整改931处.

    The claim names what was done there, and not what was done here.
    """
    said = bare_claim(held.question.folded)
    if len(one.fact.act) < 2 or one.fact.act in said:
        return None
    for fact in one.sentence.facts:
        other = replace(one, fact=fact)
        named = len(fact.act) > 1 and fact.act in said and fact.act not in one.fact.act
        alike = same_unit(fact.figure.unit, one.fact.figure.unit)
        alike = alike and (fact.counted[-2:] == one.fact.counted[-2:] or (not fact.counted and fact.role == "part"))
        if fact.id != one.fact.id and named and alike and not agrees(held.claim, other):
            return other
    return None


def what_became(held: Held, one: Chosen) -> Chosen | None:
    """Find what a figure became that is claimed to be so now: 现在收缴率61%, 从61%升到88%."""
    before = held.question.folded[: held.claim.start]
    if one.fact.period and one.fact.figure.change != "to" and NOW.search(before):
        later = (
            c for c in held.candidates if c.fact.figure.change == "to" and c.fact.counted == one.fact.counted != ""
        )
        became = next((c for c in later if c.fact.period != one.fact.period and not agrees(held.claim, c)), None)
        if became is not None:
            return became
    if not (NOW.search(before) or STAYS.search(before) or BECAME.search(before)):
        return None
    return next((replace(one, fact=f) for f in one.sentence.facts if came_from(f, one.sentence) == one.fact), None)


def whose_other_measure(held: Held, one: Chosen) -> Chosen | None:
    """
    Find the figure of the thing that a claim names, where the claimed number is of something else.

    临时建筑有540平方米: the square metres are of the roads beside, and of the buildings another measure is told.
    """
    mine = held.said[one.fact.id]
    if not held.claim.unit and one.fact.figure.kind == "money" and SPENT.search(held.question.folded):
        return None  # 改造花了265万 is of no 96个 that are counted beside
    if dimension_of(held.claim.unit) in OF_SOMETHING or max(mine, default=1.0) >= NAMED:
        return None
    for other in held.chosen:
        theirs = held.said[other.fact.id]
        named = any(len(word) > 1 and word in other.fact.counted for word in held.words)
        if other.fact.figure.kind in OTHER_KINDS or other.placed < 0 or not named:
            continue
        if max(theirs) >= NAMED and outdoes(theirs, mine):
            return other
    return None


def counts_another(held: Held, one: Chosen, scope: Scope) -> bool:
    """Tell whether the noun behind a claimed number is missing around its figure, and known to the base."""
    missing = [word for word in one.grounding.missing if len(word) > 1]
    if not missing or not all(word in held.behind for word in missing) or one.grounding.near < LOOSE:
        return False
    return all(is_held(word, scope.index) for word in missing)


def known_elsewhere(held: Held, one: Chosen, candidates: Iterable[Chosen]) -> Chosen | None:
    """Find whose thing a claim names, where the claimed number is of another thing here: 花园口有22支志愿服务队."""
    if held.key < 0 or held.said[one.fact.id][held.key] >= LED_TO:
        return None
    return next(
        (
            c
            for c in candidates
            if c.placed < 0
            and c.fact.figure.unit == held.claim.unit
            and held.said[c.fact.id][held.key] >= NAMED
            and not agrees(held.claim, c)
        ),
        None,
    )


def names_thing(held: Held, chosen: Chosen) -> bool:
    """
    Tell whether a claim is about what a figure counts, so that the figure speaks against it.

    有3万人 is not denied by 440余名 who are 党员: the claim does not name them.
    """
    fact = chosen.fact
    if chosen.sentence.id in held.question.context_sentences:
        return True
    if not held.words:
        before = chosen.sentence.text[: fact.figure.start]
        return len(fact.counted) < 2 or bool(POPULATION.search(fact.counted) or GENERAL.search(before))
    of_part = bool(fact.place) and fact.place != chosen.sentence.place and fact.place not in held.question.places
    if held.question.places and all(word in held.behind for word in held.words) and of_part:
        return False  # 有22个村 is not denied by three of them
    return chosen.named is None or chosen.named >= LEAST_NAMED or fact.figure.value == held.claim.value


def is_of_other_kind(held: Held, chosen: Chosen) -> bool:
    """Tell whether a claim counts with another measure word a thing that stands nowhere near: 118栋楼 for 118处."""
    unit, printed = held.claim.unit, chosen.fact.figure.unit
    if not unit or unit == printed or same_unit(unit, printed):
        return False
    return bool(held.behind) and all(word in chosen.grounding.missing for word in held.behind)


def leave_out_plans(held: Held, here: list[Chosen], denying: list[Chosen]) -> list[Chosen]:
    """Leave out what is only planned, where as much is said of what is done; what is planned for a time named stays."""
    plans = [c for c in here if c.fact.planned and not (held.question.periods and c.timed > 0)]
    most = max(map(held.amount, plans), default=0.0)
    done = any(not c.fact.planned and held.amount(c) >= most - MORE for c in denying)
    return [c for c in here if c not in plans] if done else here


def is_grounded(held: Held, chosen: Chosen, least: float) -> bool:
    """Tell whether enough of a claim stands around a figure for it to be about that."""
    grounding = chosen.grounding
    if not telling(held.question.words):
        return bool(held.question.places) or chosen.sentence.id in held.question.context_sentences
    if [word for word in grounding.missing if len(word) > 1] and grounding.share < WHOLE:
        return False  # the claim says something that the sentence does not: 拿到补助了
    if least == EXACT and grounding.share >= SUBJECT and (chosen.fact.figure.value or 0) >= TELLING:
        return True  # the very number, of what its part of the sentence speaks of
    said = held.said[chosen.fact.id]
    if least == LOOSE and said and min(said) >= LED_TO * NAMED and not grounding.missing:
        return True  # every word is said of the figure or leads up to it
    return grounding.beside >= least and grounding.share >= least


def is_claim_word(word: str) -> bool:
    """Tell whether a word belongs to no claim."""
    return (
        is_said_around(word)
        or BOUND_SAID.fullmatch(word) is not None
        or TOTAL_SAID.fullmatch(word) is not None
        or is_generic(word)
    )
