"""DOCX: paragraphs and tables in the order of the document; headings from styles, and from bold lines."""

import io
import re
from collections.abc import Iterator
from typing import Any

from knowledge.articles.article import Article
from knowledge.articles.formats.packages import check_package
from knowledge.articles.formats.plain import check_length
from knowledge.articles.formats.table import render_table
from knowledge.articles.from_text import article_from_text
from knowledge.articles.limits import Limits
from knowledge.errors import MissingFormatError, UnreadableArticleError

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
HEADING = re.compile(r"^(?:heading|标题|toc heading)\s*(\d)?$", re.IGNORECASE)
COMPATIBLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
BOX = WORD + "txbxContent"
# What is in the file and not on the page: deletions, what stands elsewhere now, readings above characters, and the
# copy of a text box for older programs.
UNPRINTED = frozenset({WORD + "del", WORD + "moveFrom", WORD + "rt", COMPATIBLE + "Fallback"})
DEEPEST = 40  # tables within tables, and boxes within boxes


def read(data: bytes, source: str, limits: Limits) -> Iterator[Article]:
    """Read a Word file as one article."""
    try:
        import docx
    except ImportError as trouble:
        raise MissingFormatError(source, "python-docx", "formats") from trouble
    check_package(data, source, limits)
    try:
        document = docx.Document(io.BytesIO(data))
        styles = {style.style_id: style.name or "" for style in document.styles if style.style_id}
        body = document.element.body
        raw = "\n\n".join(block for block in find_blocks(body, styles, 0) if block.strip())
        properties = document.core_properties
        named = (properties.title or "").strip()
    except Exception as trouble:  # the library raises what its parsers raise
        raise UnreadableArticleError(source, f"Word 文件读不出来：{type(trouble).__name__}") from trouble
    check_length(raw, source, limits)
    # The property is often that of a template; it counts where the text has it too.
    title = named if named and re.sub(r"\s", "", named) in re.sub(r"\s", "", raw[:400]) else ""
    yield article_from_text(raw, source, title=title, notes=("按 Word 文件读取",))


def find_blocks(parent: Any, styles: dict[str, str], depth: int) -> Iterator[str]:
    """Walk paragraphs and tables in document order, also those in content controls."""
    if depth > DEEPEST:
        return
    for child in parent.iterchildren():
        if child.tag == WORD + "p":
            yield paragraph_text(child, styles)
            for box in printed_nodes(child):
                if box.tag == BOX:
                    yield from find_blocks(box, styles, depth + 1)
        elif child.tag == WORD + "tbl":
            yield table_text(child, styles, depth + 1)
        elif child.tag in (WORD + "sdt", WORD + "sdtContent", WORD + "ins", WORD + "smartTag", WORD + "customXml"):
            yield from find_blocks(child, styles, depth + 1)


def paragraph_text(paragraph: Any, styles: dict[str, str]) -> str:
    """The text of a paragraph as it reads with all changes accepted, marked as a heading where it is one."""
    text = run_text(paragraph).strip()
    if not text:
        return ""
    style = paragraph.find(f"{WORD}pPr/{WORD}pStyle")
    name = styles.get(style.get(WORD + "val"), "") if style is not None else ""
    single = " ".join(text.split("\n"))
    if name.lower() in ("title", "题目") and len(single) <= 80:
        return f"# {single}"
    if (heading := HEADING.match(name)) and len(single) <= 80:
        return f"{'#' * min(int(heading.group(1) or 1) + 1, 6)} {single}"
    if paragraph.find(f"{WORD}pPr/{WORD}numPr") is not None and len(single) > 1:
        return f"- {text}"
    return text


def run_text(element: Any) -> str:
    """The text of all runs, also of those that were inserted; what is not printed, and field codes, are no text."""
    parts: list[str] = []
    for node in printed_nodes(element):
        if node.tag == WORD + "t":
            parts.append(node.text or "")
        elif node.tag == WORD + "tab":
            if node.getparent().tag == WORD + "r":
                parts.append("\t")
        elif node.tag in (WORD + "br", WORD + "cr"):
            parts.append("\n")
        elif node.tag == WORD + "noBreakHyphen":
            parts.append("-")
    return "".join(parts)


def printed_nodes(element: Any) -> Iterator[Any]:
    """Walk what is printed of an element, in order; a text box is given, and what is in it is not walked."""
    waiting = [element]
    while waiting:
        node = waiting.pop()
        if node.tag in UNPRINTED or (node.tag == WORD + "r" and is_hidden(node)):
            continue
        yield node
        if node.tag != BOX or node is element:
            waiting.extend(reversed(node))


def is_hidden(run: Any) -> bool:
    mark = run.find(f"{WORD}rPr/{WORD}vanish")
    return mark is not None and mark.get(WORD + "val") not in ("0", "false", "off")


def table_text(table: Any, styles: dict[str, str], depth: int) -> str:
    """A table as piped lines; a cell that spans columns or rows is repeated in each."""
    grid = [own_cells(row) for row in table.iter(WORD + "tr") if next(row.iterancestors(WORD + "tbl")) is table]
    if all(len(cells) == 1 for cells in grid):
        # A frame of one cell round a text is no table.
        frames = (block for [cell] in grid for block in find_blocks(cell, styles, depth))
        return "\n\n".join(block for block in frames if block.strip())
    rows: list[list[str]] = []
    for cells in grid:
        texts: list[str] = []
        for cell in cells:
            paragraphs = (node for node in printed_nodes(cell) if node.tag == WORD + "p")
            text = " ".join(filter(None, (run_text(paragraph).strip() for paragraph in paragraphs)))
            merged = cell.find(f"{WORD}tcPr/{WORD}vMerge")
            if merged is not None and merged.get(WORD + "val") != "restart" and rows and len(texts) < len(rows[-1]):
                text = rows[-1][len(texts)]
            span = cell.find(f"{WORD}tcPr/{WORD}gridSpan")
            width = int(span.get(WORD + "val") or 1) if span is not None else 1
            texts.extend([text] * min(max(width, 1), 64))
        rows.append(texts)
    return render_table(rows)


def own_cells(row: Any) -> list[Any]:
    return [cell for cell in row.iter(WORD + "tc") if next(cell.iterancestors(WORD + "tr")) is row]
