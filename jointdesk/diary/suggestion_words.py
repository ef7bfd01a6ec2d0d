"""What a suggested time says for itself, and against: short sentences without full stops."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from jointdesk.diary import words
from jointdesk.diary.attendance import Attendance, Presence
from jointdesk.diary.context import Context
from jointdesk.diary.findings import Finding
from jointdesk.diary.possible_days import Stop, gives_way
from jointdesk.diary.timeline import is_soft
from jointdesk.diary.wording import sentence
from jointdesk.domain.conflicts import OVERLAP_GROUP, Severity, code_group
from jointdesk.domain.meetings import Meeting
from jointdesk.domain.moments import HOUR, MINUTE, Instant, Span
from jointdesk.domain.words import listed, plain_name

_NO_BREAK_MINUTES = 15
"""Who arrives later than so long before a meeting has no break."""


class Warned(NamedTuple):
    """What is said against a time; `trouble` is None where it must not be suggested at all.

    Else it is 0 for nothing, 1 for what is for information, 2 for what must give way.
    """

    trouble: int | None
    sentences: tuple[str, ...] = ()


class Around(NamedTuple):
    """What is before and after a time on its day.

    `site_id` is where the meeting is to be; `stops` are all places of the day; `before` is when
    the meeting before it ends, `after` when the next one starts.
    """

    site_id: str | None
    stops: Sequence[Stop]
    stop_before: Stop | None
    stop_after: Stop | None
    before: Instant | None
    after: Instant | None


def rule_warnings(findings: Iterable[Finding], wanted: Meeting, context: Context) -> Warned:
    """Return what the rules' findings on a wanted meeting come to.

    A clash with what may give way is one that one can choose; any other that must be acted on
    rules the time out.
    """
    trouble = 0
    told: list[str] = []
    for finding in findings:
        others = [one for one in finding.meetings if one.id != wanted.id]
        if finding.severity is Severity.RED and not (others and all(map(gives_way, others))):
            return Warned(None)
        trouble = max(trouble, 1 if finding.severity is Severity.INFO else 2)
        told.append(_warning(finding, wanted, others, context))
    return Warned(trouble, tuple(dict.fromkeys(told)))


def _warning(finding: Finding, wanted: Meeting, others: Sequence[Meeting], context: Context) -> str:
    """Return a finding without the name of a meeting that does not exist yet."""
    if len(finding.meetings) != 2 or len(others) != 1:
        return sentence(finding, context)
    (other,) = others
    name = words.name_with_doubt(other)
    if code_group(finding.code) == OVERLAP_GROUP:
        return f"Over {name}" if is_soft(other) else f"Over {name}, which can move"
    if finding.code == "DIA-05":
        gap = int(finding.facts[0])
        side = "after" if other.end <= wanted.start else "before"
        return f"{words.length(gap) if gap else 'Straight'} {side} {name}"
    if finding.code == "DIA-04":
        short = words.length(finding.minutes_short or 0)
        way = "from" if other.end <= wanted.start else "to"
        return f"{short} too short for the way {way} {name}"
    return sentence(finding, context)


def said_of(
    there: Sequence[tuple[Attendance, Presence]],
    around: Around,
    is_free: bool,
    share: str,
    span: Span,
    context: Context,
) -> Iterator[str]:
    """Yield what a time has for itself, the people first."""
    if there:
        yield from _people(there)
    elif is_free:
        yield f"Free in {listed(org.code for org in context.employers)}"
    yield from _way(around, span, context)
    if share:
        yield share
    clear = [
        word
        for word, is_clear in (
            ("before", around.before is None or span.start - around.before >= HOUR),
            ("after", around.after is None or around.after - span.end >= HOUR),
        )
        if is_clear
    ]
    if clear:
        yield f"An hour clear {listed(clear)}"


def _people(there: Sequence[tuple[Attendance, Presence]]) -> Iterator[str]:
    if all(how is Presence.FREE for _, how in there):
        yield "Everyone free"
        return
    for how, word in ((Presence.BUSY, "busy"), (Presence.PERHAPS, "perhaps busy")):
        for person, found in there:
            if found is how and not (person.is_required and how is Presence.BUSY):
                optional = "" if person.is_required else " (optional)"
                yield f"{plain_name(person.name)} is {word}{optional}"
    unknown = [plain_name(person.name) for person, how in there if how is Presence.UNKNOWN]
    if len(unknown) == len(there) > 1:
        yield "It is not known who is free"
    elif unknown:
        verb = "are" if len(unknown) > 1 else "is"
        yield f"It is not known whether {listed(unknown)} {verb} free"


def _way(around: Around, span: Span, context: Context) -> Iterator[str]:
    """Yield what the day's journeys are like; nothing where the meeting is at no site."""
    if around.site_id is None:
        return
    here = context.sites[around.site_id]
    if around.stops and all(stop.site_id == here.id for stop in around.stops):
        yield f"You are at {plain_name(here.name)} all day: no journey"
        return
    before, after = around.stop_before, around.stop_after
    if before is not None and before.site_id == here.id:
        yield f"You are at {plain_name(here.name)} before it: no journey there"
    elif before is not None:
        yield from _arrival(before, here.id, span, context)
    if after is not None and after.site_id != here.id:
        minutes = context.travel.minutes(here.id, after.site_id)
        if minutes is not None:
            leave = after.start - (minutes + context.buffer_minutes) * MINUTE
            name = plain_name(context.sites[after.site_id].name)
            yield f"Leave for {name} by {words.clock(leave, context.zone)}"


def _arrival(before: Stop, site_id: str, span: Span, context: Context) -> Iterator[str]:
    minutes = context.travel.minutes(before.site_id, site_id)
    if minutes is None:
        return
    name = plain_name(context.sites[before.site_id].name)
    arrives = before.end + minutes * MINUTE
    if span.start - arrives < _NO_BREAK_MINUTES * MINUTE:
        yield f"You arrive from {name} at {words.clock(arrives, context.zone)}, no break"
    else:
        yield f"{minutes} min from {name}"
