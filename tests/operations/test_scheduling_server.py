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
from jointdesk.domain.edits import EditScope
from jointdesk.domain.invitations import NO_WAY_BACK, told_words
from jointdesk.domain.items import Write
from jointdesk.domain.moments import Instant
from jointdesk.domain.organisations import OrganisationKind
from jointdesk.domain.people import Audience
from jointdesk.domain.sources import Collection, Connection
from jointdesk.operations import outbox
from jointdesk.operations.audiences import audience_of, director_id
from jointdesk.operations.desks import new_desk
from jointdesk.operations.events import add_event, cancel_event, edit_event, remove_event
from jointdesk.operations.invitations import answer, list_invitations
from jointdesk.operations.kept_back import list_kept_back
from jointdesk.operations.organisations import add_organisation
from jointdesk.operations.people import change_person
from jointdesk.operations.sending import send, send_event
from jointdesk.operations.sync import sync_sources
from jointdesk.operations.undo import undo
from jointdesk.store.changes import record
from jointdesk.store.collections import ITEM_TYPE, collection_fields
from jointdesk.store.connections import add_connection, find_connection
from jointdesk.store.desk import Desk
from jointdesk.store.resources import stored_resources
from jointdesk.sync.report import Report
from tests.calendar_servers import Calendar, CalendarServer
from tests.sync.making import calendar, event


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

    def take_out(self) -> None:
        """Take out of the calendar what the server has put there, without an answer to it."""
        account = self.served.account
        _, _, body = account.send("PROPFIND", self.served.url, b"", {"Depth": "1"})
        for href in re.findall(rb"href>([^<]*\.ics)<", body):
            url = f"http://server{href.decode()}"
            assert account.send("DELETE", url, b"", {"Schedule-Reply": "F"})[0] == 204

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
        return told_words(send(self.desk, self.actor, self.audience, entry.id))

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


def test_invited_with_a_word_answered_moved_and_cancelled(office: Office, ann: Person) -> None:
    made = office.add(attendees=[{"email": ann.address}])
    assert office.say_so() == f"an invitation to {ann.address}"
    assert office.sync().written == 1
    assert (ann.messages(), len(ann.texts())) == (["REQUEST"], 1)
    ann.answer("ACCEPTED")
    office.sync()
    [said] = office.texts()
    assert re.search(rf"ATTENDEE[^\r]*PARTSTAT=ACCEPTED[^\r]*:mailto:{ann.address}", said)
    edit_event(office.desk, office.actor, office.audience, made, {"start": "2027-01-05T11:00"})
    assert (office.sync().written, office.entries()[0].state) == (0, "asks")
    assert office.say_so() == f"an update to {ann.address}"
    assert office.sync().written == 1
    assert "T110000" in ann.texts()[0]
    cancel_event(office.desk, office.actor, office.audience, made)
    assert office.sync().written == 0
    assert office.say_so() == f"a cancellation to {ann.address}"
    assert office.sync().written == 1
    assert "STATUS:CANCELLED" in ann.texts()[0]
    assert office.sync().written == 0


def test_a_deleted_event_is_cancelled_with_a_word(office: Office, ann: Person) -> None:
    made = office.add(attendees=[{"email": ann.address}])
    office.say_so()
    office.sync()
    remove_event(office.desk, office.actor, office.audience, made)
    assert (office.sync().written, len(office.texts())) == (0, 1)
    assert office.say_so() == f"a cancellation to {ann.address}"
    assert (office.sync().written, office.texts()) == (1, [])
    assert ann.messages() == ["CANCEL", "REQUEST"]


def test_invitations_that_were_kept_back_are_sent_later(office: Office, ann: Person) -> None:
    made = office.add(attendees=[{"email": ann.address}])
    office.sync()
    assert ann.messages() == []
    [kept] = list_kept_back(office.desk, office.audience, office.now)
    assert told_words(kept.could_tell) == f"an invitation to {ann.address}"
    told = send_event(office.desk, office.actor, office.audience, made)
    assert told_words(told) == f"an invitation to {ann.address}"
    assert office.sync().written == 1
    assert ann.messages() == ["REQUEST"]
    assert (office.sync().written, office.entries()) == (0, [])
    assert list_kept_back(office.desk, office.audience, office.now) == []
    assert undo(office.desk, office.actor).left == (NO_WAY_BACK,)


def test_an_answer_goes_to_the_organiser_and_a_removal_does_not(
    office: Office, ann: Person
) -> None:
    me = director_id(office.desk)
    change_person(office.desk, office.actor, me, name="Director", emails=(office.address,))
    text = calendar(
        event(
            "talk", f"ORGANIZER:mailto:{ann.address}", f"ATTENDEE:mailto:{office.address}",
            "DURATION:PT1H", "SUMMARY:Talk", start="20270105T100000Z",
        )
    )  # fmt: skip
    ann.served.put("talk.ics", text)
    office.sync()
    series = office.series()
    answer = {"reply": "accepted"}
    edit_event(office.desk, office.actor, office.audience, series, answer, EditScope.ALL)
    assert office.sync().written == 1
    assert "REPLY" in ann.messages()
    assert "PARTSTAT=ACCEPTED" in ann.texts()[0]
    remove_event(office.desk, office.actor, office.audience, series)
    assert (office.sync().written, office.texts()) == (1, [])
    assert ann.messages().count("REPLY") == 1


# Messages that only the inbox has


@pytest.fixture
def asked(office: Office, ann: Person) -> Office:
    """The office, to whom Ann has sent an invitation that only the inbox has by now."""
    me = director_id(office.desk)
    change_person(office.desk, office.actor, me, name="Director", emails=(office.address,))
    ann.served.put("talk.ics", invitation(office, ann))
    assert office.messages() == ["REQUEST"]
    office.take_out()
    return office


def invitation(office: Office, ann: Person, *lines: str) -> bytes:
    return calendar(
        event(
            "talk", f"ORGANIZER:mailto:{ann.address}", f"ATTENDEE:mailto:{office.address}",
            "DURATION:PT1H", "SUMMARY:Talk", *lines, start="20270105T100000Z",
        )
    )  # fmt: skip


def invited(office: Office) -> list[str]:
    found = list_invitations(office.desk, office.audience, office.now)
    return [one.copy.details.title for one in found]


def test_what_only_the_inbox_has_is_an_invitation_and_is_answered(
    asked: Office, ann: Person
) -> None:
    assert invited(asked) == []
    asked.sync()
    assert invited(asked) == ["Talk"]
    [one] = list_invitations(asked.desk, asked.audience, asked.now)
    answer(asked.desk, asked.actor, asked.audience, one.id, "accepted")
    assert asked.sync().written == 1
    assert (invited(asked), asked.messages()) == ([], [])
    [said] = asked.texts()
    assert f"PARTSTAT=ACCEPTED:mailto:{asked.address}" in said
    assert "METHOD" not in said
    assert "PARTSTAT=ACCEPTED" in ann.texts()[0]
    report = asked.sync()
    assert (report.written, report.run, asked.entries()) == (0, None, [])


def test_what_the_server_has_put_into_the_calendar_is_there_once(
    office: Office, ann: Person
) -> None:
    me = director_id(office.desk)
    change_person(office.desk, office.actor, me, name="Director", emails=(office.address,))
    ann.served.put("talk.ics", invitation(office, ann))
    office.sync()
    assert invited(office) == ["Talk"]
    assert len(stored_resources(office.desk, "wex")) == 1
    assert office.sync().run is None
    [one] = list_invitations(office.desk, office.audience, office.now)
    answer(office.desk, office.actor, office.audience, one.id, "declined")
    office.sync()
    assert invited(office) == []
    assert office.messages() == ["REQUEST"]


def test_what_was_taken_out_after_it_was_read_does_not_come_back(
    office: Office, ann: Person
) -> None:
    me = director_id(office.desk)
    change_person(office.desk, office.actor, me, name="Director", emails=(office.address,))
    ann.served.put("talk.ics", invitation(office, ann))
    office.sync()
    office.take_out()
    office.sync()
    office.sync()
    assert (invited(office), office.messages()) == ([], ["REQUEST"])


def test_what_is_called_off_is_no_invitation(office: Office, ann: Person) -> None:
    me = director_id(office.desk)
    change_person(office.desk, office.actor, me, name="Director", emails=(office.address,))
    ann.served.put("talk.ics", invitation(office, ann))
    office.sync()
    ann.served.delete("talk.ics")
    assert office.messages() == ["CANCEL", "REQUEST"]
    office.sync()
    assert (invited(office), len(stored_resources(office.desk, "wex"))) == ([], 1)
    assert office.sync().run is None


def test_an_invitation_in_the_inbox_is_removed_without_an_answer(
    asked: Office, ann: Person
) -> None:
    asked.sync()
    [one] = list_invitations(asked.desk, asked.audience, asked.now)
    remove_event(asked.desk, asked.actor, asked.audience, one.id)
    assert asked.sync().written == 1
    assert (asked.messages(), invited(asked), asked.texts()) == ([], [], [])
    assert ann.messages() == []
