"""An outcome, in; the buttons under it, out. And a button's data, in; what it asks for, out.

Everything that a press needs travels in the data itself, at most 64 bytes, so that a button works after a restart and
on every replica: a mark of who may press, the view, and the ids of the facts or sentences shown.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from telegram import InlineKeyboardMarkup

from bot import texts
from bot.rendering import Script, View, clean, clip, copied_text, shown_parts
from knowledge import Abstention, AnswerPart, Clarification, Outcome, Talk

DATA_LIMIT = 64  # bytes
LABEL_LIMIT = 40
TAG = r"[A-Za-z0-9_-]{4}"
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
CHOICES_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Button:
    """One button: with data, or one that copies, opens an address, or starts an inline question."""

    label: str
    data: str = ""
    copied: str = ""
    url: str = ""


Rows = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """Which facts and sentences an answer showed, as the data of its buttons carry them."""

    parts: tuple[tuple[str, ...], ...]
    others: tuple[str, ...] = ()
    abstained: bool = False

    def encode(self, room: int) -> str:
        """Write as many ids as there is room for, the first ones first."""
        kept = ""
        for sign, tokens in ((",", [".".join(part) for part in self.parts]), (";", list(self.others))):
            for number, token in enumerate(tokens):
                more = kept + (sign if number or sign == ";" else "") + token
                if len(more) > room:
                    return kept
                kept = more
        return kept

    @property
    def main(self) -> str:
        """The ids of the first part, by which feedback names an answer."""
        return ".".join(self.parts[0]) if self.parts else ""


@dataclass(frozen=True, slots=True)
class ViewPress:
    """Show another side of the answer."""

    tag: str
    view: View
    shown: Shown


@dataclass(frozen=True, slots=True)
class FeedbackPress:
    """有用, 不对, or the reason why."""

    tag: str
    verdict: str  # good, wrong
    reason: str
    shown: Shown


@dataclass(frozen=True, slots=True)
class ChoicePress:
    """One of the ways to understand a question: its text, or its number where the text does not fit."""

    tag: str
    question: str = ""
    number: int | None = None


@dataclass(frozen=True, slots=True)
class ExamplePress:
    """One of the questions that /start offers."""

    question: str


@dataclass(frozen=True, slots=True)
class SettingPress:
    """A switch of a chat's settings."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class OwnerPress:
    """A button of the owner's tools."""

    action: str
    argument: int


Pressed = ViewPress | FeedbackPress | ChoicePress | ExamplePress | SettingPress | OwnerPress


def answer_rows(outcome: Outcome, view: View, tag: str, script: Script = str, feedback: bool = True) -> Rows:
    """Lay out the buttons under an answer."""
    if isinstance(outcome, Talk):
        return ()
    rows: list[tuple[Button, ...]] = []
    if isinstance(outcome, Clarification) and not view.page:
        rows += choice_rows(outcome, tag, script)
    parts = shown_parts(outcome, view)
    shown = shown_of(outcome)
    first: list[Button] = []
    if copied := copied_text(outcome, view):
        first.append(Button(script(texts.COPY), copied=copied))
    if parts and shown.main and any(part.source and part.source.sentence_id is not None for part in parts):
        label = texts.CONTEXT_OFF if view.context else texts.CONTEXT
        first.append(Button(script(label), data=view_data(tag, View(view.page, not view.context), shown)))
    if first:
        rows.append(tuple(first))
    total = min(len(outcome.others), _others_carried(tag, view, shown))
    if total and view.page < total:
        label = texts.OTHER.format(n=view.page + 1, m=total)
        row = [Button(script(label), data=view_data(tag, View(view.page + 1), shown))]
        if view.page:
            row.insert(0, Button(script(texts.FIRST_AGAIN), data=view_data(tag, View(), shown)))
        rows.append(tuple(row))
    elif view.page:
        rows.append((Button(script(texts.FIRST_AGAIN), data=view_data(tag, View(), shown)),))
    if feedback and shown.main:
        rows.append(
            (
                Button(script(texts.GOOD), data=feedback_data(tag, "g", shown)),
                Button(script(texts.WRONG), data=feedback_data(tag, "w", shown)),
            )
        )
    return tuple(rows)


def choice_rows(outcome: Outcome, tag: str, script: Script = str) -> Rows:
    """Lay out the ways to understand a question, one a row."""
    rows = []
    seen = set()
    for number, choice in enumerate(outcome.choices[:CHOICES_SHOWN]):
        if choice in seen:
            continue
        seen.add(choice)
        question = clean(choice.question).strip()
        data = f"q{tag}{question}"
        if len(data.encode()) > DATA_LIMIT or not question:
            data = f"k{tag}{number}"
        rows.append((Button(clip(script(choice.label or question), LABEL_LIMIT), data=data),))
    return tuple(rows)


def reason_rows(shown: Shown, tag: str, script: Script = str) -> Rows:
    """Lay out the reasons why an answer is wrong."""
    reasons = [
        Button(script(label), data=feedback_data(tag, letter, shown)) for letter, label in texts.WRONG_REASONS.items()
    ]
    back = Button(script(texts.BACK), data=view_data(tag, View(), shown))
    return (tuple(reasons[:2]), tuple(reasons[2:]), (back,))


def example_rows(questions: Iterable[str]) -> Rows:
    """Lay out questions to tap, one a row; one that is too long for a button's data is left out."""
    return tuple(
        (Button(clip(question, LABEL_LIMIT), data=f"e{question}"),)
        for question in questions
        if len(f"e{question}".encode()) <= DATA_LIMIT
    )


def setting_button(label: str, name: str, value: str) -> Button:
    """Make a switch of a chat's settings."""
    return Button(label, data=f"s{name}:{value}")


def owner_button(label: str, action: str, argument: int) -> Button:
    """Make a button of the owner's tools."""
    return Button(label, data=f"a{action}:{argument}")


def shown_of(outcome: Outcome) -> Shown:
    """Note which facts and sentences an outcome shows."""
    abstained = isinstance(outcome, Abstention)
    parts = ((outcome.nearest,) if outcome.nearest else ()) if isinstance(outcome, Abstention) else outcome.parts
    tokens = tuple(token for token in map(part_tokens, parts) if token)
    others = tuple(".".join(part_tokens(part)[:1]) for part in outcome.others)
    # A page is found by its place in the list: the list ends where a part has no id to find it by.
    return Shown(tokens, others[: others.index("")] if "" in others else others, abstained)


def part_tokens(part: AnswerPart) -> tuple[str, ...]:
    """Name a part by its facts, or by its sentence where it shows no figure."""
    facts = tuple(to_base36(figure.fact_id) for figure in part.figures if figure.fact_id is not None)
    if facts:
        return facts
    sentence_id = part.source.sentence_id if part.source else None
    return (f"~{to_base36(sentence_id)}",) if sentence_id is not None else ()


def view_data(tag: str, view: View, shown: Shown) -> str:
    """Write the data of a button that shows a view."""
    flags = DIGITS[(1 if view.context else 0) + (2 if shown.abstained else 0)]
    head = f"v{tag}{DIGITS[min(view.page, 35)]}{flags}"
    return head + shown.encode(DATA_LIMIT - len(head))


def feedback_data(tag: str, letter: str, shown: Shown) -> str:
    """Write the data of a feedback button: g good, w wrong, else the letter of a reason."""
    head = f"f{tag}{letter}{'2' if shown.abstained else '0'}"
    return head + shown.encode(DATA_LIMIT - len(head))


def read_press(data: str | None) -> Pressed | None:
    """
    Read a button's data, which anybody may have written.

    >>> read_press("vAbCd10zz.3,4;5")
    ViewPress(tag='AbCd', view=View(page=1, context=False), shown=Shown(parts=(('zz', '3'), ('4',)), others=('5',), \
abstained=False))
    >>> read_press("no such button") is None
    True
    """
    data = data or ""
    if len(data.encode("utf-8", "replace")) > DATA_LIMIT:
        return None
    if found := re.fullmatch(rf"v({TAG})([0-9a-z])([0-3])([0-9a-z~.,;]*)", data):
        flags = int(found[3])
        view = View(DIGITS.index(found[2]), bool(flags & 1))
        return ViewPress(found[1], view, _read_shown(found[4], bool(flags & 2)))
    if found := re.fullmatch(rf"f({TAG})([a-z])([02])([0-9a-z~.,;]*)", data):
        letter, shown = found[2], _read_shown(found[4], found[3] == "2")
        if letter in ("g", "w"):
            return FeedbackPress(found[1], "good" if letter == "g" else "wrong", "", shown)
        return FeedbackPress(found[1], "wrong", letter, shown) if letter in texts.WRONG_REASONS else None
    if found := re.fullmatch(rf"q({TAG})(.+)", data, re.DOTALL):
        return ChoicePress(found[1], question=found[2])
    if found := re.fullmatch(rf"k({TAG})([0-9])", data):
        return ChoicePress(found[1], number=int(found[2]))
    if found := re.fullmatch(r"e(.+)", data, re.DOTALL):
        return ExamplePress(found[1])
    if found := re.fullmatch(r"s([a-z]+):([a-z]*)", data):
        return SettingPress(found[1], found[2])
    if found := re.fullmatch(r"a([a-z]+):([0-9]{1,15})", data):
        return OwnerPress(found[1], int(found[2]))
    return None


def to_base36(number: int) -> str:
    """Write an id short."""
    letters = ""
    while True:
        number, digit = divmod(number, 36)
        letters = DIGITS[digit] + letters
        if not number:
            return letters


def markup(rows: Sequence[Sequence[Button]]) -> InlineKeyboardMarkup | None:
    """Turn buttons into the library's own, for a result of an inline query."""
    return InlineKeyboardMarkup.de_json(to_json(rows), None) if rows else None


def to_json(rows: Sequence[Sequence[Button]]) -> dict[str, list[list[dict[str, object]]]]:
    """Turn buttons into what Telegram takes: as a message carries them, without a detour over the library's types."""
    return {"inline_keyboard": [[_button(button) for button in row] for row in rows]}


def _button(button: Button) -> dict[str, object]:
    label = clean(button.label).strip() or "…"
    if button.copied:
        return {"text": label, "copy_text": {"text": button.copied}}
    if button.url:
        return {"text": label, "url": button.url}
    return {"text": label, "callback_data": button.data}


def _read_shown(text: str, abstained: bool) -> Shown:
    parts, *others = text.split(";")
    tokens = tuple(tuple(token for token in part.split(".") if token) for part in parts.split(",") if part)
    return Shown(tokens, tuple(other for other in others if other), abstained)


def _others_carried(tag: str, view: View, shown: Shown) -> int:
    return len(read.shown.others) if isinstance(read := read_press(view_data(tag, view, shown)), ViewPress) else 0
