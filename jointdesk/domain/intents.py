"""Intents: what this machine is about to write to a source, noted before it asks."""

from enum import StrEnum
from typing import NamedTuple

from jointdesk.domain.items import Json
from jointdesk.domain.moments import Instant


class IntentKind(StrEnum):
    """What a request does."""

    CREATE = "create"
    CHANGE = "change"
    DELETE = "delete"


class IntentState(StrEnum):
    """How far a request has come."""

    BEGUN = "begun"
    """It was to be sent next. Found by a later run: nobody knows whether it arrived."""
    UNKNOWN = "unknown"
    """No usable answer came: nobody knows whether it arrived."""
    REFUSED = "refused"
    """The source does not take it; a person may have it tried again."""
    DONE = "done"
    CANCELLED = "cancelled"
    """What it was for is wanted no more."""


class Sent(NamedTuple):
    """A value on its way: of an overlay's field or of an event made here, by the item's id.

    `base` is what the source showed when the value was wanted.
    """

    item_id: str
    field: str
    base: Json
    wanted: Json


class Intent(NamedTuple):
    """One request and how far it has come.

    `href` names the member of the collection, `etag` the version that it is to replace, "" for
    none. `text` are the exact bytes, empty for a deletion and once nobody needs them. It is not
    tried again before `next_at`, unless somebody names its source. `error` is the sentence of
    the last attempt. `id` is 0 before it is stored.
    """

    collection_id: str
    series_id: str
    kind: IntentKind
    href: str
    etag: str
    sent: tuple[Sent, ...]
    text: bytes
    at: Instant
    person_id: str
    attempts: int = 1
    next_at: Instant = 0
    state: IntentState = IntentState.BEGUN
    error: str = ""
    id: int = 0

    @property
    def is_unanswered(self) -> bool:
        """True if it may have arrived."""
        return self.state in (IntentState.BEGUN, IntentState.UNKNOWN)
