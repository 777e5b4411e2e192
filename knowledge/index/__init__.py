"""Given the terms of a question, which stored sentences and passages fit them best?"""

from knowledge.index.search_index import Hits, SearchIndex
from knowledge.index.source import SentenceSource

__all__ = ["Hits", "SearchIndex", "SentenceSource"]
