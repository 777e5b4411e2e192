"""A claim in words alone, in; whether a stretch of the articles says it or the contrary, with that stretch, out."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from importlib.resources import files

from knowledge.answers.choosing import Scope, names_place
from knowledge.answers.grounding import ONE_CLAUSE, Zones, cover, ground
from knowledge.answers.holding import is_claim_word
from knowledge.answers.moments import find_moments, tell_moments
from knowledge.answers.owners import clauses_of, segment_around, stretches_of
from knowledge.answers.texts import QUOTED, SHORTEST_NAME
from knowledge.answers.timing import years_in
from knowledge.facts.tables import common_nouns
from knowledge.figures import Figure
from knowledge.language import fold, opposites_of
from knowledge.quantities import parse_numeral
from knowledge.questions import AnalysedQuestion, bare_claim
from knowledge.questions.analysis import blank, find_question_figures
from knowledge.questions.splitting import content_of
from knowledge.storage import StoredSentence

DENIED = re.compile(r"没有?|尚?未|并非|不是|从不|不曾")
# 总指挥是镇长, 示范点是南王村; 党委书记为“总指挥” says the same in the articles.
# 总指挥由镇长当, 镇长任总指挥
APPOINTED = re.compile(
    r"^(?P<left>.+?)(?P<denied>不)?(?:由|让)(?P<right>.+?)(?:来)?(?:担任|出任|兼任|任|当|做)"
    r"|^(?P<holder>.+?)(?P<refused>不)?(?:担任|出任|兼任|任(?!务|何|职)|当(?!地|前|天|日|年|月|场|时|中))(?:的是)?(?P<office>.+)$"
)
IDENTITY = re.compile(r"^(?P<left>.+?)(?P<denied>不)?(?:就是|还是|是|为|叫做?|属于|归)(?!否|不是)(?P<right>.+)$")
OFFICE = re.compile(
    r"(?:[镇乡村市县区省厂校院队组站所处科部局]长|书记|主任|总指挥|干部|经理|主席|委员|负责人|党员|群众|记者|志愿者)"
)
# A school, a hospital, a bank by its own name.
BODY = re.compile(r"(?P<own>第?[一二三四五六七八九十百\d]{1,4}(?P<kind>中学|小学|中|小|幼|院|医院))(?![心间央])")
# A village, a school or another body with a name of its own, and 是古荥镇的 behind it.
PROPER = re.compile(
    r"[\u3400-\u9fff\d]{1,8}?(?P<kind>村|社区|小学|中学|学院|大学|幼儿园|医院|苗圃|公园|产业园|公司|大桥|合作社)(?![\u3400-\u9fff]{0,2}(?:委|干部))"
)
WHOSE = re.compile(
    r"(?:是|属于|归|在)(?:于)?[\u3400-\u9fff]{2,6}?(?:镇|乡|县|区|市|街道)?(?:的|管)[\u3400-\u9fff]{0,4}[?。,吧吗]*$"
)
WHOSE_DEED = re.compile(
    r"(?:是|由)[\u3400-\u9fff]{1,8}?(?:村|社区|镇|乡|委|联|支部|队|局|政府|所|站|学校|公司|[长员民])(?:自己|先|最先|来)?(?:提|搞|办|建|弄|做|定|设|组织|开展|牵头|发起)(?:出|起|立)?(?:来)?的"
)
SHORTEST_OWN = 2  # characters of a name before what kind of body it is
GIVEN = re.compile(r"为|是|由|任|当")
LOCALITY = re.compile(r"[\u3400-\u9fff]{1,4}(?:村|社区|居委会)")
ADVERSE = re.compile(r"但是?|不过|可是|然而|却|,")  # 装修好了但还没招生: two claims, of which each must hold
DECISIVE = frozenset("拆建修换关停撤卖租罚免涨降增减扩迁搬封禁毁")  # verbs without which nothing of a claim is told
DONE, BEGUN = 2, 1
SUBJECT, WORDED = 0.6, 0.85  # share of the words in one stretch: for what is spoken of, and for all that is claimed
NAMED_BONUS = 0.3  # for a stretch that names the village of the claim
ALREADY = re.compile(r"已经?|开始.{0,3}了")
CAME_TRUE = re.compile(r"已经?|[好完上成用通]了|了(?:[,。?!吧吗]|$)|过了|正在")
WHOLLY = re.compile(r"全部|全都|彻底|完全|统统|百分之?百")
NEARLY, NEARLY_REACH = re.compile(r"基本(?!农田|公共|医[疗保])|大致|大体|初步|大部分|(?<!全)部分|陆续"), 4
PLANNED = re.compile(
    r"计划|预计|拟|力争|将于|将在|明年|后年|(?<![草高平中荒])原[定拟](?![^,。;]{0,8}(?:提前|早))|(?<!基)本[应该]|顺延|延期"
)
IN_USE = re.compile(r"投用|投入使用|启用|用上|开用|交付|通车|通水|招生|开[学业放通园]|入住")
# 只完成总工程量的七成: begun, and no more.
PART_OF_IT = re.compile(
    r"(?:了|到)?(?:总|全部|任务|目标|计划|工程|[工作]?量|进度|的|约|近|不到|大约)*"
    r"(?:[一二三四五六七八九]成|[一二两三四五六七八九]分之|(?<!\d)\d{1,2}(?:\.\d+)?%|一半|过半)"
)
DONE_BY = re.compile(r"是(?P<who>[\u3400-\u9fff]{2,6}?)(?:搞|办|组织|开展|牵头|弄|发起|负责|举办|主办)的")
# A place among others, and no name (第一产业, 第三届): it ends the clause, or 位 and 名 stand behind.
RANKED = re.compile(
    r"第(?P<number>\d+|[一二三四五六七八九]?十?[一二三四五六七八九]?)(?:[位名])?(?=[,。;?!了吧吗呢的是不对没]|$)"
    r"|(?:[居列排]|位[居列])[^,。;]{0,8}?首位|之首|榜首"
)
WITHIN, WITHIN_REACH = re.compile(r"全?(?:国|省|市|[区县旗]|镇|乡)(?=[\u3400-\u9fff\d]{0,8}$)"), 10  # 居全省8个县第3位
FROM_BEHIND = re.compile(r"倒数|末[位名]?|倒着")
RANKING = re.compile(r"排名?|位?[居列]|拿|得|获|名次|位次|全[国省市县区镇乡]|[省市县区]里")
COUNTING = "一二两三四五六七八九十几"  # 两家: no word of what is claimed
EVERY = re.compile(r"都(?!市)|全(?![省市县区镇村国程年])|所有|一律|只有|仅|唯一|最")
EVERY_TOLD = re.compile(r"都|全部|所有|一律|只有|仅|唯一|最|各|每|均|统一|完毕")  # 全面发力 tells of no whole
OPPOSED = 2  # other words of two characters and more, said by the stretch that says the opposite of one
ENOUGH = 3  # words of two characters and more, beside which single characters say little
MANY_WORDS = 3  # of a claimed rank, one of which may be said elsewhere
LONG_WORD = 4  # characters; one such says enough: 没有人员伤亡
HELD = 0.8  # of a word's cover


@dataclass(frozen=True, slots=True)
class Stated:
    """A claim in words, held against the stretch that speaks of it."""

    verdict: bool
    sentence: StoredSentence
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Stretch:
    """One clause, or two, of a sentence, and how far it covers some words."""

    sentence: StoredSentence
    start: int
    end: int
    near: float
    rank: float
    missing: tuple[str, ...]
    owner: str = ""  # whom it speaks of, where the clause or one before it says so

    @property
    def text(self) -> str:
        return fold(self.sentence.text[self.start : self.end])

    @property
    def spans(self) -> tuple[tuple[int, int], ...]:
        """The stretch, and before it whom it speaks of, where another clause says so."""
        at = fold(self.sentence.text).rfind(self.owner, 0, self.start) if self.owner not in self.text else -1
        before = ((at, at + len(self.owner)),) if at >= 0 else ()
        return (*before, (self.start, self.end))

    @property
    def owned(self) -> str:
        """The stretch with whom it speaks of."""
        return f"{self.owner} {self.text}"


def check_statement(question: AnalysedQuestion, scope: Scope) -> Stated | None:
    """
    Hold a claim without a figure against the articles: its state, its identity, or all its words.

    Returns:
        What the articles say to it; None where they neither say it nor the contrary.
    """
    everywhere = sentences = scope.pool(question)
    towns = {sentence.place for sentence in sentences} & set(question.places)
    if towns:
        sentences = tuple(sentence for sentence in sentences if sentence.place in towns)
    locals_named = tuple(place for place in question.places if place not in towns)
    claim = " ".join(bare_claim(question.folded).split())
    here = not any(names_place(question.folded, place) for place in question.places)
    if question.context_sentences and question.context_words and here:
        claim = f"{''.join(question.context_words)}{claim}"  # 有几所公办幼儿园, 招生了没
    stated = (
        check_state(question, claim, sentences, locals_named)
        or check_rank(question, claim, sentences)
        or check_identity(question, claim, sentences, locals_named)
        or check_wording(question, claim, sentences, locals_named)
        or check_owner(question, claim, sentences, locals_named)
        or (check_named_elsewhere(question, claim, everywhere, sentences) if towns else None)
    )
    if stated is not None and stated.verdict and is_belied(claim, stated):
        return replace(stated, verdict=False)
    return stated


def claims_whose(folded: str) -> bool:
    """
    Tell whether a claim says whose deed a thing is, and its figure only which thing.

    >>> claims_whose("7个目标是南王村提出来的,对吗"), claims_whose("拆的是118处吧")
    (True, False)
    """
    return WHOSE_DEED.search(folded) is not None


def is_belied(claim: str, stated: Stated) -> bool:
    """
    Tell whether a sentence belies a claim whose words it says.

    It tells another year (98年建的), only plans what is said to be so already, or another body does it (是妇联搞的).
    """
    text = fold(stated.sentence.text)
    told = " ".join(text[start:end] for start, end in stated.spans)
    claimed, years = years_in(claim), years_in(told)
    if claimed and years and not claimed & years:
        return True
    if ALREADY.search(claim) and PLANNED.search(told) and not (PLANNED.search(claim) or ALREADY.search(told)):
        return True
    by = DONE_BY.search(claim)
    return by is not None and by["who"] not in told and by["who"] in text


def check_state(
    question: AnalysedQuestion, claim: str, sentences: tuple[StoredSentence, ...], places: tuple[str, ...]
) -> Stated | None:
    """Hold 已经建成了 against 正在建设: how far a thing is, as claimed and as told."""
    parts = [part for part in ADVERSE.split(claim) if state_in(part) is not None]
    if len(parts) > 1:
        checked = [check_state(question, part, sentences, places) for part in parts]
        false = next((one for one in checked if one is not None and not one.verdict), None)
        return false or (checked[0] if all(checked) else None)
    found = state_in(claim)
    if found is None:
        return None
    low, high, at, end = found
    words = words_of(question, load_states()[1].sub(" ", claim[:at] + " " + claim[end:]))
    if not words and not places:
        return None
    for stretch in best_stretches(question, words, sentences, places):
        if stretch.near < (SUBJECT if words else 0) or has_missing(stretch):
            continue
        if places and not all(names_place(stretch.text, place) for place in places):
            continue
        told = state_in(stretch.text, from_last(stretch.text, words))
        if told is None:
            continue
        if is_planned(stretch.text, told[2]) and not PLANNED.search(claim):
            if CAME_TRUE.search(claim):
                return Stated(False, stretch.sentence, stretch.spans)
            continue
        if WHOLLY.search(claim) and not NEARLY.search(claim) and is_nearly(stretch.text, told[2]):
            return Stated(False, stretch.sentence, stretch.spans)
        if told[1] < low or told[0] > high:
            return Stated(False, stretch.sentence, stretch.spans)
        if low <= told[0] and told[1] <= high:
            behind = words_of(question, load_states()[1].sub(" ", claim[end:]))
            if IN_USE.search(claim[at:end]) and not IN_USE.search(stretch.text):
                continue  # 完工 says nothing of 投入使用
            if any(cover(word, stretch.text) < HELD for word in behind):
                continue  # 建好开学了: that it is built says nothing of its opening
            return Stated(is_then(claim, stretch), stretch.sentence, stretch.spans)
    return None


def is_planned(text: str, at: int) -> bool:
    """Tell whether the state that a text tells somewhere is only planned in its clause: 主体已经封顶,计划明年6月投用."""
    clause = next((one for one in ONE_CLAUSE.finditer(text) if one.start() <= at < one.end()), None)
    return clause is not None and PLANNED.search(clause.group()[: at - clause.start() + 1]) is not None


def is_nearly(text: str, at: int) -> bool:
    """Tell whether the state that a text tells somewhere is only nearly so: 已基本完工 is not 全部完工."""
    return NEARLY.search(text[max(0, at - NEARLY_REACH) : at + NEARLY_REACH]) is not None


def is_then(claim: str, stretch: Stretch) -> bool:
    """Tell whether a stretch gives no other date than a claim does: 楼是10月19日启用的, 9月19日启用."""
    return tell_moments(find_moments(claim), stretch.text) is not False


def state_in(text: str, since: int = 0) -> tuple[int, int, int, int] | None:
    """
    Find how far a thing is said to be.

    >>> state_in("污水处理站还没建好")[:2], state_in("两所公办幼儿园装修完毕")[:2]
    ((0, 1), (2, 2))

    Returns:
        The lowest and highest stage that it can be at (0 not begun, 1 under way, 2 done), and where that is said.
    """
    levels, pattern = load_states()
    match = pattern.search(text, since)
    if match is None:
        return None
    level = levels[match["state"]]
    denied = bool(match["denied"])
    if level == DONE and not denied and PART_OF_IT.match(text, match.end()):
        return (BEGUN, BEGUN, match.start(), match.end())
    if level == BEGUN and match["state"] in ("开工", "动工", "开建", "启动", "开始"):
        bounds = (0, 0) if denied else (BEGUN, DONE)
    elif denied:
        bounds = (0, level - 1) if level else (BEGUN, DONE)
    else:
        bounds = (level, level)
    return (*bounds, match.start(), match.end())


def states_in(text: str) -> tuple[tuple[int, int, int, int], ...]:
    """Find every state that a text tells, in text order."""
    found: list[tuple[int, int, int, int]] = []
    while (state := state_in(text, found[-1][3] if found else 0)) is not None:
        found.append(state)
    return tuple(found)


@cache
def load_states() -> tuple[dict[str, int], re.Pattern[str]]:
    rows = (files("knowledge.answers") / "data" / "states.tsv").read_text(encoding="utf-8").splitlines()[1:]
    levels = {word: int(level) for word, level, _ in (row.split("\t") for row in rows)}
    words = "|".join(sorted(map(re.escape, levels), key=len, reverse=True))
    return levels, re.compile(
        rf"(?P<denied>(?:还|尚|并|都)?(?:没有?|未|不曾)(?:有|能|全部|全)?)?(?:已经?|都|全部|全)*(?P<state>{words})"
    )


def from_last(text: str, words: Iterable[str]) -> int:
    """Return where the first word of what is spoken of begins in a stretch, so that only what follows tells its state."""
    return min((at for word in words if (at := text.find(word)) >= 0), default=0)


def check_identity(
    question: AnalysedQuestion, claim: str, sentences: tuple[StoredSentence, ...], places: tuple[str, ...]
) -> Stated | None:
    """Hold 总指挥是镇长 against 党委书记为“总指挥”: the same thing, the one named or another of its kind."""
    match = IDENTITY.match(claim)
    appointed = APPOINTED.match(claim)
    if appointed is not None:
        left, right = (appointed["left"] or appointed["office"]), (appointed["right"] or appointed["holder"])
        denied = bool(appointed["denied"] or appointed["refused"])
    elif match is not None:
        left, right, denied = match["left"], match["right"], bool(match["denied"])
    else:
        return None
    for one, other in ((left, right), (right, left)):
        words, rest = words_of(question, one), with_offices(words_of(question, other), other)
        named = tuple(place for place in places if place[:-1] in other)
        if not words and named and not any(place[:-1] in one for place in places):
            words, rest = rest, ()  # 古荥是申庄村的污水处理站在建: which village is claimed
        if not any(len(word) > 1 for word in words) or not (named or rest):
            continue
        stretches = [
            one
            for one in best_stretches(question, words, sentences, named)
            if one.near >= HELD * SUBJECT and not has_missing(one)
        ]
        for stretch in stretches:
            held = all(names_place(stretch.owned, place) for place in named)
            held = held and not (EVERY.search(claim) and not EVERY_TOLD.search(stretch.text))
            if held and all(cover(word, stretch.text) >= HELD for word in rest):
                return Stated(is_then(claim, stretch) != denied, stretch.sentence, stretch.spans)
        for stretch in stretches:
            if names_another(stretch.text, other.strip(" ,")) and not denied:
                return Stated(False, stretch.sentence, stretch.spans)
            if is_other_of_kind(stretch.owned, words, named, rest):
                return Stated(denied, stretch.sentence, stretch.spans)
    return None


def check_rank(question: AnalysedQuestion, claim: str, sentences: tuple[StoredSentence, ...]) -> Stated | None:
    """
    Hold 增速排全市第一 against 增速居全市8个县第3位, and 居全市之首: which place a thing takes among its like.

    A place in the province says nothing of one in the county.
    """
    claimed = ranks_in(claim)
    if len(claimed) != 1 or DENIED.search(claim):
        return None
    [(rank, start, end)] = claimed
    among = among_which(claim, start)
    words = tuple(word for word in words_of(question, claim[:start] + " " + claim[end:]) if not RANKING.fullmatch(word))
    words = tuple(word for word in words if len(word) > 1)
    if not words:
        return None
    best: tuple[float, Stated] | None = None
    for sentence in sentences:
        text = fold(sentence.text)
        for told, at, until in ranks_in(text):
            near = text[ranked_from(sentence, text, at) : until]
            if among and among_which(text, at) not in ("", among):
                continue
            lost = [word for word in words if cover(word, near) < SUBJECT]
            # One may be told in the sentence before; what this sentence tells of another thing is none such.
            if len(lost) > (len(words) >= MANY_WORDS) or any(cover(word, text) >= HELD for word in lost):
                continue
            clause, share = clause_start(text, at), sum(cover(word, near) for word in words) / len(words)
            if best is None or share > best[0]:
                best = (share, Stated(told == rank, sentence, ((clause, until),)))
    return best[1] if best is not None else None


def ranked_from(sentence: StoredSentence, text: str, at: int) -> int:
    """Return where what takes a place is spoken of: from the clause of the last figure before it that counts a thing."""
    begin = clause_start(text, at)
    thing = ""
    for fact in reversed(sentence.facts):
        if fact.figure.end > begin or not fact.counted:
            continue
        if thing and fact.counted != thing:
            break
        thing, begin = fact.counted, clause_start(text, fact.figure.start)
    return begin


def clause_start(text: str, at: int) -> int:
    return max(text.rfind(mark, 0, at) for mark in ",;。") + 1


def ranks_in(text: str) -> tuple[tuple[Decimal, int, int], ...]:
    """
    Find the places that things take among their like, with where each is told.

    >>> [(int(rank), text) for text in ("增速居全县第3位", "居8个乡镇之首") for rank, _, _ in ranks_in(text)]
    [(3, '增速居全县第3位'), (1, '居8个乡镇之首')]
    """
    return tuple(
        (parse_numeral(match["number"]) if match["number"] else Decimal(1), match.start(), match.end())
        for match in RANKED.finditer(text)
        if not FROM_BEHIND.search(text[max(0, match.start() - 2) : match.start()]) and match["number"] != ""
    )


def among_which(text: str, at: int) -> str:
    """
    Name what a place is taken in; empty where it is not said.

    >>> among_which("增速居全省8个县第3位", 8), among_which("增速排第3位", 3)
    ('省', '')
    """
    found = WITHIN.search(text[max(clause_start(text, at), at - WITHIN_REACH) : at])
    return found.group()[-1] if found else ""


def with_offices(words: tuple[str, ...], text: str) -> tuple[str, ...]:
    """Add the offices that a piece of a claim names where the name of a town swallows one: 镇长 of 古荥镇长."""
    return words if any(map(OFFICE.fullmatch, words)) else (*words, *OFFICE.findall(text))


def names_another(text: str, claimed: str) -> bool:
    """
    Tell whether a text names others of the kind of a named body, and not that one: 郑州二十中, where 郑州十二中 is claimed.

    >>> names_another("和郑州二十中常态化开展活动", "郑州十二中"), names_another("与第三苗圃携手", "郑州十二中")
    (True, False)
    """
    body = BODY.search(claimed)
    if body is None or body["own"] in text:
        return False
    others = (one for one in BODY.finditer(text) if one["kind"] == body["kind"])
    return any(body["own"][-len(one["own"]) :] != one["own"] for one in others)


def is_other_of_kind(text: str, words: tuple[str, ...], named: tuple[str, ...], rest: tuple[str, ...]) -> bool:
    """Tell whether a stretch names another place, or gives another the office, than the one claimed."""
    if named and not any(names_place(text, place) for place in named):
        return LOCALITY.search(text) is not None
    offices = [word for word in rest if OFFICE.fullmatch(word)]
    if not offices or any(word in text for word in offices) or not GIVEN.search(text):
        return False
    for word in words:
        text = text.replace(word, " ")
    return OFFICE.search(text) is not None


def check_wording(
    question: AnalysedQuestion, claim: str, sentences: tuple[StoredSentence, ...], places: tuple[str, ...]
) -> Stated | None:
    """Tell that a stretch says every word of a claim, or says it of what the claim denies."""
    moments = find_moments(claim)
    bare = blank(claim, [(moment.start, moment.end) for moment in moments])
    words = words_of(question, DENIED.sub(" ", bare))
    long = tuple(word for word in words if len(word) > 1)
    if len(words) < 2 and not any(len(word) >= LONG_WORD for word in words) and not (words and moments):
        return None
    if places and long and len(long) < len(words) and all(is_name_told(word, sentences) for word in long):
        words = long  # 孙庄村在治四乱: what bears a name is done by whatever verb
    told = told_of(question, claim, words, moments, sentences, places)
    if told is None and len(words) > len(long) >= ENOUGH and not DECISIVE.intersection(words):
        told = told_of(question, claim, long, moments, sentences, places)  # 坐到地铁站 and 直达地铁站 say the same
    return told


def is_name_told(word: str, sentences: Iterable[StoredSentence]) -> bool:
    """Tell whether a word is a name that the articles put in quotation marks."""
    return any(word == fold(name) for sentence in sentences for name in QUOTED.findall(sentence.text))


def told_of(
    question: AnalysedQuestion,
    claim: str,
    words: tuple[str, ...],
    moments: tuple[Figure, ...],
    sentences: tuple[StoredSentence, ...],
    places: tuple[str, ...],
) -> Stated | None:
    """Hold some words of a claim, and its dates and ranks, against the stretches that say every one of them."""
    for stretch in best_stretches(question, words, sentences, places):
        if says_opposite(stretch, words, places):
            return Stated(False, stretch.sentence, stretch.spans)
        if stretch.near < WORDED or stretch.missing or not all(names_place(stretch.owned, place) for place in places):
            continue
        if EVERY.search(claim) and not EVERY_TOLD.search(stretch.text):
            continue  # 都是在马村 says more than that some are
        told = tell_moments(moments, stretch.text)
        if told is None:
            told = tell_moments(moments, segment_around(fold(stretch.sentence.text), stretch.start))
        if told is not None:
            agreed = bool(DENIED.search(claim)) == bool(DENIED.search(stretch.text))
            return Stated(agreed and told, stretch.sentence, stretch.spans)
    return None


def says_opposite(stretch: Stretch, words: tuple[str, ...], places: tuple[str, ...]) -> bool:
    """Tell whether a stretch says all that is claimed but for one word, and the opposite of that: 公办 for 私立."""
    telling = [word for word in words if len(word) > 1 and word[0] not in COUNTING]
    lost = [word for word in telling if cover(word, stretch.owned) < HELD]
    if len(lost) != 1 or len(telling) - len(lost) < OPPOSED:
        return False
    here = all(names_place(stretch.owned, place) for place in places)
    return here and any(opposite in stretch.text for opposite in opposites_of(lost[0]))


def check_owner(
    question: AnalysedQuestion, claim: str, sentences: tuple[StoredSentence, ...], places: tuple[str, ...]
) -> Stated | None:
    """
    Deny a claim whose act is another's in a sentence that tells what each does: 妇联搞的活动叫保护母亲河 is the 团委's.

    Whom the claim names must begin another clause of that sentence; what is merely told of one is not denied of others.
    """
    words = words_of(question, DENIED.sub(" ", claim))
    if DENIED.search(claim) or EVERY.search(claim) or find_moments(claim):
        return None
    for stretch in best_stretches(question, words, sentences, ()):
        lost = [word for word in words if cover(word, stretch.owned) < HELD]
        away = [place for place in places if not names_place(stretch.owned, place)]
        said = [word for word in words if word not in lost and cover(word, stretch.text) >= HELD]
        if sum(len(word) > 1 for word in said) >= ENOUGH:
            lost = [word for word in lost if len(word) > 1 or word in DECISIVE]  # 盖 and 新建 say the same
        telling = len(said) > 1 or any(len(word) >= LONG_WORD for word in said)
        if not stretch.owner or not (lost or away) or not telling:
            continue
        others = [
            one.owner for one in clauses_of(fold(stretch.sentence.text)) if one.own and one.owner != stretch.owner
        ]
        if all(any(cover(word, owner) >= HELD for owner in others) for word in lost) and all(
            any(names_place(owner, place) for owner in others) for place in away
        ):
            return Stated(False, stretch.sentence, stretch.spans)
    return None


def check_named_elsewhere(
    question: AnalysedQuestion, claim: str, everywhere: tuple[StoredSentence, ...], here: tuple[StoredSentence, ...]
) -> Stated | None:
    """Deny that a thing is one town's that bears its name in quotation marks in another's article alone: 河小青."""
    told = " ".join(fold(sentence.text) for sentence in here)
    there = tuple(sentence for sentence in everywhere if sentence not in here)
    names = {fold(name) for sentence in there for name in QUOTED.findall(sentence.text)}
    named = [name for name in names if len(name) >= SHORTEST_NAME and name in claim and name not in told]
    words = words_of(question, claim)
    bare = not named or all(
        any(word in name for name in named) for word in words
    )  # 花园口有总指挥吗 says nothing of one
    body = body_elsewhere(claim, told, there)
    if body is not None:
        named, bare = [*named, body[0]], not (words or body[1])
        words = (words_of(question, body[0]) or (body[0],)) if body[1] else words
    if bare or DENIED.search(claim):
        return None
    for stretch in best_stretches(question, words, there, ()):
        least = WORDED if body is None else SUBJECT  # the name of a body tells the most of it
        if stretch.near >= least and not stretch.missing and any(name in stretch.text for name in named):
            return Stated(False, stretch.sentence, stretch.spans)
    return None


def body_elsewhere(claim: str, told: str, there: tuple[StoredSentence, ...]) -> tuple[str, bool] | None:
    """
    Find the village, school or the like that a claim names and only another's article does.

    Returns:
        Its name, and whether the claim says no more than whose it is: 石桥小学是古荥镇的.
    """
    for found in PROPER.finditer(claim):
        for start in range(found.start(), found.end() - SHORTEST_NAME + 1):
            name = claim[start : found.end()]
            own = name[: -len(found["kind"])]
            if len(own) < SHORTEST_OWN or own in common_nouns():
                break  # 合作社, 文化公园: a kind, and no name of its own
            if any(name in fold(sentence.text) for sentence in there):
                whose = WHOSE.match(claim, found.end()) is not None and start == found.start()
                return None if name in told else (name, whose)
    return None


def words_of(question: AnalysedQuestion, text: str) -> tuple[str, ...]:
    """Return the content words of a piece of a claim."""
    found = (word for word in content_of(question, text) if not is_claim_word(word) and not DENIED.fullmatch(word))
    return tuple(word for word in found if word not in light_words())


@cache
def light_words() -> frozenset[str]:
    """Return the words that a claim may say and its sentence may not: 跟着搞 for 开展."""
    rows = (files("knowledge.answers") / "data" / "light_words.tsv").read_text(encoding="utf-8").splitlines()[1:]
    return frozenset(row.split("\t")[0] for row in rows)


def best_stretches(
    question: AnalysedQuestion, words: tuple[str, ...], sentences: Iterable[StoredSentence], places: tuple[str, ...]
) -> tuple[Stretch, ...]:
    """Return the stretches that cover some words best, those that name the places first."""
    asked = replace(question, words=words, context_words=(), head="")
    found = []
    counted = {one.value for one in find_question_figures(question.folded)} - {Decimal(1), None}
    for sentence in sentences:
        if sentence.kind in ("title", "heading"):
            continue
        text = fold(sentence.text)
        for start, end, owner in stretches_of(text):
            stretch = text[start:end] if text[start:end].startswith(owner) else f"{owner} {text[start:end]}"
            grounding = ground(asked, Zones(stretch, stretch, stretch, stretch, text, text))
            bonus = NAMED_BONUS * sum(names_place(stretch, place) for place in places)
            told = {fact.figure.value for fact in sentence.facts if start <= fact.figure.start < end}
            bonus += NAMED_BONUS * bool(told & counted)
            near = grounding.near if words else 0.0
            rank = near + bonus - 0.001 * (end - start)
            found.append(Stretch(sentence, start, end, near, rank, grounding.missing, owner))
    return tuple(sorted(found, key=lambda one: (-one.rank, one.sentence.id, one.start))[:4])


def has_missing(stretch: Stretch) -> bool:
    return any(len(word) > 1 for word in stretch.missing)
