"""One sentence for each code: what happened, to whom, when; nothing that its sides do not show."""

from collections.abc import Callable, Mapping
from datetime import date

from jointdesk.diary import words
from jointdesk.diary.context import Context
from jointdesk.diary.findings import Finding
from jointdesk.diary.timeline import is_masked, tier_of
from jointdesk.domain.meetings import Meeting
from jointdesk.domain.moments import MINUTE
from jointdesk.domain.occurrences import Occurrence, Status
from jointdesk.domain.words import counted, listed, plain_name, short_day


def sentence(finding: Finding, context: Context) -> str:
    """Return the finding as one plain sentence without full stop and without its code."""
    return _SENTENCES[finding.code](finding, context)


def _overlap(finding: Finding, context: Context) -> str:
    if not finding.meetings:
        day = words.day_at(finding.start, context.zone)
        return f"{int(finding.facts[0]):,} more overlaps on {day}, too many to list one by one"
    a, b = finding.meetings
    when = words.moment(finding.start, context.zone)
    lasting = words.length((finding.end - finding.start) // MINUTE)
    if is_masked(a) != is_masked(b):
        open_one, masked = (b, a) if is_masked(a) else (a, b)
        clash = f"{words.name_with_doubt(open_one)} clashes with {words.name(masked)}"
        return f"{clash} for {lasting} on {when}"
    if finding.code == "DIA-10":
        low, high = (b, a) if tier_of(a) == 1 else (a, b)
        names = f"{words.name(low)} overlaps {words.name(high)}, which is protected,"
        return f"{names} for {lasting} on {when}"
    names = f"{words.name_with_doubt(a)} and {words.name_with_doubt(b)}"
    if finding.code == "DIA-08":
        names += ", both protected,"
    return f"{names} overlap for {lasting} on {when}"


def _possible_pair(finding: Finding, context: Context) -> str:
    (meeting,) = finding.meetings
    names = [words.name(Meeting((copy,), copy)) for copy in meeting.copies]
    return f"{listed(names)} on {words.moment(meeting.start, context.zone)} may be one meeting"


def _too_short(finding: Finding, context: Context) -> str:
    a, b = finding.meetings
    gap, minutes = map(int, finding.facts)
    there = f"{words.name(b)} on {words.moment(b.start, context.zone)}"
    way = f"{_place(a)} to {_place(b)} takes {minutes}, with {context.buffer_minutes} to spare"
    return f"{words.length(gap)} between {words.name(a)} and {there} is too short: {way}"


def _changeover(finding: Finding, context: Context) -> str:
    a, b = finding.meetings
    gap = int(finding.facts[0])
    after = f"{words.length(gap)} after" if gap else "as soon as"
    when = words.moment(b.start, context.zone)
    return f"{words.name(b)} starts {after} {words.name(a)} ends, on {when}"


def _unknown(finding: Finding, context: Context) -> str:
    if len(finding.meetings) == 2:
        a, b = finding.meetings
        there = f"{words.name(b)} on {words.moment(b.start, context.zone)}"
        way = f"The travel time from {_place(a)} to {_place(b)} is not known"
        return f"{way}: {words.name(a)}, then {there}"
    (meeting,), (other,) = finding.meetings, finding.others
    when = words.moment(meeting.start, context.zone)
    near = f"{_relation(meeting, other)} {words.name(other)}"
    return f"“{_place(meeting)}” is not a known site: {words.name(meeting)} on {when} is {near}"


def _relation(meeting: Meeting, other: Meeting) -> str:
    if other.end <= meeting.start:
        gap = meeting.start - other.end
        return f"{words.length(gap // MINUTE)} after" if gap else "straight after"
    if meeting.end <= other.start:
        gap = other.start - meeting.end
        return f"{words.length(gap // MINUTE)} before" if gap else "straight before"
    return "at the time of"


def _drift(finding: Finding, context: Context) -> str:
    (meeting,) = finding.meetings
    kinds = [str(kind) for kind in finding.facts]
    told = "; ".join(_told(kind, meeting, context) for kind in kinds)
    when = words.day_at(meeting.start, context.zone)
    return f"The copies of {words.name(meeting)} on {when} differ: {told}"


def _told(kind: str, meeting: Meeting, context: Context) -> str:
    tells: Mapping[str, Callable[[Occurrence], str]] = {
        "time": lambda copy: _times(copy, meeting, context),
        "place": lambda copy: plain_name(copy.details.place) or "no place",
        "link": lambda copy: "has a link" if copy.details.link else "has no link",
        "cancelled": lambda copy: (
            "cancelled" if copy.details.status is Status.CANCELLED else "not cancelled"
        ),
        "reply": lambda copy: f"reply {copy.details.reply}",
    }
    if kind == "link" and all(copy.details.link for copy in meeting.copies):
        return "not the same link"
    return ", ".join(f"{copy.details.org_code} {tells[kind](copy)}" for copy in meeting.copies)


def _times(copy: Occurrence, meeting: Meeting, context: Context) -> str:
    """Return when a copy is, its day only where that is not the meeting's."""
    zone = context.zone
    when = words.day_at(copy.start, zone)
    told = [] if when == words.day_at(meeting.start, zone) else [when]
    if copy.details.all_day:
        return " ".join([*told, "all day"])
    return " ".join([*told, f"{words.clock(copy.start, zone)}–{words.clock(copy.end, zone)}"])


def _off_day(finding: Finding, context: Context) -> str:
    when = date.fromordinal(int(finding.facts[0]))
    (meeting,) = finding.meetings
    if not finding.keys:
        holiday = finding.facts[1]
        return f"{words.name(meeting)} is on a bank holiday, {short_day(when)} ({holiday})"
    ours, *lacking = (context.organisations[org_id].code for org_id in finding.org_ids)
    others = f"the {listed(lacking)} {'diary' if len(lacking) == 1 else 'diaries'}"
    told = f"Leave on {short_day(when)} is in the {ours} diary but not in {others}"
    booked = int(finding.facts[1])
    if not booked:
        return told
    return f"{told}; {counted(booked, 'meeting')} {'is' if booked == 1 else 'are'} booked then"


def _leak(finding: Finding, context: Context) -> str:
    meeting = finding.meetings[0]
    private, public = finding.facts
    title = plain_name(meeting.preferred.details.title)
    when = words.moment(meeting.start, context.zone)
    return f"“{title}” on {when} is private in {private} and open to read in the {public} diary"


def _rest(finding: Finding, context: Context) -> str:
    zone = context.zone
    if not finding.facts:
        until = f"{words.clock(finding.start, zone)} to {words.clock(finding.end, zone)}"
        lasting = words.length((finding.end - finding.start) // MINUTE)
        least = words.length(context.break_minutes)
        when = words.day_at(finding.start, zone)
        return f"{lasting} without a break of {least} on {when}, {until}"
    last, first = finding.meetings
    lasting = words.length(int(finding.facts[0]))
    when = words.moment(first.start, zone)
    return f"Only {lasting} of rest between {words.name(last)} and {words.name(first)} on {when}"


def _load(finding: Finding, context: Context) -> str:
    minutes, sites = map(int, finding.facts)
    told = []
    if minutes > context.day_hours * 60:
        told.append(f"{words.length(minutes)} of meetings")
    if sites > context.day_sites:
        told.append(f"{sites} sites")
    return f"{words.day_at(finding.start, context.zone)} has {listed(told)}"


def _split(finding: Finding, context: Context) -> str:
    code, actual, agreed = finding.facts
    last = words.day_at(finding.end - 1, context.zone)
    return (
        f"{code} has {actual} per cent of the time in the four weeks to {last};"
        f" {agreed} per cent is agreed"
    )


def _place(meeting: Meeting) -> str:
    return plain_name(meeting.preferred.details.place)


_SENTENCES: Mapping[str, Callable[[Finding, Context], str]] = {
    "DIA-01": _overlap,
    "DIA-02": _possible_pair,
    "DIA-03": _overlap,
    "DIA-04": _too_short,
    "DIA-05": _changeover,
    "DIA-06": _unknown,
    "DIA-07": _drift,
    "DIA-08": _overlap,
    "DIA-10": _overlap,
    "DIA-12": _off_day,
    "DIA-13": _leak,
    "DIA-15": _rest,
    "WRK-01": _split,
    "WRK-03": _load,
}
