"""The damage suite: clean text broken in many ways, and how much of it survives."""

import re
from pathlib import Path
from random import Random

import pytest

from knowledge.articles import article_from_text, clean_article, read_articles
from knowledge.articles.columns import to_reading_order
from knowledge.figures import find_figures
from tests.articles.damage import LAYOUT, confuse_digits, lose_punctuation
from tests.articles.mapping import find_mapping_faults
from tests.articles.surviving import measure_survival
from tests.conftest import LIBRARY

TOWNS = Path(__file__).parents[1] / "gold"
SEEDS = range(6)
FLOOR = 0.95


@pytest.fixture(scope="module", params=["the two articles", "the towns"])
def clean(request):
    """Articles, cleaned once and written out without what the page did to them."""
    documents = []
    paths = LIBRARY.glob("*.txt") if request.param == "the two articles" else TOWNS.glob("towns_*/*.txt")
    for path in sorted(paths):
        document = clean_article(next(read_articles(path)))
        paragraphs: dict[int, str] = {}
        for sentence in document.sentences:
            paragraphs[sentence.paragraph] = paragraphs.get(sentence.paragraph, "") + sentence.text
        documents.append(clean_article(article_from_text("\n\n".join(paragraphs.values()), path.name)))
    return documents


def damaged_copies(clean, damage):
    for document in clean:
        for seed in SEEDS:
            text, _ = to_reading_order(damage(document.article.raw, Random(seed)))
            yield document, clean_article(article_from_text(text, "坏.txt"))


@pytest.mark.parametrize("damage", LAYOUT, ids=lambda damage: damage.__name__)
def test_layout_damage_leaves_sentences_and_figures_whole(clean, damage):
    """At least 95 of 100 sentences are whole again, and as many figures; each maps to the raw text."""
    sentences = sentences_kept = figures = figures_kept = 0
    for document, broken in damaged_copies(clean, damage):
        assert [] == find_mapping_faults(broken)
        survival = measure_survival(document, broken)
        sentences, sentences_kept = sentences + survival.sentences, sentences_kept + survival.sentences_kept
        figures, figures_kept = figures + survival.figures, figures_kept + survival.figures_kept
    assert FLOOR <= sentences_kept / sentences
    assert FLOOR <= figures_kept / figures


def test_lost_punctuation_leaves_the_words_together(clean):
    """Marks that are gone cannot come back, but the words of a sentence still stand together, and its figures hold."""
    sentences = kept = figures = figures_kept = 0
    for document, broken in damaged_copies(clean, lose_punctuation):
        bare = [re.sub(r"\W", "", sentence.text) for sentence in broken.sentences]
        wanted = [re.sub(r"\W", "", sentence.text) for sentence in document.sentences if sentence.kind == "body"]
        sentences += len(wanted)
        kept += sum(any(words in text for text in bare) for words in wanted)
        survival = measure_survival(document, broken)
        figures, figures_kept = figures + survival.figures, figures_kept + survival.figures_kept
    assert FLOOR <= kept / sentences
    assert FLOOR <= figures_kept / figures


def test_misread_digits_are_flagged_and_none_is_changed(clean):
    """O for 0 and l for 1: nine of ten are flagged, and no figure gets another value without a doubt."""
    misread = flagged = 0
    for document, broken in damaged_copies(clean, confuse_digits):
        raw = broken.article.raw
        steps = [step for step in broken.steps if step.name == "疑似误识字符"]
        for match in re.finditer(r"(?<![A-Za-z])[\d,.]*(?:\d[Ol]|[Ol]\d)[\dOl,.]*", raw):
            misread += 1
            flagged += any(step.start < match.end() and match.start() < step.end for step in steps)
        assert sum(len(sentence.text) for sentence in document.sentences) == sum(len(s.text) for s in broken.sentences)
        known = {figure.value for sentence in document.sentences for figure in find_figures(sentence.text)}
        for sentence in broken.sentences:
            for figure in find_figures(sentence.text):
                assert figure.doubtful or figure.value is None or figure.value in known, sentence.text[figure.start :]
    assert misread > 10
    assert 0.9 <= flagged / misread
