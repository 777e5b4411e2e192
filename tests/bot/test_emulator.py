"""End to end: the shipped process, real HTTP, the npm emulator; asked from a private chat and a group."""

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.bot.mending import MendingProxy
from tests.bot.process import TOKEN, BotProcess, Emulator, free_port, need_emulator, wait_for

pytestmark = pytest.mark.emulator

GROUP = -1001
QUESTION = "花园口拆了多少私搭乱建"


class Stage:
    """The emulator, the proxy that mends it, and the bot."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.emulator = Emulator()
        self.proxy = MendingProxy(self.emulator.port)
        self.bots: list[BotProcess] = []

    def start(self, **settings: str) -> BotProcess:
        bot = BotProcess(f"http://127.0.0.1:{self.proxy.port}", self.home, **settings)
        self.bots.append(bot)
        bot.wait_ready(len(self.bots))
        return bot

    def close(self) -> None:
        for bot in self.bots:
            if bot.process.poll() is None:
                bot.process.kill()
        self.proxy.stop()
        self.emulator.stop()


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    need_emulator()
    made = Stage(tmp_path)
    yield made
    made.close()


def keyboard(sent: dict[str, Any]) -> dict[str, Any]:
    markup = sent["message"].get("reply_markup") or {"inline_keyboard": []}
    markup = json.loads(markup) if isinstance(markup, str) else markup
    return {button["text"]: button for row in markup["inline_keyboard"] for button in row}


def test_private_group_topic_button_restart_and_stop(stage):
    """
    One life of the bot: asked in private, in a group and in a topic; silent when not addressed; a button; SIGTERM;
    a restart that keeps what it knew; no token in what it wrote.
    """
    bot, emulator = stage.start(), stage.emulator
    emulator.say(QUESTION)
    (answer,) = emulator.answers(1)
    text = answer["message"]["text"]
    assert text.startswith("<b>118处、22505平方米</b>")
    assert "累计拆除私搭乱建<b>118处</b>,<b>22505平方米</b>" in text
    assert "郑州日报 · 文中未注明日期" in text

    emulator.say("大家早上好", GROUP)
    emulator.say("/ask@other_bot 拆了多少", GROUP)
    emulator.say(f"/ask {QUESTION}", GROUP, is_topic_message=True, message_thread_id=7)
    (answer,) = emulator.answers(1, GROUP)
    assert "118处" in answer["message"]["text"]
    assert "7" == str(answer["message"]["message_thread_id"])
    mention = [{"type": "mention", "offset": 0, "length": 12}]
    emulator.say(f"@TestNameBot {QUESTION}", GROUP, entities=mention)
    emulator.answers(2, GROUP)
    mine = {"message_id": 1, "date": 1, "chat": {"id": GROUP, "type": "supergroup", "title": "一群"}, "text": "x",
            "from": {"id": 666, "is_bot": True, "first_name": "b"}}  # fmt: skip
    emulator.say("清理了多少生活垃圾", GROUP, reply_to_message=mine)
    assert "77663立方米" in emulator.answers(3, GROUP)[2]["message"]["text"]

    emulator.say("/start")
    example = next(button for button in keyboard(emulator.answers(2)[1]).values() if "callback_data" in button)
    emulator.press(example["callback_data"], emulator.answers(2)[1])
    assert "<blockquote expandable>" in emulator.answers(3)[2]["message"]["text"]
    context = keyboard(emulator.answers(1)[0])["上下文"]
    emulator.press(context["callback_data"], emulator.answers(1)[0])
    wait_for(lambda: "收起上下文" in keyboard(emulator.answers(1)[0]), what="the context")
    emulator.say(QUESTION)
    emulator.answers(4)

    status, seconds = bot.stop()
    assert 0 == status
    assert 10 > seconds
    again = stage.start()
    emulator.press(keyboard(emulator.answers(1)[0])["收起上下文"]["callback_data"], emulator.answers(1)[0])
    wait_for(lambda: "上下文" in keyboard(emulator.answers(1)[0]), what="the context gone")
    emulator.say("面积呢")
    assert "22505平方米" in emulator.answers(5)[4]["message"]["text"]
    assert 0 == again.stop()[0]
    written = bot.written()
    assert TOKEN not in written
    assert "A" * 35 not in written
    assert "大家早上好" not in written
    assert "拆了多少" not in written
    asked = [method for method, _ in stage.proxy.calls if method == "answerCallbackQuery"]
    assert 3 == len(asked)


def test_what_is_queued_is_answered_before_the_process_ends(stage):
    """
    SIGTERM right after eight questions: all eight are answered, and the process ends with 0 within ten seconds.
    """
    bot, emulator = stage.start(), stage.emulator
    for number in range(8):
        emulator.say(QUESTION + "？" * number, 100 if number % 2 else 101, 100 + number % 2)
    status, seconds = bot.stop()
    assert 0 == status
    assert 10 > seconds
    assert 8 == len(emulator.answers(4, 100) + emulator.answers(4, 101))


def test_bot_that_starts_first_waits_for_its_server_and_survives_an_outage(tmp_path):
    """
    The bot is started before its server, answers when that comes, and goes on after it was away.
    """
    need_emulator()
    port = free_port()
    proxy = MendingProxy(port)
    bot = BotProcess(f"http://127.0.0.1:{proxy.port}", tmp_path)
    emulator = None
    try:
        wait_for(lambda: "还连不上" in bot.written(), what="the bot to find nobody")
        emulator = Emulator(port)
        bot.wait_ready()
        emulator.say(QUESTION)
        emulator.answers(1)
        emulator.stop()
        wait_for(lambda: "暂时连不上" in bot.written(), what="the bot to miss its server")
        emulator = Emulator(port)
        # The new emulator numbers anew, and a message of the same number, second and words is the one answered before.
        time.sleep(1.1)
        emulator.say(QUESTION)
        emulator.answers(1, seconds=30)
        assert 0 == bot.stop()[0]
    finally:
        if bot.process.poll() is None:
            bot.process.kill()
        proxy.stop()
        if emulator:
            emulator.stop()


def test_bot_is_stopped_while_it_waits_for_its_server(tmp_path):
    """
    SIGTERM before Telegram was ever reached ends the process with 0.
    """
    bot = BotProcess(f"http://127.0.0.1:{free_port()}", tmp_path)
    wait_for(lambda: "还连不上" in bot.written(), 60, "the bot to find nobody")
    assert 0 == bot.stop()[0]


def test_emulator_as_it_comes_is_answered_too(tmp_path):
    """
    Against the emulator with nothing mended, whose answers to calls cannot be read, each question has one answer.
    """
    need_emulator()
    emulator = Emulator()
    bot = BotProcess(f"http://127.0.0.1:{emulator.port}", tmp_path)
    try:
        bot.wait_ready()
        emulator.say(QUESTION)
        (answer,) = emulator.answers(1)
        emulator.say(f"/ask {QUESTION}", GROUP)
        emulator.answers(1, GROUP)
        emulator.press(keyboard(answer)["上下文"]["callback_data"], answer)
        wait_for(lambda: "收起上下文" in keyboard(emulator.answers(1)[0]), what="the context")
        assert 0 == bot.stop()[0]
        assert 2 == len(emulator.history())
    finally:
        if bot.process.poll() is None:
            bot.process.kill()
        emulator.stop()
