"""A mention in a chat where the bot is no member, in; exactly one answer to it, out."""

import logging

from telegram import InlineQueryResultArticle, InputTextMessageContent
from telegram.constants import ParseMode
from telegram.error import BadRequest, TelegramError

from bot import texts
from bot.desk import Desk
from bot.handlers.asking import note, refusal
from bot.handlers.inline import article, whole_result
from bot.rendering import escape
from bot.triggers import Guest, asker_of
from knowledge import Answer, KnowledgeError, Outcome

log = logging.getLogger(__name__)


async def answer_guest(desk: Desk, guest: Guest) -> None:
    """Answer a guest's question by its query; a plain message would be refused there."""
    message = guest.message
    if not message.guest_query_id or not desk.may_ask(asker_of(message)):
        return
    result = await result_for(desk, guest.text)
    try:
        await desk.sender.bot.answer_guest_query(message.guest_query_id, result)
    except BadRequest as error:
        if "parse" not in error.message.lower():
            log.info("a guest could not be answered: %s", error.message)
            return
        plain = InlineQueryResultArticle(result.id, result.title, InputTextMessageContent(texts.TROUBLE))
        try:
            await desk.sender.bot.answer_guest_query(message.guest_query_id, plain)
        except TelegramError as again:
            log.info("a guest could not be answered: %s", again.message)
    except TelegramError as error:
        log.info("a guest could not be answered: %s", error.message)
    except (TypeError, KeyError, AttributeError, ValueError) as error:
        log.info("the answer to a guest's answer could not be read: %s", type(error).__name__)


async def result_for(desk: Desk, question: str) -> InlineQueryResultArticle:
    """Ask and render; there is always something to say to a guest."""
    # What a guest's group was set to is not known to a bot that is no member: the question's own script decides.
    script = desk.script(0, question)
    if refused := refusal(desk, question, in_group=False):
        return words(script(refused))
    try:
        outcome: Outcome = await desk.ask(question)
    except KnowledgeError:
        return words(script(texts.TROUBLE))
    note(desk, outcome)
    if isinstance(outcome, Answer):
        return whole_result(desk, outcome, script)
    return article(desk, outcome, script(texts.NO_WORDS), "", script)


def words(text: str) -> InlineQueryResultArticle:
    """Make a result of our own words."""
    content = InputTextMessageContent(escape(text), parse_mode=ParseMode.HTML)
    return InlineQueryResultArticle("words", text[:64], content)
