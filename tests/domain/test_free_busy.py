"""Parts of what a source says of somebody's time."""

from hypothesis import given, settings
from hypothesis import strategies as st

from jointdesk.domain.free_busy import BusyKind, BusyTime, FreeBusy
from jointdesk.domain.moments import Span

WHOLE = FreeBusy("a@x", "file", Span(0, 100), (BusyTime(10, 30), BusyTime(50, 90)), 1)


def test_a_part_keeps_what_is_busy_in_it():
    part = WHOLE.within(Span(20, 60))
    assert part is not None
    assert part.covers == Span(20, 60)
    assert part.busy == (BusyTime(20, 30), BusyTime(50, 60))
    assert WHOLE.within(Span(100, 120)) is None


def test_what_lies_outside_is_before_and_after():
    before, after = WHOLE.outside(Span(20, 60))
    assert (before.covers, before.busy) == (Span(0, 20), (BusyTime(10, 20),))
    assert (after.covers, after.busy) == (Span(60, 100), (BusyTime(60, 90),))
    assert WHOLE.outside(Span(-5, 200)) == []


@settings(deadline=None, max_examples=60)
@given(st.integers(0, 120), st.integers(1, 60))
def test_inside_and_outside_are_all_of_it(start, length):
    span = Span(start, start + length)
    parts = [WHOLE.within(span), *WHOLE.outside(span)]
    covered = [one for part in parts if part for one in range(*part.covers)]
    assert sorted(covered) == list(range(100))
    busy = {at for part in parts if part for one in part.busy for at in range(one.start, one.end)}
    assert busy == {*range(10, 30), *range(50, 90)}
    assert BusyKind.BUSY is WHOLE.busy[0].kind
