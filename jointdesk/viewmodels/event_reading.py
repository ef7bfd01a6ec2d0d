"""What the editor of a meeting needs to know of the desk; read in the worker."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import NamedTuple
from zoneinfo import ZoneInfo

from jointdesk.domain.events import Event, Invited
from jointdesk.domain.invitations import MessageKind
from jointdesk.domain.moments import local_day
from jointdesk.domain.people import Audience
from jointdesk.domain.sites import Site
from jointdesk.domain.words import plain_line
from jointdesk.operations.clock import now
from jointdesk.operations.events import copies_of, find_event
from jointdesk.operations.kept_back import own_addresses
from jointdesk.operations.pairings import find_meeting
from jointdesk.operations.sendable import list_sendable
from jointdesk.store.people import list_people
from jointdesk.store.reading import Reading
from jointdesk.store.sites import list_sites
from jointdesk.viewmodels.calendars import OrgCalendars, read_calendars


class EditorDesk(NamedTuple):
    """What can be chosen in the fields, and in sight of what they are read.

    `people` are those of the desk who have an address. `event` is the meeting that is edited, as
    the diary shows it, None for a new one. `sending` has the calendars whose server sends
    invitations by itself, each with one's own addresses there. `untold` are the addresses of those
    who were asked to the event and have not been told.
    """

    today: date
    zone: ZoneInfo
    calendars: tuple[OrgCalendars, ...]
    people: tuple[Invited, ...]
    event: Event | None = None
    sites: tuple[Site, ...] = ()
    sending: Mapping[str, frozenset[str]] = MappingProxyType({})
    untold: frozenset[str] = frozenset()


def read_editor_desk(
    reading: Reading, audience: Audience, meeting_id: str = "", copy: str = ""
) -> EditorDesk:
    """Return what an editor needs; with a meeting also what its fields show, or one copy's.

    Raises:
        NotFoundError: the audience sees no such meeting, or it has no such copy.
        WrongUseError: it is private to others.
    """
    people = [
        Invited(one.emails[0], plain_line(one.name))
        for one in list_people(reading.connection)
        if one.emails
    ]
    return EditorDesk(
        local_day(now(), reading.zone),
        reading.zone,
        read_calendars(reading),
        tuple(people),
        _read_event(reading, audience, meeting_id, copy) if meeting_id else None,
        tuple(list_sites(reading.connection)),
        own_addresses(reading),
        _read_untold(reading, audience, meeting_id) if meeting_id else frozenset(),
    )


def _read_untold(reading: Reading, audience: Audience, meeting_id: str) -> frozenset[str]:
    """Return who would get an invitation now, though nobody has changed anything yet."""
    copies = find_meeting(reading, audience, meeting_id).copies
    return frozenset(
        who
        for one in list_sendable(reading, audience, (), copies, now())
        for message in one.could_tell
        if message.kind is MessageKind.INVITATION
        for who in message.to
    )


def _read_event(reading: Reading, audience: Audience, meeting_id: str, copy: str) -> Event:
    """Return the one occurrence, with the rule of its whole series."""
    at = now()
    event = find_event(reading, audience, meeting_id, at, copy)
    copies = copies_of(reading, audience, meeting_id, at)
    first = next((one for one in copies if one.collection.id == copy), copies[0])
    if not first.is_recurring:
        return event
    series = find_event(reading, audience, first.series_id, at)
    return replace(event, repeat=series.repeat)
