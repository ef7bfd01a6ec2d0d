"""Values for tests of planning, made in one line each."""

import hashlib

from jointdesk.domain.moments import DAY, Instant
from jointdesk.domain.resources import ResourceState, ResourceText, StoredResource
from jointdesk.sync.facts import Facts

NOW: Instant = 1_796_000_000 // DAY * DAY
"""A midnight late in 2026."""


def digest(says: str) -> bytes:
    return hashlib.sha1(says.encode(), usedforsecurity=False).digest()


def text(uid: str, says: str = "", *, href: str = "", kind: str = "VEVENT") -> ResourceText:
    """A text that `says` something; equal words are equal texts."""
    said = f"UID:{uid}\n{says}".encode()
    return ResourceText(uid, kind, href, b"", said, digest(f"{uid} {says}"), 1)


def stored(
    number: int,
    uid: str,
    says: str = "",
    *,
    twin: int = 0,
    state: ResourceState = ResourceState.PRESENT,
    is_cancelled: bool = False,
    has_problems: bool = False,
    end: Instant | None = NOW + DAY,
    href: str = "",
) -> StoredResource:
    """What the store has after the text `text(uid, says)` came in."""
    found = digest(f"{uid} {says}")
    series = f"s{number}"
    return StoredResource(
        number, uid, twin, series, found, state, is_cancelled, has_problems, end, href
    )


def facts(
    signature: str = "",
    *,
    end: Instant | None = NOW + DAY,
    is_cancelled: bool = False,
    is_readable: bool = True,
) -> Facts:
    return Facts(end=end, is_cancelled=is_cancelled, is_readable=is_readable, signature=signature)
