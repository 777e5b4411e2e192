"""The weights of the confidence come from data, the same each time, and what is shipped fits the code."""

import json
from importlib.resources import files

import numpy as np
import pytest

from knowledge.answers.confidence import EVIDENCES, RANKED
from knowledge.evaluation import GoldQuestion
from knowledge.evaluation.calibrating import fit, gather_rows, is_gold, main, render, variants


def test_fit_weighs_what_tells_and_not_what_does_not():
    """
    An evidence that goes with being right gets the greater weight; one that is noise gets next to none.
    """
    chance = np.random.default_rng(20261122)
    telling, noise = chance.normal(size=(2, 400))
    right = (telling + 0.3 * chance.normal(size=400) > 0).astype(float)
    weights, _ = fit(np.column_stack([telling, noise]), right, np.ones(400))
    assert weights[0] > 1.0
    assert abs(weights[1]) < 0.3 * weights[0]


def test_fit_is_the_same_each_time():
    """
    Calibration holds no chance.
    """
    values, right = np.array([[0.0], [1.0], [2.0], [3.0]]), np.array([0.0, 0.0, 1.0, 1.0])
    share = np.ones(4)
    (one, first), (other, second) = fit(values, right, share), fit(values, right, share)
    assert (one.tolist(), first) == (other.tolist(), second)


@pytest.mark.parametrize(
    ("figure", "sentence", "expected"),
    [
        ("118处", "累计拆除私搭乱建118处。", True),
        ("22505平方米", "累计拆除私搭乱建118处。", False),
        ("118处", "另一句里的118处。", False),
    ],
)
def test_a_candidate_is_gold_by_figure_and_sentence(figure, sentence, expected):
    """
    The right figure in another sentence is no right answer.
    """
    gold = GoldQuestion("1", "figure", ("问",), must_contain=("118处",), sentence="拆除私搭乱建118处")
    assert expected == is_gold(gold, figure, sentence)


def test_the_other_town_makes_an_unanswerable_question():
    """
    What one town says is asked of the other, as a question without an answer, unless both tell of it.
    """
    gold = GoldQuestion("1", "figure", ("花园口突击队几支",), must_contain=("22支",))
    both = GoldQuestion("2", "figure", ("花园口垃圾多少",), must_contain=("77663立方米",))
    assert [("花园口突击队几支", True), ("古荥突击队几支", False)] == list(variants(gold))
    assert [("花园口垃圾多少", True)] == list(variants(both))


def test_rows_are_gathered_from_questions_and_a_base(base, tmp_path):
    """
    A question for one figure gives a row of evidences and whether the best candidate is right; others give none.
    """
    path = tmp_path / "questions.jsonl"
    lines = [
        {"id": 1, "kind": "figure", "q": "古荥镇成立了几支志愿服务队", "must_contain_all": ["73支"], "sentence": "成立党员志愿服务队73支"},
        {"id": 2, "kind": "text", "q": "古荥镇的总指挥是谁"},
    ]  # fmt: skip
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    rows = list(gather_rows(path, base.name))
    assert len([row for row in rows if row.weight == 1.0]) in (
        1,
        2,
    )  # asked of the other town too, where that brings a candidate
    assert rows[0].right
    assert set(EVIDENCES) < set(rows[0].evidences)


def test_an_answerable_question_is_asked_again_without_its_sentence(base, tmp_path):
    """
    What is left where the gold sentence stands in no article answers nothing, and weighs less.
    """
    path = tmp_path / "questions.jsonl"
    line = {"id": 1, "kind": "figure", "q": "古荥镇成立了几支志愿服务队", "must_contain_all": ["73支"], "sentence": "成立党员志愿服务队73支"}  # fmt: skip
    path.write_text(json.dumps(line), encoding="utf-8")
    whole, *rest = gather_rows(path, base.name)
    gone = [row for row in rest if row.weight < whole.weight]
    assert all(not row.right for row in gone)
    assert len(gone) == 1


def test_the_weights_that_are_shipped_fit_the_code():
    """
    The file names every evidence that the code counts, and the question sets it was made from by digest.
    """
    shipped = json.loads((files("knowledge.answers") / "data" / "confidence.json").read_text(encoding="utf-8"))
    assert set(shipped["evidences"]) <= {name for name in shipped["evidences"] if name in EVIDENCES or RANKED in name}
    assert set(EVIDENCES) & set(shipped["evidences"])
    assert all(len(digest) == 16 for digest in shipped["data"].values())
    assert all(evidence["scale"] > 0 for evidence in shipped["evidences"].values())


def test_a_file_of_weights_can_be_read_back(tmp_path):
    """
    What is written holds the data it was made from and a weight for each evidence.
    """
    source = tmp_path / "questions.jsonl"
    source.write_text("{}", encoding="utf-8")
    written = json.loads(render([source], 7, {name: np.ones(3) for name in EVIDENCES}, 0.5))
    assert (7, 0.5, ["questions.jsonl"]) == (written["questions"], written["intercept"], list(written["data"]))
    assert list(EVIDENCES) == list(written["evidences"])


@pytest.mark.parametrize("arguments", [[], ["nowhere"], ["one", "too many"]])
def test_a_wrong_call_says_how_it_is_called(arguments, capsys):
    """
    Without the folder of the shared data the usage is printed and nothing is written.
    """
    assert 2 == main(arguments)
    assert "calibrating SHARED" in capsys.readouterr().err
