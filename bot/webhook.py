"""Telegram's updates, in, as it posts them; committed to the inbox before it hears 200; handled once, out."""

import asyncio
import contextlib
import json
import logging
from collections.abc import Awaitable, Callable
from http import HTTPStatus

from telegram import Bot, Update
from telegram.error import RetryAfter, TelegramError

from bot.application import ALLOWED_UPDATES
from bot.chats import Chats
from bot.door import Door, Request, Response, is_equal
from bot.metrics import Metrics

log = logging.getLogger(__name__)

TAKEN_AT_ONCE = 16  # at work
TAKEN = 400  # and waiting for their turn
LOOK_EVERY_S = 0.1  # for what another replica was given
SWEEP_EVERY_S = 30.0
MAX_CONNECTIONS = 40
SECRET_HEADER = "x-telegram-bot-api-secret-token"


class Webhook:
    """Takes posts into the inbox, and works the inbox off, together with every other replica on it."""

    def __init__(
        self,
        bot: Bot,
        chats: Chats,
        door: Door,
        handle: Callable[[Update], Awaitable[None]],
        *,
        public: str,
        metrics: Metrics,
        idle: Callable[[], int] = lambda: 0,
    ) -> None:
        self._bot, self._chats, self._handle, self._metrics, self._idle = bot, chats, handle, metrics, idle
        # The same on every replica and after every restart, and no part of the token.
        self.path = "/telegram/" + chats.seal.hash("webhook path").hex()
        self.secret = chats.seal.hash("webhook secret").hex()
        self.url = public.rstrip("/") + self.path
        self._wake = asyncio.Event()
        self._ended = False
        self._tasks: set[asyncio.Task[None]] = set()
        door.answer(self.path, self.take)

    async def take(self, request: Request) -> Response:
        """Commit an update to the inbox, and then say 200; what is not Telegram's is refused."""
        if request.method != "POST":
            return Response(HTTPStatus.METHOD_NOT_ALLOWED)
        if not is_equal(request.headers.get(SECRET_HEADER, ""), self.secret):
            return Response(HTTPStatus.FORBIDDEN)
        try:
            number = json.loads(request.body)["update_id"]
        except (ValueError, KeyError, TypeError, RecursionError):
            number = None
        if not isinstance(number, int) or isinstance(number, bool):
            # Said to be taken, for Telegram would send it again and again; noted, for somebody should know.
            log.error("a post that is no update was let go")
            return Response()
        if self._chats.put_update(number, request.body):
            self._wake.set()
        else:
            self._metrics.count("duplicates_total")
        return Response()

    async def run(self) -> None:
        """Tell Telegram where to post, and work the inbox off until `end`."""
        if self._chats.take_lease("webhook", 60):
            await self._announce()
        loop = asyncio.get_running_loop()
        swept = 0.0
        while not self._ended:
            self._wake.clear()
            if loop.time() - swept >= SWEEP_EVERY_S:
                swept = loop.time()
                if lost := self._chats.sweep_inbox():
                    log.error(
                        "%d updates were under way when a process died; whether they were answered is not known", lost
                    )
                    self._metrics.count("inbox_unknown_total", lost)
            # Those that only wait for their turn count little: a flooded chat does not hold up the others.
            at_work = len(self._tasks) - self._idle()
            for number, body in self._chats.take_updates(min(TAKEN_AT_ONCE - at_work, TAKEN - len(self._tasks))):
                task = asyncio.ensure_future(self._work(number, body))
                self._tasks.add(task)
                task.add_done_callback(self._finished)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._wake.wait(), LOOK_EVERY_S)

    def end(self) -> None:
        """Take nothing more out of the inbox."""
        self._ended = True
        self._wake.set()

    async def stop(self) -> None:
        """Wait for what is under way; what is still in the inbox is for the next process."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=7)

    @property
    def depth(self) -> int:
        """How many updates wait."""
        return self._chats.inbox_depth()

    def _finished(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        self._wake.set()

    async def _work(self, number: int, body: bytes) -> None:
        try:
            update = Update.de_json(json.loads(body), self._bot)
        except Exception as error:
            log.error("an update could not be read: %s", type(error).__name__)
        else:
            await self._handle(update)
        self._chats.finish_update(number)

    async def _announce(self) -> None:
        pause = 0.5
        while not self._ended:
            try:
                await self._bot.set_webhook(
                    self.url,
                    allowed_updates=list(ALLOWED_UPDATES),
                    max_connections=MAX_CONNECTIONS,
                    secret_token=self.secret,
                    drop_pending_updates=False,
                )
                return
            except RetryAfter as error:
                pause = float(error.retry_after if isinstance(error.retry_after, int) else 5)
            except TelegramError as error:
                log.warning("the webhook could not be set (%s); once more in %.1f s", type(error).__name__, pause)
                pause = min(pause * 1.7, 30.0)
            await asyncio.sleep(pause)
