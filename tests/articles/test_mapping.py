"""The promise of the room, for any text: sentences map to the raw text, and steps say what was left out."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.articles import article_from_text, clean_article, find_cells
from tests.articles.mapping import find_mapping_faults

PIECES = (
    "花园口镇", "拆除私搭乱建118处", "，", "。", "；", "：", "！", "、", "一、", "（一）", "第一章", "1.", "-", "#", "##", "**", "---", "[3]", "“", "”", "（", "）", "——", "各位代表：", "市长", "目录", "abc", "def", "x", "0", "的", "1", "18", "```", "来源:郑州日报", "2021年5月12日", "（下转A2版）", "l18处", "整-", "治", "\\*", "[", "](", "](http://x.cn)", "![a](b)", "<b>", "</b>", "首页>新闻", "表1", "单位：万人", "统计", "⼀", "😀", "é",

    "\n", "\n\n", "\r\n", "\u2028", "\x0c", " ", "　", "\t", "\u00a0", "\u200b", "\ufeff", "\u202e", "\u00ad", "\x00", "\ud800",
    "| ", " | ", "|", "| --- | --- |", "钢 材 2，208 万吨 1，633 万吨 35．2", "22 505平方米", "3.\n5%", "65. 65%", "栾月琳 李 山",
    "— 3 —", "图为花园口。 李山 摄", "Advertisement showing a list of product items for the best price", "预订电话:0371-5526 9888",
    "统 筹 推 进", "各村(社区)“两委”干部", "在最前线筑牢战斗堡垒", "指标 数值", "其中：城市 25.0",
)  # fmt: skip

texts = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=6)), max_size=80).map("".join)
SETTINGS = settings(
    max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


@SETTINGS
@given(texts)
def test_every_sentence_is_its_stretch_of_the_raw_text(text):
    """Less what recorded steps left out of it, and a step of layout leaves out nothing but layout."""
    assert [] == find_mapping_faults(clean_article(article_from_text(text, "甲.txt")))


@SETTINGS
@given(texts)
def test_sections_and_paragraphs_are_in_order(text):
    """Paragraphs are counted upwards; a section holds its heading; the innermost heading is the section named."""
    document = clean_article(article_from_text(text, "甲.txt"))
    paragraphs = [sentence.paragraph for sentence in document.sentences]
    assert paragraphs == sorted(paragraphs)
    for section in document.sections:
        assert section.title
        assert 0 <= section.start <= section.end <= len(document.article.raw)
    for sentence in document.sentences:
        assert sentence.text == sentence.text.strip()
        assert all(0 <= cell.start < cell.end <= len(sentence.text) for cell in find_cells(sentence))


@settings(max_examples=100, deadline=None)
@given(texts)
def test_cleaning_is_the_same_every_time(text):
    """The same text gives the same document."""
    assert clean_article(article_from_text(text, "甲.txt")) == clean_article(article_from_text(text, "甲.txt"))
