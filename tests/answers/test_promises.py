"""The three promises, over many generated questions: nothing is invented, silence before error, the qualifier survives."""

import os
import random

import pytest

from knowledge import Answer, KnowledgeBase

QUESTIONS = int(os.environ.get("YOUJU_TEST_QUESTIONS", "400"))  # set it to ask more, as before a release
SEED = 20261122
ASKING = (
    "多少{unit}",
    "几{unit}",
    "一共多少",
    "有几{unit}呢",
    "数量",
    "是多少",
    "多大面积",
    "",
    "还剩几{unit}没弄",
    "和古荥比谁多",
    "{number}{unit}对吗",
    "平均每{unit}多少",
)
NOISE = ("", "", "请问", "急!!", "俺想问下", "@bot ", "😀", "(写材料用)", "据说")
ELSEWHERE = ("老鸦陈街道", "金水区", "上海市", "新乡县大召营镇", "惠济区")


@pytest.fixture(scope="module")
def questions(base: KnowledgeBase) -> list[str]:
    """Questions put together from the facts' own words, other places and noise, from a fixed seed."""
    chance = random.Random(SEED)
    facts = [fact for fact, _ in base.facts()]
    places = sorted({fact.place for fact in facts if fact.place}) + list(ELSEWHERE) + ["", ""]
    made = []
    for _ in range(QUESTIONS):
        fact, other = chance.choice(facts), chance.choice(facts)
        asking = chance.choice(ASKING).format(unit=fact.figure.unit, number=chance.randint(1, 9999))
        thing = chance.choice((fact.counted, fact.act + fact.counted, other.act + fact.counted, fact.counted[1:]))
        made.append(f"{chance.choice(NOISE)}{chance.choice(places)}{thing}{asking}")
    return made


def test_every_figure_shown_is_a_slice_of_a_stored_sentence(base: KnowledgeBase, questions: list[str]) -> None:
    """
    What is not marked as computed stands, as printed, in the cited sentence, and the sentence in its article.
    """
    raws = {article.id: base.article(article.id).raw for article in base.articles()}  # type: ignore[union-attr]
    answered = 0
    for question in questions:
        outcome = base.ask(question)
        for part in (*outcome.parts, *([outcome.nearest] if getattr(outcome, "nearest", None) else [])):
            if part.computed:
                assert not part.figures, question
                continue
            assert part.source is not None, question
            sentence = base.sentence(part.source.sentence_id) if part.source.sentence_id else None
            if sentence is not None:
                assert part.source.sentence == sentence.text, question
                printed = raws[sentence.article_id][sentence.start : sentence.end]
                assert "".join(printed.split()) == "".join(sentence.text.split()), question
            shown = {part.source.sentence[start:end] for start, end in part.source.marked}
            for figure in part.figures:
                assert figure.text in shown, question
                assert figure.text in part.headline, question
                answered += isinstance(outcome, Answer)
    assert answered > len(questions) / 20


def test_a_named_place_is_never_answered_with_another(base: KnowledgeBase) -> None:
    """
    A question that names one town is not answered with a figure of the other.
    """
    towns = {article.place for article in base.articles()}
    wrong = []
    for fact, sentence in base.facts():
        if not fact.counted or fact.figure.kind != "quantity":
            continue
        for town in towns - {sentence.place}:
            question = f"{town}{fact.act}{fact.counted}多少{fact.figure.unit}"
            outcome = base.ask(question)
            wrong += [
                (question, source.sentence)
                for source in outcome.sources
                if isinstance(outcome, Answer) and source.place not in (town, *()) and town not in source.title
            ]
    assert not wrong


def test_the_same_question_gets_the_same_reply(base: KnowledgeBase, questions: list[str]) -> None:
    """
    Asked twice, a question gets the same text, byte for byte.
    """
    for question in questions[:100]:
        assert base.ask(question).text == base.ask(question).text
