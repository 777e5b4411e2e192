"""The webhook, health and metrics: what is posted is committed, answered once by whichever process, and never lost."""

import asyncio
import json
import os
import re
import signal
import sqlite3
import time
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.chats import Chats
from bot.chats.store import SENDING_AGE, UPDATE_AGE
from bot.desk import Desk
from bot.door import BODY_BYTES, Door, Request, Response
from bot.metrics import Metrics
from bot.running import run_desk
from bot.settings import Settings
from bot.webhook import SECRET_HEADER, Webhook
from tests.bot.fake_base import FakeBase
from tests.bot.process import BotProcess, free_port, wait_for
from tests.bot.strict_telegram import Parameters
from tests.bot.test_process import Stage as ProcessStage

PUBLIC = "https://bot.example.org"


@pytest.fixture
def chats(tmp_path: Path) -> Iterator[Chats]:
    opened = Chats(tmp_path)
    yield opened
    opened.close()


def webhook(chats: Chats, handled: list[int] | None = None) -> Webhook:
    async def handle(update: Any) -> None:
        if handled is not None:
            handled.append(update.update_id)

    return Webhook(None, chats, Door(), handle, public=PUBLIC, metrics=Metrics())  # type: ignore[arg-type]


def update(number: int, text: str = "拆了多少", chat: int | None = None) -> Parameters:
    chat = chat or 1000 + number
    return {
        "update_id": number,
        "message": {
            "message_id": number, "date": int(time.time()), "chat": {"id": chat, "type": "private", "first_name": "某人"},
            "from": {"id": chat, "is_bot": False, "first_name": "某人"}, "text": text,
        },
    }  # fmt: skip


def post(hook: Webhook, body: object, secret: str | None = None, method: str = "POST") -> int:
    sent = body if isinstance(body, bytes) else json.dumps(body).encode()
    headers = {SECRET_HEADER: hook.secret if secret is None else secret}
    return asyncio.run(hook.take(Request(method, hook.path, headers, sent))).status.value


def test_post_is_committed_before_it_is_taken(chats):
    """
    What was answered with 200 lies in the inbox.
    """
    hook = webhook(chats)
    assert 200 == post(hook, update(7))
    assert 1 == chats.inbox_depth()


def test_same_post_is_taken_once(chats):
    """
    The same update posted again is taken, and not kept again.
    """
    hook = webhook(chats)
    assert [200, 200] == [post(hook, update(7)), post(hook, update(7))]
    assert [7] == [number for number, _ in chats.take_updates(9)]
    assert 200 == post(hook, update(7))
    assert [] == chats.take_updates(9)


@pytest.mark.parametrize("secret", ["", "wrong", "令牌"])
def test_post_without_the_secret_is_refused(chats, secret):
    """
    Only Telegram knows the secret.
    """
    assert 403 == post(webhook(chats), update(7), secret)
    assert 0 == chats.inbox_depth()


def test_other_methods_are_refused(chats):
    """
    A look at the address with a browser is refused.
    """
    assert 405 == post(webhook(chats), update(7), method="GET")


@pytest.mark.parametrize(
    "body", [b"", b"no json", b"[]", b"{}", b'{"update_id": "x"}', b'{"update_id": true}', b"[" * 9999]
)
def test_post_that_is_no_update_is_let_go(chats, body):
    """
    A post that Telegram would repeat for ever is taken and dropped.
    """
    assert 200 == post(webhook(chats), body)
    assert 0 == chats.inbox_depth()


def test_path_and_secret_stay_the_same_and_hold_no_token(chats, tmp_path):
    """
    Every replica and every restart has the same path and secret, made of the key and not of the token.
    """
    again = Chats(tmp_path)
    assert (webhook(chats).url, webhook(chats).secret) == (webhook(again).url, webhook(again).secret)
    assert re.fullmatch(r"https://bot\.example\.org/telegram/[0-9a-f]{32}", webhook(chats).url)
    again.close()


def test_text_in_the_inbox_is_sealed_and_dropped_when_done(chats, tmp_path):
    """
    A copied database does not show what was asked; what was handled leaves nothing but its number.
    """
    post(webhook(chats), update(7, "花园口拆了多少"))
    assert "花园口".encode() not in b"".join(path.read_bytes() for path in tmp_path.glob("chats.sqlite*"))
    chats.take_updates(9)
    chats.finish_update(7)
    with sqlite3.connect(tmp_path / "chats.sqlite") as raw:
        assert [(7, None, "done")] == raw.execute("SELECT id, body, state FROM inbox").fetchall()


@pytest.mark.parametrize(("resting", "handled"), [(True, 41), (False, 16)])
def test_updates_that_wait_for_their_turn_do_not_hold_up_the_inbox(chats, resting, handled):
    """
    Sixteen are taken at a time; those that only wait for their chat's turn do not count.
    """
    begun: list[int] = []
    over = asyncio.Event()

    async def handle(update: Any) -> None:
        begun.append(update.update_id)
        await over.wait()

    async def scene() -> None:
        idle = (lambda: len(begun)) if resting else (lambda: 0)
        hook = Webhook(None, chats, Door(), handle, public=PUBLIC, metrics=Metrics(), idle=idle)  # type: ignore[arg-type]
        chats.take_lease("webhook", 60)
        for number in range(1, 42):
            await hook.take(
                Request("POST", hook.path, {SECRET_HEADER: hook.secret}, json.dumps(update(number)).encode())
            )
        running = asyncio.ensure_future(hook.run())
        await asyncio.sleep(0.5)
        assert handled == len(begun)
        over.set()
        hook.end()
        await running
        await hook.stop()

    asyncio.run(scene())


def test_update_under_way_when_a_process_died_is_given_up(tmp_path):
    """
    What was taken and never finished is not answered again, for it may have been; it is counted.
    """
    now = [1_780_000_000.0]
    chats = Chats(tmp_path, lambda: now[0])
    post(webhook(chats), update(7))
    chats.take_updates(9)
    assert 0 == chats.sweep_inbox()
    now[0] += SENDING_AGE + 1
    assert 1 == chats.sweep_inbox()
    assert [] == chats.take_updates(9)
    now[0] += UPDATE_AGE + 1
    chats.sweep_inbox()
    assert chats.put_update(7, b"{}")
    chats.close()


def test_lease_is_one_processs_at_a_time(tmp_path):
    """
    One replica sets the webhook and the menus; the other may when the lease has run out.
    """
    now = [1_780_000_000.0]
    one, two = Chats(tmp_path, lambda: now[0]), Chats(tmp_path, lambda: now[0])
    assert [True, False] == [one.take_lease("menu", 60), two.take_lease("menu", 60)]
    now[0] += 61
    assert two.take_lease("menu", 60)
    one.close()
    two.close()


class Stage(ProcessStage):
    """The strict server, and bots that are posted to."""

    def replica(self, replicas: int = 1) -> tuple[BotProcess, int]:
        port = free_port()
        settings = {"YOUJU_WEBHOOK_URL": PUBLIC, "YOUJU_LISTEN": f"127.0.0.1:{port}", "YOUJU_REPLICAS": str(replicas)}
        bot = BotProcess(f"http://127.0.0.1:{self.server.port}", self.home, **settings)
        self.bots.append(bot)
        wait_for(lambda: get(port, "/readyz") == HTTPStatus.OK or bot.process.poll() is not None, 60, "the bot")
        assert bot.process.poll() is None, bot.written()
        return bot, port

    def told(self) -> tuple[str, str]:
        """The path and the secret that Telegram was told."""
        call = wait_for(lambda: self.telegram.sent("setWebhook"))[0]
        return call["url"].removeprefix(PUBLIC), call["secret_token"]


def get(port: int, path: str) -> int:
    try:
        return httpx.get(f"http://127.0.0.1:{port}{path}", timeout=5).status_code
    except httpx.HTTPError:
        return 0


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    made = Stage(tmp_path)
    yield made
    made.close()


def test_two_processes_answer_every_update_once(stage):
    """
    Two processes on one inbox, updates of which a tenth is posted twice, to either: each has one answer.
    """
    total = int(os.environ.get("YOUJU_TEST_UPDATES", "100"))
    ports = [stage.replica(2)[1], stage.replica(2)[1]]
    path, secret = stage.told()
    assert 1 == len(stage.telegram.sent("setWebhook"))
    headers = {SECRET_HEADER: secret, "Content-Type": "application/json; charset=utf-8"}
    with httpx.Client(timeout=30) as http:
        for number in range(total):
            body = json.dumps(update(number + 1, "花园口拆了多少私搭乱建")).encode()
            for turn in range(2 if number % 10 == 0 else 1):
                address = f"http://127.0.0.1:{ports[(number + turn) % 2]}{path}"
                assert 200 == http.post(address, content=body, headers=headers).status_code
        answered = wait_for(
            lambda: len(stage.telegram.sent()) >= total and stage.telegram.sent(), 30 + total / 10, "the answers"
        )
        figures = http.get(f"http://127.0.0.1:{ports[0]}/metrics").text
    time.sleep(0.3)
    chats = [int(call["chat_id"]) for call in stage.telegram.sent()]
    assert (total, total) == (len(chats), len(set(chats)))
    assert all("118处" in call["text"] for call in answered)
    assert re.search(r'youju_updates_total\{chat_type="private",type="question"\} [0-9]+', figures)
    assert "youju_search_seconds_count" in figures
    assert not re.search(r"\b1[0-9]{3}\b.*chat", figures)
    assert [0, 0] == [bot.stop()[0] for bot in stage.bots]


def test_killed_process_loses_nothing_that_waits(stage):
    """
    A process is killed in the middle; the next one answers what was still in the inbox, and nothing twice.
    """
    bot, port = stage.replica()
    path, secret = stage.told()
    with httpx.Client(timeout=30) as http:
        for number in range(60):
            http.post(f"http://127.0.0.1:{port}{path}", json=update(number + 1), headers={SECRET_HEADER: secret})
    bot.process.send_signal(signal.SIGKILL)
    bot.process.wait(10)
    with sqlite3.connect(stage.home / "data" / "youju" / "bot" / "chats.sqlite") as raw:
        states = dict(raw.execute("SELECT state, count(*) FROM inbox GROUP BY state").fetchall())
    assert 60 == sum(states.values())
    before = len(stage.telegram.sent())
    again, _ = stage.replica()
    wait_for(lambda: len(stage.telegram.sent()) >= before + states.get("new", 0), 30, "the rest")
    assert 0 == again.stop()[0]
    chats = [int(call["chat_id"]) for call in stage.telegram.sent()]
    assert len(chats) == len(set(chats))
    assert len(chats) >= 60 - states.get("sending", 0)


def test_ready_only_when_the_base_is_loaded_and_telegram_was_reached(tmp_path):
    """
    /readyz is 503 until then; /healthz fails when polls have not been answered for a minute and a half.
    """
    seen: dict[str, int] = {}

    async def scene() -> None:
        told = Settings(token="t", api=f"http://127.0.0.1:{free_port()}", data=tmp_path)
        desk = Desk(told, FakeBase(), Chats(tmp_path / "bot"))  # type: ignore[arg-type]
        door, stop, ready = Door(), asyncio.Event(), asyncio.Event()
        await door.open("127.0.0.1", 0)
        from bot.running import _is_ready

        door.answer("/readyz", lambda request: _is_ready(ready))
        running = asyncio.ensure_future(run_desk(desk, stop, door, ready))
        await asyncio.sleep(0.1)
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{door.port}") as http:
            seen["before"] = (await http.get("/readyz")).status_code
            seen["alive"] = (await http.get("/healthz")).status_code
            real = time.monotonic
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr("bot.running.time.monotonic", lambda: real() + 100)
                seen["frozen"] = (await http.get("/healthz")).status_code
            ready.set()
            seen["after"] = (await http.get("/readyz")).status_code
        stop.set()
        with pytest.raises(Exception):  # noqa: B017, PT011 - it was stopped before it was connected
            await running
        await door.close()
        desk.close()

    asyncio.run(scene())
    assert {"before": 503, "alive": 200, "frozen": 503, "after": 200} == seen


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"GET /there HTTP/1.1\r\n\r\n", 200),
        (b"GET /there?x=1 HTTP/1.1\r\nConnection: close\r\n\r\n", 200),
        (b"GET /nowhere HTTP/1.1\r\n\r\n", 404),
        (b"nonsense\r\n\r\n", 400),
        (b"POST /there HTTP/1.1\r\nContent-Length: x\r\n\r\n", 400),
        (b"POST /there HTTP/1.1\r\nContent-Length: %d\r\n\r\n" % (BODY_BYTES + 1), 413),
        (b"POST /there HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n", 411),
        (b"GET /there HTTP/1.1\r\nX: " + b"x" * 20000 + b"\r\n\r\n", 431),
        (b"GET /broken HTTP/1.1\r\n\r\n", 500),
    ],
)
def test_door_refuses_what_it_should(sent, status):
    """
    Too much, too odd or too broken a request gets its status, and the door stays open.
    """

    async def there(request: Request) -> Response:
        return Response(text="here")

    async def broken(request: Request) -> Response:
        raise RuntimeError("x")

    async def scene() -> tuple[bytes, bytes]:
        door = Door()
        door.answer("/there", there)
        door.answer("/broken", broken)
        await door.open("127.0.0.1", 0)
        answers = []
        for wish in (sent, b"GET /there HTTP/1.1\r\n\r\n"):
            reader, writer = await asyncio.open_connection("127.0.0.1", door.port)
            writer.write(wish)
            answers.append(await asyncio.wait_for(reader.readuntil(b"\r\n"), 5))
            writer.close()
        await door.close()
        return answers[0], answers[1]

    first, second = asyncio.run(scene())
    assert f" {status} ".encode() in first
    assert b" 200 " in second


def test_metrics_are_what_a_monitor_reads():
    """
    Counters, histograms and gauges in the text format of Prometheus.
    """
    metrics = Metrics()
    metrics.count("answers_total", outcome="answered")
    metrics.count("answers_total", outcome="answered")
    metrics.time("search_seconds", 0.004)
    metrics.time("search_seconds", 99)
    metrics.gauge("articles", lambda: 2)
    lines = metrics.render().splitlines()
    assert 'youju_answers_total{outcome="answered"} 2' in lines
    assert 'youju_search_seconds_bucket{le="0.005"} 1' in lines
    assert 'youju_search_seconds_bucket{le="+Inf"} 2' in lines
    assert "youju_search_seconds_sum 99.004000" in lines
    assert "youju_articles 2" in lines
