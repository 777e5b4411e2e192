"""Text laid out in columns, in; the same text in reading order, out."""

import re
from collections import Counter

# Wide blanks behind a character; the first blank stands before that condition, so that looking for it is quick.
GUTTER = re.compile(r"(?:[ \u00a0](?<=\S.)[ \u00a0]{2,}|\u3000(?<=\S.)\u3000+|\t(?<=\S.)[ \t]*)(?=\S)")
# Quotes, dashes and dots are as wide as Han characters in some fonts and half as wide in others.
WIDTHS = (
    re.compile(r"[ᄀ-ᇿ⺀-꓏가-힣豈-﫿︰-﹏＀-｠￠-￦“”‘’…—·×]"),
    re.compile(r"[ᄀ-ᇿ⺀-꓏가-힣豈-﫿︰-﹏＀-｠￠-￦]"),
)
HAN = re.compile(r"[㐀-鿿]")
FEWEST_LINES = 5
NARROWEST_COLUMN = 8  # Han characters a line, on the average


def to_reading_order(text: str) -> tuple[str, int]:
    """
    Put text that was laid out in two columns side by side into reading order: the left one first.

    >>> text = '''全镇成立党员突击队二十二支，    花园口镇还邀请商户群众参观
    ... 主动承担滩区攻坚等急难险重    清理整治的街道，让群众看到
    ... 任务，累计拆除私搭乱建一百    工作成效，同时发放宣传页四
    ... 一十八处，为精细提升奠定了    千七百余份，制作版面一十七
    ... 坚实基础，全镇面貌焕然一新    块，群众的满意度不断提升，
    ... 。                            成为全区的榜样。'''
    >>> ''.join(to_reading_order(text)[0].split())[40:84]
    '一十八处，为精细提升奠定了坚实基础，全镇面貌焕然一新。花园口镇还邀请商户群众参观清理整治'

    Returns:
        The text, and the number of columns found: 0 where the text is as it was. No character but blanks is lost.
    """
    if sum(1 for _ in zip(GUTTER.finditer(text), range(FEWEST_LINES), strict=False)) < FEWEST_LINES:
        return text, 0
    lines = text.split("\n")
    gutter, wide = max(((find_gutter(lines, wide), wide) for wide in WIDTHS), key=lambda found: found[0][1])
    if not gutter[0]:
        return text, 0
    ordered: list[str] = []
    left: list[str] = []
    right: list[str] = []

    def close() -> None:
        ordered.extend(left)
        ordered.extend(right)
        left.clear()
        right.clear()

    for line in lines:
        split = split_at(line, gutter[0], wide)
        if split is None:
            close()
            ordered.append(line)
        else:
            left.append(split[0])
            if split[1]:
                right.append(split[1])
    close()
    return "\n".join(ordered), 2


def find_gutter(lines: list[str], wide: re.Pattern[str]) -> tuple[int, int]:
    """Find the display column where the right text column begins, and how many lines show it; zeros for none."""
    starts: Counter[int] = Counter()
    for line in lines:
        gaps = list(GUTTER.finditer(line))
        if len(gaps) == 1 and len(HAN.findall(line)) * 2 > len(line.split()) * 6:
            starts[display_width(line[: gaps[0].end()], wide)] += 1
    if not starts:
        return 0, 0
    column, count = starts.most_common(1)[0]
    if count < FEWEST_LINES or count < 0.3 * sum(1 for line in lines if line.strip()):
        return 0, 0
    parts = [split for line in lines if (split := split_at(line, column, wide)) and split[0].strip() and split[1]]
    for side in (0, 1):
        han = sum(len(HAN.findall(part[side])) for part in parts)
        if han < NARROWEST_COLUMN * len(parts):
            return 0, 0
    # A table of words has cells of all lengths; columns of prose are full lines that stop in mid-sentence.
    widths = [len(part[0].rstrip()) for part in parts]
    full = sum(width >= 0.8 * max(widths) for width in widths)
    return (column, count) if full >= 0.6 * len(parts) else (0, 0)


def split_at(line: str, column: int, wide: re.Pattern[str]) -> tuple[str, str] | None:
    """Cut a line at the gutter; None where it runs across it."""
    if not line.strip():
        return "", ""
    width = display_width(line.rstrip(), wide)
    if width < column - 1:
        return line.rstrip(), ""
    at = 0
    position = len(line)
    for index, character in enumerate(line):
        if at >= column:
            position = index
            break
        at += 2 if wide.match(character) else 1
    if at != column or not re.search(r"(?:[ \u00a0\t]{2}|\u3000)$|^$", line[:position]):
        return None
    return line[:position].rstrip(), line[position:].rstrip()


def display_width(text: str, wide: re.Pattern[str]) -> int:
    return len(text) + len(wide.findall(text))
