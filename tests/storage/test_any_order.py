"""Whatever order articles come and go in, the base adds up, and an index that follows it agrees."""

import tempfile

from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.index import SearchIndex
from knowledge.storage import SqlStore, prepare
from tests.storage.texts import document_of, text_of
from tests.storage.wholeness import find_faults

STEPS = st.lists(st.tuples(st.integers(0, 3), st.integers(-1, 2)), min_size=1, max_size=8)


@settings(max_examples=8, deadline=None)
@given(STEPS, st.integers(1, 3))
def test_any_order_of_changes_leaves_a_whole_base(steps: list[tuple[int, int]], group: int):
    """
    Steps are (source, version), -1 takes the source out; several are committed together.
    """
    expected: dict[str, str] = {}
    with tempfile.TemporaryDirectory() as folder, SqlStore.open(f"{folder}/base.sqlite3") as store:
        index = SearchIndex.open(None, store)
        for start in range(0, len(steps), group):
            some = steps[start : start + group]
            adding = []
            for number, version in some:
                if version >= 0:
                    # The number is in the text: no two sources ever hold the same one.
                    adding.append(prepare(*document_of(text_of(number, version, sentences=2), f"s{number}")))
                    expected[f"s{number}"] = text_of(number, version, sentences=2)
            if adding:
                store.add_prepared(adding)
            for number, version in some:
                if version < 0:
                    store.remove([one.id for one in store.articles() if one.source == f"s{number}"])
                    expected.pop(f"s{number}", None)
            index.catch_up(store)
        held = {one.source: found.raw for one in store.articles() if (found := store.article(one.id)) is not None}
        assert expected == held
        assert [] == find_faults(store)
        assert sum(one.sentence_count for one in store.articles()) == index.sentence_count
        index.close()
