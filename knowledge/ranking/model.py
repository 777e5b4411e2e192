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
    columns: NDArray[np.intp]  # shape (tests,): the signal that a test looks at; no two tests are the same
    limits: Floats  # shape (tests,): up to this a candidate goes left
    tests: NDArray[np.intp]  # shape (most nodes of a tree, trees): the test of each node
    struck: NDArray[np.uint16]  # the same shape: the leaves that remain when a candidate goes right
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
        passed = right.astype(np.uint16) - np.uint16(1)
        remain = np.full((len(self.leaves), len(signals)), 0xFFFF, dtype=np.uint16)
        for tests, struck in zip(self.tests, self.struck, strict=True):
            remain &= np.take(passed, tests, axis=0) | struck[:, None]
        firsts = np.arange(0, self.leaves.size, MOST_LEAVES)[:, None]
        scores: Floats = self.leaves.ravel().take(firsts + FIRST_BIT[remain]).sum(axis=0)
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
        numbers: dict[tuple[int, float], int] = {}  # of each test, by its signal and limit
        leaves = np.zeros((len(trees), MOST_LEAVES))
        nodes: list[list[tuple[int, int]]] = [[] for _ in trees]  # the test of each, and what it strikes

        def walk(tree: Mapping[str, Any], number: int, first: int) -> int:
            """Enter a tree whose leaves are numbered from `first`; return the number after its last leaf."""
            if "leaf" in tree:
                if first >= MOST_LEAVES:
                    raise KnowledgeError(f"a tree has more than {MOST_LEAVES} leaves")
                leaves[number, first] = tree["leaf"]
                return first + 1
            test = numbers.setdefault((names[tree["signal"]], tree["to"]), len(numbers))
            middle = walk(tree["then"], number, first)
            nodes[number].append((test, 0xFFFF & ~(((1 << (middle - first)) - 1) << first)))
            return walk(tree["else"], number, middle)

        for number, tree in enumerate(trees):
            walk(tree, number, 0)
        # A node that strikes nothing fills up what a small tree lacks; the test that it makes does not matter.
        most = max(map(len, nodes), default=0)
        filled = [[*some, *[(0, 0xFFFF)] * (most - len(some))] for some in nodes]
        table = np.array(filled, dtype=np.int64).reshape(len(trees), most, 2)
        return cls(
            tuple(signals), np.array([column for column, _ in numbers], dtype=np.intp),
            np.array([limit for _, limit in numbers], dtype=np.float64), np.ascontiguousarray(table[:, :, 0].T),
            np.ascontiguousarray(table[:, :, 1].T.astype(np.uint16)), leaves,
        )  # fmt: skip
