"""What follows from what an exchange brings, between taking in and sending."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from jointdesk.desk.refusals import OldServerError
from jointdesk.desk.server import Server
from jointdesk.domain.errors import BusyError, StoppedError
from jointdesk.domain.items import Write
from jointdesk.domain.moments import Instant
from jointdesk.domain.organisations import OrganisationKind
from jointdesk.operations import exchanging
from jointdesk.operations.organisations import add_organisation
from jointdesk.store.changes import record
from jointdesk.store.items import find_item
from tests.desk.calendar_desks import CalendarDesks, calendar_desks
from tests.operations.test_carrying import AT, PRIVATE, event
from tests.postgres import PostgresServer

NOW = Instant(1_796_025_600)


@pytest.fixture
def desks(postgres: PostgresServer, tmp_path: Path) -> Iterator[CalendarDesks]:
    made = calendar_desks(tmp_path, postgres.new_database(), NOW)
    made.exchange()
    yield made
    made.close()


def say(desks: CalendarDesks, who: str, word: str) -> None:
    record(desks.open[who], desks.actor(who), "Said", [Write("n1", "note", {"word": word})])


def heard(desks: CalendarDesks, who: str) -> Any:
    desks.exchange(who)
    found = find_item(desks.open[who].connection, "n1")
    return found and found.fields["word"]


def test_what_was_read_goes_out_with_what_was_said(
    desks: CalendarDesks, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody else sees for a moment that a meeting is gone which its calendar now holds."""
    desks.says("CAL", event("a", "Board"))
    desks.read()
    say(desks, "Imogen", "said")
    sent: list[set[str]] = []
    push = Server.push

    def pushed(self: Server, device: str, entries: Any, how: Any) -> object:
        sent.append({one.header.item_type for one in entries})
        return push(self, device, entries, how)

    monkeypatch.setattr(Server, "push", pushed)
    desks.exchange("Imogen")
    assert len(sent) == 1
    assert {"mirror", "note"} <= sent[0]


@pytest.mark.parametrize(
    ("of", "name", "error"),
    [
        (exchanging, "carry_calendars", ZeroDivisionError("a calendar like no other")),
        (Server, "members", OldServerError("The shared desk was set up by an older JointDesk.")),
    ],
)
def test_what_goes_wrong_between_keeps_no_word_back(
    desks: CalendarDesks, monkeypatch: pytest.MonkeyPatch, of: object, name: str, error: Exception
) -> None:
    def fail(*_: object) -> None:
        raise error

    say(desks, "Imogen", "said")
    with monkeypatch.context() as broken:
        broken.setattr(of, name, fail)
        with pytest.raises(type(error)):
            desks.exchange("Imogen")
    assert heard(desks, "Tom") == "said"


def test_whoever_wishes_to_stop_is_not_kept(
    desks: CalendarDesks, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object) -> None:
        raise StoppedError

    say(desks, "Imogen", "said")
    with monkeypatch.context() as stopping:
        stopping.setattr(exchanging, "carry_calendars", stop)
        with pytest.raises(StoppedError):
            desks.exchange("Imogen")
    assert heard(desks, "Tom") is None
    desks.exchange("Imogen")
    assert heard(desks, "Tom") == "said"


class TestWhatWasSaidWhenNobodyHereKnew:
    """A meeting turned private on another machine: no word of it may leave openly meanwhile."""

    @pytest.fixture
    def openly(self, monkeypatch: pytest.MonkeyPatch) -> list[str]:
        """All that everybody can read of what is sent."""
        sent: list[str] = []
        push = Server.push

        def pushed(self: Server, device: str, entries: Any, how: Any) -> object:
            known = {one.id for one in self.hello(device, "test").streams if one.kind == "shared"}
            sent.extend(one.body or "" for one in entries if one.header.stream_id in known)
            return push(self, device, entries, how)

        monkeypatch.setattr(Server, "push", pushed)
        return sent

    def edit(self, desks: CalendarDesks, who: str) -> None:
        """Have somebody say something of the meeting that they see."""
        (board,) = desks.seen(who)
        desks.edit(who, board[0], {"notes": "On the Sparrow"})

    def turns_private(self, desks: CalendarDesks, who: str) -> None:
        """Have a machine read that the meeting is private now, and hand that on."""
        desks.says("CAL", event("a", "Board", AT, PRIVATE))
        desks.read(who)
        desks.end_leases()
        desks.exchange(who)

    @pytest.mark.parametrize("who", ["Tom", "Imogen"])  # who learns it from others, and reads it
    def test_nothing_leaves_where_something_goes_wrong_between(
        self,
        desks: CalendarDesks,
        monkeypatch: pytest.MonkeyPatch,
        openly: list[str],
        who: str,
    ) -> None:
        desks.says("CAL", event("a", "Board"))
        desks.read()
        desks.exchange()
        self.edit(desks, who)
        desks.says("CAL", event("a", "Board", AT, PRIVATE))
        desks.read()
        if who == "Tom":
            desks.exchange("Imogen")

        def fail(*_: object) -> None:
            raise BusyError("busy")

        with monkeypatch.context() as broken:
            broken.setattr(exchanging, "carry_calendars", fail)
            with pytest.raises(BusyError):
                desks.exchange(who)
        assert "Sparrow" not in "".join(openly)
        desks.exchange()
        assert desks.seen("Imogen", "Tom") == desks.seen("Tom")

    @pytest.mark.parametrize("who", ["Tom", "Imogen"])
    def test_nothing_leaves_where_seats_are_followed_first(
        self, desks: CalendarDesks, openly: list[str], who: str
    ) -> None:
        desks.says("CAL", event("a", "Board"))
        desks.read()
        desks.connect("Tom", "CAL", desks.collection("CAL"))
        desks.read("Tom")
        desks.exchange()
        self.edit(desks, "Imogen")
        add_organisation(
            desks.open["Imogen"], desks.actor("Imogen"), code="NEW", name="New",
            kind=OrganisationKind.OTHER,
        )  # fmt: skip
        if who == "Tom":
            self.turns_private(desks, "Tom")
        else:
            desks.says("CAL", event("a", "Board", AT, PRIVATE))
            desks.read("Imogen")
        desks.exchange("Imogen")
        assert "Sparrow" not in "".join(openly)

    def test_nothing_leaves_of_what_is_called_otherwise_elsewhere(
        self, desks: CalendarDesks, openly: list[str]
    ) -> None:
        desks.says("CAL", event("a", "Board"))
        desks.connect("Tom", "CAL", desks.collection("CAL"))
        desks.read("Tom")
        self.edit(desks, "Tom")
        self.turns_private(desks, "Imogen")
        desks.exchange("Tom")
        assert "Sparrow" not in "".join(openly)
        desks.exchange()
        assert desks.seen("Imogen", "Tom") == desks.seen("Tom")
