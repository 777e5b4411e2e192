"""The strict Telegram refuses what Telegram refuses: what passes it in the other tests is worth that."""

import asyncio

import httpx
import pytest

from tests.bot.strict_telegram import Refusal, StrictServer, StrictTelegram

MESSAGE = {"chat_id": "100", "text": "x"}


def button(**more):
    return {"inline_keyboard": [[{"text": "x", **more}]]}


def result(number: int, text: str = "x"):
    return {"id": str(number), "title": "x", "input_message_content": {"message_text": text, "parse_mode": "HTML"}}


@pytest.fixture
def telegram():
    made = StrictTelegram()
    made.put(callback_query={"id": "p1"})
    made.put(inline_query={"id": "i1"})
    made.put(guest_message={"guest_query_id": "g1"})
    return made


@pytest.mark.parametrize(
    ("method", "parameters", "said"),
    [
        ("sendMessage", {**MESSAGE, "text": " \n"}, "text is empty"),
        ("sendMessage", {**MESSAGE, "text": "长" * 4097}, "too long"),
        ("sendMessage", {**MESSAGE, "text": "😀" * 2049}, "too long"),
        ("sendMessage", {**MESSAGE, "text": "<b>x", "parse_mode": "HTML"}, "end tag"),
        ("sendMessage", {**MESSAGE, "text": "<b><i>x</b></i>", "parse_mode": "HTML"}, "end tag"),
        ("sendMessage", {**MESSAGE, "text": "<p>x</p>", "parse_mode": "HTML"}, "Unsupported start tag"),
        ("sendMessage", {**MESSAGE, "text": "1 < 2", "parse_mode": "HTML"}, "parse entities"),
        ("sendMessage", {**MESSAGE, "text": "&nbsp;x", "parse_mode": "HTML"}, "parse entities"),
        ("sendMessage", {**MESSAGE, "text": "<b>x</b>" * 101, "parse_mode": "HTML"}, "too many entities"),
        ("sendMessage", {**MESSAGE, "text": "\ud800"}, "UTF-8"),
        ("sendMessage", {**MESSAGE, "message_thread_id": 0}, "thread not found"),
        ("sendMessage", {**MESSAGE, "reply_parameters": {"message_id": 9}}, "replied not found"),
        ("sendMessage", {**MESSAGE, "reply_markup": button(callback_data="问" * 22)}, "BUTTON_DATA_INVALID"),
        ("sendMessage", {**MESSAGE, "reply_markup": button(callback_data="")}, "BUTTON_DATA_INVALID"),
        ("sendMessage", {**MESSAGE, "reply_markup": button(copy_text={"text": "x" * 257})}, "COPY_TEXT"),
        ("sendMessage", {**MESSAGE, "reply_markup": button(url="javascript:1")}, "URL_INVALID"),
        ("sendMessage", {**MESSAGE, "reply_markup": button(url="https://a.b", callback_data="x")}, "unallowed"),
        ("sendPhoto", {"chat_id": "100", "caption": "长" * 1025}, "too long"),
        ("editMessageText", {**MESSAGE, "message_id": "7"}, "edit not found"),
        ("answerCallbackQuery", {"callback_query_id": "stale"}, "too old"),
        ("answerCallbackQuery", {"callback_query_id": "p1", "text": "长" * 201}, "TOO_LONG"),
        ("answerInlineQuery", {"inline_query_id": "stale", "results": []}, "too old"),
        ("answerInlineQuery", {"inline_query_id": "i1", "results": [result(1), result(1)]}, "DUPLICATE"),
        ("answerInlineQuery", {"inline_query_id": "i1", "results": [result(n) for n in range(51)]}, "DUPLICATE"),
        ("answerInlineQuery", {"inline_query_id": "i1", "results": [result(1, "<b>")]}, "end tag"),
        ("answerGuestQuery", {"guest_query_id": "stale", "result": result(1)}, "too old"),
        ("setMyCommands", {"commands": [{"command": "问", "description": "x"}]}, "COMMAND_INVALID"),
        ("setMyDescription", {"description": "长" * 513}, "DESCRIPTION"),
        ("setMyShortDescription", {"short_description": "长" * 121}, "DESCRIPTION"),
        ("nosuch", {}, "Not Found"),
    ],
)
def test_call_that_telegram_refuses_is_refused(telegram, method, parameters, said):
    """
    Lengths are counted in UTF-16 units, data in bytes, and what is over cannot be answered.
    """
    with pytest.raises(Refusal, match=said):
        telegram.call(method, parameters)


@pytest.mark.parametrize(
    ("method", "parameters"),
    [
        ("answerCallbackQuery", {"callback_query_id": "p1"}),
        ("answerInlineQuery", {"inline_query_id": "i1", "results": [result(1)]}),
        ("answerGuestQuery", {"guest_query_id": "g1", "result": result(1)}),
    ],
)
def test_second_answer_is_refused(telegram, method, parameters):
    """
    A press, an inline query and a guest are answered once.
    """
    telegram.call(method, parameters)
    with pytest.raises(Refusal):
        telegram.call(method, parameters)


def test_edit_that_changes_nothing_is_refused(telegram):
    """
    The same words once more are "not modified".
    """
    sent = telegram.call("sendMessage", {"chat_id": "100", "text": "x"})
    edit = {"chat_id": "100", "message_id": sent["message_id"], "text": "y"}
    telegram.call("editMessageText", edit)
    with pytest.raises(Refusal, match="not modified"):
        telegram.call("editMessageText", edit)


def test_server_wants_its_token_and_can_fail_in_every_way():
    """
    Over HTTP: a wrong token is 401, and a call can be refused, flooded, hung up on, or answered with nonsense.
    """
    telegram = StrictTelegram()

    async def scene():
        server = StrictServer(telegram)
        await server.start()
        root = f"http://127.0.0.1:{server.port}/bot"
        telegram.script("getMe", 429, "Too Many Requests", retry_after=3)
        telegram.script("getMe", garbage=b"nonsense")
        telegram.script("getMe", outage=ConnectionError())
        async with httpx.AsyncClient() as client:
            assert 401 == (await client.post(f"{root}1:wrong/getMe")).status_code
            flooded = await client.post(f"{root}{telegram.token}/getMe")
            assert (429, 3) == (flooded.status_code, flooded.json()["parameters"]["retry_after"])
            assert b"nonsense" == (await client.post(f"{root}{telegram.token}/getMe")).content
            with pytest.raises(httpx.RemoteProtocolError):
                await client.post(f"{root}{telegram.token}/getMe")
            assert (await client.post(f"{root}{telegram.token}/getMe")).json()["ok"]
        await server.stop()

    asyncio.run(scene())
