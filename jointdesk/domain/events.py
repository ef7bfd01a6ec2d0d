"""Events made here: in an organisation's local collection, or on their way to another one.

Times are on the desk's clock, as a person would write them: they stay where they are when the
law on summer time changes (RFC 5545 section 3.3.5, form 3 with the desk's zone).
"""

from dataclasses import dataclass

from jointdesk.domain.fields import Field, Kind, RecordType
from jointdesk.domain.holds import as_hold
from jointdesk.domain.items import Fields
from jointdesk.domain.matters import VISIBILITY

EVENT_STATUSES = {
    "confirmed": "Confirmed",
    "tentative": "Provisional",
    "hold": "Hold",
    "cancelled": "Cancelled",
}


@dataclass(frozen=True, slots=True)
class Invited:
    """Somebody who is to be asked: `role` is "required", "optional" or "chair"."""

    email: str = ""
    name: str = ""
    role: str = "required"


_ROLES = {"required": "Required", "optional": "Optional", "chair": "Chair"}


@dataclass(frozen=True, slots=True)
class Event:
    """One event.

    `start` and `end` are both "2026-12-01T14:00" or, all day, both "2026-12-01" with the end
    exclusive. `task` is the id of the task that the time is kept for. `collection` is where it is
    to stand, "" for the organisation's local one; `moved_from` is the one that it stood in before,
    "" for none. `uid` is what it is called there (RFC 5545
    section 3.8.4.7), "" for its id. `repeat` is the value of an RRULE. `text` is the iCalendar
    text that it was copied from, "" for none: what this program does not know survives in it.

    Its id is the id of its series, there and here.
    """

    id: str
    order: int = 0
    org: str = ""
    title: str = ""
    start: str = ""
    end: str = ""
    place: str = ""
    status: str = "confirmed"
    notes: str = ""
    task: str | None = None
    visibility: str = "all"
    collection: str = ""
    uid: str = ""
    repeat: str = ""
    busy: bool | None = None
    attendees: tuple["Invited", ...] = ()
    text: str = ""
    moved_from: str = ""

    @property
    def all_day(self) -> bool:
        """True if it lasts whole days."""
        return "T" not in self.start


BUSY = "Busy"
"""The title of a block: all that another organisation's diary says of a meeting."""


def is_wordless(fields: Fields) -> bool:
    """True if an event's values say nothing but when: a hold or a block in another body's diary.

    Everybody may have it, for that the time is taken is known to all.
    """
    said = [fields.get(name) for name in ("place", "notes", "attendees", "text", "task")]
    return not any(said) and (fields.get("title") or "") in ("", BUSY, as_hold(""))


EVENT = RecordType(
    "event",
    (
        Field("org", Kind.REFERENCE, "Organisation", to="organisation"),
        Field("title", Kind.TEXT, "Title"),
        Field("start", Kind.TEXT, "Start"),
        Field("end", Kind.TEXT, "End"),
        Field("place", Kind.TEXT, "Place"),
        Field("status", Kind.CHOICE, "Status", choices=EVENT_STATUSES),
        Field("notes", Kind.PROSE, "Notes"),
        Field("task", Kind.REFERENCE, "For the task", to="task"),
        Field("visibility", Kind.CHOICE, "Who may see it", choices=VISIBILITY),
        Field("collection", Kind.TEXT, "Calendar"),
        Field("uid", Kind.TEXT, "UID"),
        Field("repeat", Kind.TEXT, "Repeats"),
        Field("busy", Kind.FLAG, "Counts as busy"),
        Field(
            "attendees",
            Kind.ROWS,
            "Attendees",
            row=Invited,
            parts=(
                Field("email", Kind.TEXT, "E-mail"),
                Field("name", Kind.TEXT, "Name"),
                Field("role", Kind.CHOICE, "Role", choices=_ROLES),
            ),
        ),
        Field("text", Kind.PROSE, "Copied from"),
        Field("moved_from", Kind.TEXT, "Moved from"),
    ),
    Event,
)

LOCAL = "local"
"""The kind of the collections that events made here stand in."""


def local_collection(org_id: str) -> str:
    """Return the id of an organisation's local collection."""
    return f"local:{org_id}"
