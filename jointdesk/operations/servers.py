"""Connect the calendars, task lists and journals of a CalDAV server."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from jointdesk.domain.actors import Actor
from jointdesk.domain.errors import SecretError, WrongUseError
from jointdesk.domain.items import Write
from jointdesk.domain.organisations import Organisation
from jointdesk.domain.sources import Collection, Connection
from jointdesk.operations.ids import new_id
from jointdesk.operations.organisations import organisation_by_code
from jointdesk.operations.sources import ON_SERVER, Keep, collection_for, list_sources
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
from jointdesk.store.reading import ReadableDesk
from jointdesk.store.secrets import Secrets, can_keep


@dataclass(frozen=True, slots=True)
class FoundOnServer:
    """What an address led to, for an organisation and a login; nothing is connected yet.

    `new` are the collections that are not connected to the organisation already. `is_account`
    is False where the address is that of one collection.
    """

    organisation: Organisation
    login: Login
    new: tuple[FoundCollection, ...]
    is_account: bool


class Added(NamedTuple):
    """The ids of the calendars that were connected; an account may have any number of them."""

    ids: tuple[str, ...]
    is_account: bool


def look_for(
    desk: ReadableDesk,
    *,
    org_code: str,
    address: str,
    login: Login,
    cancelled: Cancelled = never,
) -> FoundOnServer:
    """Ask a server what an address leads to: one calendar, or those of an account.

    Raises:
        WrongUseError: it is no address of a server, or everything is connected already.
        SourceError: there is no calendar, or the server does not answer as one for calendars.
        NotFoundError: the organisation is not known.
        StoppedError: `cancelled` said so.
    """
    organisation = organisation_by_code(desk, org_code)
    found = find_collections(server_url(address), login, Limits(), cancelled)
    return _not_connected(desk, organisation, found, login)


def connect(
    desk: Desk,
    actor: Actor,
    found: FoundOnServer,
    chosen: Sequence[FoundCollection],
    keep: Keep,
    name: str = "",
) -> tuple[str, ...]:
    """Connect the chosen ones of what was found, as one action, and return their ids.

    They are called as on the server, or as `name` says.

    Raises:
        SecretError: there is no keyring that may be used; nothing was changed.
    """
    organisation, login = found.organisation, found.login
    made = [
        Collection(
            id=new_id(),
            org_id=organisation.id,
            name=name or one.name or organisation.name,
            kind=ON_SERVER,
            components=one.kinds,
        )
        for one in chosen
    ]
    with desk.transaction():
        label = f"Added {_counted(made)} of {organisation.code}"
        record(
            desk, actor, label, [Write(one.id, ITEM_TYPE, collection_fields(one)) for one in made]
        )
        for collection, one in zip(made, chosen, strict=True):
            _connect(desk, collection, one, login, keep)
    return tuple(one.id for one in made)


_NO_KEYRING = (
    "This computer offers no safe place to keep the password, or its keyring is locked: unlock it."
    " --no-keyring keeps it nowhere and asks for it once a session (sync --secrets-stdin)."
)


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
) -> Added:
    """Connect the calendar at an address, or those of the account that it leads to.

    Where the user's password is neither known nor kept the server is not asked, and the address
    taken for one calendar's. With `collection_id` a known one is connected, or gets a password.

    Raises:
        WrongUseError: it is no address of a server, leads to nothing new, or not to one only.
        SourceError: there is no calendar, or the server does not answer as one for calendars.
        SecretError: there is no keyring that may be used.
        NotFoundError: the organisation or the collection is not known.
    """
    organisation, url = organisation_by_code(desk, org_code), server_url(address)
    if login.secret and keep is Keep.KEYRING and not can_keep():
        raise SecretError(_NO_KEYRING)
    led_to = _led_to(url, login, keep)
    if len(led_to.collections) > 1 and (name or collection_id):
        raise WrongUseError(
            f"This address leads to {len(led_to.collections)} calendars."
            " A name, or a known calendar, needs the address of one."
        )
    if collection_id:
        known = collection_for(desk, organisation, collection_id, "")
        _connect_known(desk, actor, known, led_to.collections[0], login, keep)
        return Added((known.id,), is_account=False)
    found = _not_connected(desk, organisation, led_to, login)
    return Added(connect(desk, actor, found, found.new, keep, name), found.is_account)


def _led_to(url: str, login: Login, keep: Keep) -> Discovered:
    """Ask the server, unless nobody can sign in now."""
    if login.user and not login.secret and keep is Keep.NOWHERE:
        unseen = FoundCollection(url, "", (), can_write=False)
        return Discovered((unseen,), is_account=False)
    return find_collections(url, login, Limits(), never)


def _not_connected(
    desk: ReadableDesk, organisation: Organisation, led_to: Discovered, login: Login
) -> FoundOnServer:
    """Leave out what is connected to the organisation already."""
    taken = {
        (row.connection.address, row.connection.user)
        for row in list_sources(desk)
        if row.organisation.id == organisation.id
    }
    new = tuple(one for one in led_to.collections if (one.url, login.user) not in taken)
    if not new:
        raise WrongUseError(
            f"Every calendar at this address is connected to {organisation.code} already."
        )
    return FoundOnServer(organisation, login, new, led_to.is_account)


def _connect_known(
    desk: Desk,
    actor: Actor,
    known: Collection,
    found: FoundCollection,
    login: Login,
    keep: Keep,
) -> None:
    """Connect a collection that the desk has; it may have been a file until now."""
    with desk.transaction():
        on_server = replace(known, kind=ON_SERVER, components=found.kinds or known.components)
        if on_server != known:
            write = Write(known.id, ITEM_TYPE, collection_fields(on_server))
            record(desk, actor, f"Connected {known.name} to a server", [write])
        _connect(desk, known, found, login, keep)


def _connect(
    desk: Desk, collection: Collection, found: FoundCollection, login: Login, keep: Keep
) -> None:
    """Connect a collection to what was found, in place of how it was reached before."""
    secret = keep.value if login.secret or login.user else ""
    connection = Connection(
        collection.id, found.url, secret, user=login.user, can_write=found.can_write
    )
    known = find_connection(desk.connection, collection.id)
    if known is not None and not known.is_carried:
        update_connection(desk, connection)
    else:
        add_connection(desk, connection)
    if login.secret and keep is Keep.KEYRING:
        Secrets(desk.id).keep(collection.id, login.secret)


def _counted(collections: Sequence[Collection]) -> str:
    return "a calendar" if len(collections) == 1 else f"{len(collections)} calendars"
