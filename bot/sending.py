"""A reply, in; one message at Telegram, out: never faster than Telegram takes it, never twice, never half."""

import asyncio
import logging
import time
from collections import deque
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any

import httpx
from telegram import Bot, LinkPreviewOptions, Message, ReplyParameters
from telegram.constants import ParseMode
from telegram.error import BadRequest, ChatMigrated, Forbidden, NetworkError, RetryAfter, TelegramError, TimedOut
from telegram.ext import BaseRateLimiter

from bot.keyboards import Rows, to_json
from bot.metrics import Metrics
from bot.ordering import resting
from bot.rendering import LIMIT, Body, clip

log = logging.getLogger(__name__)

ALL_PER_SECOND = 30
GROUP_PER_MINUTE = 20
CHAT_BURST = 3
CHAT_PER_SECOND = 1.0
PATIENCE_S = 120.0  # a longer RetryAfter than this is not waited for
TRIES = 4
LANES_KEPT = 2000
IDLE_S = 120.0  # longer than any window
OUTAGE_S = 60.0
LIMITED = ("send", "edit", "copy", "forward", "delete", "stop", "pin")
FREE = frozenset({"sendChatAction", "deleteMyCommands", "deleteWebhook"})
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)

Result = bool | dict[str, Any] | list[dict[str, Any]]


class Window:
    """At most so many things in any stretch of so many seconds."""

    __slots__ = ("_most", "_seconds", "_times")

    def __init__(self, most: int, seconds: float) -> None:
        self._most, self._seconds = most, seconds
        self._times: deque[float] = deque(maxlen=most)

    def wait(self, now: float) -> float:
        """Seconds until the next thing may happen."""
        return max(0.0, self._times[0] + self._seconds - now) if len(self._times) == self._most else 0.0

    def take(self, now: float) -> None:
        """Note that it happens."""
        self._times.append(now)


class Bucket:
    """So many a second on the average, with a small burst."""

    __slots__ = ("_at", "_burst", "_left", "_per_second")

    def __init__(self, burst: int, per_second: float) -> None:
        self._burst, self._per_second = burst, per_second
        self._left, self._at = float(burst), 0.0

    def wait(self, now: float) -> float:
        """Seconds until there is something to take."""
        self._left = min(float(self._burst), self._left + (now - self._at) * self._per_second)
        self._at = now
        return max(0.0, (1 - self._left) / self._per_second)

    def take(self, now: float) -> None:
        """Take one."""
        self.wait(now)
        self._left -= 1


@dataclass(slots=True)
class Lane:
    """What goes to one chat, in order."""

    bucket: Bucket
    window: Window | None
    order: asyncio.Lock = field(default_factory=asyncio.Lock)
    halted_until: float = 0.0
    used: float = 0.0


class ChatRateLimiter(BaseRateLimiter[int]):
    """
    Keeps Telegram's limits: thirty a second overall, about one a second to a chat, twenty a minute to a group.

    After a RetryAfter the chat that was flooded waits until its deadline, and only that chat: a call of its own that
    was under way does not end the wait, and other chats go on. Answers to inline queries and presses are not held
    back, for they are worth nothing late.
    """

    def __init__(
        self,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        *,
        per_second: int = ALL_PER_SECOND,
        metrics: Metrics | None = None,
    ) -> None:
        self._clock, self._sleep = clock, sleep
        self._all = Window(per_second, 1.0)
        self._metrics = metrics or Metrics()
        self._lanes: dict[str, Lane] = {}
        self._hurried = False
        self.waited_s = 0.0

    async def initialize(self) -> None:
        """Nothing to set up."""
        self._hurried = False

    async def shutdown(self) -> None:
        """Drop the lanes."""
        self._lanes.clear()

    def hurry(self) -> None:
        """Stop spacing out, for the bot is being stopped and what is queued is to go out; deadlines still hold."""
        self._hurried = True

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, Result]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: int | None,
    ) -> Result:
        """Make a request when its chat's turn has come."""
        if endpoint in FREE or not endpoint.startswith(LIMITED):
            return await callback(*args, **kwargs)
        lane = self._lane(data.get("chat_id") or data.get("inline_message_id") or endpoint)
        for attempt in range(TRIES):
            await self._turn(lane)
            try:
                return await callback(*args, **kwargs)
            except RetryAfter as error:
                seconds = _seconds(error)
                lane.halted_until = max(lane.halted_until, self._clock() + seconds)
                log.warning("RetryAfter %.0f s on %s", seconds, endpoint)
                self._metrics.count("retry_after_seconds_total", seconds)
                if attempt == TRIES - 1 or seconds > PATIENCE_S:
                    raise
        raise AssertionError("unreachable")

    async def _turn(self, lane: Lane) -> None:
        if not lane.order.locked() and self._wait(lane) <= 0:
            self._take(lane)
            return
        # The lock keeps a chat's messages in order; it is held while waiting, not while a call is under way.
        async with resting(), lane.order:
            while (seconds := self._wait(lane)) > 0:
                self.waited_s += seconds
                # Short steps, so that hurry() is noticed.
                await self._sleep(min(seconds, 1.0))
            self._take(lane)

    def _take(self, lane: Lane) -> None:
        now = self._clock()
        self._all.take(now)
        lane.bucket.take(now)
        if lane.window:
            lane.window.take(now)

    def _wait(self, lane: Lane) -> float:
        now = self._clock()
        seconds = max(lane.halted_until - now, self._all.wait(now))
        if not self._hurried:
            seconds = max(seconds, lane.bucket.wait(now), lane.window.wait(now) if lane.window else 0.0)
        return seconds

    def _lane(self, chat: object) -> Lane:
        key = str(chat)
        lane = self._lanes.get(key)
        if lane is None:
            if len(self._lanes) >= LANES_KEPT:
                self._drop_idle()
            is_group = key.startswith(("-", "@"))
            window = Window(GROUP_PER_MINUTE, 60.0) if is_group else None
            lane = self._lanes[key] = Lane(Bucket(CHAT_BURST, CHAT_PER_SECOND), window)
        lane.used = self._clock()
        return lane

    def _drop_idle(self) -> None:
        now = self._clock()
        self._lanes = {
            key: lane
            for key, lane in self._lanes.items()
            if lane.order.locked() or lane.halted_until > now or now - lane.used < IDLE_S
        }


def _seconds(error: RetryAfter) -> float:
    value = error.retry_after
    return float(value) if isinstance(value, int | float) else value.total_seconds()


@dataclass(frozen=True, slots=True)
class Place:
    """Where a message goes: the chat, the topic, and the message that it answers."""

    chat: int
    topic: int | None = None
    reply_to: int | None = None

    @classmethod
    def answering(cls, message: Message) -> "Place":
        """The place of an answer to a message: the same topic, as a reply to it."""
        return cls(message.chat.id, message.message_thread_id if message.is_topic_message else None, message.message_id)


class Sender:
    """Sends and edits, and falls back where Telegram refuses."""

    def __init__(
        self,
        bot: Bot,
        on_migration: Callable[[int, int], None] = lambda old, new: None,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.bot, self._on_migration, self._sleep, self._clock = bot, on_migration, sleep, clock

    async def send(self, place: Place, body: Body, rows: Rows = ()) -> int | None:
        """
        Send a message; return its id, or `None` where nothing is known to have been sent.

        A call is repeated only where the first one cannot have arrived: the connection was never made, or Telegram
        refused it with a reason.
        """
        request: dict[str, Any] = {
            "chat_id": place.chat,
            "text": body.html,
            "parse_mode": ParseMode.HTML,
            "link_preview_options": NO_PREVIEW,
            "message_thread_id": place.topic,
        }
        if rows:
            request["api_kwargs"] = {"reply_markup": to_json(rows)}
        if place.reply_to is not None:
            request["reply_parameters"] = ReplyParameters(place.reply_to, allow_sending_without_reply=True)
        began = self._clock()
        for attempt in range(12):
            try:
                return (await self.bot.send_message(**request)).message_id
            except BadRequest as error:
                if not _simplify(request, body, error):
                    log.warning("message refused: %s", error.message)
                    return None
            except ChatMigrated as error:
                self._on_migration(int(request["chat_id"]), error.new_chat_id)
                request.update(chat_id=error.new_chat_id, message_thread_id=None, reply_parameters=None)
            except Forbidden:
                log.info("a chat does not take messages any more")
                return None
            except RetryAfter:
                log.warning("message given up: the chat is flooded")
                return None
            except NetworkError as error:
                if not _never_arrived(error) or self._clock() - began > OUTAGE_S:
                    log.warning("message may be lost: %s", type(error).__name__)
                    return None
                await self._sleep(min(0.3 * 2**attempt, 5.0))
            except TelegramError as error:
                log.warning("message refused: %s", error.message)
                return None
            except (ValueError, TypeError, AttributeError, KeyError) as error:
                # The call went through and only Telegram's answer could not be read: it must not be repeated.
                log.warning("the answer to sendMessage could not be read: %s", type(error).__name__)
                return None
        return None

    async def send_file(self, place: Place, content: bytes, caption: Body, name: str = "") -> bool:
        """Send a file, or a picture where it has no name, with words below; tell whether it is known to have gone."""
        reply = None
        if place.reply_to is not None:
            reply = ReplyParameters(place.reply_to, allow_sending_without_reply=True)
        more: dict[str, Any] = {
            "caption": caption.html,
            "parse_mode": ParseMode.HTML,
            "message_thread_id": place.topic,
            "reply_parameters": reply,
        }
        try:
            if name:
                await self.bot.send_document(place.chat, content, filename=name, **more)
            else:
                await self.bot.send_photo(place.chat, content, **more)
        except TelegramError as error:
            log.info("a file was not taken: %s", type(error).__name__)
            return False
        except (ValueError, TypeError, AttributeError, KeyError) as error:
            log.warning("the answer to a file could not be read: %s", type(error).__name__)
        return True

    async def edit(
        self,
        chat: int | None,
        message: int | None,
        body: Body | None,
        rows: Rows = (),
        inline_message: str | None = None,
    ) -> bool:
        """Edit a message, or its buttons alone; tell whether it now says so. Editing twice does no harm."""
        target: dict[str, Any] = {"chat_id": chat, "message_id": message, "inline_message_id": inline_message}
        request = {**target, "api_kwargs": {"reply_markup": to_json(rows)}} if rows else target
        if body is not None:
            request |= {"text": body.html, "parse_mode": ParseMode.HTML, "link_preview_options": NO_PREVIEW}
        for attempt in range(4):
            try:
                if body is None:
                    await self.bot.edit_message_reply_markup(**request)
                else:
                    await self.bot.edit_message_text(**request)
                return True
            except BadRequest as error:
                if "not modified" in error.message.lower():
                    return True
                if body is None or not _simplify(request, body, error):
                    log.info("edit refused: %s", error.message)
                    return False
            except (Forbidden, ChatMigrated, RetryAfter):
                return False
            except NetworkError:
                if attempt == 3:
                    return False
                await self._sleep(0.3 * 2**attempt)
            except TelegramError as error:
                log.info("edit refused: %s", error.message)
                return False
            except (ValueError, TypeError, AttributeError, KeyError) as error:
                log.info("the answer to an edit could not be read: %s", type(error).__name__)
                return True
        return False

    async def answer_press(self, query_id: str, toast: str = "", alert: bool = False) -> None:
        """Answer a press, once; one that came too late is let go."""
        try:
            await self.bot.answer_callback_query(query_id, text=clip(toast, 200) or None, show_alert=alert)
        except TimedOut:
            log.info("a press was answered late")
        except TelegramError as error:
            log.info("a press could not be answered: %s", error.message)

    async def show_typing(self, place: Place) -> None:
        """Show that something is being done; of no weight."""
        try:
            await self.bot.send_chat_action(place.chat, "typing", message_thread_id=place.topic)
        except TelegramError as error:
            log.debug("typing not shown: %s", type(error).__name__)


def _simplify(request: dict[str, Any], body: Body, error: BadRequest) -> bool:
    """Leave out what Telegram refused; tell whether there was anything to leave out."""
    said = error.message.lower()
    if any(word in said for word in ("parse entities", "parse_entities", "entity", "unsupported start tag")):
        if request.get("parse_mode") is None:
            return False
        request.update(text=clip(body.plain, LIMIT), parse_mode=None)
        return True
    if "repl" in said and "markup" not in said and request.get("reply_parameters") is not None:
        request["reply_parameters"] = None
        return True
    if "thread" in said or "topic" in said:
        if request.get("message_thread_id") is None:
            return False
        request.update(message_thread_id=None)
        return True
    if "too long" in said or "too_long" in said:
        shorter = clip(body.plain, LIMIT // 2)
        if request["text"] == shorter:
            return False
        request.update(text=shorter, parse_mode=None)
        return True
    if any(word in said for word in ("button", "keyboard", "markup")) and request.get("api_kwargs") is not None:
        request["api_kwargs"] = None
        return True
    return False


def _never_arrived(error: NetworkError) -> bool:
    """Tell whether a request that failed was never on the wire."""
    return isinstance(error.__cause__, httpx.ConnectError | httpx.ConnectTimeout | httpx.PoolTimeout)
