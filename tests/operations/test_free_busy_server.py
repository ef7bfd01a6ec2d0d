"""When people are busy, asked of a real server that schedules.

Cyrus alone here does that, so this runs in the acceptance run (WITH_CYRUS=1).
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from jointdesk.domain.actors import Actor
from jointdesk.domain.moments import HOUR, Instant
from jointdesk.domain.organisations import OrganisationKind
from jointdesk.domain.sources import Connection
from jointdesk.operations.audiences import director_id
from jointdesk.operations.desks import new_desk
from jointdesk.operations.free_busy import ask_calendar, ask_free_busy
from jointdesk.operations.organisations import add_organisation
from jointdesk.operations.sync import sync_sources
from jointdesk.store.desk import Desk
from tests.calendar_servers import Calendar, CalendarServer
from tests.operations.test_free_busy import connect
from tests.sources.caldav.test_free_busy import DAY_ONE, WINDOW
from tests.sync.making import calendar, event


@pytest.fixture
def mine(cyrus: CalendarServer) -> Calendar:
    return cyrus.new_account().make_calendar("Default")


@pytest.fixture
def desk(mine: Calendar, tmp_path: Path, data_folder: Path, now: Instant) -> Iterator[Desk]:
    path = tmp_path / "a.desk"
    with new_desk(path, name="A", zone="Europe/London", data_folder=data_folder, now=now) as made:
        actor = Actor(director_id(made), now)
        add_organisation(made, actor, code="WEX", name="Wexmere", kind=OrganisationKind.ICB)
        connect(made, "wex", Connection("wex", mine.url, "asked", user=mine.account.user))
        sync_sources(made, actor, secrets={"wex": mine.account.password})
        yield made


def test_the_server_says_when_others_are_busy_and_nothing_else(
    desk: Desk, mine: Calendar, cyrus: CalendarServer
) -> None:
    ann = cyrus.new_account().make_calendar("Default")
    text = event("x", "DTEND:20270104T100000Z", "SUMMARY:Secret", start="20270104T090000Z")
    ann.put("x.ics", calendar(text))
    address = f"{ann.account.user}@internal"
    secrets = {"wex": mine.account.password}
    read = ask_free_busy(desk, [address, "nobody@internal"], WINDOW, DAY_ONE, secrets=secrets)
    (said,) = read.found
    assert (said.email, said.covers) == (address, WINDOW)
    assert [one[:2] for one in said.busy] == [(DAY_ONE + 9 * HOUR, DAY_ONE + 10 * HOUR)]
    assert "nobody@internal" in read.notes[-1]
    assert "Secret" not in repr(read)


def test_a_calendar_of_ones_own_says_when_it_is_busy(desk: Desk, mine: Calendar) -> None:
    text = event("x", "DTEND:20270104T100000Z", start="20270104T090000Z")
    mine.put("x.ics", calendar(text))
    secrets = {"wex": mine.account.password}
    read = ask_calendar(desk, mine.url, "me@x.org", "wex", WINDOW, DAY_ONE, secrets=secrets)
    (said,) = read.found
    assert [one[:2] for one in said.busy] == [(DAY_ONE + 9 * HOUR, DAY_ONE + 10 * HOUR)]
