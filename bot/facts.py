"""Ids of facts and sentences, in; the parts of an answer that show them, out."""

from collections.abc import Iterable

from bot.keyboards import Shown
from knowledge import Abstention, Answer, AnswerPart, KnowledgeBase, Outcome, ShownFigure, Source
from knowledge import StoredFact as Fact
from knowledge import StoredSentence as Sentence


def part_of_facts(facts: Iterable[Fact], sentence: Sentence) -> AnswerPart:
    """Show facts of one sentence as a part of an answer."""
    facts = tuple(facts)
    figures = tuple(
        ShownFigure(
            text=fact.figure.text,
            value=None if fact.figure.value is None else str(fact.figure.value),
            unit=fact.figure.unit,
            modifier=fact.figure.modifier or None,
            fact_id=fact.id,
        )
        for fact in facts
    )
    first = facts[0]
    thing = f"{first.act}{first.counted}"
    label = " · ".join(each for each in (first.place or sentence.place, first.period, thing) if each)
    marked = tuple((fact.figure.start, fact.figure.end) for fact in facts)
    return AnswerPart("、".join(figure.text for figure in figures), label, figures, source_of(sentence, marked))


def part_of_sentence(sentence: Sentence) -> AnswerPart:
    """Show a sentence as a part of an answer."""
    return AnswerPart(sentence.text, sentence.place, (), source_of(sentence))


def source_of(sentence: Sentence, marked: tuple[tuple[int, int], ...] = ()) -> Source:
    """Cite a stored sentence."""
    return Source(
        sentence=sentence.text,
        title=sentence.title,
        section=sentence.section,
        place=sentence.place,
        origin=sentence.origin,
        published=sentence.published,
        article_id=sentence.article_id,
        sentence_id=sentence.id,
        marked=marked,
    )


def find_part(base: KnowledgeBase, tokens: Iterable[str]) -> AnswerPart | None:
    """Find a part again by the ids that a button carries; `None` when its article is gone."""
    found: list[tuple[Fact, Sentence]] = []
    for token in tokens:
        if token.startswith("~"):
            sentence = base.sentence(int(token[1:] or "0", 36))
            return part_of_sentence(sentence) if sentence else None
        fact = base.fact(int(token, 36)) if len(token) <= 12 else None
        if fact and (not found or fact[1].id == found[0][1].id):
            found.append(fact)
    return part_of_facts([fact for fact, _ in found], found[0][1]) if found else None


def find_outcome(base: KnowledgeBase, shown: Shown) -> Outcome | None:
    """Find again what an answer showed, by the ids that its buttons carry."""
    parts = tuple(part for tokens in shown.parts if (part := find_part(base, tokens)))
    if not parts:
        return None
    others = tuple(find_part(base, token.split(".")) or parts[0] for token in shown.others)
    if shown.abstained:
        return Abstention(question="", text="", reason="no_figure", nearest=parts[0], others=others)
    return Answer(question="", text="", parts=parts, others=others)
