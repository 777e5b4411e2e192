"""A question for what a village or somebody does, in; every stretch that tells it of them, out: 马村主要抓什么, 妇联呢."""

from collections.abc import Iterable

from knowledge.answers.choosing import names_place
from knowledge.answers.owners import ACTOR, clauses_of
from knowledge.answers.text_candidate import TextCandidate
from knowledge.language import fold
from knowledge.questions import AnalysedQuestion, is_generic
from knowledge.storage import StoredSentence

# What asks for doings and names none of them.
VAGUE = frozenset(
    [
        "主要",
        "主抓",
        "主攻",
        "主打",
        "侧重",
        "着重",
        "抓",
        "干",
        "做",
        "搞",
        "忙",
        "弄",
        "忙活",
        "负责",
        "重点",
        "方面",
        "工作",
        "事",
        "事情",
        "下功夫",
        "发力",
        "着力",
        "措施",
        "做法",
        "动作",
        "举措",
        "办",
        "搞的",
        "抓的",
        "干的",
        "活",
    ]
)
MOST = 3


def find_doings(question: AnalysedQuestion, sentences: Iterable[StoredSentence]) -> tuple[TextCandidate, ...]:
    """
    Find what is told of the one village or actor that a question names, where it asks for nothing more.

    Returns:
        The stretches that speak of it, the longest first; none where the question says what of it is asked.
    """
    words = [word for word in question.words if word not in VAGUE and not is_generic(word)]
    actors = [word for word in words if ACTOR.fullmatch(word)]
    said = (*question.words, *question.context_words)
    around = [
        word for word in question.context_words if not (word in VAGUE or is_generic(word) or ACTOR.fullmatch(word))
    ]
    if len(words) > len(actors) or len(actors) > 1 or around or question.figures or question.quoted:
        return ()
    if not any(word in VAGUE for word in said):
        return ()
    found = []
    for sentence in sentences:
        places = tuple(place for place in question.places if place != sentence.place)
        if sentence.kind != "body" or not (places or actors):
            continue
        if len(places) < len(question.places) and not actors:
            continue
        for start, end in runs_of(fold(sentence.text), places, actors):
            found.append(TextCandidate(sentence, ((start, end),), 1.0, 1.0, (), fills=True))
    found.sort(key=lambda one: one.spans[0][0] - one.spans[0][1])
    return tuple(found[:MOST])


def runs_of(text: str, places: Iterable[str], actors: Iterable[str]) -> list[tuple[int, int]]:
    """Return the stretches of a sentence that speak of some places or actors."""
    runs: list[tuple[int, int]] = []
    speaking = False
    for clause in clauses_of(text):
        meant = all(names_place(clause.owner, place) for place in places)
        meant = meant and all(clause.owner.endswith(actor) for actor in actors) and bool(clause.owner)
        if meant and speaking and clause.joined:
            runs[-1] = (runs[-1][0], clause.end)
        elif meant and clause.own:
            runs.append((clause.start, clause.end))
        speaking = meant
    return runs
