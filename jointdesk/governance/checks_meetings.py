"""Checks of meetings that need records: who votes, covers and prepares (domain.md section 4)."""

from collections.abc import Iterator
from datetime import date, timedelta

from jointdesk.diary import words
from jointdesk.domain.conflicts import Conflict, Severity
from jointdesk.domain.forums import Forum, ForumSeat, Quorum
from jointdesk.domain.meetings import Meeting
from jointdesk.domain.moments import Span
from jointdesk.domain.occurrences import Reply
from jointdesk.domain.tasks import Task
from jointdesk.domain.words import counted, listed, short_day
from jointdesk.governance.check_context import found, name_of, task_name
from jointdesk.governance.checks_task_dates import publication_day
from jointdesk.governance.meeting_conflicts import found_at
from jointdesk.governance.sittings import VOTING, Sittings

# DIA-09


def quorum_risk(sittings: Sittings) -> Iterator[Conflict]:
    """DIA-09: a quorum needs the director, who declined, is on leave, or is elsewhere.

    It needs the director where the other voters of that body who have not declined are too few.
    A deputy named for the seat holds it.
    """
    for meeting, forum in sittings.forums:
        if not forum.quorum or not sittings.holds(meeting.start):
            continue
        needed = [row for row in forum.quorum if _needs_director(row, meeting, forum, sittings)]
        away = _why_away(meeting, sittings) if needed else None
        if away is None:
            continue
        why, facts = away
        bodies = listed(sittings.context.code(row.org) if row.org else "all" for row in needed)
        yield found_at(
            "DIA-09",
            Severity.RED,
            (meeting,),
            f"{words.name(meeting)} on {_when(meeting, sittings)} has no quorum of {bodies} voters"
            f" without the director, who {why}: tell the clerk, and find a deputy who may vote",
            (meeting.start, meeting.end, *facts),
            Span(meeting.start, meeting.end),
        )


def _needs_director(row: Quorum, meeting: Meeting, forum: Forum, sittings: Sittings) -> bool:
    eligible = [
        seat for seat in forum.seats if seat.role in VOTING and (not row.org or seat.org == row.org)
    ]
    mine = [seat for seat in eligible if seat.person in sittings.context.directors]
    if not mine or any(seat.deputy for seat in mine):
        return False
    declined = _declined(meeting)
    others = [
        seat
        for seat in eligible
        if seat not in mine
        and declined.isdisjoint(sittings.context.emails.get(seat.person, (seat.person,)))
    ]
    return len(others) < row.voters


def _declined(meeting: Meeting) -> set[str]:
    return {
        attendee.email
        for copy in meeting.copies
        for attendee in copy.details.attendees
        if attendee.partstat == "DECLINED"
    }


def _why_away(meeting: Meeting, sittings: Sittings) -> tuple[str, tuple[object, ...]] | None:
    """Return why the director does not come, and the values that matter; None if they do."""
    if meeting.preferred.details.reply is Reply.DECLINED:
        return "declined", ("declined",)
    leave = sittings.leave_during(meeting)
    if leave is not None:
        return "is on leave", ("leave", leave.start, leave.end)
    for other in sittings.overlapping(meeting):
        return f"is at {words.name_with_doubt(other)} then", ("elsewhere", other.start, other.end)
    return None


# WRK-04


def no_cover(sittings: Sittings) -> Iterator[Conflict]:
    """WRK-04: a tier-1 meeting falls in leave, and no deputy with a delegation is named.

    The deputy is the one of the director's seat in the forum; a delegation is one of a document
    of a body of the meeting, in force on that day.
    """
    if not sittings.leaves:
        return
    forums = {meeting.id: forum for meeting, forum in sittings.forums}
    for meeting in sittings.in_window:
        if not sittings.is_protected(meeting) or meeting.preferred.details.leave:
            continue
        leave = sittings.leave_during(meeting)
        if leave is None:
            continue
        seats = sittings.directors_seats(forums[meeting.id]) if meeting.id in forums else []
        if any(_covers(seat, meeting, sittings) for seat in seats):
            continue
        deputies = [sittings.context.person(seat.deputy) for seat in seats if seat.deputy]
        lacks = (
            f"its deputy {listed(deputies)} holds no delegation there"
            if deputies
            else "no deputy is named for it"
        )
        yield found_at(
            "WRK-04",
            Severity.RED,
            (meeting,),
            f"{words.name(meeting)} on {_when(meeting, sittings)} is in the director's leave, and"
            f" {lacks}: name a deputy who holds that body's delegation, and record it",
            (meeting.start, meeting.end, leave.start, leave.end, *deputies),
            Span(meeting.start, meeting.end),
        )


def _covers(seat: ForumSeat, meeting: Meeting, sittings: Sittings) -> bool:
    if not seat.deputy:
        return False
    day = sittings.day_of(meeting)
    bodies = {seat.org} if seat.org else set(meeting.org_ids)
    for one in sittings.records.delegations:
        document = sittings.records.authority_by_id.get(one.authority)
        if (
            one.holder == seat.deputy
            and document is not None
            and document.org in bodies
            and (one.valid_from is None or one.valid_from <= day)
            and (one.valid_to is None or day <= one.valid_to)
        ):
            return True
    return False


# DIA-11


def no_preparation(sittings: Sittings) -> Iterator[Conflict]:
    """DIA-11: the director presents at a tier-1 meeting, and has no hour to prepare it.

    Who makes a paper for it presents. Counted are the free minutes of the working hours of the
    two working days before.
    """
    directors = sittings.context.directors
    own_papers = {
        task.feeds
        for task in sittings.records.tasks
        if task.feeds and not directors.isdisjoint(task.owners)
    }
    own = sittings.context.own
    least, days = own.number("prep_minutes"), own.number("prep_days")
    for meeting, forum in sittings.forums:
        presents = any(seat.role == "author" for seat in sittings.directors_seats(forum))
        presents = presents or any(copy.key in own_papers for copy in meeting.copies)
        if not presents or not sittings.holds(meeting.start) or not sittings.is_protected(meeting):
            continue
        before = _working_days_before(sittings.day_of(meeting), days, sittings)
        free = sum(sittings.free_minutes(sittings.working_hours(day)) for day in before)
        if free < least:
            yield found_at(
                "DIA-11",
                Severity.AMBER,
                (meeting,),
                f"There are {counted(free, 'minute')} free to prepare {words.name(meeting)} on"
                f" {_when(meeting, sittings)} in the {counted(days, 'working day')} before it;"
                f" at least {least} are needed: book time to prepare",
                (meeting.start, free),
                Span(meeting.start, meeting.end),
            )


def _working_days_before(day: date, count: int, sittings: Sittings) -> list[date]:
    found_: list[date] = []
    while len(found_) < count and day > date.min:
        day -= timedelta(days=1)
        if sittings.context.is_working(day):
            found_.append(day)
    return found_


def papers_together(sittings: Sittings) -> Iterator[Conflict]:
    """DIA-11: two papers of the director, for two meetings, are due within two working days."""
    context = sittings.context
    papers = sorted(
        (
            (task.due, task.order, task)
            for task in sittings.records.tasks
            if task.due is not None
            and task.feeds
            and task.is_open
            and not context.directors.isdisjoint(task.owners)
        ),
        key=lambda each: each[:2],
    )
    for (first, _, a), (last, _, b) in zip(papers, papers[1:], strict=False):
        most = context.own.number("papers_apart")
        span = context.day_span(last)
        if a.feeds == b.feeds or not sittings.holds(span.start):
            continue
        if context.working_days(first, last, most=most + 1) <= most:
            yield found(
                "DIA-11",
                Severity.AMBER,
                (a, b),
                (*a.orgs, *b.orgs),
                f"{task_name(a)} is due on {short_day(first)} and {task_name(b)} on"
                f" {short_day(last)}: papers for two meetings within"
                f" {counted(most, 'working day')}; book time for each, or move one",
                (first, last),
                span,
            )


# DIA-17


def missed_deadlines(sittings: Sittings) -> Iterator[Conflict]:
    """DIA-17: papers are published in the director's leave, or before a report is cleared.

    Looked at are the meetings for which a task makes a paper, or at which the director presents.
    """
    fed: dict[str, list[Task]] = {}
    for task in sittings.records.tasks:
        if task.feeds and task.is_open:
            fed.setdefault(task.feeds, []).append(task)
    for meeting, forum in sittings.forums:
        papers = [task for copy in meeting.copies for task in fed.get(copy.key, ())]
        presents = any(seat.role == "author" for seat in sittings.directors_seats(forum))
        if not papers and not presents:
            continue
        org_id = next(iter(forum.orgs), "")
        day = publication_day(sittings.day_of(meeting), org_id, forum, sittings.context)
        if day is not None and sittings.holds(sittings.context.day_span(day).start):
            yield from _missed(meeting, day, papers, sittings)
    yield from _notices_in_leave(sittings)


def _missed(
    meeting: Meeting, day: date, papers: list[Task], sittings: Sittings
) -> Iterator[Conflict]:
    late = [task for task in papers if task.due is not None and task.due > day]
    wrong = []
    if sittings.leave_at(sittings.working_hours(day)) is not None:
        wrong.append("in the director's leave")
    if late:
        wrong.append(f"before {listed(map(task_name, late))} is done")
    if wrong:
        yield found_at(
            "DIA-17",
            Severity.AMBER,
            (meeting,),
            f"The papers of {words.name(meeting)} on {_when(meeting, sittings)} are published on"
            f" {short_day(day)}, {listed(wrong)}: bring the clearance forward",
            (day, len(wrong), *sorted((task.id, task.due) for task in late)),
            sittings.context.day_span(day),
        )


def _notices_in_leave(sittings: Sittings) -> Iterator[Conflict]:
    """A key decision's notice that is still to be published falls in leave."""
    context = sittings.context
    if not sittings.leaves:
        return
    for one in sittings.records.decisions:
        if one.is_taken or not one.is_key_decision or one.decision_due is None:
            continue
        if one.notice_published_on or not context.profile(one.org).has_executive:
            continue
        notice = context.deadline("DL1", one.decision_due, one.org)
        day = notice.dates["notice_by"] if notice else None
        if day is None or not sittings.holds(context.day_span(day).start):
            continue
        if sittings.leave_at(sittings.working_hours(day)) is not None:
            yield found(
                "DIA-17",
                Severity.AMBER,
                (one,),
                (one.org,),
                f"The notice of the key decision {name_of(one)} is due by {short_day(day)}, in the"
                " director's leave: bring its clearance forward",
                (day, one.notice_published_on),
                context.day_span(day),
            )


def _when(meeting: Meeting, sittings: Sittings) -> str:
    if meeting.preferred.details.all_day:
        return words.day_at(meeting.start, sittings.context.zone)
    return words.moment(meeting.start, sittings.context.zone)
