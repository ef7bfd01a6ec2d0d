"""Meetings made by hand: a small builder, and the week of the design's pictures."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from jointdesk.domain.conflicts import Severity
from jointdesk.domain.meetings import Meeting
from jointdesk.domain.moments import Instant, instant
from jointdesk.domain.occurrences import Details, Occurrence, PlaceKind, Reply, Status
from jointdesk.domain.organisations import Organisation, OrganisationKind
from jointdesk.viewmodels.blocks import Journey
from jointdesk.viewmodels.diary import DiaryWeek
from jointdesk.viewmodels.marks import Marks

LONDON = ZoneInfo("Europe/London")
MONDAY = date(2026, 12, 14)

CAL = Organisation(
    "cal", "CAL", "Calderbourne Council", OrganisationKind.COUNCIL, 50, 8 * 60, 18 * 60
)
WEX = Organisation(
    "wex", "WEX", "NHS Wexmere Integrated Care Board", OrganisationKind.ICB, 50, 8 * 60, 18 * 60
)
ESK = Organisation("esk", "ESK", "NHS Eskmoor ICB", OrganisationKind.ICB)
THO = Organisation("tho", "THO", "Thornhallow District Council", OrganisationKind.DISTRICT)
ORGANISATIONS = (CAL, WEX, ESK, THO)
BY_CODE = {organisation.code: organisation for organisation in ORGANISATIONS}


def moment(day: date, clock: str) -> Instant:
    """The instant of "14:30" on a day in London; "24:00" is the end of the day."""
    hours, minutes = map(int, clock.split(":"))
    start = datetime(day.year, day.month, day.day, tzinfo=LONDON)
    return instant((start + timedelta(days=hours // 24)).replace(hour=hours % 24, minute=minutes))


def day_of(weekday: int) -> date:
    """A day of the sample week, Monday 0."""
    return MONDAY + timedelta(days=weekday)


@dataclass
class MeetingBuilder:
    """Makes meetings with ids in the order of making: "m1", "m2", …"""

    made: int = 0
    ids: dict[str, str] = field(default_factory=dict)

    def copy(self, code: str, title: str, start: Instant, end: Instant, **more: Any) -> Occurrence:
        """One copy, in the calendar of the organisation with that code."""
        self.made += 1
        organisation = BY_CODE[code]
        details = Details(
            component_id=self.made,
            series_id=f"m{self.made}",
            seen=self.made,
            collection_id=f"{organisation.id}-calendar",
            org_id=organisation.id,
            org_code=code,
            uid=f"{self.made}@example.test",
            title=title,
            **more,
        )
        return Occurrence(start, end, MONDAY.toordinal(), 0, details)

    def meeting(
        self, codes: str, title: str, day: date, times: str, place: str = "", **more: Any
    ) -> Meeting:
        """One meeting, with the same copy in each organisation of "CAL WEX"."""
        start, _, end = times.partition("-")
        if place and "place_kind" not in more:
            more["place_kind"] = PlaceKind.SITE
        copies = tuple(
            self.copy(code, title, moment(day, start), moment(day, end), place=place, **more)
            for code in codes.split()
        )
        self.ids[title] = copies[0].key
        return Meeting(copies, copies[0])

    def all_day(self, codes: str, title: str, first: date, last: date, **more: Any) -> Meeting:
        """An all-day item from one day to another, both included."""
        start, end = moment(first, "0:00"), moment(last + timedelta(days=1), "0:00")
        copies = tuple(
            self.copy(code, title, start, end, all_day=True, **more) for code in codes.split()
        )
        self.ids[title] = copies[0].key
        return Meeting(copies, copies[0])


def pictured_week() -> DiaryWeek:
    """The week of 14 December 2026 as the design draws it."""
    make = MeetingBuilder()
    mon, tue, wed, thu, fri, sat = (day_of(index) for index in range(6))
    hall = "Town Hall"
    calls = [
        make.meeting("WEX", "System pressures call", day, "8:15-8:45", "")
        for day in (mon, tue, wed, thu, fri)
    ]
    board = make.meeting(
        "CAL WEX", "Section 75 Partnership Board", tue, "14:00-16:00", "Riverside Hub",
        has_reply=True, reply=Reply.ACCEPTED, tier=1,
    )  # fmt: skip
    other = board.copies[1]._replace(start=moment(tue, "14:30"), end=moment(tue, "16:30"))
    board = board._replace(copies=(board.copies[0], other), drift=("time",))
    hold = {"status": Status.HOLD}
    private = {"private": True}
    meetings = [
        *calls,
        make.meeting("CAL", "Corporate Leadership Team", mon, "8:45-10:15", hall),
        make.meeting("WEX", "ICB Executive Committee", mon, "10:30-12:30", "Wexmere House"),
        make.meeting("WEX", "Appraisal prep", mon, "13:30-14:15", "Wexmere House", **private),
        make.meeting("CAL", "Care home fees: Cllr Stott", mon, "15:00-16:00", hall, **hold),
        make.meeting("CAL", "Directorate Management Team", tue, "9:30-11:00", "Civic Annexe"),
        make.meeting("WEX", "Finance catch-up", tue, "11:30-12:15", "", **private),
        board,
        make.meeting("WEX", "Finance & Investment Committee", wed, "9:30-12:00", "Wexmere House"),
        make.meeting("CAL WEX", "Health and Wellbeing Board", wed, "10:00-12:30", hall),
        make.meeting("CAL WEX", "BCF working group", wed, "11:30-12:30", ""),
        make.meeting("CAL", "Complex placements panel", wed, "13:30-15:00", "Brackenfield Hub"),
        make.meeting("WEX", "Place commissioning team", thu, "9:30-11:00", "Fenwick Road"),
        make.meeting("CAL", "Cllr Stott 1:1", thu, "11:30-12:30", hall),
        make.meeting("WEX", "Staff matter: briefing", thu, "14:00-15:00", "", **private),
        make.meeting("CAL", "Full Council", thu, "18:30-22:00", hall),
        make.meeting("CAL WEX", "PA diary huddle", fri, "8:50-9:15", ""),
        make.meeting(
            "CAL", "Reablement mobilisation", fri, "10:30-11:30", "",
            status=Status.TENTATIVE, place_kind=PlaceKind.VIRTUAL,
        ),
        make.meeting("CAL WEX", "Focus time", fri, "15:30-17:00", "", tier=4),
        make.all_day("CAL", "Callum Reyes: leave", thu, fri, leave=True),
        make.all_day("WEX", "Winter plan published", mon, mon, busy=False),
        make.all_day("CAL WEX", "Budget consultation", wed, sat, busy=False),
    ]  # fmt: skip
    red, amber = Severity.RED, Severity.AMBER
    severity = {
        "Corporate Leadership Team": red,
        "ICB Executive Committee": red,
        "Finance & Investment Committee": red,
        "Health and Wellbeing Board": red,
        "BCF working group": amber,
        "Section 75 Partnership Board": amber,
        "Full Council": amber,
    }
    marks = Marks(
        severity={make.ids[title]: each for title, each in severity.items()},
        sentences={
            make.ids["Section 75 Partnership Board"]: ("copies differ",),
            make.ids["Full Council"]: ("10 h 15 rest before the next morning",),
        },
        days={mon: (red,), tue: (amber,), wed: (red, red, red), thu: (amber,)},
    )
    journeys = (
        Journey(moment(mon, "10:15"), moment(mon, "10:30"), 35, 15, hall, "Wexmere House", red),
        Journey(moment(tue, "12:15"), moment(tue, "14:00"), 20, 105, hall, "Riverside Hub"),
        Journey(moment(wed, "12:30"), moment(wed, "13:30"), 25, 60, hall, "Brackenfield Hub"),
        Journey(moment(thu, "11:00"), moment(thu, "11:30"), 15, 30, "Fenwick Road", hall),
    )
    days = tuple(day_of(index) for index in range(7))
    ordered = tuple(sorted(meetings, key=lambda meeting: meeting.start))
    return DiaryWeek(days, LONDON, ORGANISATIONS, ordered, marks, journeys)
