"""The tables beside this room's modules, as rows."""

from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "data"


@cache
def read_rows(name: str) -> tuple[tuple[str, ...], ...]:
    """Read a table of `data/`: the rows below its first line, which names the columns."""
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()[1:]
    return tuple(tuple(line.split("\t")) for line in lines if line)
