"""What a figure was and what it became: one end where one is asked, both where both are."""

import pytest

from knowledge import KnowledgeBase
from tests.tables import read_table

BRIEF = """云溪区卫生健康半年简报

上半年,云溪区每千人床位由6.1张增加到6.7张,区医院平均住院日从8.6天缩短至7.4天。全区在岗医护人员9340余人。

摊位费由每天15元降到6元。一季度接诊12.5万人次,二季度接诊14.8万人次。截至年末签约居民39.7万户,比上年增加1.15万户。排查隐患1078处,已整改1061处,其余17处限期整改。工作日门诊8:00开始挂号,16:30停止挂号。门诊接驳车每8分钟一班。全年受理投诉120件,其中网络购物45件、家装维修28件。7月16日至21日义诊看了1340人次。过去病房的陪护床一晚要收30元;现在统一采购,只收12元。今年定下植树4000棵的任务,到4月底实际植树4300棵。古银杏树龄1100年。
"""


@pytest.fixture(scope="module")
def district(tmp_path_factory):
    """A base of one brief that tells of changes."""
    with KnowledgeBase.open(tmp_path_factory.mktemp("district") / "district.sqlite3") as district:
        district.add_text(BRIEF, "云溪区.txt")
        yield district


@pytest.mark.parametrize(("question", "status", "figures"), [row[:3] for row in read_table("answers_ends.tsv")])
def test_the_ends_of_a_change_are_told_as_asked(district, question, status, figures):
    """
    现在 asks what a figure became, 以前 what it was, and 从多少到多少 both, in the order of the sentence.
    """
    outcome = district.ask(question)
    assert status == outcome.status
    assert figures.split() == [figure.text for figure in outcome.figures]
