"""
A Telegram that refuses what Telegram refuses: lengths, markup, sizes of data, double answers, stale presses.

It is one state with one method, `call`, and two ways in: `StrictRequest` under a real Application inside the process,
and `StrictServer` over real HTTP on loopback. `script` makes the next calls of a method fail: 429, 403, 400, an outage.
"""

import asyncio
import json
import re
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import httpx
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
ENTITY_LIMIT = 100
DATA_LIMIT = 64
COPY_LIMIT = 256
TAGS = {
    "b",
    "strong",
    "i",
    "em",
    "u",
    "ins",
    "s",
    "strike",
    "del",
    "span",
    "tg-spoiler",
    "a",
    "code",
    "pre",
    "blockquote",
}
ENTITIES = {"lt", "gt", "amp", "quot"}
BOT = {
    "id": 4242,
    "is_bot": True,
    "first_name": "有据",
    "username": "youju_test_bot",
    "can_join_groups": True,
    "can_read_all_group_messages": False,
    "supports_inline_queries": True,
}
Parameters = dict[str, Any]


class Refusal(Exception):
    """Telegram says no."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        self.code, self.description, self.parameters = code, description, parameters
        super().__init__(description)

    def body(self) -> Parameters:
        """What is sent back."""
        body: Parameters = {"ok": False, "error_code": self.code, "description": self.description}
        return {**body, "parameters": self.parameters} if self.parameters else body


class MarkupReader(HTMLParser):
    """Reads the HTML that Telegram takes, and refuses any other."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.text: list[str] = []
        self.open: list[str] = []
        self.entities = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = {name for name, _ in attrs}
        if tag not in TAGS:
            raise Refusal(400, f'Bad Request: can\'t parse entities: Unsupported start tag "{tag}"')
        if {"code", "pre"} & set(self.open):
            raise Refusal(400, "Bad Request: can't parse entities: nested entity in code")
        if tag == "blockquote" and "blockquote" in self.open:
            raise Refusal(400, "Bad Request: can't parse entities: nested blockquote")
        allowed = {"a": {"href"}, "blockquote": {"expandable"}, "span": {"class"}, "code": {"class"}}.get(tag, set())
        if names - allowed:
            raise Refusal(400, f"Bad Request: can't parse entities: attribute {names - allowed}")
        self.open.append(tag)
        self.entities += 1

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            raise Refusal(400, f'Bad Request: can\'t parse entities: Unmatched end tag "{tag}"')

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        raise Refusal(400, "Bad Request: can't parse entities: self-closing tag")

    def handle_data(self, data: str) -> None:
        # Telegram lets a lone & pass; whoever escapes everything never sends one.
        if "<" in data or "&" in data:
            raise Refusal(400, "Bad Request: can't parse entities: stray markup character")
        self.text.append(data)

    def handle_entityref(self, name: str) -> None:
        if name not in ENTITIES:
            raise Refusal(400, f"Bad Request: can't parse entities: entity &{name};")
        self.text.append({"lt": "<", "gt": ">", "amp": "&", "quot": '"'}[name])

    def handle_charref(self, name: str) -> None:
        self.text.append(chr(int(name[1:], 16) if name[:1] in "xX" else int(name)))

    def handle_comment(self, data: str) -> None:
        raise Refusal(400, "Bad Request: can't parse entities: comment")

    handle_decl = handle_pi = unknown_decl = handle_comment


def read_markup(text: str, parse_mode: str | None) -> str:
    """
    Return the text of a message without its markup.

    Raises:
        Refusal: Telegram would not take it.
    """
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        raise Refusal(400, "Bad Request: text must be encoded in UTF-8") from None
    if parse_mode is None:
        return text
    if parse_mode != "HTML":
        raise Refusal(400, "Bad Request: unsupported parse_mode")
    if re.search(r"<(?![a-z/])|<[^>]*$", text):
        raise Refusal(400, "Bad Request: can't parse entities: unclosed start tag")
    reader = MarkupReader()
    reader.feed(text)
    reader.close()
    if reader.open:
        raise Refusal(400, f"Bad Request: can't parse entities: Can't find end tag of {reader.open[-1]}")
    if reader.entities > ENTITY_LIMIT:
        raise Refusal(400, "Bad Request: too many entities")
    return "".join(reader.text)


def utf16(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def check_text(text: str, parse_mode: str | None, limit: int = TEXT_LIMIT) -> str:
    """Check the text of a message as Telegram does."""
    plain = read_markup(text, parse_mode)
    if not plain.strip():
        raise Refusal(400, "Bad Request: message text is empty")
    if utf16(plain) > limit:
        raise Refusal(400, "Bad Request: message is too long")
    return plain


def check_keyboard(markup: Parameters | None) -> None:
    """Check inline buttons as Telegram does."""
    if not markup:
        return
    rows = markup["inline_keyboard"]
    if sum(map(len, rows)) > 100 or any(not 0 < len(row) <= 8 for row in rows):
        raise Refusal(400, "Bad Request: reply markup is too long")
    for button in (button for row in rows for button in row):
        if not button.get("text", "").strip():
            raise Refusal(400, "Bad Request: button text is empty")
        kinds = set(button) - {"text", "style", "icon_custom_emoji_id"}
        if len(kinds) != 1:
            raise Refusal(400, "Bad Request: text buttons are unallowed in the inline keyboard")
        if "callback_data" in button and not 0 < len(button["callback_data"].encode("utf-8")) <= DATA_LIMIT:
            raise Refusal(400, "Bad Request: BUTTON_DATA_INVALID")
        if "copy_text" in button and not 0 < utf16(button["copy_text"]["text"]) <= COPY_LIMIT:
            raise Refusal(400, "Bad Request: BUTTON_COPY_TEXT_INVALID")
        if "url" in button and not button["url"].startswith(("https://", "http://", "tg://")):
            raise Refusal(400, "Bad Request: BUTTON_URL_INVALID")


@dataclass
class Scripted:
    """One answer that is not what would have come."""

    refusal: Refusal | None = None
    outage: Exception | None = None
    garbage: bytes | None = None


class Garbage(Exception):
    """What is sent back is no answer of Telegram's."""


@dataclass
class StrictTelegram:
    """The state of a Telegram with one bot."""

    me: Parameters = field(default_factory=lambda: dict(BOT))
    token: str = "4242:" + "A" * 35
    calls: list[tuple[str, Parameters]] = field(default_factory=list)
    messages: dict[tuple[int, int], Parameters] = field(default_factory=dict)
    administrators: set[tuple[int, int]] = field(default_factory=set)
    files: dict[str, bytes] = field(default_factory=dict)
    presses: set[str] = field(default_factory=set)
    inline: set[str] = field(default_factory=set)
    guests: set[str] = field(default_factory=set)
    pending: list[Parameters] = field(default_factory=list)
    again: list[Parameters] = field(default_factory=list)  # delivered once more, whatever the offset
    next_message: int = 1000
    next_update: int = 1
    scripted: dict[str, deque[Scripted]] = field(default_factory=dict)
    sent_files: list[tuple[str, bytes]] = field(default_factory=list)

    # What tests do

    def script(
        self,
        method: str,
        code: int | None = None,
        description: str = "",
        *,
        times: int = 1,
        outage: Exception | None = None,
        garbage: bytes | None = None,
        **parameters: int,
    ) -> None:
        """Let the next calls of a method fail: refused, hung up on, or answered with nonsense."""
        refusal = Refusal(code, description, **parameters) if code else None
        self.scripted.setdefault(method, deque()).extend([Scripted(refusal, outage, garbage)] * times)

    def sent(self, *methods: str) -> list[Parameters]:
        """List what the bot sent."""
        methods = methods or ("sendMessage",)
        return [parameters for method, parameters in self.calls if method in methods]

    def visible(self) -> list[str]:
        """Name the calls that somebody sees, in order."""
        seen = ("sendMessage", "editMessageText", "editMessageReplyMarkup", "answerInlineQuery", "answerGuestQuery")
        return [
            method for method, _ in self.calls if method in (*seen, "answerCallbackQuery", "sendDocument", "sendPhoto")
        ]

    def put(self, **update: Any) -> Parameters:
        """Queue an update for getUpdates."""
        made = {"update_id": self.next_update, **update}
        self.next_update += 1
        self.pending.append(made)
        for kind, known in (("callback_query", self.presses), ("inline_query", self.inline)):
            if kind in update:
                known.add(update[kind]["id"])
        if "guest_message" in update:
            self.guests.add(update["guest_message"]["guest_query_id"])
        return made

    # What the bot does

    def call(self, method: str, parameters: Parameters, files: dict[str, bytes] | None = None) -> Any:
        """
        Answer a call.

        Raises:
            Refusal: Telegram says no.
        """
        self.calls.append((method, parameters))
        waiting = self.scripted.get(method)
        if waiting:
            planned = waiting.popleft()
            if planned.outage:
                raise planned.outage
            if planned.garbage is not None:
                raise Garbage(planned.garbage)
            if planned.refusal:
                raise planned.refusal
        handler: Callable[..., Any] | None = getattr(self, f"_{method}", None)
        if handler is None:
            raise Refusal(404, "Not Found")
        for name, body in (files or {}).items():
            self.sent_files.append((name, body))
        return handler(parameters)

    def _getMe(self, parameters: Parameters) -> Parameters:
        return self.me

    def _deleteWebhook(self, parameters: Parameters) -> bool:
        return True

    def _setWebhook(self, parameters: Parameters) -> bool:
        if not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", parameters.get("secret_token", "")):
            raise Refusal(400, "Bad Request: secret token is invalid")
        return True

    def _getUpdates(self, parameters: Parameters) -> list[Parameters]:
        offset = int(parameters.get("offset") or 0)
        self.pending = [update for update in self.pending if update["update_id"] >= offset]
        again, self.again = self.again, []
        return [*again, *self.pending][:100]

    def _setMyCommands(self, parameters: Parameters) -> bool:
        commands = parameters["commands"]
        if len(commands) > 100 or len(parameters.get("language_code") or "") not in (0, 2):
            raise Refusal(400, "Bad Request: BOT_COMMANDS_TOO_MUCH")
        for command in commands:
            if not re.fullmatch(r"[a-z0-9_]{1,32}", command["command"]) or not 1 <= len(command["description"]) <= 256:
                raise Refusal(400, "Bad Request: BOT_COMMAND_INVALID")
        return True

    def _setMyDescription(self, parameters: Parameters) -> bool:
        if len(parameters.get("language_code") or "") not in (0, 2) or utf16(parameters["description"]) > 512:
            raise Refusal(400, "Bad Request: BOT_DESCRIPTION_INVALID")
        return True

    def _setMyShortDescription(self, parameters: Parameters) -> bool:
        if len(parameters.get("language_code") or "") not in (0, 2) or utf16(parameters["short_description"]) > 120:
            raise Refusal(400, "Bad Request: BOT_DESCRIPTION_INVALID")
        return True

    def _sendChatAction(self, parameters: Parameters) -> bool:
        return True

    def _sendMessage(self, parameters: Parameters) -> Parameters:
        chat = int(parameters["chat_id"])
        plain = check_text(parameters["text"], parameters.get("parse_mode"))
        check_keyboard(parameters.get("reply_markup"))
        reply = parameters.get("reply_parameters")
        known = reply and (chat, int(reply["message_id"])) in self.messages
        if reply and not known and not reply.get("allow_sending_without_reply"):
            raise Refusal(400, "Bad Request: message to be replied not found")
        if parameters.get("message_thread_id") == 0:
            raise Refusal(400, "Bad Request: message thread not found")
        return self._keep(chat, plain, parameters)

    def _sendDocument(self, parameters: Parameters) -> Parameters:
        check_text(parameters.get("caption") or " .", parameters.get("parse_mode"), CAPTION_LIMIT)
        return self._keep(int(parameters["chat_id"]), "", parameters)

    _sendPhoto = _sendDocument

    def _keep(self, chat: int, plain: str, parameters: Parameters) -> Parameters:
        self.next_message += 1
        kind = "private" if chat > 0 else "supergroup"
        message = {
            "message_id": self.next_message,
            "date": int(time.time()),
            "chat": {"id": chat, "type": kind, **({"title": "群"} if chat < 0 else {"first_name": "某人"})},
            "from": self.me,
            "text": plain,
        }
        if parameters.get("reply_markup"):
            message["reply_markup"] = parameters["reply_markup"]
        self.messages[chat, self.next_message] = {**message, "html": parameters.get("text")}
        return message

    def _edit(self, parameters: Parameters, plain: str | None) -> Parameters:
        key = (int(parameters.get("chat_id") or 0), int(parameters.get("message_id") or 0))
        message = self.messages.get(key)
        if message is None:
            raise Refusal(400, "Bad Request: message to edit not found")
        if message["from"]["id"] != self.me["id"]:
            raise Refusal(400, "Bad Request: message can't be edited")
        check_keyboard(parameters.get("reply_markup"))
        html = parameters.get("text", message.get("html"))
        if (html, parameters.get("reply_markup")) == (message.get("html"), message.get("reply_markup")):
            raise Refusal(400, "Bad Request: message is not modified")
        message.update(html=html, reply_markup=parameters.get("reply_markup"))
        if plain is not None:
            message["text"] = plain
        return {key: value for key, value in message.items() if key != "html" and value is not None}

    def _editMessageText(self, parameters: Parameters) -> Parameters:
        return self._edit(parameters, check_text(parameters["text"], parameters.get("parse_mode")))

    def _editMessageReplyMarkup(self, parameters: Parameters) -> Parameters:
        return self._edit(parameters, None)

    def _answerCallbackQuery(self, parameters: Parameters) -> bool:
        if parameters["callback_query_id"] not in self.presses:
            raise Refusal(400, "Bad Request: query is too old and response timeout expired or query ID is invalid")
        self.presses.discard(parameters["callback_query_id"])
        if utf16(parameters.get("text") or "") > 200:
            raise Refusal(400, "Bad Request: MESSAGE_TOO_LONG")
        return True

    def _answerInlineQuery(self, parameters: Parameters) -> bool:
        if parameters["inline_query_id"] not in self.inline:
            raise Refusal(400, "Bad Request: query is too old and response timeout expired or query ID is invalid")
        self.inline.discard(parameters["inline_query_id"])
        results = parameters["results"]
        ids = [result["id"] for result in results]
        if len(results) > 50 or len(set(ids)) < len(ids):
            raise Refusal(400, "Bad Request: RESULT_ID_DUPLICATE")
        for result in results:
            self._check_result(result)
        button = parameters.get("button")
        if button and not re.fullmatch(r"[A-Za-z0-9_-]{1,64}", button.get("start_parameter", "")):
            raise Refusal(400, "Bad Request: START_PARAM_INVALID")
        return True

    def _answerGuestQuery(self, parameters: Parameters) -> Parameters:
        if parameters["guest_query_id"] not in self.guests:
            raise Refusal(400, "Bad Request: guest query is too old or was answered")
        self._check_result(parameters["result"])
        self.guests.discard(parameters["guest_query_id"])
        return {"inline_message_id": "g1"}

    def _check_result(self, result: Parameters) -> None:
        if not 1 <= len(result["id"].encode()) <= DATA_LIMIT or not result.get("title", "").strip():
            raise Refusal(400, "Bad Request: RESULT_ID_INVALID")
        content = result["input_message_content"]
        check_text(content["message_text"], content.get("parse_mode"))
        check_keyboard(result.get("reply_markup"))

    def _getChatMember(self, parameters: Parameters) -> Parameters:
        chat, person = int(parameters["chat_id"]), int(parameters["user_id"])
        status = "creator" if (chat, person) in self.administrators else "member"
        user = {"id": person, "is_bot": False, "first_name": "某人"}
        return {"status": status, "user": user, **({"is_anonymous": False} if status == "creator" else {})}

    def _getFile(self, parameters: Parameters) -> Parameters:
        if parameters["file_id"] not in self.files:
            raise Refusal(400, "Bad Request: wrong file_id")
        body = self.files[parameters["file_id"]]
        return {
            "file_id": parameters["file_id"],
            "file_unique_id": "u" + parameters["file_id"],
            "file_size": len(body),
            "file_path": f"documents/{parameters['file_id']}",
        }


def lost(kind: type[httpx.HTTPError]) -> Exception:
    """Make the library's error of a call that failed on the wire in a given way."""
    wire = kind("scripted")
    error: Exception = (
        TimedOut() if issubclass(kind, httpx.TimeoutException) else NetworkError(f"httpx.{kind.__name__}")
    )
    error.__cause__ = wire
    return error


class StrictRequest(BaseRequest):
    """The way in for an Application in the same process."""

    def __init__(self, telegram: StrictTelegram) -> None:
        self.telegram = telegram

    @property
    def read_timeout(self) -> float:
        return 5.0

    async def initialize(self) -> None:
        pass

    async def shutdown(self) -> None:
        pass

    async def do_request(self, url: str, method: str, request_data: RequestData | None = None, **more: Any) -> Any:
        if "/file/bot" in url:
            return 200, self.telegram.files[url.rsplit("/", 1)[-1]]
        parameters = json.loads(json.dumps(request_data.parameters)) if request_data else {}
        await asyncio.sleep(0)
        try:
            result = self.telegram.call(url.rsplit("/", 1)[-1], decode(parameters), files_of(request_data))
        except Refusal as refusal:
            return refusal.code, json.dumps(refusal.body()).encode()
        return 200, json.dumps({"ok": True, "result": result}).encode()


def files_of(request_data: RequestData | None) -> dict[str, bytes]:
    multipart = request_data.multipart_data if request_data else None
    return {name: parts[1] for name, parts in (multipart or {}).items()}


def decode(parameters: Parameters) -> Parameters:
    """Read the values that travel as JSON inside a form."""
    nested = ("reply_markup", "reply_parameters", "link_preview_options", "results", "result", "button", "commands")
    return {
        name: json.loads(value) if name in (*nested, "scope", "allowed_updates") and isinstance(value, str) else value
        for name, value in parameters.items()
    }


class StrictServer:
    """The way in over real HTTP: for the bot as a process, and for benchmarks."""

    def __init__(self, telegram: StrictTelegram) -> None:
        self.telegram = telegram
        self.port = 0
        self._server: asyncio.Server | None = None
        self._lines: set[asyncio.Task[None]] = set()

    async def start(self, port: int = 0) -> None:
        """Listen on loopback."""
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", port)
        self.port = self._server.sockets[0].getsockname()[1]

    async def stop(self) -> None:
        """Stop listening, and hang up."""
        if self._server:
            self._server.close()
            self._server = None
        for line in self._lines:
            line.cancel()
        await asyncio.gather(*self._lines, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task
        self._lines.add(task)
        task.add_done_callback(self._lines.discard)
        try:
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
                line, *headers = head.split("\r\n")
                length = next((int(h.split(":")[1]) for h in headers if h.lower().startswith("content-length:")), 0)
                kind = next((h for h in headers if h.lower().startswith("content-type:")), "")
                body = await reader.readexactly(length) if length else b""
                status, payload = await self._answer(urlsplit(line.split(" ")[1]).path, kind, body)
                head = (
                    f"HTTP/1.1 {status} X\r\nContent-Type: application/json\r\nContent-Length: {len(payload)}\r\n\r\n"
                )
                writer.write(head.encode() + payload)
                await writer.drain()
                if self._server is None:
                    break
        except (asyncio.IncompleteReadError, ConnectionError, asyncio.CancelledError, NetworkError):
            pass  # hung up on, as scripted or by the bot
        finally:
            writer.close()

    async def _answer(self, path: str, kind: str, body: bytes) -> tuple[int, bytes]:
        if path.startswith("/file/bot"):
            body = self.telegram.files.get(path.rsplit("/", 1)[-1])
            return (404, b'{"ok":false,"error_code":404,"description":"Not Found"}') if body is None else (200, body)
        if not path.startswith(f"/bot{self.telegram.token}/"):
            return 401, json.dumps(Refusal(401, "Unauthorized").body()).encode()
        method = path.rsplit("/", 1)[-1]
        parameters, files = read_form(kind, body)
        if method == "getUpdates":
            deadline = time.monotonic() + min(float(parameters.get("timeout") or 0), 2.0)
            offset = int(parameters.get("offset") or 0)
            while time.monotonic() < deadline and not (
                self.telegram.again or any(update["update_id"] >= offset for update in self.telegram.pending)
            ):
                await asyncio.sleep(0.005)
        try:
            result = self.telegram.call(method, parameters, files)
        except Garbage as garbage:
            return 200, bytes(garbage.args[0])
        except Refusal as refusal:
            return refusal.code, json.dumps(refusal.body()).encode()
        return 200, json.dumps({"ok": True, "result": result}).encode()


def read_form(kind: str, body: bytes) -> tuple[Parameters, dict[str, bytes]]:
    """Read what a form says, either kind of form."""
    found = re.search(r"boundary=(\S+)", kind)
    if not found:
        return decode(dict(parse_qsl(body.decode(), keep_blank_values=True))), {}
    parameters: Parameters = {}
    files: dict[str, bytes] = {}
    for piece in body.split(b"--" + found[1].encode())[1:-1]:
        head, _, value = piece.strip(b"\r\n").partition(b"\r\n\r\n")
        name = re.search(rb'name="([^"]*)"', head)
        if name and b"filename=" in head:
            files[name[1].decode()] = value
        elif name:
            parameters[name[1].decode()] = value.decode()
    return decode(parameters), files
