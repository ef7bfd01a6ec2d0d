"""What reading a calendar would do to the conflicts of the next eight weeks, before it is done."""

from jointdesk.derive.ahead import Ahead
from jointdesk.domain.moments import Instant
from jointdesk.domain.people import Audience
from jointdesk.operations.conflicts import default_window
from jointdesk.store.reading import ReadableDesk
from jointdesk.sync.drafting import Draft
from jointdesk.sync.foresight import foresee


def foresee_run(desk: ReadableDesk, audience: Audience, now: Instant, draft: Draft) -> Ahead:
    """Return what carrying out a draft would do to the audience's conflicts; nothing is written."""
    return foresee(desk, draft, audience, default_window(desk, now), now)
