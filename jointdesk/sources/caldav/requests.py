"""What a calendar server is asked, as XML (RFC 4918, RFC 4791 and RFC 6578)."""

from collections.abc import Iterable
from html import escape

from jointdesk.sources.caldav.multistatus import CALDAV, DAV, SERVER

_PREFIXES = {DAV: "D", CALDAV: "C", SERVER: "S"}
_NAMESPACES = " ".join(f'xmlns:{prefix}="{tag[1:-1]}"' for tag, prefix in _PREFIXES.items())

ABOUT_PLACE = (
    f"{DAV}resourcetype",
    f"{DAV}current-user-principal",
    f"{CALDAV}calendar-home-set",
)
"""What leads from an address to calendars."""

ABOUT_ACCOUNT = (f"{CALDAV}calendar-user-address-set",)
"""Who an account is, to others' calendars."""

ABOUT_SCHEDULING = (f"{CALDAV}schedule-inbox-URL", f"{CALDAV}calendar-home-set")
"""Where messages about invitations arrive for an account."""

ABOUT_INBOX = (f"{CALDAV}schedule-default-calendar-URL", f"{SERVER}getctag")
"""Where a server puts what arrives in an inbox, and whether anything has."""

ABOUT_OUTBOX = (f"{CALDAV}schedule-outbox-URL",)
"""Where an account asks when others are busy."""

ABOUT_COLLECTION = (
    f"{DAV}resourcetype",
    f"{DAV}displayname",
    f"{DAV}current-user-privilege-set",
    f"{DAV}supported-report-set",
    f"{CALDAV}supported-calendar-component-set",
    f"{SERVER}getctag",
)
"""What is to be known of a calendar before it is read."""

VERSION = (f"{DAV}getetag",)
"""What tells one version of a calendar's member from another."""


def propfind(tags: Iterable[str]) -> bytes:
    """Ask for properties."""
    return _document("D:propfind", _properties(tags))


def sync_collection(token: str) -> bytes:
    """Ask what has changed since the token, with "" for everything (RFC 6578 section 3.2)."""
    asked = f"<D:sync-token>{escape(token)}</D:sync-token><D:sync-level>1</D:sync-level>"
    return _document("D:sync-collection", asked + _properties(VERSION))


def multiget(hrefs: Iterable[str]) -> bytes:
    """Ask for the text of some members (RFC 4791 section 7.9)."""
    wanted = "".join(f"<D:href>{escape(href)}</D:href>" for href in hrefs)
    tags = (*VERSION, f"{CALDAV}calendar-data")
    return _document("C:calendar-multiget", _properties(tags) + wanted)


def uid_query(uid: str) -> bytes:
    """Ask for the members whose events have a UID, or one that it is a part of (section 7.8)."""
    match = f'<C:text-match collation="i;octet">{escape(uid)}</C:text-match>'
    wanted = f'<C:prop-filter name="UID">{match}</C:prop-filter>'
    for kind in ("VEVENT", "VCALENDAR"):
        wanted = f'<C:comp-filter name="{kind}">{wanted}</C:comp-filter>'
    tags = (*VERSION, f"{CALDAV}calendar-data")
    return _document("C:calendar-query", f"{_properties(tags)}<C:filter>{wanted}</C:filter>")


def free_busy_query(start: str, end: str) -> bytes:
    """Ask when a calendar is busy between two times in UTC (RFC 4791 section 7.10)."""
    asked = f'<C:time-range start="{escape(start)}" end="{escape(end)}"/>'
    return _document("C:free-busy-query", asked)


def _properties(tags: Iterable[str]) -> str:
    return f"<D:prop>{''.join(f'<{_prefixed(tag)}/>' for tag in tags)}</D:prop>"


def _prefixed(tag: str) -> str:
    namespace, _, name = tag.partition("}")
    return f"{_PREFIXES[namespace + '}']}:{name}"


def _document(root: str, content: str) -> bytes:
    head = '<?xml version="1.0" encoding="utf-8"?>'
    return f"{head}<{root} {_NAMESPACES}>{content}</{root}>".encode()
