"""The line of a booking: the examples of docs/typed-entry.md, and what holds for any line."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jointdesk.domain.bookings import BOOKING, LONGEST
from jointdesk.domain.items import Item
from jointdesk.operations.typed_booking import booking_longhand, booking_sentence
from jointdesk.operations.typed_bookings import read_booking
from tests.operations.test_typed_entry import _SETTING as SETTING

_PAGE = Path(__file__).parents[2] / "docs" / "typed-entry.md"
_OWN = ("o1",)


def examples() -> list[tuple[str, str, bool]]:
    """Return line, what is said of it and whether it is refused, for each example of the page."""
    found, is_refused = [], False
    page = _PAGE.read_text(encoding="utf-8").split("# Examples of bookings")[1]
    for line in page.splitlines():
        if line.startswith("## "):
            is_refused = line.endswith("refused")
        if row := re.fullmatch(r"\| `(.+?)` \| (.+) \|", line):
            found.append((row[1], row[2], is_refused))
    return found


_EXAMPLES = examples()
_RIGHT = [line for line, _, is_refused in _EXAMPLES if not is_refused]


def test_there_are_enough_examples_with_wrong_ones_among_them() -> None:
    assert len(_EXAMPLES) >= 70
    assert len(_EXAMPLES) - len(_RIGHT) >= 25


@pytest.mark.parametrize(("line", "said", "is_refused"), _EXAMPLES)
def test_an_example_is_read_as_the_page_says(line: str, said: str, is_refused: bool) -> None:
    reading = read_booking(line, SETTING, _OWN)
    assert (reading.booking is None) == is_refused
    if reading.booking is None:
        assert " ".join(reading.problems) == said
    else:
        assert booking_sentence(reading.booking, SETTING) == said


@pytest.mark.parametrize("line", _RIGHT)
def test_a_booking_written_out_in_longhand_is_read_as_the_same(line: str) -> None:
    booking = read_booking(line, SETTING, _OWN).booking
    assert booking is not None
    again = read_booking(booking_longhand(booking, SETTING), SETTING)
    assert again.booking == booking
    assert not again.problems


@pytest.mark.parametrize("line", _RIGHT)
def test_what_a_line_says_is_a_booking_as_it_is_stored(line: str) -> None:
    typed = read_booking(line, SETTING, _OWN).booking
    assert typed is not None
    booking = BOOKING.of(Item("id", BOOKING.name, "", 0, typed.fields))
    assert (booking.title, booking.orgs, booking.minutes) == (
        typed.title, typed.orgs, typed.minutes,
    )  # fmt: skip
    assert (booking.after, booking.by) == (typed.after, typed.by)
    assert [(one.start, one.end) for one in booking.options] == ([typed.slot] if typed.slot else [])


def test_words_that_may_be_meant_otherwise_are_told() -> None:
    assert read_booking("Lessons from audit 60 min", SETTING, _OWN).notes == (
        '“from audit” is left in the title; “from "audit"” says who asks.',
    )
    assert read_booking("Review of online safety 60 min", SETTING, _OWN).notes == (
        "“online” is left in the title; “@online” says where it is.",
    )


def test_a_line_without_an_organisation_asks_whose_it_is() -> None:
    reading = read_booking("Fees 45 min", SETTING)
    assert reading.problems == ("Say whose it is: /CAL or /WEX, or /both.",)


def test_a_line_that_is_too_long_is_refused() -> None:
    reading = read_booking("Fees " * 1000, SETTING, _OWN)
    assert reading.problems == ("A line has at most 2,000 characters.",)


_WORDS = st.lists(
    st.sampled_from(
        "Fees by from after before on between and next week in January 4 8 Jan Fri Thu 45 min 1h30"
        ' @Town Hall @"x" @online online /CAL /WEX /both /x !private !hold 14:00 2-3pm until within'
        ' 2 weeks Cllr Stott <a@b.uk> a@b.uk "q" , ; ( ) - – . the end of month until Christmas'
        " today tomorrow".split(" ")
    )
    | st.text(max_size=6),
    max_size=14,
)


@settings(deadline=None, max_examples=200)
@given(_WORDS)
def test_any_line_gives_a_sound_booking_or_says_why_not(words: list[str]) -> None:
    reading = read_booking(" ".join(words), SETTING, _OWN)
    if reading.booking is None:
        assert reading.problems
        return
    booking = reading.booking
    assert booking.title
    assert 0 < booking.minutes <= LONGEST
    assert not (booking.after and booking.by) or booking.after <= booking.by
    assert booking_sentence(booking, SETTING)
    assert read_booking(booking_longhand(booking, SETTING), SETTING).booking == booking
