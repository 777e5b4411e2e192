"""The same question gives the same bytes in every process, however Python orders its sets."""

import json
import os
import subprocess
import sys

from tests.tables import read_table

QUESTIONS = [
    row[0] for name in ("ranking_first.tsv", "answers_figures.tsv", "answers_several.tsv") for row in read_table(name)
]


def answers_of(base: str, seed: str) -> list[str]:
    """Ask every question in a process of its own; what is told but for the time it took."""
    lines = "".join(json.dumps({"id": number, "q": q}) + "\n" for number, q in enumerate(QUESTIONS))
    done = subprocess.run(
        [sys.executable, "-m", "bot.cli", "ask", "--jsonl", "--base", base],
        input=lines, capture_output=True, text=True, check=True, env=os.environ | {"PYTHONHASHSEED": seed},
    )  # fmt: skip
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(QUESTIONS) == len(told)
    return [json.dumps(answer | {"elapsed_ms": 0}, ensure_ascii=False) for answer in told]


def test_answers_do_not_depend_on_the_process(base):
    """
    Two processes with other hash seeds answer alike to the last digit.
    """
    assert answers_of(base.name, "1") == answers_of(base.name, "2")
