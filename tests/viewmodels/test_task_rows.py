"""Tasks as rows: what is said of each, and under which heading it stands."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jointdesk.domain.organisations import Organisation, OrganisationKind
from jointdesk.domain.people import Person
from jointdesk.domain.records import Records
from jointdesk.domain.tasks import Priority, Task
from jointdesk.viewmodels.task_rows import (
    Grouping,
    Listing,
    TaskDesk,
    done_group,
    due_group,
    make_desk,
)

TODAY = date(2026, 12, 14)
"""A Monday."""
ORGS = (
    Organisation("c", "CAL", "Calderbourne Council", OrganisationKind.COUNCIL, 50, position=0),
    Organisation("w", "WEX", "NHS Wexmere ICB", OrganisationKind.ICB, 50, position=1),
)
PEOPLE = (Person("imogen", "Imogen Farrant"), Person("bridget", "Bridget Lyall"))
RETURN = Task("r", 1, "Send the return", orgs=("w",), owners=("bridget",), due=date(2026, 12, 4))


def desk(*tasks: Task, person: str = "imogen") -> TaskDesk:
    records = Records(tasks=tasks)
    return make_desk(records, (), ORGS, PEOPLE, person, TODAY, ZoneInfo("Europe/London"))


def only(task: Task, *others: Task) -> Any:
    return desk(task, *others).rows[0]


def names(found: TaskDesk, listing: Listing) -> list[tuple[str, list[str]]]:
    return [
        (section.name, [row.title for row in section.rows]) for section in found.sections(listing)
    ]


def test_a_row_says_when_whose_and_how_late() -> None:
    row = only(RETURN)
    assert (row.due, row.late, row.owner, row.codes) == (
        "Fri 4 Dec", "10 days late", "Bridget Lyall", ("WEX",)
    )  # fmt: skip
    assert row.spoken == (
        "Send the return, Wexmere, due Friday 4 December, 10 days late, Bridget Lyall"
    )


def test_a_done_task_is_never_late() -> None:
    assert not only(replace(RETURN, status="completed")).is_late


def test_priorities_are_told_for_each_body() -> None:
    both = replace(RETURN, priority=(Priority("c", "high"), Priority("w", "low")))
    assert only(both).details == ("High for CAL, low for WEX",)
    same = replace(RETURN, priority=(Priority("c", "high"), Priority("w", "high")))
    assert only(same).details == ("High for CAL and WEX",)


def test_a_task_waits_only_for_what_is_open() -> None:
    first = Task("f", title="Get the figures", orgs=("c",))
    waiting = replace(RETURN, blocked_by=("f",))
    assert only(waiting, first).details == ("Waits for “Get the figures”",)
    assert only(waiting, replace(first, status="completed")).details == ()


def test_a_title_cannot_act_on_the_line_around_it() -> None:
    assert only(replace(RETURN, title="a\u202eb\nc")).title == "ab c"


@pytest.mark.parametrize(
    ("due", "name"),
    [
        (date(2026, 12, 13), "Overdue"),
        (TODAY, "Today"),
        (date(2026, 12, 15), "This week"),
        (date(2026, 12, 20), "This week"),
        (date(2026, 12, 21), "Next week"),
        (date(2026, 12, 28), "Later"),
        (None, "No date"),
    ],
)
def test_days_stand_under_their_heading(due: date | None, name: str) -> None:
    assert due_group(due, TODAY)[1] == name


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.integers(0, 6))
def test_later_days_never_stand_before_earlier_ones(due: date, weekday: int) -> None:
    today = TODAY + timedelta(weekday)
    assert due_group(due, today) <= due_group(due + timedelta(1), today)
    assert done_group(due, today) >= done_group(due + timedelta(1), today)


def test_rows_are_grouped_by_body_and_by_owner() -> None:
    joint = Task("j", 2, "Both", orgs=("c", "w"))
    found = desk(RETURN, joint)
    assert names(found, Listing(Grouping.ORGANISATION)) == [
        ("NHS Wexmere ICB", ["Send the return"]),
        ("Calderbourne Council and NHS Wexmere ICB", ["Both"]),
    ]
    assert names(found, Listing(Grouping.OWNER)) == [
        ("Bridget Lyall", ["Send the return"]),
        ("Nobody", ["Both"]),
    ]


def test_filters_keep_what_is_wanted() -> None:
    done = Task("d", title="Old", orgs=("c",), owners=("imogen",), status="completed")
    found = desk(RETURN, done)
    assert [row.id for row in found.listed(Listing())] == ["r"]
    assert [row.id for row in found.listed(Listing(is_done=True))] == ["d"]
    assert not found.listed(Listing(is_mine=True))
    assert not found.listed(Listing(org="c"))
    assert [row.id for row in found.listed(Listing(words="bridget RETURN"))] == ["r"]
