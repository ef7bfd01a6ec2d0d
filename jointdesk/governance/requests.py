"""DL12: the reply to a request for information, one clock for each public authority.

Source: section 10 of the Freedom of Information Act 2000: not later than the twentieth working
day following the day of receipt; a bank holiday of any nation of the United Kingdom is no working
day; the days while a fee is awaited are disregarded; a request that had to be clarified is
received when the clarification is.
"""

from datetime import date, timedelta

from jointdesk.domain.words import full_day
from jointdesk.governance import deadline_settings as of
from jointdesk.governance.deadline_rules import (
    Deadline,
    DeadlineRule,
    Terms,
    of_days,
    ordinal,
    skipped,
)
from jointdesk.governance.deadline_settings import Mark, Setting
from jointdesk.governance.working_days import WorkingCalendar


def _reply(on: date, terms: Terms) -> Deadline:
    waiting = _waiting(terms)
    if waiting:
        return Deadline("DL12", {}, (waiting,))
    calendar = terms.working()
    clarified, paid = terms.day("clarified"), terms.day("fee_paid")
    received = clarified or on
    counting, why = calendar, []
    if clarified:
        why.append(f"Clarified on {full_day(clarified)}: the clock starts again from that day.")
    asked = terms.day("fee_asked")
    if asked and paid:
        counting = _without(calendar, asked, paid)
        why.append(f"Awaiting a fee from {full_day(asked)} to {full_day(paid)}: not counted.")
    period, more = terms.number("days"), terms.number("extended")
    reply_by = counting.add(received, period)
    why.append(f"A reply is due on the {ordinal(period)} working day after receipt.")
    closed = calendar.why_closed(received)
    if closed:
        why.append(f"Received on a day that does not count ({closed}): the next working day is 1.")
    dates = {"due": counting.add(received, period + more)}
    if more:
        dates["say_extended_by"] = reply_by
        why.append(f"Extended by {of_days(more, counting)} to weigh the public interest.")
    why.extend(skipped(calendar, received, dates["due"]))
    why.extend(_compared(terms.day("stated"), dates["due"]))
    return Deadline("DL12", dates, tuple(why))


def _waiting(terms: Terms) -> str:
    """Return why the clock stands still, or "" while it runs."""
    if terms.day("clarification_asked") and not terms.day("clarified"):
        return "The clock is stopped until the request is clarified."
    if terms.day("fee_asked") and not terms.day("fee_paid"):
        return "The clock is paused until the fee is paid."
    return ""


def _without(calendar: WorkingCalendar, first: date, last: date) -> WorkingCalendar:
    """Return the calendar with the days from first to last, both included, closed."""
    length = (last - first).days + 1
    paused = (first + timedelta(days=number) for number in range(length))
    return calendar.changed(closed=dict.fromkeys(paused, "awaiting a fee"))


def _compared(stated: date | None, due: date) -> tuple[str, ...]:
    if stated is None or stated == due:
        return ()
    later = "later" if stated > due else "earlier"
    return (f"The authority states {full_day(stated)}, {later} than the rule gives.",)


REPLY = DeadlineRule(
    "DL12",
    "reply to a freedom of information request",
    "the day of receipt",
    (
        of.days(20, "working days after receipt", Mark.V),
        Setting("extended", of.number(0, 400), "0", "further working days", Mark.GK, of_case=True),
        of.day_of_case("clarification_asked", "stops the clock"),
        of.day_of_case("clarified", "starts it again, from this day"),
        of.day_of_case("fee_asked", "pauses the clock"),
        of.day_of_case("fee_paid", "lets it run on, after this day"),
        of.day_of_case("stated", "the day that the authority itself states"),
        of.calendar("UK"),
        *of.OWN_DAYS,
    ),
    {"due": "The reply is due on", "say_extended_by": "Tell the requester of the extension by"},
    _reply,
)
