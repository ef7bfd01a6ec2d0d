"""What is too large for the shared desk goes without its files, or is told of: nobody misses it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from jointdesk.domain.errors import WrongUseError
from jointdesk.domain.moments import DAY, Instant, Span
from jointdesk.operations import mirrors
from jointdesk.operations.agenda import agenda
from jointdesk.operations.audiences import audience_of
from jointdesk.operations.left_out import count_left_out, is_untold, tell_left_out
from jointdesk.operations.sources import list_sources
from tests.desk.calendar_desks import CalendarDesks, calendar_desks
from tests.operations.test_carrying import AT_REST, NOW, PRIVATE, event
from tests.postgres import PostgresServer

FILE = "\r\n ".join(
    ["ATTACH;FMTTYPE=application/pdf;ENCODING=BASE64;VALUE=BINARY:", *["QUJD" * 15] * 400]
)
HUGE = "EXDATE:" + ",\r\n ".join(
    f"2027{month:02}{day:02}T100000Z" for month in range(1, 13) for day in range(1, 29)
)

NOON = "20261202T120000Z"


@pytest.fixture
def desks(
    postgres: PostgresServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[CalendarDesks]:
    monkeypatch.setattr(mirrors, "_MOST", 5000)
    made = calendar_desks(tmp_path, postgres.new_database(), Instant(NOW))
    yield made
    made.close()


def series(*lines: str) -> str:
    return event("b", "Every week", "20261202T100000Z", "RRULE:FREQ=WEEKLY;COUNT=3", *lines)


def test_a_meeting_with_a_file_within_it_is_carried_without_the_file(desks: CalendarDesks) -> None:
    assert len(FILE) > 20_000
    secret = event("c", "Grievance", "20261203T100000Z", PRIVATE, FILE)
    desks.says("CAL", event("a", "Board", "20261201T100000Z", FILE, "LOCATION:Town Hall"), secret)
    desks.read()
    desks.exchange()
    assert desks.titles("Tom") == ["Board", "Grievance"]
    assert desks.titles("Bridget") == ["Board", "Busy (CAL)"]
    assert b"Town Hall" in desks.bytes_of("Bridget")
    assert b"QUJDQUJD" in desks.bytes_of("Imogen")
    assert "QUJDQUJD" not in desks.on_server()
    assert b"QUJDQUJD" not in desks.bytes_of("Tom")
    assert not is_untold(desks.open["Imogen"])
    desks.read()
    assert desks.exchange() == AT_REST
    audience = audience_of(desks.open["Tom"], desks.actor("Tom").person_id)
    listed = agenda(desks.open["Tom"], audience, Span(NOW, NOW + 9 * DAY), desks.now)
    board = next(one.meeting.id for one in listed if one.meeting.preferred.details.title == "Board")
    desks.edit("Tom", board, {"place": "Annexe"})  # what its own computer writes keeps the file
    with pytest.raises(WrongUseError, match="files or long texts"):
        desks.edit("Tom", board, {"collection": "local"})
    desks.edit("Imogen", board, {"collection": "local"})


def test_what_is_too_large_even_so_is_told_once_and_counted_until_it_is_smaller(
    desks: CalendarDesks,
) -> None:
    desks.says("CAL", event("a", "Board"), series(HUGE))
    desks.read()
    desks.exchange()
    imogen = desks.open["Imogen"]
    assert desks.titles("Imogen").count("Every week") == 3
    assert desks.titles("Tom") == ["Board"]
    (said,) = tell_left_out(imogen)
    assert said.startswith("Calderbourne: 1 entry is too large for the shared desk")
    assert tell_left_out(imogen) == []
    assert [one.left_out for one in list_sources(imogen) if one.organisation.code == "CAL"] == [1]
    desks.read()
    assert desks.exchange() == AT_REST
    desks.says("CAL", event("a", "Board", "20261204T100000Z"), series(HUGE))
    desks.read()
    desks.exchange()
    assert (tell_left_out(imogen), sum(count_left_out(imogen).values())) == ([], 1)
    desks.says("CAL", series())
    desks.read()
    desks.exchange()
    assert (desks.titles("Tom"), count_left_out(imogen)) == (["Every week"] * 3, {})
    desks.says(
        "CAL", series(HUGE), event("a", "Board", "20261201T100000Z", HUGE.replace("2027", "2028"))
    )
    desks.read()
    desks.exchange()
    (said,) = tell_left_out(imogen)
    assert "2 entries are too large" in said
    assert desks.titles("Tom") == ["Every week"] * 3  # as before
    assert desks.exchange() == AT_REST


def test_a_text_is_measured_as_the_server_measures_it(desks: CalendarDesks) -> None:
    """Of some characters JSON makes six."""
    desks.says("CAL", event("a", "Board"), event("b", "Odd", NOON, "DESCRIPTION:" + "\x01" * 1000))
    desks.read()
    desks.exchange()
    assert desks.titles("Tom") == ["Board"]
    assert sum(count_left_out(desks.open["Imogen"]).values()) == 1
