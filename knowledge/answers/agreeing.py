"""A claimed figure and a printed one, in; whether they measure alike, and whether the claim is what is printed, out."""

import re
from decimal import Decimal

from knowledge.answers.arithmetic import into
from knowledge.answers.choosing import Chosen, measure_word_agreement
from knowledge.answers.lookups import OTHER_KINDS
from knowledge.errors import QuantityError
from knowledge.figures import Figure
from knowledge.quantities import dimension_of, same_unit

SHARES = ("percent", "fraction", "percentage_point")
UP_TO_NEXT = ("多", "余", "来")  # up to the next of the last digit said: 两千四百多 is below 2500
SPOKEN = re.compile(r"\d\.\d+[万亿]|[一二两三四五六七八九十][百千万亿][一二两三四五六七八九]")
NEARLY, SHORT_OF = ("将近", "近", "接近", "快", "差不多"), Decimal("0.15")  # 将近8万 holds for 77663, not for 3万
ROUGH = Decimal("0.05")  # of a claimed value that is said to be rough


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
    if not (is_within(claim, claim.value, printed) or is_nearly(claim, claim.value, printed)) or {
        claim.change,
        figure.change,
    } == {"rise", "fall"}:
        return False
    if claim.per and figure.per and claim.per[:1] + claim.per[-1:] != figure.per[:1] + figure.per[-1:]:
        return False
    if claim.sense in ("under", "at_most") and figure.sense == "over" and printed + last_step(printed) <= claim.value:
        return True  # 1.6万余 are fewer than 2万
    contrary = {
        ("at_most", "over"),
        ("over", "at_most"),
        ("at_most", "at_least"),
        ("at_least", "at_most"),
        ("under", "over"),
        ("over", "under"),
    }
    return (claim.sense, figure.sense) not in contrary


def last_step(value: Decimal) -> Decimal:
    """Return what the last digit of a value that is not 0 counts: 10 of 540."""
    return Decimal(1).scaleb(int(value.normalize().as_tuple().exponent))


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
    if claim.modifier in NEARLY:
        return (1 - SHORT_OF) * claimed <= printed < claimed
    return claim.sense in ("under", "at_most") and printed < claimed


def is_nearly(claim: Figure, claimed: Decimal, printed: Decimal) -> bool:
    """Tell whether a claim that is said to be rough (约, 左右) is near a printed value."""
    return claim.sense == "about" and claimed > 0 and abs(printed - claimed) <= ROUGH * claimed


def is_left_open(claim: Figure, chosen: Chosen) -> bool:
    """Tell whether a printed figure leaves open whether a claim is right: 3.5万 is a 3万余 like others."""
    figure = chosen.fact.figure
    if figure.modifier not in UP_TO_NEXT or claim.modifier or figure.value is None or claim.value is None:
        return False
    step = last_step(figure.value)
    same = not claim.unit or claim.unit == figure.unit or same_unit(claim.unit, figure.unit)
    return same and figure.value < claim.value < figure.value + step
