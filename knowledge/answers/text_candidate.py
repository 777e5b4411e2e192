"""A sentence that may answer a question for words."""

from dataclasses import dataclass

from knowledge.language import fold
from knowledge.storage import StoredSentence


@dataclass(frozen=True, slots=True)
class TextCandidate:
    """A sentence that may answer, with the stretch of it that fits best."""

    sentence: StoredSentence
    spans: tuple[tuple[int, int], ...]
    score: float  # 0 to 1
    near: float  # coverage by the best stretch alone
    missing: tuple[str, ...]
    around: str = ""  # the stretch with the clause before and the one behind, folded
    share: float = 0.0  # of the question that the sentence and what stands above it cover
    missing_known: int = 0  # missing words that stand elsewhere in the base
    ranked: float = 0.0  # what the ranker gives the sentence, over the best of the pool; 0 to 1
    fills: bool | None = None  # whether it can fill what the question leaves open; None where that cannot be told
    teller: StoredSentence | None = None  # the sentence behind, where that tells who said this one

    @property
    def stretch(self) -> str:
        """What fits best, folded."""
        return fold(" ".join(self.sentence.text[start:end] for start, end in self.spans))
