"""Whether a server sends invitations by itself, as a read learns it."""

from collections.abc import Callable, Iterator

import pytest

from jointdesk.domain.invitations import Scheduling
from jointdesk.sources.caldav.login import Login
from jointdesk.sources.caldav.source import CaldavSource
from jointdesk.sources.protocol import Fetched, Known, UnreadableError
from tests.calendar_servers import Account, Answered, Asked, CalendarServer, Meddler

ADDRESSES = b"""<D:multistatus xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav">
<D:response><D:href>/x/</D:href><D:propstat><D:prop><C:calendar-user-address-set>
<D:href>mailto:Me@X.org</D:href><D:href>/principals/me/</D:href><D:href>mailto:me@y.org</D:href>
</C:calendar-user-address-set></D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat>
</D:response></D:multistatus>"""
SENDS = {"DAV": "1, 3, calendar-access, Calendar-Auto-Schedule"}
Meddle = Callable[[Asked, Callable[[], Answered]], Answered]


@pytest.fixture
def account(radicale: CalendarServer) -> Account:
    return radicale.new_account()


@pytest.fixture
def meddler(radicale: CalendarServer) -> Iterator[Meddler]:
    made = Meddler(radicale)
    yield made
    made.close()


@pytest.fixture
def read(account: Account, meddler: Meddler) -> Callable[..., Fetched]:
    url = meddler.url(account.make_calendar("work").url)
    source = CaldavSource(url, Login(account.user, account.password))
    return source.read


def sending(status: int = 200, addresses: bytes = ADDRESSES) -> Meddle:
    """Answer as a server does that says it sends."""

    def meddle(asked: Asked, go_on: Callable[[], Answered]) -> Answered:
        if asked.method == "OPTIONS":
            return Answered(status, SENDS, b"")
        if b"calendar-user-address-set" in asked.body:
            return Answered(207 if addresses else 403, {}, addresses)
        return go_on()

    return meddle


def test_a_server_that_says_nothing_of_it_sends_nothing(read: Callable[..., Fetched]) -> None:
    assert read().scheduling == Scheduling()


def test_a_server_that_sends_says_as_whom(read: Callable[..., Fetched], meddler: Meddler) -> None:
    meddler.meddle = sending()
    fetched = read()
    assert fetched.scheduling == Scheduling(True, ("me@x.org", "me@y.org"))
    again = read(Known(token=fetched.token, etags=fetched.etags or {}))
    assert again.scheduling is None


def test_addresses_may_be_kept_secret(read: Callable[..., Fetched], meddler: Meddler) -> None:
    meddler.meddle = sending(addresses=b"")
    assert read().scheduling == Scheduling(True)


@pytest.mark.parametrize("status", [403, 405, 501])
def test_a_server_that_does_not_know_the_question_sends_nothing(
    read: Callable[..., Fetched], meddler: Meddler, status: int
) -> None:
    meddler.meddle = sending(status)
    assert read().scheduling == Scheduling()


@pytest.mark.parametrize("status", [401, 500, 503])
def test_where_it_is_not_known_nothing_is_read(
    read: Callable[..., Fetched], meddler: Meddler, status: int
) -> None:
    meddler.meddle = sending(status)
    with pytest.raises(UnreadableError):
        read()
