"""A claim that one town's figure is so many times another's, in; the two figures, what they make, and whether it is so, out."""

import re
from dataclasses import replace
from decimal import Decimal

from knowledge.answers.checking import whole_question
from knowledge.answers.choosing import Scope
from knowledge.answers.comparing import Comparison, compare_facts
from knowledge.figures import Figure
from knowledge.questions import AnalysedQuestion

OVER = re.compile(r"(?:超过?|多于|大于|高于|不止|至少|达到)了?(?:[\u3400-\u9fff]{1,6}的)?(?:有)?$")
UNDER = re.compile(r"(?:不到|不足|少于|低于)了?(?:[\u3400-\u9fff]{1,6}的)?(?:有)?$")
MORE = re.compile(r"多|以上|还多|不止")
TWO = 2  # towns
TENTH = Decimal("0.1")  # of a multiple, by which it may be rounded


def check_multiple(question: AnalysedQuestion, scope: Scope) -> Comparison | None:
    """
    Hold 花园口清的垃圾超过古荥的两倍 against 77663立方米 and 3万余立方米, which make 2.6.

    Returns:
        The comparison with its verdict; None where no multiple of two towns' figures is claimed, or it cannot be worked out.
    """
    claims = [figure for figure in question.figures if figure.unit == "倍" and figure.value is not None]
    if len(claims) != 1 or len(question.figures) != 1 or len(question.places) != TWO:
        return None
    whole = replace(whole_question(question), folded=question.folded, intent="compare", detail="times")
    comparison = compare_facts(whole, scope)
    if comparison is None or comparison.undecided or not comparison.computed:
        return None
    return replace(comparison, verdict=is_so(claims[0], question.folded, comparison.computed[0].value))


def is_so(claim: Figure, text: str, multiple: Decimal) -> bool:
    """Tell whether a multiple is what a text claims of it: 超过两倍, 不到两倍, 两倍多, 两倍."""
    assert claim.value is not None
    before, behind = text[: claim.start], text[claim.end :]
    if UNDER.search(before) or claim.sense in ("under", "at_most"):
        return multiple < claim.value
    if OVER.search(before) or claim.sense in ("over", "at_least"):
        return multiple >= claim.value
    if MORE.match(behind):
        return claim.value <= multiple < claim.value + 1
    return abs(multiple - claim.value) <= TENTH * claim.value
