"""
A place where a number begins, in; whether what stands there is a name, a code or grammar, out.

The classes, each a table or a pattern: idioms, schemes, names (data/names.tsv), quoted slogans, titles of books and
papers, roads, telephone numbers, standards and models, programme codes, enumerators, footnote marks, mark-up.
"""

import re
from collections import defaultdict

from knowledge.figures.forms import CODE, HAN, PLAN, TAG, TOKEN
from knowledge.figures.layout import Page
from knowledge.figures.rows import read_rows
from knowledge.language import fold

_RUN = re.compile(rf"[{HAN}半]+")
_QUOTED = re.compile(r"“[^“”\n]{1,60}”|‘[^‘’\n]{1,30}’|《[^《》\n]{1,80}》|\"[^\"\n]{1,30}\"")
_LONGEST_SLOGAN = 12
_COUNTED_SLOGAN = re.compile(r"[一二两三四五六七八九十双全]{1,2}(?:个|大|项|新|化|争|重)")
_NUMBERED_SLOGAN = re.compile(r"[0-9]{1,2}(?:个|大|项)[\u4e00-\u9fff]{2,10}")  # “7个专项行动”
# A quotation that is no more than a number, or a number of numbers: “金融30条”, “三个100公里”, “3个100%”, “211”, “9.11”.
_NAMED_POLICY = re.compile(
    r"[一五十百千]?[万亿]元[村镇乡县户园楼]|[\u4e00-\u9fff]{0,8}[0-9]{1,3}条|[0-9]{1,2}\.[0-9]{1,2}|[0-9]{1,5}"
    r"|(?:[0-9]{1,3}|[一二两三四五六七八九十])个[0-9一二三四五六七八九十百千万亿半][^元]{0,10}"
    r"|(?:[0-9]{1,2}|[半一两三四五六七八九十])个?小时(?!在线|[以之]?内|办|到|达|直|响|营|值|服)[\u4e00-\u9fff]{2}"
)
_BRANDED = re.compile(r"[0-9.]{1,5}%[”\"’]?(?:服务|品牌|工程|行动|模式|机制|工作法|承诺)")  # “101%”服务品牌
# “一网通办、一站办理、一次办好”, “3转、4强、7新”: each part of the list has its small number.
_PARTS_OF_SLOGAN = re.compile(r"[、,;]")
_PART_OF_SLOGAN = re.compile(
    r"[\u4e00-\u9fff]{0,3}(?:[一二两三四五六七八九十双百千]|[0-9](?![0-9.%]))[\u4e00-\u9fff]{1,9}"
)
_STATEMENT = re.compile(
    r"[了是为达占]|[一二][〇零○一二三四五六七八九]{3}年|万元|亿元|个月|公里|平方|公斤|小时|分钟|百分之|分之"
)
_LETTERS = re.compile(r"[a-z]+$")
# What stands, with a blank, before the number of a standard: HJ 2.2, GB/T 15835.
_STANDARD = re.compile(
    r"(?<![a-z])(?:gb|hj|ga|jt|jtg|jgj|cj|cjj|dl|sl|qc|ws|db|iso|iec|astm|din|jis|en|tb|yy|ny|nb|jb|hg|sy)(?:/[tz])?[ ]$"
)
# Letters that name a kind of code rather than a word before an amount: PM2.5, GB2312, T3.
_CODE_LETTERS = frozenset(("pm", "gb", "iso", "top", "no", "co", "gbt", "db", "http", "www", "covid", "ipv", "wifi", "mp", "usb", "qq", "vol"))  # fmt: skip
_ROAD = re.compile(r"(?:国道|省道|县道|乡道|专线)[ ]?$")
_LENGTH = re.compile(r"[0-9][0-9,.]*[ ]?[余多]?万?[余多]?(?:公里|千米|条)")  # 新建国省道1000公里
_CALLED = re.compile(
    r"(?:电话|热线|邮编|邮政编码|传真|微信|微信号|编号|代码|账号|卡号|车牌|文号|号码|身份证号?|证号|刊号|备案号?|热线电话|联系方式|手机|学号|批号|型号|咨询|预约|订票)[:是为 ]{0,2}(?:\(?\+?86\)?[- ]?)?$"
)
_AMOUNT = re.compile(r"[0-9][0-9,]*(?:\.[0-9]+)?[ ]?[余多]?(?:%|[万亿户部台门个人次条]|元|美元|百分点)")
_ENUMERATOR = re.compile(r"[0-9]{1,2}(?:[、)](?![0-9])|\.(?![0-9 ]{0,1}[0-9]))|[0-9]{1,2}\. (?=[^\W\d_])")
_BRACKETED = re.compile(r"[0-9]{1,3}[)\]〕]")
_BEFORE_ENUMERATOR = "\n。;:!?(| "


def _index() -> dict[str, tuple[tuple[int, int, frozenset[str]], ...]]:
    """Index the names by each numeral in them: its first character -> (offset in the name, length, names)."""
    table: dict[str, dict[tuple[int, int], set[str]]] = defaultdict(lambda: defaultdict(set))
    for printed, _, _ in read_rows("names.tsv"):
        name = fold(printed)
        for found in _RUN.finditer(name):
            table[name[found.start()]][found.start(), len(name)].add(name)
    return {
        first: tuple((offset, length, frozenset(names)) for (offset, length), names in sorted(shapes.items()))
        for first, shapes in table.items()
    }


_NAMES = _index()


def end_of_name(text: str, at: int, *, qualified: bool = False) -> int:
    """
    Return where the numeral of an idiom or a name ends that begins at `at`: 统一, 三亚, 四议两公开; 0 for none.

    A qualified numeral begins no name (近百年), but may stand inside one (成千上万).
    """
    for offset, length, names in _NAMES.get(text[at], ()):
        start = at - offset
        if qualified and not offset:
            continue
        if start >= 0 and text[start : start + length] in names:
            return _RUN.match(text, at).end()  # type: ignore[union-attr]
    return 0


def slogan_spans(text: str) -> list[tuple[int, int]]:
    """
    Find the quoted words whose numerals count nothing: “五个之最”, “六个100%”, 《关于十项措施的通知》.

    Titles in 《》 are names whatever stands in them. A quotation is a slogan when it is short, states nothing, and
    its numerals are small and Chinese.
    """
    spans = []
    for found in _QUOTED.finditer(text):
        inside = found.group()[1:-1]
        if found.group()[0] == "《":
            spans.append(found.span())
        elif PLAN.match(text, found.start() + 1):
            continue
        elif _is_list_of_slogans(inside) or _BRANDED.match(text, found.start() + 1):
            spans.append(found.span())
        elif len(inside) <= _LONGEST_SLOGAN:
            if _NAMED_POLICY.fullmatch(inside):
                spans.append(found.span())
                continue
            digits = any("0" <= char <= "9" for char in inside)
            if (
                digits and not _COUNTED_SLOGAN.match(inside) and not _NUMBERED_SLOGAN.fullmatch(inside)
            ) or _STATEMENT.search(inside):
                continue
            spans.append(found.span())
    return spans


def _is_list_of_slogans(inside: str) -> bool:
    """Say whether quoted words are a list of slogans, each with a small number in it."""
    parts = _PARTS_OF_SLOGAN.split(inside)
    return len(parts) > 1 and not _STATEMENT.search(inside) and all(map(_PART_OF_SLOGAN.fullmatch, parts))


def end_of_code(page: Page, at: int) -> int:
    """Return where the code ends that the digits at `at` belong to; 0 where they may be an amount."""
    text = page.text
    before = text[at - 1] if at else ""
    if before and before.isascii() and not before.isspace():
        if (before.isalpha() and not _amount_behind_letters(text, at)) or (
            before in "_@#&/\\." and page.raw[at - 1] != "．"
        ):
            return _end_of_token(text, at)
        if before in "-—" and at > 1 and text[at - 2].isascii() and text[at - 2].isalnum():
            return _end_of_token(text, at)
    elif (
        before == "·"
        or (before == "—" and at > 1 and text[at - 2].isascii() and text[at - 2].isalpha())
        or (before == " " and _STANDARD.search(text[max(0, at - 7) : at]))
    ):
        return _end_of_token(text, at)
    code = CODE.match(text, at)
    if code:
        return code.end()
    called = text[max(0, at - 12) : at]
    if (_ROAD.search(called) and not _LENGTH.match(text, at)) or (
        _CALLED.search(called) and not _AMOUNT.match(text, at)
    ):
        return _end_of_token(text, at)
    if not before or before in _BEFORE_ENUMERATOR:
        enumerator = _ENUMERATOR.match(text, at)
        if enumerator and (before != " " or at < 2 or text[at - 2] in _BEFORE_ENUMERATOR):
            return enumerator.end()
    if before and before in "([〔":
        bracketed = _BRACKETED.match(text, at)
        if bracketed:
            return bracketed.end()
    return 0


def end_of_tag(text: str, at: int) -> int:
    """Return where the mark-up or address ends that begins at `at`; 0 for none."""
    tag = TAG.match(text, at)
    return tag.end() if tag else 0


def _amount_behind_letters(text: str, at: int) -> bool:
    """Say whether digits behind letters are an amount (GDP8.5%, RMB500元) rather than a part of a code (S312)."""
    letters = _LETTERS.search(text[max(0, at - 8) : at])
    if letters is None or len(letters.group()) < 2 or letters.group() in _CODE_LETTERS:
        return False
    return _AMOUNT.match(text, at) is not None


def _end_of_token(text: str, at: int) -> int:
    token = TOKEN.match(text, at)
    return token.end() if token else at + 1
