"""Asking a server when somebody is busy: a calendar (RFC 4791), or people (RFC 6638 section 5)."""

from contextlib import suppress
from typing import NamedTuple

from jointdesk.domain.moments import Span
from jointdesk.ical.freebusy import Question, question_text, utc_text
from jointdesk.sources.caldav.client import Client, RefusedError, other_server
from jointdesk.sources.caldav.discovery import links
from jointdesk.sources.caldav.login import Login
from jointdesk.sources.caldav.multistatus import DAV, NotXmlError, read_schedule_response
from jointdesk.sources.caldav.requests import (
    ABOUT_OUTBOX,
    ABOUT_PLACE,
    free_busy_query,
    propfind,
)
from jointdesk.sources.protocol import Cancelled, UnreadableError, never
from jointdesk.sources.transfer import Limits

_MAIL = "mailto:"
_NO_OUTBOX = "the server answers no questions about when others are busy"
_NO_ANSWER = "the answer about when others are busy cannot be read"


class Told(NamedTuple):
    """What a server says of one person: the calendar text, "" where it knows nothing."""

    email: str
    text: str


def calendar_free_busy(
    url: str, login: Login, calendar: str, window: Span, limits: Limits
) -> bytes:
    """Return when a calendar is busy, as a calendar text.

    `url` is one that the login is for: it goes to no other server.

    Raises:
        UnreadableError: the server does not say, or it is another one.
    """
    with Client(url, login, limits, never) as client:
        if not client.may_ask(calendar):
            raise UnreadableError(other_server(calendar))
        asked = free_busy_query(utc_text(window.start), utc_text(window.end))
        return client.free_busy(calendar, asked).body


def people_free_busy(
    url: str, login: Login, asked: Question, limits: Limits, cancelled: Cancelled = never
) -> list[Told]:
    """Return what the server of a calendar says of people; nobody is written to.

    Raises:
        UnreadableError: the server does not say.
        StoppedError: `cancelled` said so.
    """
    with Client(url, login, limits, cancelled) as client:
        outbox = _outbox(client, url)
        reply = client.post(outbox, question_text(asked))
        try:
            delivered = read_schedule_response(reply.body)
        except NotXmlError:
            raise UnreadableError(_NO_ANSWER) from None
    said = {
        one.recipient.lower().removeprefix(_MAIL): one.data
        for one in delivered
        if one.status.startswith("2.")
    }
    return [Told(email, said.get(email, "")) for email in asked.emails]


def _outbox(client: Client, url: str) -> str:
    """Return where the account that is signed in asks.

    Raises:
        UnreadableError: there is no such place.
    """
    with suppress(RefusedError):
        here = client.propfind(url, 0, propfind(ABOUT_PLACE))
        for principal in links(client, here, f"{DAV}current-user-principal"):
            about = client.propfind(principal, 0, propfind(ABOUT_OUTBOX))
            for outbox in links(client, about, ABOUT_OUTBOX[0]):
                return outbox
    raise UnreadableError(_NO_OUTBOX)
