"""A desk of two bodies with a few meetings, to be edited by a director and two PAs."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from jointdesk.cli.shapes import meeting_shape
from jointdesk.domain.actors import Actor
from jointdesk.domain.moments import Instant, Span, parse_instant
from jointdesk.domain.organisations import OrganisationKind
from jointdesk.domain.people import Audience, Role
from jointdesk.operations.agenda import agenda
from jointdesk.operations.audiences import audience_of, director_id
from jointdesk.operations.desks import new_desk
from jointdesk.operations.events import list_events
from jointdesk.operations.organisations import add_organisation
from jointdesk.operations.people import add_person, add_seat
from jointdesk.operations.sources import add_source
from jointdesk.operations.sync import sync_sources
from jointdesk.store.connections import find_connection, update_connection
from jointdesk.store.organisations import list_organisations

JOINT = """BEGIN:VEVENT
UID:joint
DTSTART;TZID=Europe/London:20261203T100000
DTEND;TZID=Europe/London:20261203T110000
SUMMARY:Joint board
LOCATION:Room 1
X-OWN:kept
END:VEVENT
"""
COUNCIL = (
    JOINT
    + """BEGIN:VEVENT
UID:talk
DTSTART;TZID=Europe/London:20261201T140000
DTEND;TZID=Europe/London:20261201T150000
SUMMARY:Budget talk
LOCATION:Town Hall
END:VEVENT
BEGIN:VEVENT
UID:weekly
DTSTART;TZID=Europe/London:20261102T090000
DTEND;TZID=Europe/London:20261102T093000
RRULE:FREQ=WEEKLY
SUMMARY:Weekly call
X-OWN:kept too
END:VEVENT
BEGIN:VEVENT
UID:hush
DTSTART;TZID=Europe/London:20261202T110000
DTEND;TZID=Europe/London:20261202T120000
SUMMARY:Hush
CLASS:PRIVATE
END:VEVENT
"""
)
NHS = (
    JOINT
    + """BEGIN:VEVENT
UID:day
DTSTART;VALUE=DATE:20261204
DTEND;VALUE=DATE:20261205
SUMMARY:Away day
END:VEVENT
BEGIN:VEVENT
UID:round
DTSTART;TZID=Europe/London:20261130T160000
DTEND;TZID=Europe/London:20261130T170000
RRULE:FREQ=DAILY;COUNT=4
SUMMARY:Ward round
END:VEVENT
"""
)


class EventDesk:
    """A desk of the bodies CAL and WEX, each with a calendar in a file, at Monday 30 November 2026.

    The council's calendar can be written from here, the other cannot.
    """

    def __init__(self, folder: Path, now: Instant) -> None:
        self.folder, self.now = folder, now
        self.desk = new_desk(
            folder / "a.desk", name="A", zone="Europe/London", data_folder=folder, now=now
        )
        self.director = Actor(director_id(self.desk), now)
        self.orgs: dict[str, str] = {}
        self.sources: dict[str, str] = {}
        self.people: dict[str, Actor] = {}
        for code, kind, text in (
            ("CAL", OrganisationKind.COUNCIL, COUNCIL),
            ("WEX", OrganisationKind.ICB, NHS),
        ):
            self._add(code, kind, text)

    def _add(self, code: str, kind: OrganisationKind, text: str) -> None:
        add_organisation(self.desk, self.director, code=code, name=f"Body {code}", kind=kind)
        self.orgs[code] = next(
            one.id for one in list_organisations(self.desk.connection) if one.code == code
        )
        self.file(code).write_bytes(_calendar(text))
        self.sources[code] = add_source(
            self.desk, self.director, org_code=code, address=str(self.file(code))
        )
        pa = add_person(self.desk, self.director, name=f"PA {code}")
        add_seat(self.desk, self.director, person_id=pa, org_code=code, role=Role.PA)
        self.people[code] = Actor(pa, self.now)
        if code == "CAL":
            known = find_connection(self.desk.connection, self.sources[code])
            assert known is not None
            with self.desk.transaction():
                update_connection(self.desk, replace(known, can_write=True))
        sync_sources(self.desk, self.director, [self.sources[code]])

    def file(self, code: str) -> Path:
        return self.folder / f"{code}.ics"

    def source_says(self, code: str, text: str) -> None:
        """Let a body's calendar say something else, and read it."""
        self.file(code).write_bytes(_calendar(text))
        sync_sources(self.desk, self.director, [self.sources[code]], allow_mass_delete=True)

    def audience(self, code: str = "") -> Audience:
        actor = self.people[code] if code else self.director
        return audience_of(self.desk, actor.person_id)

    def agenda(
        self, first: str = "2026-11-30", last: str = "2026-12-14", code: str = ""
    ) -> list[dict[str, Any]]:
        """Return what the command line would print of some days."""
        days = [parse_instant(f"{day}T00:00", self.desk.zone) for day in (first, last)]
        organisations = {one.id: one for one in list_organisations(self.desk.connection)}
        entries = agenda(self.desk, self.audience(code), Span(*days), self.now)
        return [meeting_shape(one, organisations, self.desk.zone) for one in entries]

    def meeting(self, title: str, day: str = "", code: str = "") -> dict[str, Any]:
        """Return the first meeting of a title, or that of a day."""
        return next(
            one
            for one in self.agenda("2026-11-23", "2027-01-18", code)
            if one["title"] == title and one["start"].startswith(day)
        )

    def id(self, title: str, day: str = "", code: str = "") -> str:
        return str(self.meeting(title, day, code)["id"])

    def times(self, title: str) -> list[str]:
        """Return when the meetings of a title begin, without their offsets."""
        return [one["start"][:16] for one in self.agenda() if one["title"] == title]

    def made_here(self) -> list[str]:
        return [one.title for one in list_events(self.desk, self.audience())]


def _calendar(text: str) -> bytes:
    lines = f"BEGIN:VCALENDAR\nVERSION:2.0\n{text}END:VCALENDAR\n"
    return lines.replace("\n", "\r\n").encode()


@pytest.fixture
def diary(tmp_path: Path, now: Instant) -> Iterator[EventDesk]:
    """The desk of two bodies."""
    made = EventDesk(tmp_path, now)
    yield made
    made.desk.close()
