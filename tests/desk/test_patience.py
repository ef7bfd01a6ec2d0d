"""A server that takes the connection and answers nothing is given up, and asked again later."""

import os
import signal
from collections.abc import Iterator
from contextlib import closing

import psycopg
import pytest

from jointdesk.desk import patience
from jointdesk.desk.patience import PatientConnection
from jointdesk.desk.refusals import NoAnswerError
from jointdesk.desk.server import Server
from tests.postgres import PostgresServer


@pytest.fixture
def line(postgres: PostgresServer) -> Iterator[PatientConnection]:
    """A connection to a database of its own."""
    address = postgres.new_database().administrator
    with closing(PatientConnection.connect(address, autocommit=True)) as found:
        yield found


def test_what_takes_long_and_is_large_comes_whole(
    line: PatientConnection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(patience, "SILENCE_S", 60)
    query = "SELECT n, repeat('x', 1000) FROM generate_series(1, 20000) n"
    assert sum(len(text) for _, text in line.execute(query)) == 20_000_000
    assert line.execute("SELECT pg_sleep(0.3), 1").fetchone() is not None
    with pytest.raises(psycopg.errors.DivisionByZero):
        line.execute("SELECT 1/0")
    line.execute("LISTEN x")
    assert list(line.notifies(timeout=0)) == []
    line.commit()  # for which nothing has to be waited


@pytest.mark.skipif(not hasattr(signal, "SIGSTOP"), reason="nothing can be frozen here")
def test_one_that_is_frozen_is_given_up(
    line: PatientConnection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(patience, "SILENCE_S", 0.3)
    frozen = line.info.backend_pid
    os.kill(frozen, signal.SIGSTOP)
    try:
        with pytest.raises(NoAnswerError, match="does not answer"):
            Server(line).hash_at("s", 1)
        line.close()
    finally:
        os.kill(frozen, signal.SIGCONT)
