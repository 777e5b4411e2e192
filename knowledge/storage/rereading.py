"""Articles that an older version read, in; what this one reads in their raw texts, out."""

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import islice
from multiprocessing import get_context

from knowledge.articles import article_from_text, clean_article
from knowledge.facts import find_facts
from knowledge.storage.gathering import TASKS_AHEAD, spare_collector
from knowledge.storage.preparing import PreparedArticle, prepare
from knowledge.storage.records import ArticleRecord

Reread = tuple[ArticleRecord, PreparedArticle | None, str]  # the article as it was; what was read, or what went wrong


def reread(articles: Iterable[ArticleRecord], workers: int = 1) -> Iterator[Reread]:
    """
    Read articles again from their raw texts.

    Args:
        articles: With their raw texts.
        workers: Processes that do so; 1 stays in this one.

    Yields:
        Each article in order, with what was read; nothing of it where reading failed, and why.
    """
    if workers <= 1:
        yield from map(reread_article, articles)
        return
    articles = iter(articles)
    with ProcessPoolExecutor(workers, get_context("spawn"), initializer=spare_collector) as pool:
        waiting = deque(pool.submit(reread_article, article) for article in islice(articles, workers * TASKS_AHEAD))
        while waiting:
            yield waiting.popleft().result()
            waiting.extend(pool.submit(reread_article, article) for article in islice(articles, 1))


def reread_article(record: ArticleRecord) -> Reread:
    """Read one article again; what its format said of it is kept."""
    try:
        given = {name: getattr(record, name) for name in record.given}
        document = clean_article(article_from_text(record.raw, record.source, site=record.site, **given))
        return record, prepare(document, find_facts(document)), ""
    except Exception as error:  # a fault of this version must not cost what the older one read
        return record, None, f"{type(error).__name__}: {error}"
