"""Connect calendars, list them, take them away."""

from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from jointdesk.domain.actors import Actor
from jointdesk.domain.errors import NotFoundError, SecretError, WrongUseError
from jointdesk.domain.file_names import usable
from jointdesk.domain.items import DELETED, Write
from jointdesk.domain.organisations import Organisation
from jointdesk.domain.sources import Collection, Connection
from jointdesk.operations.ids import new_id
from jointdesk.operations.left_out import count_left_out
from jointdesk.operations.organisations import organisation_by_code, organisation_by_id
from jointdesk.sources.addresses import feed_url, has_credentials, is_feed, is_on_this_machine
from jointdesk.sources.caldav.login import Login
from jointdesk.sources.ics import ics_source
from jointdesk.sources.protocol import Source
from jointdesk.store.changes import record
from jointdesk.store.collections import ITEM_TYPE, collection_fields, list_collections
from jointdesk.store.connections import (
    add_connection,
    find_connection,
    list_connections,
    remove_connection,
)
from jointdesk.store.desk import Desk
from jointdesk.store.mirrors import read_by
from jointdesk.store.organisations import list_organisations
from jointdesk.store.reading import ReadableDesk
from jointdesk.store.secrets import Secrets

ON_SERVER = "caldav"
"""The kind of a collection that is on a CalDAV server, see `Collection.kind`."""


CARRIED_ALONE = (
    "The shared desk carries this calendar: another computer is connected to it and reads it."
    " “source add --collection” connects this one too."
)


class Keep(StrEnum):
    """Where the address of a feed is kept."""

    KEYRING = "keyring"
    DESK = "desk"
    """In the file, for feeds that are not secret."""
    NOWHERE = "asked"
    """It is asked for once a session."""


class SourceRow(NamedTuple):
    """A connected calendar: its collection, how it is reached, and whose it is.

    `read_by` names the person whose machine has read what the shared desk carries here; `left_out`
    counts what this machine has read that is too large for it.
    """

    collection: Collection
    connection: Connection
    organisation: Organisation
    read_by: str = ""
    left_out: int = 0


def add_source(
    desk: Desk,
    actor: Actor,
    *,
    org_code: str,
    address: str,
    name: str = "",
    keep: Keep = Keep.KEYRING,
    collection_id: str = "",
) -> str:
    """Connect a calendar file, a folder of them or a feed, and return its id.

    A path is kept as it is from the root on. The address of a feed is a secret unless it is on
    this machine without a password. With `collection_id` a known collection is connected.

    Raises:
        WrongUseError: there is nothing at the path, it is no address of a calendar, or a
            password would be kept in the file.
        SecretError: there is no keyring that may be used.
        NotFoundError: the organisation or the collection is not known.
    """
    organisation = organisation_by_code(desk, org_code)
    collection = collection_for(desk, organisation, collection_id, name)
    kept, secret = kept_address(address, keep)
    with desk.transaction():
        if not collection_id or collection.kind != "ics":
            fields = collection_fields(replace(collection, kind="ics"))
            label = f"Added a calendar of {organisation.code}"
            record(desk, actor, label, [Write(collection.id, ITEM_TYPE, fields)])
        add_connection(desk, Connection(collection.id, kept, secret))
        if secret == Keep.KEYRING:
            Secrets(desk.id).keep(collection.id, feed_url(address))
    return collection.id


def collection_for(
    desk: ReadableDesk, organisation: Organisation, collection_id: str, name: str
) -> Collection:
    """Return the organisation's collection with that id, or for "" a new one, not yet stored.

    Raises:
        NotFoundError: there is none with that id.
        WrongUseError: it is another organisation's.
    """
    if not collection_id:
        return Collection(new_id(), organisation.id, name or organisation.name, "ics")
    for known in list_collections(desk.connection):
        if known.id == collection_id:
            if known.org_id != organisation.id:
                raise WrongUseError(f"That calendar is not one of {organisation.code}.")
            return known
    raise NotFoundError(f"There is no calendar with the id {collection_id}.")


def kept_address(address: str, keep: Keep) -> tuple[str, str]:
    """Return what of an address the file holds, and where the rest is kept ("": there is none).

    Raises:
        WrongUseError: there is nothing at the path, it is no address of a calendar, or a
            password would be kept in the file.
    """
    if not is_feed(address):
        path = usable(Path(address).expanduser().absolute())
        if not path.exists():
            raise WrongUseError(f"There is no file or folder {address}.")
        return str(path), ""
    url = feed_url(address)
    if has_credentials(url):
        if keep is Keep.DESK:
            raise WrongUseError(
                "This address has a password in it, which the desk's file must not hold."
                " Leave --url-in-desk away, or use --no-keyring."
            )
        return "", keep.value
    if is_on_this_machine(url) or keep is Keep.DESK:
        return url, ""
    return "", keep.value


def list_sources(desk: ReadableDesk) -> list[SourceRow]:
    """Return the calendars that this machine is connected to, in the order of adding."""
    connection = desk.connection
    reached = {one.collection_id: one for one in list_connections(connection)}
    organisations = {one.id: one for one in list_organisations(connection)}
    carried = any(one.is_carried for one in reached.values())
    names = read_by(connection) if carried else {}
    left = count_left_out(desk)
    return [
        SourceRow(
            collection,
            reached[collection.id],
            organisations[collection.org_id],
            names.get(collection.id, "") if reached[collection.id].is_carried else "",
            left.get(collection.id, 0),
        )
        for collection in list_collections(connection)
        if collection.id in reached and collection.org_id in organisations
    ]


def source_row(desk: ReadableDesk, source_id: str) -> SourceRow:
    """Return a calendar that this machine is connected to.

    Raises:
        NotFoundError: there is no such source on this machine.
    """
    for row in list_sources(desk):
        if row.collection.id == source_id:
            return row
    raise NotFoundError(f"There is no source {source_id} on this computer.")


def remove_source(desk: Desk, actor: Actor, source_id: str, *, keep: bool = False) -> None:
    """Take a calendar away, connected or not, or with `keep` only its connection.

    What was read stays then. Undo brings the calendar back as it was read; it then has to be
    connected again.

    Raises:
        NotFoundError: there is no such source on this machine.
        WrongUseError: only the connection is to go, and it is not this machine's own.
    """
    reached = find_connection(desk.connection, source_id)
    known = {one.id: one for one in list_collections(desk.connection)}
    if source_id not in known or (keep and reached is None):
        raise NotFoundError(f"There is no source {source_id} on this computer.")
    if keep and reached is not None and reached.is_carried:
        raise WrongUseError(CARRIED_ALONE)
    with desk.transaction():
        if reached is not None:
            remove_connection(desk, source_id)
        if not keep:
            code = organisation_by_id(desk, known[source_id].org_id).code
            label = f"Removed a calendar of {code}"
            record(desk, actor, label, [Write(source_id, ITEM_TYPE, {DELETED: True})])
    if reached is not None and reached.secret == Keep.KEYRING:
        Secrets(desk.id).forget(source_id)


def source_of(
    desk: Desk, collection: Collection, connection: Connection, given: Mapping[str, str]
) -> Source:
    """Return the source behind a collection; `given` has secrets that are kept nowhere, by id.

    Raises:
        SecretError: its secret is kept nowhere and was not given, or the keyring lost it.
        WrongUseError: this machine is not connected to it: the shared desk carries it.
    """
    if connection.is_carried:
        raise WrongUseError(CARRIED_ALONE)
    if collection.kind != ON_SERVER:
        return ics_source(address_of(desk, connection, given))
    from jointdesk.sources.caldav.source import CaldavSource

    return CaldavSource(
        connection.address, Login(connection.user, _password_of(desk, connection, given))
    )


def _password_of(desk: Desk, connection: Connection, given: Mapping[str, str]) -> str:
    if not connection.secret:
        return ""
    found = given.get(connection.collection_id)
    if found is None and connection.secret == Keep.KEYRING:
        found = Secrets(desk.id).find(connection.collection_id)
    if found is None:
        raise SecretError(
            "The password of this calendar is not on this computer, or the keyring is locked:"
            " unlock it, or give the password again (on the command line with --secrets-stdin)."
        )
    return found


def address_of(desk: Desk, connection: Connection, given: Mapping[str, str]) -> str:
    """Return where a source is read from; `given` has addresses that are kept nowhere.

    Raises:
        SecretError: the address is kept nowhere and was not given, or the keyring lost it.
    """
    source_id = connection.collection_id
    if not connection.secret:
        return connection.address
    if source_id in given:
        return given[source_id]
    if connection.secret == Keep.KEYRING:
        return Secrets(desk.id).get(source_id)
    raise SecretError(
        "The address of this calendar is kept nowhere. Give it again"
        " (on the command line with --secrets-stdin)."
    )
