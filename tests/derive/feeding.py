"""A desk with one calendar file that tests rewrite, and what they write into it."""

from pathlib import Path

from hypothesis import strategies as st

from jointdesk.domain.actors import Actor
from jointdesk.domain.moments import Instant
from jointdesk.domain.organisations import OrganisationKind
from jointdesk.operations.audiences import director_id
from jointdesk.operations.desks import new_desk
from jointdesk.operations.organisations import add_organisation
from jointdesk.operations.sources import add_source
from jointdesk.operations.sync import sync_sources

SHAPES = (
    "DTSTART:20261201T090000Z\r\nDTEND:20261201T100000Z",
    "DTSTART;TZID=Europe/London:20260105T090000\r\nDURATION:PT1H\r\nRRULE:FREQ=WEEKLY",
    "DTSTART;VALUE=DATE:20261224\r\nDTEND;VALUE=DATE:20261229",
    "DTSTART:20261201T090007Z\r\nRRULE:FREQ=MINUTELY;COUNT=5",
    "DTSTART;TZID=Nowhere/Land:20261201T233000\r\nDURATION:P3DT1H",
    "DTSTART:20261130T090000\r\nRRULE:FREQ=DAILY;COUNT=9\r\nEXDATE:20261201T090000",
)
EVENTS = st.dictionaries(
    st.sampled_from(["a", "b", "c", "d"]),
    st.tuples(st.sampled_from(SHAPES), st.sampled_from(["Board", "Café", "Private"])),
    min_size=1,
    max_size=4,
)


def calendar(events: dict[str, tuple[str, str]]) -> bytes:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0"]
    for uid, (times, title) in events.items():
        private = ["CLASS:PRIVATE"] if title == "Private" else []
        lines += ["BEGIN:VEVENT", f"UID:{uid}", times, f"SUMMARY:{title}", *private, "END:VEVENT"]
    return "\r\n".join([*lines, "END:VCALENDAR", ""]).encode()


class Fed:
    """A desk with one calendar file that tests rewrite."""

    def __init__(self, folder: Path, now: Instant) -> None:
        self.now = now
        self.file = folder / "calendar.ics"
        self.file.write_bytes(calendar({"a": (SHAPES[0], "First")}))
        self.desk = new_desk(
            folder / "a.desk", name="A", zone="Europe/London", data_folder=folder, now=now
        )
        self.actor = Actor(director_id(self.desk), now)
        add_organisation(
            self.desk, self.actor, code="CAL", name="Council", kind=OrganisationKind.COUNCIL
        )
        self.source = add_source(self.desk, self.actor, org_code="CAL", address=str(self.file))

    def read(self, events: dict[str, tuple[str, str]]) -> None:
        self.file.write_bytes(calendar(events))
        sync_sources(self.desk, self.actor, [self.source], allow_mass_delete=True)
