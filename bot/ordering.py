"""Updates that come together, in; each asker's handled one after the other, the askers' side by side, out."""

import asyncio
import contextlib
from collections import deque
from collections.abc import AsyncIterator, Awaitable
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from telegram import Update
from telegram.ext import BaseUpdateProcessor

CONCURRENT = 16
ADMITTED = 4096  # at work or at rest
QUEUED = 60  # of one asker; what comes beyond is dropped before anything is looked up


@dataclass(slots=True)
class Slot:
    """One of the sixteen places, for as long as its update is at work."""

    order: "AskerOrder"
    task: asyncio.Task[Any] | None
    held: bool = False

    async def take(self) -> None:
        """Wait for a place."""
        await self.order.slots.acquire()
        self.held = True

    def leave(self) -> None:
        """Give the place to the next one."""
        if self.held:
            self.held = False
            self.order.slots.release()


_SLOT: ContextVar[Slot | None] = ContextVar("slot", default=None)


@contextlib.asynccontextmanager
async def resting() -> AsyncIterator[None]:
    """Let others work while the update under way has nothing to do but to wait."""
    slot = _SLOT.get()
    if slot is None or not slot.held or slot.task is not asyncio.current_task():
        yield
        return
    slot.leave()
    slot.order.at_rest += 1
    try:
        yield
    finally:
        slot.order.at_rest -= 1
        await slot.take()


class AskerOrder(BaseUpdateProcessor):
    """
    Handles sixteen updates at a time, but never two of one asker: a follow-up waits for the answer that it leans on.

    An update whose asker is being served, or whose chat's turn to be sent to has not come, holds none of the sixteen
    places: a group that asks faster than Telegram lets it be answered keeps nobody else waiting.
    """

    def __init__(self, at_once: int = CONCURRENT) -> None:
        super().__init__(ADMITTED)
        self.slots = asyncio.Semaphore(at_once)
        self.at_rest = 0
        self._waiting: dict[object, deque[tuple[object, Awaitable[Any]]]] = {}

    @property
    def idle(self) -> int:
        """How many updates that were taken hold no place."""
        return self.at_rest + sum(map(len, self._waiting.values()))

    async def initialize(self) -> None:
        """Nothing to set up."""

    async def shutdown(self) -> None:
        """Nothing to tear down."""

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Handle an update now, or leave it to the handling of its asker's earlier one."""
        key = asker_key(update)
        if key in self._waiting:
            queue = self._waiting[key]
            if len(queue) < QUEUED:
                queue.append((update, coroutine))
            else:
                _drop(coroutine)
            return
        if key is None:
            await self._work(coroutine)
            return
        queue = self._waiting[key] = deque()
        try:
            await self._work(coroutine)
            while queue:
                _, waiting = queue.popleft()
                await self._work(waiting)
        finally:
            del self._waiting[key]
            for _, waiting in queue:
                _drop(waiting)

    async def _work(self, coroutine: Awaitable[Any]) -> None:
        slot = Slot(self, asyncio.current_task())
        try:
            await slot.take()
        except BaseException:
            _drop(coroutine)
            raise
        before = _SLOT.set(slot)
        try:
            await coroutine
        finally:
            _SLOT.reset(before)
            slot.leave()


def asker_key(update: object) -> object:
    """Name whose update it is; `None` for those that need no order."""
    if not isinstance(update, Update) or update.inline_query or update.callback_query:
        return None
    message = update.effective_message
    if message is None:
        return None
    who = message.sender_chat or message.from_user
    return (message.chat.id, message.message_thread_id, who.id if who else None)


def _drop(coroutine: Awaitable[Any]) -> None:
    with contextlib.suppress(AttributeError):
        coroutine.close()  # type: ignore[attr-defined]
