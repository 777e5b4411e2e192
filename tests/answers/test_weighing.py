"""What speaks for a figure: unit, words around it, period; and what is decided from that."""

from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.answers.choosing import Scope, agree, choose_facts, names_place, pull_of, stands_under
from knowledge.answers.deciding import MOST_PARTS, Decision, decide
from knowledge.answers.grounding import cover, ground_fact, leaves_out, partial_cover, zones_of
from knowledge.answers.timing import years_in
from knowledge.figures import find_figures
from knowledge.language import fold
from knowledge.questions import analyse_question
from tests.tables import read_table


def choose(base, question):
    analysed = analyse_question(question, base.store)
    return analysed, choose_facts(analysed, Scope(base.store, base.index))


@pytest.mark.parametrize(("question", "text", "agreement"), [row[:3] for row in read_table("answers_agree.tsv")])
def test_a_figure_agrees_as_far_as_it_measures_what_is_asked(question, text, agreement):
    """
    The same unit agrees whole, another unit of the dimension partly, another dimension clashes.
    """
    (figure,) = find_figures(text)
    fact = SimpleNamespace(figure=figure, counted="")
    assert float(agreement) == agree(analyse_question(question), fact)


@pytest.mark.parametrize(
    ("told", "under"),
    [
        ("碾子沟村基地占地1260亩。二期工程计划新增装机", True),
        ("槐荫社区照料中心明年开工,碾子沟食堂每天可供", True),
        ("碾子沟村基地占地1260亩。石坝村计划新增装机", False),
        ("碾子沟村通车后,全县", False),
        ("二期工程计划新增装机", False),
    ],
)
def test_a_figure_is_of_the_place_that_its_paragraph_told_of_last(told, under):
    """
    Where a paragraph goes on telling of a place without naming it again, its figures are of that place.
    """
    assert stands_under(SimpleNamespace(places=("碾子沟村",), unknown_places=()), told) is under


@pytest.mark.parametrize(("text", "years"), [row[:2] for row in read_table("answers_years.tsv")])
def test_years_are_read_as_people_write_them(text, years):
    """
    A year, a span, a five-year plan and Chinese digits name years; amounts and stretches do not.
    """
    assert [int(year) for year in years.split()] == sorted(years_in(text))


@given(st.integers(1960, 2049))
def test_a_year_is_the_same_in_digits_and_in_characters(year):
    """
    2018年 and 二〇一八年 name the same year.
    """
    digits = dict(zip("0123456789", "〇一二三四五六七八九", strict=True))
    characters = "".join(digits[digit] for digit in str(year))
    assert {year} == years_in(f"{year}年") == years_in(f"{characters}年")


@pytest.mark.parametrize(("word", "zone", "least", "most"), [row[:4] for row in read_table("answers_cover.tsv")])
def test_a_zone_covers_a_word_as_far_as_it_holds_it(word, zone, least, most):
    """
    A word as it stands covers whole, a piece of it partly, a stranger not at all.
    """
    assert float(least) <= cover(word, zone) <= float(most)


han = st.text(st.sampled_from("花园口古荥镇拆除清运垃圾突击队污水管网"), min_size=1, max_size=8)


@given(han, han)
def test_cover_lies_between_nothing_and_all(word, zone):
    """
    A share is never below 0 or above 1, and whole where the word stands in the zone.
    """
    assert 0.0 <= partial_cover(word, zone) <= 1.0
    assert 0.0 <= cover(word, zone) <= 1.0
    assert 1.0 == cover(word, zone + word)


def test_zones_hold_one_another(base):
    """
    What a clause holds, the stretch, the sentence and what stands above hold too.
    """
    for fact, sentence in base.facts():
        zones = zones_of(fact, sentence, "前一句")
        assert zones.clause in zones.beside
        assert zones.clause in zones.segment
        assert fold(sentence.text) in zones.sentence
        assert fold(sentence.title) in zones.above


def test_the_words_of_a_fact_cover_themselves(base):
    """
    A question in the words of a fact misses no word, and shares lie between 0 and 1, nearer ones not above farther.
    """
    for fact, sentence in base.facts():
        if len(fact.counted) > 1:
            question = analyse_question(f"{fact.act}{fact.counted}多少", base.store)
            grounding = ground_fact(question, fact, sentence)
            assert 0.0 <= grounding.near <= grounding.beside <= 1.0
            assert grounding.near <= grounding.share <= 1.0
            assert () == grounding.missing


def test_a_word_that_stands_nowhere_is_missing(base):
    """
    What no zone covers is named.
    """
    _, candidates = choose(base, "花园口医院清理垃圾多少立方米")
    assert "医院" in candidates[0].grounding.missing


def test_candidates_come_best_first_and_in_a_fixed_order(base):
    """
    Scores never rise along the list, and the same question gives the same list.
    """
    _, candidates = choose(base, "花园口拆了多少私搭乱建")
    assert sorted((c.score for c in candidates), reverse=True) == [c.score for c in candidates]
    assert [c.fact.id for c in candidates] == [c.fact.id for c in choose(base, "花园口拆了多少私搭乱建")[1]]
    assert len(candidates) == len({c.fact.id for c in candidates})


def test_a_place_named_speaks_against_the_other_town(base):
    """
    Every figure of the other town is marked as of another place.
    """
    _, candidates = choose(base, "古荥清运了多少垃圾")
    assert {"花园口镇"} & {c.sentence.place for c in candidates}
    assert all(c.placed < 0 for c in candidates if c.sentence.place == "花园口镇" and "古荥" not in c.sentence.text)


@pytest.mark.parametrize(
    ("question", "status", "first"),
    [
        ("花园口成立了几支突击队", "answered", "22支"),
        ("花园口拆了多少处私搭乱建", "answered", "118处"),
        ("花园口问题有多少处", "clarify", "328处"),
        ("古荥新建了几条公交线路", "not_found", ""),
        ("金水区成立了几支突击队", "not_found", ""),
    ],
)
def test_the_line_between_answer_choice_and_silence(base, question, status, first):
    """
    A sure figure is answered, several near ones are laid out, and what is not there is not found.
    """
    decision = decide(*choose(base, question))
    assert status == decision.status
    assert first == (decision.groups[0][0].fact.figure.text if decision.groups else "")
    assert (status == "not_found") == bool(decision.reason)


def test_decisions_keep_their_shape(base):
    """
    Whatever is asked, confidence lies between 0 and 1, no fact is shown twice, and no more parts than fit a reply.
    """
    for question, *_ in (*read_table("answers_figures.tsv")[::3], *read_table("answers_silence.tsv")[::2]):
        decision = decide(*choose(base, question))
        shown = [chosen.fact.id for group in decision.groups for chosen in group]
        assert 0.0 <= decision.confidence <= 1.0
        assert len(shown) == len(set(shown))
        assert len(decision.groups) <= MOST_PARTS
        assert (decision.status == "not_found") == (not decision.groups)


def test_without_candidates_there_is_silence(base):
    """
    Nothing to choose from is a reason of its own.
    """
    question = analyse_question("花园口拆了多少处", base.store)
    assert Decision("not_found", reason="no_figure") == decide(question, ())


@pytest.mark.parametrize(
    ("scores", "fitting", "pulls"),
    [
        ({1: 3.0, 2: 1.0, 3: -2.0}, {1, 2, 3}, {1: 1.0, 2: 0.2, 3: 0.0}),
        ({1: 3.0, 2: 1.0, 3: -2.0}, {2, 3}, {1: 1.8, 2: 1.0, 3: 0.0}),
        ({1: 3.0}, set(), {1: 1.0}),
        ({}, set(), {}),
    ],
)
def test_the_rankers_word_is_held_against_the_best_of_the_place_asked(scores, fitting, pulls):
    """
    The best figure of the place and period asked gets 1, whatever stands before it elsewhere; what is far behind 0.
    """
    found = pull_of({(key, 0, 1): score for key, score in scores.items()}, {(key, 0, 1) for key in fitting})
    assert {(key, 0, 1): pytest.approx(pull) for key, pull in pulls.items()} == found


@pytest.mark.parametrize(
    ("text", "place", "named"),
    [
        ("漠河机场", "漠河县", True),
        ("内蒙古的旗", "内蒙古自治区", True),
        ("沙洲", "沙市", False),
        ("古荥的渠", "古荥镇", True),
        ("古镇", "古荥镇", False),
    ],
)
def test_a_place_is_named_without_its_kind_too(text, place, named):
    """
    漠河 names 漠河县, as long as two characters of the name remain.
    """
    assert named is names_place(text, place)


@pytest.mark.parametrize(
    ("counted", "left_out"), [("", True), ("计划", True), ("剩余", True), ("排污口", False), ("计划生育户", False)]
)
def test_what_a_figure_counts_may_be_left_out(counted, left_out):
    """
    排查排污口163处, 剩余12处计划明年完成: 计划 is no thing that is counted.
    """
    assert leaves_out(SimpleNamespace(counted=counted)) is left_out
