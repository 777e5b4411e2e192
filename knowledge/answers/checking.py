"""A claim, in; whether the articles bear it out, with the true figure, out."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from knowledge.answers.arithmetic import into
from knowledge.answers.choosing import Chosen, Scope, choose_facts, measure_word_agreement
from knowledge.answers.comparing import TOTAL_SAID, is_total_and_done, total_and_done
from knowledge.errors import QuantityError
from knowledge.figures import Figure
from knowledge.language import fold
from knowledge.quantities import dimension_of, same_unit
from knowledge.questions import HEARSAY, AnalysedQuestion, Asked, is_generic
from knowledge.questions.homophones import is_held
from knowledge.questions.splitting import content_of

CLAIM_WORDS = re.compile(
    HEARSAY.pattern
    + r"|真有(?:这么|那么)[多少长大高]?|对(?:or|/|或|还是)错|(?:真)?有这(?:回|么回)?事|(?:请|麻烦)?(?:帮(?:我|忙))?(?:核实|核对|查证|求证|证实|确认)(?:一下|下)?|听说|据说|有人说|人家说|网上说|网传|听人说|别人说|朋友说|邻居说|领导说|我记得|印象中|应该是|好像是"
    r"|(?:这个?|这种)?说法|对不对|对吗|对吧|对么|是不是|是吗|是吧|是否|没记错吧?|没错吧?|真的假的|真的吗|真有这(?:回)?事|真有|是这个数|还是|错|属实吗?|准确吗|正确吗|真的吗|没错吧|这样吗|对$|只|才|可靠不|是这样|就是|这话|在不在|是不是|真不真|准不准"
)
ALL_DONE = re.compile(r"全部|全都|都(?:已|整|完|拆|改)|所有|完毕|一个不(?:剩|落)|百分之百|100%")
DENIED = re.compile(r"(?:并没有?|没有?|并未|从未)[^,。?错]{0,6}?\d")
DONE_BEFORE = re.compile(r"(?:整治|整改|完成|解决|改好?|办结|清理|落实|处理)[了完好掉成]*$")
NEAR_BEST = 0.25  # behind the best in coverage, a figure that agrees is still the one meant
WHOLE = 0.8  # a claim so far covered may hold a word of its own
SPENT = re.compile(r"花了|投了|投资|补助|拨|费用|收费")
UP_TO_NEXT = ("多", "余", "来")  # up to the next of the last digit said: 两千四百多 is below 2500
SHARES = ("percent", "fraction", "percentage_point")
TOGETHER = 24  # characters between the first and the last of figures that are claimed together
TELLING = 10  # from here on a number tells the thing that it counts
SUBJECT = 0.6  # of the words of what is said to be all done
EXACT, LOOSE = 0.25, 0.4  # share of the words to be covered where the claimed number is the printed one, and where not


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
    claims = question.figures
    facts: list[Chosen] = []
    verdicts: list[bool] = []
    reasons: list[str] = []
    for position, claim in enumerate(claims):
        part = claim_question(question, position)
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
    said = CLAIM_WORDS.sub(" ", question.folded)
    words = tuple(word for word in question.words if word in said and not is_claim_word(word))
    around = tuple(word for word in question.context_words if word in said and not is_claim_word(word))
    return replace(question, words=words or around, context_words=around if words else (), asked=Asked(), figures=())


def claim_question(question: AnalysedQuestion, position: int) -> AnalysedQuestion:
    """Narrow a claim of several figures to what is said around one of them."""
    if len(question.figures) == 1:
        return whole_question(question)
    text = question.folded
    claim = question.figures[position]
    at = text.find(fold(claim.text))
    start = max((m.end() for m in re.finditer(r"[,。、;及和跟与]", text[:at])), default=0)
    end = next((m.start() + at for m in re.finditer(r"[,。、;?及和跟与]|-", text[at:])), len(text))
    # 5个临时党支部15个基层党支部: what stands between two figures belongs to the first.
    spans = [(i, i + len(said)) for said in (fold(f.text) for f in question.figures) if (i := text.find(said)) >= 0]
    start = max((stop for _, stop in spans if start < stop <= at), default=start)
    end = min((begin for begin, _ in spans if at < begin < end), default=end)
    words = tuple(word for word in content_of(question, text[start:end]) if not is_claim_word(word))
    numbers = {fold(figure.text) for figure in question.figures}
    words = tuple(word for word in words if word not in numbers and not word.isdigit())
    return replace(question, words=words or whole_question(question).words, asked=Asked(), figures=())


def check_figure(question: AnalysedQuestion, claim: Figure, scope: Scope) -> Checked:
    every = [c for c in choose_facts(question, scope) if is_same_measure(claim, c)]
    if SPENT.search(question.folded) and not claim.unit:
        every = [c for c in every if c.fact.figure.kind == "money"]
    candidates = [c for c in every if c.timed >= 0]
    if every and not candidates:
        return Checked(None, tuple(every[:1]))
    # A figure that agrees to the digit needs less of its words repeated.
    behind = words_behind(question, claim)
    fitting = [
        c
        for c in candidates
        if c.placed >= 0
        and is_grounded(question, c, EXACT if agrees(claim, c) else LOOSE)
        and not is_of_other_kind(claim, behind, c)
    ]
    agreeing = [c for c in fitting if agrees(claim, c)]
    if fitting:
        best = fitting[0]
        true = next((c for c in agreeing if best.fit - c.fit <= NEAR_BEST), None)
        if true is not None:
            note = "" if true.fact.figure.modifier == claim.modifier else f"原文写作{true.fact.figure.text}"
            return Checked(True, (true,), note)
        # 22505亩 is wrong about 22505平方米 rather than about another area.
        alike = next((c for c in fitting if c.fact.figure.value == claim.value and best.fit - c.fit <= NEAR_BEST), best)
        return Checked(False, (alike,), f"原文是{alike.fact.figure.text}")
    elsewhere = [c for c in candidates if c.placed < 0 and agrees(claim, c) and c.grounding.near >= 0.5]
    if elsewhere:
        other = elsewhere[0]
        where = other.fact.place or other.sentence.place
        return Checked(False, (other,), f"{other.fact.figure.text}说的是{where}的{other.fact.act}{other.fact.counted}")
    for chosen in candidates:
        if chosen.placed >= 0 and counts_another(claim, behind, chosen, scope):
            thing = f"{chosen.fact.act}{chosen.fact.counted}"
            return Checked(False, (chosen,), f"{chosen.fact.figure.text}说的是{thing}")
    return Checked(None, tuple(candidates[:1]))


def words_behind(question: AnalysedQuestion, claim: Figure) -> tuple[str, ...]:
    """Return the words that stand right behind a claimed figure: what it is said to count."""
    at = question.folded.find(fold(claim.text))
    if at < 0:
        return ()
    rest = re.split(r"[\s,。、;?的吗吧]", CLAIM_WORDS.sub(" ", question.folded[at + len(fold(claim.text)) :]))[0]
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
    if figure.kind in ("date", "time", "ordinal") or (figure.kind in SHARES) != (claim.kind in SHARES):
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
    if not is_within(claim, claim.value, printed):
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

    超过100处 holds for 118处; 两万多 holds up to the next 万, so not for 47000, and 两千四百多 not for 2946.
    """
    if claimed == printed:
        return True
    if claim.modifier in UP_TO_NEXT and claimed > 0:
        step = Decimal(1).scaleb(int(claimed.normalize().as_tuple().exponent))
        return claimed < printed < claimed + step
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
    return bool(CLAIM_WORDS.fullmatch(word) or TOTAL_SAID.fullmatch(word)) or is_generic(word)
