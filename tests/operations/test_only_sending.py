"""Whoever was removed and may still send is told what of theirs is on the server."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from jointdesk.desk.refusals import RemovedError
from jointdesk.domain.items import Write
from jointdesk.domain.moments import Instant
from jointdesk.operations import desk_administration, shared_desk
from jointdesk.store.changes import record
from jointdesk.store.streams import add_stream
from tests.desk.backups import run_as_superuser
from tests.desk.desks import PASSWORDS, SharedDesks, founded
from tests.postgres import PostgresServer


@pytest.fixture
def desks(postgres: PostgresServer, tmp_path: Path) -> Iterator[SharedDesks]:
    """A desk from which Tom is removed, with days in which he may send."""
    made = founded(tmp_path, postgres.new_database(), Instant(1_796_025_600))
    for who in ("Imogen", "Tom"):
        made.join(who)
    say(made, "before")
    made.sync("Tom")
    shared_desk.revoke(
        made.open["Imogen"], made.machine("Imogen"), made.actor("Tom").person_id, 9,
        PASSWORDS["Imogen"],
    )  # fmt: skip
    yield made
    made.close()


def say(desks: SharedDesks, word: str, stream: str = "shared") -> None:
    write = Write(word, "note", {"text": word}, stream)
    record(desks.open["Tom"], desks.actor("Tom"), "Said", [write])


def waiting(desks: SharedDesks) -> tuple[int, bool]:
    """How much of Tom's waits, and whether he may only send."""
    status = shared_desk.desk_status(desks.open["Tom"])
    return status.waiting, status.may_only_send


def test_what_is_sent_does_not_wait_though_nothing_comes_that_confirms_it(
    desks: SharedDesks,
) -> None:
    say(desks, "last words")
    assert waiting(desks) == (1, False)
    done = desks.sync("Tom")
    assert (done.sent, waiting(desks)) == (1, (0, True))
    say(desks, "one more")
    assert waiting(desks) == (1, True)
    assert desks.sync("Tom").sent == 1
    before = desks.open["Tom"].connection.total_changes
    assert desks.sync("Tom").sent == 0
    assert desks.open["Tom"].connection.total_changes == before
    assert waiting(desks) == (0, True)


def test_what_no_server_takes_waits_and_holds_nothing_up(desks: SharedDesks) -> None:
    tom = desks.open["Tom"]
    with tom.transaction():
        add_stream(tom.connection, "org", "of-nobody")
    say(desks, "in a stream that the server lacks", "org:of-nobody")
    say(desks, "last words")
    assert desks.sync("Tom").sent == 1
    assert waiting(desks) == (1, True)


def test_when_the_days_are_over_what_was_sent_stays_sent(desks: SharedDesks) -> None:
    say(desks, "last words")
    desks.sync("Tom")
    run_as_superuser(desks, "UPDATE desk.person SET until = now() WHERE state = 'leaving'")
    say(desks, "too late")
    with pytest.raises(RemovedError):
        desks.sync("Tom")
    assert waiting(desks) == (1, True)


def test_who_comes_back_is_told_as_before(desks: SharedDesks) -> None:
    say(desks, "last words")
    desks.sync("Tom")
    desks.invitations["Tom"] = desk_administration.invite_again(
        desks.open["Imogen"], desks.actor("Tom").person_id, desks.database.administrator,
        desks.folder / "again", None,
    )  # fmt: skip
    desks.join("Tom")
    assert waiting(desks) == (0, False)
    say(desks, "back")
    assert waiting(desks) == (1, False)
    desks.sync("Tom")
    assert waiting(desks) == (0, False)
