"""The journals of a calendar file (VJOURNAL) as a table, for whoever keeps decisions there."""

from zoneinfo import ZoneInfo

from jointdesk.domain.components import Component
from jointdesk.domain.moments import local_day
from jointdesk.domain.resources import ResourceText
from jointdesk.domain.tables import Cell, Row, Skipped, Table
from jointdesk.ical.properties import read_component
from jointdesk.ical.scanning import scan
from jointdesk.ical.series import parse
from jointdesk.ical.values import block_text
from jointdesk.sources.grids import UnreadableTableError

_JOURNAL = "VJOURNAL"
_OWN = "X-JOINTDESK-"
"""How JointDesk's own exports begin the names of what VJOURNAL has no property for."""

_APART = frozenset({"DECISION-TEXT", "REASONS"})

_TITLE, _DAY, _TEXT, _STATUS = "Title", "Date of decision", "Decision", "Status"
_VISIBILITY, _CATEGORIES = "Who may see it", "Categories"


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
    found: list[tuple[int, dict[str, Cell]]] = []
    skipped = [Skipped(one.line, one.reason) for one in scanned.rejected]
    others = 0
    for resource in scanned.resources:
        if resource.kind != _JOURNAL:
            others += 1
            continue
        parsed = parse(resource, zone, name)
        skipped += [Skipped(one.line, one.reason) for one in parsed.rejected]
        for component in parsed.series.components if parsed.series else ():
            found.append((component.line, _values(component, resource, zone)))
    if not found and not skipped:
        raise UnreadableTableError(f"“{name}” is a calendar without journals (VJOURNAL).")
    headings = tuple(dict.fromkeys(heading for _, values in found for heading in values))
    rows = sorted(Row(line, tuple(map(values.get, headings))) for line, values in found)
    notes = (f"Events and tasks are left out: {others}.",) if others else ()
    return Table(name, 0, headings, tuple(rows), tuple(sorted(skipped)), notes)


def _values(journal: Component, resource: ResourceText, zone: ZoneInfo) -> dict[str, Cell]:
    """Return what a journal says, by heading; what an own property says goes before the rest.

    Our own exports have the decision and its reasons each by itself, and both as the description.
    """
    own = {
        one.name.removeprefix(_OWN): block_text(one.value) or None
        for one in read_component(resource.text)[0]
        if one.name.startswith(_OWN)
    }
    is_ours = not _APART.isdisjoint(own)
    return {
        _TITLE: journal.summary or None,
        _DAY: None if journal.start is None else local_day(journal.start, zone),
        _TEXT: own.pop("DECISION-TEXT", None) if is_ours else journal.description or None,
        _STATUS: journal.status or None,
        _VISIBILITY: "all" if journal.classification == "PUBLIC" else "own_org",
        _CATEGORIES: ", ".join(journal.categories) or None,
        **{name.replace("-", " ").capitalize(): text for name, text in own.items()},
    }
