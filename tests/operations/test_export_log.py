"""The log of exports tells each person of those that they may read, newest first."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from jointdesk.domain.decision_fields import DECISION
from jointdesk.domain.errors import NotFoundError
from jointdesk.domain.items import Write
from jointdesk.exports.editions import Reader
from jointdesk.operations.audiences import audience_of
from jointdesk.operations.export_log import Logged, export_log
from jointdesk.operations.exports import Prepared, Request, finish, is_current, prepare
from jointdesk.operations.undo import undo
from jointdesk.store.changes import record
from tests.operations.secret_desk import NOW, SecretDesk, build


@pytest.fixture
def made(tmp_path: Path) -> Iterator[SecretDesk]:
    found = build(tmp_path / "a.desk", tmp_path)
    yield found
    found.desk.close()


def prepared(made: SecretDesk, reader: Reader, who: str, wanted: str = "csv") -> Prepared:
    request = Request("register", reader, wanted, org=made.cal)
    return prepare(made.desk, audience_of(made.desk, who), request, NOW)


def log(made: SecretDesk, who: str) -> list[Logged]:
    return export_log(made.desk, audience_of(made.desk, who))


def test_the_log_says_what_left_when_and_who_made_and_checked_it(
    made: SecretDesk, tmp_path: Path
) -> None:
    found = prepared(made, Reader("public"), made.cal_pa)
    finish(made.desk, made.actor(made.cal_pa), found, tmp_path / "a.csv", made.director)
    (one,) = log(made, made.wex_pa)
    assert one == Logged(
        id=one.id,
        at=NOW,
        made_by="Tomasina Quillfeather",
        kind="register",
        audience="public",
        format="csv",
        org="CAL",
        decision="",
        first="",
        last="",
        number=found.count,
        checked_by=one.checked_by,
        sha256=found.sha256,
    )
    assert one.checked_by


def test_of_a_bodys_own_export_only_the_body_and_the_director_know(
    made: SecretDesk, tmp_path: Path
) -> None:
    for reader in (Reader("joint"), Reader("org", made.cal), Reader("director")):
        found = prepared(made, reader, made.director)
        finish(made.desk, made.actor(made.director), found, tmp_path / "a.csv")
    for who, told in (
        (made.director, ["director", "org:CAL", "joint"]),
        (made.cal_pa, ["org:CAL", "joint"]),
        (made.wex_pa, ["joint"]),
    ):
        assert [one.audience for one in log(made, who)] == told


def test_a_notice_of_a_decision_that_one_may_not_see_is_logged_without_its_name(
    made: SecretDesk, tmp_path: Path
) -> None:
    director = audience_of(made.desk, made.director)
    secret = made.decisions["wexown"]
    request = Request("notice", Reader("joint"), "docx", org=made.wex, decision=secret)
    with pytest.raises(NotFoundError):
        prepare(made.desk, director, request, NOW)
    request = replace(request, reader=Reader("director"))
    finish(
        made.desk,
        made.actor(made.director),
        prepare(made.desk, director, request, NOW),
        tmp_path / "a.docx",
    )
    (one,) = log(made, made.director)
    assert one.decision == "REF-wexown"
    assert log(made, made.wex_pa) == []


@pytest.mark.parametrize("wanted", ["csv", "ics"])
def test_what_changed_after_it_was_prepared_is_known(made: SecretDesk, wanted: str) -> None:
    director = audience_of(made.desk, made.director)
    found = prepared(made, Reader("joint"), made.director, wanted)
    assert is_current(made.desk, director, found)
    write = Write(made.decisions["open"], DECISION.name, {"visibility": "own_org"})
    actor = made.actor(made.director)
    record(made.desk, actor, "Kept a decision", [write])
    assert not is_current(made.desk, director, found)
    undo(made.desk, actor)
    assert is_current(made.desk, director, found)
