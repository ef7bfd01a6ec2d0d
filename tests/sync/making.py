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


def event(uid: str, *lines: str, start: str = "20261214T090000Z", stamp: str = "1") -> str:
    """The lines of an event of one hour."""
    said = "".join(f"{line}\r\n" for line in lines or ("DURATION:PT1H", f"SUMMARY:Meeting {uid}"))
    return (
        f"BEGIN:VEVENT\r\nUID:{uid}\r\nDTSTAMP:2026110{stamp}T000000Z\r\n"
        f"DTSTART:{start}\r\n{said}END:VEVENT\r\n"
    )


def calendar(*components: str, method: str = "") -> bytes:
    """A calendar file that holds the components."""
    head = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Test//EN\r\n"
    method = f"METHOD:{method}\r\n" if method else ""
    return "".join((head, method, *components, "END:VCALENDAR\r\n")).encode()
