"""What find-a-time shows, made of what was found."""

from datetime import date

from jointdesk.diary.attendance import Attendance
from jointdesk.diary.free import blocks_of
from jointdesk.diary.suggestions import Ask, Suggestion
from jointdesk.diary.time_rows import shown_days
from jointdesk.domain.bookings import Wanted
from jointdesk.domain.free_busy import BusyTime, FreeBusy
from jointdesk.domain.moments import HOUR, Span
from jointdesk.domain.occurrences import Status
from jointdesk.operations.suggestions import Found, Someone
from jointdesk.viewmodels.time_picture import (
    TimePicture,
    empty_picture,
    hold_words,
    make_picture,
)
from tests.diary.building import LONDON, ORGANISATIONS, at, context, meeting

WINDOW = Span(at("2027-01-04"), at("2027-01-16"))
TODAY = date(2026, 12, 14)


def suggestion(start: str, end: str, *why: str, warns: tuple[str, ...] = ()) -> Suggestion:
    return Suggestion(at(start), at(end), why, warns)


BEST = (
    suggestion("2027-01-05 13:30", "2027-01-05 15:00", "Everyone free", "An hour clear after"),
    suggestion("2027-01-12 11:15", "2027-01-12 12:45", warns=("Over Review (CAL, hold)",)),
)


def picture(*best: Suggestion, **changes) -> TimePicture:
    known = context(holidays={date(2027, 1, 8): "Founders' Day"})
    monday = Span(WINDOW.start, at("2027-01-05"))
    nine = WINDOW.start + 9 * HOUR
    pym = FreeBusy("p@x", "file", monday, (BusyTime(nine, nine + HOUR),), at("2026-12-11 17:00"))
    meetings = [
        meeting("cal", "Cabinet", "2027-01-04 10:00", "2027-01-04 11:00", site_id="s3"),
        meeting("wex", "Panel", "2027-01-05 09:00", "2027-01-06 01:00"),
        meeting("wex", "Review", "2027-01-07 09:00", "2027-01-07 10:00", status=Status.HOLD),
    ]
    found = Found(
        Ask(90, WINDOW, "s1", attendees=(Wanted("Pym", "p@x"), Wanted("Ross"))),
        best,
        tuple(shown_days(known, WINDOW, {date(2027, 1, 6): "In the period"})),
        "Imogen Farrant",
        blocks_of(meetings, known, "s1"),
        (
            Someone(Attendance(Wanted("Pym", "p@x"), [pym]), ("cal",)),
            Someone(Attendance(Wanted("Ross", role="optional"))),
        ),
        at("2026-12-14 09:18"),
        **{name: changes.pop(name) for name in ("stale", "shorter") if name in changes},
    )
    orgs = list(ORGANISATIONS.values())
    return make_picture("b1", "Fees", found, orgs, {"s1": "Town Hall"}, LONDON, TODAY, **changes)


def test_five_days_are_a_page_with_their_hours_and_what_is_said_of_them():
    made = picture()
    assert [len(page.columns) for page in made.pages] == [5, 5]
    first = made.pages[0].columns
    assert [column.name for column in first][:2] == ["Mon 4 Jan", "Tue 5 Jan"]
    assert (first[0].opens, first[0].closes) == (510, 1050)
    assert (made.first, made.last) == (480, 1080)
    assert first[0].spoken == "Monday 4 January, working hours 08:30 to 17:30"
    assert first[2].spoken.endswith("In the period")
    assert first[4].opens == first[4].closes
    assert first[4].spoken == "Friday 8 January, Founders' Day"


def test_a_line_has_what_is_taken_by_whom_and_the_way_to_it():
    director = picture().pages[0].lines[0]
    assert director.is_director
    assert [(box.day, box.start, box.end, box.positions, box.kind) for box in director.boxes] == [
        (0, 565, 600, (), "travel"),
        (0, 600, 660, (0,), "busy"),
        (0, 660, 695, (), "travel"),
        (1, 540, 1440, (1,), "busy"),
        (2, 0, 60, (1,), "busy"),
        (3, 540, 600, (1,), "perhaps"),
    ]
    assert director.boxes[1].words == "10:00 to 11:00, Cabinet (CAL)"
    assert director.boxes[0].words == "09:25 to 10:00, travel, Cabinet (CAL)"
    assert director.unknown == ()
    assert "Monday 4 January: 09:25 to 10:00" in director.spoken
    assert "Friday 8 January: free" in director.spoken


def test_what_is_not_known_of_somebody_is_said_and_drawn():
    _, pym, ross = picture().pages[0].lines
    assert pym.unknown[0] == (1, 0, 1440)
    assert [box.words for box in pym.boxes] == ["09:00 to 10:00, busy"]
    assert pym.spoken.startswith("Pym, required. Monday 4 January: 09:00 to 10:00, busy. Tuesday")
    assert "Tuesday 5 January: not known" in pym.spoken
    assert pym.spoken.endswith("as of Friday 11 December 17:00")
    assert len(ross.unknown) == 5
    assert ross.spoken.startswith("Ross, optional. Monday 4 January: not known")


def test_the_best_times_stand_on_their_days():
    first, second = picture(*BEST).best
    assert (first.page, first.day, first.start, first.end) == (0, 1, 810, 900)
    assert first.slot == "2027-01-05T13:30/2027-01-05T15:00"
    assert first.title == "Tuesday 5 January, 13:30–15:00"
    assert first.why == "Everyone free. An hour clear after."
    assert first.spoken == (
        "Best, Tuesday 5 January 13:30 to 15:00, everyone free, an hour clear after"
    )
    assert (second.page, second.day, second.warns) == (1, 1, ("Over Review (CAL, hold)",))
    assert second.spoken.startswith("Second, ")
    many = picture(
        *(suggestion(f"2027-01-05 {h:02}:00", f"2027-01-05 {h:02}:30") for h in (9, 10, 11, 12))
    )
    assert many.best[3].spoken.startswith("Number 4, ")


def test_chips_legend_and_how_old_it_is():
    made = picture(*BEST, stale=("The WEX diary is from Fri 11 Dec at 17:00",))
    assert [(words, field) for _, words, field in made.chips] == [
        ("90 min", "minutes"),
        ("By Fri 15 Jan", "by"),
        ("Town Hall", "place"),
        ("2 people", "attendees"),
    ]
    assert [one.words for one in made.legend] == ["Busy, CAL", "Busy, WEX"]
    assert made.read == "Diaries read 09:18"
    assert made.stale == ("The WEX diary is from Fri 11 Dec at 17:00",)


def test_where_nothing_fits_the_nearest_is_told():
    shorter = suggestion("2027-01-07 12:00", "2027-01-07 13:00")
    made = picture(shorter=shorter)
    assert made.nothing == (
        "No time fits before Friday 15 January. Thursday 7 January at 12:00 works for 60 minutes"
        " instead of 90."
    )
    assert made.shorter == 60
    later = suggestion("2027-01-18 12:00", "2027-01-18 13:30")
    assert picture(later=later).nothing.endswith("The next is Monday 18 January at 12:00.")
    assert picture().nothing == "No time fits before Friday 15 January."
    assert picture(*BEST).nothing == ""


def test_where_nothing_can_be_sought_it_says_why():
    made = empty_picture("b1", "Fees", "There is no day.")
    assert (made.pages, made.best, made.nothing) == ((), (), "There is no day.")


def test_the_button_says_what_it_holds():
    assert hold_words((1,)) == "Hold 1"
    assert hold_words((1, 2)) == "Hold 1 and 2"
    assert hold_words(()) == "Hold"
