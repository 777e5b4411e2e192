"""What Telegram shows of the bot by itself: commands by scope and language, descriptions. A display, never a right."""

import logging
from collections.abc import Coroutine
from dataclasses import dataclass
from typing import Any

from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    BotCommandScopeDefault,
)
from telegram.error import RetryAfter, TelegramError

from bot import texts

log = logging.getLogger(__name__)

EVERYWHERE, PRIVATE, GROUP, ADMINS, OWNER = "default", "private", "group", "admins", "owner"


@dataclass(frozen=True, slots=True)
class MenuRow:
    """One command: where it is shown and what is said of it."""

    name: str
    scopes: tuple[str, ...]
    chinese: str
    english: str


MENU = (
    MenuRow("ask", (EVERYWHERE, PRIVATE, GROUP, ADMINS, OWNER), "问一个数字", "Ask for a figure"),
    MenuRow("help", (EVERYWHERE, PRIVATE, GROUP, ADMINS, OWNER), "怎么用", "How to use"),
    MenuRow("about", (EVERYWHERE, PRIVATE, GROUP, ADMINS, OWNER), "资料库里有什么", "What the articles cover"),
    MenuRow("lang", (PRIVATE, OWNER), "简体或繁体", "Simplified or Traditional"),
    MenuRow("privacy", (EVERYWHERE, PRIVATE, GROUP, ADMINS, OWNER), "隐私", "Privacy"),
    MenuRow("forget", (PRIVATE, OWNER), "删除我的记录", "Delete what is kept about me"),
    MenuRow("cancel", (PRIVATE, OWNER), "换个话题", "Start over"),
    MenuRow("settings", (ADMINS,), "本群设置", "Settings of this group"),
    MenuRow("articles", (OWNER,), "文章列表", "List the articles"),
    MenuRow("remove", (OWNER,), "删除文章", "Remove an article"),
    MenuRow("unanswered", (OWNER,), "没答上的问题", "Questions without an answer"),
    MenuRow("wrong", (OWNER,), "被报告不对的答案", "Answers reported wrong"),
    MenuRow("stats", (OWNER,), "统计", "Statistics"),
    MenuRow("export", (OWNER,), "导出资料库", "Export the base"),
    MenuRow("import", (OWNER,), "导入资料库", "Import a base"),
    MenuRow("reload", (OWNER,), "重新读入资料库", "Reload the base"),
    MenuRow("subscribe", (OWNER,), "有新文章时告诉一个聊天", "Tell a chat of new articles"),
    MenuRow("unsubscribe", (OWNER,), "不再告诉", "Tell it no more"),
)
LANGUAGES = ("", "en")  # the default is Chinese: two-letter codes cannot tell its scripts apart
# In an empty chat, and on the bot's page.
DESCRIPTIONS = {
    "": "问一个数字，我给出文章里的数字、它所在的原句和出处。文章没说的，我不编。\n\n例如：{example}",
    "en": "Ask for a figure in Chinese: the answer is the figure from the articles, the sentence it stands in, and where "
    "that is from. What the articles do not say is not made up.\n\nFor example: {example}",
}
SHORT_DESCRIPTIONS = {
    "": "回答文章里的数字，附原句和出处；没有的不编。",
    "en": "Answers with the figure, its sentence and its source. Nothing is made up.",
}


def commands(scope: str, language: str = "") -> tuple[BotCommand, ...]:
    """List the commands of a scope in a language."""
    return tuple(
        BotCommand(row.name, row.english if language == "en" else row.chinese) for row in MENU if scope in row.scopes
    )


def command_lines(scope: str, *, own: bool = False) -> str:
    """Write the commands out for /help; `own` leaves out those that everybody has."""
    rows = (row for row in MENU if scope in row.scopes and not (own and PRIVATE in row.scopes))
    return "\n".join(f"/{row.name} {row.chinese}" for row in rows)


async def show_menu(bot: Bot, owners: frozenset[int], example: str = texts.EXAMPLE) -> None:
    """Tell Telegram the commands of every scope and language, and what the bot is; it does without where that fails."""
    scopes: list[tuple[str, BotCommandScope]] = [
        (EVERYWHERE, BotCommandScopeDefault()),
        (PRIVATE, BotCommandScopeAllPrivateChats()),
        (GROUP, BotCommandScopeAllGroupChats()),
        (ADMINS, BotCommandScopeAllChatAdministrators()),
        *((OWNER, BotCommandScopeChat(owner)) for owner in sorted(owners)),
    ]
    try:
        for name, scope in scopes:
            for language in LANGUAGES:
                menu = commands(name, language)
                await _tell(name, bot.set_my_commands(menu, scope=scope, language_code=language or None))
        for language in LANGUAGES:
            description = DESCRIPTIONS[language].format(example=example)
            await _tell("description", bot.set_my_description(description, language_code=language or None))
            short = SHORT_DESCRIPTIONS[language]
            await _tell("short description", bot.set_my_short_description(short, language_code=language or None))
    except RetryAfter:
        log.info("the menus are left as they are for now")


async def _tell(what: str, call: Coroutine[Any, Any, bool]) -> None:
    try:
        await call
    except RetryAfter:
        raise
    except (TelegramError, ValueError, TypeError, AttributeError) as error:
        log.info("the menu is not shown (%s): %s", what, type(error).__name__)
