"""Labels: what stands right before a figure, and how it stands to the question."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge import KnowledgeBase
from knowledge.questions import analyse_question
from knowledge.ranking import make_probe
from knowledge.ranking.gathering import gather
from knowledge.ranking.labels import find_labels, run_starts
from knowledge.ranking.pool import Pool
from knowledge.ranking.signals import SIGNALS
from tests.tables import read_table


def pool_of(sentence: str, question: str, path) -> Pool:
    with KnowledgeBase.open(path) as base:
        base.add_text(f"柳林镇简讯\n\n{sentence}\n", "one.txt")
        return gather(make_probe(analyse_question(question, base.store), base.index), base.store, base.index)


@pytest.mark.parametrize(("sentence", "question", "signal", "asked", "other", "_why"), read_table("ranking_labels.tsv"))
def test_a_signal_prefers_the_figure_that_is_asked(tmp_path, sentence, question, signal, asked, other, _why):
    """
    Its number for the figure asked is above that for the other one.
    """
    pool = pool_of(sentence, question, tmp_path / "base.sqlite3")
    values = dict(zip((c.fact.figure.text for c in pool.candidates), SIGNALS[signal].count(pool).tolist(), strict=True))
    assert values[asked] > values[other], values


def test_a_label_begins_behind_the_last_mark_or_figure_of_its_kind(tmp_path):
    """
    And ends where its figure begins.
    """
    pool = pool_of("园区有员工57人,其中保安24人、保洁19人。", "保洁有多少人", tmp_path / "base.sqlite3")
    labels = find_labels(pool)
    texts = [pool.text[low:high] for low, high in zip(labels.start, pool.figure_start, strict=True)]
    assert ["园区有员工", "其中保安", "保洁"] == texts
    assert [-1, 0, 0] == labels.whole_of.tolist()


def test_figures_that_are_joined_share_what_stands_before_the_first(tmp_path):
    """
    分别增长6.4%、8.7%和16.2%: one act for all three.
    """
    pool = pool_of("三次产业分别增长6.4%、8.7%和16.2%,投资2亿元。", "增长多少", tmp_path / "base.sqlite3")
    starts = run_starts(pool)
    figures = [c.fact.figure.text for c in pool.candidates]
    assert len({int(starts[figures.index(text)]) for text in ("6.4%", "8.7%", "16.2%")}) == 1
    assert starts[figures.index("2亿元")] == pool.figure_start[figures.index("2亿元")]


CLAUSES = st.sampled_from(
    ["其中甲类", "乙类", "分别为", "增长", "其余", "每人每月", "60岁至79岁", "不足10天的", "、", "和", ",", ";", "。"]
)
FIGURES = st.sampled_from(["12元", "340个", "6.4%", "第3名", "2年", "7处", "1.2万亩"])


@settings(deadline=None, max_examples=40)
@given(
    st.lists(st.tuples(CLAUSES, FIGURES), min_size=1, max_size=9),
    st.sampled_from(["乙类有几处", "今年72了,每月多少钱", "还剩几处", "增长多少", "最后一期第2名多长"]),
)
def test_signals_of_labels_stay_within_their_ranges(tmp_path_factory, clauses, question):
    """
    However the clauses and figures of a sentence follow one another.
    """
    pool = pool_of("".join(map("".join, clauses)) + "。", question, tmp_path_factory.mktemp("labels") / "base.sqlite3")
    for name in ("label_covered", "label_weight", "label_alone", "label_lead", "part_gain", "aligned", "condition_holds",
                 "delta_fits", "rest_fits", "per_fits", "pole_fits"):  # fmt: skip
        values = SIGNALS[name].count(pool)
        assert values.shape == (len(pool.candidates),)
        assert np.isfinite(values).all()
        assert ((values >= SIGNALS[name].low - 1e-9) & (values <= SIGNALS[name].high + 1e-9)).all(), name
