"""A claim of when something was, in; whether the articles bear the day out, out: 9月2号开学没错吧."""

import re
from dataclasses import replace

from knowledge.answers.choosing import Chosen, Scope, choose_facts
from knowledge.answers.confidence import confidence_of
from knowledge.answers.deciding import weigh
from knowledge.answers.holding import DENY_FROM, Checked
from knowledge.language import fold
from knowledge.quantities import read_numeral
from knowledge.questions import AnalysedQuestion, Asked, bare_claim

NUMBER = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
DATE = re.compile(
    rf"(?:(?P<year>(?:19|20)\d\d年|[去今明前上本]年)的?)?(?P<month>(?<!\d){NUMBER})月份?(?:(?P<day>{NUMBER})[日号])?(?P<bound>[初中末底]|[上中下]旬|以?[前后])?"
)
SAID_THERE = 0.6  # of the words, nearer ones counting more: from there a day that agrees is borne out


def check_date(question: AnalysedQuestion, scope: Scope) -> Checked | None:
    """
    Check the one day or month that a claim without another figure names.

    Returns:
        True where the articles give that day for it; False where they surely give another; None where the claim names no
        day, or the articles do not tell when.
    """
    claims = list(DATE.finditer(bare_claim(question.folded)))
    if len(claims) != 1 or claims[0]["bound"] or question.figures:
        return None
    claim = claims[0]
    asked = replace(
        question, intent="figure", periods=(), asked=Asked("date", "", "", start=claim.start(), end=claim.end())
    )
    candidates = choose_facts(asked, scope)
    weighed = weigh(asked, candidates)
    told = next((one for one in weighed.fitting if one.fact.figure.kind == "date" and is_said_of(one)), None)
    if told is None:
        return None
    printed = DATE.search(fold(told.fact.figure.text))
    if printed is None or printed["bound"]:
        return None
    if is_same_day(claim, printed, told):
        return Checked(True, (told,))
    sure = told is weighed.fitting[0]
    confidence = confidence_of(asked, told, candidates, weighed.lead, weighed.anchored) if sure else 0.0
    denied = confidence >= DENY_FROM and not told.grounding.missing
    return Checked(False, (told,), f"原文是{told.fact.figure.text}") if denied else None


def is_said_of(one: Chosen) -> bool:
    """Tell whether what a claim says stands around a day, and nothing of it is missing."""
    return one.grounding.share >= SAID_THERE and not any(len(word) > 1 for word in one.grounding.missing)


def is_same_day(claim: re.Match[str], printed: re.Match[str], told: Chosen) -> bool:
    """Tell whether a claimed day is the printed one, as far as both are said."""
    if read_numeral(claim["month"]) != read_numeral(printed["month"]):
        return False
    if claim["day"] and printed["day"] and read_numeral(claim["day"]) != read_numeral(printed["day"]):
        return False
    year = printed["year"] or (re.search(r"(?:19|20)\d\d年", told.fact.period) or [""])[0]
    both = bool(claim["year"] and year) and claim["year"][0].isdigit() == year[0].isdigit()
    return not both or claim["year"] == year
