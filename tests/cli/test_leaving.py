"""`desk leave --wipe`: a computer is handed back, and nothing that anybody needs goes with it."""

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from jointdesk.operations.known_desks import known_desks, remember_desk
from jointdesk.store import wiping
from jointdesk.store.files import wiping_mark
from tests.cli.conftest import Answer, Desk
from tests.cli.test_shared_desk import (
    TYPED,
    created,
    director,
    invitation,
    join,
    machine,
    sync,
    typed,
)
from tests.postgres import PostgresServer

__all__ = ["director", "typed"]  # fixtures


@pytest.fixture
def tom(
    director: Desk, postgres: PostgresServer, tmp_path: Path, typed: Callable[[str], None],
    capsys: pytest.CaptureFixture[str],
) -> Desk:  # fmt: skip
    """A PA's laptop on the shared desk, with something that is not sent yet."""
    created(director, postgres, tmp_path / "out", typed)
    join(director, tmp_path / "out", "Imogen", typed)
    made = machine(tmp_path, "Tom", capsys)
    join(made, tmp_path / "out", "Tom", typed)
    made("task", "add", "XYZZY", "--org", "CAL")
    return made


def wipe(desk: Desk, typed: Callable[[str], None], *also: str) -> Answer:
    typed(TYPED["Tom"])
    return desk("desk", "leave", "--wipe", *also, "--password-stdin", "--json")


def left_of(folder: Path) -> set[str]:
    return {str(one.relative_to(folder)) for one in folder.rglob("*") if one.is_file()}


def test_what_is_not_sent_goes_first_and_then_nothing_is_left(
    tom: Desk, director: Desk, tmp_path: Path, typed: Callable[[str], None]
) -> None:
    folder = tom.file.parent
    beside = folder / "desk.jointdesk.before-restore"
    shutil.copyfile(tom.file, beside)
    (folder / "servers").mkdir(exist_ok=True)
    me = tom("desk", "status", "--json").json["person"]
    (folder / "window.ini").write_text(
        f"[decisions]\nfilters\\{me}=XYZZY\n[window]\ntheme=dark\n", "utf-8"
    )
    remember_desk(folder, tom.file, folder / "other.jointdesk")
    seen = tmp_path / "the same bytes"
    os.link(tom.file, seen)
    done = wipe(tom, typed)
    assert (done.status, done.json["kept"]) == (0, [])
    assert {Path(one).name for one in done.json["removed"]} == {"desk.jointdesk", beside.name}
    assert left_of(folder) == {"window.ini", "desks.json"}
    assert (folder / "window.ini").read_text("utf-8") == "[decisions]\n[window]\ntheme=dark\n"
    assert [one.name for one in known_desks(folder)] == ["other.jointdesk"]
    assert seen.stat().st_size > 0
    assert not seen.read_bytes().strip(b"\0")
    assert sync(director, "Imogen", typed).json["received"] == 1
    assert "XYZZY" in director("task", "list").out
    typed(TYPED["Tom"])  # and they may come again
    again = invitation(tmp_path / "out", "Tom")
    assert tom("desk", "join", again, "--password-stdin").status == 0
    assert "XYZZY" in tom("task", "list").out


def test_what_cannot_be_sent_is_kept_until_somebody_says_that_nobody_needs_it(
    tom: Desk, director: Desk, typed: Callable[[str], None]
) -> None:
    unasked = tom("desk", "leave", "--wipe")  # without a password nothing can be sent
    assert (unasked.status, "1 change of this computer would be lost" in unasked.err) == (2, True)
    typed(TYPED["Imogen"])
    assert director("desk", "revoke", "Tom", "--password-stdin").status == 0
    refused = wipe(tom, typed)
    assert (refused.status, "--discard-unsent" in refused.err) == (2, True)
    assert "XYZZY" in tom("task", "list").out
    done = tom("desk", "leave", "--wipe", "--discard-unsent")
    assert (done.status, "its copy is gone" in done.out) == (0, True)
    assert "No program can promise more" in done.out
    assert not left_of(tom.file.parent)


def test_who_may_still_send_sends_and_then_nothing_is_left(
    tom: Desk, director: Desk, typed: Callable[[str], None]
) -> None:
    typed(TYPED["Imogen"])
    assert director("desk", "revoke", "Tom", "--grace", "3", "--password-stdin").status == 0
    assert wipe(tom, typed).status == 0  # nothing comes back that would confirm it
    assert not left_of(tom.file.parent)
    sync(director, "Imogen", typed)
    assert "XYZZY" in director("task", "list").out


def test_who_may_still_send_is_told_what_of_theirs_is_there(
    tom: Desk, director: Desk, typed: Callable[[str], None]
) -> None:
    typed(TYPED["Imogen"])
    assert director("desk", "revoke", "Tom", "--grace", "3", "--password-stdin").status == 0
    for said in ("All of it is on the server.", "1 change to be sent."):
        assert sync(tom, "Tom", typed).status == 0
        if said.startswith("1"):
            tom("task", "add", "More", "--org", "CAL")
        told = tom("desk", "status").out
        assert f"nothing comes any more. {said}" in told
        status = tom("desk", "status", "--json").json
        assert (status["may_only_send"], status["waiting"]) == (True, int(said.startswith("1")))
    typed(TYPED["Imogen"])
    assert director("desk", "revoke", "Tom", "--password-stdin").status == 0
    assert sync(tom, "Tom", typed).status == 2
    stopped = tom("desk", "status")
    assert (stopped.status, "1 change on this machine alone. You are not" in stopped.out) == (
        1,
        True,
    )


def test_what_was_written_beside_it_when_a_seat_ended_is_wanted_too(
    tom: Desk, typed: Callable[[str], None]
) -> None:
    beside = tom.file.with_name("desk - not sent 2026-12-01T090000 abc.json")
    beside.write_text("[]", "utf-8")
    refused = wipe(tom, typed)
    assert (refused.status, beside.name in refused.err) == (2, True)
    assert wipe(tom, typed, "--discard-unsent").status == 0
    assert not left_of(tom.file.parent)


def test_what_only_a_copy_from_before_a_restore_holds_is_wanted_too(
    tom: Desk, tmp_path: Path, typed: Callable[[str], None]
) -> None:
    assert tom("backup", str(tmp_path / "copy.desk")).status == 0
    tom("task", "add", "PLUGH", "--org", "CAL")
    assert tom("restore", str(tmp_path / "copy.desk")).status == 0
    assert "PLUGH" not in tom("task", "list").out
    beside = "desk.jointdesk.before-restore"
    refused = wipe(tom, typed)
    assert (refused.status, beside in refused.err, "Move them" in refused.err) == (2, True, True)
    assert tom.file.with_name(beside).exists()
    tom.file.with_name(beside).write_bytes(b"damaged")  # who knows what was in it
    assert (wipe(tom, typed).status, tom.file.with_name(beside).exists()) == (2, True)
    assert wipe(tom, typed, "--discard-unsent").status == 0
    assert not left_of(tom.file.parent)


def test_a_copy_that_is_brought_back_is_sent_and_then_nobody_needs_it(
    tom: Desk, director: Desk, tmp_path: Path, typed: Callable[[str], None]
) -> None:
    assert tom("backup", str(tmp_path / "copy.desk")).status == 0
    tom("task", "add", "PLUGH", "--org", "CAL")
    assert tom("restore", str(tmp_path / "copy.desk")).status == 0
    assert wipe(tom, typed).status == 2
    beside = tom.file.with_name("desk.jointdesk.before-restore")
    assert tom("restore", str(beside)).status == 0
    assert wipe(tom, typed).status == 0
    assert not left_of(tom.file.parent)
    sync(director, "Imogen", typed)
    assert "PLUGH" in director("task", "list").out


def test_a_desk_that_somebody_has_open_stays(tom: Desk, typed: Callable[[str], None]) -> None:
    with closing(sqlite3.connect(tom.file)) as window:
        window.execute("SELECT count(*) FROM change").fetchone()
        refused = wipe(tom, typed)
        assert (refused.status, "Close every window" in refused.err) == (2, True)
    assert tom("desk", "status", "--json").json["shared"] is True
    assert wipe(tom, typed).status == 0


def test_one_that_was_cut_off_is_finished(
    tom: Desk, typed: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(file: Path) -> None:
        with file.open("r+b") as opened:
            opened.write(bytes(4096))
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(wiping, "_overwrite", die)
        with pytest.raises(KeyboardInterrupt):
            wipe(tom, typed)
    assert tom("task", "list").status == 2
    assert wipe(tom, typed).status == 0
    assert not left_of(tom.file.parent)


def test_one_that_was_cut_off_before_it_began_is_a_desk_as_before(
    tom: Desk, typed: Callable[[str], None]
) -> None:
    wiping_mark(tom.file).write_text("{}", "utf-8")
    assert "XYZZY" in tom("task", "list").out
    refused = tom("desk", "leave", "--wipe")
    assert (refused.status, "would be lost" in refused.err) == (2, True)
    assert wipe(tom, typed).status == 0
    assert not left_of(tom.file.parent)


def test_what_cannot_be_removed_is_named_and_done_again(
    tom: Desk, typed: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_file: Path) -> None:
        raise PermissionError

    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", lambda one, missing_ok=False: refuse(one))
        half = wipe(tom, typed)
    assert (half.status, [Path(one).name for one in half.json["kept"]]) == (1, ["desk.jointdesk"])
    assert wipe(tom, typed).status == 0
    assert not left_of(tom.file.parent)


@pytest.mark.parametrize(
    ("words", "said"),
    [(("--wipe",), "not shared"), (("--wipe", "--discard-unsent"), "not shared"),
     (("--discard-unsent",), "goes with --wipe")],
)  # fmt: skip
def test_a_desk_that_is_nowhere_else_is_not_taken_away(
    director: Desk, words: tuple[str, ...], said: str
) -> None:
    refused = director("desk", "leave", *words)
    assert (refused.status, said in refused.err, director.file.exists()) == (2, True, True)
