"""The lexicon as data: no duplicate, no group that joins opposites, every row with its sense; and what it must know."""

from collections import Counter
from itertools import combinations

import pytest

from knowledge.language import (
    Synonym,
    fold,
    is_filler,
    is_question_word,
    lexicon_words,
    opposites_of,
    synonym_groups,
    synonyms_of,
)
from knowledge.language.lexicon import WEIGHTS, opposite_rows
from knowledge.language.tables import read_rows
from tests.tables import read_table

SMALLEST = 1500


@pytest.mark.parametrize(("asked", "printed", "reason"), read_table("lexicon_pairs.tsv"))
def test_synonyms_of_knows_what_articles_print(asked, printed, reason):
    """What people ask for is found under the name that articles print."""
    assert printed in {synonym.word for synonym in synonyms_of(asked)}, reason


@pytest.mark.parametrize(("asked", "other", "reason"), read_table("lexicon_refused.tsv"))
def test_synonyms_of_keeps_apart_what_differs(asked, other, reason):
    """Opposites, rivals and neighbours are not one another, in either direction."""
    assert other not in {synonym.word for synonym in synonyms_of(asked)}, reason
    assert asked not in {synonym.word for synonym in synonyms_of(other)}, reason


def test_synonyms_of_an_unknown_word_is_empty():
    """What the lexicon does not know has no synonyms."""
    assert () == synonyms_of("花园口镇") == synonyms_of("")


def test_synonyms_of_folds_the_word():
    """Traditional characters and full width find the same row."""
    assert synonyms_of("gdp") == synonyms_of("ＧＤＰ") != ()
    assert synonyms_of("宣传页") == synonyms_of("宣傳頁") != ()


def test_synonyms_of_gives_the_surest_first():
    """Weights fall, and a direction that holds one way only is not followed back."""
    weights = [synonym.weight for synonym in synonyms_of("违建")]
    assert weights == sorted(weights, reverse=True)
    assert Synonym("临时建筑", WEIGHTS["near"], oneway=True) in synonyms_of("违建")
    assert "违建" not in {synonym.word for synonym in synonyms_of("临时建筑")}


def test_synonyms_of_looks_for_no_lone_character():
    """A character that stands inside many words proves nothing; a few that stand in none but their own are kept."""
    assert "米" not in {synonym.word for synonym in synonyms_of("大米")}
    assert "涨" in {synonym.word for synonym in synonyms_of("上涨")}
    assert synonyms_of("买")


def test_the_lexicon_is_large_enough():
    """There are at least 1,500 groups."""
    assert len(synonym_groups()) >= SMALLEST


def test_every_group_is_whole():
    """A group has a kind, a note of its sense and a source, and at least two words, or one and where it leads."""
    for group in synonym_groups():
        assert group.kind in WEIGHTS, group
        assert len(group.note) >= 3, group
        assert group.source, group
        assert len(group.words) + len(group.to) >= 2, group
        assert group.words, group


def test_every_word_folds_to_itself():
    """Words stand in the lexicon as a folded question holds them, and nothing else stands beside them."""
    for group in synonym_groups():
        for word in (*group.words, *group.to):
            assert word == fold(word).strip(), group
    for left, right, _ in opposite_rows():
        assert [*left, *right] == [fold(word) for word in (*left, *right)]


def test_no_group_says_a_word_twice():
    """A word stands once in its group."""
    for group in synonym_groups():
        said = [*group.words, *group.to]
        assert len(said) == len(set(said)), group


def test_no_pair_is_stated_twice():
    """Whoever mends a pair finds it in one place."""
    stated = Counter()
    for group in synonym_groups():
        if group.to:
            stated.update((word, other) for word in group.words for other in group.to)
        else:
            stated.update(pair for one, two in combinations(group.words, 2) for pair in ((one, two), (two, one)))
    assert [] == [pair for pair, count in stated.items() if count > 1]


def test_no_group_joins_opposites():
    """No word leads to its own opposite."""
    for word in lexicon_words():
        assert set(opposites_of(word)).isdisjoint(synonym.word for synonym in synonyms_of(word)), word


def test_opposites_hold_both_ways():
    """What is the opposite of a word has that word as an opposite, and no word is its own."""
    words = {word for left, right, _ in opposite_rows() for word in (*left, *right)}
    for word in words:
        assert word not in opposites_of(word)
        assert all(word in opposites_of(other) for other in opposites_of(word))


def test_no_opposites_are_stated_twice():
    """A pair of opposites stands in one row."""
    stated = Counter(frozenset((one, two)) for left, right, _ in opposite_rows() for one in left for two in right)
    assert [] == [pair for pair, count in stated.items() if count > 1]


@pytest.mark.parametrize(
    ("word", "opposite"),
    [
        ("新建", "拆除"),
        ("进口", "出口"),
        ("出栏", "存栏"),
        ("城镇", "农村"),
        ("计划", "完成"),
        ("男", "女"),
        ("增加", "减少"),
    ],
)
def test_opposites_of_knows_the_common_ones(word, opposite):
    """The ranker can tell a figure of the contrary."""
    assert opposite in opposites_of(word)


@pytest.mark.parametrize("word", ["请问", "麻烦问下", "一共", "呢", "咧", "俺们", "告诉我", "文中", "请問"])
def test_is_filler_knows_what_says_nothing(word):
    """Courtesy, particles and pointing say nothing about what is asked."""
    assert is_filler(word)


@pytest.mark.parametrize("word", ["多少", "几", "多大", "多久", "几多", "咋", "啥", "啥子", "哪个", "哪儿", "几何"])
def test_is_question_word_knows_dialects(word):
    """A question word is a filler that asks."""
    assert is_question_word(word)
    assert is_filler(word)


@pytest.mark.parametrize(
    "word", ["垃圾", "花园口", "面积", "拆除", "党员", "不超过", "户", "米", "女", "没整改", "计划"]
)
def test_is_filler_leaves_what_is_asked(word):
    """Things, acts, places, units and negations are not dropped."""
    assert not is_filler(word)


def test_fillers_stand_once():
    """A filler stands in one row, folded, with a note."""
    rows = list(read_rows("fillers.tsv", ("kind", "word", "note", "source")))
    words = [word for _, word, _, _ in rows]
    assert len(words) == len(set(words))
    assert words == [fold(word) for word in words]
    assert all(note for _, _, note, _ in rows)
    assert {"question", "filler"} == {kind for kind, _, _, _ in rows}
