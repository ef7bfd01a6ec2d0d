"""A desk that several machines share: what a server says of the log, and the hash that ties it.

The server keeps every change as its author's machine made it, adds who brought it and when, and
numbers what it keeps of each stream, without gaps. `docs/shared-desk.md` has the protocol.
"""

import hashlib
from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from jointdesk.domain.canonical import canonical_json
from jointdesk.domain.changes import GENESIS, Header

PROTOCOL = 1
"""The version of the protocol that this program speaks."""

ERASURE = "erasure"
"""The type of the items that say which payloads of their stream were erased.

Their field `dots` names the changes. Each is said once and belongs to nobody's history.
"""

CARRIED = "Carried calendars"
"""The label of what the program says by itself to carry calendars to other machines.

A server lets items of type "busy" through under no other: a label can hold words.
"""

KEPT = "Kept to an organisation"
"""The label of what moves by itself to where a thing is kept, and of what is erased for that."""


class How(StrEnum):
    """How a change came to the server.

    `OWN`: its author's machine brought it. `FOUNDING`: it was in the desk's file before the desk
    was shared, and the director brought it, whoever wrote it. `RELAY`: another member brought it
    back after the server had lost it.
    """

    OWN = "own"
    FOUNDING = "founding"
    RELAY = "relay"


class Placed(NamedTuple):
    """The server's word on a change: its number in the stream, and who brought it when.

    `uploader` is a person id, `received` microseconds since 1970.
    """

    seq: int
    uploader: str
    how: str
    received: int
    server_hash: bytes


class Entry(NamedTuple):
    """One change of the log with its hashes; `salt` and `body` are None where it was erased."""

    header: Header
    body_hash: bytes
    chain_hash: bytes
    salt: bytes | None
    body: str | None


class Arrival(NamedTuple):
    """A change as the server hands it out."""

    entry: Entry
    placed: Placed


class End(NamedTuple):
    """How far something goes: the number of its last change, 0 for none, and the hash there."""

    n: int = 0
    hash: bytes = GENESIS


class ServerStream(NamedTuple):
    """A stream of the server: its end, who is woken where, and how far each device's chain goes."""

    id: str
    kind: str
    org_id: str
    head: End
    channel: str
    writers: Mapping[str, End]


class Hello(NamedTuple):
    """What a server says when a member comes: who they are to it, and how far everything is.

    `state` is "active" or "leaving". `now_ms` is its clock, in milliseconds since 1970.
    """

    desk: str
    name: str
    zone: str
    epoch: int
    person: str
    state: str
    is_director: bool
    is_founded: bool
    is_healing: bool
    now_ms: int
    streams: tuple[ServerStream, ...]


def server_hash(previous: bytes, placed: Placed, chain_hash: bytes) -> bytes:
    """Return the hash that ties a change's place on the server to all before it.

    sha256 of the hash before (32 zero bytes at first), the canonical JSON array of number,
    uploader, how and time of arrival, and the change's own chain hash.
    """
    said = canonical_json([placed.seq, placed.uploader, placed.how, placed.received])
    return hashlib.sha256(previous + said.encode() + chain_hash).digest()
