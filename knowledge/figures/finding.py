"""A text, in; the figures in it, whole, with value, unit, qualifier and kind, out."""

import re
from collections import defaultdict
from decimal import Decimal
from functools import cache
from pathlib import Path

from knowledge.errors import NumeralError
from knowledge.figures.figure import Figure
from knowledge.figures.forms import (
    ARABIC,
    CHINESE,
    CLOCK,
    CODE,
    DAMAGED,
    DATE,
    FRACTION,
    HALF_DAY,
    HAN,
    HAN_DIGIT,
    JOIN,
    ORDINAL,
    PLAN,
    RATIO,
    SLASHED,
    START,
    TOKEN,
)
from knowledge.figures.layout import flatten
from knowledge.figures.modifiers import SENSES, match_after, match_before
from knowledge.language import fold
from knowledge.quantities import parse_numeral
from knowledge.quantities.units import units

DATA = Path(__file__).parent / "data"
HALF = Decimal("0.5")
TEN = Decimal(10)
CURRENCIES = {"¥": "元", "￥": "元", "$": "美元", "€": "欧元", "£": "英镑"}


def find_figures(text: str) -> tuple[Figure, ...]:
    """
    Find the figures of a sentence, a paragraph or a whole article as it is.

    >>> [figure.text for figure in find_figures("拆除118处,约2万平方米,参与党员440余名。")]
    ['118处', '约2万平方米', '440余名']

    Args:
        text: As printed, line breaks and all.

    Returns:
        The figures in text order, none overlapping another; `text[figure.start:figure.end] == figure.text`.
        Dates, clock times and ordinals are among them, as their own kinds.
    """
    flat, places = flatten(text)
    figures = _Scan(flat).figures()
    if places is None:
        return tuple(figures)
    moved = []
    for figure in figures:
        start, end = places[figure.start], places[figure.end - 1] + 1
        moved.append(_replaced(figure, text=text[start:end], start=start, end=end))
    return tuple(moved)


def _replaced(figure: Figure, **fields: object) -> Figure:
    from dataclasses import replace

    return replace(figure, **fields)  # type: ignore[arg-type]


def is_grammatical(figure: Figure) -> bool:
    """
    Say whether a figure is 一 with a measure word, which mostly is grammar: 一个, 一种, 一次.

    A figure with a `per` (每周一次) counts, and so does one with a qualifier.
    """
    return (
        figure.kind == "quantity"
        and figure.value == 1
        and figure.text[:1] in "一1"
        and figure.text[:1] == "一"
        and not figure.per
        and not figure.modifier
    )


@cache
def _unit_lengths() -> dict[str, tuple[int, ...]]:
    lengths: dict[str, set[int]] = defaultdict(set)
    for unit in units():
        lengths[unit[0]].add(len(unit))
    return {first: tuple(sorted(sizes, reverse=True)) for first, sizes in lengths.items()}


@cache
def _rows(name: str) -> tuple[tuple[str, ...], ...]:
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()[1:]
    return tuple(tuple(line.split("\t")) for line in lines)


@cache
def _other_words() -> dict[str, tuple[str, ...]]:
    return {unit: tuple(words.split(" ")) for unit, words, _ in _rows("unit_words.tsv")}


@cache
def _idioms() -> dict[str, tuple[tuple[int, int, frozenset[str]], ...]]:
    """Return, for the first character of a numeral, the idioms that hold it: (offset, length, words)."""
    table: dict[str, dict[tuple[int, int], set[str]]] = defaultdict(lambda: defaultdict(set))
    run = re.compile(rf"[{HAN}半]+")
    for word, _, _ in _rows("idioms.tsv"):
        for found in run.finditer(word):
            table[word[found.start()]][(found.start(), len(word))].add(word)
    return {
        first: tuple((offset, length, frozenset(words)) for (offset, length), words in sorted(shapes.items()))
        for first, shapes in table.items()
    }


@cache
def _names_after() -> tuple[str, ...]:
    return tuple(row[0] for row in _rows("names_after.tsv"))


UNITS = units()
LENGTHS = _unit_lengths()
OTHER_WORDS = _other_words()
IDIOMS = _idioms()
NAMES_AFTER = _names_after()
DIMENSIONS = {unit: entry.dimension for unit, entry in UNITS.items()}
GAP = re.compile(rf"{JOIN}")
TIME_HALVES = frozenset(("time", "length", "area", "mass", "volume", "energy"))
PARTS = {
    "年": ("个月", "月"), "个月": ("天", "日"), "小时": ("分钟", "分", "秒"), "分钟": ("秒", "秒钟"), "分": ("秒", "秒钟"),
    "天": ("小时",), "元": ("角", "毛", "分"), "角": ("分",), "块": ("毛", "角"), "米": ("厘米", "公分"), "公里": ("米",),
    "公斤": ("克", "两"), "斤": ("两",), "岁": ("个月",), "尺": ("寸",), "丈": ("尺",), "英尺": ("英寸",), "度": ("分",),
    "千克": ("克",), "吨": ("公斤", "千克"), "石": ("斗",), "个小时": ("分钟", "分"), "点": (), "周": ("天",),
}  # fmt: skip
PART_VALUES = {
    ("年", "个月"): 12, ("年", "月"): 12, ("个月", "天"): 30, ("个月", "日"): 30, ("小时", "分钟"): 60, ("小时", "分"): 60,
    ("小时", "秒"): 3600, ("分钟", "秒"): 60, ("分", "秒"): 60, ("分钟", "秒钟"): 60, ("分", "秒钟"): 60, ("天", "小时"): 24,
    ("元", "角"): 10, ("元", "毛"): 10, ("元", "分"): 100, ("角", "分"): 10, ("块", "毛"): 10, ("块", "角"): 10,
    ("米", "厘米"): 100, ("米", "公分"): 100, ("公里", "米"): 1000, ("公斤", "克"): 1000, ("公斤", "两"): 20, ("斤", "两"): 10,
    ("岁", "个月"): 12, ("尺", "寸"): 10, ("丈", "尺"): 10, ("英尺", "英寸"): 12, ("度", "分"): 60, ("千克", "克"): 1000,
    ("吨", "公斤"): 1000, ("吨", "千克"): 1000, ("石", "斗"): 10, ("个小时", "分钟"): 60, ("个小时", "分"): 60, ("周", "天"): 7,
}  # fmt: skip
CLAUSE_END = re.compile(r"[,。;!?\n|]")
PER = re.compile(
    r"每(?:(?:[一两三四五六七八九十半百千万]|\d+)?(?:年|个月|月|周|天|日|季度|季|小时|分钟|秒|学期|晚|次|星期|昼夜|人|户|亩|吨|公斤|千克|斤|村|平方米|平方公里|公里|立方米|公顷|度|千瓦时|股|辆|头|台|套|件|升|班|生|车|趟|场|课时|学年|年度|届|轮|票)|(?:[名个位家所条支座处项])(?:[一-龥]{1,2}))"
    r"|(?:人|户|亩|村|校|日|月|年|周|单|车|班|师|生|株|次|店|场|时|地|厂|县|镇|乡)均(?!衡|等|匀|为汉族)"
)
RISE = re.compile(
    r"(?:增长|增加|提高|上升|上涨|增|升|涨|扩大|提升|攀升|增幅|涨幅|升幅|增速|多|快|高)(?:了|为|达|约|近|超|超过|幅度)*$"
)
FALL = re.compile(
    r"(?:下降|减少|降低|下跌|回落|缩短|降|减|跌|少|收窄|压减|下滑|下调|降幅|跌幅|减幅|缩小|缩减|慢)(?:了|为|达|约|近|超|超过|幅度)*$"
)
GROWN_TO = re.compile(
    r"(?:[增升提涨扩][长加高升大涨]?|攀升|上升|下降|减少|降低|降|减|跌|缩短|回落|压减|下滑|变|改|发展|恢复|达)[到至为](?:了|约|近|超|超过)*$"
)
GROWN_FROM = re.compile(r"[由从](?:[^,。;]{0,8}的)?$")


class _Scan:
    """One pass over one flat text."""

    def __init__(self, flat: str) -> None:
        self.raw = flat
        self.text = fold(flat.replace("\t", "|") if "\t" in flat else flat)
        self.size = len(self.text)
        self.schemes = _scheme_spans(self.text) if "“" in self.text or "‘" in self.text or "《" in self.text else []
        self.scheme_at = 0

    def figures(self) -> list[Figure]:
        found: list[Figure] = []
        text = self.text
        position = 0
        floor = 0  # where the last figure ended: no qualifier reaches behind it
        search = START.search
        while True:
            match = search(text, position)
            if match is None:
                return found
            position = match.start()
            skip = self.inside_scheme(position)
            if skip:
                position = skip
                continue
            end, figure = self.read(position, floor)
            if figure is not None:
                found.append(figure)
                floor = end
            position = max(end, position + 1)

    def inside_scheme(self, position: int) -> int:
        schemes = self.schemes
        while self.scheme_at < len(schemes) and schemes[self.scheme_at][1] <= position:
            self.scheme_at += 1
        if self.scheme_at < len(schemes) and schemes[self.scheme_at][0] <= position:
            return schemes[self.scheme_at][1]
        return 0

    # -- what begins here -------------------------------------------------

    def read(self, at: int, floor: int) -> tuple[int, Figure | None]:
        """Read what begins at `at`: where it ends, and the figure, if it is one."""
        char = self.text[at]
        if char == "第":
            return self.read_ordinal(at)
        if char in CURRENCIES:
            return self.read_currency(at, floor)
        if char in "~±":
            return at + 1, None
        if char.isascii():
            return self.read_digit(at, floor)
        return self.read_chinese(at, floor)

    def read_digit(self, at: int, floor: int) -> tuple[int, Figure | None]:
        text = self.text
        before = text[at - 1] if at else ""
        if before and before.isascii() and (before.isalpha() or before in "_@#&/\\"):
            # S312, PM2.5: digits behind a letter belong to a code; digits of GDP8.5% do not.
            letters = re.search(r"[a-z]+$", text[max(0, at - 12) : at])
            plain = ARABIC.match(text, at)
            rest = text[plain.end() : plain.end() + 2].lstrip() if plain else ""
            if not (
                letters
                and len(letters.group()) > 1
                and letters.group() not in ("pm", "gb", "iso", "top", "no", "co")
                and (rest[:1] == "%" or (plain and plain["power"]))
            ):
                token = TOKEN.match(text, at)
                return (token.end() if token else at + 1), None
        if before == "-" and at > 1 and text[at - 2].isascii() and text[at - 2].isalnum():
            token = TOKEN.match(text, at)
            return (token.end() if token else at + 1), None
        if before == "[" and re.match(r"\d{1,3}\]", text[at : at + 4]):
            return at + 1, None
        if before == "·":
            return self.end_of_digits(at), None
        dated = self.read_date(at)
        if dated:
            return dated
        code = CODE.match(text, at)
        if code and not (code.group().count(".") and self.is_decimal_list(code)):
            return code.end(), None
        if before in "(," and re.match(r"\d{1,2}\)", text[at : at + 3]):
            return at + 2, None
        ratio = RATIO.match(text, at)
        if ratio:
            return self.read_ratio(ratio)
        if text.startswith("分之", self.end_of_digits(at)) or text.startswith(" 分之", self.end_of_digits(at)):
            fraction = FRACTION.match(text, at)
            if fraction:
                return self.read_fraction(fraction, floor)
        slashed = SLASHED.match(text, at)
        if slashed and 0 < int(slashed["share"]) < int(slashed["below"]) and before != "/":
            return self.finish(
                at,
                slashed.end(),
                floor,
                "fraction",
                Decimal(slashed["share"]) / Decimal(slashed["below"]),
                None,
                None,
                "",
            )
        damaged = DAMAGED.match(text, at)
        if damaged and damaged.end() > self.end_of_digits(at):
            return self.read_damaged(damaged)
        return self.read_quantity(at, floor, arabic=True)

    def end_of_digits(self, at: int) -> int:
        text, size = self.text, self.size
        while at < size and text[at] in "0123456789.":
            at += 1
        return at

    def is_decimal_list(self, code: re.Match[str]) -> bool:
        return False

    def read_chinese(self, at: int, floor: int) -> tuple[int, Figure | None]:
        text = self.text
        char = text[at]
        for offset, length, words in IDIOMS.get(char, ()):
            start = at - offset
            if start >= 0 and text[start : start + length] in words:
                end = at + 1
                while end < start + length and text[end] in HAN:
                    end += 1
                return (end if text[end : end + 1] not in HAN or end >= self.size else end), None
        plan = PLAN.match(text, at)
        if plan:
            end = plan.end() - (plan.group()[-1] in '”"')
            return end, self.make(at, end, "date", None, None, None, "", "", "")
        dated = self.read_date(at)
        if dated:
            return dated
        fraction = FRACTION.match(text, at)
        if fraction:
            return self.read_fraction(fraction, floor)
        ratio = RATIO.match(text, at)
        if ratio and not ratio.group().endswith("比") and "比" in ratio.group():
            return self.read_ratio(ratio)
        return self.read_quantity(at, floor, arabic=False)

    # -- dates, clocks, ordinals -------------------------------------------

    def read_date(self, at: int) -> tuple[int, Figure | None] | None:
        text = self.text
        match = DATE.match(text, at)
        if match:
            end = match.end()
            piece = match.group()
            if self.is_duration(at, end, piece):
                match = None
            else:
                start = self.date_start(at)
                return end, self.date_figure(start, end, piece)
        match = CLOCK.match(text, at)
        if match and self.is_clock(at, match):
            end = match.end()
            return end, self.make(at, end, "time", None, None, None, "", "", "")
        # 洪武二十五年, 民国18年: an era before a short year
        years = _ERA_YEAR.match(text, at)
        if years:
            start = self.era_start(at)
            if start == at:
                for words, length in _DATE_PREFIXES[:1]:
                    if at >= length and text[at - length : at] in words:
                        start = at - length
                if start == at and text[max(0, at - 2) : at] in ("公元", "西元"):
                    start = at - 2
            if start < at:
                return years.end(), self.date_figure(start, years.end(), years.group())
        return None

    def date_start(self, at: int) -> int:
        text = self.text
        for words, length in _DATE_PREFIXES:
            if text[at - length : at] in words and at >= length:
                return at - length
        return self.era_start(at)

    def era_start(self, at: int) -> int:
        text = self.text
        for length in (3, 2):
            if at >= length and text[at - length : at] in ERAS:
                return at - length
        return at

    def date_figure(self, start: int, end: int, piece: str) -> Figure:
        value: Decimal | None = None
        unit = ""
        simple = _SIMPLE_DATE.fullmatch(piece)
        if simple:
            try:
                value = parse_numeral(simple["number"].strip())
                unit = simple["unit"].strip()
            except NumeralError:
                value = None
        else:
            unit = "年" if "年" in piece else "月" if "月" in piece else "日" if "日" in piece else ""
        return self.make(start, end, "date", value, None, None, unit, "", "")

    def is_duration(self, at: int, end: int, piece: str) -> bool:
        """Say whether what has the form of a date is a stretch of time: 15日内, 2000年历史, 三月有余."""
        text = self.text
        before = text[max(0, at - 4) : at]
        after = text[end : end + 3]
        if piece.endswith("年") and piece[:-1].isdigit():
            return (
                bool(after.startswith(("以前", "的历史", "历史", "之久", "之前")) and before.endswith("距今"))
                or after.startswith(("历史", "的历史", "之久"))
                or before.endswith(("距今", "近", "约", "长达", "逾"))
            )
        if piece.endswith("日") and "月" not in piece and "年" not in piece:
            return (
                (
                    after.startswith(("内", "游", "龄", "后", "之内", "以内", "以上", "元", "本", "均", "报", "前"))
                    and not after.startswith(("内蒙", "前夕", "本报"))
                )
                or before.endswith(("共", "为期", "连续", "历时", "达", "满", "第"))
                or text[at:end].startswith("一日")
                or (piece[0] in HAN and piece[:-1] not in _PLAIN_DAYS)
            )
        if piece.endswith("季度"):
            return before.endswith("个")
        return False

    def is_clock(self, at: int, match: re.Match[str]) -> bool:
        text = self.text
        piece = match.group()
        if ":" in piece:
            return not _RATIO_CONTEXT.search(text[max(0, at - 8) : at])
        if "时" in piece and "点" not in piece:
            return text[match.end() : match.end() + 1] not in ("许", "代", "期") or True
        return bool(
            (re.search(r"点(?:钟|整|半|\d|[一三]刻|[二三四五]?十)", piece) and not re.search(r"点\d{1,2}$", piece))
            or HALF_DAY.search(text[max(0, at - 3) : at])
        ) and not text.startswith(("建议", "意见", "要求", "措施", "经验"), match.end())

    def read_ordinal(self, at: int) -> tuple[int, Figure | None]:
        text = self.text
        match = ORDINAL.match(text, at)
        if not match:
            return at + 1, None
        end = match.end()
        quarter = re.match(r"季度", text[end : end + 2])
        if quarter:
            return end + 2, self.make(at, end + 2, "date", None, None, None, "季度", "", "")
        number = match["number"]
        try:
            value: Decimal | None = parse_numeral(number)
        except NumeralError:
            value = None
        unit = self.unit_at(end, ordinal=True)
        stop = end + len(unit)
        return stop, self.make(at, stop, "ordinal", value, None, None, unit, "", "")

    # -- ratios and fractions ---------------------------------------------

    def read_ratio(self, match: re.Match[str]) -> tuple[int, Figure | None]:
        start, end = match.span()
        piece = match.group()
        sides = re.split(r"[ ]?[:∶比][ ]?", piece)
        if len(sides) < 2:
            return end, None
        before = self.text[max(0, start - 10) : start]
        after = self.text[end : end + 6]
        if _SCORE_BEFORE.search(before) or _SCORE_AFTER.match(after):
            return end, None
        if "比" in piece and piece[0] in HAN and self.unit_at(end):
            return start + len(sides[0]), None
        try:
            parts = [parse_numeral(side) for side in sides]
        except NumeralError:
            return end, None
        value = parts[0] / parts[1] if len(parts) == 2 and parts[1] else None
        return end, self.make(start, end, "ratio", value, None, None, "", "", "")

    def read_fraction(self, match: re.Match[str], floor: int) -> tuple[int, Figure | None]:
        start, end = match.span()
        try:
            below = parse_numeral(match["below"])
            share = parse_numeral(match["share"])
            upto = parse_numeral(match["upto"]) if match["upto"] else None
        except NumeralError:
            return end, None
        if not below:
            return end, None
        tail = ""
        if self.text[end : end + 1] in ("多", "强", "弱", "余", "几"):
            tail = self.text[end]
            end += 1
        percent = below in (100, 1000, 10000)
        kind = "percent" if percent else "fraction"
        scale = Decimal(100) / below if percent else 1 / below
        low = high = None
        value: Decimal | None = share * scale if percent else share / below
        if upto is not None:
            low, high, value, kind = value, upto * scale if percent else upto / below, None, "range"
        return self.finish(start, end, floor, kind, value, low, high, "%" if percent else "", modifier=tail)

    def read_damaged(self, match: re.Match[str]) -> tuple[int, Figure | None]:
        """Take a number with a letter for a digit (1O8处) as it is printed: no value, flagged."""
        start, end = match.span()
        power = re.match(r"[余多]?[百千万亿]{0,2}[余多]?", self.text[end : end + 4])
        stop = end + (power.end() if power else 0)
        unit = self.unit_at(stop)
        if not unit:
            return end, None
        stop += len(unit)
        return stop, self.make(
            start,
            stop,
            DAMAGED_KINDS.get(DIMENSIONS.get(unit, ""), "quantity"),
            None,
            None,
            None,
            unit,
            "",
            "",
            doubtful=True,
        )

    # -- quantities --------------------------------------------------------

    def read_currency(self, at: int, floor: int) -> tuple[int, Figure | None]:
        text = self.text
        start = at + 1
        if text[start : start + 1] == " ":
            start += 1
        number = ARABIC.match(text, start)
        if not number:
            return at + 1, None
        value, low, high, modifier, end = self.number(number)
        unit = CURRENCIES[text[at]]
        begin = at
        for prefix, currency in (("us", "美元"), ("hk", "港元"), ("nt", "新台币"), ("au", "澳元"), ("ca", "加元")):
            if text[at] == "$" and text[max(0, at - 2) : at] == prefix:
                begin, unit = at - 2, currency
        for word in (unit, "元"):
            if text.startswith(word, end):
                end += len(word)
                break
        return self.finish(begin, end, floor, "money", value, low, high, unit, modifier=modifier)

    def number(self, match: re.Match[str]) -> tuple[Decimal | None, Decimal | None, Decimal | None, str, int]:
        """Read a matched numeral: value, low, high, the qualifier inside it, its end."""
        groups = match.groupdict()
        end = match.end()
        digits = groups["digits"]
        modifier = groups.get("inner") or groups["tail"] or groups.get("tail2") or ""
        if "vague" in groups:
            return self.chinese_number(match, modifier, end)
        raw = self.raw[match.start("digits") : match.end("digits")]
        if "，" in raw and not any("０" <= char <= "９" for char in raw):
            cut = raw.index("，")  # 5，200: a comma of the sentence, no thousands
            end = match.start("digits") + cut
            return Decimal(digits[:cut]), None, None, "", end
        value = Decimal(digits.replace(",", "").replace(" ", ""))
        if groups["power"]:
            value *= parse_numeral(groups["power"])
            if groups["more"]:
                value = parse_numeral(digits + groups["power"] + groups["more"])
        if groups["power2"]:
            value *= parse_numeral(groups["power2"])
        if modifier == "几":
            low, high = value, value + 9 * 10 ** (len(str(int(value))) - len(str(int(value)).rstrip("0")) - 1)
            return None, low + 1, high, "几", end
        return value, None, None, modifier, end

    def chinese_number(
        self, match: re.Match[str], modifier: str, end: int
    ) -> tuple[Decimal | None, Decimal | None, Decimal | None, str, int]:
        groups = match.groupdict()
        digits = groups["digits"] + (groups["point"] or "")
        scale = parse_numeral(groups["power2"]) if groups["power2"] else Decimal(1)
        try:
            if groups["vague"]:
                base = parse_numeral(digits) * scale
                return None, base * 2 if groups["vague"] == "数" else base * 2, base * 10 - base, groups["vague"], end
            if modifier == "几" and digits[-1] in "十百千万亿":
                base = parse_numeral(digits)
                step = {"十": 1, "百": 10, "千": 100, "万": 1000, "亿": 10**7}[digits[-1]]
                return None, (base + step) * scale, (base + 9 * step) * scale, "几", end
            pair = _NEAR_PAIR.search(digits)
            if pair and not groups["point"] and len(digits) - len(digits.lstrip(HAN_DIGIT)) <= 3:
                first, second = pair.group()[0], pair.group()[1]
                if _is_near(first, second):
                    low = parse_numeral(digits[: pair.start()] + first + digits[pair.end() :]) * scale
                    high = parse_numeral(digits[: pair.start()] + second + digits[pair.end() :]) * scale
                    if low < high:
                        return None, low, high, modifier, end
            return parse_numeral(digits) * scale, None, None, modifier, end
        except NumeralError:
            return None, None, None, "?", end

    def read_quantity(self, at: int, floor: int, *, arabic: bool) -> tuple[int, Figure | None]:
        text = self.text
        if text[at] == "半":
            return self.read_half(at, floor)
        match = (ARABIC if arabic else CHINESE).match(text, at)
        if not match:
            return at + 1, None
        end = match.end()
        if (
            not arabic
            and text[end - 1] == "千"
            and end - at > 1
            and text[end : end + 1] in ("克", "瓦", "伏", "帕", "卡", "赫", "焦")
        ):
            match = CHINESE.match(text, at, end - 1)
            assert match
        value, low, high, modifier, end = self.number(match)
        if modifier == "?":
            return end, None
        numeral = text[at:end]
        unit, stop = self.unit_behind(end)
        if modifier == "来" and not unit:
            end -= 1
            modifier = ""
            stop = end
        # a range: 3至5个工作日, 100米至2,800米
        upper = self.read_upper(stop if unit else end, arabic, unit)
        if upper is not None and low is None and value is not None:
            other, power, upper_unit, upper_stop, upper_modifier = upper
            if power and not match["power"] if arabic else False:
                value *= power
            if value < other or (upper_unit and value <= other):
                return self.finish(
                    at,
                    upper_stop,
                    floor,
                    "range",
                    None,
                    value,
                    other,
                    upper_unit or unit,
                    modifier=modifier or upper_modifier,
                    numeral=numeral,
                )
        if not arabic and not unit:
            return self.bare_chinese(at, end, floor, match, value, low, high, modifier)
        if arabic and not unit:
            return self.bare_arabic(at, end, floor, match, value, low, high, modifier)
        if not self.counts(at, end, stop, unit, numeral, arabic):
            return stop if arabic else end, None
        return self.with_unit(at, stop, floor, value, low, high, unit, modifier, numeral)

    def with_unit(
        self, at: int, stop: int, floor: int, value: Decimal | None, low: Decimal | None, high: Decimal | None,
        unit: str, modifier: str, numeral: str,
    ) -> tuple[int, Figure | None]:  # fmt: skip
        text = self.text
        dimension = DIMENSIONS.get(unit, "")
        kind = _kind(dimension)
        if unit in ("成", "折"):
            if (
                unit == "成"
                and text[stop : stop + 1] in "一二三四五六七八九"
                and stop < self.size
                and value is not None
            ):
                value += Decimal("零一二三四五六七八九".index(text[stop])) / 10
                stop += 1
            factor = TEN if value is None or value < 10 or unit == "成" else Decimal(1)
            value, low, high = (None if part is None else part * factor for part in (value, low, high))
            unit = "%"
        elif value is not None:
            part = self.read_part(stop, unit)
            if part is not None:
                extra, stop = part
                value += extra
            elif (
                text[stop : stop + 1] == "半"
                and dimension in TIME_HALVES
                and text[stop + 1 : stop + 2] not in ("夜", "岛", "数", "导", "成", "路", "途")
            ):
                value += HALF
                stop += 1
        if unit == "块" and kind != "money":
            kind = "quantity"
        return self.finish(at, stop, floor, kind, value, low, high, unit, modifier=modifier, numeral=numeral)

    def read_half(self, at: int, floor: int) -> tuple[int, Figure | None]:
        """Read 半年, 半个月, 半公里; 半 before anything else is half of a word."""
        text = self.text
        if at and text[at - 1] in "上下前后大过对多小夜一":
            if text[at - 1] == "一" or text[at - 1] != "一":
                return at + 1, None
        end = at + 1
        unit, stop = self.unit_behind(end)
        if (
            not unit
            or DIMENSIONS.get(unit, "") not in TIME_HALVES
            or unit in ("里", "日", "周年", "方", "平", "两", "石")
        ):
            return end, None
        modifier = ""
        return self.finish(at, stop, floor, _kind(DIMENSIONS[unit]), HALF, None, None, unit, modifier=modifier)

    def read_part(self, at: int, unit: str) -> tuple[Decimal, int] | None:
        """Read the smaller part behind a unit: the 30分 of 1小时30分, the 5 of 三块五."""
        parts = PARTS.get(unit)
        if parts is None and unit != "块":
            return None
        text = self.text
        begin = at + 1 if text[at : at + 1] == " " else at
        small = _SMALL.match(text, begin)
        if not small:
            return None
        end = small.end()
        for part in parts or ():
            if text.startswith(part, end) and not (part == "分" and text.startswith("分之", end)):
                return parse_numeral(small.group()) / PART_VALUES[(unit, part)], end + len(part)
        if unit == "块" and len(small.group()) == 1 and not self.unit_at(end) and begin == at:
            return parse_numeral(small.group()) / 10, end
        return None

    def read_upper(self, at: int, arabic: bool, unit: str) -> tuple[Decimal, Decimal | None, str, int, str] | None:
        """Read the second end of a range: its value, multiplier, unit, end and inner qualifier."""
        text = self.text
        gap = GAP.match(text, at)
        if not gap:
            if not arabic and not unit and text[at : at + 1] in ("、", "到", "至"):
                pass
            return None
        start = gap.end()
        following = text[start : start + 1]
        if following == "" or not ((following.isdigit() and following.isascii()) or following in HAN):
            return None
        match = (ARABIC if following.isascii() else CHINESE).match(text, start)
        if not match:
            return None
        value, low, _, modifier, end = self.number(match)
        if value is None or low is not None:
            return None
        if text.startswith("%", end) and not unit:
            return value, None, "%", end + 1, modifier
        upper_unit, stop = self.unit_behind(end)
        if not upper_unit:
            if unit:
                return None
            stop = end
        power = match.groupdict().get("power") or ""
        if upper_unit and DIMENSIONS.get(upper_unit) in ("time",) and upper_unit in ("日",):
            return None
        scaled = parse_numeral(power) if power else None
        return value, scaled, upper_unit, stop, modifier

    def unit_behind(self, at: int) -> tuple[str, int]:
        """Match the unit behind a number, blanks and a rate's slash allowed: ` 元 / 吨`."""
        text = self.text
        start = at + 1 if text[at : at + 1] == " " else at
        unit = self.unit_at(start)
        if not unit:
            return "", at
        end = start + len(unit)
        if text[end : end + 1] in ("/", " "):
            slash = _SLASH.match(text, end)
            if slash:
                under = self.unit_at(slash.end())
                if under:
                    end = slash.end() + len(under)
                    more = _DOT_UNIT.match(text, end)
                    if more:
                        end = more.end()
                    return self.raw[start:end].replace(" ", ""), end
        if unit == "个百分点":
            unit = "百分点"
        if unit in ("元", "角", "分", "块") and text.startswith(("整", "人民币"), end):
            extra = 1 if text[end] == "整" else 3
            if not (extra == 1 and text.startswith(("整体", "整治", "整个", "整合", "整改", "整理"), end)):
                return unit, end + extra
        return self.raw[start:end] if unit != "百分点" else unit, end

    def unit_at(self, at: int, *, ordinal: bool = False) -> str:
        text = self.text
        first = text[at : at + 1]
        lengths = LENGTHS.get(first)
        if lengths is None:
            return "大" if ordinal and first == "大" and not text.startswith("大道", at) else ""
        for length in lengths:
            unit = text[at : at + length]
            if unit in UNITS:
                words = OTHER_WORDS.get(unit)
                if words is not None and text.startswith(words, at):
                    continue
                if (
                    unit[-1].isascii()
                    and unit[-1].isalnum()
                    and text[at + length : at + length + 1].isascii()
                    and text[at + length : at + length + 1].isalnum()
                ):
                    continue
                if first in "gkmtwvsh" and length == 1 and self.raw[at] in "GKTS":
                    continue  # 5G, 4K
                return unit
        return ""

    def counts(self, at: int, end: int, stop: int, unit: str, numeral: str, arabic: bool) -> bool:
        """Say whether number and unit count something here."""
        text = self.text
        after = text[stop : stop + 6]
        before = text[at - 1] if at else ""
        if arabic:
            if unit == "号" or text.startswith(NAMES_AFTER, end):
                return False
            return not (unit in ("级", "等") and not numeral[0].isdigit())
        if numeral in ("百", "千", "万", "亿", "十万", "半"):
            return (
                bool(match_before(text, at, numeral)[0])
                or numeral == "十"
                or (DIMENSIONS.get(unit, "").startswith("money") and numeral in ("百", "千") and False)
            )
        if numeral == "十" and unit == "分":
            return False
        if len(numeral) == 1:
            if numeral == "一" and (before in _NOT_BEFORE_ONE or after.startswith(_NOT_AFTER_ONE)):
                return False
            if unit in ("级", "等"):
                return unit == "级" and after.startswith(_LEVELS)
            if (
                unit
                in (
                    "中",
                    "委",
                    "院",
                    "局",
                    "处",
                    "线",
                    "路",
                    "团",
                    "师",
                    "军",
                    "连",
                    "营",
                    "期",
                    "楼",
                    "环",
                    "小",
                    "方",
                    "国",
                    "省",
                    "市",
                    "县",
                    "区",
                    "乡",
                    "镇",
                    "村",
                    "校",
                    "厂",
                )
                and numeral in "一二"
            ):
                return (
                    unit in ("处", "期", "国", "省", "市", "县", "区", "乡", "镇", "村", "校", "厂")
                    and numeral != "二"
                    and unit == "处"
                )
            if numeral == "二" and unit in _NOT_TWO:
                return False
        return True

    def bare_chinese(
        self, at: int, end: int, floor: int, match: re.Match[str], value: Decimal | None, low: Decimal | None,
        high: Decimal | None, modifier: str,
    ) -> tuple[int, Figure | None]:  # fmt: skip
        """Take a Chinese numeral without a unit only where it is long or qualified: 四万六千七百一十二."""
        text = self.text
        digits = match["digits"]
        powers = sum(char in "十百千万亿" for char in digits)
        if powers and len(digits) >= 3 and value is not None and value >= 20:
            return self.finish(at, end, floor, "quantity", value, low, high, "", modifier=modifier)
        qualifier = match_before(text, at, digits)[0]
        if (qualifier or modifier in ("余", "多", "几", "数")) and ((powers and value != 10) or low is not None):
            return self.finish(at, end, floor, "quantity", value, low, high, "", modifier=modifier, numeral=digits)
        return end, None

    def bare_arabic(
        self, at: int, end: int, floor: int, match: re.Match[str], value: Decimal | None, low: Decimal | None,
        high: Decimal | None, modifier: str,
    ) -> tuple[int, Figure | None]:  # fmt: skip
        """Take digits without a unit where they state an amount, not a code."""
        text = self.text
        after = text[end : end + 1]
        if after == "%" or text[end : end + 2] == " %":
            return end, None
        if after.isascii() and (after.isalpha() or after in "-_/#@+]"):
            token = TOKEN.match(text, end)
            return (token.end() if token else end + 1), None
        if text.startswith(NAMES_AFTER, end):
            return end, None
        line_start = not at or text[at - 1] in "\n"
        if line_start and after in (".", "、", ")", ":"):
            return end, None
        strong = bool(match["power"]) or "," in match["digits"] or "." in match["digits"] or bool(modifier)
        if strong or self.in_cell(at, end) or _STATED.search(text[max(0, at - 3) : at]):
            return self.finish(at, end, floor, "quantity", value, low, high, "", modifier=modifier)
        return end, None

    def in_cell(self, at: int, end: int) -> bool:
        text = self.text
        return text[max(0, at - 2) : at].strip(" ").endswith("|") or text[end : end + 2].strip(" ").startswith("|")

    # -- making ------------------------------------------------------------

    def finish(
        self, start: int, end: int, floor: int, kind: str, value: Decimal | None, low: Decimal | None,
        high: Decimal | None, unit: str, *, modifier: str = "", numeral: str = "",
    ) -> tuple[int, Figure | None]:  # fmt: skip
        """Add sign and qualifiers, and what the clause says around the figure."""
        text = self.text
        number = start
        sign = 1
        if start and text[start - 1] in "-±" and value is not None:
            mark = text[start - 1]
            behind = text[start - 2] if start > 1 else ""
            if mark == "±":
                start, modifier = start - 1, "±"
            elif not behind.isalnum() or (behind not in "0123456789" and not behind.isascii()):
                start, sign = start - 1, -1
        elif text[max(0, start - 2) : start] == "零下" and kind != "range":
            start, sign = start - 2, -1
        elif start and text[start - 1] == "负" and text[max(0, start - 2) : start] not in ("抱负", "胜负", "担负"):
            start, sign = start - 1, -1
        if sign < 0 and value is not None:
            value = -value
        if text[max(0, start - 3) : start] == "人民币":
            start -= 3
        prefix, begin = match_before(text, start, numeral or text[number])
        if begin < floor:
            prefix, begin = "", start
        if (
            prefix == "突破"
            and text.startswith(("项", "个", "家", "大"), number + 1)
            and "技术" in text[end : end + 12]
        ):
            prefix, begin = "", start
        if (
            prefix == "近"
            and _kind(DIMENSIONS.get(unit, "")) == "duration"
            and _RECENT.search(text[max(0, begin - 2) : begin] + "|" + text[end : end + 2])
        ):
            prefix, begin = "", start
        start = begin
        suffix, stop = match_after(text, end)
        if (
            suffix
            and not (suffix in ("多", "余", "许") and not self.takes_tail(unit, stop, suffix))
            and not (suffix == "+" and unit)
            and not text.startswith(
                (
                    "不到位",
                    "上下游",
                    "上下班",
                    "左右岸",
                    "以下简称",
                    "以上",
                )
                if suffix in ("不到", "上下", "左右", "以下")
                else ("\0",),
                end,
            )
        ):
            end = stop
        else:
            suffix = ""
        qualifier = prefix or suffix or modifier
        sense = SENSES.get(qualifier, "")
        return end, self.make(start, end, kind, value, low, high, unit, qualifier, sense)

    def takes_tail(self, unit: str, stop: int, suffix: str) -> bool:
        """Say whether 多 behind a unit qualifies: 两年多, 8公里多; not 3个多样化."""
        text = self.text
        if DIMENSIONS.get(unit, "") not in (
            "time",
            "length",
            "area",
            "mass",
            "volume",
            "age",
            "money",
            "percent",
            "multiple",
        ):
            return False
        if suffix == "多" and text.startswith(
            ("元", "样", "边", "功", "层", "媒", "维", "种", "项", "个", "家", "数", "次"), stop
        ):
            return False
        return True

    def make(
        self, start: int, end: int, kind: str, value: Decimal | None, low: Decimal | None, high: Decimal | None,
        unit: str, modifier: str, sense: str, *, doubtful: bool = False,
    ) -> Figure:  # fmt: skip
        per = change = ""
        if kind not in ("date", "time", "ordinal"):
            per, change = self.surroundings(start, end, unit)
        return Figure(
            self.raw[start:end], start, end, kind, value, low, high, unit, modifier, sense, per, change, doubtful
        )

    def surroundings(self, start: int, end: int, unit: str) -> tuple[str, str]:
        text = self.text
        clause = text[max(0, start - 30) : start]
        cut = max(clause.rfind(mark) for mark in ",。;!?\n|")
        clause = clause[cut + 1 :]
        per = ""
        if "/" in unit:
            per = unit.partition("/")[2]
        elif "每" in clause or "均" in clause:
            for found in PER.finditer(clause):
                word = found.group()
                per = word if word[0] == "每" else word[:-1]
        tail = clause[-14:]
        change = ""
        if unit in ("倍", "番"):
            change = "multiple"
        elif GROWN_FROM.search(tail):
            change = "from"
        elif GROWN_TO.search(tail):
            change = "to"
        elif RISE.search(tail):
            change = "rise"
        elif FALL.search(tail):
            change = "fall"
        return per, change


_SMALL = re.compile(r"\d{1,2}(?!\d)|二?十[一二三四五六七八九]?|[一二三四五六七八九]十?[一二三四五六七八九]?|半")
_SLASH = re.compile(r"[ ]?/[ ]?")
_DOT_UNIT = re.compile(r"[·•][年月日时天]")
_ERA_YEAR = re.compile(rf"(?:[{HAN}]{{1,4}}|\d{{1,3}}|元)年(?:[{HAN}正闰]{{1,3}}月(?:[初{HAN}]{{1,3}}[日])?)?")
_SIMPLE_DATE = re.compile(r"(?P<number>[^年月日号]+?)(?P<unit>[ ]?(?:年代?|月份?|日|号|世纪))")
_PLAIN_DAYS = frozenset()
_RATIO_CONTEXT = re.compile(r"(?:比例|比|比分|比值|配比|按|以)[为是约 ]?$")
_SCORE_BEFORE = re.compile(
    r"(?:比分|战胜|击败|不敌|大胜|力克|打平|战平|险胜|完胜|负于|胜|败|击退|总分|逆转|领先|落后|横扫|淘汰)[了为是以]?$|以$"
)
_SCORE_AFTER = re.compile(
    r"[的]?(?:比分|战胜|击败|不敌|大胜|力克|打平|战平|险胜|完胜|负于|战成|获胜|取胜|胜|败|逆转|领先|落后|横扫|淘汰)"
)
_STATED = re.compile(r"(?:为|达|到|至|共|计|是|有|[增减升降]至|指数)[ ]?$")
_RECENT = re.compile(r"^最\||^[,。;:、\n]?[^\w]?\||\|(?:来|内|间|以)")
_NEAR_PAIR = re.compile(
    r"(?<![零〇一二三四五六七八九])[一二两三四五六七八][二三四五六七八九](?![零〇一二三四五六七八九])"
)
_NOT_BEFORE_ONE = frozenset("这那每某同另哪又是像如统唯同之成万专第任")
_NOT_AFTER_ONE = ("重要", "方面", "新台阶", "问题")
_LEVELS = (
    "工作",
    "体系",
    "网络",
    "联",
    "书记",
    "干部",
    "河长",
    "管理",
    "平台",
    "服务",
    "组织",
    "架构",
    "便民",
    "治理",
    "综治",
    "医疗",
    "公共",
    "党",
    "林长",
    "路长",
    "田长",
    "政务",
    "责任",
    "调解",
    "物流",
    "政府",
)
_NOT_TWO = frozenset("级次线类期等层楼版集季代胎孩产手审环道维元股路团师军连营班组队排")
DAMAGED_KINDS = {"money": "money", "time": "duration", "percent": "percent"}
ERAS = frozenset(row[0] for row in _rows("eras.tsv"))
_DATE_PREFIXES = tuple(
    (frozenset(word for word in words if len(word) == length), length)
    for words in [
        (
            "公元前",
            "西元前",
            "公元",
            "西元",
            "同年",
            "次年",
            "翌年",
            "今年",
            "去年",
            "明年",
            "前年",
            "当年",
            "上世纪",
            "本世纪",
            "本月",
            "上月",
            "次月",
            "当月",
            "农历",
            "阴历",
            "民国",
            "前",
        )
    ]
    for length in (3, 2, 1)
)


def _kind(dimension: str) -> str:
    if dimension.startswith("money"):
        return "rate" if "/" in dimension else "money"
    if dimension == "time":
        return "duration"
    if dimension in ("percent", "percentage_point"):
        return dimension
    return "quantity"


def _is_near(first: str, second: str) -> bool:
    low, high = (int(parse_numeral(char)) for char in (first, second))
    return high == low + 1 or (low, high) in ((3, 5), (1, 2))


def _scheme_spans(text: str) -> list[tuple[int, int]]:
    """Return the quoted names whose numerals count nothing: “五个之最”, “四议两公开”, 《关于十项措施的通知》."""
    spans = []
    for found in _QUOTED.finditer(text):
        inside = found.group()[1:-1]
        if found.group()[0] == "《" or (
            len(inside) <= 12 and not re.search(r"\d", inside) and not PLAN.match(found.group())
        ):
            spans.append(found.span())
    return spans


_QUOTED = re.compile(r"“[^“”\n]{1,40}”|‘[^‘’\n]{1,20}’|《[^《》\n]{1,60}》")
