"""Written Chinese: folding with kept positions, sentences, words, sounds, and words that differ."""

from knowledge.language.folding import as_printed, fold, has_traditional, to_simplified, to_traditional
from knowledge.language.lexicon import (
    Synonym,
    SynonymGroup,
    find_phrases,
    is_filler,
    is_question_word,
    lexicon_words,
    opposites_of,
    phrase_spans,
    synonym_groups,
    synonyms_of,
)
from knowledge.language.pinyin import (
    match_pinyin_run,
    near_syllable,
    pinyin_key,
    pinyin_readings,
    split_pinyin,
    to_pinyin,
    valid_syllables,
)
from knowledge.language.segmentation import dictionary_digest, segmenter, term_line, terms, word_spans, words
from knowledge.language.sentences import split_sentences

__all__ = [
    "Synonym",
    "SynonymGroup",
    "as_printed",
    "dictionary_digest",
    "find_phrases",
    "fold",
    "has_traditional",
    "is_filler",
    "is_question_word",
    "lexicon_words",
    "match_pinyin_run",
    "near_syllable",
    "opposites_of",
    "phrase_spans",
    "pinyin_key",
    "pinyin_readings",
    "segmenter",
    "split_pinyin",
    "split_sentences",
    "synonym_groups",
    "synonyms_of",
    "term_line",
    "terms",
    "to_pinyin",
    "to_simplified",
    "to_traditional",
    "valid_syllables",
    "word_spans",
    "words",
]
