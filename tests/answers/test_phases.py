"""A task and what was done of it, what was added and what there is, when work began and when it is ready, and other premises."""

import pytest

from knowledge import KnowledgeBase
from tests.tables import read_table

BRIEF = """苏勒图右旗年中工作简报

2024年8月9日

苏勒图右旗总面积6120平方公里,总人口8.4万人。1至7月,全旗城镇新增就业716人,完成年度目标900人的79.6%。新增路灯135盏,总数达2240盏。

巴林、沙乌、诺敏三座水厂日供水能力分别为9000吨、6000吨和4000吨。其中沙乌水厂为去年新建,占地18亩,总投资3100万元。正在建设的牧民文化馆去年9月开工,投资1450万元,预计明年5月投用。

全旗水价由每吨4.2元降为3.6元。消防大队接警出动412次,出动消防车806辆次。旗文化馆的小剧场有座位260个,全年演出47场、观众1.9万人次。

全旗建成牧家书屋68间,其中希拉苏木29间、沙布尔苏木24间、诺尔镇15间。新增停车位540个,其中地下车位180个。2022年底,全旗清洁取暖率为61.5%。截至今年7月底,全旗清洁取暖率升至78.2%。

护林员每人每月补助由900元提高到1200元。
"""


@pytest.fixture(scope="module")
def banner(tmp_path_factory):
    """A base of one article on a banner."""
    with KnowledgeBase.open(tmp_path_factory.mktemp("banner") / "banner.sqlite3") as banner:
        banner.add_text(BRIEF, "苏勒图.txt")
        yield banner


@pytest.mark.parametrize(
    ("question", "status", "figures", "said"), [row[:4] for row in read_table("answers_phases.tsv")]
)
def test_a_figure_is_of_the_phase_that_is_asked_for(banner, question, status, figures, said):
    """
    The task is no result, what was added is not all there is, and other premises are not those asked about.
    """
    outcome = banner.ask(question)
    assert status == outcome.status, outcome.text
    assert figures.split() == [figure.text for figure in outcome.figures]
    assert said in outcome.text
