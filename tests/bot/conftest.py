"""What the bot's tests share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bot.harness import Harness


@pytest.fixture
def bot(tmp_path: Path) -> Iterator[Harness]:
    """A bot over a fake base and a strict Telegram."""
    harness = Harness(tmp_path)
    harness.telegram.calls.clear()
    yield harness
    harness.close()
    assert [] == harness.errors
