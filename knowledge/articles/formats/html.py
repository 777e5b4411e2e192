"""HTML: the main text of a page, with its title, author, date and site."""

import json
import re
from collections.abc import Iterator
from typing import Any

from knowledge.articles.article import Article
from knowledge.articles.decoding import Decoded, decode
from knowledge.articles.formats.fields import to_day
from knowledge.articles.formats.plain import check_length, reading_notes
from knowledge.articles.formats.table import render_table
from knowledge.articles.frame import Frame, find_bylines, find_credited, find_names, read_byline
from knowledge.articles.from_text import article_from_text
from knowledge.articles.limits import Limits
from knowledge.articles.lines import find_lines
from knowledge.errors import MissingFormatError, UnreadableArticleError

CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{3,20})", re.IGNORECASE)
CHINESE = {"gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030", "big5": "cp950", "big5-hkscs": "big5hkscs"}
BLOCKS = frozenset(
    [
        "p",
        "div",
        "section",
        "article",
        "main",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "li",
        "ul",
        "ol",
        "table",
        "blockquote",
        "figure",
        "figcaption",
        "header",
        "footer",
        "aside",
        "center",
        "dl",
        "dt",
        "dd",
        "pre",
    ]
)
SKIPPED = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "nav",
        "form",
        "button",
        "iframe",
        "svg",
        "canvas",
        "select",
        "input",
        "head",
        "object",
        "embed",
    ]
)
NAVIGATING = frozenset(["table", "ul", "ol", "dl", "td", "div", "section", "aside"])  # what may hold nothing but links
PART_OF_SITE = re.compile(
    r"(?:网友|全部|最新|热门|精彩|用户|发表|我要)?(?:评论|跟帖|留言|跟贴)(?:区|列表)?[（(：:\s\d条）)]*"
    r"|(?:为[你您]|相关|热门|精彩|精选|猜[你您]|延伸|更多|最新|编辑|大家都在)(?:推荐|阅读|新闻|喜欢|文章|资讯|内容|看|搜)[：:]?"
)
# What stands side by side on a page though no blank stands between in its text.
APART = frozenset(["author", "date", "editor", "from", "meta", "name", "publish", "source", "time"])
# What builders of pages call the parts round an article, in the words of class and id.
FURNITURE = frozenset(
    [
        "ad",
        "ads",
        "adv",
        "advert",
        "advertisement",
        "banner",
        "breadcrumb",
        "breadcrumbs",
        "comment",
        "comments",
        "copyright",
        "crumb",
        "crumbs",
        "footer",
        "guanggao",
        "menu",
        "nav",
        "navbar",
        "navigation",
        "promo",
        "rec",
        "recommend",
        "recommended",
        "related",
        "share",
        "sharebar",
        "sidebar",
        "toolbar",
    ]
)
NEAR = 6  # lines between a title and its text that may hold bylines
MOST_FURNITURE = 0.3  # of a page's text: a larger part is the article, whatever it is called
LONGEST_META = 300
LARGEST = 16 << 20
DEEPEST = 200
TITLE_TAIL = re.compile(
    r"\s*[-_—|–·]+\s*[^-_—|–]{1,20}(?:网|日报|晚报|政府|在线|新闻|门户|频道|中心|平台|站)[^-_—|–]{0,12}$"
)


def read(data: bytes, source: str, limits: Limits) -> Iterator[Article]:
    """Read a saved page as one article."""
    try:
        import lxml.html
        import trafilatura
    except ImportError as trouble:
        raise MissingFormatError(source, "trafilatura", "formats") from trouble
    if len(data) > min(LARGEST, limits.file_bytes):
        raise UnreadableArticleError(source, f"网页太大：{len(data) >> 20} MB，最多读 {LARGEST >> 20} MB")
    decoded = decode_page(data, source)
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", decoded.text)
    text = re.sub(r"<!DOCTYPE[^>\[]*(?:\[[^\]]*\])?[^>]*>", "", text, count=1, flags=re.IGNORECASE)
    try:
        page = lxml.html.document_fromstring(text, parser=lxml.html.HTMLParser(encoding="utf-8", huge_tree=False))
    except Exception:
        try:
            page = lxml.html.document_fromstring(text.encode("utf-8"), parser=lxml.html.HTMLParser(encoding="utf-8"))
        except Exception as trouble:
            raise UnreadableArticleError(source, "网页读不出来") from trouble
    meta = page_meta(page)
    root = page.find(".//body")
    root = page if root is None else root
    body = page_body(root, text, trafilatura)
    check_length(body, source, limits)
    title = page_title(page, meta, body)
    around = read_around(write_out(root), title, body)
    if title and squeeze(title) not in squeeze(body[:600]):
        body = f"# {title}\n\n{body}"
    author = meta.get("author", "")
    inside = find_bylines(find_lines(body))
    yield article_from_text(
        body,
        source,
        title="" if title and squeeze(title) in squeeze(body[:600]) and not body.startswith("# ") else title,
        authors=(find_names(author) or find_credited(f"作者：{author}")) or (() if inside.authors else around.authors),
        origin=meta.get("origin", "") or ("" if inside.origin else around.origin),
        published=to_day(meta.get("date", "")) or (None if inside.published else around.published),
        site=meta.get("site", ""),
        notes=("按网页读取", *reading_notes(decoded)),
    )


def decode_page(data: bytes, source: str) -> Decoded:
    """Decode a page by what it declares, where that fits; the bytes decide otherwise."""
    declared = CHARSET.search(data[:4096])
    if declared and (encoding := CHINESE.get(declared.group(1).decode().lower())):
        try:
            return Decoded(data.decode(encoding).replace("\x00", ""), declared.group(1).decode().upper())
        except UnicodeDecodeError:
            pass
    return decode(data, source)


def squeeze(text: str) -> str:
    return re.sub(r"\s", "", text)


def page_meta(page: Any) -> dict[str, str]:
    """What the head of a page says: author, date, origin, site."""
    wanted = {
        "author": ("author", "article:author", "og:author"),
        "date": (
            "article:published_time",
            "pubdate",
            "publishdate",
            "publish_date",
            "og:release_date",
            "datepublished",
            "date",
        ),
        "origin": ("contentsource", "source", "og:article:source", "mediaid"),
        "site": ("og:site_name", "sitename", "application-name"),
        "title": ("og:title", "articletitle", "title"),
    }
    given: dict[str, str] = {}
    for node in page.iter("meta"):
        name = (node.get("name") or node.get("property") or node.get("itemprop") or "").strip().lower()
        content = (node.get("content") or "").strip()
        if name and content and len(content) < LONGEST_META:
            given.setdefault(name, content)
    for name, content in linked_data(page):
        given.setdefault(name, content)
    return {
        field: given[name] for field, names in reversed(wanted.items()) for name in reversed(names) if name in given
    }


def linked_data(page: Any) -> Iterator[tuple[str, str]]:
    """Read what a page tells search engines of its article, under the names that `page_meta` knows."""
    for script in page.iter("script"):
        if (script.get("type") or "").strip().lower() != "application/ld+json":
            continue
        try:
            told = json.loads(script.text or "")
        except (ValueError, RecursionError):
            continue
        things = told if isinstance(told, list) else [told]
        things += [one for thing in things if isinstance(thing, dict) for one in to_list(thing.get("@graph"))]
        for thing in things:
            if not isinstance(thing, dict) or "headline" not in thing:
                continue
            for name, value in (
                ("title", thing["headline"]),
                ("date", thing.get("datePublished")),
                *(("author", named(one)) for one in to_list(thing.get("author"))[:1]),
                *(("sitename", named(one)) for one in to_list(thing.get("publisher"))[:1]),
            ):
                if isinstance(value, str) and 0 < len(value.strip()) < LONGEST_META:
                    yield name, value.strip()


def to_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def named(value: Any) -> Any:
    return value.get("name") if isinstance(value, dict) else value


def page_title(page: Any, meta: dict[str, str], body: str) -> str:
    """The title of the article: of its first heading, else of the head, without the name of the site."""
    headings = [squeeze_blanks("".join(node.itertext())) for node in page.iter("h1")]
    headings = [heading for heading in headings if 4 <= len(heading) <= 80]
    named = next((node.text or "" for node in page.iter("title")), "").strip()
    if headings and (len(headings) == 1 or any(heading in named for heading in headings)):
        return next((heading for heading in headings if heading in named), headings[0])
    title = meta.get("title") or named
    for _ in range(3):
        title = TITLE_TAIL.sub("", title)
    title = squeeze_blanks(title)
    return title if len(title) > 3 else ""


def squeeze_blanks(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def read_around(whole: str, title: str, body: str) -> Frame:
    """
    Read the bylines that stand between the title and the main text, or right behind it, where neither holds them.

    Args:
        whole: The whole page, written out.
        title: The title.
        body: The main text, written out.
    """
    frame = Frame()
    authors: list[str] = []
    lines = [line for line in (line.strip("# -") for line in whole.split("\n")) if line]
    squeezed = [squeeze(line) for line in lines]
    told = [
        squeeze(line.strip("# -")) for line in body.split("\n") if line.strip("# -") and squeeze(line) != squeeze(title)
    ]
    if not told or told[0] not in squeezed:
        return frame
    first = squeezed.index(told[0])
    last = len(squeezed) - 1 - squeezed[::-1].index(told[-1]) if told[-1] in squeezed else first
    above = squeezed.index(squeeze(title)) + 1 if squeeze(title) in squeezed[:first] else max(0, first - NEAR)
    for line in (*lines[above:first][-NEAR:], *lines[last + 1 : last + 3]):
        for part in re.split(r"\s*\|\s*", line):
            read_byline(part, frame, authors, alone=False)
    frame.authors = tuple(dict.fromkeys(authors))
    return frame


def page_body(root: Any, text: str, trafilatura: Any) -> str:
    """
    The main text: trafilatura finds where it stands, and the page itself says how it reads there.

    trafilatura leaves out short lines and what it takes for repeats, and headings and bylines are just that. So its
    answer is used to find the smallest element that holds it, and that element is written out whole.
    """
    found = trafilatura.extract(
        text, output_format="txt", include_comments=False, include_tables=True, favor_recall=True, deduplicate=False
    )
    return write_out(smallest_container(root, found or ""))


def smallest_container(root: Any, found: str) -> Any:
    """Find the smallest element that holds nearly all of the text that was found."""
    pieces = {squeeze(line)[:40] for line in found.splitlines() if len(squeeze(line)) > 12 and "|" not in line}
    if not pieces:
        return root
    # A long page is known by some of its lines, taken from all over it.
    pieces = set(sorted(pieces)[:: max(1, len(pieces) // 60)])
    current = root
    for _ in range(DEEPEST):
        for child in current.iterchildren():
            if not isinstance(child.tag, str) or child.tag in SKIPPED or child.tag in ("p", "ul", "ol"):
                continue
            if child.tag == "table" and not is_layout(child):
                continue
            whole = squeeze("".join(child.itertext()))
            if sum(piece in whole for piece in pieces) >= 0.95 * len(pieces):
                current = child
                break
        else:
            break
    return current


def write_out(root: Any) -> str:
    """Write an element as paragraphs, headings marked with #, tables piped, list items with -."""
    parts: list[str] = []
    line: list[str] = []
    length = sum(map(len, root.itertext()))

    def close(mark: str = "") -> None:
        text = re.sub(r"[ \t\r\n]+", " ", "".join(line)).strip(" ")
        line.clear()
        for piece in text.split("\x0b"):
            if piece.strip():
                parts.append(mark + piece.strip())

    def walk(node: Any, depth: int) -> None:
        if not isinstance(node.tag, str):
            return
        tag = node.tag.lower()
        if tag in SKIPPED or (tag in NAVIGATING and is_navigation(node)):
            return
        if depth and is_furniture(node, length):
            return
        if depth > DEEPEST:
            line.append("".join(node.itertext()))
            return
        if tag == "table":
            close()
            parts.append(write_table(node))
            return
        if tag == "pre":
            close()
            parts.append("".join(node.itertext()).strip("\r\n"))
            return
        if tag == "br":
            line.append("\x0b")
            return
        mark = ""
        apart = tag not in BLOCKS and not APART.isdisjoint(words_of(node))
        if apart:
            line.append(" ")
        if tag in BLOCKS:
            close()
            if re.fullmatch("h[1-6]", tag):
                mark = "#" * int(tag[1]) + " "
            elif tag == "li":
                mark = "- "
        if node.text:
            line.append(node.text)
        for child in node:
            walk(child, depth + 1)
            if child.tail:
                line.append(child.tail)
        if tag in BLOCKS:
            close(mark)
        elif tag in ("td", "th") or apart:
            line.append(" ")

    walk(root, 0)
    close()
    return "\n\n".join(part for part in parts if part.strip())


def is_furniture(node: Any, length: int) -> bool:
    """
    A small part of the page that is not shown, or that its name or its first words call an advertisement or the like.

    What holds a title is none, whatever it is called.
    """
    hidden = node.get("hidden") is not None or "display:none" in (node.get("style") or "").replace(" ", "").lower()
    called = not FURNITURE.isdisjoint(words_of(node)) or (node.tag in BLOCKS and opens_as_furniture(node))
    return (
        (hidden or called)
        and next(node.iter("h1"), None) is None
        and sum(map(len, node.itertext())) <= MOST_FURNITURE * length
    )


def opens_as_furniture(node: Any) -> bool:
    """Say whether more follows on a first line that names comments or other articles: 网友评论, 为你推荐."""
    texts = filter(None, map(str.strip, node.itertext()))
    return PART_OF_SITE.fullmatch(next(texts, "")) is not None and next(texts, None) is not None


def words_of(node: Any) -> list[str]:
    """Return the words of an element's class and id."""
    return re.findall("[a-z]+", f"{node.get('class', '')} {node.get('id', '')}".lower())


def is_navigation(node: Any) -> bool:
    """A table, list or cell of short links is no part of an article; a single link is one in a table or list only."""
    links = [text for link in node.iter("a") if (text := squeeze("".join(link.itertext())))]
    return (
        len(links) >= (1 if node.tag in ("table", "ul") else 2)
        and sum(map(len, links)) >= 0.9 * len(squeeze("".join(node.itertext())))
        and max(map(len, links)) < 30
    )


def is_layout(table: Any) -> bool:
    """Tell a table that only places text on the page: paragraphs in its cells, no heads; or nothing but links."""
    if table.find(".//th") is not None:
        return False
    if any(cell.find(".//p") is not None and len("".join(cell.itertext())) > 200 for cell in table.iter("td")):
        return True
    return table.find(".//table") is not None


def write_table(table: Any) -> str:
    """A table as piped lines; a cell that spans columns or rows is repeated in each. A layout table is no table."""
    if is_layout(table):
        placed = [cell for cell in table.iter("td") if next(cell.iterancestors("table")) is table]
        return "\n\n".join(filter(None, (write_out(cell) for cell in placed)))
    rows: list[list[str]] = []
    below: dict[tuple[int, int], str] = {}
    for number, row in enumerate(table.iter("tr")):
        cells: list[str] = []
        for cell in row.iterchildren("td", "th"):
            while (number, len(cells)) in below:
                cells.append(below.pop((number, len(cells))))
            text = squeeze_blanks("".join(cell.itertext()))
            wide, high = span(cell.get("colspan")), span(cell.get("rowspan"))
            for _ in range(wide):
                for down in range(1, high):
                    below[number + down, len(cells)] = text
                cells.append(text)
        while (number, len(cells)) in below:
            cells.append(below.pop((number, len(cells))))
        rows.append(cells)
    if all(len(row) <= 1 for row in rows):
        return "\n\n".join(write_out(cell) for cell in table.iter("td", "th"))
    caption = table.find("caption")
    above = squeeze_blanks("".join(caption.itertext())) if caption is not None else ""
    return "\n\n".join(filter(None, (above, render_table(rows))))


def span(text: str | None) -> int:
    return min(max(int(text), 1), 64) if text and text.strip().isdigit() and len(text) < 5 else 1
