"""Candidates, best first, in; the figures that answer, those that may, or the reason for silence, out."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.answers.choosing import Chosen, same_value
from knowledge.questions import AnalysedQuestion, is_generic
from knowledge.storage import StoredFact

# Scores are those of `choosing.score_fact`, 0 to 1.
ANSWER_FROM = 0.52  # at least this, with no grave word missing
CLARIFY_FROM = 0.42
CLOSE = 0.06  # two candidates nearer than this are both shown
CLOSE_BARE = 0.13  # the same where the question has but one word to tell by
CLOSE_ELSEWHERE = 0.22  # the same for another place's figure, when the question names no place
HEAD_MISSING, HEAD_SURE = 0.45, 0.85  # of the head word: below the first it is not there, from the second it is meant
STATED_SHARE = 0.3
LEAST_BESIDE, LEAST_BESIDE_HEAD, LEAST_SHARE = 0.34, 0.15, 0.5
CLARIFY_ANCHORED = 0.3  # beside a figure that the question states, less is enough
CLEAR_LEAD = 0.06  # over the next; then the sentence as a whole may say what the clause does not
ROLE_GAP = 24  # characters between a total and what of it is done
MOST_PARTS = 5
AGAINST = re.compile(r"比(?:去年|上年|前年|往年|上一年|同期|上月|上个月|以前|之前|原来)|同比|环比")
CHANGED = re.compile(r"增|减|降|升|涨|提高|多|少|同比|环比|比上年")


@dataclass(frozen=True, slots=True)
class Decision:
    """What to do with the candidates."""

    status: str  # answered, clarify, not_found
    groups: tuple[tuple[Chosen, ...], ...] = ()  # each group is one part of the reply
    reason: str = ""  # of an abstention
    nearest: Chosen | None = None


def decide(question: AnalysedQuestion, candidates: Sequence[Chosen]) -> Decision:
    """
    Decide between an answer, several laid out, and silence.

    Args:
        question: The question.
        candidates: Best first.
    """
    every, candidates = candidates, beside_stated(question, beside_before(question, candidates))
    anchored = len(candidates) < len(every)
    placed = [candidate for candidate in candidates if candidate.placed >= 0 and not is_set_aside(question, candidate)]
    fitting = [candidate for candidate in placed if candidate.timed >= 0]
    if placed and not fitting:
        return Decision("not_found", reason="no_period", nearest=nearest_of(placed))
    if not fitting:
        return Decision("not_found", reason=reason_for(question, candidates), nearest=nearest_of(candidates))
    best = fitting[0]
    lead = best.score - max((c.score for c in fitting[1:] if is_rival(best, c)), default=0.0)
    if (
        best.score < (CLARIFY_ANCHORED if anchored else CLARIFY_FROM)
        or has_grave_gap(question, best, lead, anchored)
        or lacks_change(question, best)
    ):
        return Decision("not_found", reason=reason_for(question, candidates), nearest=nearest_of(candidates))
    rivals = [c for c in fitting[1:] if best.score - c.score <= closeness(question, best, c) and is_rival(best, c)]
    group = (best, *companions(question, best, fitting))
    grouped = {chosen.fact.id for chosen in group}
    rivals = [rival for rival in rivals if rival.fact.id not in grouped]
    if rivals:
        parts = (group, *((rival,) for rival in rivals))[:MOST_PARTS]
        return Decision("clarify", parts)
    head = best.grounding.head
    if best.score < ANSWER_FROM or (head is not None and head < HEAD_SURE):
        return Decision("clarify", (group, *((c,) for c in fitting[1:2] if is_rival(best, c))))
    return Decision("answered", (group,))


def beside_stated(question: AnalysedQuestion, candidates: Sequence[Chosen]) -> Sequence[Chosen]:
    """
    Keep the figures of the sentence that a figure stated by the question stands in.

    17条道路里新建的几条 asks about those 17; a figure of another sentence says nothing of them.
    """
    if question.either or question.asked.kind == "frequency":
        return candidates
    for figure in question.figures:
        if not figure.unit:
            continue
        stated = [c for c in candidates if same_value(c.fact, figure) and c.placed >= 0]
        stated = [c for c in stated if len(stated) == 1 or c.grounding.share >= STATED_SHARE]
        if stated:
            return [c for c in candidates if any(are_beside(c.fact, one.fact) for one in stated)]
    return candidates


def beside_before(question: AnalysedQuestion, candidates: Sequence[Chosen]) -> Sequence[Chosen]:
    """Keep the figures beside those of the answer before, where a turn asks another measure of the same: 面积呢."""
    if not question.context_facts:
        return candidates
    before = [c.fact for c in candidates if c.fact.id in question.context_facts]
    return [c for c in candidates if any(are_beside(c.fact, one) for one in before)] if before else candidates


def are_beside(left: StoredFact, right: StoredFact) -> bool:
    """Tell whether two figures of one sentence count the same thing or stand close together."""
    if left.sentence_id != right.sentence_id:
        return False
    gap = max(left.figure.start, right.figure.start) - min(left.figure.end, right.figure.end)
    return gap <= ROLE_GAP or (bool(left.counted) and left.counted == right.counted)


def closeness(question: AnalysedQuestion, best: Chosen, other: Chosen) -> float:
    """Return how near in score another candidate must be to be shown too: more loosely for another place when none is named."""
    if question.places or other.sentence.place == best.sentence.place:
        content = [word for word in question.words if not is_generic(word)]
        return CLOSE if len(content) > 1 else CLOSE_BARE
    same_thing = min(best.grounding.head or 0.0, other.grounding.head or 0.0) >= HEAD_SURE
    if same_thing and other.agreement >= 0.5:
        return 2 * CLOSE_ELSEWHERE
    return CLOSE_ELSEWHERE if other.grounding.near >= 0.5 and other.agreement >= 0.2 else CLOSE


def is_set_aside(question: AnalysedQuestion, candidate: Chosen) -> bool:
    """Tell whether a candidate is no answer whatever its score: it clashes with what is asked, or stands in the question."""
    stated = any(same_value(candidate.fact, figure) for figure in question.figures)
    return candidate.agreement <= -0.5 or (stated and not question.either and question.asked.kind != "frequency")


def is_rival(best: Chosen, other: Chosen) -> bool:
    """Tell whether another candidate says something else than the best: another value, thing or place."""
    if other.fact.figure.text == best.fact.figure.text and other.sentence.text == best.sentence.text:
        return other.fact.id != best.fact.id and other.fact.counted != best.fact.counted
    return True


def companions(question: AnalysedQuestion, best: Chosen, candidates: Sequence[Chosen]) -> tuple[Chosen, ...]:
    """Return the figures that belong to the best one, where the question leaves open which is meant: 118处,22505平方米."""
    asked = question.asked
    if asked.unit or asked.dimension or asked.kind in ("date", "rank", "percent", "duration", "money", "frequency"):
        return ()
    return tuple(c for c in candidates if c.fact.id != best.fact.id and belong_together(best.fact, c.fact))[:1]


def belong_together(left: StoredFact, right: StoredFact) -> bool:
    """Tell whether two figures of a sentence measure the same thing: counted and act equal, side by side."""
    if left.sentence_id != right.sentence_id:
        return False
    gap = max(left.figure.start, right.figure.start) - min(left.figure.end, right.figure.end)
    if {left.role, right.role} == {"total", "done"}:
        return gap <= ROLE_GAP
    return (
        gap <= 4 and left.figure.unit != right.figure.unit and left.counted == right.counted and left.act == right.act
    )


def has_grave_gap(question: AnalysedQuestion, best: Chosen, lead: float, anchored: bool) -> bool:
    """Tell whether so much of the question is covered by nothing that the figure must be of something else."""
    content = [word for word in question.words if not is_generic(word)]
    if not content:
        return not question.places and not anchored
    grounding = best.grounding
    if grounding.head is not None:
        # What is counted decides: with it, words said around it may be missing; without it, the figure is another's.
        return grounding.head < HEAD_MISSING or (grounding.beside < LEAST_BESIDE_HEAD and not anchored)
    if anchored:
        return False
    if lead >= CLEAR_LEAD and grounding.share >= LEAST_SHARE:
        return False
    missing = [word for word in grounding.missing if len(word) > 1]
    return grounding.beside < LEAST_BESIDE or (bool(missing) and grounding.share < LEAST_SHARE)


def lacks_change(question: AnalysedQuestion, best: Chosen) -> bool:
    """Tell whether a question asks for a change against another time and the figure is none: 比去年多拆了几处."""
    if not AGAINST.search(question.folded):
        return False
    before = best.sentence.text[max(0, best.fact.figure.start - 12) : best.fact.figure.start]
    return best.fact.figure.change not in ("rise", "fall", "multiple") and not CHANGED.search(before)


def reason_for(question: AnalysedQuestion, candidates: Sequence[Chosen]) -> str:
    if question.unknown_places:
        return "no_place"
    elsewhere = [c for c in candidates if c.placed < 0 and c.score >= CLARIFY_FROM - 0.4]
    if question.places and elsewhere:
        return "no_thing"
    return "no_figure"


def nearest_of(candidates: Sequence[Chosen]) -> Chosen | None:
    """Return the candidate nearest to the question wherever it is, if it is near at all."""
    near = [c for c in candidates if c.agreement > -0.5 and c.grounding.near >= 0.5]
    return max(near, key=lambda c: (c.grounding.near, c.score, -c.fact.id), default=None)
