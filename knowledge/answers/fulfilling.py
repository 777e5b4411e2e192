"""A claim that a task was fulfilled, in; how far it was by the printed share, and whether the claim is right, out."""

import re
from dataclasses import replace

from knowledge.answers.choosing import Chosen, Scope, choose_facts, same_value
from knowledge.answers.grounding import cover, zones_of
from knowledge.answers.holding import Checked, is_claim_word
from knowledge.language import fold
from knowledge.questions import AnalysedQuestion, Asked, bare_claim
from knowledge.questions.splitting import content_of

TASK = r"(?:任务|目标|指标|计划)"
OVER = re.compile(rf"超额|超过?了?{TASK}|{TASK}[^,。?]{{0,6}}超了?")
UNFULFILLED = re.compile(
    rf"(?:没有?|没能|未能?|尚未)(?:如期)?(?:完成|达到|达成|实现)[^,。?]{{0,6}}{TASK}?|{TASK}[^,。?]{{0,6}}(?:没|未)"
)
FULFILLED = re.compile(
    rf"(?:完成|达到|达成|实现)了?[^,。?\d]{{0,8}}{TASK}|{TASK}[^,。?\d]{{0,8}}(?:完成|达到|达成|实现)"
)
SHARE_OF_TASK = re.compile(rf"(?:完成|达到?|实现|占)[^,。;]{{0,6}}{TASK}[^,。;]{{0,12}}$")
SAID_OF_TASK = re.compile(rf"(?:全年|年度|当年|今年|目标|早就?|已经?|如期|超额|{TASK}|完成|达到|达成|实现|了)+")
WHOLE = 100
HELD = 0.8  # of a word's cover around the share


def check_fulfilled(question: AnalysedQuestion, scope: Scope) -> Checked | None:
    """
    Hold 新增就业任务超额完成了 against 完成年度目标1100人的81.3%.

    Returns:
        None where no such thing is claimed, a share is claimed itself, or none is printed of what the claim speaks of.
    """
    claim = bare_claim(question.folded)
    over, unfulfilled = OVER.search(claim) is not None, UNFULFILLED.search(claim) is not None
    stated = any(figure.kind == "percent" for figure in question.figures)
    if stated or not (over or unfulfilled or FULFILLED.search(claim)):
        return None
    bare = SAID_OF_TASK.sub(" ", claim)
    words = tuple(word for word in content_of(question, bare) if not is_claim_word(word) and len(word) > 1)
    words = tuple(word for word in words if not any(word in figure.text for figure in question.figures))
    if not words:
        return None
    asked = replace(question, words=words, context_words=(), asked=Asked("percent"), figures=(), head="", part=True)
    told = next((c for c in choose_facts(asked, scope) if is_share_of_task(question, words, c)), None)
    value = told.fact.figure.value if told is not None else None
    if told is None or value is None:
        return None
    verdict = value < WHOLE if unfulfilled else value > WHOLE if over else value >= WHOLE
    return Checked(verdict, (told,), f"原文是完成{told.fact.figure.text}")


def is_share_of_task(question: AnalysedQuestion, words: tuple[str, ...], chosen: Chosen) -> bool:
    """Tell whether a figure is the share of a task that was done, of what the words say, and the claim's figures stand beside it."""
    figure = chosen.fact.figure
    if figure.kind != "percent" or chosen.placed < 0 or chosen.timed < 0 or chosen.fact.planned:
        return False
    if not SHARE_OF_TASK.search(fold(chosen.sentence.text[: figure.start])):
        return False
    beside = zones_of(chosen.fact, chosen.sentence).beside
    known = all(any(same_value(fact, one) for fact in chosen.sentence.facts) for one in question.figures)
    return known and all(cover(word, beside) >= HELD for word in words)
