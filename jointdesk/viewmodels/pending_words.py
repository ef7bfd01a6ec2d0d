"""Fields of events and tasks that wait to be written, and their values, in a few words."""

from datetime import date, datetime

from jointdesk.domain.items import Json
from jointdesk.domain.words import counted, plain_name, short_day

_FIELDS = {
    "start": "start",
    "end": "end",
    "busy": "shown as busy",
    "repeat": "repetition",
    "reply": "answer",
    "invite": "invitations sent",
    "ends_before": "last of the series",
    "restored": "occurrences of their own",
    "due": "due day",
    "due_time": "due time",
    "completed_on": "day of completion",
}


def field_name(field: str) -> str:
    """Return what a field is called: "due day"."""
    return _FIELDS.get(field, field.replace("_", " "))


def place_of(field: str) -> tuple[int, str]:
    """Return where a field comes among others that are told: the start before the end."""
    return (list(_FIELDS).index(field) if field in _FIELDS else -1, field)


def value_words(value: Json) -> str:
    """Return a value in a few words: "Tue 15 Dec 14:00", "“Board”", "3 people", "nothing"."""
    if value is None or value == "" or value == []:
        return "nothing"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return counted(len(value), "person", "people")
    text = str(value)
    return _moment(text) or f"“{plain_name(text)}”"


def _moment(text: str) -> str:
    """Return a stored day or time in words, "" for any other text."""
    try:
        if len(text) == len("2026-12-15"):
            return short_day(date.fromisoformat(text))
        moment = datetime.fromisoformat(text) if "T" in text[10:11] else None
    except ValueError:
        return ""
    return f"{short_day(moment.date())} {moment:%H:%M}" if moment else ""
