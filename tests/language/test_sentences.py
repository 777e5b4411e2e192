"""Sentences: where they end, and that nothing is lost between them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.language import split_sentences
from tests.tables import read_table

MARKS = "。！？…；，、：“”‘’（）()《》\"'.!? \n\t1a花园处"


@pytest.mark.parametrize(("sentences", "reason"), read_table("language_sentences.tsv"))
def test_split_sentences_ends_where_a_reader_would(sentences, reason):
    """A bar stands where one sentence ends and the next begins, ⏎ for a line break."""
    sentences = sentences.replace("⏎", "\n")
    text = sentences.replace("|", "")
    expected = [sentence.strip() for sentence in sentences.split("|") if sentence.strip()]
    assert expected == [text[start:end] for start, end in split_sentences(text)], reason


@given(st.one_of(st.text(), st.text(alphabet=MARKS)))
def test_split_sentences_loses_only_blanks(text):
    """Spans stand in order, do not overlap, are trimmed, and only blanks stand between them."""
    last = 0
    for start, end in split_sentences(text):
        assert last <= start < end <= len(text)
        assert not text[last:start].strip()
        assert text[start:end] == text[start:end].strip()
        last = end
    assert not text[last:].strip()


@given(st.lists(st.text(alphabet="花园口清运3.5处，、“”（）%", min_size=1), min_size=1))
def test_split_sentences_never_joins_lines(lines):
    """A line break is an end, whatever stays open before it."""
    text = "\n".join(lines)
    breaks = {position for position, character in enumerate(text) if character == "\n"}
    for start, end in split_sentences(text):
        assert breaks.isdisjoint(range(start, end))


@pytest.mark.parametrize("unit", ["（", "“", "”", "“（", "（）", "。", ".", "…", '"', "1.", "花。", "a.", "？”"])
def test_split_sentences_stays_linear(unit):
    """Brackets that never close, and marks in long runs, take no more steps for each character."""
    spans = split_sentences(unit * 100_000)
    assert len(spans) <= 100_000
