"""The shipped process against a strict Telegram over real HTTP: inline, guests, edits, and a kill."""

import asyncio
import json
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
import pytest

from tests.bot.process import TOKEN, BotProcess, free_port, wait_for
from tests.bot.strict_telegram import Parameters, StrictServer, StrictTelegram, lost

QUESTION = "花园口拆了多少私搭乱建"
MENTION = [{"type": "mention", "offset": 0, "length": 15}]


class Stage:
    """A strict server in a thread, and the bot as a process."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.telegram = StrictTelegram(token=TOKEN)
        self.server = StrictServer(self.telegram)
        self.loop = asyncio.new_event_loop()
        threading.Thread(target=self.loop.run_forever, daemon=True).start()
        self.on_loop(self.server.start())
        self.bots: list[BotProcess] = []
        self.number = 0

    def on_loop(self, work: Any) -> Any:
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(10)

    def start(self, **settings: str) -> BotProcess:
        bot = BotProcess(f"http://127.0.0.1:{self.server.port}", self.home, **settings)
        self.bots.append(bot)
        bot.wait_ready(len(self.bots))
        return bot

    def message(self, text: str, chat: int = 100, **more: Any) -> Parameters:
        self.number += 1
        kind = "private" if chat > 0 else "supergroup"
        return {"message_id": self.number, "date": int(time.time()), "chat": {"id": chat, "type": kind, "title": "一处"},
                "from": {"id": 100, "is_bot": False, "first_name": "某人"}, "text": text, **more}  # fmt: skip

    def sent(self, method: str, count: int = 1) -> list[Parameters]:
        """Wait for so many calls of a method."""
        return list(
            wait_for(lambda: (s := self.telegram.sent(method)) if len(s := self.telegram.sent(method)) >= count else 0)
        )

    def close(self) -> None:
        for bot in self.bots:
            if bot.process.poll() is None:
                bot.process.kill()
                bot.process.wait(10)
        self.on_loop(self.server.stop())
        self.loop.call_soon_threadsafe(self.loop.stop)


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    made = Stage(tmp_path)
    yield made
    made.close()


def test_inline_guest_and_edit(stage):
    """
    The real answers, through the real process, pass the strict Telegram in every shape that they are sent in.
    """
    bot = stage.start()
    telegram = stage.telegram
    person = {"id": 100, "is_bot": False, "first_name": "某人"}
    telegram.put(inline_query={"id": "i1", "from": person, "query": QUESTION, "offset": ""})
    (inline,) = stage.sent("answerInlineQuery")
    assert "118处、22505平方米" == inline["results"][0]["title"]
    telegram.put(guest_message=stage.message(f"@youju_test_bot {QUESTION}", -5, entities=MENTION, guest_query_id="g1"))
    (guest,) = stage.sent("answerGuestQuery")
    assert "<b>118处</b>" in guest["result"]["input_message_content"]["message_text"]
    question = stage.message(QUESTION)
    telegram.put(message=question)
    (answer,) = stage.sent("sendMessage")
    assert answer["text"].startswith("<b>118处、22505平方米</b>")
    telegram.put(edited_message={**question, "text": "花园口镇清理了多少生活垃圾", "edit_date": int(time.time())})
    (edit,) = stage.sent("editMessageText")
    assert edit["text"].startswith("<b>77663立方米</b>")
    assert 0 == bot.stop()[0]
    assert [] == telegram.pending
    assert 1 == len(telegram.sent("sendMessage"))
    assert TOKEN not in bot.written()


def test_process_that_is_killed_answers_nothing_twice(stage):
    """
    After kill -9 the server delivers again what was not confirmed: what was answered is not answered again.
    """
    bot = stage.start()
    update = stage.telegram.put(message=stage.message(QUESTION))
    stage.sent("sendMessage")
    bot.process.kill()
    bot.process.wait(10)
    if update not in stage.telegram.pending:
        stage.telegram.pending.append(update)
    stage.telegram.put(message=stage.message("花园口镇清理了多少生活垃圾"))
    again = stage.start()
    assert "77663立方米" in stage.sent("sendMessage", 2)[1]["text"]
    assert 0 == again.stop()[0]
    assert 2 == len(stage.telegram.sent("sendMessage"))


def test_token_is_never_written_whatever_fails(stage):
    """
    At DEBUG, with every kind of failure on every kind of call: not one character string of the token's is in what the
    process writes, in its metrics or in its files; nor is what was asked, or an id.
    """
    port = free_port()
    telegram = stage.telegram
    for method in ("getMe", "deleteWebhook", "setMyCommands", "getUpdates"):
        telegram.script(method, 502, "Bad Gateway")
    telegram.script("getMe", outage=lost(httpx.ReadError))
    telegram.script("getUpdates", 409, "Conflict: terminated by other getUpdates request")
    telegram.script("getUpdates", 404, "Not Found")
    telegram.script("getUpdates", outage=lost(httpx.ReadError))
    telegram.script("getUpdates", garbage=b"<html>502</html>")
    telegram.script("sendMessage", 400, "Bad Request: can't parse entities: Unsupported start tag")
    telegram.script("sendMessage", 429, "Too Many Requests: retry after 1", retry_after=1)
    telegram.script("sendMessage", 403, "Forbidden: bot was blocked by the user")
    telegram.script("sendMessage", outage=lost(httpx.ReadError))
    telegram.script("sendMessage", garbage=b"nonsense")
    telegram.script("sendMessage", 500, "Internal Server Error")
    bot = stage.start(YOUJU_LISTEN=f"127.0.0.1:{port}", YOUJU_ADMINS="7123456789")
    person = {"id": 7_123_456_789, "is_bot": False, "first_name": "某人"}
    for number in range(6):
        telegram.put(message=stage.message(QUESTION, 7_123_456_780 + number))
    telegram.put(message={"message_id": 5, "no": "chat", "text": QUESTION})
    telegram.put(message=stage.message("这句话不是说给机器人的", -1_009_876_543_210))
    telegram.put(inline_query={"id": "old", "from": person, "query": QUESTION, "offset": ""})
    telegram.inline.clear()
    telegram.put(callback_query={"id": "old", "from": person, "chat_instance": "1", "data": "nonsense"})
    telegram.presses.clear()
    # A file that is announced and cannot be fetched: its address holds the token.
    telegram.files["f1"] = b"x"
    document = {"file_id": "f1", "file_unique_id": "u1", "file_name": "a.txt", "file_size": 1}
    upload = {**stage.message("x", 7_123_456_789), "from": person, "document": document}
    upload.pop("text")
    telegram.script("getFile", garbage=json.dumps(
        {"ok": True, "result": {"file_id": "f2", "file_unique_id": "u2", "file_path": "documents/gone"}}).encode())  # fmt: skip
    telegram.put(message=upload)
    telegram.put(message=stage.message(QUESTION, 7_123_456_799))
    wait_for(lambda: any("下载不了" in sent["text"] for sent in telegram.sent()), 40, "the file")
    wait_for(lambda: [sent for sent in telegram.sent() if sent["chat_id"] == "7123456799"], 40, "the last answer")
    metrics = httpx.get(f"http://127.0.0.1:{port}/metrics").text
    assert 'method="sendMessage",status="429"' in metrics
    assert 0 == bot.stop()[0]
    held = b"".join(path.read_bytes() for path in (stage.home / "data").rglob("*") if path.is_file())
    for place in (bot.written(), metrics, held.decode("utf-8", "replace")):
        for secret in (
            TOKEN,
            TOKEN.partition(":")[2],
            quote(TOKEN, safe=""),
            "不是说给机器人",
            "7123456789",
            "9876543210",
        ):
            assert secret not in place
    assert QUESTION not in bot.written()


@pytest.mark.parametrize("token", [TOKEN[:-1] + "B", TOKEN + "/x", "not a token"])
def test_token_that_is_refused_is_not_written(stage, token):
    """
    A wrong token ends the process with one line that does not repeat it.
    """
    bot = BotProcess(f"http://127.0.0.1:{stage.server.port}", stage.home, YOUJU_TELEGRAM_TOKEN=token)
    stage.bots.append(bot)
    assert 1 == bot.process.wait(30)
    assert "YOUJU_TELEGRAM_TOKEN" in bot.written()
    assert token not in bot.written()
    assert 1 == len(bot.written().strip().splitlines())
