"""From a number to what it counts, conditions on numbers, and overviews: facts by value, out of the store's index."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from knowledge.answers.arithmetic import UP_TO_NEXT, bound_closely
from knowledge.answers.choosing import Scope, place_agreement
from knowledge.answers.grounding import SEGMENT, cover, ground_fact, zones_of
from knowledge.answers.text_confidence import DOING
from knowledge.errors import QuantityError
from knowledge.figures import Figure
from knowledge.language import fold, synonyms_of
from knowledge.quantities import convert_to, dimension_of, parse_numeral, same_unit
from knowledge.questions import AnalysedQuestion, is_generic, is_overview_word, number_twice, telling, unit_asked
from knowledge.storage import StoredFact, StoredSentence, measure_of

BARE_NUMBER = re.compile(r"\d[\d,.]*[万亿]?|[零〇一二两三四五六七八九十百千万亿]+")
ABOVE = re.compile(r"超过?|大于|多于|高于|不少于|不低于|至少|达到|以上|往上|开外|过|不止|上(?=了?$)|>|≥")
BELOW = re.compile(r"少于|低于|小于|不足|不到|不超过|以下|以内|往下|<|≤")
INCLUSIVE = re.compile(r"上了?一?[百千万亿]|不少于|不低于|至少|达到|以上|不超过|以下|以内|≥|≤")
OWN_MEASURE = re.compile(r"(?:[镇乡县市区村]域|辖区|全[镇乡县市区村]|街道|总|区域|行政(?:区域)?|国土|幅员)*面积")
MEASURES = (
    "平方米",
    "亩",
    "公顷",
    "平方公里",
    "立方米",
    "吨",
    "公斤",
    "斤",
    "公里",
    "米",
    "毫米",
    "元",
    "天",
    "小时",
    "分钟",
    "年",
)
OWN_PEOPLE = re.compile(r"(?:全[镇乡县市区村]|现有|共有)*(?:户籍|常住|总|农业|在册)?(?:人口|户数|居民|村民|住户|农户)")
HOUSEHOLD = "户"
POWER = re.compile(r"上了?一?([百千万亿])")
POWERS = {"百": Decimal(100), "千": Decimal(1000), "万": Decimal(10000), "亿": Decimal(100000000)}
UNIT_OF = re.compile(r"[“\"]?([处个条份支次户家块幅名])[”\"]?数(?!字|据|量|目)")  # 处数上了一千
SENSES = ("over", "at_least", "under", "at_most")
NAMED = 0.8
# 有哪些数字?垃圾啊道路啊棚子啊都要: what the figures are wanted of is told one by one.
ITEMS_WANTED = re.compile(
    r"[?。!,](?P<items>[^?。!,]*[\u3400-\u9fff](?:[啊呀、][\u3400-\u9fff]{1,6}){1,6})[啊呀]?(?:都要|都列|全要|都算)"
)
LEAST_SHARE = 0.35  # of a narrowing word or two, covered by what stands around a figure
LEAST_TOLD = 0.5  # of a word, by one sentence at least: else nothing is told of it
LEAST_TOPICAL = 0.55  # of the words of a topic, covered by the stretch between semicolons that a figure stands in
MOST_LOOKED_AT = 400
MOST_ARTICLES = 20  # of a place, whose figures are looked through
TOTAL = re.compile(r"总(?!部|站|队|工|院|厂|督|理)|合计|共计")
FEWEST_PARTS = 2  # of a total
OTHER_KINDS = ("date", "time", "ordinal")

Found = tuple[tuple[StoredFact, StoredSentence], ...]


def facts_of_number(question: AnalysedQuestion, scope: Scope) -> Found:
    """Return the facts whose figure is one of the numbers that a question states: 73支是什么."""
    found: dict[int, StoredFact] = {}
    for value, unit in stated_numbers(question):
        for measure_value in {value, *scaled(value, unit)}:
            for fact in scope.store.facts_with_number(float(measure_value), float(measure_value)):
                if fact.figure.kind not in OTHER_KINDS and is_number(fact.figure, value, unit):
                    found[fact.id] = fact
    for figure in question.figures if not found else ():
        found |= {fact.id: fact for fact in facts_roughly(figure, scope)}
    return within_scope(question, found.values(), scope) or within_scope(
        replace(question, words=()), found.values(), scope
    )


def facts_roughly(figure: Figure, scope: Scope) -> Iterator[StoredFact]:
    """Return the facts that a figure says roughly, up to the next of its last digit: of 7.7万多立方米 77663立方米."""
    read = bound_closely(figure, figure.unit) if figure.modifier in UP_TO_NEXT else None
    if read is None or read.low is None or read.high is None:
        return
    measure, factor = measure_of(figure.unit) if figure.unit else (None, Decimal(1))
    low, high = (float(value * Decimal(str(factor or 1))) for value in (read.low, read.high))
    for fact in scope.store.facts_with_number(low, high, measure, MOST_LOOKED_AT):
        alike = not figure.unit or same_unit(fact.figure.unit, figure.unit)
        if alike and fact.figure.kind not in OTHER_KINDS:
            yield fact


def is_number(figure: Figure, value: Decimal, unit: str) -> bool:
    """Tell whether a figure is a number in a unit, units converted: 1.2公里 is 1200米."""
    if figure.value is None:
        return False
    if not unit or figure.unit == unit or same_unit(figure.unit, unit):
        return figure.value == value
    try:
        return convert_to(value, unit, figure.unit) == figure.value
    except QuantityError:
        return False


def stated_numbers(question: AnalysedQuestion) -> tuple[tuple[Decimal, str], ...]:
    """Return the numbers of a question with their units; bare numbers have none."""
    twice = number_twice(question.folded)
    if twice:
        return ((Decimal(twice), ""),)
    stated = [(figure.value, figure.unit) for figure in question.figures if figure.value is not None]
    if not stated:
        for match in BARE_NUMBER.finditer(question.folded):
            try:
                stated.append((parse_numeral(match.group()), ""))
            except QuantityError:
                continue
    return tuple(dict.fromkeys(stated))


def scaled(value: Decimal, unit: str) -> tuple[Decimal, ...]:
    """Return a value in the base unit of its measure, as the store compares."""
    factors = [measure_of(one)[1] for one in (unit, *MEASURES) if one]
    return tuple(value * Decimal(str(factor)) for factor in factors if factor)


def facts_by_condition(question: AnalysedQuestion, scope: Scope) -> Found:
    """Return the facts that a condition fits: 超过100处的有哪些, 哪些事用平方米算."""
    unit = unit_asked(question.folded)
    if unit:
        facts = scope.store.facts_with_number(None, None, measure_of(unit)[0], MOST_LOOKED_AT)
        words = tuple(word for word in question.words if word in question.folded.split(unit)[0])
        measured = [fact for fact in facts if same_unit(fact.figure.unit, unit)]
        return within_scope(replace(question, words=words), measured, scope)
    limit = limit_of(question)
    if limit is None:
        power = POWER.search(question.folded)
        if power is None:
            return ()
        counted = UNIT_OF.search(question.folded)
        unit = counted[1] if counted else ""
        limit = Figure(power.group(), 0, 0, "quantity", POWERS[power.group(1)], unit=unit)
    value = limit.value if limit.value is not None else limit.low or limit.high
    assert value is not None
    unit = limit.unit
    measure, factor = measure_of(unit) if unit else (None, None)
    bound = float(value * Decimal(str(factor))) if factor else float(value)
    inclusive = bool(INCLUSIVE.search(question.folded))
    below = bool(BELOW.search(question.folded))
    low, high = (None, bound) if below else (bound, None)
    facts = scope.store.facts_with_number(low, high, measure, MOST_LOOKED_AT)
    kept = [
        fact
        for fact in facts
        if fact.figure.kind not in OTHER_KINDS
        and (inclusive or fact.figure.value != value or fits_strictly(fact.figure, below))
    ]
    words = tuple(
        word for word in question.words if not (ABOVE.fullmatch(word) or BELOW.fullmatch(word) or word in DOING)
    )
    return without_totals(question, within_scope(replace(question, words=words), kept, scope))


def without_totals(question: AnalysedQuestion, found: Found) -> Found:
    """Leave out what is a total of the others of its article: 总投资3934万元 is none of the projects whose 投资 is compared."""
    if TOTAL.search(question.folded):
        return found
    kept = tuple(pair for pair in found if not (is_total(*pair, found) or is_sum(pair[0], found)))
    return kept if len(kept) >= FEWEST_PARTS else found


def is_total(fact: StoredFact, sentence: StoredSentence, found: Found) -> bool:
    """Tell whether a figure is a total of others: called so, of nothing named (总投资5.7亿元的电缆项目), and no less than they are."""
    if not TOTAL.match(fact.counted) or sentence.text[fact.figure.end :].startswith("的"):
        return False
    parts = [
        other.figure.value
        for other, told in found
        if told.article_id == sentence.article_id
        and other.id != fact.id
        and same_unit(other.figure.unit, fact.figure.unit)
    ]
    return bool(parts) and (fact.figure.value or 0) >= sum(value or 0 for value in parts)


def is_sum(fact: StoredFact, found: Found) -> bool:
    """Tell whether a figure is the sum of all others of its sentence and unit: 全区5320处,其中甲街道3460处、乙镇1860处."""
    alike = [one for one, _ in found if one.sentence_id == fact.sentence_id and one.figure.unit == fact.figure.unit]
    parts = [one.figure.value or 0 for one in alike if one.id != fact.id]
    return len(parts) >= FEWEST_PARTS and sum(parts) == fact.figure.value


def limit_of(question: AnalysedQuestion) -> Figure | None:
    """Return the figure that a condition sets a bound by: of 两个镇里超过2万平米的 the second."""
    stated = [figure for figure in question.figures if figure.value is not None or figure.low is not None]
    bounds = [one for one in stated if one.sense in SENSES or is_bounded(question.folded, one)]
    return next(iter((*bounds, *stated)), None)


def is_bounded(text: str, figure: Figure) -> bool:
    """Tell whether a word that sets a bound stands right before or behind a figure."""
    before, behind = text[: figure.start].rstrip(), text[figure.end :]
    ahead = any(re.search(f"(?:{pattern.pattern})了?$", before) for pattern in (ABOVE, BELOW))
    return ahead or any(pattern.match(behind) for pattern in (ABOVE, BELOW))


def fits_strictly(figure: Figure, below: bool) -> bool:
    """Tell whether a figure equal to the bound still lies beyond it by its qualifier: 100余幅 is over 100."""
    return figure.sense in (("under", "at_most") if below else ("over",))


def facts_of_scope(question: AnalysedQuestion, scope: Scope) -> Found:
    """Return every figure of the places that a question names, narrowed by its words: 滩区整治的数字."""
    articles = [a for a in scope.store.articles() if not question.places or a.place in question.places]
    if question.places and not articles:
        articles = list(scope.store.articles())
    sentences = [
        s for s in scope.store.sentences_of([a.id for a in articles[:MOST_ARTICLES]], with_facts=True) if s.facts
    ]
    found = {fact.id: fact for sentence in sentences for fact in sentence.facts if fact.figure.kind not in OTHER_KINDS}
    words = tuple(word for word in question.words if not is_overview_word(word))
    items = ITEMS_WANTED.search(question.folded)
    if items is not None:
        wanted = [word for word in telling((*question.words, *question.context_words)) if word in items["items"]]
        every = within_scope(replace(question, words=()), found.values(), scope)
        return tuple(pair for pair in every if any(cover_any(word, zones_of(*pair).clause) for word in wanted))
    listed = within_scope(replace(question, words=words), found.values(), scope)
    named = [word for word in telling(words) if len(word) > 1 and scope.index.document_frequency(word)]
    told = [fold(" ".join((s.text, s.section, s.title))) for s in {s.id: s for _, s in listed}.values()]
    if named and not any(cover(word, text) >= LEAST_TOLD for word in named for text in told):
        return ()  # 古荥修地铁的数据: of no 地铁 is anything told
    topical = tuple(pair for pair in listed if is_topical(words, *pair))
    return topical or listed


def cover_any(word: str, text: str) -> bool:
    """Tell whether a text names a thing by a word or by what it is called otherwise."""
    return any(cover(other, text) >= NAMED for other in (word, *(one.word for one in synonyms_of(word))))


def own_measures(question: AnalysedQuestion, scope: Scope) -> Found:
    """
    Return the measure of each whole town that a question asks for by no more than its name: 青芦镇面积多大, 有多少户人家.

    None of a town whose people are told more than once: of which year they are the question does not say.
    """
    articles = scope.store.articles_of(question.places)[:MOST_ARTICLES]
    sentences = [s for s in scope.store.sentences_of(articles, with_facts=True) if s.facts] if articles else []
    area = question.asked.dimension == "area"
    found: dict[str, list[tuple[StoredFact, StoredSentence]]] = {}
    for sentence in sentences:
        for fact in sentence.facts:
            measured = OWN_MEASURE.fullmatch(fact.counted) if area else OWN_PEOPLE.fullmatch(fact.counted)
            named = fact.place in ("", sentence.place) and measured and not fact.act
            unit = fact.figure.unit
            houses = question.asked.unit == HOUSEHOLD
            if named and (unit == HOUSEHOLD if houses else dimension_of(unit) == question.asked.dimension):
                found.setdefault(sentence.place, []).append((fact, sentence))
    # What follows the first area may be a park's.
    return tuple(told[0] for told in found.values() if area or len({fact.figure.value for fact, _ in told}) == 1)


def is_topical(words: Sequence[str], fact: StoredFact, sentence: StoredSentence) -> bool:
    """Tell whether the stretch that a figure stands in speaks of a topic: most of its words stand there."""
    content = telling(words)
    if not content:
        return True
    zones = zones_of(fact, sentence)
    held = sum(max(cover(word, zones.clause), SEGMENT * cover(word, zones.segment)) for word in content)
    return held >= LEAST_TOPICAL * len(content)


def within_scope(question: AnalysedQuestion, facts: Iterable[StoredFact], scope: Scope) -> Found:
    """Keep the facts of the places that a question names and that its words cover, in text order."""
    listed = list(facts)
    sentences = scope.store.sentences(sorted({fact.sentence_id for fact in listed}))
    content = [word for word in question.words if not is_generic(word) and not BARE_NUMBER.fullmatch(word)]
    known = scope.store.vocabulary_by_word(content)
    question = replace(question, words=tuple(word for word in content if word in known or synonyms_of(word)))
    content = list(question.words)
    kept = []
    for fact in sorted(listed, key=lambda fact: fact.id):
        sentence = sentences.get(fact.sentence_id)
        if sentence is None or place_agreement(question, fact, sentence) < 0:
            continue
        if content and not is_meant(question, content, fact, sentence):
            continue
        kept.append((fact, sentence))
    return tuple(kept)


def is_meant(question: AnalysedQuestion, content: Sequence[str], fact: StoredFact, sentence: StoredSentence) -> bool:
    """Tell whether narrowing words mean a fact: most of them stand around it, or of several one stands beside it."""
    if ground_fact(question, fact, sentence).share >= LEAST_SHARE:
        return True
    clause = zones_of(fact, sentence).clause
    return len(content) > 1 and any(cover(word, clause) >= NAMED for word in content)
