"""A question that compares or computes, in; the operands with their sentences, and the result, out."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from itertools import pairwise

from knowledge.answers import arithmetic
from knowledge.answers.agreeing import SHARES
from knowledge.answers.arithmetic import Computed
from knowledge.answers.belonging import came_from
from knowledge.answers.choosing import PERSON, Chosen, Scope, agree, choose_facts, names_place
from knowledge.answers.deciding import AGAINST, SAID, lacks_unit
from knowledge.answers.grounding import cover
from knowledge.answers.lookups import OTHER_KINDS, facts_of_scope, without_totals
from knowledge.answers.operands import (
    CLASH,
    LEAST_BESIDE,
    as_sizes,
    best_for,
    by_places,
    choose,
    choose_each,
    ends_as,
    is_alike,
    is_count,
    is_growth,
    is_total_and_done,
    stated_operands,
    thing_of,
    those_said,
    total_and_done,
)
from knowledge.answers.phrasing import shown_place
from knowledge.answers.sides import (
    Sides,
    asked_of,
    differ_in_measure,
    is_general,
    side_of,
    split_items,
    split_sides,
    things_of,
    unit_counted,
)
from knowledge.errors import UnitMismatchError
from knowledge.figures import Figure
from knowledge.language import fold
from knowledge.quantities import dimension_of, match_unit, same_unit
from knowledge.questions import AnalysedQuestion, Asked, is_claim
from knowledge.questions.splitting import content_of
from knowledge.storage import StoredFact

CHANGES = ("difference", "times")  # what may be worked out of a thing's own change: 由11万元增加到86万元
LEAST_SHARED = 2  # characters of what is counted and the act
CLAIMED = re.compile(r"比[^,。?]{1,16}?(?P<order>[多少大小高低长短])(?:些|一些|点)?(?:[,。?]|吗|对|是|吧|不|$)")
CLAIM_TAIL = re.compile(r"[吗吧][?!。]*$")
CLAIMED_LESS = re.compile(r"没(?:有)?[^,。?]{1,12}[多大高长](?:[,。?]|吗|对|是|吧|$)")
# Which of two or more places, so that none needs to be named.
ACROSS = re.compile(
    r"哪(?:一)?(?:个|边|家)?(?:镇|村|地|乡|区|县|市|省|社区|街道|边|家)|[两二俩](?:个)?(?:镇|村|地|乡|区|县|市|家|边)|谁|各(?:镇|村|地|县|市|区)|相差|差距|差额|之差"
)
CHANGED = re.compile(r"增|加|减|降|升|涨|提高|扩大|缩|压|多|少")
BETWEEN_PLACES = re.compile(r"[哪两二俩各](?:一)?个?(?:镇|村|地|乡|区|县|市|省|社区|街道)")
LOCALITY = re.compile(r"哪(?:一)?个?(村|社区)")
NOT_DONE = re.compile(
    r"(?:没|未|尚|剩)[^,。?占]{0,4}(?:整治|整改|整|改|完成|处理|解决|拆|清|弄|做|修|完|好)|剩下?的|还(?:剩|差)"
)
# 整完的占百分之几, 完成的占比: of the total that its sentence gives.
DONE_SHARE = re.compile(
    r"(?:整治|整改|整|改|完成|处理|解决|办结|清理|落实|拆|弄|做|修|搞)(?:完|好|掉|了|成|到位)*的?(?:问题|部分|那些)?,?(?:一共|大概|大约|约)?(?:占|的?占比)|的?[\u3400-\u9fff]{2}率"
)
SIZES = re.compile(r"(?:哪个|谁|更|哪边|比较)[大小]|[大小]多少|比[^,。?]+[大小](?:吗|吧|不|些|一些|$)")
KIND_ASKED = re.compile(r"哪(?:一|几)?(?:类|种|样|项|方面)")
LEAST_KINDS = 2
RATIO = re.compile(r"(?<!占)(?:是|为|抵|相当于)[^,。?占]{1,16}(?:几分之|百分之|几成)")
# 两镇加一块,古荥占多少: the whole is what both have.
IN_BOTH = re.compile(
    r"(?:[两二俩]|和|跟|与)[^。?]{0,12}(?:加(?:一块|起来|在?一起|到?一[块起])|合(?:起来|在?一起|计|到一块)|总(?:和|量|数))[^。?]{0,14}占"
    r"|占[^,。?]{0,4}[两二俩]个?(?:镇|村|乡|县|市|区|家|边|者|地)[^,。?]{0,4}(?:总|合|加|一共)"
)
LEAST_FIRST = re.compile(r"从(?:少|小|低|短)到")
MOST_ASKED = re.compile(r"最[多大高长少小低短贵]")
TIME = r"(?:(?:19|20)?\d\d年|[今去前上]年|年)[^,。?到至]{0,6}?"
BETWEEN_TIMES = re.compile(
    rf"从(?P<from>{TIME})(?:到|至)(?P<to>{TIME})(?=[,]|[^\d月底初末]?[涨升增提降减跌少多下]|一?共|总共)"
)
MOST_AND_LEAST = re.compile(
    r"最[多高大长快贵][^,。?]{0,8}最[少低小短慢便][^。?]*(?:差|多|高|距)|最[少低小短慢便][^,。?]{0,8}最[多高大长快贵][^。?]*(?:差|少|低|距)"
)
LEAST_ASKED = re.compile(r"最(?:少|小|低|短|便宜)")
PART_OF_YEAR = re.compile(r"季度|月")
BY_UNIT = re.compile(r"(?:按照?|以|用|论)[“\"]?(?P<unit>[^\s,。?“”\"]{1,4})[”\"]?(?:来)?(?:算|计|论|数|排|看)")
OF_TIME = re.compile(
    r"(?:[一二两三四五六七八九十几\d]+(?:多)?年|过去|以前|之?前|原来|原先|从前|早先|当初|当时|同期|同比|现在|如今|目前|起初|最初|刚开始|年初|年底|后来|到|从)+"
)
HUNDRED = 100
SAME_TIME = re.compile(r"(?<![比较])(?:去年|上年|前一年|上一年)同期[^,，。;；比较增减降升]{0,8}$")
YEAR_REACH = 14  # characters before a figure
NAMED = 0.8  # of a word's cover by what a figure counts
GENERAL_UNIT = "个"
LISTED_TRIED = 6  # candidates of which a row may be told
IN_A_ROW = re.compile(r"[、,，和及与]")
EACH_TOLD, EACH_REACH = re.compile(r"(?:分别|依次)[^,，。;；\d]{0,8}$"), 12
KIND = 2  # characters at the end of what is counted that tell its kind: 宣传标语, 公益标语
LEAST_SURE = 0.5  # of what stands around an operand, where a sum is not asked for in so many words
MOST_OF_A_PAIR = 2
ALL_OF_IT = re.compile(r"总数|总共|一共|查出|排查|排出|台账")
PHYSICAL = frozenset(("length", "area", "volume", "mass", "money"))
RELATIVE = frozenset(("percent", "percentage_point"))
CLOSE_BY, APART = 6, 12  # characters between a count and its measure; the second where 每一处 names the count
EACH_OF = re.compile(
    r"(?:每一?|平均一?|一)[个名位户家所座辆](?P<each>[\u3400-\u9fff]{2,5}?)(?:平均|大概|大约|约|能|要|得)*"
    r"(?:带|管|教|有|配|服务|照看|照顾|分|摊|负责|包|承担)(?:着|了|到)?(?:多少|几)"
)
RATE_ASKED = re.compile(r"(?P<act>[\u3400-\u9fff]{2})率")
PER_UNIT = re.compile(
    r"(?:每一?|平均[^。?]{0,10}?每?一|一(?=[^,。?]{1,10}(?:平均|大概|大约|合|摊)))([个处支条名户所块份次队人部座栋台])"
)
MORE_OF = {"length": "更长", "area": "更大", "volume": "更多", "money": "更高", "percent": "更高", "time": "更长"}


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a comparison found."""

    operands: tuple[Chosen, ...]
    computed: tuple[Computed, ...] = ()  # the results, the one asked first
    line: str = ""  # the sentence that says the result in words
    verdict: bool | None = None  # where the question claims an order
    undecided: str = ""  # why there is no result
    unlike: bool = False  # because one side is counted or measured otherwise, in square metres beside cubic ones


def compare_facts(question: AnalysedQuestion, scope: Scope) -> Comparison | None:
    """
    Find what a question compares, and compute.

    Returns:
        The comparison; None where the operands are not there, so that the question is answered otherwise.
    """
    readers: dict[str, Callable[[AnalysedQuestion, Scope], Comparison | None]] = {
        "rate": read_rate, "remaining": read_remaining, "mean": read_mean, "times": read_pair, "difference": read_pair,
        "sum": read_items, "which": read_items, "rank": read_items, "same": read_pair, "altogether": read_altogether,
        "most": read_most,
    }  # fmt: skip
    if question.unknown_places:
        return None
    if AGAINST.search(question.folded):
        changed = read_change(question, scope) if question.detail in CHANGES else None
        return changed or (read_same_period(question, scope) if question.detail == "difference" else None)
    try:
        compared = readers[question.detail](question, scope)
        if compared is not None and (untold := places_untold(question, compared.operands, scope)):
            return replace(compared, undecided=f"文中没有{'、'.join(untold)}的这项数字，没法一起比较")
        if question.detail in CHANGES and (compared is None or not compared.operands) and not names_two(question):
            return read_change(question, scope) or read_then(question, scope) or compared
        return compared
    except (ZeroDivisionError, ArithmeticError):
        return None


def names_two(question: AnalysedQuestion) -> bool:
    """Tell whether a question sets two things or two places side by side, and not what one was and became."""
    sides = split_sides(question, joined=True)
    things = [timeless(side.words) for side in sides or ()]
    return len(question.places) > 1 or (all(things) and things[:1] != things[1:])


def timeless(words: Iterable[str]) -> tuple[str, ...]:
    """Leave out the words that only say when: 五年 of 五年前."""
    return tuple(word for word in words if not OF_TIME.fullmatch(word))


def read_rate(question: AnalysedQuestion, scope: Scope) -> Comparison | None:
    """Compute a completion rate from a total and what is done, or what is left of it; a share from two things."""
    if NOT_DONE.search(question.folded):
        pair = total_and_done(question, scope)
        if pair is None:
            return None
        result = arithmetic.share_left(pair[0].fact.figure, pair[1].fact.figure)
        return Comparison(pair, (result,), f"剩下的占{result.text}（{result.formula}）")
    if IN_BOTH.search(question.folded):
        return read_part_of_both(question, scope)
    of_two = "占" in question.folded or RATIO.search(question.folded) or len(question.figures) > 1
    of_done = DONE_SHARE.search(question.folded) is not None
    pair = total_and_done(question, scope) if of_done or not (of_two or question.operand_facts) else None
    if (of_two or question.operand_facts) and not (pair and question.figures):
        found = read_part(question, scope) or read_pair(question, scope)
        if found is not None and any(one.fact.figure.kind in SHARES for one in found.operands):
            return None  # 占五分之三: the share itself is told
        if pair is None or (found is not None and found.computed):
            return found
    return share(pair[1], pair[0]) if pair else None


def read_named_rate(question: AnalysedQuestion, scope: Scope) -> Comparison | None:
    """Work out a rate that is printed nowhere from its whole and its part: 出租率, of 摊位168个,目前已租出153个."""
    rate = RATE_ASKED.search(question.folded)
    pair = total_and_done(question, scope) if rate is not None else None
    if rate is None or pair is None or pair[1].placed < 0 or not are_named(question, pair[0]):
        return None
    done = fold(f"{pair[1].fact.act}{pair[1].fact.counted}")
    return share(pair[1], pair[0]) if any(character in done for character in rate["act"]) else None


def are_named(question: AnalysedQuestion, total: Chosen) -> bool:
    """Tell whether a question names what a total counts."""
    counted = fold(total.fact.counted)
    return len(counted) > 1 and (counted in question.folded or any(counted.endswith(word) for word in question.words))


def read_part_of_both(question: AnalysedQuestion, scope: Scope) -> Comparison | None:
    """Compute the share of one town in what two have together: 两镇的垃圾加一块,古荥占百分之几."""
    operands = by_places(replace(question, places=()), scope)[:MOST_OF_A_PAIR]
    asking = next((clause for clause in re.split(r"[,。?]", question.folded) if "占" in clause), "")
    parts = [one for one in operands if names_place(asking, one.sentence.place)]
    if len(operands) < MOST_OF_A_PAIR or len(parts) != 1 or not is_alike(*operands):
        return None
    total = arithmetic.add(tuple(one.fact.figure for one in operands))
    figure = parts[0].fact.figure
    unit = operands[0].fact.figure.unit
    whole = replace(figure, value=total.value, unit=unit, sense="" if total.exact else "about")
    result = arithmetic.share_of(figure, whole)
    return Comparison(
        operands, (result,), f"{parts[0].sentence.place}占{result.text}（{total.formula}；{result.formula}）"
    )


def share(part: Chosen, whole: Chosen, figures: tuple[Figure, Figure] | None = None) -> Comparison:
    result = arithmetic.share_of(*(figures or (part.fact.figure, whole.fact.figure)))
    return Comparison((whole, part), (result,), f"{result.text}（{result.formula}）")


def read_change(question: AnalysedQuestion, scope: Scope) -> Comparison | None:
    """Work out by how much something changed from what it was and what it became: 由27条增加到32条."""
    between = read_between(question, scope)
    if between is not None:
        return between
    words = timeless(word for word in things_of(question.words) if not CHANGED.search(word))
    asked = replace(
        question, words=words, asked=replace(question.asked, kind="unknown"), figures=(), part=True,
        periods=tuple(period for period in question.periods if period[0].isdigit()),
    )  # fmt: skip
    told = those_said(words, [c for c in choose_facts(asked, scope) if c.placed >= 0], scope) if words else []
    for _, chosen in sorted(told, key=lambda one: -one[0]):
        last = replace(chosen, fact=became(chosen))
        figure = last.fact.figure
        before = came_from(last.fact, last.sentence)
        unit = "" if question.detail == "times" else question.asked.unit
        other = unit and figure.kind != question.asked.kind and not same_unit(unit, figure.unit)
        if before is None or other:
            continue
        first = replace(last, fact=before)
        order = arithmetic.compare(figure, first.fact.figure)
        if order:
            ends = f"由{first.fact.figure.text}变为{figure.text}"
            if question.detail == "times":
                result = arithmetic.times(figure, first.fact.figure)
                return Comparison((first, last), (result,), f"{ends}，是原来的{result.text}（{result.formula}）")
            result = arithmetic.subtract(figure, first.fact.figure)
            line = f"{ends}，{'多' if order > 0 else '少'}了{result.text}（{result.formula}）"
            return Comparison((first, last), (result,), line)
    return None


def read_between(question: AnalysedQuestion, scope: Scope) -> Comparison | None:
    """Set against each other what a thing was at two times that are named: 从2022年底到今年10月底涨了多少个点."""
    ends = BETWEEN_TIMES.search(question.folded)
    if ends is None:
        return None
    rest = f"{question.folded[: ends.start()]}{question.folded[ends.end() :]}"
    words = timeless(word for word in things_of(content_of(question, rest)) if not CHANGED.search(word))
    found: list[Chosen] = []
    for time in (ends["from"], ends["to"]):
        asked = replace(question, folded=time, words=words, periods=(time,), asked=Asked(), figures=(), part=True)
        dated = [c for c in choose_facts(asked, scope) if c.placed >= 0 and c.timed > 0 and not is_growth(c)]
        named = [c for c in dated if c.fact.figure.kind not in OTHER_KINDS]
        told = sorted(those_said(words, named, scope), key=lambda one: -one[0]) if words else []
        alike = (c for _, c in told if not found or is_alike(found[0], c))
        one = next((c for c in alike if not found or c.fact.counted == found[0].fact.counted), None)
        if one is None:
            return None
        found.append(one)
    first, last = found
    order = arithmetic.compare(last.fact.figure, first.fact.figure)
    if not order:
        return None
    result = arithmetic.subtract(last.fact.figure, first.fact.figure)
    line = f"由{first.fact.figure.text}变为{last.fact.figure.text}，{'多' if order > 0 else '少'}了{result.text}（{result.formula}）"
    return Comparison((first, last), (result,), line)


def became(chosen: Chosen) -> StoredFact:
    """Return what a figure became, where its sentence tells so; else its own."""
    later = (fact for fact in chosen.sentence.facts if came_from(fact, chosen.sentence) == chosen.fact)
    return next(later, chosen.fact)


def read_same_period(question: AnalysedQuestion, scope: Scope) -> Comparison | None:
    """Set a figure against what its sentence tells of the same time a year before: 投诉76件,而去年同期的投诉是133件."""
    words = timeless(word for word in things_of(question.words) if not CHANGED.search(word))
    asked = replace(question, words=words, asked=replace(question.asked, kind="unknown"), figures=(), part=True)
    candidates = [c for c in choose_facts(asked, scope) if c.placed >= 0 and not is_year_before(c)]
    if any(map(PERSON.fullmatch, words)):
        candidates = [c for c in candidates if dimension_of(c.fact.figure.unit) in ("people", "visits")]
    for _, now in those_said(words, [c for c in candidates if not c.fact.figure.change], scope) if words else ():
        if not any(cover(word, fold(f"{now.fact.act}{now.fact.counted}")) >= NAMED for word in words):
            continue  # 先行赔付 is no 投诉76件 of the same sentence
        for fact in now.sentence.facts:
            then = replace(now, fact=fact)
            shared = SAME_TIME.search(fact.counted) is not None or any(
                cover(word, fold(f"{fact.act}{fact.counted}")) >= NAMED for word in words
            )
            if shared and fact.id != now.fact.id and is_year_before(then) and is_alike(now, then):
                return compute(question, (now, then))
    return None


def is_year_before(chosen: Chosen) -> bool:
    """Tell whether a figure is told of the same time a year before, and is no change against it."""
    start = chosen.fact.figure.start
    lead = chosen.sentence.text[max(0, start - YEAR_REACH) : start]
    return SAME_TIME.search(lead) is not None and not chosen.fact.figure.change


def read_then(question: AnalysedQuestion, scope: Scope) -> Comparison | None:
    """Set what a thing is against what it was in a year that is named: 民宿236家, 而2018年只有31家."""
    words = timeless(things_of(question.words))
    if not words or not question.periods:
        return None
    asked = replace(question, words=words, asked=Asked(), figures=(), part=True)
    candidates = choose_facts(asked, scope)
    for _, then in those_said(words, [c for c in candidates if c.placed >= 0 and c.timed > 0], scope):
        now = [
            c
            for c in choose_facts(replace(asked, periods=()), scope)
            if c.placed >= 0
            and c.fact.counted == then.fact.counted != ""
            and c.fact.figure.change not in ("rise", "fall")
            and c.fact.period != then.fact.period
            and same_unit(c.fact.figure.unit, then.fact.figure.unit)
        ]
        if len({c.fact.figure.value for c in now}) == 1:
            return compute(question, (now[0], then))
    return None


def read_part(question: AnalysedQuestion, scope: Scope) -> Comparison | None:
    """Compute the share of a part in the total that its sentence gives: 转移群众2847人,其中集中安置912人."""
    part = best_for(replace(question, asked=Asked(), words=things_of(question.words), figures=()), scope)
    if part is None or part.fact.role != "part":
        return None
    for fact in reversed([f for f in part.sentence.facts if f.figure.start < part.fact.figure.start]):
        if fact.role == "total" and arithmetic.is_comparable(part.fact.figure, fact.figure):
            return share(part, replace(part, fact=fact))
    return None


def read_remaining(question: AnalysedQuestion, scope: Scope) -> Comparison | None:
    pair = total_and_done(question, scope)
    if pair is None:
        return None
    total, done = pair
    asked = question.asked
    if (asked.unit or asked.dimension) and agree(question, total.fact) <= CLASH:
        return None  # 养路的钱还差多少 is told in yuan, not by bridges left
    result = arithmetic.subtract(total.fact.figure, done.fact.figure)
    return Comparison((total, done), (result,), f"还剩{result.text}（{result.formula}）")


def read_mean(question: AnalysedQuestion, scope: Scope) -> Comparison | None:
    """Divide a measure by the count that it belongs to: 118处,22505平方米; or one answer before by the other."""
    if question.operand_facts:
        return mean_of_answers(question, told_before(question, scope))
    each = read_each(question, scope)
    if each is not None:
        return each
    if question.asked.kind == "age":
        return None  # a mean age is told, and never divided
    asked = replace(question, asked=Asked(), words=things_of(question.words), figures=())
    candidates = [
        c
        for c in choose_facts(replace(asked, part=True), scope)
        if c.placed >= 0 and c.grounding.beside >= LEAST_BESIDE
    ]
    per = PER_UNIT.search(question.folded)
    for candidate in candidates[:6]:
        # 11个食堂共投入312万元: the count beside a measure, though it is told elsewhere as well.
        for other in (replace(candidate, fact=fact) for fact in candidate.sentence.facts):
            if other.fact.id == candidate.fact.id:
                continue
            first, second = sorted((candidate, other), key=lambda c: c.fact.figure.start)
            gap = second.fact.figure.start - first.fact.figure.end
            if gap > (APART if per else CLOSE_BY) or first.fact.figure.unit == second.fact.figure.unit:
                continue
            count, measure = (first, second) if is_count(first.fact) else (second, first)
            if any(one.fact.figure.per or "均" in one.fact.figure.text for one in (measure, count)):
                continue  # the article states a mean itself
            if per is not None and is_count(first.fact) and is_count(second.fact):
                if is_for_each(per[1], first.fact) == is_for_each(per[1], second.fact):
                    continue
                count, measure = (first, second) if is_for_each(per[1], first.fact) else (second, first)
            elif (per is not None and not is_for_each(per[1], count.fact)) or not is_count(count.fact):
                continue  # 每户 is no mean of 57部
            elif is_count(measure.fact):
                continue
            words = things_of((*question.words, *question.context_words))
            if agree(question, measure.fact) <= CLASH or not those_said(words, [count, measure], scope):
                continue  # 平均每条公交线多少公里 is no 3个 over 17条
            result = arithmetic.mean(measure.fact.figure, count.fact.figure)
            return Comparison((count, measure), (result,), f"平均{result.text}（{result.formula}）")
    return None


def read_each(question: AnalysedQuestion, scope: Scope) -> Comparison | None:
    """Divide what is counted in all by what each of is asked: 一个专任教师带几个学生, of 在校学生2.4万名,专任教师1890名."""
    found = EACH_OF.search(question.folded)
    noun = fold(question.asked.noun)
    if found is None or len(noun) < 2:
        return None
    asked = replace(question, asked=Asked(), words=(found["each"], noun), figures=(), head="", part=True)
    candidates = [
        c for c in choose_facts(asked, scope) if c.placed >= 0 and is_count(c.fact) and not c.fact.figure.change
    ]
    counts = [c for c in candidates if fold(c.fact.counted).endswith(found["each"])]
    for whole in (c for c in candidates if fold(c.fact.counted).endswith(noun)):
        for count in counts:
            together = count.sentence.id == whole.sentence.id and count.fact.id != whole.fact.id
            if together and dimension_of(whole.fact.figure.unit) == dimension_of(count.fact.figure.unit):
                result = arithmetic.mean(whole.fact.figure, count.fact.figure)
                return Comparison(
                    (whole, count),
                    (result,),
                    f"平均每{count.fact.figure.unit}{found['each']}{result.text}（{result.formula}）",
                )
    return None


def is_for_each(word: str, fact: StoredFact) -> bool:
    """Tell whether a mean for each of a word is one for each that a fact counts: 每支, and 每队 of 党员突击队."""
    return same_unit(word, fact.figure.unit) or fact.counted.endswith(word)


def mean_of_answers(question: AnalysedQuestion, operands: tuple[Chosen, ...]) -> Comparison | None:
    """Divide one answer before by the other, for each of which a mean is asked: 440余名 by 22支."""
    per = PER_UNIT.search(question.folded)
    counts = [one for one in operands if per is not None and is_for_each(per[1], one.fact)]
    others = [one for one in operands if one not in counts]
    if len(counts) != 1 or len(others) != 1 or agree(question, others[0].fact) <= CLASH:
        return None
    if counts[0].sentence.id != others[0].sentence.id:
        return None  # squads of one report over members of another
    result = arithmetic.mean(others[0].fact.figure, counts[0].fact.figure)
    return Comparison((counts[0], others[0]), (result,), f"平均{result.text}（{result.formula}）")


def read_pair(question: AnalysedQuestion, scope: Scope) -> Comparison | None:
    """Find the two figures that a question sets side by side, of two places or of two things."""
    operands = find_operands(question, scope)
    if len(operands) < MOST_OF_A_PAIR and MOST_ASKED.search(question.folded):
        return read_most(question, scope) or lacking(question, operands, scope)
    if len(operands) < MOST_OF_A_PAIR:
        return lacking(question, operands, scope)
    if len(operands) > MOST_OF_A_PAIR and question.detail in ("which", "rank"):
        return in_order(question, operands)
    first, second = operands[:MOST_OF_A_PAIR]
    if question.detail == "difference" and not is_power_printed(question, (first, second)):
        return None
    if question.detail == "same" and is_count(first.fact) and is_count(second.fact):
        return compare_counts(first, second)
    alike = arithmetic.is_comparable(first.fact.figure, second.fact.figure)
    if question.detail == "sum" and not alike and are_counted_alike(question, (first, second)):
        return add_up(question, (first, second), general_unit(question))
    if counts_one_kind(question, first, second):
        unit = question.asked.unit if is_general(question) else first.fact.figure.unit
        left, right = (replace(one.fact.figure, unit=unit) for one in (first, second))
        return compute(question, (first, second), (left, right))
    if not arithmetic.is_comparable(first.fact.figure, second.fact.figure):
        return unlike(question, (first, second), scope)
    try:
        return compute(question, (first, second))
    except UnitMismatchError:
        return Comparison((first, second), undecided="两个数单位不同，不能直接比较")


def is_power_printed(question: AnalysedQuestion, operands: tuple[Chosen, ...]) -> bool:
    """Tell whether figures may be what is asked for in 万 or 亿 alone: 多拿多少万 is told by no 96个."""
    unit = question.asked.unit
    return unit not in arithmetic.POWERS or any(unit in one.fact.figure.text for one in operands)


def counts_one_kind(question: AnalysedQuestion, first: Chosen, second: Chosen) -> bool:
    """Tell whether two figures count things of one kind by other measure words, asked by one that counts both: 差几个."""
    left, right = first.fact, second.fact
    if left.figure.unit == right.figure.unit or not (is_count(left) and is_count(right)):
        return False
    if is_general(question) and question.detail == "difference" and first.sentence.id == second.sentence.id:
        return names_two(question)  # 道路比平交路口多几个: the asker counts both by the 个 that counts anything
    asked = is_general(question) or question.detail in ("times", "rate")
    return asked and len(left.counted) >= KIND and left.counted[-KIND:] == right.counted[-KIND:]


def counts_other(question: AnalysedQuestion, operand: Chosen) -> bool:
    """Tell whether an operand counts something else than what is asked for: squads, where 多少人 is."""
    return not is_general(question) and lacks_unit(question, operand)


def unlike(question: AnalysedQuestion, operands: tuple[Chosen, ...], scope: Scope) -> Comparison:
    """Refuse what is measured in unlike units; figures that a question states itself need not be laid out for it."""
    first, second = (one.fact.figure for one in operands)
    if question.detail in ("times", "rate") or len(question.figures) > 1:
        return Comparison((), undecided=f"“{first.text}”和“{second.text}”单位不同，不能比较或相加。")
    if operands[0].sentence.place != operands[1].sentence.place and thing_of(operands[0]) != thing_of(operands[1]):
        missing = lacking(question, (), scope)
        if missing is not None:
            return missing
    reason = f"“{first.unit}”和“{second.unit}”不是同一种单位，不能直接"
    dimensions = {dimension_of(first.unit), dimension_of(second.unit)}
    measured = bool(dimensions & PHYSICAL) and not dimensions & RELATIVE
    # 幅 of one town less 块 of another: two things of two towns, which nothing makes one.
    measured = measured or (
        question.detail == "difference" and operands[0].sentence.place != operands[1].sentence.place
    )
    return Comparison(operands, undecided=reason + ("相加" if question.detail == "sum" else "比较"), unlike=measured)


def compare_counts(first: Chosen, second: Chosen) -> Comparison:
    """Tell whether two things are as many, whatever they are counted by: 2处 and 2条."""
    left, right = first.fact.figure, second.fact.figure
    order = arithmetic.compare(left, replace(right, unit=left.unit))
    if order is None:
        return Comparison((first, second), undecided=f"{left.text}与{right.text}带有约数，无法断定是否一样")
    line = f"数目{'不同' if order else '相同'}：{left.text}，{right.text}"
    return Comparison((first, second), (), line, verdict=order == 0)


def places_untold(question: AnalysedQuestion, operands: tuple[Chosen, ...], scope: Scope) -> list[str]:
    """Return the places, of more than two that are put in order or added up, whose articles gave no operand."""
    several = len(question.places) > MOST_OF_A_PAIR and question.detail in ("rank", "which", "most", "sum")
    if not several or len(operands) < MOST_OF_A_PAIR:
        return []
    told = {one.sentence.article_id for one in operands}
    articles = {place: set(scope.store.articles_of((place,))) for place in question.places}
    return [place for place, about in articles.items() if about and not about & told]


def lacking(question: AnalysedQuestion, operands: tuple[Chosen, ...], scope: Scope) -> Comparison | None:
    """Say which side of a comparison the articles do not tell; None where no two sides are named."""
    if question.detail in ("rate", "altogether", "same") or len(question.figures) > 1:
        return None
    done = "没法相加" if question.detail == "sum" else "没法比较"
    sides = split_sides(question, joined=True)
    # Of a topic that both have in other words (污水费,居民和非居民) nothing is known to be missing.
    apart = sides is not None and sides[0].words != sides[1].words and sides == split_sides(question, True, "none")
    named: tuple[AnalysedQuestion, ...] = sides if sides is not None and apart else ()
    if not named and len(question.places) > 1:
        named = tuple(replace(question, places=(place,), asked=asked_of(question)) for place in question.places)
    missing = [side for side in named if best_for(replace(side, figures=()), scope) is None]
    if missing:
        names = "、".join(f"“{name_side(side)}”" for side in missing)
        return Comparison((), undecided=f"文中没有{names}的数字，{done}。")
    if len(operands) == 1 and (len(question.places) > 1 or BETWEEN_PLACES.search(question.folded)):
        one = operands[0]
        place = shown_place(one.sentence, one.fact.place)
        return Comparison((), undecided=f"文中只有{place}的{thing_of(one)}（{one.fact.figure.text}），{done}。")
    return None


def name_side(side: AnalysedQuestion) -> str:
    return "".join((*side.places, *things_of(side.words)))


def read_altogether(question: AnalysedQuestion, scope: Scope) -> Comparison | None:
    """Add what 督战会和集中大排查总共几次 names, where both are told apart and no figure is of both."""
    items = split_items(question)
    sides = items if len(items) > MOST_OF_A_PAIR else split_sides(question) or ()
    operands = tuple(best for side in sides if (best := best_for(side, scope)) is not None)
    if len({one.fact.id for one in operands}) < max(len(sides), MOST_OF_A_PAIR):
        return None
    if any(one.grounding.near < LEAST_SURE or counts_other(question, one) for one in operands):
        return None
    if all(arithmetic.is_comparable(operands[0].fact.figure, one.fact.figure) for one in operands):
        return add_up(question, operands)
    return add_up(question, operands, general_unit(question)) if are_counted_alike(question, operands) else None


def are_counted_alike(question: AnalysedQuestion, operands: tuple[Chosen, ...]) -> bool:
    """Tell whether counts may be added up by whatever measure words: asked by one of any thing, or all of one kind of thing."""
    if not all(is_count(one.fact) for one in operands):
        return False
    kinds = {one.fact.counted[-KIND:] for one in operands}
    return is_general(question) or (len(kinds) == 1 and len(kinds.pop()) == KIND)


def general_unit(question: AnalysedQuestion) -> str:
    return question.asked.unit or GENERAL_UNIT


def read_items(question: AnalysedQuestion, scope: Scope) -> Comparison | None:
    """Put three things or more in order, or add them up; two are a pair."""
    items = split_items(question)
    if len(items) <= MOST_OF_A_PAIR or question.operand_facts:
        listed = listed_apart(question, scope) if question.detail == "sum" else ()
        return add_up(question, listed) if listed else read_pair(question, scope)
    found: list[Chosen] = []
    for item in items:
        best = best_for(item, scope)
        if best is None:
            done = "没法相加" if question.detail == "sum" else "没法排序"
            return Comparison((), undecided=f"文中没有“{name_side(item)}”的数字，{done}。")
        found.append(best)
    if len({one.fact.id for one in found}) < len(found):
        return None
    return add_up(question, tuple(found)) if question.detail == "sum" else in_order(question, tuple(found))


def listed_apart(question: AnalysedQuestion, scope: Scope) -> tuple[Chosen, ...]:
    """Return the figures that one clause tells of as many as a question counts: 两个阶段, of 分别检查486家次和702家次."""
    wanted = [figure.value for figure in question.figures]
    if len(wanted) != 1:
        return ()
    words = [word for word in things_of(question.words) if len(word) > 1]
    asking = replace(question, words=tuple(words), figures=(), part=True)
    for chosen in choose_facts(asking, scope)[:LISTED_TRIED]:
        told = [cover(word, fold(chosen.sentence.text)) >= NAMED for word in words]
        if chosen.placed < 0 or chosen.timed < 0 or chosen.agreement <= CLASH or not (told and all(told)):
            continue
        group = told_in_turn(chosen)
        if len(group) == wanted[0] and len(group) >= MOST_OF_A_PAIR:
            return group
    return ()


def told_in_turn(chosen: Chosen) -> tuple[Chosen, ...]:
    """Return the figures of one unit that stand in a row behind 分别, of which one is given."""
    text = chosen.sentence.text
    row: list[StoredFact] = []
    for fact in sorted(chosen.sentence.facts, key=lambda fact: fact.figure.start):
        last = row[-1].figure if row else None
        if last and last.unit == fact.figure.unit and IN_A_ROW.fullmatch(text[last.end : fact.figure.start]):
            row.append(fact)
        elif chosen.fact.id in {one.id for one in row}:
            break
        else:
            row = [fact]
    start = row[0].figure.start
    apart = EACH_TOLD.search(text[max(0, start - EACH_REACH) : start])
    return tuple(replace(chosen, fact=fact) for fact in row) if apart else ()


def in_order(question: AnalysedQuestion, found: tuple[Chosen, ...]) -> Comparison:
    """Put figures in order, those that cannot be told apart named."""
    if not all(arithmetic.is_comparable(found[0].fact.figure, one.fact.figure) for one in found):
        return Comparison(found, undecided="这几个数单位不同，不能直接排序")
    up = LEAST_FIRST.search(question.folded) is not None
    ranked = sorted_by_value(found, not up)
    open_pairs = [
        f"{one.fact.figure.text}与{other.fact.figure.text}"
        for one, other in pairwise(ranked)
        if arithmetic.compare(one.fact.figure, other.fact.figure) is None
    ]
    line = f"从{'少到多' if up else '多到少'}：" + "、".join(
        f"{name_of(one, *(other for other in ranked if other is not one))}（{one.fact.figure.text}）" for one in ranked
    )
    line += f"；{'、'.join(open_pairs)}带有约数，先后不能断定" if open_pairs else ""
    return Comparison(tuple(ranked), (), line)


def sorted_by_value(found: tuple[Chosen, ...], most_first: bool) -> list[Chosen]:
    unit = found[0].fact.figure.unit
    return sorted(found, key=lambda one: arithmetic.bound(one.fact.figure, unit).value, reverse=most_first)


def read_most(question: AnalysedQuestion, scope: Scope) -> Comparison | None:
    """Find the greatest of the figures that a question speaks of: 按“处”算最多的是哪一项."""
    named = BY_UNIT.search(question.folded)
    asked = unit_counted(question.folded) or asked_of(question)
    unit = named["unit"] if named and match_unit(named["unit"]) else asked.unit
    words = tuple(word for word in things_of(question.words) if not PART_OF_YEAR.search(word) and word != unit)
    found = [
        (fact, sentence)
        for fact, sentence in facts_of_scope(replace(question, words=words), scope)
        if fact.figure.value is not None and fact.figure.kind not in OTHER_KINDS and not fact.figure.per
    ]
    if unit:
        found = [pair for pair in found if same_unit(pair[0].figure.unit, unit)]
    elif asked.dimension:
        found = [pair for pair in found if dimension_of(pair[0].figure.unit) == asked.dimension]
    else:
        # 整治的问题里最多的是哪一项 says no unit: what tells all that is said can be compared.
        said = [pair for pair in found if choose(question, *pair).grounding.near >= SAID]
        found = said if len(said) >= MOST_OF_A_PAIR else found
    part = PART_OF_YEAR.search(question.folded)
    if part is not None:
        found = [pair for pair in found if part.group() in pair[0].period]
    found = list(without_totals(question, tuple(found)))
    kinds = kinds_of(question, words, scope)
    if not kinds and len(found) < MOST_OF_A_PAIR:
        return None
    chosen = kinds or tuple(choose(question, *pair) for pair in found)
    if not all(arithmetic.is_comparable(chosen[0].fact.figure, one.fact.figure) for one in chosen):
        return None
    if MOST_AND_LEAST.search(question.folded):
        ordered = sorted_by_value(chosen, most_first=True)
        return compute(replace(question, detail="difference"), (ordered[0], ordered[-1]))
    least = LEAST_ASKED.search(question.folded) is not None
    first, second = sorted_by_value(chosen, not least)[:MOST_OF_A_PAIR]
    if arithmetic.compare(first.fact.figure, second.fact.figure) is None:
        figures = f"{first.fact.figure.text}与{second.fact.figure.text}"
        return Comparison((first, second), undecided=f"{figures}带有约数，无法断定哪个{'更少' if least else '更多'}")
    line = f"{'最少' if least else '最多'}的是{name_of(first, second)}（{first.fact.figure.text}）"
    return Comparison((first,), (), f"{line}，共比较{len(chosen)}个数")


def kinds_of(question: AnalysedQuestion, words: tuple[str, ...], scope: Scope) -> tuple[Chosen, ...]:
    """Return the figures of the kinds of a thing that one sentence tells: 哪类纠纷最多, 邻里纠纷189件,土地纠纷126件."""
    if KIND_ASKED.search(question.folded) is None or not words:
        return ()
    candidates = choose_facts(replace(question, words=words, asked=Asked(), part=True), scope)
    told: dict[tuple[int, str], list[Chosen]] = {}
    for one in candidates:
        counted = fold(one.fact.counted)
        of_kind = any(len(word) > 1 and counted.endswith(word) and len(counted) > len(word) for word in words)
        if of_kind and one.placed >= 0 and one.timed >= 0 and one.fact.figure.value is not None:
            told.setdefault((one.sentence.id, one.fact.figure.unit), []).append(one)
    listed = next((some for some in told.values() if len(some) >= LEAST_KINDS), [])
    return tuple(sorted(listed, key=lambda one: one.fact.figure.start))


def are_apart(part: Chosen, whole: Chosen) -> bool:
    """Tell whether no sentence and no word holds two things together, so that neither is a part of the other."""
    shared = set(part.fact.counted + part.fact.act) & set(whole.fact.counted + whole.fact.act)
    return (
        part.sentence.id != whole.sentence.id
        and part.sentence.place == whole.sentence.place
        and len(shared) < LEAST_SHARED
    )


def compute(
    question: AnalysedQuestion, operands: tuple[Chosen, ...], figures: tuple[Figure, Figure] | None = None
) -> Comparison:
    first, second = operands[0], operands[1]
    left, right = figures or (first.fact.figure, second.fact.figure)
    if question.operand_facts and question.detail in ("times", "rate"):
        # Of two answers before, what is larger holds the other.
        smaller = (arithmetic.compare(left, right) or 0) < 0
        if smaller == (question.detail == "times"):
            (first, left), (second, right) = (second, right), (first, left)
    match question.detail:
        case "sum":
            return add_up(question, operands)
        case "times":
            result = arithmetic.times(left, right)
            names = name_of(first, second), name_of(second, first)
            return Comparison(operands, (result,), f"{names[0]}是{names[1]}的{result.text}（{result.formula}）")
        case "rate":
            part = not (question.operand_facts or RATIO.search(question.folded))
            if part and are_apart(first, second):
                names = name_of(first, second), name_of(second, first)
                return Comparison((), undecided=f"文中没有说{names[0]}是{names[1]}的一部分，不算占比。")
            shared = share(first, second, (left, right))
            whole = "占" in question.folded and shared.computed[0].value > HUNDRED
            return Comparison((), undecided="文中没有能算这个占比的总数。") if whole else shared
    order = arithmetic.compare(left, right)
    if order is None:
        return Comparison(operands, undecided=f"{left.text}与{right.text}带有约数，无法断定哪个更多")
    result = arithmetic.subtract(left, right)
    claimed = claimed_order(question)
    verdict = None if claimed is None else order == claimed
    if order == 0:
        return Comparison(operands, (result,), f"两者相同，都是{left.text}", verdict=verdict)
    more, less = (first, second) if order > 0 else (second, first)
    word = MORE_OF.get(dimension_of(left.unit), "更多")
    line = (
        f"{name_of(more, less)}{word}（{more.fact.figure.text}），"
        f"比{name_of(less, more)}（{less.fact.figure.text}）多{result.text}（{result.formula}）"
    )
    return Comparison(operands, (result,), line, verdict=verdict)


def claimed_order(question: AnalysedQuestion) -> int | None:
    """Return the order of its sides that a question claims: 1 the first is more; None where it claims none."""
    if CLAIMED_LESS.search(question.folded):
        return -1
    claimed = CLAIMED.search(question.folded)
    if claimed is None or not (is_claim(question.folded) or CLAIM_TAIL.search(question.folded)):
        return None
    return 1 if claimed["order"] in "多大高长" else -1


def add_up(question: AnalysedQuestion, operands: tuple[Chosen, ...], unit: str = "") -> Comparison:
    figures = tuple(operand.fact.figure for operand in operands)
    if not unit and not all(arithmetic.is_comparable(figures[0], figure) for figure in figures):
        return Comparison(operands, undecided="这几个数单位不同，不能直接相加")
    if not (unit or question.operand_facts) and any(counts_other(question, operand) for operand in operands):
        return Comparison(operands, undecided="这几个数数的不是所问的东西")
    result = arithmetic.add(figures, unit)
    return Comparison(operands, (result,), f"合计{result.text}（{result.formula}）")


def name_of(chosen: Chosen, *others: Chosen) -> str:
    """Name an operand by what tells it from the others: the place, the thing or the period."""
    mine = chosen.fact.place or chosen.sentence.place
    elsewhere = any((other.fact.place or other.sentence.place) != mine for other in others)
    thing = thing_of(chosen)
    alike = any(thing_of(other) == thing for other in others)
    if elsewhere and all(other.fact.counted == chosen.fact.counted for other in others):
        return mine
    period = chosen.fact.period if alike and not elsewhere else ""
    return f"{mine if elsewhere else ''}{period}{thing}" or mine


def find_operands(question: AnalysedQuestion, scope: Scope) -> tuple[Chosen, ...]:
    if question.operand_facts:
        return told_before(question, scope)
    if question.against_facts:
        return set_against(question, scope)
    stated = stated_operands(question, scope)
    if len(stated) > 1:
        return stated
    sides = split_sides(question)
    if sides is not None and (sides[0].words != sides[1].words or differ_in_measure(*sides) or differ_in_time(*sides)):
        pair = of_sides(sides, scope) or of_topic(question, scope)
        return as_sizes(pair) if pair and SIZES.search(question.folded) else pair
    if len(question.places) > 1 or ACROSS.search(question.folded) or question.notes:
        operands = by_places(question, scope)
        if len(operands) < MOST_OF_A_PAIR and sides is not None:
            operands = of_villages(sides, scope) or operands
        locality = LOCALITY.search(question.folded)
        # 哪个村的私搭乱建最多 is not told by the town's.
        return () if locality and any(not one.fact.place.endswith(locality[1]) for one in operands) else operands
    return ()


def of_sides(sides: Sides, scope: Scope) -> tuple[Chosen, ...]:
    """Return the figure of each side; nothing where one has none, or both the same."""
    first = best_for(sides[0], scope)
    second = second_for(sides, first, scope) if first is not None else None
    return () if first is None or second is None or first.fact.id == second.fact.id else (first, second)


def of_topic(question: AnalysedQuestion, scope: Scope) -> tuple[Chosen, ...]:
    """
    Return the figures of two sides of a topic that is named before them: 污水站,建成的和在建的.

    The topic is said of both; or in other words than the articles', where both sides stand in one sentence: 请大家去看的 街道和院落.
    """
    both, bare = split_sides(question, topic="both"), split_sides(question, topic="none")
    found = of_sides(both, scope) if both is not None else ()
    if found or bare is None or bare == split_sides(question):
        return found
    found = of_sides(bare, scope)
    together = bool(found) and found[0].sentence.id == found[1].sentence.id
    return found if together and all(map(counts_what_is_named, bare, found)) else ()


def counts_what_is_named(side: AnalysedQuestion, chosen: Chosen) -> bool:
    """Tell whether a side names the very thing that its figure counts."""
    counted = fold(chosen.fact.counted)
    return bool(counted) and any(ends_as(counted, word) for word in things_of(side.words))


def of_villages(sides: Sides, scope: Scope) -> tuple[Chosen, ...]:
    """Return the figure of each of two villages of one town: 栗山村比新塘社区多拆几户."""
    if not all(side.places for side in sides) or set(sides[0].places) & set(sides[1].places):
        return ()
    found = tuple(as_of(side, best) for side in sides if (best := best_for(side, scope)) is not None)
    apart = len(found) == MOST_OF_A_PAIR and found[0].fact.id != found[1].fact.id
    return found if apart and is_alike(*found) else ()


def as_of(side: AnalysedQuestion, chosen: Chosen) -> Chosen:
    """Take a figure for that of the village that a side names, where its sentence names it too."""
    place = side.places[0]
    told = chosen.fact.place not in side.places and names_place(fold(chosen.sentence.text), place)
    return replace(chosen, fact=replace(chosen.fact, place=place)) if told else chosen


def second_for(sides: Sides, first: Chosen, scope: Scope) -> Chosen | None:
    """
    Return the figure of the second side.

    Where it is measured otherwise, what the first one counts is taken for it too: 整治的问题是滩区的几倍. What counts the
    very thing that the side names (突击队) stays.
    """
    second = best_for(sides[1], scope, first)
    named = second is not None and counts_what_is_named(sides[1], second)
    if second is None or not (named or arithmetic.is_comparable(first.fact.figure, second.fact.figure)):
        thing = thing_of(first)
        shared = tuple(word for word in sides[0].words if word in thing and word not in sides[1].words)
        again = best_for(replace(sides[1], words=(*sides[1].words, *shared)), scope, first) if shared else None
        if again is not None and is_alike(again, first):
            second = again
    if second is None or sides[1].figures or ALL_OF_IT.search(sides[1].folded):
        return second
    return as_acted(second, first.fact.act)


def as_acted(chosen: Chosen, act: str) -> Chosen:
    """Return what is done of a total, where the same was done to what it is set against: 整治 both times."""
    if not act or act in chosen.fact.act or chosen.fact.role != "total":
        return chosen
    done = (fact for fact in chosen.sentence.facts if act in fact.act)
    return next(
        (replace(chosen, fact=one) for one in done if is_total_and_done(chosen.fact, one, chosen.sentence)), chosen
    )


def differ_in_time(left: AnalysedQuestion, right: AnalysedQuestion) -> bool:
    return left.periods != right.periods


def set_against(question: AnalysedQuestion, scope: Scope) -> tuple[Chosen, ...]:
    """Return the figure of the answer before, and of what a turn names the one that is measured alike."""
    before = told_before(replace(question, operand_facts=question.against_facts), scope)
    words, places = side_of(question, question.folded)
    side = replace(
        question, words=words or things_of(question.words), places=places or question.places, asked=asked_of(question)
    )
    for one in before:
        asked = side.asked if agree(side, one.fact) > CLASH else Asked()
        other = best_for(replace(side, asked=asked), scope, one)
        if agree(side, one.fact) > CLASH and other is not None and is_alike(other, one):
            return one, other
    return ()


def told_before(question: AnalysedQuestion, scope: Scope) -> tuple[Chosen, ...]:
    """Return the figures that the turns before were answered with."""
    facts = scope.facts(question.operand_facts)
    if question.operand_facts and len(facts) > MOST_OF_A_PAIR:
        # The last turn laid several out: the one measured as the first is meant.
        first, *others = facts
        facts = [first, *[one for one in others if arithmetic.is_comparable(first.figure, one.figure)][:1]]
    return choose_each(question, facts, scope)
