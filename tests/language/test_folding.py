"""Folding: one script, one width, one case, and every position kept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.language import fold, has_traditional, to_simplified, to_traditional
from tests.tables import read_table


@pytest.mark.parametrize(("printed", "folded", "reason"), read_table("language_fold.tsv"))
def test_fold_reads_what_is_printed(printed, folded, reason):
    """Width, script and case fold away; what carries meaning stays."""
    assert folded == fold(printed), reason


@given(st.text())
def test_fold_keeps_every_position(text):
    """The folded text is as long as the printed one, and so is the Simplified one."""
    assert len(text) == len(fold(text)) == len(to_simplified(text))


@given(st.text())
def test_fold_is_done_after_one_time(text):
    """Folding twice changes nothing more."""
    assert fold(text) == fold(fold(text))
    assert to_simplified(text) == to_simplified(to_simplified(text))


def test_fold_does_every_character_of_unicode():
    """No character makes folding longer, shorter or unsteady."""
    every = "".join(chr(code) for code in range(0x110000) if not 0xD800 <= code < 0xE000)
    assert len(every) == len(fold(every))
    assert fold(every) == fold(fold(every))


@given(st.text(), st.text())
def test_fold_does_each_character_alone(left, right):
    """A slice of the folded text is the folded slice."""
    assert fold(left + right) == fold(left) + fold(right)


@pytest.mark.parametrize(
    ("text", "traditional"),
    [
        ("花園口鎮清運垃圾多少", True),
        ("古滎鎮打造了多少處院落", True),
        ("這個呢", True),
        ("花园口镇清运垃圾多少", False),
        ("毕昇发明了什么", False),
        ("乾隆是谁", False),
        ("瞭望塔有几座", False),
        ("中原文化", False),
        ("GDP 8.5%", False),
        ("", False),
    ],
)
def test_has_traditional_judges_the_writer(text, traditional):
    """A writer of Traditional characters is known by them, not by one old form in a Simplified sentence."""
    assert traditional is has_traditional(text)


@pytest.mark.parametrize(
    ("simplified", "traditional"),
    [
        ("花园口镇", "花園口鎮"),
        ("头发和发现", "頭髮和發現"),
        ("皇后在前后", "皇后在前後"),
        ("约2万平方米。", "約2萬平方米。"),
        ("干净的干部", "乾淨的幹部"),
    ],
)
def test_to_traditional_knows_the_frequent_phrases(simplified, traditional):
    """A character with two Traditional forms takes the one of its phrase."""
    assert traditional == to_traditional(simplified)


@given(st.text(alphabet="花园口镇清运垃圾处理平方米约余长宽头发后里面"))
def test_to_traditional_comes_back(text):
    """Simplified text turned Traditional and back is the same text."""
    assert text == to_simplified(to_traditional(text))
