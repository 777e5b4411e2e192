"""A question that asks for several things, in; one question for each, out."""

import re
from dataclasses import replace

from knowledge.facts import short_names
from knowledge.language import fold
from knowledge.questions.analysis import blank, find_content_words, read_asked
from knowledge.questions.generic import is_generic
from knowledge.questions.intents import ALTOGETHER
from knowledge.questions.question import AnalysedQuestion

ASKS = re.compile(r"多少|几(?!乎)|多大|多长|多高|多久|多宽|多重")
CUT = re.compile(
    r"[,。?;!\n]+|(?<=[多少几大长高久宽重个处条次份名户亩米吨人平方])、(?=[^,。]*(?:多少|几|多大|多长))|(?<=[个处条次份名户亩米吨人平块支幅所])\s(?=[^,。]*(?:多少|几))"
)
LISTED = re.compile(
    r"(?:、|/|,(?=[^,]*(?:分别|各))|(?<=[\u3400-\u9fff])(?:和|跟|与|及|以及|还有|连同)(?=[\u3400-\u9fff]))+"
)
SEVERAL = re.compile(
    r"分别|几[\u3400-\u9fff]几|[\u3400-\u9fff]{2,}/[\u3400-\u9fff]{2,}|各(?:是|有|自|弄|做|拆|建|修|多少|几|为)?|都是多少|一起|两个数|的(?:处数|面积|数量|份数|个数|支数|条数|次数|人数|户数|家数|总数)|(?:处数|数量|面积)[及和与]"
)
# 经营主体增加几户?企业呢: the last piece asks by the words of the one before.
AS_WELL = re.compile(r"[?？,，。]\s*(?P<thing>[\u3400-\u9fff]{2,8})呢[?？。!！~]*\s*$")
MOST, PAIR = 6, 2


def split_question(question: AnalysedQuestion) -> tuple[AnalysedQuestion, ...]:
    """
    Cut a question that asks for several figures into one for each; they share place and period.

    >>> # 古荥修路多少平、积存点多少处 -> 修路多少平 | 积存点多少处
    """
    text = question.folded
    pieces = [piece for part in CUT.split(text) for piece in split_enumeration(part) if piece.strip()]
    asking = [piece for piece in pieces if ASKS.search(piece)]
    if len(asking) > 1:
        parts = tuple(part for piece in asking if (part := narrow(question, piece)) is not None)
        if len(parts) > 1:
            return parts[:MOST]
    also = AS_WELL.search(question.text)
    if len(asking) == 1 and also is not None:
        first, words = narrow(question, asking[0]), content_of(question, fold(also["thing"]))
        if first is not None and words and pieces[-1].strip() == fold(also["thing"]):
            before = asking[0][: max(first.asked.start, 0)]
            done = tuple(word for word in first.words[-1:] if before.rstrip("了有").endswith(word))  # 净增, of 净增几户
            if done and len(first.words) > 1:
                return first, replace(first, folded=f"{pieces[-1]}{done[0]}", words=(*words, *done))
    if SEVERAL.search(text):
        parts = split_list(question, text)
        if len(parts) > 1:
            return parts[:MOST]
    return (question,)


def split_pair(question: AnalysedQuestion) -> tuple[AnalysedQuestion, ...]:
    """Cut 宣传页跟版面多少, which no word says to be two questions, into one for each of two things; () for anything else."""
    if question.asked.kind not in ("unknown", "count", "measure", "money", "percent"):
        return ()
    if SEVERAL.search(question.folded) or ALTOGETHER.search(question.folded):
        return ()
    parts = split_list(question, question.folded)
    return parts if len(parts) == PAIR and not set(parts[0].words) & set(parts[1].words) else ()


def split_enumeration(text: str) -> list[str]:
    """Cut 几条弄好的街、几个弄好的院子 where both sides ask; 几处私搭乱建、院落 asks once."""
    pieces = re.split(r"、|(?<=[\u3400-\u9fff])(?:和|跟|以及|还有)(?=[^,。、和跟]*(?:几(?!乎)|多少))", text)
    return pieces if len(pieces) > 1 and all(ASKS.search(piece) for piece in pieces) else [text]


def split_list(question: AnalysedQuestion, text: str) -> tuple[AnalysedQuestion, ...]:
    """Cut 宣传页跟版面各多少 into a question for each thing listed; the asking words go with every one."""
    body = max(
        (piece for piece in re.split(r"[:。?;!,\n]", text)), key=lambda piece: len(LISTED.findall(piece)), default=""
    )
    at = read_asked(body)
    units = re.findall(r"几([\u3400-\u9fff])", body)
    tail_at = at.start if at.start > 0 else len(body)
    items = [item for item in LISTED.split(body[:tail_at]) if item.strip()]
    parts: list[AnalysedQuestion] = []
    for position, item in enumerate(items):
        words = content_of(question, item)
        measure = read_asked(item)
        if not words and not measure.dimension:
            continue
        part = replace(question, words=words or parts[-1].words if parts else words, asked=question.asked, part=True)
        if len(units) == len(items):
            part = replace(part, asked=replace(question.asked, unit=units[position], noun=""))
        elif measure.kind != "unknown":
            part = replace(part, asked=measure)
        elif len(units) > 1:
            part = replace(part, asked=replace(question.asked, unit="", noun=""))
        parts.append(part)
    return tuple(parts)


def narrow(question: AnalysedQuestion, piece: str) -> AnalysedQuestion | None:
    """Return the question as one piece of it asks it; words of the piece alone, place and period of the whole."""
    words = content_of(question, piece)
    asked = read_asked(piece)
    if not words:
        # 多少处,多少平米: another measure of the same.
        if not (asked.dimension or asked.unit):
            return None
        return replace(question, folded=piece, asked=asked, context_words=())
    others = tuple(word for word in question.words if word not in words)
    return replace(question, folded=piece, words=words, asked=read_asked(piece), context_words=others)


def content_of(question: AnalysedQuestion, piece: str) -> tuple[str, ...]:
    """Return the content words of a piece that are content words of the whole, generic ones left out."""
    asked = read_asked(piece)
    bare = piece
    for name in sorted({n for place in question.places for n in clipped_names(place)}, key=len, reverse=True):
        bare = blank(bare, [match.span() for match in re.finditer(re.escape(name), bare)])
    found = find_content_words(bare, asked.start, asked.end)
    return tuple(word for word in found if not is_generic(word))


def clipped_names(place: str) -> tuple[str, ...]:
    """
    Return a place's name with what people leave off at its end.

    >>> clipped_names("柳林街道"), clipped_names("临汶市")
    (('柳林街道', '柳林街', '柳林'), ('临汶市', '临汶'))
    """
    shorts = short_names(place)
    if shorts:
        return (place, *reversed(shorts))
    return tuple(place[:cut] for cut in range(len(place), max(len(place) - 3, 1), -1))
