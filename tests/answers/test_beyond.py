"""Follow-ups, comparisons, claims and texts over towns that the product does not ship, as strangers would ask them."""

from pathlib import Path

import pytest

from knowledge import KnowledgeBase
from knowledge.evaluation.judging import GoldQuestion, judge_reply
from knowledge.evaluation.report import to_reply
from tests.conftest import LIBRARY
from tests.tables import read_table

GOLD = Path(__file__).parents[1] / "gold"
FOLDERS = {"library": LIBRARY, **{path.name: path for path in GOLD.glob("towns_*") if path.is_dir()}}
VERDICTS = {"true": True, "false": False}


@pytest.fixture(scope="module")
def bases(tmp_path_factory):
    """A base for each folder of articles."""
    bases = {}
    for name, folder in FOLDERS.items():
        bases[name] = KnowledgeBase.open(tmp_path_factory.mktemp(name) / "base.sqlite3")
        list(bases[name].add(folder))
    yield bases
    for base in bases.values():
        base.close()


@pytest.mark.parametrize(("articles", "kind", "turns", "wanted", "verdict"), read_table("answers_beyond.tsv"))
def test_a_question_that_goes_beyond_looking_up_is_answered(bases, articles, kind, turns, wanted, verdict):
    """
    The last turn is answered with what is wanted and the verdict, or met with silence where nothing is.
    """
    conversation = None
    asked = tuple(turns.split(" / "))
    for turn in asked:
        outcome = bases[articles].ask(turn, conversation)
        conversation = outcome.conversation
    needles = tuple(needle for needle in wanted.split(",") if needle)
    gold = GoldQuestion("", kind, asked, must_contain=needles, claim_true=VERDICTS.get(verdict))
    assert judge_reply(gold, to_reply(outcome)).verdict == "right", outcome.text
