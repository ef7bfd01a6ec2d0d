"""What the repeating of a form comes to: a plain sentence, and the days that come first. Pure."""

from datetime import date, tzinfo
from typing import NamedTuple

from jointdesk.domain.events import Event
from jointdesk.domain.moments import DAY
from jointdesk.domain.words import DAYS, listed, short_day
from jointdesk.ical.recurrence_elapsed import TooMuchWorkError
from jointdesk.ical.repeating import first_days
from jointdesk.operations.series_ahead import HORIZON, MOST
from jointdesk.viewmodels import repeats
from jointdesk.viewmodels.day_words import read_typed_day
from jointdesk.viewmodels.event_form import EventForm
from jointdesk.viewmodels.repeat_pattern import RepeatPattern, pattern_of

SHOWN = 5
"""Days that are named."""
EXPERT = "That is more than the fields can say: it stays as text, under “Rule (for experts)”."


class RepeatShown(NamedTuple):
    """The pattern that the fields show, None for a rule that they cannot; words, and days.

    `words` and `days` are "" where there is nothing to say.
    """

    pattern: RepeatPattern | None = None
    words: str = ""
    days: str = ""


def day_of(form: EventForm, today: date) -> date:
    """Return the day on which a form begins, today where that cannot be read."""
    day = read_typed_day(form.day, today)
    return day if isinstance(day, date) else today


def repeat_shown(
    form: EventForm, today: date, zone: tzinfo, *, is_series: bool = False
) -> RepeatShown:
    """Return what is shown of how a form repeats.

    Of a series that is there (`is_series`) the form has one occurrence: how many of a number of
    times are left from there is not said.
    """
    rule = form.rule if form.repeat == repeats.CUSTOM else form.repeat
    if not rule:
        return RepeatShown()
    start = day_of(form, today)
    pattern = pattern_of(rule, start)
    try:
        bare = repeats.checked(rule)
        whole = repeats.with_end(bare, form.until, today, all_day=form.all_day, zone=zone)
    except ValueError:  # said under its field
        return RepeatShown(pattern)
    words = f"{repeats.rule_words(whole, start)}."
    if pattern is None:
        words = f"{words} {EXPERT}"
    return RepeatShown(
        pattern, words, _days(bare if is_series and _counts(whole) else whole, start)
    )


def days_ahead(event: Event) -> list[date]:
    """Return the days of an event that repeats, within a year; none of a single one."""
    if not event.repeat:
        return []
    start = date.fromisoformat(event.start[:10])
    try:
        found = first_days(event.repeat, start, start, MOST)
    except (TooMuchWorkError, ValueError):
        return []
    return [one for one in found if (one - start).days * DAY < HORIZON]


def _counts(rule: str) -> bool:
    return "COUNT=" in rule


def _days(rule: str, start: date) -> str:
    try:
        found = first_days(rule, start, start, SHOWN)
    except TooMuchWorkError:
        return ""
    if not found:
        return "It never comes."
    named = listed(_named(day, start) for day in found)
    first = "First" if len(found) == SHOWN else "Only"
    told = f"{first}: {named}."
    if found[0] != start:
        own = f"{DAYS[start.weekday()]} {start.day}"
        told = f"{told} The day it begins on, {own}, is none of them."
    return told


def _named(day: date, start: date) -> str:
    return short_day(day) if day.year == start.year else f"{short_day(day)} {day.year}"
