"""
The command line: words in, answers on standard output, exit status 0, 1 or 2 out.

Standard output carries the answer alone. A wrong call ends with 2; whatever else goes wrong ends with 1 and one line on
standard error.
"""

import argparse
import json
import os
import re
import sys
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, NoReturn

from knowledge.errors import KnowledgeError

if TYPE_CHECKING:
    from knowledge.answers import Outcome
    from knowledge.knowledge_base import AddReport, KnowledgeBase
    from knowledge.storage import StoredFact, StoredSentence

DEBUG_VARIABLE = "YOUJU_DEBUG"
FILES_WORTH_WORKERS = 24
LEAVING = {"退出", "再见", "exit", "quit", "/exit", "/quit", "q"}
STATUS_WORDS = {
    "added": "新增",
    "unchanged": "未变",
    "replaced": "替换",
    "reread": "重读",
    "error": "失败",
    "removed": "删除",
}

Handler = Callable[[argparse.Namespace], int]
# What argparse says, in our readers' language.
WRONG_CALLS = (
    (r"the following arguments are required: (.+)", r"缺少参数：\1"),
    (r"unrecognized arguments: (.+)", r"不认识的参数：\1"),
    (r"argument (.+?): invalid choice: (.+?) \(choose from .+\)", r"没有 \2 这个命令"),
    (r"argument (.+?): expected .+", r"\1 后面缺少内容"),
    (r"argument (.+?): invalid (?:\w+ )?value: (.+)", r"\1 不能是 \2"),
    (r"argument (.+?): not allowed with argument (.+)", r"\1 不能和 \2 一起用"),
)


class Parser(argparse.ArgumentParser):
    """An argument parser that speaks Chinese."""

    def error(self, message: str) -> NoReturn:
        for pattern, saying in WRONG_CALLS:
            found = re.fullmatch(pattern, message)
            if found:
                message = found.expand(saying)
                break
        self.exit(2, f"{self.prog}: {message}；用法见 {self.prog} --help\n")

    def format_help(self) -> str:
        text = super().format_help()
        for english, chinese in (
            ("usage: ", "用法："),
            ("positional arguments:", "参数："),
            ("options:", "选项："),
            ("show this help message and exit", "显示这段说明"),
            ("show program's version number and exit", "显示版本"),
        ):
            text = text.replace(english, chinese)
        return text


def main(arguments: Sequence[str] | None = None, more: Callable[[Any], None] | None = None) -> int:
    """
    Run one command.

    Args:
        arguments: The words after the program's name; those of this process by default.
        more: Adds further commands to the parser's commands, such as the bot's; their `handler` is called with the
            parsed arguments and returns the exit status.

    Returns:
        The exit status.
    """
    set_up_streams()
    parser = make_parser(more)
    try:
        parsed = parser.parse_args(arguments)
        handler: Handler = parsed.handler
        with plain_endings():
            status = handler(parsed)
            sys.stdout.flush()
            return status
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 2
    except BrokenPipeError:
        # Whoever read our output has enough; what is left must not fail at the interpreter's end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Failure as failure:
        say(str(failure))
        return failure.status


class Failure(Exception):
    """A command that ends with a line on standard error."""

    def __init__(self, message: str, status: int = 1) -> None:
        self.status = status
        super().__init__(message)


@contextmanager
def plain_endings() -> Iterator[None]:
    """Turn whatever goes wrong into one line."""
    try:
        yield
    except (Failure, BrokenPipeError, SystemExit):
        raise
    except KeyboardInterrupt:
        raise Failure("已中断", 130) from None
    except KnowledgeError as error:
        raise Failure(str(error)) from error
    except Exception as error:
        if os.environ.get(DEBUG_VARIABLE):
            traceback.print_exc()
        raise Failure(f"没有料到的错误：{type(error).__name__}: {error}（设 {DEBUG_VARIABLE}=1 可看到经过）") from error


def say(message: str) -> None:
    """Put one line on standard error."""
    print("youju: " + " ".join(message.split()), file=sys.stderr)


def set_up_streams() -> None:
    """Speak UTF-8 whatever the locale says; a character that is half of one is written escaped."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def own_version() -> str:
    try:
        return version("youju")
    except PackageNotFoundError:
        return "0"


def make_parser(more: Callable[[Any], None] | None = None) -> Parser:
    """Build the parser of every command."""
    parser = Parser(prog="youju", description="有据：从文章里找到被问到的数字，连同它所在的原句。不带命令时开始对话。")
    parser.add_argument("--version", action="version", version=f"youju {own_version()}")
    parser.add_argument(
        "--base", metavar="资料库", help="SQLite 文件或数据库网址；也可用环境变量 YOUJU_BASE；默认用自己的资料库"
    )
    parser.set_defaults(handler=chat)
    # Given after the command as well as before it; where it is not given after, what was given before stays.
    shared = Parser(add_help=False)
    shared.add_argument("--base", metavar="资料库", default=argparse.SUPPRESS, help="SQLite 文件或数据库网址")
    commands = parser.add_subparsers(title="命令", metavar="命令", parser_class=Parser)

    def command(name: str, handler: Handler, help_: str, *, base: bool = True) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=help_, description=help_, parents=[shared] if base else [])
        added.set_defaults(handler=handler, parser=added)
        return added

    command("chat", chat, "在终端里对话")

    asking = command("ask", ask, "问一个问题")
    asking.add_argument("question", metavar="问题", nargs="*")
    asking.add_argument(
        "--jsonl", metavar="文件", nargs="?", const="-", help="逐行读 JSON 问题（文件或标准输入），逐行写 JSON 回答"
    )

    adding = command("add", add, "加入或替换文章")
    adding.add_argument("paths", metavar="路径", nargs="+", help="文件或文件夹")
    adding.add_argument("--explain", action="store_true", help="只说明清理时做了什么，不加入")
    adding.add_argument("--workers", metavar="数", type=natural, help="用几个进程来读；默认按处理器和文件的多少")

    listing = command("articles", articles, "列出文章")
    listing.add_argument("--json", action="store_true", help="每行一个 JSON 对象")

    removing = command("remove", remove, "删除文章")
    removing.add_argument("ids", metavar="编号", nargs="+", type=natural)

    rereading = command("reread", reread, "重读旧版本读成的文章")
    rereading.add_argument("--workers", metavar="数", type=natural, help="用几个进程来读；默认按处理器和文章的多少")

    telling = command("facts", facts, "列出资料库里的全部数字")
    telling.add_argument("--json", action="store_true", help="每行一个 JSON 对象")

    finding = command("figures", figures, "只找一段文字里的数字", base=False)
    finding.add_argument("text", metavar="文字", nargs="*")
    finding.add_argument(
        "--jsonl", metavar="文件", nargs="?", const="-", help="逐行读 JSON 文字（文件或标准输入），逐行写 JSON 数字"
    )

    explaining = command("explain", explain, "说明一个回答是怎样得出的")
    explaining.add_argument("question", metavar="问题", nargs="+")

    measuring = command("eval", evaluate, "用问题集衡量回答得怎样")
    measuring.add_argument("questions", metavar="问题集", type=Path)
    measuring.add_argument("--failures", metavar="文件", type=Path, help="把没答对的写到这里")

    if more is not None:
        more(commands)
    return parser


def natural(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


def open_base(arguments: argparse.Namespace) -> "KnowledgeBase":
    from knowledge.knowledge_base import KnowledgeBase

    return KnowledgeBase.open(arguments.base or None)


# Asking


def chat(arguments: argparse.Namespace) -> int:
    """Hold a conversation: with prompts for a person, without for a pipe."""
    with open_base(arguments) as base:
        if sys.stdin is not None and sys.stdin.isatty():
            chat_with_person(base)
        else:
            chat_with_pipe(base)
    return 0


def chat_with_person(base: "KnowledgeBase") -> None:
    with suppress(ImportError):
        import readline  # noqa: F401  (editing and history of the line)
    held = base.overview()
    print(
        f"有据 {own_version()}：资料库里有 {held.article_count} 篇文章、{held.fact_count} 个数字。问吧；输入“退出”结束。"
    )
    conversation = None
    while True:
        try:
            question = input("\n问> ").strip()
        except (EOFError, KeyboardInterrupt):
            print()
            return
        if question.lower() in LEAVING:
            return
        if question:
            conversation = answer_turn(base, question, conversation)


def chat_with_pipe(base: "KnowledgeBase") -> None:
    conversation = None
    for line in read_lines(sys.stdin.buffer):
        if not isinstance(line, str):
            say(f"第 {line.number} 行不是 UTF-8 文字，跳过")
            continue
        if line.strip():
            conversation = answer_turn(base, line.strip(), conversation)
            print(flush=True)


def answer_turn(base: "KnowledgeBase", question: str, conversation: Any) -> Any:
    """Answer one line of a conversation; one that cannot be taken does not end it."""
    try:
        outcome = base.ask(question, conversation)
    except KnowledgeError as error:
        say(str(error))
        return conversation
    print(outcome.text, flush=True)
    return outcome.conversation


def ask(arguments: argparse.Namespace) -> int:
    """Answer one question for a person, or many for a program."""
    question = " ".join(arguments.question)
    if arguments.jsonl is not None:
        if question:
            arguments.parser.error("问题和 --jsonl 不能一起给")
        with open_base(arguments) as base:
            write_objects(arguments.jsonl, lambda fields: answer_object(base, fields))
        return 0
    if not arguments.question:
        arguments.parser.error("缺少问题")
    with open_base(arguments) as base:
        print(base.ask(question).text)
    return 0


def answer_object(base: "KnowledgeBase", fields: dict[str, Any]) -> dict[str, Any]:
    """Answer one line of `ask --jsonl`."""
    turns = fields["turns"] if "turns" in fields else [fields["q"]]
    if not isinstance(turns, list) or not turns or not all(isinstance(turn, str) for turn in turns):
        raise ValueError("q 应是文字，turns 应是一列文字")
    conversation = None
    for turn in turns:
        outcome = base.ask(turn, conversation)
        conversation = outcome.conversation
    return outcome_object(outcome)


def outcome_object(outcome: "Outcome") -> dict[str, Any]:
    """Return an outcome as the command line's contract has it, but for the id."""

    def figure_object(figure: Any) -> dict[str, Any]:
        return {"text": figure.text, "value": figure.value, "unit": figure.unit, "modifier": figure.modifier or None}

    best = outcome.best
    return {
        "status": outcome.status,
        "text": outcome.text,
        "figures": [figure_object(figure) for figure in outcome.figures],
        "sources": [
            {
                "sentence": source.sentence,
                "title": source.title,
                "section": source.section,
                "place": source.place,
                "origin": source.origin,
            }
            for source in outcome.sources
        ],
        "verdict": outcome.verdict,
        "confidence": round(outcome.confidence, 4),
        "best": best
        and {
            "figure": figure_object(best.figure),
            "sentence": best.sentence,
            "title": best.title,
            "confidence": round(best.confidence, 4),
        },
        "elapsed_ms": round(outcome.elapsed_ms, 1),
    }


def explain(arguments: argparse.Namespace) -> int:
    """Tell how an answer comes about."""
    with open_base(arguments) as base:
        print(base.explain(" ".join(arguments.question)))
    return 0


def evaluate(arguments: argparse.Namespace) -> int:
    """Measure against a question file."""
    from knowledge.evaluation import evaluate_file, render_report, write_failures

    with open_base(arguments) as base:
        judged = evaluate_file(base, arguments.questions)
    print(render_report(judged))
    if arguments.failures is not None:
        count = write_failures(judged, arguments.failures)
        print(f"没答对的 {count} 题写在 {arguments.failures}")
    return 0


# Articles


def add(arguments: argparse.Namespace) -> int:
    """Add articles, a line each."""
    if arguments.explain:
        return explain_cleaning(arguments.paths)
    from knowledge.storage import spare_collector

    with open_base(arguments) as base:
        spare_collector()
        total = count_files(arguments.paths)
        workers = workers_for(arguments.workers, total)
        bar = ProgressBar(total)
        return print_reports(base.add(arguments.paths, workers=workers, progress=bar.show), bar)


def workers_for(wanted: int | None, total: int) -> int:
    return wanted or (min(os.cpu_count() or 1, 8) if total >= FILES_WORTH_WORKERS else 1)


def print_reports(reports: "Iterable[AddReport]", bar: "ProgressBar") -> int:
    """Print a line for each report as it comes; fail in the end if there was any trouble."""
    troubled: list[AddReport] = []
    try:
        for report in reports:
            bar.clear()
            print(add_line(report), flush=sys.stdout.isatty())
            if report.status == "error":
                troubled.append(report)
    finally:
        bar.clear()
    if troubled:
        first = troubled[0]
        more = f"等 {len(troubled)} 个文件" if len(troubled) > 1 else ""
        raise Failure(f"没有读进来：{first.source}{more}（{first.trouble}）")
    return 0


def add_line(report: "AddReport") -> str:
    word = STATUS_WORDS[report.status]
    if report.status == "error":
        return f"{word}\t{report.source}\t{report.trouble}"
    if report.status == "removed":
        return f"{word}\t{report.article_id}\t{report.title}\t文件里已经没有这一篇\t{report.source}"
    held = f"{report.sentence_count} 句、{report.fact_count} 个数字"
    if report.reprint_of:
        same = "内容与" if report.status == "unchanged" else "与"
        held += f"；{same}《{report.reprint_of}》" + ("相同" if report.status == "unchanged" else "几乎相同")
    return f"{word}\t{report.article_id}\t{report.title}\t{held}\t{report.source}"


def count_files(paths: Iterable[str]) -> int:
    from knowledge.articles import find_article_files, limits_set

    try:
        return sum(1 for _ in find_article_files([path for path in paths if os.path.exists(path)], limits_set()))
    except (KnowledgeError, OSError):
        return 0


def explain_cleaning(paths: Iterable[str]) -> int:
    """Print what cleaning does to files, step by step, without adding them."""
    from knowledge.articles import clean_article, find_article_files, limits_set, read_articles

    limits = limits_set()
    for file in find_article_files(paths, limits):
        for article in read_articles(file, limits):
            document = clean_article(article)
            print(f"《{article.title}》\t{len(document.sentences)} 句\t{article.source}")
            for step in document.steps:
                shown = " ".join(article.raw[step.start : step.end].split())
                shown = shown if len(shown) <= 40 else f"{shown[:30]}……{shown[-8:]}"
                print(f"  {step.name}\t{step.start}-{step.end}\t{step.note}\t{shown}")
    return 0


class ProgressBar:
    """A bar on standard error, for a terminal alone."""

    def __init__(self, total: int) -> None:
        self.total, self.shown = total, False
        self.wanted = total > 1 and sys.stderr is not None and sys.stderr.isatty()

    def show(self, done: int) -> None:
        if self.wanted:
            full = 30 * done // max(self.total, done, 1)
            print(f"\r[{'█' * full}{'░' * (30 - full)}] {done}/{self.total}", end="", file=sys.stderr, flush=True)
            self.shown = True

    def clear(self) -> None:
        if self.shown:
            print("\r\033[K", end="", file=sys.stderr, flush=True)
            self.shown = False


def articles(arguments: argparse.Namespace) -> int:
    """List the articles."""
    from knowledge.language import as_printed

    with open_base(arguments) as base:
        for article in base.articles():
            place = as_printed(article.place, article.title)
            day = article.published.isoformat() if article.published else str(article.year or "")
            if arguments.json:
                print_object(
                    {
                        "id": article.id, "title": article.title, "kicker": article.kicker,
                        "authors": list(article.authors), "origin": article.origin, "published": day or None,
                        "place": place, "sentences": article.sentence_count, "facts": article.fact_count,
                        "source": article.source, "added": article.added.isoformat(timespec="seconds"),
                    }
                )  # fmt: skip
                continue
            about = " ".join(part for part in (place, article.origin, day) if part)
            held = f"{article.sentence_count} 句、{article.fact_count} 个数字"
            print(f"{article.id}\t{article.title}\t{about}\t{held}\t{article.source}")
    return 0


def remove(arguments: argparse.Namespace) -> int:
    """Take articles out."""
    with open_base(arguments) as base:
        removed = base.remove(arguments.ids)
    for article in removed:
        print(f"已删除\t{article.id}\t{article.title}")
    missing = sorted(set(arguments.ids) - {article.id for article in removed})
    if missing:
        raise Failure(f"资料库里没有编号为 {'、'.join(map(str, missing))} 的文章")
    return 0


def reread(arguments: argparse.Namespace) -> int:
    """Read again what an older version read, a line for each article."""
    from knowledge.knowledge_base import KnowledgeBase
    from knowledge.storage import spare_collector

    with KnowledgeBase.open(arguments.base or None, reread=False) as base:
        total = len(base.store.outdated().article_ids)
        if not total:
            print("所有文章都是现在的版本读的")
            return 0
        spare_collector()
        bar = ProgressBar(total)
        return print_reports(base.reread(workers=workers_for(arguments.workers, total), progress=bar.show), bar)


def facts(arguments: argparse.Namespace) -> int:
    """List every fact."""
    from knowledge.facts import to_phrase

    with open_base(arguments) as base:
        for fact, sentence in base.facts():
            if arguments.json:
                print_object(fact_object(fact, sentence))
            else:
                about = " · ".join(
                    part for part in (fact.place, fact.period, to_phrase(fact.act, fact.counted)) if part
                )
                print(f"{fact.figure.text}\t{about}\t{sentence.title}\t{sentence.text}")
    return 0


def fact_object(fact: "StoredFact", sentence: "StoredSentence") -> dict[str, Any]:
    """Return a fact as the command line's contract has it."""
    figure = fact.figure.to_dict()
    return {
        "text": figure["text"],
        "value": figure["value"],
        "unit": figure["unit"],
        "modifier": figure["modifier"],
        "kind": figure["kind"],
        "low": figure["low"],
        "high": figure["high"],
        "per": figure["per"],
        "counted": fact.counted,
        "act": fact.act,
        "place": fact.place,
        "within": list(fact.within),
        "period": fact.period,
        "planned": fact.planned,
        "role": fact.role,
        "sentence": sentence.text,
        "title": sentence.title,
        "section": sentence.section,
        "article": sentence.article_id,
    }


def figures(arguments: argparse.Namespace) -> int:
    """Find figures in a text, without a base."""
    from knowledge.figures import find_figures

    if arguments.jsonl is not None:
        if arguments.text:
            arguments.parser.error("文字和 --jsonl 不能一起给")
        write_objects(arguments.jsonl, figures_object)
        return 0
    if not arguments.text:
        arguments.parser.error("缺少文字")
    for figure in find_figures(" ".join(arguments.text)):
        fields = figure.to_dict()
        value = fields["value"] or f"{fields['low'] or ''}~{fields['high'] or ''}"
        named = (("修饰", fields["modifier"]), ("每", fields["per"]), ("种类", fields["kind"]))
        print("\t".join([figure.text, value, figure.unit, *(f"{name}：{held}" for name, held in named if held)]))
    return 0


def figures_object(fields: dict[str, Any]) -> dict[str, Any]:
    """Find the figures for one line of `figures --jsonl`."""
    from knowledge.figures import find_figures

    if not isinstance(fields["text"], str):
        raise ValueError("text 应是文字")
    return {"figures": [figure.to_dict() for figure in find_figures(fields["text"])]}


# Lines of JSON


class UnreadableLine:
    """A line that is not UTF-8."""

    def __init__(self, number: int) -> None:
        self.number = number


def read_lines(stream: IO[bytes]) -> Iterator[str | UnreadableLine]:
    for number, line in enumerate(stream, start=1):
        try:
            yield line.decode("utf-8-sig" if number == 1 else "utf-8").rstrip("\r\n")
        except UnicodeDecodeError:
            yield UnreadableLine(number)


def write_objects(name: str, work: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
    """Read objects line by line, write what each gives, in order; one that gives nothing is an error in its place."""
    with open_lines(name) as stream:
        for line in read_lines(stream):
            if not isinstance(line, str):
                print_object({"id": None, "error": f"第 {line.number} 行不是 UTF-8 文字"})
            elif line.strip():
                print_object(worked_object(line, work))


def worked_object(line: str, work: Callable[[dict[str, Any]], dict[str, Any]]) -> dict[str, Any]:
    try:
        fields = json.loads(line)
    except (ValueError, RecursionError):
        return {"id": None, "error": "这一行不是 JSON"}
    if not isinstance(fields, dict):
        return {"id": None, "error": "这一行不是 JSON 对象"}
    try:
        return {"id": fields.get("id"), **work(fields)}
    except KeyError as error:
        return {"id": fields.get("id"), "error": f"这一行缺少 {error.args[0]}"}
    except (KnowledgeError, ValueError) as error:
        return {"id": fields.get("id"), "error": str(error)}
    except Exception as error:
        if os.environ.get(DEBUG_VARIABLE):
            traceback.print_exc()
        return {"id": fields.get("id"), "error": f"没有料到的错误：{type(error).__name__}: {error}"}


@contextmanager
def open_lines(name: str) -> Iterator[IO[bytes]]:
    if name == "-":
        yield sys.stdin.buffer
        return
    with ExitStack() as stack:
        try:
            stream = stack.enter_context(Path(name).open("rb"))
        except OSError as error:
            raise Failure(f"{name}: 打不开（{error.strerror}）") from error
        yield stream


def print_object(fields: dict[str, Any]) -> None:
    print(json.dumps(fields, ensure_ascii=False), flush=True)


if __name__ == "__main__":
    sys.exit(main())
