"""What the tests of every room share: where the shared data is, a base of the shipped library, and a home of our own."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from knowledge import KnowledgeBase

ROOT = Path(__file__).resolve().parent.parent
LIBRARY = ROOT / "knowledge" / "library"
OWN_SETTINGS = ("YOUJU_", "XDG_DATA_HOME", "XDG_CACHE_HOME")
TEST_SETTINGS = ("YOUJU_SHARED", "YOUJU_TEST_")


@pytest.fixture(scope="session", autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Keep the tests, and the processes that they start, away from the user's own base and settings."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        for name in list(os.environ):
            if name.startswith(OWN_SETTINGS) and not name.startswith(TEST_SETTINGS):
                patch.delenv(name)
        patch.setenv("XDG_DATA_HOME", str(home / "data"))
        patch.setenv("XDG_CACHE_HOME", str(home / "cache"))
        yield home


def find_shared(*parts: str) -> Path | None:
    """Find a file or folder of the shared data: under YOUJU_SHARED, else in `shared` beside the repository."""
    shared = Path(os.environ.get("YOUJU_SHARED") or ROOT.parent / "shared")
    path = shared.joinpath(*parts)
    return path if path.exists() else None


def need_shared(*parts: str) -> Path:
    """Return a file or folder of the shared data; skip the test, saying so, where there is none."""
    path = find_shared(*parts)
    if path is None:
        pytest.skip(f"no shared data: {'/'.join(parts) or 'shared'} (set YOUJU_SHARED)")
    return path


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of the shared data; the test is skipped where there is none."""
    return need_shared()


@pytest.fixture(scope="session")
def base(tmp_path_factory: pytest.TempPathFactory) -> "Iterator[KnowledgeBase]":
    """A base that holds the shipped library; a test that changes it makes its own."""
    from knowledge import KnowledgeBase  # late, so that a room can be tested while another is being rebuilt

    with KnowledgeBase.open(tmp_path_factory.mktemp("base") / "library.sqlite3") as base:
        reports = list(base.add(LIBRARY))
        assert {"added"} == {report.status for report in reports}
        yield base
