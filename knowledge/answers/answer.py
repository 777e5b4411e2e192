"""What `ask` returns: an Answer, a Clarification, an Abstention or a Talk."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar


@dataclass(frozen=True, slots=True)
class ShownFigure:
    """A figure that answers, as printed in its sentence."""

    text: str
    value: str | None
    unit: str
    modifier: str | None
    fact_id: int | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """The evidence: a sentence as printed, and where it is from."""

    sentence: str
    title: str
    section: str
    place: str
    origin: str
    published: date | None = None
    article_id: int | None = None
    sentence_id: int | None = None
    marked: tuple[tuple[int, int], ...] = ()  # the spans of `sentence` that answer


@dataclass(frozen=True, slots=True)
class AnswerPart:
    """One figure, or several that belong together, or one text answer, with its source."""

    headline: str  # 118处、22505平方米; or for a text answer the words that answer
    label: str  # what it is and where: 花园口镇 · 拆除私搭乱建
    figures: tuple[ShownFigure, ...]
    source: Source | None
    computed: bool = False  # 计算所得: the headline is no slice of a sentence
    also: tuple[Source, ...] = ()  # where other articles tell the same


@dataclass(frozen=True, slots=True)
class Choice:
    """One way to understand the question, as a button: `question` is what to ask."""

    label: str
    question: str


@dataclass(frozen=True, slots=True)
class BestCandidate:
    """The best candidate even where the answer is an abstention."""

    figure: ShownFigure
    sentence: str
    title: str
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What `ask` returns, whatever it is."""

    status: ClassVar[str] = ""
    question: str
    text: str  # the whole reply as plain text
    parts: tuple[AnswerPart, ...] = ()
    notes: tuple[str, ...] = ()  # 按“花园口”理解; 接上问:花园口镇; 年份承上文
    verdict: bool | None = None
    confidence: float = 0.0
    best: BestCandidate | None = None
    others: tuple[AnswerPart, ...] = ()  # further candidates, for 其他答案
    choices: tuple[Choice, ...] = ()
    conversation: Any = field(default=None, compare=False)  # the Conversation to hand to the next ask
    elapsed_ms: float = 0.0

    @property
    def figures(self) -> tuple[ShownFigure, ...]:
        """The figures that answer, most relevant first, each once."""
        return tuple(dict.fromkeys(figure for part in self.parts for figure in part.figures))

    @property
    def sources(self) -> tuple[Source, ...]:
        """The sentences cited, each once."""
        cited = [source for part in self.parts for source in (part.source, *part.also) if source]
        return tuple(dict.fromkeys(cited))


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer(Outcome):
    """An answer with its evidence."""

    status: ClassVar[str] = "answered"
    pages: int = 1  # of the list that this is one page of


@dataclass(frozen=True, slots=True, kw_only=True)
class Clarification(Outcome):
    """The question fits several things: asks back, with choices."""

    status: ClassVar[str] = "clarify"


@dataclass(frozen=True, slots=True, kw_only=True)
class Abstention(Outcome):
    """The articles do not say; `parts` are empty, `nearest` is the nearest thing that they do say."""

    status: ClassVar[str] = "not_found"
    reason: str = ""  # no_place, no_thing, no_period, no_figure, unsure, empty_base
    nearest: AnswerPart | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk(Outcome):
    """Greetings, thanks, nonsense, attempts to give orders: a friendly fixed line."""

    status: ClassVar[str] = "chat"
