"""The tables of this room, in; their rows, out."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from knowledge.errors import KnowledgeError

DATA = Path(__file__).parent / "data"


def read_rows(name: str, columns: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Read the rows of a table of `data/`, its first line being the names of its columns."""
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    if not lines or tuple(lines[0].split("\t")) != columns:
        raise KnowledgeError(f"{name}: expected the columns {' '.join(columns)}")
    for number, line in enumerate(lines[1:], start=2):
        if not line or line.startswith("#"):
            continue
        cells = tuple(line.split("\t"))
        if len(cells) != len(columns):
            raise KnowledgeError(f"{name}, line {number}: {len(cells)} cells, expected {len(columns)}")
        yield cells


@cache
def word_classes() -> dict[str, str]:
    """
    Tell what words do around a figure.

    Returns:
        word -> act (拆除, what is done), weak (整治, an act or a part of a name), link (达到), change (增长),
        adverb (累计) or particle (的). All other words may be part of what is counted.
    """
    return {word: kind for word, kind, _ in read_rows("words.tsv", ("word", "class", "source"))}


@cache
def known_places() -> dict[str, tuple[str, str, str]]:
    """
    Tell the provinces and prefectures.

    Returns:
        name or short name -> full name, level, the province it lies in.
    """
    found: dict[str, tuple[str, str, str]] = {}
    for name, level, within, short, _ in read_rows("places.tsv", ("name", "level", "within", "short", "source")):
        found[name] = (name, level, within)
        if short:
            found[short] = (name, level, within)
    return found


@cache
def common_nouns() -> frozenset[str]:
    """Tell words that end like a place and are none (农村), and words before such an end that make none (贫困 村)."""
    return frozenset(word for word, _ in read_rows("not_places.tsv", ("word", "source")))


@cache
def place_stems() -> frozenset[str]:
    """Tell names of places that begin with a common noun or a number all the same: 花园镇, 三河村."""
    rows = read_rows("place_stems.tsv", ("word", "ends", "source"))
    return frozenset(word + end for word, ends, _ in rows for end in ends.split())
