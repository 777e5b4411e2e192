"""What a place tells of itself, and what is told apart by number, year or region."""

import pytest

from knowledge import KnowledgeBase
from tests.tables import read_table

BRIEF = """临川市芦岭镇修桥种梨两不误

芦岭镇位于青弋河畔,镇域面积73.5平方公里,户籍人口2.6万人。下辖的桑园村种桑养蚕,面积310亩。杏林村有药田120亩。镇里的桑园泵站装机2台。

青弋河在镇里拐了个弯。这条河全长18.4公里,沿岸有鱼塘26口。新建的芦岭大桥双向四车道,设计时速60公里,3号桥墩高27米。

镇上有96户村民的房子建成于1995年以前。5月12日,该镇启动“清河行动”,计划9月收官。黄梨是当地特产,今年种黄梨2300亩,盼着有个好收成。

66岁的老艄公韩守义摆渡40年,如今领到一次性补助8000元。去年11月3日凌晨,桥头小区5号楼2层一住户家中起火,无人受伤。全镇排查危房154户,已加固131户,其余23户年底前搬离。
"""


@pytest.fixture(scope="module")
def town(tmp_path_factory):
    """A base of one article on a town."""
    with KnowledgeBase.open(tmp_path_factory.mktemp("town") / "town.sqlite3") as town:
        town.add_text(BRIEF, "芦岭.txt")
        yield town


@pytest.mark.parametrize(("question", "status", "figures"), [row[:3] for row in read_table("answers_own.tsv")])
def test_a_figure_is_of_the_very_thing_asked(town, question, status, figures):
    """
    A place's area is its own, 1号 is no 3号, and a year behind a figure in its clause is its year.
    """
    outcome = town.ask(question)
    assert status == outcome.status
    assert figures.split() == [figure.text for figure in outcome.figures]
