"""Edits of a calendar's tasks."""

import pytest

from jointdesk.domain.errors import WrongUseError
from jointdesk.domain.items import Json
from jointdesk.domain.resources import ResourceText
from jointdesk.ical.editing import checked_fields
from jointdesk.ical.todos import read_todos
from tests.ical.edits import LONDON, NOW, change, named, resource, sent, shown
from tests.ical.written import at, event


def task(lines: str) -> ResourceText:
    return resource(event(lines, kind="VTODO"))


WEEKLY = (
    "DTSTART;TZID=Europe/London:20261102T090000\nDUE;TZID=Europe/London:20261104T170000\n"
    "RRULE:FREQ=WEEKLY;COUNT=8\nSUMMARY:Weekly return"
)


def test_a_task_shows_what_the_list_of_tasks_shows() -> None:
    text = task("SUMMARY:Report\nDUE:20261201T170000Z\nSTATUS:IN-PROCESS\nDESCRIPTION:a\\nb")
    assert shown(text) == {
        "title": "Report",
        "notes": "a\nb",
        "due": "2026-12-01",
        "due_time": "17:00",
        "start": None,
        "status": "in-process",
        "completed_on": None,
    }
    [todo] = read_todos(text, LONDON, NOW)
    assert todo.due is not None
    assert todo.due.isoformat() == shown(text)["due"]


@pytest.mark.parametrize(
    ("given", "due", "time", "expected"),
    [
        ("", "2026-12-03", "", ["DUE;VALUE=DATE:20261203"]),
        ("", "2026-12-03", "16:30", ["DUE;TZID=Europe/London:20261203T163000"]),
        ("DUE:20261201T170000Z", "2026-07-03", "16:30", ["DUE:20260703T153000Z"]),
        ("DUE;VALUE=DATE:20261201", "2026-12-03", "", ["DUE;VALUE=DATE:20261203"]),
        (
            "DUE;VALUE=DATE:20261201",
            "2026-12-01",
            "09:00",
            ["DUE;TZID=Europe/London:20261201T090000"],
        ),
        ("DUE:20261201T170000Z", "2026-12-01", "", ["DUE;VALUE=DATE:20261201"]),
        ("DUE:20261201T170000Z", None, "", []),
        (
            "DTSTART:20261201T090000Z\nDURATION:PT8H",
            "2026-12-02",
            "17:00",
            ["DTSTART:20261201T090000Z", "DUE:20261202T170000Z"],
        ),
        (
            "DTSTART:20261201T090000Z\nDUE:20261201T170000Z",
            "2026-12-02",
            "",
            ["DTSTART;VALUE=DATE:20261201", "DUE;VALUE=DATE:20261202"],
        ),
        (
            "DTSTART;VALUE=DATE:20261201\nDUE;VALUE=DATE:20261202",
            "2026-12-02",
            "08:00",
            [
                "DTSTART;TZID=Europe/London:20261201T000000",
                "DUE;TZID=Europe/London:20261202T080000",
            ],
        ),
    ],
)
def test_due_is_a_day_or_a_time(
    given: str, due: str | None, time: str, expected: list[str]
) -> None:
    changed = change(task(f"SUMMARY:Report\n{given}"), due=due, due_time=time)
    assert named(changed, "DTSTART", "DUE", "DURATION") == expected
    assert shown(changed)["due"] == due
    assert shown(changed)["due_time"] == time
    assert shown(sent(changed)) == shown(changed)


@pytest.mark.parametrize(
    ("given", "start", "expected"),
    [
        ("", "2026-12-03", ["DTSTART;VALUE=DATE:20261203"]),
        ("DUE:20261205T100000Z", "2026-12-03", ["DTSTART;TZID=Europe/London:20261203T000000"]),
        ("DTSTART:20261201T090000Z", "2026-12-03", ["DTSTART:20261203T090000Z"]),
        ("DTSTART;VALUE=DATE:20261201", "2026-12-03", ["DTSTART;VALUE=DATE:20261203"]),
        ("DTSTART;VALUE=DATE:20261201", None, []),
    ],
)
def test_a_start_is_a_day_and_keeps_its_time(
    given: str, start: str | None, expected: list[str]
) -> None:
    changed = change(task(f"SUMMARY:Report\n{given}"), start=start)
    assert named(changed, "DTSTART") == expected
    assert shown(changed)["start"] == start


def test_a_done_task_says_when_and_all_of_it() -> None:
    done = change(task("SUMMARY:Report\nPERCENT-COMPLETE:40"), status="completed")
    assert named(done, "STATUS", "PERCENT-COMPLETE", "COMPLETED") == [
        "PERCENT-COMPLETE:100",
        "STATUS:COMPLETED",
        "COMPLETED:20261122T120000Z",
    ]
    assert shown(done)["completed_on"] == "2026-11-22"
    earlier = change(done, completed_on="2026-07-01")
    assert named(earlier, "COMPLETED") == ["COMPLETED:20260701T110000Z"]
    assert shown(earlier)["completed_on"] == "2026-07-01"
    assert not named(change(earlier, completed_on=None), "COMPLETED")
    again = change(earlier, status="in-process")
    assert named(again, "STATUS", "PERCENT-COMPLETE", "COMPLETED") == ["STATUS:IN-PROCESS"]
    assert shown(again)["completed_on"] is None


def test_a_task_done_on_a_day_keeps_the_day() -> None:
    done = change(task("SUMMARY:x"), status="completed", completed_on="2026-11-20")
    assert shown(done)["completed_on"] == "2026-11-20"
    assert shown(done)["status"] == "completed"


def test_begun_work_keeps_its_share() -> None:
    begun = change(
        task("SUMMARY:x\nPERCENT-COMPLETE:40"), status="in-process", title="y", notes="z"
    )
    assert named(begun, "PERCENT-COMPLETE", "SUMMARY", "DESCRIPTION") == [
        *("SUMMARY:y", "PERCENT-COMPLETE:40", "DESCRIPTION:z")
    ]
    assert not named(change(begun, status="needs-action"), "PERCENT-COMPLETE")


def test_one_of_a_repeating_task_is_done_alone() -> None:
    text = task(WEEKLY)
    assert shown(text, "2026-11-23")["due"] == "2026-11-25"
    done = change(text, "2026-11-16", status="completed")
    assert named(done, "RECURRENCE-ID", "DTSTART", "DUE")[-3:] == [
        "DTSTART;TZID=Europe/London:20261116T090000",
        "DUE;TZID=Europe/London:20261118T170000",
        "RECURRENCE-ID;TZID=Europe/London:20261116T090000",
    ]
    assert shown(done, "2026-11-16")["status"] == "completed"
    assert shown(done, "2026-11-23")["status"] == "needs-action"
    past, coming = read_todos(done, LONDON, at("2026-11-17 12:00"))
    assert (past.status, coming.status) == ("completed", "needs-action")


def test_one_of_a_repeating_task_is_due_on_another_day() -> None:
    text = task(
        WEEKLY.replace("20261104T170000", "20261104").replace("DUE;TZID=Europe/London", "DUE")
    )
    assert shown(text, "2026-11-16")["due_time"] == ""
    changed = change(text, "2026-11-16", due="2026-11-20", start="2026-11-17")
    assert shown(changed, "2026-11-16") == {
        **shown(text, "2026-11-16"),
        "due": "2026-11-20",
        "start": "2026-11-17",
    }
    assert shown(changed, "2026-11-23") == shown(text, "2026-11-23")


def test_a_repeating_task_moves_with_its_overrides() -> None:
    text = change(task(WEEKLY), "2026-11-16", status="completed")
    moved = change(text, start="2026-11-03")
    assert shown(moved)["start"] == "2026-11-03"
    assert shown(moved, "2026-11-17")["status"] == "completed"
    assert named(moved, "RECURRENCE-ID") == ["RECURRENCE-ID;TZID=Europe/London:20261117T090000"]
    assert change(text, start=None) is text


def test_a_due_day_of_the_series_leaves_the_others_alone() -> None:
    text = change(task(WEEKLY), "2026-11-16", title="Mine")
    changed = change(text, due="2026-11-05", title="All")
    assert shown(changed)["due"] == "2026-11-05"
    assert shown(changed, "2026-11-16")["due"] == "2026-11-18"
    assert shown(changed, "2026-11-16")["title"] == "Mine"
    assert shown(changed, "2026-11-23")["title"] == "All"


def test_a_task_goes() -> None:
    assert change(task(WEEKLY), deleted=True).text == b""
    assert shown(change(task(WEEKLY), "2026-11-16", deleted=True), "2026-11-16") == {}


@pytest.mark.parametrize(
    "fields",
    [{"due": "2026-12-01T10:00"}, {"due_time": "noon"}, {"status": "confirmed"}, {"place": "x"}],
)
def test_what_no_task_has_is_told(fields: dict[str, Json]) -> None:
    with pytest.raises(WrongUseError):
        checked_fields(fields, "VTODO", LONDON)


def test_values_of_a_task_are_put_in_order() -> None:
    given: dict[str, Json] = {
        "due": "2026-12-01",
        "due_time": "9:00:00",
        "start": None,
        "title": "a\nb",
    }
    with pytest.raises(WrongUseError, match="Due time"):
        checked_fields(given, "VTODO", LONDON)
    assert checked_fields(given | {"due_time": "09:00:00"}, "VTODO", LONDON) == {
        "due": "2026-12-01",
        "due_time": "09:00",
        "start": None,
        "title": "a b",
    }
