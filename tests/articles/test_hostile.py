"""Hostile files: each meets a bound and a message, and nothing else is hurt."""

import os
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from knowledge.articles import (
    DEFAULT_LIMITS,
    Limits,
    article_from_text,
    clean_article,
    find_article_files,
    limits_set,
    read_articles,
)
from knowledge.errors import ArticleError, UnreadableArticleError
from tests.articles.mapping import find_mapping_faults
from tests.tables import read_table

SENTENCE = "某某镇今年以来,共拆除私搭乱建118处,群众满意。"


def trouble_of(path, limits=DEFAULT_LIMITS):
    """What reading a file says."""
    with pytest.raises(UnreadableArticleError) as raised:
        list(read_articles(path, limits))
    assert raised.value.source == str(path)
    return raised.value.trouble


@pytest.mark.parametrize(("name", "content", "said"), read_table("articles_refused.tsv"))
def test_a_file_that_is_no_article_is_refused_with_a_word(tmp_path, name, content, said):
    """Archives, old Office files, pictures, programs, empty and binary files."""
    path = tmp_path / name
    path.write_bytes(bytes.fromhex(content) if content else b"")
    assert said in trouble_of(path)


def test_a_file_beyond_the_size_is_not_even_read(tmp_path):
    """500 MB of text, that are a hole on the disk: the size alone is looked at."""
    path = tmp_path / "大.txt"
    with path.open("wb") as file:
        file.truncate(500 << 20)
    assert "文件太大：500 MB，最多读 64 MB" == trouble_of(path)


def test_a_text_beyond_the_characters_is_refused(tmp_path):
    """The bound on one article holds for every format."""
    (tmp_path / "长.txt").write_text(SENTENCE * 100, encoding="utf-8")
    assert "文字太多" in trouble_of(tmp_path / "长.txt", Limits(characters=1000))


@pytest.mark.parametrize(("suffix", "inside"), [(".docx", "word/document.xml"), (".xlsx", "xl/workbook.xml")])
def test_a_package_that_unpacks_to_too_much_is_refused(tmp_path, suffix, inside):
    """A zip bomb: small on the disk, huge when unpacked."""
    path = tmp_path / f"弹{suffix}"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(inside, "<x>" + " " * (30 << 20) + "</x>")
    assert "压缩炸弹" in trouble_of(path)
    assert "解开后有 30 MB" in trouble_of(path, replace(DEFAULT_LIMITS, unpacked_bytes=1 << 20))


def test_a_package_of_too_many_parts_is_refused(tmp_path):
    """Ten thousand files inside one."""
    path = tmp_path / "多.docx"
    with zipfile.ZipFile(path, "w") as package:
        for number in range(40):
            package.writestr(f"word/{number}.xml", "<x/>")
    assert "40 个部分" in trouble_of(path, replace(DEFAULT_LIMITS, parts=30))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize(("suffix", "inside"), [(".docx", "word/document.xml"), (".xlsx", "xl/sharedStrings.xml")])
def test_entities_in_a_package_are_refused(tmp_path, suffix, inside, encoding):
    """A billion laughs, in any encoding, never reaches a parser."""
    laughs = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><x>&b;</x>'
    path = tmp_path / f"笑{suffix}"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr(inside, laughs.encode(encoding))
    assert "实体" in trouble_of(path)


def test_entities_in_a_page_expand_to_nothing(tmp_path):
    """HTML knows no entities of its own making, and no file of the machine is read."""
    secret = tmp_path / "秘密.txt"
    secret.write_text("不可外传", encoding="utf-8")
    path = tmp_path / "页.html"
    path.write_text(
        f'<!DOCTYPE html [<!ENTITY x SYSTEM "file://{secret}"><!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'
        f"<html><body><h1>某某镇拆违见成效</h1><p>{SENTENCE}&x;&b;</p></body></html>",
        encoding="utf-8",
    )
    article = next(read_articles(path))
    assert "不可外传" not in article.raw
    assert "haha" not in article.raw


@pytest.mark.parametrize("name", ["坏.docx", "坏.xlsx"])
def test_a_damaged_package_is_refused(tmp_path, name):
    """Half a file."""
    path = tmp_path / name
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("word/document.xml" if "docx" in name else "xl/workbook.xml", "<x/>" * 1000)
    path.write_bytes(path.read_bytes()[:-40])
    assert "已损坏" in trouble_of(path)
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("word/document.xml" if "docx" in name else "xl/workbook.xml", "<x/>")
    assert "读不出来" in trouble_of(path)


def test_a_pdf_of_too_many_pages_and_one_without_text_are_refused(tmp_path):
    """Pages are counted before any is read; a scan says that it has no text layer."""
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(tmp_path / "扫描.pdf"))
    for _ in range(12):
        canvas.rect(100, 100, 200, 200, fill=1)
        canvas.showPage()
    canvas.save()
    assert "有 12 页，最多读 10 页" == trouble_of(tmp_path / "扫描.pdf", Limits(pages=10))
    assert "没有文字层" in trouble_of(tmp_path / "扫描.pdf")


def test_a_locked_and_a_damaged_pdf_are_refused(tmp_path):
    """A password, and garbage behind the right first bytes."""
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(tmp_path / "锁.pdf"), encrypt=StandardEncryption("user", "owner", canPrint=0))
    canvas.drawString(100, 100, "secret")
    canvas.save()
    assert "加了密码" in trouble_of(tmp_path / "锁.pdf")
    (tmp_path / "坏.pdf").write_bytes(b"%PDF-1.4\n" + b"garbage" * 100)
    assert "已损坏" in trouble_of(tmp_path / "坏.pdf")


def test_nul_characters_and_marks_of_direction_do_not_reach_the_sentences(tmp_path):
    """The text reads on without them, and maps to the raw text all the same."""
    (tmp_path / "甲.txt").write_text(
        f"某某镇\u202e拆违\x00\n\n今年\x00拆除\u200b11\u20668处\u2069,群众满意。\n\n{SENTENCE}", encoding="utf-8"
    )
    document = clean_article(next(read_articles(tmp_path / "甲.txt")))
    assert ["某某镇拆违", "今年拆除118处,群众满意。", SENTENCE] == [sentence.text for sentence in document.sentences]
    assert "某某镇拆违" == document.article.title
    assert [] == find_mapping_faults(document)


def test_a_workbook_of_too_many_rows_is_refused(tmp_path):
    """Rows are counted over all sheets."""
    import openpyxl

    book = openpyxl.Workbook()
    for number in range(50):
        book.active.append([f"第{number}村", number])
    book.save(tmp_path / "表.xlsx")
    assert "行数太多，最多 20 行" == trouble_of(tmp_path / "表.xlsx", Limits(rows=20))


def test_what_is_no_regular_file_is_not_read(tmp_path):
    """A pipe would wait for ever, a folder is no file, and what is missing is said to be."""
    os.mkfifo(tmp_path / "管道.txt")
    assert "不是普通文件" in trouble_of(tmp_path / "管道.txt")
    assert "这是文件夹" in trouble_of(tmp_path)
    assert "没有这个文件" in trouble_of(tmp_path / "无.txt")
    assert "没有这个文件" in trouble_of(tmp_path / "无" / ".." / "更无.txt")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_says_so(tmp_path):
    """No permission."""
    path = tmp_path / "锁.txt"
    path.write_text(SENTENCE, encoding="utf-8")
    path.chmod(0)
    assert "没有权限" in trouble_of(path)


def test_folders_are_walked_once_however_they_are_linked(tmp_path):
    """Loops of links end, a file that two ways lead to is read once, and `..` leads where it leads."""
    inner = tmp_path / "一" / "二"
    inner.mkdir(parents=True)
    for path in (
        tmp_path / "甲.txt",
        inner / "乙.md",
        inner / "图.png",
        inner / "包.zip",
        inner / ".隐藏.txt",
        inner / "~$锁.docx",
    ):
        path.write_text(SENTENCE, encoding="utf-8")
    (inner / "回").symlink_to(tmp_path)
    (inner / "己").symlink_to(inner / "己")
    (inner / "丙.txt").symlink_to(tmp_path / "甲.txt")
    found = [path.name for path in find_article_files([tmp_path, tmp_path / "一" / "..", inner])]
    assert 1 == found.count("甲.txt") + found.count("丙.txt")
    assert {"乙.md", "包.zip"} == set(found) - {"甲.txt", "丙.txt"}


def test_a_folder_of_too_many_files_and_one_too_deep(tmp_path):
    """Both are bounds, the first with a message."""
    deep = tmp_path
    for _ in range(6):
        deep = deep / "深"
        deep.mkdir()
    (deep / "底.txt").write_text(SENTENCE, encoding="utf-8")
    assert [] == list(find_article_files([tmp_path], Limits(depth=3)))
    assert ["底.txt"] == [path.name for path in find_article_files([tmp_path])]
    for number in range(12):
        (tmp_path / f"{number}.txt").write_text(SENTENCE, encoding="utf-8")
    with pytest.raises(UnreadableArticleError, match="文件太多"):
        list(find_article_files([tmp_path], Limits(files=10)))


@pytest.mark.parametrize(
    "unit",
    ["花", "花\n", "，", "1,", "1 ", " ", "　", "（", "“", "|", "| a |\n", "[", "](", "——", "1\n", "\\*", "<b>", "花，\n", "0371-", "ll0", "\x0c", "- 3 -\n"],
)  # fmt: skip
def test_no_text_takes_more_than_its_length(unit):
    """Long runs of anything are read in one pass: a pattern that went back and forth would not come back here."""
    document = clean_article(article_from_text(unit * (120_000 // len(unit)), "长.txt"))
    assert document.article.raw


@pytest.mark.parametrize("depth", [100, 220, 20_000])
def test_a_deep_page_is_read_or_refused(tmp_path, depth):
    """Elements inside one another: as deep as the parser goes, and then a message."""
    path = tmp_path / "深.html"
    path.write_text("<html><body>" + "<div>" * depth + SENTENCE + "</div>" * depth + "</body></html>", encoding="utf-8")
    if depth < 250:
        assert SENTENCE in next(read_articles(path)).raw
    else:
        assert "没有文字" in trouble_of(path) or SENTENCE in next(read_articles(path)).raw


def test_one_bad_file_leaves_the_others_alone(tmp_path):
    """Reading is a matter of one file each."""
    (tmp_path / "甲.txt").write_bytes(os.urandom(64) + b"\x00" * 64)
    (tmp_path / "乙.txt").write_text(SENTENCE, encoding="utf-8")
    read: list[str] = []
    for path in find_article_files([Path(tmp_path)]):
        try:
            read.extend(article.raw for article in read_articles(path))
        except UnreadableArticleError:
            continue
    assert [SENTENCE] == read


def test_a_folder_that_cannot_be_opened_does_not_stop_the_walk(tmp_path, monkeypatch):
    """It is given back like a file, so that reading it says what is wrong."""
    for name in ("一", "二"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "文.txt").write_text(SENTENCE, encoding="utf-8")
    scandir = os.scandir

    def refuse(path):
        if str(path).endswith("一"):
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    found = list(find_article_files([tmp_path]))
    assert [tmp_path / "一", tmp_path / "二" / "文.txt"] == found
    assert "没有权限读" == trouble_of(tmp_path / "一")


def test_the_environment_sets_the_limits(monkeypatch):
    """Some are named, the others stay as they are."""
    monkeypatch.setenv("YOUJU_LIMITS", "pages=10000, file_bytes=200000000")
    assert replace(DEFAULT_LIMITS, pages=10_000, file_bytes=200_000_000) == limits_set()
    monkeypatch.delenv("YOUJU_LIMITS")
    assert DEFAULT_LIMITS == limits_set()


@pytest.mark.parametrize("given", ["pages", "pages=-1", "pages=0", "pages=viel", "sheets=3"])
def test_a_limit_that_is_none_is_told(monkeypatch, given):
    """The message names the setting, what was read and what there is."""
    monkeypatch.setenv("YOUJU_LIMITS", given)
    with pytest.raises(ArticleError, match=r"YOUJU_LIMITS.*file_bytes"):
        limits_set()
