"""The turns before and a turn that lacks something, in; the turn made whole, out."""

import json
import re
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from knowledge.language import fold
from knowledge.quantities import match_unit, parse_numeral
from knowledge.questions.asking import Asked
from knowledge.questions.generic import is_generic
from knowledge.questions.question import AnalysedQuestion

MAX_AGE_S = 1800.0  # after half an hour a question stands for itself
MAX_TURNS = 6

LEFT = re.compile(r"还?[没未剩差]")
ELLIPSIS = re.compile(
    r"^(?:那么?|还有|另外|然后)|呢(?:,|$)|^(?:都|分别|各)?(?:是|有)?(?:什么|啥子?|哪些|哪[一二两三四五六七八九十几\d]+[^\s,。?]?|谁|哪里|哪儿)(?:呢|呀|啊|\?)*$"
)
GENERAL = ("个", "处")
LOCALITY = re.compile(r"[村镇乡县市区]|社区|地方")  # 哪俩村 names no thing
ACROSS = re.compile(r"哪(?:一)?个?(?:镇|村|地方|区|县|市|省|边)|[两二]个?(?:镇|村|地|区|县|市|省)|谁")
SOURCE_AGAIN = re.compile(
    r"^(?:出处|来源|原文|原话|原句|依据|证据|哪(?:里|儿)(?:说|写|看到|来)的?|(?:是)?(?:哪|那)(?:一?句|一?段|篇)(?:话|里)?(?:说的|写的)?|从哪(?:里|儿)?(?:看到|来)的?|(?:给|发|看)(?:我)?(?:下|一下|看看)?(?:原文|原句|出处)|出处在?哪(?:里|儿)?|谁说的|有(?:出处|依据|来源)吗?|怎么说的|原文(?:是|里)?(?:怎么|咋个?)(?:说|写|讲)的?)(?:[,\s]*(?:贴|发|给|念|拿)(?:出来)?(?:给)?(?:我|俺)?(?:看看?|一下|瞅瞅|听听)?)?[?。!呢吗啊呀]*$"
)
PREVIOUS = re.compile(
    r"^(?:上|前)(?:一)?(?:个|条|题|问)(?:问题|呢|数字|答案|是(?:什么|多少))?[?。呢]*$|^(?:再?(?:说|报|讲)|重复)(?:一遍|一次|一?下)?[?。]*$|^(?:你)?(?:刚才|刚刚|前面)(?:说|答)?(?:的)?(?:是)?(?:什么|多少|啥)?[?。呢]*$"
)
OTHER_ONE = re.compile(
    r"^(?:那|还有)?(?:另外?(?:的)?|其他|别的)(?:一|那|两|几)?(?:个|篇)?(?:文章|报道|稿子|镇|县|市|区|街道|地方|家|边)?(?:的)?呢?[?]*$"
)
# Only what to do with the answers before: 加起来呢, 差多少, 哪个多, 一共多少支.
OPERATION = (
    r"加(?:起来|在?一起|到?一[块起])|合(?:起来|在?一起|计|到一块)|总[共和]|一共|共(?:计|有)?|相[差比加]|差(?:距|额)?|几倍|多少倍|"
    r"占比?|比例|百分(?:之|比)|谁|哪(?:一)?(?:[个边家]|个?(?:镇|村|县|市|区|地方|街道|单位))|多出?|少|大|小|高|低|更|比"
)
ONLY_OPERATION = re.compile(
    rf"^(?=.*(?:{OPERATION}))(?:那么?|这|它们?|他们|[两俩二三](?:个|者|样|项|家|边|处|支|数|镇)?(?:数字?|队)?|都|和|{OPERATION}|前者|后者|是|有|了|出|的|呢|吧|啊|呀|来|"
    r"多少|几|成|倍|大概|大约|算|一下|帮我|[处个条份支名户块座家所幅人米亩元吨方]|平方米?|立方米?|万|亿|,|\?)+$"
)
SUMMED = re.compile(r"加|合|总|一共|共(?!同)")
COMPUTED = ("sum", "difference", "which", "times", "rate", "rank", "altogether", "same")
CARRIED_KINDS = ("count", "measure", "money", "percent")  # of what is asked, for another thing than before
CONVERTED = re.compile(
    r"^(?:那|这)?(?:个数|些)?(?:要是|如果)?(?:折|换|折合|换算|折算|算|合|换成|化)(?:成|作|算成?|为|合成?)(?:是)?(?P<unit>[\u3400-\u9fff]{1,4}?)(?:的话)?(?:呢|是?有?多少|几[^,。?]?)?(?:呢|[?。!])*$"
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
    computed = take_operands(question, conversation)
    if computed is not None:
        return computed
    if OTHER_ONE.match(fold(question.text).strip()):
        return take_elsewhere(question, before)
    own = [word for word in question.words if not is_generic(word) and not LOCALITY.fullmatch(word)]
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
        if asks and not question.places and question.intent == "figure":
            changed["context_facts"] = before.fact_ids
        if before.words and not question.places:
            notes = [f"接上问：{''.join((*before.places, *before.words[:4]))}"]
        if question.intent in ("figure", "text") and not asks and question.intent != before.intent:
            changed["intent"], changed["detail"] = before.intent, before.detail
        if question.intent == "text" and asks and before.intent in ("figure", "text"):
            changed["context_words"] = ()
        elif not asks:
            # 那古荥镇呢: what was answered in 立方米 is asked in 立方米 again.
            changed["asked"] = Asked(before.kind, before.unit or before.given_unit, before.dimension, before.noun)
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
    if question.places or not ONLY_OPERATION.match(question.folded):
        return None
    given = [turn for turn in conversation.turns if turn.given_unit and turn.fact_ids]
    if conversation.turns[-1:] != tuple(given[-1:]) or len(given) < 2:
        return None
    one, other = given[-2], given[-1]
    computes = question.intent == "compare" and question.detail in COMPUTED
    asked = question.asked.unit
    alike = one.given_unit == other.given_unit and (not asked or asked in (one.given_unit, *GENERAL))
    if one.fact_ids[0] == other.fact_ids[0] or not (computes or (SUMMED.search(question.folded) and alike)):
        return None
    names = (f"{''.join((*turn.places, *turn.words[:4]))}" for turn in (one, other))
    detail = question.detail if computes and question.detail != "altogether" else "sum"
    return replace(
        question, intent="compare", detail=detail, operand_facts=(one.fact_ids[0], other.fact_ids[0]), words=(),
        context_sentences=(*one.sentence_ids, *other.sentence_ids), notes=(f"接上问：{'、'.join(names)}",),
    )  # fmt: skip


def take_elsewhere(question: AnalysedQuestion, before: Turn) -> AnalysedQuestion:
    """Ask what was asked before of the other article or town."""
    asked = Asked(before.kind, before.unit or before.given_unit, before.dimension, before.noun)
    return replace(
        question, intent=before.intent, detail=before.detail, words=before.words, periods=before.periods, asked=asked,
        places=before.places, elsewhere=True,
    )  # fmt: skip


def is_source_again(folded: str) -> bool:
    """Tell whether a turn asks where the answer before is from."""
    return bool(SOURCE_AGAIN.search(folded))


def is_previous_again(folded: str) -> bool:
    """Tell whether a turn asks for the answer before once more."""
    return bool(PREVIOUS.search(folded))


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
