"""The bot added, removed or promoted, in; one hello, or a chat forgotten, out."""

import logging

from telegram import ChatMember
from telegram.constants import ChatType

from bot import texts
from bot.desk import Desk
from bot.rendering import Body, escape
from bot.sending import Place
from bot.triggers import Membership, Migration, is_group

log = logging.getLogger(__name__)

INSIDE = (ChatMember.MEMBER, ChatMember.ADMINISTRATOR, ChatMember.OWNER)
OUTSIDE = (ChatMember.LEFT, ChatMember.BANNED)


async def note_membership(desk: Desk, membership: Membership) -> None:
    """Say hello in a group that the bot was added to, and forget a chat that it was taken out of."""
    change = membership.change
    before, after = change.old_chat_member.status, change.new_chat_member.status
    chat = change.chat
    if after in OUTSIDE:
        log.info("left chat %s", desk.name(chat.id))
        desk.chats.forget_chat(chat.id)
    elif before in OUTSIDE and after in INSIDE and is_group(chat):
        open_to_all = desk.me.reads_everything or after != ChatMember.MEMBER
        how = texts.HELLO_OPEN.format(username=escape(desk.me.username)) if open_to_all else texts.HELLO_PRIVACY
        script = desk.script(chat.id)
        await desk.sender.send(Place(chat.id), Body(script(texts.HELLO_GROUP.format(how=how))))
    elif before in OUTSIDE and after in INSIDE and chat.type == ChatType.CHANNEL:
        # The channel itself stays silent; whoever added the bot is told how to switch it on.
        title = escape(chat.title or "")
        await desk.sender.send(Place(change.from_user.id), Body(texts.HELLO_CHANNEL.format(title=title)))


def note_migration(desk: Desk, migration: Migration) -> None:
    """Carry the settings of a group to the supergroup it became."""
    desk.chats.migrate(migration.old, migration.new)
