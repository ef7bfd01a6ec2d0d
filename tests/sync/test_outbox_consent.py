"""That a server which sends invitations by itself sends none before a person has said so."""

from dataclasses import replace

import pytest

from jointdesk.domain.errors import WrongUseError
from jointdesk.domain.intents import IntentKind
from jointdesk.domain.invitations import told_words
from jointdesk.domain.moments import Instant
from jointdesk.domain.people import Audience
from jointdesk.ical.scanning import scan
from jointdesk.ical.scheduling import messages
from jointdesk.operations import outbox
from jointdesk.operations.sendable import list_sendable, send_seen
from jointdesk.operations.sending import send
from jointdesk.store.connections import find_connection, update_connection
from jointdesk.store.desk import Desk
from jointdesk.store.resources import stored_resources
from tests.sync.making import calendar, event
from tests.sync.test_outbox_run import Calendar

OWN = "me@x.org"
EVERYBODY = Audience("p1", frozenset(), is_director=True)
ASKED = (f"ORGANIZER:mailto:{OWN}", "ATTENDEE:mailto:ann@x.org", "DURATION:PT1H", "SUMMARY:Talk")


class Office(Calendar):
    """A calendar whose server sends invitations by itself; it notes what it would send."""

    def __init__(self, desk: Desk, now: Instant) -> None:
        super().__init__(desk, now)
        known = find_connection(desk.connection, "wex")
        assert known is not None
        update_connection(desk, replace(known, schedules=True, addresses=OWN))
        self.sent: list[str] = []
        self.server.members["t.ics"] = calendar(event("t", *ASKED))
        self.sync()
        self.server.on_put = self._noted

    def _noted(self, name: str, old: bytes | None, new: bytes | None) -> None:
        before, after = (scan(one, "").resources[0] if one else None for one in (old, new))
        self.sent.append(told_words(messages(before, after, frozenset((OWN,)))))

    def waiting(self) -> list[outbox.OutboxEntry]:
        return outbox.list_outbox(self.desk, EVERYBODY, self.now)

    def say_so(self) -> None:
        [entry] = self.waiting()
        send(self.desk, self.actor, EVERYBODY, entry.id)


@pytest.fixture
def office(desk: Desk, now: Instant) -> Office:
    return Office(desk, now)


def test_a_change_of_what_people_were_asked_to_waits_for_a_word(office: Office) -> None:
    office.want("t", title="Moved talk")
    assert (office.sync().written, office.sent) == (0, [])
    [entry] = office.waiting()
    assert (entry.state, told_words(entry.told)) == ("asks", "an update to ann@x.org")
    office.say_so()
    assert (office.sync().written, office.sent) == (1, ["an update to ann@x.org"])
    assert office.waiting() == []


def test_a_word_is_for_what_was_shown_and_for_once(office: Office) -> None:
    office.want("t", title="Moved talk")
    office.say_so()
    office.want("t", place="Elsewhere")
    assert (office.sync().written, office.sent) == (0, [])
    office.say_so()
    assert office.sync().written == 1
    office.want("t", title="Talk", place="")
    assert office.sync().written == 0
    office.say_so()
    office.sync()
    office.want("t", title="Moved talk", place="Elsewhere")
    assert (office.sync().written, len(office.sent)) == (0, 2)


def test_a_word_for_what_was_seen_is_not_one_for_anything_else(office: Office) -> None:
    office.want("t", title="Moved talk")
    [entry] = office.waiting()
    with pytest.raises(WrongUseError):
        send(office.desk, office.actor, EVERYBODY, entry.id, "an update to eve@x.org")
    assert office.sync().written == 0
    send(office.desk, office.actor, EVERYBODY, entry.id, "an update to ann@x.org")
    assert office.sync().written == 1


def test_a_deletion_that_cancels_waits_too(office: Office) -> None:
    office.want("t", deleted=True)
    assert office.sync().written == 0
    [entry] = office.waiting()
    assert (entry.kind, told_words(entry.told)) == (
        IntentKind.DELETE,
        "a cancellation to ann@x.org",
    )
    office.say_so()
    assert (office.sync().written, list(office.server.members)) == (1, ["a.ics", "b.ics", "c.ics"])


def test_people_who_are_added_are_asked_only_with_the_word(office: Office) -> None:
    office.want("a", attendees=[{"email": "bob@x.org", "role": "required"}])
    assert (office.sync().written, office.sent) == (1, [""])
    said = office.server.members["a.ics"].replace(b"\r\n ", b"")
    assert b"ORGANIZER:mailto:me@x.org" in said
    assert b"SCHEDULE-AGENT=CLIENT" in said


def test_a_server_that_sends_nothing_is_written_to_as_ever(there: Calendar) -> None:
    there.server.members["t.ics"] = calendar(event("t", *ASKED))
    there.sync()
    there.want("t", title="Moved talk")
    assert there.sync().written == 1
    assert b"SCHEDULE-AGENT" not in there.server.members["t.ics"]


@pytest.fixture
def there(desk: Desk, now: Instant) -> Calendar:
    return Calendar(desk, now)


def test_of_chosen_events_just_what_was_seen_is_sent(office: Office) -> None:
    [id_] = [one.series_id for one in stored_resources(office.desk, "wex") if one.uid == "t"]

    def sendable() -> list[str]:
        found = list_sendable(office.desk, EVERYBODY, [id_], (), office.now)
        return [told_words(one.could_tell) for one in found]

    assert sendable() == []
    office.want("t", title="Moved talk")
    assert sendable() == ["an update to ann@x.org"]
    assert list_sendable(office.desk, EVERYBODY, ["other"], (), office.now) == []
    with pytest.raises(WrongUseError, match="Look at it again"):
        send_seen(office.desk, office.actor, EVERYBODY, id_, "an update to bob@x.org")
    assert sendable() == ["an update to ann@x.org"]
    send_seen(office.desk, office.actor, EVERYBODY, id_, "an update to ann@x.org")
    assert sendable() == []
    assert office.sync().written == 1
