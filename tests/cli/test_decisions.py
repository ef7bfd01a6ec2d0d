"""Matters and decisions from the command line, as a PA would keep them."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Desk, event

SECRET = "Mill Street redundancies"


@pytest.fixture
def desk(cli: Desk) -> Desk:
    for name, code in (("Tom Adeyemi", "CAL"), ("Bridget Lyall", "WEX")):
        cli("seat", "add", cli("person", "add", name).id, "--org", code, "--role", "pa")
    return cli


def items(desk: Desk, *words: str, who: str = "") -> list[dict[str, Any]]:
    answer = desk(*words, "--json", who=who)
    assert answer.status == 0, answer.err
    found: list[dict[str, Any]] = answer.json["items"]
    return found


def sets(**values: str) -> list[str]:
    return [word for name, value in values.items() for word in ("--set", f"{name}={value}")]


def test_an_operational_decision_is_five_lines(desk: Desk) -> None:
    made = desk(
        "decision", "add", "--org", "CAL",
        *sets(
            title="Overtime at the hub", governance_route="operational",
            decision_text="Agreed overtime until March", reasons="Winter", date_taken="2026-11-26",
        ),
        who="Tom",
    ).id  # fmt: skip
    (listed,) = items(desk, "decision", "list")
    assert list(listed) == [
        "id", "ref", "matter", "org", "title", "status", "date_taken", "date_effective",
        "missing", "checks",
    ]  # fmt: skip
    assert listed["id"] == made
    assert listed["ref"] == "CAL-2026-001"
    assert (listed["org"], listed["status"], listed["date_taken"]) == ("CAL", "draft", "2026-11-26")
    assert items(desk, "matter", "list")[0]["id"] == listed["matter"]


def test_a_reference_given_twice_is_told_and_kept(desk: Desk) -> None:
    first = desk("decision", "add", "One", "--org", "CAL", *sets(ref="CAL-2026-001"))
    assert first.err == ""
    again = desk("decision", "add", "Two", "--org", "CAL", *sets(ref="CAL-2026-001"))
    assert again.status == 0
    assert "is the reference of another decision of CAL too" in again.err
    changed = desk("decision", "edit", again.id, *sets(ref="CAL-2026-002"))
    assert changed.err == ""
    other = desk("decision", "add", "Three", "--org", "WEX", *sets(ref="CAL-2026-001"))
    assert other.err == ""


def test_the_life_of_a_cabinet_decision(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk(
        "decision", "add", "Reablement award", "--org", "CAL",
        *sets(governance_route="exec_meeting", is_key_decision="yes", decision_text="Approved"),
    )  # fmt: skip
    one = "CAL-2026-001"
    for step, day in (
        ("cleared", ""), ("noticed", "2026-11-06"), ("taken", "2026-12-08"),
        ("recorded", ""), ("published", "2026-12-10"),
    ):  # fmt: skip
        answer = desk("decision", "advance", one, step, *(["--on", day] if day else []), "--json")
        assert answer.status == 0, answer.err
    shown = answer.json
    assert (shown["status"], shown["step"]) == ("in_window", "published")
    assert shown["date_effective"] == "2026-12-18"
    assert len(shown["versions"]) == 1
    monkeypatch.setenv("JOINTDESK_NOW", "2026-12-18T08:00:00Z")
    assert items(desk, "decision", "list")[0]["status"] == "effective"
    assert desk("decision", "advance", one, "--to", "implemented").status == 0


def test_fields_of_every_shape_come_in_and_go_out(desk: Desk) -> None:
    given = {
        "financial": {"amount": "3.2m", "period_from": "2027-04-01"},
        "alternatives": [],
        "capacity": {"role": "Joint director", "org": "CAL"},
        "consulted": [{"who": "Cllr Stott", "date": "2026-11-20"}],
    }
    file = desk.folder / "fields.json"
    file.write_text(json.dumps(given), "utf-8")
    made = desk("decision", "add", "Award", "--org", "CAL", "--fields", str(file)).id
    shown = desk("decision", "show", made, "--json").json
    assert shown["financial"]["amount"] == "3200000.00"
    assert shown["alternatives"] == []
    assert shown["member_conflicts"] is None
    assert shown["capacity"] == {"role": "Joint director", "org": "CAL", "employment_basis": None}
    assert shown["consulted"] == [{"who": "Cllr Stott", "date": "2026-11-20"}]
    assert "alternatives" not in shown["missing"]


def test_after_taking_a_change_needs_a_reason(desk: Desk) -> None:
    made = desk("decision", "add", "Award", "--org", "CAL", "--set", "decision_text=Aproved").id
    desk("decision", "advance", made, "taken")
    change = ("decision", "edit", made, "--set", "decision_text=Approved")
    refused = desk(*change)
    assert refused.status == 2
    assert "give a reason" in refused.err
    assert desk(*change, "--reason", "Typing error").status == 0
    versions = desk("decision", "show", made, "--json").json["versions"]
    assert [one["reason"] for one in versions] == [None, "Typing error"]
    (director,) = [
        person["id"] for person in desk("person", "list", "--json").json["items"]
        if any(seat["role"] == "director" for seat in person["seats"])
    ]  # fmt: skip
    said = {(one["at"], one["by"]) for one in versions}
    assert said == {("2026-11-30T08:00:00+00:00", director)}
    undone = desk("undo")
    assert undone.status == 1
    assert "cannot be undone" in undone.out


def test_superseding_and_revoking(desk: Desk) -> None:
    taken = sets(status="effective", date_taken="2026-10-01")
    old = desk("decision", "add", "Pilot", "--org", "CAL", *taken).id
    new = desk("decision", "add", "Pilot again", "--org", "CAL", *taken).id
    answer = desk("decision", "supersede", old, new, "--json")
    assert answer.json["status"] == "superseded"
    assert answer.json["superseded_by"] == new
    assert desk("decision", "show", new, "--json").json["supersedes"] == old
    assert desk("decision", "revoke", new).status == 2
    revoked = desk("decision", "revoke", new, "--reason", "Ended", "--on", "2026-11-09", "--json")
    assert (revoked.json["status"], revoked.json["ended_on"]) == ("revoked", "2026-11-09")


def test_superseding_by_a_decision_yet_to_be_taken(desk: Desk) -> None:
    taken = sets(status="effective", date_taken="2026-10-01", decision_text="Approved beds")
    old = desk("decision", "add", "Beds", "--org", "WEX", *taken).id
    answer = desk("decision", "supersede", old, *sets(decision_text="Approved more"), "--json")
    assert answer.json["status"] == "effective"
    new = desk("decision", "show", answer.json["superseded_by"], "--json").json
    assert (new["title"], new["status"], new["supersedes"]) == ("Beds", "draft", old)
    assert new["matter"] == answer.json["matter"]
    desk("decision", "advance", new["id"], "taken")
    assert desk("decision", "show", old, "--json").json["status"] == "superseded"


def test_a_joint_matter_is_split_in_one_action(desk: Desk) -> None:
    answer = desk("decision", "add", "Falls pilot", "--org", "CAL", "--org", "WEX", "--json")
    cal, wex = answer.json["ids"]
    (matter,) = items(desk, "matter", "list")
    assert matter["orgs"] == ["CAL", "WEX"]
    desk("decision", "advance", cal, "taken")
    shown = desk("matter", "show", "Falls pilot", "--json").json
    assert (shown["state"], shown["waits_for"]) == ("waiting", ["WEX"])
    desk("decision", "advance", wex, "taken")
    shown = desk("matter", "show", "Falls pilot", "--json").json
    assert (shown["state"], shown["date_effective"]) == ("dated", "2026-11-30")


def test_a_decision_recorded_from_a_meeting(desk: Desk) -> None:
    forum = ("forum", "add", *sets(name="Cabinet", org="CAL", kind="executive"))
    seats = "Tom Adeyemi | CAL | voting"
    assert desk(*forum, *sets(meetings="Cabinet*", seats=seats)).status == 0
    desk.connect(
        "CAL",
        desk.write("c.ics", event("c", "20261208T180000", "20261208T200000", "Cabinet meeting")),
    )
    (meeting,) = desk.agenda("2026-12-08", "2026-12-09")
    made = desk("decision", "add", "Award", "--meeting", meeting["id"]).id
    shown = desk("decision", "show", made, "--json").json
    assert shown["org"] == "CAL"
    assert shown["date_taken"] == "2026-12-08"
    assert shown["decided_at_meeting"] == meeting["id"]
    assert shown["governance_route"] == "exec_meeting"
    assert shown["decision_makers"][0]["role"] == "Member, Cabinet"


def test_the_list_is_filtered(desk: Desk) -> None:
    day = sets(status="effective", date_taken="2026-11-10", decision_text="Approved beds")
    desk("decision", "add", "Beds", "--org", "WEX", *day)
    desk("decision", "add", "Fees", "--org", "CAL")

    def titles(*more: str) -> list[str]:
        return [one["title"] for one in items(desk, "decision", "list", *more)]

    assert titles() == ["Beds", "Fees"]
    assert titles("--org", "CAL") == ["Fees"]
    assert titles("--status", "effective") == ["Beds"]
    assert titles("--matter", "Fees") == ["Fees"]
    assert titles("--from", "2026-11-10", "--to", "2026-11-11") == ["Beds"]
    assert titles("--from", "2026-11-11") == []
    assert titles("--search", "approved") == ["Beds"]


def test_what_is_kept_to_a_body_is_in_no_answer(desk: Desk) -> None:
    """Every command that reads, as the other body's PA."""
    hidden = desk(
        "decision", "add", SECRET, "--org", "CAL",
        *sets(visibility="own_org", decision_text=f"Approved: {SECRET}"),
    ).id  # fmt: skip
    joint = desk("decision", "add", "Joint", "--org", "CAL", "--org", "WEX", "--json").json["ids"]
    desk("decision", "edit", joint[0], *sets(visibility="own_org", reasons=SECRET))
    matter = desk("decision", "show", joint[0], "--json").json["matter"]
    commands = [
        ("decision", "list"),
        ("decision", "list", "--search", "Mill"),
        ("decision", "show", hidden),
        ("decision", "show", joint[0]),
        ("decision", "show", joint[1]),
        ("matter", "list"),
        ("matter", "show", matter),
        ("history", hidden),
        ("history", joint[0]),
        ("history", matter),
        ("search", "Mill Street"),
        ("conflicts",),
        ("task", "list"),
    ]
    for words in commands:
        for more in ((), ("--json",)):
            answer = desk(*words, *more, who="Bridget")
            said = answer.out + answer.err.replace(hidden, "")
            assert "redundancies" not in said, words
            assert hidden not in said or words[-1] == hidden, words
    assert [one["id"] for one in items(desk, "decision", "list", who="Bridget")] == [joint[1]]
    shown = desk("matter", "show", matter, "--json", who="Bridget").json
    assert shown["stubs"] == [
        {
            "id": joint[0], "matter": matter, "org": "CAL", "taken": False,
            "title": "Counterpart decision: held by CAL",
        }
    ]  # fmt: skip
    assert desk("decision", "show", hidden, who="Bridget").status == 2
    assert desk("history", hidden, who="Bridget").status == 2
    for who in ("", "Tom"):
        assert {one["id"] for one in items(desk, "decision", "list", who=who)} >= {hidden}


def test_search_and_history_know_records_by_their_names(desk: Desk) -> None:
    desk("decision", "add", "Reablement award", "--org", "CAL", "--set", "reasons=Best value")
    hits = items(desk, "search", "reablement")
    assert [one["type"] for one in hits] == ["matter", "decision"]
    assert hits[1]["ref"] == "CAL-2026-001"
    assert items(desk, "search", "best", "value")[0]["type"] == "decision"
    history = desk("history", "CAL-2026-001", "--json").json["changes"]
    assert [one["action"] for one in history] == ["Added a decision of CAL"]


def test_the_evidence_comes_out_by_the_command(desk: Desk) -> None:
    desk("decision", "add", "Award", "--org", "CAL")
    out = str(desk.folder / "evidence.zip")
    answer = desk("export", "evidence", "--out", out, "--json", who="Tom")
    assert answer.status == 0, answer.err
    assert len(answer.json["sha256"]) == 64
    for audience in ("public", "director", "org:WEX", "nonsense"):
        other = str(desk.folder / "other.zip")
        refused = desk("export", "evidence", "--out", other, "--audience", audience, who="Tom")
        assert refused.status == 2, audience


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[" * 100_000, "cannot be read"),
        ('{"financial":' * 100_000, "cannot be read"),
        ('{"title": "x"', "cannot be read"),
        ("null", "are not one JSON object"),
        ('{"wards\\r\\nand\\u001b[31m": 1}', "There is no field"),
    ],
)
def test_fields_that_cannot_be_read_are_told_in_one_line(
    desk: Desk, tmp_path: Path, text: str, said: str
) -> None:
    file = tmp_path / "fields.json"
    file.write_text(text, encoding="utf-8")
    answer = desk("decision", "add", "Award", "--org", "CAL", "--fields", str(file))
    assert (answer.status, answer.out) == (2, "")
    assert said in answer.err
    assert len(answer.err.splitlines()) == 1
    assert answer.err.strip().isprintable()


@pytest.mark.parametrize(
    ("words", "lines"),
    [
        (
            ("decision", "add"),
            [
                " Who and on what authority",
                "  capacity.org                 For: an organisation's code",
                "  is_key_decision              Key decision: yes or no",
            ],
        ),
        (
            ("decision", "advance"),
            ["  reasons                      Reasons for the decision: text"],
        ),
        (("matter", "edit"), ["  title             Title: text"]),
        (("task", "add"), ["  due_time      Due time: text (14:30)"]),
        (("poll", "add"), ["  kind    Kind: one of local, general"]),
        (("forum", "edit"), ["  limit     Limit: pounds such as 3200000, 3.2m or 420k"]),
    ],
)
def test_help_lists_the_fields_and_what_each_takes(
    desk: Desk, words: tuple[str, str], lines: list[str]
) -> None:
    answer = desk(*words, "--help")
    assert answer.status == 0
    assert "fields, and what each takes:" in answer.out
    assert set(lines) <= set(answer.out.splitlines())


def test_a_slip_in_a_name_is_told_the_near_one(desk: Desk) -> None:
    answer = desk("decision", "add", "Award", "--org", "CAL", "--set", "date_takn=2026-11-12")
    assert answer.status == 2
    assert "There is no field “date_takn”. Did you mean “date_taken”?" in answer.err


def test_a_decision_is_not_its_own_counterpart(desk: Desk) -> None:
    made = desk("decision", "add", "Award", "--org", "CAL").id
    answer = desk("decision", "edit", made, "--set", f"counterpart={made}")
    assert answer.status == 2
    assert "another body" in answer.err


@pytest.mark.parametrize(
    "words",
    [
        ["decision", "add"],
        ["decision", "add", "Award"],
        ["decision", "add", "--org", "CAL"],
        ["decision", "add", "Award", "--org", "XYZ"],
        ["decision", "add", "Award", "--org", "CAL", "--matter", "nothing"],
        ["decision", "add", "Award", "--org", "CAL", "--set", "nonsense=1"],
        ["decision", "add", "Award", "--org", "CAL", "--set", "date_taken=31 April"],
        ["decision", "add", "Award", "--org", "CAL", "--set", "taken_hash=1"],
        ["decision", "show", "nothing"],
        ["decision", "edit", "nothing", "--set", "title=x"],
        ["decision", "advance", "nothing", "taken"],
        ["decision", "list", "--status", "nonsense"],
        ["decision", "list", "--from", "2026-12-02", "--to", "2026-12-01"],
        ["matter", "add"],
        ["matter", "add", "Kept", "--set", "visibility=own_org"],
        ["matter", "show", "nothing"],
    ],
    ids=" ".join,
)
def test_wrong_use_is_one_sentence(desk: Desk, words: list[str]) -> None:
    answer = desk(*words)
    assert answer.status == 2
    assert answer.out == ""
    assert len(answer.err.splitlines()) == 1
    assert items(desk, "decision", "list") == []
