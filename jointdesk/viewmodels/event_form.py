"""The form of a meeting: what is typed in its fields, and what that means. Pure.

Everything in a form is text as it stands in its field; `read_form` gives the values as they are
stored (`domain.events.Event`), and a sentence for each field that means nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta, tzinfo
from types import MappingProxyType

from jointdesk.domain.events import EVENT, Event, Invited
from jointdesk.domain.items import Fields, Item, Json
from jointdesk.domain.words import plain, plain_line
from jointdesk.operations.event_times import DEFAULT_MINUTES
from jointdesk.viewmodels import repeats
from jointdesk.viewmodels.blocks import MINUTES_A_DAY
from jointdesk.viewmodels.clock_words import read_time
from jointdesk.viewmodels.day_words import read_typed_day, shown_day
from jointdesk.viewmodels.repeat_pattern import followed_rule
from jointdesk.viewmodels.words import clock

_TOGETHER = (("day", "start", "end_day", "end", "all_day"), ("repeat", "rule", "until"))
"""Fields that mean something only with each other."""


@dataclass(frozen=True, slots=True)
class EventForm:
    """What stands in the fields.

    `org` and `collection` are ids, "" for the organisation's own choice of calendar. `repeat` is
    one of `repeats.choices`, or `repeats.CUSTOM` with the text in `rule`; `until` its end. The
    last day of an all-day meeting is `end_day`, inclusive, as people say it.
    """

    title: str = ""
    org: str = ""
    collection: str = ""
    day: str = ""
    start: str = ""
    end_day: str = ""
    end: str = ""
    all_day: bool = False
    repeat: str = ""
    rule: str = ""
    until: str = ""
    place: str = ""
    notes: str = ""
    status: str = "confirmed"
    visibility: str = "all"
    attendees: tuple[Invited, ...] = ()


@dataclass(frozen=True, slots=True)
class FormRead:
    """What a form means: the fields as they are stored, and what is wrong, by the field's name."""

    fields: Fields
    problems: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


def new_form(org: str, day: date, start: int, minutes: int = DEFAULT_MINUTES) -> EventForm:
    """Return the form of a new meeting at a minute of a day."""
    days, end = divmod(start + minutes, MINUTES_A_DAY)
    if days and not end:
        days, end = days - 1, MINUTES_A_DAY
    return EventForm(
        org=org,
        day=shown_day(day),
        start=clock(start),
        end_day=shown_day(day + timedelta(days=days)),
        end=clock(end),
    )


def form_of(event: Event, zone: tzinfo) -> EventForm:
    """Return the form of what is stored; foreign texts become plain."""
    begins, ends = datetime.fromisoformat(event.start), datetime.fromisoformat(event.end)
    last = ends - timedelta(days=1) if event.all_day else ends
    bare, until = repeats.parted(event.repeat, zone)
    choice = repeats.chosen(bare, begins.date())
    return EventForm(
        title=plain_line(event.title),
        org=event.org,
        collection=event.collection,
        day=shown_day(begins.date()),
        start="" if event.all_day else clock(begins.hour * 60 + begins.minute),
        end_day=shown_day(max(begins, last).date()),
        end="" if event.all_day else clock(ends.hour * 60 + ends.minute),
        all_day=event.all_day,
        repeat=choice,
        rule=bare if choice == repeats.CUSTOM else "",
        until=until,
        place=plain_line(event.place),
        notes="\n".join(plain(line) for line in event.notes.splitlines()),
        status=event.status,
        visibility=event.visibility,
        attendees=event.attendees,
    )


# Reading


def read_form(
    form: EventForm, today: date, zone: tzinfo, begun: EventForm | None = None
) -> FormRead:
    """Return what a form means; days are read in sight of today.

    Calendars hold what nobody would be let type here: what is as it was in the form `begun` is
    no problem.
    """
    problems: dict[str, str] = {}
    if not form.title.strip():
        problems["title"] = "A meeting needs a title."
    if not form.org:
        problems["org"] = "Say whose meeting it is."
    start, end = _read_times(form, today, problems)
    fields: dict[str, Json] = {
        "title": form.title.strip(),
        "org": form.org,
        "collection": form.collection,
        "start": start,
        "end": end,
        "repeat": _read_repeat(form, today, zone, problems),
        "place": form.place.strip(),
        "notes": form.notes.strip(),
        "status": form.status,
        "visibility": form.visibility,
        "attendees": _read_attendees(form.attendees, begun.attendees if begun else (), problems),
    }
    if begun is not None:
        if form.collection != begun.collection and not _is_same("day", form, begun):
            problems["collection"] = "Move it to the other calendar first, then change its times."
        problems = {
            name: words for name, words in problems.items() if not _is_same(name, form, begun)
        }
    return FormRead(fields, MappingProxyType(problems))


def read_times(form: EventForm, today: date) -> FormRead:
    """Return what the days and times of a form mean alone: "start" and "end" as stored."""
    problems: dict[str, str] = {}
    start, end = _read_times(form, today, problems)
    return FormRead({"start": start, "end": end}, MappingProxyType(problems))


def _is_same(name: str, form: EventForm, begun: EventForm) -> bool:
    """Whether a field is as it was, and those that are read with it."""
    together = next((group for group in _TOGETHER if name in group), (name,))
    return all(getattr(form, one) == getattr(begun, one) for one in together)


def _read_times(form: EventForm, today: date, problems: dict[str, str]) -> tuple[str, str]:
    """Return start and end as they are stored, "" where they cannot be read."""
    day = _read_day(form.day, today, "day", problems)
    end_day = _read_day(form.end_day, today, "end_day", problems) if form.end_day.strip() else day
    if day is None or end_day is None:
        return "", ""
    if form.all_day:
        if end_day < day:
            problems["end_day"] = "It would end before it starts."
        return day.isoformat(), (max(day, end_day) + timedelta(days=1)).isoformat()
    start = _read_clock(form.start, "start", problems)
    if not form.end.strip() and start is not None:
        end: int | None = start + DEFAULT_MINUTES
    else:
        end = _read_clock(form.end, "end", problems)
    if start is None or end is None:
        return "", ""
    begins, ends = _moment(day, start), _moment(end_day, end)
    if ends < begins:
        problems["end"] = "It would end before it starts."
    return begins.isoformat(timespec="minutes"), ends.isoformat(timespec="minutes")


def _moment(day: date, minute: int) -> datetime:
    return datetime.fromisoformat(day.isoformat()) + timedelta(minutes=minute)


def _read_day(text: str, today: date, name: str, problems: dict[str, str]) -> date | None:
    found = read_typed_day(text, today)
    if isinstance(found, date):
        return found
    problems[name] = f"“{text.strip()}” is no day: {found}." if found else "Say on which day it is."
    return None


def _read_clock(text: str, name: str, problems: dict[str, str]) -> int | None:
    found = read_time(text)
    if found is None:
        problems[name] = (
            f"“{text.strip()}” is no time of day, such as 14:00." if text.strip() else "Say when."
        )
    return found


def _read_repeat(form: EventForm, today: date, zone: tzinfo, problems: dict[str, str]) -> str:
    rule = form.repeat
    if rule == repeats.CUSTOM:
        try:
            rule = repeats.checked(form.rule)
        except ValueError as error:
            problems["rule"] = str(error)
            return ""
    try:
        return repeats.with_end(rule, form.until, today, all_day=form.all_day, zone=zone)
    except ValueError as error:
        problems["until"] = str(error)
        return rule


def _read_attendees(
    attendees: Sequence[Invited], known: Sequence[Invited], problems: dict[str, str]
) -> list[Json]:
    addresses = {one.email for one in known}
    rows: list[Json] = []
    for one in attendees:
        email = one.email.strip()
        if one.email not in addresses and not _is_address(email):
            problems["attendees"] = f"“{plain_line(email) or one.name}” is no e-mail address."
        rows.append({"email": email, "name": one.name.strip(), "role": one.role})
    return rows


def _is_address(email: str) -> bool:
    name, _, host = email.partition("@")
    return bool(name) and "." in host and not any(letter.isspace() for letter in email)


# Changing


def followed(before: EventForm, after: EventForm, today: date) -> EventForm:
    """Return the form whose end follows a new start, and its plain rule the new day.

    What lasts all day no more begins at nine.
    """
    if before.all_day and not after.all_day and not after.start:
        return replace(after, start="09:00", end="10:00", end_day=after.day)
    if (before.day, before.start) == (after.day, after.start) or after.all_day != before.all_day:
        return after
    old, new = _read_times(before, today, {}), _read_times(after, today, {})
    if not old[0] or not new[0]:
        return after
    days = date.fromisoformat(old[0][:10]), date.fromisoformat(new[0][:10])
    rule = followed_rule(after.rule, *days)
    after = replace(after, repeat=repeats.moved(after.repeat, *days), rule=rule)
    if (before.end_day, before.end) != (after.end_day, after.end) or old[1] < old[0]:
        return after
    begins, ends, moved = (datetime.fromisoformat(one) for one in (*old, new[0]))
    end = moved + (ends - begins)
    last = end - timedelta(days=1) if after.all_day else end
    shown = "" if after.all_day else clock(end.hour * 60 + end.minute)
    return replace(after, end_day=shown_day(last.date()), end=shown)


def changed_fields(before: Fields, after: Fields) -> Fields:
    """Return the fields that were given another value; start and end go together.

    Both are what `read_form` gave: what nobody touched is never written.
    """
    changed = {name: value for name, value in after.items() if before.get(name) != value}
    if "start" in changed or "end" in changed:
        changed |= {name: after[name] for name in ("start", "end")}
    return changed


def event_of(fields: Fields, event_id: str) -> Event:
    """Return the event that read fields describe, for a look ahead."""
    return EVENT.of(Item(event_id, EVENT.name, "", 0, fields))


def read_invited(text: str, known: Sequence[Invited]) -> Invited | None:
    """Return who is meant by "ann@example.org", "Ann <ann@example.org>" or a known name."""
    typed = " ".join(text.split())
    for one in known:
        if typed.casefold() in (one.name.casefold(), one.email, shown_invited(one).casefold()):
            return one
    name, _, email = typed.rpartition("<")
    email = email.rstrip(">").strip()
    if not _is_address(email):
        return None
    return Invited(email, name.strip().strip('"'))


def shown_invited(invited: Invited) -> str:
    """Return "Ann Smith <ann@example.org>", or the address alone."""
    email = plain_line(invited.email)
    return f"{plain_line(invited.name)} <{email}>" if invited.name else email
