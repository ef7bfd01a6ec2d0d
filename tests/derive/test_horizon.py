"""The horizon is in whole months, one year back and two on, and only ever grows."""

from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from jointdesk.derive.horizon import default_horizon, extended
from jointdesk.domain.moments import Span, iso, parse_instant

LONDON = ZoneInfo("Europe/London")
INSTANTS = st.integers(-(10**9), 4 * 10**9)


def test_it_is_one_year_back_and_two_on_in_whole_months() -> None:
    now = parse_instant("2026-11-30T09:00:00", LONDON)

    horizon = default_horizon(now, LONDON)

    assert iso(horizon.start, LONDON) == "2025-11-01T00:00:00+00:00"
    assert iso(horizon.end, LONDON) == "2028-12-01T00:00:00+00:00"


def test_without_one_the_default_is_taken() -> None:
    now = parse_instant("2026-11-30T09:00:00", LONDON)

    assert extended(None, now, LONDON) == default_horizon(now, LONDON)


@given(st.tuples(INSTANTS, INSTANTS).map(sorted), INSTANTS)
def test_it_is_only_ever_extended(ends: list[int], now: int) -> None:
    horizon = Span(*ends)

    wider = extended(horizon, now, LONDON)

    assert wider.start <= horizon.start
    assert wider.end >= horizon.end
    assert extended(wider, now, LONDON) == wider
