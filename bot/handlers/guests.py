"""A mention in a chat where the bot is no member, in; exactly one answer to it, out."""

import logging

from telegram import InlineQueryResultArticle, InputTextMessageContent
from telegram.constants import ParseMode
from telegram.error import TelegramError

from bot import texts
from bot.desk import Desk
from bot.handlers.asking import note, refusal
from bot.handlers.inline import article, is_about_markup, whole_result, without_markup
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
    for found in (result, without_markup(result)):
        try:
            await desk.sender.bot.answer_guest_query(message.guest_query_id, found)
            return
        except TelegramError as error:
            log.info("a guest could not be answered: %s", error.message)
            if not is_about_markup(error):
                return
        except (TypeError, KeyError, AttributeError, ValueError) as error:
            log.info("the answer to a guest's answer could not be read: %s", type(error).__name__)
            return


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
    return article(desk, outcome, outcome.text, "", script)


def words(text: str) -> InlineQueryResultArticle:
    """Make a result of our own words."""
    content = InputTextMessageContent(escape(text), parse_mode=ParseMode.HTML)
    return InlineQueryResultArticle("words", text[:64], content)
