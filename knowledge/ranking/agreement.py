"""What is asked and a figure, in; how well the figure is of the asked kind, out."""

import re
from functools import lru_cache

from knowledge.figures import Figure, eras
from knowledge.quantities import dimension_of, same_unit
from knowledge.questions.asking import Asked

# How well a figure fits what is asked. The values are those that measured best on two reading sets; only their order
# matters to the learned weights.
FITS, LIKELY, OPEN, LOOSE, UNLIKE, CLASH = 1.0, 0.7, 0.3, -0.1, -0.3, -1.0
STATED = -1.2  # the question states this figure itself: it is never answered back

TIME_KINDS = frozenset({"date", "time", "duration"})
PERCENT_KINDS = frozenset({"percent", "percentage_point", "fraction", "ratio"})
AMOUNTS = frozenset({"volume", "mass", "area", "length", "energy"})
TIMES = frozenset({"次", "回", "趟", "遍", "班", "期"})
GENERAL_COUNTERS = frozenset({"个", "人", ""})
YEAR_UNITS = frozenset({"年", "月", "日", "号", "世纪", "年代"})
_POWER = re.compile(r"^[十百千万亿兆多余来]+")


def class_of(figure: Figure) -> str:
    """
    Name what a figure is, whatever its form: a range of years is a date, a rate in 元/吨 is money.

    Returns:
        date, time, duration, ordinal, percent, money, people, count, bare, or a dimension such as length.
    """
    return _class(figure.kind, figure.unit, figure.text)


@lru_cache(maxsize=8192)
def _class(kind: str, unit: str, text: str) -> str:
    if kind in {"date", "time", "duration", "money"}:
        return kind
    if kind == "ordinal":
        return "ordinal"
    if kind in PERCENT_KINDS:
        return "percent"
    dimension = dimension_of(unit).split("/")[0] if unit else ""
    if dimension == "time":
        return "date" if unit in YEAR_UNITS and DATE_LIKE.search(text) else "duration"
    if dimension in {"money", "currency"}:
        return "money"
    if dimension == "percent":
        return "percent"
    if dimension:
        return dimension
    if not unit:
        return "bare"
    return "count"


SHORT_YEAR = re.compile(r"^[1-9]\d\d年$")  # 会昌五年（845年）: a year before 1000 is written like a stretch of years
DATE_LIKE = re.compile(r"\d{4}年?|[一二三四五六七八九〇零]{4}年|\d月|[年月]\d")
HAS_YEAR = re.compile(r"\d{3,4}年|\d{4}|[〇零一二三四五六七八九]{3,4}年|[元\d一二三四五六七八九十]+年(?!代)")
HAS_MONTH = re.compile(r"月")
HAS_DAY = re.compile(r"[日号]")
HAS_AGE = re.compile(r"世纪|年代")


def agreement(asked: Asked, figure: Figure) -> float:
    """
    Say how well a figure is of the asked kind.

    Returns:
        From -1 (of another kind) to 1 (of this kind and unit); notes on each case stand beside it.
    """
    if asked.kind == "date" and figure.kind == "duration" and SHORT_YEAR.match(figure.text):
        return LIKELY
    return _agreement(
        asked.kind, bare_unit(asked.unit), asked.dimension, figure.kind, figure.unit, class_of(figure), bool(figure.per)
    )


@lru_cache(maxsize=65536)
def _agreement(
    kind: str, unit: str, dimension: str, figure_kind: str, figure_unit: str, figure_class: str, has_per: bool
) -> float:
    if kind == "date":
        if figure_class == "date":
            return FITS
        return UNLIKE if figure_class in {"time", "duration", "bare"} else CLASH
    if kind == "time":
        return FITS if figure_class == "time" else UNLIKE if figure_class in {"date", "duration"} else CLASH
    if kind == "rank":
        if figure_class != "ordinal":
            return UNLIKE if figure_class == "bare" else -0.8
        return FITS if not unit or unit in figure_unit or not figure_unit else 0.8
    if kind == "frequency":
        if has_per and figure_unit in TIMES:
            return FITS
        return 0.5 if figure_class in {"duration", "frequency"} else UNLIKE if figure_class == "count" else CLASH
    if figure_class == "date":
        # 1990年代 may be said for how long ago; otherwise a date answers only where a date is asked.
        return UNLIKE if kind in {"duration", "age"} else CLASH
    if figure_class == "time":
        return UNLIKE if kind == "duration" else CLASH
    if figure_class == "ordinal":
        return -0.8
    if kind == "duration":
        if figure_class == "duration":
            return FITS if unit and same_unit(unit, figure_unit) else 0.8
        return UNLIKE if figure_class == "bare" else CLASH
    if kind == "age":
        return (
            FITS
            if figure_unit in {"岁", "周岁"} or figure_class == "age"
            else UNLIKE
            if figure_class == "bare"
            else CLASH
        )
    if kind == "percent":
        if figure_class == "percent":
            return FITS if not unit or (figure_kind == "percentage_point") == (unit == "个百分点") else 0.4
        return LOOSE if figure_class == "bare" else UNLIKE if figure_unit in {"倍", "番"} else CLASH
    if kind == "money":
        if figure_class == "money":
            return FITS if not unit or same_unit(unit, figure_unit) else LIKELY
        return LOOSE if figure_class == "bare" else -0.8
    if unit and figure_unit and (same_unit(unit, figure_unit) or {unit, figure_unit} <= GENERAL_COUNTERS):
        return FITS
    if kind == "measure":
        if dimension and figure_class == dimension:
            return 0.4 if unit else LIKELY
        if figure_class in {"bare", "count"}:
            return LOOSE if figure_class == "bare" else -0.5
        return -0.8 if dimension else 0.0
    if kind == "count":
        if figure_class == "people":
            return LIKELY if dimension == "people" else 0.4 if unit in GENERAL_COUNTERS else 0.1
        if dimension == "people":
            return {"count": 0.4 if figure_unit in GENERAL_COUNTERS else 0.0, "bare": OPEN}.get(figure_class, -0.8)
        if figure_class in {"count", "bare"}:
            if not unit:
                return OPEN
            return 0.2 if figure_unit in GENERAL_COUNTERS or unit in GENERAL_COUNTERS else UNLIKE
        if unit:
            return -0.8
        # 多少垃圾 may be answered by 3万余立方米, 多少时间 is asked otherwise.
        return -0.5 if figure_class == "duration" else 0.2 if figure_class in AMOUNTS else 0.0
    # Nothing is known of what is asked: any amount may answer.
    return OPEN if figure_class in {"count", "people", "bare"} else 0.1


def date_fit(asked: Asked, figure: Figure) -> float:
    """
    Say how exact a date is, against what is asked: a question for a year wants a year.

    Returns:
        0 where it fits or no date is asked, down to -0.4.
    """
    if asked.kind != "date" or class_of(figure) != "date":
        return 0.0
    return _date_fit(asked.grain, figure.text)


@lru_cache(maxsize=16384)
def _date_fit(grain: str, text: str) -> float:
    year = _has_year(text)
    month, day, age = (bool(pattern.search(text)) for pattern in (HAS_MONTH, HAS_DAY, HAS_AGE))
    if grain == "century":
        return 0.0 if age else -0.2
    if grain == "day":
        return 0.0 if day else -0.3 if month else -0.4
    if grain == "month":
        return 0.0 if month else -0.3
    if grain == "year":
        return -0.1 if age else 0.0 if year else -0.4
    return -0.1 if age else 0.0 if year else -0.2


def has_year(figure: Figure) -> bool:
    """Tell whether a date names its year: 同年5月 does not."""
    return _has_year(figure.text)


@lru_cache(maxsize=16384)
def _has_year(text: str) -> bool:
    return bool(HAS_YEAR.search(text)) and not RELATIVE_YEAR.search(text)


@lru_cache(maxsize=16384)
def names_era(text: str) -> bool:
    """
    Tell whether a folded text names a year of an era, or asks for one.

    >>> names_era("民国三十六年初"), names_era("于民国几年升格"), names_era("1947年初")
    (True, True, False)
    """
    ends = (match.start() for match in ERA_YEAR.finditer(text))
    return any(text[end - length : end] in eras() for end in ends for length in (2, 3, 4) if length <= end)


ERA_YEAR = re.compile(r"(?:第?几|哪|多少|[元\d零〇一二三四五六七八九十廿卅百]+)年")
RELATIVE_YEAR = re.compile(r"[同当今去前次翌隔每本]年|年[底初中]?$(?<=[同当今去前次翌每本]年)")


def unit_exact(asked: Asked, figure: Figure) -> float:
    """Return 1 where the question names the figure's very unit, else 0."""
    unit = bare_unit(asked.unit)
    return 1.0 if unit and figure.unit and _same(unit, figure.unit) else 0.0


def dimension_same(asked: Asked, figure: Figure) -> float:
    """Return 1 where the figure measures what is asked, -1 where it measures something else, 0 where open."""
    if not asked.dimension or asked.dimension in {"people", "age"}:
        return 0.0
    found = class_of(figure)
    wanted = {"time": "duration"}.get(asked.dimension, asked.dimension)
    return 1.0 if found == wanted else 0.0 if found == "bare" else -1.0


@lru_cache(maxsize=16384)
def _same(left: str, right: str) -> bool:
    return same_unit(left, right)


@lru_cache(maxsize=4096)
def bare_unit(unit: str) -> str:
    """Drop the multiplier of a unit as asked: 万平方米 is asked in 平方米."""
    return _POWER.sub("", unit) if len(unit) > 1 else unit
