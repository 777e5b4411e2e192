"""A press, in; one toast, and at most one edit or message, out."""

from dataclasses import dataclass

from telegram import CallbackQuery, Chat, Message

from bot import texts
from bot.chats import Asker
from bot.desk import ANYBODY, Desk
from bot.facts import find_outcome
from bot.handlers import owner
from bot.handlers.asking import make_reply, note, refusal
from bot.handlers.commands import change_setting, is_administrator, script_rows, settings_body, settings_rows
from bot.keyboards import (
    ChoicePress,
    ExamplePress,
    FeedbackPress,
    OwnerPress,
    Pressed,
    Rows,
    SettingPress,
    Shown,
    ViewPress,
    answer_rows,
    read_press,
    reason_rows,
    shown_of,
)
from bot.rendering import Body, Neighbours, Script, View, render_outcome, shown_parts
from bot.sending import Place
from bot.triggers import Press, question_in
from knowledge import Clarification, Outcome

APART = ("title", "heading", "byline")


@dataclass(frozen=True, slots=True)
class Effect:
    """What a press does: a toast, and then an edit of the message or of its buttons, or a new message."""

    toast: str = ""
    body: Body | None = None
    rows: Rows | None = None
    new: Body | None = None
    alert: bool = False


@dataclass(frozen=True, slots=True)
class Pressing:
    """A press with what is known about it: where, by whom, in answer to which message."""

    query: CallbackQuery
    chat: int
    chat_type: str
    message: int
    topic: int
    asked: Message | None

    @property
    def person(self) -> int:
        """Who pressed."""
        return self.query.from_user.id

    @property
    def asker(self) -> Asker:
        """The presser as one who asks."""
        return Asker(self.chat, self.topic, self.person)


async def handle_press(desk: Desk, press: Press) -> None:
    """Answer a press exactly once, whatever it is, and then do what it asks."""
    query = press.query
    effect = Effect(texts.STALE)
    pressing = read_pressing(query)
    try:
        pressed = read_press(query.data)
        if pressed is not None and pressing is not None:
            effect = await effect_of(desk, pressing, pressed)
    except Exception:
        effect = Effect(texts.TROUBLE)
        raise
    finally:
        script = script_of(desk, pressing) if pressing else str
        await desk.sender.answer_press(query.id, script(effect.toast), effect.alert)
    if pressing is None:
        return
    if effect.new is not None:
        await desk.sender.send(Place(pressing.chat, pressing.topic or None), effect.new, effect.rows or ())
    elif effect.body is not None or effect.rows is not None:
        await desk.sender.edit(pressing.chat, pressing.message, effect.body, effect.rows or ())


def read_pressing(query: CallbackQuery) -> Pressing | None:
    """Read where a button was pressed; `None` under a message that was sent inline."""
    message = query.message
    if message is None:
        return None
    topic = 0
    asked = None
    if isinstance(message, Message):
        topic = (message.message_thread_id or 0) if message.is_topic_message else 0
        asked = message.reply_to_message
    return Pressing(query, message.chat.id, message.chat.type, message.message_id, topic, asked)


def script_of(desk: Desk, pressing: Pressing, question: str = "") -> Script:
    """Choose the script of what a press shows: as the question was written that the message answers."""
    return desk.script(pressing.chat, question_in(pressing.asked, desk.me) or question)


async def effect_of(desk: Desk, pressing: Pressing, pressed: Pressed) -> Effect:
    """Decide what a press does."""
    match pressed:
        case OwnerPress():
            if pressing.chat_type != Chat.PRIVATE or pressing.person not in desk.settings.admins:
                return Effect(texts.NOT_ALLOWED)
            return Effect(*await owner.press(desk, pressed, pressing.person))
        case SettingPress():
            return await set_setting(desk, pressing, pressed)
        case ExamplePress():
            return await ask_example(desk, pressing, pressed.question)
        case FeedbackPress():
            return await take_feedback(desk, pressing, pressed)
        case ViewPress() | ChoicePress():
            if not is_theirs(desk, pressing, pressed.tag):
                return Effect(texts.NOT_YOURS)
            if isinstance(pressed, ChoicePress):
                return await choose(desk, pressing, pressed)
            return await show_view(desk, pressing, pressed)


def is_theirs(desk: Desk, pressing: Pressing, tag: str) -> bool:
    """Tell whether whoever pressed is the one who asked; in private nobody else sees the button."""
    return pressing.chat_type == Chat.PRIVATE or tag in (ANYBODY, desk.chats.seal.tag("press", pressing.person))


async def show_view(desk: Desk, pressing: Pressing, pressed: ViewPress) -> Effect:
    """Show the answer, its context, or another candidate, in place."""
    outcome = await recover(desk, pressing, pressed.shown)
    if outcome is None:
        return Effect(texts.GONE)
    view = pressed.view
    if view.page > len(outcome.others):
        view = View()
    neighbours = None
    if view.context:
        neighbours = await desk.look(neighbours_of, desk, outcome, view)
        if neighbours is None:
            return Effect(texts.NO_CONTEXT)
    return Effect("", *lay_out(desk, pressing, outcome, view=view, tag=pressed.tag, neighbours=neighbours))


def neighbours_of(desk: Desk, outcome: Outcome, view: View) -> Neighbours | None:
    """Look up the sentences around the first one that a view shows."""
    sources = [part.source for part in shown_parts(outcome, view) if part.source]
    sentence_id = sources[0].sentence_id if sources else None
    if sentence_id is None:
        return None
    # Titles, headings and bylines stand between sentences and are none: one looks past them.
    around = desk.base.context(sentence_id, 3)
    at = next((number for number, sentence in enumerate(around) if sentence.id == sentence_id), len(around))
    before = tuple(sentence.text for sentence in around[:at] if sentence.kind not in APART)[-1:]
    after = tuple(sentence.text for sentence in around[at + 1 :] if sentence.kind not in APART)[:1]
    return Neighbours(before, after) if before or after else None


def lay_out(
    desk: Desk,
    pressing: Pressing,
    outcome: Outcome,
    *,
    view: View,
    tag: str,
    neighbours: Neighbours | None = None,
) -> tuple[Body, Rows]:
    """Render an outcome as the message that its buttons change it into."""
    script = script_of(desk, pressing, outcome.question)
    rows = answer_rows(outcome, view, tag, script, desk.chats.settings(pressing.chat).feedback)
    return render_outcome(outcome, view, neighbours, script), rows


async def recover(desk: Desk, pressing: Pressing, shown: Shown) -> Outcome | None:
    """
    Find again what an answer said: by asking its question once more, else by the ids that its buttons carry.

    The question is read from the message that the answer replies to, and counts only if the base still answers it the
    same way; after a follow-up, or when it was deleted, the ids alone decide.
    """
    question = question_in(pressing.asked, desk.me)
    if question and not refusal(desk, question, in_group=False):
        outcome = await desk.ask(question)
        again = shown_of(outcome)
        if again.main and again.main == shown.main and again.abstained == shown.abstained:
            return outcome
    return await desk.look(find_outcome, desk.base, shown)


async def take_feedback(desk: Desk, pressing: Pressing, pressed: FeedbackPress) -> Effect:
    """Note that an answer was useful or wrong; its asker may say why."""
    theirs = is_theirs(desk, pressing, pressed.tag)
    if pressed.reason and not theirs:
        return Effect(texts.NOT_YOURS)
    question = question_in(pressing.asked, desk.me) if desk.settings.unanswered_days else ""
    about = ("!" if pressed.shown.abstained else "") + pressed.shown.main
    desk.chats.keep_feedback(pressing.person, about, pressed.verdict, pressed.reason, question)
    if not pressed.reason:
        desk.chats.count(pressed.verdict)
    script = script_of(desk, pressing)
    if pressed.verdict == "wrong" and not pressed.reason and theirs:
        return Effect(texts.WHY_WRONG, rows=reason_rows(pressed.shown, pressed.tag, script))
    if pressed.reason:
        outcome = await recover(desk, pressing, pressed.shown)
        if outcome is not None:
            _, rows = lay_out(desk, pressing, outcome, view=View(), tag=pressed.tag)
            return Effect(texts.THANKS, rows=rows)
    return Effect(texts.THANKS)


async def choose(desk: Desk, pressing: Pressing, pressed: ChoicePress) -> Effect:
    """Answer the question that was chosen, in place."""
    question = pressed.question
    if pressed.number is not None:
        asked = question_in(pressing.asked, desk.me)
        outcome = await desk.ask(asked) if asked else None
        if not isinstance(outcome, Clarification) or pressed.number >= len(outcome.choices):
            return Effect(texts.STALE)
        question = outcome.choices[pressed.number].question
    return await _answer(desk, pressing, question, pressed.tag)


async def _answer(desk: Desk, pressing: Pressing, question: str, tag: str) -> Effect:
    if refusal(desk, question, in_group=False):
        return Effect(texts.STALE)
    if not desk.may_ask(pressing.asker):
        return Effect(texts.TOO_FAST)
    outcome = await desk.ask(question, desk.conversation(pressing.asker))
    note(desk, outcome)
    desk.keep_conversation(pressing.asker, outcome.conversation)
    return Effect("", *lay_out(desk, pressing, outcome, view=View(), tag=tag))


async def ask_example(desk: Desk, pressing: Pressing, question: str) -> Effect:
    """Answer one of the questions that /start offers, in a message of its own."""
    if not desk.may_ask(pressing.asker):
        return Effect(texts.TOO_FAST)
    place = Place(pressing.chat, pressing.topic or None)
    reply = await make_reply(desk, pressing.asker, question, False, place)
    return Effect("", new=reply[0], rows=reply[1]) if reply else Effect()


async def set_setting(desk: Desk, pressing: Pressing, pressed: SettingPress) -> Effect:
    """Change a chat's setting, if the one who pressed has the right to at this moment."""
    private = pressing.chat_type == Chat.PRIVATE
    if private and pressed.name != "script":
        return Effect(texts.NOT_ALLOWED)
    if not private and not await is_administrator(desk, pressing.chat, pressing.person):
        return Effect(texts.NOT_ALLOWED, alert=True)
    before = desk.chats.settings(pressing.chat)
    after = change_setting(before, pressed.name, pressed.value)
    if after is None:
        return Effect(texts.STALE)
    if after == before:
        return Effect(texts.NOTHING_CHANGED)
    desk.chats.keep_settings(pressing.chat, after)
    script = desk.script(pressing.chat)
    if private:
        body = Body(script(texts.LANG_SET.format(name=texts.LANG_NAMES[after.script])))
        return Effect(texts.DONE, body, script_rows(after))
    body = Body(script(settings_body(desk, pressing.chat, pressing.chat_type).html))
    return Effect(texts.DONE, body, settings_rows(desk, pressing.chat, pressing.chat_type))
