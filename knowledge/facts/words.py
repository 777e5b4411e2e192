"""A sentence in; its words out, each run of characters cut only when somebody looks at it."""

import re
from bisect import bisect_left, bisect_right
from functools import lru_cache

from knowledge.facts.tables import word_classes
from knowledge.language import segmenter

Token = tuple[str, int, int]  # word, start, end

# Runs of Han, and runs of digits and letters; the segmenter cuts each run of Han by itself, so that any of them may wait.
RUN = re.compile(r"[\u4e00-\u9fd5]+|[^\W_\u4e00-\u9fd5]+")


# 花园口 + 镇党委: the dictionary joins the end of a name to what stands behind it.
ENDED_WITHIN = re.compile(r"[县区市镇乡村](?:党委|委会|委|政府|党支部|支部|干部|域|上)")
WHOLE = frozenset("全本该各此某每我")  # 全县域, 本镇上: no name stands before


class Words:
    """The words of a sentence; most of it is never looked at, and cutting is what costs."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.runs = [match.span() for match in RUN.finditer(text)]
        self.starts = [start for start, _ in self.runs]
        self.cut: dict[int, tuple[Token, ...]] = {}

    def run_at(self, position: int) -> int:
        """Return the number of the run that holds a position, -1 for none."""
        number = bisect_right(self.starts, position) - 1
        return number if number >= 0 and position < self.runs[number][1] else -1

    def of_run(self, number: int) -> tuple[Token, ...]:
        """Return the words of one run."""
        found = self.cut.get(number)
        if found is None:
            found = self.cut[number] = self.cut_run(*self.runs[number])
        return found

    def cut_run(self, start: int, end: int) -> tuple[Token, ...]:
        run = self.text[start:end]
        if end - start == 1 or not "\u4e00" <= run[0] <= "\u9fd5":
            return ((run, start, end),)
        found: list[Token] = []
        for word in segmenter().cut(run):
            end = start + len(word)
            if found and is_stem(found[-1][0]) and ENDED_WITHIN.fullmatch(word):
                found += [(word[0], start, start + 1), (word[1:], start + 1, end)]
            else:
                found.append((word, start, end))
            start = end
        return tuple(found)

    def between(self, start: int, end: int) -> list[Token]:
        """Return the words that lie wholly between two positions."""
        found: list[Token] = []
        number = max(0, bisect_right(self.starts, start) - 1)
        stop = bisect_left(self.starts, end)
        for run in range(number, stop):
            first, last = self.runs[run]
            if start <= first and last <= end:
                found += self.of_run(run)
            elif last > start:
                found += [token for token in self.of_run(run) if token[1] >= start and token[2] <= end]
        return found


def is_stem(word: str) -> bool:
    """Tell whether a word before 县域 or 镇党委 may be of a name; a single character, if it is no word by itself."""
    return len(word) > 1 or (word not in WHOLE and word not in word_classes())


@lru_cache(maxsize=2048)
def words_of(text: str) -> Words:
    """Return the words of a sentence; places and counted things are looked for among the same ones."""
    return Words(text)
