"""What the director is asked to and has not answered, and what was kept back, as rows."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from jointdesk.domain.events import Event
from jointdesk.domain.invitations import NO_WAY_BACK, count_words, told_words
from jointdesk.domain.moments import Instant, local_day
from jointdesk.domain.occurrences import Occurrence
from jointdesk.domain.people import Audience
from jointdesk.domain.words import counted, plain_line, plain_name
from jointdesk.operations.event_times import wall
from jointdesk.operations.invitations import Invitation, list_invitations
from jointdesk.operations.kept_back import KeptBack, list_kept_back
from jointdesk.store.reading import Reading
from jointdesk.viewmodels.day_words import moment_name
from jointdesk.viewmodels.event_form import EventForm, form_of


class Asked(NamedTuple):
    """What another time is proposed for: the meeting, the event in it that asks, and its form.

    Days that are typed are read in sight of `today`.
    """

    meeting_id: str
    event: Event
    form: EventForm
    today: date


class InvitationLine(NamedTuple):
    """Something to be answered: what, when, by whom, and what it clashes with."""

    id: str
    code: str
    position: int
    title: str
    when: str
    organiser: str
    clashes: str
    spoken: str
    asked: Asked


class KeptBackLine(NamedTuple):
    """An event that stands in its calendar and of which nobody was told.

    `sends` says what would be sent to whom, `send` what a button for that says.
    """

    id: str
    code: str
    position: int
    title: str
    when: str
    sends: str
    send: str


def _head(
    copy: Occurrence, today: date, reading: Reading, tags: Mapping[str, tuple[str, int]]
) -> tuple[str, int, str, str]:
    """Return the code and the place of an event's organisation, its title, and when it is."""
    code, position = tags.get(copy.details.org_id, ("", 0))
    title = plain_line(copy.details.title) or "No title"
    return code, position, title, moment_name(copy.start, today, reading.zone)


def read_kept_back(
    reading: Reading, audience: Audience, now: Instant, tags: Mapping[str, tuple[str, int]]
) -> tuple[KeptBackLine, ...]:
    """Read of which events nobody was told; `tags` as for `read_invitations`."""
    today = local_day(now, reading.zone)

    def line(one: KeptBack) -> KeptBackLine:
        code, position, title, when = _head(one.copy, today, reading, tags)
        sends = f"Sends {told_words(one.could_tell)}. {NO_WAY_BACK}"
        send = f"Send {count_words(one.could_tell)}"
        return KeptBackLine(one.copy.key, code, position, title, when, sends, send)

    return tuple(line(one) for one in list_kept_back(reading, audience, now))


def read_invitations(
    reading: Reading, audience: Audience, now: Instant, tags: Mapping[str, tuple[str, int]]
) -> tuple[InvitationLine, ...]:
    """Read what is to be answered; `tags` are codes and places of organisations by id."""
    today = local_day(now, reading.zone)

    def line(one: Invitation) -> InvitationLine:
        code, position, title, when = _head(one.copy, today, reading, tags)
        if one.is_series:
            when = f"{when}, {counted(one.occurrences, 'occurrence')}"
        organiser = f"from {plain_name(one.copy.details.organizer)}"
        clashes = counted(len(one.conflicts), "conflict") if one.conflicts else ""
        spoken = ", ".join(filter(None, (title, when, organiser, clashes)))
        return InvitationLine(
            one.id, code, position, title, when, organiser, clashes, spoken,
            _asked(one, reading, today),
        )  # fmt: skip

    return tuple(line(one) for one in list_invitations(reading, audience, now))


def _asked(one: Invitation, reading: Reading, today: date) -> Asked:
    details = one.copy.details
    start, end = (wall(at, details.all_day, reading.zone) for at in (one.copy.start, one.copy.end))
    event = Event(
        details.series_id, org=details.org_id, title=details.title, start=start, end=end
    )  # fmt: skip
    return Asked(one.meeting.id, event, form_of(event, reading.zone), today)
