"""Facts: what figures count, of whom, where and when."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.articles import article_from_text, clean_article
from knowledge.facts import Fact, document_place, find_facts, find_places
from knowledge.figures import find_figures
from tests.tables import read_table

LIBRARY = Path(__file__).resolve().parents[2] / "knowledge" / "library"


def facts_of(text: str) -> tuple[Fact, ...]:
    return find_facts(clean_article(article_from_text(text.replace("¶", "\n\n"), "test")))


def fact_of(text: str, figure: str) -> Fact:
    found = [fact for fact in facts_of(text) if fact.figure.text == figure]
    assert found, f"{figure} is not among {[fact.figure.text for fact in facts_of(text)]}"
    return found[0]


@pytest.mark.parametrize(("sentence", "figure", "counted", "act"), read_table("facts_counted.tsv"))
def test_a_figure_counts_what_a_reader_would_say(sentence: str, figure: str, counted: str, act: str):
    """
    The counted thing stands behind the figure or before it; the act is the verb whose object it is.
    """
    fact = fact_of(sentence, figure)
    assert (counted, act) == (fact.counted, fact.act)


@pytest.mark.parametrize("row", read_table("facts_scope.tsv"), ids=lambda row: f"{row[0][-20:]}-{row[1]}")
def test_a_fact_carries_place_period_and_plan(row: tuple[str, ...]):
    """
    Place, period and plan come from the sentence, else from the headings, else from the article.
    """
    article, figure, place, period, planned, role = row
    fact = fact_of(article, figure)
    assert (place, period, planned == "yes", role) == (fact.place, fact.period, fact.planned, fact.role)


def test_the_shipped_articles_keep_every_figure_with_its_scope():
    """
    All figures of the two articles have the thing, act, place and role that a reader gives them.
    """
    found = []
    for path in sorted(LIBRARY.glob("*.txt")):
        document = clean_article(article_from_text(path.read_text(encoding="utf-8"), path.name))
        found += [
            (path.name[:3], fact.figure.text, fact.act, fact.counted, fact.place, fact.role)
            for fact in find_facts(document)
            if fact.figure.kind not in {"date", "time", "ordinal"}
        ]
    assert [tuple(row) for row in read_table("facts_library.tsv")] == found


def test_an_article_is_about_the_place_of_its_title():
    """
    The title names the place; an article of the whole country has 全国.
    """
    titles = {
        "惠济区花园口镇抓整治": "花园口镇",
        "2014年郴州市政府工作报告": "郴州市",
        "2023年国务院政府工作报告": "全国",
    }
    for title, place in titles.items():
        document = clean_article(article_from_text(f"{title}\n\n今年新建道路3条。", "test"))
        assert place == document_place(document)


@pytest.mark.parametrize(("printed", "place"), read_table("facts_subjects.tsv"))
def test_the_place_of_an_article_is_the_one_it_speaks_of(printed, place):
    """
    The title's, whole or clipped, an estate's, or a channel's; a town that one paragraph names is none.
    """
    lines = printed.split("¶")
    assert place == document_place(clean_article(article_from_text("\n\n".join(lines), "test")))


def test_containment_is_read_from_names_that_stand_together():
    """
    河湾村 lies in 石桥镇, that in 平阳县, that in 温州市, and the table knows the province.
    """
    fact = fact_of("温州市平阳县石桥镇抓整治¶石桥镇党委抓整治。¶河湾村拆除违建18处。", "18处")
    assert ("河湾村", ("石桥镇", "平阳县", "温州市", "浙江省")) == (fact.place, fact.within)


def test_periods_are_resolved_to_days():
    """
    去年 of a report of 2014 is the whole of 2013.
    """
    fact = fact_of("2014年郴州市政府工作报告¶去年新建学校3所。", "3所")
    assert ("2013-01-01", "2013-12-31") == (str(fact.first), str(fact.last))


def test_a_row_of_a_table_counts_what_its_name_and_head_say():
    """
    The row's name, its column's head and the unit in that head make the fact.
    """
    article = "2019年统计公报¶表1 人口¶指标 | 年末数（万人） | 比重（%）\n全国人口 | 140005 | 100.0\n其中：城镇 | 84843 | 60.6"
    fact = fact_of(article, "84843")
    assert ("全国人口城镇年末数", "人", "part") == (fact.counted, fact.figure.unit, fact.role)
    assert 848430000 == fact.figure.value


TABLES = """2023年统计公报¶表1 粮食¶作物 | 面积（万亩） | 产量（万吨） | 比上年增长（%）
小麦 | 120.5 | 48.2 | 3.1
玉米 | 98.0 | 51.6 | -1.2¶指标 | 单位 | 2022年 | 2023年
常住人口 | 万人 | 512.3 | 510.1
公路里程 | 公里 | 8,230 | 8,310"""


@pytest.mark.parametrize(
    ("printed", "counted", "value", "unit", "period"),
    [
        ("-1.2", "玉米", "-1.2", "%", ""),
        ("51.6", "玉米产量", "516000", "吨", ""),
        ("512.3", "常住人口", "5123000", "人", "2022年"),
        ("8,310", "公路里程", "8310", "公里", "2023年"),
    ],
)
def test_each_table_has_heads_of_its_own(printed: str, counted: str, value: str, unit: str, period: str):
    """
    A second table behind an empty line is read under its own heads, and a year at the head of a column is the period.
    """
    fact = fact_of(TABLES, printed)
    assert (counted, value, unit) == (fact.counted, str(fact.figure.to_dict()["value"]), fact.figure.unit)
    assert not period or period == fact.period


def test_rows_that_blanks_part_stand_under_their_heads():
    """
    A row without bars has a name, a unit and numbers: each under the head of its column.
    """
    article = (
        "2019年统计公报¶表3 主要产品产量¶产品名称 单位 产量 比上年增长%¶原 煤 亿吨 27.93 4.1¶化学纤维 万吨 2415.0 -0.1"
    )
    coal, fibre = fact_of(article, "27.93"), fact_of(article, "-0.1")
    assert ("原煤产量", "2793000000", "吨") == (coal.counted, coal.figure.to_dict()["value"], coal.figure.unit)
    assert ("化学纤维", "增长", "%") == (fibre.counted, fibre.act, fibre.figure.unit)


def test_bare_years_are_heads():
    """
    指标 | 单位 | 1998 | 1999 is a row of heads: its years are no figures, and the periods of what stands below.
    """
    article = "公报¶表6 新增生产能力¶指标 | 单位 | 1998 | 1999\n发电机组 | 万千瓦 | 1839 | 1891"
    assert ["1839", "1891"] == [fact.figure.text for fact in facts_of(article.replace("¶", "\n\n"))]
    assert "1998年" == fact_of(article, "1839").period


@given(st.text(alphabet="拆除私搭乱建118处,。;、花园口镇村在的2020年万平方米增长%(“”)其中已完成累计 \n", max_size=120))
def test_any_text_gives_facts_whose_figures_are_slices(text: str):
    """
    Whatever is read, a fact's figure is a slice of its sentence, and its place no empty name.
    """
    for fact in facts_of(f"标题\n\n{text}"):
        figure = fact.figure
        assert figure.text == fact.sentence.text[figure.start : figure.end]
        assert "" not in fact.within


@given(st.text(max_size=80))
def test_any_text_gives_places_in_order(text: str):
    """
    Places never overlap, and lie inside the text.
    """
    reached = 0
    for place in find_places(text):
        assert reached <= place.start < place.end <= len(text)
        reached = place.end


@pytest.mark.parametrize(
    "unit", ["拆除违建3处;", "2012年石桥镇新增4人,", "河湾村、", "分别增长1%、", "“3处", "拆除3处"]
)
def test_a_text_without_sentence_ends_is_read_in_stretches(unit: str):
    """
    However long a sentence is, each figure has its fact, where it stands.
    """
    text = unit * (9000 // len(unit))
    document = clean_article(article_from_text(f"石桥镇抓整治\n\n{text}", "test"))
    figures = [figure for sentence in document.sentences for figure in find_figures(sentence.text)]
    facts = find_facts(document)
    assert figures == [fact.figure for fact in facts]
    assert all(fact.figure.text == fact.sentence.text[fact.figure.start : fact.figure.end] for fact in facts)
