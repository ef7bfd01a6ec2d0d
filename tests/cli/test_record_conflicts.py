"""Conflicts of decisions and tasks: listed, settled and opened again like those of the diary."""

import json
from typing import Any

import pytest

from tests.cli.conftest import Desk, event

SECRET = "Tanner Row"


@pytest.fixture
def desk(cli: Desk) -> Desk:
    for name, code in (("Tom Adeyemi", "CAL"), ("Bridget Lyall", "WEX")):
        cli("seat", "add", cli("person", "add", name).id, "--org", code, "--role", "pa")
    return cli


def decide(desk: Desk, org: str, matter: str, title: str = "Award", **values: str) -> str:
    given = {"status": "effective", "date_taken": "2026-11-12", **values}
    words = [word for name, value in given.items() for word in ("--set", f"{name}={value}")]
    return desk("decision", "add", title, "--org", org, "--matter", matter, *words).id


@pytest.fixture
def divergent(desk: Desk) -> tuple[str, str]:
    matter = desk("matter", "add", "Reablement").id
    return (
        decide(desk, "CAL", matter, **{"financial.amount": "420k"}),
        decide(desk, "WEX", matter, **{"financial.amount": "500k"}),
    )


def only(desk: Desk, code: str, who: str = "") -> dict[str, Any]:
    (found,) = desk.conflicts("--code", code, who=who)
    return found


def test_two_decisions_that_differ(desk: Desk, divergent: tuple[str, str]) -> None:
    found = only(desk, "dec-01")
    assert found["items"] == list(divergent)
    assert "meetings" not in found
    assert (found["start"], found["end"], found["severity"]) == (None, None, "red")
    assert found["orgs"] == ["CAL", "WEX"]
    assert found["message"].startswith("CAL-2026-001 and WEX-2026-001 on “Reablement” differ in")
    assert found["state"] == "open"
    far = desk.conflicts("--code", "DEC-01", "--from", "2030-01-01", "--to", "2030-01-02")
    assert [one["id"] for one in far] == [found["id"]]


def test_it_is_assigned_settled_and_opened_again_and_a_change_opens_it(
    desk: Desk, divergent: tuple[str, str]
) -> None:
    found = str(only(desk, "DEC-01")["id"])
    assert desk("assign", found, "Tom", "--json").json["state"] == "assigned"
    settled = desk("resolve", found, "--how", "accepted", "--reason", "Agreed so", "--json")
    assert settled.json["state"] == "accepted"
    assert desk("reopen", found, "--json").json["state"] == "open"
    desk("resolve", found, "--how", "moved", "--reason", "WEX amends")
    assert only(desk, "DEC-01")["state"] == "resolved"
    changes = desk("history", found, "--json").json["changes"]
    assert {"Assigned DEC-01", "Settled DEC-01 as moved"} <= {one["action"] for one in changes}

    edited = desk(
        "decision", "edit", divergent[0], "--set", "financial.amount=430k", "--reason", "Corrected"
    )
    assert edited.status == 0, edited.err
    again = only(desk, "DEC-01")
    assert (again["id"], again["state"], again["was"]) == (found, "open", "resolved")


def test_the_checks_of_a_decision_name_it(desk: Desk, divergent: tuple[str, str]) -> None:
    listed = desk("decision", "list", "--json").json["items"]
    assert [one["checks"] for one in listed] == [["DEC-01", "DEC-09"]] * 2


def test_what_one_body_keeps_is_a_counterpart_that_is_there_or_not(desk: Desk) -> None:
    matter = desk(
        "matter", "add", "Crisis house", "--set", "required_orgs=CAL,WEX", "--set", "visibility=all"
    ).id
    decide(desk, "CAL", matter, "Grant")
    kept = decide(
        desk, "WEX", matter, f"Lease of {SECRET}", status="draft", date_taken="",
        visibility="own_org",
    )  # fmt: skip
    seen = [only(desk, "DEC-04", who) for who in ("", "Tom", "Bridget")]
    assert len({one["id"] for one in seen}) == 1
    everything = json.dumps([one for who in ("Tom",) for one in desk.conflicts(who=who)])
    assert SECRET not in everything
    assert kept not in everything

    found = str(seen[0]["id"])
    desk("resolve", found, "--how", "accepted", "--reason", "Comes in December", who="Tom")
    assert [only(desk, "DEC-04", who)["state"] for who in ("", "Bridget")] == ["accepted"] * 2


def test_the_reason_of_a_kept_record_is_read_in_its_own_body_only(desk: Desk) -> None:
    matter = desk("matter", "add", "Lease", "--set", "visibility=all").id
    for title in ("First", "Second"):
        decide(desk, "WEX", matter, title, visibility="own_org")
    found = str(only(desk, "DEC-02")["id"])
    assert desk.conflicts("--code", "DEC-02", who="Tom") == []
    desk("resolve", found, "--how", "accepted", "--reason", f"{SECRET} is bought", who="Bridget")
    told = [desk("history", found, "--json", who=who).out for who in ("Bridget", "", "Tom")]
    assert [SECRET in one for one in told] == [True, True, False]


def test_where_both_bodies_keep_a_record_the_director_alone_reads_the_reason(desk: Desk) -> None:
    matter = desk("matter", "add", "Lease").id
    for org in ("CAL", "WEX"):
        amount = {"financial.amount": "1" if org == "CAL" else "900"}
        decide(desk, org, matter, visibility="own_org", **amount)
    found = str(only(desk, "DEC-01")["id"])
    for who in ("Tom", "Bridget"):
        assert desk.conflicts("--code", "DEC-01", who=who) == []
    desk("resolve", found, "--how", "accepted", "--reason", f"{SECRET} is bought")
    told = [desk("history", found, "--json", who=who).out for who in ("", "Tom", "Bridget")]
    assert [SECRET in one for one in told] == [True, False, False]


def test_a_private_task_of_a_calendar_keeps_its_reason_too(desk: Desk) -> None:
    todo = "\r\n".join([
        "BEGIN:VTODO", "UID:t@wex", "DTSTAMP:20260101T000000Z", f"SUMMARY:{SECRET}",
        "DUE;VALUE=DATE:20261205", "CLASS:PRIVATE", "END:VTODO",
    ])  # fmt: skip
    desk.connect("WEX", desk.write("tasks.ics", todo))
    found = only(desk, "TSK-05")
    assert len(found["items"]) == 1
    assert "meetings" not in found
    assert desk.conflicts("--code", "TSK-05", who="Tom") == []
    desk("resolve", found["id"], "--how", "accepted", "--reason", f"{SECRET} can wait")
    told = [desk("history", found["id"], "--json", who=who).out for who in ("Bridget", "Tom")]
    assert [SECRET in one for one in told] == [True, False]


def test_a_day_with_too_many_deadlines_has_a_time_and_a_range_may_leave_it_out(desk: Desk) -> None:
    for number in range(4):
        title = ("task", "add", f"Paper {number}", "--org", "CAL")
        assert desk(*title, "--set", "kind=paper", "--set", "due=2026-12-18").status == 0
    found = only(desk, "TSK-02")
    assert found["start"] == "2026-12-18T00:00:00+00:00"
    assert len(found["items"]) == 4
    days = ("--from", "2026-12-19", "--to", "2026-12-20")
    assert desk.conflicts("--code", "TSK-02", *days) == []
    assert desk("resolve", found["id"], "--how", "accepted", "--reason", "Fine").status == 0


def test_quorum_is_told_with_the_meeting_and_in_the_agenda(desk: Desk) -> None:
    seats = json.dumps([{"person": "director", "org": "WEX", "role": "voting"}])
    director = desk("person", "add", "Imogen Farrant").id
    desk("seat", "add", director, "--org", "WEX", "--role", "director")
    added = desk(
        "forum", "add", "--set", "name=Board", "--set", "org=CAL,WEX", "--set", "kind=committee",
        "--set", "meetings=Board", "--set", "quorum=WEX | 1",
        "--set", "seats=" + seats.replace('"director"', '"Imogen Farrant"'),
    )  # fmt: skip
    assert added.status == 0, added.err
    desk.connect(
        "CAL", desk.write("c.ics", event("b", "20261201T100000", "20261201T110000", "Board"))
    )
    desk.connect(
        "WEX", desk.write("w.ics", event("c", "20261201T103000", "20261201T113000", "Call"))
    )
    found = only(desk, "DIA-09")
    assert len(found["meetings"]) == 1
    (board,) = [
        one for one in desk.agenda("2026-12-01", "2026-12-02") if one["title"] == "Board"
    ]  # fmt: skip
    assert found["id"] in board["conflicts"]
