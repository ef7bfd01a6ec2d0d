"""One booking in full, as it is read for a person: facts, fields, steps, times and clashes."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from jointdesk.domain.people import Audience
from jointdesk.operations.audiences import acting_person, audience_of
from jointdesk.store.reading import Reading
from jointdesk.viewmodels.booking_detail import read_clashes, read_sheet
from jointdesk.viewmodels.booking_entry import booking_ahead, given_words, orgs_offered
from jointdesk.viewmodels.booking_reading import count_waiting, read_bookings
from jointdesk.viewmodels.booking_rows import BookingDesk
from jointdesk.viewmodels.booking_sheet import Sheet, slot_words
from jointdesk.viewmodels.typed_slot import TypedSlot, shown_slot, typed_slot
from tests.bookings_desk import morning

__all__ = ["morning"]


@pytest.fixture
def reading(morning: Path) -> Iterator[Reading]:
    """The demo desk on its first morning, open for reading."""
    found = Reading(morning)
    yield found
    found.close()


@pytest.fixture
def tom(reading: Reading) -> Audience:
    """The council's PA."""
    return audience_of(reading, acting_person(reading, "Tom Adeyemi").id)


@pytest.fixture
def desk(reading: Reading, tom: Audience) -> BookingDesk:
    """What he sees of the bookings."""
    return read_bookings(reading, tom)


def sheet_of(reading: Reading, audience: Audience, title: str) -> Sheet:
    cards = read_bookings(reading, audience).cards
    found = read_sheet(reading, audience, next(c.id for c in cards if c.title.startswith(title)))
    assert found is not None
    return found


def test_the_facts_stand_at_the_head(reading: Reading, tom: Audience) -> None:
    sheet = sheet_of(reading, tom, "Fees")
    assert [(one.words, one.field) for one in sheet.chips] == [
        ("90 min", "minutes"),
        ("By Fri 8 Jan", "by"),
        ("Calderbourne Town Hall", "place"),
        ("4 people", "attendees"),
    ]
    assert sheet_of(reading, tom, "Board paper").chips[2].icon == "video"
    assert sheet_of(reading, tom, "Care home").chips[1].words == "Held to Wed 2 Dec"


def test_steps_follow_from_how_far_it_is(reading: Reading, tom: Audience) -> None:
    asked, held = sheet_of(reading, tom, "Fees"), sheet_of(reading, tom, "Care home")
    confirmed = sheet_of(reading, tom, "Reablement")
    assert asked.steps == ("find", "hold", "offer", "confirm", "decline", "remove")
    assert asked.next_step == "find"
    assert "free" in held.steps
    assert held.next_step == "offer"
    assert confirmed.steps == ("move", "decline")
    assert (confirmed.next_step, confirmed.is_open) == ("move", False)


def test_all_fields_are_there_but_what_steps_set(reading: Reading, tom: Audience) -> None:
    groups = sheet_of(reading, tom, "Fees").groups
    assert [one.name for one in groups] == [
        "What", "Who asks", "When", "Where", "Who must be there", "What may give way",
        "Who works on it",
    ]  # fmt: skip
    lines = {line.name: line for group in groups for line in group.lines}
    assert {"status", "start", "end", "options", "answers"}.isdisjoint(lines)
    assert lines["by"].text == "Fri 8 Jan 2027"
    assert lines["orgs"].text == "CAL, WEX"
    assert lines["owner"].text == "Tom Adeyemi"
    assert [one.words for one in lines["attendees"].parts["role"]] == ["Required", "Optional"]


def test_a_confirmed_time_is_among_the_times(reading: Reading, tom: Audience) -> None:
    (slot,) = sheet_of(reading, tom, "Reablement").slots
    assert (slot.words, slot.pill) == ("Tuesday 12 January, 14:00–15:00", "Confirmed")
    assert slot.spoken == "Time 1, Tuesday 12 January, 14:00–15:00, Confirmed"


def test_what_is_gone_or_hidden_has_no_sheet(reading: Reading, tom: Audience) -> None:
    assert read_sheet(reading, tom, "no such booking") is None


def test_clashes_are_named_as_the_person_may_know_them(
    reading: Reading, tom: Audience, desk: BookingDesk
) -> None:
    booking = desk.cards[0].booking
    times = [("2026-12-16T10:00", "2026-12-16T11:00"), ("2027-01-05T13:30", "2027-01-05T14:00")]
    found = read_clashes(reading, tom, booking, [*times, ("rubbish", ""), ("x", "y")])
    assert found["2026-12-16T10:00"].startswith("Clashes with ")
    assert found["2027-01-05T13:30"] == ""
    assert len(found) == 2


def test_those_who_wait_are_counted_for_each_person(reading: Reading, tom: Audience) -> None:
    assert count_waiting(reading, tom) == 3


def test_a_typed_line_is_understood_with_what_was_given_before(desk: BookingDesk) -> None:
    cal = next(one.id for one in desk.organisations if one.code == "CAL")
    plain = booking_ahead("Budget", [cal], {"minutes": 45}, desk)
    assert plain.fields == {"title": "Budget", "orgs": [cal], "minutes": 45}
    assert plain.words == "45 min"
    line = booking_ahead("Budget by 8 Jan 2027 @Town Hall", [cal], {"minutes": 45}, desk)
    assert line.fields["minutes"] == 45
    assert line.fields["place"] == "Calderbourne Town Hall"
    assert line.words.endswith("Enter adds it.")
    longer = booking_ahead("Budget 2 hours", [cal], {"minutes": 45}, desk)
    assert longer.fields["minutes"] == 120
    assert booking_ahead("  ", [cal], {}, desk).problem == "Say what it is for."
    invited = booking_ahead("Panel 30 min 40 min", [cal], {"title": "Panel 30 min 40 min"}, desk)
    assert (invited.problem, invited.fields["title"]) == ("", "Panel 30 min 40 min")
    unclear = booking_ahead("Budget 30 min 40 min", [cal], {}, desk)
    assert unclear.problem
    assert unclear.fields == {}


def test_whose_a_booking_can_be(desk: BookingDesk) -> None:
    names = [name for name, _ in orgs_offered(desk)]
    assert names == ["CAL", "WEX", "Joint: CAL and WEX", "ESK", "THO"]


def test_what_an_invitation_said_is_told(desk: BookingDesk) -> None:
    given = {
        "asked_by": "Regional\noffice", "minutes": 90, "online": True, "attendees": [{}, {}],
        "options": [{"start": "2027-01-05T13:30", "end": "2027-01-05T15:00"}],
    }  # fmt: skip
    assert given_words(given) == (
        "Asked by Regional office, Tuesday 5 January, 13:30–15:00, 90 min, online, 2 people"
    )
    assert given_words({}) == ""


def test_a_time_is_read_as_people_type_it(desk: BookingDesk) -> None:
    def read(day: str, clock: str) -> TypedSlot:
        return typed_slot(day, clock, 90, desk.today)

    assert read("tue 5 jan 2027", "13.30") == TypedSlot("2027-01-05T13:30", "2027-01-05T15:00")
    assert read("tomorrow", "23:00").end == "2026-12-02T00:30"
    assert read("", "") == TypedSlot()
    assert read("", "10:00").problem == "Say on which day."
    assert read("tomorrow", "").problem == "Say when."
    assert shown_slot("2027-01-05T13:30") == ("Tue 5 Jan 2027", "13:30")
    assert shown_slot("") == ("", "")
    assert slot_words("2027-01-05T13:30", "") == "Tuesday 5 January, 13:30"
    assert slot_words("nonsense", "") == ""
