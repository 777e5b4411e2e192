"""The life of the process in pieces: menus, order of updates, the poller against a strict server over real HTTP."""

import asyncio
import json
import logging
import os
import time

import pytest
from telegram import Update

from bot import health
from bot.chats import Chats
from bot.desk import Desk
from bot.door import Door
from bot.menu import LANGUAGES, MENU, commands, show_menu
from bot.ordering import QUEUED, AskerOrder, resting
from bot.polling import ApiRequest, BotError, Poller
from bot.running import run_desk
from bot.settings import Settings
from tests.bot.fake_base import FakeBase
from tests.bot.harness import GROUP, OWNER, PERSON, Harness, user
from tests.bot.strict_telegram import Refusal, StrictServer, StrictTelegram


def test_menus_are_the_table(bot):
    """
    The commands told to Telegram, by scope and language, are those of the table.
    """
    bot.run(show_menu(bot.application.bot, frozenset({OWNER})))
    told = {
        (call["scope"]["type"], call.get("language_code", "")): [command["command"] for command in call["commands"]]
        for call in bot.telegram.sent("setMyCommands")
    }
    scopes = {"default": "default", "private": "all_private_chats", "group": "all_group_chats",
              "admins": "all_chat_administrators", "owner": "chat"}  # fmt: skip
    expected = {
        (scopes[scope], language): [row.name for row in MENU if scope in row.scopes]
        for scope in scopes
        for language in LANGUAGES
    }
    assert expected == told


def test_bot_describes_itself_in_both_languages(bot):
    """
    An empty chat and the bot's page say what it is, with a question that it answers.
    """
    bot.run(show_menu(bot.application.bot, frozenset(), "拆了多少？"))
    said = {call.get("language_code", ""): call["description"] for call in bot.telegram.sent("setMyDescription")}
    assert list(LANGUAGES) == list(said)
    assert all("拆了多少？" in description for description in said.values())
    assert len(LANGUAGES) == len(bot.telegram.sent("setMyShortDescription"))


def test_menus_that_fail_do_not_stop_the_bot(bot):
    """
    A server that knows no menus costs nothing.
    """
    bot.telegram.script("setMyCommands", 400, "Bad Request: method is not supported", times=99)
    bot.run(show_menu(bot.application.bot, frozenset({OWNER})))
    assert 10 == len(bot.telegram.sent("setMyCommands"))


def test_owners_commands_are_shown_to_owners_alone():
    """
    What only owners may do stands in their menu and in no other.
    """
    public = {command.command for scope in ("default", "private", "group", "admins") for command in commands(scope)}
    assert not public & {"articles", "remove", "export", "stats"}


def updates_of(bot, *people):
    return [Update.de_json(bot.message("拆了多少", person), bot.application.bot) for person in people]


def test_updates_of_one_asker_are_handled_in_turn(bot):
    """
    Two questions of one person never overlap; another person's are handled meanwhile.
    """
    order, now, most, done = AskerOrder(), {}, {}, []

    async def work(update):
        person = update.effective_user.id
        now[person] = now.get(person, 0) + 1
        most[person] = max(most.get(person, 0), now[person])
        most["all"] = max(most.get("all", 0), sum(now.values()))
        await asyncio.sleep(0.01)
        now[person] -= 1
        done.append(update.update_id)

    async def scene():
        updates = updates_of(bot, 1, 1, 1, 2, 2, 3)
        await asyncio.gather(*(order.process_update(update, work(update)) for update in updates))
        return [update.update_id for update in updates]

    ids = bot.run(scene())
    assert {1: 1, 2: 1, 3: 1, "all": 3} == most
    assert sorted(ids) == sorted(done)
    assert [number for number in done if number in ids[:3]] == ids[:3]


def test_flood_of_one_asker_takes_one_place(bot):
    """
    A hundred messages of one person hold up nobody, and those beyond the queue are dropped.
    """
    order, done = AskerOrder(2), []

    async def work(update):
        await asyncio.sleep(0.001)
        done.append(update.effective_user.id)

    async def scene():
        updates = updates_of(bot, *[1] * 100, 2)
        await asyncio.gather(*(order.process_update(update, work(update)) for update in updates))

    bot.run(scene())
    assert QUEUED + 1 == done.count(1)
    assert done.index(2) <= 2


def test_update_at_rest_lends_its_place(bot):
    """
    Of one place, the second update makes use while the first one waits; the first one goes on when it is free again.
    """
    order, done = AskerOrder(1), []

    async def waits():
        done.append("waits")
        async with resting():
            assert 1 == order.idle
            await asyncio.sleep(0.02)
        done.append("goes on")

    async def works():
        done.append("works")
        await asyncio.sleep(0.05)
        done.append("is done")

    async def scene():
        first, second = updates_of(bot, 1, 2)
        await asyncio.gather(order.process_update(first, waits()), order.process_update(second, works()))

    bot.run(scene())
    assert ["waits", "works", "is done", "goes on"] == done
    assert 0 == order.idle
    assert not order.slots.locked()


def test_update_that_is_given_up_at_rest_leaves_its_place_to_others(bot):
    """
    A task that is cancelled while it waits neither keeps its place nor gives it away twice.
    """
    order = AskerOrder(1)

    async def waits():
        async with resting():
            await asyncio.sleep(60)

    async def scene():
        (update,) = updates_of(bot, 1)
        task = asyncio.ensure_future(order.process_update(update, waits()))
        await asyncio.sleep(0.01)
        task.cancel()
        await asyncio.wait({task})
        async with asyncio.timeout(1):
            await order.slots.acquire()
        assert order.slots.locked()

    bot.run(scene())


class Stage:
    """The bot's own serving loop against a strict server over real HTTP."""

    def __init__(self, folder) -> None:
        self.folder = folder
        self.telegram = StrictTelegram()
        self.base = FakeBase()

    def play(self, scene, **settings):
        async def everything():
            server = StrictServer(self.telegram)
            await server.start()
            told = Settings(token=settings.pop("token", self.telegram.token), api=f"http://127.0.0.1:{server.port}",
                            data=self.folder, **settings)  # fmt: skip
            desk = Desk(told, self.base, Chats(self.folder / "bot"))
            stop = asyncio.Event()
            serving = asyncio.ensure_future(run_desk(desk, stop, Door(), asyncio.Event()))
            try:
                await scene(self)
                stop.set()
                await asyncio.wait_for(serving, 15)
            finally:
                serving.cancel()
                desk.close()
                await server.stop()

        asyncio.run(everything())

    async def until(self, done, seconds=10.0):
        deadline = time.monotonic() + seconds
        while not done():
            assert time.monotonic() < deadline, "waited in vain"
            await asyncio.sleep(0.01)

    def ask(self, text="拆了多少", chat=PERSON, **more):
        kind = "private" if chat > 0 else "supergroup"
        message = {"message_id": self.telegram.next_update, "date": int(time.time()), "chat": {"id": chat, "type": kind},
                   "from": user(abs(chat)), "text": text, **more}  # fmt: skip
        return self.telegram.put(message=message)


@pytest.fixture
def stage(tmp_path):
    return Stage(tmp_path)


def test_questions_and_inline_queries_over_real_http(stage):
    """
    A question and an inline query that come by long poll are answered, and confirmed by their offset.
    """

    async def scene(stage):
        stage.ask()
        stage.telegram.put(inline_query={"id": "i1", "from": user(PERSON), "query": "拆了多少", "offset": ""})
        await stage.until(lambda: {"sendMessage", "answerInlineQuery"} <= set(stage.telegram.visible()))

    stage.play(scene)
    assert 1 == len(stage.telegram.sent("sendMessage"))
    assert 3 == len(stage.telegram.sent("answerInlineQuery")[0]["results"])
    assert [] == stage.telegram.pending


@pytest.mark.parametrize("flood", ["asked by many", "RetryAfter"])
def test_flooded_group_keeps_nobody_else_waiting(stage, flood):
    """
    Thirty questions in one group, more than it may be sent in a minute, and one to which Telegram says "wait": a
    private question and an inline query that come after them are answered at once, and all of them in the end.
    """
    count = 30
    if flood == "RetryAfter":
        stage.telegram.script("sendMessage", 429, "Too Many Requests: retry after 60", retry_after=60)

    async def scene(stage):
        for number in range(count):
            stage.ask("/ask 拆了多少", GROUP, **{"from": user(5000 + number)})
        await stage.until(stage.telegram.sent)
        stage.ask()
        stage.telegram.put(inline_query={"id": "i1", "from": user(PERSON), "query": "拆了多少", "offset": ""})
        await stage.until(lambda: stage.telegram.sent("answerInlineQuery"), 2)
        await stage.until(lambda: any(int(sent["chat_id"]) == PERSON for sent in stage.telegram.sent()), 2)
        assert len(stage.telegram.sent()) < 12

    stage.play(scene)
    if flood == "asked by many":
        assert count + 1 == len(stage.telegram.sent())


def test_update_that_cannot_be_read_costs_no_other(stage):
    """
    Of three updates the second is nonsense: the first and the third are answered, and it is not asked for again.
    """

    async def scene(stage):
        stage.ask("拆了多少", 1)
        stage.telegram.put(message={"message_id": 5, "no": "chat"})
        stage.ask("拆了多少", 2)
        await stage.until(lambda: len(stage.telegram.sent()) >= 2)

    stage.play(scene)
    assert [1, 2] == sorted(int(sent["chat_id"]) for sent in stage.telegram.sent())
    assert [] == stage.telegram.pending


def test_update_delivered_again_is_answered_once(stage):
    """
    A server that delivers updates again behind the offset gets one answer to each, after a restart too.
    """

    async def deliver_again(stage):
        stage.telegram.again = [first, *stage.late]
        stage.late.append(stage.ask())
        count = len(stage.late) + 1
        await stage.until(lambda: not stage.telegram.again and len(stage.telegram.sent()) >= count)

    first, stage.late = stage.ask(), []
    stage.play(deliver_again)
    stage.play(deliver_again)
    stage.play(deliver_again)
    assert 4 == len(stage.telegram.sent())


def test_server_that_knows_no_webhooks_is_polled(stage):
    """
    A server on which deleteWebhook is not to be had is polled all the same.
    """
    stage.telegram.script("deleteWebhook", 404, "Not Found", times=9)

    async def scene(stage):
        stage.ask()
        await stage.until(stage.telegram.sent)

    stage.play(scene)
    assert 1 == len(stage.telegram.sent())


def test_webhook_that_is_still_set_is_deleted(stage, monkeypatch):
    """
    A 409 that speaks of a webhook is no second process: the webhook is deleted, and polling goes on.
    """
    monkeypatch.setattr("bot.polling.LONGEST_PAUSE_S", 0.1)
    said = (
        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
    )
    stage.telegram.script("getUpdates", 409, said)

    async def scene(stage):
        stage.ask()
        await stage.until(stage.telegram.sent)

    stage.play(scene)
    assert 2 == len(stage.telegram.sent("deleteWebhook"))


def test_trouble_at_the_server_is_waited_out(stage, monkeypatch):
    """
    502, 409 and 404 pass; the bot polls on and answers.
    """
    monkeypatch.setattr("bot.polling.LONGEST_PAUSE_S", 0.3)
    for code, said in (
        (502, "Bad Gateway"),
        (409, "Conflict: terminated by other getUpdates request"),
        (404, "Not Found"),
    ):
        stage.telegram.script("getUpdates", code, said)
    stage.telegram.script("getUpdates", 429, "Too Many Requests", retry_after=1)

    async def scene(stage):
        stage.ask()
        await stage.until(stage.telegram.sent, 20)

    stage.play(scene)
    assert 1 == len(stage.telegram.sent())


def test_wrong_token_is_said_to_be_wrong(stage):
    """
    A token that Telegram does not know ends the bot, with a clear word and without the token.
    """

    async def scene(stage):
        await asyncio.sleep(2)

    with pytest.raises(BotError, match="不承认这个令牌") as caught:
        stage.play(scene, token="4242:" + "B" * 35)
    assert "B" * 35 not in str(caught.value)


def test_revoked_token_ends_the_poller():
    """
    A token that was good and is refused again and again was revoked.
    """

    class Refusing:
        async def get_updates(self, **more):
            from telegram.error import InvalidToken

            raise InvalidToken("Unauthorized")

    async def scene():
        poller = Poller(Refusing(), ApiRequest(1, 5), None)
        poller._rest = lambda seconds: asyncio.sleep(0)
        await poller.run()

    with pytest.raises(BotError, match="不再承认"):
        asyncio.run(scene())


def test_poller_takes_what_is_delivered_while_it_stops():
    """
    The last poll's updates are handed over, not thrown away.
    """
    deliveries = [(Update(7),), ()]
    taken = []

    class Bot:
        async def get_updates(self, **more):
            return deliveries.pop(0)

    async def deliver(update):
        taken.append(update.update_id)

    async def scene():
        await Poller(Bot(), ApiRequest(1, 5), deliver).stop()

    asyncio.run(scene())
    assert [7] == taken
    assert [] == deliveries


def test_health_is_the_age_of_the_last_poll(tmp_path, monkeypatch, capsys):
    """
    The check fails before the first poll, succeeds after it, and fails when the last one is too long ago.
    """
    monkeypatch.setenv("YOUJU_DATA", str(tmp_path))
    assert 1 == health.main()
    (tmp_path / "bot").mkdir()
    beat = tmp_path / "bot" / "alive"
    beat.touch()
    assert 0 == health.main()
    os.utime(beat, (time.time() - 100, time.time() - 100))
    assert 1 == health.main()
    capsys.readouterr()


def test_log_and_store_hold_nothing_that_was_said(tmp_path, caplog):
    """
    At DEBUG, with failures: no question, no text of a group, no raw id in the log or in the files of the bot.
    """
    person, chat = 7_123_456_789, -1_009_876_543_210
    with caplog.at_level(logging.DEBUG):
        bot = Harness(tmp_path)
        bot.message("unused")
        bot.feed(bot.message("花园口拆了多少私搭乱建", person), bot.message("花园口的人口", person))
        bot.feed(bot.message("这句话不是说给机器人的", chat, person), bot.message("/ask 花园口", chat, person))
        bot.base.trouble = RuntimeError("花园口")
        bot.feed(bot.message("/ask 花园口呢", chat, person))
        bot.telegram.script("sendMessage", 403, "Forbidden: bot was kicked")
        bot.feed(bot.message("/ask 花园口吗", chat, person))
        bot.close()
    from bot.logs import HidingFormatter

    formatter = HidingFormatter([bot.telegram.token])
    lines = "\n".join(formatter.format(record) for record in caplog.records if not record.name.startswith("telegram"))
    held = b"".join(path.read_bytes() for path in (tmp_path / "bot").iterdir())
    for secret in ("花园口", "不是说给", str(person), str(chat), bot.telegram.token):
        assert secret not in lines
        assert secret.encode() not in held


def test_refusal_of_the_strict_telegram_is_readable():
    """
    The strict Telegram answers as Telegram does.
    """
    assert {"ok": False, "error_code": 429, "description": "x", "parameters": {"retry_after": 3}} == json.loads(
        json.dumps(Refusal(429, "x", retry_after=3).body())
    )
    assert GROUP < 0
