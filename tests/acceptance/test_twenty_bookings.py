"""Five of the twenty bookings; `python -m tests.acceptance.twenty_bookings` takes all of them."""

from pathlib import Path

import pytest

from tests.acceptance.program import OneProcess
from tests.acceptance.requests import REQUESTS
from tests.acceptance.twenty_bookings import Office, live
from tests.calendar_servers import CalendarServer

COURSES = ("moved", "cancelled there", "declined", "moved there", "handed over")


@pytest.mark.no_cover
def test_nothing_is_left_over_told_to_others_or_lost(
    tmp_path: Path, radicale: CalendarServer, xandikos: CalendarServer
) -> None:
    """Two PAs and a director at two servers, and another program on both."""
    said: list[str] = []
    some = [next(one for one in REQUESTS if one.course == course) for course in COURSES]
    live(Office(OneProcess(tmp_path), radicale, xandikos, said.append), some)
    assert any(one.endswith("and all is as it was") for one in said)
