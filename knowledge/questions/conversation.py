"""The turns before and a turn that lacks something, in; the turn made whole, out."""

import json
import re
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from knowledge.language import fold, synonyms_of
from knowledge.quantities import match_unit, parse_numeral
from knowledge.questions.asking import Asked
from knowledge.questions.generic import is_generic, telling
from knowledge.questions.question import AnalysedQuestion

MAX_AGE_S = 1800.0  # after half an hour a question stands for itself
MAX_TURNS = 6
MOST_GIVEN = 2  # figures that one turn may have laid out, of which one is meant beside another's

LEFT = re.compile(r"还?[没未剩差]")
ELLIPSIS = re.compile(
    r"^(?:那么?|还有|另外|然后)|呢(?:,|$)|^(?:都|分别|各)?(?:是|有)?(?:什么|啥子?|哪些|哪[一二两三四五六七八九十几\d]+[^\s,。?]?|谁|哪里|哪儿)(?:呢|呀|啊|\?)*$"
)
GENERAL = ("个", "处")
LOCALITY = re.compile(r"[村镇乡县市区]|社区|地方")  # 哪俩村 names no thing
ACROSS = re.compile(r"哪(?:一)?个?(?:镇|村|地方|区|县|市|省|边)|[两二]个?(?:镇|村|地|区|县|市|省)|谁")
SOURCE_AGAIN = re.compile(
    r"^(?:哪(?:里|儿)(?:说|写|看到|来)的?|(?:是)?(?:哪|那)(?:一?句|一?段|篇)(?:话|里)?(?:说的|写的)?|从哪(?:里|儿)?(?:看到|来)的?|谁说的|怎么说的|原文(?:是|里)?(?:怎么|咋个?)(?:说|写|讲)的?)[?。!呢吗啊呀]*$"
)
# 原话贴一下, 把完整的句子发我看看, 这数从哪句来的: the sentence of the answer before, and nothing besides.
ITS_SENTENCE = r"出处|来源|原文|原话|原句|依据|证据|(?:完整|整|全|原)(?:的)?(?:一?[个句段])?(?:句子|段落|句话|段话|话|句|段)|(?:那|这|哪)一?[句段](?:话)?|哪一?篇|(?<=[数话据字])是?从?哪(?:里|儿)?得?来|从?哪(?:里|儿)?来的(?=数)"
AROUND_SENTENCE = (
    r"贴|发|给|念|拿|复制|抄|标注?|写|列|要|看看?|瞅瞅|听听|附|引用?|来|有|在|从|是|说|讲|出来?|一下|下|上|全|我|俺|你|领导|完整|这个?|那个?|数字?|数据|里|中|文章|报道|稿子?|"
    r"哪|吗|呢|啊|呀|吧|不|没有?|的|了|把|请|麻烦|能|可以|想|个|啥|什么|怎么|咋|原|一|再|[?!。\s]"
)
SENTENCE_MEANT, SENTENCE_AROUND = re.compile(ITS_SENTENCE), re.compile(AROUND_SENTENCE)
ASKS_MORE = re.compile(r"多少|几|哪|谁|什么|啥|吗$|呢$")
# 确定?, 你肯定是这个数?: the answer before, to be looked at once more.
SURE = re.compile(
    r"你|真的?|就|是|这个?|那个?|数字?|话|没错|不会|[搞弄记]错|确定|肯定|当真|准|吧|吗|么|的|了|不|[?!,。\s]"
)
SURE_ASKED = re.compile(r"确定|肯定|当真|这个?数字?(?:真的?|准)")
PREVIOUS = re.compile(
    r"^(?:[^,。?]{0,8},)?(?:请|把|那)?(?:上一?个|前一?个|刚才|刚刚|刚|最后)[^,。?\d]{0,6}?(?:再|重新?)(?:给我|给俺|帮我)?(?:说|报|讲|发|念|贴|来|给)(?:给)?(?:我|俺|咱)?(?:看|听)?(?:一|1)?(?:遍|次|下|份)[?。!]*$|^(?:上|前)(?:一)?(?:个|条|题|问)(?:问题|呢|数字|答案|是(?:什么|多少))?[?。呢]*$|^(?:再?(?:说|报|讲)|重复)(?:一遍|一次|一?下)?[?。]*$|^(?:你)?(?:刚才|刚刚|前面)(?:说|答)?(?:的)?(?:是)?(?:什么|多少|啥)?[?。呢]*$"
)
# 换成花园口呢, 改问古荥: what turns to another place is no word of what is asked.
TURNED_TO = frozenset(
    ("换成", "换", "换到", "换作", "改成", "改问", "改", "轮到", "类似", "同样", "相同", "隔壁", "旁边")
)
# 哪项工作里的: asks of the answer before what its sentence says, and names nothing.
BARE_WHICH = re.compile(
    r"^(?:那|这)?(?:是|在|属于|算|都)*哪(?:一)?(?:项|个|方面|块|类|件|段|次)?(?:工作|事情?|活动|工程|方面|环节|任务|阶段|行动)?(?:里|中|上|当中)?(?:头|面|边)?(?:的|干的|做的|弄的)?(?:呢|呀|啊)?[?]*$"
)
BARE_PLACE = re.compile(r"^(?:那|还有)?(?![^,。?]{14})[^,。?]+?(?:的)?(?:呢|咋样|怎么样)?[?]*$")
OTHER = r"(?:另外?|其他|别的)(?:的)?(?:一|那|两|几)?(?:个|篇)?(?:文章|报道|稿子|镇|县|市|区|街道|地方|家|边)?"
# 另外一篇的作者呢: of the other one, what the turn asks itself.
OF_THE_OTHER = re.compile(rf"^(?:那|还有)?{OTHER}(?:的|呢|是|有|,)*(?=[^的呢是有,?])")
OTHER_ONE = re.compile(
    r"^(?:那|还有)?(?:另外?(?:的)?|其他|别的)(?:一|那|两|几)?(?:个|篇)?(?:文章|报道|稿子|镇|县|市|区|街道|地方|家|边)?(?:的)?(?:[呢咧嘞哩捏嘛]|咋样|怎么样)?[?]*$"
)
OF_THEM_TOO = re.compile(
    r"的?[那这]?一?(?:篇|个)?(?:文章|报道|稿子)?的?(?:呢|(?:也|还)?(?:是|由)?(?:[这那同他]|一样)?(?:[俩两几]个?)?(?:人|记者|作者|报社?|个)*(?:写|登|发)?的?(?:吗|吧|么)?)[?。!]*"
)
# Only what to do with the answers before: 加起来呢, 差多少, 哪个多, 一共多少支.
OPERATION = (
    r"加(?:起来|在?一起|到?一[块起])|(?:搁|放|凑|拢|归|并|拼|摞)(?:到|在)?一(?:起|块儿?|处)|合(?:起来|在?一起|计|到一块)|总[共和]|一共|共(?:计|有)?|相[差比加]|差(?:距|额)?|几倍|多少倍|"
    r"占比?|比例|百分(?:之|比)|谁|哪(?:一)?(?:[个边家]|个?(?:镇|村|县|市|区|地方|街道|单位))|多出?|少|大|小|高|低|更|比"
)
# 跟私搭乱建比哪个面积大, 比古荥多多少, 加上管网呢: what stands on the left is the answer before.
SET_AGAINST = re.compile(
    r"^(?:那么?|这)?(?:个|它|些)?(?:数字?)?(?:[^,。?比]{2,8}比(?:它|他们|这个?|那个?|这边|那边|前者|上面|上一个)(?:们)?的?(?:要|还)?[多少大小高低长短]|[跟和与同][^,。?]{2,14}?(?:比|相比|加|相差|差|合)|比(?!例|重|率|较|起来)[^,。?]{2,14}?[多少大小高低长短]|"
    r"(?:加上|减去?|是|占|相当于)[^,。?]{2,14}?(?:[多几]|一共|总共|共|百分|呢$|$))"
)
ONLY_OPERATION = re.compile(
    rf"^(?=.*(?:{OPERATION}))(?:那么?|这|它们?|他们|[两俩二三](?:个|者|样|项|家|边|处|支|数|镇|村)?(?:数字?|队)?|[前后上下]面(?:那?个)?|刚才|(?:头|第)[一二](?:个)?|都|和|{OPERATION}|前者|后者|是|有|了|出|的|呢|吧|啊|呀|来|"
    r"多少|几|成|倍|大概|大约|算|一下|帮我|[处个条份支名户块座家所幅人米亩元吨方]|平方米?|立方米?|万|亿|,|\?)+$"
)
SUMMED = re.compile(r"加|合|总|一共|共(?!同)")
EACH_OF = re.compile(r"平均[^,。?]{0,8}?(?:每一?|一)(?P<unit>[\u3400-\u9fff])")
COMPUTED = ("sum", "difference", "which", "times", "rate", "rank", "altogether", "same")
CARRIED_KINDS = ("count", "measure", "money", "percent")  # of what is asked, for another thing than before
CONVERTED = re.compile(
    r"^(?:那|这)?(?:个数|些)?(?:要是|如果)?(?:[恁你您]?[给帮替](?:俺|我|咱)(?:们)?)?(?:(?:折|换|折合|换算|折算|算|合|换成|化)(?:成|作|算成?|为|合成?)(?:是)?|(?:大概|约)?(?:折合|折|合|等于|相当于)(?:是)?(?:多少|几)?)(?P<unit>(?!多少|几)[\u3400-\u9fff]{1,4}?)(?:的话)?(?:呢|是?有?多少|几[^,。?]?)?(?:看看|瞧瞧|看一下|一下)?(?:呢|[?。!])*$"
)
UNIT_AGAIN = re.compile(r"单位(?:是|为|呢)|是(?:米|平方米|立方米|吨|处|个|亩|万元|元|公里|人|户)(?:吗|么|还是)")

PAGE_ASKED = re.compile(
    r"^(?:请|再|那)?(?:(?P<on>下一?页|下面的?|后面的?|更多|继续|接着(?:列|说|看|来)?|往下(?:列|说|看)?|还有(?:呢|吗|没有?)|翻页|剩下的)|(?P<back>上一?页)"
    r"|第(?P<number>\d{1,3}|[一二三四五六七八九十])页)(?:呢|吧|啊|呀|列出来|看看|一下)*[?。!]*$"
)


@dataclass(frozen=True, slots=True)
class Turn:
    """One question and what it was answered from."""

    question: str  # as read, with what it took over
    words: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    periods: tuple[str, ...] = ()
    kind: str = "unknown"  # of Asked
    unit: str = ""
    dimension: str = ""
    noun: str = ""
    intent: str = "figure"
    detail: str = ""
    status: str = ""
    sentence_ids: tuple[int, ...] = ()
    fact_ids: tuple[int, ...] = ()
    given_unit: str = ""  # of the one figure that answered
    article_ids: tuple[int, ...] = ()
    page: int = 0  # of a list that is told in pages
    pages: int = 1


@dataclass(frozen=True, slots=True)
class Conversation:
    """The last turns, kept by the caller: a chat, the terminal, a replica."""

    turns: tuple[Turn, ...] = ()
    at: float = 0.0  # when the last turn was answered, seconds since the epoch

    def last(self, now: float | None = None) -> Turn | None:
        """Return the turn before, unless it is too old."""
        age_s = (time.time() if now is None else now) - self.at
        return self.turns[-1] if self.turns and age_s <= MAX_AGE_S else None

    def with_turn(self, turn: Turn, now: float | None = None) -> "Conversation":
        """Return the conversation with one more turn, the oldest dropped."""
        return Conversation((*self.turns, turn)[-MAX_TURNS:], time.time() if now is None else now)

    def to_json(self) -> str:
        """Write the conversation down; `Conversation.from_json` reads it back."""
        return json.dumps({"at": self.at, "turns": [asdict(turn) for turn in self.turns]}, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> "Conversation":
        """Read what `to_json` wrote; anything else gives an empty conversation, for a lost thread is no error."""
        try:
            fields = json.loads(text)
            turns = tuple(read_turn(turn) for turn in fields["turns"])
            return cls(turns[-MAX_TURNS:], float(fields["at"]))
        except (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError):
            return cls()


def read_turn(fields: Mapping[str, Any]) -> Turn:
    """Read one turn of `Conversation.to_json`; lists become tuples again."""
    read: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in fields.items()}
    return Turn(**read)


def page_asked(folded: str, before: Turn) -> int | None:
    """
    Tell which page of the list before a turn asks for, from 0; None where it asks for none or there was no list.

    >>> page_asked("下一页", Turn("", page=0, pages=3)), page_asked("第3页", Turn("", pages=3)), page_asked("更多", Turn(""))
    (1, 2, None)
    """
    found = PAGE_ASKED.match(folded.strip())
    if found is None or before.pages < 2:
        return None
    if found["number"]:
        return int(parse_numeral(found["number"])) - 1
    return before.page + (1 if found["on"] else -1)


def take_over(question: AnalysedQuestion, conversation: Conversation | None) -> AnalysedQuestion:
    """
    Fill what a turn lacks from the turn before: subject, place, kind of figure, period.

    Returns:
        The question itself where nothing is lacking or there is nothing to take; else with `notes` saying what was
        taken over, and with the sentences that the turn before was answered from.
    """
    before = turn_meant(question, conversation)
    if before is None or conversation is None or question.intent == "talk":
        return question
    filled = fill_from(question, before, conversation)
    if filled is question:
        return question
    turned = filled.elsewhere or (bool(question.places) and filled.intent == before.intent == "figure")
    turned = turned or BARE_WHICH.search(question.folded) is not None
    return replace(filled, before_facts=before.fact_ids) if turned else filled


def fill_from(question: AnalysedQuestion, before: Turn, conversation: Conversation) -> AnalysedQuestion:
    """Fill what a turn lacks from one turn before it."""
    computed = take_operands(question, conversation)
    if computed is not None:
        return computed
    if SET_AGAINST.match(question.folded) and question.intent == "compare" and 0 < len(before.fact_ids) <= MOST_GIVEN:
        return take_against(question, before)
    if before.intent == "source" and question.places and is_of_them_too(question):
        return replace(question, intent="source", detail=before.detail)
    if OTHER_ONE.match(fold(question.text).strip()):
        return take_elsewhere(question, before)
    if OF_THE_OTHER.match(fold(question.text).strip()) and before.places and not question.places:
        question = replace(question, elsewhere=True)
    own = [
        word
        for word in question.words
        if not (is_generic(word) or LOCALITY.fullmatch(word) or (question.places and word in TURNED_TO))
    ]
    if BARE_WHICH.search(question.folded):
        own = []
    claimed = claim_elsewhere(question, before) if before.intent == "verify" and not own else None
    if claimed is not None:
        return claimed
    if asks_same_elsewhere(question, own, before):
        # 花园口清了多少方生活垃圾, 古荥清运了多少: the verb alone names what was asked there.
        question, own = replace(question, words=before.words, asked=asked_before(before)), []
    unit = match_unit(question.folded.strip("?。! "))
    alone = unit is not None and (unit.dimension not in ("", "count") or len(unit.name) == 1)
    if unit is not None and alone and len(own) <= 1 and not question.places:
        # m³: the same in another unit.
        kind = "count" if unit.dimension in ("", "count", "people") else "measure"
        asked = Asked(kind, unit.name, "" if kind == "count" else unit.dimension)
        question, own = replace(question, asked=asked, intent="figure", detail="", words=()), []
    if question.intent == "compare":
        own = [word for word in own if len(word) > 1 and not LEFT.match(word)]  # 还剩呢, 没弄完的呢 name nothing
    elliptic = bool(ELLIPSIS.search(question.folded)) or question.correcting
    asks = question.asked.kind not in ("unknown", "yesno")
    if question.places and own and asks and (question.correcting or not elliptic):
        return question
    if question.intent == "compare" and own and ACROSS.search(question.folded):
        return question  # 哪个镇清的垃圾多 asks about all of them
    whole = question.intent in ("overview", "condition", "number")
    if whole and (question.places or own or not elliptic):
        return question
    notes: list[str] = []
    changed: dict[str, object] = {"context_sentences": before.sentence_ids}
    if not question.places and not question.unknown_places and before.places:
        changed["places"] = before.places
        notes.append(f"接上问：{'、'.join(before.places)}")
    if not question.periods and before.periods:
        changed["periods"] = before.periods
    if not own and question.intent in ("text", "number") and any(figure.unit for figure in question.figures):
        return question  # 那73支又是哪儿的 says of what itself
    if not own:
        changed["words"] = tuple(word for word in before.words if word not in question.denied)
        if asks and not question.places and question.intent in ("figure", "text"):
            changed["context_facts"] = before.fact_ids
        if before.words and not question.places:
            notes = [f"接上问：{''.join((*before.places, *before.words[:4]))}"]
        if question.intent in ("figure", "text") and not asks and question.intent != before.intent:
            changed["intent"], changed["detail"] = before.intent, before.detail
        if question.intent == "text" and asks and before.intent in ("figure", "text"):
            changed["context_words"] = ()
        elif not asks:
            # 那古荥镇呢: what was answered in 立方米 is asked in 立方米 again.
            changed["asked"] = asked_before(before)
    else:
        kept = tuple(word for word in before.words if word not in (*question.words, *question.denied))
        changed["context_words"] = kept
        if not asks and question.intent == "figure":
            # 路口呢: another thing, so the unit of the thing before does not hold.
            changed["asked"] = Asked(kind=before.kind if before.kind in CARRIED_KINDS else "unknown")
            changed["intent"], changed["detail"] = (
                ("figure", "") if before.intent != "text" else ("text", before.detail)
            )
    return replace(question, notes=tuple(notes), **changed)  # type: ignore[arg-type]


def is_of_them_too(question: AnalysedQuestion) -> bool:
    """Tell whether a turn asks of another place's article what was asked of one: 古荥那篇也是这俩人."""
    rest = question.folded
    for name in sorted({n for place in question.places for n in (place, place[:-1])}, key=len, reverse=True):
        rest = rest.replace(name, "")
    return OF_THEM_TOO.fullmatch(rest.strip()) is not None


def claim_elsewhere(question: AnalysedQuestion, before: Turn) -> AnalysedQuestion | None:
    """Claim of another place what the turn before claimed of one: 申庄村的污水处理站建好了吗, 马村的呢."""
    if len(question.places) != 1 or len(before.places) != 1 or not BARE_PLACE.search(question.folded):
        return None
    name = next((name for name in (before.places[0], before.places[0][:-1]) if name in before.question), "")
    if not name or len(name) < 2:
        return None
    return replace(
        question, folded=before.question.replace(name, question.places[0]), intent="verify", detail=before.detail,
        words=before.words, notes=(f"接上问：{''.join((*question.places, *before.words[:4]))}",),
    )  # fmt: skip


def asks_same_elsewhere(question: AnalysedQuestion, own: Sequence[str], before: Turn) -> bool:
    """Tell whether a turn asks of another place what was asked before, by nothing but a word or two of that."""
    asked = question.asked
    if not own or not question.places or not before.places or set(question.places) & set(before.places):
        return False
    bare = not (asked.unit or asked.dimension or asked.noun) and asked.start >= 0
    alike = all(any(is_said_by(word, one) for one in before.words) for word in own)
    return bare and question.intent == before.intent == "figure" and len(own) < len(before.words) and alike


def is_said_by(word: str, other: str) -> bool:
    """Tell whether two words say about the same: 清运 and 清, 印发 and 发放."""
    return word in other or other in word or any(synonym.word == other for synonym in synonyms_of(word))


def asked_before(before: Turn) -> Asked:
    """Return what the turn before asked for, in the unit that answered it."""
    return Asked(before.kind, before.unit or before.given_unit, before.dimension, before.noun)


def turn_meant(question: AnalysedQuestion, conversation: Conversation | None) -> Turn | None:
    """Return the turn before, or the earlier one that a turn names; None where there is none, or it is too old."""
    last = conversation.last() if conversation else None
    if last is None or conversation is None or question.back is None:
        return last
    turns = conversation.turns
    return turns[question.back] if -len(turns) <= question.back < len(turns) else turns[0]


def take_operands(question: AnalysedQuestion, conversation: Conversation) -> AnalysedQuestion | None:
    """
    Take the figures of the last two answers, where a turn says only what to do with them.

    Returns:
        None where it says more, or where the last answer itself compared two or did not give one figure.
    """
    if len(conversation.turns) < 2:
        return None
    other = conversation.turns[-1]
    one = next((turn for turn in reversed(conversation.turns[:-1]) if 0 < len(turn.fact_ids) <= MOST_GIVEN), None)
    if one is None or not other.fact_ids or len(other.fact_ids) > MOST_GIVEN or one.fact_ids[0] in other.fact_ids:
        return None
    computes = question.intent == "compare" and question.detail in COMPUTED
    mean = question.detail == "mean" and is_mean_of(question, one, other)
    if question.places:
        both = (one, other) if computes and names_places(question, one, other) else ()
    else:
        only = ONLY_OPERATION.match(question.folded) or (computes and names_both(question, one, other)) or mean
        both = (one, other) if only else ()
    if not both:
        return None
    asked = question.asked.unit
    alike = one.given_unit == other.given_unit != "" and (not asked or asked in (one.given_unit, *GENERAL))
    if not (computes or mean or (SUMMED.search(question.folded) and alike)):
        return None
    names = (f"{''.join((*turn.places, *turn.words[:4]))}" for turn in (one, other))
    detail = question.detail if (computes or mean) and question.detail != "altogether" else "sum"
    return replace(
        question, intent="compare", detail=detail, operand_facts=(one.fact_ids[0], *other.fact_ids), words=(),
        context_sentences=(*one.sentence_ids, *other.sentence_ids), notes=(f"接上问：{'、'.join(names)}",),
    )  # fmt: skip


def names_places(question: AnalysedQuestion, one: Turn, other: Turn) -> bool:
    """Tell whether a turn names but the places of two turns, which gave figures in one unit: 那花园口比古荥多几处."""
    apart = one.places != other.places and set(question.places) == {*one.places, *other.places}
    alike = one.given_unit == other.given_unit != "" and question.asked.unit in ("", one.given_unit, *GENERAL)
    return apart and alike and not own_words(question) and not question.figures


def is_mean_of(question: AnalysedQuestion, one: Turn, other: Turn) -> bool:
    """Tell whether a turn asks for the mean of two answers, for each of what one of them counted: 平均一支大概多少人."""
    per = EACH_OF.search(question.folded)
    units = (one.given_unit, other.given_unit)
    things = (*one.words, *other.words)  # 每队, of 突击队
    named = per is not None and (per["unit"] in units or any(word.endswith(per["unit"]) for word in things))
    return named and not question.figures and units[0] != units[1]


def take_against(question: AnalysedQuestion, before: Turn) -> AnalysedQuestion:
    """Set what a turn names against the figure that answered the one before: 跟私搭乱建比哪个大, 比古荥多多少."""
    return replace(
        question, against_facts=before.fact_ids, words=question.words if own_words(question) else before.words,
        places=question.places or before.places, context_sentences=before.sentence_ids,
        notes=(f"接上问：{''.join((*before.places, *before.words[:4]))}",),
    )  # fmt: skip


def names_both(question: AnalysedQuestion, one: Turn, other: Turn) -> bool:
    """Tell whether what a turn names besides the operation, if anything, was named in each of two turns: 哪个镇清得多."""
    own = own_words(question)
    said = [one.words, other.words]
    both = all(any(is_said_by(word, known) for known in words) for words in said for word in own)
    return both and bool(own) and not question.figures and not question.quoted


def own_words(question: AnalysedQuestion) -> list[str]:
    """Return the words of a turn that name a thing, and neither the operation nor a kind of place."""
    return [word for word in telling(question.words) if not (LOCALITY.search(word) or ONLY_OPERATION.match(word))]


def take_elsewhere(question: AnalysedQuestion, before: Turn) -> AnalysedQuestion:
    """Ask what was asked before of the other article or town."""
    return replace(
        question, intent=before.intent, detail=before.detail, words=before.words, periods=before.periods,
        asked=asked_before(before), places=before.places, elsewhere=True,
    )  # fmt: skip


def is_source_again(folded: str) -> bool:
    """
    Tell whether a turn asks where the answer before is from.

    >>> is_source_again("原话贴一下,我要标出处"), is_source_again("出处呢,另外古荥有几支")
    (True, False)
    """
    first, *others = folded.split(",")
    if SOURCE_AGAIN.search(folded):
        return True
    only = SENTENCE_MEANT.search(first) and not SENTENCE_AROUND.sub("", SENTENCE_MEANT.sub("", first))
    return bool(only) and not any(map(ASKS_MORE.search, others))


def is_previous_again(folded: str) -> bool:
    """Tell whether a turn asks for the answer before once more."""
    sure = SURE_ASKED.search(folded) is not None and not SURE.sub("", folded)
    return sure or bool(PREVIOUS.search(folded))


def unit_wanted(folded: str) -> str:
    """
    Return the unit that the answer before is wanted in; empty where a turn asks for none.

    >>> unit_wanted("折成亩呢"), unit_wanted("换算成公顷是多少"), unit_wanted("合计多少")
    ('亩', '公顷', '')
    """
    found = CONVERTED.match(folded.strip())
    named = found["unit"] if found else ""
    return named if named and match_unit(named) is not None else ""


def is_unit_again(folded: str) -> bool:
    """Tell whether a turn asks for the unit of the answer before."""
    return bool(UNIT_AGAIN.search(folded))
