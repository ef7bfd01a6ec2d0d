"""What has changed in a collection: by its server's own account, else by comparing versions."""

from typing import NamedTuple

from jointdesk.domain.invitations import Scheduling
from jointdesk.sources.caldav.client import Client, RefusedError, Reply
from jointdesk.sources.caldav.discovery import collection_at
from jointdesk.sources.caldav.hrefs import Members
from jointdesk.sources.caldav.multistatus import DAV, SERVER, Response
from jointdesk.sources.caldav.quirks import TOKEN_REFUSED
from jointdesk.sources.caldav.requests import (
    ABOUT_COLLECTION,
    VERSION,
    propfind,
    sync_collection,
)
from jointdesk.sources.caldav.scheduling import scheduling_at
from jointdesk.sources.protocol import UnreadableError

_MOST_ROUNDS = 1000
_TRUNCATED = 507
_GONE = frozenset((404, 410))


class Listing(NamedTuple):
    """Members of the collection at `url`, which redirects may have led to.

    `etags` are versions by name as the server wrote it. With `is_all` they are all members, else
    those that have changed; `gone` names those that were deleted. `token` says where to go on.
    """

    url: str
    etags: dict[str, str]
    gone: frozenset[str]
    token: str
    is_all: bool
    can_write: bool | None = None
    scheduling: Scheduling | None = None


def changes_since(client: Client, url: str, token: str) -> Listing | None:
    """Return what has changed since a token of `list_all`; None where the server cannot say.

    Raises:
        UnreadableError: the server does not let the collection be read.
        StoppedError: somebody wished to stop.
    """
    kind, _, mark = token.partition(":")
    if kind == "sync" and mark:
        return _synchronised(client, url, mark)
    if kind == "ctag" and mark:
        reply = client.propfind(url, 0, propfind(ABOUT_COLLECTION))
        if _own(reply).text(f"{SERVER}getctag") == mark:
            return Listing(reply.url, {}, frozenset(), token, is_all=False)
    return None


def list_all(client: Client, url: str) -> Listing:
    """Return all members of a collection with the token for `changes_since`.

    Raises:
        UnreadableError: there is no calendar, or it may not be read.
        StoppedError: somebody wished to stop.
    """
    reply = client.propfind(url, 0, propfind(ABOUT_COLLECTION))
    found = collection_at(reply)
    if found is None:
        raise UnreadableError("there is no calendar at this address")
    about = _own(reply)
    listing = None
    if f"{DAV}sync-collection" in about.tags(f"{DAV}supported-report-set"):
        listing = _synchronised(client, reply.url, "")
    if listing is None:
        # The tag was asked for before the members: what changes meanwhile is seen next time.
        token = f"ctag:{about.text(f'{SERVER}getctag')}"
        listing = Listing(reply.url, listed(client, reply.url), frozenset(), token, is_all=True)
    return listing._replace(can_write=found.can_write, scheduling=scheduling_at(client, reply.url))


def _synchronised(client: Client, url: str, mark: str) -> Listing | None:
    """Ask for changes until the server has told all of them (RFC 6578 section 3.6)."""
    etags: dict[str, str] = {}
    gone: set[str] = set()
    token = mark
    for _ in range(_MOST_ROUNDS):
        try:
            reply = client.report(url, sync_collection(token))
        except RefusedError as error:
            if error.status in TOKEN_REFUSED:
                return None
            raise
        url = reply.url
        answer = reply.multistatus()
        is_cut = _take(Members(url), answer.responses, etags, gone)
        if not answer.sync_token or (is_cut and answer.sync_token == token):
            return None
        token = answer.sync_token
        if not is_cut:
            return Listing(url, etags, frozenset(gone), f"sync:{token}", is_all=not mark)
    return None


def _take(
    members: Members, responses: tuple[Response, ...], etags: dict[str, str], gone: set[str]
) -> bool:
    """Add what a round tells; return True where the server left something for the next.

    Raises:
        UnreadableError: it speaks of another place altogether: nothing would seem to be there.
    """
    if responses and all(members.is_elsewhere(response.href) for response in responses):
        raise UnreadableError("the server speaks of other addresses than it was asked for")
    is_cut = False
    for response in responses:
        name = members.name(response.href)
        if name == "":
            is_cut = is_cut or response.status == _TRUNCATED
        elif name is not None and response.status in _GONE:
            gone.add(name)
            etags.pop(name, None)
        elif name is not None and not _is_folder(response):
            etags[name] = response.text(f"{DAV}getetag")
            gone.discard(name)
    return is_cut


def listed(client: Client, url: str) -> dict[str, str]:
    """Return the versions of the members by their names, as their properties say.

    Raises:
        UnreadableError: the server does not let them be read, or lists only some.
        StoppedError: somebody wished to stop.
    """
    reply = client.propfind(url, 1, propfind((f"{DAV}resourcetype", *VERSION)))
    etags: dict[str, str] = {}
    if _take(Members(reply.url), reply.multistatus().responses, etags, set()):
        raise UnreadableError("the server lists only a part of the calendar")
    return etags


def _own(reply: Reply) -> Response:
    """Return what an answer says of the collection itself."""
    members = Members(reply.url)
    for response in reply.multistatus().responses:
        if members.name(response.href) == "":
            return response
    return Response("", 0, {})


def _is_folder(response: Response) -> bool:
    return f"{DAV}collection" in response.tags(f"{DAV}resourcetype")
