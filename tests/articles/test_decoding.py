"""Encodings: bytes become the text they were meant to be."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.articles.decoding import decode
from knowledge.errors import UnreadableArticleError
from knowledge.language import to_traditional
from tests.conftest import LIBRARY

TEXT = "\n".join(path.read_text(encoding="utf-8") for path in sorted(LIBRARY.glob("*.txt"))).split("Advertisement")[0]


@settings(max_examples=150, deadline=None)
@given(
    st.integers(0, len(TEXT) - 60), st.integers(40, 400), st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "gb18030"])
)
def test_any_stretch_of_chinese_is_decoded(start, length, encoding):
    """Forty characters are enough to tell the encoding."""
    text = TEXT[start : start + length]
    assert text == decode(text.encode(encoding), "甲.txt").text


@settings(max_examples=100, deadline=None)
@given(st.integers(0, len(TEXT) - 60), st.integers(40, 400))
def test_traditional_text_in_big5_is_decoded(start, length):
    """Big5 is not taken for GB18030, though nearly all of its bytes would do."""
    text = to_traditional(TEXT[start : start + length]).encode("cp950", "ignore").decode("cp950")
    decoded = decode(text.encode("cp950"), "甲.txt")
    assert text == decoded.text or text.isascii()


def test_a_broken_byte_does_not_change_the_encoding():
    """One byte that cannot be read is one mark in the text, and is counted."""
    for encoding, name in (("utf-8", "UTF-8"), ("gb18030", "GB18030")):
        data = bytearray(TEXT[:800].encode(encoding))
        data[300] = 0xFF
        decoded = decode(bytes(data), "甲.txt")
        assert name == decoded.encoding
        assert 1 <= decoded.damaged <= 3
        assert TEXT[400:700] in decoded.text


@pytest.mark.parametrize("data", [bytes(range(128, 256)) * 8, b"\x01\x02\x03" * 100])
def test_what_is_no_text_is_refused(data):
    """With a message, not with rare characters."""
    with pytest.raises(UnreadableArticleError):
        decode(data, "甲.txt")
