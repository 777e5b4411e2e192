"""Sentences in text order, in; the period that the ones before set for the next one, out."""

import re
from datetime import date

from knowledge.articles import Sentence
from knowledge.language import fold
from knowledge.quantities import Period, find_periods

# A period of these kinds, at the head of a sentence, holds for what follows: 2012年,… 五年来,…
CARRIED_KINDS = {"year", "years", "plan", "recent", "half", "quarter", "months"}
HEAD = 12  # characters in which such a period stands
SIGN = re.compile(r"[年月季期]|五[”\"]")
NUMBERS = {character: number for number, character in enumerate("一二三四五六七八九十", start=1)}
# 经过五年持续奋斗, 这五年: years that are over, without the words that elsewhere say so.
YEARS_OVER = re.compile(r"(?:经过|历经|这|回顾|过往|走过的?|已往|以往)(?P<count>[一二三四五六七八九十]|[0-9]{1,2})年")


class Carrier:
    """Keeps the period that a paragraph, or a one-sentence paragraph before, has set."""

    def __init__(self, anchor: date | None) -> None:
        self.anchor = anchor
        self.paragraph, self.section = -1, ""
        self.period: Period | None = None  # of this paragraph
        self.lasting: Period | None = None  # of a sentence that is a paragraph by itself: 五年来,我们做了以下工作:
        self.told = 0  # sentences of this paragraph so far
        self.figured = False

    def enter(self, sentence: Sentence) -> Period | None:
        """Begin a sentence; return the period that holds for it if it names none."""
        if sentence.section != self.section:
            self.section, self.lasting = sentence.section, None
            self.paragraph, self.period, self.told = sentence.paragraph, None, 0
        elif sentence.paragraph != self.paragraph:
            if self.told == 1 and not self.figured and self.period is not None:
                self.lasting = self.period
            self.paragraph, self.period, self.told = sentence.paragraph, None, 0
        return self.period or self.lasting

    def leave(self, sentence: Sentence, figured: bool, periods: tuple[Period, ...] | None = None) -> None:
        """End a sentence: take the period that it opens with, if it does."""
        self.told += 1
        self.figured = figured
        if sentence.kind in {"title", "heading"}:
            self.told = 0
            return
        leading = find_leading(sentence.text, periods, self.anchor)
        if leading is not None:
            self.period = leading


def find_leading(text: str, periods: tuple[Period, ...] | None, anchor: date | None) -> Period | None:
    """Find the period that a sentence opens with."""
    head = fold(text[: 2 * HEAD])
    if not SIGN.search(head[:HEAD]):
        return None
    over = YEARS_OVER.match(head.lstrip("“\"' ")) or YEARS_OVER.match(head[head.find(",") + 1 :])
    if over and anchor is not None:
        count = NUMBERS.get(over["count"]) or int(over["count"])
        last = date(anchor.year - 1, 12, 31) if (anchor.month, anchor.day) == (1, 1) else anchor
        if anchor.year > count:
            return Period(f"{over['count']}年", 0, 0, "recent", date(anchor.year - count, 1, 1), last)
    found = periods if periods is not None else find_periods(head, anchor)
    listed = {(period.kind, period.first, period.last) for period in found if period.kind in CARRIED_KINDS}
    if len(listed) > len({kind for kind, _, _ in listed}):
        return None  # 一季度增长7.9%,二季度下降1.8%: a list of times sets none for what follows
    for period in found:
        if period.start > 3:
            break
        if period.kind in CARRIED_KINDS:
            # 2020年是收官之年 speaks of the year; it does not say when the next thing happened.
            return None if head[period.end : period.end + 1] in {"是", "的"} else period
    return None
