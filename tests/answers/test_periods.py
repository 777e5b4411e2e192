"""Two reports of one county: the year that a question names decides, and a plan is no result."""

import pytest

from knowledge import Abstention, KnowledgeBase
from tests.tables import read_table

REPORTS = {
    "柳林县__2020.txt": """柳林县政府工作报告（2020年）

一、2019年工作回顾

2019年，全县粮食总产量达到31.5万吨，新建农村公路86公里，改造棚户区1240套，财政收入完成12.3亿元，增长6.1%。

二、2020年主要任务

2020年，计划新建农村公路90公里，改造棚户区800套。
""",
    "柳林县__2021.txt": """柳林县政府工作报告（2021年）

一、2020年工作回顾

2020年，全县粮食总产量达到32.8万吨，新建农村公路93公里，改造棚户区815套，财政收入完成13.1亿元，增长6.5%。

二、2021年主要任务

2021年，计划新建农村公路100公里，植树造林5.2万亩。
""",
}


@pytest.fixture(scope="module")
def county(tmp_path_factory):
    """A base of two reports, of years that follow one another."""
    with KnowledgeBase.open(tmp_path_factory.mktemp("county") / "county.sqlite3") as county:
        for source, text in REPORTS.items():
            county.add_text(text, source)
        yield county


@pytest.mark.parametrize(("question", "status", "figures"), [row[:3] for row in read_table("answers_periods.tsv")])
def test_the_year_named_decides(county, question, status, figures):
    """
    The figure of the year asked is shown; of a year that nothing tells of, none is.
    """
    outcome = county.ask(question)
    shown = {figure.text for figure in outcome.figures}
    assert outcome.status in status.split(",")
    assert set(figures.split()) == shown if outcome.status == "answered" else set(figures.split()) <= shown


def test_a_year_that_nothing_tells_of_is_the_reason_for_silence(county):
    """
    The nearest figure of another year is told with its own year.
    """
    outcome = county.ask("柳林县2015年粮食产量多少")
    assert isinstance(outcome, Abstention)
    assert "no_period" == outcome.reason
    assert "2015年" in outcome.text.splitlines()[0]
    assert "2020年" in outcome.nearest.label or "2019年" in outcome.nearest.label


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [("柳林县2020年改造棚户区815套，对吗", True), ("柳林县2019年改造棚户区815套，对吗", False)],
)
def test_a_claim_is_checked_against_its_year(county, claim, verdict):
    """
    What is true of one year is not true of another.
    """
    assert verdict is county.ask(claim).verdict


def test_the_label_says_the_year(county):
    """
    A figure is labelled with place, period and what it counts.
    """
    (part,) = county.ask("柳林县2019年粮食产量多少").parts
    assert "柳林县 · 2019年 · 粮食总产量" == part.label


@pytest.mark.parametrize("year", [2020, 2021])
def test_a_report_is_meant_by_the_year_in_its_title(county, year):
    """
    Asked for the title of a year's report, that report's title alone is given.
    """
    outcome = county.ask(f"{year}年那份报告的标题是什么")
    assert [f"柳林县政府工作报告（{year}年）"] == [part.headline for part in outcome.parts]
