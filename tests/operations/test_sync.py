"""Which calendars are read, and in which order."""

from pathlib import Path

import pytest

from jointdesk.domain.actors import Actor
from jointdesk.domain.errors import NotFoundError
from jointdesk.domain.moments import Instant
from jointdesk.domain.organisations import OrganisationKind
from jointdesk.operations.audiences import director_id
from jointdesk.operations.desks import new_desk
from jointdesk.operations.organisations import add_organisation
from jointdesk.operations.sources import add_source
from jointdesk.operations.sync import sync_sources
from jointdesk.store.connections import leave_alone

EMPTY = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n"


def test_sources_are_read_in_the_order_of_adding_or_as_they_are_named(
    tmp_path: Path, data_folder: Path, now: Instant
) -> None:
    path = tmp_path / "a.desk"
    with new_desk(path, name="A", zone="Europe/London", data_folder=data_folder, now=now) as desk:
        actor = Actor(director_id(desk), now)
        add_organisation(desk, actor, code="CAL", name="Council", kind=OrganisationKind.COUNCIL)
        ids = []
        for number in range(8):
            file = tmp_path / f"{number}.ics"
            file.write_bytes(EMPTY)
            ids.append(add_source(desk, actor, org_code="CAL", address=str(file)))
        (tmp_path / "3.ics").unlink()
        reports = sync_sources(desk, actor)
        assert [report.id for report in reports] == ids
        assert [report.id for report in reports if report.error] == [ids[3]]
        named = [ids[5], ids[2], ids[5]]
        assert [report.id for report in sync_sources(desk, actor, named)] == named[:2]
        with pytest.raises(NotFoundError):
            sync_sources(desk, actor, ["nowhere"])


def test_a_source_whose_server_asked_to_be_left_alone_is_not_asked_by_itself(
    tmp_path: Path, data_folder: Path, now: Instant
) -> None:
    path = tmp_path / "a.desk"
    with new_desk(path, name="A", zone="Europe/London", data_folder=data_folder, now=now) as desk:
        actor = Actor(director_id(desk), now)
        add_organisation(desk, actor, code="CAL", name="Council", kind=OrganisationKind.COUNCIL)
        file = tmp_path / "busy.ics"
        file.write_bytes(EMPTY)
        busy = add_source(desk, actor, org_code="CAL", address=str(file))
        leave_alone(desk, busy, now + 60)
        [report] = sync_sources(desk, actor, is_due=True)
        assert (report.was_read, "asks to be left alone until" in report.error) == (False, True)
        [report] = sync_sources(desk, Actor(actor.person_id, now + 60), is_due=True)
        assert report.was_read
        leave_alone(desk, busy, now + 60)
        [report] = sync_sources(desk, actor)
        assert report.was_read
