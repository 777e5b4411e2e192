"""A gold answer and a figure, in; whether the figure is that answer, out: the rules of the reading sets."""

import re
from decimal import Decimal
from functools import lru_cache

from knowledge.errors import NumeralError
from knowledge.figures import Figure, find_figures
from knowledge.language import fold
from knowledge.quantities import match_unit, parse_numeral, read_numeral, same_unit

GENERAL = frozenset({"个", "人", "名", "位", ""})
ERAS = "民国|昭和|明治|大正|平成|令和|康熙|乾隆|雍正|嘉庆|道光|咸丰|同治|光绪|宣统|顺治|洪武|永乐|万历|崇祯|贞观|开元|至元|绍兴"
DATE = re.compile(
    rf"(?P<before>公元前|西元前|前)?(?P<era>{ERAS})?"
    r"(?:(?P<year>[\d〇零一二三四五六七八九十元廿百千]+)年(?P<decade>代)?)?"
    r"(?:(?P<month>[\d一二三四五六七八九十正]+)月(?:份)?)?(?:(?P<day>[\d一二三四五六七八九十廿卅初]+)[日号])?"
)
CENTURY = re.compile(r"(?:\d+|[一二三四五六七八九十]+)世纪")
YEAR_DIGITS = re.compile(r"[〇零一二三四五六七八九]{3,4}")
JOINT = re.compile(r"[至到~—–-]")
ABOUT = re.compile(r"^(?:大约|约|近|超过|不到|大于|小于|至少|最多|达)+")
AMOUNT = re.compile(r"(?P<numeral>[一二两三四五六七八九十百千万]+)(?P<unit>\D{1,3})")
DATE_MARK = re.compile(r"\d年|[年月日]|世纪|年代")

Day = tuple[str, str, object, bool, object, object]


def same_answer(gold: str, figure: Figure) -> bool:
    """
    Tell whether a figure is the gold answer.

    >>> same_answer("1951年", find_figures("1951年10月")[0])
    True
    >>> same_answer("3万立方米", find_figures("30000立方米")[0])
    True

    Number and unit must be equal after normalisation; without a unit in gold the number decides. A date may be more
    exact than gold, never less; a range must be the range.
    """
    wanted, given = fold(gold).strip().replace(" ", ""), fold(figure.text).replace(" ", "")
    if wanted == given:
        return True
    amount = figure.kind in {"money", "quantity", "percent", "duration"}
    if figure.kind in {"date", "time"} or (DATE_MARK.search(wanted) and not amount):
        return same_date(wanted, given)
    read = read_gold(gold)
    if read is None:
        try:
            return figure.value is not None and parse_numeral(ABOUT.sub("", wanted)) == figure.value
        except NumeralError:
            digits = re.sub(r"[^\d.]", "", wanted)
            return bool(digits) and digits == re.sub(r"[^\d.]", "", given)
    if read.kind == "date":
        return same_date(wanted, given)
    values, unit, dimension = normalised(read)
    other_values, other_unit, other_dimension = normalised(figure)
    if not read.unit:
        plain = (read.value, read.low, read.high)
        return plain == (figure.value, figure.low, figure.high) or values == other_values
    if values != other_values:
        return False
    alike = (dimension and dimension == other_dimension) or unit == other_unit or {unit, other_unit} <= GENERAL
    return bool(alike or not figure.unit or same_unit(read.unit, figure.unit))


@lru_cache(maxsize=4096)
def read_gold(text: str) -> Figure | None:
    """
    Read a gold answer as a figure: the one that covers most of it, else a numeral with its unit.

    >>> read_gold("一年").unit  # which is no figure in a sentence: 这一年, 一年比一年好
    '年'
    """
    found = [figure for figure in find_figures(text) if figure.end - figure.start >= 0.6 * len(text)]
    if found:
        return found[0]
    amount = AMOUNT.fullmatch(fold(text))
    value = read_numeral(amount["numeral"]) if amount and match_unit(amount["unit"]) is not None else None
    return Figure(text, 0, len(text), "quantity", value, unit=amount["unit"]) if amount and value is not None else None


def normalised(figure: Figure) -> tuple[tuple[Decimal | None, ...], str, str]:
    unit = match_unit(figure.unit) if figure.unit else None
    factor = unit.factor if unit is not None and unit.factor else Decimal(1)
    values = tuple(None if value is None else value * factor for value in (figure.value, figure.low, figure.high))
    return values, unit.name if unit is not None else figure.unit, unit.dimension if unit is not None else ""


def same_date(gold: str, given: str) -> bool:
    """Tell whether a folded date is the gold one or more exact."""
    if "世纪" in gold or "世纪" in given:
        left, right = CENTURY.search(gold), CENTURY.search(given)
        return bool(left and right and left[0] == right[0] and gold in given and not JOINT.search(given))
    if gold.endswith("年") and given.startswith(gold) and not JOINT.search(given) and given[len(gold) :][:1] != "代":
        return True
    wanted, found = read_days(gold), read_days(given)
    if not wanted or len(wanted) != len(found):
        return gold == given
    return all(
        one[3] == other[3] and all(left in (None, "") or left == right for left, right in zip(one, other, strict=True))
        for one, other in zip(wanted, found, strict=True)
    )


@lru_cache(maxsize=8192)
def read_days(text: str) -> tuple[Day, ...]:
    """Return every date in a folded text: before, era, year, decade, month, day."""
    found: list[Day] = []
    for day in DATE.finditer(re.sub(r"西元(?!前)|公元(?!前)", "", text)):
        if day["year"] or day["month"] or day["day"]:
            found.append((
                "bc" if day["before"] else "", day["era"] or "", read_number(day["year"]), bool(day["decade"]),
                read_number(day["month"]), read_number(day["day"]),
            ))  # fmt: skip
    return tuple(found)


def read_number(text: str | None) -> object:
    if text is None:
        return None
    if text in {"元", "正"}:
        return 1
    if YEAR_DIGITS.fullmatch(text):
        return int("".join(str("〇一二三四五六七八九".find(digit) if digit != "零" else 0) for digit in text))
    try:
        return int(parse_numeral(text.replace("初", "")))
    except NumeralError:
        return text
