"""A word of a question, in; whether it says too little to tell figures apart, out."""

from collections.abc import Iterable
from functools import cache
from importlib.resources import files


@cache
def load_generic_words() -> frozenset[str]:
    rows = (files("knowledge.questions") / "data" / "generic_words.tsv").read_text(encoding="utf-8").splitlines()[1:]
    return frozenset(row.split("\t")[0] for row in rows)


def is_generic(word: str) -> bool:
    """Tell whether a content word says too little to decide between figures: 情况, 一共, 文中."""
    return word in load_generic_words()


def telling(words: Iterable[str]) -> list[str]:
    """Return those of some content words that say enough to decide between figures."""
    return [word for word in words if not is_generic(word)]
