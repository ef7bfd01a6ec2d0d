"""The journals of a calendar file (VJOURNAL) as a table, for whoever keeps decisions there."""

from zoneinfo import ZoneInfo

from jointdesk.domain.components import Component
from jointdesk.domain.moments import local_day
from jointdesk.domain.resources import ResourceText
from jointdesk.domain.tables import Cell, Row, Skipped, Table
from jointdesk.ical.properties import find_property
from jointdesk.ical.scanning import scan
from jointdesk.ical.series import parse
from jointdesk.ical.values import line_text
from jointdesk.sources.grids import UnreadableTableError

_JOURNAL = "VJOURNAL"
_REFERENCE = "X-JOINTDESK-REF"
_HEADINGS = (
    "Reference", "Title", "Date of decision", "Decision", "Status", "Who may see it", "Categories",
)  # fmt: skip
_VISIBILITY = {"PUBLIC": "all"}
"""CLASS; anything but PUBLIC is kept to the organisation."""


def is_calendar(data: bytes) -> bool:
    """Return True if the bytes begin like a calendar."""
    return data[:200].lstrip(b"\xef\xbb\xbf \t\r\n").upper().startswith(b"BEGIN:V")


def read_journals(data: bytes, name: str, zone: ZoneInfo) -> Table:
    """Return a row for each journal, its number the line on which it begins.

    Args:
        data: the calendar's bytes.
        name: what the file is called.
        zone: the desk's zone, in which a journal's day is reckoned.

    Raises:
        UnreadableTableError: there is no journal in it.
        NotACalendarError: it is no calendar.
    """
    scanned = scan(data, name)
    rows = []
    skipped = [Skipped(one.line, one.reason) for one in scanned.rejected]
    others = 0
    for resource in scanned.resources:
        if resource.kind != _JOURNAL:
            others += 1
            continue
        parsed = parse(resource, zone, name)
        skipped += [Skipped(one.line, one.reason) for one in parsed.rejected]
        for component in parsed.series.components if parsed.series else ():
            rows.append(Row(component.line, _cells(component, resource, zone)))
    if not rows and not skipped:
        raise UnreadableTableError(f"“{name}” is a calendar without journals (VJOURNAL).")
    rows.sort()
    notes = (f"Events and tasks are left out: {others}.",) if others else ()
    return Table(name, 0, _HEADINGS, tuple(rows), tuple(sorted(skipped)), notes)


def _cells(journal: Component, resource: ResourceText, zone: ZoneInfo) -> tuple[Cell, ...]:
    """Return what a journal says, in the order of the headings."""
    return (
        line_text(find_property(resource.text, _REFERENCE) or "") or None,
        journal.summary or None,
        None if journal.start is None else local_day(journal.start, zone),
        journal.description or None,
        journal.status or None,
        _VISIBILITY.get(journal.classification, "own_org"),
        ", ".join(journal.categories) or None,
    )
