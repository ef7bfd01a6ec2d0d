"""Pre-election periods, as the polls on a desk and DL11 give them."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from jointdesk.domain.polls import Poll
from jointdesk.domain.words import plain_name
from jointdesk.governance.check_context import RecordContext


class Period(NamedTuple):
    """From the notice of election to the poll, both days included."""

    name: str
    begins: date
    ends: date


def periods_for(polls: Iterable[Poll], context: RecordContext) -> dict[str, list[Period]]:
    """Return the pre-election periods of each organisation by its id.

    The notice that a poll has stored wins over the latest possible day. A poll that names no
    organisations is everybody's.
    """
    periods: dict[str, list[Period]] = {}
    for poll in polls:
        if poll.day is None:
            continue
        for org_id in poll.orgs or context.organisations:
            begins = poll.notice or _begins(poll, poll.day, org_id, context)
            if begins is not None:
                period = Period(plain_name(poll.name) or "a poll", begins, poll.day)
                periods.setdefault(org_id, []).append(period)
    return periods


def _begins(poll: Poll, day: date, org_id: str, context: RecordContext) -> date | None:
    """Return the start by DL11; for a general election, which has no rule, the dissolution."""
    found = context.deadline("DL11", day, org_id, kind=poll.kind)
    if found is None:
        return None
    return found.dates.get("begins") or found.dates["dissolution"]
