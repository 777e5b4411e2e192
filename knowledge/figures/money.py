"""A sign or a code of a currency with the number behind it, in; the draft of a sum, out: ￥6,800, HK$300, USD 20."""

import re

from knowledge.figures.amounts import read_upper
from knowledge.figures.draft import Draft, Reading
from knowledge.figures.layout import Page
from knowledge.figures.measures import match_measure
from knowledge.figures.numbers import read_number

SIGNS = {"¥": "元", "￥": "元", "$": "美元", "€": "欧元", "£": "英镑"}
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
CODES = {"rmb": "元", "cny": "元", "usd": "美元", "eur": "欧元", "gbp": "英镑", "jpy": "日元", "hkd": "港元"}
_CODE = re.compile(rf"(?:{'|'.join(CODES)})[ ]?$")
_REMAINS = re.compile(r"[$¥￥€£0-9.%]+")
_WORD_BEFORE = re.compile(r"(港币|港元|新台币|台币|澳元|加元|新加坡元|新元)\s?$")
_LETTERS = re.compile(r"(?<![a-z])[a-z]{1,2}$")


def read_signed_sum(page: Page, at: int) -> Reading:
    """Read the sum whose sign stands at `at`."""
    text = page.text
    if text[at - 1 : at] in tuple("0123456789."):  # what a faulty program left: 5$1.$2%
        return _REMAINS.match(text, at).end()  # type: ignore[union-attr]
    start = at + 2 if text.startswith(" ", at + 1) else at + 1
    if text[start : start + 1] not in tuple("0123456789"):
        return at + 1
    number = read_number(text, page.raw, start)
    if number is None:
        return at + 1
    unit, begin = SIGNS[text[at]], at
    letters = _LETTERS.search(text[max(0, at - 3) : at])
    word = _WORD_BEFORE.search(text, max(0, at - 6), at)
    if word and text[at] == "$":  # 港币$300
        unit = word[1]
    elif text[at] == "$" and letters and letters.group() in DOLLARS:
        begin, unit = at - len(letters.group()), DOLLARS[letters.group()]
    upper = read_upper(page, start, number, number.end, "", sign=text[at])
    if upper is not None:
        return Draft(begin, upper.end, "range", upper.number, unit)
    if text.startswith("/", number.end):  # ¥3.5/斤
        under = match_measure(text, page.raw, number.end + 1)
        if under:
            return Draft(begin, number.end + 1 + len(under), "rate", number, f"{unit}/{under}")
    return Draft(begin, _end_of_unit(text, number.end, unit), "money", number, unit)


def read_coded_sum(page: Page, at: int) -> Draft | None:
    """Read the sum at `at` where a code stands before it; None where none does."""
    code = _CODE.search(page.text[max(0, at - 4) : at])
    if code is None:
        return None
    number = read_number(page.text, page.raw, at)
    if number is None:
        return None
    unit = CODES[code.group().strip()]
    return Draft(at - len(code.group()), _end_of_unit(page.text, number.end, unit), "money", number, unit)


def _end_of_unit(text: str, end: int, unit: str) -> int:
    return next((end + len(word) for word in (unit, "元") if text.startswith(word, end)), end)
