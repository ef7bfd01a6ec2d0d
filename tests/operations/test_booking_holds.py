"""Holds in every diary, one meeting out of them, and nothing of the one body in the other's."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest

from jointdesk.domain.actors import Actor
from jointdesk.domain.bookings import BOOKING, Booking
from jointdesk.domain.errors import NotFoundError, WrongUseError
from jointdesk.domain.items import Json
from jointdesk.domain.people import Audience
from jointdesk.operations import bookings
from jointdesk.operations.booking_holds import free_booking, free_ended, hold_booking
from jointdesk.operations.booking_lists import ended_words, list_bookings
from jointdesk.operations.booking_meetings import confirm_booking, decline_booking, move_booking
from jointdesk.operations.event_bin import list_bin
from jointdesk.operations.events import edit_event
from jointdesk.operations.history import item_history
from jointdesk.operations.naming import Names
from jointdesk.operations.news import deeds
from jointdesk.operations.undo import redo, undo
from jointdesk.operations.worklist import list_worklist
from jointdesk.store.desk import Desk, open_desk
from jointdesk.store.placements import placements_of
from jointdesk.store.records import find_record
from tests.operations.event_desk import NHS, EventDesk, diary

__all__ = ["diary"]

SECRETS = ("Fees", "Stott", "Town Hall", "mileage", "ann@")
SLOTS = ["2026-12-07T10:00", "2026-12-08T10:00", "2026-12-09T14:00"]

Hold = Callable[..., str]


@pytest.fixture
def hold(diary: EventDesk) -> Hold:
    """Add a booking as the council's PA, hold times for it, and return its id."""

    def hold(*slots: str, **fields: Json) -> str:
        pa = diary.people["CAL"]
        given: dict[str, Json] = {
            "title": "Fees with Cllr Stott",
            "orgs": [diary.orgs["CAL"]],
            "asked_by": "Cllr Stott",
            "place": "Town Hall",
            "notes": "About mileage",
            "attendees": [{"name": "Ann Stott", "email": "ann@x.example"}, {"name": "Bob"}],
            **fields,
        }
        made = bookings.add_booking(diary.desk, pa, given)
        hold_booking(diary.desk, pa, diary.audience("CAL"), made, slots or SLOTS)
        return made

    return hold


class Seen:
    """What a person sees in the diary of some days in December."""

    def __init__(self, diary: EventDesk, code: str = "") -> None:
        self.meetings = [
            one
            for one in diary.agenda("2026-12-07", "2026-12-19", code)
            if one["title"] != "Weekly call"
        ]

    @property
    def titles(self) -> list[tuple[str, str]]:
        return [(one["start"][8:16], one["title"]) for one in self.meetings]

    def __contains__(self, word: object) -> bool:
        return str(word) in repr(self.meetings)


def stored(diary: EventDesk, booking_id: str) -> Booking:
    found = find_record(diary.desk.connection, BOOKING, booking_id)
    assert found is not None
    return found


def state(diary: EventDesk, booking_id: str, now: int = 0) -> str:
    rows = list_bookings(diary.desk, diary.audience(), now or diary.now)
    return next(one.standing.state for one in rows if one.booking.id == booking_id)


def live(diary: EventDesk, booking_id: str) -> list[tuple[str, str, str]]:
    codes = {id_: code for code, id_ in diary.orgs.items()}
    return [
        (codes[one.org], one.kind, one.start[8:])
        for one in placements_of(diary.desk.connection, booking_id)
        if not one.freed
    ]


def as_pa(diary: EventDesk, code: str = "CAL") -> tuple[Desk, Actor, Audience]:
    return diary.desk, diary.people[code], diary.audience(code)


# Holding


def test_a_time_is_held_in_both_diaries(diary: EventDesk, hold: Hold) -> None:
    made = hold()
    assert live(diary, made) == [
        (code, "hold", slot[8:]) for code in ("CAL", "WEX") for slot in SLOTS
    ]
    assert state(diary, made) == "held"
    assert [one.start for one in stored(diary, made).options] == SLOTS
    assert stored(diary, made).hold_until == date(2026, 12, 7)
    label = item_history(diary.desk, diary.audience(), made)[-1].label
    assert label == "Held three times for “Fees with Cllr Stott”"


def test_holds_stand_until_the_day_that_was_said_before(diary: EventDesk, hold: Hold) -> None:
    assert stored(diary, hold(hold_until="2026-12-11")).hold_until == date(2026, 12, 11)
    assert stored(diary, hold(hold_until="2026-11-01")).hold_until == date(2026, 12, 7)


def test_the_same_time_is_not_held_twice(diary: EventDesk, hold: Hold) -> None:
    made = hold("2026-12-07T10:00")
    hold_booking(*as_pa(diary), made, ["1", "2026-12-08T10:00"])
    assert len(live(diary, made)) == 4


def take_away(diary: EventDesk, booking_id: str) -> None:
    """Let the other body's PA put the first hold in their diary, and take it out again."""
    first = next(
        one
        for one in placements_of(diary.desk.connection, booking_id)
        if one.org == diary.orgs["WEX"]
    )
    start, end = (one.replace("-", "").replace(":", "") for one in (first.start, first.end))
    put = (
        f"BEGIN:VEVENT\nUID:{first.event}\nDTSTART;TZID=Europe/London:{start}00\n"
        f"DTEND;TZID=Europe/London:{end}00\nSUMMARY:HOLD\nSTATUS:TENTATIVE\nCLASS:PRIVATE\n"
        "END:VEVENT\n"
    )
    diary.source_says("WEX", NHS + put)
    assert first.event not in {
        one.id for one in list_worklist(diary.desk, diary.audience(), diary.now)
    }
    diary.source_says("WEX", NHS)


def test_a_hold_that_somebody_took_away_is_told_of_and_held_again(
    diary: EventDesk, hold: Hold
) -> None:
    made = hold("2026-12-07T10:00", "2026-12-08T10:00")
    take_away(diary, made)
    (row,) = list_bookings(diary.desk, diary.audience(), diary.now)
    assert row.standing.warnings == ("1 hold was taken out of a diary: hold again",)
    hold_booking(*as_pa(diary), made, ["1", "2"])
    (row,) = list_bookings(diary.desk, diary.audience(), diary.now)
    assert row.standing.warnings == ()
    assert len(live(diary, made)) == 4


def test_where_a_diary_cannot_be_written_the_hold_waits_on_the_worklist(
    diary: EventDesk, hold: Hold
) -> None:
    made = hold("2026-12-07T10:00")
    done = hold_booking(*as_pa(diary), made, ["2026-12-08T10:00"])
    assert done.notes == (
        "“Body WEX” (WEX) cannot be written from here: the change is on the worklist for somebody"
        " who can.",
    )
    entries = list_worklist(diary.desk, diary.audience("WEX"), diary.now)
    assert [one.sentence for one in entries] == [
        f"Put “HOLD” in the Body WEX diary: {day} December 2026, 10:00 to 11:00."
        for day in ("Monday 7", "Tuesday 8")
    ]
    for entry in entries:
        text = entry.calendar.decode()
        assert "SUMMARY:HOLD\r\n" in text
        assert "CLASS:PRIVATE" in text
        assert not any(word in text for word in (*SECRETS, *diary.orgs.values(), made))
    assert list_worklist(diary.desk, diary.audience("CAL"), diary.now) == []


@pytest.mark.parametrize("visibility", ["all", "own_org"])
def test_the_hold_of_another_body_says_hold_and_nothing_else(
    diary: EventDesk, hold: Hold, visibility: str
) -> None:
    made = hold(visibility=visibility)
    assert Seen(diary, "CAL").titles == [(one[8:], "HOLD: Fees with Cllr Stott") for one in SLOTS]
    for placement in placements_of(diary.desk.connection, made):
        if placement.org != diary.orgs["WEX"]:
            continue
        for item in (placement.event, placement.id):
            told = repr(item_history(diary.desk, diary.audience("WEX"), item))
            assert "Held time" in told
            assert not any(word in told for word in SECRETS)
    seen = Seen(diary, "WEX")
    if visibility == "own_org":
        assert [title for _, title in seen.titles] == ["HOLD"] * 3
        assert not any(word in seen for word in SECRETS)
        assert list_bookings(diary.desk, diary.audience("WEX"), diary.now) == []


@pytest.mark.parametrize(
    ("slots", "until", "said"),
    [
        ((), None, "Say which times"),
        (("2026-11-30T07:00",), None, "2026-11-30 07:00 has passed"),
        (("2026-12-07T10:00",), date(2026, 11, 29), "cannot end before today"),
    ],
)
def test_what_cannot_be_held_is_refused(
    diary: EventDesk, slots: tuple[str, ...], until: date | None, said: str
) -> None:
    made = bookings.add_booking(diary.desk, diary.people["CAL"], {"title": "Fees"})
    with pytest.raises(WrongUseError, match=said):
        hold_booking(*as_pa(diary), made, slots, until)
    assert live(diary, made) == []


def test_a_joint_booking_says_what_it_is_for_in_both(diary: EventDesk, hold: Hold) -> None:
    hold("2026-12-07T10:00", orgs=list(diary.orgs.values()))
    texts = [
        one.calendar.decode() for one in list_worklist(diary.desk, diary.audience(), diary.now)
    ]
    assert len(texts) == 1
    assert "SUMMARY:HOLD: Fees with Cllr Stott" in texts[0]


def test_holds_take_on_a_new_title_and_place(diary: EventDesk, hold: Hold) -> None:
    made = hold("2026-12-07T10:00")
    bookings.edit_booking(*as_pa(diary), made, {"title": "Rates", "place": ""})
    (meeting,) = Seen(diary, "CAL").meetings
    assert (meeting["title"], meeting["place"]) == ("HOLD: Rates", "")
    assert "Rates" not in repr(list_worklist(diary.desk, diary.audience("WEX"), diary.now))


def test_whose_it_is_cannot_change_while_it_is_held(diary: EventDesk, hold: Hold) -> None:
    made = hold("2026-12-07T10:00")
    other: dict[str, Json] = {"orgs": [diary.orgs["WEX"]]}
    for fields in (other, {"visibility": "own_org"}):
        with pytest.raises(WrongUseError, match="free its"):
            bookings.edit_booking(*as_pa(diary), made, fields)


# Freeing


def test_holds_are_freed_one_by_one_and_together(diary: EventDesk, hold: Hold) -> None:
    made = hold()
    free_booking(*as_pa(diary), made, ["2"])
    assert [slot for code, _, slot in live(diary, made) if code == "WEX"] == [
        "07T10:00",
        "09T14:00",
    ]
    assert state(diary, made) == "held"
    free_booking(*as_pa(diary), made)
    assert live(diary, made) == []
    assert state(diary, made) == "options"
    assert Seen(diary, "CAL").titles == Seen(diary, "WEX").titles == []
    assert list_bin(diary.desk, diary.audience()) == []
    with pytest.raises(WrongUseError, match="Nothing is held"):
        free_booking(*as_pa(diary), made)
    undo(diary.desk, diary.people["CAL"], 2)
    assert len(live(diary, made)) == len(Seen(diary, "CAL").titles) * 2 == 6


def test_ended_holds_are_told_of_and_freed_in_one_action(diary: EventDesk, hold: Hold) -> None:
    first, second = hold("2026-12-15T10:00"), hold("2026-12-16T10:00", "2026-12-17T10:00")
    assert ended_words(diary.desk, diary.audience(), diary.now) == ""
    assert free_ended(*as_pa(diary)) == []
    later = diary.now + 8 * 86400
    told = ended_words(diary.desk, diary.audience("WEX"), later)
    assert told == "3 holds have ended: free them or extend them."
    pa = diary.people["CAL"]._replace(at=later)
    hold_booking(diary.desk, pa, diary.audience("CAL"), first, (), date(2026, 12, 11))
    assert item_history(diary.desk, diary.audience(), first)[-1].label.startswith("Extended")
    done = free_ended(diary.desk, pa, diary.audience("CAL"))
    assert [one.id for one in done] == [second]
    assert (len(live(diary, first)), live(diary, second)) == (2, [])
    assert undo(diary.desk, pa).labels == ("Freed the holds for “Fees with Cllr Stott”",)
    assert len(live(diary, second)) == 4


def test_holds_of_several_bookings_are_freed_together(diary: EventDesk, hold: Hold) -> None:
    made = [hold("2026-12-15T10:00"), hold("2026-12-16T10:00")]
    hidden = hold("2026-12-17T10:00", visibility="own_org")
    dev = diary.people["WEX"]._replace(at=diary.now + 9 * 86400)
    assert len(free_ended(diary.desk, dev, diary.audience("WEX"))) == 2
    assert [live(diary, one) for one in made] == [[], []]
    assert len(live(diary, hidden)) == 2
    assert undo(diary.desk, dev).labels == ("Freed holds that ended",)


# Confirming


def test_one_confirmed_time_is_a_meeting_here_a_block_there_and_no_hold_is_left(
    diary: EventDesk, hold: Hold
) -> None:
    made = hold()
    before = {(one.org, one.start): one.event for one in placements_of(diary.desk.connection, made)}
    done = confirm_booking(*as_pa(diary, "WEX"), made, "2")
    assert live(diary, made) == [("CAL", "meeting", "08T10:00"), ("WEX", "block", "08T10:00")]
    assert done.event == before[diary.orgs["CAL"], SLOTS[1]]
    (meeting,) = Seen(diary, "CAL").meetings
    assert (meeting["title"], meeting["status"], meeting["place"]) == (
        "Fees with Cllr Stott", "confirmed", "Town Hall",
    )  # fmt: skip
    (entry,) = list_worklist(diary.desk, diary.audience("WEX"), diary.now)
    text = entry.calendar.decode()
    assert "SUMMARY:Busy\r\n" in text
    assert "CLASS:PRIVATE" in text
    assert "ATTENDEE" not in text
    assert not any(word in text for word in SECRETS)
    booking = stored(diary, made)
    assert (booking.status, booking.start, booking.end) == (
        "confirmed",
        SLOTS[1],
        "2026-12-08T11:00",
    )
    block = next(one for one in placements_of(diary.desk.connection, made) if one.kind == "block")
    assert block.of == done.event
    assert state(diary, made) == "confirmed"


def test_a_confirmed_meeting_of_a_body_is_busy_for_the_other(diary: EventDesk, hold: Hold) -> None:
    made = hold(visibility="own_org")
    confirm_booking(*as_pa(diary), made, "1")
    seen = Seen(diary, "WEX")
    assert len(seen.titles) == 1
    assert seen.titles[0][0] == "07T10:00"
    assert "Busy" in seen.titles[0][1]
    assert not any(word in seen for word in SECRETS)


def test_a_time_that_was_not_held_is_confirmed_all_the_same(diary: EventDesk, hold: Hold) -> None:
    made = hold()
    done = confirm_booking(*as_pa(diary), made, "2026-12-11T09:00/2026-12-11T09:30")
    assert live(diary, made) == [("CAL", "meeting", "11T09:00"), ("WEX", "block", "11T09:00")]
    assert Seen(diary, "CAL").meetings[0]["id"].startswith(done.event)
    assert not any("passed" in note for note in done.notes)


def test_a_meeting_in_the_past_is_kept_and_its_year_is_said(diary: EventDesk, hold: Hold) -> None:
    made = hold()
    done = confirm_booking(*as_pa(diary), made, "2025-12-11T09:00")
    assert done.notes[0] == "Thursday 11 December 2025 has passed already."
    moved = move_booking(*as_pa(diary), made, "2024-12-11T09:00")
    assert moved.notes[0] == "Wednesday 11 December 2024 has passed already."


def test_the_hold_of_a_joint_booking_gives_way_to_a_block_that_says_nothing(
    diary: EventDesk, hold: Hold
) -> None:
    made = hold("2026-12-07T10:00", orgs=list(diary.orgs.values()))
    confirm_booking(*as_pa(diary), made, "1")
    assert live(diary, made) == [("CAL", "meeting", "07T10:00"), ("WEX", "block", "07T10:00")]
    (entry,) = list_worklist(diary.desk, diary.audience(), diary.now)
    assert b"SUMMARY:Busy\r\n" in entry.calendar
    pa = diary.people["CAL"]
    undo(diary.desk, pa)
    assert [one[1] for one in live(diary, made)] == ["hold", "hold"]
    redo(diary.desk, pa)
    assert [one[1] for one in live(diary, made)] == ["meeting", "block"]


def test_what_is_confirmed_or_declined_waits_for_no_time(diary: EventDesk, hold: Hold) -> None:
    made = hold("2026-12-07T10:00")
    confirm_booking(*as_pa(diary), made, "1")
    for step in (
        lambda: hold_booking(*as_pa(diary), made, ["2026-12-08T10:00"]),
        lambda: confirm_booking(*as_pa(diary), made, "1"),
        lambda: bookings.offer_booking(*as_pa(diary), made, ["1"]),
    ):
        with pytest.raises(WrongUseError, match="is confirmed"):
            step()
    with pytest.raises(WrongUseError, match="stands in the diaries"):
        bookings.remove_booking(*as_pa(diary), made)
    decline_booking(*as_pa(diary), made, "No")
    with pytest.raises(WrongUseError, match="was declined"):
        hold_booking(*as_pa(diary), made, ["2026-12-08T10:00"])
    bookings.remove_booking(*as_pa(diary), made)


def test_a_hold_that_somebody_took_away_is_made_anew_when_it_is_confirmed(
    diary: EventDesk, hold: Hold
) -> None:
    made = hold("2026-12-07T10:00")
    take_away(diary, made)
    confirm_booking(*as_pa(diary), made, "1")
    assert live(diary, made) == [("CAL", "meeting", "07T10:00"), ("WEX", "block", "07T10:00")]
    (entry,) = list_worklist(diary.desk, diary.audience("WEX"), diary.now)
    assert b"SUMMARY:Busy\r\n" in entry.calendar


# Moving and declining


def test_a_confirmed_booking_moves_with_its_block(diary: EventDesk, hold: Hold) -> None:
    made = hold("2026-12-07T10:00")
    confirm_booking(*as_pa(diary), made, "1")
    move_booking(*as_pa(diary), made, "2026-12-08T15:00")
    assert live(diary, made) == [("CAL", "meeting", "08T15:00"), ("WEX", "block", "08T15:00")]
    assert stored(diary, made).end == "2026-12-08T16:00"
    move_booking(*as_pa(diary), made, "2026-12-08T15:00", "2026-12-08T15:30")
    assert stored(diary, made).end == "2026-12-08T15:30"
    assert Seen(diary, "CAL").titles == [("08T15:00", "Fees with Cllr Stott")]
    labels = [one.label for one in item_history(diary.desk, diary.audience("WEX"), made)]
    assert labels[-2] == "Moved “Fees with Cllr Stott” to Tue 8 Dec 15:00–16:00"
    for words in (("2026-12-08",), ("2026-12-08T15:00", "2026-12-08T14:00"), ("soon",)):
        with pytest.raises(WrongUseError):
            move_booking(*as_pa(diary), made, *words)


def test_what_is_not_confirmed_does_not_move(diary: EventDesk, hold: Hold) -> None:
    with pytest.raises(WrongUseError, match="is not confirmed"):
        move_booking(*as_pa(diary), hold(), "2026-12-08T15:00")


def test_a_declined_booking_leaves_no_hold(diary: EventDesk, hold: Hold) -> None:
    made = hold()
    with pytest.raises(WrongUseError, match="Say why"):
        decline_booking(*as_pa(diary), made, " ")
    decline_booking(*as_pa(diary, "WEX"), made, "Too late")
    assert live(diary, made) == []
    assert Seen(diary).titles == []
    assert (state(diary, made), stored(diary, made).declined_because) == ("declined", "Too late")
    with pytest.raises(WrongUseError, match="declined before"):
        decline_booking(*as_pa(diary), made, "Again")


def test_a_declined_meeting_is_struck_through_and_its_block_goes(
    diary: EventDesk, hold: Hold
) -> None:
    made = hold("2026-12-07T10:00")
    confirm_booking(*as_pa(diary), made, "1")
    decline_booking(*as_pa(diary), made, "Off")
    (meeting,) = Seen(diary, "CAL").meetings
    assert (meeting["status"], meeting["busy"]) == ("cancelled", False)
    assert live(diary, made) == []
    assert list_worklist(diary.desk, diary.audience(), diary.now) == []
    undo(diary.desk, diary.people["CAL"])
    assert live(diary, made) == [("CAL", "meeting", "07T10:00"), ("WEX", "block", "07T10:00")]


def test_a_removed_booking_takes_its_holds_with_it_and_brings_them_back(
    diary: EventDesk, hold: Hold
) -> None:
    made = hold()
    bookings.remove_booking(*as_pa(diary), made)
    assert Seen(diary).titles == []
    undo(diary.desk, diary.people["CAL"])
    assert len(Seen(diary).titles) == 3
    assert state(diary, made) == "held"


# One undo takes back all of one gesture


def test_each_step_is_undone_as_a_whole_and_done_again(diary: EventDesk, hold: Hold) -> None:
    made, pa = hold(), diary.people["CAL"]
    bookings.offer_booking(*as_pa(diary), made)
    confirm_booking(*as_pa(diary), made, "2")
    move_booking(*as_pa(diary), made, "2026-12-10T15:00")
    decline_booking(*as_pa(diary), made, "Off")

    def looks() -> object:
        return live(diary, made), Seen(diary).titles, Seen(diary, "WEX").titles, state(diary, made)

    seen = [looks()]
    for _ in range(5):
        assert undo(diary.desk, pa).left == ()
        seen.append(looks())
    assert seen[-1] == ([], [], [], "asked")
    for before in reversed(seen[:-1]):
        assert redo(diary.desk, pa).left == ()
        assert looks() == before


def test_who_undoes_a_hold_that_was_confirmed_since_leaves_it_alone(
    diary: EventDesk, hold: Hold
) -> None:
    made = hold("2026-12-07T10:00")
    confirm_booking(*as_pa(diary, "WEX"), made, "1")
    assert undo(diary.desk, diary.people["CAL"]).left
    assert [one[1] for one in live(diary, made)] == ["meeting", "block"]
    assert Seen(diary, "CAL").titles == [("07T10:00", "Fees with Cllr Stott")]


def test_the_log_of_an_undo_has_no_word_of_the_booking_for_the_other_body(
    diary: EventDesk, hold: Hold
) -> None:
    made, pa = hold("2026-12-07T10:00", visibility="own_org"), diary.people["CAL"]
    confirm_booking(*as_pa(diary), made, "1")
    undo(diary.desk, pa)
    redo(diary.desk, pa)
    other = diary.audience("WEX")
    for one in placements_of(diary.desk.connection, made):
        for item in (one.id, one.event):
            try:
                told = repr(item_history(diary.desk, other, item))
            except NotFoundError:
                continue
            assert not any(word in told for word in SECRETS), told


def test_a_meeting_that_is_moved_in_the_diary_takes_its_booking_along(
    diary: EventDesk, hold: Hold
) -> None:
    made = hold("2026-12-07T10:00")
    done = confirm_booking(*as_pa(diary), made, "1")
    edit_event(*as_pa(diary), done.event, {"start": "2026-12-08T12:00"})
    assert stored(diary, made).start == "2026-12-08T12:00"
    assert live(diary, made) == [("CAL", "meeting", "08T12:00"), ("WEX", "block", "08T12:00")]


def test_two_who_hold_and_confirm_a_time_at_once_do_it_once(diary: EventDesk) -> None:
    made = bookings.add_booking(diary.desk, diary.people["CAL"], {"title": "Fees"})
    together = Barrier(2)

    audiences = {code: diary.audience(code) for code in diary.people}

    def act(code: str) -> str:
        actor, audience = diary.people[code], audiences[code]
        desk = open_desk(diary.desk.path, data_folder=diary.folder)
        try:
            together.wait(60)
            hold_booking(desk, actor, audience, made, ["2026-12-07T10:00"])
            together.wait(60)
            return confirm_booking(desk, actor, audience, made, "1").event
        except WrongUseError as error:
            return str(error)
        finally:
            desk.close()

    with ThreadPoolExecutor(2) as pool:
        said = sorted(pool.map(act, diary.people), key=len)
    assert live(diary, made) == [("CAL", "meeting", "07T10:00"), ("WEX", "block", "07T10:00")]
    assert len(placements_of(diary.desk.connection, made)) == 2
    assert "is confirmed" in said[1]


@pytest.mark.parametrize(
    ("visibility", "said"),
    [
        (
            "all",
            [
                "Declined “Fees with Cllr Stott”",
                "Undid: Moved “Fees with Cllr Stott” to Wed 9 Dec 10:00–11:00",
                "Moved “Fees with Cllr Stott” to Wed 9 Dec 10:00–11:00",
                "Confirmed “Fees with Cllr Stott” for Mon 7 Dec 10:00–11:00",
                "Held two times for “Fees with Cllr Stott”",
                "Added the booking “Fees with Cllr Stott”",
            ],
        ),
        (
            "own_org",
            [
                "Freed kept time",
                "Undid: Moved kept time",
                "Moved kept time",
                "Kept time",
                "Held time",
            ],
        ),
    ],
)
def test_the_news_of_a_booking_tells_others_what_they_may_know(
    diary: EventDesk, hold: Hold, visibility: str, said: list[str]
) -> None:
    made = hold("2026-12-07T10:00", "2026-12-08T10:00", visibility=visibility)
    confirm_booking(*as_pa(diary), made, "1")
    move_booking(*as_pa(diary), made, "2026-12-09T10:00")
    undo(diary.desk, diary.people["CAL"])
    decline_booking(*as_pa(diary), made, "No")
    audience = diary.audience("WEX")
    records = Names(diary.desk, audience).records
    found = deeds(diary.desk, audience, records, diary.now - 60)
    assert sorted(one.label for one in found if one.person == "PA CAL") == sorted(said)
