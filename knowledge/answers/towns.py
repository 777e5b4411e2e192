"""A claim of what every town does, or one alone, in; whether the towns' articles bear it out, with a stretch of each, out."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from knowledge.answers.choosing import Scope
from knowledge.answers.grounding import ONE_CLAUSE, cover
from knowledge.answers.statements import DENIED, HELD, WORDED, Stated, best_stretches, words_of
from knowledge.facts import short_names
from knowledge.language import fold
from knowledge.questions import AnalysedQuestion, claims_each, claims_none, claims_one

PAIR = 2
ONE_ALONE = re.compile(r"只有|唯有|独独")


@dataclass(frozen=True, slots=True)
class Told:
    """What the articles of several towns say to a claim about them."""

    verdict: bool | None  # None where that is left open
    stated: tuple[Stated, ...]  # a stretch of each town that tells


def check_towns(question: AnalysedQuestion, scope: Scope) -> Told | None:
    """
    Hold a claim about what both towns have, one alone has, or one has not, against the article of each.

    只有甲镇有红黑旗,乙镇没有 is belied by 乙镇's article where it tells of a 红黑旗; that an article is silent says nothing.

    Returns:
        What the towns tell, open where silence is all that would bear the claim out; None where the claim is none such.
    """
    claim = question.folded
    towns = tuple(dict.fromkeys(article.place for article in scope.store.articles() if article.place))
    named = sorted((place for place in towns if place in question.places), key=lambda place: at_of(claim, place))
    each, one, none = claims_each(claim), claims_one(claim), claims_none(claim)
    if one and not named:
        return Told(None, ()) if ONE_ALONE.search(claim) else None  # 只有南王村有: of a village's like nothing is told
    if one:
        others = named[1:] or [place for place in towns if place not in named]
        told = told_by((named[0], *others), one, question, scope)
        belied = any(place in told for place in others)
        return Told(False if belied else None, tuple(told.values()))
    meant = named if len(named) > 1 else towns
    if each and (len(meant) == PAIR or len(named) > PAIR):
        told = told_by(meant, each, question, scope)
        return Told(True if len(told) == len(meant) else None, tuple(told.values()))
    told = told_by(named, none, question, scope) if none and len(named) == 1 else {}
    return Told(False, tuple(told.values())) if told else None


def at_of(text: str, place: str) -> int:
    return min((at for name in (place, place[:-1], *short_names(place)) if (at := text.find(name)) >= 0), default=0)


def told_by(places: Iterable[str], claim: str, question: AnalysedQuestion, scope: Scope) -> dict[str, Stated]:
    """Return for each town whose article tells what is claimed the stretch that does."""
    found = ((place, stretch_of(place, claim, question, scope)) for place in places)
    return {place: stated for place, stated in found if stated is not None}


def stretch_of(place: str, claim: str, question: AnalysedQuestion, scope: Scope) -> Stated | None:
    """Find the stretch of a town's article that says what is claimed: the names that are quoted, or all the words."""
    pool = scope.pool(replace(question, places=(place,)))
    sentences = tuple(one for one in pool if one.place == place and one.kind == "body")
    names = [fold(name) for name in question.quoted]
    for sentence in sentences if names else ():
        for clause in ONE_CLAUSE.finditer(fold(sentence.text)):
            if all(name in clause.group() for name in names):
                return Stated(True, sentence, (clause.span(),))
    words = words_of(question, claim)
    if names or not any(len(word) > 1 for word in words):
        return None
    for stretch in best_stretches(question, words, sentences, ()):
        if DENIED.search(stretch.text):
            continue  # 没有人员伤亡 bears 没有人员伤亡 out
        if stretch.near >= WORDED and all(cover(word, stretch.text) >= HELD for word in words if len(word) > 1):
            return Stated(True, stretch.sentence, stretch.spans)
    return None
