"""Given a document, what does each of its figures tell: counting what, of whom, where and when?"""

from knowledge.facts.counting import to_phrase
from knowledge.facts.fact import Fact
from knowledge.facts.finding import document_place, find_facts
from knowledge.facts.places import PlaceMention, find_places, is_proper_name, short_names

__all__ = [
    "Fact",
    "PlaceMention",
    "document_place",
    "find_facts",
    "find_places",
    "is_proper_name",
    "short_names",
    "to_phrase",
]
