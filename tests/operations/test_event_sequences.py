"""Whatever people do to meetings in a row: a rebuild comes to the same, and undo to the start."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jointdesk.domain.edits import EditScope
from jointdesk.domain.errors import JointDeskError
from jointdesk.domain.items import Fields
from jointdesk.domain.moments import Instant
from jointdesk.operations import events
from jointdesk.operations.check import check
from jointdesk.operations.undo import redo, undo
from tests.operations.event_desk import EventDesk

STARTS = st.builds(
    lambda day, hour: f"2026-12-{day:02}T{hour:02}:30", st.integers(1, 11), st.integers(7, 18)
) | st.sampled_from(["2026-12-02", "2026-12-10"])
FIELDS = st.one_of(
    st.fixed_dictionaries({"start": STARTS}),
    st.fixed_dictionaries(
        {},
        optional={
            "title": st.sampled_from(["A", "B", "HOLD: C"]),
            "place": st.sampled_from(["", "Room 1", "Room 2"]),
            "notes": st.just("Line one\nline, two"),
            "busy": st.booleans(),
            "status": st.sampled_from(["confirmed", "tentative", "cancelled"]),
        },
    ),
    st.fixed_dictionaries({"repeat": st.sampled_from(["", "FREQ=DAILY;COUNT=5", "FREQ=WEEKLY"])}),
)
SCOPES = st.sampled_from(list(EditScope))
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("edit"), st.integers(0, 40), SCOPES, FIELDS),
        st.tuples(st.just("remove"), st.integers(0, 40), SCOPES, st.just({})),
        st.tuples(st.just("cancel"), st.integers(0, 40), SCOPES, st.just({})),
        st.tuples(st.just("duplicate"), st.integers(0, 40), SCOPES, st.just({})),
        st.tuples(st.just("add"), st.sampled_from([0, 1]), SCOPES, FIELDS),
    ),
    min_size=1,
    max_size=5,
)


@pytest.fixture(scope="module")
def desks(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], EventDesk]:
    """Make desks; each example has one of its own."""
    now: Instant = 1796025600  # 08:00 on Monday 30 November 2026
    return lambda: EventDesk(tmp_path_factory.mktemp("desk"), now)


def do(diary: EventDesk, step: tuple[str, int, EditScope, dict[str, Any]]) -> bool:
    """Do a step to one of the meetings there are; return whether it made any sense."""
    kind, number, scope, fields = step
    desk, actor, audience = diary.desk, diary.director, diary.audience()
    agenda = diary.agenda()
    key = str(agenda[number % len(agenda)]["id"]) if agenda else ""
    try:
        match kind:
            case "add":
                org = list(diary.orgs.values())[number]
                new: Fields = {"org": org, "title": "New", "start": "2026-12-05T10:00", **fields}
                events.add_event(desk, actor, new)
            case "edit":
                events.edit_event(desk, actor, audience, key, fields, scope)
            case "remove":
                events.remove_event(desk, actor, audience, key, scope)
            case "cancel":
                events.cancel_event(desk, actor, audience, key, scope)
            case "duplicate":
                events.duplicate_event(desk, actor, audience, key, fields)
    except JointDeskError:
        return False
    return True


def actions(diary: EventDesk) -> int:
    """Return how many actions the log has."""
    (count,) = diary.desk.connection.execute(
        "SELECT count(DISTINCT json_extract(body, '$.action')) FROM payload"
    ).fetchone()
    return int(count)


@pytest.mark.no_cover
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(STEPS)
def test_undo_comes_to_what_was_before_and_a_rebuild_to_the_same(
    desks: Callable[[], EventDesk], steps: list[tuple[str, int, EditScope, dict[str, Any]]]
) -> None:
    diary = desks()
    try:
        seen = [diary.agenda()]
        for step in steps:
            known = actions(diary)
            do(diary, step)
            assert check(diary.desk, diary.now) == []
            assert actions(diary) - known in (0, 1), "one gesture is one action"
            if actions(diary) > known:
                seen.append(diary.agenda())
        for before in reversed(seen[:-1]):
            undo(diary.desk, diary.director)
            assert diary.agenda() == before
        for after in seen[1:]:
            redo(diary.desk, diary.director)
            assert diary.agenda() == after
        assert check(diary.desk, diary.now) == []
    finally:
        diary.desk.close()
