"""The two articles the product ships with: frame, sections and whole sentences."""

import pytest

from knowledge.articles import clean_article, read_articles
from tests.articles.mapping import find_mapping_faults
from tests.conftest import LIBRARY

HUAYUANKOU = LIBRARY / "000_0053b0b0cd6db772.txt"
GUXING = LIBRARY / "002_76d2f7ef51fcb555.txt"


@pytest.fixture(scope="module")
def huayuankou():
    return clean_article(next(read_articles(HUAYUANKOU)))


@pytest.fixture(scope="module")
def guxing():
    return clean_article(next(read_articles(GUXING)))


def test_the_frame_of_the_first_article(huayuankou):
    """Title, authors and paper stand where they are printed; there is no kicker."""
    article = huayuankou.article
    assert "花园口镇不断提升辖区群众幸福感和满意度" == article.title
    assert "" == article.kicker
    assert ("栾月琳", "李山") == article.authors
    assert "郑州日报" == article.origin
    assert article.published is None


def test_the_frame_of_the_second_article(guxing):
    """The kicker is kept apart from the title, and no paper is named where none is printed."""
    article = guxing.article
    assert "古荥镇:发挥党建引领作用 努力打造美丽乡镇" == article.title
    assert "抢抓重大机遇 推进重点工作" == article.kicker
    assert ("栾月琳", "毛志刚") == article.authors
    assert "" == article.origin


def test_sections_of_the_first_article(huayuankou):
    """Five headings; what stands before the first of them has no section."""
    assert [
        "在最前线筑牢战斗堡垒",
        "在最难处树立先锋模范",
        "在最末端达成整治共识",
        "在最细节提升工作标准",
        "在最弱点普惠民生事项",
    ] == [section.title for section in huayuankou.sections]
    assert "" == huayuankou.sentences[1].section
    torn_down = next(sentence for sentence in huayuankou.sentences if "118处" in sentence.text)
    assert "在最难处树立先锋模范" == torn_down.section


def test_sections_of_the_second_article(guxing):
    """Three headings, each of two parts."""
    assert [
        "统揽全局 党委当好“掌舵手”",
        "善治自治 支部当好“主心骨”",
        "多方联动 党群画好“同心圆”",
    ] == [section.title for section in guxing.sections]
    cleared = next(sentence for sentence in guxing.sentences if "3万余立方米" in sentence.text)
    assert "多方联动 党群画好“同心圆”" == cleared.section


@pytest.mark.parametrize(
    "whole",
    [
        "先后组织机关干部和各村(社区)“两委”干部召开业务培训会10多次,开展“逐村观摩、整镇推进”活动2次,",
        "在修缮道路、整治排水沟、安装路灯等各项工作中,充分运用“四议两公开”工作法,",
        "努力打造共建共治共享的基层治理新格局。",
    ],
)
def test_sentences_that_the_page_broke_are_whole(guxing, whole):
    """A sentence that the layout cut in two is one again."""
    assert any(whole in sentence.text for sentence in guxing.sentences)


def test_the_advertisement_gives_no_sentence(guxing):
    """The English description of a picture, its products and its telephone are left out, and the step says so."""
    text = "".join(sentence.text for sentence in guxing.sentences)
    assert "Advertisement" not in text
    assert "蛋黄酥" not in text
    assert "0371" not in text
    assert "去掉广告和外文图注" in [step.name for step in guxing.steps]


def test_bylines_and_titles_are_sentences_that_can_be_cited(huayuankou, guxing):
    """Who wrote it and what it is called can be quoted as printed."""
    assert ["栾月琳 李 山", "来源:郑州日报"] == [s.text for s in huayuankou.sentences if s.kind == "byline"]
    assert ["抢抓重大机遇 推进重点工作", guxing.article.title] == [
        s.text for s in guxing.sentences if s.kind == "title"
    ]


def test_items_of_an_enumeration_carry_their_mark(guxing):
    """一是, 二是, 三是 and 四是 are told from other sentences."""
    assert ["一是", "二是", "三是", "四是"] == [s.item for s in guxing.sentences if s.item]


def test_every_sentence_maps_to_the_raw_text(huayuankou, guxing):
    """Nothing is missing from a sentence but what a recorded step left out."""
    assert [] == find_mapping_faults(huayuankou)
    assert [] == find_mapping_faults(guxing)
    for sentence in huayuankou.sentences:
        assert sentence.text == huayuankou.article.raw[sentence.start : sentence.end]
