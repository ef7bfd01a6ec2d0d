"""What a member could do with a login and any SQL they like to leases, streams and seats."""

import json
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import psycopg
import pytest

from jointdesk.desk.invitations import read_invitation
from jointdesk.domain.changes import GENESIS, Header, body_hash, chain_hash
from jointdesk.domain.moments import Instant
from jointdesk.operations.audiences import find_person
from jointdesk.store.streams import stream_id
from tests.desk.desks import PASSWORDS, SharedDesks, founded
from tests.desk.test_carried import BUSY, TEXT, said
from tests.postgres import PostgresServer

Login = psycopg.Connection[Any]
NOW = Instant(1_796_025_600)
STREAM, ORG = "0b54de1e-0000-4000-8000-00000000beef", "newford"


@pytest.fixture(scope="module")
def desks(
    postgres: PostgresServer, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[SharedDesks]:
    """Two desks in one database: the second is a stranger's, with people of the same names."""
    database = postgres.new_database()
    made = founded(tmp_path_factory.mktemp("members"), database, NOW)
    strangers = founded(tmp_path_factory.mktemp("strangers"), database, NOW)
    for who in ("Imogen", "Tom", "Bridget"):
        made.join(who)
    strangers.join("Imogen")
    made.invitations |= {f"Strange {who}": path for who, path in strangers.invitations.items()}
    made.open["Strange Imogen"] = strangers.open["Imogen"]
    yield made
    made.close()


@pytest.fixture(scope="module")
def logins(desks: SharedDesks) -> Iterator[dict[str, Login]]:
    """Everybody's own login, in programs of their own."""
    opened: dict[str, Login] = {}
    for who in ("Imogen", "Tom", "Bridget", "Strange Imogen"):
        found = read_invitation(desks.invitations[who])
        opened[who] = psycopg.connect(
            found.address, user=found.role, password=PASSWORDS[who.split()[-1]], autocommit=True
        )
    yield opened
    for one in opened.values():
        one.close()


@pytest.fixture
def superuser(desks: SharedDesks) -> Iterator[Login]:
    """Whoever runs the server."""
    with closing(psycopg.connect(desks.database.superuser, autocommit=True)) as connection:
        yield connection


def device(desks: SharedDesks, who: str) -> str:
    """The id of somebody's device."""
    with desks.open[who].transaction():
        return desks.open[who].device()


def person(desks: SharedDesks, who: str) -> str:
    """The id of a person."""
    return find_person(desks.open["Imogen"], who).id


def stream(desks: SharedDesks, who: str, name: str) -> str:
    """The id of a stream by its name."""
    return stream_id(desks.open[who].connection, name)


def refused(login: Login, statement: str, *values: object) -> str | None:
    """The SQLSTATE with which the server refuses something."""
    with pytest.raises(psycopg.Error) as raised:
        login.execute(statement, values)
    return raised.value.sqlstate


def leased(login: Login, device_id: str, *names: str) -> list[str]:
    """The names that a device is given."""
    row = login.execute("SELECT api.lease(%s, %s::text[])", (device_id, [*names])).fetchone()
    assert row is not None
    return list(row[0])


# Tables


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT * FROM desk.lease",
        "INSERT INTO desk.lease VALUES ('a', 'b', 'c', now())",
        "DELETE FROM desk.lease",
        "UPDATE desk.member SET stream_id = 'x'",
        "INSERT INTO desk.member VALUES ('a', 'b', 'c')",
        "SELECT desk.directed()",
        "SELECT desk.is_times_only('a', 'b')",
        "SELECT desk.is_marked_private('a')",
        "SELECT desk.busy_line()",
        "ALTER TABLE desk.payload DISABLE TRIGGER payload_is_fit",
        "DROP TRIGGER payload_is_fit ON desk.payload",
        "CREATE OR REPLACE FUNCTION desk.busy_line() RETURNS text LANGUAGE sql AS 'SELECT 1'",
        "SET session_replication_role = replica",
        "SET ROLE jointdesk_owner",
        "SET ROLE jointdesk_member; SELECT api.members()",
    ],
)
def test_nothing_is_reached_but_by_the_functions(logins: dict[str, Login], statement: str) -> None:
    with logins["Tom"].transaction(force_rollback=True):
        assert refused(logins["Tom"], statement) in {"42501", "JD008"}


# Leases


def test_a_name_is_one_device_s_until_it_ends(
    desks: SharedDesks, logins: dict[str, Login], superuser: Login
) -> None:
    tom, bridget = device(desks, "Tom"), device(desks, "Bridget")
    assert leased(logins["Tom"], tom, "c1", "c2", "c1") == ["c1", "c2"]
    assert leased(logins["Bridget"], bridget, "c1", "c3") == ["c3"]
    assert leased(logins["Tom"], tom, "c1") == ["c1"]
    superuser.execute("UPDATE desk.lease SET until = now() - interval '1 s' WHERE name = 'c1'")
    assert leased(logins["Bridget"], bridget, "c1") == ["c1"]
    assert leased(logins["Tom"], tom, "c1") == []
    assert leased(logins["Tom"], tom) == []


def test_asking_again_keeps_a_name(
    desks: SharedDesks, logins: dict[str, Login], superuser: Login
) -> None:
    tom = device(desks, "Tom")
    leased(logins["Tom"], tom, "kept")
    superuser.execute("UPDATE desk.lease SET until = now() + interval '9 s' WHERE name = 'kept'")
    leased(logins["Tom"], tom, "kept")
    row = superuser.execute(
        "SELECT until > now() + interval '10 min' FROM desk.lease WHERE name = 'kept'"
    )
    assert row.fetchone() == (True,)


def test_names_of_another_desk_are_others(desks: SharedDesks, logins: dict[str, Login]) -> None:
    stranger = logins["Strange Imogen"]
    assert leased(logins["Tom"], device(desks, "Tom"), "same") == ["same"]
    assert leased(stranger, device(desks, "Strange Imogen"), "same") == ["same"]


def test_nobody_leases_as_another(desks: SharedDesks, logins: dict[str, Login]) -> None:
    for who in ("Bridget", "Imogen", "Strange Imogen"):
        asked = "SELECT api.lease(%s, ARRAY['c9'])"
        assert refused(logins["Tom"], asked, device(desks, who)) == "JD000"
    for device_id in ("", "nobody", None):
        assert refused(logins["Tom"], "SELECT api.lease(%s, ARRAY['c9'])", device_id) == "JD000"


@pytest.mark.parametrize(
    "names", [["x" * 10_000_000], [str(n) for n in range(100_000)], [None], ["x" * 101]]
)
def test_a_lease_cannot_be_made_large(
    desks: SharedDesks, logins: dict[str, Login], names: list[Any]
) -> None:
    tom = device(desks, "Tom")
    assert refused(logins["Tom"], "SELECT api.lease(%s, %s::text[])", tom, names) == "JD010"


def test_a_table_of_leases_cannot_be_filled(
    desks: SharedDesks, logins: dict[str, Login], superuser: Login
) -> None:
    tom = device(desks, "Tom")
    with superuser.transaction(force_rollback=True):
        superuser.execute(
            "INSERT INTO desk.lease SELECT %s, 'f' || n, 'd', now() + interval '1 h'"
            " FROM generate_series(1, 10001) n",
            (desks.open["Imogen"].id,),
        )
        superuser.execute(f"SET LOCAL ROLE {read_invitation(desks.invitations['Tom']).role}")
        assert refused(superuser, "SELECT api.lease(%s, ARRAY['one more'])", tom) == "JD010"


@pytest.mark.parametrize("state", ["leaving", "revoked"])
def test_a_leaver_leases_nothing(
    desks: SharedDesks, logins: dict[str, Login], superuser: Login, state: str
) -> None:
    bridget, statement = person(desks, "Bridget"), "UPDATE desk.person SET state = %s, until ="
    statement += " now() + interval '1 day' WHERE id = %s"
    superuser.execute(statement, (state, bridget))
    try:
        asked = "SELECT api.lease(%s, ARRAY['c9'])"
        assert refused(logins["Bridget"], asked, device(desks, "Bridget")) == "JD000"
        assert refused(logins["Bridget"], "SELECT api.members()") == "JD008"
        superuser.execute("UPDATE desk.device SET is_revoked = true WHERE person_id = %s",
                          (bridget,))  # fmt: skip
        superuser.execute(statement, ("active", bridget))
        assert refused(logins["Bridget"], asked, device(desks, "Bridget")) == "JD000"
    finally:
        superuser.execute(statement, ("active", bridget))
        superuser.execute("UPDATE desk.device SET is_revoked = false")


# Streams and seats


def test_only_the_director_decides_who_reads(desks: SharedDesks, logins: dict[str, Login]) -> None:
    for who in ("Tom", "Bridget"):
        login, own = logins[who], person(desks, who)
        every = [stream(desks, "Imogen", "shared"), stream(desks, "Imogen", "director")]
        assert refused(login, "SELECT api.members()") == "JD008"
        assert refused(login, "SELECT api.add_stream(%s, %s)", STREAM, ORG) == "JD008"
        assert refused(login, "SELECT api.set_member(%s, %s)", own, every) == "JD008"
        assert refused(login, "SELECT api.set_member(%s, '{}')", person(desks, "Imogen")) == "JD008"


def test_another_desk_s_director_decides_nothing_here(
    desks: SharedDesks, logins: dict[str, Login]
) -> None:
    stranger, tom = logins["Strange Imogen"], person(desks, "Tom")
    shared = stream(desks, "Imogen", "shared")
    assert refused(stranger, "SELECT api.set_member(%s, '{}')", tom) == "JD006"
    row = stranger.execute("SELECT api.members()").fetchone()
    assert row is not None
    assert tom not in row[0]
    theirs = next(iter(row[0]))
    assert refused(stranger, "SELECT api.set_member(%s, %s)", theirs, [shared]) == "JD006"


def test_the_director_gives_no_stream_that_is_not_there_or_their_own(
    desks: SharedDesks, logins: dict[str, Login]
) -> None:
    director, tom = logins["Imogen"], person(desks, "Tom")
    asked = "SELECT api.set_member(%s, %s::text[])"
    assert refused(director, asked, tom, ["0000"]) == "JD006"
    assert refused(director, asked, tom, [None]) == "JD006"
    assert refused(director, asked, tom, None) == "JD006"
    assert refused(director, asked, "nobody", []) == "JD006"
    assert refused(director, asked, None, []) == "JD006"
    assert refused(director, asked, tom, ["x"] * 100_000) == "JD010"
    own = stream(desks, "Imogen", "director")
    assert refused(director, asked, tom, [own]) == "JD008"
    assert refused(director, asked, person(desks, "Imogen"), []) == "JD008"


def test_a_new_stream_is_an_organisation_s_and_the_director_reads_it(
    desks: SharedDesks, logins: dict[str, Login]
) -> None:
    director, asked = logins["Imogen"], "SELECT api.add_stream(%s, %s)"
    shared = stream(desks, "Imogen", "shared")
    with director.transaction(force_rollback=True):
        for _ in range(2):
            director.execute(asked, (STREAM, ORG))
        row = director.execute("SELECT api.hello(%s, 1, 'x')", (device(desks, "Imogen"),))
        (hello,) = row.fetchone() or ({},)
        assert STREAM in {one["id"] for one in hello["streams"]}
    assert refused(director, asked, shared, ORG) == "JD006"
    huge = "x" * 10_000_000
    for id_ in (None, "", "x", huge):
        assert refused(director, asked, id_, ORG) == "JD006"
    for org in (None, "", "Merger talks", huge):
        assert refused(director, asked, STREAM, org) == "JD006"


def test_whoever_loses_a_stream_reads_and_is_woken_by_nothing_more_of_it(
    desks: SharedDesks, logins: dict[str, Login]
) -> None:
    wex = next(
        id_ for (id_,) in desks.open["Bridget"].connection.execute(
            "SELECT id FROM stream WHERE kind = 'org'"
        )
    )  # fmt: skip
    shared, mine = stream(desks, "Imogen", "shared"), device(desks, "Bridget")
    hello = "SELECT api.hello(%s, 1, 'x') -> 'streams'"
    before = (logins["Bridget"].execute(hello, (mine,)).fetchone() or ([],))[0]
    director, asked = logins["Imogen"], "SELECT api.set_member(%s, %s::text[])"
    director.execute(asked, (person(desks, "Bridget"), [shared]))
    rows = logins["Bridget"].execute("SELECT * FROM api.pull(%s, '{}', 5000)", (mine,)).fetchall()
    assert rows
    assert wex not in str(rows)
    row = director.execute(hello, (device(desks, "Imogen"),)).fetchone()
    assert row is not None
    channels = {one["id"]: one["channel"] for one in row[0]}
    known = {one["id"]: one["channel"] for one in before}
    assert channels[wex] != known[wex]
    assert channels[shared] == known[shared]
    director.execute(asked, (person(desks, "Bridget"), [shared, wex]))


# What is let through, however it comes


@pytest.mark.parametrize("how", ["own", "relay", "founding"])
def test_no_word_gets_into_busy_times_however_it_comes(
    desks: SharedDesks, logins: dict[str, Login], superuser: Login, how: str
) -> None:
    director, shared = logins["Imogen"], stream(desks, "Imogen", "shared")
    own = device(desks, "Imogen") if how == "own" else f"a-device-{how}"
    there = superuser.execute(
        "SELECT n, chain_hash FROM desk.writer WHERE stream_id = %s AND device = %s", (shared, own)
    ).fetchone() or (0, GENESIS)

    def push(body: str) -> str | None:
        header = Header(shared, own, there[0] + 1, BUSY, "busy", 1, 1, "", "")
        hash_of_body = body_hash(b"salt", body)
        batch = [{
            "s": shared, "n": header.n, "i": header.item_id, "t": "busy", "v": 1, "h": 1, "a": "",
            "o": "", "w": chain_hash(bytes(there[1]), header, hash_of_body).hex(),
            "k": b"salt".hex(), "b": body,
        }]  # fmt: skip
        try:
            with director.transaction(force_rollback=True):
                director.execute("SELECT api.push(%s, %s, %s)", (own, json.dumps(batch), how))
        except psycopg.Error as error:
            return error.sqlstate
        return None

    superuser.execute("UPDATE desk.desk SET healing_until = now() + interval '1 h',"
                      " founded_at = CASE WHEN %s THEN NULL ELSE now() END",
                      (how == "founding",))  # fmt: skip
    assert push(said(text=TEXT)) is None
    assert push(said(text=TEXT + "SUMMARY:Merger\r\n")) == "JD004"
    assert push(said(text=TEXT, title="Merger")) == "JD004"
    superuser.execute("UPDATE desk.desk SET healing_until = NULL, founded_at = now()")
