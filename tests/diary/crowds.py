"""Crowds of meetings by chance, for properties: a few busy days in three diaries.

Made from a seed and a size rather than drawn value by value: that is ten times as quick.
"""

from random import Random

from hypothesis import strategies as st

from jointdesk.diary.titles import normalise
from jointdesk.domain.moments import DAY, MINUTE
from jointdesk.domain.occurrences import Details, Occurrence, PlaceKind, Reply, Status
from tests.diary.building import SITES, at

MONDAY = at("2026-12-14")
_DAYS = 4
_QUARTERS = range(24, 84)
"""From 06:00 to 21:00, so that meetings touch, overlap and crowd a day."""
_PLACES = [
    *((PlaceKind.SITE, site_id, site.name) for site_id, site in SITES.items()),
    (PlaceKind.UNKNOWN, "", "TBC"),
    (PlaceKind.VIRTUAL, "", "Teams"),
    (PlaceKind.NONE, "", ""),
]
_TITLES = ("Board", "FW: Board", "Cabinet", "Lunch", "Annual leave", "Busy", "")


def occurrences(size: int = 20) -> st.SearchStrategy[list[Occurrence]]:
    """Up to so many occurrences that look alike in many ways."""
    seeds = st.integers(0, 2**32)
    return st.builds(_crowd, seeds, st.integers(0, size))


def _crowd(seed: int, size: int) -> list[Occurrence]:
    chance = Random(seed)
    return [_occurrence(chance, number) for number in range(size)]


def _occurrence(chance: Random, number: int) -> Occurrence:
    day = MONDAY + chance.randrange(_DAYS) * DAY
    all_day = chance.random() < 0.08
    start = day if all_day else day + chance.choice(_QUARTERS) * 15 * MINUTE
    length = 24 * 60 if all_day else chance.choice((0, 15, 30, 60, 60, 120, 480))
    details = _details(chance, number, all_day)
    return Occurrence(start, start + length * MINUTE, day // DAY, 0, details)


def _details(chance: Random, number: int, all_day: bool) -> Details:
    org = chance.choice(("cal", "wex", "wex", "esk"))
    kind, site_id, place = chance.choice(_PLACES)
    status = chance.choice((*Status, *[Status.CONFIRMED] * 6))
    reply = chance.choice((*Reply, *[Reply.NONE] * 6))
    title = chance.choice(_TITLES)
    gone = status is Status.CANCELLED or reply is Reply.DECLINED
    return Details(
        component_id=number,
        series_id=f"s{number}",
        seen=number,
        collection_id=org,
        org_id=org,
        org_code=org.upper(),
        uid=chance.choice(("", "u", "v", f"own{number}")),
        title=title,
        title_key=normalise(title),
        place=place,
        place_kind=kind,
        site_id=site_id,
        link=chance.choice(("", "", "", "https://zoom.us/j/91234567", "https://zoom.us/j/9")),
        people=frozenset(chance.sample("abc", chance.randrange(3))),
        status=status,
        reply=reply,
        has_reply=reply is not Reply.NONE,
        optional=chance.random() < 0.1,
        busy=not gone and chance.random() < 0.9,
        counts=chance.random() < 0.95,
        leave=title == "Annual leave" and not gone,
        private=chance.random() < 0.25,
        all_day=all_day,
        tier=chance.choice((1, 2, 3, 3, 4)),
        recurring=chance.random() < 0.5,
    )
