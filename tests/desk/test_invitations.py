"""The files that let people join."""

import json
import os
import stat
from pathlib import Path

import pytest

from jointdesk.desk.invitations import read_invitation, write_invitation
from jointdesk.domain.desk_invitations import DeskInvitation
from jointdesk.domain.errors import WrongUseError

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
    write_invitation(tmp_path, INVITATION)
    with pytest.raises(WrongUseError, match="never overwritten"):
        write_invitation(tmp_path, INVITATION)


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
