"""A text, in; the figures in it, whole, with value, unit, qualifier and kind, out."""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from knowledge.errors import NumeralError
from knowledge.figures.cells import unit_cells
from knowledge.figures.counting import is_count, is_ordinal
from knowledge.figures.dates import read_date, read_ordinal, read_plan
from knowledge.figures.figure import Figure
from knowledge.figures.forms import (
    DAMAGED,
    DAMAGED_CHINESE,
    DOUBLED,
    FRACTION,
    HAN,
    JOIN,
    RATIO,
    SLASHED,
    START,
    TOKEN,
    WHOLE_AND_FRACTION,
)
from knowledge.figures.layout import Page, read_page
from knowledge.figures.measures import dimension, match_measure, match_unit_behind
from knowledge.figures.modifiers import SENSES, match_after, match_before
from knowledge.figures.names import end_of_code, end_of_name, end_of_tag, slogan_spans
from knowledge.figures.numbers import POWERS_ALONE, Number, read_number
from knowledge.figures.surroundings import find_surroundings
from knowledge.quantities import UnitMismatchError, convert_to, parse_numeral, same_unit

HAN_AND_DIGITS = frozenset(HAN + "0123456789")
HALF = Decimal("0.5")
HUNDRED = Decimal(100)
CURRENCIES = {"¥": "元", "￥": "元", "$": "美元", "€": "欧元", "£": "英镑"}
DOLLARS = {
    "us": "美元",
    "hk": "港元",
    "nt": "新台币",
    "au": "澳元",
    "ca": "加元",
    "s": "新元",
    "a": "澳元",
    "c": "加元",
}


def find_figures(text: str, heads: Sequence[str] = ()) -> tuple[Figure, ...]:
    """
    Find the figures of a sentence, a paragraph, a table's row or a whole article as it is.

    >>> [figure.text for figure in find_figures("拆除118处,约2万平方米,参与党员440余名。")]
    ['118处', '约2万平方米', '440余名']

    Args:
        text: As printed, line breaks and all.
        heads: Where the text is one row of a table (`钢材 | 112350 | 0.6`), the heads of its columns: a bare number
            takes its unit from there.

    Returns:
        The figures in text order, none overlapping another; `text[figure.start:figure.end] == figure.text`.
        Dates, clock times and ordinals are among them, as their own kinds.
    """
    page = read_page(text)
    figures = _Scan(page).figures()
    if "|" in page.text:
        figures = unit_cells(page, figures, heads)
    if page.places is None:
        return tuple(figures)
    return tuple(_placed(figure, text, page) for figure in figures)


def _placed(figure: Figure, text: str, page: Page) -> Figure:
    """Move a figure from the page to the text given, where a break may stand inside it."""
    assert page.places is not None
    start, end = page.places[figure.start], page.places[figure.end - 1] + 1
    seam = any(figure.start < seam < figure.end for seam in page.seams)
    return replace(figure, text=text[start:end], start=start, end=end, doubtful=figure.doubtful or seam)


def is_grammatical(figure: Figure) -> bool:
    """
    Say whether a figure is 一 with a measure word, which mostly is grammar: 一个, 一种, 一座.

    One that is stated per something (每周一次) or qualified (近一个月) counts.
    """
    return figure.kind == "quantity" and figure.text.startswith("一") and figure.value == 1 and not figure.per


_HALVED = frozenset(("time", "length", "area", "mass", "volume", "energy", "age"))
_NOT_HALF = frozenset("夜岛数导成路途边决自年")
# 半 before these is half of a word; behind these it belongs to what stands before.
_BEFORE_HALF = frozenset("上下前后大过对多小夜一参事")
_NO_HALF = frozenset(("里", "日", "周年", "方", "平", "两", "石", "岁", "分", "时", "季", "周岁", "度", "月", "步"))
_TAILED = frozenset(
    ("time", "length", "area", "mass", "volume", "age", "money", "percent", "multiple", "energy", "temperature")
)
_COUNTED = re.compile(r"个(?P<inner>[多余来半几])(?P<noun>月|小时|钟头|星期|礼拜|季度|世纪|学期|钟|时辰|工作日)")
_FOREMOST = re.compile(
    r"前(?P<number>\d{1,4}|[一二三四五六七八九]?十[一二三四五六七八九]?|[二三四五六七八九])(?:(?P<unit>名|位|强|%)|(?=[^\w(.,%]|$|的|行列|之列))"
)
_SHARED_POINTS = re.compile(r"(?:[、和及与][ ]?\d{1,3}(?:\.\d{1,3})?个){1,6}百分点")
_JOIN = re.compile(JOIN)
_SIGN = re.compile(r"零下|零上|[-负−]")
_BIG_UNIT = re.compile(
    r"大(?=[^\W\d_])(?!关|台阶|潮|促|学|于|型|道|街|厦|桥|队|会|赛|幅|概|约|多|中|小|城市|专|路|人|病|气|米|豆|坝|堤|坑|渡|同|连|庆|理)"
)
_BARE_SPAN = re.compile(r"[\n,。;:!?、的(|“]$")
_SINCE = re.compile(r"以?来(?!回|自|说|到|得)|间(?!隔|接|断)")
_LATELY = re.compile(r"(?:过去|今后|未来|最近|往后|此后|接下来|回顾|这|近|头|前|后|上一?|下一?|新的?)(?:的)?$")
_HAN_CHARACTER = re.compile(r"[\u4e00-\u9fff]")
_STATED = re.compile(
    r"(?:为|达到?|[到至]|共有?|计|[增减升降]至|指数|达|由|从|约|近|超过?|逾|突破|得分|平均|排名|仅|只有|有)[ ]?$"
)
_SCORE_BEFORE = re.compile(
    r"(?:比分|战胜|击败|不敌|大胜|力克|打平|战平|险胜|完胜|负于|[胜败]|击退|总分|逆转|领先|落后|横扫|淘汰|战成|战绩|交锋|以)[了为是以]?[ ]?$"
)
_SCORE_AFTER = re.compile(
    r"[ ]?的?(?:比分|战胜|击败|不敌|大胜|力克|打平|战平|险胜|完胜|负于|战成|获胜|取胜|[胜败]|逆转|领先|落后|横扫|淘汰|险胜|告负|取得)"
)
_SIDES = re.compile(r"[ ]?[:∶比][ ]?")
_DAMAGED_TAIL = re.compile(r"[余多]?[百千万亿]{0,2}[余多]?")
_MONEY_TALK = re.compile(r"[钱价卖买费付收赚售]|一[斤个只条]")
_PART = re.compile(
    r"(?P<zero>零)?(?P<number>\d{1,3}(?:\.\d+)?(?!\d)|[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九两]|半)(?P<half>半)?"
)
_DECIMALS = re.compile(r"\d{1,2}(?![\d.,%:年月])|[零一二三四五六七八九]{1,2}(?![零一二三四五六七八九十百千万])")
_CURRENCY_CODE = re.compile(r"(?:rmb|cny|usd|eur|gbp|jpy|hkd)[ ]?$")
CURRENCY_CODES = {"rmb": "元", "cny": "元", "usd": "美元", "eur": "欧元", "gbp": "英镑", "jpy": "日元", "hkd": "港元"}
# The smaller units that may follow a unit, and how many of them make one.
PARTS = {
    "年": {"个月": 12, "月": 12}, "岁": {"个月": 12, "半": 2}, "个月": {"天": 30, "日": 30}, "周": {"天": 7}, "天": {"小时": 24, "个小时": 24},
    "小时": {"分钟": 60, "分": 60, "秒": 3600}, "个小时": {"分钟": 60, "分": 60}, "分钟": {"秒": 60, "秒钟": 60}, "分": {"秒": 60, "秒钟": 60, "钱": 1},
    "元": {"角": 10, "毛": 10, "分": 100}, "块": {"毛": 10, "角": 10, "分": 100}, "角": {"分": 10}, "毛": {"分": 10}, "块钱": {"毛": 10},
    "秒": {},
    "米": {"厘米": 100, "公分": 100}, "公里": {"米": 1000}, "千米": {"米": 1000}, "里": {"米": 500}, "丈": {"尺": 10}, "尺": {"寸": 10},
    "英尺": {"英寸": 12, "英吋": 12}, "公斤": {"克": 1000, "两": 20}, "千克": {"克": 1000}, "斤": {"两": 10, "克": 500}, "两": {"钱": 10},
    "吨": {"公斤": 1000, "千克": 1000}, "石": {"斗": 10}, "度": {"分": 60}, "°": {"′": 60, "'": 60}, "亿": {}, "公顷": {"亩": 15}, "海里": {}, "盎司": {},
}  # fmt: skip


class _Scan:
    """One pass over one page, from left to right."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.raw = page.raw
        self.text = page.text
        self.found: list[Figure] = []
        self.floor = 0  # where the last figure ended: nothing reaches behind it

    def figures(self) -> list[Figure]:
        text = self.text
        slogans = slogan_spans(text)
        slogan = position = 0
        search = START.search
        while (match := search(text, position)) is not None:
            position = match.start()
            while slogan < len(slogans) and slogans[slogan][1] <= position:
                slogan += 1
            if slogan < len(slogans) and slogans[slogan][0] <= position:
                position = slogans[slogan][1]
                continue
            position = max(self.read(position), position + 1)
        return self.found

    def keep(self, figure: Figure) -> int:
        self.found.append(figure)
        self.floor = figure.end
        return figure.end

    def read(self, at: int) -> int:
        """Read what begins at `at`, keep it where it is a figure, and return where it ends."""
        char = self.text[at]
        if "0" <= char <= "9":
            return self.read_digits(at)
        if char == "第":
            ordinal = read_ordinal(self.page, at)
            return self.keep(ordinal) if ordinal else at + 1
        if char in CURRENCIES:
            return self.read_currency(at)
        if char in "<h":
            return end_of_tag(self.text, at)
        if char == "前":
            return self.read_foremost(at)
        if char == "翻":
            return self.read_doubling(at)
        if char in "olisbz丨|":
            return self.read_damaged(at)
        return self.read_chinese(at)

    def read_foremost(self, at: int) -> int:
        """Read 前三, 前10名 as the rank they are."""
        date = read_date(self.page, at, self.floor)  # 前三季度
        if date:
            return self.keep(date)
        match = _FOREMOST.match(self.text, at)
        if match is None:
            return at + 1
        end = match.end()
        value = parse_numeral(match["number"])
        return self.keep(Figure(self.raw[at:end], at, end, "ordinal", value, unit=match["unit"] or ""))

    def read_digits(self, at: int) -> int:
        text = self.text
        previous = text[at - 1] if at else ""
        hyphened = previous == "-" and self.text[at - 2 : at - 1].isascii() and self.text[at - 2 : at - 1].isalnum()
        if not ((previous.isascii() and previous.isalpha()) or hyphened):
            date = read_date(self.page, at, self.floor)
            if date:
                return self.keep(date)
        currency = _CURRENCY_CODE.search(text[max(0, at - 4) : at])
        if currency:
            return self.read_coded_money(at, currency)
        code = end_of_code(self.page, at)
        if code:
            return code
        ratio = RATIO.match(text, at)
        if ratio:
            return self.read_ratio(ratio)
        mixed = self.read_mixed(at)
        if mixed:
            return mixed
        fraction = FRACTION.match(text, at)
        if fraction:
            return self.read_fraction(fraction, at)
        slashed = SLASHED.match(text, at)
        if slashed and 0 < int(slashed["share"]) < int(slashed["below"]):
            value = Decimal(slashed["share"]) / Decimal(slashed["below"])
            return self.finish(at, slashed.end(), "fraction", Number(slashed.end(), value), "")
        damaged = self.read_damaged(at)
        return damaged if damaged > at else self.read_quantity(at)

    def read_chinese(self, at: int) -> int:
        text = self.text
        if at and text[at - 1].isascii() and text[at - 1].isalnum() and text[at] in "十百千万亿":
            return self.end_of_numeral(at)  # what a damaged or a coded number left over
        if text.startswith("季度", at + 1):
            figure = read_date(self.page, at, self.floor)
            if figure:
                return self.keep(figure)
        fraction = FRACTION.match(text, at) if "分之" in text[at : at + 8] else None
        if fraction:
            return self.read_fraction(fraction, at)
        qualified = text[at] in "百千万亿" and bool(match_before(text, at, self.floor, round_power=True)[0])
        name = end_of_name(text, at, qualified=qualified)
        if name:
            return name
        if text[at] == "半":
            return self.read_half(at)
        if text.startswith("一半", at):
            return self.finish(at, at + 2, "fraction", Number(at + 2, HALF), "")
        figure = read_plan(self.page, at) or read_date(self.page, at, self.floor)
        if figure:
            return self.keep(figure)
        mixed = self.read_mixed(at)
        if mixed:
            return mixed
        ratio = RATIO.match(text, at)
        if ratio:
            end = self.read_ratio(ratio)
            if end > at:
                return end
        return self.read_quantity(at)

    # -- ratios, fractions, money signs, damage -----------------------------------------------------------

    def read_ratio(self, match: re.Match[str]) -> int:
        """Keep 2:5 and 三比一; the score of a match is none."""
        start, end = match.span()
        text = self.text
        sides = _SIDES.split(match.group())
        score = _SCORE_BEFORE.search(text[max(0, start - 8) : start]) or _SCORE_AFTER.match(text, end)
        if score and "比例" not in text[max(0, start - 8) : start]:
            return end
        if "比" in match.group() and (
            match_measure(text, self.raw, end) or (text[start] in "一" and text[end : end + 1] not in "的,。")
        ):
            return start  # 一比一项, 3比2多
        try:
            parts = [parse_numeral(side) for side in sides]
        except NumeralError:
            return end
        value = parts[0] / parts[1] if len(parts) == 2 and parts[1] else None
        return self.finish(start, end, "ratio", Number(end, value), "")

    def read_fraction(self, match: re.Match[str], at: int) -> int:
        start, end = match.span()
        shares = [match["share"], match["upto"]]
        if shares[0] == "几":
            return end
        try:
            below, share = parse_numeral(match["below"]), parse_numeral(shares[0])
            upto = parse_numeral(shares[1]) if shares[1] else None
        except NumeralError:
            return end
        if not below or below == 1:
            return end
        percent = below in (100, 1000, 10000)
        factor = HUNDRED / below if percent else None
        values = [None if part is None else part * factor if factor else part / below for part in (share, upto)]
        inner = ""
        if self.text[end : end + 1] in ("多", "强", "弱", "余", "几"):
            inner = self.text[end]
            end += 1
        kind = "percent" if percent else "fraction"
        unit = "%" if percent else ""
        if upto is not None:
            return self.finish(start, end, "range", Number(end, None, values[0], values[1], inner), unit)
        return self.finish(start, end, kind, Number(end, values[0], None, None, inner), unit)

    def read_mixed(self, at: int) -> int:
        """Read 6又1/3局, 一又二分之一; 0 where no whole number with a fraction begins."""
        whole = WHOLE_AND_FRACTION.match(self.text, at)
        if whole is None:
            return 0
        part = SLASHED.match(self.text, whole.end()) or FRACTION.match(self.text, whole.end())
        try:
            value = parse_numeral(whole.group().replace("又", "").strip())
            value += parse_numeral(part["share"]) / parse_numeral(part["below"]) if part else 0
        except (NumeralError, ArithmeticError):
            return 0
        if part is None:
            return 0
        unit, end = match_unit_behind(self.text, self.raw, part.end())
        return self.finish(at, end, _kind(unit) if unit else "fraction", Number(part.end(), value), unit)

    def read_currency(self, at: int) -> int:
        text = self.text
        start = at + 1 if text[at + 1 : at + 2] != " " else at + 2
        if not text[start : start + 1].isdigit() or not text[start].isascii():
            return at + 1
        number = read_number(text, self.raw, start)
        if number is None:
            return at + 1
        unit, begin, end = CURRENCIES[text[at]], at, number.end
        if text[at] == "$":
            for letters, currency in DOLLARS.items():
                if (
                    text[max(0, at - len(letters)) : at] == letters
                    and not text[at - len(letters) - 1 : at - len(letters)].isalpha()
                ):
                    begin, unit = at - len(letters), currency
                    break
        upper = self.read_upper(end, number, "", sign=text[at])
        if upper is not None:
            return self.finish(begin, upper.end, "range", upper, unit)
        for word in (unit, "元"):
            if text.startswith(word, end):
                end += len(word)
                break
        return self.finish(begin, end, "money", number, unit)

    def read_coded_money(self, at: int, code: re.Match[str]) -> int:
        """Read RMB500, USD 20."""
        number = read_number(self.text, self.raw, at)
        if number is None:
            return at + 1
        begin = at - len(code.group())
        unit = CURRENCY_CODES[code.group().strip()]
        end = number.end + len(unit) if self.text.startswith(unit, number.end) else number.end
        return self.finish(begin, end, "money", number, unit)

    def read_doubling(self, at: int) -> int:
        match = DOUBLED.match(self.text, at)
        if match is None:
            return at + 1
        times = match["times"]
        if times is None or times == "几":
            return match.end()
        value = parse_numeral(times) if times else Decimal(1)
        if match["half"]:
            value += HALF
        return self.finish(at, match.end(), "quantity", Number(match.end(), value), "番")

    def read_damaged(self, at: int) -> int:
        """Keep a number with a letter for a digit (1O8处) as printed, without a value and flagged; `at` for none."""
        match = DAMAGED.match(self.raw, at)
        previous = self.text[at - 1] if at else ""
        if match is None or (previous and previous.isascii() and (previous.isalnum() or previous in "-_./")):
            return at
        if "|" in match.group() and self.raw.count("|", max(0, at - 80), at + 80) > 1:
            return at  # cells of a table
        return self.keep_damaged(at, match.end())

    def keep_damaged(self, at: int, stop: int) -> int:
        tail = _DAMAGED_TAIL.match(self.text, stop)
        stop = tail.end() if tail else stop
        unit, end = match_unit_behind(self.text, self.raw, stop)
        if not unit:
            return at
        return self.keep(Figure(self.raw[at:end], at, end, _kind(unit), unit=unit, doubtful=True))

    # -- quantities ---------------------------------------------------------------------------------------

    def read_quantity(self, at: int) -> int:
        text, raw = self.text, self.raw
        arabic = text[at].isascii()
        if not arabic and text[at + 1 : at + 2] in ("于", "干"):
            damaged = DAMAGED_CHINESE.match(text, at)
            end = self.keep_damaged(at, damaged.end()) if damaged else at
            if end > at:
                return end
        self.number_start = at
        number = read_number(text, raw, at)
        if number is None:
            return self.end_of_numeral(at)
        unit, stop = match_unit_behind(text, raw, number.end)
        if not unit and arabic and _BIG_UNIT.match(text, number.end):
            unit, stop = "大", number.end + 1
        if arabic and not unit and text.startswith("+", number.end):
            number = replace(number, end=number.end + 1, inner="+")
            unit, stop = match_unit_behind(text, raw, number.end)
        counted = _COUNTED.match(text, number.end)
        if counted:
            number, unit, stop = _with_inner(number, counted)
        if number.inner == "来" and not unit and text[number.end - 1] == "来":
            number = replace(number, end=number.end - 1, inner="", strong=number.power != 1)
            stop = number.end
        if unit == "个" and _SHARED_POINTS.match(text, stop):
            unit = "百分点"  # 提高1.5个和2个百分点
        upper = self.read_upper(stop, number, unit)
        if upper is not None:
            return self.finish(at, upper.end, "range", upper, self.upper_unit, numeral_end=number.end)
        if not unit:
            return self.read_bare(at, number, arabic=arabic)
        if is_ordinal(text, at, number, unit, stop):
            return self.keep(Figure(raw[at:stop], at, stop, "ordinal", number.value, unit=unit))
        if not is_count(text, at, number, unit, stop, floor=self.floor):
            return stop if arabic else number.end
        return self.finish_measured(at, number, unit, stop)

    def end_of_numeral(self, at: int) -> int:
        text, end = self.text, at + 1
        while end < len(text) and text[end] in HAN_AND_DIGITS:
            end += 1
        return end

    def finish_measured(self, at: int, number: Number, unit: str, stop: int) -> int:
        """Take in what may follow the unit: a smaller part (三块五, 1小时30分), a half (两年半), tenths (八成五)."""
        text = self.text
        kind = _kind(unit)
        measured = dimension(unit)
        if unit in ("成", "折"):
            number, stop = self.tenths(number, unit, stop)
            unit = "%"
        elif number.value is not None and not number.inner:
            value, stop, found = self.parts(number.value, unit, stop)
            if found and unit == "块":
                kind = "money"
            elif found and unit == "分":
                kind = "duration"
            if (
                not found
                and text[stop : stop + 1] == "半"
                and measured in _HALVED
                and text[stop + 1 : stop + 2] not in _NOT_HALF
            ):
                value += HALF
                stop += 1
            number = replace(number, value=value)
        if (
            unit == "块"
            and kind != "money"
            and _MONEY_TALK.search(text[max(0, at - 8) : at])
            and not text[stop : stop + 1].isalnum()
        ):
            kind = "money"
        return self.finish(at, stop, kind, number, unit, numeral_end=number.end)

    def tenths(self, number: Number, unit: str, stop: int) -> tuple[Number, int]:
        """Read 八成 as 80 %, 八成五 as 85 %, 七五折 as 75 %."""
        text = self.text
        value, low, high = number.value, number.low, number.high
        if unit == "成" and value is not None and text[stop : stop + 1] in tuple("一二三四五六七八九半"):
            value += HALF if text[stop] == "半" else Decimal("零一二三四五六七八九".index(text[stop])) / 10
            stop += 1
        factor = 10 if (value or high or 0) <= 10 else 1
        value, low, high = (None if part is None else part * factor for part in (value, low, high))
        return Number(number.end, value, low, high, number.inner), stop

    def parts(self, value: Decimal, unit: str, stop: int) -> tuple[Decimal, int, bool]:
        """Add the smaller units that follow: 1小时30分, 六角七分; the 五 of 三块五 is tenths."""
        text = self.text
        found = False
        scale = Decimal(1)
        while (smaller := PARTS.get(unit)) is not None:
            begin = stop + 1 if text[stop : stop + 1] in (" ", "零") else stop
            match = _PART.match(text, begin)
            if match is None:
                break
            end = match.end()
            part = next((part for part in sorted(smaller, key=len, reverse=True) if text.startswith(part, end)), "")
            if not part:
                tenth = match["number"]
                if (
                    unit in ("米", "秒", "度")
                    and begin == stop
                    and not found
                    and not match_measure(text, self.raw, end)
                ):
                    digits = _DECIMALS.match(text, stop)
                    if digits:  # 1米75, 一米八
                        value += parse_numeral(digits.group()) / (10 if len(digits.group()) == 1 else 100)
                        stop, found = digits.end(), True
                    break
                if (
                    unit in ("块", "毛", "块钱")
                    and len(tenth) == 1
                    and begin == stop
                    and not match_measure(text, self.raw, end)
                    and not found
                ):
                    value += parse_numeral(tenth) / 10 / scale
                    stop, found = end, True
                break
            if (part == "分" and text.startswith(("分之", "分别"), end)) or (part == "日" and unit == "个月"):
                break
            amount = parse_numeral(match["number"]) + (HALF if match["half"] else 0)
            value += amount / smaller[part] / scale
            scale *= smaller[part]
            stop, unit, found = end + len(part), part, True
        return value, stop, found

    def read_half(self, at: int) -> int:
        """Read 半年, 半个月, 半公里; 半 before anything else is half of a word."""
        text = self.text
        if at and text[at - 1] in _BEFORE_HALF:
            return at + 1
        end = at + 1
        if text.startswith("数", end):
            qualified = match_before(text, at, self.floor, round_power=True)[0] or match_after(text, end + 1)[0]
            return self.finish(at, end + 1, "fraction", Number(end + 1, HALF), "") if qualified else end + 1
        unit, stop = match_unit_behind(text, self.raw, end)
        counted = _COUNTED.match(text, end)
        if counted and counted["inner"] in "多来":
            unit, stop = "个" + counted["noun"], counted.end()
        if not unit or dimension(unit) not in _HALVED or unit in _NO_HALF:
            return end
        return self.finish(at, stop, _kind(unit), Number(end, HALF, inner=counted["inner"] if counted else ""), unit)

    upper_unit = ""

    def read_upper(self, at: int, lower: Number, unit: str, sign: str = "") -> Number | None:
        """Read the second end of a range behind the first: 3至5个工作日, 100米至2,800米, 2-3万元."""
        text, raw = self.text, self.raw
        join = _JOIN.match(text, at)
        if join is None or lower.value is None:
            return None
        start = join.end()
        if sign and text[start : start + 1] == sign:
            start += 1
        negative = 1
        marked = _SIGN.match(text, start)
        if marked:
            start = marked.end()
            negative = 1 if marked.group() == "零上" else -1
        following = text[start : start + 1]
        if not following or following not in HAN_AND_DIGITS:
            return None
        number = read_number(text, raw, start)
        if number is None or number.value is None:
            return None
        upper_unit, stop = match_unit_behind(text, raw, number.end)
        counted = _COUNTED.match(text, number.end)
        if counted and counted["inner"] in "多来":
            upper_unit, stop = "个" + counted["noun"], counted.end()
        join_word = join.group().strip()
        told = lower.strong or number.strong or sign or join_word in ("至", "到", "~") or self.in_cell(at, number.end)
        if not upper_unit and ((unit and unit != "%") or not told):
            return None
        low, high = lower.value, number.value * negative
        if not unit and number.power != 1 and lower.power == 1 and low * number.power <= number.value:
            low *= number.power
        if unit == "个" and upper_unit == "百分点":
            unit = upper_unit
        if unit and upper_unit and not same_unit(unit, upper_unit):
            if join_word in "到至" and dimension(unit) != dimension(upper_unit):
                return None
            try:
                low = convert_to(low, unit, upper_unit)
            except UnitMismatchError:
                return None
        if self.sign_before(self.number_start) < 0:
            low = -low
        if low >= high and upper_unit == "年" and not unit and high >= 100:
            low, high = high, low  # 距今7000至5000年
        if low >= high:
            return None
        if upper_unit in ("成", "折"):
            low, high, upper_unit = low * 10, high * 10, "%"
        elif upper_unit in ("年", "岁") and text[stop : stop + 1] == "级":
            return None
        self.upper_unit = upper_unit
        return Number(stop, None, low, high, lower.inner or number.inner, number.power, True)

    number_start = 0

    def sign_before(self, at: int) -> int:
        """Return -1 where a minus, 负 or 零下 stands before a number, else 1."""
        return -1 if self.sign_start(at) < at else 1

    def sign_start(self, at: int) -> int:
        text = self.text
        if not at:
            return at
        mark = text[at - 1]
        if mark in "-−":
            behind = text[at - 2] if at > 1 else ""
            if behind and ((behind.isascii() and (behind.isalnum() or behind in ")%-.")) or behind in "号栋年月日元吨"):
                return at
            return at - 1
        if mark == "下" and text[max(0, at - 2) : at] == "零下":
            return at - 2
        if mark == "负" and text[max(0, at - 2) : at - 1] not in (
            "抱",
            "胜",
            "担",
            "肩",
            "欺",
            "辜",
            "背",
            "自",
            "正",
            "减",
        ):
            return at - 1
        return at

    def read_bare(self, at: int, number: Number, *, arabic: bool) -> int:
        """Take a number without a unit only where it states an amount: 25.1万农村人口, 指数为101, a cell."""
        text, end = self.text, number.end
        if not arabic:
            numeral = text[at:end]
            powers = sum(char in "十百千万亿" for char in numeral)
            if (
                number.value is not None
                and powers
                and (len(numeral) >= 4 or (powers > 1 and len(numeral) >= 3 and "万" in numeral))
            ):
                return self.finish(at, end, "quantity", number, "")
            stated = match_before(text, at, self.floor, round_power=numeral in POWERS_ALONE)[0]
            if stated in ("上", "过", "破") and text[end : end + 1].isalnum() and text[end] != "的":
                return end
            if powers and match_after(text, end)[0] in ("出头", "开外", "上下", "左右", "以上", "以下"):
                return self.finish(at, end, "quantity", number, "")
            if text[at + 1 : at + 2] == "个" or (
                powers and (stated or (number.inner and number.inner != "来")) and number.value != 10
            ):
                return self.finish(at, end, "quantity", number, "")
            return end
        after = text[end : end + 1]
        if after and after.isascii() and (after.isalpha() or after in "-_/#@]\\"):
            token = TOKEN.match(text, end)
            return token.end() if token else end + 1
        year = 1900 <= (number.value or 0) < 2100 and number.end - at == 4 and text[at:end].isdigit()
        if year:
            if self.in_cell(at, end):
                return self.keep(Figure(self.raw[at:end], at, end, "date", number.value, unit="年"))
            return end
        multiplied = number.strong and number.power != 1
        told = multiplied or self.in_cell(at, end)
        if not told and not _HAN_CHARACTER.match(after):
            told = _STATED.search(text[max(0, at - 4) : at]) is not None
        if told or (number.strong and not self.is_section(at, end) and not self.in_column(at, end)):
            return self.finish(at, end, "quantity", number, "")
        return end

    def is_section(self, at: int, end: int) -> bool:
        """Say whether a number with a point begins a line or a heading: 1.1 总则."""
        previous = self.text[at - 1 : at]
        return previous in ("", "\n", "第", "表", "图", "附", "章", "节") or (
            self.text[end : end + 1] == " " and previous in ("", "\n", "。")
        )

    def in_column(self, at: int, end: int) -> bool:
        """Say whether a number stands between blanks, as in the columns of a table that blanks part."""
        text = self.text
        while at and text[at - 1] in "-−+":
            at -= 1
        return text[at - 1 : at] in (" ", "\n", "") and text[end : end + 1] in (" ", "\n", "")

    def in_cell(self, at: int, end: int) -> bool:
        """Say whether a number stands alone in the cell of a table."""
        text = self.text
        while at and text[at - 1] in " -−+":
            at -= 1
        while text[end : end + 1] in (" ", "%"):
            end += 1
        left, right = text[at - 1 : at], text[end : end + 1]
        return (left in "|>\n") and (right in "|<\n") and (left in ("|", ">") or right in ("|", "<"))

    # -- making -------------------------------------------------------------------------------------------

    def finish(self, start: int, end: int, kind: str, number: Number, unit: str, *, numeral_end: int = 0) -> int:
        """Keep a figure, its sign and qualifiers taken in, with what its clause says of it."""
        text = self.text
        value = number.value
        first = start
        qualifier = number.inner
        begin = self.sign_start(start)
        if begin < start and begin >= self.floor and kind != "ordinal":
            if value is not None:
                value = -value
            start = begin
        elif start and text[start - 1] == "±":
            start -= 1
            qualifier = "±"
        alone = text[first : numeral_end or number.end] in POWERS_ALONE or text[first] in "百千万亿"
        before, begin = match_before(text, start, self.floor, round_power=alone)
        if before and self.is_qualified(before, (begin, end), unit, kind, value):
            start, qualifier = begin, before.removesuffix("了")
        else:
            before = ""
        after, stop = match_after(text, end)
        if after and not (after in ("多", "余") and dimension(unit) not in _TAILED) and not (after == "+" and unit):
            end = stop
            qualifier = before.removesuffix("了") or after
        small = number.value is not None and number.value <= 10
        if kind == "duration" and not before and small and self.is_period(first, end, unit):
            return self.keep(Figure(self.raw[first:end], first, end, "date", value, unit=unit))
        per, change = find_surroundings(text, start, unit)
        if kind in ("fraction", "ratio"):
            per = ""
        if kind == "range" and change == "from" and any(word in text[first:end] for word in "到至"):
            change = ""  # 从8500到3万: one range, no change
        return self.keep(
            Figure(
                self.raw[start:end], start, end, kind, value, number.low, number.high, unit, qualifier,
                SENSES.get(qualifier, ""), per, change,
            )
        )  # fmt: skip

    def is_period(self, at: int, end: int, unit: str) -> bool:
        """Say whether a stretch of time is when, not how long: 五年来, 近三年, 今后五年."""
        if unit not in ("年", "个月", "月", "天", "周", "个星期", "个季度") or self.text[at : at + 1] == "半":
            return False
        if _SINCE.match(self.text, end) or _LATELY.search(self.text[max(0, at - 5) : at]):
            return True
        # 五年, 全市…: at the head of a clause a stretch of years is the one reported on.
        head = not at or _BARE_SPAN.search(self.text[at - 1 : at]) is not None
        return head and unit == "年" and self.text[end : end + 1] in ("中", ",", "。")

    def is_qualified(self, modifier: str, span: tuple[int, int], unit: str, kind: str, value: Decimal | None) -> bool:
        """Say whether a word before a figure qualifies it: 近三年来 and 突破50项技术 do something else."""
        text = self.text
        begin, end = span
        if (
            modifier == "近"
            and kind == "duration"
            and (
                text.startswith(("来", "以来", "内", "间"), end)
                or text[begin - 1 : begin] in ("", ",", "。", "\n", ";", ":", "、", "(", "|")
            )
        ):
            return unit not in ("年", "个月", "天", "周") or (value is not None and value > 10)
        if modifier == "突破" and kind == "quantity" and unit in ("项", "个", "家", "类", "种", "大"):
            return (
                "技术" not in text[end : end + 14]
                and "难题" not in text[end : end + 14]
                and "瓶颈" not in text[end : end + 14]
            )
        return not (modifier in ("最高", "最低", "最大", "最多", "最少") and kind == "ordinal")


def _with_inner(number: Number, counted: re.Match[str]) -> tuple[Number, str, int]:
    """Read the 多 of 3个多月 and the 半 of 一个半小时."""
    inner = counted["inner"]
    unit = "个" + counted["noun"]
    if inner == "半":
        value = None if number.value is None else number.value + HALF
        return replace(number, value=value, end=counted.end()), unit, counted.end()
    return replace(number, inner="多" if inner == "几" else inner), unit, counted.end()


def _kind(unit: str) -> str:
    measured = dimension(unit)
    if "/" in unit:
        return "rate"
    if measured.startswith("money"):
        return "money"
    if measured == "time":
        return "duration"
    return measured if measured in ("percent", "percentage_point") else "quantity"
