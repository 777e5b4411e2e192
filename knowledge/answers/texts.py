"""A question that no figure answers (who, where, which, what), in; the sentences that answer, with the words marked, out."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from knowledge.answers.choosing import Scope, before_of
from knowledge.answers.counted_names import NUMBERS, counted_parts, has_number, members_of_name
from knowledge.answers.doings import find_doings
from knowledge.answers.grounding import NO_WEIGHTS, ONE_CLAUSE, Weights, Zones, cover, ground
from knowledge.answers.naming import asks_origin, find_origin
from knowledge.answers.operands import is_count
from knowledge.answers.slots import Slot, fills, find_office, find_slot
from knowledge.answers.text_candidate import TextCandidate
from knowledge.answers.text_confidence import count_text_evidences, open_text_calibration
from knowledge.facts import find_places
from knowledge.language import fold
from knowledge.quantities import parse_numeral
from knowledge.questions import AnalysedQuestion, is_generic, telling
from knowledge.ranking import rank_texts
from knowledge.storage import StoredSentence

SEGMENT = re.compile(r"[^。；;!！?？]+")
ITEM = r"[^、,，。；;:：“”\"‘’!！?？]{1,24}"
LISTING = re.compile(rf"{ITEM}(?:、{ITEM})+")
HALF_SAID = 0.5  # of the words' cover: less is a part of a word
LOST = 0.1  # of a score, for each word that nothing covers
LISTING_BEFORE = re.compile(rf"(?P<list>{ITEM}(?:、{ITEM})+)[“\"『「]?$")
LISTING_AFTER = re.compile(
    # “三单一函”工作法,即问题清单、任务清单
    rf"[”\"』」]?(?:[\u3400-\u9fff]{{1,6}}[,，]?(?=即|是指|指的是|分别是))?"
    rf"(?:,|，|:|：|—+|即|是指|指的是|分别是|是|为|包括|\(|（)+[“\"『「]?(?P<list>{ITEM}(?:、{ITEM})+)"
)
QUOTED_BEFORE = re.compile(r"[“\"『「](?P<list>[^“”\"『』「」]+、[^“”\"『』「」]+)[”\"』」]$")  # “甲、乙”两级体系
QUOTED = re.compile(r"[“\"『「]([^”\"』」]+)[”\"』」]")
ANSWER_FROM, CLARIFY_FROM = 0.5, 0.2  # of the confidence
ANSWER_FOLLOWING, CLARIFY_FOLLOWING = 0.3, 0.15  # the same where the turn before vouches for the rest
SECOND = 0.15  # behind the best in score; what is farther behind is not shown beside it where that is not sure
QUOTED_HELD, QUOTED_LACKING = 0.25, 0.3
LEAST_ATTRIBUTE = 0.45
ATTRIBUTES = ("名", "名字", "名称", "长", "人", "员", "者", "号", "码", "价", "址", "费", "电话", "单位", "部门")
LIST_REACH, MOST_MEMBERS = 45, 1000
# 甲、乙、丙等5个临时党支部
SOME_LISTED = re.compile(
    rf"(?P<list>{ITEM}(?:、{ITEM})+)等(?P<count>\d+|[两二三四五六七八九十]+)[多余]?[个家所条处支座项名类种](?P<thing>[\u3400-\u9fff]{{2,12}})"
)
MEMBERS_AGAIN = re.compile(
    r"(?:那|这|都|分别|各|是|具体|有)*(?:哪[几些两二三四五六七八九十\d]+[\u3400-\u9fff]{0,3}|(?:叫|起)的?(?:什么|啥)(?:名[字儿]?)?|(?:名字|名称|名单)(?:呢|都|是|叫|啥|什么|有)*)[?。!]*"
)
TELLING = 10  # from here on a number that is stated tells its sentence
PAIR = ("和", "与")
PAIRED = re.compile(rf"[^、,，。；;:：]{{2,16}}[{''.join(PAIR)}][^、,，。；;:：]{{2,16}}")
SHORTEST_NAME = 3  # of a name in quotation marks that is known without them
NAMED_EACH = re.compile(
    r"名字|(?<![知闻无有出署])[路村人店校街站厂桥]名|名单|叫啥|叫什么|分别|都是(?:啥|什么|哪|谁)|有哪些|是哪些|全?列(?:出来|一下)|一个个|挨个|哪(?:个|几)(?:村|街|条)"
)
PART_OF_TERM = re.compile(
    r"\+[0-9a-z]+[”\"]?(?:里面?|里头|中|当中)?的?,?(?:那|这)?个?[“\"]?([a-z]|\d+)[”\"]?(?:呢?[,]|到底|究竟|都|分别)*(?:是指|指的?是?|代表|表示|是|说的|啥|什么)"
)
WHERE_SAID = re.compile(
    r"[”\"』」]?[这那]?一?(?:句话?|话|个?词|个?说法|提法)(?:是|都)?(?:在|从|出自)?哪(?:里|儿|篇|一)"
)
# 从哪儿通到哪儿: of a way both ends are asked.
ENDS_ASKED = re.compile(
    r"(?:从|由|自)(?:哪|什么|啥)[^,。?]{0,6}?(?:到|通|往|至)[^,。?]{0,3}(?:哪|什么|啥)|(?<!一)起(?:止|讫)"
)
ENDS_TOLD = re.compile(
    r"(?:从|由|自|起于|起自)[^,。;]{2,20}?(?:到|至|通往|通向|直达|止于)|[\u3400-\u9fff](?:至|[-—]+)[\u3400-\u9fff]{2,8}(?:段|路|线)|起(?:点|止)|终点"
)
NAMES = ("名字", "名称", "叫法", "口号", "活动", "主题")
# 那17条路,把路名列给我
NAMES_OF_SO_MANY = re.compile(
    r"(?P<count>\d{1,3}|[两三四五六七八九十]{1,3})[条个处座支家所名位](?=.*[\u3400-\u9fff]名)"
)
HOW_MANY_ONES = re.compile(
    r"哪(?!.{1,2}字)([两二三四五六七八九十]|\d{1,2})(?!年|月|日|天|号)|([两二三四五六七八九十])(?:种|类)$"
)
EACH_ASKED = re.compile(r"哪([一两二三四五六七八九十])(?=[\u3400-\u9fff])")  # 哪三单哪一函
WHERE = re.compile(r"在哪|哪里|哪儿|什么地方|啥地方|哪个地方|哪(?:一)?个(?:村|镇|社区|区|县|市)")
PLACE_LIKE = re.compile(r"村|镇|社区|站|场|区|市|县|街|园|店|院(?!落)|楼")
CLOSE = 0.08
CLOSE_ELSEWHERE = 0.25  # for another article's sentence, when the question names no place
NAME_THAT_COUNTS = re.compile(f"(?P<count>[{''.join(NUMBERS)}])(?:个|大|种|项)?(?:之)?(?P<name>.{{1,4}})$")
COUNTED_QUOTED = re.compile(rf"[{''.join(NUMBERS)}](?:个|大|种|项)[“\"][^”\"]{{1,4}}[”\"]")  # 五个“最”
# 三个担当, “三个担当”, 三违: the number, and what its members share.
SHARING = re.compile(
    rf"(?<!第)(?P<count>[{''.join(NUMBERS)}])(?:(?:个|大|种)[“\"]?(?P<shared>[\u3400-\u9fff]{{2}})[”\"]?|(?P<bare>(?![个种类项条级层块句样些次支名处位家年月天])[\u3400-\u9fff]))"
    r"(?=[^\u3400-\u9fff]|$|[是都有叫指啥咋呢吗分挨讲说])"
)
MENTIONED = re.compile(
    r"(?:老|常|总|反复|一直|经常)?(?:提|说|讲|强调|挂)(?:的|到|了)?|老|常|总|反复|嘴[边上里]|具体|最|所谓|那些?"
)
LEAST_SHARING = 3
CLOSING = ("”", '"', "」", "』")
SAYING = re.compile(r"[^,，。；;]{2,40}(?:说|介绍|表示|告诉|坦言|回忆|感慨|直言|认为)")
MOST = 4
LOOKED_AT, FILLED, LACKING = (
    8,
    0.08,
    0.05,
)  # candidates of which it is looked whether they fill the question, and what that counts
KIND_OF_LIST = re.compile(r"哪(?:些|几[个家座条处所]?)(?P<kind>[\u3400-\u9fff]{2})")
LISTS = 0.35  # of the score: a sentence that lists the ones of the kind asked for
RANKED = 0.1  # of the score: the ranker's word
ALL_SAID = 0.97 + FILLED + RANKED  # of the score: nothing of the question is left


def choose_texts(question: AnalysedQuestion, scope: Scope) -> tuple[TextCandidate, ...]:
    """Score the sentences of the pool by how far they and their best stretch cover the question, best first."""
    sentences = scope.pool(question)
    return score_texts(with_names(question, sentences), sentences, scope)


@dataclass(frozen=True, slots=True)
class TextDecision:
    """What to do with the sentences that may answer."""

    status: str  # answered, clarify, not_found
    chosen: tuple[TextCandidate, ...] = ()  # best first
    confidence: float = 0.0  # calibrated probability that the best answers
    note: str = ""  # to be said with them


def find_texts(question: AnalysedQuestion, scope: Scope) -> TextDecision:
    """Find the sentences that answer, or that may; none where what they cover, or can fill, is too little."""
    sentences = scope.pool(question)
    question = with_names(question, sentences)
    if asks_origin(question):
        origin = find_origin(question, sentences)
        return TextDecision("answered" if origin else "not_found", origin, float(bool(origin)))
    headings = find_headings(question, sentences, scope) or find_in_headings(question, sentences)
    counted = headings or find_counted(question, sentences) or find_named_members(question, sentences)
    if counted:
        return TextDecision("answered", counted, 1.0)
    some = find_some_members(question, sentences, scope) or find_names_before(question, scope)
    if some is not None:
        return some
    doings = find_doings(question, sentences)
    if doings:
        return TextDecision("answered", doings, 1.0)
    candidates = with_members(question, score_texts(question, sentences, scope))
    before = members_before(question, scope)
    if before:
        those = [c for c in candidates if c.sentence.id in question.context_sentences]
        candidates = tuple(c for c in those if lists_near(c, before, reach=0))
    told = quoted_in(question, candidates) if asks_name_alone(question) or asks_where_said(question) else ()
    if told:
        return TextDecision("answered", told, 1.0)  # 1+6+N是什么意思: each article's sentence that has it
    return decide_texts(question, candidates)


def asks_name_alone(question: AnalysedQuestion) -> bool:
    """Tell whether a question asks what a name means, and says nothing besides it."""
    named = " ".join(map(fold, question.quoted))
    asked = question.asked.kind in ("definition", "text") and find_slot(question).name in ("meaning", "what")
    return bool(named) and asked and all(word in named or is_generic(word) for word in question.words)


def asks_where_said(question: AnalysedQuestion) -> bool:
    """Tell whether a question asks where a saying that it quotes stands: “干部干、群众看”这句话在哪里讲的."""
    return bool(question.quoted) and WHERE_SAID.search(question.folded) is not None


def decide_texts(question: AnalysedQuestion, candidates: tuple[TextCandidate, ...]) -> TextDecision:
    """Decide between an answer, a sentence or two to be checked, and silence."""
    if not candidates:
        return TextDecision("not_found")
    confidence = open_text_calibration().probability(weigh_texts(question, candidates))
    least, sure = (CLARIFY_FOLLOWING, ANSWER_FOLLOWING) if question.context_sentences else (CLARIFY_FROM, ANSWER_FROM)
    if confidence < least or knows_another(question, candidates[0]):
        return TextDecision("not_found", confidence=confidence)
    if confidence < sure:
        behind = candidates[0].score - SECOND
        return TextDecision("clarify", tuple(c for c in candidates[:2] if c.score >= behind), confidence)
    return TextDecision("answered", beside_best(question, candidates), confidence)


def knows_another(question: AnalysedQuestion, best: TextCandidate) -> bool:
    """Tell whether a question names one thing alone, and the sentence but a thing called a little like it: 河长制, 楼长制."""
    named = telling(question.words)
    return len(named) == 1 and len(named[0]) > 2 and not question.context_sentences and best.near < HALF_SAID


def score_texts(
    question: AnalysedQuestion, sentences: Sequence[StoredSentence], scope: Scope
) -> tuple[TextCandidate, ...]:
    by_id = {sentence.id: sentence for sentence in sentences}
    weights = scope.weights(question)
    ranked = {one.sentence.id: one.score for one in rank_texts(question, scope.store, scope.index)}
    found = []
    for sentence in sentences:
        above = before_of(sentence, by_id)
        if sentence.kind in ("title", "heading") or not is_of_place(question, sentence, above):
            continue
        found.append(score_text(question, sentence, above, weights, ranked.get(sentence.id, 0.0)))
    found.sort(key=lambda candidate: (-candidate.score, candidate.sentence.id))
    slot = find_slot(question)
    filled = [
        with_filling(candidate, question, slot, by_id.get(candidate.sentence.id + 1)) for candidate in found[:LOOKED_AT]
    ]
    filled.sort(key=lambda candidate: (-candidate.score, candidate.sentence.id))
    return (*filled, *found[LOOKED_AT:])


def with_filling(
    candidate: TextCandidate, question: AnalysedQuestion, slot: Slot, behind: StoredSentence | None
) -> TextCandidate:
    """
    Tell whether a candidate can fill what the question leaves open, and raise it where it can.

    Who said what stands in quotation marks is told by the sentence behind, which then belongs to the candidate.
    """
    text = candidate.sentence.text
    stretch = candidate.stretch
    filling = fills(slot, question, stretch, candidate.around, fold(text))
    if slot.name == "place" and slot.thing and candidate.sentence.place.endswith(slot.thing):
        filling = filling or candidate.sentence.place not in question.places  # S312在哪个镇: of which the article is
    if filling is False and slot.name in ("agent", "holder", "name") and behind is not None:
        told = fold(behind.text)
        if text.endswith(CLOSING) and SAYING.match(told) and fills(slot, question, told, told, told) is not False:
            return replace(candidate, fills=True, score=candidate.score + FILLED, teller=behind)
    office = find_office(slot.thing, fold(text)) if slot.name == "holder" and filling else None
    if office is not None:
        candidate = replace(candidate, spans=(trim_span(text, *office),))
    if lists_kind(question, text):
        candidate = replace(candidate, score=candidate.score + LISTS)
    worth = 0.0 if filling is None else FILLED if filling else -LACKING
    return replace(candidate, fills=filling, score=candidate.score + worth)


def lists_kind(question: AnalysedQuestion, text: str) -> bool:
    """Tell whether a sentence lists what a question asks the ones of: 哪几个项目, S312、细胞产业园等项目."""
    asked = KIND_OF_LIST.search(question.folded) if question.asked.kind == "list" else None
    return asked is not None and re.search(rf"{ITEM}(?:、{ITEM})+等(?:{ITEM})?{asked['kind']}", text) is not None


def find_headings(
    question: AnalysedQuestion, sentences: Sequence[StoredSentence], scope: Scope
) -> tuple[TextCandidate, ...]:
    """
    Find the headings that a name counts: 五个之最 are 最前线, 最难处, 最末端, 最细节 and 最弱点.

    Returns:
        As many headings of one article as the name says, which share a character of it, and the sentence that holds the
        name; none where they are more or fewer, or where the question says more than the name.
    """
    if says_more_than_names(question):
        return ()
    for name in (*question.quoted, *(match.group() for match in COUNTED_QUOTED.finditer(question.folded))):
        counted = NAME_THAT_COUNTS.match(fold(name).replace("“", "").replace("”", ""))
        if counted is None:
            continue
        naming = [s for s in sentences if fold(name) in fold(s.text) or fold(counted["name"]) in fold(s.text)]
        for article_id in dict.fromkeys(s.article_id for s in naming):
            headings = [s for s in scope.store.sentences_of([article_id]) if s.kind == "heading"]
            for character in counted["name"]:
                sharing = [s for s in headings if character in fold(s.text)]
                if len(sharing) == NUMBERS[counted["count"]]:
                    source = [s for s in naming if fold(name) in fold(s.text) and s.kind == "body"][:1]
                    return tuple(TextCandidate(s, ((0, len(s.text)),), 1.0, 1.0, ()) for s in (*sharing, *source))
    return ()


def says_more_than_names(question: AnalysedQuestion) -> bool:
    """Tell whether a question says more than the names that it quotes."""
    named = "".join(question.quoted)
    return any(not (is_generic(word) or MENTIONED.fullmatch(word) or word in named) for word in question.words)


def find_in_headings(question: AnalysedQuestion, sentences: Sequence[StoredSentence]) -> tuple[TextCandidate, ...]:
    """
    Find the headings that alone hold the names which a question quotes: 支部当好“主心骨”, of 主心骨说的是谁.

    None where the question says more than the name: a heading tells nobody's telephone number.
    """
    names = [fold(name) for name in question.quoted]
    if says_more_than_names(question):
        return ()
    if any(name in fold(s.text) for s in sentences for name in names if s.kind == "body"):
        return ()
    found = [[s for s in sentences if s.kind == "heading" and name in fold(s.text)] for name in names]
    if not all(found):
        return ()
    told = dict.fromkeys(s for some in found for s in some if is_of_place(question, s))
    return tuple(TextCandidate(s, ((0, len(s.text)),), 1.0, 1.0, ()) for s in told)


def find_named_members(question: AnalysedQuestion, sentences: Sequence[StoredSentence]) -> tuple[TextCandidate, ...]:
    """
    Find the members that stand right beside a name which a question quotes, as many as it asks for.

    路长、巡查员、监督员“三位一体” answers 街面上的三位一体是哪三种人, whatever is said around the name.
    """
    wanted = members_wanted(question)
    named = [name for name in question.quoted if has_number(name)]
    if not wanted or not named or question.context_sentences:
        return ()
    found = []
    for sentence in sentences:
        text = fold(sentence.text)
        held = [name for name in named if fold(name) in text and lists_members(sentence.text, name, wanted)]
        if held and sentence.kind == "body" and is_of_place(question, sentence):
            span = next(span for span in lists_beside(sentence.text, held[0]) if counts(sentence.text, span, wanted))
            found.append(TextCandidate(sentence, (span,), 1.0, 1.0, (), fills=True))
    return tuple(found[:MOST])


def find_counted(question: AnalysedQuestion, sentences: Sequence[StoredSentence]) -> tuple[TextCandidate, ...]:
    """
    Find the members that a number and what they share ask for: 三个担当 are 讲担当、敢担当、会担当.

    Returns:
        The sentences that list as many as are asked for, each holding what they share.
    """
    found: list[TextCandidate] = []
    for asked in SHARING.finditer(question.folded):
        number, shared = NUMBERS[asked["count"]], asked["shared"] or asked["bare"]
        if number < LEAST_SHARING or PLACE_LIKE.match(shared):
            continue
        for sentence in sentences:
            text = fold(sentence.text)
            if sentence.kind != "body" or not is_of_place(question, sentence):
                continue
            for listed in LISTING.finditer(text):
                items = listed.group().split("、")
                if len(items) == number and all(shared in item for item in items):
                    found.append(TextCandidate(sentence, (listed.span(),), 1.0, 1.0, (), fills=True))
                    break
    return tuple(dict.fromkeys(found))[:MOST]


def find_some_members(
    question: AnalysedQuestion, sentences: Sequence[StoredSentence], scope: Scope
) -> TextDecision | None:
    """Find the few members that are named of as many as a question asks for: 5 of them, and 甲、乙、丙等5个."""
    wanted = members_wanted(question) or members_before(question, scope)
    for sentence in sentences if wanted and not question.quoted else ():
        text = fold(sentence.text)
        if sentence.kind != "body" or not is_of_place(question, sentence):
            continue
        for listed in SOME_LISTED.finditer(text):
            count = next((f.figure.value for f in sentence.facts if f.figure.start == listed.start("count")), None)
            named = len(listed["list"].split("、"))
            said = [word for word in (*question.words, *question.context_words) if len(word) > 1]
            if count == wanted > named and any(word in listed["thing"] or listed["thing"] in word for word in said):
                told = TextCandidate(sentence, (listed.span(),), 1.0, 1.0, (), fills=True)
                return TextDecision("answered", (told,), 1.0, f"文中只列出了{wanted}个里的{named}个：")
    return None


def find_names_before(question: AnalysedQuestion, scope: Scope) -> TextDecision | None:
    """Find the names listed of what the turn before spoke of, where a turn asks but for the names: 有小学在盖吗, 叫啥名字."""
    if not question.context_sentences or not MEMBERS_AGAIN.fullmatch(question.folded):
        return None
    things = [word for word in (*question.words, *question.context_words) if len(word) > 1 and not is_generic(word)]
    for sentence in scope.store.sentences(question.context_sentences).values():
        for listed in LISTING.finditer(fold(sentence.text)):
            named = [thing for thing in things if all(thing in item for item in listed.group().split("、"))]
            if named:
                return TextDecision(
                    "answered", (TextCandidate(sentence, (listed.span(),), 1.0, 1.0, (), fills=True),), 1.0
                )
    return None


def members_before(question: AnalysedQuestion, scope: Scope) -> int:
    """Return how many the answer before counted, where a turn asks but which ones they are: 哪几路, 都叫啥."""
    if question.intent != "text" or not MEMBERS_AGAIN.fullmatch(question.folded):
        return 0
    counts = [fact.figure.value for fact in scope.facts(question.context_facts) if is_count(fact)]
    return int(counts[0]) if len(counts) == 1 and counts[0] is not None and 2 <= counts[0] < MOST_MEMBERS else 0


def with_names(question: AnalysedQuestion, sentences: Iterable[StoredSentence]) -> AnalysedQuestion:
    """Take a name that the articles put in quotation marks for quoted: 三会一课是什么 means “三会一课”."""
    names = {fold(name) for sentence in sentences for name in QUOTED.findall(sentence.text)}
    said = sorted(
        name
        for name in names
        if (name in question.folded and (len(name) >= SHORTEST_NAME or counted_parts(name)))
        or (has_number(name) and members_of_name(question, name))
    )
    new = [name for name in said if not any(name in known for known in (*question.quoted, *said) if known != name)]
    if not new:
        return question
    return replace(question, quoted=tuple(dict.fromkeys((*question.quoted, *new))))


def is_of_place(question: AnalysedQuestion, sentence: StoredSentence, above: str = "") -> bool:
    """Tell whether a sentence, or the one before it in its paragraph, speaks of the places that a question names."""
    if not question.places and not question.unknown_places:
        return True
    text = fold(sentence.text)
    carried = [place.name for place in find_places(fold(above))][-1:]  # what the sentence before spoke of last
    return any(
        place == sentence.place or fold(place) in text or place in sentence.title or place in carried
        for place in question.places
    )


def score_text(
    question: AnalysedQuestion, sentence: StoredSentence, above: str, weights: Weights = NO_WEIGHTS, ranked: float = 0.0
) -> TextCandidate:
    text = fold(sentence.text)
    outer = fold(" ".join((sentence.text, sentence.section, sentence.title, above)))
    best: tuple[float, tuple[int, int]] = (-1.0, (0, len(text)))
    for segment in SEGMENT.finditer(text):
        clauses = [
            (m.start() + segment.start(), m.end() + segment.start()) for m in re.finditer(r"[^,，]+", segment.group())
        ]
        for position, (start, _) in enumerate(clauses):
            for last in range(position, min(position + 2, len(clauses))):
                stretch = text[start : clauses[last][1]]
                grounding = ground(question, Zones(stretch, stretch, stretch, segment.group(), text, outer))
                value = 0.6 * grounding.near + 0.4 * grounding.share - 0.02 * (last - position)
                if value > best[0]:
                    best = (value, (start, clauses[last][1]))
    start, end = best[1]
    stretch = text[start:end]
    grounding = ground(question, Zones(stretch, stretch, stretch, text, text, outer), weights)
    bonus = RANKED * ranked + (0.05 if fits_kind(question, stretch) else 0.0)
    bonus -= LOST * sum(len(word) > 1 for word in grounding.missing)
    if sentence.id in question.context_sentences:
        bonus += 0.15
    # A figure that the question states (七个目标) should stand in the stretch.
    stated = [figure for figure in question.figures if figure.value is not None]
    if stated:
        held = sum(any(fact.figure.value == figure.value for fact in sentence.facts) for figure in stated) / len(stated)
        bonus += 0.12 * held - 0.06 * (1 - held)
    # A name in quotation marks is meant to the letter: “飞线”, 1+6+N.
    if question.quoted:
        held = sum(fold(term) in text for term in question.quoted) / len(question.quoted)
        bonus += QUOTED_HELD * held - QUOTED_LACKING * (1 - held)
    spans = (trim_span(sentence.text, start, end),)
    cut = cut_answer(question, sentence, start, end)
    clauses_around = [m.span() for m in ONE_CLAUSE.finditer(text)]
    inside = [place for place, (left, right) in enumerate(clauses_around) if left < end and start < right] or [0]
    around = (
        text[clauses_around[max(0, inside[0] - 1)][0] : clauses_around[min(len(clauses_around) - 1, inside[-1] + 1)][1]]
        if clauses_around
        else text
    )
    return TextCandidate(
        sentence, cut or spans, best[0] + bonus, grounding.near, grounding.missing,
        around, grounding.share, grounding.missing_known, ranked,
    )  # fmt: skip


def fits_kind(question: AnalysedQuestion, stretch: str) -> bool:
    """Tell whether a stretch has the shape of what is asked: an enumeration for a list, a name or office for a person."""
    kind = question.asked.kind
    if kind == "list":
        return bool(LISTING.search(stretch) or QUOTED.search(stretch))
    if kind == "person":
        return bool(re.search(r"书记|主任|镇长|村长|市长|省长|总理|记者|干部|党员|群众|为|由", stretch))
    if kind == "place":
        return bool(re.search(r"[\u3400-\u9fff]{1,6}(?:村|镇|社区|站|场|区|市|县|街|路|园|现场)", stretch))
    return False


def cut_answer(
    question: AnalysedQuestion, sentence: StoredSentence, start: int, end: int
) -> tuple[tuple[int, int], ...]:
    """Cut the enumeration out of the stretch that fits, with the words around it, where a list is asked."""
    if question.asked.kind not in ("list", "text", "person", "place", "definition"):
        return ()
    text = sentence.text
    left = start
    while left > 0 and text[left - 1] not in "。；;!！?？":
        left -= 1
    right = end
    while right < len(text) and text[right] not in "。；;!！?？，,":
        right += 1
    if question.asked.kind != "list":
        return (trim_span(text, start, right),)
    wanted = [match.span(1) for match in QUOTED.finditer(text, start, right) if "、" in match.group(1)]
    wanted += [match.span() for match in LISTING.finditer(text, start, right)]
    if not wanted:
        return (trim_span(text, start, right),)
    best = max(wanted, key=lambda span: (text[span[0] : span[1]].count("、"), span[0]))
    return (trim_span(text, *best),)


def trim_span(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in " ,，、;；:：。\u3000":
        start += 1
    while end > start and text[end - 1] in " ,，、;；:：。\u3000":
        end -= 1
    return start, end


def weigh_texts(question: AnalysedQuestion, candidates: Sequence[TextCandidate]) -> dict[str, float]:
    """Return what the confidence in the first sentence is drawn from."""
    best = candidates[0]
    lacks = (lacks_attribute(question, best), lacks_place(question, best))
    return count_text_evidences(question, find_slot(question), best, candidates, lacks)


def with_members(question: AnalysedQuestion, candidates: tuple[TextCandidate, ...]) -> tuple[TextCandidate, ...]:
    """
    Leave out what cannot answer: it lists no such number of members as is asked, or lacks the figure that is stated.

    Where a letter of a name is asked, nothing is left.
    """
    part = PART_OF_TERM.search(question.folded)
    if part is not None and part[1].isdigit() and int(part[1]) > 1:  # its 6 are the 6名群众 beside it
        return tuple(c for c in candidates if any(fact.figure.value == int(part[1]) for fact in c.sentence.facts))
    if part is not None:
        # 1+6+N的N代表什么: what a letter stands for is said in so many words or not at all.
        told = re.compile(rf"[“\"]{part[1]}[”\"]|(?<![0-9a-z+]){part[1]}[”\"]?(?:即|是指|指的?是|指|代表|表示)")
        return tuple(c for c in candidates if told.search(fold(c.sentence.text)))
    if ENDS_ASKED.search(question.folded):
        return tuple(c for c in candidates if ENDS_TOLD.search(c.stretch))
    if members_wanted(question):
        return tuple(c for c in candidates if not lacks_members(question, c))
    stated = {figure.value for figure in question.figures if figure.unit and (figure.value or 0) >= TELLING}
    holding = tuple(c for c in candidates if stated & {fact.figure.value for fact in c.sentence.facts})
    return holding or candidates


def beside_best(question: AnalysedQuestion, candidates: tuple[TextCandidate, ...]) -> tuple[TextCandidate, ...]:
    """Return the best sentence and those of other articles that answer as well."""
    best = candidates[0]
    named = " ".join(map(fold, question.quoted))
    content = [word for word in question.words if not is_generic(word) and word not in named]
    gap = [word for word in best.missing if len(word) > 1 and word not in named]
    held = bool(question.quoted) and all(fold(term) in fold(best.sentence.text) for term in question.quoted)
    if held and (not content or not gap):
        return quoted_in(question, candidates)
    chosen = [best]
    for candidate in candidates[1:]:
        elsewhere = candidate.sentence.article_id not in {one.sentence.article_id for one in chosen}
        if (elsewhere and best.score - candidate.score <= (CLOSE if question.places else CLOSE_ELSEWHERE)) or (
            candidate.score >= ALL_SAID and best.score >= ALL_SAID
        ):
            chosen.append(candidate)
    return tuple(chosen[:MOST])


def quoted_in(question: AnalysedQuestion, candidates: tuple[TextCandidate, ...]) -> tuple[TextCandidate, ...]:
    """Return the best sentence of each article that holds the names a question quotes; one more where it says most."""
    chosen: list[TextCandidate] = []
    for candidate in candidates:
        text = fold(candidate.sentence.text)
        if candidate.sentence.article_id in {one.sentence.article_id for one in chosen}:
            continue
        if all(fold(term) in text for term in question.quoted):
            chosen.append(candidate)
    return tuple(chosen[:MOST])


def lacks_attribute(question: AnalysedQuestion, best: TextCandidate) -> bool:
    """
    Tell whether the thing asked for (队长是谁, 路名叫啥) stands nowhere near.

    What a quotation names answers a question for a name.
    """
    asked_at = question.asked.start
    before = [
        word
        for word in question.words
        if not is_generic(word) and (asked_at < 0 or question.folded.find(word) < asked_at)
    ]
    attribute = before[-1] if before else ""
    office = question.asked.kind == "person" and len(attribute) > 2
    if len(attribute) < 2 or not (office or attribute.endswith(ATTRIBUTES)):
        return False
    stretch = " ".join(best.sentence.text[start:end] for start, end in best.spans)
    if attribute in NAMES and QUOTED.search(stretch):
        return False
    return cover(attribute, fold(best.sentence.text)) < LEAST_ATTRIBUTE


def members_wanted(question: AnalysedQuestion) -> int:
    """Return how many members a question asks to be listed: 哪三会, 22支突击队的名字; 0 where it does not say."""
    each = EACH_ASKED.findall(question.folded)
    if len(each) > 1:
        return sum(NUMBERS.get(number, 1) for number in each)
    asked = HOW_MANY_ONES.search(question.folded)
    if asked is not None:
        number = asked[1] or asked[2]
        return NUMBERS.get(number) or int(number)
    of_name = max((members_of_name(question, name) for name in question.quoted), default=0)
    if of_name:
        return of_name
    if question.asked.kind in ("list", "text", "definition", "place", "person", "unknown") and NAMED_EACH.search(
        question.folded
    ):
        counts = [
            int(figure.value)
            for figure in question.figures
            if figure.value is not None and figure.value == int(figure.value)
        ]
        named = NAMES_OF_SO_MANY.search(question.folded)
        counts = counts or ([int(parse_numeral(named["count"]))] if named else [])
        return counts[0] if counts and 2 <= counts[0] < MOST_MEMBERS else 0
    return 0


def lacks_members(question: AnalysedQuestion, best: TextCandidate) -> bool:
    """Tell whether a question asks for so many members (哪三会) and the sentence lists no such number of them."""
    wanted = members_wanted(question)
    if not wanted:
        return False
    named = [name for name in question.quoted if has_number(name)]
    if named:
        return not any(lists_members(best.sentence.text, name, wanted) for name in named)
    return not lists_near(best, wanted)


def lists_near(best: TextCandidate, wanted: int, reach: int = LIST_REACH) -> bool:
    """
    Tell whether a list of so many stands in or around the stretch that fits.

    One item more may be the words before the list: 大力宣传违法建设、违法生产、违法经营行为.
    """
    # The list stands with the words that fit, not elsewhere in a long sentence.
    left = max(0, min(start for start, _ in best.spans) - reach)
    text = best.sentence.text[left : max(end for _, end in best.spans) + reach]
    lists = [match.group() for match in LISTING.finditer(text)]
    lists += [match.group(1) for match in QUOTED.finditer(text)]
    if wanted == len(PAIR) and PAIRED.search(text):
        return True  # 溪东新能源产业园二期和禾溪大桥两个项目
    return any(len([item for item in re.split("[、,，/]", one) if item]) - wanted in (0, 1) for one in lists)


def lists_members(text: str, name: str, wanted: int) -> bool:
    """Tell whether so many members stand right beside a name: 路长、巡查员、监督员“三位一体”."""
    return any(counts(text, span, wanted) for span in lists_beside(text, name))


def lists_beside(text: str, name: str) -> tuple[tuple[int, int], ...]:
    """Return where the enumerations right before and right behind a name stand in a text."""
    at = fold(text).find(fold(name))
    if at < 0:
        return ()
    end = at + len(name)
    before = LISTING_BEFORE.search(text[:at]) or QUOTED_BEFORE.search(text[:at])
    after = LISTING_AFTER.match(text[end:])
    left = (before.span("list"),) if before else ()
    return (*left, (end + after.start("list"), end + after.end("list"))) if after else left


def counts(text: str, span: tuple[int, int], wanted: int) -> bool:
    """Tell whether an enumeration has so many items; one more may be the words before it, the last two may be joined."""
    items = re.split("[、/]", text[span[0] : span[1]])
    joined = len(items) + any(mark in items[-1][1:-1] for mark in PAIR)
    return len(items) - wanted in (0, 1) or joined == wanted


def unexplained_name(question: AnalysedQuestion, scope: Scope) -> str:
    """Return a name that the articles use, and of which a question asks what it or a part of it means; else nothing."""
    sentences = scope.pool(question)
    question = with_names(question, sentences)
    asked = PART_OF_TERM.search(question.folded) or members_wanted(question) or find_slot(question).name == "meaning"
    told = " ".join(fold(sentence.text) for sentence in sentences) if asked else ""
    return next((name for name in question.quoted if has_number(name) and fold(name) in told), "")


def lacks_place(question: AnalysedQuestion, best: TextCandidate) -> bool:
    """Tell whether a question asks where and the stretch names no place besides those of the question."""
    if not WHERE.search(question.folded) or not question.figures:
        return False
    stretch = best.stretch
    for word in (*question.words, *question.places):
        stretch = stretch.replace(word, " ").replace(word[:-1] if word in question.places else word, " ")
    return not PLACE_LIKE.search(stretch)
