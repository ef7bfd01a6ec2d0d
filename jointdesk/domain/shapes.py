"""What an item must hold so that it can be read, by its type.

Any member of a shared desk can write any item, so can a newer program, and two people at once can
leave something out. What is read is checked here, once: a value of another kind counts as absent,
and an item that lacks what it cannot be without is left out. Records' tables of fields say the
rest (`domain.fields`). What stands in the log is not touched: a newer program reads all of it.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import NamedTuple, TypeAlias

from jointdesk.domain.conflicts import Resolution, Scope, State
from jointdesk.domain.items import Fields, Json
from jointdesk.domain.meetings import PairScope
from jointdesk.domain.organisations import OrganisationKind
from jointdesk.domain.people import Role
from jointdesk.domain.placements import KINDS

Check: TypeAlias = Callable[[Json], bool]
"""True for a value as this program writes it; null is for no value and not asked about."""


class Shape(NamedTuple):
    """The fields that an item cannot be without, and others, each with what its value must be."""

    needed: Mapping[str, Check]
    others: Mapping[str, Check] = {}


# What values must be


def is_text(value: Json) -> bool:
    """True for a text."""
    return isinstance(value, str)


def are_texts(value: Json) -> bool:
    """True for a list of texts."""
    return isinstance(value, list) and all(map(is_text, value))


def is_flag(value: Json) -> bool:
    """True for true and false."""
    return isinstance(value, bool)


def between(least: int, most: int) -> Check:
    """Return what is true for a whole number between two, both included."""

    def is_between(value: Json) -> bool:
        return isinstance(value, int) and not is_flag(value) and least <= value <= most

    return is_between


is_instant = between(0, 10**11)
"""UTC seconds: what lies further ahead no calendar of Python's can say."""

is_order = between(-(1 << 63), (1 << 63) - 1)
"""A place in an order, as the file can hold it."""


def one_of(known: Iterable[str]) -> Check:
    """Return what is true for one of some texts."""
    texts = frozenset(map(str, known))
    return lambda value: isinstance(value, str) and value in texts


def is_day(value: Json) -> bool:
    """True for a day with which one can reckon: neither the first nor the last."""
    return isinstance(value, str) and len(value) == 10 and _moment(value) is not None


def is_when(value: Json) -> bool:
    """True for a day, or for a time on the desk's clock as events hold it."""
    return isinstance(value, str) and _moment(value) is not None


def is_when_or_empty(value: Json) -> bool:
    """True for what `is_when` is true for, and for no time."""
    return value == "" or is_when(value)


_ISO = re.compile(r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?(?:[+-]\d\d:\d\d(?::\d\d)?)?)?", re.ASCII)
"""The one form of ISO 8601 that is written here: an offset where a clock shows a time twice."""


def _moment(text: str) -> datetime | None:
    if not _ISO.fullmatch(text):  # Python reads others too, such as weeks; parts are cut out of it
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if _FIRST < moment.replace(tzinfo=None) < _LAST else None


_FIRST, _LAST = datetime(1500, 1, 1), datetime(3000, 1, 1)  # noqa: DTZ001  on the desk's clock


def are_days_of_the_week(value: Json) -> bool:
    """True for a list of weekdays, Monday 0."""
    return isinstance(value, list) and all(map(between(0, 6), value))


def are_settings(value: Json) -> bool:
    """True for texts by name."""
    return isinstance(value, dict) and all(map(is_text, value.values()))


def are_rows_of_texts(value: Json) -> bool:
    """True for a list of objects of texts."""
    return isinstance(value, list) and all(map(are_settings, value))


def are_offers(value: Json) -> bool:
    """True for a list of objects with times."""
    return isinstance(value, list) and all(
        isinstance(one, dict) and all(check(one.get(name) or "") for name, check in _MAYBE.items())
        for one in value
    )


# What items must hold

_MINUTE_OF_DAY = between(0, 24 * 60)
_TIMES = {"start": is_when, "end": is_when}
_MAYBE = {"start": is_when_or_empty, "end": is_when_or_empty}
_WANTED: Mapping[str, Check] = {
    **_TIMES, "title": is_text, "place": is_text, "notes": is_text, "status": is_text,
    "visibility": is_text, "busy": is_flag, "repeat": is_text, "attendees": are_rows_of_texts,
    "reply": is_text, "deleted": is_flag, "ends_before": is_text, "restored": is_text,
    "invite": is_flag, "due": is_day, "due_time": is_text, "completed_on": is_day,
    "text_before": is_text, "moved_to": is_text,
}  # fmt: skip

SHAPES: Mapping[str, Shape] = {
    "organisation": Shape(
        {"code": is_text},
        {
            "name": is_text, "kind": one_of(OrganisationKind),
            "share": between(0, 100), "opens": _MINUTE_OF_DAY, "closes": _MINUTE_OF_DAY,
            "days": are_days_of_the_week, "ends": is_day, "profile": is_text,
            "settings": are_settings,
        },
    ),
    "person": Shape({}, {"name": is_text, "emails": are_texts, "same_as": is_text}),
    "seat": Shape({"person": is_text, "org": is_text, "role": one_of(Role)}),
    "collection": Shape(
        {"org": is_text, "name": is_text, "kind": is_text},
        {"free_busy_only": is_flag, "components": are_texts},
    ),
    "site": Shape({"id": is_text, "name": is_text}, {"org": is_text, "aliases": are_texts}),
    "travel": Shape({"a": is_text, "b": is_text, "minutes": between(0, 100_000)}),
    "rule": Shape(
        {},
        {
            "title": is_text, "collection": is_text, "tier": between(1, 4),
            "all_day": one_of(("free", "busy")), "counts": one_of(("leave", "no")),
        },
    ),
    "pairing": Shape(
        {"a": is_text, "b": is_text, "verdict": one_of(("same", "different"))},
        {"scope": one_of(PairScope)},
    ),
    "settlement": Shape(
        {
            "code": is_text, "participants": are_texts, "fingerprint": is_text,
            "state": one_of(State), "at": is_instant, "series": are_texts,
        },
        {
            "how": one_of(Resolution), "owner": is_text, "until": is_instant,
            "scope": one_of(Scope),
            "collections": are_texts,
        },
    ),
    "settlement_reason": Shape({}, {"reason": is_text}),
    "overlay": Shape({}, _WANTED),
    "mirror": Shape(
        {
            "collection": is_text, "uid": is_text, "twin": between(0, 1 << 31), "series": is_text,
            "seen": is_order, "digest": is_text, "text": is_text,
        }
    ),
    "busy": Shape({"org": is_text, "seen": is_order, "text": is_text}),
    "reading": Shape(
        {"collection": is_text, "read_at": is_instant}, {"by": is_text, "writer": is_text}
    ),
    "export": Shape(
        {
            "kind": is_text, "audience": is_text, "format": is_text, "count": is_order,
            "sha256": is_text,
        },
        {
            "org": is_text, "decision": is_text, "from": is_text, "to": is_text,
            "checked_by": is_text,
        },
    ),
    "event": Shape({"org": is_text, **_TIMES}),
    "booking": Shape({}, {**_MAYBE, "minutes": between(1, 24 * 60), "options": are_offers}),
    "placement": Shape(
        {"event": is_text, "start": is_when},
        {"end": is_when_or_empty, "booking": is_text, "kind": one_of(KINDS)},
    ),
    "proposal": Shape({}, {**_MAYBE, "at": is_instant, "answered_at": is_instant}),
    "comment": Shape({}, {"at": is_instant}),
    "receipt": Shape({}, {"at": is_instant}),
}  # fmt: skip
"""The shapes by item type; of what is not here each table of fields takes what it can."""


def fitting(type_: str, fields: Fields) -> Fields | None:
    """Return the fields of an item but for values that are not of its shape, None without needs.

    With a value that waits for its source goes what the source showed.
    """
    shape = SHAPES.get(type_)
    if shape is None:
        return fields
    odd = set(_odd(shape, fields))
    if odd:
        fields = {
            name: value for name, value in fields.items() if name.removeprefix("base:") not in odd
        }
    return fields if shape.needed.keys() <= fields.keys() else None


def has_shape(type_: str, needed: Iterable[Json]) -> bool:
    """True if values are what an item of the type needs, given in the order of its shape."""
    checks = SHAPES[type_].needed.values()
    return all(check(value) for check, value in zip(checks, needed, strict=True))


def misfits(type_: str, fields: Fields) -> list[str]:
    """Return which fields of an item cannot be read, or are missing; its type has a shape."""
    shape = SHAPES[type_]
    return sorted({*_odd(shape, fields), *(shape.needed.keys() - fields.keys())})


def _odd(shape: Shape, fields: Fields) -> list[str]:
    return [
        name
        for checks in shape
        for name, check in checks.items()
        if (value := fields.get(name)) is not None and not check(value)
    ]
