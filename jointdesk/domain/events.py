"""Events made here, in an organisation's local collection: they need no server.

Times are on the desk's clock, as a person would write them: they stay where they are when the
law on summer time changes (RFC 5545 section 3.3.5, form 3 with the desk's zone).
"""

from dataclasses import dataclass

from jointdesk.domain.fields import Field, Kind, RecordType
from jointdesk.domain.matters import VISIBILITY

EVENT_STATUSES = {
    "confirmed": "Confirmed",
    "tentative": "Provisional",
    "hold": "Hold",
    "cancelled": "Cancelled",
}


@dataclass(frozen=True, slots=True)
class Event:
    """One event.

    `start` and `end` are both "2026-12-01T14:00" or, all day, both "2026-12-01" with the end
    exclusive. `task` is the id of the task that the time is kept for.
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

    @property
    def all_day(self) -> bool:
        """True if it lasts whole days."""
        return "T" not in self.start


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
    ),
    Event,
)

LOCAL = "local"
"""The kind of the collections that events made here stand in."""


def local_collection(org_id: str) -> str:
    """Return the id of an organisation's local collection."""
    return f"local:{org_id}"
