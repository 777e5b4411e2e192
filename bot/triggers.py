"""An update, in; what the bot is asked to do about it, or nothing, out. Pure: no store, no network."""

import re
from dataclasses import dataclass

from telegram import (
    CallbackQuery,
    Chat,
    ChatMemberUpdated,
    InlineQuery,
    Message,
    MessageEntity,
    Update,
)

from bot.chats import Asker

COMMAND = re.compile(r"/([A-Za-z0-9_]{1,32})(?:@([A-Za-z0-9_]{3,32}))?(?=\s|$)")
SPOKEN_ASK = re.compile(r"(?:/[问問]\s*[:：,，]?|[问問](?:\s+|[:：]))\s*")
TELEGRAM_ITSELF = 777000

GROUP_COMMANDS = frozenset(
    {"ask", "start", "help", "about", "sources", "lang", "privacy", "forget", "settings", "cancel"}
)
CHANNEL_COMMANDS = frozenset({"ask", "settings"})


@dataclass(frozen=True, slots=True)
class Me:
    """Who the bot is, as getMe said."""

    id: int
    username: str
    reads_everything: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """Somebody asks the bot."""

    text: str
    message: Message
    edited: bool = False


@dataclass(frozen=True, slots=True)
class Command:
    """Somebody gives the bot a command; `name` in lower case, without the slash."""

    name: str
    argument: str
    message: Message


@dataclass(frozen=True, slots=True)
class Content:
    """Something that is no text came in a private chat: a file, a picture, a sticker."""

    message: Message


@dataclass(frozen=True, slots=True)
class Press:
    """A button was pressed."""

    query: CallbackQuery


@dataclass(frozen=True, slots=True)
class Inline:
    """Somebody types `@bot …` in any chat."""

    query: InlineQuery


@dataclass(frozen=True, slots=True)
class Guest:
    """The bot was mentioned where it is no member."""

    text: str
    message: Message


@dataclass(frozen=True, slots=True)
class Membership:
    """The bot was added, promoted, removed or blocked."""

    change: ChatMemberUpdated


@dataclass(frozen=True, slots=True)
class Migration:
    """A group became a supergroup."""

    old: int
    new: int


Event = Question | Command | Content | Press | Inline | Guest | Membership | Migration


def read_update(update: Update, me: Me) -> Event | None:
    """
    Read what an update asks of the bot; `None` means silence.

    The explicit field is read, never `effective_message`: a guest's, a channel's or a business partner's message
    needs another kind of answer than a plain one.
    """
    if update.message:
        return _read_message(update.message, me, edited=False)
    if update.edited_message:
        event = _read_message(update.edited_message, me, edited=True)
        return event if isinstance(event, Question) else None
    if update.channel_post:
        return _read_post(update.channel_post, me, edited=False)
    if update.edited_channel_post:
        event = _read_post(update.edited_channel_post, me, edited=True)
        return event if isinstance(event, Question) else None
    if update.callback_query:
        return Press(update.callback_query)
    if update.inline_query:
        return Inline(update.inline_query)
    if update.guest_message:
        return _read_guest(update.guest_message, me)
    if update.my_chat_member:
        return Membership(update.my_chat_member)
    return None


def asker_of(message: Message) -> Asker:
    """Name who asks: the person, or the chat in whose name was written, and the topic."""
    person = message.from_user.id if message.from_user else message.chat.id
    if message.sender_chat:
        person = message.sender_chat.id
    topic = (message.message_thread_id or 0) if message.is_topic_message else 0
    return Asker(message.chat.id, topic, person)


def is_group(chat: Chat) -> bool:
    """Tell whether a chat is a group of either kind."""
    return chat.type in (Chat.GROUP, Chat.SUPERGROUP)


def _read_message(message: Message, me: Me, edited: bool) -> Event | None:
    if message.migrate_to_chat_id:
        return Migration(message.chat.id, message.migrate_to_chat_id)
    if _is_not_a_person(message, me):
        return None
    if message.chat.type == Chat.PRIVATE:
        return _read_private(message, me, edited)
    return _read_group(message, me, edited) if is_group(message.chat) else None


def _is_not_a_person(message: Message, me: Me) -> bool:
    if message.is_automatic_forward or (message.via_bot and message.via_bot.id == me.id):
        return True
    sender = message.from_user
    if sender is None or message.sender_chat:
        return False  # a channel's post, an anonymous administrator, a channel that writes in a group
    return sender.is_bot or sender.id in (me.id, TELEGRAM_ITSELF)


def _read_private(message: Message, me: Me, edited: bool) -> Event | None:
    text = (message.text or message.caption or "").strip()
    if command := COMMAND.match(text):
        return _read_command(command, text, message, me, edited)
    if spoken := SPOKEN_ASK.match(text):
        return Question(text[spoken.end() :].strip(), message, edited)
    if message.text is None and message.effective_attachment is None:
        return None  # a service message: a pin, a timer
    if message.text is None and (message.document or not text):
        return None if edited else Content(message)
    return Question(_without_mention(text, message, me), message, edited)


def _read_group(message: Message, me: Me, edited: bool) -> Event | None:
    text = (message.text or message.caption or "").strip()
    if not text:
        return None
    if command := COMMAND.match(text):
        event = _read_command(command, text, message, me, edited)
        return event if isinstance(event, Question) or (event and event.name in GROUP_COMMANDS) else None
    if spoken := SPOKEN_ASK.match(text):
        return Question(_text_or_replied(text[spoken.end() :], message, me), message, edited)
    if _is_mentioned(message, text, me):
        return Question(_text_or_replied(_without_mention(text, message, me), message, me), message, edited)
    if _is_reply_to_me(message, me):
        return Question(text, message, edited)
    return None


def _read_post(message: Message, me: Me, edited: bool) -> Event | None:
    if message.is_automatic_forward or message.via_bot or (message.from_user and message.from_user.id == me.id):
        return None
    text = (message.text or message.caption or "").strip()
    if command := COMMAND.match(text):
        event = _read_command(command, text, message, me, edited)
        return event if isinstance(event, Question) or (event and event.name in CHANNEL_COMMANDS) else None
    if text.startswith("/") and (spoken := SPOKEN_ASK.match(text)):
        return Question(text[spoken.end() :].strip(), message, edited)
    if text and _is_mentioned(message, text, me):
        return Question(_text_or_replied(_without_mention(text, message, me), message, me), message, edited)
    return None


def _read_guest(message: Message, me: Me) -> Guest | None:
    if not message.guest_query_id or (message.from_user and message.from_user.is_bot and not message.sender_chat):
        return None
    text = (message.text or message.caption or "").strip()
    if command := COMMAND.match(text):
        if command[2] and command[2].lower() != me.username.lower():
            return None
        text = text[command.end() :].strip()
    return Guest(_text_or_replied(_without_mention(text, message, me), message, me), message)


def _read_command(
    command: re.Match[str], text: str, message: Message, me: Me, edited: bool
) -> Question | Command | None:
    name, whose = command[1].lower(), command[2]
    if whose and whose.lower() != me.username.lower():
        return None
    argument = text[command.end() :].strip()
    if name == "ask":
        return Question(_text_or_replied(argument, message, me), message, edited)
    return Command(name, argument, message)


def _text_or_replied(text: str, message: Message, me: Me) -> str:
    text = text.strip()
    if text:
        return text
    if message.quote and message.quote.text:
        return message.quote.text.strip()
    replied = message.reply_to_message
    if replied is None or (replied.from_user and replied.from_user.id == me.id) or replied.forum_topic_created:
        return ""
    return (replied.text or replied.caption or "").strip()


def _is_reply_to_me(message: Message, me: Me) -> bool:
    replied = message.reply_to_message
    # In a topic, a message that replies to nothing seems to reply to the message that opened the topic.
    if replied is None or replied.forum_topic_created or replied.from_user is None:
        return False
    return replied.from_user.id == me.id and not replied.sender_chat


def _is_mentioned(message: Message, text: str, me: Me) -> bool:
    entities = message.entities or message.caption_entities
    for entity in entities:
        if entity.type == MessageEntity.TEXT_MENTION and entity.user and entity.user.id == me.id:
            return True
    # Telegram marks every mention; a name inside a code block is not marked and is no mention.
    if entities and not any(entity.type == MessageEntity.MENTION for entity in entities):
        return False
    return bool(_mention(me).search(text))


def _without_mention(text: str, message: Message, me: Me) -> str:
    for entity in message.entities or message.caption_entities:
        if entity.type == MessageEntity.TEXT_MENTION and entity.user and entity.user.id == me.id:
            whole = message.parse_entity(entity) if message.text else message.parse_caption_entity(entity)
            text = text.replace(whole, " ", 1)
    return _mention(me).sub(" ", text).strip().strip(",，:：").strip()


def _mention(me: Me) -> re.Pattern[str]:
    return re.compile(rf"(?<![A-Za-z0-9_@]){re.escape('@' + me.username)}(?![A-Za-z0-9_])", re.IGNORECASE)


def question_in(message: Message | None, me: Me) -> str:
    """Read the question out of a message that was answered, its command or mention left off."""
    if message is None or (message.from_user and message.from_user.id == me.id):
        return ""
    text = (message.text or message.caption or "").strip()
    if command := COMMAND.match(text):
        text = text[command.end() :].strip()
    elif spoken := SPOKEN_ASK.match(text):
        text = text[spoken.end() :].strip()
    return _without_mention(text, message, me)
