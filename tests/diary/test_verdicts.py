"""Reading some of the verdicts is the same as reading all of them and choosing."""

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jointdesk.diary import conflicts
from jointdesk.diary.conflicts import Survey, find_conflicts
from jointdesk.diary.copies import merge
from jointdesk.diary.settlements import judge
from jointdesk.diary.stale import stale_feeds
from jointdesk.diary.verdicts import Verdicts
from jointdesk.domain.conflicts import Conflict, Scope, Settlement, State
from jointdesk.domain.moments import DAY, Span
from jointdesk.domain.occurrences import Occurrence
from tests.diary.building import context
from tests.diary.crowds import MONDAY, occurrences

WEEK = Span(MONDAY - DAY, MONDAY + 8 * DAY)
DESK = context(holidays={date(2026, 12, 16): "Made up"}, split_least_hours=1)
NOW = MONDAY
STALE = stale_feeds(dict.fromkeys(DESK.collections), DESK, NOW)


def said(conflict: Conflict, scope: Scope, state: State) -> Settlement:
    return Settlement(
        id=f"s{conflict.id}",
        code=conflict.code,
        participants=conflict.participants,
        fingerprint=conflict.fingerprint,
        state=state,
        at=NOW - 1,
        scope=scope,
        series_ids=tuple(sorted(conflict.series_ids)),
        collection_ids=tuple(sorted(conflict.collection_ids)),
    )


def settlements_on(found: list[Conflict]) -> st.SearchStrategy[list[Settlement]]:
    if not found:
        return st.just([])
    states = st.sampled_from([State.ACCEPTED, State.ASSIGNED, State.OPEN])
    one = st.builds(said, st.sampled_from(found), st.sampled_from(list(Scope)), states)
    return st.lists(one, max_size=3, unique_by=lambda each: each.id)


@given(occurrences(), st.data())
def test_some_of_them_are_those_of_all(copies: list[Occurrence], data: st.DataObject) -> None:
    meetings = merge(copies, DESK)
    found = find_conflicts(meetings, DESK, WEEK)
    settlements = data.draw(settlements_on(found))
    every = judge([*found, *STALE], settlements, NOW, {})

    def verdicts() -> Verdicts:
        return Verdicts(Survey(meetings, DESK, WEEK), STALE, settlements, NOW, {})

    assert list(verdicts()) == every
    assert len(verdicts()) == len(every)
    waiting = [one.conflict for one in every if one.state in (State.OPEN, State.ASSIGNED)]
    assert Counter(verdicts().marks()) == Counter(
        (one.participants, one.severity, one.anchor) for one in waiting
    )
    some = verdicts()
    for meeting in meetings:
        own = [one for one in every if meeting.id in one.conflict.participants]
        assert some.of(meeting.id) == own
    for code in {one.conflict.code for one in every}:
        assert some.coded(code) == [one for one in every if one.conflict.code == code]


@given(occurrences())
def test_marks_take_no_words(copies: list[Occurrence]) -> None:
    verdicts = Verdicts(Survey(merge(copies, DESK), DESK, WEEK), [], [], NOW, {})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(conflicts, "sentence", lambda *_: pytest.fail("nobody reads it"))
        assert len(list(verdicts.marks())) == len(verdicts)


def test_a_conflict_that_is_settled_for_now_is_marked_again_when_a_side_moves() -> None:
    """The fingerprint counts for marks as it does for the list."""
    conflict = STALE[0]
    settled = replace(said(conflict, Scope.OCCURRENCE, State.ACCEPTED), fingerprint="another")
    verdicts = Verdicts(Survey([], DESK, WEEK), [conflict], [settled], NOW, {})
    assert [mark.participants for mark in verdicts.marks()] == [conflict.participants]


def test_they_are_a_list_like_any_other() -> None:
    verdicts = Verdicts(Survey([], DESK, WEEK), STALE, [], NOW, {})

    assert len(verdicts) == len(STALE)
    assert [verdicts[0], *verdicts[1:]] == list(verdicts)
    assert [each.conflict for each in verdicts] == STALE
