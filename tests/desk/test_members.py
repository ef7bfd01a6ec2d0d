"""Organisations and seats that change after the desk was made: who reads what from then on."""

import json
import os
import sqlite3
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from jointdesk.desk.refusals import RemovedError
from jointdesk.desk.server import Server
from jointdesk.domain.items import Write
from jointdesk.domain.moments import Instant
from jointdesk.domain.organisations import OrganisationKind
from jointdesk.domain.people import Role
from jointdesk.operations import organisations, people, shared_desk
from jointdesk.operations.audiences import find_person
from jointdesk.operations.desk_members import MemberPlan, plan_members, unsent_files
from jointdesk.operations.organisations import organisation_by_code
from jointdesk.store.changes import record
from jointdesk.store.desk import Desk
from jointdesk.store.membership import find_membership
from jointdesk.store.organisations import list_organisations
from jointdesk.store.people import list_seats
from jointdesk.store.streams import stream_names
from tests.desk.calendar_desks import calendar_desks
from tests.desk.desks import PASSWORDS, SharedDesks, joined
from tests.postgres import PostgresServer

NOW = Instant(1_796_025_600)
SECRET = b"XYZZY"


# What is to be told


def test_nothing_is_told_where_the_server_knows_it() -> None:
    reads = {"tom": frozenset({"s", "a"})}
    assert plan_members({"a": "A"}, ["s", "a"], reads, reads) == MemberPlan((), ())


def test_new_organisations_and_other_seats_are_told() -> None:
    plan = plan_members(
        {"a": "A", "b": "B"},
        ["s", "a"],
        {"tom": frozenset({"s", "b"}), "una": frozenset({"s"})},
        {"tom": frozenset({"s", "a"}), "gone": frozenset({"s"})},
    )
    assert plan == MemberPlan(
        (("b", "B"),), (("gone", frozenset()), ("tom", frozenset({"s", "b"})))
    )


# Through a real server


@pytest.fixture
def desks(postgres: PostgresServer, tmp_path: Path) -> Iterator[SharedDesks]:
    """A desk that everybody has joined, on which Bridget has said secrets of WEX."""
    made = joined(tmp_path, postgres.new_database(), NOW)
    say(made, "Bridget", "WEX", "first")
    exchange(made, "Bridget")
    yield made
    made.close()


def say(desks: SharedDesks, who: str, code: str, word: str) -> None:
    """Have somebody say a secret of an organisation's."""
    desk = desks.open[who]
    stream = f"org:{organisation_by_code(desk, code).id}"
    write = Write(f"note-{word}", "note", {"text": f"{SECRET.decode()} {word}"}, stream)
    record(desk, desks.actor(who), "Said", [write])


def exchange(desks: SharedDesks, *machines: str) -> None:
    """Have machines exchange changes, and follow seats, as the program does."""
    for who in machines:
        desks.sync(who)


def notes(desks: SharedDesks, who: str) -> set[str]:
    """Which notes a machine has."""
    rows = desks.open[who].connection.execute("SELECT id FROM item WHERE type = 'note'")
    return {id_.removeprefix("note-") for (id_,) in rows}


def streams(desks: SharedDesks, who: str) -> set[str]:
    """The codes of the organisations whose own streams a machine has."""
    desk = desks.open[who]
    known = {f"org:{one.id}": one.code for one in list_organisations(desk.connection)}
    return {known[name] for name in stream_names(desk.connection).values() if name in known}


def has_secret(desks: SharedDesks, who: str) -> bool:
    """Whether any byte of a secret is in a machine's desk file or beside it."""
    return any(
        SECRET in path.read_bytes()
        for path in desks.machine(who).iterdir()
        if path.is_file() and path.suffix != ".json"
    )


def seat(desks: SharedDesks, who: str, code: str) -> None:
    """Have the director give somebody a PA's seat."""
    desk = desks.open["Imogen"]
    person = find_person(desk, who).id
    people.add_seat(desk, desks.actor("Imogen"), person_id=person, org_code=code, role=Role.PA)


def end_seat(desks: SharedDesks, who: str, code: str) -> None:
    """Have the director end somebody's seat."""
    desk = desks.open["Imogen"]
    person, org = find_person(desk, who).id, organisation_by_code(desk, code).id
    for one in list_seats(desk.connection):
        if (one.person_id, one.org_id) == (person, org):
            people.remove_seat(desk, desks.actor("Imogen"), one.id)


def test_a_new_organisation_and_its_pa_share_what_is_said_of_it(desks: SharedDesks) -> None:
    organisations.add_organisation(
        desks.open["Imogen"], desks.actor("Imogen"), code="NEW", name="Newford",
        kind=OrganisationKind.COUNCIL,
    )  # fmt: skip
    seat(desks, "Tom", "NEW")
    say(desks, "Imogen", "NEW", "of the new one")
    exchange(desks, "Imogen", "Tom", "Bridget")
    assert streams(desks, "Tom") == {"CAL", "NEW"}
    assert notes(desks, "Tom") == {"of the new one"}
    say(desks, "Tom", "NEW", "answer")
    exchange(desks, "Tom", "Imogen", "Bridget")
    assert notes(desks, "Imogen") == {"first", "of the new one", "answer"}
    assert notes(desks, "Bridget") == {"first"}


def test_an_organisation_that_a_pa_added_is_one_everywhere(desks: SharedDesks) -> None:
    organisations.add_organisation(
        desks.open["Tom"], desks.actor("Tom"), code="NEW", name="Newford",
        kind=OrganisationKind.COUNCIL,
    )  # fmt: skip
    exchange(desks, "Tom", "Imogen")
    seat(desks, "Tom", "NEW")
    exchange(desks, "Imogen", "Tom")
    say(desks, "Tom", "NEW", "mine")
    exchange(desks, "Tom", "Imogen")
    assert "mine" in notes(desks, "Imogen")


def test_a_seat_given_brings_what_was_said_before(desks: SharedDesks) -> None:
    seat(desks, "Tom", "WEX")
    exchange(desks, "Imogen", "Tom")
    assert notes(desks, "Tom") == {"first"}


def test_a_seat_that_ended_takes_everything_of_it_off_the_machine(desks: SharedDesks) -> None:
    seat(desks, "Tom", "WEX")
    exchange(desks, "Imogen", "Tom")
    say(desks, "Tom", "WEX", "sent")
    exchange(desks, "Tom", "Imogen")
    assert has_secret(desks, "Tom")
    end_seat(desks, "Tom", "WEX")
    exchange(desks, "Imogen", "Tom")
    assert streams(desks, "Tom") == {"CAL"}
    assert notes(desks, "Tom") == set()
    assert not has_secret(desks, "Tom")
    assert unsent_files(desks.open["Tom"].path) == []
    assert notes(desks, "Imogen") == {"first", "sent"}
    assert (
        shared_desk.verify(desks.open["Tom"], desks.machine("Tom"), PASSWORDS["Tom"]).troubles == []
    )
    say(desks, "Tom", "CAL", "still at work")
    exchange(desks, "Tom", "Imogen")
    assert "still at work" in notes(desks, "Imogen")


def test_what_was_not_sent_by_then_is_kept_in_a_file(desks: SharedDesks) -> None:
    seat(desks, "Tom", "WEX")
    exchange(desks, "Imogen", "Tom")
    say(desks, "Tom", "WEX", "not sent")
    end_seat(desks, "Tom", "WEX")
    exchange(desks, "Imogen")
    told = desks.sync("Tom").told
    assert notes(desks, "Imogen") == {"first"}
    assert not has_secret(desks, "Tom")
    [path] = unsent_files(desks.open["Tom"].path)
    if os.name == "posix":  # other systems have no such modes
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    [said] = json.loads(path.read_text("utf-8"))
    assert said["fields"] == {"text": "XYZZY not sent"}
    assert said["label"] == "Said"
    assert told == [
        "Your seat at Wexmere has ended: what only its seats may have has left this computer."
        f" What you had not sent is in {path}."
    ]


def test_where_the_file_is_busy_just_then_they_are_told_and_it_is_cleaned_the_next_time(
    desks: SharedDesks, monkeypatch: pytest.MonkeyPatch
) -> None:
    noted = "SELECT count(*) FROM derived WHERE name = 'unscrubbed'"
    found: list[int] = []

    def busy(desk: Desk) -> None:
        found.extend(desk.connection.execute(noted).fetchone())
        error = sqlite3.OperationalError("database is locked")
        error.sqlite_errorcode = sqlite3.SQLITE_BUSY
        raise error

    seat(desks, "Tom", "WEX")
    exchange(desks, "Imogen", "Tom")
    say(desks, "Tom", "WEX", "not sent")
    end_seat(desks, "Tom", "WEX")
    exchange(desks, "Imogen")
    with monkeypatch.context() as at_work:
        at_work.setattr("jointdesk.store.scrubbing.scrub", busy)
        [told] = desks.sync("Tom").told
    assert str(unsent_files(desks.open["Tom"].path)[0]) in told
    assert found == [1]
    exchange(desks, "Tom")
    assert desks.open["Tom"].connection.execute(noted).fetchone() == (0,)
    assert not has_secret(desks, "Tom")


def test_a_seat_given_again_brings_everything_again(desks: SharedDesks) -> None:
    seat(desks, "Tom", "WEX")
    exchange(desks, "Imogen", "Tom")
    say(desks, "Tom", "WEX", "mine")
    exchange(desks, "Tom", "Imogen")
    end_seat(desks, "Tom", "WEX")
    exchange(desks, "Imogen", "Tom")
    seat(desks, "Tom", "WEX")
    exchange(desks, "Imogen", "Tom")
    assert notes(desks, "Tom") == {"first", "mine"}
    say(desks, "Tom", "WEX", "again")
    exchange(desks, "Tom", "Imogen")
    assert notes(desks, "Imogen") == {"first", "mine", "again"}


@pytest.mark.parametrize("is_connected", [False, True])
def test_of_a_calendar_are_left_its_open_meetings_and_the_times_of_the_others(
    postgres: PostgresServer, tmp_path: Path, is_connected: bool
) -> None:
    desks = calendar_desks(tmp_path, postgres.new_database(), NOW)
    desks.says(
        "WEX",
        "UID:p\r\nDTSTART:20261201T090000Z\r\nDURATION:PT1H\r\nSUMMARY:XYZZY\r\nCLASS:PRIVATE",
        "UID:o\r\nDTSTART:20261201T140000Z\r\nDURATION:PT1H\r\nSUMMARY:Open",
    )
    desks.read("Imogen")
    seat(desks, "Tom", "WEX")
    desks.exchange("Imogen", "Tom")
    if is_connected:
        desks.connect("Tom", "WEX", desks.collection("WEX"))
        desks.read("Tom")
    desks.exchange("Tom", "Imogen")
    assert sorted(desks.titles("Tom")) == ["Open", "XYZZY"]
    assert SECRET in desks.bytes_of("Tom")
    end_seat(desks, "Tom", "WEX")
    desks.exchange("Imogen", "Tom")
    assert sorted(desks.titles("Tom")) == ["Busy (WEX)", "Open"]
    assert SECRET not in desks.bytes_of("Tom")
    assert sorted(desks.titles("Imogen")) == ["Open", "XYZZY"]
    desks.close()


def test_whose_last_seat_ended_is_told_and_keeps_what_is_there(desks: SharedDesks) -> None:
    end_seat(desks, "Bridget", "WEX")
    exchange(desks, "Imogen")
    with pytest.raises(RemovedError, match="no seat"):
        exchange(desks, "Bridget")
    known = find_membership(desks.open["Bridget"].connection)
    assert known is not None
    assert "no seat" in known.trouble
    assert notes(desks, "Bridget") == {"first"}


def test_a_server_that_gives_less_than_the_seats_say_takes_nothing(
    desks: SharedDesks, with_server: Callable[[str], Server]
) -> None:
    server = with_server("Imogen")
    bridget = find_person(desks.open["Imogen"], "Bridget").id
    shared = next(
        id_ for id_, name in stream_names(desks.open["Imogen"].connection).items()
        if name == "shared"
    )  # fmt: skip
    server.set_member(bridget, [shared])
    exchange(desks, "Bridget")
    assert notes(desks, "Bridget") == {"first"}
    exchange(desks, "Imogen", "Bridget")
    say(desks, "Imogen", "WEX", "second")
    exchange(desks, "Imogen", "Bridget")
    assert notes(desks, "Bridget") == {"first", "second"}


@pytest.fixture
def with_server(desks: SharedDesks) -> Iterator[Callable[[str], Server]]:
    """A connection to the server as somebody."""
    opened: list[Server] = []

    def connect(who: str) -> Server:
        opened.append(shared_desk.connected(desks.open[who], desks.machine(who), PASSWORDS[who]))
        return opened[-1]

    yield connect
    for one in opened:
        one.close()
