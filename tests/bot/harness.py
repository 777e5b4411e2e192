"""The bot over a strict Telegram in one process: feed it updates, look at what it sent."""

import asyncio
import itertools
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any, TypeVar

from telegram import Update

from bot.application import build_application, introduce
from bot.chats import Chats
from bot.desk import Desk
from bot.sending import ChatRateLimiter
from bot.settings import Settings
from tests.bot.fake_base import FakeBase
from tests.bot.strict_telegram import Parameters, StrictRequest, StrictTelegram

R = TypeVar("R")

OWNER, PERSON, OTHER = 7, 100, 200
GROUP, CHANNEL = -1001, -1002
NOW = 1_780_000_000


class Clock:
    """A clock that moves when somebody waits."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.now += seconds
        await asyncio.sleep(0)


class Harness:
    """One bot, one Telegram, one event loop."""

    def __init__(self, folder: Path, base: Any = None, **settings: Any) -> None:
        self.runner = asyncio.Runner()
        self.telegram = StrictTelegram()
        self.base = base if base is not None else FakeBase()
        self.clock = Clock()
        told = {"admins": frozenset({OWNER}), "data": folder, **settings}
        self.settings = Settings(token=self.telegram.token, **told)
        self.folder = folder
        self.message_ids = itertools.count(1)
        self.errors: list[BaseException] = []
        self.open()

    def open(self) -> None:
        """Start the bot, as after a restart."""
        self.desk = Desk(self.settings, self.base, Chats(self.folder / "bot"), clock=self.clock)
        self.limiter = ChatRateLimiter(self.clock, self.clock.sleep)
        request = StrictRequest(self.telegram)
        self.application = build_application(self.desk, request, StrictRequest(self.telegram), self.limiter)
        self.application.add_error_handler(self.note_error)
        self.desk.sender._sleep = self.clock.sleep
        self.desk.sender._clock = self.clock
        self.runner.run(self.application.initialize())
        self.runner.run(introduce(self.application, self.desk))

    def restart(self) -> None:
        """Stop the bot and start it again over what it kept."""
        self.runner.run(self.application.shutdown())
        self.desk.close()
        self.open()

    def close(self) -> None:
        self.runner.run(self.application.shutdown())
        self.desk.close()
        self.runner.close()

    async def note_error(self, update: object, context: Any) -> None:
        self.errors.append(context.error)

    def run(self, work: Coroutine[Any, Any, R]) -> R:
        return self.runner.run(work)

    def feed(self, *updates: Parameters) -> list[Parameters]:
        """Handle updates one after the other; return the messages sent for them."""
        before = len(self.telegram.calls)

        async def handle() -> None:
            for update in updates:
                await self.application.process_update(Update.de_json(update, self.application.bot))

        self.run(handle())
        return [parameters for method, parameters in self.telegram.calls[before:] if method == "sendMessage"]

    def calls(self, work: Callable[[], object]) -> list[str]:
        """Do something and name the calls that somebody sees."""
        self.telegram.calls.clear()
        work()
        return self.telegram.visible()

    # Updates

    def message(self, text: str | None, chat: int = PERSON, person: int | None = None, **more: Any) -> Parameters:
        """A message in a private chat, or in a group where the chat is negative."""
        return self.telegram.put(message=self.bare_message(text, chat, person, **more))

    def bare_message(self, text: str | None, chat: int = PERSON, person: int | None = None, **more: Any) -> Parameters:
        number = more.pop("message_id", None) or next(self.message_ids)
        kind = "private" if chat > 0 else "channel" if chat == CHANNEL else "supergroup"
        made: Parameters = {
            "message_id": number,
            "date": NOW,
            "chat": {"id": chat, "type": kind, **({"title": "一处"} if chat < 0 else {"first_name": "某人"})},
        }
        if kind != "channel":
            made["from"] = user(person or (chat if chat > 0 else PERSON))
        if text is not None:
            made["text"] = text
        made.update(more)
        if chat in (GROUP, CHANNEL) and kind == "channel":
            made["sender_chat"] = made["chat"]
        return {key: value for key, value in made.items() if value is not None}

    def press(self, data: str, message: Parameters | int, person: int = PERSON, **more: Any) -> Parameters:
        """A press on a button under a message of the bot."""
        self.press_number = getattr(self, "press_number", 0) + 1
        shown = message if isinstance(message, dict) else self.shown(message)
        query = {"id": f"p{self.press_number}", "from": user(person), "chat_instance": "1", "data": data}
        return self.telegram.put(callback_query={**query, "message": {**shown, **more}})

    def shown(self, message_id: int) -> Parameters:
        """A message of the bot as Telegram would hand it back."""
        found = next(message for key, message in self.telegram.messages.items() if key[1] == message_id)
        return {key: value for key, value in found.items() if key != "html"}

    def last(self) -> Parameters:
        """The last message that the bot sent, as it stands now."""
        return self.shown(self.telegram.next_message)

    def html(self) -> str:
        """What the last message says now, markup included."""
        return str(self.telegram.messages[self.last()["chat"]["id"], self.telegram.next_message]["html"])


def user(number: int, **more: Any) -> Parameters:
    """A person."""
    return {"id": number, "is_bot": False, "first_name": "某人", **more}


def buttons(message: Parameters) -> dict[str, Parameters]:
    """The buttons under a message, by label."""
    rows = (message.get("reply_markup") or {"inline_keyboard": []})["inline_keyboard"]
    return {button["text"]: button for row in rows for button in row}


def command_entity(text: str) -> list[Parameters]:
    """The entity that Telegram puts on a command."""
    return [{"type": "bot_command", "offset": 0, "length": len(text.split(maxsplit=1)[0])}]
