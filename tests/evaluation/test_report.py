"""Question files are read or refused by line, outcomes become a table, and floors are compared with it."""

import json

import pytest

from knowledge.answers import Abstention, Answer, AnswerPart, ShownFigure, Source
from knowledge.errors import EvaluationError
from knowledge.evaluation import (
    GoldQuestion,
    Judged,
    Judgement,
    evaluate_file,
    find_below,
    judge_all,
    read_gold_questions,
    render_report,
    summarise,
    write_failures,
)

SENTENCE = "累计拆除私搭乱建118处。"
LINE = (
    '{"id": "1", "kind": "figure", "q": "拆了多少处", "must_contain_all": ["118处"], "sentence": "拆除私搭乱建118处"}'
)


def answer(text="118处", latency_ms=5.0):
    figure = ShownFigure(text, text[:-1], text[-1], None)
    part = AnswerPart(text, "", (figure,), Source(SENTENCE, "简讯", "", "花园口镇", ""))
    return Answer(question="拆了多少处", text=f"{text}\n{SENTENCE}", parts=(part,), elapsed_ms=latency_ms)


def silence():
    return Abstention(question="拆了多少处", text="文中没有", elapsed_ms=1.0)


def judged(kind="figure", verdict="right", tight=True, outcome=None):
    return Judged(GoldQuestion("1", kind, ("问",)), outcome or answer(), Judgement(verdict, tight))


class Replies:
    """A base that gives the outcomes it was made with, one after the other, and keeps what it was asked."""

    def __init__(self, *outcomes):
        self.outcomes, self.asked = list(outcomes), []

    def ask(self, question, conversation=None):
        self.asked.append((question, conversation))
        return self.outcomes.pop(0)


@pytest.mark.parametrize(
    ("lines", "number"),
    [
        (["not json"], 1),
        ([LINE, "{"], 2),
        ([LINE, "", LINE, '{"id": "2", "q": "没有种类"}'], 4),
        ([LINE, '{"id": "2", "kind": "figure"}'], 2),
        ([LINE, '["a list"]'], 2),
        ([LINE, "3"], 2),
    ],
)
def test_a_line_that_is_no_question_is_named(tmp_path, lines, number):
    """
    The error names the file and the line, and says what a line should be.
    """
    path = tmp_path / "questions.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(EvaluationError, match=rf"questions\.jsonl 第 {number} 行.*id、kind") as raised:
        read_gold_questions(path)
    assert "\n" not in str(raised.value)


def test_a_file_that_cannot_be_read_is_named(tmp_path):
    """
    A missing file, one that is not UTF-8 and one without questions are told apart from a bad line.
    """
    odd = tmp_path / "odd.jsonl"
    odd.write_bytes("花园口".encode("gb18030"))
    empty = tmp_path / "empty.jsonl"
    empty.write_text("\n\n", encoding="utf-8")
    for path in (tmp_path / "missing.jsonl", odd, empty):
        with pytest.raises(EvaluationError, match=path.name):
            read_gold_questions(path)


def test_questions_are_read_with_their_fields(tmp_path):
    """
    A question and a conversation are both read; blank lines are passed over.
    """
    turns = json.dumps({"id": 2, "kind": "followup", "turns": ["拆了多少处", "面积呢"], "claim_true": None})
    path = tmp_path / "questions.jsonl"
    path.write_text(f"{LINE}\n\n{turns}\n", encoding="utf-8")
    one, two = read_gold_questions(path)
    assert (("拆了多少处",), ("118处",), "拆除私搭乱建118处") == (one.turns, one.must_contain, one.sentence)
    assert ("2", ("拆了多少处", "面积呢")) == (two.id, two.turns)


def test_a_file_is_asked_and_judged(tmp_path):
    """
    Every question is asked once, and its outcome judged.
    """
    path = tmp_path / "questions.jsonl"
    path.write_text(f"{LINE}\n{LINE}\n{LINE}\n", encoding="utf-8")
    base = Replies(answer(), answer("218处"), silence())
    assert ["right", "wrong", "missed"] == [entry.judgement.verdict for entry in evaluate_file(base, path)]


def test_a_conversation_is_asked_turn_by_turn():
    """
    Each turn gets the conversation of the turn before, and the last answer is judged.
    """
    first = Answer(question="", text="", conversation="so far")
    base = Replies(first, answer())
    gold = GoldQuestion("1", "followup", ("拆了多少处", "面积呢"), must_contain=("118处",))
    (entry,) = judge_all(base, [gold])
    assert [("拆了多少处", None), ("面积呢", "so far")] == base.asked
    assert "right" == entry.judgement.verdict


def test_shares_are_counted_by_kind_and_over_all():
    """
    Each kind has its shares, and ALL has those of every question.
    """
    entries = [judged(), judged(verdict="wrong", tight=False), judged("text", "missed", False), judged("text")]
    summary = summarise(entries)
    assert {"n": 2, "right": 0.5, "wrong": 0.5, "missed": 0.0, "tight": 0.5, "asked": 0.0} == summary["figure"]
    assert {"n": 4, "right": 0.5, "wrong": 0.25, "missed": 0.25, "tight": 0.5, "asked": 0.0} == summary["ALL"]


def test_the_report_is_a_table_by_kind():
    """
    A line for every kind with its shares, the latency, and the floors that are not reached.
    """
    entries = (judged(outcome=answer(latency_ms=2.0)), judged("text", "wrong", False, answer(latency_ms=9.0)))
    lines = render_report(entries, {"ALL.right": 0.9, "ALL.tight": 0.5, "text.wrong": 0.1}).splitlines()
    assert ["kind", "n", "right", "wrong", "missed", "tight", "asked"] == lines[0].split()
    assert ["ALL", "2", "50.0%", "50.0%", "0.0%", "50.0%", "0.0%"] == lines[1].split()
    assert ["ALL", "figure", "text"] == [line.split()[0] for line in lines[1:4]]
    assert "latency ms    p50 9.0  p99 9.0" == lines[4]
    assert ["below the floor: ALL.right is 50.0%, the floor is 90.0%"] == lines[5:6]
    assert ["text.wrong"] == [line.split()[3] for line in lines[6:]]


@pytest.mark.parametrize(
    ("floors", "below"),
    [
        ({"ALL.right": 0.8}, ()),
        ({"ALL.right": 0.81}, ("ALL.right",)),
        ({"ALL.wrong": 0.1}, ()),
        ({"ALL.wrong": 0.09}, ("ALL.wrong",)),
        ({"figure.right": 0.9, "ALL.missed": 0.1}, ("figure.right",)),
        ({"poetry.right": 0.9}, ()),
        ({"ALL.asked": 0.05}, ("ALL.asked",)),
        ({"ALL.asked": 0.06}, ()),
        ({}, ()),
    ],
)
def test_floors_bound_from_below_and_wrong_from_above(floors, below):
    """
    A share equal to its floor reaches it; wrong is bounded from above; a kind that was not asked is passed over.
    """
    summary = {"ALL": {"right": 0.8, "wrong": 0.1, "missed": 0.1, "asked": 0.06}, "figure": {"right": 0.7}}
    assert below == tuple(line.split()[0] for line in find_below(summary, floors))


def test_failures_are_written_one_a_line(tmp_path):
    """
    What was not right is written with what a person needs to see why, and counted.
    """
    path = tmp_path / "failures.jsonl"
    assert 2 == write_failures([judged(), judged(verdict="wrong"), judged(verdict="missed", outcome=silence())], path)
    failures = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert ["wrong", "missed"] == [failure["verdict"] for failure in failures]
    assert {"id", "kind", "turns", "wanted", "sentence", "status", "figures", "text"} <= set(failures[0])


def test_a_list_of_failures_that_cannot_be_written_is_named(tmp_path):
    """
    A folder that is not there is an error of this room, with the path in it.
    """
    with pytest.raises(EvaluationError, match=r"nowhere"):
        write_failures([judged(verdict="wrong")], tmp_path / "nowhere" / "failures.jsonl")
