"""Times, days and names as the window writes and says them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jointdesk.domain.organisations import Organisation, OrganisationKind
from jointdesk.viewmodels import words
from tests.sample_meetings import LONDON, MONDAY, ORGANISATIONS, day_of, moment

TUESDAY = day_of(1)


class TestForeignText:
    """Nothing that a calendar says can act on the text around it."""

    @pytest.mark.parametrize(
        ("text", "shown"),
        [
            ("Board", "Board"),
            ("  two\r\n lines\tand more ", "two lines and more"),
            ("<b>bold</b> & more", "<b>bold</b> & more"),
            ("abc\u202edcba\u202c", "abcdcba"),
            ("\u2066isolated\u2069", "isolated"),
            ("bell\x07and\x00nul", "bell and nul"),
            ("line\u2028and\u2029paragraph", "line and paragraph"),
            ("zero\u200bwidth", "zerowidth"),
            ("family \U0001f468\u200d\U0001f469", "family \U0001f468\u200d\U0001f469"),
            ("Łódź, שלום", "Łódź, שלום"),
            ("", ""),
        ],
    )
    def test_it_becomes_one_plain_line(self, text: str, shown: str) -> None:
        assert words.plain_line(text) == shown

    @given(st.text(max_size=3000))
    def test_no_text_is_ever_long_broken_or_directed(self, text: str) -> None:
        line = words.plain_line(text)
        assert len(line) <= 500
        assert not set(line) & set("\n\r\t\v\f\x00\u2028\u2029\u202a\u202b\u202d\u202e\u2066\u2067")
        assert line == line.strip()

    @given(st.text(max_size=400))
    def test_a_plain_line_stays_as_it_is(self, text: str) -> None:
        line = words.plain_line(text)
        assert words.plain_line(line) == line


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


def test_days_have_short_and_long_names() -> None:
    assert words.short_day(TUESDAY) == "Tue 15 Dec"
    assert words.long_day(TUESDAY) == "Tuesday 15 December"
    assert words.month_name(TUESDAY) == "December 2026"


def test_lists_and_counts_read_as_prose() -> None:
    assert words.listed([]) == ""
    assert words.listed(["A"]) == "A"
    assert words.listed(["A", "B", "C"]) == "A, B and C"
    assert words.counted(1, "meeting") == "1 meeting"
    assert words.counted(2, "body", "bodies") == "2 bodies"
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
