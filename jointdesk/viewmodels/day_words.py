"""Days as a person types them in the window: "tomorrow", "Friday", "4 Dec", or in full."""

from datetime import date, timedelta, tzinfo

from jointdesk.domain.moments import Instant, local
from jointdesk.domain.words import DAYS, short_day
from jointdesk.governance.written_days import read_day

_NEAR = ("today", "tomorrow")


def read_typed_day(text: str, today: date) -> date | str | None:
    """Return the day that is meant, None for an empty text, or the reason why it is no day.

    A weekday is the next one after today, "next week" its Monday. A day without its year is the
    one nearest to today. What was understood is shown in full at once, so that it can be seen.
    """
    words = " ".join(text.casefold().split())
    if not words:
        return None
    if words in _NEAR:
        return today + timedelta(days=_NEAR.index(words))
    if words == "next week":
        return next_weekday(today, 0)
    for number, name in enumerate(DAYS):
        if words in (name.casefold(), name[:3].casefold()):
            return next_weekday(today, number)
    found = read_day(text)
    if found == "a day without its year":
        years = (read_day(f"{text} {today.year + step}") for step in (0, 1, -1))
        near = [one for one in years if isinstance(one, date)]
        return min(near, key=lambda one: abs(one - today)) if near else found
    return found


def next_weekday(today: date, weekday: int) -> date:
    """Return the first such weekday (Monday 0) after today."""
    return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)


def shown_day(day: date | None) -> str:
    """Return a day as a field shows it: "Fri 4 Dec 2026", "" for none."""
    return f"{short_day(day)} {day.year}" if day else ""


def near_day(day: date, today: date) -> str:
    """Return "Today", "Tomorrow", "Fri 4 Dec", or with its year where that is another one."""
    if 0 <= (day - today).days <= 1:
        return _NEAR[(day - today).days].capitalize()
    return short_day(day) if day.year == today.year else f"{short_day(day)} {day.year}"


def moment_name(when: Instant, today: date, zone: tzinfo) -> str:
    """Return a moment that has been: "09:05", "Friday 17:40" or "Fri 4 Dec 17:40"."""
    moment = local(when, zone)
    at = f"{moment:%H:%M}"
    ago = (today - moment.date()).days
    if ago == 0:
        return at
    return f"{DAYS[moment.weekday()]} {at}" if 0 < ago < 7 else f"{short_day(moment.date())} {at}"
