"""What the analysis of a question needs to know of a base: which words, places and things it holds."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol


class KnownWord(Protocol):
    """A word of the base."""

    @property
    def word(self) -> str:
        """As the base writes it."""

    @property
    def kind(self) -> str:
        """What it is: place, thing, act, word, or short: how a place that tells of peoples is said (砚石坪县)."""

    @property
    def count(self) -> int:
        """In how many articles it stands."""


class Vocabulary(Protocol):
    """A store, as far as the analysis of a question reads it; every look-up is indexed, none scans."""

    def vocabulary_by_word(self, words: Iterable[str]) -> Mapping[str, Sequence[KnownWord]]:
        """The known ones among these words."""

    def vocabulary_by_pinyin(self, keys: Iterable[str]) -> Mapping[str, Sequence[KnownWord]]:
        """Known words by their toneless pinyin, syllables joined by a space."""

    def vocabulary_by_prefix(self, prefix: str, limit: int = 20, kind: str | None = None) -> Sequence[KnownWord]:
        """Known words that begin so, the most frequent first."""

    def places(self) -> Sequence[KnownWord]:
        """Every place that the facts of the base name."""


class EmptyVocabulary:
    """No base: nothing is known, nothing is corrected."""

    def vocabulary_by_word(self, words: Iterable[str]) -> Mapping[str, Sequence[KnownWord]]:
        return {}

    def vocabulary_by_pinyin(self, keys: Iterable[str]) -> Mapping[str, Sequence[KnownWord]]:
        return {}

    def vocabulary_by_prefix(self, prefix: str, limit: int = 20, kind: str | None = None) -> Sequence[KnownWord]:
        return ()

    def places(self) -> Sequence[KnownWord]:
        return ()
