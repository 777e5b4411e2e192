"""A claim in words alone, in; whether a stretch of the articles says it or the contrary, with that stretch, out."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from knowledge.answers.choosing import Scope, names_place
from knowledge.answers.grounding import Zones, cover, ground
from knowledge.answers.holding import is_claim_word
from knowledge.language import fold
from knowledge.questions import AnalysedQuestion, bare_claim
from knowledge.questions.splitting import content_of
from knowledge.storage import StoredSentence

DENIED = re.compile(r"没有?|尚?未|并非|不是|从不|不曾")
# 总指挥是镇长, 示范点是南王村; 党委书记为“总指挥” says the same in the articles.
IDENTITY = re.compile(r"^(?P<left>.+?)(?P<denied>不)?(?:就是|还是|是|为|叫做?|属于|归)(?!否|不是)(?P<right>.+)$")
OFFICE = re.compile(
    r"(?:[镇乡村市县区省厂校院队组站所处科部局]长|书记|主任|总指挥|干部|经理|主席|委员|负责人|党员|群众|记者|志愿者)"
)
GIVEN = re.compile(r"为|是|由|任|当")
LOCALITY = re.compile(r"[\u3400-\u9fff]{1,4}(?:村|社区|居委会)")
CLAUSE = re.compile(r"[^,，;；。!！?？]+")
DONE, BEGUN = 2, 1
SUBJECT, WORDED = 0.6, 0.85  # share of the words in one stretch: for what is spoken of, and for all that is claimed
NAMED_BONUS = 0.3  # for a stretch that names the village of the claim
LONG_WORD = 4  # characters; one such says enough: 没有人员伤亡
HELD = 0.8  # of a word's cover


@dataclass(frozen=True, slots=True)
class Stated:
    """A claim in words, held against the stretch that speaks of it."""

    verdict: bool
    sentence: StoredSentence
    span: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Stretch:
    """One clause, or two, of a sentence, and how far it covers some words."""

    sentence: StoredSentence
    start: int
    end: int
    near: float
    rank: float
    missing: tuple[str, ...]

    @property
    def text(self) -> str:
        return fold(self.sentence.text[self.start : self.end])


def check_statement(question: AnalysedQuestion, scope: Scope) -> Stated | None:
    """
    Hold a claim without a figure against the articles: its state, its identity, or all its words.

    Returns:
        What the articles say to it; None where they neither say it nor the contrary.
    """
    sentences = scope.pool(question)
    towns = {sentence.place for sentence in sentences} & set(question.places)
    if towns:
        sentences = tuple(sentence for sentence in sentences if sentence.place in towns)
    locals_named = tuple(place for place in question.places if place not in towns)
    claim = " ".join(bare_claim(question.folded).split())
    return (
        check_state(question, claim, sentences, locals_named)
        or check_identity(question, claim, sentences, locals_named)
        or check_wording(question, claim, sentences, locals_named)
    )


def check_state(
    question: AnalysedQuestion, claim: str, sentences: Iterable[StoredSentence], places: tuple[str, ...]
) -> Stated | None:
    """Hold 已经建成了 against 正在建设: how far a thing is, as claimed and as told."""
    found = state_in(claim)
    if found is None:
        return None
    low, high, at, end = found
    words = words_of(question, claim[:at] + " " + claim[end:])
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
        if told[1] < low or told[0] > high:
            return Stated(False, stretch.sentence, (stretch.start, stretch.end))
        if low <= told[0] and told[1] <= high:
            return Stated(True, stretch.sentence, (stretch.start, stretch.end))
    return None


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
    if level == BEGUN and match["state"] in ("开工", "动工", "开建", "启动", "开始"):
        bounds = (0, 0) if denied else (BEGUN, DONE)
    elif denied:
        bounds = (0, level - 1) if level else (BEGUN, DONE)
    else:
        bounds = (level, level)
    return (*bounds, match.start(), match.end())


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
    if match is None:
        return None
    for one, other in ((match["left"], match["right"]), (match["right"], match["left"])):
        words, rest = words_of(question, one), words_of(question, other)
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
            held = all(names_place(stretch.text, place) for place in named)
            if held and all(cover(word, stretch.text) >= HELD for word in rest):
                return Stated(not match["denied"], stretch.sentence, (stretch.start, stretch.end))
        for stretch in stretches:
            if is_other_of_kind(stretch.text, words, named, rest):
                return Stated(bool(match["denied"]), stretch.sentence, (stretch.start, stretch.end))
    return None


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
    words = words_of(question, DENIED.sub(" ", claim))
    if len(words) < 2 and not any(len(word) >= LONG_WORD for word in words):
        return None
    stretch = next(iter(best_stretches(question, words, sentences, places)), None)
    if stretch is None or stretch.near < WORDED or stretch.missing:
        return None
    if not all(names_place(stretch.text, place) for place in places):
        return None
    agreed = bool(DENIED.search(claim)) == bool(DENIED.search(stretch.text))
    return Stated(agreed, stretch.sentence, (stretch.start, stretch.end))


def words_of(question: AnalysedQuestion, text: str) -> tuple[str, ...]:
    """Return the content words of a piece of a claim."""
    return tuple(word for word in content_of(question, text) if not is_claim_word(word) and not DENIED.fullmatch(word))


def best_stretches(
    question: AnalysedQuestion, words: tuple[str, ...], sentences: Iterable[StoredSentence], places: tuple[str, ...]
) -> tuple[Stretch, ...]:
    """Return the stretches that cover some words best, those that name the places first."""
    asked = replace(question, words=words, context_words=(), head="")
    found = []
    for sentence in sentences:
        if sentence.kind in ("title", "heading"):
            continue
        text = fold(sentence.text)
        for start, end in stretches_of(text):
            stretch = text[start:end]
            grounding = ground(asked, Zones(stretch, stretch, stretch, stretch, text, text))
            bonus = NAMED_BONUS * sum(names_place(stretch, place) for place in places)
            near = grounding.near if words else 0.0
            found.append(Stretch(sentence, start, end, near, near + bonus - 0.001 * (end - start), grounding.missing))
    return tuple(sorted(found, key=lambda one: (-one.rank, one.sentence.id, one.start))[:4])


def stretches_of(text: str) -> Iterator[tuple[int, int]]:
    """Cut a text into its clauses, each alone and with the next one up to a semicolon."""
    clauses = [match.span() for match in CLAUSE.finditer(text)]
    for number, (start, end) in enumerate(clauses):
        yield start, end
        if number + 1 < len(clauses) and text[end] in ",，":
            yield start, clauses[number + 1][1]


def has_missing(stretch: Stretch) -> bool:
    return any(len(word) > 1 for word in stretch.missing)
