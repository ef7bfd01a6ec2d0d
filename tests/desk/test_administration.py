"""What an administrator does, as docs/administrator.md tells it, with a login that may little."""

import re
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import psycopg
import pytest
from psycopg import sql

from jointdesk.desk import creation
from jointdesk.desk.administration import invite_again, remove_from_server, say_restored
from jointdesk.desk.invitations import read_invitation, write_invitation
from jointdesk.desk.logins import drop_login
from jointdesk.desk.refusals import NoAnswerError, PasswordError, RemovedError, ServerError
from jointdesk.desk.server import connect
from jointdesk.domain.errors import BusyError, WrongUseError
from jointdesk.domain.items import Write
from jointdesk.domain.moments import Instant
from jointdesk.operations import desk_administration, shared_desk
from jointdesk.operations.audiences import find_person
from jointdesk.store.bundled import bundled
from jointdesk.store.changes import record
from jointdesk.store.desk import open_desk
from jointdesk.store.server_log import HistoryError
from tests.desk.desks import PASSWORDS, SharedDesks, founded
from tests.postgres import ADMINISTRATOR, Database, PostgresServer

UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
NOW = Instant(1_796_025_600)


def shared(folder: Path, database: Database, *people: str) -> SharedDesks:
    """A desk set up in a database, whose people have joined."""
    folder.mkdir(exist_ok=True)
    desks = founded(folder, database, NOW)
    for who in people:
        desks.join(who)
    return desks


@pytest.fixture(scope="module")
def desks(
    postgres: PostgresServer, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[SharedDesks]:
    """A desk that all tests here may add to."""
    folder = tmp_path_factory.mktemp("administration")
    made = shared(folder, postgres.new_database(), "Imogen", "Tom")
    yield made
    made.close()


def superuser(desks: SharedDesks) -> "closing[psycopg.Connection[Any]]":
    return closing(psycopg.connect(desks.database.superuser, autocommit=True))


def administrator(desks: SharedDesks) -> "closing[psycopg.Connection[Any]]":
    return closing(psycopg.connect(desks.database.administrator, autocommit=True))


def member(desks: SharedDesks, who: str) -> "closing[psycopg.Connection[Any]]":
    found = read_invitation(desks.invitations[who])
    return closing(
        psycopg.connect(found.address, user=found.role, password=PASSWORDS[who], autocommit=True)
    )


def say(desks: SharedDesks, who: str, word: str) -> None:
    write = Write(f"note-{word}", "note", {"text": word}, "shared")
    record(desks.open[who], desks.actor(who), "Said", [write])


def said(desks: SharedDesks, who: str) -> set[str]:
    rows = desks.open[who].connection.execute("SELECT id FROM item WHERE id LIKE 'note-%'")
    return {id_.removeprefix("note-") for (id_,) in rows}


def device(desks: SharedDesks, who: str) -> str:
    with desks.open[who].transaction():
        return desks.open[who].device()


def hello(connection: "psycopg.Connection[Any]", device_id: str) -> dict[str, Any]:
    row = connection.execute("SELECT api.hello(%s, 1, 'x')", (device_id,)).fetchone()
    assert row is not None
    said: dict[str, Any] = row[0]
    return said


# Least privileges


def test_nobody_who_runs_a_desk_is_a_superuser(desks: SharedDesks) -> None:
    with superuser(desks) as connection:
        rows = connection.execute(
            "SELECT rolname, rolcanlogin, rolcreaterole, rolconnlimit FROM pg_roles"
            " WHERE rolname = ANY (%s) AND NOT rolsuper AND NOT rolbypassrls AND NOT rolcreatedb"
            " AND NOT rolreplication ORDER BY 1",
            ([ADMINISTRATOR, "jointdesk_owner", "jointdesk_member", role(desks, "Tom")],),
        ).fetchall()
    assert rows == [
        (ADMINISTRATOR, True, True, -1),
        (role(desks, "Tom"), True, False, 8),
        ("jointdesk_member", False, False, -1),
        ("jointdesk_owner", False, False, -1),
    ]


def role(desks: SharedDesks, who: str) -> str:
    return read_invitation(desks.invitations[who]).role


def test_a_member_may_call_nothing_of_an_administrator_s(desks: SharedDesks) -> None:
    with superuser(desks) as connection:
        rows = connection.execute(
            "SELECT p.oid::regprocedure::text FROM pg_proc p JOIN pg_namespace n"
            " ON n.oid = p.pronamespace WHERE n.nspname = 'desk'"
            " AND has_function_privilege(%s, p.oid, 'EXECUTE')",
            (role(desks, "Imogen"),),
        ).fetchall()
    assert rows == []


def test_a_member_s_connections_and_statements_have_limits(desks: SharedDesks) -> None:
    found = read_invitation(desks.invitations["Tom"])
    with member(desks, "Tom") as connection:
        row = connection.execute(
            "SELECT current_setting('statement_timeout'), current_setting('lock_timeout'),"
            " current_setting('idle_in_transaction_session_timeout')"
        ).fetchone()
    assert row == ("1min", "5s", "10s")
    with ExitStack() as held:
        for _ in range(8):
            held.enter_context(connect(found.address, found.role, PASSWORDS["Tom"]))
        with pytest.raises(NoAnswerError):
            connect(found.address, found.role, PASSWORDS["Tom"])


@pytest.mark.parametrize(
    ("version", "sound"),
    [(140020, False), (150013, False), (150014, True), (160009, False), (160010, True),
     (170005, False), (170006, True), (180000, True)],
)  # fmt: skip
def test_a_server_that_leaks_statistics_is_refused(version: int, sound: bool) -> None:
    connection: Any = SimpleNamespace(info=SimpleNamespace(server_version=version))
    if sound:
        creation._refuse_old(connection)
    else:
        with pytest.raises(ServerError, match="Nothing was changed"):
            creation._refuse_old(connection)


@pytest.mark.parametrize(
    ("encoding", "language", "sound"),
    [("UTF8", "C", True), ("UTF8", "C.UTF-8", True), ("UTF8", "en_GB.utf8", True),
     ("UTF8", "English_United Kingdom.1252", True), ("UTF8", "POSIX", True), ("UTF8", "", True),
     ("UTF8", "de_DE.UTF-8", False), ("UTF8", "cs_CZ.UTF-8", False), ("LATIN1", "C", False)],
)  # fmt: skip
def test_a_server_whose_letters_or_words_do_not_do_is_refused(
    encoding: str, language: str, sound: bool
) -> None:
    asked = SimpleNamespace(fetchone=lambda: (encoding, language))
    connection: Any = SimpleNamespace(execute=lambda _: asked)
    if sound:
        creation._refuse_settings(connection)
    else:
        with pytest.raises(ServerError, match="Nothing was changed"):
            creation._refuse_settings(connection)


def test_a_database_of_another_encoding_is_refused(
    desks: SharedDesks, postgres: PostgresServer, tmp_path: Path
) -> None:
    with superuser(desks) as connection:
        connection.execute(
            f"CREATE DATABASE latin OWNER {ADMINISTRATOR} ENCODING 'LATIN1' LOCALE 'C'"
            " TEMPLATE template0"
        )
    address = Database(postgres, "latin").administrator
    with pytest.raises(ServerError, match="LATIN1.*ENCODING 'UTF8' TEMPLATE template0"):
        shared_desk.create_shared(desks.open["Imogen"], address, tmp_path, None)
    assert [*tmp_path.iterdir()] == []


def test_a_pooler_may_serve_everybody_over_one_connection(desks: SharedDesks) -> None:
    """As PostgREST does: one login of no right of its own takes each caller's role in turn."""
    with superuser(desks) as connection:
        connection.execute("CREATE ROLE pooler LOGIN NOINHERIT PASSWORD 'pooler'")
        connection.execute(f"GRANT CONNECT ON DATABASE {desks.database.name} TO pooler")
        for who in ("Imogen", "Tom"):
            connection.execute(
                sql.SQL("GRANT {} TO pooler").format(sql.Identifier(role(desks, who)))
            )
    people = {who: find_person(desks.open["Tom"], who).id for who in ("Imogen", "Tom")}
    address = desks.database.server.address(desks.database.name, "pooler", "pooler")
    with closing(psycopg.connect(address, autocommit=True)) as shared_one:
        with pytest.raises(psycopg.Error):
            shared_one.execute("SELECT api.hello('x', 1, 'x')")
        for who in ("Imogen", "Tom", "Imogen"):
            with shared_one.transaction():
                shared_one.execute(
                    sql.SQL("SET LOCAL ROLE {}").format(sql.Identifier(role(desks, who)))
                )
                said = hello(shared_one, device(desks, who))
                assert said["person"] == people[who]
                pulled = shared_one.execute(
                    "SELECT DISTINCT stream_id FROM api.pull(%s, '{}', 5000)",
                    (device(desks, who),),
                ).fetchall()
            known = {one["id"] for one in said["streams"]}
            assert {stream for (stream,) in pulled} <= known
            assert len(known) == {"Imogen": 4, "Tom": 2}[who]


def test_statistics_can_be_hidden_from_members(
    postgres: PostgresServer, tmp_path: Path, program: Callable[..., str]
) -> None:
    desks = shared(tmp_path / "desk", postgres.new_database(), "Imogen")
    with superuser(desks) as connection:
        connection.execute(bundled("db", "postgres", "hide_statistics.sql").read_bytes())
    desks.join("Tom")
    say(desks, "Tom", "hidden")
    desks.sync("Tom")
    desks.sync("Imogen")
    assert "hidden" in said(desks, "Imogen")
    with member(desks, "Tom") as connection:
        for question in (
            "SELECT * FROM pg_stat_activity", "SELECT * FROM pg_stat_all_tables",
            "SELECT * FROM pg_stat_database", "SELECT * FROM pg_locks",
            "SELECT reltuples FROM pg_class", "SELECT * FROM pg_roles",
            "SELECT pg_current_wal_lsn()", "SELECT pg_current_xact_id()",
            "SELECT * FROM pg_control_checkpoint()", "SELECT pg_database_size(current_database())",
            "SELECT pg_stat_get_tuples_inserted(1)", "SELECT lo_create(0)",
            "SELECT age('3'::xid)", "SELECT mxid_age('3'::xid)",
            "SELECT pg_logical_emit_message(false, '', '')",
            "SELECT pg_isolation_test_session_is_blocked(1, '{}')",
            "SELECT pg_safe_snapshot_blocking_pids(1)",
            # What they may write about themselves tells them no number either.
            "ALTER ROLE CURRENT_USER SET work_mem = '1MB'; SELECT xmin FROM pg_db_role_setting",
            "ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO PUBLIC;"
            " SELECT xmin FROM pg_default_acl",
            "ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO PUBLIC;"
            " SELECT xmin FROM pg_shdepend",
        ):  # fmt: skip
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(question)
    # Whoever sets desks up goes on as before, and a backup for another version is as ever.
    with superuser(desks) as connection:
        for file in ("hide_statistics.sql", "show_statistics.sql"):
            connection.execute(bundled("db", "postgres", file).read_bytes())
    dumped = program("pg_dump", "--schema-only", "-d", desks.database.superuser)
    assert "pg_catalog.pg_stat" not in dumped
    assert "TABLE pg_catalog" not in dumped
    invite_again(desks.database.administrator, desks.open["Tom"].id, person(desks, "Tom"))
    assert remove_from_server(desks.database.administrator, desks.open["Tom"].id, "Joint") == 3
    desks.close()


def person(desks: SharedDesks, who: str) -> str:
    return find_person(next(iter(desks.open.values())), who).id


# Several desks


def test_desks_in_one_database_do_not_see_each_other(desks: SharedDesks, tmp_path: Path) -> None:
    other = shared(tmp_path / "other", desks.database, "Imogen", "Bridget")
    say(other, "Bridget", "of the other desk")
    other.sync("Bridget")
    with member(desks, "Imogen") as connection, member(other, "Bridget") as theirs:
        theirs_said = str(hello(theirs, device(other, "Bridget")))
        mine = device(desks, "Imogen")
        pulled = connection.execute("SELECT * FROM api.pull(%s, '{}', 5000)", (mine,)).fetchall()
        said = str(hello(connection, mine)) + str(pulled)
        assert "of the other desk" not in said
        for stream in UUID.findall(theirs_said):
            assert stream not in said
            found = connection.execute("SELECT api.hash_at(%s, 1)", (stream,)).fetchone()
            assert found == (None,)
        for statement, value, state in (
            ("SELECT api.revoke(%s)", person(other, "Bridget"), "JD006"),
            ("SELECT * FROM api.pull(%s, '{}')", device(other, "Bridget"), "JD000"),
        ):
            with pytest.raises(psycopg.Error) as raised:
                connection.execute(statement, (value,))
            assert raised.value.sqlstate == state
    assert remove_from_server(desks.database.administrator, other.open["Imogen"].id, "Joint") == 3
    other.close()


# Wind up


def test_a_desk_is_removed_whole_and_the_others_stay(desks: SharedDesks, tmp_path: Path) -> None:
    other = shared(tmp_path / "other", desks.database, "Imogen", "Tom")
    gone = other.open["Tom"].id
    roles = [role(other, who) for who in other.invitations]
    with administrator(desks) as connection, member(other, "Tom") as theirs:
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            theirs.execute("SELECT desk.remove(%s, 'Joint')", (gone,))
        theirs.execute("SELECT lo_create(0)")  # what somebody owns must not keep their login there
        with pytest.raises(ServerError, match="under that name"):
            remove_from_server(desks.database.administrator, gone, "Joined")
        before = rows_by_table(connection)
        assert before[gone].keys() >= {"change", "payload", "person", "device", "writer", "access"}
        assert remove_from_server(desks.database.administrator, gone, "Joint") == 3
        after = rows_by_table(connection)
        assert gone not in after
        assert after[desks.open["Tom"].id] == before[desks.open["Tom"].id]
        with pytest.raises(psycopg.Error):  # who was connected is cut off
            theirs.execute("SELECT 1")
        left = connection.execute("SELECT FROM pg_roles WHERE rolname = ANY (%s)", (roles,))
        assert left.fetchall() == []
    with pytest.raises(PasswordError):
        other.sync("Tom")
    shared_desk.leave(other.open["Tom"])
    desks.sync("Tom")
    other.close()


def rows_by_table(connection: "psycopg.Connection[Any]") -> dict[str, dict[str, int]]:
    """How many rows each desk has in each table that names desks, later tables included."""
    found: dict[str, dict[str, int]] = {}
    tables = connection.execute(
        "SELECT table_name, column_name FROM information_schema.columns"
        " WHERE table_schema = 'desk' AND (column_name = 'desk_id'"
        " OR table_name = 'desk' AND column_name = 'id')"
    ).fetchall()
    with closing(psycopg.connect(connection.info.dsn, password=connection.info.password)) as reader:
        reader.execute("SET ROLE jointdesk_owner")
        for table, column in tables:
            for desk, count in every_row(reader, table, column):
                found.setdefault(desk, {})[table] = count
    return found


def every_row(reader: "psycopg.Connection[Any]", table: str, column: str) -> list[Any]:
    name = sql.Identifier("desk", table)
    with reader.transaction(force_rollback=True):
        # Not even its owner reads the log, so for this test the second wall is taken down.
        reader.execute(sql.SQL("ALTER TABLE {} NO FORCE ROW LEVEL SECURITY").format(name))
        rows = reader.execute(
            sql.SQL("SELECT {0}, count(*) FROM {1} GROUP BY 1").format(sql.Identifier(column), name)
        )
        return rows.fetchall()


def test_while_a_desk_is_removed_the_log_of_the_others_holds(desks: SharedDesks) -> None:
    with superuser(desks) as connection, connection.transaction(force_rollback=True):
        connection.execute("INSERT INTO desk.removal (desk_id) VALUES ('another desk')")
        with pytest.raises(psycopg.Error) as raised:
            connection.execute("DELETE FROM desk.change")
    assert raised.value.sqlstate == "JD009"


# Passwords


def test_who_forgot_their_password_gets_a_new_invitation(
    desks: SharedDesks, monkeypatch: pytest.MonkeyPatch
) -> None:
    say(desks, "Tom", "not sent yet")
    with member(desks, "Tom") as connected:  # as whoever stole his machine may be
        made = invite_again(
            desks.database.administrator, desks.open["Tom"].id, person(desks, "Tom")
        )
        with pytest.raises(psycopg.OperationalError):
            connected.execute("SELECT 1")
    with pytest.raises(PasswordError):
        desks.sync("Tom")
    desks.invitations["Tom"] = write_invitation(desks.folder / "again", made)
    monkeypatch.setitem(PASSWORDS, "Tom", "remembered-this-time")
    desks.join("Tom")
    desks.sync("Imogen")
    assert "not sent yet" in said(desks, "Imogen")
    with pytest.raises(PasswordError):
        connect(made.address, made.role, made.password)
    again = invite_again(desks.database.administrator, desks.open["Tom"].id, person(desks, "Tom"))
    with connect(again.address, again.role, again.password) as server:
        server.set_password("tom-long-password")


def test_an_invitation_is_written_before_the_desk_s_file(
    postgres: PostgresServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its one-time password is nowhere else."""
    desks = shared(tmp_path / "desk", postgres.new_database(), "Imogen")
    tom = person(desks, "Tom")

    def busy(*_: object) -> None:
        raise BusyError("busy")

    monkeypatch.setattr(desk_administration, "note_back", busy)
    with pytest.raises(BusyError):
        desk_administration.invite_again(
            desks.open["Imogen"], tom, desks.database.administrator, tmp_path / "again", None
        )
    (written,) = (tmp_path / "again").iterdir()
    assert read_invitation(written).person == tom
    desks.close()


def test_a_login_that_another_server_lacks_is_made_by_the_invitation(desks: SharedDesks) -> None:
    """A database that was put back elsewhere brings its people, and none of their logins."""
    with administrator(desks) as connection:
        drop_login(connection, role(desks, "Bridget"))
    desk_id = desks.open["Tom"].id
    made = invite_again(desks.database.administrator, desk_id, person(desks, "Bridget"))
    assert made.role == role(desks, "Bridget")
    with connect(made.address, made.role, made.password) as server:
        assert server.hello("bridgets-new-machine", "x").person == made.person


def test_nobody_is_invited_again_who_is_no_member(desks: SharedDesks) -> None:
    with pytest.raises(ServerError, match="no such member"):
        invite_again(desks.database.administrator, desks.open["Tom"].id, "nobody")
    with pytest.raises(ServerError, match="under that name"):
        say_restored(desks.database.administrator, "no desk")


def test_the_administrator_s_own_password_may_change(desks: SharedDesks) -> None:
    server = desks.database.server
    with administrator(desks) as connection:
        for password in ("another", server.password):
            made = connection.pgconn.encrypt_password(
                password.encode(), ADMINISTRATOR.encode(), b"scram-sha-256"
            ).decode()
            connection.execute(
                sql.SQL("ALTER ROLE CURRENT_USER PASSWORD {}").format(sql.Literal(made))
            )
            if password == "another":  # noqa: S105
                with pytest.raises(PasswordError):
                    say_restored(desks.database.administrator, "no desk")
                desks.sync("Tom")


# Upgrade


def test_a_server_is_upgraded_while_members_are_connected(
    postgres: PostgresServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = tmp_path / "first"
    first.mkdir()
    name = "0001_desk.sql"
    (first / name).write_bytes(bundled("db", "postgres", name).read_bytes())
    with monkeypatch.context() as before:
        before.setattr(creation, "bundled", lambda *_: first)
        desks = shared(tmp_path / "desk", postgres.new_database(), "Imogen", "Tom")
    found = read_invitation(desks.invitations["Tom"])
    with connect(found.address, found.role, PASSWORDS["Tom"]) as connected:
        connected.hello(device(desks, "Tom"), "x")
        assert set_up_again(desks, tmp_path) == []
        assert connected.hello(device(desks, "Tom"), "x").desk == desks.open["Tom"].id
    with administrator(desks) as connection:
        rows = connection.execute("SELECT number FROM desk.migration ORDER BY 1").fetchall()
    shipped = sorted(bundled("db", "postgres").glob("[0-9]*.sql"))
    assert [number for (number,) in rows] == [int(file.name[:4]) for file in shipped]
    say(desks, "Tom", "after")
    desks.sync("Tom")
    desks.sync("Imogen")
    assert "after" in said(desks, "Imogen")
    desks.close()


def test_a_machine_that_has_only_a_part_of_a_desk_sets_nothing_up(
    postgres: PostgresServer, tmp_path: Path
) -> None:
    desks = shared(tmp_path / "desk", postgres.new_database(), "Imogen", "Tom", "Bridget")
    with pytest.raises(WrongUseError, match="director's file"):
        shared_desk.create_shared(
            desks.open["Tom"], desks.database.administrator, tmp_path / "again", None
        )
    hello = desks.sync("Imogen").hello
    assert hello is not None
    assert "director" in [one.kind for one in hello.streams]
    desks.close()


def test_who_was_let_go_has_no_login_after_the_next_setting_up(
    postgres: PostgresServer, tmp_path: Path
) -> None:
    desks = shared(tmp_path / "desk", postgres.new_database(), "Imogen", "Tom")
    shared_desk.revoke(
        desks.open["Imogen"], desks.machine("Imogen"), person(desks, "Tom"), 0, PASSWORDS["Imogen"]
    )
    found = read_invitation(desks.invitations["Tom"])
    with connect(found.address, found.role, PASSWORDS["Tom"]) as server:
        with pytest.raises(RemovedError):
            server.hello(device(desks, "Tom"), "x")
    assert set_up_again(desks, tmp_path) == []
    with pytest.raises(RemovedError):
        connect(found.address, found.role, PASSWORDS["Tom"])
    desks.sync("Imogen")
    desks.close()


def test_who_was_let_go_with_days_keeps_their_login_until_those_are_over(
    postgres: PostgresServer, tmp_path: Path
) -> None:
    desks = shared(tmp_path / "desk", postgres.new_database(), "Imogen", "Tom")
    found = read_invitation(desks.invitations["Tom"])
    shared_desk.revoke(
        desks.open["Imogen"], desks.machine("Imogen"), person(desks, "Tom"), 5, PASSWORDS["Imogen"]
    )
    set_up_again(desks, tmp_path)
    connect(found.address, found.role, PASSWORDS["Tom"]).close()
    with superuser(desks) as connection:
        connection.execute("UPDATE desk.person SET until = now() WHERE state = 'leaving'")
    set_up_again(desks, tmp_path)
    with pytest.raises(RemovedError):
        connect(found.address, found.role, PASSWORDS["Tom"])
    desks.close()


def test_nothing_changes_on_the_server_where_invitations_cannot_be_written(
    desks: SharedDesks, tmp_path: Path
) -> None:
    file = tmp_path / "file"
    file.write_text("", "utf-8")
    address = desks.database.administrator
    imogen, tom = desks.open["Imogen"], person(desks, "Tom")
    with pytest.raises(WrongUseError, match="Nothing was changed"):
        desk_administration.invite_again(imogen, tom, address, file, None)
    with pytest.raises(WrongUseError, match="Nothing was changed"):
        shared_desk.create_shared(imogen, address, file, None)
    desks.sync("Tom")


def set_up_again(desks: SharedDesks, folder: Path) -> list[Path]:
    return shared_desk.create_shared(
        desks.open["Imogen"], desks.database.administrator, folder / "again", None
    )


# Backup and restore


@pytest.fixture
def program(postgres: PostgresServer) -> Callable[..., str]:
    """Run one of PostgreSQL's own programs as its superuser."""

    def run(name: str, *arguments: str) -> str:
        done = subprocess.run(
            [str(postgres.binaries / name), *arguments], capture_output=True, check=False
        )
        assert done.returncode == 0, done.stderr.decode()
        return done.stdout.decode()

    return run


def test_a_database_that_was_put_back_is_healed_by_the_machines(
    postgres: PostgresServer, tmp_path: Path, program: Callable[..., str]
) -> None:
    desks = shared(tmp_path / "desk", postgres.new_database(), "Imogen", "Tom", "Bridget")
    say(desks, "Tom", "before")
    desks.sync("Tom")
    database, dump = desks.database, tmp_path / "desk.dump"
    program("pg_dump", "-Fc", "-d", database.superuser, "-f", str(dump))
    say(desks, "Tom", "lost by the server")
    for who in ("Tom", "Bridget"):
        desks.sync(who)
    with closing(psycopg.connect(postgres.superuser(), autocommit=True)) as connection:
        connection.execute(f"DROP DATABASE {database.name} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {database.name} OWNER {ADMINISTRATOR}")
    program("pg_restore", "--exit-on-error", "-d", database.superuser, str(dump))
    with pytest.raises(HistoryError):
        desks.sync("Bridget")
    epoch, kept_out = say_restored(database.administrator, desks.open["Tom"].id)
    assert (epoch > 1, kept_out) == (True, [])
    # Bridget's machine brings back what Tom had said, while Tom is away.
    for who in ("Bridget", "Imogen", "Tom", "Bridget"):
        desks.sync(who)
    for who in ("Imogen", "Tom", "Bridget"):
        assert said(desks, who) >= {"before", "lost by the server"}
    with member(desks, "Tom") as connection:
        for statement in ("SELECT * FROM desk.change", "CREATE TEMP TABLE change (x int)"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(statement)
    desks.close()


# What is kept of who connected


def test_who_connected_is_noted_once_an_hour_for_ninety_days(desks: SharedDesks) -> None:
    desk_id, mine = desks.open["Tom"].id, device(desks, "Tom")
    noted = "SELECT count(*) FROM desk.access WHERE device = %s AND what = 'hello'"
    with superuser(desks) as connection, member(desks, "Tom") as tom:
        connection.execute(
            "INSERT INTO desk.access SELECT now() - make_interval(days => 80 + n), %s, 'p', 'd',"
            " 'hello' FROM generate_series(1, 20) n",
            (desk_id,),
        )
        tom.execute("SELECT api.hello(%s, 1, 'x')", (mine,))
        (before,) = connection.execute(noted, (mine,)).fetchone() or (0,)
        connection.execute(
            "UPDATE desk.device SET last_seen = now() - interval '2 hours' WHERE id = %s", (mine,)
        )
        for _ in range(5):
            tom.execute("SELECT api.hello(%s, 1, 'x')", (mine,))
        (after,) = connection.execute(noted, (mine,)).fetchone() or (0,)
        assert before + 1 <= after <= before + 2  # an hour may end meanwhile
        old = connection.execute("SELECT count(*) FROM desk.access WHERE person_id = 'p'")
        assert old.fetchone() == (9,)


def test_a_file_of_the_desk_opens_after_its_server_is_gone(
    postgres: PostgresServer, tmp_path: Path
) -> None:
    """The handing over of a wound up desk: each organisation reads its own from its own file."""
    desks = shared(tmp_path / "desk", postgres.new_database(), "Imogen", "Tom")
    say(desks, "Tom", "kept")
    desks.sync("Tom")
    desks.sync("Imogen")
    remove_from_server(desks.database.administrator, desks.open["Tom"].id, "Joint")
    shared_desk.leave(desks.open["Imogen"])
    desks.close()
    home = desks.machine("Imogen")
    with closing(open_desk(home / "desk.jointdesk", data_folder=home)) as desk:
        assert shared_desk.desk_status(desk).membership is None
        assert desk.connection.execute("SELECT count(*) FROM item").fetchone() > (1,)
