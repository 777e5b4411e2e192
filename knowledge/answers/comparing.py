"""A question that compares or computes, in; the operands with their sentences, and the result, out."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import pairwise

from knowledge.answers import arithmetic
from knowledge.answers.arithmetic import Computed
from knowledge.answers.choosing import Chosen, Scope, agree, choose_facts, same_value, score_fact
from knowledge.answers.deciding import AGAINST
from knowledge.answers.lookups import facts_of_number
from knowledge.errors import UnitMismatchError
from knowledge.figures import Figure
from knowledge.quantities import dimension_of, match_unit, same_unit
from knowledge.questions import AnalysedQuestion, Asked, find_asked, is_claim, is_generic
from knowledge.questions.analysis import find_content_words
from knowledge.questions.splitting import content_of
from knowledge.storage import StoredFact, StoredSentence

OPERATION_WORDS = re.compile(
    r"相差|差距|差额|之差|差(?:了)?(?:多少|几)|比较?|较|多(?:出|了|[次个处条份])?|少(?:了)?|更|加起来|加一起|合计|总和|合起来|相加|之和|一共|总共|平均|每|几倍|多少倍|倍|哪个?|谁|率|占|还剩|剩|还差|两个?|镇|多少|几|加|大|小|高|低|前者|后者|查出|排查|发现|登记|台账|减去|减|没有?|尚?未|弄|整|好|完|剩下|剩余|全部|比例|比重|一样|相同|数量|数目|总数|排|相比|大约|大概|约|三[样个者项]|[处个条份支次户]数"
)
TWO_SIDES = (
    re.compile(r"^(?P<left>.+?)(?:比起|比(?![较例重率]))(?P<right>.+?)(?:要|还)?(?:多|少|大|小|高|低|长|短)"),
    re.compile(r"^(?P<left>.+?)(?:的?面积|的?数量|的?总量)?(?:是|为|相当于)(?P<right>.+?)的?(?:几|多少)倍"),
    re.compile(r"^(?P<left>.+?)(?:占)(?P<right>.+?)(?:的)?(?:百分之|几成|多大|多少|比例|比重|几分)"),
    re.compile(r"^(?P<left>.+?)(?:加上|加|减去|减)(?P<right>.+?)(?:共|一共|总共|合计|是|等于|有|得|多少|几|$)"),
    re.compile(
        r"^(?P<left>.+?)(?:和|跟|与|同|还是|、|以及|对比|vs|pk|,)(?P<right>.+?)(?:的)?(?:相差|差|加|合|总|一共|哪|谁|比|之|多少|几|,|共|一起|对比|$)"
    ),
)
CLAIMED = re.compile(r"比[^,。?]{1,16}(多|少|大|小|高|低)(?:些|一些|点)?(?:[,。?]|吗|对|是|吧|$)")
# Which of two or more places, so that none needs to be named.
ACROSS = re.compile(
    r"哪(?:一)?(?:个|边|家)?(?:镇|村|地|乡|区|县|市|省|社区|街道|边|家)|[两二俩](?:个)?(?:镇|村|地|乡|区|县|市|家|边)|谁|各(?:镇|村|地|县|市|区)|相差|差距|差额|之差"
)
BOTH_NAMED = re.compile(r",?(?P<first>前者|后者).*(?:前者|后者)")
ITEMS = re.compile(r"、|,|(?<=[\u3400-\u9fff])(?:和|跟|与|以及|还有)(?=[\u3400-\u9fff])")
ITEMS_END = re.compile(r"[,:]?(?:[^,:、]{0,6}(?:这|那)?[三四五六]|按|从|哪|谁|排|比一比)")
LEAST_FIRST = re.compile(r"从(?:少|小|低|短)到")
UNIT_COUNT = re.compile(r"(?P<unit>[^\s,。?的]{1,3})数(?!字|据|量|目)")
NOT_DONE = re.compile(r"(?:没|未|尚|剩)[^,。?占]{0,4}(?:整治|整改|整|改|完成|处理|解决|拆|清|弄|做|修|完|好)|剩下?的")
DONE_SAID = re.compile(
    r"(?<![没未])(?:整治|整改|整|改|处理|解决|清理|弄|做)(?:完|好|掉)|已(?:经)?(?:整治|整改|完成)|完成(?:的|了|整治|整改)"
)
TOTAL_SAID = re.compile(r"查出|排查|台账|总数|全部|发现|登记|摸排")
SIZES = re.compile(r"(?:哪个|谁|更|哪边|比较)[大小]|[大小]多少")
GAP = 4  # characters between a count and its measure
LOCAL = frozenset("区镇市县村乡里那边这")
LEAST_SURE = 0.5  # of what stands around an operand, where a sum is not asked for in so many words
TIMES_ASKED = re.compile(r"的?(?:几|多少)倍")
CLASH = -0.5  # of the agreement
LEAST_BESIDE = 0.34  # of the question's words, covered around an operand
MOST_OF_A_PAIR = 2
PAIRED = 6  # candidates of a place that are tried as an operand
PER_UNIT = re.compile(
    r"(?:每一?|平均一|一(?=[^,。?]{1,10}(?:平均|大概|大约|合|摊)))([个处支条名户所块份次队人部座栋台])"
)


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a comparison found."""

    operands: tuple[Chosen, ...]
    computed: tuple[Computed, ...] = ()  # the results, the one asked first
    line: str = ""  # the sentence that says the result in words
    verdict: bool | None = None  # where the question claims an order
    undecided: str = ""  # why there is no result


def compare_facts(question: AnalysedQuestion, scope: Scope) -> Comparison | None:
    """
    Find what a question compares, and compute.

    Returns:
        The comparison; None where the operands are not there, so that the question is answered otherwise.
    """
    readers: dict[str, Callable[[AnalysedQuestion, Scope], Comparison | None]] = {
        "rate": read_rate, "remaining": read_remaining, "mean": read_mean, "times": read_pair, "difference": read_pair,
        "sum": read_pair, "which": read_rank, "rank": read_rank, "same": read_pair, "altogether": read_altogether,
    }  # fmt: skip
    if AGAINST.search(question.folded) or question.unknown_places:
        return None
    try:
        return readers[question.detail](question, scope)
    except (ZeroDivisionError, ArithmeticError):
        return None


def read_rate(question: AnalysedQuestion, scope: Scope) -> Comparison | None:
    """Compute a completion rate from a total and what is done, or what is left of it; a share from two things."""
    if NOT_DONE.search(question.folded):
        pair = total_and_done(question, scope)
        if pair is None:
            return None
        result = arithmetic.share_left(pair[0].fact.figure, pair[1].fact.figure)
        return Comparison(pair, (result,), f"剩下的占{result.text}（{result.formula}）")
    if re.search(r"占", question.folded) or len(question.figures) > 1:
        return read_pair(question, scope)
    pair = total_and_done(question, scope)
    if pair is None:
        return None
    total, done = pair
    result = arithmetic.share_of(done.fact.figure, total.fact.figure)
    return Comparison((total, done), (result,), f"{result.text}（{result.formula}）")


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


def total_and_done(question: AnalysedQuestion, scope: Scope) -> tuple[Chosen, Chosen] | None:
    """Find a total and the part of it that is done, of the same unit, side by side in one clause or the next."""
    words = tuple(word for word in find_content_words(without_places(question)) if not is_operation(word))
    own = tuple(word for word in words if not word[0].isdigit())
    words = own or question.words
    asked = replace(question, asked=Asked(), words=words, context_words=question.context_words, figures=())
    candidates = [c for c in choose_facts(replace(asked, part=True), scope) if c.placed >= 0]
    before = [c for c in candidates if c.sentence.id in question.context_sentences]
    if before and not any(len(word) > 1 for word in own):
        candidates = before  # 还剩呢: of what was told just now
    elif not question.figures:
        candidates = [c for c in candidates if c.grounding.beside >= 0.25]
    else:
        # 328处减去弄好的: the pair is the one that the figure stands in.
        stated = {c.sentence.id for c in candidates for f in question.figures if same_value(c.fact, f)}
        candidates = [c for c in candidates if c.sentence.id in stated]
    for candidate in candidates[:8]:
        for other in candidates:
            if other.fact.id == candidate.fact.id or other.sentence.id != candidate.sentence.id:
                continue
            first, second = sorted((candidate, other), key=lambda c: c.fact.figure.start)
            if is_total_and_done(first.fact, second.fact, first.sentence):
                return first, second
    return None


def without_places(question: AnalysedQuestion) -> str:
    """Return a question with the places that it names left out."""
    text = question.folded
    for name in sorted({n for place in question.places for n in (place, place[:-1])}, key=len, reverse=True):
        text = text.replace(name, " ")
    return text


def is_total_and_done(first: StoredFact, second: StoredFact, sentence: StoredSentence) -> bool:
    """Tell whether one figure is the total of which the next is done: 328处问题已完成整治326处."""
    if first.figure.value is None or second.figure.value is None or first.figure.unit != second.figure.unit:
        return False
    if second.figure.value > first.figure.value:
        return False
    if first.role == "total" and second.role == "done":
        return True
    between = sentence.text[first.figure.end : second.figure.start]
    return (
        len(between) <= 24
        and bool(re.search(r"已|完成|整改|整治|其中|解决|办结|落实", between))
        and "；" not in between
    )


def read_mean(question: AnalysedQuestion, scope: Scope) -> Comparison | None:
    """Divide a measure by the count that it belongs to: 118处,22505平方米."""
    asked = replace(question, asked=Asked(), words=tuple(w for w in question.words if not is_operation(w)), figures=())
    candidates = [
        c for c in choose_facts(replace(asked, part=True), scope) if c.placed >= 0 and c.grounding.beside >= 0.25
    ]
    for candidate in candidates[:6]:
        for other in candidates:
            if other.sentence.id != candidate.sentence.id or other.fact.id == candidate.fact.id:
                continue
            first, second = sorted((candidate, other), key=lambda c: c.fact.figure.start)
            gap = second.fact.figure.start - first.fact.figure.end
            if (
                gap > (12 if PER_UNIT.search(question.folded) else 6)
                or first.fact.figure.unit == second.fact.figure.unit
            ):
                continue
            count, measure = (first, second) if is_count(first.fact) else (second, first)
            per = PER_UNIT.search(question.folded)
            if measure.fact.figure.per or count.fact.figure.per:
                continue  # the article states a mean itself
            if per is not None and is_count(first.fact) and is_count(second.fact):
                if per[1] not in (first.fact.figure.unit, second.fact.figure.unit):
                    continue
                count, measure = (first, second) if per[1] == first.fact.figure.unit else (second, first)
                result = arithmetic.mean(measure.fact.figure, count.fact.figure)
                return Comparison((count, measure), (result,), f"平均{result.text}（{result.formula}）")
            if per is not None and not same_unit(per[1], count.fact.figure.unit):
                continue  # 每户 is no mean of 57部
            if is_count(count.fact) and not is_count(measure.fact):
                result = arithmetic.mean(measure.fact.figure, count.fact.figure)
                return Comparison((count, measure), (result,), f"平均{result.text}（{result.formula}）")
    return None


def is_count(fact: StoredFact) -> bool:
    return fact.figure.kind == "quantity" and dimension_of(fact.figure.unit) in ("", "count", "people")


def read_pair(question: AnalysedQuestion, scope: Scope) -> Comparison | None:
    """Find the two figures that a question sets side by side, of two places or of two things."""
    operands = find_operands(question, scope)
    if len(operands) < 2:
        return lacking(question, scope)
    first, second = operands[0], operands[1]
    if question.detail == "same" and is_count(first.fact) and is_count(second.fact):
        return compare_counts(first, second)
    if not arithmetic.is_comparable(first.fact.figure, second.fact.figure):
        if question.detail in ("times", "rate") or len(question.figures) > 1:
            # Figures that the question states itself need not be laid out for it.
            return Comparison(
                (), undecided=f"“{first.fact.figure.text}”和“{second.fact.figure.text}”单位不同，不能比较或相加。"
            )
        if first.sentence.place != second.sentence.place and thing_of(first) != thing_of(second):
            missing = lacking(question, scope)
            if missing is not None:
                return missing
        reason = f"“{first.fact.figure.unit}”和“{second.fact.figure.unit}”不是同一种单位，不能直接"
        return Comparison(operands, undecided=reason + ("相加" if question.detail == "sum" else "比较"))
    try:
        return compute(question, operands)
    except UnitMismatchError:
        return Comparison(operands, undecided="两个数单位不同，不能直接比较")


def compare_counts(first: Chosen, second: Chosen) -> Comparison:
    """Tell whether two things are as many, whatever they are counted by: 2处 and 2条."""
    left, right = first.fact.figure, second.fact.figure
    order = arithmetic.compare(left, replace(right, unit=left.unit))
    if order is None:
        return Comparison((first, second), undecided=f"{left.text}与{right.text}带有约数，无法断定是否一样")
    line = f"数目{'不同' if order else '相同'}：{left.text}，{right.text}"
    return Comparison((first, second), (), line, verdict=order == 0)


def lacking(question: AnalysedQuestion, scope: Scope) -> Comparison | None:
    """Say which side of a comparison the articles do not tell; None where no two sides are named."""
    if question.detail in ("sum", "rate", "altogether", "same") or len(question.figures) > 1:
        return None
    sides = split_sides(question)
    if sides is None and len(question.places) < 2:
        return None
    named: tuple[AnalysedQuestion, ...] = sides if sides is not None and sides[0].words != sides[1].words else ()
    if not named:
        named = tuple(replace(question, places=(place,), asked=asked_of(question)) for place in question.places)
    missing = [side for side in named if best_for(without_operations(side), scope) is None]
    if not missing:
        return None
    names = "、".join(f"“{name_side(side)}”" for side in missing)
    return Comparison((), undecided=f"文中没有{names}的数字，没法比较。")


def without_operations(question: AnalysedQuestion) -> AnalysedQuestion:
    return replace(question, words=tuple(w for w in question.words if not is_operation(w)), figures=(), head="")


def name_side(side: AnalysedQuestion) -> str:
    return "".join((*side.places, *(word for word in side.words if not is_operation(word))))


def read_altogether(question: AnalysedQuestion, scope: Scope) -> Comparison | None:
    """Add what 督战会和集中大排查总共几次 names, where both are told apart and no figure is of both."""
    sides = split_sides(question)
    if sides is None or sides[0].words == sides[1].words:
        return None
    operands = tuple(best for side in sides if (best := best_for(side, scope)) is not None)
    if len(operands) < 2 or operands[0].fact.id == operands[1].fact.id:
        return None
    if any(one.grounding.near < LEAST_SURE for one in operands):
        return None
    left, right = (one.fact.figure for one in operands)
    return compute(replace(question, detail="sum"), operands) if arithmetic.is_comparable(left, right) else None


def read_rank(question: AnalysedQuestion, scope: Scope) -> Comparison | None:
    """Put three things or more in order; two are a pair."""
    items = split_items(question)
    if len(items) < MOST_OF_A_PAIR + 1:
        return read_pair(question, scope)
    found: list[Chosen] = []
    for item in items:
        best = best_for(item, scope)
        if best is None:
            return Comparison((), undecided=f"文中没有“{name_side(item)}”的数字，没法排序。")
        found.append(best)
    if len({one.fact.id for one in found}) < len(found):
        return None
    if not all(arithmetic.is_comparable(found[0].fact.figure, one.fact.figure) for one in found):
        return Comparison(tuple(found), undecided="这几个数单位不同，不能直接排序")
    unit = found[0].fact.figure.unit
    up = LEAST_FIRST.search(question.folded) is not None
    ranked = sorted(found, key=lambda one: arithmetic.bound(one.fact.figure, unit).value, reverse=not up)
    open_pairs = [
        f"{one.fact.figure.text}与{other.fact.figure.text}"
        for one, other in pairwise(ranked)
        if arithmetic.compare(one.fact.figure, other.fact.figure) is None
    ]
    line = f"从{'少到多' if up else '多到少'}：" + "、".join(
        f"{thing_of(one)}（{one.fact.figure.text}）" for one in ranked
    )
    line += f"；{'、'.join(open_pairs)}带有约数，先后不能断定" if open_pairs else ""
    return Comparison(tuple(ranked), (), line)


def split_items(question: AnalysedQuestion) -> tuple[AnalysedQuestion, ...]:
    """Cut the things out that a question wants in order: 卫生复审的问题、滩区的问题、私搭乱建,这三样排一下."""
    end = ITEMS_END.search(question.folded)
    text = question.folded[: end.start()] if end else question.folded
    asked = asked_of(question)
    items = []
    for piece in ITEMS.split(text):
        words, places = side_of(question, piece)
        if words:
            items.append(replace(narrowed(question, piece, words, places or question.places), asked=asked))
    return tuple(items)


def compute(question: AnalysedQuestion, operands: tuple[Chosen, ...]) -> Comparison:
    first, second = operands[0], operands[1]
    left, right = first.fact.figure, second.fact.figure
    match question.detail:
        case "sum":
            result = arithmetic.add(tuple(operand.fact.figure for operand in operands))
            return Comparison(operands, (result,), f"合计{result.text}（{result.formula}）")
        case "times":
            result = arithmetic.times(left, right)
            return Comparison(
                operands,
                (result,),
                f"{name_of(first, second)}是{name_of(second, first)}的{result.text}（{result.formula}）",
            )
        case "rate":
            result = arithmetic.share_of(left, right)
            return Comparison(operands, (result,), f"{result.text}（{result.formula}）")
    order = arithmetic.compare(left, right)
    claimed = CLAIMED.search(question.folded)
    if order is None:
        return Comparison(operands, undecided=f"{left.text}与{right.text}带有约数，无法断定哪个更多")
    result = arithmetic.subtract(left, right)
    if order == 0:
        return Comparison(operands, (result,), f"两者相同，都是{left.text}")
    more, less = (first, second) if order > 0 else (second, first)
    line = f"{name_of(more, less)}更多（{more.fact.figure.text}），比{name_of(less, more)}（{less.fact.figure.text}）多{result.text}（{result.formula}）"
    claims = claimed is not None and is_claim(question.folded)
    verdict = (order > 0) == (claimed[1] in "多大高") if claims and claimed is not None else None
    return Comparison(operands, (result,), line, verdict=verdict)


def thing_of(chosen: Chosen) -> str:
    """Name what a figure counts, with what is done to it."""
    fact = chosen.fact
    return fact.counted if fact.act and fact.act in fact.counted else f"{fact.act}{fact.counted}"


def name_of(chosen: Chosen, other: Chosen) -> str:
    """Name an operand by what tells it from the other: the place, or the thing."""
    mine, theirs = chosen.fact.place or chosen.sentence.place, other.fact.place or other.sentence.place
    thing = thing_of(chosen)
    if mine != theirs and chosen.fact.counted == other.fact.counted:
        return mine
    return f"{mine}{thing}" if mine != theirs else thing or mine


def find_operands(question: AnalysedQuestion, scope: Scope) -> tuple[Chosen, ...]:
    stated = stated_operands(question, scope)
    if len(stated) > 1:
        return stated
    sides = split_sides(question)
    if sides is not None and sides[0].words == sides[1].words and not differ_in_measure(*sides):
        found = by_places(question, scope)
        if found:
            return found
    if sides is not None:
        found = tuple(best for side in sides if (best := best_for(side, scope)) is not None)
        alike = sides[0].words == sides[1].words and not differ_in_measure(*sides)
        if alike and len(found) == 2 and not arithmetic.is_comparable(found[0].fact.figure, found[1].fact.figure):
            return ()  # one thing in two places is measured alike, or one of them is something else
        if len(found) == 2 and found[0].fact.id != found[1].fact.id:
            return as_sizes(found) if SIZES.search(question.folded) else found
    if len(question.places) > 1 or ACROSS.search(question.folded) or question.notes:
        return by_places(question, scope)
    return ()


def as_sizes(operands: tuple[Chosen, ...]) -> tuple[Chosen, ...]:
    """Take the measures beside two counts, where it is asked which is larger: 118处,22505平方米."""
    measures = []
    for one in operands:
        beside = [
            fact
            for fact in one.sentence.facts
            if not is_count(fact)
            and (fact.counted, fact.act) == (one.fact.counted, one.fact.act)
            and abs(fact.figure.start - one.fact.figure.end) <= GAP
        ]
        measures.append(replace(one, fact=beside[0]) if beside and is_count(one.fact) else one)
    return operands if any(is_count(one.fact) for one in measures) else tuple(measures)


def differ_in_measure(left: AnalysedQuestion, right: AnalysedQuestion) -> bool:
    return (left.asked.unit, left.asked.dimension) != (right.asked.unit, right.asked.dimension)


def stated_operands(question: AnalysedQuestion, scope: Scope) -> tuple[Chosen, ...]:
    """Find the facts whose figures a question states itself: 18万余平方米是22505平方米的几倍."""
    if len(question.figures) < 2:
        return ()
    candidates = choose_facts(replace(question, asked=Asked(), figures=(), part=True), scope)
    found: list[Chosen] = []
    for figure in question.figures:
        fitting = [c for c in candidates if c.placed >= 0 and same_value(c.fact, figure) and c not in found]
        if not fitting:
            fitting = [c for c in by_number(question, figure, scope) if c not in found]
        if fitting:
            found.append(fitting[0])
    return tuple(found)


def by_number(question: AnalysedQuestion, figure: Figure, scope: Scope) -> list[Chosen]:
    """Find the facts with a stated figure anywhere in the base."""
    found = facts_of_number(replace(question, figures=(figure,), words=()), scope)
    return [score_fact(question, fact, sentence, "", {}) for fact, sentence in found]


def split_sides(question: AnalysedQuestion) -> tuple[AnalysedQuestion, AnalysedQuestion] | None:
    """Cut 花园口突击队和古荥志愿服务队相差多少支 into its two sides; what one side lacks it takes from the other."""
    both = BOTH_NAMED.search(question.folded)
    text = question.folded[: both.start()] if both else question.folded
    for pattern in TWO_SIDES[-1:] if both else TWO_SIDES:
        match = pattern.search(text)
        if match is None:
            continue
        texts = (match["left"], match["right"] + text[match.end("right") :])
        if both and both["first"] == "后者":
            texts = (texts[1], texts[0])
        sides = [side_of(question, text) for text in texts]
        if all(words or places for words, places in sides) and sides[0] != sides[1]:
            (left_words, left_places), (right_words, right_places) = sides
            return (
                narrowed(question, texts[0], filled(left_words, right_words), left_places or right_places),
                narrowed(question, texts[1], filled(right_words, left_words), right_places or left_places),
            )
    return None


def filled(words: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    """Take the other side's words where a side names no thing: the 区 of 郑州市区 is none."""
    return words if any(word not in LOCAL for word in words) else other or words


def side_of(question: AnalysedQuestion, text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    words = tuple(word for word in content_of(question, text) if not is_operation(word))
    places = tuple(place for place in question.places if place in text or place[:-1] in text)
    return words, places


def narrowed(
    question: AnalysedQuestion, text: str, words: tuple[str, ...], places: tuple[str, ...]
) -> AnalysedQuestion:
    own = find_asked(TIMES_ASKED.sub("", text))
    counted = unit_counted(text)
    if own.dimension and own.unit != "倍":
        asked = own
    elif counted is not None:
        asked = counted
    else:
        asked = asked_of(question)
    return replace(
        question, folded=text, words=words, places=places, asked=asked, figures=(), context_words=(), head=""
    )


def asked_of(question: AnalysedQuestion) -> Asked:
    """Return what each side is asked for: the unit or measure of the question, that of the result left out."""
    if question.detail in ("times", "rate"):
        asked = find_asked(TIMES_ASKED.sub("", question.folded))
        return asked if asked.dimension else Asked()
    if question.asked.unit or question.asked.dimension:
        return question.asked
    return unit_counted(question.folded) or Asked()


def unit_counted(text: str) -> Asked | None:
    """
    Read the unit of 处数, 条数, 平方米数.

    >>> unit_counted("拆私搭乱建的平方米数").dimension
    'area'
    """
    for match in UNIT_COUNT.finditer(text):
        for start in range(len(match["unit"])):
            unit = match_unit(match["unit"][start:])
            if unit is not None:
                kind = "count" if unit.dimension in ("", "count", "people") else "measure"
                return Asked(kind, match["unit"][start:], "" if kind == "count" else unit.dimension)
    return None


def best_for(question: AnalysedQuestion, scope: Scope) -> Chosen | None:
    """Return the figure for one side, if the side is covered."""
    candidates = choose_facts(replace(question, part=True), scope)
    for candidate in candidates:
        if candidate.placed >= 0 and candidate.agreement > -0.5:
            grounding = candidate.grounding
            sure = grounding.share >= 0.4 and grounding.beside >= (0.2 if grounding.share >= 0.6 else 0.3)
            return as_said(candidate, question.folded) if sure else None
    return None


def as_said(chosen: Chosen, text: str) -> Chosen:
    """Return the total or what is done of it, as a side says: 整治完的 is 326处 of 328处."""
    done, total = DONE_SAID.search(text) is not None, TOTAL_SAID.search(text) is not None
    acts = {fact.act[-2:] for fact in chosen.sentence.facts if fact.act}
    if not done and not total and chosen.fact.counted not in text:
        done = any(act in text for act in acts)  # 滩区整治 names what is done, 滩区的问题 the total
    if done == total:
        return chosen
    for other in chosen.sentence.facts:
        first, second = (chosen.fact, other) if done else (other, chosen.fact)
        if other.id != chosen.fact.id and is_total_and_done(first, second, chosen.sentence):
            return replace(chosen, fact=other)
    return chosen


def by_places(question: AnalysedQuestion, scope: Scope) -> tuple[Chosen, ...]:
    """Return the best figure of each place, the two nearest to the question, measured alike."""
    words = tuple(word for word in question.words if not is_operation(word))
    asked = asked_of(question) if question.detail not in ("times", "rate") else Asked()
    candidates = choose_facts(replace(question, words=words, asked=asked, figures=(), part=True), scope)
    by_place: dict[str, list[Chosen]] = {}
    for candidate in candidates:
        if (question.places and candidate.placed < 0) or candidate.agreement <= -0.5:
            continue
        if candidate.grounding.beside >= LEAST_BESIDE:
            by_place.setdefault(candidate.sentence.place, []).append(candidate)
    named = [place for place in question.places if place in by_place]
    first, second = ([by_place[place] for place in dict.fromkeys((*named, *by_place))] + [[], []])[:2]
    pairs = [
        (one, other)
        for one in first[:PAIRED]
        for other in second[:PAIRED]
        if arithmetic.is_comparable(one.fact.figure, other.fact.figure)
    ]
    # The two that fit best together, measured alike.
    return max(pairs, key=lambda pair: pair[0].score + pair[1].score, default=())


def is_operation(word: str) -> bool:
    """Tell whether a word says what to compute and not of what."""
    return is_generic(word) or bool(OPERATION_WORDS.fullmatch(word))
