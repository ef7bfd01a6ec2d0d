"""The files that let people join."""

import json
import os
import stat
from pathlib import Path

import pytest

from jointdesk.desk.invitations import make_ready, read_invitation, write_invitation
from jointdesk.domain.desk_invitations import DeskInvitation
from jointdesk.domain.errors import JointDeskError, WrongUseError
from jointdesk.domain.moments import Instant
from tests.desk.desks import founded
from tests.postgres import PostgresServer

INVITATION = DeskInvitation(
    desk="d", name="Joint", zone="Europe/London", address="host=db dbname=desk", ca="",
    role="jd_1", person="p1", person_name="Tom Adeyemi", password="once",
)  # fmt: skip


def test_what_is_written_is_read(tmp_path: Path) -> None:
    path = write_invitation(tmp_path / "new folder", INVITATION)
    assert path.name == "Invitation of Tom Adeyemi.jointdesk"
    assert read_invitation(path) == INVITATION


@pytest.mark.skipif(os.name != "posix", reason="other systems have no such modes")
def test_only_its_owner_may_read_it(tmp_path: Path) -> None:
    path = write_invitation(tmp_path, INVITATION)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_none_is_ever_overwritten(tmp_path: Path) -> None:
    """Two people may have one name, and who lost theirs gets another."""
    made = [write_invitation(tmp_path, INVITATION._replace(role=f"jd_{n}")) for n in range(3)]
    assert [path.stem.removeprefix("Invitation of ") for path in made] == [
        "Tom Adeyemi", "Tom Adeyemi 2", "Tom Adeyemi 3",
    ]  # fmt: skip
    assert [read_invitation(path).role for path in made] == ["jd_0", "jd_1", "jd_2"]


def test_a_folder_that_takes_nothing_is_known_before_an_invitation_is_made(tmp_path: Path) -> None:
    make_ready(tmp_path / "new" / "folder")
    assert [*(tmp_path / "new" / "folder").iterdir()] == []
    file = tmp_path / "file"
    file.write_text("", "utf-8")
    for place in (file, file / "under"):
        with pytest.raises(WrongUseError, match="Nothing was changed"):
            make_ready(place)


def test_a_name_never_leads_out_of_the_folder(tmp_path: Path) -> None:
    path = write_invitation(tmp_path, INVITATION._replace(person_name="../../etc/x"))
    assert path.parent == tmp_path
    path = write_invitation(tmp_path, INVITATION._replace(person_name="///"))
    assert path.name == "Invitation of p1.jointdesk"


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", "null", "\x00", '{"format": 1}', '{"format": 1, "desk": 5}', "[" * 100_000],
)
def test_what_is_no_invitation_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "x.jointdesk"
    path.write_text(text, "utf-8")
    with pytest.raises(WrongUseError, match="no invitation"):
        read_invitation(path)


def test_one_with_other_than_texts_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.jointdesk"
    path.write_text(json.dumps({"format": 1, **INVITATION._asdict(), "role": 5}), "utf-8")
    with pytest.raises(WrongUseError, match="no invitation"):
        read_invitation(path)


def test_one_of_a_newer_program_says_so(tmp_path: Path) -> None:
    path = tmp_path / "x.jointdesk"
    path.write_text(json.dumps({"format": 2, **INVITATION._asdict()}), "utf-8")
    with pytest.raises(WrongUseError, match="newest"):
        read_invitation(path)


def test_one_that_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(WrongUseError, match="cannot be read"):
        read_invitation(tmp_path / "none.jointdesk")


@pytest.mark.parametrize("name", ["", "big.jointdesk", "/dev/zero", "a\0b"])
def test_what_is_no_file_or_never_ends_is_refused_at_once(tmp_path: Path, name: str) -> None:
    (tmp_path / "big.jointdesk").write_bytes(b"{" + b" " * 300_000)
    with pytest.raises(WrongUseError, match=r"no invitation|cannot be read"):
        read_invitation(tmp_path / name)


def test_a_hostile_name_stands_plainly_in_what_is_said(tmp_path: Path) -> None:
    with pytest.raises(WrongUseError) as refused:
        read_invitation(tmp_path / ("\u202egpj." + "x" * 200))
    assert "\u202e" not in str(refused.value)
    assert len(str(refused.value)) < 200


def test_an_address_sends_nobody_elsewhere(tmp_path: Path) -> None:
    told = INVITATION._replace(address="host=db hostaddr=192.0.2.1 dbname=desk options=-cx=y")
    assert read_invitation(write_invitation(tmp_path, told)).address == INVITATION.address


def test_what_vouches_for_a_server_is_kept_once_it_was_entered_and_no_longer_than_needed(
    postgres: PostgresServer, tmp_path: Path
) -> None:
    desks = founded(tmp_path, postgres.new_database(), Instant(1_796_025_600))
    said = json.loads(desks.invitations["Imogen"].read_text("utf-8"))
    kept = desks.machine("Imogen") / "servers" / f"{said['desk']}.pem"

    def join(**other: str) -> None:
        desks.invitations["Imogen"].write_text(json.dumps({**said, **other}), "utf-8")
        desks.join("Imogen")

    join(ca="the first")
    assert kept.read_text("utf-8") == "the first"
    with pytest.raises(JointDeskError):
        join(ca="of a stranger", address="host=127.0.0.1 port=1 dbname=desk")
    assert kept.read_text("utf-8") == "the first"
    join(ca="")
    assert not kept.exists()
    desks.close()
