"""Text in, the places it names out: by the table of provinces and prefectures, and by the texts' own 县 区 镇 村."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from knowledge.facts.tables import common_nouns, known_places, place_stems, word_classes
from knowledge.facts.words import Token, Words, words_of
from knowledge.quantities import parse_numeral

LEVELS = ("country", "province", "city", "county", "town", "village")
COUNTRY = "全国"
LONGEST_STEM = 5
# The end of a name -> what it is. Provinces and prefectures are all in the table; so a 市 that is not is a county.
ENDS = {
    "市": "county", "自治县": "county", "自治旗": "county", "林区": "county", "新区": "county", "县": "county",
    "区": "county", "旗": "county",
    "街道办事处": "town", "街道办": "town", "街道": "town", "镇": "town", "乡": "town",
    "村": "village", "社区": "village", "屯": "village",
}  # fmt: skip
# What a place's name is part of another name with: 郑州日报, 南京路, 北京大学.
ORGANISATIONS = re.compile(
    r"[\u4e00-\u9fff]{0,5}(?:大学|学院|中学|小学|学校|医院|公司|集团|银行|研究院|研究所)|路|街(?!道)|大道|日报|晚报|时报|晨报|都市报|电视台|广播|高铁|高速|铁路|公路|大桥|机场|火车站|车站|站|港|战役|"
    r"会议|精神|条约|论坛|股份|附中|附小|[一二三四五六七八九十]+[中小]|奥运|世博|世园|杯|湾|江|河|湖|山|海(?!南)|岛|话|菜|籍|人(?!口|大|均|民|社|才)"
)
# Places that only a title is asked for: whoever writes about one writes of nothing else.
GROUNDS = {
    "产业园": "town", "产业园区": "town", "工业园": "town", "工业园区": "town", "科技园": "town", "开发区": "town",
    "示范区": "town", "景区": "town", "风景区": "town", "林场": "town", "农场": "town", "花园": "village",
    "家园": "village", "小区": "village",
}  # fmt: skip
# 土家族 of 砚石土家族自治县, 彝族苗族 of 云岩彝族苗族乡: part of the name, and left off wherever it is said shortly.
PEOPLE = (
    "(?:蒙古|回|藏|维吾尔|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|高山|拉祜|水|东乡|纳西|景颇|柯尔克孜|土|达斡尔|仫佬|羌|布朗|"
    "撒拉|毛南|仡佬|锡伯|阿昌|普米|塔吉克|怒|乌孜别克|俄罗斯|鄂温克|德昂|保安|裕固|京|塔塔尔|独龙|鄂伦春|赫哲|门巴|珞巴|基诺)族"
)
PEOPLES = re.compile(f"(?:{PEOPLE})+$")
PEOPLED = re.compile(f"(?P<stem>[\u4e00-\u9fff]{{2,6}}?)(?:{PEOPLE})+(?:自治)?(?P<end>[县旗乡镇州区])")
LAST_CHARACTERS = frozenset(end[-1] for end in ENDS)
ENDING = re.compile("(?:" + "|".join(sorted(ENDS, key=len, reverse=True)) + ")$")
# These are common nouns before an end (山区, 湖区) and parts of names behind another character (砚湖县, 霁川市).
LANDFORMS = frozenset("山川湖岭州坝滩塬")
# What may close a name of two characters and more before its end: 鹿角岭乡, 白马关镇.
CLOSING = frozenset("岭坡铺关坝滩塬洼垭坳冲店桥寨堡庙沟")
# 十里铺 and 三家子 are names, though they begin with a number.
MILES = re.compile(
    r"[一二三四五六七八九十](?:里[铺堡河屯庄店桥坪岗]|道[沟河湾岭坝]|家子|间房|棵[树杨柳松榆槐]|岔[河口沟])"
)
# What opens a name before a word of the dictionary where the clause or the list begins: 大柳河村、西河套村.
OPENERS = frozenset("大小东西南北上下前后")
LEADING = frozenset("为是和与及或在到的")
# Characters that are words by themselves, and open no name: 赴柳河镇, 原柳河镇, 新柳河镇.
ALONE = frozenset(
    "去到来在赴驻进访继随沿拓查看问说离比让请帮给对替按据由从自向往沿过经走跑逛见写讲指建修拆推抓促保护管治打改做搞整找求要想有是为与和同跟"
    "及或并但且而因如若另又也还都只就仅再更最很太已曾正将该此其本我你他她它咱各每某全原属归划涉距近临靠邻接连通达至于以把被使叫令派送"
    "带领随陪邀迎助扶援支投落选住居聚起开办设立创评获得受享含涵包覆联结挂包超跨绕环围占用借租买卖供产种养放收取交付拨调转迁移搬撤并合"
    "分入出回返抵那这哪啥何几多少你您吧吗呢啊呀嘛哦嗯的地得了着过们里外内间旁边侧前后上下左右中新老旧好坏高低快慢早晚今昨明年月日时县区"
    "市省镇乡村社街路即称名叫号第初头末约余逾共总计均单双两兼任职副正长员人户家个条座所处次批"
)
SIZES = frozenset("大小高深老远浅新旧偏各全本该整穷")  # 大山区 is no name
# 京水、大庙、祥云寺3个村: a list of names that a counted kind of place sums up.
LISTED = re.compile(
    r"((?:[\u4e00-\u9fff]{2,8}、){1,20}[\u4e00-\u9fff]{2,8}?)(等?)([0-9]{1,3}|[一二两三四五六七八九十]{1,3})个?(?:行政|自然)?"
    r"(村|社区|镇|乡|街道|县|区|市)(?![\u4e00-\u9fff]{0,1}级)"
)
LONGEST_LISTED = 4
NO_OPENING = ALONE | SIZES | OPENERS
WHOLES = frozenset("各全该本每某其等")
# Behind one village of a list the next stands between marks, whole: 前碾村、碾盘营村.
NEXT_LISTED = re.compile(r"、(?P<name>[\u4e00-\u9fff]{1,5}(?P<end>村|镇|乡|社区|街道))(?=[、和与及,。;:]|$)")
# Without one of these, only the table can name a place.
SIGNS = re.compile(r"[市县区旗镇乡村屯]|街道")
# How a banner of 内蒙古 is named: by characters that write out Mongolian, and by its side.
BANNERED = re.compile(
    "(?P<stem>[阿埃艾敖奥巴拜班布察楚达岱道德迪额恩尔鄂嘎格根固贵哈海汗浩呼胡吉济嘉杰喀卡科克库拉腊勒里林鲁伦罗满蒙孟莫木穆奈尼努诺帕普奇其"
    "钦沁日塞萨沙舒斯苏索塔太坦特图土托陶瓦温翁乌锡希雅伊依音云扎珠准卓]{2,7})(?P<end>[左右前后中]翼?[左右前后中]?旗)"
)
# A banner is a county of 内蒙古; a 红黑旗 is none.
BANNER = re.compile(r"^.{3,}旗$|[左右前后中]旗$")


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place where a text names it: `text[start:end]` is the printed form, `name` the full one."""

    name: str  # 郑州市, where 郑州 or 郑州市 is printed
    start: int
    end: int
    level: str  # one of LEVELS

    @property
    def rank(self) -> int:
        """How small it is: 1 a province, 5 a village."""
        return LEVELS.index(self.level)


@lru_cache(maxsize=2048)
def find_places(text: str) -> tuple[PlaceMention, ...]:
    """
    Find the places that a text names.

    >>> [place.name for place in find_places("惠济区花园口镇申庄村和郑州的孙庄村")]
    ['惠济区', '花园口镇', '申庄村', '郑州市', '孙庄村']

    Args:
        text: A sentence, a heading or a question, in simplified characters.

    Returns:
        The places in text order, none overlapping another.
    """
    found = known_mentions(text)
    if not SIGNS.search(text):
        return tuple(found)
    words = words_of(text)
    taken = {position for place in found for position in range(place.start, place.end)}
    for match in BANNERED.finditer(text):
        if taken.isdisjoint(range(*match.span())):
            found.append(PlaceMention(match.group(), *match.span(), ENDS["旗"]))
            taken.update(range(*match.span()))
    # Names come before what is built upon them, as 惠济区 before 花园口镇, so that a name ends where the last began.
    ended = ended_mentions(text, words, taken)
    for place in (*next_listed(text, words, ended), *ended, *listed_mentions(text, words)):
        if taken.isdisjoint(range(place.start, place.end)):
            found.append(place)
            taken.update(range(place.start, place.end))
    return tuple(sorted(found, key=lambda place: place.start))


@cache
def known_pattern() -> re.Pattern[str]:
    """Match any name of the table, the longest first, sorted by first character so that a miss is found at once."""
    by_first: dict[str, list[str]] = {}
    for name in known_places():
        by_first.setdefault(name[0], []).append(name[1:])
    parts = [
        re.escape(first) + "(?:" + "|".join(map(re.escape, sorted(rests, key=len, reverse=True))) + ")"
        for first, rests in sorted(by_first.items())
    ]
    return re.compile("|".join(parts))


def known_mentions(text: str) -> list[PlaceMention]:
    found = []
    for match in known_pattern().finditer(text):
        name, level, _ = known_places()[match.group()]
        if match.group() != name and ORGANISATIONS.match(text, match.end()):
            continue
        found.append(PlaceMention(name, match.start(), match.end(), level))
    return found


def ended_mentions(text: str, words: Words, taken: set[int]) -> list[PlaceMention]:
    """Find names by their ends: 惠济区, 花园口镇, 申庄村."""
    found = []
    taken = set(taken)
    for tokens, number in words_with_sign(text, words):
        word, _, end = tokens[number]
        ending = ENDING.search(word)
        if ending is None or end - 1 in taken:
            continue
        start = name_start(text, tokens, number, len(word) - len(ending.group()), taken)
        if (
            start is None
            or (ending.group() == "旗" and not BANNER.search(text[start:end]))
            or is_common(text[start:end], ending.group())
        ):
            continue
        found.append(PlaceMention(text[start:end], start, end, ENDS[ending.group()]))
        taken.update(range(start, end))
    return found


def next_listed(text: str, words: Words, ended: Sequence[PlaceMention]) -> list[PlaceMention]:
    """Find names that stand whole between the marks of a list that a place of the same kind opens."""
    ends = {place.end: place for place in ended}
    found = []
    for match in NEXT_LISTED.finditer(text) if "、" in text else ():
        before = ends.get(match.start())
        start, end = match.span("name")
        plain = all(len(word) == 1 or is_name_word(word) for word, _, _ in words.between(start, end)[:-1])
        if before is not None and before.name.endswith(match["end"]) and plain and text[start] not in WHOLES:
            found.append(PlaceMention(match["name"], start, end, ENDS[match["end"]]))
            ends[end] = found[-1]
    return found


def words_with_sign(text: str, words: Words) -> Iterator[tuple[Sequence[Token], int]]:
    """Find the words that may end a name: the words of a run, and a number among them."""
    seen = -1
    for sign in SIGNS.finditer(text):
        run = words.run_at(sign.start())
        if run <= seen:
            continue
        seen = run
        tokens = words.of_run(run)
        for number, (word, _, _) in enumerate(tokens):
            if word[-1] in LAST_CHARACTERS:
                yield tokens, number


def name_start(text: str, tokens: Sequence[Token], number: int, stem_length: int, taken: set[int]) -> int | None:
    """Return where a name begins whose last word is this one, or None where it is no name."""
    word, start, end = tokens[number]
    for _, first, _ in tokens[max(0, number - 2) : number + 1]:
        if text[first:end] in place_stems() and taken.isdisjoint(range(first, end)):
            return opened(text, tokens, first, end - first - 1, taken)[0]
    peoples = PEOPLES.search(text, 0, start + stem_length)
    if peoples is not None and start >= peoples.start():  # 砚石坪 + 土家族自治县
        start, stem_length, word = peoples.start(), 0, text[peoples.start() : end]
        number = next((at + 1 for at, token in enumerate(tokens) if token[2] == start), 0)
    while start in taken and start < end - 1:  # 上海浦东新区 is one word of the dictionary
        start, word, stem_length = start + 1, word[1:], max(0, stem_length - 1)
    if stem_length and word in common_nouns():
        return named_landform(text, tokens, number, taken)
    if stem_length and not (is_name_word(word[:stem_length]) or ends_name(tokens, number, word[:stem_length], taken)):
        return None
    if stem_length >= 2:
        return opened(text, tokens, start, stem_length, taken)[0]
    stem = stem_length
    before = number - 1
    closed = stem_length == 1 and word[0] in CLOSING
    singles = int(closed)
    while before >= 0 and stem < LONGEST_STEM:
        part, part_start, part_end = tokens[before]
        if part_end != start or part_end - 1 in taken or is_day_unit(text, part_start, part):
            break
        opens = part in LANDFORMS and stem == singles == 1 and is_boundary(text, part_start, taken)  # 岭溪村
        closes = not stem and part in CLOSING and before and len(tokens[before - 1][0]) > 1
        if not (
            is_name_word(part)
            or opens
            or closes
            or (not stem and (ends_name(tokens, before, part, taken) or ends_hamlet(tokens, before, word)))
        ):
            break
        while part_start in taken:  # 上海浦东 is one word of the dictionary
            part_start += 1
        part = text[part_start:part_end]
        if len(part) == 1:
            singles += 1
        elif (stem_length and not closed) or stem != singles or singles > 1 or stem + len(part) > LONGEST_STEM:
            break
        start, stem = part_start, stem + len(part)
        if len(part) > 1:
            break
        before -= 1
    start, stem = opened(text, tokens, start, stem, taken)
    opening = tokens[0][1]
    if peoples is not None and stem < 2 <= peoples.start() - opening < LONGEST_STEM:
        return opening if opening not in taken else None  # 者水彝族乡, where the clause begins
    if stem == 0:
        return None
    if stem == 1 and not is_boundary(text, start, taken):
        return None
    return start if stem <= LONGEST_STEM else None


def opened(text: str, tokens: Sequence[Token], start: int, stem: int, taken: set[int]) -> tuple[int, int]:
    """Take the character right before a stem into a name that it opens: 赤 of 赤柳河镇, 前 of 前碾村."""
    part, first, end = next((token for token in tokens if token[2] == start), ("", 0, 0))
    if not stem or len(part) != 1 or end != start or first in taken or stem >= LONGEST_STEM - 1:
        return start, stem
    led = tokens[0][1] < first and next(word for word, _, ends in tokens if ends == first) in LEADING
    opens = part in OPENERS and (led or is_boundary(text, first, taken))
    named = is_name_word(part) and part not in NO_OPENING
    return (first, stem + 1) if opens or named else (start, stem)


def named_landform(text: str, tokens: Sequence[Token], number: int, taken: set[int]) -> int | None:
    """Return where 砚湖区 begins, which is a name though 湖区 is a common noun; None for 大湖区 and 在山区."""
    word = tokens[number][0]
    if number == 0 or len(word) != 2 or word[0] not in LANDFORMS:
        return None
    before, start, end = tokens[number - 1]
    single = len(before) == 1 and end == tokens[number][1] and end - 1 not in taken and is_name_word(before)
    return start if single and before not in SIZES and is_boundary(text, start, taken) else None


def is_name_word(word: str) -> bool:
    return (
        word not in word_classes()
        and word not in common_nouns()
        and all("\u4e00" <= character <= "\u9fff" for character in word)
        and (word[0] not in "一二三四五六七八九十百千万亿两几第各全每" or MILES.fullmatch(word) is not None)
    )


def is_proper_name(name: str) -> bool:
    """
    Tell whether some characters may be a name by themselves, and none of them is a word of the sentence around it.

    >>> is_proper_name("马颈"), is_proper_name("上的"), is_proper_name("农村")
    (True, False, False)
    """
    return is_name_word(name) and ALONE.isdisjoint(name)


def is_day_unit(text: str, start: int, word: str) -> bool:
    """Tell the 年 of 2023年芦川市 from a name's first character."""
    return word in {"年", "月", "日"} and text[start - 1 : start].isdigit()


def ends_name(tokens: Sequence[Token], number: int, stem: str, taken: set[int]) -> bool:
    """Tell whether a landform is the last character of a name: one stands right before it that may open it."""
    if stem not in LANDFORMS or number == 0:
        return False
    word, _, end = tokens[number - 1]
    return len(word) == 1 and end == tokens[number][1] and end - 1 not in taken and is_name_word(word)


def ends_hamlet(tokens: Sequence[Token], number: int, ending: str) -> bool:
    """Tell whether a 里 is the last character of a village's name, as in 石垟里村: single characters that open it."""
    word, _, end = tokens[number - 1] if number else ("", 0, 0)
    part, start, _ = tokens[number]
    return (
        part == "里" and ending == "村" and len(word) == 1 and end == start and word not in ALONE and is_name_word(word)
    )


def short_names(name: str) -> tuple[str, ...]:
    """
    Return how a name that tells of peoples, or a banner's, is said shortly.

    >>> short_names("砚石坪土家族自治县"), short_names("苏勒图右旗"), short_names("花园口镇")
    (('砚石坪', '砚石坪县'), ('右旗',), ())
    """
    match = PEOPLED.fullmatch(name)
    if match:
        return (match["stem"], match["stem"] + match["end"])
    match = BANNERED.fullmatch(name)
    return (match["end"],) if match else ()


def find_grounds(text: str) -> tuple[PlaceMention, ...]:
    """
    Find estates and zones that a title names: 鹤汀花园, 岭溪产业园.

    >>> [place.name for place in find_grounds("关于调整鹤汀花园物业服务收费标准的通知")], find_grounds("老旧小区改造")
    (['鹤汀花园'], ())
    """
    words = words_of(text)
    found = []
    for run in range(len(words.runs)):
        tokens = words.of_run(run)
        for number, (word, _, end) in enumerate(tokens):
            if word in GROUNDS:
                start = name_start(text, tokens, number, 0, set())
                # 沿江开发区: what a dictionary knows tells of which kind it is.
                new = start is not None and tokens[number - 1][2] - tokens[number - 1][1] == 1
                if start is not None and new and end - start >= len(word) + 2:
                    found.append(PlaceMention(text[start:end], start, end, GROUNDS[word]))
    return tuple(found)


def is_boundary(text: str, position: int, taken: set[int]) -> bool:
    """Tell whether a name may begin here: at the start, after a mark, or after another place."""
    return position == 0 or position - 1 in taken or not "\u4e00" <= text[position - 1] <= "\u9fff"


def is_common(name: str, ending: str) -> bool:
    if name in place_stems():
        return False
    return name in common_nouns() or name[: -len(ending)] in common_nouns()


def listed_mentions(text: str, words: Words) -> list[PlaceMention]:
    """Find names that a count sums up; they are places when there are as many of them as it says."""
    found: list[PlaceMention] = []
    if "、" not in text:
        return found
    for match in LISTED.finditer(text):
        listed = []
        position = match.start(1)
        for name in match.group(1).split("、"):
            start, end = position, position + len(name)
            position = end + 1
            for word, word_start, word_end in words.between(start, end):
                opens = word in OPENERS and word_start == start and word_end < end  # 小柳庄
                if not (opens or is_name_word(word)):
                    start = word_end
            if 2 <= end - start <= LONGEST_LISTED and text[start:end] not in common_nouns():
                listed.append(PlaceMention(text[start:end], start, end, ENDS[match.group(4)]))
        count = int(parse_numeral(match.group(3)))
        if len(listed) == count or (match.group(2) and 1 < len(listed) < count):
            found += listed
    return found
