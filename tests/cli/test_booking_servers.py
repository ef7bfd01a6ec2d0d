"""A booking on two real servers, one a body: held, confirmed, undone, redone, moved, declined.

Whatever stands in the other body's calendar is looked at byte by byte.
"""

import io
import json
import re
from collections.abc import Callable, Iterator

import pytest

from tests import calendar_servers
from tests.calendar_servers import Calendar, CalendarServer
from tests.cli.conftest import Desk

SECRETS = (b"Fees", b"Stott", b"stott", b"Town", b"Bridget", b"Calder", b"mileage")
"""What nobody may find in the calendar of the body that the booking is none of."""

_START = r"DTSTART[^:]*:(\d{8}T\d{4})"

FEES = "Fees with Cllr Stott"


@pytest.fixture(scope="session")
def other_radicale(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CalendarServer]:
    server = calendar_servers.radicale(tmp_path_factory.mktemp("other_radicale"))
    server.start()
    yield server
    server.stop()


class Bodies:
    """A desk with a calendar of each body on a server of its own, and a PA of each."""

    def __init__(self, cli: Desk, cal: Calendar, wex: Calendar, monkeypatch: pytest.MonkeyPatch):
        self.cli, self.calendars = cli, {"CAL": cal, "WEX": wex}
        self._monkeypatch = monkeypatch
        self._secrets: dict[str, str] = {}
        for code, calendar, name in (("CAL", cal, "Bridget Hall"), ("WEX", wex, "Dev Patel")):
            user = calendar.account.user
            words = ["source", "add", code, "caldav", calendar.url, "--user", user]
            self._secrets[cli(*words, "--no-keyring").id] = calendar.account.password
            person = cli("person", "add", name).id
            assert cli("seat", "add", person, "--org", code, "--role", "pa").status == 0
        self.sync()

    def sync(self) -> int:
        """Read and write both calendars; return how many changes were written."""
        self._monkeypatch.setattr("sys.stdin", io.StringIO(json.dumps(self._secrets)))
        answer = self.cli("sync", "--secrets-stdin", "--json")
        assert answer.status == 0, answer.err or answer.out
        return sum(int(one["written"]) for one in answer.json["sources"])

    def settle(self) -> None:
        """Write what waits; a second run has nothing to do, and all is sound."""
        assert self.sync() >= 1
        assert self.sync() == 0
        assert self.cli("check").status == 0

    def bytes_of(self, code: str) -> bytes:
        """Return all that the server of a body holds, lines unfolded."""
        calendar = self.calendars[code]
        status, _, body = calendar.account.send("GET", calendar.url)
        assert status == 200
        return body.replace(b"\r\n ", b"")

    def holds(self, code: str) -> list[tuple[str, str]]:
        """Return the starts and titles that a server holds."""
        events = self.bytes_of(code).decode().split("BEGIN:VEVENT")[1:]
        found = []
        for one in events:
            start, title = re.search(_START, one), re.search(r"SUMMARY:(.*)", one)
            assert start is not None
            assert title is not None
            found.append((start[1], title[1].strip()))
        return sorted(found)

    def clean(self) -> None:
        """Nothing of the booking stands in the other body's calendar."""
        held = self.bytes_of("WEX")
        for secret in SECRETS:
            assert secret not in held, held.decode()
        for name in (b"ATTENDEE", b"ORGANIZER", b"LOCATION", b"DESCRIPTION", b"X-"):
            assert name not in held.replace(b"X-WR-CALNAME", b"").replace(b"X-LIC", b""), (
                held.decode()
            )

    def booking(self, *words: str, who: str = "Bridget") -> dict[str, object]:
        answer = self.cli("booking", *words, "--json", who=who)
        assert answer.status == 0, answer.err
        return answer.json


@pytest.fixture
def bodies(
    cli: Desk,
    radicale: CalendarServer,
    other_radicale: CalendarServer,
    monkeypatch: pytest.MonkeyPatch,
) -> Bodies:
    cal = radicale.new_account().make_calendar("work", "Work")
    wex = other_radicale.new_account().make_calendar("diary", "Diary")
    return Bodies(cli, cal, wex, monkeypatch)


@pytest.fixture
def held(bodies: Bodies) -> Callable[[], str]:
    """Add the booking and hold three times for it, written to both servers."""

    def hold() -> str:
        made = bodies.booking(
            "add", FEES, "--org", "CAL", "--set", "asked_by=Cllr Stott", "--set", "place=Town Hall",
            "--set", "minutes=90", "--set", "notes=About mileage",
            "--set", "attendees=Ann Stott | ann@stott.example",
        )  # fmt: skip
        id_ = str(made["id"])
        slots = ["2026-12-07T10:00", "2026-12-08T10:00", "2026-12-09T14:00"]
        bodies.booking("hold", id_, *slots)
        bodies.settle()
        return id_

    return hold


HOLDS = ["20261207T1000", "20261208T1000", "20261209T1400"]


def all_held(bodies: Bodies) -> None:
    assert bodies.holds("CAL") == [(start, f"HOLD: {FEES}") for start in HOLDS]
    assert bodies.holds("WEX") == [(start, "HOLD") for start in HOLDS]
    bodies.clean()


def confirmed(bodies: Bodies, start: str = "20261208T1000") -> None:
    assert bodies.holds("CAL") == [(start, FEES)]
    assert bodies.holds("WEX") == [(start, "Busy")]
    assert b"CLASS:PRIVATE" in bodies.bytes_of("WEX")
    bodies.clean()


def state(bodies: Bodies, id_: str) -> object:
    return bodies.booking("show", id_)["state"]


def test_holds_stand_on_both_servers_and_one_confirmed_frees_the_others(
    bodies: Bodies, held: Callable[[], str]
) -> None:
    id_ = held()
    all_held(bodies)
    bodies.booking("confirm", id_, "2", who="Dev")
    assert state(bodies, id_) == "confirmed"  # it waits to be written
    bodies.settle()
    confirmed(bodies)
    assert state(bodies, id_) == "in_diaries"


def test_a_written_confirmation_is_undone_on_both_servers_and_done_again(
    bodies: Bodies, held: Callable[[], str]
) -> None:
    id_ = held()
    bodies.booking("confirm", id_, "2", who="Dev")
    bodies.settle()
    for _ in range(2):
        assert bodies.cli("undo", who="Dev").status == 0
        assert state(bodies, id_) == "held"
        bodies.settle()
        all_held(bodies)
        assert bodies.cli("redo", who="Dev").status == 0
        bodies.settle()
        confirmed(bodies)
        assert state(bodies, id_) == "in_diaries"


def test_a_confirmation_that_was_not_written_yet_is_undone_and_done_again(
    bodies: Bodies, held: Callable[[], str]
) -> None:
    id_ = held()
    bodies.booking("confirm", id_, "3")
    assert bodies.cli("undo", who="Bridget").status == 0
    assert bodies.sync() == 0
    all_held(bodies)
    assert bodies.cli("redo", who="Bridget").status == 0
    bodies.settle()
    confirmed(bodies, "20261209T1400")


def test_a_time_that_was_never_held_is_confirmed_and_undone(
    bodies: Bodies, held: Callable[[], str]
) -> None:
    id_ = held()
    bodies.booking("confirm", id_, "2026-12-10T09:00")
    bodies.settle()
    confirmed(bodies, "20261210T0900")
    assert bodies.cli("undo", who="Bridget").status == 0
    bodies.settle()
    all_held(bodies)


def test_a_written_hold_is_undone(bodies: Bodies, held: Callable[[], str]) -> None:
    id_ = held()
    assert bodies.cli("undo", who="Bridget").status == 0
    assert state(bodies, id_) == "asked"
    bodies.settle()
    assert bodies.holds("CAL") == bodies.holds("WEX") == []
    assert bodies.cli("redo", who="Bridget").status == 0
    bodies.settle()
    all_held(bodies)


def test_a_confirmed_booking_moves_in_both_and_a_declined_one_leaves_no_block(
    bodies: Bodies, held: Callable[[], str]
) -> None:
    id_ = held()
    bodies.booking("confirm", id_, "1")
    bodies.settle()
    bodies.booking("move", id_, "2026-12-10T15:00")
    bodies.settle()
    confirmed(bodies, "20261210T1500")
    bodies.booking("decline", id_, "--why", "No longer wanted")
    bodies.settle()
    assert b"STATUS:CANCELLED" in bodies.bytes_of("CAL")
    assert bodies.holds("WEX") == []
    for step in ("undo", "redo", "undo"):
        assert bodies.cli(step, who="Bridget").status == 0
        bodies.settle()
    confirmed(bodies, "20261210T1500")


def test_all_steps_are_undone_and_done_again_at_once(
    bodies: Bodies, held: Callable[[], str]
) -> None:
    id_ = held()
    bodies.booking("confirm", id_, "1")
    bodies.settle()
    bodies.booking("move", id_, "2026-12-10T15:00")
    bodies.settle()
    assert bodies.cli("undo", "4", who="Bridget").status == 0
    bodies.settle()
    assert bodies.holds("CAL") == bodies.holds("WEX") == []
    assert bodies.cli("redo", "4", who="Bridget").status == 0
    bodies.settle()
    confirmed(bodies, "20261210T1500")
    assert state(bodies, id_) == "in_diaries"


def test_who_undoes_a_hold_that_another_has_confirmed_since_leaves_the_meeting_alone(
    bodies: Bodies, held: Callable[[], str]
) -> None:
    id_ = held()
    bodies.booking("confirm", id_, "2", who="Dev")
    bodies.settle()
    answer = bodies.cli("undo", who="Bridget")
    assert answer.status == 1
    assert "Left alone" in answer.out
    bodies.sync()
    confirmed(bodies)
    assert state(bodies, id_) == "in_diaries"
