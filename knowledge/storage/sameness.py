"""
Facts of several articles, in; which tell the same thing of the same place and time, and which the same amount, out.

Two figures that only seem to speak of one thing must not be set against each other: what is not sure is left apart.
"""

import re
from datetime import date

from knowledge.figures import Figure
from knowledge.language import fold
from knowledge.storage.preparing import measure_of
from knowledge.storage.records import StoredFact, StoredSentence

NUMERAL = re.compile(r"\d[\d,]*(?:\.(\d+))?")
ROUNDED = re.compile("[万亿]")
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
TOLD_ALONE = {"quantity", "money"}
SHARES = {"percent", "percentage_point"}
PROSE = {"body", "list"}
VAGUE = 0.1  # 约100处 may be 90 or 110
MOST_APART = 3  # times: what lies further apart is another thing
ROUNDED_DOWN = 0.999  # of a step: 7.4万亿 is told of 74772亿 too
FOREVER = float("inf")


def may_be_told_again(fact: StoredFact, sentence: StoredSentence) -> bool:
    """Tell whether a fact says so clearly what it counts that another article's can be held beside it."""
    figure = fact.figure
    return (
        len(fact.counted) >= 2
        and figure.value is not None
        and not figure.doubtful
        and figure.change != "from"
        and sentence.kind in PROSE
        and (figure.kind in TOLD_ALONE or (figure.kind in SHARES and has_own_period(fact)))
    )


def is_same_time(left: StoredSentence, left_fact: StoredFact, right: StoredSentence, right_fact: StoredFact) -> bool:
    """
    Tell whether two facts whose periods read the same speak of the same time.

    Where the sentence does not say when, the articles must be of one time: of the same year where the period was taken
    from around the sentence, of neighbouring years where there is none at all; and no two yearly reports.
    """
    if has_own_period(left_fact) and has_own_period(right_fact):
        return True
    named = [set(YEAR.findall(fold(sentence.title).translate(DIGITS))) for sentence in (left, right)]
    if all(named) and named[0].isdisjoint(named[1]):
        return False
    years = [year_of(sentence) for sentence in (left, right)]
    if years[0] is None or years[1] is None:
        return True
    return abs(years[0] - years[1]) <= (0 if left_fact.first or right_fact.first else 1)


def has_own_period(fact: StoredFact) -> bool:
    return fact.first is not None and not fact.period_inherited


def year_of(sentence: StoredSentence) -> int | None:
    return sentence.published.year if sentence.published else sentence.year


def age_of(sentence: StoredSentence) -> tuple[date, int]:
    """Return what sorts sentences by the day of their article, then by when it was added; no day is the oldest."""
    day = sentence.published or (date(sentence.year, 1, 1) if sentence.year and sentence.year > 0 else date.min)
    return day, sentence.article_id


def is_same_amount(left: Figure, right: Figure) -> bool:
    """
    Tell whether two figures may be the same amount: rounded differently, in other units, or one of them vaguely told.

    >>> from knowledge.figures import find_figures
    >>> def same(text): return is_same_amount(*find_figures(text))
    >>> same("1.37万亿斤和13657亿斤"), same("2万平方米和20000平方米"), same("440余名和446名"), same("118处和120处")
    (True, True, True, False)
    """
    (low, high), (least, most) = amount_of(left), amount_of(right)
    return (low, high) == (least, most) or (low < most and least < high)


def is_near_amount(left: Figure, right: Figure) -> bool:
    """Tell whether two amounts are near enough to be two tellings of one."""
    smaller, larger = sorted(abs(number_of(figure)) for figure in (left, right))
    return larger <= MOST_APART * smaller


def amount_of(figure: Figure) -> tuple[float, float]:
    """Return between which numbers a figure's amount lies, in the base unit of what it measures."""
    number = number_of(figure)
    sense = figure.sense
    if sense in {"at_least", "over"}:
        return number * (1 - 1e-9), FOREVER if sense == "at_least" else number * (1 + VAGUE)
    if sense in {"at_most", "up_to"}:
        return 0.0, number * (1 + 1e-9)
    if sense == "under":
        return number * (1 - VAGUE), number * (1 + 1e-9)
    if sense == "about":
        return number * (1 - VAGUE), number * (1 + VAGUE)
    step = rounding_of(figure) * abs(number)
    return number - step / 2, number + step * ROUNDED_DOWN


def number_of(figure: Figure) -> float:
    return float(figure.value or 0) * (measure_of(figure.unit)[1] or 1.0)


def rounding_of(figure: Figure) -> float:
    """
    Return one step of the last digit printed, as a share of the number: 0.01 of 1.37 in 1.37万亿.

    In Chinese numerals only 万 and 亿 are taken for rounding: 一千二百零一亿 is told to the 亿, 一百二十 is 120.
    """
    text = fold(figure.text)
    found = NUMERAL.search(text)
    if found is not None:
        written = float(found.group().replace(",", ""))
        return 10.0 ** -len(found[1] or "") / written if written else 0.0
    digits = format(figure.value or 0, "f").partition(".")[0]
    if not ROUNDED.search(text) or not digits.strip("0-"):
        return 0.0
    return 10.0 ** (len(digits) - len(digits.rstrip("0"))) / float(digits)
