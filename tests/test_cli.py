"""The command line as other programs use it: output, order, exit status, and one clear line for what goes wrong."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from bot.cli import main
from knowledge.answers import answer
from knowledge.cli import outcome_object

ROOT = Path(__file__).resolve().parents[1]
LIBRARY = ROOT / "knowledge" / "library"
ARTICLE = "银杏镇抓整治\n\n银杏镇拆除私搭乱建118处,22505平方米。\n\n来源:银杏日报"


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """Run one command on a base of its own; return exit status, standard output and standard error."""

    def run_command(*words: str, typed: bytes | str = "", base: str | None = None) -> tuple[int, str, str]:
        typed = typed if isinstance(typed, bytes) else typed.encode()
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(typed), encoding="utf-8"))
        monkeypatch.setenv("YOUJU_BASE", base if base is not None else str(tmp_path / "base.sqlite3"))
        capsys.readouterr()
        status = main(words)
        said = capsys.readouterr()
        return status, said.out, said.err

    return run_command


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


def objects(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def only_line(text: str) -> str:
    assert 1 == text.count("\n"), text
    return text


def test_add_says_a_line_for_each_article(run, article: Path):
    """
    Added, unchanged, replaced: each is said, and `articles` lists what there is.
    """
    assert run("add", str(article))[1].startswith("新增\t1\t银杏镇抓整治\t")
    assert run("add", str(article))[1].startswith("未变\t1\t")
    article.write_text(ARTICLE.replace("118", "119"), encoding="utf-8")
    assert run("add", str(article))[1].startswith("替换\t2\t")
    [listed] = run("articles")[1].splitlines()
    assert listed.startswith("2\t银杏镇抓整治\t银杏镇 银杏日报\t")


def test_one_bad_file_does_not_stop_the_rest(run, article: Path, tmp_path: Path):
    """
    What cannot be read is said in its place, the others go in, and the status is 1.
    """
    bad = tmp_path / "a.bin.txt"
    bad.write_bytes(bytes(range(256)) * 40)
    status, out, err = run("add", str(bad), str(tmp_path / "missing"), str(article))
    assert ["失败", "失败", "新增"] == sorted(line.split("\t")[0] for line in out.splitlines())
    assert (1, True) == (status, "2 个文件" in only_line(err))
    assert 1 == len(run("articles")[1].splitlines())


def test_facts_as_json_hold_what_the_contract_names(run, article: Path):
    """
    One object a line, with the figure, what it counts and where it stands.
    """
    run("add", str(article))
    first, second = objects(run("facts", "--json")[1])
    names = [
        "text",
        "value",
        "unit",
        "modifier",
        "kind",
        "counted",
        "act",
        "place",
        "period",
        "planned",
        "sentence",
        "title",
        "section",
        "article",
    ]
    assert set(names) <= set(first)
    assert ("118处", "118", "处", None, "私搭乱建", "拆除", "银杏镇") == tuple(
        first[name] for name in ("text", "value", "unit", "modifier", "counted", "act", "place")
    )
    assert ("22505平方米", "私搭乱建", False) == (second["text"], second["counted"], second["planned"])
    assert run("facts")[1].startswith("118处\t银杏镇 · 拆除私搭乱建\t")


def test_remove_takes_articles_out_and_names_those_that_are_not_there(run, article: Path):
    """
    Known numbers go, unknown ones are an error.
    """
    run("add", str(article))
    status, out, err = run("remove", "1", "9")
    assert (1, "已删除\t1\t银杏镇抓整治\n") == (status, out)
    assert "9" in only_line(err)
    assert "" == run("articles")[1]


def test_figures_need_no_base(run):
    """
    Figures of a text, for people and as JSON; bad lines stay in their place.
    """
    status, out, _ = run("figures", "拆除", "118处", base="/nowhere/at/all")
    assert (0, "118处\t118\t处\t种类：quantity\n") == (status, out)
    typed = '{"id": 1, "text": "约2万平方米"}\nno\n[1]\n{"id": 4}\n{"id": 5, "text": 7}\n\n{"id": 6, "text": ""}\n'
    found = objects(run("figures", "--jsonl", typed=typed)[1])
    assert [1, None, None, 4, 5, 6] == [one["id"] for one in found]
    [figure] = found[0]["figures"]
    assert ("约2万平方米", 0, 6, "20000", "平方米", "约") == tuple(
        figure[name] for name in ("text", "start", "end", "value", "unit", "modifier")
    )
    assert ["error"] * 4 == [name for one in found[1:5] for name in one if name == "error"]
    assert [] == found[5]["figures"]


def test_ask_answers_in_order_and_goes_on_after_bad_lines(run, article: Path, tmp_path: Path):
    """
    A line in, a line out, in the same order; an empty question is talk; a line that is no UTF-8 is an error.
    """
    run("add", str(article))
    typed = (
        '{"id": "a", "q": "银杏镇拆了几处私搭乱建？"}\n'.encode()
        + b'\xff\xfe\n{"id": "c"}\n'
        + '{"id": "d", "q": ""}\n{"id": 5, "turns": ["银杏镇拆了几处私搭乱建？", "面积呢？"]}\n'.encode()
        + b'{"id": "f", "turns": []}\n{"id": "g", "turns": [3]}\n'
    )
    status, out, err = run("ask", "--jsonl", typed=typed)
    found = objects(out)
    assert (0, "") == (status, err)
    assert ["a", None, "c", "d", 5, "f", "g"] == [one["id"] for one in found]
    first = found[0]
    names = ["id", "status", "text", "figures", "sources", "verdict", "confidence", "best", "elapsed_ms"]
    assert names == list(first)
    assert "answered" == first["status"]
    assert "118处" == first["figures"][0]["text"]
    assert {"text", "value", "unit", "modifier"} == set(first["figures"][0])
    assert {"sentence", "title", "section", "place", "origin"} == set(first["sources"][0])
    assert "银杏日报" == first["sources"][0]["origin"]
    assert "chat" == found[3]["status"]
    assert ["22505平方米"] == [figure["text"] for figure in found[4]["figures"]]
    assert all("error" in found[number] for number in (1, 2, 5, 6))
    (tmp_path / "questions.jsonl").write_bytes(typed)
    again = objects(run("ask", "--jsonl", str(tmp_path / "questions.jsonl"))[1])
    assert [untimed(one) for one in found] == [untimed(one) for one in again]


def untimed(found: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in found.items() if name != "elapsed_ms"}


def test_a_question_of_five_thousand_characters_is_refused_in_a_line(run, article: Path):
    """
    Too long a question is named as that; in a file it is an error in its place.
    """
    run("add", str(article))
    long = "花园口" * 1700
    status, out, err = run("ask", long)
    assert (1, "") == (status, out)
    assert "太长" in only_line(err)
    [found] = objects(run("ask", "--jsonl", typed=json.dumps({"id": 1, "q": long}) + "\n")[1])
    assert "太长" in found["error"]


def test_chat_answers_each_line_of_a_pipe_and_ends(run, article: Path):
    """
    Plain `youju` with something piped in answers line by line, without prompts, and remembers.
    """
    run("add", str(article))
    status, out, err = run(typed="银杏镇拆了几处私搭乱建？\n\n面积呢？\n")
    assert (0, "") == (status, err)
    assert out.index("118处") < out.rindex("22505平方米")
    assert "问>" not in out


def test_the_users_own_base_holds_the_library(run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """
    With no base named, the first use makes one and fills it; what was removed later stays removed.
    """
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    assert 2 == len(run("articles", base="")[1].splitlines())
    assert (tmp_path / "data" / "youju" / "base.sqlite3").exists()
    run("remove", "1", "2", base="")
    assert "" == run("articles", base="")[1]


def test_a_named_base_starts_empty(run, tmp_path: Path):
    """
    --base before or after the command names a base; it is not filled.
    """
    assert (0, "", "") == run("articles", "--base", str(tmp_path / "x.sqlite3"))
    assert (0, "", "") == run("--base", str(tmp_path / "x.sqlite3"), "articles")
    assert (tmp_path / "x.sqlite3").exists()


@pytest.mark.parametrize(
    "words",
    [["bogus"], ["ask"], ["figures"], ["add"], ["remove", "x"], ["remove", "0"], ["articles", "--nothing"],
     ["ask", "问题", "--jsonl"], ["eval"], ["add", "x", "--workers", "0"]],
)  # fmt: skip
def test_a_wrong_call_is_two_and_one_line(run, words: list[str]):
    """
    Whoever calls wrongly reads what was wrong in one line, in Chinese.
    """
    status, out, err = run(*words)
    assert (2, "") == (status, out)
    assert "--help" in only_line(err)


@pytest.mark.parametrize("words", [["articles"], ["ask", "花园口"], ["facts"], ["remove", "1"], ["chat"], ["add", "."]])
def test_what_is_no_base_is_told_in_one_line(run, words: list[str], tmp_path: Path):
    """
    A base that is not a base ends every command with 1, and is not changed.
    """
    path = tmp_path / "notes.txt"
    path.write_text("不是资料库", encoding="utf-8")
    status, out, err = run(*words, base=str(path))
    assert (1, "") == (status, out)
    assert "不是资料库文件" in only_line(err)
    assert "不是资料库" == path.read_text(encoding="utf-8")


def test_a_file_of_questions_that_is_not_there_is_told(run):
    """
    Missing files are one line.
    """
    for words in (["ask", "--jsonl", "/nowhere.jsonl"], ["figures", "--jsonl", "/nowhere"], ["eval", "/nowhere"]):
        status, out, err = run(*words)
        assert (1, "") == (status, out)
        assert "/nowhere" in only_line(err)


def test_explain_and_add_explain_speak(run, article: Path):
    """
    How an answer comes about, and what cleaning did.
    """
    run("add", str(article))
    assert "118处" in run("explain", "银杏镇拆了几处私搭乱建？")[1]
    status, out, _ = run("add", "--explain", str(article))
    assert (0, True) == (status, out.startswith("《银杏镇抓整治》\t"))


def test_eval_prints_a_table_and_writes_failures(run, article: Path, tmp_path: Path):
    """
    Questions are asked, judged, counted; what was not right is written out.
    """
    run("add", str(article))
    gold = {
        "id": "1", "q": "银杏镇拆了几处私搭乱建？", "kind": "figure", "answer": ["118处"],
        "must_contain_all": ["118处"], "sentence": "拆除私搭乱建118处",
    }  # fmt: skip
    questions = tmp_path / "gold.jsonl"
    questions.write_text(json.dumps(gold) + "\n" + json.dumps(gold | {"must_contain_all": ["7处"]}), encoding="utf-8")
    status, out, _ = run("eval", str(questions), "--failures", str(tmp_path / "failures.jsonl"))
    assert (0, True) == (status, "50.0%" in out)
    assert 1 == len((tmp_path / "failures.jsonl").read_text(encoding="utf-8").splitlines())


def test_help_is_in_chinese_and_names_every_command(run):
    """
    --help lists the commands.
    """
    status, out, _ = run("--help")
    assert 0 == status
    for command in ["chat", "ask", "add", "articles", "remove", "facts", "figures", "explain", "eval", "bot"]:
        assert f"    {command}" in out


def test_a_reader_that_leaves_early_is_no_error(tmp_path: Path):
    """
    `youju facts | head -1` ends quietly.
    """
    path = tmp_path / "base.sqlite3"
    subprocess.run(
        [sys.executable, "-m", "knowledge.cli", "add", str(LIBRARY), "--base", str(path)], cwd=ROOT, check=True,
        capture_output=True,
    )  # fmt: skip
    command = f'"{sys.executable}" -m knowledge.cli facts --json --base "{path}" | head -c 10'
    done = subprocess.run(
        command, shell=True, cwd=ROOT, capture_output=True, check=False, env=os.environ | {"LANG": "C"}
    )
    assert (b"", 10) == (done.stderr, len(done.stdout))


def test_an_outcome_without_a_best_candidate_has_null():
    """
    `best` is null where there is no candidate at all.
    """
    fields = outcome_object(answer.Abstention(question="?", text="没有。"))
    assert (None, "not_found", []) == (fields["best"], fields["status"], fields["figures"])
