"""What changed since a moment: for each person no more than they may know."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from jointdesk.derive.records import load_records
from jointdesk.domain.actors import Actor
from jointdesk.domain.moments import DAY, HOUR
from jointdesk.domain.people import Audience
from jointdesk.domain.tasks import TASK
from jointdesk.operations.audiences import audience_of, find_person
from jointdesk.operations.clock import now
from jointdesk.operations.decisions import edit_decision
from jointdesk.operations.news import Deed, deeds, diary_news
from jointdesk.operations.records import add_record
from jointdesk.store.desk import Desk, open_desk
from tests.demo_desk import demo_file, demo_path

__all__ = ["demo_file", "demo_path"]


@pytest.fixture
def desk(demo_path: Path, data_folder: Path) -> Iterator[Desk]:
    opened = open_desk(demo_path, data_folder=data_folder)
    yield opened
    opened.close()


def person(desk: Desk, name: str) -> Audience:
    return audience_of(desk, find_person(desk, name).id)


def told(desk: Desk, name: str, since: int) -> list[Deed]:
    audience = person(desk, name)
    records = load_records(desk.connection, audience, desk.zone, now())
    return deeds(desk, audience, records, since)


def actor(desk: Desk, name: str) -> Actor:
    return Actor(find_person(desk, name).id, now() + HOUR)


def test_what_others_did_is_told_with_who_did_it(desk: Desk) -> None:
    tom = actor(desk, "Tom")
    made = add_record(desk, tom, TASK, {"title": "Call the clerk"}, "Added a task")
    assert told(desk, "Bridget", now() + 60) == [
        Deed(tom.at, "Tom Adeyemi", "Added a task", (made,))
    ]
    assert told(desk, "Tom", now() + 60) == []  # one knows what one did


def test_what_is_kept_to_a_body_is_told_to_its_people_only(desk: Desk) -> None:
    bridget = person(desk, "Bridget")
    (wexmere,) = bridget.org_ids
    fields = {"title": "Secret", "orgs": [wexmere], "visibility": "own_org"}
    add_record(desk, actor(desk, "Bridget"), TASK, fields, "Added a task", f"org:{wexmere}")
    assert told(desk, "Tom", now() + 60) == []
    assert [one.person for one in told(desk, "Imogen", now() + 60)] == ["Bridget Lyall"]


def test_a_decision_that_one_may_not_see_is_no_news(desk: Desk) -> None:
    director = person(desk, "Imogen")
    records = load_records(desk.connection, director, desk.zone, now())
    kept = next(one for one in records.decisions if one.ref == "CAL-2026-123")
    edit_decision(desk, actor(desk, "Tom"), person(desk, "Tom"), kept.id, {"notes": "Seen"})
    assert told(desk, "Bridget", now() + 60) == []
    assert kept.id in told(desk, "Imogen", now() + 60)[0].items


def test_readings_are_told_of_the_bodies_that_one_belongs_to(desk: Desk) -> None:
    since = now() - DAY
    both = diary_news(desk, person(desk, "Imogen"), since)
    assert len(both) == 2
    assert all(one.new for one in both)
    tom = person(desk, "Tom")
    assert [one.org_id for one in diary_news(desk, tom, since)] == [*tom.org_ids]
    assert diary_news(desk, replace(tom, org_ids=frozenset()), since) == []
    assert diary_news(desk, tom, now() + DAY) == []
