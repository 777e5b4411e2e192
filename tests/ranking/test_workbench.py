"""What training works on: the question files are taken up by what they ask about."""

import json

import pytest

from knowledge.figures import find_figures
from knowledge.ranking.labelling import same_answer
from knowledge.ranking.workbench import asks_about, list_questions

ROWS = {
    "library": {"id": 1, "kind": "figure", "q": "几座", "article": "河湾村"},
    "towns": {"id": 1, "kind": "figure", "q": "几座", "article": "101_hewan.txt"},  # its folder stands beside it
    "reports": {"id": 1, "kind": "figure", "q": "几座", "file": "河湾村__2021.txt"},
    "": {"file": "河湾村__2021.txt", "start": 0, "figures": []},
}


@pytest.mark.parametrize("about", ROWS)
def test_a_question_file_says_what_it_asks_about(about, tmp_path):
    """
    The first line decides, or a folder beside the file; a file that asks for no figure asks about nothing.
    """
    path = tmp_path / f"{about or 'none'}.jsonl"
    (tmp_path / "towns").mkdir()
    path.write_text(json.dumps(ROWS[about], ensure_ascii=False) + "\n", encoding="utf-8")
    assert about == asks_about(path)


def test_every_question_file_of_the_gold_folder_is_taken_up(tmp_path):
    """
    A file that is put into tests/gold needs no further naming.
    """
    listed = {path.name for about in ("library", "towns", "reports") for path in list_questions(tmp_path, about)}
    assert {"articles_fresh.jsonl", "beyond_lookup.jsonl", "towns_first.jsonl", "reports_fresh.jsonl"} <= listed
    assert "figures_reports.jsonl" not in listed


@pytest.mark.parametrize(
    ("gold", "text", "same"),
    [
        ("1951年", "1951年10月", True),
        ("1951年10月", "1951年", False),
        ("3万立方米", "30000立方米", True),
        ("20公里", "20000米", True),
        ("20公里", "20平方公里", False),
        ("一年", "一年左右", True),
        ("一年", "一个月左右", False),
        ("一个月", "1951年1月", False),
    ],
)
def test_a_figure_is_a_gold_answer_by_value_and_unit(gold, text, same):
    """
    Number and unit are equal after normalisation; a date may be more exact than gold, never less.
    """
    assert [same] == [same_answer(gold, figure) for figure in find_figures(f"共{text}。")]
