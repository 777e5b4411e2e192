"""Settings, in; a bot that runs until it is told to stop, out."""

import asyncio
import contextlib
import logging
import signal
import time
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from pathlib import Path
from typing import Protocol, TypeVar

from telegram import Update
from telegram.error import BadRequest, InvalidToken, RetryAfter, TelegramError

from bot.application import App, build_application, introduce
from bot.chats import Chats
from bot.desk import Desk
from bot.door import Door, Response, open_quietly
from bot.health import HEARTBEAT, OLDEST_S
from bot.menu import show_menu
from bot.ordering import CONCURRENT, AskerOrder
from bot.polling import LONGEST_PAUSE_S, STOP_POLL_S, ApiRequest, BotError, Poller, seconds_of
from bot.sending import ALL_PER_SECOND, ChatRateLimiter
from bot.settings import TELEGRAM, Settings
from bot.webhook import Webhook
from knowledge import KnowledgeBase

log = logging.getLogger(__name__)

R = TypeVar("R")

STOP_S = 7.0
HANDLING_S = 120.0
HEARTBEAT_S = 5.0
NOT_FOUNDS = 3  # of a token never accepted: a proxy may answer 404 while it starts
MENU_LEASE_S = 60


class Stopped(Exception):
    """The process was asked to stop before it had started."""


class Source(Protocol):
    """Where updates come from: long polls, or posts."""

    async def run(self) -> None:
        """Bring updates until `end`."""

    def end(self) -> None:
        """Ask `run` to end."""

    async def stop(self) -> None:
        """Hand over what was still delivered."""


class Heartbeat:
    """Notes when Telegram last answered a poll, in a file for whoever watches the process."""

    def __init__(self, path: Path) -> None:
        self._path, self._touched = path, 0.0
        self.last = time.monotonic()

    def __call__(self) -> None:
        """Say that all is well."""
        self.last = now = time.monotonic()
        if now - self._touched >= HEARTBEAT_S:
            self._touched = now
            with contextlib.suppress(OSError):
                self._path.touch()

    @property
    def age(self) -> float:
        """Seconds since Telegram last answered."""
        return time.monotonic() - self.last


def run_bot(settings: Settings) -> None:
    """
    Run the bot until SIGTERM or SIGINT.

    Raises:
        KnowledgeError: The base, the data directory or the token is no good; the message says which.
    """
    asyncio.run(serve(settings))


async def serve(settings: Settings) -> None:
    """Open the base, take updates, and stop clean: what was delivered is answered before the process ends."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        with contextlib.suppress(NotImplementedError):
            loop.add_signal_handler(number, stop.set)
    door = Door()
    ready = asyncio.Event()
    door.answer("/readyz", lambda request: _is_ready(ready))
    if settings.listen and (trouble := await open_quietly(door, *settings.listen)):
        raise BotError(f"YOUJU_LISTEN 的 {settings.listen[0]}:{settings.listen[1]} 用不了：{trouble}")
    try:
        with contextlib.suppress(Stopped):
            chats = Chats(settings.data / "bot")
            base = await _unless(stop, asyncio.to_thread(KnowledgeBase.open, settings.base))
            desk = Desk(settings, base, chats)
            try:
                await run_desk(desk, stop, door, ready)
            finally:
                desk.close()
                base.close()
    finally:
        await door.close()


async def run_desk(desk: Desk, stop: asyncio.Event, door: Door, ready: asyncio.Event) -> None:
    """Run the bot around a desk until it is to stop."""
    settings, metrics = desk.settings, desk.metrics
    polling, calls = ApiRequest(1, 10, metrics), ApiRequest(CONCURRENT, 15, metrics)
    limiter = ChatRateLimiter(per_second=max(1, ALL_PER_SECOND // settings.replicas), metrics=metrics)
    application = build_application(desk, calls, polling, limiter)
    heartbeat = Heartbeat(settings.data / "bot" / HEARTBEAT)
    source: Source
    if settings.webhook:
        handle = handling(application)
        order = application.update_processor
        source = webhook = Webhook(
            application.bot, desk.chats, door, handle, public=settings.webhook, metrics=metrics,
            idle=lambda: order.idle if isinstance(order, AskerOrder) else 0,
        )  # fmt: skip
        metrics.gauge("queue_depth", lambda: webhook.depth)
        door.answer("/healthz", lambda request: _is_alive(0.0))
    else:
        put = application.update_queue.put
        source = Poller(application.bot, polling, put, heartbeat)
        metrics.gauge("queue_depth", application.update_queue.qsize)
        metrics.gauge("last_poll_age_seconds", lambda: heartbeat.age)
        door.answer("/healthz", lambda request: _is_alive(heartbeat.age))
    door.answer("/metrics", lambda request: _metrics(desk))
    menu = None
    try:
        await _unless(stop, _connect(application, settings))
        await _unless(stop, introduce(application, desk))
        await application.start()
        if desk.chats.take_lease("menu", MENU_LEASE_S):
            shown = show_menu(application.bot, settings.admins, *desk.examples[:1])
            menu = asyncio.ensure_future(shown)
        heartbeat()
        ready.set()
        log.info("@%s 开始工作", desk.me.username)
        await _take_updates(source, stop)
    finally:
        ready.clear()
        if menu:
            menu.cancel()
        limiter.hurry()
        if application.running:
            try:
                await asyncio.wait_for(application.stop(), STOP_S)
            except TimeoutError:
                log.error("有回答没能在停机前送出")
        await application.shutdown()


def handling(application: App) -> Callable[[Update], Awaitable[None]]:
    """Handle one update in its asker's turn, and return when that is done."""

    async def handle(update: Update) -> None:
        done = asyncio.Event()

        async def work() -> None:
            try:
                await application.process_update(update)
            finally:
                done.set()

        await application.update_processor.process_update(update, work())
        # What comes too often is dropped without being handled: it is not waited for without end.
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(done.wait(), HANDLING_S)

    return handle


async def _take_updates(source: Source, stop: asyncio.Event) -> None:
    running = asyncio.ensure_future(source.run())
    stopping = asyncio.ensure_future(stop.wait())
    await asyncio.wait({running, stopping}, return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    source.end()
    # A poll under way is given a moment: what it brings on a server that forgets what it delivered is not lost.
    await asyncio.wait({running}, timeout=STOP_POLL_S)
    if running.done():
        running.result()
    else:
        running.cancel()
        await asyncio.wait({running})
    await source.stop()


async def _is_ready(ready: asyncio.Event) -> Response:
    return Response(text="ready\n") if ready.is_set() else Response(HTTPStatus.SERVICE_UNAVAILABLE, "not yet\n")


async def _is_alive(age: float) -> Response:
    if age > OLDEST_S:
        return Response(HTTPStatus.SERVICE_UNAVAILABLE, f"no answer from Telegram for {age:.0f} s\n")
    return Response(text="alive\n")


async def _metrics(desk: Desk) -> Response:
    return Response(text=desk.metrics.render())


async def _connect(application: App, settings: Settings) -> None:
    """Learn that the token is good, however long Telegram takes to be there."""
    pause, not_founds = 0.5, 0
    while True:
        try:
            await application.initialize()
            break
        except InvalidToken as error:
            cause = str(error.__cause__ or error).lower()
            not_founds += 1
            if "not found" not in cause or not_founds >= NOT_FOUNDS or settings.api == TELEGRAM:
                hint = (
                    ""
                    if settings.api == TELEGRAM
                    else f"，或 YOUJU_TELEGRAM_API（{settings.api}）不是 Bot API 服务器的根地址"
                )
                raise BotError(
                    f"Telegram 不承认这个令牌。请核对 YOUJU_TELEGRAM_TOKEN（@BotFather 可查）{hint}"
                ) from None
        except RetryAfter as error:
            pause = seconds_of(error)
        except TelegramError as error:
            log.warning("还连不上 %s（%s），%.1f 秒后再试", settings.api, type(error).__name__, pause)
        except (TypeError, ValueError, AttributeError, KeyError) as error:
            raise BotError(
                f"{settings.api} 的 getMe 回答看不懂（{type(error).__name__}）；它是 Bot API 服务器吗？"
            ) from None
        await asyncio.sleep(pause)
        pause = min(pause * 1.7, LONGEST_PAUSE_S)
    if not settings.webhook:
        await _delete_webhook(application)


async def _delete_webhook(application: App) -> None:
    """Tell Telegram to be polled; a server that knows no webhooks has none to delete."""
    for pause in (0.5, 1.0, 2.0):
        try:
            await application.bot.delete_webhook()
            return
        except RetryAfter as error:
            await asyncio.sleep(seconds_of(error))
        except (BadRequest, InvalidToken):
            return
        except TelegramError as error:
            log.warning("the webhook could not be deleted: %s", type(error).__name__)
            await asyncio.sleep(pause)


async def _unless(stop: asyncio.Event, work: Awaitable[R]) -> R:
    """Wait for a piece of work, or give it up when the process is to stop."""
    task = asyncio.ensure_future(work)
    stopping = asyncio.ensure_future(stop.wait())
    await asyncio.wait({task, stopping}, return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    if task.done():
        return task.result()
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError, Exception):
        await task
    raise Stopped
