"""DIA-14: what is better not held before a poll (domain.md section 4)."""

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from jointdesk.diary import words
from jointdesk.domain.conflicts import Conflict, Severity
from jointdesk.domain.decisions import Decision
from jointdesk.domain.forums import Forum
from jointdesk.domain.meetings import Meeting
from jointdesk.domain.moments import Span
from jointdesk.domain.words import listed, short_day
from jointdesk.governance.check_context import is_live, name_of
from jointdesk.governance.meeting_conflicts import found_at
from jointdesk.governance.pre_election import Period, periods_for
from jointdesk.governance.sittings import Sittings

PUBLIC_EVENT = re.compile(
    r"\b(?:public (?:consultation|engagement|event|meeting)|consultation (?:launch|opens|starts)"
    r"|launch|press|media (?:event|briefing|visit)|photo ?call|opening ceremony)\b",
    re.IGNORECASE,
)
"""Titles and categories of what speaks to the public."""
_POLITICAL = frozenset({"executive", "board"})
"""Forums whose meetings in public may have contentious items."""


def before_polls(sittings: Sittings) -> Iterator[Conflict]:
    """DIA-14: a public event, or a board or executive meeting, in a pre-election period.

    A meeting of a board or executive counts unless every decision that is known to be due there
    is marked as not contentious.
    """
    periods = periods_for(sittings.records.polls, sittings.context)
    if not periods:
        return
    forums = {meeting.id: forum for meeting, forum in sittings.forums}
    due = _due_at(sittings)
    for meeting in sittings.in_window:
        day = sittings.day_of(meeting)
        forum = forums.get(meeting.id)
        org_ids = forum.orgs if forum and forum.orgs else meeting.org_ids
        period = _period(day, org_ids, periods)
        if period is None:
            continue
        why = _public(meeting) or _contentious(forum, day, due)
        if why:
            yield found_at(
                "DIA-14",
                Severity.AMBER,
                (meeting,),
                f"{words.name(meeting)} on {short_day(day)} {why}, in the pre-election period of"
                f" {period.name} ({short_day(period.begins)} to {short_day(period.ends)}): ask"
                " communications and the monitoring officer; move it, or reword it",
                (meeting.start, meeting.end, period.begins, why),
                Span(meeting.start, meeting.end),
            )


def _period(day: date, org_ids: tuple[str, ...], periods: dict[str, list[Period]]) -> Period | None:
    for org_id in org_ids:
        for period in periods.get(org_id, ()):
            if period.begins <= day <= period.ends:
                return period
    return None


def _public(meeting: Meeting) -> str:
    details = meeting.preferred.details
    texts = (details.title, *details.categories)
    return "speaks to the public" if any(map(PUBLIC_EVENT.search, texts)) else ""


def _contentious(
    forum: Forum | None, day: date, due: dict[tuple[str, date], list[Decision]]
) -> str:
    if forum is None or forum.kind not in _POLITICAL:
        return ""
    decisions = due.get((forum.id, day), [])
    doubtful = [one for one in decisions if one.contentious != "no"]
    if doubtful:
        return f"has {listed(map(name_of, doubtful[:3]))}, which may be contentious"
    return "" if decisions else "may have contentious items"


def _due_at(sittings: Sittings) -> dict[tuple[str, date], list[Decision]]:
    found: dict[tuple[str, date], list[Decision]] = defaultdict(list)
    for one in sittings.records.decisions:
        day = one.date_taken or one.decision_due
        if one.forum and day is not None and is_live(one):
            found[one.forum, day].append(one)
    return found
