"""Who was removed after a backup was taken stays out of a server that was put back from it."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from jointdesk.desk.refusals import NoAnswerError, RemovedError
from jointdesk.desk.server import Server
from jointdesk.domain.items import DELETED, Json, Write
from jointdesk.domain.moments import DAY, Instant
from jointdesk.domain.shared_desk import Entry, How
from jointdesk.operations import desk_administration, people, shared_desk
from jointdesk.operations.keeping_out import not_kept_out
from jointdesk.operations.leavers import (
    KEPT_OUT,
    LEAVER,
    KeptOut,
    Leaver,
    leaver_words,
    leavers,
    note_leaver,
)
from jointdesk.store.changes import record
from jointdesk.store.people import list_seats
from tests.desk.backups import back_up, put_back, run_as_superuser
from tests.desk.desks import PASSWORDS, SharedDesks, joined
from tests.postgres import PostgresServer

NOW = Instant(1_796_025_600)
RESTORED = "SELECT desk.restored(id) FROM desk.desk"
CHANNEL = "SELECT channel FROM desk.stream WHERE kind = 'shared'"
AGAIN = (
    "Tom had been removed from the shared desk and was in again, as its server was put back from a"
    " backup. They are removed again; invite them if that is wrong."
)


def test_nothing_is_sent_before_it_is_done(
    desks: SharedDesks, monkeypatch: pytest.MonkeyPatch
) -> None:
    remove_and_put_back(desks)
    say(desks, "Imogen", "mine")

    def refuse(*_: object) -> None:
        raise NoAnswerError("The server broke off.")

    with monkeypatch.context() as broken:
        broken.setattr(Server, "revoke", refuse)
        with pytest.raises(NoAnswerError):
            desks.sync("Imogen")
    desks.sync("Tom")
    assert not knows(desks, "Tom", "later")
    assert not knows(desks, "Tom", "mine")
    assert desks.sync("Imogen").told == [AGAIN]
    with pytest.raises(RemovedError):
        desks.sync("Tom")


def test_it_is_asked_once_after_each_time_that_a_server_was_put_back() -> None:
    removed = {"tom": KeptOut(), "una": KeptOut(2)}
    assert not_kept_out(removed, 1) == []
    assert not_kept_out(removed, 2) == ["tom"]
    assert not_kept_out(removed, 3) == ["tom", "una"]
    assert not_kept_out({}, 3) == []


@pytest.fixture
def desks(postgres: PostgresServer, tmp_path: Path) -> Iterator[SharedDesks]:
    made = joined(tmp_path, postgres.new_database(), NOW)
    yield made
    made.close()


def remove(desks: SharedDesks, who: str, days: int = 0) -> None:
    """Have the director remove somebody, as `desk revoke` does, and exchange."""
    imogen, id_ = desks.open["Imogen"], desks.actor(who).person_id
    shared_desk.revoke(imogen, desks.machine("Imogen"), id_, days, PASSWORDS["Imogen"])
    note_leaver(imogen, desks.actor("Imogen"), id_, days)
    desks.sync("Imogen")


def invite(desks: SharedDesks, who: str, machine: str) -> None:
    """Have somebody invited on a machine, and join again."""
    desks.invitations[who] = desk_administration.invite_again(
        desks.open[machine], desks.actor(who).person_id, desks.database.administrator,
        desks.folder / "again", None,
    )  # fmt: skip
    desks.join(who)


def remove_and_put_back(desks: SharedDesks) -> None:
    """Have Tom removed, and the server put back from a backup of before; Bridget spoke since."""
    kept = back_up(desks)
    remove(desks, "Tom")
    say(desks, "Bridget", "later")
    desks.sync("Bridget")
    desks.sync("Imogen")
    put_back(desks, kept)
    run_as_superuser(desks, RESTORED)


def say(desks: SharedDesks, who: str, word: str) -> None:
    record(desks.open[who], desks.actor(who), "Said", [Write(word, "note", {"text": word})])


def knows(desks: SharedDesks, who: str, word: str) -> bool:
    found = desks.open[who].connection.execute("SELECT 1 FROM item WHERE id = ?", (word,))
    return found.fetchone() is not None


def state(desks: SharedDesks, who: str) -> tuple[object, ...]:
    """Return what somebody is on the server: their state, and how many streams they may read."""
    [found] = run_as_superuser(
        desks,
        "SELECT p.state, count(m.stream_id) FROM desk.person p LEFT JOIN desk.member m"
        f" ON m.person_id = p.id WHERE p.name = '{who}' GROUP BY 1",
    )
    return found


def watch(
    desks: SharedDesks, who: str, monkeypatch: pytest.MonkeyPatch
) -> list[tuple[object, ...]]:
    """Return a list of what somebody is on the server whenever anything is sent to it."""
    seen, push = list[tuple[object, ...]](), Server.push

    def pushed(self: Server, device: str, entries: Sequence[Entry], how: How) -> object:
        seen.append(state(desks, who))
        return push(self, device, entries, how)

    monkeypatch.setattr(Server, "push", pushed)
    return seen


def test_the_director_s_machine_removes_them_again_before_it_sends_anything(
    desks: SharedDesks, monkeypatch: pytest.MonkeyPatch
) -> None:
    remove_and_put_back(desks)
    assert state(desks, "Tom") == ("active", 2)
    seen = watch(desks, "Tom", monkeypatch)
    desks.now = Instant(NOW + 60)
    done = desks.sync("Imogen")
    assert (done.brought_back, done.told) == (1, [AGAIN])
    assert set(seen) == {("revoked", 0)}
    with pytest.raises(RemovedError):
        desks.sync("Tom")
    assert not knows(desks, "Tom", "later")
    assert desks.sync("Imogen").told == []
    desks.sync("Bridget")
    for who in ("Imogen", "Bridget"):
        [leaver] = leavers(desks.open[who]).values()
        assert leaver == Leaver(NOW, again_at=Instant(NOW + 60))


def test_whose_machine_comes_first_sees_what_the_backup_held_and_others_sent_since(
    desks: SharedDesks,
) -> None:
    """As docs/shared-desk.md says: nothing but the director's machine and `desk restored` know."""
    kept = back_up(desks)
    remove(desks, "Tom")
    for who in ("Imogen", "Bridget"):
        say(desks, who, f"{who}'s")
        desks.sync(who)
    put_back(desks, kept)
    run_as_superuser(desks, RESTORED)
    desks.sync("Bridget")
    desks.sync("Tom")
    assert knows(desks, "Tom", "Bridget's")
    desks.sync("Imogen")
    say(desks, "Imogen", "after")
    desks.sync("Imogen")
    with pytest.raises(RemovedError):
        desks.sync("Tom")
    assert not knows(desks, "Tom", "after")


def test_days_that_are_left_are_left_to_them(desks: SharedDesks) -> None:
    kept = back_up(desks)
    remove(desks, "Tom", days=14)
    put_back(desks, kept)
    run_as_superuser(desks, RESTORED)
    desks.now = Instant(NOW + 3 * DAY - 60)
    assert desks.sync("Imogen").told == [AGAIN]
    assert state(desks, "Tom")[0] == "leaving"
    [left] = run_as_superuser(
        desks, "SELECT round(extract(epoch FROM until - now()) / 86400) FROM desk.person"
        " WHERE state = 'leaving'",
    )  # fmt: skip
    assert left == (12,)
    [leaver] = leavers(desks.open["Imogen"]).values()
    assert leaver == Leaver(NOW, Instant(NOW + 14 * DAY), desks.now)
    say(desks, "Tom", "last words")
    assert desks.sync("Tom").sent == 1


def test_a_seat_that_ended_meanwhile_ends_before_anything_is_sent(
    desks: SharedDesks, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept, tom = back_up(desks), desks.actor("Tom").person_id
    for one in list_seats(desks.open["Imogen"].connection):
        if one.person_id == tom:
            people.remove_seat(desks.open["Imogen"], desks.actor("Imogen"), one.id)
    say(desks, "Bridget", "later")
    for who in ("Bridget", "Imogen"):
        desks.sync(who)
    put_back(desks, kept)
    run_as_superuser(desks, RESTORED)
    seen = watch(desks, "Tom", monkeypatch)
    assert desks.sync("Imogen").brought_back == 1
    assert set(seen) == {("active", 0)}


# Who was let in on purpose


def test_who_was_invited_again_before_the_server_was_put_back_stays_in(
    desks: SharedDesks,
) -> None:
    kept = back_up(desks)
    remove(desks, "Tom")
    invite(desks, "Tom", "Imogen")
    desks.sync("Imogen")
    put_back(desks, kept)
    run_as_superuser(desks, RESTORED)
    assert desks.sync("Imogen").told == []
    desks.sync("Tom")
    assert state(desks, "Tom") == ("active", 2)


def test_who_is_invited_again_after_it_on_any_machine_stays_in(desks: SharedDesks) -> None:
    kept = back_up(desks)
    remove(desks, "Tom")
    desks.sync("Bridget")
    put_back(desks, kept)
    run_as_superuser(desks, RESTORED)
    assert desks.sync("Imogen").told == [AGAIN]
    invite(desks, "Tom", "Bridget")  # whose machine does not say so before its next exchange
    assert desks.sync("Imogen").told == []
    for who in ("Bridget", "Imogen", "Tom"):
        desks.sync(who)
        assert leavers(desks.open[who]) == {}
    assert state(desks, "Tom") == ("active", 2)


@pytest.mark.parametrize(
    ("who", "type_", "fields"),
    [("Tom", LEAVER, {DELETED: True}), ("Tom", KEPT_OUT, {"epoch": 2}),
     ("Bridget", KEPT_OUT, {"epoch": 2})],
)  # fmt: skip
def test_nobody_keeps_somebody_in_by_what_they_write_into_the_log(
    desks: SharedDesks, who: str, type_: str, fields: dict[str, Json]
) -> None:
    kept, tom = back_up(desks), desks.actor("Tom").person_id
    remove(desks, "Tom", days=3)
    write = Write(f"{type_}:{tom}", type_, fields)
    record(desks.open[who], desks.actor(who), "Said", [write])
    desks.sync(who)
    desks.sync("Imogen")
    assert [*leavers(desks.open["Imogen"])] == [tom]
    put_back(desks, kept)
    run_as_superuser(desks, RESTORED)
    assert desks.sync("Imogen").told == [AGAIN]


def test_nobody_but_the_director_removes_somebody_by_it(desks: SharedDesks) -> None:
    kept, tom = back_up(desks), desks.actor("Tom").person_id
    note_leaver(desks.open["Bridget"], desks.actor("Bridget"), tom, 0)
    for who in ("Bridget", "Imogen"):
        desks.sync(who)
    put_back(desks, kept)
    run_as_superuser(desks, RESTORED)
    assert desks.sync("Imogen").told == []
    assert state(desks, "Tom") == ("active", 2)


# Where whoever runs the server says so on a machine that knows it


@pytest.mark.parametrize(("days", "after"), [(0, ("revoked", 0)), (14, ("leaving", 2))])
def test_from_a_machine_that_knows_it_they_are_kept_out_from_the_beginning(
    desks: SharedDesks, days: int, after: tuple[object, ...]
) -> None:
    kept = back_up(desks)
    remove(desks, "Tom", days)
    say(desks, "Bridget", "later")
    for who in ("Bridget", "Imogen"):
        desks.sync(who)
    put_back(desks, kept)
    run_as_superuser(desks, "UPDATE desk.person SET until = NULL")
    imogen, address = desks.open["Imogen"], desks.database.administrator
    channel = run_as_superuser(desks, CHANNEL)
    done = desk_administration.say_restored(imogen, address, None)
    assert run_as_superuser(desks, CHANNEL) != channel
    assert (done.epoch > 1, done.kept_out) == (True, ("Tom",))
    assert state(desks, "Tom") == after
    desks.sync("Bridget")
    if not days:
        with pytest.raises(RemovedError):
            desks.sync("Tom")
    assert desks.sync("Imogen").told == []
    assert [one.again_at for one in leavers(imogen).values()] == [None]
    invite(desks, "Tom", "Bridget")
    assert desks.sync("Imogen").told == []
    assert state(desks, "Tom") == ("active", 2)


def test_the_same_backup_may_be_put_back_twice(desks: SharedDesks) -> None:
    kept = back_up(desks)
    say(desks, "Bridget", "after the backup")
    imogen, address = desks.open["Imogen"], desks.database.administrator
    epochs = [1]
    for _ in range(2):
        for who in ("Bridget", "Imogen", "Tom"):
            desks.sync(who)
        put_back(desks, kept)
        epochs.append(desk_administration.say_restored(imogen, address, None).epoch)
    assert epochs == sorted({*epochs})
    assert desks.sync("Tom").brought_back == 1


def test_who_is_no_member_there_is_no_matter(desks: SharedDesks) -> None:
    remove(desks, "Tom")
    imogen, address = desks.open["Imogen"], desks.database.administrator
    assert desk_administration.say_restored(imogen, address, None).kept_out == ()
    assert desks.sync("Imogen").told == []


def test_it_is_said_when_they_were_removed_again() -> None:
    words = leaver_words(Leaver(NOW, again_at=Instant(NOW + 60)), NOW, lambda at: str(at - NOW))
    assert words == "removed 0, and again 60 after the server was put back"
