"""Messages in an inbox, read with the calendar that they belong into.

Radicale knows no inbox: another of its collections plays it, with the shape of what Cyrus says.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest

from jointdesk.sources.caldav.login import Login
from jointdesk.sources.caldav.source import CaldavSource
from jointdesk.sources.protocol import ChangedThereError, Fetched, Known, UnreadableError
from tests.calendar_servers import Answered, Asked, Calendar, CalendarServer, Meddler
from tests.sync.making import calendar, event

GoOn = Callable[[], Answered]
SAYS = """<D:multistatus xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"
 xmlns:S="http://calendarserver.org/ns/"><D:response><D:href>{}</D:href><D:propstat><D:prop>{}
</D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat></D:response></D:multistatus>"""


def asks(uid: str, method: str = "REQUEST", stamp: str = "1") -> bytes:
    return calendar(event(uid, "DURATION:PT1H", f"SUMMARY:{uid}", stamp=stamp), method=method)


@dataclass
class Account:
    """A calendar, an inbox, and what was read of them last."""

    meddler: Meddler
    source: CaldavSource
    calendar: Calendar
    inbox: Calendar
    default: str
    known: Known = Known()
    fails: str = ""

    def answer(self, asked: Asked, go_on: GoOn) -> Answered:
        """Answer as a server with an inbox does."""
        if asked.method == "OPTIONS":
            return Answered(200, {"DAV": "1, calendar-auto-schedule"}, b"")
        if self.fails and self.fails.encode() in asked.body:
            return Answered(403, {}, b"")
        inbox, default = (self.meddler.url(one) for one in (self.inbox.url, self.default))
        if b"schedule-inbox-URL" in asked.body:
            place = f"<C:schedule-inbox-URL><D:href>{inbox}</D:href></C:schedule-inbox-URL>"
            return Answered(207, {}, SAYS.format(asked.path, place).encode())
        if b"schedule-default-calendar-URL" in asked.body:
            tag = go_on().body.decode().partition("getctag>")[2].partition("<")[0]
            names = "C:schedule-default-calendar-URL"
            place = f"<{names}><D:href>{default}</D:href></{names}><S:getctag>{tag}</S:getctag>"
            return Answered(207, {}, SAYS.format(asked.path, place).encode())
        return go_on()

    def read(self) -> Fetched:
        """Read what is new since the last time."""
        found = self.source.read(self.known)
        if found.not_modified:
            self.known = self.known._replace(token=found.token)
            return found
        etags = dict(self.known.etags) if found.gone is not None else {}
        etags |= found.etags or {}
        for name in found.gone or ():
            etags.pop(name, None)
        self.known = Known(token=found.token, etags=etags)
        return found

    def titles(self, found: Fetched) -> list[str]:
        texts = (part.data.decode() for part in found.parts)
        return sorted(text.partition("SUMMARY:")[2].partition("\r")[0] for text in texts)

    def message(self, found: Fetched) -> str:
        [name] = [part.name for part in found.parts if part.name.startswith("inbox:")]
        return name

    def held(self, place: Calendar) -> list[str]:
        text = place.account.send("GET", place.url)[2].decode()
        return sorted(line[4:] for line in text.split("\r\n") if line.startswith("UID:"))


@pytest.fixture
def account(radicale: CalendarServer) -> Iterator[Account]:
    person, meddler = radicale.new_account(), Meddler(radicale)
    work, inbox = person.make_calendar("work"), person.make_calendar("xinbox")
    source = CaldavSource(meddler.url(work.url), Login(person.user, person.password))
    made = Account(meddler, source, work, inbox, work.url)
    meddler.meddle = made.answer
    work.put("known.ics", calendar(event("known", "DURATION:PT1H", "SUMMARY:known")))
    yield made
    meddler.close()


def test_an_invitation_that_is_not_in_the_calendar_is_read_with_it(account: Account) -> None:
    account.inbox.put("m1.ics", asks("asked"))
    found = account.read()
    assert account.titles(found) == ["asked", "known"]
    assert account.read().not_modified


def test_what_is_in_the_calendar_is_read_once(account: Account) -> None:
    account.inbox.put("m1.ics", asks("known"))
    assert account.titles(account.read()) == ["known"]
    account.calendar.delete("known.ics")
    assert account.titles(account.read()) == []
    assert account.read().not_modified


def test_a_part_of_a_uid_is_another_uid(account: Account) -> None:
    account.inbox.put("m1.ics", asks("now"))
    assert account.titles(account.read()) == ["known", "now"]


def test_what_comes_later_is_read_alone(account: Account) -> None:
    account.read()
    account.inbox.put("m1.ics", asks("asked"))
    found = account.read()
    assert (account.titles(found), found.gone) == (["asked"], frozenset())


def test_what_is_called_off_is_gone(account: Account) -> None:
    account.inbox.put("m1.ics", asks("asked"))
    name = account.message(account.read())
    account.inbox.put("m1.ics", asks("asked", "CANCEL", "2"))  # of a UID Radicale takes one
    found = account.read()
    assert (account.titles(found), found.gone) == ([], {name})
    assert account.read().not_modified


def test_what_somebody_else_has_dealt_with_is_gone(account: Account) -> None:
    account.inbox.put("m1.ics", asks("asked"))
    name = account.message(account.read())
    account.calendar.put("asked.ics", calendar(event("asked", "DURATION:PT1H", "SUMMARY:there")))
    found = account.read()
    assert (account.titles(found), found.gone) == (["there"], {name})
    account.inbox.delete("m1.ics")
    assert account.read().gone == {name.replace("inbox:", "inbox-done:")}
    assert account.read().not_modified


def test_an_answer_is_put_into_the_calendar_and_ends_the_message(account: Account) -> None:
    account.inbox.put("m1.ics", asks("asked"))
    name = account.message(account.read())
    text = calendar(event("asked", "DURATION:PT1H", "SUMMARY:answered"))
    member = account.source.put(name, text, account.known.etags[name])
    assert member.name == "asked.ics"
    assert (account.held(account.calendar), account.held(account.inbox)) == (["asked", "known"], [])
    assert account.read().gone == {name}


def test_an_answer_meets_what_somebody_has_put_there_meanwhile(account: Account) -> None:
    account.inbox.put("m1.ics", asks("asked"))
    name = account.message(account.read())
    account.calendar.put("asked.ics", asks("asked"))
    with pytest.raises(ChangedThereError):
        account.source.put(name, asks("asked"), account.known.etags[name])
    assert account.held(account.inbox) == ["asked"]


def test_a_message_that_cannot_be_taken_away_harms_nothing(account: Account) -> None:
    account.inbox.put("m1.ics", asks("asked"))
    name = account.message(account.read())

    def kept(asked: Asked, go_on: GoOn) -> Answered:
        return Answered(403, {}, b"") if asked.method == "DELETE" else account.answer(asked, go_on)

    account.meddler.meddle = kept
    with pytest.raises(Exception, match="did not take the change"):
        account.source.delete(name, account.known.etags[name])
    assert account.source.put(name, asks("asked"), account.known.etags[name]).name == "asked.ics"
    assert account.titles(account.read()) == ["asked"]
    assert account.read().not_modified


def test_an_invitation_may_be_thrown_away(account: Account) -> None:
    account.inbox.put("m1.ics", asks("asked"))
    name = account.message(account.read())
    account.source.delete(name, account.known.etags[name])
    assert (account.held(account.inbox), account.read().gone) == ([], {name})


def test_an_inbox_belongs_to_the_default_calendar_alone(account: Account) -> None:
    account.inbox.put("m1.ics", asks("asked"))
    account.default = account.inbox.url
    assert account.titles(account.read()) == ["known"]


def test_where_the_server_cannot_say_what_is_there_nothing_is_doubled(account: Account) -> None:
    account.inbox.put("m1.ics", asks("asked"))
    account.fails = "calendar-query"
    assert account.titles(account.read()) == ["known"]


def test_an_account_that_does_not_tell_has_no_inbox(account: Account) -> None:
    account.inbox.put("m1.ics", asks("asked"))
    account.fails = "schedule-inbox-URL"
    assert account.titles(account.read()) == ["known"]


def test_an_inbox_that_cannot_be_read_any_more_fails_the_read(account: Account) -> None:
    account.read()
    account.fails = "schedule-default-calendar-URL"
    with pytest.raises(UnreadableError):
        account.read()
