"""A question analysed: what is asked, of whom, where, when, and what it already says."""

from dataclasses import dataclass, field

from knowledge.figures import Figure
from knowledge.questions.asking import Asked


@dataclass(frozen=True, slots=True)
class Correction:
    """One reading of a question that differs from what was typed; 按“花园口”理解."""

    typed: str
    read: str


@dataclass(frozen=True, slots=True)
class AnalysedQuestion:
    """What ranking and answering know of a question."""

    text: str  # as typed
    folded: str  # folded and cleaned of mentions, commands, talk around it; corrections made
    asked: Asked
    intent: str = "figure"  # one of INTENTS
    detail: str = ""  # for compare the operation, for source the field, for text the kind
    words: tuple[str, ...] = ()  # content words in text order: no places, periods, asking words, fillers
    phrases: tuple[str, ...] = ()  # of the lexicon, of more than one word, which hold content words: 三个人一屋
    sayings: tuple[str, ...] = ()  # of the lexicon, which hold none: 最后一趟
    head: str = ""  # the word among them that says what is counted or measured
    places: tuple[str, ...] = ()  # as the base writes them: 花园口镇
    unknown_places: tuple[str, ...] = ()  # named in the question, not in the base
    periods: tuple[str, ...] = ()  # as folded: 2020年, 十三五
    figures: tuple[Figure, ...] = ()  # figures that the question itself states
    quoted: tuple[str, ...] = ()  # what stands in quotation marks
    corrections: tuple[Correction, ...] = ()
    either: bool = False  # its figures are a choice: 是3万方还是7万方
    part: bool = False  # one of several things asked: `folded` asks for the others too, `words` do not
    traditional: bool = False  # the asker writes Traditional characters
    correcting: bool = False  # it amends the turn before: 不是,我问的是面积
    back: int | None = None  # of which turn before it speaks, as an index of them: 回到上一个
    elsewhere: bool = False  # it asks of the other article or town: 另一篇呢
    denied: tuple[str, ...] = ()  # words of what an amendment takes back
    context_words: tuple[str, ...] = ()  # taken from the turns before, weaker than words
    before_facts: tuple[int, ...] = ()  # ids of the figures before, of whose like another place is asked: 换成花园口呢
    context_facts: tuple[int, ...] = ()  # ids of the figures before, where another measure of the same is asked
    operand_facts: tuple[int, ...] = ()  # ids of the figures before that are to be added or compared: 加起来呢
    against_facts: tuple[int, ...] = ()  # ids of the figures before, against which another thing is set: 跟私搭乱建比呢
    context_sentences: tuple[int, ...] = ()  # sentence ids that the turn before was answered from
    page: int = 0  # of a list that is told in pages
    notes: tuple[str, ...] = field(default=(), compare=False)  # what was taken over, to be said


INTENTS = (
    "figure",  # 几, 多少, keywords
    "text",  # who, where, what, which, lists, definitions
    "compare",  # more or less, difference, sum, share, times, mean
    "verify",  # is it right that …
    "number",  # 73支是什么: from a figure to what it counts
    "condition",  # 超过100处的有哪些
    "overview",  # 花园口镇有哪些数字
    "source",  # who wrote it, which paper, when, how many articles
    "talk",  # no question about the articles
)
