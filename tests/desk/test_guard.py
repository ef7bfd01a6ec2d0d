"""What a member could do with a login and any SQL they like: the server is the guard.

Each attack here is a PA of one body after what the other keeps to itself.
"""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg
import pytest

from jointdesk.desk.invitations import read_invitation
from jointdesk.domain.items import Write
from jointdesk.domain.moments import Instant
from jointdesk.operations.organisations import organisation_by_code
from jointdesk.store.changes import record
from tests.desk.desks import PASSWORDS, SharedDesks, joined
from tests.postgres import PostgresServer

SECRET = "XYZZY merger talks"


@pytest.fixture(scope="module")
def desks(
    postgres: PostgresServer, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[SharedDesks]:
    """A desk on which Bridget has said thirty secrets of WEX."""
    folder = tmp_path_factory.mktemp("guard")
    made = joined(folder, postgres.new_database(), Instant(1_796_025_600))
    bridget = made.open["Bridget"]
    stream = f"org:{organisation_by_code(bridget, 'WEX').id}"
    for n in range(30):
        write = Write(f"secret{n}", "note", {"text": f"{SECRET} {n}"}, stream)
        record(bridget, made.actor("Bridget"), "Said", [write])
    made.sync("Bridget")
    yield made
    made.close()


@pytest.fixture
def tom(desks: SharedDesks) -> Iterator["psycopg.Connection[Any]"]:
    """Tom's own login, in a program of his own."""
    invitation = read_invitation(desks.invitations["Tom"])
    with closing(
        psycopg.connect(
            invitation.address, user=invitation.role, password=PASSWORDS["Tom"], autocommit=True
        )
    ) as connection:
        yield connection


def wex(desks: SharedDesks) -> str:
    """The id of the stream that is not Tom's."""
    org = organisation_by_code(desks.open["Bridget"], "WEX").id
    row = (
        desks.open["Bridget"]
        .connection.execute("SELECT id FROM stream WHERE org_id = ?", (org,))
        .fetchone()
    )
    return str(row[0])


def device(desks: SharedDesks, who: str) -> str:
    """The id of somebody's device."""
    desk = desks.open[who]
    with desk.transaction():
        return desk.device()


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT * FROM desk.change",
        "SELECT * FROM desk.payload",
        "COPY desk.payload TO STDOUT",
        "SELECT * FROM desk.stream",
        "SELECT * FROM desk.person",
        "SELECT desk.my_streams(true)",
        "SELECT desk.restored('x')",
        "SELECT desk.erase('a', 'b', '{}')",
        "EXPLAIN SELECT * FROM desk.change",
        "BEGIN; LOCK TABLE desk.change",
        "CREATE TEMP TABLE change (x int)",
        "CREATE TABLE public.x (y int)",
        "CREATE SCHEMA x",
        "CREATE FUNCTION pg_temp.f() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "SET ROLE jointdesk_owner",
        "SET SESSION AUTHORIZATION superuser",
        "SELECT pg_read_file('PG_VERSION')",
        "UPDATE desk.change SET author = 'x'",
        "DELETE FROM desk.change",
        "TRUNCATE desk.change",
        "ALTER ROLE CURRENT_USER CREATEROLE",
    ],
)
def test_a_member_may_do_nothing_but_call_the_functions(
    tom: "psycopg.Connection[Any]", statement: str
) -> None:
    with pytest.raises(psycopg.Error) as raised:
        tom.execute(statement)
    assert raised.value.sqlstate == "42501"


def test_a_pull_brings_nothing_of_the_other_body(
    desks: SharedDesks, tom: "psycopg.Connection[Any]"
) -> None:
    for after in ("{}", f'{{"{wex(desks)}": 0}}'):
        rows = tom.execute(
            "SELECT * FROM api.pull(%s, %s, 5000)", (device(desks, "Tom"), after)
        ).fetchall()
        assert rows
        assert SECRET not in str(rows)
        assert wex(desks) not in str(rows)


def test_the_numbers_of_a_stream_have_no_gaps_that_tell_of_others(
    desks: SharedDesks, tom: "psycopg.Connection[Any]"
) -> None:
    rows = tom.execute(
        "SELECT stream_id, seq, device, n FROM api.pull(%s, '{}', 5000)", (device(desks, "Tom"),)
    ).fetchall()
    for stream in {row[0] for row in rows}:
        numbers = [row[1] for row in rows if row[0] == stream]
        assert numbers == [*range(1, len(numbers) + 1)]
    for key in {(row[0], row[2]) for row in rows}:
        numbers = [row[3] for row in rows if (row[0], row[2]) == key]
        assert numbers == [*range(1, len(numbers) + 1)]


def test_greeting_tells_of_no_stream_that_is_not_one_s_own(
    desks: SharedDesks, tom: "psycopg.Connection[Any]"
) -> None:
    row = tom.execute("SELECT api.hello(%s, 1, 'x')", (device(desks, "Tom"),)).fetchone()
    assert row is not None
    assert {one["kind"] for one in row[0]["streams"]} == {"shared", "org"}
    assert wex(desks) not in str(row)


def test_another_s_device_is_refused(desks: SharedDesks, tom: "psycopg.Connection[Any]") -> None:
    theirs = device(desks, "Bridget")
    for statement in ("SELECT api.hello(%s, 1, 'x')", "SELECT * FROM api.pull(%s, '{}', 10)",
                      "SELECT api.push(%s, '[]')"):  # fmt: skip
        with pytest.raises(psycopg.Error) as raised:
            tom.execute(statement, (theirs,))
        assert raised.value.sqlstate == "JD000"


def change(stream: str, **other: object) -> str:
    import json

    said = {"s": stream, "n": 1, "i": "x", "t": "note", "v": 1, "h": 1, "a": "", "o": "",
            "w": "00", "k": "00", "b": "{}"}  # fmt: skip
    return json.dumps([said | other])


def refusal_of(tom: "psycopg.Connection[Any]", device_id: str, batch: str, how: str) -> str | None:
    with pytest.raises(psycopg.Error) as raised:
        tom.execute("SELECT api.push(%s, %s, %s)", (device_id, batch, how))
    return raised.value.sqlstate


def test_a_foreign_stream_and_one_that_is_not_there_get_one_answer(
    desks: SharedDesks, tom: "psycopg.Connection[Any]"
) -> None:
    mine = device(desks, "Tom")
    assert refusal_of(tom, mine, change(wex(desks)), "own") == "JD006"
    assert refusal_of(tom, mine, change("0000"), "own") == "JD006"
    for stream in (wex(desks), "0000"):
        row = tom.execute("SELECT api.hash_at(%s, 1)", (stream,)).fetchone()
        assert row == (None,)


def test_nobody_founds_or_brings_back_what_is_not_theirs_to(
    desks: SharedDesks, tom: "psycopg.Connection[Any]"
) -> None:
    for how in ("founding", "relay", "anything"):
        assert refusal_of(tom, "a new device", change(wex(desks)), how) == "JD008"


def test_only_the_director_lets_people_go(
    desks: SharedDesks, tom: "psycopg.Connection[Any]"
) -> None:
    with pytest.raises(psycopg.Error) as raised:
        tom.execute("SELECT api.revoke(%s, 0)", (desks.actor("Bridget").person_id,))
    assert raised.value.sqlstate == "JD008"


def test_waking_a_foreign_stream_wakes_nobody(
    desks: SharedDesks, tom: "psycopg.Connection[Any]"
) -> None:
    row = tom.execute("SELECT api.hello(%s, 1, 'x')", (device(desks, "Tom"),)).fetchone()
    assert row is not None
    invitation = read_invitation(desks.invitations["Bridget"])
    with closing(
        psycopg.connect(
            invitation.address, user=invitation.role, password=PASSWORDS["Bridget"],
            autocommit=True,
        )
    ) as bridget:  # fmt: skip
        said = bridget.execute("SELECT api.hello(%s, 1, 'x')", (device(desks, "Bridget"),))
        (hello,) = said.fetchone() or ({},)
        for one in hello["streams"]:
            bridget.execute(f"LISTEN {one['channel']}")
        shared = next(one["id"] for one in hello["streams"] if one["kind"] == "shared")
        tom.execute("SELECT api.poke(%s)", ([wex(desks)],))
        tom.execute("SELECT api.poke(%s)", ([shared],))
        woken = list(bridget.notifies(timeout=30, stop_after=1))
        assert [one.payload for one in woken] == [""]
        channels = {one["channel"]: one["id"] for one in hello["streams"]}
        assert channels[woken[0].channel] == shared


def test_the_plan_of_a_pull_tells_no_numbers(
    desks: SharedDesks, tom: "psycopg.Connection[Any]"
) -> None:
    rows = tom.execute(
        "EXPLAIN (ANALYZE, COSTS off, TIMING off, SUMMARY off)"
        " SELECT * FROM api.pull(%s, '{}', 10)",
        (device(desks, "Tom"),),
    ).fetchall()
    assert "Removed" not in str(rows)


def test_row_level_security_holds_where_the_functions_would_not(desks: SharedDesks) -> None:
    """The owner of the tables reads nothing either: the second wall stands alone."""
    with closing(psycopg.connect(desks.database.superuser, autocommit=True)) as connection:
        connection.execute("SET ROLE jointdesk_owner")
        for table in ("change", "payload"):
            assert connection.execute(f"SELECT count(*) FROM desk.{table}").fetchone() == (0,)


def test_not_even_a_superuser_alters_the_log_by_mistake(desks: SharedDesks) -> None:
    with closing(psycopg.connect(desks.database.superuser, autocommit=True)) as connection:
        for statement in (
            "UPDATE desk.change SET author = 'x'",
            "DELETE FROM desk.change",
            "TRUNCATE desk.change",
            "UPDATE desk.payload SET body = ''",
        ):
            with pytest.raises(psycopg.Error) as raised:
                connection.execute(statement)
            assert raised.value.sqlstate == "JD009"


def test_no_byte_of_the_secret_is_on_the_other_machine(desks: SharedDesks) -> None:
    desks.sync("Tom")
    assert b"XYZZY" not in desks.bytes_of("Tom")
    assert Path(desks.open["Tom"].path).exists()
