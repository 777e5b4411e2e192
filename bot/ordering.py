"""Updates that come together, in; each asker's handled one after the other, the askers' side by side, out."""

import contextlib
from collections import deque
from collections.abc import Awaitable
from typing import Any

from telegram import Update
from telegram.ext import BaseUpdateProcessor

CONCURRENT = 16
QUEUED = 60  # of one asker; what comes beyond is dropped before anything is looked up


class AskerOrder(BaseUpdateProcessor):
    """
    Handles sixteen updates at a time, but never two of one asker: a follow-up waits for the answer that it leans on.

    An update whose asker is being served is put behind that one and holds none of the sixteen places.
    """

    def __init__(self, max_concurrent_updates: int = CONCURRENT) -> None:
        super().__init__(max_concurrent_updates)
        self._waiting: dict[object, deque[tuple[object, Awaitable[Any]]]] = {}

    async def initialize(self) -> None:
        """Nothing to set up."""

    async def shutdown(self) -> None:
        """Nothing to tear down."""

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Handle an update now, or leave it to the handling of its asker's earlier one."""
        key = asker_key(update)
        if key is None:
            await coroutine
            return
        if key in self._waiting:
            queue = self._waiting[key]
            if len(queue) < QUEUED:
                queue.append((update, coroutine))
            else:
                _drop(coroutine)
            return
        queue = self._waiting[key] = deque()
        try:
            await coroutine
            while queue:
                _, waiting = queue.popleft()
                await waiting
        finally:
            del self._waiting[key]
            for _, waiting in queue:
                _drop(waiting)


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
