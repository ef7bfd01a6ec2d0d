"""That people have seen what was meant for them; nobody undoes that."""

from collections.abc import Iterable, Mapping
from typing import TypeAlias

from jointdesk.domain.actors import Actor
from jointdesk.domain.items import Write
from jointdesk.domain.moments import Instant
from jointdesk.domain.receipts import RECEIPT, Receipt, receipt_id
from jointdesk.operations.records import SHARED
from jointdesk.store.changes import record
from jointdesk.store.desk import Desk
from jointdesk.store.reading import ReadableDesk
from jointdesk.store.records import list_records

Seen: TypeAlias = Mapping[tuple[str, str], Instant]
"""When each person (the second) saw a thing (the first, by id) last."""

_LABEL = "Seen"


def mark_seen(desk: Desk, actor: Actor, about: Iterable[str], said_at: Instant = 0) -> None:
    """Note that the acting person has seen things, by their ids, as they stand now.

    `said_at` is when the last of it was said: by a clock that is ahead of this one it was seen no
    earlier. A receipt holds no words, so that everybody may know of it.
    """
    person, at = actor.person_id, max(actor.at, said_at)
    made = [Receipt(receipt_id(one, person), about=one, person=person, at=at) for one in about]
    writes = [Write(one.id, RECEIPT.name, RECEIPT.stored(one), SHARED) for one in made]
    if writes:
        record(desk, actor.in_own_name, _LABEL, writes, automatic=True)


def seen_by_all(desk: ReadableDesk) -> Seen:
    """Return when everybody saw what they have seen."""
    found = list_records(desk.connection, RECEIPT)
    return {(one.about, one.person): one.at for one in found}
