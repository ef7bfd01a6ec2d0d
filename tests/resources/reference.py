"""The demo desk's conflicts, worked out a second time: slow, plain, straight from the rules' text.

It shares nothing with `jointdesk`: the calendars are expanded by recurring-ical-events, and each
rule is a few lines that follow the words of the taxonomy and its precise readings. Minutes are
counted one by one where that is the most obvious way.

`python -m tests.resources.reference` writes resources/demo/expected.json anew. Read the
difference before keeping it, and explain it in the README beside that file.
"""

import json
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import cache
from itertools import combinations
from typing import Any, NamedTuple

from tests.resources.reference_forums import is_covered, needs_the_director
from tests.resources.reference_meetings import (
    DEMO,
    DESK,
    LONDON,
    RESOURCES,
    Meeting,
    merge,
    read_copies,
)

FIRST, AFTER = date(2026, 11, 30), date(2027, 2, 1)
MINUTE, BUFFER = timedelta(minutes=1), 5
BANK_HOLIDAYS = {
    date.fromisoformat(day)
    for day in json.loads((RESOURCES / "holidays/england-wales.json").read_text("utf-8"))["days"]
}


class Found(NamedTuple):
    """One conflict: its code, its day, the meetings in time order."""

    code: str
    severity: str
    day: date
    meetings: tuple[Meeting, ...]
    minutes_short: int | None = None


# The rules


def _day(moment: datetime) -> date:
    return moment.astimezone(LONDON).date()


def _gap(a: Meeting, b: Meeting) -> int:
    """Minutes from the end of a to the start of b."""
    return (b.shown.start - a.shown.end) // MINUTE


def _travel(a: str, b: str) -> int:
    sites = DESK["travel"]["sites"]
    return int(DESK["travel"]["minutes"][sites.index(a)][sites.index(b)])


def overlap(a: Meeting, b: Meeting) -> Iterator[Found]:
    """DIA-01, 03, 08, 10: one code per pair."""
    if not (a.shown.start < b.shown.end and b.shown.start < a.shown.end):
        return
    day, protected = _day(max(a.shown.start, b.shown.start)), [a.tier, b.tier].count(1)
    if a.is_soft or b.is_soft:
        yield Found("DIA-03", "amber", day, (a, b))
    else:
        yield Found(("DIA-01", "DIA-10", "DIA-08")[protected], "red", day, (a, b))


def travel_gap(a: Meeting, b: Meeting) -> Iterator[Found]:
    """DIA-04: in person, at two different sites, one after the other."""
    places = {a.shown.where, b.shown.where}
    if len(places) < 2 or places & {"", "virtual", "unknown"} or _gap(a, b) < 0:
        return
    short = _travel(a.shown.where, b.shown.where) + BUFFER - _gap(a, b)
    if short > 0:
        severity = "red" if short >= 15 else "amber"
        yield Found("DIA-04", severity, _day(b.shown.start), (a, b), short)


def changeover(a: Meeting, b: Meeting) -> Iterator[Found]:
    """DIA-05: under 10 minutes between two meetings, at least one of them virtual."""
    if 4 in (a.tier, b.tier) or "virtual" not in (a.shown.where, b.shown.where):
        return
    if 0 <= _gap(a, b) < 10 and a.shown.where and b.shown.where:
        yield Found("DIA-05", "info", _day(b.shown.start), (a, b))


def unknown_place(meeting: Meeting, meetings: list[Meeting]) -> Iterator[Found]:
    """DIA-06: in person at a place nobody knows, within 3 hours of another one in person."""
    near = [
        other
        for other in meetings
        if other is not meeting
        and other.is_in_person
        and max(_gap(meeting, other), _gap(other, meeting)) <= 180
    ]
    if meeting.shown.where == "unknown" and near:
        yield Found("DIA-06", "amber", _day(meeting.shown.start), (meeting,))


def copies_of(meeting: Meeting) -> Iterator[Found]:
    """DIA-02 asks about a possible pair; DIA-07 and DIA-13 are about pairs that are sure."""
    day, copies = _day(meeting.shown.start), meeting.copies
    if meeting.possible:
        yield Found("DIA-02", "info", day, (meeting,))
        return
    if len({(c.start, c.end, c.where, c.status == "CANCELLED") for c in copies}) > 1:
        yield Found("DIA-07", "red", day, (meeting,))
    if any(a.private and not b.private for a in copies for b in copies):
        yield Found("DIA-13", "red", day, (meeting,))


def days_off(meetings: list[Meeting], leave: list[Meeting]) -> Iterator[Found]:
    """DIA-12: one per meeting on a bank holiday, one per day of leave that one calendar lacks."""
    for meeting in meetings:
        if _day(meeting.shown.start) in BANK_HOLIDAYS and meeting.tier != 4:
            yield Found("DIA-12", "red", _day(meeting.shown.start), (meeting,))
    for absence in leave:
        day = _day(absence.shown.start)
        while datetime.combine(day, time(), LONDON) < absence.shown.end:
            covered = {
                org
                for other in leave
                for org in other.orgs
                if _day(other.shown.start) <= day < _day(other.shown.end)
            }
            if covered != {source["org"] for source in DESK["sources"]}:
                is_booked = any(_day(m.shown.start) == day and m.tier != 4 for m in meetings)
                yield Found("DIA-12", "red" if is_booked else "amber", day, (absence,))
            day += timedelta(1)


def rest(meetings: list[Meeting]) -> Iterator[Found]:
    """DIA-15: under 11 hours from the last end to the next day's first start; 6 h without 20'."""
    for day in sorted({_day(m.shown.start) for m in meetings}):
        today = [m for m in meetings if _day(m.shown.start) == day]
        tomorrow = [m for m in meetings if _day(m.shown.start) == day + timedelta(1)]
        last = max(today, key=lambda m: m.shown.end)
        if tomorrow and _gap(last, tomorrow[0]) < 11 * 60:
            yield Found("DIA-15", "amber", day, (last, tomorrow[0]))
        run = [today[0]]
        for meeting in today[1:]:
            if _gap(max(run, key=lambda m: m.shown.end), meeting) >= 20:
                run = []
            run.append(meeting)
            if max(m.shown.end for m in run) - run[0].shown.start > timedelta(hours=6):
                yield Found("DIA-15", "amber", day, tuple(run))
                break


@cache
def _minutes(start: datetime, end: datetime) -> frozenset[datetime]:
    return frozenset(start + n * MINUTE for n in range((end - start) // MINUTE))


def day_load(meetings: list[Meeting]) -> Iterator[Found]:
    """WRK-03: over 7 hours of meetings, or over 4 sites, in a day."""
    for day in sorted({_day(m.shown.start) for m in meetings}):
        today = [m for m in meetings if _day(m.shown.start) == day]
        taken = frozenset[datetime]().union(*(_minutes(m.shown.start, m.shown.end) for m in today))
        sites = {m.shown.where for m in today} - {"", "virtual", "unknown"}
        if len(taken) > 7 * 60 or len(sites) > 4:
            yield Found("WRK-03", "amber", day, tuple(today))


def council_share(meetings: list[Meeting], monday: date) -> tuple[float, float]:
    """Give CAL's percentage of the hours, and the hours, of the four weeks up to that week's end.

    Each minute belongs to what is on at that minute; a joint meeting's is shared as agreed, and
    the way to a meeting belongs to that meeting.
    """
    weeks = [m for m in meetings if -21 <= (_day(m.shown.start) - monday).days < 7]
    minutes: dict[datetime, list[float]] = {}
    for meeting in weeks:
        part = 1.0 if meeting.orgs == {"CAL"} else 0.0 if meeting.orgs == {"WEX"} else 0.5
        spans = [(meeting.shown.start, meeting.shown.end)]
        before = [
            m
            for m in weeks
            if _day(m.shown.start) == _day(meeting.shown.start)
            and m.is_in_person
            and m.shown.end <= meeting.shown.start
        ]
        if before and {before[-1].shown.where, meeting.shown.where}.isdisjoint(
            {"", "virtual", "unknown"}
        ):
            way = _travel(before[-1].shown.where, meeting.shown.where) * MINUTE
            spans.append((meeting.shown.start - way, meeting.shown.start))
        for span in spans:
            for minute in _minutes(*span):
                minutes.setdefault(minute, []).append(part)
    council = sum(sum(parts) / len(parts) for parts in minutes.values())
    return 100 * council / len(minutes), len(minutes) / 60


def time_split(meetings: list[Meeting]) -> Iterator[Found]:
    """WRK-01: once per ISO week, if the split is over 10 points off what is agreed."""
    monday = FIRST
    while monday < AFTER:
        share, hours = council_share(meetings, monday)
        off = abs(share - DESK["organisations"][0]["share"])
        if hours >= 40 and off > 10:
            yield Found("WRK-01", "red" if off > 20 else "amber", monday, ())
        monday += timedelta(7)


def no_quorum(meeting: Meeting, others: list[Meeting]) -> Iterator[Found]:
    """DIA-09: a quorum needs the director, who is elsewhere or on leave."""
    away = any(
        other is not meeting
        and other.shown.start < meeting.shown.end
        and meeting.shown.start < other.shown.end
        for other in others
    )
    if away and needs_the_director(meeting):
        yield Found("DIA-09", "red", _day(meeting.shown.start), (meeting,))


def no_cover(meeting: Meeting, leave: list[Meeting]) -> Iterator[Found]:
    """WRK-04: tier 1 during leave, and nobody with a delegation stands in."""
    away = any(
        other.shown.start < meeting.shown.end and meeting.shown.start < other.shown.end
        for other in leave
    )
    if away and meeting.tier == 1 and not is_covered(meeting):
        yield Found("WRK-04", "red", _day(meeting.shown.start), (meeting,))


def find_conflicts() -> list[Found]:
    """Give the demo desk's conflicts for the director, in the order of days and codes."""
    everything = merge(read_copies(FIRST - timedelta(28), AFTER + timedelta(7)))
    counting = [m for m in everything if m.shown.counts]
    leave = [m for m in counting if m.shown.leave]
    meetings = [m for m in counting if not m.shown.leave]
    found = [*days_off(meetings, leave), *rest(meetings), *day_load(meetings)]
    found += time_split(meetings)
    for meeting in meetings:
        found += [*copies_of(meeting), *unknown_place(meeting, meetings)]
        found += [*no_quorum(meeting, counting), *no_cover(meeting, leave)]
    for a, b in combinations(meetings, 2):
        found += [*overlap(a, b), *travel_gap(a, b), *changeover(a, b)]
    inside = [each for each in found if FIRST <= each.day < AFTER]
    return sorted(inside, key=lambda f: (f.day, f.code, [m.shown.start for m in f.meetings]))


# The file


def _participant(meeting: Meeting) -> dict[str, Any]:
    return {
        "title": meeting.shown.title,
        "start": meeting.shown.start.astimezone(LONDON).isoformat(timespec="minutes")[:16],
        "copies": {c.org: c.uid for c in sorted(meeting.copies)},
    }


def expected() -> dict[str, Any]:
    """Give the content of resources/demo/expected.json; `records` is written by hand."""
    seeded = json.loads((DEMO / "expected.json").read_text(encoding="utf-8"))["records"]
    return {
        "version": 1,
        "from": FIRST.isoformat(),
        "to": AFTER.isoformat(),
        "conflicts": [
            {
                "code": found.code,
                "severity": found.severity,
                "date": found.day.isoformat(),
                "meetings": [_participant(meeting) for meeting in found.meetings],
                **({"minutes_short": found.minutes_short} if found.minutes_short else {}),
            }
            for found in find_conflicts()
        ],
        "records": seeded,
    }


if __name__ == "__main__":
    text = json.dumps(expected(), indent=1, ensure_ascii=False) + "\n"
    (DEMO / "expected.json").write_text(text, encoding="utf-8", newline="\n")
