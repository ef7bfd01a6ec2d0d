"""A typed line on a desk: what it is read in sight of, and the event it adds."""

from jointdesk.domain.errors import WrongUseError
from jointdesk.domain.moments import Instant, local_day
from jointdesk.operations.typed_entry import TypedReading, read_typed
from jointdesk.operations.typed_event import TypedEvent
from jointdesk.operations.typed_marks import Setting
from jointdesk.store.organisations import list_organisations
from jointdesk.store.reading import ReadableDesk
from jointdesk.store.sites import list_sites


def setting_of(desk: ReadableDesk, now: Instant, org_id: str = "") -> Setting:
    """Return what lines are read in sight of; `org_id` is meant where a line names none."""
    return Setting(
        local_day(now, desk.zone),
        desk.zone,
        tuple(list_organisations(desk.connection)),
        tuple(list_sites(desk.connection)),
        org_id,
    )


def understood(text: str, setting: Setting) -> tuple[TypedEvent, TypedReading]:
    """Return the event that a line describes, with all that was read.

    Raises:
        WrongUseError: something is ambiguous or missing; with the nearest reading.
    """
    reading = read_typed(text, setting)
    if reading.event is None:
        raise WrongUseError(" ".join(reading.problems))
    return reading.event, reading
