"""A desk with two calendars of one body on a real server."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from jointdesk.domain.actors import Actor
from jointdesk.domain.edits import EditScope
from jointdesk.domain.intents import IntentKind
from jointdesk.domain.items import Write
from jointdesk.domain.moments import Instant, Span, parse_instant
from jointdesk.domain.organisations import OrganisationKind
from jointdesk.domain.people import Audience
from jointdesk.domain.sources import Collection, Connection
from jointdesk.operations import outbox
from jointdesk.operations.agenda import agenda
from jointdesk.operations.audiences import audience_of, director_id
from jointdesk.operations.desks import new_desk
from jointdesk.operations.events import edit_event
from jointdesk.operations.organisations import add_organisation
from jointdesk.operations.sync import sync_sources
from jointdesk.store.changes import record
from jointdesk.store.collections import ITEM_TYPE, collection_fields
from jointdesk.store.connections import add_connection
from jointdesk.store.desk import Desk, open_desk
from jointdesk.store.resources import stored_resources
from tests.calendar_servers import Calendar, CalendarServer, Meddler
from tests.sync.making import calendar, event

TALK = event("talk", "DURATION:PT1H", "SUMMARY:Talk", "X-OWN:kept", start="20270105T100000Z")
ROUND = event(
    "round", "DURATION:PT1H", "SUMMARY:Round", "RRULE:FREQ=WEEKLY;COUNT=4", start="20270106T100000Z"
)
PLACES = ("one", "two")


@dataclass
class Office:
    """A desk with two calendars of one body on a server."""

    desk: Desk
    meddler: Meddler
    served: dict[str, Calendar]
    now: Instant
    org: str
    reports: list[str] = field(default_factory=list)

    @property
    def actor(self) -> Actor:
        self.now += 1
        return Actor(director_id(self.desk), self.now)

    @property
    def audience(self) -> Audience:
        return audience_of(self.desk, director_id(self.desk))

    def sync(self, *ids: str) -> list[int]:
        """Sync these calendars, or both, and return how much was written to each."""
        secrets = {id_: one.account.password for id_, one in self.served.items()}
        reports = sync_sources(self.desk, self.actor, ids, secrets=secrets)
        self.reports = [note.reason for one in reports for note in one.notes]
        return [one.written for one in reports]

    def texts(self) -> list[list[str]]:
        """The titles that stand on the server, of each calendar."""
        found = []
        for served in self.served.values():
            held = served.account.send("GET", served.url)[2].decode()
            lines = held.replace("\r\n ", "").split("\r\n")
            found.append(sorted(line[8:] for line in lines if line.startswith("SUMMARY:")))
        return found

    def shown(self) -> list[tuple[str, str]]:
        """Title and calendar of each meeting in the diary."""
        days = [parse_instant(f"2027-{one}T00:00", self.desk.zone) for one in ("01-01", "02-01")]
        entries = agenda(self.desk, self.audience, Span(*days), self.now)
        copies = [copy for one in entries for copy in one.meeting.copies]
        return [(one.details.title, one.details.collection_id) for one in copies]

    def series(self, uid: str = "talk") -> str:
        [found] = {
            one.series_id
            for place in PLACES
            for one in stored_resources(self.desk, place)
            if one.uid == uid
        }
        return found

    def move(self, to: str, uid: str = "talk", **fields: Any) -> None:
        values = {"collection": to, **fields}
        series = self.series(uid)
        edit_event(self.desk, self.actor, self.audience, series, values, EditScope.ALL)

    def reopen(self) -> None:
        path, folder = self.desk.path, self.desk.pairing_file.parent
        self.desk.close()
        self.desk = open_desk(path, data_folder=folder)

    def waiting(self) -> list[tuple[str, IntentKind]]:
        entries = outbox.list_outbox(self.desk, self.audience, self.now)
        return [(one.collection.id, one.kind) for one in entries]


@pytest.fixture
def office(
    radicale: CalendarServer, tmp_path: Path, data_folder: Path, now: Instant
) -> Iterator[Office]:
    account, meddler = radicale.new_account(), Meddler(radicale)
    served = {name: account.make_calendar(name) for name in PLACES}
    served["one"].put("talk.ics", calendar(TALK))
    served["one"].put("round.ics", calendar(ROUND))
    path = tmp_path / "office.desk"
    desk = new_desk(path, name="A", zone="Europe/London", data_folder=data_folder, now=now)
    actor = Actor(director_id(desk), now)
    add_organisation(desk, actor, code="WEX", name="Wexmere", kind=OrganisationKind.COUNCIL)
    add_organisation(desk, actor, code="ICB", name="Other body", kind=OrganisationKind.ICB)
    org, other = (
        id_
        for (id_,) in desk.connection.execute(
            "SELECT id FROM item WHERE type = 'organisation' ORDER BY created"
        )
    )
    for name, calendar_ in served.items():
        known = collection_fields(Collection(name, org, f"Wexmere {name}", "caldav"))
        record(desk, actor, "Add a source", [Write(name, ITEM_TYPE, known)])
        add_connection(
            desk, Connection(name, meddler.url(calendar_.url), "asked", user=account.user)
        )
    known = collection_fields(Collection("theirs", other, "Other", "caldav"))
    record(desk, actor, "Add a source", [Write("theirs", ITEM_TYPE, known)])
    made = Office(desk, meddler, served, now, org)
    made.sync()
    yield made
    made.desk.close()
    meddler.close()
