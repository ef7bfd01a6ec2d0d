"""Issue 6: changes to and from the server of a shared desk, waited for as people wait.

Held against the least that could be done: the same rows put into a bare table of the same server,
and read from it into a bare table of SQLite. On loopback, the server without fsync.
"""

import shutil
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from statistics import median

import psycopg

from benchmarks.figures import Figure
from benchmarks.setting import Setting
from benchmarks.shared_desk_clients import joined, make_desk, quantile
from jointdesk.desk.invitations import read_invitation
from jointdesk.desk.server import connect
from jointdesk.domain.items import Write
from jointdesk.domain.moments import Instant
from jointdesk.store.changes import record
from tests.desk.desks import PASSWORDS, SharedDesks, founded
from tests.postgres import Database, running_postgres

_BAR = 12
_CALLS = 100
_TEXT = "x" * 200


def measure(setting: Setting) -> Iterator[Figure]:
    """Push and pull of many changes, an exchange of nothing, and how soon another is woken."""
    changes = setting.middle
    folder = setting.work / "shared_desk"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for server in running_postgres():
        desks = founded(folder, server.new_database(), Instant(int(time.time())))
        for who in ("Imogen", "Tom", "Bridget"):
            desks.join(who)
        yield from _figures(desks, _Floor(server.new_database(), folder, changes), changes)
        desks.close()


def _figures(desks: SharedDesks, floor: "_Floor", changes: int) -> Iterator[Figure]:
    _say(desks, "Tom", changes)
    what = f"{changes:,} changes"
    pushed = _waited(lambda: desks.sync("Tom"))
    yield _against(f"{what} sent, waited", pushed, "rows into a bare table", _waited(floor.put))
    yield from _bare_calls(floor, changes)
    pulled = _waited(lambda: desks.sync("Bridget"))
    yield _against(f"{what} fetched, waited", pulled, "rows into SQLite", _waited(floor.read))
    idle = median(_waited(lambda: desks.sync("Bridget")) for _ in range(_CALLS))
    yield Figure(_BAR, "an exchange of nothing, waited", idle, "s")
    woken, shown = _woken(desks)
    yield Figure(_BAR, "one change, until another machine is woken", median(woken), "s")
    yield Figure(_BAR, "the same, p99", quantile(woken, 0.99), "s")
    yield Figure(_BAR, "one change, until another machine has it", median(shown), "s", most=1.0)
    yield Figure(_BAR, "the same, p99", quantile(shown, 0.99), "s")


def _bare_calls(floor: "_Floor", changes: int) -> Iterator[Figure]:
    """The server's part alone: changes that are there already, and go nowhere."""
    people = make_desk(floor.database)
    one, other = joined(people[1]), joined(people[2])
    what = f"{changes:,} changes"
    entries = one.entries(changes)
    pushed, copied = one.push(entries), _waited(floor.copy)
    yield _against(f"{what} pushed, the calls alone", pushed, "COPY of bare rows", copied)
    pulled, selected = _waited(other.pull), _waited(floor.select)
    yield _against(f"{what} pulled, the calls alone", pulled, "SELECT of bare rows", selected)
    one.server.close()
    other.server.close()


def _against(what: str, ours: float, floor: str, theirs: float) -> Figure:
    return Figure(_BAR, what, ours, "s", floor, theirs)


def _say(desks: SharedDesks, who: str, count: int, word: str = "") -> None:
    fields = [{"text": _TEXT + word, "n": str(n)} for n in range(count)]
    writes = [Write(f"m{n}", "note", one, "shared") for n, one in enumerate(fields)]
    record(desks.open[who], desks.actor(who), "Many", writes)


def _waited(call: Callable[[], object]) -> float:
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def _woken(desks: SharedDesks) -> tuple[list[float], list[float]]:
    """Return the seconds from the start of one's exchange to another's wake-up, and to its end."""
    invitation = read_invitation(desks.invitations["Bridget"])
    woken: list[float] = []
    shown: list[float] = []
    with connect(invitation.address, invitation.role, PASSWORDS["Bridget"]) as listening:
        with desks.open["Bridget"].transaction():
            device = desks.open["Bridget"].device()
        listening.listen([one.channel for one in listening.hello(device, "benchmark").streams])
        for call in range(_CALLS):
            _say(desks, "Tom", 1, str(call))
            start = time.perf_counter()
            sending = threading.Thread(target=desks.sync, args=("Tom",))
            sending.start()
            listening.wait(30)
            woken.append(time.perf_counter() - start)
            sending.join()
            desks.sync("Bridget")
            shown.append(time.perf_counter() - start)
    return woken, shown


class _Floor:
    """The same number of rows of the same size, with nothing around them."""

    def __init__(self, database: Database, folder: Path, rows: int) -> None:
        self.database = database
        self._address, self._path = database.administrator, folder / "floor.sqlite"
        self._rows = [("s", n, "d", n, f"m{n}", _TEXT * 2) for n in range(rows)]
        with closing(psycopg.connect(self._address, autocommit=True)) as connection:
            connection.execute("CREATE SCHEMA floor")
            for table in ("change", "copied"):
                connection.execute(
                    f"CREATE TABLE floor.{table} (stream text, seq bigint, device text, n bigint,"
                    " item text, body text, PRIMARY KEY (stream, seq), UNIQUE (stream, device, n))"
                )

    def put(self) -> None:
        """Put the rows into the server, 500 in a transaction."""
        with closing(psycopg.connect(self._address)) as connection:
            for first in range(0, len(self._rows), 500):
                connection.cursor().executemany(
                    "INSERT INTO floor.change VALUES (%s, %s, %s, %s, %s, %s)",
                    self._rows[first : first + 500],
                )
                connection.commit()

    def copy(self) -> None:
        """Put the rows into the server at once, as quickly as it takes any."""
        with (
            closing(psycopg.connect(self._address)) as connection,
            connection.cursor() as cursor,
        ):
            with cursor.copy("COPY floor.copied FROM STDIN") as copy:
                for row in self._rows:
                    copy.write_row(row)
            connection.commit()

    def select(self) -> None:
        """Read the rows from the server at once."""
        with closing(psycopg.connect(self._address)) as connection:
            connection.execute("SELECT * FROM floor.copied ORDER BY seq").fetchall()

    def read(self) -> None:
        """Read the rows into a file, a thousand in a transaction."""
        with (
            closing(psycopg.connect(self._address)) as connection,
            closing(sqlite3.connect(self._path, isolation_level=None)) as file,
        ):
            file.execute("PRAGMA journal_mode = WAL")
            file.execute("PRAGMA synchronous = FULL")
            file.execute("CREATE TABLE change (stream, seq, device, n, item, body,"
                         " PRIMARY KEY (stream, seq)) WITHOUT ROWID")  # fmt: skip
            for first in range(0, len(self._rows), 1000):
                page = connection.execute(
                    "SELECT * FROM floor.change WHERE stream = 's' AND seq >= %s AND seq < %s",
                    (first, first + 1000),
                ).fetchall()
                file.execute("BEGIN")
                file.executemany("INSERT INTO change VALUES (?, ?, ?, ?, ?, ?)", page)
                file.execute("COMMIT")
