"""What the bot remembers of its chats: settings, conversations, feedback, counts. No text of anybody, no raw id."""

from bot.chats.seal import Seal
from bot.chats.store import Asker, Chats, ChatSettings, ChatStoreError, Complaint, Draft, Unanswered

__all__ = ["Asker", "ChatSettings", "ChatStoreError", "Chats", "Complaint", "Draft", "Seal", "Unanswered"]
