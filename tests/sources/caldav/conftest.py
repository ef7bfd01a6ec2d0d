from collections.abc import Iterator

import pytest

from jointdesk.sources.caldav.login import Login
from jointdesk.sources.caldav.source import CaldavSource
from tests.calendar_servers import Calendar, CalendarServer, Meddler
from tests.sync.making import calendar, event


class Served:
    """A calendar of three events on a Radicale, reached through a meddler."""

    def __init__(self, meddler: Meddler, calendar_: Calendar) -> None:
        self.meddler = meddler
        self.calendar = calendar_
        self.login = Login(calendar_.account.user, calendar_.account.password)
        self.source = CaldavSource(meddler.url(calendar_.url), self.login)
        for name in "abc":
            self.put(name)

    def put(self, name: str, title: str = "Meeting") -> None:
        self.calendar.put(f"{name}.ics", calendar(event(name, f"SUMMARY:{title}")))

    def url(self, path: str = "/") -> str:
        return self.meddler.url(f"http://host{path}")


@pytest.fixture
def meddler(radicale: CalendarServer) -> Iterator[Meddler]:
    made = Meddler(radicale)
    yield made
    made.close()


@pytest.fixture
def served(meddler: Meddler) -> Served:
    return Served(meddler, meddler.server.new_account().make_calendar("team", "Team"))
