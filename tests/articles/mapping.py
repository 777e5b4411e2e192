"""A document in; what is wrong with how its sentences map to the raw text, out."""

from knowledge.articles import Document, RepairStep, Sentence
from knowledge.articles.lines import BLANKS, UNSEEN
from knowledge.articles.repairs import (
    ADVERTISEMENT,
    CAPTION,
    CONTENTS,
    DROPPING_STEPS,
    HYPHEN,
    JUMP,
    LAYOUT_STEPS,
    PAGE,
    WEB,
)

# Steps that leave out all they span.
WHOLE_STEPS = {ADVERTISEMENT, CAPTION, CONTENTS, HYPHEN, JUMP, PAGE, WEB}
LAYOUT_CHARACTERS = frozenset(BLANKS + UNSEEN + "\n\r\u2028\u2029")


def find_mapping_faults(document: Document) -> list[str]:
    """
    Check the promise of this room: a sentence is its stretch of the raw text, less what recorded steps left out.

    A character may be missing only inside a step that leaves something out; a step of layout may leave out nothing
    but blanks, line ends and what prints nothing. A line end may be read as one blank.
    """
    faults: list[str] = []
    raw = document.article.raw
    dropping = [step for step in document.steps if step.name in DROPPING_STEPS]
    whole = [step for step in dropping if step.name in WHOLE_STEPS]
    for number, sentence in enumerate(document.sentences):
        if sentence.position != number:
            faults.append(f"position {sentence.position} at {number}")
        if not 0 <= sentence.start < sentence.end <= len(raw):
            faults.append(f"{sentence.start}:{sentence.end} of {len(raw)}")
            continue
        faults.extend(_sentence_faults(sentence, raw, dropping, whole))
    for step in document.steps:
        if not 0 <= step.start <= step.end <= len(raw):
            faults.append(f"{step} lies outside")
    return faults


def _sentence_faults(sentence: Sentence, raw: str, dropping: list[RepairStep], whole: list[RepairStep]) -> list[str]:
    at = 0
    text = sentence.text
    missing: list[int] = []
    # A caption that was moved out of a sentence is a sentence of its own.
    inside = [step for step in whole if sentence.start < step.start < sentence.end]
    gone = {place for step in inside for place in range(step.start, step.end)}
    for place in range(sentence.start, sentence.end):
        character = raw[place]
        if (
            place not in gone
            and at < len(text)
            and (character == text[at] or (text[at] == " " and character in LAYOUT_CHARACTERS))
        ):
            at += 1
        else:
            missing.append(place)
    faults = []
    if at != len(text):
        return [f"{text!r} is not in {raw[sentence.start : sentence.end]!r}"]
    for place in missing:
        around = [step for step in dropping if step.start <= place < step.end]
        if not around:
            faults.append(f"{raw[place]!r} at {place} is missing from {text!r} and no step says so")
        elif raw[place] not in LAYOUT_CHARACTERS and all(step.name in LAYOUT_STEPS for step in around):
            faults.append(f"{raw[place]!r} at {place} is missing from {text!r}: {[step.name for step in around]}")
    return faults
