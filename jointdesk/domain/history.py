"""The history of an item: who said what, when, in whose name, and what it said before."""

from typing import NamedTuple

from jointdesk.domain.items import Json
from jointdesk.domain.moments import Instant


class FieldChange(NamedTuple):
    """One field before and after a change; null where it had or has no value."""

    name: str
    before: Json
    after: Json


class HistoryEntry(NamedTuple):
    """One change of an item.

    `author` and `on_behalf_of` are person ids, "" for nobody. `stream` tells who may read it.
    `is_erased` is True where what it said was erased, or cannot be read: then `fields` is empty.
    """

    at: Instant
    author: str
    on_behalf_of: str
    action: str
    label: str
    stream: str
    fields: tuple[FieldChange, ...]
    is_erased: bool = False
