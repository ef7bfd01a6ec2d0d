"""DIA-12 for leave: red if an event is booked that day, in whichever diary, else amber."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest

from jointdesk.diary.conflicts import find_conflicts
from jointdesk.diary.context import Context
from jointdesk.domain.meetings import Meeting
from jointdesk.domain.moments import DAY, HOUR, Span, midnight
from jointdesk.domain.occurrences import Details, Occurrence
from jointdesk.domain.organisations import Organisation, OrganisationKind
from jointdesk.domain.sources import Collection

LONDON = ZoneInfo("Europe/London")
DAY_OFF = date(2026, 12, 24)
MIDNIGHT = midnight(DAY_OFF, LONDON)
CONTEXT = Context(
    zone=LONDON,
    organisations={
        "cal": Organisation("cal", "CAL", "Council", OrganisationKind.COUNCIL, share=50),
        "wex": Organisation("wex", "WEX", "NHS body", OrganisationKind.ICB, share=50),
    },
    collections={org: Collection(org, org, org, "ics") for org in ("cal", "wex")},
)


def meeting(org: str, title: str, start: int, end: int, *, leave: bool = False) -> Meeting:
    details = Details(
        component_id=1,
        series_id=f"{org}-{title}",
        seen=1,
        collection_id=org,
        org_id=org,
        org_code=org.upper(),
        uid=title,
        title=title,
        leave=leave,
        all_day=leave,
    )
    copy = Occurrence(start, end, DAY_OFF.toordinal(), 0, details)
    return Meeting((copy,), copy)


LEAVE = meeting("wex", "Annual leave", MIDNIGHT, MIDNIGHT + DAY, leave=True)


@pytest.mark.parametrize(
    ("booked", "severity"), [([], "amber"), (["cal"], "red"), (["wex"], "red")]
)
def test_unmatched_leave_is_red_where_anything_is_booked_that_day(booked, severity):
    others = [meeting(org, "Team", MIDNIGHT + 9 * HOUR, MIDNIGHT + 10 * HOUR) for org in booked]
    window = Span(MIDNIGHT, MIDNIGHT + DAY)
    (found,) = find_conflicts([LEAVE, *others], CONTEXT, window)
    assert (found.code, found.severity) == ("DIA-12", severity)
