"""X7: some days of the diary for one reader, on paper and as iCalendar."""

from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import icalendar
import pytest

from jointdesk.domain.conflicts import Conflict, JudgedConflict, Severity, State
from jointdesk.domain.meetings import Meeting
from jointdesk.domain.moments import HOUR, Instant, instant
from jointdesk.domain.occurrences import Details, Occurrence, PlaceKind, Status
from jointdesk.domain.sites import Site, TravelMatrix
from jointdesk.exports.diary import (
    DiaryEntry,
    diary_calendar,
    diary_document,
    diary_entries,
    with_travel,
)
from jointdesk.exports.document import Document, WeekPicture, tables_of
from jointdesk.exports.editions import Reader
from tests.exports.sample_content import CAL, MADE_AT, WEX

ZONE = ZoneInfo("Europe/London")
ORGANISATIONS = {"o1": CAL, "o2": WEX}
DIRECTOR, OF_WEX = Reader("director"), Reader("org", "o2")
NINE = instant(datetime(2026, 12, 16, 9, tzinfo=UTC))


def copy(org: str, title: str, start: Instant = NINE, **more: object) -> Occurrence:
    code = ORGANISATIONS[org].code
    details = Details(1, f"s-{org}-{title}", 1, f"c{org}", org, code, "uid", title)
    day = date(2026, 12, 16).toordinal()
    return Occurrence(start, start + HOUR, day, 0, replace(details, **more))  # type: ignore[arg-type]


def meeting(*copies: Occurrence) -> Meeting:
    return Meeting(copies, copies[0])


def entries(reader: Reader, *meetings: Meeting) -> list[DiaryEntry]:
    return diary_entries(((one, ()) for one in meetings), reader, ORGANISATIONS)


def test_the_director_has_titles_places_and_both_tags() -> None:
    both = meeting(copy("o1", "Board", place="Town Hall"), copy("o2", "ICB Board"))
    (one,) = entries(DIRECTOR, both)
    assert (one.title, one.place, one.tags) == ("Board", "Town Hall", ("CAL", "WEX"))


def test_another_body_gets_its_own_copys_words() -> None:
    both = meeting(copy("o1", "Secret name", place="Secret place"), copy("o2", "ICB Board"))
    (one,) = entries(OF_WEX, both)
    assert (one.title, one.place) == ("ICB Board", "")


def test_of_the_others_diary_it_gets_that_time_is_taken() -> None:
    (one,) = entries(OF_WEX, meeting(copy("o1", "Cabinet", place="Town Hall", sequence=7)))
    assert one == DiaryEntry(
        uid=one.uid,
        start=NINE,
        end=NINE + HOUR,
        title="Busy (CAL)",
        tags=("CAL",),
        private=True,
        masked=True,
    )


def test_what_takes_no_time_is_not_told_at_all() -> None:
    assert entries(OF_WEX, meeting(copy("o1", "Birthday", busy=False))) == []


def conflict(severity: Severity, state: State) -> JudgedConflict:
    found = Conflict("c1", "DIA-01", severity, NINE, NINE, NINE, (), (), frozenset(), frozenset(),
                     frozenset(), "message", "f")  # fmt: skip
    return JudgedConflict(found, state)


@pytest.mark.parametrize(
    ("severity", "state", "urgency"),
    [
        (Severity.RED, State.OPEN, "must"),
        (Severity.AMBER, State.ASSIGNED, "should"),
        (Severity.INFO, State.OPEN, ""),
        (Severity.RED, State.ACCEPTED, ""),
    ],
)
def test_open_conflicts_mark_a_meeting(severity: Severity, state: State, urgency: str) -> None:
    given = [(meeting(copy("o1", "Board")), (conflict(severity, state),))]
    (one,) = diary_entries(given, DIRECTOR, ORGANISATIONS)
    assert one.urgency == urgency


# Journeys

AT_HALL = {"place": "Town Hall", "place_kind": PlaceKind.SITE, "site_id": "S1"}
AT_HOUSE = {"place": "Wexmere House", "place_kind": PlaceKind.SITE, "site_id": "S3"}
SITES = {"S1": Site("S1", "Town Hall"), "S3": Site("S3", "Wexmere House")}
TRAVEL = TravelMatrix({frozenset(("S1", "S3")): 30})


def test_a_journey_ends_when_the_next_meeting_begins() -> None:
    first = meeting(copy("o1", "Cabinet", **AT_HALL))
    second = meeting(copy("o2", "Board", NINE + 3 * HOUR, **AT_HOUSE))
    _, journey, last = with_travel(entries(DIRECTOR, first, second), SITES, TRAVEL, ZONE)
    assert journey.title == "Travel: Town Hall to Wexmere House, 30 min"
    assert (journey.start, journey.end) == (last.start - 1800, last.start)


def test_no_journey_tells_where_a_hidden_meeting_is() -> None:
    first = meeting(copy("o1", "Cabinet", **AT_HALL))
    second = meeting(copy("o2", "Board", NINE + 3 * HOUR, **AT_HOUSE))
    found = with_travel(entries(OF_WEX, first, second), SITES, TRAVEL, ZONE)
    assert [one.title for one in found] == ["Busy (CAL)", "Board"]


def test_there_is_no_journey_overnight_nor_where_nobody_has_timed_it() -> None:
    first = meeting(copy("o1", "Cabinet", **AT_HALL))
    next_day = meeting(copy("o2", "Board", NINE + 24 * HOUR, **AT_HOUSE))
    assert len(with_travel(entries(DIRECTOR, first, next_day), SITES, TRAVEL, ZONE)) == 2
    later = meeting(copy("o2", "Board", NINE + 3 * HOUR, **AT_HOUSE))
    assert len(with_travel(entries(DIRECTOR, first, later), SITES, TravelMatrix(), ZONE)) == 2


# iCalendar


def events(*found: DiaryEntry) -> list[icalendar.Event]:
    data = diary_calendar(found, "Diary", MADE_AT, ZONE)
    return list(icalendar.Calendar.from_ical(data).walk("VEVENT"))


def test_an_event_says_when_where_and_whose() -> None:
    (entry,) = entries(DIRECTOR, meeting(copy("o1", "Cabinet; part 2", place="Hall, room 1")))
    (event,) = events(entry)
    assert str(event["SUMMARY"]) == "Cabinet; part 2"
    assert str(event["LOCATION"]) == "Hall, room 1"
    assert event["DTSTART"].dt == datetime(2026, 12, 16, 9, tzinfo=UTC)
    assert event["DTEND"].dt == datetime(2026, 12, 16, 10, tzinfo=UTC)
    assert event["CATEGORIES"].to_ical() == b"CAL"
    assert [str(event[name]) for name in ("STATUS", "TRANSP", "CLASS")] == [
        "CONFIRMED",
        "OPAQUE",
        "PUBLIC",
    ]


def test_a_busy_event_says_nothing_else() -> None:
    (entry,) = entries(OF_WEX, meeting(copy("o1", "Cabinet", place="Hall")))
    (event,) = events(entry)
    assert str(event["SUMMARY"]) == "Busy (CAL)"
    assert str(event["CLASS"]) == "PRIVATE"
    assert "LOCATION" not in event
    assert "DESCRIPTION" not in event


def test_all_day_and_cancelled_events_are_so() -> None:
    midnight = instant(datetime(2026, 12, 16, tzinfo=UTC))
    whole = Occurrence(
        midnight, midnight + 24 * HOUR, 1, 0,
        copy("o1", "Leave", all_day=True, status=Status.CANCELLED, busy=False).details,
    )  # fmt: skip
    (event,) = events(*entries(DIRECTOR, meeting(whole)))
    assert event["DTSTART"].dt == date(2026, 12, 16)
    assert event["DTEND"].dt == date(2026, 12, 17)
    assert (str(event["STATUS"]), str(event["TRANSP"])) == ("CANCELLED", "TRANSPARENT")


def test_a_uid_is_the_same_the_next_time() -> None:
    found = entries(DIRECTOR, meeting(copy("o1", "Cabinet")))
    assert [str(one["UID"]) for one in events(*found)] == [
        str(one["UID"]) for one in events(*found)
    ]


# Pages


def document(*found: DiaryEntry, last: date = date(2026, 12, 21)) -> Document:
    return diary_document(
        found, date(2026, 12, 14), last, ZONE, title="Diary", made_at=MADE_AT,
        header="For Imogen Farrant only", footer="CAL as of now",
    )  # fmt: skip


def test_a_week_has_a_picture_and_a_list_that_says_the_same() -> None:
    (entry,) = entries(DIRECTOR, meeting(copy("o1", "Cabinet", place="Hall")))
    made = document(entry)
    (table,) = tables_of(made)
    (picture,) = [block for block in made.blocks if isinstance(block, WeekPicture)]
    assert table.rows == (("Wed 16 Dec", "09:00 to 10:00", "Cabinet", "Hall", "CAL", "Confirmed"),)
    (block,) = picture.blocks
    assert (block.day, block.top, block.minutes, block.tag) == (2, 120, 60, "CAL")
    assert picture.days == ("Mon 14 Dec", "Tue 15 Dec", "Wed 16 Dec", "Thu 17 Dec", "Fri 18 Dec")


def test_it_is_for_one_person_only_where_it_holds_something_private() -> None:
    (open_one,) = entries(DIRECTOR, meeting(copy("o1", "Cabinet")))
    assert document(open_one).header == ""
    assert document(replace(open_one, private=True)).header == "For Imogen Farrant only"


def test_overlapping_meetings_stand_side_by_side() -> None:
    found = entries(
        DIRECTOR,
        meeting(copy("o1", "A")),
        meeting(copy("o2", "B", NINE + HOUR // 2)),
        meeting(copy("o1", "C", NINE + 4 * HOUR)),
    )
    (picture,) = [one for one in document(*found).blocks if isinstance(one, WeekPicture)]
    assert [(one.title, one.lane, one.lanes) for one in picture.blocks] == [
        ("A", 0, 2),
        ("B", 1, 2),
        ("C", 0, 1),
    ]


def test_hours_reach_to_the_first_and_last_meeting_and_weekends_come_when_needed() -> None:
    late = meeting(copy("o1", "Late", instant(datetime(2026, 12, 19, 22, 30, tzinfo=UTC))))
    early = meeting(copy("o1", "Early", instant(datetime(2026, 12, 15, 5, 15, tzinfo=UTC))))
    (picture,) = [
        one
        for one in document(*entries(DIRECTOR, late, early)).blocks
        if isinstance(one, WeekPicture)
    ]
    assert (picture.opens, picture.closes) == (5, 24)
    assert "Sat 19 Dec" in picture.days


def test_two_weeks_have_two_pictures() -> None:
    made = document(last=date(2026, 12, 28))
    assert len([one for one in made.blocks if isinstance(one, WeekPicture)]) == 2
