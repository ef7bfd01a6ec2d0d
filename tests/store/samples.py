"""What the tests of the store share: people, items, plans, and changes from elsewhere."""

import hashlib
import secrets
import uuid
from collections.abc import Iterable, Mapping

from jointdesk.domain.actors import Actor
from jointdesk.domain.changes import (
    GENESIS,
    Body,
    Header,
    base_of,
    body_hash,
    body_text,
    chain_hash,
    fold,
)
from jointdesk.domain.items import Fields, Write
from jointdesk.domain.moments import DAY, HOUR, Instant
from jointdesk.domain.resources import Outcome, Plan, ResourceText, ResourceWrite
from jointdesk.store.changes import changes_of, store_state
from jointdesk.store.desk import Desk
from jointdesk.store.streams import stream_id

NOW: Instant = 1_796_025_600
"""2026-11-30T08:00:00Z."""

DIRECTOR = Actor("director", NOW)
PA = Actor("pa", NOW + HOUR)
FEED = "feed"
"""The id of the collection that sample plans are for."""

FRAME = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n"


def write(item_id: str = "cal", stream: str = "shared", **fields: object) -> Write:
    """A write to an organisation, or for other ids than "cal" and "wex" to a note."""
    type_ = "organisation" if item_id in ("cal", "wex") else "note"
    return Write(item_id, type_, fields, stream)  # type: ignore[arg-type]


def later(actor: Actor, seconds: int) -> Actor:
    return actor._replace(at=actor.at + seconds)


class OtherDevice:
    """Another machine's chain in one stream, whose changes have reached this desk."""

    def __init__(self, desk: Desk, stream: str = "shared") -> None:
        self.desk = desk
        self.stream = stream_id(desk.connection, stream)
        self.id = str(uuid.uuid4())
        self.n = 0
        self.previous = GENESIS
        desk.connection.execute("INSERT INTO device VALUES (?, NULL)", (self.id,))

    def say(
        self,
        item_id: str,
        fields: Fields,
        base: Mapping[str, tuple[str, ...]] | None = None,
        *,
        hlc: int = (NOW + DAY) * 1000 << 16,
        text: str = "",
        type_: str = "",
    ) -> str:
        """Append a change and return its dot; without a base, one made in sight of everything."""
        connection = self.desk.connection
        known = list(changes_of(connection, item_id, self.stream))
        if base is None:
            base = base_of(fields, fold(known))
        self.n += 1
        type_ = type_ or write(item_id).type
        header = Header(self.stream, self.id, self.n, item_id, type_, 1, hlc + self.n, "pa", "")
        text = text or body_text(Body(f"other-{self.id}-{self.n}", "Said", NOW, fields, base))
        salt = secrets.token_bytes(16)
        hash_of_body = body_hash(salt, text)
        self.previous = chain_hash(self.previous, header, hash_of_body)
        with self.desk.transaction():
            marks = ", ".join("?" * 11)
            connection.execute(
                f"INSERT INTO change VALUES ({marks})",  # noqa: S608
                (*header, hash_of_body, self.previous),
            )
            connection.execute(
                "INSERT INTO payload VALUES (?, ?, ?, ?, ?)",
                (self.stream, self.id, self.n, salt, text),
            )
            state = fold(changes_of(connection, item_id, self.stream))
            store_state(connection, self.stream, item_id, state)
        return f"{self.id}/{self.n}"


def resource_text(uid: str, title: str = "Meeting", frame: bytes = FRAME) -> ResourceText:
    text = f"BEGIN:VEVENT\r\nUID:{uid}\r\nSUMMARY:{title}\r\nEND:VEVENT\r\n".encode()
    digest = hashlib.sha1(frame + text, usedforsecurity=False).digest()
    return ResourceText(uid, "VEVENT", "", frame, text, digest, 1)


def new(uid: str, title: str = "Meeting", **facts: object) -> ResourceWrite:
    text = resource_text(uid, title)
    known = {"end": NOW + DAY} | facts
    return ResourceWrite(Outcome.NEW, None, "", text, **known)  # type: ignore[arg-type]


def changed(resource_id: int, uid: str, title: str, **facts: object) -> ResourceWrite:
    write = new(uid, title, **facts)
    return write._replace(outcome=Outcome.CHANGED, resource_id=resource_id)


def plan_of(writes: Iterable[ResourceWrite] = (), **parts: object) -> Plan:
    return Plan(FEED, tuple(writes), **parts)  # type: ignore[arg-type]
