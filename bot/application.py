"""Settings and a base, in; an application that answers updates, out."""

import contextlib
import logging
import time
from typing import Any

from telegram import Update
from telegram.constants import UpdateType
from telegram.error import Conflict, NetworkError, TelegramError
from telegram.ext import Application, ApplicationBuilder, CallbackContext, TypeHandler
from telegram.request import BaseRequest, HTTPXRequest

from bot import texts
from bot.desk import Desk
from bot.handlers import owner
from bot.handlers.asking import answer_question
from bot.handlers.buttons import handle_press
from bot.handlers.commands import run_command
from bot.handlers.guests import answer_guest
from bot.handlers.inline import answer_inline
from bot.handlers.members import note_membership, note_migration
from bot.ordering import CONCURRENT, AskerOrder
from bot.rendering import Body, escape
from bot.sending import ChatRateLimiter, Place, Sender
from bot.triggers import (
    Command,
    Content,
    Event,
    Guest,
    Inline,
    Me,
    Membership,
    Migration,
    Press,
    Question,
    asker_of,
    read_update,
)

log = logging.getLogger(__name__)

ALLOWED_UPDATES = (
    UpdateType.MESSAGE,
    UpdateType.EDITED_MESSAGE,
    UpdateType.CHANNEL_POST,
    UpdateType.EDITED_CHANNEL_POST,
    UpdateType.INLINE_QUERY,
    UpdateType.CALLBACK_QUERY,
    UpdateType.MY_CHAT_MEMBER,
    UpdateType.GUEST_MESSAGE,
)

App = Application[Any, Any, Any, Any, Any, Any]
Context = CallbackContext[Any, Any, Any, Any]


def build_application(
    desk: Desk,
    request: BaseRequest | None = None,
    get_updates_request: BaseRequest | None = None,
    limiter: ChatRateLimiter | None = None,
) -> App:
    """
    Build the application around a desk.

    Args:
        desk: What the handlers work with; its sender is set here.
        request: What carries calls; by default real HTTP with as many connections as updates are handled at a time.
        get_updates_request: What carries getUpdates.
        limiter: What spaces the calls out.
    """
    limiter = limiter or ChatRateLimiter()
    application: App = (
        ApplicationBuilder()
        .token(desk.settings.token)
        .base_url(desk.settings.calls)
        .base_file_url(desk.settings.downloads)
        .request(request or HTTPXRequest(CONCURRENT, read_timeout=15, connect_timeout=5, pool_timeout=30))
        .get_updates_request(get_updates_request or HTTPXRequest(1, read_timeout=30, pool_timeout=10))
        .rate_limiter(limiter)
        .concurrent_updates(AskerOrder())
        .build()
    )
    application.bot_data["limiter"] = limiter
    desk.sender = Sender(application.bot, desk.chats.migrate)

    async def on_update(update: Update, context: Context) -> None:
        await handle_update(desk, update)

    application.add_handler(TypeHandler(Update, on_update))
    application.add_error_handler(on_error)
    return application


async def introduce(application: App, desk: Desk) -> None:
    """Learn who the bot is, and warm the base up by finding questions that it answers."""
    me = application.bot.bot
    desk.me = Me(me.id, me.username or "", bool(me.can_read_all_group_messages))
    await desk.look_over()


async def handle_update(desk: Desk, update: Update) -> None:
    """Do what an update asks, the first time it comes; what asks nothing is not even noted."""
    event = read_update(update, desk.me)
    if event is None:
        return
    # Ids count per bot; two bots may share a data directory.
    if not desk.chats.is_new(update.update_id, desk.me.id, *fingerprint(event)):
        log.info("an update came twice")
        desk.metrics.count("duplicates_total")
        return
    chat = update.effective_chat
    kind = type(event).__name__.lower()
    desk.metrics.count("updates_total", type=kind, chat_type=str(chat.type) if chat else "none")
    began = time.monotonic()
    try:
        await handle_event(desk, event)
    except TelegramError:
        raise
    except Exception:
        desk.metrics.count("errors_total")
        if isinstance(event, Question) and not event.edited:
            place = Place.answering(event.message)
            with contextlib.suppress(Exception):
                await desk.sender.send(place, Body(escape(desk.script(place.chat, event.text)(texts.TROUBLE))))
        raise
    finally:
        desk.metrics.time("update_seconds", time.monotonic() - began)


async def handle_event(desk: Desk, event: Event) -> None:
    """Hand an event to the one who handles its kind."""
    match event:
        case Question():
            if not await owner.take_text(desk, event):
                await answer_question(desk, event)
        case Command():
            await run_command(desk, event)
        case Content():
            await answer_content(desk, event)
        case Press():
            await handle_press(desk, event)
        case Inline():
            await answer_inline(desk, event)
        case Guest():
            await answer_guest(desk, event)
        case Membership():
            await note_membership(desk, event)
        case Migration():
            note_migration(desk, event)


async def answer_content(desk: Desk, content: Content) -> None:
    """Take an owner's file; say one polite line about anybody else's picture or sticker, and once about an album."""
    message = content.message
    if await owner.take_file(desk, message):
        return
    asker = asker_of(message)
    album = message.media_group_id
    if album and not desk.may(1, 1 / 600, "album", album):
        return
    if desk.may_ask(asker):
        example = desk.examples[0] if desk.examples else texts.EXAMPLE
        line = desk.script(asker.chat)(texts.ONLY_TEXT.format(example=example))
        await desk.sender.send(Place.answering(message), Body(escape(line)))


def fingerprint(event: Event) -> tuple[object, ...]:
    """Name what an event is, so that the same one is known again."""
    match event:
        case Question(message=message) | Command(message=message) | Content(message=message) | Guest(message=message):
            edited = message.edit_date.timestamp() if message.edit_date else 0
            said = message.text or message.caption or ""
            return type(event).__name__, message.chat.id, message.message_id, message.date.timestamp(), edited, said
        case Press(query=query):
            return "press", query.id, query.data
        case Inline(query=asked):
            return "inline", asked.id, asked.query
        case Membership(change=change):
            return "member", change.chat.id, change.date.timestamp(), change.new_chat_member.status
        case Migration():
            return "migration", event.old, event.new


async def on_error(update: object, context: Context) -> None:
    """Say in the log what went wrong, without saying what was written."""
    error = context.error
    if isinstance(error, Conflict):
        log.error("另一个进程正用同一个令牌收消息；同一个令牌只能有一个轮询进程")
    elif isinstance(error, NetworkError):
        log.warning("Telegram 暂时连不上：%s", type(error).__name__)
    else:
        log.error("an update failed: %s", type(error).__name__, exc_info=error)
