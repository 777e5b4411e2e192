"""A question with an amount of its asker's own and a base, in; what it makes of one printed figure, marked as computed, out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from knowledge.answers import arithmetic
from knowledge.answers.arithmetic import Computed
from knowledge.answers.belonging import is_end_before
from knowledge.answers.choosing import Chosen, Scope, choose_facts, measure_word_agreement, same_value
from knowledge.answers.comparing import Comparison
from knowledge.answers.lookups import OTHER_KINDS
from knowledge.answers.operands import (
    TELLING,
    best_for,
    by_number,
    choose_each,
    is_count,
    known_words,
    pointed_figures,
    those_said,
)
from knowledge.answers.sides import things_of
from knowledge.errors import QuantityError
from knowledge.figures import Figure
from knowledge.language import fold, synonyms_of
from knowledge.quantities import dimension_of, same_unit
from knowledge.questions import (
    AnalysedQuestion,
    Asked,
    Reckoning,
    asks_change,
    asks_what_was,
    find_reckonings,
    is_claim,
)
from knowledge.questions.analysis import blank, find_question_figures
from knowledge.questions.splitting import content_of

THESE = re.compile(r"[这那](?:些|么多|批|堆|个数)|它们?|总共|一共|全部")
ITS_OWN = re.compile(r"[这那]")
EACH = re.compile(r"[每一]个?(?P<unit>[\u3400-\u9fff])(?P<thing>[\u3400-\u9fff]{2,})")
PERIODS = {"月": "个月", "个月": "个月", "周": "周", "星期": "周", "天": "天", "日": "天", "年": "年"}
IN_A_YEAR = {"个月": Decimal(12), "周": Decimal(52), "天": Decimal(365)}
RULE_CITED = re.compile(r"[按照]|规定|规矩|制度|要求|标准")  # else 一年发了多少 asks for what is printed of a year
HAPPENING = frozenset("次回遍趟")  # 每月汇报一次 makes twelve a year
NEAR = 3  # characters between an amount and the noun that it counts
REACH = 12  # facts that a rule is looked for among
MEASURES = ("length", "area", "volume", "mass", "money", "time")


@dataclass(frozen=True, slots=True)
class Asking:
    """What a question wants an amount reckoned with."""

    question: AnalysedQuestion
    reckoning: Reckoning
    before: tuple[int, ...]  # the facts that the turn before was answered with

    @property
    def given(self) -> Figure:
        """The amount of the asker's own."""
        return self.reckoning.given


def reckon(question: AnalysedQuestion, scope: Scope, before: tuple[int, ...] = ()) -> Comparison | None:
    """
    Work out what a question makes of a printed figure with an amount that no article gives.

    Args:
        question: The question.
        scope: The base.
        before: The facts that answered the turn before, which 这些 points to.

    Returns:
        The figure, and the result in words; None where the question gives no such amount, or the articles no such figure.
    """
    if question.unknown_places or question.intent in ("source", "overview", "number") or is_claim(question.folded):
        return None
    readers = {
        "distance": read_distance, "rate": read_rate, "rule": read_rule, "share": read_share, "round": read_rounded,
    }  # fmt: skip
    for reckoning in find_reckonings(question.folded):
        try:
            found = readers[reckoning.kind](Asking(question, reckoning, before), scope)
        except (QuantityError, ArithmeticError):
            continue
        if found is not None:
            return found
    return None


def read_distance(asking: Asking, scope: Scope) -> Comparison | None:
    """Tell how far a figure is from an amount: 离1500米还差多少."""
    unit = asking.given.unit or asking.question.asked.unit
    for chosen in figures_meant(asking, Asked("measure", unit, dimension_of(unit)), scope):
        given = asking.given if asking.given.unit else replace(asking.given, unit=chosen.fact.figure.unit)
        if not arithmetic.is_comparable(chosen.fact.figure, given):
            continue
        order = arithmetic.compare(chosen.fact.figure, given)
        if order is None:
            return None
        result = arithmetic.subtract(chosen.fact.figure, given)
        line = (
            f"{'比' if order > 0 else '离'}{given.text}{'多' if order > 0 else '还差'}{result.text}（{result.formula}）"
        )
        return Comparison((chosen,), (result,), line if order else f"正好是{given.text}")
    return None


def read_rate(asking: Asking, scope: Scope) -> Comparison | None:
    """Tell what a rate of the asker's makes of a figure: 一趟拉8方,要跑几趟 divides, 一份0.2元,多少钱 multiplies."""
    given, per = asking.given, asking.reckoning.per
    value = given.value
    if not value:
        return None
    rate = f"按每{per}{given.text}算"
    dimension = dimension_of(given.unit)
    wants = asking.question.asked
    if dimension in MEASURES and dimension != "money" and fits(wants, per):
        for chosen in figures_meant(asking, Asked("measure", "", dimension), scope):
            if dimension_of(chosen.fact.figure.unit) == dimension:
                return told(chosen, arithmetic.split_by(chosen.fact.figure, given, per), rate)
    if not fits(wants, given.unit):
        return None
    for chosen in figures_meant(asking, Asked("count", per, dimension_of(per).removeprefix("count")), scope):
        figure = chosen.fact.figure
        if same_unit(figure.unit, per) or (dimension_of(per) in MEASURES and is_of(figure, per)):
            unit = "元" if dimension == "money" else given.unit
            scaled = replace(figure, value=arithmetic.into(figure.value or Decimal(0), figure.unit, per), unit=per)
            return told(chosen, arithmetic.multiply(scaled, arithmetic.into(value, given.unit, unit), unit), rate)
    return None


def is_of(figure: Figure, unit: str) -> bool:
    return dimension_of(figure.unit) == dimension_of(unit)


def fits(asked: Asked, unit: str) -> bool:
    """Tell whether a result in a unit is what is asked for: 几天, 多少钱; an open 多少 is open to all."""
    if asked.kind == "money" or asked.dimension == "money":
        return dimension_of(unit) == "money"
    if not asked.unit:
        return not asked.dimension or asked.dimension == dimension_of(unit)
    if dimension_of(unit) in MEASURES:
        return same_unit(asked.unit, unit)
    return same_unit(asked.unit, unit) or measure_word_agreement(asked.unit, unit) > 0


def told(chosen: Chosen, result: Computed, basis: str) -> Comparison:
    return Comparison((chosen,), (result,), f"{basis}：{result.text}（{result.formula}）")


def read_rule(asking: Asking, scope: Scope) -> Comparison | None:
    """Apply a printed rule to an amount: 每名党员联系6名群众, of 10个党员."""
    question, given = asking.question, asking.given
    if asks_change(question.folded):
        return None  # 一公斤便宜了多少 applies no price
    words = things_of(words_besides(asking))
    side = replace(question, words=words, asked=Asked(), figures=(), part=True)
    candidates = [
        c
        for c in choose_facts(side, scope)[: REACH * 2]
        if c.placed >= 0
        and c.timed >= 0
        and c.fact.figure.per
        and not same_value(c.fact, given)
        and (not is_end_before(c.fact, c.sentence) or asks_what_was(question.folded))
    ]
    for chosen in candidates[:REACH]:
        times = times_of_rule(chosen.fact.figure.per, asking, chosen.fact.figure.unit in HAPPENING)
        if times is None or not (fits(question.asked, chosen.fact.figure.unit) or is_said(question, chosen)):
            continue
        told_of = tuple(word for word in words if word not in (*question.context_words, chosen.fact.figure.per))
        if not those_said(told_of, [chosen], scope):
            continue
        result = arithmetic.multiply(chosen.fact.figure, times, chosen.fact.figure.unit)
        return told(chosen, result, f"按{chosen.fact.figure.per}{chosen.fact.figure.text}算，{given.text}")
    return None


def is_said(question: AnalysedQuestion, chosen: Chosen) -> bool:
    """Tell whether what a figure counts is what 多少 counts: 多少群众."""
    noun = f"{question.asked.unit}{question.asked.noun}"
    return bool(chosen.fact.counted) and fold(chosen.fact.counted)[-2:] in noun


def times_of_rule(per: str, asking: Asking, happens: bool) -> Decimal | None:
    """Tell how often a rule for one applies to an amount: 每名党员 to 10个党员 ten times, 每月 to 一年 twelve times."""
    given = asking.given
    value = given.value
    period = PERIODS.get(per.lstrip("每一"))
    if period is not None:
        mine = PERIODS.get(given.unit)
        cited = mine == "年" and (happens or RULE_CITED.search(asking.question.folded))
        return value if mine == period else (IN_A_YEAR[period] * (value or 0) if cited else None)
    each = EACH.fullmatch(per)
    if each is not None:
        text = asking.question.folded
        around = text[max(0, given.start - NEAR - len(each["thing"])) : given.start] + text[given.end :][: NEAR + 2]
        return value if each["thing"] in around or each["thing"][-2:] in around else None
    return value if same_unit(per.lstrip("每一"), given.unit) else None


def read_share(asking: Asking, scope: Scope) -> Comparison | None:
    """Share a figure out evenly among so many: 440名按15个支部平摊."""
    given = asking.given
    stated = [f for f in asking.question.figures if f.unit and f.start != given.start]
    for chosen in figures_meant(asking, Asked(), scope):
        if stated and not any(same_value(chosen.fact, one) for one in stated):
            continue
        result = arithmetic.mean(chosen.fact.figure, given)
        among = [
            c for c in by_number(asking.question, given, scope) if c.fact.id != chosen.fact.id and is_count(c.fact)
        ]
        return Comparison((chosen, *among[:1]), (result,), f"平均{result.text}（{result.formula}）")
    return None


def read_rounded(asking: Asking, scope: Scope) -> Comparison | None:
    """Round a figure to a place: 精确到百位."""
    for chosen in figures_meant(asking, asking.question.asked, scope):
        if chosen.fact.figure.value is not None:
            place = asking.given.value or Decimal(1)
            result = arithmetic.to_place(chosen.fact.figure, place)
            return Comparison((chosen,), (result,), f"{asking.given.text}位以下四舍五入：{result.text}")
    return None


def figures_meant(asking: Asking, asked: Asked, scope: Scope) -> Iterator[Chosen]:
    """Return the figures that may be reckoned with: one that the question states, those before, that of its words."""
    question, given = asking.question, asking.given
    figures = dict.fromkeys((*question.figures, *pointed_figures(question.folded)))
    stated = [f for f in figures if not (f.start < asking.reckoning.end and asking.reckoning.start < f.end)]
    for figure in stated:
        found = [c for c in by_number(question, figure, scope) if c.placed >= 0]
        if found and (figure.unit or len({c.fact.figure.unit for c in found}) == 1):
            yield found[0]
        if found or (figure.unit and (figure.value or 0) >= TELLING):
            return  # a stated figure that the articles do not have is no other
    if asking.before and THESE.search(question.folded):
        told = choose_each(question, scope.facts(asking.before), scope)
        yield from (c for c in told if not asked.dimension or is_asked(c, asked))
        return
    words = words_besides(asking)
    side = replace(question, words=words, asked=asked, figures=(), context_words=(), head="")
    asking_words = tuple(word for word in words if word not in question.context_words)
    known = known_words(asking_words, question.folded, scope)
    for named in (words, asking_words, known) if known else ():
        best = best_for(replace(side, words=named), scope) if things_of(named) else None
        if best is not None and best.fact.figure.kind not in OTHER_KINDS and not same_value(best.fact, given):
            yield best
            return


def is_asked(chosen: Chosen, asked: Asked) -> bool:
    return asked.dimension == dimension_of(chosen.fact.figure.unit)


def words_besides(asking: Asking) -> tuple[str, ...]:
    """Return the words of a question that say of what, those of the amount and of the asking left out."""
    question, reckoning = asking.question, asking.reckoning
    spans = [(reckoning.start, reckoning.end)]
    spans += [(figure.start, figure.end) for figure in find_question_figures(question.folded)]
    if question.asked.start >= 0:
        spans.append((question.asked.start, question.asked.end))
    rest = blank(question.folded, spans)
    words = content_of(question, rest)
    return tuple(word for word in words if (len(word) > 1 or synonyms_of(word)) and not ITS_OWN.match(word))
