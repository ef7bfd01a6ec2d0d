"""Words find meetings, also those made here that stand in no calendar yet."""

import pytest

from jointdesk.domain.actors import Actor
from jointdesk.domain.moments import Instant
from jointdesk.domain.organisations import OrganisationKind
from jointdesk.domain.people import Audience
from jointdesk.operations.events import add_event
from jointdesk.operations.organisations import add_organisation
from jointdesk.operations.search import search
from jointdesk.store.desk import Desk

ALL = Audience("p", frozenset(), is_director=True)


@pytest.fixture
def org(desk: Desk, now: Instant) -> str:
    return add_organisation(
        desk, Actor("p", now), code="CAL", name="Calderbourne", kind=OrganisationKind.COUNCIL
    )


def found(desk: Desk, now: Instant, words: str, audience: Audience = ALL) -> list[str]:
    return [one.preferred.details.title for one in search(desk, audience, words, now)]


def test_an_event_made_here_is_found_by_its_words(desk: Desk, org: str, now: Instant) -> None:
    fields = {"org": org, "title": "Fees for care", "place": "Annexe", "start": "2026-12-01T14:00"}
    add_event(desk, Actor("p", now), fields)
    assert found(desk, now, "care annexe") == ["Fees for care"]
    assert found(desk, now, "care elsewhere") == []
    assert found(desk, now, "  ") == []


def test_of_a_series_made_here_the_next_one_stands_for_all(
    desk: Desk, org: str, now: Instant
) -> None:
    fields = {"org": org, "title": "Huddle", "start": "2026-11-02T09:00", "repeat": "FREQ=WEEKLY"}
    add_event(desk, Actor("p", now), fields)
    (meeting,) = search(desk, ALL, "huddle", now)
    assert meeting.start > now
    assert meeting.start - now <= 7 * 86_400


def test_what_a_body_keeps_to_itself_is_not_found_by_others(
    desk: Desk, org: str, now: Instant
) -> None:
    fields = {
        "org": org, "title": "Grievance", "start": "2026-12-01T14:00", "visibility": "own_org",
    }  # fmt: skip
    add_event(desk, Actor("p", now), fields)
    assert found(desk, now, "grievance") == ["Grievance"]
    assert found(desk, now, "grievance", Audience("q", frozenset())) == []
    assert found(desk, now, "busy", Audience("q", frozenset())) == []
