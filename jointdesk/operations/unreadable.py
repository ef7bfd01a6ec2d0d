"""What of the record this machine cannot read: a newer program wrote it, or malice did.

Nothing of it is damaged: the log has it whole, with its hashes. It is shown nowhere.
"""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from jointdesk.domain.bookings import BOOKING
from jointdesk.domain.decision_fields import DECISION, DECISION_VERSION
from jointdesk.domain.events import EVENT
from jointdesk.domain.fields import RecordType
from jointdesk.domain.items import Item
from jointdesk.domain.matters import MATTER
from jointdesk.domain.mirrors import BUSY, MIRROR, READING
from jointdesk.domain.people import Audience
from jointdesk.domain.placements import PLACEMENT
from jointdesk.domain.registers import REGISTERS
from jointdesk.domain.tasks import TASK
from jointdesk.domain.words import counted, plain_line
from jointdesk.store.integrity import unreadable_changes
from jointdesk.store.items import list_items, unreadable
from jointdesk.store.reading import ReadableDesk

_RECORDS: tuple[RecordType[Any], ...] = (
    MATTER, DECISION, DECISION_VERSION, TASK, EVENT, BOOKING, PLACEMENT, *REGISTERS,
)  # fmt: skip
_MENDED = frozenset({MIRROR, BUSY, READING})
"""What calendars are carried as: whoever reads the calendar writes it anew."""

_SHOWN = 3


class Unreadable(NamedTuple):
    """An item of which something cannot be read: fields, or whole changes as "device/n"."""

    type: str
    id: str
    fields: tuple[str, ...] = ()
    changes: tuple[str, ...] = ()


def odd_items(desk: ReadableDesk, audience: Audience | None = None) -> list[Unreadable]:
    """Return the items of which a field cannot be read, as they are now.

    With an audience those of which it may know.
    """
    found: dict[tuple[str, str], set[str]] = {}
    for item, names in _odd(desk):
        if audience is None or audience.reads(item.stream):
            found.setdefault((item.type, item.id), set()).update(names)
    return [Unreadable(*key, tuple(sorted(names))) for key, names in found.items()]


def list_unreadable(desk: ReadableDesk) -> list[Unreadable]:
    """Return the items of which a field, or a change that was once said, cannot be read."""
    found = {(one.type, one.id): one for one in odd_items(desk)}
    for header in unreadable_changes(desk.connection):
        if header.item_type not in _MENDED:
            key = header.item_type, header.item_id
            known = found.get(key, Unreadable(*key))
            changes = (*known.changes, f"{header.device}/{header.n}")
            found[key] = known._replace(changes=changes)
    return [*found.values()]


def unreadable_sentence(one: Unreadable) -> str:
    """Return a sentence on an item that cannot be read in full."""
    parts = (*one.fields, *(f"change {dot}" for dot in one.changes))
    return (
        f"{_name(one)} cannot be read in full ({plain_line(', '.join(parts))}):"
        " that is left out wherever it is shown. A newer JointDesk may have written it, or"
        " two people at once; nothing else suffers by it."
    )


def unreadable_summary(found: Iterable[Unreadable]) -> str:
    """Return one sentence on what cannot be read, however much it is, "" for nothing."""
    names = [_name(one) for one in found]
    if not names:
        return ""
    more = len(names) - _SHOWN
    named = "; ".join(names[:_SHOWN]) + (f"; and {counted(more, 'other')}" if more > 0 else "")
    return (
        f"This JointDesk cannot read all of what it found, and shows none of that: {named}."
        " A newer one may have written it."
    )


def _name(one: Unreadable) -> str:
    return f"The {plain_line(one.type.replace('_', ' '))} {plain_line(one.id)}"


def _odd(desk: ReadableDesk) -> Iterator[tuple[Item, list[str]]]:
    """Yield the items with fields that are not of their shape or of their kind."""
    for item, names in unreadable(desk.connection):
        if item.type not in _MENDED:
            yield item, names
    for kind in _RECORDS:
        for item in list_items(desk.connection, kind.name):
            if names := kind.misfits(item.fields):
                yield item, names
