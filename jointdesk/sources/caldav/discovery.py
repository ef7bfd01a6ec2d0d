"""From an address that a person has to the calendars behind it (RFC 6764, RFC 4791, RFC 5397)."""

from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import unquote, urljoin, urlsplit

from jointdesk.domain.words import plain_name
from jointdesk.sources.caldav.client import Client, RefusedError, Reply, other_server
from jointdesk.sources.caldav.hrefs import canonical, resolved
from jointdesk.sources.caldav.multistatus import CALDAV, DAV, Response
from jointdesk.sources.caldav.quirks import LEFT_OUT_TYPES
from jointdesk.sources.caldav.requests import ABOUT_COLLECTION, ABOUT_PLACE, propfind
from jointdesk.sources.protocol import UnreadableError

_WELL_KNOWN = "/.well-known/caldav"
_KINDS = ("VEVENT", "VTODO", "VJOURNAL")
_MAY_WRITE = frozenset(f"{DAV}{name}" for name in ("all", "write", "write-content", "bind"))


class FoundCollection(NamedTuple):
    """A calendar, task list or journal on a server.

    `name` is what the server calls it, fit to be shown in a line. `kinds` are the components it
    takes. `can_write` is False where this user may only read it.
    """

    url: str
    name: str
    kinds: tuple[str, ...]
    can_write: bool


class Discovered(NamedTuple):
    """What an address leads to: one calendar itself, or all those of an account."""

    collections: tuple[FoundCollection, ...]
    is_account: bool


def discover(client: Client, url: str) -> Discovered:
    """Return the calendar at the URL, or those of the account that the URL leads to.

    Raises:
        UnreadableError: there is none, or the server does not answer as one for calendars.
        StoppedError: somebody wished to stop.
    """
    fault: UnreadableError | None = None
    for start in dict.fromkeys((url, urljoin(url, _WELL_KNOWN), urljoin(url, "/"))):
        try:
            found = _from_place(client, start)
        except UnreadableError as error:
            # What the person's own address says matters more than what the guesses say.
            if isinstance(error, RefusedError) and _is_final(error.status, start):
                raise
            fault = fault or error
        else:
            if found.collections:
                return found
    raise fault or UnreadableError("there is no calendar at this address")


def _is_final(status: int, url: str) -> bool:
    """True if a refusal is about what the person asked for, so that no guess replaces it."""
    is_guess = urlsplit(url).path in ("", "/", _WELL_KNOWN)
    return status == 401 or (status in (403, 404, 410) and not is_guess)


def collection_at(reply: Reply) -> FoundCollection | None:
    """Return the calendar that an answer to `ABOUT_COLLECTION` describes, None for no calendar."""
    for response in reply.multistatus().responses:
        if not _is_calendar(response):
            continue
        url = resolved(reply.url, response.href)
        if canonical(urlsplit(url).path.rstrip("/")) == canonical(
            urlsplit(reply.url).path.rstrip("/")
        ):
            return _collection(reply.url, response)
    return None


def _from_place(client: Client, url: str) -> Discovered:
    """Return the calendars that an address leads to; none where it leads nowhere."""
    reply = client.propfind(url, 0, propfind((*ABOUT_PLACE, *ABOUT_COLLECTION)))
    if found := collection_at(reply):
        return Discovered((found,), is_account=False)
    homes = links(client, reply, f"{CALDAV}calendar-home-set")
    if not homes:
        for principal in links(client, reply, f"{DAV}current-user-principal"):
            answer = client.propfind(principal, 0, propfind(ABOUT_PLACE))
            homes += links(client, answer, f"{CALDAV}calendar-home-set")
    collections = tuple(one for home in homes for one in _at_home(client, home))
    return Discovered(collections, is_account=True)


def first_calendar(client: Client, principal: Reply) -> str:
    """Return the URL of the first calendar of the account that an answer is about, "" for none.

    Raises:
        UnreadableError: no usable answer came.
        StoppedError: somebody wished to stop.
    """
    homes = links(client, principal, f"{CALDAV}calendar-home-set")
    found = (one for home in homes for one in _at_home(client, home))
    return next((one.url for one in found if "VEVENT" in one.kinds), "")


def links(client: Client, reply: Reply, tag: str) -> list[str]:
    """Return the URLs that a property names.

    Raises:
        UnreadableError: one leads to another server.
    """
    hrefs = (href for response in reply.multistatus().responses for href in response.hrefs(tag))
    urls = [url for href in hrefs if (url := resolved(reply.url, href))]
    for url in urls:
        if not client.may_ask(url):
            raise UnreadableError(other_server(url))
    return list(dict.fromkeys(urls))


def _at_home(client: Client, home: str) -> Iterator[FoundCollection]:
    """Yield the calendars of a home set, in the server's order."""
    reply = client.propfind(home, 1, propfind(ABOUT_COLLECTION))
    for response in reply.multistatus().responses:
        url = resolved(reply.url, response.href)
        if url and client.may_ask(url) and _is_calendar(response):
            found = _collection(url, response)
            if found.kinds and _may_read(response):
                yield found


def _is_calendar(response: Response) -> bool:
    types = response.tags(f"{DAV}resourcetype")
    return f"{CALDAV}calendar" in types and not types & LEFT_OUT_TYPES


def _collection(url: str, response: Response) -> FoundCollection:
    privileges = response.tags(f"{DAV}current-user-privilege-set")
    return FoundCollection(
        url=url,
        name=_name(response.text(f"{DAV}displayname"), url),
        kinds=_kinds(response),
        # A server without access control (RFC 3744) says nothing: a refusal will tell.
        can_write=not privileges or bool(privileges & _MAY_WRITE),
    )


def _may_read(response: Response) -> bool:
    privileges = response.tags(f"{DAV}current-user-privilege-set")
    return not privileges or bool(privileges & {f"{DAV}all", f"{DAV}read"})


def _kinds(response: Response) -> tuple[str, ...]:
    """Return what the calendar takes; without a word on it that is everything."""
    found = response.properties.get(f"{CALDAV}supported-calendar-component-set")
    if found is None:
        return _KINDS
    named = {one.get("name", "").upper() for one in found.iter(f"{CALDAV}comp")}
    return tuple(kind for kind in _KINDS if kind in named)


def _name(given: str, url: str) -> str:
    """Return what a calendar is called, else the last part of its address."""
    return plain_name(given or unquote(urlsplit(url).path.rstrip("/").rpartition("/")[2]))
