"""Which known site a place is, or that one need not go anywhere."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jointdesk.diary.places import PlaceBook
from jointdesk.domain.occurrences import PlaceKind
from jointdesk.domain.sites import Site

BOOK = PlaceBook(
    [
        Site("s1", "Calderbourne Town Hall", aliases=("Town Hall", "TH")),
        Site("s2", "Wexmere House, ICB HQ"),
        Site("s3", "Town Hall"),
    ]
)


@pytest.mark.parametrize(
    "place",
    ["Town Hall", "town  hall", "TOWN HALL.", "TH", "Calderbourne Town Hall", "(Town Hall)"],
)
def test_a_site_is_known_by_name_or_alias_after_normalising(place):
    assert BOOK.resolve(place) == (PlaceKind.SITE, "s1")


def test_the_first_of_two_sites_with_one_name_counts():
    assert BOOK.resolve("Town Hall")[1] == "s1"


def test_punctuation_within_a_name_is_no_matter():
    assert BOOK.resolve("Wexmere House ICB HQ") == (PlaceKind.SITE, "s2")


@pytest.mark.parametrize(
    "place", ["TBC", "Town Hall Annexe", "Room 12", "10 High Street", "Meeting", "Phoneix House"]
)
def test_any_other_place_is_unknown_never_near(place):
    assert BOOK.resolve(place) == (PlaceKind.UNKNOWN, "")


@pytest.mark.parametrize(
    "place",
    [
        "Microsoft Teams Meeting",
        "MS Teams",
        "Teams",
        "Zoom",
        "Zoom (link to follow)",
        "https://zoom.us/j/91234567",
        "Zoom https://zoom.example/j/91234567",
        "https://teams.microsoft.com/l/meetup-join/19%3ameeting_x%40thread.v2/0",
        "meet.google.com/abc-defg-hij",
        "Google Meet",
        "www.example.org/join",
        "Webex",
        "by phone",
        "Telephone",
        "Conference call",
        "Online",
        "Virtual",
        "01234 567890",
        "+44 20 7946 0000",
        "(020) 7946 0000",
        "Tel: 01234 567890",
        "Dial in 0207 946 0000 PIN 1234#",
    ],
)
def test_a_link_a_calling_service_or_a_telephone_number_is_virtual(place):
    assert BOOK.resolve(place) == (PlaceKind.VIRTUAL, "")


@pytest.mark.parametrize("place", ["", " ", "\n"])
def test_no_place_is_neither_in_person_nor_virtual(place):
    assert BOOK.resolve(place) == (PlaceKind.NONE, "")


@pytest.mark.parametrize(
    "place",
    [
        "Town Hall; Microsoft Teams Meeting",
        "Microsoft Teams Meeting; Town Hall",
        "Town Hall or Teams",
        "Town Hall https://teams.microsoft.com/l/meetup-join/x",
    ],
)
def test_of_a_site_and_a_call_one_must_go_to_the_site(place):
    assert BOOK.resolve(place) == (PlaceKind.SITE, "s1")


def test_of_an_unknown_place_and_a_call_one_must_go_to_the_unknown_place():
    assert BOOK.resolve("Room 4; Microsoft Teams Meeting") == (PlaceKind.UNKNOWN, "")


def test_a_site_may_be_named_like_a_service():
    book = PlaceBook([Site("z", "Zoom")])
    assert book.resolve("Zoom") == (PlaceKind.SITE, "z")


def test_a_place_that_is_no_text_but_signs_is_unknown():
    assert BOOK.resolve(";;") == (PlaceKind.UNKNOWN, "")


@pytest.mark.parametrize("piece", [" ", "1 ", "a-", "(", "zoom.", "; "])
def test_a_very_long_place_is_resolved_at_once(piece):
    assert BOOK.resolve(piece * 100_000)[1] == ""


@given(st.text())
def test_any_text_resolves(place):
    kind, site_id = BOOK.resolve(place)
    assert (kind is PlaceKind.SITE) == bool(site_id)
