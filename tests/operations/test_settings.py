"""What the settings change: people, seats, sites, journeys, a copy of the desk."""

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from jointdesk.domain.actors import Actor
from jointdesk.domain.conflicts import State
from jointdesk.domain.errors import DeskFileError, NotFoundError, WrongUseError
from jointdesk.domain.moments import Instant
from jointdesk.domain.organisations import OrganisationKind
from jointdesk.domain.people import Role
from jointdesk.operations.audiences import director_id
from jointdesk.operations.backups import back_up
from jointdesk.operations.desks import new_desk
from jointdesk.operations.organisations import add_organisation, remove_organisation
from jointdesk.operations.people import (
    add_person,
    add_seat,
    change_person,
    remove_person,
    remove_seat,
)
from jointdesk.operations.sites import (
    add_site,
    change_site,
    forget_travel,
    remove_site,
    set_travel,
    site_by_id,
)
from jointdesk.operations.sources import add_source, remove_source
from jointdesk.operations.undo import undo
from jointdesk.store.desk import Desk
from jointdesk.store.organisations import list_organisations
from jointdesk.store.people import list_people, list_seats, person_names
from jointdesk.store.sites import travel_matrix


@pytest.fixture
def desk(tmp_path: Path, data_folder: Path, now: Instant) -> Iterator[Desk]:
    made = new_desk(
        tmp_path / "a.desk", name="Test", zone="Europe/London", data_folder=data_folder, now=now
    )
    yield made
    made.close()


@pytest.fixture
def actor(desk: Desk, now: Instant) -> Actor:
    made = Actor("me", now)
    add_organisation(desk, made, code="CAL", name="Calderbourne", kind=OrganisationKind.COUNCIL)
    return made


def names(desk: Desk) -> list[str]:
    return [person.name for person in list_people(desk.connection) if person.name]


def test_a_person_can_be_changed_and_keeps_their_own_addresses(desk: Desk, actor: Actor) -> None:
    tom = add_person(desk, actor, name="Tom", emails=("tom@cal.example",))
    change_person(desk, actor, tom, name="Tom Adeyemi", emails=("TOM@cal.example", "t@x.example"))
    assert list_people(desk.connection)[-1].emails == ("tom@cal.example", "t@x.example")
    undo(desk, actor)
    assert names(desk) == ["Tom"]


def test_nobody_gets_an_address_that_belongs_to_another(desk: Desk, actor: Actor) -> None:
    add_person(desk, actor, name="Tom", emails=("tom@cal.example",))
    bridget = add_person(desk, actor, name="Bridget")
    with pytest.raises(WrongUseError, match="belongs to Tom"):
        change_person(desk, actor, bridget, name="Bridget", emails=("Tom@cal.example",))
    with pytest.raises(WrongUseError, match="needs a name"):
        change_person(desk, actor, bridget, name=" ", emails=())


def test_a_seat_can_be_taken_away_but_not_the_directors(desk: Desk, actor: Actor) -> None:
    tom = add_person(desk, actor, name="Tom")
    seat = add_seat(desk, actor, person_id=tom, org_code="CAL", role=Role.PA)
    remove_seat(desk, actor, seat)
    own = list_seats(desk.connection)
    assert [one.person_id for one in own] == [director_id(desk)]
    with pytest.raises(WrongUseError, match="stays"):
        remove_seat(desk, actor, own[0].id)
    with pytest.raises(NotFoundError):
        remove_seat(desk, actor, "nothing")


def test_a_journey_can_be_forgotten_and_set_again(desk: Desk, actor: Actor) -> None:
    add_site(desk, actor, site_id="a", name="Town Hall")
    add_site(desk, actor, site_id="b", name="Wexmere House")
    set_travel(desk, actor, "a", "b", 35)
    forget_travel(desk, actor, "b", "a")
    assert travel_matrix(desk.connection).minutes("a", "b") is None
    set_travel(desk, actor, "a", "b", 40)
    assert travel_matrix(desk.connection).minutes("b", "a") == 40


def test_a_site_keeps_a_name(desk: Desk, actor: Actor) -> None:
    add_site(desk, actor, site_id="a", name="Town Hall")
    with pytest.raises(WrongUseError, match="needs a name"):
        change_site(desk, actor, site_by_id(desk, "a").__class__("a", " "))


def test_a_copy_is_never_written_over_another_file(
    desk: Desk, actor: Actor, tmp_path: Path
) -> None:
    copy = back_up(desk, tmp_path / "copy.desk")
    assert copy.is_file()
    with pytest.raises(DeskFileError):
        back_up(desk, copy)


class TestRemoving:
    """What nothing uses any more can go, and Undo brings it back whole."""

    def test_an_organisation_goes_with_its_seats_and_comes_back_with_them(
        self, desk: Desk, actor: Actor
    ) -> None:
        bridget = add_person(desk, actor, name="Bridget")
        add_seat(desk, actor, person_id=bridget, org_code="CAL", role=Role.PA)
        seats = list_seats(desk.connection)
        assert remove_organisation(desk, actor, "cal").code == "CAL"
        assert not list_organisations(desk.connection)
        assert not list_seats(desk.connection)
        undo(desk, actor)
        assert [one.code for one in list_organisations(desk.connection)] == ["CAL"]
        assert list_seats(desk.connection) == seats

    def test_an_organisation_stays_while_it_has_a_calendar_connected_or_not(
        self, desk: Desk, actor: Actor, tmp_path: Path
    ) -> None:
        source = add_source(desk, actor, org_code="CAL", address=str(tmp_path))
        add_site(desk, actor, site_id="hall", name="Town Hall", org_code="CAL")
        sentence = "CAL is still used by 1 calendar and 1 site. Remove or change that first."
        with pytest.raises(WrongUseError, match=sentence):
            remove_organisation(desk, actor, "CAL")
        remove_site(desk, actor, "hall")
        remove_source(desk, actor, source, keep=True)
        with pytest.raises(WrongUseError, match="by 1 calendar"):
            remove_organisation(desk, actor, "CAL")
        with pytest.raises(NotFoundError):
            remove_source(desk, actor, source, keep=True)
        remove_source(desk, actor, source)
        remove_organisation(desk, actor, "CAL")
        assert not list_organisations(desk.connection)

    def test_a_person_goes_with_their_seats_and_comes_back_with_them(
        self, desk: Desk, actor: Actor
    ) -> None:
        bridget = add_person(desk, actor, name="Bridget")
        seat = add_seat(desk, actor, person_id=bridget, org_code="CAL", role=Role.PA)
        remove_person(desk, actor, bridget)
        assert names(desk) == []
        assert seat not in [one.id for one in list_seats(desk.connection)]
        assert person_names(desk.connection)[bridget] == "Bridget"
        undo(desk, actor)
        assert names(desk) == ["Bridget"]
        assert seat in [one.id for one in list_seats(desk.connection)]

    def test_the_director_and_oneself_cannot_be_removed(self, desk: Desk, actor: Actor) -> None:
        with pytest.raises(WrongUseError, match="the desk is theirs"):
            remove_person(desk, actor, director_id(desk))
        bridget = add_person(desk, actor, name="Bridget")
        with pytest.raises(WrongUseError, match="cannot remove yourself"):
            remove_person(desk, Actor(bridget, actor.at), bridget)
        with pytest.raises(NotFoundError):
            remove_person(desk, actor, "nobody")

    def test_a_person_with_conflicts_to_settle_stays(
        self, desk: Desk, actor: Actor, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        bridget = add_person(desk, actor, name="Bridget")
        waiting = [SimpleNamespace(owner=bridget, state=State.ASSIGNED)]
        monkeypatch.setattr("jointdesk.operations.people.list_conflicts", lambda *_: waiting)
        with pytest.raises(WrongUseError, match="Bridget still has 1 conflict to settle"):
            remove_person(desk, actor, bridget)
