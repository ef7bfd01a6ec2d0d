"""What two people changed at once is marked where the item is shown."""

from zoneinfo import ZoneInfo

from jointdesk.domain.conflicts import Severity
from jointdesk.domain.decisions import Decision
from jointdesk.domain.matters import Matter
from jointdesk.domain.pending import OVERLAY
from jointdesk.domain.records import Records
from jointdesk.operations.collisions import ItemCollision
from jointdesk.viewmodels.collision_marks import MARK, marks_of, with_marks
from jointdesk.viewmodels.decision_troubles import Trouble
from jointdesk.viewmodels.inspector import inspect, marked
from tests.viewmodels.test_blocks import meeting


def collision(item: str, label: str) -> ItemCollision:
    return ItemCollision(item, OVERLAY, "shared", "Board", "place", label, ())


def test_a_meeting_is_marked_by_what_is_said_of_its_series_or_of_it_alone() -> None:
    shown = meeting()
    copy = shown.preferred
    found = inspect(shown, [], [], ZoneInfo("Europe/London"))
    other = marks_of([collision("overlay:another", "Place")])
    assert marked(found, shown, other) is found
    items = (f"{OVERLAY}:{copy.details.series_id}", f"{OVERLAY}:{copy.key}")
    marks = marks_of([collision(items[0], "Place"), collision(items[1], "Time")])
    lines = marked(found, shown, marks).conflicts
    assert {one.id for one in lines} == {MARK + item for item in items}
    assert {one.severity for one in lines} == {Severity.AMBER}
    assert "Two people changed this at once: time." in {one.message for one in lines}


def test_a_matter_is_marked_by_what_collides_in_it_and_in_its_decisions() -> None:
    records = Records(
        matters=(Matter("m1", title="Beds"), Matter("m2", title="Wards")),
        decisions=(Decision("d1", matter="m1", org="o1"),),
    )
    grave, slight = (
        Trouble(each.value, "DEC-01", each, "Late", "It is late.")
        for each in (Severity.RED, Severity.AMBER)
    )
    collisions = (collision("d1", "Place"), collision("m1", "Title"), collision("booking", "Time"))
    marked = with_marks({"m1": (grave, slight), "m2": (slight,)}, collisions, records)
    assert [one.id for one in marked["m1"]] == [grave.id, MARK + "d1", MARK + "m1", slight.id]
    assert marked["m1"][1].message == "Two people changed “Board” at once: place."
    assert marked["m2"] == (slight,)
    assert marked.keys() == {"m1", "m2"}
