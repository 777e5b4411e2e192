"""Places: names by the table and by their ends, and words that only look like names."""

import pytest

from knowledge.facts import find_places
from tests.tables import read_table


@pytest.mark.parametrize(
    ("text", "names"), [row if len(row) == 2 else (*row, "") for row in read_table("facts_places.tsv")]
)
def test_places_are_found_and_common_nouns_are_not(text: str, names: str):
    """
    What ends like a place is one only where a name stands before the end.
    """
    assert names == " ".join(place.name for place in find_places(text))


def test_a_short_name_keeps_its_printed_span():
    """
    郑州 is 郑州市, two characters long where it stands.
    """
    [place] = find_places("在郑州召开会议")
    assert ("郑州市", 1, 3, "city") == (place.name, place.start, place.end, place.level)
