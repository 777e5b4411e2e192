"""Structure: headings at several depths, inline ones, lists and tables."""

import pytest

from knowledge.articles import article_from_text, clean_article, find_cells
from tests.conftest import need_shared

BODY = "某某镇今年以来,共拆除私搭乱建118处,群众满意。"

REPORT = f"""2021年某某市政府工作报告

各位代表：

一、2020年工作回顾

{BODY}

（一）农业稳步发展。粮食总产296万吨，增长3%。

1.粮食。全市粮食面积稳定，产量增长3%。

（二）工业

{BODY}

二、2021年工作安排

一是抓好农业。二是抓好工业。三是改善民生。

1.新建道路17条
2.改造小区5个
3.清运垃圾3万吨

（一）坚持创新驱动，打造发展新引擎

{BODY}"""


@pytest.fixture(scope="module")
def report():
    return clean_article(article_from_text(REPORT, "报告.txt"))


def test_headings_stand_at_their_depth(report):
    """一、 above （一） above 1., whether they stand alone or open their paragraph."""
    assert [
        ("一、2020年工作回顾", 4),
        ("（一）农业稳步发展", 5),
        ("1.粮食", 6),
        ("（二）工业", 5),
        ("二、2021年工作安排", 4),
        ("（一）坚持创新驱动，打造发展新引擎", 5),
    ] == [(section.title, section.level) for section in report.sections]


def test_a_sentence_knows_all_headings_above_it(report):
    """The outermost first, so that a period of the chapter holds for the section."""
    sentence = next(sentence for sentence in report.sentences if "产量增长3%" in sentence.text)
    assert ("一、2020年工作回顾", "（一）农业稳步发展", "1.粮食") == report.headings_of(sentence)
    assert "1.粮食" == sentence.section
    last = report.sentences[-1]
    assert ("二、2021年工作安排", "（一）坚持创新驱动，打造发展新引擎") == report.headings_of(last)


def test_a_run_of_short_numbered_lines_is_a_list(report):
    """Items are text with their mark, and no headings."""
    items = [(sentence.item, sentence.kind) for sentence in report.sentences if sentence.item]
    assert [
        ("一是", "body"),
        ("二是", "body"),
        ("三是", "body"),
        ("1.", "body"),
        ("2.", "body"),
        ("3.", "body"),
    ] == items


COMMA_HEADINGS = ("产业旺，一片叶子富一方", "环境美，家家门前有风景", "乡风淳，积分攒出好风气")


@pytest.mark.parametrize("indent", ["", "　　"])
@pytest.mark.parametrize(("above", "below"), [("\n", "\n"), ("\n\n", "\n\n"), ("\n\n", "\n")])
def test_a_heading_with_a_comma_is_no_part_of_the_sentence_below(above, below, indent):
    """产业旺，一片叶子富一方: short, behind the end of a sentence, above a paragraph, and not the only one."""
    told = "“上午摘茶，下午包装，一天能挣130元左右。”在岩垭村茶叶加工车间，村民手脚麻利地分拣着茶青，一年能挣2.6万元。"
    text = f"枫木坳镇见闻\n\n{indent}{BODY}"
    for heading in COMMA_HEADINGS:
        text += f"{above}{indent}{heading}{below}{indent}{told}"
    document = clean_article(article_from_text(text, "甲.txt"))
    assert COMMA_HEADINGS == tuple(section.title for section in document.sections)
    assert 3 == [sentence.text for sentence in document.sentences].count("“上午摘茶，下午包装，一天能挣130元左右。”")


def test_one_broken_line_with_a_comma_is_no_heading():
    """A paragraph whose first line layout broke, once in a text, is one paragraph."""
    text = f"某某镇见闻\n\n{BODY}\n\n充分发挥科研院所的作用，积极引进\n\n国内外科技及各类人才，为全镇发展提供保障。\n\n{BODY}"
    document = clean_article(article_from_text(text, "甲.txt"))
    assert "充分发挥科研院所的作用，积极引进国内外科技及各类人才，为全镇发展提供保障。" in [
        sentence.text for sentence in document.sentences
    ]


def test_a_heading_and_its_text_on_one_line_are_told_apart():
    """A blank parts them, or the heading stands at the end of the line above."""
    document = clean_article(
        article_from_text(
            f"某某市工作报告\n\n现在报告工作,请予审议,并请提出意见。一、过去五年回顾\n\n{BODY}\n\n二、今后五年总体设想 今后五年，是打造核心城市的五年，任务艰巨，前景光明。全市上下要团结一心，再创佳绩，造福群众。",
            "甲.txt",
        )
    )
    assert ["一、过去五年回顾", "二、今后五年总体设想"] == [section.title for section in document.sections]
    assert "今后五年，是打造核心城市的五年，任务艰巨，前景光明。" in [sentence.text for sentence in document.sentences]


@pytest.mark.parametrize(
    ("table", "cells"),
    [
        (
            "表1 2015年人口\n\n| 指  标 | 年末数（万人） | 比重（%） | |\n| --- | --- | --- | --- |\n| 全国 | 137462 | 100.0 | |\n",
            [("指标", "全国"), ("年末数（万人）", "137462"), ("比重（%）", "100.0")],
        ),
        (
            "| 表2 2015年产量 | | |\n| --- | --- | --- |\n| 产品 | 产 量 | 增长% |\n| 布（注） | 892.6 | -0.1 |\n",
            [("产品", "布（注）"), ("产量", "892.6"), ("增长%", "-0.1")],
        ),
        (
            "主要产品产量如下：\n\n一九七九年 一九七九年比\n一九七八年增长％\n\n原 煤 6．35 亿吨 2．8\n原 油 10，615 万吨 2．0\n",
            [("", "原 煤"), ("一九七九年", "6．35 亿吨"), ("一九七九年比一九七八年增长％", "2．8")],
        ),
        (
            "表3：2009年产量\n\n单位：亿元\n\n行 业 投资额 增长%\n\n- 采矿业 9210.8 18.2\n- 制造业 58706.1 26.8\n",
            [("行业", "采矿业"), ("投资额（亿元）", "9210.8"), ("增长%", "18.2")],
        ),
        (
            "表5 工坊情况\n\n| 村名 | 工坊 | 工坊 |\n| --- | --- | --- |\n| 村名 | 数量（家） | 就业（人） |\n| 红旗村 | 8 | 310 |\n",
            [("村名", "红旗村"), ("工坊 数量（家）", "8"), ("工坊 就业（人）", "310")],
        ),
        (
            "表6 工坊情况\n\n| 村名 | 2022年 | | 2023年 |\n| --- | --- | --- | --- |\n| | 数量（家） | 就业（人） | 数量（家） |\n| 红旗村 | 5 | 210 | 8 |\n",
            [("村名", "红旗村"), ("2022年 数量（家）", "5"), ("2022年 就业（人）", "210"), ("2023年 数量（家）", "8")],
        ),
        (
            "表7 工坊情况\n\n| 片区 | 村名 | 工坊（家） |\n| --- | --- | --- |\n| | 前进村 | 6 |\n| 西片 | 花园村 | 5 |\n",
            [("村名", "前进村"), ("工坊（家）", "6")],
        ),
        ("表4 分村情况\n\n村名\t处数\t面积（平方米）\n青山村\t35\t6200\n绿水村\t12\t1800\n", [("村名", "青山村"), ("处数", "35"), ("面积（平方米）", "6200")]),
    ],
)  # fmt: skip
def test_the_cells_of_a_row_stand_under_their_heads(table, cells):
    """Tables of pipes, of blanks and of tabs, with captions and units above them or inside."""
    document = clean_article(article_from_text(f"某某公报\n\n{BODY}\n\n{table}\n{BODY}", "甲.txt"))
    row = next(sentence for sentence in document.sentences if sentence.kind == "row" and sentence.heads)
    assert cells == [(cell.head, row.text[cell.start : cell.end]) for cell in find_cells(row)]
    assert row.section.startswith(("表", "主要产品"))
    assert "" == document.sentences[-1].section, "the caption holds for the table alone"


def test_a_row_that_holds_paragraphs_is_read_as_text():
    """The short cell before a long one is its heading."""
    long = "全年完成道路改造17条，其中主干道5条，支路12条，惠及群众3万余人；同时完成老旧小区改造21个，加装电梯35部，受到居民一致好评和欢迎，群众满意度达到98%。"
    document = clean_article(
        article_from_text(f"| 序号 | 领域 | 完成情况 |\n| --- | --- | --- |\n| 1 | 道路改造 | {long} |\n", "表.txt")
    )
    assert long in [
        sentence.text for sentence in document.sentences if sentence.section == "道路改造" and sentence.kind == "body"
    ]


def test_the_reports_keep_their_sections():
    """A report of the corpus has the sections a reader sees, and every sentence maps to the raw text."""
    from knowledge.articles import read_articles
    from tests.articles.mapping import find_mapping_faults

    folder = need_shared("corpora") / "reports"
    if not folder.is_dir():
        pytest.skip("the reports are not unpacked")
    path = sorted(folder.glob("*.txt"))[100]
    document = clean_article(next(read_articles(path)))
    assert [] == find_mapping_faults(document)
    assert len(document.sections) > 2


def test_a_blank_behind_the_first_sentence_parts_no_heading():
    """一、怎么办？…… is a sentence, wherever the next blank stands; no sentence is empty or read twice."""
    text = "一、钱从哪里来？镇里向上争取 社会筹集，群众投工，三条路一起走，共筹集资金2300万元，修路12公里。"
    document = clean_article(article_from_text(f"某某镇见闻\n\n{BODY}\n\n{text}\n\n{BODY}", "甲.txt"))
    assert text.replace("？", "？\n").split("\n") == [s.text for s in document.sentences[2:-1]]
