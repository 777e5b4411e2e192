"""A question and a base, in; the figures and sentences that may answer, best first, out."""

import math
import re
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from knowledge.answers.grounding import Grounding, Weights, Zones, cover, cover_counted, ground_fact, zones_of
from knowledge.answers.numbered import ADDRESS
from knowledge.answers.timing import parts_in, time_agreement, years_in
from knowledge.facts import find_places, short_names
from knowledge.index import SearchIndex
from knowledge.language import fold, synonyms_of, terms
from knowledge.quantities import dimension_of, same_unit
from knowledge.questions import AnalysedQuestion, asks_both_ends, asks_what_was, is_generic, telling
from knowledge.ranking import rank_facts
from knowledge.ranking.agreement import SHORT_YEAR
from knowledge.ranking.scoping import KINDS_OF_PLACE
from knowledge.storage import SqlStore, StoredFact, StoredSentence

PASSAGES, STRAY_SENTENCES = 5, 10
SMALL_BASE = 400  # sentences; below that every place is searched
COMMONEST = 0.3
SHARED = 0.35  # of the chances, where the first choice is of another place
# Figures taken from the learned ranker: the best one stands among its first 8 in every set, but what is compared or
# stands beside a figure that the question states may stand far behind.
FEW, RANKED = 16, 40
PULL, REACH = 0.75, 2.5  # how much its word weighs, and how far behind its best in log-odds it says nothing for one
DATED, DATED_PULL = ("date", "time", "rank", "age"), 2.0  # the rules know little of dates and ranks
PART_PULL = 0.3  # of the chance, where the ranker read a text that asks for other things too
HEEDED = 0.03  # less sure of its first than this, it is heeded less
NAMED, OTHER_THING = 0.8, 0.12
COUNTED = ("", "count", "people")
GENERAL = ("个", "处", "")
TAKEN_FOR_GENERAL = frozenset("名位人所座家项支间")  # asked by one of these, a 个 may answer
# Measure words that people take for one another.
MEASURE_WORDS = (
    frozenset("次回趟遍场起"),
    frozenset("名位人口"),
    frozenset("处座所家间栋幢片块点"),
    frozenset("支队组只"),
    frozenset("份张本册"),
    frozenset("条道根段"),
    frozenset("幅条张面"),
    frozenset("级层档"),
    frozenset("项件桩类种"),
    frozenset("户家"),
    frozenset("块面版"),
    frozenset("枚发颗粒"),
    frozenset("口眼"),
    frozenset("箱件包袋"),
    frozenset("起宗件例桩笔"),
    frozenset("单件票笔"),
    frozenset("棵株"),
    frozenset("盏只个"),
    frozenset("台部辆架套"),
    frozenset("匹头只"),
    frozenset("班趟列"),
    frozenset("扇道"),
    frozenset("本册"),
    frozenset("个名位"),
    frozenset("条艘只"),
    frozenset("条尾头只"),
    frozenset("针剂支次"),
    frozenset("张床"),
    frozenset("场期届"),
    frozenset("对双副"),
    frozenset("朵枝支束"),
    frozenset("桌席"),
    frozenset("扇樘"),
    frozenset("间套"),
)
PERSON = re.compile(
    r"(?:基层|老|小|女|男|新|在职|贫困|困难|退休|本地|外来)?(?:人(?!口|次|均|才公寓)|队员|学生|娃|孩子|小孩|老人|工人|干部|党员|群众|居民|村民|志愿者|教师|老师|医生|护士|医护|患者|病人|游客|"
    r"人员|妇女|职工|员工|劳力|劳动力|司机|宝宝|女孩|男孩|女生|男生|同学|乡亲|老乡|代表|委员|专家|演员|运动员|民警|消防员|网格员|保洁员|学员|师傅|农民|菜农|茶农|商户|农户|乘客|旅客)"
)
# What is measured rather than counted, by its first or last character, and how.
MEASURED = {
    "length": "雨雪路管渠堤线", "volume": "水气土料", "mass": "粮米菜肉鱼油蜜货水麦果叶茶瓜薯豆棉奶蛋盐煤肥虾蟹种药",
    "area": "地田林树草园", "energy": "电",
}  # fmt: skip
# The same by its last character alone: 螃蟹, 钢材, 垃圾.
MEASURED_LAST = {
    "length": "网缆墙沟河巷", "volume": "圾渣泥沙石木酒材",
    "mass": "冰糖盐沙石钢铁柴炭棉纸渣泥圾材禽蛋茧菇耳枣桃梨橘橙杏李莓柑笋姜蒜椒薯藕螺贝", "area": "房屋棚塘湖",
}  # fmt: skip
CHANGE = re.compile(r"新增|净增|增加|增长|增产|增收|提高|提升|上升|下降|减少|降低|涨|降|快|多增|同比")
PLAN_ASKED = re.compile(
    r"明年|后年|来年|今年|今后|未来|下一?[步届期年]|计划|规划|打算|准备|目标|力争|预计|预期|估计|想要|将[要来会]?|要[\u3400-\u9fff]|还要|再|20[2-9]\d|十[四五]五"
)
NOT_YET = 0.08  # off what is planned, where what is asked is not
LEVEL = re.compile(r"达到?|为|至|到|完成|实现")
# 年均1270万 is no year's figure, 人均 no total, 剩余 no whole.
QUALIFYING = (re.compile(r"年均|年平均"), re.compile(r"人均|户均|亩均"), re.compile(r"剩|未脱|尚有|尚未"))
SIBLINGS = frozenset("镇乡村县")  # no place of these kinds holds another of its kind
PART_OF_YEAR = 0.05  # off a figure of a quarter where no part of a year is asked
STOREYS = ("层", "楼", "室")
AGED = re.compile(r"(?:龄|历史)[已有达为约近超过]*$")  # 树龄1100年 tells 多少岁
ELSEWHERE = -0.8  # how far the storey of an address agrees with what counts storeys
TOLD = 0.5  # of a word's cover
MEAN_REACH = 10
CHANGE_REACH, YEAR_REACH = 4, 14  # characters before a figure
CHARACTER_WEIGHT, SYNONYM_WEIGHT, CONTEXT_WEIGHT = 0.3, 0.6, 0.5


FAR = -6.0  # in the ranker's score: as good as out
Key = tuple[int, int, int]  # of a figure: the id of its fact, its start, its end


@dataclass(frozen=True, slots=True)
class Chosen:
    """A candidate with what speaks for it."""

    fact: StoredFact
    sentence: StoredSentence
    score: float  # 0 to 1: coverage, agreement, place and period taken together
    grounding: Grounding
    agreement: float  # -1 to 1: does the figure measure what is asked
    placed: float  # 1 the place asked, 0 none asked, -1 another
    timed: float  # 1 the period asked, 0 none asked or open, -1 another
    fit: float = 0.0  # the score without the learned ranker's word, which sets even equals apart
    chance: float = 0.0  # what the learned ranker gives it
    behind: float = FAR  # in the ranker's score, behind the ranker's first; 0 for that one
    ranked: Mapping[str, float] = field(default_factory=dict, compare=False)  # the ranker's evidences for its first
    named: float | None = None  # how far the question names what the figure counts; None where that is not known


@dataclass(slots=True)
class Scope:
    """A base as one question sees it, with what was read of it."""

    store: SqlStore
    index: SearchIndex
    passages: dict[int, tuple[StoredSentence, ...]] = field(default_factory=dict)

    def articles_meant(self, question: AnalysedQuestion) -> tuple[int, ...]:
        """
        Return the articles about the places that a question names, of its years; none where any may answer.

        A report of a year tells of the year before, so the year after the one asked comes first.
        """
        if not question.places or question.unknown_places:
            return ()
        about = self.store.articles_of(question.places)
        if len(about) < 2 * len(question.places):
            return () if len(question.places) > 1 or not about else self.with_elsewhere(about)
        years = years_in(" ".join((question.folded, *question.periods)))
        wanted = {year + 1 for year in years} | years
        return (self.store.articles_of(question.places, wanted) if wanted else ()) or about

    def with_elsewhere(self, about: tuple[int, ...]) -> tuple[int, ...]:
        """Leave a small base open, so that the nearest fact of another place can be shown."""
        return () if self.index.sentence_count <= SMALL_BASE else about

    def facts(self, ids: Iterable[int]) -> list[StoredFact]:
        """Return the facts with some ids, in their order; what the base no longer has is left out."""
        return [fact for one in ids if (fact := self.store.fact(one)) is not None]

    def weights(self, question: AnalysedQuestion) -> dict[str, float]:
        """Weigh the question's words by their rarity in the base, COMMONEST to 1; words that the base lacks count whole."""
        total = math.log(self.index.sentence_count + 2)
        return {
            word: max(COMMONEST, 1 - math.log(self.index.document_frequency(word) + 1) / total)
            for word in (*question.words, *question.context_words)
        }

    def pool(self, question: AnalysedQuestion) -> tuple[StoredSentence, ...]:
        """Bring the sentences that may hold the answer: the best passages, stray sentences, those of the turn before."""
        weights = search_weights(question)
        articles = self.articles_meant(question)
        passages = [passage for passage, _ in self.index.search_passages(weights, PASSAGES, articles)]
        strays = [sentence for sentence, _ in self.index.search_sentences(weights, STRAY_SENTENCES, articles)]
        self.passages.update(self.store.passages([passage for passage in passages if passage not in self.passages]))
        found = {sentence.id: sentence for passage in passages for sentence in self.passages.get(passage, ())}
        missing = [i for i in (*strays, *question.context_sentences) if i not in found]
        if missing:
            found.update(self.store.sentences(missing))
        return tuple(found[i] for i in sorted(found))


def search_weights(question: AnalysedQuestion) -> dict[str, float]:
    """Weigh the terms to search by: words, their synonyms and characters less, places as title words."""
    weights: dict[str, float] = {}

    def put(text: str, weight: float) -> None:
        for term in terms(text):
            factor = weight * (CHARACTER_WEIGHT if len(term) == 1 and len(text) > 1 else 1.0)
            weights[term] = max(weights.get(term, 0.0), factor)

    for word in question.words:
        put(word, 0.3 if is_generic(word) else 1.0)
        for synonym in synonyms_of(word):
            put(synonym.word, SYNONYM_WEIGHT * synonym.weight)
    for word in question.context_words:
        put(word, CONTEXT_WEIGHT)
    for place in question.places:
        put(place, 1.0)
    for figure in question.figures:
        put(figure.text, 1.0)
    for name in question.quoted:
        put(name, 1.0)
    return weights


def choose_facts(question: AnalysedQuestion, scope: Scope) -> tuple[Chosen, ...]:
    """Score every figure of the pool, best first; the question's own figures are set aside."""
    simple = question.intent == "figure" and not (question.part or question.figures or question.context_sentences)
    ranking = rank_facts(question, scope.store, scope.index, FEW if simple else RANKED)
    by_id = dict(ranking.read)
    missing = [i for i in question.context_sentences if i not in by_id]
    if missing:
        by_id.update(scope.store.sentences(missing))
    found = {key_of(ranked.fact): (ranked.fact, ranked.sentence) for ranked in ranking.figures}
    for sentence_id in question.context_sentences:
        if sentence_id in by_id:
            sentence = by_id[sentence_id]
            found.update((key_of(fact), (fact, sentence)) for fact in sentence.facts if key_of(fact) not in found)
    weights = scope.weights(question)
    told = {sentence.id: paragraph_before(sentence, by_id) for _, sentence in found.values()}
    chosen = [
        score_fact(question, fact, sentence, before_of(sentence, by_id), weights, told[sentence.id])
        for fact, sentence in sorted(found.values(), key=lambda pair: key_of(pair[0]))
    ]
    told_of = {fact.place for sentence in by_id.values() for fact in sentence.facts} if question.places else set()
    beside = {other for other in told_of if any(is_sibling(other, place) for place in question.places)}
    chosen = [replace(c, placed=-1.0) if is_told_of_another(question, c, beside) else c for c in chosen]
    chosen = without_parallels(question, chosen)
    scores = {key_of(ranked.fact): ranked.score for ranked in ranking.figures}
    top = max(scores.values(), default=0.0)
    fitting = frozenset(key_of(c.fact) for c in chosen if c.placed >= 0 and c.timed >= 0)
    chances = among_fitting({key_of(ranked.fact): ranked.confidence for ranked in ranking.figures}, fitting)
    pulls = pull_of(scores, fitting)
    word = DATED_PULL if question.asked.kind in DATED else PULL
    pull = word * min(1.0, ranking.confidence / HEEDED)
    if question.part:
        pulls, pull = chances, PART_PULL
    chosen = [
        replace(
            c,
            score=c.score + pull * pulls.get(key_of(c.fact), 0.0),
            fit=c.score,
            chance=chances.get(key_of(c.fact), 0.0),
            behind=max(FAR, scores.get(key_of(c.fact), top + FAR) - top),
            ranked=ranking.evidences,
        )
        for c in chosen
    ]
    if any((candidate.named or 0.0) >= NAMED for candidate in chosen):
        # The question names a thing that some figure counts: figures that count something else lose.
        chosen = [replace(c, score=max(0.0, c.score - OTHER_THING)) if c.named == 0.0 else c for c in chosen]
    return tuple(sorted(chosen, key=lambda candidate: (-candidate.score, key_of(candidate.fact))))


def key_of(fact: StoredFact) -> Key:
    """Tell figures apart: of a range, its ends have the id of the whole."""
    return (fact.id, fact.figure.start, fact.figure.end)


def among_fitting(chances: Mapping[Key, float], fitting: Set[Key]) -> Mapping[Key, float]:
    """
    Share the ranker's chances among the figures of the place and period asked, where its first is of another.

    What it gives a figure of another town says nothing of the ones of this; the shares are held to SHARED, for its
    first choice is out.
    """
    first = max(chances, key=lambda key: (chances[key], -key[0]), default=None)
    total = sum(chance for key, chance in chances.items() if key in fitting)
    if first is None or first in fitting or total <= 0:
        return chances
    return {key: SHARED * chance / total for key, chance in chances.items() if key in fitting}


def pull_of(scores: Mapping[Key, float], fitting: Set[Key]) -> Mapping[Key, float]:
    """
    Turn the ranker's scores into its word on each figure: 1 the best of the place and period asked, 0 REACH behind it.

    >>> pull_of({(1, 0, 2): 3.0, (2, 0, 2): 1.0, (3, 0, 2): -2.0}, {(2, 0, 2), (3, 0, 2)})
    {(1, 0, 2): 1.8, (2, 0, 2): 1.0, (3, 0, 2): 0.0}
    """
    best = max((score for key, score in scores.items() if key in fitting), default=max(scores.values(), default=0.0))
    return {key: max(0.0, 1.0 - (best - score) / REACH) for key, score in scores.items()}


def before_of(sentence: StoredSentence, sentences: dict[int, StoredSentence]) -> str:
    before = sentences.get(sentence.id - 1)
    return before.text if before is not None and before.paragraph == sentence.paragraph else ""


def paragraph_before(sentence: StoredSentence, sentences: dict[int, StoredSentence]) -> str:
    """Return what stands before a sentence in its paragraph, as far as it was read."""
    texts: list[str] = []
    before = sentences.get(sentence.id - 1)
    while before is not None and before.paragraph == sentence.paragraph:
        texts.append(before.text)
        before = sentences.get(before.id - 1)
    return "".join(reversed(texts))


def score_fact(
    question: AnalysedQuestion, fact: StoredFact, sentence: StoredSentence, above: str, weights: Weights, told: str = ""
) -> Chosen:
    grounding = ground_fact(question, fact, sentence, above, weights, told)
    agreement = agree(question, fact)
    if fact.figure.unit in STOREYS and ADDRESS.search(sentence.text[: fact.figure.start]):
        agreement = min(agreement, ELSEWHERE)
    if question.asked.kind == "age" and fact.figure.kind == "duration":
        agreement = 1.0 if AGED.search(sentence.text[: fact.figure.start]) else agreement
    placed = place_agreement(question, fact, sentence)
    if placed < 0 and above and not names_place(sentence.text, fact.place or sentence.place):
        # 云脚村,路修得格外难. 工期从8个月拖到了11个月: the place stands in the sentence before.
        alike = [place for place in question.places if place[-1] == (fact.place or sentence.place)[-1]]
        placed = 1.0 if any(names_place(fold(above), place) for place in alike) else placed
    if placed < 0 and stands_under(question, f"{told}{sentence.text[: fact.figure.start]}"):
        placed = 1.0
    score = 0.5 * grounding.share + 0.3 * grounding.near + 0.2 * max(agreement, -1.0)
    timed = time_agreement(question, fact, sentence)
    if question.asked.kind == "date":
        timed = max(
            timed, 0.0
        )  # a year that a question for a date names is of something else: 2014年当时预计在何时移交
    if placed < 0:
        score -= 0.5
    if timed < 0:
        score -= 0.4
    elif timed > 0:
        score += 0.05
    elif parts_in(fact.period) and not parts_in(question.folded):
        score -= PART_OF_YEAR
    score -= change_mismatch(question, fact, sentence)
    if grounding.contrary:
        score -= 0.15
    if any(same_value(fact, figure) for figure in question.figures):
        if question.either:
            score += 0.2
        elif question.asked.kind != "frequency":
            score -= 0.3
    named = cover_counted(question, fact)
    score += 0.06 * (named or 0.0) + member_agreement(question, fact, zones_of(fact, sentence, above))
    if sentence.id in question.context_sentences:
        score += 0.12
    return Chosen(fact, sentence, max(0.0, min(1.0, score)), grounding, agreement, placed, timed, named=named)


MEMBER_OF = re.compile(
    r"(?<![公英海这那哪家村镇县园厂乡城院店校区夜手心省市街])里(?:头|面|边)?(?=[^,。?!;]{2})|当中|其中|之中"
)
MEMBER, OTHER_MEMBER = 0.12, 0.15


def member_agreement(question: AnalysedQuestion, fact: StoredFact, zones: Zones) -> float:
    """
    Return what speaks for a figure where a part of something is asked: 投诉里网上买东西的占几成.

    What belongs to the figure itself must say which part, of a share the clause before too; the sentence says all parts.
    """
    own = zones.beside if fact.figure.kind == "percent" else zones.own
    cut = MEMBER_OF.search(question.folded, 2)
    if cut is None or cut.end() > question.asked.start >= 0:
        return 0.0
    behind = question.folded[cut.end() :]
    members = [word for word in question.words if word in behind and len(word) > 1 and not is_generic(word)]
    if not members:
        return 0.0
    found = max(cover(word, own) for word in members)
    return MEMBER if found >= TOLD else -OTHER_MEMBER


def change_mismatch(question: AnalysedQuestion, fact: StoredFact, sentence: StoredSentence) -> float:
    """
    Return what to take off where a figure is a change and the level is asked, or the level before and not the one after.

    由2329元增加到4495元 answers with 4495元 unless the year of the first is asked; 新增1284公里,达到2606公里 with 2606公里
    unless the increase is asked.
    """
    if asks_both_ends(question.folded):
        return 0.0
    if fact.figure.change == "from":
        if asks_what_was(question.folded):
            return 0.0
        years = years_in(sentence.text[max(0, fact.figure.start - YEAR_REACH) : fact.figure.start])
        return 0.0 if years & years_in(question.folded) else 0.25
    if fact.figure.change == "to" and asks_what_was(question.folded):
        return 0.25
    if fact.planned and not PLAN_ASKED.search(question.folded):
        return NOT_YET
    around = fold(sentence.text[max(0, fact.figure.start - MEAN_REACH) : fact.figure.start])
    taken = sum(0.1 for mark in QUALIFYING if bool(mark.search(around)) != bool(mark.search(question.folded)))
    if taken:
        return taken
    before = fold(sentence.text[max(0, fact.figure.start - CHANGE_REACH) : fact.figure.start])
    if CHANGE.search(before) and not CHANGE.search(question.folded) and not LEVEL.search(before):
        return 0.12
    return 0.0


def same_value(fact: StoredFact, figure: Any) -> bool:
    """Tell whether a fact is the figure that a question states: equal value, and the unit where both have one."""
    if fact.figure.value is None or fact.figure.value != figure.value:
        return False
    return not figure.unit or not fact.figure.unit or same_unit(figure.unit, fact.figure.unit)


def agree(question: AnalysedQuestion, fact: StoredFact) -> float:
    """Tell whether a figure measures what is asked: 1 the same unit, 0.5 the same dimension or open, -1 a clash."""
    asked, figure = question.asked, fact.figure
    kind = figure.kind
    if asked.kind == "date":
        return 1.0 if kind == "date" else 0.6 if kind == "duration" and SHORT_YEAR.match(figure.text) else -1.0
    if asked.kind == "time":
        return 1.0 if kind == "time" else -0.8
    if kind in ("date", "time"):
        return -1.0
    if asked.kind == "rank" or kind == "ordinal":
        return 1.0 if asked.kind == "rank" and kind == "ordinal" else -1.0
    if asked.kind == "frequency":
        if kind == "duration":
            return 0.5  # 多久一趟 is told by 间隔8分钟
        return 1.0 if figure.per and figure.unit in ("次", "回", "趟", "遍", "班") else -0.6
    if asked.kind == "percent":
        if kind in ("percent", "fraction", "percentage_point"):
            return 1.0
        # 工资涨了多少 may be told in yuan.
        return 0.4 if figure.change in ("rise", "fall") and CHANGE.search(question.folded) else -0.8
    if asked.kind == "duration" and kind in ("fraction", "percent") and "时间" in fact.counted:
        return 0.6
    counted, _, base = fold(figure.unit).partition("/")  # 人／平方公里
    if kind == "quantity" and asks_people(question) and not counts_people(counted):
        return -0.6  # 敲门队有多少队员 is not told by 6支
    if asked.unit:
        unit = asked.unit.lstrip("十百千万亿多余")
        if not unit:
            open_unit = agree(replace(question, asked=replace(asked, unit="")), fact)
            return open_unit if asked.unit[-1] in figure.text else min(open_unit, -0.3)  # 几个亿 is no 134公里
        if unit and figure.unit and same_unit(unit, figure.unit):
            return 1.0
        if unit == "次" and figure.unit in TRIPS and not RIDDEN.search(question.folded):
            return -0.6  # 出警多少次 is told by no 2614辆次
        if "/" in unit and not figure.unit.count("/"):
            return max(agree(replace(question, asked=replace(asked, unit=one)), fact) for one in unit.split("/") if one)
        if base and counted == unit:
            return 0.9 if base in question.folded else 0.2
        mine, theirs = dimension_of(unit), dimension_of(figure.unit)
        if unit == "辆" and "停" in question.folded and PARKED.search(fact.counted):
            return 0.5  # 能停几辆车 is told by 车位486个
        if mine == "people" and theirs == "visits":
            return 0.5  # 来了多少人 is told by 8.7万人次
        alike = not mine or not theirs or mine == theirs  # 人次 is no 次, 平方米 no 米
        if figure.unit and (figure.unit.endswith(unit) or unit.endswith(figure.unit)) and kind == "quantity" and alike:
            return 0.8
        if mine and mine == theirs and mine not in ("count", "people"):
            return 0.6
        if mine in COUNTED and theirs in COUNTED and kind == "quantity":
            fit = measure_word_agreement(unit, figure.unit)
            # 几口井 is told by 57眼 where what is counted is named.
            return max(fit, 0.3) if asked.noun and cover_counted(question, fact) == 1.0 else fit
        return -0.8
    if asked.dimension:
        theirs = dimension_of(figure.unit)
        if kind == "money" or (asked.kind == "money" and figure.unit in COINS):
            theirs = "money"
        if asked.dimension == "area" and figure.unit == "亩次":
            return 0.5  # 打药的面积 is told by 5万亩次
        if asked.dimension == "people" and theirs == "visits":
            return 0.5
        if asked.dimension == "speed" and theirs == "length" and ("时" in figure.per or "速" in fact.counted):
            theirs = "speed"  # 限速每小时10公里, 设计时速80公里
        return 0.8 if theirs == asked.dimension else -0.8
    if asked.kind == "duration":
        return 0.8 if kind == "duration" else -0.8
    if asked.kind == "money":
        return 1.0 if kind == "money" else -0.8
    if asked.kind == "count":
        if kind != "quantity":
            return -0.3
        if asked.noun and cover_counted(question, fact) == 1.0:
            return 0.5  # 多少垃圾 may be told in cubic metres
        if is_measured(asked.noun, dimension_of(figure.unit)):
            return 0.5  # 下了多少雨 is told in millimetres
        if asks_people(question) and counts_people(figure.unit):
            return 0.5  # 进来多少游客 is told in 人次
        # 总量 and 数量 may be meant of a measure too.
        return 0.5 if dimension_of(figure.unit) in COUNTED else 0.2 if asked.start < 0 or not asked.noun else -0.3
    return 0.3


TRIPS = ("辆次", "艘次", "架次", "台次", "车次")
RIDDEN = re.compile(r"车|船|艇|机|次数|台")
PARKED = re.compile(r"[车泊]位")
COINS = ("块", "块钱", "毛", "角")


def is_measured(noun: str, dimension: str) -> bool:
    """
    Tell whether a thing is told in a dimension: rain in millimetres, leaves in tonnes.

    >>> is_measured("雨", "length"), is_measured("鲜叶", "mass"), is_measured("水", "length"), is_measured("", "mass")
    (True, True, False, False)
    """
    either = MEASURED.get(dimension, "")
    return bool(noun) and (noun[0] in either or noun[-1] in either or noun[-1] in MEASURED_LAST.get(dimension, ""))


def asks_people(question: AnalysedQuestion) -> bool:
    """Tell whether a question counts people: 几个党员, 多少娃."""
    asked = question.asked
    return asked.kind == "count" and (asked.unit in ("", "个", "名", "位") and PERSON.match(asked.noun) is not None)


def counts_people(unit: str) -> bool:
    return not unit or unit in ("个", "户", "家", "对", "批", "口", "员") or dimension_of(unit) in ("people", "visits")


def measure_word_agreement(asked: str, printed: str) -> float:
    """Tell how well a measure word fits the one asked by: people say 个 for most things, and 回 for 次."""
    if printed and (asked.startswith(printed) or printed.startswith(asked)):
        return 0.8  # 几个村, 3个
    if printed in GENERAL and dimension_of(asked) == "people":
        return 0.0
    if asked in GENERAL or not printed or (printed == "个" and asked in TAKEN_FOR_GENERAL):
        return 0.3
    if any(asked in words and printed in words for words in MEASURE_WORDS):
        return 0.5
    return -0.5


def place_agreement(question: AnalysedQuestion, fact: StoredFact, sentence: StoredSentence) -> float:
    """Tell whether a fact is of a place that the question names: 1 yes, 0 none is named or it is of none, -1 another."""
    if not question.places and not question.unknown_places:
        return 0.0
    near, title = "", fold(sentence.title)
    for place in question.places:
        named = names_place(title, place) and not holds_another(title, place)
        if place in (fact.place, sentence.place) or named or place in fact.place.split("、"):
            return 1.0
        # A figure of a town is not the district's, nor a village's: another place counts only beside the figure.
        # A date holds for all that its sentence tells.
        zones = zones_of(fact, sentence)
        near = near or (zones.sentence if question.asked.kind == "date" else zones.beside)
        if is_sibling(fact.place, place) and fact.place in zones.clause and not names_place(zones.clause, place):
            continue  # 甲镇安装路灯860盏,乙镇安装420盏
        if is_sibling(fact.place, place) and not names_place(fold(sentence.text[: fact.figure.end]), place):
            continue  # 镇专职消防队现有消防车2辆,同时承担乙镇5个村的火灾扑救
        if names_place(near, place) or names_place(fact.place, place):
            return 1.0
    # 漠河机场 names a place, and no article of an encyclopaedia holds for one.
    return -1.0 if question.unknown_places or fact.place or sentence.place else 0.0


WHOLE = re.compile(r"(?:全|我|本)[县市区省镇乡]|各[县市区镇乡村]")


def stands_under(question: AnalysedQuestion, told: str) -> bool:
    """
    Tell whether a place that a question names is the last that the text before a figure tells of.

    碾子沟村农光互补基地占地1260亩. 二期工程计划新增装机20兆瓦: of 碾子沟村, though the article is the county's.
    """
    text = fold(told)
    for place in question.places:
        name = place if place in text else bare_place(place)
        at = text.rfind(name)
        if at < 0:
            continue
        rest = text[at + len(name) :]
        if not WHOLE.search(rest) and not any(mention.name != place for mention in find_places(rest)):
            return not question.unknown_places
    return False


def holds_another(title: str, place: str) -> bool:
    """
    Tell whether a title names a place only to say where another one lies.

    >>> holds_another("汐江市砚湖区2022年统计公报", "汐江市"), holds_another("汐江市2022年统计公报", "汐江市")
    (True, False)
    """
    rest = title[title.find(place) + len(place) :]
    return place in title and any(mention.start == 0 for mention in find_places(rest))


def without_parallels(question: AnalysedQuestion, candidates: list[Chosen]) -> list[Chosen]:
    """
    Leave out what a sentence tells of another thing, told in parallel with the one that a question names.

    核桃2.6万亩、天麻3200亩 makes 天麻每公斤卖46元 no price of 核桃.
    """
    parallels: dict[str, set[str]] = {}
    for word in telling(question.words):
        if len(word) < 2:
            continue
        own = [c for c in candidates if fold(c.fact.counted) == word]
        others = {
            fold(fact.counted)
            for c in own
            for other in (c, *candidates)
            if other.sentence.article_id == c.sentence.article_id and other.sentence.paragraph == c.sentence.paragraph
            for fact in other.sentence.facts
            if fact.figure.unit == c.fact.figure.unit
        }
        if own:
            parallels[word] = {
                name
                for name in others
                if len(name) > 1
                and name not in question.folded
                and name not in word
                and word not in name
                and not is_said_otherwise(word, name)
            }

    def is_told_of_parallel(one: Chosen) -> bool:
        text = fold(one.sentence.text)
        before = text[: one.fact.figure.start]
        return any(word not in text and any(name in before for name in names) for word, names in parallels.items())

    return [c for c in candidates if not is_told_of_parallel(c)] if parallels else candidates


def is_said_otherwise(word: str, name: str) -> bool:
    """
    Tell whether two names may be of one thing, so that they are told in parallel by no text: 游客, 客流.

    >>> is_said_otherwise("游客", "客流"), is_said_otherwise("春茶", "夏茶"), is_said_otherwise("核桃", "天麻")
    (True, False, False)
    """
    return word[-1] in name[:-1] or any(synonym.word in name for synonym in synonyms_of(word))


def is_sibling(place: str, other: str) -> bool:
    """Tell whether two places are of one kind, so that neither holds the other: 甲镇, 乙镇."""
    return place != other and place[-1:] == other[-1:] and place[-1:] in SIBLINGS


def is_told_of_another(question: AnalysedQuestion, one: Chosen, others: Set[str]) -> bool:
    """Tell whether a figure's own words name a sibling of the place asked, and not that: 陆家荡泵站装机3台."""
    if one.placed < 0 or not others:
        return False
    own = zones_of(one.fact, one.sentence).own
    named = any(names_place(own, place) for place in others)
    return named and not any(names_place(own, place) for place in question.places)


def names_place(text: str, place: str) -> bool:
    """Tell whether a text names a place, whole or without its 村, 镇, 市."""
    return place in text or bare_place(place) in text


@lru_cache(maxsize=1 << 13)
def bare_place(place: str) -> str:
    """
    Leave the kind of place off a name, where two characters remain.

    >>> bare_place("花园口镇"), bare_place("内蒙古自治区"), bare_place("沙市"), bare_place("砚石坪土家族自治县")
    ('花园口', '内蒙古', '沙市', '砚石坪')
    """
    if shorts := short_names(place):
        return shorts[0]
    return next((place[:cut] for cut in range(2, len(place)) if place[cut:] in KINDS_OF_PLACE), place)
