"""
What is installed is whole: a wheel built here, installed into an empty environment, answers from another folder.

To be quick and to need no network, the libraries that we depend on are not installed again: the new environment sees
those of the environment that runs the tests, behind its own. A library that we forgot to declare is therefore not found
out here but in `test_house`. The tree is copied first, so that building leaves nothing behind in it.
"""

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
QUESTION = "花园口拆了多少私搭乱建"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The wheel of this tree."""
    tree = tmp_path_factory.mktemp("tree")
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, tree)
    for name in ("knowledge", "bot"):
        shutil.copytree(ROOT / name, tree / name, ignore=shutil.ignore_patterns("__pycache__"))
    out = tmp_path_factory.mktemp("wheel")
    pip("wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", out, tree)
    return next(out.glob("youju-*.whl"))


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    """The `bin` folder of an environment that holds the wheel alone."""
    place = tmp_path_factory.mktemp("environment")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", place], check=True)
    scripts = place / ("Scripts" if os.name == "nt" else "bin")
    pip("--python", scripts / "python", "install", "--no-deps", "--no-index", wheel)
    # A .pth file only adds folders behind the environment's own, and those of ours are not looked through for further
    # .pth files: an editable install of this tree stays unseen.
    own = subprocess.check_output(
        [scripts / "python", "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"], text=True
    ).strip()
    libraries = dict.fromkeys([sysconfig.get_path("purelib"), sysconfig.get_path("platlib")])
    Path(own, "libraries.pth").write_text("\n".join(libraries) + "\n", encoding="utf-8")
    return scripts


def pip(*arguments):
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False)
    assert 0 == done.returncode, done.stderr


def run(installed, folder, *command):
    """Run a command of the environment in a folder of its own, with a home of its own."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("YOUJU_", "PYTHON"))}
    environment |= {"HOME": str(folder), "XDG_DATA_HOME": str(folder / "data")}
    done = subprocess.run(
        [installed / command[0], *command[1:]],
        cwd=folder, env=environment, capture_output=True, encoding="utf-8", stdin=subprocess.DEVNULL, check=False,
    )  # fmt: skip
    assert 0 == done.returncode, done.stderr
    return done.stdout


def test_wheel_holds_every_data_file(wheel):
    """
    Whatever stands beside the modules is in the wheel, the two articles and every table among them.
    """
    wanted = {
        path.relative_to(ROOT).as_posix()
        for package in ("knowledge", "bot")
        for path in (ROOT / package).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and path.suffix not in (".pyc", ".log")
    }
    held = set(zipfile.ZipFile(wheel).namelist())
    assert 2 == sum(name.startswith("knowledge/library/") and name.endswith(".txt") for name in held)
    assert set() == wanted - held


def test_wheel_holds_no_tests(wheel):
    """
    Only the two packages are installed.
    """
    tops = {name.partition("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    assert {"bot", "knowledge"} == {top for top in tops if not top.endswith(".dist-info")}


def test_installed_wheel_is_what_runs(installed, tmp_path):
    """
    The new environment imports its own copy, not the tree that the tests run in.
    """
    where = run(installed, tmp_path, "python", "-c", "import knowledge, bot; print(knowledge.__file__, bot.__file__)")
    assert str(ROOT) not in where
    assert str(installed.parent) in where


def test_installed_wheel_answers_from_another_folder(installed, tmp_path):
    """
    A question asked far from the source is answered from the shipped articles, with its sentence.
    """
    answer = run(installed, tmp_path, "youju", "ask", QUESTION)
    assert "118处" in answer
    assert "22505平方米" in answer
    assert "累计拆除私搭乱建118处,22505平方米" in answer


def test_installed_wheel_gives_the_same_to_programs(installed, tmp_path):
    """
    The JSON line names the figures and where they are from.
    """
    questions = tmp_path / "questions.jsonl"
    questions.write_text(json.dumps({"id": "1", "q": QUESTION}) + "\n", encoding="utf-8")
    answer = json.loads(run(installed, tmp_path, "youju", "ask", "--jsonl", str(questions)))
    assert "answered" == answer["status"]
    assert ["118处", "22505平方米"] == [figure["text"] for figure in answer["figures"]]
    assert "郑州日报" == answer["sources"][0]["origin"]
