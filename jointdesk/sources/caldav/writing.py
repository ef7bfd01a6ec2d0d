"""Changing one member of a collection: only in place of the version that was read.

A server may rewrite what it is given and still name an ETag for it (Radicale), so that a member
is read again after it was written. Statuses that say "not yours to change" and "not what you
read" are told apart; after any other nobody knows whether the change arrived.
"""

from jointdesk.sources.caldav.client import Client, RefusedError
from jointdesk.sources.caldav.fetching import fetch
from jointdesk.sources.caldav.hrefs import Members
from jointdesk.sources.protocol import (
    ChangedThereError,
    Member,
    NotWritableError,
    UnreadableError,
    unheard,
)

_GONE = frozenset((404, 410))
_REASONS = {
    400: "it does not understand it",
    401: "it did not accept the user or the password; has the password changed?",
    403: "this user may only read it, or what is in it is not allowed; ask its owner",
    404: "there is no such calendar any more; connect it where it is now",
    405: "this user may only read it; ask its owner",
    409: "it has another item with the same UID, or no such calendar",
    410: "there is no such calendar any more; connect it where it is now",
    413: "it is too large; shorten its notes",
    415: "the calendar does not take items of this kind",
    422: "it does not understand it",
    423: "somebody has locked it; try again later",
    507: "there is no room left; whoever runs it must make some",
}


def put_member(client: Client, url: str, name: str, data: bytes, etag: str) -> Member:
    """Write a member of the collection at a URL and return it as it stands there then.

    Raises what `WritableSource.put` raises.
    """
    try:
        client.put(Members(url).url(name), data, etag)
    except RefusedError as error:
        raise _meant(error, is_gone_changed=bool(etag)) from None
    texts = fetch(client, url, {name: ""}, unheard)
    if texts.unread:
        raise UnreadableError("it was written and could not be read again")
    if texts.gone:
        raise ChangedThereError
    [part] = texts.parts
    return Member(name, part.data, texts.etags[name])


def delete_member(client: Client, url: str, name: str, etag: str) -> None:
    """Take a member of the collection at a URL away.

    Raises what `WritableSource.delete` raises.
    """
    try:
        client.delete(Members(url).url(name), etag)
    except RefusedError as error:
        if error.status not in _GONE:
            raise _meant(error, is_gone_changed=False) from None


def _meant(error: RefusedError, *, is_gone_changed: bool) -> Exception:
    """Return what a refusal of a change means."""
    if error.status == 412 or (is_gone_changed and error.status in _GONE):
        return ChangedThereError()
    if error.status in _REASONS:
        return NotWritableError(_REASONS[error.status])
    return error
