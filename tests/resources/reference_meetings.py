"""The demo desk's meetings, read and merged without any of the product's code; see `reference`."""

import json
import re
from datetime import UTC, date, datetime, time
from fnmatch import fnmatch
from pathlib import Path
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import icalendar
import recurring_ical_events

RESOURCES = Path(__file__).parents[2] / "resources"
DEMO = RESOURCES / "demo"
LONDON = ZoneInfo("Europe/London")
NEUTRAL_WORDS = re.compile(r"^(re|fw|fwd|canceled|cancelled|hold)\b[:\s]*", re.IGNORECASE)

DESK: dict[str, Any] = json.loads((DEMO / "desk.json").read_text(encoding="utf-8"))
DIRECTOR = set(DESK["people"][0]["emails"])


class Copy(NamedTuple):
    """One occurrence in one calendar; `start` and `end` are UTC, `original` is local."""

    org: str
    uid: str
    original: date
    start: datetime
    end: datetime
    title: str
    place: str
    status: str
    reply: str
    role: str
    free: bool
    leave: bool
    private: bool
    organizer: str
    attendees: frozenset[str]
    changed: datetime

    @property
    def counts(self) -> bool:
        """Neither cancelled, declined nor free."""
        return self.status != "CANCELLED" and self.reply != "DECLINED" and not self.free

    @property
    def key(self) -> str:
        """The title without what mail programs put before it."""
        return NEUTRAL_WORDS.sub("", self.title).strip().casefold()

    @property
    def where(self) -> str:
        """A site's id, "virtual", "unknown", or "" for no place."""
        place = self.place.casefold()
        if not place:
            return ""
        for site in DESK["sites"]:
            if place in {name.casefold() for name in (site["name"], *site["aliases"])}:
                return str(site["id"])
        is_virtual = "teams" in place or "://" in place or re.search(r"\d{5}", place)
        return "virtual" if is_virtual else "unknown"


class Meeting(NamedTuple):
    """One meeting: its copies, the one shown first; `possible` where they may be two."""

    copies: tuple[Copy, ...]
    possible: bool = False

    @property
    def shown(self) -> Copy:
        return self.copies[0]

    @property
    def orgs(self) -> frozenset[str]:
        return frozenset(copy.org for copy in self.copies)

    @property
    def tier(self) -> int:
        tiers = [
            rule["tier"]
            for rule in DESK["rules"]
            if "tier" in rule and fnmatch(self.shown.title.casefold(), rule["title"].casefold())
        ]
        return tiers[-1] if tiers else 3

    @property
    def is_soft(self) -> bool:
        """Tentative, a hold or optional."""
        shown = self.shown
        return (
            "TENTATIVE" in (shown.status, shown.reply)
            or shown.title.startswith("HOLD")
            or shown.role in ("OPT-PARTICIPANT", "NON-PARTICIPANT")
        )

    @property
    def is_in_person(self) -> bool:
        return self.shown.where not in ("", "virtual")


# Reading


def _utc(value: datetime | date) -> datetime:
    if not isinstance(value, datetime):
        value = datetime.combine(value, time(), LONDON)
    return value.astimezone(UTC)


def _copy(event: Any, org: str) -> Copy:
    attendees = event.get("ATTENDEE", [])
    attendees = attendees if isinstance(attendees, list) else [attendees]
    address = {str(a).removeprefix("mailto:"): a for a in attendees}
    own = next((a for email, a in address.items() if email in DIRECTOR), None)
    title = str(event["SUMMARY"])
    busy = str(event.get("X-MICROSOFT-CDO-BUSYSTATUS", ""))
    original = _utc(event.get("RECURRENCE-ID", event["DTSTART"]).dt)
    return Copy(
        org=org,
        uid=str(event["UID"]),
        original=original.astimezone(LONDON).date(),
        start=_utc(event["DTSTART"].dt),
        end=_utc(event["DTEND"].dt),
        title=title,
        place=str(event.get("LOCATION", "")),
        status=str(event.get("STATUS", "CONFIRMED")),
        reply=own.params["PARTSTAT"] if own is not None else "",
        role=own.params["ROLE"] if own is not None else "",
        free=event.get("TRANSP") == "TRANSPARENT" or busy == "FREE",
        leave=busy == "OOF"
        or any(
            fnmatch(title, rule["title"]) for rule in DESK["rules"] if rule.get("counts") == "leave"
        ),
        private=event.get("CLASS", "PUBLIC") != "PUBLIC",
        organizer=str(event.get("ORGANIZER", "")),
        attendees=frozenset(address) - DIRECTOR,
        changed=event["LAST-MODIFIED"].dt,
    )


def read_copies(first: date, after: date) -> list[Copy]:
    """Give every occurrence in both calendars between the days."""
    copies = []
    for source in DESK["sources"]:
        calendar = icalendar.Calendar.from_ical((DEMO / source["file"]).read_bytes())
        events = recurring_ical_events.of(calendar).between(first, after)
        copies += [_copy(event, source["org"]) for event in events]
    return copies


# Merging


def _is_same(a: Copy, b: Copy) -> bool:
    if (a.uid, a.original) == (b.uid, b.original):
        return True
    has_tie = (a.organizer and a.organizer == b.organizer) or a.attendees & b.attendees
    return (a.key, a.start, a.end) == (b.key, b.start, b.end) and bool(has_tie)


def _is_possible(a: Copy, b: Copy, copies: list[Copy]) -> bool:
    """A bare Busy block with exactly the times of one detailed event in the other calendar."""
    block, event = (a, b) if a.title == "Busy" else (b, a)
    twins = [c for c in copies if c.org == event.org and (c.start, c.end) == (a.start, a.end)]
    return block.title == "Busy" and event.title != "Busy" and twins == [event]


def merge(copies: list[Copy]) -> list[Meeting]:
    """Pair each copy with at most one in the other calendar; replied to, then newest, first."""
    left, meetings = list(copies), []
    while left:
        a = left.pop(0)
        others = [b for b in left if b.org != a.org]
        same = [b for b in others if _is_same(a, b)]
        possible = [b for b in others if a.start == b.start and _is_possible(a, b, copies)]
        for b in (same or possible)[:1]:
            left.remove(b)
            pair = sorted((a, b), key=lambda c: (c.reply != "", c.changed), reverse=True)
            meetings.append(Meeting(tuple(pair), possible=not same))
            break
        else:
            meetings.append(Meeting((a,)))
    return sorted(meetings, key=lambda m: (m.shown.start, m.shown.end, m.shown.title))
