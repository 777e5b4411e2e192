"""What an index needs from a store, and nothing more."""

from collections.abc import Iterable, Sequence
from typing import Protocol

from knowledge.storage.records import ArticleTerms, Changes, StoredSentence


class SentenceSource(Protocol):
    """A store, as far as an index reads it."""

    @property
    def base_id(self) -> str:
        """A name drawn once when the base is made; an index of another base is of no use."""

    @property
    def generation(self) -> int:
        """How many changes the base has seen, by whichever process."""

    def changes_since(self, generation: int) -> Changes:
        """Which articles changed and which went after a generation; since 0: all of them."""

    def sentences_of(self, article_ids: Sequence[int]) -> Iterable[StoredSentence]:
        """Every sentence of these articles, an article's sentences together and in order."""

    def terms_of(self, article_ids: Sequence[int]) -> Iterable[ArticleTerms]:
        """The terms of these articles' sentences, as they were cut when the articles were added."""
