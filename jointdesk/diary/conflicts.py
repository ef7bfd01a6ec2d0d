"""All rules on the diary, and their findings as the conflicts that a person settles.

Rules and their limits: domain.md section 4 with its precise readings. Everything is computed
from the values given; where these are a projection for an audience, so is what is found.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from typing import TypeAlias

from jointdesk.diary.confidentiality import leaks
from jointdesk.diary.context import Context
from jointdesk.diary.findings import Finding, Findings
from jointdesk.diary.leave import bank_holidays, unmatched_leave
from jointdesk.diary.load import day_load
from jointdesk.diary.overlaps import overlaps
from jointdesk.diary.pairs import MOVED
from jointdesk.diary.places import normalise
from jointdesk.diary.rest import rest
from jointdesk.diary.sameness import sameness
from jointdesk.diary.split import split_off_agreement
from jointdesk.diary.timeline import Timeline
from jointdesk.diary.travel import changeovers, travel, unknown_places
from jointdesk.diary.wording import sentence
from jointdesk.domain.conflicts import Conflict, conflict_id
from jointdesk.domain.meetings import Meeting
from jointdesk.domain.moments import DAY, Span

REACH = Span(-(22 * DAY + MOVED), 9 * DAY + MOVED)
"""How much earlier and later than the window meetings must be given.

WRK-01 looks three weeks back and to the end of its week, a day's rules at the whole day, and a
copy may stand a week from its other one. A meeting is given if it overlaps the longer span.
"""

Rule: TypeAlias = Callable[[Timeline], Findings]

_RULES: tuple[Rule, ...] = (
    overlaps,
    sameness,
    travel,
    changeovers,
    unknown_places,
    bank_holidays,
    unmatched_leave,
    leaks,
    rest,
    day_load,
    split_off_agreement,
)

NEAR_RULES = tuple(rule for rule in _RULES if rule is not split_off_agreement)
"""Those that look no further than the days beside a meeting."""


class Survey:
    """Everything the rules find in one window, not yet put into words.

    Deciding takes time in proportion to the meetings; sentences, ids and fingerprints are made
    for the conflicts one reads. A diary so full that thousands overlap stays quick to judge.
    """

    def __init__(
        self,
        meetings: Sequence[Meeting],
        context: Context,
        window: Span,
        rules: Sequence[Rule] = _RULES,
    ) -> None:
        timeline = Timeline(meetings, context, window)
        self._context = context
        self._found = [rule(timeline) for rule in rules]

    def __len__(self) -> int:
        return sum(map(len, self._found))

    def __iter__(self) -> Iterator[Finding]:
        return chain.from_iterable(self._found)

    def conflicts(self) -> list[Conflict]:
        """Return the findings as conflicts, in the order of anchor, code and id."""
        return self.worded(self)

    def worded(self, findings: Iterable[Finding]) -> list[Conflict]:
        """Return some of the findings as conflicts, in the order of anchor, code and id."""
        found = [to_conflict(finding, self._context) for finding in findings]
        return sorted(found, key=lambda each: (each.anchor or 0, each.code, each.id))


def find_conflicts(meetings: Sequence[Meeting], context: Context, window: Span) -> list[Conflict]:
    """Return the conflicts whose anchor lies in the window, in the order of their anchors.

    `meetings` are all that overlap the window and its REACH on both sides; their order is no
    matter. Windows compose: those of adjacent windows together are those of the whole.
    """
    return Survey(meetings, context, window).conflicts()


def to_conflict(finding: Finding, context: Context) -> Conflict:
    """Return the finding with its identity, sentence and fingerprint."""
    copies = [copy for meeting in finding.meetings for copy in meeting.copies]
    told = (copy for meeting in finding.meetings for copy in meeting.told)
    participants = finding.keys or tuple(meeting.id for meeting in finding.meetings)
    return Conflict(
        id=conflict_id(finding.code, participants),
        code=finding.code,
        severity=finding.severity,
        start=finding.start,
        end=finding.end,
        anchor=finding.anchor,
        org_ids=finding.org_ids or tuple(dict.fromkeys(each.details.org_id for each in told)),
        participants=participants,
        copy_keys=frozenset((*participants, *(copy.key for copy in copies))),
        series_ids=frozenset(copy.details.series_id for copy in copies),
        collection_ids=frozenset(copy.details.collection_id for copy in copies),
        message=sentence(finding, context),
        fingerprint=_fingerprint(finding),
        minutes_short=finding.minutes_short,
    )


def _fingerprint(finding: Finding) -> str:
    """Return a short text that changes when any side does.

    Start, end, place, status and reply of each side; of a private side start and end only, for
    every audience, so that what one person settled holds for another who sees less. Where the
    copies themselves are the matter every copy is a side.
    """
    copies = (
        [copy for meeting in finding.meetings for copy in meeting.copies]
        if finding.code in ("DIA-02", "DIA-07", "DIA-13")
        else [meeting.preferred for meeting in finding.meetings]
    )
    sides = []
    for start, end, _, _, details in copies:
        side = f"{start} {end}"
        if not details.private:
            side += f" {details.status} {details.reply} {normalise(details.place)}"
        sides.append(side)
    text = "\n".join(sorted(sides)) if sides else finding.severity
    return hashlib.sha256(text.encode()).hexdigest()[:16]
