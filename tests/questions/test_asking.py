"""What kind of thing a question asks for is told by its asking words, its unit, or its noun."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.language import fold
from knowledge.questions.asking import KINDS, asks_both_ends, asks_change, asks_what_was, find_asked
from tests.tables import read_table

ROWS = read_table("questions_asking.tsv")


@pytest.mark.parametrize(("question", "kind", "unit", "dimension", "_source"), ROWS, ids=[row[0] for row in ROWS])
def test_find_asked_tells_kind_unit_and_dimension(question, kind, unit, dimension, _source):
    """
    The asking word decides first, then the unit behind 几 or 多少, then the noun.
    """
    asked = find_asked(fold(question))
    assert kind == asked.kind
    assert unit == asked.unit
    if dimension:
        assert dimension == asked.dimension


@pytest.mark.parametrize(
    ("question", "noun"),
    [("覆盖辖区多少个基层党支部?", "基层党支部"), ("有几座桥梁", "桥梁"), ("桥梁有几座", "")],
)
def test_find_asked_tells_what_is_counted(question, noun):
    """
    The noun is what stands behind 几 or 多少 and its unit.
    """
    assert noun == find_asked(fold(question)).noun


@pytest.mark.parametrize(
    ("question", "grain"),
    [
        ("哪一年建成", "year"),
        ("几月几日开会", "day"),
        ("哪个月开工", "month"),
        ("建于几世纪", "century"),
        ("何时通车", ""),
    ],
)
def test_find_asked_tells_how_exact_a_date_is_wanted(question, grain):
    """
    A year, a month, a day or a century; open for 何时.
    """
    assert grain == find_asked(fold(question)).grain


def test_find_asked_marks_the_asking_words():
    """
    Start and end hold in the folded question.
    """
    question = fold("花园口镇成立了几支突击队")
    asked = find_asked(question)
    assert "几支" == question[asked.start : asked.end]


@given(st.text(max_size=80))
def test_find_asked_bears_any_text(text):
    """
    Whatever is typed has a kind, and a span inside the text or none.
    """
    folded = fold(text)
    asked = find_asked(folded)
    assert asked.kind in KINDS
    assert asked.start == asked.end == -1 or 0 <= asked.start <= asked.end <= len(folded)


@given(st.sampled_from([row[0] for row in ROWS]), st.sampled_from(["请问", "花园口镇", "2020年,", ""]))
def test_find_asked_is_steady_under_what_stands_before(question, before):
    """
    A place, a year or a greeting before it changes nothing of what is asked.
    """
    assert find_asked(fold(question)).kind == find_asked(fold(before + question)).kind


@pytest.mark.parametrize("question", ["砚北的死亡率是多少", "覆盖率达到多少", "工期多久", "占百分之多少"])
def test_the_asking_words_hold_nothing_of_what_is_asked(question):
    """
    死亡率 says what is asked; by 多少 alone it is asked.
    """
    asked = find_asked(question)
    assert question[asked.start : asked.end] in ("多少", "多久", "百分之多少")


@pytest.mark.parametrize(
    ("question", "change", "was", "ends"),
    [
        ("水务集团用户多了几户", True, False, False),
        ("名额比去年多多少", True, False, False),
        ("罚款涨了多少", True, False, False),
        ("最多坐多少人", False, False, False),
        ("最少几岁", False, False, False),
        ("报销比例提高到多少", False, False, False),
        ("小学没改造那会儿有多少学位", False, True, False),
        ("没涨价以前交多少", False, True, False),
        ("改造前有几间教室", False, True, False),
        ("报销从多少提到了多少", False, False, True),
        ("月租原来多少,现在降到多少", False, True, True),
        ("有多少户没改", False, False, False),
        ("堤防达标率比全省低多少", True, False, False),
        ("水库加固前能装多少水", False, True, False),
        ("水费改革前能收上来百分之几", False, True, False),
        ("目前有几座水库", False, False, False),
        ("前后成立了几支队", False, False, False),
        ("进驻率从百分之几提到百分之几", False, False, True),
    ],
)
def test_a_question_asks_for_a_change_or_for_its_ends(question, change, was, ends):
    """
    By how much, what it was, or both what it was and what it became.
    """
    assert (change, was, ends) == (asks_change(question), asks_what_was(question), asks_both_ends(question))
