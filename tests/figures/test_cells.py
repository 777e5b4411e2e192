"""Tables: a bare number takes its unit from its column, its row or the caption."""

import pytest

from knowledge.figures import find_figures, unit_of_head

BULLETIN = """表3 主要产品
| 产品 | 单位 | 产量 | 比上年增长% |
| --- | --- | --- | --- |
| 原煤 | 万吨 | 9118 | -3.2 |
| 新建铁路 | 公里 | 4,986 | |

单位：亿元
| 指标 | 2019 | 2020 |
| --- | --- | --- |
| 存款 | 64299 | 15.3 |
"""


def test_cells_take_their_units_from_the_heads():
    """
    A column of units, a unit in a head, and a caption each give the bare numbers theirs.
    """
    figures = [(figure.text, figure.unit, figure.kind) for figure in find_figures(BULLETIN) if figure.kind != "date"]
    assert [
        ("9118", "万吨", "quantity"),
        ("-3.2", "%", "percent"),
        ("4,986", "公里", "quantity"),
        ("64299", "亿元", "money"),
        ("15.3", "亿元", "money"),
    ] == figures


def test_years_of_the_heads_are_dates():
    """
    A head that is a year is no amount.
    """
    assert ["2019", "2020"] == [figure.text for figure in find_figures(BULLETIN) if figure.kind == "date"]


def test_row_takes_the_heads_it_is_given():
    """
    A row by itself is read with the heads that came with it.
    """
    figures = find_figures("钢材 | 112350 | 0.6", ("产品", "产量（万吨）", "增长%"))
    assert [("112350", "万吨"), ("0.6", "%")] == [(figure.text, figure.unit) for figure in figures]


def test_numbers_are_never_joined_across_cells():
    """
    A cell ends a number, whether a bar or a tab stands there.
    """
    assert ["35处", "123处"] == [figure.text for figure in find_figures("35处\t123处")]
    assert () == tuple(figure for figure in find_figures("甲|22 |505|乙") if figure.value == 22505)


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ("表8 出口\n| 表8 | | |\n| --- | --- | --- |\n| 商品 | 单位 | 数量 |\n| 煤 | 万吨 | 574 |", [("574", "万吨")]),
        ("原煤\t万吨\t3520.5\t12", [("3520.5", "万吨"), ("12", "")]),
        ("产品\t产量（万吨）\t增长（%）\n原煤\t12.5\t2.3\n粗钢\t100\t-1.2", [("12.5", "万吨"), ("2.3", "%"), ("100", "万吨"), ("-1.2", "%")]),
        ("<table><tr><th>学校</th><th>学生（人）</th></tr><tr><td>小学</td><td>23,456</td></tr></table>", [("23,456", "人")]),
        ("<table><caption>收支（单位：亿元）</caption><tr><th>项目</th><th>实绩</th></tr><tr><td>收入</td><td>13.2</td></tr></table>", [("13.2", "亿元")]),
        ("<table><tr><td>指标</td><td>单位</td><td>数量</td></tr><tr><td>公路</td><td>公里</td><td> 8 </td></tr></table>", [("8", "公里")]),
    ],
)  # fmt: skip
def test_tables_of_every_make_give_units(table: str, expected: list[tuple[str, str]]):
    """
    Markdown with its caption in a row, rows that tabs part, and HTML: a bare number has the unit of its place.
    """
    assert expected == [(figure.text, figure.unit) for figure in find_figures(table)]


@pytest.mark.parametrize(
    ("head", "unit"),
    [
        ("年末数（亿元）", "亿元"),
        ("比上年增长%", "%"),
        ("增长（±%）", "%"),
        ("指标", ""),
        ("产量(万吨)", "万吨"),
        ("（一）", ""),
    ],
)
def test_unit_of_head(head: str, unit: str):
    """
    The unit in a head's brackets is the unit of its column.
    """
    assert unit == unit_of_head(head)
