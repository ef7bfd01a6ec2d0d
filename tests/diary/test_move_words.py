"""What became of a meeting is told with what it was and what it is."""

from datetime import UTC

import pytest

from jointdesk.diary.move_words import tell_move
from jointdesk.domain.moments import DAY, HOUR
from jointdesk.domain.moves import Looks, Move, MoveKind

TUESDAY = 1_796_083_200  # 2026-12-01, midnight
NINE = TUESDAY + 9 * HOUR
BOARD = Looks("Board", NINE, NINE + HOUR, False, "", "confirmed")
LATER = BOARD._replace(start=NINE + DAY, end=NINE + DAY + HOUR)
HALL = BOARD._replace(place="Town Hall")


def move(kind: MoveKind, before: Looks | None, after: Looks | None, *fields: str) -> Move:
    return Move(kind, "k-20261201", "c", "o", 3, before, after, fields)


@pytest.mark.parametrize(
    ("one", "told"),
    [
        (move(MoveKind.NEW, None, HALL), "New: Tue 1 Dec 09:00–10:00, Town Hall"),
        (move(MoveKind.NEW, None, BOARD), "New: Tue 1 Dec 09:00–10:00"),
        (move(MoveKind.GONE, HALL, None), "Gone: Tue 1 Dec 09:00–10:00"),
        (move(MoveKind.CANCELLED, BOARD, BOARD), "Cancelled: Tue 1 Dec 09:00–10:00"),
        (
            move(MoveKind.MOVED, BOARD, LATER, "time"),
            "Moved: Tue 1 Dec 09:00–10:00 → Wed 2 Dec 09:00–10:00",
        ),
        (
            move(MoveKind.MOVED, BOARD, LATER._replace(place="Hall"), "time", "place"),
            "Moved: Tue 1 Dec 09:00–10:00 → Wed 2 Dec 09:00–10:00, Hall",
        ),
        (
            move(MoveKind.PLACE, BOARD, HALL, "place"),
            "Other place: no place → Town Hall, Tue 1 Dec 09:00–10:00",
        ),
        (
            move(MoveKind.CHANGED, BOARD._replace(title="Old"), BOARD, "title", "people", "notes"),
            "Changed: was “Old”, who takes part and the notes → Tue 1 Dec 09:00–10:00",
        ),
        (
            move(MoveKind.CHANGED, BOARD, BOARD, "reply"),
            "Changed: the answer → Tue 1 Dec 09:00–10:00",
        ),
    ],
)
def test_what_happened_from_what_to_what(one: Move, told: str) -> None:
    words = tell_move(one, UTC)
    assert f"{words.what}: {words.change}" == told
    assert words.title == "Board"


@pytest.mark.parametrize(
    ("looks", "told"),
    [
        (BOARD._replace(start=TUESDAY, end=TUESDAY + DAY, all_day=True), "Tue 1 Dec"),
        (
            BOARD._replace(start=TUESDAY, end=TUESDAY + 2 * DAY, all_day=True),
            "Tue 1 Dec to Wed 2 Dec",
        ),
        (BOARD._replace(end=NINE), "Tue 1 Dec 09:00"),
        (BOARD._replace(end=NINE + DAY), "Tue 1 Dec 09:00–Wed 2 Dec 09:00"),
    ],
)
def test_times_are_told_in_one_line(looks: Looks, told: str) -> None:
    assert tell_move(move(MoveKind.GONE, looks, None), UTC).was == told


def test_of_a_series_it_is_told_how_often_and_of_no_title_that_it_has_none() -> None:
    nameless = BOARD._replace(title=" ")
    words = tell_move(move(MoveKind.GONE, nameless, None)._replace(times=6), UTC)
    assert (words.what, words.title) == ("Gone, 6 times", "No title")


def test_it_is_said_in_words_and_not_with_an_arrow() -> None:
    moved = tell_move(move(MoveKind.MOVED, BOARD, LATER, "time"), UTC)
    gone = tell_move(move(MoveKind.GONE, BOARD, None), UTC)
    assert moved.spoken == ("Moved, Board, from Tue 1 Dec 09:00–10:00 to Wed 2 Dec 09:00–10:00")
    assert gone.spoken == "Gone, Board, Tue 1 Dec 09:00–10:00"
