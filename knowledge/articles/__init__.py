"""A file -> an article -> a cleaned document -> its sentences."""

from knowledge.articles.article import Article, Document, RepairStep, Section, Sentence
from knowledge.articles.cleaning import clean_article
from knowledge.articles.limits import Limits
from knowledge.articles.reading import article_from_text, find_article_files, read_articles

__all__ = [
    "Article",
    "Document",
    "Limits",
    "RepairStep",
    "Section",
    "Sentence",
    "article_from_text",
    "clean_article",
    "find_article_files",
    "read_articles",
]
