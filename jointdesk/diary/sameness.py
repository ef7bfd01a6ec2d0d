"""DIA-02 and DIA-07: is it one meeting, and do its copies agree?"""

from jointdesk.diary.findings import Finding, Findings
from jointdesk.diary.timeline import Timeline
from jointdesk.domain.conflicts import Severity


def sameness(timeline: Timeline) -> Findings:
    """DIA-02 for meetings whose copies are only thought to be one, DIA-07 for those that differ.

    While it is not settled that copies are one meeting, nothing is said of their differences.
    Where no copy takes time any more nothing is asked at all.
    """
    found: list[Finding] = []
    for meeting in timeline.marked:
        if len(meeting.copies) == 1 or not timeline.holds(meeting.start):
            continue
        span = (meeting.start, meeting.start, meeting.end)
        if not any(copy.details.busy for copy in meeting.copies):
            continue
        if meeting.possible:
            found.append(Finding("DIA-02", Severity.INFO, *span, (meeting,)))
        elif meeting.drift:
            found.append(Finding("DIA-07", Severity.RED, *span, (meeting,), facts=meeting.drift))
    return found
