"""A question that compares or adds, in; the things that it sets side by side, each as a question of its own, out."""

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from importlib.resources import files

from knowledge.answers.choosing import names_place
from knowledge.language import word_spans
from knowledge.quantities import match_unit
from knowledge.questions import AnalysedQuestion, Asked, bare_claim, find_asked, is_generic, is_said_around
from knowledge.questions.analysis import blank, find_question_figures, read_asked
from knowledge.questions.splitting import content_of

Sides = tuple[AnalysedQuestion, AnalysedQuestion]

ORDER = r"(?:多|少|大|小|高|低|长|短|贵|便宜|快|慢|久|远|近|重|轻|勤|频繁)"
# 小学连幼儿园; 黄连 and 连锁店 are names.
ALONG = r"(?<=[\u3400-\u9fff]{2})(?<![黄大相接牵毗串关流])连(?!接|续|片|翘|锁|心|同|环|体)"
RIGHT = r"(?P<right>.+?)(?:的)?(?:相差|差|加|合|总|一共|哪|谁|比|之|多少|几|,|共|一起|对比|是不是|$)"
TWO_SIDES = (
    re.compile(rf"^(?P<left>.+?)(?:比起|(?<!相)比(?![较例重率,?]|一[比下]))(?P<right>.+?)(?:要|还)?{ORDER}"),
    re.compile(rf"^(?P<left>.+?)没(?:有)?(?P<right>.+?){ORDER}(?=[,吗吧是对的]|$)"),
    re.compile(r"^(?P<left>.+?)(?:的?面积|的?数量|的?总量)?(?:是|为|相当于|顶得?上?)(?P<right>.+?)的?(?:几|多少)倍"),
    re.compile(r"^(?P<left>.+?)(?:占)(?P<right>.+?)(?:的)?(?:百分之|几成|多大|多少|比例|比重|几分)"),
    re.compile(r"^(?P<left>.+?)(?:的?面积|的?数量|的?总量)?(?:是|为|抵|相当于)(?P<right>.+?)的?(?:百分之|几成|几分之)"),
    re.compile(r"^(?P<left>.+?)(?:加上|(?<!增)加(?!值|工|快|强|装|大|密|固|起来)|减去|(?<!增)减(?!少|负|免|产)|÷)(?P<right>.+?)(?:,|=|共|一共|总共|合计|是|等于|有|得|多少|几|$)"),
    re.compile(rf"^(?P<left>.+?)(?:和|跟|与|连同|{ALONG}|同(?![期比时样志学事步一等])|还是|、|以及|对比|vs|pk|\+){RIGHT}"),
    re.compile(rf"^(?P<left>.+?),{RIGHT}"),
)  # fmt: skip
# 论面积, 按处数算: by what the sides are set against each other, and no side.
BASIS = re.compile(
    r"(?:按照?|以|论|拿|就|光?[看比])(?:面积|体积|长度|数量|个数|金额|方量|重量|规模|[处条份支次户家块]数)(?:来)?(?:算|讲|说|看|论|比|排|计)?(?:的话)?,?"
)
TOPIC = re.compile(r"(?P<topic>.+[, ])(?P<left>[^, ]+)$")
# 几倍啊 数学不好求算: a blank behind the asking words ends what is asked, as a full stop does.
SIDE_END = re.compile(r"[?。;]|(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff]{3})")
ASKS_BOTH = re.compile(r"多少|几|哪|谁|[差比加合共总]|一样|各")
BOTH_NAMED = re.compile(r",?(?P<first>前者|后者).*(?:前者|后者)")
ITEMS = re.compile(r"、|,|(?<=[\u3400-\u9fff])(?:和|跟|与|以及|还有)(?=[\u3400-\u9fff])")
ITEMS_END = re.compile(
    r"[,:][^,:、]{0,8}(?:[三四五六]|按|从|哪|谁|排|比一比|[大小多少高低长短]的[放搁排在写]?最?[前后上先])|(?:这|那)?[三四五六]|按|从|哪|谁|排|比一比"
)
# 花园口三个面积,甲的、乙的、丙的: that so many follow is said before they are named.
ANNOUNCED = re.compile(r"^[^,:、]{0,14}?[三四五六](?:个|块|样|项|处|种|笔|组)?[^,:、]{1,10}[,:](?=[^,:]+、)")
# What asks for the order itself, and names nothing that is ordered.
ASKING = re.compile(
    rf"(?:到底|究竟)?(?:哪(?:一)?(?:个|边|家|项|样|块|头|种|类|方面)?|谁)(?:的)?(?:开得|办得|搞得|干得|做得)?(?:处|个|条|份|支|次|户|家|块|平方米)?(?:数(?:量|目)?)?(?:更|最|比较)?{ORDER}?(?:些|一些|一点|点)?"
    rf"|(?:更|最|比较){ORDER}(?:些|一些|一点|点)?|(?!重点){ORDER}(?:些|一些|一点|点|多少|几|出|了|吗|吧)|[处个条份支次户家块]数"
    r"|(?:种植|播种|养殖|占地|建筑|栽种)面积|比一比|对比(?:一下)?|比较(?:一下)?|加(?:起来|在?一起|到?一[块起])|合(?:起来|在?一起|到一起|计|到一块)|一起算?|总[共和]|一共"
)
GENERAL = ("处", "个", "项", "样")  # what counts of any unit may be added up in, where it is asked by
OF_ANYTHING = re.compile(r"|点|地方|地儿|东西|样|数|项|处|单位|事")  # nouns that name no thing: 多少个点
DIGITS = re.compile(r"\d{2}")
EACH_ONE = re.compile(r"(?:每一?|一)[\u3400-\u9fff]")
OWN_AMOUNT = re.compile(r"(?<![数质])量的?$")
UNIT_COUNT = re.compile(r"(?P<unit>[^\s,。?的]{1,3})数(?!字|据|量|目)")
TIMES_ASKED = re.compile(r"的?(?:几|多少)倍")
SHARES = ("times", "rate")  # what is asked of these has a unit of its own
LOCAL = frozenset("区镇市县村乡里那边这")


def split_sides(question: AnalysedQuestion, joined: bool = False, topic: str = "left") -> Sides | None:
    """
    Cut 花园口突击队和古荥志愿服务队相差多少支 into its two sides; what one side lacks it takes from the other.

    Args:
        question: What compares or adds.
        joined: Only where a word joins the sides, and no mere comma.
        topic: Of which side it is said what stands before a comma or blank on the left (污水站,建成的和在建的): left, both
            or none.
    """
    both = BOTH_NAMED.search(question.folded)
    text = BASIS.sub("", question.folded[: both.start()] if both else question.folded)
    for pattern in TWO_SIDES[-2:] if both else TWO_SIDES[: -1 if joined else None]:
        match = pattern.search(text)
        if match is None:
            continue
        rest, comma, shared = SIDE_END.split(text[match.end("right") :])[0].partition(",")
        comma = comma and ASKS_BOTH.search(shared) is not None
        texts = with_topic(match["left"], match["right"] + rest, topic)
        if both and both["first"] == "后者":
            texts = (texts[1], texts[0])
        sides = [side_of(question, piece) for piece in texts]
        # 滩区整治加上卫生复审,合计整治了多少处问题: what is said behind holds for both.
        common, around = side_of(question, shared) if comma else ((), ())
        times = [tuple(period for period in question.periods if period in piece) for piece in texts]
        named_apart = all(words or places for words, places in sides) and sides[0] != sides[1]
        if named_apart or (all(times) and times[0] != times[1]):
            (left_words, left_places), (right_words, right_places) = sides
            named = around if left_places or right_places else around or question.places
            left, right = filled(left_words, right_words), filled(right_words, left_words)
            return (
                # 志愿服务队是花园口突击队的几倍: the town of the second is not said of the first.
                narrowed(question, texts[0], with_common(left, common), left_places or named),
                narrowed(question, texts[1], with_common(right, common), right_places or named or left_places),
            )
    return None


def with_topic(left: str, right: str, topic: str) -> tuple[str, str]:
    """
    Return two sides, what is said before a comma or blank on the left said of one of them, of both or of none.

    >>> with_topic("污水站,建成的", "在建的", "both"), with_topic("参观的 街道", "院落", "none")
    (('污水站,建成的', '污水站,在建的'), ('街道', '院落'))
    """
    found = TOPIC.match(left)
    if found is None or topic == "left":
        return left, right
    return (found["left"], right) if topic == "none" else (left, f"{found['topic']}{right}")


def with_common(words: tuple[str, ...], common: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*words, *common)))


def is_general(question: AnalysedQuestion) -> bool:
    """Tell whether a sum is asked for by a measure word that counts anything, of no thing of its own: 道路和路口一共多少处."""
    return question.asked.unit in GENERAL and OF_ANYTHING.fullmatch(question.asked.noun) is not None


def filled(words: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    """Take the other side's words where a side names no thing: the 区 of 郑州市区 is none."""
    return words if any(word not in LOCAL for word in words) else other or words


def split_items(question: AnalysedQuestion) -> tuple[AnalysedQuestion, ...]:
    """Cut the things out that a question wants in order: 卫生复审的问题、滩区的问题、私搭乱建,这三样排一下."""
    # 排一下:甲、乙、丙 lists what is ordered behind the asking words.
    whole = max(re.split(r"[:;。?]", question.folded), key=lambda piece: piece.count("、"))
    whole = ANNOUNCED.sub("", whole) if "、" in whole else question.folded
    end = ITEMS_END.search(whole)
    text = whole[: end.start()] if end else whole
    asked = asked_of(question)
    items = []
    for piece in ITEMS.split(text):
        words, places = side_of(question, piece)
        if words:
            items.append(replace(narrowed(question, piece, words, places or question.places), asked=asked))
    return tuple(items)


def side_of(question: AnalysedQuestion, text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the words and the places that a piece of a question names."""
    asked = read_asked(text)
    said = (*(figure.text for figure in find_question_figures(text)), *question.periods)
    spans = [match.span() for match in ASKING.finditer(text)]
    spans += [match.span() for piece in said for match in re.finditer(re.escape(piece), text)]
    spans += [(asked.start, asked.end)] if asked.start >= 0 and asked.unit else []
    bare = blank(bare_claim(text), spans)
    counted = question.asked.noun if is_general(question) else ""
    words = tuple(word for word in things_of(content_of(question, bare)) if word != counted)
    places = tuple(place for place in question.places if names_place(text, place))
    return words, places


def narrowed(
    question: AnalysedQuestion, text: str, words: tuple[str, ...], places: tuple[str, ...]
) -> AnalysedQuestion:
    """Return the question as one side of it asks it."""
    own = find_asked(bare_claim(TIMES_ASKED.sub("", text)))
    counted = unit_counted(text)
    if own.dimension and own.unit != "倍":
        asked = own
    elif OWN_AMOUNT.search(text):
        asked = Asked()  # 垃圾清理量和拆除面积: the measure of the other side is none of its
    elif counted is not None:
        asked = counted
    else:
        asked = asked_of(question)
    periods = tuple(period for period in question.periods if period in text)
    # 志愿服务队那73支 states a figure here, whatever 那 makes of it elsewhere.
    stated = tuple(figure for figure in find_question_figures(text) if figure.unit and DIGITS.match(figure.text))
    return replace(
        question, folded=text, words=words, places=places, periods=periods or question.periods, asked=asked,
        figures=stated, context_words=(), head="",
    )  # fmt: skip


def asked_of(question: AnalysedQuestion) -> Asked:
    """Return what each side is asked for: the unit or measure of the question, that of the result left out."""
    if question.detail in SHARES:
        asked = find_asked(TIMES_ASKED.sub("", question.folded))
        return asked if asked.dimension else Asked()
    if question.asked.unit or question.asked.dimension:
        return question.asked
    named = find_asked(ASKING.sub(" ", bare_claim(question.folded)))
    return unit_counted(question.folded) or (named if named.dimension else Asked())


def unit_counted(text: str) -> Asked | None:
    """
    Read the unit of 处数, 条数, 平方米数.

    >>> unit_counted("拆私搭乱建的平方米数").dimension, unit_counted("哪个处数多").unit
    ('area', '处')
    """
    begins = {start for _, start, _ in word_spans(text)}
    for match in UNIT_COUNT.finditer(text):
        for start in range(len(match["unit"])):
            if match.start() + start not in begins:
                continue  # 党支部数 counts no 部
            named = match["unit"][start:]
            unit = match_unit(named)
            if unit is not None and not (len(named) > 1 and named[0] == "个"):
                kind = "count" if unit.dimension in ("", "count", "people") else "measure"
                return Asked(kind, named, "" if kind == "count" else unit.dimension)
    return None


def differ_in_measure(left: AnalysedQuestion, right: AnalysedQuestion) -> bool:
    """Tell whether two sides are asked for by other units or measures."""
    return (left.asked.unit, left.asked.dimension) != (right.asked.unit, right.asked.dimension)


def things_of(words: Iterable[str]) -> tuple[str, ...]:
    """Leave the words that say of what: no operations, no generic words."""
    return tuple(word for word in words if not is_operation(word))


def is_operation(word: str) -> bool:
    """Tell whether a word says what to compute and not of what."""
    return is_generic(word) or word in operation_words() or is_said_around(word) or is_each(word)


def is_each(word: str) -> bool:
    """Tell whether a word only names what a mean is for one of: 每一处, 一支."""
    return EACH_ONE.fullmatch(word) is not None and match_unit(word.lstrip("每一")) is not None


@cache
def operation_words() -> frozenset[str]:
    rows = (files("knowledge.answers") / "data" / "operation_words.tsv").read_text(encoding="utf-8").splitlines()[1:]
    return frozenset(row.split("\t")[0] for row in rows)
