"""What a question wants, which places, figures and names it states."""

import pytest

from knowledge.questions import INTENTS, analyse_question
from knowledge.questions.splitting import split_question
from tests.tables import read_table


@pytest.mark.parametrize(("question", "intent", "details"), [row[:3] for row in read_table("questions_intents.tsv")])
def test_a_question_has_its_intent(base, question, intent, details):
    """
    Looking up, comparing, checking, listing and asking for the source are told apart.
    """
    analysed = analyse_question(question, base.store)
    assert intent == analysed.intent
    assert analysed.detail in details.split(",")
    assert intent in INTENTS


@pytest.mark.parametrize(("question", "places", "unknown"), [row[:3] for row in read_table("questions_places.tsv")])
def test_places_are_those_of_the_base_and_the_others_are_told(base, question, places, unknown):
    """
    A place may be clipped or in Traditional characters; one that the base lacks is unknown, not overlooked.
    """
    analysed = analyse_question(question, base.store)
    assert (tuple(places.split()), tuple(unknown.split())) == (analysed.places, analysed.unknown_places)


@pytest.mark.parametrize(("question", "figures", "quoted"), [row[:3] for row in read_table("questions_kept.tsv")])
def test_figures_and_names_that_a_question_states_are_kept(base, question, figures, quoted):
    """
    118处 and “飞线” are what is asked about; 两个镇 and 一下 are no figures.
    """
    analysed = analyse_question(question, base.store)
    assert figures.split() == [figure.text for figure in analysed.figures]
    assert set(quoted.lower().split()) == set(analysed.quoted)


@pytest.mark.parametrize(("question", "count"), [row[:2] for row in read_table("questions_split.tsv")])
def test_a_question_for_several_things_is_cut_into_as_many(base, question, count):
    """
    Each thing asked becomes a question of its own, of the same place.
    """
    whole = analyse_question(question, base.store)
    parts = split_question(whole)
    assert int(count) == len(parts)
    assert {whole.places} == {part.places for part in parts}


def test_analysis_needs_no_base():
    """
    Without a base no place is known and nothing is corrected, and the intent is told all the same.
    """
    analysed = analyse_question("花园扣镇拆了几处私搭乱建")
    assert ("figure", (), "处") == (analysed.intent, analysed.corrections, analysed.asked.unit)


def test_the_text_as_typed_is_kept(base):
    """
    The analysis keeps the line as typed beside what it read.
    """
    typed = "請問花園口拆了幾處？？"
    analysed = analyse_question(typed, base.store)
    assert (typed, True) == (analysed.text, analysed.traditional)
    assert "花园口拆了几处" in analysed.folded
