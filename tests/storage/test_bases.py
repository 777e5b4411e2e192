"""A whole base over every store: what is added is answered from, wherever it rests."""

from knowledge import KnowledgeBase
from tests.storage.texts import text_of


def test_a_base_answers_over_every_store(base_name: str):
    """
    Adding, asking, replacing and removing are the same for a file and for a server.
    """
    with KnowledgeBase.open(base_name) as base, KnowledgeBase.open(base_name) as other:
        assert "added" == base.add_text(text_of(1, version=7), "a").status
        outcome = other.ask("银杏镇拆了几处私搭乱建？")
        assert "107处" in [figure.text for figure in outcome.figures]
        assert "replaced" == other.add_text(text_of(1, version=8), "a").status
        assert "108处" in [figure.text for figure in base.ask("银杏镇拆了几处私搭乱建？").figures]
        base.remove([article.id for article in base.articles()])
        assert () == other.ask("银杏镇拆了几处私搭乱建？").figures
        assert "secret" not in base.name
