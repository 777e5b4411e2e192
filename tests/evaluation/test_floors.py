"""The answers over the shipped library stay as good as they were: the floors of `tests/gold/floors.json` only rise."""

import json
from pathlib import Path

import pytest

from knowledge import KnowledgeBase
from knowledge.evaluation import evaluate_file, find_below, read_gold_questions, render_report, summarise
from knowledge.evaluation.reading import LABELS, measure
from knowledge.ranking.weights import CROSS_FITTED, fold_folder
from tests.conftest import need_shared

GOLD = Path(__file__).resolve().parent.parent / "gold"
ALL_FLOORS = json.loads((GOLD / "floors.json").read_text(encoding="utf-8"))
FLOORS = {name: floors for name, floors in ALL_FLOORS.items() if not name.startswith("reading_")}
READING = {name.removeprefix("reading_"): floors for name, floors in ALL_FLOORS.items() if name not in FLOORS}
SHARED = {"shared_articles": ("questions", "articles.jsonl")}


def questions_of(name: str) -> Path:
    """Return the question file that some floors are for: one of our own, or one of the shared data."""
    return need_shared(*SHARED[name]) if name in SHARED else GOLD / f"{name}.jsonl"


@pytest.fixture(scope="module")
def bases(base, tmp_path_factory):
    """Return the base that a set of questions is asked of: the shipped library, or the articles that lie beside the set."""

    def open_base(name: str) -> KnowledgeBase:
        if not (GOLD / name).is_dir():
            return base
        if name not in opened:
            opened[name] = KnowledgeBase.open(tmp_path_factory.mktemp(name) / "towns.sqlite3")
            assert {"added"} == {report.status for report in opened[name].add(GOLD / name)}
        return opened[name]

    opened: dict[str, KnowledgeBase] = {}
    yield open_base
    for other in opened.values():
        other.close()


@pytest.mark.parametrize("name", FLOORS)
def test_the_floors_are_held(bases, name):
    """
    As many right by kind as the floors say, and no more wrong than the ceiling.
    """
    judged = evaluate_file(bases(name), questions_of(name))
    assert () == find_below(summarise(judged), FLOORS[name]), render_report(judged, FLOORS[name])


@pytest.mark.parametrize("name", FLOORS)
def test_every_floor_bounds_a_kind_that_is_asked(name):
    """
    A floor for a kind that no question has would hold nothing up.
    """
    kinds = {gold.kind for gold in read_gold_questions(questions_of(name))} | {"ALL"}
    assert set() == {floor.partition(".")[0] for floor in FLOORS[name]} - kinds
    assert {"ALL.right", "ALL.wrong"} <= set(FLOORS[name])
    assert all(0.0 <= bound <= 1.0 for bound in FLOORS[name].values())


@pytest.mark.parametrize("name", READING)
def test_the_floors_of_reading_are_held(name):
    """
    With weights that saw no question of an article; `make train` leaves them, and `make eval-reading` prints the same.
    """
    folder = need_shared("reading")
    if not fold_folder(CROSS_FITTED, 0).exists():
        pytest.skip("no cross-fitted weights: make train leaves them")
    shares = measure(folder, name).shares
    assert set(READING[name]) <= set(shares) <= set(LABELS)
    assert {} == {key: shares[key] for key, floor in READING[name].items() if shares[key] < floor}
