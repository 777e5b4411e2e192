"""
A pool, in; one number for each signal and candidate, out.

A signal is a function of a pool with the decorator `signal`, which gives its range and its reason. It returns an array
of shape (candidates,). What several signals count with is counted once, by a function with the decorator `counted`.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

import numpy as np
from rapidfuzz import fuzz
from rapidfuzz.distance import LCSseq

from knowledge.language import fold
from knowledge.ranking.agreement import (
    agreement,
    date_fit,
    dimension_same,
    names_era,
    unit_exact,
)
from knowledge.ranking.labels import (
    Labels,
    align,
    conditions_hold,
    cover_labels,
    find_labels,
    gain_of_parts,
    lead_of,
    run_starts,
    weigh_alone,
    weigh_labels,
)
from knowledge.ranking.poles import fit_poles
from knowledge.ranking.pool import FAR, Floats, Pool
from knowledge.ranking.scoping import same_place


@dataclass(frozen=True, slots=True)
class Signal:
    """One number about a question and a candidate."""

    name: str
    low: float
    high: float
    reason: str
    count: Callable[[Pool], Floats]


SIGNALS: dict[str, Signal] = {}


def signal(low: float, high: float, reason: str) -> Callable[[Callable[[Pool], Floats]], Callable[[Pool], Floats]]:
    """Enter a function into the list of signals."""

    def enter(function: Callable[[Pool], Floats]) -> Callable[[Pool], Floats]:
        name = function.__name__
        kept = counted(function)
        SIGNALS[name] = Signal(name, low, high, reason, kept)
        return kept

    return enter


def counted(function: Callable[[Pool], Any]) -> Callable[[Pool], Any]:
    """Count something once for a pool, however many signals ask for it."""

    @wraps(function)
    def once(pool: Pool) -> Any:
        if function.__name__ not in pool.shared:
            pool.shared[function.__name__] = function(pool)
        return pool.shared[function.__name__]

    return once


def count_signals(pool: Pool, names: tuple[str, ...]) -> Floats:
    """
    Count signals for every candidate.

    Returns:
        Shape (candidates, signals), columns in the order of the names.
    """
    table = np.empty((len(pool.candidates), len(names)))
    for column, name in enumerate(names):
        table[:, column] = SIGNALS[name].count(pool)
    return table


def to_share(values: Floats, total: float) -> Floats:
    return values / total if total > 0 else np.zeros_like(values)


def of_figures(pool: Pool, by_sentence: Floats) -> Floats:
    """Spread what is known of sentences to their figures."""
    return by_sentence[pool.figure_sentence] if len(by_sentence) else np.zeros(0)


def at(values: Floats, places: Any) -> Floats:
    """Take values at places, 0 where a place is -1 (no such neighbour)."""
    return np.where(places >= 0, values[..., np.maximum(places, 0)], 0.0)


# -- what the sentence says -------------------------------------------------------------------------------------------


@counted
def relative_scores(pool: Pool) -> Floats:
    return pool.relative_scores


@signal(0, 1, "what the question says stands in this sentence, over the best of the pool")
def sentence_score(pool: Pool) -> Floats:
    return of_figures(pool, relative_scores(pool))


@signal(0, 1, "and in the sentence after: the act may be told there")
def next_score(pool: Pool) -> Floats:
    return of_figures(pool, at(relative_scores(pool), pool.following))


@signal(0, 1, "and in the sentence before, which names the subject")
def previous_score(pool: Pool) -> Floats:
    return of_figures(pool, at(relative_scores(pool), pool.previous))


@signal(0, 1, "its passage, title included, is the one that the question is about")
def passage_score(pool: Pool) -> Floats:
    scores = np.array([pool.passage_scores.get(passage, 0.0) for passage in pool.passages])
    shares = to_share(scores, float(scores.max()) if len(scores) else 0.0)
    return of_figures(pool, shares[pool.passage_of] if len(shares) else np.zeros(0))


@counted
def best_of_passage(pool: Pool) -> Floats:
    best = np.zeros(len(pool.passages))
    np.maximum.at(best, pool.passage_of, relative_scores(pool))
    return best


@signal(0, 1, "the best sentence of its passage: a passage with one telling sentence beats one with scattered words")
def passage_best(pool: Pool) -> Floats:
    return of_figures(pool, best_of_passage(pool)[pool.passage_of])


@signal(0, 1, "this sentence over the best one of its passage")
def leads_passage(pool: Pool) -> Floats:
    best = best_of_passage(pool)[pool.passage_of]
    return of_figures(pool, np.divide(relative_scores(pool), best, out=np.zeros_like(best), where=best > 0))


@counted
def words_around(pool: Pool) -> Floats:
    """Shape (words, sentences): the word stands in the sentence, else in the one before, the title or the heading."""
    count = len(pool.sentences)
    inside = pool.words_in[:, :count]
    around: Floats = np.maximum.reduce(
        [inside, at(inside, pool.previous), pool.words_in[:, pool.title_of], pool.words_in[:, pool.section_of]]
    )
    return around


@signal(0, 1, "share of the question's words in the sentence, rare words counting more")
def words_in_sentence(pool: Pool) -> Floats:
    inside = pool.words_in[:, : len(pool.sentences)]
    return of_figures(pool, to_share(pool.word_weights @ inside, float(pool.word_weights.sum())))


@signal(0, 1, "the same in the sentence, the one before, the title or the heading: the subject often stands there")
def words_around_sentence(pool: Pool) -> Floats:
    return of_figures(pool, to_share(pool.word_weights @ words_around(pool), float(pool.word_weights.sum())))


@signal(0, 1, "the question's words that stand in the title: the article is about its subject")
def words_in_title(pool: Pool) -> Floats:
    inside = pool.words_in[:, pool.title_of]
    return of_figures(pool, to_share(pool.word_weights @ inside, float(pool.word_weights.sum())))


@counted
def words_in_passages(pool: Pool) -> Floats:
    """Shape (words, passages)."""
    table = np.zeros((len(pool.word_weights), len(pool.passages)))
    np.maximum.at(table.T, pool.passage_of, words_around(pool).T)
    return table


@signal(0, 1, "the question's words that stand anywhere in the passage or its title")
def words_in_passage(pool: Pool) -> Floats:
    shares = to_share(pool.word_weights @ words_in_passages(pool), float(pool.word_weights.sum()))
    return of_figures(pool, shares[pool.passage_of])


@signal(0, 1, "how much of the title the question names")
def title_named(pool: Pool) -> Floats:
    shares = {}
    for sentence in pool.sentences:
        if sentence.title not in shares:
            title = TITLE_TAIL.sub("", sentence.title)
            longest = fuzz.partial_ratio_alignment(title, pool.probe.text) if title else None
            shares[sentence.title] = longest.score / 100 if longest is not None else 0.0
    return of_figures(pool, np.array([shares[sentence.title] for sentence in pool.sentences]))


TITLE_TAIL = re.compile(r"\s*[(（].*?[)）]\s*$")


@signal(0, 1, "pairs of neighbouring characters of the question in the sentence")
def pairs_in_sentence(pool: Pool) -> Floats:
    inside = pool.pairs_in[:, : len(pool.sentences)]
    return of_figures(pool, to_share(pool.pair_weights @ inside, float(pool.pair_weights.sum())))


@signal(0, 1, "the same with the sentence before and the title")
def pairs_around_sentence(pool: Pool) -> Floats:
    inside = pool.pairs_in[:, : len(pool.sentences)]
    around = np.maximum.reduce([inside, at(inside, pool.previous), pool.pairs_in[:, pool.title_of]])
    return of_figures(pool, to_share(pool.pair_weights @ around, float(pool.pair_weights.sum())))


@signal(0, 1, "single characters of the question in the sentence: other words for one thing often share one")
def characters_in_sentence(pool: Pool) -> Floats:
    inside = pool.characters_in[:, : len(pool.sentences)]
    return of_figures(pool, to_share(pool.character_weights @ inside, float(pool.character_weights.sum())))


@signal(0, 1, "the same with the sentence before and the title")
def characters_around_sentence(pool: Pool) -> Floats:
    inside = pool.characters_in[:, : len(pool.sentences)]
    around = np.maximum.reduce([inside, at(inside, pool.previous), pool.characters_in[:, pool.title_of]])
    return of_figures(pool, to_share(pool.character_weights @ around, float(pool.character_weights.sum())))


@signal(0, 1, "the rarest word of the question that neither sentence, neighbour nor title holds: often a name")
def rarest_missing(pool: Pool) -> Floats:
    if not len(pool.word_weights):
        return np.zeros(len(pool.candidates))
    missing = pool.word_weights[:, None] * (1.0 - words_around(pool))
    return of_figures(pool, to_share(missing.max(axis=0), float(pool.word_weights.max())))


@signal(0, 1, "a contrary of a word of the question stands in the clause, and the word does not")
def contrary(pool: Pool) -> Floats:
    found = np.zeros(len(pool.candidates))
    clues = [clue for clue in pool.probe.words if clue.against]
    for clue in clues:
        for place in range(len(pool.candidates)):
            clause = pool.text[pool.clause_from[place] : pool.clause_to[place]]
            if clue.text not in clause and any(word in clause for word in clue.against):
                found[place] = 1.0
    return found


# -- what the clause and the neighbourhood of the figure say --------------------------------------------------------------


@signal(0, 1, "words of the question in the figure's clause")
def words_in_clause(pool: Pool) -> Floats:
    inside = pool.stretch(pool.clause_from, pool.clause_to, pool.word_hits, len(pool.probe.words))
    return to_share(pool.word_weights @ inside, float(pool.word_weights.sum()))


@signal(0, 1, "pairs of characters of the question in the figure's clause")
def pairs_in_clause(pool: Pool) -> Floats:
    inside = pool.stretch(pool.clause_from, pool.clause_to, pool.pair_hits, len(pool.probe.pairs))
    return to_share(pool.pair_weights @ inside, float(pool.pair_weights.sum()))


@signal(0, 1, "characters of the question in the figure's clause")
def characters_in_clause(pool: Pool) -> Floats:
    inside = pool.stretch(pool.clause_from, pool.clause_to, pool.character_hits, len(pool.probe.characters))
    return to_share(pool.character_weights @ inside, float(pool.character_weights.sum()))


BEFORE, AFTER = 18, 14


@signal(0, 1, "pairs of characters within 18 characters before and 14 after the figure")
def pairs_near(pool: Pool) -> Floats:
    base = pool.segment_start[pool.figure_sentence]
    stop = pool.segment_end[pool.figure_sentence]
    inside = pool.stretch(
        np.maximum(pool.figure_start - BEFORE, base), np.minimum(pool.figure_end + AFTER, stop), pool.pair_hits,
        len(pool.probe.pairs),
    )  # fmt: skip
    return to_share(pool.pair_weights @ inside, float(pool.pair_weights.sum()))


@signal(0, 1, "words between the figure before of the same kind and this one")
def words_before(pool: Pool) -> Floats:
    inside = pool.stretch(pool.scopes[0], pool.figure_start, pool.word_hits, len(pool.probe.words))
    return to_share(pool.word_weights @ inside, float(pool.word_weights.sum()))


@signal(0, 1, "pairs of characters between the figure before of the same kind and this one")
def pairs_before(pool: Pool) -> Floats:
    inside = pool.stretch(pool.scopes[0], pool.figure_start, pool.pair_hits, len(pool.probe.pairs))
    return to_share(pool.pair_weights @ inside, float(pool.pair_weights.sum()))


@signal(0, 1, "words between this figure and the next of its kind: what happened on a date is told behind it")
def words_after(pool: Pool) -> Floats:
    inside = pool.stretch(pool.figure_end, pool.scopes[1], pool.word_hits, len(pool.probe.words))
    return to_share(pool.word_weights @ inside, float(pool.word_weights.sum()))


@signal(0, 1, "pairs of characters between this figure and the next of its kind")
def pairs_after(pool: Pool) -> Floats:
    inside = pool.stretch(pool.figure_end, pool.scopes[1], pool.pair_hits, len(pool.probe.pairs))
    return to_share(pool.pair_weights @ inside, float(pool.pair_weights.sum()))


@signal(0, 1, "words between a date and the next one that names a year, sentences later: 同年5月 belongs to it")
def words_in_year(pool: Pool) -> Floats:
    inside = pool.stretch(pool.figure_end, pool.scopes[2], pool.word_hits, len(pool.probe.words))
    return to_share(pool.word_weights @ inside, float(pool.word_weights.sum()))


@signal(0, 1, "pairs of characters between a date and the next one that names a year")
def pairs_in_year(pool: Pool) -> Floats:
    inside = pool.stretch(pool.figure_end, pool.scopes[2], pool.pair_hits, len(pool.probe.pairs))
    return to_share(pool.pair_weights @ inside, float(pool.pair_weights.sum()))


@signal(0, 1, "the question runs along with the stretch from the figure before to the figure behind")
def runs_along(pool: Pool) -> Floats:
    question = (pool.probe.left + pool.probe.right).strip(" ?。!")
    if not question:
        return np.zeros(len(pool.candidates))
    known: dict[tuple[int, int], float] = {}
    found = np.zeros(len(pool.candidates))
    for place, span in enumerate(zip(pool.scopes[0].tolist(), pool.scopes[1].tolist(), strict=True)):
        if span not in known:
            known[span] = LCSseq.similarity(question, pool.text[span[0] : span[1]]) / len(question)
        found[place] = known[span]
    return found


@signal(0, 1, "how much of the clause the question holds: a clause that says much else is about something else")
def clause_covered(pool: Pool) -> Floats:
    held = frozenset(pool.probe.text)
    known: dict[tuple[int, int], float] = {}
    found = np.zeros(len(pool.candidates))
    for place, (start, end) in enumerate(zip(pool.clause_from.tolist(), pool.clause_to.tolist(), strict=True)):
        if (start, end) not in known:
            clause = pool.text[start : int(pool.figure_start[place])] + pool.text[int(pool.figure_end[place]) : end]
            letters = [character for character in clause if character.isalnum()]
            known[start, end] = sum(c in held for c in letters) / len(letters) if letters else 0.0
        found[place] = known[start, end]
    return found


@signal(0, 1, "what stands right behind the figure stands in the question: 93位皇帝 for 几个皇帝")
def tail_held(pool: Pool) -> Floats:
    found = np.zeros(len(pool.candidates))
    for place, (low, high) in enumerate(right_sides(pool)):
        tail = TAIL.match(pool.text, low, min(high, low + 4))
        if tail is not None and tail.end() > low:
            found[place] = sum(c in pool.probe.text for c in tail[0]) / len(tail[0])
    return found


@signal(0, 1, "what stands right before the figure stands in the question: 面积540平方米 for 面积")
def head_held(pool: Pool) -> Floats:
    found = np.zeros(len(pool.candidates))
    for place, (low, high) in enumerate(left_sides(pool)):
        head = HEAD.search(pool.text[max(low, high - 5) : high])
        if head is not None and head[0]:
            found[place] = sum(c in pool.probe.text for c in head[0]) / len(head[0])
    return found


TAIL = re.compile(r"[\w]*")
HEAD = re.compile(r"[\w]*$")
NEARNESS = 10.0


@signal(0, 1, "the question names what the figure counts")
def counted_named(pool: Pool) -> Floats:
    return np.array([named_in(candidate.fact.counted, pool) for candidate in pool.candidates])


@signal(0, 1, "the question names the act")
def act_named(pool: Pool) -> Floats:
    return np.array([named_in(candidate.fact.act, pool) for candidate in pool.candidates])


def named_in(name: str, pool: Pool) -> float:
    """Return how much of a name the question holds, by pairs of characters; a stand-in for it counts as well."""
    known = pool.shared.setdefault("named_in", {})
    if name not in known:
        known[name] = count_named(fold(name), pool)
    return float(known[name])


def count_named(name: str, pool: Pool) -> float:
    if not name:
        return 0.0
    text = pool.probe.text
    if name in text:
        return 1.0
    pairs = [name[place : place + 2] for place in range(len(name) - 1)]
    share = sum(pair in text for pair in pairs) / len(pairs) if pairs else 0.0
    for clue in pool.probe.words:
        for other, sureness in clue.others:
            if other in name:
                share = max(share, sureness * min(1.0, len(other) / len(name) + 0.3))
    return share


@signal(0, 1, "how much of the question what is counted and the act hold together")
def asked_named(pool: Pool) -> Floats:
    known: dict[tuple[str, str], float] = {}
    total = float(pool.pair_weights.sum())
    found = np.zeros(len(pool.candidates))
    for place, candidate in enumerate(pool.candidates):
        key = (candidate.fact.counted, candidate.fact.act)
        if key not in known:
            both = fold(f"{key[1]}{key[0]} {key[0]}{key[1]}")
            known[key] = sum(clue.weight for clue in pool.probe.pairs if clue.text in both) / total if total else 0.0
        found[place] = known[key]
    return found


@signal(0, 1, "how near the words stand: weight x exp(-distance/10), a comma costing six characters")
def words_close(pool: Pool) -> Floats:
    close = np.exp(-pool.word_distance / NEARNESS)
    return to_share(pool.word_weights @ close, float(pool.word_weights.sum()))


@signal(0, 1, "how near the pairs of characters stand")
def pairs_close(pool: Pool) -> Floats:
    close = np.exp(-pool.pair_distance / NEARNESS)
    return to_share(pool.pair_weights @ close, float(pool.pair_weights.sum()))


@signal(0, 1, "the question laid over the clause by rapidfuzz")
def clause_ratio(pool: Pool) -> Floats:
    question = (pool.probe.left + pool.probe.right).strip(" ?。!")
    ratios = np.zeros(len(pool.candidates))
    known: dict[tuple[int, int], float] = {}
    for place, (start, end) in enumerate(zip(pool.clause_from.tolist(), pool.clause_to.tolist(), strict=True)):
        if (start, end) not in known:
            known[start, end] = fuzz.partial_ratio(question, pool.text[start:end]) / 100
        ratios[place] = known[start, end]
    return ratios


SIDE = 24


@signal(0, 1, "what stands left of the asking words runs along with what stands left of the figure")
def left_alike(pool: Pool) -> Floats:
    question = pool.probe.left[-SIDE:]
    return alike(question, [pool.text[low:high] for low, high in left_sides(pool)])


@signal(0, 1, "the same on the right: what 几 or 多少 counts stands behind the figure")
def right_alike(pool: Pool) -> Floats:
    question = pool.probe.right.strip("?。! ")[:SIDE]
    return alike(question, [pool.text[low:high] for low, high in right_sides(pool)])


def left_sides(pool: Pool) -> list[tuple[int, int]]:
    base = pool.segment_start[pool.figure_sentence]
    return list(zip(np.maximum(pool.chain_start - SIDE, base).tolist(), pool.chain_start.tolist(), strict=True))


def right_sides(pool: Pool) -> list[tuple[int, int]]:
    stop = pool.segment_end[pool.figure_sentence]
    return list(zip(pool.figure_end.tolist(), np.minimum(pool.figure_end + SIDE, stop).tolist(), strict=True))


def alike(question: str, sides: list[str]) -> Floats:
    """Return how much of the question's side runs along with each side, as a common subsequence."""
    if not question:
        return np.zeros(len(sides))
    return np.array([LCSseq.similarity(question, side) / len(question) for side in sides])


@signal(0, 1, "the noun that 几 or 多少 counts stands right behind the figure")
def noun_behind(pool: Pool) -> Floats:
    noun = pool.probe.asked.noun[:8]
    found = np.zeros(len(pool.candidates))
    if not noun:
        return found
    for place, (low, high) in enumerate(right_sides(pool)):
        side = pool.text[low : min(high, low + 10)]
        found[place] = shared_start(noun, side)
    return found


def shared_start(noun: str, side: str) -> float:
    """Return 1 where the noun stands whole, else the share of its characters that stand there in order."""
    if noun in side:
        return 1.0
    return LCSseq.similarity(noun, side) / len(noun) * 0.8


@signal(0, 1, "the word right before the asking words stands near before the figure: 面积是多少, 面积为 ...")
def last_word_close(pool: Pool) -> Floats:
    return word_close(pool, last_word(pool))


@signal(0, 1, "the word right behind the asking words stands near the figure")
def first_word_close(pool: Pool) -> Floats:
    return word_close(pool, first_word(pool))


def last_word(pool: Pool) -> int:
    """Return the number of the question's last word before the asking words, -1 if there is none."""
    best, number = -1, -1
    for place, clue in enumerate(pool.probe.words):
        position = pool.probe.left.rfind(clue.text)
        if position > best:
            best, number = position, place
    return number


def first_word(pool: Pool) -> int:
    best, number = len(pool.probe.right) + 1, -1
    for place, clue in enumerate(pool.probe.words):
        position = pool.probe.right.find(clue.text)
        if 0 <= position < best:
            best, number = position, place
    return number


def word_close(pool: Pool, number: int) -> Floats:
    if number < 0:
        return np.zeros(len(pool.candidates))
    distance = pool.word_distance[number]
    return np.where(distance < FAR, np.exp(-distance / NEARNESS), 0.0)


# -- what the label of the figure says ---------------------------------------------------------------------------------


@counted
def labels_of(pool: Pool) -> Labels:
    return find_labels(pool)


@signal(
    0, 1, "how much of what stands right before the figure the question holds: 护林员 in 保洁员1860个、护林员1045个"
)
def label_covered(pool: Pool) -> Floats:
    return cover_labels(pool, labels_of(pool))


@signal(0, 1, "how much of the question stands right before the figure")
def label_weight(pool: Pool) -> Floats:
    labels = labels_of(pool)
    return weigh_labels(pool, labels.words, labels.characters)


@signal(0, 1, "the same, of what stands before no other figure of the sentence")
def label_alone(pool: Pool) -> Floats:
    return weigh_alone(pool, labels_of(pool))


@signal(-1, 1, "by how much this outweighs the other figures of the sentence that agree as well")
def label_lead(pool: Pool) -> Floats:
    return lead_of(pool, label_alone(pool), agrees(pool))


@signal(
    -1, 1, "of a part told by 其中, what its label holds beyond that of the whole; of the whole, the same made negative"
)
def part_gain(pool: Pool) -> Floats:
    return gain_of_parts(pool, labels_of(pool))


@signal(-1, 1, "of figures told by 分别: its member is the one asked, or another is")
def aligned(pool: Pool) -> Floats:
    return align(pool)


@signal(-1, 1, "a number of the question falls into the condition before the figure, or outside: 60岁至79岁12元")
def condition_holds(pool: Pool) -> Floats:
    return conditions_hold(pool, labels_of(pool))


def befores(pool: Pool) -> list[tuple[int, int]]:
    """Return the stretch before each figure, from the start of its sentence; of a run of figures that of its first."""
    base = pool.segment_start[pool.figure_sentence]
    return list(zip(base.tolist(), run_starts(pool).tolist(), strict=True))


ASKS_DELTA = re.compile(
    r"(?:多|少|高|低|贵|便宜|涨|降|跌|升|掉|增|减|快|慢|早|晚|长|短|轻|提|缩短|提前|落后|前移|后移)(?:了|出来?|出去|收|卖|赚|挣|拿|花|交|得)?"
    r"(?:约|大概|大约)?(?:多少|几|百分之)|新(?:添|增)|净增|增[长幅速量]|[涨降跌]幅|同比|环比|多出来?|又添"
)
DELTA = re.compile(
    r"(?:增[加长收产幅]|新增|净增|新添|提[高升前]|上[升涨调浮扬]|下[降跌调滑浮]|减少|降低|缩[短减]|压[缩减]|回落|前移|后移|超出|高出?|低|[高低]于[^,]{0,8}|"
    r"多[出卖收挣赚]?|少[了]?|涨|跌|降|轻|快|早|晚|差)了?(?:约|近|超|整整)?$"
)
DELTA_REACH = 14
TO_STATE = re.compile(r"[到至为达]$")


@signal(-1, 1, "it tells a change and a change is asked (1), or only one of the two (-1)")
def delta_fits(pool: Pool) -> Floats:
    asked = bool(ASKS_DELTA.search(pool.probe.text))
    found = np.zeros(len(pool.candidates))
    for place, (low, high) in enumerate(befores(pool)):
        change = pool.candidates[place].fact.figure.change
        before = pool.text[max(low, high - DELTA_REACH) : high]
        delta = change in ("rise", "fall", "multiple") or (
            change not in ("from", "to") and not TO_STATE.search(before) and bool(DELTA.search(before))
        )
        found[place] = (1.0 if delta else -1.0) if asked else (-1.0 if delta else 0.0)
    return found


ASKS_REST = re.compile(
    r"还?剩|余下|没(?:有)?(?:改|完|修|办|建|整|拆|到|弄|搞|做|处理|销|结|还|签|装|换)|未(?:完|整|办|销|脱)|还差"
)
REST = re.compile(r"其余|剩余|余下|剩下|尚有|还有|仍有|尚未|未")


@signal(-1, 1, "what is left is asked, and this is what is left; or only one of the two")
def rest_fits(pool: Pool) -> Floats:
    asked = bool(ASKS_REST.search(pool.probe.text))
    starts = labels_of(pool).start
    found = np.zeros(len(pool.candidates))
    for place, (low, high) in enumerate(zip(starts.tolist(), pool.figure_start.tolist(), strict=True)):
        rest = bool(REST.search(pool.text[low:high]))
        found[place] = (1.0 if rest else -0.5) if asked else (-1.0 if rest else 0.0)
    return found


# Of what a rate is asked: 一亩, 每户, 一个月; some are written otherwise in print.
PER = r"个?(?:平方米|平米|平方|平|立方米|立方|方|公里|里|斤|公斤|吨|亩|户|人|生|套|辆|张|份|袋|台|头|场|次|趟|村|位|家|度|单|件|小时|钟头|周|星期|学期|学年|期|月|天|日|年|间|床|桌|箱|盒|斤|克|棵|株|只|条|棵|名)"
ASKS_PER = re.compile(rf"(?:一|每|每一|单)({PER})(?!共|级|期工|等|些|定|直|样)")
MEAN_ASKED = re.compile(r"(人|户|亩|村|日|月|年|地|单|车|校|班|件)均|(亩|单)产|均价|平均|单价")
PER_PRINTED = re.compile(
    rf"每({PER})|(人|户|亩|村|日|月|年|班|件)均|(亩|日|年|月)产|平均|均价|单价|日(?:加工|处理|供|均)"
)
PER_REACH = 12
SAME_PER = {"平": "平方米", "平米": "平方米", "平方": "平方米", "方": "立方米", "立方": "立方米", "钟头": "小时", "星期": "周", "日": "天",
            "生": "人", "名": "人", "位": "人"}  # fmt: skip


@signal(-1, 1, "a rate is asked and this is one of the same (1) or of another (0.3) base, or only one of the two")
def per_fits(pool: Pool) -> Floats:
    asked = {base_of(match[1]) for match in ASKS_PER.finditer(pool.probe.text)}
    asked |= {base_of(match[1] or match[2] or "") for match in MEAN_ASKED.finditer(pool.probe.text)}
    found = np.zeros(len(pool.candidates))
    for place, (low, high) in enumerate(befores(pool)):
        bases = {
            base_of(next(filter(None, m.groups()), ""))
            for m in PER_PRINTED.finditer(pool.text, max(low, high - PER_REACH), high)
        }
        if pool.candidates[place].fact.figure.per:
            bases.add(base_of(pool.candidates[place].fact.figure.per.removeprefix("每")))
        if asked and bases:
            found[place] = 1.0 if asked & bases else 0.3
        elif asked or bases:
            found[place] = -1.0
    return found


@signal(
    -1,
    1,
    "of poles that a question may name (first or last, long or deep, before or after) it stands at that one, or at another",
)
def pole_fits(pool: Pool) -> Floats:
    return fit_poles(pool, labels_of(pool).start)


def base_of(unit: str) -> str:
    unit = unit.removeprefix("个")
    return SAME_PER.get(unit, unit)


# -- what kind of figure it is ------------------------------------------------------------------------------------------


@signal(-1.2, 1, "the figure is of the asked kind and unit")
def agrees(pool: Pool) -> Floats:
    return np.array([agreement(pool.probe.asked, candidate.fact.figure) for candidate in pool.candidates])


@signal(-0.4, 0, "a question for a year wants a year, one for a day a day")
def date_exact(pool: Pool) -> Floats:
    return np.array([date_fit(pool.probe.asked, candidate.fact.figure) for candidate in pool.candidates])


@signal(
    -1, 1, "a year of an era is asked (民国几年) and this is one; the same made negative where only one of the two is"
)
def era_fits(pool: Pool) -> Floats:
    if pool.probe.asked.kind != "date":
        return np.zeros(len(pool.candidates))
    asked = names_era(pool.probe.text)
    told = np.array([names_era(candidate.fact.figure.text) for candidate in pool.candidates], dtype=bool)
    return np.where(told, 1.0, -1.0) if asked else np.where(told, -1.0, 0.0)


@signal(-1, 1, "it measures what is asked")
def same_dimension(pool: Pool) -> Floats:
    return np.array([dimension_same(pool.probe.asked, candidate.fact.figure) for candidate in pool.candidates])


@signal(0, 1, "the question names its very unit")
def same_unit(pool: Pool) -> Floats:
    return np.array([unit_exact(pool.probe.asked, candidate.fact.figure) for candidate in pool.candidates])


@signal(0, 1, "the question states this figure itself: it is not asked for")
def stated(pool: Pool) -> Floats:
    numbers = frozenset(re.findall(r"\d+(?:\.\d+)?", pool.probe.text))
    return np.array([is_stated(candidate.fact.figure, pool.probe, numbers) for candidate in pool.candidates])


def is_stated(figure: Any, probe: Any, numbers: frozenset[str]) -> float:
    folded = figure.text
    if folded in probe.figures or (len(folded) > 1 and folded in probe.text):
        return 1.0
    digits = re.findall(r"\d+(?:\.\d+)?", folded)
    return 0.6 if digits and all(digit in numbers for digit in digits) else 0.0


@signal(0, 1, "a range, not one of its ends")
def is_range(pool: Pool) -> Floats:
    return np.array([float(candidate.is_range) for candidate in pool.candidates])


WANTS_FIRST = re.compile(
    r"从|自|起|开始|出生|生于|诞生|成立|始|至少|最少|最低|最小|最早|以上|动工|就任|上任|创|兴建|爆发"
)
WANTS_LAST = re.compile(
    r"到(?:哪|何|什么|几|多)|至(?:哪|何|什么|几|多)|截止|结束|去世|逝世|过世|死|灭亡|最多|最高|最大|最长|最晚|为止|卸任|毕业|终止|停"
)
WANTS_BOTH = re.compile(
    r"(?:哪|何|几|多少|什么)[^,。?!]{0,6}[到至][^,。?!]{0,3}(?:哪|何|几|多少|什么)|期间|范围|之间|营业时间|花期|任期"
)


@signal(-1, 1, "of a range: the end that the question is about, or the whole where it asks for both")
def right_end(pool: Pool) -> Floats:
    text = pool.probe.text
    first, last, both = (bool(cue.search(text)) for cue in (WANTS_FIRST, WANTS_LAST, WANTS_BOTH))
    value = {
        0: 1.0 if both else -0.5 if first or last else 0.0,
        1: -1.0 if both else 1.0 if first and not last else 0.0 if first else -0.5 if last else -0.2,
        2: -1.0 if both else 1.0 if last and not first else 0.0 if last else -0.5,
    }
    whole = is_range(pool)
    return np.array(
        [
            value[candidate.end] if candidate.end or whole[place] else 0.0
            for place, candidate in enumerate(pool.candidates)
        ]
    )


@signal(0, 1, "one end of a range, not the range itself")
def is_end(pool: Pool) -> Floats:
    return np.array([float(candidate.end > 0) for candidate in pool.candidates])


LONE_ONE = re.compile(r"^[一1][^\d一二三四五六七八九十百千万亿分%]{1,2}$")


@signal(0, 1, "一 with a measure word, mostly grammar")
def lone_one(pool: Pool) -> Floats:
    return np.array([float(bool(LONE_ONE.match(candidate.fact.figure.text))) for candidate in pool.candidates])


@signal(0, 1, "of no unit at all")
def no_unit(pool: Pool) -> Floats:
    return np.array([float(candidate.kind == "bare") for candidate in pool.candidates])


@signal(0, 8, "how many figures before it in the sentence agree as well")
def rivals_before(pool: Pool) -> Floats:
    agreeing = agrees(pool)
    before = np.zeros(len(pool.candidates))
    for place in range(1, len(pool.candidates)):
        other = place - 1
        while other >= 0 and pool.figure_sentence[other] == pool.figure_sentence[place]:
            before[place] += agreeing[other] >= agreeing[place] - 0.05
            other -= 1
    return np.minimum(before, 8.0)


@signal(0, 8, "how many figures behind it in the sentence agree as well")
def rivals_behind(pool: Pool) -> Floats:
    agreeing = agrees(pool)
    behind = np.zeros(len(pool.candidates))
    for place in range(len(pool.candidates) - 1):
        other = place + 1
        while other < len(pool.candidates) and pool.figure_sentence[other] == pool.figure_sentence[place]:
            behind[place] += agreeing[other] >= agreeing[place] - 0.05
            other += 1
    return np.minimum(behind, 8.0)


@signal(0, 1, "how far into the sentence it stands")
def how_far_in(pool: Pool) -> Floats:
    base = pool.segment_start[pool.figure_sentence]
    length = np.maximum(pool.segment_end[pool.figure_sentence] - base, 1)
    share: Floats = (pool.figure_start - base) / length
    return share


@signal(0, 1, "the sentence opens its article")
def opens_article(pool: Pool) -> Floats:
    return np.array([1.0 / (1.0 + candidate.sentence.position) for candidate in pool.candidates])


@signal(0, 1, "length of the sentence, in hundreds of characters")
def sentence_length(pool: Pool) -> Floats:
    length = pool.segment_end[pool.figure_sentence] - pool.segment_start[pool.figure_sentence]
    return np.minimum(length / 100.0, 3.0)


@signal(0, 1, "in brackets: dates of birth and death, sums in another currency")
def in_brackets(pool: Pool) -> Floats:
    found = np.zeros(len(pool.candidates))
    for place, candidate in enumerate(pool.candidates):
        base = int(pool.segment_start[candidate.place])
        before = pool.text[base : int(pool.figure_start[place])]
        found[place] = float(before.rfind("(") > before.rfind(")"))
    return found


@signal(0, 1, "it bears a qualifier: 约, 余, 超过")
def has_modifier(pool: Pool) -> Floats:
    return np.array([float(bool(candidate.fact.figure.modifier)) for candidate in pool.candidates])


ASKS_CHANGE = re.compile(
    r"增长|增加|新增|提高|提升|上升|上涨|扩大|净增|增幅|增速|涨幅|下降|减少|降低|减|降|下跌|降幅|同比|比上年|比去年|多了|少了|涨了|掉了|贵了|便宜了"
)
ASKS_START = re.compile(
    r"原来|原先|原本|之前|以前|从多少|由多少|从几|由几|最初|起初|当初|那会儿|当年|没[^,。?!]{1,5}(?:时候|那阵|前)|[改缩提降涨调][^,。?!]{0,3}前"
)


@signal(
    -1, 1, "由2329元增加到4495元: the state reached is asked as a rule, the one before or the growth where it is named"
)
def change_fits(pool: Pool) -> Floats:
    text = pool.probe.text
    change, before_asked = bool(ASKS_CHANGE.search(text)), bool(ASKS_START.search(text))
    values = {
        "from": 1.0 if before_asked else -1.0,
        "to": -1.0 if before_asked else 0.3 if change else 1.0,
        "rise": 1.0 if change else -1.0,
        "fall": 1.0 if change else -1.0,
        "multiple": 0.5 if change or "倍" in text else -1.0,
    }
    found = np.array([values.get(candidate.fact.figure.change, 0.0) for candidate in pool.candidates])
    for place, candidate in enumerate(pool.candidates):
        if candidate.fact.figure.change == "from" and pool.probe.years:
            # 由2007年的2704亿元增加到5569亿元: asked for 2007, the state before is meant.
            start = int(pool.figure_start[place])
            before = pool.text[max(0, start - YEAR_BEFORE) : start]
            if any(str(year) in before for year in pool.probe.years):
                found[place] = 1.0
    return found


YEAR_BEFORE = 12


@signal(0, 1, "it is a rate: 每周一次, 元/吨")
def has_per(pool: Pool) -> Floats:
    return np.array([float(bool(candidate.fact.figure.per)) for candidate in pool.candidates])


@signal(0, 1, "it stands in a heading or title")
def in_heading(pool: Pool) -> Floats:
    return np.array([float(candidate.sentence.kind in {"heading", "title"}) for candidate in pool.candidates])


# -- place and period -------------------------------------------------------------------------------------------------------


@signal(0, 1, "it holds for the place that the question names")
def place_match(pool: Pool) -> Floats:
    return np.array([float(match_place(pool.probe.places, candidate) > 0) for candidate in pool.candidates])


@signal(0, 1, "it holds for another place than the question names")
def place_clash(pool: Pool) -> Floats:
    return np.array([float(match_place(pool.probe.places, candidate) < 0) for candidate in pool.candidates])


def match_place(places: tuple[str, ...], candidate: Any) -> int:
    """Return 1 where one of the places is the fact's or lies around it, -1 where all its places are others, else 0."""
    if not places:
        return 0
    fact, sentence = candidate.fact, candidate.sentence
    own = tuple(place for place in (fact.place, *fact.within, sentence.place) if place)
    if any(same_place(asked, place) for asked in places for place in own):
        return 1
    if any(place in sentence.title for place in places):
        return 1
    return -1 if own else 0


@signal(0, 1, "its article is about the place, and of the year, that the question names; 0.5: of another year")
def in_scope(pool: Pool) -> Floats:
    scopes = pool.scopes_of
    if not scopes:
        return np.zeros(len(pool.candidates))
    steps = [1.0, 0.5] if len(scopes) > 1 or pool.probe.years else [1.0]
    if len(scopes) == 1 and pool.probe.years:
        steps = [0.5]
    found = []
    for candidate in pool.candidates:
        standing = (step for step, scope in zip(steps, scopes, strict=False) if candidate.sentence.article_id in scope)
        found.append(next(standing, 0.0))
    return np.array(found)


@signal(0, 1, "the base has articles about the place that the question names, and this is none of them")
def out_of_scope(pool: Pool) -> Floats:
    if not pool.scopes_of:
        return np.zeros(len(pool.candidates))
    outside: Floats = (in_scope(pool) == 0).astype(np.float64)
    return outside


@signal(0, 1, "a figure of the place and year asked is of as good a kind and covers the question as well")
def outdone(pool: Pool) -> Floats:
    standing = in_scope(pool)
    found = np.zeros(len(pool.candidates))
    if not pool.scopes_of or not len(standing) or standing.max() == 0:
        return found
    kind = agrees(pool)
    cover = words_around_sentence(pool) + pairs_in_sentence(pool)
    for place in range(len(found)):
        better = (standing > standing[place]) & (kind >= kind[place] - 0.05) & (cover >= cover[place] - 0.1)
        found[place] = float(better.any())
    return found


@signal(0, 1, "it holds for the year that the question names")
def year_match(pool: Pool) -> Floats:
    return np.array([float(match_year(pool, place) > 0) for place in range(len(pool.candidates))])


@signal(0, 1, "it holds for another year than the question names")
def year_clash(pool: Pool) -> Floats:
    return np.array([float(match_year(pool, place) < 0) for place in range(len(pool.candidates))])


def match_year(pool: Pool, place: int) -> int:
    years = pool.probe.years
    if not years:
        return 0
    fact = pool.candidates[place].fact
    if pool.candidates[place].kind == "date":
        return 0
    if fact.first is not None and fact.last is not None:
        if any(fact.first.year <= year <= fact.last.year for year in years):
            return 1 if fact.last.year - fact.first.year <= 1 else 0
        return -1
    clause = pool.text[int(pool.clause_from[place]) : int(pool.clause_to[place])]
    if any(str(year) in clause for year in years):
        return 1
    return 0


@signal(-1, 1, "the last date before it in the sentence is of the year that the question names, or of another")
def year_governs(pool: Pool) -> Floats:
    found = np.zeros(len(pool.candidates))
    if not pool.probe.years:
        return found
    asked = [str(year) for year in pool.probe.years]
    sentence, value = -1, 0.0
    for place, candidate in enumerate(pool.candidates):
        if candidate.place != sentence:
            sentence, value = candidate.place, 0.0
        if candidate.kind == "date":
            if candidate.has_year and candidate.end == 0:
                value = 1.0 if any(year in candidate.fact.figure.text for year in asked) else -1.0
            continue
        found[place] = value
    return found


@signal(0, 1, "a figure that the question states stands in the same sentence, whatever its form: 9000 is 九千")
def stated_beside(pool: Pool) -> Floats:
    found = np.zeros(len(pool.candidates))
    values = pool.probe.values
    if not values:
        return found
    held: dict[int, set[int]] = {}
    for place, candidate in enumerate(pool.candidates):
        if candidate.fact.figure.value in values:
            held.setdefault(candidate.place, set()).add(place)
    for place, candidate in enumerate(pool.candidates):
        others = held.get(candidate.place, set()) - {place}
        found[place] = float(any(pool.figure_start[other] != pool.figure_start[place] for other in others))
    return found


@signal(0, 1, "it is planned, not done")
def is_planned(pool: Pool) -> Floats:
    return np.array([float(candidate.fact.planned) for candidate in pool.candidates])


def signal_table() -> str:
    """Write the list of signals as a table, for the room's README."""
    rows = ["| signal | range | reason |", "| --- | --- | --- |"]
    rows += [f"| {s.name} | {s.low:g} … {s.high:g} | {s.reason} |" for s in SIGNALS.values()]
    return "\n".join(rows)
