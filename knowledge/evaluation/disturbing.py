"""
A question file and a base, in; how much is lost where the same questions are typed carelessly, out.

    python -m knowledge.evaluation.disturbing QUESTIONS BASE

Each question is asked as it stands, and once more for each of DISTURBANCES: with a homophone slip, a word in pinyin, in
Traditional characters, clipped to its telling words, and wrapped in filler. What is disturbed is drawn with a fixed
seed, so that two runs ask the same. In a conversation the last turn is disturbed.
"""

import random
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from knowledge.errors import KnowledgeError
from knowledge.evaluation.judging import GoldQuestion
from knowledge.evaluation.report import judge_all, read_gold_questions, summarise
from knowledge.knowledge_base import KnowledgeBase
from knowledge.language import fold, is_filler, is_question_word, to_pinyin, to_traditional, word_spans
from knowledge.quantities import match_unit
from knowledge.questions import find_asked
from knowledge.questions.empty_words import is_empty
from knowledge.questions.homophones import is_han, same_sound

SEED = 20261122
BEFORE = ("你好，麻烦问一下，", "请问一下哈", "那个，我想打听打听，", "老师您好！我想了解一下")
BEHIND = ("，谢谢啦", "呀，急用", "😊", "，麻烦查一下，感谢！", "来着")


def main(arguments: Sequence[str]) -> int:
    """Measure a question file and print a line for each disturbance."""
    if len(arguments) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        questions = read_gold_questions(Path(arguments[0]))
        with KnowledgeBase.open(arguments[1]) as base:
            base.refresh()
            for line in measure(base, questions):
                print(line, flush=True)
    except KnowledgeError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def measure(base: KnowledgeBase, questions: Sequence[GoldQuestion]) -> Iterable[str]:
    """Ask questions as they stand and disturbed; a line for each, with what is lost against those that it touched."""
    plain = tuple(judge_all(base, questions))
    right = {one.gold.id: one.judgement.verdict == "right" for one in plain}
    yield f"{'as typed':12} {len(plain):4}  {row_of(summarise(plain)['ALL'])}"
    for name, disturb in DISTURBANCES.items():
        disturbed = [changed for gold in questions if (changed := disturbed_by(gold, name, disturb)) is not None]
        if not disturbed:
            continue
        found = tuple(judge_all(base, disturbed))
        before = sum(right[one.gold.id] for one in found) / len(found)
        after = sum(one.judgement.verdict == "right" for one in found) / len(found)
        yield f"{name:12} {len(found):4}  {row_of(summarise(found)['ALL'])}  lost {100 * (before - after):4.1f} points"


def row_of(shares: dict[str, float]) -> str:
    return "  ".join(f"{name} {shares[name]:6.1%}" for name in ("right", "wrong", "missed"))


def disturbed_by(gold: GoldQuestion, name: str, disturb: "Disturbance") -> GoldQuestion | None:
    """Disturb the last turn of a question; None where there is nothing to disturb."""
    chance = random.Random(f"{SEED} {name} {gold.id}")
    text = disturb(gold.turns[-1], chance)
    return replace(gold, turns=(*gold.turns[:-1], text)) if text != gold.turns[-1] else None


def slip(text: str, chance: random.Random) -> str:
    """Write one character of a telling word as another common one of the same sound."""
    places = [place for _, start, end in telling_words(text) for place in range(start, end)]
    chance.shuffle(places)
    for place in places:
        others = [other for other in same_sound(text[place]) if is_common(other)]
        if others:
            return text[:place] + chance.choice(others) + text[place + 1 :]
    return text


def is_common(character: str) -> bool:
    """Tell whether a character is one of the 3,755 that GB 2312 calls common."""
    try:
        return 0xB0 <= character.encode("gb2312")[0] <= 0xD7
    except UnicodeEncodeError:
        return False


def spell(text: str, chance: random.Random) -> str:
    """Write one telling word in pinyin."""
    words = [(word, start, end) for word, start, end in telling_words(text) if end - start > 1]
    if not words:
        return text
    word, start, end = chance.choice(words)
    return text[:start] + "".join(to_pinyin(word)) + text[end:]


def write_traditional(text: str, chance: random.Random) -> str:
    """Write all of it in Traditional characters."""
    return to_traditional(text)


def clip(text: str, chance: random.Random) -> str:
    """Keep the telling words and those that ask, and leave out the kind of a place: 花园口 污水管网 长度."""
    asked = find_asked(fold(text))
    kept = [
        (start, end)
        for word, start, end in word_spans(text)
        if (asked.start <= start < asked.end)
        or is_question_word(word)
        or word in JOINING
        or not (is_filler(word) or word in LEFT_OUT)
    ]
    clipped = ""
    for number, (start, end) in enumerate(kept):
        apart = number > 0 and kept[number - 1][1] != start
        clipped += (" " if apart else "") + text[start:end]
    return clipped


LEFT_OUT = frozenset("镇的了在有把被") | {"一共", "总共"}
JOINING = frozenset("和跟与及或比是、")


def wrap(text: str, chance: random.Random) -> str:
    """Say more than is needed before and behind."""
    return chance.choice(BEFORE) + text + chance.choice(BEHIND)


def telling_words(text: str) -> list[tuple[str, int, int]]:
    """Return the words that are neither asking words nor fillers, numerals or units."""
    asked = find_asked(fold(text))
    return [
        (word, start, end)
        for word, start, end in word_spans(text)
        if all(map(is_han, word))
        and not (start < asked.end and asked.start < end)
        and not (is_empty(word) or is_question_word(word) or NUMERALS & set(word) or match_unit(word))
    ]


NUMERALS = frozenset("一二两三四五六七八九十百千万亿半几")

Disturbance = Callable[[str, random.Random], str]
DISTURBANCES: dict[str, Disturbance] = {
    "slip": slip, "pinyin": spell, "traditional": write_traditional, "clipped": clip, "filler": wrap,
}  # fmt: skip


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
