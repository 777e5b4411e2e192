"""A clean article and a damaged copy in; how many of its sentences and figures survive, out."""

import re
from collections import Counter
from dataclasses import dataclass

from knowledge.articles import Document
from knowledge.figures import find_figures
from knowledge.language import fold

BLANKS = re.compile(r"\s")


@dataclass(frozen=True)
class Survival:
    """How many of the sentences and figures of the clean article the damaged one still has, and which are new."""

    sentences: int
    sentences_kept: int
    figures: int
    figures_kept: int
    lost: tuple[str, ...]
    figures_lost: tuple[str, ...]
    figures_new: tuple[str, ...]

    @property
    def sentence_share(self) -> float:
        return self.sentences_kept / max(self.sentences, 1)

    @property
    def figure_share(self) -> float:
        return self.figures_kept / max(self.figures, 1)


def measure_survival(clean: Document, damaged: Document) -> Survival:
    """Compare two cleaned articles; blanks and width do not count, since the figures are read from folded text."""
    wanted, found = sentence_counts(clean), sentence_counts(damaged)
    kept = wanted & found
    figures, figures_found = figure_counts(clean), figure_counts(damaged)
    figures_kept = figures & figures_found
    return Survival(
        wanted.total(), kept.total(), figures.total(), figures_kept.total(),
        tuple((wanted - found).elements()), tuple(map(str, (figures - figures_found).elements())),
        tuple(map(str, (figures_found - figures).elements())),
    )  # fmt: skip


def sentence_counts(document: Document) -> Counter[str]:
    return Counter(BLANKS.sub("", fold(sentence.text)) for sentence in document.sentences if sentence.kind != "byline")


def figure_counts(document: Document) -> Counter[tuple[str, str, str, str]]:
    return Counter(
        (str(figure.value), str(figure.low), BLANKS.sub("", fold(figure.unit)), fold(figure.modifier))
        for sentence in document.sentences
        if sentence.kind != "byline"
        for figure in find_figures(sentence.text)
        if figure.kind not in ("date", "time", "ordinal")
    )
