"""Calendars that a shared desk carries: each person sees what they may, on whatever machine."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from jointdesk.domain.conflicts import State
from jointdesk.domain.errors import StoppedError, WrongUseError
from jointdesk.domain.events import EVENT
from jointdesk.domain.items import Write
from jointdesk.domain.moments import Instant, parse_instant
from jointdesk.domain.people import Role
from jointdesk.operations.booking_copies import EVERYBODY
from jointdesk.operations.outbox import list_collided, list_outbox
from jointdesk.operations.people import add_seat, remove_seat
from jointdesk.operations.sources import list_sources, remove_source
from jointdesk.operations.undo import redo, undo
from jointdesk.operations.worklist import list_worklist
from jointdesk.store.changes import record
from jointdesk.store.connections import find_connection, update_connection
from jointdesk.store.integrity import check
from jointdesk.store.placements import kept_placements, placements_of
from jointdesk.store.records import find_record
from tests.desk.calendar_desks import CalendarDesks, calendar_desks, demo_desks
from tests.postgres import PostgresServer

NOW = Instant(1_796_025_600)
"""Monday 30 November 2026, eight in the morning: the demo's own week."""

AT_REST = [(0, 0)] * 3


@pytest.fixture(scope="module")
def demo(
    postgres: PostgresServer, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[CalendarDesks]:
    made = demo_desks(tmp_path_factory.mktemp("demo"), postgres.new_database(), NOW)
    yield made
    made.close()


@pytest.fixture
def desks(postgres: PostgresServer, tmp_path: Path) -> Iterator[CalendarDesks]:
    made = calendar_desks(tmp_path, postgres.new_database(), NOW)
    yield made
    made.close()


def event(uid: str, title: str, at: str = "20261201T100000Z", *lines: str) -> str:
    """An hour's event; `lines` are added."""
    return "\r\n".join((f"UID:{uid}", f"SUMMARY:{title}", f"DTSTART:{at}", "DURATION:PT1H", *lines))


AT, PAST = "20261201T100000Z", "20261130T100000Z"
PRIVATE = "CLASS:PRIVATE"


class TestTheDemoDesk:
    @pytest.mark.parametrize("who", ["Tom", "Bridget"])
    def test_everybody_sees_on_their_machine_what_they_may_see_on_the_directors(
        self, demo: CalendarDesks, who: str
    ) -> None:
        assert len(demo.seen(who)) > 100
        assert demo.seen(who) == demo.seen("Imogen", who)

    def test_nothing_private_of_the_other_body_is_on_a_machine(self, demo: CalendarDesks) -> None:
        council = (b"Medical appointment", b"Occupational health", b"Pay review")
        nhs = (b"Grievance meeting", b"Finance catch-up", b"Appraisal prep")
        on_server = demo.on_server().encode()
        for words, holder, other in ((council, "Tom", "Bridget"), (nhs, "Bridget", "Tom")):
            for word in words:
                assert word in on_server
                assert word in demo.bytes_of(holder)
                assert word not in demo.bytes_of(other), (word, other)

    def test_exchanges_come_to_rest(self, demo: CalendarDesks) -> None:
        assert demo.exchange() == AT_REST
        demo.read()
        assert demo.exchange() == AT_REST


class TestAChange:
    def test_what_is_read_on_one_machine_is_seen_on_all(self, desks: CalendarDesks) -> None:
        desks.says("CAL", event("a", "Board"), event("b", "Cabinet", "20261202T100000Z"))
        desks.read()
        desks.exchange()
        assert desks.titles("Bridget") == desks.titles("Tom") == ["Board", "Cabinet"]
        desks.says("CAL", event("b", "Cabinet", "20261203T100000Z"), event("c", "New", PAST))
        desks.read()
        desks.exchange()
        assert desks.titles("Bridget") == ["New", "Cabinet"]
        assert desks.seen("Bridget") == desks.seen("Imogen", "Bridget")
        assert desks.exchange() == AT_REST

    def test_what_becomes_private_is_erased_everywhere_else(self, desks: CalendarDesks) -> None:
        desks.says("CAL", event("a", "Budget Nightingale"), event("b", "Cabinet"))
        desks.read()
        desks.exchange()
        assert b"Nightingale" in desks.bytes_of("Bridget")
        desks.says("CAL", event("a", "Budget Nightingale", AT, PRIVATE), event("b", "Cabinet"))
        desks.read()
        desks.exchange()
        assert desks.titles("Bridget") == ["Busy (CAL)", "Cabinet"]
        assert desks.titles("Tom") == ["Budget Nightingale", "Cabinet"]
        desks.open["Bridget"].close()
        assert b"nightingale" not in desks.bytes_of("Bridget").lower()
        assert desks.on_server().count("Nightingale") == 1
        assert check(desks.reopen("Bridget")) == []
        desks.says("CAL", event("a", "Budget Nightingale"), event("b", "Cabinet"))
        desks.read()
        desks.exchange()  # as it was before, word for word
        assert desks.titles("Bridget") == ["Budget Nightingale", "Cabinet"]
        assert check(desks.open["Bridget"]) == []

    def test_what_is_private_may_become_open_again_move_and_go(self, desks: CalendarDesks) -> None:
        desks.says("CAL", event("a", "Hearing", AT, PRIVATE))
        desks.read()
        desks.exchange()
        first = desks.seen("Bridget")
        assert first[0][4][0][3] == "Busy (CAL)"
        desks.says("CAL", event("a", "Hearing", PAST, PRIVATE))
        desks.read()
        desks.exchange()
        assert desks.seen("Bridget") == desks.seen("Imogen", "Bridget") != first
        desks.says("CAL", event("a", "Hearing", PAST))
        desks.read()
        desks.exchange()
        assert desks.titles("Bridget") == ["Hearing"]
        assert desks.seen("Bridget") == desks.seen("Imogen", "Bridget")
        desks.says("CAL")
        desks.read()
        desks.exchange()
        assert desks.seen("Bridget") == desks.seen("Tom") == []
        assert desks.exchange() == AT_REST

    def test_of_a_series_that_is_private_in_part_all_is_kept(self, desks: CalendarDesks) -> None:
        weekly = event("a", "Weekly", AT, "RRULE:FREQ=WEEKLY;COUNT=3")
        one = event(
            "a", "Nightingale", "20261208T110000Z", PRIVATE, "RECURRENCE-ID:20261208T100000Z"
        )
        free = event(
            "a", "Free", "20261215T110000Z", "TRANSP:TRANSPARENT", "RECURRENCE-ID:20261215T100000Z"
        )
        desks.says("CAL", weekly, one, free)
        desks.read()
        desks.exchange()
        assert desks.titles("Bridget") == ["Busy (CAL)"] * 2
        keys = [copy[:3] for one in desks.seen("Imogen") for copy in one[4]]
        assert [copy[:3] for one in desks.seen("Bridget") for copy in one[4]] == keys[:2]
        assert b"Nightingale" not in desks.bytes_of("Bridget")

    def test_what_was_said_while_it_was_private_keeps_it_so_until_it_is_withdrawn(
        self, desks: CalendarDesks
    ) -> None:
        desks.says("CAL", event("a", "Board", AT, PRIVATE))
        desks.read()
        desks.exchange()
        (board,) = (one[0] for one in desks.seen("Tom"))
        desks.edit("Tom", board, {"title": "Nightingale"})
        desks.exchange()
        desks.says("CAL", event("a", "Board"))
        desks.read()
        desks.exchange("Imogen", "Tom", "Bridget", "Imogen")
        assert desks.titles("Imogen") == desks.titles("Tom") == ["Nightingale"]
        assert desks.titles("Bridget") == ["Busy (CAL)"]
        assert desks.seen("Imogen", "Bridget") == desks.seen("Bridget")
        assert b"Nightingale" not in desks.bytes_of("Bridget")
        undo(desks.open["Tom"], desks.actor("Tom"))
        desks.exchange("Tom", "Imogen", "Tom", "Bridget")
        assert desks.titles("Bridget") == desks.titles("Tom") == ["Board"]
        assert desks.seen("Imogen", "Bridget") == desks.seen("Bridget")

    def test_whatever_a_calendar_holds_no_exchange_is_refused(self, desks: CalendarDesks) -> None:
        alarm = "BEGIN:VALARM\r\nTRIGGER:-PT1H\r\nCLASS:PRIVATE\r\nEND:VALARM"
        desks.says(
            "CAL",
            event("CLASS:SECRET", "Nightingale 1"),
            event("a", "Nightingale 2", AT, "CLA\r\n SS:CONFI\r\n DENTIAL"),
            event("b", "Nightingale 3", AT, alarm),
            event("c", "Nightingale 4", AT, 'class;x="y":private'),
            event("d", "Nightingale 5", AT, "CLASS:PUBLIC", "CLASS:PRIVATE"),
            event("e", "Nightingale 6", AT, "X-MICROSOFT-CDO-SENSITIVITY:2", PRIVATE),
            event("f", "Long", AT, "DESCRIPTION:" + "long " * 250_000),
            event(
                "g", "B\0ell\ud83d\ude00 \u2028x".encode("utf-16", "surrogatepass").decode("utf-16")
            ),
            event("", "No UID"),
            event("h", "Often", AT, "RRULE:FREQ=HOURLY;COUNT=30"),
        )
        desks.read()
        desks.exchange()
        assert desks.exchange() == AT_REST
        titles = desks.titles("Bridget")
        assert {"No UID", "Long"} <= {*titles}
        assert "Busy (CAL)" in titles
        assert b"Nightingale" not in desks.bytes_of("Bridget")


class TestWhatIsMadeHere:
    def test_the_other_body_sees_the_time_alone(self, desks: CalendarDesks) -> None:
        values = {"title": "Nightingale", "org": desks.org("CAL"), "visibility": "own_org"}
        times = {"start": "2026-12-01T10:00", "end": "2026-12-01T11:00"}
        made = desks.add("Tom", {**values, **times})
        desks.exchange()
        desks.exchange()
        for machine in ("Imogen", "Tom"):
            assert desks.seen(machine, "Bridget") == desks.seen("Bridget")
        assert desks.titles("Bridget") == ["Busy (CAL)"]
        desks.edit("Tom", made, {"start": "2026-12-01T14:00", "end": "2026-12-01T15:00"})
        desks.exchange()
        assert desks.seen("Bridget") == desks.seen("Tom", "Bridget")
        assert b"Nightingale" not in desks.bytes_of("Bridget")
        desks.edit("Tom", made, {"visibility": "all"})
        desks.exchange()
        assert desks.titles("Bridget") == ["Nightingale"]
        desks.edit("Tom", made, {"deleted": True})
        desks.exchange()
        assert desks.titles("Bridget") == []
        desks.exchange("Imogen")
        assert desks.exchange() == AT_REST


class TestTwoMachinesOnOneCalendar:
    def test_series_are_known_by_one_id_and_what_was_said_holds(self, desks: CalendarDesks) -> None:
        desks.says("CAL", event("a", "Board"), event("b", "Cabinet", PAST))
        desks.says("WEX", event("c", "Clash"))
        desks.exchange()
        for code in ("CAL", "WEX"):
            desks.connect("Tom", code, desks.collection(code))
        desks.read("Tom")
        (clash,) = desks.conflicts("Tom", "DIA-01")
        assert desks.settle("Tom", clash.conflict.id).state is State.ACCEPTED
        desks.read("Imogen")
        desks.exchange("Imogen", "Tom", "Imogen", "Bridget")
        (known,) = desks.conflicts("Tom", "DIA-01")
        assert known.conflict.id != clash.conflict.id
        assert known.state is State.ACCEPTED
        assert desks.conflicts("Imogen", "DIA-01") == [known]
        assert desks.seen("Imogen", "Tom") == desks.seen("Tom")
        assert desks.exchange() == AT_REST

    def test_what_was_said_under_another_id_is_undone_and_redone(
        self, desks: CalendarDesks
    ) -> None:
        desks.says("CAL", event("a", "Board"))
        desks.exchange()
        desks.connect("Tom", "CAL", desks.collection("CAL"))
        desks.read("Tom")
        (before,) = desks.seen("Tom")
        desks.edit("Tom", before[0], {"title": "Ours", "notes": "Both"})
        desks.edit("Tom", before[0], {"title": "Ours again"})
        desks.read("Imogen")
        desks.exchange("Imogen", "Tom", "Imogen", "Bridget")
        (known,) = desks.seen("Tom")
        assert known[0] != before[0]
        assert desks.titles("Bridget") == ["Ours again"]
        desk, actor = desks.open["Tom"], desks.actor("Tom")
        for step, title in (
            (undo, "Ours"), (redo, "Ours again"), (undo, "Ours"), (undo, "Board"),
            (redo, "Ours"), (redo, "Ours again"),
        ):  # fmt: skip
            done = step(desk, actor)
            assert (len(done.labels), done.left) == (1, ())
            desks.exchange("Tom", "Bridget")
            assert desks.titles("Tom") == desks.titles("Bridget") == [title]
        desks.exchange()
        assert desks.exchange() == AT_REST

    def test_who_has_read_it_earlier_takes_nothing_back(self, desks: CalendarDesks) -> None:
        desks.says("CAL", event("a", "Board"))
        desks.read("Imogen")
        desks.exchange()
        desks.connect("Tom", "CAL", desks.collection("CAL"))
        desks.says("CAL", event("a", "Board moved", PAST), event("b", "New"))
        desks.read("Tom")
        desks.exchange("Tom")  # and the other machine speaks for it still
        desks.end_leases()
        desks.exchange("Tom", "Imogen", "Bridget")
        assert desks.titles("Bridget") == ["Board moved", "New"]
        desks.read("Imogen")
        desks.exchange()
        assert desks.seen("Imogen", "Tom") == desks.seen("Tom")
        assert desks.exchange() == AT_REST

    def test_one_that_connects_itself_keeps_all_ids_and_may_go_back(
        self, desks: CalendarDesks
    ) -> None:
        desks.says("CAL", event("a", "Board"), event("a", "Twin", PAST))
        desks.read("Imogen")
        desks.exchange()
        before = desks.seen("Tom")
        id_ = desks.collection("CAL")
        with pytest.raises(WrongUseError, match="another computer is connected"):
            remove_source(desks.open["Tom"], desks.actor("Tom"), id_, keep=True)
        desks.connect("Tom", "CAL", id_)
        desks.read("Tom")
        assert desks.seen("Tom") == before
        remove_source(desks.open["Tom"], desks.actor("Tom"), id_, keep=True)
        desks.exchange()
        (row,) = [one for one in list_sources(desks.open["Tom"]) if one.collection.id == id_]
        assert (row.connection.is_carried, row.read_by) == (True, "Imogen")
        assert desks.seen("Tom") == before

    def test_what_was_said_by_one_that_is_connected_no_more_holds(
        self, desks: CalendarDesks
    ) -> None:
        desks.says("CAL", event("a", "Board"))
        desks.exchange()
        id_ = desks.collection("CAL")
        desks.connect("Tom", "CAL", id_)
        desks.read("Tom")
        desks.read("Imogen")  # and hands nothing on
        remove_source(desks.open["Imogen"], desks.actor("Imogen"), id_, keep=True)
        (board,) = desks.seen("Imogen")
        desks.edit("Imogen", board[0], {"title": "Board of Imogen"})
        desks.exchange("Tom", "Imogen", "Tom", "Bridget")
        assert desks.titles("Tom") == ["Board of Imogen"]
        assert desks.seen("Bridget") == desks.seen("Imogen", "Bridget")
        assert desks.seen("Imogen", "Tom") == desks.seen("Tom")

    @pytest.mark.parametrize("said", ["Changed", "Settled", "Commented"])
    def test_what_somebody_spoke_of_goes_out_with_their_words(
        self, desks: CalendarDesks, said: str
    ) -> None:
        desks.says("CAL", event("a", "Board"))
        desks.says("WEX", event("w", "Clash"))
        desks.exchange()
        desks.connect("Tom", "CAL", desks.collection("CAL"))
        desks.read("Tom")
        desks.exchange()  # so that Tom's machine speaks for it
        new = event("b", "New", PAST)
        desks.says("CAL", event("a", "Board"), event("c", "Mine"), new)
        desks.read("Imogen")
        mine = next(one[0] for one in desks.seen("Imogen") if one[4][0][3] == "Mine")
        if said == "Changed":
            desks.edit("Imogen", mine, {"notes": "Said of it"})
        else:
            found = [one.conflict for one in desks.conflicts("Imogen", "DIA-01")]
            clash = next(one.id for one in found if mine in one.participants)
            (desks.settle if said == "Settled" else desks.comment)("Imogen", clash)
        desks.exchange("Imogen", "Bridget")
        assert {"Board", "Mine"} < {*desks.titles("Bridget")}
        assert "New" not in desks.titles("Bridget")
        desks.read("Tom")
        desks.exchange("Tom", "Imogen", "Bridget", "Tom")
        assert "New" in desks.titles("Bridget")
        assert desks.seen("Bridget") == desks.seen("Imogen", "Bridget")
        assert desks.seen("Tom") == desks.seen("Imogen", "Tom")
        desks.exchange()
        assert desks.exchange() == AT_REST

    def test_a_calendar_that_was_never_read_takes_nothing_away(self, desks: CalendarDesks) -> None:
        desks.says("CAL", event("a", "Board"))
        desks.read("Imogen")
        desks.exchange()
        desks.calendar("CAL").rename(desks.folder / "away")
        (desks.folder / "CAL.ics").write_text("no calendar", "utf-8")
        desks.connect("Tom", "CAL", desks.collection("CAL"))
        assert desks.read("Tom")[0].error
        desks.exchange()
        assert desks.titles("Bridget") == desks.titles("Tom") == ["Board"]


class TestACalendarThatAnotherMachineMayWrite:
    def test_what_is_made_for_it_waits_for_that_machine(self, desks: CalendarDesks) -> None:
        desks.read("Imogen")
        reached = find_connection(desks.open["Imogen"].connection, desks.collection("CAL"))
        assert reached is not None
        update_connection(desks.open["Imogen"], replace(reached, can_write=True))
        desks.exchange()
        times = {"start": "2026-12-01T10:00", "end": "2026-12-01T11:00"}
        made = desks.add("Tom", {"title": "Board", "org": desks.org("CAL"), **times})
        desks.exchange("Tom", "Imogen")
        for who in ("Tom", "Imogen"):
            (waiting,) = list_outbox(desks.open[who], EVERYBODY, desks.now)
            assert (waiting.id, waiting.collection.id) == (made, desks.collection("CAL"))
        assert list_worklist(desks.open["Tom"], EVERYBODY, desks.now) == []


class TestHoldsInBothDiaries:
    def test_whoever_holds_a_time_in_both_is_never_refused(self, desks: CalendarDesks) -> None:
        booking = desks.hold("Tom", "Nightingale", "2026-12-01T10:00")
        desks.exchange("Tom", "Imogen", "Bridget")
        assert desks.seen("Bridget") == desks.seen("Imogen", "Bridget")
        assert b"Nightingale" in desks.bytes_of("Bridget")
        desks.confirm("Bridget", booking, "2026-12-01T10:00")
        desks.exchange("Bridget", "Tom", "Imogen")
        assert desks.seen("Bridget") == desks.seen("Imogen", "Bridget")
        assert desks.seen("Tom") == desks.seen("Imogen", "Tom")
        desks.exchange()
        assert desks.exchange() == AT_REST

    def test_the_other_bodys_diary_says_no_word_of_it(self, desks: CalendarDesks) -> None:
        booking = desks.hold("Tom", "Nightingale", "2026-12-01T10:00", visibility="own_org")
        desks.exchange("Tom", "Imogen", "Bridget")
        for machine in ("Imogen", "Tom"):
            assert desks.seen(machine, "Bridget") == desks.seen("Bridget")
        desks.confirm("Tom", booking, "2026-12-01T10:00")
        desks.exchange("Tom", "Imogen", "Bridget")
        for machine in ("Imogen", "Tom"):
            assert desks.seen(machine, "Bridget") == desks.seen("Bridget")
        assert b"Nightingale" not in desks.bytes_of("Bridget")

    def test_a_hold_that_stands_in_the_other_bodys_calendar_is_moved_and_freed(
        self, desks: CalendarDesks
    ) -> None:
        desks.read("Imogen")
        desks.exchange()
        booking = desks.hold("Tom", "Nightingale", "2026-12-01T10:00", visibility="own_org")
        desks.exchange("Tom", "Imogen", "Bridget")
        found = placements_of(desks.open["Tom"].connection, booking)
        held = {desks.code(one.org): one.event for one in found}
        desks.says("WEX", event(held["WEX"], "HOLD", AT, PRIVATE, "STATUS:TENTATIVE"))
        desks.says("CAL", event(held["CAL"], "HOLD: Nightingale", AT, PRIVATE, "STATUS:TENTATIVE"))
        desks.read("Imogen")
        desks.exchange("Imogen", "Tom", "Bridget")
        assert find_record(desks.open["Tom"].connection, EVENT, held["WEX"]) is None
        assert desks.seen("Tom") == desks.seen("Imogen", "Tom")
        desks.edit("Tom", held["CAL"], {"start": "2026-12-01T14:00", "end": "2026-12-01T15:00"})
        desks.exchange("Tom", "Imogen", "Bridget", "Tom")
        starts = {copy[1] for one in desks.seen("Bridget") for copy in one[4]}
        assert starts == {parse_instant("2026-12-01T14:00+00:00", None)}
        assert desks.seen("Tom") == desks.seen("Imogen", "Tom")
        desks.confirm("Tom", booking, "2026-12-01T14:00")
        desks.exchange("Tom", "Imogen", "Bridget", "Tom", "Imogen")
        told = [one.sentence for one in list_worklist(desks.open["Imogen"], EVERYBODY, desks.now)]
        assert any("Busy" in one for one in told), told
        assert list_collided(desks.open["Imogen"], EVERYBODY, desks.now) == []
        assert b"Nightingale" not in desks.bytes_of("Bridget")
        desks.exchange()
        assert desks.exchange() == AT_REST

    def test_blocks_follow_their_meetings_on_one_machine_alone(self, desks: CalendarDesks) -> None:
        booking = desks.hold("Tom", "Nightingale", "2026-12-01T10:00")
        meeting = desks.confirm("Tom", booking, "2026-12-01T10:00")
        desks.exchange()
        for who in ("Bridget", "Imogen"):  # as calendars move things, not as gestures do
            fields = {"start": "2026-12-02T10:00", "end": "2026-12-02T11:00"}
            record(desks.open[who], desks.actor(who), "Moved", [Write(meeting, EVENT.name, fields)])
            desks.read(who)
        desks.exchange("Bridget", "Imogen", "Tom", "Bridget", "Imogen")
        starts = {copy[1] for one in desks.seen("Imogen") for copy in one[4]}
        assert len(desks.seen("Imogen")) == len(starts) == 1
        assert desks.exchange() == AT_REST

    def test_a_block_that_is_put_back_is_told(self, desks: CalendarDesks) -> None:
        booking = desks.hold("Tom", "Nightingale", "2026-12-01T10:00")
        desks.confirm("Tom", booking, "2026-12-01T10:00")
        desks.exchange("Tom", "Imogen")
        placed = kept_placements(desks.open["Imogen"].connection, "")
        (block,) = [one.event for one in placed if one.kind == "block"]
        away = {"start": "2026-12-02T10:00", "end": "2026-12-02T11:00"}
        move = Write(block, EVENT.name, away)
        record(desks.open["Imogen"], desks.actor("Imogen"), "Moved", [move])
        desks.read("Imogen")
        (told,) = desks.sync("Imogen").told
        assert told.endswith("was moved or deleted there, and is put back.")
        assert desks.sync("Imogen").told == []


def test_one_that_is_broken_off_goes_on_the_next_time(desks: CalendarDesks) -> None:
    days = (f"202612{n % 28 + 1:02}T100000Z" for n in range(1200))
    desks.says("CAL", *(event(f"a{n}", f"Board {n}", day) for n, day in enumerate(days)))
    desks.read("Imogen")
    for stop in (0, 1):
        steps = iter(range(stop))
        with pytest.raises(StoppedError):
            desks.sync_until("Imogen", lambda steps=steps: next(steps, None) is None)
    desks.exchange()
    assert len(desks.titles("Bridget")) == 1200
    assert desks.exchange() == AT_REST


def test_what_another_machine_said_before_is_shown_when_it_comes(desks: CalendarDesks) -> None:
    desks.says("CAL", event("a", "Board"), event("b", "Cabinet", PAST))
    desks.read("Imogen")
    desks.exchange()
    board, cabinet = (one[0] for one in sorted(desks.seen("Tom"), key=lambda one: one[4][0][3]))
    desks.edit("Tom", board, {"title": "Board of Tom"})
    desks.now = Instant(desks.now + 60)
    desks.edit("Imogen", cabinet, {"title": "Cabinet of Imogen"})
    desks.exchange("Tom", "Imogen", "Tom", "Bridget")
    assert desks.titles("Imogen") == ["Cabinet of Imogen", "Board of Tom"]
    assert desks.seen("Bridget") == desks.seen("Imogen", "Bridget")


def test_with_a_seat_comes_and_goes_what_only_it_may_see(desks: CalendarDesks) -> None:
    desks.exchange()
    director, tom = desks.actor("Imogen"), desks.actor("Tom").person_id
    seat = add_seat(desks.open["Imogen"], director, person_id=tom, org_code="WEX", role=Role.PA)
    desks.says("CAL", event("a", "Board"), event("b", "Cabinet", PAST, PRIVATE))
    desks.says("WEX", event("c", "Nightingale", AT, PRIVATE, "RRULE:FREQ=WEEKLY;COUNT=3"))
    desks.read("Imogen")
    desks.exchange("Imogen", "Tom")
    assert "Nightingale" in desks.titles("Tom")
    assert desks.seen("Tom") == desks.seen("Imogen", "Tom")
    remove_seat(desks.open["Imogen"], director, seat)
    desks.exchange("Imogen", "Tom", "Bridget")
    assert desks.titles("Tom") == ["Cabinet", "Board", *["Busy (WEX)"] * 3]
    assert desks.seen("Tom") == desks.seen("Imogen", "Tom")
    desks.open["Tom"].close()
    assert b"nightingale" not in desks.bytes_of("Tom").lower()
