"""Talk is told from questions."""

import pytest

from knowledge.questions import match_talk
from tests.tables import read_table


@pytest.mark.parametrize(("line", "kind"), [row[:2] for row in read_table("questions_talk.tsv")])
def test_match_talk_names_the_kind(line, kind):
    """
    Greetings, thanks, orders and nonsense are talk; a question is none.
    """
    assert (kind or None) == match_talk(line)
