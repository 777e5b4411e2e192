"""What people type around a question is taken off, and what asks stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.language import fold
from knowledge.questions import is_generic
from knowledge.questions.cleaning import clean_question, trim_question
from tests.tables import read_table


@pytest.mark.parametrize(("typed", "cleaned"), [row[:2] for row in read_table("questions_cleaning.tsv")])
def test_clean_question_takes_off_what_is_no_question(typed, cleaned):
    """
    Mentions, commands, emoji, heaps of marks and dialect are read as the plain question.
    """
    assert cleaned == clean_question(typed)


@pytest.mark.parametrize(("folded", "trimmed"), [row[:2] for row in read_table("questions_trimming.tsv")])
def test_trim_question_takes_off_preambles_and_thanks(folded, trimmed):
    """
    Greetings, thanks and who asks what for are taken off both ends; a line of nothing else stays.
    """
    assert trimmed == trim_question(folded)


@pytest.mark.parametrize(("word", "generic"), [row[:2] for row in read_table("questions_generic.tsv")])
def test_generic_words_tell_no_figures_apart(word, generic):
    """
    数量 and 情况 say nothing of what is asked; 垃圾 does.
    """
    assert (generic == "yes") == is_generic(word)


@given(st.text(max_size=60))
def test_cleaning_bears_any_text(text):
    """
    Whatever is typed, cleaning gives folded text that is not empty where something of it can be read.
    """
    cleaned = clean_question(text)
    assert fold(cleaned) == cleaned
    assert bool(cleaned) == bool(trim_question(cleaned))


@given(st.sampled_from(["花园口拆了多少处", "古荥清运多少垃圾", "73支是什么"]), st.text("。！？!?~… 　", max_size=8))
def test_marks_and_blanks_behind_a_question_change_nothing(question, marks):
    """
    A question is the same question however many marks follow it.
    """
    assert question == trim_question(clean_question(question + marks)).strip("?!")
