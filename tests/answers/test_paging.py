"""A list too long for one reply is told page by page."""

import pytest

from knowledge import Answer, KnowledgeBase, Talk
from knowledge.answers.answering import MOST_LISTED
from knowledge.questions.conversation import Conversation

FACTS = 2 * MOST_LISTED + 7


@pytest.fixture(scope="module")
def long_base(tmp_path_factory):
    """A town with more figures than two pages hold."""
    with KnowledgeBase.open(tmp_path_factory.mktemp("long") / "base.sqlite3") as base:
        sentences = [f"第{n}小区栽种行道树{100 + n}棵。" for n in range(FACTS)]
        base.add_text("柳林镇绿化清单\n\n" + "\n".join(f"柳林镇{one}" for one in sentences) + "\n", "long.txt")
        yield base


def test_pages_hold_every_figure_once(long_base):
    """
    下一页 goes on where the page before ended; together they hold the whole list in its order.
    """
    outcome = long_base.ask("柳林镇有哪些数字")
    told = [figure.text for figure in outcome.figures]
    assert (MOST_LISTED, 3) == (len(told), outcome.pages)
    assert "（第1页，共3页，发“下一页”接着看）" in outcome.text
    for turn, page in (("下一页", 2), ("更多", 3)):
        outcome = long_base.ask(turn, Conversation.from_json(outcome.conversation.to_json()))
        assert isinstance(outcome, Answer)
        assert f"第{page}页，共3页" in outcome.text
        told += [figure.text for figure in outcome.figures]
    assert "下一页" not in outcome.text
    assert [f"{100 + n}棵" for n in range(FACTS)] == told


@pytest.mark.parametrize(("turn", "page"), [("上一页", 1), ("第三页", 3), ("第1页呢", 1), ("继续", 3), ("還有嗎", 3)])
def test_a_page_is_asked_in_other_words(long_base, turn, page):
    """
    Back, on, or by its number.
    """
    first = long_base.ask("柳林镇有哪些数字")
    second = long_base.ask("下一页", first.conversation)
    assert f"第{page}页" in long_base.ask(turn, second.conversation).text.replace("頁", "页")


def test_there_is_no_page_beyond_the_last(long_base):
    """
    It says how many there are, and the list can still be leafed through.
    """
    first = long_base.ask("柳林镇有哪些数字")
    beyond = long_base.ask("第9页", first.conversation)
    assert isinstance(beyond, Talk)
    assert "共3页" in beyond.text
    assert "第2页" in long_base.ask("下一页", beyond.conversation).text


def test_without_a_list_a_page_is_no_question(long_base):
    """
    下一页 after an answer of one page, or after nothing, shows no figure.
    """
    assert () == long_base.ask("下一页").figures
    one = long_base.ask("柳林镇第3小区栽种行道树多少棵")
    assert one.figures
    assert "页" not in long_base.ask("下一页", one.conversation).text
