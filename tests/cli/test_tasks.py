"""Tasks on the command line: ours and those of both bodies' calendars."""

from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Desk


@pytest.fixture
def two(cli: Desk, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """The desk of two organisations, with a PA in each, on 30 November 2026."""
    monkeypatch.setenv("JOINTDESK_NOW", "2026-11-30T09:00:00Z")
    for name, org in (("Tom Adeyemi", "CAL"), ("Bridget Lyall", "WEX")):
        cli("person", "add", name)
        cli("seat", "add", name, "--org", org, "--role", "pa")
    return cli


def listed(cli: Desk, *more: str, who: str = "") -> list[dict[str, Any]]:
    answer = cli("task", "list", "--json", *more, who=who)
    assert answer.status == 0, answer.err
    found: list[dict[str, Any]] = answer.json["items"]
    return found


def titles(cli: Desk, *more: str, who: str = "") -> list[str]:
    return [task["title"] for task in listed(cli, *more, who=who)]


def todo(uid: str, *lines: str) -> str:
    return "\r\n".join(["BEGIN:VTODO", f"UID:{uid}", *lines, "END:VTODO"])


def test_a_task_is_added_shown_and_done(two: Desk) -> None:
    made = two("task", "add", "Send the return", "--org", "CAL", "--set", "due=2026-12-04",
               "--set", "owner=Tom Adeyemi", "--set", "priority=CAL|high").id  # fmt: skip
    shown = two("task", "show", made, "--json").json
    assert (shown["org"], shown["due"], shown["status"]) == (["CAL"], "2026-12-04", "needs-action")
    assert shown["priority"] == [{"org": "CAL", "level": "high"}]
    assert two("task", "done", made, "--json").json["completed_on"] == "2026-11-30"
    assert titles(two) == []
    assert titles(two, "--status", "done") == ["Send the return"]
    assert two("undo").status == 0
    assert titles(two) == ["Send the return"]


def test_a_joint_task_is_of_both_employers(two: Desk) -> None:
    two("org", "add", "ESK", "Eskmoor", "--kind", "icb")
    for code in ("CAL", "WEX"):
        two("org", "set", code, "share=50")
    two("task", "add", "Ours", "--org", "joint")
    two("task", "add", "Ours too", "--set", "org=joint")
    assert [task["org"] for task in listed(two)] == [["CAL", "WEX"], ["CAL", "WEX"]]


def test_tasks_are_listed_by_day_organisation_and_owner(two: Desk) -> None:
    two("task", "add", "Later", "--org", "WEX", "--set", "due=2026-12-10", "--set", "owner=Tom")
    two("task", "add", "Late", "--org", "CAL", "--set", "due=2026-11-20")
    two("task", "add", "Some day", "--org", "CAL", "--set", "owner=Bridget")
    assert titles(two) == ["Late", "Later", "Some day"]
    assert titles(two, "--by", "org") == ["Late", "Some day", "Later"]
    assert titles(two, "--by", "owner") == ["Some day", "Later", "Late"]
    assert titles(two, "--org", "WEX") == ["Later"]
    assert titles(two, "--overdue") == ["Late"]
    assert titles(two, "--owner", "Bridget Lyall") == ["Some day"]
    assert titles(two, "--mine", who="Tom Adeyemi") == ["Later"]


def test_tasks_are_deferred_assigned_reopened_and_removed(two: Desk) -> None:
    one = two("task", "add", "One", "--org", "CAL", "--set", "due=2026-11-20").id
    other = two("task", "add", "Two", "--org", "CAL").id
    two("task", "defer", one, other, "--to", "2026-12-11")
    assert [task["due"] for task in listed(two)] == ["2026-12-11", "2026-12-11"]
    assert two("task", "show", one, "--json").json["first_due"] == "2026-11-20"
    two("task", "assign", one, other, "--owner", "Tom Adeyemi")
    assert all(task["owner"] for task in listed(two))
    two("task", "done", one)
    two("task", "reopen", one)
    assert len(listed(two)) == 2
    assert "Removed" in two("task", "remove", one, other).out
    assert listed(two) == []
    assert two("undo").status == 0
    assert len(listed(two)) == 2


def test_a_repeating_task_makes_its_next_when_it_is_done(two: Desk) -> None:
    made = two("task", "add", "Weekly", "--org", "CAL", "--set", "due=2026-11-09", "--set",
               "repeat=FREQ=WEEKLY").id  # fmt: skip
    two("task", "done", made)
    (again,) = listed(two)
    assert (again["due"], again["repeat"]) == ("2026-11-30", "FREQ=WEEKLY")
    assert two("undo").status == 0
    assert [task["due"] for task in listed(two)] == ["2026-11-09"]
    last = two("task", "add", "Once", "--org", "CAL", "--set", "due=2026-12-01", "--set",
               "repeat=FREQ=DAILY;COUNT=1").id  # fmt: skip
    two("task", "done", last)
    assert titles(two) == ["Weekly"]


def test_a_repeating_task_comes_as_often_as_its_count_says(two: Desk) -> None:
    two("task", "add", "Return", "--org", "CAL", "--set", "due=2026-11-30", "--set",
        "repeat=FREQ=WEEKLY;COUNT=3")  # fmt: skip
    came = []
    while open_ := listed(two):
        came.append((open_[0]["due"], open_[0]["repeat"]))
        two("task", "done", open_[0]["id"])
    assert came == [
        ("2026-11-30", "FREQ=WEEKLY;COUNT=3"),
        ("2026-12-07", "FREQ=WEEKLY;COUNT=2"),
        ("2026-12-14", "FREQ=WEEKLY;COUNT=1"),
    ]


def test_putting_one_off_moves_none_of_the_others(two: Desk) -> None:
    made = two("task", "add", "Return", "--org", "CAL", "--set", "due=2026-11-30", "--set",
               "repeat=FREQ=WEEKLY").id  # fmt: skip
    two("task", "defer", made, "--to", "2026-12-03")
    two("task", "done", made)
    (again,) = listed(two)
    assert (again["due"], again["first_due"]) == ("2026-12-07", None)


def test_tasks_wait_for_tasks_and_are_parts_of_tasks(two: Desk) -> None:
    one = two("task", "add", "One", "--org", "CAL").id
    two("task", "add", "Two", "--org", "CAL", "--set", "blocked_by=One", "--set", f"parent={one}")
    (_, second) = listed(two)
    assert (second["blocked_by"], second["parent"]) == ([one], one)
    assert "part of itself" in two("task", "edit", one, "--set", "parent=Two").err
    assert "wait for itself" in two("task", "edit", one, "--set", "blocked_by=One").err
    assert two("task", "edit", one, "--set", "blocked_by=Two").status == 0


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["task", "add", "--org", "CAL"], "A task needs a title."),
        (["task", "add", "X"], "Say whose task it is"),
        (["task", "add", "X", "--org", "NO"], "There is no organisation NO"),
        (["task", "add", "X", "--org", "CAL", "--set", "repeat=weekly"], "no rule of repetition"),
        (["task", "add", "X", "--set", "org=CAL,WEX", "--set", "visibility=own_org"],
         "cannot be a joint one"),
        (["task", "add", "X", "--org", "CAL", "--set", "meeting=m1"], "There is no meeting m1."),
        (["task", "add", "X", "--org", "CAL", "--set", "feeds=m1-20261201"], "no meeting m1-2026"),
        (["task", "add", "X", "--org", "CAL", "--set", "due_time=99:99"], "“99:99” is no time"),
        (["task", "show", "nowhere"], "There is no task nowhere."),
        (["task", "done", "nowhere"], "There is no task nowhere."),
        (["task", "defer", "x", "--to", "soon"], "soon"),
    ],
)  # fmt: skip
def test_wrong_use_is_told_in_a_sentence(two: Desk, words: list[str], sentence: str) -> None:
    answer = two(*words)
    assert answer.status == 2
    assert sentence in answer.err


def test_a_task_needs_its_title_for_ever(two: Desk) -> None:
    made = two("task", "add", "X", "--org", "CAL").id
    assert "needs a title" in two("task", "edit", made, "--set", "title=").err


def test_a_task_kept_to_one_body_is_not_shown_to_the_other(two: Desk) -> None:
    made = two("task", "add", "Hush", "--org", "CAL", "--set", "visibility=own_org").id
    assert titles(two, who="Tom Adeyemi") == ["Hush"]
    assert titles(two, who="Bridget Lyall") == []
    assert two("task", "show", made, who="Bridget Lyall").status == 2


def calendar(cli: Desk, tmp_path: Path, *todos: str) -> str:
    return cli.connect("WEX", cli.write("tasks.ics", *todos))


def test_a_calendar_s_tasks_are_in_the_same_list(two: Desk, tmp_path: Path) -> None:
    two("person", "add", "Priya", "--email", "priya@wex.example")
    source = calendar(
        two, tmp_path,
        todo("a@x", "SUMMARY:Return", "DUE;VALUE=DATE:20261204", "PRIORITY:1",
             "ATTENDEE:mailto:priya@wex.example"),
        todo("b@x", "SUMMARY:Part of it", "RELATED-TO:a@x"),
    )  # fmt: skip
    whole, part = listed(two)
    assert (whole["title"], whole["org"], whole["source"]) == ("Return", ["WEX"], source)
    assert whole["priority"] == [{"org": "WEX", "level": "high"}]
    assert len(whole["owner"]) == 1
    assert part["parent"] == whole["id"]


def test_what_is_said_of_a_calendar_s_task_is_laid_over_it(two: Desk, tmp_path: Path) -> None:
    calendar(two, tmp_path, todo("a@x", "SUMMARY:Return", "DUE;VALUE=DATE:20261204"))
    (task,) = listed(two)
    two("task", "assign", task["id"], "--owner", "Tom Adeyemi")
    two("task", "done", task["id"])
    (done,) = listed(two, "--status", "done")
    assert done["pending"] == ["completed_on", "status"]
    assert done["owner"]
    assert two("undo").status == 0
    assert listed(two)[0]["pending"] == []
    assert "can only be removed there" in two("task", "remove", task["id"]).err


def test_a_pending_value_ends_when_the_calendar_shows_another(two: Desk, tmp_path: Path) -> None:
    source = calendar(two, tmp_path, todo("a@x", "SUMMARY:Return", "DUE;VALUE=DATE:20261204"))
    (task,) = listed(two)
    two("task", "defer", task["id"], "--to", "2026-12-08")
    assert listed(two)[0]["due"] == "2026-12-08"
    two("task", "defer", task["id"], "--to", "2026-12-09")
    (later,) = listed(two)
    assert (later["due"], later["pending"], later["first_due"]) == (
        "2026-12-09", ["due"], "2026-12-04",
    )  # fmt: skip
    two.write("tasks.ics", todo("a@x", "SUMMARY:Return", "DUE;VALUE=DATE:20261209"))
    two("sync", source)
    assert (listed(two)[0]["due"], listed(two)[0]["pending"]) == ("2026-12-09", [])
    two.write("tasks.ics", todo("a@x", "SUMMARY:Return", "DUE;VALUE=DATE:20261211"))
    two("sync", source)
    assert listed(two)[0]["due"] == "2026-12-11"


def test_a_private_task_of_a_calendar_is_its_body_s_own(two: Desk, tmp_path: Path) -> None:
    calendar(two, tmp_path, todo("a@x", "SUMMARY:Hush", "CLASS:PRIVATE"))
    assert titles(two, who="Bridget Lyall") == ["Hush"]
    assert titles(two, who="Tom Adeyemi") == []


def test_a_repeating_task_of_a_calendar_has_a_key_for_each_day(two: Desk, tmp_path: Path) -> None:
    calendar(two, tmp_path, todo("a@x", "SUMMARY:Weekly", "DTSTART;VALUE=DATE:20261102",
                                 "DUE;VALUE=DATE:20261103", "RRULE:FREQ=WEEKLY"))  # fmt: skip
    now, then = listed(two)
    assert (now["due"], then["due"]) == ("2026-12-01", "2026-12-08")
    two("task", "done", now["id"])
    assert [task["id"] for task in listed(two)] == [then["id"]]


def test_a_task_of_a_decision_is_its_body_s(two: Desk) -> None:
    two("matter", "add", "Fees")
    two("decision", "add", "--org", "WEX", "--matter", "Fees", "--set", "title=Our fees",
        "--set", "ref=WEX-2026-001")  # fmt: skip
    two("task", "add", "Tell them", "--set", "decision=WEX-2026-001")
    two("task", "add", "Tell others", "--set", "matter=Fees")
    two("task", "add", "Something else", "--org", "CAL")
    assert [task["org"] for task in listed(two)] == [["WEX"], ["WEX"], ["CAL"]]
    assert titles(two, "--matter", "Fees") == ["Tell them", "Tell others"]
