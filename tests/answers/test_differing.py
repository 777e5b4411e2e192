"""What several articles tell of one thing: repeats with all their evidence, disagreements side by side, and neither by mistake."""

import re
from pathlib import Path

import pytest

from knowledge import Answer, KnowledgeBase
from knowledge.answers import Outcome
from knowledge.figures import find_figures
from knowledge.storage.sameness import is_same_amount
from tests.tables import read_table


def ask(folder: Path, articles: str, question: str) -> Outcome:
    """Ask a base of a few articles: ¶ ends a paragraph, ‖ an article."""
    with KnowledgeBase.open(folder / "base.sqlite3") as base:
        for number, text in enumerate(articles.split("‖")):
            assert "added" == base.add_text(text.replace("¶", "\n\n"), f"{number}").status
        return base.ask(question)


def figures_of(outcome: Outcome) -> list[str]:
    return [figure.text for part in outcome.parts for figure in part.figures]


@pytest.mark.parametrize(
    ("articles", "question", "figures", "also"), [row[:4] for row in read_table("answers_differing.tsv")]
)
def test_what_articles_tell_of_one_thing_stands_together(tmp_path, articles, question, figures, also):
    """
    Every amount is shown with its sentence, that of the newest article first; a repeat adds its source.
    """
    outcome = ask(tmp_path, articles, question)
    assert isinstance(outcome, Answer)
    assert figures.split() == figures_of(outcome)
    assert also.split() == [source.title for part in outcome.parts for source in part.also]
    assert ("说的不一样" in outcome.text) == (len(outcome.parts) > 1)
    for part in outcome.parts:
        assert part.source is not None
        assert all(figure.text in part.source.sentence for figure in part.figures)
        assert all(source in outcome.sources and f"《{source.title}》" in outcome.text for source in part.also)


@pytest.mark.parametrize(("articles", "question"), [row[:2] for row in read_table("answers_not_differing.tsv")])
def test_what_is_of_two_things_is_not_set_against_each_other(tmp_path, articles, question):
    """
    Another year, place or plan, or an article that tells two amounts: no disagreement is claimed.
    """
    outcome = ask(tmp_path, articles, question)
    assert "说的不一样" not in outcome.text
    assert not any(part.also for part in outcome.parts)


@pytest.mark.parametrize(("left", "right", "same"), [row[:3] for row in read_table("storage_amounts.tsv")])
def test_amounts_are_the_same_within_what_was_printed(left, right, same):
    """
    Rounding, units and 约 余 以上 allow for what they say, and for no more; whichever comes first.
    """
    [one], [other] = find_figures(left), find_figures(right)
    assert re.fullmatch("yes|no", same)
    assert [same == "yes"] * 2 == [is_same_amount(one, other), is_same_amount(other, one)]


TOLD_BY_MANY = (
    "花园镇大变样¶2022年6月1日¶今年以来,花园镇拆除违建120处。路灯亮了,心里也亮了。‖"
    "拆出新天地¶2022年6月3日¶今年以来,花园镇拆除违建120处。镇里老人说,这里变样了。‖"
    "青禾县整治通报¶2022年6月20日¶今年以来,花园镇拆除违建126处,安装路灯860盏,温泉镇安装路灯420盏。‖"
    "花园镇2023年总结¶2023年12月30日¶2023年,花园镇拆除违建45处。2022年拆除违建180处。"
)


def test_no_part_is_shown_twice(tmp_path):
    """
    An amount that is told beside two others, or that differs from each, stands in the answer once.
    """
    for question in ("花园镇拆除违建多少处", "花园镇2022年拆除违建多少处"):
        (tmp_path / question).mkdir()
        outcome = ask(tmp_path / question, TOLD_BY_MANY, question)
        shown = [(part.headline, part.source.sentence) for part in outcome.parts]
        assert len(shown) == len(set(shown)) > 2


def test_a_sibling_beside_is_another_place(tmp_path):
    """
    花园镇安装860盏,温泉镇安装420盏: what the second clause tells is not of the place of the first.
    """
    outcome = ask(tmp_path, TOLD_BY_MANY, "花园镇安装了多少盏路灯")
    assert ["860盏"] == figures_of(outcome)
