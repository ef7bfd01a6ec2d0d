"""Look at what a calendar would bring, then bring it in; looking alone leaves no trace."""

from collections.abc import Collection as Some
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from jointdesk.derive.upkeep import ensure_current
from jointdesk.domain.actors import Actor
from jointdesk.domain.errors import SecretError, WrongUseError
from jointdesk.domain.items import DELETED, Write
from jointdesk.domain.moments import Instant
from jointdesk.domain.organisations import Organisation
from jointdesk.domain.sources import Connection
from jointdesk.domain.words import diary_name
from jointdesk.operations.organisations import organisation_by_code
from jointdesk.operations.sources import (
    ON_SERVER,
    Keep,
    collection_for,
    kept_address,
    list_sources,
    remove_source,
    source_of,
    source_row,
)
from jointdesk.operations.sync import take_back_run
from jointdesk.sources.addresses import feed_url, has_credentials, is_feed, is_on_this_machine
from jointdesk.sources.files import shown_name
from jointdesk.sources.ics import ics_source
from jointdesk.sources.protocol import Cancelled, never
from jointdesk.store.changes import record
from jointdesk.store.collections import ITEM_TYPE, collection_fields
from jointdesk.store.connections import add_connection, find_connection, update_connection
from jointdesk.store.desk import Desk
from jointdesk.store.secrets import Secrets, can_keep
from jointdesk.sync.drafting import Draft, draft_of, looked_at_anew
from jointdesk.sync.preview import Preview
from jointdesk.sync.progress import Meter, Progress, silent
from jointdesk.sync.report import Report
from jointdesk.sync.run import carry_out


@dataclass(frozen=True, slots=True)
class Wanted:
    """A calendar that somebody wants to be read: whose it is and where it is read from.

    `address` is a path or a URL. `collection_id` is a known calendar that the text belongs to,
    "" for a new one, which `name` names. `keep` is where an address that is secret goes.
    """

    org_code: str
    address: str
    name: str = ""
    keep: Keep = Keep.KEYRING
    collection_id: str = ""


class Looked(NamedTuple):
    """What a calendar would bring; nothing of it is in the desk yet.

    `file` is the name of the file or folder, "" for a feed. `secret` is the address where the
    desk's file does not hold it, else "". `before` is how the calendar was reached until now,
    None where it was not; `secret_before` the address that the keyring has of it, or "".
    """

    preview: Preview
    file: str
    organisation: Organisation
    is_new: bool
    secret: str
    before: Connection | None
    secret_before: str = ""

    @property
    def read_before(self) -> Instant | None:
        """When the calendar was last read."""
        return self.before.read_at if self.before else None

    @property
    def draft(self) -> Draft:
        """The run that would bring everything."""
        return self.preview.draft


class Removed(NamedTuple):
    """A calendar that was taken away, with what it takes to bring it back."""

    connection: Connection
    name: str
    secret: str


def needs_keeping(address: str) -> bool:
    """True if the address is a secret, which needs a safe place.

    Raises:
        WrongUseError: it is no address of a calendar.
    """
    if not is_feed(address):
        return False
    url = feed_url(address)
    return has_credentials(url) or not is_on_this_machine(url)


def has_keyring() -> bool:
    """True if this machine has a safe place for a secret; asking may take a second."""
    return can_keep()


def look(
    desk: Desk,
    wanted: Wanted,
    now: Instant,
    *,
    progress: Progress = silent,
    cancelled: Cancelled = never,
) -> Looked:
    """Read a calendar and say what it would bring.

    A path that is connected to the organisation already means that calendar again.

    Raises:
        SourceError: it cannot be read, or is no calendar.
        WrongUseError: there is nothing at the path, or it is no address of a calendar.
        NotFoundError: the organisation or the calendar is not known.
        StoppedError: the person wished to stop.
    """
    organisation = organisation_by_code(desk, wanted.org_code)
    _refuse_password_in_desk(wanted)
    kept, secret = kept_address(wanted.address, wanted.keep)
    known_id = wanted.collection_id or _connected_to(desk, organisation, kept)
    collection = collection_for(desk, organisation, known_id, wanted.name)
    if collection.kind == ON_SERVER:
        diary = diary_name(collection.name)
        raise WrongUseError(f"The {diary} is on a server and read from there only.")
    known = find_connection(desk.connection, collection.id)
    connection = replace(known or Connection(collection.id, kept), address=kept, secret=secret)
    url = feed_url(wanted.address) if is_feed(wanted.address) else kept
    meter = Meter(progress, cancelled)
    draft = draft_of(desk, collection, connection, ics_source(url), now, meter)
    return Looked(
        preview=Preview(desk, draft),
        file=_file_name(kept),
        organisation=organisation,
        is_new=not known_id,
        secret=url if secret else "",
        before=known,
        secret_before=_kept_secret(desk, known) if known else "",
    )


def _refuse_password_in_desk(wanted: Wanted) -> None:
    if wanted.keep is Keep.DESK and has_credentials(wanted.address):
        raise WrongUseError(
            "This address has a password in it, which the desk's file must not hold."
            " Let it be kept nowhere."
        )


def look_again(
    desk: Desk,
    source_id: str,
    given: Mapping[str, str],
    now: Instant,
    *,
    progress: Progress = silent,
    cancelled: Cancelled = never,
) -> Looked:
    """Read a connected calendar and say what it would bring.

    `given` has addresses that are kept nowhere, by source id.

    Raises:
        NotFoundError: there is no such source on this machine.
        SecretError: its address is kept nowhere and was not given.
        SourceError: it cannot be read, or is no calendar.
        StoppedError: the person wished to stop.
    """
    row = source_row(desk, source_id)
    try:
        source = source_of(desk, row.collection, row.connection, given)
    except SecretError:
        raise SecretError(
            f"What it takes to reach the {diary_name(row.collection.name)} is not on this computer"
            " any more. Remove the calendar and add it again; Undo takes that back."
        ) from None
    meter = Meter(progress, cancelled)
    draft = draft_of(desk, row.collection, row.connection, source, now, meter)
    return Looked(
        preview=Preview(desk, draft),
        file=_file_name(row.connection.address),
        organisation=row.organisation,
        is_new=False,
        secret="",
        before=row.connection,
    )


def bring_in(
    desk: Desk,
    actor: Actor,
    looked: Looked,
    numbers: Some[int],
    *,
    progress: Progress = silent,
    cancelled: Cancelled = never,
) -> Report:
    """Do what was looked at, as far as the rows with these numbers say; connect a new calendar.

    Raises:
        WrongUseError: the calendar has changed in the desk since; nothing was changed.
        SecretError: there is no keyring for the address; nothing was changed.
        StoppedError: the person wished to stop; nothing was changed.
    """
    ensure_current(desk, actor.at)
    draft = looked.preview.chosen(numbers)
    collection, connection = draft.collection, draft.connection
    with desk.transaction():
        if looked.is_new:
            label = f"Added a calendar of {looked.organisation.code}"
            record(
                desk, actor, label, [Write(collection.id, ITEM_TYPE, collection_fields(collection))]
            )
        if find_connection(desk.connection, collection.id) is None:
            bare = Connection(collection.id, connection.address, connection.secret)
            add_connection(desk, bare)
        report = carry_out(desk, draft, actor, progress=progress, cancelled=cancelled)
        if looked.secret and connection.secret == Keep.KEYRING:
            Secrets(desk.id).keep(collection.id, looked.secret)
        elif looked.secret_before:
            Secrets(desk.id).forget(collection.id)
    return report


def take_back(desk: Desk, actor: Actor, looked: Looked, report: Report) -> None:
    """Put the diary back as it was before it was brought in; a new calendar goes away again.

    A known one is reached again as it was until then.

    Raises:
        WrongUseError: a later run has to be undone first.
        SecretError: the keyring does not take the former address back.
    """
    with desk.transaction():
        if report.run is not None:
            take_back_run(desk, actor, report.run)
        if looked.is_new:
            remove_source(desk, actor, report.id)
        elif looked.before is None:
            remove_source(desk, actor, report.id, keep=True)
        else:
            _reach_as_before(desk, looked, looked.before, is_paused=report.run is not None)


def _reach_as_before(desk: Desk, looked: Looked, before: Connection, *, is_paused: bool) -> None:
    """Let a calendar be read from where it was, all of it; what an undone run paused stays so."""
    update_connection(desk, replace(looked_at_anew(before), paused=is_paused or before.paused))
    if looked.secret_before:
        Secrets(desk.id).keep(before.collection_id, looked.secret_before)
    elif looked.draft.connection.secret == Keep.KEYRING and before.secret != Keep.KEYRING:
        Secrets(desk.id).forget(before.collection_id)


def remove_calendar(desk: Desk, actor: Actor, source_id: str) -> Removed:
    """Take a connected calendar away.

    Raises:
        NotFoundError: there is no such source on this machine.
    """
    row = source_row(desk, source_id)
    secret = _kept_secret(desk, row.connection)
    remove_source(desk, actor, source_id)
    return Removed(row.connection, row.collection.name, secret)


def _kept_secret(desk: Desk, connection: Connection) -> str:
    """Return the address that the keyring has of a connection, "" where it has none."""
    if connection.secret != Keep.KEYRING:
        return ""
    return Secrets(desk.id).find(connection.collection_id) or ""


def bring_back(desk: Desk, actor: Actor, removed: Removed) -> None:
    """Undo `remove_calendar`: what was read is there again, and it is connected.

    Raises:
        SecretError: the keyring does not take the address back.
    """
    connection = removed.connection
    if connection.token:  # what was read of a server went with the connection
        connection = looked_at_anew(connection)
    id_ = connection.collection_id
    with desk.transaction():
        write = Write(id_, ITEM_TYPE, {DELETED: False})
        record(desk, actor, f"Brought back the calendar {removed.name}", [write])
        add_connection(desk, connection)
        if removed.secret:
            Secrets(desk.id).keep(id_, removed.secret)


def _connected_to(desk: Desk, organisation: Organisation, address: str) -> str:
    """Return the id of the organisation's calendar that is read from the address, "" for none."""
    for row in list_sources(desk):
        if address and (row.organisation.id, row.connection.address) == (organisation.id, address):
            return row.collection.id
    return ""


def _file_name(address: str) -> str:
    return shown_name(Path(address)) if address and not is_feed(address) else ""
