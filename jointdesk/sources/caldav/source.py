"""A calendar, task list or journal on a CalDAV server (RFC 4791), ready to be read."""

from collections.abc import Mapping
from dataclasses import dataclass

from jointdesk.domain.errors import StoppedError
from jointdesk.sources.caldav.client import Client
from jointdesk.sources.caldav.discovery import Discovered, discover
from jointdesk.sources.caldav.fetching import fetch
from jointdesk.sources.caldav.hrefs import canonical
from jointdesk.sources.caldav.inbox import (
    answer,
    discard,
    inbox_of,
    is_message,
    parted,
    with_messages,
)
from jointdesk.sources.caldav.listing import Listing, changes_since, list_all
from jointdesk.sources.caldav.login import Login
from jointdesk.sources.caldav.writing import delete_member, put_member
from jointdesk.sources.protocol import (
    NOTHING_KNOWN,
    Cancelled,
    Fetched,
    Known,
    Member,
    Told,
    never,
    unheard,
)
from jointdesk.sources.transfer import Limits

PATIENT = Limits(silence_s=120)
"""A server may think long about a large calendar that it lists for the first time."""


@dataclass(frozen=True, slots=True)
class CaldavSource:
    """One collection at an http or https URL, read and written for one login."""

    url: str
    login: Login = Login()
    limits: Limits = PATIENT

    def read(
        self, known: Known = NOTHING_KNOWN, cancelled: Cancelled = never, told: Told = unheard
    ) -> Fetched:
        """Read what has changed, as `Source.read` describes it; names are members' own."""
        if cancelled():
            raise StoppedError
        token, inbox = parted(known.token)
        messages = {name: etag for name, etag in known.etags.items() if is_message(name)}
        rest = {name: etag for name, etag in known.etags.items() if name not in messages}
        with Client(self.url, self.login, self.limits, cancelled) as client:
            listing = changes_since(client, self.url, token) if token else None
            listing = listing or list_all(client, self.url)
            fetched = _fetched(client, listing, known._replace(token=token, etags=rest), told)
            if listing.scheduling is not None:
                inbox = inbox_of(client, listing.url) if listing.scheduling.schedules else None
            return with_messages(client, listing.url, fetched, inbox, messages)

    def put(self, name: str, data: bytes, etag: str, cancelled: Cancelled = never) -> Member:
        """Write a member, as `WritableSource.put` describes it."""
        with Client(self.url, self.login, self.limits, cancelled) as client:
            write = answer if is_message(name) else put_member
            return write(client, self.url, name, data, etag)

    def delete(self, name: str, etag: str, cancelled: Cancelled = never) -> None:
        """Take a member away, as `WritableSource.delete` describes it."""
        with Client(self.url, self.login, self.limits, cancelled) as client:
            remove = discard if is_message(name) else delete_member
            remove(client, self.url, name, etag)


def find_collections(
    url: str, login: Login, limits: Limits, cancelled: Cancelled = never
) -> Discovered:
    """Return the calendar at a URL, or those of the account that it leads to.

    Raises:
        UnreadableError: there is none, or the server does not answer as one for calendars.
        StoppedError: `cancelled` said so.
    """
    with Client(url, login, limits, cancelled) as client:
        return discover(client, url)


def _fetched(client: Client, listing: Listing, known: Known, told: Told) -> Fetched:
    """Ask for the texts that are not known yet and return what the whole read gave."""
    kept = _known_spelling(listing, known.etags)
    wanted = {
        name: etag for name, etag in kept.etags.items() if not etag or known.etags.get(name) != etag
    }
    unread = (name for name, etag in known.etags.items() if not etag and name not in kept.gone)
    texts = fetch(client, listing.url, dict.fromkeys(unread, "") | wanted, told)
    absent = frozenset(known.etags) - frozenset(kept.etags) if kept.is_all else kept.gone
    gone = (absent | texts.gone) & frozenset(known.etags)
    is_change = bool(known.token) and (bool(kept.etags) or not kept.is_all)
    if is_change and not (texts.parts or texts.unread or gone):
        return Fetched(
            token=kept.token,
            not_modified=True,
            can_write=kept.can_write,
            scheduling=kept.scheduling,
        )
    return Fetched(
        parts=tuple(texts.parts),
        unread=tuple(texts.unread),
        token=kept.token,
        etags=texts.etags,
        gone=gone if is_change else None,
        can_write=kept.can_write,
        scheduling=kept.scheduling,
    )


def _known_spelling(listing: Listing, etags: Mapping[str, str]) -> Listing:
    """Return the listing with the names under which members are known already."""
    spelt = {canonical(name): name for name in etags}
    if not spelt:
        return listing
    return listing._replace(
        etags={spelt.get(canonical(name), name): etag for name, etag in listing.etags.items()},
        gone=frozenset(spelt.get(canonical(name), name) for name in listing.gone),
    )
