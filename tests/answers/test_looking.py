"""Numbers looked up, conditions, overviews, several figures at once."""

from decimal import Decimal

import pytest

from knowledge import Answer
from knowledge.answers.choosing import Scope
from knowledge.answers.lookups import facts_by_condition, facts_of_number, facts_of_scope
from knowledge.questions import analyse_question
from tests.tables import read_table


@pytest.mark.parametrize(("question", "figures"), [row[:2] for row in read_table("answers_lookups.tsv")])
def test_facts_are_found_by_number_condition_and_place(base, question, figures):
    """
    From a number to what it counts; from a bound to what lies beyond it; from a place to its numbers.
    """
    outcome = base.ask(question)
    shown = {figure.text for figure in outcome.figures}
    wanted = set(figures.split())
    assert wanted <= shown if outcome.question.endswith("有哪些数字") else wanted == shown


def test_a_number_that_stands_twice_gives_both_in_text_order(base):
    """
    17 counts panels and roads, and both are told, in the order of the article.
    """
    outcome = base.ask("17指的是什么")
    assert ["17块", "17条"] == [part.headline for part in outcome.parts]
    assert outcome.text.startswith("文中有2处：\n1. ")


@pytest.mark.parametrize(
    ("question", "bound", "beyond"),
    [("超过1000处的有哪些", 1000, 1), ("少于10个的有哪些", 10, -1), ("超过2万平方米的有哪些", 20000, 1)],
)
def test_every_fact_listed_fits_the_condition(base, question, bound, beyond):
    """
    What is listed lies beyond the bound, and has the unit of the condition.
    """
    found = facts_by_condition(analyse_question(question, base.store), Scope(base.store, base.index))
    assert found
    for fact, sentence in found:
        value = fact.figure.value or fact.figure.low
        qualified = value == Decimal(bound) and fact.figure.sense == ("over" if beyond > 0 else "under")
        assert beyond * (value - Decimal(bound)) > 0 or qualified
        assert sentence.text[fact.figure.start : fact.figure.end] == fact.figure.text


def test_an_overview_keeps_to_the_place_named(base):
    """
    The numbers of one town hold none of the other, dates and ordinals left out.
    """
    found = facts_of_scope(analyse_question("古荥镇有哪些数字", base.store), Scope(base.store, base.index))
    assert {"古荥镇"} == {sentence.place for _, sentence in found}
    assert not {"date", "time", "ordinal"} & {fact.figure.kind for fact, _ in found}


def test_the_unit_of_a_number_counts(base):
    """
    22支 is no 22次, and 22平方米 is neither.
    """
    scope = Scope(base.store, base.index)

    def found(question):
        return [fact.figure.text for fact, _ in facts_of_number(analyse_question(question, base.store), scope)]

    assert [["22支"], ["22次"], []] == [found(f"22{unit}是什么") for unit in ("支", "次", "平方米")]


@pytest.mark.parametrize(("question", "status", "figures"), [row[:3] for row in read_table("answers_several.tsv")])
def test_a_question_that_fits_several_shows_them(base, question, status, figures):
    """
    Several that fit are laid out, several that are asked are all given, and one that is missing is said to be.
    """
    outcome = base.ask(question)
    assert outcome.status in status.split(",")
    assert set(figures.split()) <= {figure.text for figure in outcome.figures}
    assert bool(figures) == bool(outcome.figures)


def test_a_list_is_counted_and_each_entry_cites_its_sentence(base):
    """
    The opening line says how many there are, and every entry has its own sentence.
    """
    outcome = base.ask("花园口有哪些数字")
    assert isinstance(outcome, Answer)
    assert outcome.text.startswith(f"共{len(outcome.parts)}个数字：")
    assert all(part.headline in part.source.sentence for part in outcome.parts)
