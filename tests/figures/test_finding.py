"""Figures: found whole in what people print, and not found in what only looks like one."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

from knowledge.figures import Figure, find_figures, is_grammatical
from tests.conftest import LIBRARY
from tests.figures.reading import ASIDE, found, stated, written
from tests.tables import read_table

# Running text, numbers and sums that are the whole text, sentences that news prints, what suites from outside ask.
TABLES = ("figures_wild.tsv", "figures_numbers.tsv", "figures_money.tsv", "figures_news.tsv", "figures_outside.tsv")


@pytest.mark.parametrize(("text", "expected"), [row for table in TABLES for row in read_table(table)])
def test_figures_are_found_whole(text: str, expected: str):
    """
    Every figure comes out as printed, with its value, unit and qualifier, and nothing else comes out.
    """
    rows = stated(expected)
    figures = found(text)
    assert [row[0] for row in rows] == [figure.text for figure in figures]
    assert rows == [written(figure, row) for figure, row in zip(figures, rows, strict=True)]


@pytest.mark.parametrize(("text", "_class"), read_table("figures_negative.tsv"))
def test_what_only_looks_like_a_figure_is_left_alone(text: str, _class: str):
    """
    Names, codes, slogans, idioms, dates and ranks are no amounts.
    """
    assert [] == [figure.text for figure in found(text)]


@pytest.mark.parametrize(("text", "expected"), read_table("figures_known_failures.tsv"))
@pytest.mark.xfail(strict=True, reason="known failure: move the row to figures_wild.tsv when it passes")
def test_known_failures_still_fail(text: str, expected: str):
    """
    What is not yet understood announces itself once it is.
    """
    rows = stated(expected)
    assert rows == [written(figure, row) for figure, row in zip(found(text), rows, strict=True)]


@pytest.mark.parametrize(("text", "expected", "doubtful"), read_table("figures_damaged.tsv"))
def test_damage_is_flagged_and_never_mended_silently(text: str, expected: str, doubtful: str):
    """
    A broken line is layout; a letter for a digit, or digits torn apart, raise the flag.
    """
    text = text.replace("\\n", "\n")
    (row,) = stated(expected.replace("\\n", "\n"))
    (figure,) = found(text)
    assert row == written(figure, row)
    assert (doubtful == "yes") is figure.doubtful


@pytest.mark.parametrize(
    ("text", "printed", "kind", "value"), [(*row, "")[:4] for row in read_table("figures_kinds.tsv")]
)
def test_dates_times_and_ranks_are_kinds_of_their_own(text: str, printed: str, kind: str, value: str):
    """
    A date, a clock time, a rank and a stretch of time each say what they are.
    """
    figure = next(figure for figure in find_figures(text) if figure.text == printed)
    assert kind == figure.kind
    if value:
        assert Decimal(value) == figure.value


@pytest.mark.parametrize(
    ("text", "printed", "per", "change"), [(*row, "", "")[:4] for row in read_table("figures_surroundings.tsv")]
)
def test_clause_says_what_a_figure_is_per_and_how_it_changed(text: str, printed: str, per: str, change: str):
    """
    每, 均 and the slash give `per`; the verb before gives `change`.
    """
    figure = next(figure for figure in find_figures(text) if figure.text == printed)
    assert (per, change) == (figure.per, figure.change)


@pytest.mark.parametrize(
    ("text", "modifier", "sense"), [(*row, "", "")[:3] for row in read_table("figures_senses.tsv")]
)
def test_direction_of_a_qualifier_is_never_lost(text: str, modifier: str, sense: str):
    """
    不超过 is never 超过: each qualifier is kept as printed and has its sense.
    """
    (figure,) = find_figures(f"全年共计，{text}。")
    assert (modifier, sense) == (figure.modifier, figure.sense)
    assert modifier in figure.text


def test_grammar_is_told_from_counting():
    """
    一 with a measure word can be ranked low.
    """
    (built,) = find_figures("新建一座水厂")
    (weekly,) = find_figures("每周联系一次")
    assert is_grammatical(built)
    assert not is_grammatical(weekly)


def test_figures_survive_their_store():
    """
    A figure written for a store is read back whole, and the contract's object holds decimal strings.
    """
    for figure in find_figures("约2万平方米，3至5天，近三分之一，2018年"):
        assert figure == Figure.from_stored(json.loads(json.dumps(figure.to_stored())))
    assert "20000" == find_figures("约2万平方米")[0].to_dict()["value"]


@pytest.mark.parametrize("path", sorted(LIBRARY.glob("*.txt")), ids=lambda path: path.stem)
def test_shipped_articles_are_read_as_they_are(path: Path):
    """
    A whole article, line breaks, advertisement and all, gives slices of itself, and no telephone number.
    """
    text = path.read_text(encoding="utf-8")
    figures = find_figures(text)
    assert [figure.text for figure in figures] == [text[figure.start : figure.end] for figure in figures]
    assert not any("0371" in figure.text or "9888" in figure.text for figure in figures)


def test_shipped_articles_hold_their_forty_five_figures():
    """
    The two shipped articles hold 45 figures, 14 of them qualified.
    """
    figures = [figure for path in sorted(LIBRARY.glob("*.txt")) for figure in found(path.read_text(encoding="utf-8"))]
    assert 45 == len(figures)
    assert 14 == sum(bool(figure.modifier) for figure in figures)
    assert not any(figure.kind in ASIDE for figure in figures)
