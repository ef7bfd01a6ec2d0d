"""`desk …`: one desk on several machines, as scripts see it."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest

from jointdesk.domain.actors import Actor
from jointdesk.domain.items import Write
from jointdesk.domain.moments import Instant
from jointdesk.store.changes import record
from jointdesk.store.desk import open_desk
from tests.cli.conftest import Answer, Desk
from tests.postgres import PostgresServer

TYPED = {"Imogen": "imogen-long-password", "Tom": "tom-long-password"}


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Put a line on standard input."""
    return lambda line: monkeypatch.setattr("sys.stdin", io.StringIO(line + "\n"))


@pytest.fixture
def director(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    """The director's machine, with a desk for her and one PA."""
    desk = machine(tmp_path, "Imogen", capsys)
    assert desk("new", str(desk.file), "--name", "Joint").status == 0
    desk("org", "add", "CAL", "Calderbourne", "--kind", "council")
    for name, role in (("Imogen", "director"), ("Tom", "pa")):
        desk("person", "add", name)
        assert desk("seat", "add", name, "--org", "CAL", "--role", role).status == 0
    return desk


def machine(tmp_path: Path, who: str, capsys: pytest.CaptureFixture[str]) -> Desk:
    folder = tmp_path / who
    folder.mkdir()
    return Desk(folder / "desk.jointdesk", folder, capsys)


def created(
    desk: Desk, postgres: PostgresServer, out: Path, typed: Callable[[str], None]
) -> Answer:
    typed(postgres.new_database().administrator)
    return desk("desk", "create", "-", "--out", str(out), "--json")


def invitation(out: Path, who: str) -> str:
    return str(out / f"Invitation of {who}.jointdesk")


def join(desk: Desk, out: Path, who: str, typed: Callable[[str], None]) -> Answer:
    typed(TYPED[who])
    return desk("desk", "join", invitation(out, who), "--password-stdin", "--json")


def sync(desk: Desk, who: str, typed: Callable[[str], None]) -> Answer:
    typed(TYPED[who])
    return desk("desk", "sync", "--password-stdin", "--json")


def test_what_a_machine_cannot_read_is_named_and_proved_like_all_the_rest(
    director: Desk, postgres: PostgresServer, tmp_path: Path, typed: Callable[[str], None]
) -> None:
    out = tmp_path / "invitations"
    created(director, postgres, out, typed)
    join(director, out, "Imogen", typed)
    task = director("task", "add", "Book the room", "--org", "CAL").id
    with open_desk(director.file, data_folder=director.file.parent) as desk:
        odd = Write(task, "task", {"due": "soon\x1b[2J"})
        record(desk, Actor("somebody", Instant(1_796_025_600)), "Said", [odd])
    typed(TYPED["Imogen"])
    verified = director("desk", "verify", "--password-stdin", "--json")
    assert verified.status == 0
    assert (verified.json["sound"], verified.json["unreadable"]) == (
        True,
        [{"type": "task", "id": task, "fields": ["due"], "changes": []}],
    )
    typed(TYPED["Imogen"])
    first, not_all, named = director("desk", "verify", "--password-stdin").out.splitlines()
    assert first == "Nothing was altered, here or on the server."
    assert "its hashes count all the same" in not_all
    assert named.startswith(f"The task {task} cannot be read in full (due):")


def test_a_desk_is_shared_from_the_first_command_to_the_last(
    director: Desk, postgres: PostgresServer, tmp_path: Path, typed: Callable[[str], None],
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    out = tmp_path / "invitations"
    made = created(director, postgres, out, typed).json["items"]
    assert sorted(Path(one["file"]).name for one in made) == [
        "Invitation of Imogen.jointdesk",
        "Invitation of Tom.jointdesk",
    ]
    founding = join(director, out, "Imogen", typed).json
    assert founding["sent"] > 0
    tom = machine(tmp_path, "Tom", capsys)
    assert join(tom, out, "Tom", typed).json["received"] > 0

    task = tom("task", "add", "Book the room", "--org", "CAL").id
    assert tom("desk", "status", "--json").json["waiting"] == 1
    assert sync(tom, "Tom", typed).json["sent"] == 1
    assert tom("desk", "status", "--json").json["waiting"] == 0
    assert sync(director, "Imogen", typed).json["received"] == 1
    assert director("task", "show", task, "--json").json["title"] == "Book the room"
    (said,) = director("history", task, "--json").json["changes"]
    assert (said["author"], said["on_behalf_of"]) != ("", "")

    typed(TYPED["Imogen"])
    verified = director("desk", "verify", "--password-stdin", "--json").json
    assert verified == {"version": 1, "sound": True, "troubles": [], "unreadable": []}
    typed(TYPED["Imogen"])
    gone = director("desk", "revoke", "Tom", "--password-stdin")
    assert "reads nothing more" in gone.out
    people = director("desk", "status", "--json").json["people"]
    assert [(one["name"], bool(one["removed_at"])) for one in people] == [
        ("Imogen", False), ("Tom", True),
    ]  # fmt: skip
    assert people[1]["sends_until"] is None
    assert "Tom: removed " in director("desk", "status").out
    assert sync(tom, "Tom", typed).status == 2
    status = tom("desk", "status", "--json")
    assert (status.status, "not a member" in status.json["trouble"]) == (1, True)
    assert tom("desk", "leave").status == 0
    assert tom("desk", "status", "--json").json == {"version": 1, "shared": False}


def test_nobody_joins_before_the_desk_is_there(
    director: Desk, postgres: PostgresServer, tmp_path: Path, typed: Callable[[str], None],
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    out = tmp_path / "invitations"
    created(director, postgres, out, typed)
    tom, elsewhere = machine(tmp_path, "Tom", capsys), machine(tmp_path, "empty", capsys)
    answer = join(tom, out, "Tom", typed)
    assert answer.status == 2
    assert "the director joins first" in answer.err
    assert not tom.file.exists()
    answer = join(elsewhere, out, "Imogen", typed)  # an empty file must not become the desk
    assert answer.status == 2
    assert "own file" in answer.err
    assert join(director, out, "Imogen", typed).json["sent"] > 0
    assert join(tom, out, "Tom", typed).json["received"] > 0  # the same invitation
    assert join(elsewhere, out, "Imogen", typed).json["received"] > 0


def test_creating_it_again_adds_who_came_since(
    director: Desk, postgres: PostgresServer, tmp_path: Path, typed: Callable[[str], None]
) -> None:
    database = postgres.new_database()
    for out, expected in (("one", 2), ("two", 0), ("three", 1)):
        if out == "three":
            director("person", "add", "Callum")
            director("seat", "add", "Callum", "--org", "CAL", "--role", "deputy")
        typed(database.administrator)
        answer = director("desk", "create", "-", "--out", str(tmp_path / out), "--json")
        assert len(answer.json["items"]) == expected


def test_creating_it_again_brings_nobody_back_who_was_removed_and_says_what_does(
    director: Desk, postgres: PostgresServer, tmp_path: Path, typed: Callable[[str], None]
) -> None:
    address, out = postgres.new_database().administrator, tmp_path / "invitations"
    typed(address)
    first = director("desk", "create", "-", "--out", str(out), "--json").json
    assert first["removed"] == []
    join(director, out, "Imogen", typed)
    typed(TYPED["Imogen"])
    assert director("desk", "revoke", "Tom", "--password-stdin").status == 0
    typed(address)
    again = director("desk", "create", "-", "--out", str(out)).out.splitlines()
    tom = director("desk", "status", "--json").json["people"][1]["person"]
    assert again == [
        "Everybody with a seat has an invitation already.",
        "Tom was removed from the shared desk, and stays so:"
        f" “desk invite {tom}” brings them back.",
    ]
    typed(address)
    assert director("desk", "invite", tom, "-", "--out", str(out)).status == 0
    typed(address)
    assert director("desk", "create", "-", "--out", str(out), "--json").json["removed"] == []


def test_organisations_and_seats_that_change_later_are_followed(
    director: Desk, postgres: PostgresServer, tmp_path: Path, typed: Callable[[str], None],
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    out = tmp_path / "invitations"
    created(director, postgres, out, typed)
    join(director, out, "Imogen", typed)
    tom = machine(tmp_path, "Tom", capsys)
    join(tom, out, "Tom", typed)
    director("org", "add", "WEX", "Wexmere", "--kind", "icb")
    seat = ("Tom", "--org", "WEX", "--role", "pa")
    assert director("seat", "add", *seat).status == 0
    assert sync(director, "Imogen", typed).status == 0
    assert sync(tom, "Tom", typed).json["unsent_files"] == []
    private = ("event", "add", "XYZZY", "--org", "WEX", "--set", "start=2026-12-01T09:00",
               "--set", "end=2026-12-01T10:00", "--set", "visibility=own_org")  # fmt: skip
    assert tom(*private).status == 0
    assert director("seat", "remove", *seat).status == 0
    sync(director, "Imogen", typed)
    [path] = sync(tom, "Tom", typed).json["unsent_files"]
    assert "XYZZY" in Path(path).read_text("utf-8")
    assert b"XYZZY" not in tom.file.read_bytes()
    assert path in tom("desk", "status").out
    Path(path).unlink()
    assert tom("desk", "status", "--json").json["unsent_files"] == []


def test_a_machine_of_one_person_is_nobody_else_s(
    director: Desk, postgres: PostgresServer, tmp_path: Path, typed: Callable[[str], None]
) -> None:
    created(director, postgres, tmp_path / "out", typed)
    join(director, tmp_path / "out", "Imogen", typed)
    answer = director("task", "list", who="Tom")
    assert (answer.status, answer.err) == (
        2,
        "jointdesk task: On the shared desk this machine is Imogen's. Tom works on their own.\n",
    )


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("desk", "sync"), "not shared"),
        (("desk", "verify"), "not shared"),
        (("desk", "leave"), "not shared"),
        (("desk", "create", "postgresql://x:y@z/d", "--out", "o"), "give “-”"),
        (("desk", "join", "none.jointdesk"), "cannot be read"),
        (("desk", "revoke", "Tom", "--grace", "-1"), "from 0 up"),
        (("desk", "revoke", "Nobody"), "Nobody here is"),
    ],
)
def test_wrong_use_is_one_sentence(director: Desk, words: tuple[str, ...], said: str) -> None:
    answer = director(*words)
    assert answer.status == 2
    assert said in answer.err
    assert answer.err.count("\n") == 1


def test_a_short_password_is_refused(
    director: Desk, postgres: PostgresServer, tmp_path: Path, typed: Callable[[str], None]
) -> None:
    created(director, postgres, tmp_path / "out", typed)
    typed("short")
    answer = director("desk", "join", invitation(tmp_path / "out", "Imogen"), "--password-stdin")
    assert (answer.status, "at least 12" in answer.err) == (2, True)


def test_a_wrong_password_changes_nothing(
    director: Desk, postgres: PostgresServer, tmp_path: Path, typed: Callable[[str], None]
) -> None:
    created(director, postgres, tmp_path / "out", typed)
    join(director, tmp_path / "out", "Imogen", typed)
    typed("another-long-password")
    answer = director("desk", "sync", "--password-stdin")
    assert (answer.status, "did not accept the password" in answer.err) == (2, True)


def test_no_password_is_said_anywhere(
    director: Desk, postgres: PostgresServer, tmp_path: Path, typed: Callable[[str], None]
) -> None:
    answer = created(director, postgres, tmp_path / "out", typed)
    assert postgres.password not in answer.out + answer.err
    joined = join(director, tmp_path / "out", "Imogen", typed)
    assert TYPED["Imogen"] not in joined.out + joined.err
    for path in director.folder.rglob("*"):
        if path.is_file():
            assert TYPED["Imogen"].encode() not in path.read_bytes()
            assert postgres.password.encode() not in path.read_bytes()


def test_another_desk_s_file_is_refused(
    director: Desk, postgres: PostgresServer, tmp_path: Path, typed: Callable[[str], None],
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    created(director, postgres, tmp_path / "out", typed)
    other = machine(tmp_path, "Other", capsys)
    other("new", str(other.file), "--name", "Other")
    answer = join(other, tmp_path / "out", "Tom", typed)
    assert (answer.status, "another desk" in answer.err) == (2, True)


def test_an_administrator_invites_again_heals_and_removes(
    director: Desk, postgres: PostgresServer, tmp_path: Path, typed: Callable[[str], None]
) -> None:
    address, out, again = postgres.new_database().administrator, tmp_path / "out", tmp_path / "2"
    typed(address)
    director("desk", "create", "-", "--out", str(out))
    assert join(director, out, "Imogen", typed).status == 0
    typed(address)
    answer = director("desk", "invite", "Imogen", "-", "--out", str(again), "--json")
    assert answer.json["file"] == invitation(again, "Imogen")
    assert sync(director, "Imogen", typed).status == 2
    assert join(director, again, "Imogen", typed).status == 0
    typed(address)
    assert director("desk", "restored", "-", "--json").json["epoch"] > 1
    assert sync(director, "Imogen", typed).status == 0
    for name, status in (("Another", 2), ("Joint", 0)):
        typed(address)
        answer = director("desk", "remove", "-", "--confirm", name, "--json")
        assert answer.status == status
    assert answer.json["logins"] == 2
    assert sync(director, "Imogen", typed).status == 2
    assert director("desk", "remove", address, "--confirm", "Joint").status == 2
