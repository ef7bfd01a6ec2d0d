"""Whether a server sends invitations by itself, and whom it takes an account for (RFC 6638)."""

from collections.abc import Iterable

from jointdesk.domain.invitations import Scheduling
from jointdesk.sources.caldav.client import Client, RefusedError, Reply
from jointdesk.sources.caldav.hrefs import resolved
from jointdesk.sources.caldav.multistatus import CALDAV, DAV
from jointdesk.sources.caldav.requests import ABOUT_ACCOUNT, ABOUT_PLACE, propfind

_SCHEDULES = "calendar-auto-schedule"
_NOT_KNOWN_THERE = frozenset((400, 403, 404, 405, 501))
"""Statuses of a server that has nothing to say of what it can do."""

_MAIL = "mailto:"


def scheduling_at(client: Client, url: str) -> Scheduling:
    """Return what the server of a collection says of it (sections 2 and 2.4.1).

    Raises:
        UnreadableError: no usable answer came.
        StoppedError: somebody wished to stop.
    """
    try:
        said = client.options(url).headers.get("dav", "")
    except RefusedError as error:
        if error.status not in _NOT_KNOWN_THERE:
            raise  # not knowing whether it sends would be worse than reading later
        return Scheduling()
    if _SCHEDULES not in {word.strip().lower() for word in said.split(",")}:
        return Scheduling()
    return Scheduling(True, _addresses(client, url))


def _addresses(client: Client, url: str) -> tuple[str, ...]:
    """Return the mail addresses of who is signed in; none where the server does not tell."""
    try:
        here = client.propfind(url, 0, propfind(ABOUT_PLACE))
        found: list[str] = []
        for href in _hrefs(here, f"{DAV}current-user-principal"):
            principal = resolved(here.url, href)
            if principal and client.may_ask(principal):
                said = client.propfind(principal, 0, propfind(ABOUT_ACCOUNT))
                found += _hrefs(said, f"{CALDAV}calendar-user-address-set")
    except RefusedError:
        return ()
    lower = (one.strip().lower() for one in found)
    mails = (one.removeprefix(_MAIL) for one in lower if one.startswith(_MAIL))
    return tuple(dict.fromkeys(one for one in mails if one and " " not in one))


def _hrefs(reply: Reply, tag: str) -> Iterable[str]:
    return [href for one in reply.multistatus().responses for href in one.hrefs(tag)]
