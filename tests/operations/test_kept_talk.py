"""What was open and becomes private: no byte of what was said of it stays with the other body."""

from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path

import psycopg
import pytest

from jointdesk.cli.main import run
from jointdesk.domain.items import Fields
from jointdesk.domain.moments import Instant
from jointdesk.operations.audiences import audience_of
from jointdesk.operations.comments import comment_on_conflict
from jointdesk.operations.conflicts import default_window, list_conflicts
from jointdesk.operations.decisions import add_decisions, edit_decision, revoke
from jointdesk.operations.matters import VISIBILITY_IS_FINAL
from jointdesk.operations.undo import undo
from jointdesk.store.integrity import check
from jointdesk.store.items import list_items
from tests.desk.calendar_desks import MACHINES, CalendarDesks, calendar_desks
from tests.desk.desks import new_people
from tests.operations.turning_desk import Turning, planted, vevent
from tests.postgres import PostgresServer

NOW = Instant(1_796_025_600)
"""Monday 30 November 2026, eight in the morning."""

AT_REST = [(0, 0)] * 3
OPEN = ("comment", "proposal", "reason", "place", "meeting", "series", "once", "notes",
        "booking", "asker", "bookingnote", "task", "tasknotes", "decision", "decided")  # fmt: skip


def alone(folder: Path) -> CalendarDesks:
    """Return a desk of Imogen's with the PAs Tom (CAL) and Bridget (WEX), shared with nobody."""
    desks = CalendarDesks(folder, None, NOW)  # type: ignore[arg-type]  # no server
    desk = new_people(desks.machine("Imogen"), NOW)
    desks.open["Imogen"] = desk
    for code in ("CAL", "WEX"):
        desks.says(code)
        desks.connect("Imogen", code)
    return desks


@pytest.fixture
def desks(postgres: PostgresServer, tmp_path: Path) -> Iterator[CalendarDesks]:
    made = calendar_desks(tmp_path, postgres.new_database(), NOW)
    yield made
    made.close()


def given_to_the_other_body(desks: CalendarDesks) -> str:
    """Return all bodies that the server keeps in streams which the council's are not."""
    with psycopg.connect(desks.database.superuser) as connection:
        rows = connection.execute(
            "SELECT body FROM desk.payload JOIN desk.stream ON stream.id = payload.stream_id"
            " WHERE stream.kind = 'shared' OR stream.org_id = %s",
            (desks.org("WEX"),),
        ).fetchall()
    return "\n".join(body for (body,) in rows)


def printed(desks: CalendarDesks, machine: str, *more: str) -> str:
    """Return all that the command line prints on a machine, of every item that its file names."""
    file = desks.machine(machine) / "desk.jointdesk"
    rows = desks.open[machine].connection.execute("SELECT DISTINCT item_id FROM change").fetchall()
    ids = {str(id_) for (id_,) in rows}
    ids |= {copy[0] for one in desks.seen(machine) for copy in one[4]}
    days = ("--from", "2026-11-30", "--to", "2026-12-31")
    commands = [("agenda", *days), ("conflicts", *days), ("search", "zq"), ("desk", "collisions"),
                ("outbox", "list"), ("event", "list"), ("event", "bin"), ("booking", "list"),
                ("task", "list"), ("decision", "list"), ("matter", "list"), ("proposals",),
                ("comments",), ("worklist", "list"), ("news",),
                *(("history", id_) for id_ in sorted(ids))]  # fmt: skip
    said = StringIO()
    with redirect_stdout(said), redirect_stderr(said):
        for words in commands:
            for style in ((), ("--json",)):
                run(["--desk", str(file), *more, *words, *style], file.parent)
                assert "usage:" not in said.getvalue(), words
    return said.getvalue().replace("“zq”", "")


def test_no_byte_of_what_was_open_stays_with_the_other_body(desks: CalendarDesks) -> None:
    desks.says("CAL", vevent("a", "zqmeeting"))
    desks.says("WEX", vevent("b", "Open"))
    desks.read()
    desks.exchange()
    turning = Turning(desks.open["Tom"], desks.actor("Tom"), desks.org("CAL"))
    turning.talk()
    turning.make()
    desks.exchange("Tom", "Imogen", "Bridget")
    held = planted(desks.bytes_of("Bridget"))
    assert {f"zq{one}" for one in OPEN} <= {*held}  # everybody might have it
    turning.turn()
    desks.says("CAL", vevent("a", "zqmeeting", "CLASS:PRIVATE"))
    desks.read()
    desks.exchange("Tom", "Imogen", "Bridget", "Tom")
    assert desks.exchange() == AT_REST
    assert planted(given_to_the_other_body(desks)) == []
    assert planted(printed(desks, "Bridget")) == []
    assert {"zqcomment", "zqreason", "zqplace", "zqonce"} <= {*planted(printed(desks, "Tom"))}
    assert desks.seen("Bridget") == desks.seen("Imogen", "Bridget")
    desks.open["Bridget"].close()
    assert planted(desks.bytes_of("Bridget")) == []
    assert [check(desks.reopen(one)) for one in MACHINES] == [[]] * 3


def test_what_somebody_said_beside_it_who_did_not_know_is_erased_too(desks: CalendarDesks) -> None:
    desks.says("CAL", vevent("a", "zqmeeting"))
    desks.read()
    desks.exchange()
    (meeting,) = desks.seen("Tom")
    desks.edit("Tom", meeting[0], {"place": "zqplace"})
    desks.exchange("Tom", "Imogen", "Bridget")
    desks.says("CAL", vevent("a", "zqmeeting", "CLASS:PRIVATE"))
    desks.read()
    desks.exchange("Imogen")
    desks.now = Instant(desks.now + 600)
    desks.edit("Bridget", meeting[0], {"title": "zqtitle"})
    desks.exchange("Bridget", "Imogen", "Bridget", "Tom")
    assert desks.titles("Tom") == ["zqtitle"]
    assert planted(given_to_the_other_body(desks)) == []
    assert desks.exchange() == AT_REST
    desks.open["Bridget"].close()
    assert planted(desks.bytes_of("Bridget")) == []
    assert check(desks.reopen("Tom")) == []


def test_on_a_desk_that_is_not_shared_nothing_of_it_is_told_the_other_body(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JOINTDESK_NOW", "2026-11-30T08:00:00Z")
    desks = alone(tmp_path)
    desk, tom = desks.open["Imogen"], desks.actor("Tom")
    desks.says("CAL", vevent("a", "zqmeeting"))
    desks.says("WEX", vevent("b", "Open"))
    desks.read()
    turning = Turning(desk, tom, desks.org("CAL"))
    turning.talk()
    turning.make()
    assert {f"zq{one}" for one in OPEN} <= {*planted(printed(desks, "Imogen", "--as", "Bridget"))}
    turning.turn()
    desks.says("CAL", vevent("a", "zqmeeting", "CLASS:PRIVATE"))
    desks.read()
    assert planted(printed(desks, "Imogen", "--as", "Bridget")) == []
    told = planted(printed(desks, "Imogen", "--as", "Tom"))
    assert {"zqcomment", "zqreason", "zqplace", "zqonce"} <= {*told}
    shared = "SELECT body FROM payload JOIN stream ON stream.id = stream_id WHERE kind = 'shared'"
    assert [one for (one,) in desk.connection.execute(shared) if planted(one)] == []
    assert undo(desk, tom).left == (VISIBILITY_IS_FINAL,)
    assert planted(printed(desks, "Imogen", "--as", "Bridget")) == []
    desks.read()
    assert check(desk) == []
    desks.close()


def test_what_somebody_says_who_has_not_heard_yet_never_leaves_their_machine(
    desks: CalendarDesks,
) -> None:
    desks.says("CAL", vevent("a", "Meeting"))
    desks.says("WEX", vevent("b", "Open"))
    desks.read()
    desks.exchange()
    desks.says("CAL", vevent("a", "Meeting", "CLASS:PRIVATE"))
    desks.read()
    desks.exchange("Imogen")
    turning = Turning(desks.open["Tom"], desks.actor("Tom"), desks.org("CAL"))
    turning.talk()
    desks.exchange("Tom", "Bridget")
    assert planted(given_to_the_other_body(desks)) == []
    assert planted(desks.bytes_of("Bridget")) == []
    assert {"zqcomment", "zqreason", "zqplace"} <= {*planted(printed(desks, "Tom"))}
    desks.exchange()
    assert desks.exchange() == AT_REST
    assert desks.seen("Tom") == desks.seen("Imogen", "Tom")
    assert [check(desks.open[one]) for one in MACHINES] == [[]] * 3


def test_words_on_a_clash_of_what_both_bodies_keep_are_the_directors_alone(tmp_path: Path) -> None:
    desks = alone(tmp_path)
    desk = desks.open["Imogen"]
    desks.says("CAL", vevent("a", "zqmeeting"))
    desks.says("WEX", vevent("b", "Open"))
    desks.read()
    Turning(desk, desks.actor("Tom"), desks.org("CAL")).talk()
    desks.says("CAL", vevent("a", "zqmeeting", "CLASS:PRIVATE"))
    desks.says("WEX", vevent("b", "Open", "CLASS:PRIVATE"))
    desks.read()
    for kind in ("comment", "proposal", "settlement_reason"):
        assert [one.stream for one in list_items(desk.connection, kind)] == ["director"]
    assert check(desk) == []
    desks.close()


def test_what_was_said_under_another_id_of_it_is_erased_too(desks: CalendarDesks) -> None:
    desks.says("CAL", vevent("a", "zqmeeting"))
    desks.exchange()
    desks.connect("Tom", "CAL", desks.collection("CAL"))
    desks.read("Tom")
    desks.read("Imogen")
    (meeting,) = desks.seen("Tom")
    desks.edit("Tom", meeting[0], {"place": "zqplace"})
    desks.exchange("Imogen", "Tom", "Imogen", "Bridget")
    (known,) = desks.seen("Tom")
    assert known[0] != meeting[0]
    assert {"zqmeeting", "zqplace"} <= {*planted(desks.bytes_of("Bridget"))}
    desks.says("CAL", vevent("a", "zqmeeting", "CLASS:PRIVATE"))
    desks.read("Imogen")
    desks.read("Tom")
    desks.end_leases()
    desks.exchange("Imogen", "Tom", "Imogen", "Bridget")
    assert planted(given_to_the_other_body(desks)) == []
    desks.open["Bridget"].close()
    assert planted(desks.bytes_of("Bridget")) == []
    assert check(desks.reopen("Bridget")) == []


def test_an_event_that_a_calendar_has_taken_over_takes_its_words_along(
    desks: CalendarDesks,
) -> None:
    desks.read()
    desks.exchange()
    fields = {"title": "zqmeeting", "org": desks.org("CAL"), "notes": "zqnotes",
              "start": "2026-12-01T10:00", "end": "2026-12-01T11:00"}  # fmt: skip
    made = desks.add("Tom", {**fields, "collection": desks.collection("CAL")})
    desks.exchange("Tom", "Imogen", "Bridget")
    assert {"zqmeeting", "zqnotes"} <= {*planted(desks.bytes_of("Bridget"))}
    desks.says("CAL", vevent(made, "zqmeeting", "CLASS:PRIVATE"))  # somebody put it there
    desks.read()
    desks.exchange("Imogen", "Bridget", "Imogen", "Tom")
    assert desks.titles("Tom") == ["zqmeeting"]
    assert planted(given_to_the_other_body(desks)) == []
    assert desks.exchange() == AT_REST
    desks.open["Bridget"].close()
    assert planted(desks.bytes_of("Bridget")) == []


@pytest.mark.parametrize("is_ended", [False, True])
def test_somebody_who_does_not_know_yet_makes_no_decision_open_again(
    desks: CalendarDesks, is_ended: bool
) -> None:
    tom, actor = desks.open["Tom"], desks.actor("Tom")
    audience = audience_of(tom, actor.person_id)
    taken = {"status": "taken", "date_taken": "2026-11-20", "date_effective": "2027-02-01"}
    given: Fields = {"title": "Buy beds", "org": desks.org("CAL"), **taken}
    (made,) = add_decisions(tom, actor, audience, [given])
    if is_ended:
        revoke(tom, actor, audience, made, reason="Too many")
    desks.exchange("Tom", "Bridget")
    bridget, other = desks.open["Bridget"], desks.actor("Bridget")
    unknowing: Fields = {"notes": "Said unknowing"}
    edit_decision(bridget, other, audience_of(bridget, other.person_id), made, unknowing)
    edit_decision(tom, actor, audience, made, {"visibility": "own_org"})
    desks.exchange("Tom", "Bridget", "Tom")
    if is_ended:
        found = list_conflicts(tom, audience, default_window(tom, NOW), NOW)
        (odd,) = (one.conflict for one in found if made in one.conflict.participants)
        comment_on_conflict(tom, actor, audience, odd.id, "zqcomment")
    else:
        revoke(tom, actor, audience, made, reason="zqreason")
    desks.exchange()
    assert not planted(given_to_the_other_body(desks))
    assert "beds" not in given_to_the_other_body(desks)
