"""Instants are whole seconds UTC; spans are half-open; zones come in at the edges."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jointdesk.domain.moments import (
    DAY,
    LocalDays,
    Span,
    instant,
    iso,
    local,
    local_day,
    midnight,
    parse_instant,
)

LONDON = ZoneInfo("Europe/London")
ZONES = st.sampled_from(
    [
        LONDON,
        ZoneInfo("America/Sao_Paulo"),
        ZoneInfo("Australia/Lord_Howe"),
        ZoneInfo("Asia/Kolkata"),
    ]
)
INSTANTS = st.integers(-(10**10), 10**11)


def test_a_time_without_a_zone_is_no_instant() -> None:
    with pytest.raises(ValueError, match="has no time zone"):
        instant(datetime(2026, 11, 30))  # noqa: DTZ001 - what is being refused


def test_fractions_of_a_second_are_dropped_also_before_1970() -> None:
    assert instant(datetime(1970, 1, 1, 0, 0, 1, 999999, tzinfo=UTC)) == 1
    assert instant(datetime(1969, 12, 31, 23, 59, 59, 500000, tzinfo=UTC)) == -1


def test_touching_spans_do_not_overlap() -> None:
    assert not Span(0, 10).overlaps(Span(10, 20))
    assert Span(0, 11).overlaps(Span(10, 20))


def test_a_day_of_a_clock_change_begins_at_midnight() -> None:
    assert midnight(date(2026, 3, 30), LONDON) - midnight(date(2026, 3, 29), LONDON) == 23 * 3600


def test_a_text_without_an_offset_is_read_in_the_zone() -> None:
    assert parse_instant("2026-07-01T09:00", LONDON) == parse_instant("2026-07-01T08:00Z", LONDON)


@given(INSTANTS, ZONES)
def test_iso_text_comes_back(when: int, zone: ZoneInfo) -> None:
    if local(when, zone).utcoffset() and local(when, zone).year > 1920:
        assert parse_instant(iso(when, zone), zone) == when


def test_days_of_a_clock_change_are_asked_anew_each_time() -> None:
    days = LocalDays(LONDON)
    for day in (date(2026, 3, 29), date(2026, 10, 25)):
        first, last = midnight(day, LONDON), midnight(date.fromordinal(day.toordinal() + 1), LONDON)
        assert days.day_of(first) == days.day_of(last - 1) == day.toordinal()
        assert days.day_of(first - 1) == day.toordinal() - 1
        assert days.day_of(last) == day.toordinal() + 1


@given(st.lists(INSTANTS, max_size=20), ZONES)
def test_remembered_days_are_those_of_the_zone(moments: list[int], zone: ZoneInfo) -> None:
    days = LocalDays(zone)
    for when in moments:
        for near in (when, when // DAY * DAY, when // DAY * DAY + DAY - 1):
            assert days.day_of(near) == local_day(near, zone).toordinal()
