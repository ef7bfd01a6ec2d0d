"""Bookings in a brief and holds in a printed week: who waits for a time, for whoever reads it."""

from datetime import date

import pytest

from jointdesk.domain.items import Json
from jointdesk.exports.content import Period
from jointdesk.exports.document import tables_of
from jointdesk.exports.editions import Reader
from jointdesk.operations import bookings
from jointdesk.operations.booking_holds import hold_booking
from jointdesk.operations.booking_meetings import decline_booking
from jointdesk.operations.exports import Prepared, Request, prepare, reader_for
from tests.exports.searching import everything_in
from tests.operations.event_desk import EventDesk, diary

__all__ = ["diary"]

SECRETS = ("Fees", "Stott", "Town Hall")
DAY = date(2026, 12, 7)


def add(diary: EventDesk, **fields: Json) -> str:
    given: dict[str, Json] = {
        "title": "Fees with Cllr Stott",
        "orgs": [diary.orgs["CAL"]],
        "asked_by": "Cllr Stott",
        "place": "Town Hall",
        **fields,
    }
    return bookings.add_booking(diary.desk, diary.people["CAL"], given)


def hold(diary: EventDesk, booking: str) -> None:
    who = diary.people["CAL"], diary.audience("CAL")
    hold_booking(diary.desk, *who, booking, [f"{DAY}T10:00"])


def made(diary: EventDesk, reader: Reader, code: str = "", kind: str = "brief") -> Prepared:
    days = Period(DAY, date(2026, 12, 14 if kind == "diary" else 8))
    request = Request(kind, reader, "pdf", period=days)
    return prepare(diary.desk, diary.audience(code), request, diary.now)


def rows(prepared: Prepared) -> list[tuple[object, ...]]:
    tables = tables_of(prepared.document)
    return [row for one in tables if one.name == "Bookings" for row in one.rows]


def test_who_waits_is_told_with_how_far_it_is(diary: EventDesk) -> None:
    add(diary, by="2026-12-18")
    assert rows(made(diary, Reader("director"))) == [
        ("Fees with Cllr Stott", "Cllr Stott", "CAL", "Asked for", "Wanted by Fri 18 Dec")
    ]


def test_holds_that_end_in_these_days_come_first(diary: EventDesk) -> None:
    add(diary, title="Later")
    held = add(diary)
    hold(diary, held)
    first, second = rows(made(diary, Reader("director")))
    assert (first[0], first[3], second[0]) == ("Fees with Cllr Stott", "Held", "Later")
    assert str(first[4]).startswith("Held until Mon 7 Dec ")


def test_whoever_waits_for_nothing_any_more_is_left_out(diary: EventDesk) -> None:
    declined = add(diary)
    who = diary.people["CAL"], diary.audience("CAL")
    decline_booking(diary.desk, *who, declined, "No time")
    assert rows(made(diary, Reader("director"))) == []


def test_an_organisation_reads_of_its_own_bookings_and_all_together_of_none(
    diary: EventDesk,
) -> None:
    add(diary)
    assert len(rows(made(diary, Reader("org", diary.orgs["CAL"])))) == 1
    assert rows(made(diary, Reader("org", diary.orgs["WEX"]))) == []
    assert rows(made(diary, Reader("joint"))) == []


def test_a_pa_reads_of_those_that_they_see(diary: EventDesk) -> None:
    add(diary, visibility="own_org")
    for code, number in (("CAL", 1), ("WEX", 0)):
        audience = diary.audience(code)
        assert len(rows(made(diary, reader_for(audience), code))) == number


@pytest.mark.parametrize("kind", ["brief", "diary"])
@pytest.mark.parametrize(
    ("reader", "visibility"), [("org", "own_org"), ("org", "all"), ("person", "own_org")]
)
def test_a_hold_for_one_body_tells_the_other_nothing(
    diary: EventDesk, kind: str, reader: str, visibility: str
) -> None:
    hold(diary, add(diary, visibility=visibility))
    audience = diary.audience("WEX")
    who = Reader("org", diary.orgs["WEX"]) if reader == "org" else reader_for(audience)
    found = everything_in(made(diary, who, "WEX", kind).data)
    words = [secret.casefold().replace(" ", "") for secret in SECRETS]
    assert not [word for word in words if word in found]
    own = everything_in(made(diary, reader_for(diary.audience("CAL")), "CAL", kind).data)
    assert words[0] in own
