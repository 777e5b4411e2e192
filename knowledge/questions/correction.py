"""A cleaned question and the base's own words, in; the question with typed pinyin and slips of the key read, out."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from itertools import islice

from rapidfuzz.distance import OSA

from knowledge.language import is_filler, split_pinyin, synonyms_of, to_pinyin, word_spans
from knowledge.questions.asking import Asked, find_asked
from knowledge.questions.empty_words import is_empty
from knowledge.questions.generic import is_generic
from knowledge.questions.homophones import Frequencies, is_held
from knowledge.questions.homophones import mend_slips as mend_homophones
from knowledge.questions.question import Correction
from knowledge.questions.vocabulary import KnownWord, Vocabulary

HAN = re.compile(r"[\u3400-\u9fff]+")
LATIN = re.compile(r"[a-z]+(?:['\s]+[a-z]+)*")
ASKING = re.compile(r"多少|几|哪|什么")
LONGEST = 8  # characters or syllables of a word that a slip is looked up as
KIND_WEIGHT = {"place": 4, "thing": 3, "act": 2, "word": 1}
HOW_MANY = {"多少": "duo shao", "几": "ji"}
# 宣传页jia宣传资料: what stands between two things joins them, and 每jia, 两jia counts.
PLUS, COUNTED_BY = "jia", re.compile(r"(?:多少|[几每这那哪各大一二两三四五六七八九十百\d余多])\s*$")
THING_BEHIND = re.compile(r"\s*(?:[\u3400-\u9fff]{2}|\d)")
PLACE_SUFFIXES = ("", "镇", "乡", "村", "市", "县", "区", "省", "街道", "社区", "州")


def correct_question(
    folded: str, vocabulary: Vocabulary, index: Frequencies | None = None
) -> tuple[str, tuple[Correction, ...]]:
    """
    Read typed pinyin and homophones as words of the base, only where nothing matches as typed.

    Args:
        folded: The cleaned question.
        vocabulary: The words of the base, with their pinyin.
        index: The base's index: what stands side by side somewhere in the base is no slip, whether it is a word or not.

    Returns:
        The question as read, and what was read otherwise than typed, in text order. Pinyin read as words is a
        correction too.
    """
    read, corrections = read_pinyin(folded, vocabulary)
    if index is not None:
        asked = find_asked(read)
        read, mended = mend_homophones(read, index, (asked.start, asked.end))
        corrections += tuple(Correction(typed, meant) for typed, meant in mended)
    read, slips = mend_slips(read, vocabulary, index)
    return read, corrections + slips


def read_pinyin(folded: str, vocabulary: Vocabulary) -> tuple[str, tuple[Correction, ...]]:
    """Read runs of Latin letters that are pinyin of known words."""
    corrections: list[Correction] = []

    def read(match: re.Match[str]) -> str:
        typed = match.group()
        if set(vocabulary.vocabulary_by_word(typed.split())) >= set(typed.split()):
            return typed
        asking = next((word for word in HOW_MANY if folded[: match.start()].rstrip().endswith(word)), "")
        counted = load_pinyin_words().get(f"{HOW_MANY[asking]} {typed}") if asking else None
        if counted is not None:  # 多少qian
            corrections.append(Correction(typed, counted.removeprefix(asking)))
            return counted.removeprefix(asking)
        before, behind = folded[: match.start()], folded[match.end() :]
        if typed == PLUS and before and not COUNTED_BY.search(before) and THING_BEHIND.match(behind):
            corrections.append(Correction(typed, "加"))
            return "加"
        words = read_syllables(typed, vocabulary)
        if words is None:
            return typed
        corrections.append(Correction(typed, words))
        return words

    return LATIN.sub(read, folded), tuple(corrections)


def read_syllables(typed: str, vocabulary: Vocabulary) -> str | None:
    """Read one run of typed pinyin, blanks allowed, as the fewest known words; None where it is no pinyin."""
    syllables: list[str] = []
    for run in typed.replace("'", " ").split():
        if vocabulary.vocabulary_by_word([run]):
            syllables.append(run)
            continue
        splits = split_pinyin(run)
        if not splits:
            syllables.append(run)
        else:
            best = max(islice(splits, 4), key=lambda split: known_share(split, vocabulary))
            syllables.extend(best)
    windows = {
        (start, end): " ".join(syllables[start:end])
        for start in range(len(syllables))
        for end in range(start + 1, min(start + LONGEST, len(syllables)) + 1)
    }
    known = dict(vocabulary.vocabulary_by_pinyin(set(windows.values())))
    clipped = clipped_places({key for (start, end), key in windows.items() if end - start > 1}, vocabulary)
    asking = load_pinyin_words()
    best_reading: list[tuple[float, str, int]] = [(0.0, "", 0)]  # score, text, syllables read
    for end in range(1, len(syllables) + 1):
        options = [
            (best_reading[end - 1][0], best_reading[end - 1][1] + f" {syllables[end - 1]} ", best_reading[end - 1][2])
        ]
        for start in range(max(0, end - LONGEST), end):
            key = windows[start, end]
            word = asking.get(key)
            weight = 1.5
            if word is None and end - start > 1 and key in known:
                word, weight = strongest(known[key]).word, 1.0
            if word is None and key in clipped:
                word, weight = clipped[key], 1.0
            if word is not None:
                score, text, read = best_reading[start]
                options.append((score + weight * (end - start) ** 2, text + word, read + end - start))
        best_reading.append(max(options, key=lambda option: (option[0], option[1])))
    score, text, read = best_reading[-1]
    # Two syllables that are a word make a run pinyin; single ones stand in other languages too.
    joined = any(key in known or key in asking or key in clipped for key in windows.values() if " " in key)
    if not score or read * 2 < len(syllables) or not (joined or read == len(syllables)):
        return None
    return re.sub(r"\s+", " ", text).strip()


def clipped_places(keys: set[str], vocabulary: Vocabulary) -> dict[str, str]:
    """Read pinyin as places whose last character is left off: gu xing is 古荥 of 古荥镇."""
    whole = {key + suffix: key for key in keys for suffix in suffix_keys() if suffix}
    found = vocabulary.vocabulary_by_pinyin(set(whole))
    return {
        whole[key]: words[0].word[: len(whole[key].split())]
        for key, entries in found.items()
        if (words := [entry for entry in entries if entry.kind == "place"])
    }


def known_share(split: tuple[str, ...], vocabulary: Vocabulary) -> int:
    keys = {" ".join(split[start:end]) for start in range(len(split)) for end in range(start + 2, len(split) + 1)}
    found = vocabulary.vocabulary_by_pinyin(keys)
    return sum(len(key.split()) ** 2 for key in found) + sum(
        len(key.split()) for key in keys if key in load_pinyin_words()
    )


def mend_slips(
    folded: str, vocabulary: Vocabulary, index: Frequencies | None = None
) -> tuple[str, tuple[Correction, ...]]:
    """Read words that the base does not know as the words it knows that sound or look nearly the same."""
    corrections: list[Correction] = []
    for _ in range(3):
        correction = find_slip(folded, vocabulary, index)
        if correction is None:
            break
        folded = folded.replace(correction.typed, correction.read, 1)
        corrections.append(correction)
    return folded, tuple(corrections)


def find_slip(folded: str, vocabulary: Vocabulary, index: Frequencies | None = None) -> Correction | None:
    """Find the first word that the base does not know and that sounds or looks like one that it knows."""
    asked = find_asked(folded)
    spans = [(word, start, end) for word, start, end in word_spans(folded) if HAN.fullmatch(word)]
    known = vocabulary.vocabulary_by_word({word for word, _, _ in spans} | set(folded))
    for word, start, end in spans:
        if word in known or is_filler(word) or synonyms_of(word) or (asked.start <= start < asked.end):
            continue
        if len(word) == 1 and (folded[start - 1 : start].isdigit() or is_generic(word)):
            continue
        if index is not None and is_held(rest_around(folded, spans, known, (start, end), asked), index):
            # A name that the dictionary lacks: 广茂铁路 is no slip for 广袤, since the base has 广茂 and 茂铁.
            continue
        # A single character is a rest that the dictionary has no word for; a longer one is a word of the language,
        # which is a slip only as part of something longer (平角路口).
        windows = [w for w in windows_around(folded, start, end) if len(w) > len(word)]
        rest = "".join(rests_around(spans, known, start, end))
        ends = {right for _, _, right in spans}  # 砚湖乡下 names no 砚湖乡
        whole = [window for window in windows if folded.find(window) + len(window) in ends]
        correction = sounding_like(windows, vocabulary, rest if len(rest) > 1 else "") or looking_like(
            whole, vocabulary
        )
        if correction is not None and not ASKING.search(correction.typed):
            return correction
    return None


def rest_around(
    folded: str,
    spans: list[tuple[str, int, int]],
    known: Mapping[str, Sequence[KnownWord]],
    span: tuple[int, int],
    asked: Asked,
) -> str:
    """Return an unknown word with the characters that touch it, but for those of words that stand on their own."""
    start, end = span
    for word, left, right in spans:
        if (
            is_empty(word)
            or is_generic(word)
            or (len(word) > 1 and word in known)
            or (left < asked.end and asked.start < right)
        ):
            continue
        if right == start:
            start -= 1
        elif left == end:
            end += 1
    return folded[start:end]


def rests_around(
    spans: list[tuple[str, int, int]], known: Mapping[str, Sequence[KnownWord]], start: int, end: int
) -> Iterator[str]:
    """Return the single characters that stand in one run with a rest: 板登 of 板登会."""
    run = [span for span in spans if len(span[0]) == 1 and span[0] not in known and not is_generic(span[0])]
    for word, left, right in run:
        if left <= start < right or any(left == other[2] or right == other[1] for other in run if other[1] <= end):
            yield word


def sounding_like(windows: list[str], vocabulary: Vocabulary, rest: str) -> Correction | None:
    """
    Find a known word that sounds like one of some stretches, the longest first; a place may be clipped.

    Only a run of single characters (`rest`) may be any word; elsewhere it must be a place or a thing that is counted.
    """
    best: tuple[float, str, str] | None = None
    keys = {window: " ".join(to_pinyin(window)) for window in windows}
    suffixed = {key + suffix: window for window, key in keys.items() for suffix in suffix_keys()}
    for key, words in vocabulary.vocabulary_by_pinyin(suffixed).items():
        window = suffixed[key]
        word = strongest(words)
        clipped = key != keys[window]
        free = bool(rest) and window in rest
        if (clipped and word.kind != "place") or (not free and word.kind not in ("place", "thing")):
            continue
        read = word.word[: len(window)]
        if read == window or sorted(read) == sorted(window):
            continue
        if word.kind != "place" and not free_of_each(window, read):
            continue
        score = len(window) * 2 + KIND_WEIGHT.get(word.kind, 0) - (0.5 if clipped else 0)
        if best is None or (score, read) > best[:2]:
            best = (score, read, window)
    return None if best is None else Correction(best[2], best[1])


def free_of_each(typed: str, read: str) -> bool:
    """Tell whether two stretches share a character, or the typed one is a word: 线理 is no slip for 县里."""
    shared = any(one == other for one, other in zip(typed, read, strict=False))
    return shared or len(word_spans(typed)) == 1


def looking_like(windows: list[str], vocabulary: Vocabulary) -> Correction | None:
    """Find a known place that differs from a stretch in one character: 古荣镇."""
    named = [window for window in windows if len(window) >= 3 and window.endswith(PLACE_SUFFIXES[1:])]
    for first in dict.fromkeys(window[0] for window in named):
        places = vocabulary.vocabulary_by_prefix(first, kind="place")
        for window in named:
            alike = [
                place for place in places if len(place.word) == len(window) and OSA.distance(place.word, window) == 1
            ]
            if window[0] == first and alike:
                return Correction(window, strongest(tuple(alike)).word)
    return None


def windows_around(folded: str, start: int, end: int) -> Iterator[str]:
    """Every stretch of Han characters that covers a span, the longest first, up to LONGEST characters."""
    for run in HAN.finditer(folded):
        if run.start() <= start and end <= run.end():
            spans = [
                (left, right)
                for left in range(max(run.start(), end - LONGEST), start + 1)
                for right in range(end, min(run.end(), left + LONGEST) + 1)
                if right - left >= 2
            ]
            for left, right in sorted(spans, key=lambda span: (span[0] - span[1], span[0])):
                yield folded[left:right]


def strongest(words: Sequence[KnownWord]) -> KnownWord:
    return max(words, key=lambda word: (KIND_WEIGHT.get(word.kind, 0), word.count, word.word))


@cache
def suffix_keys() -> tuple[str, ...]:
    return tuple(" " + " ".join(to_pinyin(suffix)) if suffix else "" for suffix in PLACE_SUFFIXES)


@cache
def load_pinyin_words() -> dict[str, str]:
    rows = (files("knowledge.questions") / "data" / "pinyin_words.tsv").read_text(encoding="utf-8").splitlines()[1:]
    return {pinyin: word for pinyin, word, _ in (row.split("\t") for row in rows)}
