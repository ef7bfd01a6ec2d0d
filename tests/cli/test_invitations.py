"""Invitations from the command line: answered, proposed, sent, and as files for the mail."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Desk

ME = "dir@joint.example"


def name_director(cli: Desk) -> None:
    assert cli("person", "add", "Imogen Farrant", "--email", ME).status == 0
    assert cli("seat", "add", "Imogen Farrant", "--org", "CAL", "--role", "director").status == 0


@pytest.fixture
def asked(cli: Desk, make_event: Callable[..., str]) -> str:
    """The id of an invitation to the director in the calendar of CAL."""
    name_director(cli)
    made = make_event(
        "asked", "20261201T143000", "20261201T153000", "Winter plan",
        "ORGANIZER:mailto:ann@wex.example", f"ATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:{ME}",
    )  # fmt: skip
    cli.connect("CAL", cli.write("cal.ics", made))
    [item] = cli("invitation", "list", "--json").json["items"]
    return str(item["id"])


def test_an_invitation_is_listed_and_answered(cli: Desk, asked: str) -> None:
    [item] = cli("invitation", "list", "--json").json["items"]
    assert {name: item[name] for name in ("title", "organiser", "series", "occurrences")} == {
        "title": "Winter plan", "organiser": "ann@wex.example", "series": False, "occurrences": 1,
    }  # fmt: skip
    assert "Winter plan  from ann@wex.example" in cli("invitation", "list").out
    answer = cli("invitation", "accept", asked, "--json").json
    assert (answer["id"], answer["reply"], len(answer["notes"])) == (asked, "accepted", 1)
    assert cli("invitation", "list").out == "Nothing to answer.\n"
    assert cli("undo").status == 0
    assert len(cli("invitation", "list", "--json").json["items"]) == 1
    assert cli("invitation", "decline", "nothing").status == 2


def test_another_time_is_proposed_by_mail(cli: Desk, asked: str, tmp_path: Path) -> None:
    file = tmp_path / "counter.ics"
    words = ["invitation", "propose", asked, "2026-12-02T09:00", "--ics", str(file)]
    said = cli(*words)
    assert said.status == 0
    assert "To: ann@wex.example" in said.out
    assert b"METHOD:COUNTER" in file.read_bytes()
    assert cli(*words).status == 2  # the file is there
    shown = cli("invitation", "propose", asked, "2026-12-02T09:00", "--json").json
    assert "METHOD:COUNTER" in shown["ics"]


def test_where_no_server_sends_an_invitation_is_a_file(cli: Desk, tmp_path: Path) -> None:
    people = json.dumps([{"email": "ann@wex.example"}])
    start = "start=2026-12-03T10:00"
    made = cli(
        "event", "add", "Talk", "--org", "CAL", "--set", start, "--set", f"attendees={people}"
    )
    assert made.status == 0, made.err
    refused = cli("event", "send", made.id)
    assert (refused.status, "sends no invitations" in refused.err) == (2, True)
    file = tmp_path / "talk.ics"
    assert "e-mail address" in cli("invitation", "file", made.id, str(file)).err
    name_director(cli)
    assert cli("invitation", "file", made.id, str(file)).status == 0
    said = file.read_bytes().decode()
    assert "METHOD:REQUEST\r\n" in said
    assert f"ORGANIZER:mailto:{ME}\r\n" in said
    assert "mailto:ann@wex.example" in said.replace("\r\n ", "")
