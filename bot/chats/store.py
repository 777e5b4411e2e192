"""Chats at rest: one small SQLite file beside the base, with hashed ids and sealed values."""

import json
import sqlite3
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from bot.chats.seal import Seal
from knowledge import KnowledgeError

VERSION = 1
HOUR = 3600
DAY = 24 * HOUR
UPDATE_AGE = 3 * DAY  # Telegram keeps an update for a day; twice that and some
ANSWER_AGE = 2 * DAY  # a bot may edit its message for two days
CONVERSATION_AGE = HOUR
SENDING_AGE = 300  # longer than any answer takes
DRAFT_AGE = DAY
FEEDBACK_AGE = 180 * DAY
COUNT_DAYS = 400
COUNT_EVERY_S = 5
SWEEP_EVERY = 500  # updates
LATENCY_STEPS_MS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 5000)

SCHEMA = """
CREATE TABLE updates (id INTEGER, digest BLOB, seen INTEGER NOT NULL, PRIMARY KEY (id, digest)) WITHOUT ROWID;
CREATE TABLE conversations (key BLOB PRIMARY KEY, chat BLOB NOT NULL, asker BLOB NOT NULL, state BLOB NOT NULL,
    touched INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE answers (key BLOB PRIMARY KEY, chat BLOB NOT NULL, asker BLOB NOT NULL, message INTEGER NOT NULL,
    made INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE chats (key BLOB PRIMARY KEY, settings BLOB NOT NULL, touched INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE feedback (voter BLOB, about TEXT, verdict TEXT NOT NULL, reason TEXT NOT NULL, question BLOB,
    made INTEGER NOT NULL, PRIMARY KEY (voter, about)) WITHOUT ROWID;
CREATE TABLE unanswered (id INTEGER PRIMARY KEY AUTOINCREMENT, question BLOB NOT NULL, reason TEXT NOT NULL,
    made INTEGER NOT NULL);
CREATE TABLE synonyms (word TEXT PRIMARY KEY, other TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE counts (day TEXT, what TEXT, number INTEGER NOT NULL, PRIMARY KEY (day, what)) WITHOUT ROWID;
CREATE TABLE inbox (id INTEGER PRIMARY KEY, body BLOB, state TEXT NOT NULL, changed INTEGER NOT NULL);
CREATE TABLE leases (name TEXT PRIMARY KEY, until INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE drafts (id INTEGER PRIMARY KEY AUTOINCREMENT, name BLOB NOT NULL, body BLOB NOT NULL,
    made INTEGER NOT NULL);
"""


class ChatStoreError(KnowledgeError):
    """The bot's own store could not be opened."""


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks, and where: a follow-up belongs to one asker in one topic of one chat."""

    chat: int
    topic: int
    person: int


@dataclass(frozen=True, slots=True)
class ChatSettings:
    """What a chat was set to."""

    script: str = ""  # "" follows the question, hans, hant
    channel: bool = False  # a channel whose posts are answered
    subscribed: bool = False  # told of new articles
    chat: int = 0  # the raw id, kept (sealed) only where something is to be sent unasked
    feedback: bool = True  # 有用 / 不对 under the answers


@dataclass(frozen=True, slots=True)
class Complaint:
    """An answer reported wrong."""

    about: str
    reason: str
    question: str
    count: int
    made: int


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A question that could not be answered."""

    question: str
    reason: str
    made: int
    id: int = 0


@dataclass(frozen=True, slots=True)
class Draft:
    """An article that waits for 加入 or 取消."""

    id: int
    name: str
    body: bytes


class Chats:
    """
    The store.

    Every call is one short transaction in WAL mode and may run in the event loop.
    """

    def __init__(self, folder: Path, now: Callable[[], float] = time.time) -> None:
        self._now = now
        self._since_sweep = 0
        self._counted: Counter[tuple[str, str]] = Counter()
        self._counted_at = now()
        path = folder / "chats.sqlite"
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            self.seal = Seal.open(folder / "chats.key")
            self._sql = sqlite3.connect(path, isolation_level=None, timeout=5)
            self._sql.execute("PRAGMA journal_mode=WAL")
            self._sql.execute("PRAGMA synchronous=NORMAL")
            self._sql.execute("PRAGMA secure_delete=ON")
            self._prepare(path)
        except (OSError, sqlite3.Error) as error:
            raise ChatStoreError(
                f"机器人的数据目录 {folder} 用不了：{error}。请用 YOUJU_DATA 换一个可写的目录"
            ) from None

    def _prepare(self, path: Path) -> None:
        self._sql.execute("BEGIN IMMEDIATE")
        try:
            (version,) = self._sql.execute("PRAGMA user_version").fetchone()
            if version > VERSION:
                raise ChatStoreError(
                    f"{path} 是更新版本的有据写的（{version}，本版认得 {VERSION}）；请升级有据，或换 YOUJU_DATA"
                )
            if version == 0:
                for statement in SCHEMA.split(";")[:-1]:
                    self._sql.execute(statement)
                self._sql.execute(f"PRAGMA user_version={VERSION}")
        finally:
            if self._sql.in_transaction:
                self._sql.execute("COMMIT")
        self.sweep()

    def close(self) -> None:
        """Close the file."""
        self._write_counts()
        self._sql.close()

    # Updates

    def is_new(self, update_id: int, *content: object) -> bool:
        """
        Tell whether an update comes for the first time, and remember it.

        The content counts beside the id, for ids start anew when a server is replaced.
        """
        self._since_sweep += 1
        if self._since_sweep >= SWEEP_EVERY:
            self.sweep()
        row = (update_id, self.seal.hash("update", *content), int(self._now()))
        return self._sql.execute("INSERT OR IGNORE INTO updates VALUES (?, ?, ?)", row).rowcount > 0

    # The inbox of the webhook: new, sending, done, unknown

    def put_update(self, update_id: int, body: bytes) -> bool:
        """Commit a posted update; tell whether it came for the first time."""
        row = (update_id, self.seal.close(body.decode("utf-8", "replace")), int(self._now()))
        return self._sql.execute("INSERT OR IGNORE INTO inbox VALUES (?, ?, 'new', ?)", row).rowcount > 0

    def take_updates(self, most: int) -> list[tuple[int, bytes]]:
        """
        Take updates out of the inbox, each by one process alone.

        They are marked before anything is sent for them: a process that dies answers one too few and never one twice.
        """
        if most <= 0:
            return []
        rows = self._sql.execute(
            "UPDATE inbox SET state = 'sending', changed = ? WHERE id IN "
            "(SELECT id FROM inbox WHERE state = 'new' ORDER BY id LIMIT ?) AND state = 'new' RETURNING id, body",
            (int(self._now()), most),
        ).fetchall()
        return sorted((number, (self.seal.reveal(body) or "").encode()) for number, body in rows)

    def finish_update(self, update_id: int) -> None:
        """Note that an update was handled; what it said is dropped."""
        self._sql.execute(
            "UPDATE inbox SET state = 'done', body = NULL, changed = ? WHERE id = ?", (int(self._now()), update_id)
        )

    def sweep_inbox(self) -> int:
        """Give up what has been under way for too long, and drop what is old; return how many were given up."""
        now = int(self._now())
        given_up = self._sql.execute(
            "UPDATE inbox SET state = 'unknown', body = NULL, changed = ? WHERE state = 'sending' AND changed < ?",
            (now, now - SENDING_AGE),
        ).rowcount
        self._sql.execute("DELETE FROM inbox WHERE state IN ('done', 'unknown') AND changed < ?", (now - UPDATE_AGE,))
        return given_up

    def inbox_depth(self) -> int:
        """Count the updates that wait or are under way."""
        found = self._sql.execute("SELECT count(*) FROM inbox WHERE state IN ('new', 'sending')").fetchone()
        return int(found[0])

    def take_lease(self, name: str, seconds: int) -> bool:
        """Be the one replica that does something, for so long."""
        now = int(self._now())
        return (
            self._sql.execute(
                "INSERT INTO leases VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET until = excluded.until "
                "WHERE leases.until <= ?",
                (name, now + seconds, now),
            ).rowcount
            > 0
        )

    # Conversations

    def conversation(self, asker: Asker) -> str | None:
        """Read how far the conversation with an asker has come, as `Conversation.from_json` takes it."""
        since = int(self._now()) - CONVERSATION_AGE
        found = self._sql.execute(
            "SELECT state FROM conversations WHERE key = ? AND touched >= ?", (self._key(asker), since)
        ).fetchone()
        return self.seal.reveal(found[0]) if found else None

    def keep_conversation(self, asker: Asker, state: str | None) -> None:
        """Write how far the conversation has come; `None` ends it."""
        if state is None:
            self._sql.execute("DELETE FROM conversations WHERE key = ?", (self._key(asker),))
            return
        row = (self._key(asker), *self._who(asker), self.seal.close(state), int(self._now()))
        self._sql.execute("INSERT OR REPLACE INTO conversations VALUES (?, ?, ?, ?, ?)", row)

    # Answers

    def keep_answer(self, asker: Asker, question_message: int, answer_message: int) -> None:
        """Remember which message answers which, so that an edited question edits the answer."""
        key = self.seal.hash("answer", asker.chat, question_message)
        row = (key, *self._who(asker), answer_message, int(self._now()))
        self._sql.execute("INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?, ?)", row)

    def answer_to(self, chat: int, question_message: int) -> int | None:
        """Find the message that answered a question."""
        key = self.seal.hash("answer", chat, question_message)
        since = int(self._now()) - ANSWER_AGE
        found = self._sql.execute("SELECT message FROM answers WHERE key = ? AND made >= ?", (key, since)).fetchone()
        return found[0] if found else None

    # Settings

    def settings(self, chat: int) -> ChatSettings:
        """Read what a chat was set to."""
        found = self._sql.execute("SELECT settings FROM chats WHERE key = ?", (self._chat(chat),)).fetchone()
        return self._read_settings(found[0]) if found else ChatSettings()

    def keep_settings(self, chat: int, settings: ChatSettings) -> None:
        """Write what a chat is set to."""
        if settings == ChatSettings():
            self._sql.execute("DELETE FROM chats WHERE key = ?", (self._chat(chat),))
            return
        row = (self._chat(chat), self.seal.close(json.dumps(asdict(settings))), int(self._now()))
        self._sql.execute("INSERT OR REPLACE INTO chats VALUES (?, ?, ?)", row)

    def subscribed(self) -> tuple[int, ...]:
        """List the chats that are told of new articles."""
        rows = (self._read_settings(sealed) for (sealed,) in self._sql.execute("SELECT settings FROM chats"))
        return tuple(sorted(settings.chat for settings in rows if settings.subscribed and settings.chat))

    def _read_settings(self, sealed: bytes) -> ChatSettings:
        text = self.seal.reveal(sealed)
        known = {field.name for field in fields(ChatSettings)}
        return ChatSettings(**{name: value for name, value in json.loads(text or "{}").items() if name in known})

    def migrate(self, old: int, new: int) -> None:
        """Carry a group's settings to the supergroup it became."""
        settings = self.settings(old)
        if settings.chat:
            settings = ChatSettings(**{**asdict(settings), "chat": new})
        self.forget_chat(old)
        self.keep_settings(new, settings)

    def forget_chat(self, chat: int) -> None:
        """Drop all that is kept of a chat."""
        for table, column in (("conversations", "chat"), ("answers", "chat"), ("chats", "key")):
            self._sql.execute(f"DELETE FROM {table} WHERE {column} = ?", (self._chat(chat),))

    def forget_person(self, person: int) -> None:
        """Drop all that is kept of a person, in every chat."""
        for table, column in (("conversations", "asker"), ("answers", "asker"), ("feedback", "voter")):
            self._sql.execute(f"DELETE FROM {table} WHERE {column} = ?", (self.seal.hash("person", person),))
        self.forget_chat(person)

    # Feedback and questions without an answer

    def keep_feedback(self, person: int, about: str, verdict: str, reason: str = "", question: str = "") -> None:
        """Note a person's verdict (good, wrong) on an answer; a later one replaces it."""
        sealed = self.seal.close(question) if question else None
        row = (self.seal.hash("person", person), about, verdict, reason, sealed, int(self._now()))
        self._sql.execute("INSERT OR REPLACE INTO feedback VALUES (?, ?, ?, ?, ?, ?)", row)

    def complaints(self) -> tuple[Complaint, ...]:
        """List the answers reported wrong, the most often reported first."""
        found: dict[str, Complaint] = {}
        rows = self._sql.execute(
            "SELECT about, reason, question, made FROM feedback WHERE verdict = 'wrong' ORDER BY made"
        )
        for about, reason, sealed, made in rows:
            before = found.get(about)
            question = (self.seal.reveal(sealed) if sealed else "") or ""
            found[about] = Complaint(
                about=about,
                reason=reason or (before.reason if before else ""),
                question=question or (before.question if before else ""),
                count=(before.count if before else 0) + 1,
                made=made,
            )
        return tuple(sorted(found.values(), key=lambda complaint: (-complaint.count, -complaint.made)))

    def keep_unanswered(self, question: str, reason: str, days: int) -> None:
        """Keep a question without an answer, without saying whose, and drop what is older than the limit."""
        now = int(self._now())
        self._sql.execute("DELETE FROM unanswered WHERE made < ?", (now - days * DAY,))
        row = (self.seal.close(question), reason, now)
        self._sql.execute("INSERT INTO unanswered (question, reason, made) VALUES (?, ?, ?)", row)

    def unanswered(self, days: int) -> tuple[Unanswered, ...]:
        """List the questions without an answer, the latest first."""
        since = int(self._now()) - days * DAY
        self._sql.execute("DELETE FROM unanswered WHERE made < ?", (since,))
        rows = self._sql.execute("SELECT question, reason, made, id FROM unanswered ORDER BY id DESC")
        return tuple(Unanswered(self.seal.reveal(sealed) or "", *more) for sealed, *more in rows)

    def drop_unanswered(self, ids: Iterable[int]) -> None:
        """Drop questions that have an answer by now."""
        self._sql.executemany("DELETE FROM unanswered WHERE id = ?", [(number,) for number in ids])

    # The owner's synonyms

    def keep_synonym(self, word: str, other: str) -> None:
        """Remember that askers say one word for another; an empty one takes it back."""
        if other:
            self._sql.execute("INSERT OR REPLACE INTO synonyms VALUES (?, ?)", (word, other))
        else:
            self._sql.execute("DELETE FROM synonyms WHERE word = ?", (word,))

    def synonyms(self) -> tuple[tuple[str, str], ...]:
        """List what askers say and what the articles say for it, the longest first."""
        rows = self._sql.execute("SELECT word, other FROM synonyms").fetchall()
        return tuple(sorted(rows, key=lambda row: (-len(row[0]), row[0])))

    # Counts

    def count(self, *what: str) -> None:
        """Count things of today; they are written down every few seconds."""
        now = self._now()
        today = time.strftime("%Y-%m-%d", time.localtime(now))
        for each in what:
            self._counted[today, each] += 1
        if now - self._counted_at >= COUNT_EVERY_S:
            self._write_counts()

    def _write_counts(self) -> None:
        self._counted_at = self._now()
        self._sql.executemany(
            "INSERT INTO counts VALUES (?, ?, ?) ON CONFLICT (day, what) DO UPDATE SET number = number + excluded.number",
            [(day, what, number) for (day, what), number in self._counted.items()],
        )
        self._counted.clear()

    def counts(self, days: int) -> dict[str, dict[str, int]]:
        """Read the counts of the last days, by day and thing."""
        self._write_counts()
        first = time.strftime("%Y-%m-%d", time.localtime(self._now() - (days - 1) * DAY))
        found: dict[str, dict[str, int]] = {}
        for day, what, number in self._sql.execute("SELECT * FROM counts WHERE day >= ? ORDER BY day, what", (first,)):
            found.setdefault(day, {})[what] = number
        return found

    # Drafts

    def keep_draft(self, name: str, body: bytes) -> int:
        """Keep an article until the owner says 加入 or 取消."""
        row = (self.seal.close(name), body, int(self._now()))
        added = self._sql.execute("INSERT INTO drafts (name, body, made) VALUES (?, ?, ?)", row)
        return int(added.lastrowid or 0)

    def draft(self, draft_id: int) -> Draft | None:
        """Read a draft."""
        since = int(self._now()) - DRAFT_AGE
        row = self._sql.execute(
            "SELECT name, body FROM drafts WHERE id = ? AND made >= ?", (draft_id, since)
        ).fetchone()
        return Draft(draft_id, self.seal.reveal(row[0]) or "", row[1]) if row else None

    def drop_draft(self, draft_id: int) -> bool:
        """Drop a draft; tells whether it was still there, so that two presses add an article once."""
        return self._sql.execute("DELETE FROM drafts WHERE id = ?", (draft_id,)).rowcount > 0

    def drop_drafts(self) -> int:
        """Drop every draft."""
        return self._sql.execute("DELETE FROM drafts").rowcount

    # Housekeeping

    def sweep(self) -> None:
        """Drop what is too old to be of use."""
        self._since_sweep = 0
        now = int(self._now())
        ages: Iterable[tuple[str, str, int]] = (
            ("updates", "seen", UPDATE_AGE),
            ("conversations", "touched", CONVERSATION_AGE),
            ("answers", "made", ANSWER_AGE),
            ("drafts", "made", DRAFT_AGE),
            ("feedback", "made", FEEDBACK_AGE),
        )
        for table, column, age in ages:
            self._sql.execute(f"DELETE FROM {table} WHERE {column} < ?", (now - age,))
        first = time.strftime("%Y-%m-%d", time.localtime(now - COUNT_DAYS * DAY))
        self._sql.execute("DELETE FROM counts WHERE day < ?", (first,))

    def _key(self, asker: Asker) -> bytes:
        return self.seal.hash("conversation", asker.chat, asker.topic, asker.person)

    def _who(self, asker: Asker) -> tuple[bytes, bytes]:
        return self._chat(asker.chat), self.seal.hash("person", asker.person)

    def _chat(self, chat: int) -> bytes:
        return self.seal.hash("chat", chat)


def latency_step(elapsed_ms: float) -> str:
    """Name the step of the latency ladder that a time falls on."""
    for step in LATENCY_STEPS_MS:
        if elapsed_ms <= step:
            return f"ms{step}"
    return "ms+"
