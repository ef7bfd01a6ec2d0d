"""The server of a shared desk as this program calls it: one login, one connection, few calls.

The only user of psycopg. What is not on loopback is encrypted and the server's certificate is
verified; what the server refuses becomes an error that says what to do.
"""

import json
import ssl
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, Self

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from jointdesk.desk.patience import PatientConnection
from jointdesk.desk.refusals import OldServerError, ServerError, refusal
from jointdesk.domain.changes import Header
from jointdesk.domain.shared_desk import (
    PROTOCOL,
    Arrival,
    End,
    Entry,
    Hello,
    How,
    Placed,
    ServerStream,
)

if TYPE_CHECKING:
    from psycopg.rows import TupleRow

_TIMEOUT_SECONDS = 10
_DEAD_LINE = {
    "keepalives_idle": 20, "keepalives_interval": 5, "keepalives_count": 4,
    "tcp_user_timeout": 40_000,
}  # fmt: skip
"""A line on which nothing comes through any more, and nobody says so, is given up (seconds; ms)."""

_LOOPBACK = ("127.0.0.1", "::1", "localhost")
_KEPT = ("host", "port", "dbname", "sslmode", "channel_binding", "sslnegotiation")
"""What an address may say: no name, no password, nothing that would send them elsewhere, and no
file of the machine on which it was typed."""


class Server:
    """A connection to the server of a shared desk, as one member."""

    def __init__(self, connection: "psycopg.Connection[TupleRow]") -> None:
        """Use `connect`."""
        self._connection = connection

    def hello(self, device: str, app: str) -> Hello:
        """Say who one is and learn how far everything is.

        Raises:
            ServerError: no answer, or a refusal.
        """
        said = self._one("SELECT api.hello(%s, %s, %s)", device, PROTOCOL, app)
        said["streams"] = tuple(map(_stream, said["streams"]))
        return Hello(**{name: said[name] for name in Hello._fields})  # a newer server says more

    def push(self, device: str, entries: Sequence[Entry], how: How) -> dict[str, int]:
        """Send changes of a device, all or none; return how far its chain goes in each stream.

        Raises:
            ServerError: no answer, or a refusal; ClockError among them.
        """
        batch = json.dumps([_wire(entry) for entry in entries])
        said = self._one("SELECT api.push(%s, %s::jsonb, %s)", device, batch, how.value)
        if said["touched"]:
            with suppress(psycopg.Error):  # a lost call only delays the others until they look
                self._poke(said["touched"])
        return {stream: int(n) for stream, n in said["arrived"].items()}

    def pull(self, device: str, after: Mapping[str, int], limit: int) -> list[Arrival]:
        """Return what comes after those numbers of each stream, at most so many of each.

        Nothing more comes after some megabytes: only an empty page is the end.

        Raises:
            ServerError: no answer, or a refusal.
        """
        with _plain():
            rows = self._connection.execute(
                "SELECT * FROM api.pull(%s, %s::jsonb, %s)",
                (device, json.dumps(dict(after)), limit),
                binary=True,
            ).fetchall()
        return [_arrival(row) for row in rows]

    def hash_at(self, stream: str, seq: int) -> bytes | None:
        """Return the server's hash at a number of a stream, None where it has no such number.

        Raises:
            ServerError: no answer.
        """
        found = self._one("SELECT api.hash_at(%s, %s)", stream, seq)
        return bytes(found) if found is not None else None

    def found(self) -> None:
        """Say that the founding upload is whole.

        Raises:
            ServerError: no answer.
        """
        self._one("SELECT api.found()")

    def lease(self, device: str, names: Iterable[str]) -> frozenset[str]:
        """Ask to be the machine that publishes these; return which it now is, for 15 minutes.

        A name is a collection's id, "blocks" or "erasing". Asking again in time keeps it. A server
        that was set up by an older program gives none.

        Raises:
            ServerError: no answer, or a refusal.
        """
        try:
            held = self._one("SELECT api.lease(%s, %s::text[])", device, sorted(names))
        except OldServerError:
            return frozenset()
        return frozenset(held)

    def members(self) -> dict[str, frozenset[str]]:
        """Return who has the desk but the director, with the streams that each of them reads.

        Raises:
            ServerError: no answer, or it is not this person's to ask.
        """
        said = self._one("SELECT api.members()")
        return {person: frozenset(streams) for person, streams in said.items()}

    def add_stream(self, stream: str, org_id: str) -> None:
        """Give an organisation its stream; nothing happens where it has that one.

        Raises:
            ServerError: no answer, it has another, or it is not this person's to do.
        """
        self._one("SELECT api.add_stream(%s, %s)", stream, org_id)

    def set_member(self, person_id: str, streams: Iterable[str]) -> None:
        """Let a person who has the desk read these streams and no others.

        Raises:
            ServerError: no answer, or it is not this person's to do.
        """
        self._one("SELECT api.set_member(%s, %s::text[])", person_id, sorted(streams))

    def revoke(self, person_id: str, days: int) -> None:
        """Let a person go; for so many days they may still send what they wrote.

        Raises:
            ServerError: no answer, or a refusal.
        """
        self._one("SELECT api.revoke(%s, %s)", person_id, days)

    def set_password(self, password: str) -> None:
        """Give one's own login another password; the server never sees it in clear.

        Raises:
            ServerError: no answer, or a refusal.
        """
        with _plain():
            role = self._connection.info.user
            made = self._connection.pgconn.encrypt_password(
                password.encode(), role.encode(), b"scram-sha-256"
            )
            self._connection.execute(
                sql.SQL("ALTER ROLE {} PASSWORD {}").format(
                    sql.Identifier(role), sql.Literal(made.decode())
                )
            )

    def listen(self, channels: Sequence[str]) -> None:
        """Be woken on these channels and no others from now on: look once after it, then `wait`.

        Raises:
            ServerError: no answer.
        """
        with _plain():
            self._connection.execute("UNLISTEN *")
            for channel in channels:
                self._connection.execute(sql.SQL("LISTEN {}").format(sql.Identifier(channel)))

    def wait(self, seconds: float) -> bool:
        """Wait to be woken by another connection, at most so long; return whether one did.

        Raises:
            ServerError: the connection is gone.
        """
        with _plain():
            own = self._connection.info.backend_pid
            return any(one.pid != own for one in self._connection.notifies(timeout=seconds))

    def fileno(self) -> int:
        """Return the socket that can be read from once somebody wakes this member.

        Raises:
            ServerError: the connection is gone.
        """
        with _plain():
            return self._connection.fileno()

    def close(self) -> None:
        """Hang up; harmless if it is closed already."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _one(self, query: str, *values: object) -> Any:
        with _plain():
            row = self._connection.execute(query, values).fetchone()
        return row[0] if row else None

    def _poke(self, streams: Sequence[str]) -> None:
        # One statement is one transaction: that of a call to others need not wait for the disk.
        self._connection.execute(
            "SELECT set_config('synchronous_commit', 'off', true), api.poke(%s)", (list(streams),)
        )


def connect(address: str, role: str, password: str, *, ca_file: str = "") -> Server:
    """Connect to the server of a shared desk.

    Raises:
        ServerError: it does not answer, its certificate cannot be verified, or it does not
            accept the password.
    """
    with _plain():
        return Server(
            PatientConnection.connect(
                make_conninfo(complete(address, ca_file), **_DEAD_LINE),
                user=role,
                password=password,
                autocommit=True,
                connect_timeout=_TIMEOUT_SECONDS,
                application_name="JointDesk",
                prepare_threshold=None,  # a pooler may give each statement another connection
            )
        )


def complete(address: str, ca_file: str = "") -> str:
    """Return an address with what makes it safe: verified encryption wherever it leads away.

    Raises:
        ServerError: it is no address of a PostgreSQL server, or asks for less.
    """
    parts = _parts(address)
    host, number = str(parts.get("host", "")), str(parts.get("hostaddr", ""))
    if is_loopback(host) and (not number or is_loopback(number)):
        return make_conninfo(**{"sslmode": "prefer", **parts})
    if parts.get("sslmode", "verify-full") != "verify-full":
        raise ServerError(
            "The address asks for a connection whose server is not verified. Take “sslmode” out"
            " of it; JointDesk verifies every server that is not on this machine."
        )
    safe = {
        "sslmode": "verify-full",
        # The OpenSSL that psycopg brings knows no authorities; Python is told the system's.
        "sslrootcert": ca_file or ssl.get_default_verify_paths().cafile or "system",
        "channel_binding": "require",
    }
    return make_conninfo(**{**safe, **parts, "sslmode": "verify-full"})


def bare(address: str) -> str:
    """Return an address without a name or a password: what may be kept and handed on.

    Raises:
        ServerError: it is no address of a PostgreSQL server.
    """
    parts = _parts(address)
    return make_conninfo(**{name: parts[name] for name in _KEPT if name in parts})


def is_loopback(host: str) -> bool:
    """Return whether a host is this machine."""
    return all(one in _LOOPBACK or one.startswith("/") for one in host.split(",")) and bool(host)


def _parts(address: str) -> dict[str, Any]:
    try:
        parts = dict(conninfo_to_dict(address))
    except psycopg.ProgrammingError as error:
        raise ServerError(
            "This is no address of a PostgreSQL server. It looks like"
            " postgresql://name@host:5432/database."
        ) from error
    if not parts.get("host") or not parts.get("dbname"):
        raise ServerError("The address names no host or no database: postgresql://host/database.")
    return parts


@contextmanager
def _plain() -> Iterator[None]:
    """Turn what psycopg raises into an error for a person."""
    try:
        yield
    except psycopg.Error as error:
        raise refusal(error.sqlstate, str(error), error.diag.message_detail) from error


def _wire(entry: Entry) -> dict[str, object]:
    header = entry.header
    said: dict[str, object] = {
        "s": header.stream_id, "n": header.n, "i": header.item_id, "t": header.item_type,
        "v": header.schema, "h": header.hlc, "a": header.author, "o": header.on_behalf_of,
        "w": entry.chain_hash.hex(),
    }  # fmt: skip
    if entry.body is None or entry.salt is None:
        return said | {"m": entry.body_hash.hex()}
    return said | {"k": entry.salt.hex(), "b": entry.body}


def _stream(said: Mapping[str, Any]) -> ServerStream:
    writers = {
        device: End(int(n), bytes.fromhex(found)) for device, (n, found) in said["writers"].items()
    }
    head = End(int(said["head"]), bytes.fromhex(said["head_hash"]))
    return ServerStream(said["id"], said["kind"], said["org_id"], head, said["channel"], writers)


def _arrival(row: Sequence[Any]) -> Arrival:
    (stream, seq, device, n, item_id, item_type, schema, hlc, author, behalf, body_hash, chain,
     uploader, how, received, server_hash, salt, body) = row  # fmt: skip
    header = Header(stream, device, n, item_id, item_type, schema, hlc, author, behalf)
    entry = Entry(header, bytes(body_hash), bytes(chain), _bytes(salt), body)
    return Arrival(entry, Placed(seq, uploader, how, received, bytes(server_hash)))


def _bytes(value: Any) -> bytes | None:
    return bytes(value) if value is not None else None
