"""Everything about one meeting: pure, from domain values, as plain text for the right side."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import tzinfo
from typing import NamedTuple

from jointdesk.domain.conflicts import JudgedConflict, Severity, State
from jointdesk.domain.meetings import Meeting
from jointdesk.domain.moments import local, local_day
from jointdesk.domain.occurrences import Details, Occurrence, Status
from jointdesk.domain.organisations import Organisation
from jointdesk.domain.pending import overlay_id
from jointdesk.domain.words import plain_line, short_day
from jointdesk.viewmodels import words
from jointdesk.viewmodels.blocks import state_words, title_of
from jointdesk.viewmodels.changeable import Changeable, CopyChoice, changeable, copy_choices
from jointdesk.viewmodels.decision_troubles import Trouble
from jointdesk.viewmodels.marks import worst

_LONGEST_TEXT = 4000
"""Characters of a description that are shown."""

HEADLINES = {
    Severity.RED: "Must act",
    Severity.AMBER: "Should act",
    Severity.INFO: "For information",
}


class CompareRow(NamedTuple):
    """One line of the comparison: what, the value of each copy, and whether they differ."""

    name: str
    values: tuple[str, ...]
    differs: bool


class ConflictLine(NamedTuple):
    """A conflict of the meeting."""

    id: str
    severity: Severity
    message: str
    state: str


class Fact(NamedTuple):
    """An icon's name, what it stands for, and one line."""

    icon: str
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Inspection:
    """What the inspector shows of a meeting.

    `positions` and `codes` are its organisations'. `compare` has a row a property where there
    are several copies, under `copy_codes`. `can_split` and `is_possible` say whether the copies
    can be told apart by hand, and whether that is being asked; `can_record` whether a decision
    that was taken there can be recorded. `change` says what changing it comes to. Of several
    copies `choices` are those that can be changed alone, and `chosen` is the one that is meant.
    """

    meeting_id: str
    headline: str
    severity: Severity | None
    title: str
    positions: tuple[int, ...]
    codes: tuple[str, ...]
    names: tuple[str, ...]
    standing: str
    facts: tuple[Fact, ...]
    conflicts: tuple[ConflictLine, ...]
    copy_codes: tuple[str, ...]
    copy_positions: tuple[int, ...]
    compare: tuple[CompareRow, ...]
    people: tuple[str, ...]
    description: str
    can_split: bool
    is_possible: bool
    copy_keys: tuple[str, ...]
    can_record: bool
    change: Changeable = Changeable()
    choices: tuple[CopyChoice, ...] = ()
    chosen: str = ""
    is_cancelled: bool = False


def inspect(
    meeting: Meeting,
    conflicts: Sequence[JudgedConflict],
    organisations: Sequence[Organisation],
    zone: tzinfo,
    notes: Sequence[str] = (),
    copy: str = "",
) -> Inspection:
    """Return everything to be shown of a meeting and its conflicts; `copy` is the chosen one."""
    details = meeting.preferred.details
    positions = {one.id: one.position for one in organisations}
    known = [one for one in organisations if one.id in meeting.org_ids]
    unsettled = [one for one in conflicts if one.state in (State.OPEN, State.ASSIGNED)]
    severity = worst(one.conflict.severity for one in unsettled)
    return Inspection(
        meeting_id=meeting.id,
        headline=_headline(meeting, severity),
        severity=severity,
        title="Busy" if details.masked else title_of(details),
        positions=tuple(one.position for one in known),
        codes=tuple(one.code for one in known),
        names=tuple(plain_line(one.name) for one in known),
        standing=_standing(details),
        facts=_facts(meeting, zone, notes),
        conflicts=tuple(_line(one) for one in conflicts),
        copy_codes=tuple(copy.details.org_code for copy in meeting.copies),
        copy_positions=tuple(positions.get(copy.details.org_id, 0) for copy in meeting.copies),
        compare=_compare(meeting, zone) if len(meeting.copies) > 1 else (),
        people=() if details.masked else _people(details),
        description="" if details.masked else _text(details.description),
        can_split=len(meeting.copies) > 1,
        is_possible=meeting.possible,
        copy_keys=tuple(copy.key for copy in meeting.copies),
        can_record=not (details.masked or details.leave),
        change=changeable(meeting, words.short_names(organisations), copy),
        choices=copy_choices(meeting, words.short_names(organisations)),
        chosen=copy,
        is_cancelled=details.status is Status.CANCELLED,
    )


def marked(
    found: Inspection, meeting: Meeting, marks: Mapping[str, tuple[Trouble, ...]]
) -> Inspection:
    """Return it with what two people changed at once in the meeting, or in what it is made of."""
    series = {copy.details.series_id for copy in meeting.copies}
    items = {*series, *(overlay_id(one) for one in (*series, *found.copy_keys))}
    lines = tuple(
        ConflictLine(mark.id, mark.severity, mark.message, State.OPEN.value)
        for item in sorted(items & marks.keys())
        for mark in marks[item]
    )
    return replace(found, conflicts=(*lines, *found.conflicts)) if lines else found


def _line(judged: JudgedConflict) -> ConflictLine:
    conflict = judged.conflict
    return ConflictLine(conflict.id, conflict.severity, conflict.message, judged.state.value)


def _headline(meeting: Meeting, severity: Severity | None) -> str:
    if meeting.possible:
        return "Same meeting?"
    if meeting.drift:
        return "Copies differ"
    return HEADLINES[severity] if severity else ""


def _standing(details: Details) -> str:
    """Return protection and reply, as in “Protected, accepted”."""
    if details.masked:
        return "Private"
    tier = {1: "protected", 4: "can move"}.get(details.tier, "")
    private = "private" if details.private else ""
    told = words.joined(
        (tier, private, "optional" if details.optional else "", state_words(details))
    )
    return told[:1].upper() + told[1:]


def _facts(meeting: Meeting, zone: tzinfo, notes: Sequence[str]) -> tuple[Fact, ...]:
    details = meeting.preferred.details
    facts = [Fact("clock", "When", _when(meeting.preferred, zone))]
    place = "" if details.masked else plain_line(details.place)
    if place:
        facts.append(Fact("map-pin", "Where", place))
    if details.link:
        facts.append(Fact("video", "Link", plain_line(details.link)))
    if details.recurring:
        facts.append(Fact("repeat", "Repeats", "One of a series"))
    facts.extend(Fact("info", "Note", plain_line(note)) for note in notes)
    return tuple(facts)


def _when(copy: Occurrence, zone: tzinfo) -> str:
    if copy.details.all_day:
        return words.day_span(local_day(copy.start, zone), local_day(copy.end - 1, zone))
    return words.written_span(copy.start, copy.end, zone)


def _compare(meeting: Meeting, zone: tzinfo) -> tuple[CompareRow, ...]:
    copies = meeting.copies
    return (
        _row("Time", [_time(copy, meeting.preferred, zone) for copy in copies], meeting, "time"),
        _row("Place", [plain_line(one.details.place) for one in copies], meeting, "place"),
        _row("Your reply", [_reply(copy.details) for copy in copies], meeting, "reply"),
        _row("Status", [_status(copy.details) for copy in copies], meeting, "cancelled"),
        _row("Changed", [_changed(copy.details, zone) for copy in copies], meeting, ""),
    )


def _row(name: str, values: list[str], meeting: Meeting, drift: str) -> CompareRow:
    return CompareRow(name, tuple(value or "–" for value in values), drift in meeting.drift)


def _time(copy: Occurrence, shown: Occurrence, zone: tzinfo) -> str:
    if copy.details.all_day:
        return "all day"
    return words.span_times(copy.start, copy.end, zone, local_day(shown.start, zone))


def _reply(details: Details) -> str:
    return details.reply.value.capitalize() if details.has_reply else "Not asked"


def _status(details: Details) -> str:
    return {Status.HOLD: "Provisional"}.get(details.status, details.status.value.capitalize())


def _changed(details: Details, zone: tzinfo) -> str:
    if not details.last_modified:
        return ""
    moment = local(details.last_modified, zone)
    return f"{short_day(moment.date())} {words.clock_of(moment)}"


def _people(details: Details) -> tuple[str, ...]:
    organiser = plain_line(details.organizer)
    lines = [f"{organiser}, organiser"] if organiser else []
    for attendee in details.attendees:
        name = plain_line(attendee.name) or attendee.email
        said = attendee.partstat.replace("-", " ").lower()
        if attendee.email != details.organizer:
            lines.append(words.joined((name, "" if said in ("", "needs action") else said)))
    return tuple(lines)


def _text(description: str) -> str:
    """Return a description line by line, without characters that act."""
    lines = [plain_line(line) for line in description[:_LONGEST_TEXT].splitlines()]
    return "\n".join(lines).strip()
