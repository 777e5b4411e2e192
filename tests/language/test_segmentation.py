"""Words and terms: the same from either program, without blanks or punctuation, and nothing guessed."""

import os
import random
import stat
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.language import dictionary_digest, fold, lexicon_words, split_sentences, terms, word_spans, words
from knowledge.language.segmentation import cache_folder, open_jieba, open_rjieba, user_words
from tests.conftest import LIBRARY
from tests.tables import read_table

HAN = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FD5)


@pytest.mark.parametrize(("text", "cut", "reason"), read_table("language_terms.tsv"))
def test_words_are_those_of_the_dictionary(text, cut, reason):
    """Words stand in order, folded, without blanks and punctuation."""
    assert tuple(cut.split()) == words(text), reason


@given(st.text())
def test_word_spans_slice_the_folded_text(text):
    """Each word stands where its span says, spans are in order, and words() is the same words."""
    folded = fold(text)
    last = 0
    for word, start, end in word_spans(text):
        assert last <= start < end <= len(text)
        assert word == folded[start:end].replace(",", "")
        last = end
    assert words(text) == tuple(word for word, _, _ in word_spans(text))


@given(st.text())
def test_terms_hold_every_word_and_every_han_character(text):
    """The index finds a text by each of its words and by each of its characters."""
    held = set(terms(text))
    assert set(words(text)) <= held
    assert {character for character in fold(text) if "\u4e00" <= character <= "\u9fd5"} <= held
    assert not any(term.isspace() or not term for term in held)


def test_words_take_a_character_written_three_times_by_itself():
    """Where cutting is a tie between equals, no cut is made."""
    assert ("大", "大", "大", "进步") == words("大大大进步")


def test_terms_give_the_words_inside_a_long_word():
    """A long word is found by its parts."""
    assert {"农贸", "市场", "农贸市场", "农", "场"} <= set(terms("农贸市场"))


def _sentences() -> list[str]:
    texts = [path.read_text(encoding="utf-8") for path in sorted(LIBRARY.glob("*.txt"))]
    found = [text[start:end] for text in texts for start, end in split_sentences(text)]
    # Random strings of dictionary words reach ties and overlaps that newspapers seldom have.
    chooser, vocabulary = random.Random(20180101), sorted(lexicon_words())
    found += ["".join(chooser.choices(vocabulary, k=8)) for _ in range(1500)]
    found += [
        "".join(chooser.choices("的一是了处米镇村党员清运垃圾整治工作发展中国人民大学生产业", k=25))
        for _ in range(1500)
    ]
    return found


@pytest.fixture(scope="module")
def both():
    """Both programs, or a skip where rjieba is not installed."""
    rjieba = open_rjieba()
    if rjieba is None:
        pytest.skip("rjieba is not installed")
    return open_jieba(), rjieba


def test_rjieba_gives_the_terms_of_jieba(both):
    """A base written with one program is read with the other: the words are identical on every sentence."""
    jieba, rjieba = both
    for sentence in map(fold, _sentences()):
        run = "".join(character for character in sentence if "\u4e00" <= character <= "\u9fd5")
        assert jieba.cut(run) == rjieba.cut(run)
        assert jieba.cut_search(run) == rjieba.cut_search(run)


@given(run=st.text(alphabet=HAN, min_size=1, max_size=40))
def test_rjieba_gives_the_terms_of_jieba_for_any_han(both, run):
    """The same on characters that no one would write."""
    jieba, rjieba = both
    assert jieba.cut(run) == rjieba.cut(run)
    assert jieba.cut_search(run) == rjieba.cut_search(run)


@pytest.fixture(scope="module")
def jieba_itself():
    """jieba's own tokenizer, with our words."""
    import jieba

    reader = jieba.Tokenizer()
    reader.tmp_dir = str(cache_folder() or "")
    for word, frequency in user_words():
        reader.add_word(word, frequency)
    return reader


@pytest.fixture(scope="module")
def own_jieba():
    """Our reading of its dictionary."""
    return open_jieba()


def test_the_dictionary_is_read_as_jieba_reads_it(jieba_itself, own_jieba):
    """Our own way through jieba's dictionary comes to the same words, and the same words inside them."""
    for sentence in map(fold, _sentences()):
        run = "".join(character for character in sentence if "\u4e00" <= character <= "\u9fd5")
        assert list(jieba_itself.cut(run, HMM=False)) == list(own_jieba._cut(run))
        assert list(jieba_itself.cut_for_search(run, HMM=False)) == list(own_jieba._cut_search(run))


@given(run=st.text(alphabet=HAN, min_size=1, max_size=40))
def test_any_han_is_cut_as_jieba_cuts_it(jieba_itself, own_jieba, run):
    """The same on characters that no one would write."""
    assert list(jieba_itself.cut(run, HMM=False)) == list(own_jieba._cut(run))
    assert list(jieba_itself.cut_for_search(run, HMM=False)) == list(own_jieba._cut_search(run))


def test_user_words_are_cut_whole(both):
    """Each word that we add is one word in both programs, and each is added once."""
    added = [word for word, _ in user_words()]
    assert len(added) == len(set(added))
    for reader in both:
        assert [] == [word for word in added if reader.cut(word) != [word]]


def test_dictionary_digest_is_steady():
    """A base can compare the dictionary that it was written with."""
    assert dictionary_digest() == dictionary_digest()
    assert 12 == len(dictionary_digest())


def test_cache_folder_is_ours_alone(tmp_path, monkeypatch):
    """The dictionary's cache stands in a folder that no one else can write to."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    folder = cache_folder()
    assert tmp_path / "youju" == folder
    assert 0o700 == stat.S_IMODE(folder.stat().st_mode)


def test_cache_folder_is_none_where_it_cannot_be_made(tmp_path, monkeypatch):
    """Where a file stands in the way there is no cache, and cutting works without."""
    (tmp_path / "youju").write_text("in the way")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert cache_folder() is None
    assert ["清运", "垃圾"] == open_jieba().cut("清运垃圾")


def test_opening_jieba_is_silent_and_leaves_the_shared_folder_alone(tmp_path):
    """jieba prints nothing, warns of nothing, and writes its cache to our own folder alone."""
    shared, cache = tmp_path / "shared", tmp_path / "cache"
    shared.mkdir()
    environment = os.environ | {"XDG_CACHE_HOME": str(cache), "TMPDIR": str(shared), "YOUJU_SEGMENTER": "jieba"}
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", "from knowledge.language import words; print(words('清运垃圾'))"],
        env=environment, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert ("('清运', '垃圾')\n", "") == (done.stdout, done.stderr)
    assert [] == list(shared.iterdir())
    assert ["jieba.cache"] == [path.name for path in (cache / "youju").iterdir()]


def test_nothing_heavy_is_imported_at_once():
    """Folding and the lexicon ask for no tokeniser, and nothing ever asks for OpenCC or pypinyin."""
    program = (
        "import sys; from knowledge.language import *; fold('花'); synonyms_of('涨'); to_pinyin('花'); "
        "split_sentences('花。'); to_traditional('花');"
        "print(sorted({'jieba', 'rjieba', 'opencc', 'pypinyin'} & sys.modules.keys()));"
        "words('花园'); print(sorted({'opencc', 'pypinyin'} & sys.modules.keys()))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, encoding="utf-8", check=True)
    assert "[]\n[]\n" == done.stdout
