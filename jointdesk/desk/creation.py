"""Set up a shared desk on a server, or add to one what it lacks: an administrator's work.

Everything is done in one transaction. The administrator's login makes roles and owns the
database; it need not be a superuser.
"""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from jointdesk.desk.logins import administrator, new_role, put_login, shut_login
from jointdesk.desk.refusals import ServerError
from jointdesk.desk.server import bare
from jointdesk.domain.desk_invitations import DeskInvitation
from jointdesk.store.bundled import bundled

if TYPE_CHECKING:
    import psycopg
    from psycopg.rows import TupleRow

_OLDEST = {15: 14, 16: 10, 17: 6}
"""The least minor version of each: before it statistics leak past row-level security
(CVE-2025-8713)."""

_ENGLISH = re.compile(r"$|C(\.|$)|POSIX$|en[_-]|English", re.IGNORECASE)
"""Settings of lc_messages with which a server says in English why it lets nobody in.

What it says then has no SQLSTATE that a client could read, and no login's own setting counts yet.
"""


class Member(NamedTuple):
    """Somebody who is to have the desk: person id, name, and the streams they may read."""

    person_id: str
    name: str
    is_director: bool
    streams: tuple[str, ...]


class SharedStream(NamedTuple):
    """A stream of the desk's file."""

    id: str
    kind: str
    org_id: str


class NewDesk(NamedTuple):
    """What a desk's file says of itself: what the server must know to keep it."""

    id: str
    name: str
    zone: str
    streams: tuple[SharedStream, ...]
    members: tuple[Member, ...]


def create_on_server(address: str, desk: NewDesk, ca: str = "") -> list[DeskInvitation]:
    """Make the schema where it is not there, the desk, and a login for each member without one.

    Returns an invitation for each login that was made. Doing it again adds the organisations and
    people that came since, puts their streams right, and shuts the logins of people who were let
    go and whose days are over.

    Raises:
        ServerError: no answer, a server that is too old or set up otherwise than a shared desk
            needs, or a login that may not do this.
    """
    with administrator(address, ca) as connection, connection.transaction():
        _refuse_old(connection)
        _refuse_settings(connection)
        _migrate(connection)
        connection.execute("SET ROLE jointdesk_owner")
        _add_desk(connection, desk)
        known = _known_people(connection, desk)
        connection.execute("RESET ROLE")
        made = [
            _add_login(connection, desk, one, bare(address), ca)
            for one in desk.members
            if one.person_id not in known
        ]
        connection.execute("SET ROLE jointdesk_owner")
        roles = {one.person: one.role for one in made}
        for one in desk.members:
            _add_member(connection, desk, one, roles.get(one.person_id))
        connection.execute("RESET ROLE")
        for role in _gone(connection, desk):
            shut_login(connection, role)
    return made


def _refuse_old(connection: "psycopg.Connection[TupleRow]") -> None:
    major, minor = divmod(connection.info.server_version, 10000)
    if major < min(_OLDEST) or minor < _OLDEST.get(major, 0):
        raise ServerError(
            f"That server is PostgreSQL {major}.{minor}. A shared desk needs 15.14, 16.10, 17.6,"
            " or a newer one: older ones can leak what they should guard. Nothing was changed."
        )


def _refuse_settings(connection: "psycopg.Connection[TupleRow]") -> None:
    """Refuse a database that cannot hold every letter, and a server whose words are not known."""
    encoding, language = connection.execute(
        "SELECT current_setting('server_encoding'), current_setting('lc_messages')"
    ).fetchone() or ("", "")
    if encoding != "UTF8":
        raise ServerError(
            f"That database keeps texts as {encoding}, which has not every letter. Have one made"
            " with ENCODING 'UTF8' TEMPLATE template0. Nothing was changed."
        )
    if not _ENGLISH.match(language):
        raise ServerError(
            f"That server refuses logins in the words of “{language}”, so that a wrong password"
            " could not be told from other troubles. Have lc_messages = 'C' set in its"
            " postgresql.conf. Nothing was changed."
        )


def _migrate(connection: "psycopg.Connection[TupleRow]") -> None:
    """Apply the files of db/postgres that the database has not had."""
    there = connection.execute("SELECT to_regclass('desk.migration') IS NOT NULL").fetchone()
    done: set[int] = set()
    if there and there[0]:
        rows = connection.execute("SELECT number FROM desk.migration").fetchall()
        done = {number for (number,) in rows}
    files = bundled("db", "postgres").glob("[0-9][0-9][0-9][0-9]_*.sql")
    for number, file in sorted((int(file.name[:4]), file) for file in files):
        if number not in done:
            connection.execute(file.read_text("utf-8").encode())
            connection.execute("INSERT INTO desk.migration (number) VALUES (%s)", (number,))


def _add_desk(connection: "psycopg.Connection[TupleRow]", desk: NewDesk) -> None:
    connection.execute(
        "INSERT INTO desk.desk (id, name, zone) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING",
        (desk.id, desk.name, desk.zone),
    )
    for one in desk.streams:
        connection.execute(
            "INSERT INTO desk.stream (desk_id, id, kind, org_id) VALUES (%s, %s, %s, %s)"
            " ON CONFLICT DO NOTHING",
            (desk.id, *one),
        )


def _known_people(connection: "psycopg.Connection[TupleRow]", desk: NewDesk) -> set[str]:
    rows = connection.execute("SELECT id FROM desk.person WHERE desk_id = %s", (desk.id,))
    return {id_ for (id_,) in rows}


def _gone(connection: "psycopg.Connection[TupleRow]", desk: NewDesk) -> list[str]:
    """Return the logins of who was let go and may send nothing more."""
    rows = connection.execute(
        "SELECT role FROM desk.person WHERE desk_id = %s"
        " AND (state = 'revoked' OR state = 'leaving' AND until <= now())",
        (desk.id,),
    )
    return [role for (role,) in rows.fetchall()]


def _add_login(
    connection: "psycopg.Connection[TupleRow]",
    desk: NewDesk,
    member: Member,
    address: str,
    ca: str,
) -> DeskInvitation:
    """Make a login with a password to be changed."""
    role = new_role()
    password = put_login(connection, role)
    return DeskInvitation(
        desk.id, desk.name, desk.zone, address, ca, role, member.person_id, member.name, password
    )


def _add_member(
    connection: "psycopg.Connection[TupleRow]", desk: NewDesk, member: Member, role: str | None
) -> None:
    if role is not None:
        connection.execute(
            "INSERT INTO desk.person (desk_id, id, role, name, is_director)"
            " VALUES (%s, %s, %s, %s, %s)",
            (desk.id, member.person_id, role, member.name, member.is_director),
        )
    put_streams(connection, desk.id, member.person_id, member.streams)


def put_streams(
    connection: "psycopg.Connection[TupleRow]", desk_id: str, person: str, streams: Iterable[str]
) -> None:
    """Let a person who was not let go read these streams and no others."""
    wanted = list(streams)
    connection.execute(
        "DELETE FROM desk.member WHERE desk_id = %s AND person_id = %s"
        " AND NOT stream_id = ANY (%s)",
        (desk_id, person, wanted),
    )
    connection.execute(
        "INSERT INTO desk.member SELECT s.desk_id, s.id, p.id FROM desk.stream s"
        " JOIN desk.person p ON p.desk_id = s.desk_id WHERE s.desk_id = %s AND p.id = %s"
        " AND p.state = 'active' AND s.id = ANY (%s) ON CONFLICT DO NOTHING",
        (desk_id, person, wanted),
    )
