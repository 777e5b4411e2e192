"""Signals, in; scores, out: by constants that training wrote to a file which a person can read."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from knowledge.ranking.pool import Floats

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Model:
    """A weighted sum of signals."""

    signals: tuple[str, ...]
    weights: Floats  # shape (signals,)

    def score(self, signals: Floats) -> Floats:
        """
        Score candidates.

        Args:
            signals: Shape (candidates, signals), columns in the order of `self.signals`.

        Returns:
            Shape (candidates,); the higher the better, comparable within one question.
        """
        return signals @ self.weights


@cache
def open_model() -> Model:
    """Read the shipped weights."""
    fields = json.loads((DATA / "weights.json").read_text(encoding="utf-8"))
    weights = fields["weights"]
    return Model(tuple(weights), np.array(list(weights.values())))
