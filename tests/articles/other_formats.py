"""An article as plain text in; the same article as DOCX, HTML and PDF, made as people make them, out."""

import html
from io import BytesIO
from pathlib import Path

from knowledge.articles import Document

MARKED = {"title": "title", "heading": "heading"}


def paragraphs_of(document: Document) -> list[tuple[str, str]]:
    """Return (kind, text) of each paragraph of a cleaned article, as an editor would type it in."""
    paragraphs: dict[int, list[str]] = {}
    kinds: dict[int, str] = {}
    for sentence in document.sentences:
        paragraphs.setdefault(sentence.paragraph, []).append(sentence.text)
        kinds.setdefault(sentence.paragraph, sentence.kind)
    return [(kinds[number], "".join(texts)) for number, texts in paragraphs.items()]


def write_docx(paragraphs: list[tuple[str, str]], path: Path, styled: bool = True) -> None:
    """Write a Word file, with the styles of Word for title and headings, or with none."""
    import docx

    document = docx.Document()
    for kind, text in paragraphs:
        if styled and kind == "title" and text == title_of(paragraphs):
            document.add_paragraph(text, style="Title")
        elif styled and kind == "heading":
            document.add_paragraph(text, style="Heading 1")
        else:
            paragraph = document.add_paragraph()
            # Word cuts a paragraph into runs wherever something was edited.
            for start in range(0, len(text), 17):
                paragraph.add_run(text[start : start + 17])
    document.save(str(path))


def write_html(paragraphs: list[tuple[str, str]], path: Path, encoding: str = "utf-8") -> None:
    """Write a page as a news site has it: navigation, the article, a foot."""
    lines = [
        f"<!DOCTYPE html><html><head><meta charset='{encoding}'><title>标题_某某网</title></head><body>",
        "<div class='nav'><a href='/'>首页</a> &gt; <a href='/news'>新闻</a> &gt; 正文</div><div class='main'><div id='article'>",
    ]
    for kind, text in paragraphs:
        tag = {"title": "h1", "heading": "h3"}.get(kind, "p")
        if kind == "title" and text != title_of(paragraphs):
            tag = "p"
        lines.append(
            f"<{tag}>　　{html.escape(text)}</{tag}>"
            if tag == "p" and kind == "body"
            else f"<{tag}>{html.escape(text)}</{tag}>"
        )
    lines.append(
        "</div></div><div class='footer'><p>版权所有 © 某某网 ICP备05012345号 电话：0371-12345678</p></div></body></html>"
    )
    path.write_bytes("\n".join(lines).encode(encoding, "xmlcharrefreplace"))


def write_pdf(
    paragraphs: list[tuple[str, str]],
    path: Path,
    columns: int = 1,
    header: str = "",
    font_size: int = 11,
    number: str = "— {} —",
    gutter: int = 24,
) -> None:
    """Write a PDF set in STSong-Light, in one or two columns, with a header and page numbers where asked."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    body = ParagraphStyle(
        "body",
        fontName="STSong-Light",
        fontSize=font_size,
        leading=font_size * 1.6,
        wordWrap="CJK",
        firstLineIndent=2 * font_size,
    )
    plain = ParagraphStyle("plain", parent=body, firstLineIndent=0, spaceBefore=font_size, spaceAfter=font_size / 2)
    title = ParagraphStyle("title", parent=plain, fontSize=font_size * 1.6, leading=font_size * 2.4)
    width, height = A4
    margin = 60
    column = (width - 2 * margin - (columns - 1) * gutter) / columns
    frames = [
        Frame(margin + i * (column + gutter), 60, column, height - 130, leftPadding=0, rightPadding=0, id=f"c{i}")
        for i in range(columns)
    ]

    def decorate(canvas, document):  # type: ignore[no-untyped-def]
        if header:
            canvas.setFont("STSong-Light", 9)
            canvas.drawString(margin, height - 45, header)
            canvas.drawCentredString(width / 2, 30, number.format(document.page))

    buffer = BytesIO()
    document = BaseDocTemplate(buffer, pagesize=A4, invariant=True)
    document.addPageTemplates([PageTemplate(id="page", frames=frames, onPage=decorate)])
    styles = {"title": title, "heading": plain, "byline": plain}
    document.build([Paragraph(html.escape(text), styles.get(kind, body)) for kind, text in paragraphs])
    path.write_bytes(buffer.getvalue())


def title_of(paragraphs: list[tuple[str, str]]) -> str:
    """The longest of the title lines: a kicker is shorter, and so is the second title of a report."""
    return max((text for kind, text in paragraphs if kind == "title"), key=len, default="")
