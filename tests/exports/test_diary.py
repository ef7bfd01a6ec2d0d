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
    Detail,
    DiaryEntry,
    diary_calendar,
    diary_entries,
    reduced,
    with_travel,
)
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


# How much is told


def a_day() -> list[DiaryEntry]:
    first = meeting(copy("o1", "Cabinet", description="Bring it", private=True, **AT_HALL))
    second = meeting(copy("o2", "Board", NINE + 3 * HOUR, status=Status.TENTATIVE, **AT_HOUSE))
    birthday = meeting(copy("o1", "Birthday", NINE + 5 * HOUR, busy=False))
    found = diary_entries(
        ((one, (conflict(Severity.RED, State.OPEN),)) for one in (first, second, birthday)),
        DIRECTOR,
        ORGANISATIONS,
    )
    return with_travel(found, SITES, TRAVEL, ZONE)


def test_everything_is_told_unless_less_is_asked_for() -> None:
    assert reduced(a_day(), Detail.FULL) == a_day()


def test_titles_and_times_name_no_place() -> None:
    found = reduced(a_day(), Detail.TITLES)
    assert [one.title for one in found] == ["Cabinet", "Travel 30 min", "Board", "Birthday"]
    assert "Hall" not in repr(found)
    assert "House" not in repr(found)


def test_busy_says_when_whose_and_how_certain_and_nothing_else() -> None:
    found = reduced(a_day(), Detail.BUSY)
    assert [(one.title, one.tags, one.status) for one in found] == [
        ("Busy", ("CAL",), Status.CONFIRMED),
        ("Travel", ("WEX",), Status.CONFIRMED),
        ("Busy", ("WEX",), Status.TENTATIVE),
    ]
    assert not any(one.private or one.urgency or one.place or one.marks for one in found)
    assert {str(event["SUMMARY"]) for event in events(*found)} == {"Busy", "Travel"}
