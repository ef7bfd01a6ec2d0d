"""Tasks as calendars hold them: one VTODO, or one occurrence of a repeating one."""

from datetime import date
from typing import NamedTuple


class Todo(NamedTuple):
    """What a VTODO says (RFC 5545 section 3.6.2).

    `day` and `ordinal` are the second half of the occurrence key; `day` is None for one that
    does not repeat. Days and `due_time` ("HH:MM", "" for a date) are on the desk's clock.
    `status` is in lower case, one of the task's. `level` is the task's word for PRIORITY (1 to 4
    high, 5 medium, 6 to 9 low; None where nothing is said). `parent` is the UID of RELATED-TO.
    """

    uid: str
    day: int | None
    ordinal: int
    title: str
    notes: str
    due: date | None
    due_time: str
    start: date | None
    status: str
    level: str | None
    completed_on: date | None
    parent: str
    is_private: bool
    emails: tuple[str, ...]
