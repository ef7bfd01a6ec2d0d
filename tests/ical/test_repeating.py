"""When something that repeats comes next."""

from datetime import date

import pytest

from jointdesk.ical.repeating import check_rule, next_day


@pytest.mark.parametrize(
    ("rule", "day", "later"),
    [
        ("FREQ=WEEKLY", date(2026, 11, 30), date(2026, 12, 7)),
        ("FREQ=MONTHLY;BYDAY=-1TH", date(2026, 11, 26), date(2026, 12, 31)),
        ("FREQ=DAILY;COUNT=1", date(2026, 11, 30), None),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", date(2028, 2, 29), date(2032, 2, 29)),
    ],
)
def test_the_next_day_is_the_first_later_one(rule: str, day: date, later: date | None) -> None:
    assert next_day(rule, day) == later


def test_what_is_no_rule_is_refused() -> None:
    check_rule("FREQ=WEEKLY")
    with pytest.raises(ValueError, match="RFC 5545"):
        check_rule("every week")
