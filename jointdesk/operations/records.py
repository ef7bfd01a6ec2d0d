"""Add, change and remove records of any kind, each as one action with a label.

What a kind allows beyond its fields (a locked text, a life cycle) is its own operation's matter;
this is what they share.
"""

from typing import Any

from jointdesk.domain.actors import Actor
from jointdesk.domain.errors import NotFoundError
from jointdesk.domain.fields import RecordType
from jointdesk.domain.items import DELETED, Fields, Write
from jointdesk.operations.ids import new_id
from jointdesk.store.changes import record
from jointdesk.store.desk import Desk
from jointdesk.store.items import find_item
from jointdesk.store.reading import ReadableDesk

SHARED = "shared"


def add_record(
    desk: Desk,
    actor: Actor,
    kind: RecordType[Any],
    fields: Fields,
    label: str,
    stream: str = SHARED,
) -> str:
    """Add a record in a stream and return its id."""
    made = new_id()
    record(desk, actor, label, [Write(made, kind.name, fields, stream)])
    return made


def edit_record(
    desk: Desk, actor: Actor, kind: RecordType[Any], record_id: str, fields: Fields, label: str
) -> None:
    """Give some fields new values, in the stream that the record belongs to.

    Raises:
        NotFoundError: there is no such record.
    """
    write = Write(record_id, kind.name, fields, stream_of(desk, kind, record_id))
    record(desk, actor, label, [write])


def remove_record(
    desk: Desk, actor: Actor, kind: RecordType[Any], record_id: str, label: str
) -> None:
    """Take a record away; `undo` brings it back.

    Raises:
        NotFoundError: there is no such record.
    """
    edit_record(desk, actor, kind, record_id, {DELETED: True}, label)


def stream_of(desk: ReadableDesk, kind: RecordType[Any], record_id: str) -> str:
    """Return the stream that a record belongs to.

    Raises:
        NotFoundError: there is no such record.
    """
    item = find_item(desk.connection, record_id)
    if item is None or item.type != kind.name:
        raise NotFoundError(f"There is no {kind.name} with the id {record_id}.")
    return item.stream


def stream_for(visibility: str | None, org_id: str) -> str:
    """Return the stream in which something kept to an organisation, or not, belongs."""
    return f"org:{org_id}" if visibility == "own_org" and org_id else SHARED
