"""The calendars in which a new meeting can stand, of each organisation, as a form offers them."""

from collections.abc import Sequence
from typing import NamedTuple

from jointdesk.domain.events import LOCAL
from jointdesk.domain.organisations import Organisation
from jointdesk.domain.words import plain_line
from jointdesk.operations.calendars import Calendar, calendars_of
from jointdesk.store.organisations import list_organisations
from jointdesk.store.reading import ReadableDesk

KEPT_HERE = "Kept here only"


class OrgCalendars(NamedTuple):
    """An organisation and its calendars by id, the one that is taken by itself first."""

    organisation: Organisation
    calendars: tuple[tuple[str, str], ...]


def read_calendars(desk: ReadableDesk) -> tuple[OrgCalendars, ...]:
    """Return the organisations that a meeting can be made for, in the order of adding."""
    return tuple(
        OrgCalendars(one, tuple(map(_offered, calendars_of(desk, one.id))))
        for one in list_organisations(desk.connection)
    )


def _offered(calendar: Calendar) -> tuple[str, str]:
    one = calendar.collection
    if one.kind == LOCAL:
        return one.id, KEPT_HERE
    name = plain_line(one.name)
    return one.id, name if calendar.is_writable else f"{name} (read only: worklist)"


def chosen_org(found: Sequence[OrgCalendars], wanted: str = "") -> str:
    """Return the id of the organisation to begin with: the wanted one, else an employer."""
    ids = [one.organisation.id for one in found]
    if wanted in ids:
        return wanted
    employers = [one.organisation.id for one in found if one.organisation.share is not None]
    return next(iter([*employers, *ids]), "")
