"""A place behind a number, in; the unit that stands there, out."""

import re
from collections import defaultdict

from knowledge.figures.rows import read_rows
from knowledge.quantities.units import units

UNITS = units()
DIMENSIONS = {surface: unit.dimension for surface, unit in UNITS.items()}
# 支持 is no 支, 项目 no 项: what follows makes another word of the measure word.
OTHER_WORDS = {unit: tuple(words.split(" ")) for unit, words, _ in read_rows("unit_words.tsv")}


def _lengths() -> dict[str, tuple[int, ...]]:
    lengths: dict[str, set[int]] = defaultdict(set)
    for unit in UNITS:
        lengths[unit[0]].add(len(unit))
    return {first: tuple(sorted(sizes, reverse=True)) for first, sizes in lengths.items()}


LENGTHS = _lengths()


def _parts() -> dict[str, dict[str, int]]:
    parts: dict[str, dict[str, int]] = defaultdict(dict)
    for unit, part, how_many, _ in read_rows("parts.tsv"):
        if part:
            parts[unit][part] = int(how_many)
        else:
            parts[unit] = {}
    return {unit: dict(sorted(smaller.items(), key=lambda item: -len(item[0]))) for unit, smaller in parts.items()}


# The smaller units that may follow a unit, longest first, and how many of each make one: 1小时30分.
PARTS = _parts()
# Units that are given in one form whatever the print: full width, or with the 个 that belongs to the number.
_PRINTED = {"个百分点": "百分点", "个基点": "基点", "%": "%"}
_SLASH = re.compile(
    r"[ ]?/[ ]?(?:[每一百千万亿]{0,2})(?=[^\W\d_])|每(?=(?:平方米|平方公里|立方米|公里|公斤|千克|吨|亩|小时|秒|分钟|天|年|月|升|桶|股)(?:[^\w]|$|的|左右|以上|以下|以内|[吧吗嘛么]|对[吗不吧]|是不是))"
)
_ARABIC_TAILS = frozenset("0123456789百千万亿余多")
_BOUND = ("以上", "以下", "以内", "左右", "上下")
_FURTHER = re.compile(r"(?:[·•.]|/)(?:[年月日时天人次亩]|小时|公里)")
_WHOLE_AFTER = ("整体", "整治", "整个", "整合", "整改", "整理", "整修", "整建", "整村")


def match_measure(text: str, raw: str, at: int) -> str:
    """Match the longest unit of the table that begins at `at`; "" when none does."""
    first = text[at : at + 1]
    for length in LENGTHS.get(first, ()):
        unit = text[at : at + length]
        if unit not in UNITS or len(unit) < length:
            continue
        end = at + length
        words = OTHER_WORDS.get(unit)
        counted = unit == "元" and text[at - 1 : at] in _ARABIC_TAILS  # 56.4亿元化解; not 二元化
        if words and not counted and text.startswith(words, at) and not text.startswith(_BOUND, end):
            continue
        if unit[-1].isascii() and unit[-1].isalnum():
            after = text[end : end + 1]
            if after.isascii() and after.isalnum():
                continue
            if length == 1 and raw[at] in "GKTS" and _is_generation(text, at):  # 5G, 4K
                continue
        return unit
    return ""


_SPOKEN_WITH_GE = ("平方", "立方", "平米")


def match_unit_behind(text: str, raw: str, at: int) -> tuple[str, int]:
    """
    Match the unit behind a number that ends at `at`: one blank before it, a rate's slash within it.

    Returns:
        The unit as printed, blanks left out, and where it ends; ("", at) when none stands there.
    """
    start = at + 1 if text[at : at + 1] == " " else at
    if text.startswith("个", start) and text.startswith(_SPOKEN_WITH_GE, start + 1):
        start += 1  # 五百来个平方
    unit = match_measure(text, raw, start)
    if not unit:
        return "", at
    end = start + len(unit)
    printed = _PRINTED.get(unit) or raw[start:end]
    if text[end : end + 1] in ("/", " ", "(", "每"):
        slash = _SLASH.match(text, end)
        under = match_measure(text, raw, slash.end()) if slash else ""
        if slash and under:
            end = slash.end() + len(under)
            further = _FURTHER.match(text, end)
            end = further.end() if further else end
            return raw[start:end].replace(" ", "").replace("每", "/", 1), end
        if (
            text.startswith("(套)", end)
            or text.startswith("(次)", end)
            or text.startswith("(户)", end)
            or text.startswith("(套、", end)
        ):
            return printed, end
    if unit in ("元", "角", "分", "块"):
        if text.startswith("人民币", end):
            return printed, end + 3
        if (
            text.startswith(("整", "正"), end)
            and not text.startswith(_WHOLE_AFTER, end)
            and (end + 1 == len(text) or not text[end + 1].isalnum())
        ):
            return printed, end + 1
    return printed, end


def dimension(unit: str) -> str:
    """Say what a matched unit measures; of a rate, what stands above its slash."""
    return DIMENSIONS.get(unit) or DIMENSIONS.get(unit.lower().partition("/")[0], "")


def _is_generation(text: str, at: int) -> bool:
    """Say whether a capital letter behind a small number names a generation (5G) rather than a unit (2130G)."""
    return at < 2 or not (text[at - 2 : at].isdecimal())
