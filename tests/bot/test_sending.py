"""The rate limiter on a clock of its own, and what is done when Telegram refuses, is flooded, or is away."""

import asyncio

import httpx
import pytest
from telegram.error import RetryAfter

from bot.rendering import Body
from bot.sending import ChatRateLimiter, Place
from tests.bot.harness import Clock
from tests.bot.strict_telegram import lost

BODY = Body("<b>118处</b>")


class Line:
    """A limiter with calls that take no time, and the moments at which they left."""

    def __init__(self) -> None:
        self.loop = VirtualLoop()
        self.limiter = ChatRateLimiter(self.loop.time, asyncio.sleep)
        self.left: list[tuple[float, object]] = []

    async def call(
        self, chat: object, endpoint: str = "sendMessage", fail: list[Exception] | None = None, took: float = 0
    ):
        async def callback() -> bool:
            self.left.append((self.loop.time(), chat))
            await asyncio.sleep(took)
            if fail:
                raise fail.pop(0)
            return True

        data = {"chat_id": chat} if chat else {}
        return await self.limiter.process_request(callback, (), {}, endpoint, data, None)

    def run(self, *calls):
        async def all_of_them() -> None:
            await asyncio.gather(*calls)

        self.loop.run_until_complete(all_of_them())
        return self.times()

    def times(self, chat: object = None) -> list[float]:
        return [at for at, whose in self.left if chat is None or whose == chat]


class VirtualLoop(asyncio.SelectorEventLoop):
    """An event loop whose clock jumps to the next thing to do."""

    def __init__(self) -> None:
        super().__init__()
        self.now = 1000.0

    def time(self) -> float:
        return self.now

    def _run_once(self) -> None:
        if not self._ready and self._scheduled:
            self.now = max(self.now, self._scheduled[0]._when)
        super()._run_once()


@pytest.fixture
def line():
    made = Line()
    yield made
    made.loop.close()


def most_within(times: list[float], seconds: float) -> int:
    """The most calls in any stretch of so many seconds."""
    return max(sum(begin <= at < begin + seconds for at in times) for begin in times)


def test_messages_to_one_private_chat_are_spread_out(line):
    """
    Twenty-five messages to one chat: a small burst, then one a second.
    """
    times = line.run(*(line.call(5) for _ in range(25)))
    assert 25 == len(times)
    assert 3 == most_within(times, 0.5)
    assert 21 <= times[-1] - times[0] <= 23


def test_group_gets_twenty_a_minute(line):
    """
    Thirty messages to a group: never more than twenty within a minute.
    """
    times = line.run(*(line.call(-5) for _ in range(30)))
    assert 20 == most_within(times, 60)
    assert times[-1] - times[0] >= 60


def test_thirty_a_second_overall(line):
    """
    A hundred chats at once: never more than thirty messages in a second.
    """
    times = line.run(*(line.call(chat) for chat in range(1, 101)))
    assert 30 == most_within(times, 1.0)
    assert 3 <= times[-1] - times[0] <= 4


def test_flooded_chat_waits_and_others_do_not(line):
    """
    After RetryAfter the chat waits until its deadline; another chat goes on at once.
    """
    line.run(line.call(1, fail=[RetryAfter(20)]), line.call(2))
    assert [1000.0] == line.times(2)
    assert [1000.0, 1020.0] == line.times(1)


def test_slow_call_under_way_does_not_end_the_wait(line):
    """
    A call that was on the wire when its chat was flooded, and then succeeds, lets nobody else through.
    """

    async def scene() -> None:
        slow = asyncio.ensure_future(line.call(1, took=5))
        await asyncio.sleep(0.1)
        flooded = asyncio.ensure_future(line.call(1, fail=[RetryAfter(30)]))
        await asyncio.sleep(6)
        assert slow.done()
        late = asyncio.ensure_future(line.call(1))
        await asyncio.gather(flooded, late)

    line.loop.run_until_complete(scene())
    assert [0.0, 0.1] == [round(at - 1000, 1) for at in line.times(1)[:2]]
    assert all(at >= 1030.1 for at in line.times(1)[2:])
    assert 4 == len(line.times(1))


def test_flood_without_end_is_given_up(line):
    """
    A chat that asks for more patience than there is gets no message.
    """
    with pytest.raises(RetryAfter):
        line.run(line.call(1, fail=[RetryAfter(3600)]))
    assert 1 == len(line.times())


@pytest.mark.parametrize(
    "endpoint", ["answerCallbackQuery", "answerInlineQuery", "answerGuestQuery", "getMe", "sendChatAction"]
)
def test_answers_that_are_worth_nothing_late_are_not_held_back(line, endpoint):
    """
    Presses and inline queries are answered at once, however much else there is to send.
    """
    line.run(*(line.call(1) for _ in range(10)), *(line.call(1, endpoint) for _ in range(50)))
    assert 50 <= sum(at == 1000.0 for at in line.times())


def test_edits_count_as_messages(line):
    """
    Telegram counts edits; so does the limiter.
    """
    times = line.run(*(line.call(5, "editMessageText") for _ in range(10)))
    assert 3 == most_within(times, 0.5)


def test_hurry_lets_out_what_is_queued(line):
    """
    When the bot stops, what waits for its second goes out, but not into a chat that is flooded.
    """

    async def scene() -> None:
        calls = [asyncio.ensure_future(line.call(-5)) for _ in range(25)]
        flooded = asyncio.ensure_future(line.call(7, fail=[RetryAfter(4)]))
        await asyncio.sleep(0.1)
        line.limiter.hurry()
        await asyncio.gather(*calls, flooded)

    line.loop.run_until_complete(scene())
    assert line.times(-5)[-1] <= 1002
    assert 1004.0 == line.times(7)[-1]


def test_order_within_a_chat_is_kept(line):
    """
    Messages to one chat leave in the order in which they were written.
    """
    said: list[int] = []

    async def numbered(number: int) -> None:
        async def callback() -> bool:
            said.append(number)
            return True

        await line.limiter.process_request(callback, (), {}, "sendMessage", {"chat_id": 1}, None)

    line.run(*(numbered(number) for number in range(8)))
    assert list(range(8)) == said


def test_idle_chats_are_dropped(line, monkeypatch):
    """
    The limiter does not grow with the number of chats it ever saw.
    """
    monkeypatch.setattr("bot.sending.LANES_KEPT", 100)
    line.run(*(line.call(chat) for chat in range(1, 151)))

    async def later() -> None:
        await asyncio.sleep(200)
        await line.call(9999)

    line.run(later())
    assert 1 == len(line.limiter._lanes)


def send(bot):
    return bot.run(bot.desk.sender.send(Place(100, None, 3), BODY))


def test_call_that_never_arrived_is_repeated(bot):
    """
    A connection that was not made carried nothing: the message is sent when there is one.
    """
    bot.telegram.script("sendMessage", outage=lost(httpx.ConnectError), times=3)
    assert send(bot) is not None
    assert 4 == len(bot.telegram.sent())


@pytest.mark.parametrize("kind", [httpx.ReadTimeout, httpx.ReadError, httpx.RemoteProtocolError])
def test_call_that_may_have_arrived_is_not_repeated(bot, kind):
    """
    A message whose answer did not come may have been sent: it is not sent twice.
    """
    bot.telegram.script("sendMessage", outage=lost(kind))
    assert send(bot) is None
    assert 1 == len(bot.telegram.sent())


def test_long_outage_is_not_waited_for_without_end(bot):
    """
    After a minute an answer is given up.
    """
    bot.telegram.script("sendMessage", outage=lost(httpx.ConnectError), times=100)
    began = bot.clock.now
    assert send(bot) is None
    assert bot.clock.now - began <= 75


def test_retry_after_is_obeyed_and_the_message_is_sent(bot):
    """
    A refused message was not sent: it goes out after the wait.
    """
    bot.telegram.script("sendMessage", 429, "Too Many Requests: retry after 3", retry_after=3)
    began = bot.clock.now
    assert send(bot) is not None
    assert bot.clock.now - began >= 3


@pytest.mark.parametrize(
    "description",
    ["Forbidden: bot was blocked by the user", "Forbidden: bot was kicked from the group chat"],
)
def test_chat_that_takes_nothing_is_left_alone(bot, description):
    """
    A blocked bot does not try again.
    """
    bot.telegram.script("sendMessage", 403, description)
    assert send(bot) is None
    assert 1 == len(bot.telegram.sent())


@pytest.mark.parametrize(
    ("description", "left_out"),
    [
        ("Bad Request: can't parse entities: Unsupported start tag", "parse_mode"),
        ("Bad Request: message to be replied not found", "reply_parameters"),
        ("Bad Request: BUTTON_DATA_INVALID", "reply_markup"),
        ("Bad Request: MESSAGE_TOO_LONG", "parse_mode"),
    ],
)
def test_what_telegram_refuses_is_left_out(bot, description, left_out):
    """
    A message goes out without the part that was refused.
    """
    from bot.keyboards import Button

    bot.telegram.script("sendMessage", 400, description)
    sent = bot.run(bot.desk.sender.send(Place(100, None, 3), BODY, ((Button("x", data="e"),),)))
    first, second = bot.telegram.sent()
    assert sent is not None
    assert left_out in first
    assert left_out not in second


def test_refusal_that_nothing_helps_against_ends(bot):
    """
    A refusal for another reason is not fought.
    """
    bot.telegram.script("sendMessage", 400, "Bad Request: chat not found", times=5)
    assert send(bot) is None
    assert 1 == len(bot.telegram.sent())


def test_edit_that_changes_nothing_is_no_trouble(bot):
    """
    "message is not modified" means that all is as it should be.
    """
    message = send(bot)
    assert bot.run(bot.desk.sender.edit(100, message, BODY))


def test_edit_is_repeated_after_a_timeout(bot):
    """
    Editing twice does no harm, so an edit whose answer did not come is repeated.
    """
    message = send(bot)
    bot.telegram.script("editMessageText", outage=lost(httpx.ReadTimeout))
    assert bot.run(bot.desk.sender.edit(100, message, Body("<b>x</b>")))


def test_clock_of_the_harness_moves():
    """
    The clock of the tests moves only when somebody waits.
    """
    clock = Clock()
    asyncio.run(clock.sleep(5))
    assert 1005.0 == clock()
