"""A probe, a store and an index, in; the pool of sentences among which the question is decided, out."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from knowledge.index import Hits
from knowledge.ranking.pool import Pool
from knowledge.ranking.probe import Frequencies, Probe
from knowledge.storage.records import StoredSentence

# The best five passages and ten stray sentences hold the gold figure for 99 of 100 questions.
PASSAGES = 5
STRAYS = 10
PASSAGES_SCORED = 40
SENTENCES_SEEN = 40
SCOPED_PASSAGES, OPEN_PASSAGES = 4, 5  # where the question names a place or a year that the base knows


class SentenceStore(Protocol):
    """What ranking reads of a store."""

    def sentences(self, sentence_ids: Sequence[int]) -> Mapping[int, StoredSentence]:
        """These sentences with their facts."""

    def passages(self, passage_ids: Sequence[int]) -> Mapping[int, Sequence[StoredSentence]]:
        """Every sentence of these passages."""


class Searcher(Frequencies, Protocol):
    """What ranking asks of an index."""

    @property
    def generation(self) -> int:
        """Which generation of the base it holds."""

    def search_sentences(self, weights: Mapping[str, float], limit: int, articles: Sequence[int] = ()) -> Hits:
        """The sentences that fit best."""

    def search_passages(self, weights: Mapping[str, float], limit: int, articles: Sequence[int] = ()) -> Hits:
        """The passages that fit best."""


def gather(probe: Probe, store: SentenceStore, index: Searcher, scopes: Sequence[Sequence[int]] = ()) -> Pool:
    """
    Fetch the best passages and the best sentences outside them, each of these with its neighbours.

    Args:
        probe: The question.
        store: Where the sentences rest.
        index: Where to look for them.
        scopes: Sets of articles to look in besides the whole base, as `find_scopes` gives them.
    """
    passages: dict[int, float] = {}
    best: dict[int, None] = {}
    seen: dict[int, None] = {}
    for scope in (*scopes, ()):
        found = index.search_passages(probe.query, PASSAGES_SCORED, scope)
        passages.update((passage, score) for passage, score in found if passage not in passages)
        share = PASSAGES if not scopes else SCOPED_PASSAGES if scope else OPEN_PASSAGES
        best.update(dict.fromkeys(passage for passage, _ in found[:share]))
        seen.update(
            dict.fromkeys(s for s, _ in index.search_sentences(probe.query, SENTENCES_SEEN, scope)[:SENTENCES_SEEN])
        )
    fetched: dict[int, StoredSentence] = {}
    for passage in store.passages(list(best)).values():
        fetched.update((sentence.id, sentence) for sentence in passage)
    strays = [sentence for sentence in seen if sentence not in fetched][:STRAYS]
    chosen = frozenset(fetched) | frozenset(strays)
    # Sentences of an article are numbered in text order, so neighbours are the numbers beside.
    around = [sentence + step for sentence in strays for step in (-1, 0, 1) if sentence + step not in fetched]
    own = {sentence // ARTICLE_STRIDE for sentence in strays}
    neighbours = store.sentences(around)
    fetched.update((s, sentence) for s, sentence in neighbours.items() if s // ARTICLE_STRIDE in own)
    return Pool(probe, tuple(fetched.values()), passages, chosen, scopes)


ARTICLE_STRIDE = 1 << 20
