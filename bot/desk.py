"""What every handler works with: the knowledge base, the chats, the sender, and who the bot is."""

import asyncio
import logging
import time
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import ParamSpec, TypeVar

from bot import texts
from bot.chats import Asker, Chats
from bot.examples import find_examples
from bot.metrics import Metrics
from bot.rendering import Script
from bot.sending import Bucket, Place, Sender
from bot.settings import Settings
from bot.triggers import Me
from knowledge import (
    Abstention,
    Answer,
    Clarification,
    Conversation,
    KnowledgeBase,
    Outcome,
    Overview,
    has_traditional,
    to_traditional,
)

log = logging.getLogger(__name__)

P = ParamSpec("P")
R = TypeVar("R")

QUESTION_LIMIT = 300
TYPING_AFTER_S = 0.5
PERSON_BURST, PERSON_PER_SECOND = 60, 1.0  # as fast as one chat can be answered
GROUP_BURST, GROUP_PER_SECOND = 40, 1 / 3  # in the long run no faster than a group can be answered
SILENCE_BURST, SILENCE_PER_SECOND = 10, 1 / 60
NOTICE_PER_SECOND = 1 / 60
BUCKETS_KEPT = 5000
ANYBODY = "----"


class Desk:
    """One for the process; handlers get it as their first argument."""

    def __init__(
        self,
        settings: Settings,
        base: KnowledgeBase,
        chats: Chats,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.settings, self.base, self.chats, self.clock = settings, base, chats, clock
        self.sender: Sender
        self.metrics = Metrics()
        self.me = Me(0, "")
        self.examples: tuple[str, ...] = ()
        self.held: Overview | None = None
        self.metrics.gauge("articles", lambda: self.held.article_count if self.held else 0)
        self.metrics.gauge("facts", lambda: self.held.fact_count if self.held else 0)
        self.latest_inline: dict[int, str] = {}
        self._buckets: OrderedDict[tuple[object, ...], Bucket] = OrderedDict()
        self._asking = ThreadPoolExecutor(max_workers=2, thread_name_prefix="asking")
        self._working = ThreadPoolExecutor(max_workers=1, thread_name_prefix="working")

    def close(self) -> None:
        """Let go of the threads and the chats; the base belongs to whoever opened it."""
        self._asking.shutdown(wait=True)
        self._working.shutdown(wait=True)
        self.chats.close()

    async def ask(self, question: str, conversation: Conversation | None = None) -> Outcome:
        """Ask the base, off the loop, and count what came of it."""
        began = time.monotonic()
        outcome = await self.find(question, conversation)
        self.metrics.time("search_seconds", time.monotonic() - began)
        self.metrics.count("answers_total", outcome=outcome.status)
        return outcome

    async def find(self, question: str, conversation: Conversation | None = None) -> Outcome:
        """
        Ask the base, off the loop.

        Where it does not know, and the owner said that askers say one word for another, it is asked once more in the
        words of the articles, and the answer says so.
        """
        outcome = await self.look(self.base.ask, question, conversation)
        if not isinstance(outcome, Abstention):
            return outcome
        said, notes = question, []
        for word, other in self.chats.synonyms():
            if other in said:
                continue
            for spelt in {word, to_traditional(word)}:
                if spelt in said:
                    said = said.replace(spelt, other)
                    notes.append(texts.TAKEN_AS.format(word=word, other=other))
                    again = await self.look(self.base.ask, said, conversation)
                    if isinstance(again, Answer | Clarification):
                        return replace(again, question=question, notes=(*notes, *again.notes))
        return outcome

    async def look(self, function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Call something quick of the base, off the loop."""
        return await asyncio.get_running_loop().run_in_executor(self._asking, lambda: function(*args, **kwargs))

    async def work(self, function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Call something slow of the base, where it holds up no question."""
        return await asyncio.get_running_loop().run_in_executor(self._working, lambda: function(*args, **kwargs))

    async def look_over(self) -> None:
        """Look what the base holds, and find questions that it answers: at the start and after every change."""
        try:
            self.held = await self.work(self.base.overview)
            self.examples = await self.work(find_examples, self.base)
        except Exception as error:
            log.error("the base could not be looked over: %s", type(error).__name__, exc_info=error)

    def place_named(self, text: str) -> str:
        """Find the place whose name, or the beginning of whose name, a text is; empty where it is none."""
        places = self.held.places if self.held and len(text) > 1 else ()
        return next((name for name, _ in places if text == name or name.startswith(text)), "")

    # Conversations

    def conversation(self, asker: Asker) -> Conversation | None:
        """Read the conversation with an asker."""
        saved = self.chats.conversation(asker)
        return Conversation.from_json(saved) if saved else None

    def keep_conversation(self, asker: Asker, conversation: Conversation | None) -> None:
        """Write the conversation down."""
        if conversation is not None:
            self.chats.keep_conversation(asker, conversation.to_json())

    # Scripts

    def script(self, chat: int, question: str = "") -> Script:
        """Choose simplified or traditional for our words: what the chat was set to, else as the question is written."""
        chosen = self.chats.settings(chat).script
        if chosen == "hant" or (not chosen and question and has_traditional(question)):
            return to_traditional
        return str

    # Limits

    def may(self, burst: int, per_second: float, *whose: object) -> bool:
        """Take one from a bucket, if there is one."""
        bucket = self._buckets.get(whose)
        if bucket is None:
            bucket = self._buckets[whose] = Bucket(burst, per_second)
            if len(self._buckets) > BUCKETS_KEPT:
                self._buckets.popitem(last=False)
        else:
            self._buckets.move_to_end(whose)
        now = self.clock()
        if bucket.wait(now) > 0:
            return False
        bucket.take(now)
        return True

    def may_ask(self, asker: Asker) -> bool:
        """Tell whether an asker, and the group that is asked in, have not asked too much of late."""
        return self.group_may_ask(asker) and self.person_may_ask(asker)

    def group_may_ask(self, asker: Asker) -> bool:
        """Tell whether a group has not asked too much of late."""
        return asker.chat > 0 or self.may(GROUP_BURST, GROUP_PER_SECOND, "group", asker.chat)

    def person_may_ask(self, asker: Asker) -> bool:
        """Tell whether a person has not asked too much of late."""
        return self.may(PERSON_BURST, PERSON_PER_SECOND, "person", asker.person)

    # Marks

    def tag(self, asker: Asker) -> str:
        """Mark the buttons of an asker's answer; those of one who wrote in a chat's name are anybody's."""
        return self.chats.seal.tag("press", asker.person) if asker.person > 0 else ANYBODY

    def name(self, number: int) -> str:
        """Name a chat or a person in the log without saying who it is."""
        return self.chats.seal.tag("log", number)

    @asynccontextmanager
    async def typing(self, place: Place) -> AsyncIterator[None]:
        """Show that the bot is at work, once that takes longer than a moment."""
        loop = asyncio.get_running_loop()
        started: list[asyncio.Task[None]] = []
        timer = loop.call_later(
            TYPING_AFTER_S, lambda: started.append(loop.create_task(self.sender.show_typing(place)))
        )
        try:
            yield
        finally:
            timer.cancel()
