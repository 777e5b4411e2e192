"""Slips of the key and pinyin are read as the base's own words; ordinary words are left alone."""

import pytest

from knowledge.questions import EmptyVocabulary, analyse_question
from knowledge.questions.correction import correct_question
from tests.tables import read_table


@pytest.mark.parametrize(("typed", "reads"), [row[:2] for row in read_table("questions_read.tsv")])
def test_slips_and_pinyin_are_read_and_said(base, typed, reads):
    """
    What was read otherwise than typed is read as words of the base, and is on record.
    """
    analysed = analyse_question(typed, base.store)
    assert reads in analysed.folded
    assert analysed.corrections
    assert all(correction.typed != correction.read for correction in analysed.corrections)


@pytest.mark.parametrize("question", [row[0] for row in read_table("questions_unread.tsv")])
def test_ordinary_words_are_not_corrected(base, question):
    """
    A word of the language that the base happens to lack is no slip.
    """
    assert () == analyse_question(question, base.store).corrections


def test_without_a_vocabulary_nothing_is_corrected():
    """
    With no base to read words from, the line stays as it is.
    """
    assert ("花园扣镇几处", ()) == correct_question("花园扣镇几处", EmptyVocabulary())


def test_the_words_of_every_fact_are_not_corrected(base):
    """
    The base's own words, asked as the articles print them, are read as they are.
    """
    changed = []
    for fact, sentence in base.facts():
        question = f"{fact.place or sentence.place}{fact.act}{fact.counted}多少"
        if fact.counted and analyse_question(question, base.store).corrections:
            changed.append(question)
    assert [] == changed


@pytest.mark.parametrize("question", ["花园口早上上班要多久", "古荥的房子没人住", "最后一班公交几点"])
def test_a_word_of_the_language_is_no_slip_for_another(base, question):
    """
    上班 is meant though the articles have 上半年 alone.
    """
    assert () == analyse_question(question, base.store, base.index).corrections


def test_a_name_that_the_dictionary_lacks_is_one_word(base):
    """
    Single characters that the base holds side by side are a name; others stay apart.
    """
    assert "张定邦" in analyse_question("古荥镇张定邦讲了几次", base.store, base.index).words
    assert "修" in analyse_question("古荥镇修了多少路", base.store, base.index).words


def test_what_another_figure_is_counted_by_is_no_figure(base):
    """
    一公斤 of 一公斤多少钱 states no amount; 一处 of a claim does.
    """
    assert () == analyse_question("杨梅一公斤多少钱", base.store).figures
    assert analyse_question("花园口拆了1处吗", base.store).figures


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("花园口修的路,涨了多少(不是里程哈)", "里程"),
        ("花园口那片地已经复耕的是几亩,不要总面积", "总面积"),
    ],
)
def test_what_is_said_not_to_be_asked_is_left_out(base, question, words):
    """
    A denial behind the question names what the answer is not.
    """
    assert words not in analyse_question(question, base.store, base.index).words


@pytest.mark.parametrize("question", ["豆腐乳网上一年能卖几个亿", "集体宿舍的垃圾费一个人一月多少"])
def test_what_only_looks_like_a_period_is_none(question):
    """
    网上一年 holds no 上一年, and 一个人一月多少 asks by the month.
    """
    assert () == analyse_question(question).periods


def test_a_place_that_things_are_sent_to_is_not_where_they_are():
    """
    寄到浙江 tells where to, whether the base has the place or not.
    """
    assert () == analyse_question("小件寄到浙江省一单收多少").unknown_places
