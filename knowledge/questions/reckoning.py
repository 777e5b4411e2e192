"""
A folded question, in; what it wants done with an amount of its asker's own and one figure of the articles, out.

离1500米还差多少 asks for the distance to an amount, 一趟拉8方,要跑几趟 for what a rate makes of the figure, 10个党员联系多少群众
for what a printed rule makes of the amount, 440名按15个支部平摊 for an even share, 精确到百位 for a rounder figure.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from knowledge.figures import Figure
from knowledge.quantities import dimension_of, match_unit, parse_numeral, read_numeral
from knowledge.questions.analysis import find_question_figures

MUCH = r"(?:多少|几(?!乎))"
HOW_MANY = re.compile(MUCH)
AWAY = re.compile(r"(?:离|距离?)$")
AWAY_BEHIND = re.compile(
    rf"(?:大关|整|这个数|的?目标)?,?(?:还|就|都|仍|尚|只)*(?:差|缺|少|欠|有){{1,2}}[^,。?]{{0,6}}{MUCH}"
)
REACHING = r"(?:就|才|能|可以|刚好|正好)*(?:满|到|够|达到|凑[够满齐足到]|上|破)"
TO_FILL = re.compile(rf"(?:再|还|只|差|缺|得|要)[^,。?]{{0,6}}{MUCH}[^,。?]{{0,6}}?{REACHING}(?:够|满|了)?$")
FILLED = re.compile(rf"(?:想|要|得)?{REACHING}$")
FILLED_BEHIND = re.compile(
    rf"(?:的话)?[^。?]{{0,6}}(?:还|再)[^,。?]{{0,3}}(?:差|缺|要|得|需|加|补)[^,。?]{{0,6}}{MUCH}"
)
BEYOND = re.compile(r"(?:超过?|超出|高出)(?:了|出)?$")
BEYOND_BEHIND = re.compile(rf"[^,。?]{{0,2}}{MUCH}")
RATE_LEAD = re.compile(r"(?:每一?|(?<![第\d十])[一1])(?P<thing>[^,。?;\d(]{1,14})$")
RATE_TAIL = re.compile(r"(?:钱)?(?:/|每|一)(?P<thing>[^,。?;\d]{1,3})")
BRACKETED = re.compile(r"[(,]$")
STANDARD = re.compile(rf"(?:顶|抵|等于|相当于|合|折|够|装|铺|摆)[^,。?]{{0,2}}{MUCH}(?P<per>[个间座块栋家套辆车])")
SHARED_AMONG = re.compile(r"(?:按|分给|分到|分成|除以|摊给|摊到|平分给)$")
SHARING = re.compile(r"平摊|均摊|平分|均分|平均|除以|分摊|摊|分")
ROUND = re.compile(
    r"(?:四舍五入|精确|保留|近似|取整)(?:到|至|成)?(?P<place>个|百万|千万|十万|十|百|千|万|亿)(?:位|数)?"
)
NUMERAL = re.compile(r"[零一二两三四五六七八九十百千万亿]{2,}(?![\u3400-\u9fff])")
A_YEAR = re.compile(r"(?P<much>[一半两])年")
YEARS = {"一": Decimal(1), "半": Decimal("0.5"), "两": Decimal(2)}
RELATIVE = ("percent", "percentage_point", "fraction", "ratio")
SPACES = ("length", "area", "volume", "mass")
MOST_OF_UNIT = 3  # characters of a unit or measure word: 平方米


@dataclass(frozen=True, slots=True)
class Reckoning:
    """What is done with an amount that a question gives."""

    kind: str  # distance, rate, rule, share, round
    given: Figure
    per: str = ""  # of a rate: what the amount is for one of: 份 of 一份0.2元
    start: int = 0  # of what a question says of the amount, and what it counts is told besides
    end: int = 0


def find_reckonings(folded: str) -> tuple[Reckoning, ...]:
    """
    Find what a question may want done with each amount that it gives, the surest first.

    >>> [(one.kind, one.per) for one in find_reckonings("一趟拉8方,那堆垃圾要跑几趟")]
    [('rate', '趟')]
    >>> find_reckonings("拆了118处吗")
    ()

    Args:
        folded: The cleaned question.

    Returns:
        Readings, of which the answer takes the first that the articles have a figure for.
    """
    rounding = ROUND.search(folded)
    if rounding is not None:
        place = Decimal(1) if rounding["place"] == "个" else parse_numeral(f"一{rounding['place']}")
        given = Figure(rounding["place"], *rounding.span(), "quantity", place)
        return (Reckoning("round", given, start=rounding.start(), end=rounding.end()),)
    if not HOW_MANY.search(folded):
        return ()
    found = [one for figure in amounts_of(folded) for one in readings_of(figure, folded)]
    # 1个联系6个,73个联系几个: the one says the rule over again.
    return tuple(sorted(found, key=lambda one: (one.kind == "rule", one.kind == "rule" and one.given.value == 1)))


def amounts_of(folded: str) -> tuple[Figure, ...]:
    """Return the amounts that a question gives, numbers in words without a unit and years among them: 三千, 一年."""
    amounts = [figure for figure in find_question_figures(folded) if figure.value is not None]
    for pattern, unit in ((NUMERAL, ""), (A_YEAR, "年")):
        for found in pattern.finditer(folded):
            taken = any(one.start < found.end() and found.start() < one.end for one in amounts)
            value = YEARS[found["much"]] if unit else read_numeral(found.group())
            if value is not None and not taken:
                amounts.append(Figure(found.group(), *found.span(), "quantity", value, unit=unit))
    return tuple(sorted((trimmed(one) for one in amounts), key=lambda one: one.start))


def trimmed(figure: Figure) -> Figure:
    """Leave the comma behind a bare number out of it."""
    text = figure.text.rstrip(",")
    return replace(figure, text=text, end=figure.start + len(text))


def readings_of(figure: Figure, folded: str) -> Iterator[Reckoning]:
    """Tell what may be done with one amount, by the words before and behind it."""
    before, behind = folded[: figure.start].rstrip(), folded[figure.end :].lstrip()
    lead = next((m for m in map(lambda p: p.search(before), (AWAY, TO_FILL, FILLED, BEYOND)) if m), None)
    if distance_asked(before, behind):
        yield Reckoning("distance", figure, start=lead.start() if lead else figure.start, end=figure.end)
        return
    if figure.unit and figure.kind not in RELATIVE:
        rate = rate_of(figure, before, behind)
        if rate is not None and HOW_MANY.search(folded[: rate.start] + folded[rate.end :]):
            yield rate
            return
        standard = STANDARD.search(folded)
        if standard is not None and dimension_of(figure.unit) in SPACES and figure.end < standard.start():
            yield Reckoning("rate", figure, standard["per"], clause_start(before), figure.end)
        yield Reckoning("rule", figure, start=figure.start, end=figure.end)
    shared = SHARED_AMONG.search(before)
    if shared is not None and SHARING.search(folded):
        yield Reckoning("share", figure, start=shared.start(), end=figure.end)


def distance_asked(before: str, behind: str) -> bool:
    """
    Tell whether the words around an amount ask how far off it is.

    >>> distance_asked("管网离", "还差大概多少米"), distance_asked("再加几处就满", ""), distance_asked("拆了", "还差多少")
    (True, True, False)
    """
    if TO_FILL.search(before):
        return True
    pairs = ((AWAY, AWAY_BEHIND), (FILLED, FILLED_BEHIND), (BEYOND, BEYOND_BEHIND))
    return any(lead.search(before) and tail.match(behind) for lead, tail in pairs)


def rate_of(figure: Figure, before: str, behind: str) -> Reckoning | None:
    """Read an amount as one for each of something: 每平米300元, 8方一车; what stands in brackets repeats it: 两毛(0.2元)."""
    lead = RATE_LEAD.search(BRACKETED.sub("", before)) if not BRACKETED.search(before) else None
    if BRACKETED.search(before) and before.endswith("("):
        first = [one for one in find_question_figures(before) if one.end == len(before) - 1]
        return rate_of(first[0], before[: first[0].start], behind) if first else None
    if lead is not None:
        per = unit_at(lead["thing"])
        return Reckoning("rate", figure, per, lead.start(), figure.end) if per else None
    tail = RATE_TAIL.match(behind)
    per = unit_at(tail["thing"]) if tail else ""
    return Reckoning("rate", figure, per, figure.start, figure.end + 1 + len(per)) if per else None


def unit_at(text: str) -> str:
    """
    Return the unit or measure word that a text begins with, the longest; empty where it begins with none.

    >>> unit_at("平米"), unit_at("趟渣土车就算拉"), unit_at("个篮球场"), unit_at("直在")
    ('平米', '趟', '个', '')
    """
    sizes = [n for n in range(MOST_OF_UNIT, 0, -1) if len(text) >= n and (n == 1 or text[0] != "个")]
    return next((text[:n] for n in sizes if match_unit(text[:n])), "")


def clause_start(before: str) -> int:
    return max(before.rfind(mark) for mark in ",。?;:") + 1


INTO = re.compile(
    r"(?:折合?|折算|换算?|(?<!不)算|(?<![结联综配融场总])合|化|改写|写|兑)(?:成|作|为)+[“\"]?(?P<unit>[\u3400-\u9fff]{1,5})"
    r"|(?:请|都)?(?:按照?|用|以)[“\"]?(?P<by>[\u3400-\u9fff]{1,5}?)[”\"]?(?:来)?(?:列示|表示|填报|上报|填|报|为单位|做单位)"
)
DIGITS = re.compile(r"(?P<digits>[一二两三四1-4])位(?:小数)?|小数点后(?:面)?(?P<behind>[一二两三四1-4])位")


def unit_named(folded: str) -> tuple[str, int, int]:
    """
    Return the unit that a figure is wanted in, with the span of what says so; an empty unit where none is.

    >>> unit_named("拆掉的面积换成公顷是多少"), unit_named("折成“万立方米”")[0], unit_named("合成一块多少")[0]
    (('公顷', 5, 9), '万立方米', '')
    """
    for found in INTO.finditer(folded):
        text = found["unit"] or found["by"]
        sizes = range(len(text), 0, -1) if found["unit"] else (len(text),)
        unit = next((text[:n] for n in sizes if dimension_of(text[:n]) in (*SPACES, "money")), "")
        if unit and unit != "块":
            return unit, found.start(), found.start("unit" if found["unit"] else "by") + len(unit)
    return "", -1, -1


def digits_wanted(folded: str) -> int | None:
    """
    Return how many digits behind the point a result is wanted with; None where nothing says.

    >>> digits_wanted("保留两位小数"), digits_wanted("小数点后留1位"), digits_wanted("两位老人")
    (2, 1, None)
    """
    found = DIGITS.search(folded) if re.search(r"小数|保留", folded) else None
    told = (found["digits"] or found["behind"]) if found else ""
    return int(parse_numeral(told)) if told else None
