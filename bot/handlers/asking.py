"""A question in a chat, in; one message, or one edit, or silence, out."""

import logging
import time

from telegram import Chat, Message

from bot import texts
from bot.chats import Asker
from bot.chats.store import latency_step
from bot.desk import NOTICE_PER_SECOND, QUESTION_LIMIT, SILENCE_BURST, SILENCE_PER_SECOND, Desk
from bot.keyboards import Button, Rows, answer_rows, shown_of
from bot.rendering import Body, Script, View, copied_text, escape, render_outcome
from bot.sending import Place
from bot.triggers import Question, asker_of, is_group
from knowledge import Abstention, Outcome, QuestionError

log = logging.getLogger(__name__)


async def answer_question(desk: Desk, asked: Question) -> None:
    """Answer a question where it was asked; an edited one has its answer edited."""
    message, asker = asked.message, asker_of(asked.message)
    place = Place.answering(message)
    if message.chat.type == Chat.CHANNEL and not desk.chats.settings(message.chat.id).channel:
        return
    if asked.edited:
        earlier = desk.chats.answer_to(message.chat.id, message.message_id)
        if earlier is None or not asked.text:
            return
    elif is_too_old(desk, message):
        return
    else:
        earlier = None
    if not desk.group_may_ask(asker):
        return  # to tell everybody in a flooded group to wait would add to the flood
    if not desk.person_may_ask(asker):
        if desk.may(1, NOTICE_PER_SECOND, "notice", asker.person) and earlier is None:
            await desk.sender.send(place, Body(escape(desk.script(asker.chat, asked.text)(texts.TOO_FAST))))
        return
    # An answer that stands already is not left as it is, however often "not found" was said.
    reply = await make_reply(desk, asker, asked.text, is_group(message.chat) and earlier is None, place)
    if reply is None:
        return
    body, rows, outcome = reply
    if message.chat.type == Chat.CHANNEL:
        rows = channel_rows(desk, outcome)
    if earlier is not None:
        await desk.sender.edit(message.chat.id, earlier, body, rows)
        return
    sent = await desk.sender.send(place, body, rows)
    if sent is not None:
        desk.chats.keep_answer(asker, message.message_id, sent)


async def make_reply(
    desk: Desk,
    asker: Asker,
    question: str,
    in_group: bool,
    place: Place,
) -> tuple[Body, Rows, Outcome | None] | None:
    """Ask the base and lay the answer out; `None` is silence."""
    script = desk.script(asker.chat, question)
    if refused := refusal(desk, question, in_group):
        return Body(escape(script(refused))), (), None
    try:
        async with desk.typing(place):
            outcome = await desk.ask(question, desk.conversation(asker))
    except QuestionError as error:
        return Body(escape(script(str(error)))), (), None
    except Exception as error:
        log.error("a question could not be answered: %s", type(error).__name__, exc_info=error)
        desk.chats.count("questions", "errors")
        return Body(escape(script(texts.TROUBLE))), (), None
    note(desk, outcome)
    desk.keep_conversation(asker, outcome.conversation)
    # In a group, "not found" is said a few times and then not again: it helps nobody and disturbs everybody.
    if in_group and isinstance(outcome, Abstention) and not may_abstain(desk, asker):
        return None
    rows = answer_rows(outcome, View(), desk.tag(asker), script, desk.chats.settings(asker.chat).feedback)
    return render_outcome(outcome, script=script), rows, outcome


def may_abstain(desk: Desk, asker: Asker) -> bool:
    """Tell whether an asker has not been told "not found" too often of late."""
    return desk.may(SILENCE_BURST, SILENCE_PER_SECOND, "silence", asker.chat, asker.person)


def refusal(desk: Desk, question: str, in_group: bool) -> str:
    """Say what is wrong with a question that is not looked up; empty when nothing is."""
    example = desk.examples[0] if desk.examples else texts.EXAMPLE
    if not question.strip():
        return (texts.EMPTY_ASK if in_group else texts.EMPTY_QUESTION).format(example=example)
    if len(question) > QUESTION_LIMIT:
        return texts.TOO_LONG.format(length=len(question), limit=QUESTION_LIMIT)
    return ""


def note(desk: Desk, outcome: Outcome) -> None:
    """Count an outcome, and keep its question only where the owner asked for that."""
    desk.chats.count("questions", outcome.status, latency_step(outcome.elapsed_ms))
    if isinstance(outcome, Abstention) and desk.settings.unanswered_days and outcome.question.strip():
        desk.chats.keep_unanswered(outcome.question, outcome.reason, desk.settings.unanswered_days)


def is_too_old(desk: Desk, message: Message) -> bool:
    """Tell whether a message waited longer than the owner wants answered."""
    limit = desk.settings.max_age_minutes * 60
    return bool(limit) and time.time() - message.date.timestamp() > limit


def channel_rows(desk: Desk, outcome: Outcome | None) -> Rows:
    """Lay out the buttons under an answer in a channel, where a press must not change what all see."""
    if outcome is None:
        return ()
    row: list[Button] = []
    if copied := copied_text(outcome):
        row.append(Button(texts.COPY, copied=copied))
    if link := deep_link(desk, outcome):
        row.append(Button(texts.SOURCE, url=link))
    return (tuple(row),) if row else ()


def deep_link(desk: Desk, outcome: Outcome) -> str:
    """Write the address that shows the first fact of an answer in a private chat with the bot."""
    token = shown_of(outcome).main.split(".")[0]
    if not token or not desk.me.username:
        return ""
    kind, number = ("s", token[1:]) if token.startswith("~") else ("f", token)
    return f"https://t.me/{desk.me.username}?start={kind}_{int(number, 36)}"


def plain_reply(text: str, script: Script = str) -> Body:
    """Make a body of our own words."""
    return Body(script(text))
