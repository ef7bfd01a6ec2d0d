"""Who is listed as sharing a desk, and what is told when it is left."""

from contextlib import closing
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from jointdesk.domain.actors import Actor
from jointdesk.domain.memberships import Membership
from jointdesk.domain.moments import Instant
from jointdesk.domain.people import Role
from jointdesk.operations import shared_desk
from jointdesk.operations.audiences import director_id, find_person
from jointdesk.operations.leavers import note_leaver
from jointdesk.operations.organisations import organisation_by_code
from jointdesk.operations.people import add_person, add_seat, remove_seat
from jointdesk.operations.shared_desk import Left
from jointdesk.store.people import list_seats
from jointdesk.store.reading import Reading
from jointdesk.viewmodels.desk_sharing import fellows
from jointdesk.viewmodels.notices import Tone
from tests.desk.desks import new_people
from tests.open_desk import OpenDesk


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


@pytest.mark.parametrize("is_kept", [False, True])
def test_leaving_says_where_the_password_could_not_be_forgotten(
    opened: OpenDesk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, is_kept: bool
) -> None:
    left = Left(Membership("host=x", "r", "p"), ("jointdesk:d1:shared desk r",) if is_kept else ())
    monkeypatch.setattr(shared_desk, "leave", lambda _desk: left)
    opened.sharing().leave()
    qtbot.waitUntil(lambda: bool(opened.notices), timeout=30_000)
    opened.settle()
    [notice] = opened.notices
    assert notice.text.startswith("This computer is no part of the shared desk any more.")
    assert ("what is called “jointdesk:d1:shared desk r”" in notice.text) is is_kept
    assert notice.tone is (Tone.PROBLEM if is_kept else Tone.DONE)
