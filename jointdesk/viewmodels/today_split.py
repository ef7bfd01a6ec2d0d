"""Where the director's time went: four weeks against what the bodies agreed."""

from collections.abc import Sequence
from datetime import timedelta
from typing import NamedTuple

from jointdesk.derive.meetings import meetings_in
from jointdesk.diary.context import Context
from jointdesk.diary.time_split import Share, split_of_span
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
    shares = split_of_span(meetings, context, span)
    if sum(one.seconds for one in shares) < HOUR or len(shares) < 2:
        return None
    parts = parts_of(shares)
    last = today - timedelta(days=1)
    until = f"Four weeks to {last.day} {MONTHS[last.month - 1]}"
    note = joined((until, agreed_words(parts)))
    return Split(parts, note, spoken_split(parts))


def parts_of(shares: Sequence[Share]) -> tuple[Part, ...]:
    """Return the shares as they are shown, with short names."""
    names = short_names([one.org for one in shares])
    return tuple(
        Part(
            one.org.code,
            names[one.org.id],
            one.org.position,
            round(one.seconds / HOUR),
            one.percent or 0,
            one.agreed,
        )
        for one in shares
    )


def agreed_words(parts: Sequence[Part]) -> str:
    """Return "agreed 50 : 50", "" where nothing is agreed."""
    shares = " : ".join(str(part.agreed) for part in parts if part.agreed is not None)
    return f"agreed {shares}" if shares else ""


def spoken_split(parts: Sequence[Part]) -> str:
    """Say the split in one line for a screen reader."""
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
