"""
A pool, in; what stands right before each figure and how it stands to the question, out.

The label of a figure is what is written between it and the mark or figure before it: 护林员 in 其中保洁员1860个、护林员1045个.
Several figures of a sentence share its words; their labels tell them apart.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from knowledge.quantities import read_numeral
from knowledge.ranking.blocks import Ints
from knowledge.ranking.pool import Floats, Pool

LABEL_ENDS = re.compile(r"[,;:。!?()\n、]")
STOPS = frozenset("的了是有在和与及共已为达个由至到其中约近全")
CHARACTER_SHARE = 0.5  # of a character's weight, beside that of words


@dataclass(frozen=True, slots=True)
class Labels:
    """Where labels begin, which clues they hold, and which figures are parts of which."""

    start: Ints  # shape (candidates,)
    words: Floats  # shape (words, candidates): how surely each word of the question stands in the label
    characters: Floats  # shape (characters, candidates)
    whole_of: Ints  # shape (candidates,): the figure that this one is a part of, -1 for none


def find_labels(pool: Pool) -> Labels:
    """Read the labels of a pool's figures."""
    start = label_starts(pool)
    words = pool.stretch(start, pool.figure_start, pool.word_hits, len(pool.probe.words))
    characters = pool.stretch(start, pool.figure_start, pool.character_hits, len(pool.probe.characters))
    return Labels(start, words, characters, find_wholes(pool))


def label_starts(pool: Pool) -> Ints:
    """Return, shape (candidates,), where the label of each figure begins: behind the last mark or figure of its kind."""
    starts = pool.segment_start[pool.figure_sentence].copy()
    for place, candidate in enumerate(pool.candidates):
        low, high = int(starts[place]), int(pool.figure_start[place])
        for mark in LABEL_ENDS.finditer(pool.text, low, high):
            low = mark.end()
        other = place - 1
        while other >= 0 and pool.figure_sentence[other] == pool.figure_sentence[place]:
            if pool.candidates[other].kind == candidate.kind and low < pool.figure_end[other] <= high:
                low = int(pool.figure_end[other])
                break
            other -= 1
        starts[place] = low
    return starts


PART = re.compile(r"其中")
PARTS_END = re.compile(r"[;。!?]")


def find_wholes(pool: Pool) -> Ints:
    """Return, shape (candidates,), the figure before 其中 that each figure behind it is a part of; -1 for none."""
    whole = np.full(len(pool.candidates), -1, dtype=np.int64)
    for place in range(len(pool.candidates)):
        base, high = int(pool.segment_start[pool.figure_sentence[place]]), int(pool.figure_start[place])
        marks = [mark.start() for mark in PART.finditer(pool.text, base, high)]
        if not marks or PARTS_END.search(pool.text, marks[-1], high):
            continue
        other = place - 1
        while other >= 0 and pool.figure_sentence[other] == pool.figure_sentence[place]:
            if pool.figure_end[other] <= marks[-1] and pool.candidates[other].kind != "date":
                whole[place] = other
                break
            other -= 1
    return whole


def cover_labels(pool: Pool, labels: Labels) -> Floats:
    """Return, shape (candidates,), the share of a label's characters that the question holds; stand-ins count less."""
    held = np.zeros(len(pool.text) + 1)
    for hits in (pool.word_hits, pool.character_hits):
        for start, end, factor in zip(hits.start.tolist(), hits.end.tolist(), hits.factor.tolist(), strict=True):
            held[start:end] = np.maximum(held[start:end], factor)
    found = np.zeros(len(pool.candidates))
    for place, (low, high) in enumerate(zip(labels.start.tolist(), pool.figure_start.tolist(), strict=True)):
        telling = [at for at in range(low, high) if pool.text[at].isalnum() and pool.text[at] not in STOPS]
        found[place] = float(held[telling].mean()) if telling else 0.0
    return found


def weigh_labels(pool: Pool, words: Floats, characters: Floats) -> Floats:
    """Return, shape (candidates,), how much of the question stands in labels, 0 to 1."""
    total = float(pool.word_weights.sum() + CHARACTER_SHARE * pool.character_weights.sum())
    if total <= 0:
        return np.zeros(len(pool.candidates))
    weight: Floats = (pool.word_weights @ words + CHARACTER_SHARE * (pool.character_weights @ characters)) / total
    return weight


def weigh_alone(pool: Pool, labels: Labels) -> Floats:
    """Return, shape (candidates,), how much of the question stands in this label and in no other of the sentence."""
    words, characters = labels.words.copy(), labels.characters.copy()
    for table in (words, characters):
        for sentence in np.unique(pool.figure_sentence):
            mine = np.flatnonzero(pool.figure_sentence == sentence)
            labelled = {int(labels.start[place]) for place in mine}
            if len(labelled) < 2:
                continue
            firsts = [next(place for place in mine if labels.start[place] == start) for start in labelled]
            often = (table[:, firsts] > 0).sum(axis=1)
            table[np.ix_(often > 1, mine)] = 0.0
    return weigh_labels(pool, words, characters)


def lead_of(pool: Pool, weight: Floats, agrees: Floats) -> Floats:
    """Return, shape (candidates,), by how much a figure's label outweighs those of figures of the sentence that agree as well."""
    lead = weight.copy()
    for place in range(len(weight)):
        others = (pool.figure_sentence == pool.figure_sentence[place]) & (agrees >= agrees[place] - 0.05)
        others &= pool.figure_start != pool.figure_start[place]
        if others.any():
            lead[place] -= float(weight[others].max())
    return lead


def gain_of_parts(pool: Pool, labels: Labels) -> Floats:
    """
    Return, shape (candidates,), how much more of the question a part's label holds than that of its whole.

    Of a whole it is the gain of its best part, made negative: 护路员742名,其中脱贫户410名 asked for 贫困户.
    """
    gain = np.zeros(len(pool.candidates))
    for place, whole in enumerate(labels.whole_of.tolist()):
        if whole < 0:
            continue
        words = np.maximum(labels.words[:, place] - labels.words[:, whole], 0.0)
        characters = np.maximum(labels.characters[:, place] - labels.characters[:, whole], 0.0)
        gain[place] = float(weigh_labels(pool, words[:, None], characters[:, None])[0])
    for place, whole in enumerate(labels.whole_of.tolist()):
        if whole >= 0:
            gain[whole] = min(gain[whole], -gain[place])
    return gain


# -- respectively --------------------------------------------------------------------------------------------------------

RESPECTIVELY = re.compile(r"分别|依次")
JOINT = re.compile(r"^(?:、|和|及|与|以及)$")
MEMBERS = re.compile(r"、|和|及|与|以及")
CLAUSES = re.compile(r"[,;:。]")
RESPECTIVELY_BEHIND = re.compile(r"[,，]?(?:分别|先后|依次)")


def align(pool: Pool) -> Floats:
    """
    Return, shape (candidates,), for figures told 分别: 1 where the member that belongs to it is the one asked, -1 another.

    The members stand before 分别, joined by 、 or as clauses that hold a figure each, or behind the figures (1629年与1636年,
    分别发起了A与B); they are told off in order.
    """
    aligned = np.zeros(len(pool.candidates))
    for run, mark in runs_told_apart(pool):
        for members in (members_before(pool, mark, len(run)), members_behind(pool, run)):
            weight = [weigh_text(pool, member) for member in members]
            # What all members share tells nothing.
            best = max(weight, default=0.0)
            if best <= 0 or weight.count(best) > 1:
                continue
            for place, own in zip(run, weight, strict=True):
                for end in same_figure(pool, place):
                    aligned[end] = 1.0 if own == best else -1.0
            break
    return aligned


def run_starts(pool: Pool) -> Ints:
    """Return, shape (candidates,), where each figure begins, or the first of the run that 、 and 和 join it to."""
    start = pool.figure_start.copy()
    for place in range(1, len(pool.candidates)):
        if pool.figure_sentence[place] != pool.figure_sentence[place - 1]:
            continue
        if JOINT.match(pool.text[int(pool.figure_end[place - 1]) : int(pool.figure_start[place])]):
            start[place] = start[place - 1]
    return start


def same_figure(pool: Pool, place: int) -> Iterator[int]:
    return (other for other in np.flatnonzero(pool.figure_start == pool.figure_start[place]).tolist())


def runs_told_apart(pool: Pool) -> Iterator[tuple[list[int], int]]:
    """Yield runs of figures behind or right before 分别 that only 、 and 和 join, each with where 分别 stands."""
    place = 0
    while place < len(pool.candidates):
        run = [place]
        step = place + 1
        while step < len(pool.candidates) and pool.figure_sentence[step] == pool.figure_sentence[place]:
            between = pool.text[int(pool.figure_end[run[-1]]) : int(pool.figure_start[step])]
            if pool.candidates[step].end or not JOINT.match(between):
                break
            run.append(step)
            step += 1
        if len(run) > 1:
            base = int(pool.segment_start[pool.figure_sentence[place]])
            marks = [mark.start() for mark in RESPECTIVELY.finditer(pool.text, base, int(pool.figure_start[place]))]
            behind = RESPECTIVELY_BEHIND.match(pool.text, int(pool.figure_end[run[-1]]))
            if marks or behind:
                yield run, marks[-1] if marks else int(pool.figure_start[place])
        place = step if len(run) > 1 else place + 1


def members_before(pool: Pool, mark: int, count: int) -> list[str]:
    """Return the members that stand before 分别: joined by 、, else the last clauses that hold a figure; none: []."""
    base = int(pool.segment_start[int(np.searchsorted(pool.segment_end, mark))])
    before = pool.text[base:mark]
    clauses = [clause for clause in CLAUSES.split(before) if clause.strip()]
    for clause in reversed(clauses[-2:]):
        members = MEMBERS.split(clause)
        if len(members) == count:
            return members
    told = [clause for clause in clauses if re.search(r"\d", clause)]
    if len(told) >= count:
        return told[-count:]
    return clauses[-count:] if len(clauses) >= count else []


def members_behind(pool: Pool, run: list[int]) -> list[str]:
    """Return the members that stand behind a run of figures, in the clause there and joined by 、 and 和; none: []."""
    end = int(pool.figure_end[run[-1]])
    behind = pool.text[end : int(pool.segment_end[pool.figure_sentence[run[-1]]])]
    told = next((clause for clause in CLAUSES.split(behind) if clause.strip()), "")
    members = MEMBERS.split(told)
    return members if len(members) == len(run) else []


def weigh_text(pool: Pool, text: str) -> float:
    """Return how much of the question stands in a text: words, and characters for less."""
    words = sum(
        clue.weight * max((factor for word, factor in ((clue.text, 1.0), *clue.others) if word in text), default=0.0)
        for clue in pool.probe.words
    )
    return words + CHARACTER_SHARE * sum(clue.weight for clue in pool.probe.characters if clue.text in text)


# -- conditions ----------------------------------------------------------------------------------------------------------

NUMERAL = r"(?:\d+(?:\.\d+)?|[一二两三四五六七八九十百千]+)"
CONDITION = re.compile(
    rf"(?P<low>第?{NUMERAL})(?P<unit1>[^\d,;。、至到—-]{{0,3}}?)(?:至|到|—|-|~)(?P<high>第?{NUMERAL})(?P<unit2>[^\d,;。、]{{0,4}})"
    rf"|(?P<under>不足|不满|未满|低于|少于|不到|不超过|小于)(?P<most>{NUMERAL})(?P<unit3>[^\d,;。、]{{0,4}})"
    rf"|(?P<over>超过|年满|满|高于|超出|大于|达到)(?P<least>{NUMERAL})(?P<unit4>[^\d,;。、]{{0,4}})"
    rf"|(?P<bound>{NUMERAL})(?P<unit5>[^\d,;。、以及]{{0,3}})(?:及)?(?P<side>以上|以下|以内)"
)
STATED = re.compile(rf"(?<![\d.])(第?)({NUMERAL})(多|几|来)?([^\d\s,;。?!]{{0,2}})")
LABEL_REACH = 24


def conditions_hold(pool: Pool, labels: Labels) -> Floats:
    """
    Return, shape (candidates,): 1 where a number of the question falls into a condition that stands before the figure.

    -1 where it falls into none of them, 0 where there is none: 60岁至79岁12元 asked by someone of 72.
    """
    numbers = stated_numbers(pool.probe.text, pool.probe.years)
    found = np.zeros(len(pool.candidates))
    if not numbers:
        return found
    for place in range(len(pool.candidates)):
        base, high = int(pool.segment_start[pool.figure_sentence[place]]), int(pool.figure_start[place])
        low = clause_or_figure_before(pool, place, base, high)
        found[place] = condition_holds(pool.text[low:high], numbers)
    return found


def condition_holds(text: str, numbers: Sequence[tuple[Decimal, str]]) -> float:
    """
    Return 1 where one of some numbers falls into a condition that a text states, -1 where none does, 0 without one.

    >>> condition_holds("90至99周岁", [(Decimal(92), "岁")]), condition_holds("百岁以上", [(Decimal(92), "岁")])
    (1.0, -1.0)
    """
    holding = [
        holds(match, value) for match in CONDITION.finditer(text) for value, unit in numbers if unit_fits(match, unit)
    ]
    return 0.0 if not holding else 1.0 if any(holding) else -1.0


def clause_or_figure_before(pool: Pool, place: int, base: int, high: int) -> int:
    """Return where the condition of a figure may begin: behind the last figure of its kind, ; or 。, at most some characters back."""
    low = max(base, high - LABEL_REACH)
    other = place - 1
    while other >= 0 and pool.figure_sentence[other] == pool.figure_sentence[place]:
        if pool.candidates[other].kind == pool.candidates[place].kind and pool.figure_end[other] <= high:
            low = max(low, int(pool.figure_end[other]))
            break
        other -= 1
    marks = [mark.end() for mark in PARTS_END.finditer(pool.text, low, high)]
    return marks[-1] if marks else low


def stated_numbers(text: str, years: Collection[int]) -> list[tuple[Decimal, str]]:
    """Return the numbers that a question states, each with the characters behind it; its years are none."""
    numbers = []
    for match in STATED.finditer(text):
        value = read_numeral(match[2])
        if value is None or value in {Decimal(year) for year in years} or (value == 1 and not match[1]):
            continue
        numbers.append((value + (Decimal("0.5") if match[3] else 0), match[4]))
    return numbers


def unit_fits(match: re.Match[str], unit: str) -> bool:
    """Tell whether a condition may be about what a number of the question measures: a unit in common, or one left out."""
    named = "".join(match[group] or "" for group in ("unit1", "unit2", "unit3", "unit4", "unit5"))
    unit = unit.removeprefix("个")
    return not named or not unit or unit[0] in named or (unit[0] in "了的岁" and "岁" in named)


def holds(match: re.Match[str], value: Decimal) -> bool:
    """Tell whether a number fulfils a condition."""
    ends = {
        name: read_numeral(match[name].removeprefix("第"))
        for name in ("low", "high", "most", "least", "bound")
        if match[name]
    }
    low, high, most, least, bound = (ends.get(name) for name in ("low", "high", "most", "least", "bound"))
    if low is not None and high is not None:
        return low <= value <= high
    if most is not None:
        return value <= most if match["under"] == "不超过" else value < most
    if least is not None:
        return value > least if match["over"] in ("超过", "高于", "超出", "大于") else value >= least
    if bound is not None:
        return value >= bound if match["side"] == "以上" else value <= bound
    return False
