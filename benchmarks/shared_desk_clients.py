"""What measures of a shared desk's server have in common: many desks, and members without files.

A member here says and fetches exactly what the product's machines do, over the product's own
connection, but keeps nothing: what is measured is the server.
"""

import os
import secrets
import time
import uuid
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psycopg

from jointdesk.desk.creation import Member, NewDesk, SharedStream, create_on_server
from jointdesk.desk.server import Server, complete
from jointdesk.domain.changes import Header, body_hash, chain_hash
from jointdesk.domain.desk_invitations import DeskInvitation
from jointdesk.domain.shared_desk import Entry, How
from tests.postgres import Database, PostgresServer

if TYPE_CHECKING:
    from psycopg.rows import TupleRow

APP = "benchmark"
BODY = '{"action":"1","at":1,"base":{},"label":"","set":{"text":"' + "x" * 240 + '"}}'
BATCH = 500
PAGE = 1000


class Machine:
    """One machine of a member: its place in the shared stream, and its own chain."""

    def __init__(self, connection: "psycopg.Connection[TupleRow]") -> None:
        """Say hello as a new device."""
        self.server = Server(connection)
        self._backend = connection.info.backend_pid
        self.device = str(uuid.uuid4())
        self.streams = {one.kind: one for one in self.server.hello(self.device, APP).streams}
        self.stream = self.streams["shared"].id
        self._n, self._chain = 0, bytes(32)
        self._at = {one.id: one.head.n for one in self.streams.values()}

    def server_cpu(self) -> float:
        """Return the CPU seconds that the server has used for this connection (Linux)."""
        return int(Path(f"/proc/{self._backend}/schedstat").read_text().split()[0]) / 1e9

    def entries(self, count: int, item_type: str = "note", body: str = BODY) -> list[Entry]:
        """Make changes, to be pushed in this order."""
        return list(islice(self._made(item_type, body), count))

    def _made(self, item_type: str, body: str) -> Iterator[Entry]:
        while True:
            self._n += 1
            header = Header(
                self.stream, self.device, self._n, f"i{self._n}", item_type, 1, self._n, "", ""
            )
            salt = secrets.token_bytes(16)
            hashed = body_hash(salt, body)
            self._chain = chain_hash(self._chain, header, hashed)
            yield Entry(header, hashed, self._chain, salt, body)

    def push(self, entries: Sequence[Entry]) -> float:
        """Send changes as an exchange does; return the seconds waited for the last of them."""
        start = time.perf_counter()
        for first in range(0, len(entries), BATCH):
            self.server.push(self.device, entries[first : first + BATCH], How.OWN)
        return time.perf_counter() - start

    def pull(self) -> int:
        """Fetch what is new, and forget it; return how much there was."""
        count = 0
        while page := self.server.pull(self.device, self._at, PAGE):
            count += len(page)
            for one in page:
                self._at[one.entry.header.stream_id] = one.placed.seq
        return count

    def exchange(self, entries: Sequence[Entry] = ()) -> float:
        """Do what an exchange does: greet, fetch, send; return the seconds the sending took."""
        self.server.hello(self.device, APP)
        self.pull()
        if not entries:
            return 0.0
        seconds = self.push(entries)
        self.pull()
        return seconds


def make_desk(database: Database, people: int = 3) -> list[DeskInvitation]:
    """Set a desk up as an administrator does, founded, with a director and PAs of two bodies."""
    id_ = str(uuid.uuid4())
    streams = [SharedStream(str(uuid.uuid4()), kind, org) for kind, org in
               (("shared", ""), ("org", "a"), ("org", "b"), ("director", ""))]  # fmt: skip
    names = [one.id for one in streams]
    readable = (names, [names[0], names[1]], [names[0], names[2]])
    members = tuple(
        Member(str(uuid.uuid4()), f"Person {n}", n == 0, tuple(readable[n % 3]))
        for n in range(people)
    )
    made = create_on_server(
        database.administrator, NewDesk(id_, id_, "Europe/London", tuple(streams), members)
    )
    director = joined(made[0])
    director.server.push(director.device, director.entries(20), How.FOUNDING)
    director.server.found()
    director.server.close()
    return made


def joined(invitation: DeskInvitation) -> Machine:
    """Connect a member's machine, as the product does."""
    return Machine(
        psycopg.connect(
            complete(invitation.address), user=invitation.role, password=invitation.password,
            autocommit=True, prepare_threshold=None,
        )
    )  # fmt: skip


def fill(database: Database, desks: int, changes: int) -> None:
    """Add desks of three people, and so many changes in each, as rows: nobody connects there."""
    with closing(psycopg.connect(database.superuser, autocommit=True)) as connection:
        connection.execute(
            "INSERT INTO desk.desk (id, name, zone, founded_at)"
            " SELECT 'filled' || d, 'Filled', 'UTC', now() FROM generate_series(1, %s) d",
            (desks,),
        )
        connection.execute(
            "INSERT INTO desk.person (desk_id, id, role, name, is_director)"
            " SELECT 'filled' || d, 'p' || p, 'filled' || d || 'p' || p, 'Somebody', p = 1"
            " FROM generate_series(1, %s) d, generate_series(1, 3) p",
            (desks,),
        )
        connection.execute(
            "INSERT INTO desk.stream (desk_id, id, kind)"
            " SELECT 'filled' || d, 'filled' || d, 'shared' FROM generate_series(1, %s) d",
            (desks,),
        )
        connection.execute(
            "INSERT INTO desk.member SELECT 'filled' || d, 'filled' || d, 'p' || p"
            " FROM generate_series(1, %s) d, generate_series(1, 3) p",
            (desks,),
        )
        for n in range(1, desks + 1):
            lengthen(connection, f"filled{n}", f"filled{n}", changes)


def lengthen(connection: "psycopg.Connection[Any]", desk: str, stream: str, changes: int) -> None:
    """Add changes of a device that nobody has to the end of a stream."""
    row = connection.execute(
        "UPDATE desk.stream SET head = head + %s WHERE desk_id = %s AND id = %s RETURNING head",
        (changes, desk, stream),
    ).fetchone()
    assert row is not None
    connection.execute(
        "INSERT INTO desk.change SELECT %(desk)s, %(stream)s, n, 'long ' || %(head)s, n, 'i' || n,"
        " 'note', 1, 1, '', '', sha256(n::text::bytea), sha256(n::text::bytea), 'p', 'own', now(),"
        " sha256(n::text::bytea) FROM generate_series(%(first)s::bigint, %(head)s::bigint) n",
        {"desk": desk, "stream": stream, "head": row[0], "first": row[0] - changes + 1},
    )
    connection.execute(
        "INSERT INTO desk.payload SELECT %(desk)s, %(stream)s, n, '\\x00', %(body)s"
        " FROM generate_series(%(first)s::bigint, %(head)s::bigint) n",
        {"desk": desk, "stream": stream, "first": row[0] - changes + 1, "head": row[0],
         "body": BODY},
    )  # fmt: skip


def server_cpu(server: PostgresServer) -> float:
    """Return the CPU seconds of all of the server's processes, those that ended too (Linux)."""
    chief = (server.folder / "data" / "postmaster.pid").read_text().split()[0]
    ticks = 0
    for file in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):  # it has ended since
            said = file.read_text().rpartition(")")[2].split()
            if file.parent.name == chief:
                ticks += sum(map(int, said[11:15]))
            elif said[1] == chief:
                ticks += sum(map(int, said[11:13]))
    return ticks / os.sysconf("SC_CLK_TCK")


def quantile(values: Sequence[float], part: float) -> float:
    """Return the value below which such a part of the others lies."""
    ordered = sorted(values)
    return ordered[min(int(len(ordered) * part), len(ordered) - 1)]
