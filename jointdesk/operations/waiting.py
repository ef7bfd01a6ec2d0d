"""What waits for calendars, as an audience may see it: for the outbox and for the worklist."""

from collections.abc import Iterator
from typing import NamedTuple

from jointdesk.domain.holds import as_hold
from jointdesk.domain.items import Json
from jointdesk.domain.moments import Instant
from jointdesk.domain.pending import overlay_id
from jointdesk.domain.people import Audience
from jointdesk.domain.sources import Collection
from jointdesk.privacy.records import OWN_ORG, sees
from jointdesk.store.collections import list_collections, writable_collections
from jointdesk.store.reading import ReadableDesk
from jointdesk.sync.cases import Case, cases_of
from jointdesk.sync.outbox_plan import Settled, settle
from jointdesk.sync.outbox_request import Request, request_of
from jointdesk.sync.sight import Sight


class Waiting(NamedTuple):
    """One series for which something waits; `can_write` says whether this machine can write it.

    `request` is what its source is to be asked then, None for nothing.
    """

    collection: Collection
    can_write: bool
    case: Case
    settled: Settled
    title: str
    request: Request | None


def list_waiting(desk: ReadableDesk, audience: Audience, now: Instant) -> Iterator[Waiting]:
    """Yield what waits for any calendar, calendar by calendar."""
    writable = writable_collections(desk.connection)
    for collection in list_collections(desk.connection):
        for case in cases_of(desk, collection.id):
            settled = settle(case, desk.zone, now)
            if _is_seen(desk, audience, collection, case):
                title = _title(desk, case)
                request = request_of(case, settled, desk.zone, now)
                yield Waiting(collection, collection.id in writable, case, settled, title, request)


def _is_seen(desk: ReadableDesk, audience: Audience, collection: Collection, case: Case) -> bool:
    """Return whether the audience may see it, as it is there and as it is wanted."""
    said = [
        pending.wanted
        for overlay in case.overlays
        for pending in overlay.pending
        if pending.field == "visibility"
    ]
    said.append(case.event.visibility if case.event else _shown(desk, case, "visibility"))
    return sees(audience, OWN_ORG if OWN_ORG in said else "all", collection.org_id)


def _title(desk: ReadableDesk, case: Case) -> str:
    if case.event is not None:
        title, status = case.event.title, case.event.status
    else:
        title, status = (str(_shown(desk, case, name) or "") for name in ("title", "status"))
    return as_hold(title) if status == "hold" else title


def _shown(desk: ReadableDesk, case: Case, field: str) -> Json:
    return Sight(case, desk.zone).value(overlay_id(case.series_id), field)
