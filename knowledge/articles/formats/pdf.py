"""PDF with a text layer: its lines in reading order, column by column."""

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from statistics import median
from typing import Any, NamedTuple
from unicodedata import normalize

from knowledge.articles.article import Article
from knowledge.articles.formats.plain import check_length
from knowledge.articles.from_text import article_from_text
from knowledge.articles.limits import Limits
from knowledge.errors import MissingFormatError, UnreadableArticleError

DEEPEST = 12
CELL_GAP = 0.8  # of the height of characters: a blank of full width, or what parts the cells of a table
INDENT = "\u3000\u3000"
STRIPS = 240  # of a page's width, looked at for a gutter
FEWEST_LINES = 3  # of a column
MOST_EDGES = 8
SPACE = 0x20
PAGE_NUMBER = re.compile(r"[-—–·•\s]*(?:第\s*)?\d{1,4}(?:\s*页)?[-—–·•\s]*")
NUMBER = re.compile(r"[-－−+]?\d[\d,.]*\s*[%％‰]?$")
LINE_ENDS = frozenset((0x0A, 0x0D))
UNPRINTED = LINE_ENDS | {0x00, 0x02, 0xFFFE, 0xFFFF}


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
    """
    Read the stretches of text of a page, each on one line.

    Boxes are those of the font, not of the ink: a font that is not embedded has no ink to measure, and the ink of a
    comma is no measure of its line.
    """
    from ctypes import byref

    import pypdfium2.raw as pdfium

    runs: list[Run] = []
    box = pdfium.FS_RECTF()
    characters: list[str] = []
    left = bottom = right = top = 0.0
    page = text_page.raw

    def close() -> None:
        text = "".join(characters).strip()
        if text:
            runs.append(Run(text, left, bottom, right, top))
        characters.clear()

    for index in range(pdfium.FPDFText_CountChars(page)):
        code = pdfium.FPDFText_GetUnicode(page, index)
        if code in UNPRINTED or not pdfium.FPDFText_GetLooseCharBox(page, index, byref(box)):
            if code in LINE_ENDS:
                close()
            continue
        if code == SPACE and pdfium.FPDFText_IsGenerated(page, index) == 1:
            continue
        # Fonts that lack a table give radicals for the characters that look the same: ⽅ for 方.
        character = normalize("NFKC", chr(code)) if is_look_alike(code) else chr(code)
        height = max(box.top - box.bottom, 1.0)
        if characters:
            gap = box.left - right
            shift = abs((box.top + box.bottom) - (top + bottom)) / 2
            if shift > 0.45 * max(height, top - bottom) or not -0.6 * height < gap < CELL_GAP * height:
                close()
            elif needs_blank(characters[-1], character, gap, height):
                characters.append(" ")
        if characters:
            left, right = min(left, box.left), max(right, box.right)
            bottom, top = min(bottom, box.bottom), max(top, box.top)
        elif character.isspace():
            continue
        else:
            left, bottom, right, top = box.left, box.bottom, box.right, box.top
        characters.append(character)
    close()
    return runs


def is_look_alike(code: int) -> bool:
    return 0x2E80 <= code <= 0x2FDF or 0xF900 <= code <= 0xFAFF


def needs_blank(left: str, right: str, gap: float, height: float) -> bool:
    """Say whether the white between two characters is a blank that was printed as a move."""
    if left.isspace() or right.isspace():
        return False
    if left.isascii() and right.isascii() and left.isalnum() and right.isalnum():
        return gap > 0.18 * height
    return gap > CELL_GAP * height


def page_text(runs: Sequence[Run]) -> str:
    """Write a page: its columns one after the other, an empty line where a paragraph begins or a gap shows."""
    if not runs:
        return ""
    height = median(run.top - run.bottom for run in runs)
    # A number alone above or below all else is the page's; left among the runs, it would end a column.
    highest, lowest = max(runs, key=lambda run: run.bottom), min(runs, key=lambda run: run.top)
    head = (
        [highest] if is_page_number(highest) and all(run.top < highest.bottom for run in runs if run != highest) else []
    )
    foot = [lowest] if is_page_number(lowest) and all(run.bottom > lowest.top for run in runs if run != lowest) else []
    body = [run for run in runs if run not in (*head, *foot)]
    parts = [run.text for run in head]
    parts += [column_text(column, height) for column in find_columns(body, height, 0)] if body else []
    parts += [run.text for run in foot]
    return "\n".join(parts)


def is_page_number(run: Run) -> bool:
    return PAGE_NUMBER.fullmatch(run.text) is not None


def find_columns(runs: list[Run], height: float, depth: int) -> list[list[Run]]:
    """
    Cut a page along the white between its parts: across where text of full width stands, then down the gutters.

    The recursive cut of Nagy and Seth (1984): a gutter of white, or an edge at which the lines of the right column
    begin, with text of three lines on either side, parts columns.
    """
    if depth > DEEPEST or len(runs) < 4:
        return [runs]
    if not may_have_gutter(runs):
        return [runs]
    # A headline or a foot across the columns hides their gutter: look between them, giving up as little as can be.
    gaps = find_gaps(runs)
    for cut in (None, *gaps[:40]):
        for foot in (None, *reversed(gaps[-4:])):
            if cut is not None and foot is not None and cut <= foot:
                continue
            above = [run for run in runs if cut is not None and run.bottom >= cut - 0.5]
            below = [run for run in runs if foot is not None and run.top <= foot + 0.5]
            middle = [
                run
                for run in runs
                if (cut is None or run.bottom < cut - 0.5) and (foot is None or run.top > foot + 0.5)
            ]
            if gutter := find_gutter(middle, height):
                left = [run for run in middle if run.left < gutter]
                right = [run for run in middle if run.left >= gutter]
                parts = [part for part in (above, left, right, below) if part]
                return [column for part in parts for column in find_columns(part, height, depth + 1)]
    return [runs]


def may_have_gutter(runs: Sequence[Run]) -> bool:
    """Look quickly for a strip that few lines cross."""
    low, high = min(run.left for run in runs), max(run.right for run in runs)
    width = (high - low) / STRIPS
    if width <= 0:
        return False
    changes = [0] * (STRIPS + 2)
    for run in runs:
        changes[int((run.left - low) / width)] += 1
        changes[int((run.right - low) / width) + 1] -= 1
    crossed = list(itertools.accumulate(changes))
    return min(crossed[STRIPS // 10 : -STRIPS // 10]) <= max(6, 0.25 * len(runs))


def find_gutter(runs: Sequence[Run], height: float) -> float:
    """Find the widest white strip, or else the edge of lines, with columns of prose on both sides; 0 for none."""
    spans = sorted((run.left, run.right) for run in runs)
    best = (0.0, 0.0)
    edge = spans[0][1] if spans else 0.0
    for left, right in spans[1:]:
        if left - edge > best[0]:
            best = (left - edge, (left + edge) / 2)
        edge = max(edge, right)
    width, middle = best
    if width >= 1.2 * height and are_columns(runs, middle, height):
        return middle
    return find_edge(runs, height)


def find_edge(runs: Sequence[Run], height: float) -> float:
    """
    Find where the lines of a right column begin, close behind the ends of those of the left one; 0 for nowhere.

    A comma that hangs over the end of its line may reach into the gutter, so that no strip of it is white.
    """
    starts = Counter(round(run.left / (0.25 * height)) for run in runs)
    for place, count in starts.most_common(MOST_EDGES):
        edge = place * 0.25 * height - 0.25 * height
        left = [run for run in runs if run.left < edge]
        if count < FEWEST_LINES or len(left) < FEWEST_LINES:
            continue
        ends = sorted(run.right for run in left)
        full = sum(end > edge - 3 * height for end in ends)
        if (
            ends[-1] < edge + 1.1 * height
            and ends[len(ends) // 2] < edge
            and full >= 0.4 * len(left)
            and are_columns(runs, edge, height)
        ):
            return edge
    return 0.0


def are_columns(runs: Sequence[Run], gutter: float, height: float) -> bool:
    """Say whether there is prose on both sides of a gutter: three lines, and ten characters a line."""
    for side in ([run for run in runs if run.left < gutter], [run for run in runs if run.left >= gutter]):
        lines = {round(run.bottom / max(height, 1)) for run in side}
        if len(lines) < FEWEST_LINES or sum(len(run.text) for run in side) < 10 * len(lines):
            return False
    return True


def find_gaps(runs: Sequence[Run]) -> list[float]:
    """The heights between lines, from the top of the page down."""
    edges = sorted(((run.top, run.bottom) for run in runs), reverse=True)
    gaps: list[float] = []
    low = edges[0][1]
    for top, bottom in edges[1:]:
        if top <= low + 0.5:
            gaps.append((top + low) / 2)
        low = min(low, bottom)
    return gaps


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
    pitches = [above[1] - below[1] for above, below in itertools.pairwise(boxes) if above[1] > below[1]]
    pitch = sorted(pitches)[len(pitches) // 4] if pitches else height * 1.6
    margin = min(box[0] for box in boxes) if boxes else 0.0
    # A page number below the column may reach beyond its edge.
    edge = sorted(box[2] for box in boxes)[int(0.9 * (len(boxes) - 1))] if boxes else 0.0
    # Where most lines begin at the margin, one that does not begins a paragraph.
    flush = sum(box[0] < margin + 0.6 * height for box in boxes) > 0.5 * len(boxes)
    rows = find_rows(lines)
    written: list[str] = []
    for index, line in enumerate(lines):
        text = line_text(line, height, index in rows)
        indented = flush and margin + 1.2 * height < boxes[index][0] < margin + 5 * height
        if index:
            above, here = boxes[index - 1], boxes[index]
            gap = above[1] - here[1]
            tall = here[3] - here[1]
            ended = above[2] < edge - 2.5 * height
            changed = abs((above[3] - above[1]) - tall) > 0.15 * height
            if not changed and tall > 1.2 * height and gap < 1.9 * tall and not ended:
                # A headline over several lines.
                written[-1] += ("" if not text[0].isascii() or not written[-1][-1:].isascii() else " ") + text
                continue
            if gap > 1.35 * max(pitch, height) or indented or changed or (ended and gap > 1.15 * pitch):
                written.append("")
        written.append(f"{INDENT}{text}" if indented and not text.startswith("|") else text)
    return "\n".join(written)


def find_rows(lines: Sequence[Sequence[Run]]) -> set[int]:
    """Find the lines that are rows of a table: their parts stand under one another, and so do numbers among them."""
    ordered = [sorted(line, key=lambda run: run.left) for line in lines]
    rows: set[int] = set()
    first = 0
    while first < len(lines):
        last = first
        while last + 1 < len(lines) and stand_under(ordered[last], ordered[last + 1]):
            last += 1
        wide = len(ordered[first]) > 2
        numbers = sum(NUMBER.match(line[-1].text) is not None for line in ordered[first : last + 1])
        if last > first and numbers and (wide or last - first > 1):
            rows.update(range(first, last + 1))
        first = last + 1
    return rows


def stand_under(above: Sequence[Run], below: Sequence[Run]) -> bool:
    return 1 < len(above) == len(below) and all(
        upper.left < lower.right and lower.left < upper.right for upper, lower in zip(above, below, strict=True)
    )


def line_text(line: Sequence[Run], height: float, row: bool = False) -> str:
    """Write the runs of one line; those of a table's row are its cells, as are three or more that stand far apart."""
    ordered = sorted(line, key=lambda run: run.left)
    gaps = [right.left - left.right for left, right in itertools.pairwise(ordered)]
    if row or (len(ordered) >= 3 and min(gaps) > 1.5 * height):
        return "| " + " | ".join(run.text.strip() for run in ordered) + " |"
    text = ordered[0].text
    for gap, run in zip(gaps, ordered[1:], strict=True):
        text += (" " if needs_blank(text[-1], run.text[0], gap, height) else "") + run.text
    return text.strip()
