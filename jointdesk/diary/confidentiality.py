"""DIA-13: what is private in one organisation stands in another's calendar for all to read."""

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from jointdesk.diary.findings import Finding, Findings
from jointdesk.diary.timeline import Timeline
from jointdesk.diary.titles import is_bare
from jointdesk.domain.conflicts import Severity
from jointdesk.domain.holds import without_marks
from jointdesk.domain.meetings import Meeting
from jointdesk.domain.occurrences import Occurrence, Status


class _Copy(NamedTuple):
    """A copy and the meeting it is part of."""

    meeting: Meeting
    occurrence: Occurrence


def leaks(timeline: Timeline) -> Findings:
    """DIA-13: a private meeting with an open copy elsewhere that shows its title or body.

    A copy is known by being merged, by its UID at the same start, or by title and times. Masked
    meetings are not looked at: who may not see them may not learn what stands elsewhere.
    """
    secrets = [
        _Copy(meeting, copy)
        for meeting in timeline.marked
        if timeline.holds(meeting.start)
        for copy in meeting.copies
        if copy.details.private and not copy.details.masked and _hides(copy)
    ]
    if not secrets:
        return []
    open_copies = _open_copies(timeline, secrets)
    found: dict[frozenset[str], Finding] = {}
    for secret in sorted(secrets, key=lambda each: each.meeting.id):
        for copy in _matches(secret, open_copies):
            # Two meetings may tell on each other: that is one conflict.
            pair = frozenset((secret.meeting.id, copy.meeting.id))
            found.setdefault(pair, _leak(secret, copy))
    return list(found.values())


def _leak(secret: _Copy, found: _Copy) -> Finding:
    private, public = secret.meeting, found.meeting
    return Finding(
        "DIA-13",
        Severity.RED,
        private.start,
        private.start,
        private.end,
        (private,) if private is public else (private, public),
        org_ids=(secret.occurrence.details.org_id, found.occurrence.details.org_id),
        facts=(secret.occurrence.details.org_code, found.occurrence.details.org_code),
    )


def _matches(secret: _Copy, open_copies: dict[object, list[_Copy]]) -> Iterator[_Copy]:
    merged = [_Copy(secret.meeting, copy) for copy in secret.meeting.copies if _shows(copy)]
    others = [each for key in _keys(secret.occurrence) for each in open_copies.get(key, ())]
    for each in (*merged, *others):
        if each.occurrence.details.org_id != secret.occurrence.details.org_id:
            yield each


def _open_copies(timeline: Timeline, secrets: list[_Copy]) -> dict[object, list[_Copy]]:
    """Return the copies that show what a private one hides, by what makes them known."""
    known = [secret.occurrence for secret in secrets]
    starts = {copy.start for copy in known}
    names = {copy.details.uid for copy in known} | {copy.details.title_key for copy in known}
    wanted = {key for copy in known for key in _keys(copy)}
    found: dict[object, list[_Copy]] = defaultdict(list)
    # Most meetings are of one copy and at another time: they go before anything slow is asked.
    for meeting in [
        each for each in timeline.meetings if each.preferred.start in starts or len(each.copies) > 1
    ]:
        for copy in meeting.copies:
            details = copy.details
            if copy.start not in starts or names.isdisjoint((details.uid, details.title_key)):
                continue
            if _shows(copy):
                for key in wanted.intersection(_keys(copy)):
                    found[key].append(_Copy(meeting, copy))
    return found


def _keys(copy: Occurrence) -> list[object]:
    details = copy.details
    keys: list[object] = [(details.uid, copy.start)] if details.uid else []
    if not is_bare(details.title):
        keys.append((details.title_key, copy.start, copy.end))
    return keys


def _shows(copy: Occurrence) -> bool:
    details = copy.details
    if details.private or details.masked or not _is_on(copy):
        return False
    return not is_bare(details.title) or bool(details.description or details.place)


def _hides(copy: Occurrence) -> bool:
    """True if there is something to be kept: what we put there for a booking says no words."""
    details = copy.details
    if details.placed and is_bare(without_marks(details.title)) and not details.place:
        return False
    return _is_on(copy)


def _is_on(copy: Occurrence) -> bool:
    return copy.details.status is not Status.CANCELLED
