"""A range, in; the figures that it runs between, out: 1903年－1950年 answers when someone was born."""

import re
from dataclasses import replace
from functools import lru_cache

from knowledge.figures import Figure, find_figures
from knowledge.language import fold
from knowledge.quantities import read_numeral

JOINT = re.compile(r"\s*(?:--|——|[-~—–－～至到])\s*")
BARE = re.compile(
    r"^(?:大约|约|近|超过|逾|从|由)?(?P<numeral>\d[\d,.]*[万亿千百]*|[一二两三四五六七八九十百千万亿零〇]+)$"
)
# From such kinds a range may be made; 3:2 and 1/3 are no ranges.
KINDS = frozenset({"date", "range", "time", "duration", "quantity", "percent", "money", "rate"})


def find_parts(figure: Figure) -> tuple[Figure, ...]:
    """
    Return the two ends of a range, each as a figure with its place in the same sentence; () for anything else.

    >>> [part.text for part in find_parts(find_figures("1903年2月3日-1950年")[0])]
    ['1903年2月3日', '1950年']
    >>> [part.text for part in find_parts(find_figures("1972年2月5至16日")[0])]
    ['1972年2月5', '16日']
    """
    return tuple(
        replace(part, start=part.start + figure.start, end=part.end + figure.start)
        for part in _parts(figure.text, figure.kind, figure.unit)
    )


@lru_cache(maxsize=8192)
def _parts(text: str, kind: str, unit: str) -> tuple[Figure, ...]:
    if kind not in KINDS:
        return ()
    for joint in JOINT.finditer(fold(text)):
        if joint.start() == 0 or joint.end() == len(text):
            continue
        first = read_whole(text[: joint.start()])
        last = read_whole(text[joint.end() :])
        if first is None and kind == "date":
            # 1972年2月5至16日: 日 stands behind the last.
            first = read_whole(text[: joint.start()] + text[-1])
            first = replace(first, text=text[: joint.start()], end=joint.start()) if first is not None else None
        if first is None or last is None:
            continue
        if not first.unit and last.unit:
            # 5-8%: the unit stands behind the last.
            first = replace(first, unit=last.unit, kind=last.kind)
        if kind == "date":
            first = replace(first, kind="date", unit=first.unit or last.unit)
            last = replace(last, kind="date")
        last = replace(last, start=last.start + joint.end(), end=last.end + joint.end())
        return (first, last)
    return ()


def read_whole(text: str) -> Figure | None:
    """Read a text that is one figure or one numeral and nothing else."""
    found = find_figures(text)
    if len(found) == 1 and found[0].text == text:
        return found[0]
    numeral = BARE.match(fold(text))
    if numeral is None:
        return None
    value = read_numeral(numeral["numeral"])
    if value is None:
        return None
    return Figure(text, 0, len(text), "quantity", value, modifier=text[: numeral.start("numeral")])
