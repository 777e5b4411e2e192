"""A knowledge base that gives hand-made outcomes: what handlers are tested with, apart from what is true."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from knowledge import (
    Abstention,
    AddReport,
    Answer,
    AnswerPart,
    ArticleRecord,
    Choice,
    Clarification,
    Conversation,
    Figure,
    Outcome,
    Overview,
    RemovedArticle,
    ShownFigure,
    Source,
    StoredFact,
    StoredSentence,
    Talk,
)

TITLE = "花园口镇不断提升辖区群众幸福感和满意度"
SECTION = "在最难处树立先锋模范"
SENTENCES = (
    "镇党委、政府迅速行动。",
    "累计拆除私搭乱建118处,22505平方米,为全镇精细提升奠定坚实基础。",
    "前后发放宣传页4700余份,制作版面17块。",
)
FACTS = {  # id: sentence, text, value, unit, act, counted
    11: (1, "118处", "118", "处", "拆除", "私搭乱建"),
    12: (1, "22505平方米", "22505", "平方米", "拆除", "私搭乱建"),
    13: (2, "4700余份", "4700", "份", "发放", "宣传页"),
    14: (2, "17块", "17", "块", "制作", "版面"),
}


def stored_sentence(number: int) -> StoredSentence:
    """The n-th sentence, with its facts."""
    text = SENTENCES[number]
    facts = tuple(stored_fact(fact) for fact, row in FACTS.items() if row[0] == number)
    return StoredSentence(
        id=100 + number, article_id=1, passage_id=1, position=number, paragraph=1, kind="body", text=text, start=0,
        end=len(text), section=SECTION, title=TITLE, place="花园口镇", origin="郑州日报", published=None, facts=facts,
    )  # fmt: skip


def stored_fact(fact_id: int) -> StoredFact:
    """A fact of the library."""
    number, text, value, unit, act, counted = FACTS[fact_id]
    start = SENTENCES[number].index(text)
    modifier = "余" if "余" in text else ""
    figure = Figure(text, start, start + len(text), "quantity", Decimal(value), unit=unit, modifier=modifier)
    return StoredFact(
        id=fact_id, sentence_id=100 + number, figure=figure, counted=counted, act=act, place="花园口镇", within=(),
        period="", period_inherited=False, planned=False, role="",
    )  # fmt: skip


def part(*fact_ids: int, label: str = "", **more: Any) -> AnswerPart:
    """A part of an answer that shows facts of one sentence."""
    facts = [stored_fact(fact_id) for fact_id in fact_ids]
    label = label or f"花园口镇 · {facts[0].act}{facts[0].counted}"
    sentence = stored_sentence(FACTS[fact_ids[0]][0])
    figures = tuple(
        ShownFigure(fact.figure.text, str(fact.figure.value), fact.figure.unit, fact.figure.modifier or None, fact.id)
        for fact in facts
    )
    source = Source(
        sentence.text, TITLE, SECTION, more.pop("place", "花园口镇"), "郑州日报", more.pop("published", None), 1,
        sentence.id, tuple((fact.figure.start, fact.figure.end) for fact in facts),
    )  # fmt: skip
    headline = more.pop("headline", "、".join(figure.text for figure in figures))
    return AnswerPart(headline, label, figures, source, **more)


def demolished(question: str) -> Answer:
    """118处、22505平方米, with two other candidates."""
    return Answer(question=question, text="118处、22505平方米", parts=(part(11, 12),), others=(part(13), part(14)),
                  confidence=0.97, conversation=Conversation(), elapsed_ms=2.0)  # fmt: skip


def unknown(question: str) -> Abstention:
    """Nothing about it; the nearest thing is something else."""
    return Abstention(question=question, text="文章里没有说花园口镇的人口。", reason="no_figure", nearest=part(13),
                      conversation=Conversation(), elapsed_ms=1.0)  # fmt: skip


def either(question: str) -> Clarification:
    """Two towns fit."""
    choices = (Choice("花园口镇", "花园口镇拆了多少"), Choice("古荥镇", "古荥镇" + "很长的问题" * 10))
    return Clarification(question=question, text="您问的是哪一个？", choices=choices, conversation=Conversation())


def talk(question: str) -> Talk:
    """A greeting."""
    return Talk(question=question, text="您好！问一个数字吧。", conversation=Conversation())


class FakeBase:
    """Stands in for KnowledgeBase; `answers` says what each question gets."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, Any]] = []
        self.added: list[tuple[str, str]] = []
        self.removed: list[int] = []
        self.refreshed = 0
        self.answers: dict[str, Callable[[str], Outcome]] = {"人口": unknown, "哪一个": either, "你好": talk}
        self.trouble: Exception | None = None

    def ask(self, question: str, conversation: Any = None) -> Outcome:
        self.asked.append((question, conversation))
        if self.trouble:
            raise self.trouble
        made = next((answer for word, answer in self.answers.items() if word in question), demolished)
        return made(question)

    def fact(self, fact_id: int) -> tuple[StoredFact, StoredSentence] | None:
        return (stored_fact(fact_id), stored_sentence(FACTS[fact_id][0])) if fact_id in FACTS else None

    def sentence(self, sentence_id: int) -> StoredSentence | None:
        return stored_sentence(sentence_id - 100) if 100 <= sentence_id < 100 + len(SENTENCES) else None

    def context(self, sentence_id: int, around: int = 1) -> tuple[StoredSentence, ...]:
        at = sentence_id - 100
        return tuple(stored_sentence(n) for n in range(max(0, at - around), min(len(SENTENCES), at + around + 1)))

    def facts(self, article_id: int | None = None) -> Iterator[tuple[StoredFact, StoredSentence]]:
        return iter([(stored_fact(fact), stored_sentence(row[0])) for fact, row in FACTS.items()])

    def articles(self) -> tuple[ArticleRecord, ...]:
        return tuple(
            ArticleRecord(
                id=number, source=f"{number}.txt", title=f"文章<{number}>", kicker="", authors=(), origin="郑州日报",
                published=date(2020, 6, number) if number < 3 else None, place="花园口镇", added=datetime(2026, 1, 1),
                sentence_count=3, fact_count=4, raw="".join(SENTENCES),
            )
            for number in range(1, 12)
        )  # fmt: skip

    def article(self, article_id: int) -> ArticleRecord | None:
        return next((article for article in self.articles() if article.id == article_id), None)

    def add_text(self, text: str, source: str, **given: Any) -> AddReport:
        self.added.append((source, text))
        return AddReport(source, "added", "新文章", 12, 3, 4)

    def remove(self, article_ids: Iterable[int]) -> tuple[RemovedArticle, ...]:
        found = [
            RemovedArticle(number, f"文章<{number}>", f"{number}.txt") for number in article_ids if self.article(number)
        ]
        self.removed += [article.id for article in found]
        return tuple(found)

    def overview(self) -> Overview:
        return Overview(11, 33, 44, (("花园口镇", 11),))

    def refresh(self) -> bool:
        self.refreshed += 1
        return True

    def close(self) -> None:
        pass
