"""A question or a claim of how often something is done, in; the clause that says every week or every day, out."""

import re
from dataclasses import replace

from knowledge.answers.choosing import Scope
from knowledge.answers.grounding import ONE_CLAUSE, cover
from knowledge.answers.holding import is_claim_word
from knowledge.answers.statements import Stated
from knowledge.answers.text_candidate import TextCandidate
from knowledge.answers.texts import choose_texts
from knowledge.language import fold
from knowledge.quantities import parse_numeral
from knowledge.questions import AnalysedQuestion, bare_claim
from knowledge.questions.analysis import blank
from knowledge.questions.splitting import content_of
from knowledge.storage import StoredSentence

EVERY = re.compile(r"每(?:个)?(?:半)?(?:天|日|周|星期|旬|月|季度?|学期|年|晚|早|小时|逢)|[逐按]月|[天日周月]{2}|定期")
# 每个月联系一次: of a claim, and of a clause, in what time and how many times.
OFTEN = re.compile(
    r"每一?个?(?P<period>天|日|周|星期|礼拜|旬|月|季度?|半年|年)(?P<between>[^,，。；;、每]{0,14}?)(?P<times>[一两二三四五六七八九十\d]+)(?P<unit>[次回趟遍])"
)
HOW_OFTEN = re.compile(r"多久(?:就|要|得|会|能)|(?:每)?隔多久")  # 多久要跟支部汇报 asks for no length of time
ITEM = re.compile(r"[^,，、。；;!！?？]+")
SAME_PERIOD = {"日": "天", "星期": "周", "礼拜": "周", "季": "季度"}
HELD = 0.8  # of a word's cover
LEAST_COVERED = 0.75  # of the question, by the clause that says how often


def find_how_often(question: AnalysedQuestion, scope: Scope) -> tuple[TextCandidate, ...]:
    """
    Find the one clause that says how often a thing is done for which a question asks 多久一次.

    Returns:
        Of a turn that leans on the one before, the only such clause of its sentences; else the clause that says every
        word of the question. Nothing where several fit, or none.
    """
    if question.asked.kind != "frequency" and not HOW_OFTEN.search(question.folded):
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
    return tuple(clause.span() for clause in ONE_CLAUSE.finditer(text) if EVERY.search(clause.group()))


def said(sentence: StoredSentence, span: tuple[int, int]) -> TextCandidate:
    return TextCandidate(sentence, (span,), 1.0, 1.0, (), fills=True)


def check_how_often(question: AnalysedQuestion, scope: Scope) -> Stated | None:
    """
    Hold 每个月跟群众联系一次 against 每周与群众联系一次、每月向支部汇报一次: the item that says most of what is done decides.

    Returns:
        None where no claim of how often is made, or no item, or two alike, tell of what is done.
    """
    claim = bare_claim(question.folded)
    claimed = OFTEN.search(claim)
    if claimed is None:
        return None
    spans = [claimed.span("period"), claimed.span("times"), claimed.span("unit")]
    words = tuple(word for word in content_of(question, blank(claim, spans)) if not is_claim_word(word))
    told: list[tuple[int, StoredSentence, re.Match[str], tuple[int, int]]] = []
    for sentence in scope.pool(replace(question, figures=())):
        text = fold(sentence.text)
        for item in ITEM.finditer(text):
            often = OFTEN.search(item.group())
            said_here = [word for word in words if cover(word, item.group()) >= HELD]
            if often is None or not said_here or any(cover(word, text) < HELD for word in words if len(word) > 1):
                continue
            if not question.places or sentence.place in question.places:
                told.append((len(said_here), sentence, often, item.span()))
    most = max((one[0] for one in told), default=0)
    best = [one for one in told if one[0] == most]
    if len(best) != 1 or most * 2 < len(words):
        return None
    _, sentence, often, span = best[0]
    return Stated(how_often(claimed) == how_often(often), sentence, (span,))


def how_often(found: re.Match[str]) -> tuple[str, object]:
    """Return the period and the number of times that a match of OFTEN tells."""
    return SAME_PERIOD.get(found["period"], found["period"]), parse_numeral(found["times"])
