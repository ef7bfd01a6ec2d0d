"""Crowds of meetings by chance, for properties: a few busy days in two or three diaries."""

from hypothesis import strategies as st

from jointdesk.diary.titles import normalise
from jointdesk.domain.moments import DAY, MINUTE
from jointdesk.domain.occurrences import Details, Occurrence, PlaceKind, Reply, Status
from tests.diary.building import SITES, at

MONDAY = at("2026-12-14")
PLACES = [
    *((PlaceKind.SITE, site_id, site.name) for site_id, site in SITES.items()),
    (PlaceKind.UNKNOWN, "", "TBC"),
    (PlaceKind.VIRTUAL, "", "Teams"),
    (PlaceKind.NONE, "", ""),
]


@st.composite
def occurrences(draw: st.DrawFn, size: int = 12, days: int = 4) -> list[Occurrence]:
    """Occurrences on a quarter-hour grid, so that many touch, overlap and look alike."""
    return [
        draw(_occurrence(number, days)) for number in range(draw(st.integers(0, size), label="n"))
    ]


@st.composite
def _occurrence(draw: st.DrawFn, number: int, days: int) -> Occurrence:
    start = MONDAY + draw(st.integers(0, days * 96 - 1)) * 15 * MINUTE
    length = draw(st.sampled_from((0, 15, 30, 60, 60, 120, 480)))
    all_day = draw(st.integers(0, 12)) == 0
    if all_day:
        start, length = MONDAY + (start - MONDAY) // DAY * DAY, 24 * 60
    return Occurrence(
        start, start + length * MINUTE, start // DAY, 0, draw(_details(number, all_day))
    )


@st.composite
def _details(draw: st.DrawFn, number: int, all_day: bool) -> Details:
    org = draw(st.sampled_from(("cal", "wex", "wex", "esk")))
    kind, site_id, place = draw(st.sampled_from(PLACES))
    status = draw(st.sampled_from((*Status, Status.CONFIRMED, Status.CONFIRMED)))
    reply = draw(st.sampled_from((*Reply, Reply.NONE)))
    title = draw(st.sampled_from(("Board", "FW: Board", "Cabinet", "Lunch", "Busy", "")))
    return Details(
        component_id=number,
        series_id=f"s{number}",
        seen=number,
        collection_id=org,
        org_id=org,
        org_code=org.upper(),
        uid=draw(st.sampled_from(("", "u", "v", f"own{number}"))),
        title=title,
        title_key=normalise(title),
        place=place,
        place_kind=kind,
        site_id=site_id,
        people=draw(st.frozensets(st.sampled_from("abc"), max_size=2)),
        status=status,
        reply=reply,
        has_reply=reply is not Reply.NONE,
        optional=draw(st.integers(0, 9)) == 0,
        busy=status is not Status.CANCELLED
        and reply is not Reply.DECLINED
        and draw(st.integers(0, 9)) > 0,
        leave=draw(st.integers(0, 15)) == 0,
        private=draw(st.integers(0, 3)) == 0,
        all_day=all_day,
        tier=draw(st.sampled_from((1, 2, 3, 3, 4))),
        recurring=draw(st.booleans()),
    )
