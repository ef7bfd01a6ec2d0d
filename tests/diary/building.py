"""Values for tests of the rules on time: a desk of two bodies, and meetings made in one line."""

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from jointdesk.diary.conflicts import find_conflicts
from jointdesk.diary.context import Context
from jointdesk.diary.titles import normalise
from jointdesk.domain.components import Attendee, Component
from jointdesk.domain.conflicts import Conflict
from jointdesk.domain.meetings import Meeting
from jointdesk.domain.moments import Instant, Span, local_day, midnight, parse_instant
from jointdesk.domain.occurrences import Details, Occurrence, PlaceKind
from jointdesk.domain.organisations import Organisation, OrganisationKind
from jointdesk.domain.sites import Site, TravelMatrix
from jointdesk.domain.sources import Collection

LONDON = ZoneInfo("Europe/London")
DIRECTOR = frozenset(("imogen@cal.example", "imogen@wex.example"))
ORGANISATIONS = {
    "cal": Organisation("cal", "CAL", "Council", OrganisationKind.COUNCIL, share=50),
    "wex": Organisation("wex", "WEX", "NHS body", OrganisationKind.ICB, share=50, position=1),
    "esk": Organisation("esk", "ESK", "Partner", OrganisationKind.ICB, position=2),
}
COLLECTIONS = {
    **{org: Collection(org, org, f"{org} diary", "ics") for org in ORGANISATIONS},
    "cal2": Collection("cal2", "cal", "second cal diary", "ics"),
}
SITES = {
    "s1": Site("s1", "Town Hall", "cal", ("TH",)),
    "s2": Site("s2", "Civic Annexe", "cal"),
    "s3": Site("s3", "Wexmere House", "wex"),
    "s4": Site("s4", "Health Centre"),
    "s5": Site("s5", "Riverside Hub"),
}
TRAVEL = TravelMatrix(
    {
        frozenset(("s1", "s2")): 15,
        frozenset(("s1", "s3")): 30,
        frozenset(("s2", "s3")): 25,
    }
)


def context(**changes: Any) -> Context:
    """The desk's settings: CAL and WEX share the time, ESK is a partner."""
    settings: dict[str, Any] = {
        "zone": LONDON,
        "organisations": ORGANISATIONS,
        "collections": COLLECTIONS,
        "sites": SITES,
        "travel": TRAVEL,
        "director_emails": DIRECTOR,
    }
    return Context(**(settings | changes))


def at(text: str) -> Instant:
    """The instant of "2026-12-16 10:00" in London; a day alone is its midnight."""
    return parse_instant(text, LONDON)


def component(**fields: Any) -> Component:
    """A plain event of an hour, changed as said."""
    plain: dict[str, Any] = {
        "kind": "VEVENT",
        "uid": "uid",
        "line": 1,
        "start": 0,
        "end": 3600,
        "all_day": False,
        "zone": "Europe/London",
        "day": 1,
        "recurrence_day": None,
        "recurrence_ordinal": 0,
        "rule": "",
        "summary": "Board",
        "location": "",
        "description": "",
        "status": "",
        "transparent": False,
        "classification": "PUBLIC",
        "busy_status": "",
        "organizer": "",
        "attendees": (),
        "categories": (),
        "link": "",
        "sequence": 0,
        "last_modified": 0,
    }
    return Component(**(plain | fields))


def attendee(email: str, partstat: str = "NEEDS-ACTION", role: str = "REQ-PARTICIPANT") -> Attendee:
    return Attendee(email, "", partstat, role)


def copy(
    org: str = "cal",
    title: str = "Board",
    start: str | Instant = "2026-12-16 10:00",
    end: str | Instant = "2026-12-16 11:00",
    **fields: Any,
) -> Occurrence:
    """One occurrence in an organisation's calendar; `collection` names another one of its own."""
    start = at(start) if isinstance(start, str) else start
    end = at(end) if isinstance(end, str) else end
    collection_id = fields.pop("collection", org)
    series_id = fields.pop("series_id", f"{collection_id}:{title}")
    day, ordinal = fields.pop("day", None), fields.pop("ordinal", 0)
    site_id = fields.get("site_id", "")
    defaults: dict[str, Any] = {
        "component_id": 1,
        "seen": 1,
        "uid": "",
        "title_key": normalise(title),
        "place": SITES[site_id].name if site_id else "",
        "place_kind": PlaceKind.SITE if site_id else PlaceKind.NONE,
    }
    details = Details(
        series_id=series_id,
        collection_id=collection_id,
        org_id=org,
        org_code=org.upper(),
        title=title,
        **(defaults | fields),
    )
    original = local_day(start, LONDON).toordinal() if day is None else day
    return Occurrence(start, end, original, ordinal, details)


def meeting(*args: Any, **fields: Any) -> Meeting:
    """A meeting of one copy, made as `copy` is."""
    only = copy(*args, **fields)
    return Meeting((only,), only)


def all_day(org: str, title: str, first: str, days: int = 1, **fields: Any) -> Meeting:
    """An all-day meeting from a day on, for so many days."""
    begin = date.fromisoformat(first)
    end = date.fromordinal(begin.toordinal() + days)
    span = (midnight(begin, LONDON), midnight(end, LONDON))
    return meeting(org, title, *span, all_day=True, **fields)


def joint(*copies: Occurrence, possible: bool = False, drift: tuple[str, ...] = ()) -> Meeting:
    """One meeting of several copies, the first preferred."""
    return Meeting(tuple(copies), copies[0], possible, drift)


DECEMBER = Span(at("2026-12-01"), at("2027-01-01"))


def conflicts(*meetings: Meeting, window: Span = DECEMBER, **changes: Any) -> list[Conflict]:
    """The conflicts of the meetings in December 2026, or in another window."""
    return find_conflicts(meetings, context(**changes), window)


def codes(*meetings: Meeting, window: Span = DECEMBER, **changes: Any) -> list[str]:
    """The codes of the conflicts, in time order."""
    return [each.code for each in conflicts(*meetings, window=window, **changes)]


def only(code: str, *meetings: Meeting, window: Span = DECEMBER, **changes: Any) -> list[Conflict]:
    """The conflicts with that code."""
    found = conflicts(*meetings, window=window, **changes)
    return [each for each in found if each.code == code]
