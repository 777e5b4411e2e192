"""A claim, in; whether the articles bear it out, with the true figure, out."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from knowledge.answers.arithmetic import into
from knowledge.answers.choosing import Chosen, Scope, choose_facts, measure_word_agreement
from knowledge.answers.comparing import is_total_and_done
from knowledge.errors import QuantityError
from knowledge.figures import Figure
from knowledge.language import fold
from knowledge.quantities import dimension_of, same_unit
from knowledge.questions import AnalysedQuestion, Asked, is_generic
from knowledge.questions.splitting import content_of

CLAIM_WORDS = re.compile(
    r"(?:请|麻烦)?(?:帮(?:我|忙))?(?:核实|核对|查证|求证|证实|确认)(?:一下|下)?|听说|据说|有人说|人家说|网上说|网传|听人说|别人说|朋友说|邻居说|领导说|我记得|印象中|应该是|好像是"
    r"|(?:这个?|这种)?说法|对不对|对吗|对吧|对么|是不是|是吗|是吧|是否|没记错吧?|没错吧?|真的假的|真的吗|真有这(?:回)?事|真有|是这个数|还是|错|属实吗?|准确吗|正确吗|真的吗|没错吧|这样吗|对$|只|才|可靠不|是这样|就是|这话|在不在|是不是|真不真|准不准"
)
ALL_DONE = re.compile(r"全部|全都|都(?:已|整|完|拆|改)|所有|完毕|一个不(?:剩|落)|百分之百|100%")
DENIED = re.compile(r"(?:并没有?|没有?|并未|从未)[^,。?错]{0,6}?\d")
NEAR_BEST = 0.25  # behind the best in coverage, a figure that agrees is still the one meant
WHOLE = 0.8  # a claim so far covered may hold a word of its own
SPENT = re.compile(r"花了|投了|投资|补助|拨|费用|收费")
UP_TO_NEXT = ("多", "余", "来")
SHARES = ("percent", "fraction", "percentage_point")
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
            return Checked(None, checked.facts, checked.reason)
        verdicts.append(checked.verdict)
        facts += [fact for fact in checked.facts if fact.fact.id not in {known.fact.id for known in facts}]
        reasons += [checked.reason] if checked.reason else []
    if not verdicts:
        return Checked(None, ())
    if all(verdicts) and DENIED.search(question.folded):
        return Checked(False, tuple(facts), "原文的说法正好相反")
    if all(verdicts) and ALL_DONE.search(question.folded):
        undone = find_undone(facts, scope)
        if undone is not None:
            return Checked(False, undone, "并没有全部完成")
    return Checked(all(verdicts), tuple(facts), "；".join(dict.fromkeys(reasons)))


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
    fitting = [
        c for c in candidates if c.placed >= 0 and is_grounded(question, c, EXACT if agrees(claim, c) else LOOSE)
    ]
    agreeing = [c for c in fitting if agrees(claim, c)]
    if fitting:
        best = fitting[0]
        true = next((c for c in agreeing if best.fit - c.fit <= NEAR_BEST), None)
        if true is not None:
            note = "" if true.fact.figure.modifier == claim.modifier else f"原文写作{true.fact.figure.text}"
            return Checked(True, (true,), note)
        # 22505亩 is wrong about 22505平方米 rather than about another area.
        alike = next((c for c in fitting if c.fact.figure.value == claim.value), best)
        return Checked(False, (alike,), f"原文是{alike.fact.figure.text}")
    elsewhere = [c for c in candidates if c.placed < 0 and agrees(claim, c) and c.grounding.near >= 0.5]
    if elsewhere:
        other = elsewhere[0]
        where = other.fact.place or other.sentence.place
        return Checked(False, (other,), f"{other.fact.figure.text}说的是{where}的{other.fact.act}{other.fact.counted}")
    return Checked(None, tuple(candidates[:1]))


def is_grounded(question: AnalysedQuestion, chosen: Chosen, least: float) -> bool:
    content = [word for word in question.words if not is_generic(word)]
    if not content:
        return bool(question.places)
    if [word for word in chosen.grounding.missing if len(word) > 1] and chosen.grounding.share < WHOLE:
        return False  # the claim says something that the sentence does not: 拿到补助了
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

    超过100处 holds for 118处; 两万多 holds up to the next 万, so not for 47000.
    """
    if claimed == printed:
        return True
    if claim.modifier in UP_TO_NEXT and claimed > 0:
        step = Decimal(10) ** claimed.adjusted()
        return claimed < printed < claimed + step
    if claim.sense in ("over", "at_least"):
        return printed > claimed
    return claim.sense in ("under", "at_most") and printed < claimed


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
    return bool(CLAIM_WORDS.fullmatch(word)) or is_generic(word)
