"""The owner's tools: articles in and out by chat, what went unanswered, what was wrong, counts. In private, by id."""

import contextlib
import io
import json
import logging
import re
import tempfile
import time
import zipfile
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path, PurePath
from typing import Any

from rapidfuzz import fuzz
from telegram import Chat, Message
from telegram.error import TelegramError

from bot import texts
from bot.chats import Draft, Unanswered
from bot.desk import QUESTION_LIMIT, Desk
from bot.facts import find_part
from bot.handlers.statistics import render_counts, stats_chart
from bot.keyboards import Button, OwnerPress, Rows, owner_button
from bot.rendering import Body, clean, clip, escape, utf16_length
from bot.sending import Place
from bot.triggers import Command, Question
from knowledge import (
    AddReport,
    Answer,
    ArticlePreview,
    ArticleRecord,
    KnowledgeBase,
    KnowledgeError,
    RemovedArticle,
    to_traditional,
)

log = logging.getLogger(__name__)

FILE_MB = 20  # what a bot may download
SENT_MB = 50  # what a bot may send
IMPORT_MB = 300  # unpacked
PAGE = 8
LISTED = 20
SHORTEST_ARTICLE = 60
SHORTEST_FORWARDED = 20  # what an owner forwards is hardly a question
LINES_OF_ARTICLE = 3
STATS_DAYS = 14
SAMPLE = 8
SAME_QUESTION = 85.0
SETTLED_AT_ONCE = 60
CAPTION_LIMIT = 1024
SYNONYM = re.compile(r"\s*([^\s=＝]{1,12})\s*[=＝]\s*([^\s=＝]{0,20})\s*")
MANIFEST = "articles.jsonl"

Shown = tuple[Body, Rows]


@dataclass(frozen=True, slots=True)
class Preview:
    """What a draft would bring: its articles, or the reasons why it brings none."""

    articles: tuple[ArticlePreview, ...]
    troubles: tuple[str, ...] = ()


def is_owner(desk: Desk, message: Message) -> bool:
    """Tell whether a message is an owner's, in private; a name or a forwarded message proves nothing."""
    sender = message.from_user
    return message.chat.type == Chat.PRIVATE and sender is not None and sender.id in desk.settings.admins


async def run_owner_command(desk: Desk, command: Command) -> None:
    """Do what an owner's command asks."""
    shown = await COMMANDS[command.name](desk, command)
    if shown is not None:
        await desk.sender.send(Place.answering(command.message), shown[0], shown[1])


# Articles in


async def take_text(desk: Desk, asked: Question) -> bool:
    """Take an owner's text that is an article, or a synonym, rather than a question; tell whether it was one."""
    message = asked.message
    if not is_owner(desk, message) or asked.edited:
        return False
    replied = message.reply_to_message
    if (
        replied
        and replied.from_user
        and replied.from_user.id == desk.me.id
        and ("=" in asked.text or "＝" in asked.text)
    ):
        await desk.sender.send(Place.answering(message), Body(escape(await add_synonym(desk, asked.text))))
        return True
    text = message.text or message.caption or ""
    is_long = len(text) > QUESTION_LIMIT or (len(text) >= SHORTEST_ARTICLE and text.count("\n") + 1 >= LINES_OF_ARTICLE)
    if not is_long and not (message.forward_origin and len(text) >= SHORTEST_FORWARDED):
        return False
    name = "text:" + (clean(text).strip().split("\n")[0][:40] or "文字")
    await offer_draft(desk, message, name, text.encode("utf-8", "replace"))
    return True


async def take_file(desk: Desk, message: Message) -> bool:
    """Take an owner's file for a preview; tell whether it was one."""
    if not is_owner(desk, message) or message.document is None:
        return False
    body = await download(desk, message)
    if isinstance(body, bytes):
        await offer_draft(desk, message, "file:" + safe_name(message.document.file_name or "文章.txt"), body)
    return True


async def download(desk: Desk, message: Message) -> bytes | None:
    """Fetch a document; say so where it cannot be had."""
    document = message.document
    if document is None:
        return None
    size = document.file_size or 0
    trouble = ""
    if size > FILE_MB * 1024 * 1024:
        trouble = texts.ADD_TOO_BIG.format(size=round(size / 1024 / 1024), limit=FILE_MB)
    else:
        try:
            file = await desk.sender.bot.get_file(document.file_id)
            body = bytes(await file.download_as_bytearray())
            if len(body) <= FILE_MB * 1024 * 1024:
                return body
            trouble = texts.ADD_TOO_BIG.format(size=round(len(body) / 1024 / 1024), limit=FILE_MB)
        except TelegramError as error:
            trouble = texts.ADD_FAILED.format(reason=f"下载不了（{type(error).__name__}）")
    await desk.sender.send(Place.answering(message), Body(escape(trouble)))
    return None


async def offer_draft(desk: Desk, message: Message, name: str, body: bytes) -> None:
    """Show what a text or a file would bring, with 加入 and 取消."""
    place = Place.answering(message)
    async with desk.typing(place):
        preview = await desk.work(preview_draft, desk.base, name, body)
    if not preview.articles:
        reason = "；".join(preview.troubles) or "里面没有文字"
        await desk.sender.send(place, Body(escape(texts.ADD_FAILED.format(reason=clip(reason, 300)))))
        return
    draft = desk.chats.keep_draft(name, body)
    same, alike = await desk.look(find_rivals, desk.base, source_of_draft(desk, name), preview)
    row = [owner_button(texts.ADD_YES, "add", draft), owner_button(texts.ADD_NO, "drop", draft)]
    if alike:
        row.insert(1, owner_button(texts.ADD_REPLACING, "replace", draft))
    await desk.sender.send(place, render_preview(preview, same, alike), (tuple(row),))


def preview_draft(base: KnowledgeBase, name: str, body: bytes) -> Preview:
    """Read a draft without adding it."""
    kind, _, rest = name.partition(":")
    if kind == "text":
        try:
            return Preview((base.preview_text(body.decode(), source_of_text(rest)),))
        except KnowledgeError as error:
            return Preview((), (str(error),))
    with tempfile.TemporaryDirectory(prefix="youju-") as folder:
        path = Path(folder) / rest
        path.write_bytes(body)
        # A base of its own reads the file exactly as adding it will.
        with KnowledgeBase.open(Path(folder) / "preview.sqlite3") as aside:
            troubles = tuple(report.trouble for report in aside.add(path) if report.status == "error")
            records = [aside.article(article.id) for article in aside.articles()]
            found = tuple(aside.preview_text(record.raw, rest) for record in records if record)
    return Preview(found, troubles)


def source_of_draft(desk: Desk, name: str) -> str:
    """Name the source that a draft's article will have."""
    kind, _, rest = name.partition(":")
    return source_of_text(rest) if kind == "text" else str(uploads(desk) / rest)


def find_rivals(base: KnowledgeBase, source: str, preview: Preview) -> tuple[list[ArticleRecord], list[ArticleRecord]]:
    """Find the articles that a draft replaces by its source, and the others that bear one of its titles."""
    titles = {article.title for article in preview.articles if article.title}
    same, alike = [], []
    for article in base.articles():
        if article.source == source or article.source.startswith(f"{source}#"):
            same.append(article)
        elif article.title in titles:
            alike.append(article)
    return same, alike


def name_articles(articles: Sequence[ArticleRecord]) -> str:
    """Name articles by number and title."""
    named = "、".join(f"{article.id} 《{clip(article.title or texts.NO_TITLE, 60)}》" for article in articles[:5])
    return named + ("……" if len(articles) > 5 else "")


def render_preview(preview: Preview, same: Sequence[ArticleRecord], alike: Sequence[ArticleRecord]) -> Body:
    """Say what the articles of a draft hold, and which ones they would stand beside or replace."""
    blocks = []
    for article in preview.articles[:3]:
        headings = [section.title for section in article.document.sections][:SAMPLE]
        figures = [fact.figure.text for fact in article.facts]
        shown = (
            "\n" + clip("、".join(figures[:SAMPLE]), 300) + ("…" if len(figures) > SAMPLE else "") if figures else ""
        )
        sections = "小标题：" + clip("；".join(headings), 200) + "\n" if headings else ""
        blocks.append(
            texts.PREVIEW.format(
                title=escape(clip(article.title or texts.NO_TITLE, 120)),
                sections=escape(sections),
                sentences=len(article.document.sentences),
                figures=len(figures),
                sample=escape(shown),
            )
        )
    more = len(preview.articles) - len(blocks)
    if more > 0:
        blocks.append(texts.PREVIEW_MORE.format(n=more))
    asked = [texts.PREVIEW_ASK]
    if same:
        asked.append(texts.PREVIEW_REPLACES.format(titles=escape(name_articles(same))))
    if alike:
        asked.append(texts.PREVIEW_ALIKE.format(titles=escape(name_articles(alike))))
    return Body("\n\n".join([*blocks, "\n".join(asked)]))


async def add_draft(desk: Desk, draft_id: int, replacing: bool = False) -> Shown:
    """Add a draft, once however often the button is pressed, and tell the subscribed chats."""
    draft = desk.chats.draft(draft_id)
    if draft is None or not desk.chats.drop_draft(draft_id):
        return Body(texts.DRAFT_GONE), ()
    if draft.name.startswith("import:"):
        return await finish_import(desk, draft), ()
    try:
        reports = await desk.work(add_to_base, desk, draft)
        removed = await desk.work(remove_alike, desk.base, reports) if replacing else ()
    except KnowledgeError as error:
        return Body(escape(texts.ADD_FAILED.format(reason=str(error)))), ()
    await desk.look_over()
    await announce(desk, reports if not removed else ())
    lines = [*map(render_report, reports), *(escape(texts.REMOVED.format(title=one.title)) for one in removed)]
    return Body("\n".join(lines) or texts.DRAFT_GONE), ()


def remove_alike(base: KnowledgeBase, reports: Iterable[AddReport]) -> tuple[RemovedArticle, ...]:
    """Remove the other articles that bear the title of one that was added."""
    added = {report.title: report for report in reports if report.status != "error" and report.title}
    old = [one.id for one in base.articles() if one.title in added and one.source != added[one.title].source]
    return base.remove(old)


def add_to_base(desk: Desk, draft: Draft) -> tuple[AddReport, ...]:
    """Put a draft into the base."""
    kind, _, rest = draft.name.partition(":")
    if kind == "text":
        return (desk.base.add_text(draft.body.decode(), source_of_text(rest)),)
    path = uploads(desk) / rest
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(draft.body)
    try:
        return tuple(desk.base.add(path))
    finally:
        path.unlink(missing_ok=True)


def uploads(desk: Desk) -> Path:
    """Name the folder of files that were sent; always the same, so that one sent again replaces what it brought."""
    return desk.settings.data / "bot" / "uploads"


def render_report(report: AddReport) -> str:
    """Say what became of one article."""
    if report.status == "error":
        return escape(texts.ADD_FAILED.format(reason=report.trouble))
    title = escape(clip(report.title or texts.NO_TITLE, 120))
    return texts.ADD_DONE.format(
        what=texts.ADDED[report.status], title=title, sentences=report.sentence_count, figures=report.fact_count
    )


async def announce(desk: Desk, reports: Iterable[AddReport]) -> None:
    """Tell the subscribed chats of new articles, and nobody else."""
    new = [report for report in reports if report.status == "added"]
    for chat in desk.chats.subscribed():
        for report in new[:3]:
            title = escape(clip(report.title or texts.NO_TITLE, 120))
            await desk.sender.send(Place(chat), Body(texts.NEW_ARTICLE.format(title=title, figures=report.fact_count)))


def source_of_text(title: str) -> str:
    """Name the source of a text that was sent: the same first line later replaces it."""
    return f"telegram:{title}"


def safe_name(name: str) -> str:
    """Keep the last part of a file name, without anything that a path could be made of."""
    last = re.sub(r"[\x00-\x1f/\\:*?\"<>|]", "_", clean(PurePath(name.replace("\\", "/")).name)).strip(". ")
    stem, dot, ending = last.rpartition(".")
    return f"{stem[:60]}.{ending[:10]}" if dot and stem else (last[:60] or "文章") + ".txt"


# Articles out


async def list_articles(desk: Desk, command: Command) -> Shown:
    """List the articles, a page at a time."""
    page = int(command.argument) if re.fullmatch(r"[1-9][0-9]{0,5}", command.argument) else 1
    return await articles_page(desk, page)


async def articles_page(desk: Desk, page: int) -> Shown:
    """Lay out one page of the articles."""
    articles = await desk.look(desk.base.articles)
    if not articles:
        return Body(texts.NO_ARTICLES), ()
    pages = -(-len(articles) // PAGE)
    page = max(1, min(page, pages))
    lines = [
        f"<code>{article.id}</code> {escape(clip(article.title or texts.NO_TITLE, 60))}"
        f"（{article.sentence_count} 句，{article.fact_count} 个数字）"
        for article in articles[(page - 1) * PAGE : page * PAGE]
    ]
    turns: list[Button] = []
    if page > 1:
        turns.append(owner_button("‹", "page", page - 1))
    if page < pages:
        turns.append(owner_button("›", "page", page + 1))
    head = texts.ARTICLES.format(n=len(articles), page=page, pages=pages)
    return Body("\n".join([head, *lines])), (tuple(turns),) if turns else ()


async def ask_to_remove(desk: Desk, command: Command) -> Shown:
    """Ask once more before an article is removed."""
    if not re.fullmatch(r"[0-9]{1,15}", command.argument):
        return Body(escape(texts.REMOVE_USAGE)), ()
    article = await desk.look(desk.base.article, int(command.argument))
    if article is None:
        return Body(escape(texts.NO_SUCH_ARTICLE.format(id=command.argument))), ()
    rows = ((owner_button(texts.REMOVE_YES, "rm", article.id), owner_button(texts.REMOVE_NO, "keep", article.id)),)
    return Body(texts.REMOVE_ASK.format(title=escape(clip(article.title or texts.NO_TITLE, 120)))), rows


async def remove_article(desk: Desk, article_id: int) -> Shown:
    """Remove an article for good."""
    removed = await desk.work(desk.base.remove, [article_id])
    if not removed:
        return Body(escape(texts.NO_SUCH_ARTICLE.format(id=article_id))), ()
    await desk.look_over()
    return Body(escape(texts.REMOVED.format(title=removed[0].title or texts.NO_TITLE))), ()


# What went wrong


async def list_unanswered(desk: Desk, command: Command) -> Shown:
    """List the questions without an answer, like ones together."""
    days = desk.settings.unanswered_days
    if not days:
        return Body(escape(texts.UNANSWERED_OFF)), ()
    settled = await settle_unanswered(desk)
    now_answered = [escape(texts.NOW_ANSWERED.format(n=settled))] if settled else []
    groups = group_questions(desk.chats.unanswered(days))
    if not groups:
        return Body("\n".join([escape(texts.UNANSWERED_NONE), *now_answered])), ()
    lines = [
        f"{len(group)} 次　{escape(clip(group[0].question, 60))}　<i>{escape(REASON_NAMES.get(group[0].reason, ''))}</i>"
        for group in groups[:LISTED]
    ]
    head = texts.UNANSWERED.format(n=sum(map(len, groups)), days=days)
    pairs = "；".join(f"{word}={other}" for word, other in desk.chats.synonyms())
    known = [escape(texts.SYNONYMS.format(pairs=clip(pairs, 600)))] if pairs else []
    return Body("\n".join([head, *lines, *now_answered, "", *known, escape(texts.UNANSWERED_HINT)])), ()


async def settle_unanswered(desk: Desk, word: str = "") -> int:
    """Ask once more what could not be answered, and drop what is answered by now; return how many were dropped."""
    settled = 0
    for group in group_questions(desk.chats.unanswered(desk.settings.unanswered_days))[:SETTLED_AT_ONCE]:
        if word and not any(spelt in group[0].question for spelt in (word, to_traditional(word))):
            continue
        with contextlib.suppress(KnowledgeError):
            if isinstance(await desk.find(group[0].question), Answer):
                desk.chats.drop_unanswered(question.id for question in group)
                settled += len(group)
    return settled


REASON_NAMES = {
    "no_place": "没有这个地方",
    "no_thing": "没有这件事",
    "no_period": "没有这个时间",
    "no_figure": "没有数字",
    "unsure": "把握不够",
    "empty_base": "资料库是空的",
}


def group_questions(questions: Iterable[Unanswered]) -> list[list[Unanswered]]:
    """Put questions together that say nearly the same, the largest group first."""
    groups: list[tuple[str, list[Unanswered]]] = []
    for question in questions:
        key = re.sub(r"[\W_]+", "", question.question.lower())
        for other, group in groups:
            if fuzz.ratio(key, other) >= SAME_QUESTION:
                group.append(question)
                break
        else:
            groups.append((key, [question]))
    return sorted((group for _, group in groups), key=len, reverse=True)


async def add_synonym(desk: Desk, text: str) -> str:
    """Remember a synonym, or take it back; say what became of it, and which questions it answers."""
    found = SYNONYM.fullmatch(text)
    if not found or found[1] == found[2]:
        return texts.SYNONYM_BAD
    word, other = found[1], found[2]
    desk.chats.keep_synonym(word, other)
    if not other:
        return texts.SYNONYM_REMOVED.format(word=word)
    said = texts.SYNONYM_ADDED.format(word=word, other=other)
    settled = await settle_unanswered(desk, word) if desk.settings.unanswered_days else 0
    return said + (texts.SYNONYM_HELPS.format(n=settled) if settled else "")


async def list_wrong(desk: Desk, command: Command) -> Shown:
    """List the answers that were reported wrong, with what they showed."""
    complaints = desk.chats.complaints()
    if not complaints:
        return Body(escape(texts.WRONG_NONE)), ()
    lines = [texts.WRONG_LIST.format(n=len(complaints))]
    for complaint in complaints[:LISTED]:
        tokens = complaint.about.lstrip("!").split(".")
        part = await desk.look(find_part, desk.base, [token for token in tokens if token])
        reason = texts.WRONG_REASONS.get(complaint.reason, "")
        said = f"{clip(part.headline, 60)}（{clip(part.label, 60)}）" if part else texts.WRONG_GONE
        if complaint.about.startswith("!"):
            said = f"无据，最接近：{said}"
        asked = f"问：{clip(complaint.question, 60)}\n　" if complaint.question else ""
        lines.append(f"{complaint.count} 次　{escape(asked)}{escape(said)}　<i>{escape(reason)}</i>")
        if part and part.source:
            lines.append(f"　{escape(clip(part.source.sentence, 80))}")
    return Body("\n".join(lines)), ()


# Counts


async def show_stats(desk: Desk, command: Command) -> Shown | None:
    """Show the counts of the last days: a table, below a picture where one can be drawn."""
    days = int(command.argument) if re.fullmatch(r"[1-9][0-9]{0,2}", command.argument) else STATS_DAYS
    counts = desk.chats.counts(days)
    body = render_counts(counts, days)
    picture = await desk.work(stats_chart, counts, desk.settings.chart_font) if counts else None
    if picture is None:
        return body, ()
    # One message where the table fits below its picture; the table alone where the picture is refused.
    fits = utf16_length(body.plain) <= CAPTION_LIMIT
    caption = body if fits else Body(texts.STATS.format(days=days))
    sent = await desk.sender.send_file(Place.answering(command.message), picture, caption)
    return None if sent and fits else (body, ())


# The base as a whole


async def export_base(desk: Desk, command: Command) -> Shown | None:
    """Send the whole base as one file."""
    packed, count = await desk.work(pack_base, desk.base)
    if not count:
        return Body(texts.NO_ARTICLES), ()
    if len(packed) > SENT_MB * 1024 * 1024:
        size = round(len(packed) / 1024 / 1024)
        return Body(escape(texts.ADD_TOO_BIG.format(size=size, limit=SENT_MB))), ()
    place = Place.answering(command.message)
    name = texts.EXPORT_NAME.format(day=time.strftime("%Y%m%d"))
    if await desk.sender.send_file(place, packed, Body(escape(texts.EXPORTED.format(n=count))), name):
        return None
    return Body(escape(texts.EXPORT_FAILED)), ()


def pack_base(base: KnowledgeBase) -> tuple[bytes, int]:
    """Write every article into one compressed file: its text as it was given, and what its format said of it."""
    packed = io.BytesIO()
    count = 0
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive, archive.open(MANIFEST, "w") as lines:
        for listed in base.articles():
            record = base.article(listed.id)
            if record is not None:
                row: dict[str, Any] = {"source": record.source, "title": record.title, "text": record.raw}
                if record.given:
                    row["given"] = {name: getattr(record, name) for name in record.given}
                line = json.dumps(row, ensure_ascii=False, default=date.isoformat)
                lines.write(line.encode("utf-8", "replace") + b"\n")
                count += 1
    return packed.getvalue(), count


async def import_base(desk: Desk, command: Command) -> Shown | None:
    """Take an exported file in, after a word of the owner."""
    message = command.message
    carrier = message if message.document else message.reply_to_message
    if carrier is None or carrier.document is None:
        return Body(escape(texts.IMPORT_USAGE)), ()
    body = await download(desk, carrier)
    if body is None:
        return None
    try:
        rows = await desk.work(unpack_base, body)
    except (ValueError, KeyError, OSError, zipfile.BadZipFile, RuntimeError, NotImplementedError) as error:
        return Body(escape(texts.IMPORT_BAD.format(reason=str(error) or type(error).__name__))), ()
    draft = desk.chats.keep_draft("import:" + safe_name(carrier.document.file_name or "base.zip"), body)
    buttons = ((owner_button(texts.ADD_YES, "add", draft), owner_button(texts.ADD_NO, "drop", draft)),)
    return Body(texts.IMPORT_ASK.format(n=len(rows))), buttons


@dataclass(frozen=True, slots=True)
class PackedArticle:
    """An article of an exported file."""

    source: str
    text: str
    title: str = ""
    authors: tuple[str, ...] = ()
    origin: str = ""
    published: date | None = None


def unpack_base(body: bytes) -> list[PackedArticle]:
    """
    Read the articles out of an exported file.

    Raises:
        ValueError: It is no such file, or would unpack to too much.
    """
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        if MANIFEST not in archive.namelist():
            raise ValueError(f"里面没有 {MANIFEST}")
        limit = IMPORT_MB * 1024 * 1024
        with archive.open(MANIFEST) as file:
            unpacked = file.read(limit + 1)
    if len(unpacked) > limit:
        raise ValueError(f"展开后超过 {IMPORT_MB} MB")
    return [unpack_article(json.loads(line)) for line in unpacked.splitlines()]


def unpack_article(row: Any) -> PackedArticle:
    """
    Read one article of an exported file.

    Raises:
        ValueError: It is none.
    """
    try:
        given = row.get("given", {})
        said = {name: given.get(name, "") for name in ("title", "origin")}
        authors = tuple(given.get("authors", ()))
        published = date.fromisoformat(given["published"]) if given.get("published") else None
        words = (row["source"], row["text"], *said.values(), *authors)
    except (AttributeError, KeyError, TypeError, ValueError):
        raise ValueError("有一行不是文章") from None
    if not all(isinstance(word, str) for word in words) or not row["source"]:
        raise ValueError("有一行不是文章")
    return PackedArticle(row["source"], row["text"], **said, authors=authors, published=published)


async def finish_import(desk: Desk, draft: Draft) -> Body:
    """Add the articles of an exported file."""
    counts = {"added": 0, "replaced": 0, "unchanged": 0, "error": 0}
    for packed in await desk.work(unpack_base, draft.body):
        try:
            report = await desk.work(
                desk.base.add_text,
                packed.text,
                packed.source,
                title=packed.title,
                authors=packed.authors,
                origin=packed.origin,
                published=packed.published,
            )
            counts[report.status] += 1
        except KnowledgeError:
            counts["error"] += 1
    await desk.look_over()
    return Body(
        texts.IMPORTED.format(
            added=counts["added"], replaced=counts["replaced"], unchanged=counts["unchanged"], failed=counts["error"]
        )
    )


async def reload_base(desk: Desk, command: Command) -> Shown:
    """Take in what other processes changed; questions go on being answered meanwhile."""
    await desk.work(desk.base.refresh)
    await desk.look_over()
    articles, facts = (desk.held.article_count, desk.held.fact_count) if desk.held else (0, 0)
    return Body(texts.RELOADED.format(articles=articles, facts=facts)), ()


async def subscribe(desk: Desk, command: Command) -> Shown:
    """Tell a chat of new articles from now on."""
    return _set_subscription(desk, command, True)


async def unsubscribe(desk: Desk, command: Command) -> Shown:
    """Tell a chat no more."""
    return _set_subscription(desk, command, False)


def _set_subscription(desk: Desk, command: Command, on: bool) -> Shown:
    if not re.fullmatch(r"-?[1-9][0-9]{0,15}", command.argument):
        return Body(escape(texts.SUBSCRIBE_USAGE)), ()
    chat = int(command.argument)
    desk.chats.keep_settings(chat, replace(desk.chats.settings(chat), subscribed=on, chat=chat if on else 0))
    return Body(escape((texts.SUBSCRIBED if on else texts.UNSUBSCRIBED).format(chat=chat))), ()


# Buttons


async def press(desk: Desk, pressed: OwnerPress, person: int) -> tuple[str, Body | None, Rows | None]:
    """Do what an owner's button asks: the toast, the message's new words, its new buttons."""
    match pressed.action:
        case "add" | "replace":
            body, rows = await add_draft(desk, pressed.argument, pressed.action == "replace")
        case "drop":
            dropped = desk.chats.drop_draft(pressed.argument)
            body, rows = Body(texts.DRAFT_DROPPED if dropped else texts.DRAFT_GONE), ()
        case "page":
            body, rows = await articles_page(desk, pressed.argument)
        case "rm":
            body, rows = await remove_article(desk, pressed.argument)
        case "keep":
            body, rows = Body(texts.NOT_REMOVED), ()
        case _:
            return texts.STALE, None, None
    return "", body, rows


COMMANDS: dict[str, Callable[[Desk, Command], Awaitable[Shown | None]]] = {
    "articles": list_articles,
    "remove": ask_to_remove,
    "unanswered": list_unanswered,
    "wrong": list_wrong,
    "stats": show_stats,
    "export": export_base,
    "import": import_base,
    "reload": reload_base,
    "subscribe": subscribe,
    "unsubscribe": unsubscribe,
}
