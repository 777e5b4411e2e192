"""How much one file may ask of this machine."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on what is read; a file beyond them is refused with a message, and nothing else is hurt."""

    file_bytes: int = 64 << 20  # of any one file
    unpacked_bytes: int = 256 << 20  # of a DOCX or XLSX once unpacked
    unpack_ratio: int = 200  # unpacked to packed, of any one part above a megabyte
    parts: int = 10_000  # files inside a DOCX or XLSX
    characters: int = 20_000_000  # of one article
    articles: int = 100_000  # in one JSONL file
    pages: int = 3_000  # of a PDF
    rows: int = 200_000  # of all tables of a workbook
    files: int = 200_000  # in one folder, its folders included
    depth: int = 32  # folders within folders


DEFAULT_LIMITS = Limits()
