"""A turn that lacks something takes it from the turn before, while that is fresh, and says so."""

import json
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.questions import analyse_question
from knowledge.questions.conversation import (
    MAX_AGE_S,
    MAX_TURNS,
    Conversation,
    Turn,
    is_previous_again,
    is_source_again,
    is_unit_again,
    take_over,
)

words = st.lists(st.text(max_size=8), max_size=4).map(tuple)
ids = st.lists(st.integers(0, 2**53), max_size=4).map(tuple)
turns = st.builds(
    Turn, st.text(max_size=20), words, words, words, sentence_ids=ids, fact_ids=ids, article_ids=ids,
    unit=st.text(max_size=3), intent=st.sampled_from(["figure", "text", "compare"]),
)  # fmt: skip
conversations = st.builds(
    Conversation, st.lists(turns, max_size=MAX_TURNS).map(tuple), st.floats(0, 1e12, allow_nan=False)
)
RUBBISH = [
    "", "x", "null", "[]", "{}", '{"turns": 3, "at": 0}', '{"turns": [], "at": "noon"}', '{"turns": [1], "at": 0}',
    '{"turns": [{"nothing": 1}], "at": 0}', '{"turns": [{}], "at": 0}',
]  # fmt: skip


def turn_of(base, question, **fields):
    analysed = analyse_question(question, base.store)
    return Turn(
        analysed.folded, analysed.words, analysed.places, analysed.periods, analysed.asked.kind, analysed.asked.unit,
        analysed.asked.dimension, analysed.asked.noun, analysed.intent, analysed.detail, "answered", **fields,
    )  # fmt: skip


def follow(base, question, before="花园口拆了多少处私搭乱建"):
    conversation = Conversation().with_turn(turn_of(base, before, sentence_ids=(7,), fact_ids=(70,)))
    return take_over(analyse_question(question, base.store), conversation)


@settings(suppress_health_check=[HealthCheck.too_slow])  # a busy machine draws slowly
@given(conversations)
def test_a_conversation_written_down_is_read_back(conversation):
    """
    to_json and from_json give the same conversation, whatever was asked.
    """
    assert conversation == Conversation.from_json(conversation.to_json())


@pytest.mark.parametrize("text", RUBBISH)
def test_what_is_no_conversation_is_an_empty_one(text):
    """
    A lost thread is no error: the next question stands for itself.
    """
    assert Conversation() == Conversation.from_json(text)


@given(st.text(max_size=40))
def test_any_text_reads_as_a_conversation(text):
    """
    Whatever stands where a conversation should, nothing is raised.
    """
    assert isinstance(Conversation.from_json(text), Conversation)


def test_only_the_last_turns_are_kept():
    """
    A long conversation keeps its last turns, in memory and written down.
    """
    conversation = Conversation()
    for number in range(MAX_TURNS + 3):
        conversation = conversation.with_turn(Turn(str(number)), now=0.0)
    assert MAX_TURNS == len(conversation.turns)
    assert str(MAX_TURNS + 2) == conversation.last(now=0.0).question
    long = json.dumps({"at": 0, "turns": [{"question": str(n)} for n in range(20)]})
    assert MAX_TURNS == len(Conversation.from_json(long).turns)


@pytest.mark.parametrize(("age_s", "held"), [(0.0, True), (MAX_AGE_S, True), (MAX_AGE_S + 1, False)])
def test_an_old_turn_is_forgotten(age_s, held):
    """
    After half an hour a question stands for itself.
    """
    conversation = Conversation().with_turn(Turn("花园口拆了多少处"), now=1000.0)
    assert held == (conversation.last(now=1000.0 + age_s) is not None)


def test_a_place_alone_takes_the_thing_over(base):
    """
    古荥呢 asks the same of another town, and says what it took over.
    """
    followed = follow(base, "古荥呢")
    assert (("古荥镇",), ("拆", "私搭乱建")) == (followed.places, followed.words)
    assert "处" == followed.asked.unit


def test_a_measure_alone_takes_place_and_thing_over(base):
    """
    面积呢 asks another measure of the same thing, and is tied to the figure before.
    """
    followed = follow(base, "面积呢")
    assert (("花园口镇",), "area", (70,)) == (followed.places, followed.asked.dimension, followed.context_facts)
    assert "私搭乱建" in followed.words
    assert any("花园口镇" in note for note in followed.notes)


def test_a_thing_alone_takes_the_place_over(base):
    """
    突击队几支 after a question about a town asks about that town, and says so.
    """
    followed = follow(base, "突击队几支")
    assert (("花园口镇",), ("接上问：花园口镇",)) == (followed.places, followed.notes)
    assert "突击队" in followed.words
    assert "私搭乱建" not in followed.words


def test_a_full_question_starts_afresh(base):
    """
    A question that names place and thing takes nothing over.
    """
    question = analyse_question("古荥清运了多少垃圾", base.store)
    assert question == follow(base, "古荥清运了多少垃圾")
    assert () == follow(base, "古荥清运了多少垃圾").notes


def test_a_place_that_the_base_lacks_is_not_replaced(base):
    """
    金水区呢 asks about 金水区, not about the town before.
    """
    followed = follow(base, "金水区呢")
    assert ((), ("金水区",)) == (followed.places, followed.unknown_places)


def test_talk_takes_nothing_over(base):
    """
    A thank-you is no question about the town before.
    """
    assert () == follow(base, "谢谢").places


def test_with_nothing_before_nothing_is_taken(base):
    """
    The first turn stands for itself, and so does one after an old conversation.
    """
    question = analyse_question("面积呢", base.store)
    old = replace(Conversation().with_turn(turn_of(base, "花园口拆了多少处")), at=0.0)
    assert question == take_over(question, None) == take_over(question, Conversation()) == take_over(question, old)


@pytest.mark.parametrize(
    ("line", "asks"),
    [
        ("出处", "source"),
        ("原文怎么说的", "source"),
        ("哪里说的", "source"),
        ("有依据吗", "source"),
        ("再说一遍", "previous"),
        ("上一个问题", "previous"),
        ("单位是米吗", "unit"),
        ("单位是什么", "unit"),
        ("花园口拆了多少处", ""),
        ("面积呢", ""),
    ],
)
def test_turns_about_the_answer_before_are_told_apart(line, asks):
    """
    The source, the answer and the unit can be asked again.
    """
    told = {"source": is_source_again(line), "previous": is_previous_again(line), "unit": is_unit_again(line)}
    assert [asks] * bool(asks) == [name for name, yes in told.items() if yes]


def test_what_to_do_with_the_answers_before_takes_their_figures(base):
    """
    加起来呢 takes the figures of the last two answers that gave one each; with a word of its own it takes none.
    """
    conversation = Conversation()
    for number, question in enumerate(("花园口突击队几支", "古荥志愿服务队几支"), start=1):
        turn = turn_of(base, question, sentence_ids=(number,), fact_ids=(10 * number,))
        conversation = conversation.with_turn(replace(turn, given_unit="支"))
    taken = take_over(analyse_question("加起来呢", base.store), conversation)
    assert ("compare", "sum", (10, 20)) == (taken.intent, taken.detail, taken.operand_facts)
    assert (1, 2) == taken.context_sentences
    assert () == take_over(analyse_question("垃圾加起来多少", base.store), conversation).operand_facts
    assert () == take_over(analyse_question("一共多少人", base.store), conversation).operand_facts
