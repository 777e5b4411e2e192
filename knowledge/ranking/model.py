"""
Signals, in; scores, out: by decision trees that training wrote to files which a person can read.

The trees were grown with LightGBM at training time and are walked here by numpy alone: every node of every tree is
tried on every candidate at once, each failed test strikes out the leaves on its left, and the first leaf left over is
the one that a walk from the root would have reached.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.errors import KnowledgeError
from knowledge.ranking.pool import Floats

MOST_LEAVES = 16  # the leaves of a tree are the bits of a 16-bit number
FIRST_BIT = np.array(
    [(number & -number).bit_length() - 1 if number else 0 for number in range(1 << 16)], dtype=np.int64
)


@dataclass(frozen=True, slots=True)
class Model:
    """Decision trees whose leaves are added up."""

    signals: tuple[str, ...]
    columns: NDArray[np.intp]  # shape (nodes,): the signal that a node tests
    limits: Floats  # shape (nodes,): up to this a candidate goes left
    struck: NDArray[np.uint16]  # shape (nodes,): the leaves that remain when it goes right
    starts: NDArray[np.intp]  # shape (trees,): the first node of each tree
    leaves: Floats  # shape (trees, MOST_LEAVES)

    def score(self, signals: Floats) -> Floats:
        """
        Score candidates.

        Args:
            signals: Shape (candidates, signals), columns in the order of `self.signals`.

        Returns:
            Shape (candidates,); the higher the better, comparable within one question.
        """
        if not len(signals):
            return np.zeros(0)
        right = np.take(np.ascontiguousarray(signals.T), self.columns, axis=0) > self.limits[:, None]
        # One less than True is no bit, one less than False all of them.
        remain = self.struck[:, None] | (right.astype(np.uint16) - np.uint16(1))
        reached = FIRST_BIT[np.bitwise_and.reduceat(remain, self.starts, axis=0)]
        scores: Floats = self.leaves[np.arange(len(self.starts))[:, None], reached].sum(axis=0)
        return scores

    @classmethod
    def from_trees(cls, signals: Sequence[str], trees: Sequence[Mapping[str, Any]]) -> "Model":
        """
        Make a model from nested trees.

        Args:
            signals: Names of the columns.
            trees: Each either `{"leaf": value}` or `{"signal": name, "to": limit, "then": tree, "else": tree}`.
        """
        names = {name: number for number, name in enumerate(signals)}
        columns: list[int] = []
        limits: list[float] = []
        struck: list[int] = []
        starts: list[int] = []
        table = np.zeros((len(trees), MOST_LEAVES))

        def walk(tree: Mapping[str, Any], number: int, first: int) -> int:
            """Enter a tree whose leaves are numbered from `first`; return the number after its last leaf."""
            if "leaf" in tree:
                if first >= MOST_LEAVES:
                    raise KnowledgeError(f"a tree has more than {MOST_LEAVES} leaves")
                table[number, first] = tree["leaf"]
                return first + 1
            node = len(columns)
            columns.append(names[tree["signal"]])
            limits.append(tree["to"])
            struck.append(0)
            middle = walk(tree["then"], number, first)
            struck[node] = 0xFFFF & ~(((1 << (middle - first)) - 1) << first)
            return walk(tree["else"], number, middle)

        for number, tree in enumerate(trees):
            starts.append(len(columns))
            if "leaf" in tree:
                # A tree of one leaf still needs a node for `reduceat`: one that every candidate passes.
                columns.append(0)
                limits.append(np.inf)
                struck.append(0xFFFF)
            walk(tree, number, 0)
        return cls(
            tuple(signals), np.array(columns, dtype=np.intp), np.array(limits), np.array(struck, dtype=np.uint16),
            np.array(starts, dtype=np.intp), table,
        )  # fmt: skip
