"""The shipped bot as a process of its own, and the npm emulator as another."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

EMULATOR = Path(__file__).parent / "emulator"
ROOT = Path(__file__).resolve().parents[2]
TOKEN = "123456789:" + "A" * 35


def free_port() -> int:
    """Find a port that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def wait_for(done: Callable[[], Any], seconds: float = 20.0, what: str = "it") -> Any:
    """Wait until something is so, and return it."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if found := done():
            return found
        time.sleep(0.05)
    raise AssertionError(f"waited {seconds} s for {what} in vain")


def need_emulator() -> None:
    """Skip the test, saying why, where the emulator cannot be run."""
    if shutil.which("node") is None:
        pytest.skip("no node: the npm emulator telegram-test-api cannot be run")
    if not (EMULATOR / "node_modules" / "telegram-test-api").is_dir():
        npm = shutil.which("npm")
        if npm is None:
            pytest.skip("no npm: the npm emulator telegram-test-api cannot be installed")
        command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
        done = subprocess.run(command, cwd=EMULATOR, capture_output=True, timeout=300, check=False)
        if done.returncode:
            pytest.skip("npm could not install the emulator telegram-test-api (no network?)")


class Emulator:
    """telegram-test-api on loopback, driven by plain HTTP."""

    def __init__(self, port: int | None = None) -> None:
        self.port = port or free_port()
        self.http = httpx.Client(base_url=f"http://127.0.0.1:{self.port}", timeout=10)
        command = ["node", "--unhandled-rejections=warn", "server.js", str(self.port)]
        self.process = subprocess.Popen(
            command, cwd=EMULATOR, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        assert self.process.stdout is not None
        assert "ready" in self.process.stdout.readline()

    def say(self, text: str, chat: int = 100, person: int = 100, **more: Any) -> None:
        """Send a message as a person would."""
        kind = {"type": "private", "first_name": "某人"} if chat > 0 else {"type": "supergroup", "title": "一群"}
        message = {
            "botToken": TOKEN,
            "date": int(time.time()),
            "from": {"id": person, "is_bot": False, "first_name": "某人"},
            "chat": {"id": chat, **kind},
            "text": text,
            **more,
        }
        if text.startswith("/"):
            message.setdefault(
                "entities", [{"type": "bot_command", "offset": 0, "length": len(text.split(maxsplit=1)[0])}]
            )
        path = "/sendCommand" if text.startswith("/") else "/sendMessage"
        assert self.http.post(path, json=message).status_code == 200

    def press(self, data: str, message: dict[str, Any], person: int = 100) -> None:
        """Press a button under a message of the bot."""
        chat = int(message["message"]["chat_id"])
        shown = {
            "message_id": message["messageId"],
            "date": int(time.time()),
            "chat": {"id": chat, "type": "private" if chat > 0 else "supergroup", "title": "一群"},
            "text": message["message"]["text"],
        }
        query = {
            "botToken": TOKEN,
            "from": {"id": person, "is_bot": False, "first_name": "某人"},
            "message": shown,
            "data": data,
        }
        assert self.http.post("/sendCallback", json=query).status_code == 200

    def history(self) -> list[dict[str, Any]]:
        """Everything the bot sent, edits merged in."""
        found = self.http.post("/getUpdatesHistory", json={"token": TOKEN}).json()["result"]
        return [entry for entry in found if "message" in entry and "chat_id" in entry["message"]]

    def answers(self, count: int, chat: int = 100, seconds: float = 20.0) -> list[dict[str, Any]]:
        """Wait until the bot has sent so many messages to a chat."""

        def sent() -> list[dict[str, Any]] | None:
            found = [entry for entry in self.history() if str(entry["message"]["chat_id"]) == str(chat)]
            return found if len(found) >= count else None

        return list(wait_for(sent, seconds, f"{count} messages to {chat}"))

    def stop(self) -> None:
        """Stop the emulator; what it held is lost."""
        self.http.close()
        self.process.terminate()
        self.process.wait(10)


class BotProcess:
    """`youju bot`, as it is shipped."""

    def __init__(self, api: str, home: Path, **settings: str) -> None:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("YOUJU_")}
        environment |= {
            "YOUJU_TELEGRAM_TOKEN": TOKEN,
            "YOUJU_TELEGRAM_API": api,
            "XDG_DATA_HOME": str(home / "data"),
            "XDG_CACHE_HOME": str(home / "cache"),
            "YOUJU_LOG_LEVEL": "DEBUG",
            **settings,
        }
        self.log = home / "bot.log"
        self._out = self.log.open("ab")
        command = [sys.executable, "-m", "bot.cli", "bot"]
        self.process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, stdout=self._out, stderr=self._out
        )

    def written(self) -> str:
        """What the process has written so far."""
        return self.log.read_text(encoding="utf-8", errors="replace")

    def wait_ready(self, times: int = 1) -> None:
        """Wait until the bot polls."""
        wait_for(lambda: self.written().count("开始工作") >= times or self.process.poll() is not None, 60, "the bot")
        assert self.process.poll() is None, self.written()

    def stop(self) -> tuple[int, float]:
        """Ask the process to stop; return its exit status and how long that took."""
        began = time.monotonic()
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        status = self.process.wait(30)
        self._out.close()
        return status, time.monotonic() - began
