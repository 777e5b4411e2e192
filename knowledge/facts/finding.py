"""A document in, its facts out."""

from knowledge.articles import Document
from knowledge.facts.fact import Fact
from knowledge.figures import find_figures


def document_place(document: Document) -> str:
    """Return the place that an article is about, or ""."""
    return ""


def find_facts(document: Document) -> tuple[Fact, ...]:
    """Find every figure of a document with what it tells."""
    return tuple(Fact(figure, sentence) for sentence in document.sentences for figure in find_figures(sentence.text))
