"""An outcome, in; the body of a message, out. Pure: nothing is looked up and nothing is sent."""

import html
import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from bot import texts
from knowledge import Abstention, Answer, AnswerPart, Clarification, Outcome, Source

LIMIT = 4096  # UTF-16 units, after the markup is taken away
ENTITY_LIMIT = 100  # marked stretches of one message
MARK_LIMIT = 40  # of one sentence
QUOTE_LIMITS = (1600, 900, 500, 250, 120, 60)
HEADLINE_LIMIT = 500
LABEL_LIMIT = 160
TITLE_LIMIT = 120
NOTE_LIMIT = 160
NOTES_SHOWN = 4
COPY_LIMIT = 256

JOINER = "\u2060"
# Controls, marks that turn the direction of a line, characters of private use.
UNPRINTED = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ue000-\uf8ff\U000f0000-\U0010ffff]"
)
HALF = re.compile("[\ud800-\udfff]")
LIVE = re.compile(r"(?<![\w@])@[A-Za-z0-9_]{3,}|(?<![\w/])/[A-Za-z0-9_]{1,64}")
TAG = re.compile(r"<[^>]*>")
PERIOD = re.compile(r"[年月季日]")
OPENING = re.compile(r"<[a-z]")

Script = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The sentences around a cited one."""

    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class View:
    """Which side of an answer is shown: page 0 is the answer, page n its n-th other candidate."""

    page: int = 0
    context: bool = False


@dataclass(frozen=True, slots=True)
class Body:
    """What a message says, as HTML for Telegram and as plain text for when Telegram refuses the HTML."""

    html: str

    @property
    def plain(self) -> str:
        """The same without markup."""
        return html.unescape(TAG.sub("", self.html))


def render_outcome(
    outcome: Outcome,
    view: View = View(),
    neighbours: Neighbours | None = None,
    script: Script = str,
) -> Body:
    """
    Render an outcome as a message that Telegram takes.

    The figure comes first and is never cut; what is cut, when it must be, is the quoted sentence, away from the
    figure, and then the further parts.

    Args:
        outcome: What `ask` returned.
        view: The answer itself, or one of its others, with or without the sentences around.
        neighbours: The sentences around the first one shown, where the view asks for them.
        script: Turns our own words into the script of the asker; quoted sentences and titles stay as printed.
    """
    parts = shown_parts(outcome, view)
    for limit in QUOTE_LIMITS:
        body = _render(outcome, parts, view=view, neighbours=neighbours, script=script, quote_limit=limit)
        if _fits(body):
            return body
    for count in range(len(parts) - 1, 0, -1):
        left_out = len(parts) - count
        body = _render(
            outcome, parts[:count], view=view, neighbours=None, script=script, quote_limit=limit, left_out=left_out
        )
        if _fits(body):
            return body
    return Body(escape(clip(body.plain, LIMIT)))


def _fits(body: Body) -> bool:
    return utf16_length(body.plain) <= LIMIT and len(OPENING.findall(body.html)) <= ENTITY_LIMIT


def shown_parts(outcome: Outcome, view: View) -> tuple[AnswerPart, ...]:
    """List the parts that a view of an outcome shows."""
    if view.page:
        return outcome.others[view.page - 1 : view.page]
    if isinstance(outcome, Abstention):
        return (outcome.nearest,) if outcome.nearest else ()
    return outcome.parts


def copied_text(outcome: Outcome, view: View = View()) -> str:
    """
    Say what 复制数字 puts on the clipboard: the figures as printed, those of every part.

    Nothing of a computation, and nothing while it is open which figure is meant, or whether any is.
    """
    parts = shown_parts(outcome, view)
    is_open = isinstance(outcome, Abstention) or (isinstance(outcome, Clarification) and len(parts) > 1)
    if is_open or not parts or not parts[0].figures or any(part.computed for part in parts):
        return ""
    said = dict.fromkeys(clean(part.headline).strip() for part in parts if part.figures)
    for text in ("；".join(said), clean(parts[0].headline).strip()):
        if 0 < utf16_length(text) <= COPY_LIMIT:
            return text
    return clip(clean(parts[0].figures[0].text).strip(), COPY_LIMIT)


def _render(
    outcome: Outcome,
    parts: Sequence[AnswerPart],
    *,
    view: View,
    neighbours: Neighbours | None,
    script: Script,
    quote_limit: int,
    left_out: int = 0,
) -> Body:
    blocks: list[str] = []
    if view.page:
        blocks.append(_italic(script(texts.OTHER_ANSWER.format(n=view.page, m=len(outcome.others)))))
    else:
        blocks.extend(_opening(outcome, script))
    # What was computed comes first, then what it was computed from, side by side, then each with its sentence.
    computed = [part for part in parts if part.computed and not part.source]
    blocks.extend(_block([part], None, script, quote_limit, None) for part in computed)
    # A computed line says in words whether the claim holds; a figure needs to be told.
    verdict = None if view.page or computed else outcome.verdict
    parts = [part for part in parts if part not in computed]
    if table := _table(parts, script):
        figures = "；".join(clip(clean(part.headline).strip(), HEADLINE_LIMIT) for part in parts)
        blocks.append(table if computed else f"<b>{_still(script(figures))}</b>\n{table}")
    for group in _by_sentence(parts):
        blocks.append(_block(group, verdict, script, quote_limit, neighbours))
        verdict = neighbours = None
    if left_out:
        blocks.append(_italic(script(texts.LEFT_OUT.format(n=left_out))))
    if not view.page and isinstance(outcome, Answer | Clarification | Abstention):
        notes = (_italic(script(clip(clean(note).strip(), NOTE_LIMIT))) for note in outcome.notes[:NOTES_SHOWN])
        blocks.append("\n".join(note for note in notes if note))
    text = "\n\n".join(block for block in blocks if TAG.sub("", block).strip())
    return Body(text or escape(script(texts.NOTHING_TO_SAY)))


def _opening(outcome: Outcome, script: Script) -> list[str]:
    if isinstance(outcome, Answer):
        return [] if outcome.parts else [_words(script(clean(outcome.text)), 2000)]
    if isinstance(outcome, Clarification):
        return [_words(script(_lead(outcome) or texts.SEVERAL), 600)]
    if isinstance(outcome, Abstention):
        said = _lead(outcome) or texts.REASONS.get(outcome.reason, texts.REASONS["no_figure"])
        return [_words(script(said), 600), *([_italic(script(texts.NEAREST))] if outcome.nearest else [])]
    return [_words(script(clean(outcome.text)), 2000)]


def _lead(outcome: Outcome) -> str:
    """Read the line that opens a reply in plain text; the notes that may stand before it are shown at the end."""
    lines = clean(outcome.text).strip().split("\n")
    if len(lines) > 1 and any(clean(note) in lines[0] for note in outcome.notes):
        lines = lines[1:]
    return lines[0].strip()


def _by_sentence(parts: Sequence[AnswerPart]) -> list[list[AnswerPart]]:
    """Group the parts that one sentence proves, so that it is quoted once; the groups in order of their first part."""
    groups: dict[object, list[AnswerPart]] = {}
    for number, part in enumerate(parts):
        source = part.source
        groups.setdefault((source.sentence, source.title) if source else number, []).append(part)
    return list(groups.values())


def _block(
    group: Sequence[AnswerPart],
    verdict: bool | None,
    script: Script,
    quote_limit: int,
    neighbours: Neighbours | None,
) -> str:
    lines: list[str] = []
    for label, alike in groupby(group, key=lambda part: (part.label, part.computed)):
        lines.append(_headline(list(alike), verdict, script))
        verdict = None
        if said := clip(clean(label[0]).strip(), LABEL_LIMIT):
            lines.append(_still(script(said)))
    source = next((part.source for part in group if part.source), None)
    if source:
        marks = [span for part in group if part.source for span in part.source.marked]
        lines.append(_quote(source.sentence, marks, quote_limit, neighbours))
        lines.extend(_origin(source, script))
    also = dict.fromkeys(other for part in group for other in part.also)
    if also:
        places = "；".join(" · ".join(line for line in _origin(other, script) if line) for other in also)
        lines.append(_still(script(texts.ALSO)) + places)
    return "\n".join(lines)


def _headline(parts: Sequence[AnswerPart], verdict: bool | None, script: Script) -> str:
    # A figure is never cut. What is longer than any figure is a sentence that answers.
    shown = (
        clip(clean(part.headline).strip(), HEADLINE_LIMIT * 3 if part.figures else HEADLINE_LIMIT) for part in parts
    )
    text = "、".join(dict.fromkeys(headline for headline in shown if headline)) or texts.NO_WORDS
    said = {True: texts.TRUE, False: texts.FALSE, None: ""}[verdict]
    bold = f"<b>{_still(script(said + text))}</b>"
    return bold + (f" {_italic(script(texts.COMPUTED))}" if parts[0].computed else "")


def _origin(source: Source, script: Script) -> list[str]:
    title = clip(clean(source.title).strip(), TITLE_LIMIT) or script(texts.NO_TITLE)
    section = clip(clean(source.section).strip(), TITLE_LIMIT)
    where = _still(f"《{title}》" if "《" not in title else title) + (f" · {_still(section)}" if section else "")
    day = source.published
    date = f"{day.year}年{day.month}月{day.day}日" if day else script(texts.NO_DATE)
    paper = clip(clean(source.origin).strip(), TITLE_LIMIT)
    return [where, " · ".join(_still(each) for each in (paper, date) if each)]


def _quote(sentence: str, marks: Iterable[tuple[int, int]], limit: int, neighbours: Neighbours | None) -> str:
    inner = "".join(
        f"<b>{_still(piece)}</b>" if marked else _quiet(piece) for piece, marked in cut_quote(sentence, marks, limit)
    )
    if neighbours:
        room = max(limit // 2, 120)
        before = "".join(neighbours.before)
        after = "".join(neighbours.after)
        inner = f"{_quiet(_clip_left(before, room))}{inner}{_quiet(clip(after, room))}"
    return f"<blockquote expandable>{inner}</blockquote>" if TAG.sub("", inner).strip() else ""


def cut_quote(sentence: str, marks: Iterable[tuple[int, int]], limit: int) -> list[tuple[str, bool]]:
    """
    Cut a sentence to a length in UTF-16 units, around its marked spans, which stay whole.

    >>> cut_quote("累计拆除私搭乱建118处,为全镇精细提升奠定坚实基础", [(8, 12)], 12)
    [('…搭乱建', False), ('118处', True), (',为全…', False)]

    Returns:
        Pieces in order, each with whether it is marked.
    """
    spans = _merge(marks, len(sentence))
    if utf16_length(sentence) <= limit:
        room = len(sentence)
    else:
        marked = sum(min(end - start, limit) for start, end in spans)
        room = max(4, (limit - marked) // max(2 * len(spans), 1))
    pieces: list[tuple[str, bool]] = []
    at = 0
    for number, (start, end) in enumerate(spans):
        gap = sentence[at:start]
        pieces.append((_clip_middle(gap, room) if number else _clip_left(gap, room), False))
        # No figure is as long as the shortest limit: what is clipped here is a whole sentence that answers.
        pieces.append((clip(sentence[start:end], limit), True))
        at = end
    pieces.append((clip(sentence[at:], room), False))
    return [(piece, marked) for piece, marked in pieces if piece]


def _merge(marks: Iterable[tuple[int, int]], length: int) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    for start, end in sorted((max(0, start), min(end, length)) for start, end in marks):
        if start >= end:
            continue
        if spans and start <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
    return spans[:MARK_LIMIT]


def _table(parts: Sequence[AnswerPart], script: Script) -> str:
    """Lay out figures of one unit side by side, where each has a place or a period of its own."""
    compared = [part for part in parts if len(part.figures) == 1 and not part.computed]
    if len(compared) < 2 or len({part.figures[0].unit for part in compared}) != 1 or len(compared) > 30:
        return ""
    names = _names(compared)
    if not names:
        return ""
    rows = [
        (script(clip(clean(name).strip(), 30)), clip(clean(part.figures[0].text).strip(), 40))
        for name, part in zip(names, compared, strict=True)
    ]
    left, right = (max(width(row[column]) for row in rows) for column in (0, 1))
    lines = (f"{name}{' ' * (left - width(name))}  {' ' * (right - width(text))}{text}" for name, text in rows)
    return "<pre>" + escape("\n".join(lines)) + "</pre>"


def _names(parts: Sequence[AnswerPart]) -> Sequence[str]:
    """Find what tells parts apart, places before periods; nothing where neither does."""
    labels = [re.split(r"\s*·\s*", part.label) for part in parts]
    first, *more = zip(*labels, strict=False)
    periods = [column for column in more if all(PERIOD.search(name) for name in column)]
    for names in ([part.source.place if part.source else "" for part in parts], first, *periods):
        if all(names) and len({*names}) == len(parts):
            return names
    return ()


def width(text: str) -> int:
    """Count the columns that a text takes where a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def utf16_length(text: str) -> int:
    """Count as Telegram counts."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def clean(text: str) -> str:
    """Drop what does not print or turns the line around; a lone surrogate becomes a replacement mark."""
    if text.isprintable():
        return text
    text = HALF.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " "))
    return UNPRINTED.sub("", text)


def clip(text: str, limit: int) -> str:
    """Cut the end of a text that is longer than the limit, in UTF-16 units."""
    if utf16_length(text) <= limit:
        return text
    # Half of a character at the cut is dropped.
    return text.encode("utf-16-le", "surrogatepass")[: 2 * (limit - 1)].decode("utf-16-le", "ignore") + "…"


def _clip_left(text: str, limit: int) -> str:
    clipped = clip(text[::-1], limit)
    return clipped[::-1]


def _clip_middle(text: str, room: int) -> str:
    if utf16_length(text) <= 2 * room:
        return text
    return clip(text, room) + _clip_left(text, room).lstrip("…")


def escape(text: str) -> str:
    """Escape a text for Telegram's HTML."""
    return html.escape(clean(text), quote=False)


def _still(text: str) -> str:
    """Escape, and keep @names and /commands of the corpus from becoming live."""
    return escape(LIVE.sub(lambda found: found[0][0] + JOINER + found[0][1:], clean(text)))


def _quiet(text: str) -> str:
    """The same for quoted text, which stays letter for letter as printed: a live word is set as code."""
    text = clean(text)
    pieces: list[str] = []
    at = 0
    for found in LIVE.finditer(text):
        pieces += [escape(text[at : found.start()]), f"<code>{escape(found[0])}</code>"]
        at = found.end()
    return "".join([*pieces, escape(text[at:])])


def _words(text: str, limit: int) -> str:
    return _still(clip(text.strip(), limit))


def _italic(text: str) -> str:
    return f"<i>{_still(text)}</i>" if text.strip() else ""
