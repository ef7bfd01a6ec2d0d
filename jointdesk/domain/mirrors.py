"""Calendars that a shared desk carries: what one machine reads, as all others may have it.

A *mirror* is one resource of one collection, word for word. Where any component of it is private
it is in the organisation's own stream, else in the shared one: that a mixed series hides its open
parts too is right, for its text cannot be parted. A *busy time* says in the shared stream when a
private series takes time, and nothing else. A *reading* says when a collection was last read.
"""

from typing import Any, NamedTuple

from jointdesk.domain.items import DELETED, Fields, Item, Json
from jointdesk.domain.moments import Instant
from jointdesk.domain.sources import BY_SHARED_DESK, Collection

MIRROR, BUSY, READING = "mirror", "busy", "reading"
"""Item types."""

_BUSY = f"{BUSY}:"


class Mirror(NamedTuple):
    """A resource as it is carried, without its text.

    `series` and `seen` are the id of its series, and its place in the order of first sight, on
    every machine. `digest` changes when its text does.
    """

    id: str
    collection: str
    uid: str
    twin: int
    series: str
    seen: int
    digest: str
    stream: str


class CarriedBusy(NamedTuple):
    """When a private series takes time: `text` is a VCALENDAR of times only."""

    series: str
    org: str
    seen: int
    text: str


class Reading(NamedTuple):
    """When a collection was last read (`at`, by the server's clock), and by whose machine.

    `writer` is the person whose machine may change what is there, and writes what anybody has
    changed; "" for nobody known.
    """

    at: Instant
    by: str
    writer: str

    def by_another(self, at: Instant, person: str, *, can_write: bool) -> "Reading":
        """Return what is said once a person's machine has read it at that time."""
        other = self.writer if self.writer != person else ""
        return Reading(at, person, person if can_write else other)


NEVER = Reading(0, "", "")


def reading_fields(collection: str, reading: Reading) -> Fields:
    """Return the fields that hold a reading."""
    at, by, writer = reading
    return {"collection": collection, "read_at": at, "by": by, "writer": writer}


def mirror_id(collection: str, uid: str, twin: int) -> str:
    """Return the id of a resource's item: two machines that read one calendar give the same."""
    from hashlib import sha256  # which the first picture of the window does without

    place = f"{collection}\n{twin}\n{uid}".encode("utf-8", "surrogatepass")
    return f"{MIRROR}:{sha256(place).hexdigest()[:32]}"


def mirror_fields(mirror: Mirror, text: str) -> Fields:
    """Return the fields that hold a mirror and its text."""
    fields: dict[str, Json] = dict(mirror._asdict())
    del fields["id"], fields["stream"]
    return {**fields, "text": text}


def busy_id(series: str) -> str:
    """Return the id of the item that says when a private series takes time.

    A series id is random: nobody comes to it from the meeting's UID.
    """
    return _BUSY + series


def busy_of(item: Item) -> CarriedBusy | None:
    """Return what an item says, None where it was taken away or is not what this program writes."""
    said: Any = item.fields
    found = (said.get("org"), said.get("seen"), said.get("text"))
    if said.get(DELETED) or not all(map(isinstance, found, (str, int, str))):
        return None
    return CarriedBusy(item.id.removeprefix(_BUSY), *found)


def busy_fields(busy: CarriedBusy) -> Fields:
    """Return the fields that hold a busy time."""
    return {"org": busy.org, "seen": busy.seen, "text": busy.text}


def busy_collection(org_id: str) -> str:
    """Return the id of the collection of an organisation's busy times, where nothing else is."""
    return _BUSY + org_id


def busy_times_of(org_id: str) -> Collection:
    """Return the collection of an organisation's busy times; it is no item of the desk."""
    id_ = busy_collection(org_id)
    return Collection(id_, org_id, "Busy times", BY_SHARED_DESK, free_busy_only=True)


def is_busy_collection(collection_id: str) -> bool:
    """True for a collection of busy times."""
    return collection_id.startswith(_BUSY)


def reading_id(collection: str) -> str:
    """Return the id of the item that says when a collection was last read."""
    return f"{READING}:{collection}"
