"""What an administrator does to a desk that is there: a new password, a restore, its end."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING

import psycopg

from jointdesk.desk.creation import put_streams
from jointdesk.desk.logins import administrator, drop_login, hang_up, put_login
from jointdesk.desk.refusals import ServerError
from jointdesk.desk.server import bare
from jointdesk.domain.desk_invitations import DeskInvitation
from jointdesk.domain.moments import Instant

if TYPE_CHECKING:
    from psycopg.rows import TupleRow

_NO_DESK = "That server does not keep this desk under that name. Nothing was changed."


def invite_again(
    address: str, desk_id: str, person_id: str, ca: str = "", streams: Iterable[str] = ()
) -> DeskInvitation:
    """Give a person's login a new one-time password; the old one lets nobody in any more.

    Whoever is connected with it is cut off. A login that is not there, after the database was put
    back on another server, is made. Who was let go is a member again, with these streams, and so
    are their machines: what keeps out whoever has one of those is the password.

    Raises:
        ServerError: no answer, a refusal, or no such person.
    """
    with administrator(address, ca) as connection:
        with connection.transaction():
            name, zone, role, person_name, state = _member(connection, desk_id, person_id)
            if state != "active":
                _take_back(connection, desk_id, person_id, streams)
            password = put_login(connection, role)
        # Only now is the old password refused. The invitation is not lost where this fails.
        with suppress(psycopg.Error), connection.transaction():
            hang_up(connection, role)
    return DeskInvitation(
        desk_id, name, zone, bare(address), ca, role, person_id, person_name, password
    )


def _member(connection: "psycopg.Connection[TupleRow]", desk_id: str, person_id: str) -> "TupleRow":
    """Return the desk's name and zone, and the login, name and state of one of its people."""
    found = connection.execute(
        "SELECT k.name, k.zone, p.role, p.name, p.state FROM desk.person p JOIN desk.desk k"
        " ON k.id = p.desk_id WHERE p.desk_id = %s AND p.id = %s FOR UPDATE OF p",
        (desk_id, person_id),
    ).fetchone()
    if found is None:
        raise ServerError(
            "The server knows no such member of this desk. Nothing was changed. Who has a seat"
            " and no login yet gets one by “desk create”."
        )
    return found


def _take_back(
    connection: "psycopg.Connection[TupleRow]",
    desk_id: str,
    person_id: str,
    streams: Iterable[str],
) -> None:
    """Make somebody a member again who was let go."""
    connection.execute(
        "UPDATE desk.person SET state = 'active', until = NULL WHERE desk_id = %s AND id = %s",
        (desk_id, person_id),
    )
    connection.execute(
        "UPDATE desk.device SET is_revoked = false WHERE desk_id = %s AND person_id = %s",
        (desk_id, person_id),
    )
    put_streams(connection, desk_id, person_id, streams)


def say_restored(
    address: str,
    desk_id: str,
    ca: str = "",
    removed: Mapping[str, Instant | None] | None = None,
    seen: int = 0,
) -> tuple[int, list[str]]:
    """Say that the server was put back from a backup, and keep out of it who was removed since.

    `removed` are those who may read nothing any more, with until when they may send what they
    wrote, None for not. `seen` is an epoch that a machine knows: the new one is later, also where
    the same backup was put back before. Returns the desk's new epoch, and whom the backup had as
    members still.

    Raises:
        ServerError: a refusal, no answer, or no such desk.
    """
    with administrator(address, ca) as connection:
        with connection.transaction():
            kept_out = [
                (person, role)
                for person, until in (removed or {}).items()
                for role in _let_go(connection, desk_id, person, until)
            ]
            connection.execute(
                "UPDATE desk.desk SET epoch = greatest(epoch, %s) WHERE id = %s", (seen, desk_id)
            )
            row = connection.execute("SELECT desk.restored(%s)", (desk_id,)).fetchone()
        if row is None or row[0] is None:
            raise ServerError(_NO_DESK)
        for _, role in kept_out:
            with suppress(psycopg.Error), connection.transaction():
                hang_up(connection, role)
    return int(row[0]), [person for person, _ in kept_out]


def _let_go(
    connection: "psycopg.Connection[TupleRow]", desk_id: str, person_id: str, until: Instant | None
) -> list[str]:
    """Make a member one who was let go; return their login, nothing where they are no member."""
    rows = connection.execute(
        "UPDATE desk.person SET state = CASE WHEN %(until)s > extract(epoch FROM now())"
        " THEN 'leaving' ELSE 'revoked' END, until = to_timestamp(%(until)s), let_go_at = now()"
        " WHERE desk_id = %(desk)s AND id = %(person)s AND state = 'active' AND NOT is_director"
        " RETURNING role, state",
        {"until": until, "desk": desk_id, "person": person_id},
    ).fetchall()
    if rows:  # whom they could wake, and be woken by, changes at once
        connection.execute(
            "UPDATE desk.stream s SET channel = 'jointdesk_' || replace(gen_random_uuid()::text,"
            " '-', '') FROM desk.member m WHERE m.desk_id = s.desk_id AND m.stream_id = s.id"
            " AND s.desk_id = %s AND m.person_id = %s",
            (desk_id, person_id),
        )
    if any(state == "revoked" for _, state in rows):
        put_streams(connection, desk_id, person_id, ())
    return [role for role, _ in rows]


def remove_from_server(address: str, desk_id: str, name: str, ca: str = "") -> int:
    """Remove a desk from its server for good, and its logins; return how many those were.

    Other desks in the same database are not touched.

    Raises:
        ServerError: no answer, a refusal, or no desk of that number and name.
    """
    with administrator(address, ca) as connection, connection.transaction():
        known = connection.execute(
            "SELECT FROM desk.desk WHERE id = %s AND name = %s", (desk_id, name)
        ).fetchone()
        if known is None:
            raise ServerError(_NO_DESK)
        logins = connection.execute("SELECT desk.remove(%s, %s)", (desk_id, name)).fetchall()
        for (role,) in logins:
            drop_login(connection, role)
    return len(logins)
