"""Given a numeral or a unit, which value is it, and what does it compare with?"""

from knowledge.quantities.numerals import parse_numeral
from knowledge.quantities.units import Unit, convert_to, dimension_of, match_unit, same_unit

__all__ = ["Unit", "convert_to", "dimension_of", "match_unit", "parse_numeral", "same_unit"]
