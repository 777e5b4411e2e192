"""Clean text in; the same text as layout, scanners and careless hands leave it, out: twelve ways, each from a seed."""

import re
from collections.abc import Callable
from random import Random

from knowledge.language import to_traditional

HAN = re.compile(r"[㐀-鿿]")
INNER_NUMBER = re.compile(r"\d(?=\d)")
HEADER = "某某日报 2021年5月12日 星期三 综合新闻"


def break_lines_anywhere(text: str, random: Random) -> str:
    """Break lines after 12 to 40 characters, in words and in numbers too; empty lines still part the paragraphs."""
    return "\n\n".join(_cut(paragraph, random, 12, 40) for paragraph in _paragraphs(text))


def set_in_a_width(text: str, random: Random) -> str:
    """Set the text in lines of one width, paragraphs indented and not parted by empty lines."""
    width = random.choice((19, 26, 34))
    lines: list[str] = []
    for paragraph in _paragraphs(text):
        body = len(paragraph) > 45 or paragraph.endswith(("。", "！", "：", "；"))
        rest = ("　　" if body else "") + paragraph
        while rest:
            lines.append(rest[:width])
            rest = rest[width:]
    return "\n".join(lines)


def break_pages(text: str, random: Random) -> str:
    """Cut sentences in two with empty lines, as the columns of a newspaper page do when they are copied."""
    return "\n\n".join(_cut(paragraph, random, 150, 400, "\n\n\n") for paragraph in _paragraphs(text))


def repeat_headers(text: str, random: Random) -> str:
    """Put a header and a page number between pages, most of them inside a sentence."""
    lines = "\n\n".join(_cut(paragraph, random, 38, 42) for paragraph in _paragraphs(text)).split("\n")
    pages = [lines[start : start + 24] for start in range(0, len(lines), 24)]
    return "\n".join(line for number, page in enumerate(pages, start=1) for line in (HEADER, *page, f"— {number} —"))


def set_in_two_columns(text: str, random: Random) -> str:
    """Lay the text out in two columns side by side, as a text layer that keeps the places of words gives it."""
    width = random.choice((18, 22))
    lines: list[str] = []
    for paragraph in _paragraphs(text):
        rest = ("　　" if len(paragraph) > 45 else "") + paragraph
        while rest:
            lines.append(rest[:width])
            rest = rest[width:]
        lines.append("")
    height = (len(lines) + 1) // 2
    rows: list[str] = []
    for left, right in zip(lines[:height], lines[height:] + [""] * height, strict=False):
        wide = sum(2 if ord(character) > 0x2E80 or character in "“”‘’…—" else 1 for character in left)
        rows.append((left + " " * (2 * width + 4 - wide) + right).rstrip())
    return "\n".join(rows)


def put_spaces_between_characters(text: str, random: Random) -> str:
    """Put a blank between two Han characters here and there, and spread a word now and then."""

    def spaced(paragraph: str) -> str:
        if len(paragraph) < 45:
            return paragraph
        return re.sub(r"(?<=[㐀-鿿，。；])(?=[㐀-鿿])", lambda _: " " if random.random() < 0.08 else "", paragraph)

    return "\n\n".join(map(spaced, _paragraphs(text)))


def put_spaces_in_numbers(text: str, random: Random) -> str:
    """Put a blank into every second number of several digits."""
    return INNER_NUMBER.sub(lambda match: match.group() + (" " if random.random() < 0.25 else ""), text)


def widen(text: str, random: Random) -> str:
    """Write digits, letters and marks in full width, as old input methods do."""
    return "".join(chr(ord(character) + 0xFEE0) if "!" <= character <= "~" else character for character in text)


def hide_characters(text: str, random: Random) -> str:
    """Sprinkle what prints nothing: zero-width blanks, soft hyphens, marks of direction."""
    hidden = "\u200b\u200c\u00ad\ufeff\u200e\u202c\u2060"
    return "".join(character + (random.choice(hidden) if random.random() < 0.05 else "") for character in text)


def mix_blanks(text: str, random: Random) -> str:
    """Mix line ends, indents, blanks at line ends and empty lines."""
    indents = ("", "　　", "    ", "\t", "\u00a0\u00a0")
    tails = ("", " ", "　", "\t ")
    return "".join(
        random.choice(indents) + paragraph + random.choice(tails) + random.choice(("\r\n", "\n", "\r\n\r\n", "\n \n\n"))
        for paragraph in _paragraphs(text)
    )


def insert_advertisements(text: str, random: Random) -> str:
    """Put descriptions of pictures and what is sold between paragraphs and below the end."""
    caption = "An advertisement image showing a watercolor landscape with product photos and a price list: 五仁 12元, 蛋黄酥 8元"
    offers = "中秋月饼礼盒限时特价128元/盒，订购电话:0371-1234 5678，地址:某某路80号"
    paragraphs = _paragraphs(text)
    for _ in range(3):
        paragraphs.insert(random.randrange(2, len(paragraphs)), caption)
    return "\n\n".join([*paragraphs, offers, caption])


def lose_punctuation(text: str, random: Random) -> str:
    """Lose every tenth mark, also at the ends of paragraphs."""
    return re.sub(r"[，。；、,;]", lambda match: "" if random.random() < 0.1 else match.group(), text)


def write_traditional(text: str, random: Random) -> str:
    """Write the text in Traditional characters."""
    return to_traditional(text)


def confuse_digits(text: str, random: Random) -> str:
    """Read O for 0 and l for 1 in every number of several digits that has one."""
    swaps = {"0": "O", "1": "l"}

    def confused(match: re.Match[str]) -> str:
        places = [index for index, digit in enumerate(match.group()) if digit in swaps]
        if not places:
            return match.group()
        place = random.choice(places)
        number = match.group()
        return number[:place] + swaps[number[place]] + number[place + 1 :]

    return re.sub(r"(?<![A-Za-z0-9.+])\d{2,}(?:\.\d+)?(?=[㐀-鿿%])", confused, text)


Damage = Callable[[str, Random], str]

# Ways in which the words are still all there, and only where they stand is wrong.
LAYOUT: tuple[Damage, ...] = (
    break_lines_anywhere,
    set_in_a_width,
    break_pages,
    repeat_headers,
    set_in_two_columns,
    put_spaces_between_characters,
    put_spaces_in_numbers,
    widen,
    hide_characters,
    mix_blanks,
    insert_advertisements,
)
# Ways in which something is lost or misread.
CONTENT: tuple[Damage, ...] = (lose_punctuation, confuse_digits)


def _paragraphs(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]


def _cut(paragraph: str, random: Random, least: int, most: int, mark: str = "\n") -> str:
    parts: list[str] = []
    while len(paragraph) > most:
        at = random.randint(least, most)
        parts.append(paragraph[:at])
        paragraph = paragraph[at:]
    return mark.join([*parts, paragraph])
