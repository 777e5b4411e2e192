"""What is not yet understood: each row announces itself once it starts to pass, and then moves to answers_mended.tsv as it is."""

from collections.abc import Callable

import pytest

from knowledge import KnowledgeBase
from knowledge.answers.timing import years_in
from knowledge.questions import analyse_question, match_talk
from tests.tables import read_table


def ask(base: KnowledgeBase, turns: str):
    """Hold a conversation, its turns parted by a slash, and return the last outcome."""
    conversation = None
    for turn in turns.split(" / "):
        outcome = base.ask(turn, conversation)
        conversation = outcome.conversation
    return outcome


CHECKS: dict[str, Callable[[KnowledgeBase, str, str], bool]] = {
    "intent": lambda base, given, expected: analyse_question(given, base.store).intent == expected,
    "reads": lambda base, given, expected: expected in analyse_question(given, base.store).folded,
    "talk": lambda base, given, expected: match_talk(given) == expected,
    "text": lambda base, given, expected: any(expected in part.headline for part in ask(base, given).parts),
    "verdict": lambda base, given, expected: str(ask(base, given).verdict) == expected,
    "figures": lambda base, given, expected: {f.text for f in ask(base, given).figures} == set(expected.split()),
    "silent": lambda base, given, expected: ask(base, given).status in ("not_found", "clarify"),
    "years": lambda base, given, expected: sorted(years_in(given)) == [int(year) for year in expected.split()],
    "traditional": lambda base, given, expected: expected in ask(base, given).text,
}


@pytest.fixture(scope="module")
def empty(tmp_path_factory):
    """A base without articles."""
    with KnowledgeBase.open(tmp_path_factory.mktemp("empty") / "empty.sqlite3") as empty:
        yield empty


def passes(base: KnowledgeBase, empty: KnowledgeBase, check: str, given: str, expected: str) -> bool:
    """Tell whether a row of either table holds today."""
    if check == "reason":
        return getattr(empty.ask(given), "reason", "") == expected
    return CHECKS[check](base, given, expected)


@pytest.mark.parametrize(
    ("check", "given", "expected"),
    [
        pytest.param(*row[:3], marks=pytest.mark.xfail(strict=True, reason=row[3]))
        for row in read_table("known_failures.tsv")
    ],
)
def test_what_is_not_yet_understood(base, empty, check, given, expected):
    """
    A row that passes is no failure any more: it moves to answers_mended.tsv.
    """
    assert passes(base, empty, check, given, expected)


@pytest.mark.parametrize(("check", "given", "expected"), [row[:3] for row in read_table("answers_mended.tsv")])
def test_what_was_not_understood_once_is_understood(base, empty, check, given, expected):
    """
    Every question that once went wrong, in the words of the person who met it, goes right.
    """
    assert passes(base, empty, check, given, expected)
