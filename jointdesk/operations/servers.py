"""Connect the calendars, task lists and journals of a CalDAV server."""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from jointdesk.domain.actors import Actor
from jointdesk.domain.errors import SecretError, WrongUseError
from jointdesk.domain.items import Write
from jointdesk.domain.organisations import Organisation
from jointdesk.domain.sources import Collection, Connection
from jointdesk.operations.ids import new_id
from jointdesk.operations.organisations import organisation_by_code
from jointdesk.operations.sources import Keep, collection_for, list_sources
from jointdesk.sources.addresses import server_url
from jointdesk.sources.caldav.discovery import Discovered, FoundCollection
from jointdesk.sources.caldav.login import Login
from jointdesk.sources.caldav.source import find_collections
from jointdesk.sources.protocol import Cancelled, never
from jointdesk.sources.transfer import Limits
from jointdesk.store.changes import record
from jointdesk.store.collections import ITEM_TYPE, collection_fields
from jointdesk.store.connections import add_connection, find_connection, update_connection
from jointdesk.store.desk import Desk
from jointdesk.store.secrets import Secrets, can_keep

KIND = "caldav"
"""What a collection on such a server is called in `Collection.kind`."""


class Added(NamedTuple):
    """The ids of the calendars that were connected; an account may have any number of them."""

    ids: tuple[str, ...]
    is_account: bool


def add_server(
    desk: Desk,
    actor: Actor,
    *,
    org_code: str,
    address: str,
    login: Login,
    keep: Keep = Keep.KEYRING,
    name: str = "",
    collection_id: str = "",
    cancelled: Cancelled = never,
) -> Added:
    """Connect the calendar at an address, or those of the account that it leads to.

    The server is asked what there is, unless a user is named whose password is neither known
    nor kept: then the address is taken for that of one calendar. With `collection_id` a known
    calendar is connected, or gets another password.

    Raises:
        WrongUseError: it is no address of a server, everything is connected already, or several
            calendars were found where one is meant.
        SourceError: there is no calendar, or the server does not answer as one for calendars.
        SecretError: there is no keyring that may be used.
        NotFoundError: the organisation or the collection is not known.
        StoppedError: `cancelled` said so; nothing was changed.
    """
    organisation = organisation_by_code(desk, org_code)
    url = server_url(address)
    if login.secret and keep is Keep.KEYRING and not can_keep():
        raise SecretError(
            "This computer offers no safe place to keep the password. --no-keyring keeps it"
            " nowhere and asks for it once a session (sync --secrets-stdin)."
        )
    found = _found(url, login, keep, cancelled)
    if len(found.collections) > 1 and (name or collection_id):
        raise WrongUseError(
            f"This address leads to {len(found.collections)} calendars."
            " A name, or a known calendar, needs the address of one."
        )
    if collection_id:
        known = collection_for(desk, organisation, collection_id, "")
        [one] = found.collections
        with desk.transaction():
            kept = replace(known, kind=KIND, components=one.kinds or known.components)
            if kept != known:
                write = Write(known.id, ITEM_TYPE, collection_fields(kept))
                record(desk, actor, f"Connected {known.name} to a server", [write])
            _connect(desk, known, one, login, keep)
        return Added((known.id,), is_account=False)
    return _add(desk, actor, organisation, found, login, keep, name)


def _found(url: str, login: Login, keep: Keep, cancelled: Cancelled) -> Discovered:
    if login.user and not login.secret and keep is Keep.NOWHERE:
        return Discovered((FoundCollection(url, "", (), can_write=False),), is_account=False)
    return find_collections(url, login, Limits(), cancelled)


def _add(
    desk: Desk,
    actor: Actor,
    organisation: Organisation,
    found: Discovered,
    login: Login,
    keep: Keep,
    name: str,
) -> Added:
    """Make collections of what was found and is not connected yet."""
    taken = {
        (row.connection.address, row.connection.user)
        for row in list_sources(desk)
        if row.organisation.id == organisation.id
    }
    new = [one for one in found.collections if (one.url, login.user) not in taken]
    if not new:
        raise WrongUseError(
            f"Every calendar at this address is connected to {organisation.code} already."
        )
    made = [
        Collection(
            new_id(), organisation.id, name or one.name or organisation.name, KIND,
            components=one.kinds,
        )
        for one in new
    ]  # fmt: skip
    with desk.transaction():
        label = f"Added {_counted(made)} of {organisation.code}"
        writes = [Write(one.id, ITEM_TYPE, collection_fields(one)) for one in made]
        record(desk, actor, label, writes)
        for collection, one in zip(made, new, strict=True):
            _connect(desk, collection, one, login, keep)
    return Added(tuple(one.id for one in made), found.is_account)


def _connect(
    desk: Desk, collection: Collection, found: FoundCollection, login: Login, keep: Keep
) -> None:
    """Connect a collection to what was found, in place of how it was reached before."""
    secret = keep.value if login.secret or login.user else ""
    connection = Connection(
        collection.id, found.url, secret, user=login.user, can_write=found.can_write
    )
    with desk.transaction():
        if find_connection(desk.connection, collection.id):
            update_connection(desk, connection)
        else:
            add_connection(desk, connection)
        if login.secret and keep is Keep.KEYRING:
            Secrets(desk.id).keep(collection.id, login.secret)


def _counted(collections: Sequence[Collection]) -> str:
    return "a calendar" if len(collections) == 1 else f"{len(collections)} calendars"
