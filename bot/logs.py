"""Log records, in; lines that hold no token, no question and no raw id, out."""

import logging
import re
import sys
import traceback
from collections.abc import Iterable, Mapping
from types import TracebackType
from urllib.parse import quote

from telegram.error import TelegramError

TOKEN = re.compile(r"\d{6,}(?::|%3[Aa])[A-Za-z0-9_-]{30,}")
HIDDEN = "[令牌]"
LINE = "%(asctime)s %(levelname)s %(name)s %(message)s"


class HidingFormatter(logging.Formatter):
    """Writes a record out and then hides every token in the finished line, tracebacks included."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        super().__init__(LINE)
        plain = [secret for secret in secrets if secret]
        self.secrets = sorted({*plain, *(quote(secret, safe="") for secret in plain)}, key=len, reverse=True)

    def format(self, record: logging.LogRecord) -> str:
        """Write the record as a line."""
        # A copy, without the traceback that another formatter may have written out whole.
        record = logging.makeLogRecord({**record.__dict__, "exc_text": None})
        if record.name.startswith("telegram") and record.args:
            args = record.args
            record.args = tuple(map(_scrub, args)) if isinstance(args, tuple) else {}
            if isinstance(args, Mapping):
                record.msg, record.args = re.sub(r"%\(\w+\)\w", "…", str(record.msg)), ()
        return self.hide(super().format(record))

    def formatException(
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None],
    ) -> str:
        """Write where it went wrong: files, lines and the kind of trouble, but not the text that was worked on."""
        kind, error, trace = ei
        if kind is None or error is None:
            return ""
        if isinstance(error, TelegramError):
            return f"{kind.__name__}: {error}"
        # The message of an exception may quote what a person wrote; its kind and its place are enough to mend it.
        places = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)]
        return "\n".join([*(f"  {place}" for place in places[-12:]), kind.__name__])

    def hide(self, text: str) -> str:
        """Replace every token by a word."""
        for secret in self.secrets:
            text = text.replace(secret, HIDDEN)
        return TOKEN.sub(HIDDEN, text)


def _scrub(value: object) -> object:
    """Let numbers, our words and Telegram's errors pass; anything that may hold an update becomes its type's name."""
    if isinstance(value, int | float | TelegramError):
        return value
    if isinstance(value, str) and len(value) <= 100 and value.isascii() and "{" not in value:
        return value
    return f"<{type(value).__name__}>"


def set_up_logging(level: str, secrets: Iterable[str] = ()) -> None:
    """
    Send the log to standard error at the given level.

    python-telegram-bot writes whole updates at DEBUG and httpx writes the token at INFO, so neither is ever asked
    for that much, whatever the level.
    """
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(HidingFormatter(secrets))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    floors = {
        "telegram": logging.INFO,
        "httpx": logging.WARNING,
        "httpcore": logging.WARNING,
        "asyncio": logging.INFO,
        "matplotlib": logging.WARNING,
        "PIL": logging.WARNING,
    }
    for name, floor in floors.items():
        logging.getLogger(name).setLevel(max(floor, logging.getLevelName(level)))
    # Whoever reads the getUpdates loop's own troubles twice learns nothing: the error handler says them once.
    logging.getLogger("telegram.ext.Updater").setLevel(logging.CRITICAL)
    logging.captureWarnings(True)
