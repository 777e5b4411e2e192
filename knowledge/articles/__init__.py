from knowledge.articles.article import Article, Document, RepairStep, Section, Sentence

__all__ = ["Article", "Document", "RepairStep", "Section", "Sentence"]
