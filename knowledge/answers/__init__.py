"""Given what the articles say and how sure that is, what is answered?"""

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
from knowledge.answers.answering import LONGEST_QUESTION, answer_question
from knowledge.answers.explaining import explain_question

__all__ = [
    "LONGEST_QUESTION",
    "Abstention",
    "Answer",
    "AnswerPart",
    "BestCandidate",
    "Choice",
    "Clarification",
    "Outcome",
    "ShownFigure",
    "Source",
    "Talk",
    "answer_question",
    "explain_question",
]
