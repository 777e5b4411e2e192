"""Inline queries and guests: results that Telegram takes, from the shared base only, and one answer each."""

import asyncio
from dataclasses import replace

import pytest
from telegram import Update

from bot import texts
from knowledge import Answer
from tests.bot.fake_base import demolished, part
from tests.bot.harness import GROUP, OTHER, PERSON, user


def query(bot, text, number="i1", person=PERSON):
    return bot.telegram.put(inline_query={"id": number, "from": user(person), "query": text, "offset": ""})


def results(bot, text, **more):
    bot.feed(query(bot, text, **more))
    return bot.telegram.sent("answerInlineQuery")[-1]


def test_figure_is_the_title_and_the_full_answer_the_message(bot):
    """
    A result shows the figure, what it counts and where it is from; choosing it sends the whole answer.
    """
    first = results(bot, "拆了多少")["results"][0]
    assert "118处、22505平方米" == first["title"]
    assert first["description"].startswith("花园口镇 · 拆除私搭乱建 · 《花园口镇不断提升")
    assert first["description"].endswith("郑州日报 · 文中未注明日期")
    assert "<blockquote expandable>累计拆除" in first["input_message_content"]["message_text"]
    links = [button.get("url") for row in first["reply_markup"]["inline_keyboard"] for button in row]
    assert "https://t.me/youju_test_bot?start=f_11" in links


def test_other_candidates_are_further_results(bot):
    """
    The candidates beside the answer can be chosen too.
    """
    found = results(bot, "拆了多少")["results"]
    assert ["118处、22505平方米", "4700余份", "17块"] == [result["title"] for result in found]


def test_same_question_has_the_same_result_ids(bot):
    """
    The id of a result is the same for everybody, so that Telegram may keep the answer.
    """
    first = results(bot, "拆了多少")
    again = results(bot, "拆了多少", number="i2", person=OTHER)
    assert [result["id"] for result in first["results"]] == [result["id"] for result in again["results"]]
    assert not first.get("is_personal")


def test_at_most_fifty_results(bot):
    """
    However many candidates there are, Telegram gets fifty.
    """
    many = tuple(replace(part(13), headline=f"{n}份", label=f"第{n}处") for n in range(90))
    bot.base.answers["很多"] = lambda question: Answer(question=question, text="", parts=many[:5], others=many[5:])
    assert 50 == len(results(bot, "很多")["results"])


def test_nothing_found_is_a_button(bot):
    """
    Where nothing fits, a button leads to the private chat; no other figure is offered instead.
    """
    answer = results(bot, "人口")
    assert [] == answer["results"]
    assert {"text": texts.INLINE_NOTHING, "start_parameter": "ask"} == answer["button"]


def test_place_alone_offers_its_figures(bot):
    """
    Who types a place, or the beginning of its name, may choose among its figures.
    """
    assert 3 == len(results(bot, "花园口")["results"])
    assert "花园口镇有哪些数字" == bot.base.asked[-1][0]
    results(bot, "花园口的人口")
    assert "花园口的人口" == bot.base.asked[-1][0]


@pytest.mark.parametrize("method", ["answerInlineQuery", "answerGuestQuery"])
def test_markup_that_telegram_refuses_is_answered_in_plain_text(bot, method):
    """
    Where the markup cannot be parsed, the same words are answered without it.
    """
    bot.telegram.script(method, 400, "Bad Request: can't parse entities: Unsupported start tag")
    update = query(bot, "拆了多少") if method == "answerInlineQuery" else guest(bot, "@youju_test_bot 拆了多少")
    bot.feed(update)
    refused, taken = (sent["results"][0] if "results" in sent else sent["result"] for sent in bot.telegram.sent(method))
    content = taken["input_message_content"]
    assert "parse_mode" not in content
    assert content["message_text"].startswith("118处、22505平方米\n花园口镇")
    assert refused["reply_markup"] == taken["reply_markup"]


def test_empty_query_shows_examples(bot):
    """
    Before anything is typed, examples are shown.
    """
    assert 1 <= len(results(bot, "")["results"])


def test_late_query_is_let_go(bot):
    """
    "query is too old" is no trouble.
    """
    update = query(bot, "拆了多少")
    bot.telegram.inline.clear()
    bot.feed(update)
    assert 1 == len(bot.telegram.sent("answerInlineQuery"))


def test_older_query_of_one_who_typed_on_is_dropped(bot):
    """
    Of two queries of one person that are under way, the newer one is answered.
    """
    first, second = query(bot, "拆", "i1"), query(bot, "拆了多少", "i2")

    async def both() -> None:
        await asyncio.gather(
            *(bot.application.process_update(Update.de_json(update, bot.application.bot)) for update in (first, second))
        )

    bot.run(both())
    assert ["i2"] == [sent["inline_query_id"] for sent in bot.telegram.sent("answerInlineQuery")]


def test_own_script_makes_the_answer_personal(bot):
    """
    Who chose Traditional sees Traditional, and Telegram does not show it to others.
    """
    bot.feed(bot.press("sscript:hant", bot.bare_message("x")))
    answer = results(bot, "拆了多少")
    assert answer["is_personal"]
    assert "118處、22505平方米" == answer["results"][0]["title"]


def test_trouble_in_the_base_is_a_button(bot):
    """
    When the base fails the query is still answered.
    """
    bot.base.trouble = RuntimeError("x")
    assert [] == results(bot, "拆了多少")["results"]


def guest(bot, text, **more):
    message = bot.bare_message(text, GROUP, guest_query_id="g1", **more)
    return bot.telegram.put(guest_message=message)


@pytest.mark.parametrize(
    ("text", "said"),
    [("@youju_test_bot 拆了多少", "<b>118处"), ("@youju_test_bot 人口", "最接近的是"), ("@youju_test_bot", "想问什么")],
)
def test_guest_gets_exactly_one_answer(bot, text, said):
    """
    A guest's question is answered by its query, whether there is an answer or not, and by no message.
    """
    assert ["answerGuestQuery"] == bot.calls(lambda: bot.feed(guest(bot, text)))
    assert said in bot.telegram.sent("answerGuestQuery")[0]["result"]["input_message_content"]["message_text"]


def test_guest_who_replies_to_somebody_asks_that(bot):
    """
    A mention alone, as a reply, asks what the other message says.
    """
    replied = bot.bare_message("花园口拆了多少", GROUP, OTHER)
    bot.feed(guest(bot, "@youju_test_bot", reply_to_message=replied))
    assert "花园口拆了多少" == bot.base.asked[-1][0]


def test_late_guest_is_let_go(bot):
    """
    A guest whose query is over costs one call.
    """
    update = guest(bot, "@youju_test_bot 拆了多少")
    bot.telegram.guests.clear()
    assert ["answerGuestQuery"] == bot.calls(lambda: bot.feed(update))


def test_whole_answer_of_several_parts_comes_first(bot):
    """
    Where an answer has several parts, the first result is all of them.
    """
    bot.base.answers["两个"] = lambda question: replace(demolished(question), parts=(part(11), part(13)), others=())
    assert ["118处；4700余份", "118处", "4700余份"] == [result["title"] for result in results(bot, "两个")["results"]]
