"""Who acts, and in whose name; deputies, job shares, a third organisation."""

import pytest

from jointdesk.domain.organisations import OrganisationKind
from jointdesk.domain.people import Role
from jointdesk.operations.audiences import actor_of, audience_of
from jointdesk.operations.events import add_event
from jointdesk.operations.history import item_history
from jointdesk.operations.organisations import add_organisation
from jointdesk.operations.people import add_person, add_seat
from jointdesk.operations.undo import undo
from tests.operations.event_desk import EventDesk, diary

__all__ = ["diary"]


def seated(diary: EventDesk, name: str, role: Role, *codes: str) -> str:
    person = add_person(diary.desk, diary.director, name=name)
    for code in codes:
        add_seat(diary.desk, diary.director, person_id=person, org_code=code, role=role)
    return person


@pytest.mark.parametrize("role", [Role.PA, Role.DEPUTY])
def test_a_pa_and_a_deputy_act_on_behalf_of_the_director(diary: EventDesk, role: Role) -> None:
    person = seated(diary, "Robin", role, "CAL")
    actor = actor_of(diary.desk, person, diary.now)
    assert actor == (person, diary.now, diary.director.person_id)
    assert actor.in_own_name == (person, diary.now, "")


@pytest.mark.parametrize("role", [Role.DIRECTOR, Role.OFFICER])
def test_others_act_for_themselves(diary: EventDesk, role: Role) -> None:
    person = seated(diary, "Robin", role, "CAL")
    assert actor_of(diary.desk, person, diary.now).on_behalf_of == ""
    nobody = add_person(diary.desk, diary.director, name="No seat")
    assert actor_of(diary.desk, nobody, diary.now).on_behalf_of == ""
    assert actor_of(diary.desk, diary.director.person_id, diary.now).on_behalf_of == ""


def test_history_says_who_did_it_for_whom_and_each_undoes_their_own(diary: EventDesk) -> None:
    tom = actor_of(diary.desk, diary.people["CAL"].person_id, diary.now)
    made = add_event(
        diary.desk, tom, {"org": diary.orgs["CAL"], "title": "Call", "start": "2026-12-01T09:00"}
    )
    (change,) = item_history(diary.desk, diary.audience(), made.id)
    assert (change.author, change.on_behalf_of) == (tom.person_id, diary.director.person_id)
    assert change.who == "PA CAL"  # the director has no name yet
    assert change._replace(on_behalf_of_name="Imogen Farrant").who == "PA CAL for Imogen Farrant"
    assert undo(diary.desk, tom).labels == ("Added “Call” to the diary",)


def test_two_people_who_share_a_seat_see_the_same(diary: EventDesk) -> None:
    first, second = (seated(diary, name, Role.PA, "WEX") for name in ("Bridget", "Sam"))
    seen = [audience_of(diary.desk, one) for one in (first, second)]
    assert seen[0].org_ids == seen[1].org_ids == {diary.orgs["WEX"]}
    assert not any(one.is_director for one in seen)


def test_a_person_may_sit_in_several_organisations_a_third_one_too(diary: EventDesk) -> None:
    add_organisation(
        diary.desk, diary.director, code="ESK", name="Eskmoor", kind=OrganisationKind.TRUST
    )
    both = audience_of(diary.desk, seated(diary, "Robin", Role.DEPUTY, "CAL", "ESK"))
    assert len(both.org_ids) == 2
    assert not both.sees(diary.orgs["WEX"])
    assert audience_of(diary.desk, diary.director.person_id).is_director
