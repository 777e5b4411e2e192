"""What somebody types after the bot's name, in any chat, in; up to fifty results, out. From the shared base only."""

import hashlib
import logging

from telegram import (
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
)
from telegram.constants import ParseMode
from telegram.error import BadRequest, TelegramError

from bot import texts
from bot.chats.store import latency_step
from bot.desk import QUESTION_LIMIT, Desk
from bot.handlers.asking import deep_link
from bot.keyboards import Button, markup
from bot.rendering import LIMIT, Body, Script, clean, clip, copied_text, render_outcome
from bot.sending import NO_PREVIEW
from bot.triggers import Inline
from knowledge import Answer, AnswerPart, Clarification, Outcome

log = logging.getLogger(__name__)

RESULTS = 50
CACHE_S = 120
TITLE_LIMIT = 90
DESCRIPTION_LIMIT = 160
LATEST_KEPT = 2000


async def answer_inline(desk: Desk, inline: Inline) -> None:
    """Answer an inline query, unless its writer has typed on meanwhile."""
    query = inline.query
    person = query.from_user.id
    desk.latest_inline[person] = query.id
    while len(desk.latest_inline) > LATEST_KEPT:
        desk.latest_inline.pop(next(iter(desk.latest_inline)))
    text = query.query.strip()
    script = desk.script(person, text)
    if not desk.may(30, 3.0, "inline", person):
        return
    if not text:
        results = [result for question in desk.examples[:3] for result in await results_of(desk, question, script, 1)]
    elif len(text) <= QUESTION_LIMIT:
        # A place alone asks nothing; whoever types it may choose among its figures.
        place = desk.place_named(text)
        asked = texts.FIGURES_OF.format(place=place) if place else text
        results = await results_of(desk, asked, script, RESULTS)
    else:
        results = []
    if desk.latest_inline.get(person) != query.id:
        return
    button = None if results else InlineQueryResultsButton(script(texts.INLINE_NOTHING), start_parameter="ask")
    if not text and not results:
        button = InlineQueryResultsButton(script(texts.INLINE_OPEN), start_parameter="ask")
    # What a writer's own settings changed must not be shown to the next one.
    personal = bool(desk.chats.settings(person).script)
    for found in (results, [without_markup(result) for result in results]):
        try:
            await desk.sender.bot.answer_inline_query(
                query.id, found, cache_time=CACHE_S, is_personal=personal, button=button
            )
            return
        except TelegramError as error:
            # "query is too old": the writer typed on, or the answer came late; nobody waits for it any more.
            log.info("an inline query could not be answered: %s", error.message)
            if not is_about_markup(error):
                return


def is_about_markup(error: TelegramError) -> bool:
    """Tell whether Telegram could not parse what was sent."""
    return isinstance(error, BadRequest) and "parse" in error.message.lower()


def without_markup(result: InlineQueryResultArticle) -> InlineQueryResultArticle:
    """Say the same in plain text."""
    content = result.input_message_content
    said = Body(content.message_text).plain if isinstance(content, InputTextMessageContent) else ""
    plain = InputTextMessageContent(clip(said, LIMIT), link_preview_options=NO_PREVIEW)
    return InlineQueryResultArticle(
        result.id, result.title, plain, description=result.description, reply_markup=result.reply_markup
    )


async def results_of(desk: Desk, question: str, script: Script, most: int) -> list[InlineQueryResultArticle]:
    """Ask, and make a result of each figure that answers and of each further candidate."""
    try:
        outcome = await desk.ask(question)
    except Exception as error:
        log.error("an inline query failed: %s", type(error).__name__, exc_info=error)
        return []
    desk.chats.count("inline", outcome.status, latency_step(outcome.elapsed_ms))
    if not isinstance(outcome, Answer | Clarification):
        return []
    results: dict[str, InlineQueryResultArticle] = {}
    if isinstance(outcome, Answer) and (len(outcome.parts) > 1 or not outcome.parts):
        whole = whole_result(desk, outcome, script)
        results[whole.id] = whole
    for part in (*outcome.parts, *outcome.others):
        alone = Answer(
            question=outcome.question,
            text="",
            parts=(part,),
            notes=outcome.notes,
            verdict=outcome.verdict if len(outcome.parts) == 1 and part is outcome.parts[0] else None,
        )
        result = article(desk, alone, title_of(part, script), description_of(part, script), script)
        results.setdefault(result.id, result)
    return list(results.values())[:most]


def whole_result(desk: Desk, outcome: Answer, script: Script) -> InlineQueryResultArticle:
    """Make one result of an answer that has several parts."""
    title = "；".join(part.headline for part in outcome.parts) or outcome.text
    return article(desk, outcome, script(title), script("；".join(part.label for part in outcome.parts)), script)


def title_of(part: AnswerPart, script: Script) -> str:
    """The figure."""
    return script(part.headline)


def description_of(part: AnswerPart, script: Script) -> str:
    """What it counts and where, and where that is from."""
    source = part.source
    pieces = [script(part.label)]
    if source:
        pieces += [f"《{source.title}》" if source.title else "", source.origin]
        pieces.append(source.published.isoformat() if source.published else script(texts.NO_DATE))
    return " · ".join(piece for piece in pieces if piece)


def article(desk: Desk, outcome: Outcome, title: str, description: str, script: Script) -> InlineQueryResultArticle:
    """Make a result; its id is the same whenever the same thing is found."""
    body: Body = render_outcome(outcome, script=script)
    digest = hashlib.blake2b(body.html.encode("utf-8", "replace"), digest_size=16).hexdigest()
    return InlineQueryResultArticle(
        id=digest,
        title=clip(clean(title).strip().replace("\n", " "), TITLE_LIMIT) or texts.NO_WORDS,
        description=clip(clean(description).strip().replace("\n", " "), DESCRIPTION_LIMIT) or None,
        input_message_content=InputTextMessageContent(
            body.html, parse_mode=ParseMode.HTML, link_preview_options=NO_PREVIEW
        ),
        reply_markup=result_markup(desk, outcome, script),
    )


def result_markup(desk: Desk, outcome: Outcome, script: Script) -> InlineKeyboardMarkup | None:
    """Buttons that need no message of ours to change: copy, and a link to the fact."""
    row: list[Button] = []
    if copied := copied_text(outcome):
        row.append(Button(script(texts.COPY), copied=copied))
    if link := deep_link(desk, outcome):
        row.append(Button(script(texts.SOURCE), url=link))
    return markup((tuple(row),) if row else ())
