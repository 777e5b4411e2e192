"""What the bot says of itself where it is: on joining, and when asked for help, by what arrives there at all."""

from dataclasses import replace

import pytest

from bot.chats import ChatSettings
from tests.bot.harness import CHANNEL, GROUP, OWNER, PERSON, buttons, user
from tests.bot.test_triggers import member


def joining(bot, chat, before="left", after="member"):
    place = bot.bare_message("x", chat)["chat"]
    change = {"chat": place, "from": user(PERSON), "date": 1, "old_chat_member": member(before, 4242),
              "new_chat_member": member(after, 4242)}  # fmt: skip
    return bot.telegram.put(my_chat_member=change)


@pytest.mark.parametrize(
    ("reads_everything", "after", "mention"),
    [(False, "member", False), (True, "member", True), (False, "administrator", True)],
)
def test_hello_says_what_works_under_the_privacy_setting(bot, reads_everything, after, mention):
    """
    One short message on joining: a mention is promised only where it will arrive.
    """
    bot.desk.me = replace(bot.desk.me, reads_everything=reads_everything)
    (hello,) = bot.feed(joining(bot, GROUP, after=after))
    assert "/ask" in hello["text"]
    assert mention == ("@youju_test_bot" in hello["text"])
    assert len(hello["text"]) < 120


@pytest.mark.parametrize(
    ("reads_everything", "administrator", "mention"), [(False, False, False), (True, False, True), (False, True, True)]
)
def test_help_in_a_group_says_what_works_there(bot, reads_everything, administrator, mention):
    """
    /help in a group fits that group, whatever the bot has become there since.
    """
    bot.desk.me = replace(bot.desk.me, reads_everything=reads_everything)
    if administrator:
        bot.telegram.administrators.add((GROUP, 4242))
    (said,) = bot.feed(bot.message("/help", GROUP))
    assert mention == ("@youju_test_bot" in said["text"])
    assert "/articles" not in said["text"]


def test_help_in_private_shows_the_owners_tools_to_owners_alone(bot):
    """
    Who may manage articles reads how; nobody else hears of it.
    """
    (said,) = bot.feed(bot.message("/help"))
    assert "/articles" not in said["text"]
    (said,) = bot.feed(bot.message("/help", OWNER))
    assert "/articles" in said["text"]


def test_channel_stays_silent_and_whoever_added_the_bot_is_told(bot):
    """
    Nothing is said in the channel itself; how to switch it on goes to the one who added the bot.
    """
    (told,) = bot.feed(joining(bot, CHANNEL, after="administrator"))
    assert PERSON == told["chat_id"]
    assert "/settings" in told["text"]


def test_chat_that_was_left_is_forgotten(bot):
    """
    Settings of a chat do not outlive the bot's stay there.
    """
    bot.desk.chats.keep_settings(GROUP, ChatSettings(script="hant"))
    assert [] == bot.feed(joining(bot, GROUP, "member", "kicked"))
    assert ChatSettings() == bot.desk.chats.settings(GROUP)


def test_group_that_became_a_supergroup_keeps_its_settings(bot):
    """
    Telegram gives it another id; its settings go along.
    """
    bot.desk.chats.keep_settings(GROUP, ChatSettings(script="hant"))
    bot.feed(bot.message(None, GROUP, migrate_to_chat_id=-1009))
    assert "hant" == bot.desk.chats.settings(-1009).script
    assert "" == bot.desk.chats.settings(GROUP).script


def test_about_says_how_many_articles_from_when_to_when(bot):
    """
    Eleven articles, two of them dated.
    """
    (said,) = bot.feed(bot.message("/about"))
    assert "11 篇文章" in said["text"]
    assert "2020-06-01 至 2020-06-02（9 篇未注明日期）" in said["text"]


@pytest.mark.parametrize(("days", "said"), [(0, "没答上来的也不保存"), (30, "不带姓名保留 30 天")])
def test_privacy_says_what_is_kept_here(bot, days, said):
    """
    The owner's setting decides what /privacy says.
    """
    bot.desk.settings = replace(bot.desk.settings, unanswered_days=days)
    assert said in bot.feed(bot.message("/privacy"))[0]["text"]


def test_forget_ends_what_was_known_of_a_person(bot):
    """
    After /forget a follow-up leans on nothing, the chosen script is gone, and the verdict on an answer too.
    """
    bot.feed(bot.press("sscript:hant", bot.bare_message("x")))
    bot.feed(bot.message("拆了多少"))
    bot.feed(bot.press(buttons(bot.last())["👎 不對"]["callback_data"], bot.last()))
    bot.feed(bot.message("/forget"))
    bot.feed(bot.message("面积呢"))
    assert bot.base.asked[-1][1] is None
    assert ChatSettings() == bot.desk.chats.settings(PERSON)
    assert () == bot.desk.chats.complaints()


def test_cancel_starts_a_new_conversation(bot):
    """
    After /cancel a follow-up leans on nothing.
    """
    bot.feed(bot.message("拆了多少"), bot.message("/cancel"), bot.message("面积呢"))
    assert bot.base.asked[-1][1] is None
