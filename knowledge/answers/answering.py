"""A typed question and a base, in; an answer, several laid out, an abstention or talk, out."""

import re
import time
from collections.abc import Callable, Iterable
from dataclasses import replace

from knowledge.answers.answer import Abstention, Answer, AnswerPart, BestCandidate, Choice, Clarification, Outcome, Talk
from knowledge.answers.arithmetic import POWERS, in_unit
from knowledge.answers.changing import check_direction, claims_figure
from knowledge.answers.checking import check_all_done, check_all_of_number, check_claim
from knowledge.answers.choosing import Chosen, Scope, choose_facts
from knowledge.answers.comparing import (
    BETWEEN_PLACES,
    MOST_OF_A_PAIR,
    PER_UNIT,
    Comparison,
    compare_facts,
    read_change,
    read_named_rate,
)
from knowledge.answers.dated import check_date
from knowledge.answers.deciding import AGAINST, MOST_PARTS, PAID, Decision, decide, is_change, is_stated
from knowledge.answers.differing import same_ids, tell_all
from knowledge.answers.following import ask_elsewhere, decide_following, like_before
from knowledge.answers.fulfilling import check_fulfilled
from knowledge.answers.grounding import SEGMENT_MARKS, clause_around, cover, zones_of
from knowledge.answers.holding import Checked
from knowledge.answers.lookups import (
    HOUSEHOLD,
    Found,
    facts_by_condition,
    facts_of_number,
    facts_of_scope,
    own_measures,
)
from knowledge.answers.members import compare_members
from knowledge.answers.multiples import check_multiple
from knowledge.answers.phrasing import DISPUTED, EXAMPLE, TALK, part_of, render_part, render_parts, shown, text_part
from knowledge.answers.reckoned import reckon
from knowledge.answers.recurring import check_how_often, find_how_often
from knowledge.answers.sides import split_sides
from knowledge.answers.sourcing import (
    ALL_OF_THEM,
    articles_meant,
    bare_name,
    count_line,
    missing_line,
    parts_about,
    written_by_named,
)
from knowledge.answers.statements import Stated, check_statement, claims_whose
from knowledge.answers.states import in_state
from knowledge.answers.text_candidate import TextCandidate
from knowledge.answers.texts import choose_texts, find_texts, unexplained_name
from knowledge.answers.towns import check_towns
from knowledge.errors import QuantityError, QuestionError
from knowledge.index import SearchIndex
from knowledge.language import fold, to_traditional
from knowledge.quantities import dimension_of, same_unit
from knowledge.questions import (
    AnalysedQuestion,
    analyse_question,
    asks_both_ends,
    asks_change,
    asks_contact,
    digits_wanted,
    match_talk,
    telling,
    unit_named,
)
from knowledge.questions.analysis import blank, find_content_words
from knowledge.questions.cleaning import clean_question
from knowledge.questions.conversation import (
    BARE_WHICH,
    Conversation,
    Turn,
    is_previous_again,
    is_source_again,
    is_unit_again,
    page_asked,
    take_over,
    turn_meant,
    unit_wanted,
)
from knowledge.questions.intents import BY_WHOM
from knowledge.questions.splitting import split_pair, split_question
from knowledge.storage import SqlStore, StoredFact

NAMED = 0.8  # of a word's cover by what a figure counts
PEOPLE_UNITS = frozenset("名位人")
TELLING_NUMBER = 10  # from here on a number names its fact; 两个村 does not
LEAST_CLAIM = 0.5  # of a claim in words, covered by one clause
MOST_OTHERS, FAR_BEHIND = 4, 0.5  # further candidates, and how far in score they may lie behind
CONTACT = re.compile(r"\d{5,}|\d{3,4}-\d+|@|电话|热线|路\d+号|地址")  # a sentence that gives one
DIALLED = re.compile(r"\d{3,4}-\d{3,}|(?<!\d)\d{7,}(?!\d)")  # a number to call: whose it is one article tells or none
CALLED = re.compile(r"电话|号码|打|拨|热线|联系")
ASKED_APART = re.compile(r"(?:多少|几(?!乎))[^,。?;]*[,。?;].*(?:多少|几(?!乎))")
NEAR_RESULT = 8  # characters right before a figure
RESULT_REACH = 24  # characters before a figure
MOST_PRINTED = re.compile(r"最|第一|居首|首位|榜首|之最")
TOGETHER = re.compile(r"共|总|合计|累计|全[镇县市区乡村]")
REST = re.compile(r"其余|剩|尚有|仍有|还有|余下|未[\u3400-\u9fff]{1,4}的$")  # 未整改的86条
MOST_LISTED = 40  # facts on one page of a list
LONGEST_QUESTION = 2000  # characters; longer ones are refused by name
OF_THAT = re.compile(r"这(?:个|条|句|组|些)?(?:数|话|消息|信息|说法|答案)|它")  # 这个数出自哪家报纸
UNEXPLAINED = "文中提到“{name}”，没有解释它指什么。"
OF_ANOTHER_KIND = -0.8  # of the agreement: from there down a figure measures what is not asked
NEAREST_TEXT = "文中没有直接这样说，最接近的是这句，请核对："

OF_SEVERAL = ("difference", "sum", "altogether", "times", "which", "rank", "most", "same", "remaining")
# What several things are named by; a comma too, unless a measure of what stands before it follows.
JOINED = re.compile(
    r"[和跟与及同连、/+两俩仨都各几外]|还有|再|加(?!起来|一起|到?一块)"
    r"|,(?!(?:总?(?:面积|数量?|金额|长度?)|[处人户]数)?(?:加起来|加一起|合计|一共|总共|共|是))"
)
WORKED_OUT = ("difference", "sum", "mean")  # what is refused where units are unlike; which is more is left to look at
LEAST_OF_MEAN = 0.35  # of a question for a mean, covered by what stands around one that is printed
CONVERSION = re.compile(
    r"折合?|换算?|(?<![结联综配融场])合(?:计)?(?:成|到|多少|几|约|大约|大概)|等于|相当于|\d[^,。?\d]{0,6}是(?:多少|几)"
)
AGAINST_TIME = re.compile(r"[跟和与同比较](?:去年|上年|前年|往年|以前|之前|上个?月|上季度)[^,。?]{0,4}")
CHANGE_ASKED = re.compile(r"(?:多|少|增|减|涨|降|高|低)[^,。?]{0,4}(?:几|多少)")
SAVED = re.compile(r"省(?:下|了|出|去|掉)?[^,。?]{0,4}(?:多少|几)|快了?(?:多少|几)")  # 能省下多少分钟
MEAN_OF_HEADS = re.compile(
    r"人均下来|按人(?:口|头)(?:平均|算|摊|分)?|平均(?:到|每)?个?[人户](?:头上)?[^,。?]{0,4}(?:多少|几)|摊到每一?[个家]?[人户]|每人分到"
)
EACH = re.compile(r"[每均]")
PER_HEAD = re.compile(
    r"按人(?:口|头)|人均|户均|平均(?:到|每|一)?个?[人户]|每个?[人户](?!口)|(?:摊|分)(?:到|给)每(?!一?[处条支块份栋座所队村])"
)

ASKED_IN = ("公里", "千米", "里", "亩", "公顷", "平方公里", "平方千米", "吨", "公斤", "千克", "斤")
REASONS = {
    "no_change": "文中没有说跟别的时候比变了多少。",
    "no_heads": "文中没有按人或按户平均的数字，也没有人口、户数可以用来平均。",
    "no_place": "文章里没有提到{place}。",
    "no_thing": "文中没有{place}的这项数字。",
    "no_period": "文中没有{period}的这项数字。",
    "no_figure": "文中没有给出这个数字。",
    "no_text": "文中没有说到这一点。",
    "no_claim": "文中没有这项数字，无法核实这个说法。",
    "no_match": "文中没有符合这个条件的数字。",
    "no_number": "文中没有这个数字。",
    "empty_base": "资料库里还没有文章，请先添加。",
}


def answer_question(
    text: str, *, store: SqlStore, index: SearchIndex, conversation: Conversation | None = None
) -> Outcome:
    """
    Answer one turn.

    Args:
        text: The question as typed.
        store: The base.
        index: The index of that base, caught up.
        conversation: The turns before, if any.

    Returns:
        An `Answer`, `Clarification`, `Abstention` or `Talk`, each with the conversation to hand to the next call.

    Raises:
        QuestionError: The question is longer than LONGEST_QUESTION.
    """
    started = time.perf_counter()
    if len(text) > LONGEST_QUESTION:
        raise QuestionError(f"问题太长（{len(text)} 字）：请用一两句话来问，最多 {LONGEST_QUESTION} 字")
    before = conversation or Conversation()
    question = analyse_question(text, store, index)
    last = before.last()
    page = page_asked(fold(text), last) if last is not None else None
    if last is not None and page is not None:
        if not 0 <= page < last.pages:
            line = in_script(f"这份清单共{last.pages}页，没有这一页。", question)
            outcome: Outcome = Talk(question=text, text=line)
            kept = before
        else:
            question = replace(same_again(last, store, index), text=text, page=page, traditional=question.traditional)
            outcome = answer_analysed(question, Scope(store, index), Conversation())
            kept = before.with_turn(turn_of(question, outcome))
    elif question.intent == "talk":
        outcome = talk(question)
        kept = before
    else:
        question = take_over(question, before)
        if question.elsewhere:
            question = ask_elsewhere(question, store)
        outcome = answer_analysed(question, Scope(store, index), before)
        kept = before.with_turn(turn_of(question, outcome))
    return replace(outcome, conversation=kept, elapsed_ms=(time.perf_counter() - started) * 1000)


def same_again(last: Turn, store: SqlStore, index: SearchIndex) -> AnalysedQuestion:
    """Return the question of a turn as it was read, with what it had taken over."""
    return replace(
        analyse_question(last.question, store, index), words=last.words, places=last.places, periods=last.periods,
        intent=last.intent, detail=last.detail,
    )  # fmt: skip


def talk(question: AnalysedQuestion) -> Talk:
    kind = match_talk(clean_question(question.text)) or "nonsense"
    line = TALK.get(kind, TALK["nonsense"]).format(example=EXAMPLE)
    return Talk(question=question.text, text=in_script(line, question))


def in_script(line: str, question: AnalysedQuestion) -> str:
    """Write our own words in the characters that the asker writes."""
    return to_traditional(line) if question.traditional else line


def answer_analysed(question: AnalysedQuestion, scope: Scope, before: Conversation) -> Outcome:
    """Answer a question by its intent; what finds nothing to do falls through to looking a figure up."""
    if scope.store.article_count == 0:
        return abstention(question, "empty_base", None, None)
    last = turn_meant(question, before)
    if last is not None:
        again = answer_again(question, scope, last)
        if again is not None:
            return again
        meant = choose_meant(question, scope, last)
        if meant is not None:
            return meant
    reckoned = reckon(question, scope, last.fact_ids if last else ())
    if reckoned is not None:
        return computed_answer(question, reckoned)
    if lacks_everything(question, scope):
        return ask_back(question)
    answers: dict[str, Callable[[AnalysedQuestion, Scope, Turn | None], Outcome | None]] = {
        "source": answer_source,
        "overview": answer_overview,
        "condition": answer_condition,
        "number": answer_number,
        "verify": answer_claim,
        "compare": answer_comparison,
        "text": answer_text,
    }
    answer = answers.get(question.intent)
    outcome = answer(question, scope, last) if answer else None
    if outcome is not None and outcome.best is None and question.asked.wants_figure:
        # 占百分之几 was read as a sum to do, and one side is told nowhere: the share itself may be.
        outcome = replace(outcome, best=best_guess(question, choose_facts(question, scope)))
    return outcome or answer_figures(question, scope)


def lacks_everything(question: AnalysedQuestion, scope: Scope) -> bool:
    """Tell whether a turn names nothing to look for: 那个呢 without a turn before."""
    if question.intent in ("source", "overview") or question.operand_facts or question.detail == "unit":
        return False
    content = telling(question.words)
    named = question.places or question.unknown_places or question.figures or question.quoted
    alone = len(content) == 1 and len(content[0]) <= 2 and question.asked.kind == "unknown"
    if alone and not named and not question.context_sentences:
        # 花园: a word cut short is no question; 垃圾 is one, for it names a thing.
        kinds = {known.kind for known in scope.store.vocabulary_by_word(content).get(content[0], ())}
        return not kinds & {"thing", "act", "place"}
    return not content and not named


def ask_back(question: AnalysedQuestion) -> Outcome:
    line = f"请说出要查的地方和事情，例如：{EXAMPLE}"
    return Clarification(question=question.text, text=in_script(line, question), notes=notes_of(question))


def answer_again(question: AnalysedQuestion, scope: Scope, last: Turn) -> Outcome | None:
    """Answer a turn about the answer before: its source, its unit, the answer once more."""
    bare = question.folded
    converted = convert_again(question, scope, last)
    if converted is not None:
        return converted
    if not (is_source_again(bare) or is_previous_again(bare) or is_unit_again(bare)) or not last.sentence_ids:
        return None
    sentences = scope.store.sentences(last.sentence_ids)
    parts: list[AnswerPart] = []
    for sentence_id in last.sentence_ids:
        sentence = sentences.get(sentence_id)
        if sentence is None:
            continue
        facts = [fact for fact in sentence.facts if fact.id in last.fact_ids]
        parts.append(part_of(facts, sentence) if facts else text_part(sentence, ()))
    if not parts:
        return None
    return answered(question, tuple(parts), f"上一问：{last.question}")


def convert_again(question: AnalysedQuestion, scope: Scope, last: Turn) -> Outcome | None:
    """Tell the figure that answered the turn before in another unit: 折成亩呢."""
    unit = unit_wanted(question.folded)
    for fact in scope.facts(last.fact_ids) if unit else ():
        converted = answer_converted(question, fact, unit, scope)
        if converted is not None:
            return converted
    return None


def answer_converted(question: AnalysedQuestion, fact: StoredFact, unit: str, scope: Scope) -> Outcome | None:
    """Tell a figure in another unit, marked as computed; None where it has none such, or is printed in it."""
    try:
        result = in_unit(fact.figure, unit, digits_wanted(fold(question.text)))
    except QuantityError:
        return None
    if same_unit(fact.figure.unit, unit) and unit[0] not in POWERS:
        return None
    sentence = scope.store.sentences([fact.sentence_id])[fact.sentence_id]
    line = AnswerPart(f"{fact.figure.text}合{result.text}（{result.formula}）", "", (), None, computed=True)
    return answered(question, (line, part_of([fact], sentence)))


def choose_meant(question: AnalysedQuestion, scope: Scope, last: Turn) -> Outcome | None:
    """Choose among the meanings of a number that were laid out, by what an amendment says: 我问的不是院子,是人."""
    if last.intent != "number" or not question.correcting or len(last.fact_ids) < MOST_OF_A_PAIR:
        return None
    sentences = scope.store.sentences(last.sentence_ids)
    laid_out = [(f, s) for s in sentences.values() for f in s.facts if f.id in last.fact_ids]
    words = question.words or (question.folded,)
    meant = [
        (fact, sentence)
        for fact, sentence in laid_out
        if any(cover(word, fold(f"{fact.act}{fact.counted}")) >= NAMED for word in words)
        or ("人" in question.folded and fact.figure.unit in PEOPLE_UNITS)
    ]
    return answered(question, tuple(part_of([fact], one) for fact, one in meant)) if len(meant) == 1 else None


def answered(
    question: AnalysedQuestion, parts: tuple[AnswerPart, ...], opening: str = "", *,
    confidence: float = 1.0, verdict: bool | None = None, best: BestCandidate | None = None,
) -> Answer:  # fmt: skip
    notes = notes_of(question)
    return Answer(
        question=question.text, text=render_parts(parts, opening, notes), parts=parts, notes=notes,
        confidence=confidence, verdict=verdict, best=best or best_shown(parts, confidence),
    )  # fmt: skip


def best_shown(parts: tuple[AnswerPart, ...], confidence: float) -> BestCandidate | None:
    """Return the first figure of an answer that was found otherwise than by ranking."""
    shown_with = ((part.figures[0], part.source) for part in parts if part.figures and part.source)
    return next((BestCandidate(one, source.sentence, source.title, confidence) for one, source in shown_with), None)


def answer_source(question: AnalysedQuestion, scope: Scope, last: Turn | None) -> Outcome | None:
    of_before = last is not None and (question.notes or OF_THAT.search(question.folded))
    articles = articles_meant(question, scope, last.article_ids if last and of_before else ())
    if question.detail == "editor":
        return abstention(question, "no_text", None, None)
    if question.detail == "count":
        return Answer(
            question=question.text, text=in_script(count_line(scope.store.articles()), question), confidence=1.0
        )
    if question.unknown_places and not question.places:
        return abstention(question, "no_place", None, None)
    if question.detail == "works" and not written_by_named(question, articles):
        return None  # 参与写的是哪个镇 without a writer's name asks for something else
    parts = parts_about(question.detail, articles, scope, question)
    silent = tuple(a for a in articles if a.title not in {part.source.title for part in parts if part.source})
    if not parts:
        text = missing_line(question.detail, articles)
        return Abstention(
            question=question.text, text=in_script(text, question), reason="no_figure", notes=notes_of(question)
        )
    opening = missing_line(question.detail, silent[:MOST_PARTS]) if silent and len(articles) <= MOST_PARTS else ""
    return answered(question, parts, opening)


def answer_overview(question: AnalysedQuestion, scope: Scope, last: Turn | None) -> Outcome | None:
    if question.unknown_places and not question.places:
        return abstention(question, "no_place", None, None)
    return listed(question, facts_of_scope(question, scope), "共{count}个数字：")


def answer_condition(question: AnalysedQuestion, scope: Scope, last: Turn | None) -> Outcome | None:
    found = facts_by_condition(question, scope)
    if not found:
        return abstention(question, "no_match", None, None)
    return listed(question, found, "符合条件的有{count}个：")


def answer_number(question: AnalysedQuestion, scope: Scope, last: Turn | None) -> Outcome | None:
    found = facts_of_number(question, scope)
    if not found:
        return abstention(question, "no_number", None, None)
    return listed(question, found, "文中有{count}处：" if len(found) > 1 else "")


def listed(question: AnalysedQuestion, found: Found, opening: str) -> Outcome | None:
    """Lay facts out as a list, page by page, each with its sentence."""
    if not found:
        return None
    first, pages = question.page * MOST_LISTED, -(-len(found) // MOST_LISTED)
    parts = tuple(part_of([fact], sentence) for fact, sentence in found[first : first + MOST_LISTED])
    line = opening.format(count=len(found))
    if pages > 1:
        go_on = "，发“下一页”接着看" if question.page + 1 < pages else ""
        line += f"（第{question.page + 1}页，共{pages}页{go_on}）"
    return replace(answered(question, parts, in_script(line, question)), pages=pages)


def answer_claim(question: AnalysedQuestion, scope: Scope, last: Turn | None) -> Outcome | None:
    if question.detail in ("author", "origin"):
        return check_source(question, scope, last)
    if BY_WHOM.search(question.folded) and written_by_named(question, scope.store.articles()):
        return check_source(replace(question, detail="author"), scope, last)  # 毛志刚是不是写花园口那篇的
    multiple = check_multiple(question, scope)
    if multiple is not None:
        return computed_answer(question, multiple)
    often = check_how_often(question, scope)
    if often is not None:
        return stated_answer(question, often.verdict, often)
    towns = check_towns(question, scope)
    if towns is not None:
        if towns.verdict is None:
            return abstention(question, "no_claim", None, None)
        return stated_answer(question, towns.verdict, *towns.stated)
    fulfilled = check_fulfilled(question, scope)
    if fulfilled is not None:
        return with_verdict(question, fulfilled)
    if not claims_figure(question):
        return check_words(question, scope)
    whose = check_statement(question, scope) if claims_whose(question.folded) else None
    if whose is not None:
        return stated_answer(question, whose.verdict, whose)
    checked = check_claim(question, scope)
    if checked.verdict is None:
        nearest = checked.facts[0] if checked.facts and checked.facts[0].grounding.near >= 0.5 else None
        reason = "no_place" if question.unknown_places and not question.places else "no_claim"
        return abstention(question, reason, nearest, best_of(checked.facts))
    return with_verdict(question, checked)


def with_verdict(question: AnalysedQuestion, checked: Checked) -> Answer:
    """Say whether a claim is right, with the figures that tell."""
    parts = tuple(part_of([chosen.fact], chosen.sentence) for chosen in checked.facts)
    opening = "属实。" if checked.verdict else "不对。"
    if checked.reason:
        opening += f"{checked.reason}。"
    return answered(question, parts, in_script(opening, question), verdict=checked.verdict, best=best_of(checked.facts))


def check_source(question: AnalysedQuestion, scope: Scope, last: Turn | None) -> Outcome | None:
    """Check who is said to have written an article, or which paper to have printed it."""
    articles = articles_meant(question, scope, last.article_ids if last and question.notes else ())
    parts = parts_about(question.detail, articles, scope)
    if not parts:
        return abstention(question, "no_claim", None, None)
    said = question.folded.replace(" ", "")
    author = question.detail == "author"
    printed = [{bare_name(name) for name in (a.authors if author else (a.origin,)) if name} for a in articles]
    every = {bare_name(name) for a in scope.store.articles() for name in (a.authors if author else (a.origin,)) if name}
    claimed = {name for name in every if name in said}
    held = [bool(claimed) and claimed <= names for names in printed]
    verdict = all(held) if ALL_OF_THEM.search(question.folded) else any(held)
    return answered(question, parts, in_script("属实。" if verdict else "不对，原文是：", question), verdict=verdict)


def check_words(question: AnalysedQuestion, scope: Scope) -> Outcome | None:
    """Check a claim without a figure: true or false where one clause says it, silent where a word of it stands nowhere."""
    checked = (
        check_all_of_number(question, scope)
        or check_all_done(question, scope)
        or check_direction(question, scope)
        or check_date(question, scope)
    )
    if checked is not None:
        return with_verdict(question, checked)
    stated = check_statement(question, scope)
    if stated is not None:
        return stated_answer(question, stated.verdict, stated)
    candidates = choose_texts(replace(question, places=()), scope)
    if not candidates:
        return abstention(question, "no_claim", None, None)
    best = candidates[0]
    if [word for word in best.missing if len(word) > 1] or best.near < LEAST_CLAIM:
        reason = "no_place" if question.unknown_places and not question.places else "no_claim"
        return abstention(question, reason, None, best_of(choose_facts(question, scope)))
    part = text_part(best.sentence, best.spans)
    line = in_script("原文是这样写的，请核对：", question)
    notes = notes_of(question)
    return Clarification(question=question.text, text=render_parts((part,), line, notes), parts=(part,), notes=notes)


def stated_answer(question: AnalysedQuestion, verdict: bool, *stated: Stated) -> Answer:
    """Say whether a claim in words is right, with the stretches that tell."""
    line = in_script("属实。" if verdict else "不对，原文是：", question)
    parts = tuple(text_part(one.sentence, one.spans) for one in stated)
    return answered(question, parts, line, verdict=verdict)


def answer_comparison(question: AnalysedQuestion, scope: Scope, last: Turn | None) -> Outcome | None:
    if question.unknown_places:
        return abstention(question, "no_place", None, best_of(choose_facts(question, scope)))
    if ASKED_APART.search(question.folded):
        told = answer_figures(question, scope)
        if isinstance(told, Answer):
            return told  # 爆了多少回,比头一年少了多少回: each is printed
    question = across_towns(question, scope)
    if question.detail == "rate":
        printed = answer_printed(question, scope)
        if printed is not None:
            return printed
    if PER_HEAD.search(question.folded) and not tells_mean(question, scope):
        near = [c for c in choose_facts(question, scope)[:1] if c.placed >= 0 and c.grounding.near >= LEAST_CLAIM]
        return abstention(question, "no_heads", near[0] if near else None, best_of(tuple(near)))
    comparison = compare_facts(question, scope)
    members = None if comparison is not None and comparison.computed else compare_members(question, scope)
    if members is not None:
        return answered(question, members)
    if comparison is None and PER_UNIT.search(question.folded) and question.detail == "mean":
        # 平均一处多少平方米: the square metres of another thing are no mean.
        return answer_printed(question, scope) or abstention(question, "no_figure", None, None)
    if comparison is None and question.detail == "rate" and question.figures:
        return abstention(question, "no_figure", None, None)  # 2946处完成了百分之几, of which no part is told
    if comparison is None:
        return answer_instead(question, scope) if question.detail in OF_SEVERAL else None
    if comparison.undecided and not comparison.operands and question.detail != "rate":
        printed = answer_printed(question, scope)
        if printed is not None:
            return printed
    parts = tuple(part_of([chosen.fact], chosen.sentence) for chosen in comparison.operands)
    if comparison.undecided and not comparison.operands:
        return Abstention(
            question=question.text, text=in_script(comparison.undecided, question), reason="unlike_units",
            notes=notes_of(question),
        )  # fmt: skip
    if comparison.undecided and comparison.unlike and question.detail in WORKED_OUT:
        return refusal(question, comparison.undecided, parts)
    if comparison.undecided:
        notes = notes_of(question)
        listed = "两个数都列出来" if len(parts) == MOST_OF_A_PAIR else "都列出来"
        line = in_script(f"{comparison.undecided}，{listed}：", question)
        return Clarification(question=question.text, text=render_parts(parts, line, notes), parts=parts, notes=notes)
    stated = printed_result(question, comparison, scope)
    if stated is not None:
        return answered(question, (part_of([stated.fact], stated.sentence),), best=best_of((stated,)))
    return computed_answer(question, comparison)


def across_towns(question: AnalysedQuestion, scope: Scope) -> AnalysedQuestion:
    """Read the place around the towns that are compared for those towns: 惠济区哪个镇清的垃圾多."""
    if len(question.places) != 1 or not BETWEEN_PLACES.search(question.folded):
        return question
    around, towns = question.places[0], {a.place for a in scope.store.articles() if a.place}
    inside = {s.place for s in scope.pool(question) for fact in s.facts if around in fact.within} & towns
    if around in towns or not inside:
        return question
    # Of two towns in all, those are the two, though one article does not tell what it lies in.
    return replace(question, places=() if len(towns) == MOST_OF_A_PAIR else tuple(sorted(inside)))


def answer_instead(question: AnalysedQuestion, scope: Scope) -> Outcome:
    """Look up what could not be worked out; a figure that is of one side, and no result, is only shown to be checked."""
    told = answer_figures(question, scope)
    if not isinstance(told, Answer) or not told.parts or told.parts[0].computed:
        return told
    candidates = {c.fact.id: c for c in choose_facts(question, scope)}
    given = [chosen for one in told.figures if one.fact_id and (chosen := candidates.get(one.fact_id)) is not None]
    if any(is_result(question.detail, one) or is_of_all(question, one) for one in given):
        return told
    notes = notes_of(question)
    text = render_parts(told.parts, in_script("没有直接的数字，最接近的是这个，请核对：", question), notes)
    return Clarification(question=question.text, text=text, parts=told.parts, notes=notes, best=told.best)


def is_of_all(question: AnalysedQuestion, chosen: Chosen) -> bool:
    """Tell whether one figure is of all that a question names: 违建和棚子一共拆了多少 where one number is of both."""
    if question.detail == "sum" and not JOINED.search(question.folded):
        return True  # 那110余处,面积加起来 adds nothing to another thing
    sides = split_sides(question, joined=True)
    clause = zones_of(chosen.fact, chosen.sentence).clause
    others = [fold(fact.counted) for fact in chosen.sentence.facts if fact.counted and fact.id != chosen.fact.id]
    # 6条街道、精心打造的14处院落: what another figure beside it counts is none of this one.
    for other in others:
        clause = clause.replace(other, " ")
    told = f"{clause} {fold(chosen.fact.counted)}"
    named = [[word for word in side.words if len(word) > 1][-1:] or side.words for side in sides or ()]
    return sides is not None and all(any(cover(word, told) >= NAMED for word in some) for some in named)


def refusal(question: AnalysedQuestion, why: str, parts: tuple[AnswerPart, ...]) -> Abstention:
    """Say why nothing can be worked out, and beside it the figures that it would be worked out of."""
    nearest = "\n".join(render_part(part) for part in parts)
    text = in_script(f"{why}。\n最接近的是：{nearest}", question)
    return Abstention(
        question=question.text, text=text, reason="unlike_units", nearest=parts[0], others=parts[1:],
        notes=notes_of(question),
    )  # fmt: skip


def tells_mean(question: AnalysedQuestion, scope: Scope) -> bool:
    """Tell whether a mean for each person or household is printed for what a question speaks of."""
    return any(
        is_result("mean", chosen) and chosen.placed >= 0 and chosen.grounding.share >= LEAST_OF_MEAN
        for chosen in choose_facts(question, scope)
    )


def answer_printed(question: AnalysedQuestion, scope: Scope) -> Outcome | None:
    """Answer a question for a result by the figure that is printed for it: 舆情比前一年多了几起, 较上年多2起."""
    if question.detail == "rate":
        asked = replace(question.asked, kind="percent", unit="")
        question = replace(question, intent="figure", asked=asked)
    candidates = choose_facts(question, scope)
    decision = decide(question, candidates, lambda fact: same_ids(fact, scope))
    sure = decision.status == "answered" or question.detail == "difference"
    if not (sure and decision.groups and is_result(question.detail, decision.groups[0][0])):
        return None
    return to_outcome(question, decision, candidates, scope)


def printed_result(question: AnalysedQuestion, comparison: Comparison, scope: Scope) -> Chosen | None:
    """Find what was worked out where it stands in the sentence of the operands too: 已整改1061处,其余17处."""
    if question.detail not in ("remaining", "difference") or not comparison.computed:
        return None
    result = comparison.computed[0].value
    sentences = {operand.sentence.id for operand in comparison.operands}
    operands = {operand.fact.id for operand in comparison.operands}
    if len(sentences) > 1:
        return None
    return next(
        (
            c
            for c in choose_facts(question, scope)
            if c.sentence.id in sentences
            and c.fact.id not in operands
            and c.fact.figure.value == abs(result)
            and is_result(question.detail, c)
        ),
        None,
    )


def is_result(operation: str, chosen: Chosen) -> bool:
    """Tell whether a figure is printed as what an operation gives: a change, a share, a mean, a rest."""
    figure = chosen.fact.figure
    before = chosen.sentence.text[max(0, figure.start - RESULT_REACH) : figure.start]
    if operation == "difference":
        return is_change(chosen)
    if operation in ("most", "rank", "which"):
        return MOST_PRINTED.search(chosen.sentence.text) is not None
    if operation == "times":
        return figure.unit == "倍" or figure.change == "multiple"
    if operation in ("sum", "altogether"):
        return TOGETHER.search(before[-NEAR_RESULT:]) is not None
    if operation == "rate":
        return figure.kind in ("percent", "fraction", "ratio")
    if operation == "mean":
        return bool(figure.per) or "均" in before + figure.text
    return operation == "remaining" and REST.search(before) is not None


def answer_text(question: AnalysedQuestion, scope: Scope, last: Turn | None) -> Outcome | None:
    stated = [figure for figure in question.figures if figure.unit and (figure.value or 0) >= TELLING_NUMBER]
    if stated and not question.context_sentences:
        found = facts_of_number(replace(question, words=()), scope)
        if not found:
            return abstention(question, "no_number", None, best_of(choose_facts(question, scope)))
    dialled = DIALLED.search(question.folded) if CALLED.search(question.folded) else None
    if dialled is not None and not any(dialled.group() in fold(sentence.text) for sentence in scope.pool(question)):
        return abstention(question, "no_number", None, None)
    around = around_before(question, scope)
    if around:
        return answered(question, around)
    decision = find_texts(question, scope)
    told = [c for c in decision.chosen if not asks_contact(question.folded) or CONTACT.search(c.sentence.text)]
    told = [one for c in told if (one := in_state(question, c)) is not None]
    if not told:
        reason = "no_place" if question.unknown_places and not question.places else "no_text"
        silent = abstention(question, reason, None, best_of(choose_facts(question, scope)))
        name = unexplained_name(question, scope)
        return replace(silent, text=in_script(UNEXPLAINED.format(name=name), question)) if name else silent
    parts = tuple(part for candidate in told for part in parts_of(candidate))
    if decision.status == "answered":
        return answered(question, parts, in_script(decision.note, question), confidence=decision.confidence)
    notes = notes_of(question)
    line = in_script("文中没有直接这样说，最接近的是这些话，请核对：" if len(parts) > 1 else NEAREST_TEXT, question)
    return Clarification(
        question=question.text, text=render_parts(parts, line, notes), parts=parts, notes=notes,
        confidence=decision.confidence,
    )  # fmt: skip


def around_before(question: AnalysedQuestion, scope: Scope) -> tuple[AnswerPart, ...]:
    """Tell the stretch around the figures before, where a turn names nothing itself: 2946处指啥, 哪项工作里的."""
    if not BARE_WHICH.search(question.folded) or not question.context_sentences:
        return ()
    sentences = scope.store.sentences(question.context_sentences)
    parts = []
    for fact in scope.facts(question.before_facts):
        sentence = sentences.get(fact.sentence_id)
        if sentence is not None:
            span = clause_around(sentence.text, fact.figure.start, fact.figure.end, SEGMENT_MARKS)
            parts.append(text_part(sentence, (span,)))
    return tuple(parts[:MOST_OF_A_PAIR])


def parts_of(candidate: TextCandidate) -> tuple[AnswerPart, ...]:
    """Return the sentence of a candidate, and before it the one that tells who said it."""
    part = text_part(candidate.sentence, candidate.spans)
    return (part,) if candidate.teller is None else (text_part(candidate.teller, ()), part)


def answer_change(question: AnalysedQuestion, scope: Scope) -> Outcome | None:
    """Work a change out where none is printed: 公交线路增加了几条."""
    changes = asks_change(question.folded) or AGAINST.search(question.folded) or SAVED.search(question.folded)
    if not changes or asks_both_ends(question.folded):
        return None
    candidates = choose_facts(question, scope)
    decision = decide(question, candidates, lambda fact: same_ids(fact, scope))
    if decision.groups and decision.groups[0][0].fact.figure.change in ("rise", "fall", "multiple"):
        return None
    comparison = read_change(question, scope)
    return computed_answer(question, comparison) if comparison is not None else None


def computed_answer(question: AnalysedQuestion, comparison: Comparison) -> Answer:
    """Say a result, marked as computed, and its operands with their sentences."""
    parts = tuple(part_of([chosen.fact], chosen.sentence) for chosen in comparison.operands)
    result = AnswerPart(comparison.line, "", (), None, computed=True)
    return answered(question, (result, *parts), best=best_of(comparison.operands), verdict=comparison.verdict)


def answer_figures(question: AnalysedQuestion, scope: Scope) -> Outcome:
    """Look a figure up, or several where several are asked."""
    worked_out = convert_asked(question, scope) or answer_change(question, scope)
    if worked_out is not None:
        return worked_out
    whole = answer_own_measure(question, scope)
    if whole is not None:
        return whole
    asked = (question,) if asks_both_ends(question.folded) else split_question(question)
    if len(asked) > 1:
        several = answer_parts(question, asked, scope)
        if several is not None:
            return several
    outcome = answer_one_figure(question, scope)
    if isinstance(outcome, Abstention) and question.asked.kind == "percent":
        rate = read_named_rate(question, scope)
        if rate is not None:
            return computed_answer(question, rate)
    return in_unit_asked(question, outcome, scope) or answer_pair(question, outcome, scope) or outcome


def answer_pair(question: AnalysedQuestion, outcome: Outcome, scope: Scope) -> Outcome | None:
    """Look two things up that are named together, where what was found for both is of one of them: 宣传页跟版面多少."""
    pair = split_pair(question)
    told = {figure.fact_id for figure in outcome.figures}
    if not pair or any(c.fact.id in told and is_of_all(question, c) for c in choose_facts(question, scope)):
        return None
    several = answer_parts(question, pair, scope)
    return several if isinstance(several, Answer) and len(several.figures) == len(pair) else None


def in_unit_asked(question: AnalysedQuestion, outcome: Outcome, scope: Scope) -> Outcome | None:
    """Tell the one figure that answers in the unit that is asked for, where it is printed in another: 有几公里长, 1200余米."""
    if question.asked.unit not in ASKED_IN or not isinstance(outcome, Answer) or len(outcome.figures) != 1:
        return None
    if len(question.asked.noun) > 1 and question.asked.noun not in fold(outcome.text):
        return None  # 合多少亩地皮费 asks for no area
    facts = scope.facts(one.fact_id for one in outcome.figures if one.fact_id)
    return answer_converted(question, facts[0], question.asked.unit, scope) if facts else None


def answer_own_measure(question: AnalysedQuestion, scope: Scope) -> Outcome | None:
    """Tell how large a town itself is or how many live there, where a question names it and no thing in it."""
    asked = question.asked
    counted = asked.unit == HOUSEHOLD or (asked.dimension == "people" and asked.kind == "count")
    if not (asked.dimension == "area" or counted) or len(question.places) != 1 or telling(question.words):
        return None
    if question.periods or EACH.search(question.folded):
        return None
    found = own_measures(question, scope) if not question.context_facts else ()
    if not found:
        return None
    fact, sentence = found[0]
    return answered(question, (part_of([fact], sentence),))


def convert_asked(question: AnalysedQuestion, scope: Scope) -> Outcome | None:
    """Tell in another unit what a question states or asks for: 污水管网1200余米合多少公里, 拆的面积换成公顷."""
    unit, start, end = unit_named(question.folded)
    if unit:
        rest = blank(question.folded, [(start, end)])
        words = telling(find_content_words(rest, question.asked.start, question.asked.end))
        asked = replace(question.asked, kind="measure", unit=unit, dimension=dimension_of(unit))
        question = replace(question, words=tuple(word for word in question.words if word in words), asked=asked)
    elif question.asked.dimension and CONVERSION.search(question.folded) and not PAID.search(question.asked.noun):
        unit = question.asked.unit
    if not unit:
        return None
    stated = tuple(f for f in question.figures if dimension_of(f.unit) == question.asked.dimension)
    if stated:
        facts = [fact for fact, _ in facts_of_number(replace(question, figures=stated[:1]), scope)]
    else:
        asked = replace(question.asked, unit="")
        told = answer_one_figure(replace(question, asked=asked), scope)
        # One figure alone that is not sure: that its unit can be converted vouches for it.
        alone = isinstance(told, Clarification) and len(told.parts) == 1
        figures = told.figures if isinstance(told, Answer) or alone else ()
        facts = scope.facts(one.fact_id for one in figures if one.fact_id)
    converted = (answer_converted(question, fact, unit, scope) for fact in facts)
    return next((one for one in converted if one is not None), None)


def answer_parts(question: AnalysedQuestion, asked: tuple[AnalysedQuestion, ...], scope: Scope) -> Outcome | None:
    """Look up each of several things asked at once; None where too little is found to be an answer to them together."""
    outcomes = look_up_parts(asked, scope)
    found = [outcome for outcome in outcomes if outcome.parts]
    parts = tuple(dict.fromkeys(outcome.parts[0] for outcome in found))
    best = next((outcome.best for outcome in (*found, *outcomes) if outcome.best is not None), None)
    if all(isinstance(outcome, Answer) for outcome in outcomes):
        return answered(question, parts, confidence=min(outcome.confidence for outcome in outcomes), best=best)
    if len(parts) == len(outcomes) and len({part.source.sentence_id for part in parts if part.source}) == 1:
        # Figures of one sentence vouch for one another: 拆了几处、合多少面积.
        return answered(question, parts, best=best)
    sure = any(isinstance(outcome, Answer) for outcome in outcomes)
    if not (sure or len(found) == len(outcomes)) or question.unknown_places:
        return None
    notes = notes_of(question)
    some = "问了几件事，文中只找到这些：" if len(found) < len(outcomes) else "问了几件事，找到的是这些，请核对："
    text = render_parts(parts, in_script(some, question), notes)
    return Clarification(question=question.text, text=text, parts=parts, notes=notes, best=best)


def look_up_parts(asked: tuple[AnalysedQuestion, ...], scope: Scope) -> list[Outcome]:
    """
    Look up each part of a question, the surest first; what answers one part answers no other.

    A part that names nothing itself asks for another measure of what the part before it asks: 几处、多大面积.
    """
    parts = [replace(one, head="") for one in asked]
    chosen = [choose_facts(part, scope) for part in parts]
    outcomes: dict[int, Outcome] = {}
    taken: dict[int, int] = {}  # fact -> the part that it answers
    for place in sorted(range(len(parts)), key=lambda place: -chosen[place][0].score if chosen[place] else 0.0):
        part = parts[place]
        candidates = tuple(c for c in chosen[place] if c.fact.id not in taken)
        before = tuple(fact for fact, answered_part in taken.items() if answered_part == place - 1)
        if before and not any(len(word) > 1 for word in telling(part.words)):
            part = replace(part, context_facts=before)
            candidates = chosen[place]
        decision = decide(part, candidates, lambda fact: same_ids(fact, scope))
        outcomes[place] = to_outcome(part, decision, candidates, scope)
        if decision.groups:
            taken.update((c.fact.id, place) for c in decision.groups[0][:1])
    return [outcomes[place] for place in range(len(parts))]


def answer_one_figure(question: AnalysedQuestion, scope: Scope) -> Outcome:
    candidates = choose_facts(question, scope)
    decision = decide(question, candidates, lambda fact: same_ids(fact, scope))
    if question.context_sentences:
        question, candidates, decision = decide_following(question, candidates, decision, scope)
    if decision.status != "answered" and question.before_facts:
        like = like_before(question, candidates, scope)
        decision = Decision("answered", (like,), confidence=decision.confidence) if like else decision
    if decision.status == "not_found":
        recurring = find_how_often(question, scope)
        if recurring:
            return answered(question, tuple(part for one in recurring for part in parts_of(one)))
    if lacks_heads(question, decision):
        return abstention(question, "no_heads", decision.groups[0][0], best_of(decision.groups[0], decision.confidence))
    if lacks_change(question, decision):
        return abstention(question, "no_change", None, best_of(decision.groups[0], decision.confidence))
    return to_outcome(question, decision, candidates, scope)


def lacks_heads(question: AnalysedQuestion, decision: Decision) -> bool:
    """Tell whether a mean for each head is asked, and what was found is no mean: 人均下来每人分到几份."""
    if not MEAN_OF_HEADS.search(question.folded) or not decision.groups:
        return False
    found = [one for group in decision.groups for one in group]
    return not any(one.fact.figure.per or EACH.search(one.sentence.text) for one in found)


def lacks_change(question: AnalysedQuestion, decision: Decision) -> bool:
    """Tell whether it is asked how much more there is than at another time, and what was found is no change."""
    if not (AGAINST_TIME.search(question.folded) and CHANGE_ASKED.search(question.folded)) or not decision.groups:
        return False
    return not any(one.fact.figure.change or is_change(one) for group in decision.groups for one in group)


def to_outcome(question: AnalysedQuestion, decision: Decision, candidates: tuple[Chosen, ...], scope: Scope) -> Outcome:
    best = (
        best_of(decision.groups[0], decision.confidence)
        if decision.groups
        else best_guess(question, candidates, decision.confidence)
    )
    notes = notes_of(question)
    if decision.status == "not_found":
        return abstention(question, decision.reason, decision.nearest, best)
    told = [tell_all(group, scope) for group in decision.groups]
    parts = once_each(part for some in told for part in some)
    if any(len(some) > 1 for some in told):
        notes = (*notes, in_script(DISPUTED, question))
    confidence = decision.confidence
    if decision.status == "clarify":
        opening = (
            "这个问法对得上几个数字，都列出来，请看是哪一个："
            if len(parts) > 1
            else "最接近的是这个，请核对是不是您要的："
        )
        return Clarification(
            question=question.text,
            text=render_parts(parts, opening, notes),
            parts=parts,
            notes=notes,
            confidence=confidence,
            best=best,
            choices=tuple(choice_of(part) for part in parts),
        )
    return Answer(
        question=question.text,
        text=render_parts(parts, "", notes),
        parts=parts,
        notes=notes,
        confidence=confidence,
        best=best,
        others=others_of(decision, candidates, parts),
    )


def once_each(parts: Iterable[AnswerPart]) -> tuple[AnswerPart, ...]:
    """Keep the first of parts that say the same in the same words: an amount may be told beside two others."""
    first: dict[tuple[str, str, str], AnswerPart] = {}
    for part in parts:
        first.setdefault((part.label, part.headline, part.source.sentence if part.source else ""), part)
    return tuple(first.values())


def best_guess(
    question: AnalysedQuestion, candidates: tuple[Chosen, ...], confidence: float = 0.0
) -> BestCandidate | None:
    """Return the first candidate where nothing is answered, but for what the question states itself."""
    return best_of(tuple(c for c in candidates if not is_stated(question, c)) or candidates, confidence)


def choice_of(part: AnswerPart) -> Choice:
    """Return a part as a way to go on: its label and figure to read, and the question that asks for it alone."""
    unit = part.figures[0].unit if part.figures else ""
    return Choice(f"{part.label}：{part.headline}", f"{part.label.replace(' · ', '')}多少{unit}")


def others_of(
    decision: Decision, candidates: tuple[Chosen, ...], parts: tuple[AnswerPart, ...]
) -> tuple[AnswerPart, ...]:
    """Return the next candidates that might have been meant, best first, for those who want to look further."""
    shown_ids = {figure.fact_id for part in parts for figure in part.figures}
    least = decision.groups[0][0].score - FAR_BEHIND
    meant = [
        c
        for c in candidates
        if c.fact.id not in shown_ids and c.placed >= 0 and c.timed >= 0 and c.agreement > -0.5 and c.score >= least
    ]
    return tuple(part_of([chosen.fact], chosen.sentence) for chosen in meant[:MOST_OTHERS])


def abstention(
    question: AnalysedQuestion, reason: str, nearest: Chosen | None, best: BestCandidate | None
) -> Abstention:
    """Say what the articles do not say, and the nearest thing that they do."""
    place = "、".join(question.unknown_places or question.places) or "这里"
    text = in_script(REASONS[reason].format(place=place, period="、".join(question.periods) or "这个时间"), question)
    part = None
    if nearest is not None:
        part = part_of([nearest.fact], nearest.sentence)
        text += f"\n{in_script('最接近的是', question)}：{render_part(part)}"
    return Abstention(
        question=question.text, text=text, reason=reason, nearest=part, best=best, notes=notes_of(question)
    )


def best_of(candidates: tuple[Chosen, ...], confidence: float = 0.0) -> BestCandidate | None:
    if not candidates:
        return None
    first = candidates[0]
    # A date is scarcely how long a thing took, however well its sentence fits.
    chance = first.chance if first.agreement > OF_ANOTHER_KIND else first.chance / 2
    return BestCandidate(shown(first.fact), first.sentence.text, first.sentence.title, (confidence + 3 * chance) / 4)


def notes_of(question: AnalysedQuestion) -> tuple[str, ...]:
    read = tuple(f"按“{correction.read}”理解" for correction in question.corrections)
    return read + question.notes


def turn_of(question: AnalysedQuestion, outcome: Outcome) -> Turn:
    """Return what the next turn may take over from this one."""
    return Turn(
        question=question.folded,
        words=question.words,
        places=question.places,
        periods=question.periods,
        kind=question.asked.kind,
        unit=question.asked.unit,
        dimension=question.asked.dimension,
        noun=question.asked.noun,
        intent=question.intent,
        detail=question.detail,
        status=outcome.status,
        sentence_ids=tuple(dict.fromkeys(s.sentence_id for s in outcome.sources if s.sentence_id is not None)),
        given_unit=outcome.figures[0].unit if len(outcome.figures) == 1 else "",
        fact_ids=tuple(f.fact_id for f in outcome.figures if f.fact_id is not None),
        article_ids=tuple(dict.fromkeys(s.article_id for s in outcome.sources if s.article_id is not None)),
        page=question.page,
        pages=outcome.pages if isinstance(outcome, Answer) else 1,
    )
