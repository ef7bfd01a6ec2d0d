"""Times, days and names as the window writes and says them."""

from datetime import date

import pytest

from jointdesk.domain.organisations import Organisation, OrganisationKind
from jointdesk.viewmodels import words
from tests.sample_meetings import LONDON, MONDAY, ORGANISATIONS, day_of, moment

TUESDAY = day_of(1)


@pytest.mark.parametrize(
    ("day", "start", "end", "shown"),
    [
        (TUESDAY, "14:00", "16:00", "14:00–16:00"),
        (TUESDAY, "14:00", "14:00", "14:00"),
        (TUESDAY, "22:00", "25:00", "22:00–Wed 01:00"),
        (TUESDAY, "22:00", "24:00", "22:00–24:00"),
        (day_of(2), "22:00", "25:00", "Tue 22:00–01:00"),
        (TUESDAY, "9:00", f"{24 * 12}:00", "09:00–Sun 27 Dec 00:00"),
    ],
)
def test_times_say_the_day_where_it_is_another(day: date, start: str, end: str, shown: str) -> None:
    span = moment(TUESDAY, start), moment(TUESDAY, end)
    assert words.span_times(*span, LONDON, day) == shown


def test_a_span_is_spoken_and_written_with_its_day() -> None:
    span = moment(TUESDAY, "14:00"), moment(TUESDAY, "16:00")
    assert words.spoken_span(*span, LONDON) == "Tuesday 15 December 14:00 to 16:00"
    assert words.written_span(*span, LONDON) == "Tuesday 15 December, 14:00–16:00"
    night = moment(TUESDAY, "22:00"), moment(TUESDAY, "25:00")
    assert words.spoken_span(*night, LONDON) == (
        "Tuesday 15 December 22:00 to Wednesday 16 December 01:00"
    )


@pytest.mark.parametrize(
    ("first", "last", "spoken"),
    [
        (day_of(3), day_of(3), "Thursday 17 December"),
        (day_of(3), day_of(4), "Thursday 17 to Friday 18 December"),
        (date(2026, 12, 31), date(2027, 1, 1), "Thursday 31 December to Friday 1 January"),
    ],
)
def test_days_are_spoken_together(first: date, last: date, spoken: str) -> None:
    assert words.day_span(first, last) == spoken


@pytest.mark.parametrize(
    ("first", "last", "name", "year"),
    [
        (MONDAY, day_of(6), "14–20 December", "2026"),
        (date(2026, 11, 30), date(2026, 12, 6), "30 November – 6 December", "2026"),
        (date(2026, 12, 28), date(2027, 1, 3), "28 December 2026 – 3 January", "2027"),
        (MONDAY, MONDAY, "Monday 14 December", "2026"),
    ],
)
def test_a_range_has_a_title(first: date, last: date, name: str, year: str) -> None:
    assert words.range_name(first, last) == (name, year)


def test_a_month_has_its_year() -> None:
    assert words.month_name(TUESDAY) == "December 2026"


def test_only_parts_that_say_something_are_joined() -> None:
    assert words.joined(["a", "", "b"]) == "a, b"


class TestShortNames:
    """What people call each body."""

    def test_words_for_the_kind_of_body_are_left_out(self) -> None:
        assert words.short_names(ORGANISATIONS) == {
            "cal": "Calderbourne",
            "wex": "Wexmere",
            "esk": "Eskmoor",
            "tho": "Thornhallow",
        }

    def test_two_bodies_of_one_place_keep_their_whole_names(self) -> None:
        council = Organisation("a", "A", "Ash Council", OrganisationKind.COUNCIL)
        trust = Organisation("b", "B", "NHS Ash Trust", OrganisationKind.TRUST)
        assert words.short_names([council, trust]) == {"a": "Ash Council", "b": "NHS Ash Trust"}

    def test_a_name_of_nothing_else_stays(self) -> None:
        council = Organisation("a", "A", "County Council", OrganisationKind.COUNCIL)
        assert words.short_names([council]) == {"a": "County Council"}
