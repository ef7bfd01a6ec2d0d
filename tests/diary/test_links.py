"""Two spellings of one call compare equal, two calls do not."""

import pytest

from jointdesk.diary.links import link_key

TEAMS = (
    "https://teams.microsoft.com/l/meetup-join/19%3ameeting_YWJj%40thread.v2/0?context=%7b%22Tid"
)


def test_a_teams_meeting_is_its_thread_whatever_the_context():
    assert link_key(TEAMS) == link_key(TEAMS.replace("%3a", ":").replace("%40", "@") + "x")


def test_safe_links_are_unwrapped():
    wrapped = (
        "https://eur01.safelinks.protection.outlook.com/ap/t-59584e83/?url="
        "https%3A%2F%2Fteams.microsoft.com%2Fl%2Fmeetup-join%2F19%253ameeting_YWJj%2540thread.v2"
        "%2F0&data=05%7C01"
    )
    assert link_key(wrapped) == link_key(TEAMS)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("https://zoom.us/j/91234567?pwd=abc", "https://us02web.zoom.us/j/91234567"),
        ("https://meet.google.com/abc-defg-hij?hs=1", "meet.google.com/abc-defg-hij"),
        ("https://calls.example/room/7/", "http://www.calls.example/room/7#top"),
        ("https://CALLS.example/room/7", "https://calls.example/room/7"),
    ],
)
def test_how_an_address_is_spelt_is_no_matter(a, b):
    assert link_key(a) == link_key(b)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("https://zoom.us/j/91234567", "https://zoom.us/j/91234568"),
        ("https://calls.example/room/a", "https://calls.example/room/A"),
        ("https://calls.example/join?id=1", "https://calls.example/join?id=2"),
        (TEAMS, TEAMS.replace("YWJj", "YWJk")),
    ],
)
def test_other_calls_differ(a, b):
    assert link_key(a) != link_key(b)


def test_no_link_has_no_key():
    assert link_key("") == ""
