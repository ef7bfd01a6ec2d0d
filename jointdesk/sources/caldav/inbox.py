"""A scheduling inbox: where a server puts the messages about invitations (RFC 6638 section 2.2).

A server that sends invitations by itself also puts those that arrive into the account's default
calendar (section 4). What is not there — it was taken out again, or the server leaves that to
programs — is an invitation all the same: it is read as a member of that calendar, under a name
that says where it is. Writing such a member puts it into the calendar, which is how an attendee
answers (section 3.2.2), and takes the message away: that was what it was for. Messages that the
server has dealt with by itself are left to it and to other programs.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import NamedTuple
from urllib.parse import urlsplit

from jointdesk.domain.errors import SourceError
from jointdesk.ical.messages import ItipMessage, open_requests, read_message, uids_of
from jointdesk.sources.caldav.client import Client, RefusedError
from jointdesk.sources.caldav.discovery import first_calendar, links
from jointdesk.sources.caldav.fetching import fetch, with_crlf
from jointdesk.sources.caldav.hrefs import Members, canonical, resolved
from jointdesk.sources.caldav.listing import listed
from jointdesk.sources.caldav.multistatus import CALDAV, DAV, SERVER
from jointdesk.sources.caldav.quirks import MULTIGET_REFUSED
from jointdesk.sources.caldav.requests import (
    ABOUT_INBOX,
    ABOUT_PLACE,
    ABOUT_SCHEDULING,
    propfind,
    uid_query,
)
from jointdesk.sources.caldav.writing import delete_member, put_member
from jointdesk.sources.protocol import Fetched, Member, Part, new_name, unheard

_OPEN, _DONE = "inbox:", "inbox-done:"
"""Begin the names of messages: of those that are invitations still, and of all others."""

_DATA = f"{CALDAV}calendar-data"


class Inbox(NamedTuple):
    """The inbox of an account, and its tag when it was read, "" for never."""

    url: str
    mark: str = ""


def parted(token: str) -> tuple[str, Inbox | None]:
    """Return a calendar's own token and the inbox that is read with it."""
    own, *rest = token.split("\n")
    return own, Inbox(rest[0], rest[1]) if len(rest) == 2 else None


def is_message(name: str) -> bool:
    """True if a member's name is that of a message."""
    return name.startswith((_OPEN, _DONE))


def inbox_of(client: Client, url: str) -> Inbox | None:
    """Return the inbox whose invitations belong into the calendar at a URL, None for none.

    They belong into the account's default calendar; where the server does not say which one that
    is, into the first that it lists.
    """
    with suppress(RefusedError):
        here = client.propfind(url, 0, propfind(ABOUT_PLACE))
        for principal in links(client, here, f"{DAV}current-user-principal"):
            about = client.propfind(principal, 0, propfind((*ABOUT_SCHEDULING, *ABOUT_PLACE)))
            for inbox in links(client, about, f"{CALDAV}schedule-inbox-URL"):
                found = client.propfind(inbox, 0, propfind(ABOUT_INBOX))
                defaults = links(client, found, f"{CALDAV}schedule-default-calendar-URL")
                home = defaults[0] if defaults else first_calendar(client, about)
                if _is_same(home, url):
                    return Inbox(found.url)
    return None


def with_messages(
    client: Client, url: str, fetched: Fetched, inbox: Inbox | None, known: Mapping[str, str]
) -> Fetched:
    """Return what was read of the calendar at a URL together with the messages in its inbox.

    `known` are the members that are messages, from the last read.
    """
    if inbox is None:
        return _merged(fetched, (), {}, frozenset(known)) if known else fetched
    about = client.propfind(inbox.url, 0, propfind(ABOUT_INBOX)).multistatus().responses
    mark = next((tag for one in about if (tag := one.text(f"{SERVER}getctag"))), "")
    found = replace(fetched, token="\n".join((fetched.token, inbox.url, " ".join(mark.split()))))
    if fetched.not_modified and mark and " ".join(mark.split()) == inbox.mark:
        return found
    parts, etags = _read(client, url, inbox, known)
    news = {name: etag for name, etag in etags.items() if known.get(name) != etag}
    lost = frozenset(known) - frozenset(etags)
    if fetched.not_modified and not news and not lost:
        return found
    return _merged(found, [one for one in parts if one.name in news], news, lost)


def _merged(
    fetched: Fetched, parts: Sequence[Part], etags: Mapping[str, str], gone: frozenset[str]
) -> Fetched:
    is_all = fetched.gone is None and not fetched.not_modified
    return replace(
        fetched,
        not_modified=False,
        parts=(*fetched.parts, *parts),
        etags={**(fetched.etags or {}), **etags},
        gone=None if is_all else (fetched.gone or frozenset()) | gone,
    )


def answer(client: Client, url: str, name: str, data: bytes, etag: str) -> Member:
    """Put what a message invites to into the calendar at a URL, and take the message away."""
    uid = next(iter(uids_of(data)), "")
    member = put_member(client, url, new_name(uid), data, "")
    with suppress(SourceError):  # it is read no more, as what it is about is in the calendar
        discard(client, url, name, etag)
    return member


def discard(client: Client, url: str, name: str, etag: str) -> None:
    """Take a message away, as `WritableSource.delete` describes it."""
    place = resolved(url, name.removeprefix(_OPEN))
    if client.may_ask(place):
        folder, _, last = place.rpartition("/")
        delete_member(client, f"{folder}/", last, etag)


def _read(
    client: Client, url: str, inbox: Inbox, known: Mapping[str, str]
) -> tuple[list[Part], dict[str, str]]:
    """Return the invitations that are not in the calendar, and the versions of all messages."""
    members = Members(inbox.url)
    versions = {members.path(name): etag for name, etag in listed(client, inbox.url).items()}
    wanted = [path for path, etag in versions.items() if known.get(_DONE + path) != etag]
    names = {path.rpartition("/")[2]: path for path in wanted}
    texts = fetch(
        client, inbox.url, {name: versions[path] for name, path in names.items()}, unheard
    )
    data = {names[part.name]: part.data for part in texts.parts}
    messages = [one for path in data if (one := read_message(path, data[path])) is not None]
    opened = {one.name for one in open_requests(messages) if not _is_there(client, url, one)}
    etags = {
        (_OPEN if path in opened else _DONE) + path: etag
        for path, etag in versions.items()
        if path in data or path not in wanted
    }
    return [Part(_OPEN + path, data[path]) for path in sorted(opened)], etags


def _is_there(client: Client, url: str, message: ItipMessage) -> bool:
    """True if what a message is about is in the calendar; also where its server cannot say."""
    try:
        reply = client.report(url, uid_query(message.uid))
    except RefusedError as error:
        if error.status in MULTIGET_REFUSED:
            return True
        raise
    found = (one.text(_DATA) for one in reply.multistatus().responses)
    return any(message.uid in uids_of(with_crlf(text.encode())) for text in found)


def _is_same(one: str, other: str) -> bool:
    paths = (canonical(urlsplit(url).path.rstrip("/")) for url in (one, other))
    return next(paths) == next(paths)
