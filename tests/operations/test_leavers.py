"""Who was removed from a shared desk stays known, with until when they may send what they wrote."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from jointdesk.domain.items import Json, Write
from jointdesk.domain.moments import DAY, Instant
from jointdesk.operations.leavers import (
    LEAVER,
    Leaver,
    leaver_words,
    leavers,
    note_back,
    note_leaver,
    people_sharing,
)
from jointdesk.operations.people import remove_seat
from jointdesk.operations.undo import undo
from jointdesk.store.changes import record
from jointdesk.store.people import list_seats
from tests.desk.desks import SharedDesks, joined
from tests.postgres import PostgresServer

NOW = Instant(1_796_025_600)


@pytest.fixture
def desks(postgres: PostgresServer, tmp_path: Path) -> Iterator[SharedDesks]:
    made = joined(tmp_path, postgres.new_database(), NOW)
    yield made
    made.close()


def test_the_others_learn_it_and_a_seat_that_stays_changes_nothing(desks: SharedDesks) -> None:
    imogen, tom = desks.open["Imogen"], desks.actor("Tom").person_id
    note_leaver(imogen, desks.actor("Imogen"), tom, 14)
    desks.sync("Imogen")
    desks.sync("Bridget")
    for who in ("Imogen", "Bridget"):
        assert leavers(desks.open[who]) == {tom: Leaver(NOW, Instant(NOW + 14 * DAY))}
    assert [one.name for one in people_sharing(imogen)] == ["Imogen", "Tom", "Bridget"]
    note_leaver(imogen, desks.actor("Imogen"), tom, 0)
    assert leavers(imogen) == {tom: Leaver(NOW)}
    note_back(imogen, [tom])
    note_back(imogen, [tom])
    assert leavers(imogen) == {}


def test_who_was_removed_and_has_no_seat_any_more_is_listed_all_the_same(
    desks: SharedDesks,
) -> None:
    imogen, director = desks.open["Imogen"], desks.actor("Imogen")
    tom = desks.actor("Tom").person_id
    note_leaver(imogen, director, tom, 0)
    for seat in list_seats(imogen.connection):
        if seat.person_id == tom:
            remove_seat(imogen, director, seat.id)
    assert [one.name for one in people_sharing(imogen)] == ["Imogen", "Tom", "Bridget"]
    note_back(imogen, [tom])
    assert [one.name for one in people_sharing(imogen)] == ["Imogen", "Bridget"]


@pytest.mark.parametrize(
    ("leaver", "said"),
    [
        (Leaver(NOW), "removed 0"),
        (Leaver(NOW, Instant(NOW + 60)), "removed 0, may still send what they wrote until 60"),
        (Leaver(Instant(NOW - 9), NOW), "removed -9, might send what they wrote until 0"),
    ],
)
def test_it_is_said_in_words(leaver: Leaver, said: str) -> None:
    assert leaver_words(leaver, NOW, lambda at: str(at - NOW)) == said


@pytest.mark.parametrize(
    "fields", [{"person": 3, "at": 3}, {"person": "x"}, {"person": "x", "at": True}, {"at": [1]}]
)
def test_what_makes_no_sense_names_nobody(desks: SharedDesks, fields: dict[str, Json]) -> None:
    imogen, actor = desks.open["Imogen"], desks.actor("Imogen")
    record(imogen, actor, "x", [Write("leaver:x", LEAVER, fields)])
    assert leavers(imogen) == {}


def test_it_is_nobodys_to_undo(desks: SharedDesks) -> None:
    imogen, actor = desks.open["Imogen"], desks.actor("Imogen")
    note_leaver(imogen, actor, desks.actor("Tom").person_id, 0)
    undo(imogen, actor, 1)
    assert len(leavers(imogen)) == 1


def test_whose_machine_invites_them_again_goes_on_sending(desks: SharedDesks) -> None:
    imogen, bridget = desks.open["Imogen"], desks.actor("Bridget").person_id
    note_leaver(imogen, desks.actor("Imogen"), bridget, 0)
    desks.sync("Imogen")
    desks.sync("Tom")
    note_back(desks.open["Tom"], [bridget])
    assert desks.sync("Tom").sent == 1
    desks.sync("Imogen")
    assert leavers(imogen) == {}
