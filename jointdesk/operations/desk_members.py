"""Who reads what on a shared desk, as organisations and seats change after it was made.

The director's machine tells the server. A machine whose person has no seat any more where they
had one has everything of that organisation taken out of its file that not everybody may have.
"""

import glob
import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple, Protocol

from jointdesk.derive.update import rebuild
from jointdesk.desk.refusals import RemovedError
from jointdesk.domain.changes import Change
from jointdesk.domain.errors import DeskFileError
from jointdesk.domain.moments import Instant, iso
from jointdesk.domain.shared_desk import Hello
from jointdesk.operations.audiences import audience_of, login_holders, person_by_id
from jointdesk.operations.keeping_out import Revoking
from jointdesk.operations.only_sending import note_sent
from jointdesk.store.changes import note_erased
from jointdesk.store.desk import Desk
from jointdesk.store.files import make_private
from jointdesk.store.leaving_streams import (
    LeftStream,
    remove_streams,
    streams_but,
    unsent_changes,
)
from jointdesk.store.membership import note_membership
from jointdesk.store.organisations import list_organisations
from jointdesk.store.scrubbing import scrub_or_later
from jointdesk.store.secrets import Secrets
from jointdesk.store.streams import add_stream, stream_names

_UNSENT = "not sent"
_NO_SEAT = (
    "You have no seat on this shared desk any more. What is here stays here, and nothing is sent."
    " Ask the director if that is wrong."
)


class Membering(Revoking, Protocol):
    """What this asks of a server: see `desk.server.Server`."""

    def add_stream(self, stream: str, org_id: str) -> None:
        """Give an organisation its stream."""

    def set_member(self, person_id: str, streams: Iterable[str]) -> None:
        """Let a person who has the desk read these streams and no others."""


class MemberPlan(NamedTuple):
    """What a server is to be told: streams with their organisations, and who reads which."""

    streams: tuple[tuple[str, str], ...]
    readers: tuple[tuple[str, frozenset[str]], ...]


def plan_members(
    streams: Mapping[str, str],
    known: Iterable[str],
    wanted: Mapping[str, frozenset[str]],
    there: Mapping[str, frozenset[str]],
) -> MemberPlan:
    """Return what the server is to be told. Pure.

    Args:
        streams: the organisations by their streams' ids.
        known: the streams that the server has.
        wanted: who is to read which streams, by person; who is not named, none.
        there: who reads which there, but for the director, who reads all.
    """
    new = sorted(streams.items() - {(id_, streams.get(id_, "")) for id_ in known})
    readers = sorted(
        (person, wanted.get(person, frozenset()))
        for person, reads in there.items()
        if wanted.get(person, frozenset()) != reads
    )
    return MemberPlan(tuple(new), tuple(readers))


class Followed(NamedTuple):
    """What following came to: what to say, and if another greeting will say more than this one."""

    is_more: bool = False
    told: tuple[str, ...] = ()


def follow_seats(desk: Desk, server: Membering, hello: Hello, now: Instant) -> Followed:
    """Have the server, or this machine, follow what organisations and seats have come to.

    Call it when everything that the server has was taken in.

    Raises:
        RemovedError: this person has no seat any more.
        ServerError: no answer, or a refusal.
        DeskFileError: what was not sent could not be written beside the file; nothing was removed.
    """
    is_more = note_sent(desk, hello)
    if hello.state != "active":
        return Followed(is_more)
    if hello.is_director:
        return _tell(desk, server, hello) if hello.is_founded else Followed()
    if not hello.streams:
        raise _no_seat(desk)
    told = _let_go(desk, hello, now)
    return Followed(bool(told), tuple(told))


def unsent_files(desk_file: Path) -> list[Path]:
    """Return the files with what could not be sent when a seat ended, until they are removed."""
    beside = glob.escape(desk_file.stem)
    return sorted(desk_file.parent.glob(f"{beside} - {_UNSENT} *.json"))


def readers(desk: Desk) -> dict[str, frozenset[str]]:
    """Return who may have which streams by their seats, but for the director's own stream."""
    names = {id_: name for id_, name in stream_names(desk.connection).items() if name != "director"}
    return {
        person.id: frozenset(id_ for id_, name in names.items() if audience.reads(name))
        for person, audience in login_holders(desk)
    }


def _tell(desk: Desk, server: Membering, hello: Hello) -> Followed:
    """Tell the server of new streams, and of everybody's seats."""
    known = {one.id for one in list_organisations(desk.connection)}
    with desk.transaction():
        for org_id in known:
            add_stream(desk.connection, "org", org_id)
    streams = {id_: org for id_, org in streams_but(desk.connection, ()) if org in known}
    there = [one.id for one in hello.streams]
    plan = plan_members(streams, there, readers(desk), server.members())
    for stream, org_id in plan.streams:
        server.add_stream(stream, org_id)
    for person, reads in plan.readers:
        server.set_member(person, reads & {*there, *streams})
    return Followed(bool(plan.streams))


def _let_go(desk: Desk, hello: Hello, now: Instant) -> list[str]:
    """Take out of the file what this person may not have any more, and return what to say.

    Two must agree: the server, and the seats that it has told of. A server that was put back from
    a backup, or set up wrongly, takes nothing from anybody.
    """
    left = streams_but(desk.connection, {one.id for one in hello.streams})
    if not left:
        return []
    audience = audience_of(desk, person_by_id(desk, hello.person).id)
    left = [one for one in left if not audience.sees(one.org_id)]
    if not left:
        return []
    known = {one.id: one.name for one in list_organisations(desk.connection)}
    told = []
    for one in left:
        where = known.get(one.org_id, "an organisation")
        said = (
            f"Your seat at {where} has ended: what only its seats may have has left this computer."
        )
        path = _write_unsent(desk, one, now)
        told.append(f"{said} What you had not sent is in {path}." if path else said)
    with desk.transaction():
        calendars = remove_streams(desk, left)
        note_erased(desk.connection)
        rebuild(desk, now)
    for id_ in calendars:
        Secrets(desk.id).forget(id_)
    scrub_or_later(desk)
    return told


def _no_seat(desk: Desk) -> RemovedError:
    """Note that the server hands this person nothing, and return the error that says so."""
    note_membership(desk, trouble=_NO_SEAT)
    return RemovedError(_NO_SEAT)


def _write_unsent(desk: Desk, left: LeftStream, now: Instant) -> Path | None:
    """Write what was said here and never sent to a file beside the desk's: nothing is lost so.

    Returns the file, None where all was sent.

    Raises:
        DeskFileError: it cannot be written.
    """
    said = [_as_json(desk, one) for one in unsent_changes(desk.connection, left.id) if one.body]
    if not said:
        return None
    when = iso(now, desk.zone)[:19].replace(":", "")
    org = re.sub(r"\W", "_", left.org_id)[:40]  # somebody else gave it
    path = desk.path.with_name(f"{desk.path.stem} - {_UNSENT} {when} {org}.json")
    try:
        make_private(path)
        path.write_text(json.dumps(said, ensure_ascii=False, indent=1) + "\n", "utf-8")
    except OSError as error:
        raise DeskFileError(f"{path} cannot be written: {error.strerror}.") from error
    return path


def _as_json(desk: Desk, change: Change) -> dict[str, object]:
    if change.body is None:
        raise AssertionError("only readable changes are written")
    return {
        "at": iso(change.body.at, desk.zone),
        "label": change.body.label,
        "type": change.header.item_type,
        "id": change.header.item_id,
        "fields": dict(change.body.values),
    }
