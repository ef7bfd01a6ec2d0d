"""The calendars of the two bodies, with private words in them that the other may never have."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from tests.acceptance.doors import LONDON, Door, OtherProgram
from tests.calendar_servers import radicale, running, xandikos

CODES = ("CAL", "WEX")
NAMES = {"CAL": "Council", "WEX": "Health"}
SECRET = "XYZZY-{code}"
"""What every private word of a body begins with, and nothing else."""

_PUBLIC = (
    ("CAL", "briefing", "Briefing", 0, 9), ("CAL", "strategy", "Strategy", 1, 10),
    ("CAL", "housing", "Housing", 2, 10), ("CAL", "audit", "Audit", 4, 9),
    ("WEX", "round", "Ward round", 0, 11), ("WEX", "quality", "Quality", 3, 9),
    ("WEX", "finance", "Finance", 2, 10), ("WEX", "estates", "Estates", 4, 13),
)  # fmt: skip
"""Body, UID, title, day of the week and hour; two of them at the same time."""

_ZONE = """BEGIN:VTIMEZONE
TZID:{secret}-zone
BEGIN:STANDARD
DTSTART:19961027T020000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
TZOFFSETFROM:+0100
TZOFFSETTO:+0000
TZNAME:{secret}-winter
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:19960331T010000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
TZOFFSETFROM:+0000
TZOFFSETTO:+0100
TZNAME:{secret}-summer
END:DAYLIGHT
END:VTIMEZONE
"""
_PRIVATE = """CLASS:PRIVATE
SUMMARY:{secret}-title
LOCATION:{secret}-place
DESCRIPTION:{secret}-notes
ORGANIZER;CN={secret}-organiser:mailto:{secret}-organiser@example.org
ATTENDEE;CN={secret}-guest;ROLE=REQ-PARTICIPANT:mailto:{secret}-guest@example.org
ATTACH;FILENAME={secret}-file.pdf;FMTTYPE=application/pdf:https://example.org/{secret}-file.pdf
CATEGORIES:{secret}-category
X-{secret}:{secret}-own
"""


@dataclass
class Calendars:
    """Both calendars, the way to each for one machine, and another program on each."""

    doors: dict[str, Door]
    others: dict[str, OtherProgram]
    monday: datetime

    def fill(self) -> None:
        """Put there what is seen by all, and what is private."""
        for code, uid, title, day, hour in _PUBLIC:
            self.put(code, uid, f"SUMMARY:{title}\n", day, hour)
        for code, day in (("CAL", 3), ("WEX", 1)):
            private = _PRIVATE.format(secret=SECRET.format(code=code))
            self.put(code, f"XYZZY-{code}-one", private, day, 14)
            weekly = f"{private}RRULE:FREQ=WEEKLY;COUNT=20\n"
            self.put(code, f"XYZZY-{code}-weekly", weekly, day, 16, is_zoned=True)

    def put(
        self, code: str, uid: str, lines: str, day: int, hour: int, *, is_zoned: bool = False
    ) -> None:
        """Put an event of an hour there, in a zone of its body's own making where wanted."""
        start = self.monday + timedelta(days=day, hours=hour)
        zone = _ZONE.format(secret=SECRET.format(code=code)) if is_zoned else ""
        name = f";TZID=XYZZY-{code}-zone" if is_zoned else ";TZID=Europe/London"
        text = (
            "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//Other//EN\n"
            f"{zone}BEGIN:VEVENT\nUID:{uid}\nDTSTAMP:20260101T090000Z\n{lines}"
            f"DTSTART{name}:{start:%Y%m%dT%H%M%S}\nDURATION:PT1H\nEND:VEVENT\nEND:VCALENDAR\n"
        )
        self.others[code].create(uid, text.replace("\n", "\r\n").encode())

    def move(self, code: str, uid: str, day: int, hour: int) -> None:
        """Have the other program move an event."""
        start = self.monday + timedelta(days=day, hours=hour)
        values = {"DTSTART;TZID=Europe/London": f"{start:%Y%m%dT%H%M%S}"}
        assert self.others[code].change(uid, **values)

    def address(self, code: str) -> str:
        """Return the address that a person types."""
        door = self.doors[code]
        return door.url(f"{door.account.home}{NAMES[code].lower()}/")


@contextmanager
def calendars(folder: Path, monday: datetime) -> Iterator[Calendars]:
    """Give the two calendars on servers that run meanwhile."""
    with ExitStack() as stack:
        council = stack.enter_context(running(folder / "council server", radicale))
        health = stack.enter_context(running(folder / "health server", xandikos))
        health.new_account()  # so that the two have different names
        doors = {"CAL": Door(council.new_account()), "WEX": Door(health.new_account())}
        others = {}
        for code, door in doors.items():
            stack.callback(door.close)
            name = NAMES[code]
            made = door.account.make_calendar(name.lower(), name, ["VEVENT", "VTODO"])
            others[code] = OtherProgram(door, made.url)
        made_ready = Calendars(doors, others, monday)
        made_ready.fill()
        yield made_ready


def next_monday() -> datetime:
    """Return the beginning of next week, by the machine's own clock."""
    today = datetime.now(LONDON).replace(hour=0, minute=0, second=0, microsecond=0)
    return today - timedelta(days=today.weekday() - 7)
