"""The demo desk's matters, decisions, tasks and registers."""

import json
from collections.abc import Iterator
from datetime import UTC, date
from pathlib import Path

import pytest

from jointdesk.derive.records import load_records
from jointdesk.domain.moments import parse_instant
from jointdesk.domain.occurrences import split_key
from jointdesk.domain.records import Records
from jointdesk.operations.audiences import audience_of, find_person
from jointdesk.operations.demo import build_demo
from jointdesk.store.desk import Desk

SHIPPED = json.loads(
    (Path(__file__).parents[2] / "resources/demo/records.json").read_text(encoding="utf-8")
)

NOW = parse_instant("2026-12-15T09:00:00Z", UTC)


@pytest.fixture(scope="module")
def later(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """The demo desk, two weeks after its own."""
    folder = tmp_path_factory.mktemp("later")
    with build_demo(folder / "demo.desk", data_folder=folder, now=NOW) as desk:
        yield desk


def seen(desk: Desk, person: str = "Imogen Farrant") -> Records:
    audience = audience_of(desk, find_person(desk, person).id)
    return load_records(desk.connection, audience, desk.zone, NOW)


def test_every_shipped_record_is_on_the_desk(later: Desk) -> None:
    records = seen(later)
    counts = {
        "authority": records.authorities,
        "delegation": records.delegations,
        "forum": records.forums,
        "interest": records.interests,
        "fund": records.funds,
        "office": records.offices,
        "poll": records.polls,
        "matter": records.matters,
        "decision": records.decisions,
        "task": records.tasks,
    }
    assert {kind: len(found) for kind, found in counts.items()} == {
        kind: len(rows) for kind, rows in SHIPPED.items() if kind != "version"
    }


def test_days_move_with_the_desk_s_weeks(later: Desk) -> None:
    records = seen(later)
    (reablement,) = (one for one in records.decisions if one.ref == "CAL-2026-118")
    assert reablement.decision_due == date(2026, 12, 22)
    assert reablement.contributions is not None
    assert reablement.contributions[0].confirmed_until == date(2030, 1, 14)
    (paper,) = (one for one in records.tasks if one.title.startswith("ICB Board paper"))
    assert paper.due == date(2027, 1, 29)
    assert split_key(paper.feeds or "")[1] == date(2027, 2, 11).toordinal()


def test_records_refer_to_one_another(later: Desk) -> None:
    records = seen(later)
    first, second = (one for one in records.decisions if one.title == "Reablement award")
    assert (first.counterpart, second.counterpart) == (second.id, first.id)
    assert first.matter == second.matter == records.matters[0].id
    waits = {one.title: one.blocked_by for one in records.tasks if one.blocked_by}
    assert len(waits) == 3


def test_the_other_body_s_pa_sees_no_trace_of_what_is_kept_back(later: Desk) -> None:
    shown = seen(later, "Bridget Lyall")
    assert "assistant director" not in repr(shown)
    assert len(shown.decisions) == len(SHIPPED["decision"]) - 1
    assert shown.stubs == ()
    assert len(seen(later, "Tom Adeyemi").decisions) == len(SHIPPED["decision"])
