"""What the rules on conflicts find anew if a meeting stood at a time: told before it is put there.

The rules are those of the list of conflicts, so that what is offered as free of conflicts stays
so once it is in the diary.
"""

from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from jointdesk.diary.conflicts import NEAR_RULES, Survey
from jointdesk.diary.context import Context
from jointdesk.diary.days import day_of
from jointdesk.diary.findings import Finding
from jointdesk.domain.conflicts import code_group
from jointdesk.domain.events import local_collection
from jointdesk.domain.meetings import Meeting
from jointdesk.domain.moments import DAY, Instant, Span, local_day
from jointdesk.domain.occurrences import Details, Occurrence

_AROUND = 3 * DAY
"""How far around its day meetings bear on one that is put there."""

_WANTED = "wanted"
_LAST = 1 << 40
"""It is seen after all that is in the diary."""


def wanted_meeting(span: Span, org_id: str, place: str, context: Context) -> Meeting:
    """Return the meeting that would be, of an organisation, at a place as calendars write it."""
    kind, site_id = context.places.resolve(place)
    details = Details(
        component_id=-1,
        series_id=_WANTED,
        seen=_LAST,
        collection_id=local_collection(org_id),
        org_id=org_id,
        org_code=context.organisations[org_id].code,
        uid=_WANTED,
        title="This meeting",
        title_key=_WANTED,
        place=place,
        place_kind=kind,
        site_id=site_id,
    )
    day = local_day(span.start, context.zone).toordinal()
    occurrence = Occurrence(span.start, span.end, day, 0, details)
    return Meeting((occurrence,), occurrence)


class _Surroundings(NamedTuple):
    """A day, what is around it, and what is found there already."""

    window: Span
    meetings: list[Meeting]
    known: frozenset[tuple[str, ...]]


class Trials:
    """Puts a meeting into a diary and asks the rules, day by day.

    The meetings are in start order.
    """

    def __init__(self, meetings: Sequence[Meeting], context: Context) -> None:
        self._context = context
        self._meetings = meetings
        self._days: dict[int, _Surroundings] = {}

    def found(self, wanted: Meeting) -> list[Finding]:
        """Return what the rules find with it and not without it."""
        around = self._around(wanted)
        survey = Survey([*around.meetings, wanted], self._context, around.window, NEAR_RULES)
        return [finding for finding in survey if _identity(finding) not in around.known]

    @cached_property
    def _starts(self) -> list[Instant]:
        return [one.start for one in self._meetings]

    @cached_property
    def _long(self) -> list[Meeting]:
        return [one for one in self._meetings if one.end - one.start > DAY]

    def _around(self, wanted: Meeting) -> _Surroundings:
        day = day_of(local_day(wanted.start, self._context.zone), self._context.zone)
        if day.start not in self._days:
            start, end = day.start - _AROUND, day.end + _AROUND
            first, last = bisect_left(self._starts, start - DAY), bisect_left(self._starts, end)
            near = [one for one in self._meetings[first:last] if one.end >= start]
            near += [one for one in self._long if one.start < start - DAY and one.end > start]
            window = Span(day.start, day.end + DAY)
            survey = Survey(near, self._context, window, NEAR_RULES)
            known = frozenset(map(_identity, survey))
            self._days[day.start] = _Surroundings(window, near, known)
        return self._days[day.start]


def _identity(finding: Finding) -> tuple[str, ...]:
    """Return what a conflict is known by: its code's group and its participants.

    A day that is too full is another one when it gets fuller.
    """
    sides = finding.keys or tuple(meeting.id for meeting in finding.meetings)
    load = map(str, finding.facts) if finding.code == "WRK-03" else ()
    return code_group(finding.code), *sorted(sides), *load
