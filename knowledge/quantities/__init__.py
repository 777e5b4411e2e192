"""Given a numeral, a unit or a period, which value is it, and what does it compare with?"""

from knowledge.errors import UnitMismatchError
from knowledge.quantities.numerals import parse_numeral, read_numeral
from knowledge.quantities.periods import Period, find_periods
from knowledge.quantities.units import Unit, convert_to, dimension_of, match_unit, same_unit

__all__ = [
    "Period",
    "Unit",
    "UnitMismatchError",
    "convert_to",
    "dimension_of",
    "find_periods",
    "match_unit",
    "parse_numeral",
    "read_numeral",
    "same_unit",
]
