"""Wall times to instants and back, in zones that change their clocks in every way."""

from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jointdesk.domain.moments import DAY, HOUR, MINUTE, instant, iso
from jointdesk.ical.wall_clock import EPOCH_DAY, WallClock

ZONES = [
    "Europe/London",
    "America/New_York",
    "Australia/Lord_Howe",
    "Asia/Kathmandu",
    "America/Sao_Paulo",
    "Pacific/Apia",
    "UTC",
]
LONDON = ZoneInfo("Europe/London")

DAYS = st.integers(date(1901, 1, 1).toordinal(), date(2099, 12, 31).toordinal())
SECONDS = st.integers(0, DAY - 1)


@given(st.sampled_from(ZONES), DAYS, SECONDS)
def test_an_instant_is_that_of_the_zone(name: str, day: int, second: int) -> None:
    zone = ZoneInfo(name)
    wall = datetime.fromordinal(day) + timedelta(seconds=second)
    clock = WallClock(zone)
    assert clock.instant(day, second) == instant(wall.replace(tzinfo=zone))
    assert clock.instants([day, day], second) == [clock.instant(day, second)] * 2


@given(st.sampled_from(ZONES), st.integers(-2_000_000_000, 4_000_000_000))
def test_a_wall_time_is_that_of_the_zone(name: str, when: int) -> None:
    zone = ZoneInfo(name)
    wall = datetime.fromtimestamp(0, UTC) + timedelta(seconds=when)
    local = wall.astimezone(zone)
    expected = (local.toordinal(), local.hour * HOUR + local.minute * MINUTE + local.second)
    assert WallClock(zone).wall(when) == expected


def test_a_skipped_time_moves_forward_and_a_doubled_one_is_the_first() -> None:
    clock = WallClock(LONDON)
    gap = clock.instant(date(2026, 3, 29).toordinal(), HOUR + 30 * MINUTE)
    overlap = clock.instant(date(2026, 10, 25).toordinal(), HOUR + 30 * MINUTE)
    assert iso(gap, LONDON) == "2026-03-29T02:30:00+01:00"
    assert iso(overlap, LONDON) == "2026-10-25T01:30:00+01:00"


def test_days_with_a_change_are_known() -> None:
    clock = WallClock(LONDON)
    changed = [
        day
        for day in range(date(2026, 1, 1).toordinal(), date(2027, 1, 1).toordinal())
        if clock.is_changed_on(day)
    ]
    assert [date.fromordinal(day) for day in changed] == [date(2026, 3, 29), date(2026, 10, 25)]
    assert not WallClock().is_changed_on(changed[0])


@pytest.mark.parametrize("zone", [None, UTC])
def test_utc_keeps_ranges(zone: tzinfo | None) -> None:
    clock = WallClock(zone)
    assert clock.instants(range(EPOCH_DAY, EPOCH_DAY + 8, 7), 60) == range(
        60, 60 + 8 * DAY, 7 * DAY
    )
    assert clock.instants([EPOCH_DAY + 1], 5) == [DAY + 5]
    assert clock.wall(-1) == (EPOCH_DAY - 1, DAY - 1)


def test_what_is_remembered_is_bounded() -> None:
    clock = WallClock(timezone(timedelta(hours=1)))
    days = range(EPOCH_DAY, EPOCH_DAY + 50_000)
    assert list(clock.instants(days, 0)) == [(day - EPOCH_DAY) * DAY - HOUR for day in days]
    for day in days:
        clock.wall((day - EPOCH_DAY) * DAY)
    assert len(clock._by_local_day) <= 20_000
    assert len(clock._by_utc_day) <= 20_000


@pytest.mark.parametrize("name", ["Pacific/Kiritimati", "Pacific/Pago_Pago"])
def test_beyond_the_calendar_the_offset_stays(name: str) -> None:
    clock = WallClock(ZoneInfo(name))
    for day in (date.min.toordinal() - 1, date.max.toordinal() + 1):
        assert clock.wall(clock.instant(day, 5)) == (day, 5)
