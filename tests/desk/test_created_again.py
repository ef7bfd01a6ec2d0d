"""A desk that was deleted on its server and created there again, and one that is another."""

from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from jointdesk.desk.refusals import ServerError
from jointdesk.domain.items import Write
from jointdesk.domain.moments import Instant
from jointdesk.operations import shared_desk
from jointdesk.store.changes import record
from jointdesk.store.integrity import check
from jointdesk.store.items import find_item
from jointdesk.store.membership import find_membership, put_membership
from tests.desk.desks import PASSWORDS, SharedDesks, founded
from tests.postgres import PostgresServer

PEOPLE = ("Imogen", "Tom", "Bridget")


@pytest.fixture
def desks(postgres: PostgresServer, tmp_path: Path, now: Instant) -> SharedDesks:
    """A desk of which the server has nothing any more, and on which all had spoken."""
    made = founded(tmp_path, postgres.new_database(), now)
    for who in PEOPLE:
        made.join(who)
    for who in PEOPLE:
        say(made, who, f"{who}'s, sent")
        made.sync(who)
    for who in PEOPLE:
        made.sync(who)
        say(made, who, f"{who}'s, unsent")
    with closing(psycopg.connect(made.database.superuser, autocommit=True)) as connection:
        connection.execute("DROP SCHEMA desk CASCADE; DROP SCHEMA api CASCADE")
    return made


def say(desks: SharedDesks, who: str, item: str) -> None:
    """Have a person say something on their machine."""
    write = Write(item, "note", {"text": item}, "shared")
    record(desks.open[who], desks.actor(who), "Said", [write])


def create_again(desks: SharedDesks) -> None:
    """Set it up once more, with new invitations, from the director's file."""
    folder = desks.folder / "again"
    made = shared_desk.create_shared(
        desks.open["Imogen"], desks.database.administrator, folder, None
    )
    for path in made:
        desks.invitations[path.stem.removeprefix("Invitation of ")] = path


def test_before_it_is_there_again_nothing_is_lost(desks: SharedDesks) -> None:
    with pytest.raises(ServerError):
        desks.sync("Tom")
    assert find_item(desks.open["Tom"].connection, "Tom's, unsent")
    desks.close()


def test_everything_comes_back_from_the_machines(desks: SharedDesks) -> None:
    create_again(desks)
    for who in PEOPLE:
        desks.join(who)
    for who in (*PEOPLE, *PEOPLE):
        desks.sync(who)
    for desk in desks.open.values():
        assert check(desk) == []
        for who in PEOPLE:
            for item in (f"{who}'s, sent", f"{who}'s, unsent"):
                assert find_item(desk.connection, item), item
    desks.close()


def test_another_desk_there_is_refused(
    desks: SharedDesks, postgres: PostgresServer, tmp_path: Path, now: Instant
) -> None:
    (tmp_path / "other").mkdir()
    other = founded(tmp_path / "other", desks.database, now)
    other.join("Imogen")
    theirs = find_membership(other.open["Imogen"].connection)
    mine = find_membership(desks.open["Imogen"].connection)
    assert theirs
    assert mine
    put_membership(desks.open["Imogen"], mine._replace(role=theirs.role))
    with pytest.raises(ServerError, match="keeps another desk"):
        shared_desk.exchange_now(
            desks.open["Imogen"], now, desks.machine("Imogen"), PASSWORDS["Imogen"]
        )
    other.close()
    desks.close()
