"""Messages about invitations (iTIP, RFC 5546): what each is about, and which one holds."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from jointdesk.ical.content_lines import ContentLines
from jointdesk.ical.scanning import NotACalendarError, scan
from jointdesk.ical.series import component_texts


class ItipMessage(NamedTuple):
    """One message: `method` in capitals, what it is about, and when it was made.

    `stamp` orders the messages of a UID as texts do. It `is_whole` unless it speaks of single
    occurrences only. `name` is that of the part that it came in.
    """

    name: str
    method: str
    uid: str
    stamp: tuple[str, int]
    is_whole: bool


def read_message(name: str, data: bytes) -> ItipMessage | None:
    """Return what a part says, None where it is no message about an event."""
    try:
        resources = scan(data, name).resources
    except NotACalendarError:
        return None
    found = next((one for one in resources if one.kind == "VEVENT"), None)
    if found is None:
        return None
    method = ContentLines(found.frame, depth=0).value("METHOD").strip().upper()
    components = [ContentLines(text) for text, _ in component_texts(found)]
    stamps = [(one.value("DTSTAMP"), _number(one.value("SEQUENCE"))) for one in components]
    is_whole = any(one.first("RECURRENCE-ID") is None for one in components)
    return ItipMessage(name, method, found.uid, max(stamps), is_whole)


def open_requests(messages: Iterable[ItipMessage]) -> Iterator[ItipMessage]:
    """Yield of each UID the invitation that holds: the last one, unless it was called off since.

    Servers leave SEQUENCE out of what they send (Cyrus does of a CANCEL), so that the time when a
    message was made tells which is the last (RFC 5546 section 2.1.5 begins with SEQUENCE).
    """
    by_uid: dict[str, list[ItipMessage]] = {}
    for one in messages:
        if one.method == "REQUEST" or (one.method == "CANCEL" and one.is_whole):
            by_uid.setdefault(one.uid, []).append(one)
    for found in by_uid.values():
        last = max(found, key=lambda one: (one.is_whole, one.stamp, one.method == "CANCEL"))
        if last.method == "REQUEST":
            yield last


def uids_of(data: bytes) -> set[str]:
    """Return the UIDs that a part holds; none where it is no calendar."""
    try:
        return {one.uid for one in scan(data, "").resources}
    except NotACalendarError:
        return set()


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0
