"""A register as a calendar file, brought into the desk that wrote it: it has all of it already."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from jointdesk.domain.moments import instant
from jointdesk.exports.editions import Reader
from jointdesk.governance.import_rows import State
from jointdesk.operations.audiences import audience_of, director_id
from jointdesk.operations.decision_imports import Preview, Wanted, preview, read_register
from jointdesk.operations.demo import build_demo
from jointdesk.operations.exports import Request, prepare
from jointdesk.operations.organisations import organisation_by_code
from jointdesk.operations.register_mappings import mapping_for
from jointdesk.store.desk import Desk

NOW = instant(datetime(2026, 12, 14, 9, 20, tzinfo=UTC))


@pytest.fixture
def demo(tmp_path: Path, data_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.setenv("JOINTDESK_NOW", "2026-12-14T09:20:00+00:00")
    desk = build_demo(
        tmp_path / "demo.desk", data_folder=data_folder, now=NOW, anchor=date(2026, 11, 30)
    )
    yield desk
    desk.close()


def come_back(desk: Desk, folder: Path, org: str) -> Preview:
    """Export a body's register for itself, and look at what it would bring in."""
    organisation = organisation_by_code(desk, org)
    audience = audience_of(desk, director_id(desk))
    request = Request("register", Reader("org", organisation.id), "ics", organisation.id)
    file = folder / "register.ics"
    file.write_bytes(prepare(desk, audience, request, NOW).data)
    name, (table,) = read_register(file, desk.zone)
    mapping = mapping_for(desk, audience, organisation, table)
    return preview(desk, audience, Wanted(organisation, name, table, mapping), NOW)


@pytest.mark.parametrize("org", ["CAL", "WEX"])
def test_our_own_register_is_there_already(demo: Desk, tmp_path: Path, org: str) -> None:
    found = come_back(demo, tmp_path, org)
    assert len(found.verdicts) > 5
    assert list(found.problems()) == []
    assert {one.state for one in found.verdicts} == {State.ALREADY}
