"""A question file and a base, in; a table of how good the answers are, and the failures, out."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from knowledge.answers import Outcome
from knowledge.errors import EvaluationError
from knowledge.evaluation.judging import GoldQuestion, Judgement, Reply, judge_reply, percentile

COLUMNS = ("right", "wrong", "missed", "tight", "asked")  # asked: the reply asks back or lays several out
CEILINGS = frozenset(("wrong", "asked"))


class Asks(Protocol):
    """A knowledge base, as far as evaluation uses it."""

    def ask(self, question: str, conversation: Any = None) -> Outcome:
        """Answer one turn."""


@dataclass(frozen=True, slots=True)
class Judged:
    """One question, asked and judged."""

    gold: GoldQuestion
    outcome: Outcome
    judgement: Judgement


def evaluate_file(base: Asks, path: Path) -> tuple[Judged, ...]:
    """
    Ask every question of a file and judge the answers.

    Raises:
        EvaluationError: The file cannot be read, or a line is no question.
    """
    return tuple(judge_all(base, read_gold_questions(path)))


def judge_all(base: Asks, questions: Iterable[GoldQuestion]) -> Iterator[Judged]:
    """Ask gold questions, conversations turn by turn, and judge the last answer of each."""
    for gold in questions:
        conversation = None
        for turn in gold.turns:
            outcome = base.ask(turn, conversation)
            conversation = outcome.conversation
        yield Judged(gold, outcome, judge_reply(gold, to_reply(outcome)))


def to_reply(outcome: Outcome) -> Reply:
    return Reply(
        status=outcome.status,
        text=outcome.text,
        figures=tuple(figure.text for figure in outcome.figures),
        sentences=tuple(source.sentence for source in outcome.sources),
        verdict=outcome.verdict,
    )


def read_gold_questions(path: Path) -> tuple[GoldQuestion, ...]:
    """Read a question file, JSON objects line by line."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise EvaluationError(f"{path}: 读不出问题集（{error}）；需要 UTF-8 的 JSONL 文件") from error
    questions = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            questions.append(GoldQuestion.from_dict(json.loads(line)))
        except (ValueError, KeyError, TypeError) as error:
            raise EvaluationError(
                f"{path} 第 {number} 行不是问题（{error!r}）；每行应是一个 JSON 对象，有 id、kind、q 或 turns"
            ) from error
    if not questions:
        raise EvaluationError(f"{path}: 没有问题；每行应是一个 JSON 对象，有 id、kind、q 或 turns")
    return tuple(questions)


def summarise(judged: Iterable[Judged]) -> dict[str, dict[str, float]]:
    """Count by kind and over all: n, the shares right, wrong, missed and tight, and the share that was asked back."""
    groups: dict[str, list[Judged]] = defaultdict(list)
    for entry in judged:
        groups[entry.gold.kind].append(entry)
        groups["ALL"].append(entry)
    return {kind: {"n": len(entries)} | shares_of(entries) for kind, entries in sorted(groups.items())}


def shares_of(entries: list[Judged]) -> dict[str, float]:
    counts = {
        verdict: sum(entry.judgement.verdict == verdict for entry in entries)
        for verdict in ("right", "wrong", "missed")
    }
    counts["tight"] = sum(entry.judgement.tight for entry in entries)
    counts["asked"] = sum(entry.outcome.status == "clarify" for entry in entries)
    return {name: round(count / len(entries), 4) for name, count in counts.items()}


def render_report(judged: tuple[Judged, ...], floors: Mapping[str, float] | None = None) -> str:
    """Write the table by kind, the latency, and the floors that are not reached."""
    summary = summarise(judged)
    lines = [f"{'kind':13} {'n':>4} " + " ".join(f"{name:>7}" for name in COLUMNS)]
    for kind, row in summary.items():
        cells = " ".join(f"{row[name]:7.1%}" for name in COLUMNS)
        lines.append(f"{kind:13} {row['n']:4.0f} {cells}")
    latencies = [entry.outcome.elapsed_ms for entry in judged]
    lines.append(f"latency ms    p50 {percentile(latencies, 0.5):.1f}  p99 {percentile(latencies, 0.99):.1f}")
    lines += [f"below the floor: {line}" for line in find_below(summary, floors or {})]
    return "\n".join(lines)


def find_below(summary: Mapping[str, Mapping[str, float]], floors: Mapping[str, float]) -> tuple[str, ...]:
    """Name every floor that a summary does not reach; `ALL.wrong` and `figure.asked` are ceilings, the others floors."""
    below = []
    for name, bound in floors.items():
        kind, _, measure = name.partition(".")
        value = summary.get(kind, {}).get(measure)
        if value is None:
            continue
        if (value > bound) if measure in CEILINGS else (value < bound):
            below.append(f"{name} is {value:.1%}, the floor is {bound:.1%}")
    return tuple(below)


def to_failure(entry: Judged) -> dict[str, Any]:
    """Return one failure as a JSON object, with what a person needs to see why."""
    return {
        "id": entry.gold.id,
        "kind": entry.gold.kind,
        "verdict": entry.judgement.verdict,
        "turns": list(entry.gold.turns),
        "wanted": list(entry.gold.must_contain or entry.gold.answer),
        "sentence": entry.gold.sentence,
        "status": entry.outcome.status,
        "figures": [figure.text for figure in entry.outcome.figures],
        "text": entry.outcome.text,
        "confidence": round(entry.outcome.confidence, 4),
    }


def write_failures(judged: Iterable[Judged], path: Path) -> int:
    """Write every question that was not right, one JSON object a line, and return how many they are."""
    failures = [to_failure(entry) for entry in judged if entry.judgement.verdict != "right"]
    text = "".join(json.dumps(failure, ensure_ascii=False) + "\n" for failure in failures)
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise EvaluationError(f"{path}: 写不了失败清单（{error.strerror}）") from error
    return len(failures)
