"""What a question for words leaves open, and whether a sentence can fill it."""

import json
from importlib.resources import files

import pytest

from knowledge.answers.slots import SLOTS, fills, find_slot
from knowledge.answers.text_confidence import EVIDENCES
from knowledge.evaluation.calibrating_texts import gather_rows, main
from knowledge.language import fold
from knowledge.questions import analyse_question
from tests.tables import read_table

FILLED = {"yes": True, "no": False, "open": None}


@pytest.mark.parametrize(
    ("question", "slot", "sentence", "filled"), [row[:4] for row in read_table("answers_slots.tsv")]
)
def test_a_sentence_fills_what_a_question_leaves_open_or_does_not(question, slot, sentence, filled):
    """
    Every word of a question may stand in a sentence that gives no name, nobody, no place and no reason.
    """
    asked = analyse_question(question)
    found = find_slot(asked)
    text = fold(sentence).rstrip("。")
    assert (slot, FILLED[filled]) == (found.name, fills(found, asked, text, text, text))
    assert found.name in SLOTS


def test_the_weights_for_words_fit_the_code():
    """
    The file names no evidence that the code does not count, and every question set by its digest.
    """
    shipped = json.loads((files("knowledge.answers") / "data" / "text_confidence.json").read_text(encoding="utf-8"))
    assert set(shipped["evidences"]) <= set(EVIDENCES)
    assert all(len(digest) == 16 for digest in shipped["data"].values())


def test_a_question_for_words_is_asked_again_without_its_sentence(base, tmp_path):
    """
    A right row is followed by one of less weight, where the sentence that answers stands in no article.
    """
    path = tmp_path / "questions.jsonl"
    lines = [
        {"id": 1, "kind": "text", "q": "古荥镇的总指挥是谁", "must_contain_all": ["党委书记"]},
        {"id": 2, "kind": "unanswerable", "q": "飞线是谁来捆的"},
        {"id": 3, "kind": "figure", "q": "古荥镇有几支志愿服务队", "must_contain_all": ["73支"]},
    ]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    rows = list(gather_rows(path, base.name))
    assert [True, False, False] == [row.right for row in rows]
    assert rows[1].weight < rows[0].weight == rows[2].weight
    assert set(EVIDENCES) == set(rows[0].evidences)


def test_a_wrong_call_says_how_it_is_called(capsys):
    """
    Without the folder of the shared data the usage is printed and nothing is written.
    """
    assert 2 == main([])
    assert "calibrating_texts SHARED" in capsys.readouterr().err
