"""PDF with a text layer: its lines in reading order, column by column."""

import re
from collections.abc import Iterator, Sequence
from statistics import median
from typing import Any, NamedTuple

from knowledge.articles.article import Article
from knowledge.articles.formats.plain import check_length
from knowledge.articles.from_text import article_from_text
from knowledge.articles.limits import Limits
from knowledge.errors import MissingFormatError, UnreadableArticleError

DEEPEST = 12


class Run(NamedTuple):
    """A stretch of text on one line, with its box in points, y upwards."""

    text: str
    left: float
    bottom: float
    right: float
    top: float


def read(data: bytes, source: str, limits: Limits) -> Iterator[Article]:
    """Read a PDF as one article; a scanned one is refused with a word."""
    try:
        import pypdfium2
    except ImportError as trouble:
        raise MissingFormatError(source, "pypdfium2", "formats") from trouble
    try:
        document = pypdfium2.PdfDocument(data)
        count = len(document)
    except Exception as trouble:
        reason = "加了密码，请去掉密码再添加" if "password" in str(trouble).lower() else "已损坏，打不开"
        raise UnreadableArticleError(source, f"PDF {reason}") from trouble
    try:
        if count > limits.pages:
            raise UnreadableArticleError(source, f"有 {count} 页，最多读 {limits.pages} 页")
        pages: list[str] = []
        length = 0
        for number in range(count):
            try:
                page = document[number]
                text_page = page.get_textpage()
                runs = find_runs(text_page)
                text_page.close()
                page.close()
            except Exception as trouble:
                raise UnreadableArticleError(source, f"PDF 第 {number + 1} 页读不出来") from trouble
            text = page_text(runs)
            length += len(text)
            if length > limits.characters:
                raise UnreadableArticleError(source, f"文字太多，一篇最多 {limits.characters} 字")
            pages.append(text)
    finally:
        document.close()
    raw = "\n\f".join(pages)
    if not raw.strip("\n\f "):
        raise UnreadableArticleError(source, "这份 PDF 没有文字层（像是扫描件），请先用文字识别软件转成文字")
    check_length(raw, source, limits)
    yield article_from_text(raw, source, notes=(f"按 PDF 读取，共 {count} 页",))


def find_runs(text_page: Any) -> list[Run]:
    """Read the stretches of text of a page, as the library boxes them."""
    runs: list[Run] = []
    for index in range(text_page.count_rects()):
        left, bottom, right, top = text_page.get_rect(index)
        text = text_page.get_text_bounded(left - 0.5, bottom - 0.5, right + 0.5, top + 0.5)
        text = re.sub(r"[\r\n]+", "", text).strip("\ufffe\uffff")
        if text.strip():
            runs.append(Run(text, left, bottom, right, top))
    return runs


def page_text(runs: Sequence[Run]) -> str:
    """Write a page: its columns one after the other, an empty line where a paragraph begins or a gap shows."""
    if not runs:
        return ""
    height = median(run.top - run.bottom for run in runs)
    parts: list[str] = []
    for column in find_columns(list(runs), height, 0):
        parts.append(column_text(column, height))
    return "\n".join(parts)


def find_columns(runs: list[Run], height: float, depth: int) -> list[list[Run]]:
    """
    Cut a page along the white between its parts: across where text of full width stands, then down the gutters.

    The recursive cut of Nagy and Seth (1984): a gutter at least one and a half characters wide, with text of three
    lines on either side, parts columns.
    """
    if depth > DEEPEST or len(runs) < 4:
        return [runs]
    if gutter := find_gutter(runs, height):
        left = [run for run in runs if run.right <= gutter]
        right = [run for run in runs if run.left >= gutter]
        return find_columns(left, height, depth + 1) + find_columns(right, height, depth + 1)
    # A headline across the columns hides their gutter: look for it above and below each gap between lines.
    for cut in find_gaps(runs):
        above = [run for run in runs if run.bottom >= cut]
        below = [run for run in runs if run.top <= cut]
        if len(above) + len(below) == len(runs) and (find_gutter(above, height) or find_gutter(below, height)):
            return find_columns(above, height, depth + 1) + find_columns(below, height, depth + 1)
    return [runs]


def find_gutter(runs: Sequence[Run], height: float) -> float:
    """Find the widest white strip from top to bottom with columns of prose on both sides; 0 where there is none."""
    spans = sorted((run.left, run.right) for run in runs)
    best = (0.0, 0.0)
    edge = spans[0][1] if spans else 0.0
    for left, right in spans[1:]:
        if left - edge > best[0]:
            best = (left - edge, (left + edge) / 2)
        edge = max(edge, right)
    width, middle = best
    if width < 1.2 * height:
        return 0.0
    for side in ([run for run in runs if run.right <= middle], [run for run in runs if run.left >= middle]):
        lines = {round(run.bottom / max(height, 1)) for run in side}
        if len(lines) < 3 or sum(len(run.text) for run in side) < 10 * len(lines):
            return 0.0
    return middle


def find_gaps(runs: Sequence[Run]) -> list[float]:
    """The heights between lines, from the top of the page down."""
    edges = sorted(((run.top, run.bottom) for run in runs), reverse=True)
    gaps: list[float] = []
    low = edges[0][1]
    for top, bottom in edges[1:]:
        if top <= low + 0.5:
            gaps.append((top + low) / 2)
        low = min(low, bottom)
    return gaps[:40]


def column_text(runs: Sequence[Run], height: float) -> str:
    """Write a column line by line."""
    lines: list[list[Run]] = []
    for run in sorted(runs, key=lambda run: (-(run.top + run.bottom) / 2, run.left)):
        middle = (run.top + run.bottom) / 2
        if lines and any(other.bottom < middle < other.top for other in lines[-1][:1]):
            lines[-1].append(run)
        else:
            lines.append([run])
    boxes = [
        (
            min(run.left for run in line),
            min(run.bottom for run in line),
            max(run.right for run in line),
            max(run.top for run in line),
        )
        for line in lines
    ]
    pitches = [above[1] - below[1] for above, below in zip(boxes, boxes[1:], strict=False) if above[1] > below[1]]
    pitch = sorted(pitches)[len(pitches) // 4] if pitches else height * 1.6
    margin = min(box[0] for box in boxes) if boxes else 0.0
    edge = max(box[2] for box in boxes) if boxes else 0.0
    written: list[str] = []
    for index, line in enumerate(lines):
        text = line_text(line, height)
        if index:
            above, here = boxes[index - 1], boxes[index]
            gap = above[1] - here[1]
            indented = margin + 1.2 * height < here[0] < margin + 5 * height and above[2] <= edge + 1
            ended = above[2] < edge - 2.5 * height
            larger = abs((above[3] - above[1]) - (here[3] - here[1])) > 0.18 * height
            if gap > 1.45 * pitch or (indented and not larger) or larger or (ended and gap > 1.2 * pitch):
                written.append("")
        written.append(text)
    return "\n".join(written)


def line_text(line: Sequence[Run], height: float) -> str:
    """Write the runs of one line; a gap of two characters or more parts the cells of a table."""
    ordered = sorted(line, key=lambda run: run.left)
    gaps = [right.left - left.right for left, right in zip(ordered, ordered[1:], strict=False)]
    if len(gaps) >= 1 and min(gaps) > 1.5 * height and len(ordered) >= 3:
        return "| " + " | ".join(run.text.strip() for run in ordered) + " |"
    text = ordered[0].text
    for gap, run in zip(gaps, ordered[1:], strict=True):
        blank = gap > 0.3 * height and not text.endswith(" ") and not run.text.startswith(" ")
        text += (" " if blank else "") + run.text
    return text.strip()
