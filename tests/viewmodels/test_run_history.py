"""What each reading did can be looked at, and taken back, or it is said why not."""

from pathlib import Path

from jointdesk.domain.actors import Actor
from jointdesk.domain.moments import HOUR
from jointdesk.operations.clock import now
from jointdesk.operations.sources import add_source
from jointdesk.operations.sync import sync_sources
from jointdesk.store.desk import Desk
from jointdesk.viewmodels.run_history import History, RunHistory
from tests.open_desk import OpenDesk
from tests.sync.making import calendar, event

LATER = event("a", "DURATION:PT1H", "SUMMARY:Board", start="20261216T090000Z")


def connected(opened: OpenDesk, file: Path) -> str:
    """A calendar of WEX that was read twice: a meeting came, and was moved."""
    ids: list[str] = []

    def work(desk: Desk, actor: Actor) -> None:
        file.write_bytes(calendar(event("a", "DURATION:PT1H", "SUMMARY:Board")))
        ids.append(add_source(desk, actor, org_code="WEX", address=str(file)))
        sync_sources(desk, actor, ids)
        file.write_bytes(calendar(LATER))
        sync_sources(desk, actor._replace(at=now() + HOUR), ids)

    opened.model.act(work)
    opened.settle()
    return ids[0]


def test_the_readings_of_a_diary_are_told_and_what_each_did(
    opened: OpenDesk, tmp_path: Path
) -> None:
    source = connected(opened, tmp_path / "a.ics")
    model = RunHistory(opened.model)
    model.show(source, "Wexmere")
    opened.settle()
    last, first = model.history.runs
    assert (last.about, first.about) == (
        "1 changed, read for Imogen Farrant",
        "1 new, read for Imogen Farrant",
    )
    assert "Undo that one first" in first.kept_by
    model.open_run(last.id)
    opened.settle()
    [change] = model.history.changes
    assert (change.what, change.title) == ("Moved", "Board")
    assert change.change == "Mon 14 Dec 09:00–10:00 → Wed 16 Dec 09:00–10:00"
    model.show("", "")
    assert model.history == History()


def test_a_reading_is_taken_back(opened: OpenDesk, tmp_path: Path) -> None:
    source = connected(opened, tmp_path / "a.ics")
    model = RunHistory(opened.model)
    model.show(source, "Wexmere")
    opened.settle()
    last, first = model.history.runs
    model.take_back(first.id)
    opened.settle()
    assert "Undo that one first" in opened.said[-1]
    model.take_back(last.id)
    opened.settle()
    assert opened.said[-1] == "Undone. Wexmere is paused until you read it again."
    assert model.history.runs[0].is_undone
    assert model.history.runs[1].kept_by == ""
    model.open_run(first.id)
    opened.settle()
    assert [one.what for one in model.history.changes] == ["New"]
