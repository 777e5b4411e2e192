"""A claim that something rose or fell, in; the figure that tells how it changed, and whether it did so, out."""

import re
from dataclasses import replace

from knowledge.answers.belonging import LED_TO, said_of
from knowledge.answers.checking import ALL_DONE
from knowledge.answers.choosing import Chosen, Scope, choose_facts
from knowledge.answers.deciding import AGAINST
from knowledge.answers.holding import Checked, is_claim_word
from knowledge.answers.phrasing import shown_change
from knowledge.questions import AnalysedQuestion, Asked, bare_claim
from knowledge.questions.splitting import content_of

RISE = re.compile(
    r"增加(?!值)|增长|增多|增产|增收|上升|上涨|升高|提高|提升|回升|扩大|变[多大长高]|[多大长高涨升增]了|涨|升(?!级)"
)
FALL = re.compile(
    r"减少|减产|减收|下降|下跌|下滑|降低|跌|回落|缩短|缩小|缩减|压缩|变[少小短低]|[少小短低降减]了|降|减(?!免|负)"
)
ONE_OF_THEM = re.compile(r"(?:里头|里面|其中|当中)[^,。?]{0,2}有一[个处家条支所名位]")
SAID = 0.9 * LED_TO  # how far every word of what is said to change must be said of the figure


def check_direction(question: AnalysedQuestion, scope: Scope) -> Checked | None:
    """Hold 客运量是涨的 against 客运量216万人次,同比下降2.7%; None where no change is claimed, or none of it is told."""
    claim = bare_claim(question.folded)
    claimed = direction_in(claim)
    if not claimed:
        return None
    bare = AGAINST.sub(" ", FALL.sub(" ", RISE.sub(" ", claim)))
    words = tuple(word for word in content_of(question, bare) if not is_claim_word(word))
    if not words:
        return None
    asked = replace(question, words=words, context_words=(), asked=Asked(), head="")
    best: tuple[float, Chosen] | None = None
    for chosen in choose_facts(asked, scope):
        if chosen.placed < 0 or chosen.timed < 0 or not direction_of(chosen):
            continue
        said = said_of(words, chosen.fact, chosen.sentence)
        if min(said) >= SAID and (best is None or sum(said) > best[0]):
            best = sum(said), chosen
    if best is None:
        return None
    told = best[1]
    return Checked(direction_of(told) == claimed, (told,), f"原文是{shown_change(told.fact, told.sentence)}")


def claims_figure(question: AnalysedQuestion) -> bool:
    """Tell whether a claim is of a figure: 一处没剩 and 120到达时间缩短了 are of none."""
    if all(figure.value == 1 for figure in question.figures) and ALL_DONE.search(question.folded):
        return False
    if all(figure.value == 1 for figure in question.figures) and ONE_OF_THEM.search(question.folded):
        return False  # 里头有一个管信访的 claims of what kind one of them is
    bare = all(not figure.unit for figure in question.figures)
    return bool(question.figures) and not (bare and direction_in(bare_claim(question.folded)))


def direction_in(text: str) -> str:
    """
    Tell which way a claim says that something went.

    >>> direction_in("客运量是涨的"), direction_in("利润少了"), direction_in("增加值又升又降")
    ('rise', 'fall', '')
    """
    rises, falls = RISE.search(text) is not None, FALL.search(text) is not None
    return "" if rises == falls else "rise" if rises else "fall"


def direction_of(chosen: Chosen) -> str:
    """Tell which way a figure went: by itself, or against the one that it came from."""
    figure = chosen.fact.figure
    if figure.change in ("rise", "fall"):
        return figure.change
    if figure.change != "to":
        return ""
    before = [f.figure for f in chosen.sentence.facts if f.figure.change == "from" and f.figure.end <= figure.start]
    if before and before[-1].value is not None and figure.value is not None and before[-1].unit == figure.unit:
        return "rise" if figure.value > before[-1].value else "fall"
    return direction_in(chosen.fact.act)
