"""The tables of this room, in; their rows, out."""

from collections.abc import Iterator
from pathlib import Path

from knowledge.errors import LanguageError

DATA = Path(__file__).parent / "data"


def read_rows(name: str, columns: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """
    Read the rows of a table of `data/`, its first line being the names of its columns.

    >>> next(read_rows("user_words.tsv", ("word", "frequency", "source")))
    ('占比', '15', 'economy')

    Args:
        name: The file's name.
        columns: The columns that the caller knows how to read.

    Yields:
        A tuple of cells for each row; lines that are empty or begin with # are left out.

    Raises:
        LanguageError: The file is missing, its columns are others, or a row has too few or too many cells.
    """
    path = DATA / name
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as trouble:
        raise LanguageError(f"{name}: the table cannot be read: {trouble.strerror}") from trouble
    head = tuple(lines[0].split("\t")) if lines else ()
    if head != columns:
        raise LanguageError(f"{name}: its columns are {' '.join(head) or 'missing'}, expected {' '.join(columns)}")
    for number, line in enumerate(lines[1:], start=2):
        if not line or line.startswith("#"):
            continue
        cells = tuple(line.split("\t"))
        if len(cells) != len(columns):
            raise LanguageError(f"{name}, line {number}: {len(cells)} cells, expected {len(columns)}")
        yield cells
