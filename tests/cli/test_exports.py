"""`export …`, as scripts use it."""

import csv
import hashlib
import io
import json
import zipfile
from pathlib import Path

import pytest

from tests.cli.conftest import Desk, event


@pytest.fixture
def desk(cli: Desk) -> Desk:
    """A desk with a published decision of each body and a task."""
    for org, more in (("CAL", "governance_route=nonexec_officer"), ("WEX", "is_key_decision=no")):
        fields = {
            "title": "Falls pilot",
            "ref": f"{org}-1",
            "decision_text": f"Agreed the half of {org}.",
            "reasons": "Evidence.",
            "date_taken": "2026-11-20",
            "status": "effective",
            "date_published": "2026-11-23",
            "visibility": "all",
            "notes": "between us",
        }
        name, _, value = more.partition("=")
        path = cli.folder / f"{org}.json"
        path.write_text(json.dumps({**fields, name: value}), encoding="utf-8")
        added = cli("decision", "add", "--org", org, "--fields", str(path))
        assert added.status == 0, added.err
    assert cli("task", "add", "Write the letter", "--org", "CAL").status == 0
    return cli


def test_a_register_is_written_and_said_with_its_hash(desk: Desk) -> None:
    file = desk.folder / "register.csv"
    answer = desk(
        "export", "register", "--org", "CAL", "--audience", "org:CAL", "--out", str(file), "--json"
    )
    assert answer.status == 0, answer.err
    assert answer.json["count"] == 1
    assert answer.json["format"] == "csv"
    assert answer.json["audience"] == "org:CAL"
    assert answer.json["sha256"] == hashlib.sha256(file.read_bytes()).hexdigest()
    (row,) = csv.DictReader(io.StringIO(file.read_text("utf-8-sig")))
    assert row["ref"] == "CAL-1"
    assert row["decision_text"] == "Agreed the half of CAL."
    assert "between us" not in file.read_text("utf-8-sig")


@pytest.mark.parametrize("wanted", ["pdf", "docx", "xlsx", "csv", "ics"])
def test_every_format_can_be_named(desk: Desk, wanted: str) -> None:
    file = desk.folder / "register.out"
    words = ("--org", "WEX", "--audience", "joint", "--format", wanted, "--out", str(file))
    answer = desk("export", "register", *words)
    assert answer.status == 0, answer.err
    assert "Wrote 1 decision to" in answer.out
    starts = {"pdf": b"%PDF", "docx": b"PK", "xlsx": b"PK", "csv": b"\xef", "ics": b"BEGIN"}
    assert file.read_bytes().startswith(starts[wanted])


def test_a_public_edition_names_who_checked_it(desk: Desk) -> None:
    assert desk("person", "add", "Tom Adeyemi").status == 0
    file = desk.folder / "public.pdf"
    words = ("export", "register", "--org", "CAL", "--audience", "public", "--out", str(file))
    refused = desk(*words)
    assert refused.status == 2
    assert "second person" in refused.err
    assert not file.exists()
    assert desk(*words, "--checked-by", "Tom").status == 0
    assert file.exists()


def test_a_notice_names_its_decision_by_reference(desk: Desk) -> None:
    file = desk.folder / "notice.docx"
    answer = desk("export", "notice", "CAL-1", "--audience", "org:CAL", "--out", str(file))
    assert answer.status == 0, answer.err
    text = zipfile.ZipFile(file).read("word/document.xml").decode()
    assert "Agreed the half of CAL." in text


def test_the_joint_log_and_the_action_log(desk: Desk) -> None:
    actions = desk.folder / "actions.csv"
    words = ("--org", "CAL", "--open", "--audience", "joint", "--out", str(actions))
    answer = desk("export", "actions", *words)
    assert answer.status == 0, answer.err
    (row,) = csv.DictReader(io.StringIO(actions.read_text("utf-8-sig")))
    assert row["action"] == "Write the letter"
    log = desk.folder / "log.xlsx"
    answer = desk("export", "joint", "--audience", "joint", "--out", str(log), "--json")
    assert answer.status == 0, answer.err


def test_the_diary_of_a_week(desk: Desk) -> None:
    path = desk.write("cal.ics", event("a", "20261202T100000", "20261202T110000", "Budget"))
    desk.connect("CAL", path)
    file = desk.folder / "week.ics"
    answer = desk("export", "diary", "--audience", "org:WEX", "--out", str(file), "--json")
    assert answer.status == 0, answer.err
    assert answer.json["count"] == 1
    assert "SUMMARY:Busy (CAL)" in file.read_text("utf-8")
    days = ("--from", "2026-12-07", "--to", "2026-12-14")
    empty = desk("export", "diary", *days, "--audience", "joint", "--out", str(file), "--json")
    assert empty.json["count"] == 0


def test_a_week_says_as_much_as_is_asked_for(desk: Desk) -> None:
    path = desk.write(
        "cal.ics", event("a", "20261202T100000", "20261202T110000", "Budget", "LOCATION:Town Hall")
    )
    desk.connect("CAL", path)
    file = desk.folder / "week.ics"
    for detail, title, place in (
        ("full", "Budget", True), ("titles", "Budget", False), ("busy", "Busy", False)
    ):  # fmt: skip
        words = ("--audience", "director", "--detail", detail, "--out", str(file))
        assert desk("export", "diary", *words).status == 0
        text = file.read_text("utf-8")
        assert f"SUMMARY:{title}\r\n" in text or f"SUMMARY:{title}\n" in text
        assert ("Town Hall" in text) is place
    assert desk("export", "diary", "--audience", "director", "--detail", "all",
                "--out", str(file)).status == 2  # fmt: skip


def test_two_diaries_stand_beside_each_other(desk: Desk) -> None:
    path = desk.write("cal.ics", event("a", "20261202T100000", "20261202T110000", "Budget"))
    desk.connect("CAL", path)
    file = desk.folder / "week.pdf"
    answer = desk("export", "diary", "--audience", "director", "--side-by-side", "--out", str(file))
    assert answer.status == 0, answer.err
    assert file.read_bytes().startswith(b"%PDF")


def test_the_brief_of_a_day(desk: Desk) -> None:
    path = desk.write("cal.ics", event("a", "20261202T100000", "20261202T110000", "Budget"))
    desk.connect("CAL", path)
    file = desk.folder / "brief.pdf"
    days = ("--from", "2026-12-02", "--to", "2026-12-03")
    answer = desk("export", "brief", *days, "--audience", "org:CAL", "--out", str(file), "--json")
    assert answer.status == 0, answer.err
    assert answer.json["count"] == 1
    assert file.read_bytes().startswith(b"%PDF")
    long = ("--from", "2026-12-02", "--to", "2027-01-03")
    refused = desk("export", "brief", *long, "--audience", "joint", "--out", str(file))
    assert refused.status == 2
    assert "14 days at most" in refused.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("register", "--org", "CAL", "--audience", "all"), "is no audience"),
        (("register", "--org", "XXX", "--audience", "joint"), "XXX"),
        (("register", "--org", "CAL", "--audience", "joint", "--format", "odt"), "not written as"),
        (("notice", "CAL-9", "--audience", "joint"), "There is no decision"),
        (("diary", "--audience", "public"), "Only registers and notices"),
        (
            ("actions", "--audience", "joint", "--from", "2026-12-02", "--to", "2026-12-01"),
            "The range is empty",
        ),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence(
    desk: Desk, words: tuple[str, ...], said: str
) -> None:
    file = desk.folder / "out.pdf"
    answer = desk("export", *words, "--out", str(file))
    assert answer.status == 2
    assert said in answer.err
    assert not file.exists()


def test_a_place_that_cannot_be_written_is_said(desk: Desk) -> None:
    place = Path(desk.folder, "none", "out.csv")
    words = ("--org", "CAL", "--audience", "joint", "--out", str(place))
    answer = desk("export", "register", *words)
    assert answer.status == 2
    assert "There is no folder" in answer.err
