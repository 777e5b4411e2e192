"""A probe, a store and an index, in; the pool of sentences among which the question is decided, out."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from knowledge.index import Hits
from knowledge.ranking.blocks import Block, make_block, open_shelf
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

    @property
    def base_id(self) -> str:
        """The base's name."""

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
    # Among the articles about a place its name tells nothing apart.
    unplaced = {t: weight for t, weight in probe.query.items() if not any(t in place for place in probe.places)}
    for scope in (*scopes, ()):
        query = (unplaced or probe.query) if scope else probe.query
        found = index.search_passages(query, PASSAGES_SCORED, scope)
        passages.update((passage, score) for passage, score in found if passage not in passages)
        share = PASSAGES if not scopes else SCOPED_PASSAGES if scope else OPEN_PASSAGES
        best.update(dict.fromkeys(passage for passage, _ in found[:share]))
        seen.update(dict.fromkeys(s for s, _ in index.search_sentences(query, SENTENCES_SEEN, scope)[:SENTENCES_SEEN]))
    shelf = open_shelf(store.base_id, index.generation)
    blocks = shelf.take(best, store.passages)
    known = {sentence.id for block in blocks.values() for sentence in block.sentences}
    strays = [sentence for sentence in seen if sentence not in known][:STRAYS]
    chosen = frozenset(known) | frozenset(strays)
    around = shelf.take((-sentence for sentence in strays), lambda numbers: fetch_around(numbers, store))
    return Pool(probe, [*blocks.values(), *apart(around.values(), known)], passages, chosen, scopes)


def fetch_around(numbers: list[int], store: SentenceStore) -> dict[int, list[StoredSentence]]:
    """Fetch stray sentences, named by their ids made negative, each with its neighbours."""
    # Sentences of an article are numbered in text order, so neighbours are the numbers beside.
    wanted = {number: [-number + step for step in (-1, 0, 1)] for number in numbers}
    found = store.sentences([sentence for ids in wanted.values() for sentence in ids])
    return {
        number: [found[i] for i in ids if i in found and i // ARTICLE_STRIDE == -number // ARTICLE_STRIDE]
        for number, ids in wanted.items()
        if -number in found
    }


def apart(blocks: Iterable[Block], known: set[int]) -> list[Block]:
    """Join blocks that share sentences, and take out what is known already, so that each sentence stands once."""
    rest: dict[int, StoredSentence] = {}
    whole: list[Block] = []
    for block in sorted(blocks, key=lambda block: block.sentences[0].id):
        ids = {sentence.id for sentence in block.sentences}
        if ids & known or ids & rest.keys():
            rest.update((sentence.id, sentence) for sentence in block.sentences if sentence.id not in known)
        else:
            whole.append(block)
            known = known | ids
    runs: list[list[StoredSentence]] = []
    for number in sorted(rest):
        if number in known:
            continue
        if runs and runs[-1][-1].id + 1 == number:
            runs[-1].append(rest[number])
        else:
            runs.append([rest[number]])
    return [*whole, *(make_block(run) for run in runs)]


ARTICLE_STRIDE = 1 << 20
