"""What follows from what an exchange brings, between taking in and sending."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from jointdesk.desk.refusals import OldServerError
from jointdesk.desk.server import Server
from jointdesk.domain.errors import StoppedError
from jointdesk.domain.items import Write
from jointdesk.domain.moments import Instant
from jointdesk.operations import exchanging
from jointdesk.store.changes import record
from jointdesk.store.items import find_item
from tests.desk.calendar_desks import CalendarDesks, calendar_desks
from tests.operations.test_carrying import event
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
