"""Record a decision from a meeting: what the diary and the forums already say about it."""

from jointdesk.domain.errors import WrongUseError
from jointdesk.domain.forums import FORUM, Forum
from jointdesk.domain.items import Fields, Json
from jointdesk.domain.moments import local_day
from jointdesk.domain.organisations import Organisation
from jointdesk.domain.people import Audience
from jointdesk.governance.forum_meetings import forum_of, route_of
from jointdesk.operations.pairings import find_meeting
from jointdesk.privacy.records import OWN_ORG
from jointdesk.store.organisations import list_organisations
from jointdesk.store.reading import ReadableDesk
from jointdesk.store.records import list_records

_DECIDING = ("chair", "voting")


def fields_from_meeting(
    desk: ReadableDesk, audience: Audience, meeting_id: str
) -> tuple[Fields, ...]:
    """Return the first fields of a decision for each organisation whose meeting it is.

    Its day, the meeting itself, and, where the register has its forum, the forum with its route
    and the people who vote there for the organisation.

    Raises:
        NotFoundError: the audience has no such meeting.
        WrongUseError: it is private to another body.
    """
    meeting = find_meeting(desk, audience, meeting_id)
    shown = meeting.preferred
    if shown.details.masked:
        raise WrongUseError("This meeting is private: nothing can be recorded from it.")
    forum = forum_of(shown.details.title, list_records(desk.connection, FORUM))
    known = {one.id: one for one in list_organisations(desk.connection)}
    org_ids = forum.orgs if forum and forum.orgs else meeting.org_ids
    is_private = any(copy.details.private for copy in meeting.told)
    found = []
    for org_id in org_ids:
        fields: dict[str, Json] = {
            "org": org_id,
            "date_taken": local_day(shown.start, desk.zone).isoformat(),
            "decided_at_meeting": meeting.id,
        }
        if is_private and audience.sees(org_id):
            fields["visibility"] = OWN_ORG
        if forum is not None and org_id in known:
            fields |= fields_from_forum(forum, known[org_id])
        found.append({name: value for name, value in fields.items() if value is not None})
    return tuple(found)


def fields_from_forum(forum: Forum, organisation: Organisation) -> dict[str, Json]:
    """Return what a forum says of an organisation's decision: itself, the route, who decides."""
    return {
        "forum": forum.id,
        "governance_route": route_of(forum, organisation),
        "decision_makers": _voters(forum, organisation.id) or None,
    }


def _voters(forum: Forum, org_id: str) -> list[Json]:
    """Those who decide for an organisation in a forum, the chair first."""
    seats = [one for one in forum.seats if one.org in ("", org_id) and one.role in _DECIDING]
    seats.sort(key=lambda seat: _DECIDING.index(seat.role))
    return [
        {"person": seat.person, "role": f"{'Chair' if seat.role == 'chair' else 'Member'}, {name}"}
        for seat in seats
        if (name := forum.name or forum.code) and seat.person
    ]
