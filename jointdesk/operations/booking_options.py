"""Times for a booking: what it asks for, and what is found for it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from jointdesk.derive.context import load_context
from jointdesk.diary.suggestions import Ask, Suggestion
from jointdesk.domain.bookings import Booking, Wanted
from jointdesk.domain.errors import NotFoundError, WrongUseError
from jointdesk.domain.moments import DAY, Instant, Span, local, local_day, midnight
from jointdesk.domain.occurrences import PlaceKind
from jointdesk.domain.words import listed
from jointdesk.operations.organisations import organisation_by_code
from jointdesk.store.reading import ReadableDesk
from jointdesk.store.sites import list_sites

WEEKS = 8
"""How far ahead a time is sought where nobody says by when."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person says of a time that is sought; None and () leave it to the booking.

    `first` and `last` are days, both included. `site` is a site's id or any name of it.
    """

    minutes: int | None = None
    first: date | None = None
    last: date | None = None
    site: str | None = None
    online: bool | None = None
    attendees: tuple[Wanted, ...] = ()
    orgs: tuple[str, ...] = ()


def ask_for(desk: ReadableDesk, booking: Booking | None, wish: Wish, now: Instant) -> Ask:
    """Return what to seek for a booking, or without one by the wish alone.

    Raises:
        WrongUseError: the days make no sense.
        NotFoundError: a site or an organisation is not known.
    """
    known = booking or Booking("")
    today = local_day(now, desk.zone)
    first = wish.first or max(known.after or today, today)
    last = wish.last or known.by or first + timedelta(days=7 * WEEKS - 1)
    if last < first:
        raise WrongUseError(
            f"There is no day from {first.isoformat()} to {last.isoformat()} to look at."
        )
    start, end = midnight(first, desk.zone), midnight(last, desk.zone)
    ask = Ask(
        minutes=known.minutes if wish.minutes is None else wish.minutes,
        window=Span(start, midnight(local_day(end + DAY + DAY // 2, desk.zone), desk.zone)),
        online=bool(known.online if wish.online is None else wish.online),
        attendees=wish.attendees or known.attendees,
        orgs=tuple(organisation_by_code(desk, code).id for code in wish.orgs) or known.orgs,
    )
    if wish.site is not None:
        return replace(ask, site_id=site_named(desk, wish.site), online=bool(wish.online))
    kind, site_id = load_context(desk.connection, desk.zone).places.resolve(known.place)
    is_virtual = ask.online or kind is PlaceKind.VIRTUAL
    return replace(ask, site_id=site_id or None, online=is_virtual, place=known.place)


def site_named(desk: ReadableDesk, text: str) -> str:
    """Return the id of the site with that id or name, as calendars may write it.

    Raises:
        NotFoundError: there is none.
    """
    sites = list_sites(desk.connection)
    if any(site.id == text for site in sites):
        return text
    site_id = load_context(desk.connection, desk.zone).places.resolve(text)[1]
    if not site_id:
        known = listed(f"{site.id} ({site.name})" for site in sites) or "none yet"
        raise NotFoundError(f"There is no site “{text}”. Sites are: {known}.")
    return site_id


def as_slots(desk: ReadableDesk, suggestions: Iterable[Suggestion]) -> list[str]:
    """Return suggestions as START/END on the desk's clock, as bookings keep them."""
    return [
        "/".join(f"{local(at, desk.zone):%Y-%m-%dT%H:%M}" for at in (one.start, one.end))
        for one in suggestions
    ]
