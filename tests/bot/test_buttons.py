"""Buttons: stateless data of at most 64 bytes, answered exactly once, only for whom they are, after a restart too."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import texts
from bot.keyboards import (
    DATA_LIMIT,
    Shown,
    answer_rows,
    example_rows,
    feedback_data,
    read_press,
    shown_of,
    to_base36,
    view_data,
)
from bot.rendering import View
from knowledge import Answer, Clarification, KnowledgeBase
from tests.bot.fake_base import demolished, either, part, unknown
from tests.bot.harness import GROUP, OTHER, OWNER, PERSON, Harness, buttons

IDS = st.integers(0, 2**40).map(to_base36)
SHOWN = st.builds(
    Shown,
    st.lists(st.lists(IDS, min_size=1, max_size=4).map(tuple), max_size=9).map(tuple),
    st.lists(IDS, max_size=30).map(tuple),
    st.booleans(),
)


@given(SHOWN, st.integers(0, 35), st.booleans())
def test_data_of_a_view_fits_and_reads_back(shown, page, context):
    """
    However many facts an answer shows, the data is at most 64 bytes and keeps the first ones.
    """
    data = view_data("AbC-", View(page, context), shown)
    assert len(data.encode()) <= DATA_LIMIT
    read = read_press(data)
    assert View(page, context) == read.view
    assert shown.abstained == read.shown.abstained
    assert [part for part in shown.parts][: len(read.shown.parts)] == list(read.shown.parts)
    assert len(read.shown.others) == 0 or shown.parts == read.shown.parts
    assert shown.others[: len(read.shown.others)] == read.shown.others


@given(SHOWN)
def test_data_of_feedback_fits(shown):
    """
    Feedback names the answer by the facts that it showed.
    """
    assert len(feedback_data("AbC-", "g", shown).encode()) <= DATA_LIMIT


@given(st.text(max_size=80))
def test_any_data_is_read_or_refused(data):
    """
    Data is the presser's to choose: whatever it is, it is understood or not, and nothing breaks.
    """
    read_press(data)


@pytest.mark.parametrize("outcome", [demolished("q"), unknown("q"), either("q")])
def test_every_button_has_data_that_is_understood(outcome):
    """
    What the bot writes on its buttons it reads again.
    """
    for view in (View(), View(1), View(0, True)):
        for button in (button for row in answer_rows(outcome, view, "AbC-") for button in row):
            assert button.copied or read_press(button.data) is not None
            assert len(button.data.encode()) <= DATA_LIMIT


def test_examples_that_do_not_fit_are_left_out():
    """
    A question of /start travels in the data of its button, or is not offered.
    """
    assert 1 == len(example_rows(["拆了多少", "很长" * 20]))


def ask(bot: Harness, text: str = "拆了多少", chat: int = PERSON, person: int = PERSON):
    """Ask, and return the answer as it stands."""
    question = bot.bare_message(text, chat, person)
    bot.feed(bot.telegram.put(message=question))
    return {**bot.last(), "reply_to_message": question}


def test_answer_has_its_buttons(bot):
    """
    Copy, context, other answers and feedback stand under an answer.
    """
    found = buttons(ask(bot))
    assert ["复制数字", "上下文", "其他答案 1/2", "👍 有用", "👎 不对"] == list(found)
    assert {"text": "118处、22505平方米"} == found["复制数字"]["copy_text"]


def test_copied_are_the_figures_of_every_part():
    """
    Two figures that answer are copied both; of several to choose from, and of a computation, none.
    """
    two = part(11, 12), part(13)

    def copied(outcome):
        return [button.copied for row in answer_rows(outcome, View(), "AbC-") for button in row if button.copied]

    assert ["118处、22505平方米；4700余份"] == copied(Answer(question="q", text="", parts=two))
    assert [] == copied(Clarification(question="q", text="", parts=two))
    assert ["4700余份"] == copied(Clarification(question="q", text="", parts=two[1:]))
    computed = replace(part(13), headline="多约1700份", figures=(), source=None, computed=True)
    assert [] == copied(Answer(question="q", text="", parts=(computed, *two)))
    assert [] == copied(unknown("q"))


def test_context_opens_and_closes(bot):
    """
    上下文 shows the sentences around in the same quote, and takes them away again.
    """
    answer = ask(bot)
    before = bot.html()
    press = bot.press(buttons(answer)["上下文"]["callback_data"], answer)
    assert ["answerCallbackQuery", "editMessageText"] == bot.calls(lambda: bot.feed(press))
    assert "镇党委、政府迅速行动。累计拆除私搭乱建<b>118处</b>" in bot.html()
    assert "宣传页4700余份" in bot.html()
    opened = {**bot.last(), "reply_to_message": answer["reply_to_message"]}
    bot.feed(bot.press(buttons(opened)["收起上下文"]["callback_data"], opened))
    assert before == bot.html()


def test_context_is_of_sentences_and_no_heading(tmp_path):
    """
    The sentence after the last one of a section is the next section's first; the heading between them is left out.
    """
    text = "石桥村修路记\n\n一、修路\n\n石桥村今年新修道路12条。\n\n二、栽树\n\n村里栽下法桐860棵。\n"
    with KnowledgeBase.open(tmp_path / "base.sqlite3") as base:
        base.add_text(text, "a")
        bot = Harness(tmp_path, base)
        answer = ask(bot, "石桥村新修了多少条道路")
        bot.feed(bot.press(buttons(answer)["上下文"]["callback_data"], answer))
        assert "石桥村今年新修道路<b>12条</b>。村里栽下法桐860棵。</blockquote>" in bot.html()
        bot.close()


def test_buttons_work_after_a_restart_and_without_the_question(bot):
    """
    A press finds its answer by the ids that it carries, though the process is another and the question was deleted.
    """
    answer = ask(bot)
    bot.restart()
    answer.pop("reply_to_message")
    bot.feed(bot.press(buttons(answer)["上下文"]["callback_data"], answer))
    assert "镇党委、政府迅速行动。累计拆除私搭乱建<b>118处</b>,<b>22505平方米</b>" in bot.html()


def test_other_answers_are_paged(bot):
    """
    其他答案 n/m walks through the other candidates, and back to the first answer.
    """
    answer = ask(bot)
    question = answer["reply_to_message"]
    bot.feed(bot.press(buttons(answer)["其他答案 1/2"]["callback_data"], answer))
    assert bot.html().startswith("<i>其他答案 1/2</i>\n\n<b>4700余份</b>")
    second = {**bot.last(), "reply_to_message": question}
    bot.feed(bot.press(buttons(second)["其他答案 2/2"]["callback_data"], second))
    assert "<b>17块</b>" in bot.html()
    third = {**bot.last(), "reply_to_message": question}
    bot.feed(bot.press(buttons(third)["回到首个答案"]["callback_data"], third))
    assert bot.html().startswith("<b>118处、22505平方米</b>")


def test_facts_that_are_gone_are_said_to_be(bot):
    """
    A press whose article was removed gets a toast, and the message stays.
    """
    answer = ask(bot)
    answer.pop("reply_to_message")
    press = bot.press(view_data("AbC-", View(), Shown((("zzz",),))), answer)
    assert ["answerCallbackQuery"] == bot.calls(lambda: bot.feed(press))
    assert texts.GONE == bot.telegram.sent("answerCallbackQuery")[-1]["text"]


def test_another_person_cannot_turn_the_pages(bot):
    """
    In a group only who asked may change the answer; another's press gets a toast.
    """
    answer = ask(bot, "/ask 拆了多少", GROUP)
    data = buttons(answer)["其他答案 1/2"]["callback_data"]
    assert ["answerCallbackQuery"] == bot.calls(lambda: bot.feed(bot.press(data, answer, OTHER)))
    assert texts.NOT_YOURS == bot.telegram.sent("answerCallbackQuery")[-1]["text"]
    assert ["answerCallbackQuery", "editMessageText"] == bot.calls(lambda: bot.feed(bot.press(data, answer)))


def test_useful_is_noted_and_thanked(bot):
    """
    有用 is one toast and one count; the message stays as it is.
    """
    answer = ask(bot)
    press = bot.press(buttons(answer)["👍 有用"]["callback_data"], answer)
    assert ["answerCallbackQuery"] == bot.calls(lambda: bot.feed(press))
    assert 1 == sum(day.get("good", 0) for day in bot.desk.chats.counts(1).values())


def test_wrong_asks_why_and_goes_back(bot):
    """
    不对 offers reasons; a reason is noted and the buttons come back.
    """
    answer = ask(bot)
    question = answer["reply_to_message"]
    press = bot.press(buttons(answer)["👎 不对"]["callback_data"], answer)
    assert ["answerCallbackQuery", "editMessageReplyMarkup"] == bot.calls(lambda: bot.feed(press))
    assert ["数字不对", "答非所问", "出处不对", "已过时", "返回"] == list(buttons(bot.last()))
    asked = {**bot.last(), "reply_to_message": question}
    bot.feed(bot.press(buttons(asked)["答非所问"]["callback_data"], asked))
    assert "上下文" in buttons(bot.last())
    (complaint,) = bot.desk.chats.complaints()
    assert ("b.c", "q", "", 1) == (complaint.about, complaint.reason, complaint.question, complaint.count)


def test_wrong_by_another_person_is_noted_without_changing_the_message(bot):
    """
    Anybody in a group may say that an answer is wrong; the buttons stay the asker's.
    """
    answer = ask(bot, "/ask 拆了多少", GROUP)
    press = bot.press(buttons(answer)["👎 不对"]["callback_data"], answer, OTHER)
    assert ["answerCallbackQuery"] == bot.calls(lambda: bot.feed(press))
    assert 1 == len(bot.desk.chats.complaints())


def test_choice_is_answered_in_place(bot):
    """
    Choosing what was meant turns the question back into its answer.
    """
    asked = ask(bot, "哪一个")
    press = bot.press(buttons(asked)["花园口镇"]["callback_data"], asked)
    assert ["answerCallbackQuery", "editMessageText"] == bot.calls(lambda: bot.feed(press))
    assert "花园口镇拆了多少" == bot.base.asked[-1][0]
    assert bot.html().startswith("<b>118处")


def test_choice_that_does_not_fit_is_found_by_its_number(bot):
    """
    A choice too long for a button's data is found by asking the question again.
    """
    asked = ask(bot, "哪一个")
    bot.feed(bot.press(buttons(asked)["古荥镇"]["callback_data"], asked))
    assert bot.base.asked[-1][0].startswith("古荥镇很长的问题")
    asked = ask(bot, "哪一个")
    asked.pop("reply_to_message")
    press = bot.press(buttons(asked)["古荥镇"]["callback_data"], asked)
    assert ["answerCallbackQuery"] == bot.calls(lambda: bot.feed(press))


def test_press_that_comes_late_is_let_go(bot):
    """
    A press that Telegram has forgotten costs one call, and the edit is still made.
    """
    answer = ask(bot)
    press = bot.press(buttons(answer)["上下文"]["callback_data"], answer)
    bot.telegram.presses.clear()
    assert ["answerCallbackQuery", "editMessageText"] == bot.calls(lambda: bot.feed(press))


def test_press_is_answered_even_when_the_base_fails(bot):
    """
    The clock on the button stops whatever happens.
    """
    answer = ask(bot)
    bot.base.trouble = RuntimeError("x")
    press = bot.press(buttons(answer)["上下文"]["callback_data"], answer)
    assert ["answerCallbackQuery"] == bot.calls(lambda: bot.feed(press))
    assert texts.TROUBLE == bot.telegram.sent("answerCallbackQuery")[-1]["text"]
    assert ["RuntimeError"] == [type(error).__name__ for error in bot.errors]
    bot.errors.clear()


def test_setting_of_a_group_is_for_administrators_at_that_moment(bot):
    """
    The right is asked of Telegram at every press: who lost it meanwhile can change nothing.
    """
    bot.telegram.administrators.add((GROUP, PERSON))
    bot.feed(bot.message("/settings", GROUP))
    shown = bot.last()
    bot.feed(bot.press("sscript:hant", shown))
    assert "hant" == bot.desk.chats.settings(GROUP).script
    bot.telegram.administrators.clear()
    bot.feed(bot.press("sscript:hans", shown))
    assert "hant" == bot.desk.chats.settings(GROUP).script
    assert 2 == len(bot.telegram.sent("getChatMember")) - 1


def test_script_of_a_private_chat_is_chosen_by_a_button(bot):
    """
    /lang offers the scripts, and what was chosen holds for the next answer.
    """
    bot.feed(bot.message("/lang"))
    bot.feed(bot.press(buttons(bot.last())["繁體"]["callback_data"], bot.last()))
    (sent,) = bot.feed(bot.message("拆了多少"))
    assert "文中未註明日期" in sent["text"]
    assert "累计拆除私搭乱建" in sent["text"]


def test_presses_under_a_traditional_question_stay_in_traditional(bot):
    """
    Choices have Traditional labels, and what a press shows is Traditional too, though it is found by its ids alone.
    """
    asked = ask(bot, "哪一个，請問")
    assert {"花園口鎮", "古滎鎮"} <= set(buttons(asked))
    answer = ask(bot, "拆了多少，請問")
    answer["reply_to_message"]["text"] = "請問面積呢"
    bot.base.answers["面積"] = unknown
    bot.feed(bot.press(buttons(answer)["上下文"]["callback_data"], answer))
    assert bot.html().startswith("<b>118處")
    assert "文中未註明日期" in bot.html()
    bot.feed(bot.press(buttons(answer)["👎 不對"]["callback_data"], answer))
    assert "謝謝。哪裏不對？" == bot.telegram.sent("answerCallbackQuery")[-1]["text"]
    assert "數字不對" in buttons(bot.last())


def test_fact_of_a_link_keeps_its_sentence_as_printed(bot):
    """
    A deep link shows its fact in the script that was chosen, and the sentence as printed.
    """
    bot.feed(bot.press("sscript:hant", bot.bare_message("x")))
    (sent,) = bot.feed(bot.message("/start f_11"))
    assert sent["text"].startswith("<b>118處</b>")
    assert "累计拆除私搭乱建<b>118处</b>" in sent["text"]
    assert "文中未註明日期" in sent["text"]


def test_owners_button_in_a_group_does_nothing(bot):
    """
    The owner's tools work in private alone.
    """
    answer = ask(bot, "/ask 拆了多少", GROUP)
    bot.feed(bot.press("arm:1", answer, OWNER))
    assert [] == bot.base.removed


def test_shown_of_a_text_answer_names_its_sentence():
    """
    A part without figures is found again by its sentence.
    """
    spoken = part(11)
    outcome = demolished("q")
    text_part = type(spoken)("全镇上下", "", (), spoken.source)
    assert "~2t" == shown_of(type(outcome)(question="q", text="", parts=(text_part,))).main
    assert json.dumps(shown_of(outcome).main) == '"b.c"'
