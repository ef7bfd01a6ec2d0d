"""What ships with the program: the bank holidays and the years that they cover."""

from datetime import date

import pytest

from jointdesk.store.bundled import bank_holidays, known_holidays


@pytest.mark.parametrize("calendar", ["england-wales", "united-kingdom"])
def test_every_holiday_lies_in_the_known_years(calendar: str):
    first, last = known_holidays(calendar)
    assert (first, last) == (date(2015, 1, 1), date(2028, 12, 31))
    assert all(first <= day <= last for day in bank_holidays(calendar))
