"""What servers do differently from the standards, in one table, with where it was seen.

The rules below hold for every server: none is recognised by its name, except where a host is.
"""

from typing import NamedTuple


class Quirk(NamedTuple):
    """A server, what it does, what is done about it, and where it is told."""

    server: str
    does: str
    so: str
    link: str


QUIRKS = (
    Quirk(
        "Xandikos",
        "refuses an unknown sync token with 412 (RFC 6578 section 3.2 says 403)",
        "any refusal of a token leads to a full listing",
        "https://www.rfc-editor.org/rfc/rfc6578#section-3.2",
    ),
    Quirk(
        "Calendar Server",
        "breaks down with 500 over a token it does not know",
        "any refusal of a token leads to a full listing",
        "https://github.com/apple/ccs-calendarserver/issues/365",
    ),
    Quirk(
        "fruux",
        "answers a token that it gave itself with 415",
        "any refusal of a token leads to a full listing",
        "https://github.com/sabre-io/dav/issues/1075",
    ),
    Quirk(
        "Cyrus",
        "refuses the empty token that asks for everything",
        "the members are then listed by PROPFIND",
        "https://github.com/cyrusimap/cyrus-imapd/issues/4985",
    ),
    Quirk(
        "Google, Yandex",
        "answer sync-collection with 507 instead of a part of the result",
        "the members are then listed by PROPFIND",
        "https://github.com/python-caldav/caldav/issues/340",
    ),
    Quirk(
        "Nextcloud",
        "reports a deleted member with 418",
        "a member that is reported in any other way is asked for, and gone when it is not there",
        "https://github.com/python-caldav/caldav/issues/234",
    ),
    Quirk(
        "Zoho",
        "leaves out of a multiget what is more than it likes, with a good status",
        "batches are small, and what is left out of one is asked for by itself",
        "https://github.com/ridafkih/keeper.sh/issues/461",
    ),
    Quirk(
        "Feishu",
        "gives members through multiget only",
        "multiget comes first, GET only for what it left out",
        "https://github.com/obsidian-full-calendar-remastered/plugin-full-calendar/pull/351",
    ),
    Quirk(
        "ownCloud",
        "passes on control characters of a text, which XML may not hold",
        "they are taken out where an answer is no XML otherwise",
        "https://github.com/pimutils/vdirsyncer/issues/626",
    ),
    Quirk(
        "DavMail",
        "says of a member that is gone only that its properties are not found",
        "a member without a text is asked for by itself, and gone when it is not there",
        "https://github.com/pimutils/vdirsyncer/issues/707",
    ),
    Quirk(
        "Nextcloud",
        "lists deleted calendars beside the others",
        "what is marked as deleted is left out",
        "https://github.com/nextcloud/server/pull/26083",
    ),
    Quirk(
        "iCloud",
        "keeps each account's calendars on a server of another name",
        "credentials may go from one icloud.com server to another",
        "https://github.com/wvrzel/simpleCalDAV/issues/12",
    ),
    Quirk(
        "Google",
        "finds a member only by its address as written: “+” is not “%2B”",
        "addresses are compared decoded and sent as they were written",
        "https://github.com/pimutils/vdirsyncer/issues/745",
    ),
    Quirk(
        "SOGo",
        "writes one address in two ways",
        "addresses are compared decoded and sent as they were written",
        "https://github.com/texxasrulez/caldav_calendar_te/issues/38",
    ),
)

BATCH = 100
"""As many members are asked for at once."""

TOKEN_REFUSED = frozenset((400, 403, 405, 409, 410, 412, 415, 422, 500, 501, 507))
"""Statuses of a sync-collection request that lead to a full listing."""

MULTIGET_REFUSED = frozenset((400, 403, 404, 405, 415, 422, 500, 501, 507))
"""Statuses of a multiget request that lead to asking for each member."""

LEFT_OUT_TYPES = frozenset(
    (
        "{http://nextcloud.com/ns}deleted-calendar",
        "{http://nextcloud.com/ns}trash-bin",
        "{urn:ietf:params:xml:ns:caldav}schedule-inbox",
        "{urn:ietf:params:xml:ns:caldav}schedule-outbox",
    )
)
"""Types of collections that hold no diary of anybody."""

_ONE_OPERATOR = (".icloud.com",)


def is_one_operator(host: str, other: str) -> bool:
    """True if credentials for one host may go to the other: known providers' own servers."""
    return any(host.endswith(end) and other.endswith(end) for end in _ONE_OPERATOR)
