"""Conflicts of meetings that the rules on records find."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from jointdesk.domain.conflicts import Conflict, Severity
from jointdesk.domain.meetings import Meeting
from jointdesk.domain.moments import Span
from jointdesk.governance.check_context import found


def found_at(
    code: str,
    severity: Severity,
    meetings: Sequence[Meeting],
    message: str,
    facts: Iterable[object],
    span: Span,
) -> Conflict:
    """Return a conflict whose participants are meetings; see `found`."""
    copies = [copy for meeting in meetings for copy in meeting.copies]
    ids = [meeting.id for meeting in meetings]
    conflict = found(
        code, severity, ids, (copy.details.org_id for copy in copies), message, facts, span
    )
    return replace(
        conflict,
        copy_keys=frozenset((*ids, *(copy.key for copy in copies))),
        series_ids=frozenset(copy.details.series_id for copy in copies),
        collection_ids=frozenset(copy.details.collection_id for copy in copies),
    )
