"""How good is it? A question file and a base, in; a table and the failures, out."""

from knowledge.evaluation.judging import GoldQuestion, Judgement, Reply, judge_reply
from knowledge.evaluation.report import (
    Judged,
    evaluate_file,
    find_below,
    judge_all,
    read_gold_questions,
    render_report,
    summarise,
    write_failures,
)

__all__ = [
    "GoldQuestion",
    "Judged",
    "Judgement",
    "Reply",
    "evaluate_file",
    "find_below",
    "judge_all",
    "judge_reply",
    "read_gold_questions",
    "render_report",
    "summarise",
    "write_failures",
]
