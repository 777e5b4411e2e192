"""A text, in; the things that it tells apart by numbers (3号线, 四楼, 二期), out."""

import re
from decimal import Decimal

from knowledge.quantities import parse_numeral

NUMBERED_NAME = re.compile(
    r"(?P<number>\d+|[一二三四五六七八九十]+)"
    r"(?P<kind>号(?!召|称|角|码(?!头)|脉)[\u3400-\u9fff]|期(?!间)|路(?=公交|车)|人间|层|楼|标段|单元|年级)"
)
SAME_KIND = {"楼": "层"}
ADDRESS = re.compile(r"(?:号楼|号院|栋|幢|单元|座)\s*$")  # 7号楼3层 says where, and counts no storeys


def numbered_names(text: str) -> set[tuple[str, Decimal]]:
    """
    Return what a text tells apart by numbers: 3号线, 四楼.

    >>> numbered_names("3号线")
    {('号线', Decimal('3'))}
    """
    found = NUMBERED_NAME.finditer(text)
    return {(SAME_KIND.get(name["kind"], name["kind"]), parse_numeral(name["number"])) for name in found}


def is_numbered_otherwise(question: str, text: str) -> bool:
    """
    Tell whether a text tells of another thing of a kind that a question names by its number.

    >>> is_numbered_otherwise("1号码头有多长", "新建的4号码头长320米"), is_numbered_otherwise("1号码头有多长", "码头长320米")
    (True, False)
    """
    asked, told = numbered_names(question), numbered_names(text)
    kinds = {kind for kind, _ in asked} & {kind for kind, _ in told}
    return any(not {one for one in asked if one[0] == kind} & told for kind in kinds)
