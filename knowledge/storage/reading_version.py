"""The code that reads articles, in; a name for that reading, which a base keeps with every article, out."""

import hashlib
import re
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

ROOT = Path(__file__).parent.parent
# What stands between an article's raw text and its rows. The formats make the raw text, which is kept as it is.
ROOMS = ("language", "quantities", "articles", "figures", "facts")
NOT_AFTER_RAW = {"articles/formats", "articles/decoding.py", "articles/reading.py", "articles/limits.py"}
READ = (".py", ".tsv")


@cache
def reading_version() -> str:
    """
    Name the way in which this program reads an article: its release and a digest of all code and tables that do it.

    Nobody has to remember to raise it: whatever changes in those rooms, changes it.
    """
    digest = hashlib.blake2b(digest_size=8)
    files = [path for room in ROOMS for path in (ROOT / room).rglob("*") if path.suffix in READ]
    for path in sorted([*files, Path(__file__).with_name("preparing.py")]):
        name = path.relative_to(ROOT).as_posix()
        if not any(name == other or name.startswith(f"{other}/") for other in NOT_AFTER_RAW):
            digest.update(name.encode() + b"\0" + path.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return f"{release()} {digest.hexdigest()}"


def is_outdated(read_by: str) -> bool:
    """
    Tell whether an article was read otherwise than this program would, and not by a later release.

    Two releases that share a base must not read its articles again by turns: the later one's reading stays.
    """
    return read_by != reading_version() and release_number(read_by) <= release_number(reading_version())


@cache
def release() -> str:
    try:
        return version("youju")
    except PackageNotFoundError:
        return "0"


def release_number(read_by: str) -> tuple[int, ...]:
    """
    Return the release a reading names, to be compared; nothing for that of a base that named none.

    >>> release_number("0.10.2 8f3a") > release_number("0.9 77b1") > release_number("")
    True
    """
    return tuple(int(number) for number in re.findall(r"\d+", read_by.split(" ", maxsplit=1)[0]))
