"""Every kind of update and every way to address the bot: exactly one answer, or none. The table is bot_triggers.tsv."""

import json
from typing import Any

import pytest

from bot.chats import ChatSettings
from tests.bot.harness import CHANNEL, GROUP, NOW, PERSON, Harness, user
from tests.bot.strict_telegram import Parameters
from tests.tables import CASES

OPEN_CHANNEL = -1003
RIGHTS = (
    "be_edited", "manage_chat", "delete_messages", "manage_video_chats", "restrict_members", "promote_members",
    "change_info", "invite_users", "post_stories", "edit_stories", "delete_stories",
)  # fmt: skip
CHATS = {"private": PERSON, "group": GROUP, "channel": CHANNEL, "open channel": OPEN_CHANNEL}
ROWS = [line.split("\t") for line in (CASES / "bot_triggers.tsv").read_text(encoding="utf-8").splitlines()[1:]]


def build(bot: Harness, kind: str, chat: str, text: str, more: dict[str, Any]) -> Parameters:
    """Make the update that a row describes."""
    if kind == "inline_query":
        return bot.telegram.put(inline_query={"id": "i1", "from": user(PERSON), "query": text, "offset": ""})
    if kind == "chosen_inline_result":
        return bot.telegram.put(chosen_inline_result={"result_id": "r", "from": user(PERSON), "query": text})
    if kind == "poll":
        poll = {"id": "1", "question": "?", "options": [], "total_voter_count": 0, "is_closed": False,
                "is_anonymous": True, "type": "regular", "allows_multiple_answers": False,
                "allows_revoting": False, "members_only": False}  # fmt: skip
        return bot.telegram.put(poll=poll)
    if kind == "callback_query":
        return press(bot, chat, text)
    place = bot.bare_message("x", CHATS[chat])["chat"]
    if kind in ("my_chat_member", "chat_member"):
        before, after = (member(word, 4242 if kind == "my_chat_member" else 200) for word in text.split())
        change = {"chat": place, "from": user(PERSON), "date": NOW, "old_chat_member": before, "new_chat_member": after}
        return bot.telegram.put(**{kind: change})
    if kind == "chat_join_request":
        request = {"chat": place, "from": user(PERSON), "date": NOW, "user_chat_id": PERSON}
        return bot.telegram.put(chat_join_request=request)
    if kind == "message_reaction":
        reaction = {
            "chat": place,
            "message_id": 1,
            "date": NOW,
            "old_reaction": [],
            "new_reaction": [],
            "user": user(PERSON),
        }
        return bot.telegram.put(message_reaction=reaction)
    made = bot.bare_message(text or None, CHATS[chat], **more)
    if chat == "open channel":
        made["chat"]["type"] = "channel"
        if "from" not in more:
            made.pop("from")
    return bot.telegram.put(**{kind: made})


def press(bot: Harness, chat: str, data: str) -> Parameters:
    """Make a press under a message that may not be there."""
    query: Parameters = {"id": "p1", "from": user(PERSON), "chat_instance": "1"}
    if data:
        query["data"] = data
    else:
        query["game_short_name"] = "g"
    if chat == "inline":
        return bot.telegram.put(callback_query={**query, "inline_message_id": "abc"})
    place = bot.bare_message("x", GROUP if chat == "group" else PERSON)["chat"]
    shown = {"message_id": 1, "date": 0 if chat == "inaccessible" else NOW, "chat": place, "text": "x"}
    bot.telegram.messages[place["id"], 1] = {**shown, "from": bot.telegram.me}
    return bot.telegram.put(callback_query={**query, "message": shown})


def member(status: str, number: int) -> Parameters:
    """Make a member of a chat."""
    rights = dict.fromkeys((f"can_{right}" for right in RIGHTS), False) | {"is_anonymous": False}
    more = {"administrator": rights, "kicked": {"until_date": 0}}.get(status, {})
    return {"status": status, "user": user(number, is_bot=number == 4242), **more}


@pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])
def test_update_is_answered_once_or_not_at_all(bot, row):
    """
    Each row names an update and the calls that somebody sees for it.
    """
    what, kind, chat, text, more, seen = row
    bot.desk.chats.keep_settings(OPEN_CHANNEL, ChatSettings(channel=True))
    update = build(bot, kind, chat, text, json.loads(more) if more else {})
    expected = [] if seen == "-" else seen.split()
    assert expected == bot.calls(lambda: bot.feed(update)), what
