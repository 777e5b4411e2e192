"""The frame around an article's body: title, kicker, byline, origin and date, found in its first and last lines."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from knowledge.articles.lines import Line, find_lines

HAN = "㐀-鿿豈-﫿"
# Common surnames; with the place of a line, they tell 栾月琳 李 山 from a heading.
SURNAMES = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳"
    "酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞"
    "熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯管卢莫经房裘缪干解应宗丁宣邓郁单"
    "杭洪包诸左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊惠甄曲家封芮羿储靳汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫宁仇栾"
    "暴甘钭厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍"
    "却璩桑桂濮牛寿通边扈燕冀郏浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧殳沃利"
    "蔚越夔隆师巩厍聂晁勾敖融冷訾辛阚那简饶空曾毋沙乜养鞠须丰巢关蒯相查后荆红游竺权逯盖益桓公仉督岳帅缑亢况郈有琴归海墨哈谯笪年"
    "爱阳佟言福肖闫付代覃税门苑初信战逢楚晋兰岩苟占原粟揭"
)
DOUBLE_SURNAMES = frozenset(
    "欧阳 上官 司马 诸葛 夏侯 皇甫 尉迟 公孙 慕容 令狐 司徒 端木 东方 南宫 西门 长孙 宇文 轩辕".split()
)
NAME = re.compile(rf"[{HAN}]{{2,4}}|[{HAN}]{{1,8}}(?:[·•][{HAN}]{{1,8}})+")
POSITION = re.compile(
    rf"^(?:[{HAN}、（）()\s]{{0,30}}?)(?:省长|市长|州长|盟长|县长|区长|旗长|镇长|乡长|主席|总理|主任|书记|局长|厅长|部长)\s*"
    rf"(?P<names>[{HAN}·•]{{2,12}}(?:\s+[{HAN}]){{0,2}})$"
)
REPORTER = re.compile(
    rf"^[（(【]?(?:(?:本报|本刊|本台|本网|新华社|人民网|{'[' + HAN + ']'}{{2,10}}(?:日报|晚报|网|社|电视台))?"
    rf"(?:见习|全媒体|首席|融媒体)*(?:记者|通讯员|特约记者|实习生|作者|撰稿|撰文|文字|编辑|责任编辑|责编|责任校对|校对|审核|审校|统筹|摄影|图|文|监制|编审|复审|终审|值班编辑)"
    rf"(?:[/／]|[:：\s])\s*)(?P<names>[^。；;]{{2,60}})[）)】]?$"
)
AUTHOR_WORDS = re.compile(r"记者|通讯员|作者|撰稿|撰文|文字|^文")
NOT_AUTHOR_WORDS = re.compile(r"编辑|责编|校对|审核|审校|统筹|摄影|监制|编审|复审|终审|图")
ORIGIN = re.compile(
    r"(?:来源|稿源|转自|信息来源|文章来源|来源单位|发布机构)\s*[:：]\s*(?P<origin>[^\s|｜，,；;。（(【]{2,30})"
)
DAY = re.compile(
    r"(?P<year>(?:19|20)\d\d)\s*(?:年|[-/.／．－])\s*(?P<month>1[0-2]|0?[1-9])\s*(?:月|[-/.／．－])\s*(?P<day>3[01]|[12]\d|0?[1-9])(?!\d)\s*日?"
)
YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)\s*年?")
DATELINE = re.compile(
    r"^(?:—{1,3}|[-－―─]{1,3}|[（(])?\s*(?:19|20)\d\d\s*年\s*\d{1,2}\s*月(?:\s*\d{1,2}\s*日)?.{0,60}$"
)
STAMP = re.compile(
    r"^(?:发布时间|发布日期|时间|日期|更新时间|来源|稿源|浏览|字号|作者|编辑)?\s*[:：]?\s*(?:19|20)\d\d[-/.年]"
)
PLACE = re.compile(rf"[{HAN}]{{1,6}}(?:省|自治区|自治州|市|县|区|旗|镇|乡|村|街道|社区)")
TERMINAL = re.compile(r"[。！？!?；;…][”’」』）)】》\"']*$")


@dataclass(slots=True)
class Frame:
    """What the first and last lines of an article say about it."""

    title: str = ""
    kicker: str = ""
    authors: tuple[str, ...] = ()
    origin: str = ""
    published: date | None = None
    year: int | None = None
    kinds: dict[int, str] = field(default_factory=dict)  # line start -> title, kicker, byline


def find_frame(raw: str) -> Frame:
    """Read title, kicker, byline, origin and date from raw text."""
    return match_frame(find_lines(raw))


def match_frame(lines: Sequence[Line]) -> Frame:
    """Read title, kicker, byline, origin and date from an article's lines."""
    frame = Frame()
    authors: list[str] = []
    head = 0
    headlines: list[Line] = []
    for line in lines[:12]:
        if line.start in frame.kinds or match_byline(line, frame, authors):
            head += 1
            continue
        if is_headline(line) and not (headlines and (line.gap > headlines[-1].gap + 1 or frame.kinds)):
            headlines.append(line)
            head += 1
            continue
        break
    for line in reversed(lines[max(head, len(lines) - 12) :]):
        if match_byline(line, frame, authors, foot=True):
            continue
        if TERMINAL.search(line.text) or len(line.text) > 60:
            # A foot of bylines may be followed by an advertisement, never by the body.
            if sum(map(is_han, line.text)) * 2 > len(line.text):
                break
    choose_title(headlines, lines, frame)
    frame.authors = tuple(dict.fromkeys(authors))
    titled = YEAR.search(frame.title)
    if titled:
        frame.year = int(titled.group(1))
    elif frame.published:
        frame.year = frame.published.year
    return frame


def is_han(character: str) -> bool:
    return "㐀" <= character <= "鿿"


def is_headline(line: Line) -> bool:
    """A line that may be a title: short, and no sentence."""
    text = line.text.lstrip("# ")
    return 2 <= len(text) <= 60 and not re.search(r"[。；;|]|[，,：:、]$|^[一二三四五六七八九十]+、|^各位", text)


def choose_title(headlines: Sequence[Line], lines: Sequence[Line], frame: Frame) -> None:
    """Tell the title from the kicker above it and from the first heading below it."""
    if not headlines:
        return
    title = headlines[0]
    if len(headlines) > 1:
        first, second = headlines[0], headlines[1]
        named = [bool(PLACE.search(line.text)) or bool(YEAR.search(line.text)) for line in (first, second)]
        if second.gap <= first.gap + 1 and not named[0] and named[1]:
            title = second
            frame.kicker = first.text
            frame.kinds[first.start] = "kicker"
    frame.title = title.text.lstrip("# ")
    frame.kinds[title.start] = "title"


def match_byline(line: Line, frame: Frame, authors: list[str], foot: bool = False) -> bool:
    """Take what a line of a byline says: who, from where, when."""
    text = line.text
    if len(text) > 120:
        return False
    found = False
    origin = ORIGIN.search(text)
    if origin and (len(text) <= 40 or STAMP.search(text)):
        frame.origin = frame.origin or origin.group("origin").strip("《》")
        found = True
    day = DAY.search(text)
    if day and len(text) <= 80 and (DATELINE.match(text) or STAMP.match(text) or found):
        frame.published = frame.published or match_date(day)
        found = True
    elif DATELINE.match(text) and len(text) <= 80 and not TERMINAL.search(text):
        found = "会议" in text or len(text) <= 16
    if reporter := REPORTER.match(text):
        if AUTHOR_WORDS.search(text) and not NOT_AUTHOR_WORDS.match(text.strip("（(【")):
            authors.extend(find_names(re.split(r"编辑|责编|摄影|校对|审核", reporter.group("names"))[0]))
        found = True
    elif position := POSITION.match(text):
        names = find_names(position.group("names"))
        if names:
            authors.extend(names)
            found = True
    elif not found and len(text) <= 30 and (names := match_names(text)):
        authors.extend(names)
        found = True
    if found:
        frame.kinds[line.start] = "byline"
    return found


def match_date(match: re.Match[str]) -> date | None:
    try:
        return date(int(match.group("year")), int(match.group("month")), int(match.group("day")))
    except ValueError:
        return None


def match_names(text: str) -> tuple[str, ...]:
    """Read a line that holds names of people and nothing else: 栾月琳 李 山 is 栾月琳, 李山."""
    tokens: list[str] = []
    for token in re.split(r"[\s、，,/]+", text.strip("（）() ")):
        if len(token) == 1 and tokens and len(tokens[-1]) == 1:
            tokens[-1] += token
        else:
            tokens.append(token)
    return tuple(tokens) if tokens and all(map(is_name, tokens)) else ()


def find_names(text: str) -> tuple[str, ...]:
    """Find the names in what follows 记者 or 市长."""
    whole = match_names(text)
    if whole:
        return whole
    return tuple(name for name in re.split(rf"[^{HAN}·•]+|记者|通讯员|作者", text) if is_name(name))


def is_name(token: str) -> bool:
    if not NAME.fullmatch(token):
        return False
    if "·" in token or "•" in token:
        return True
    return (token[0] in SURNAMES and len(token) <= 3) or (token[:2] in DOUBLE_SURNAMES and len(token) >= 3)
