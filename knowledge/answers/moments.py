"""When, which of a row, and what part, as a claim says and as a stretch tells it, in; whether they agree, out."""

import re
from collections.abc import Iterable
from decimal import Decimal

from knowledge.answers.arithmetic import into, is_comparable
from knowledge.figures import Figure, find_figures
from knowledge.quantities import parse_numeral, same_unit

MOMENTS = ("date", "time", "ordinal", "percent", "fraction", "duration", "range")
ONE_HOUR = re.compile(r"(?P<number>一|半)个?(?:小时|钟头)")  # no figure in a sentence: 开了一个小时的会
HALF = Decimal("0.5")
PART = re.compile(r"(?P<number>\d+|[零〇一二两三四五六七八九十]+)(?P<unit>年|月|日|号|天)")
RELATIVE = re.compile(r"[今明去前后]年|[上本下]个?月|[昨今明]天|当[年月天日]")
SAME_PART = {"号": "日"}


def find_moments(claim: str) -> tuple[Figure, ...]:
    """
    Find the dates, times, places in a row and parts that a claim states.

    >>> [moment.text for moment in find_moments("门诊楼是10月19号启用的,排第七")]
    ['10月19号', '第七']
    """
    found = [figure for figure in find_figures(claim) if figure.kind in MOMENTS]
    for match in ONE_HOUR.finditer(claim):
        if not any(figure.start < match.end() and match.start() < figure.end for figure in found):
            value = HALF if match["number"] == "半" else Decimal(1)
            found.append(Figure(match.group(), match.start(), match.end(), "duration", value, unit="小时"))
    return tuple(found)


def tell_moments(moments: Iterable[Figure], text: str) -> bool | None:
    """
    Tell whether a stretch gives the moments of a claim, or others in their stead.

    Returns:
        None where it gives none of a kind that the claim states.
    """
    told = find_figures(text)
    agreed = True
    for moment in moments:
        if moment.kind == "ordinal" and moment.text in text:
            continue  # 第三苗圃 is a name
        same = [figure for figure in told if is_same_kind(moment, figure)]
        if not same:
            return None
        agreed = agreed and any(says_same(moment, figure) for figure in same)
    return agreed


def is_same_kind(claim: Figure, figure: Figure) -> bool:
    if claim.kind == "date":
        return figure.kind == "date" and bool(parts_of(claim).keys() & parts_of(figure).keys())
    if claim.kind == "ordinal":
        units = {claim.unit, figure.unit} - {"", "位", "名"}
        return figure.kind == "ordinal" and len(units) < 2
    if claim.kind != figure.kind:
        return False
    if claim.kind == "duration":
        return is_comparable(claim, figure)
    return not claim.unit or not figure.unit or same_unit(claim.unit, figure.unit)


def says_same(claim: Figure, figure: Figure) -> bool:
    """Tell whether a figure says what a claimed one does, perhaps closer: 9月 holds for 9月19日."""
    if claim.kind == "date":
        mine, theirs = parts_of(claim), parts_of(figure)
        shared = mine.keys() & theirs.keys()
        return all(mine[unit] == theirs[unit] for unit in shared) and mine.keys() <= theirs.keys()
    if claim.value is not None and figure.value is not None and claim.kind == "duration":
        return into(claim.value, claim.unit, figure.unit) == figure.value
    if claim.value is not None or figure.value is not None:
        return claim.value == figure.value
    return (claim.low, claim.high) == (figure.low, figure.high) and (claim.low is not None or claim.text == figure.text)


def parts_of(figure: Figure) -> dict[str, object]:
    """
    Return the year, month and day that a date names, by their units; a year that is told from another is named as told.

    >>> parts_of(find_figures("去年9月19号")[0])
    {'月': Decimal('9'), '日': Decimal('19'), '年': '去年'}
    """
    parts: dict[str, object] = {
        SAME_PART.get(part["unit"], part["unit"]): parse_numeral(part["number"]) for part in PART.finditer(figure.text)
    }
    relative = RELATIVE.search(figure.text)
    return {**parts, "年": relative.group()} if relative is not None and "年" not in parts else parts
