"""
Stored facts, in; questions that ask for them, out: our own training questions, beside those that people asked.

Articles of offices hold ten figures in a sentence, and the same ones every year; public reading sets have neither. A
fact is turned into a question by taking the words around its figure, leaving some out, putting stand-ins for others,
and naming the place and the year as people do: 永州20年 ...
"""

import random
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from knowledge.language import synonyms_of, word_spans
from knowledge.storage.records import StoredFact, StoredSentence

BREAKS = "，。；：、！？（）“”《》,;:()!? "
KINDS = frozenset({"quantity", "money", "percent", "range", "percentage_point", "rate", "duration"})
OPENING = re.compile(r"^(?:其中|全年|全市|全省|预计|年均|新增的|完成了?|到|等|和|及|与|并|共|以及|同时|目前)")
CLOSING = re.compile(r"(?:达到|达|为|约|近|超过|突破|共|了|增长到|增加到|提高到|完成|实现|至|到|由|从|高达|超)+$")
KIND_OF_PLACE = re.compile(r"(?:市|省|县|区|自治区|镇)$")
LEFT_OUT = (0.0, 0.0, 0.12, 0.25)  # how likely each word is left out of one question
STAND_IN = 0.35
LONGEST = 40
PER_ARTICLE = 16


@dataclass(frozen=True, slots=True)
class MadeQuestion:
    """A question made from a fact."""

    text: str
    fact: StoredFact
    sentence: StoredSentence
    place: str  # as the question names it
    year: str  # as the question names it, "" if it does not


def make_questions(sentences: Iterable[StoredSentence], count: int, seed: int) -> tuple[MadeQuestion, ...]:
    """
    Make questions from the facts of some sentences.

    Args:
        sentences: With their facts.
        count: How many questions at most; no article gives more than PER_ARTICLE.
        seed: The same seed makes the same questions of the same sentences.
    """
    chance = random.Random(seed)
    facts = [
        (sentence, fact)
        for sentence in sentences
        if sentence.kind in {"body", "list"}
        for fact in sentence.facts
        if fact.figure.kind in KINDS
        and fact.figure.value not in (None, 1)
        and fact.figure.change != "from"
        and not fact.planned
        and (fact.place or sentence.place)
    ]
    chance.shuffle(facts)
    made: list[MadeQuestion] = []
    given: Counter[int] = Counter()
    for sentence, fact in facts:
        if len(made) >= count:
            break
        if given[sentence.article_id] >= PER_ARTICLE:
            continue
        question = make_question(sentence, fact, chance)
        if question is not None and len(question.text) <= LONGEST:
            given[sentence.article_id] += 1
            made.append(question)
    return tuple(made)


def make_question(sentence: StoredSentence, fact: StoredFact, chance: random.Random) -> MadeQuestion | None:
    """Make a question from one fact; None where too little stands around its figure."""
    head, tail = words_around(sentence, fact)
    if chance.random() < 0.5:
        head = OPENING.sub("", head)
    head = CLOSING.sub("", head)
    missing = chance.choice(LEFT_OUT)
    head, tail = disturb(head, missing, chance), disturb(tail, missing, chance)
    if len(head) + len(tail) < 4:
        return None
    place = fact.place or sentence.place
    if len(place) > 2 and chance.random() < 0.6:
        place = KIND_OF_PLACE.sub("", place)
    year = name_year(fact, chance)
    asking = ask(head, tail, fact, chance)
    whole = chance.choice((
        place + year + asking, place + year + asking, year + place + asking, f"{place}{year} {asking}",
        f"{asking}，{place}{year}",
    ))  # fmt: skip
    return MadeQuestion(whole + chance.choice(("？", "?", "", "呢", "啊？", "")), fact, sentence, place, year)


def words_around(sentence: StoredSentence, fact: StoredFact) -> tuple[str, str]:
    """Return what stands before and behind a figure, up to a break or the next figure."""
    text, figure = sentence.text, fact.figure
    first = max((other.figure.end for other in sentence.facts if other.figure.end <= figure.start), default=0)
    last = min((other.figure.start for other in sentence.facts if other.figure.start >= figure.end), default=len(text))
    start, end = figure.start, figure.end
    while start > first and text[start - 1] not in BREAKS:
        start -= 1
    while end < last and text[end] not in BREAKS:
        end += 1
    return text[start : figure.start], text[figure.end : end]


def disturb(text: str, missing: float, chance: random.Random) -> str:
    """Leave some words out and put stand-ins for some."""
    kept: list[str] = []
    for word, _, _ in word_spans(text):
        if chance.random() < missing:
            continue
        others = synonyms_of(word)
        kept.append(chance.choice(others).word if others and chance.random() < STAND_IN else word)
    return "".join(kept)


def name_year(fact: StoredFact, chance: random.Random) -> str:
    """Name the year that a fact holds for, as people do."""
    if fact.first is not None and fact.last is not None and fact.last.year - fact.first.year <= 1:
        year = fact.first.year
        return chance.choice((f"{year}年", f"{year}年", f"{year % 100:02d}年", f"{year}"))
    return fact.period if 0 < len(fact.period) < 6 and chance.random() < 0.7 else ""


def ask(head: str, tail: str, fact: StoredFact, chance: random.Random) -> str:
    """Ask for a figure with the words before and behind it."""
    figure = fact.figure
    unit = figure.unit if len(figure.unit) <= 3 else ""
    if figure.kind in {"percent", "percentage_point"}:
        return chance.choice((
            f"{head}{chance.choice(('是多少', '百分之几', '多少', '达到多少', '为百分之多少'))}{tail}", head + tail,
        ))  # fmt: skip
    if figure.kind == "money":
        much = chance.choice(("多少钱", "多少亿元", "是多少", "多少", "达到多少亿", "多少元"))
        return chance.choice((f"{head}{much}{tail}", f"{tail}{head}是多少", head + tail))
    few = bool(unit) and figure.kind == "quantity" and figure.value is not None and figure.value < 1000
    many = "几" if few and chance.random() < 0.3 else "多少"
    return chance.choice((
        f"{head}{many}{unit}{tail}", f"{head}{tail}有多少{unit}", f"{head}了多少{unit}{tail}",
        f"{tail}{head}{many}{unit}", f"{head}{tail}数量", head + tail, f"{head}{tail}多少",
        f"{head}{tail}一共多少{unit}",
    ))  # fmt: skip
