"""Given a question and a base, which figure answers it, and how sure is that?"""

from knowledge.ranking.probe import Probe, Question, make_probe
from knowledge.ranking.ranking import RankedFact, RankedSentence, Ranking, rank_facts, rank_texts

__all__ = ["Probe", "Question", "RankedFact", "RankedSentence", "Ranking", "make_probe", "rank_facts", "rank_texts"]
