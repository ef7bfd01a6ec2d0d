"""Values that somebody wants for the fields of an event or a task: which are fit to be written.

Every text comes out harmless and as the reader will read it, so that it can be told whether a
calendar shows what was wanted.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from zoneinfo import ZoneInfo

from jointdesk.domain.errors import WrongUseError
from jointdesk.domain.events import EVENT_STATUSES
from jointdesk.domain.holds import is_hold, without_marks
from jointdesk.domain.items import Fields, Json
from jointdesk.domain.matters import VISIBILITY
from jointdesk.domain.moments import local_day, midnight, parse_instant
from jointdesk.domain.occurrences import split_key
from jointdesk.domain.tasks import STATUSES
from jointdesk.ical.content_lines import escape
from jointdesk.ical.editing_shown import time_text
from jointdesk.ical.rule_texts import plain_rule, read_rule
from jointdesk.ical.values import FIRST_DAY, LAST_DAY, block_text, line_text
from jointdesk.ical.written_times import When

_ROLES = frozenset(("required", "optional", "chair"))
_REPLIES = frozenset(("accepted", "tentative", "declined", "none"))


def checked_fields(fields: Fields, kind: str, zone: ZoneInfo) -> dict[str, Json]:
    """Return the values as a calendar's text can hold them: to be kept as what is wanted.

    Texts lose control characters and surrogates, times that a clock change skips move forward,
    "HOLD:" before a title becomes the status.

    Args:
        fields: by names of `domain.pending.EVENT_FIELDS` or `TASK_FIELDS`.
        kind: VEVENT or VTODO.
        zone: the desk's.

    Raises:
        WrongUseError: a field is not known, or a value cannot be written.
    """
    found: dict[str, Json] = {}
    for name, value in fields.items():
        try:
            found |= _checked(name, value, kind, zone)
        except ValueError as error:
            raise WrongUseError(f"{name.replace('_', ' ').capitalize()}: {error}.") from None
    return _with_hold(found, fields, kind)


def usable_fields(fields: Fields, kind: str, zone: ZoneInfo) -> dict[str, Json]:
    """Return the values as `checked_fields` does, without those that cannot be written."""
    found: dict[str, Json] = {}
    for name, value in fields.items():
        try:
            found |= _checked(name, value, kind, zone)
        except ValueError:
            continue
    return _with_hold(found, fields, kind)


def read_when(text: str, zone: ZoneInfo) -> When:
    """Return a day or a time as it is stored: on the desk's clock.

    Raises:
        ValueError: it is neither.
    """
    if "T" in text:
        return When(None, parse_instant(text, zone))
    day = date.fromisoformat(text)
    return When(day.toordinal(), midnight(day, zone))


def _checked(name: str, value: Json, kind: str, zone: ZoneInfo) -> dict[str, Json]:
    readers = _TASK if kind == "VTODO" else _EVENT
    if name not in readers:
        raise ValueError("it cannot be changed there")
    return {name: readers[name](value, zone)}


def _with_hold(found: dict[str, Json], given: Fields, kind: str) -> dict[str, Json]:
    """Return the fields with the status that a title asks for."""
    title = given.get("title")
    if kind != "VTODO" and isinstance(title, str) and is_hold(title) and "title" in found:
        return {"status": "hold", **found}
    return found


def _text(value: Json) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        raise ValueError("it is no text")
    return value.encode("utf-8", "replace").decode()


def _line(value: Json, zone: ZoneInfo) -> Json:
    return line_text(escape(_text(value)))


def _title(value: Json, zone: ZoneInfo) -> Json:
    return without_marks(line_text(escape(_text(value))))


def _notes(value: Json, zone: ZoneInfo) -> Json:
    return block_text(escape(_text(value))).rstrip()


def _when(value: Json, zone: ZoneInfo) -> Json:
    try:
        when = read_when(_text(value), zone)
        day = date.fromisoformat(_text(value)[:10]).toordinal()
    except (ValueError, OverflowError):
        raise ValueError("it is no day or time") from None
    if not FIRST_DAY < day < LAST_DAY:
        raise ValueError("it lies beyond the calendar")
    if when.day is None:
        return time_text(when.instant, zone)
    return local_day(when.instant, zone).isoformat()


def _day(value: Json, zone: ZoneInfo) -> Json:
    if value is None:
        return None
    shown = _when(value, zone)
    if not isinstance(shown, str) or "T" in shown:
        raise ValueError("it is no day")
    return shown


def _clock_time(value: Json, zone: ZoneInfo) -> Json:
    text = _text(value)
    if not text:
        return ""
    moment = datetime.fromisoformat(f"2000-01-01T{text}")
    return f"{moment:%H:%M}"


def _flag(value: Json, zone: ZoneInfo) -> Json:
    if value not in (None, True, False):
        raise ValueError("it is neither yes nor no")
    return value


def _one_of(words: Mapping[str, str] | frozenset[str], default: str) -> "_Reader":
    def read(value: Json, zone: ZoneInfo) -> Json:
        if value in (None, ""):
            return default
        if value not in words:
            raise ValueError(f"it is none of {', '.join(sorted(words))}")
        return value

    return read


def _repeat(value: Json, zone: ZoneInfo) -> Json:
    rules = [plain_rule(one) for one in _text(value).split("\n") if one.strip()]
    if any(read_rule(one) is None for one in rules):
        raise ValueError("it is no rule for repeating")
    return "\n".join(rules)


def _attendees(value: Json, zone: ZoneInfo) -> Json:
    if value is None:
        return []
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        raise ValueError("it is no list of people")
    rows = [_attendee(one) for one in value if isinstance(one, dict)]
    return [row for row in rows if row.keys() > {"role"}]


def _attendee(row: dict[str, Json]) -> dict[str, Json]:
    # A backslash would be taken for an escape, in an address and in a name.
    email, name = (line_text(_text(row.get(part)).replace("\\", "/")) for part in ("email", "name"))
    email = email.lower().removeprefix("mailto:")
    role = row.get("role") or "required"
    if role not in _ROLES:
        raise ValueError(f"a role is none of {', '.join(sorted(_ROLES))}")
    found: dict[str, Json] = {"email": email, "name": name, "role": role}
    return {part: text for part, text in found.items() if text}


def _key(value: Json, zone: ZoneInfo) -> Json:
    if _text(value):
        split_key(_text(value))
    return value


def _whole_text(value: Json, zone: ZoneInfo) -> Json:
    return _text(value)


_Reader = Callable[[Json, ZoneInfo], Json]
_EVENT: Mapping[str, _Reader] = {
    "title": _title,
    "start": _when,
    "end": _when,
    "place": _line,
    "notes": _notes,
    "status": _one_of(EVENT_STATUSES, "confirmed"),
    "visibility": _one_of(VISIBILITY, "all"),
    "busy": _flag,
    "repeat": _repeat,
    "attendees": _attendees,
    "reply": _one_of(_REPLIES, "none"),
    "deleted": _flag,
    "ends_before": _key,
    "invite": _flag,
    "restored": _whole_text,
}
_TASK: Mapping[str, _Reader] = {
    "title": _line,
    "notes": _notes,
    "due": _day,
    "due_time": _clock_time,
    "start": _day,
    "status": _one_of(STATUSES, "needs-action"),
    "completed_on": _day,
    "deleted": _flag,
}
