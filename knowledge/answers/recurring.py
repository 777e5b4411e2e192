"""A question for how often something is done, in; the clause that says every week or every day, out: 每周集中开展整治."""

import re

from knowledge.answers.choosing import Scope
from knowledge.answers.text_candidate import TextCandidate
from knowledge.answers.texts import choose_texts
from knowledge.language import fold
from knowledge.questions import AnalysedQuestion
from knowledge.storage import StoredSentence

EVERY = re.compile(r"每(?:个)?(?:半)?(?:天|日|周|星期|旬|月|季度?|学期|年|晚|早|小时|逢)|[逐按]月|[天日周月]{2}|定期")
CLAUSE = re.compile(r"[^,，。；;!！?？]+")
LEAST_COVERED = 0.75  # of the question, by the clause that says how often


def find_how_often(question: AnalysedQuestion, scope: Scope) -> tuple[TextCandidate, ...]:
    """
    Find the one clause that says how often a thing is done for which a question asks 多久一次.

    Returns:
        Of a turn that leans on the one before, the only such clause of its sentences; else the clause that says every
        word of the question. Nothing where several fit, or none.
    """
    if question.asked.kind != "frequency":
        return ()
    if question.context_sentences:
        beside = scope.store.sentences(question.context_sentences).values()
        clauses = [(sentence, span) for sentence in beside for span in recurring_clauses(sentence)]
        return (said(*clauses[0]),) if len(clauses) == 1 else ()
    found = []
    for candidate in choose_texts(question, scope):
        sentence, (start, end) = candidate.sentence, candidate.spans[0]
        inside = [span for span in recurring_clauses(sentence) if span[0] < end and start < span[1]]
        lost = any(len(word) > 1 for word in candidate.missing)
        if len(inside) == 1 and not lost and candidate.near >= LEAST_COVERED:
            found.append(said(sentence, inside[0]))
    return tuple(found[:1])


def recurring_clauses(sentence: StoredSentence) -> tuple[tuple[int, int], ...]:
    """Return where the clauses of a sentence stand that say how often."""
    text = fold(sentence.text)
    return tuple(clause.span() for clause in CLAUSE.finditer(text) if EVERY.search(clause.group()))


def said(sentence: StoredSentence, span: tuple[int, int]) -> TextCandidate:
    return TextCandidate(sentence, (span,), 1.0, 1.0, (), fills=True)
