"""
Named repairs: each takes lines or a piece of text, and gives it back mended with a record of what it did.

Nothing is deleted from the raw text: a repair only says which stretches of it a sentence leaves out.
"""

import itertools
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from pathlib import Path

from knowledge.articles.article import RepairStep
from knowledge.articles.headings import is_closed, match_numbered
from knowledge.articles.lines import UNSEEN, Line
from knowledge.language import word_spans

DATA = Path(__file__).parent / "data"

# Steps that leave out nothing but blanks and marks that print nothing.
LINE_BREAK = "接上断行"
SPACE = "去掉字间空格"
NUMBER_SPACE = "接上数字里的空格"
UNSEEN_MARK = "去掉看不见的字符"
COLUMN_BLANK = "收拢表格空白"
# Steps that leave out what is printed but is no part of the text.
MARKDOWN = "去掉标记符号"
PAGE = "去掉页眉页脚"
WEB = "去掉网页杂项"
JUMP = "去掉转版提示"
ADVERTISEMENT = "去掉广告和外文图注"
CAPTION = "移开图注"
HYPHEN = "去掉断行连字符"
CONTENTS = "去掉目录"
# Steps that leave nothing out and only say what they saw.
FOOTNOTE = "认出脚注标记"
CONFUSABLE = "疑似误识字符"

LAYOUT_STEPS = frozenset({LINE_BREAK, SPACE, NUMBER_SPACE, UNSEEN_MARK, COLUMN_BLANK})
DROPPING_STEPS = LAYOUT_STEPS | {MARKDOWN, PAGE, WEB, JUMP, ADVERTISEMENT, CAPTION, HYPHEN, CONTENTS}

Repaired = tuple[list[Line], list[RepairStep]]
LineRepair = Callable[[Sequence[Line]], Repaired]
Cut = tuple[int, int]

PAGE_NUMBER = re.compile(
    r"^[-—–－─·\s]*(?:第\s*)?(?P<number>\d{1,4}|[ivxIVX]{1,6})(?:\s*页)?(?:\s*[/／,，共]\s*(?:共\s*)?\d{1,4}\s*页?)?[-—–－─·\s]*$"
    r"|^第?\s*[一二三四五六七八九十百]{1,4}\s*页$|^[Pp](?:age|\.)\s*\d{1,4}(?:\s*of\s*\d+)?$"
)
CONTENTS_HEAD = re.compile(r"^(?:<summary>|#+\s*)?目\s*录(?:</summary>)?$")
DECORATED_NUMBER = re.compile(r"[-—–－─·页/／]|^[Pp]")
LATIN_WORD = re.compile(r"[A-Za-z][a-z]+")
HAN_RUN = re.compile(r"[㐀-鿿]")


@cache
def furniture(kind: str) -> tuple[re.Pattern[str], ...]:
    """Read the patterns of one kind from data/furniture.tsv: line, notice, jump, offer or contact."""
    rows = (DATA / "furniture.tsv").read_text(encoding="utf-8").splitlines()[1:]
    return tuple(re.compile(pattern) for row in rows for name, pattern, *_ in [row.split("\t")] if name == kind)


@cache
def _any(kind: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern.pattern})" for pattern in furniture(kind)))


# --- repairs of lines -------------------------------------------------------------------------------------------------


def drop_page_furniture(lines: Sequence[Line]) -> Repaired:
    """
    Leave out page numbers, and headers that come back on page after page.

    A line is a header only if it stands at a page break or cuts a sentence in two at least once; the first of its
    kind stays when it opens the article, for then it is the title.
    """
    numbers = [index for index, line in enumerate(lines) if len(line.text) < 24 and PAGE_NUMBER.match(line.text)]
    gone = {
        index
        for index in numbers
        if DECORATED_NUMBER.search(lines[index].text) or lines[index].page or _page_after(lines, index)
    }
    bare = [index for index in numbers if index not in gone and lines[index].text.isdigit()]
    if len(bare) > 2 and all(int(lines[a].text) + 1 == int(lines[b].text) and b - a > 4 for a, b in _pairs(bare)):
        gone.update(bare)
    elif bare and bare[-1] == len(lines) - 1 and any(counts_on(lines[index], lines[-1]) for index in gone):
        gone.add(bare[-1])  # the last page's, which no page follows
    # A running head that is the title below it, or the beginning of it.
    head = lines[0].text if lines else ""
    if len(head) >= 10 and not is_closed(head) and any(line.text.startswith(head) for line in lines[1:4]):
        gone.add(0)
    repeats = Counter(line.text for line in lines if 2 <= len(line.text) <= 40 and may_be_header(line.text))
    for text, count in repeats.items():
        if count < 2:
            continue
        places = [index for index, line in enumerate(lines) if line.text == text]
        first = places[0]
        opens = first <= 3 and not any(re.search("[，。；,]", line.text) for line in lines[:first])
        inside = places[1:] if opens else places
        certain = sum(_interrupts(lines, index, gone) for index in inside)
        loose = sum(_stands_inside(lines, index, gone) for index in inside)
        if not certain or loose * 3 < len(inside) * 2 or (len(inside) < 2 and not opens):
            continue
        if opens and is_title_above(lines, text, first):
            # The title is the last of those that stand together at the top; a header may stand above it.
            stays = max(index for index in places if index <= first + 3)
            gone.update(index for index in places if index != stays)
        else:
            gone.update(places)
    return _without(lines, gone, PAGE, "页码或重复的页眉页脚")


def counts_on(before: Line, after: Line) -> bool:
    """
    Tell whether a number is the next one after another.

    >>> counts_on(Line("7", 0, 1, 0, False, False), Line("8", 9, 10, 0, False, False))
    True
    """
    return before.text.isdigit() and after.text.isdigit() and int(before.text) + 1 == int(after.text)


def _page_after(lines: Sequence[Line], index: int) -> bool:
    return index + 1 < len(lines) and lines[index + 1].page


def _pairs(values: Sequence[int]) -> Iterable[tuple[int, int]]:
    return itertools.pairwise(values)


def is_title_above(lines: Sequence[Line], text: str, first: int) -> bool:
    """Tell a title that comes back as a header from a header above a longer title."""
    below = list(lines[first + 1 : first + 7])
    if any(text in line.text for line in below[:5] if line.text != text):
        return False
    return not any(
        len(text) < len(line.text) <= 60
        and after.gap > 0
        and not is_closed(line.text)
        and not re.search("[，。；—(（]", line.text)
        for line, after in itertools.pairwise(below[:3])
    )


def may_be_header(text: str) -> bool:
    """What comes back on page after page is no sentence, no item, no label and no row."""
    return not (
        is_closed(text)
        or "|" in text
        or "\t" in text
        or re.search("(?:单位|部门|领导|人|时间|地点|电话|其中)[:：]|[％%]|^[（(].*[）)]$", text)
        or match_numbered(text)[0]
    )


def _interrupts(lines: Sequence[Line], index: int, gone: set[int]) -> bool:
    """A line that stands at a page break, beside a page number, or surely inside a sentence."""
    if lines[index].page or _page_after(lines, index) or index - 1 in gone or index + 1 in gone:
        return True
    if not _stands_inside(lines, index, gone):
        return False
    above, below = lines[index - 1].text, lines[index + 1].text
    return bool(re.match("[，。；、：”）]", below)) or crosses_word(above, below)


def _stands_inside(lines: Sequence[Line], index: int, gone: set[int]) -> bool:
    """A line between two that may be halves of a sentence."""
    if lines[index].page or _page_after(lines, index) or index - 1 in gone or index + 1 in gone:
        return True
    if not 0 < index < len(lines) - 1:
        return False
    above, below = lines[index - 1].text, lines[index + 1].text
    return (
        len(above) > 12
        and not is_closed(above)
        and len(below) > 6
        and not match_numbered(below)[0]
        and bool(re.search("[，。；、]", above + below))
    )


def drop_contents(lines: Sequence[Line]) -> Repaired:
    """Leave out a table of contents: lines under 目录 that come back as headings further down."""
    gone: set[int] = set()
    heads = [index for index, line in enumerate(lines[:200]) if CONTENTS_HEAD.match(line.text)]
    for index in heads[:3]:
        below = Counter(_heading_words(other.text) for other in lines[index + 1 :] if len(other.text) < 80)
        end = index + 1
        entries: set[str] = set()
        while end < len(lines) and len(lines[end].text) < 80 and not is_closed(lines[end].text):
            words = _heading_words(lines[end].text)
            if below[words] < 2 or words in entries:
                break
            entries.add(words)
            end += 1
        if end - index > 3:
            gone.update(range(index, end))
            break
    return _without(lines, gone, CONTENTS, "目录，正文里还有", page=False)


def _heading_words(text: str) -> str:
    """A heading without what a table of contents adds: bullet, dots, page number, link."""
    text = re.sub(r"\]\([^)]*\)$|[.…·\s]*\d{0,4}$", "", text)
    return re.sub(r"^[-*#\s\[]+|\s", "", text)


def drop_web_furniture(lines: Sequence[Line]) -> Repaired:
    """Leave out what a saved page carries beside its article: 当前位置, 分享到, 版权所有."""
    gone = {
        index
        for index, line in enumerate(lines)
        if len(line.text) < 320
        and (
            _any("notice").fullmatch(line.text)
            or (
                _any("line").fullmatch(line.text.lstrip("# "))
                and not re.search("[，。；]", line.text)
                # 分享比例 may stand at the beginning of a line whose sentence began above.
                and not (
                    index and re.search("[，。；、]", lines[index - 1].text) and not is_closed(lines[index - 1].text)
                )
            )
        )
    }
    return _without(lines, gone, WEB, "网页或报纸版面上的杂项", page=False)


def drop_jumps(lines: Sequence[Line]) -> Repaired:
    """Leave out （下转A2版） and （上接第一版） at the ends of lines: the sentence goes on at the next line."""
    kept: list[Line] = []
    steps: list[RepairStep] = []
    page = False
    for line in lines:
        text, start = line.text, line.start
        turned = False
        if "版" in text or "（下" in text or "（上" in text or "页" in text:
            for pattern in furniture("jump"):
                if match := pattern.match(text):
                    steps.append(RepairStep(JUMP, start, start + match.end(), match.group()))
                    cut = len(text) - len(text[match.end() :].lstrip())
                    text, start = text[cut:], start + cut
                    page = True
                found = next((m for m in pattern.finditer(text) if m.end() == len(text)), None)
                if found:
                    steps.append(RepairStep(JUMP, start + found.start(), start + found.end(), found.group()))
                    text = text[: found.start()].rstrip()
                    turned = True
        if text:
            kept.append(Line(text, start, start + len(text), line.gap, line.indent, line.page or page))
            page = turned
        else:
            page = True
    return kept, steps


def drop_advertisements(lines: Sequence[Line]) -> Repaired:
    """
    Leave out English captions of a Chinese article, and what is sold below its end.

    In the middle of an article a line must look very much like an advertisement; before the first line that is
    Chinese prose and after the last, two signs are enough.
    """
    if not lines:
        return list(lines), []
    foreign = [index for index, line in enumerate(lines) if LATIN_WORD.search(line.text) and is_foreign(line.text)]
    gone: set[int] = set()
    if foreign:
        others = [line.text for index, line in enumerate(lines) if index not in foreign]
        han = sum(len(HAN_RUN.findall(text)) for text in others)
        latin = sum(len(word) for text in others for word in LATIN_WORD.findall(text))
        if han > max(20, latin):
            gone.update(foreign)
    head, foot = 0, -1
    for index, line in enumerate(lines):
        if len(line.text) > 400 or not _any("offer").search(line.text):
            continue
        if foot < 0:
            head, foot = _first_prose(lines), _last_prose(lines)
        offers, contacts = advertisement_signs(line.text)
        if (offers > 1 and offers + contacts > 2) or (not head <= index <= foot and offers + contacts > 1):
            gone.add(index)
    return _without(lines, gone, ADVERTISEMENT, "不是文章的一部分，不入库", page=False)


def is_foreign(text: str) -> bool:
    """
    An English sentence that may hold a list of Chinese goods: a description of a picture.

    >>> is_foreign("Advertisement for He Shui Hotels featuring a watercolor background and a list of items: 五仁")
    True
    """
    words = LATIN_WORD.findall(text)
    if len(words) < 6:
        return False
    return sum(map(len, words)) > len(HAN_RUN.findall(text)) and sum(word.islower() for word in words) >= 3


def advertisement_signs(text: str) -> tuple[int, int]:
    """
    Count the different signs of an advertisement in a line: of offers, and of ways to reach the seller.

    A notice gives a telephone and an address too; only what offers something for sale is an advertisement.

    >>> advertisement_signs("限时特价128元/盒，订购电话:0371-1234 5678"), advertisement_signs("监督电话：0371-12345678")
    ((4, 2), (0, 2))
    """
    offers, contacts = (sum(1 for pattern in furniture(kind) if pattern.search(text)) for kind in ("offer", "contact"))
    return offers, contacts


def _first_prose(lines: Sequence[Line]) -> int:
    return next((index for index, line in enumerate(lines) if _is_prose(line.text)), 0)


def _last_prose(lines: Sequence[Line]) -> int:
    return next((index for index in range(len(lines) - 1, -1, -1) if _is_prose(lines[index].text)), len(lines))


def _is_prose(text: str) -> bool:
    return len(text) >= 20 and is_closed(text) and not _any("offer").search(text) and not is_foreign(text)


def _without(lines: Sequence[Line], gone: set[int], name: str, note: str, page: bool = True) -> Repaired:
    """Leave lines out; what stood around them is then no longer known to be parted on purpose."""
    if not gone:
        return list(lines), []
    kept: list[Line] = []
    steps: list[RepairStep] = []
    cut = False
    for index, line in enumerate(lines):
        if index in gone:
            steps.append(RepairStep(name, line.start, line.end, f"{note}：{shorten(line.text)}"))
            cut = page
        else:
            kept.append(line._replace(page=True) if cut else line)
            cut = False
    return kept, steps


def shorten(text: str, limit: int = 24) -> str:
    return text if len(text) <= limit else text[: limit - 1] + "…"


# --- repairs of a paragraph's text: which stretches of it are left out ---------------------------------------------------

HAN = "㐀-鿿豈-﫿"
MARKS = "，。、；：！？“”‘’（）《》【】…"
BLANK = r"[ \t\u00a0\u3000\u2002\u2003\u2009]"
# The blank stands first, so that looking for it is quick: a blank, behind such a character, and the blanks after it.
SPACED = re.compile(rf"{BLANK}(?<=[{HAN}{MARKS}].){BLANK}*(?=[{HAN}{MARKS}])")
BROKEN_NUMBER = re.compile(
    rf"(?<![\dA-Za-z.．:：/-])(?<!\d[ -])\d+(?:[,，.．]\d+)*(?:{BLANK}{{1,2}}\d+(?:[,，.．]\d+)*)+(?={BLANK}?[{HAN}%％‰℃㎡])"
)
CALLED = re.compile(r"(?:电话|热线|号码|传真|手机|邮编|账号|微信|QQ|拨打|编号|文号)\D{0,4}$")
# 表8 2018年主要商品: the number of a table, then a year.
NUMBERED_THING = re.compile("(?:表|图|专栏|附件|附录)\\s*$")
POINT = re.compile(rf"(?<=\d[.．]){BLANK}+(?=\d)|(?<=\d){BLANK}+(?=[.．]\d)")
SPREAD = re.compile(rf"(?<![{HAN}])[{HAN}](?:{BLANK}[{HAN}]){{2,}}(?![{HAN}])")
HIDDEN = re.compile(f"[{UNSEEN}]")
MARKED = re.compile(
    r"!\[[^\]]{0,200}\]\([^)\s]{0,500}\)"
    r"|\*\*|__(?=\S)|(?<=\S)__|`|~~"
    r"|\\(?=[*_#|\[\](){}<>~`.!+-])"
    r"|\[(?=[^\]\[]{1,200}\]\((?:https?:|/|#|mailto:)[^)\s]{0,500}\))"
    r"|(?<=[^\]\[])\]\((?:https?:|/|#|mailto:)[^)\s]{0,500}\)"
    r"|</?(?:b|i|u|em|strong|br|sup|sub|span|font|p)(?:\s[^<>]{0,200})?/?>"
)
FOOTNOTE_MARK = re.compile(r"(?:\[\d{1,3}\]|【\d{1,3}】|〔\d{1,3}〕)")
CONFUSED = re.compile(
    r"(?<![A-Za-z0-9_.．|])(?<![0-9OolI][,，])[0-9OolI|](?:[0-9OolI|]|[,.．](?=[0-9OolI|])|，(?=\d))+(?![A-Za-z0-9_])"
)
HAS_DIGIT = re.compile("[0-9]")
HAS_LETTER = re.compile("[OolI|]")
# O2O is a word; 5l may be litres, I5 a name, and a bar stands between the cells of a table.
NOT_CONFUSED = re.compile(r"[OI]2[OI]|\d+l(?![㐀-鿿])|I\d|[\d|,.]*")


def find_hidden(text: str) -> list[Cut]:
    """Find zero-width, soft-hyphen and direction marks."""
    return [match.span() for match in HIDDEN.finditer(text)]


def may_be_marked(text: str) -> bool:
    """Tell at a glance whether a text may hold marks of Markdown or HTML."""
    return any(sign in text for sign in "*_`~\\[<") and MARKED.search(text) is not None


def find_marks(text: str) -> list[Cut]:
    """Find Markdown and HTML marks of emphasis, links and images; the words of a link stay."""
    return [match.span() for match in MARKED.finditer(text)]


def is_spaced_out(texts: Iterable[str]) -> bool:
    """Say whether blanks between Han characters are noise here: many, and many of them inside words."""
    count = inside = 0
    for text in texts:
        for match in SPACED.finditer(text):
            left, right = text[match.start() - 1], text[match.end()]
            if left in MARKS or right in MARKS:
                continue
            count += 1
            inside += crosses_word(text[: match.start()][-6:], text[match.end() : match.end() + 6])
            if count >= 80:
                break
    return count >= 12 and inside >= 0.25 * count


def find_spaces(text: str, noisy: bool = False) -> list[Cut]:
    """
    Find blanks that layout put between Han characters; those that a writer put between two phrases stay.

    >>> text = "统 筹 推 进城 市建设，好客山东 好品山东"
    >>> [text[start - 1 : end + 1] for start, end in find_spaces(text)]
    ['统 筹', '筹 推', '推 进', '城 市']
    """
    spread = [match.span() for match in SPREAD.finditer(text)]
    cuts: list[Cut] = []
    for match in SPACED.finditer(text):
        start, end = match.span()
        left, right = text[start - 1], text[end]
        if (
            noisy
            or left in MARKS
            or right in MARKS
            or any(low <= start < high for low, high in spread)
            or crosses_word(text[max(0, start - 6) : start], text[end : end + 6])
        ):
            cuts.append((start, end))
    return cuts


def find_number_spaces(text: str) -> list[Cut]:
    """
    Find blanks inside a number of a sentence: 面积达22 505平方米, 提高到65. 65%.

    Telephone numbers, lists of years and the number that opens a list item keep theirs.

    >>> text = "面积达22 505平方米，热线5526 9888，2019 2020年，提高到65. 65%"
    >>> [text[start - 1 : end + 1] for start, end in find_number_spaces(text)]
    ['2 5', '. 6']
    """
    cuts = [match.span() for match in POINT.finditer(text, 6)]
    for match in BROKEN_NUMBER.finditer(text):
        parts = match.group().split()
        before = text[max(0, match.start() - 8) : match.start()]
        years = all(len(part) == 4 and part[:2] in ("19", "20") for part in parts)
        named = CALLED.search(before) or NUMBERED_THING.search(before)
        if years or named or sum(map(len, parts)) > 14:
            continue
        if len(re.findall("[.．]", match.group())) > 1:
            continue
        cuts.extend(
            (match.start() + blank.start(), match.start() + blank.end())
            for blank in re.finditer(rf"{BLANK}+", match.group())
        )
    return sorted(cuts)


def find_row_blanks(text: str) -> list[Cut]:
    """
    Find the blanks that fill the columns of a piped row, its outer pipes included; one blank stays at each pipe.

    The pipe behind an empty first cell stays, so that the others keep their columns.

    >>> text = "|  全国   |   137462  |  | "
    >>> kept, at = "", 0
    >>> for start, end in find_row_blanks(text):
    ...     kept, at = kept + text[at:start], end
    >>> kept + text[at:]
    '全国 | 137462'
    """
    inner = text.strip("| \t\u3000\xa0")
    if not inner:
        return [(0, len(text))]
    left = text.index(inner)
    if text.startswith("|"):
        bars = [at for at in range(1, left) if text[at] == "|"]
        left = bars[0] if bars else left
    else:
        left = 0
    inner = text[left : text.index(inner) + len(inner)]
    cuts: list[Cut] = [(0, left)] if left else []
    at = left
    cells = inner.split("|")
    for number, cell in enumerate(cells):
        head = len(cell) - len(cell.lstrip()) if number else 0
        tail = len(cell) - len(cell.rstrip()) if number + 1 < len(cells) else 0
        if head == len(cell) and number:
            # An empty cell keeps one blank.
            tail = 0
        if head > 1:
            cuts.append((at + 1, at + head))
        if tail > 1:
            cuts.append((at + len(cell) - tail, at + len(cell) - 1))
        at += len(cell) + 1
    if left + len(inner) < len(text):
        cuts.append((left + len(inner), len(text)))
    return cuts


def find_footnotes(text: str) -> list[Cut]:
    """Find footnote marks: 国内生产总值[2]1143670亿元; they stay in the sentence, and are no part of the figure."""
    return [match.span() for match in FOOTNOTE_MARK.finditer(text)]


def find_confusables(text: str) -> list[Cut]:
    """
    Find numbers in which a scanner may have read a letter for a digit; they are flagged and never changed.

    >>> [text[start:end] for text in ("拆除ll8处", "共1O0户", "借助S312", "O2O平台") for start, end in find_confusables(text)]
    ['ll8', '1O0']
    """
    return [
        match.span()
        for match in (CONFUSED.finditer(text) if HAS_LETTER.search(text) else ())
        if HAS_DIGIT.search(match.group())
        and HAS_LETTER.search(match.group())
        and not ((name := NOT_CONFUSED.match(text, match.start())) and name.end() == match.end())
    ]


def crosses_word(left: str, right: str) -> bool:
    """
    Say whether a word of the dictionary lies across the border of two stretches of text.

    >>> crosses_word("安装路灯等各项工", "作中,充分运用"), crosses_word("农牧民普遍受益", "在全国率先")
    (True, False)
    """
    head, tail = left[-6:], right[:6]
    if not head or not tail or not HAN_RUN.match(head[-1]) or not HAN_RUN.match(tail[0]):
        return False
    border = len(head)
    return any(start < border < end for _, start, end in word_spans(head + tail))


def cuts_word(left: str, right: str) -> bool:
    """
    Say whether a word is cut so that a single character is left over: then the two stretches are surely one.

    >>> cuts_word("安装路灯等各项工", "作中"), cuts_word("2020年工作回顾", "过去一年")
    (True, False)
    """
    head, tail = left[-6:], right[:6]
    if not crosses_word(left, right):
        return False
    border = len(head)
    return any(
        start < border < end and (border - start == 1 or end - border == 1) for _, start, end in word_spans(head + tail)
    )
