"""Telegram's updates, in, one long poll after the other; the application's queue, out. And the life of the process.

The library's own Updater is not used: it drops what its last getUpdates brings while it stops, waits up to half a
minute after an outage, gives up for good on a 404, and asks for ever for an update that it cannot read.
"""

import asyncio
import contextlib
import json
import logging
import signal
import time
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from pathlib import Path
from typing import TypeVar

from telegram import Bot, Update
from telegram.error import BadRequest, Conflict, InvalidToken, NetworkError, RetryAfter, TelegramError
from telegram.request import BaseRequest, HTTPXRequest, RequestData

from bot.application import ALLOWED_UPDATES, App, build_application, introduce
from bot.chats import Chats
from bot.desk import Desk
from bot.menu import show_menu
from bot.ordering import CONCURRENT
from bot.sending import ChatRateLimiter
from bot.settings import TELEGRAM, Settings
from knowledge import KnowledgeBase, KnowledgeError

log = logging.getLogger(__name__)

R = TypeVar("R")

POLL_S = 10
SHORTEST_POLL_S = 0.2  # for a server that answers at once where Telegram holds the question
LONGEST_PAUSE_S = 5.0
STOP_POLL_S = 1.0
STOP_S = 7.0
REFUSALS = 5  # of a token that was good before: then it was revoked
NOT_FOUNDS = 3  # of a token never accepted: a proxy may answer 404 while it starts
HEARTBEAT_S = 5.0
HEARTBEAT = "alive"


class BotError(KnowledgeError):
    """The bot cannot go on: what is wrong, and what would help."""


class Stopped(Exception):
    """The process was asked to stop before it had started."""


class ApiRequest(HTTPXRequest):
    """Carries calls, and keeps the last answer so that an update that cannot be read costs no other."""

    payload: bytes = b""

    async def do_request(  # noqa: PLR0917 - the signature is the library's
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: object = BaseRequest.DEFAULT_NONE,
        write_timeout: object = BaseRequest.DEFAULT_NONE,
        connect_timeout: object = BaseRequest.DEFAULT_NONE,
        pool_timeout: object = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Carry one call."""
        status, self.payload = await super().do_request(
            url=url,
            method=method,
            request_data=request_data,
            read_timeout=read_timeout,  # type: ignore[arg-type]
            write_timeout=write_timeout,  # type: ignore[arg-type]
            connect_timeout=connect_timeout,  # type: ignore[arg-type]
            pool_timeout=pool_timeout,  # type: ignore[arg-type]
        )
        if url.endswith("/getMe") and status == HTTPStatus.OK:
            self.payload = complete_me(self.payload)
        return status, self.payload


def complete_me(payload: bytes) -> bytes:
    """Say of whoever answers getMe that it is a bot: a stand-in for Telegram may think that goes without saying."""
    try:
        answer = json.loads(payload)
        answer["result"].setdefault("is_bot", True)
    except (ValueError, KeyError, TypeError, AttributeError):
        return payload
    return json.dumps(answer).encode()


class Poller:
    """Asks for updates until it is stopped, and then hands over whatever was still delivered."""

    def __init__(
        self,
        bot: Bot,
        request: ApiRequest,
        deliver: Callable[[Update], Awaitable[None]],
        alive: Callable[[], None] = lambda: None,
        forget: Callable[[], None] = lambda: None,
    ) -> None:
        self._bot, self._request, self._deliver, self._alive, self._forget = bot, request, deliver, alive, forget
        self._offset = 0
        self._stopping = asyncio.Event()

    async def run(self) -> None:
        """
        Poll until `stop`.

        Raises:
            BotError: Telegram does not know the token any more.
        """
        pause, refusals = 0.5, 0
        while not self._stopping.is_set():
            began = time.monotonic()
            try:
                count = await self._poll(POLL_S)
            except asyncio.CancelledError:
                raise
            except RetryAfter as error:
                await self._rest(_seconds(error))
            except Conflict:
                log.error("另一个进程正用同一个令牌收消息；同一个令牌只能有一个轮询进程")
                await self._rest(LONGEST_PAUSE_S)
            except InvalidToken as error:
                # A 404 comes here as well, and that is a proxy's or a server's trouble, which passes.
                refusals = refusals + 1 if "unauthorized" in error.message.lower() else 0
                if refusals >= REFUSALS:
                    raise BotError("Telegram 不再承认这个令牌；请向 @BotFather 取新的令牌") from None
                pause = await self._pause(pause, error)
            except TelegramError as error:
                pause = await self._pause(pause, error)
            else:
                pause, refusals = 0.5, 0
                if not count and time.monotonic() - began < SHORTEST_POLL_S:
                    await self._rest(SHORTEST_POLL_S)

    async def stop(self) -> bool:
        """Take what was delivered by now, and tell Telegram how far it was taken; return whether it knows."""
        for _ in range(5):
            try:
                if not await asyncio.wait_for(self._poll(0), STOP_POLL_S):
                    return True
            except (TelegramError, TimeoutError):
                return False
        return False

    def end(self) -> None:
        """Ask `run` to end after the poll under way."""
        self._stopping.set()

    async def _poll(self, seconds: int) -> int:
        try:
            updates = await self._bot.get_updates(
                offset=self._offset or None, timeout=seconds, allowed_updates=list(ALLOWED_UPDATES)
            )
        except TelegramError:
            raise
        except Exception:
            updates = self._read_one_by_one()
        self._alive()
        if any(update.update_id < self._offset for update in updates):
            # Telegram never goes back behind an offset: this is another server, which counts from the beginning.
            self._forget()
        for update in updates:
            self._offset = update.update_id + 1
            await self._deliver(update)
        return len(updates)

    def _read_one_by_one(self) -> tuple[Update, ...]:
        """Read the updates of the last answer each by itself, and let go of those that cannot be read."""
        found: list[Update] = []
        try:
            results = json.loads(self._request.payload)["result"]
        except (ValueError, KeyError, TypeError):
            return ()
        for result in results:
            try:
                if "callback_query" in result:
                    # Nothing here asks which chat instance a button stands in.
                    result["callback_query"].setdefault("chat_instance", "")
                found.append(Update.de_json(result, self._bot))
            except Exception as error:
                log.error("an update could not be read: %s", type(error).__name__)
                with contextlib.suppress(KeyError, TypeError, ValueError):
                    found.append(Update(int(result["update_id"])))
        return tuple(found)

    async def _pause(self, pause: float, error: TelegramError) -> float:
        log.warning("Telegram 暂时连不上（%s），%.1f 秒后再试", type(error).__name__, pause)
        await self._rest(pause)
        return min(pause * 1.7, LONGEST_PAUSE_S)

    async def _rest(self, seconds: float) -> None:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._stopping.wait(), seconds)


class Heartbeat:
    """Touches a file when Telegram answered, for whoever watches the process."""

    def __init__(self, path: Path) -> None:
        self._path, self._last = path, 0.0

    def __call__(self) -> None:
        """Say that all is well."""
        now = time.monotonic()
        if now - self._last >= HEARTBEAT_S:
            self._last = now
            with contextlib.suppress(OSError):
                self._path.touch()


def run_bot(settings: Settings) -> None:
    """
    Run the bot until SIGTERM or SIGINT.

    Raises:
        KnowledgeError: The base, the data directory or the token is no good; the message says which.
    """
    asyncio.run(serve(settings))


async def serve(settings: Settings) -> None:
    """Open the base, poll, and stop clean: what was delivered is answered before the process ends."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        with contextlib.suppress(NotImplementedError):
            loop.add_signal_handler(number, stop.set)
    with contextlib.suppress(Stopped):
        chats = Chats(settings.data / "bot")
        base = await _unless(stop, asyncio.to_thread(KnowledgeBase.open, settings.base))
        desk = Desk(settings, base, chats)
        try:
            await _serve(desk, stop)
        finally:
            desk.close()
            base.close()


async def _serve(desk: Desk, stop: asyncio.Event) -> None:
    polling = ApiRequest(1, read_timeout=10, connect_timeout=5, pool_timeout=10)
    calls = ApiRequest(CONCURRENT, read_timeout=15, connect_timeout=5, pool_timeout=30)
    limiter = ChatRateLimiter()
    application = build_application(desk, calls, polling, limiter)
    heartbeat = Heartbeat(desk.settings.data / "bot" / HEARTBEAT)
    poller = Poller(application.bot, polling, application.update_queue.put, heartbeat, desk.chats.forget_updates)
    confirmed, menu = False, None
    try:
        await _unless(stop, _connect(application, desk.settings))
        await _unless(stop, introduce(application, desk))
        await application.start()
        menu = asyncio.ensure_future(show_menu(application.bot, desk.settings.admins))
        heartbeat()
        log.info("@%s 开始工作", desk.me.username)
        confirmed = await _poll(poller, stop)
    finally:
        if menu:
            menu.cancel()
        limiter.hurry()
        if application.running:
            try:
                await asyncio.wait_for(application.stop(), STOP_S)
            except TimeoutError:
                log.error("有回答没能在停机前送出")
        await application.shutdown()
        if confirmed:
            # Telegram knows how far updates were taken: none of them will come a second time.
            desk.chats.forget_updates()


async def _poll(poller: Poller, stop: asyncio.Event) -> bool:
    polling = asyncio.ensure_future(poller.run())
    stopping = asyncio.ensure_future(stop.wait())
    await asyncio.wait({polling, stopping}, return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    poller.end()
    # A poll under way is given a moment: what it brings on a server that forgets what it delivered is not lost.
    await asyncio.wait({polling}, timeout=STOP_POLL_S)
    if polling.done():
        polling.result()
    else:
        polling.cancel()
        await asyncio.wait({polling})
    return await poller.stop()


async def _connect(application: App, settings: Settings) -> None:
    """Learn that the token is good, however long Telegram takes to be there."""
    pause, not_founds = 0.5, 0
    while True:
        try:
            await application.initialize()
            await application.bot.delete_webhook()
            return
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
        except BadRequest:
            return  # a server that knows no webhooks has none to delete
        except RetryAfter as error:
            pause = _seconds(error)
        except (NetworkError, TelegramError) as error:
            log.warning("还连不上 %s（%s），%.1f 秒后再试", settings.api, type(error).__name__, pause)
        except (TypeError, ValueError, AttributeError, KeyError) as error:
            raise BotError(
                f"{settings.api} 的 getMe 回答看不懂（{type(error).__name__}）；它是 Bot API 服务器吗？"
            ) from None
        await asyncio.sleep(pause)
        pause = min(pause * 1.7, LONGEST_PAUSE_S)


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


def _seconds(error: RetryAfter) -> float:
    value = error.retry_after
    return float(value) if isinstance(value, int | float) else value.total_seconds()
