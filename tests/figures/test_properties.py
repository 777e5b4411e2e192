"""Figures: what holds for any text at all."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.figures import find_figures
from tests.figures.reading import POWERS, UNITS, found, read_slowly

TROUBLE = (
    "零〇一二两三四五六七八九十百千万亿半廿壹伍元角分个名处平方米公里年月日时点第前翻番余多来几数约近超不上下左右以内至到"
    "-—~，,。.、:：/%％‰￥$℃±+()（）“”《》[]|\n\t 019０１OolI于干每均人增长由从比之成折倍块届级期号GkmK²③İ\u3000"
)
SEED = 20180101
TEXTS = st.text(alphabet=st.sampled_from(TROUBLE) | st.characters(), max_size=40)


@settings(max_examples=1500, deadline=None)
@given(TEXTS)
def test_slices_hold_for_any_text(text: str):
    """
    Whatever is given, figures are slices of it, in text order, none overlapping another, their ends in order.
    """
    reached = 0
    for figure in find_figures(text):
        assert text[figure.start : figure.end] == figure.text
        assert reached <= figure.start < figure.end
        assert figure.low is None or figure.high is None or figure.low <= figure.high
        assert figure.value is None or (figure.low is None and figure.high is None)
        reached = figure.end


@pytest.mark.slow
def test_no_text_of_100_000_makes_it_stumble():
    """
    100,000 strings drawn from what makes trouble, and from all of Unicode, are read without an error.
    """
    chooser = random.Random(SEED)
    for _ in range(100_000):
        size = chooser.randrange(1, 40)
        text = "".join(
            chooser.choice(TROUBLE) if chooser.random() < 0.93 else chr(chooser.randrange(0x20, 0x20000))
            for _ in range(size)
        )
        assert all(text[figure.start : figure.end] == figure.text for figure in find_figures(text))


def test_digits_of_other_scripts_are_no_digits():
    """
    A digit of another script is a letter to us: it has no reading as a numeral.
    """
    assert () == find_figures("拆除٣٤处，᱕个，௧名")


PIECES = st.lists(
    st.tuples(
        st.integers(1, 99_999),
        st.sampled_from([("", "")] + [(power, modifier) for power in POWERS for modifier in ("", "余", "多")]),
        st.booleans(),
        st.sampled_from(sorted(UNITS)),
        st.sampled_from(["，", "。", "，整治", "；其中清理", "、"]),
    ),
    max_size=6,
)


@settings(max_examples=400, deadline=None)
@given(PIECES)
def test_fast_reader_agrees_with_the_slow_one(pieces: list[tuple[int, tuple[str, str], bool, str, str]]):
    """
    On plain figures the reader finds what trying every piece of the text finds.
    """
    text = "".join(
        f"{number}{modifier + power if inside else power + modifier}{unit}{behind}"
        for number, (power, modifier), inside, unit, behind in pieces
    )
    fast = [(f.text, f.start, f.value, f.unit, f.modifier) for f in found(text)]
    assert list(read_slowly(text)) == fast


@settings(max_examples=300, deadline=None)
@given(
    st.integers(1, 9_999_999), st.sampled_from(sorted(UNITS)), st.sampled_from(["约", "近", "逾", "不超过", "至少", ""])
)
def test_what_is_printed_is_read_back(number: int, unit: str, modifier: str):
    """
    A figure printed plainly, in groups or in full width is read back whole, and its qualifier with it.
    """
    for digits in (
        str(number),
        f"{number:,}",
        str(number).translate(str.maketrans("0123456789", "０１２３４５６７８９")),
    ):
        printed = f"{modifier}{digits}{unit}"
        (figure,) = found(f"全年完成{printed}。")
        assert (printed, number, unit, modifier) == (figure.text, figure.value, figure.unit, figure.modifier)


PATHOLOGICAL = [
    "1",
    "123,",
    "1|",
    "1字\n",
    "一次、",
    "第",
    "“",
    "<a",
    "(",
    "亿",
    "一亿",
    "万亿",
    "1亿",
    "点五千",
    "拆除118处，约2万平方米。",
]


@pytest.mark.parametrize("piece", PATHOLOGICAL, ids=repr)
def test_long_lines_of_one_thing_are_read(piece: str):
    """
    100,000 characters of one thing come to an end; that the time stays linear is measured in `bench_figures.py`.
    """
    line = piece * (100_000 // len(piece))
    for text in (line, f"一{line}元"):
        assert all(text[figure.start : figure.end] == figure.text for figure in find_figures(text))
