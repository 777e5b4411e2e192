"""Given a typed line, what is asked, of whom, where and when?"""

from knowledge.questions.analysis import analyse_question
from knowledge.questions.asking import (
    Asked,
    asks_both_ends,
    asks_change,
    asks_contact,
    asks_level,
    asks_what_was,
    find_asked,
)
from knowledge.questions.claims import bare_claim, claims_each, claims_none, claims_one, is_claim, is_said_around
from knowledge.questions.generic import is_generic, telling
from knowledge.questions.intents import is_overview_word, number_twice, unit_asked
from knowledge.questions.question import INTENTS, AnalysedQuestion, Correction
from knowledge.questions.reckoning import Reckoning, digits_wanted, find_reckonings, unit_named
from knowledge.questions.talk import match_talk
from knowledge.questions.vocabulary import EmptyVocabulary, KnownWord, Vocabulary

__all__ = [
    "INTENTS",
    "AnalysedQuestion",
    "Asked",
    "Correction",
    "EmptyVocabulary",
    "KnownWord",
    "Reckoning",
    "Vocabulary",
    "analyse_question",
    "asks_both_ends",
    "asks_change",
    "asks_contact",
    "asks_level",
    "asks_what_was",
    "bare_claim",
    "claims_each",
    "claims_none",
    "claims_one",
    "digits_wanted",
    "find_asked",
    "find_reckonings",
    "is_claim",
    "is_generic",
    "is_overview_word",
    "is_said_around",
    "match_talk",
    "number_twice",
    "telling",
    "unit_asked",
    "unit_named",
]
