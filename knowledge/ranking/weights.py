"""
A folder, in; the trees and the calibration that ranking uses, out: those that ship, or while measuring those of a fold.

Training also writes, for each fold of titles, weights that saw no question of it; who measures or calibrates on the
questions that were trained on asks each of them with the weights of its fold.
"""

import json
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path

from knowledge.ranking.confidence import Calibrator
from knowledge.ranking.model import Model

SHIPPED = Path(__file__).parent / "data"
CROSS_FITTED = Path(".cache/training")  # where training leaves the weights of its folds
FOLDS = 4

_folder: ContextVar[Path] = ContextVar("folder", default=SHIPPED)


def open_model() -> Model:
    """Return the trees in use."""
    return _read_model(_folder.get())


def open_calibrator() -> Calibrator:
    """Return the calibration in use."""
    return _read_calibrator(_folder.get())


@cache
def _read_model(folder: Path) -> Model:
    fields = json.loads((folder / "trees.json").read_text(encoding="utf-8"))
    return Model.from_trees(fields["signals"], fields["trees"])


@cache
def _read_calibrator(folder: Path) -> Calibrator:
    fields = json.loads((folder / "confidence.json").read_text(encoding="utf-8"))
    weights = {name: (row["mean"], row["spread"], row["weight"]) for name, row in fields["evidences"].items()}
    return Calibrator(weights, fields["intercept"])


@contextmanager
def cross_fitted(title: str, folder: Path = CROSS_FITTED) -> Iterator[bool]:
    """
    Rank with weights that saw no question of a title's fold, as long as the block runs.

    Args:
        title: Of the article that a question is about.
        folder: Where training left them.

    Yields:
        Whether there are any; where not, the shipped ones stay in use.
    """
    fold = fold_folder(folder, fold_of(title))
    if not (fold / "confidence.json").exists():
        yield False
        return
    before = _folder.set(fold)
    try:
        yield True
    finally:
        _folder.reset(before)


def fold_folder(folder: Path, fold: int) -> Path:
    """Name the folder of a fold's weights."""
    return folder / f"fold-{fold}"


def fold_of(title: str, folds: int = FOLDS) -> int:
    """Put a title into one of some folds, always the same: questions of one article share their passages."""
    return (zlib.crc32(f"fold{title}".encode()) >> 3) % folds
