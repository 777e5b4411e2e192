"""The house: which room may import which, what each room holds, and what no file may hold."""

import ast
import doctest
import importlib
import importlib.metadata
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
# The order in which data meets the rooms: each may import those before it.
FIRST_HALF = ("errors", "language", "quantities", "articles", "figures", "facts", "storage", "index")
LINE = (*FIRST_HALF, "questions", "ranking", "answers", "knowledge_base", "evaluation", "cli", "bot")
ROOMS = [room for room in LINE if (ROOT / "knowledge" / room).is_dir()]
FOLDERS = [*(f"knowledge/{room}" for room in ROOMS), "knowledge", "bot"]
# The base says what it holds and asks the rooms; `questions` is free of the store, so that it can be tried by itself.
MORE_FORBIDDEN = {"questions": {"storage", "index", "articles"}}
SOURCES = [path for package in ("knowledge", "bot") for path in sorted((ROOT / package).rglob("*.py"))]
NAMES_OF_NOTHING = {"utils", "util", "core", "services", "helpers", "common", "misc", "lib"}
# What a library is called when it is imported, where that is not what it is called when it is installed.
INSTALLED_AS = {"telegram": "python-telegram-bot", "docx": "python-docx", "sklearn": "scikit-learn"}


def room_of(path: Path) -> str:
    """Return the room a source file belongs to; the face of `knowledge` belongs to none."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return "bot" if parts[0] == "bot" else parts[1]


def imported_names(path: Path) -> Iterator[tuple[str, int, bool]]:
    """Yield every module that a source file imports, with its line, and whether it is imported at once."""
    tree = ast.parse(path.read_text(encoding="utf-8"), str(path))
    late = {
        id(inner)
        for outer in ast.walk(tree)
        if isinstance(outer, (ast.FunctionDef, ast.AsyncFunctionDef, ast.If, ast.Try))
        for inner in ast.walk(outer)
    }
    package = path.relative_to(ROOT).parent.parts
    for node in ast.walk(tree):
        at_once = id(node) not in late
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, node.lineno, at_once
        elif isinstance(node, ast.ImportFrom):
            module = node.module or ""
            if node.level:
                module = ".".join((*package[: len(package) - node.level + 1], *filter(None, [module])))
            if module in ("knowledge", "bot"):
                for alias in node.names:
                    yield f"{module}.{alias.name}", node.lineno, at_once
            else:
                yield module, node.lineno, at_once


def rooms_imported(path: Path) -> Iterator[tuple[str, int]]:
    """Yield every room that a source file of `knowledge` imports, with the line."""
    for name, line, _ in imported_names(path):
        first, _, rest = name.partition(".")
        if first == "bot":
            yield "bot", line
        elif first == "knowledge":
            yield (rest.partition(".")[0] if rest.partition(".")[0] in LINE else "knowledge"), line


def test_imports_run_one_way_along_the_line():
    """
    Each room imports only rooms before it.
    """
    print(" -> ".join(LINE))
    found: dict[str, set[str]] = {room: set() for room in LINE}
    wrong = []
    for path in SOURCES:
        if path.parent.name == "knowledge" and path.stem in ("__init__", "__main__"):
            continue
        room = room_of(path)
        for other, line in rooms_imported(path):
            if other in (room, "knowledge"):
                continue
            found[room].add(other)
            if LINE.index(other) > LINE.index(room) or other in MORE_FORBIDDEN.get(room, ()):
                wrong.append(f"{path.relative_to(ROOT)}:{line}: {room} may not import {other}")
    for room in LINE:
        print(f"{room:>14} imports {' '.join(sorted(found[room], key=LINE.index)) or '-'}")
    assert [] == wrong


def test_bot_speaks_to_the_face_of_knowledge_alone():
    """
    The bot imports names from `knowledge` itself; only its command line takes that of `knowledge` further.
    """
    face = ast.literal_eval(
        next(
            ast.unparse(node.value)
            for node in ast.parse((ROOT / "knowledge" / "__init__.py").read_text(encoding="utf-8")).body
            if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__"
        )
    )
    wrong = [
        f"{path.relative_to(ROOT)}:{line}: {name}"
        for path in SOURCES
        if room_of(path) == "bot"
        for name, line, _ in imported_names(path)
        if name.partition(".")[0] == "knowledge"
        and name.removeprefix("knowledge.") not in face
        and not (path.relative_to(ROOT) == Path("bot/cli.py") and name.startswith("knowledge.cli"))
    ]
    assert [] == wrong


def test_the_face_offers_what_it_lists():
    """
    Every name in `knowledge.__all__` can be had.
    """
    import knowledge

    assert [] == [name for name in knowledge.__all__ if not hasattr(knowledge, name)]


def test_every_library_imported_is_declared():
    """
    What is imported at once is a dependency; what is imported late may be an extra.
    """
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needed = set(map(bare_name, project["dependencies"]))
    optional = needed | {bare_name(name) for extra in project["optional-dependencies"].values() for name in extra}
    wrong = []
    for path in SOURCES:
        for name, line, at_once in imported_names(path):
            library = name.partition(".")[0]
            if library in sys.stdlib_module_names or library in ("knowledge", "bot"):
                continue
            # A generator of tables and a trainer are run by those who change the room, with the extra installed.
            tool = path.stem in ("generate", "train") or path.stem.startswith("train")
            if installed_as(library) not in (needed if at_once and not tool else optional):
                wrong.append(f"{path.relative_to(ROOT)}:{line}: {library}")
    assert [] == wrong


def bare_name(requirement: str) -> str:
    return re.split(r"[\[<>=!~; ]", requirement, maxsplit=1)[0].lower().replace("_", "-")


@cache
def installed_as(library: str) -> str:
    """Return what a library is called when it is installed; it need not be installed here."""
    if library in INSTALLED_AS:
        return INSTALLED_AS[library]
    return bare_name(packages_installed().get(library, [library])[0])


@cache
def packages_installed() -> Mapping[str, list[str]]:
    return importlib.metadata.packages_distributions()


def test_folders_are_named_for_what_stands_in_them():
    """
    No module and no folder bears a name that says nothing.
    """
    assert [] == [str(path) for path in SOURCES if {path.stem, path.parent.name} & NAMES_OF_NOTHING]


def test_every_room_stands_where_the_line_says():
    """
    The folders of `knowledge` are the rooms of the line, the library, and nothing else.
    """
    folders = {path.parent.name for path in (ROOT / "knowledge").glob("*/__init__.py")}
    assert [] == sorted(folders - set(LINE))
    assert [] == [name for name in LINE[:-1] if not list((ROOT / "knowledge").glob(f"{name}*"))]


def tracked_files() -> list[Path]:
    """Return the files that git holds or would hold."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    try:
        listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("not a git checkout")
    return [path for name in listed.stdout.decode().splitlines() if (path := ROOT / name).is_file()]


# Written in pieces, so that this file does not hold what it looks for.
MACHINE_PATH = re.compile(rb"(?<![\w./~-])/(?:" + b"|".join([b"work", b"root", b"tmp", b"Users", b"home"]) + rb")/\w")
# Where a path inside a container or on a server is the point.
ABOUT_SERVERS = ("deploy/",)


def test_no_tracked_file_holds_a_path_of_one_machine():
    """
    What is committed runs on any machine.
    """
    wrong = []
    for path in tracked_files():
        name = path.relative_to(ROOT).as_posix()
        if name.startswith(ABOUT_SERVERS):
            continue
        for number, line in enumerate(path.read_bytes().splitlines(), start=1):
            if MACHINE_PATH.search(line):
                wrong.append(f"{name}:{number}: {line[:80]!r}")
    assert [] == wrong


# A token as Telegram gives it; those of examples are made of one figure or one letter, or are too short.
TOKEN = re.compile(rb"\b\d{8,10}:[A-Za-z0-9_-]{35}\b")


def test_no_tracked_file_holds_a_token():
    """
    No bot token is committed; those that tests make up repeat one character.
    """
    found = [
        f"{path.relative_to(ROOT)}: {token!r}"
        for path in tracked_files()
        for token in TOKEN.findall(path.read_bytes())
        if len(set(token.partition(b":")[2])) > 12
    ]
    assert [] == found


def read_examples(path: Path) -> list[doctest.DocTest]:
    """Return the interactive examples of a page, a test for each fenced block."""
    blocks = re.findall(r"^```(?:python|pycon)\n(.*?)^```", path.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    parser = doctest.DocTestParser()
    return [
        parser.get_doctest(block, {}, f"{path.parent.name}/{path.name}:{number}", str(path), 0)
        for number, block in enumerate(blocks, start=1)
        if ">>>" in block
    ]


@pytest.mark.parametrize("folder", FOLDERS)
def test_room_has_a_page_whose_examples_run(folder, tmp_path, monkeypatch):
    """
    Each room has a README.md with at least one example, and every example gives what the page says.
    """
    page = ROOT / folder / "README.md"
    assert page.is_file(), f"{folder} has no README.md"
    examples = read_examples(page)
    assert examples, f"{folder}/README.md has no example"
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    written: list[str] = []
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE)
    names: dict[str, object] = {}
    for example in examples:
        example.globs = names  # later blocks of a page go on from earlier ones
        runner.run(example, out=written.append, clear_globs=False)
    assert "" == "".join(written)


@pytest.mark.parametrize(
    "path", [path for path in SOURCES if ">>>" in path.read_text(encoding="utf-8")], ids=lambda path: path.stem
)
def test_examples_of_docstrings_run(path, tmp_path, monkeypatch):
    """
    Every example in a docstring gives what it says.
    """
    name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    try:
        module = importlib.import_module(name)
    except ModuleNotFoundError as missing:
        pytest.skip(f"{missing.name} is not installed")
    monkeypatch.chdir(tmp_path)
    written: list[str] = []
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE)
    for example in doctest.DocTestFinder(exclude_empty=True).find(module):
        runner.run(example, out=written.append)
    assert "" == "".join(written)
