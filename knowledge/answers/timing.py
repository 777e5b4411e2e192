"""The period that a question names and a fact, in; whether the fact is of that period, out."""

import re
from functools import lru_cache

from knowledge.answers.grounding import CLAUSE_END
from knowledge.language import fold
from knowledge.questions import AnalysedQuestion
from knowledge.questions.analysis import SHORT_YEAR
from knowledge.storage import StoredFact, StoredSentence

YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)(?![.%万亿元个户人处米吨])")
HAN_YEAR = re.compile(r"([一二][〇零○一二三四五六七八九]{3})年")
SPAN = re.compile(r"((?:19|20)\d\d)年?[-—~至到]+((?:19|20)\d\d)")
PLAN = re.compile(r"[“\"]?(十[一二三四五六]?|[六七八九])五[”\"]?(?=期间|时期|规划|末|以来|[^\d年个户处米名]|$)")
PLAN_NUMBERS = {
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
    "十": 10,
    "十一": 11,
    "十二": 12,
    "十三": 13,
    "十四": 14,
    "十五": 15,
    "十六": 16,
}
DAY = re.compile(r"(?<=月)\d{1,2}[日号]")
HAN_DIGITS = {digit: str(value) for value, digit in enumerate("〇一二三四五六七八九")} | {"零": "0", "○": "0"}
CENTURY_TURN = 50  # 87年 is 1987, 20年 is 2020

PART = re.compile(
    r"(?P<quarters>前)?(?<![这那哪每整])第?(?P<quarter>[一二三四1-4])季度?|(?P<first>首季)|(?P<half>[上下])半年"
    r"|[前头](?P<months>1[0-2]|[2-9]|十[一二]?|[二两三四五六七八九])个月"
    r"|(?<!\d)(?:(?P<from>1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九])月?份?[-—~至到])?(?P<month>1[0-2]|[1-9]|十[一二]?|(?:一(?!月(?:[要得能下来]|差不多|大概)*(?:多少|几|交|收|花|给|发|领|拿|挣|赚|补|付|掏|租|工资))|[二三四五六七八九]))月(?:份|末|底|(?!\d{1,2}[日号]))"
)
SAME_PART = {"1-6月": "上半年", "前二季度": "上半年", "1-9月": "前三季度", "1-3月": "一季度", "前一季度": "一季度"}
HAN_MONTHS = {
    name: str(number)
    for number, name in enumerate(["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"], start=1)
} | {"两": "2"}
QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}

SINGLE_YEAR = re.compile(r"(?:19|20)\d\d年")
RELATIVE_YEARS = {"今年": 0, "本年": 0, "去年": -1, "上年": -1, "前年": -2, "明年": 1, "来年": 1}
RELATIVE = re.compile(r"(?<![比较])(?:" + "|".join(RELATIVE_YEARS) + ")(?!底|末|同期)")

SAME_TIME_BEFORE = re.compile(r"(?<![比较跟和与同])(?:去年|上年)同期")
BEFORE = re.compile(r"同期|去年|上年")
REPORTS_OVER = 4  # the month from which on news tell of their own year
# 比2007年增加7户, 从2007年的4676亿元增加到11459亿元: the year is that of another figure.
THAT_YEAR = r"(?:上一个)?(?:(?:19|20)\d\d年|“?十[一二三四五]?五”?)[初中末底]?(?:全年)?(?!以来|[起开]|[^,，。;；]{0,6}(?:以来|起))"
COMPARED = re.compile(rf"(?:[比较与同占]|相当于){THAT_YEAR}")
COMPARED_OR_LEFT = re.compile(rf"(?:[比较与同占从由自]|相当于){THAT_YEAR}")
BECAME = ("to", "rise", "fall", "multiple")
ASKED_AGAINST = re.compile(r"[比较跟与和同](?:(?:19|20)?\d\d)年")
# 2013年那份报告里, 2013年临汶的政府工作报告: the year is the report's, and not that of what is asked.
REPORT_OF = re.compile(
    r"(?<!\d)(?:(?P<year>(?:19|20)\d\d)|(?P<short>\d\d))年?(?!以来|期间)(?:度|初|的)*[^\d,，。?？]{0,8}?(?:工作)?报告(?!期)"
)
FITS, OPEN, CLASHES = 1.0, 0.0, -1.0


@lru_cache(maxsize=1 << 13)
def years_in(text: str) -> frozenset[int]:
    """
    Return the years that a text names; a five-year plan or a span names each of its years.

    >>> sorted(years_in("十三五期间"))
    [2016, 2017, 2018, 2019, 2020]
    """
    folded = fold(text)
    years = {int(found) for found in YEAR.findall(folded)}
    for found in SHORT_YEAR.findall(folded):
        years.add((1900 if int(found) >= CENTURY_TURN else 2000) + int(found))
    for found in HAN_YEAR.findall(folded):
        years.add(int("".join(HAN_DIGITS[digit] for digit in found)))
    for first, last in SPAN.findall(folded):
        years.update(range(int(first), min(int(last), int(first) + 30) + 1))
    for found in PLAN.findall(folded):
        if found in PLAN_NUMBERS:
            first_year = 2016 + 5 * (PLAN_NUMBERS[found] - 13)
            years.update(range(first_year, first_year + 5))
    return frozenset(years)


@lru_cache(maxsize=1 << 13)
def parts_in(text: str) -> frozenset[str]:
    """
    Return the parts of a year that a text names.

    >>> sorted(parts_in("第三季度,上半年,1-6月")), sorted(parts_in("前10个月,头仨月,一到七月"))
    (['三季度', '上半年'], ['1-10月', '1-7月'])
    """
    parts = set()
    for found in PART.finditer(fold(text)):
        if found["quarter"] or found["first"]:
            number = QUARTERS[found["quarter"]] if found["quarter"] else 1
            parts.add(f"{'前' if found['quarters'] else ''}{'零一二三四'[number]}季度")
        elif found["half"]:
            parts.add(f"{found['half']}半年")
        elif found["months"]:
            parts.add(f"1-{HAN_MONTHS.get(found['months'], found['months'])}月")
        else:
            first, month = (HAN_MONTHS.get(found[name], found[name]) for name in ("from", "month"))
            parts.add(f"{first}-{month}月" if first else f"{month}月")
    return frozenset(SAME_PART.get(part, part) for part in parts)


@lru_cache(maxsize=1 << 13)
def relative_years(text: str) -> frozenset[int]:
    """
    Return the years that a text names by the one it speaks in.

    >>> sorted(relative_years("去年春茶"))
    [-1]
    """
    return frozenset(RELATIVE_YEARS[found] for found in RELATIVE.findall(text))


def time_agreement(question: AnalysedQuestion, fact: StoredFact, sentence: StoredSentence) -> float:
    """
    Tell whether a fact is of the period that a question names.

    Returns:
        1 yes, 0 none is named or nothing is known, -1 no: another year, or another part of it.
    """
    asked, report = asked_time(question)
    if report is not None and sentence.year not in (report, None):
        return CLASHES
    parts = parts_in(asked)
    of_part = OPEN
    if parts and fact.figure.kind not in ("date", "time"):
        if parts & parts_in(DAY.sub("", f"{fact.period} {fact.counted}")):
            of_part = FITS
        elif months_in(parts) & months_in(parts_in(DAY.sub("", f"{fact.period} {sentence.text}"))):
            of_part = OPEN  # 6月中旬 is told by 6月16日至21日
        elif parts_in(fact.period) or not parts & parts_in(f"{sentence.text} {sentence.section} {sentence.title}"):
            return CLASHES
    if SAME_TIME_BEFORE.search(question.folded) and not BEFORE.search(sentence.text[: fact.figure.start]):
        return CLASHES  # of 去年同期 an article tells nothing but by that name
    relative = relative_years(" ".join((question.folded, *(p for p in question.periods if p not in question.folded))))
    if relative and (told := relative_years(fact.period) or relative_years(sentence.text[: fact.figure.start])):
        return FITS if relative & told else CLASHES
    if relative and sentence.published is not None and not fact.period_inherited:
        named = years_in(fact.period) if SINGLE_YEAR.fullmatch(fact.period) else frozenset()
        meant = {sentence.published.year + offset for offset in relative} | years_in(question.folded)
        if named and not named & meant:
            return CLASHES  # 2023年来了2.7万人次 is not of 今年, in an article of 2024
    if relative and is_of_this_year(fact, sentence) and 0 not in relative:
        return CLASHES
    wanted = years_in(asked)
    if not wanted:
        return of_part if report is None or of_part else FITS
    if years_behind(fact, sentence) & wanted:
        return FITS  # 231栋建成于2000年以前
    stated = years_in(fact.period)
    if (
        stated
        and not stated & wanted
        and any(years_in(other.period) & wanted and other.figure.unit == fact.figure.unit for other in sentence.facts)
    ):
        return CLASHES  # 2020年至2022年依次为8万元、9万元和10万元: another of them is the one asked
    near = years_near(fact, sentence, ASKED_AGAINST.search(asked) is not None)
    if stated:
        return FITS if stated & wanted else CLASHES if not near & wanted else OPEN
    if near:
        return FITS if near & wanted else CLASHES
    return FITS if years_of_article(fact, sentence) & wanted else CLASHES


def asked_time(question: AnalysedQuestion) -> tuple[str, int | None]:
    """Return what a question says of time, and apart from it the year of the report that it wants looked in."""
    found = REPORT_OF.search(question.folded)
    if found is None:
        return " ".join((question.folded, *question.periods)), None
    rest = f"{question.folded[: found.start()]} {question.folded[found.end() :]}"
    own = (period for period in question.periods if period not in found.group())
    return " ".join((rest, *own)), int(found["year"] or f"20{found['short']}")


def years_asked(question: AnalysedQuestion) -> frozenset[int]:
    """Return the years that a question asks for, or those of the report that it wants looked in."""
    asked, report = asked_time(question)
    return years_in(asked) or (frozenset() if report is None else frozenset({report}))


def months_in(parts: frozenset[str]) -> frozenset[str]:
    """Return the single months among the parts of a year."""
    return frozenset(part for part in parts if part.endswith("月") and "-" not in part)


def is_of_this_year(fact: StoredFact, sentence: StoredSentence) -> bool:
    """
    Tell whether an article tells a fact of the year that it is printed in: from the second quarter on, where it names no year.

    In the first quarter 去年 may be the year that a report is on.
    """
    published = sentence.published
    if published is None or published.month < REPORTS_OVER or years_in(sentence.title):
        return False
    return not fact.planned and years_in(fact.period) | years_near(fact, sentence) <= {published.year}


def years_near(fact: StoredFact, sentence: StoredSentence, against: bool = False) -> frozenset[int]:
    """Return the years named before a figure, those that it is compared with only where it is asked `against` one."""
    before = sentence.text[: fact.figure.start]
    if against:
        return years_in(before)
    return years_in(without_compared(before, fact.figure.change in BECAME))


@lru_cache(maxsize=1 << 13)
def without_compared(text: str, became: bool) -> str:
    """
    Blank out the years that a figure is compared with, and where it tells what something became those of what it was.

    >>> without_compared("产值从2007年的6亿元增加到", True), without_compared("产值从2007年的", False)
    ('产值      的6亿元增加到', '产值从2007年的')
    """
    return (COMPARED_OR_LEFT if became else COMPARED).sub(lambda found: " " * len(found.group()), text)


def years_behind(fact: StoredFact, sentence: StoredSentence) -> frozenset[int]:
    """Return the years named behind a figure in its clause, up to the next figure that is no date."""
    others = (o.figure for o in sentence.facts if o.figure.kind not in ("date", "time"))
    end = min((o.start for o in others if o.start >= fact.figure.end), default=len(sentence.text))
    clause = CLAUSE_END.split(sentence.text[fact.figure.end : end], maxsplit=1)[0]
    return years_in(without_compared(clause, False))


def years_of_article(fact: StoredFact, sentence: StoredSentence) -> frozenset[int]:
    """Return the years that an article reports on: a report of 2021 tells of 2020 and plans for 2021."""
    year = sentence.year or (sentence.published.year if sentence.published else None)
    if year is None:
        return years_in(sentence.title)
    if fact.planned:
        return frozenset({year})
    return frozenset({year - 1, year})
