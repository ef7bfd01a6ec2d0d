"""DIA-16: a calendar that was not read for more than a day."""

from datetime import date

import pytest

from jointdesk.diary.stale import stale_feeds
from jointdesk.domain.conflicts import Severity
from tests.diary.building import at, context

FRIDAY = at("2026-12-04 17:00")


def found(read, now: str, **changes):
    return stale_feeds({"wex": read}, context(**changes), at(now))


def test_more_than_a_day_is_stale():
    (conflict,) = found(at("2026-12-08 09:00"), "2026-12-09 09:01")
    assert (conflict.code, conflict.severity) == ("DIA-16", Severity.AMBER)
    assert (conflict.start, conflict.end, conflict.anchor) == (None, None, None)
    assert (conflict.participants, conflict.org_ids) == (("wex",), ("wex",))
    assert conflict.message == "The WEX diary “wex diary” was last read on Tue 8 Dec at 09:00"


def test_a_day_is_not():
    assert found(at("2026-12-08 09:00"), "2026-12-09 09:00") == []


def test_what_was_never_read_is_stale():
    (conflict,) = found(None, "2026-12-09 09:00")
    assert conflict.message == "The WEX diary “wex diary” was never read"


def test_nothing_is_said_at_weekends_but_on_monday():
    assert found(FRIDAY, "2026-12-05 18:00") == []
    assert found(FRIDAY, "2026-12-06 18:00") == []
    assert len(found(FRIDAY, "2026-12-07 08:00")) == 1


def test_nothing_is_said_on_a_bank_holiday():
    assert found(FRIDAY, "2026-12-07 08:00", holidays={date(2026, 12, 7): "Made up"}) == []


def test_it_is_the_same_conflict_for_as_long_as_it_lasts():
    first, later = found(FRIDAY, "2026-12-07 08:00"), found(FRIDAY, "2026-12-08 08:00")
    assert (first[0].id, first[0].fingerprint) == (later[0].id, later[0].fingerprint)


@pytest.mark.parametrize("order", [("cal", "wex"), ("wex", "cal")])
def test_calendars_come_in_one_order(order):
    read = dict.fromkeys(order, FRIDAY)
    conflicts = stale_feeds(read, context(), at("2026-12-09 09:00"))
    assert [each.participants for each in conflicts] == [("cal",), ("wex",)]
