"""Which meetings and days the diary marks as trouble, and with what words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, tzinfo

from jointdesk.domain.conflicts import JudgedConflict, Severity, State
from jointdesk.domain.moments import local_day

_RANK = {Severity.INFO: 0, Severity.AMBER: 1, Severity.RED: 2}
_UNSETTLED = (State.OPEN, State.ASSIGNED)


def worst(severities: Iterable[Severity | None]) -> Severity | None:
    """Return the most severe, None if there is none."""
    return max((each for each in severities if each), key=_RANK.__getitem__, default=None)


@dataclass(frozen=True, slots=True)
class Marks:
    """The unsettled conflicts of a stretch of time, from where the diary needs them.

    `severity` is the worst and `sentences` every conflict's sentence, by meeting id. `days` has
    the severities of the conflicts whose anchor falls on each day.
    """

    severity: Mapping[str, Severity] = field(default_factory=dict)
    sentences: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    days: Mapping[date, tuple[Severity, ...]] = field(default_factory=dict)


def marks_of(judged: Iterable[JudgedConflict], zone: tzinfo) -> Marks:
    """Return the marks of conflicts; those that are settled leave none.

    Those for information are told in words but never marked on a day.
    """
    severity: dict[str, Severity] = {}
    sentences: dict[str, tuple[str, ...]] = {}
    days: dict[date, tuple[Severity, ...]] = {}
    for each in judged:
        conflict = each.conflict
        if each.state not in _UNSETTLED:
            continue
        for meeting_id in conflict.participants:
            found = worst((severity.get(meeting_id), conflict.severity))
            severity[meeting_id] = found or conflict.severity
            sentences[meeting_id] = (*sentences.get(meeting_id, ()), conflict.message)
        if conflict.anchor is not None and conflict.severity is not Severity.INFO:
            day = local_day(conflict.anchor, zone)
            days[day] = (*days.get(day, ()), conflict.severity)
    return Marks(severity, sentences, days)
