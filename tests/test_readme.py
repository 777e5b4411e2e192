"""
The front pages tell the truth: every exchange in them is held again, every table in them is made again.

`make readme` writes what the program says now into the pages, instead of complaining.

    ```text        lines that begin with 问> are asked one after the other, as `youju chat` would be from a pipe
    ```console     lines that begin with $ youju are run, from the root of the repository
    <!-- commands: ... -->, <!-- settings: ... -->      tables made from the code, up to <!-- end -->
"""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PAGES = ["README.md", "README.en.md"]
WRITING = bool(os.environ.get("YOUJU_WRITE_PAGES"))
PROMPT = "问> "


@pytest.fixture(scope="module")
def youju(tmp_path_factory):
    """Return a function that runs one command over the shipped library, and returns what it prints."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("YOUJU_")}
    environment |= {"XDG_DATA_HOME": str(tmp_path_factory.mktemp("data")), "COLUMNS": "200"}

    def run(*arguments: str, given: str = "") -> str:
        done = subprocess.run(
            [sys.executable, "-m", "bot.cli", *arguments],
            input=given, cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", check=False,
        )  # fmt: skip
        assert 0 == done.returncode, done.stderr
        return done.stdout

    return run


def converse(youju, block: str) -> str:
    """Hold the conversation of a block again."""
    questions = [line.removeprefix(PROMPT) for line in block.splitlines() if line.startswith(PROMPT)]
    replies = youju("chat", given="\n".join(questions) + "\n").strip().split("\n\n")
    # A reply may hold an empty line; the pipe puts one after each reply. One at a time tells them apart.
    if len(replies) != len(questions):
        replies = []
        for count in range(1, len(questions) + 1):
            said = youju("chat", given="\n".join(questions[:count]) + "\n").strip()
            replies.append(said.removeprefix("\n\n".join(replies)).strip())
    return (
        "\n\n".join(f"{PROMPT}{question}\n{reply}" for question, reply in zip(questions, replies, strict=True)) + "\n"
    )


def rerun(youju, block: str) -> str:
    """Run the commands of a block again."""
    lines = [line for line in block.splitlines() if line.startswith("$ youju ")]
    return "\n".join(f"{line}\n{youju(*line.split()[2:]).rstrip()}" for line in lines) + "\n"


def commands_table(youju) -> str:
    """Write out every command with its arguments, as the program's own help gives them."""
    rows = re.findall(r"^ {4}(\w+) +(\S.*)$", youju("--help"), re.MULTILINE)
    lines = ["| 命令 | 做什么 |", "| --- | --- |"]
    for name, meaning in rows:
        usage = " ".join(youju(name, "--help").partition("\n\n")[0].split()).partition("：")[2]
        usage = (
            usage.replace("[-h] ", "")
            .replace("[--base 资料库] ", "")
            .replace("[-h]", "")
            .replace("[--base 资料库]", "")
        )
        lines.append(f"| `{usage.strip()}` | {meaning} |")
    return "\n".join(lines) + "\n"


def settings_table(youju) -> str:
    """Write out every setting, as the bot's code lists them."""
    from bot.settings import SETTINGS

    lines = ["| 变量 | 不设时 | 意思 |", "| --- | --- | --- |"]
    lines += [
        f"| `{row.name}` | {f'`{row.default}`' if row.default.isascii() and row.default else row.default} | {row.meaning} |"
        for row in SETTINGS
    ]
    return "\n".join(lines) + "\n"


TABLES = {"commands": commands_table, "settings": settings_table}


def renew(youju, page: str) -> str:
    """Return a page with every exchange held again and every table made again."""

    def table(found: re.Match[str]) -> str:
        make = TABLES.get(found["name"])
        return found[0] if make is None else f"{found['head']}\n{make(youju)}<!-- end -->"

    page = re.sub(
        r"^```text\n(问> .*?)^```$",
        lambda found: f"```text\n{converse(youju, found[1])}```", page, flags=re.MULTILINE | re.DOTALL,
    )  # fmt: skip
    page = re.sub(
        r"^```console\n(\$ youju .*?)^```$",
        lambda found: f"```console\n{rerun(youju, found[1])}```", page, flags=re.MULTILINE | re.DOTALL,
    )  # fmt: skip
    return re.sub(r"(?P<head><!-- (?P<name>\w+):[^>]*-->)\n.*?<!-- end -->", table, page, flags=re.DOTALL)


@pytest.mark.parametrize("name", PAGES)
def test_page_says_what_the_program_says(youju, name):
    """
    Every exchange and table of the page is what the program gives today.
    """
    path = ROOT / name
    page = path.read_text(encoding="utf-8")
    renewed = renew(youju, page)
    if WRITING:
        path.write_text(renewed, encoding="utf-8")
    else:
        assert renewed == page, f"{name} is behind the program; `make readme` writes it anew"


def test_front_page_opens_with_a_real_exchange():
    """
    The first thing a newcomer reads is a question, its figures, and the sentence they stand in.
    """
    opening = (ROOT / "README.md").read_text(encoding="utf-8").partition("```text\n")[2].partition("```")[0]
    assert opening.startswith(f"{PROMPT}花园口拆了多少私搭乱建\n")
    assert "118处、22505平方米" in opening
    assert "累计拆除私搭乱建118处,22505平方米,为全镇精细提升奠定坚实基础。" in opening
    assert "郑州日报" in opening


@pytest.mark.parametrize(
    "page",
    [
        *PAGES,
        "CHANGELOG.md",
        *(path.relative_to(ROOT).as_posix() for top in ("knowledge", "bot") for path in (ROOT / top).rglob("*.md")),
    ],
)
def test_links_of_a_page_lead_somewhere(page):
    """
    Every link within the repository leads to a file that is there, and to a heading of this page.
    """
    text = (ROOT / page).read_text(encoding="utf-8")
    headings = {
        re.sub(r"[^\w\- ]", "", line.lstrip("# ")).replace(" ", "-").lower()
        for line in text.splitlines()
        if line.startswith("#")
    }
    wrong = []
    for target in re.findall(r"\]\(([^)\s]+)\)", re.sub(r"```.*?```|`[^`]*`", "", text, flags=re.DOTALL)):
        if re.match(r"\w+:", target):
            continue
        path, _, heading = target.partition("#")
        if (path and not ((ROOT / page).parent / path).exists()) or (not path and heading not in headings):
            wrong.append(target)
    assert [] == wrong
