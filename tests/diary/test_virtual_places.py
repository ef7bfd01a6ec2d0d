"""Two servers word an online meeting's place in two ways; that is no drift."""

from jointdesk.diary.drift import drift_of
from jointdesk.domain.occurrences import Details, Occurrence, PlaceKind


def copy(
    org: str, place: str, kind: PlaceKind, link: str = "https://teams.example/1"
) -> Occurrence:
    details = Details(
        component_id=1,
        series_id=org,
        seen=1,
        collection_id=org,
        org_id=org,
        org_code=org.upper(),
        uid="board",
        title="Board",
        place=place,
        place_kind=kind,
        link=link,
    )
    return Occurrence(0, 3600, 1, 0, details)


def test_two_words_for_online_are_one_place():
    ours = copy("cal", "Microsoft Teams Meeting", PlaceKind.VIRTUAL)
    theirs = copy("wex", "Teams", PlaceKind.VIRTUAL)
    assert drift_of([ours, theirs]) == ()


def test_online_here_and_in_a_room_there_is_drift():
    ours = copy("cal", "Teams", PlaceKind.VIRTUAL)
    theirs = copy("wex", "Room 2", PlaceKind.UNKNOWN)
    assert drift_of([ours, theirs]) == ("place",)


def test_two_calls_are_told_apart_by_their_links():
    ours = copy("cal", "Teams", PlaceKind.VIRTUAL)
    theirs = copy("wex", "Teams", PlaceKind.VIRTUAL, link="https://teams.example/2")
    assert drift_of([ours, theirs]) == ("link",)
