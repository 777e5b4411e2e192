"""Repairs: each does its one thing, says so, and leaves alone what is real."""

import pytest

from knowledge.articles import article_from_text, clean_article
from knowledge.articles.repairs import DATA, find_confusables, furniture
from tests.articles.mapping import find_mapping_faults
from tests.tables import read_table

BODY = "某某镇今年以来,共拆除私搭乱建118处,群众满意。"


def cleaned(text):
    return clean_article(article_from_text(text, "甲.txt"))


@pytest.mark.parametrize(("above", "below", "joined", "reason"), read_table("articles_joins.tsv"))
def test_lines_are_joined_where_layout_broke_them(above, below, joined, reason):
    """A sentence that goes on is joined over an empty line; headings, items and new paragraphs begin anew."""
    document = cleaned(f"{BODY}\n\n{above}\n\n{below}\n\n{BODY}")
    paragraphs = {sentence.text: sentence.paragraph for sentence in document.sentences}
    first = next(number for text, number in paragraphs.items() if above[:6] in text)
    second = next(number for text, number in paragraphs.items() if below[-6:] in text)
    assert (joined == "yes") == (first == second), reason
    assert [] == find_mapping_faults(document)


@pytest.mark.parametrize(("printed", "read", "reason"), read_table("articles_repairs.tsv"))
def test_text_is_read_without_what_layout_put_inside(printed, read, reason):
    """Blanks in words and numbers, marks and what prints nothing are left out; what the writer put there stays."""
    document = cleaned(f"{BODY}\n\n{printed}\n\n{BODY}")
    assert read in [sentence.text for sentence in document.sentences], reason
    assert [] == find_mapping_faults(document)
    assert (printed != read) == any(
        step.name.startswith("去掉") or step.name.startswith("接上") for step in document.steps
    )


@pytest.mark.parametrize(("text", "flagged", "reason"), read_table("articles_confusables.tsv"))
def test_numbers_that_a_scanner_may_have_misread_are_flagged(text, flagged, reason):
    """A letter among digits is flagged, and a name that looks like that is not."""
    assert ([flagged] if flagged else []) == [text[start:end] for start, end in find_confusables(text)], reason


def test_what_is_flagged_is_not_changed():
    """The sentence reads as printed, with a step that says where to look."""
    document = cleaned(f"{BODY}\n\n今年共拆除ll8处,面积22,5O5平方米。\n\n{BODY}")
    assert "今年共拆除ll8处,面积22,5O5平方米。" in [sentence.text for sentence in document.sentences]
    assert ["ll8", "22,5O5"] == [
        document.article.raw[step.start : step.end] for step in document.steps if step.name == "疑似误识字符"
    ]


@pytest.mark.parametrize(("line", "dropped", "reason"), read_table("articles_advertisements.tsv"))
def test_what_is_sold_below_an_article_is_left_out(line, dropped, reason):
    """Advertisements give no sentence; notices do."""
    document = cleaned(f"某某镇拆违见成效\n\n{BODY}\n\n{BODY}\n\n栾月琳\n\n{line}")
    kept = any(line[:10] in sentence.text for sentence in document.sentences)
    assert (dropped == "yes") == (not kept), reason


def test_what_is_sold_above_an_article_is_left_out():
    """The same before its first prose; the title stays."""
    document = cleaned(f"特价!手机只要999元,电话400-123-4567\n\n某某镇拆违见成效\n\n{BODY}\n\n{BODY}")
    assert "某某镇拆违见成效" == document.article.title
    assert not any("999元" in sentence.text for sentence in document.sentences)


def rows_of_furniture():
    lines = (DATA / "furniture.tsv").read_text(encoding="utf-8").splitlines()[1:]
    return [tuple(line.split("\t")[:3]) for line in lines if line]


@pytest.mark.parametrize(("kind", "pattern", "example"), rows_of_furniture())
def test_each_row_of_furniture_matches_its_example(kind, pattern, example):
    """A row of data/furniture.tsv finds what its example shows."""
    found = next(regex for regex in furniture(kind) if regex.pattern == pattern)
    assert found.fullmatch(example) if kind in ("line", "notice") else found.search(example)


def test_furniture_of_a_saved_page_is_left_out():
    """Breadcrumbs, counters, sharing and the foot of a site give no sentence."""
    document = cleaned(
        f"当前位置：首页 > 新闻 > 正文\n某某镇拆违见成效\n浏览次数：1234\n【字体：大 中 小】\n\n{BODY}\n\n{BODY}\n\n分享到：微信 微博\n上一篇：没有了\n版权所有 © 某某网"
    )
    assert ["某某镇拆违见成效", BODY, BODY] == [sentence.text for sentence in document.sentences]


def test_a_header_that_comes_back_is_left_out_and_the_sentence_goes_on():
    """Page numbers and running heads stand between two halves of a sentence."""
    page = "某某日报专版"
    document = cleaned(
        f"某某镇拆违见成效\n\n今年以来,全镇上下团结一心,先后组织机关干部和各村\n{page}\n— 2 —\n干部召开培训会10多次,成效明显。随后又用半年时间,开展\n{page}\n— 3 —\n活动2次,群众满意。"
    )
    assert "今年以来,全镇上下团结一心,先后组织机关干部和各村干部召开培训会10多次,成效明显。" in [
        sentence.text for sentence in document.sentences
    ]
    assert page not in "".join(sentence.text for sentence in document.sentences)


def test_a_heading_that_comes_back_is_no_header():
    """A line that repeats without cutting a sentence stays."""
    document = cleaned("\n\n".join(f"某某镇\n\n{BODY}" for _ in range(4)))
    assert 4 == sum(sentence.text == "某某镇" for sentence in document.sentences)


def test_a_caption_inside_a_sentence_is_moved_out():
    """The sentence is whole, and the caption stands for itself."""
    document = cleaned(
        "某某镇拆违\n\n今年以来,全镇先后组织机关干部和各村\n\n图为拆违现场。 李山 摄\n\n干部召开培训会10多次,成效明显。"
    )
    texts = [sentence.text for sentence in document.sentences]
    assert "今年以来,全镇先后组织机关干部和各村干部召开培训会10多次,成效明显。" in texts
    assert "图为拆违现场。" in texts
    assert [] == find_mapping_faults(document)


def test_lines_of_a_poem_stay_lines():
    """Short lines of one length are not run together."""
    document = cleaned("某某镇古诗\n\n白日依山尽\n黄河入海流\n欲穷千里目\n更上一层楼\n")
    assert ["白日依山尽", "黄河入海流", "欲穷千里目", "更上一层楼"] == [s.text for s in document.sentences][1:]


def test_words_of_latin_letters_keep_a_blank_between_lines():
    """Two lines of English are joined with one blank, two lines of Chinese with none."""
    document = cleaned(f"{BODY}\n\n全镇推广Building Information\nModeling技术,共建成18\n个项目,成效明显。")
    assert "全镇推广Building Information Modeling技术,共建成18个项目,成效明显。" in [s.text for s in document.sentences]


def test_a_table_of_contents_gives_no_sentence():
    """What stands under 目录 comes back as headings, and is not read twice."""
    document = cleaned(
        f"某某规划\n\n目录\n一、发展环境\n二、主要目标\n三、重点任务\n\n一、发展环境\n\n{BODY}\n\n二、主要目标\n\n{BODY}\n\n三、重点任务\n\n{BODY}"
    )
    assert ["一、发展环境", "二、主要目标", "三、重点任务"] == [
        s.text for s in document.sentences if s.kind == "heading"
    ]
    assert 1 == sum("发展环境" in sentence.text for sentence in document.sentences)


def test_what_prints_nothing_between_two_lines_is_no_caption():
    """A zero-width blank at the beginning of a line that goes on is left out with the line end, and nothing is moved."""
    document = cleaned("abc\n\u200babc")
    assert [] == find_mapping_faults(document)
    assert "移开图注" not in [step.name for step in document.steps]


@pytest.mark.parametrize("mark", ["1\u200b)", "\u2022\u200b ", "#\u200b# ", "（\u200e一）", "一\u00ad、"])
def test_marks_with_hidden_characters_inside_are_marks(mark):
    """What prints nothing does not hide what a line is."""
    printed = f"{BODY}\n\n{mark}新建道路17条\n\n{BODY}"
    plain = "".join(character for character in printed if character not in "\u200b\u200e\u00ad")
    assert [(s.kind, s.item, s.text) for s in cleaned(plain).sentences] == [
        (s.kind, s.item, s.text) for s in cleaned(printed).sentences
    ]
    assert [] == find_mapping_faults(cleaned(printed))
