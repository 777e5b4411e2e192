"""
A proxy that mends what the npm emulator answers, between the shipped bot and the emulator.

`telegram-test-api` 4.2.1 leaves out fields that Telegram always sends and answers some calls with null; the mends here
are the numbered ones of the notes. The bot itself is not changed: it is told to talk to this proxy.
"""

import json
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl

Sent = dict[str, Any]
ECHOED = (
    "chat_id", "reply_parameters", "link_preview_options", "reply_markup", "entities", "disable_notification",
    "protect_content", "parse_mode", "message_thread_id",
)  # fmt: skip


def mend_me(result: Any, sent: Sent) -> Any:
    return {"is_bot": True, **result}


def mend_message(result: Any, sent: Sent) -> Any:
    chat = int(sent["chat_id"])
    kept = {name: value for name, value in (result or {}).items() if name not in ECHOED}
    kept["chat"] = {
        "id": chat,
        "type": "private" if chat > 0 else "supergroup",
        "title" if chat < 0 else "first_name": "x",
    }
    kept["date"] = kept.get("date", time.time() * 1000) // 1000
    return kept


def mend_edit(result: Any, sent: Sent) -> Any:
    message = {"message_id": int(sent["message_id"]), "text": sent.get("text", ""), "date": time.time() * 1000}
    return mend_message(message, sent)


def mend_updates(result: Any, sent: Sent) -> Any:
    for update in result:
        if "callback_query" in update:
            update["callback_query"].setdefault("chat_instance", "1")
    return result


MENDS: dict[str, Callable[[Any, Sent], Any]] = {
    "getMe": mend_me,
    "sendMessage": mend_message,
    "editMessageText": mend_edit,
    "editMessageReplyMarkup": mend_edit,
    "getUpdates": mend_updates,
}


class MendingProxy:
    """Listens on loopback; every call that passes is kept in `calls`."""

    def __init__(self, emulator_port: int) -> None:
        self.calls: list[tuple[str, Sent]] = []
        proxy = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                status, payload = proxy.pass_on(emulator_port, self.path, dict(self.headers), body)
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(payload)))
                self.end_headers()
                self.wfile.write(payload)

            do_GET = do_POST

            def log_message(self, format: str, *args: object) -> None:
                pass

        class Server(ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, request: object, client_address: object) -> None:
                pass  # the bot hung up

        self._server = Server(("127.0.0.1", 0), Handler)
        self.port = int(self._server.server_address[1])
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def pass_on(self, port: int, path: str, headers: dict[str, str], body: bytes) -> tuple[int, bytes]:
        """Hand a call to the emulator and mend its answer."""
        method = path.rsplit("/", 1)[-1]
        sent = dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))
        self.calls.append((method, sent))
        kind = headers.get("Content-Type", "application/x-www-form-urlencoded")
        request = urllib.request.Request(
            f"http://127.0.0.1:{port}{path}", data=body, headers={"Content-Type": kind}, method="POST"
        )
        try:
            with urllib.request.urlopen(request, timeout=10) as response:
                answer = json.loads(response.read())
        except urllib.error.HTTPError as error:
            answer = json.loads(error.read() or b"{}")
        except OSError:
            return 502, json.dumps({"ok": False, "error_code": 502, "description": "Bad Gateway"}).encode()
        if "ok" not in answer:
            description = f"Bad Request: {method} is not supported here"
            return 400, json.dumps({"ok": False, "error_code": 400, "description": description}).encode()
        if not answer["ok"]:
            return int(answer["error_code"]), json.dumps(answer).encode()
        mend = MENDS.get(method, lambda result, sent: True if result is None else result)
        return 200, json.dumps({**answer, "result": mend(answer.get("result"), sent)}).encode()

    def stop(self) -> None:
        """Stop listening."""
        self._server.shutdown()
        self._server.server_close()
