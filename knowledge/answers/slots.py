"""
A question for words and a stretch of a sentence, in; what the question leaves open, and whether the stretch can fill it, out.

A stretch may hold every word of a question and no answer: 幼儿园叫什么名字 is not answered by 幼儿园装修完毕. What is left
open says what must stand there besides: a name, someone who acts, a place, a reason.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from knowledge.answers.grounding import ONE_CLAUSE
from knowledge.articles import is_name
from knowledge.facts import PlaceMention, find_places
from knowledge.language import fold, synonyms_of, word_spans
from knowledge.questions import AnalysedQuestion, is_generic

SLOTS = ("holder", "name", "agent", "place", "reason", "time", "which", "list", "how", "meaning", "what")

ROLE = (
    r"(?:总指挥|指挥长|书记|主任|[镇乡村省市区县州局厅部院校队组会厂站所社班团排路楼河湖]长|主席|主管|经理|老板|负责人|第一责任人|"
    r"责任人|董事|理事|代表|委员|部长|校长|村支书|支书|干部|院士|教授|专家|设计师|记者|通讯员|作者|老师|教练|联系人|发言人|"
    r"一把手|大叔|大爷|大伯|大妈|大娘|大姐|大哥|阿姨|奶奶|爷爷|老头|老汉|老太太?|老乡|小伙子?|姑娘|孩子|职工|工人|户主|种植户|养殖户|大户|"
    r"村民|居民|群众|老人|农户|农民|大学生|低保户|商户|党员|志愿者)"
)
# Kinds of people that a text may call otherwise; an office is called what it is.
PEOPLE = re.compile(
    r"大[叔爷伯妈娘姐哥]|阿姨|[奶爷]{2}|老[头汉太乡人]|小伙|姑娘|孩子|职工|工人|户主|[植殖]户|大户|[村居农]民|群众|农户|低保户"
)
HOLDER = re.compile(
    rf"(?P<role>[\u3400-\u9fff]{{0,6}}?{ROLE})(?:都|分别|到底|究竟|现在)?(?:是(?:谁|哪|何人|什么人|啥人)|叫|名字|姓|由谁|谁(?:当|做|担任|任)|有谁)"
    rf"|谁(?:是|当|担任|出任|任|做|在当)(?:了|的|着)?(?P<office>[\u3400-\u9fff]{{0,6}}?{ROLE})"
    rf"|(?:的|那个)?(?P<of>{ROLE})(?:的)?(?:名字|姓名|大名)"
    rf"|哪(?:一)?(?:位|个|名)(?P<which>[\u3400-\u9fff]{{0,4}}?{ROLE})"
)
NAME = re.compile(
    r"叫(?:做)?(?:什么|啥|个啥|甚么)|名字|名称|姓名|全名|(?:什么|啥)名|怎么称呼|(?:管|把).{1,12}叫|姓(?:什么|啥)"
)
AGENT = re.compile(r"谁|哪(?:一)?位|何人|什么人|啥人|哪个人|哪些人")
REASON = re.compile(r"为(?:什么|啥|何)|原因|缘故|理由|缘由|怎么会|咋会|(?:什么|啥)原因|凭什么|干嘛要|干啥要")
WHERE = re.compile(
    r"在哪|哪里|哪儿|哪块|何处|何地|(?:什么|啥|哪个|哪些)地[方段]|(?:什么|啥|哪个)(?:位置|路段|片区)|位置|(?:从|到|去|往)哪(?![一个些几种类项条层])|哪边|地址|发源"
)
TIME = re.compile(r"什么时候|何时|几时|啥时|(?:什么|啥)时间|哪(?:一)?[天年月]|几[月号点]|多久|多长时间")
WHICH = re.compile(
    r"(?:哪(?:一|[两二三四五六七八九十几些]|\d+)?(?:个|种|类|项|条|家|所|支|处|座|名|届|路|款|句|段|件|样|方面)?|(?:什么|啥|何种|何))的?(?P<thing>[\u3400-\u9fff]{1,6})?"
)
HOW = re.compile(r"怎么|怎样|如何|咋")
MEANING = re.compile(
    r"(?:是|指|叫)(?:的)?(?:什么|啥)(?:意思|含义|东西|玩意)?(?:呀|啊|呢|来着|\?|$)|什么是|啥是|含义|意思|解释"
)
PLACE_THINGS = (
    "村",
    "镇",
    "乡",
    "社区",
    "街道",
    "街",
    "路",
    "县",
    "市",
    "区",
    "省",
    "国家",
    "城市",
    "地方",
    "地",
    "小区",
    "站",
)
ORGANISATIONS = (
    "公司", "企业", "单位", "部门", "机构", "银行", "学校", "医院", "厂", "组", "队", "小组", "商户", "店", "报社", "局",
    "小学", "大学", "中学", "协会", "合作社", "平台", "工地",
)  # fmt: skip
NAMED_PLACES = ("村", "镇", "乡", "社区", "街道", "街", "路", "县", "市", "区", "省", "小区", "站")
LOOSELY_NAMED = ("街道", "街", "路", "小区", "站", "社区")  # find_places need not know these
# What is asked of -> the ends of names of one.
KINDS: dict[str, tuple[str, ...]] = {thing: (thing,) for thing in ORGANISATIONS} | {
    "学校": ("学校", "学院", "大学", "中学", "小学", "中专", "幼儿园", "中"),
    "单位": ("局", "所", "院", "中心", "大队", "学校", "公司", "办", "苗圃", "委", "厂", "部", "处", "单位"),
    "部门": ("局", "所", "办", "中心", "大队", "委", "部", "财政", "政府", "部门"),
    "组织": ("妇联", "团委", "工会", "协会", "理事会", "支部", "突击队", "服务队"),
    "企业": ("企业", "公司", "厂"),
    "公司": ("公司", "集团"),
}
QUOTED_THINGS = ("标语", "口号", "品牌", "句")
NAMELESS = re.compile(
    r"^[一两二三四五六七八九十几各全每该本某这那其有多些个家所处支座的了在和与及对向从到为把被将由等\d]+$"
)

SPOKEN = re.compile(r"(?:笑着|高兴地|激动地|感慨地)?(?:说|介绍|告诉|坦言|表示|回忆|算了)")
NO_NAME = frozenset("和于从向对成时等为都共全方相能有会带党包家常经温支平公应主先在直参深入高")
ACTORS = (
    r"(?:党委|政府|妇联|团委|工会|支部|小组|突击队|服务队|队员|工作组|督察组|指挥部|办公室|委员会|理事会|合作社|村集体|公司|企业|"
    r"单位|部门|大队|中队|救援队|卫生院|中心|银行|学校|施工队|施工单位|社区|街道|局|成员|班子|领导|干部|党员|群众|村民|居民|老人|志愿者|专家|"
    r"设计师|大学生|教师|老师|医护人员|工作人员|医生|农户|商户|网格员|路长|巡查员|监督员|书记|主任|部长|负责人|区级财政|产权单位|省级财政|财政|住户|市政府|县政府|镇政府)"
)
ACTING = re.compile(rf"[\u3400-\u9fff]{{0,6}}{ACTORS}")
QUOTED = re.compile(r"[“\"『「《]([^”\"』」》]+)[”\"』」》]")
CALLED = re.compile(r"(?:叫|名为|称为|称作|取名|命名为|被称|俗称|简称)")
REASONED = re.compile(
    r"因为|由于|因(?!此|素|地|村|材|人)|受.{1,12}影响|为了|为(?:打开|解决|确保|保障|让|使|进一步|防止|避免|打造|方便)|以便|原因|目的|旨在|鉴于|导致|考虑到|针对|是为|怕|避免"
)
LOCATED = re.compile(
    r"直达|通往|通到|集中在|分布在|写进|纳入|充实到|面向|(?:设|位|建|坐落|安置|放|住|开|处|地处|贴|公布)(?:立)?(?:在|于|到)|(?:在|到|从|赴|进|至|往)[^,，。；;、]{2,14}?(?:村|镇|社区|站|场|区|市|县|街|路|园|店|院|楼|厂|学|栏|室|里|内|上|间|边|旁|部|中心|现场|口|沿线|部门|系统)"
    r"|(?:安置|小|园|校|厂|景|库|营|老城|新城)区(?:以?内|里)|地处[^,，。]{1,12}[东西南北]|[东西南北]+部|沿线|集镇|现场"
)
CLOCK = re.compile(
    r"\d+(?:年|月|日|时|点|号|分)|[今明去前]年|[上下]半年|季度|年底|月底|年初|月末|每(?:天|日|周|月|季度?|年)|凌晨|夜间|小时|[一二三四五六七八九十]月"
)
ENUMERATION = re.compile(
    r"[^、,，。；;:：“”\"‘’!！?？]{1,24}(?:、[^、,，。；;:：“”\"‘’!！?？]{1,24})+|[^,，。；;、]{1,8}(?:和|与|以及|或)[^,，。；;、]{1,8}|有的[^。]+有的"
)


@dataclass(frozen=True, slots=True)
class Slot:
    """What a question leaves open."""

    name: str  # one of SLOTS
    thing: str = ""  # of which: the noun that is asked of; of holder: the office


def find_slot(question: AnalysedQuestion) -> Slot:
    """
    Tell what a question leaves open.

    The order is that of how much the asking words say: an office whose holder is asked comes before any name.
    """
    text = question.folded
    holder = HOLDER.search(text)
    if holder is not None:
        return Slot("holder", next(group for group in holder.groups() if group))
    for name, pattern in (("reason", REASON), ("name", NAME), ("agent", AGENT)):
        if pattern.search(text):
            return Slot(name)
    which = WHICH.search(text)
    thing = thing_of(which["thing"] or "", question) if which is not None else ""
    if thing in PLACE_THINGS or (WHERE.search(text) and thing not in KINDS):
        return Slot("place", thing)
    if TIME.search(text):
        return Slot("time")
    if thing in ORGANISATIONS or (thing and question.asked.kind != "list"):
        return Slot("which", thing)
    if question.asked.kind == "list":
        return Slot("list", thing)
    if HOW.search(text):
        return Slot("how")
    if question.asked.kind == "definition" or MEANING.search(text):
        return Slot("meaning")
    return Slot("what")


def thing_of(behind: str, question: AnalysedQuestion) -> str:
    """Cut the noun that 哪个 or 什么 asks of out of what stands behind; empty where an act stands there."""
    first = next((word for word, _, _ in word_spans(behind)), "")
    known = max((thing for thing in (*PLACE_THINGS, *KINDS) if behind.startswith(thing)), key=len, default="")
    if known:
        return known
    return first if len(first) > 1 and first in question.words and not is_generic(first) else ""


def fills(slot: Slot, question: AnalysedQuestion, stretch: str, around: str, whole: str) -> bool | None:
    """
    Tell whether a stretch can fill what a question leaves open, with something that the question does not say itself.

    Args:
        slot: What is open.
        question: The question.
        stretch: The clause or two that fit best, folded.
        around: The same with the clause before and the one behind, folded.
        whole: The whole sentence, folded.

    Returns:
        None where nothing can be told.
    """
    if slot.name == "holder":
        return holds_office(slot.thing, whole)
    if slot.name == "name":
        quoted = (fold(name) for name in QUOTED.findall(stretch))
        called = CALLED.search(stretch) or find_people(stretch) or new_named(question, stretch)
        return bool(called) or any(name not in question.folded for name in quoted)
    if slot.name == "agent":
        said = set("".join((*question.words, *question.places, *question.quoted)))
        actors = (*(match.group() for match in ACTING.finditer(around)), *(p.name for p in new_named(question, around)))
        return any(not set(actor) <= said for actor in actors) or bool(find_people(around))
    if slot.name == "place":
        return fills_place(slot, question, around)
    if slot.name == "reason":
        return bool(REASONED.search(around))
    if slot.name == "time":
        return bool(CLOCK.search(around))
    if slot.name == "list":
        return bool(ENUMERATION.search(around))
    if slot.name == "which" and slot.thing:
        return names_one(slot.thing, question, around)
    return None


def holds_office(role: str, text: str) -> bool:
    """Tell whether a text names who holds an office: a name beside it, or someone who is appointed to it."""
    return find_office(role, text) is not None or bool(PEOPLE.search(role) and find_people(text))


def find_office(role: str, text: str) -> tuple[int, int] | None:
    """Return the clause in which a text names who holds an office; None where it does not."""
    office = next(
        (role[i:] for i in range(len(role) - 1) if role[i:] in text), "书记" if role.endswith("支书") else role
    )
    for match in re.finditer(re.escape(office), text):
        before, behind = text[: match.start()].rstrip('“"'), text[match.end() :].lstrip('”" :：\u3000')
        if before.endswith("副") and "副" not in role:
            continue
        if (
            name_at(behind)
            or re.search(r"(?:明确|推选|任命|由|选)[^,，。;；]{2,12}(?:为|担任|任|当)$", before)
            or re.search(r"[\u3400-\u9fff]{2,}(?:作为|担任|任|是)(?:第一)?$", before)
        ):
            clause = next(m for m in ONE_CLAUSE.finditer(text) if m.start() <= match.start() < m.end())
            return clause.span()
    return None


def find_people(text: str) -> tuple[str, ...]:
    """Find names of people behind an office or a kind of people, or before what they say: 村民吴桂莲, 马长河说."""
    behind = (name_at(text[match.end() :].lstrip(" \u3000")) for match in re.finditer(ROLE, text))
    before = (name_before(text[: match.start()]) for match in SPOKEN.finditer(text))
    return tuple(name for name in (*behind, *before) if name)


def name_before(text: str) -> str:
    """Return the name that a text ends with; empty where it is no name alone, behind a mark or a kind of people."""
    for length in (3, 2):
        left, token = text[:-length], text[-length:]
        if len(token) == length and name_at(token) == token and (not left or left[-1] in '，,。;；”" '):
            return token
    return ""


@lru_cache(maxsize=1 << 12)
def name_at(text: str) -> str:
    """Return the name of a person that a text begins with; empty where it begins with another word."""
    for length in (3, 2):
        token = text[:length]
        if len(token) == length and is_name(token) and token[0] not in NO_NAME:
            first = next(iter(word_spans(text[:6])), ("", 0, 0))[0]
            if len(first) != 2 or first[0] != token[0] or length == 3 or len(text) == 2:
                return token
    return ""


def fills_place(slot: Slot, question: AnalysedQuestion, around: str) -> bool:
    kind = slot.thing
    if kind in NAMED_PLACES:
        if any(place.name.endswith(kind) for place in new_named(question, around)):
            return True
        if re.search(rf"、[^、,，。；;]{{2,6}}(?:\d+|[一二两三四五六七八九十]+)个?{kind}", around):
            return True  # 京水、大庙、祥云寺3个村
        named = (match.group() for match in re.finditer(rf"[\u3400-\u9fff]{{1,4}}{kind}(?!道)", around))
        return kind in LOOSELY_NAMED and any(
            not NAMELESS.match(name[: -len(kind)]) and not any(name.endswith(word + kind) for word in question.words)
            for name in named
        )
    rest = around
    for word in sorted((*question.words, *question.places), key=len, reverse=True):
        if len(word) > 1:
            rest = rest.replace(word, " ")
    if "哪些" in question.folded or "有什么" in question.folded or "有啥" in question.folded:
        return bool(LOCATED.search(rest) or new_named(question, rest) or ENUMERATION.search(rest))
    return bool(LOCATED.search(rest) or new_named(question, rest))


def new_named(question: AnalysedQuestion, text: str) -> tuple[PlaceMention, ...]:
    """Find places in a text that the question does not name."""
    return tuple(
        place
        for place in find_places(text)
        if text[place.start : place.end] not in question.folded and place.name not in question.places
    )


def names_one(thing: str, question: AnalysedQuestion, around: str) -> bool | None:
    """Tell whether a text names one of a kind (哪个组: 专项督察组), with more to its name than the question says."""
    if thing in QUOTED_THINGS:
        return any(fold(name) not in question.folded for name in QUOTED.findall(around))
    heads = KINDS.get(thing) or (thing, *(other.word for other in synonyms_of(thing)))
    for head in heads:
        for match in re.finditer(rf"(?P<stem>[\u3400-\u9fffa-z0-9、]{{1,8}}){re.escape(head)}", around):
            last = [word for word, _, _ in word_spans(match["stem"])][-1:]
            if last and not NAMELESS.match(last[0]) and last[0] not in question.folded:
                return True
        if re.search(rf"[”\"』」》]{re.escape(head)}|[“\"『「《]{re.escape(head)}", around):
            return True
    # 什么房子 may be answered by 校舍, which nothing here knows for one.
    return False if thing in KINDS or thing in around else None
