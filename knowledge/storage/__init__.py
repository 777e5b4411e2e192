"""Where do articles and facts rest, and what is said elsewhere about the same thing?"""

from knowledge.storage.gathering import Gathered, GatheredFile, gather, spare_collector, without_source
from knowledge.storage.preparing import PreparedArticle, comparable, content_key, measure_of, prepare
from knowledge.storage.records import (
    AddResult,
    ArticleRecord,
    ArticleTerms,
    Changes,
    Outdated,
    RemovedArticle,
    SameFacts,
    SentenceTerms,
    StoredFact,
    StoredSentence,
    VocabularyWord,
)
from knowledge.storage.rereading import reread
from knowledge.storage.sameness import age_of, is_same_amount
from knowledge.storage.sql_store import SqlStore

__all__ = [
    "AddResult",
    "ArticleRecord",
    "ArticleTerms",
    "Changes",
    "Gathered",
    "GatheredFile",
    "Outdated",
    "PreparedArticle",
    "RemovedArticle",
    "SameFacts",
    "SentenceTerms",
    "SqlStore",
    "StoredFact",
    "StoredSentence",
    "VocabularyWord",
    "age_of",
    "comparable",
    "content_key",
    "gather",
    "is_same_amount",
    "measure_of",
    "prepare",
    "reread",
    "spare_collector",
    "without_source",
]
