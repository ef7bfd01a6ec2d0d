"""DIA-04, 05 and 06: getting from one meeting to the next."""

import pytest

from jointdesk.domain.conflicts import Severity
from jointdesk.domain.meetings import Meeting
from jointdesk.domain.moments import Span
from jointdesk.domain.occurrences import PlaceKind
from tests.diary.building import at, codes, conflicts, copy, joint, meeting, only

UNKNOWN = {"place": "TBC", "place_kind": PlaceKind.UNKNOWN}
VIRTUAL = {"place": "Teams", "place_kind": PlaceKind.VIRTUAL}


def first(**fields) -> Meeting:
    """A meeting in the Town Hall until 10:00, if not said otherwise."""
    where = {"site_id": "s1"} | fields
    return meeting("cal", "First", "2026-12-16 09:00", "2026-12-16 10:00", **where)


def second(minutes: int = 0, **fields) -> Meeting:
    """A meeting at Wexmere House, 30 minutes away, so many minutes after the first."""
    start = at("2026-12-16 10:00") + 60 * minutes
    where = {"site_id": "s3"} | fields
    return meeting("wex", "Second", start, start + 3600, **where)


class TestTravelGap:
    @pytest.mark.parametrize(
        ("gap", "short", "severity"),
        [
            (0, 35, Severity.RED),
            (20, 15, Severity.RED),
            (21, 14, Severity.AMBER),
            (34, 1, Severity.AMBER),
        ],
    )
    def test_less_than_the_journey_and_the_buffer(self, gap, short, severity):
        (found,) = conflicts(first(), second(gap))
        assert (found.code, found.minutes_short, found.severity) == ("DIA-04", short, severity)
        assert (found.start, found.end) == (first().end, second(gap).start)

    def test_journey_and_buffer_are_enough(self):
        assert codes(first(), second(35)) == []

    def test_a_second_missing_is_a_minute_short(self):
        late = first().preferred._replace(end=at("2026-12-16 10:00") + 1)
        (found,) = conflicts(joint(late), second(35))
        assert found.minutes_short == 1

    def test_the_buffer_can_be_set(self):
        assert codes(first(), second(30), buffer_minutes=0) == []

    def test_the_way_back_counts_as_well(self):
        there = first(site_id="s3")
        assert codes(there, second(20, site_id="s1")) == ["DIA-04"]

    def test_one_site_needs_no_time(self):
        assert codes(first(), second(site_id="s1")) == []

    def test_an_overlap_is_no_travel_gap(self):
        assert codes(first(), second(-1)) == ["DIA-01"]

    @pytest.mark.parametrize("elsewhere", [VIRTUAL, {"place_kind": PlaceKind.NONE}])
    def test_only_meetings_in_person_need_a_journey(self, elsewhere):
        assert "DIA-04" not in codes(first(), second(**({"site_id": ""} | elsewhere)))

    def test_a_virtual_meeting_in_between_does_not_hide_it(self):
        call = meeting("esk", "Call", "2026-12-16 10:10", "2026-12-16 10:15", **VIRTUAL)
        assert len(only("DIA-04", first(), call, second(25))) == 1

    def test_a_stop_in_between_makes_two_journeys(self):
        stop = meeting("esk", "Stop", "2026-12-16 10:05", "2026-12-16 10:10", site_id="s2")
        found = only("DIA-04", first(), stop, second(20))
        assert [each.minutes_short for each in found] == [15, 20]
        assert all(stop.id in each.participants for each in found)

    def test_what_overlaps_either_meeting_is_no_stop_in_between(self):
        beside = meeting("esk", "Beside", "2026-12-16 09:30", "2026-12-16 10:10", site_id="s3")
        found = only("DIA-04", first(), beside, second(15))
        assert [each.participants for each in found] == [(first().id, second(15).id)]

    def test_it_holds_over_midnight(self):
        late = meeting("cal", "Late", "2026-12-16 22:00", "2026-12-16 23:50", site_id="s1")
        early = meeting("wex", "Early", "2026-12-17 00:10", "2026-12-17 01:00", site_id="s3")
        assert "DIA-04" in codes(late, early)

    def test_hours_of_the_clock_change_are_counted_as_they_pass(self):
        window = Span(at("2027-03-28"), at("2027-03-29"))
        before = meeting("cal", "Before", "2027-03-28 00:00", "2027-03-28 00:45", site_id="s1")
        after = meeting("wex", "After", "2027-03-28 02:10", "2027-03-28 03:00", site_id="s3")
        found = only("DIA-04", before, after, window=window)
        assert [each.minutes_short for each in found] == [10]


class TestUnknownJourney:
    def test_two_sites_nobody_timed_are_never_zero_minutes_apart(self):
        (found,) = conflicts(first(), second(179, site_id="s4"))
        assert (found.code, found.severity) == ("DIA-06", Severity.AMBER)
        assert found.participants == (first().id, second(179).id)
        assert "is not known" in found.message

    def test_after_three_hours_it_is_no_matter(self):
        assert codes(first(), second(180, site_id="s4")) == ["DIA-06"]
        assert codes(first(), second(181, site_id="s4")) == []


class TestUnknownPlace:
    def test_within_three_hours_of_another_meeting_in_person(self):
        visit = second(90, site_id="", **UNKNOWN)
        (found,) = conflicts(first(), visit)
        assert (found.code, found.severity) == ("DIA-06", Severity.AMBER)
        assert found.participants == (visit.id,)
        assert "“TBC”" in found.message

    @pytest.mark.parametrize(("gap", "expected"), [(180, ["DIA-06"]), (181, [])])
    def test_three_hours_are_within(self, gap, expected):
        assert codes(first(), second(gap, site_id="", **UNKNOWN)) == expected
        assert codes(first(site_id="", **UNKNOWN), second(gap)) == expected

    def test_beside_another_unknown_place_both_are_asked_for(self):
        a, b = first(site_id="", **UNKNOWN), second(90, site_id="", **UNKNOWN)
        assert [each.participants for each in conflicts(a, b)] == [(a.id,), (b.id,)]

    def test_at_the_same_time_as_another_it_is_asked_for_as_well(self):
        assert codes(first(), second(-30, site_id="", **UNKNOWN)) == ["DIA-01", "DIA-06"]

    @pytest.mark.parametrize("elsewhere", [VIRTUAL, {"place_kind": PlaceKind.NONE}])
    def test_alone_or_beside_virtual_meetings_it_is_no_matter(self, elsewhere):
        visit = second(90, site_id="", **UNKNOWN)
        assert codes(visit) == []
        assert codes(first(**({"site_id": ""} | elsewhere)), visit) == []

    def test_a_long_meeting_that_began_before_others_is_seen(self):
        whole_day = meeting("esk", "Long", "2026-12-16 06:00", "2026-12-16 12:00", site_id="s1")
        short = meeting("cal", "Short", "2026-12-16 08:00", "2026-12-16 08:30", site_id="s1")
        visit = meeting("wex", "Visit", "2026-12-16 14:00", "2026-12-16 15:00", **UNKNOWN)
        assert len(only("DIA-06", whole_day, short, visit)) == 1


class TestChangeover:
    @pytest.mark.parametrize(("gap", "expected"), [(0, ["DIA-05"]), (9, ["DIA-05"]), (10, [])])
    def test_under_ten_minutes_beside_a_virtual_meeting(self, gap, expected):
        call = second(gap, site_id="", **VIRTUAL)
        assert codes(first(), call) == expected
        assert codes(first(site_id="", **VIRTUAL), second(gap)) == expected
        assert codes(first(site_id="", **VIRTUAL), call) == expected

    def test_it_is_for_information(self):
        (found,) = conflicts(first(), second(0, site_id="", **VIRTUAL))
        assert found.severity is Severity.INFO

    def test_two_meetings_in_person_need_none(self):
        assert codes(first(), second(0, site_id="s1")) == []

    def test_a_meeting_without_a_place_beside_a_virtual_one_counts(self):
        nowhere = second(5, site_id="", place_kind=PlaceKind.NONE)
        assert codes(first(site_id="", **VIRTUAL), nowhere) == ["DIA-05"]

    def test_two_meetings_without_a_place_are_not_virtual(self):
        nowhere = {"site_id": "", "place_kind": PlaceKind.NONE}
        assert codes(first(**nowhere), second(5, **nowhere)) == []

    def test_movable_meetings_take_no_part(self):
        assert codes(first(tier=4), second(5, site_id="", **VIRTUAL)) == []

    def test_masked_meetings_take_no_part(self):
        masked = first(site_id="", masked=True, private=True)
        assert codes(masked, second(5, site_id="", **VIRTUAL)) == []

    def test_overlapping_meetings_have_no_changeover(self):
        assert codes(first(), second(-5, site_id="", **VIRTUAL)) == ["DIA-01"]

    def test_only_neighbours_in_time_are_compared(self):
        between = meeting("esk", "Between", "2026-12-16 10:00", "2026-12-16 10:05", **VIRTUAL)
        found = conflicts(first(), between, second(8, site_id="", **VIRTUAL))
        assert [each.participants for each in found] == [
            (first().id, between.id),
            (between.id, second(8).id),
        ]

    def test_a_meeting_of_no_length_does_not_follow_itself(self):
        moment = meeting("wex", "Moment", "2026-12-16 10:05", "2026-12-16 10:05", **VIRTUAL)
        assert codes(moment) == []
        assert codes(first(), moment) == ["DIA-05"]

    def test_two_moments_at_once_follow_each_other_once(self):
        moments = [
            meeting(org, org, "2026-12-16 10:05", "2026-12-16 10:05", **VIRTUAL)
            for org in ("cal", "wex")
        ]
        assert codes(*moments) == ["DIA-05"]

    def test_a_joint_meeting_is_one_meeting(self):
        calls = [
            copy(org, "Huddle", "2026-12-16 10:05", "2026-12-16 10:30", **VIRTUAL)
            for org in ("cal", "wex")
        ]
        assert codes(first(), joint(*calls)) == ["DIA-05"]
