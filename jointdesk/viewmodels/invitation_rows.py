"""What the director is asked to and has not answered, as rows."""

from collections.abc import Mapping
from typing import NamedTuple

from jointdesk.domain.moments import Instant, local_day
from jointdesk.domain.people import Audience
from jointdesk.domain.words import counted, plain_line, plain_name
from jointdesk.operations.invitations import Invitation, list_invitations
from jointdesk.store.reading import Reading
from jointdesk.viewmodels.day_words import moment_name


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


def read_invitations(
    reading: Reading, audience: Audience, now: Instant, tags: Mapping[str, tuple[str, int]]
) -> tuple[InvitationLine, ...]:
    """Read what is to be answered; `tags` are codes and places of organisations by id."""
    today = local_day(now, reading.zone)

    def line(one: Invitation) -> InvitationLine:
        details = one.copy.details
        code, position = tags.get(details.org_id, ("", 0))
        title = plain_line(details.title) or "No title"
        when = moment_name(one.copy.start, today, reading.zone)
        if one.is_series:
            when = f"{when}, {counted(one.occurrences, 'occurrence')}"
        organiser = f"from {plain_name(details.organizer)}"
        clashes = counted(len(one.conflicts), "conflict") if one.conflicts else ""
        spoken = ", ".join(filter(None, (title, when, organiser, clashes)))
        return InvitationLine(one.id, code, position, title, when, organiser, clashes, spoken)

    return tuple(line(one) for one in list_invitations(reading, audience, now))
