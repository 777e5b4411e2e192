"""Bylines, titles and kickers, line by line."""

import pytest

from knowledge.articles import article_from_text, clean_article
from knowledge.articles.frame import Frame, find_bylines, match_byline
from knowledge.articles.lines import find_lines
from tests.tables import read_table

BODY = "某某镇今年以来,共拆除私搭乱建118处,群众满意。"


@pytest.mark.parametrize(("line", "authors", "origin", "published", "reason"), read_table("articles_bylines.tsv"))
def test_a_byline_says_who_from_where_and_when(line, authors, origin, published, reason):
    """Writers are authors, editors and photographers are not; paper and day are read beside them."""
    frame, names = Frame(), []
    assert match_byline(line, frame, names, alone=True), reason
    assert authors.split() == names, reason
    assert origin == frame.origin, reason
    assert published == (frame.published.isoformat() if frame.published else ""), reason


@pytest.mark.parametrize(("line", "reason"), read_table("articles_not_bylines.tsv"))
def test_what_looks_like_a_byline_and_is_none(line, reason):
    """Headings of short words do not become authors."""
    assert not match_byline(line, Frame(), [], alone=True), reason


@pytest.mark.parametrize(("lines", "title", "kicker", "reason"), read_table("articles_titles.tsv"))
def test_the_title_is_told_from_kicker_and_heading(lines, title, kicker, reason):
    """The title is the line that names what the article is about."""
    article = article_from_text("\n\n".join(lines.split(" / ")), "甲.txt")
    assert (title, kicker) == (article.title, article.kicker), reason


def test_names_in_the_body_are_no_byline():
    """Only the head and the foot are looked at."""
    frame = find_bylines(find_lines(f"某某镇拆违见成效\n\n{BODY}\n\n李山 毛志刚\n\n{BODY}"))
    assert () == frame.authors


def test_the_lead_names_reporter_and_agency():
    """本报讯 and 新华社电 open the body and stay in it."""
    document = clean_article(article_from_text(f"某某镇拆违\n\n本报讯（记者 栾月琳 通讯员 李山）{BODY}", "甲.txt"))
    assert ("栾月琳", "李山") == document.article.authors
    assert "本报讯（记者 栾月琳 通讯员 李山）" + BODY == document.sentences[1].text
    assert "新华社" == article_from_text(f"某某镇拆违\n\n新华社郑州5月12日电（记者李山）{BODY}", "甲.txt").origin


def test_the_header_of_a_report_stays_citable():
    """Who gave the report, where and when, are bylines that answer questions; the name is the author."""
    document = clean_article(
        article_from_text(
            "2021年某某市政府工作报告\n\n——2021年1月10日在某某市第五届人民代表大\n会第六次会议上\n\n市长 朱某某\n\n各位代表：\n\n"
            + BODY,
            "甲.txt",
        )
    )
    assert ("朱某某",) == document.article.authors
    assert 2021 == document.article.year
    assert ["——2021年1月10日在某某市第五届人民代表大会第六次会议上", "市长 朱某某"] == [
        sentence.text for sentence in document.sentences if sentence.kind == "byline"
    ]
    assert "body" == document.sentences[3].kind


def test_a_title_of_the_file_where_the_text_has_none():
    """An article without a headline is called by its file."""
    assert "通知" == article_from_text(BODY * 3, "某处/通知.txt").title


@pytest.mark.parametrize(
    ("printed", "authors", "origin"),
    [
        ("青禾日报记者 沈知秋\n\n今年以来,全镇拆除私搭乱建118处,群众满意。", ("沈知秋",), "青禾日报"),
        ("青禾日报记者 沈知秋\n来源：青禾在线\n\n今年以来,全镇拆除私搭乱建118处,群众满意。", ("沈知秋",), "青禾在线"),
        ("本报记者 沈知秋\n\n今年以来,全镇拆除私搭乱建118处,群众满意。", ("沈知秋",), ""),
        ("青禾日報記者 張偉\n\n今年以來,全鎮拆除私搭亂建118處,群眾滿意。", ("張偉",), "青禾日報"),
        ("作者：張偉　來源：青禾日報\n\n今年以來,全鎮拆除私搭亂建118處,群眾滿意。", ("張偉",), "青禾日報"),
    ],
)
def test_a_writer_s_paper_is_the_origin_where_none_is_named(printed, authors, origin):
    """青禾日报记者 says whose writer it is; a line in Traditional characters is read too, and its names stay as printed."""
    article = article_from_text(f"青禾县温泉镇见闻\n\n{printed}", "甲.txt")
    assert (authors, origin) == (article.authors, article.origin)
