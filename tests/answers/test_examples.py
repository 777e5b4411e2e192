"""The examples in the docstrings of the room."""

import doctest
import importlib

import pytest

MODULES = ("arithmetic", "choosing", "moments", "numbered", "owners", "premises", "statements")


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_of_a_module_run(name):
    """Every example gives what its docstring says."""
    tried = doctest.testmod(importlib.import_module(f"knowledge.answers.{name}"))
    assert tried.attempted
    assert 0 == tried.failed
