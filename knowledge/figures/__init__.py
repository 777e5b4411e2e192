"""Given a sentence, which figures are in it?"""

from knowledge.figures.cells import unit_of_head
from knowledge.figures.dates import eras
from knowledge.figures.figure import Figure
from knowledge.figures.finding import find_figures, is_grammatical

__all__ = ["Figure", "eras", "find_figures", "is_grammatical", "unit_of_head"]
