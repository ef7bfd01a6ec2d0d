"""What holds for all rules at once, by properties."""

from collections import Counter
from datetime import date
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from jointdesk.diary.conflicts import REACH, Survey, find_conflicts
from jointdesk.diary.copies import merge
from jointdesk.diary.timeline import is_masked, is_soft, takes_time, tier_of
from jointdesk.domain.conflicts import OVERLAP_GROUP, Conflict, code_group
from jointdesk.domain.meetings import Meeting
from jointdesk.domain.moments import DAY, HOUR, MINUTE, Span
from jointdesk.domain.occurrences import Occurrence
from tests.diary.building import at, context, copy, joint, meeting
from tests.diary.crowds import MONDAY, occurrences

WEEK = Span(MONDAY - DAY, MONDAY + 8 * DAY)
DESK = context(holidays={date(2026, 12, 16): "Made up"}, split_least_hours=1)


def found(copies: list[Occurrence], window: Span = WEEK) -> list[Conflict]:
    return find_conflicts(merge(copies, DESK), DESK, window)


@given(occurrences(), st.randoms(use_true_random=False))
def test_the_order_of_the_input_is_no_matter(copies, chance):
    meetings = merge(copies, DESK)
    expected = find_conflicts(meetings, DESK, WEEK)
    chance.shuffle(meetings)
    assert find_conflicts(meetings, DESK, WEEK) == expected


@given(occurrences(), st.lists(st.integers(0, 9 * 96), max_size=4))
def test_windows_compose(copies, cuts):
    meetings = merge(copies, DESK)
    edges = sorted({WEEK.start, WEEK.end, *(WEEK.start + cut * 15 * MINUTE for cut in cuts)})
    parts = [
        each
        for window in map(Span, edges, edges[1:])
        for each in find_conflicts(_given(meetings, window), DESK, window)
    ]
    assert parts == find_conflicts(meetings, DESK, WEEK)


def _given(meetings: list[Meeting], window: Span) -> list[Meeting]:
    """Return only what REACH says must be given."""
    wide = Span(window.start + REACH.start, window.end + REACH.end)
    return [each for each in meetings if Span(each.start, each.end + 1).overlaps(wide)]


@given(occurrences())
def test_every_conflict_has_its_own_id_and_is_found_by_its_participants(copies):
    conflicts = found(copies)
    ids = Counter(each.id for each in conflicts)
    assert all(count == 1 for count in ids.values())
    for each in conflicts:
        assert set(each.participants) <= each.copy_keys
        assert each.anchor is not None
        assert WEEK.start <= each.anchor < WEEK.end
        assert each.message
        assert each.code not in each.message


@given(occurrences())
def test_what_takes_no_time_makes_no_difference_to_the_rules_on_time(copies):
    meetings = merge(copies, DESK)
    timed = [each for each in meetings if takes_time(each) or each.preferred.details.leave]
    ours = [each for each in find_conflicts(meetings, DESK, WEEK) if _on_time(each)]
    assert ours == [each for each in find_conflicts(timed, DESK, WEEK) if _on_time(each)]


def _on_time(conflict: Conflict) -> bool:
    return conflict.code not in ("DIA-02", "DIA-07", "DIA-12", "DIA-13")


@given(occurrences(size=20))
def test_overlaps_equal_brute_force(copies):
    meetings = merge(copies, DESK)
    expected = {
        frozenset((a.id, b.id)): _overlap_code(a, b)
        for a, b in combinations(filter(takes_time, meetings), 2)
        if a.start < b.end and b.start < a.end
    }
    actual = {
        frozenset(each.participants): each.code
        for each in find_conflicts(meetings, DESK, WEEK)
        if code_group(each.code) == OVERLAP_GROUP
    }
    assert actual == expected


def _overlap_code(a: Meeting, b: Meeting) -> str:
    if is_soft(a) or is_soft(b):
        return "DIA-03"
    if is_masked(a) or is_masked(b):
        return "DIA-01"
    tiers = [tier_of(a), tier_of(b)]
    return "DIA-08" if tiers == [1, 1] else "DIA-10" if 1 in tiers else "DIA-01"


@given(occurrences(size=20))
def test_a_pair_that_overlaps_has_no_travel_gap_or_changeover(copies):
    # Leave, leaks, rest and the time split are about something else than the two times.
    apart = ("DIA-12", "DIA-13", "DIA-15", "WRK-01")
    codes = {}
    for each in found(copies):
        if len(each.participants) == 2 and each.code not in apart:
            codes.setdefault(each.participants, set()).add(code_group(each.code))
    for of_pair in codes.values():
        assert OVERLAP_GROUP not in of_pair or of_pair == {OVERLAP_GROUP}


@given(st.lists(st.integers(15, 120), min_size=1, max_size=5), st.sampled_from(("s1", "")))
def test_meetings_that_touch_do_not_conflict(lengths, site_id):
    start, meetings = at("2026-12-15 09:00"), []
    for n, minutes in enumerate(lengths):
        end = start + minutes * MINUTE
        meetings.append(meeting(("cal", "wex")[n % 2], f"M{n}", start, end, site_id=site_id))
        start = end
    if start - meetings[0].start <= 6 * HOUR:
        assert find_conflicts(meetings, context(), WEEK) == []


def test_the_same_clash_has_the_same_id_under_every_code():
    cabinet = meeting("cal", "Cabinet", "2026-12-15 10:00", "2026-12-15 12:00", tier=1)
    board = {"start": "2026-12-15 11:00", "end": "2026-12-15 13:00", "series_id": "b"}
    seen = meeting("wex", "Board", private=True, tier=1, **board)
    masked = meeting("wex", "Busy (WEX)", private=True, masked=True, **board)
    (full,) = find_conflicts([cabinet, seen], context(), WEEK)
    (plain,) = find_conflicts([cabinet, masked], context(), WEEK)
    assert (full.code, plain.code) == ("DIA-08", "DIA-01")
    assert (full.id, full.fingerprint) == (plain.id, plain.fingerprint)


class TestFingerprint:
    LUNCH = meeting("wex", "Lunch", "2026-12-15 10:30", "2026-12-15 11:30")

    def of(self, **fields) -> str:
        board = {"start": "2026-12-15 10:00", "end": "2026-12-15 11:00"} | fields
        (conflict,) = find_conflicts([meeting(**board), self.LUNCH], context(), WEEK)
        return conflict.fingerprint

    def test_it_changes_with_time_place_status_and_reply(self):
        changes = [
            {},
            {"start": "2026-12-15 09:45"},
            {"end": "2026-12-15 11:15"},
            {"place": "Elsewhere"},
            {"status": "tentative"},
            {"reply": "accepted"},
        ]
        assert len({self.of(**change) for change in changes}) == len(changes)

    def test_it_does_not_change_with_anything_else(self):
        for change in ({"title": "Boards", "series_id": "cal:Board"}, {"description": "x"}):
            assert self.of(**change) == self.of()

    def test_of_a_private_side_only_the_times_count(self):
        assert self.of(private=True, place="Elsewhere") == self.of(private=True)
        assert self.of(private=True, end="2026-12-15 11:15") != self.of(private=True)


def test_a_survey_counts_without_words():
    copies = [copy("cal", f"M{n}", series_id=f"m{n}") for n in range(5)]
    survey = Survey(merge(copies, DESK), context(), WEEK)
    assert len(survey) == len(survey.conflicts()) == 10


def test_every_copy_and_series_is_named_so_that_a_settlement_finds_the_conflict():
    copies = [copy(org, "Board", series_id=org) for org in ("cal", "wex")]
    lunch = meeting("esk", "Lunch")
    (conflict,) = find_conflicts([joint(*copies), lunch], context(), Span(0, 2 * copies[0].end))
    assert conflict.copy_keys == {*(each.key for each in copies), lunch.id}
    assert conflict.series_ids == {"cal", "wex", "esk:Lunch"}
    assert conflict.collection_ids == {"cal", "wex", "esk"}
