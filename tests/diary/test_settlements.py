"""What people said about conflicts, and whether it still holds."""

from dataclasses import replace

import pytest

from jointdesk.diary.settlements import judge
from jointdesk.domain.conflicts import (
    Conflict,
    JudgedConflict,
    Resolution,
    Scope,
    Settlement,
    Severity,
    State,
)

CONFLICT = Conflict(
    id="c1",
    code="DIA-01",
    severity=Severity.RED,
    start=0,
    end=1,
    anchor=0,
    org_ids=("cal", "wex"),
    participants=("a-20261216", "b-20261216"),
    copy_keys=frozenset(("a-20261216", "b-20261216", "c-20261216")),
    series_ids=frozenset("abc"),
    collection_ids=frozenset(("cal", "wex")),
    message="",
    fingerprint="f",
)
SAID = Settlement(
    id="s1",
    code="DIA-01",
    participants=CONFLICT.participants,
    fingerprint="f",
    state=State.ACCEPTED,
    at=100,
)


def judged(*settlements: Settlement, now: int = 200, read_at=None, **changes) -> JudgedConflict:
    (found,) = judge([replace(CONFLICT, **changes)], settlements, now, read_at or {})
    return found


def states(*settlements: Settlement, **more) -> tuple[State, State | None]:
    found = judged(*settlements, **more)
    return found.state, found.was


def test_of_what_nobody_spoke_is_open():
    assert judged() == JudgedConflict(CONFLICT)


@pytest.mark.parametrize(
    "state", [State.ASSIGNED, State.RESOLVED, State.ACCEPTED, State.MUTED, State.OPEN]
)
def test_a_settlement_gives_the_state_and_the_owner(state):
    found = judged(replace(SAID, state=state, owner="tom"))
    assert (found.state, found.was, found.owner) == (state, None, "tom")
    assert found.settlement is not None


@pytest.mark.parametrize("code", ["DIA-03", "DIA-08", "DIA-10"])
def test_the_overlap_codes_are_one_group(code):
    assert states(SAID, code=code) == (State.ACCEPTED, None)


def test_another_code_is_another_conflict():
    assert states(SAID, code="DIA-04") == (State.OPEN, None)


def test_every_copys_key_finds_it():
    other_copy = replace(SAID, participants=("c-20261216", "b-20261216"))
    assert states(other_copy) == (State.ACCEPTED, None)


@pytest.mark.parametrize(
    "participants",
    [
        ("a-20261216", "x-20261216"),
        ("a-20261216",),
        ("a-20261216", "b-20261216", "c-20261216"),
        (),
    ],
)
def test_other_participants_are_another_conflict(participants):
    assert states(replace(SAID, participants=participants)) == (State.OPEN, None)


def test_another_fingerprint_opens_it_again():
    assert states(replace(SAID, fingerprint="g")) == (State.OPEN, State.ACCEPTED)


def test_it_lapses_at_the_instant_said():
    said = replace(SAID, until=200)
    assert states(said, now=199) == (State.ACCEPTED, None)
    assert states(said, now=200) == (State.OPEN, State.ACCEPTED)


@pytest.mark.parametrize("how", [Resolution.MOVED, Resolution.DECLINED])
class TestWhatMustShowInTheCalendar:
    def said(self, how):
        return replace(SAID, state=State.RESOLVED, how=how)

    @pytest.mark.parametrize("read_at", [{}, {"cal": 99, "wex": 100}, {"other": 150}])
    def test_is_believed_until_the_next_reading(self, how, read_at):
        assert states(self.said(how), read_at=read_at) == (State.RESOLVED, None)

    @pytest.mark.parametrize("read_at", [{"cal": 101}, {"cal": 50, "wex": 150}])
    def test_is_open_again_if_still_there_then(self, how, read_at):
        assert states(self.said(how), read_at=read_at) == (State.OPEN, State.RESOLVED)


@pytest.mark.parametrize("how", [Resolution.DEPUTY, Resolution.REMOTE])
def test_a_deputy_needs_no_change_in_the_calendar(how):
    said = replace(SAID, state=State.RESOLVED, how=how)
    assert states(said, read_at={"cal": 150, "wex": 150}) == (State.RESOLVED, None)


class TestScope:
    def test_a_series_is_settled_whatever_the_occurrence(self):
        said = replace(SAID, scope=Scope.SERIES, series_ids=("a", "b"), fingerprint="other")
        assert states(said) == (State.ACCEPTED, None)
        assert states(replace(said, series_ids=("a", "x"))) == (State.OPEN, None)

    def test_a_collection_is_settled_as_a_whole(self):
        said = replace(SAID, scope=Scope.COLLECTION, collection_ids=("wex",), fingerprint="other")
        assert states(said) == (State.ACCEPTED, None)
        assert states(replace(said, collection_ids=("esk",))) == (State.OPEN, None)

    def test_a_scope_without_names_settles_nothing(self):
        assert states(replace(SAID, scope=Scope.SERIES)) == (State.OPEN, None)


class TestLatest:
    def test_the_latest_word_counts(self):
        later = replace(SAID, id="s0", state=State.MUTED, at=150)
        assert states(SAID, later) == states(later, SAID) == (State.MUTED, None)

    def test_reopening_outweighs_what_was_said_before(self):
        reopened = replace(SAID, id="s2", state=State.OPEN, at=150)
        assert states(SAID, reopened) == (State.OPEN, None)

    def test_of_two_at_one_moment_the_id_decides(self):
        other = replace(SAID, id="s2", state=State.MUTED)
        assert states(SAID, other) == states(other, SAID) == (State.MUTED, None)


def test_conflicts_stay_in_their_order():
    others = [replace(CONFLICT, id=f"c{n}") for n in (3, 1, 2)]
    assert [each.conflict for each in judge(others, [SAID], 200, {})] == others
