"""Exports are written once, as they were looked at, and every one of them is logged."""

import hashlib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from jointdesk.domain.errors import StoppedError, WrongUseError
from jointdesk.exports import saving
from jointdesk.exports.content import Period
from jointdesk.exports.editions import Reader
from jointdesk.exports.saving import ExportError
from jointdesk.operations import exports
from jointdesk.operations.audiences import audience_of
from jointdesk.operations.exports import EXPORT, Prepared, Request, finish, prepare, reader_of
from jointdesk.operations.organisations import change_organisation
from jointdesk.operations.undo import undo
from jointdesk.store.items import list_items
from tests.operations.secret_desk import NOW, SecretDesk, build


@pytest.fixture
def made(tmp_path: Path) -> Iterator[SecretDesk]:
    found = build(tmp_path / "a.desk", tmp_path)
    yield found
    found.desk.close()


def prepared(made: SecretDesk, reader: Reader, wanted: str = "csv") -> Prepared:
    audience = audience_of(made.desk, made.director)
    return prepare(made.desk, audience, Request("register", reader, wanted, org=made.cal), NOW)


def log_of(made: SecretDesk) -> list[Any]:
    return list(list_items(made.desk.connection, EXPORT))


def test_what_was_looked_at_is_written_and_logged_with_its_hash(
    made: SecretDesk, tmp_path: Path
) -> None:
    found = prepared(made, Reader("public"))
    file = tmp_path / "register.csv"
    logged = finish(made.desk, made.actor(made.director), found, file, made.cal_pa)
    (item,) = log_of(made)
    assert file.read_bytes() == found.data
    assert item.id == logged
    assert item.stream == "shared"
    assert item.fields == {
        "kind": "register",
        "audience": "public",
        "format": "csv",
        "org": made.cal,
        "checked_by": made.cal_pa,
        "count": 4,
        "sha256": hashlib.sha256(file.read_bytes()).hexdigest(),
    }


@pytest.mark.parametrize(
    ("reader", "stream", "words"),
    [
        ("joint", "shared", "joint"),
        ("org", "org:", "org:CAL"),
        ("director", "director", "director"),
    ],
)
def test_the_log_is_for_those_who_may_read_the_export(
    made: SecretDesk, tmp_path: Path, reader: str, stream: str, words: str
) -> None:
    who = Reader(reader, made.cal if reader == "org" else "")
    finish(made.desk, made.actor(made.director), prepared(made, who), tmp_path / "a.csv")
    (item,) = log_of(made)
    assert item.stream == (f"org:{made.cal}" if reader == "org" else stream)
    assert item.fields["audience"] == words


def test_a_public_edition_is_checked_by_somebody_else(made: SecretDesk, tmp_path: Path) -> None:
    found = prepared(made, Reader("public"))
    actor = made.actor(made.cal_pa)
    with pytest.raises(WrongUseError, match="second person"):
        finish(made.desk, actor, found, tmp_path / "a.csv")
    with pytest.raises(WrongUseError, match="Somebody else"):
        finish(made.desk, actor, found, tmp_path / "a.csv", made.cal_pa)
    assert not (tmp_path / "a.csv").exists()
    assert log_of(made) == []


def test_what_cannot_be_logged_does_not_leave(
    made: SecretDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError("full")

    monkeypatch.setattr(exports, "record", fail)
    with pytest.raises(OSError, match="full"):
        finish(
            made.desk,
            made.actor(made.director),
            prepared(made, Reader("joint")),
            tmp_path / "a.csv",
        )
    assert not (tmp_path / "a.csv").exists()


def test_it_is_logged_before_the_file_is_there(
    made: SecretDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So that a process killed at any moment leaves no file that is not in the log."""
    file, record = tmp_path / "a.csv", exports.record
    seen = []

    def look(*given: Any, **options: Any) -> str:
        done = record(*given, **options)
        seen.append(file.exists())
        return done

    monkeypatch.setattr(exports, "record", look)
    finish(made.desk, made.actor(made.director), prepared(made, Reader("joint")), file)
    assert seen == [False]
    assert file.exists()


def test_a_file_that_cannot_take_its_place_is_in_no_log(
    made: SecretDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise PermissionError(13, "open in another program")

    file, before = tmp_path / "a.csv", len(log_of(made))
    file.write_text("before")
    monkeypatch.setattr(saving.os, "replace", fail)
    with pytest.raises(ExportError, match="cannot be written"):
        finish(made.desk, made.actor(made.director), prepared(made, Reader("joint")), file)
    assert file.read_text() == "before"
    assert [one.name for one in tmp_path.glob("a.csv*")] == ["a.csv"]
    assert len(log_of(made)) == before


def test_the_desk_itself_is_never_overwritten(made: SecretDesk) -> None:
    with pytest.raises(WrongUseError, match="desk's own file"):
        finish(
            made.desk,
            made.actor(made.director),
            prepared(made, Reader("joint")),
            made.desk.path.parent / "." / made.desk.path.name,
        )


def test_a_stopped_export_leaves_nothing(made: SecretDesk) -> None:
    def stop(done: int, total: int, words: str) -> None:
        raise StoppedError

    audience = audience_of(made.desk, made.director)
    request = Request("register", Reader("joint"), "xlsx", org=made.cal)
    with pytest.raises(StoppedError):
        prepare(made.desk, audience, request, NOW, stop)
    assert log_of(made) == []


def test_an_export_cannot_be_undone(made: SecretDesk, tmp_path: Path) -> None:
    actor = made.actor(made.director)
    finish(made.desk, actor, prepared(made, Reader("joint")), tmp_path / "a.csv")
    assert "cannot be undone" in str(undo(made.desk, actor))
    assert len(log_of(made)) == 1


def test_a_period_leaves_out_what_lies_outside(made: SecretDesk) -> None:
    audience = audience_of(made.desk, made.director)
    for period, count in (
        (Period(date(2026, 12, 1), date(2026, 12, 2)), 5),
        (Period(date(2026, 12, 2), None), 0),
        (Period(None, date(2026, 12, 1)), 0),
    ):
        request = Request("register", Reader("org", made.cal), "csv", made.cal, period=period)
        assert prepare(made.desk, audience, request, NOW).count == count


def test_readers_are_named_as_the_command_line_names_them(made: SecretDesk) -> None:
    director = audience_of(made.desk, made.director)
    assert reader_of(made.desk, director, "public") == Reader("public")
    assert reader_of(made.desk, director, "org:wex") == Reader("org", made.wex)
    assert reader_of(made.desk, director, "director") == Reader("director")
    with pytest.raises(WrongUseError, match="no audience"):
        reader_of(made.desk, director, "everyone")
    with pytest.raises(WrongUseError, match="Only the director"):
        reader_of(made.desk, audience_of(made.desk, made.cal_pa), "director")


@pytest.mark.parametrize(
    ("reader", "who", "told"),
    [
        (
            "public",
            "cal",
            (
                "1 decision is not taken yet and left out.",
                "1 decision is not published yet and left out.",
                "The text of 3 decisions is withheld.",
            ),
        ),
        (
            "joint",
            "cal",
            (
                "1 decision is not taken yet and left out.",
                "1 decision is kept from this reader and left out.",
                "The text of 2 decisions is withheld.",
            ),
        ),
        (
            "org",
            "wex",
            (
                "1 decision is not taken yet and left out.",
                "1 decision is shown only as a counterpart stub.",
                "The text of 1 decision is withheld.",
            ),
        ),
    ],
)
def test_whoever_makes_a_register_is_told_what_it_leaves_out(
    made: SecretDesk, reader: str, who: str, told: tuple[str, ...]
) -> None:
    org = made.cal if who == "cal" else made.wex
    audience = audience_of(made.desk, made.director)
    edition = Reader(reader, made.cal if reader == "org" else "")
    assert prepare(made.desk, audience, Request("register", edition, "csv", org), NOW).left_out == (
        told
    )


def test_a_joint_log_and_an_action_log_say_what_they_hide(made: SecretDesk) -> None:
    audience = audience_of(made.desk, made.director)
    log = prepare(made.desk, audience, Request("joint", Reader("joint"), "xlsx"), NOW)
    assert log.left_out[:1] == ("1 decision is named as not taken yet, without a text.",)
    assert "1 decision is shown only as a counterpart stub." in log.left_out
    actions = prepare(made.desk, audience, Request("actions", Reader("joint"), "csv"), NOW)
    assert [one for one in actions.left_out if "left out" in one]


@pytest.mark.parametrize("wanted", ["pdf", "xlsx", "ics"])
def test_a_body_can_leave_official_unmarked(made: SecretDesk, wanted: str) -> None:
    """Lincolnshire does not mark OFFICIAL (V18); what is more than that is always marked."""
    actor = made.actor(made.director)
    audience = audience_of(made.desk, made.director)
    joint = Request("register", Reader("joint"), wanted, org=made.cal)
    assert prepare(made.desk, audience, joint, NOW).document.marking == "OFFICIAL"
    change_organisation(made.desk, actor, "CAL", settings={"mark_official": "no"})
    unmarked = prepare(made.desk, audience, joint, NOW)
    assert unmarked.document.marking == ""
    assert not unmarked.name.startswith("OFFICIAL")
    if wanted == "ics":
        assert b"CLASS:PRIVATE" in unmarked.data
        assert b"CLASS:PUBLIC" not in unmarked.data
    own = Request("register", Reader("org", made.cal), wanted, org=made.cal)
    assert prepare(made.desk, audience, own, NOW).document.marking == "OFFICIAL-SENSITIVE"


def test_what_is_of_several_bodies_is_marked_if_one_of_them_marks(made: SecretDesk) -> None:
    actor = made.actor(made.director)
    audience = audience_of(made.desk, made.director)
    both = Request("actions", Reader("joint"), "csv")
    change_organisation(made.desk, actor, "CAL", settings={"mark_official": "no"})
    assert prepare(made.desk, audience, both, NOW).document.marking == "OFFICIAL"
    change_organisation(made.desk, actor, "WEX", settings={"mark_official": "no"})
    assert prepare(made.desk, audience, both, NOW).document.marking == ""
