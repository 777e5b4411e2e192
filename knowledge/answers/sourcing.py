"""A question about the articles themselves, in; who wrote them, where and when they were printed, how many there are, out."""

import re
from collections.abc import Iterable
from dataclasses import replace

from knowledge.answers.answer import AnswerPart, Source
from knowledge.answers.choosing import Scope
from knowledge.answers.phrasing import NO_DATE, cite, render_date
from knowledge.answers.timing import years_in
from knowledge.language import fold
from knowledge.questions import AnalysedQuestion
from knowledge.storage import ArticleRecord, StoredSentence

MOST_ARTICLES = 5
MOST_HEADINGS = 20
SHORT_DAY = re.compile(r"[（(]?\d{1,2}月\d{1,2}日[）)]?")  # whose year is not told
ALL_OF_THEM = re.compile(r"[两每三]篇[^,。?]{0,3}都|都写|都署|都有份|共同")  # the writers of every article meant


def articles_meant(question: AnalysedQuestion, scope: Scope, before: tuple[int, ...] = ()) -> tuple[ArticleRecord, ...]:
    """Return the articles that a question is about: of the places it names, of the turn before, or all."""
    articles = scope.store.articles()
    years = years_in(question.folded)
    if years:
        # Of a report the year in its title is meant, not the one that it tells of.
        dated = tuple(a for a in articles if years & years_in(a.title)) or articles
        articles = dated
    titled = tuple(a for a in articles if any(word in fold(a.title) for word in question.words if len(word) > 2))
    if question.places:
        return tuple(a for a in articles if a.place in question.places or any(p in a.title for p in question.places))
    if years and titled:
        return titled
    said = question.folded.replace(" ", "")
    written = written_by_named(question, articles)
    if written and question.detail != "author":
        # 李山写的那篇标题叫啥; of several writers named, those who wrote it together
        most = max(sum(bare_name(name) in said for name in a.authors) for a in written)
        return tuple(a for a in written if sum(bare_name(name) in said for name in a.authors) == most)
    if before:
        return tuple(a for a in articles if a.id in before)
    return articles


def written_by_named(question: AnalysedQuestion, articles: Iterable[ArticleRecord]) -> tuple[ArticleRecord, ...]:
    """Return the articles whose writer a question names."""
    said = question.folded.replace(" ", "")
    return tuple(a for a in articles if any(bare_name(name) in said for name in a.authors))


def bare_name(name: str) -> str:
    """Return a name as people type it: 李 山 is 李山."""
    return fold(name).replace(" ", "")


def parts_about(
    detail: str, articles: tuple[ArticleRecord, ...], scope: Scope, question: AnalysedQuestion | None = None
) -> tuple[AnswerPart, ...]:
    """Say one thing of each article, as printed in it; articles that do not say it are left out."""
    if detail == "headings":
        return headings_of(articles, scope)
    if detail == "author" and question is not None and ALL_OF_THEM.search(question.folded):
        articles = with_shared_authors(articles)
    parts = []
    for article in articles[:MOST_ARTICLES]:
        headline, sentence = printed(detail, article, scope)
        if headline:
            parts.append(AnswerPart(headline, f"《{article.title}》", (), source_of(article, sentence)))
    return tuple(parts)


def headings_of(articles: tuple[ArticleRecord, ...], scope: Scope) -> tuple[AnswerPart, ...]:
    """Return the headings of articles, in text order."""
    lines = [
        (article, line)
        for article in articles[:MOST_ARTICLES]
        for line in scope.store.sentences_of([article.id], with_facts=False)
        if line.kind == "heading"
    ]
    return tuple(AnswerPart(line.text, article.place, (), cite(line)) for article, line in lines[:MOST_HEADINGS])


def with_shared_authors(articles: tuple[ArticleRecord, ...]) -> tuple[ArticleRecord, ...]:
    """Leave of each article's writers those who wrote all of the articles; all where nobody did."""
    shared = (
        set.intersection(*({bare_name(name) for name in article.authors} for article in articles))
        if articles
        else set()
    )
    if not shared:
        return articles
    return tuple(replace(a, authors=tuple(name for name in a.authors if bare_name(name) in shared)) for a in articles)


def printed(detail: str, article: ArticleRecord, scope: Scope) -> tuple[str, StoredSentence | None]:
    """Return what an article prints of itself, and the line it stands in."""
    if detail == "places":
        shown = article.title[:12] if article.place in article.title else article.place
        return article.place, line_with(article, (shown,) if shown else (), scope)
    if detail in ("title", "works"):
        proving = article.authors if detail == "works" else (article.title[:12],)  # whose it is, its byline tells
        return f"{article.kicker} {article.title}".strip(), line_with(article, proving, scope)
    if detail == "author":
        return " ".join(article.authors), line_with(article, article.authors, scope)
    if detail == "origin":
        return article.origin, line_with(article, (article.origin,) if article.origin else (), scope)
    if article.published is None:
        lines = scope.store.sentences_of([article.id], with_facts=False)
        day = next((line for line in lines if line.kind == "byline" and SHORT_DAY.fullmatch(line.text)), None)
        return (day.text.strip("()（）"), day) if day is not None else ("", None)
    return render_date(article.published), None


def line_with(article: ArticleRecord, names: tuple[str, ...], scope: Scope) -> StoredSentence | None:
    """Find the line of an article that prints some names, bylines first."""
    if not names:
        return None
    lines = list(scope.store.sentences_of([article.id], with_facts=False))
    bare = {line.id: line.text.replace(" ", "").replace("\u3000", "") for line in lines}
    holding = [line for line in lines if all(name.replace(" ", "") in bare[line.id] for name in names)]
    some = [line for line in lines if any(name.replace(" ", "") in bare[line.id] for name in names)]
    return next(iter(sorted(holding or some, key=lambda line: (line.kind != "byline", -line.position))), None)


def source_of(article: ArticleRecord, sentence: StoredSentence | None) -> Source:
    if sentence is not None:
        return cite(sentence)
    return Source(article.title, article.title, "", article.place, article.origin, article.published, article.id)


def missing_line(detail: str, articles: tuple[ArticleRecord, ...]) -> str:
    """Say that the articles do not print it."""
    names = "、".join(f"《{article.title}》" for article in articles[:MOST_ARTICLES]) or "已收录的文章"
    return {
        "author": f"{names}没有署名。",
        "origin": f"{names}没有印出来源。",
        "date": f"{names}：{NO_DATE}。",
        "title": "还没有文章。",
        "headings": f"{names}没有小标题。",
    }.get(detail, "文章里没有说明。")


def count_line(articles: tuple[ArticleRecord, ...]) -> str:
    """Say how many articles there are, and name the first of them."""
    listed = "；".join(f"《{article.title}》" for article in articles[:MOST_ARTICLES])
    more = " 等" if len(articles) > MOST_ARTICLES else ""
    return f"一共收录 {len(articles)} 篇文章：{listed}{more}。可以问里面的任何一个数字。"
