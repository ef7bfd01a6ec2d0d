"""When other people are busy: from files, and by asking the servers that are connected."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from jointdesk.domain.actors import Actor
from jointdesk.domain.errors import NotFoundError, SourceError, StoppedError, WrongUseError
from jointdesk.domain.items import Write
from jointdesk.domain.moments import DAY, HOUR, Instant, Span
from jointdesk.domain.organisations import OrganisationKind
from jointdesk.domain.sources import Collection, Connection
from jointdesk.operations import free_busy
from jointdesk.operations.audiences import director_id
from jointdesk.operations.desks import new_desk
from jointdesk.operations.free_busy import (
    ask_calendar,
    ask_free_busy,
    read_free_busy_file,
    take_free_busy,
)
from jointdesk.operations.organisations import add_organisation
from jointdesk.store.changes import record
from jointdesk.store.collections import ITEM_TYPE, collection_fields
from jointdesk.store.connections import add_connection
from jointdesk.store.desk import Desk
from jointdesk.store.free_busy import all_free_busy
from tests.calendar_servers import Account, Answered, CalendarServer, Meddler
from tests.sources.caldav.test_free_busy import ANSWER, DAY_ONE, WINDOW, outbox
from tests.sync.making import calendar, event

PYM = (
    "BEGIN:VCALENDAR\r\nMETHOD:PUBLISH\r\nBEGIN:VFREEBUSY\r\nORGANIZER:mailto:pym@x.org\r\n"
    "DTSTART:20270104T000000Z\r\nDTEND:20270109T000000Z\r\n"
    "FREEBUSY:20270104T090000Z/PT1H\r\nEND:VFREEBUSY\r\nEND:VCALENDAR\r\n"
)


@pytest.fixture
def desk(tmp_path: Path, data_folder: Path, now: Instant) -> Iterator[Desk]:
    path = tmp_path / "a.desk"
    with new_desk(path, name="A", zone="Europe/London", data_folder=data_folder, now=now) as made:
        actor = Actor(director_id(made), now)
        add_organisation(made, actor, code="WEX", name="Wexmere", kind=OrganisationKind.ICB)
        yield made


@dataclass
class Asking:
    """A desk with a calendar on a server that answers for people, as `meddler` lets it."""

    desk: Desk
    meddler: Meddler
    account: Account
    url: str

    def ask(self, *emails: str, secrets: dict[str, str] | None = None) -> free_busy.FreeBusyRead:
        given = {"wex": self.account.password} if secrets is None else secrets
        return ask_free_busy(self.desk, emails, WINDOW, DAY_ONE, secrets=given)


def connect(desk: Desk, id_: str, connection: Connection) -> None:
    (org,) = desk.connection.execute("SELECT id FROM item WHERE type = 'organisation'").fetchone()
    fields = collection_fields(Collection(id_, org, "Wexmere", "caldav"))
    record(desk, Actor(director_id(desk), 1), "Add a source", [Write(id_, ITEM_TYPE, fields)])
    add_connection(desk, connection)


@pytest.fixture
def asking(desk: Desk, radicale: CalendarServer) -> Iterator[Asking]:
    meddler = Meddler(radicale)
    account = radicale.new_account()
    url = meddler.url(account.make_calendar("work").url)
    one = Connection("wex", url, "asked", user=account.user, schedules=True, addresses="me@x.org")
    connect(desk, "wex", one)
    connect(desk, "wex2", Connection("wex2", url, "asked", user=account.user, schedules=True,
                                     addresses="me@x.org"))  # fmt: skip
    yield Asking(desk, meddler, account, url)
    meddler.close()


# Files


def test_a_file_is_taken_in_as_its_owners(desk: Desk, tmp_path: Path, now: Instant) -> None:
    file = tmp_path / "pym.ifb"
    file.write_text(PYM, newline="")
    (said,) = read_free_busy_file(desk, file, now).found
    assert (said.email, said.source, said.covers) == ("pym@x.org", "file", WINDOW)
    assert all_free_busy(desk.connection) == [said]
    (other,) = read_free_busy_file(desk, file, now, "Ann@X.org").found
    assert other.email == "ann@x.org"


def test_what_is_over_for_long_is_forgotten(desk: Desk, now: Instant) -> None:
    take_free_busy(desk, PYM.encode(), "x", DAY_ONE)
    take_free_busy(desk, PYM.replace("2027", "2028").encode(), "x", DAY_ONE + 200 * DAY)
    assert [one.covers.start > DAY_ONE + 300 * DAY for one in all_free_busy(desk.connection)] == [
        True
    ]


@pytest.mark.parametrize(
    ("data", "of", "error"),
    [
        (b"", "", SourceError),
        (b"x" * 11, "", SourceError),
        (PYM.replace("PUBLISH", "REQUEST").encode(), "", SourceError),
        (PYM.replace("ORGANIZER", "X-NOBODY").encode(), "", WrongUseError),
        (PYM.encode(), "nonsense", WrongUseError),
        ((PYM + PYM.replace("pym@", "ann@")).encode(), "b@x.org", WrongUseError),
    ],
)
def test_what_says_nothing_is_refused_and_nothing_kept(
    desk: Desk, now: Instant, data: bytes, of: str, error: type, monkeypatch: pytest.MonkeyPatch
) -> None:
    if data.startswith(b"xx"):
        monkeypatch.setattr(free_busy, "MOST_BYTES", 10)
    with pytest.raises(error):
        take_free_busy(desk, data, "x.ifb", now, of)
    assert all_free_busy(desk.connection) == []


def test_a_file_that_cannot_be_read_says_so(desk: Desk, tmp_path: Path, now: Instant) -> None:
    with pytest.raises(SourceError, match="cannot be read"):
        read_free_busy_file(desk, tmp_path / "none", now)


# Servers


def test_a_server_is_asked_once_and_what_it_says_is_kept(asking: Asking) -> None:
    asking.meddler.meddle = outbox()
    read = asking.ask("Pym@x.org", "nobody@x.org", "pym@x.org")
    (said,) = read.found
    assert (said.email, said.source, said.covers) == ("pym@x.org", "wex", WINDOW)
    assert said.busy[0].start == DAY_ONE + 9 * HOUR
    assert read.notes == ("No server knows when nobody@x.org is busy",)
    assert all_free_busy(asking.desk.connection) == [said]
    assert [one.method for one in asking.meddler.asked].count("POST") == 1


def test_an_answer_is_about_whom_was_asked_and_nobody_else(asking: Asking) -> None:
    asking.meddler.meddle = outbox(ANSWER.replace("ATTENDEE:mailto:pym", "ATTENDEE:mailto:boss"))
    assert [one.email for one in asking.ask("pym@x.org").found] == ["pym@x.org"]


@pytest.mark.parametrize(
    "answer",
    [ANSWER.replace("METHOD:REPLY", "METHOD:REQUEST"), ANSWER.replace("BEGIN:V", "X:"), "<x/>"],
)
def test_an_answer_that_says_nothing_leaves_people_unknown(asking: Asking, answer: str) -> None:
    asking.meddler.meddle = outbox(answer)
    read = asking.ask("pym@x.org", "ann@x.org")
    assert read.found == ()
    assert "No server knows when pym@x.org and ann@x.org are busy" in read.notes
    assert len(read.notes) == 2


def test_where_nobody_can_sign_in_it_is_said(asking: Asking) -> None:
    read = asking.ask("pym@x.org", secrets={})
    assert read.found == ()
    assert "password" in read.notes[0]


def test_somebody_may_wish_to_stop(asking: Asking) -> None:
    secrets = {"wex": asking.account.password}
    with pytest.raises(StoppedError):
        ask_free_busy(
            asking.desk, ["a@x.org"], WINDOW, DAY_ONE, secrets=secrets, cancelled=lambda: True
        )


def test_without_a_server_that_answers_nobody_is_asked(desk: Desk) -> None:
    connect(desk, "wex", Connection("wex", "https://x.example/c/", schedules=True))
    with pytest.raises(WrongUseError, match="No connected server"):
        ask_free_busy(desk, ["a@x.org"], WINDOW, DAY_ONE)
    with pytest.raises(WrongUseError, match="not an e-mail address"):
        ask_free_busy(desk, ["nonsense"], WINDOW, DAY_ONE)


def test_a_calendar_on_a_connected_server_is_asked(asking: Asking) -> None:
    account = asking.account
    other = account.make_calendar("pyms")
    text = event("x", "DTEND:20270104T100000Z", "SUMMARY:Secret", start="20270104T090000Z")
    other.put("x.ics", calendar(text))
    url = asking.meddler.url(other.url)
    secrets = {"wex": account.password}

    def ask(url: str, of: str = "pym@x.org", source: str = "wex") -> free_busy.FreeBusyRead:
        return ask_calendar(asking.desk, url, of, source, WINDOW, DAY_ONE, secrets=secrets)

    (said,) = ask(url).found
    assert (said.email, said.covers, said.source) == ("pym@x.org", WINDOW, "wex")
    assert said.busy[0][:2] == Span(DAY_ONE + 9 * HOUR, DAY_ONE + 10 * HOUR)
    wrong: list[tuple[type, Callable[[], object]]] = [
        (WrongUseError, lambda: ask(url, of="")),
        (NotFoundError, lambda: ask(url, source="nothing")),
        (WrongUseError, lambda: ask("file:///etc/passwd")),
        (SourceError, lambda: ask("https://elsewhere.example/calendar/")),
        (SourceError, lambda: ask(asking.meddler.url("http://host/none/"))),
    ]
    for error, call in wrong:
        with pytest.raises(error):
            call()
    asking.meddler.meddle = lambda _asked, _go_on: Answered(200, {}, b"nonsense")
    with pytest.raises(SourceError):
        ask(url)
