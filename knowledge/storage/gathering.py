"""Files in, prepared articles out, in the same order, by as many processes as are asked for."""

import gc
import multiprocessing
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path

from knowledge.articles import Article, Limits, clean_article, read_articles
from knowledge.errors import KnowledgeError
from knowledge.facts import find_facts
from knowledge.storage.preparing import PreparedArticle, content_key, prepare

FILES_A_TASK = 4
ARTICLES_A_PART = 64
LONG_FILE = 1 << 20  # bytes
TASKS_AHEAD = 3  # for each worker: enough to keep it busy, few enough to keep memory small


@dataclass(frozen=True, slots=True)
class Gathered:
    """What became of one article of a file: prepared, known already, or in trouble."""

    source: str
    title: str = ""
    prepared: PreparedArticle | None = None
    known: str = ""  # the content key of a text that the base holds already
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class GatheredFile:
    """What a file held, or a part of it: a file of very many articles comes in several parts."""

    file: Path
    articles: tuple[Gathered, ...]
    is_last: bool = True


def gather(
    files: Iterable[Path], known: frozenset[str] = frozenset(), workers: int = 1, limits: Limits | None = None
) -> Iterator[GatheredFile]:
    """
    Read, clean and prepare files.

    Args:
        files: Files of articles.
        known: Content keys of the base; a text with one of them is not worked through again.
        workers: Processes that do so; 1 stays in this one.
        limits: Bounds on what is read.

    Returns:
        What each file held, in the order of `files`; a file that cannot be read is one trouble.
    """
    limits = limits or Limits()
    if workers <= 1:
        for file in files:
            yield from gather_parts(file, known, limits)
        return
    yield from gather_in_processes(files, known, workers, limits)


def gather_parts(file: Path, known: frozenset[str], limits: Limits) -> Iterator[GatheredFile]:
    """Read one file in parts; whatever is wrong with it is said, and hurts no other."""
    part: list[Gathered] = []
    count = 0
    try:
        for article in read_articles(file, limits):
            part.append(gather_article(article, known))
            count += 1
            if len(part) == ARTICLES_A_PART:
                yield GatheredFile(file, tuple(part), is_last=False)
                part = []
    except KnowledgeError as error:
        part.append(Gathered(str(file), trouble=without_source(str(error), str(file))))
    except (OSError, MemoryError, RecursionError, ValueError, TypeError, LookupError, ArithmeticError) as error:
        part.append(Gathered(str(file), trouble=f"读不出来（{type(error).__name__}: {error}）"))
    if not count and not part:
        part.append(Gathered(str(file), trouble="里面没有文章"))
    yield GatheredFile(file, tuple(part))


def gather_article(article: Article, known: frozenset[str]) -> Gathered:
    key = content_key(article.raw)
    if key in known:
        return Gathered(article.source, article.title, known=key)
    document = clean_article(article)
    return Gathered(article.source, article.title, prepare(document, find_facts(document)))


def without_source(message: str, source: str) -> str:
    """Leave the file's name out of a message that stands beside it anyway."""
    return message.removeprefix(f"{source}: ")


def gather_in_processes(
    files: Iterable[Path], known: frozenset[str], workers: int, limits: Limits
) -> Iterator[GatheredFile]:
    # A task without a future is worked by this process when its turn comes.
    waiting: deque[tuple[Sequence[Path], Future[list[GatheredFile]] | None]] = deque()
    tasks = groups(files, FILES_A_TASK)
    pool = new_pool(workers, known, limits)
    try:
        while True:
            for task in tasks:
                waiting.append((task, None if is_long(task[0]) else pool.submit(gather_task, task)))
                if len(waiting) >= workers * TASKS_AHEAD:
                    break
            if not waiting:
                return
            task, future = waiting.popleft()
            if future is None:
                yield from gather_parts(task[0], known, limits)
                continue
            try:
                yield from future.result()
            except BrokenProcessPool:
                # The system killed a worker, for want of memory as a rule: its files are tried again one by one.
                pool.shutdown(wait=False, cancel_futures=True)
                yield from gather_alone(task, known, limits)
                pool = new_pool(workers, known, limits)
                waiting = deque(
                    (later, None if held is None else pool.submit(gather_task, later)) for later, held in waiting
                )
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def is_long(file: Path) -> bool:
    """Tell whether a file may hold more articles than should be sent from one process to another at once."""
    try:
        return file.suffix.lower() in {".jsonl", ".ndjson"} and file.stat().st_size > LONG_FILE
    except OSError:
        return False


def gather_alone(files: Sequence[Path], known: frozenset[str], limits: Limits) -> Iterator[GatheredFile]:
    for file in files:
        with new_pool(1, known, limits) as pool:
            try:
                yield from pool.submit(gather_task, [file]).result()
            except BrokenProcessPool:
                trouble = Gathered(str(file), trouble="读它的进程被系统结束了（内存可能不够）")
                yield GatheredFile(file, (trouble,))


def groups(files: Iterable[Path], size: int) -> Iterator[Sequence[Path]]:
    group: list[Path] = []
    for file in files:
        if is_long(file):
            if group:
                yield group
            yield [file]
            group = []
            continue
        group.append(file)
        if len(group) == size:
            yield group
            group = []
    if group:
        yield group


def new_pool(workers: int, known: frozenset[str], limits: Limits) -> ProcessPoolExecutor:
    # Not forked: the threads and database handles of this process must not turn up in another.
    return ProcessPoolExecutor(
        workers, multiprocessing.get_context("spawn"), initializer=begin_worker, initargs=(known, limits)
    )


_work: dict[str, Callable[[Path], list[GatheredFile]]] = {}


def begin_worker(known: frozenset[str], limits: Limits) -> None:
    spare_collector()
    _work["gather"] = lambda file: list(gather_parts(file, known, limits))


def spare_collector() -> None:
    """
    Let the garbage collector look at what is new only, and seldom.

    Reading makes hundreds of thousands of small values and hardly a cycle; looking through all of them again and again
    takes a fifteenth of the time. For a process that does nothing else.
    """
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)


def gather_task(files: Sequence[Path]) -> list[GatheredFile]:
    return [part for file in files for part in _work["gather"](file)]
