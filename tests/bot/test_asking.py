"""A question in any kind of chat: exactly one answer, or none, where it belongs."""

import time

from bot import texts
from tests.bot.fake_base import demolished
from tests.bot.harness import CHANNEL, GROUP, OTHER, PERSON, Harness, buttons, user


def test_private_question_is_answered_with_the_figure_first(bot):
    """
    Any text in private is a question; the figure comes first, in bold, then the sentence in a quote, then its origin.
    """
    (sent,) = bot.feed(bot.message("花园口拆了多少私搭乱建"))
    lines = sent["text"].split("\n")
    assert "<b>118处、22505平方米</b>" == lines[0]
    assert "花园口镇 · 拆除私搭乱建" == lines[1]
    assert "<blockquote expandable>累计拆除私搭乱建<b>118处</b>,<b>22505平方米</b>" in lines[2]
    assert "《花园口镇不断提升辖区群众幸福感和满意度》 · 在最难处树立先锋模范" == lines[3]
    assert "郑州日报 · 文中未注明日期" == lines[4]


def test_answer_replies_to_the_asker(bot):
    """
    The answer replies to the question, and is sent even where the question was deleted meanwhile.
    """
    (sent,) = bot.feed(bot.message("拆了多少", message_id=77))
    assert {"message_id": 77, "allow_sending_without_reply": True} == sent["reply_parameters"]


def test_answer_in_a_topic_stays_in_the_topic(bot):
    """
    A question in a forum topic is answered in that topic.
    """
    (sent,) = bot.feed(bot.message("/ask 拆了多少", GROUP, is_topic_message=True, message_thread_id=9))
    assert 9 == sent["message_thread_id"]


def test_thread_that_is_no_topic_is_not_named(bot):
    """
    A reply thread outside a forum carries a thread id that Telegram would refuse.
    """
    (sent,) = bot.feed(bot.message("/ask 拆了多少", GROUP, message_thread_id=9))
    assert "message_thread_id" not in sent


def test_deleted_topic_is_survived(bot):
    """
    Where the topic is gone, the answer goes to the group.
    """
    bot.telegram.script("sendMessage", 400, "Bad Request: message thread not found")
    refused, sent = bot.feed(bot.message("/ask 拆了多少", GROUP, is_topic_message=True, message_thread_id=9))
    assert 9 == refused["message_thread_id"]
    assert "message_thread_id" not in sent


def test_edited_question_edits_its_answer(bot):
    """
    An edited question changes the answer that it had, and sends nothing.
    """
    question = bot.bare_message("拆了多少", message_id=5)
    bot.feed(bot.telegram.put(message=question))
    edited = bot.telegram.put(edited_message={**question, "text": "花园口的人口", "edit_date": question["date"] + 9})
    assert ["editMessageText"] == bot.calls(lambda: bot.feed(edited))
    assert "最接近的是" in bot.html()


def test_edited_question_is_answered_in_place_after_a_restart(bot):
    """
    Which message answered which is kept, so that a restart does not lose it.
    """
    question = bot.bare_message("拆了多少", message_id=5)
    bot.feed(bot.telegram.put(message=question))
    bot.restart()
    edited = bot.telegram.put(edited_message={**question, "text": "花园口的人口", "edit_date": question["date"] + 9})
    assert ["editMessageText"] == bot.calls(lambda: bot.feed(edited))


def test_edit_of_a_message_that_had_no_answer_stays_without_one(bot):
    """
    A message that was edited into a question gets no late answer.
    """
    edited = bot.telegram.put(edited_message=bot.bare_message("/ask 拆了多少", GROUP, edit_date=1))
    assert [] == bot.calls(lambda: bot.feed(edited))


def test_update_that_comes_twice_is_answered_once(bot):
    """
    The same update delivered again is dropped, after a restart too.
    """
    update = bot.message("拆了多少")
    assert 1 == len(bot.feed(update, update))
    bot.restart()
    assert [] == bot.feed(update)


def test_other_update_under_an_id_seen_before_is_answered(bot):
    """
    A server that was replaced counts from one again: another message under an old id is another message.
    """
    first = bot.message("拆了多少")
    second = {**bot.message("人口多少"), "update_id": first["update_id"]}
    assert 2 == len(bot.feed(first, second))


def test_follow_up_gets_the_conversation_of_its_asker(bot):
    """
    What `ask` returned as conversation is handed to the same asker's next question, after a restart too, and to
    nobody else's.
    """
    bot.feed(bot.message("拆了多少"))
    assert bot.base.asked[-1][1] is None
    bot.restart()
    bot.feed(bot.message("面积呢"))
    assert bot.base.asked[-1][1] is not None
    bot.feed(bot.message("面积呢", OTHER))
    assert bot.base.asked[-1][1] is None


def test_conversations_of_two_topics_are_apart(bot):
    """
    One person's questions in two topics are two conversations.
    """
    bot.feed(bot.message("/ask 拆了多少", GROUP, is_topic_message=True, message_thread_id=1))
    bot.feed(bot.message("/ask 面积呢", GROUP, is_topic_message=True, message_thread_id=2))
    assert bot.base.asked[-1][1] is None


def test_ask_as_a_reply_takes_the_text_replied_to(bot):
    """
    /ask alone, as a reply to somebody's message, asks what that message says.
    """
    replied = bot.bare_message("花园口拆了多少", GROUP, OTHER)
    bot.feed(bot.message("/ask", GROUP, reply_to_message=replied))
    assert "花园口拆了多少" == bot.base.asked[-1][0]


def test_mention_is_left_out_of_the_question(bot):
    """
    The bot's name is no part of the question.
    """
    text = "@youju_test_bot 拆了多少"
    entities = [{"type": "mention", "offset": 0, "length": 15}]
    bot.feed(bot.message(text, GROUP, entities=entities))
    assert "拆了多少" == bot.base.asked[-1][0]


def test_empty_ask_is_told_how(bot):
    """
    /ask with nothing after it gets one line that shows how.
    """
    (sent,) = bot.feed(bot.message("/ask", GROUP))
    assert "/ask 后面" in sent["text"]


def test_long_question_is_refused_with_its_length(bot):
    """
    A text longer than a question can be is not looked up.
    """
    (sent,) = bot.feed(bot.message("长" * 4000))
    assert "4000 字" in sent["text"]
    assert [] == [question for question, _ in bot.base.asked if len(question) > 300]


def test_abstention_names_the_nearest(bot):
    """
    Where the articles do not say, the reply says so and offers the nearest thing.
    """
    (sent,) = bot.feed(bot.message("花园口的人口"))
    assert sent["text"].startswith("文章里没有说花园口镇的人口。\n\n<i>最接近的是：</i>\n\n<b>4700余份</b>")


def test_abstentions_in_a_group_end_in_silence(bot):
    """
    A group is told "not found" a few times and then left in peace.
    """
    sent = [len(bot.feed(bot.message("/ask 人口", GROUP))) for _ in range(14)]
    assert 10 == sum(sent)
    assert 0 == sent[-1]


def test_edit_is_answered_though_abstentions_have_ended(bot):
    """
    An answer that stands is not left wrong: the edited question changes it, however often "not found" was said.
    """
    question = bot.bare_message("/ask 拆了多少", GROUP)
    bot.feed(bot.telegram.put(message=question))
    for _ in range(14):
        bot.feed(bot.message("/ask 人口", GROUP))
    edited = bot.telegram.put(edited_message={**question, "text": "/ask 人口", "edit_date": question["date"] + 9})
    assert ["editMessageText"] == bot.calls(lambda: bot.feed(edited))


def test_flood_of_one_person_is_told_once_and_then_dropped(bot):
    """
    Who asks too fast is told so once, and hurts nobody else.
    """
    sent = [message["text"] for n in range(120) for message in bot.feed(bot.message("/ask 拆了多少", GROUP + n - 199))]
    assert 1 == sent.count(texts.TOO_FAST)
    assert 60 <= len(sent) - 1 < 120
    assert 1 == len(bot.feed(bot.message("拆了多少", OTHER)))


def test_trouble_in_the_base_is_one_polite_line(bot):
    """
    When the base fails, the asker hears of it once, and the log of the kind of trouble alone.
    """
    bot.base.trouble = RuntimeError("花园口拆了多少 secret")
    (sent,) = bot.feed(bot.message("拆了多少"))
    assert texts.TROUBLE == sent["text"]


def test_traditional_question_gets_traditional_words_and_the_sentence_as_printed(bot):
    """
    Whoever writes Traditional reads Traditional; the quoted sentence stays as printed.
    """
    (sent,) = bot.feed(bot.message("花園口拆了多少私搭亂建？"))
    assert "<b>118處、22505平方米</b>" in sent["text"]
    assert "累计拆除私搭乱建<b>118处</b>" in sent["text"]
    assert "文中未註明日期" in sent["text"]


def test_choices_are_buttons(bot):
    """
    When the bot asks back, each way to understand the question is a button.
    """
    bot.feed(bot.message("哪一个"))
    assert {"花园口镇", "古荥镇"} <= set(buttons(bot.last()))


def test_channel_answers_only_where_it_was_switched_on(bot):
    """
    A post that begins with /ask is answered in a channel whose administrators want that, and not before.
    """
    post = bot.bare_message("/ask 拆了多少", CHANNEL)
    assert [] == bot.feed(bot.telegram.put(channel_post=post))
    bot.feed(bot.telegram.put(channel_post=bot.bare_message("/settings", CHANNEL)))
    bot.telegram.administrators.add((CHANNEL, PERSON))
    bot.feed(bot.press("schannel:on", bot.last()))
    (sent,) = bot.feed(bot.telegram.put(channel_post=bot.bare_message("/ask 拆了多少", CHANNEL)))
    assert sent["text"].startswith("<b>118处")
    assert {"复制数字", "出处与更多"} == set(buttons(bot.last()))


def test_channel_post_and_its_forward_are_answered_once(bot):
    """
    The linked group gets every post again; the answer is given in the channel alone.
    """
    bot.telegram.administrators.add((CHANNEL, PERSON))
    bot.feed(bot.telegram.put(channel_post=bot.bare_message("/settings", CHANNEL)))
    bot.feed(bot.press("schannel:on", bot.last()))
    post = bot.telegram.put(channel_post=bot.bare_message("/ask 拆了多少", CHANNEL))
    channel = {"id": CHANNEL, "type": "channel", "title": "一处"}
    forward = bot.message(
        "/ask 拆了多少", GROUP, is_automatic_forward=True, sender_chat=channel, **{"from": user(777000)}
    )
    assert 1 == len(bot.feed(post, forward))


def test_anonymous_administrator_is_a_person(bot):
    """
    Who writes in the group's name is answered, though Telegram calls the sender a bot.
    """
    group = {"id": GROUP, "type": "supergroup", "title": "一处"}
    sender = user(1087968824, is_bot=True, username="GroupAnonymousBot")
    assert 1 == len(bot.feed(bot.message("/ask 拆了多少", GROUP, sender_chat=group, **{"from": sender})))


def test_markup_that_telegram_refuses_is_sent_as_plain_text(bot):
    """
    When Telegram cannot parse the markup, the same words go out without it.
    """
    bot.telegram.script("sendMessage", 400, "Bad Request: can't parse entities: Unsupported start tag")
    _, sent = bot.feed(bot.message("拆了多少"))
    assert "parse_mode" not in sent
    assert sent["text"].startswith("118处、22505平方米")


def test_group_that_moved_gets_its_answer_at_the_new_place(bot):
    """
    A group that became a supergroup is answered there.
    """
    bot.telegram.script("sendMessage", 400, "Bad Request: group chat was upgraded", migrate_to_chat_id=-1009)
    sent = bot.feed(bot.message("/ask 拆了多少", GROUP))
    assert [GROUP, -1009] == [message["chat_id"] for message in sent]


def test_album_gets_one_polite_line(bot):
    """
    Ten pictures sent together are answered as one.
    """
    photo = [{"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}]
    updates = [bot.message(None, photo=photo, media_group_id="a") for _ in range(3)]
    assert 1 == len(bot.feed(*updates))


def test_typing_is_shown_only_when_it_takes_a_while(bot):
    """
    A quick answer shows no typing; a slow one does, once.
    """
    bot.feed(bot.message("拆了多少"))
    assert [] == bot.telegram.sent("sendChatAction")
    bot.base.answers["慢"] = lambda question: (time.sleep(0.8), demolished(question))[1]
    bot.feed(bot.message("慢慢找"))
    assert 1 == len(bot.telegram.sent("sendChatAction"))


def test_question_older_than_the_owner_wants_is_left(tmp_path):
    """
    After an outage, what waited too long is not answered, where the owner set a limit.
    """
    bot = Harness(tmp_path, max_age_minutes=60)
    assert [] == bot.feed(bot.message("拆了多少", date=int(time.time()) - 7200))
    assert 1 == len(bot.feed(bot.message("拆了多少", date=int(time.time()) - 60)))
    bot.close()
