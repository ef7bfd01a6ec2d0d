"""`booking`: its steps, its JSON, and what is refused, as two PAs and a director type it."""

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Answer, Desk

LINE = "Fees with Cllr Stott 90 min by Fri 18 Dec @Town Hall /CAL from Cllr Stott"
TITLE = "Fees with Cllr Stott"

Event = Callable[..., str]


@pytest.fixture
def team(cli: Desk) -> Desk:
    """The desk with a PA of each body, and a site."""
    for name, code in (("Bridget Hall", "CAL"), ("Dev Patel", "WEX")):
        person = cli("person", "add", name).id
        assert cli("seat", "add", person, "--org", code, "--role", "pa").status == 0
    assert cli("site", "add", "hall", "Town Hall", "--org", "CAL").status == 0
    return cli


def run(team: Desk, *words: str, who: str = "Bridget") -> Answer:
    return team("booking", *words, who=who)


def shape(team: Desk, *words: str, who: str = "Bridget") -> dict[str, Any]:
    answer = run(team, *words, "--json", who=who)
    assert answer.status == 0, answer.err
    return answer.json


def items(team: Desk, *words: str, who: str = "Bridget") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = shape(team, *words, who=who)["items"]
    return found


def refused(answer: Answer) -> str:
    assert answer.status == 2
    assert answer.out == ""
    assert answer.err.count("\n") == 1
    return answer.err


def test_a_typed_line_is_a_booking_and_is_told_what_it_came_to(team: Desk) -> None:
    dry = run(team, "add", LINE, "--dry-run")
    told = (
        "“Fees with Cllr Stott”: 90 minutes, by Fri 18 Dec 2026, Town Hall, asked by Cllr Stott,"
        " CAL."
    )
    assert dry.out.strip() == told
    assert items(team, "list") == []
    made = run(team, "add", LINE)
    assert made.err.strip() == told
    found = shape(team, "show", made.id)
    assert found["state"] == found["status"] == "asked"
    assert (found["title"], found["minutes"], found["by"]) == (TITLE, 90, "2026-12-18")
    assert (found["org"], found["place"], found["asked_by"]) == (["CAL"], "Town Hall", "Cllr Stott")


def test_a_typed_line_prints_its_fields_as_json(team: Desk) -> None:
    made = shape(team, "add", "Lessons from audit 60 min on Thu")
    assert made["understood"] == "“Lessons from audit”: 60 minutes, on Thu 3 Dec 2026, CAL."
    assert made["hints"] == ['“from audit” is left in the title; “from "audit"” says who asks.']
    assert (made["after"], made["by"]) == ("2026-12-03", "2026-12-03")
    assert made["asked_on"] == "2026-11-30"
    assert shape(team, "show", made["id"])["by"] == "2026-12-03"


def test_a_line_that_is_ambiguous_adds_nothing(team: Desk) -> None:
    assert "may be the day itself or the last one" in refused(run(team, "add", "Fees 45 min Thu"))
    assert "Say whose" in refused(run(team, "add", "Fees 45 min", who=""))
    assert items(team, "list") == []


def test_a_title_with_fields_is_no_line(team: Desk) -> None:
    made = run(team, "add", "Talk by Friday", "--org", "joint", "--set", "minutes=30").id
    found = shape(team, "show", made)
    assert (found["title"], found["org"], found["minutes"]) == (
        "Talk by Friday",
        ["CAL", "WEX"],
        30,
    )
    again = run(team, "add", "Talk", "--set", "org=joint", "--set", "by=2026-12-18").id
    assert shape(team, "show", again)["org"] == ["CAL", "WEX"]
    assert "--dry-run" in refused(run(team, "add", "Talk", "--set", "minutes=1", "--dry-run"))


def test_a_title_alone_is_of_the_pas_own_organisation(team: Desk) -> None:
    made = shape(team, "add", "Talk", who="Dev")
    assert set(made) == {"version", "id"}
    assert shape(team, "show", "talk", who="Dev")["org"] == ["WEX"]
    assert "whose booking" in refused(run(team, "add", "Talk", who=""))


def test_templates_are_listed_and_fill_blanks(team: Desk) -> None:
    assert [one["name"] for one in items(team, "templates")] == ["1:1", "board", "visit"]
    assert "One-to-one" in run(team, "templates").out
    made = run(team, "add", "Priya 30 min", "--template", "1:1").id
    found = shape(team, "show", made)
    assert (found["minutes"], found["template"], found["title"]) == (30, "1:1", "Priya")
    other = run(team, "add", "Priya", "--template", "board").id
    assert shape(team, "show", other)["minutes"] == 150
    assert "There is no template" in refused(run(team, "add", "x", "--template", "party"))


def test_an_invitation_is_a_booking(
    team: Desk, make_event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = make_event(
        "x", "20261207T140000", "20261207T150000", "Fees review",
        "ORGANIZER;CN=Ann Stott:mailto:ann@stott.example",
    )  # fmt: skip
    path: Path = team.write("a.ics", text)
    found = shape(team, "show", run(team, "add", "--ics", str(path)).id)
    assert (found["title"], found["asked_by"], found["state"]) == (
        "Fees review", "Ann Stott", "options",
    )  # fmt: skip
    assert found["options"][0]["start"] == "2026-12-07T14:00:00+00:00"
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(path.read_bytes())))
    named = run(team, "add", "Rates", "--ics", "-", "--org", "WEX").id
    assert shape(team, "show", named)["org"] == ["WEX"]
    monkeypatch.setattr("sys.stdin", io.StringIO(path.read_text()))
    assert run(team, "add", "--ics", "-").status == 0
    assert "cannot be read" in refused(run(team, "add", "--ics", str(path.parent / "no.ics")))


def test_five_bookings_go_from_asked_to_the_diaries(team: Desk) -> None:
    fees = run(team, "add", LINE).id
    board = run(team, "add", "Board 2 hours /WEX", who="Dev").id
    joint = run(team, "add", "Plan /both 60 min from Jo Bell", who="").id
    hush = run(team, "add", "Hush 30 min !private").id
    gone = run(team, "add", "Never mind 30 min").id
    steps = [
        (fees, "Bridget", ["hold", fees, "2026-12-07T10:00", "2026-12-08T10:00"]),
        (board, "Dev", ["hold", board, "2026-12-09T09:00", "--until", "2026-12-04"]),
        (joint, "", ["hold", joint, "2026-12-10T09:00", "2026-12-10T11:00"]),
        (hush, "Bridget", ["hold", hush, "2026-12-11T09:00"]),
        (gone, "Bridget", ["hold", gone, "2026-12-11T10:00"]),
    ]
    for id_, who, words in steps:
        assert shape(team, *words, who=who)["id"] == id_
    assert shape(team, "offer", fees)["state"] == "offered"
    answered = shape(team, "answer", fees, "Cllr Stott", "yes", "2")
    assert answered["answers"] == [
        {
            "who": "Cllr Stott", "answer": "accepted",
            "start": "2026-12-08T10:00:00+00:00", "on": "2026-11-30",
        }
    ]  # fmt: skip
    run(team, "note", fees, "All yours", "--to", "Dev", "--hand-over")
    assert [one["id"] for one in items(team, "list", "--mine", who="Dev")] == [fees, board, joint]
    assert [one["id"] for one in items(team, "list", "--waiting")] == [fees]
    assert shape(team, "seen", fees, who="Dev")["thread"][0]["seen_by"] == ["Dev Patel"]
    confirmed = shape(team, "confirm", fees, "2", who="Dev")
    assert confirmed["state"] == "in_diaries"
    assert {(one["org"], one["kind"]) for one in confirmed["diaries"]} == {
        ("CAL", "meeting"), ("WEX", "block"),
    }  # fmt: skip
    assert confirmed["event"] == confirmed["diaries"][0]["event"]
    for id_, slot, who in ((board, "1", "Dev"), (joint, "2", ""), (hush, "1", "Bridget")):
        assert shape(team, "confirm", id_, slot, who=who)["state"] == "in_diaries"
    assert shape(team, "decline", gone, "--why", "No time")["state"] == "declined"
    assert shape(team, "move", board, "2026-12-09T10:00", who="Dev")["start"] == (
        "2026-12-09T10:00:00+00:00"
    )
    assert [one["title"] for one in items(team, "list", "--state", "in_diaries", who="")] == [
        TITLE, "Board", "Plan", "Hush",
    ]  # fmt: skip
    assert [one["title"] for one in team.agenda("2026-12-07", "2026-12-12")] == [
        TITLE, "Board", "Plan", "Hush",
    ]  # fmt: skip
    assert team("check").status == 0


def test_nothing_private_of_one_body_reaches_the_others_pa(team: Desk) -> None:
    hush = run(team, "add", "Hush 30 min !private @Town Hall from Cllr Quiet").id
    run(team, "hold", hush, "2026-12-11T09:00")
    words = ("hush", "Hush", "Quiet", "Town Hall")
    said = [
        team(*command, who="Dev")
        for command in (
            ("booking", "list", "--json"),
            ("booking", "show", "Hush"),
            ("booking", "show", hush),
            ("agenda", "--from", "2026-12-11", "--to", "2026-12-12", "--json"),
            ("conflicts", "--json"),
            ("search", "quiet", "--json"),
            ("event", "list", "--json"),
            ("worklist", "list", "--json"),
            ("outbox", "list", "--json"),
            ("history", hush),
        )
    ]
    for answer in said:
        out = answer.out.replace("There is no booking “Hush”", "").replace('"Hush"', "")
        assert not any(word in out for word in words), out
    (meeting,) = team.agenda("2026-12-11", "2026-12-12", who="Dev")
    assert (meeting["title"], meeting["place"]) == ("HOLD", "")
    assert refused(said[1]).endswith("There is no booking “Hush”.\n")
    assert "There is no booking" in refused(run(team, "hold", hush, "1", who="Dev"))


def test_holds_that_ended_are_told_of_and_freed_with_one_command(
    team: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(team, "add", "Talk 30 min")
    run(team, "hold", "Talk", "2026-12-17T10:00", "2026-12-18T10:00", "--until", "2026-12-01")
    assert "No hold has ended." in run(team, "free", "--ended").out
    monkeypatch.setenv("JOINTDESK_NOW", "2026-12-01T09:00:00Z")
    assert "Holds end today 17:30" in run(team, "list").out
    monkeypatch.setenv("JOINTDESK_NOW", "2026-12-04T09:00:00Z")
    assert items(team, "list")[0]["warnings"] == ["Holds ended on Tuesday"]
    freed = items(team, "free", "--ended")
    assert [one["title"] for one in freed] == ["Talk"]
    assert (freed[0]["diaries"], freed[0]["state"]) == ([], "options")
    assert team("undo", who="Bridget").status == 0
    assert len(shape(team, "free", "Talk", "1")["diaries"]) == 2
    assert "or --ended" in refused(run(team, "free"))
    assert "or --ended" in refused(run(team, "free", "Talk", "--ended"))


def test_a_booking_is_told_line_by_line(team: Desk) -> None:
    made = run(
        team, "add", "Fees", "--org", "CAL", "--set", "asked_by=Ann", "--set", "by=2026-12-18",
        "--set", "after=2026-12-07", "--set", "attendees=Bob Lee", "--set", "online=yes",
        "--set", "owner=Bridget", "--set", "director_knows=no", "--set", "purpose=Rates",
    ).id  # fmt: skip
    run(team, "hold", made, "2026-12-07T10:00")
    run(team, "offer", made, "1")
    run(team, "answer", made, "Ann", "perhaps")
    run(team, "note", made, "Soon please")
    out = run(team, "show", made).out
    for line in (
        "Offered           Fees (CAL) – Ann  [your move]",
        "  Length: 60 minutes",
        "  Where: online",
        "  Purpose: Rates",
        "  The director knows: no",
        "  Who must be there: Bob Lee",
        "  Not before: 2026-12-07",
        "  Worked on by: Bridget Hall",
        "   1  Mon 7 Dec 10:00–11:00  (held; offered Mon 30 Nov)",
        "  Ann: Perhaps",
        "  WEX hold: Mon 7 Dec 10:00–11:00, in the diary",
        "Bridget Hall: Soon please",
    ):
        assert line in out
    assert "\x1b" not in run(team, "edit", made, "--set", "title=\x1b[31mRed").out


def test_a_booking_is_changed_and_removed(team: Desk) -> None:
    made = run(team, "add", "Talk 30 min").id
    assert shape(team, "edit", "Talk", "--set", "org=joint")["org"] == ["CAL", "WEX"]
    fields = json.dumps({"notes": "x", "minutes": 45})
    path = team.folder / "fields.json"
    path.write_text(fields)
    assert shape(team, "edit", made, "--fields", str(path))["minutes"] == 45
    assert "not set by hand" in refused(run(team, "edit", made, "--set", "status=confirmed"))
    assert shape(team, "remove", made)["id"] == made
    assert items(team, "list") == []
    assert "Removed" in (team("undo", who="Bridget").out + run(team, "remove", made).out)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("hold", "Talk"), "Say which times"),
        (("hold", "Talk", "1"), "has no option 1"),
        (("hold", "Talk", "2026-12-07T10:00", "--until", "soon"), "soon"),
        (("hold", "Nothing", "1"), "There is no booking “Nothing”"),
        (("confirm", "Talk", "soon"), "is not a time"),
        (("confirm", "Talk", "2026-12-07T10:00", "--send"), "sends no invitations"),
        (("move", "Talk", "2026-12-07T10:00"), "is not confirmed"),
        (("answer", "Talk", "Ann", "maybe"), "is no answer"),
        (("note", "Talk", "x", "--to", "Nobody"), "Nobody here is “Nobody”"),
        (("note", "Talk", "x", "--hand-over"), "to whom"),
        (("decline", "Talk", "--why", ""), "Say why"),
    ],
)
def test_what_is_wrong_is_told_in_one_sentence(
    team: Desk, words: tuple[str, ...], said: str
) -> None:
    run(team, "add", "Talk 30 min")
    before = shape(team, "show", "Talk")
    assert said in refused(run(team, *words))
    assert shape(team, "show", "Talk") == before


def test_two_bookings_of_one_title_need_an_id(team: Desk) -> None:
    first, second = run(team, "add", "Talk 30 min").id, run(team, "add", "Talk 45 min").id
    told = refused(run(team, "show", "Talk"))
    assert first in told
    assert second in told


def test_what_a_time_clashes_with_is_said_and_keeps_nobody_from_it(team: Desk) -> None:
    team("event", "add", "Cabinet", "--org", "CAL", "--set", "start=2026-12-09T10:00")
    made = run(team, "add", LINE).out.strip()
    held = shape(team, "hold", made, "2026-12-09T10:00", "2026-12-09T15:00")
    (said,) = [one for one in held["hints"] if "Cabinet" in one]
    assert said.endswith(".")
    assert held["state"] == "held"
    confirmed = shape(team, "confirm", made, "2026-12-09T10:00")
    assert any("Cabinet" in one for one in confirmed["hints"])
    moved = shape(team, "move", made, "2026-12-09T15:00")
    assert not any("Cabinet" in one for one in moved["hints"])


def test_a_booking_is_handed_to_somebody_who_works_on_the_desk(team: Desk) -> None:
    made = run(team, "add", LINE).out.strip()
    visitor = team("person", "add", "Cllr Stott").id
    answer = run(team, "note", made, "Over to you", "--to", visitor, "--hand-over")
    assert "has no seat" in refused(answer)
