"""Settings: what is understood, what is refused with which words, and a token that is never shown."""

import logging
import subprocess
import sys

import pytest
from telegram import Update
from telegram.error import InvalidToken

from bot.application import build_application
from bot.chats import Chats
from bot.desk import Desk
from bot.logs import HIDDEN, HidingFormatter, set_up_logging
from bot.settings import SETTINGS, SettingsError, data_folder, has_token, read_settings
from tests.bot.process import ROOT

TOKEN = "123456789:" + "A" * 35
LOCAL = {"YOUJU_TELEGRAM_API": "http://127.0.0.1:8081"}


def test_settings_are_read_from_the_environment(tmp_path):
    """
    Every setting has its place.
    """
    read = read_settings({
        "YOUJU_TELEGRAM_TOKEN": f" {TOKEN}\n", "YOUJU_TELEGRAM_API": "http://127.0.0.1:8081/", "YOUJU_BASE": "a.sqlite3",
        "YOUJU_DATA": str(tmp_path), "YOUJU_ADMINS": "12, 34；56", "YOUJU_UNANSWERED_DAYS": "30", "YOUJU_LOG_LEVEL": "debug",
    })  # fmt: skip
    assert (TOKEN, "http://127.0.0.1:8081", "a.sqlite3", tmp_path) == (read.token, read.api, read.base, read.data)
    assert (frozenset({12, 34, 56}), 30, "DEBUG") == (read.admins, read.unanswered_days, read.log_level)


def test_base_of_the_command_line_goes_first():
    """
    --base goes before YOUJU_BASE.
    """
    assert "b" == read_settings({"YOUJU_TELEGRAM_TOKEN": TOKEN, "YOUJU_BASE": "a"}, "b").base


def test_token_comes_from_a_file(tmp_path):
    """
    A file with the token is as good as the token.
    """
    path = tmp_path / "token"
    path.write_text(TOKEN + "\n")
    assert TOKEN == read_settings({"YOUJU_TELEGRAM_TOKEN_FILE": str(path)}).token


@pytest.mark.parametrize(("test", "ending"), [("", f"/bot{TOKEN}"), ("0", f"/bot{TOKEN}"), ("1", f"/bot{TOKEN}/test")])
def test_telegrams_test_environment_has_addresses_of_its_own(tmp_path, test, ending):
    """
    YOUJU_TELEGRAM_TEST=1 sends calls and downloads to the test environment.
    """
    told = {"YOUJU_TELEGRAM_TOKEN": TOKEN, "YOUJU_TELEGRAM_TEST": test, "YOUJU_DATA": str(tmp_path)}
    settings = read_settings(told)
    bot = build_application(Desk(settings, None, Chats(tmp_path))).bot
    assert f"https://api.telegram.org{ending}" == bot.base_url
    assert f"https://api.telegram.org/file{ending}" == bot.base_file_url


def test_another_server_has_tokens_of_its_own_shape():
    """
    The shape of a token is checked for Telegram's own server alone.
    """
    assert "sampleToken" == read_settings({"YOUJU_TELEGRAM_TOKEN": "sampleToken", **LOCAL}).token


@pytest.mark.parametrize(
    ("environment", "named", "understood"),
    [
        ({}, "YOUJU_TELEGRAM_TOKEN", "123456789:AAE"),
        ({"YOUJU_TELEGRAM_TOKEN": "   "}, "YOUJU_TELEGRAM_TOKEN", "123456789:AAE"),
        ({"YOUJU_TELEGRAM_TOKEN": "sampleToken"}, "YOUJU_TELEGRAM_TOKEN", "123456789:AAE"),
        ({"YOUJU_TELEGRAM_TOKEN": TOKEN, "YOUJU_TELEGRAM_TEST": "yes"}, "YOUJU_TELEGRAM_TEST", "0 到 1"),
        ({"YOUJU_TELEGRAM_TOKEN": "a b", **LOCAL}, "YOUJU_TELEGRAM_TOKEN", "整行照抄"),
        ({"YOUJU_TELEGRAM_TOKEN": "a/b", **LOCAL}, "YOUJU_TELEGRAM_TOKEN", "整行照抄"),
        ({"YOUJU_TELEGRAM_TOKEN": "令牌", **LOCAL}, "YOUJU_TELEGRAM_TOKEN", "整行照抄"),
        ({"YOUJU_TELEGRAM_TOKEN_FILE": "no/such/file"}, "YOUJU_TELEGRAM_TOKEN_FILE", "文本文件"),
        (
            {"YOUJU_TELEGRAM_TOKEN": TOKEN, "YOUJU_TELEGRAM_API": "localhost:8081"},
            "YOUJU_TELEGRAM_API",
            "http://127.0.0.1",
        ),
        ({"YOUJU_TELEGRAM_TOKEN": TOKEN, "YOUJU_TELEGRAM_API": "ftp://x"}, "YOUJU_TELEGRAM_API", "http://127.0.0.1"),
        ({"YOUJU_TELEGRAM_TOKEN": TOKEN, "YOUJU_TELEGRAM_API": "http://x/bot"}, "YOUJU_TELEGRAM_API", "不带 /bot"),
        (
            {"YOUJU_TELEGRAM_TOKEN": TOKEN, "YOUJU_TELEGRAM_API": "http://x:port"},
            "YOUJU_TELEGRAM_API",
            "http://127.0.0.1",
        ),
        ({"YOUJU_TELEGRAM_TOKEN": TOKEN, "YOUJU_ADMINS": "@boss"}, "YOUJU_ADMINS", "数字 id"),
        ({"YOUJU_TELEGRAM_TOKEN": TOKEN, "YOUJU_ADMINS": "-100"}, "YOUJU_ADMINS", "数字 id"),
        ({"YOUJU_TELEGRAM_TOKEN": TOKEN, "YOUJU_UNANSWERED_DAYS": "多"}, "YOUJU_UNANSWERED_DAYS", "0 到 365"),
        ({"YOUJU_TELEGRAM_TOKEN": TOKEN, "YOUJU_UNANSWERED_DAYS": "9999"}, "YOUJU_UNANSWERED_DAYS", "0 到 365"),
        ({"YOUJU_TELEGRAM_TOKEN": TOKEN, "YOUJU_LISTEN": "8080"}, "YOUJU_LISTEN", "127.0.0.1:8080"),
        ({"YOUJU_TELEGRAM_TOKEN": TOKEN, "YOUJU_LISTEN": "x:99999"}, "YOUJU_LISTEN", "127.0.0.1:8080"),
        ({"YOUJU_TELEGRAM_TOKEN": TOKEN, "YOUJU_WEBHOOK_URL": "https://x"}, "YOUJU_WEBHOOK_URL", "YOUJU_LISTEN"),
        ({"YOUJU_TELEGRAM_TOKEN": TOKEN, "YOUJU_WEBHOOK_URL": "http://x"}, "YOUJU_WEBHOOK_URL", "https://"),
        ({"YOUJU_TELEGRAM_TOKEN": TOKEN, "YOUJU_CHART_FONT": "no/such"}, "YOUJU_CHART_FONT", "字体文件"),
        ({"YOUJU_TELEGRAM_TOKEN": TOKEN, "YOUJU_REPLICAS": "many"}, "YOUJU_REPLICAS", "0 到 30"),
        ({"YOUJU_TELEGRAM_TOKEN": TOKEN, "YOUJU_LOG_LEVEL": "loud"}, "YOUJU_LOG_LEVEL", "WARNING"),
        ({"YOUJU_TELEGRAM_TOKEN": TOKEN, "YOUJU_DATA": __file__}, "YOUJU_DATA", "目录"),
    ],
)
def test_setting_that_is_not_understood_is_named(environment, named, understood):
    """
    The message names the setting and what would have been understood, and never shows the token.
    """
    with pytest.raises(SettingsError) as caught:
        read_settings(environment)
    assert named == caught.value.name
    assert named in str(caught.value)
    assert understood in str(caught.value)
    assert TOKEN not in str(caught.value)


def test_token_and_file_that_disagree_are_refused(tmp_path):
    """
    Two different tokens are one too many.
    """
    (tmp_path / "token").write_text("other")
    with pytest.raises(SettingsError, match="不一致"):
        read_settings({"YOUJU_TELEGRAM_TOKEN": TOKEN, "YOUJU_TELEGRAM_TOKEN_FILE": str(tmp_path / "token")})


def test_token_is_not_in_the_repr():
    """
    Printing the settings shows no token.
    """
    assert TOKEN not in repr(read_settings({"YOUJU_TELEGRAM_TOKEN": TOKEN}))


@pytest.mark.parametrize(
    ("environment", "folder"),
    [
        ({"YOUJU_DATA": "x"}, "x"),
        ({"STATE_DIRECTORY": "y:z"}, "y"),
        ({"XDG_DATA_HOME": "home"}, "home/youju"),
    ],
)
def test_data_folder_is_found(environment, folder):
    """
    The data directory is what is named, else systemd's, else the user's.
    """
    assert folder == str(data_folder(environment))


def test_bot_is_wanted_where_a_token_is_named():
    """
    A token or a file with one says that the bot is to be run.
    """
    assert has_token({"YOUJU_TELEGRAM_TOKEN_FILE": "x"})
    assert not has_token({})


def test_page_lists_every_setting():
    """
    The table of the page is the one of the code.
    """
    page = (ROOT / "bot" / "README.md").read_text(encoding="utf-8")
    for setting in SETTINGS:
        assert (
            f"| `{setting.name}` | {f'`{setting.default}`' if setting.default else '无'} | {setting.meaning} |" in page
        )


def written(record: logging.LogRecord) -> str:
    return HidingFormatter([TOKEN]).format(record)


def record(message: str, *args: object, name: str = "bot", exc_info: object = None) -> logging.LogRecord:
    return logging.LogRecord(name, logging.ERROR, __file__, 1, message, args, exc_info)  # type: ignore[arg-type]


@pytest.mark.parametrize("token", [TOKEN, "987654321:" + "b-_" * 12, TOKEN.replace(":", "%3A")])
def test_token_is_hidden_in_message_and_arguments(token):
    """
    A token is hidden wherever it stands in a line, ours or another's, plain or as in an address.
    """
    for line in (written(record(f"https://api/bot{token}/getMe")), written(record("%s", f"bot{token}/x"))):
        assert token not in line
        assert HIDDEN in line


def test_token_and_question_are_hidden_in_a_traceback():
    """
    A traceback says where it went wrong, not with which text.
    """
    try:
        raise ValueError(f"{TOKEN} 花园口拆了多少")
    except ValueError:
        line = written(record("x", exc_info=sys.exc_info()))
    assert "ValueError" in line
    assert TOKEN not in line
    assert "花园口" not in line
    try:
        raise InvalidToken(f"The token `{TOKEN}` was rejected by the server.")
    except InvalidToken:
        line = written(record("x", exc_info=sys.exc_info()))
    assert TOKEN not in line


def test_updates_in_the_librarys_records_are_not_written():
    """
    Where the library logs an update, or what it could not parse, the line names its kind and not what was written.
    """
    update = Update(1)
    for line in (
        written(record("for update %s", update, name="telegram.ext.Application")),
        written(record("Received data was %r", [{"text": "花园口"}], name="telegram.Bot")),
        written(record('invalid JSON: "%s"', '{"text": "花园口拆了多少"}', name="telegram.request")),
    ):
        assert "花园口" not in line
        assert "Update(" not in line


def test_library_never_logs_more_than_its_steps():
    """
    At DEBUG too, the library that writes whole updates and the one that writes addresses are kept quiet.
    """
    before = logging.getLogger().handlers[:], logging.getLogger().level
    try:
        set_up_logging("DEBUG", [TOKEN])
        assert not logging.getLogger("telegram.ext.Application").isEnabledFor(logging.DEBUG)
        assert not logging.getLogger("httpx").isEnabledFor(logging.INFO)
        assert not logging.getLogger("httpcore.http11").isEnabledFor(logging.INFO)
    finally:
        logging.getLogger().handlers[:], level = before
        logging.getLogger().setLevel(level)
        logging.captureWarnings(False)


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({}, "YOUJU_TELEGRAM_TOKEN"),
        ({"YOUJU_TELEGRAM_TOKEN": "wrong"}, "不像 Telegram 的令牌"),
        ({"YOUJU_TELEGRAM_TOKEN": TOKEN, "YOUJU_BASE": __file__, **LOCAL}, ""),
    ],
)
def test_command_ends_with_one_line_and_status_one(settings, said, tmp_path, monkeypatch):
    """
    `youju bot` that cannot start says why in one line on standard error, with status 1 and nothing on standard output.
    """
    for name, value in {**settings, "YOUJU_DATA": str(tmp_path)}.items():
        monkeypatch.setenv(name, value)
    command = [sys.executable, "-m", "bot.cli", "bot"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert 1 == done.returncode, done.stderr
    assert "" == done.stdout
    assert 1 == len(done.stderr.strip().split("\n")), done.stderr
    assert said in done.stderr
    assert TOKEN not in done.stderr
