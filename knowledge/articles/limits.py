"""How much one file may ask of this machine; YOUJU_LIMITS sets it otherwise."""

import os
from dataclasses import dataclass, fields, replace

from knowledge.errors import ArticleError

LIMITS_VARIABLE = "YOUJU_LIMITS"


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
    columns: int = 1_000  # of a sheet
    files: int = 200_000  # in one folder, its folders included
    depth: int = 32  # folders within folders


DEFAULT_LIMITS = Limits()


def limits_set() -> Limits:
    """
    Return the limits as the environment sets them: YOUJU_LIMITS=pages=10000,file_bytes=200000000.

    Raises:
        ArticleError: It names no limit, or gives no whole number above 0.
    """
    given: dict[str, int] = {}
    names = [field.name for field in fields(Limits)]
    for part in filter(None, map(str.strip, os.environ.get(LIMITS_VARIABLE, "").split(","))):
        name, _, number = map(str.strip, part.partition("="))
        if name not in names or not number.isdecimal() or not int(number):
            raise ArticleError(
                f"设置 {LIMITS_VARIABLE} 有误：{part!r}。应是 名字=正整数，用逗号分开；名字有 {'、'.join(names)}"
            )
        given[name] = int(number)
    return replace(DEFAULT_LIMITS, **given)
