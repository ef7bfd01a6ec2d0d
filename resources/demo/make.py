"""Writes the demo desk's two calendars, as two different servers would export them.

`python resources/demo/make.py` writes calderbourne.ics in the manner of Exchange (Windows zone
name, CRLF, X-MICROSOFT properties) and wexmere.ics in that of a CalDAV server (Europe/London,
LF). `events.py` says what is in them; nothing depends on the day on which this runs.
"""

import hashlib
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

from events import CHANGED, DIRECTOR, EVENTS, LAST_DAY, PEOPLE, TEAMS, Event, Override

HERE = Path(__file__).parent
LONDON = ZoneInfo("Europe/London")
STAMP = "20261127T170000Z"
CREATED = "20260820T090000Z"


def uid(event: Event, org: str) -> str:
    """Give the UID of the copy in that calendar, in the manner of the server that made it."""
    if len(event.orgs) > 1 and not event.typed_in:
        invited_by = PEOPLE[event.organizer][1] if event.organizer else ""
        org = "WEX" if invited_by.endswith("wexmere.example") else "CAL"
    digest = hashlib.sha256(f"{org} {event.key}".encode()).hexdigest()
    if org == "CAL":
        middle = f"00000000{digest[:16]}000000000000000010000000"
        return f"040000008200E00074C5B7101A82E008{middle}{digest[16:48]}".upper()
    parts = (digest[:8], digest[8:12], digest[12:16], digest[16:20], digest[20:32])
    return "-".join(parts) + "@wexmere.example"


def text(value: str) -> str:
    """Give a value of type TEXT (RFC 5545 section 3.3.11)."""
    for plain in "\\;,":
        value = value.replace(plain, "\\" + plain)
    return value.replace("\n", "\\n")


def fold(line: str, newline: str) -> str:
    """Give the line folded at 75 octets, never inside a character (section 3.1)."""
    rows, row = [], ""
    for character in line:
        if len((row + character).encode()) > 75:
            rows.append(row)
            row = " "
        row += character
    return newline.join([*rows, row]) + newline


class Server(NamedTuple):
    """How one organisation's server writes."""

    org: str
    file: str
    newline: str
    tzid: str
    head: tuple[str, ...]
    zone: tuple[str, ...]


EXCHANGE = Server(
    "CAL",
    "calderbourne.ics",
    "\r\n",
    "GMT Standard Time",
    (
        "METHOD:PUBLISH",
        "PRODID:Microsoft Exchange Server 2010",
        "VERSION:2.0",
        "X-WR-CALNAME:Imogen Farrant (council)",
    ),
    (
        "BEGIN:STANDARD",
        "DTSTART:16010101T020000",
        "TZOFFSETFROM:+0100",
        "TZOFFSETTO:+0000",
        "RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10",
        "END:STANDARD",
        "BEGIN:DAYLIGHT",
        "DTSTART:16010101T010000",
        "TZOFFSETFROM:+0000",
        "TZOFFSETTO:+0100",
        "RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3",
        "END:DAYLIGHT",
    ),
)
CALDAV = Server(
    "WEX",
    "wexmere.ics",
    "\n",
    "Europe/London",
    (
        "VERSION:2.0",
        "PRODID:-//Wexmere ICB//Calendar Server 4.2//EN",
        "CALSCALE:GREGORIAN",
        "X-WR-CALNAME:Imogen Farrant (ICB)",
        "X-WR-TIMEZONE:Europe/London",
    ),
    (
        "X-LIC-LOCATION:Europe/London",
        "BEGIN:DAYLIGHT",
        "TZOFFSETFROM:+0000",
        "TZOFFSETTO:+0100",
        "TZNAME:BST",
        "DTSTART:19810329T010000",
        "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
        "END:DAYLIGHT",
        "BEGIN:STANDARD",
        "TZOFFSETFROM:+0100",
        "TZOFFSETTO:+0000",
        "TZNAME:GMT",
        "DTSTART:19961027T020000",
        "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
        "END:STANDARD",
    ),
)


def moments(server: Server, name: str, days: tuple[date, ...], clock: str) -> str:
    """Give a property with one or more times of the same clock, or with dates."""
    if not clock:
        return f"{name};VALUE=DATE:" + ",".join(f"{day:%Y%m%d}" for day in days)
    at = time.fromisoformat(clock)
    return f"{name};TZID={server.tzid}:" + ",".join(f"{day:%Y%m%d}T{at:%H%M%S}" for day in days)


def span(event: Event, server: Server, day: date) -> list[str]:
    """Give DTSTART and DTEND on that day."""
    if event.hours.endswith("days"):
        after = day + timedelta(int(event.hours.split()[0]))
        return [moments(server, "DTSTART", (day,), ""), moments(server, "DTEND", (after,), "")]
    begin, end = event.hours.split("-")
    return [moments(server, "DTSTART", (day,), begin), moments(server, "DTEND", (day,), end)]


def recurrence(event: Event, server: Server) -> list[str]:
    """Give RRULE (UNTIL in UTC, as RFC 5545 asks), RDATE and EXDATE."""
    clock = event.hours.split("-")[0]
    lines = []
    if event.rule:
        last = datetime.combine(event.until or LAST_DAY, time.fromisoformat(clock), LONDON)
        lines.append(f"RRULE:{event.rule};UNTIL={last.astimezone(UTC):%Y%m%dT%H%M%SZ}")
    if len(event.days) > 1:
        lines.append(moments(server, "RDATE", event.days[1:], clock))
    if event.except_days:
        lines.append(moments(server, "EXDATE", event.except_days, clock))
    return lines


def people(event: Event, org: str) -> list[str]:
    """Give ORGANIZER and ATTENDEE lines; the director is invited, with her reply."""
    if not event.organizer:
        return []
    one_invitation = len(event.orgs) > 1 and not event.typed_in
    invited = event.orgs if one_invitation else (org,)
    name, address = PEOPLE[event.organizer]
    lines = [f'ORGANIZER;CN="{name}":mailto:{address}']
    for name, address in (DIRECTOR[each] for each in invited):
        lines.append(
            f'ATTENDEE;ROLE={event.role};PARTSTAT={event.reply};CN="{name}":mailto:{address}'
        )
    for name, address in (PEOPLE[each] for each in event.attendees.split()):
        lines.append(
            f'ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;CN="{name}":mailto:{address}'
        )
    return lines


def link(event: Event) -> str:
    """Give the join link of an online meeting."""
    thread = hashlib.sha256(event.key.encode()).hexdigest()[:32]
    return f"https://teams.example/l/meetup-join/19%3ameeting_{thread}%40thread.v2/0"


def exchange_lines(event: Event) -> Iterator[str]:
    """Give what an event says, in the manner of Exchange."""
    online = event.place == TEAMS
    notes = event.notes
    if online:
        notes += f"\n{'_' * 40}\nMicrosoft Teams meeting\nJoin on your computer: {link(event)}\n"
    place = "Microsoft Teams Meeting" if online else event.place
    yield f"DESCRIPTION;LANGUAGE=en-GB:{text(notes.strip())}"
    yield f"SUMMARY;LANGUAGE=en-GB:{text(event.title)}"
    yield f"CLASS:{event.classes[0]}"
    yield "PRIORITY:5"
    yield "TRANSP:TRANSPARENT" if event.busy == "FREE" else "TRANSP:OPAQUE"
    yield f"STATUS:{event.status}"
    yield f"SEQUENCE:{1 if event.status == 'CANCELLED' else 0}"
    yield f"LOCATION;LANGUAGE=en-GB:{text(place)}"
    busy = "TENTATIVE" if event.reply == "TENTATIVE" else event.busy
    yield f"X-MICROSOFT-CDO-BUSYSTATUS:{'FREE' if event.status == 'CANCELLED' else busy}"
    yield f"X-MICROSOFT-CDO-INTENDEDSTATUS:{event.busy}"
    yield f"X-MICROSOFT-CDO-ALLDAYEVENT:{'TRUE' if event.hours.endswith('days') else 'FALSE'}"
    yield "X-MICROSOFT-CDO-IMPORTANCE:1"
    yield f"X-MICROSOFT-CDO-INSTTYPE:{1 if event.rule or len(event.days) > 1 else 0}"
    if online:
        yield f"X-MICROSOFT-SKYPETEAMSMEETINGURL:{link(event)}"
    yield "X-MICROSOFT-DISALLOW-COUNTER:FALSE"


def caldav_lines(event: Event) -> Iterator[str]:
    """Give what an event says, in the manner of a CalDAV server."""
    title, place = event.wexmere
    yield f"SUMMARY:{text(title or event.title)}"
    if event.place:
        yield f"LOCATION:{text(place or event.place)}"
    if event.notes and not event.typed_in:
        yield f"DESCRIPTION:{text(event.notes)}"
    if event.place == TEAMS:
        yield f'CONFERENCE;VALUE=URI;FEATURE=AUDIO,VIDEO;LABEL="Teams":{link(event)}'
    if event.classes[1] != "PUBLIC":
        yield f"CLASS:{event.classes[1]}"
    yield f"STATUS:{event.status}"
    yield "TRANSP:TRANSPARENT" if event.busy == "FREE" else "TRANSP:OPAQUE"
    yield "SEQUENCE:0"


def component(server: Server, event: Event, day: date, override: Override | None = None) -> str:
    """Give one VEVENT: the series, or one occurrence that differs from it."""
    lines = [
        "BEGIN:VEVENT",
        f"UID:{uid(event, server.org)}",
        f"DTSTAMP:{STAMP}",
        f"CREATED:{CREATED}",
        f"LAST-MODIFIED:{override.changed if override else CHANGED}",
    ]
    if override:
        lines.append(moments(server, "RECURRENCE-ID", (day,), event.hours.split("-")[0]))
        event = event._replace(
            hours=override.hours or event.hours, place=override.place or event.place
        )
        lines += span(event, server, day)
    else:
        lines += span(event, server, day) + recurrence(event, server)
    lines += people(event, server.org)
    lines += exchange_lines(event) if server is EXCHANGE else caldav_lines(event)
    if len(event.orgs) > 1:
        lines.append("CATEGORIES:Joint")
    return "".join(fold(line, server.newline) for line in [*lines, "END:VEVENT"])


def calendar(server: Server) -> bytes:
    """Give the whole file of one server."""
    head = ["BEGIN:VCALENDAR", *server.head]
    head += ["BEGIN:VTIMEZONE", f"TZID:{server.tzid}", *server.zone, "END:VTIMEZONE"]
    parts = [fold(line, server.newline) for line in head]
    for event in EVENTS:
        if server.org not in event.orgs:
            continue
        parts.append(component(server, event, event.days[0]))
        for override in event.overrides:
            if server.org in override.orgs:
                parts.append(component(server, event, override.day, override))
    return "".join([*parts, fold("END:VCALENDAR", server.newline)]).encode()


def main() -> None:
    """Write both files beside this one."""
    for server in (EXCHANGE, CALDAV):
        (HERE / server.file).write_bytes(calendar(server))


if __name__ == "__main__":
    main()
