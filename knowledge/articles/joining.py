"""Lines in; which of them belong together, out: what layout broke is joined, what was parted on purpose stays so."""

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass
from typing import NamedTuple

from knowledge.articles.frame import DATE_LINE, LONGEST_TITLE, MEETING, SALUTATION, is_prose
from knowledge.articles.headings import (
    BULLET,
    ENUMERATED,
    HALF_TERMINAL,
    HASHES,
    ITEM,
    STRONG,
    is_closed,
    is_short,
    match_numbered,
)
from knowledge.articles.lines import Line
from knowledge.articles.repairs import HIDDEN, crosses_word, cuts_word
from knowledge.articles.tables import RULE, is_row, is_thin_row

SEPARATOR = re.compile(r"^[-=_*—–―─·.。\s]{2,}$")
PICTURE = re.compile(
    r"^(?:图为|图[一二三四五六七八九十\d]{0,2}[:：]|[▲▼△▽↑↓])|(?:\s|[）)]|^)\S{2,8}(?:\s?摄|供图|摄影报道)[）)]?$"
)
# A line that opens with one of these goes on with the line above it; a line that ends with one of those is not done.
GOES_ON = re.compile(r"^[，。、；：！？”’）》】,.;:!?)\]%％‰℃]")
CLOSES = frozenset("”’」』）》】")
NOT_DONE = re.compile(r"[，、（《“‘(,：]$|[的和与及或对将把被为是从向于以各该每其]$")
# Words of Latin letters on both sides of a break, or a number that its unit follows.
MEETS = re.compile("[A-Za-z]\n[A-Za-z]|[0-9]\n[㐀-鿿]")
# Where breaks are known to cut sentences, they cut numbers too.
CUTS_NUMBER = re.compile(r"[0-9][.,]?\n[0-9]|[0-9]\n[.,][0-9]")
INNER = re.compile(r"[，。；,;]")
COMMA = re.compile("[，,]")
MARKED_OFF = re.compile("[。；;！？!?]")  # of sentences, not of headings
WIDE = re.compile(r"[^\x00-\xff]")
NARROWEST = 24  # a text set in lines narrower than twelve characters may be a poem
PROSE_LENGTH = 45
HEADING_LENGTH = 26  # of a heading with a comma inside: 产业旺，一片叶子富一方
INDENTS = range(1, 5)  # of the first line of a paragraph; what stands further in is centred


@dataclass(frozen=True, slots=True)
class Setting:
    """How a text was set: what its line breaks mean."""

    width: int = 0  # lines are broken at this width, in half-width columns; 0 if not
    noisy: tuple[bool, bool] = (False, False)  # breaks cut sentences: single ones, and those with an empty line
    parted: bool = False  # empty lines part the paragraphs


class Paragraph(NamedTuple):
    """Lines that belong together, and what the first of them is."""

    kind: str
    lines: list[Line]


def match_kind(text: str, byline: bool) -> str:
    """Say what a line is by its own looks: byline, row, rule, hashes, numbered, item, picture or plain."""
    if byline:
        return "byline"
    first = text[0]
    if SALUTATION.match(text):
        return "salutation"
    if first in "#*_-+•●○■◆▪·▶►☆★※—―─①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳=|.。":
        if HASHES.match(text):
            return "hashes"
        if RULE.match(text) or SEPARATOR.match(text):
            return "rule"
        if STRONG.match(text):
            return "hashes"
    if is_row(text):
        return "row"
    if match_numbered(text)[0]:
        return "numbered"
    if BULLET.match(text) or ITEM.match(text):
        return "item"
    if len(text) <= 60 and PICTURE.search(text):
        return "picture"
    return "plain"


def find_kinds(lines: Sequence[Line], bylines: Set[int]) -> list[str]:
    """Say what each line is; a thin row is one where another row stands beside it."""
    kinds = [match_kind(HIDDEN.sub("", line.text), line.start in bylines) for line in lines]
    thin = [kind == "plain" and is_thin_row(line.text) for line, kind in zip(lines, kinds, strict=True)]
    for index, is_thin in enumerate(thin):
        if is_thin and any(
            thin[beside] or kinds[beside] == "row" for beside in (index - 1, index + 1) if 0 <= beside < len(lines)
        ):
            kinds[index] = "row"
    return kinds


def find_lone(lines: Sequence[Line], kinds: Sequence[str]) -> frozenset[int]:
    """
    Find the lines that may be headings with a comma inside: 产业旺，一片叶子富一方

    Each is short, behind the end of a sentence or another heading, and above a longer text, and no word was cut at
    its end.
    """
    lone = frozenset(
        index
        for index in range(1, len(lines) - 1)
        if kinds[index] == "plain"
        and 6 <= len(lines[index].text) <= HEADING_LENGTH
        and stands_alone(lines[index - 1], kinds[index - 1], lines[index], lines[index + 1], kinds[index + 1])
    )
    # Sections come in pairs at least; one line of this kind is more likely the half of a sentence.
    return lone if len(lone) > 1 else frozenset()


def stands_alone(before: Line, kind: str, line: Line, after: Line, next_kind: str) -> bool:
    text = line.text
    if is_closed(text) or NOT_DONE.search(text) or not 0 < len(COMMA.findall(text)) <= 2 or MARKED_OFF.search(text):
        return False
    if not (is_closed(before.text) or kind in ("byline", "hashes")) or next_kind not in ("plain", "item"):
        return False
    if after.page or GOES_ON.match(text) or GOES_ON.match(after.text):
        return False
    longer = len(after.text) >= (len(text) if line.gap and after.gap else PROSE_LENGTH)
    return longer and not crosses_word(text, after.text)


def find_setting(lines: Sequence[Line], kinds: Sequence[str], lone: Set[int] = frozenset()) -> Setting:
    """Find out what line breaks mean in this text, from all its breaks between plain lines."""
    counts = [0, 0]
    broken = [0, 0]
    closed_apart = closed = 0
    widths: list[int] = []
    for index in range(len(lines) - 1):
        line, after = lines[index], lines[index + 1]
        if kinds[index] not in ("plain", "numbered", "item") or after.page:
            continue
        apart = int(after.gap > 0)
        done = is_closed(line.text)
        if done:
            closed += 1
            closed_apart += apart
        if kinds[index + 1] != "plain":
            continue
        counts[apart] += 1
        if not done:
            if (
                len(line.text) > 3
                and index not in lone
                and not (kinds[index] == "numbered" and is_bare(line.text))
                and (INNER.search(line.text) or len(line.text) >= PROSE_LENGTH or GOES_ON.match(after.text))
            ):
                broken[apart] += 1
            if not apart:
                widths.append(columns(line.text))
    width = 0
    if len(widths) >= 3:
        widths.sort()
        widest = widths[int(len(widths) * 0.9)]
        near = sum(widest - 6 <= value <= widest + 4 for value in widths)
        wider = sum(columns(line.text) > 1.5 * widest for line in lines)
        if widest >= NARROWEST and near >= 0.6 * len(widths) and wider <= 0.1 * len(lines):
            width = widest
    noisy = tuple(broken[apart] >= 2 and broken[apart] >= 0.12 * counts[apart] for apart in (0, 1))
    return Setting(width, (noisy[0], noisy[1]), closed > 0 and closed_apart >= 0.6 * closed)


def columns(text: str) -> int:
    """The width of a line, a Han character being two columns wide."""
    return len(text) + len(WIDE.findall(text))


def join_lines(
    lines: Sequence[Line], kinds: list[str], setting: Setting, lone: Set[int] = frozenset()
) -> list[Paragraph]:
    """Put lines together that the layout parted; headings, items, rows and bylines begin anew."""
    paragraphs: list[Paragraph] = []
    current: Paragraph | None = None
    waiting: list[Paragraph] = []  # pictures that stand inside a paragraph

    for index, (line, kind) in enumerate(zip(lines, kinds, strict=True)):
        if kind == "rule":
            if current and not is_open(current):
                current = None
            continue
        if kind == "picture" and current and is_open(current):
            waiting.append(Paragraph("picture", [line]))
            continue
        after = lines[index + 1] if kinds[index + 1 : index + 2] == ["plain"] else None
        if current and kind == "plain" and continues(current, line, after, setting, bool(waiting)):
            current.lines.append(line)
            continue
        if current and kind == "numbered" and is_open(current) and cuts_number_word(current, line):
            # 构建统 / 一、开放、竞争、有序的市场体系: the number of a heading is the end of a word.
            current.lines.append(line)
            continue
        if paragraphs and goes_on_byline(paragraphs[-1], line, kind):
            paragraphs[-1].lines.append(line)
            continue
        paragraphs.extend(waiting)
        waiting = []
        alone = index in lone and not setting.noisy[lines[index + 1].gap > 0]
        current = Paragraph("lone" if alone else kind, [line])
        paragraphs.append(current)
        if alone or kind in ("row", "byline", "hashes", "picture", "salutation"):
            current = None
    paragraphs.extend(waiting)
    return paragraphs


def goes_on_byline(above: Paragraph, line: Line, kind: str) -> bool:
    """——2021年1月12日在永州市第五届人民代表大 / 会第六次会议上: one line of a byline that was broken."""
    if above.kind != "byline" or kind not in ("plain", "byline") or line.gap or len(above.lines) > 2:
        return False
    text = above.lines[-1].text
    return bool(
        DATE_LINE.match(text) and not MEETING.search(text) and MEETING.search(text + line.text) and len(line.text) < 30
    )


def cuts_number_word(above: Paragraph, line: Line) -> bool:
    return (not line.gap or line.page) and cuts_word(above.lines[-1].text, line.text)


def is_open(paragraph: Paragraph) -> bool:
    """A running sentence without its end."""
    whole = "".join(line.text for line in paragraph.lines[-3:])
    return not is_closed(whole) and (bool(INNER.search(whole)) or len(whole) > PROSE_LENGTH)


def continues(current: Paragraph, line: Line, after: Line | None, setting: Setting, torn: bool) -> bool:
    """
    Say whether a plain line goes on with the paragraph above it.

    Args:
        current: The paragraph.
        line: The line.
        after: The next line where it is plain too, else None.
        setting: What line breaks mean in this text.
        torn: Whether something was taken out between the two, so that an empty line means nothing.
    """
    above = current.lines[-1]
    whole = above.text if len(current.lines) == 1 else "".join(part.text for part in current.lines[-3:])
    apart = line.gap > 0 and not line.page and not torn
    indented = line.indent > above.indent + 1 and not apart
    full = setting.width and columns(above.text) >= setting.width - 6
    if line.text[0] in CLOSES and not apart:
        return True  # the quote that the sentence above stands in
    if is_closed(whole):
        if whole[-1] in "：:" and ENUMERATED.match(line.text):
            return False
        if HALF_TERMINAL.search(whole) and not apart and not indented and (setting.noisy[0] or full):
            return True
        heading = is_short(line.text) and columns(line.text) < setting.width - 6
        return bool(full and not apart and not indented and line.indent <= above.indent and not heading)
    if GOES_ON.match(line.text):
        return True
    if is_titled(current, line, apart):
        return False
    if not (len(current.lines) > 1 or INNER.search(whole) or len(whole) >= PROSE_LENGTH):
        return continues_short(current, line, setting, apart, indented)
    if current.kind == "numbered" and is_bare(whole) and not NOT_DONE.search(whole):
        return continues_short(current, line, setting, apart, indented)
    if NOT_DONE.search(whole) and not indented:
        return True
    if indented and setting.width:
        return False
    if ends_with_heading(whole):
        return False
    if apart and setting.width and not setting.noisy[1] and columns(above.text) < 0.75 * setting.width:
        # The last line of a paragraph that no mark closes, such as a title of two lines.
        return cuts_word(whole, line.text)
    alone = is_short(line.text) and (after is None or after.gap > 0 or not setting.parted)
    if not alone:
        return True
    if not apart and (setting.noisy[0] or full):
        return True
    return crosses_word(whole, line.text)


def is_titled(current: Paragraph, line: Line, apart: bool) -> bool:
    """Tell a title with commas in it, alone above an empty line and the first sentences, from a sentence cut in two."""
    above = current.lines[0]
    alone = len(current.lines) == 1 and above.start == 0 and apart
    return alone and len(above.text) <= LONGEST_TITLE and not NOT_DONE.search(above.text) and is_prose(line.text)


def continues_short(current: Paragraph, line: Line, setting: Setting, apart: bool, indented: bool) -> bool:
    """Say whether a line goes on with a short one that may be a heading, or the first line of its paragraph."""
    above = current.lines[-1]
    meeting = f"{above.text[-2:]}\n{line.text[:2]}"
    if setting.width and not apart:
        if indented:
            return False
        # Digits are half as wide as Han: a line that was cut by the number of its characters may fall short.
        opens = line.indent < above.indent and above.indent in INDENTS and columns(above.text) >= setting.width / 2
        return opens or columns(above.text) >= setting.width - 6 or bool(CUTS_NUMBER.search(meeting))
    if not apart and not indented and setting.noisy[0] and setting.parted:
        return True
    if NOT_DONE.search(above.text) and not is_short(line.text, 12):
        return True
    if not apart and MEETS.search(meeting):
        return True
    if not setting.noisy[apart]:
        return len(line.text) > 12 and cuts_word(above.text, line.text)
    return len(above.text) > 3 and crosses_word(above.text, line.text)


def is_bare(text: str) -> bool:
    """A numbered line without the end of a sentence in it: most likely a heading, commas and all."""
    return len(text) <= 80 and not re.search("[。；;！？]", text) and text[-1] not in "，,、：:"


def ends_with_heading(whole: str) -> bool:
    """A heading that stands at the end of the paragraph before it: ……提出意见。一、2003年工作的回顾"""
    tail = re.split(r"[。！？]", whole)[-1]
    return bool(tail) and tail != whole and match_numbered(tail)[0] in (4, 5) and len(tail) <= 40
