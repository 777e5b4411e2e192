"""What a place accounts for at the end of a year: a table that blanks part, ranks, what is left, and what is planned."""

import pytest

from knowledge import KnowledgeBase
from tests.tables import read_table

BRIEF = """砚石坪土家族自治县民生账

2024-12-29 来源:砚石发布

今年,全县定下6件民生实事,总投资2140万元。截至12月25日,已办结5件,1件正在收尾。具体如下:

砚石坪土家族自治县2024年民生实事完成情况表

序号  项目  年初目标  完成数  投资
1  农村道路提升  12公里  12.6公里  820万元
2  供水管网更换  40公里  31公里  760万元
3  路灯安装  300盏  318盏  90万元
4  文化广场新建  3处  4处  470万元

县域面积2140平方公里,森林覆盖率71.2%,在全省28个县中排第2位。茶叶产值3.1亿元,农村居民人均可支配收入19860元,居全市7个县之首。

竹坞至石垟公路原定9月通车,受雨季影响工期顺延,目前只完成总工程量的六成。已连续9年没有发生森林火灾。

全县户籍人口21.6万人。建成村级食堂8个,日均就餐430人次。发放老人高龄津贴96.4万元,惠及1850人。脱贫户韦秀兰说,她家种了12亩黄精。全县发展黄精1.4万亩。

全县有核桃2.3万亩、天麻3100亩。天麻每公斤卖到38元。2023年来了3.2万人次游客,国庆假期7天来了7400人次。

全县8.2万亩茶园中有5.4万亩装上了喷灌,明年喷灌面积要扩大到6万亩。
"""
VERDICTS = {"true": True, "false": False, "": None}


@pytest.fixture(scope="module")
def county(tmp_path_factory):
    """A base of one account."""
    with KnowledgeBase.open(tmp_path_factory.mktemp("county") / "county.sqlite3") as county:
        county.add_text(BRIEF, "砚石坪.txt")
        yield county


@pytest.mark.parametrize(
    ("question", "status", "verdict", "told"), [row[:4] for row in read_table("answers_accounts.tsv")]
)
def test_an_account_is_told_and_claims_on_it_are_held(county, question, status, verdict, told):
    """
    The outcome has its status and verdict, and the reply, with what it cites, holds what is told.
    """
    outcome = county.ask(question)
    assert status == outcome.status
    assert VERDICTS[verdict] == getattr(outcome, "verdict", None)
    assert all(words in outcome.text for words in told.split())
