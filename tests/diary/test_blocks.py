"""Blocks stand where their meetings stand, and nothing goes round in circles."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from jointdesk.diary.blocks import WRITING, How, Plan, Slot, plan_blocks
from jointdesk.domain.placements import Placement

AT_TEN = Slot("2026-12-01T10:00", "2026-12-01T11:00")
AT_TWO = Slot("2026-12-01T14:00", "2026-12-01T15:00")
AT_FOUR = Slot("2026-12-01T16:00", "2026-12-01T17:00")
OFF = AT_TEN._replace(is_on=False)
MEETING = Placement("p1", 1, "meeting", "b", "m", org="cal", start=AT_TEN.start, end=AT_TEN.end)
BLOCK = Placement("p2", 2, "block", "b", "w", org="wex", of="m", start=AT_TEN.start, end=AT_TEN.end)
OTHER = replace(BLOCK, id="p3", order=3, event="t", org="tho")
PUT_BACK = replace(BLOCK, put_back=True)


def plan(*ledger: Placement, most: int = 25, by_hand: str = "", **standing: Slot | None) -> Plan:
    touched = frozenset(by_hand.split()) if by_hand else None
    return plan_blocks(ledger, standing, most, touched)


def steps(*ledger: Placement, **more) -> list[tuple[str, How, Slot]]:
    return [(one.placement.event, one.how, one.slot) for one in plan(*ledger, **more).steps]


class TestFollowing:
    def test_there_is_nothing_to_do_where_all_stands_as_it_should(self):
        assert steps(MEETING, BLOCK, OTHER, m=AT_TEN, w=AT_TEN, t=AT_TEN) == []

    def test_blocks_move_with_their_meeting(self):
        assert steps(MEETING, BLOCK, OTHER, m=AT_TWO, w=AT_TEN, t=AT_TEN) == [
            ("m", How.NOTE, AT_TWO),
            ("w", How.MOVE, AT_TWO),
            ("t", How.MOVE, AT_TWO),
        ]

    def test_one_that_was_moved_with_it_is_only_noted(self):
        noted = [("m", How.NOTE, AT_TWO), ("w", How.NOTE, AT_TWO)]
        assert steps(MEETING, BLOCK, m=AT_TWO, w=AT_TWO) == noted

    def test_one_that_was_moved_elsewhere_meanwhile_follows_too(self):
        found = steps(MEETING, BLOCK, m=AT_TWO, w=AT_FOUR)
        assert ("w", How.MOVE, AT_TWO) in found

    def test_a_meeting_that_is_gone_or_called_off_has_no_blocks(self):
        assert steps(MEETING, BLOCK, m=None, w=AT_TEN) == [("w", How.REMOVE, AT_TEN)]
        assert steps(MEETING, BLOCK, m=OFF, w=AT_TEN) == [("w", How.REMOVE, AT_TEN)]
        gone = plan(MEETING, BLOCK, m=None, w=None).steps
        assert [(one.how, one.is_gone) for one in gone] == [(How.REMOVE, True)]

    def test_one_that_was_freed_has_none_either(self):
        freed = replace(MEETING, freed=True)
        assert steps(freed, BLOCK, m=AT_TWO, w=AT_TEN) == [("w", How.REMOVE, AT_TEN)]

    def test_one_that_comes_back_has_its_blocks_again(self):
        freed = replace(BLOCK, freed=True)
        assert steps(MEETING, freed, m=None, w=None) == []
        assert steps(MEETING, freed, m=AT_TEN, w=None) == [("w", How.MAKE, AT_TEN)]
        assert steps(MEETING, freed, m=AT_TEN, w=AT_TEN) == [("w", How.NOTE, AT_TEN)]

    def test_a_block_without_a_meeting_in_the_ledger_goes(self):
        assert steps(BLOCK, w=AT_TEN) == [("w", How.REMOVE, AT_TEN)]
        assert steps(BLOCK, w=AT_TEN, by_hand="x") == []

    def test_what_cannot_be_known_is_left(self):
        assert steps(MEETING, BLOCK, w=AT_TWO) == []
        assert steps(MEETING, BLOCK, m=AT_TWO) == [("m", How.NOTE, AT_TWO)]

    def test_a_hold_is_none_of_them(self):
        assert steps(replace(BLOCK, kind="hold"), w=AT_TWO) == []


class TestOneBlockInEachDiary:
    def test_of_two_the_one_that_is_right_stays(self):
        double = replace(BLOCK, id="p4", order=9, event="v")
        kept = steps(MEETING, BLOCK, double, m=AT_TEN, w=AT_TEN, v=AT_FOUR)
        assert kept == [("v", How.REMOVE, AT_FOUR)]

    def test_of_two_alike_the_later_stays(self):
        double = replace(BLOCK, id="p4", order=9, event="v")
        kept = steps(MEETING, BLOCK, double, m=AT_TEN, w=AT_TEN, v=AT_TEN)
        assert kept == [("w", How.REMOVE, AT_TEN)]

    def test_one_that_was_replaced_is_gone_for_good(self):
        old, new = replace(BLOCK, freed=True), replace(OTHER, org="wex")
        assert steps(MEETING, old, new, m=AT_TEN, w=None, t=AT_TEN) == []


class TestWhatOthersDoToABlock:
    def test_it_is_put_back_once(self):
        assert steps(MEETING, BLOCK, m=AT_TEN, w=AT_TWO) == [("w", How.PUT_BACK, AT_TEN)]
        assert steps(MEETING, BLOCK, m=AT_TEN, w=OFF) == [("w", How.PUT_BACK, AT_TEN)]
        assert steps(MEETING, BLOCK, m=AT_TEN, w=None) == [("w", How.MAKE_AGAIN, AT_TEN)]

    def test_the_second_time_they_have_the_last_word(self):
        assert steps(MEETING, PUT_BACK, m=AT_TEN, w=AT_TWO) == [("w", How.LEAVE, AT_TWO)]
        (left,) = plan(MEETING, PUT_BACK, m=AT_TEN, w=None).steps
        assert (left.how, left.slot, left.is_gone) == (How.LEAVE, AT_TEN, True)

    def test_what_was_left_is_looked_at_no_more(self):
        left = replace(BLOCK, left=True)
        assert steps(MEETING, left, m=AT_TWO, w=AT_FOUR) == [("m", How.NOTE, AT_TWO)]
        assert steps(MEETING, left, m=None, w=AT_FOUR) == []
        before = replace(OTHER, org="wex", freed=True)
        assert steps(MEETING, left, before, m=AT_TEN, w=None, t=None) == []

    def test_a_person_here_has_the_last_word_at_once(self):
        assert steps(MEETING, BLOCK, m=AT_TEN, w=AT_TWO, by_hand="w") == [("w", How.LEAVE, AT_TWO)]
        (left,) = plan(MEETING, BLOCK, m=AT_TEN, w=None, by_hand="w").steps
        assert (left.how, left.is_gone) == (How.LEAVE, True)

    def test_a_persons_gesture_reaches_no_other_meeting(self):
        assert steps(MEETING, BLOCK, m=AT_TWO, w=AT_TEN, by_hand="x") == []
        assert ("w", How.MOVE, AT_TWO) in steps(MEETING, BLOCK, m=AT_TWO, w=AT_TEN, by_hand="m")


class TestTheCap:
    def test_only_so_many_are_written_and_the_rest_is_counted(self):
        found = plan(MEETING, BLOCK, OTHER, most=1, m=AT_TWO, w=AT_TEN, t=AT_TEN)
        assert [one.how for one in found.steps] == [How.NOTE, How.MOVE]
        assert found.left_over == 1

    def test_none_are_where_none_may_be(self):
        found = plan(MEETING, BLOCK, OTHER, most=0, m=AT_TEN, w=AT_TWO, t=None)
        assert (found.steps, found.left_over) == ((), 2)


SLOTS = (AT_TEN, AT_TWO, AT_FOUR, None, OFF)


@st.composite
def worlds(draw):
    """Some meetings with blocks, and where everything stands."""
    ledger: list[Placement] = []
    standing: dict[str, Slot | None] = {}
    for number in range(draw(st.integers(1, 3))):
        noted = draw(st.sampled_from(SLOTS[:3]))
        for org in ("cal", *draw(st.lists(st.sampled_from(["wex", "tho"]), max_size=4))):
            event = f"e{len(ledger)}"
            is_meeting = org == "cal"
            flags = {name: draw(st.booleans()) or None for name in ("freed", "put_back", "left")}
            ledger.append(
                Placement(
                    event, len(ledger), "meeting" if is_meeting else "block", "b", event, org=org,
                    of="" if is_meeting else f"m{number}", start=noted.start, end=noted.end,
                    **({"freed": flags["freed"]} if is_meeting else flags),
                )
            )  # fmt: skip
            if is_meeting:
                ledger[-1] = replace(ledger[-1], event=f"m{number}")
            standing[ledger[-1].event] = draw(st.sampled_from(SLOTS))
    return ledger, standing


def done(ledger, standing, found):
    """What the ledger and the calendars come to when a plan is carried out."""
    entries, there = {one.id: one for one in ledger}, dict(standing)
    for step in found.steps:
        one = entries[step.placement.id]
        match step.how:
            case How.NOTE:
                entries[one.id] = replace(one, freed=None, start=step.slot.start, end=step.slot.end)
            case How.LEAVE:
                entries[one.id] = replace(one, left=True, freed=step.is_gone or None)
            case How.REMOVE:
                entries[one.id], there[one.event] = replace(one, freed=True), None
            case How.MAKE | How.MAKE_AGAIN:
                entries[one.id] = replace(one, freed=True)
                new = f"{one.id}+"
                entries[new] = replace(
                    one,
                    id=new,
                    event=new,
                    order=len(entries),
                    freed=None,
                    start=step.slot.start,
                    end=step.slot.end,
                )
                there[new] = step.slot
            case _:
                entries[one.id] = replace(one, start=step.slot.start, end=step.slot.end)
                there[one.event] = step.slot
    return list(entries.values()), there


@given(worlds())
def test_the_second_run_has_nothing_to_do(world):
    first = plan_blocks(*world, 25)
    ledger, standing = done(*world, first)
    assert plan_blocks(ledger, standing, 25).steps == ()


@given(worlds())
def test_then_each_diary_has_one_block_where_the_meeting_is_and_none_of_those_that_are_gone(world):
    ledger, standing = done(*world, plan_blocks(*world, 25))
    for meeting in [one for one in ledger if one.kind == "meeting"]:
        at = standing[meeting.event]
        wanted = at if at and at.is_on and not meeting.freed else None
        kept = [
            one
            for one in ledger
            if one.of == meeting.event and not one.freed and not one.left and standing[one.event]
        ]
        left = {one.org for one in ledger if one.of == meeting.event and one.left}
        kept = [one for one in kept if one.org not in left]
        assert {standing[one.event] for one in kept} <= {wanted}
        assert len({one.org for one in kept}) == len(kept)


@given(worlds(), st.integers(0, 3))
def test_no_more_is_written_than_may_be(world, most):
    found = plan_blocks(*world, most)
    assert sum(one.how in WRITING for one in found.steps) <= most
