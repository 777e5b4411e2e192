"""A file -> an article -> a cleaned document -> its sentences."""

from knowledge.articles.article import Article, Document, RepairStep, Section, Sentence
from knowledge.articles.cleaning import HEAD_MARK, clean_article
from knowledge.articles.frame import is_name
from knowledge.articles.from_text import article_from_text
from knowledge.articles.limits import DEFAULT_LIMITS, Limits, limits_set
from knowledge.articles.reading import find_article_files, read_articles
from knowledge.articles.tables import Cell, find_cells, find_spans, is_wide_row

__all__ = [
    "DEFAULT_LIMITS",
    "HEAD_MARK",
    "Article",
    "Cell",
    "Document",
    "Limits",
    "RepairStep",
    "Section",
    "Sentence",
    "article_from_text",
    "clean_article",
    "find_article_files",
    "find_cells",
    "find_spans",
    "is_name",
    "is_wide_row",
    "limits_set",
    "read_articles",
]
