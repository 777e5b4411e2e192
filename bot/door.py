"""Requests over HTTP, in; health, readiness, metrics and Telegram's webhook, out.

A server of its own, for what it answers is little and what it must refuse is much: it listens on loopback, behind
whatever speaks TLS to the world.
"""

import asyncio
import contextlib
import hmac
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from http import HTTPStatus

log = logging.getLogger(__name__)

HEAD_BYTES = 16 * 1024
BODY_BYTES = 1024 * 1024
PATIENCE_S = 10.0
IDLE_S = 75.0
CONNECTIONS = 256


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked; header names in lower case."""

    method: str
    path: str
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Response:
    """What is answered."""

    status: HTTPStatus = HTTPStatus.OK
    text: str = ""


Answerer = Callable[[Request], Awaitable[Response]]


class Refused(Exception):
    """A request that is not read to its end."""

    def __init__(self, status: HTTPStatus) -> None:
        self.status = status
        super().__init__(status.phrase)


class Door:
    """Listens, and hands each request to the one who answers its path."""

    def __init__(self) -> None:
        self.port = 0
        self._answerers: dict[str, Answerer] = {}
        self._server: asyncio.Server | None = None
        self._lines: set[asyncio.Task[None]] = set()

    def answer(self, path: str, answerer: Answerer) -> None:
        """Name who answers a path."""
        self._answerers[path] = answerer

    async def open(self, host: str, port: int) -> None:
        """
        Listen.

        Raises:
            OSError: Somebody else listens there, or the address is not ours.
        """
        self._server = await asyncio.start_server(self._serve, host, port, limit=HEAD_BYTES)
        self.port = self._server.sockets[0].getsockname()[1]

    async def close(self) -> None:
        """Take nothing more, and hang up."""
        if self._server:
            self._server.close()
        for line in self._lines:
            line.cancel()
        await asyncio.gather(*self._lines, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        if task is None or len(self._lines) >= CONNECTIONS:
            writer.close()
            return
        self._lines.add(task)
        task.add_done_callback(self._lines.discard)
        try:
            while await self._one(reader, writer):
                pass
        except (ConnectionError, TimeoutError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    async def _one(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        """Answer one request; return whether another may follow on the same line."""
        goes_on = False
        try:
            request = await _read(reader)
            goes_on = request.headers.get("connection", "").lower() != "close"
            answerer = self._answerers.get(request.path)
            response = await answerer(request) if answerer else Response(HTTPStatus.NOT_FOUND)
        except Refused as refused:
            response = Response(refused.status)
        except (ConnectionError, TimeoutError, asyncio.IncompleteReadError, asyncio.CancelledError):
            raise
        except Exception as error:
            log.error("a request failed: %s", type(error).__name__, exc_info=error)
            response = Response(HTTPStatus.INTERNAL_SERVER_ERROR)
        body = response.text.encode()
        head = (
            f"HTTP/1.1 {response.status.value} {response.status.phrase}\r\n"
            "Content-Type: text/plain; charset=utf-8\r\n"
            f"Content-Length: {len(body)}\r\n"
            f"Connection: {'keep-alive' if goes_on else 'close'}\r\n\r\n"
        )
        writer.write(head.encode() + body)
        await asyncio.wait_for(writer.drain(), PATIENCE_S)
        return goes_on


async def _read(reader: asyncio.StreamReader) -> Request:
    try:
        head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), IDLE_S)
    except asyncio.LimitOverrunError:
        raise Refused(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE) from None
    line, *rows = head.decode("latin-1").split("\r\n")[:-2]
    words = line.split(" ")
    if len(words) != 3 or not words[2].startswith("HTTP/1."):
        raise Refused(HTTPStatus.BAD_REQUEST)
    headers = {name.strip().lower(): value.strip() for name, _, value in (row.partition(":") for row in rows)}
    if "transfer-encoding" in headers:
        raise Refused(HTTPStatus.LENGTH_REQUIRED)
    length = headers.get("content-length", "0")
    if not (length.isascii() and length.isdigit() and len(length) <= 9):
        raise Refused(HTTPStatus.BAD_REQUEST)
    if int(length) > BODY_BYTES:
        raise Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    body = await asyncio.wait_for(reader.readexactly(int(length)), PATIENCE_S) if int(length) else b""
    return Request(words[0], words[1].partition("?")[0], headers, body)


def is_equal(given: str, expected: str) -> bool:
    """Compare a secret in a time that does not tell how much of it was right."""
    return hmac.compare_digest(given.encode(), expected.encode())


async def open_quietly(door: Door, host: str, port: int) -> str:
    """Listen; return what is wrong where that cannot be done."""
    with contextlib.suppress(ValueError):
        try:
            await door.open(host, port)
        except OSError as error:
            return error.strerror or type(error).__name__
    return ""
