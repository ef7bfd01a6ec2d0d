"""DIA-01, 03, 08 and 10: two meetings at one time."""

import pytest

from jointdesk.diary.copies import merge
from jointdesk.domain.conflicts import Severity
from jointdesk.domain.moments import Span
from jointdesk.domain.occurrences import Reply, Status
from tests.diary.building import all_day, at, codes, conflicts, context, copy, joint, meeting

BOARD = meeting("cal", "Board", "2026-12-16 10:00", "2026-12-16 12:00")


def clash(org: str = "wex", title: str = "Lunch", **fields):
    return meeting(org, title, "2026-12-16 11:00", "2026-12-16 13:00", **fields)


def test_two_certain_meetings_overlap_red():
    (found,) = conflicts(BOARD, clash())
    assert (found.code, found.severity) == ("DIA-01", Severity.RED)
    assert (found.start, found.end) == (at("2026-12-16 11:00"), at("2026-12-16 12:00"))
    assert found.anchor == at("2026-12-16 11:00")
    assert found.participants == (BOARD.id, clash().id)
    assert found.org_ids == ("cal", "wex")


def test_meetings_of_one_organisation_overlap_too():
    assert codes(BOARD, clash("cal")) == ["DIA-01"]


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("2026-12-16 12:00", "2026-12-16 13:00"),
        ("2026-12-16 09:00", "2026-12-16 10:00"),
        ("2026-12-16 12:00", "2026-12-16 12:00"),
        ("2026-12-16 10:00", "2026-12-16 10:00"),
    ],
)
def test_touching_meetings_do_not_overlap(start, end):
    assert codes(BOARD, meeting("wex", "Lunch", start, end)) == []


def test_a_moment_inside_a_meeting_overlaps_it():
    inside = meeting("wex", "Reminder", "2026-12-16 11:00", "2026-12-16 11:00")
    assert codes(BOARD, inside) == ["DIA-01"]


def test_two_moments_at_once_do_not_overlap():
    a = meeting("wex", "A", "2026-12-16 11:00", "2026-12-16 11:00")
    b = meeting("cal", "B", "2026-12-16 11:00", "2026-12-16 11:00")
    assert codes(a, b) == []


@pytest.mark.parametrize(
    "soft",
    [
        {"status": Status.TENTATIVE},
        {"status": Status.HOLD},
        {"reply": Reply.TENTATIVE},
        {"optional": True},
    ],
)
@pytest.mark.parametrize("tier", [1, 3])
def test_a_tentative_hold_or_optional_side_makes_it_soft(soft, tier):
    (found,) = conflicts(BOARD, clash(tier=tier, **soft))
    assert (found.code, found.severity) == ("DIA-03", Severity.AMBER)


def test_an_unanswered_invitation_is_certain():
    assert codes(BOARD, clash(has_reply=True)) == ["DIA-01"]


def test_two_protected_meetings():
    cabinet = meeting("cal", "Cabinet", "2026-12-16 10:00", "2026-12-16 12:00", tier=1)
    (found,) = conflicts(cabinet, clash(tier=1))
    assert (found.code, found.severity) == ("DIA-08", Severity.RED)


@pytest.mark.parametrize("other", [2, 3, 4])
def test_one_protected_meeting(other):
    board = meeting("cal", "Board", "2026-12-16 10:00", "2026-12-16 12:00", tier=other)
    (found,) = conflicts(board, clash(tier=1))
    assert (found.code, found.severity) == ("DIA-10", Severity.RED)


def test_a_meeting_is_protected_if_any_copy_is():
    copies = [
        copy(org, "Cabinet", "2026-12-16 10:00", "2026-12-16 12:00", tier=tier)
        for org, tier in (("wex", 3), ("cal", 1))
    ]
    assert codes(joint(*copies), clash(tier=1)) == ["DIA-08"]


@pytest.mark.parametrize("idle", [{"busy": False}, {"leave": True}, {"counts": False}])
def test_what_takes_no_time_takes_no_part(idle):
    assert "DIA-01" not in codes(BOARD, clash(**idle))


def test_a_copy_that_counts_makes_the_meeting_count():
    copies = [
        copy(org, "Team", "2026-12-16 11:00", "2026-12-16 12:00", counts=counts)
        for org, counts in (("wex", False), ("cal", True))
    ]
    assert codes(BOARD, joint(*copies)) == ["DIA-01"]


def test_a_busy_all_day_item_overlaps_every_meeting_of_its_day():
    conference = all_day("wex", "Conference", "2026-12-16")
    assert codes(BOARD, conference) == ["DIA-01"]


def test_a_free_busy_only_feed_with_ten_clashes_gives_ten_conflicts():
    """Its blocks are ordinary events, also where they have exactly another's times."""
    days = [f"2026-12-{day:02}" for day in range(1, 11)]
    ours = [copy("cal", "Board", f"{day} 10:00", f"{day} 11:00", uid=day) for day in days]
    busy = [
        copy("wex", "Busy", f"{day} 10:00", f"{day} 11:00", uid=f"w{day}", free_busy_only=True)
        for day in days
    ]
    meetings = merge([*ours, *busy], context())
    assert codes(*meetings) == ["DIA-01"] * 10


def test_three_meetings_at_once_are_three_pairs():
    third = meeting("esk", "Third", "2026-12-16 11:30", "2026-12-16 12:30")
    assert codes(BOARD, clash(), third) == ["DIA-01"] * 3


def test_the_copies_of_one_meeting_never_clash():
    copies = [copy(org, "Board") for org in ("cal", "wex")]
    assert codes(joint(*copies)) == []


class TestMasked:
    MASKED = {"title": "Busy (WEX)", "masked": True, "private": True}

    def test_a_masked_side_is_a_plain_overlap_whatever_the_other_is(self):
        cabinet = meeting("cal", "Cabinet", "2026-12-16 10:00", "2026-12-16 12:00", tier=1)
        (found,) = conflicts(cabinet, clash(**self.MASKED))
        assert found.code == "DIA-01"
        assert "clashes with Busy (WEX)" in found.message

    def test_a_tentative_open_side_makes_it_soft(self):
        tentative = meeting(
            "cal", "Cabinet", "2026-12-16 10:00", "2026-12-16 12:00", status=Status.TENTATIVE
        )
        assert codes(tentative, clash(**self.MASKED)) == ["DIA-03"]


class TestClockChange:
    """On 25 October 2026 clocks go back at 02:00, on 28 March 2027 forward at 01:00."""

    def test_an_hour_that_comes_twice_is_two_hours(self):
        window = Span(at("2026-10-25"), at("2026-10-26"))
        first = meeting("cal", "A", at("2026-10-25") + 3600, at("2026-10-25") + 7200)
        again = meeting("wex", "B", at("2026-10-25") + 7200, at("2026-10-25") + 10800)
        assert codes(first, again, window=window) == []

    def test_meetings_after_the_gap_are_judged_by_their_instants(self):
        window = Span(at("2027-03-28"), at("2027-03-29"))
        night = meeting("cal", "Night", "2027-03-28 00:30", "2027-03-28 02:30")
        hour = meeting("wex", "Hour", "2027-03-28 02:15", "2027-03-28 03:00")
        (found,) = conflicts(night, hour, window=window)
        assert found.end - found.start == 15 * 60
