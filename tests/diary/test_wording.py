"""Conflicts in words: plain, short, and harmless whatever a calendar says."""

import pytest

from jointdesk.diary import words
from jointdesk.domain.occurrences import PlaceKind, Status
from tests.diary.building import LONDON, all_day, at, conflicts, copy, joint, meeting

CABINET = ("cal", "Cabinet", "2026-12-16 10:00", "2026-12-16 12:00")
BOARD = ("wex", "ICB Board", "2026-12-16 10:00", "2026-12-16 12:30")


def message(*meetings) -> str:
    (found,) = conflicts(*meetings)
    return found.message


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [
        (
            {},
            {},
            "Cabinet (CAL) and ICB Board (WEX) overlap for 2 hours on Wed 16 Dec at 10:00",
        ),
        (
            {"tier": 1},
            {"tier": 1},
            "Cabinet (CAL) and ICB Board (WEX), both protected,"
            " overlap for 2 hours on Wed 16 Dec at 10:00",
        ),
        (
            {"tier": 1},
            {},
            "ICB Board (WEX) overlaps Cabinet (CAL), which is protected,"
            " for 2 hours on Wed 16 Dec at 10:00",
        ),
        (
            {},
            {"status": Status.TENTATIVE},
            "Cabinet (CAL) and ICB Board (WEX, tentative) overlap"
            " for 2 hours on Wed 16 Dec at 10:00",
        ),
        (
            {"optional": True},
            {"status": Status.HOLD},
            "Cabinet (CAL, optional) and ICB Board (WEX, hold) overlap"
            " for 2 hours on Wed 16 Dec at 10:00",
        ),
    ],
)
def test_an_overlap_says_who_how_long_and_when(ours, theirs, expected):
    assert message(meeting(*CABINET, **ours), meeting(*BOARD, **theirs)) == expected


def test_a_masked_side_is_what_the_other_clashes_with():
    masked = meeting("wex", "Busy (WEX)", *BOARD[2:], masked=True, private=True)
    assert message(meeting(*CABINET), masked) == (
        "Cabinet (CAL) clashes with Busy (WEX) for 2 hours on Wed 16 Dec at 10:00"
    )


def test_a_joint_meeting_has_both_codes():
    both = joint(copy(*CABINET), copy("wex", *CABINET[1:]))
    assert message(both, meeting(*BOARD)).startswith("Cabinet (CAL, WEX) and ICB Board (WEX)")


def test_too_little_time_says_where_how_long_and_between_what():
    there = meeting("wex", "Board", "2026-12-16 12:15", "2026-12-16 13:00", site_id="s3")
    assert message(meeting(*CABINET, site_id="s1"), there) == (
        "15 minutes between Cabinet (CAL) and Board (WEX) on Wed 16 Dec at 12:15 is too short:"
        " Town Hall to Wexmere House takes 30, with 5 to spare"
    )


def test_a_changeover_says_what_comes_after_what():
    call = {"place": "Teams", "place_kind": PlaceKind.VIRTUAL}
    soon = meeting("wex", "Call", "2026-12-16 12:05", "2026-12-16 13:00", **call)
    assert message(meeting(*CABINET), soon) == (
        "Call (WEX) starts 5 minutes after Cabinet (CAL) ends, on Wed 16 Dec at 12:05"
    )
    at_once = meeting("wex", "Call", "2026-12-16 12:00", "2026-12-16 13:00", **call)
    assert message(meeting(*CABINET), at_once) == (
        "Call (WEX) starts as soon as Cabinet (CAL) ends, on Wed 16 Dec at 12:00"
    )


def test_an_unknown_place_says_what_is_near():
    tbc = {"place": "TBC", "place_kind": PlaceKind.UNKNOWN}
    visit = meeting("wex", "Visit", "2026-12-16 13:30", "2026-12-16 14:00", **tbc)
    assert message(meeting(*CABINET, site_id="s1"), visit) == (
        "“TBC” is not a known site: Visit (WEX) on Wed 16 Dec at 13:30"
        " is 1 hour 30 minutes after Cabinet (CAL)"
    )


def test_drift_says_what_each_copy_says():
    copies = [
        copy("cal", site_id="s1", link="https://zoom.us/j/1234567"),
        copy("wex", site_id="s2", status=Status.CANCELLED),
    ]
    both = joint(*copies, drift=("place", "link", "cancelled", "reply"))
    assert message(both) == (
        "The copies of Board (CAL, WEX) on Wed 16 Dec differ: CAL Town Hall, WEX Civic Annexe;"
        " CAL has a link, WEX has no link; CAL not cancelled, WEX cancelled;"
        " CAL reply none, WEX reply none"
    )


def test_drift_of_time_names_a_day_only_where_it_is_another():
    copies = [
        copy("cal"),
        copy("wex", start="2026-12-17 10:00", end="2026-12-17 11:00"),
    ]
    assert message(joint(*copies, drift=("time",))) == (
        "The copies of Board (CAL, WEX) on Wed 16 Dec differ:"
        " CAL 10:00–11:00, WEX Thu 17 Dec 10:00–11:00"
    )
    whole_days = [all_day("cal", "Fair", "2026-12-16"), all_day("wex", "Fair", "2026-12-17")]
    told = message(joint(*(day.preferred for day in whole_days), drift=("time",)))
    assert told.endswith("CAL all day, WEX Thu 17 Dec all day")


def test_drift_of_two_links_does_not_show_them():
    links = ("https://zoom.us/j/1234567", "https://zoom.us/j/7654321")
    copies = [copy(org, link=link) for org, link in zip(("cal", "wex"), links, strict=True)]
    told = message(joint(*copies, drift=("link",)))
    assert told.endswith("differ: not the same link")


def test_leave_says_where_it_is_missing_and_what_is_booked():
    away = all_day("wex", "Leave", "2026-12-21", leave=True)
    assert message(away) == "Leave on Mon 21 Dec is in the WEX diary but not in the CAL diary"
    board = meeting("cal", "Board", "2026-12-21 10:00", "2026-12-21 11:00")
    assert message(away, board).endswith("; 1 meeting is booked then")


def test_two_sites_nobody_timed_are_named():
    there = meeting("wex", "Visit", "2026-12-16 13:00", "2026-12-16 14:00", site_id="s4")
    assert message(meeting(*CABINET, site_id="s1"), there) == (
        "The travel time from Town Hall to Health Centre is not known: Cabinet (CAL),"
        " then Visit (WEX) on Wed 16 Dec at 13:00"
    )


def test_a_bare_title_is_not_given_two_codes():
    told = message(meeting(*CABINET), meeting("wex", "Busy (WEX)", *BOARD[2:]))
    assert told.startswith("Cabinet (CAL) and Busy (WEX) overlap")


def test_an_untitled_meeting_is_called_busy():
    assert "Busy (CAL) and Lunch (WEX) overlap" in message(
        meeting("cal", ""), meeting("wex", "Lunch")
    )


@pytest.mark.parametrize(
    ("minutes", "told"),
    [
        (0, "0 minutes"),
        (1, "1 minute"),
        (60, "1 hour"),
        (90, "1 hour 30 minutes"),
        (121, "2 hours 1 minute"),
    ],
)
def test_lengths_in_words(minutes, told):
    assert words.length(minutes) == told


def test_moments_are_local_and_do_not_depend_on_the_systems_language():
    assert words.moment(at("2026-07-01 09:05"), LONDON) == "Wed 1 Jul at 09:05"
