"""Where the director's time went: four weeks against what the bodies agreed."""

from datetime import timedelta
from typing import NamedTuple

from jointdesk.derive.meetings import meetings_in
from jointdesk.diary.context import Context
from jointdesk.diary.split import time_split
from jointdesk.domain.moments import HOUR, Instant, Span, local_day, midnight
from jointdesk.domain.people import Audience
from jointdesk.domain.words import MONTHS
from jointdesk.store.reading import Reading
from jointdesk.viewmodels.words import joined, short_names

WEEKS = 4


class Part(NamedTuple):
    """What one organisation had: whole hours and per cent; `agreed` None for nothing agreed."""

    code: str
    name: str
    position: int
    hours: int
    percent: int
    agreed: int | None


class Split(NamedTuple):
    """How the time divides, and the words beside it."""

    parts: tuple[Part, ...]
    note: str
    spoken: str


def split_of(reading: Reading, audience: Audience, context: Context, at: Instant) -> Split | None:
    """Return the four weeks that ended last midnight, None where there is nothing to divide."""
    zone = reading.zone
    today = local_day(at, zone)
    span = Span(midnight(today - timedelta(weeks=WEEKS), zone), midnight(today, zone))
    meetings = meetings_in(reading.connection, context, audience, span)
    spent = {org_id: seconds for org_id, seconds in time_split(meetings, context, span).items()}
    agreed = {one.id: one.share for one in context.employers if one.share is not None}
    shown = [
        one
        for one in context.organisations.values()
        if one.id in agreed or spent.get(one.id, 0) >= HOUR
    ]
    total = sum(spent.get(one.id, 0) for one in shown)
    if total < HOUR or len(shown) < 2:
        return None
    names = short_names(shown)
    percents = _rounded([100 * spent.get(one.id, 0) / total for one in shown])
    parts = tuple(
        Part(
            one.code,
            names[one.id],
            one.position,
            round(spent.get(one.id, 0) / HOUR),
            percent,
            agreed.get(one.id),
        )
        for one, percent in zip(shown, percents, strict=True)
    )
    last = today - timedelta(days=1)
    shares = " : ".join(str(part.agreed) for part in parts if part.agreed is not None)
    until = f"Four weeks to {last.day} {MONTHS[last.month - 1]}"
    note = joined((until, f"agreed {shares}" if shares else ""))
    return Split(parts, note, _spoken(parts))


def _rounded(percents: list[float]) -> list[int]:
    """Return whole numbers that come to 100: the largest remainders are rounded up."""
    whole = [int(each) for each in percents]
    by_rest = sorted(range(len(whole)), key=lambda n: whole[n] - percents[n])
    for n in by_rest[: 100 - sum(whole)]:
        whole[n] += 1
    return whole


def _spoken(parts: tuple[Part, ...]) -> str:
    told = (
        joined(
            (
                f"{part.name} {part.percent} per cent",
                f"agreed {part.agreed}" if part.agreed is not None else "",
            )
        )
        for part in parts
    )
    return f"Time split: {'; '.join(told)}"
