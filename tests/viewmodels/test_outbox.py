"""What waits to be written, what collided, and what is to be put somewhere by hand."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from jointdesk.domain.actors import Actor
from jointdesk.domain.moments import HOUR
from jointdesk.operations.agenda import agenda
from jointdesk.operations.audiences import audience_of, director_id
from jointdesk.operations.conflicts import default_window
from jointdesk.operations.events import edit_event
from jointdesk.operations.people import change_person
from jointdesk.operations.sources import add_source
from jointdesk.operations.sync import sync_sources
from jointdesk.store.connections import change_etags, find_connection, update_connection
from jointdesk.store.desk import Desk
from jointdesk.store.resources import stored_resources
from jointdesk.sync.report import Report
from jointdesk.viewmodels.outbox import OutboxModel
from jointdesk.viewmodels.outbox_rows import Outbox, OutboxLine, WorklistLine, reminders_of
from jointdesk.viewmodels.pending_words import field_name, place_of, value_words
from jointdesk.viewmodels.proposals import ProposalFile
from jointdesk.viewmodels.undoing import UndoModel
from tests.open_desk import OpenDesk
from tests.sync.making import calendar, event


class Held:
    """A calendar of WEX in a file, with one meeting, on the open desk."""

    def __init__(self, opened: OpenDesk, file: Path) -> None:
        self.opened, self.file = opened, file
        self.id = ""
        self.hours = 0
        self.asks: tuple[str, ...] = ()
        self.says("Old room")

    def says(self, place: str) -> None:
        """Let the calendar say that the meeting is at a place, and read it an hour later."""
        self.hours += 1

        def work(desk: Desk, actor: Actor) -> None:
            lines = ("DURATION:PT1H", "SUMMARY:Quiz", f"LOCATION:{place}", *self.asks)
            self.file.write_bytes(calendar(event("quiz", *lines, start="20261216T180000Z")))
            if not self.id:
                self.id = add_source(
                    desk, actor, org_code="WEX", address=str(self.file), name="Staff"
                )
            sync_sources(desk, actor._replace(at=actor.at + self.hours * HOUR), [self.id])

        self.opened.model.act(work)
        self.opened.settle()

    def can_be_written(self) -> None:
        """Let this machine write to the calendar."""

        def work(desk: Desk, _actor: Actor) -> None:
            connection = find_connection(desk.connection, self.id)
            assert connection is not None
            update_connection(desk, replace(connection, can_write=True))

        self.opened.model.act(work)
        self.opened.settle()

    def want(self, place: str) -> None:
        """Want the meeting at another place."""
        self._edit(place=place)

    def want_people(self, *addresses: str) -> None:
        """Want people to be asked to the meeting."""
        self._edit(attendees=[{"email": one} for one in addresses])

    def _edit(self, **fields: Any) -> None:

        def work(desk: Desk, actor: Actor) -> None:
            audience = audience_of(desk, actor.person_id)
            window = default_window(desk, actor.at)
            found = agenda(desk, audience, window, actor.at)
            quiz = next(one.meeting for one in found if one.meeting.preferred.details.uid == "quiz")
            edit_event(desk, actor, audience, quiz.id, fields)

        self.opened.model.act(work)
        self.opened.settle()


@pytest.fixture
def held(opened: OpenDesk, tmp_path: Path) -> Held:
    return Held(opened, tmp_path / "staff.ics")


@pytest.fixture
def model(opened: OpenDesk) -> OutboxModel:
    made = OutboxModel(opened.model, UndoModel(opened.model).undo)
    made.begin()
    opened.settle()
    return made


def test_what_cannot_be_written_is_on_the_worklist_and_ticks_itself(
    held: Held, model: OutboxModel, tmp_path: Path
) -> None:
    held.want("New room")
    [line] = model.outbox.worklist
    assert "“Quiz”" in line.sentence
    assert "“New room”" in line.sentence
    assert (line.code, line.file_name) == ("WEX", "Quiz.ics")
    assert [one.words for one in reminders_of(model.outbox)] == [
        "1 thing for you to put into the WEX calendar"
    ]
    model.save(line.id, str(tmp_path / "out.ics"))
    assert b"LOCATION:New room" in (tmp_path / "out.ics").read_bytes()
    held.says("New room")
    assert model.outbox == Outbox()
    assert model.ended == (line,)


def test_a_file_that_cannot_be_saved_is_said_so(
    held: Held, model: OutboxModel, tmp_path: Path
) -> None:
    held.want("New room")
    [line] = model.outbox.worklist
    model.save(line.id, str(tmp_path / "none" / "out.ics"))
    assert held.opened.said[-1].startswith("out.ics was not saved")
    model.save("another", str(tmp_path / "out.ics"))
    assert not (tmp_path / "out.ics").exists()


def test_what_is_withdrawn_is_not_ticked_and_comes_back_by_undo(
    held: Held, model: OutboxModel
) -> None:
    held.want("New room")
    [line] = model.outbox.worklist
    model.withdraw(line.id)
    held.opened.settle()
    assert (model.outbox, model.ended) == (Outbox(), ())
    assert held.opened.notices[-1].action == "Undo"
    held.opened.notices[-1].act()  # type: ignore[misc]
    held.opened.settle()
    assert [one.id for one in model.outbox.worklist] == [line.id]


def test_what_waits_says_what_it_is_and_can_be_tried_again(held: Held, model: OutboxModel) -> None:
    held.can_be_written()
    held.want("New room")
    [line] = model.outbox.entries
    assert (line.title, line.what) == ("Quiz", "place “New room”")
    assert line.state == "Waiting to be written to Staff"
    assert [one.words for one in reminders_of(model.outbox)] == [
        "1 change waits to be written to WEX"
    ]
    model.retry(line.id)
    held.opened.settle()
    assert "tried again at the next reading" in held.opened.said[-1]


@pytest.mark.parametrize(("choice", "waits"), [("mine", 1), ("theirs", 0)])
def test_a_collision_is_settled_field_by_field(
    held: Held, model: OutboxModel, choice: str, waits: int
) -> None:
    held.can_be_written()
    held.want("New room")
    held.says("Third room")
    [line] = model.outbox.collisions
    assert line.question == (
        "Place: here “New room” was set, and in Staff “Third room”. Which one is right?"
    )
    assert line.was == "It was “Old room” before."
    reminder = reminders_of(model.outbox)[0]
    assert (reminder.words, reminder.is_urgent) == ("1 thing was changed here and there", True)
    model.settle(line.id, line.field, choice, line.mine if choice == "mine" else line.theirs)
    held.opened.settle()
    assert model.outbox.collisions == ()
    assert len(model.outbox.entries) == waits


def test_what_was_just_changed_is_to_be_written_soon(
    held: Held, model: OutboxModel, qtbot: QtBot
) -> None:
    held.want("New room")  # which cannot be written
    held.can_be_written()
    with qtbot.waitSignal(model.write_requested, timeout=30_000) as heard:
        held.want("Third room")
    assert heard.args == [frozenset({held.id})]


@pytest.fixture
def collided(held: Held, model: OutboxModel) -> Report:
    """What a reading says that found a change of something that was changed here too."""
    held.can_be_written()
    held.want("New room")
    held.says("Third room")
    held.opened.said.clear()
    return Report(held.id, "o", collisions=(model.outbox.collisions[0].id,))


def test_a_collision_is_told_once(
    held: Held, model: OutboxModel, collided: Report, qtbot: QtBot
) -> None:
    for _ in range(2):
        model.after_reading(collided)
        held.opened.settle()
    [said] = held.opened.said
    assert said == "“Quiz” was changed here and in the Staff diary. Which one is right?"
    with qtbot.waitSignal(model.show_requested):
        held.opened.notices[-1].act()  # type: ignore[misc]


def test_what_collides_again_is_told_again(
    held: Held, model: OutboxModel, collided: Report
) -> None:
    def after(*reports: Report) -> int:
        for report in reports:
            model.after_reading(report)
            held.opened.settle()
        return len(held.opened.said)

    silent = Report(held.id, "o", error="No answer.", was_read=False)
    assert after(collided, silent, Report("another", "o"), collided) == 1
    assert after(Report(held.id, "o"), collided) == 2


def test_what_was_settled_meanwhile_or_collided_elsewhere_is_not_told(
    held: Held, model: OutboxModel, collided: Report
) -> None:
    model.after_reading(replace(collided, id="another"))
    [line] = model.outbox.collisions
    model.settle(line.id, line.field, "theirs", line.theirs)
    held.opened.settle()
    model.after_reading(collided)
    held.opened.settle()
    assert not any("was changed here and in" in one for one in held.opened.said)


def test_somebody_else_sees_what_is_theirs_to_see(held: Held, model: OutboxModel) -> None:
    held.want("New room")
    desk = held.opened.model
    person = desk.person
    assert person is not None
    held.opened.model.read(
        lambda reading: audience_of(reading, person.id),
        lambda audience: desk.adopt(person, audience),
    )
    held.opened.settle()
    assert len(model.outbox.worklist) == 1
    assert model.ended == ()


def test_reminders_count_things_and_name_the_calendars() -> None:
    line = OutboxLine("a", "WEX", 1, "Quiz", "New", "Waiting", "", "", "")
    other = line._replace(id="b", code="CAL", error="Refused.")
    [reminder] = reminders_of(Outbox((line, other)))
    assert reminder.words == "2 changes wait to be written to WEX and CAL"
    assert reminder.is_urgent
    assert reminders_of(Outbox()) == ()


def test_what_is_for_the_other_pa_to_put_into_a_calendar_is_not_said_to_be_for_you() -> None:
    mine = WorklistLine("a", "CAL", 0, "Put “Talk” in the council diary.", "Talk.ics", b"X")
    theirs = WorklistLine("b", "WEX", 1, "Put “Talk” in.", "Talk.ics", b"X", is_yours=False)
    assert [one.words for one in reminders_of(Outbox(worklist=(mine, theirs)))] == [
        "1 thing for you to put into the CAL calendar",
        "1 thing for others to put into the WEX calendar",
    ]


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (None, "nothing"),
        ("", "nothing"),
        ([], "nothing"),
        (True, "yes"),
        (False, "no"),
        ("2026-12-15", "Tue 15 Dec"),
        ("2026-12-15T14:00", "Tue 15 Dec 14:00"),
        ("2026-12-99", "“2026-12-99”"),
        ("Board", "“Board”"),
        ([{"name": "A"}, {"name": "B"}], "2 people"),
    ],
)
def test_values_are_told_in_few_words(value: object, told: str) -> None:
    assert value_words(value) == told  # type: ignore[arg-type]


def test_the_start_is_told_before_the_end() -> None:
    assert sorted(["end", "start", "repeat", "place"], key=place_of) == [
        "place",
        "start",
        "end",
        "repeat",
    ]


def test_fields_are_called_as_people_call_them() -> None:
    assert [field_name(one) for one in ("due", "place", "ends_before")] == [
        "due day", "place", "last of the series",
    ]  # fmt: skip


ASKED = (
    "DURATION:PT1H", "SUMMARY:Winter plan", "ORGANIZER:mailto:ann@wex.example",
    "ATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:dir@joint.example",
)  # fmt: skip


def test_what_is_to_be_answered_is_listed_and_an_answer_can_be_undone(
    opened: OpenDesk, model: OutboxModel, tmp_path: Path
) -> None:
    def work(desk: Desk, actor: Actor) -> None:
        me = director_id(desk)
        change_person(desk, actor, me, name="Director", emails=("dir@joint.example",))
        file = tmp_path / "asked.ics"
        file.write_bytes(calendar(event("asked", *ASKED, start="20261216T100000Z")))
        added = add_source(desk, actor, org_code="WEX", address=str(file), name="Asked")
        sync_sources(desk, actor, [added])

    opened.model.act(work)
    opened.settle()
    [line] = model.outbox.invitations
    assert (line.title, line.code, line.organiser) == (
        "Winter plan", "WEX", "from ann@wex.example",
    )  # fmt: skip
    assert "1 invitation to answer" in [one.words for one in reminders_of(model.outbox)]
    proposals = model.proposals
    made: list[ProposalFile] = []
    proposals.made.connect(made.append)
    proposals.begin(line)
    assert (proposals.form.day, proposals.form.start) == ("Wed 16 Dec 2026", "10:00")
    proposals.enter("start", "25")
    proposals.make()
    assert proposals.problems == {"start": "“25” is no time of day, such as 14:00."}
    proposals.enter("day", "17 Dec 2026")
    proposals.enter("start", "14.00")
    proposals.look_ahead()
    assert proposals.problems == {}
    proposals.make()
    opened.settle()
    [file] = made
    assert (file.name, file.organiser) == ("Another-time-Winter-plan.ics", "ann@wex.example")
    proposals.save(file, str(tmp_path / "time.ics"))
    assert b"METHOD:COUNTER" in (tmp_path / "time.ics").read_bytes()
    assert b"DTSTART:20261217T140000Z" in file.calendar
    assert proposals.line is None
    assert opened.said[-1] == "Saved time.ics. Mail it to ann@wex.example."
    assert [one.id for one in model.outbox.invitations] == [line.id]
    model.answer(line.id, "accepted")
    opened.settle()
    assert model.outbox.invitations == ()
    opened.notices[-1].act()  # type: ignore[misc]
    opened.settle()
    assert [one.id for one in model.outbox.invitations] == [line.id]


def test_what_would_be_sent_is_said_and_sent_only_with_a_word(
    held: Held, model: OutboxModel
) -> None:
    def work(desk: Desk, _actor: Actor) -> None:
        connection = find_connection(desk.connection, held.id)
        assert connection is not None
        update_connection(desk, replace(connection, schedules=True, addresses="me@x.org"))
        [one] = stored_resources(desk, held.id)
        change_etags(desk, held.id, {one.href: "1"}, ())

    held.can_be_written()
    held.opened.model.act(work)
    held.want_people("ann@x.org", "bob@x.org")
    [line] = model.outbox.entries
    assert (line.state, line.send) == ("Waiting to be written to Staff", "Send 2 invitations")
    assert line.sends == (
        "Sends an invitation to ann@x.org and bob@x.org. Sending cannot be undone."
    )
    model.send(line.id)
    held.opened.settle()
    [line] = model.outbox.entries
    assert (line.send, held.opened.notices[-1].action) == ("", "")


def test_of_what_nobody_was_told_it_can_be_sent_later(held: Held, model: OutboxModel) -> None:
    held.asks = ("ORGANIZER:mailto:me@x.org", "ATTENDEE;SCHEDULE-AGENT=CLIENT:mailto:ann@x.org")
    held.says("Hall")
    held.can_be_written()

    def work(desk: Desk, _actor: Actor) -> None:
        connection = find_connection(desk.connection, held.id)
        assert connection is not None
        update_connection(desk, replace(connection, schedules=True, addresses="me@x.org"))
        [one] = stored_resources(desk, held.id)
        change_etags(desk, held.id, {one.href: "1"}, ())

    held.opened.model.act(work)
    held.opened.settle()
    [line] = model.outbox.kept_back
    assert (line.title, line.code, line.send) == ("Quiz", "WEX", "Send 1 invitation")
    model.send_kept_back(line.id)
    held.opened.settle()
    assert model.outbox.kept_back == ()
    assert [one.title for one in model.outbox.entries] == ["Quiz"]
