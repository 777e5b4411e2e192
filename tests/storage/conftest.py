"""The stores that the tests run over: SQLite always, PostgreSQL where its programs are, or YOUJU_TEST_POSTGRES names one."""

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy

from knowledge.storage import SqlStore

POSTGRES_PROGRAMS = ("initdb", "postgres")


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A PostgreSQL server of our own, for as long as the tests run."""
    pytest.importorskip("psycopg", reason="psycopg is not installed")
    given = os.environ.get("YOUJU_TEST_POSTGRES")
    if given:
        yield given
        return
    missing = [program for program in POSTGRES_PROGRAMS if shutil.which(program) is None]
    if missing:
        pytest.skip(f"no PostgreSQL here: {' and '.join(missing)} not found (set YOUJU_TEST_POSTGRES)")
    folder = Path(tempfile.mkdtemp(prefix="youju-postgres-"))
    lead: list[str] = []
    if os.geteuid() == 0:  # PostgreSQL refuses to be run by root
        if shutil.which("setpriv") is None:
            pytest.skip("PostgreSQL cannot be run as root")
        os.chown(folder, 65534, 65534)
        lead = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
    data, port = folder / "data", free_port()
    made = subprocess.run(
        [*lead, "initdb", "-D", str(data), "-U", "youju", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"],
        capture_output=True, text=True, cwd=folder, check=False,
    )  # fmt: skip
    if made.returncode:
        pytest.skip(f"initdb does not run here: {made.stderr.strip()[-200:]}")
    server = subprocess.Popen(
        [*lead, "postgres", "-D", str(data), "-p", str(port), "-k", str(folder), "-h", "127.0.0.1", "-F"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=folder,
    )  # fmt: skip
    try:
        url = f"postgresql+psycopg://youju@127.0.0.1:{port}/postgres"
        await_server(url)
        yield url
    finally:
        server.terminate()
        server.wait(20)
        shutil.rmtree(folder, ignore_errors=True)


def free_port() -> int:
    with closing(socket.socket()) as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def await_server(url: str) -> None:
    engine = sqlalchemy.create_engine(url)
    until = time.monotonic() + 20
    while True:
        try:
            engine.connect().close()
            break
        except sqlalchemy.exc.OperationalError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)
    engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def base_name(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The name of a base that is not there yet."""
    if request.param == "sqlite":
        yield str(tmp_path / "base.sqlite3")
        return
    server = sqlalchemy.make_url(request.getfixturevalue("postgres_url"))
    name = f"youju_test_{os.getpid()}_{time.monotonic_ns()}"
    run_alone(server, f"CREATE DATABASE {name}")
    yield server.set(database=name).render_as_string(hide_password=False)
    run_alone(server, f"DROP DATABASE {name} WITH (FORCE)")


def run_alone(server: sqlalchemy.URL, statement: str) -> None:
    engine = sqlalchemy.create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(statement)
    engine.dispose()


@pytest.fixture
def store(base_name: str) -> Iterator[SqlStore]:
    """An empty store."""
    with SqlStore.open(base_name) as opened:
        yield opened
