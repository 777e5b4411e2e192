"""The age of the last good poll, in; exit status 0 or 1, out: `python -m bot.health`."""

import os
import sys
import time

from bot.settings import data_folder

OLDEST_S = 90
HEARTBEAT = "alive"


def main() -> int:
    """Tell whether Telegram answered the bot of this data directory within the last minute and a half."""
    path = data_folder(os.environ) / "bot" / HEARTBEAT
    try:
        age = time.time() - path.stat().st_mtime
    except OSError:
        print("还没有连上过 Telegram", file=sys.stderr)
        return 1
    if age > OLDEST_S:
        print(f"{age:.0f} 秒没有收到 Telegram 的回应", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
