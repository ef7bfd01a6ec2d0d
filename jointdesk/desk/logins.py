"""The logins of a shared desk's people, and the administrator who makes them."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import psycopg
from psycopg import sql

from jointdesk.desk.certificates import certificate_file
from jointdesk.desk.refusals import refusal
from jointdesk.desk.server import complete

if TYPE_CHECKING:
    from psycopg.rows import TupleRow

_LIMITS = (
    ("statement_timeout", "60s"),
    ("idle_in_transaction_session_timeout", "10s"),
    ("lock_timeout", "5s"),
)
_CONNECTIONS = 8


@contextmanager
def administrator(address: str, ca: str = "") -> Iterator["psycopg.Connection[TupleRow]"]:
    """Give a connection for an administrator's work; what fails is told in a plain sentence.

    `ca` is the certificate, as PEM, of the authority that vouches for the server, "" for those
    that the system trusts.

    Raises:
        ServerError: no answer, or a refusal.
    """
    try:
        with certificate_file(ca) as file:
            connection = psycopg.connect(
                complete(address, file), autocommit=True, connect_timeout=10
            )
        with connection:
            yield connection
    except psycopg.Error as error:
        raise refusal(error.sqlstate, str(error), error.diag.message_detail) from error


def new_role() -> str:
    """Return a name for a login that tells nothing of whose it is."""
    return f"jd_{secrets.token_hex(8)}"


def put_login(connection: "psycopg.Connection[TupleRow]", role: str) -> str:
    """Have a login that may connect and call the functions; return its new one-time password."""
    password = secrets.token_urlsafe(18)
    # The server is given what it checks a password with, never the password.
    verifier = connection.pgconn.encrypt_password(
        password.encode(), role.encode(), b"scram-sha-256"
    ).decode()
    name = sql.Identifier(role)
    (known,) = connection.execute("SELECT to_regrole(%s)", (role,)).fetchone() or (None,)
    connection.execute(
        sql.SQL("{} ROLE {} LOGIN CONNECTION LIMIT {} PASSWORD {}").format(
            sql.SQL("CREATE" if known is None else "ALTER"),
            name, sql.Literal(_CONNECTIONS), sql.Literal(verifier),
        )
    )  # fmt: skip
    for setting, value in _LIMITS:
        connection.execute(
            sql.SQL("ALTER ROLE {} SET {} = {}").format(
                name, sql.Identifier(setting), sql.Literal(value)
            )
        )
    connection.execute(sql.SQL("GRANT jointdesk_member TO {}").format(name))
    return password


def shut_login(connection: "psycopg.Connection[TupleRow]", role: str) -> None:
    """Let a login connect no more; one that is not there cannot anyway."""
    (known,) = connection.execute("SELECT to_regrole(%s)", (role,)).fetchone() or (None,)
    if known is not None:
        connection.execute(sql.SQL("ALTER ROLE {} NOLOGIN").format(sql.Identifier(role)))


def hang_up(connection: "psycopg.Connection[TupleRow]", role: str) -> None:
    """End the connections of whoever is using a login, and wait a little until they are."""
    name = sql.Identifier(role)
    # Whoever has the rights of a login may end its connections.
    connection.execute(sql.SQL("GRANT {} TO CURRENT_USER").format(name))
    connection.execute(
        "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE usename = %s", (role,)
    )
    connection.execute(sql.SQL("REVOKE {} FROM CURRENT_USER").format(name))


def drop_login(connection: "psycopg.Connection[TupleRow]", role: str) -> None:
    """Take a login away and hang up on whoever is using it."""
    name = sql.Identifier(role)
    hang_up(connection, role)
    # Only whoever has the rights of a login may drop what it owns.
    connection.execute(sql.SQL("GRANT {} TO CURRENT_USER").format(name))
    connection.execute(sql.SQL("DROP OWNED BY {}").format(name))
    connection.execute(sql.SQL("DROP ROLE {}").format(name))
