"""Writes what an event says beside its times: title, place, notes, status, people."""

from collections.abc import Mapping, Sequence

from jointdesk.domain.components import Component
from jointdesk.domain.holds import as_hold, is_hold, says_cancelled, without_marks
from jointdesk.domain.items import Json
from jointdesk.ical.content_lines import ContentLines, content_line, text_line, with_parameter
from jointdesk.ical.editing_shown import ROLES, attendee_row, reply_of, status_of
from jointdesk.ical.properties import Property
from jointdesk.ical.reading import BUSY_STATUS, read_attendee
from jointdesk.ical.scheduling import release

_STATUSES = {
    "confirmed": "CONFIRMED",
    "tentative": "TENTATIVE",
    "hold": "TENTATIVE",
    "cancelled": "CANCELLED",
}
_ROLE_NAMES = {"chair": "CHAIR", "optional": "OPT-PARTICIPANT", "required": "REQ-PARTICIPANT"}
_PARTSTATS = {
    "accepted": "ACCEPTED",
    "tentative": "TENTATIVE",
    "declined": "DECLINED",
    "none": "NEEDS-ACTION",
}

# They say again, in another way, what is being changed, and would contradict it.
_NOTES_AGAIN = ("X-ALT-DESC", "STYLED-DESCRIPTION")
_PLACE_AGAIN = (
    *("GEO", "X-APPLE-STRUCTURED-LOCATION", "X-MICROSOFT-LOCATIONS"),
    *("X-MICROSOFT-LATITUDE", "X-MICROSOFT-LONGITUDE"),
)

_NO_ADDRESS = "invalid:nomail"
"""What calendars write for somebody without an address."""


def put_text(part: ContentLines, name: str, text: str, *again: str) -> None:
    """Write a TEXT property, none for "", and take away what says the same again."""
    part.put(name, *([text_line(name, text)] if text else []))
    part.remove(*again)


def put_event_fields(
    part: ContentLines, component: Component, fields: Mapping[str, Json], mine: frozenset[str]
) -> None:
    """Write the given fields of an event that do not say when it is.

    `component` is what the lines say until now, `mine` the director's addresses.
    """
    if "title" in fields or "status" in fields:
        title = fields.get("title", without_marks(component.summary))
        status = fields.get("status", status_of(component))
        _put_title(part, component, str(title), str(status))
        if "status" in fields:
            _put_status(part, component, str(status))
    if "place" in fields:
        put_text(part, "LOCATION", str(fields["place"]), *_PLACE_AGAIN)
    if "notes" in fields:
        put_text(part, "DESCRIPTION", str(fields["notes"]), *_NOTES_AGAIN)
    if "visibility" in fields:
        name = "PUBLIC" if fields["visibility"] == "all" else "PRIVATE"
        part.put("CLASS", content_line("CLASS", name))
    if "busy" in fields:
        _put_busy(part, component, is_busy=fields["busy"] is not False)
    rows = fields.get("attendees")
    if isinstance(rows, list):
        _put_attendees(part, [row for row in rows if isinstance(row, dict)])
    if fields.get("invite") is True:
        release(part)
    if "reply" in fields:
        _put_reply(part, str(fields["reply"]), mine)


def _put_title(part: ContentLines, component: Component, title: str, status: str) -> None:
    """Write SUMMARY with the mark of a hold; where it says the right thing already it stays."""
    written = component.summary
    is_marked_right = status == "cancelled" or (
        is_hold(written) == (status == "hold") and not says_cancelled(written)
    )
    if title != without_marks(written) or not is_marked_right:
        put_text(part, "SUMMARY", as_hold(title) if status == "hold" else title)


def _put_status(part: ContentLines, component: Component, status: str) -> None:
    part.put("STATUS", content_line("STATUS", _STATUSES[status]))
    if status == "confirmed" and component.busy_status == "tentative":
        _put_busy_status(part, "BUSY")


def _put_busy(part: ContentLines, component: Component, *, is_busy: bool) -> None:
    """Write TRANSP, and Outlook's words where they are there."""
    part.put("TRANSP", content_line("TRANSP", "OPAQUE" if is_busy else "TRANSPARENT"))
    if status_of(component) == "tentative":
        # It may have been Outlook's word alone that said so.
        part.put("STATUS", content_line("STATUS", "TENTATIVE"))
    _put_busy_status(part, "BUSY" if is_busy else "FREE")


def _put_busy_status(part: ContentLines, word: str) -> None:
    for name in BUSY_STATUS:
        if part.first(name):
            part.put(name, content_line(name, word))


def _put_attendees(part: ContentLines, rows: Sequence[Mapping[str, Json]]) -> None:
    """Write an ATTENDEE for each row; who stays keeps every parameter that the row leaves alone."""
    known: dict[str, list[Property]] = {}
    for line in part.all("ATTENDEE"):
        known.setdefault(_identity(attendee_row(read_attendee(line))), []).append(line)
    lines = []
    for row in rows:
        old = known.get(_identity(row))
        lines.append(_changed(part, old.pop(0), row) if old else _new_attendee(row))
    part.put("ATTENDEE", *lines)


def _identity(row: Mapping[str, Json]) -> str:
    return str(row.get("email") or f"\n{row.get('name', '')}")


def _changed(part: ContentLines, line: Property, row: Mapping[str, Json]) -> str:
    """Return a known attendee's line with the row's name and role."""
    text, known = part.written(line), read_attendee(line)
    if row.get("name", "") != known.name:
        text = with_parameter(text, "CN", str(row.get("name", "")))
    role = str(row.get("role", "required"))
    if role != ROLES.get(known.role, "required"):
        text = with_parameter(text, "ROLE", _ROLE_NAMES[role])
    return text


def _new_attendee(row: Mapping[str, Json]) -> str:
    parameters = {"CN": str(row["name"])} if row.get("name") else {}
    parameters["ROLE"] = _ROLE_NAMES[str(row.get("role", "required"))]
    parameters["PARTSTAT"] = "NEEDS-ACTION"
    email = row.get("email")
    return content_line("ATTENDEE", f"mailto:{email}" if email else _NO_ADDRESS, parameters)


def _put_reply(part: ContentLines, reply: str, mine: frozenset[str]) -> None:
    """Write the director's own answer wherever the director is asked."""
    lines = []
    for line in part.all("ATTENDEE"):
        text, who = part.written(line), read_attendee(line)
        if who.email in mine and reply_of(who) != reply:
            text = with_parameter(text, "PARTSTAT", _PARTSTATS[reply])
        lines.append(text)
    part.put("ATTENDEE", *lines)
