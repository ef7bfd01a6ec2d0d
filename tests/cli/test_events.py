"""Events made here, and time kept for tasks."""

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
