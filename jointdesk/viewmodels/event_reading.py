"""What the editor of a meeting needs to know of the desk; read in the worker."""

from dataclasses import replace
from datetime import date
from typing import NamedTuple
from zoneinfo import ZoneInfo

from jointdesk.domain.events import Event, Invited
from jointdesk.domain.moments import local_day
from jointdesk.domain.people import Audience
from jointdesk.domain.sites import Site
from jointdesk.domain.words import plain_line
from jointdesk.operations.clock import now
from jointdesk.operations.events import copies_of, find_event
from jointdesk.store.connections import list_connections
from jointdesk.store.people import list_people
from jointdesk.store.reading import Reading
from jointdesk.store.sites import list_sites
from jointdesk.viewmodels.calendars import OrgCalendars, read_calendars
from jointdesk.viewmodels.event_form import EventForm

NOT_TOLD = "Nobody is told until you send it: see Waiting."
"""Said of a new meeting that asks people, where its calendar's server would send invitations."""


class EditorDesk(NamedTuple):
    """What can be chosen in the fields, and in sight of what they are read.

    `people` are those of the desk who have an address. `event` is the meeting that is edited, as
    the diary shows it, None for a new one. `sending` are the ids of the calendars whose server
    sends invitations by itself.
    """

    today: date
    zone: ZoneInfo
    calendars: tuple[OrgCalendars, ...]
    people: tuple[Invited, ...]
    event: Event | None = None
    sites: tuple[Site, ...] = ()
    sending: frozenset[str] = frozenset()

    def told(self, form: EventForm) -> str:
        """Return what is said of those who are asked to a new meeting, "" for nothing."""
        own = next((one for one in self.calendars if one.organisation.id == form.org), None)
        first = own.calendars[0][0] if own and own.calendars else ""
        is_sent = (form.collection or first) in self.sending
        return NOT_TOLD if is_sent and form.attendees and self.event is None else ""


def read_editor_desk(reading: Reading, audience: Audience, meeting_id: str = "") -> EditorDesk:
    """Return what an editor needs; with a meeting also what its fields show.

    Raises:
        NotFoundError: the audience sees no such meeting.
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
        _read_event(reading, audience, meeting_id) if meeting_id else None,
        tuple(list_sites(reading.connection)),
        frozenset(
            one.collection_id
            for one in list_connections(reading.connection)
            if one.schedules and one.can_write
        ),
    )


def _read_event(reading: Reading, audience: Audience, meeting_id: str) -> Event:
    """Return the one occurrence, with the rule of its whole series."""
    at = now()
    event = find_event(reading, audience, meeting_id, at)
    first = copies_of(reading, audience, meeting_id, at)[0]
    if not first.is_recurring:
        return event
    series = find_event(reading, audience, first.series_id, at)
    return replace(event, repeat=series.repeat)
