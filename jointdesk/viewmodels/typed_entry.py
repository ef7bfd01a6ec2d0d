"""A title that is a typed line: what it would come to in a form, shown before it is taken. Pure."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from jointdesk.domain.events import EVENT_STATUSES
from jointdesk.domain.matters import VISIBILITY
from jointdesk.operations.typed_entry import TypedReading, read_typed
from jointdesk.operations.typed_event import sentence
from jointdesk.operations.typed_marks import Setting
from jointdesk.viewmodels import repeats
from jointdesk.viewmodels.day_words import read_typed_day
from jointdesk.viewmodels.event_form import EventForm, event_of, form_of
from jointdesk.viewmodels.event_reading import EditorDesk

_TIMES = ("title", "org", "day", "start", "end_day", "end", "all_day")
_MARKS = {"repeat": "", "rule": "", "until": "", "place": "", "status": "confirmed",
          "visibility": "all"}  # fmt: skip
"""Fields that a line gives a value only where it says so, with what they hold where it does not."""


class TypedAhead(NamedTuple):
    """What stands under the title, and the values that the fields would get, none for no line."""

    words: str = ""
    values: Mapping[str, object] = MappingProxyType({})


def typed_ahead(form: EventForm, desk: EditorDesk) -> TypedAhead:
    """Return what the title of a form comes to as a typed line, and else what no field shows."""
    organisations = tuple(one.organisation for one in desk.calendars)
    setting = Setting(desk.today, desk.zone, organisations, desk.sites, form.org)
    reading = read_typed(form.title, setting)
    if reading.event is None:
        words = " ".join(reading.problems) if _is_line(reading) else unseen_words(form, desk)
        return TypedAhead(words)
    read = form_of(event_of(reading.event.fields(desk.zone), ""), desk.zone)
    values = {name: getattr(read, name) for name in _TIMES}
    marks = {name: getattr(read, name) for name in _MARKS}
    values |= {name: value for name, value in marks.items() if value != _MARKS[name]}
    told = f"{sentence(reading.event, setting)} Enter adds it, Tab fills the fields."
    return TypedAhead(told, MappingProxyType(values))


def _is_line(reading: TypedReading) -> bool:
    """True if a text is meant as a line and no mere title: it names a day and a time."""
    kinds = {one.kind for one in reading.understood}
    return "time" in kinds and bool(kinds & {"day", "repeat"})


def unseen_words(form: EventForm, desk: EditorDesk) -> str:
    """Return what a form holds that the quick form has no field for, "" for nothing."""
    found = read_typed_day(form.day, desk.today)
    day = found if isinstance(found, date) else desk.today
    rule = repeats.rule_words(form.rule or form.repeat, day) if form.repeat else ""
    until = f"until {form.until}" if rule and form.until else ""
    last = f"to {form.end_day}" if form.end_day and form.end_day != form.day else ""
    status = EVENT_STATUSES[form.status] if form.status != "confirmed" else ""
    private = VISIBILITY[form.visibility] if form.visibility != "all" else ""
    all_day = "All day" if form.all_day else ""
    return ", ".join(one for one in (all_day, last, rule, until, status, private) if one)
