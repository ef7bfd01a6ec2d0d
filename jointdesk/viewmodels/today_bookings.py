"""Bookings that wait for the acting person today: their answer, holds that end, what is said."""

from jointdesk.domain.bookings import OPEN_STATES, Booking
from jointdesk.domain.conflicts import Severity
from jointdesk.domain.moments import Instant
from jointdesk.domain.people import Audience
from jointdesk.domain.words import counted, plain_line
from jointdesk.operations.booking_lists import BookingRow, list_bookings
from jointdesk.store.reading import Reading
from jointdesk.viewmodels.booking_reading import facts_of
from jointdesk.viewmodels.booking_sheet import slot_words
from jointdesk.viewmodels.pages import Page
from jointdesk.viewmodels.today_day import Target
from jointdesk.viewmodels.today_needs import Facts, Need, need

_MOST = 4


def booking_needs(reading: Reading, audience: Audience, facts: Facts, at: Instant) -> list[Need]:
    """Return the bookings that ask something of the person today."""
    found = []
    for row in list_bookings(reading, audience, at):
        if told := _asks(row, facts):
            found.append((row, told))
    shown = found if len(found) <= _MOST else found[: _MOST - 1]
    needs = [_need(row, told, facts) for row, told in shown]
    if len(found) > len(shown):
        more = f"{len(found) - len(shown)} more bookings"
        needs.append(need(more, (), None, (), facts, Target(Page.BOOKINGS), icon="calendar-clock"))
    return needs


def _asks(row: BookingRow, facts: Facts) -> tuple[str, ...]:
    """Return what a booking asks of the person: "Needs your yes: Thu 14 Jan", none for nothing."""
    booking, standing = row.booking, row.standing
    comments = f"{counted(row.unseen, 'comment')} for you" if row.unseen else ""
    return tuple(
        filter(None, (_yes(booking, standing.state, facts), _ending(row, facts), comments))
    )


def _yes(booking: Booking, state: str, facts: Facts) -> str:
    if state not in OPEN_STATES or booking.waiting_for != facts.person_id:
        return ""
    offered = next((one for one in booking.options if one.offered_on is not None), None)
    when = slot_words(offered.start, offered.end) if offered else ""
    return f"Needs your yes: {when}" if when else "Needs your yes"


def _ending(row: BookingRow, facts: Facts) -> str:
    """Return "Hold ends today 17:00" to who works on it, and to whose move it is."""
    until = row.booking.hold_until
    is_theirs = facts.person_id == row.booking.owner or row.standing.move == "mine"
    if not row.holds or until is None or until > facts.today or not is_theirs:
        return ""
    return facts_of(row).warning


def _need(row: BookingRow, told: tuple[str, ...], facts: Facts) -> Need:
    booking = row.booking
    until = booking.hold_until
    is_over = bool(row.holds) and until is not None and until < facts.today
    severity = Severity.AMBER if is_over else None
    title = plain_line(booking.title) or "No title"
    target = Target(Page.BOOKINGS, booking.id)
    lines = [f"{line}." for line in told]
    return need(title, lines, severity, booking.orgs, facts, target, icon="calendar-clock")
