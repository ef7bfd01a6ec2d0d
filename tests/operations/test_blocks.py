"""Busy blocks follow their meetings, by gestures and by syncs, within bounds and without words."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from jointdesk.domain.actors import Actor
from jointdesk.domain.bookings import BOOKING
from jointdesk.domain.events import EVENT
from jointdesk.domain.items import Write
from jointdesk.domain.moments import Span, parse_instant
from jointdesk.domain.moves import MoveKind
from jointdesk.domain.people import Audience
from jointdesk.domain.placements import PLACEMENT, Placement
from jointdesk.operations.agenda import agenda
from jointdesk.operations.audiences import audience_of
from jointdesk.operations.blocks import keep_blocks
from jointdesk.operations.booking_holds import hold_booking
from jointdesk.operations.booking_lists import list_bookings
from jointdesk.operations.booking_meetings import confirm_booking
from jointdesk.operations.bookings import add_booking
from jointdesk.operations.event_bin import list_bin
from jointdesk.operations.events import (
    cancel_event,
    edit_event,
    find_event,
    remove_event,
    restore_event,
)
from jointdesk.operations.history import item_history
from jointdesk.operations.news import diary_moves
from jointdesk.operations.search import search
from jointdesk.operations.sync import sync_sources
from jointdesk.operations.undo import redo, undo
from jointdesk.operations.worklist import list_worklist
from jointdesk.operations.written import told_of_writing
from jointdesk.store.changes import record
from jointdesk.store.items import find_item
from jointdesk.store.placements import list_placements
from jointdesk.store.records import find_record
from tests.operations.event_desk import EventDesk

NOW = parse_instant("2026-11-30T09:00:00+00:00", None)  # type: ignore[arg-type]
AT_TEN, AT_TWO = "2026-12-01T10:00", "2026-12-01T14:00"


class BlockDesk(EventDesk):
    """A desk with a confirmed booking of the council, kept to it or not."""

    def book(self, visibility: str = "all", title: str = "Bid of Smith") -> str:
        """Confirm a booking at ten; return its meeting's event."""
        fields = {
            "title": title, "orgs": [self.orgs["CAL"]], "place": "Town Hall", "minutes": 60,
            "visibility": visibility,
        }  # fmt: skip
        booking = add_booking(self.desk, self.director, fields)
        return confirm_booking(self.desk, self.director, self.sees(), booking, AT_TEN).event

    def sees(self, code: str = "") -> Audience:
        """What the director sees, or the PA of an organisation."""
        person = self.people[code] if code else self.director
        return audience_of(self.desk, person.person_id)

    def actor(self, code: str = "") -> Actor:
        return self.people[code] if code else self.director

    def blocks(self) -> list[tuple[str, str | None]]:
        """Every block that is not freed, with when it is."""
        found = [one for one in list_placements(self.desk.connection) if one.kind == "block"]
        return [(one.org, self.start(one.event)) for one in found if not one.freed]

    def start(self, event: str) -> str:
        return find_event(self.desk, self.sees(), event, self.now).start

    def wex_has(self, text: bytes) -> None:
        """Let the NHS body's calendar have the event of a text too, and read it a minute later."""
        (made,) = re.findall(rb"BEGIN:VEVENT.*?END:VEVENT", text, re.DOTALL)
        said = self.file("WEX").read_bytes()
        self.wex_says(said.replace(b"END:VCALENDAR", made + b"\r\nEND:VCALENDAR"))

    def wex_says(self, text: bytes) -> None:
        self.file("WEX").write_bytes(text)
        self.director = self.director._replace(at=self.director.at + 60)
        sync_sources(self.desk, self.director)

    def news(self, code: str) -> list[tuple[MoveKind, str]]:
        """What has become of meetings, in the eyes of a PA."""
        found = diary_moves(self.desk, self.sees(code), self.now + 1, self.director.at).moves
        return [(one.kind, one.looks.title) for one in found]

    @property
    def block(self) -> Placement:
        """The last block."""
        return [one for one in list_placements(self.desk.connection) if one.kind == "block"][-1]

    def says(self, **fields: object) -> None:
        """Have the block stand as somebody put it in its calendar."""
        write = Write(self.block.event, EVENT.name, fields)  # type: ignore[arg-type]
        record(self.desk, self.director, "There", [write])


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[BlockDesk]:
    made = BlockDesk(tmp_path, NOW)
    yield made
    made.desk.close()


class TestSharedDesk:
    """What another machine has read in its calendar comes here by the server, some time later."""

    def test_a_block_that_a_calendar_took_over_and_that_has_not_come_is_no_block_gone(self, desk):
        desk.book()
        before = desk.block
        gone = Write(before.event, EVENT.name, {"_deleted": True})
        record(desk.desk, desk.director, "It stands in the diary", [gone], automatic=True)
        keep_blocks(desk.desk, desk.director)
        assert desk.block == before

    def test_a_hold_freed_before_it_came_is_still_to_be_taken_out_of_its_calendar(self, desk):
        booking = add_booking(
            desk.desk, desk.director, {"title": "Bid", "orgs": [desk.orgs["CAL"]], "minutes": 60}
        )
        hold_booking(desk.desk, desk.director, desk.sees(), booking, [AT_TEN])
        hold = next(
            one
            for one in list_placements(desk.desk.connection)
            if one.kind == "hold" and one.org == desk.orgs["WEX"]
        )
        gone = Write(hold.event, EVENT.name, {"_deleted": True})
        record(desk.desk, desk.director, "It stands in the diary", [gone], automatic=True)
        overlay = f"overlay:{hold.event}"
        freed = Write(hold.id, PLACEMENT.name, {"freed": True})
        wish = Write(overlay, "overlay", {"base:deleted": "∅", "deleted": True})
        record(desk.desk, desk.director, "Freed", [freed, wish])
        keep_blocks(desk.desk, desk.director)
        item = find_item(desk.desk.connection, overlay)
        assert item is not None
        assert item.fields["deleted"] is True

    def test_a_block_that_somebody_deleted_is_put_back(self, desk):
        desk.book()
        before = desk.block
        record(
            desk.desk, desk.director, "Gone", [Write(before.event, EVENT.name, {"_deleted": True})]
        )
        keep_blocks(desk.desk, desk.director)
        assert desk.block != before
        assert desk.blocks() == [(desk.orgs["WEX"], AT_TEN)]


class TestGestures:
    @pytest.mark.parametrize("code", ["", "CAL"])
    def test_whoever_moves_the_meeting_moves_its_block(self, desk, code):
        meeting = desk.book()
        edit_event(desk.desk, desk.actor(code), desk.sees(code), meeting, {"start": AT_TWO})
        assert desk.blocks() == [(desk.orgs["WEX"], AT_TWO)]
        undo(desk.desk, desk.actor(code))
        assert desk.blocks() == [(desk.orgs["WEX"], AT_TEN)]
        redo(desk.desk, desk.actor(code))
        assert desk.blocks() == [(desk.orgs["WEX"], AT_TWO)]

    @pytest.mark.parametrize("act", [cancel_event, remove_event])
    def test_no_meeting_no_block_and_both_come_back(self, desk, act):
        meeting = desk.book()
        act(desk.desk, desk.director, desk.sees(), meeting)
        assert desk.blocks() == []
        undo(desk.desk, desk.director)
        assert desk.blocks() == [(desk.orgs["WEX"], AT_TEN)]

    def test_a_meeting_is_restored_with_its_block_and_only_it_is_in_the_bin(self, desk):
        meeting = desk.book()
        remove_event(desk.desk, desk.director, desk.sees(), meeting)
        assert [one.event.title for one in list_bin(desk.desk, desk.sees())] == ["Bid of Smith"]
        restore_event(desk.desk, desk.director, desk.sees(), meeting)
        assert desk.blocks() == [(desk.orgs["WEX"], AT_TEN)]

    def test_the_block_moves_where_its_key_is_named_too(self, desk):
        desk.book()
        edit_event(desk.desk, desk.director, desk.sees(), desk.block.event, {"start": AT_TWO})
        assert desk.blocks() == [(desk.orgs["WEX"], AT_TWO)]

    def test_a_pa_who_sees_only_the_block_has_the_last_word_on_it(self, desk):
        meeting = desk.book("own_org")
        edit_event(desk.desk, desk.actor("WEX"), desk.sees("WEX"), desk.block.event,
                   {"start": AT_TWO})  # fmt: skip
        assert desk.block.left
        assert keep_blocks(desk.desk, desk.director).collections == frozenset()
        edit_event(desk.desk, desk.director, desk.sees(), meeting, {"start": "2026-12-02T10:00"})
        assert desk.blocks() == [(desk.orgs["WEX"], AT_TWO)]
        undo(desk.desk, desk.director)
        undo(desk.desk, desk.actor("WEX"))
        assert desk.blocks() == [(desk.orgs["WEX"], AT_TEN)]
        assert not desk.block.left

    def test_the_bookings_own_times_follow(self, desk):
        meeting = desk.book()
        edit_event(desk.desk, desk.director, desk.sees(), meeting, {"start": AT_TWO})
        found = find_record(desk.desk.connection, BOOKING, desk.block.booking)
        assert (found.start, found.end) == (AT_TWO, "2026-12-01T15:00")

    def test_a_booking_whose_meeting_was_called_off_is_in_the_diaries_no_more(self, desk):
        meeting = desk.book()
        cancel_event(desk.desk, desk.director, desk.sees(), meeting)
        (row,) = list_bookings(desk.desk, desk.sees(), desk.now)
        assert row.standing.state == "confirmed"
        assert row.standing.warnings == ("The meeting is in no diary any more",)

    def test_the_log_of_the_other_body_has_no_word_of_it(self, desk):
        meeting = desk.book("own_org")
        edit_event(desk.desk, desk.director, desk.sees(), meeting, {"start": AT_TWO})
        remove_event(desk.desk, desk.director, desk.sees(), meeting)
        undo(desk.desk, desk.director, 2)
        told = [
            str(change)
            for item in (desk.block.event, desk.block.id)
            for change in item_history(desk.desk, desk.sees("WEX"), item)
        ]
        assert len(told) >= 4
        assert not [one for one in told if "Smith" in one]

    def test_a_moved_meeting_is_one_line_of_the_worklist(self, desk):
        meeting = desk.book()
        for start in (AT_TWO, "2026-12-02T10:00"):
            edit_event(desk.desk, desk.director, desk.sees(), meeting, {"start": start})
        found = list_worklist(desk.desk, desk.sees("WEX"), desk.now)
        assert [one.sentence for one in found] == [
            "Put “Busy” in the Body WEX diary: Wednesday 2 December 2026, 10:00 to 11:00."
        ]
        text = desk.file("WEX").read_text("utf-8")
        (made,) = re.findall(r"BEGIN:VEVENT.*?END:VEVENT", found[0].calendar.decode(), re.DOTALL)
        desk.file("WEX").write_text(
            text.replace("END:VCALENDAR", f"{made}\nEND:VCALENDAR"), "utf-8"
        )
        sync_sources(desk.desk, desk.director)
        assert list_worklist(desk.desk, desk.sees("WEX"), desk.now) == []
        for start in (AT_TEN, AT_TWO):
            edit_event(desk.desk, desk.director, desk.sees(), meeting, {"start": start})
        assert len(list_worklist(desk.desk, desk.sees("WEX"), desk.now)) == 1


class TestHolds:
    """Held times are one thing in all diaries, whoever moves a card."""

    LATER = "2026-12-02T10:00"

    def held(self, desk: BlockDesk) -> list[tuple[str, str]]:
        found = [one for one in list_placements(desk.desk.connection) if not one.freed]
        assert all(one.start == desk.start(one.event) for one in found)
        return sorted((one.org, one.start) for one in found)

    def hold(self, desk: BlockDesk, visibility: str = "all") -> tuple[str, dict[str, str]]:
        """Hold two times; return the booking, and the events of the first one's holds."""
        fields = {"title": "Visit", "orgs": [desk.orgs["CAL"]], "visibility": visibility}
        booking = add_booking(desk.desk, desk.director, fields)
        hold_booking(desk.desk, desk.director, desk.sees(), booking, [AT_TEN, AT_TWO])
        first = [one for one in list_placements(desk.desk.connection) if one.start == AT_TEN]
        return booking, {one.org: one.event for one in first}

    @pytest.mark.parametrize(("code", "own"), [("", "CAL"), ("CAL", "CAL"), ("WEX", "WEX")])
    def test_a_held_time_moves_in_all_diaries(self, desk, code, own):
        booking, events = self.hold(desk, "own_org")
        before = self.held(desk)
        event = events[desk.orgs[own]]
        edit_event(desk.desk, desk.actor(code), desk.sees(code), event, {"start": self.LATER})
        after = [(org, self.LATER if start == AT_TEN else start) for org, start in before]
        assert self.held(desk) == sorted(after)
        found = find_record(desk.desk.connection, BOOKING, booking)
        assert [one.start for one in found.options] == [self.LATER, AT_TWO]
        undo(desk.desk, desk.actor(code))
        assert self.held(desk) == before
        confirm_booking(desk.desk, desk.director, desk.sees(), booking, "1")
        assert [start for _, start in desk.blocks()] == [AT_TEN]

    def test_one_that_is_removed_in_the_diary_is_free_in_all(self, desk):
        booking, events = self.hold(desk)
        remove_event(desk.desk, desk.actor("WEX"), desk.sees("WEX"), events[desk.orgs["WEX"]])
        assert {start for _, start in self.held(desk)} == {AT_TWO}
        assert find_record(desk.desk.connection, BOOKING, booking).status == "held"
        (other,) = [
            one
            for one in list_placements(desk.desk.connection)
            if not one.freed and one.org == desk.orgs["CAL"]
        ]
        cancel_event(desk.desk, desk.director, desk.sees(), other.event)
        assert self.held(desk) == []
        assert find_record(desk.desk.connection, BOOKING, booking).status == "options"

    def test_the_holds_of_a_booking_that_is_no_more_are_freed(self, desk):
        booking, _ = self.hold(desk)
        away = Write(booking, BOOKING.name, {"_deleted": True})
        record(desk.desk, desk.director, "Undone in part", [away])
        keep_blocks(desk.desk, desk.director)
        assert self.held(desk) == []
        assert keep_blocks(desk.desk, desk.director) == (frozenset(), ())


class TestWhatIsSeen:
    def test_a_meeting_is_one_and_of_its_own_body(self, desk):
        desk.book()
        week = Span(desk.now, desk.now + 7 * 86400)
        found = [one.meeting for one in agenda(desk.desk, desk.sees(), week, desk.now)]
        (meeting,) = [one for one in found if one.preferred.details.title == "Bid of Smith"]
        assert [len(meeting.copies), meeting.org_ids] == [2, (desk.orgs["CAL"],)]
        assert not [one for one in found if one.preferred.details.title == "Busy"]

    def test_a_block_is_not_found(self, desk):
        desk.book()
        assert search(desk.desk, desk.sees(), "busy", desk.now) == []


class TestOthers:
    def test_what_somebody_moved_is_put_back_once_and_then_left(self, desk):
        desk.book()
        desk.says(start=AT_TWO, end="2026-12-01T15:00")
        (told,) = keep_blocks(desk.desk, desk.director).told
        assert told.reason == (
            "The busy block of Tue 1 Dec at 10:00 in the WEX diary was moved or deleted there,"
            " and is put back"
        )
        assert desk.blocks() == [(desk.orgs["WEX"], AT_TEN)]
        desk.says(start=AT_TWO, end="2026-12-01T15:00")
        (told,) = keep_blocks(desk.desk, desk.director).told
        assert "again, and stays" in told.reason
        assert keep_blocks(desk.desk, desk.director) == (frozenset(), ())
        assert desk.blocks() == [(desk.orgs["WEX"], AT_TWO)]

    def test_what_somebody_deleted_is_made_again_once(self, desk):
        desk.book()
        for is_again in (False, True):
            desk.says(_deleted=True)
            (told,) = keep_blocks(desk.desk, desk.director).told
            assert ("again" in told.reason) == is_again
            assert desk.blocks() == ([] if is_again else [(desk.orgs["WEX"], AT_TEN)])

    def test_a_sync_does_it_and_tells_it(self, desk):
        desk.book()
        desk.says(start=AT_TWO, end="2026-12-01T15:00")
        reports = sync_sources(desk.desk, desk.director)
        assert desk.blocks() == [(desk.orgs["WEX"], AT_TEN)]
        (told,) = [line for one in reports for line in told_of_writing(desk.desk, desk.sees(), one)]
        assert told.startswith("The busy block of Tue 1 Dec at 10:00 in the WEX diary was moved")

    def test_no_more_are_written_at_once_than_is_right(self, desk, monkeypatch):
        for number in range(3):
            desk.book(title=f"Talk {number}")
        meetings = [one for one in list_placements(desk.desk.connection) if one.kind == "meeting"]
        moved = {"start": AT_TWO, "end": "2026-12-01T15:00"}
        writes = [Write(one.event, EVENT.name, moved) for one in meetings]
        record(desk.desk, desk.director, "There", writes)
        monkeypatch.setattr("jointdesk.operations.blocks.MOST_AT_ONCE", 2)
        (told,) = keep_blocks(desk.desk, desk.director).told
        assert "1 busy block wait" in told.reason
        assert [start for _, start in desk.blocks()].count(AT_TWO) == 2
        monkeypatch.setattr("jointdesk.operations.blocks.MOST_A_DAY", 3)
        assert keep_blocks(desk.desk, desk.director).told != ()
        monkeypatch.setattr("jointdesk.operations.blocks.MOST_A_DAY", 100)
        assert keep_blocks(desk.desk, desk.director).told == ()
        assert [start for _, start in desk.blocks()].count(AT_TWO) == 3

    def test_a_block_is_taken_for_gone_only_where_its_calendar_is_known(self, desk):
        desk.book()
        entry = desk.block
        gone = {"collection": "elsewhere"}
        record(desk.desk, desk.director, "x", [Write(entry.id, PLACEMENT.name, gone)])
        desk.says(_deleted=True)
        assert keep_blocks(desk.desk, desk.director) == (frozenset(), ())

    def test_neither_a_block_nor_its_end_is_news_but_its_return_is(self, desk):
        meeting = desk.book()
        before = desk.file("WEX").read_bytes()
        (made,) = list_worklist(desk.desk, desk.sees("WEX"), desk.now)
        desk.wex_has(made.calendar)
        assert desk.news("WEX") == []
        remove_event(desk.desk, desk.director, desk.sees(), meeting)
        desk.wex_says(before)
        assert desk.news("WEX") == []
        desk.wex_has(made.calendar)
        assert desk.news("WEX") == [(MoveKind.BACK, "Busy")]
        assert desk.blocks() == []

    def test_a_desk_without_bookings_asks_nothing(self, desk):
        assert keep_blocks(desk.desk, desk.director) == (frozenset(), ())
