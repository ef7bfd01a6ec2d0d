"""X7 on paper: the picture of a week, what is drawn in it, and the list that says the same."""

import io
from dataclasses import replace
from datetime import UTC, date, datetime
from importlib.util import find_spec
from pathlib import Path

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jointdesk.domain.moments import HOUR, instant
from jointdesk.exports.diary import DiaryEntry, Side, sides_of, with_travel
from jointdesk.exports.diary_pages import diary_document
from jointdesk.exports.document import Document, PlacedBlock, WeekPicture, tables_of
from jointdesk.exports.pdf import write_pdf
from jointdesk.exports.week_picture import PictureBlock, week_picture
from tests.exports.sample_content import CAL, MADE_AT, WEX
from tests.exports.searching import page_text, squeezed
from tests.exports.test_diary import (
    AT_HALL,
    AT_HOUSE,
    DIRECTOR,
    NINE,
    OF_WEX,
    ORGANISATIONS,
    SITES,
    TRAVEL,
    ZONE,
    copy,
    entries,
    meeting,
)


def document(
    *found: DiaryEntry, last: date = date(2026, 12, 21), sides: tuple[Side, ...] = ()
) -> Document:
    return diary_document(
        found, date(2026, 12, 14), last, ZONE, title="Diary", made_at=MADE_AT,
        header="For Imogen Farrant only", footer="CAL as of now", organisations=ORGANISATIONS,
        sides=sides,
    )  # fmt: skip


def picture_of(made: Document) -> WeekPicture:
    (picture,) = [block for block in made.blocks if isinstance(block, WeekPicture)]
    return picture


def blocks_of(made: Document) -> tuple[PlacedBlock, ...]:
    return picture_of(made).blocks


def test_a_week_has_a_picture_and_a_list_that_says_the_same() -> None:
    (entry,) = entries(DIRECTOR, meeting(copy("o1", "Cabinet", place="Hall")))
    made = document(entry)
    (table,) = tables_of(made)
    picture = picture_of(made)
    assert table.rows == (("Wed 16 Dec", "09:00 to 10:00", "Cabinet", "Hall", "CAL", "Confirmed"),)
    (block,) = picture.blocks
    assert (block.day, block.top, block.minutes, block.tags) == (2, 120, 60, ("CAL",))
    assert picture.days == ("Mon 14 Dec", "Tue 15 Dec", "Wed 16 Dec", "Thu 17 Dec", "Fri 18 Dec")
    assert made.landscape


def test_an_organisation_has_its_own_pattern_whatever_is_drawn() -> None:
    (entry,) = entries(DIRECTOR, meeting(copy("o2", "Board")))
    assert picture_of(document(entry)).codes == ("CAL", "WEX")


def test_it_is_for_one_person_only_where_it_holds_something_private() -> None:
    (open_one,) = entries(DIRECTOR, meeting(copy("o1", "Cabinet")))
    assert document(open_one).header == ""
    assert document(replace(open_one, private=True)).header == "For Imogen Farrant only"


def test_notes_and_copies_that_differ_are_marked_and_not_told() -> None:
    both = meeting(copy("o1", "Board", description="Bring the file"), copy("o2", "Board"))
    (entry,) = entries(DIRECTOR, both._replace(drift=("time",)))
    (block,) = blocks_of(document(entry))
    assert block.marks == "Copies differ, Notes"
    (table,) = tables_of(document(entry))
    assert table.rows[0][-1] == "Confirmed, Copies differ, Notes"
    assert "Bring" not in repr(document(entry))
    (theirs,) = entries(OF_WEX, both._replace(drift=("time",)))
    assert theirs.marks == ()


def test_overlapping_meetings_stand_side_by_side() -> None:
    found = entries(
        DIRECTOR,
        meeting(copy("o1", "A")),
        meeting(copy("o2", "B", NINE + HOUR // 2)),
        meeting(copy("o1", "C", NINE + 4 * HOUR)),
    )
    assert [(one.title, one.lane, one.lanes) for one in blocks_of(document(*found))] == [
        ("A", 0, 2),
        ("B", 1, 2),
        ("C", 0, 1),
    ]


def test_hours_reach_to_the_first_and_last_meeting_and_weekends_come_when_needed() -> None:
    late = meeting(copy("o1", "Late", instant(datetime(2026, 12, 19, 22, 30, tzinfo=UTC))))
    early = meeting(copy("o1", "Early", instant(datetime(2026, 12, 15, 5, 15, tzinfo=UTC))))
    picture = picture_of(document(*entries(DIRECTOR, late, early)))
    assert (picture.opens, picture.closes) == (5, 24)
    assert "Sat 19 Dec" in picture.days


def test_a_week_of_which_only_an_empty_weekend_is_wanted_shows_that() -> None:
    picture = week_picture([date(2026, 12, 19), date(2026, 12, 20)], ())
    assert picture.days == ("Sat 19 Dec", "Sun 20 Dec")
    assert write_pdf(Document("Week", MADE_AT, (picture,), landscape=True)).startswith(b"%PDF")


def test_two_weeks_have_two_pictures() -> None:
    made = document(last=date(2026, 12, 28))
    assert len([one for one in made.blocks if isinstance(one, WeekPicture)]) == 2


def test_of_many_all_day_things_the_first_are_drawn_and_all_are_listed() -> None:
    day = instant(datetime(2026, 12, 16, tzinfo=UTC))
    found = [
        DiaryEntry(f"u{n}", day, day + 24 * HOUR, f"Leave {n}", ("CAL",), all_day=True)
        for n in range(7)
    ]
    made = document(*found)
    assert picture_of(made).banners[2] == (
        "CAL Leave 0", "CAL Leave 1", "CAL Leave 2", "4 more, listed"
    )  # fmt: skip
    assert len(tables_of(made)[0].rows) == 7


# Journeys


def journey_of(first_hours: float, second_hours: float) -> list[PlacedBlock]:
    """The journeys between two meetings of an hour that begin so long after nine."""
    one = meeting(copy("o1", "Cabinet", NINE + int(first_hours * HOUR), **AT_HALL))
    two = meeting(copy("o2", "Board", NINE + int(second_hours * HOUR), **AT_HOUSE))
    found = with_travel(entries(DIRECTOR, one, two), SITES, TRAVEL, ZONE)
    return [block for block in blocks_of(document(*found)) if block.travel]


def test_a_journey_stands_before_its_meeting_and_takes_no_room_from_others() -> None:
    (journey,) = journey_of(0, 2)
    assert (journey.top, journey.minutes, journey.title) == (210, 30, "Travel 30 min")
    assert (journey.lanes, journey.urgency) == (1, "")


def test_one_that_is_too_short_says_how_much_of_it_there_is() -> None:
    (journey,) = journey_of(0, 1.25)
    assert (journey.top, journey.minutes, journey.title) == (180, 15, "15 of 30 min")
    assert journey.urgency == "must"


def test_what_should_be_left_over_beside_it_counts_as_needed() -> None:
    one = meeting(copy("o1", "Cabinet", **AT_HALL))
    two = meeting(copy("o2", "Board", NINE + HOUR * 5 // 4, **AT_HOUSE))
    found = with_travel(entries(DIRECTOR, one, two), SITES, TRAVEL, ZONE, 5)
    (journey,) = [block for block in blocks_of(document(*found)) if block.travel]
    assert journey.title == "15 of 35 min"


def test_one_for_which_there_is_no_time_at_all_is_only_listed() -> None:
    assert journey_of(0, 1) == []


# Each diary by itself


def sides(*meetings: object, reader: object = DIRECTOR) -> tuple[Side, ...]:
    said = [(one, ()) for one in meetings]
    return tuple(sides_of(said, reader, ORGANISATIONS, [CAL, WEX]))  # type: ignore[arg-type]


BOTH = meeting(copy("o1", "Board"), copy("o2", "ICB Board", NINE + HOUR // 2))


def test_what_both_diaries_have_stands_in_both_with_the_words_and_times_of_each() -> None:
    made = document(sides=sides(BOTH, meeting(copy("o1", "Cabinet", NINE + 4 * HOUR))))
    picture = picture_of(made)
    assert picture.sides == ("CAL", "WEX")
    assert [(one.side, one.title, one.top) for one in picture.blocks] == [
        (0, "Board", 120), (0, "Cabinet", 360), (1, "ICB Board", 150)
    ]  # fmt: skip
    (table,) = tables_of(made)
    assert [(row[1], row[2], row[4]) for row in table.rows] == [
        ("09:00 to 10:00", "Board", "CAL"),
        ("09:30 to 10:30", "ICB Board", "WEX"),
        ("13:00 to 14:00", "Cabinet", "CAL"),
    ]


def test_overlaps_in_one_diary_take_no_room_in_the_other() -> None:
    found = blocks_of(document(sides=sides(BOTH)))
    assert [one.lanes for one in found] == [1, 1]


def test_another_body_sees_its_own_diary_beside_busy_times() -> None:
    cal, wex = sides(BOTH, reader=OF_WEX)
    assert [one.title for one in cal.entries] == ["Busy (CAL)"]
    assert [one.title for one in wex.entries] == ["ICB Board"]


def test_what_is_in_neither_diary_makes_a_side_of_its_own() -> None:
    only_wex = sides_of([(BOTH, ()), (meeting(copy("o2", "Alone")), ())], DIRECTOR,
                        ORGANISATIONS, [CAL])  # fmt: skip
    assert [(side.code, [one.title for one in side.entries]) for side in only_wex] == [
        ("CAL", ["Board"]), ("Other", ["Alone"])
    ]  # fmt: skip


def test_a_journey_stands_in_the_diary_that_one_travels_to() -> None:
    first = meeting(copy("o1", "Cabinet", **AT_HALL))
    second = meeting(copy("o2", "Board", NINE + 2 * HOUR, **AT_HOUSE))
    ways = with_travel(entries(DIRECTOR, first, second), SITES, TRAVEL, ZONE)
    found = blocks_of(document(*ways, sides=sides(first, second)))
    assert [one.side for one in found if one.travel] == [1]
    alone = sides_of([(first, ()), (second, ())], DIRECTOR, ORGANISATIONS, [CAL])
    others = blocks_of(document(*ways, sides=tuple(alone)))
    assert [one.side for one in others if one.travel] == [1]


# The file

_TITLES = st.text(max_size=60)


@given(
    st.lists(
        st.tuples(
            st.integers(0, 1430), st.integers(0, 600), _TITLES, st.sampled_from(["", "must"])
        ),
        max_size=8,
    ),
    st.booleans(),
)
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_week_at_all_stops_it(found: list[tuple[int, int, str, str]], is_divided: bool) -> None:
    day = date(2026, 12, 16)
    blocks = [
        PictureBlock(day, start, min(start + length, 1440), False, ("CAL", "WEX"), title,
                     "09:00–10:00", side=number % (1 + is_divided), place=title, urgency=urgency)
        for number, (start, length, title, urgency) in enumerate(found)
    ]  # fmt: skip
    heads = ("CAL", "WEX") if is_divided else ()
    picture = week_picture([day], blocks, ("CAL", "WEX"), heads)
    assert len(picture.blocks) == len(blocks)
    assert all(0 <= one.lane < one.lanes for one in picture.blocks)
    assert write_pdf(Document("Week", MADE_AT, (picture,), landscape=True)).startswith(b"%PDF")


def a_full_week() -> Document:
    cabinet = meeting(copy("o1", "Cabinet", NINE + 4 * HOUR, place="Town Hall"))
    return document(*entries(DIRECTOR, cabinet, BOTH), sides=sides(cabinet, BOTH))


def test_the_page_lies_across_and_its_legend_has_only_what_is_drawn() -> None:
    with pikepdf.open(io.BytesIO(write_pdf(a_full_week()))) as pdf:
        box = pdf.pages[0].mediabox
        assert float(box[2]) > float(box[3])
        first = page_text(pdf.pages[0])
    for words in ("Cabinet", "Town Hall", "ICB Board", "09:30–10:30"):
        assert squeezed(words) in squeezed(first)
    for words in ("not certain yet", "must act", "Travel"):
        assert squeezed(words) not in squeezed(first)


@pytest.mark.skipif(find_spec("pdfua") is None, reason="pdfua is not installed")
def test_the_checks_for_accessible_pdf_find_nothing(tmp_path: Path) -> None:
    import pdfua

    file = tmp_path / "week.pdf"
    file.write_bytes(write_pdf(a_full_week()))
    assert list(pdfua.validate(file).findings) == []
