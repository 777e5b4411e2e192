"""Layout: breaks inside a sentence are dropped, those between things stay."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.figures.layout import read_page


@pytest.mark.parametrize(
    ("given_text", "text"),
    [
        ("修补道路540余平\n方米", "修补道路540余平方米"),
        ("召开\n\n\n\n业务培训会10多次", "召开业务培训会10多次"),
        ("第一段。\n第二段", "第一段。\n第二段"),
        ("总则\n一、范围", "总则\n一、范围"),
        ("人口\n35\n耕地\n12", "人口\n35\n耕地\n12"),
        ("其中3\n（一）要点", "其中3\n(一)要点"),
    ],
)
def test_breaks_inside_sentences_are_dropped(given_text: str, text: str):
    """
    A break between two words is layout; one behind a stop, before a marker or around a lone number is not.
    """
    assert text == read_page(given_text).text


@given(st.text(alphabet="三村12处，。\n\r 、1.", max_size=40))
def test_every_character_keeps_its_place(given_text: str):
    """
    Each character of the page is the character at its place in the text given.
    """
    page = read_page(given_text)
    places = page.places if page.places is not None else range(len(given_text))
    assert page.raw == "".join(given_text[place] for place in places)
    assert len(page.raw) == len(page.text)
