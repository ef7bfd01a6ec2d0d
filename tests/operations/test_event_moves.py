"""Events move between two calendars of a body on a real server, and nothing is lost or doubled."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from jointdesk.domain.actors import Actor
from jointdesk.domain.edits import EditScope
from jointdesk.domain.errors import NotFoundError, WrongUseError
from jointdesk.domain.events import EVENT, Event
from jointdesk.domain.intents import IntentKind
from jointdesk.domain.items import Write
from jointdesk.domain.moments import Instant, Span, parse_instant
from jointdesk.operations import outbox
from jointdesk.operations.agenda import agenda
from jointdesk.operations.audiences import director_id
from jointdesk.operations.event_bin import list_bin
from jointdesk.operations.event_moves import written_anew
from jointdesk.operations.events import add_event, edit_event, find_event, remove_event
from jointdesk.operations.undo import redo, undo
from jointdesk.store.changes import record
from jointdesk.store.connections import find_connection, update_connection
from jointdesk.store.organisations import list_organisations
from tests.calendar_servers import Answered, Asked
from tests.desk.desks import new_people
from tests.operations.two_calendars import TALK, Office, office
from tests.sync.making import calendar

__all__ = ["office"]

NOW = Instant(1_796_025_600)
GoOn = Callable[[], Answered]
HERE = [["Round", "Talk"], []]
THERE = [["Round"], ["Talk"]]


def test_it_is_made_there_then_taken_away_here(office: Office) -> None:
    series = office.series()
    office.move("two")
    assert ("Talk", "two") in office.shown()
    assert len(office.shown()) == 5
    assert office.waiting() == [("one", IntentKind.DELETE), ("two", IntentKind.CREATE)]
    assert office.sync("one") == [0]
    assert office.sync("two") == [1]
    assert office.texts() == [["Round", "Talk"], ["Talk"]]
    assert office.waiting() == [("one", IntentKind.DELETE)]
    assert office.sync("one") == [1]
    assert office.texts() == THERE
    assert (office.sync(), office.waiting(), office.series()) == ([0, 0], [], series)
    assert sorted(office.shown())[-1] == ("Talk", "two")
    assert len(office.shown()) == 5
    _, _, text = office.served["two"].account.send("GET", office.served["two"].url + "talk.ics")
    assert b"X-OWN:kept" in text


def test_a_series_moves_as_a_whole_with_what_waits_for_its_occurrences(office: Office) -> None:
    series = office.series("round")
    second = next(
        one.meeting.id
        for one in agenda(
            office.desk,
            office.audience,
            Span(*(parse_instant(f"2027-01-{day}T00:00", office.desk.zone) for day in (13, 14))),
            office.now,
        )
    )
    with pytest.raises(WrongUseError, match="as a whole"):
        edit_event(office.desk, office.actor, office.audience, second, {"collection": "two"})
    edit_event(office.desk, office.actor, office.audience, second, {"title": "Second"})
    edit_event(office.desk, office.actor, office.audience, series, {"place": "Hall"}, EditScope.ALL)
    office.move("two", "round")
    assert office.sync() == [0, 1]
    assert office.sync() == [1, 0]
    assert office.texts() == [["Talk"], ["Round", "Second"]]
    assert office.waiting() == []
    assert find_event(office.desk, office.audience, second, office.now).title == "Second"
    assert find_event(office.desk, office.audience, series, office.now).place == "Hall"


@pytest.mark.parametrize("synced", [(), ("two",), ("two", "one")])
def test_it_is_undone_and_redone_however_far_it_has_come(
    office: Office, synced: tuple[str, ...]
) -> None:
    before = sorted(office.shown())
    office.move("two")
    for name in synced:
        office.sync(name)
    undo(office.desk, office.actor)
    assert sorted(office.shown()) == before
    for _ in range(3):
        office.sync()
    assert (office.texts(), office.waiting()) == (HERE, [])
    assert sorted(office.shown()) == before
    redo(office.desk, office.actor)
    for _ in range(3):
        office.sync()
    assert (office.texts(), office.waiting()) == (THERE, [])


@pytest.mark.parametrize("place", [0, 1])
@pytest.mark.parametrize("stored", [False, True])
def test_it_converges_where_an_answer_is_lost_and_the_program_begins_anew(
    office: Office, place: int, stored: bool
) -> None:
    office.move("two")
    method = ("PUT", "DELETE")[place]

    def lost(request: Asked, go_on: GoOn) -> Answered:
        if request.method != method:
            return go_on()
        if stored:
            go_on()
        return Answered(502, {}, b"")

    office.meddler.meddle = lost
    office.sync()
    office.sync()
    office.meddler.meddle = lambda _, go_on: go_on()
    office.reopen()
    for _ in range(3):
        office.sync()
    assert (office.texts(), office.waiting()) == (THERE, [])
    assert len(office.shown()) == 5


def test_what_was_changed_before_and_after_goes_with_it(office: Office) -> None:
    series = office.series()
    edit_event(office.desk, office.actor, office.audience, series, {"title": "Long talk"})
    office.move("two", place="Hall")
    edit_event(office.desk, office.actor, office.audience, series, {"notes": "Bring tea"})
    office.sync()
    edit_event(office.desk, office.actor, office.audience, series, {"place": "Attic"})
    for _ in range(3):
        office.sync()
    assert office.texts() == [["Round"], ["Long talk"]]
    found = find_event(office.desk, office.audience, series, office.now)
    assert (found.title, found.place, found.notes) == ("Long talk", "Attic", "Bring tea")


@pytest.mark.parametrize("synced", [(), ("two",)])
@pytest.mark.parametrize("number", [0, 1])
def test_a_move_that_is_withdrawn_leaves_it_where_it_was(
    office: Office, synced: tuple[str, ...], number: int
) -> None:
    series = office.series()
    edit_event(office.desk, office.actor, office.audience, series, {"title": "Long talk"})
    office.move("two")
    for name in synced:
        office.sync(name)
    entries = outbox.list_outbox(office.desk, office.audience, office.now)
    if number >= len(entries):
        return
    outbox.withdraw(office.desk, office.actor, office.audience, entries[number].id)
    for _ in range(3):
        office.sync()
    assert office.texts()[1] == []
    assert (len(office.shown()), office.waiting()) == (5, [])
    assert list_bin(office.desk, office.audience) == []
    if not synced:
        assert office.texts()[0] == ["Long talk", "Round"]


def test_it_may_go_on_to_a_third_place_and_back_before_it_was_written(office: Office) -> None:
    office.move("two")
    office.move("local")
    assert office.waiting() == [("one", IntentKind.DELETE)]
    assert ("Talk", f"local:{office.org}") in office.shown()
    office.move("one")
    assert office.waiting() == []
    assert (office.sync(), office.texts()) == ([0, 0], HERE)
    assert len(office.shown()) == 5


def test_from_a_calendar_to_none_and_back(office: Office) -> None:
    office.move("local")
    office.sync()
    assert office.texts() == [["Round"], []]
    undo(office.desk, office.actor)
    assert ("Talk", "one") in office.shown()
    office.sync()
    assert (office.texts(), office.sync()) == (HERE, [0, 0])
    assert len(office.shown()) == 5


def test_an_event_made_here_moves_too(office: Office) -> None:
    fields = {"org": office.org, "title": "Made", "start": "2027-01-07T10:00"}
    made = add_event(office.desk, office.actor, {**fields, "collection": "local"}).id
    edit_event(office.desk, office.actor, office.audience, made, {"collection": "two"})
    assert office.sync() == [0, 1]
    assert office.texts() == [["Round", "Talk"], ["Made"]]
    undo(office.desk, office.actor)
    assert ("Made", f"local:{office.org}") in office.shown()
    office.sync()
    assert office.texts() == HERE
    assert len(office.shown()) == 6


def test_an_event_made_here_that_is_not_to_move_after_all_stays_here(office: Office) -> None:
    fields = {"org": office.org, "title": "Made", "start": "2027-01-07T10:00"}
    made = add_event(office.desk, office.actor, {**fields, "collection": "local"}).id
    edit_event(office.desk, office.actor, office.audience, made, {"collection": "two"})
    outbox.withdraw(office.desk, office.actor, office.audience, made)
    assert (office.waiting(), office.sync()) == ([], [0, 0])
    assert ("Made", f"local:{office.org}") in office.shown()


def test_one_that_is_removed_while_it_moves_is_in_neither(office: Office) -> None:
    series = office.series()
    office.move("two")
    remove_event(office.desk, office.actor, office.audience, series)
    for _ in range(3):
        office.sync()
    assert office.texts() == [["Round"], []]
    assert len(office.shown()) == 4


def test_what_somebody_changed_meanwhile_where_it_was_stays_and_is_told(office: Office) -> None:
    office.move("two")
    office.sync("two")
    changed = TALK.replace("SUMMARY:Talk", "SUMMARY:Their talk")
    office.served["one"].put("talk.ics", calendar(changed))
    for _ in range(3):
        office.sync()
        if office.reports:
            assert "it stays" in office.reports[0]
    assert office.texts() == [["Round", "Their talk"], ["Talk"]]
    assert {("Talk", "two"), ("Their talk", "one")} <= {*office.shown()}
    assert (office.waiting(), office.sync()) == ([], [0, 0])


def test_another_bodys_calendar_is_none_of_its_places(office: Office) -> None:
    with pytest.raises(WrongUseError, match="another organisation's"):
        office.move("theirs")
    with pytest.raises(WrongUseError, match="duplicate it there"):
        edit_event(office.desk, office.actor, office.audience, office.series(), {"org": "other"})
    with pytest.raises(NotFoundError):
        office.move("nowhere")


def test_a_meeting_that_its_server_would_call_off_is_not_moved(office: Office) -> None:
    asked = TALK.replace("X-OWN:kept", "ORGANIZER:mailto:a@example.org")
    office.served["one"].put("talk.ics", calendar(asked))
    office.sync()
    known = find_connection(office.desk.connection, "one")
    assert known is not None
    from dataclasses import replace

    with office.desk.transaction():
        update_connection(office.desk, replace(known, schedules=True))
    with pytest.raises(WrongUseError, match="would call it off"):
        office.move("two")


def test_what_was_a_hold_and_has_words_by_now_is_not_made_in_everybody_s_sight(
    tmp_path: Path,
) -> None:
    desk = new_people(tmp_path, NOW)
    actor, (cal, _) = Actor(director_id(desk), NOW), list_organisations(desk.connection)
    event = Event("e1", org=cal.id, start="2026-12-01T10:00", end="2026-12-01T11:00")
    own = replace(event, visibility="own_org")
    record(desk, actor, "Held", [Write("e1", EVENT.name, EVENT.stored(own), "shared")])
    assert written_anew(desk, own).stream == "shared"
    assert written_anew(desk, replace(own, title="Board")).stream == f"org:{cal.id}"
    desk.close()
