"""A command, in; its one message, out."""

import re
from collections import Counter
from dataclasses import replace

from telegram import Chat, Message
from telegram.error import TelegramError

from bot import menu, texts
from bot.chats import ChatSettings
from bot.desk import Desk
from bot.facts import part_of_facts, part_of_sentence
from bot.handlers import owner
from bot.handlers.asking import is_too_old
from bot.keyboards import Button, Rows, answer_rows, example_rows, setting_button
from bot.rendering import Body, Script, View, escape, render_outcome
from bot.sending import Place
from bot.triggers import Command, asker_of, is_group
from knowledge import Answer, AnswerPart, ArticleRecord

FACT_LINK = re.compile(r"([fs])_([0-9]{1,15})")
ADDED = "added"
RIGHTS = ("creator", "administrator", "owner")
SCRIPTS = ("", "hans", "hant")


async def run_command(desk: Desk, command: Command) -> None:
    """Do what a command asks; one that does not exist is answered in private only."""
    message = command.message
    if is_too_old(desk, message):
        return
    if command.name in owner.COMMANDS:
        # Whoever is no owner gets nothing, and an owner nothing in a group.
        if owner.is_owner(desk, message):
            await owner.run_owner_command(desk, command)
        return
    if not desk.may_ask(asker_of(message)):
        return
    script = desk.script(message.chat.id)
    link = FACT_LINK.fullmatch(command.argument) if command.name == "start" else None
    if link and message.chat.type == Chat.PRIVATE:
        shown: Shown = await show_fact(desk, message, link[1], int(link[2]), script)
    else:
        shown = await COMMANDS.get(command.name, unknown)(desk, command)
        if shown is not None:
            shown = Body(script(shown[0].html)), shown[1]
    if shown is not None:
        await desk.sender.send(Place.answering(message), *shown)


Shown = tuple[Body, Rows] | None


async def start(desk: Desk, command: Command) -> Shown:
    """Greet, with questions to tap."""
    if command.message.chat.type != Chat.PRIVATE:
        # Telegram says /start for whoever adds the bot by our button; the hello on joining has said it all.
        return None if command.argument == ADDED else await show_help(desk, command)
    rows: Rows = example_rows(desk.examples)
    if desk.me.username:
        rows += ((Button(texts.ADD_TO_GROUP, url=f"https://t.me/{desk.me.username}?startgroup={ADDED}"),),)
    return Body(texts.START), rows


async def show_fact(desk: Desk, message: Message, kind: str, number: int, script: Script) -> Shown:
    """Show the fact or the sentence of the base that a link names."""
    part = await desk.look(_find, desk, kind, number)
    if part is None:
        return Body(escape(script(texts.NO_SUCH_FACT))), ()
    outcome = Answer(question="", text="", parts=(part,))
    rows = answer_rows(outcome, View(), desk.tag(asker_of(message)), script)
    return render_outcome(outcome, script=script), rows


def _find(desk: Desk, kind: str, number: int) -> AnswerPart | None:
    if kind == "f":
        found = desk.base.fact(number)
        return part_of_facts([found[0]], found[1]) if found else None
    sentence = desk.base.sentence(number)
    return part_of_sentence(sentence) if sentence else None


async def show_help(desk: Desk, command: Command) -> Shown:
    """Say how to use the bot in the kind of chat that it was asked in."""
    message = command.message
    example = escape(desk.examples[0] if desk.examples else texts.EXAMPLE)
    if is_group(message.chat):
        # A mention arrives where privacy mode is off, or where the bot is an administrator.
        heard = desk.me.reads_everything or await is_administrator(desk, message.chat.id, desk.me.id)
        mention = texts.HELP_MENTION.format(username=escape(desk.me.username)) if heard else ""
        return Body(texts.HELP_GROUP.format(mention=mention)), ()
    body = texts.HELP_PRIVATE.format(
        example=example, username=escape(desk.me.username), commands=menu.command_lines(menu.PRIVATE)
    )
    if owner.is_owner(desk, message):
        body += texts.OWNER_HELP.format(commands=menu.command_lines(menu.OWNER, own=True))
    return Body(body), ()


async def about(desk: Desk, command: Command) -> Shown:
    """Say what the base holds."""
    articles = await desk.look(desk.base.articles)
    dates = sorted(article.published for article in articles if article.published)
    undated = len(articles) - len(dates)
    said = texts.ABOUT_UNDATED if articles else ""
    if dates:
        some = texts.ABOUT_SOME_UNDATED.format(n=undated) if undated else ""
        said = texts.ABOUT_DATES.format(first=dates[0].isoformat(), last=dates[-1].isoformat(), undated=some)
    return Body(
        texts.ABOUT.format(
            articles=len(articles),
            facts=sum(article.fact_count for article in articles),
            dates=said,
            origins=_origins(articles),
        )
    ), ()


def _origins(articles: tuple[ArticleRecord, ...]) -> str:
    names = [name for name, _ in Counter(article.origin for article in articles if article.origin).most_common(5)]
    return texts.ABOUT_ORIGINS.format(origins=escape("、".join(names))) if names else ""


async def privacy(desk: Desk, command: Command) -> Shown:
    """Say what is kept, and what is not."""
    days = desk.settings.unanswered_days
    kept = texts.PRIVACY_KEPT.format(days=days) if days else texts.PRIVACY_NOT_KEPT
    return Body(texts.PRIVACY.format(unanswered=kept)), ()


async def forget(desk: Desk, command: Command) -> Shown:
    """Drop all that is kept of whoever asks for it."""
    asker = asker_of(command.message)
    desk.chats.forget_person(asker.person)
    return Body(texts.FORGOTTEN), ()


async def cancel(desk: Desk, command: Command) -> Shown:
    """End the conversation, and whatever waits for a word of the owner."""
    desk.chats.keep_conversation(asker_of(command.message), None)
    if owner.is_owner(desk, command.message):
        desk.chats.drop_drafts()
    return Body(texts.CANCELLED), ()


async def language(desk: Desk, command: Command) -> Shown:
    """Offer the scripts: to anybody in private, to administrators in a group."""
    message = command.message
    if message.chat.type != Chat.PRIVATE:
        return await show_settings(desk, command)
    return Body(texts.LANG_ASK), script_rows(desk.chats.settings(message.chat.id))


def script_rows(settings: ChatSettings) -> Rows:
    """Lay out the scripts, the chosen one ticked."""
    return (
        tuple(
            setting_button(("✓ " if settings.script == script else "") + texts.LANG_NAMES[script], "script", script)
            for script in SCRIPTS
        ),
    )


async def show_settings(desk: Desk, command: Command) -> Shown:
    """Show a group's or a channel's settings to its administrators."""
    message = command.message
    chat = message.chat
    if chat.type == Chat.PRIVATE:
        return Body(texts.SETTINGS_PRIVATE), ()
    if chat.type != Chat.CHANNEL and not await writes_as_administrator(desk, message):
        return Body(texts.ONLY_ADMINS), ()
    return settings_body(desk, chat.id, chat.type), settings_rows(desk, chat.id, chat.type)


async def writes_as_administrator(desk: Desk, message: Message) -> bool:
    """Tell whether a message is an administrator's, who may also write in the group's own name."""
    if message.sender_chat and message.sender_chat.id == message.chat.id:
        return True
    sender = message.from_user
    return sender is not None and await is_administrator(desk, message.chat.id, sender.id)


async def is_administrator(desk: Desk, chat: int, person: int) -> bool:
    """Ask Telegram whether a person administrates a chat, now."""
    try:
        member = await desk.sender.bot.get_chat_member(chat, person)
    except (TelegramError, TypeError, ValueError, AttributeError, KeyError):
        return False
    return member.status in RIGHTS


def settings_body(desk: Desk, chat: int, kind: str) -> Body:
    """Say how a chat is set."""
    settings = desk.chats.settings(chat)
    text = texts.SETTINGS_CHANNEL if kind == Chat.CHANNEL else texts.SETTINGS_GROUP
    return Body(
        text.format(
            script=texts.LANG_NAMES[settings.script],
            feedback=_state(settings.feedback),
            channel=_state(settings.channel),
        )
    )


def settings_rows(desk: Desk, chat: int, kind: str) -> Rows:
    """Lay out the switches of a chat; each carries the value that a press sets."""
    settings = desk.chats.settings(chat)
    name = "channel" if kind == Chat.CHANNEL else "feedback"
    state = bool(getattr(settings, name))
    label = desk.script(chat)(texts.SWITCH[name].format(state=_state(state)))
    return ((setting_button(label, name, "off" if state else "on"),), *script_rows(settings))


def change_setting(settings: ChatSettings, name: str, value: str) -> ChatSettings | None:
    """Change one setting; `None` when there is no such setting or value."""
    if name == "script" and value in SCRIPTS:
        return replace(settings, script=value)
    if name in ("channel", "feedback") and value in ("on", "off"):
        return replace(settings, **{name: value == "on"})  # type: ignore[arg-type]
    return None


def _state(on: bool) -> str:
    return texts.ON if on else texts.OFF


async def unknown(desk: Desk, command: Command) -> Shown:
    """Say that there is no such command, in private."""
    return (Body(escape(texts.UNKNOWN_COMMAND)), ()) if command.message.chat.type == Chat.PRIVATE else None


COMMANDS = {
    "start": start,
    "help": show_help,
    "about": about,
    "sources": about,
    "privacy": privacy,
    "forget": forget,
    "cancel": cancel,
    "lang": language,
    "settings": show_settings,
}
