"""Changes go from machine to machine through a real server."""

import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from jointdesk.desk.refusals import RemovedError, ServerError
from jointdesk.desk.server import Server
from jointdesk.domain.actors import Actor
from jointdesk.domain.errors import JointDeskError
from jointdesk.domain.items import Write
from jointdesk.domain.moments import Instant
from jointdesk.domain.shared_desk import Entry, How
from jointdesk.operations import shared_desk
from jointdesk.operations.audiences import acting_person
from jointdesk.operations.organisations import organisation_by_code
from jointdesk.store.changes import collisions, record
from jointdesk.store.desk import Desk
from jointdesk.store.items import find_item
from jointdesk.store.moving import record_in_place
from tests.desk.backups import back_up, put_back, run_as_superuser
from tests.desk.desks import PASSWORDS, SharedDesks, joined
from tests.postgres import PostgresServer


@pytest.fixture
def desks(postgres: PostgresServer, tmp_path: Path, now: Instant) -> Iterator[SharedDesks]:
    """The director's desk, founded, and both PAs' machines."""
    made = joined(tmp_path, postgres.new_database(), now)
    yield made
    made.close()


def write(desks: SharedDesks, who: str, item: str, stream: str = "shared", **fields: str) -> None:
    """Have a person say something of an item on their own machine."""
    desk = desks.open[who]
    record(desk, desks.actor(who), "Said", [Write(item, "note", fields, stream)])


def fields(desk: Desk, item: str) -> dict[str, object]:
    """What a machine shows of an item."""
    found = find_item(desk.connection, item)
    return dict(found.fields) if found else {}


def test_what_one_says_everybody_has(desks: SharedDesks) -> None:
    write(desks, "Tom", "n1", text="Lunch is booked")
    assert desks.sync("Tom").sent == 1
    for who in ("Imogen", "Bridget"):
        assert desks.sync(who).received == 1
        assert fields(desks.open[who], "n1") == {"text": "Lunch is booked"}


def test_large_texts_go_a_few_at_a_time(
    desks: SharedDesks, monkeypatch: pytest.MonkeyPatch
) -> None:
    for n in range(10):
        write(desks, "Tom", f"large {n}", text="x" * 900_000)
    batches: list[int] = []
    push = Server.push

    def pushed(self: Server, device: str, entries: Sequence[Entry], how: How) -> object:
        batches.append(len(entries))
        return push(self, device, entries, how)

    monkeypatch.setattr(Server, "push", pushed)
    assert desks.sync("Tom").sent == 10
    assert batches == [5, 5]
    assert desks.sync("Imogen").received == 10


def test_the_second_exchange_has_nothing_to_say(desks: SharedDesks) -> None:
    for who in ("Imogen", "Tom", "Bridget"):
        desks.sync(who)
        again = desks.sync(who)
        assert (again.sent, again.received) == (0, 0)


def org_stream(desk: Desk, code: str) -> str:
    return f"org:{organisation_by_code(desk, code).id}"


def test_what_a_body_keeps_to_itself_is_on_no_other_machine(desks: SharedDesks) -> None:
    write(desks, "Tom", "n2", org_stream(desks.open["Tom"], "CAL"), text="XYZZY-secret")
    desks.sync("Tom")
    assert desks.sync("Imogen").received == 1
    assert desks.sync("Bridget").received == 0
    desks.close()
    assert b"XYZZY" not in desks.bytes_of("Bridget")


def test_two_edits_at_once_are_both_kept(desks: SharedDesks) -> None:
    write(desks, "Tom", "n3", text="one")
    for who in ("Tom", "Bridget", "Imogen"):
        desks.sync(who)
    write(desks, "Tom", "n3", text="two")
    write(desks, "Bridget", "n3", text="three")
    for who in ("Tom", "Bridget", "Imogen", "Tom"):
        desks.sync(who)
    shown = {who: fields(desks.open[who], "n3") for who in desks.open}
    assert len({str(one) for one in shown.values()}) == 1
    for desk in desks.open.values():
        (found,) = collisions(desk, "n3")
        assert {value for value, _ in found.values} == {"two", "three"}


def test_nobody_speaks_in_another_s_name(desks: SharedDesks) -> None:
    tom = desks.open["Tom"]
    record(tom, desks.actor("Bridget"), "Forged", [Write("n4", "note", {"text": "x"}, "shared")])
    with pytest.raises(ServerError, match="not yours to say"):
        desks.sync("Tom")


def test_a_machine_whose_clock_is_ahead_is_put_right(desks: SharedDesks) -> None:
    tom, later = desks.open["Tom"], desks.now + 400 * 86400
    actor = Actor(desks.actor("Tom").person_id, later)
    record(tom, actor, "Said", [Write("n5", "note", {"text": "early"}, "shared")])
    desks.sync("Tom")
    desks.sync("Bridget")
    write(desks, "Bridget", "n5", text="late")
    desks.sync("Bridget")
    desks.sync("Tom")
    assert fields(tom, "n5") == {"text": "late"}


def test_a_copied_file_loses_nothing(desks: SharedDesks) -> None:
    write(desks, "Tom", "n6", text="before")
    desks.sync("Tom")
    desks.open["Tom"].close()
    copy = desks.folder / "Copy"
    shutil.copytree(desks.machine("Tom"), copy)
    # The same path as well, as a machine put back from an image of it would have.
    desks.reopen("Tom")
    write(desks, "Tom", "n6", text="first machine")
    desks.sync("Tom")
    desks.open.pop("Tom").close()
    shutil.rmtree(desks.machine("Tom"))
    shutil.move(copy, desks.folder / "Tom")
    desks.reopen("Tom")
    write(desks, "Tom", "n7", text="second machine")
    write(desks, "Tom", "n6", text="second machine")
    done = desks.sync("Tom")
    assert done.said_again == 2
    desks.sync("Bridget")
    assert fields(desks.open["Bridget"], "n7") == {"text": "second machine"}
    assert fields(desks.open["Tom"], "n6") == fields(desks.open["Bridget"], "n6")


def test_what_is_narrowed_is_erased_on_every_machine(desks: SharedDesks) -> None:
    write(desks, "Tom", "n8", text="XYZZY-then-private")
    for who in ("Tom", "Bridget", "Imogen"):
        desks.sync(who)
    assert fields(desks.open["Bridget"], "n8")
    tom = desks.open["Tom"]
    narrowed = Write("n8", "note", {}, org_stream(tom, "CAL"))
    record_in_place(tom, desks.actor("Tom"), "Kept to CAL", [narrowed])
    for who in ("Tom", "Bridget", "Imogen"):
        desks.sync(who)
    assert fields(desks.open["Bridget"], "n8") == {}
    assert fields(desks.open["Imogen"], "n8") == {"text": "XYZZY-then-private"}
    desks.close()
    assert b"XYZZY" not in desks.bytes_of("Bridget")


def test_a_server_put_back_from_a_backup_gets_back_what_it_lost(desks: SharedDesks) -> None:
    write(desks, "Tom", "n9", text="before")
    for who in ("Tom", "Bridget", "Imogen"):
        desks.sync(who)
    kept = back_up(desks)
    write(desks, "Tom", "n9", text="after the backup")
    write(desks, "Bridget", "n10", text="also after")
    for who in ("Tom", "Bridget", "Imogen"):
        desks.sync(who)
    put_back(desks, kept)
    with pytest.raises(JointDeskError, match="nobody said so"):
        desks.sync("Imogen")
    run_as_superuser(desks, "SELECT desk.restored(id) FROM desk.desk")
    done = desks.sync("Imogen")  # the PAs are away: what they had said comes back through her
    assert done.brought_back == 2
    for who in ("Tom", "Bridget"):
        desks.sync(who)
        assert fields(desks.open[who], "n9") == {"text": "after the backup"}
        assert fields(desks.open[who], "n10") == {"text": "also after"}


def test_who_was_let_go_reads_and_says_nothing_more(desks: SharedDesks) -> None:
    write(desks, "Tom", "n11", text="said before")
    desks.sync("Tom")
    shared_desk.revoke(
        desks.open["Imogen"], desks.machine("Imogen"), desks.actor("Tom").person_id, 0,
        PASSWORDS["Imogen"],
    )  # fmt: skip
    write(desks, "Tom", "n12", text="said after")
    with pytest.raises(RemovedError):
        desks.sync("Tom")
    desks.sync("Imogen")
    assert fields(desks.open["Imogen"], "n11")
    assert not fields(desks.open["Imogen"], "n12")


def test_who_is_leaving_may_still_send_what_they_wrote(desks: SharedDesks) -> None:
    write(desks, "Tom", "n13", text="last words")
    write(desks, "Bridget", "n14", text="not for Tom any more")
    desks.sync("Bridget")
    shared_desk.revoke(
        desks.open["Imogen"], desks.machine("Imogen"), desks.actor("Tom").person_id, 14,
        PASSWORDS["Imogen"],
    )  # fmt: skip
    assert desks.sync("Tom").sent == 1
    assert not fields(desks.open["Tom"], "n14")
    desks.sync("Imogen")
    assert fields(desks.open["Imogen"], "n13")


def test_a_joined_machine_is_one_person_s(desks: SharedDesks) -> None:
    tom = desks.open["Tom"]
    assert acting_person(tom, "").name == "Tom"
    with pytest.raises(JointDeskError, match="this machine is Tom's"):
        acting_person(tom, "Imogen")


def test_verify_finds_nothing_where_nothing_was_altered(desks: SharedDesks) -> None:
    write(desks, "Tom", "n15", text="as it was")
    desks.sync("Tom")
    assert (
        shared_desk.verify(desks.open["Tom"], desks.machine("Tom"), PASSWORDS["Tom"]).troubles == []
    )


def test_verify_finds_a_server_that_changed_who_brought_what(desks: SharedDesks) -> None:
    write(desks, "Tom", "n16", text="as it was")
    desks.sync("Tom")
    run_as_superuser(
        desks,
        "SET session_replication_role = replica;"
        " UPDATE desk.change SET uploader = 'x', server_hash = '\\x00' WHERE item_id = 'n16'",
    )
    [trouble], _ = shared_desk.verify(desks.open["Tom"], desks.machine("Tom"), PASSWORDS["Tom"])
    assert "another history" in trouble
