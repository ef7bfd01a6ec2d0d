"""Invitations through a real server that sends them by itself: only with a person's word.

Cyrus alone here does that, so this runs in the acceptance run (WITH_CYRUS=1).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from jointdesk.domain.actors import Actor
from jointdesk.domain.invitations import told_words
from jointdesk.domain.items import Write
from jointdesk.domain.moments import Instant
from jointdesk.domain.organisations import OrganisationKind
from jointdesk.domain.people import Audience
from jointdesk.domain.sources import Collection, Connection
from jointdesk.operations import outbox
from jointdesk.operations.audiences import audience_of, director_id
from jointdesk.operations.desks import new_desk
from jointdesk.operations.events import add_event, edit_event, remove_event
from jointdesk.operations.organisations import add_organisation
from jointdesk.operations.sync import sync_sources
from jointdesk.store.changes import record
from jointdesk.store.collections import ITEM_TYPE, collection_fields
from jointdesk.store.connections import add_connection, find_connection
from jointdesk.store.desk import Desk
from jointdesk.store.resources import stored_resources
from jointdesk.sync.report import Report
from tests.calendar_servers import Calendar, CalendarServer


@dataclass
class Person:
    """Somebody else with a calendar on the server, who looks at it with another program."""

    served: Calendar

    @property
    def address(self) -> str:
        return f"{self.served.account.user}@internal"

    def texts(self, folder: str = "") -> list[str]:
        """What stands in the calendar, or in the inbox, unfolded."""
        account = self.served.account
        url = f"{account.home}{folder}/" if folder else self.served.url
        _, _, body = account.send("PROPFIND", url, b"", {"Depth": "1"})
        hrefs = re.findall(rb"href>([^<]*\.ics)<", body)
        found = [account.send("GET", f"http://server{href.decode()}")[2] for href in hrefs]
        return [one.decode().replace("\r\n ", "") for one in found]

    def messages(self) -> list[str]:
        """The methods of the messages that came, sorted."""
        found = (re.findall(r"METHOD:(\w+)", one) for one in self.texts("Inbox"))
        return sorted(method for one in found for method in one)

    def answer(self, word: str) -> None:
        """Answer the one event that is there."""
        account = self.served.account
        _, _, body = account.send("PROPFIND", self.served.url, b"", {"Depth": "1"})
        [href] = re.findall(rb"href>([^<]*\.ics)<", body)
        url = f"http://server{href.decode()}"
        text = account.send("GET", url)[2].decode().replace("\r\n ", "")
        new = re.sub(
            rf"ATTENDEE[^\r]*:mailto:{self.address}",
            f"ATTENDEE;PARTSTAT={word}:mailto:{self.address}",
            text,
        )
        assert account.send("PUT", url, new.encode(), {"Content-Type": "text/calendar"})[0] == 204


@dataclass
class Office(Person):
    """The director's desk with a calendar on the server."""

    desk: Desk
    now: Instant

    @property
    def actor(self) -> Actor:
        self.now += 1
        return Actor(director_id(self.desk), self.now)

    @property
    def audience(self) -> Audience:
        return audience_of(self.desk, director_id(self.desk))

    def sync(self) -> Report:
        secrets = {"wex": self.served.account.password}
        [report] = sync_sources(self.desk, self.actor, secrets=secrets)
        assert report.error == ""
        return report

    def entries(self) -> list[outbox.OutboxEntry]:
        return outbox.list_outbox(self.desk, self.audience, self.now)

    def say_so(self) -> str:
        [entry] = self.entries()
        return told_words(outbox.send(self.desk, self.actor, self.audience, entry.id))

    def add(self, **fields: Any) -> str:
        (org,) = self.desk.connection.execute(
            "SELECT id FROM item WHERE type = 'organisation'"
        ).fetchone()
        said = {"org": org, "title": "Talk", "start": "2027-01-05T10:00", **fields}
        return add_event(self.desk, self.actor, said).id

    def series(self) -> str:
        [one] = stored_resources(self.desk, "wex")
        return one.series_id


@pytest.fixture
def office(
    cyrus: CalendarServer, tmp_path: Path, data_folder: Path, now: Instant
) -> Iterator[Office]:
    account = cyrus.new_account()
    served = account.make_calendar("Default")
    path = tmp_path / "office.desk"
    with new_desk(path, name="A", zone="Europe/London", data_folder=data_folder, now=now) as desk:
        actor = Actor(director_id(desk), now)
        add_organisation(desk, actor, code="WEX", name="Wexmere", kind=OrganisationKind.COUNCIL)
        (org,) = desk.connection.execute(
            "SELECT id FROM item WHERE type = 'organisation'"
        ).fetchone()
        fields = collection_fields(Collection("wex", org, "Wexmere", "caldav"))
        record(desk, actor, "Add a source", [Write("wex", ITEM_TYPE, fields)])
        add_connection(desk, Connection("wex", served.url, "asked", user=account.user))
        made = Office(served, desk, now)
        made.sync()
        yield made


@pytest.fixture
def ann(cyrus: CalendarServer) -> Person:
    return Person(cyrus.new_account().make_calendar("Default"))


def test_the_server_says_that_it_sends_and_as_whom(office: Office) -> None:
    known = find_connection(office.desk.connection, "wex")
    assert known is not None
    assert (known.schedules, known.addresses) == (True, office.address)


def test_nothing_is_sent_without_a_word(office: Office, ann: Person) -> None:
    made = office.add(attendees=[{"email": ann.address}])
    assert office.sync().written == 1
    assert (ann.texts(), ann.messages()) == ([], [])
    [said] = office.texts()
    assert f"ORGANIZER:mailto:{office.address}" in said
    edit_event(office.desk, office.actor, office.audience, made, {"start": "2027-01-05T11:00"})
    assert office.sync().written == 1
    remove_event(office.desk, office.actor, office.audience, made)
    assert office.sync().written == 1
    assert (ann.texts(), ann.messages(), office.texts()) == ([], [], [])
