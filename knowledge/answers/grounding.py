"""A question and a candidate figure, in; how much of the question the words around the figure cover, and what nothing covers, out."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from knowledge.language import fold, opposites_of, synonyms_of, word_spans
from knowledge.quantities import dimension_of
from knowledge.questions import AnalysedQuestion, is_generic, telling
from knowledge.storage import StoredFact, StoredSentence

HAN_WORD = re.compile(r"[\u3400-\u9fff]+")
CLAUSE_MARKS = ",，。；;：:!！?？、"
SEGMENT_MARKS = "；;。!！?？"
ONE_CLAUSE = re.compile(r"[^,，。；;!！?？]+")
CLAUSE_END = re.compile(r"[,，。;；]")  # a list of names (、) is one clause here
LEADING = 2  # characters before a date that opens its clause: 自, 到了
SHORT_CLAUSE = 4  # characters besides the figure; a shorter clause takes the one before (118处,22505平方米)

# How much a word counts where it stands: in the words that belong to the figure, its clause, the stretch between
# semicolons, the sentence, and what stands above it (heading, title, the sentence before).
OWN, CLAUSE, BESIDE, SEGMENT, SENTENCE, ABOVE = 1.0, 0.92, 0.8, 0.72, 0.55, 0.35
ACTING = "拆修建清改查办搬运发种开装设补治打造挂宣整"  # single characters that act, and name no thing
LONG_PHRASE = 4  # characters; shorter ones are looked for whole
FROM_BEFORE = 0.8  # of the head word's cover, where what is counted was told before and is left out
# 这条河全长4.8公里 tells of what stands in the sentence before.
POINTS_BACK = re.compile(r"(?:^|[,，、;；“\"])(?:这|该|此)[\u3400-\u9fff]")
# An area that is the place's own: 镇域面积, 辖区, 占地.
OWN_AREA = re.compile(
    r".{0,8}?(?:辖区|[镇乡县市区省村]域|占地|(?:行政区域?|区域|国土|土地|陆域|全[镇乡县市区省村]|[镇乡县市区村道])?总?面积)"
)
COUNTS_NOTHING = re.compile(r"(?:计划|预计|剩余|其余|其中|另有|尚有|目前|累计|共|任务|全部|拟|力争|加上)+")
PLANNING = frozenset(("计划", "准备", "打算", "想", "要", "拟", "目标", "奋斗目标", "预计", "争取", "力争"))
MISSING = 0.3  # a word covered less than this is missing

Weights = Mapping[str, float]
NO_WEIGHTS: Weights = {}


@dataclass(frozen=True, slots=True)
class Zones:
    """The text around a figure, folded, from near to far; each holds the ones before it."""

    own: str
    clause: str
    beside: str  # the clause with the one before and the one after
    segment: str
    sentence: str
    above: str


@dataclass(frozen=True, slots=True)
class Grounding:
    """How a candidate covers a question."""

    share: float  # weighted share of the question's words that are covered, nearer counting more; 0 to 1
    near: float  # the same counting the clause alone
    beside: float  # the same counting the clause and its neighbours
    missing: tuple[str, ...]  # words that neither the sentence nor what stands above it covers
    head: float | None  # how far the clause and its neighbours cover the head word; None where there is none
    contrary: bool  # the clause says the opposite of a word of the question, and not the word
    missing_known: int = 0  # missing words of two characters and more that stand elsewhere in the base
    missing_share: float = 0.0  # of the characters of the words that say what is asked, those of the missing ones


def ground_fact(
    question: AnalysedQuestion,
    fact: StoredFact,
    sentence: StoredSentence,
    above: str = "",
    weights: Weights = NO_WEIGHTS,
    told: str = "",
) -> Grounding:
    """
    Tell how far the words around a figure cover the words of a question.

    Args:
        question: The question.
        fact: The candidate.
        sentence: Its sentence.
        above: More context: the sentence before, as printed.
        weights: How much each word counts by its rarity, 0 to 1; 1 where a word is not in it.
        told: What stands before it in its paragraph.

    Returns:
        Shares between 0 and 1, and the words that nothing covers.
    """
    if is_places_own(question, fact):
        return Grounding(1.0, 1.0, 1.0, (), None, False)
    zones = zones_of(fact, sentence, above)
    if fact.planned and not PLANNING.isdisjoint(question.words):
        # 计划新建几所 asks for a plan, and of a plan the heading says so, where its sentence does not.
        kept = tuple(word for word in question.words if word not in PLANNING or word in sentence.text)
        question = replace(question, words=kept or question.words)
    grounding = ground(question, zones, weights)
    if grounding.head is None or grounding.head >= FROM_BEFORE or not leaves_out(fact):
        return grounding
    before = f"{told}{sentence.text[: fact.figure.start]}"
    return replace(grounding, head=max(grounding.head, FROM_BEFORE * cover(question.head, fold(before))))


def is_places_own(question: AnalysedQuestion, fact: StoredFact) -> bool:
    """Tell whether a place's own area is asked and told: 青芦镇面积多大, 镇域面积86.4平方公里; 拆除面积 is none."""
    if telling((*question.words, *question.context_words)) or not question.places:
        return False
    if fact.place and fact.place not in question.places:
        return False
    alike = dimension_of(fact.figure.unit) == question.asked.dimension == "area"
    return alike and not fact.act and OWN_AREA.fullmatch(fold(fact.counted)) is not None


def leaves_out(fact: StoredFact) -> bool:
    """Tell whether a text leaves out what a figure counts, as told before: 排查排污口163处, 剩余12处计划明年完成."""
    counted = fold(fact.counted)
    return len(counted) < 2 or is_generic(counted) or COUNTS_NOTHING.fullmatch(counted) is not None


def ground(question: AnalysedQuestion, zones: Zones, weights: Weights = NO_WEIGHTS) -> Grounding:
    words = [(word, 1.0) for word in telling(question.words)]
    words += [(word, 0.4) for word in telling(question.context_words)]
    if not words:
        return Grounding(0.0, 0.0, 0.0, (), None, False)
    total = near = beside = whole = 0.0
    missing: list[str] = []
    known = 0
    head: float | None = None
    contrary = False
    for word, factor in words:
        weight = factor * weight_of(word) * weights.get(word, 1.0)
        said = (word, *(phrase for phrase in question.phrases if word in phrase))
        clause, around, best = cover_zones(said, zones)
        if word == question.head:
            head = max(cover_any(said, zones.beside), 0.9 * cover_any(said, zones.segment))
        whole += weight
        total += weight * best
        near += weight * clause
        beside += weight * around
        if best < MISSING and factor == 1.0:
            missing.append(word)
            known += len(word) > 1 and weights.get(word, 1.0) < 1.0
        # 党员多久联系一次群众 names both, and neither speaks against the other.
        against = (opposite for opposite in opposites_of(word) if opposite not in question.folded)
        if clause < 0.5 and any(opposite in zones.clause for opposite in against):
            contrary = True
    for saying in question.sayings:  # tells by being covered, and nothing by being missing
        clause, around, best = cover_zones((saying,), zones)
        if best >= MISSING and saying in question.folded and not question.part:
            weight = weight_of(saying)
            whole, total = whole + weight, total + weight * best
            near, beside = near + weight * clause, beside + weight * around
    length = sum(len(word) for word, factor in words if factor == 1.0)
    lost = sum(map(len, missing)) / length if length else 0.0
    return Grounding(total / whole, near / whole, beside / whole, tuple(missing), head, contrary, known, lost)


def cover_zones(said: tuple[str, ...], zones: Zones) -> tuple[float, float, float]:
    """
    Tell how well a word, or a phrase that it is a part of, is covered.

    Returns:
        In the clause, around it, and anywhere; what is farther away counts less.
    """
    if said[0] in zones.own:
        return OWN, OWN, OWN
    clause = max(OWN * cover_any(said, zones.own), CLAUSE * cover_any(said, zones.clause))
    around = max(clause, BESIDE * cover_any(said, zones.beside))
    best = max(
        around,
        SEGMENT * cover_any(said, zones.segment),
        SENTENCE * cover_any(said, zones.sentence),
        ABOVE * cover_any(said, zones.above),
    )
    return clause, around, best


def cover_any(said: tuple[str, ...], zone: str) -> float:
    """Tell how well a zone covers the best covered of some words, of whose phrases only synonyms count."""
    return max(cover(said[0], zone), *(cover_phrase(phrase, zone) for phrase in said[1:]), 0.0)


@lru_cache(maxsize=1 << 16)
def cover_phrase(phrase: str, zone: str) -> float:
    """Tell how well a zone covers a phrase by its synonyms alone."""
    return max((synonym.weight for synonym in synonyms_of(phrase) if stands_in(synonym.word, zone)), default=0.0)


def cover_counted(question: AnalysedQuestion, fact: StoredFact) -> float | None:
    """
    Tell how far a question names what a figure counts: 1 whole, 0 not at all, None where the fact does not say.

    The head of a noun stands last: 临时党支部 is a 党支部, so the last two characters count most.
    """
    counted = fold(fact.counted)
    if len(counted) < 2:
        return None
    asked = telling((*question.words, *question.context_words))
    return max((cover_head(word, counted) for word in (*asked, fold(question.asked.noun))), default=0.0)


@lru_cache(maxsize=1 << 15)
def cover_head(word: str, counted: str) -> float:
    """Tell how far a word names a counted thing."""
    if len(word) >= 2 and (word in counted or counted in word):
        return 1.0 if counted.endswith(word) or counted in word else 0.8
    best = max((synonym.weight for synonym in synonyms_of(word) if synonym.word in counted), default=0.0)
    if best == 0.0 and len(word) == 1 and word in counted:
        best = 0.8 if counted.endswith(word) and word not in ACTING else 0.3
    if best == 0.0 and len(word) >= 2 and any(word[i : i + 2] in counted for i in range(len(word) - 1)):
        best = 0.6
    if best == 0.0 and len(word) == 2 and counted.endswith(word[-1]):
        best = 0.4
    return best


def weight_of(word: str) -> float:
    """Weigh a word by its length: single characters say little."""
    return 0.5 if len(word) == 1 else 1.0 if len(word) == 2 else 1.2


@lru_cache(maxsize=1 << 16)
def cover(word: str, zone: str) -> float:
    """Tell how well a zone covers a word: 1 as it stands, its synonyms less, a part of it less still."""
    if word in zone:
        return 1.0
    best = 0.0
    for synonym in synonyms_of(word):
        if synonym.weight > best and (stands_in(synonym.word, zone) or holds_pieces(synonym.word, zone)):
            best = synonym.weight
    if best < 0.8 and holds_pieces(word, zone):
        best = 0.8
    if best < 0.8 and len(word) == 2 and word[1] in "子儿" and word[0] in zone:
        best = 0.8  # 棚子 is 棚
    if best < 0.8 and len(word) >= 2:
        best = max(best, partial_cover(word, zone))
    return best


def stands_in(word: str, zone: str) -> bool:
    """Tell whether a zone holds a word, and not only as the beginning of another one: 幼儿 of 幼儿园."""
    at = zone.find(word)
    while at >= 0:
        if not begins_another(word, zone[at + len(word) : at + len(word) + 2]):
            return True
        at = zone.find(word, at + 1)
    return False


@lru_cache(maxsize=1 << 14)
def begins_another(word: str, behind: str) -> bool:
    """Tell whether a word with what stands behind it is the beginning of a longer one."""
    if len(word) != 2 or not HAN_WORD.match(behind):
        return False
    first = next(iter(word_spans(word + behind)), ("", 0, 0))
    return first[0] != word and first[0].startswith(word)


def holds_pieces(phrase: str, zone: str) -> bool:
    """Tell whether a zone holds the words of a phrase apart: 改造老旧小区 for 老旧小区改造."""
    pieces = pieces_of(phrase)
    return len(pieces) > 1 and all(piece in zone for piece in pieces)


@lru_cache(maxsize=1 << 14)
def pieces_of(phrase: str) -> tuple[str, ...]:
    """Cut a phrase into its words; none where one of them is a single character."""
    if len(phrase) < LONG_PHRASE or not HAN_WORD.fullmatch(phrase):
        return ()
    pieces = tuple(word for word, _, _ in word_spans(phrase))
    return pieces if all(len(piece) > 1 for piece in pieces) else ()


def partial_cover(word: str, zone: str) -> float:
    """Tell how much of a word stands in a zone: the longest piece, and for two characters the one that stands there."""
    if not HAN_WORD.fullmatch(word):
        return 0.0
    for length in range(len(word) - 1, 0, -1):
        for start in range(len(word) - length + 1):
            if word[start : start + length] in zone:
                return {1: 0.35 if len(word) == 2 else 0.15}.get(length, 0.65 * length / len(word))
    return 0.0


@lru_cache(maxsize=1 << 13)
def zones_of(fact: StoredFact, sentence: StoredSentence, above: str = "") -> Zones:
    """Cut out the zones around a figure."""
    text = sentence.text
    start, end = fact.figure.start, fact.figure.end
    clause_start, clause_end = clause_around(text, start, end, CLAUSE_MARKS)
    dated = fact.figure.kind in ("date", "time")
    if dated and start - clause_start < LEADING and clause_end - end < SHORT_CLAUSE and clause_end < len(text):
        # 9月5日,该镇启动百日行动: a day tells when what follows happened.
        _, clause_end = clause_around(text, clause_end + 1, clause_end + 1, CLAUSE_MARKS)
    while len(text[clause_start:clause_end]) - (end - start) < SHORT_CLAUSE and clause_start > 0:
        clause_start, _ = clause_around(text, clause_start - 1, clause_start - 1, CLAUSE_MARKS)
    segment_start, segment_end = clause_around(text, start, end, SEGMENT_MARKS)
    before_start, _ = clause_around(text, max(clause_start - 1, 0), max(clause_start - 1, 0), CLAUSE_MARKS)
    _, after_end = clause_around(text, min(clause_end + 1, len(text)), min(clause_end + 1, len(text)), CLAUSE_MARKS)
    others = [other for other in sentence.facts if other.id != fact.id]
    before = max((o.figure.end for o in others if o.figure.end <= start), default=0)
    after = min((o.figure.start for o in others if o.figure.start >= end), default=len(text))
    own_start, own_end = max(clause_start, before), min(clause_end, after)
    # The figure's own digits cover no word of a question (S312 and 1200余米).
    bare = text[:start] + " " * (end - start) + text[end:]
    own = f"{bare[own_start:own_end]} {fact.act}{fact.counted} {fact.figure.per}"
    clause = f"{own} {bare[clause_start:clause_end]}"
    beside = text[max(before_start, segment_start) : min(after_end, segment_end)]
    segment = text[segment_start:segment_end]
    outer = " ".join((sentence.section, sentence.title, above))
    return Zones(
        fold(own),
        fold(clause),
        fold(f"{clause} {beside} {above if POINTS_BACK.search(text[:start]) else ''}"),
        fold(f"{clause} {segment}"),
        fold(f"{clause} {text}"),
        fold(f"{text} {outer}"),
    )


def clause_around(text: str, start: int, end: int, marks: str) -> tuple[int, int]:
    """Return the stretch between two marks that holds a span; a comma inside a number is no mark."""
    left = start
    while left > 0 and not (text[left - 1] in marks and not inside_number(text, left - 1)):
        left -= 1
    right = end
    while right < len(text) and not (text[right] in marks and not inside_number(text, right)):
        right += 1
    return left, right


def inside_number(text: str, position: int) -> bool:
    return bool(re.match(r"\d[,，.:]\d", text[max(0, position - 1) : position + 2]))
