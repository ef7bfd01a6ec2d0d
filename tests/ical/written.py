"""Calendars written in tests, and what is read from them in a form that reads well."""

from datetime import datetime
from zoneinfo import ZoneInfo

from jointdesk.domain.components import Component
from jointdesk.domain.moments import Instant, instant, local
from jointdesk.ical.assembly import Series
from jointdesk.ical.expanding import expand
from jointdesk.ical.scanning import Scan, scan
from jointdesk.ical.series import Parsed, parse

LONDON = ZoneInfo("Europe/London")

LONDON_RULES = """\
BEGIN:STANDARD
DTSTART:16010101T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T010000
TZOFFSETFROM:+0000
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
END:DAYLIGHT
"""


def fixed(offset: str) -> str:
    """The body of a VTIMEZONE that has one offset for ever."""
    lines = ("BEGIN:STANDARD", "DTSTART:19700101T000000", f"TZOFFSETFROM:{offset}")
    return "\n".join((*lines, f"TZOFFSETTO:{offset}", "END:STANDARD", ""))


def zone(tzid: str, body: str) -> str:
    """A VTIMEZONE."""
    return f"BEGIN:VTIMEZONE\nTZID:{tzid}\n{body}END:VTIMEZONE\n"


def event(lines: str, uid: str = "a", kind: str = "VEVENT") -> str:
    """A component of these lines; leading blanks are for the eye only."""
    body = "".join(f"{line.lstrip(' ')}\n" for line in lines.strip("\n ").split("\n"))
    uid_line = f"UID:{uid}\n" if uid else ""
    return f"BEGIN:{kind}\n{uid_line}{body}END:{kind}\n"


def calendar(*parts: str, head: str = "") -> bytes:
    """A whole calendar as it would lie in a file, with CRLF."""
    text = "BEGIN:VCALENDAR\nVERSION:2.0\n" + head + "".join(parts) + "END:VCALENDAR\n"
    return text.replace("\n", "\r\n").encode()


def read(data: bytes, desk: ZoneInfo = LONDON) -> tuple[Scan, list[Parsed]]:
    """What is scanned and parsed."""
    scanned = scan(data, "a.ics")
    return scanned, [parse(resource, desk, "a.ics") for resource in scanned.resources]


def parsed(*parts: str, head: str = "", desk: ZoneInfo = LONDON) -> Parsed:
    """The only resource of a calendar of these parts."""
    [only] = read(calendar(*parts, head=head), desk)[1]
    return only


def series(*parts: str, head: str = "", desk: ZoneInfo = LONDON) -> Series:
    """The only series of a calendar of these parts."""
    found = parsed(*parts, head=head, desk=desk).series
    assert found is not None
    return found


def component(*parts: str, head: str = "", desk: ZoneInfo = LONDON) -> Component:
    """The first component of the only series."""
    return series(*parts, head=head, desk=desk).components[0]


def at(text: str, zone: ZoneInfo = LONDON) -> Instant:
    """The instant of a wall time such as "2026-11-30 09:00" or "2026-11-30"."""
    return instant(datetime.fromisoformat(text).replace(tzinfo=zone))


def wall(when: Instant | None, zone: ZoneInfo = LONDON) -> str:
    """The wall time of an instant, "-" where there is none."""
    return "-" if when is None else f"{local(when, zone):%Y-%m-%d %H:%M}"


def times(found: Series, start: str, end: str) -> list[str]:
    """The instances between two days as "from - to" on London's clock, in order."""
    return [
        f"{wall(instance.start)} - {wall(instance.end)}"
        for instance in expand(found, at(start), at(end)).instances
    ]


def starts(found: Series, start: str, end: str) -> list[str]:
    """The starts of the instances between two days on London's clock, in order."""
    return [wall(instance.start) for instance in expand(found, at(start), at(end)).instances]


def reasons(found: Parsed) -> list[str]:
    """What the notes say."""
    return [note.reason for note in found.notes]
