"""What training works on: the question files are taken up by what they ask about."""

import json

import pytest

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
