"""Who the window may run as, and what this machine remembers of it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from jointdesk.domain.actors import Actor
from jointdesk.domain.people import Role
from jointdesk.operations.audiences import director_id
from jointdesk.operations.people import add_person, add_seat, remove_person
from jointdesk.store.desk import Desk
from jointdesk.store.reading import Reading
from jointdesk.viewmodels.preferences import Preferences
from jointdesk.viewmodels.who import people_with_seats, remember_person, remembered_person
from tests.operations.event_desk import EventDesk, diary

__all__ = ["diary"]


@pytest.fixture
def reading(demo_path: Path) -> Iterator[Reading]:
    opened = Reading(demo_path)
    yield opened
    opened.close()


def roles(reading: Reading) -> dict[str, str]:
    return {who.name: who.role for who in people_with_seats(reading)}


def test_everybody_with_a_seat_is_listed_the_director_first(reading: Reading) -> None:
    found = roles(reading)
    assert [*found][0] == "Imogen Farrant"
    assert found["Imogen Farrant"] == "Joint director"
    assert found["Tom Adeyemi"] == "PA, CAL"
    assert found["Callum Reyes"] == "Deputy, CAL and WEX"
    assert "Cllr Maureen Stott" not in found  # who has no seat


def test_several_people_are_asked_once_on_a_machine(reading: Reading, data_folder: Path) -> None:
    preferences = Preferences(data_folder)
    assert remembered_person(reading, preferences) is None
    bridget = next(w.person for w in people_with_seats(reading) if w.name == "Bridget Lyall")
    remember_person(reading.id, preferences, bridget)
    assert remembered_person(reading, Preferences(data_folder)) == bridget
    remember_person("another desk", preferences, bridget)
    assert remembered_person(reading, preferences) == bridget


def reread(desk: Desk) -> Reading:
    return Reading(desk.path)


def test_one_person_alone_is_not_asked_and_one_who_left_is_asked_again(
    diary: EventDesk, data_folder: Path
) -> None:
    preferences = Preferences(data_folder)
    desk, director = diary.desk, diary.director
    for actor in diary.people.values():
        remove_person(desk, director, actor.person_id)
    reading = reread(desk)
    alone = remembered_person(reading, preferences)
    assert alone is not None
    assert alone.id == director_id(desk)
    robin = add_person(desk, director, name="Robin")
    add_seat(desk, director, person_id=robin, org_code="CAL", role=Role.PA)
    assert remembered_person(reading, preferences) is None
    assert roles(reading)["The director"] == "Joint director"  # who has no name yet
    remember_person(reading.id, preferences, people_with_seats(reading)[1].person)
    assert remembered_person(reading, preferences) is not None
    remove_person(desk, Actor(director.person_id, diary.now), robin)
    sam = add_person(desk, director, name="Sam")
    add_seat(desk, director, person_id=sam, org_code="WEX", role=Role.OFFICER)
    assert remembered_person(reading, preferences) is None
    reading.close()
