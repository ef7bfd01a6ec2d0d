"""Items: everything people say, held as fields in the change log.

Organisations, people, seats, sites, travel times, rules, collections, pairings and settlements
are all items: an id, a type, and named fields of plain JSON values (no floats).
"""

from collections.abc import Mapping
from typing import NamedTuple, TypeAlias

Json: TypeAlias = None | bool | int | str | list["Json"] | dict[str, "Json"]
"""A value that a change may hold: no floats, so that its text is the same everywhere."""

Fields: TypeAlias = Mapping[str, Json]


DELETED = "_deleted"
"""The field that takes an item away (true) and brings it back (false or null)."""

MOVED = "_moved"
"""The field by which a stream says that an item went on to another stream (true)."""


class Item(NamedTuple):
    """The current state of one item, its latest field values by name.

    `order` sorts by creation. A field whose value is null is absent.
    """

    id: str
    type: str
    stream: str
    order: int
    fields: Fields


class Write(NamedTuple):
    """One change to be recorded: new values for some fields of one item, null for none.

    `stream` is "shared", "director" or "org:" and an organisation's id. The field "_deleted"
    set to true takes the item away (and false brings it back). `label` is what the log says of this
    one, where other people read it than the rest of its action; "" for the action's own label.
    """

    item_id: str
    type: str
    fields: Fields
    stream: str = "shared"
    label: str = ""
