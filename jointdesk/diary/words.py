"""Names, times and lengths as they stand in a sentence: plain text, British, 24 hours."""

from datetime import tzinfo

from jointdesk.diary.titles import is_bare
from jointdesk.domain.meetings import Meeting
from jointdesk.domain.moments import Instant, local
from jointdesk.domain.occurrences import Reply, Status
from jointdesk.domain.words import counted, plain_name, short_day


def name(meeting: Meeting) -> str:
    """Return a meeting's title and organisations: "Cabinet (CAL)", "Busy (WEX)"."""
    return _name(meeting, "")


def name_with_doubt(meeting: Meeting) -> str:
    """Return the name with what makes attendance uncertain: "Cabinet (CAL, tentative)"."""
    details = meeting.preferred.details
    if details.status is Status.HOLD:
        return _name(meeting, "hold")
    if details.status is Status.TENTATIVE or details.reply is Reply.TENTATIVE:
        return _name(meeting, "tentative")
    return _name(meeting, "optional" if details.optional else "")


def _name(meeting: Meeting, doubt: str) -> str:
    title = plain_name(meeting.preferred.details.title)
    if is_bare(title):
        title = title.partition("(")[0].strip() or "Busy"
    codes = list(dict.fromkeys(copy.details.org_code for copy in meeting.told))
    return f"{title} ({', '.join([*codes, doubt] if doubt else codes)})"


def day_at(when: Instant, zone: tzinfo) -> str:
    """Return the day of an instant in the zone."""
    return short_day(local(when, zone).date())


def clock(when: Instant, zone: tzinfo) -> str:
    """Return the time of day of an instant in the zone: "10:00"."""
    return f"{local(when, zone):%H:%M}"


def moment(when: Instant, zone: tzinfo) -> str:
    """Return day and time: "Wed 16 Dec at 10:00"."""
    return f"{day_at(when, zone)} at {clock(when, zone)}"


def length(minutes: int) -> str:
    """Return a length: "2 hours", "1 hour 30 minutes", "5 minutes"."""
    hours, rest = divmod(minutes, 60)
    parts = [
        counted(number, word) for number, word in ((hours, "hour"), (rest, "minute")) if number
    ]
    return " ".join(parts) or "0 minutes"
