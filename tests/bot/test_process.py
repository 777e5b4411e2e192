"""The shipped process against a strict Telegram over real HTTP: inline, guests, edits, and a kill."""

import asyncio
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.bot.process import TOKEN, BotProcess, wait_for
from tests.bot.strict_telegram import Parameters, StrictServer, StrictTelegram

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

    def start(self) -> BotProcess:
        bot = BotProcess(f"http://127.0.0.1:{self.server.port}", self.home)
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
