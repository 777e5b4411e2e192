"""A claim, in; whether the articles bear it out, with the true figure, out."""

import re
from dataclasses import replace
from itertools import pairwise

from knowledge.answers.agreeing import agrees, is_same_measure, is_within
from knowledge.answers.arithmetic import subtract
from knowledge.answers.belonging import said_of
from knowledge.answers.choosing import Chosen, Scope, choose_facts
from knowledge.answers.grounding import cover
from knowledge.answers.holding import LOOSE, NAMED, PLANNED, TELLING, Checked, hold_figure, is_claim_word, look_up
from knowledge.answers.lookups import facts_of_number, stated_numbers
from knowledge.answers.operands import choose, is_total_and_done, thing_of, total_and_done
from knowledge.answers.phrasing import COMPUTED
from knowledge.figures import Figure
from knowledge.language import fold
from knowledge.quantities import same_unit
from knowledge.questions import AnalysedQuestion, Asked, bare_claim
from knowledge.questions.analysis import blank
from knowledge.questions.claims import WHETHER_REACHED
from knowledge.questions.splitting import content_of

# 突破了1.2亿元, 已经新增40张: said to be done, which a plan does not bear out.
DONE_SAID = re.compile(
    r"已经|[\u3400-\u9fff]了[\d一二两三四五六七八九十百千万近约]|已(?=[\u3400-\u9fff]{1,4}[\d一二两三四五六七八九十百])"
)
ALL_DONE = re.compile(
    r"全部|全都|全(?:弄|整|改|拆|做|清|修|办|解决|搞定)|一[处个件条座]?(?:都|也)?[没不](?:剩|落|留)|都(?:已|整|完|拆|改)|所有|完毕|一个(?:也|都)?[不没](?:剩|落|漏|差|少)|百分之百|100%"
)
NEARLY = re.compile(r"(?:快|将近|接近|差不多|大概|大约|约莫|约|差点|近)(?:有|到|是|了)?$")
PAID = re.compile(r"钱|[,。?!\s]|[吗吧对是的了呢一每]|补[贴助]|津贴|工资|奖|报酬|租金|优惠|左右|出头|以[上下]|多")
MORE_SAID = re.compile(
    r"(?:还要?|都)?多(?:点|些|一点|一些)?(?=[,。?!吧吗呢]|$)|还(?:要)?(?:多|高|往上)|出头|往上|开外|不止"
)
GENERAL = ("个", "处", "项")
# 1件正在收尾: what is not yet done of things, told beside those that are.
NOT_YET = re.compile(r"(?:正在|还在|仍在|尚未|还没|没有?|未能?)(?!.{0,2}发生)")
AGES = ("岁", "周岁")
MOST_OF_BLOCKS = 1000  # 一万块 are yuan, whatever stands behind
ONE_OF = re.compile(r"[一1每][^\d]{0,3}$")  # 一户, 一平方
REACHED = re.compile(rf"(?:{WHETHER_REACHED}|过了?|够|突破了?|破了?)$")
ROUND = 100  # 拆了过一百处 names a bound, 开过两次 does not
LEFT = re.compile(r"(?:剩|差|余|欠)(?:下|了|余)?的?(?:只|就|仅|还)?(?:有)?$")
STILL = re.compile(r"(?:还|就|只|仅)(?:有|是)?$")
UNDONE = re.compile(r"没|未|尚")
ALL_ARE = re.compile(r"(?:全(?:部|都)?|都)(?:是|属于)(?P<part>[^,。?]{1,10})")
OF_WHICH = re.compile(r"[,，;；]?其中[^。;；]*$")
DENIED = re.compile(r"(?:并没有?|没有?|并未|从未)[^,。?错]{0,6}?\d")
DONE_BEFORE = re.compile(r"(?:整治|整改|完成|解决|改好?|办结|清理|落实|处理)[了完好掉成]*$")
TOLD = 0.5  # of the words of what is said to be left
BESIDE = 6  # characters between figures that are told in one breath
EXACTLY = re.compile(r"(?:准确|确切|精确|具体)(?:地|点|来)?(?:说|讲|的?数?字?是)")
LISTED = re.compile(r"[\u3400-\u9fff]{2,8}(?:、[\u3400-\u9fff]{2,8})+")
TOGETHER = 24  # characters between the first and the last of figures that are claimed together
SUBJECT = 0.6  # of the words of what is said to be all done


def check_claim(question: AnalysedQuestion, scope: Scope) -> Checked:
    """
    Check every figure of a claim against the figure that the articles give for the same thing.

    Returns:
        True where all agree; False where one differs, or belongs to another place or thing; None where the articles
        give no figure for it.
    """
    known = check_left(question, scope) or check_all_of_number(question, scope) or check_some_undone(question, scope)
    if known is not None:
        return known
    question = replace(question, figures=tuple(roughly(question, figure) for figure in question.figures))
    claims = claimed_of(question)
    facts: list[Chosen] = []
    verdicts: list[bool] = []
    reasons: list[str] = []
    narrowing = narrowing_of(question)
    open_claims: list[Figure] = []
    for claim in claims:
        part, paid = claim_question(question, claim), as_paid(question, claim)
        checked = hold_figure(part, claim, scope, narrowing)
        if checked.verdict is None and paid is not claim:
            checked = hold_figure(part, paid, scope, narrowing)
        if checked.verdict is None:
            # The whole claim's words may say what its parts leave open.
            checked = hold_figure(whole_question(question), paid, scope, narrowing)
        if checked.verdict is None:
            checked = look_up(part, paid, scope) or checked
        if checked.verdict is None:
            together = find_together(question, scope)
            if together:
                verdicts, facts, open_claims = [True], list(together), []
                break
            if len(claims) == 1:
                return Checked(None, checked.facts, checked.reason)
            open_claims.append(paid)
            continue
        verdicts.append(checked.verdict)
        facts += [fact for fact in checked.facts if fact.fact.id not in {known.fact.id for known in facts}]
        reasons += [checked.reason] if checked.reason else []
    for claim in open_claims if all(verdicts) else ():
        beside = stands_beside(claim, facts)
        if beside is None:
            return Checked(None, tuple(facts))
        facts.append(beside)
    if not verdicts:
        return Checked(None, ())
    if all(verdicts) and DENIED.search(question.folded):
        return Checked(False, tuple(facts), "原文的说法正好相反")
    if all(verdicts) and is_turned_round(question, facts):
        return Checked(False, tuple(facts), "总数和完成数说反了")
    planned = next((one for one in facts if one.fact.planned), None) if all(verdicts) else None
    if planned is not None and DONE_SAID.search(bare_claim(question.folded)) and not PLANNED.search(question.folded):
        so_far = told_so_far(question, planned, scope)
        reason = f"原文的{planned.fact.figure.text}是计划或目标"
        return Checked(False, (*so_far, *facts), reason)
    stranger = named_besides(question, facts) if all(verdicts) else ""
    if stranger:
        return Checked(False, tuple(facts), f"文中没有列“{stranger}”")
    some = part_taken_for_all(question, facts) if all(verdicts) else None
    if some is not None:
        return Checked(False, (*facts, some), f"其中{thing_of(some)}{some.fact.figure.text}")
    if all(verdicts) and ALL_DONE.search(question.folded):
        undone = find_undone(facts, scope)
        if undone is not None:
            return Checked(False, undone, "并没有全部完成")
    return Checked(all(verdicts), tuple(facts), "；".join(dict.fromkeys(reasons)))


def told_so_far(question: AnalysedQuestion, planned: Chosen, scope: Scope) -> tuple[Chosen, ...]:
    """Return the figure that tells how far it has come, where a claim takes what is planned for it: 41.8万亩用上了滴灌."""
    whole = whole_question(question)
    words = whole.words
    told = [
        one
        for one in choose_facts(whole, scope)
        if one.placed >= 0 and not one.fact.planned and same_unit(one.fact.figure.unit, planned.fact.figure.unit)
    ]
    said = [one for one in told if words and min(said_of(words, one.fact, one.sentence)) >= NAMED]
    return tuple(said[:1])


def named_besides(question: AnalysedQuestion, facts: list[Chosen]) -> str:
    """Return a name of those that a claim lists which the sentences do not hold: 三个村是京水、大庙、申庄."""
    listed = LISTED.search(question.folded)
    if listed is None:
        return ""
    first, *between, last = listed.group().split("、")
    whole = " ".join(fold(one.sentence.text) for one in facts)
    lists = (found.group() for found in LISTED.finditer(whole))
    told = " ".join(one for one in lists if any(name in one for name in between)) or whole
    held = [any(first[at:] in told for at in range(len(first) - 1)), *(one in told for one in between)]
    held.append(any(last[:end] in told for end in range(2, len(last) + 1)))
    return next((name for name, here in zip((first, *between, last), held, strict=True) if not here), "")


def stands_beside(claim: Figure, facts: list[Chosen]) -> Chosen | None:
    """Find a claimed figure right beside one that bears the claim out, whatever it is called: 17条路,外带3个口子."""
    for chosen in facts:
        for fact in chosen.sentence.facts:
            other = replace(chosen, fact=fact)
            gap = max(fact.figure.start - chosen.fact.figure.end, chosen.fact.figure.start - fact.figure.end)
            known = any(fact.id == one.fact.id for one in facts)
            if not known and gap <= BESIDE and same_unit(fact.figure.unit, claim.unit) and agrees(claim, other):
                return other
    return None


def claimed_of(question: AnalysedQuestion) -> tuple[Figure, ...]:
    """Return the figures that a line claims; of 一名党员联系六个群众 the first says for whom the second holds."""
    exact = EXACTLY.search(question.folded)
    meant = tuple(f for f in question.figures if exact is not None and f.start >= exact.end())
    if meant:
        return meant  # 涨了快三成,准确说27.4%
    several = len(question.figures) > 1
    said_for = narrowing_of(question)
    claimed = (
        f for f in question.figures if f not in said_for and not (several and f.value == 1 and ONE_OF.match(f.text))
    )
    return tuple(claimed) or question.figures


def narrowing_of(question: AnalysedQuestion) -> tuple[Figure, ...]:
    """Return the figures of a claim that say for whom the others hold: 80岁以上 of 80岁以上优惠3元."""
    ages = tuple(f for f in question.figures if f.unit in AGES)
    return ages if len(ages) < len(question.figures) else ()


def roughly(question: AnalysedQuestion, claim: Figure) -> Figure:
    """Take a claimed figure for a rough one where it is said to be: 快8万方."""
    if claim.sense:
        return claim
    reached = REACHED.search(question.folded[: claim.start])
    if reached and (len(reached.group()) > 1 or reached.group() == "够" or (claim.value or 1) % ROUND == 0):
        return replace(claim, sense="over")  # 过没过三百处, 够一公里没
    if MORE_SAID.match(question.folded, claim.end):
        return replace(claim, sense="over")  # 是不是97%还多
    return replace(claim, sense="about") if NEARLY.search(question.folded[: claim.start]) else claim


def as_paid(question: AnalysedQuestion, claim: Figure) -> Figure:
    """Take 块 for yuan where nothing is counted by it: 罚50块, 一年96块, but not 17块版面."""
    behind = question.folded[claim.end :]
    large = (claim.value or 0) >= MOST_OF_BLOCKS
    paid = claim.unit == "块" and (not behind or large or PAID.match(behind) is not None)
    return replace(claim, unit="元", kind="money") if paid else claim


def check_left(question: AnalysedQuestion, scope: Scope) -> Checked | None:
    """Check how much is said to be left (就差两处没弄完) against a total and what of it is done."""
    if len(question.figures) != 1 or question.figures[0].value is None:
        return None
    claim = question.figures[0]
    before, behind = question.folded[: claim.start], question.folded[claim.end :]
    if not LEFT.search(before) and not (STILL.search(before) and UNDONE.search(behind)):
        return None
    pair = total_and_done(whole_question(question), scope)
    if pair is None or min(one.grounding.share for one in pair) < TOLD:
        return None
    total, done = (one.fact.figure for one in pair)
    if claim.unit and not same_unit(claim.unit, total.unit):
        return None
    left = subtract(total, done)
    agreed = left.value == claim.value or is_within(claim, claim.value or left.value, left.value)
    return Checked(agreed, pair, f"还剩{left.text}（{COMPUTED}：{left.formula}）")


def is_turned_round(question: AnalysedQuestion, facts: list[Chosen]) -> bool:
    """Tell whether a claim takes the total for what is done of it: 326处问题整治了328处."""
    if len(question.figures) != 2 or len(facts) != 2 or facts[0].sentence.id != facts[1].sentence.id:
        return False
    done, total = (chosen.fact for chosen in facts)
    between = question.folded.partition(fold(question.figures[0].text))[2].partition(fold(question.figures[1].text))[0]
    said_done = DONE_BEFORE.search(between) is not None
    return said_done and done.figure.start > total.figure.start and is_total_and_done(total, done, facts[0].sentence)


def find_together(question: AnalysedQuestion, scope: Scope) -> tuple[Chosen, ...]:
    """
    Find the sentence that gives all the figures of a claim, in its order, where nothing else is claimed.

    328处改好了326处 names little of what the sentence names; two figures side by side say enough.
    """
    if len(question.figures) < 2:
        return ()
    by_sentence: dict[int, list[Chosen]] = {}
    for chosen in choose_facts(whole_question(question), scope):
        if chosen.placed >= 0 and chosen.timed >= 0:
            by_sentence.setdefault(chosen.sentence.id, []).append(chosen)
    for candidates in by_sentence.values():
        found: list[Chosen] = []
        since = 0
        for chosen in sorted(candidates, key=lambda c: c.fact.figure.start):
            claim = question.figures[len(found)]
            if chosen.fact.figure.start >= since and is_same_measure(claim, chosen) and agrees(claim, chosen):
                found.append(chosen)
                since = chosen.fact.figure.end + 1
            if len(found) == len(question.figures):
                lost = any(len(word) > 1 for word in found[0].grounding.missing)
                near = found[-1].fact.figure.start - found[0].fact.figure.end <= TOGETHER
                return tuple(found) if near and not lost and found[0].grounding.share >= LOOSE else ()
    return ()


def whole_question(question: AnalysedQuestion) -> AnalysedQuestion:
    said = bare_claim(question.folded)
    words = tuple(word for word in question.words if word in said and not is_claim_word(word))
    around = tuple(word for word in question.context_words if word in said and not is_claim_word(word))
    return replace(question, words=words or around, context_words=around if words else (), asked=Asked(), figures=())


def claim_question(question: AnalysedQuestion, claim: Figure) -> AnalysedQuestion:
    """Narrow a claim to what is said around one of its figures: its clause, up to the next figure."""
    text = question.folded
    several = len(question.figures) > 1
    cut = re.compile(r"[,。、;及和跟与]" if several else r"[,。;!?]")
    start = max((m.end() for m in cut.finditer(text, 0, claim.start)), default=0)
    end = next((m.start() for m in re.compile(cut.pattern + "|-").finditer(text, claim.end)), len(text))
    # 5个临时党支部15个基层党支部: what stands between two figures belongs to the first.
    start = max((other.end for other in question.figures if start < other.end <= claim.start), default=start)
    end = min((other.start for other in question.figures if claim.end <= other.start < end), default=end)
    spans = [(figure.start, figure.end) for figure in question.figures]
    spans += [said.span() for period in question.periods for said in re.finditer(re.escape(period), text)]
    bare = blank(bare_claim(text), spans)
    words = tuple(word for word in content_of(question, bare[start:end]) if not is_claim_word(word))
    whole = whole_question(question)
    if several:
        return replace(whole, words=words or whole.words, context_words=())
    if not any(len(word) > 1 for word in words):
        return whole
    around = tuple(word for word in (*whole.words, *whole.context_words) if word not in words)
    return replace(whole, words=words, context_words=around)


def check_all_done(question: AnalysedQuestion, scope: Scope) -> Checked | None:
    """Deny that all of a thing is done, where the articles give its total and less that is done."""
    if not ALL_DONE.search(question.folded):
        return None
    whole = whole_question(question)
    said_all = "".join(match.group() for match in ALL_DONE.finditer(question.folded))
    words = tuple(word for word in whole.words if word not in said_all)
    bare = ALL_DONE.sub(" ", bare_claim(question.folded))
    pair = total_and_done(replace(whole, words=words, folded=bare), scope)
    if pair is None or min(one.grounding.share for one in pair) < SUBJECT:
        return None
    total, done = (one.fact.figure.value for one in pair)
    if total is None or done is None or done >= total:
        return None
    return Checked(False, pair, "并没有全部完成")


def check_all_of_number(question: AnalysedQuestion, scope: Scope) -> Checked | None:
    """Deny that all of a number is done, whatever it is called, where less of that very number is: 328个毛病全弄完了."""
    if not ALL_DONE.search(question.folded):
        return None
    for value, unit in stated_numbers(question):
        if value < TELLING:
            continue
        bare = Figure(str(value), 0, 0, "quantity", value, unit="" if unit in GENERAL else unit)
        for fact, sentence in facts_of_number(replace(question, figures=(bare,), words=()), scope):
            chosen = choose(question, fact, sentence)
            undone = find_undone([chosen], scope) if chosen.placed >= 0 else None
            if undone is not None and undone[0].fact.id == fact.id:
                return Checked(False, undone, "并没有全部完成")
    return None


def check_some_undone(question: AnalysedQuestion, scope: Scope) -> Checked | None:
    """Deny that all of some things is done, where the articles tell of one that is not: 已办结7件,1件正在收尾."""
    if not ALL_DONE.search(question.folded) or len(question.figures) != 1:
        return None
    claim = question.figures[0]
    if claim.value is None or not claim.unit:
        return None
    words = whole_question(question).words
    for sentence in scope.pool(question):
        text = fold(sentence.text)
        if question.places and sentence.place not in question.places:
            continue
        if not any(cover(word, text) >= NAMED for word in words):
            continue  # 118处全部整改完了 says nothing of 小区问题117处,1处正在施工
        for done, left in pairwise(sentence.facts):
            behind = re.split(r"[,。;]", text[left.figure.end :])[0]
            counted = all(same_unit(fact.figure.unit, claim.unit) for fact in (done, left))
            summed = counted and (done.figure.value or 0) + (left.figure.value or 0) == claim.value
            if summed and NOT_YET.match(behind):
                pair = tuple(choose(question, fact, sentence) for fact in (done, left))
                return Checked(False, pair, "并没有全部完成")
    return None


def part_taken_for_all(question: AnalysedQuestion, facts: list[Chosen]) -> Chosen | None:
    """Find the part of a claimed whole that a claim takes for all of it: 受旱27.3万亩,全是重旱, 其中重旱5.8万亩."""
    match = ALL_ARE.search(question.folded)
    if match is None:
        return None
    words = tuple(word for word in content_of(question, match["part"]) if not is_claim_word(word))
    for chosen in facts:
        for fact in chosen.sentence.facts:
            part = replace(chosen, fact=fact)
            between = chosen.sentence.text[chosen.fact.figure.end : fact.figure.start]
            if not words or not (fact.role == "part" or OF_WHICH.match(between)):
                continue
            if min(said_of(words, fact, chosen.sentence)) >= NAMED:
                return part if fact.figure.value != chosen.fact.figure.value else None
    return None


def find_undone(facts: list[Chosen], scope: Scope) -> tuple[Chosen, ...] | None:
    """Return a total and what of it is done, where that is less."""
    for chosen in facts:
        for other in chosen.sentence.facts:
            first, second = sorted((chosen.fact, other), key=lambda fact: fact.figure.start)
            if first.id == second.id or not is_total_and_done(first, second, chosen.sentence):
                continue
            if (
                first.figure.value is not None
                and second.figure.value is not None
                and second.figure.value < first.figure.value
            ):
                return tuple(replace(chosen, fact=fact) for fact in (first, second))
    return None
