"""Questions that compare and claims that are checked, over the shipped library."""

import pytest

from knowledge import Answer
from tests.tables import read_table


@pytest.mark.parametrize(
    ("question", "status", "line", "operands"), [row[:4] for row in read_table("answers_compare.tsv")]
)
def test_a_comparison_shows_its_operands(base, question, status, line, operands):
    """
    The result is worked out from two printed figures, both shown with their sentences; unlike units are refused.
    """
    outcome = base.ask(question)
    assert outcome.status in status.split(",")
    assert line in outcome.text
    assert set(operands.split()) == {figure.text for figure in outcome.figures}


@pytest.mark.parametrize("question", [row[0] for row in read_table("answers_compare.tsv") if row[1] == "answered"])
def test_what_is_computed_is_marked_and_nothing_else(base, question):
    """
    The result says 计算所得 and has no figure of its own; the operands are printed figures with their sentences.
    """
    result, *operands = base.ask(question).parts
    assert result.computed
    assert ((), None) == (result.figures, result.source)
    assert "（计算所得）" in base.ask(question).text
    for operand in operands:
        assert not operand.computed
        assert operand.headline in operand.source.sentence


def known(verdict: str) -> bool | None:
    return {"true": True, "false": False}.get(verdict)


@pytest.mark.parametrize(("claim", "verdicts", "figure"), [row[:3] for row in read_table("answers_claims.tsv")])
def test_a_claim_is_confirmed_denied_or_left_open(base, claim, verdicts, figure):
    """
    A claim is checked against the figure of the same thing and place, which is shown; without one nothing is said.
    """
    outcome = base.ask(claim)
    assert outcome.verdict in [known(verdict) for verdict in verdicts.split(",")]
    assert not figure or figure in {shown.text for shown in outcome.figures}


@pytest.mark.parametrize("row", [row for row in read_table("answers_claims.tsv") if row[1] in ("true", "false")])
def test_a_verdict_opens_the_reply(base, row):
    """
    属实 or 不对 comes first, then the figure as printed.
    """
    outcome = base.ask(row[0])
    assert isinstance(outcome, Answer)
    assert outcome.text.startswith("属实" if row[1] == "true" else "不对")


def test_a_qualifier_left_off_is_pointed_out(base):
    """
    3000份 for 3000余份 is borne out, and the printed form is told.
    """
    assert "原文写作3000余份" in base.ask("古荥发了3000份宣传资料，对吗").text


def test_a_claim_of_all_is_denied_where_some_is_left(base):
    """
    328 of which 326 are done are not all.
    """
    outcome = base.ask("花园口滩区328处问题全部整治完了，对吗")
    assert "并没有全部完成" in outcome.text
    assert ["328处", "326处"] == [figure.text for figure in outcome.figures]


def test_a_claim_counts_the_same_whatever_its_form(base):
    """
    The words around a claim do not change what comes of it.
    """
    forms = ("花园口拆了118处私搭乱建，对吗", "花园口是不是拆了118处私搭乱建", "听说花园口拆了118处私搭乱建")
    assert {(True, "118处")} == {(o.verdict, o.figures[0].text) for o in map(base.ask, forms)}
