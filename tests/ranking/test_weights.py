"""Weights: the shipped ones say what they were made from, and measuring may rank with those of a fold instead."""

import json
import shutil

import pytest

from knowledge.ranking.weights import FOLDS, SHIPPED, cross_fitted, fold_folder, fold_of, open_calibrator, open_model


@pytest.mark.parametrize("name", ["trees.json", "confidence.json"])
def test_shipped_weights_say_what_they_were_made_from(name):
    """
    Digest of the data, seed and credits stand in both files.
    """
    fields = json.loads((SHIPPED / name).read_text(encoding="utf-8"))
    assert 16 == len(fields["data"])
    assert isinstance(fields["seed"], int)
    assert all("CC BY-SA" in credit for credit in fields["credits"][:2])


def test_weights_of_a_fold_are_used_inside_the_block_alone(tmp_path):
    """
    Ranking goes back to the shipped weights when the block is left.
    """
    shutil.copytree(SHIPPED, fold_folder(tmp_path, fold_of("河湾村")))
    shipped, calibrator = open_model(), open_calibrator()
    with cross_fitted("河湾村", tmp_path) as held_out:
        assert held_out
        assert open_model() is not shipped
        assert open_calibrator() is not calibrator
    assert open_model() is shipped


def test_shipped_weights_stay_where_training_left_none(tmp_path):
    """
    Without weights of the fold the block says so and changes nothing.
    """
    shipped = open_model()
    with cross_fitted("河湾村", tmp_path) as held_out:
        assert not held_out
        assert open_model() is shipped


def test_titles_are_put_into_every_fold_and_always_the_same():
    """
    Folds depend on the title alone.
    """
    titles = [f"村{number}" for number in range(100)]
    assert set(range(FOLDS)) == {fold_of(title) for title in titles}
    assert [fold_of(title) for title in titles] == [fold_of(title) for title in titles]
