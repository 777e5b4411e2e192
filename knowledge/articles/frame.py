"""The frame around an article's body: byline, origin and date in its first and last lines; which block is the title."""

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path

from knowledge.articles.headings import HASHES, is_closed, match_numbered
from knowledge.articles.lines import Line
from knowledge.language import to_simplified

DATA = Path(__file__).parent / "data"
HAN = "㐀-鿿豈-﫿"
OFFICE = r"省\s?长|市\s?长|州\s?长|盟\s?长|县\s?长|区\s?长|旗\s?长|镇\s?长|乡\s?长|村\s?长|主\s?席|主任|书记|局长|厅长|部长|总\s?理|委员长|院长|检察长|行长|署长|会长|校长"
# 永州市人民政府市长 朱洪武; 市人民政府代市长　李山
POSITION = re.compile(
    rf"(?:.*[^{HAN}]|^|.*?)(?P<office>[{HAN}]*(?:{OFFICE}))(?P<blank>[\s:：—?？-]*)(?P<names>[{HAN}·•]{{1,15}}(?:\s+[{HAN}]{{1,3}}){{0,2}})\s*[）)]?$"
)
OFFICE_ALONE = re.compile(rf"^[{HAN}、\s]{{0,30}}(?:{OFFICE})$")
ORGANISATION = re.compile(rf"^[{HAN}]{{2,20}}(?:局|厅|委员会|办公室|人民政府|报社|日报|晚报|新闻网|通讯社|宣传部)$")
SHORT_DAY = re.compile(r"^[（(]?\d{1,2}月\d{1,2}日[）)]?$")  # below the office that gives it out: 8月16日
DAY_AND_NAME = re.compile(rf"日\s*(?P<names>[{HAN}·•]{{1,4}}(?:\s+[{HAN}]{{1,3}}){{0,2}})\s*[）)]$")
ROLE = "(?:本报|本刊|本台|本网|全媒体|融媒体|首席|见习|特约|驻[^记\\s]{1,6}|[^\\s，。（）()]{2,10}?(?:日报|晚报|早报|时报|网|社|报|台|客户端))*"
WRITER = "记者|通讯员|特约记者|特约通讯员|实习生|作者|撰稿人?|撰文|文字|采写|报道|文"
HELPER = "编辑|责任编辑|责编|校对|责任校对|审核|审校|审稿|复审|终审|初审|编审|监制|统筹|策划|摄影|摄|图片|图|视频|制图|美编|版式|供图|供稿|主编|值班主任|签发"
CREDIT = re.compile(
    rf"(?P<role>{ROLE}(?:{WRITER}|{HELPER})(?:\s*[/／、]\s*(?:{WRITER}|{HELPER}))*)\s*(?:[/／:：｜]|\s|(?=[{HAN}]))\s*"
    rf"(?P<names>[{HAN}·•]+(?:[\s　、，,]+(?!(?:{ROLE}(?:{WRITER}|{HELPER}))[\s:：/／｜])(?![{HAN}]{{2,4}}[:：｜])[{HAN}·•]{{1,8}})*)"
)
OPENS_WITH_CREDIT = re.compile(
    rf"[（(【\[]?\s*(?:{ROLE}(?:{WRITER}|{HELPER}))[\s:：/／｜]|[（(]?{ROLE}(?:{WRITER})[{HAN}]{{2,4}}"
)
IS_CREDIT = re.compile(rf"[（(【\[]?\s*(?:{ROLE}(?:{WRITER}|{HELPER}))\s*[:：/／｜]")
PAPER_OF_WRITER = re.compile(
    rf"(?<![{HAN}])(?!本)(?P<origin>[{HAN}]{{2,8}}?(?:日报|晚报|早报|时报|新闻网|通讯社|电视台))(?:首席|见习|全媒体|融媒体)?记者"
)
CLOCK = re.compile(r"(?<!\d)\d{1,2}[:：]\d{2}(?:[:：]\d{2})?(?!\d)")
PUBLISHER = re.compile(
    rf"[{HAN}]{{2,12}}(?:日报|晚报|时报|早报|周报|报|报社|网|新闻网|通讯社|电视台|广播电台|客户端|发布|融媒体中心|宣传部|人民政府)"
)
# Who may stand beside a day and nothing else: an office, a firm, a school, an account.
OFFICE_NAME = re.compile(
    rf"[{HAN}]{{2,30}}(?:局|厅|办|办公室|办事处|委|委员会|委会|中心|政府|党委|支部|公司|集团|支队|大队|总队|法院|检察院|医院|学院|大学|中学|"
    r"小学|学校|幼儿园|协会|学会|商会|联合会|合作社|银行|指挥部|编辑部|工作组|领导小组|管理处|管理所|图书馆|博物馆|文化馆|公众号|视频号)"
)
ACCOUNT = re.compile(
    rf"(?:微信)?(?:公众号|视频号)[“《](?P<quoted>[^”》]{{2,20}})[”》]|[“《](?P<before>[^”》]{{2,20}})[”》](?:微信)?(?:公众号|视频号)?"
    rf"|(?P<bare>[{HAN}]{{2,20}})[（(][^（）()]{{0,20}}(?:公众号|视频号|客户端)[）)]"
)
# What stands beside a day, a name and an office and says nothing: 第2版, 发布, 发布日期:
DATELINE_FILLER = re.compile(
    r"第?\s*[A-Z]?\d{1,3}\s*版|星期[一二三四五六日天]|(?:发布|印发|发表|成文|更新|刊发)(?:日期|时间)?\s*[:：]?(?=\s|$)"
)
LONGEST_TITLE = 60
IS_WRITER = re.compile(rf"(?:{WRITER})(?:[/／]|$)|(?:{WRITER})$|^文")
ORIGIN = re.compile(
    r"(?:信息来源|文章来源|稿件来源|来源单位|发布机构|发布单位|来源|稿源|转自|转载自|出处)\s*[:：｜]\s*(?P<origin>[^\s|｜，,；;。（(【\[]{2,30})"
)
PAPER = re.compile(
    rf"[（(](?P<origin>[{HAN}]{{2,12}}(?:日报|晚报|时报|早报|周报|报社|新闻网|网|通讯社|新华社|广播电视台|电视台|宣传部|办公室|客户端)[社]?)[）)]$"
)
LEAD = re.compile(
    rf"^(?:(?P<agency>新华社|中新社|中新网|人民网|新华网|央视网|[{HAN}]{{2,6}}(?:日报|晚报|时报|网|社))?(?P<where>[{HAN}]{{0,8}}?)"
    rf"(?:\d{{1,2}}月\d{{1,2}}日)?(?:讯|电)|本报讯|本网讯|本刊讯|本台消息)\s*(?:[（(](?P<credit>[^（）()]{{2,60}})[）)])?"
)
TRAILING_CREDIT = re.compile(rf"[（(](?P<credit>{ROLE}(?:{WRITER})[^（）()]{{2,50}})[）)]$")
DAY = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)\s*(?:年|[-/.／．－—])\s*(?P<month>1[0-2]|0?[1-9])\s*(?:月|[-/.／．－—])\s*(?P<day>3[01]|[12]\d|0?[1-9])(?!\d)\s*日?"
)
HAN_DAY = re.compile(
    r"(?P<year>[一二][〇○零Ο0O一二三四五六七八九]{3})年(?P<month>[元正一二三四五六七八九十]{1,2})月(?P<day>[一二三四五六七八九十]{1,3})日"
)
YEAR = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)\s*年?(?!\d)|(?P<han>[一二][〇○零一二三四五六七八九]{3})年")
DATE_LINE = re.compile(r"^[（(]?(?:—{1,3}|[-－―─]{1,3})?\s*(?:19|20|一九|二[〇○零]).{0,14}月")
STAMP = re.compile(
    r"^[【\[（(]?\s*(?:发布时间|发布日期|发表时间|时间|日期|更新时间|发稿时间|成文日期)?\s*[:：]?\s*(?:19|20)\d\d\s*[-/.年]"
)
MEETING = re.compile(r"(?:会议|大会|代表大会|全会|常委会)上?(?:的讲话|的报告)?[）)]?$")
PLACE = re.compile(
    rf"[{HAN}]{{1,6}}?(?:省|自治区|自治州|市|县|区|旗|镇|乡|村|街道|社区|集团|公司|学校|大学|医院|中心|局|委|办)"
)
NAME = re.compile(rf"[{HAN}]{{2,4}}|[{HAN}]{{1,10}}(?:[·•][{HAN}]{{1,10}})+")
SALUTATION = re.compile(r"^(?:各位|尊敬的|同志们|女士们|先生们)[^。；]{0,24}[:：！!，,]$")


@dataclass(slots=True)
class Frame:
    """What the first and last lines of an article say about it."""

    title: str = ""
    kicker: str = ""
    authors: tuple[str, ...] = ()
    origin: str = ""
    published: date | None = None
    headline: int = -1  # where a first line starts that a byline follows: the title, whatever marks it has
    sourced: bool = False  # the origin stands behind 来源, and is no paper that is only named
    bylines: set[int] = field(default_factory=set)  # where the lines of a byline start


def find_bylines(lines: Sequence[Line]) -> Frame:
    """
    Read who wrote an article, from where and when, in the lines before its first prose and after its last.

    Returns:
        A frame without title; `bylines` holds the starts of the lines that say nothing else.
    """
    frame = Frame()
    authors: list[str] = []
    headline = find_headline(lines)
    frame.headline = lines[headline].start if headline >= 0 else -1
    first = next(
        (index for index, line in enumerate(lines[:40]) if index != headline and is_prose(line.text)),
        min(len(lines), 12),
    )
    last = next((index for index in range(len(lines) - 1, -1, -1) if is_prose(lines[index].text)), -1)
    for line in lines[: min(first, 15)]:
        if read_byline(line.text, frame, authors, alone=line.start != lines[0].start):
            frame.bylines.add(line.start)
    for line in lines[max(last + 1, first, len(lines) - 15) :]:
        if read_byline(line.text, frame, authors, alone=True):
            frame.bylines.add(line.start)
    if 0 <= first < len(lines):
        read_lead(lines[first].text, frame, authors)
    for text in {lines[index].text: None for index in (last, len(lines) - 1) if index >= 0}:
        if paper := PAPER.search(text):
            frame.origin = frame.origin or paper.group("origin")
        elif credit := TRAILING_CREDIT.search(text):
            authors.extend(find_credited(credit.group("credit")))
    frame.authors = tuple(dict.fromkeys(authors))
    if not frame.origin:
        printed = [line.text for line in lines if line.start in frame.bylines]
        papers = ((text, PAPER_OF_WRITER.search(to_simplified(text))) for text in printed)
        frame.origin = next((text[slice(*paper.span("origin"))] for text, paper in papers if paper), "")
    return frame


def find_headline(lines: Sequence[Line]) -> int:
    """Return which of the first two lines stands right above a byline, as a title does; -1 for none."""
    for index, (line, below) in enumerate(itertools.pairwise(lines[:3])):
        if len(line.text) > LONGEST_TITLE or line.text[-1] in "。；;，,、：:":
            break
        if not is_prose(below.text) and read_byline(below.text, Frame(), [], alone=False):
            return index
        if is_prose(line.text):
            break
    return -1


def read_byline(printed: str, frame: Frame, authors: list[str], alone: bool) -> bool:
    """Match a line as `match_byline` does; one in Traditional characters is read in Simplified ones, and names kept."""
    text = to_simplified(printed)
    if text == printed or len(text) != len(printed):
        return match_byline(printed, frame, authors, alone)
    known, origin = len(authors), frame.origin
    found = match_byline(text, frame, authors, alone)
    authors[known:] = [as_printed(name, text, printed) for name in authors[known:]]
    frame.origin = frame.origin if frame.origin == origin else as_printed(frame.origin, text, printed)
    return found


def as_printed(words: str, text: str, printed: str) -> str:
    at = text.find(words)
    return printed[at : at + len(words)] if at >= 0 else words


def is_prose(text: str) -> bool:
    """A line that belongs to the body: long, or a sentence of some length."""
    marks = len(re.findall("[，。；,、]", text))
    return len(text) > 70 or (len(text) >= 16 and marks > (0 if is_closed(text) else 1))


def match_byline(text: str, frame: Frame, authors: list[str], alone: bool) -> bool:
    """
    Take what a line says of author, origin and date; say whether it says nothing else.

    Args:
        text: The line.
        frame: Takes origin and date, where it has none yet.
        authors: Takes the names.
        alone: Whether a line of bare names may stand here.
    """
    if len(text) > 120 or HASHES.match(text) or SALUTATION.match(text) or "|" in text:
        return False
    found = False
    if origin := ORIGIN.search(text):
        frame.origin = frame.origin if frame.sourced else account_name(origin.group("origin"))
        found = frame.sourced = True
    day = match_day(text)
    if day and (tokens := frame_tokens(text)):
        frame.published = frame.published or day
        frame.origin = frame.origin or next(
            (token.removesuffix("公众号") for token in tokens if is_publisher(token)), ""
        )
        authors.extend(token for token in tokens if not is_publisher(token))
        found = True
    elif day and (found or STAMP.match(text) or DATE_LINE.match(text) or len(text) <= 16):
        frame.published = frame.published or day
        found = True
    elif (DATE_LINE.match(text) and not is_closed(text) and (MEETING.search(text) or len(text) <= 12)) or (
        MEETING.search(text) and (re.match(r"^[（(—－―─-]", text) or (text.endswith("会议上") and len(text) < 50))
    ):
        found = True
    if found or OPENS_WITH_CREDIT.match(text):
        names = find_credited(text)
        authors.extend(names)
        helped = CREDIT.match(text.lstrip("（(【[ "))
        found = (
            found or bool(names) or bool(helped and find_names(helped.group("names"))) or bool(IS_CREDIT.match(text))
        )
    named = DAY_AND_NAME.search(text)
    if named and (names := find_names(named.group("names"))):
        authors.extend(names)
    elif (
        (position := POSITION.match(text))
        and (found or position.start("office") < 30)
        and "。" not in text[: position.start("office")]
    ):
        words = re.sub(r"\s+", "", position.group("names"))
        names = find_names(position.group("names"))
        bare = not position.group("blank")
        if (
            not names
            and 2 <= len(words) <= (5 if bare else 8)
            and (found or frame.bylines)
            and (position.start("office") <= 12 or not bare)
        ):
            # 自治区主席乌云其木格: after an office, under the line of the meeting, stands a name, whatever its surname.
            names = (words,)
        authors.extend(names)
        found = found or bool(names)
    elif frame.bylines and OFFICE_ALONE.match(text):
        found = True
    elif (headed := re.search(r"[（(](?=(?:19|20)\d\d\s*年)", text)) and headed.start():
        # 政府工作报告（2025年1月14日在……会议上 省长 胡玉亭）: the title's own line.
        match_byline(text[headed.start() :], frame, authors, alone=False)
    if not found and alone and ORGANISATION.match(text):
        frame.origin = frame.origin or text
        found = True
    if not found and frame.origin and SHORT_DAY.match(text):
        found = True  # the year is not told, so the day is none
    if not found and LEAD.fullmatch(text):
        read_lead(text, frame, authors)
        found = True
    if not found and alone and len(text) <= 30 and not match_numbered(text)[0]:
        names = find_names(text.strip("（）() "))
        authors.extend(names)
        found = bool(names)
    return found


def frame_tokens(text: str) -> list[str]:
    """
    Read a line that holds a day, names and publishers and nothing else; no token where it holds more.

    >>> frame_tokens("某某日报 2021-05-12 10:20 李山"), frame_tokens("某某日报 2021-05-12 全镇拆除118处")
    (['某某日报', '李山'], [])
    """
    rest = CREDIT.sub(without_credit, CLOCK.sub(" ", DAY.sub(" ", text)))
    rest = ACCOUNT.sub(lambda match: f" {match[match.lastgroup or 0]}公众号 ", DATELINE_FILLER.sub(" ", rest))
    tokens = re.split(r"[\s|｜·,，、]+", rest.strip())
    return tokens if all(is_publisher(token) or is_name(token) for token in tokens) else []


def without_credit(credit: re.Match[str]) -> str:
    """Leave out a credit, but not the words that only look like one: 文化馆."""
    named = find_names(credit["names"]) or re.search("[/／:：]", credit[0])
    return " " if named else credit[0]


def account_name(origin: str) -> str:
    """
    Return the name of an account without its kind: “杏桥微讯”微信公众号.

    >>> account_name("“杏桥微讯”微信公众号"), account_name("《某某日报》")
    ('杏桥微讯', '某某日报')
    """
    account = ACCOUNT.fullmatch(origin)
    return account[account.lastgroup or 0] if account else origin.strip("《》“”")


def is_publisher(token: str) -> bool:
    return PUBLISHER.fullmatch(token) is not None or OFFICE_NAME.fullmatch(token) is not None


def read_lead(text: str, frame: Frame, authors: list[str]) -> None:
    """Read the lead of a report: 本报讯（记者 栾月琳）, 新华社郑州5月12日电（记者李山）."""
    if lead := LEAD.match(text):
        if lead.group("agency"):
            frame.origin = frame.origin or lead.group("agency")
        if lead.group("credit"):
            authors.extend(find_credited(lead.group("credit")))


def match_day(text: str) -> date | None:
    """Read the first whole date of a line: 2021年1月10日, 2021-01-10, 二〇二一年一月十日."""
    if match := DAY.search(text):
        year, month, day = (int(match.group(part)) for part in ("year", "month", "day"))
    elif match := HAN_DAY.search(text):
        year = int("".join(str(HAN_DIGITS[digit]) for digit in match.group("year")))
        month, day = read_small(match.group("month")), read_small(match.group("day"))
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


HAN_DIGITS = {digit: value for value, digit in enumerate("〇一二三四五六七八九")} | dict.fromkeys("零○Ο0O", 0)


def read_small(text: str) -> int:
    """Read a month or a day: 元, 十二, 二十一."""
    if text in ("元", "正"):
        return 1
    tens, ten, ones = text.rpartition("十")
    return (HAN_DIGITS.get(tens[-1:], 1) if ten else 0) * 10 + HAN_DIGITS.get(ones, 0)


def match_year(title: str) -> int | None:
    """
    Read the year a title names.

    >>> match_year("2013年甘肃省政府工作报告"), match_year("一九七八年国民经济计划执行结果的公报"), match_year("花园口镇")
    (2013, 1978, None)
    """
    if not (match := YEAR.search(title)):
        return None
    if match.group("year"):
        return int(match.group("year"))
    return int("".join(str(HAN_DIGITS[digit]) for digit in match.group("han")))


@cache
def surnames() -> frozenset[str]:
    """Read the surnames of data/surnames.tsv."""
    rows = (DATA / "surnames.tsv").read_text(encoding="utf-8").splitlines()[1:]
    return frozenset(row.split("\t")[0] for row in rows)


def find_names(text: str) -> tuple[str, ...]:
    """
    Read a stretch that holds names of people and nothing else.

    >>> find_names("栾月琳 李 山"), find_names("抢抓重大机遇 推进重点工作")
    (('栾月琳', '李山'), ())
    """
    tokens: list[str] = []
    for token in re.split(r"[\s　、，,/／]+", text.strip()):
        if len(token) == 1 and tokens and len(tokens[-1]) == 1:
            tokens[-1] += token
        elif token:
            tokens.append(token)
    return tuple(tokens) if tokens and all(map(is_name, tokens)) else ()


def find_credited(text: str) -> tuple[str, ...]:
    """Find the writers a line credits, not its editors: 记者 栾月琳 通讯员 李山 摄影 毛志刚 gives the first two."""
    names: list[str] = []
    for match in CREDIT.finditer(text):
        if IS_WRITER.search(match.group("role")):
            names.extend(find_names(match.group("names")))
    return tuple(names)


def is_name(token: str) -> bool:
    if not NAME.fullmatch(token):
        return False
    if "·" in token or "•" in token:
        return True
    return (token[0] in surnames() and len(token) <= 3) or (token[:2] in surnames() and len(token) >= 3)


def choose_title(headlines: Sequence[tuple[str, int]], later: Sequence[str]) -> tuple[int, int]:
    """
    Tell the title among an article's first short blocks.

    Args:
        headlines: (text, empty lines above) of the blocks before the first prose, bylines left out.
        later: The headings of the body.

    Returns:
        Which one is the title, and which the kicker above it; -1 where there is none.
    """
    if not headlines:
        return -1, -1
    if len(headlines) < 2 or headlines[0][0].startswith("#"):
        return 0, -1
    (first, _), (second, gap) = headlines[:2]
    apart = gap > max(1, headlines[0][1] + 1) and gap > 2
    if apart or second.startswith(("——", "--", "（")) or match_numbered(second)[0]:
        return 0, -1
    weights = [names_a_place(first), names_a_place(second)]
    if weights[1] > weights[0] and not any(
        PLACE.search(heading) for heading in later[:6] if not match_numbered(heading)[0]
    ):
        return 1, 0
    return 0, -1


def names_a_place(text: str) -> int:
    """How much a line looks like a title by naming what it is about: a place or office, before a colon at best, or a year."""
    found = PLACE.search(text)
    if found and re.match(r"[:：]", text[found.end() :]):
        return 2
    return int(bool(found) or bool(YEAR.search(text)))
