"""A sentence that may answer and the state that is asked for, in; the clause of it that tells the ones in that state, out."""

import re
from dataclasses import replace

from knowledge.answers.grounding import ONE_CLAUSE, SEGMENT_MARKS, clause_around, cover
from knowledge.answers.members import stateless
from knowledge.answers.statements import is_nearly, state_in, states_in
from knowledge.answers.text_candidate import TextCandidate
from knowledge.answers.text_confidence import DOING
from knowledge.facts import find_places
from knowledge.language import fold
from knowledge.questions import AnalysedQuestion

NAMED = 0.8  # of a word's cover by a clause
KIND_OF_PLACE = re.compile(r"[村镇乡县市区]|社区|地方")
HOW_FAR = re.compile(r"(?:[新还没正在已可不是建盖修弄搞做好完上了两俩几\d处个座家]|经|目前)+")  # 新建, 还没, 两处


def in_state(question: AnalysedQuestion, candidate: TextCandidate) -> TextCandidate | None:
    """
    Return a candidate that tells the ones in the state which is asked for: 盖好的在哪个村, and not 某村的正在建设.

    Where its stretch tells another state, another clause up to the next semicolon may name those, of the same thing; else
    the candidate is none.
    """
    wanted = state_in(question.folded) if question.asked.kind in ("place", "list") else None
    if wanted is None or not states_in(candidate.stretch) or tells_state(candidate.stretch, wanted):
        return candidate
    text = fold(candidate.sentence.text)
    start, end = clause_around(text, min(candidate.spans)[0], candidate.spans[0][1], SEGMENT_MARKS)
    things = named_in(question, question.words) or named_in(question, question.context_words)
    for clause in ONE_CLAUSE.finditer(text, start, end):
        said = all(cover(word, clause.group()) >= NAMED for word in things)
        if things and said and tells_state(clause.group(), wanted) and find_places(clause.group()):
            return replace(candidate, spans=(clause.span(),))
    return None


def tells_state(text: str, wanted: tuple[int, int, int, int]) -> bool:
    """Tell whether a text tells a state within the bounds of one; what is 基本完工 is still in the making."""
    return any(state[1] >= wanted[0] and state[0] - is_nearly(text, state[2]) <= wanted[1] for state in states_in(text))


def named_in(question: AnalysedQuestion, words: tuple[str, ...]) -> tuple[str, ...]:
    """Return those of some words that say of what thing the ones are asked for, and neither how far nor how many."""
    things = stateless(replace(question, words=words))
    return tuple(w for w in things if not (KIND_OF_PLACE.fullmatch(w) or HOW_FAR.fullmatch(w) or w in DOING))
