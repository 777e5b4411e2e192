"""Reading sets: what is taken out, what counts as the gold sentence, and a set measured from end to end."""

import json

import pytest

from knowledge.evaluation.reading import (
    Measured,
    cut,
    holds,
    is_gold_sentence,
    main,
    render,
    share_said,
    threshold,
    without_contexts,
)

TEXT = "河湾村有石桥9座。去年河湾村清理垃圾300立方米。"
ROW = {"title": "河湾村", "context_id": "toy-1", "category": "count"}
DROP = {"drop_context": "toy-1", "drop_title": "河湾村", "drop_sentences": [[0, 9]]}


def write_rows(path, rows):
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


@pytest.fixture
def shared(tmp_path):
    """A folder with two tiny sets."""
    folder = tmp_path / "shared" / "reading"
    folder.mkdir(parents=True)
    answer = {"text": "9座", "start": 6, "fig": "9座", "fig_start": 6, "kind": "num", "unit": "座"}
    for name in ("cmrc", "drcd"):
        question = ROW | {"id": f"{name}:1", "question": "河湾村有几座石桥？"}
        contexts = [
            {"id": "toy-1", "title": "河湾村", "text": TEXT},
            {"id": "toy-2", "title": "东山镇", "text": "东山镇修了5条路。"},
        ]
        write_rows(folder / f"{name}.contexts.jsonl", contexts)
        write_rows(folder / f"{name}.questions.jsonl", [question | {"answers": [answer]}])
        write_rows(folder / f"{name}.unanswerable.jsonl", [question | DROP])
    return folder.parent


@pytest.mark.parametrize(
    ("spans", "left"), [([], "甲乙丙丁"), ([(1, 3)], "甲丁"), ([(0, 2), (1, 3)], "丁"), ([(0, 4)], "")]
)
def test_cut_takes_overlapping_spans_out_once(spans, left):
    """
    Spans are taken out wherever they overlap, and nothing else is.
    """
    assert left == cut("甲乙丙丁", spans)


def test_context_that_answers_is_left_out():
    """
    Only the contexts that some question names are left out.
    """
    assert [{"id": "b"}] == without_contexts({"a": {"id": "a"}, "b": {"id": "b"}}, [{"drop_context": "a"}])


@pytest.mark.parametrize(("confidences", "limit"), [([], 0.0), ([0.4], 0.4), ([0.1 * n for n in range(10)], 0.8)])
def test_threshold_lets_at_most_its_share_through(confidences, limit):
    """
    At most a tenth of the confidences lies above the threshold.
    """
    assert pytest.approx(limit) == threshold(confidences, 0.1)


def test_sentence_holds_the_place_and_not_its_like():
    """
    A sentence is at a place where it stands there; blanks count for nothing, and another sentence does not do.
    """
    assert holds("河湾村有 石桥9座。", TEXT, 6)
    assert not holds("去年河湾村清理垃圾300立方米。", TEXT, 6)


def test_sentence_much_longer_than_gold_is_not_gold():
    """
    A whole article quoted is no sentence found.
    """
    long = TEXT + "路" * 90 + "。"
    assert is_gold_sentence("河湾村有石桥9座。", long, 6)
    assert not is_gold_sentence(long, long, 6)


def test_words_of_a_question_are_looked_for_in_the_gold_sentence_alone():
    """
    What stands in another sentence of the text is not said by the gold one.
    """
    row = {"question": "垃圾有多少立方米", "answers": [{"fig_start": TEXT.index("300")}]}
    assert share_said(row, TEXT) == 1.0
    assert share_said(row | {"answers": [{"fig_start": 6}]}, TEXT) == 0.0


def test_sets_are_measured_from_end_to_end(shared, capsys):
    """
    Both sets are asked, and the page says first that its numbers are in sample.
    """
    assert 0 == main([str(shared), "--shipped"])
    printed = capsys.readouterr().out
    assert printed.startswith("注意：")
    assert 2 == printed.count("总作答 EM 100.0%")
    assert 2 == printed.count("数字和句子都对 100.0%")
    assert 2 == printed.count("最不像的四分之一，EM 100.0%")
    assert 2 == printed.count("错一个同音字，EM ")
    assert 2 == printed.count("（只少那一句）")


def test_a_share_below_its_floor_is_told():
    """
    By the name that floors.json has for it.
    """
    lines = list(
        render("toy", Measured(4, 2, {"right": 0.5, "with_sentence": 0.5}, {"count": (4, 0.5)}), {"right": 0.6})
    )
    assert ["  below the floor: right is 50.0%, the floor is 60.0%"] == [line for line in lines if "floor" in line]


def test_missing_sets_are_told(tmp_path, capsys):
    """
    Without the sets nothing is measured, and the line says where they were looked for.
    """
    assert 2 == main([str(tmp_path)])
    assert str(tmp_path) in capsys.readouterr().err
