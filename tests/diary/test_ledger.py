"""What was put into the diaries for bookings: known as one meeting, and never for another."""

import pytest

from jointdesk.diary.copies import merge
from jointdesk.diary.ledger import ledger_of
from jointdesk.domain.meetings import Meeting, Pairing, PairScope
from jointdesk.domain.occurrences import Occurrence, Placed, Status
from jointdesk.domain.people import Audience
from jointdesk.domain.placements import Placement
from jointdesk.privacy.projection import project
from tests.diary.building import at, codes, context, copy

TIMES = {"start": "2026-12-01T10:00", "end": "2026-12-01T11:00"}
MEETING = Placement("p1", kind="meeting", booking="b", event="m", **TIMES)
BLOCK = Placement("p2", kind="block", booking="b", event="w", of="m", **TIMES)
THIRD = Placement("p3", kind="block", booking="b", event="e", of="m", **TIMES)
ELSEWHEN = {"start": "2026-12-18 09:00", "end": "2026-12-18 10:00"}
DIRECTOR = Audience("d", frozenset(), is_director=True)


def placed(*placements: Placement):
    return context(ledger=ledger_of(placements))


def meeting(org: str = "cal", title: str = "Board", **more) -> Occurrence:
    return copy(org, title, series_id="m", placed=Placed.MEETING, **more)


def block(org: str = "wex", series: str = "w", placed: Placed = Placed.BLOCK, **more) -> Occurrence:
    return copy(org, "Busy", series_id=series, placed=placed, **{"private": True, **more})


def merged(*copies: Occurrence, ledger=(MEETING, BLOCK, THIRD)) -> list[Meeting]:
    return merge(copies, placed(*ledger))


class TestAMeetingAndItsBlocks:
    def test_they_are_one_meeting_of_the_body_that_it_belongs_to(self):
        (one,) = merged(block(seen=0), meeting(seen=7), block("esk", "e"))
        assert (one.id, one.org_ids, one.possible) == (meeting().key, ("cal",), False)
        assert one.preferred.details.title == "Board"
        assert len(one.copies) == 3

    def test_a_block_never_speaks_for_it(self):
        (one,) = merged(meeting(status=Status.CANCELLED), block(writable=True, last_modified=9))
        assert one.preferred.details.series_id == "m"

    def test_what_a_block_says_is_no_difference(self):
        told = {"place": "Town Hall", "link": "https://zoom.us/j/91234567"}
        (one,) = merged(meeting(**told), block(**ELSEWHEN, description="x"))
        assert one.drift == ()

    def test_the_time_of_a_block_that_follows_no_more_is_one(self):
        moved = block(placed=Placed.LEFT, place="Elsewhere", **ELSEWHEN)
        left = Placement("p2", kind="block", event="w", of="m", left=True)
        (one,) = merged(meeting(place="Town Hall"), moved, ledger=(MEETING, left))
        assert one.drift == ("time",)

    def test_they_are_one_beside_another_copy_in_the_calendar_of_the_block(self):
        (one,) = merged(meeting(uid="u"), copy("wex", "Board", uid="u", series_id="x"), block())
        assert len(one.copies) == 3
        assert one.org_ids == ("cal", "wex")

    def test_two_blocks_of_one_calendar_are_not_in_one_meeting(self):
        meetings = [Placement("p4", kind="meeting", event="n"), MEETING]
        blocks = [BLOCK, Placement("p5", kind="block", event="v", of="n")]
        other = copy("esk", "Board", uid="u", series_id="n", placed=Placed.MEETING)
        found = merged(
            meeting(uid="u"), other, block(), block(series="v"), ledger=meetings + blocks
        )
        assert sorted(len(one.copies) for one in found) == [2, 2]

    @pytest.mark.parametrize(
        ("sees", "title"), [("cal", "Board"), ("wex", "Busy (CAL)"), ("esk", "Busy (CAL)")]
    )
    def test_they_are_one_to_whoever_sees_but_times(self, sees, title):
        audience = Audience("p", frozenset({sees}))
        found = merge(
            project([meeting(private=True), block(), block("esk", "e")], audience),
            placed(MEETING, BLOCK, THIRD),
        )
        assert [(one.preferred.details.title, one.org_ids) for one in found] == [(title, ("cal",))]
        assert found[0].drift == ()

    def test_a_block_alone_is_what_its_calendar_says(self):
        (one,) = merged(block())
        assert one.org_ids == ("wex",)
        assert one.told == one.copies

    def test_a_block_is_no_copy_of_anything_else_at_its_time(self):
        other = copy("cal", "Something else", series_id="x")
        titled = copy("wex", "Titled", series_id="y", **ELSEWHEN)
        assert len(merged(block(), other, titled)) == 3
        same = copy("cal", "Busy", uid=block().details.uid, series_id="x")
        assert len(merged(block(), same)) == 2

    def test_a_person_who_splits_them_is_believed(self):
        said = Pairing("q", meeting().key, block().key, "different", PairScope.SERIES)
        known = context(ledger=ledger_of([MEETING, BLOCK]), pairings=(said,))
        assert len(merge([meeting(), block()], known)) == 2

    def test_one_that_was_made_to_repeat_is_one_meeting_each_time(self):
        times = [f"2026-12-{day} 10:00" for day in (16, 17, 18)]
        daily = [
            meeting(start=start, end=start.replace("10:", "11:"), recurring=True) for start in times
        ]
        found = merged(*daily, block(start=times[0], end="2026-12-16 11:00"))
        assert [len(one.copies) for one in found] == [2, 1, 1]


class TestHolds:
    def hold(self, org: str, title: str, event: str, **more) -> Occurrence:
        return copy(org, title, series_id=event, status=Status.HOLD, placed=Placed.HOLD, **more)

    def ledger(self, **more) -> tuple[Placement, ...]:
        return tuple(
            Placement(event, booking="b", event=event, **{**TIMES, **more}) for event in ("h", "i")
        )

    def test_those_of_one_slot_are_one_card_with_the_words_of_the_booking(self):
        ours = self.hold("cal", "HOLD: Visit", "h")
        theirs = self.hold("wex", "HOLD", "i", private=True, last_modified=9)
        (one,) = merged(theirs, ours, ledger=self.ledger())
        assert one.preferred.details.title == "HOLD: Visit"
        assert one.drift == ()

    def test_those_of_two_slots_are_two(self):
        later = Placement("i", booking="b", event="i", start="2026-12-02T10:00")
        both = self.hold("cal", "HOLD: Visit", "h"), self.hold("wex", "HOLD", "i")
        assert len(merged(*both, ledger=(self.ledger()[0], later))) == 2

    def test_one_that_was_taken_away_and_comes_back_is_ours_no_more(self):
        ledger = ledger_of(self.ledger(freed=True))
        assert (ledger.cards, ledger.placed) == ({}, {})


class TestConflicts:
    def test_a_block_and_a_hold_without_words_tell_nothing_of_what_they_keep(self):
        ledger = placed(MEETING, BLOCK)
        shown = merge([meeting(description="Papers", place="Town Hall"), block()], ledger)
        assert codes(*shown, ledger=ledger.ledger) == []

    def test_words_that_somebody_puts_on_a_block_are_a_leak_of_a_private_meeting(self):
        ledger = placed(MEETING, BLOCK)
        told = copy("wex", "Bid of Smith", series_id="w", placed=Placed.BLOCK)
        shown = merge([meeting(private=True), told], ledger)
        assert codes(*shown, ledger=ledger.ledger) == ["DIA-13"]

    def test_hours_are_spent_for_the_body_of_the_meeting_alone(self):
        from jointdesk.diary.split import time_split
        from jointdesk.domain.moments import Span

        ledger = placed(MEETING, BLOCK)
        week = Span(at("2026-12-14"), at("2026-12-21"))
        both = merge([meeting(), block()], ledger)
        assert time_split(both, ledger, week)["wex"] == 0
        assert time_split(merge([block()], ledger), ledger, week)["wex"] == 0
