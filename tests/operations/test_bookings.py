"""Bookings from asked to done: each step one action, seen by whom it may be seen by."""

from collections.abc import Callable

import pytest

from jointdesk.domain.bookings import BOOKING, Booking
from jointdesk.domain.errors import NotFoundError, WrongUseError
from jointdesk.domain.items import Json
from jointdesk.domain.people import Audience
from jointdesk.operations import bookings
from jointdesk.operations.audiences import actor_of
from jointdesk.operations.booking_lists import booking_detail, list_bookings
from jointdesk.operations.booking_notes import note_booking, see_booking
from jointdesk.operations.booking_templates import list_templates, with_template
from jointdesk.operations.history import item_history
from jointdesk.operations.naming import Names
from jointdesk.operations.search import search_records
from jointdesk.operations.undo import undo
from jointdesk.store.items import find_item
from jointdesk.store.records import find_record
from tests.operations.event_desk import EventDesk, diary

__all__ = ["diary"]

Add = Callable[..., str]


@pytest.fixture
def add(diary: EventDesk) -> Add:
    """Add a booking as the council's PA and return its id."""

    def add(title: str = "Fees", **fields: Json) -> str:
        given: dict[str, Json] = {"title": title, "orgs": [diary.orgs["CAL"]], **fields}
        return bookings.add_booking(diary.desk, diary.people["CAL"], given)

    return add


def stored(diary: EventDesk, booking_id: str) -> Booking:
    found = find_record(diary.desk.connection, BOOKING, booking_id)
    assert found is not None
    return found


def labels(diary: EventDesk, item: str, code: str = "CAL") -> list[str]:
    return [one.label for one in item_history(diary.desk, diary.audience(code), item)]


# Adding and changing


def test_a_booking_was_asked_for_today_and_waits_for_a_time(diary: EventDesk, add: Add) -> None:
    booking = stored(diary, add())
    assert (booking.status, str(booking.asked_on), booking.minutes) == ("asked", "2026-11-30", 60)
    (row,) = list_bookings(diary.desk, diary.audience("CAL"), diary.now)
    assert (row.standing.state, row.standing.move) == ("asked", "mine")
    assert labels(diary, booking.id) == ["Added the booking “Fees”"]


def test_without_an_organisation_it_is_of_the_one_that_a_pa_has_a_seat_in(diary: EventDesk) -> None:
    made = bookings.add_booking(diary.desk, diary.people["WEX"], {"title": "Fees"})
    assert stored(diary, made).orgs == (diary.orgs["WEX"],)
    with pytest.raises(WrongUseError, match="whose booking"):
        bookings.add_booking(diary.desk, diary.director, {"title": "Fees"})


def test_times_that_come_with_it_are_its_options(diary: EventDesk, add: Add) -> None:
    slot: Json = {"start": "2026-12-07T10:00", "end": "2026-12-07T11:00"}
    booking = stored(diary, add(options=[slot]))
    assert booking.status == "options"
    assert [one.start for one in booking.options] == ["2026-12-07T10:00"]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"title": " "}, "needs a title"),
        ({"minutes": 0}, "at least a minute"),
        ({"minutes": 1441}, "at most a day"),
        ({"after": "2026-12-08", "by": "2026-12-07"}, "before its first"),
        ({"status": "held"}, "not set by hand"),
        ({"start": "2026-12-07T10:00"}, "“confirm” and “move” do that"),
        ({"declined_because": "x"}, "“decline”"),
        ({"options": [{"start": "soon", "end": "later"}]}, "a start and an end"),
        ({"options": [{"start": "2026-12-07T10:00", "end": "2026-12-07T09:00"}]}, "a start and"),
    ],
)
def test_what_makes_no_sense_is_refused(
    diary: EventDesk, add: Add, fields: dict[str, Json], said: str
) -> None:
    with pytest.raises(WrongUseError, match=said):
        add(**{"title": "Fees", **fields})
    kept = add()
    with pytest.raises(WrongUseError, match=said):
        bookings.edit_booking(diary.desk, diary.people["CAL"], diary.audience("CAL"), kept, fields)
    assert list_bookings(diary.desk, diary.audience(), diary.now)[0].booking == stored(diary, kept)


def test_what_steps_say_cannot_be_taken_away_by_hand(diary: EventDesk, add: Add) -> None:
    booking = add(options=[{"start": "2026-12-07T10:00", "end": "2026-12-07T11:00"}])
    with pytest.raises(WrongUseError, match="not set by hand"):
        bookings.edit_booking(
            diary.desk, diary.people["CAL"], diary.audience("CAL"), booking, {"status": None}
        )


def test_fields_change_and_the_history_says_so(diary: EventDesk, add: Add) -> None:
    made = add()
    done = bookings.edit_booking(
        diary.desk, diary.people["CAL"], diary.audience("CAL"), made, {"title": "Fees 2027"}
    )
    assert done == bookings.BookingDone(made)
    assert stored(diary, made).title == "Fees 2027"
    assert labels(diary, made)[-1] == "Changed the booking “Fees 2027”"


# Who sees it


def test_a_booking_kept_to_a_body_is_not_there_for_the_other(diary: EventDesk, add: Add) -> None:
    made = add("Hush", visibility="own_org", asked_by="Cllr Quiet")
    other, audience = diary.people["WEX"], diary.audience("WEX")
    assert list_bookings(diary.desk, audience, diary.now) == []
    assert search_records(diary.desk, audience, "hush") == []
    assert [one.type for one in search_records(diary.desk, diary.audience("CAL"), "quiet")] == [
        "booking"
    ]
    with pytest.raises(NotFoundError):
        booking_detail(diary.desk, audience, made, diary.now)
    with pytest.raises(NotFoundError):
        Names(diary.desk, audience).id_of("booking", "Hush")
    with pytest.raises(NotFoundError):
        item_history(diary.desk, audience, made)
    for step in (
        lambda: bookings.edit_booking(diary.desk, other, audience, made, {"title": "x"}),
        lambda: bookings.keep_options(diary.desk, other, audience, made, ["2026-12-07T10:00"]),
        lambda: bookings.offer_booking(diary.desk, other, audience, made, ["2026-12-07T10:00"]),
        lambda: bookings.answer_booking(diary.desk, other, audience, made, "X", "yes"),
        lambda: bookings.remove_booking(diary.desk, other, audience, made),
        lambda: note_booking(diary.desk, other, audience, made, "Hello"),
        lambda: see_booking(diary.desk, other, audience, made),
    ):
        with pytest.raises(NotFoundError):
            step()
    assert Names(diary.desk, diary.audience()).id_of("booking", "hush") == made


def test_who_works_on_it_sees_it_though_it_is_another_bodys(diary: EventDesk, add: Add) -> None:
    made = add("Hush", visibility="own_org", owner=diary.people["WEX"].person_id)
    (row,) = list_bookings(diary.desk, diary.audience("WEX"), diary.now)
    assert (row.booking.id, row.standing.move) == (made, "mine")


def test_nobody_can_put_a_booking_where_they_would_not_see_it(diary: EventDesk) -> None:
    fields: dict[str, Json] = {
        "title": "Hush", "orgs": [diary.orgs["CAL"]], "visibility": "own_org",
    }  # fmt: skip
    with pytest.raises(WrongUseError, match="Only that organisation"):
        bookings.add_booking(diary.desk, diary.people["WEX"], fields)
    both: dict[str, Json] = {**fields, "orgs": [*diary.orgs.values()]}
    with pytest.raises(WrongUseError, match="joint"):
        bookings.add_booking(diary.desk, diary.people["CAL"], both)


def test_who_may_see_it_changes_for_good_with_what_is_said_of_it(
    diary: EventDesk, add: Add
) -> None:
    made, pa, audience = add(), diary.people["CAL"], diary.audience("CAL")
    said = note_booking(diary.desk, pa, audience, made, "Between us")
    done = bookings.edit_booking(diary.desk, pa, audience, made, {"visibility": "own_org"})
    assert done.notes == ("Who may see it cannot be undone: set it again.",)
    own = f"org:{diary.orgs['CAL']}"
    for item_id in (made, said):
        item = find_item(diary.desk.connection, item_id)
        assert item is not None
        assert item.stream == own
    assert list_bookings(diary.desk, diary.audience("WEX"), diary.now) == []
    with pytest.raises(NotFoundError):
        item_history(diary.desk, diary.audience("WEX"), made)
    bookings.edit_booking(diary.desk, pa, audience, made, {"visibility": "all"})
    (row,) = list_bookings(diary.desk, diary.audience("WEX"), diary.now)
    assert row.comments == 1


# Options, offers, answers


def test_options_are_numbered_and_keep_their_numbers_while_offered(
    diary: EventDesk, add: Add
) -> None:
    made, pa, audience = add(minutes=90), diary.people["CAL"], diary.audience("CAL")
    first = ["2026-12-07T10:00", "2026-12-08T10:00/2026-12-08T11:00"]
    options = bookings.keep_options(diary.desk, pa, audience, made, first)
    assert [one.end[11:] for one in options] == ["11:30", "11:00"]
    bookings.offer_booking(diary.desk, pa, audience, made, ["2"])
    again = bookings.keep_options(diary.desk, pa, audience, made, ["2026-12-09T14:00"])
    assert [(one.start[:10], bool(one.offered_on)) for one in again] == [
        ("2026-12-08", True), ("2026-12-09", False),
    ]  # fmt: skip
    assert labels(diary, made)[1:] == [
        "Found two times for “Fees”",
        "Offered a time for “Fees”",
        "Found a time for “Fees”",
    ]
    assert stored(diary, made).status == "offered"


def test_no_options_found_leave_it_asked_for(diary: EventDesk, add: Add) -> None:
    made, pa, audience = add(), diary.people["CAL"], diary.audience("CAL")
    bookings.keep_options(diary.desk, pa, audience, made, ["2026-12-07T10:00"])
    assert stored(diary, made).status == "options"
    assert bookings.keep_options(diary.desk, pa, audience, made, []) == ()
    assert stored(diary, made).status == "asked"


@pytest.mark.parametrize(
    ("slot", "said"),
    [
        ("1", "has no option 1: find times"),
        ("soon", "is not a time"),
        ("2026-12-07", "at what time"),
        ("2026-12-07T10:00/2026-12-07T10:00", "end before"),
    ],
)
def test_a_slot_that_is_none_is_refused(diary: EventDesk, add: Add, slot: str, said: str) -> None:
    made = add()
    with pytest.raises(WrongUseError, match=said):
        bookings.offer_booking(diary.desk, diary.people["CAL"], diary.audience("CAL"), made, [slot])


def test_an_option_that_is_not_there_is_refused(diary: EventDesk, add: Add) -> None:
    made, pa, audience = add(), diary.people["CAL"], diary.audience("CAL")
    bookings.keep_options(diary.desk, pa, audience, made, ["2026-12-07T10:00"])
    for slot in ("0", "2"):
        with pytest.raises(WrongUseError, match="there are 1 to 1"):
            bookings.offer_booking(diary.desk, pa, audience, made, [slot])
    with pytest.raises(WrongUseError, match="which times are offered"):
        bookings.offer_booking(diary.desk, pa, audience, made)


def test_answers_are_noted_and_the_last_one_counts(diary: EventDesk, add: Add) -> None:
    made, pa, audience = add(), diary.people["CAL"], diary.audience("CAL")
    bookings.keep_options(diary.desk, pa, audience, made, ["2026-12-07T10:00"])
    for answer, slot in (("perhaps", "1"), ("Yes", "1"), ("no", "")):
        bookings.answer_booking(diary.desk, pa, audience, made, "Cllr Stott", answer, slot)
    assert [(one.answer, one.start) for one in stored(diary, made).answers] == [
        ("accepted", "2026-12-07T10:00"), ("declined", ""),
    ]  # fmt: skip
    assert labels(diary, made)[-1] == "Noted the answer of Cllr Stott for “Fees”"
    with pytest.raises(WrongUseError, match="no answer"):
        bookings.answer_booking(diary.desk, pa, audience, made, "X", "maybe")
    with pytest.raises(WrongUseError, match="whose answer"):
        bookings.answer_booking(diary.desk, pa, audience, made, " ", "yes")


# What people say


def test_a_hand_over_makes_it_the_others_move_until_they_act(diary: EventDesk, add: Add) -> None:
    made, pa, audience = add(), diary.people["CAL"], diary.audience("CAL")
    dev = diary.people["WEX"]
    note_booking(diary.desk, pa, audience, made, "Please find it", dev.person_id, hand_over=True)
    moves = {
        code: list_bookings(diary.desk, diary.audience(code), diary.now)[0].standing.move
        for code in ("CAL", "WEX")
    }
    assert moves == {"CAL": "waiting", "WEX": "mine"}
    assert labels(diary, made)[-1] == "Handed “Fees” over to PA WEX"
    only = list_bookings(diary.desk, audience, diary.now, only="waiting")
    assert [one.booking.id for one in only] == [made]
    bookings.keep_options(diary.desk, dev, diary.audience("WEX"), made, ["2026-12-07T10:00"])
    assert stored(diary, made).waiting_for is None


def test_what_is_said_is_unseen_until_the_other_has_seen_it(diary: EventDesk, add: Add) -> None:
    made, audience = add(), diary.audience("CAL")
    pa = actor_of(diary.desk, diary.people["CAL"].person_id, diary.now)
    note_booking(diary.desk, pa, audience, made, "Any time will do")
    assert list_bookings(diary.desk, audience, diary.now)[0].unseen == 0
    assert list_bookings(diary.desk, diary.audience("WEX"), diary.now)[0].unseen == 1
    see_booking(diary.desk, diary.people["WEX"], diary.audience("WEX"), made)
    detail = booking_detail(diary.desk, diary.audience("WEX"), made, diary.now)
    assert (detail.row.unseen, [one.text for one in detail.comments]) == (0, ["Any time will do"])
    assert [one.person for one in detail.receipts] == [diary.people["WEX"].person_id]
    note = item_history(diary.desk, audience, detail.comments[0].id)[0]
    assert (note.author, note.on_behalf_of) == (pa.person_id, "")


def test_a_comment_says_something_to_somebody_who_may_read_it(diary: EventDesk, add: Add) -> None:
    made, pa, audience = add(visibility="own_org"), diary.people["CAL"], diary.audience("CAL")
    with pytest.raises(WrongUseError, match="Say something"):
        note_booking(diary.desk, pa, audience, made, "  ")
    with pytest.raises(WrongUseError, match="to whom"):
        note_booking(diary.desk, pa, audience, made, "Go on", hand_over=True)
    with pytest.raises(WrongUseError, match="may not see this booking"):
        note_booking(diary.desk, pa, audience, made, "Go on", diary.people["WEX"].person_id)
    note_booking(diary.desk, pa, audience, made, "To the boss", diary.director.person_id)


# Lists


def test_the_list_has_open_bookings_first_and_those_that_are_asked_for(
    diary: EventDesk, add: Add
) -> None:
    old, new = add("Old", by="2026-11-01"), add("New")
    assert [one.booking.id for one in list_bookings(diary.desk, diary.audience(), diary.now)] == [
        new, old,
    ]  # fmt: skip
    later = diary.now + 7 * 86400
    found = list_bookings(diary.desk, diary.audience("CAL"), later, only="old")
    assert [one.booking.id for one in found] == [new]
    assert list_bookings(diary.desk, diary.audience("WEX"), later, only="mine") == []


# Removing


def test_a_booking_goes_and_comes_back(diary: EventDesk, add: Add) -> None:
    made, pa = add(), diary.people["CAL"]
    bookings.remove_booking(diary.desk, pa, diary.audience("CAL"), made)
    assert list_bookings(diary.desk, diary.audience(), diary.now) == []
    assert undo(diary.desk, pa).labels == ("Removed the booking “Fees”",)
    assert [one.booking.id for one in list_bookings(diary.desk, diary.audience(), diary.now)] == [
        made
    ]


# Templates


def test_a_template_fills_what_is_blank() -> None:
    assert [one.name for one in list_templates()] == ["1:1", "board", "visit"]
    fields = with_template({"title": "Priya", "minutes": 30, "notes": ""}, "1:1")
    assert (fields["title"], fields["minutes"], fields["template"]) == ("Priya", 30, "1:1")
    assert fields["purpose"] == "Regular one-to-one"
    with pytest.raises(NotFoundError, match="there are 1:1, board and visit"):
        with_template({}, "party")


def test_everybody_sees_what_is_for_all(diary: EventDesk, add: Add) -> None:
    made = add()
    nobody = Audience("nobody", frozenset())
    assert [one.booking.id for one in list_bookings(diary.desk, nobody, diary.now)] == [made]


@pytest.mark.parametrize("slot", ["9999-12-31T23:30", "0001-01-01T00:00+14:00"])
def test_a_time_beyond_all_calendars_is_refused(diary: EventDesk, add: Add, slot: str) -> None:
    made = add()
    with pytest.raises(WrongUseError, match="too far away"):
        bookings.keep_options(diary.desk, diary.people["CAL"], diary.audience("CAL"), made, [slot])
