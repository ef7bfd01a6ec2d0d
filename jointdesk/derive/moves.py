"""What became of meetings between two texts of their series, for one audience.

Both sides are judged and projected as everywhere before they are compared. Where either side is
kept from the audience nothing is told: not even that something happened.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple
from zoneinfo import ZoneInfo

from jointdesk.derive.expansion import ALL_TIME
from jointdesk.diary.context import Context
from jointdesk.diary.details import details_of
from jointdesk.domain.moments import Span
from jointdesk.domain.moves import Looks, Move, MoveKind
from jointdesk.domain.occurrences import Occurrence, Status
from jointdesk.domain.people import Audience
from jointdesk.domain.resources import ResourceText
from jointdesk.ical.expanding import expand
from jointdesk.ical.series import parse
from jointdesk.privacy.projection import project
from jointdesk.store.past import Passage

_MOST = 400
"""Occurrences of one series that are compared: of a daily one more than a year."""


class _Pair(NamedTuple):
    """One occurrence as it was and as it is."""

    before: Occurrence | None
    after: Occurrence | None

    @property
    def either(self) -> Occurrence:
        found = self.after or self.before
        assert found is not None  # pairs are made of at least one
        return found

    def touches(self, window: Span) -> bool:
        """Return whether it was or is in a window."""
        return any(
            one.start < window.end and (one.end > window.start or one.start >= window.start)
            for one in self
            if one is not None
        )


def moves_of(
    passages: Iterable[Passage], context: Context, audience: Audience, window: Span
) -> list[Move]:
    """Return what the passages did to the meetings of the window, by time."""
    moves = [move for one in passages for move in _moves(one, context, audience, window)]
    return sorted(moves, key=lambda move: (move.looks.start, move.key))


def _moves(passage: Passage, context: Context, audience: Audience, window: Span) -> Iterator[Move]:
    if passage.collection_id not in context.collections or passage.is_erased:
        return
    before = _seen(passage, passage.before, context, audience, window)
    after = _seen(passage, passage.after, context, audience, window)
    if before is None or after is None:
        return
    found = [
        (_kind(pair), pair)
        for pair in _paired(before, after)
        if (_fields(pair) or not all(pair)) and pair.touches(window)
    ]
    found.sort(key=lambda one: (one[0], _shift(one[1]), one[1].either.start))
    for (kind, _), group in groupby(found, key=lambda one: (one[0], _shift(one[1]))):
        pairs = [pair for _, pair in group]
        yield _move(kind, pairs, passage)


def _seen(
    passage: Passage,
    text: ResourceText | None,
    context: Context,
    audience: Audience,
    window: Span,
) -> list[Occurrence] | None:
    """Return a text's occurrences in the window; None where any is kept from the audience."""
    found = _occurrences(passage, text, context, window) if text is not None else []
    seen = project(found, audience)
    if len(seen) < len(found) or any(one.details.masked for one in seen):
        return None
    return seen


def _occurrences(
    passage: Passage, text: ResourceText, context: Context, window: Span
) -> list[Occurrence]:
    zone = context.zone
    assert isinstance(zone, ZoneInfo)  # the desk's
    series = parse(text, zone).series
    if series is None or series.kind != "VEVENT":
        return []
    # One that was put beyond the window has not gone.
    span = ALL_TIME if series.repetitions == (None,) else window
    found = expand(series, span.start, span.end).instances[:_MOST]
    details = {
        place: details_of(
            series.components[place],
            component_id=-place - 1,
            series_id=passage.series_id,
            seen=passage.resource_id,
            collection_id=passage.collection_id,
            context=context,
        )
        for place in {instance.component for instance in found}
    }
    return [
        Occurrence(start, end, day, ordinal, details[place])
        for start, end, day, ordinal, place in found
    ]


def _paired(before: Sequence[Occurrence], after: Sequence[Occurrence]) -> list[_Pair]:
    """Return occurrences with what became of them.

    What has the same key is the same. Of the rest, the first is thought to have become the
    first, and so on: a meeting that was put on another day has another key.
    """
    was, is_ = {one.key: one for one in before}, {one.key: one for one in after}
    pairs = [_Pair(was[key], is_[key]) for key in was if key in is_]
    left = [one for one in before if one.key not in is_]
    came = [one for one in after if one.key not in was]
    both = min(len(left), len(came))
    pairs += map(_Pair, left, came)
    pairs += [_Pair(one, None) for one in left[both:]] + [_Pair(None, one) for one in came[both:]]
    return pairs


def _kind(pair: _Pair) -> MoveKind:
    before, after = pair
    if before is None:
        return MoveKind.NEW
    if after is None:
        return MoveKind.GONE
    fields = _fields(pair)
    if "cancelled" in fields:
        return MoveKind.CANCELLED
    if "time" in fields:
        return MoveKind.MOVED
    return MoveKind.PLACE if "place" in fields else MoveKind.CHANGED


def _fields(pair: _Pair) -> tuple[str, ...]:
    """Return what differs, "cancelled" where it is that only now."""
    before, after = pair
    if before is None or after is None:
        return ()
    was, is_ = before.details, after.details
    differs = {
        "cancelled": is_.status is Status.CANCELLED and was.status is not Status.CANCELLED,
        "time": (before.start, before.end) != (after.start, after.end),
        "place": was.place != is_.place or was.link != is_.link,
        "title": was.title != is_.title,
        "status": was.status is not is_.status and is_.status is not Status.CANCELLED,
        "reply": was.reply is not is_.reply,
        "people": _names(before) != _names(after),
        "notes": was.description != is_.description,
        "privacy": was.private is not is_.private,
    }
    return tuple(name for name, has_changed in differs.items() if has_changed)


def _names(one: Occurrence) -> tuple[str, ...]:
    return (one.details.organizer, *sorted(person.email for person in one.details.attendees))


def _shift(pair: _Pair) -> tuple[object, ...]:
    """Return what is the same for the occurrences of a series to which the same happened."""
    before, after = pair
    if before is None or after is None:
        return (pair.either.details.title, pair.either.details.place)
    place = (before.details.place, after.details.place)
    return (_fields(pair), *place, after.start - before.start, after.end - before.end)


def _move(kind: MoveKind, pairs: Sequence[_Pair], passage: Passage) -> Move:
    first = pairs[0]
    details = first.either.details
    return Move(
        kind,
        first.either.key,
        passage.collection_id,
        details.org_id,
        min(pair.either.details.tier for pair in pairs),
        _looks(first.before),
        _looks(first.after),
        _fields(first),
        len(pairs),
    )


def _looks(one: Occurrence | None) -> Looks | None:
    if one is None:
        return None
    details = one.details
    return Looks(
        details.title, one.start, one.end, details.all_day, details.place, details.status.value
    )
