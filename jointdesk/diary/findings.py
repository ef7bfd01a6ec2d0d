"""What the rules find, before it is put into words."""

from typing import NamedTuple

from jointdesk.domain.conflicts import Severity
from jointdesk.domain.meetings import Meeting
from jointdesk.domain.moments import Instant


class Finding(NamedTuple):
    """One rule's finding: cheap to make, for there may be many more than anyone reads.

    `meetings` are the sides. `keys` are the conflict's participants where these are not just the
    sides: a day, an organisation and ISO week. `others` are meetings that the sentence names
    without their being sides. `org_ids` is empty where the sides' organisations are concerned.
    `facts` are the numbers and words that the sentence of this code needs, in its own order.
    """

    code: str
    severity: Severity
    anchor: Instant
    start: Instant
    end: Instant
    meetings: tuple[Meeting, ...]
    keys: tuple[str, ...] = ()
    others: tuple[Meeting, ...] = ()
    org_ids: tuple[str, ...] = ()
    facts: tuple[int | str, ...] = ()
    minutes_short: int | None = None
