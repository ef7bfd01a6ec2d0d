"""What has ended, of a calendar that several machines read: none takes it from the others.

A feed publishes what has ended for a while only. A machine keeps what it has read of that; one
that reads for the first time later has never seen it. So neither says of a meeting in the past
that it is gone, or that it is there again: two that went on contradicting each other would have it
come and go for everybody.
"""

from jointdesk.domain.items import DELETED
from jointdesk.domain.mirrors import Mirror
from jointdesk.domain.moments import Instant
from jointdesk.domain.sources import Collection
from jointdesk.ical.carrying import carried_resource
from jointdesk.ical.expanding import reach
from jointdesk.ical.series import parse
from jointdesk.operations.records import SHARED
from jointdesk.operations.sources import ON_SERVER
from jointdesk.store.collections import PastMeetings, past_meetings_of
from jointdesk.store.desk import Desk
from jointdesk.store.items import find_item
from jointdesk.store.mirrors import mirror_texts
from jointdesk.sync.mirrors import Held, MirrorPlan


def without_past(
    desk: Desk, collection: Collection, plan: MirrorPlan, read_at: Instant
) -> MirrorPlan:
    """Return a plan without what it says of meetings that its reading could not have shown.

    A calendar server says itself what is gone, so that its word holds for all.
    """
    if collection.kind == ON_SERVER or not (plan.writes or plan.gone):
        return plan
    past = past_meetings_of(desk.connection, collection.id)
    start = min(read_at, past.start if past.start is not None else read_at)
    writes = (one for one in plan.writes if not _is_settled(desk, one, past))
    gone = (one for one in plan.gone if not _is_before(desk, one, past, start))
    return MirrorPlan(tuple(writes), tuple(gone))


def _is_settled(desk: Desk, held: Held, past: PastMeetings) -> bool:
    """True if a meeting is in its feed no more, and others know of it or took it away."""
    if held.resource_id not in past.unpublished:
        return False
    item = find_item(desk.connection, held.mirror.id)
    if item is None:
        return False
    return bool(item.fields.get(DELETED)) or not held.is_private or item.stream != SHARED


def _is_before(desk: Desk, mirror: Mirror, past: PastMeetings, start: Instant) -> bool:
    """True if this machine has never read a meeting, and it had ended before what it reads."""
    if (mirror.uid, mirror.twin) in past.known:
        return False
    text = carried_resource(mirror_texts(desk.connection, [mirror.id]).get(mirror.id, ""))
    series = parse(text, desk.zone).series if text is not None else None
    end = reach(series)[1] if series is not None else None
    return end is not None and end < start
