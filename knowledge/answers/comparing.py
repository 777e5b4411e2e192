"""A question that compares or computes, in; the operands with their sentences, and the result, out."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from knowledge.answers import arithmetic
from knowledge.answers.arithmetic import Computed
from knowledge.answers.choosing import Chosen, Scope, choose_facts, same_value, score_fact
from knowledge.answers.lookups import facts_of_number
from knowledge.errors import UnitMismatchError
from knowledge.figures import Figure
from knowledge.questions import AnalysedQuestion, Asked, find_asked, is_claim, is_generic
from knowledge.questions.splitting import content_of
from knowledge.storage import StoredFact, StoredSentence

OPERATION_WORDS = re.compile(
    r"相差|差距|差额|之差|差(?:了)?(?:多少|几)|比|多(?:出|了)?|少(?:了)?|更|加起来|加一起|合计|总和|合起来|相加|之和|一共|总共|平均|每|几倍|多少倍|倍|哪个?|谁|率|占|还剩|剩|还差|两个?|镇|多少|几|加|大|小|高|低"
)
TWO_SIDES = (
    re.compile(r"^(?P<left>.+?)(?:比起|比)(?P<right>.+?)(?:要|还)?(?:多|少|大|小|高|低|长|短)"),
    re.compile(r"^(?P<left>.+?)(?:的?面积|的?数量|的?总量)?(?:是|为|相当于)(?P<right>.+?)的?(?:几|多少)倍"),
    re.compile(r"^(?P<left>.+?)(?:占)(?P<right>.+?)(?:的)?(?:百分之|几成|多大|多少|比例|比重|几分)"),
    re.compile(r"^(?P<left>.+?)(?:加上|加|减去|减)(?P<right>.+?)(?:共|一共|总共|合计|是|等于|有|得|多少|几|$)"),
    re.compile(
        r"^(?P<left>.+?)(?:和|跟|与|同|还是|、|以及|对比|vs|pk|,)(?P<right>.+?)(?:的)?(?:相差|差|加|合|总|一共|哪|谁|比|之|多少|几|,|共|一起|对比|$)"
    ),
)
CLAIMED = re.compile(r"比[^,。?]{1,16}(多|少|大|小|高|低)(?:些|一些|点)?(?:[,。?]|吗|对|是|吧|$)")
AGAINST = re.compile(r"比(?:去年|上年|前年|往年|上一年|同期|上月|上个月|以前|之前|原来)|同比|环比")
TIMES_ASKED = re.compile(r"的?(?:几|多少)倍")
LEAST_BESIDE = 0.34  # of the question's words, covered around an operand
PAIRED = 6  # candidates of a place that are tried as an operand
PER_UNIT = re.compile(r"每(?:一)?([个处支条名户所块份次队人])")


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
        "sum": read_pair, "which": read_pair,
    }  # fmt: skip
    if AGAINST.search(question.folded) or question.unknown_places:
        return None
    try:
        return readers[question.detail](question, scope)
    except (ZeroDivisionError, ArithmeticError):
        return None


def read_rate(question: AnalysedQuestion, scope: Scope) -> Comparison | None:
    """Compute a completion rate from a total and what is done; a share from two things."""
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
    result = arithmetic.subtract(total.fact.figure, done.fact.figure)
    return Comparison((total, done), (result,), f"还剩{result.text}（{result.formula}）")


def total_and_done(question: AnalysedQuestion, scope: Scope) -> tuple[Chosen, Chosen] | None:
    """Find a total and the part of it that is done, of the same unit, side by side in one clause or the next."""
    asked = replace(question, asked=Asked(), words=tuple(w for w in question.words if not is_operation(w)), figures=())
    candidates = [c for c in choose_facts(asked, scope) if c.placed >= 0 and c.grounding.beside >= 0.25]
    for candidate in candidates[:8]:
        for other in candidates:
            if other.fact.id == candidate.fact.id or other.sentence.id != candidate.sentence.id:
                continue
            first, second = sorted((candidate, other), key=lambda c: c.fact.figure.start)
            if is_total_and_done(first.fact, second.fact, first.sentence):
                return first, second
    return None


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
    candidates = [c for c in choose_facts(asked, scope) if c.placed >= 0 and c.grounding.beside >= 0.25]
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
            if per is not None and is_count(first.fact) and is_count(second.fact):
                if per[1] not in (first.fact.figure.unit, second.fact.figure.unit):
                    continue
                count, measure = (first, second) if per[1] == first.fact.figure.unit else (second, first)
                result = arithmetic.mean(measure.fact.figure, count.fact.figure)
                return Comparison((count, measure), (result,), f"平均{result.text}（{result.formula}）")
            if is_count(count.fact) and not is_count(measure.fact):
                result = arithmetic.mean(measure.fact.figure, count.fact.figure)
                return Comparison((count, measure), (result,), f"平均{result.text}（{result.formula}）")
    return None


def is_count(fact: StoredFact) -> bool:
    from knowledge.quantities import dimension_of

    return fact.figure.kind == "quantity" and dimension_of(fact.figure.unit) in ("", "count", "people")


def read_pair(question: AnalysedQuestion, scope: Scope) -> Comparison | None:
    """Find the two figures that a question sets side by side, of two places or of two things."""
    operands = find_operands(question, scope)
    if len(operands) < 2:
        return None
    first, second = operands[0], operands[1]
    if not arithmetic.is_comparable(first.fact.figure, second.fact.figure):
        if is_count(first.fact) != is_count(second.fact) or question.detail in ("times", "rate"):
            return Comparison(
                (), undecided=f"“{first.fact.figure.text}”和“{second.fact.figure.text}”单位不同，不能比较或相加。"
            )
        reason = f"“{first.fact.figure.unit}”和“{second.fact.figure.unit}”不是同一种单位，不能直接"
        return Comparison(operands, undecided=reason + ("相加" if question.detail == "sum" else "比较"))
    try:
        return compute(question, operands)
    except UnitMismatchError:
        return Comparison(operands, undecided="两个数单位不同，不能直接比较")


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


def name_of(chosen: Chosen, other: Chosen) -> str:
    """Name an operand by what tells it from the other: the place, or the thing."""
    mine, theirs = chosen.fact.place or chosen.sentence.place, other.fact.place or other.sentence.place
    thing = (
        f"{chosen.fact.act}{chosen.fact.counted}" if chosen.fact.act not in chosen.fact.counted else chosen.fact.counted
    )
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
        if len(found) == 2 and found[0].fact.id != found[1].fact.id:
            return found
    return by_places(question, scope)


def differ_in_measure(left: AnalysedQuestion, right: AnalysedQuestion) -> bool:
    return (left.asked.unit, left.asked.dimension) != (right.asked.unit, right.asked.dimension)


def stated_operands(question: AnalysedQuestion, scope: Scope) -> tuple[Chosen, ...]:
    """Find the facts whose figures a question states itself: 18万余平方米是22505平方米的几倍."""
    if len(question.figures) < 2:
        return ()
    candidates = choose_facts(replace(question, asked=Asked(), figures=()), scope)
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
    for pattern in TWO_SIDES:
        match = pattern.search(question.folded)
        if match is None:
            continue
        texts = (match["left"], match["right"] + question.folded[match.end("right") :])
        sides = [side_of(question, text) for text in texts]
        if all(words or places for words, places in sides) and sides[0] != sides[1]:
            (left_words, left_places), (right_words, right_places) = sides
            return (
                narrowed(question, texts[0], left_words or right_words, left_places or right_places),
                narrowed(question, texts[1], right_words or left_words, right_places or left_places),
            )
    return None


def side_of(question: AnalysedQuestion, text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    words = tuple(word for word in content_of(question, text) if not is_operation(word))
    places = tuple(place for place in question.places if place in text or place[:-1] in text)
    return words, places


def narrowed(
    question: AnalysedQuestion, text: str, words: tuple[str, ...], places: tuple[str, ...]
) -> AnalysedQuestion:
    own = find_asked(TIMES_ASKED.sub("", text))
    if own.dimension and own.unit != "倍":
        return replace(question, words=words, places=places, asked=own, figures=(), context_words=(), head="")
    asked = question.asked if question.asked.unit or question.asked.dimension else Asked()
    if question.detail in ("times", "rate"):
        asked = find_asked(TIMES_ASKED.sub("", question.folded))
        asked = asked if asked.dimension else Asked()
    return replace(question, words=words, places=places, asked=asked, figures=(), context_words=(), head="")


def best_for(question: AnalysedQuestion, scope: Scope) -> Chosen | None:
    """Return the figure for one side, if the side is covered."""
    candidates = choose_facts(question, scope)
    for candidate in candidates:
        if candidate.placed >= 0 and candidate.agreement > -0.5:
            return candidate if candidate.grounding.beside >= 0.3 and candidate.grounding.share >= 0.4 else None
    return None


def by_places(question: AnalysedQuestion, scope: Scope) -> tuple[Chosen, ...]:
    """Return the best figure of each place, the two nearest to the question, measured alike."""
    words = tuple(word for word in question.words if not is_operation(word))
    asked = question.asked if question.asked.unit or question.asked.dimension else Asked()
    candidates = choose_facts(replace(question, words=words, asked=asked, figures=()), scope)
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
