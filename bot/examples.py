"""A base, in; three questions that it answers, out: what /start offers to tap."""

from itertools import islice

from bot.keyboards import DATA_LIMIT
from knowledge import Answer, KnowledgeBase, KnowledgeError

SHOWN = 3
FACTS_SEEN = 400
TRIES = 30


def find_examples(base: KnowledgeBase) -> tuple[str, ...]:
    """
    Find questions whose answer is known to be right: made from a fact, asked, and answered with that fact.

    Different articles come first, so that the examples show what the base holds.
    """
    by_article: dict[int, list[tuple[str, int]]] = {}
    for fact, sentence in islice(base.facts(), FACTS_SEEN):
        if fact.figure.kind != "quantity" or not (fact.place and fact.act and fact.counted) or fact.figure.doubtful:
            continue
        question = f"{fact.place}{fact.act}了多少{fact.counted}？"
        if len(f"e{question}".encode()) <= DATA_LIMIT:
            by_article.setdefault(sentence.article_id, []).append((question, fact.id))
    rounds = (row for rows in zip_longest_rows(list(by_article.values())) for row in rows)
    found: list[str] = []
    for question, fact_id in islice(rounds, TRIES):
        try:
            outcome = base.ask(question)
        except KnowledgeError:
            continue
        shown = {figure.fact_id for figure in outcome.figures}
        if isinstance(outcome, Answer) and fact_id in shown and question not in found:
            found.append(question)
        if len(found) == SHOWN:
            break
    return tuple(found)


def zip_longest_rows(rows: list[list[tuple[str, int]]]) -> list[list[tuple[str, int]]]:
    """Deal the questions of the articles out in turns."""
    longest = max(map(len, rows), default=0)
    return [[row[number] for row in rows if number < len(row)] for number in range(longest)]
