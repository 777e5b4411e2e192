"""`youju`: the commands of `knowledge`, and `bot`."""

import argparse
import os
import sys
from collections.abc import Sequence
from typing import Any

from bot.settings import read_settings
from knowledge import cli


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; plain `youju` is a conversation in the terminal."""
    return cli.main(arguments, more=add_bot)


def add_bot(commands: Any) -> None:
    """Add `youju bot` to the commands."""
    added = commands.add_parser("bot", help="运行 Telegram 机器人", description=BOT_HELP)
    added.add_argument("--base", metavar="资料库", default=argparse.SUPPRESS, help="SQLite 文件或数据库网址")
    added.set_defaults(handler=run, parser=added)


BOT_HELP = (
    "运行 Telegram 机器人。令牌放在 YOUJU_TELEGRAM_TOKEN 或 YOUJU_TELEGRAM_TOKEN_FILE 里；其余设置见 bot/README.md。"
)


def run(arguments: argparse.Namespace) -> int:
    """Run the bot until it is told to stop."""
    settings = read_settings(os.environ, arguments.base)
    # Telegram's library takes a while to load: the other commands do without it.
    from bot.logs import set_up_logging
    from bot.running import run_bot

    set_up_logging(settings.log_level, [settings.token])
    run_bot(settings)
    return 0


if __name__ == "__main__":
    sys.exit(main())
