"""Tables of cases: rows that a newcomer adds without writing Python."""

from pathlib import Path

CASES = Path(__file__).parent / "cases"


def read_table(name: str) -> list[tuple[str, ...]]:
    """Read a table of `tests/cases/`, its first line (the names of the columns) left out."""
    lines = (CASES / name).read_text(encoding="utf-8").splitlines()[1:]
    return [tuple(line.split("\t")) for line in lines if line.strip()]
