"""What is changed here reaches real calendar servers once, and what they say is read again."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from jointdesk.domain.actors import Actor
from jointdesk.domain.edits import EditScope
from jointdesk.domain.errors import NotFoundError, WrongUseError
from jointdesk.domain.items import Write
from jointdesk.domain.moments import Instant
from jointdesk.domain.organisations import OrganisationKind
from jointdesk.domain.people import Audience
from jointdesk.domain.resources import ResourceState
from jointdesk.domain.sources import Collection, Connection
from jointdesk.operations import outbox
from jointdesk.operations.audiences import audience_of, director_id
from jointdesk.operations.desks import new_desk
from jointdesk.operations.events import add_event, edit_event, remove_event
from jointdesk.operations.naming import Names
from jointdesk.operations.organisations import add_organisation
from jointdesk.operations.people import change_person
from jointdesk.operations.sending import invitation_file, send_event
from jointdesk.operations.sync import sync_sources
from jointdesk.operations.tasks import complete_tasks
from jointdesk.operations.undo import undo
from jointdesk.store.changes import record
from jointdesk.store.collections import ITEM_TYPE, collection_fields
from jointdesk.store.connections import add_connection, known_etags
from jointdesk.store.desk import Desk
from jointdesk.store.resources import stored_resources
from jointdesk.sync.report import Report
from tests.calendar_servers import Account, Answered, Asked, Calendar, CalendarServer, Meddler
from tests.sync.making import calendar, event

WRITING = ("PUT", "DELETE")
GoOn = Callable[[], Answered]


@dataclass
class Office:
    """A desk with one calendar on a server, and another program that uses the same calendar."""

    desk: Desk
    meddler: Meddler
    served: Calendar
    now: Instant
    id: str = "wex"
    writes: list[str] = field(default_factory=list)

    @property
    def actor(self) -> Actor:
        self.now += 1
        return Actor(director_id(self.desk), self.now)

    @property
    def audience(self) -> Audience:
        return audience_of(self.desk, director_id(self.desk))

    def sync(self, **options: Any) -> Report:
        """Sync, and note which requests wrote something."""
        before = len(self.meddler.asked)
        secrets = {self.id: self.served.account.password}
        [report] = sync_sources(self.desk, self.actor, secrets=secrets, **options)
        asked = self.meddler.asked[before:]
        self.writes = [one.method for one in asked if one.method in WRITING]
        return report

    def text(self, uid: str) -> str:
        """What the server has of a UID, unfolded; "" for nothing."""
        account = self.served.account
        found = [
            body.decode()
            for name in (*known_etags(self.desk.connection, self.id), f"{uid}.ics")
            for status, _, body in [account.send("GET", self.served.url + name)]
            if status == 200 and f"UID:{uid}\r\n".encode() in body
        ]
        return found[0].replace("\r\n ", "") if found else ""

    def series(self, uid: str) -> str:
        present = [
            one.series_id
            for one in stored_resources(self.desk, self.id)
            if one.uid == uid and one.state is ResourceState.PRESENT
        ]
        assert len(present) == 1
        return present[0]

    def edit(self, uid: str, **fields: Any) -> None:
        edit_event(self.desk, self.actor, self.audience, self.series(uid), fields)

    def entries(self) -> list[outbox.OutboxEntry]:
        return outbox.list_outbox(self.desk, self.audience, self.now)

    def changes(self) -> tuple[int, ...]:
        tables = ("change", "resource_version", "intent", "sync_run")
        return tuple(
            self.desk.connection.execute(f"SELECT count(*) FROM {one}").fetchone()[0]
            for one in tables
        )


@pytest.fixture(params=["radicale", "xandikos"])
def account(request: pytest.FixtureRequest) -> Account:
    server: CalendarServer = request.getfixturevalue(request.param)
    return server.new_account() if request.param == "radicale" else Account(server, "user")


@pytest.fixture
def office(tmp_path: Path, data_folder: Path, now: Instant, account: Account) -> Iterator[Office]:
    meddler = Meddler(account.server)
    served = account.make_calendar(tmp_path.name)
    for name in "abc":
        served.put(
            f"{name}.ics", calendar(event(name, "DURATION:PT1H", "SUMMARY:Old", "X-OWN:yes"))
        )
    path = tmp_path / "office.desk"
    with new_desk(path, name="A", zone="Europe/London", data_folder=data_folder, now=now) as desk:
        actor = Actor(director_id(desk), now)
        add_organisation(desk, actor, code="WEX", name="Wexmere", kind=OrganisationKind.COUNCIL)
        (org,) = desk.connection.execute(
            "SELECT id FROM item WHERE type = 'organisation'"
        ).fetchone()
        fields = collection_fields(Collection("wex", org, "Wexmere", "caldav"))
        record(desk, actor, "Add a source", [Write("wex", ITEM_TYPE, fields)])
        url = meddler.url(served.url)
        add_connection(desk, Connection("wex", url, "asked", user=account.user))
        made = Office(desk, meddler, served, now)
        made.sync()
        yield made
    meddler.close()


def test_a_change_is_written_once_and_the_second_sync_writes_nothing(office: Office) -> None:
    office.edit("a", title="New", place="Room 1")
    assert [entry.kind.value for entry in office.entries()] == ["change"]
    report = office.sync()
    assert (report.written, report.error, office.writes) == (1, "", ["PUT"])
    said = office.text("a")
    assert "SUMMARY:New" in said
    assert "LOCATION:Room 1" in said
    assert "X-OWN:yes" in said
    assert office.entries() == []
    before, etags = office.changes(), known_etags(office.desk.connection, "wex")
    report = office.sync()
    assert (report.written, report.run, office.writes) == (0, None, [])
    assert office.changes() == before
    assert known_etags(office.desk.connection, "wex") == etags
    assert report.unchanged == 3


def test_an_event_made_here_is_made_there_and_keeps_its_id(office: Office) -> None:
    fields = {"org": office_org(office), "title": "Made here", "start": "2026-12-15T10:00"}
    made = add_event(office.desk, office.actor, fields).id
    assert office.sync().written == 1
    assert "SUMMARY:Made here" in office.text(made)
    assert office.series(made) == made
    assert (office.sync().written, office.writes) == (0, [])
    remove_event(office.desk, office.actor, office.audience, made)
    assert (office.sync().written, office.writes) == (1, ["DELETE"])
    assert office.text(made) == ""
    assert (office.sync().written, office.writes) == (0, [])


def test_what_was_written_is_undone_by_writing_again(office: Office) -> None:
    office.edit("a", title="New")
    office.sync()
    undo(office.desk, office.actor)
    assert office.sync().written == 1
    assert "SUMMARY:Old" in office.text("a")
    assert office.sync().written == 0


@pytest.mark.parametrize("status", [500, 503])
def test_a_fault_after_the_server_had_stored_it_doubles_nothing(
    office: Office, status: int
) -> None:
    def meddle(request: Asked, go_on: GoOn) -> Answered:
        said = go_on()
        return Answered(status, {}, b"") if request.method in WRITING else said

    fields = {"org": office_org(office), "title": "Made here", "start": "2026-12-15T10:00"}
    made = add_event(office.desk, office.actor, fields).id
    office.meddler.meddle = meddle
    report = office.sync()
    assert (report.written, office.writes) == (0, ["PUT"])
    assert "could not be written" in report.error
    assert [(one.id, one.state) for one in office.entries()] == [(made, "unknown")]
    office.meddler.meddle = lambda _, go_on: go_on()
    report = office.sync()
    assert (report.new, office.writes, office.entries()) == (1, [], [])
    assert office.series(made) == made


def test_a_fault_before_it_was_stored_is_tried_again(office: Office) -> None:
    def meddle(request: Asked, go_on: GoOn) -> Answered:
        return Answered(502, {}, b"") if request.method in WRITING else go_on()

    office.edit("a", title="New")
    office.meddler.meddle = meddle
    assert "tried again" in office.sync().error
    office.meddler.meddle = lambda _, go_on: go_on()
    assert office.sync(is_due=True).written == 0, "it waits for a while"
    office.now += 60
    assert office.sync(is_due=True).written == 1
    assert "SUMMARY:New" in office.text("a")


def test_different_fields_changed_on_both_sides_are_merged(office: Office) -> None:
    office.edit("a", title="Ours")
    theirs = event("a", "DURATION:PT1H", "SUMMARY:Old", "LOCATION:Their room", "X-OWN:yes")
    office.served.put("a.ics", calendar(theirs))
    report = office.sync()
    assert (report.written, report.collisions) == (1, ())
    said = office.text("a")
    assert "SUMMARY:Ours" in said
    assert "LOCATION:Their room" in said


def test_somebody_quicker_is_read_before_anything_is_written(office: Office) -> None:
    theirs = event("a", "DURATION:PT1H", "SUMMARY:Theirs", "X-OWN:yes")
    is_quicker = [True]

    def meddle(request: Asked, go_on: GoOn) -> Answered:
        if request.method == "PUT" and is_quicker:
            is_quicker.pop()
            office.served.put("a.ics", calendar(theirs))
        return go_on()

    office.edit("a", title="Ours", place="Our room")
    office.meddler.meddle = meddle
    report = office.sync()
    assert report.written == 1
    said = office.text("a")
    assert "SUMMARY:Theirs" in said
    assert "LOCATION:Our room" in said
    [overlay] = report.collisions
    [entry] = outbox.list_collided(office.desk, office.audience, office.now)
    [field_] = entry.collided
    assert (field_.field, field_.base, field_.mine, field_.theirs) == (
        "title", "Old", "Ours", "Theirs",
    )  # fmt: skip
    settled = (overlay, "title", outbox.MINE)
    outbox.settle_collision(office.desk, office.actor, office.audience, *settled)
    assert office.sync().written == 1
    assert "SUMMARY:Ours" in office.text("a")


def test_a_collision_settled_for_theirs_ends_without_a_write(office: Office) -> None:
    office.edit("a", title="Ours")
    office.served.put("a.ics", calendar(event("a", "DURATION:PT1H", "SUMMARY:Theirs")))
    [overlay] = office.sync().collisions
    settled = (overlay, "title", outbox.THEIRS)
    outbox.settle_collision(office.desk, office.actor, office.audience, *settled)
    assert (office.sync().written, office.entries()) == (0, [])
    assert "SUMMARY:Theirs" in office.text("a")


def test_what_was_deleted_there_and_changed_here_is_put_back(office: Office) -> None:
    office.edit("a", title="Ours")
    office.served.delete("a.ics")
    report = office.sync()
    assert report.written == 1
    assert any("put back" in note.reason for note in report.notes)
    assert "SUMMARY:Ours" in office.text("a")
    assert (office.sync().written, office.writes) == (0, [])


def test_what_was_changed_there_and_deleted_here_stays(office: Office) -> None:
    remove_event(office.desk, office.actor, office.audience, office.series("a"))
    office.served.put("a.ics", calendar(event("a", "DURATION:PT1H", "SUMMARY:Theirs")))
    report = office.sync()
    assert (report.written, office.writes) == (0, [])
    assert any("it stays" in note.reason for note in report.notes)
    assert "SUMMARY:Theirs" in office.text("a")
    assert office.sync().notes == ()


def test_an_occurrence_that_was_deleted_there_is_put_back_for_whoever_wants_that(
    office: Office,
) -> None:
    weekly = ("DURATION:PT1H", "SUMMARY:Old", "RRULE:FREQ=DAILY;COUNT=4")
    office.served.put("a.ics", calendar(event("a", *weekly)))
    office.sync()
    third = f"{office.series('a')}-20261216"
    edit_event(office.desk, office.actor, office.audience, third, {"title": "Ours"})
    without = (*weekly, "EXDATE:20261216T090000Z")
    office.served.put("a.ics", calendar(event("a", *without)))
    report = office.sync()
    assert (report.written, office.writes) == (0, [])
    [overlay] = report.collisions
    settled = (overlay, "title", outbox.MINE)
    outbox.settle_collision(office.desk, office.actor, office.audience, *settled)
    assert office.sync().written == 1
    said = office.text("a")
    assert "SUMMARY:Ours" in said
    assert "EXDATE" not in said
    assert (office.sync().written, office.entries()) == (0, [])


def test_this_and_all_that_follow_become_a_series_of_their_own(office: Office) -> None:
    daily = ("DURATION:PT1H", "SUMMARY:Old", "RRULE:FREQ=DAILY;COUNT=4", "X-OWN:yes")
    office.served.put("a.ics", calendar(event("a", *daily)))
    office.sync()
    third = f"{office.series('a')}-20261216"
    fields = {"start": "2026-12-16T11:00", "end": "2026-12-16T12:00"}
    scope = EditScope.FOLLOWING
    edit_event(office.desk, office.actor, office.audience, third, fields, scope)
    assert office.sync().written == 2
    assert (office.sync().written, office.entries()) == (0, [])
    present = [
        one.uid
        for one in stored_resources(office.desk, office.id)
        if one.state is ResourceState.PRESENT and one.uid not in ("a", "b", "c")
    ]
    assert len(present) == 1
    assert "X-OWN:yes" in office.text(present[0])
    assert "T110000" in office.text(present[0])
    undo(office.desk, office.actor)
    office.sync()
    assert office.text(present[0]) == ""


def test_a_task_that_was_done_here_is_done_there(office: Office) -> None:
    todo = "BEGIN:VTODO\r\nUID:t\r\nDTSTAMP:20261101T000000Z\r\nSUMMARY:Paper\r\nX-OWN:yes\r\n"
    office.served.put("t.ics", calendar(f"{todo}END:VTODO\r\n"))
    office.sync()
    names = Names(office.desk, office.audience)
    complete_tasks(office.desk, office.actor, names, [office.series("t")])
    assert office.sync().written == 1
    said = office.text("t")
    assert "STATUS:COMPLETED" in said
    assert "X-OWN:yes" in said
    assert (office.sync().written, office.entries()) == (0, [])


def test_a_refused_change_waits_for_a_person(office: Office) -> None:
    def meddle(request: Asked, go_on: GoOn) -> Answered:
        return Answered(403, {}, b"") if request.method in WRITING else go_on()

    office.edit("a", title="New")
    office.meddler.meddle = meddle
    assert "did not take the change" in office.sync().error
    office.meddler.meddle = lambda _, go_on: go_on()
    report = office.sync()
    assert (report.written, report.error, office.writes) == (0, "", [])
    [entry] = office.entries()
    assert entry.state == "refused"
    outbox.retry(office.desk, office.actor, office.audience, entry.id)
    assert office.sync().written == 1


def test_what_is_withdrawn_is_never_written_and_may_come_back(office: Office) -> None:
    office.edit("a", title="New")
    [entry] = office.entries()
    outbox.withdraw(office.desk, office.actor, office.audience, entry.id)
    assert (office.entries(), office.sync().written) == ([], 0)
    with pytest.raises(NotFoundError):
        outbox.withdraw(office.desk, office.actor, office.audience, entry.id)
    undo(office.desk, office.actor)
    assert office.sync().written == 1


def test_a_dry_run_writes_nothing(office: Office) -> None:
    office.edit("a", title="New")
    assert (office.sync(dry_run=True).written, office.writes) == (0, [])
    assert len(office.entries()) == 1


def office_org(office: Office) -> str:
    row = office.desk.connection.execute("SELECT id FROM item WHERE type = 'organisation'")
    return str(row.fetchone()[0])


def test_where_no_server_sends_people_stand_there_and_nothing_can_be_sent(
    office: Office,
) -> None:
    office.edit("a", attendees=[{"email": "ann@x.org", "name": "Ann"}])
    assert office.sync().written == 1
    said = office.text("a")
    assert "mailto:ann@x.org" in said
    assert "SCHEDULE-AGENT" not in said
    before = office.changes()
    with pytest.raises(WrongUseError):
        send_event(office.desk, office.actor, office.audience, office.series("a"))
    assert office.changes() == before
    assert (office.sync().written, office.writes) == (0, [])
    me = director_id(office.desk)
    change_person(office.desk, office.actor, me, name="Director", emails=("dir@x.org",))
    made = invitation_file(office.desk, office.audience, office.series("a"), office.now)
    assert b"METHOD:REQUEST" in made
