"""What is kept of chats: found again by whom it belongs to, forgotten on a word, unreadable for whoever copies it."""

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chats import Asker, Chats, ChatSettings, ChatStoreError, Seal
from bot.chats.store import DAY, HOUR, latency_step

ASKER = Asker(-1001, 7, 100)


class Clock:
    def __init__(self) -> None:
        self.now = 1_780_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def chats(tmp_path, clock):
    opened = Chats(tmp_path, clock)
    yield opened
    opened.close()


@given(st.text())
def test_sealed_text_comes_back(text):
    """
    What is sealed is read back with the same key and with no other.
    """
    seal = Seal(b"k" * 32)
    assert text == seal.reveal(seal.close(text))
    assert seal.reveal(Seal(b"x" * 32).close(text)) is None


def test_changed_seal_is_not_read():
    """
    One changed byte makes a sealed text unreadable rather than wrong.
    """
    seal = Seal(b"k" * 32)
    sealed = bytearray(seal.close("花园口拆了多少"))
    sealed[-1] ^= 1
    assert seal.reveal(bytes(sealed)) is None


def test_key_is_made_once_and_for_its_owner_alone(tmp_path):
    """
    The key file is made at first use, read afterwards, and nobody else may read it.
    """
    path = tmp_path / "chats.key"
    first = Seal.open(path)
    assert "x" == Seal.open(path).reveal(first.close("x"))
    assert 0o600 == path.stat().st_mode & 0o777


def test_conversation_belongs_to_one_asker_for_an_hour(chats, clock):
    """
    A conversation is found by its asker, by no other, and not after an hour.
    """
    chats.keep_conversation(ASKER, "一")
    assert "一" == chats.conversation(ASKER)
    assert chats.conversation(Asker(-1001, 7, 101)) is None
    assert chats.conversation(Asker(-1001, 8, 100)) is None
    clock.now += HOUR + 1
    assert chats.conversation(ASKER) is None


def test_update_is_new_once(chats, clock):
    """
    An update is new the first time; after three days it is not remembered any more.
    """
    assert [True, False] == [chats.is_new(5, "x"), chats.is_new(5, "x")]
    assert chats.is_new(5, "y")
    clock.now += 4 * DAY
    chats.sweep()
    assert chats.is_new(5, "x")


def test_settings_are_kept_and_follow_a_group_that_moves(chats):
    """
    A supergroup has the settings of the group it was.
    """
    chats.keep_settings(-5, ChatSettings(script="hant", subscribed=True, chat=-5))
    chats.migrate(-5, -1005)
    assert ChatSettings() == chats.settings(-5)
    assert ChatSettings(script="hant", subscribed=True, chat=-1005) == chats.settings(-1005)
    assert (-1005,) == chats.subscribed()


def test_forgetting_a_person_leaves_nothing_of_theirs(chats, tmp_path):
    """
    /forget drops a person's conversations, answers, feedback and settings in every chat, and nobody else's.
    """
    for asker in (ASKER, Asker(100, 0, 100), Asker(100, 0, 200)):
        chats.keep_conversation(asker, "x")
        chats.keep_answer(asker, asker.person, 5)
        chats.keep_feedback(asker.person, "b", "wrong")
    chats.keep_settings(100, ChatSettings(script="hant"))
    chats.forget_person(100)
    assert chats.conversation(ASKER) is None
    assert ChatSettings() == chats.settings(100)
    assert 1 == sum(complaint.count for complaint in chats.complaints())


def test_leaving_a_chat_forgets_it(chats):
    """
    When the bot is removed from a group, all that was kept of the group goes.
    """
    chats.keep_conversation(ASKER, "x")
    chats.keep_answer(ASKER, 1, 2)
    chats.keep_settings(ASKER.chat, ChatSettings(script="hant"))
    chats.forget_chat(ASKER.chat)
    assert (None, None, ChatSettings()) == (
        chats.conversation(ASKER), chats.answer_to(ASKER.chat, 1), chats.settings(ASKER.chat)
    )  # fmt: skip


def test_copied_database_says_nothing(chats, tmp_path):
    """
    No text, no id of a chat or a person can be found in the files of the database.
    """
    person, chat = 7_123_456_789, -1_009_876_543_210
    asker = Asker(chat, 3, person)
    chats.keep_conversation(asker, "花园口拆了多少")
    chats.keep_answer(asker, 8_765_432, 5)
    chats.keep_feedback(person, "b.c", "wrong", "q", "花园口拆了多少")
    chats.keep_unanswered("花园口有多少人", "no_figure", 9)
    chats.keep_settings(chat, ChatSettings(subscribed=True, chat=chat))
    chats.is_new(5, chat, person, "花园口拆了多少")
    held = b"".join(path.read_bytes() for path in tmp_path.iterdir() if path.name.startswith("chats.sqlite"))
    for secret in ("花园口", "拆了多少", "多少人", str(person), str(chat), str(8_765_432)):
        assert secret.encode() not in held
    for number in (person, chat):
        for size, order in ((8, "big"), (8, "little"), (6, "big")):
            assert number.to_bytes(size, order, signed=True) not in held


def test_unanswered_questions_have_an_age_limit(chats, clock):
    """
    A question without an answer is kept as long as the owner said, and no longer.
    """
    chats.keep_unanswered("人口多少", "no_figure", 2)
    clock.now += DAY
    assert ["人口多少"] == [row.question for row in chats.unanswered(2)]
    clock.now += 2 * DAY
    assert () == chats.unanswered(2)


def test_complaints_are_counted_once_a_person(chats):
    """
    Somebody who presses twice complains once; the reason of the last press holds.
    """
    chats.keep_feedback(1, "b", "wrong")
    chats.keep_feedback(1, "b", "wrong", "q")
    chats.keep_feedback(2, "b", "wrong")
    chats.keep_feedback(3, "c", "good")
    (complaint,) = chats.complaints()
    assert (2, "q") == (complaint.count, complaint.reason)


def test_draft_is_dropped_once(chats):
    """
    Two presses on 加入 find the draft once.
    """
    number = chats.keep_draft("text:题", "文".encode())
    assert ("text:题", "文") == (chats.draft(number).name, chats.draft(number).body.decode())
    assert [True, False] == [chats.drop_draft(number), chats.drop_draft(number)]


def test_counts_are_by_day(chats, clock):
    """
    Things are counted a day at a time.
    """
    chats.count("questions", "answered")
    chats.count("questions")
    clock.now += DAY
    chats.count("questions")
    assert [{"answered": 1, "questions": 2}, {"questions": 1}] == list(chats.counts(2).values())
    assert 1 == len(chats.counts(1))


@pytest.mark.parametrize(("elapsed", "step"), [(0.3, "ms1"), (2.0, "ms2"), (48, "ms50"), (99999, "ms+")])
def test_latency_falls_on_a_step(elapsed, step):
    """
    Times are kept on a ladder.
    """
    assert step == latency_step(elapsed)


def test_two_processes_share_the_store(tmp_path):
    """
    What one replica wrote the other reads, and an update is new to one of them only.
    """
    one, two = Chats(tmp_path), Chats(tmp_path)
    one.keep_conversation(ASKER, "x")
    assert "x" == two.conversation(ASKER)
    assert [True, False] == [one.is_new(1, "a"), two.is_new(1, "a")]
    one.close()
    two.close()


def test_store_of_a_newer_version_is_refused(tmp_path):
    """
    A store that a newer version wrote is left alone, with a clear word.
    """
    Chats(tmp_path).close()
    with sqlite3.connect(tmp_path / "chats.sqlite") as raw:
        raw.execute("PRAGMA user_version=99")
    with pytest.raises(ChatStoreError, match="更新版本"):
        Chats(tmp_path)


def test_folder_that_cannot_be_used_is_named(tmp_path):
    """
    A data directory that is a file is said to be no good, with what would help.
    """
    (tmp_path / "x").write_text("")
    with pytest.raises(ChatStoreError, match="YOUJU_DATA"):
        Chats(tmp_path / "x")


def test_damaged_store_is_named(tmp_path):
    """
    A file that is no database is said to be none.
    """
    (tmp_path / "chats.sqlite").write_bytes(b"not a database" * 100)
    with pytest.raises(ChatStoreError, match="YOUJU_DATA"):
        Chats(tmp_path)
