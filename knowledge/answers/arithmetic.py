"""Two figures, in; what they make together, with how sure the result is, out. Exact decimals; nothing is guessed."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from knowledge.errors import UnitMismatchError
from knowledge.figures import Figure
from knowledge.figures.figure import plain
from knowledge.quantities import convert_to, dimension_of, same_unit

LEAST_SHARE = Decimal("0.1")  # per cent; what is less is told to two digits
UP_TO_NEXT = ("余", "多", "来")
SAFE, ONE_ABOUT = Decimal("1.2"), Decimal("1.1")  # how many times the smaller, so that qualifiers leave no doubt
POWERS = {"万": Decimal(10_000), "亿": Decimal(100_000_000)}
POWER = re.compile(r"[\d一二三四五六七八九十百千](?:多|余)?(万|亿)")
# Between which bounds the true value lies, by the sense of the qualifier; None is open.
OVER, UNDER, AT_LEAST, AT_MOST, ABOUT = "over", "under", "at_least", "at_most", "about"
TENS = 10  # from there on one decimal says enough


@dataclass(frozen=True, slots=True)
class Bounded:
    """A value with what is known of it: exact, or between bounds."""

    value: Decimal
    low: Decimal | None  # the true value is not below
    high: Decimal | None  # nor above
    exact: bool


@dataclass(frozen=True, slots=True)
class Computed:
    """A result with the words that say how sure it is."""

    text: str  # 51支; 约4.77万立方米(不超过47663立方米)
    value: Decimal
    exact: bool
    formula: str  # 73 − 22 = 51


def bound(figure: Figure, unit: str) -> Bounded:
    """
    Read a figure in a unit, with the bounds that its qualifier sets.

    Raises:
        UnitMismatchError: The units measure unlike things.
    """
    value = figure.value
    if value is None:
        if figure.low is None or figure.high is None:
            raise UnitMismatchError(figure.unit, unit)
        low, high = into(figure.low, figure.unit, unit), into(figure.high, figure.unit, unit)
        return Bounded((low + high) / 2, low, high, False)
    value = into(value, figure.unit, unit)
    match figure.sense:
        case "over" | "at_least":
            return Bounded(value, value, None, False)
        case "under" | "at_most" | "up_to":
            return Bounded(value, None, value, False)
        case "about":
            return Bounded(value, None, None, False)
    return Bounded(value, value, value, True)


def into(value: Decimal, unit: str, target: str) -> Decimal:
    return value if unit == target or same_unit(unit, target) else convert_to(value, unit, target)


def is_comparable(left: Figure, right: Figure) -> bool:
    """Tell whether two figures measure alike: the same unit, or units of one dimension."""
    if left.unit == right.unit or same_unit(left.unit, right.unit):
        return True
    dimension = dimension_of(left.unit)
    return dimension not in ("", "count") and dimension == dimension_of(right.unit)


def subtract(left: Figure, right: Figure) -> Computed:
    """Return left − right in left's unit, never below zero in words: the larger first."""
    unit = left.unit
    one, other = bound(left, unit), bound(right, unit)
    if one.value < other.value:
        one, other = other, one
    value = one.value - other.value
    said, write = in_power((left, right), unit)
    formula = f"{write(one.value)} − {write(other.value)} = {write(value)}"
    text = f"{write(value)}{said}"
    if one.exact and other.exact:
        return Computed(text, value, True, formula)
    note = ""
    if one.exact and other.low is not None and other.high is None:
        note = f"（原文有“余”“多”等字，实际不到{text}）"
    elif other.exact and one.low is not None and one.high is None:
        note = f"（实际超过{text}）"
    return Computed(f"约{text}{note}", value, False, formula)


def add(figures: tuple[Figure, ...], unit: str = "") -> Computed:
    """Return the sum in the first figure's unit, or counted by another, whatever each is counted by: 17条 and 3个, 20处."""
    bounded = [bound(figure, figure.unit if unit else figures[0].unit) for figure in figures]
    value = sum((one.value for one in bounded), Decimal(0))
    said, write = in_power(figures, unit or figures[0].unit)
    formula = f"{' + '.join(write(one.value) for one in bounded)} = {write(value)}"
    text = f"{write(value)}{said}"
    if all(one.exact for one in bounded):
        return Computed(text, value, True, formula)
    over = all(one.low is not None for one in bounded)
    return Computed(f"{'超过' if over else '约'}{text}", value, False, formula)


def in_power(figures: tuple[Figure, ...], unit: str) -> tuple[str, Callable[[Decimal], str]]:
    """
    Return the unit with the power that all figures are printed in, and how a value is written in it.

    >>> from knowledge.figures import find_figures
    >>> said, write = in_power(find_figures("收入82.1亿元,支出3600万元"), "元")
    >>> said, write(Decimal("8210000000"))
    ('亿元', '82.1')
    """
    powers = [POWER.search(figure.text) for figure in figures]
    if not all(powers):
        return unit, written
    name, factor = max(((power[1], POWERS[power[1]]) for power in powers if power), key=lambda one: one[1])
    return f"{name}{unit}", lambda value: written(value / factor)


def written(value: Decimal) -> str:
    return plain(value) or "0"


def divide(left: Figure, right: Figure) -> Decimal:
    """
    Return left / right as a bare number, units converted.

    Raises:
        UnitMismatchError: The units measure unlike things.
        ZeroDivisionError: The divisor is zero.
    """
    one, other = bound(left, left.unit), bound(right, left.unit)
    if other.value == 0:
        raise ZeroDivisionError
    return one.value / other.value


def share_of(part: Figure, whole: Figure) -> Computed:
    """Return part / whole as a percent with one digit behind the point: 326 of 328 is 99.4%."""
    ratio = divide(part, whole) * 100
    value = rounded(ratio, 1, LEAST_SHARE)
    one, other = bound(part, part.unit), bound(whole, part.unit)
    formula = f"{written(one.value)} ÷ {written(other.value)} = {written(value)}%"
    exact = one.exact and other.exact
    return Computed(f"{'' if exact and value == ratio else '约'}{written(value)}%", value, exact, formula)


def share_left(total: Figure, done: Figure) -> Computed:
    """Return what is left of a total, as a percent of it: 326 of 328 leave 0.6%."""
    whole, part = bound(total, total.unit), bound(done, total.unit)
    if whole.value == 0:
        raise ZeroDivisionError
    left = whole.value - part.value
    ratio = left / whole.value * 100
    value = rounded(ratio, 1, LEAST_SHARE)
    exact = whole.exact and part.exact
    formula = f"({plain(whole.value)} − {plain(part.value)}) ÷ {plain(whole.value)} = {plain(value)}%"
    return Computed(f"{'' if exact and value == ratio else '约'}{plain(value)}%", value, exact, formula)


def times(left: Figure, right: Figure) -> Computed:
    """Return how many times right goes into left."""
    ratio = divide(left, right)
    value = rounded(ratio, 1)
    formula = f"{plain(bound(left, left.unit).value)} ÷ {plain(bound(right, left.unit).value)} = {plain(value)}"
    exact = bound(left, left.unit).exact and bound(right, left.unit).exact and value == ratio
    return Computed(f"{'' if exact else '约'}{plain(value)}倍", value, exact, formula)


def split_by(figure: Figure, each: Figure, unit: str) -> Computed:
    """
    Return how many times an amount goes into a figure, counted in what the amount is for one of: 8方 a 趟.

    Raises:
        UnitMismatchError: The two measure unlike things.
    """
    ratio = divide(figure, each)
    value = rounded(ratio, 1)
    read = bound(figure, figure.unit)
    formula = f"{plain(read.value)} ÷ {plain(into(each.value or Decimal(1), each.unit, figure.unit))} = {plain(value)}"
    exact = read.exact and value == ratio
    return Computed(f"{'' if exact else '约'}{plain(value)}{unit}", value, exact, formula)


def multiply(figure: Figure, by: Decimal, unit: str) -> Computed:
    """
    Return a figure so many times over, in a unit; its qualifier makes the result one of about as much.

    >>> from knowledge.figures import find_figures
    >>> multiply(find_figures("4700余份")[0], Decimal("0.2"), "元").text
    '约940元'
    """
    read = bound(figure, figure.unit)
    value = read.value * by
    formula = f"{plain(read.value)} × {plain(by)} = {plain(value)}"
    return Computed(f"{'' if read.exact else '约'}{plain(value)}{unit}", value, read.exact, formula)


def to_place(figure: Figure, place: Decimal) -> Computed:
    """
    Round a figure half up to a place: 1 to ones, 100 to hundreds.

    >>> from knowledge.figures import find_figures
    >>> to_place(find_figures("2946处")[0], Decimal(100)).text
    '2900处'
    """
    read = bound(figure, figure.unit)
    value = (read.value / place).quantize(Decimal(1), rounding=ROUND_HALF_UP) * place
    exact = read.exact and value == read.value
    about = "" if read.exact else "约"
    return Computed(f"{about}{plain(value)}{figure.unit}", value, exact, f"{figure.text} ≈ {plain(value)}{figure.unit}")


def in_unit(figure: Figure, unit: str, digits: int | None = None) -> Computed:
    """
    Return a figure in another unit or power of it, rounded where it does not come out even.

    >>> from knowledge.figures import find_figures
    >>> in_unit(find_figures("22505平方米")[0], "亩").text, in_unit(find_figures("77663立方米")[0], "万立方米", 2).text
    ('约33.8亩', '约7.77万立方米')

    Args:
        figure: As printed.
        unit: The unit, with a power before it where it is wanted so.
        digits: How many are wanted behind the point; None for as many as tell.

    Raises:
        UnitMismatchError: The units measure unlike things.
    """
    read = bound(figure, unit)
    whole = read.value / POWERS.get(unit[0], Decimal(1))
    value = rounded(whole, digits if digits is not None else 1 if whole >= TENS else 2)
    exact = read.exact and value == whole
    return Computed(
        f"{'' if exact else '约'}{written(value)}{unit}", value, exact, f"{figure.text} = {written(value)}{unit}"
    )


def mean(total: Figure, count: Figure) -> Computed:
    """Return total / count, per unit of the count, in the power of the total where it comes to one: 约190.7平方米/处."""
    if total.value is None or count.value is None or count.value == 0:
        raise ZeroDivisionError
    said, write = in_power((total,), total.unit)
    power = total.value / Decimal(write(total.value))
    if total.value / count.value < power:
        said, write, power = total.unit, written, Decimal(1)
    ratio = total.value / power / count.value
    value = rounded(ratio, 1)
    formula = f"{write(total.value)} ÷ {plain(count.value)} = {plain(value)}"
    exact = not total.sense and not count.sense and value == ratio
    return Computed(f"{'' if exact else '约'}{plain(value)}{said}/{count.unit}", value, exact, formula)


def compare(left: Figure, right: Figure) -> int | None:
    """Return 1, 0 or -1 as left is more, equal or less; None where the qualifiers leave it open (118处, 110余处)."""
    one, other = bound(left, left.unit), bound(right, left.unit)
    if one.exact != other.exact:
        one, other = bound_closely(left, left.unit), bound_closely(right, left.unit)
    if one.exact and other.exact:
        return (one.value > other.value) - (one.value < other.value)
    if one.low is not None and other.high is not None and one.low >= other.high:
        return 1
    if one.high is not None and other.low is not None and one.high <= other.low:
        return -1
    # 约 stays within a tenth or so of what it qualifies; of two, or of another qualifier, beyond a fifth the order is safe.
    larger, smaller = max(one.value, other.value), min(one.value, other.value)
    senses = sorted((left.sense, right.sense))
    if smaller > 0 and larger / smaller >= (ONE_ABOUT if senses == ["", "about"] else SAFE):
        return 1 if one.value > other.value else -1
    return None


def bound_closely(figure: Figure, unit: str) -> Bounded:
    """
    Read a figure with the bounds of its qualifier, 余 and 多 up to the next of its last digit: 4700余 is below 4800.

    >>> from knowledge.figures import find_figures
    >>> bound_closely(find_figures("4700余份")[0], "份").high
    Decimal('4800')
    """
    read = bound(figure, unit)
    if figure.modifier not in UP_TO_NEXT or figure.value is None or not figure.value or read.low is None:
        return read
    step = Decimal(1).scaleb(int(figure.value.normalize().as_tuple().exponent))
    return replace(read, high=into(figure.value + step, figure.unit, unit))


def rounded(value: Decimal, digits: int, below: Decimal = Decimal(1)) -> Decimal:
    """
    Round half up to so many digits behind the point; what is below a bound, to two digits that tell.

    >>> rounded(Decimal("3.3181"), 1), rounded(Decimal("0.0527"), 1), rounded(Decimal("0.6098"), 1, Decimal("0.1"))
    (Decimal('3.3'), Decimal('0.053'), Decimal('0.6'))
    """
    if value and abs(value) < below:
        digits = max(digits, 1 - value.adjusted())
    return value.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP).normalize()
