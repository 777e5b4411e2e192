"""A slip of the key is read as a word of the same sound, only where the base has the one and not the other."""

import pytest

from knowledge.questions.homophones import is_held, mend_slips

TEXT = "广茂铁路全长364公里,花园口镇清理垃圾,新建污水处理站,党员参与临时整治"


class Base:
    """A base of one sentence: what a pair or a word of it is counted by."""

    def document_frequency(self, term: str) -> int:
        """Return 3 for what stands in the text."""
        return 3 if term in TEXT else 0

    def passage_frequency(self, term: str) -> int:
        """Return 3 for what stands in the text."""
        return 3 if term in TEXT else 0


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("广茂铁路全张多少公里", "广茂铁路全长多少公里"),
        ("广貌铁路", "广茂铁路"),
        ("花园扣镇清理", "花园口镇清理"),
        ("花园口邻时整治", "花园口临时整治"),
        ("几名党员餐与", "几名党员参与"),
        ("清理垃极", "清理垃圾"),
        ("污水处礼站", "污水处理站"),
        ("发了多少传氮", "发了多少传单"),
        ("文中写作什么", "文中写作什么"),
        ("发了多少份", "发了多少份"),
        ("广茂铁路", "广茂铁路"),
        ("平江铁路", "平江铁路"),
        ("花园口镇的学校", "花园口镇的学校"),
    ],
)
def test_slips_are_mended_where_the_base_says_otherwise(typed, read):
    """
    A name that no dictionary knows stays when the base has it, and is mended to it when it sounds so.
    """
    mended, said = mend_slips(typed, Base())
    assert read == mended
    assert bool(said) == (typed != read)
    assert len(typed) == len(mended)


def test_asking_words_are_left_alone():
    """
    What lies within the span of the asking words is not touched.
    """
    assert ("全张多少公里", ()) == mend_slips("全张多少公里", Base(), (0, 6))


@pytest.mark.parametrize(
    ("text", "held"), [("广茂", True), ("茂铁", True), ("广铁", False), ("", True), ("3公里", True)]
)
def test_is_held_asks_for_every_pair(text, held):
    """
    All neighbouring characters stand beside each other somewhere in the base.
    """
    assert held is is_held(text, Base())
