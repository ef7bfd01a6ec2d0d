"""How far a member gets with a login and any SQL: what they erase, outrun, fill, and greet as."""

import json
import secrets
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from typing import Any

import psycopg
import pytest

from jointdesk.desk.invitations import read_invitation
from jointdesk.desk.refusals import RemovedError
from jointdesk.domain.changes import (
    GENESIS,
    Body,
    Header,
    body_hash,
    body_text,
    chain_hash,
    clock_at,
)
from jointdesk.domain.items import Write
from jointdesk.domain.moments import Instant
from jointdesk.ical.marks import is_marked_private
from jointdesk.operations import desk_administration, shared_desk
from jointdesk.operations.audiences import find_person
from jointdesk.store.changes import record
from jointdesk.store.erasures import LASTING
from jointdesk.store.streams import stream_id
from tests.desk.desks import PASSWORDS, SharedDesks, joined
from tests.postgres import PostgresServer

Login = psycopg.Connection[Any]
NOW = Instant(1_796_025_600)
_DIARY = {"org": "x", "name": "Diary", "kind": "local"}
WEEK = "UPDATE desk.person SET state = 'leaving', until = now() + interval '7 days', let_go_at ="


@pytest.fixture(scope="module")
def desks(
    postgres: PostgresServer, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[SharedDesks]:
    """A desk that everybody has joined."""
    made = joined(tmp_path_factory.mktemp("bounds"), postgres.new_database(), NOW)
    yield made
    made.close()


@pytest.fixture
def logins(desks: SharedDesks) -> Iterator[dict[str, Login]]:
    """Everybody's own login, in programs of their own, and the superuser's."""
    with ExitStack() as opened:
        found = {"": opened.enter_context(psycopg.connect(desks.database.superuser))}
        for who in ("Imogen", "Tom", "Bridget"):
            invitation = read_invitation(desks.invitations[who])
            found[who] = opened.enter_context(
                psycopg.connect(invitation.address, user=invitation.role, password=PASSWORDS[who])
            )
        for one in found.values():
            one.autocommit = True
        yield found


def person(desks: SharedDesks, who: str) -> str:
    return find_person(desks.open["Imogen"], who).id


def shared(desks: SharedDesks) -> str:
    return stream_id(desks.open["Imogen"].connection, "shared")


def device(desks: SharedDesks, who: str) -> str:
    with desks.open[who].transaction():
        return desks.open[who].device()


def one(login: Login, statement: str, *values: object) -> Any:
    """The only value that a statement gives."""
    row = login.execute(statement, values).fetchone()
    assert row is not None
    return row[0]


def refused(login: Login, statement: str, *values: object) -> str | None:
    """The SQLSTATE with which the server refuses something."""
    with pytest.raises(psycopg.Error) as raised:
        login.execute(statement, values)
    return raised.value.sqlstate


def change(
    previous: tuple[int, bytes], header: Header, values: dict[str, Any]
) -> tuple[tuple[int, bytes], dict[str, Any]]:
    """A change as it is pushed, after another one, and the end of its chain."""
    text, salt = body_text(Body("ab", "Said", NOW, values)), secrets.token_bytes(16)
    header = header._replace(n=previous[0] + 1)
    chained = chain_hash(previous[1], header, body_hash(salt, text))
    stream, _, n, item, kind, schema, hlc, author, behalf = header
    return (n, chained), {
        "s": stream, "n": n, "i": item, "t": kind, "v": schema, "h": hlc, "a": author, "o": behalf,
        "w": chained.hex(), "k": salt.hex(), "b": text,
    }  # fmt: skip


def new_header(desks: SharedDesks, who: str, kind: str, item: str, device_id: str) -> Header:
    return Header(shared(desks), device_id, 0, item, kind, 1, clock_at(NOW), person(desks, who), "")


PUSH = "SELECT api.push(%s, %s, %s)"


def new_device(login: Login) -> str:
    """Greet as a device that says nothing but what a test has it say."""
    made = f"device-{secrets.token_hex(8)}"
    login.execute("SELECT api.hello(%s, 1, 'x')", (made,))
    return made


@contextmanager
def leaving(superuser: Login, person_id: str) -> Iterator[None]:
    """Somebody is let go who may still send, for the time of a block."""
    # A minute and no change ago: what was said until now they may have fetched.
    superuser.execute(
        f"{WEEK} (SELECT max(received) FROM desk.change) - interval '1 minute' WHERE id = %s",
        (person_id,),
    )
    try:
        yield
    finally:
        superuser.execute(
            "UPDATE desk.person SET state = 'active', until = NULL, let_go_at = NULL WHERE id = %s",
            (person_id,),
        )


# What an erasure reaches


def everything_erased(desks: SharedDesks, superuser: Login) -> dict[str, Any]:
    """The fields of an erasure that names all that the shared stream says."""
    rows = superuser.execute(
        "SELECT device, n, body_hash FROM desk.change WHERE stream_id = %s", (shared(desks),)
    ).fetchall()
    return {
        "dots": [f"{name}/{n}" for name, n, _ in rows],
        "hashes": [found.hex() for *_, found in rows],
    }


def kinds_with_words(desks: SharedDesks, login: Login) -> set[str]:
    """The types of the items of which the server still has words."""
    rows = login.execute(
        "SELECT DISTINCT item_type FROM api.pull(%s, '{}', 5000) WHERE stream_id = %s"
        " AND body IS NOT NULL",
        (device(desks, "Imogen"), shared(desks)),
    )
    return {kind for (kind,) in rows}


def test_no_erasure_reaches_what_the_desk_stands_on(
    desks: SharedDesks, logins: dict[str, Login]
) -> None:
    imogen, tom = desks.open["Imogen"], logins["Tom"]
    write = Write("n1", "note", {"text": "gone"}, "shared")
    record(imogen, desks.actor("Imogen"), "Said", [write])
    gone = [Write(f"{kind}:gone", kind, {"epoch": 1}, "shared") for kind in ("leaver", "kept_out")]
    added = [Write("c1", "collection", _DIARY, "shared"), *gone]
    record(imogen, desks.actor("Imogen"), "Added", added)
    for who in ("Imogen", "Bridget"):
        desks.sync(who)
    before = kinds_with_words(desks, logins["Imogen"])
    assert {*LASTING, "note"} - before == {"erasure"}
    mine = new_device(tom)
    header = new_header(desks, "Tom", "erasure", "wipe", mine)
    _, said = change((0, GENESIS), header, everything_erased(desks, logins[""]))
    tom.execute(PUSH, (mine, json.dumps([said]), "own"))
    assert kinds_with_words(desks, logins["Imogen"]) == {*LASTING}
    for who in ("Imogen", "Bridget"):
        desks.sync(who)
        rows = desks.open[who].connection.execute("SELECT DISTINCT type FROM item").fetchall()
        assert {kind for (kind,) in rows} == {*LASTING}
        assert find_person(desks.open[who], "Bridget")
    # Nor where a server that lost it is brought it again.
    with logins[""].transaction(force_rollback=True):
        logins[""].execute("SET LOCAL session_replication_role = replica")
        rows = (
            logins[""]
            .execute(
                "DELETE FROM desk.payload WHERE seq IN"
                " (SELECT seq FROM desk.change WHERE item_type = 'seat') RETURNING *"
            )
            .fetchall()
        )
        logins[""].execute("SET LOCAL session_replication_role = origin")
        for row in rows:
            logins[""].execute("INSERT INTO desk.payload VALUES (%s, %s, %s, %s, %s)", row)
        left = "SELECT count(*) FROM desk.payload JOIN desk.change USING (desk_id, stream_id, seq)"
        assert one(logins[""], f"{left} WHERE item_type = 'seat'") == len(rows) > 0


def test_who_was_let_go_erases_nothing_and_is_heard_out(
    desks: SharedDesks, logins: dict[str, Login]
) -> None:
    imogen, tom = desks.open["Imogen"], logins["Tom"]
    record(imogen, desks.actor("Imogen"), "Said",
           [Write("n2", "note", {"text": "stays"}, "shared")])  # fmt: skip
    desks.sync("Imogen")
    mine = new_device(tom)
    wipe = new_header(desks, "Tom", "erasure", "wipe 2", mine)
    end, first = change((0, GENESIS), wipe, everything_erased(desks, logins[""]))
    word = new_header(desks, "Tom", "note", "n3", mine)
    _, second = change(end, word, {"text": "last word"})
    with leaving(logins[""], person(desks, "Tom")):
        tom.execute(PUSH, (mine, json.dumps([first, second]), "own"))
    desks.sync("Imogen")
    rows = imogen.connection.execute("SELECT id FROM item WHERE id LIKE 'n%'").fetchall()
    assert {("n2",), ("n3",)} <= {*rows}
    found = shared_desk.verify(imogen, desks.machine("Imogen"), PASSWORDS["Imogen"])
    assert found.troubles == []


# Who was let go


def test_who_was_let_go_learns_nothing_of_what_goes_on(
    desks: SharedDesks, logins: dict[str, Login]
) -> None:
    tom, mine, hello = logins["Tom"], device(desks, "Tom"), "SELECT api.hello(%s, 1, 'x')"
    desks.sync("Tom")
    active = {each["id"]: each for each in one(tom, hello, mine)["streams"]}
    known = one(tom, "SELECT api.hash_at(%s, 1)", shared(desks))
    with leaving(logins[""], person(desks, "Tom")):
        record(desks.open["Imogen"], desks.actor("Imogen"), "Said",
               [Write("n4", "note", {"text": "later"}, "shared")])  # fmt: skip
        desks.sync("Imogen")
        said = one(tom, hello, mine)
        assert [each["head"] for each in said["streams"]] == [0, 0]
        for each in said["streams"]:
            assert each["channel"] not in {channel["channel"] for channel in active.values()}
            assert device(desks, "Imogen") not in each["writers"]
        assert said["streams"] == one(tom, hello, mine)["streams"]
        # As far as they could read the past is compared, and not a change further.
        head = one(logins[""], "SELECT head FROM desk.stream WHERE id = %s", shared(desks))
        assert one(tom, "SELECT api.hash_at(%s, 1)", shared(desks)) == known
        assert one(tom, "SELECT api.hash_at(%s, %s)", shared(desks), head) is None
    assert one(tom, "SELECT api.hash_at(%s, %s)", shared(desks), head) is not None


def test_who_was_let_go_comes_back_by_an_invitation(
    desks: SharedDesks, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = desks.folder / "again"
    imogen, bridget = desks.open["Imogen"], person(desks, "Bridget")
    home, password = desks.machine("Imogen"), PASSWORDS["Imogen"]
    before = PASSWORDS["Bridget"]
    for days in (0, 5):
        record(desks.open["Bridget"], desks.actor("Bridget"), "Said",
               [Write(f"back{days}", "note", {"text": "kept"}, "shared")])  # fmt: skip
        shared_desk.revoke(imogen, home, bridget, days, password)
        if not days:
            with pytest.raises(RemovedError):
                desks.sync("Bridget")
        desks.invitations["Bridget"] = desk_administration.invite_again(
            imogen, bridget, desks.database.administrator, folder, None
        )
        monkeypatch.setitem(PASSWORDS, "Bridget", f"bridget is back {days}")
        desks.join("Bridget")
        desks.sync("Imogen")
        found = imogen.connection.execute(f"SELECT 1 FROM item WHERE id = 'back{days}'")  # noqa: S608
        assert found.fetchone()
        assert desks.sync("Bridget").hello.state == "active"  # type: ignore[union-attr]
    assert len({*folder.iterdir()}) == 2
    with shared_desk.connected(
        desks.open["Bridget"], desks.machine("Bridget"), PASSWORDS["Bridget"]
    ) as server:
        server.set_password(before)


# What is taken, and handed out


@pytest.mark.parametrize("how", ["own", "relay", "founding"])
@pytest.mark.parametrize("clock", [2**63 - 1, 2**62 + 1, 2**62, 2**61 + 1, -1, -(2**63)])
def test_no_clock_is_taken_after_which_nothing_can_be_said(
    desks: SharedDesks, logins: dict[str, Login], how: str, clock: int
) -> None:
    director = logins["Imogen"]
    mine = new_device(director)
    header = new_header(desks, "Imogen", "note", "late", mine)._replace(hlc=clock)
    _, said = change((0, GENESIS), header, {"text": "x"})
    logins[""].execute(
        "UPDATE desk.desk SET healing_until = now() + interval '1 h',"
        " founded_at = CASE WHEN %s THEN NULL ELSE now() END",
        (how == "founding",),
    )
    state = refused(director, PUSH, mine, json.dumps([said]), how)
    assert state == ("JD003" if how == "own" and clock > 0 else "JD010")
    logins[""].execute("UPDATE desk.desk SET healing_until = NULL, founded_at = now()")


def test_what_is_too_large_is_named(desks: SharedDesks, logins: dict[str, Login]) -> None:
    mine = new_device(logins["Tom"])
    header = new_header(desks, "Tom", "note", "n5", mine)
    _, said = change((0, GENESIS), header, {"text": "x" * 4_000_001})
    with pytest.raises(psycopg.Error) as raised:
        logins["Tom"].execute(PUSH, (mine, json.dumps([said]), "own"))
    assert raised.value.diag.message_detail == "note n5"


def test_a_page_ends_after_some_megabytes(desks: SharedDesks, logins: dict[str, Login]) -> None:
    tom, shared_id = logins["Tom"], shared(desks)
    mine = new_device(tom)
    with tom.transaction(force_rollback=True):
        after = one(logins[""], "SELECT head FROM desk.stream WHERE id = %s", shared_id)
        end = 0, GENESIS
        for n in range(5):
            header = new_header(desks, "Tom", "note", f"large{n}", mine)
            end, said = change(end, header, {"text": "x" * 3_000_000})
            tom.execute(PUSH, (mine, json.dumps([said]), "own"))
        pages = []
        while rows := tom.execute(
            "SELECT stream_id, seq FROM api.pull(%s, %s, 5000)",
            (mine, json.dumps({shared_id: after})),
        ).fetchall():
            numbers = [seq for stream, seq in rows if stream == shared_id]
            if not numbers:
                break
            assert numbers == [*range(after + 1, numbers[-1] + 1)]
            after = numbers[-1]
            pages.append(len(numbers))
        assert pages == [3, 2]


# Who greets


def test_nobody_greets_as_a_device_that_another_is_known_by(
    desks: SharedDesks, logins: dict[str, Login]
) -> None:
    """As after a backup was put back that is older than a machine."""
    hers, hello = device(desks, "Bridget"), "SELECT api.hello(%s, 1, 'x')"
    record(desks.open["Bridget"], desks.actor("Bridget"), "Said",
           [Write("n6", "note", {"text": "hers"}, "shared")])  # fmt: skip
    desks.sync("Bridget")
    for how in ("own", "relay", "founding"):
        with closing(psycopg.connect(desks.database.superuser, autocommit=True)) as superuser:
            superuser.execute("SET session_replication_role = replica")
            superuser.execute("DELETE FROM desk.device WHERE id = %s", (hers,))
            if how != "own":  # brought by the director
                superuser.execute(
                    "UPDATE desk.change SET how = %s, uploader = %s WHERE device = %s",
                    (how, person(desks, "Imogen"), hers),
                )
        assert refused(logins["Tom"], hello, hers) == "JD000"
        assert one(logins["Bridget"], hello, hers)["person"] == person(desks, "Bridget")
    assert refused(logins["Tom"], hello, "x" * 65) == "JD000"


# What is private, in any language


@pytest.mark.parametrize(
    "line",
    ["CLASS:PUBLIC", "class:public", "CLASS:PUBLıC", "CLASS:PUBLİC", "CLASS:ſecret", "CLASſ:x",
     "X-MICROSOFT-CDO-SENSITIVITY:NORMAL", "x-microsoft-cdo-sensitivity:normal",
     "X-MICROSOFT-SENSıTIVITY:2", "X-MICROSOFT-SENSITIVITY:２"],
)  # fmt: skip
def test_machines_and_server_agree_on_what_is_private(logins: dict[str, Login], line: str) -> None:
    text = f"BEGIN:VEVENT\r\n{line}\r\nEND:VEVENT\r\n"
    body = json.dumps({"set": {"text": text}}, ensure_ascii=False)
    there = one(logins[""], "SELECT desk.is_marked_private(%s)", body)
    assert there is is_marked_private(text)
    assert there is (line in {"CLASS:PUBLıC", "CLASS:PUBLİC", "CLASS:ſecret",
                              "X-MICROSOFT-SENSITIVITY:２"})  # fmt: skip
