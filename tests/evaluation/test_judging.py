"""A reply is judged by what it shows, not by how it says it."""

import pytest

from knowledge.evaluation import GoldQuestion, Reply, judge_reply

SENTENCE = "累计拆除私搭乱建118处,22505平方米,为全镇精细提升奠定坚实基础。"


def gold(kind="figure", **fields):
    return GoldQuestion(id="1", kind=kind, turns=("问",), **fields)


def reply(status="answered", text="", figures=(), sentences=(), verdict=None):
    return Reply(status, text, tuple(figures), tuple(sentences), verdict)


FIGURE = gold(must_contain=("118处",), answer=("118处",), sentence="拆除私搭乱建118处,22505平方米")


@pytest.mark.parametrize(
    ("expected", "given"),
    [
        ("right", reply(text="118处", figures=["118处"], sentences=[SENTENCE])),
        ("wrong", reply(text="2118处", figures=["2118处"], sentences=["拆除2118处"])),
        ("wrong", reply(text="118处", figures=["118处"], sentences=["别的句子118处"])),
        ("wrong", reply(text="118处", figures=["22505平方米"], sentences=[SENTENCE])),
        ("missed", reply("not_found", "文中没有")),
        ("missed", reply("clarify", "哪个镇？")),
    ],
)
def test_a_figure_is_right_only_with_its_sentence(expected, given):
    """
    A figure counts where the reply shows it, cites its sentence and lists it among the figures.
    """
    assert expected == judge_reply(FIGURE, given).verdict


def test_one_figure_more_is_tight_and_two_more_are_not():
    """
    A right answer is tight with at most one figure besides the gold ones.
    """
    two = reply(text="118处", figures=["118处", "22505平方米"], sentences=[SENTENCE])
    three = reply(text="118处", figures=["118处", "22505平方米", "3个"], sentences=[SENTENCE])
    assert [True, False] == [judge_reply(FIGURE, given).tight for given in (two, three)]


@pytest.mark.parametrize(
    ("expected", "given"),
    [
        ("right", reply("not_found", "没有")),
        ("right", reply("chat", "您好")),
        ("right", reply("clarify", "哪里？")),
        ("missed", reply("clarify", "118处", ["118处"])),
        ("wrong", reply("answered", "118处", ["118处"])),
    ],
)
def test_silence_is_right_where_nothing_answers(expected, given):
    """
    A question without an answer wants silence, and a figure shown as a choice is only missed.
    """
    assert expected == judge_reply(gold("unanswerable"), given).verdict


@pytest.mark.parametrize(("verdict", "expected"), [(True, "wrong"), (False, "right"), (None, "wrong")])
def test_a_claim_wants_the_verdict_and_the_true_figure(verdict, expected):
    """
    A checked claim is right with the gold verdict and the true figure in the reply.
    """
    claim = gold("verify", must_contain=("3万余立方米",), claim_true=False)
    assert expected == judge_reply(claim, reply(text="是3万余立方米", verdict=verdict)).verdict


def test_widths_blanks_and_thousands_do_not_matter():
    """
    1,200 equals 1200, full width equals half width, quotation marks are passed over.
    """
    asked = gold("text", must_contain=("“1200 余米”",))
    assert "right" == judge_reply(asked, reply(text="修了１,200余米")).verdict
