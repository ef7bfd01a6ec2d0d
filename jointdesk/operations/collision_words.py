"""The values of a collision in words, and what the items are called in which something collides."""

from collections.abc import Iterable
from datetime import date, datetime

from jointdesk.domain.collisions import AWAY, TIME, Part
from jointdesk.domain.fields import SEVERAL, Field, Kind
from jointdesk.domain.items import Fields, Json
from jointdesk.domain.pending import key_of
from jointdesk.domain.people import Audience
from jointdesk.domain.words import plain, plain_name, short_day
from jointdesk.operations.naming import Names
from jointdesk.store.collections import list_collections
from jointdesk.store.components import components_of
from jointdesk.store.overlays import series_held
from jointdesk.store.reading import ReadableDesk
from jointdesk.store.search import PRIVATE_CLASSES

_NOTHING = "nothing"


def said_words(part: Part, values: Fields, names: Names) -> str:
    """Return one of several values: "Tue 15 Dec 14:00 to 15:00", "“Board”", "nothing"."""
    if part is AWAY:
        return "taken away" if values.get(AWAY.name) is True else "kept"
    if part.name == TIME:
        return _time(values.get("start"), values.get("end"))
    return value_words(part.fields[0], values.get(part.name), names)


def value_words(field: Field, value: Json, names: Names) -> str:
    """Return a stored value of a field in words; texts whole, in quotation marks."""
    if value is None or value == "":
        return _NOTHING
    if field.kind in SEVERAL:
        return _several(field, value, names)
    if field.kind is Kind.FLAG:
        return "yes" if value is True else "no"
    text = str(value)
    match field.kind:
        case Kind.CHOICE:
            return plain_name(field.choices.get(text, text))
        case Kind.REFERENCE:
            return plain_name(names.name_of(field.to, text))
        case Kind.DAY:
            return _moment(text)
        case Kind.MONEY:
            return f"£{plain_name(text)}"
        case Kind.NUMBER:
            return plain_name(text)
    return f"“{' '.join(plain(text).split())}”"  # two may differ in their last word alone


def _several(field: Field, value: Json, names: Names) -> str:
    if not isinstance(value, list) or not value:
        return field.none or _NOTHING
    one = Field(field.name, _SINGLE.get(field.kind, Kind.TEXT), "", choices=field.choices,
                to=field.to)  # fmt: skip
    return ", ".join(
        _row(field, each, names) if isinstance(each, dict) else value_words(one, each, names)
        for each in value
    )


_SINGLE = {Kind.CHOICES: Kind.CHOICE, Kind.REFERENCES: Kind.REFERENCE}


def _row(field: Field, row: Fields, names: Names) -> str:
    said = (value_words(part, row.get(part.name), names) for part in field.parts)
    return " ".join(words for words in said if words != _NOTHING) or _NOTHING


def _time(start: Json, end: Json) -> str:
    if not start:
        return _NOTHING
    first, last = _moment(str(start)), _moment(str(end or ""))
    day, _, clock = last.rpartition(" ")
    if day and first.startswith(f"{day} "):
        last = clock
    return f"{first} to {last}" if last else first


def _moment(text: str) -> str:
    """Return a stored day or time in words; any other text as it is, made harmless."""
    try:
        if "T" in text:
            moment = datetime.fromisoformat(text)
            return f"{short_day(moment.date())} {moment:%H:%M}"
        return short_day(date.fromisoformat(text))
    except ValueError:
        return plain_name(text)


def title_of_series(desk: ReadableDesk, audience: Audience, overlay: str) -> str | None:
    """Return the title of what an overlay is about, None where the audience may not see it."""
    held = list(series_held(desk.connection, [key_of(overlay).series_id]))
    orgs = {one.id: one.org_id for one in list_collections(desk.connection)}
    rows = components_of(desk.connection, [one.id for one in held if one.is_there])
    components = [row.component for row in rows]
    if not all(map(audience.sees, (orgs.get(one.collection_id, "") for one in held))) and any(
        one.classification in PRIVATE_CLASSES for one in components
    ):
        return None
    return _first(one.summary for one in components)


def _first(titles: Iterable[str]) -> str:
    return next((title for title in map(plain_name, titles) if title), "No title")
