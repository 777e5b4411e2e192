"""The environment, in; the bot's settings, out, or one clear line about what is wrong."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from knowledge import KnowledgeError

TELEGRAM = "https://api.telegram.org"
TOKEN_SHAPE = re.compile(r"\d{6,}:[A-Za-z0-9_-]{30,}")
LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")


class SettingsError(KnowledgeError):
    """A setting could not be understood: which one, what was read, what would have been understood."""

    def __init__(self, name: str, trouble: str, understood: str) -> None:
        self.name, self.trouble, self.understood = name, trouble, understood
        super().__init__(f"设置 {name} 有误：{trouble}。{understood}")


@dataclass(frozen=True, slots=True)
class Setting:
    """A row of the settings table in the README."""

    name: str
    default: str
    meaning: str


SETTINGS = (
    Setting("YOUJU_TELEGRAM_TOKEN", "", "@BotFather 给的令牌；与下一项二选一"),
    Setting("YOUJU_TELEGRAM_TOKEN_FILE", "", "写着令牌的文件（推荐：不会出现在进程环境里）"),
    Setting("YOUJU_TELEGRAM_API", TELEGRAM, "Bot API 服务器的根地址，例如 http://127.0.0.1:8081"),
    Setting("YOUJU_TELEGRAM_TEST", "0", "1：连 Telegram 的测试环境（令牌也要从那里的 @BotFather 取）"),
    Setting("YOUJU_BASE", "用户自己的资料库", "资料库：SQLite 文件或数据库网址"),
    Setting("YOUJU_DATA", "~/.local/share/youju", "机器人自己的数据目录（会话、群设置、反馈）"),
    Setting(
        "YOUJU_LIMITS", "", "读文件的上限，例如 pages=10000,file_bytes=200000000；名字见 knowledge/articles/limits.py"
    ),
    Setting("YOUJU_ADMINS", "", "管理员的数字 id，用逗号分开；只有他们能在私聊里管理文章"),
    Setting("YOUJU_UNANSWERED_DAYS", "0", "没答上的问题保留几天供管理员查看；0 为不保留问题文字"),
    Setting("YOUJU_MAX_AGE_MINUTES", "0", "停机之后，早于这么多分钟的提问不再回答；0 为都回答"),
    Setting("YOUJU_WEBHOOK_URL", "", "Telegram 能访问的 https 地址；设了就用 webhook 收消息，不设就轮询"),
    Setting("YOUJU_LISTEN", "", "在这个地址上提供 /healthz、/readyz、/metrics 和 webhook，例如 127.0.0.1:8080"),
    Setting("YOUJU_REPLICAS", "1", "同一令牌的 webhook 进程个数；每秒三十条的总限额由它们平分"),
    Setting(
        "YOUJU_CHART_FONT", "charts 带的", "/stats 画图用的中文字体文件；没装 charts（matplotlib 和字体）就只发表格"
    ),
    Setting("YOUJU_LOG_LEVEL", "INFO", "日志的详细程度：" + "、".join(LEVELS)),
)


@dataclass(frozen=True, slots=True)
class Settings:
    """What the bot was told."""

    token: str = field(repr=False)
    api: str = TELEGRAM
    test: bool = False
    base: str | None = None
    data: Path = Path()
    admins: frozenset[int] = frozenset()
    unanswered_days: int = 0
    max_age_minutes: int = 0
    chart_font: str = ""
    webhook: str = ""
    listen: tuple[str, int] | None = None
    replicas: int = 1
    log_level: str = "INFO"

    @property
    def calls(self) -> str:
        """The address of calls, as the library fills the token in."""
        return f"{self.api}/bot{{token}}" + ("/test" if self.test else "")

    @property
    def downloads(self) -> str:
        """The address of files."""
        return f"{self.api}/file/bot{{token}}" + ("/test" if self.test else "")


def has_token(environment: Mapping[str, str]) -> bool:
    """Tell whether the bot is to be run at all: a token, or a file with one, is named."""
    return bool(environment.get("YOUJU_TELEGRAM_TOKEN") or environment.get("YOUJU_TELEGRAM_TOKEN_FILE"))


def read_settings(environment: Mapping[str, str] | None = None, base: str | None = None) -> Settings:
    """
    Read the settings from the environment.

    >>> read_settings({"YOUJU_TELEGRAM_TOKEN": "t0k", "YOUJU_TELEGRAM_API": "http://127.0.0.1:8081/"}).api
    'http://127.0.0.1:8081'

    Args:
        environment: Names and values; the process's own by default.
        base: The base named on the command line, which goes before `YOUJU_BASE`.

    Raises:
        SettingsError: A setting is missing or cannot be understood. The token is never in the message.
    """
    environment = os.environ if environment is None else environment
    api = _read_api(environment)
    return Settings(
        token=_read_token(environment, api),
        api=api,
        test=bool(_read_number(environment, "YOUJU_TELEGRAM_TEST", 1)),
        base=base or environment.get("YOUJU_BASE") or None,
        data=data_folder(environment),
        admins=_read_admins(environment),
        unanswered_days=_read_number(environment, "YOUJU_UNANSWERED_DAYS", 365),
        max_age_minutes=_read_number(environment, "YOUJU_MAX_AGE_MINUTES", 1440),
        chart_font=_read_font(environment),
        webhook=_read_webhook(environment),
        listen=_read_listen(environment),
        replicas=_read_number(environment, "YOUJU_REPLICAS", 30) or 1,
        log_level=_read_level(environment),
    )


def data_folder(environment: Mapping[str, str]) -> Path:
    """
    Find where the bot keeps what is its own.

    Raises:
        SettingsError: What is named is no directory.
    """
    # systemd names the state directory of the unit itself.
    given = environment.get("YOUJU_DATA") or environment.get("STATE_DIRECTORY", "").split(":")[0]
    if given:
        path = Path(given).expanduser()
        if path.exists() and not path.is_dir():
            raise SettingsError("YOUJU_DATA", f"{given} 不是目录", "请给一个目录，没有会自动建立")
        return path
    home = environment.get("XDG_DATA_HOME") or "~/.local/share"
    return Path(home).expanduser() / "youju"


def _read_token(environment: Mapping[str, str], api: str) -> str:
    token, path = environment.get("YOUJU_TELEGRAM_TOKEN", ""), environment.get("YOUJU_TELEGRAM_TOKEN_FILE", "")
    name = "YOUJU_TELEGRAM_TOKEN"
    if path:
        name = "YOUJU_TELEGRAM_TOKEN_FILE"
        try:
            from_file = Path(path).expanduser().read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            reason = getattr(error, "strerror", None) or "不是文本文件"
            raise SettingsError(name, f"读不了文件 {path}（{reason}）", "请给一个只写着令牌的文本文件") from None
        if token.strip() and token.strip() != from_file.strip():
            raise SettingsError(name, "它与 YOUJU_TELEGRAM_TOKEN 不一致", "两项只设一项")
        token = from_file
    token = token.strip()
    if not token:
        trouble = "文件是空的" if path else "没有设置"
        raise SettingsError(
            name, trouble, "请填 @BotFather 给的令牌，形如 123456789:AAE…，或用 YOUJU_TELEGRAM_TOKEN_FILE"
        )
    # Another server may hand out tokens of its own shape; one that would break the address is refused everywhere.
    if re.search(r"[\s/?#%\\]", token) or not token.isascii() or not token.isprintable():
        raise SettingsError(name, "令牌里有空白或不该有的字符", "令牌形如 123456789:AAE…，请整行照抄")
    if api == TELEGRAM and not TOKEN_SHAPE.fullmatch(token):
        raise SettingsError(name, "这不像 Telegram 的令牌", "令牌形如 123456789:AAE…（数字、冒号、三十多个字符）")
    return token


def _read_api(environment: Mapping[str, str]) -> str:
    name = "YOUJU_TELEGRAM_API"
    api = environment.get(name, "").strip().rstrip("/") or TELEGRAM
    understood = "请写根地址，例如 http://127.0.0.1:8081，不带 /bot 和令牌"
    try:
        parts = urlsplit(api)
        port_is_good = parts.port is None or parts.port > 0
    except ValueError:
        raise SettingsError(name, "不是网址", understood) from None
    if parts.scheme not in ("http", "https") or not parts.hostname or not port_is_good:
        raise SettingsError(name, "不是 http:// 或 https:// 开头的网址", understood)
    if (
        parts.query
        or parts.fragment
        or parts.username
        or "{" in api
        or re.search(r"\s", api)
        or parts.path.endswith("/bot")
    ):
        raise SettingsError(name, "多写了东西", understood)
    return api


def _read_admins(environment: Mapping[str, str]) -> frozenset[int]:
    given = environment.get("YOUJU_ADMINS", "")
    words = [word for word in re.split(r"[\s,，;；]+", given) if word]
    for word in words:
        if not re.fullmatch(r"[1-9][0-9]{0,15}", word):
            understood = (
                "请写数字 id，用逗号分开，例如 12345678,87654321（@名字不行，向机器人发 /start 可看到自己的 id）"
            )
            raise SettingsError("YOUJU_ADMINS", f"看不懂“{word[:20]}”", understood)
    return frozenset(map(int, words))


def _read_number(environment: Mapping[str, str], name: str, most: int) -> int:
    given = environment.get(name, "").strip()
    if not given:
        return 0
    if not re.fullmatch(r"[0-9]{1,6}", given) or int(given) > most:
        raise SettingsError(name, f"看不懂“{given[:20]}”", f"请写 0 到 {most} 的整数")
    return int(given)


def _read_webhook(environment: Mapping[str, str]) -> str:
    name = "YOUJU_WEBHOOK_URL"
    given = environment.get(name, "").strip()
    if not given:
        return ""
    parts = urlsplit(given)
    local = parts.hostname in ("127.0.0.1", "localhost", "::1")
    if not parts.hostname or parts.scheme not in ("https", "http") or (parts.scheme == "http" and not local):
        raise SettingsError(name, "不是 https:// 开头的网址", "请写反向代理对外的地址，例如 https://bot.example.org")
    if not environment.get("YOUJU_LISTEN", "").strip():
        raise SettingsError(
            name, "没有设置 YOUJU_LISTEN", "请用 YOUJU_LISTEN 说明反向代理把请求转到哪里，例如 127.0.0.1:8080"
        )
    return given.rstrip("/")


def _read_listen(environment: Mapping[str, str]) -> tuple[str, int] | None:
    given = environment.get("YOUJU_LISTEN", "").strip()
    if not given:
        return None
    host, _, port = given.rpartition(":")
    if not re.fullmatch(r"[0-9]{1,5}", port) or int(port) > 65535 or not host:
        raise SettingsError("YOUJU_LISTEN", f"看不懂“{given[:40]}”", "请写地址和端口，例如 127.0.0.1:8080")
    return host.strip("[]"), int(port)


def _read_font(environment: Mapping[str, str]) -> str:
    given = environment.get("YOUJU_CHART_FONT", "")
    if given and not Path(given).expanduser().is_file():
        raise SettingsError("YOUJU_CHART_FONT", f"没有文件 {given}", "请给一个 .otf、.ttf 或 .ttc 字体文件")
    return str(Path(given).expanduser()) if given else ""


def _read_level(environment: Mapping[str, str]) -> str:
    level = environment.get("YOUJU_LOG_LEVEL", "").strip().upper() or "INFO"
    if level not in LEVELS:
        raise SettingsError("YOUJU_LOG_LEVEL", f"看不懂“{level[:20]}”", "请写 " + "、".join(LEVELS) + " 之一")
    return level
