"""A claim, in; whether the articles bear it out, with the true figure, out."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from knowledge.answers.arithmetic import into, subtract
from knowledge.answers.belonging import LED_TO, MORE, outdoes, said_of
from knowledge.answers.choosing import Chosen, Scope, choose_facts, measure_word_agreement
from knowledge.answers.lookups import OTHER_KINDS
from knowledge.answers.operands import TOTAL_SAID, above, is_total_and_done, thing_of, total_and_done
from knowledge.answers.phrasing import COMPUTED, shown_place
from knowledge.errors import QuantityError
from knowledge.figures import Figure
from knowledge.language import fold
from knowledge.quantities import dimension_of, same_unit
from knowledge.questions import AnalysedQuestion, Asked, bare_claim, is_generic, is_said_around
from knowledge.questions.analysis import blank
from knowledge.questions.homophones import is_held
from knowledge.questions.splitting import content_of

ALL_DONE = re.compile(r"全部|全都|都(?:已|整|完|拆|改)|所有|完毕|一个不(?:剩|落)|百分之百|100%")
ONE_OF = re.compile(r"[一1每][^\d]?$")
LEFT = re.compile(r"(?:剩|差|余|欠)(?:下|了|余)?的?(?:只|就|仅|还)?(?:有)?$")
STILL = re.compile(r"(?:还|就|只|仅)(?:有|是)?$")
UNDONE = re.compile(r"没|未|尚")
DENIED = re.compile(r"(?:并没有?|没有?|并未|从未)[^,。?错]{0,6}?\d")
DONE_BEFORE = re.compile(r"(?:整治|整改|完成|解决|改好?|办结|清理|落实|处理)[了完好掉成]*$")
NAMED = 0.9  # of a word, said of a figure as its own
TOLD = 0.5  # of the words of what is said to be left
ALIKE = 0.8  # of what a figure counts, named by a claim whose number is another place's
LEAST_NAMED = 0.3  # of what a figure counts, named by a claim that it is to deny
POPULATION = re.compile(r"人口|人数|总户数|居民$")
WHOLE = 0.8  # a claim so far covered may hold a word of its own
SPENT = re.compile(r"花了|投了|投资|补助|拨|费用|收费")
SPOKEN = re.compile(r"\d\.\d+[万亿]|[一二两三四五六七八九十][百千万亿][一二两三四五六七八九]")
UP_TO_NEXT = ("多", "余", "来")  # up to the next of the last digit said: 两千四百多 is below 2500
SHARES = ("percent", "fraction", "percentage_point")
TOGETHER = 24  # characters between the first and the last of figures that are claimed together
TELLING = 10  # from here on a number tells the thing that it counts
SUBJECT = 0.6  # of the words of what is said to be all done
EXACT, LOOSE = 0.25, 0.4  # share of the words to be covered where the claimed number is the printed one, and where not


Said = Mapping[int, tuple[float, ...]]  # by the id of a fact, how far each word of a claim is said of it


@dataclass(frozen=True, slots=True)
class Checked:
    """A claim checked."""

    verdict: bool | None  # None: neither confirmed nor denied
    facts: tuple[Chosen, ...]  # what the articles say
    reason: str = ""


def check_claim(question: AnalysedQuestion, scope: Scope) -> Checked:
    """
    Check every figure of a claim against the figure that the articles give for the same thing.

    Returns:
        True where all agree; False where one differs, or belongs to another place or thing; None where the articles
        give no figure for it.
    """
    left = check_left(question, scope)
    if left is not None:
        return left
    claims = claimed_of(question)
    facts: list[Chosen] = []
    verdicts: list[bool] = []
    reasons: list[str] = []
    for claim in claims:
        part = claim_question(question, claim)
        checked = check_figure(part, claim, scope)
        if checked.verdict is None:
            # The whole claim's words may say what its parts leave open.
            checked = check_figure(whole_question(question), claim, scope)
        if checked.verdict is None:
            together = find_together(question, scope)
            if not together:
                return Checked(None, checked.facts, checked.reason)
            verdicts, facts = [True], list(together)
            break
        verdicts.append(checked.verdict)
        facts += [fact for fact in checked.facts if fact.fact.id not in {known.fact.id for known in facts}]
        reasons += [checked.reason] if checked.reason else []
    if not verdicts:
        return Checked(None, ())
    if all(verdicts) and DENIED.search(question.folded):
        return Checked(False, tuple(facts), "原文的说法正好相反")
    if all(verdicts) and is_turned_round(question, facts):
        return Checked(False, tuple(facts), "总数和完成数说反了")
    if all(verdicts) and ALL_DONE.search(question.folded):
        undone = find_undone(facts, scope)
        if undone is not None:
            return Checked(False, undone, "并没有全部完成")
    return Checked(all(verdicts), tuple(facts), "；".join(dict.fromkeys(reasons)))


def claimed_of(question: AnalysedQuestion) -> tuple[Figure, ...]:
    """Return the figures that a line claims; of 一名党员联系六个群众 the first says for whom the second holds."""
    several = len(question.figures) > 1
    return tuple(f for f in question.figures if not (several and ONE_OF.match(f.text))) or question.figures


def check_left(question: AnalysedQuestion, scope: Scope) -> Checked | None:
    """Check how much is said to be left (就差两处没弄完) against a total and what of it is done."""
    if len(question.figures) != 1 or question.figures[0].value is None:
        return None
    claim = question.figures[0]
    before, behind = question.folded[: claim.start], question.folded[claim.end :]
    if not LEFT.search(before) and not (STILL.search(before) and UNDONE.search(behind)):
        return None
    pair = total_and_done(whole_question(question), scope)
    if pair is None or min(one.grounding.share for one in pair) < TOLD:
        return None
    total, done = (one.fact.figure for one in pair)
    if claim.unit and not same_unit(claim.unit, total.unit):
        return None
    left = subtract(total, done)
    agreed = left.value == claim.value or is_within(claim, claim.value or left.value, left.value)
    return Checked(agreed, pair, f"还剩{left.text}（{COMPUTED}：{left.formula}）")


def is_turned_round(question: AnalysedQuestion, facts: list[Chosen]) -> bool:
    """Tell whether a claim takes the total for what is done of it: 326处问题整治了328处."""
    if len(question.figures) != 2 or len(facts) != 2 or facts[0].sentence.id != facts[1].sentence.id:
        return False
    done, total = (chosen.fact for chosen in facts)
    between = question.folded.partition(fold(question.figures[0].text))[2].partition(fold(question.figures[1].text))[0]
    said_done = DONE_BEFORE.search(between) is not None
    return said_done and done.figure.start > total.figure.start and is_total_and_done(total, done, facts[0].sentence)


def find_together(question: AnalysedQuestion, scope: Scope) -> tuple[Chosen, ...]:
    """
    Find the sentence that gives all the figures of a claim, in its order, where nothing else is claimed.

    328处改好了326处 names little of what the sentence names; two figures side by side say enough.
    """
    if len(question.figures) < 2:
        return ()
    by_sentence: dict[int, list[Chosen]] = {}
    for chosen in choose_facts(whole_question(question), scope):
        if chosen.placed >= 0 and chosen.timed >= 0:
            by_sentence.setdefault(chosen.sentence.id, []).append(chosen)
    for candidates in by_sentence.values():
        found: list[Chosen] = []
        since = 0
        for chosen in sorted(candidates, key=lambda c: c.fact.figure.start):
            claim = question.figures[len(found)]
            if chosen.fact.figure.start >= since and is_same_measure(claim, chosen) and agrees(claim, chosen):
                found.append(chosen)
                since = chosen.fact.figure.end + 1
            if len(found) == len(question.figures):
                lost = any(len(word) > 1 for word in found[0].grounding.missing)
                near = found[-1].fact.figure.start - found[0].fact.figure.end <= TOGETHER
                return tuple(found) if near and not lost and found[0].grounding.share >= LOOSE else ()
    return ()


def whole_question(question: AnalysedQuestion) -> AnalysedQuestion:
    said = bare_claim(question.folded)
    words = tuple(word for word in question.words if word in said and not is_claim_word(word))
    around = tuple(word for word in question.context_words if word in said and not is_claim_word(word))
    return replace(question, words=words or around, context_words=around if words else (), asked=Asked(), figures=())


def claim_question(question: AnalysedQuestion, claim: Figure) -> AnalysedQuestion:
    """Narrow a claim to what is said around one of its figures: its clause, up to the next figure."""
    text = question.folded
    several = len(question.figures) > 1
    cut = re.compile(r"[,。、;及和跟与]" if several else r"[,。;!?]")
    start = max((m.end() for m in cut.finditer(text, 0, claim.start)), default=0)
    end = next((m.start() for m in re.compile(cut.pattern + "|-").finditer(text, claim.end)), len(text))
    # 5个临时党支部15个基层党支部: what stands between two figures belongs to the first.
    start = max((other.end for other in question.figures if start < other.end <= claim.start), default=start)
    end = min((other.start for other in question.figures if claim.end <= other.start < end), default=end)
    bare = blank(bare_claim(text), [(figure.start, figure.end) for figure in question.figures])
    words = tuple(word for word in content_of(question, bare[start:end]) if not is_claim_word(word))
    whole = whole_question(question)
    if several:
        return replace(whole, words=words or whole.words, context_words=())
    if not any(len(word) > 1 for word in words):
        return whole
    around = tuple(word for word in (*whole.words, *whole.context_words) if word not in words)
    return replace(whole, words=words, context_words=around)


def check_figure(question: AnalysedQuestion, claim: Figure, scope: Scope) -> Checked:
    """Hold one claimed figure against the figures of the same measure."""
    chosen = choose_facts(question, scope)
    every = [c for c in chosen if is_same_measure(claim, c)]
    if SPENT.search(question.folded) and not claim.unit:
        every = [c for c in every if c.fact.figure.kind == "money"]
    candidates = [c for c in every if c.timed >= 0]
    if every and not candidates:
        return Checked(None, tuple(every[:1]))
    behind = words_behind(question, claim)
    words = tuple(word for word in question.words if not is_generic(word))
    key = key_word(words, behind, question, claim)
    said = {c.fact.id: said_of(words, c.fact, c.sentence, above(c.sentence, scope)) for c in chosen}
    here = [c for c in candidates if c.placed >= 0 and not is_of_other_kind(claim, behind, c)]
    denying = [
        c
        for c in here
        if (is_grounded(question, c, LOOSE) or is_said_whole(said[c.fact.id], c))
        and names_thing(question, claim, words, behind, c)
    ]
    # A figure that agrees to the digit needs less of its words repeated.
    agreeing = [c for c in here if agrees(claim, c) and is_grounded(question, c, EXACT) and not c.grounding.contrary]
    rival = None
    for one in agreeing:
        others = [c for c in denying if not agrees(claim, c) and outdoes(said[c.fact.id], said[one.fact.id], key)]
        if not others:
            thing = whose_other_measure(claim, words, one, chosen, said)
            if thing is not None:
                reason = f"{meaning_of(one)}；{thing_of(thing)}原文是{thing.fact.figure.text}"
                return Checked(False, (one, thing), reason)
            note = "" if one.fact.figure.modifier == claim.modifier else f"原文写作{one.fact.figure.text}"
            return Checked(True, (one,), note)
        rival = rival or (max(others, key=lambda c: sum(said[c.fact.id])), one)
    if rival is not None:
        told, other = rival
        if (claim.value or 0) < TELLING:
            return Checked(False, (told,), f"原文是{told.fact.figure.text}")
        return Checked(False, (told, other), f"原文是{told.fact.figure.text}，{meaning_of(other)}")
    elsewhere = [c for c in candidates if c.placed < 0 and agrees(claim, c) and c.grounding.near >= 0.5]
    if denying:
        # 22505亩 is wrong about 22505平方米 rather than about another area.
        most = max(sum(said[c.fact.id]) for c in denying)
        best = [c for c in denying if sum(said[c.fact.id]) > most - MORE]
        told = next((c for c in best if c.fact.figure.value == claim.value), best[0])
        there = [c for c in elsewhere if outdoes(said[c.fact.id], said[told.fact.id], key)]
        if not there:
            return Checked(False, (told,), f"原文是{told.fact.figure.text}")
        return Checked(False, (there[0], told), meaning_of(there[0], with_place=True))
    if elsewhere:
        alike = [c for c in here if c.fact.figure.unit == claim.unit and (c.named or 0) >= ALIKE]
        return Checked(False, (elsewhere[0], *alike[:1]), meaning_of(elsewhere[0], with_place=True))
    for one in here:
        if counts_another(claim, behind, one, scope):
            return Checked(False, (one,), meaning_of(one))
    return Checked(None, tuple(candidates[:1]))


def whose_other_measure(
    claim: Figure, words: tuple[str, ...], one: Chosen, chosen: tuple[Chosen, ...], said: Said
) -> Chosen | None:
    """
    Find the figure of the thing that a claim names, where the claimed number is of something else.

    临时建筑有540平方米: the square metres are of the roads beside, and of the buildings another measure is told. Of people
    and days that is no sign: a squad has members, a fair lasts.
    """
    mine = said[one.fact.id]
    if dimension_of(claim.unit) in ("people", "time", "percent") or max(mine, default=1.0) >= NAMED:
        return None
    for other in chosen:
        theirs = said[other.fact.id]
        named = any(len(word) > 1 and word in other.fact.counted for word in words)
        if other.fact.figure.kind in OTHER_KINDS or other.placed < 0 or not named:
            continue
        if max(theirs) >= NAMED and outdoes(theirs, mine):
            return other
    return None


def is_said_whole(said: tuple[float, ...], chosen: Chosen) -> bool:
    """Tell whether every word of a claim is said of a figure or leads up to it."""
    return bool(said) and min(said) >= LED_TO * NAMED and not chosen.grounding.missing


def meaning_of(chosen: Chosen, with_place: bool = False) -> str:
    """Say what a figure is of: 3000余份说的是古荥镇的发放宣传资料."""
    where = f"{shown_place(chosen.sentence, chosen.fact.place)}的" if with_place else ""
    return f"{chosen.fact.figure.text}说的是{where}{thing_of(chosen)}"


def key_word(words: tuple[str, ...], behind: tuple[str, ...], question: AnalysedQuestion, claim: Figure) -> int:
    """Return which word stands nearest to a claimed figure: the first noun behind it, or the last word before it."""
    if behind:
        return words.index(behind[0]) if behind[0] in words else -1
    before = [(question.folded.rfind(word, 0, claim.start), position) for position, word in enumerate(words)]
    return max((found for found in before if found[0] >= 0), default=(-1, -1))[1]


def names_thing(
    question: AnalysedQuestion, claim: Figure, words: tuple[str, ...], behind: tuple[str, ...], chosen: Chosen
) -> bool:
    """
    Tell whether a claim is about what a figure counts, so that the figure speaks against it.

    有3万人 is not denied by 440余名 who are 党员: the claim does not name them.
    """
    if chosen.sentence.id in question.context_sentences:
        return True
    if not words:
        return len(chosen.fact.counted) < 2 or POPULATION.search(chosen.fact.counted) is not None
    if question.places and all(word in behind for word in words) and is_of_part(question, chosen):
        return False  # 有22个村 is not denied by three of them
    return chosen.named is None or chosen.named >= LEAST_NAMED or chosen.fact.figure.value == claim.value


def is_of_part(question: AnalysedQuestion, chosen: Chosen) -> bool:
    """Tell whether a figure is of a part of the places that a question names: of some of its villages."""
    place = chosen.fact.place
    return bool(place) and place != chosen.sentence.place and place not in question.places


def words_behind(question: AnalysedQuestion, claim: Figure) -> tuple[str, ...]:
    """Return the words that stand right behind a claimed figure: what it is said to count."""
    rest = re.split(r"[\s,。、;?的吗吧]", bare_claim(question.folded)[claim.end :])[0]
    return tuple(word for word in question.words if word in rest)


def is_of_other_kind(claim: Figure, behind: tuple[str, ...], chosen: Chosen) -> bool:
    """Tell whether a claim counts with another measure word a thing that stands nowhere near: 118栋楼 for 118处."""
    figure = chosen.fact.figure
    if not claim.unit or claim.unit == figure.unit or same_unit(claim.unit, figure.unit):
        return False
    return bool(behind) and all(word in chosen.grounding.missing for word in behind)


def counts_another(claim: Figure, behind: tuple[str, ...], chosen: Chosen, scope: Scope) -> bool:
    """
    Tell whether a claim has the very figure of a fact, and says it of another thing that the base knows too.

    22支党员志愿服务队, where 22支 are the 突击队 and 志愿服务队 stand elsewhere.
    """
    figure = chosen.fact.figure
    if claim.value is None or claim.value < TELLING or claim.value != figure.value or claim.unit != figure.unit:
        return False
    missing = [word for word in chosen.grounding.missing if len(word) > 1]
    if not missing or not all(word in behind for word in missing) or chosen.grounding.near < LOOSE:
        return False
    return all(is_held(word, scope.index) for word in missing)


def is_grounded(question: AnalysedQuestion, chosen: Chosen, least: float) -> bool:
    content = [word for word in question.words if not is_generic(word)]
    if not content:
        return bool(question.places) or chosen.sentence.id in question.context_sentences
    if [word for word in chosen.grounding.missing if len(word) > 1] and chosen.grounding.share < WHOLE:
        return False  # the claim says something that the sentence does not: 拿到补助了
    if least == EXACT and chosen.grounding.share >= SUBJECT and (chosen.fact.figure.value or 0) >= TELLING:
        return True  # the very number, of what its part of the sentence speaks of
    return chosen.grounding.beside >= least and chosen.grounding.share >= least


def is_same_measure(claim: Figure, chosen: Chosen) -> bool:
    """Tell whether a fact measures what a claim measures: the same unit or dimension, a rate of the same kind of thing."""
    figure = chosen.fact.figure
    if figure.kind in OTHER_KINDS or (figure.kind in SHARES) != (claim.kind in SHARES):
        return False
    if not claim.unit or claim.unit == figure.unit or same_unit(claim.unit, figure.unit):
        return True
    mine, theirs = dimension_of(claim.unit), dimension_of(figure.unit)
    if mine in ("", "count", "people"):
        return theirs in ("", "count", "people") and measure_word_agreement(claim.unit, figure.unit) > 0
    return mine == theirs


def agrees(claim: Figure, chosen: Chosen) -> bool:
    """Tell whether a claimed figure is the one of a fact: the value equal, the rate equal, no qualifier turned round."""
    figure = chosen.fact.figure
    if claim.value is None or figure.value is None:
        return False
    try:
        printed = into(figure.value, figure.unit, claim.unit or figure.unit)
    except QuantityError:
        printed = figure.value
    if not is_within(claim, claim.value, printed) or {claim.change, figure.change} == {"rise", "fall"}:
        return False
    if claim.per and figure.per and claim.per[:1] + claim.per[-1:] != figure.per[:1] + figure.per[-1:]:
        return False
    contrary = {
        ("at_most", "over"),
        ("over", "at_most"),
        ("at_most", "at_least"),
        ("at_least", "at_most"),
        ("under", "over"),
        ("over", "under"),
    }
    return (claim.sense, figure.sense) not in contrary


def is_within(claim: Figure, claimed: Decimal, printed: Decimal) -> bool:
    """
    Tell whether a printed value is what a claim says: the same, or within what its qualifier leaves open.

    超过100处 holds for 118处; 7.7万 for 77663; 两万多 holds up to the next 万, so not for 47000, and 两千四百多 not for 2946.
    """
    if claimed == printed:
        return True
    if claimed > 0:
        digits, exponent = claimed.normalize().as_tuple()[1:]
        step = Decimal(1).scaleb(int(exponent))
        if claim.modifier in UP_TO_NEXT:
            return claimed < printed < claimed + step
        if not claim.modifier and len(digits) > 1 and SPOKEN.search(claim.text):
            return abs(printed - claimed) < step
    if claim.sense in ("over", "at_least"):
        return printed > claimed
    return claim.sense in ("under", "at_most") and printed < claimed


def check_all_done(question: AnalysedQuestion, scope: Scope) -> Checked | None:
    """Deny that all of a thing is done, where the articles give its total and less that is done."""
    if not ALL_DONE.search(question.folded):
        return None
    pair = total_and_done(whole_question(question), scope)
    if pair is None or min(one.grounding.share for one in pair) < SUBJECT:
        return None
    total, done = (one.fact.figure.value for one in pair)
    if total is None or done is None or done >= total:
        return None
    return Checked(False, pair, "并没有全部完成")


def find_undone(facts: list[Chosen], scope: Scope) -> tuple[Chosen, ...] | None:
    """Return a total and what of it is done, where that is less."""
    for chosen in facts:
        for other in chosen.sentence.facts:
            first, second = sorted((chosen.fact, other), key=lambda fact: fact.figure.start)
            if first.id == second.id or not is_total_and_done(first, second, chosen.sentence):
                continue
            if (
                first.figure.value is not None
                and second.figure.value is not None
                and second.figure.value < first.figure.value
            ):
                return tuple(replace(chosen, fact=fact) for fact in (first, second))
    return None


def is_claim_word(word: str) -> bool:
    return bool(is_said_around(word) or TOTAL_SAID.fullmatch(word)) or is_generic(word)
