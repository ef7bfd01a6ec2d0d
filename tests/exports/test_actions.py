"""X6: the action log."""

from dataclasses import replace
from datetime import date

import pytest

from jointdesk.domain.tasks import Task
from jointdesk.exports.actions import Choice, action_log
from jointdesk.exports.content import Period
from jointdesk.exports.document import Table, tables_of
from jointdesk.exports.editions import Reader
from tests.exports.sample_content import LEASE, PILOT, content

JOINT = Reader("joint")

LETTER = Task(
    "t1",
    title="Send the letter",
    notes="between us",
    orgs=("o1", "o2"),
    owners=("p2",),
    due=date(2026, 12, 10),
    first_due=date(2026, 12, 1),
    forum="f1",
    decision="d1",
    progress="Drafted",
)
REPORT = Task("t2", order=1, title="Write the report", orgs=("o1",))
DONE = replace(LETTER, id="t3", status="completed", due=date(2026, 12, 2), first_due=None)


def table(*tasks: Task, choice: Choice = Choice(), reader: Reader = JOINT) -> Table:  # noqa: B008
    (found,) = tables_of(
        action_log(content(PILOT, LEASE, tasks=tasks or (REPORT, LETTER, DONE)), reader, choice)
    )
    return found


def test_an_action_stands_as_a_tracker_has_it() -> None:
    assert table(LETTER).rows == (
        (
            1, "CAL, WEX", "Cabinet", "CAL-2026-116", "Send the letter", "Tom Adeyemi",
            date(2026, 12, 1), date(2026, 12, 10), "To do", "Drafted", 4,
        ),
    )  # fmt: skip


def test_actions_stand_by_date_those_without_last() -> None:
    rows = table().rows
    assert [row[4] for row in rows] == ["Send the letter", "Send the letter", "Write the report"]
    assert [row[0] for row in rows] == [1, 2, 3]
    assert rows[2][5] == "Nobody yet"


def test_what_is_done_is_not_overdue() -> None:
    (row,) = table(DONE).rows
    assert row[6] == date(2026, 12, 2)
    assert row[-1] is None


@pytest.mark.parametrize(
    ("choice", "count"),
    [
        (Choice(), 3),
        (Choice(org="o2"), 2),
        (Choice(forum="f1"), 2),
        (Choice(owner="p2", open_only=True), 1),
        (Choice(period=Period(date(2026, 12, 1), date(2026, 12, 10))), 1),
        (Choice(org="o9"), 0),
    ],
)
def test_actions_are_chosen_by_organisation_forum_owner_and_date(
    choice: Choice, count: int
) -> None:
    assert len(table(choice=choice).rows) == count


def test_a_withheld_decision_lends_no_title() -> None:
    task = replace(LETTER, decision="d9")
    secret = replace(LEASE, id="d9", ref="")
    for reader, words in ((JOINT, None), (Reader("org", "o1"), "Crisis house lease")):
        found = content(secret, tasks=(task,))
        (only,) = tables_of(action_log(found, reader, Choice()))
        assert only.rows[0][3] == words
