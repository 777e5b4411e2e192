"""What is worked out of printed figures and amounts that only the asker gives, over a town that the product does not ship."""

import pytest

from knowledge import KnowledgeBase
from tests.tables import read_table

ARTICLE = """云浦镇:小镇有了新模样

今年以来,云浦镇分两个阶段整治沿街商铺,第一阶段为1月至3月,第二阶段为4月至6月,分别检查305家次和418家次。

桃溪、杏林、柳岸三个公园已开园,占地分别为210亩、135亩和96亩,另外两个计划明年开园。

全镇新修灌溉水渠4200米。建立联系制度,每名网格员联系20户,每月上门一次。

11个食堂共投入312万元。全年计划造林5.2万亩,实际完成5.46万亩。
"""


@pytest.fixture(scope="module")
def town(tmp_path_factory):
    """A base of one article about an invented town."""
    with KnowledgeBase.open(tmp_path_factory.mktemp("town") / "town.sqlite3") as town:
        town.add_text(ARTICLE, "云浦镇.txt")
        yield town


@pytest.mark.parametrize(("question", "status", "told"), [row[:3] for row in read_table("answers_reckoned.tsv")])
def test_a_result_stands_beside_its_operands_and_nothing_is_guessed(town, question, status, told):
    """
    The reply holds the printed figures and the result, or none is given where the article tells no such thing.
    """
    outcome = town.ask(question)
    assert outcome.status in status.split(",")
    assert [] == [needle for needle in told.split(",") if needle not in outcome.text]
    assert ("（计算所得）" in outcome.text) == (outcome.status == "answered")
