"""What was found in a window, judged: decided at once, put into words where it is read."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple, overload

from jointdesk.diary.conflicts import Survey
from jointdesk.diary.findings import Finding
from jointdesk.diary.settlements import judge, marks_in
from jointdesk.domain.conflicts import Conflict, JudgedConflict, Settlement, Severity, State
from jointdesk.domain.moments import Instant


class Mark(NamedTuple):
    """What an unsettled conflict means for a picture of its days, without any words."""

    participants: tuple[str, ...]
    severity: Severity
    anchor: Instant | None


class Verdicts(Sequence[JudgedConflict]):
    """The judged conflicts of a window, in the order of anchor, code and id.

    Those that come from elsewhere (DIA-16) are the last. It is a list like any other; but of
    thousands of conflicts in a crowded diary a person reads a few. Those of one meeting are had
    by `of` and marks by `marks`, without putting the rest into words.
    """

    def __init__(
        self,
        survey: Survey,
        others: Sequence[Conflict],
        settlements: Sequence[Settlement],
        now: Instant,
        read_at: Mapping[str, Instant],
    ) -> None:
        """Take what the rules found, conflicts from elsewhere, and what `judge` needs."""
        self._survey = survey
        self._others = others
        self._settlements = settlements
        self._now = now
        self._read_at = read_at
        self._settled = marks_in(settlements)

    def __len__(self) -> int:
        return len(self._survey) + len(self._others)

    @overload
    def __getitem__(self, index: int) -> JudgedConflict: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[JudgedConflict]: ...

    def __getitem__(self, index: int | slice) -> JudgedConflict | Sequence[JudgedConflict]:
        return self._all[index]

    def __iter__(self) -> Iterator[JudgedConflict]:
        return iter(self._all)

    @cached_property
    def _all(self) -> list[JudgedConflict]:
        return self._judged(self._findings)

    @cached_property
    def _findings(self) -> list[Finding]:
        return list(self._survey)

    def of(self, meeting_id: str) -> list[JudgedConflict]:
        """Return the conflicts that a meeting takes part in."""
        found = self._judged(self._by_participant.get(meeting_id, ()))
        return [each for each in found if meeting_id in each.conflict.participants]

    @cached_property
    def _by_participant(self) -> dict[str, list[Finding]]:
        by_participant: dict[str, list[Finding]] = {}
        for finding in self._findings:
            for participant in _participants(finding):
                by_participant.setdefault(participant, []).append(finding)
        return by_participant

    def coded(self, code: str) -> list[JudgedConflict]:
        """Return the conflicts with a code."""
        found = self._judged(each for each in self._findings if each.code == code)
        return [each for each in found if each.conflict.code == code]

    def marks(self) -> Iterator[Mark]:
        """Yield a mark for every conflict that waits to be settled, in no order."""
        doubtful = []
        ids: dict[int, str] = {}  # of a crowded diary's meetings each is asked for again and again
        for finding in self._findings:
            if self._settled and self._may_be_settled(finding):
                doubtful.append(finding)
                continue
            for meeting in finding.meetings:
                if id(meeting) not in ids:
                    ids[id(meeting)] = meeting.id
            sides = finding.keys or tuple([ids[id(meeting)] for meeting in finding.meetings])
            yield Mark(sides, finding.severity, finding.anchor)
        for judged in self._judged(doubtful):
            conflict = judged.conflict
            if judged.state in (State.OPEN, State.ASSIGNED):
                yield Mark(conflict.participants, conflict.severity, conflict.anchor)

    def _may_be_settled(self, finding: Finding) -> bool:
        settled = self._settled
        return not settled.isdisjoint(finding.keys) or any(
            copy.key in settled
            or copy.details.series_id in settled
            or copy.details.collection_id in settled
            for meeting in finding.meetings
            for copy in meeting.copies
        )

    def _judged(self, findings: Iterable[Finding]) -> list[JudgedConflict]:
        """Judge findings and what came from elsewhere."""
        found = self._survey.worded(findings)
        return judge([*found, *self._others], self._settlements, self._now, self._read_at)


def _participants(finding: Finding) -> tuple[str, ...]:
    return finding.keys or tuple([meeting.id for meeting in finding.meetings])
