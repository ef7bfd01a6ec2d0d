"""Whoever changed something is told, with its title, where it did not go as it was wanted."""

from pathlib import Path

import pytest

from jointdesk.domain.actors import Actor
from jointdesk.domain.components import Problem
from jointdesk.domain.moments import Instant
from jointdesk.domain.organisations import OrganisationKind
from jointdesk.domain.people import Audience
from jointdesk.operations.audiences import audience_of
from jointdesk.operations.organisations import add_organisation
from jointdesk.operations.sources import add_source
from jointdesk.operations.sync import sync_sources
from jointdesk.operations.written import told_of_writing
from jointdesk.store.desk import Desk
from jointdesk.sync.outbox_plan import MADE_ANEW
from jointdesk.sync.report import Report
from tests.sync.making import calendar, event

PUT_BACK = "somebody has deleted it there, but it was changed here: it is put back."


@pytest.fixture
def source(desk: Desk, now: Instant, tmp_path: Path) -> str:
    actor = Actor("me", now)
    add_organisation(desk, actor, code="WEX", name="NHS Wexmere ICB", kind=OrganisationKind.ICB)
    (tmp_path / "a.ics").write_bytes(
        calendar(
            event("open", "DURATION:PT1H", "SUMMARY:Board"),
            event("shut", "DURATION:PT1H", "SUMMARY:Talk", "CLASS:PRIVATE"),
        )
    )
    address = str(tmp_path / "a.ics")
    made = add_source(desk, actor, org_code="WEX", address=address, name="Staff")
    sync_sources(desk, actor)
    return made


def report(source: str, *uids: str) -> Report:
    notes = [Problem("a.ics", 1, uid, MADE_ANEW) for uid in uids]
    return Report(source, "o", notes=(Problem("a.ics", 1, "open", "The zone is unknown"), *notes))


def test_each_is_told_with_its_title(desk: Desk, source: str) -> None:
    director = Audience("me", frozenset(), is_director=True)
    assert told_of_writing(desk, director, report(source, "open", "shut", "gone")) == [
        f"“Board” in Staff: {PUT_BACK}",
        f"“Talk” in Staff: {PUT_BACK}",
        f"A meeting in Staff: {PUT_BACK}",
    ]
    assert told_of_writing(desk, director, report(source)) == []


def test_of_what_is_private_others_are_told_no_title(desk: Desk, source: str) -> None:
    somebody = audience_of(desk, "somebody")
    assert told_of_writing(desk, somebody, report(source, "open", "shut")) == [
        f"“Board” in Staff: {PUT_BACK}",
        f"A meeting in Staff: {PUT_BACK}",
    ]
