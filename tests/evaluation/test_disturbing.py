"""Careless typing: what is disturbed stays readable, is the same each time, and what is lost is told."""

import json
import random

import pytest

from knowledge.evaluation import GoldQuestion
from knowledge.evaluation.disturbing import DISTURBANCES, disturbed_by, is_common, main
from knowledge.language import to_pinyin, to_simplified

QUESTION = "花园口镇一共修建了多少米污水管网？"


@pytest.mark.parametrize("name", DISTURBANCES)
def test_a_disturbance_is_the_same_each_time(name):
    """
    What is drawn depends on the question and the kind of disturbance alone.
    """
    gold = GoldQuestion("1", "figure", ("前一问", QUESTION))
    one, other = (disturbed_by(gold, name, DISTURBANCES[name]) for _ in range(2))
    assert one is not None
    assert one == other
    assert ("前一问", 2) == (one.turns[0], len(one.turns))
    assert QUESTION != one.turns[1]


def test_a_slip_sounds_as_what_was_meant():
    """
    One character differs, of the same sound and a common one; asking words and units stay.
    """
    for seed in range(20):
        typed = DISTURBANCES["slip"](QUESTION, random.Random(seed))
        ((meant, read),) = [pair for pair in zip(QUESTION, typed, strict=True) if pair[0] != pair[1]]
        assert to_pinyin(meant) == to_pinyin(read)
        assert is_common(read)
        assert "多少米" in typed


def test_other_disturbances_keep_what_is_asked():
    """
    Pinyin, Traditional characters, clipping and filler leave the asking words.
    """
    chance = random.Random(1)
    assert QUESTION == to_simplified(DISTURBANCES["traditional"](QUESTION, chance))
    assert QUESTION in DISTURBANCES["filler"](QUESTION, chance)
    assert "花园口 修建 多少米污水管网" == DISTURBANCES["clipped"](QUESTION, chance)
    assert any(letter.isascii() and letter.isalpha() for letter in DISTURBANCES["pinyin"](QUESTION, chance))


def test_a_question_that_cannot_be_disturbed_is_left_out():
    """
    A question without a telling word has no slip.
    """
    assert disturbed_by(GoldQuestion("1", "figure", ("多少",)), "slip", DISTURBANCES["slip"]) is None


def test_a_file_is_measured(base, tmp_path, capsys):
    """
    A line for the questions as typed and one for each disturbance, with what is lost.
    """
    path = tmp_path / "questions.jsonl"
    row = {"id": 1, "kind": "figure", "q": "古荥镇成立了几支志愿服务队", "must_contain_all": ["73支"], "sentence": "成立党员志愿服务队73支"}  # fmt: skip
    path.write_text(json.dumps(row) + "\n", encoding="utf-8")
    assert 0 == main([str(path), base.name])
    lines = capsys.readouterr().out.splitlines()
    assert ["as typed", *DISTURBANCES] == [line[:12].strip() for line in lines]
    assert all("lost" in line for line in lines[1:])


def test_a_wrong_call_says_how_it_is_called(capsys, tmp_path):
    """
    Without a question file and a base the usage is printed; a file that is none is named.
    """
    assert 2 == main([])
    assert "QUESTIONS BASE" in capsys.readouterr().err
    assert 1 == main([str(tmp_path / "none.jsonl"), str(tmp_path / "base.sqlite3")])
    assert "none.jsonl" in capsys.readouterr().err
