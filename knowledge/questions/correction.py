"""A cleaned question and the base's own words, in; the question with typed pinyin and slips of the key read, out."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from itertools import islice

from rapidfuzz.distance import OSA

from knowledge.language import is_filler, split_pinyin, synonyms_of, to_pinyin, word_spans
from knowledge.questions.question import Correction
from knowledge.questions.vocabulary import KnownWord, Vocabulary

HAN = re.compile(r"[\u3400-\u9fff]+")
LATIN = re.compile(r"[a-z]+(?:['\s]+[a-z]+)*")
LONGEST = 8  # characters or syllables of a word that a slip is looked up as
KIND_WEIGHT = {"place": 4, "thing": 3, "act": 2, "word": 1}
PLACE_SUFFIXES = ("", "镇", "乡", "村", "市", "县", "区", "省", "街道", "社区", "州")


def correct_question(folded: str, vocabulary: Vocabulary) -> tuple[str, tuple[Correction, ...]]:
    """
    Read typed pinyin and homophones as words of the base, only where nothing matches as typed.

    Args:
        folded: The cleaned question.
        vocabulary: The words of the base, with their pinyin.

    Returns:
        The question as read, and what was read otherwise than typed, in text order. Pinyin read as words is a
        correction too.
    """
    read, corrections = read_pinyin(folded, vocabulary)
    read, slips = mend_slips(read, vocabulary)
    return read, corrections + slips


def read_pinyin(folded: str, vocabulary: Vocabulary) -> tuple[str, tuple[Correction, ...]]:
    """Read runs of Latin letters that are pinyin of known words."""
    corrections: list[Correction] = []

    def read(match: re.Match[str]) -> str:
        typed = match.group()
        if set(vocabulary.vocabulary_by_word(typed.split())) >= set(typed.split()):
            return typed
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
            if word is not None:
                score, text, read = best_reading[start]
                options.append((score + weight * (end - start) ** 2, text + word, read + end - start))
        best_reading.append(max(options, key=lambda option: (option[0], option[1])))
    score, text, read = best_reading[-1]
    if not score or read * 2 < len(syllables):
        return None
    return re.sub(r"\s+", " ", text).strip()


def known_share(split: tuple[str, ...], vocabulary: Vocabulary) -> int:
    keys = {" ".join(split[start:end]) for start in range(len(split)) for end in range(start + 2, len(split) + 1)}
    found = vocabulary.vocabulary_by_pinyin(keys)
    return sum(len(key.split()) ** 2 for key in found) + sum(
        len(key.split()) for key in keys if key in load_pinyin_words()
    )


def mend_slips(folded: str, vocabulary: Vocabulary) -> tuple[str, tuple[Correction, ...]]:
    """Read words that the base does not know as the words it knows that sound or look nearly the same."""
    corrections: list[Correction] = []
    for _ in range(3):
        correction = find_slip(folded, vocabulary)
        if correction is None:
            break
        folded = folded.replace(correction.typed, correction.read, 1)
        corrections.append(correction)
    return folded, tuple(corrections)


def find_slip(folded: str, vocabulary: Vocabulary) -> Correction | None:
    spans = list(word_spans(folded))
    known = vocabulary.vocabulary_by_word({word for word, _, _ in spans} | set(folded))
    unknown = [
        (word, start, end)
        for word, start, end in spans
        if HAN.fullmatch(word) and word not in known and not is_filler(word) and not is_common(word, known)
    ]
    for _, start, end in unknown:
        windows = list(windows_around(folded, start, end))
        keys = {window: " ".join(to_pinyin(window)) for window in windows}
        suffixed = {key + suffix_key: window for window, key in keys.items() for suffix_key in suffix_keys()}
        found = vocabulary.vocabulary_by_pinyin(suffixed)
        best: tuple[float, str, str] | None = None
        for key, words in found.items():
            window = suffixed[key]
            word = strongest(words)
            read = word.word
            clipped = key != keys[window]
            if clipped:
                if word.kind != "place":
                    continue
                read = read[: len(window)]
            if read == window or len(window) < 2 or same_letters(window, read):
                continue
            score = len(window) * 2 + KIND_WEIGHT.get(word.kind, 0) - (0.5 if clipped else 0)
            if best is None or (score, read) > best[:2]:
                best = (score, read, window)
        if best is not None:
            return Correction(best[2], best[1])
        for window in windows:
            shaped = find_shaped(window, vocabulary)
            if shaped:
                return Correction(window, shaped)
    return None


def is_common(word: str, known: Mapping[str, tuple[KnownWord, ...]]) -> bool:
    """Tell whether an unknown word is at least a word of the language, made of known characters or with synonyms."""
    return bool(synonyms_of(word))


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


def find_shaped(window: str, vocabulary: Vocabulary) -> str | None:
    """Find a known place or thing of the same length that differs in one character, from three characters on."""
    if len(window) < 3:
        return None
    for prefix in (window[:2], window[0]):
        candidates = [
            word
            for word in vocabulary.vocabulary_by_prefix(prefix)
            if word.kind in ("place", "thing")
            and len(word.word) == len(window)
            and OSA.distance(word.word, window) == 1
        ]
        if candidates:
            return strongest(tuple(candidates)).word
    return None


def strongest(words: tuple[KnownWord, ...]) -> KnownWord:
    return max(words, key=lambda word: (KIND_WEIGHT.get(word.kind, 0), word.count, word.word))


def same_letters(left: str, right: str) -> bool:
    return sorted(left) == sorted(right)


@cache
def suffix_keys() -> tuple[str, ...]:
    return tuple(" " + " ".join(to_pinyin(suffix)) if suffix else "" for suffix in PLACE_SUFFIXES)


@cache
def load_pinyin_words() -> dict[str, str]:
    rows = (files("knowledge.questions") / "data" / "pinyin_words.tsv").read_text(encoding="utf-8").splitlines()[1:]
    return {pinyin: word for pinyin, word, _ in (row.split("\t") for row in rows)}
