"""
Articles in, answers with their evidence out.

What is offered here is brought in when it is first asked for: a room can be imported by itself, and finding figures
does not wait for the store.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from knowledge.answers.answer import (
        Abstention,
        Answer,
        AnswerPart,
        BestCandidate,
        Choice,
        Clarification,
        Outcome,
        ShownFigure,
        Source,
        Talk,
    )
    from knowledge.articles import Limits
    from knowledge.errors import (
        BaseWriteError,
        KnowledgeError,
        NewerBaseError,
        NotABaseError,
        QuestionError,
        StorageError,
    )
    from knowledge.figures import Figure, find_figures
    from knowledge.knowledge_base import AddReport, ArticlePreview, KnowledgeBase, Overview
    from knowledge.language import has_traditional, to_traditional
    from knowledge.questions.conversation import Conversation
    from knowledge.storage import ArticleRecord, RemovedArticle, SameFacts, StoredFact, StoredSentence

__all__ = [
    "Abstention",
    "AddReport",
    "Answer",
    "AnswerPart",
    "ArticlePreview",
    "ArticleRecord",
    "BaseWriteError",
    "BestCandidate",
    "Choice",
    "Clarification",
    "Conversation",
    "Figure",
    "KnowledgeBase",
    "KnowledgeError",
    "Limits",
    "NewerBaseError",
    "NotABaseError",
    "Outcome",
    "Overview",
    "QuestionError",
    "RemovedArticle",
    "SameFacts",
    "ShownFigure",
    "Source",
    "StorageError",
    "StoredFact",
    "StoredSentence",
    "Talk",
    "find_figures",
    "has_traditional",
    "to_traditional",
]

_ROOMS = {
    "knowledge.answers.answer": (
        "Abstention Answer AnswerPart BestCandidate Choice Clarification Outcome ShownFigure Source Talk"
    ),
    "knowledge.articles": "Limits",
    "knowledge.errors": "BaseWriteError KnowledgeError NewerBaseError NotABaseError QuestionError StorageError",
    "knowledge.figures": "Figure find_figures",
    "knowledge.knowledge_base": "AddReport ArticlePreview KnowledgeBase Overview",
    "knowledge.language": "has_traditional to_traditional",
    "knowledge.questions.conversation": "Conversation",
    "knowledge.storage": "ArticleRecord RemovedArticle SameFacts StoredFact StoredSentence",
}
_OFFERED = {name: room for room, names in _ROOMS.items() for name in names.split()}


def __getattr__(name: str) -> Any:
    if name not in _OFFERED:
        raise AttributeError(f"module 'knowledge' has no attribute {name!r}")
    value = getattr(import_module(_OFFERED[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
