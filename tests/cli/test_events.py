"""Events made here, and time kept for tasks."""

from collections.abc import Callable
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


def add(cli: Desk, title: str, start: str, *more: str, org: str = "CAL") -> str:
    return cli("event", "add", title, "--org", org, "--set", f"start={start}", *more).id


def test_an_event_stands_in_the_diary_like_any_other(two: Desk) -> None:
    add(two, "Budget talk", "2026-12-01T14:00", "--set", "end=2026-12-01T15:30", "--set",
        "place=Town Hall")  # fmt: skip
    (meeting,) = two.agenda("2026-12-01", "2026-12-02")
    assert (meeting["title"], meeting["orgs"], meeting["place"]) == (
        "Budget talk", ["CAL"], "Town Hall",
    )  # fmt: skip
    assert meeting["start"] == "2026-12-01T14:00:00+00:00"
    assert meeting["end"] == "2026-12-01T15:30:00+00:00"
    assert (meeting["status"], meeting["busy"]) == ("confirmed", True)
    assert meeting["copies"][0]["source"].startswith("local:")


def test_without_an_end_it_lasts_an_hour_and_all_day_a_day(two: Desk) -> None:
    one = add(two, "Talk", "2026-12-01 14:00")
    other = add(two, "Away", "2026-12-02")
    assert two("event", "show", one, "--json").json["end"] == "2026-12-01T15:00"
    assert two("event", "show", other, "--json").json["end"] == "2026-12-03"
    assert [each["id"] for each in two("event", "list", "--json").json["items"]] == [one, other]
    (_, away) = two.agenda("2026-12-01", "2026-12-03")
    assert (away["all_day"], away["start"], away["end"]) == (True, "2026-12-02", "2026-12-03")


def test_a_time_with_an_offset_is_put_on_the_desk_s_clock(two: Desk) -> None:
    made = add(two, "Talk", "2026-07-01T12:00:00Z")
    assert two("event", "show", made, "--json").json["start"] == "2026-07-01T13:00"


def test_it_is_moved_with_its_length_changed_and_removed(two: Desk) -> None:
    made = add(two, "Talk", "2026-12-01T14:00", "--set", "end=2026-12-01T14:30")
    two("event", "edit", made, "--set", "start=2026-12-02T09:00")
    assert two("event", "show", made, "--json").json["end"] == "2026-12-02T09:30"
    two("event", "edit", made, "--set", "start=2026-12-03")
    assert two("event", "show", made, "--json").json["end"] == "2026-12-04"
    two("event", "edit", made, "--set", "start=2026-12-07")
    assert two("event", "show", made, "--json").json["end"] == "2026-12-08"
    (meeting,) = two.agenda("2026-12-07", "2026-12-08")
    two("event", "edit", meeting["id"], "--set", "title=Other talk")
    assert "title: Other talk" in two("event", "show", made).out
    two("event", "remove", made)
    assert two.agenda("2026-12-07", "2026-12-08") == []
    two("undo")
    assert len(two.agenda("2026-12-07", "2026-12-08")) == 1


def test_it_clashes_like_any_other_until_it_is_cancelled(two: Desk) -> None:
    one = add(two, "Talk", "2026-12-01T14:00")
    add(two, "Hold this", "2026-12-01T14:30", "--set", "status=hold", org="WEX")
    (conflict,) = two.conflicts("--code", "DIA-03")
    assert sorted(conflict["orgs"]) == ["CAL", "WEX"]
    assert [each["status"] for each in two.agenda("2026-12-01", "2026-12-02")] == [
        "confirmed", "hold",
    ]  # fmt: skip
    two("event", "edit", one, "--set", "status=cancelled")
    assert two.conflicts("--code", "DIA-03") == []


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["event", "add", "X"], "Say whose event it is"),
        (["event", "add", "--org", "CAL"], "An event needs a title."),
        (["event", "add", "X", "--org", "CAL"], "Say when it starts"),
        (["event", "add", "X", "--org", "CAL", "--set", "start=soon"], "is not a time such as"),
        (["event", "add", "X", "--org", "CAL", "--set", "start=2026-12-01T14:00", "--set",
          "end=2026-12-01T13:00"], "It would end before it starts."),
        (["event", "add", "X", "--org", "CAL", "--set", "start=2026-12-01T14:00", "--set",
          "end=2026-12-02"], "both times, or both days"),
        (["event", "show", "nowhere"], "There is no event nowhere."),
    ],
)  # fmt: skip
def test_wrong_use_is_told_in_a_sentence(two: Desk, words: list[str], sentence: str) -> None:
    answer = two(*words)
    assert answer.status == 2
    assert sentence in answer.err


def test_one_kept_to_a_body_is_busy_to_the_other(two: Desk) -> None:
    made = add(two, "Hush", "2026-12-01T14:00", "--set", "visibility=own_org")
    (seen,) = two.agenda("2026-12-01", "2026-12-02", who="Bridget Lyall")
    assert seen["title"] == "Busy (CAL)"
    assert two("event", "show", made, who="Bridget Lyall").status == 2
    assert two("event", "list", "--json", who="Bridget Lyall").json["items"] == []
    assert two.agenda("2026-12-01", "2026-12-02", who="Tom Adeyemi")[0]["title"] == "Hush"


def test_time_is_kept_for_a_task(two: Desk) -> None:
    task = two("task", "add", "Write the report", "--org", "WEX").id
    made = two("task", "block", task, "--at", "2026-12-01T10:00", "--minutes", "90").id
    shown = two("event", "show", made, "--json").json
    assert (shown["title"], shown["org"], shown["task"], shown["end"]) == (
        "Write the report", "WEX", task, "2026-12-01T11:30",
    )  # fmt: skip
    assert two("undo").status == 0
    assert two.agenda("2026-12-01", "2026-12-02") == []


@pytest.mark.parametrize(
    ("more", "sentence"),
    [(["--minutes", "0"], "at least a minute"), (["--minutes", "x"], "not a whole number")],
)
def test_time_kept_has_a_length(two: Desk, more: list[str], sentence: str) -> None:
    task = two("task", "add", "Write", "--org", "WEX").id
    assert sentence in two("task", "block", task, "--at", "2026-12-01T10:00", *more).err
    assert "no task" in two("task", "block", "nowhere", "--at", "2026-12-01T10:00").err


@pytest.fixture
def joint(two: Desk, make_event: Callable[..., str]) -> Desk:
    """The same desk with a calendar of each body: a weekly call, and a meeting in both."""
    board = make_event("board", "20261203T100000", "20261203T110000", "Joint board")
    weekly = make_event(
        "w", "20261102T090000", "20261102T093000", "Weekly call", "RRULE:FREQ=WEEKLY"
    )
    two.connect("CAL", two.write("cal.ics", board, weekly))
    two.connect("WEX", two.write("wex.ics", board))
    return two


def found(cli: Desk, title: str) -> list[dict[str, Any]]:
    return [one for one in cli.agenda("2026-11-30", "2026-12-14") if one["title"] == title]


def test_a_calendar_s_meeting_is_edited_and_waits(joint: Desk) -> None:
    (board,) = found(joint, "Joint board")
    answer = joint("event", "edit", board["id"], "--set", "start=2026-12-03T15:00", "--json").json
    assert (answer["id"], answer["start"], answer["end"]) == (
        board["id"], "2026-12-03T15:00", "2026-12-03T16:00",
    )  # fmt: skip
    assert len(answer["notes"]) == 2
    assert "on the worklist" in answer["notes"][0]
    (moved,) = found(joint, "Joint board")
    assert moved["tags"] == ["pending"]
    assert {copy["start"] for copy in moved["copies"]} == {"2026-12-03T15:00:00+00:00"}
    assert joint("undo").status == 0
    assert found(joint, "Joint board") == [board]


def test_scopes_reach_one_those_that_follow_or_all(joint: Desk) -> None:
    first, second = found(joint, "Weekly call")
    joint("event", "edit", second["id"], "--set", "place=Room 2")
    assert [one["place"] for one in found(joint, "Weekly call")] == ["", "Room 2"]
    joint("event", "cancel", first["id"], "--scope", "all")
    assert [one["status"] for one in found(joint, "Weekly call")] == ["cancelled"] * 2
    joint("undo", "2")
    answer = joint("event", "remove", second["id"], "--scope", "following", "--json").json
    assert answer["id"] == second["id"]
    assert [one["id"] for one in found(joint, "Weekly call")] == [first["id"]]


def test_what_is_removed_is_in_the_bin_and_comes_back(joint: Desk) -> None:
    first = found(joint, "Weekly call")[0]
    assert "brings it back" in joint("event", "remove", first["id"]).out
    (entry,) = joint("event", "bin", "--json").json["items"]
    assert (entry["id"], entry["title"], entry["pending"]) == (first["id"], "Weekly call", True)
    assert first["id"] in joint("event", "bin").out
    assert joint("event", "restore", first["id"]).status == 0
    assert found(joint, "Weekly call")[0] == first
    assert "nothing in the bin" in joint("event", "restore", first["id"]).err


def test_a_duplicate_is_an_event_of_its_own(joint: Desk) -> None:
    first = found(joint, "Weekly call")[0]
    made = joint("event", "duplicate", first["id"], "--set", "start=2026-12-02T09:00").id
    assert joint("event", "show", made, "--json").json["end"] == "2026-12-02T09:30"
    assert [one["id"] for one in joint("event", "list", "--json").json["items"]] == [made]


def test_one_copy_is_chosen_by_its_calendar(joint: Desk) -> None:
    (board,) = found(joint, "Joint board")
    source = board["copies"][1]["source"]
    joint("event", "edit", board["id"], "--copy", source, "--set", "place=Room 5")
    (after,) = found(joint, "Joint board")
    assert [one["place"] for one in after["copies"]] == ["", "Room 5"]
    shown = joint("event", "show", board["id"], "--copy", source, "--json").json
    assert (shown["place"], shown["collection"]) == ("Room 5", source)


def test_a_copy_moves_to_another_calendar_of_its_body(joint: Desk) -> None:
    (board,) = found(joint, "Joint board")
    source = board["copies"][1]["source"]
    moving = ("event", "edit", board["id"], "--copy", source)
    answer = joint(*moving, "--set", "collection=local", "--json")
    assert answer.status == 0
    assert "on the worklist" in answer.json["notes"][0]
    (after,) = found(joint, "Joint board")
    here, moved = (one["source"] for one in after["copies"])
    assert (here, moved[:6]) == (board["copies"][0]["source"], "local:")
    assert joint("undo").status == 0
    assert found(joint, "Joint board") == [board]
    assert (
        "another organisation's"
        in joint(*moving, "--set", f"collection={board['copies'][0]['source']}").err
    )


def test_the_history_of_a_meeting_has_what_was_changed_of_it(joint: Desk) -> None:
    (board,) = found(joint, "Joint board")
    joint("event", "edit", board["id"], "--set", "title=Other board")
    assert "Changed “Joint board”" in joint("history", board["id"]).out


def test_a_new_event_may_wait_for_somebody(joint: Desk) -> None:
    (board,) = found(joint, "Joint board")
    source = board["copies"][0]["source"]
    answer = joint(
        "event", "add", "New", "--org", "CAL", "--set", "start=2026-12-02T10:00", "--set",
        f"collection={source}", "--json",
    )  # fmt: skip
    assert set(answer.json) == {"version", "id"}
    assert "on the worklist" in answer.err
    assert found(joint, "New")[0]["tags"] == ["pending"]
