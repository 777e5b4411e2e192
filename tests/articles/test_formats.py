"""Formats: the same article in, whatever the file, the same sentences out."""

import json
import sys

import pytest

from knowledge.articles import article_from_text, clean_article, find_cells, read_articles
from knowledge.articles.formats.pdf import Run, page_text
from knowledge.errors import MissingFormatError, UnreadableArticleError
from tests.articles.mapping import find_mapping_faults
from tests.articles.other_formats import paragraphs_of, write_docx, write_html, write_pdf
from tests.conftest import LIBRARY, ROOT

ARTICLES = sorted(LIBRARY.glob("*.txt"))
SAMPLES = ROOT / "tests" / "samples" / "articles"


def seen(document):
    """What a reader of the base would see: every sentence with its kind and section, and the frame."""
    article = document.article
    frame = (article.title, article.kicker, article.authors, article.origin, article.published)
    return frame, [(sentence.kind, sentence.section, sentence.text) for sentence in document.sentences]


@pytest.fixture(scope="module", params=ARTICLES, ids=lambda path: path.stem[:3])
def clean(request):
    return clean_article(next(read_articles(request.param)))


@pytest.mark.parametrize("styled", [True, False], ids=["styles", "plain"])
def test_a_word_file_gives_the_same_sentences(clean, tmp_path, styled):
    """With the styles of Word, and with none."""
    write_docx(paragraphs_of(clean), tmp_path / "文.docx", styled=styled)
    assert seen(clean) == seen(clean_article(next(read_articles(tmp_path / "文.docx"))))


@pytest.mark.parametrize("encoding", ["utf-8", "gb2312"])
def test_a_page_gives_the_same_sentences(clean, tmp_path, encoding):
    """Without its navigation and foot, in the encoding it declares."""
    write_html(paragraphs_of(clean), tmp_path / "文.html", encoding)
    assert seen(clean) == seen(clean_article(next(read_articles(tmp_path / "文.html"))))


@pytest.mark.parametrize(
    ("columns", "header", "size"),
    [(1, "", 11), (2, "", 11), (1, "某某日报 2021年5月12日 星期三", 11), (2, "某某日报专版", 9)],
)
def test_a_pdf_gives_the_same_sentences(clean, tmp_path, columns, header, size):
    """In one column and in two, with a running head and page numbers and without."""
    write_pdf(paragraphs_of(clean), tmp_path / "文.pdf", columns, header, size)
    document = clean_article(next(read_articles(tmp_path / "文.pdf")))
    assert seen(clean) == seen(document)
    assert [] == find_mapping_faults(document)


@pytest.mark.parametrize(("columns", "gutter", "size"), [(2, 12, 11), (2, 5, 11), (2, 8, 9), (3, 10, 9)])
def test_narrow_gutters_part_columns_too(clean, tmp_path, columns, gutter, size):
    """Down to half a character, over which commas hang: every sentence of the body is whole."""
    write_pdf(paragraphs_of(clean), tmp_path / "文.pdf", columns, "", size, gutter=gutter)
    document = clean_article(next(read_articles(tmp_path / "文.pdf")))
    bodies = [[s.text for s in one.sentences if s.kind == "body"] for one in (clean, document)]
    assert bodies[0] == bodies[1]


def test_the_cells_of_a_pdf_s_table_stand_under_their_heads():
    """Rows are known by parts that stand under one another, however near; the line above them is no head."""
    lines = [
        [("各村工坊情况如下：", 60)],
        [("村名", 60), ("工坊（家）", 95), ("产值（万元）", 160)],
        [("红旗村", 60), ("8", 112), ("120.5", 180)],
        [("前进村", 60), ("6", 112), ("98", 184)],
        [("以上数据已经公示，群众没有异议，今后每季度公布一次。", 60)],
    ]
    runs = [
        Run(text, left, 700 - 17 * number, left + 11 * len(text) * (0.5 if text.isascii() else 1), 711 - 17 * number)
        for number, line in enumerate(lines)
        for text, left in line
    ]
    document = clean_article(article_from_text(f"青禾县温泉镇情况\n\n{page_text(runs)}", "表.pdf"))
    rows = [sentence for sentence in document.sentences if sentence.heads]
    assert ["红旗村 | 8 | 120.5", "前进村 | 6 | 98"] == [row.text for row in rows]
    assert ("村名", "工坊（家）", "产值（万元）") == rows[0].heads
    assert "各村工坊情况如下" == rows[0].section


def test_a_bare_page_number_below_two_columns_ends_neither():
    """A number alone at the foot, between the columns, is written last and is no line of the left one."""
    left = [
        Run(f"左栏第{n}行清理垃圾三百立方米修补道路多处群众", 40, 750 - 18 * n, 282, 761 - 18 * n) for n in range(11)
    ]
    right = [
        Run(f"右栏第{n}行发放宣传页四千份制作版面多块群众", 310, 750 - 18 * n, 552, 761 - 18 * n) for n in range(11)
    ]
    text = page_text([*left, *right, Run("1", 290, 20, 296, 31)])
    assert [run.text for run in (*left, *right)] + ["1"] == [line for line in text.split("\n") if line]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_plain_text_in_any_encoding_gives_the_same_sentences(clean, tmp_path, encoding):
    """The bytes differ, the article does not."""
    (tmp_path / "文.txt").write_bytes(clean.article.raw.encode(encoding))
    assert seen(clean) == seen(clean_article(next(read_articles(tmp_path / "文.txt"))))


def test_markdown_is_read_with_its_fields():
    """Heads, emphasis, links, lists and tables; the block of fields is no sentence."""
    document = clean_article(next(read_articles(SAMPLES / "通报.md")))
    article = document.article
    assert ("青石镇环境整治通报", ("李山",), "青石镇人民政府", "2021-05-12") == (
        article.title, article.authors, article.origin, article.published.isoformat(),
    )  # fmt: skip
    texts = [sentence.text for sentence in document.sentences]
    assert "今年以来，全镇拆除私搭乱建118处，详见公告。" in texts
    assert "清运垃圾3万余立方米；" in texts
    row = next(sentence for sentence in document.sentences if sentence.kind == "row" and not sentence.item)
    assert [("村名", "青山村"), ("拆除（处）", "35"), ("面积（平方米）", "6200")] == [
        (cell.head, row.text[cell.start : cell.end]) for cell in find_cells(row)
    ]
    assert "分村情况" == row.section
    assert [] == find_mapping_faults(document)


def test_caption_of_a_page_s_table_gives_its_unit(tmp_path):
    """
    What stands in <caption> stands above the table, with the unit that it names.
    """
    rows = "<tr><th>项目</th><th>2022年</th></tr><tr><td>税收收入</td><td>12.5</td></tr>"
    page = (
        f"<html><body><h1>某县财政收支</h1><table><caption>财政收支（单位：亿元）</caption>{rows}</table></body></html>"
    )
    (tmp_path / "表.html").write_text(page, encoding="utf-8")
    row = clean_article(next(read_articles(tmp_path / "表.html"))).sentences[-1]
    assert ("税收收入 | 12.5", "财政收支（单位：亿元）") == (row.text, row.section)


def test_a_saved_page_is_read_with_title_author_date_and_table():
    """What the head of the page says, the main text with its table, and nothing of the site."""
    document = clean_article(next(read_articles(SAMPLES / "网页.html")))
    article = document.article
    assert ("青石镇新建道路17条", ("毛志刚",), "某某日报", "2021-05-12", "某某网") == (
        article.title, article.authors, article.origin, article.published.isoformat(), article.site,
    )  # fmt: skip
    texts = [sentence.text for sentence in document.sentences]
    assert "记者从青石镇获悉，今年全镇新建道路17条，修补破损路面540余平方米。" in texts
    assert not any(word in "".join(texts) for word in ("登录", "热门推荐", "ICP备"))
    row = next(sentence for sentence in document.sentences if sentence.text.startswith("东环路"))
    assert ("长度（米）", "1200") == (
        find_cells(row)[1].head,
        row.text[find_cells(row)[1].start : find_cells(row)[1].end],
    )


def test_a_word_file_keeps_tables_where_they_stand(tmp_path):
    """Paragraph, table, paragraph; merged cells are repeated; what was deleted under review is gone."""
    import docx

    document = docx.Document()
    document.add_paragraph("青石镇整治情况", style="Title")
    document.add_paragraph("各村整治情况如下，请予审议。")
    table = document.add_table(rows=3, cols=3)
    for row, cells in zip(
        table.rows, (("村名", "项目", "处数"), ("青山村", "拆除", "35"), ("", "清运", "12")), strict=True
    ):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    table.cell(1, 0).merge(table.cell(2, 0))
    document.add_paragraph("以上情况已经公示，群众没有异议。")
    document.save(str(tmp_path / "文.docx"))
    cleaned = clean_article(next(read_articles(tmp_path / "文.docx")))
    assert ["title", "body", "row", "row", "row", "body"] == [sentence.kind for sentence in cleaned.sentences]
    assert "青山村 | 清运 | 12" == cleaned.sentences[4].text
    assert ("村名", "项目", "处数") == cleaned.sentences[4].heads


def test_a_word_file_gives_what_is_printed_and_once(tmp_path):
    """A text box has a copy for older programs; hidden, deleted and moved text is not on the page."""
    import docx
    from docx.oxml import parse_xml

    names = (
        'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    )
    box = "<w:txbxContent><w:p><w:r><w:t>框里拆除35处，群众满意。</w:t></w:r></w:p></w:txbxContent>"
    document = docx.Document()
    document.add_paragraph("青石镇整治情况", style="Title")
    paragraph = document.add_paragraph("全镇拆除118处，群众满意。")
    paragraph.add_run("密级888万元。").font.hidden = True
    for tag, text in (("del", "delText"), ("moveFrom", "t")):
        paragraph._p.append(parse_xml(f"<w:{tag} {names}><w:r><w:{text}>作废999处。</w:{text}></w:r></w:{tag}>"))
    paragraph._p.append(
        parse_xml(
            f"<w:r {names}><mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
            "</mc:AlternateContent></w:r>"
        )
    )
    document.save(str(tmp_path / "文.docx"))
    cleaned = clean_article(next(read_articles(tmp_path / "文.docx")))
    assert ["青石镇整治情况", "全镇拆除118处，群众满意。", "框里拆除35处，群众满意。"] == [
        sentence.text for sentence in cleaned.sentences
    ]


def test_a_frame_round_a_word_file_is_no_table(clean, tmp_path):
    """An article that stands in a table of one cell, with a table in it, reads as it does without."""
    import docx

    document = docx.Document()
    cell = document.add_table(rows=1, cols=1).cell(0, 0)
    for _, text in paragraphs_of(clean):
        cell.add_paragraph(text)
    table = cell.add_table(rows=2, cols=2)
    for place, text in zip(((0, 0), (0, 1), (1, 0), (1, 1)), ("村名", "处数", "青山村", "35"), strict=True):
        table.cell(*place).text = text
    document.save(str(tmp_path / "文.docx"))
    cleaned = clean_article(next(read_articles(tmp_path / "文.docx")))
    assert [s.text for s in clean.sentences] == [s.text for s in cleaned.sentences if s.kind != "row"]
    assert ["村名 | 处数", "青山村 | 35"] == [s.text for s in cleaned.sentences if s.kind == "row"]


def test_merged_cells_of_a_workbook_hold_for_all_they_span(tmp_path):
    """Heads over several columns, a name beside several rows, a caption over the whole sheet."""
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    for row in (
        ["温泉镇各村情况表"], [None, None, None, None, "单位：万元"], ["片区", "村名", "2022年", None, "2023年"],
        [None, None, "投入", "产值", "投入"], ["东片", "红旗村", 12.5, 88, 30], [None, "前进村", 8, 66, 21],
    ):  # fmt: skip
        sheet.append(row)
    for merged in ("A1:E1", "A3:A4", "B3:B4", "C3:D3", "A5:A6"):
        sheet.merge_cells(merged)
    book.save(tmp_path / "表.xlsx")
    document = clean_article(next(read_articles(tmp_path / "表.xlsx")))
    rows = [sentence for sentence in document.sentences if sentence.heads]
    assert ["东片 | 红旗村 | 12.5 | 88 | 30", "东片 | 前进村 | 8 | 66 | 21"] == [row.text for row in rows]
    assert ("片区", "村名", "2022年 投入（万元）", "2022年 产值（万元）", "2023年 投入（万元）") == tuple(
        head if "年" in head else head.split("（")[0] for head in rows[0].heads
    )
    assert "温泉镇各村情况表" == rows[0].section


def test_a_workbook_that_is_too_wide_is_refused(tmp_path):
    """With the number of its columns."""
    import openpyxl

    book = openpyxl.Workbook()
    book.active.append(list(range(1001)))
    book.save(tmp_path / "表.xlsx")
    with pytest.raises(UnreadableArticleError, match="有 1001 列，最多读 1000 列"):
        next(read_articles(tmp_path / "表.xlsx"))


def test_a_workbook_shows_its_numbers_as_the_sheet_does(tmp_path):
    """Percent, thousands and dates as shown; captions above the table; sheets as sections."""
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "分村"
    sheet.append(["青石镇各村完成情况"])
    sheet.append(["村名", "处数", "完成率"])
    sheet.append(["青山村", 2946, 0.853])
    sheet["B3"].number_format, sheet["C3"].number_format = "#,##0", "0.0%"
    other = book.create_sheet("全镇")
    other.append(["项目", "数量（处）"])
    other.append(["拆除", 118.0])
    hidden = book.create_sheet("草稿")
    hidden.append(["作废", 1])
    hidden.sheet_state = "hidden"
    book.save(tmp_path / "台账.xlsx")
    document = clean_article(next(read_articles(tmp_path / "台账.xlsx")))
    texts = [sentence.text for sentence in document.sentences]
    assert "台账" == document.article.title
    assert "青山村 | 2,946 | 85.3%" in texts
    assert "拆除 | 118" in texts
    assert not any("作废" in text for text in texts)
    row = next(sentence for sentence in document.sentences if sentence.text.startswith("青山村"))
    assert ("村名", "处数", "完成率") == row.heads
    assert "青石镇各村完成情况" == row.section
    assert ("分村", "青石镇各村完成情况") == document.headings_of(row)


@pytest.mark.parametrize(
    ("name", "delimiter", "encoding"),
    [("表.csv", ",", "utf-8-sig"), ("表.csv", ";", "gb18030"), ("表.tsv", "\t", "utf-8")],
)
def test_separated_values_are_a_table(tmp_path, name, delimiter, encoding):
    """Any usual delimiter and encoding."""
    lines = [["村名", "处数"], ["青山村", "35"], ["绿水村", "12"], ["白石村", "7"]]
    (tmp_path / name).write_bytes("\r\n".join(delimiter.join(line) for line in lines).encode(encoding))
    document = clean_article(next(read_articles(tmp_path / name)))
    assert ["青山村 | 35", "绿水村 | 12", "白石村 | 7"] == [s.text for s in document.sentences if s.heads]


def test_jsonl_holds_one_article_a_line(tmp_path):
    """Named fields in English or Chinese; bad lines are named after the good ones are read."""
    lines = [
        json.dumps(
            {
                "title": "甲镇拆违",
                "text": "甲镇拆除118处,群众满意。",
                "author": "李山、毛志刚",
                "origin": "某某日报",
                "date": "2021-05-12",
                "id": "a1",
            }
        ),
        "不是 JSON",
        json.dumps({"标题": "乙镇修路", "正文": "乙镇修路17条,群众满意。"}, ensure_ascii=False),
        json.dumps({"title": "没有正文"}),
    ]
    path = tmp_path / "文章.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    reader = read_articles(path)
    first, second = next(reader), next(reader)
    assert ("甲镇拆违", ("李山", "毛志刚"), "某某日报", "2021-05-12", f"{path}#a1") == (
        first.title, first.authors, first.origin, first.published.isoformat(), first.source,
    )  # fmt: skip
    assert "甲镇拆违" == clean_article(first).sentences[0].text
    assert ("乙镇修路", f"{path}#3") == (second.title, second.source)
    with pytest.raises(UnreadableArticleError, match="第 2 行不是 JSON 对象；第 4 行没有正文"):
        next(reader)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("一.jsonl", {"新闻标题": "甲镇拆违", "新闻内容": "甲镇拆除118处。\n\n群众满意。", "发布时间": 1620748800}),
        ("二.jsonl", {"title": "甲镇拆违", "paragraphs": ["甲镇拆除118处。", "群众满意。"], "date": "2021/05/12"}),
        ("三.jsonl", {"_source": {"标题": "甲镇拆违", "正文": "<p>甲镇<b>拆除</b>118处。</p><p>群众满意。</p>", "日期": "2021-5-12"}}),
        ("四.json", [{"title": "甲镇拆违", "content": "甲镇拆除118处。<br>群众满意。", "publish_date": "2021-05-12T08:00:00"}]),
    ],
)  # fmt: skip
def test_json_is_read_under_the_names_that_sites_use(tmp_path, name, content):
    """Other names, lists of paragraphs, marks of HTML, one level further in, a list of articles in one file."""
    (tmp_path / name).write_text(json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8")
    [article] = read_articles(tmp_path / name)
    assert ("甲镇拆违", "2021-05-12") == (article.title, article.published.isoformat())
    assert ["甲镇拆违", "甲镇拆除118处。", "群众满意。"] == [s.text for s in clean_article(article).sentences]


def test_a_line_without_a_text_says_what_it_holds(tmp_path):
    """So that the field can be renamed."""
    (tmp_path / "甲.jsonl").write_text('{"标题": "甲镇", "摘要": "拆除118处。"}', encoding="utf-8")
    with pytest.raises(UnreadableArticleError, match="没有正文（text 或 正文），只有 标题、摘要"):
        next(read_articles(tmp_path / "甲.jsonl"))


def test_a_file_is_known_by_its_first_bytes_where_its_name_is_wrong(clean, tmp_path):
    """A Word file called .txt, a page called .txt, a PDF without a suffix."""
    write_docx(paragraphs_of(clean), tmp_path / "甲.txt")
    write_html(paragraphs_of(clean), tmp_path / "乙.txt")
    write_pdf(paragraphs_of(clean), tmp_path / "丙")
    for name in ("甲.txt", "乙.txt", "丙"):
        assert seen(clean) == seen(clean_article(next(read_articles(tmp_path / name))))


@pytest.mark.parametrize(("module", "name", "library"), [
    ("docx", "文.docx", "python-docx"), ("openpyxl", "表.xlsx", "openpyxl"), ("pypdfium2", "文.pdf", "pypdfium2"), ("trafilatura", "页.html", "trafilatura"),
])  # fmt: skip
def test_a_missing_library_is_named_with_how_to_install_it(monkeypatch, tmp_path, module, name, library):
    """Without the extra, the message says which pip install brings it."""
    monkeypatch.setitem(sys.modules, module, None)
    (tmp_path / name).write_bytes(
        b"%PDF-1.4" if name.endswith("pdf") else b"<html>" if name.endswith("html") else b"PK\x03\x04"
    )
    with pytest.raises(MissingFormatError, match=f"{library}.*pip install 'youju\\[formats\\]'"):
        next(read_articles(tmp_path / name))


def test_text_that_was_typed_is_an_article_too():
    """A message of a chat has no file; what no text may hold is replaced."""
    article = article_from_text("花园口镇拆违\x00\n\n今年拆除118处,群众满意\ud800。", "聊天")
    assert "花园口镇拆违" == article.title
    assert "\x00" not in article.raw
    article.raw.encode("utf-8")


@pytest.mark.parametrize("columns", [1, 2])
def test_a_title_that_comes_back_as_header_is_read_once(clean, tmp_path, columns):
    """Whole or cut short, above every page."""
    for number, header in enumerate((clean.article.title, clean.article.title[:15])):
        path = tmp_path / f"{number}.pdf"
        write_pdf(paragraphs_of(clean), path, columns, header, 9)
        assert seen(clean) == seen(clean_article(next(read_articles(path))))


def test_parts_round_the_article_of_a_page_are_left_out(tmp_path):
    """What class or id calls navigation, an advertisement or related gives no sentence, wherever it stands."""
    prose = "芍药镇拆除私搭乱建138处,清理垃圾330立方米。全镇干部群众齐心协力,投入到整治工作中,取得了明显成效。"
    (tmp_path / "page.html").write_text(
        "<html><head><meta charset='utf-8'><title>芍药镇:拆违见成效_某某网</title></head><body>"
        "<div class='top-nav'><a href='/'>首页</a> 共1234条评论</div>"
        "<div id='ad_1'>手机999元,快来看</div><h1>芍药镇:拆违见成效</h1>"
        f"<div id='content'><p>　　{prose}</p><div class='share'>已有56人分享</div><p>　　修补破损道路540平方米,群众满意。</p></div>"
        "<div class='related'>相关阅读:10个方法</div></body></html>",
        encoding="utf-8",
    )
    document = clean_article(next(read_articles(tmp_path / "page.html")))
    text = "".join(sentence.text for sentence in document.sentences)
    assert ("138处" in text, "540平方米" in text) == (True, True)
    assert not [number for number in ("1234", "999", "56人", "10个") if number in text]


def test_a_page_of_one_named_part_is_kept(tmp_path):
    """A part that holds most of the page is the article, whatever it is called."""
    prose = (
        "<p>芍药镇拆除私搭乱建138处,清理垃圾330立方米,修补破损道路540平方米,全镇干部群众齐心协力,取得了明显成效。</p>"
    )
    (tmp_path / "page.html").write_text(
        f"<html><head><meta charset='utf-8'></head><body><div class='main share'>{prose * 3}</div></body></html>",
        encoding="utf-8",
    )
    [article] = read_articles(tmp_path / "page.html")
    assert 3 == article.raw.count("138处")


PROSE = [
    "深秋的温泉镇，家家户户门前晒满了柿子。今年以来，全镇盘活闲置农房86栋，吸纳1240余名村民在家门口就业。",
    "镇里成立专班，对全镇14个村的闲置农房逐一登记。截至10月底，累计登记闲置农房412栋，面积约5.6万平方米。",
]
TITLE = "青禾县温泉镇：小农房变身“共富工坊”"
LINKS = "".join(f"<a href='{number}'>某镇{number}个项目开工</a>" for number in range(1, 8))
INFO = "发布时间：2023-11-02 09:30　来源：青禾日报　作者：沈知秋"
PAGES = {
    "byline beside": f"<h1>{TITLE}</h1><div class='info'>{INFO}</div><div class='article'>{{}}</div><ul>{LINKS}</ul>",
    "byline in parts": f"<h1>{TITLE}</h1><p><em class='publish_time'>2023-11-02</em><span class='source'>青禾日报</span>"
    "<a class='author'>沈知秋</a></p><div>{}</div>",
    "frames of tables": "<table><tr><td><a>首页</a><a>要闻</a></td></tr><tr><td><table>"
    f"<tr><td>{TITLE}</td></tr><tr><td>青禾日报 2023-11-2 沈知秋</td></tr><tr><td>{{}}</td></tr></table></td><td>{LINKS}</td></tr></table>",
    "what search engines are told": "<script type='application/ld+json'>"
    '{{"@type": "NewsArticle", "headline": "' + TITLE.replace("“", "「").replace("”", "」") + '", "datePublished": "2023-11-02T08:00:00+08:00",'
    ' "author": [{{"name": "沈知秋"}}]}}</script>' + f"<h1>{TITLE}</h1><p>来源：青禾日报</p><div>{{}}</div>",
    "comments below": f"<h1>{TITLE}</h1><p>{INFO}</p><div>{{}}</div><p style='display: none'>隐藏文字9999万元。</p>"
    "<div class='w1'><h3>网友评论（2）</h3><p>我们村才拿到5000元，说好的1.8万元呢？</p></div>"
    "<div class='w2'><h3>为你推荐</h3><ul><li><a>南坡镇投入777万元</a>3小时前</li></ul></div><p>1 2 3 下一页</p>"
    "<p>点击下载青禾新闻客户端，新人领88元红包</p>",
    "a channel": f"<h1>{TITLE}</h1><p>{INFO}</p><section><span>点击蓝字 关注我们</span></section>{{}}<p>END</p><p>编辑｜张三　审核｜李四</p>"
    "<p>点赞、在看、转发三连</p>",
}  # fmt: skip


@pytest.mark.parametrize("shape", PAGES)
def test_pages_of_many_shapes_give_the_same_article(tmp_path, shape):
    """Title, writer, paper and day wherever they stand; the prose, and nothing of what is round it."""
    prose = "".join(f"<p>　　{text}</p>" for text in PROSE)
    page = f"<html><head><title>{TITLE}_青禾在线</title></head><body>{PAGES[shape].format(prose)}</body></html>"
    (tmp_path / "页.html").write_text(page, encoding="utf-8")
    document = clean_article(next(read_articles(tmp_path / "页.html")))
    article = document.article
    assert (TITLE, ("沈知秋",), "青禾日报", "2023-11-02") == (
        article.title, article.authors, article.origin, article.published and article.published.isoformat(),
    )  # fmt: skip
    assert [TITLE, *(f"{text}。" for prose in PROSE for text in prose.split("。") if text)] == [
        sentence.text for sentence in document.sentences if sentence.kind != "byline"
    ]
