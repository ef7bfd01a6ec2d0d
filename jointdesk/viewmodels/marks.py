"""Which meetings and days the diary marks as trouble, and with what words."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, tzinfo
from typing import TYPE_CHECKING

from jointdesk.domain.conflicts import JudgedConflict, Severity, State
from jointdesk.domain.moments import Instant, local_day

if TYPE_CHECKING:
    from jointdesk.diary.verdicts import Verdicts

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
    unsettled = [each.conflict for each in judged if each.state in _UNSETTLED]
    sentences: dict[str, tuple[str, ...]] = {}
    for conflict in unsettled:
        for meeting_id in conflict.participants:
            sentences[meeting_id] = (*sentences.get(meeting_id, ()), conflict.message)
    places = ((each.participants, each.severity, each.anchor) for each in unsettled)
    return _marks(places, sentences, zone)


def marks_of_verdicts(verdicts: "Verdicts", zone: tzinfo) -> Marks:
    """Return the same of all that was found in a window; a sentence is made when it is read."""
    return _marks(verdicts.marks(), _Sentences(verdicts), zone)


class _Sentences(Mapping[str, tuple[str, ...]]):
    """Every unsettled conflict's sentence, by meeting id."""

    def __init__(self, verdicts: "Verdicts") -> None:
        self._verdicts = verdicts

    def __getitem__(self, meeting_id: str) -> tuple[str, ...]:
        found = [each for each in self._verdicts.of(meeting_id) if each.state in _UNSETTLED]
        if not found:
            raise KeyError(meeting_id)
        return tuple(each.conflict.message for each in found)

    def __iter__(self) -> Iterator[str]:
        return iter({id_ for participants, _, _ in self._verdicts.marks() for id_ in participants})

    def __len__(self) -> int:
        return len(set(self))


def _marks(
    places: Iterable[tuple[tuple[str, ...], Severity, Instant | None]],
    sentences: Mapping[str, tuple[str, ...]],
    zone: tzinfo,
) -> Marks:
    """Return marks from participants, severity and anchor of each unsettled conflict."""
    severity: dict[str, Severity] = {}
    days: dict[date, list[Severity]] = {}
    known: dict[Instant, date] = {}
    for participants, grade, anchor in places:
        for meeting_id in participants:
            before = severity.get(meeting_id)
            if before is None or _RANK[grade] > _RANK[before]:
                severity[meeting_id] = grade
        if anchor is not None and grade is not Severity.INFO:
            day = known.get(anchor)
            if day is None:
                day = known[anchor] = local_day(anchor, zone)
            days.setdefault(day, []).append(grade)
    return Marks(severity, sentences, {day: tuple(found) for day, found in days.items()})
