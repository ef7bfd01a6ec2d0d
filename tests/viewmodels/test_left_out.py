"""What is too large for the shared desk is told once in the window, and stands at its calendar."""

from jointdesk.domain.actors import Actor
from jointdesk.domain.mirrors import Mirror
from jointdesk.domain.moments import Instant
from jointdesk.operations.left_out import leave_out
from jointdesk.store.desk import Desk
from jointdesk.viewmodels.import_sources import read_choices
from jointdesk.viewmodels.left_out import LeftOutTeller
from tests.open_desk import OpenDesk


def test_it_is_told_once_after_an_exchange_and_stays_said_at_its_calendar(opened: OpenDesk) -> None:
    sharing = opened.sharing().sharing
    LeftOutTeller(opened.model, sharing)
    found: list[str] = []

    def leave_one_out(desk: Desk, _actor: Actor) -> None:
        found.append(desk.connection.execute("SELECT collection_id FROM connection").fetchone()[0])
        leave_out(desk, Mirror("m", found[0], "uid", 0, "series", 1, "0f", ""))

    for _ in range(2):
        sharing.exchanged.emit()
        opened.settle()
    assert opened.said == []
    opened.model.act(leave_one_out)
    opened.settle()
    for _ in range(2):
        sharing.exchanged.emit()
        opened.settle()
    (said,) = opened.said
    assert "1 entry is too large for the shared desk" in said
    choices: list[object] = []
    opened.model.read(lambda reading: read_choices(reading, (), Instant(0)), choices.append)
    opened.settle()
    assert "1 entry is too large" in str(choices)
