"""Who is listed as sharing a desk."""

from contextlib import closing
from pathlib import Path

from jointdesk.domain.actors import Actor
from jointdesk.domain.memberships import Membership
from jointdesk.domain.moments import Instant
from jointdesk.domain.people import Role
from jointdesk.operations.audiences import director_id, find_person
from jointdesk.operations.leavers import note_leaver
from jointdesk.operations.organisations import organisation_by_code
from jointdesk.operations.people import add_person, add_seat, remove_seat
from jointdesk.store.people import list_seats
from jointdesk.store.reading import Reading
from jointdesk.viewmodels.desk_sharing import fellows
from tests.desk.desks import new_people


def test_who_gets_a_login_is_listed_and_who_was_removed_without_a_seat_too(
    tmp_path: Path, now: Instant
) -> None:
    with new_people(tmp_path, now) as desk:
        director = Actor(director_id(desk), now)
        deputy, officer = (add_person(desk, director, name=name) for name in ("Robin", "Rosalind"))
        for person, role in ((deputy, Role.DEPUTY), (officer, Role.OFFICER)):
            add_seat(desk, director, person_id=person, org_code="CAL", role=role)
        bridget, wexmere = find_person(desk, "Bridget").id, organisation_by_code(desk, "WEX").id
        note_leaver(desk, director, bridget, 0)
        for seat in list_seats(desk.connection):
            if (seat.person_id, seat.org_id) == (bridget, wexmere):
                remove_seat(desk, director, seat.id)
        path, here = desk.path, director.person_id
    with closing(Reading(path)) as reading:
        found = fellows(reading, Membership("host=x dbname=x", "r", here))
    assert [(one.name, one.role) for one in found] == [
        ("Imogen", "Joint director"),
        ("Tom", "PA, CAL"),
        ("Bridget", "no seat any more"),
        ("Robin", "Deputy, CAL"),
    ]
    assert [one.is_here for one in found] == [True, False, False, False]
    assert [one.leaver is not None for one in found] == [False, False, True, False]
