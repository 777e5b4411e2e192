"""
A sentence and a figure in it, in; what the figure counts and the act, out.

Chinese puts the counted thing behind the figure (22支党员突击队) or before it (拆除私搭乱建118处). Behind it, it ends where
a verb, an adverb or a mark begins; before it, it begins behind the nearest verb that is an act, or with its clause.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.facts.tables import word_classes
from knowledge.facts.words import Token, Words
from knowledge.figures import Figure
from knowledge.language import word_spans
from knowledge.quantities import match_unit

Span = tuple[int, int]

LONGEST_THING = 24
CLAUSE_MARK = re.compile(r"[,，;；。：:!！?？\n|\t]")
SEGMENT_MARK = re.compile(r"[;；。!！?？\n]")
# What stands inside these is one name for what stands outside.
ENCLOSED = re.compile(
    r"“[^“”]{1,60}”|‘[^‘’]{1,40}’|《[^《》]{1,60}》|（[^（）]{1,60}）|\([^()]{1,60}\)|「[^「」]{1,60}」"
)
WHOLE = re.compile(
    r"(?:全|我|本|该|各|两)(?:国|省|市|县|区|州|镇|乡|村|街道|社区|社会|地区|体|年|院|校|厂|公司|系统|辖区)|辖区|境内|域内|上半年|下半年"
)
SHARING = re.compile(r"分别|依次")
SHARED_GAP = re.compile(r"\s*[、和及与,，]\s*")
LISTING = re.compile(r"[、和及与]")
JOINING = re.compile(r"[、及和与]\s*$")
COMPARED = {"比", "较", "同比", "环比", "与", "同"}
SHARE = re.compile(r"占.{2,}(?:比重|比例|份额|比率|率)$")
OPENING_MARKS = "、，,和与及“”‘’《》（）() \u3000—-·"
# An act of these says how far another one is: 完成改造棚户区, 开工建设保障房; but 完成建设项目, 开展整治行动.
STAGES = {"完成", "开工", "启动", "更新", "实施", "推进", "继续", "新开工", "竣工", "建成", "促进"}
GENERAL_THINGS = {
    "项目",
    "工程",
    "行动",
    "活动",
    "工作",
    "任务",
    "资料",
    "计划",
    "方案",
    "中心",
    "基地",
    "资金",
    "政策",
    "措施",
    "用地",
    "面积",
    "试点",
}
REACHING = {"至", "到", "为", "达"}
PLAN_WORDS = {"计划", "预期", "力争", "目标", "规划", "任务", "年"}
KEPT_GAPS = re.compile(r"[“”‘’《》（）()「」·\-—]*")
COUNTING = {"", "count", "people"}
NAMING = {"date", "time", "ordinal"}  # figures that may be part of a thing's name: 第一产业增加值
# An act before one of these is the beginning of a name: 安置区, 参保率, 志愿者.
LOCALISERS = {"内", "里", "上", "中", "外"}
NAME_ENDS = set("区点站率量队员者会费部厂地所期户网线路口岗车机器库室法品额值数业权证卡款金人物件群片类型级")
# A share or an amount is told of what stands before it; a thing behind it is what it is a share or an amount of.
LEFT_FIRST_KINDS = {"percent", "percentage_point", "money", "ratio", "rate"}


@dataclass(frozen=True, slots=True)
class Counted:
    """What a figure counts."""

    thing: str = ""
    act: str = ""
    inherits: bool = False  # its own words name no thing: it goes on from the figure before
    inherits_act: bool = False  # only 及, 和 or 、 stands between it and the figure before


def word_class(word: str) -> str:
    """Return what a word does around a figure, "" for one that may be counted."""
    found = word_classes().get(word)
    if found is None and len(word) == 4:
        # 直接参与 and 更新改造 stand in the dictionary as one word.
        first, second = word_classes().get(word[:2]), word_classes().get(word[2:])
        if (second == "act" and first) or (second == "weak" and first == "act"):
            return "act"
    return found or ""


def bare_act(word: str) -> str:
    """Leave out the adverb that a dictionary joined to an act: 全面完成."""
    return word[2:] if len(word) == 4 and word_classes().get(word[:2]) == "adverb" else word


def to_phrase(act: str, counted: str) -> str:
    """
    Say what a figure counts, as a reader would.

    >>> to_phrase("拆除", "私搭乱建"), to_phrase("增长", "生产总值"), to_phrase("", "党员")
    ('拆除私搭乱建', '生产总值增长', '党员')
    """
    if not act or not counted or act in counted:
        return counted or act
    return f"{counted}{act}" if word_class(act) in {"change", "link"} else f"{act}{counted}"


class SentenceParts:
    """A sentence cut at its marks, its figures and its words, for looking around a figure."""

    def __init__(self, text: str, spans: Words, figures: Sequence[Figure], skipped: Sequence[Span]) -> None:
        self.text, self.spans, self.figures = text, spans, figures
        self.skipped = skipped  # periods and such: no part of what is counted
        self.enclosed = [match.span() for match in ENCLOSED.finditer(text)]
        self.clauses: dict[int, Span] = {}
        self.shares = SHARING.search(text) is not None
        self.marks = [match.start() for match in CLAUSE_MARK.finditer(text)]

    def clause(self, figure: Figure) -> Span:
        """Return the clause around a figure; commas within quotation marks part nothing outside of them."""
        found = self.clauses.get(figure.start)
        if found is None:
            found = self.clauses[figure.start] = self.find_clause(figure)
        return found

    def find_clause(self, figure: Figure) -> Span:
        low, high = 0, len(self.text)
        inside = None
        for start, end in self.enclosed:
            if start < figure.start and figure.end <= end - 1:
                inside = (start, end)
        if inside is not None:
            low, high = inside[0] + 1, inside[1] - 1
        for mark in self.marks:
            if self.enclosed and any(start < mark < end - 1 and (start, end) != inside for start, end in self.enclosed):
                continue
            if low <= mark < figure.start:
                low = mark + 1
            elif figure.end <= mark < high:
                high = mark
                break
        return low, high

    def words(self, start: int, end: int) -> list[Token]:
        """Return the words that lie wholly between two positions."""
        return self.spans.between(start, end)

    def kinds(self, words: Sequence[Token]) -> list[str]:
        """Tell what each of these words does; an act inside a name or within quotation marks is none."""
        found = []
        for position, (word, start, end) in enumerate(words):
            kind = word_class(word)
            if kind in {"act", "weak"}:
                after = words[position + 1] if position + 1 < len(words) else ("", -1, -1)
                named = (
                    after[1] == end and after[0][0] in NAME_ENDS and (len(after[0]) == 1 or after[0][1:] in LOCALISERS)
                )
                if named or (self.enclosed and any(low < start < high for low, high in self.enclosed)):
                    kind = ""
            found.append(kind)
        return found

    def is_skipped(self, token: Token) -> bool:
        return any(start <= token[1] and token[2] <= end for start, end in self.skipped)


def find_counted(parts: SentenceParts, number: int) -> Counted:
    """Tell what figure `number` of a sentence counts."""
    figure = parts.figures[number]
    low, high = parts.clause(figure)
    before = parts.figures[number - 1] if number else None
    after = parts.figures[number + 1] if number + 1 < len(parts.figures) else None
    left_from = max(low, before.end) if before is not None and before.kind not in NAMING else low
    right_to = min(high, after.start) if after is not None else high
    thing, act = look_left(parts, left_from, figure.start)
    behind = look_right(parts, figure.end, right_to)
    if behind and (not thing or takes_right(figure)):
        joins = before is not None and left_from == before.end
        before_thing = parts.text[left_from : figure.start]
        found = act_before(parts, left_from, figure.start) or act
        linked = JOINING.search(before_thing) or before_thing[:1] not in {"、", ",", "，"}
        return Counted(behind, found, inherits_act=joins and not found and bool(linked))
    if thing:
        # 建设亿元以上项目255个: the figure before is part of the thing, the act stands before it.
        attached = before is not None and left_from == before.end and parts.text[left_from] not in "、,，和及与"
        return Counted(thing, act, inherits_act=attached and not act)
    # An act with its object in itself (造林13.2万亩) goes on from a figure of its own clause alone.
    own_act = word_class(act[-2:]) == "act"
    return Counted("", act, inherits=not own_act or (before is not None and before.end >= low))


def shared_group(parts: SentenceParts, number: int) -> tuple[int, int]:
    """Return the first and last of the figures that a 分别 shares a list of things out to; the figure alone if none."""
    figures = parts.figures
    first = last = number
    if not parts.shares:
        return number, number
    while first > 0 and SHARED_GAP.fullmatch(parts.text[figures[first - 1].end : figures[first].start]):
        first -= 1
    while last + 1 < len(figures) and SHARED_GAP.fullmatch(parts.text[figures[last].end : figures[last + 1].start]):
        last += 1
    if SHARING.search(parts.text, parts.clause(figures[first])[0], figures[first].start):
        return first, last
    # 分别检查486家次和702家次,发现隐患629处和358处: as many again, shared out as those before.
    before = shared_group(parts, first - 1) if first > 0 and last > first else (0, 0)
    return (first, last) if before[1] - before[0] == last - first > 0 else (number, number)


# Two things in one word, in the order in which 分别 shares them out.
SHORT_PAIRS = {"城乡": ("城镇", "农村"), "进出口": ("进口", "出口"), "男女": ("男", "女")}


def shared_out(thing: str, number: int, count: int) -> str:
    """
    Give one of several figures its own of several things.

    >>> shared_out("城镇、农村居民人均可支配收入", 0, 2)
    '城镇居民人均可支配收入'
    >>> shared_out("城乡居民人均可支配收入", 1, 2)
    '农村居民人均可支配收入'
    """
    things = [part for part in LISTING.split(thing) if part]
    short = next((both for both in SHORT_PAIRS if both in thing), "")
    if len(things) == 1 and count == 2 and short:
        return thing.replace(short, SHORT_PAIRS[short][number], 1)
    if len(things) != count or count < 2:
        return thing
    own, final = things[number], things[-1]
    # What the names share stands with the last one only: 城镇 is 城镇居民收入. Names that end alike are whole.
    if number == count - 1 or len(own) >= len(final) or own[-2:] == final[-2:]:
        return own
    ends = [end for _, _, end in word_spans(final)]
    if len(own) in ends or len(own) < ends[0]:
        return own + final[len(own) :]
    same = len(word_spans(own))
    return own + final[ends[same - 1] :] if same < len(ends) else own


def takes_right(figure: Figure) -> bool:
    if figure.kind in LEFT_FIRST_KINDS:
        return False
    unit = match_unit(figure.unit) if figure.unit else None
    return unit is None or unit.dimension in COUNTING


def look_right(parts: SentenceParts, start: int, end: int) -> str:
    """Read the thing right behind a figure: 党员突击队 of 22支党员突击队."""
    words = parts.words(start, end)
    if words and words[0][0] == "的":
        start, words = words[0][2], words[1:]
    taken: list[Token] = []
    reached = start
    for position, token in enumerate(words):
        word, token_start, token_end = token
        gap = parts.text[reached:token_start]
        if not KEPT_GAPS.fullmatch(gap) or (not taken and gap[:1] in {"（", "(", "-", "—"}):
            break
        if words[position + 1 : position + 2] and words[position + 1][0] in REACHING and not taken:
            break  # 从20箱发展到1350箱
        kind = word_class(word)
        if parts.is_skipped(token) or kind in {"act", "link", "change", "adverb", "particle"}:
            if word in {"以上", "以下"} and taken and position + 1 < len(words) and words[position + 1][1] == token_end:
                taken.append(token)  # 3A级以上旅游景区
                reached = token_end
                continue
            at_end = position + 1 == len(words) or words[position + 1][1] > token_end
            if taken and kind == "adverb" and at_end and token_end == end:
                taken.append(token)  # 三个工作重点
                break
            if taken and kind in {"act", "adverb"} and word_class(taken[-1][0]) == "weak" and len(taken) > 1:
                taken.pop()
            break
        taken.append(token)
        reached = token_end
    if not taken:
        return ""
    first, last = taken[0][1], taken[-1][2]
    # A quotation mark right before the thing belongs to it: 22次“板凳”督战会.
    while first > start and parts.text[first - 1] in "“‘《":
        first -= 1
    while last < end and parts.text[last] in "”’》":
        last += 1
    return shortened(parts.text[first:last], taken, parts.text)


def act_before(parts: SentenceParts, start: int, end: int) -> str:
    """Find the act whose object the figure's thing is: the nearest one before it in its clause."""
    words = parts.words(start, end)
    ends_in_list = bool(words) and words[-1][0] == "等"
    kinds = parts.kinds(words)
    if words and words[-1][0] == "的":
        # 清理整治的6条街道
        last = len(words) - 1
        first = last
        while first > 0 and kinds[first - 1] in {"act", "weak"}:
            first -= 1
        if first < last:
            return parts.text[words[max(first, last - 2)][1] : words[last - 1][2]]
    acts = [position for position, kind in enumerate(kinds) if kind == "act"]
    if not acts:
        if words and kinds[-1] == "weak":
            return words[-1][0]
        return ""
    position = acts[-1]
    if ends_in_list:
        position = acts[0]
        while position + 1 in acts and words[position + 1][1] == words[position][2]:
            position += 1
    return joined_act(words, kinds, position)[0]


def joined_act(words: Sequence[Token], kinds: Sequence[str], position: int) -> tuple[str, int]:
    """Return an act with the one that stands right before it (拆除清理), and where it ends."""
    first = position
    if first > 0 and kinds[first - 1] == "act" and words[first - 1][2] == words[first][1]:
        first -= 1
    return "".join(bare_act(word) for word, _, _ in words[first : position + 1]), position + 1


def look_left(parts: SentenceParts, start: int, end: int) -> tuple[str, str]:
    """Read the thing and the act before a figure: 私搭乱建, 拆除 of 累计拆除私搭乱建118处."""
    words = parts.words(start, end)
    kinds = parts.kinds(words)
    last, change = trim_end(parts, words, kinds)
    acts = [position for position in range(last) if kinds[position] == "act"]
    act = ""
    first = 0
    if len(acts) > 1 and is_part_of_name(words, acts, last):
        acts.pop()
    if acts:
        act, first = joined_act(words[:last], kinds[:last], acts[-1])
        if first >= last or words[first][0] in REACHING:
            # The act comes last (私搭乱建拆除118处): what it was done to stands before it.
            first, last = 0, acts[-1]
            while last > 0 and kinds[last - 1] in {"act", "adverb", "particle", "link"}:
                last -= 1
            earlier = [position for position in range(last) if kinds[position] == "act"]
            first = earlier[-1] + 1 if earlier else 0
        elif (
            words[first - 1][0] in STAGES
            and last - first > 1
            and kinds[first] == "weak"
            and words[first + 1][0] not in GENERAL_THINGS
        ):
            act, first = act + words[first][0], first + 1
    first = trim_start(parts, words, kinds, first, last, after_act=bool(acts) and first > 0)
    while first < last and words[last - 1][0] in PLAN_WORDS:
        last -= 1
    if acts and last - first == 1 and kinds[first] == "weak":
        return "", f"{act}{words[first][0]}"
    if not acts and first < last and kinds[first] == "weak":
        if last - first == 1:
            return "", words[first][0]
        if not has_name_end(words[first:last], kinds[first:last]):
            act, first = words[first][0], first + 1
    if first >= last or (last - first == 1 and words[first][0] in PLAN_WORDS):
        return "", act or change
    text = parts.text[words[first][1] : words[last - 1][2]]
    tail = parts.text[words[last - 1][2] : end]
    closing = re.match(r"[”’》）)]+", tail)
    text = text + (closing.group() if closing else "")
    opening = parts.text[start : words[first][1]]
    marks = re.search(r"[“‘《（(]+$", opening)
    text = (marks.group() if marks else "") + text
    return shortened(text, words[first:last], parts.text), act or change


def is_part_of_name(words: Sequence[Token], acts: Sequence[int], last: int) -> bool:
    """Tell whether the last of several acts belongs to what the first one did: 新增土地流转面积, 新增合作组织."""
    behind = [word for word, _, _ in words[acts[-1] + 1 : last]]
    if acts[-1] - acts[-2] < 2:
        return False
    return behind in (
        [],
        ["面积"],
        ["数量"],
        ["人数"],
        ["金额"],
        ["总额"],
        ["总量"],
        ["规模"],
        ["里程"],
        ["能力"],
        ["资金"],
    )


def has_name_end(words: Sequence[Token], kinds: Sequence[str]) -> bool:
    """Tell whether a word that may be an act opens a name: 建设项目, 培训会; an act has an object of its own."""
    return len(words) == 2 and len(words[1][0]) == 1


def trim_end(parts: SentenceParts, words: Sequence[Token], kinds: Sequence[str]) -> tuple[int, str]:
    """Drop what links a thing to its figure (预计达到, 比上年增长); return what is left and the change it told."""
    last, change = len(words), ""
    while last > 0:
        kind = kinds[last - 1]
        if kind == "change":
            change = words[last - 1][0]
            last -= 1
            for position in range(last - 1, max(-1, last - 7), -1):
                if words[position][0] in COMPARED:
                    last = position
                    break
        elif kind in {"link", "adverb", "particle"} or parts.is_skipped(words[last - 1]):
            last -= 1
        else:
            break
    return last, change


def trim_start(
    parts: SentenceParts, words: Sequence[Token], kinds: Sequence[str], first: int, last: int, *, after_act: bool
) -> int:
    """Drop what comes before the name of a thing: adverbs, periods, 全市, 按可比价格计算."""
    while first < last:
        word = words[first][0]
        if word in {"按", "按照", "根据", "以", "扣除"}:
            return last
        loose = {"adverb", "link"} if after_act and word not in {"了", "的"} else {"adverb", "particle", "link"}
        if kinds[first] in loose or parts.is_skipped(words[first]) or WHOLE.fullmatch(word):
            first += 1
        elif len(word) == 1 and first + 1 < last and WHOLE.fullmatch(word + words[first + 1][0]):
            first += 2
        else:
            break
    return first


def shortened(text: str, words: Sequence[Token], whole: str) -> str:
    """Keep the end of a name that is longer than a name is."""
    text = text.strip(" \u3000、")
    if len(text) <= LONGEST_THING or SHARE.search(text):
        return text[-2 * LONGEST_THING :]
    for word, _, end in words:
        rest = whole[end : words[-1][2]]
        if len(rest) <= LONGEST_THING and word in {"的", "和", "、", "等", "在", "对"}:
            return rest.lstrip(OPENING_MARKS)
    for _, start, _ in words:
        rest = whole[start : words[-1][2]]
        if len(rest) <= LONGEST_THING:
            return rest.lstrip("、”’》）)")
    return text[-LONGEST_THING:]
