"""Telegram's updates, in, one long poll after the other; the application's queue, out.

The library's own Updater is not used: it drops what its last getUpdates brings while it stops, waits up to half a
minute after an outage, gives up for good on a 404, and asks for ever for an update that it cannot read.
"""

import asyncio
import contextlib
import json
import logging
import time
from collections.abc import Awaitable, Callable
from http import HTTPStatus

from telegram import Bot, Update
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError
from telegram.request import BaseRequest, HTTPXRequest, RequestData

from bot.application import ALLOWED_UPDATES
from bot.metrics import Metrics
from knowledge import KnowledgeError

log = logging.getLogger(__name__)

POLL_S = 10
SHORTEST_POLL_S = 0.2  # for a server that answers at once where Telegram holds the question
LONGEST_PAUSE_S = 5.0
STOP_POLL_S = 1.0
REFUSALS = 5  # of a token that was good before: then it was revoked


class BotError(KnowledgeError):
    """The bot cannot go on: what is wrong, and what would help."""


class ApiRequest(HTTPXRequest):
    """Carries calls, and keeps the last answer so that an update that cannot be read costs no other."""

    def __init__(self, connections: int, read_timeout: float, metrics: Metrics | None = None) -> None:
        super().__init__(connections, read_timeout=read_timeout, connect_timeout=5, pool_timeout=30)
        self.payload = b""
        self.metrics = metrics or Metrics()

    async def do_request(
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
        name = url.rsplit("/", 1)[-1]
        if "/file/" in url:
            name = "file"
        status = 0
        try:
            status, self.payload = await super().do_request(
                url=url,
                method=method,
                request_data=request_data,
                read_timeout=read_timeout,  # type: ignore[arg-type]
                write_timeout=write_timeout,  # type: ignore[arg-type]
                connect_timeout=connect_timeout,  # type: ignore[arg-type]
                pool_timeout=pool_timeout,  # type: ignore[arg-type]
            )
        finally:
            self.metrics.count("api_requests_total", method=name, status=str(int(status)))
        if name == "getMe" and status == HTTPStatus.OK:
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
    ) -> None:
        self._bot, self._request, self._deliver, self._alive = bot, request, deliver, alive
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
                await self._rest(seconds_of(error))
            except Conflict as error:
                if "webhook" in error.message.lower():
                    with contextlib.suppress(TelegramError):
                        await self._bot.delete_webhook()
                else:
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

    async def stop(self) -> None:
        """Take what was delivered by now, and tell Telegram how far it was taken."""
        for _ in range(5):
            try:
                if not await asyncio.wait_for(self._poll(0), STOP_POLL_S):
                    return
            except (TelegramError, TimeoutError):
                return

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
        for update in updates:
            # Not the highest ever seen: a server that was replaced counts from the beginning.
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


def seconds_of(error: RetryAfter) -> float:
    value = error.retry_after
    return float(value) if isinstance(value, int | float) else value.total_seconds()
