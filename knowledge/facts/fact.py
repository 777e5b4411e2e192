"""A fact: a figure with what it counts, the act, the place, the period, and its evidence."""

from dataclasses import dataclass
from datetime import date

from knowledge.articles import Sentence
from knowledge.figures import Figure


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure with its scope; `figure.start` and `figure.end` count in `sentence.text`."""

    figure: Figure
    sentence: Sentence
    counted: str = ""  # 私搭乱建, 党员突击队
    act: str = ""  # 拆除, 成立
    place: str = ""  # the nearest place that holds for it: 花园口镇, 申庄村
    within: tuple[str, ...] = ()  # the places around it, innermost first: (花园口镇, 惠济区)
    period: str = ""  # as printed: 2018年, 今年; or as the article's date resolves it
    period_inherited: bool = False
    planned: bool = False
    role: str = ""  # "", total, part, done, planned
    first: date | None = None  # the period resolved: its first and last day
    last: date | None = None
