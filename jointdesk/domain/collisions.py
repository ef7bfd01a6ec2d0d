"""Which collisions a person is asked to settle: in what people say, not in what a program notes.

Two people who write one field without knowing of each other collide: both values are kept and one
is shown. Here is where that matters, and what belongs together: a time is its start and its end,
and a value that waits for a source goes with what the source showed.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from jointdesk.domain.bookings import BOOKING
from jointdesk.domain.decision_fields import DECISION
from jointdesk.domain.events import EVENT
from jointdesk.domain.fields import Field, Kind, RecordType
from jointdesk.domain.items import DELETED
from jointdesk.domain.matters import MATTER
from jointdesk.domain.pending import BASE, OVERLAY
from jointdesk.domain.registers import REGISTERS
from jointdesk.domain.tasks import TASK

TIME = "time"
"""The name of the part that is a start and an end."""

_NOT_ASKED = frozenset(
    {
        "org", "orgs", "visibility",  # they say who may read it: another place settles that
        "collection", "moved_from", "uid", "text", "task", "template", "own_clock", "first_due",
    }
)  # fmt: skip
"""Fields that the program keeps, or that decide in which stream the item stands."""

_TIMED = frozenset({EVENT.name, BOOKING.name, OVERLAY})


_LABELS = {TASK.name: {"title": "Title"}}
"""What fields are called where their own label says what the item is."""


class Part(NamedTuple):
    """What is settled in one go: its name, what people call it, and its fields.

    `silent` are fields that go with them and are not told.
    """

    name: str
    label: str
    fields: tuple[Field, ...]
    silent: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all its fields."""
        return (*(one.name for one in self.fields), *self.silent)


AWAY = Part(DELETED, "Kept or taken away", (Field(DELETED, Kind.FLAG, "Taken away"),))
"""Somebody took it away while somebody else changed it."""

_OVERLAID = (
    *(one for one in EVENT.fields if one.name not in _NOT_ASKED),
    Field("reply", Kind.TEXT, "Answer"),
    Field("deleted", Kind.FLAG, "Taken away"),
    *(one for one in TASK.fields if one.name in ("due", "due_time", "completed_on")),
)


def _parts(type_: str, fields: tuple[Field, ...]) -> dict[str, Part]:
    """Return the parts of a type by their names."""
    found: dict[str, Part] = {}
    is_waiting = type_ == OVERLAY
    by_name = {one.name: one for one in fields if one.name not in _NOT_ASKED}
    if type_ in _TIMED:
        both = (by_name.pop("start"), by_name.pop("end"))
        found[TIME] = Part(TIME, "Time", both)
    labels = _LABELS.get(type_, {})
    found |= {
        name: Part(name, labels.get(name, one.label), (one,)) for name, one in by_name.items()
    }
    if is_waiting:
        found = {
            name: part._replace(silent=tuple(BASE + one.name for one in part.fields))
            for name, part in found.items()
        }
    return {**found, DELETED: AWAY}


_RECORDS: tuple[RecordType[Any], ...] = (EVENT, TASK, MATTER, DECISION, BOOKING, *REGISTERS)

PARTS: Mapping[str, Mapping[str, Part]] = {
    **{kind.name: _parts(kind.name, kind.fields) for kind in _RECORDS},
    OVERLAY: _parts(OVERLAY, _OVERLAID),
}
"""The parts that are asked about, by item type and name."""
